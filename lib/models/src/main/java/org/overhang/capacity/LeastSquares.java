package org.overhang.capacity;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Ordinary least squares with a handful of regressors, by QR of columns brought to one length, so that units cannot matter. */
record LeastSquares(double[] beta, double[] residuals, RealMatrix inverse, double variance) {
    /** A column whose length left after the others falls below this share counts as one of them; rounding leaves 1e-15. */
    private static final double COLLINEAR = 1e-11;

    /**
     * Regresses.
     *
     * @param who who asks, for the message
     * @param y left side
     * @param x regressors by column, the constant included
     */
    static LeastSquares fit(String who, double[] y, double[]... x) {
        int n = y.length;
        int k = x.length;
        RealMatrix design = new Array2DRowRealMatrix(n, k);
        double[] scale = new double[k];
        for (int j = 0; j < k; j++) {
            double squares = 0;
            for (double v : x[j]) {
                squares += v * v;
            }
            scale[j] = squares > 0 ? Math.sqrt(squares) : 1;
            for (int i = 0; i < n; i++) {
                design.setEntry(i, j, x[j][i] / scale[j]);
            }
        }
        try {
            if (n <= k) {
                throw new SingularMatrixException();
            }
            QRDecomposition qr = new QRDecomposition(design, COLLINEAR);
            double[] scaled =
                    qr.getSolver().solve(new ArrayRealVector(y, false)).toArray();
            double[] fitted = design.operate(scaled);
            double[] residuals = new double[n];
            double squares = 0;
            for (int i = 0; i < n; i++) {
                residuals[i] = y[i] - fitted[i];
                squares += residuals[i] * residuals[i];
            }
            RealMatrix r = qr.getR().getSubMatrix(0, k - 1, 0, k - 1);
            RealMatrix root = new QRDecomposition(r, COLLINEAR).getSolver().getInverse();
            RealMatrix inverse = root.multiply(root.transpose());
            double[] beta = new double[k];
            for (int a = 0; a < k; a++) {
                beta[a] = scaled[a] / scale[a];
                for (int b = 0; b < k; b++) {
                    inverse.multiplyEntry(a, b, 1 / (scale[a] * scale[b]));
                }
            }
            return new LeastSquares(beta, residuals, inverse, squares / (n - k));
        } catch (SingularMatrixException e) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    who + " needs more observations than coefficients and regressors that differ, but " + n
                            + " observations do not determine " + k
                            + " coefficients. Give a longer series or one that varies.",
                    e);
        }
    }

    /** Standard error of the fitted value at a row of regressors. */
    double fittedError(double... row) {
        double[] v = inverse.operate(row);
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += v[i] * row[i];
        }
        return Math.sqrt(Math.max(0, sum * variance));
    }

    static double[] ones(int n) {
        double[] out = new double[n];
        java.util.Arrays.fill(out, 1);
        return out;
    }

    /** 1, 2, … n. */
    static double[] count(int n) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = i + 1;
        }
        return out;
    }
}
