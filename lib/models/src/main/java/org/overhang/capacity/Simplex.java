package org.overhang.capacity;

import java.util.Arrays;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Linear programs with few rows and many bounded columns: minimize {@code c'x} subject to {@code Ax = b}, {@code 0 ≤ x ≤ u}.
 *
 * <p>A revised simplex method with an explicit inverse. It starts from a feasible basis that the caller knows, so there is no
 * first phase. Columns are scaled by powers of two. Pricing is Dantzig's, and Bland's rule takes over after a run of
 * degenerate steps, so it ends. Before it reports an optimum it factors the basis afresh and checks feasibility and reduced
 * costs again; anything else throws.
 */
final class Simplex {
    private static final double OPTIMALITY = 1e-11;
    private static final double ON_FACE = 1e-9;
    private static final double FEASIBILITY = 1e-8;
    private static final double PIVOT = 1e-9;
    private static final double TIE = 1e-12;
    private static final int FACTOR_EVERY = 48;

    final int rows;
    final int columns;
    /** Column-major coefficients; the caller fills them, {@link #start} scales them in place. */
    final double[] a;

    final double[] b;
    final double[] cost;
    final double[] upper;
    final int[] basis;
    /** Columns that may not enter the basis. */
    final boolean[] banned;
    /** Columns out of the basis that rest at their upper bound. */
    final boolean[] high;

    private final double[] scale;
    private final boolean[] basic;
    private final double[] inverse;
    private final double[] value;
    private final double[] price;
    private final double[] direction;
    private final double[] work;
    private int patience;

    Simplex(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        a = new double[rows * columns];
        b = new double[rows];
        cost = new double[columns];
        upper = new double[columns];
        basis = new int[rows];
        banned = new boolean[columns];
        high = new boolean[columns];
        scale = new double[columns];
        basic = new boolean[columns];
        inverse = new double[rows * rows];
        value = new double[rows];
        price = new double[rows];
        direction = new double[rows];
        work = new double[2 * rows * rows];
    }

    /** Makes an empty program of the same shape. */
    void clear() {
        Arrays.fill(a, 0);
        Arrays.fill(b, 0);
        Arrays.fill(cost, 0);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        Arrays.fill(banned, false);
        Arrays.fill(high, false);
    }

    /** Scales the columns and factors the starting basis, which must be feasible. */
    void start() {
        Arrays.fill(basic, false);
        for (int column : basis) {
            basic[column] = true;
        }
        for (int j = 0; j < columns; j++) {
            double largest = 0;
            for (int i = j * rows; i < (j + 1) * rows; i++) {
                largest = Math.max(largest, Math.abs(a[i]));
            }
            scale[j] = largest > 0 ? Math.scalb(1.0, -Math.getExponent(largest)) : 1;
            for (int i = j * rows; i < (j + 1) * rows; i++) {
                a[i] *= scale[j];
            }
            upper[j] /= scale[j];
        }
        factor();
    }

    /** Minimizes from the present basis; the answer is in {@link #objective} and {@link #column}. */
    void minimize() {
        minimize(60 * (rows + 10) + columns);
    }

    /** Minimizes with a limit on the number of steps; the tests force a failure with it. */
    void minimize(int limit) {
        patience = 0;
        int sinceFactor = 0;
        for (int step = 0; step < limit; step++) {
            prices();
            int entering = entering();
            if (entering < 0) {
                if (sinceFactor == 0) {
                    return;
                }
                factor();
                sinceFactor = 0;
                continue;
            }
            move(entering);
            if (++sinceFactor == FACTOR_EVERY) {
                factor();
                sinceFactor = 0;
            }
        }
        throw failed("did not reach an optimum in " + limit + " steps");
    }

    /** Keeps only the columns that can be positive at some optimum: what is left is the optimal face. */
    void keepOptimalFace() {
        prices();
        double tolerance = ON_FACE * (1 + largestPrice());
        for (int j = 0; j < columns; j++) {
            if (!basic[j] && Math.abs(reducedCost(j)) > tolerance) {
                banned[j] = true;
            }
        }
    }

    /** The optimal cost. */
    double objective() {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += cost[basis[i]] * value[i] * scale[basis[i]];
        }
        for (int j = 0; j < columns; j++) {
            if (high[j] && !basic[j]) {
                sum += cost[j] * upper[j] * scale[j];
            }
        }
        return sum;
    }

    /** All columns' values, unscaled. */
    double[] solution() {
        double[] x = new double[columns];
        for (int j = 0; j < columns; j++) {
            x[j] = high[j] && !basic[j] ? upper[j] * scale[j] : 0;
        }
        for (int i = 0; i < rows; i++) {
            x[basis[i]] = Math.max(0, value[i]) * scale[basis[i]];
        }
        return x;
    }

    private void prices() {
        Arrays.fill(price, 0);
        for (int i = 0; i < rows; i++) {
            double c = cost[basis[i]] * scale[basis[i]];
            if (c != 0) {
                for (int k = 0; k < rows; k++) {
                    price[k] += c * inverse[i * rows + k];
                }
            }
        }
    }

    private double largestPrice() {
        double largest = 0;
        for (double p : price) {
            largest = Math.max(largest, Math.abs(p));
        }
        return largest;
    }

    private double reducedCost(int j) {
        double d = cost[j] * scale[j];
        for (int i = 0, at = j * rows; i < rows; i++, at++) {
            d -= price[i] * a[at];
        }
        return d;
    }

    private int entering() {
        double least = OPTIMALITY * (1 + largestPrice());
        boolean first = patience > 2 * rows + 20;
        int best = -1;
        for (int j = 0; j < columns; j++) {
            if (basic[j] || banned[j]) {
                continue;
            }
            double d = reducedCost(j);
            double gain = high[j] ? d : -d;
            if (gain > least) {
                best = j;
                if (first) {
                    return j;
                }
                least = gain;
            }
        }
        return best;
    }

    private void move(int entering) {
        double sign = high[entering] ? -1 : 1;
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int k = 0; k < rows; k++) {
                sum += inverse[i * rows + k] * a[entering * rows + k];
            }
            direction[i] = sum;
        }
        int leaving = leaving(sign);
        double step = leaving < 0 ? upper[entering] : Math.min(upper[entering], ratio(leaving, sign, 0));
        if (Double.isInfinite(step)) {
            throw failed("is unbounded");
        }
        patience = step <= TIE ? patience + 1 : 0;
        boolean flips = leaving < 0 || upper[entering] <= ratio(leaving, sign, 0);
        for (int i = 0; i < rows; i++) {
            value[i] -= sign * step * direction[i];
        }
        if (flips) {
            high[entering] = !high[entering];
            return;
        }
        int out = basis[leaving];
        basic[out] = false;
        high[out] = sign * direction[leaving] < 0;
        double entered = high[entering] ? upper[entering] - step : step;
        high[entering] = false;
        basic[entering] = true;
        basis[leaving] = entering;
        value[leaving] = entered;
        pivot(leaving);
    }

    /** Harris' two passes: of the rows that block within a tiny slack the one with the largest pivot; under Bland's rule the first. */
    private int leaving(double sign) {
        boolean bland = patience > 2 * rows + 20;
        double slack = bland ? 0 : TIE;
        double limit = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rows; i++) {
            limit = Math.min(limit, ratio(i, sign, slack));
        }
        int best = -1;
        for (int i = 0; i < rows && limit < Double.POSITIVE_INFINITY; i++) {
            if (ratio(i, sign, 0) <= limit) {
                boolean better = best < 0
                        || (bland ? basis[i] < basis[best] : Math.abs(direction[i]) > Math.abs(direction[best]));
                best = better ? i : best;
            }
        }
        return best;
    }

    private double ratio(int row, double sign, double slack) {
        double fall = sign * direction[row];
        if (fall > PIVOT) {
            return (Math.max(0, value[row]) + slack) / fall;
        }
        double top = upper[basis[row]];
        if (fall < -PIVOT && top < Double.POSITIVE_INFINITY) {
            return (Math.max(0, top - value[row]) + slack) / -fall;
        }
        return Double.POSITIVE_INFINITY;
    }

    private void pivot(int row) {
        double p = 1 / direction[row];
        for (int k = 0; k < rows; k++) {
            inverse[row * rows + k] *= p;
        }
        for (int i = 0; i < rows; i++) {
            double f = direction[i];
            if (i != row && f != 0) {
                for (int k = 0; k < rows; k++) {
                    inverse[i * rows + k] -= f * inverse[row * rows + k];
                }
            }
        }
    }

    /** Inverts the basis by Gauss–Jordan elimination with row interchanges and refreshes the basic values. */
    private void factor() {
        int width = 2 * rows;
        Arrays.fill(work, 0);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < rows; k++) {
                work[i * width + k] = a[basis[k] * rows + i];
            }
            work[i * width + rows + i] = 1;
        }
        for (int c = 0; c < rows; c++) {
            eliminate(c, width);
        }
        for (int i = 0; i < rows; i++) {
            System.arraycopy(work, i * width + rows, inverse, i * rows, rows);
        }
        refresh();
    }

    private void eliminate(int c, int width) {
        int best = c;
        for (int i = c + 1; i < rows; i++) {
            best = Math.abs(work[i * width + c]) > Math.abs(work[best * width + c]) ? i : best;
        }
        double p = work[best * width + c];
        if (!(Math.abs(p) > 1e-300)) {
            throw failed("has a singular basis");
        }
        for (int k = c; k < width; k++) {
            double swap = work[best * width + k];
            work[best * width + k] = work[c * width + k];
            work[c * width + k] = swap / p;
        }
        for (int i = 0; i < rows; i++) {
            double f = work[i * width + c];
            if (i != c && f != 0) {
                for (int k = c; k < width; k++) {
                    work[i * width + k] -= f * work[c * width + k];
                }
            }
        }
    }

    private void refresh() {
        double[] rest = b.clone();
        for (int j = 0; j < columns; j++) {
            if (high[j] && !basic[j]) {
                for (int i = 0; i < rows; i++) {
                    rest[i] -= a[j * rows + i] * upper[j];
                }
            }
        }
        double worst = 0;
        double largest = 1;
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int k = 0; k < rows; k++) {
                sum += inverse[i * rows + k] * rest[k];
            }
            value[i] = sum;
            worst = Math.max(worst, Math.max(-sum, sum - upper[basis[i]]));
            largest = Math.max(largest, Math.abs(sum));
        }
        if (!(worst <= FEASIBILITY * largest)) {
            throw failed("left the feasible region by " + Numbers.significant(worst, 2));
        }
    }

    private static OverhangException failed(String how) {
        return new OverhangException(
                Reason.NOT_CONVERGED,
                "A linear program of the frontier must end at an optimum, but it " + how
                        + ". Look for inputs or outputs that differ by many orders of magnitude between plants, or leave such plants out.");
    }
}
