package org.overhang.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.Draws;
import org.overhang.core.Seed;
import org.overhang.core.math.Dense;
import org.overhang.core.math.Factorization;
import org.overhang.core.math.NonNegative;
import org.overhang.regress.absorb.Absorbing;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.LinearFit;
import org.overhang.regress.absorb.Sample;

/**
 * Finds rows with outcome zero that no finite coefficients fit.
 *
 * <p>The idea. Such rows exist exactly if some combination of regressors and effects is zero wherever the outcome is positive, not
 * negative elsewhere and positive on them (Correia, Guimarães and Zylkin, "Verifying the existence of maximum likelihood
 * estimates for generalized linear models", arXiv 1903.01633). (1) The combinations that vanish on the positive rows are a small
 * space: regressors that repeat others there, and effects whose graph falls apart there (a random vector of effects, with its fit
 * on the positive rows taken off, shows every such split). (2) In that space, with {@code g_i} the values of its directions on
 * zero row i, scaled to length one, {@link NonNegative} finds the shortest {@code r = Σ (1 + λ_i) g_i} with {@code λ ≥ 0}. If r is
 * zero, positive weights balance all rows and nothing is separated; if not, {@code g_i'r ≥ 0} for all i with a positive sum: r is
 * the separating direction. (3) The direction is a certificate and is checked as one, row by row, before a row is taken out. Rows
 * found are taken out and the search starts again until a round finds none.
 *
 * <p>Invariants: no row with a positive outcome goes; a row goes only with a direction that was checked; the answer does not
 * depend on units of the regressors. Not the iterated rectifier of the paper: where two signs balance it creeps toward the
 * answer, and a threshold must guess when it has arrived. Cost: directions × zero rows for each step of a problem with as many
 * unknowns as directions, at most 64.
 */
final class Separation {
    /** Share of a direction that counts as zero: rounding, or the solver of the effects. */
    private static final double EXACT = 1e-11;

    private static final double SOLVED = 1e-6;
    /** Rows below this share of the largest wait for the next round, when larger ones are gone. */
    private static final double TOUCHES = 1e-5;

    private static final int BLOCK = 4;
    private static final int MOST_DIRECTIONS = 64;

    private Separation() {}

    /** The sample without separated rows, and the positions in the source of those. */
    record Outcome(Sample sample, int[] rows) {}

    static Outcome remove(Sample sample, boolean keepSingletons) {
        List<Integer> gone = new ArrayList<>();
        Sample now = sample;
        while (true) {
            boolean[] separated = find(now);
            int count = 0;
            for (int i = 0; i < separated.length; i++) {
                if (separated[i]) {
                    gone.add(now.rows()[i]);
                    count++;
                }
            }
            if (count == 0) {
                return new Outcome(
                        now, gone.stream().mapToInt(Integer::intValue).sorted().toArray());
            }
            now = now.without(
                    separated, "rows with outcome zero that no finite coefficients fit (separated)", keepSingletons);
        }
    }

    private static boolean[] find(Sample sample) {
        int n = sample.size();
        double[] positive = new double[n];
        int zeros = 0;
        for (int i = 0; i < n; i++) {
            positive[i] = sample.y()[i] > 0 ? 1 : 0;
            zeros += sample.y()[i] > 0 ? 0 : 1;
        }
        if (zeros == 0 || zeros == n) {
            return new boolean[n];
        }
        int[] at = new int[zeros];
        for (int i = 0, k = 0; i < n; i++) {
            if (positive[i] == 0) {
                at[k++] = i;
            }
        }
        boolean[] out = new boolean[n];
        List<double[]> directions = directions(sample, positive, at);
        if (directions.isEmpty()) {
            return out;
        }
        boolean[] found = separated(directions.toArray(double[][]::new), zeros, zero(sample));
        for (int k = 0; k < zeros; k++) {
            out[at[k]] = found[k];
        }
        return out;
    }

    private static double zero(Sample sample) {
        return sample.effects().size() > 0 ? SOLVED : EXACT;
    }

    /** Values on the zero rows of the combinations that vanish on the positive rows. */
    private static List<double[]> directions(Sample sample, double[] positive, int[] at) {
        List<double[]> out = new ArrayList<>();
        EffectSet effects = sample.effects();
        double[][] x = sample.x();
        double[][] after = x;
        if (effects.size() > 0) {
            Absorbing absorber = effects.absorber(positive);
            boolean splits = effects.size() > 1 || effects.hasSlopes();
            Draws draws = Seed.seed(20).stream(0);
            double[][] columns = joined(x, splits ? random(effects, draws, 1) : new double[0][]);
            double[][] done =
                    absorber.absorb(columns, LinearFit.TOLERANCE, false).columns();
            after = Arrays.copyOf(done, x.length);
            for (int j = x.length; splits && j < done.length; j++) {
                add(out, done[j], 1, positive, at, SOLVED);
            }
            // One random vector tells whether there is a split; if so, more until they bring nothing new.
            while (!out.isEmpty() && out.size() < MOST_DIRECTIONS) {
                int before = out.size();
                double[][] more = random(effects, draws, BLOCK);
                for (double[] v :
                        absorber.absorb(more, LinearFit.TOLERANCE, true).columns()) {
                    add(out, v, 1, positive, at, SOLVED);
                }
                if (out.size() == before) {
                    break;
                }
            }
        }
        repeated(sample, after, positive, at, out);
        return out;
    }

