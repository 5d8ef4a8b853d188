package org.overhang.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.Draws;
import org.overhang.core.Seed;

/**
 * Finds rows with outcome zero that no finite coefficients fit: a combination of regressors and effects that is zero wherever
 * the outcome is positive, not negative elsewhere and positive on them (Correia, Guimarães and Zylkin, "Verifying the
 * existence of maximum likelihood estimates for generalized linear models", arXiv 1903.01633).
 *
 * <p>Directions that vanish on the positive rows are found exactly first: regressors that are collinear there after the
 * effects, and effects whose graph falls apart there (a random vector of effects, with its fit on the positive rows taken
 * off, shows every such split). Only if there are any does the rectifier run, on the zero rows and those directions alone.
 */
final class Separation {
    private static final double NULL = 1e-7;
    private static final double TOUCHES = 1e-5;
    private static final int BLOCK = 4;
    private static final int MOST_DIRECTIONS = 64;
    private static final int MOST_ROUNDS = 2_000;

    private Separation() {}

    /** The sample without separated rows, and the positions in the source of those. */
    record Outcome(Sample sample, int[] rows) {}

    static Outcome remove(Sample sample) {
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
            now = now.without(separated, "rows with outcome zero that no finite coefficients fit (separated)");
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
        List<double[]> directions = directions(sample, positive, at);
        boolean[] out = new boolean[n];
        if (directions.isEmpty()) {
            return out;
        }
        double[] touched = rectified(directions.toArray(double[][]::new), zeros);
        for (int k = 0; k < zeros; k++) {
            out[at[k]] = touched[k] > 0;
        }
        return out;
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
                add(out, done[j], at, 1);
            }
            // One random vector tells whether there is a split; if so, more until they bring nothing new.
            while (!out.isEmpty() && out.size() < MOST_DIRECTIONS) {
                int before = out.size();
                double[][] more = random(effects, draws, BLOCK);
                for (double[] v :
                        absorber.absorb(more, LinearFit.TOLERANCE, true).columns()) {
                    add(out, v, at, 1);
                }
                if (out.size() == before) {
                    break;
                }
            }
        }
        collinear(x, after, positive, at, out);
        return out;
    }

    private static double[][] joined(double[][] a, double[][] b) {
        return InstrumentMath.joined(a, b);
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

    /** Adds the zero-row part of a column unless it is zero, or explained by the directions found before. */
    private static void add(List<double[]> out, double[] column, int[] at, double scale) {
        double[] v = new double[at.length];
        double largest = 0;
        for (int k = 0; k < v.length; k++) {
            v[k] = column[at[k]] / scale;
            largest = Math.max(largest, Math.abs(v[k]));
        }
        if (!(largest > TOUCHES)) {
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

    /** Regressors that the effects or the other regressors explain on the positive rows. */
    private static void collinear(double[][] x, double[][] after, double[] positive, int[] at, List<double[]> out) {
        int k = after.length;
        double[] scale = new double[k];
        List<Integer> varying = new ArrayList<>();
        for (int j = 0; j < k; j++) {
            double mean = CrossMath.sum(x[j], null) / positive.length;
            double spread = 0;
            for (double v : x[j]) {
                spread += (v - mean) * (v - mean);
            }
            // A constant has no spread, and its own size is its scale.
            scale[j] = Math.sqrt(spread / positive.length) + (spread > 0 ? 0 : Math.abs(mean));
            double left = CrossMath.squares(after[j], positive);
            if (left > NULL * NULL * scale[j] * scale[j] * positive.length) {
                varying.add(j);
            } else if (scale[j] > 0) {
                add(out, after[j], at, scale[j]);
            }
        }
        double[][] columns = varying.stream().map(j -> after[j]).toArray(double[][]::new);
        double[][] cross = CrossMath.products(columns, columns, positive);
        int[] free = LinearFit.independent(cross);
        double[][] inverse = Dense.inverse(Dense.pick(cross, free, free));
        for (int j = 0; j < columns.length; j++) {
            int column = j;
            if (Arrays.stream(free).anyMatch(f -> f == column)) {
                continue;
            }
            double[] b = Dense.multiply(inverse, Dense.transpose(Dense.pick(cross, free, new int[] {j}))[0]);
            double[][] basis = Arrays.stream(free).mapToObj(f -> columns[f]).toArray(double[][]::new);
            add(out, CrossMath.residuals(columns[j], basis, b), at, scale[varying.get(j)]);
        }
    }

    /** The iterative rectifier on orthonormal directions: positive where a row is separated, zero elsewhere. */
    private static double[] rectified(double[][] directions, int rows) {
        double[] u = new double[rows];
        Arrays.fill(u, 1);
        double[] fit = u;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            fit = new double[rows];
            for (double[] d : directions) {
                double dot = Dense.dot(d, u);
                for (int k = 0; k < rows; k++) {
                    fit[k] += dot * d[k];
                }
            }
            boolean done = true;
            for (int k = 0; k < rows; k++) {
                fit[k] = Math.abs(fit[k]) < TOUCHES ? 0 : fit[k];
                done &= fit[k] >= 0;
            }
            if (done) {
                return fit;
            }
            for (int k = 0; k < rows; k++) {
                u[k] = Math.max(0, fit[k]);
            }
        }
        return new double[rows];
    }
}
