package org.overhang.core.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sums against {@link BigDecimal}: bits, not tolerances. */
class ExactSumsTest {
    private static double truth(int[] codes, int group, double[] x, double[] w) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] == group) {
                sum = sum.add(new BigDecimal(w == null ? x[i] : w[i] * x[i]));
            }
        }
        return sum.doubleValue();
    }

    private static void assertExact(int[] codes, int groups, double[] x, double[] w) {
        double[] sums = ExactSums.byGroup(codes, groups, x, w);
        for (int g = 0; g < groups; g++) {
            assertEquals(Double.doubleToLongBits(truth(codes, g, x, w)), Double.doubleToLongBits(sums[g] + 0.0));
        }
    }

    static Stream<Integer> seeds() {
        return IntStream.rangeClosed(1, 300).boxed();
    }

    /** Sizes from one to 600 binary orders apart, of both signs, with cancellation, in any order. */
    @ParameterizedTest
    @MethodSource("seeds")
    void equalTheTrueSumRoundedOnce(int seed) {
        Random random = new Random(seed);
        int rows = random.nextInt(400);
        int groups = 1 + random.nextInt(6);
        int spread = new int[] {1, 20, 40, 47, 50, 60, 97, 100, 110, 600}[random.nextInt(10)];
        int centre = random.nextInt(800) - 400;
        int[] codes = IntStream.range(0, rows)
                .map(i -> random.nextInt(groups + 1) - 1)
                .toArray();
        double[] x = new double[rows];
        for (int i = 0; i < rows; i++) {
            x[i] = Math.scalb(random.nextDouble() - 0.5, centre + random.nextInt(spread));
            if (i > 0 && random.nextInt(4) == 0) {
                x[i] = -x[random.nextInt(i)];
            } else if (random.nextInt(15) == 0) {
                x[i] = 0;
            }
        }
        assertExact(codes, groups, x, null);
        double[] w = random.doubles(rows).map(v -> v * 1000).toArray();
        assertExact(codes, groups, x, w);
    }

    @Test
    void manyLargeTermsOfOneSignCarry() {
        int rows = 100_000;
        int[] codes = new int[rows];
        double[] x = new double[rows];
        Arrays.fill(x, Math.nextDown(0x1p40));
        assertExact(codes, 1, x, null);
        x[0] = 0x1p-20;
        assertExact(codes, 1, x, null);
        Arrays.setAll(x, i -> i % 2 == 0 ? -Math.nextDown(0x1p40) : 0x1.123p40);
        assertExact(codes, 1, x, null);
    }

    @Test
    void theEdgesOfDoublesAreReached() {
        int[] one = new int[3];
        assertExact(one, 1, new double[] {Double.MIN_VALUE, Double.MIN_VALUE, Double.MIN_NORMAL}, null);
        assertExact(one, 1, new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE}, null);
        assertExact(one, 1, new double[] {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE}, null);
        assertExact(one, 1, new double[] {Double.MAX_VALUE, Double.MAX_VALUE, 1}, null);
        assertExact(one, 1, new double[] {1, 0x1p-53, 0x1p-106}, null);
        assertExact(one, 1, new double[] {1, 0x1p-53, -0x1p-106}, null);
    }

    @Test
    void oddTermsDecideTheirGroupOnly() {
        double[] x = {1, Double.NaN, Double.POSITIVE_INFINITY, 2, Double.NEGATIVE_INFINITY, 3};
        double[] sums = ExactSums.byGroup(new int[] {0, 1, 2, 0, 3, -1}, 5, x, null);
        assertEquals(3, sums[0]);
        assertTrue(Double.isNaN(sums[1]));
        assertEquals(Double.POSITIVE_INFINITY, sums[2]);
        assertEquals(Double.NEGATIVE_INFINITY, sums[3]);
        assertEquals(0, sums[4]);
    }
}
