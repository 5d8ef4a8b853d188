package org.overhang.equilibrium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.equilibrium.Elasticity.demand;
import static org.overhang.policy.Removal.remove;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.policy.Change;
import org.overhang.policy.Closure;
import org.overhang.policy.Coverage;
import org.overhang.policy.Duty;
import org.overhang.policy.Exit;
import org.overhang.policy.FairPrice;
import org.overhang.policy.Measure;
import org.overhang.policy.Ownership;
import org.overhang.policy.Policy;
import org.overhang.policy.Quota;
import org.overhang.policy.Subsidy;
import org.overhang.policy.Undertaking;
import org.overhang.policy.UtilizationFloor;

/** Answers do not depend on currency or tonnes, and every model carries every policy or refuses it by name. */
class InvarianceTest {
    /** Relative to effects of order one; iterated models stop a few hundred roundings from their root. */
    private static final double SAME = 1e-10;

    private static final double[] SCALES = {1e-3, 1, 1e3};

    static Stream<Arguments> units() {
        return Stream.of("armington", "logit", "ces", "cournot", "cournotLog")
                .flatMap(m -> java.util.Arrays.stream(SCALES)
                        .boxed()
                        .flatMap(a -> java.util.Arrays.stream(SCALES).boxed().map(b -> Arguments.of(m, a, b))));
    }

    private static Change[] shocks(String model, double money, double units) {
        if (model.equals("armington")) {
            return new Change[] {
                Duty.exclusive(0.2).on("Subject"),
                Subsidy.adValorem(0.05).on("HomeA"),
                Quota.share(0.9).on("HomeB")
            };
        }
        return new Change[] {
            Duty.specific(60 * money).on("Subject"),
            Subsidy.specific(5 * money).on("HomeA"),
            Closure.to(19 * units).on("HomeB")
        };
    }

    @ParameterizedTest
    @MethodSource("units")
    void marketsInAnyUnit(String model, double money, double units) {
        Counterfactual base = Markets.of(model, 1, 1).solve(shocks(model, 1, 1));
        Counterfactual scaled = Markets.of(model, money, units).solve(shocks(model, money, units));
        for (String name : List.of("HomeA", "HomeB", "Subject")) {
            for (Outcome outcome : Outcome.values()) {
                double by = outcome == Outcome.PROFIT ? money * units : 1;
                double size = 1 + Math.abs(base.change(outcome, name));
                assertEquals(
                        base.change(outcome, name), scaled.change(outcome, name) / by, SAME * size, outcome.words());
                assertEquals(
                        base.standardError(outcome, name),
                        scaled.standardError(outcome, name) / by,
                        1e-7 * size,
                        "error of " + outcome.words());
            }
        }
        double stake = money * units * 1e5;
        assertEquals(base.welfare().world() * money * units, scaled.welfare().world(), SAME * stake);
        assertEquals(base.welfare().domestic() * money * units, scaled.welfare().domestic(), SAME * stake);
        assertTrue(base.shadowPrice("HomeB") > 0, "the limit binds, so that its price is tested too");
        double price = model.equals("armington") ? 1 : money;
        assertEquals(base.shadowPrice("HomeB"), scaled.shadowPrice("HomeB") / price, SAME * 1e3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 1e3})
    void theWorldInAnyUnit(double scale) {
        Change cut = Duty.exclusive(0).on("B").in("A");
        GsimSolution base = Markets.gsim(1).solve(cut);
        GsimSolution scaled = Markets.gsim(scale).solve(cut);
        for (CountryOutcome outcome : CountryOutcome.values()) {
            double by = outcome.isFraction() ? 1 : scale;
            assertEquals(base.change(outcome, "A"), scaled.change(outcome, "A") / by, SAME * 10);
            assertEquals(base.standardError(outcome, "A"), scaled.standardError(outcome, "A") / by, 1e-7);
        }
    }

    /** Dimension of a number: power of money, power of quantity. */
    private static double unit(Term term, double money, double units) {
        return switch (term) {
            case PRICE, HOME_PRICE, EXPORT_PRICE, SHADOW_PRICE, AUTARKY_PRICE, PRESSURE_ON_EXPORT_PRICE -> money;
            case HOME_QUANTITY, EXPORT_QUANTITY, DOMINANT_QUANTITY, FRINGE_QUANTITY -> units;
            default -> term.isFraction() ? 1 : money * units;
        };
    }

    private static void same(TypedSolution base, TypedSolution scaled, double money, double units) {
        for (Term term : base.terms()) {
            double by = unit(term, money, units);
            double size = 1e-12 + Math.abs(base.value(term)) + Math.abs(base.baseline(term));
            assertEquals(base.value(term), scaled.value(term) / by, SAME * (1 + size), term.words());
            assertEquals(base.change(term), scaled.change(term) / by, SAME * (1 + size), term.words());
        }
    }

    private static DominantFirm dominant(double money, double units) {
        return DominantFirm.facing(LinearDemand.direct(180 * units).slope(0.15 * units / money))
                .unitCost(380 * money)
                .fringeFrom(420 * money)
                .fringeSlope(0.25 * units / money)
                .holding(Subsidy.specific(80 * money));
    }

    private static ReciprocalDumping reciprocal(double money, double units) {
        return ReciprocalDumping.linear(LinearDemand.inverse(1000 * money).slope(5 * money / units))
                .unitCost(300 * money)
                .transport(60 * money)
                .holding(Subsidy.specific(10 * money));
    }

    private static ReciprocalDumping iceberg(double money) {
        return ReciprocalDumping.constantElasticity(demand(-2))
                .unitCost(300 * money)
                .arriving(0.85);
    }

