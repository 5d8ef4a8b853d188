package org.overhang.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Seed.seed;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.overhang.core.Draws;
import org.overhang.core.Interval;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * How often bootstrap intervals of 95 % hold a known truth. Plants with furnaces k and hours v can make min(k, v); hours are a known
 * share of furnaces, and output falls short of what both allow, or hours are wasted, by a known factor. All plants face one slope, so the
 * intervals of one sample hold or fail together, and 25 samples leave a standard error of up to nine points.
 */
@Tag("slow")
class FrontierCoverageTest {
    private static final int SAMPLES = 25;
    private static final int PLANTS = 30;
    /** The smoothed bootstrap falls short of its level in small samples: the frontier's own bias is only partly undone. */
    private static final double AT_LEAST = 0.70;
    /** Without the step towards the truth the observed score holds it never; more than this would be useless width. */
    private static final double WIDEST = 0.5;

    private final double[] efficiency = new double[PLANTS];
    private final double[] use = new double[PLANTS];
    private final double[] k = new double[PLANTS];
    private final double[] v = new double[PLANTS];
    private final double[] y = new double[PLANTS];

    private FrontierScores drawn(int sample, boolean wasted) {
        Draws draws = new Seed(101).stream(sample);
        for (int i = 0; i < PLANTS; i++) {
            k[i] = 10 + 90 * draws.uniform();
            use[i] = Math.min(1, 0.5 + 0.6 * draws.uniform());
            efficiency[i] = 1 + 0.25 * Math.abs(draws.normal());
            v[i] = use[i] * k[i] * (wasted ? efficiency[i] : 1);
            y[i] = use[i] * k[i] / (wasted ? 1 : efficiency[i]);
        }
        Table table =
                Table.create(DoubleColumn.create("k", k), DoubleColumn.create("v", v), DoubleColumn.create("y", y));
        return Frontier.of("y")
                .fixed("k")
                .variable("v")
                .returns(Returns.CONSTANT)
                .toward(wasted ? Direction.INPUT : Direction.OUTPUT)
                .bootstrap(200, seed(sample))
                .measure(Source.of(table));
    }

    private interface Truth {
        double of(int plant);
    }

    private static int held(List<Interval> intervals, Truth truth) {
        int held = 0;
        for (int i = 0; i < PLANTS; i++) {
            Interval interval = intervals.get(i);
            held += interval.contains(truth.of(i)) ? 1 : 0;
            assertTrue(interval.width() < WIDEST * Math.max(1, truth.of(i)), interval.toString());
        }
        return held;
    }

    private static void assertHeld(int held, String what) {
        double share = held / (double) (SAMPLES * PLANTS);
        assertTrue(share >= AT_LEAST, what + " held in " + share);
    }

    @Test
    void intervalsOfEfficiencyUtilizationAndCapacityHoldTheTruth() {
        int[] held = new int[4];
        for (int s = 0; s < SAMPLES; s++) {
            FrontierScores got = drawn(s, false);
            held[0] += held(got.efficiencyIntervals(), i -> efficiency[i]);
            held[1] += held(got.utilizationIntervals(), i -> use[i]);
            held[2] += held(got.utilizationBiasedIntervals(), i -> use[i] / efficiency[i]);
            double total = Arrays.stream(y).sum() / Arrays.stream(k).sum();
            held[3] += got.aggregateUtilizationInterval("y").contains(total) ? PLANTS : 0;
            assertEquals(
                    got.utilizationBiasedIntervals().get(0).low(),
                    y[0] / got.capacityIntervals("y").get(0).high(),
                    1e-12);
        }
        assertHeld(held[0], "efficiency");
        assertHeld(held[1], "utilization");
        assertHeld(held[2], "biased utilization");
        assertHeld(held[3], "the industry's utilization");
    }

    @Test
    void intervalsOfShortRunInputScoresHoldTheTruth() {
        int held = 0;
        int ratios = 0;
        for (int s = 0; s < SAMPLES; s++) {
            FrontierScores got = drawn(s, true);
            held += held(got.variableEfficiencyIntervals(), i -> 1 / efficiency[i]);
            double least = Arrays.stream(y).min().orElseThrow();
            List<Interval> ratio = got.inputUtilizationIntervals();
            for (int i = 0; i < PLANTS; i++) {
                ratios += ratio.get(i).contains(y[i] / least) ? 1 : 0;
            }
        }
        assertHeld(held, "short-run efficiency");
        assertHeld(ratios, "input-oriented utilization");
    }
}
