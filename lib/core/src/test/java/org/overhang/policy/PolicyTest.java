package org.overhang.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.overhang.policy.Coverage.share;
import static org.overhang.policy.Measure.DUTY;
import static org.overhang.policy.Measure.SUBSIDY;
import static org.overhang.policy.Removal.remove;
import static org.overhang.policy.Subsidy.adValorem;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

class PolicyTest {
    private static final double EXACT = 1e-15;

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, 0, 0.05, 0.3, 4})
    void basesConvertIntoEachOther(double tau) {
        Duty exclusive = Duty.exclusive(tau);
        Duty inclusive = Duty.inclusive(exclusive.inclusiveRate());
        assertEquals(tau, inclusive.exclusiveRate(), 1e-14);
        assertEquals(1 / (1 + tau), 1 - exclusive.inclusiveRate(), EXACT);
    }

    @Test
    void wordsSayTheBase() {
        assertEquals(
                "duty of 30.0 % of the price before duty on China in EU",
                Duty.exclusive(0.3).on("China").in("EU").text());
        assertEquals(
                "removal of the subsidy from China",
                remove(SUBSIDY).from("China").text());
        assertEquals("subsidy of 12.0 % of the producer price", adValorem(0.12).text());
        assertEquals(
                "fair price (margin 20.0 % of the export price, pass-through 60 %)",
                FairPrice.margin(0.2).passThrough(0.6).text());
        assertEquals("exit on HomeB", Exit.of("HomeB").text());
        assertEquals(
                "utilization floor of 90.0 % of capacity",
                UtilizationFloor.of(0.9).text());
    }

    @Test
    void sizes() {
        assertEquals(0.12, FairPrice.margin(0.2).passThrough(0.6).increase(), EXACT);
        assertEquals(-10, share(0.9).felt(-100), 1e-13);
        assertEquals(100, share(0.9).felt(100), EXACT);
        assertEquals(0, Duty.specific(50).exclusiveRate(), EXACT);
        assertEquals(50, Duty.specific(50).specificAmount(), EXACT);
    }

    static Stream<Supplier<Object>> refused() {
        return Stream.of(
                () -> Duty.exclusive(-1),
                () -> Duty.exclusive(Double.NaN),
                () -> Duty.inclusive(1),
                () -> Duty.specific(Double.POSITIVE_INFINITY),
                () -> adValorem(-0.1),
                () -> Subsidy.specific(Double.NaN),
                () -> FairPrice.margin(-0.1),
                () -> FairPrice.margin(0.1).passThrough(1.1),
                () -> Undertaking.minimumPrice(0),
                () -> Undertaking.increase(-1),
                () -> Quota.quantity(0),
                () -> Quota.share(Double.NaN),
                () -> Closure.share(1),
                () -> Closure.to(0),
                () -> UtilizationFloor.of(1.2),
                () -> share(90));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void numbersOutsideTheirRange(Supplier<Object> wrong) {
        assertEquals(
                Reason.OUT_OF_RANGE,
                assertThrows(OverhangException.class, wrong::get).reason());
    }

    @Test
    void refusalSaysWhatToDo() {
        assertEquals(
                "A duty on the price after duty needs a finite rate below 1, but it is 1.2. Write Duty.exclusive(rate)"
                        + " if the rate is a share of the price before duty.",
                assertThrows(OverhangException.class, () -> Duty.inclusive(1.2)).getMessage());
        assertEquals(
                Reason.BAD_VALUE,
                assertThrows(OverhangException.class, () -> Exit.of(" ")).reason());
    }

    @Test
    void policiesInForceReplaceAndRemove() {
        InForce start = InForce.none().capacity(100);
        InForce held = start.with(Duty.exclusive(0.3), 520, 28).with(Closure.share(0.2), 520, 28);
        assertEquals(676, held.consumerPrice(520), EXACT);
        assertEquals(520, held.producerPrice(676), 1e-12);
        assertEquals(80, held.limit(), EXACT);
        assertEquals(20, held.with(Quota.quantity(20), 0, 0).limit(), EXACT);
        assertEquals(0.5, held.with(Duty.exclusive(0.5), 0, 0).duty(), EXACT, "a later duty replaces an earlier one");
        assertEquals(0.7, InForce.none().with(Closure.share(0.3), 0, 0).shift(), EXACT, "no capacity is known");
        assertEquals(0, held.with(remove(DUTY), 0, 0).duty(), EXACT);
        assertEquals(0, start.duty(), EXACT, "nothing moves in place");
        assertEquals(572, held.with(Undertaking.increase(0.1), 520, 28).least(), 1e-12);
        assertEquals(624, held.with(FairPrice.margin(0.2), 520, 28).least(), 1e-12);
        assertEquals(
                "the baseline does not hold the subsidy, so that there is nothing to remove",
                held.refusal(remove(SUBSIDY), 520, 28));
        assertEquals(
                "a share of the baseline needs a baseline in which something is sold",
                held.refusal(Quota.share(0.5), 0, 0));
        assertEquals("", held.refusal(remove(DUTY), 0, 0));
    }
}