    private static double[][] joined(double[][] a, double[][] b) {
        return Dense.joined(a, b);
    }

    private static double[][] random(EffectSet effects, Draws draws, int columns) {
        int n = effects.codes()[0].length;
        double[][] out = new double[columns][n];
        for (double[] column : out) {
            for (int e = 0; e < effects.size(); e++) {
                for (int j = effects.level()[e] ? -1 : 0; j < effects.slopes()[e].length; j++) {
                    double[] level = new double[effects.counts()[e]];
                    for (int g = 0; g < level.length; g++) {
                        level[g] = draws.normal();
                    }
                    for (int i = 0; i < n; i++) {
                        column[i] += level[effects.codes()[e][i]] * (j < 0 ? 1 : effects.slopes()[e][j][i]);
                    }
                }
            }
        }
        return out;
    }

    /**
     * Adds the zero-row part of a column that vanishes on the positive rows, unless it is rounding of what the column was, {@code
     * size}, or the directions found before explain it.
     */
    private static void add(
            List<double[]> out, double[] column, double size, double[] positive, int[] at, double zero) {
        double[] v = new double[at.length];
        double largest = 0;
        double elsewhere = 0;
        for (int k = 0; k < v.length; k++) {
            v[k] = column[at[k]];
            largest = Math.max(largest, Math.abs(v[k]));
        }
        for (int i = 0; i < column.length; i++) {
            elsewhere = positive[i] > 0 ? Math.max(elsewhere, Math.abs(column[i])) : elsewhere;
        }
        if (!(elsewhere <= zero * largest) || !(largest > zero * size)) {
            return;
        }
        double before = Dense.dot(v, v);
        for (int twice = 0; twice < 2; twice++) {
            for (double[] unit : out) {
                double dot = Dense.dot(unit, v);
                for (int k = 0; k < v.length; k++) {
                    v[k] -= dot * unit[k];
                }
            }
        }
        double left = Dense.dot(v, v);
        if (left > 1e-10 * before) {
            double norm = Math.sqrt(left);
            for (int k = 0; k < v.length; k++) {
                v[k] /= norm;
            }
            out.add(v);
        }
    }

    /** Regressors that the effects or the regressors before them explain on the positive rows. */
    private static void repeated(Sample sample, double[][] after, double[] positive, int[] at, List<double[]> out) {
        boolean effects = sample.effects().size() > 0;
        double[] lengths = new double[after.length];
        for (int j = 0; j < after.length && effects; j++) {
            lengths[j] = LinearFit.about(sample.x()[j], positive);
        }
        Factorization f = Factorization.of(after, effects ? lengths : null, positive);
        for (int j = 0; j < after.length; j++) {
            double[] left = f.remainder(j);
            if (left.length > 0) {
                add(out, left, size(sample.x()[j]), positive, at, zero(sample));
            }
        }
    }

    private static double size(double[] column) {
        double most = 0;
        for (double v : column) {
            most = Math.max(most, Math.abs(v));
        }
        return most;
    }

    /** Rows that a certificate separates; none if there is none. */
    private static boolean[] separated(double[][] directions, int rows, double zero) {
        double[][] g = new double[rows][directions.length];
        double[] length = new double[rows];
        double longest = 0;
        for (int i = 0; i < rows; i++) {
            for (int d = 0; d < directions.length; d++) {
                g[i][d] = directions[d][i];
            }
            length[i] = Math.sqrt(Dense.dot(g[i], g[i]));
            longest = Math.max(longest, length[i]);
        }
        List<double[]> unit = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            if (length[i] > zero * longest) {
                double by = length[i];
                unit.add(Arrays.stream(g[i]).map(v -> v / by).toArray());
            }
        }
        double[] a = NonNegative.shortest(unit.toArray(double[][]::new));
        double norm = Math.sqrt(Dense.dot(a, a));
        boolean[] out = new boolean[rows];
        double[] value = new double[rows];
        double most = 0;
        for (int i = 0; i < rows; i++) {
            value[i] = Dense.dot(g[i], a) / norm;
            if (!(value[i] >= -SOLVED * length[i] - zero * longest)) {
                return out;
            }
            most = Math.max(most, value[i]);
        }
        for (int i = 0; i < rows; i++) {
            out[i] = value[i] > TOUCHES * most && value[i] > TOUCHES * length[i] && most > TOUCHES * longest;
        }
        return out;
    }
}
