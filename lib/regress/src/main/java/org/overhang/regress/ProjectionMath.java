package org.overhang.regress;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** One horizon of a local projection: just-identified instruments (regressors themselves without any) and its covariance. */
final class ProjectionMath {
    private static final double SINGULAR = 1e-11;

    private ProjectionMath() {}

    /**
     * Coefficients with their covariance.
     *
     * @param beta coefficients
     * @param covariance their covariance matrix
     * @param rows periods or rows used
     */
    record Horizon(double[] beta, double[][] covariance, int rows) {}

    /** How errors may hang together. */
    sealed interface Errors permits NeweyWest, Hc1, Clusters {}

    /** Bartlett weights up to that lag, times n/(n−k). */
    record NeweyWest(int lags) implements Errors {}

    /** Independent errors of unequal variance, times n/(n−k): right when lags of the outcome are among the regressors. */
    record Hc1() implements Errors {}

    /** Sums by cluster, times G/(G−1) · (n−1)/(n−k). */
    record Clusters(int[] codes) implements Errors {}

    /** Instruments stand in the place of the regressors they stand for; {@code absorbed} counts effects taken out beyond k. */
    static Horizon fit(double[] y, double[][] x, double[][] z, Errors errors, int absorbed) {
        int k = x.length;
        int n = y.length;
        if (n <= k + absorbed) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A local projection on " + k + " regressors needs more rows than that, but " + n
                            + " are left at its longest horizon. Use fewer lags or horizons.");
        }
        double[] sx = scales(x);
        double[] sz = scales(z);
        RealMatrix moments = new Array2DRowRealMatrix(k, k);
        double[] right = new double[k];
        for (int a = 0; a < k; a++) {
            right[a] = Dense.dot(z[a], y) / sz[a];
            for (int b = 0; b < k; b++) {
                moments.setEntry(a, b, Dense.dot(z[a], x[b]) / sz[a] / sx[b]);
            }
        }
        LUDecomposition lu = new LUDecomposition(moments, SINGULAR);
        if (!lu.getSolver().isNonSingular()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A local projection needs regressors that differ and an instrument that moves the shock, but one is constant "
                            + "or a combination of the others. Drop it.");
        }
        double[][] inverse = lu.getSolver().getInverse().getData();
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
                inverse[a][b] /= sx[a] * sz[b];
                right[b] = a == 0 ? right[b] * sz[b] : right[b];
            }
        }
        double[] beta = Dense.multiply(inverse, right);
        double[] u = CrossMath.residuals(y, x, beta);
        double[][] scores = new double[k][n];
        for (int a = 0; a < k; a++) {
            for (int i = 0; i < n; i++) {
                scores[a][i] = z[a][i] * u[i];
            }
        }
        double[][] v =
                Dense.multiply(Dense.multiply(inverse, meat(scores, errors, k + absorbed)), Dense.transpose(inverse));
        return new Horizon(beta, Dense.symmetric(v), n);
    }

    private static double[] scales(double[][] x) {
        double[] out = new double[x.length];
        for (int j = 0; j < out.length; j++) {
            double norm = Math.sqrt(Dense.dot(x[j], x[j]));
            out[j] = norm > 0 ? norm : 1;
        }
        return out;
    }

    private static double[][] meat(double[][] scores, Errors errors, int counted) {
        double n = scores[0].length;
        if (errors instanceof Clusters clusters) {
            double[] ones = new double[scores[0].length];
            java.util.Arrays.fill(ones, 1);
            int groups = EffectSet.count(clusters.codes);
            double[][] sums = CrossMath.groupSums(scores, ones, clusters.codes, groups);
            double factor = groups / (groups - 1.0) * (n - 1) / (n - counted);
            return Dense.scaled(CrossMath.products(sums, sums, null), factor);
        }
        double[][] total = CrossMath.products(scores, scores, null);
        int lags = errors instanceof NeweyWest nw ? nw.lags : 0;
        for (int l = 1; l <= lags; l++) {
            double weight = 1 - l / (lags + 1.0);
            for (int a = 0; a < scores.length; a++) {
                for (int b = 0; b < scores.length; b++) {
                    double sum = 0;
                    for (int i = l; i < scores[0].length; i++) {
                        sum += scores[a][i] * scores[b][i - l] + scores[a][i - l] * scores[b][i];
                    }
                    total[a][b] += weight * sum;
                }
            }
        }
        return Dense.scaled(total, n / (n - counted));
    }
}
