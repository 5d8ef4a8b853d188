package org.overhang.regress.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.regress.TimeSeriesReference;
import tech.tablesaw.api.Table;

/** Against the R package did 2.3.0 (ref_did.R): effects, analytical standard errors and all four aggregations. */
class GroupTimeTest {
    private static final int START = 2011;
    private static final int PERIODS = 10;

    @ParameterizedTest
    @CsvSource({
        "nocov_nevertreated, DOUBLY_ROBUST, false, false, 1e-9",
        "nocov_notyettreated, DOUBLY_ROBUST, true, false, 1e-9",
        "reg_x_nevertreated, OUTCOME_REGRESSION, false, false, 1e-9",
        "reg_x_notyettreated, OUTCOME_REGRESSION, true, false, 1e-9",
        "dr_x_nevertreated, DOUBLY_ROBUST, false, false, 1e-6",
        "dr_x_notyettreated, DOUBLY_ROBUST, true, false, 1e-6",
        "ipw_x_nevertreated, INVERSE_PROBABILITY, false, false, 1e-6",
        "ipw_x_notyettreated, INVERSE_PROBABILITY, true, false, 1e-6",
        "dr_x_nevertreated_universal, DOUBLY_ROBUST, false, true, 1e-6"
    })
    void matchesDid(String name, GroupTimeMath.Adjustment how, boolean notYet, boolean universal, double tolerance) {
        JsonObject expected =
                TimeSeriesReference.json("did.json", "callaway_santanna", name).getAsJsonObject();
        Table table = TimeSeriesReference.table("did").sortOn("plant", "year");
        int units = table.rowCount() / PERIODS;
        double[][] y = new double[units][PERIODS];
        double[][][] x = new double[name.startsWith("nocov") ? 0 : 1][units][PERIODS];
        int[] first = new int[units];
        for (int row = 0; row < table.rowCount(); row++) {
            int i = row / PERIODS;
            int g = table.intColumn("g").get(row);
            first[i] = g == 0 ? GroupTimeMath.NEVER : g - START;
            y[i][row % PERIODS] = table.numberColumn("y").getDouble(row);
            if (x.length > 0) {
                x[0][i][row % PERIODS] = table.numberColumn("x").getDouble(row);
            }
        }
        List<GroupTimeMath.Cell> cells = GroupTimeMath.cells(y, first, x, how, notYet, universal);
        double[] att = numbers(expected, "att");
        double[] se = numbers(expected, "se");
        double[] g = numbers(expected, "g");
        double[] t = numbers(expected, "t");
        assertEquals(att.length, cells.size());
        for (int c = 0; c < att.length; c++) {
            assertEquals(g[c] - START, cells.get(c).group());
            assertEquals(t[c] - START, cells.get(c).period());
            assertEquals(att[c], cells.get(c).effect(), tolerance);
            assertEquals(Double.isNaN(se[c]) ? 0 : se[c], cells.get(c).standardError(units), tolerance);
        }
        var aggregation = new GroupTimeAggregation(cells, first);
        JsonObject simple = expected.getAsJsonObject("simple");
        assertEquals(simple.get("overall").getAsDouble(), aggregation.simple().effect(), tolerance);
        assertEquals(
                simple.get("overall_se").getAsDouble(), aggregation.simple().standardError(), tolerance);
        same(expected.getAsJsonObject("dynamic"), aggregation.byEvent(), 0, tolerance);
        same(expected.getAsJsonObject("group"), aggregation.byGroup(), START, tolerance);
        same(expected.getAsJsonObject("calendar"), aggregation.byCalendar(), START, tolerance);
    }

    private static void same(JsonObject expected, GroupTimeAggregation.Family found, int shift, double tolerance) {
        assertEquals(expected.get("overall").getAsDouble(), found.overall().effect(), tolerance);
        assertEquals(expected.get("overall_se").getAsDouble(), found.overall().standardError(), tolerance);
        double[] at = numbers(expected, "egt");
        double[] att = numbers(expected, "att");
        double[] se = numbers(expected, "se");
        assertEquals(at.length, found.parts().size());
        for (int p = 0; p < at.length; p++) {
            assertEquals(at[p] - shift, found.parts().get(p).at());
            assertEquals(att[p], found.parts().get(p).effect(), tolerance);
            assertEquals(Double.isNaN(se[p]) ? 0 : se[p], found.parts().get(p).standardError(), tolerance);
        }
    }

    private static double[] numbers(JsonObject at, String key) {
        return at.getAsJsonArray(key).asList().stream()
                .mapToDouble(e -> e.isJsonNull() ? Double.NaN : e.getAsDouble())
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({"1e-3", "1e6"})
    void unitsOfTheOutcomeScaleTheEffect(double scale) {
        double[][] y = {{1, 2, 4}, {1, 3, 3}, {0, 1, 5}, {2, 2, 9}};
        int[] first = {GroupTimeMath.NEVER, GroupTimeMath.NEVER, 2, 2};
        double[][] scaled = Arrays.stream(y)
                .map(r -> Arrays.stream(r).map(v -> v * scale).toArray())
                .toArray(double[][]::new);
        var how = GroupTimeMath.Adjustment.OUTCOME_REGRESSION;
        var one = GroupTimeMath.cells(y, first, new double[0][][], how, false, false);
        var other = GroupTimeMath.cells(scaled, first, new double[0][][], how, false, false);
        for (int c = 0; c < one.size(); c++) {
            assertEquals(one.get(c).effect() * scale, other.get(c).effect(), 1e-12 * scale);
        }
    }
}
