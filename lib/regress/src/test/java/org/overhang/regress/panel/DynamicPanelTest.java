package org.overhang.regress.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.regress.RegressReference;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Against plain matrix algebra (ref_dpd.py), which agrees with the R package plm 2.6-2 where the two do the same. */
class DynamicPanelTest {
    /** Closed forms; the weights' condition leaves fewer digits than sums do. Reached: 2e-11. */
    private static final double CLOSED = 1e-9;
    /** Windmeijer's errors where the second weight has no inverse, as the reference pack states. */
    private static final double SINGULAR = 1e-6;

    private static final String[] X = {"lcap", "lwage", "lore"};

    private static DynamicPanel base() {
        return DynamicPanel.of("lout").on(X).unit("plant").time("year");
    }

    private static DynamicPanel spec(String name) {
        DynamicPanel all = base();
        DynamicPanel limited = base().endogenous("lcap", "lwage").mostLags(3);
        DynamicPanel collapsed = base().endogenous("lcap", "lwage").collapse();
        DynamicPanel predetermined =
                base().predetermined("lcap").endogenous("lwage").mostLags(3).collapse();
        return switch (name) {
            case "ab_all" -> all;
            case "ab_lim" -> limited;
            case "ab_lim_td" -> limited.timeEffects();
            case "ab_collapsed" -> collapsed;
            case "fod_lim_td" -> limited.timeEffects().deviations();
            case "ab_predetermined" -> predetermined;
            case "fod_collapsed" -> collapsed.deviations();
            case "bb_all_h3" -> all.system();
            case "bb_collapsed_h3" -> collapsed.system();
            case "bb_collapsed_td_h3" -> collapsed.system().timeEffects();
            case "bb_predetermined_h3" -> predetermined.system();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String term(String reference) {
        return reference.equals("L1.lout")
                ? "lag(lout, 1)"
                : reference.equals("_cons")
                        ? "constant"
                        : reference.matches("t\\d+") ? "year " + reference.substring(1) : reference;
    }

    private static void close(double expected, double found, double tolerance, String what) {
        assertEquals(expected, found, tolerance * Math.max(1e-3, Math.abs(expected)), what);
    }

    @ParameterizedTest
    @CsvSource({
        "ab_all",
        "ab_lim",
        "ab_lim_td",
        "ab_collapsed",
        "fod_lim_td",
        "ab_predetermined",
        "fod_collapsed",
        "bb_all_h3",
        "bb_collapsed_h3",
        "bb_collapsed_td_h3",
        "bb_predetermined_h3"
    })
    void matchesMatrixAlgebra(String name) {
        JsonObject pack = RegressReference.answers("regress-more", "dpd_hand");
        for (String data : new String[] {"dyn_bal", "dyn_gap"}) {
            JsonObject expected = RegressReference.at(pack, data, name).getAsJsonObject();
            Table table = RegressReference.data("regress-more", data);
            DynamicFit two = spec(name).fit(table);
            DynamicFit one = spec(name).oneStep().fit(table);
            String at = data + " " + name + " ";
            assertEquals(RegressReference.number(expected, "n_groups"), two.units(), at);
            assertEquals(RegressReference.number(expected, "nobs"), two.rows(), at);
            assertEquals(RegressReference.number(expected, "n_instruments"), two.instruments(), at);
            double windmeijer = two.summary().toString().contains("no inverse") ? SINGULAR : CLOSED;
            each(expected, at, one, CLOSED, "onestep", "coef", "se_robust");
            each(expected, at, two, windmeijer, "twostep", "coef", "se_windmeijer");
            close(
                    RegressReference.number(expected, "twostep", "hansen_J"),
                    two.hansen().statistic(),
                    CLOSED,
                    at + "J");
            close(
                    RegressReference.number(expected, "twostep", "p"),
                    two.hansen().pValue(),
                    CLOSED,
                    at + "J p");
            if (expected.getAsJsonObject("sargan").has("statistic")) {
                close(
                        RegressReference.number(expected, "sargan", "statistic"),
                        one.sargan().statistic(),
                        CLOSED,
                        at + "Sargan");
            }
            for (int lag = 1; lag <= 2 && !name.startsWith("fod"); lag++) {
                close(
                        RegressReference.number(expected, "onestep", "ar" + lag),
                        one.serialCorrelation(lag).statistic(),
                        CLOSED,
                        at + "AR one step");
                close(
                        RegressReference.number(expected, "twostep", "ar" + lag),
                        two.serialCorrelation(lag).statistic(),
                        windmeijer,
                        at + "AR two steps");
            }
        }
    }

    private static void each(
            JsonObject expected, String at, DynamicFit found, double tolerance, String step, String coef, String se) {
        JsonObject here = expected.getAsJsonObject(step);
        for (Map.Entry<String, JsonElement> e : here.getAsJsonObject(coef).entrySet()) {
            close(
                    e.getValue().getAsDouble(),
                    found.coefficient(term(e.getKey())).estimate(),
                    CLOSED,
                    at + e.getKey());
        }
        for (Map.Entry<String, JsonElement> e : here.getAsJsonObject(se).entrySet()) {
            double want = e.getValue().isJsonNull() ? Double.NaN : e.getValue().getAsDouble();
            close(want, found.coefficient(term(e.getKey())).standardError(), tolerance, at + "se " + e.getKey());
        }
    }

    /** Arellano and Bover (1995): one step, every regressor by all its lags, balanced. The tests of serial correlation agree too. */
    @Test
    void deviationsAreDifferencesWhereEveryLagIsUsed() {
        Table table = RegressReference.data("regress-more", "dyn_bal");
        DynamicPanel spec = base().endogenous(X).oneStep();
        DynamicFit a = spec.fit(table);
        DynamicFit b = spec.deviations().fit(table);
        for (String term : new String[] {"lag(lout, 1)", "lcap", "lwage", "lore"}) {
            close(a.coefficient(term).estimate(), b.coefficient(term).estimate(), CLOSED, term);
            close(a.coefficient(term).standardError(), b.coefficient(term).standardError(), CLOSED, term);
        }
        close(a.serialCorrelation(1).statistic(), b.serialCorrelation(1).statistic(), CLOSED, "AR 1");
        close(a.serialCorrelation(2).statistic(), b.serialCorrelation(2).statistic(), CLOSED, "AR 2");
    }

    @Test
    void neitherTheOrderOfRowsNorUnitsOfMeasureMatter() {
        Table table = RegressReference.data("regress-more", "dyn_gap");
        DynamicFit a = spec("bb_collapsed_h3").fit(table);
        Table other = table.sortDescendingOn("lwage");
        other.replaceColumn("lcap", other.doubleColumn("lcap").multiply(1e6).setName("lcap"));
        DynamicFit b = spec("bb_collapsed_h3").fit(other);
        close(
                a.coefficient("lag(lout, 1)").estimate(),
                b.coefficient("lag(lout, 1)").estimate(),
                CLOSED,
                "lag");
        close(
                a.coefficient("lcap").standardError(),
                1e6 * b.coefficient("lcap").standardError(),
                CLOSED,
                "capital in other units");
        close(a.hansen().statistic(), b.hansen().statistic(), CLOSED, "J");
    }

    /** Waves every second year are neighbours. */
    @Test
    void wavesEverySecondYearAreNeighbours() {
        Table table = RegressReference.data("regress-more", "dyn_bal");
        Table waves = table.copy();
        waves.replaceColumn("year", waves.doubleColumn("year").multiply(2).setName("year"));
        close(
                spec("ab_all").fit(table).coefficient("lag(lout, 1)").estimate(),
                spec("ab_all").fit(waves).coefficient("lag(lout, 1)").estimate(),
                CLOSED,
                "waves");
    }

    private static Table simulated(long stream, int units, int periods, double rho, double correlated) {
        Draws draws = Seed.seed(20).stream(stream);
        int n = units * periods;
        int[] unit = new int[n];
        int[] year = new int[n];
        double[] y = new double[n];
        double[] x = new double[n];
        for (int i = 0; i < units; i++) {
            double effect = draws.normal();
            double error = 0;
            double past = effect / (1 - rho) + draws.normal() / Math.sqrt(1 - rho * rho);
            for (int t = -20; t < periods; t++) {
                double fresh = draws.normal();
                double z = 0.5 * effect + draws.normal();
                past = rho * past + 0.5 * z + effect + fresh + correlated * error;
                error = fresh;
                if (t >= 0) {
                    int at = i * periods + t;
                    unit[at] = i;
                    year[at] = 2000 + t;
                    y[at] = past;
                    x[at] = z;
                }
            }
        }
        return Table.create(
                "simulated",
                IntColumn.create("unit", unit),
                IntColumn.create("year", year),
                DoubleColumn.create("y", y),
                DoubleColumn.create("x", x));
    }

    private static DynamicPanel simple() {
        return DynamicPanel.of("y")
                .on("x")
                .unit("unit")
                .time("year")
                .mostLags(3)
                .collapse();
    }

    /** Known truth 0.5, 200 samples of 400 units: intervals at 0.95 cover 0.95 ± 3 errors, and the tests at 0.05 reject 0.05 ± 3. */
    @Test
    @Tag("slow")
    void intervalsCoverAndTestsHoldTheirSize() {
        int samples = 200;
        for (boolean system : new boolean[] {false, true}) {
            int covered = 0;
            int hansen = 0;
            int serial = 0;
            double mean = 0;
            for (int s = 0; s < samples; s++) {
                DynamicPanel spec = system ? simple().system() : simple();
                DynamicFit fit = spec.fit(simulated(s, 400, 7, 0.5, 0));
                var rho = fit.coefficient("lag(y, 1)");
                mean += rho.estimate() / samples;
                covered += rho.interval().low() <= 0.5 && 0.5 <= rho.interval().high() ? 1 : 0;
                hansen += fit.hansen().pValue() < 0.05 ? 1 : 0;
                serial += fit.serialCorrelation(2).pValue() < 0.05 ? 1 : 0;
            }
            String said = (system ? "system" : "differences") + ": mean " + mean + ", covered " + covered
                    + ", Hansen rejects " + hansen + ", AR(2) rejects " + serial + " of " + samples;
            assertEquals(0.5, mean, 0.02, said);
            assertTrue(covered >= 0.95 * samples - 9.3 && covered <= samples, said);
            assertTrue(hansen <= 0.05 * samples + 9.3, said);
            assertTrue(serial <= 0.05 * samples + 9.3, said);
        }
    }

    @Test
    void errorsOfAMovingAverageAreFoundAtLagTwo() {
        DynamicFit fit = simple().fit(simulated(1, 400, 7, 0.3, 0.8));
        assertTrue(fit.serialCorrelation(2).pValue() < 0.01, fit.toString());
        assertTrue(fit.toString().contains("lag 2 is no instrument"), fit.toString());
    }

    @Test
    void theLongRunIsTheLimitOfTheDynamics() {
        DynamicFit fit = spec("ab_collapsed").fit(RegressReference.data("regress-more", "dyn_bal"));
        double rho = fit.coefficient("lag(lout, 1)").estimate();
        double b = fit.coefficient("lcap").estimate();
        double effect = 0;
        for (int t = 0; t < 400; t++) {
            effect = rho * effect + b;
        }
        assertEquals(effect, fit.longRun("lcap").estimate(), 1e-12);
    }

    @Test
    void manyInstrumentsAreWarnedOf() {
        String said = base().endogenous(X)
                .system()
                .fit(RegressReference.data("regress-more", "dyn_bal"))
                .toString();
        assertTrue(said.contains("instruments for 80 units"), said);
        assertTrue(said.contains("Left out"), said);
    }

    private static void refuses(Reason reason, String first, org.junit.jupiter.api.function.Executable asked) {
        OverhangException e = assertThrows(OverhangException.class, asked);
        assertEquals(reason, e.reason());
        assertEquals(first, e.getMessage().split("\n")[0]);
    }

    @Test
    void refusals() {
        Table table = RegressReference.data("regress-more", "dyn_bal");
        refuses(
                Reason.OUT_OF_RANGE,
                "DynamicPanel needs predetermined columns among its regressors, but \"lcapp\" is none. Did you mean \"lcap\"? "
                        + "Regressors: lcap, lwage, lore.",
                () -> base().predetermined("lcapp"));
        refuses(
                Reason.OUT_OF_RANGE,
                "DynamicPanel needs at least 1 in mostLags(…), but got 0. For no lag of the outcome use PanelRegression.",
                () -> base().mostLags(0));
        refuses(
                Reason.OUT_OF_RANGE,
                "An interval needs a level between 0 and 1, but it is NaN. Write 0.95 for ninety-five percent.",
                () -> base().level(Double.NaN));
        refuses(
                Reason.OUT_OF_RANGE,
                "DynamicPanel has no term \"lcop\". Did you mean \"lcap\"? Terms: lag(lout, 1), lcap, lwage, lore.",
                () -> base().fit(table).coefficient("lcop"));
        Table twice = table.copy().append(table.first(1));
        refuses(
                Reason.BAD_VALUE,
                "DynamicPanel needs one row for each unit and period, but \"1\" has several for 2006 in table \"dyn_bal\": rows 1 "
                        + "and 561. Add them up, or name a finer unit than \"plant\".",
                () -> base().fit(twice));
        Table short2 = table.where(table.doubleColumn("year").isLessThan(2008));
        refuses(
                Reason.NOT_IDENTIFIED,
                "DynamicPanel needs units with 3 neighbouring periods, but in table \"dyn_bal\" none of 80 has as many complete "
                        + "ones among 2 periods. Check the columns \"plant\" and \"year\".",
                () -> base().fit(short2));
        Table fixed = table.copy();
        fixed.addColumns(DoubleColumn.create(
                "site",
                IntStream.range(0, fixed.rowCount())
                        .mapToDouble(i -> fixed.doubleColumn("plant").get(i) % 3)));
        refuses(
                Reason.NOT_IDENTIFIED,
                "DynamicPanel needs regressors that the instruments tell apart, but their moments are collinear in 2 coefficients. "
                        + "Take out regressors that do not change within units, or those that are the same for all where "
                        + "timeEffects() stand.",
                () -> DynamicPanel.of("lout")
                        .on("site")
                        .unit("plant")
                        .time("year")
                        .fit(fixed));
        refuses(
                Reason.MISSING_COLUMN,
                "DynamicPanel needs a time column, but table \"dyn_bal\" has no column \"yeer\". Did you mean \"year\"? "
                        + "Its columns: plant, year, state, lout, lcap, lwage, lore.",
                () -> DynamicPanel.of("lout")
                        .on("lcap")
                        .unit("plant")
                        .time("yeer")
                        .fit(table));
    }
}
