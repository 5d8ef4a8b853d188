package org.overhang.equilibrium;

import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Small dense linear systems and Newton's method with step halving. */
final class Dense {
    private static final int MOST_ITERATIONS = 80;
    private static final int MOST_HALVINGS = 40;
    /** Residuals are in units of one; this is a few hundred roundings. */
    private static final double TOLERANCE = 1e-13;
    /** Newton's next step at a root, relative to where it stands. */
    private static final double SETTLED = 1e-6;
    /** Where rounding stops progress earlier, the residual must still be below this. */
    private static final double ACCEPTED = 1e-10;

    private Dense() {}

    /** Residual and Jacobian of a square system at a point. */
    interface System {
        /**
         * Evaluates the system.
         *
         * @param y the point
         * @param f residual, to be filled
         * @param jacobian derivatives, to be filled; all cells are zero on entry; null if not wanted
         */
        void at(double[] y, double[] f, double @org.jspecify.annotations.Nullable [][] jacobian);
    }

    /** A root and how it was reached. */
    record Root(double[] y, double residual, int iterations) {}

    /** Solves {@code a x = b} in place by Gaussian elimination with row pivoting; false if singular. */
    static boolean solve(double[][] a, double[] b) {
        int n = b.length;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                if (Math.abs(a[i][k]) > Math.abs(a[pivot][k])) {
                    pivot = i;
                }
            }
            if (!(Math.abs(a[pivot][k]) > 0)) {
                return false;
            }
            double[] row = a[pivot];
            a[pivot] = a[k];
            a[k] = row;
            double held = b[pivot];
            b[pivot] = b[k];
            b[k] = held;
            for (int i = k + 1; i < n; i++) {
                double factor = a[i][k] / row[k];
                if (factor != 0) {
                    for (int j = k + 1; j < n; j++) {
                        a[i][j] -= factor * row[j];
                    }
                    b[i] -= factor * held;
                }
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            double total = b[i];
            for (int j = i + 1; j < n; j++) {
                total -= a[i][j] * b[j];
            }
            b[i] = total / a[i][i];
        }
        return true;
    }

    /** Finds a root or throws: what comes back has a residual below tolerance. */
    static Root newton(String model, double[] start, System system) {
        int n = start.length;
        double[] y = start.clone();
        double[] f = new double[n];
        double[] next = new double[n];
        double[] nextF = new double[n];
        double norm = Double.NaN;
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            double[][] jacobian = new double[n][n];
            system.at(y, f, jacobian);
            norm = norm(f);
            double[] step = f.clone();
            if (norm <= TOLERANCE) {
                if (!solve(jacobian, step) || !isShort(step, y)) {
                    throw unconverged(model, norm, iteration);
                }
                return new Root(y, norm, iteration);
            }
            if (!(norm < Double.POSITIVE_INFINITY) || !solve(jacobian, step)) {
                throw unconverged(model, norm, iteration);
            }
            double length = 1;
            boolean better = false;
            for (int halving = 0; halving < MOST_HALVINGS && !better; halving++, length /= 2) {
                for (int i = 0; i < n; i++) {
                    next[i] = y[i] - length * step[i];
                }
                system.at(next, nextF, null);
                better = norm(nextF) < norm;
            }
            if (!better) {
                if (norm <= ACCEPTED && isShort(step, y)) {
                    return new Root(y, norm, iteration);
                }
                throw unconverged(model, norm, iteration);
            }
            java.lang.System.arraycopy(next, 0, y, 0, n);
        }
        throw unconverged(model, norm, MOST_ITERATIONS);
    }

    /** Whether the next step would stay: a residual that fades while prices run away is no root. */
    private static boolean isShort(double[] step, double[] y) {
        for (int i = 0; i < y.length; i++) {
            if (!(Math.abs(step[i]) <= SETTLED * (1 + Math.abs(y[i])))) {
                return false;
            }
        }
        return true;
    }

    /** Roots at both ends of a step, to first order from the root of the middle system: the implicit function theorem. */
    static double[][] along(String model, double[] root, System middle, System high, System low) {
        int n = root.length;
        double[] plus = new double[n];
        double[] minus = new double[n];
        double[][] jacobian = new double[n][n];
        high.at(root, plus, null);
        low.at(root, minus, null);
        middle.at(root, new double[n], jacobian);
        double[] slope = new double[n];
        for (int i = 0; i < n; i++) {
            slope[i] = -(plus[i] - minus[i]) / 2;
        }
        if (!solve(jacobian, slope)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED, model + " needs a regular solution for standard errors.");
        }
        double[] up = root.clone();
        double[] down = root.clone();
        for (int i = 0; i < n; i++) {
            up[i] += slope[i];
            down[i] -= slope[i];
        }
        return new double[][] {up, down};
    }

    /** Refuses a point whose owner's profit is not concave in what it may choose: the second-order condition. */
    static void requireConcave(String model, String owner, double[][] hessian) {
        int n = hessian.length;
        double[][] l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = -(hessian[i][j] + hessian[j][i]) / 2;
                for (int m = 0; m < j; m++) {
                    rest -= l[i][m] * l[j][m];
                }
                if (i == j && !(rest > 0)) {
                    throw new OverhangException(
                            Reason.NOT_CONVERGED,
                            model + " needs a point at which every owner's profit is highest, but the second-order"
                                    + " condition of " + owner + " fails. Check the margins and elasticities.");
                }
                l[i][j] = i == j ? Math.sqrt(rest) : rest / l[j][j];
            }
        }
    }

    static OverhangException unconverged(String model, double residual, int iterations) {
        return new OverhangException(
                Reason.NOT_CONVERGED,
                model + " needs an equilibrium, but none was found, though there may be one: the largest residual is "
                        + residual + " after " + iterations
                        + " iterations. Check the sizes of the changes and the elasticities.");
    }

    /** That there is no equilibrium, with the reason that proves it. */
    static OverhangException none(String model, String certificate) {
        return new OverhangException(
                Reason.NOT_CONVERGED, model + " has no equilibrium under these changes: " + certificate + ".");
    }

    /** Largest absolute value; NaN and infinities count as infinite. */
    static double norm(double[] f) {
        double most = 0;
        for (double v : f) {
            double size = Math.abs(v);
            if (!(size < Double.POSITIVE_INFINITY)) {
                return Double.POSITIVE_INFINITY;
            }
            most = Math.max(most, size);
        }
        return most;
    }
}
