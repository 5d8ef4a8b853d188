package org.overhang.equilibrium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.equilibrium.Elasticity.demand;
import static org.overhang.policy.Removal.remove;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.policy.Closure;
import org.overhang.policy.Duty;
import org.overhang.policy.Exit;
import org.overhang.policy.Measure;
import org.overhang.policy.Policy;
import org.overhang.policy.Quota;
import org.overhang.policy.Subsidy;
import org.overhang.policy.Undertaking;
import org.overhang.policy.UtilizationFloor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Typed models against a search over all prices or quantities, and their ledgers against areas added up slice by slice. */
class BestResponseTest {
    private static final int GRID = 4_000;
    private static final int SLICES = 20_000;
    /** A search on a grid misses a maximum by the square of its step. */
    private static final double GAIN = 1e-9;

    private static double uniform(Draws draws, double low, double high) {
        return low + (high - low) * draws.uniform();
    }

    /** The dominant firm's profit at a price that the market lets it set; NaN if a limit is broken. */
    private static double profit(double[] m, double price, double limit, double kept, double delta, double z) {
        double fringe = Math.max(0, m[4] * (price - m[3]));
        double sold = Math.max(0, m[0] - m[1] * price - fringe);
        return sold > limit * (1 + 1e-9) ? Double.NaN : (kept * (price - delta) - m[2] + z) * sold;
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4"})
    void noPriceIsBetterForADominantFirm(long seed) {
        Draws draws = new Seed(seed).stream(0);
        for (int i = 0; i < 40; i++) {
            double[] m = {
                uniform(draws, 100, 300),
                uniform(draws, 0.1, 0.4),
                uniform(draws, 50, 900),
                uniform(draws, 100, 900),
                uniform(draws, 0.01, 2)
            };
            double tau = uniform(draws, -0.1, 0.5);
            double z = uniform(draws, 0, 80);
            double limit = draws.uniform() < 0.5 ? uniform(draws, 5, 60) : Double.POSITIVE_INFINITY;
            double floor = draws.uniform() < 0.4 ? uniform(draws, 200, 700) : 1e-3;
            DominantFirm firm = DominantFirm.facing(LinearDemand.direct(m[0]).slope(m[1]))
                    .unitCost(m[2])
                    .fringeFrom(m[3])
                    .fringeSlope(m[4]);
            Policy[] policies = {
                Duty.exclusive(tau),
                Subsidy.specific(z),
                Quota.quantity(Math.min(limit, 1e9)),
                Undertaking.minimumPrice(floor)
            };
            DominantFirm.Solved found = firm.solve(policies);
            double kept = 1 / (1 + tau);
            double top = m[0] / m[1];
            double scale = m[0] * top;
            for (int g = 0; g <= GRID; g++) {
                double price = top * g / GRID;
                double other = price * kept >= floor ? profit(m, price, limit, kept, 0, z) : Double.NaN;
                assertTrue(!(other > found.dominantProfit() + GAIN * scale), "a price of " + price + " pays more");
            }
            assertTrue(found.dominantQuantity() <= limit * (1 + 1e-9));
            double bought = Math.max(0, m[0] - m[1] * found.price());
            assertEquals(bought, found.dominantQuantity() + found.fringeQuantity(), 1e-9 * m[0], "the market clears");
        }
    }

    @Test
    void aDominantFirmThatCostsTooMuchLeavesTheMarketToTheFringe() {
        DominantFirm.Solved found = DominantFirm.facing(LinearDemand.direct(180).slope(0.15))
                .unitCost(900)
                .fringeFrom(420)
                .fringeSlope(0.25)
                .solve();
        assertEquals(0, found.dominantQuantity(), 1e-12);
        assertEquals((180 + 0.25 * 420) / 0.4, found.price(), 1e-10);
        assertEquals(0, found.dominantProfit(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void noQuantityIsBetterUnderReciprocalDumping(long seed) {
        Draws draws = new Seed(seed).stream(0);
        for (int i = 0; i < 30; i++) {
            double c = uniform(draws, 100, 500);
            double t = uniform(draws, 0, 150);
            double duty = uniform(draws, 0, 100);
            double z = uniform(draws, 0, 120);
            var line = ReciprocalDumping.linear(LinearDemand.inverse(1000).slope(5))
                    .unitCost(c)
                    .transport(t)
                    .solve(Duty.specific(duty), Subsidy.specific(z));
            double x = line.homeSales();
            double y = line.exports();
            double home = (1000 - 5 * (x + y) - c) * x;
            double abroad = (1000 - 5 * (x + y) - duty - c - t + z) * y;
            for (int g = 0; g <= 400; g++) {
                double q = 200.0 * g / 400;
                assertTrue((1000 - 5 * (q + y) - c) * q <= home + 1e-8 * 1e5);
                assertTrue((1000 - 5 * (x + q) - duty - c - t + z) * q <= abroad + 1e-8 * 1e5);
            }
        }
    }

    /** Area under inverse demand between two totals, by the midpoint rule. */
    private static double area(java.util.function.DoubleUnaryOperator price, double from, double to) {
        double total = 0;
        for (int i = 0; i < SLICES; i++) {
            total += price.applyAsDouble(from + (to - from) * (i + 0.5) / SLICES);
        }
        return total * (to - from) / SLICES;
    }

    @ParameterizedTest
    @CsvSource({"-2, 0.85, 25, 0.1", "-1.4, 0.7, 0, 0.3", "-1, 0.95, 10, 0", "-3, 0.9, 400, 0", "-0.8, 0.97, 0, 0.02"})
    void theLedgerOfReciprocalDumpingIsAnArea(double elasticity, double arriving, double duty, double subsidy) {
        ReciprocalDumping model = ReciprocalDumping.constantElasticity(demand(elasticity))
                .unitCost(300)
                .arriving(arriving);
        var before = model.solve();
        var after = model.solve(Duty.specific(duty), Subsidy.adValorem(subsidy));
        double q0 = before.homeSales() + before.exports();
        double q1 = after.homeSales() + after.exports();
        double utility = area(q -> before.price() * Math.pow(q / q0, 1 / elasticity), q0, q1);
        double cost =
                300 * (after.homeSales() - before.homeSales()) + 300 / arriving * (after.exports() - before.exports());
        assertEquals(utility - cost, after.worldWelfare(), 1e-6 * before.price());
        assertEquals(
                after.price() * q1 + after.change(Term.CONSUMER_SURPLUS) - before.price() * q0,
                utility,
                1e-6 * before.price(),
                "spending and surplus are utility");
        // Removing what the baseline holds leads back.
        var held = model.holding(Duty.specific(duty), Subsidy.adValorem(subsidy))
                .solve(java.util.stream.Stream.of(
                                duty > 0 ? remove(Measure.DUTY) : null, subsidy > 0 ? remove(Measure.SUBSIDY) : null)
                        .filter(java.util.Objects::nonNull)
                        .toArray(Policy[]::new));
        assertEquals(before.price(), held.price(), 1e-9);
        var oneByOne = model.holding(Duty.specific(duty)).holding(Subsidy.adValorem(subsidy));
        assertEquals(after.price(), oneByOne.solve().price(), 1e-9, "what is held adds up");
    }

    @Test
    void theLedgerOfADominantFirmIsAnArea() {
        DominantFirm model = DominantFirm.facing(LinearDemand.direct(180).slope(0.15))
                .unitCost(300)
                .fringeFrom(420)
                .fringeSlope(0.25);
        var before = model.solve();
        var after = model.solve(Duty.exclusive(0.2), Closure.to(50));
        double q0 = before.dominantQuantity() + before.fringeQuantity();
        double q1 = after.dominantQuantity() + after.fringeQuantity();
        double fringe = area(q -> 420 + q / 0.25, before.fringeQuantity(), after.fringeQuantity());
        double cost = 300 * (after.dominantQuantity() - before.dominantQuantity()) + fringe;
        assertEquals(area(q -> (180 - q) / 0.15, q0, q1) - cost, after.worldWelfare(), 1e-6);
        assertEquals(
                after.change(Term.CONSUMER_SURPLUS)
                        + after.change(Term.PROFIT)
                        + after.change(Term.FRINGE_SURPLUS)
                        + after.change(Term.TARIFF_REVENUE)
                        - after.change(Term.SUBSIDY_COST),
                after.worldWelfare(),
                1e-9);
    }

    @Test
    void aMarketWithoutAnEquilibriumIsRefused() {
        Table two = Table.create("two")
                .addColumns(
                        StringColumn.create("product", "a", "b"),
                        DoubleColumn.create("price", 10, 10),
                        DoubleColumn.create("quantity", 5, 5));
        // Buyers who spend a fixed budget on one seller, and inelastic demand that faces a seller alone: no best price.
        Market ces = PartialEquilibrium.bertrandCes("price")
                .quantity("quantity")
                .by("product")
                .elasticities(Elasticity.substitution(4))
                .calibrate(two);
        Market cournot = PartialEquilibrium.cournotConstantElasticity("price")
                .quantity("quantity")
                .by("product")
                .elasticities(demand(-0.75))
                .calibrate(two);
        for (Market market : List.of(ces, cournot)) {
            OverhangException e = assertThrows(OverhangException.class, () -> market.solve(Exit.of("b")));
            assertEquals(Reason.NOT_CONVERGED, e.reason(), e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void noSplitIsBetterForATwoMarketExporter(long seed) {
        Draws draws = new Seed(seed).stream(0);
        for (int i = 0; i < 30; i++) {
            double a = uniform(draws, 600, 1200);
            double b = uniform(draws, 2, 10);
            double e = uniform(draws, 400, 900);
            double f = uniform(draws, 1, 5);
            double c = uniform(draws, 100, 500);
            double k = uniform(draws, 30, 200);
            double rho = draws.uniform() < 0.5 ? 0 : uniform(draws, 0.5, 0.8);
            double quota = draws.uniform() < 0.3 ? uniform(draws, 5, 40) : 1e9;
            // What must be made has to be sellable at prices above zero.
            if (rho * k > 0.9 * (a / b + Math.min(quota, e / f))) {
                continue;
            }
            var found = TwoMarketExporter.home(LinearDemand.inverse(a).slope(b))
                    .export(LinearDemand.inverse(e).slope(f))
                    .unitCost(c)
                    .capacity(k)
                    .solve(UtilizationFloor.of(rho), Quota.quantity(quota));
            double made = found.homeQuantity() + found.exportQuantity();
            assertTrue(made <= k * (1 + 1e-9) && made >= rho * k * (1 - 1e-9));
            for (int g = 0; g <= 200; g++) {
                double home = Math.min(k, a / b) * g / 200;
                for (int h = 0; h <= 200; h++) {
                    double abroad = Math.min(Math.min(k, e / f), quota) * h / 200;
                    boolean allowed = home + abroad <= k && home + abroad >= rho * k;
                    double profit = (a - b * home - c) * home + (e - f * abroad - c) * abroad;
                    assertTrue(!allowed || profit <= found.profit() + 1e-7 * a * k);
                }
            }
        }
    }
}
