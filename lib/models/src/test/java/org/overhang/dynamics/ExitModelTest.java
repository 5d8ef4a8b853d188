package org.overhang.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Seed.seed;
import static org.overhang.policy.Coverage.share;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.Draws;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Exit on a price that nobody moves: limits with a known answer, signs and refusals. */
class ExitModelTest {
    private static Table smelters() {
        return Table.create(
                "smelters",
                StringColumn.create("smelter", "A", "B", "C", "D"),
                DoubleColumn.create("cash_cost", new double[] {1_700, 1_950, 2_200, 2_450}),
                DoubleColumn.create("capacity_kt", new double[] {500, 300, 250, 100}),
                DoubleColumn.create("fixed_cost", new double[] {60_000, 45_000, 60_000, 30_000}),
                DoubleColumn.create("scrap", new double[] {50_000, 30_000, 25_000, 10_000}));
    }

    private static ExitModel model() {
        return ExitModel.of("cash_cost")
                .capacity("capacity_kt")
                .fixedCost("fixed_cost")
                .scrapValue("scrap")
                .price(MeanReverting.to(2_300).speed(0.4).volatility(0.18))
                .discount(0.08)
                .horizon(15);
    }

    @Test
    void theDesignsExampleWorksAsWritten() {
        var smelters = smelters();
        var model = ExitModel.of("cash_cost")
                .capacity("capacity_kt")
                .fixedCost("fixed_cost")
                .scrapValue("scrap")
                .price(MeanReverting.to(2_300).speed(0.4).volatility(0.18))
                .discount(0.08)
                .horizon(15);
        var answer = model.covered(share(0.9))
                .simulate(smelters, 1_000, seed(7))
                .versus(model.simulate(smelters, 1_000, seed(7)));
        assertTrue(answer.difference("exits") < 0, answer.toString());
        assertTrue(answer.difference("capacity_remaining") > 0);
        assertTrue(answer.difference("state_bill") > 0);
        assertTrue(answer.costPerExitPrevented() > 0);
        assertTrue(answer.interval("exits").contains(answer.difference("exits")));
    }

    @Test
    void triggersFallWithCoverAndRiseWithCostAndScrap() {
        ExitPaths bare = model().by("smelter").simulate(smelters(), 10, seed(1));
        double last = Double.POSITIVE_INFINITY;
        for (double kappa : new double[] {0, 0.2, 0.4}) {
            double trigger = model().covered(share(kappa))
                    .by("smelter")
                    .simulate(smelters(), 10, seed(1))
                    .trigger("C");
            assertTrue(trigger < last, "a covered owner waits for a lower price");
            last = trigger;
        }
        Table dearer = smelters();
        dearer.doubleColumn("scrap").set(2, 60_000.0);
        assertTrue(model().by("smelter").simulate(dearer, 10, seed(1)).trigger("C") > bare.trigger("C"));
    }

