package org.overhang.core.math;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Least squares for a few hundred rows, by Householder reflections: what the time-series methods regress with.
 *
 * @param beta coefficients
 * @param inverse inverse of X'X
 * @param residuals outcome less fit
 * @param rss sum of squared residuals
 */
public record SmallLeastSquares(double[] beta, double[][] inverse, double[] residuals, double rss) {
    /** A column whose length left after the others falls below this share counts as one of them; rounding leaves 1e-15. */
    private static final double COLLINEAR = 1e-11;

    /** The column of ones. */
    public static double[] constant(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    public static SmallLeastSquares of(double[] y, double[][] x) {
        int k = x.length;
        int n = y.length;
        if (n <= k) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A regression on " + k + " columns needs more than " + k + " periods, but only " + n
                            + " are left after lags. Use fewer lags or a longer series.");
        }
        RealMatrix design = new Array2DRowRealMatrix(n, k);
        double[] scale = new double[k];
        for (int j = 0; j < k; j++) {
            scale[j] = norm(x[j]);
            for (int i = 0; i < n; i++) {
                design.setEntry(i, j, scale[j] > 0 ? x[j][i] / scale[j] : 0);
            }
        }
        QRDecomposition qr = new QRDecomposition(design);
        RealMatrix r = qr.getR();
        for (int j = 0; j < k; j++) {
            if (!(Math.abs(r.getEntry(j, j)) > COLLINEAR)) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "A regression needs columns that differ, but column " + (j + 1) + " of " + k
                                + " is constant or a combination of the others. Drop it or use fewer lags.");
            }
        }
        double[] beta = qr.getSolver()
                .solve(new org.apache.commons.math3.linear.ArrayRealVector(y, false))
                .toArray();
        double[][] inverse = inverse(r, scale);
        for (int j = 0; j < k; j++) {
            beta[j] /= scale[j];
        }
        double[] residuals = y.clone();
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < n; i++) {
                residuals[i] -= beta[j] * x[j][i];
            }
        }
        return new SmallLeastSquares(beta, inverse, residuals, dot(residuals, residuals));
    }

    private static double[][] inverse(RealMatrix r, double[] scale) {
        int k = scale.length;
        double[][] inv = new double[k][k];
        for (int c = 0; c < k; c++) {
            for (int i = c; i >= 0; i--) {
                double sum = i == c ? 1 : 0;
                for (int j = i + 1; j <= c; j++) {
                    sum -= r.getEntry(i, j) * inv[j][c];
                }
                inv[i][c] = sum / r.getEntry(i, i);
            }
        }
        double[][] out = new double[k][k];
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
                double sum = 0;
                for (int c = Math.max(a, b); c < k; c++) {
                    sum += inv[a][c] * inv[b][c];
                }
                out[a][b] = sum / (scale[a] * scale[b]);
            }
        }
        return out;
    }

    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    public int rows() {
        return residuals.length;
    }

    public int degreesOfFreedom() {
        return residuals.length - beta.length;
    }

    public double variance() {
        return rss / degreesOfFreedom();
    }

    public double standardError(int j) {
        return Math.sqrt(variance() * inverse[j][j]);
    }

    public double t(int j) {
        return beta[j] / standardError(j);
    }

    /** F of leaving out columns, from the two sums of squares. */
    public static double f(SmallLeastSquares full, double restrictedRss, int restrictions) {
        return (restrictedRss - full.rss) / restrictions / full.variance();
    }
}
