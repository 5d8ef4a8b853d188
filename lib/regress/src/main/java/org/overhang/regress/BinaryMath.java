package org.overhang.regress;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Reason;
import org.overhang.core.math.CrossMath;
import org.overhang.regress.absorb.Absorber;
import org.overhang.regress.absorb.Absorbing;
import org.overhang.regress.absorb.LinearFit;
import org.overhang.regress.absorb.Sample;
import org.overhang.regress.absorb.Scores;

/**
 * Logit and probit by Fisher's scoring: least squares of {@code z = η + (y − μ)/μ'} with weights {@code w μ'²/(μ(1 − μ))}, effects
 * absorbed in each step.
 *
 * <p>Idea and invariants: the likelihood is concave in the index, so that halving a step that lowers it always ends, and a maximum is
 * the only one. Where regressors and effects tell zeros and ones apart there is none: the index of some rows then grows by about one
 * a step for ever while the likelihood settles. That is decided by a certificate, not by a size: the last step itself is a direction
 * that moves no zero up and no one down, checked row by row: Albert and Anderson (1984), Biometrika 71. Cost: one absorption of all columns a step.
 */
final class BinaryMath {
    private static final int MOST_STEPS = 200;
    private static final int MOST_HALVINGS = 30;
    /** Relative change of the deviance below which only the index still matters. */
    private static final double DEVIANCE_SETTLED = 1e-8;
    /** Largest change of an index at the maximum; the step after it is exact to rounding for logit. */
    private static final double INDEX_SETTLED = 1e-9;
    /** Rounding and the effects' tolerance, as a share of the longest move. */
    private static final double STILL = 1e-4;
    /** Below this an index no longer moves enough to certify anything. */
    private static final double MOVES = 0.05;

    private BinaryMath() {}

