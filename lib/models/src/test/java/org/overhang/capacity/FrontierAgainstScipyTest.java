package org.overhang.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.Interval;
import org.overhang.core.Source;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Eight hostile sets of plants against SciPy's HiGHS: reference/capacity/ref_dea_scipy.py says what is in them and which versions ran. */
class FrontierAgainstScipyTest {
    /** HiGHS ends at feasibility 1e-10; the two agree to 2e-13 in practice. */
    private static final double SCORE = 1e-9;
    /** The face is widened by 1e-11 there, which opens ranges by about its square root where peers are nearly tied. */
    private static final double RANGE = 1e-6;

    @ParameterizedTest
    @CsvSource({"CONSTANT", "NON_INCREASING", "VARIABLE", "FREE_DISPOSAL"})
    void scoresAgree(Returns returns) {
        for (JsonElement set : Reference.json("dea_scipy.json").getAsJsonArray("sets")) {
            JsonObject want = set.getAsJsonObject().getAsJsonObject("scores").getAsJsonObject(returns.name());
            Source source = Source.of(table(set.getAsJsonObject()));
            Frontier method = Frontier.of("y1")
                    .output("y2")
                    .fixed("k1", "k2")
                    .variable("v1", "v2")
                    .returns(returns);
            FrontierScores got = method.measure(source);
            assertScores(want, "E", got.efficiency());
            assertScores(want, "cap", got.capacityScore());
            assertScores(
                    want, "in", method.toward(Direction.INPUT).measure(source).efficiency());
            assertScores(want, "sr", got.variableEfficiency());
            assertScores(want, "pcu", got.inputUtilization());
            assertScores(want, "att", got.attainableScore(1.3));
            for (String v : List.of("v1", "v2")) {
                List<Interval> use = got.variableUse(v);
                for (int i = 0; i < use.size(); i++) {
                    double low = number(want.getAsJsonArray(v + "lo"), i);
                    Interval range = use.get(i);
                    assertEquals(Double.isNaN(low), range == null);
                    if (range != null) {
                        assertEquals(low, range.low(), RANGE);
                        assertEquals(number(want.getAsJsonArray(v + "hi"), i), range.high(), RANGE);
                    }
                }
            }
        }
    }

    private static Table table(JsonObject set) {
        JsonArray rows = set.getAsJsonArray("rows");
        Table out = Table.create("plants");
        for (int c = 0; c < 6; c++) {
            double[] cells = new double[rows.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = rows.get(i).getAsJsonArray().get(c).getAsDouble();
            }
            out.addColumns(
                    DoubleColumn.create(set.getAsJsonArray("columns").get(c).getAsString(), cells));
        }
        return out;
    }

    private static double number(JsonArray array, int i) {
        return array.get(i).isJsonNull() ? Double.NaN : array.get(i).getAsDouble();
    }

    private static void assertScores(JsonObject want, String key, double[] got) {
        JsonArray numbers = want.getAsJsonArray(key);
        for (int i = 0; i < got.length; i++) {
            double score = number(numbers, i);
            assertEquals(score, got[i], SCORE * Math.max(1, Math.abs(score)), key + " of plant " + (i + 1));
        }
    }
}
