package org.overhang.regress.absorb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.Draws;
import org.overhang.core.Seed;

/** The solver against dense projections, and the same bits whatever the number of threads. */
class AbsorberTest {
    /** The residual stop is 1e-10 of the normal equations; the projection is then within about its root condition. */
    private static final double NEAR = 1e-8;

    private static final double TOLERANCE = 1e-10;

    /** Rows of a ring: each unit meets a few neighbouring partners, which alternating projections find hard. */
    private static int[][] ring(int units, int partners, int meetings, int periods) {
        int n = units * meetings;
        int[][] codes = new int[periods > 0 ? 3 : 2][n];
        for (int i = 0; i < n; i++) {
            codes[0][i] = i / meetings;
            codes[1][i] = (int) (((long) (i / meetings) * partners / units + i % meetings) % partners);
            if (periods > 0) {
                codes[2][i] = i % periods;
            }
        }
        return codes;
    }

    private static double[][] columns(int n, int k, long seed) {
        Draws draws = Seed.seed(seed).stream(0);
        double[][] out = new double[k][n];
        for (double[] column : out) {
            for (int i = 0; i < n; i++) {
                column[i] = draws.normal();
            }
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void equalsDenseProjection(int periods) {
        int[][] codes = ring(60, 25, 4, periods);
        double[][] y = columns(240, 5, 1);
        double[] w = columns(240, 1, 2)[0];
        for (int i = 0; i < w.length; i++) {
            w[i] = 0.1 + w[i] * w[i];
        }
        EffectSet effects = EffectSet.of(codes);
        for (double[] weights : new double[][] {null, w}) {
            double[][] sparse =
                    effects.absorber(weights).absorb(y, TOLERANCE, false).columns();
            for (int j = 0; j < y.length; j++) {
                assertArrayEquals(dense(codes, effects.counts(), y[j], weights), sparse[j], NEAR);
            }
        }
    }

    /** Gram–Schmidt on all dummies, twice. */
    private static double[] dense(int[][] codes, int[] counts, double[] y, double[] w) {
        int n = y.length;
        java.util.List<double[]> basis = new java.util.ArrayList<>();
        for (int e = 0; e < codes.length; e++) {
            for (int g = 0; g < counts[e]; g++) {
                double[] d = new double[n];
                for (int i = 0; i < n; i++) {
                    d[i] = codes[e][i] == g ? 1 : 0;
                }
                for (int twice = 0; twice < 2; twice++) {
                    basis.forEach(b -> remove(b, d, w));
                }
                double norm = Math.sqrt(dot(d, d, w));
                if (norm > 1e-8) {
                    for (int i = 0; i < n; i++) {
                        d[i] /= norm;
                    }
                    basis.add(d);
                }
            }
        }
        double[] out = y.clone();
        for (int twice = 0; twice < 2; twice++) {
            basis.forEach(b -> remove(b, out, w));
        }
        return out;
    }

    private static double dot(double[] a, double[] b, double[] w) {
        double s = 0;
        for (int i = 0; i < a.length; i++) {
            s += (w == null ? 1 : w[i]) * a[i] * b[i];
        }
        return s;
    }

    private static void remove(double[] unit, double[] from, double[] w) {
        double s = dot(unit, from, w);
        for (int i = 0; i < from.length; i++) {
            from[i] -= s * unit[i];
        }
    }

    @Test
    void hardGraphSwitchesToTheFactorAndMeetsTheResidual() {
        int[][] codes = ring(40_000, 4_000, 5, 0);
        double[][] y = columns(200_000, 3, 3);
        Absorbing.Absorbed out = EffectSet.of(codes).absorber(null).absorb(y, TOLERANCE, false);
        assertTrue(out.residual() <= TOLERANCE);
        assertTrue(out.method().contains("approximate Cholesky"), out.method());
        assertTrue(out.iterations() < 200, "iterations " + out.iterations());
    }

    @Test
    void sameBitsWhateverTheThreads() {
        int[][] codes = ring(40_000, 4_000, 5, 9);
        double[][] y = columns(200_000, 3, 4);
        double[][] many =
                EffectSet.of(codes).absorber(null).absorb(y, TOLERANCE, false).columns();
        // Inside a pool's thread the work runs alone.
        double[][] one = new ForkJoinPool(1)
                .submit(() -> EffectSet.of(codes)
                        .absorber(null)
                        .absorb(y, TOLERANCE, false)
                        .columns())
                .join();
        for (int j = 0; j < y.length; j++) {
            assertArrayEquals(many[j], one[j], 0.0);
        }
    }

    @Test
    void rowOrderDoesNotMatter() {
        int[][] codes = ring(500, 60, 5, 8);
        double[][] y = columns(2_500, 2, 5);
        int[][] reversed = new int[3][2_500];
        double[][] back = new double[2][2_500];
        for (int i = 0; i < 2_500; i++) {
            for (int e = 0; e < 3; e++) {
                reversed[e][2_499 - i] = codes[e][i];
            }
            back[0][2_499 - i] = y[0][i];
            back[1][2_499 - i] = y[1][i];
        }
        double[][] a =
                EffectSet.of(codes).absorber(null).absorb(y, TOLERANCE, false).columns();
        double[][] b = EffectSet.of(reversed)
                .absorber(null)
                .absorb(back, TOLERANCE, false)
                .columns();
        for (int i = 0; i < 2_500; i++) {
            assertEquals(a[0][i], b[0][2_499 - i], NEAR);
            assertEquals(a[1][i], b[1][2_499 - i], NEAR);
        }
    }

    @Test
    void whatTheEffectsExplainBecomesZero() {
        int[][] codes = ring(300, 40, 5, 6);
        double[] y = new double[1_500];
        for (int i = 0; i < y.length; i++) {
            y[i] = 1e6 + Math.sqrt(codes[0][i]) - 3 * Math.sqrt(codes[1][i]) + codes[2][i];
        }
        double[] out = EffectSet.of(codes)
                .absorber(null)
                .absorb(new double[][] {y}, TOLERANCE, false)
                .columns()[0];
        for (double v : out) {
            assertEquals(0, v, 1e-6);
        }
    }
}
