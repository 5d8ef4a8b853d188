package org.overhang.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Seed.seed;
import static org.overhang.policy.Coverage.share;
import static org.overhang.subsidy.Support.grants;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.capacity.Utilization;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.dependence.Concentration;
import org.overhang.dumping.CaseFiles;
import org.overhang.dumping.DumpingMargin;
import org.overhang.dumping.DumpingRules;
import org.overhang.dumping.ExportSales;
import org.overhang.dumping.HomeSales;
import org.overhang.price.Underselling;
import org.overhang.regress.Regression;
import org.overhang.regress.RegressionFit;
import org.overhang.regress.survival.Cox;
import org.overhang.regress.survival.DiscreteHazard;
import org.overhang.regress.survival.HazardFit;
import org.overhang.subsidy.SubsidyMargin;
import tech.tablesaw.api.Table;

/** Every subject finds the truth of one simulated world, and switches move the world the right way. */
class SimulatedMarketTest {
    private static final SimulatedMarket MARKET = SimulatedMarket.standard();

    private static double truth(SimulatedWorld world, String term) {
        Table truth = world.truth();
        return truth.where(truth.stringColumn("term").isEqualTo(term))
                .doubleColumn("value")
                .get(0);
    }

    @Test
    void accountsGiveTheCoveredShare() {
        SimulatedWorld world = MARKET.simulate(seed(1));
        double[] found = SubsidyMargin.of("revenue_usd_thousand")
                .less("cost_usd_thousand")
                .support(grants("grants_usd_thousand"))
                .by("firm", "year")
                .measure(world.accounts())
                .coveredShare();
        int losses = 0;
        for (double covered : found) {
            if (!Double.isNaN(covered)) {
                losses++;
                assertEquals(truth(world, "covered_share"), covered, 1e-9);
            }
        }
        assertTrue(losses > 5, "the race makes losses");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void salesGiveTheDumpingMargin(long number) {
        SimulatedWorld world = MARKET.simulate(seed(number));
        double margin = DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024)
                .by("control_number")
                .measure(CaseFiles.exports(
                                ExportSales.of("gross_price")
                                        .quantity("quantity_t")
                                        .soldOn("sale_date"),
                                world.exports())
                        .home(HomeSales.of("gross_price").quantity("quantity_t").soldOn("sale_date"), world.home()))
                .margin();
        // Noise of 3 % on 400 sales each side, unequal weights: a standard error of about 0.003; five of them
        assertEquals(truth(world, "dumping_margin"), margin, 0.015);
    }

    @Test
    void pricesGiveTheUnderselling() {
        SimulatedWorld world = MARKET.simulate(seed(1));
        assertEquals(
                truth(world, "underselling"),
                Underselling.of("import_price_usd")
                        .against("domestic_price_usd")
                        .quantity("import_quantity_kt")
                        .by("year")
                        .measure(world.prices())
                        .weightedAverage(),
                1e-9);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void exitsGiveTheHazards(long number) {
        SimulatedWorld world = MARKET.rivals(1_500).simulate(seed(number));
        HazardFit cox = Cox.of("stop")
                .event("exited")
                .on("gap", "state_owned")
                .entry("start")
                .cluster("plant")
                .fit(world.plantYears());
        DiscreteHazard.Fit discrete = DiscreteHazard.of("exited")
                .on("gap", "state_owned")
                .levels("period")
                .fit(world.plantYears());
        String[][] terms = {{"gap", "hazard_gap"}, {"state_owned", "hazard_state_owned"}};
        for (String[] term : terms) {
            double known = truth(world, term[1]);
            // Four standard errors: a miss has a chance of 6e-5. Cox treats grouped years as ties, a little toward zero
            assertEquals(known, discrete.coefficient(term[0]), 4 * discrete.standardError(term[0]));
            assertEquals(known, cox.coefficient(term[0]), 4 * cox.standardError(term[0]) + 0.05 * Math.abs(known));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void tradeGivesSubstitutionAndPassThrough(long number) {
        SimulatedWorld world = MARKET.simulate(seed(number));
        Table trade = Studies.table(world.trade());
        trade.addColumns(
                trade.doubleColumn("quantity_kt").logN().setName("log_quantity"),
                trade.doubleColumn("price_duty_paid_usd").logN().setName("log_price"),
                trade.doubleColumn("duty").add(1).logN().setName("log_duty_factor"));
        RegressionFit buyers = Regression.ols("log_quantity ~ log_price | market^year")
                .cluster("market")
                .fit(trade);
        RegressionFit payers = Regression.ols("log_price ~ log_duty_factor | partner + market^year")
                .cluster("market")
                .fit(trade);
        // Four standard errors: a miss has a chance of 6e-5
        assertEquals(
                -truth(world, "substitution"), buyers.coefficient("log_price"), 4 * buyers.standardError("log_price"));
        assertEquals(
                truth(world, "pass_through"),
                payers.coefficient("log_duty_factor"),
                4 * payers.standardError("log_duty_factor"));
    }

    @Test
    void capacityOutgrowsDemandAndConcentrationRises() {
        SimulatedWorld world = MARKET.simulate(seed(1));
        Table use = Utilization.of("production_kt")
                .over("capacity_kt")
                .by("side", "firm", "year")
                .measure(world.use())
                .tidy();
        Table start = use.where(use.numberColumn("year").isEqualTo(2013));
        for (double u : start.doubleColumn("utilization")) {
            assertEquals(0.85, u, 1e-9, "demand starts at 85 % of capacity");
        }
        Table few = Concentration.of("imports_usd_thousand")
                .among("partner")
                .by("year")
                .measure(world.imports())
                .tidy();
        assertTrue(few.doubleColumn("hhi").get(few.rowCount() - 1)
                > few.doubleColumn("hhi").get(0));
    }

    @Test
    void switchesMoveTheWorldTheRightWay() {
        SimulatedWorld covered = MARKET.covered(share(0.95)).simulate(seed(4));
        SimulatedWorld alone = MARKET.covered(share(0)).simulate(seed(4));
        SimulatedWorld still = MARKET.growth(0).simulate(seed(4));
        assertEquals(0, alone.stateBill());
        assertTrue(covered.stateBill() > 0);
        assertTrue(covered.rivalExits() > alone.rivalExits(), "cover drives rivals out");
        assertTrue(still.rivalExits() < covered.rivalExits(), "without a race fewer leave");
        OverhangException e = assertThrows(OverhangException.class, () -> MARKET.dumpingMargin(-1));
        assertEquals(Reason.OUT_OF_RANGE, e.reason());
    }

    @Test
    void theSameSeedGivesTheSameWorld() {
        String once = MARKET.simulate(seed(9)).exports().toString();
        assertEquals(
                MARKET.simulate(seed(9)).rivalExits(), MARKET.simulate(seed(9)).rivalExits());
        assertTrue(MARKET.simulate(seed(9)).exports().provenance().footer().contains("simulated data"), once);
    }
}
