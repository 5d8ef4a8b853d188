package org.overhang.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.dynamics.CostShare.costShare;
import static org.overhang.policy.Coverage.share;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.Reason;
import org.overhang.reference.ReferenceFiles;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Triggers, games and recoupment against worked_examples.json (plain Python, ten digits) and model_references.json (40-digit
 * arithmetic).
 */
class GamesTest {
    private static final JsonObject WORKED = ReferenceFiles.json("capacity/worked_examples.json");
    private static final JsonObject MODELS = ReferenceFiles.json("price-impact/model_references.json");
    /** The reference prints ten digits. */
    private static final double TEN_DIGITS = 1e-9;

    private static void near(double expected, double actual) {
        assertEquals(expected, actual, TEN_DIGITS * Math.max(1, Math.abs(expected)));
    }

    private static double number(JsonObject o, String name) {
        return o.get(name).getAsDouble();
    }

    @Test
    void triggersAsWorked() {
        for (JsonElement e : WORKED.getAsJsonObject("exit_trigger").getAsJsonArray("results")) {
            JsonObject row = e.getAsJsonObject();
            ExitTrigger.Answer answer = ExitTrigger.cost(1)
                    .discount(0.06)
                    .volatility(0.25)
                    .scrapValue(-0.5)
                    .covered(share(number(row, "kappa")))
                    .solve();
            near(number(row, "trigger"), answer.trigger());
            near(number(row, "closed_form_kappa0"), answer.triggerWithoutCover());
        }
    }

    @Test
    void triggersAtTheirLimits() {
        ExitTrigger method = ExitTrigger.cost(1).discount(0.06).volatility(0.25);
        assertEquals(0, method.scrapValue(-0.5).covered(share(1)).solve().trigger(), "fully covered and dear to close");
        ExitTrigger rich = method.scrapValue(40);
        assertEquals(
                rich.solve().trigger(),
                rich.covered(share(0.9)).solve().trigger(),
                "scrap so rich that the owner leaves before there are losses");
        assertTrue(method.scrapValue(3).covered(share(1)).solve().trigger() > 0);
        // Tiny units must not matter
        near(
                method.scrapValue(-0.5).covered(share(0.5)).solve().trigger() * 1e-9,
                ExitTrigger.cost(1e-9)
                        .discount(0.06)
                        .volatility(0.25)
                        .scrapValue(-0.5e-9)
                        .covered(share(0.5))
                        .solve()
                        .trigger());
        ExitRaceTest.refuse(Reason.OUT_OF_RANGE, "drift", () -> method.drift(0.06));
        ExitRaceTest.refuse(Reason.OUT_OF_RANGE, "cost", () -> ExitTrigger.cost(Double.NaN));
    }

    private static DecliningMarket market() {
        return DecliningMarket.price(10)
                .decline(0.08)
                .exponent(0.5)
                .cost(0.5)
                .capacities(40, 10)
                .discount(0.06);
    }

    @Test
    void decliningMarketAsWorked() {
        JsonObject g = WORKED.getAsJsonObject("ghemawat_nalebuff");
        DecliningMarket.Order bare = market().solve();
        assertFalse(bare.smallLeavesFirst());
        near(number(g, "exit_large"), bare.largeLeaves());
        near(number(g, "exit_small"), bare.smallLeaves());
        near(number(g, "subsidy_threshold_reversing_order"), bare.sufficientShare());
        JsonObject paid = g.getAsJsonObject("with_subsidy_60pct");
        DecliningMarket.Order turned = market().statePays(costShare(0.6)).solve();
        assertTrue(turned.smallLeavesFirst());
        near(number(paid, "exit_small"), turned.smallLeaves());
        near(number(paid, "exit_large"), turned.largeLeaves());
        // The reference integrates numerically
        assertEquals(number(paid, "large_loss_covered_PV"), turned.lossesOfLarge(), 1e-6);
    }

