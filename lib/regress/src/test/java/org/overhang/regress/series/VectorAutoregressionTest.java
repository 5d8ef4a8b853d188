package org.overhang.regress.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.regress.TimeSeriesReference;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class VectorAutoregressionTest {
    /** Stated for vector autoregressions by the reference pack. */
    private static final double REFERENCE = 1e-8;

    private static final String[] SERIES = {"dcap", "dprice", "dimport"};

    private static VectorAutoregression.Fit fit() {
        return VectorAutoregression.of(SERIES).over("t").lags(2).fit(TimeSeriesReference.source());
    }

    private static JsonObject reference(String key) {
        return TimeSeriesReference.json("timeseries.json", "var", key).getAsJsonObject();
    }

    @Test
    void coefficientsAndErrorsMatchVars() {
        var tidy = fit().tidy();
        for (int row = 0; row < tidy.rowCount(); row++) {
            String term = tidy.stringColumn("term").get(row).replace("constant", "const");
            String equation = tidy.stringColumn("equation").get(row);
            assertEquals(
                    reference("coef").getAsJsonObject(equation).get(term).getAsDouble(),
                    tidy.doubleColumn("estimate").get(row),
                    REFERENCE);
            assertEquals(
                    reference("se").getAsJsonObject(equation).get(term).getAsDouble(),
                    tidy.doubleColumn("std_error").get(row),
                    REFERENCE);
        }
    }

    @Test
    void responsesAndVarianceSharesMatchVars() {
        var responses = fit().responses(12);
        for (String shock : SERIES) {
            JsonObject rows = reference("irf_orth").getAsJsonObject(shock);
            for (Map.Entry<String, JsonElement> row : rows.entrySet()) {
                int horizon = Integer.parseInt(row.getKey().substring(1)) - 1;
                for (String response : SERIES) {
                    assertEquals(
                            row.getValue().getAsJsonObject().get(response).getAsDouble(),
                            responses.at(shock, response, horizon),
                            REFERENCE);
                }
            }
        }
        for (int horizon : new int[] {1, 4, 12}) {
            var shares = fit().varianceShares(horizon);
            for (int s = 0; s < SERIES.length; s++) {
                for (String shock : SERIES) {
                    double expected = reference("fevd_h_1_4_12")
                            .getAsJsonObject(SERIES[s])
                            .getAsJsonObject("h" + horizon)
                            .get(shock)
                            .getAsDouble();
                    assertEquals(expected, shares.doubleColumn("shock_" + shock).get(s), REFERENCE);
                }
            }
        }
    }

    @Test
    void grangerRootsAndSelectionMatchVars() {
        var granger = fit().granger();
        JsonObject expected = TimeSeriesReference.json("timeseries.json", "granger", "block_cause_dcap")
                .getAsJsonObject();
        assertEquals(
                expected.get("statistic").getAsDouble(),
                granger.doubleColumn("statistic").get(0),
                REFERENCE);
        assertEquals(
                expected.get("p.value").getAsDouble(),
                granger.doubleColumn("p_value").get(0),
                REFERENCE);
        assertEquals(573, granger.doubleColumn("df2").get(0));
        JsonArray roots =
                TimeSeriesReference.json("timeseries.json", "var", "roots").getAsJsonArray();
        for (int i = 0; i < roots.size(); i++) {
            assertEquals(roots.get(i).getAsDouble(), fit().roots()[i], REFERENCE);
        }
        var selection = fit().selection(6);
        for (int p = 1; p <= 6; p++) {
            String lag = Integer.toString(p);
            JsonObject aic = reference("selection_lagmax6").getAsJsonObject("AIC(n)");
            assertEquals(
                    aic.get(lag).getAsDouble(), selection.doubleColumn("aic").get(p - 1), REFERENCE);
            JsonObject bic = reference("selection_lagmax6").getAsJsonObject("SC(n)");
            assertEquals(
                    bic.get(lag).getAsDouble(), selection.doubleColumn("bic").get(p - 1), REFERENCE);
        }
    }

    @Test
    void bandsHoldTheirPointAndDependOnTheSeedAlone() {
        var method = VectorAutoregression.of(SERIES).over("t").lags(2).bootstrap(200, Seed.seed(5));
        var one = method.fit(TimeSeriesReference.source()).responses(4).tidy();
        var two = method.fit(TimeSeriesReference.source()).responses(4).tidy();
        assertEquals(one.print(), two.print());
        int outside = 0;
        for (int i = 0; i < one.rowCount(); i++) {
            double point = one.doubleColumn("estimate").get(i);
            outside += point < one.doubleColumn("conf_low").get(i)
                            || point > one.doubleColumn("conf_high").get(i)
                    ? 1
                    : 0;
        }
        assertTrue(outside <= 2, outside + " of " + one.rowCount() + " points lie outside their own band");
    }

    @Test
    void wrongChoicesAreRefused() {
        var thrown = assertThrows(
                OverhangException.class,
                () -> VectorAutoregression.of("dcap").over("t").lags(0).fit(TimeSeriesReference.source()));
        assertEquals(Reason.OUT_OF_RANGE, thrown.reason());
        assertEquals(2, thrown.lines().size());
        assertTrue(assertThrows(OverhangException.class, () -> fit().coefficient("dcap", "dprise", 1))
                .getMessage()
                .contains("Did you mean \"dprice\"?"));
    }

    @Test
    void theFigureHasAPanelAShockAndResponse() {
        String json = fit().responses(12).figure().json();
        for (String shock : SERIES) {
            for (String response : SERIES) {
                assertTrue(json.contains(shock + " → " + response));
            }
        }
    }

    @Test
    void aRootAboveOneIsRefusedUnlessAskedFor() {
        double[] growing = new double[80];
        double[] other = new double[80];
        int[] t = new int[80];
        var draws = Seed.seed(6).stream(0);
        for (int i = 0; i < 80; i++) {
            t[i] = i;
            growing[i] = (i == 0 ? 1 : 1.08 * growing[i - 1]) + 0.1 * draws.normal();
            other[i] = draws.normal();
        }
        Table table = Table.create(
                "growing",
                IntColumn.create("t", t),
                DoubleColumn.create("a", growing),
                DoubleColumn.create("b", other));
        var method = VectorAutoregression.of("a", "b").over("t").lags(1);
        var thrown = assertThrows(OverhangException.class, () -> method.fit(table));
        assertEquals(Reason.NOT_IDENTIFIED, thrown.reason());
        assertTrue(thrown.getMessage()
                .startsWith("A vector autoregression needs stable series, but its largest root is 1.0"));
        assertTrue(method.explosive().fit(table).toString().contains("Warning"));
    }

    /** Under a vector autoregression a local projection on the same lags estimates the same responses. */
    @Test
    void localProjectionsAndTheModelAgreeUnderTheTruth() {
        int n = 6_000;
        double[] a = new double[n];
        double[] b = new double[n];
        double[] shock = new double[n];
        int[] t = new int[n];
        var draws = Seed.seed(9).stream(0);
        for (int i = 1; i < n; i++) {
            t[i] = i;
            shock[i] = draws.normal();
            a[i] = 0.5 * a[i - 1] + 0.2 * b[i - 1] + shock[i];
            b[i] = 0.3 * a[i - 1] + 0.4 * b[i - 1] + 0.5 * shock[i] + draws.normal();
        }
        Table table = Table.create(
                "truth",
                IntColumn.create("t", t),
                DoubleColumn.create("a", a),
                DoubleColumn.create("b", b),
                DoubleColumn.create("shock", shock));
        var projected = LocalProjection.of("b")
                .shock("shock")
                .over("t")
                .controls("a", "b")
                .lags(1)
                .horizons(4)
                .fit(table);
        var model = VectorAutoregression.of("a", "b")
                .over("t")
                .lags(1)
                .bootstrap(100, Seed.seed(1))
                .fit(table)
                .responses(4);
        double unit = model.at("a", "a", 0);
        for (int h = 0; h <= 4; h++) {
            assertEquals(model.at("a", "b", h) / unit, projected.response(h), 4 * projected.standardError(h));
        }
    }
}
