package org.overhang.regress.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.regress.TimeSeriesReference;

class CointegrationTest {
    /** Stated for Johansen and Engle–Granger by the reference pack. */
    private static final double REFERENCE = 1e-8;

    private static Cointegration.Ranks of(JsonObject expected) {
        String[] series = expected.getAsJsonArray("variables").asList().stream()
                .map(e -> e.getAsString())
                .toArray(String[]::new);
        String term = expected.get("ecdet").getAsString().equals("const")
                ? "constant"
                : expected.get("ecdet").getAsString();
        return Cointegration.of(series)
                .over("t")
                .lags(expected.get("K").getAsInt())
                .term(Cointegration.Term.valueOf(term.toUpperCase(Locale.ROOT)))
                .measure(TimeSeriesReference.source());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two_none_trace",
                "two_none_eigen",
                "two_const_trace",
                "two_const_eigen",
                "two_trend_trace",
                "two_trend_eigen",
                "three_const_trace_K3",
                "three_none_trace_K2"
            })
    void johansenMatchesUrca(String name) {
        JsonObject expected =
                TimeSeriesReference.json("timeseries.json", "johansen", name).getAsJsonObject();
        Cointegration.Ranks found = of(expected);
        int p = found.eigenvalues().length;
        JsonArray lambda = expected.getAsJsonArray("lambda");
        JsonArray statistics = expected.getAsJsonArray("stat_from_r_max_to_r0");
        String column = expected.get("type").getAsString().equals("trace") ? "trace" : "max";
        for (int r = 0; r < p; r++) {
            assertEquals(lambda.get(r).getAsDouble(), found.eigenvalues()[r], REFERENCE);
            double statistic = statistics.get(p - 1 - r).getAsDouble();
            assertEquals(statistic, found.tidy().doubleColumn(column).get(r), REFERENCE * Math.max(1, statistic));
            String label = r == 0 ? "r = 0  |" : "r <= " + r + " |";
            assertEquals(
                    expected.getAsJsonObject("cval")
                            .getAsJsonObject(label)
                            .get("5pct")
                            .getAsDouble(),
                    found.tidy().doubleColumn(column + "_critical_05").get(r));
        }
        JsonObject first = expected.getAsJsonObject("V_normalised");
        String key = first.keySet().iterator().next();
        double[] vector = first.entrySet().stream()
                .mapToDouble(e -> e.getValue().getAsJsonObject().get(key).getAsDouble())
                .toArray();
        assertArrayEquals(vector, found.vector(0), 1e-6);
    }

    @Test
    void engleGrangerMatchesUrca() {
        var found = Cointegration.of("lp_us", "lp_imp").over("t").measure(TimeSeriesReference.source());
        assertEquals(
                TimeSeriesReference.number("engle_granger", "coint_coef", "(Intercept)"),
                found.relation()[0],
                REFERENCE);
        assertEquals(
                TimeSeriesReference.number("engle_granger", "coint_coef", "lp_imp"), found.relation()[1], REFERENCE);
        assertEquals(TimeSeriesReference.number("engle_granger", "adf_stat_lag2"), found.residualTest(), REFERENCE);
        var trend = Cointegration.of("lp_us", "lp_imp")
                .over("t")
                .term(Cointegration.Term.TREND)
                .measure(TimeSeriesReference.source());
        assertEquals(
                TimeSeriesReference.number("engle_granger", "with_trend_adf_lag2"), trend.residualTest(), REFERENCE);
    }

    @Test
    void cointegratedPricesHaveRankOneAndScrapHasNone() {
        assertEquals(
                1,
                Cointegration.of("lp_us", "lp_imp")
                        .over("t")
                        .term(Cointegration.Term.CONSTANT)
                        .measure(TimeSeriesReference.source())
                        .rank());
        assertEquals(
                0,
                Cointegration.of("lp_us", "lscrap")
                        .over("t")
                        .measure(TimeSeriesReference.source())
                        .rank());
    }

    @Test
    void oneSeriesIsRefused() {
        var thrown = assertThrows(
                OverhangException.class,
                () -> Cointegration.of("lp_us").over("t").measure(TimeSeriesReference.source()));
        assertEquals(Reason.OUT_OF_RANGE, thrown.reason());
        assertEquals("Cointegration needs two to five series, but got 1.", thrown.getMessage());
    }
}
