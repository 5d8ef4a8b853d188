package org.overhang.regress;

import java.util.Arrays;
import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Progress;
import org.overhang.core.Reason;

/** Finds the maximum of the partial likelihood in centered and scaled covariates, so that units do not matter. */
final class CoxSolver {
    private static final int ITERATIONS = 60;
    /** A hazard ratio of e³⁰ over the range of a covariate means that it runs off to infinity. */
    private static final double RUNAWAY = 30;

    private final String verb;
    private final List<String> names;
    private final double[] mean;
    private final double[] scale;
    private final double[] range;
    private final CoxMath math;

    CoxSolver(
            String verb,
            List<String> names,
            double[] entry,
            double[] time,
            boolean[] event,
            double[][] x,
            double[] weight,
            int[] stratum,
            Cox.Ties ties) {
        this.verb = verb;
        this.names = names;
        int p = names.size();
        mean = new double[p];
        scale = new double[p];
        range = new double[p];
        double[][] scaled = new double[x.length][p];
        for (int a = 0; a < p; a++) {
            standardize(x, a, scaled);
        }
        math = new CoxMath(entry, time, event, scaled, weight, stratum, ties, p);
    }

    private void standardize(double[][] x, int a, double[][] scaled) {
        double sum = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] row : x) {
            sum += row[a];
            low = Math.min(low, row[a]);
            high = Math.max(high, row[a]);
        }
        mean[a] = sum / x.length;
        double squares = 0;
        for (double[] row : x) {
            squares += (row[a] - mean[a]) * (row[a] - mean[a]);
        }
        scale[a] = Math.sqrt(squares / x.length);
        if (!(high > low) || !(scale[a] > 0)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    verb + " needs covariates that vary, but \"" + names.get(a) + "\" is "
                            + org.overhang.core.Numbers.plain(low) + " in every row used. Leave it out.");
        }
        range[a] = (high - low) / scale[a];
        for (int i = 0; i < x.length; i++) {
            scaled[i][a] = (x[i][a] - mean[a]) / scale[a];
        }
    }

    /** The maximum, in the units of the covariates. */
    record Maximum(
            double[] beta,
            double[][] covariance,
            double logLikelihoodAtZero,
            double logLikelihood,
            double scoreTest,
            double waldTest,
            double[] scaledBeta) {}

    Maximum solve() {
        return Progress.during(this::climb);
    }

    private Maximum climb() {
        int p = names.size();
        double[] beta = new double[p];
        CoxMath.Value now = math.value(beta);
        double atZero = now.logLikelihood();
        double scoreTest = SurvivalMath.quadratic(now.information(), now.score());
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            Progress.stopIfInterrupted();
            double[][] factor = SurvivalMath.copy(now.information());
            int dependent = SurvivalMath.cholesky(factor);
            refuseDependent(dependent, beta);
            double[] step = SurvivalMath.solve(factor, now.score());
            double decrement = SurvivalMath.dot(step, now.score());
            double[] next = added(beta, step, 1);
            CoxMath.Value then = math.value(next);
            for (double half = 0.5;
                    !(then.logLikelihood() >= now.logLikelihood() - 1e-10 * Math.abs(now.logLikelihood()))
                            && half > 1e-6;
                    half /= 2) {
                next = added(beta, step, half);
                then = math.value(next);
            }
            beta = next;
            now = then;
            refuseRunaway(beta);
            if (decrement < 1e-16) {
                return maximum(beta, now, atZero, scoreTest);
            }
        }
        throw new OverhangException(
                Reason.NOT_CONVERGED,
                verb + " needs a maximum of the partial likelihood, but none was reached in " + ITERATIONS
                        + " steps. Look for a covariate that separates those who leave from those who stay.");
    }

    private static double[] added(double[] beta, double[] step, double length) {
        double[] out = beta.clone();
        for (int a = 0; a < out.length; a++) {
            out[a] += length * step[a];
        }
        return out;
    }

    private void refuseDependent(int column, double[] beta) {
        if (column >= 0) {
            refuseRunaway(beta);
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    verb + " needs covariates that differ among the firms at risk, but \"" + names.get(column)
                            + "\" follows from the others (or never varies when somebody leaves). Leave it out.");
        }
    }

    private void refuseRunaway(double[] beta) {
        for (int a = 0; a < beta.length; a++) {
            if (!(Math.abs(beta[a]) * range[a] < RUNAWAY)) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        verb + " needs a finite effect of \"" + names.get(a)
                                + "\", but the likelihood rises without end: it separates those who leave from those who "
                                + "stay. Leave it out or join categories.");
            }
        }
    }

    private Maximum maximum(double[] beta, CoxMath.Value value, double atZero, double scoreTest) {
        double[][] factor = SurvivalMath.copy(value.information());
        refuseDependent(SurvivalMath.cholesky(factor), beta);
        double[][] covariance = SurvivalMath.inverse(factor);
        double wald = 0;
        double[] natural = new double[beta.length];
        for (int a = 0; a < beta.length; a++) {
            natural[a] = beta[a] / scale[a];
            for (int b = 0; b < beta.length; b++) {
                wald += beta[a] * value.information()[a][b] * beta[b];
                covariance[a][b] /= scale[a] * scale[b];
            }
        }
        return new Maximum(natural, covariance, atZero, value.logLikelihood(), scoreTest, wald, beta);
    }

    /** Sandwich with score residuals added up within clusters, without a small-sample factor. */
    double[][] robust(Maximum at, int[] cluster) {
        double[][] residuals = math.residuals(at.scaledBeta).score();
        int p = names.size();
        int clusters = Arrays.stream(cluster).max().orElse(-1) + 1;
        double[][] sums = new double[clusters][p];
        for (int i = 0; i < residuals.length; i++) {
            for (int a = 0; a < p; a++) {
                sums[cluster[i]][a] += residuals[i][a] * scale[a];
            }
        }
        double[][] out = new double[p][p];
        for (double[] sum : sums) {
            double[] influence = new double[p];
            for (int a = 0; a < p; a++) {
                influence[a] = SurvivalMath.dot(at.covariance[a], sum);
            }
            for (int a = 0; a < p; a++) {
                for (int b = 0; b < p; b++) {
                    out[a][b] += influence[a] * influence[b];
                }
            }
        }
        return out;
    }

    /** Martingale residuals, and Schoenfeld residuals in the units of the covariates. */
    CoxMath.Residuals residuals(Maximum at) {
        CoxMath.Residuals out = math.residuals(at.scaledBeta);
        for (double[] row : out.schoenfeld()) {
            for (int a = 0; a < row.length; a++) {
                row[a] *= scale[a];
            }
        }
        return out;
    }

    CoxMath math() {
        return math;
    }

    /** Linear predictor at covariates of zero, on the scale on which the likelihood was worked out. */
    double atZeroCovariates(double[] scaledBeta) {
        double out = 0;
        for (int a = 0; a < scaledBeta.length; a++) {
            out -= scaledBeta[a] * mean[a] / scale[a];
        }
        return out;
    }
}
