package org.overhang.regress.absorb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Reason;

/**
 * Takes the means of any number of crossed effects out of columns, to a stated residual of the normal equations.
 *
 * <p>The largest effect is eliminated exactly; conjugate gradients solve for the others, all columns at once. If the residual
 * falls slowly, which is the mark of a weakly connected graph, the Schur complement is formed where it is sparse and an
 * approximate Cholesky factor of it preconditions the rest of the search. The stop is the true residual
 * {@code ||D'W(y − Da)|| / ||D'WMy||} in the norm scaled by the weight of the levels, measured on the answer itself.
 *
 * <p>Needs complete codes from 0 to count − 1 and finite columns; weights must not be negative.
 */
public final class Absorber implements Absorbing {
    private static final int PROBE = 6;
    private static final int PATIENCE = 26;
    private static final int SMALL_EFFECT = 50;
    private static final int MOST_ITERATIONS = 20_000;
    private static final int ROUNDS = 4;

    private final AbsorbLayout layout;
    private double @Nullable [] weights;
    private double[] inverse;
    private double[] levelWeights;
    private double[] levelInverse;
    private @Nullable Schur schur;
    private boolean formed;
    private ApproximateCholesky @Nullable [] factors;
    private double @Nullable [][] starts;
    private int iterations;

    public Absorber(int[][] codes, int[] counts) {
        layout = new AbsorbLayout(codes, counts);
        inverse = new double[0];
        levelWeights = inverse;
        levelInverse = inverse;
        weigh(null);
    }

    /** Sets row weights; the graph, its factor and the last solution stay as a start. */
    @Override
    public void weigh(double @Nullable [] rowWeights) {
        weights = rowWeights == null ? null : layout.sorted(rowWeights);
        inverse = AbsorbMath.inverseWeights(layout, weights);
        levelWeights = AbsorbMath.levelWeights(layout, weights);
        levelInverse = new double[levelWeights.length];
        for (int r = 0; r < levelInverse.length; r++) {
            levelInverse[r] = levelWeights[r] > 0 ? 1 / levelWeights[r] : 0;
        }
        if (schur != null && formed) {
            schur.form(weights, inverse, levelWeights);
        }
    }

    /** Forgets the last solution, so that the next answer does not depend on what was asked before. */
    public void forget() {
        starts = null;
    }

    @Override
    public Absorbing.Absorbed absorb(double[][] columns, double tolerance, boolean inPlace) {
        double[][] out = new double[columns.length][];
        double worst = 0;
        iterations = 0;
        double @Nullable [][] before = starts;
        double[][] solutions = new double[columns.length][0];
        for (int from = 0; from < columns.length; ) {
            int width = columns.length - from == 1 ? 1 : 4;
            int to = Math.min(columns.length, from + width);
            double[][] sorted = new double[to - from][];
            for (int j = from; j < to; j++) {
                double[] copy = layout.sorted(columns[j]);
                sorted[j - from] = copy == columns[j] && !inPlace ? copy.clone() : copy;
            }
            double[] start = before != null && from < before.length ? before[from] : null;
            Block block = new Block(sorted, width, tolerance, start);
            worst = Math.max(worst, block.run());
            solutions[from] = block.total;
            for (int j = from; j < to; j++) {
                out[j] = inPlace || layout.order == null ? columns[j] : new double[layout.rows];
                if (layout.order == null) {
                    out[j] = sorted[j - from];
                } else {
                    layout.unsort(sorted[j - from], out[j]);
                }
            }
            from = to;
        }
        starts = solutions;
        return new Absorbed(out, worst, iterations, method());
    }

    /** Levels of all effects, in the caller's order, that together fit a column which they explain. */
    public double[][] levels(double[] column, double tolerance) {
        double[] left = layout.sorted(column);
        double[] total = new double[layout.levels()];
        if (layout.rest.length > 0) {
            Block block = new Block(new double[][] {left.clone()}, 1, tolerance, null);
            block.run();
            System.arraycopy(block.total, 0, total, 0, total.length);
        }
        double[] sum = new double[layout.groups()];
        for (int a = 0; a < layout.groups(); a++) {
            for (int k = layout.start[a]; k < layout.start[a + 1]; k++) {
                double v = left[k];
                for (int e = 0; e < layout.rest.length; e++) {
                    v -= total[layout.offset[e] + layout.rest[e][k]];
                }
                sum[a] += (weights == null ? 1 : weights[k]) * v;
            }
            sum[a] *= inverse[a];
        }
        double[][] out = new double[layout.rest.length + 1][];
        out[layout.eliminated] = sum;
        for (int e = 0; e < layout.rest.length; e++) {
            out[layout.restOf[e]] = Arrays.copyOfRange(total, layout.offset[e], layout.offset[e + 1]);
        }
        return out;
    }

