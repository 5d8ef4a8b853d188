package org.overhang.regress.series;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.math.SmallLeastSquares;

/** Reduced-rank regression of Johansen on arrays, one array a series. */
final class JohansenMath {
    private JohansenMath() {}

    /**
     * Eigenvalues in falling order, cointegrating vectors (one array each, first series normalized to 1), loadings.
     *
     * @param eigenvalues squared canonical correlations
     * @param vectors cointegrating vectors; the last element belongs to the restricted term if there is one
     * @param loadings adjustment of each series to each vector: {@code loadings[series][vector]}
     * @param rows periods used
     */
    record Solution(double[] eigenvalues, double[][] vectors, double[][] loadings, int rows) {}

    /**
     * Solves the eigenvalue problem of the error-correction form with {@code lags} levels (K of the VAR).
     *
     * @param y series in time order
     * @param lags K, at least 2
     * @param restricted the term inside the cointegrating relation: none, constant or trend
     */
    static Solution solve(double[][] y, int lags, Cointegration.Term restricted) {
        int periods = y[0].length;
        int n = periods - lags;
        List<double[]> outcome = new ArrayList<>();
        List<double[]> level = new ArrayList<>();
        List<double[]> others = new ArrayList<>();
        for (double[] series : y) {
            double[] d = UnitRootMath.difference(series);
            outcome.add(UnitRootMath.slice(d, lags - 1, n));
            level.add(UnitRootMath.slice(series, lags - 1, n));
            for (int l = 1; l < lags; l++) {
                others.add(UnitRootMath.slice(d, lags - 1 - l, n));
            }
        }
        if (restricted == Cointegration.Term.CONSTANT) {
            level.add(SmallLeastSquares.constant(n));
        } else {
            others.add(SmallLeastSquares.constant(n));
        }
        if (restricted == Cointegration.Term.TREND) {
            level.add(UnitRootMath.count(n));
        }
        return solve(residuals(outcome, others), residuals(level, others), n);
    }

    private static double[][] residuals(List<double[]> columns, List<double[]> others) {
        double[][] x = others.toArray(double[][]::new);
        return columns.stream()
                .map(c -> x.length == 0 ? c : SmallLeastSquares.of(c, x).residuals())
                .toArray(double[][]::new);
    }

    private static Solution solve(double[][] r0, double[][] r1, int n) {
        RealMatrix s00 = moments(r0, r0, n);
        RealMatrix s01 = moments(r0, r1, n);
        RealMatrix s11 = moments(r1, r1, n);
        RealMatrix l = new CholeskyDecomposition(s11, 1e-10, 0).getL();
        RealMatrix inverse = new LUDecomposition(l, 0).getSolver().getInverse();
        RealMatrix middle = s01.transpose()
                .multiply(new LUDecomposition(s00, 0).getSolver().getInverse())
                .multiply(s01);
        RealMatrix symmetric = inverse.multiply(middle).multiply(inverse.transpose());
        symmetric = symmetric.add(symmetric.transpose()).scalarMultiply(0.5);
        EigenDecomposition eigen = new EigenDecomposition(symmetric);
        double[] values = eigen.getRealEigenvalues();
        int p = r0.length;
        Integer[] order = new Integer[values.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        java.util.Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
        double[] sorted = new double[p];
        double[][] vectors = new double[p][];
        double[][] loadings = new double[p][p];
        for (int v = 0; v < p; v++) {
            sorted[v] = values[order[v]];
            double[] beta =
                    inverse.transpose().operate(eigen.getEigenvector(order[v]).toArray());
            double first = beta[0];
            for (int i = 0; i < beta.length; i++) {
                beta[i] /= first;
            }
            vectors[v] = beta;
            double length = SmallLeastSquares.dot(beta, s11.operate(beta));
            double[] covariance = s01.operate(beta);
            for (int i = 0; i < p; i++) {
                loadings[i][v] = covariance[i] / length;
            }
        }
        return new Solution(sorted, vectors, loadings, n);
    }

    private static RealMatrix moments(double[][] a, double[][] b, int n) {
        RealMatrix out = new Array2DRowRealMatrix(a.length, b.length);
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                out.setEntry(i, j, SmallLeastSquares.dot(a[i], b[j]) / n);
            }
        }
        return out;
    }

    /** −T Σ log(1 − λ_i) over the eigenvalues from rank r on. */
    static double trace(Solution solution, int rank) {
        double sum = 0;
        for (int i = rank; i < solution.eigenvalues.length; i++) {
            sum += FastMath.log1p(-solution.eigenvalues[i]);
        }
        return -solution.rows * sum;
    }

    /** −T log(1 − λ_{r+1}). */
    static double largestRoot(Solution solution, int rank) {
        return -solution.rows * FastMath.log1p(-solution.eigenvalues[rank]);
    }
}
