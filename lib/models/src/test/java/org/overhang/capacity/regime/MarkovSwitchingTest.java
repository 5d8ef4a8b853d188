package org.overhang.capacity.regime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.reference.ReferenceFiles;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Two regimes against statsmodels (ref_markov.py). */
class MarkovSwitchingTest {
    /** statsmodels stops at a slope of 1e-6. */
    private static final double LIKELIHOOD = 1e-7;

    private static final double PARAMETER = 1e-5;
    /** Curvature by differences on both sides. */
    private static final double ERROR = 2e-3;

    private static final JsonObject REFERENCE = ReferenceFiles.json("capacity/markov.json");

    private static Table series() {
        return Table.read()
                .usingOptions(CsvReadOptions.builder(new java.io.InputStreamReader(
                                java.util.Objects.requireNonNull(MarkovSwitchingTest.class.getResourceAsStream(
                                        "/reference/capacity/data/util_regimes.csv")),
                                java.nio.charset.StandardCharsets.UTF_8))
                        .tableName("util_regimes"));
    }

    private static MarkovSwitching method(boolean switching) {
        MarkovSwitching method = MarkovSwitching.of("u_const").over("t");
        return switching ? method.switchingVariance() : method;
    }

    @ParameterizedTest
    @CsvSource({"const_switching_variance, true", "const_common_variance, false"})
    void agreesWithStatsmodels(String key, boolean switching) {
        JsonObject want = REFERENCE.getAsJsonObject(key);
        MarkovSwitching.Regimes got = method(switching).fit(series());
        assertEquals(want.get("llf").getAsDouble(), got.logLikelihood(), LIKELIHOOD);
        double[] params = ReferenceFiles.numbers(want.get("params"));
        double[] errors = ReferenceFiles.numbers(want.get("bse"));
        // There regime 0 is the low one
        assertEquals(1 - params[1], got.estimate("stays_high"), PARAMETER);
        assertEquals(1 - params[0], got.estimate("turns_high"), PARAMETER);
        assertEquals(params[3], got.estimate("mean_high"), PARAMETER);
        assertEquals(params[2], got.estimate("mean_low"), PARAMETER);
        assertEquals(params[4], got.estimate("variance_low"), PARAMETER);
        assertEquals(params[switching ? 5 : 4], got.estimate("variance_high"), PARAMETER);
        assertEquals(errors[3], got.standardError("mean_high"), ERROR * errors[3]);
        assertEquals(errors[0], got.standardError("turns_high"), ERROR * errors[0]);
        assertArrayEquals(ReferenceFiles.numbers(want.get("smoothed_high")), got.high(), PARAMETER);
        assertArrayEquals(ReferenceFiles.numbers(want.get("filtered_high")), got.highSoFar(), PARAMETER);
        double[] lasts = ReferenceFiles.numbers(want.get("expected_durations"));
        assertEquals(lasts[0], got.lengthOfLow(), 1e-3 * lasts[0]);
        assertEquals(lasts[1], got.lengthOfHigh(), 1e-3 * lasts[1]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e9})
    void theUnitDoesNotMatter(double unit) {
        Table scaled = series();
        scaled.replaceColumn(
                "u_const",
                scaled.numberColumn("u_const").asDoubleColumn().multiply(unit).setName("u_const"));
        MarkovSwitching.Regimes one = method(true).fit(series());
        MarkovSwitching.Regimes other = method(true).fit(scaled);
        assertArrayEquals(one.high(), other.high(), PARAMETER);
        assertEquals(one.estimate("mean_low") * unit, other.estimate("mean_low"), PARAMETER * unit);
    }

    @Test
    void refusals() {
        Table few =
                Table.create("few", IntColumn.indexColumn("t", 29, 1), DoubleColumn.create("u_const", new double[29]));
        OverhangException e =
                assertThrows(OverhangException.class, () -> method(false).fit(few));
        assertEquals(Reason.NOT_IDENTIFIED, e.reason());
        assertEquals(
                "Two regimes need at least 30 observations that vary, but \"u_const\" has 29 that are all the same. Give a longer series, or date breaks with GlutDating.",
                e.lines().get(0));
        OverhangException gap =
                assertThrows(OverhangException.class, () -> method(false).fit(series().dropRows(5)));
        assertEquals(Reason.BAD_VALUE, gap.reason());
        MarkovSwitching.Regimes got = method(true).fit(series());
        assertThrows(OverhangException.class, () -> got.estimate("other"));
        assertTrue(got.toString().contains("Left out: nothing"), got.toString());
        assertEquals(200, got.tidy().rowCount());
        assertEquals(1, got.glance().rowCount());
    }
}