    /** With hardly any noise the price stands still, and a plant stays if its profit for ever beats its scrap. */
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.08, 0.2})
    void withoutNoiseStayingIsWorthProfitForEver(double rate) {
        double price = 1_000;
        double cost = 900;
        double fixed = 40;
        double profit = (price - cost) * 1 - fixed;
        double forEver = profit * (1 + rate) / rate;
        for (double scrap : new double[] {forEver * 0.999, forEver * 1.001}) {
            Table plant = Table.create(
                    "plant",
                    DoubleColumn.create("c", new double[] {cost}),
                    DoubleColumn.create("k", new double[] {1}),
                    DoubleColumn.create("f", new double[] {fixed}),
                    DoubleColumn.create("s", new double[] {scrap}));
            ExitPaths run = ExitModel.of("c")
                    .capacity("k")
                    .fixedCost("f")
                    .scrapValue("s")
                    .price(MeanReverting.to(price).speed(5).volatility(1e-7))
                    .discount(rate)
                    .horizon(3)
                    .simulate(plant, 1, seed(1));
            assertEquals(scrap > forEver ? 1 : 0, run.exitProbability("row 1"));
        }
    }

    /** The rule found on the grid earns as much as any other trigger when both are simulated at length. */
    @Test
    void noOtherTriggerEarnsMore() {
        MeanReverting price = MeanReverting.to(2_300).speed(0.4).volatility(0.18);
        StoppingMath.Plant plant = new StoppingMath.Plant(2_200, 250, 60_000, 25_000, 0.2, true);
        double best = new StoppingMath(price, 0.08).trigger(plant);
        double[] factors = {0.9, 0.95, 1, 1.05, 1.1};
        double[] value = new double[factors.length];
        double[] p = new double[120];
        int paths = 20_000;
        for (int path = 0; path < paths; path++) {
            Draws draws = Seed.seed(5).stream(path);
            price.from(best * 1.15).path(draws, p);
            for (int k = 0; k < factors.length; k++) {
                double discount = 1;
                int t = 0;
                for (; t < p.length && p[t] >= best * factors[k]; t++) {
                    value[k] += discount * plant.felt(p[t]) / paths;
                    discount /= 1.08;
                }
                value[k] += discount * 25_000 / paths;
            }
        }
        for (int k = 0; k < factors.length; k++) {
            // Paths are common, so a better rule would show beyond a thousandth
            assertTrue(value[2] >= value[k] - 1e-3 * Math.abs(value[2]), "trigger times " + factors[k]);
        }
    }

    @Test
    void theStatesBillAndExitsAddUp() {
        ExitPaths run = model().covered(share(0.9)).by("smelter").simulate(smelters(), 400, seed(3));
        double exits = run.tidy().doubleColumn("exit_probability").sum();
        assertEquals(exits, run.meanExits(), 1e-12);
        assertEquals(1, run.byYear().doubleColumn("capacity").get(0), 0.5);
        assertEquals(0, model().simulate(smelters(), 50, seed(3)).stateBill());
    }

    @Test
    void onlyBackedPlantsAreCovered() {
        Table table = smelters();
        table.addColumns(DoubleColumn.create("state", new double[] {0, 0, 1, 0}));
        ExitPaths all = model().covered(share(0.9)).by("smelter").simulate(table, 10, seed(1));
        ExitPaths one =
                model().covered(share(0.9)).backed("state").by("smelter").simulate(table, 10, seed(1));
        ExitPaths none = model().by("smelter").simulate(table, 10, seed(1));
        assertEquals(all.trigger("C"), one.trigger("C"));
        assertEquals(none.trigger("B"), one.trigger("B"));
    }

    @Test
    void statedUnitsAreConverted() {
        Source plain = Source.of(smelters());
        Table dollars = smelters();
        dollars.doubleColumn("fixed_cost").setName("fixed_cost_usd_million");
        dollars.doubleColumn("scrap").setName("scrap_usd_million");
        for (String column : new String[] {"fixed_cost_usd_million", "scrap_usd_million"}) {
            dollars.replaceColumn(
                    column, dollars.doubleColumn(column).divide(1000).setName(column));
        }
        ExitPaths converted = ExitModel.of("cash_cost")
                .capacity("capacity_kt")
                .fixedCost("fixed_cost_usd_million")
                .scrapValue("scrap_usd_million")
                .price(MeanReverting.to(2_300).speed(0.4).volatility(0.18))
                .discount(0.08)
                .horizon(15)
                .simulate(dollars, 50, seed(1));
        ExitPaths direct = model().simulate(plain, 50, seed(1));
        assertEquals(direct.trigger("row 3"), converted.trigger("row 3"), 1e-9);
    }

    @Test
    void rowOrderDoesNotMatter() {
        String once = model().covered(share(0.5))
                .by("smelter")
                .simulate(smelters(), 100, seed(9))
                .toString();
        Table reversed = smelters().sortDescendingOn("smelter");
        assertEquals(
                once,
                model().covered(share(0.5))
                        .by("smelter")
                        .simulate(reversed, 100, seed(9))
                        .toString());
    }

    @Test
    void measuredCoverageNeedsAReason() {
        AccountingCoverage measured = new AccountingCoverage(0.87);
        ExitPaths run = model().covered(measured.asBehavior("every loss since 2019 was paid"))
                .simulate(smelters(), 10, seed(1));
        assertTrue(run.toString().contains("because every loss since 2019 was paid"));
        ExitRaceTest.refuse(Reason.BAD_VALUE, "needs a reason", () -> measured.asBehavior(" "));
        ExitRaceTest.refuse(Reason.OUT_OF_RANGE, "from 0 to 1", () -> new AccountingCoverage(1.2));
    }

    @Test
    void refusals() {
        Table bad = smelters();
        bad.doubleColumn("capacity_kt").set(1, -3.0);
        ExitRaceTest.refuse(Reason.BAD_VALUE, "capacity above zero", () -> model().simulate(bad, 10, seed(1)));
        ExitRaceTest.refuse(
                Reason.MISSING_COLUMN,
                "capacity column",
                () -> ExitModel.of("cash_cost")
                        .capacity("capacity")
                        .fixedCost("fixed_cost")
                        .scrapValue("scrap")
                        .price(MeanReverting.to(1).speed(1).volatility(1))
                        .discount(0.1)
                        .horizon(1)
                        .simulate(smelters(), 1, seed(1)));
        ExitRaceTest.refuse(Reason.OUT_OF_RANGE, "share of the loss", () -> model().covered(share(Double.NaN)));
        ExitRaceTest.refuse(Reason.OUT_OF_RANGE, "level of a price", () -> MeanReverting.to(-1));
        ExitRaceTest.refuse(
                Reason.OUT_OF_RANGE,
                "same plants",
                () -> model().simulate(smelters(), 5, seed(1)).versus(model().simulate(smelters(), 5, seed(2))));
    }
}
