package org.overhang.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** The rule from figures to a verdict, on made-up figures. */
class ClaimCheckTest {
    private static Found figure(String subject, double value) {
        return new Found(subject, "size", "", value, "made up", false);
    }

    private static Verdict verdict(Stated stated, double... values) {
        List<Found> all = new ArrayList<>();
        for (double value : values) {
            all.add(figure("own", value));
        }
        all.add(figure("other", 123));
        return ClaimCheck.of("a statement")
                .states("size", stated)
                .about("own")
                .as("size")
                .found(e -> all)
                .measure(Evidence.shipped())
                .verdict();
    }

    @Test
    void eachVerdictHasItsCase() {
        assertEquals(Verdict.HOLDS, verdict(Stated.number(60), 60));
        assertEquals(Verdict.ROUNDED, verdict(Stated.number(60), 57, 63));
        assertEquals(Verdict.HOLDS_FOR_ONE_CONCEPT, verdict(Stated.number(60), 57, 80));
        assertEquals(Verdict.ARITHMETIC_SLIP, verdict(Stated.number(60), 603, 597));
        assertEquals(Verdict.ARITHMETIC_SLIP, verdict(Stated.number(60), 0.06));
        assertEquals(Verdict.NOT_CONFIRMED, verdict(Stated.number(60), 40, 80));
        assertEquals(Verdict.CONTRADICTED, verdict(Stated.number(60), 70, 80));
        assertEquals(Verdict.MISATTRIBUTED, verdict(Stated.number(123)));
        assertEquals(Verdict.NOT_FOUND, verdict(Stated.number(60)));
        assertEquals(Verdict.NOT_FOUND, verdict(Stated.number(60), Double.NaN));
    }

    /** A printed number is read at its last non-zero digit; a tie agrees. */
    @ParameterizedTest
    @CsvSource({
        "300, 350, true", "300, 351, false", "0.59, 0.585, true", "0.59, 0.584, false", "28, 28.5, true",
                "28, 28.51, false",
        "0.3, 0.34, true", "-0.3, -0.3, true", "-0.3, 0.3, false", "0, 0.4, true", "0, 0.6, false", "1e9, 1.4e9, true"
    })
    void precisionFollowsFromTheDigits(double stated, double found, boolean agrees) {
        assertEquals(agrees, Stated.number(stated).agrees(found));
    }

    @Test
    void boundsAgreeWhereTheyAreMet() {
        assertTrue(Stated.below(0).agrees(-1e-12) && !Stated.below(0).agrees(0));
        assertTrue(Stated.atLeast(1).agrees(1) && !Stated.atLeast(1).agrees(0.99));
        assertTrue(Stated.between(2, 3).agrees(3) && !Stated.between(2, 3).agrees(3.01));
        assertEquals(Verdict.CONTRADICTED, verdict(Stated.atLeast(60), 6), "a bound has no power of ten");
    }

    @Test
    void partsMakeAWhole() {
        ClaimCheck two = ClaimCheck.of("two numbers")
                .states("a", Stated.number(60))
                .found(e -> List.of(figure("own", 60)))
                .states("b", Stated.number(60))
                .found(e -> List.of(figure("own", 90)));
        assertEquals(Verdict.PARTLY, two.measure(Evidence.shipped()).verdict());
        ClaimCheck unknown = ClaimCheck.of("two numbers")
                .states("a", Stated.number(60))
                .found(e -> List.of(figure("own", 60)))
                .states("b", Stated.number(60))
                .found(e -> List.of());
        assertEquals(Verdict.HOLDS, unknown.measure(Evidence.shipped()).verdict());
    }

    /** Units: a thousand times everything leaves the verdict. */
    @ParameterizedTest
    @CsvSource({"1e-3", "1", "1e3"})
    void theUnitDoesNotMatter(double unit) {
        assertEquals(Verdict.ROUNDED, verdict(Stated.number(60 * unit), 57 * unit, 63 * unit));
        assertEquals(Verdict.NOT_CONFIRMED, verdict(Stated.number(60 * unit), 40 * unit, 80 * unit));
    }

    @Test
    void itsOwnInputsComeFirst() {
        CheckedClaim claim = ClaimCheck.of("thrice four is thirteen")
                .named("product")
                .states("product", Stated.number(13))
                .reckoned(e -> figure("3 times 4", 12))
                .measure(Evidence.shipped());
        assertEquals(Verdict.ARITHMETIC_SLIP, claim.verdict());
        assertEquals("product 13: its own inputs give 12 (3 times 4, size).", claim.why());
    }

    @Test
    void refusals() {
        OverhangException empty = assertThrows(
                OverhangException.class, () -> ClaimCheck.of("nothing").measure(Evidence.shipped()));
        assertEquals(Reason.OUT_OF_RANGE, empty.reason());
        assertTrue(empty.getMessage().startsWith("ClaimCheck needs at least one number, but \"nothing\" has none."));
        OverhangException early = assertThrows(
                OverhangException.class, () -> ClaimCheck.of("nothing").about("somebody"));
        assertEquals(Reason.OUT_OF_RANGE, early.reason());
        assertThrows(OverhangException.class, () -> Stated.number(Double.NaN));
        assertThrows(OverhangException.class, () -> Stated.between(3, 2));
    }
}
