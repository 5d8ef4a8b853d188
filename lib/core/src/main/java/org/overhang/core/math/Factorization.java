package org.overhang.core.math;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Parallel;

/**
 * Columns taken apart one after another: which of them are new, which repeat those before them, and an orthonormal basis of
 * the new ones. This is the one rule of rank of the library.
 *
 * <pre>{@code
 * x_j = \sum_{i \le j} r_{ij} q_i, \qquad q_i'Wq_m = [i = m], \qquad
 * x_j \text{ is new} \iff \lVert x_j - \textstyle\sum_{i<j} q_i q_i'Wx_j \rVert > \tau_j \lVert x_j - \bar x_j \rVert
 * }</pre>
 *
 * <p>{@code x_j} columns, {@code W} row weights, {@code r} coefficients, {@code \bar x_j} the part of a column along the constant if
 * the first column is one. Because the length is measured after the constant and in units of the column itself, neither units
 * nor a distant origin decide: {@code year} and {@code year²} beside a constant are two columns, and so is a population of
 * {@code 1.4e9 ± 2e4}. {@code \tau_j} is 1e-7, or more where rounding of the column reaches further.
 *
 * <p>The idea. Gram–Schmidt with each column orthogonalised twice, after which nothing is left to take off but rounding, and
 * pivoting as R's {@code lm} does it: a column that is not new goes to the end, all others keep their order, so that
 * what is left out is the later one. Invariants: {@code Q'WQ = I} to rounding; {@code X_{kept} = QR} with R upper triangular;
 * a column that is not new equals {@code X_{kept}c} to {@code \tau}. Not by the pivots of {@code X'WX}: they are squares, and lose
 * half of the digits that decide. Cost: {@code 2nk²} multiplications, and one copy of the columns.
 *
 * <p>Missing values are not looked for; columns must be finite, weights not negative.
 *
 * <p>Example:
 *
 * <pre>{@code
 * double[][] x = {ones, year, yearSquared, twiceYear};
 * Factorization f = Factorization.of(x, null);
 * f.kept();          // 0, 1, 2
 * f.repeats(3);      // 1: the columns that it repeats
 * }</pre>
 */
public final class Factorization {
    /** R's lm: what is left of a column relative to its length; data printed with eight digits lie below. */
    public static final double COLLINEAR = 1e-7;

    /** Share of a column that effects leave when they explain it: their solver stops at 1e-10, times a weak graph. */
    public static final double ABSORBED = 1e-6;

    private static final double ROUNDING = 64 * Math.ulp(1.0);
    private static final double CONSTANT = 1e-13;
    /** Error of the solver relative to the column before the effects. */
    private static final double SOLVER = 1e-8;
    /** A column with less than this share of the coefficients is not named as repeated. */
    private static final double NAMED = 1e-6;

    private final double[][] basis;
    private final double[][] r;
    private final int[] kept;
    private final boolean[] vanished;
    private final double[][] remainders;
    private final double[] size;
    private final boolean centered;

    private Factorization(
            double[][] basis,
            double[][] r,
            int[] kept,
            boolean[] vanished,
            double[][] remainders,
            double[] size,
            boolean centered) {
        this.basis = basis;
        this.r = r;
        this.kept = kept;
        this.vanished = vanished;
        this.remainders = remainders;
        this.size = size;
        this.centered = centered;
    }

    /**
     * Takes columns apart as they are.
     *
     * @param columns columns of one length; they are read, never changed
     * @param weights row weights; null for one
     * @return the factorization
     */
    public static Factorization of(double[][] columns, double @Nullable [] weights) {
        return of(columns, null, weights);
    }

    /**
     * Takes apart columns from which effects were taken out, so that what effects explain and what rounding left is known.
     *
     * @param columns columns of one length; they are read, never changed
     * @param before length of each column about its mean before the effects; null if no effects were taken out
     * @param weights row weights; null for one
     * @return the factorization
     */
    public static Factorization of(double[][] columns, double @Nullable [] before, double @Nullable [] weights) {
        int k = columns.length;
        List<double[]> q = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        double[][] r = new double[k][k];
        boolean[] vanished = new boolean[k];
        double[][] remainders = new double[k][0];
        double[] size = new double[k];
        boolean centered = k > 0 && isConstant(columns[0]);
        for (int j = 0; j < k; j++) {
            double[] v = columns[j].clone();
            double raw = Math.sqrt(dot(v, v, weights));
            for (int pass = 0; pass < 2; pass++) {
                for (int i = 0; i < q.size(); i++) {
                    double c = dot(q.get(i), v, weights);
                    r[i][j] += c;
                    subtract(v, q.get(i), c);
                }
            }
            double length = centered && j > 0 && !q.isEmpty() ? about(columns[j], q.get(0), r[0][j], weights) : raw;
            size[j] = length;
            double left = Math.sqrt(dot(v, v, weights));
            double noise = before == null ? ROUNDING * raw : SOLVER * before[j];
            vanished[j] = before == null ? !(length > CONSTANT * raw) : !(length > ABSORBED * before[j]);
            if (!vanished[j] && left > Math.max(COLLINEAR * length, noise)) {
                r[q.size()][j] = left;
                for (int i = 0; i < v.length; i++) {
                    v[i] /= left;
                }
                q.add(v);
                kept.add(j);
            } else {
                remainders[j] = v;
            }
        }
        int[] at = kept.stream().mapToInt(Integer::intValue).toArray();
        return new Factorization(q.toArray(double[][]::new), r, at, vanished, remainders, size, centered);
    }

