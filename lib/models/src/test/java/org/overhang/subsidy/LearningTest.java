package org.overhang.subsidy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class LearningTest {
    /** The reference prints ten significant digits. */
    private static final double PRINTED = 5e-9;
    /** Sums of a few logs. */
    private static final double ROUNDING = 1e-10;

    private static JsonObject worked() {
        var stream = Objects.requireNonNull(
                LearningTest.class.getResourceAsStream("/reference/capacity/worked_examples.json"));
        return JsonParser.parseReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonObject("learning");
    }

    private static double[] numbers(JsonArray array) {
        return array.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
    }

    @Test
    void costShadowValueAndVerdictsOfTheWorkedPath() {
        JsonObject want = worked();
        JsonObject inputs = want.getAsJsonObject("inputs");
        double[] q = numbers(inputs.getAsJsonArray("q"));
        LearningPath path = new LearningPath(0.20, 1.0, 10.0, 0.08);
        assertArrayEquals(numbers(want.getAsJsonArray("unit_cost")), path.unitCost(q), PRINTED);
        assertArrayEquals(numbers(want.getAsJsonArray("shadow_value")), path.shadowValue(q), PRINTED);
        assertArrayEquals(numbers(want.getAsJsonArray("learning_adjusted_cost")), path.adjustedCost(q), PRINTED);
        JsonObject parts = want.getAsJsonObject("decomposition");
        LearningPath.Change change = path.decompose(numbers(inputs.getAsJsonArray("price")), q);
        assertEquals(parts.get("dln_price").getAsDouble(), change.price(), PRINTED);
        assertEquals(parts.get("dln_cost").getAsDouble(), change.cost(), PRINTED);
        assertEquals(parts.get("dln_margin").getAsDouble(), change.margin(), PRINTED);
        assertThrows(OverhangException.class, () -> path.decompose(new double[0], new double[0]));
        List<LearningPath.Verdict> verdicts = path.verdicts(numbers(inputs.getAsJsonArray("price")), q);
        for (int t = 0; t < q.length; t++) {
            String words = want.getAsJsonArray("flag").get(t).getAsString();
            LearningPath.Verdict expected = words.startsWith("above")
                    ? LearningPath.Verdict.ABOVE_COST
                    : words.startsWith("below current")
                            ? LearningPath.Verdict.EXPLAINED_BY_LEARNING
                            : LearningPath.Verdict.NOT_EXPLAINED_BY_LEARNING;
            assertEquals(expected, verdicts.get(t));
        }
    }

    @Test
    void theSustainablePriceRisesAsPlantsIdle() {
        JsonObject want = worked().getAsJsonObject("esp").getAsJsonObject("esp_by_utilisation");
        SustainablePrice esp = new SustainablePrice(0.18, 0.03, 0.60, 0.85, 10, 0.95, 0.10, 0.21);
        for (String u : List.of("0.85", "0.59", "0.33")) {
            assertEquals(want.get(u).getAsDouble(), esp.at(Double.parseDouble(u)), PRINTED);
        }
        JsonObject parts = worked().getAsJsonObject("esp");
        assertEquals(parts.get("capacity_cost_c").getAsDouble(), esp.capacityCost(), PRINTED);
        assertEquals(parts.get("tax_factor_Delta").getAsDouble(), esp.taxFactor(), PRINTED);
        assertEquals(parts.get("esp").getAsDouble(), esp.at(0.85), PRINTED);
        assertTrue(esp.between(0.33, 0.85).contains(esp.at(0.59)));
        OverhangException e = assertThrows(OverhangException.class, () -> esp.at(0));
        assertEquals(
                "A sustainable price needs a utilization above 0, but it is 0.",
                e.lines().get(0));
    }

    private static Table simulated(int n, double noise) {
        Draws draws = new Seed(21).stream(0);
        int[] year = new int[n];
        double[][] x = new double[3][n];
        double[] price = new double[n];
        double cumulative = 10;
        for (int t = 0; t < n; t++) {
            year[t] = 1990 + t;
            cumulative *= 1.2 + 0.2 * draws.uniform();
            x[0][t] = cumulative;
            x[1][t] = 20 * StrictMath.exp(0.5 * draws.normal());
            x[2][t] = 0.5 + 0.4 * draws.uniform();
            price[t] = 50
                    * StrictMath.pow(cumulative, -0.3)
                    * StrictMath.pow(x[1][t], 0.25)
                    * StrictMath.pow(x[2][t], -0.4)
                    * StrictMath.exp(noise * draws.normal());
        }
        return Table.create(
                "modules",
                IntColumn.create("year", year),
                DoubleColumn.create("price", price),
                DoubleColumn.create("cumulative", x[0]),
                DoubleColumn.create("silicon", x[1]),
                DoubleColumn.create("use", x[2]));
    }

    private static LearningCurve.Fitted fitted(Table table) {
        return LearningCurve.of("price")
                .cumulative("cumulative")
                .with("silicon")
                .with("use")
                .over("year")
                .fit(Source.of(table));
    }

    @Test
    void aKnownCurveIsRecoveredAndItsPartsAddUp() {
        LearningCurve.Fitted exact = fitted(simulated(30, 0));
        assertEquals(1 - StrictMath.pow(2, -0.3), exact.learningRate(), ROUNDING);
        LearningCurve.Fitted noisy = fitted(simulated(40, 0.05));
        assertTrue(noisy.learningRateInterval().contains(1 - StrictMath.pow(2, -0.3)));
        DoubleColumn parts = noisy.decomposition().doubleColumn("estimate");
        assertEquals(parts.get(4), parts.get(0) + parts.get(1) + parts.get(2) + parts.get(3), ROUNDING);
        assertEquals("unexplained", noisy.decomposition().stringColumn("term").get(3));
        assertTrue(!noisy.decomposition().stringColumn("term").contains("subsidy"));
        LearningCurve.Fitted turned = fitted(simulated(40, 0.05).sortDescendingOn("silicon"));
        assertEquals(noisy.learningRate(), turned.learningRate(), ROUNDING);
    }

    /** Prices in cents, capacity in gigawatts: the learning rate, the decomposition and their intervals stay. */
    @Test
    void unitsDoNotMatter() {
        Table table = simulated(25, 0.05);
        LearningCurve.Fitted one = fitted(table);
        for (String column : List.of("price", "cumulative", "silicon", "use")) {
            double factor = column.equals("cumulative") ? 1e-3 : 100;
            table.replaceColumn(
                    column, table.doubleColumn(column).multiply(factor).setName(column));
        }
        LearningCurve.Fitted other = fitted(table);
        assertEquals(one.learningRate(), other.learningRate(), ROUNDING);
        assertEquals(
                one.learningRateInterval().low(), other.learningRateInterval().low(), ROUNDING);
        assertArrayEquals(
                one.decomposition().doubleColumn("estimate").asDoubleArray(),
                other.decomposition().doubleColumn("estimate").asDoubleArray(),
                ROUNDING);
    }

    @Test
    void refusals() {
        OverhangException few = assertThrows(OverhangException.class, () -> fitted(simulated(5, 0)));
        assertEquals(Reason.NOT_IDENTIFIED, few.reason());
        assertEquals(
                "LearningCurve needs at least 6 observations for 3 drivers, but there are 5. Give a longer series or fewer drivers.",
                few.lines().get(0));
        Table constant = simulated(20, 0);
        constant.replaceColumn("use", constant.doubleColumn("cumulative").copy().setName("use"));
        OverhangException same = assertThrows(OverhangException.class, () -> fitted(constant));
        assertEquals(Reason.NOT_IDENTIFIED, same.reason());
        // Its square is the same driver in logs, up to rounding.
        constant.replaceColumn("use", constant.doubleColumn("silicon").power(2).setName("use"));
        OverhangException square = assertThrows(OverhangException.class, () -> fitted(constant));
        assertEquals(
                "LearningCurve needs drivers that differ from one another, but two move together or one is constant. Leave one out.",
                square.lines().get(0));
        OverhangException rate = assertThrows(OverhangException.class, () -> new LearningPath(20, 1, 1, 0));
        assertEquals(
                "A learning rate needs to be at least 0 and below 1, but it is 20. Write 0.20 for twenty percent a doubling.",
                rate.lines().get(0));
        assertThrows(
                OverhangException.class,
                () -> new LearningPath(.2, 1, 1, 0).verdicts(new double[] {1}, new double[] {1, 2}));
    }
}
