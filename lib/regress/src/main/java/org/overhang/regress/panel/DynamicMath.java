package org.overhang.regress.panel;

import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.math.Dense;

/**
 * Generalized moments for a dynamic panel.
 *
 * <p>Idea: moments {@code g(b) = Σ_i Z_i'(y_i − X_i b)}. One step weighs them by {@code (Σ Z_i'H Z_i)^{-1}}, where H is the covariance
 * of the transformed errors if the errors are independent with one variance; two steps by the inverse of {@code Σ Z_i'e_i e_i'Z_i} at
 * the residuals of the first.
 *
 * <ol>
 *   <li>Arellano and Bond (1991), Review of Economic Studies 58: the differenced equation, its tests of serial correlation.
 *   <li>Blundell and Bond (1998), Journal of Econometrics 87: levels with lagged differences as instruments.
 *   <li>Windmeijer (2005), Journal of Econometrics 126: the weight of the second step is itself estimated, which the usual errors
 *       ignore; the correction adds its derivative by the first-step coefficients.
 * </ol>
 *
 * <p>Invariants: rows and units in any order give the same sums up to rounding; instruments multiplied by numbers change nothing
 * as long as the weight is invertible. Not the obvious way: Z is never written out, since a row meets a handful of its hundreds of
 * columns; the derivative of the weight is taken times the one vector it meets, so that no L × L matrix is made for each
 * coefficient. Cost: {@code O(n t l^2 + L^3)} with l instruments in a row and L in all.
 */
final class DynamicMath {
    /** Eigenvalues below this share of the largest are zero: what the reference programs use for the generalized inverse. */
    private static final double SINGULAR = 1e-11;

    private DynamicMath() {}

    /**
     * One step's estimate.
     *
     * @param beta coefficients
     * @param covariance of the coefficients: robust after one step, Windmeijer's after two
     * @param usual covariance after two steps that ignores the estimated weight
     * @param serial statistics of serial correlation at lags 1 and 2, standard normal; NaN where no unit reaches so far
     */
    record Step(double[] beta, double[][] covariance, double[][] usual, double[] serial) {}

    /**
     * Both steps.
     *
     * @param one first step
     * @param two second step
     * @param instruments rank of the instruments
     * @param hansen Hansen's J at the second step's weight
     * @param sargan Sargan's statistic of the first step; NaN for the system, where its variance is not that of one equation
     * @param singular whether the second weight has no inverse and a generalized one is used
     */
    record Estimate(Step one, Step two, int instruments, double hansen, double sargan, boolean singular) {}

    static Estimate estimate(DynamicRows.Stacked in, DynamicRows.Form form) {
        int l = in.instruments();
        int k = in.regressors();
        double[][] zx = new double[l][k];
        double[] zy = new double[l];
        double[][] zhz = new double[l][l];
        double[][] zz = new double[l][l];
        for (DynamicRows.Block b : in.blocks()) {
            for (int r = 0; r < b.y().length; r++) {
                for (int c = 0; c < b.at()[r].length; c++) {
                    double z = b.z()[r][c];
                    int at = b.at()[r][c];
                    zy[at] += z * b.y()[r];
                    for (int j = 0; j < k; j++) {
                        zx[at][j] += z * b.x()[r][j];
                    }
                }
                outer(zz, b, r, r, 1);
                for (int q = 0; q < b.y().length; q++) {
                    outer(zhz, b, r, q, errors(b, r, q, form));
                }
            }
        }
        int rank = rank(zz);
        requireOrder(rank, k);
        Inverse w1 = inverse(zhz);
        double[][] m1 = bread(zx, w1.matrix, k);
        double[] b1 = Dense.multiply(m1, Dense.multiply(Dense.transpose(zx), Dense.multiply(w1.matrix, zy)));
        double[][] g1 = moments(in, b1);
        double[][] s1 = cross(g1, l);
        double[][] half1 = Dense.multiply(m1, Dense.multiply(Dense.transpose(zx), w1.matrix));
        double[][] v1 = Dense.multiply(Dense.multiply(half1, s1), Dense.transpose(half1));
        Inverse w2 = inverse(s1);
        double[][] m2 = bread(zx, w2.matrix, k);
        double[][] half2 = Dense.multiply(m2, Dense.multiply(Dense.transpose(zx), w2.matrix));
        double[] b2 = Dense.multiply(half2, zy);
        double[][] g2 = moments(in, b2);
        double[] sum2 = total(g2, l);
        double[][] v2 = windmeijer(in, g1, half2, Dense.multiply(w2.matrix, sum2), m2, v1);
        return new Estimate(
                new Step(b1, Dense.symmetric(v1), v1, serial(in, b1, g1, half1, v1)),
                new Step(b2, v2, m2, serial(in, b2, g2, half2, v2)),
                rank,
                Dense.dot(sum2, Dense.multiply(w2.matrix, sum2)),
                form == DynamicRows.Form.SYSTEM ? Double.NaN : sargan(in, b1, total(g1, l), w1.matrix, k, form),
                w2.singular);
    }

