package org.overhang.equilibrium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.policy.Closure;
import org.overhang.policy.CostChange;
import org.overhang.policy.Duty;
import org.overhang.policy.Expansion;
import org.overhang.policy.Policy;
import org.overhang.policy.Quota;
import org.overhang.policy.Subsidy;
import org.overhang.policy.Swap;
import org.overhang.policy.UtilizationFloor;

/** Capacity that grows, is swapped, and costs that move. */
class GrowthTest {
    /** Roundings of a solved market, in units of its prices. */
    private static final double EXACT = 1e-8;

    private static TwoMarketExporter exporter(double capacity) {
        return TwoMarketExporter.home(LinearDemand.inverse(1000).slope(8))
                .export(LinearDemand.inverse(560).slope(2))
                .unitCost(250)
                .capacity(capacity);
    }

    /** The reference case of the exporter at a capacity of 200, reached by building as much as stands. */
    @Test
    void newCapacityUnderAFloorIsDumped() {
        var grown = exporter(100).solve(UtilizationFloor.of(0.9), Expansion.share(1));
        assertEquals(58, grown.homeQuantity(), EXACT);
        assertEquals(122, grown.exportQuantity(), EXACT);
        assertEquals(316, grown.exportPrice(), EXACT);
        assertEquals(-178, grown.shadowPrice(), EXACT);
        assertEquals(0.6962, grown.dumpingMargin(), 5e-5);
        assertEquals(
                316,
                exporter(100).solve(UtilizationFloor.of(0.9), Expansion.by(100)).exportPrice(),
                EXACT);
        // Without a floor capacity that is not needed changes nothing but utilization.
        var idle = exporter(200).solve(Expansion.share(1));
        assertEquals(exporter(200).solve().exportPrice(), idle.exportPrice(), EXACT);
        assertEquals(exporter(200).solve().utilization() / 2, idle.utilization(), EXACT);
    }

    @Test
    void aSwapClosesMoreThanItBuilds() {
        assertEquals(0.95, Swap.share(0.25).ratio(1.25).factor(), 1e-15);
        var swapped =
                exporter(200).solve(UtilizationFloor.of(1), Swap.share(0.25).ratio(1.25));
        assertEquals(190, swapped.homeQuantity() + swapped.exportQuantity(), EXACT);
        assertEquals(
                exporter(200).solve(UtilizationFloor.of(1)).exportPrice(),
                exporter(200).solve(UtilizationFloor.of(1), Swap.share(0.4)).exportPrice(),
                EXACT,
                "one for one capacity stays");
        Market market = Markets.armington(1, 1);
        assertEquals(
                market.solve(Closure.share(0.05).on("Subject")).producerPrice("HomeA"),
                market.solve(Swap.share(0.25).ratio(1.25).on("Subject")).producerPrice("HomeA"),
                EXACT);
    }

    /** Expansion by a quarter and closure of a fifth take each other back, whatever capacity is. */
    @ParameterizedTest
    @ValueSource(strings = {"armington", "logit", "ces", "cournot", "cournotLog"})
    void expansionAndClosureTakeEachOtherBack(String model) {
        Market market = Markets.of(model, 1, 1);
        Counterfactual back = market.solve(
                Expansion.share(0.25).on("Subject"), Closure.share(0.2).on("Subject"));
        for (String name : market.products()) {
            assertEquals(0, back.change(Outcome.CONSUMER_PRICE, name), EXACT);
        }
    }

    @Test
    void newCapacityPressesThePriceDown() {
        Counterfactual grown =
                Markets.armington(1, 1).solve(Expansion.share(0.25).on("Subject"));
        assertTrue(grown.change(Outcome.PRODUCER_PRICE, "Subject") < 0
                && grown.change(Outcome.PRODUCER_PRICE, "HomeA") < 0);
        assertTrue(grown.change(Outcome.QUANTITY, "Subject") > 0);
        // Supply by hand: q = q0 (1.25) p^4 at no policy.
        double q = 1 + grown.change(Outcome.QUANTITY, "Subject");
        double p = 1 + grown.change(Outcome.PRODUCER_PRICE, "Subject");
        assertEquals(q, 1.25 * p * p * p * p, EXACT);
        assertEquals(grown.welfare().world(), grown.welfare().independent(), 1e-6);
        assertTrue(grown.welfare().world() > 0, "capacity that costs nothing to build is a gift");
        Market cournot = Markets.of("cournot", 1, 1);
        Counterfactual pressed = cournot.solve(
                Expansion.share(0.5).on("Subject"), UtilizationFloor.of(0.9).on("Subject"));
        assertEquals(0.9 * 60, pressed.quantity("Subject"), EXACT);
        assertTrue(pressed.shadowPrice("Subject") < 0 && pressed.change(Outcome.CONSUMER_PRICE, "HomeA") < 0);
        // A limit that bound is lifted by building.
        Market logit = Markets.of("logit", 1, 1);
        Counterfactual tight =
                logit.solve(Closure.to(20).on("Subject"), Subsidy.adValorem(0.3).on("Subject"));
        Counterfactual built = logit.solve(
                Closure.to(20).on("Subject"),
                Expansion.by(4).on("Subject"),
                Subsidy.adValorem(0.3).on("Subject"));
        assertEquals(20, tight.quantity("Subject"), EXACT);
        assertEquals(24, built.quantity("Subject"), EXACT);
        assertTrue(built.shadowPrice("Subject") < tight.shadowPrice("Subject"));
    }