    private static boolean isConstant(double[] column) {
        for (double v : column) {
            if (v != column[0]) {
                return false;
            }
        }
        return column.length > 0 && column[0] != 0;
    }

    /** Length of a column less its part along the constant, from the differences themselves. */
    private static double about(double[] column, double[] constant, double c, double @Nullable [] w) {
        double[] v = column.clone();
        subtract(v, constant, c);
        return Math.sqrt(dot(v, v, w));
    }

    private static void subtract(double[] v, double[] q, double c) {
        Parallel.forBlocks(v.length, (from, to) -> {
            for (int i = from; i < to; i++) {
                v[i] -= c * q[i];
            }
        });
    }

    private static double dot(double[] a, double[] b, double @Nullable [] w) {
        return Parallel.sum(a.length, (from, to) -> {
            double s = 0;
            for (int i = from; i < to; i++) {
                s += w == null ? a[i] * b[i] : w[i] * a[i] * b[i];
            }
            return s;
        });
    }

    /**
     * Columns that are new.
     *
     * @return their indices, in order
     */
    public int[] kept() {
        return kept.clone();
    }

    /**
     * Whether nothing is left of a column by itself: effects explain it, or it is constant beside a constant.
     *
     * @param column its index
     * @return true if so
     */
    public boolean isVanished(int column) {
        return vanished[column];
    }

    /**
     * The columns that a column left out repeats.
     *
     * @param column index of a column that is not new
     * @return indices of the kept columns that it is a combination of, in order; empty for a kept column
     */
    public int[] repeats(int column) {
        if (remainders[column].length == 0) {
            return new int[0];
        }
        double[] c = combination(column);
        double most = 0;
        for (int i = 0; i < c.length; i++) {
            most = Math.max(most, Math.abs(c[i]) * size[kept[i]]);
        }
        int[] out = new int[c.length];
        int used = 0;
        for (int i = c.length - 1; i >= 0; i--) {
            boolean counts = Math.abs(c[i]) * size[kept[i]] > NAMED * most;
            // A shift by the constant goes without saying, unless it is all there is.
            if (counts && !(centered && kept[i] == 0 && used > 0)) {
                out[used++] = kept[i];
            }
        }
        int[] found = Arrays.copyOf(out, used);
        Arrays.sort(found);
        return found;
    }

    /** Coefficients on the kept columns before it. */
    private double[] combination(int column) {
        int k = 0;
        while (k < kept.length && kept[k] < column) {
            k++;
        }
        double[] c = new double[k];
        for (int i = k - 1; i >= 0; i--) {
            double s = r[i][column];
            for (int m = i + 1; m < k; m++) {
                s -= r[i][kept[m]] * c[m];
            }
            c[i] = s / r[i][kept[i]];
        }
        return c;
    }

    /**
     * What is left of a column that is not new, over all rows, those of weight zero included.
     *
     * @param column its index
     * @return the remainder; empty for a kept column
     */
    public double[] remainder(int column) {
        return remainders[column].clone();
    }

    /**
     * The orthonormal basis of the kept columns: {@code Q'WQ = I}.
     *
     * @return one array a kept column
     */
    public double[][] basis() {
        return basis.clone();
    }

    /**
     * From coefficients on the basis to coefficients on the kept columns: the inverse of R.
     *
     * @return a fresh upper triangular matrix
     */
    public double[][] toColumns() {
        int k = kept.length;
        double[][] out = new double[k][k];
        for (int c = 0; c < k; c++) {
            for (int i = c; i >= 0; i--) {
                double s = i == c ? 1 : 0;
                for (int m = i + 1; m <= c; m++) {
                    s -= r[i][kept[m]] * out[m][c];
                }
                out[i][c] = s / r[i][kept[i]];
            }
        }
        return out;
    }

    /**
     * Least squares on the kept columns, refined once.
     *
     * @param y outcome
     * @param weights the weights of the factorization
     * @return coefficients on the basis; {@link #toColumns()} turns them into those of the columns
     */
    public double[] solve(double[] y, double @Nullable [] weights) {
        double[] left = y.clone();
        double[] out = new double[basis.length];
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < out.length; i++) {
                double c = dot(basis[i], left, weights);
                out[i] += c;
                subtract(left, basis[i], c);
            }
        }
        return out;
    }
}
