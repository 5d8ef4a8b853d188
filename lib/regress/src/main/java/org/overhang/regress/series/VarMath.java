package org.overhang.regress.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Draws;
import org.overhang.core.math.SmallLeastSquares;

/** Vector autoregressions on arrays: one array a series; regressors in the order lag 1 of every series, lag 2 …, constant. */
final class VarMath {
    private VarMath() {}

    /**
     * A fitted vector autoregression.
     *
     * @param equations one least-squares fit an equation
     * @param sigma residual covariance over n less regressors an equation
     * @param lags p
     * @param rows periods used
     */
    record Fit(SmallLeastSquares[] equations, double[][] sigma, int lags, int rows) {
        int size() {
            return equations.length;
        }

        /** Coefficient of series {@code from} at lag {@code l} in the equation of series {@code to}. */
        double coefficient(int to, int from, int l) {
            return equations[to].beta()[(l - 1) * size() + from];
        }
    }

    static Fit fit(double[][] y, int lags, int skip) {
        int from = Math.max(lags, skip);
        int n = Math.max(0, y[0].length - from);
        double[][] x = design(y, lags, from, n);
        SmallLeastSquares[] equations = new SmallLeastSquares[y.length];
        for (int k = 0; k < y.length; k++) {
            equations[k] = SmallLeastSquares.of(UnitRootMath.slice(y[k], from, n), x);
        }
        double[][] sigma = new double[y.length][y.length];
        for (int a = 0; a < y.length; a++) {
            for (int b = 0; b < y.length; b++) {
                sigma[a][b] =
                        SmallLeastSquares.dot(equations[a].residuals(), equations[b].residuals()) / (n - x.length);
            }
        }
        return new Fit(equations, sigma, lags, n);
    }

    private static double[][] design(double[][] y, int lags, int from, int n) {
        List<double[]> x = new ArrayList<>();
        for (int l = 1; l <= lags; l++) {
            for (double[] series : y) {
                x.add(UnitRootMath.slice(series, from - l, n));
            }
        }
        x.add(SmallLeastSquares.constant(n));
        return x.toArray(double[][]::new);
    }

    /** Responses {@code [horizon][response][shock]} to shocks of size one, or of one standard deviation by Cholesky order. */
    static double[][][] responses(Fit fit, int horizons, boolean orthogonal) {
        int k = fit.size();
        double[][][] psi = new double[horizons + 1][k][k];
        for (int i = 0; i < k; i++) {
            psi[0][i][i] = 1;
        }
        for (int h = 1; h <= horizons; h++) {
            for (int l = 1; l <= Math.min(h, fit.lags()); l++) {
                for (int a = 0; a < k; a++) {
                    for (int b = 0; b < k; b++) {
                        for (int c = 0; c < k; c++) {
                            psi[h][a][b] += fit.coefficient(a, c, l) * psi[h - l][c][b];
                        }
                    }
                }
            }
        }
        if (!orthogonal) {
            return psi;
        }
        RealMatrix p = new CholeskyDecomposition(new Array2DRowRealMatrix(fit.sigma()), 1e-10, 0).getL();
        for (int h = 0; h <= horizons; h++) {
            psi[h] = new Array2DRowRealMatrix(psi[h]).multiply(p).getData();
        }
        return psi;
    }

    static double[][][] cumulated(double[][][] responses) {
        double[][][] sum = new double[responses.length][][];
        for (int h = 0; h < sum.length; h++) {
            RealMatrix here = new Array2DRowRealMatrix(responses[h]);
            sum[h] = (h == 0 ? here : here.add(new Array2DRowRealMatrix(sum[h - 1]))).getData();
        }
        return sum;
    }

    /** Share of each shock in the forecast error variance of each series, {@code horizons} steps ahead (at least one). */
    static double[][] varianceShares(double[][][] orthogonal, int horizons) {
        int k = orthogonal[0].length;
        double[][] share = new double[k][k];
        for (int a = 0; a < k; a++) {
            double total = 0;
            for (int b = 0; b < k; b++) {
                for (int h = 0; h < horizons; h++) {
                    share[a][b] += orthogonal[h][a][b] * orthogonal[h][a][b];
                }
                total += share[a][b];
            }
            for (int b = 0; b < k; b++) {
                share[a][b] /= total;
            }
        }
        return share;
    }