    private static TwoMarketExporter exporter(double money, double units) {
        return TwoMarketExporter.home(LinearDemand.inverse(1000 * money).slope(8 * money / units))
                .export(LinearDemand.observed(405 * money).sold(77.5 * units).elasticity(demand(-2.6)))
                .unitCost(250 * money)
                .capacity(200 * units)
                .fixedCost(1e4 * money * units)
                .holding(UtilizationFloor.of(0.55), Coverage.share(0.5));
    }

    @Test
    void typedModelsInAnyUnit() {
        for (double money : SCALES) {
            for (double units : SCALES) {
                same(
                        dominant(1, 1).solve(Duty.specific(30), Closure.to(60), Duty.exclusive(0.1)),
                        dominant(money, units)
                                .solve(Duty.specific(30 * money), Closure.to(60 * units), Duty.exclusive(0.1)),
                        money,
                        units);
                same(
                        reciprocal(1, 1).solve(Duty.specific(25)),
                        reciprocal(money, units).solve(Duty.specific(25 * money)),
                        money,
                        units);
                same(
                        iceberg(1).solve(Duty.specific(25), Subsidy.adValorem(0.1)),
                        iceberg(money).solve(Duty.specific(25 * money), Subsidy.adValorem(0.1)),
                        money,
                        1);
                same(
                        exporter(1, 1).solve(Duty.specific(30), UtilizationFloor.of(0.95), Closure.to(150)),
                        exporter(money, units)
                                .solve(Duty.specific(30 * money), UtilizationFloor.of(0.95), Closure.to(150 * units)),
                        money,
                        units);
            }
        }
    }

    static Stream<Policy> vocabulary() {
        return Stream.of(
                Duty.exclusive(0.2),
                Duty.inclusive(0.1),
                Duty.specific(5),
                Subsidy.adValorem(0.1),
                Subsidy.specific(5),
                FairPrice.margin(0.2),
                Undertaking.increase(0.1),
                Undertaking.minimumPrice(560),
                Quota.share(0.8),
                Quota.quantity(20),
                Closure.share(0.1),
                Closure.to(25),
                new Exit(),
                Ownership.by("HomeA"),
                UtilizationFloor.of(0.5),
                Coverage.share(0.5),
                remove(Measure.DUTY),
                remove(Measure.SUBSIDY),
                remove(Measure.QUOTA),
                remove(Measure.UNDERTAKING),
                remove(Measure.UTILIZATION_FLOOR),
                remove(Measure.COVERAGE));
    }

    private static void carriedOrRefused(String model, Policy policy, Runnable solve) {
        try {
            solve.run();
        } catch (OverhangException e) {
            assertEquals(Reason.OUT_OF_RANGE, e.reason(), e.getMessage());
            String line = e.lines().get(0);
            assertTrue(line.startsWith(model + " cannot carry") && line.contains(policy.text()), line);
        }
    }

    @ParameterizedTest
    @MethodSource("vocabulary")
    void everyPolicyIsCarriedOrRefusedByName(Policy policy) {
        for (String model : List.of("armington", "logit", "ces", "cournot", "cournotLog")) {
            Market market = Markets.of(model, 1, 1);
            carriedOrRefused(
                    market.model().name(),
                    policy,
                    () -> market.solve(policy.on("Subject")).welfare());
        }
        carriedOrRefused("Gsim", policy, () -> Markets.gsim(1).solve(policy.on("B")));
        carriedOrRefused("DominantFirm", policy, () -> dominant(1, 1).solve(policy));
        carriedOrRefused("ReciprocalDumping", policy, () -> reciprocal(1, 1).solve(policy));
        carriedOrRefused("TwoMarketExporter", policy, () -> exporter(1, 1).solve(policy));
    }

    @Test
    void sharesOfABaselineNeedOne() {
        for (Policy policy : List.of(Quota.share(0.5), Undertaking.increase(0.1))) {
            assertEquals(
                    Reason.OUT_OF_RANGE,
                    assertThrows(
                                    OverhangException.class,
                                    () -> dominant(1, 1).holding(policy).solve())
                            .reason());
            assertEquals(
                    Reason.OUT_OF_RANGE,
                    assertThrows(
                                    OverhangException.class,
                                    () -> exporter(1, 1).holding(policy).solve())
                            .reason());
        }
    }

    /** A removal of what nobody holds would be an effect of 0 that means nothing: every model says so. */
    @ParameterizedTest
    @ValueSource(strings = {"armington", "logit", "ces", "cournot", "cournotLog"})
    void aRemovalOfWhatIsNotHeldIsRefused(String model) {
        Market market = Markets.of(model, 1, 1);
        for (Measure measure : new Measure[] {Measure.SUBSIDY, Measure.DUTY, Measure.QUOTA}) {
            OverhangException e = assertThrows(
                    OverhangException.class, () -> market.solve(remove(measure).from("Subject")));
            assertEquals(Reason.OUT_OF_RANGE, e.reason());
            assertTrue(
                    e.lines()
                            .get(0)
                            .endsWith("the baseline does not hold " + measure.words()
                                    + ", so that there is nothing to remove."),
                    e.getMessage());
        }
        // What the changes themselves hold can be taken away again.
        assertEquals(
                0,
                market.solve(
                                Duty.exclusive(0.2).on("Subject"),
                                remove(Measure.DUTY).from("Subject"))
                        .change(Outcome.PRODUCER_PRICE, "HomeA"),
                1e-10);
    }

    @Test
    void aRemovalOfWhatNoCountryHoldsIsRefused() {
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> Markets.gsim(1).solve(remove(Measure.SUBSIDY).from("B")));
        assertTrue(e.getMessage().contains("the baseline does not hold the subsidy"), e.getMessage());
        // B pays a duty in A only; taken away everywhere it is taken away there.
        Markets.gsim(1).solve(remove(Measure.DUTY).from("B"));
    }
}
