package org.overhang.regress.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.regress.Regression;
import org.overhang.regress.TimeSeriesReference;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class LocalProjectionTest {
    /** Stated for local projections by the reference pack (ref_ts.R: lm, sandwich 3.0-2). */
    private static final double REFERENCE = 1e-8;

    private static LocalProjection method() {
        return LocalProjection.of("dprice")
                .shock("shock")
                .over("t")
                .controls("dprice", "dcap")
                .lags(2)
                .horizons(12);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void matchesRegressionsInR(boolean cumulative) {
        JsonObject expected = TimeSeriesReference.json(
                        "timeseries.json", "local_projection", cumulative ? "cumulative" : "level")
                .getAsJsonObject();
        LocalProjection chosen = cumulative ? method().cumulative() : method();
        var found = chosen.fit(TimeSeriesReference.source());
        var augmented = chosen.lagAugmented().fit(TimeSeriesReference.source());
        for (int h = 0; h <= 12; h++) {
            JsonObject at = expected.getAsJsonObject("h" + h);
            assertEquals(at.get("beta").getAsDouble(), found.response(h), REFERENCE);
            assertEquals(at.get("se_NW_lag_h1_adj").getAsDouble(), found.standardError(h), REFERENCE);
            assertEquals(at.get("se_HC1_lag_augmented").getAsDouble(), augmented.standardError(h), REFERENCE);
        }
    }

    /** An instrument that is the shock itself changes nothing; a policy that is the shock has the multiplier of the sum. */
    @Test
    void instrumentingByItselfIsLeastSquares() {
        var plain = method().fit(TimeSeriesReference.source());
        var itself = method().instrument("shock").fit(TimeSeriesReference.source());
        assertEquals(
                plain.toString().lines().skip(2).findFirst(),
                itself.toString().lines().skip(2).findFirst());
        for (int h = 0; h <= 12; h++) {
            assertEquals(plain.response(h), itself.response(h), 1e-12);
            assertEquals(plain.standardError(h), itself.standardError(h), 1e-12);
        }
    }

    /** Full interaction with a state is two separate regressions; with one lagged regressor set the coefficients must agree. */
    @Test
    void statesAreSeparateRegressions() {
        Table table = TimeSeriesReference.table();
        double[] state =
                IntStream.range(0, 200).mapToDouble(i -> i % 3 == 0 ? 1 : 0).toArray();
        table.addColumns(DoubleColumn.create("slump", state));
        var found = LocalProjection.of("dprice")
                .shock("shock")
                .over("t")
                .lags(0)
                .horizons(0)
                .state("slump")
                .fit(Source.of(table));
        double[] sums = new double[10];
        for (int i = 0; i < 200; i++) {
            int s = state[i] == 1 ? 0 : 5;
            double x = table.numberColumn("shock").getDouble(i);
            double y = table.numberColumn("dprice").getDouble(i);
            sums[s]++;
            sums[s + 1] += x;
            sums[s + 2] += y;
            sums[s + 3] += x * x;
            sums[s + 4] += x * y;
        }
        double in = (sums[4] - sums[1] * sums[2] / sums[0]) / (sums[3] - sums[1] * sums[1] / sums[0]);
        double out = (sums[9] - sums[6] * sums[7] / sums[5]) / (sums[8] - sums[6] * sums[6] / sums[5]);
        assertEquals(in, found.response(0), 1e-12);
        assertEquals(out, found.responseOutside(0), 1e-12);
    }

    /** The panel projection at horizon 0 is the absorbed-effects regression of the same columns, clustered alike. */
    @Test
    void panelAtHorizonZeroIsRegression() {
        Table table = TimeSeriesReference.table("plants");
        var found = LocalProjection.of("lout")
                .shock("lcap")
                .over("year")
                .unit("plant")
                .lags(0)
                .horizons(0)
                .timeEffects()
                .fit(Source.of(table));
        var regression =
                Regression.ols("lout ~ lcap | plant + year").cluster("plant").fit(Source.of(table));
        assertEquals(regression.coefficient("lcap"), found.response(0), 1e-9);
        assertEquals(regression.standardError("lcap"), found.standardError(0), 1e-9);
    }

    /** y follows an AR(1) with coefficient 0.7 after a unit shock: the response at h is 0.7^h. */
    @Test
    void recoversAnAutoregression() {
        int units = 200;
        int periods = 60;
        int[] unit = new int[units * periods];
        int[] time = new int[units * periods];
        double[] shock = new double[units * periods];
        double[] y = new double[units * periods];
        var draws = Seed.seed(2).stream(0);
        for (int i = 0; i < units; i++) {
            double level = draws.normal();
            double last = 0;
            for (int t = 0; t < periods; t++) {
                int at = i * periods + t;
                unit[at] = i;
                time[at] = t;
                shock[at] = draws.normal();
                last = 0.7 * last + shock[at];
                y[at] = level + last + 0.1 * draws.normal();
            }
        }
        Table table = Table.create(
                "ar",
                IntColumn.create("u", unit),
                IntColumn.create("t", time),
                DoubleColumn.create("s", shock),
                DoubleColumn.create("y", y));
        var found = LocalProjection.of("y")
                .shock("s")
                .over("t")
                .unit("u")
                .lags(0)
                .horizons(5)
                .fit(Source.of(table));
        for (int h = 0; h <= 5; h++) {
            // four standard errors, and 0.02 for the bias of unit effects in 60 periods
            assertEquals(StrictMath.pow(0.7, h), found.response(h), 4 * found.standardError(h) + 0.02);
        }
    }

    @Test
    void wrongChoicesAreRefused() {
        var thrown = assertThrows(
                OverhangException.class, () -> method().lags(-1).timeEffects().fit(TimeSeriesReference.source()));
        assertEquals(Reason.OUT_OF_RANGE, thrown.reason());
        assertEquals(2, thrown.lines().size());
        Table table = TimeSeriesReference.table();
        assertEquals(
                Reason.BAD_VALUE,
                assertThrows(
                                OverhangException.class,
                                () -> method().state("dcap").fit(Source.of(table)))
                        .reason());
    }
}