    /** Below the sufficient share the small firm may still find waiting too dear: backward induction finds 0.45 does it. */
    @Test
    void theThresholdIsSufficientNotNecessary() {
        assertTrue(market().statePays(costShare(0.45)).solve().smallLeavesFirst());
        assertFalse(market().statePays(costShare(0.05)).solve().smallLeavesFirst());
        double[] exits = induction(0.45);
        DecliningMarket.Order order = market().statePays(costShare(0.45)).solve();
        assertEquals(exits[0], order.largeLeaves(), 0.02);
        assertEquals(exits[1], order.smallLeaves(), 0.02);
        double[] early = induction(0.05);
        DecliningMarket.Order usual = market().statePays(costShare(0.05)).solve();
        assertEquals(early[0], usual.largeLeaves(), 0.02);
        assertEquals(early[1], usual.smallLeaves(), 0.02);
    }

    /** Exit dates of large and small by backward induction on a grid of a hundredth of a year, written from the game alone. */
    private static double[] induction(double s) {
        double dt = 0.01;
        int n = 6_000;
        double c1 = 0.5 * (1 - s);
        double c2 = 0.5;
        double e = Math.exp(-0.06 * dt);
        double m1 = 0;
        double m2 = 0;
        double w1 = 0;
        double w2 = 0;
        boolean[] go1 = new boolean[n + 1];
        boolean[] go2 = new boolean[n + 1];
        for (int k = n; k >= 0; k--) {
            double fall = 10 * Math.exp(-0.08 * k * dt);
            double alone1 = (fall * Math.pow(40, -0.5) - c1) * 40 * dt + e * m1;
            double alone2 = (fall * Math.pow(10, -0.5) - c2) * 10 * dt + e * m2;
            double both1 = (fall * Math.pow(50, -0.5) - c1) * 40 * dt + e * w1;
            double both2 = (fall * Math.pow(50, -0.5) - c2) * 10 * dt + e * w2;
            boolean stay1;
            boolean stay2;
            if (both1 > 0 && both2 > 0) {
                stay1 = true;
                stay2 = true;
            } else if (alone1 > 0 && (alone2 <= 0 || both1 > 0)) {
                stay1 = true;
                stay2 = false;
            } else {
                stay1 = false;
                stay2 = alone2 > 0;
            }
            w1 = stay1 ? (stay2 ? both1 : alone1) : 0;
            w2 = stay2 ? (stay1 ? both2 : alone2) : 0;
            m1 = Math.max(0, alone1);
            m2 = Math.max(0, alone2);
            go1[k] = stay1;
            go2[k] = stay2;
        }
        int first = 0;
        while (go1[first] && go2[first]) {
            first++;
        }
        boolean largeFirst = !go1[first];
        double left = largeFirst ? 10 : 40;
        double c = largeFirst ? c2 : c1;
        double last = Math.log(10 * Math.pow(left, -0.5) / c) / 0.08;
        return largeFirst ? new double[] {first * dt, last} : new double[] {last, first * dt};
    }

    private static ExitGame game() {
        return ExitGame.demand(560, 900)
                .chances(new double[][] {{0.8, 0.2}, {0.3, 0.7}})
                .slope(5)
                .backed(Contender.cost(330).fixedCost(3_500).scrapUpTo(60_000))
                .rival(Contender.cost(350).fixedCost(3_500).scrapUpTo(60_000))
                .discount(1 / 0.92 - 1);
    }

    @Test
    void exitGameAsSolvedToFortyDigits() {
        for (JsonElement e : MODELS.getAsJsonObject("exit_game_state_cover").getAsJsonArray("results")) {
            JsonObject row = e.getAsJsonObject();
            ExitGame.Equilibria found =
                    game().covered(share(number(row, "kappa"))).solve();
            assertEquals(1, found.count());
            String[] states = {"lo", "hi"};
            for (int s = 0; s < 2; s++) {
                near(number(row.getAsJsonObject("stay_prob_S"), states[s]), found.stays(true, s));
                near(number(row.getAsJsonObject("stay_prob_H"), states[s]), found.stays(false, s));
                near(number(row.getAsJsonObject("V_S"), states[s] + "/both"), found.value(true, s));
                near(number(row.getAsJsonObject("V_H"), states[s] + "/both"), found.value(false, s));
                near(number(row.getAsJsonObject("V_S"), states[s] + "/S"), found.valueAlone(true, s));
                near(number(row.getAsJsonObject("V_H"), states[s] + "/H"), found.valueAlone(false, s));
            }
        }
    }

