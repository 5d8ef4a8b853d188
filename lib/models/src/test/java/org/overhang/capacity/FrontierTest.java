package org.overhang.capacity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Seed.seed;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.Draws;
import org.overhang.core.Interval;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class FrontierTest {
    /** Scores: the reference agrees with exact rational arithmetic to 1.1e-12 (dea_exact.json, maxdiff). */
    private static final double SCORE = 1e-9;
    /** Ratios of scores, ranges over the optimal face and λ: the reference's own error is up to 6e-10. */
    private static final double DERIVED = 1e-8;
    /** Between-run standard deviations; the reference asks for 4.5 (40 plants, several statistics each). */
    private static final double RUNS = 4.5;

    /**
     * The reference widens the optimal face by 1e-11, which reads as 1 + 3.3e-8 for the use of v1 at plant P39 (non-increasing and
     * variable returns); ref_dea_exact.py gives exactly 1 there.
     */
    private static final double FACE_SLACK = 4e-8;

    /** Kept shares are a vertex of λ's program; the reference agrees with exact rationals on λ only. */
    private static final double WEIGHT = 1e-7;

    private static final JsonObject DEA = Reference.json("dea.json");

    private static Frontier plants() {
        return Frontier.of("y1")
                .output("y2")
                .fixed("k1", "k2")
                .variable("v1", "v2")
                .by("plant");
    }

    private static FrontierScores measured(Frontier frontier) {
        return frontier.measure(Source.of(Reference.csv("plants.csv")));
    }

    @ParameterizedTest
    @CsvSource({"CONSTANT, crs", "NON_INCREASING, nirs", "VARIABLE, vrs", "FREE_DISPOSAL, fdh"})
    void scoresAgreeWithBenchmarkingAndExactRationals(Returns returns, String key) {
        JsonElement want = Reference.at(DEA, "main", key);
        FrontierScores got = measured(plants().returns(returns));
        assertArrayEquals(Reference.numbers(want, "theta_out"), got.efficiency(), SCORE);
        assertArrayEquals(Reference.numbers(want, "theta_cap"), got.capacityScore(), SCORE);
        assertArrayEquals(Reference.numbers(want, "cu_biased"), got.utilizationBiased(), SCORE);
        assertArrayEquals(Reference.numbers(want, "cu_unbiased"), got.utilization(), SCORE);
        if (returns != Returns.FREE_DISPOSAL) {
            assertArrayEquals(Reference.numbers(want, "capacity_y1"), got.capacity("y1"), SCORE * 100);
            assertArrayEquals(Reference.numbers(want, "capacity_y2"), got.capacity("y2"), SCORE * 100);
        }
        assertEquals(Reference.number(want, "aggregate_cu_biased_y1"), got.aggregateUtilization("y1"), SCORE);
        assertEquals(Reference.number(want, "aggregate_cu_biased_y2"), got.aggregateUtilization("y2"), SCORE);
        FrontierScores inward = measured(plants().returns(returns).toward(Direction.INPUT));
        assertArrayEquals(Reference.numbers(want, "theta_in"), inward.efficiency(), SCORE);
        for (String v : List.of("v1", "v2")) {
            double[] least = Reference.numbers(want, "util_" + v + "_min");
            double[] most = Reference.numbers(want, "util_" + v + "_max");
            List<Interval> use = got.variableUse(v);
            for (int i = 0; i < least.length; i++) {
                assertEquals(least[i], use.get(i).low(), DERIVED);
                assertEquals(
                        Math.abs(most[i] - 1) < FACE_SLACK ? 1 : most[i],
                        use.get(i).high(),
                        DERIVED);
            }
        }
        if (returns != Returns.FREE_DISPOSAL) {
            assertArrayEquals(Reference.numbers(want, "pcu_in"), got.inputUtilization(), DERIVED);
        }
    }

    /** Tied plants, zero outputs and a plant with many optimal mixes; the reference's face is widened by 1e-11. */
    @ParameterizedTest
    @CsvSource({"CONSTANT, crs", "NON_INCREASING, nirs", "VARIABLE, vrs", "FREE_DISPOSAL, fdh"})
    void aDegeneratePlantHasAnIntervalOfVariableUse(Returns returns, String key) {
        JsonElement want = Reference.at(DEA, "degenerate", key);
        Source source = Source.of(Reference.csv("plants_degenerate.csv"));
        FrontierScores got = plants().returns(returns).measure(source);
        JsonElement labels = Reference.at(DEA, "degenerate", "plant");
        for (int i = 0; i < got.plants().size(); i++) {
            int at = got.plants().indexOf(labels.getAsJsonArray().get(i).getAsString());
            assertEquals(Reference.numbers(want, "theta_out")[i], got.efficiency()[at], SCORE);
            assertEquals(Reference.numbers(want, "theta_cap")[i], got.capacityScore()[at], SCORE);
            assertEquals(Reference.numbers(want, "cu_unbiased")[i], got.utilization()[at], SCORE);
            assertEquals(
                    Reference.numbers(want, "theta_in")[i],
                    plants().returns(returns)
                            .toward(Direction.INPUT)
                            .measure(source)
                            .efficiency()[at],
                    SCORE);
            for (String v : List.of("v1", "v2")) {
                Interval use = got.variableUse(v).get(at);
                assertEquals(Reference.numbers(want, "util_" + v + "_min")[i], use.low(), DERIVED);
                assertEquals(Reference.numbers(want, "util_" + v + "_max")[i], use.high(), DERIVED);
            }
        }
        assertEquals(Reference.number(want, "aggregate_cu_biased_y1"), got.aggregateUtilization("y1"), SCORE);
        assertEquals(Reference.number(want, "aggregate_cu_biased_y2"), got.aggregateUtilization("y2"), SCORE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Returns.class,
            names = {"CONSTANT", "VARIABLE"})
    void unitsThatDifferByFifteenOrdersOfMagnitudeChangeNothing(Returns returns) {
        FrontierScores good = measured(plants().returns(returns));
        FrontierScores bad = plants().returns(returns).measure(Source.of(Reference.csv("plants_badscale.csv")));
        assertArrayEquals(good.efficiency(), bad.efficiency(), SCORE);
        assertArrayEquals(good.capacityScore(), bad.capacityScore(), SCORE);
        assertArrayEquals(good.inputUtilization(), bad.inputUtilization(), DERIVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0.8", "0.59"})
    void theIndustryModelAgreesWithItsReferences(String share) {
        JsonElement want = Reference.at(DEA, "johansen");
        IndustryPlan plan = measured(plants()).industry(Double.parseDouble(share));
        String target = "target_" + share;
        assertEquals(
                Reference.number(want, "convex_with_slack", target, "lambda"),
                plan.needed(Returns.VARIABLE, true),
                DERIVED);
        assertEquals(
                Reference.number(want, "convex_radial", target, "lambda"),
                plan.needed(Returns.VARIABLE, false),
                DERIVED);
        assertEquals(
                Reference.number(want, "fdh_with_slack", target, "lambda"),
                plan.needed(Returns.FREE_DISPOSAL, true),
                DERIVED);
        assertEquals(
                Reference.number(want, "fdh_radial", target, "lambda"),
                plan.needed(Returns.FREE_DISPOSAL, false),
                DERIVED);
        // With the hull several plants have one peer, and which of them stays is anybody's choice.
        for (String reading : List.of("convex_with_slack", "convex_radial")) {
            JsonElement of = Reference.at(want, reading, target);
            double[] used = plan.used(Returns.VARIABLE, reading.endsWith("slack"));
            assertArrayEquals(Reference.numbers(of, "w"), used, WEIGHT);
            assertEquals(
                    Reference.number(of, "plants_closed"),
                    DoubleStream.of(used).filter(w -> w < WEIGHT).count());
        }
        assertEquals(Reference.number(want, "convex_with_slack", target, "surplus_share"), plan.surplus(), DERIVED);
        assertEquals(
                Reference.number(want, "convex_with_slack", target, "plants_closed"),
                plan.closed().size());
        assertTrue(plan.surplusBounds().contains(plan.surplus()));
    }

    @ParameterizedTest
    @CsvSource({"VARIABLE, convex", "FREE_DISPOSAL, fdh"})
    void plantsAtCapacityStandWhereTheirPeersDo(Returns returns, String key) {
        FrontierScores scores = measured(plants().returns(returns));
        IndustryPlan plan = scores.industry(1);
        JsonElement slack = Reference.at(DEA, "johansen", key + "_with_slack");
        JsonElement radial = Reference.at(DEA, "johansen", key + "_radial");
        for (int r = 1; r <= 2; r++) {
            assertArrayEquals(Reference.numbers(slack, "capacity_y" + r), plan.atCapacity("y" + r), DERIVED * 100);
            assertArrayEquals(Reference.numbers(slack, "kstar" + r), plan.atCapacity("k" + r), DERIVED * 300);
            assertArrayEquals(Reference.numbers(radial, "capacity_y" + r), scores.capacity("y" + r), DERIVED * 100);
            assertEquals(Reference.number(radial, "aggregate_cu_y" + r), scores.aggregateUtilization("y" + r), SCORE);
        }
    }

    @Test
    void theBootstrapLandsWithinTheScatterOfRunsInR() {
        JsonObject want = Reference.json("dea_bootstrap.json");
        FrontierScores got = Frontier.of("y1")
                .output("y2")
                .variable("k1", "v1")
                .by("plant")
                .toward(Direction.INPUT)
                .bandwidth(Reference.number(want, "h"))
                .bootstrap((int) Reference.number(want, "B"), seed(7))
                .measure(Source.of(Reference.csv("plants.csv")));
        double[] corrected = got.efficiencyCorrected();
        List<Interval> intervals = got.efficiencyIntervals();
        for (int i = 0; i < corrected.length; i++) {
            assertWithin(want, "bias_corrected_shephard", i, 1 / corrected[i]);
            assertWithin(want, "ci_low_shephard", i, 1 / intervals.get(i).high());
            assertWithin(want, "ci_high_shephard", i, 1 / intervals.get(i).low());
        }
    }

    private static void assertWithin(JsonObject want, String statistic, int plant, double got) {
        double spread = Reference.numbers(want, statistic, "sd_between_runs")[plant];
        assertEquals(Reference.numbers(want, statistic, "mean")[plant], got, RUNS * spread, statistic + " " + plant);
    }

    /** The intervals drawn are those computed, about the corrected rates; raw rates lie above, and the summary says why. */
    @Test
    void theFigureDrawsTheIntervalsThatWereComputed() {
        FrontierScores got = measured(plants().bootstrap(200, seed(5)));
        Map<String, Double> corrected = got.keyed(got.utilizationBiasedCorrected());
        List<Interval> intervals = got.utilizationBiasedIntervals();
        List<List<String>> drawn = got.figure().rows();
        for (List<String> row : drawn.subList(1, drawn.size())) {
            Interval want = intervals.get(got.plants().indexOf(row.get(1)));
            assertEquals(corrected.get(row.get(1)), Double.parseDouble(row.get(2)), DERIVED);
            assertEquals(want.low(), Double.parseDouble(row.get(3)), DERIVED);
            assertEquals(want.high(), Double.parseDouble(row.get(4)), DERIVED);
            assertTrue(want.contains(corrected.get(row.get(1))));
        }
        assertTrue(got.figure().altText().contains(" %"), got.figure().altText());
        double aggregate = got.aggregateUtilizationCorrected("y1");
        assertTrue(got.aggregateUtilizationInterval("y1").contains(aggregate));
        assertTrue(aggregate < got.aggregateUtilization("y1"));
        assertTrue(got.summary().toString().contains("the frontier lies inside the true one"));
        assertRefused(
                Reason.OUT_OF_RANGE,
                "Scores by plant need one number for each of " + got.plants().size()
                        + " plants, but there are 1. Give an array of this result.",
                () -> got.keyed(new double[1]));
    }

    /** Rows in another order give each plant its own score. */
    @Test
    void scoresUnderNamesDoNotDependOnTheOrderOfRows() {
        Table rows = Reference.csv("plants.csv");
        FrontierScores one = plants().measure(Source.of(rows));
        FrontierScores other = plants().measure(Source.of(rows.sortDescendingOn("y1")));
        Map<String, Double> want = one.keyed(one.utilization());
        other.keyed(other.utilization()).forEach((plant, rate) -> assertEquals(want.get(plant), rate, SCORE, plant));
    }

    /** Two pairs of twins: one of each pair would do, and which is anybody's choice; the fifth plant is its own. */
    @Test
    void plantsThatMayChangePlacesAreNamed() {
        Table twins = Table.create(
                "twins",
                StringColumn.create("plant", "a", "b", "c"),
                DoubleColumn.create("y1", 10, 10, 40),
                DoubleColumn.create("y2", 5, 5, 90),
                DoubleColumn.create("k1", 5, 5, 10),
                DoubleColumn.create("k2", 3, 3, 9),
                DoubleColumn.create("v1", 4, 4, 9),
                DoubleColumn.create("v2", 2, 2, 3));
        IndustryPlan plan = plants().measure(Source.of(twins)).industry(Map.of("y1", 50.0, "y2", 60.0));
        assertEquals(List.of("a", "b"), plan.interchangeable());
        assertEquals(0, plan.usedBounds().get(0).low(), SCORE);
        assertEquals(1, plan.usedBounds().get(1).high(), SCORE);
        assertEquals(1, plan.usedBounds().get(2).low(), SCORE);
        assertTrue(plan.summary().toString().replaceAll("\\s+", " ").contains("2 plants may change places (a, b)"));
        double[] used = plan.used();
        assertEquals(1, used[0] + used[1], SCORE);
        assertEquals(List.of(), measured(plants()).industry(1).interchangeable());
    }

    /** Attainable capacity rises from efficiency to capacity as variable inputs may grow. */
    @ParameterizedTest
    @EnumSource(Returns.class)
    void attainableCapacityLiesBetweenEfficiencyAndCapacity(Returns returns) {
        FrontierScores got = measured(plants().returns(returns));
        double[] before = got.efficiency();
        assertArrayEquals(before, got.attainableScore(1), SCORE);
        assertArrayEquals(got.capacityScore(), got.attainableScore(1e4), SCORE);
        for (double factor : new double[] {1.05, 1.2, 1.5, 3}) {
            double[] now = got.attainableScore(factor);
            for (int i = 0; i < now.length; i++) {
                assertTrue(now[i] >= before[i] - SCORE && now[i] <= got.capacityScore()[i] + SCORE);
            }
            before = now;
        }
        assertRefused(
                Reason.OUT_OF_RANGE,
                "Attainable capacity needs variable inputs at 1 or more times what they are, but the factor is 0.9. Write 1.2 for a fifth more.",
                () -> got.attainableScore(0.9));
    }

    /** The bias-corrected score of each plant lies in its interval's range, and bounded measures stay in their bounds. */
    @Test
    void everyScoreHasAnInterval() {
        FrontierScores got = measured(plants().bootstrap(100, seed(5)));
        Table tidy = got.tidy();
        assertEquals(0, tidy.doubleColumn("conf_low").countMissing());
        assertEquals(0, tidy.doubleColumn("conf_high").countMissing());
        assertTrue(got.utilizationIntervals().stream().allMatch(i -> i.low() > 0 && i.high() <= 1));
        assertTrue(got.inputUtilizationIntervals().stream().allMatch(i -> i.low() >= 1));
        assertTrue(got.variableEfficiencyIntervals().stream().allMatch(i -> i.low() > 0 && i.high() <= 1));
        assertTrue(got.aggregateUtilizationInterval("y1").high() < got.aggregateUtilization("y1"));
        List<Interval> attainable = got.attainableIntervals(1);
        for (int i = 0; i < attainable.size(); i++) {
            assertEquals(
                    got.efficiencyIntervals().get(i).low(), attainable.get(i).low(), SCORE);
            assertEquals(
                    got.efficiencyIntervals().get(i).high(), attainable.get(i).high(), SCORE);
        }
        assertTrue(got.attainableIntervals(1.5).get(0).low() >= 1);
        assertEquals(
                got.utilizationIntervals(),
                measured(plants().bootstrap(100, seed(5))).utilizationIntervals());
        assertEquals(
                "Simar–Wilson basic bootstrap, 100 draws",
                got.inputUtilizationIntervals().get(0).method());
    }

    /** One output from one input with a known frontier y = x: the truth lies above the estimated frontier, and the interval reaches it. */
    @Test
    void theBootstrapMovesTheScoreTowardsAKnownFrontier() {
        Draws draws = new Seed(11).stream(0);
        int n = 60;
        double[] x = new double[n];
        double[] y = new double[n];
        double[] truth = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = 1 + 9 * draws.uniform();
            truth[i] = 1 + 0.5 * Math.abs(draws.normal());
            y[i] = x[i] / truth[i];
        }
        Table table = Table.create(DoubleColumn.create("x", x), DoubleColumn.create("y", y));
        FrontierScores got = Frontier.of("y")
                .fixed("x")
                .returns(Returns.CONSTANT)
                .bootstrap(500, seed(3))
                .measure(Source.of(table));
        double before = 0;
        double after = 0;
        int covered = 0;
        for (int i = 0; i < n; i++) {
            before += Math.abs(got.efficiency()[i] - truth[i]);
            after += Math.abs(got.efficiencyCorrected()[i] - truth[i]);
            covered += got.efficiencyIntervals().get(i).contains(truth[i]) ? 1 : 0;
        }
        assertTrue(after < before);
        assertTrue(covered >= 0.9 * n, "covered " + covered);
    }

    @Test
    void rowOrderAndUnitsDoNotMatter() {
        Table table = Reference.csv("plants.csv");
        FrontierScores one = plants().measure(Source.of(table));
        Table turned = table.sortDescendingOn("v2");
        turned.replaceColumn("k1", turned.doubleColumn("k1").multiply(1024).setName("k1"));
        FrontierScores other = plants().measure(Source.of(turned));
        assertEquals(one.plants(), other.plants());
        assertArrayEquals(one.capacityScore(), other.capacityScore(), SCORE);
        assertEquals(one.tidy().rowCount(), other.tidy().rowCount());
    }

    @Test
    void influenceFindsThePlantThatTheOthersLeanOn() {
        Table table = Table.create(
                StringColumn.create("plant", "a", "b", "c", "star"),
                DoubleColumn.create("y", 10, 9, 8, 20),
                DoubleColumn.create("k", 10, 10, 10, 10));
        Table influence = Frontier.of("y")
                .fixed("k")
                .by("plant")
                .measure(Source.of(table))
                .influence();
        assertEquals("star", influence.stringColumn("plant").get(0));
        assertEquals(3, influence.intColumn("leaning").get(0));
        assertEquals(
                (10 / 10.0 + 10 / 9.0 + 10 / 8.0) / 3,
                influence.doubleColumn("mean_score_without").get(0),
                SCORE);
    }

    @Test
    void whatCannotBeScoredIsLeftOutAndCounted() {
        Table table = Table.create(
                StringColumn.create("plant", "a", "b", "c", "d", "e"),
                DoubleColumn.create("y", 10, 9, 0, Double.NaN, 5),
                DoubleColumn.create("k", 10, 10, 10, 10, 0));
        FrontierScores got = Frontier.of("y").fixed("k").by("plant").measure(Source.of(table));
        assertEquals(List.of("a", "b"), got.plants());
        assertEquals(3, got.glance().intColumn("dropped").get(0));
        assertTrue(got.toString()
                .endsWith(
                        "Left out: 1 rows with a missing amount or key; 1 rows without output; 1 rows without input"));
    }

    @Test
    void plantsThatUseNoVariableInputHaveNoShortRunInputScore() {
        Table table = Table.create(
                StringColumn.create("plant", "a", "b", "c"),
                DoubleColumn.create("y", 1, 2, 3),
                DoubleColumn.create("k", 2, 2, 2),
                DoubleColumn.create("v", 0, 1, 2));
        for (Returns returns : Returns.values()) {
            FrontierScores got = Frontier.of("y")
                    .fixed("k")
                    .variable("v")
                    .by("plant")
                    .returns(returns)
                    .measure(Source.of(table));
            assertTrue(Double.isNaN(got.variableEfficiency()[0]));
            assertEquals(1, got.variableEfficiency()[2], SCORE);
            // The least output needs no hours at all, so "times as many" has no answer.
            assertTrue(DoubleStream.of(got.inputUtilization()).allMatch(Double::isNaN));
            assertEquals(null, got.variableUse("v").get(0));
        }
        assertRefused(
                Reason.NOT_IDENTIFIED,
                "A bootstrap of short-run input scores needs variable inputs in use at every plant and a least output that needs some. Leave out plants without, or measure with variable returns.",
                () -> Frontier.of("y")
                        .fixed("k")
                        .variable("v")
                        .returns(Returns.CONSTANT)
                        .toward(Direction.OUTPUT)
                        .bootstrap(100, seed(1))
                        .measure(Source.of(Table.create(
                                DoubleColumn.create("y", 1, 2, 3),
                                DoubleColumn.create("k", 2, 2, 2),
                                DoubleColumn.create("v", 0, 2, 2))))
                        .inputUtilizationIntervals());
    }

    private static void assertRefused(Reason reason, String first, Runnable run) {
        OverhangException e = assertThrows(OverhangException.class, run::run);
        assertEquals(reason, e.reason());
        assertEquals(first, e.lines().get(0));
    }

    @Test
    void refusals() {
        Source good = Source.of(Reference.csv("plants.csv"));
        Table twice = Table.create(
                StringColumn.create("plant", "a", "a"),
                DoubleColumn.create("y", 1, 2),
                DoubleColumn.create("k", 1, -1));
        Frontier small = Frontier.of("y").fixed("k").by("plant");
        assertRefused(
                Reason.BAD_VALUE,
                "Frontier needs fixed input at or above zero, but \"k\" in table \"table\" holds -1 in row 2. Correct the cells, or make them missing so that they are left out.",
                () -> small.measure(Source.of(twice)));
        assertRefused(
                Reason.NOT_IDENTIFIED,
                "Frontier needs at least two plants with all amounts, but table \"table\" has 0.",
                () -> small.measure(Source.of(twice.emptyCopy().setName("table"))));
        assertRefused(
                Reason.NOT_IDENTIFIED,
                "The smoothed bootstrap needs a convex frontier, but the returns are free disposal hull. Choose other returns or leave out the bootstrap.",
                () -> plants().returns(Returns.FREE_DISPOSAL)
                        .bootstrap(200, seed(1))
                        .measure(good));
        FrontierScores scores = plants().measure(good);
        assertRefused(
                Reason.OUT_OF_RANGE,
                "The industry model needs a demand that all plants at capacity can meet, but it is more than they can make of at least one output. Lower the demand.",
                () -> scores.industry(Map.of("y1", 1e6, "y2", 1.0)));
        assertRefused(
                Reason.OUT_OF_RANGE,
                "The industry model needs a demand of zero or more, but for \"y2\" it is missing. Give an amount for each output, in its unit.",
                () -> scores.industry(Map.of("y1", 1.0)));
        assertRefused(
                Reason.NOT_IDENTIFIED,
                "An interval of a frontier score needs a bootstrap, but none was asked for. Add .bootstrap(2_000, seed(42)).",
                scores::efficiencyIntervals);
    }

    @Test
    void aLinearProgramThatIsCutShortThrows() {
        Simplex lp = new Simplex(1, 3);
        lp.clear();
        Arrays.setAll(lp.a, j -> 1 + j);
        lp.b[0] = 6;
        Arrays.setAll(lp.cost, j -> -1 - j * j);
        lp.basis[0] = 0;
        lp.start();
        assertRefused(
                Reason.NOT_CONVERGED,
                "A linear program of the frontier must end at an optimum, but it did not reach an optimum in 1 steps. Look for inputs or outputs that differ by many orders of magnitude between plants, or leave such plants out.",
                () -> lp.minimize(1));
        lp.minimize();
        assertEquals(-10, lp.objective(), SCORE);
    }

    @Test
    void capacityScoresAreAtLeastOneAndUtilizationAtMostOne() {
        FrontierScores got = measured(plants());
        assertTrue(DoubleStream.of(got.capacityScore()).allMatch(s -> s >= 1 - SCORE));
        assertTrue(DoubleStream.of(got.utilization()).allMatch(u -> u <= 1 + SCORE));
        assertTrue(got.summary().html().contains("variable returns"));
    }
}
