package org.overhang.core.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.overhang.core.Draws;
import org.overhang.core.Seed;

class SymmetricEigenTest {
    /** Rounding of n² rotations, relative to the largest eigenvalue. */
    private static final double ROUNDING = 1e-12;

    /** Of rank {@code rank}, with rows of sizes from 1 down to {@code 10^-span}: as clusters fewer than coefficients make them. */
    private static double[][] lowRank(int n, int rank, double span, Draws draws) {
        double[][] scores = new double[rank][n];
        for (double[] row : scores) {
            for (int i = 0; i < n; i++) {
                row[i] = draws.normal() * StrictMath.pow(10, -span * i / n);
            }
        }
        return Dense.multiply(Dense.transpose(scores), scores);
    }

    private static void assertDecomposes(double[][] a, SymmetricEigen e) {
        int n = a.length;
        double largest = Arrays.stream(e.values()).map(Math::abs).max().orElse(0);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double cell = 0;
                double product = 0;
                for (int k = 0; k < n; k++) {
                    cell += e.vectors()[i][k] * e.values()[k] * e.vectors()[j][k];
                    product += e.vectors()[k][i] * e.vectors()[k][j];
                }
                assertEquals(a[i][j], cell, n * ROUNDING * largest);
                assertEquals(i == j ? 1 : 0, product, n * ROUNDING);
            }
        }
    }

    @Test
    void everyFiniteMatrixDecomposes() {
        Draws draws = Seed.seed(11).stream(0);
        for (int n : new int[] {1, 2, 6, 35}) {
            for (double span : new double[] {0, 8, 40, 160}) {
                double[][] a = lowRank(n, Math.min(n, 6), span, draws);
                assertDecomposes(a, SymmetricEigen.of(a));
                assertDecomposes(a, SymmetricEigen.jacobi(Dense.scaled(a, 1)));
            }
        }
        assertDecomposes(new double[4][4], SymmetricEigen.of(new double[4][4]));
    }

    /** Two routes to the same eigenvalues. */
    @Test
    void rotationsAgreeWithQlSteps() {
        double[][] a = lowRank(12, 12, 2, Seed.seed(3).stream(0));
        double[] ql = SymmetricEigen.of(a).values().clone();
        double[] rotated = SymmetricEigen.jacobi(Dense.scaled(a, 1)).values().clone();
        Arrays.sort(ql);
        Arrays.sort(rotated);
        assertArrayEquals(ql, rotated, ROUNDING * ql[11]);
    }

    @Test
    void whatIsNotFiniteHasNoEigenvalues() {
        for (double v : SymmetricEigen.of(new double[][] {{1, Double.NaN}, {Double.NaN, 1}})
                .values()) {
            assertEquals(Double.NaN, v);
        }
    }
}
