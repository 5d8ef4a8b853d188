package org.overhang.core.math;

import org.apache.commons.math3.exception.MaxCountExceededException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, for every finite one.
 *
 * @param values eigenvalues; NaN throughout if a cell is not finite
 * @param vectors eigenvectors, one a column
 */
record SymmetricEigen(double[] values, double[][] vectors) {
    /** Sweeps of Jacobi's rotations; each squares what is left beside the diagonal once it is small, so that ten suffice. */
    private static final int SWEEPS = 60;

    /** Of the matrix that is the mean of the given one and its transpose: rounding must not turn a symmetric matrix into a general one. */
    static SymmetricEigen of(double[][] symmetric) {
        int n = symmetric.length;
        double[][] a = new double[n][n];
        boolean finite = true;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i][j] = i == j ? symmetric[i][j] : 0.5 * symmetric[i][j] + 0.5 * symmetric[j][i];
                finite &= Double.isFinite(a[i][j]);
            }
        }
        if (!finite || n == 0) {
            double[] none = new double[n];
            java.util.Arrays.fill(none, Double.NaN);
            return new SymmetricEigen(none, new double[n][n]);
        }
        RealMatrix matrix = new Array2DRowRealMatrix(a, true);
        try {
            EigenDecomposition e = new EigenDecomposition(matrix);
            SymmetricEigen found =
                    new SymmetricEigen(e.getRealEigenvalues(), e.getV().getData());
            // A column whose cells vanish when squared leaves the reduction to tridiagonal form without a number
            return found.isFinite() ? found : jacobi(a);
        } catch (MaxCountExceededException e) {
            // The QL steps stop after 30, which a matrix of low rank with cells of many sizes can need; Jacobi's always
            // end
            return jacobi(a);
        }
    }

    private boolean isFinite() {
        boolean finite = true;
        for (int i = 0; i < values.length; i++) {
            finite &= Double.isFinite(values[i]);
            for (double cell : vectors[i]) {
                finite &= Double.isFinite(cell);
            }
        }
        return finite;
    }

    /** Rotates each pair of rows until nothing is left beside the diagonal; the matrix is overwritten. */
    static SymmetricEigen jacobi(double[][] a) {
        int n = a.length;
        double[][] v = new double[n][n];
        for (int i = 0; i < n; i++) {
            v[i][i] = 1;
        }
        boolean moved = true;
        for (int sweep = 0; sweep < SWEEPS && moved; sweep++) {
            moved = false;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    moved |= rotated(a, v, p, q);
                }
            }
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = a[i][i];
        }
        return new SymmetricEigen(values, v);
    }

    private static boolean rotated(double[][] a, double[][] v, int p, int q) {
        double size = Math.abs(a[p][p]) + Math.abs(a[q][q]);
        if (a[p][q] == 0 || size + Math.abs(a[p][q]) == size) {
            a[p][q] = 0;
            a[q][p] = 0;
            return false;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + StrictMath.hypot(theta, 1));
        double c = 1 / StrictMath.hypot(t, 1);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double left = a[k][p];
            double right = a[k][q];
            a[k][p] = c * left - s * right;
            a[k][q] = s * left + c * right;
        }
        for (int k = 0; k < a.length; k++) {
            double left = a[p][k];
            double right = a[q][k];
            a[p][k] = c * left - s * right;
            a[q][k] = s * left + c * right;
            left = v[k][p];
            right = v[k][q];
            v[k][p] = c * left - s * right;
            v[k][q] = s * left + c * right;
        }
        return true;
    }
}