    /** Prices follow a fall of cost as they follow a specific subsidy; the world gains what the treasury then does not pay. */
    @ParameterizedTest
    @ValueSource(strings = {"logit", "ces", "cournot", "cournotLog"})
    void aFallOfCostIsASubsidyThatNobodyPays(String model) {
        Market market = Markets.of(model, 1, 1);
        Counterfactual cost = market.solve(CostChange.specific(-30).on("Subject"));
        Counterfactual paid = market.solve(Subsidy.specific(30).on("Subject"));
        for (String name : market.products()) {
            assertEquals(paid.consumerPrice(name), cost.consumerPrice(name), EXACT * 600);
        }
        assertEquals(
                paid.welfare().world() + 30 * cost.quantity("Subject"),
                cost.welfare().world(),
                1e-5);
        assertEquals(cost.welfare().world(), cost.welfare().independent(), 1e-5);
        assertEquals(
                market.solve(Subsidy.specific(0).on("Subject")).marginalCost("HomeA") * 1.1,
                market.solve(CostChange.share(0.1).on("HomeA"), Quota.share(5).on("HomeA"))
                                .marginalCost("HomeA")
                        * market.solve().marginalCost("HomeA")
                        * 1.1
                        / market.solve(CostChange.share(0.1).on("HomeA")).marginalCost("HomeA"),
                1e-6 * 600);
    }

    @ParameterizedTest
    @CsvSource({"0.8", "1.25"})
    void aProportionalChangeOfCostIsASubsidyOfItsInverse(double factor) {
        Market market = Markets.armington(1, 1);
        Counterfactual cost = market.solve(CostChange.share(factor - 1).on("Subject"));
        // Dearer cost against a duty with it: the same consumer prices, the wedge in other hands.
        Counterfactual wedge = factor > 1
                ? market.solve(Duty.exclusive(factor - 1).on("Subject"))
                : market.solve(Subsidy.adValorem(1 / factor - 1).on("Subject"));
        for (String name : market.products()) {
            assertEquals(wedge.consumerPrice(name), cost.consumerPrice(name), EXACT);
        }
        assertEquals(cost.welfare().world(), cost.welfare().independent(), 1e-6);
        assertEquals(cost.marginalCost("Subject"), cost.producerPrice("Subject"), EXACT);
    }

    @Test
    void typedModelsCarryAChangeOfCost() {
        var firm = DominantFirm.facing(LinearDemand.direct(180).slope(0.15))
                .unitCost(380)
                .fringeFrom(420)
                .fringeSlope(0.25);
        assertEquals(
                firm.solve(Subsidy.specific(80)).price(),
                firm.solve(CostChange.specific(-80)).price(),
                EXACT);
        assertEquals(
                exporter(200).solve(CostChange.share(0.2)).exportPrice(),
                TwoMarketExporter.home(LinearDemand.inverse(1000).slope(8))
                        .export(LinearDemand.inverse(560).slope(2))
                        .unitCost(300)
                        .capacity(200)
                        .solve()
                        .exportPrice(),
                EXACT);
    }

    private static void refused(String end, Policy policy, Market market) {
        OverhangException e = assertThrows(OverhangException.class, () -> market.solve(policy.on("Subject")));
        assertEquals(Reason.OUT_OF_RANGE, e.reason());
        assertTrue(e.lines().get(0).endsWith(end), e.getMessage());
    }

    @Test
    void refusals() {
        refused("so write the amount as a share or a rate.", Expansion.by(5), Markets.armington(1, 1));
        refused("so write the amount as a share or a rate.", CostChange.specific(5), Markets.armington(1, 1));
        for (Runnable call : new Runnable[] {
            () -> Expansion.share(-0.1),
            () -> Swap.share(1.2),
            () -> Swap.share(0.2).ratio(0),
            () -> CostChange.share(-1)
        }) {
            assertEquals(
                    Reason.OUT_OF_RANGE,
                    assertThrows(OverhangException.class, call::run).reason());
        }
        assertThrows(
                OverhangException.class,
                () -> ReciprocalDumping.linear(LinearDemand.inverse(1000).slope(5))
                        .unitCost(300)
                        .transport(60)
                        .solve(Expansion.share(0.2)));
    }
}
