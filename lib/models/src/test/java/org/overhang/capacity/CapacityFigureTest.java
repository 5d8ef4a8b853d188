package org.overhang.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.overhang.capacity.CapacityConcept.NAMEPLATE;
import static org.overhang.capacity.CapacityConcept.SUSTAINABLE;
import static org.overhang.capacity.CapacityConcept.UNSTATED;

import org.junit.jupiter.api.Test;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

class CapacityFigureTest {
    private static final double ROUNDING = 1e-12;

    private static CapacityFigure mill() {
        return CapacityFigure.of(1000, "kt")
                .concept(NAMEPLATE)
                .in("2024")
                .covering("A")
                .source("OECD");
    }

    /** Plant A of worked_examples.py, block 1. */
    @Test
    void aNameplateFigureBecomesASustainableOneByStatedFactors() {
        CapacityFigure sustainable = mill().sustainable(0.92, 0.98, 1);
        assertEquals(901.6, sustainable.amount(), ROUNDING * 1000);
        assertEquals(SUSTAINABLE, sustainable.concept());
        assertEquals(0.81, mill().utilization(810), ROUNDING);
        assertEquals("1,000.00 kt (nameplate, A, 2024, OECD)", mill().toString());
    }

    @Test
    void conceptsDoNotMixUnlessAskedFor() {
        CapacityFigure other =
                CapacityFigure.of(500, "kt").concept(SUSTAINABLE).in("2024").covering("B");
        OverhangException e = assertThrows(OverhangException.class, () -> mill().plus(other));
        assertEquals(Reason.WRONG_UNIT, e.reason());
        assertEquals(
                "Figures of capacity add up only within one concept, but these are nameplate and sustainable. Convert one, or ask for it with plusMixing(other).",
                e.lines().get(0));
        assertEquals(1500, mill().plusMixing(other).amount(), ROUNDING);
        assertEquals(UNSTATED, mill().plusMixing(other).concept());
        assertEquals("A and B", mill().plusMixing(other).coverage());
        assertEquals(NAMEPLATE, mill().plus(mill()).concept());
        assertThrows(OverhangException.class, () -> mill().plus(mill().in("2023")));
        assertThrows(OverhangException.class, () -> other.sustainable(0.9, 0.9, 1));
        assertThrows(OverhangException.class, () -> CapacityFigure.of(Double.NaN, "kt"));
    }
}