    /** No amount of money is small in itself. */
    @Test
    void theUnitOfMoneyDoesNotMatter() {
        ExitGame.Equilibria plain = game().solve();
        for (double money : new double[] {1e-18, 1e-6, 1e9}) {
            ExitGame.Equilibria scaled = ExitGame.demand(560 * money, 900 * money)
                    .chances(new double[][] {{0.8, 0.2}, {0.3, 0.7}})
                    .slope(5 * money)
                    .backed(Contender.cost(330 * money).fixedCost(3_500 * money).scrapUpTo(60_000 * money))
                    .rival(Contender.cost(350 * money).fixedCost(3_500 * money).scrapUpTo(60_000 * money))
                    .discount(1 / 0.92 - 1)
                    .solve();
            for (int s = 0; s < 2; s++) {
                assertEquals(plain.stays(true, s), scaled.stays(true, s), 1e-10);
                assertEquals(1, scaled.value(false, s) / money / plain.value(false, s), 1e-10);
            }
        }
    }

    @Test
    void coverMakesTheBackedStayAndTheRivalGo() {
        ExitGame.Equilibria bare = game().solve();
        ExitGame.Equilibria covered = game().covered(share(0.9)).solve();
        for (int s = 0; s < 2; s++) {
            assertTrue(covered.stays(true, s) > bare.stays(true, s));
            assertTrue(covered.stays(false, s) < bare.stays(false, s));
        }
    }

    /** Narrow scrap values in a market that carries one firm but not two: each may be the one that stays. */
    @Test
    void severalEquilibriaAreListedAndNoneIsChosen() {
        ExitGame.Equilibria found = ExitGame.demand(100)
                .chances(new double[][] {{1}})
                .slope(1)
                .backed(Contender.cost(10).fixedCost(1_500).scrapUpTo(100))
                .rival(Contender.cost(10).fixedCost(1_500).scrapUpTo(100))
                .discount(0.1)
                .solve();
        assertTrue(found.count() >= 2, found.toString());
        assertTrue(found.toString().contains("the model alone does not say which is played"));
        ExitRaceTest.refuse(Reason.NOT_IDENTIFIED, "one equilibrium", () -> found.stays(true, 0));
        ExitRaceTest.refuse(
                Reason.OUT_OF_RANGE,
                "sum to 1",
                () -> ExitGame.demand(1, 2).chances(new double[][] {{1, 0}, {0.5, 0.4}}));
    }