    /** Moduli of the companion matrix's eigenvalues, falling. */
    static double[] roots(Fit fit) {
        int k = fit.size();
        int m = k * fit.lags();
        RealMatrix companion = new Array2DRowRealMatrix(m, m);
        for (int a = 0; a < k; a++) {
            for (int j = 0; j < m; j++) {
                companion.setEntry(a, j, fit.equations()[a].beta()[j]);
            }
        }
        for (int i = k; i < m; i++) {
            companion.setEntry(i, i - k, 1);
        }
        EigenDecomposition eigen = new EigenDecomposition(companion);
        double[] moduli = new double[m];
        for (int i = 0; i < m; i++) {
            moduli[i] = FastMath.hypot(eigen.getRealEigenvalue(i), eigen.getImagEigenvalue(i));
        }
        Arrays.sort(moduli);
        for (int i = 0; i < m / 2; i++) {
            double swap = moduli[i];
            moduli[i] = moduli[m - 1 - i];
            moduli[m - 1 - i] = swap;
        }
        return moduli;
    }

    /** F of "the cause's lags are zero in all other equations", its restrictions and denominator degrees of freedom. */
    static double[] granger(Fit fit, int cause) {
        int k = fit.size();
        int m = fit.equations()[0].beta().length;
        int restrictions = (k - 1) * fit.lags();
        double[] b = new double[restrictions];
        RealMatrix v = new Array2DRowRealMatrix(restrictions, restrictions);
        double[][] inverse = fit.equations()[0].inverse();
        List<int[]> places = new ArrayList<>();
        for (int to = 0; to < k; to++) {
            for (int l = 1; to != cause && l <= fit.lags(); l++) {
                places.add(new int[] {to, (l - 1) * k + cause});
            }
        }
        for (int i = 0; i < restrictions; i++) {
            int[] p = places.get(i);
            b[i] = fit.equations()[p[0]].beta()[p[1]];
            for (int j = 0; j < restrictions; j++) {
                int[] q = places.get(j);
                v.setEntry(i, j, fit.sigma()[p[0]][q[0]] * inverse[p[1]][q[1]]);
            }
        }
        double[] solved = new LUDecomposition(v, 0)
                .getSolver()
                .solve(new org.apache.commons.math3.linear.ArrayRealVector(b))
                .toArray();
        return new double[] {
            SmallLeastSquares.dot(b, solved) / restrictions, restrictions, (double) k * fit.rows() - (double) k * m
        };
    }

    /** log det of the residual covariance over n plus penalty on all slopes and constants, by lag from 1. */
    static double[] criterion(double[][] y, int largest, boolean bayes) {
        double[] out = new double[largest];
        for (int p = 1; p <= largest; p++) {
            Fit fit = fit(y, p, largest);
            int n = fit.rows();
            int regressors = fit.equations()[0].beta().length;
            RealMatrix sigma = new Array2DRowRealMatrix(fit.sigma()).scalarMultiply((n - regressors) / (double) n);
            double penalty = bayes ? FastMath.log(n) : 2;
            out[p - 1] = FastMath.log(new LUDecomposition(sigma, 0).getDeterminant())
                    + penalty / n * fit.size() * regressors;
        }
        return out;
    }

    /** A series of the fitted process that starts as the data did and draws its errors from the centred residuals. */
    static double[][] resample(double[][] y, Fit fit, Draws draws) {
        int k = fit.size();
        int start = y[0].length - fit.rows();
        double[][] e = new double[k][];
        for (int a = 0; a < k; a++) {
            double[] r = fit.equations()[a].residuals();
            double mean = Arrays.stream(r).sum() / r.length;
            e[a] = Arrays.stream(r).map(v -> v - mean).toArray();
        }
        double[][] out = new double[k][];
        for (int a = 0; a < k; a++) {
            out[a] = Arrays.copyOf(y[a], y[a].length);
        }
        for (int t = start; t < y[0].length; t++) {
            int drawn = draws.below(fit.rows());
            for (int a = 0; a < k; a++) {
                double[] beta = fit.equations()[a].beta();
                double value = beta[beta.length - 1] + e[a][drawn];
                for (int l = 1; l <= fit.lags(); l++) {
                    for (int b = 0; b < k; b++) {
                        value += beta[(l - 1) * k + b] * out[b][t - l];
                    }
                }
                out[a][t] = value;
            }
        }
        return out;
    }
}