    private String method() {
        if (layout.rest.length == 0) {
            return "group means";
        }
        if (factors == null) {
            return "conjugate gradients";
        }
        return formed
                ? "conjugate gradients on the sparse Schur complement, approximate Cholesky factor"
                : "conjugate gradients, approximate Cholesky factor";
    }

    private void precondition() {
        if (factors != null) {
            return;
        }
        Schur s = new Schur(layout);
        formed = s.isSparse();
        if (formed) {
            s.form(weights, inverse, levelWeights);
        } else {
            s.weigh(weights);
        }
        ApproximateCholesky[] made = new ApproximateCholesky[layout.rest.length];
        Parallel.forEach(made.length, e -> {
            if (layout.offset[e + 1] - layout.offset[e] > SMALL_EFFECT) {
                made[e] = s.factor(e, inverse);
            }
        });
        schur = s;
        factors = made;
    }

    /** Up to four columns that are solved together. */
    private final class Block {
        private final double[][] y;
        private final int width;
        private final int length;
        private final double tolerance;
        private final double[] total;
        private double[] target = new double[0];
        private final double[] x;
        private final double[] r;
        private final double[] z;
        private final double[] p;
        private final double[] q;
        private final double[][] parts;

        Block(double[][] y, int width, double tolerance, double @Nullable [] start) {
            this.y = y;
            this.width = width;
            this.tolerance = tolerance;
            length = Math.multiplyExact(layout.levels(), width);
            total = start != null && start.length == length ? start : new double[length];
            x = new double[length];
            r = new double[length];
            z = new double[length];
            p = new double[length];
            q = new double[length];
            parts = new double[layout.chunkCount()][length];
        }

        /** Solves and takes the effects out; returns the relative residual of the answer. */
        double run() {
            double[] norm = right();
            boolean warm = Arrays.stream(total).anyMatch(v -> v != 0);
            target = new double[width];
            for (int j = 0; j < width; j++) {
                target[j] = norm[j];
            }
            if (warm) {
                System.arraycopy(total, 0, p, 0, length);
                apply();
                for (int i = 0; i < length; i++) {
                    r[i] -= q[i];
                }
            }
            double reached = Double.NaN;
            for (int round = 0; round < ROUNDS; round++) {
                Arrays.fill(x, 0);
                if (layout.rest.length > 0) {
                    solve();
                    for (int i = 0; i < length; i++) {
                        total[i] += x[i];
                    }
                }
                reached = finish(round == 0 ? total : x);
                if (reached <= tolerance) {
                    return reached;
                }
                System.arraycopy(q, 0, r, 0, length);
            }
            throw new OverhangException(
                    Reason.NOT_CONVERGED,
                    "Absorbing the effects needed a relative residual of " + tolerance + ", but " + iterations
                            + " iterations reached " + reached
                            + ". Check the weights and the regressors for values of very different size.");
        }

        /** {@code r := D'WMy}; returns the norm that the residual is compared with. */
        private double[] right() {
            clear();
            double[][][] squares = new double[layout.chunkCount()][y.length][];
            Parallel.forEach(layout.chunkCount(), c -> {
                if (isFused()) {
                    double[][] sums = AbsorbMath.project4(layout, weights, inverse, y, parts[c], c);
                    for (int j = 0; j < y.length; j++) {
                        squares[c][j] = new double[] {sums[0][j], sums[1][j]};
                    }
                    return;
                }
                for (int j = 0; j < y.length; j++) {
                    squares[c][j] = AbsorbMath.project(layout, weights, inverse, y[j], parts[c], c, width, j);
                }
            });
            LevelMath.add(parts, r);
            double[] norm = LevelMath.scaledSquares(r, levelInverse, width);
            for (int j = 0; j < y.length; j++) {
                double within = 0;
                double raw = 0;
                for (double[][] part : squares) {
                    within += part[j][0];
                    raw += part[j][1];
                }
                // A column that the effects do not touch, or that they explain fully, has a right side of rounding
                // only.
                norm[j] = Math.max(Math.sqrt(norm[j]), Math.max(1e-6 * Math.sqrt(within), 1e-5 * Math.sqrt(raw)));
            }
            return norm;
        }

