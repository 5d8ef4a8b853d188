package org.overhang.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Seed.seed;
import static org.overhang.equilibrium.Elasticity.demand;
import static org.overhang.equilibrium.Elasticity.substitution;
import static org.overhang.equilibrium.Elasticity.supply;
import static org.overhang.policy.Coverage.share;
import static org.overhang.study.Assumption.assumed;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.regress.Regression;
import org.overhang.regress.RegressionFit;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** The whole chain finds the truth of a simulated world, and loses its conclusion when the mechanism is switched off. */
@Tag("slow")
class GlutRecoveryTest {
    /** Cover high enough that the loss-makers are still there in the last year, whatever the seed. */
    private static final SimulatedMarket MARKET = SimulatedMarket.standard().covered(share(0.9));

    private static final int SLOW_PATHS = 10_000;

    private static SlowChain slow(SimulatedWorld world, boolean supported) {
        return new SlowChain(Studies.table(world.firms()), 0.4, 4, -0.8, 6, 0.8)
                .run(supported, Studies.GROWTH_OF_DEMAND, Studies.VOLATILITY, Studies.YEARS, SLOW_PATHS, 7);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theChainIsThatOfItsEquations(long number) {
        SimulatedWorld world = MARKET.simulate(seed(number));
        GlutChain today = Studies.whole(world).simulate(world.firms(), 20, seed(1));
        for (boolean supported : new boolean[] {true, false}) {
            GlutChain chain = supported ? today : today.without(Cause.SUPPORT);
            SlowChain truth = slow(world, supported);
            assertEquals(truth.exportPrice, chain.estimate("export_price"), 1e-9);
            assertEquals(truth.rivalPrice, chain.estimate("rival_price"), 1e-9);
            assertEquals(truth.rivalVolume, chain.estimate("rival_volume"), 1e-9);
            // Means over 2,000 against 10,000 paths of numbers between 0 and 8, or 0 and 1: four standard errors at
            // most
            assertEquals(truth.rivalExits, chain.estimate("rival_exits"), 0.25);
            assertEquals(truth.rivalCapacityLeft, chain.estimate("rival_capacity_left"), 0.04);
            assertEquals(truth.backedShare, chain.estimate("backed_share"), 0.03);
            assertEquals(truth.hhi, chain.estimate("hhi"), 0.03);
            assertEquals(truth.bill, chain.estimate("state_bill"), 0.05 * Math.max(1, truth.bill));
        }
    }

    private static RegressionFit fit(String formula, String cluster, Table table, String... logs) {
        Table logged = table.copy();
        for (String column : logs) {
            logged.addColumns(logged.doubleColumn(column).logN().setName("log_" + column));
        }
        return cluster.isEmpty()
                ? Regression.ols(formula).fit(logged)
                : Regression.ols(formula).cluster(cluster).fit(logged);
    }

    /** Costs as a reader of accounts sees them: 3 % off, firm by firm. */
    private static Table misread(Table firms, long number) {
        Random random = new Random(number);
        Table seen = firms.copy();
        DoubleColumn variable = seen.doubleColumn("variable_cost_usd_t");
        DoubleColumn fixed = seen.doubleColumn("fixed_cost_usd_thousand");
        for (int i = 0; i < seen.rowCount(); i++) {
            double factor = Math.exp(0.03 * random.nextGaussian());
            variable.set(i, variable.get(i) * factor);
            fixed.set(i, fixed.get(i) * factor);
        }
        return seen;
    }

    /** Elasticities and exponent estimated from the world's files, costs misread: the intervals hold the truth. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void estimatesFromTheFilesLeadToTheTruth(long number) {
        SimulatedWorld world = MARKET.simulate(seed(number));
        RegressionFit trade = fit(
                "log_quantity_kt ~ log_price_duty_paid_usd | market^year",
                "market",
                Studies.table(world.trade()),
                "quantity_kt",
                "price_duty_paid_usd");
        RegressionFit balance = fit(
                "log_price_usd ~ log_capacity_over_demand",
                "",
                Studies.table(world.balance()),
                "price_usd",
                "capacity_over_demand");
        double sigma = -trade.coefficient("log_price_duty_paid_usd");
        double exponent = -balance.coefficient("log_capacity_over_demand");
        double sigmaError = trade.standardError("log_price_duty_paid_usd");
        double exponentError = balance.standardError("log_capacity_over_demand");
        assertEquals(4, sigma, 4 * sigmaError);
        assertEquals(0.8, exponent, 4 * exponentError);
        GlutChain chain = Studies.whole(world)
                .rivals(substitution(sigma).standardError(sigmaError), demand(-0.8), supply(6))
                .priceExponent(assumed(exponent).standardError(exponentError).because("the balance file"))
                .costWithin(0.03)
                .paths(20)
                .simulate(misread(Studies.table(world.firms()), number), 300, seed(number));
        GlutChain without = chain.without(Cause.SUPPORT);
        SlowChain now = slow(world, true);
        SlowChain then = slow(world, false);
        assertTrue(chain.interval("covered_share").contains(0.9), "accounts");
        assertTrue(chain.interval("dumping_margin").contains(0.3), "sales");
        GlutComparison effect = without.effect();
        assertTrue(effect.interval("export_price").contains(then.exportPrice), "export price");
        assertTrue(effect.interval("rival_volume").contains(then.rivalVolume), "rivals' volume");
        assertTrue(effect.interval("rival_exits").contains(then.rivalExits - now.rivalExits), "exits");
        assertTrue(effect.interval("backed_share").contains(then.backedShare - now.backedShare), "share");
        assertTrue(effect.interval("hhi").contains(then.hhi - now.hhi), "concentration");
    }

    @Test
    void withoutItsMechanismTheWorldGivesNoConclusion() {
        SimulatedWorld bare = MARKET.covered(share(0)).simulate(seed(1));
        GlutComparison none = Studies.open(bare)
                .tied(assumed(0.4).because("nothing is given"))
                .covered(assumed(0).because("nothing is given"))
                .simulate(bare.firms(), 40, seed(1))
                .without(Cause.SUPPORT)
                .effect();
        assertEquals(0, none.difference("backed_share"));
        assertEquals(0, none.interval("rival_exits").width());
        SimulatedWorld fair = MARKET.dumpingMargin(0).simulate(seed(1));
        GlutChain even = Studies.open(fair)
                .tied(assumed(0.4).because("as in the other"))
                .covered(assumed(0.9).because("as in the other"))
                .simulate(fair.firms(), 40, seed(1));
        // Noise of 3 % on 400 sales each side: a standard error of about 0.003; five of them
        assertEquals(0, even.estimate("dumping_margin"), 0.015);
        SimulatedWorld still = MARKET.growth(0).simulate(seed(1));
        SimulatedWorld race = MARKET.simulate(seed(1));
        GlutChain calm = Studies.open(still)
                .tied(assumed(0.4).because("as in the other"))
                .covered(assumed(0.9).because("as in the other"))
                .simulate(still.firms(), 40, seed(1));
        GlutChain wild = Studies.whole(race).simulate(race.firms(), 40, seed(1));
        assertTrue(calm.estimate("backed_share") < wild.estimate("backed_share"), "without a race the share stays");
    }
}
