package org.overhang.regress.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.regress.TimeSeriesReference;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class UnitRootTest {
    /** Stated for unit roots by the reference pack. */
    private static final double REFERENCE = 1e-8;
    /** statsmodels' p-values: asymptotic polynomials, printed in full. */
    private static final double P_VALUES = 1e-6;

    private static double[] series(String name) {
        return TimeSeriesReference.table().numberColumn(name).asDoubleArray();
    }

    private static double reference(String series, String... path) {
        String[] full = new String[path.length + 2];
        full[0] = "unit_roots";
        full[1] = series;
        System.arraycopy(path, 0, full, 2, path.length);
        return TimeSeriesReference.number(full);
    }

    private static void same(double expected, double actual) {
        assertEquals(expected, actual, REFERENCE * Math.max(1, Math.abs(expected)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lp_us", "util", "brk", "lscrap"})
    void dickeyFullerMatchesUrca(String name) {
        double[] y = series(name);
        same(
                reference(name, "adf_none_lag2", "stat", "tau1"),
                UnitRootMath.dickeyFuller(y, false, false, 2, 0).statistic());
        same(
                reference(name, "adf_drift_lag0", "stat", "tau2"),
                UnitRootMath.dickeyFuller(y, true, false, 0, 0).statistic());
        same(
                reference(name, "adf_drift_lag2", "stat", "tau2"),
                UnitRootMath.dickeyFuller(y, true, false, 2, 0).statistic());
        same(
                reference(name, "adf_trend_lag2", "stat", "tau3"),
                UnitRootMath.dickeyFuller(y, true, true, 2, 0).statistic());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lp_us", "util", "brk", "lscrap"})
    void lagsChosenByCriterionMatchUrca(String name) {
        double[] y = series(name);
        int aic = UnitRootMath.lagsByCriterion(y, true, true, 8, false);
        assertEquals((int) reference(name, "adf_trend_AIC_max8", "lag_used"), aic);
        same(
                reference(name, "adf_trend_AIC_max8", "stat", "tau3"),
                UnitRootMath.dickeyFuller(y, true, true, aic, 8).statistic());
        int bic = UnitRootMath.lagsByCriterion(y, true, false, 8, true);
        assertEquals((int) reference(name, "adf_drift_BIC_max8", "lag_used"), bic);
        same(
                reference(name, "adf_drift_BIC_max8", "stat", "tau2"),
                UnitRootMath.dickeyFuller(y, true, false, bic, 8).statistic());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lp_us", "util", "brk", "lscrap"})
    void theOtherTestsMatchUrca(String name) {
        double[] y = series(name);
        same(reference(name, "kpss_mu_lag4"), UnitRootMath.kpss(y, false, 4));
        same(reference(name, "kpss_tau_lag4"), UnitRootMath.kpss(y, true, 4));
        same(reference(name, "pp_Ztau_constant_lag4", "stat"), UnitRootMath.phillipsPerron(y, false, 4)[0]);
        same(reference(name, "pp_Zalpha_constant_lag4", "stat"), UnitRootMath.phillipsPerron(y, false, 4)[1]);
        same(reference(name, "pp_Ztau_trend_lag4", "stat"), UnitRootMath.phillipsPerron(y, true, 4)[0]);
        same(reference(name, "pp_Zalpha_trend_lag4", "stat"), UnitRootMath.phillipsPerron(y, true, 4)[1]);
        same(reference(name, "dfgls_constant_lag2"), UnitRootMath.dickeyFullerGls(y, false, 2));
        same(reference(name, "dfgls_trend_lag2"), UnitRootMath.dickeyFullerGls(y, true, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lp_us", "util", "brk", "lscrap"})
    void zivotAndrewsMatchesUrca(String name) {
        double[] y = series(name);
        for (String model : new String[] {"intercept", "trend", "both"}) {
            var found = UnitRootMath.zivotAndrews(y, !model.equals("trend"), !model.equals("intercept"), 2);
            same(reference(name, "za_" + model + "_lag2", "stat"), found.statistic());
            assertEquals((int) reference(name, "za_" + model + "_lag2", "break_after_obs"), found.after());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lp_us", "util", "brk", "lscrap"})
    void pValuesMatchStatsmodels(String name) {
        String[] parts = {"none", "drift", "trend"};
        for (int d = 0; d < 3; d++) {
            String key = name + ".adf_" + parts[d] + "_lag2.p_mackinnon";
            double expected = TimeSeriesReference.json("check_statsmodels.json", "statsmodels_only", key)
                    .getAsDouble();
            double statistic =
                    UnitRootMath.dickeyFuller(series(name), d > 0, d > 1, 2, 0).statistic();
            assertEquals(expected, MacKinnon.pValue(statistic, d, 1), P_VALUES);
        }
    }

    @Test
    void theFiveTestsReadTheSeriesInTimeOrder() {
        Table table = TimeSeriesReference.table();
        Table turned = table.rows(IntStream.range(0, table.rowCount())
                .map(i -> table.rowCount() - 1 - i)
                .toArray());
        var test = UnitRoot.of("util").over("t").lags(2);
        assertEquals(
                test.measure(Source.of(table)).toString(),
                test.measure(Source.of(turned)).toString());
        same(
                reference("util", "adf_drift_lag2", "stat", "tau2"),
                test.measure(Source.of(table)).statistic("ADF"));
    }

    /** A stationary series and a random walk of 400 steps: the tests must tell them apart in most of 200 seeds. */
    @Test
    void recoversWhatWasSimulated() {
        int rootRejected = 0;
        int stationaryRejected = 0;
        for (int s = 0; s < 200; s++) {
            var draws = Seed.seed(11).stream(s);
            double[] walk = new double[400];
            double[] stationary = new double[400];
            for (int i = 1; i < 400; i++) {
                double e = draws.normal();
                walk[i] = walk[i - 1] + e;
                stationary[i] = 0.5 * stationary[i - 1] + e;
            }
            rootRejected += MacKinnon.pValue(
                                    UnitRootMath.dickeyFuller(walk, true, false, 1, 0)
                                            .statistic(),
                                    1,
                                    1)
                            < 0.05
                    ? 1
                    : 0;
            stationaryRejected += MacKinnon.pValue(
                                    UnitRootMath.dickeyFuller(stationary, true, false, 1, 0)
                                            .statistic(),
                                    1,
                                    1)
                            < 0.05
                    ? 1
                    : 0;
        }
        assertEquals(200, stationaryRejected);
        // 5 % of 200 is 10; three binomial standard errors are 9
        assertTrue(rootRejected <= 19, "rejected a true unit root " + rootRejected + " times of 200");
    }

    private static void refused(Reason reason, String words, Table table) {
        var thrown = assertThrows(
                OverhangException.class, () -> UnitRoot.of("y").over("year").measure(Source.of(table)));
        assertEquals(reason, thrown.reason());
        assertTrue(thrown.getMessage().startsWith(words), thrown.getMessage());
    }

    private static Table yearly(int[] years, double... y) {
        return Table.create("steel", IntColumn.create("year", years), DoubleColumn.create("y", y));
    }

    @Test
    void gapsRepeatsAndShortSeriesAreRefused() {
        refused(
                Reason.BAD_VALUE,
                "UnitRoot needs a series without gaps, but nothing stands between 2001 and 2003 in table \"steel\".",
                yearly(new int[] {2000, 2001, 2003}, 1, 2, 3));
        refused(
                Reason.BAD_VALUE,
                "UnitRoot needs one row for each period, but period 2001",
                yearly(new int[] {2000, 2001, 2001}, 1, 2, 3));
        refused(
                Reason.BAD_VALUE,
                "UnitRoot needs a series without gaps, but a value is missing in period 2001.",
                yearly(new int[] {2000, 2001, 2002}, 1, Double.NaN, 3));
        refused(
                Reason.NOT_IDENTIFIED,
                "UnitRoot needs at least 6 periods, but \"y\" has 3. Give a longer series or fewer lags.",
                yearly(new int[] {2000, 2001, 2002}, 1, 2, 3));
        refused(
                Reason.NOT_IDENTIFIED,
                "A regression needs columns that differ",
                yearly(IntStream.range(1990, 2010).toArray(), new double[20]));
    }
}
