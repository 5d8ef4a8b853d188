package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FractionTest {
    @Test
    void percentIsTheFraction() {
        assertEquals(0.30, Fraction.percent(30));
        assertEquals(0.08, Fraction.percent(8));
        assertEquals(3.5, Fraction.DUTY.of("A duty", Fraction.percent(350)));
    }

    @ParameterizedTest
    @EnumSource(Fraction.class)
    void limitsBelongToTheKind(Fraction kind) {
        assertEquals(kind.least(), kind.of("A rate", kind.least()));
        assertEquals(kind.most(), kind.of("A rate", kind.most()));
        for (double bad : new double[] {Double.NaN, Math.nextUp(kind.most()), Math.nextDown(kind.least()), 1.0 / 0}) {
            assertEquals(
                    Reason.OUT_OF_RANGE,
                    assertThrows(OverhangException.class, () -> kind.of("A rate", bad))
                            .reason());
        }
    }

    @Test
    void aPercentageIsRefusedWithItsFraction() {
        assertEquals(
                "A discount rate needs a fraction from -0.5 to 1, but it is 10. Write 0.1 or percent(10) for 10 %.",
                assertThrows(OverhangException.class, () -> Fraction.INTEREST.of("A discount rate", 10))
                        .getMessage());
        assertEquals(
                "A share needs a fraction from 0 to 1, but it is NaN. Write 0.3 or percent(30) for 30 %.",
                assertThrows(OverhangException.class, () -> Fraction.SHARE.of("A share", Double.NaN))
                        .getMessage());
    }
}
