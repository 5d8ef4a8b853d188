package org.overhang.core.math;

/** Small dense matrices as arrays of rows. */
public final class Dense {
    private Dense() {}

    public static double[][] multiply(double[][] a, double[][] b) {
        double[][] out = new double[a.length][b.length == 0 ? 0 : b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < out[i].length; j++) {
                    out[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return out;
    }

    public static double[] multiply(double[][] a, double[] x) {
        double[] out = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < x.length; k++) {
                out[i] += a[i][k] * x[k];
            }
        }
        return out;
    }

    public static double[][] transpose(double[][] a) {
        double[][] out = new double[a.length == 0 ? 0 : a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < out.length; j++) {
                out[j][i] = a[i][j];
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

    /** {@code a b a'} for symmetric b. */
    public static double[][] sandwich(double[][] a, double[][] b) {
        return symmetric(multiply(multiply(a, b), transpose(a)));
    }

    public static double[][] symmetric(double[][] a) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                double mean = (a[i][j] + a[j][i]) / 2;
                a[i][j] = mean;
                a[j][i] = mean;
            }
        }
        return a;
    }

    public static double[][] scaled(double[][] a, double by) {
        double[][] out = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            out[i] = a[i].clone();
            for (int j = 0; j < out[i].length; j++) {
                out[i][j] *= by;
            }
        }
        return out;
    }

    public static double[][] sum(double[][] a, double[][] b, double times) {
        double[][] out = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            out[i] = a[i].clone();
            for (int j = 0; j < out[i].length; j++) {
                out[i][j] += times * b[i][j];
            }
        }
        return out;
    }

    public static double[][] pick(double[][] a, int[] rows, int[] columns) {
        double[][] out = new double[rows.length][columns.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                out[i][j] = a[rows[i]][columns[j]];
            }
        }
        return out;
    }

    /** Lower Cholesky factor after scaling to a unit diagonal; null if a pivot is not above {@code least}. */
    public static double[][] cholesky(double[][] a, double least) {
        int n = a.length;
        double[][] l = new double[n][n];
        for (int j = 0; j < n; j++) {
            double d = a[j][j];
            for (int k = 0; k < j; k++) {
                d -= l[j][k] * l[j][k];
            }
            if (!(d > least * a[j][j])) {
                return new double[0][0];
            }
            l[j][j] = Math.sqrt(d);
            for (int i = j + 1; i < n; i++) {
                double s = a[i][j];
                for (int k = 0; k < j; k++) {
                    s -= l[i][k] * l[j][k];
                }
                l[i][j] = s / l[j][j];
            }
        }
        return l;
    }

    /** Inverse of a symmetric positive definite matrix; an empty array if it is not. */
    public static double[][] inverse(double[][] a) {
        int n = a.length;
        double[] scale = new double[n];
        double[][] unit = new double[n][n];
        for (int i = 0; i < n; i++) {
            scale[i] = a[i][i] > 0 ? 1 / Math.sqrt(a[i][i]) : Double.NaN;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                unit[i][j] = a[i][j] * scale[i] * scale[j];
            }
        }
        double[][] l = cholesky(unit, 1e-15);
        if (l.length < n) {
            return new double[0][0];
        }
        double[][] out = new double[n][n];
        for (int c = 0; c < n; c++) {
            double[] e = new double[n];
            e[c] = 1;
            double[] x = solveLower(l, e);
            for (int i = 0; i < n; i++) {
                out[i][c] = x[i] * scale[i] * scale[c];
            }
        }
        return symmetric(out);
    }

    private static double[] solveLower(double[][] l, double[] b) {
        int n = l.length;
        double[] x = b.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= l[i][k] * x[k];
            }
            x[i] /= l[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= l[k][i] * x[k];
            }
            x[i] /= l[i][i];
        }
        return x;
    }

    /** Function of a symmetric matrix through its eigenvalues. */
    public static double[][] mapEigenvalues(double[][] symmetric, java.util.function.DoubleUnaryOperator f) {
        SymmetricEigen e = SymmetricEigen.of(symmetric);
        int n = symmetric.length;
        double[][] v = e.vectors();
        double[][] out = new double[n][n];
        for (int k = 0; k < n; k++) {
            double d = f.applyAsDouble(e.values()[k]);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    out[i][j] += d * v[i][k] * v[j][k];
                }
            }
        }
        return symmetric(out);
    }

    public static double smallestEigenvalue(double[][] symmetric) {
        double least = Double.POSITIVE_INFINITY;
        for (double v : SymmetricEigen.of(symmetric).values()) {
            least = Math.min(least, v);
        }
        return least;
    }

    public static double[][] joined(double[][] a, double[][] b) {
        double[][] out = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }

    public static double[] joined(double[] a, double[] b) {
        double[] out = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }
}