    @Test
    void recoupmentAsWorked() {
        JsonObject r = WORKED.getAsJsonObject("recoupment");
        Recoupment method = Recoupment.losses(50, 60, 55)
                .discount(0.10)
                .margin(5)
                .quantity(10)
                .periods(6)
                .reentryHazard(0.15)
                .success(0.7);
        Recoupment.Ledgers bare = method.solve();
        Recoupment.Ledgers covered = method.covered(share(0.8)).solve();
        near(number(r, "pv_losses"), bare.losses());
        near(number(r, "pv_gain_if_success"), bare.gain());
        near(number(r, "npv_firm_no_state"), bare.firm());
        near(number(r, "npv_firm_kappa80"), covered.firm());
        near(number(r, "npv_state_kappa80"), covered.state());
        near(number(r, "npv_joint"), covered.joint());
        near(number(r, "required_margin_joint"), covered.requiredMargin());
        near(number(r, "kappa_break_even"), covered.breakEvenCoverage());
        near(number(r, "min_success_prob_joint"), covered.requiredChance());
        assertEquals(0, method.covered(share(bare.breakEvenCoverage())).solve().firm(), 1e-9);
        Recoupment.Ledgers taxed =
                method.covered(share(0.8)).stateShare(0.25).strategicValue(40).solve();
        assertEquals(taxed.joint(), taxed.firm() + taxed.state() - 40, 1e-9);
        assertTrue(covered.toString().contains("the covered firm proceeds"));
        assertTrue(covered.toString().contains("asks for no recoupment"));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0.5,1", "0.8,2", "0.95,3"})
    void predationAsSolvedToFortyDigits(double kappa, int row) {
        JsonObject r = MODELS.getAsJsonObject("predation_recoupment");
        JsonObject low = r.getAsJsonObject("predation");
        Predation.Case found = Predation.demand(1_000, 5)
                .predatorCost(300)
                .rivalCost(330)
                .fixedCost(6_000)
                .price(320)
                .periods(3)
                .discount(0.08)
                .covered(share(kappa))
                .solve();
        near(number(low, "sacrifice_pv"), found.sacrifice());
        near(number(low, "gain_per_period"), found.gain());
        near(number(low, "predator_ATC"), found.totalCost());
        assertFalse(found.belowAvoidableCost());
        assertTrue(found.belowRivalCost());
        near(number(r, "recoup_infinite_pv"), found.gainForEver());
        JsonObject cover = r.getAsJsonArray("state_cover").get(row).getAsJsonObject();
        near(number(cover, "private_sacrifice_pv"), found.privateSacrifice());
        assertEquals(cover.get("min_recoupment_periods").getAsInt(), found.shortestRecoupment());
        near(number(cover, "min_success_probability_infinite"), found.leastChance());
        if (kappa == 0) {
            near(number(r, "max_reentry_hazard"), found.highestReentryHazard());
        }
    }

    @Test
    void costTestsAsWorked() {
        JsonObject c = WORKED.getAsJsonObject("cost_tests");
        JsonObject costs = c.getAsJsonObject("costs");
        double[] prices = {65, 74, 80, 90, 100, 108, 115};
        Table table = Table.create("prices", DoubleColumn.create("price", prices));
        costs.entrySet()
                .forEach(e -> table.addColumns(DoubleColumn.create(
                        e.getKey(),
                        java.util.stream.DoubleStream.generate(
                                        () -> e.getValue().getAsDouble())
                                .limit(7)
                                .toArray())));
        Table verdicts = CostTests.of("price")
                .averageVariable("avc_paid")
                .averageVariableAtMarketPrices("avc_market")
                .averageAvoidable("aac_paid")
                .longRunIncremental("lraic_market")
                .averageTotal("atc_paid")
                .measure(table)
                .tidy();
        for (int i = 0; i < 7; i++) {
            JsonObject row = c.getAsJsonArray("rows").get(i).getAsJsonObject();
            for (String test : new String[] {"areeda_turner_books", "areeda_turner_market", "akzo", "aac_lraic"}) {
                assertEquals(
                        row.get(test).getAsString(), verdicts.stringColumn(test).get(i), test);
            }
            assertEquals(
                    row.get("subsidy_wedge").getAsBoolean(),
                    verdicts.stringColumn("subsidy_wedge").get(i).equals("below cost without support"));
        }
        ExitRaceTest.refuse(
                Reason.OUT_OF_RANGE,
                "at least one cost",
                () -> CostTests.of("price").measure(table));
    }

    /** Simulated firm-years in which a loss raises the hazard by 1.2 in logs, and by 0.3 with a state link: softness 0.75. */
    @Test
    void softnessIsFoundAgain() {
        org.overhang.core.Draws draws = org.overhang.core.Seed.seed(8).stream(0);
        int n = 40_000;
        double[][] cells = new double[4][n];
        for (int i = 0; i < n; i++) {
            double loss = draws.below(2);
            double state = draws.below(2);
            double rate = Math.exp(-3 + 1.2 * loss - 0.9 * loss * state - 0.2 * state);
            cells[0][i] = draws.uniform() < -Math.expm1(-rate) ? 1 : 0;
            cells[1][i] = loss;
            cells[2][i] = state;
            cells[3][i] = loss * state;
        }
        Table years = Table.create(
                "years",
                DoubleColumn.create("exited", cells[0]),
                DoubleColumn.create("loss", cells[1]),
                DoubleColumn.create("state", cells[2]),
                DoubleColumn.create("both", cells[3]));
        SoftBudget soft = SoftBudget.of(org.overhang.regress.survival.DiscreteHazard.of("exited")
                        .on("loss", "state", "both")
                        .constant()
                        .fit(years))
                .loss("loss")
                .timesState("both");
        double error = soft.tidy().doubleColumn("std_error").get(0);
        // Four standard errors: a miss has a chance of 6e-5
        assertEquals(0.75, soft.softness(), 4 * error);
        assertTrue(error < 0.1);
    }
}