    static PointEstimates fit(Sample sample, Link link, String verb, double tolerance) {
        double ones = CrossMath.sum(sample.y(), null);
        if (!(ones > 0 && ones < sample.size())) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    verb + " needs an outcome that is 0 in some rows and 1 in others, but it is " + (ones > 0 ? 1 : 0)
                            + " in all " + sample.size() + " rows used. Check the filter and the column.");
        }
        return new Steps(sample, link, verb, tolerance).run();
    }

    /** One regression while its steps run. */
    private static final class Steps {
        private final Sample sample;
        private final Link link;
        private final String verb;
        private final double tolerance;
        private final int n;
        private final double[] y;
        private final double[] w;
        private final @Nullable Absorbing absorber;
        private double[] eta;
        private double[] information;
        private double[] score;
        private double[][] x;
        private List<String> names;
        private List<String> removed = List.of();
        private boolean chosen;

        Steps(Sample sample, Link link, String verb, double tolerance) {
            this.sample = sample;
            this.link = link;
            this.verb = verb;
            this.tolerance = tolerance;
            n = sample.size();
            y = sample.y();
            double[] given = sample.weights();
            w = given == null ? new double[n] : given;
            if (given == null) {
                Arrays.fill(w, 1);
            }
            absorber = sample.effects().size() == 0 ? null : sample.effects().absorber(null);
            x = sample.x();
            names = sample.names();
            eta = new double[n];
            information = new double[n];
            score = new double[n];
            weigh();
        }

        /** Score and expected information of each row by its index. */
        private void weigh() {
            Parallel.forBlocks(n, (from, to) -> {
                for (int i = from; i < to; i++) {
                    double slope = link.slope(eta[i]);
                    // y − μ over the variance is 1/μ or −1/(1 − μ), so that neither tail cancels
                    double up = slope / link.mean(eta[i]);
                    double down = slope / link.mean(-eta[i]);
                    information[i] = Math.max(w[i] * up * down, Double.MIN_NORMAL);
                    score[i] = w[i] * (y[i] * up - (1 - y[i]) * down);
                }
            });
        }

        private double deviance(double[] index) {
            return Parallel.sum(n, (from, to) -> {
                double s = 0;
                for (int i = from; i < to; i++) {
                    s -= 2 * w[i] * FastMath.log(link.mean(y[i] > 0 ? index[i] : -index[i]));
                }
                return s;
            });
        }

        PointEstimates run() {
            double deviance = deviance(eta);
            for (int step = 1; step <= MOST_STEPS; step++) {
                Step now = step();
                double[] before = eta;
                double was = deviance;
                deviance = take(now, was);
                weigh();
                double moved = 0;
                for (int i = 0; i < n; i++) {
                    moved = Math.max(moved, Math.abs(eta[i] - before[i]));
                }
                if (Math.abs(was - deviance) <= DEVIANCE_SETTLED * (0.1 + deviance)) {
                    refuseSeparated(before, moved);
                    if (moved <= INDEX_SETTLED) {
                        return finish(step + 1);
                    }
                }
            }
            throw new OverhangException(
                    Reason.NOT_CONVERGED,
                    verb + " needed the index to settle within " + MOST_STEPS
                            + " steps, but it still moves. Scale the regressors, or look for rows that a regressor tells apart.");
        }

        private void refuseSeparated(double[] before, double moved) {
            if (moved < MOVES) {
                return;
            }
            int apart = 0;
            for (int i = 0; i < n; i++) {
                double step = (y[i] > 0 ? 1 : -1) * (eta[i] - before[i]);
                if (step < -STILL * moved) {
                    return;
                }
                apart += step > STILL * moved ? 1 : 0;
            }
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    verb + " needs regressors and effects that do not tell zeros and ones apart, but they do in "
                            + apart + " of " + n
                            + " rows: no finite coefficients fit best. Take out the regressor that does, or pool groups.");
        }

        /** One weighted least-squares step. */
        private record Step(LinearFit.Solved solved, double[] index, double[][] x, Absorbing.Absorbed absorbed) {}

        private Step step() {
            double[] offset = sample.offset();
            double[] z = new double[n];
            for (int i = 0; i < n; i++) {
                z[i] = eta[i] - (offset == null ? 0 : offset[i]) + score[i] / information[i];
            }
            double[][] columns = new double[x.length + 1][];
            columns[0] = z;
            System.arraycopy(x, 0, columns, 1, x.length);
            Absorbing.Absorbed out = new Absorbing.Absorbed(columns, 0, 0, "");
            Absorbing by = absorber;
            if (by != null) {
                by.weigh(information);
                out = by.absorb(columns, tolerance, false);
            }
            double[][] after = Arrays.copyOfRange(out.columns(), 1, out.columns().length);
            if (!chosen) {
                LinearFit.Choice choice = LinearFit.choose(sample, x, after, names, information);
                LinearFit.requireRegressors(sample, choice);
                double[][] before = x;
                x = Arrays.stream(choice.kept()).mapToObj(j -> before[j]).toArray(double[][]::new);
                names = choice.names();
                removed = choice.removed();
                after = choice.x();
                chosen = true;
                if (absorber instanceof Absorber solver && removed.size() > 0) {
                    solver.forget();
                }
            }
            double[] target = out.columns()[0];
            LinearFit.Solved solved = LinearFit.solved(after, target, information, sample, names);
            double[] e = CrossMath.residuals(target, after, solved.beta());
            double[] index = new double[n];
            for (int i = 0; i < n; i++) {
                index[i] = z[i] - e[i] + (offset == null ? 0 : offset[i]);
            }
            return new Step(solved, index, after, out);
        }

        /** Takes the step, halved until the deviance does not grow. */
        private double take(Step now, double before) {
            double[] next = now.index;
            for (int half = 0; half <= MOST_HALVINGS; half++) {
                double deviance = deviance(next);
                if (deviance <= before * (1 + 1e-12) + 1e-12) {
                    eta = next;
                    return deviance;
                }
                double[] shorter = new double[n];
                for (int i = 0; i < n; i++) {
                    shorter[i] = (eta[i] + next[i]) / 2;
                }
                next = shorter;
            }
            return before;
        }

        private PointEstimates finish(int steps) {
            Step last = step();
            double[] mean = new double[n];
            double[] residuals = new double[n];
            for (int i = 0; i < n; i++) {
                mean[i] = link.mean(eta[i]);
                residuals[i] = y[i] > 0 ? link.mean(-eta[i]) : -mean[i];
            }
            double deviance = deviance(eta);
            Scores scores = new Scores(
                    sample, last.x, score, last.solved.bread(), Double.NaN, information, last.solved.basis());
            return new PointEstimates(
                    names,
                    last.solved.beta(),
                    scores,
                    residuals,
                    removed,
                    Double.NaN,
                    Double.NaN,
                    new Absorbing.Absorbed(
                            new double[0][],
                            last.absorbed.residual(),
                            last.absorbed.iterations(),
                            last.absorbed.method()),
                    null,
                    new PointEstimates.Counts(mean, deviance, -deviance / 2, steps, new int[0], link, eta));
        }
    }
}