    private static void requireOrder(int rank, int k) {
        if (rank < k) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "DynamicPanel needs at least as many instruments as coefficients, but has " + rank + " for " + k
                            + ". Allow more lags, or take regressors out.");
        }
    }

    /** Covariance of two rows' errors, of unit variance, before the transformation. */
    private static double errors(DynamicRows.Block b, int r, int q, DynamicRows.Form form) {
        if (form == DynamicRows.Form.DEVIATIONS) {
            return r == q ? 1 : 0;
        }
        boolean rLevel = r >= b.transformed();
        boolean qLevel = q >= b.transformed();
        int gap = b.period()[q] - b.period()[r];
        if (rLevel && qLevel) {
            return gap == 0 ? 1 : 0;
        }
        if (!rLevel && !qLevel) {
            return gap == 0 ? 2 : Math.abs(gap) == 1 ? -1 : 0;
        }
        int ahead = rLevel ? -gap : gap;
        return ahead == 0 ? 1 : ahead == -1 ? -1 : 0;
    }

    private static void outer(double[][] into, DynamicRows.Block b, int r, int q, double times) {
        if (times == 0) {
            return;
        }
        for (int c = 0; c < b.at()[r].length; c++) {
            double left = times * b.z()[r][c];
            double[] row = into[b.at()[r][c]];
            for (int e = 0; e < b.at()[q].length; e++) {
                row[b.at()[q][e]] += left * b.z()[q][e];
            }
        }
    }

    private record Inverse(double[][] matrix, boolean singular) {}

    /** The inverse, or Moore and Penrose's where there is none. */
    private static Inverse inverse(double[][] a) {
        double[][] unit = unitDiagonal(a);
        if (Dense.smallestEigenvalue(unit) > SINGULAR * largest(unit)) {
            double[][] inverse = Dense.inverse(a);
            if (inverse.length > 0) {
                return new Inverse(inverse, false);
            }
        }
        double least = SINGULAR * largest(a);
        return new Inverse(Dense.mapEigenvalues(a, v -> v > least ? 1 / v : 0), true);
    }

    private static double largest(double[][] a) {
        return -Dense.smallestEigenvalue(Dense.scaled(a, -1));
    }

    private static double[][] unitDiagonal(double[][] a) {
        double[][] out = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                double scale = Math.sqrt(a[i][i]) * Math.sqrt(a[j][j]);
                out[i][j] = scale > 0 ? a[i][j] / scale : 0;
            }
        }
        return out;
    }

    private static int rank(double[][] zz) {
        double[][] unit = unitDiagonal(zz);
        double least = SINGULAR * largest(unit);
        double[][] kept = Dense.mapEigenvalues(unit, v -> v > least ? 1 : 0);
        double trace = 0;
        for (int i = 0; i < kept.length; i++) {
            trace += kept[i][i];
        }
        return (int) Math.round(trace);
    }

    private static double[][] bread(double[][] zx, double[][] w, int k) {
        double[][] inverse = Dense.inverse(Dense.symmetric(Dense.multiply(Dense.transpose(zx), Dense.multiply(w, zx))));
        if (inverse.length < k) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "DynamicPanel needs regressors that the instruments tell apart, but their moments are collinear in "
                            + k + " coefficients. Take out regressors that do not change within units, "
                            + "or those that are the same for all where timeEffects() stand.");
        }
        return inverse;
    }

    static double[] residuals(double[] y, double[][] x, double[] beta) {
        double[] e = new double[y.length];
        for (int r = 0; r < e.length; r++) {
            e[r] = y[r] - Dense.dot(x[r], beta);
        }
        return e;
    }

    /** {@code Z_i'e_i} by unit. */
    private static double[][] moments(DynamicRows.Stacked in, double[] beta) {
        double[][] out = new double[in.blocks().size()][in.instruments()];
        for (int i = 0; i < out.length; i++) {
            DynamicRows.Block b = in.blocks().get(i);
            out[i] = times(b, residuals(b.y(), b.x(), beta), in.instruments());
        }
        return out;
    }

    private static double[] times(DynamicRows.Block b, double[] v, int l) {
        double[] out = new double[l];
        for (int r = 0; r < v.length; r++) {
            for (int c = 0; c < b.at()[r].length; c++) {
                out[b.at()[r][c]] += b.z()[r][c] * v[r];
            }
        }
        return out;
    }

    private static double[][] cross(double[][] g, int l) {
        double[][] out = new double[l][l];
        for (double[] unit : g) {
            for (int a = 0; a < l; a++) {
                if (unit[a] != 0) {
                    for (int b = 0; b < l; b++) {
                        out[a][b] += unit[a] * unit[b];
                    }
                }
            }
        }
        return out;
    }

    private static double[] total(double[][] g, int l) {
        double[] out = new double[l];
        for (double[] unit : g) {
            for (int a = 0; a < l; a++) {
                out[a] += unit[a];
            }
        }
        return out;
    }

    /** {@code V = M + D M + M D' + D V_1 D'}, where column j of D is {@code −M X'Z W (∂S/∂b_j) W g}. */
    private static double[][] windmeijer(
            DynamicRows.Stacked in, double[][] g1, double[][] half, double[] wg, double[][] m2, double[][] v1) {
        int k = m2.length;
        double[][] d = new double[k][k];
        for (int j = 0; j < k; j++) {
            double[] change = new double[wg.length];
            for (int i = 0; i < g1.length; i++) {
                DynamicRows.Block b = in.blocks().get(i);
                double[] column = new double[b.y().length];
                for (int r = 0; r < column.length; r++) {
                    column[r] = b.x()[r][j];
                }
                double[] a = times(b, column, wg.length);
                double cv = Dense.dot(g1[i], wg);
                double av = Dense.dot(a, wg);
                for (int q = 0; q < change.length; q++) {
                    change[q] -= a[q] * cv + g1[i][q] * av;
                }
            }
            double[] effect = Dense.multiply(half, change);
            for (int q = 0; q < k; q++) {
                d[q][j] = -effect[q];
            }
        }
        double[][] dm = Dense.multiply(d, m2);
        double[][] sum = Dense.sum(Dense.sum(m2, dm, 1), Dense.transpose(dm), 1);
        return Dense.symmetric(Dense.sum(sum, Dense.multiply(Dense.multiply(d, v1), Dense.transpose(d)), 1));
    }

    /** Arellano and Bond's m_1 and m_2: differenced residuals against their own calendar lag. */
    private static double[] serial(DynamicRows.Stacked in, double[] beta, double[][] g, double[][] half, double[][] v) {
        double[] out = new double[2];
        int k = beta.length;
        for (int lag = 1; lag <= 2; lag++) {
            double sum = 0;
            double squares = 0;
            double[] wx = new double[k];
            double[] zz = new double[in.instruments()];
            for (int i = 0; i < g.length; i++) {
                DynamicRows.Block b = in.blocks().get(i);
                double[] e = residuals(b.dy(), b.dx(), beta);
                double we = 0;
                for (int r = 0; r < e.length; r++) {
                    for (int q = 0; q < r; q++) {
                        if (b.dPeriod()[q] == b.dPeriod()[r] - lag) {
                            we += e[q] * e[r];
                            for (int j = 0; j < k; j++) {
                                wx[j] += e[q] * b.dx()[r][j];
                            }
                        }
                    }
                }
                sum += we;
                squares += we * we;
                for (int a = 0; a < zz.length; a++) {
                    zz[a] += g[i][a] * we;
                }
            }
            double variance =
                    squares - 2 * Dense.dot(wx, Dense.multiply(half, zz)) + Dense.dot(wx, Dense.multiply(v, wx));
            out[lag - 1] = variance > 0 ? sum / Math.sqrt(variance) : Double.NaN;
        }
        return out;
    }

    private static double sargan(
            DynamicRows.Stacked in, double[] beta, double[] g, double[][] w, int k, DynamicRows.Form form) {
        double rss = 0;
        int rows = 0;
        for (DynamicRows.Block b : in.blocks()) {
            double[] e = residuals(b.y(), b.x(), beta);
            rss += Dense.dot(e, e);
            rows += e.length;
        }
        double variance = rss / (rows - k) / (form == DynamicRows.Form.DIFFERENCE ? 2 : 1);
        return Dense.dot(g, Dense.multiply(w, g)) / variance;
    }
}
