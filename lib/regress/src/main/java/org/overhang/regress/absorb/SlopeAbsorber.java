package org.overhang.regress.absorb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Takes out effects of which some have slopes that vary by group.
 *
 * <p>The columns of each effect are made orthonormal within each group; then alternating exact projections, accelerated by
 * conjugate gradients on the symmetric product of the projections, remove all effects. The stop is the same true residual as
 * in {@link Absorber}.
 */
public final class SlopeAbsorber implements Absorbing {
    private static final int MOST_ITERATIONS = 20_000;
    private static final double DEPENDENT = 1e-10;
    private static final double FLAT = 1e-28;

    private final int[][] codes;
    private final int[] counts;
    private final double[][][] slopes;
    private final boolean[] levels;
    private double @Nullable [] weights;
    /** Orthonormal columns of each effect. */
    private double[][][] basis = new double[0][][];

    public SlopeAbsorber(int[][] codes, int[] counts, double[][][] slopes, boolean[] levels) {
        this.codes = codes;
        this.counts = counts;
        this.slopes = slopes;
        this.levels = levels;
        weigh(null);
    }

    @Override
    public void weigh(double @Nullable [] rowWeights) {
        weights = rowWeights;
        basis = new double[codes.length][][];
        for (int e = 0; e < codes.length; e++) {
            int n = codes[e].length;
            double[][] columns = new double[slopes[e].length + (levels[e] ? 1 : 0)][];
            int at = 0;
            if (levels[e]) {
                columns[at] = new double[n];
                Arrays.fill(columns[at++], 1);
            }
            for (double[] slope : slopes[e]) {
                columns[at++] = slope.clone();
            }
            basis[e] = columns;
            for (int j = 0; j < columns.length; j++) {
                orthonormalize(e, j);
            }
        }
    }

    /** Gram–Schmidt within groups, twice; a column without own variation in a group is set to zero there. */
    private void orthonormalize(int e, int j) {
        double[][] columns = basis[e];
        double[] before = normalizer(e, columns[j]);
        for (int twice = 0; twice < 2; twice++) {
            for (int i = 0; i < j; i++) {
                remove(e, columns[i], columns[j]);
            }
        }
        double[] after = normalizer(e, columns[j]);
        for (int g = 0; g < counts[e]; g++) {
            boolean own = after[g] > DEPENDENT * DEPENDENT * before[g] && after[g] > 0;
            after[g] = own ? 1 / Math.sqrt(after[g]) : 0;
        }
        for (int r = 0; r < columns[j].length; r++) {
            columns[j][r] *= after[codes[e][r]];
        }
    }

    private double[] normalizer(int e, double[] column) {
        return sums(e, column, column);
    }

    private double[] sums(int e, double[] a, double[] b) {
        double[] out = new double[counts[e]];
        for (int r = 0; r < a.length; r++) {
            out[codes[e][r]] += (weights == null ? 1 : weights[r]) * a[r] * b[r];
        }
        return out;
    }

    private void remove(int e, double[] unit, double[] from) {
        double[] sum = sums(e, unit, from);
        for (int r = 0; r < from.length; r++) {
            from[r] -= sum[codes[e][r]] * unit[r];
        }
    }

    /** Diagonal of the projection, for one effect. */
    public double[] diagonal() {
        double[] out = new double[codes[0].length];
        for (double[] unit : basis[0]) {
            for (int r = 0; r < out.length; r++) {
                out[r] += (weights == null ? 1 : weights[r]) * unit[r] * unit[r];
            }
        }
        return out;
    }

    @Override
    public Absorbed absorb(double[][] columns, double tolerance, boolean inPlace) {
        double[][] out = new double[columns.length][];
        double[] residual = new double[columns.length];
        int[] iterations = new int[columns.length];
        org.overhang.core.Parallel.forEach(columns.length, j -> {
            out[j] = inPlace ? columns[j] : columns[j].clone();
            residual[j] = solve(out[j], tolerance, iterations, j);
        });
        return new Absorbed(
                out,
                Arrays.stream(residual).max().orElse(0),
                Arrays.stream(iterations).sum(),
                codes.length == 1 ? "group projections" : "accelerated projections with slopes by group");
    }

    /** Conjugate gradients for {@code (I − T) v = y − T y}, T the symmetric sweep over all effects. */
    private double solve(double[] y, double tolerance, int[] iterations, int j) {
        double scale = norm(y);
        double start = defect(y);
        double target = Math.max(start, 1e-5 * scale);
        if (!(target > 0)) {
            return 0;
        }
        double[] r = swept(y);
        double[] p = r.clone();
        double rho = dot(r, r);
        double now = Double.NaN;
        for (int it = 0; it < MOST_ITERATIONS; it++) {
            double[] q = swept(p);
            // A direction of rounding has a part that no effect explains, along which the form is flat: not a step to
            // take.
            boolean steep = rho > FLAT * scale * scale;
            double curve = steep ? dot(p, q) : 0;
            if (curve > 0) {
                double alpha = rho / curve;
                for (int i = 0; i < y.length; i++) {
                    y[i] -= alpha * p[i];
                    r[i] -= alpha * q[i];
                }
            }
            iterations[j]++;
            boolean check = codes.length == 1 || it % 4 == 3 || !(curve > 0) || dot(r, r) <= FLAT * scale * scale;
            now = check ? defect(y) / target : Double.NaN;
            if (now <= tolerance) {
                return now;
            }
            if (it % 64 == 63 || !(curve > 0)) {
                r = swept(y);
                p = r.clone();
                rho = dot(r, r);
                continue;
            }
            double next = dot(r, r);
            double beta = next / rho;
            rho = next;
            for (int i = 0; i < y.length; i++) {
                p[i] = r[i] + beta * p[i];
            }
        }
        throw new OverhangException(
                Reason.NOT_CONVERGED,
                "Absorbing the effects with slopes needed a relative residual of " + tolerance + ", but "
                        + MOST_ITERATIONS + " iterations reached " + now
                        + ". Scale the slope columns, or leave one effect out.");
    }

    /** {@code v − T v}: what one forward and backward sweep of projections takes off. */
    private double[] swept(double[] v) {
        double[] out = v.clone();
        for (int e = 0; e < codes.length; e++) {
            project(e, out);
        }
        for (int e = codes.length - 2; e >= 0; e--) {
            project(e, out);
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = v[i] - out[i];
        }
        return out;
    }

    private void project(int e, double[] v) {
        for (double[] unit : basis[e]) {
            remove(e, unit, v);
        }
    }

    /** Norm of the projections of v on the effects: the residual of the normal equations in the scale of the weights. */
    private double defect(double[] v) {
        double sum = 0;
        for (int e = 0; e < codes.length; e++) {
            for (double[] unit : basis[e]) {
                for (double s : sums(e, unit, v)) {
                    sum += s * s;
                }
            }
        }
        return Math.sqrt(sum);
    }

    private double dot(double[] a, double[] b) {
        double sum = 0;
        for (int r = 0; r < a.length; r++) {
            sum += (weights == null ? 1 : weights[r]) * a[r] * b[r];
        }
        return sum;
    }

    private double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }
}