        /** Four columns side by side and one or two other effects: the pass that is written out. */
        private boolean isFused() {
            return width == 4 && layout.rest.length > 0 && layout.rest.length <= 2;
        }

        private void clear() {
            for (double[] part : parts) {
                Arrays.fill(part, 0);
            }
        }

        private void apply() {
            if (formed && schur != null) {
                schur.apply(p, q, width);
                return;
            }
            Parallel.forEach(parts.length, c -> {
                Arrays.fill(parts[c], 0);
                AbsorbMath.apply(layout, weights, inverse, p, parts[c], c, width);
            });
            LevelMath.add(parts, q);
        }

        private double finish(double[] solution) {
            Parallel.forEach(parts.length, c -> {
                Arrays.fill(parts[c], 0);
                if (isFused()) {
                    AbsorbMath.finish4(layout, weights, inverse, solution, y, parts[c], c);
                    return;
                }
                for (int j = 0; j < y.length; j++) {
                    AbsorbMath.finish(layout, weights, inverse, solution, y[j], parts[c], c, width, j);
                }
            });
            LevelMath.add(parts, q);
            double[] left = LevelMath.scaledSquares(q, levelInverse, width);
            double worst = 0;
            for (int j = 0; j < y.length; j++) {
                double relative = target[j] > 0 ? Math.sqrt(left[j]) / target[j] : 0;
                worst = relative <= worst ? worst : relative;
            }
            return worst;
        }

        private double relative(double[] squares) {
            double worst = 0;
            for (int j = 0; j < y.length; j++) {
                double relative = target[j] > 0 ? Math.sqrt(squares[j]) / target[j] : 0;
                worst = relative <= worst ? worst : relative;
            }
            return worst;
        }

        /** Conjugate gradients for {@code S x = r}; switches to the factor when the residual falls slowly. */
        private void solve() {
            double goal = 0.5 * tolerance;
            double now = relative(LevelMath.scaledSquares(r, levelInverse, width));
            double[] rho = new double[width];
            double[] beta = new double[width];
            double[] alpha = new double[width];
            double probed = now;
            int since = 0;
            for (int it = 0; it < MOST_ITERATIONS && !(now <= goal); it++) {
                solveFactor();
                double[] next = LevelMath.dots(r, z, width);
                for (int j = 0; j < width; j++) {
                    beta[j] = since == 0 || !(rho[j] > 0) ? 0 : next[j] / rho[j];
                    rho[j] = next[j];
                }
                LevelMath.direction(p, z, beta, width);
                apply();
                double[] curve = LevelMath.dots(p, q, width);
                for (int j = 0; j < width; j++) {
                    alpha[j] = curve[j] > 0 ? rho[j] / curve[j] : 0;
                }
                now = relative(LevelMath.step(x, r, p, q, alpha, levelInverse, width));
                iterations++;
                since++;
                if (factors == null && since % PROBE == 0) {
                    if (isSlow(probed, now, goal)) {
                        precondition();
                        since = 0;
                    }
                    probed = now;
                }
            }
        }

        private boolean isSlow(double before, double now, double goal) {
            double rate = StrictMath.log(now / before) / PROBE;
            return !(rate < 0) || StrictMath.log(goal / now) / rate > PATIENCE;
        }

        private void solveFactor() {
            ApproximateCholesky[] by = factors;
            if (by == null) {
                LevelMath.scale(r, levelInverse, z, 0, levelInverse.length, width);
                return;
            }
            for (int e = 0; e < by.length; e++) {
                ApproximateCholesky factor = by[e];
                if (factor == null) {
                    LevelMath.scale(r, levelInverse, z, layout.offset[e], layout.offset[e + 1], width);
                } else {
                    int from = layout.offset[e] * width;
                    System.arraycopy(r, from, z, from, factor.size() * width);
                    factor.solve(z, layout.offset[e], width);
                }
            }
        }
    }
}
