package org.overhang.regress.series;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.math.CrossMath;
import org.overhang.core.math.Dense;
import org.overhang.core.math.Factorization;
import org.overhang.regress.absorb.EffectSet;

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

    /**
     * Just-identified instruments for the first {@code shocks} regressors; the others stand for themselves. {@code absorbed} counts
     * effects taken out beyond k.
     *
     * <p>The others are taken out of outcome, shocks and instruments by an orthonormal basis first, so that levels, trends and
     * distant origins cost no digits: what is left is a system as small as the shocks.
     */
    static Horizon fit(double[] y, double[][] x, double[][] z, int shocks, Errors errors, int absorbed) {
        int k = x.length;
        int n = y.length;
        if (n <= k + absorbed) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A local projection on " + k + " regressors needs more rows than that, but " + n
                            + " are left at its longest horizon. Use fewer lags or horizons.");
        }
        // The constant first: lengths are then measured about the mean.
        int[] order = constantFirst(x, shocks);
        double[][] others = Arrays.stream(order).mapToObj(j -> x[j]).toArray(double[][]::new);
        Factorization f = Factorization.of(others, null);
        if (f.kept().length < others.length) {
            throw alike();
        }
        double[][] q = f.basis();
        double[][] shock = new double[shocks][];
        double[][] instrument = new double[shocks][];
        double[][] onOthers = new double[shocks][];
        for (int s = 0; s < shocks; s++) {
            onOthers[s] = f.solve(x[s], null);
            shock[s] = CrossMath.residuals(x[s], q, onOthers[s]);
            instrument[s] = z[s] == x[s] ? shock[s] : CrossMath.residuals(z[s], q, f.solve(z[s], null));
            if (!(length(shock[s]) > Factorization.COLLINEAR * length(x[s], q))
                    || !(length(instrument[s]) > Factorization.COLLINEAR * length(z[s], q))) {
                throw alike();
            }
        }
        double[][] inverse = inverse(instrument, shock);
        double[] b = Dense.multiply(inverse, CrossMath.products(instrument, y, null));
        double[] left = CrossMath.residuals(y, shock, b);
        double[] g = f.solve(left, null);
        double[] u = CrossMath.residuals(left, q, g);
        double[] more = Dense.multiply(inverse, CrossMath.products(instrument, u, null));
        for (int s = 0; s < shocks; s++) {
            b[s] += more[s];
        }
        u = CrossMath.residuals(u, shock, more);
        double[][] map = map(shocks, k, order, onOthers, f.toColumns());
        double[] beta = Dense.multiply(map, Dense.joined(b, g));
        double[][] scores = scores(Dense.joined(instrument, q), u);
        double[][] bread = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                bread[i][j] = i < shocks && j < shocks ? inverse[i][j] : i == j ? 1 : 0;
            }
        }
        double[][] turn = Dense.multiply(map, bread);
        return new Horizon(beta, Dense.sandwich(turn, meat(scores, errors, k + absorbed)), n);
    }

    private static OverhangException alike() {
        return new OverhangException(
                Reason.NOT_IDENTIFIED,
                "A local projection needs regressors that differ and an instrument that moves the shock, but one is constant "
                        + "or a combination of the others. Drop it.");
    }

    private static int[] constantFirst(double[][] x, int shocks) {
        int constant = -1;
        for (int j = shocks; j < x.length; j++) {
            double first = x[j][0];
            constant = Arrays.stream(x[j]).allMatch(v -> v == first) ? j : constant;
        }
        int[] out = new int[x.length - shocks];
        int used = 0;
        if (constant >= 0) {
            out[used++] = constant;
        }
        for (int j = shocks; j < x.length; j++) {
            if (j != constant) {
                out[used++] = j;
            }
        }
        return out;
    }

    private static double length(double[] v) {
        return Math.sqrt(Dense.dot(v, v));
    }

    /** Length about the first column of a basis, the constant if there is one. */
    private static double length(double[] v, double[][] q) {
        if (q.length == 0) {
            return length(v);
        }
        return length(CrossMath.residuals(v, new double[][] {q[0]}, new double[] {Dense.dot(q[0], v)}));
    }

    private static double[][] inverse(double[][] z, double[][] x) {
        double[] sz = scales(z);
        double[] sx = scales(x);
        int m = x.length;
        double[][] moments = CrossMath.products(z, x, null);
        RealMatrix scaled = new Array2DRowRealMatrix(m, m);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                scaled.setEntry(i, j, moments[i][j] / sz[i] / sx[j]);
            }
        }
        LUDecomposition lu = new LUDecomposition(scaled, SINGULAR);
        if (!lu.getSolver().isNonSingular()) {
            throw alike();
        }
        double[][] out = lu.getSolver().getInverse().getData();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                out[i][j] /= sx[i] * sz[j];
            }
        }
        return out;
    }

    private static double[] scales(double[][] x) {
        return Arrays.stream(x).mapToDouble(ProjectionMath::length).toArray();
    }

    /** From coefficients on shocks without the others, and on the basis of the others, to those on the regressors. */
    private static double[][] map(int shocks, int k, int[] order, double[][] onOthers, double[][] toColumns) {
        double[][] map = new double[k][k];
        for (int s = 0; s < shocks; s++) {
            map[s][s] = 1;
        }
        for (int i = 0; i < order.length; i++) {
            for (int j = i; j < order.length; j++) {
                map[order[i]][shocks + j] = toColumns[i][j];
                for (int s = 0; s < shocks; s++) {
                    map[order[i]][s] -= toColumns[i][j] * onOthers[s][j];
                }
            }
        }
        return map;
    }

    private static double[][] scores(double[][] z, double[] u) {
        double[][] out = new double[z.length][u.length];
        for (int a = 0; a < out.length; a++) {
            for (int i = 0; i < u.length; i++) {
                out[a][i] = z[a][i] * u[i];
            }
        }
        return out;
    }

    private static double[][] meat(double[][] scores, Errors errors, int counted) {
        double n = scores[0].length;
        if (errors instanceof Clusters clusters) {
            double[] ones = new double[scores[0].length];
            Arrays.fill(ones, 1);
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
