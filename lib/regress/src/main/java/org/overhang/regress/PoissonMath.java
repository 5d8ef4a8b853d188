package org.overhang.regress;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.special.Gamma;
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
 * Poisson pseudo maximum likelihood by iteratively reweighted least squares on the working outcome
 * {@code z = η + (y − μ)/μ} with weights {@code wμ}; effects are absorbed in each step from the last step's solution, the
 * more exactly the less the deviance still changes, and to the full tolerance in the step whose numbers are reported.
 */
final class PoissonMath {
    private static final int MOST_STEPS = 100;
    private static final int MOST_HALVINGS = 30;
    private static final double DEVIANCE_SETTLED = 1e-10;
    private static final double LOOSEST = 1e-4;
    private static final double LARGEST_INDEX = 600;

    private PoissonMath() {}

    static PointEstimates fit(Sample all, boolean keepSingletons, double tolerance) {
        if (!(CrossMath.sum(all.y(), null) > 0)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Regression.poisson needs an outcome that is positive somewhere, but it is 0 in all " + all.size()
                            + " rows used. Check the filter and the column.");
        }
        Separation.Outcome clear = Separation.remove(all, keepSingletons);
        return new Steps(clear.sample(), tolerance).run(clear.rows());
    }

    /** One regression while its steps run. */
    private static final class Steps {
        private final Sample sample;
        private final double tolerance;
        private final int n;
        private final double[] y;
        private final double[] w;
        private final @Nullable Absorbing absorber;
        private double[] eta;
        private double[] mean;
        private double[][] x;
        private List<String> names;
        private List<String> removed = List.of();
        private boolean chosen;
        private final double yLogY;

        Steps(Sample sample, double tolerance) {
            this.sample = sample;
            this.tolerance = tolerance;
            n = sample.size();
            y = sample.y();
            double[] given = sample.weights();
            if (given == null) {
                w = new double[n];
                Arrays.fill(w, 1);
            } else {
                w = given;
            }
            absorber = sample.effects().size() == 0 ? null : sample.effects().absorber(null);
            x = sample.x();
            names = sample.names();
            double average = CrossMath.sum(y, w) / CrossMath.sum(w, null);
            eta = new double[n];
            mean = new double[n];
            Parallel.forBlocks(n, (from, to) -> {
                for (int i = from; i < to; i++) {
                    mean[i] = (y[i] + average) / 2;
                    eta[i] = FastMath.log(mean[i]);
                }
            });
            yLogY = Parallel.sum(n, (from, to) -> {
                double s = 0;
                for (int i = from; i < to; i++) {
                    s += y[i] > 0 ? w[i] * y[i] * FastMath.log(y[i]) : 0;
                }
                return s;
            });
        }

        PointEstimates run(int[] separated) {
            double deviance = deviance(eta, mean);
            double precision = LOOSEST;
            for (int step = 1; step <= MOST_STEPS; step++) {
                Step now = step(precision);
                double before = deviance;
                deviance = take(now, before, step);
                double change = Math.abs(before - deviance) / (0.1 + Math.abs(deviance));
                if (change < DEVIANCE_SETTLED) {
                    return finish(deviance, step + 1, separated);
                }
                precision = Math.max(tolerance, Math.min(LOOSEST, 1e-2 * Math.sqrt(change)));
            }
            throw new OverhangException(
                    Reason.NOT_CONVERGED,
                    "Regression.poisson needed the deviance to settle within " + MOST_STEPS
                            + " steps, but it still moves at " + deviance
                            + ". Scale the outcome and the regressors, or look for separated rows.");
        }

        /** One weighted least-squares step. */
        private record Step(LinearFit.Solved solved, double[] index, double[][] x, Absorbing.Absorbed absorbed) {}

        private Step step(double precision) {
            double[] weights = new double[n];
            double[] z = new double[n];
            double[] offset = sample.offset();
            Parallel.forBlocks(n, (from, to) -> {
                for (int i = from; i < to; i++) {
                    weights[i] = w[i] * mean[i];
                    z[i] = eta[i] - (offset == null ? 0 : offset[i]) + (y[i] - mean[i]) / mean[i];
                }
            });
            double[][] columns = new double[x.length + 1][];
            columns[0] = z;
            System.arraycopy(x, 0, columns, 1, x.length);
            Absorbing.Absorbed out = new Absorbing.Absorbed(columns, 0, 0, "");
            Absorbing by = absorber;
            if (by != null) {
                by.weigh(weights);
                out = by.absorb(columns, precision, false);
            }
            double[][] after = Arrays.copyOfRange(out.columns(), 1, out.columns().length);
            if (!chosen) {
                LinearFit.Choice choice = LinearFit.choose(sample, x, after, names, weights);
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
            LinearFit.Solved solved = LinearFit.solved(after, target, weights, sample, names);
            return new Step(solved, index(solved.beta(), z, target, after), after, out);
        }

        /** Without effects from the coefficients: z less its residual cancels where a mean is far below its outcome. */
        private double[] index(double[] beta, double[] z, double[] target, double[][] after) {
            double[] offset = sample.offset();
            if (absorber == null) {
                double[] start = offset == null ? new double[n] : offset;
                double[] minus = Arrays.stream(beta).map(b -> -b).toArray();
                return CrossMath.residuals(start, after, minus);
            }
            double[] e = CrossMath.residuals(target, after, beta);
            Parallel.forBlocks(n, (from, to) -> {
                for (int i = from; i < to; i++) {
                    e[i] = z[i] - e[i] + (offset == null ? 0 : offset[i]);
                }
            });
            return e;
        }

        /** Takes the step, halved until the deviance does not grow. */
        private double take(Step now, double before, int step) {
            double[] next = now.index;
            for (int half = 0; half <= MOST_HALVINGS; half++) {
                double[] mu = means(next);
                double deviance = deviance(next, mu);
                boolean better =
                        deviance <= before * (1 + 1e-9) || (step == 1 && Math.abs(deviance) <= Double.MAX_VALUE);
                if (better && !Double.isNaN(deviance)) {
                    eta = next;
                    mean = mu;
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

        private double[] means(double[] index) {
            double[] out = new double[n];
            Parallel.forBlocks(n, (from, to) -> {
                for (int i = from; i < to; i++) {
                    out[i] = FastMath.exp(Math.max(-LARGEST_INDEX, Math.min(LARGEST_INDEX, index[i])));
                }
            });
            return out;
        }

        /** {@code 2 Σ w (y log(y/μ) − y + μ)}. */
        private double deviance(double[] index, double[] mu) {
            double part = Parallel.sum(n, (from, to) -> {
                double s = 0;
                for (int i = from; i < to; i++) {
                    s += w[i] * (mu[i] - y[i] - y[i] * index[i]);
                }
                return s;
            });
            return 2 * (yLogY + part);
        }

        /** The last step, at full precision, whose weights are those of the answer. */
        private PointEstimates finish(double before, int steps, int[] separated) {
            Step last = step(tolerance);
            double deviance = take(last, before, steps);
            double[] residuals = new double[n];
            double[] u = new double[n];
            double[] weights = new double[n];
            for (int i = 0; i < n; i++) {
                residuals[i] = y[i] - mean[i];
                u[i] = w[i] * residuals[i];
                weights[i] = w[i] * mean[i];
            }
            double logLikelihood = Parallel.sum(n, (from, to) -> {
                double s = 0;
                for (int i = from; i < to; i++) {
                    double factorial = y[i] == 0 || y[i] == 1 ? 0 : Gamma.logGamma(y[i] + 1);
                    s += w[i] * (y[i] * eta[i] - mean[i] - factorial);
                }
                return s;
            });
            Scores scores =
                    new Scores(sample, last.x, u, last.solved.bread(), Double.NaN, weights, last.solved.basis());
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
                    new PointEstimates.Counts(mean, deviance, logLikelihood, steps, separated, Link.LOG, eta));
        }
    }
}
