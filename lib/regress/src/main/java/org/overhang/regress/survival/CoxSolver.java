package org.overhang.regress.survival;

import java.util.Arrays;
import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Progress;
import org.overhang.core.Reason;
import org.overhang.core.math.Dense;

/**
 * Finds the maximum of the partial likelihood on an orthonormal basis of the covariates beside the constant, so that neither units
 * nor a distant origin matter; the answer is in the covariates' own units.
 */
final class CoxSolver {
    private static final int ITERATIONS = 60;
    private final String verb;
    private final List<String> names;
    /** From coefficients on the basis to those on the covariates, and to the constant that the basis hides. */
    private final double[][] map;

    private final double[] origin;
    private final double[] reach;
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
        Scaling scaling = Scaling.of(verb, names, x);
        map = scaling.map();
        origin = scaling.origin();
        reach = scaling.reach();
        math = new CoxMath(entry, time, event, scaling.rows(), weight, stratum, ties, names.size());
    }

    /** The maximum, in the units of the covariates. */
    record Maximum(
            double[] beta,
            double[][] covariance,
            double logLikelihoodAtZero,
            double logLikelihood,
            double scoreTest,
            double waldTest,
            double[] scaledBeta,
            double[][] scaledCovariance) {}

    Maximum solve() {
        return Progress.during(this::climb);
    }

    private Maximum climb() {
        int p = names.size();
        double[] beta = new double[p];
        CoxMath.Value now = math.value(beta);
        double atZero = now.logLikelihood();
        double scoreTest = SurvivalMath.quadratic(now.information(), now.score());
        Runaway runaway = new Runaway();
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            Progress.stopIfInterrupted();
            double[][] factor = SurvivalMath.copy(now.information());
            int dependent = SurvivalMath.cholesky(factor);
            refuseDependent(dependent, runaway);
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
            if (runaway.isOn(step, decrement)) {
                throw runs(runaway);
            }
            if (decrement < Runaway.SETTLED) {
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

    private void refuseDependent(int column, Runaway runaway) {
        if (column >= 0) {
            if (runaway.hasMoved()) {
                throw runs(runaway);
            }
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    verb + " needs covariates that differ among the firms at risk, but \"" + names.get(column)
                            + "\" follows from the others (or never varies when somebody leaves). Leave it out.");
        }
    }

    private OverhangException runs(Runaway runaway) {
        return new OverhangException(
                Reason.NOT_IDENTIFIED,
                verb + " needs a finite effect of \"" + names.get(runaway.largest(map, reach))
                        + "\", but the likelihood rises without end: it separates those who leave from those who "
                        + "stay. Leave it out or join categories.");
    }

    private Maximum maximum(double[] beta, CoxMath.Value value, double atZero, double scoreTest) {
        double[][] factor = SurvivalMath.copy(value.information());
        refuseDependent(SurvivalMath.cholesky(factor), new Runaway());
        double[][] covariance = SurvivalMath.inverse(factor);
        double wald = 0;
        for (int a = 0; a < beta.length; a++) {
            for (int b = 0; b < beta.length; b++) {
                wald += beta[a] * value.information()[a][b] * beta[b];
            }
        }
        return new Maximum(
                Dense.multiply(map, beta),
                Dense.sandwich(map, covariance),
                atZero,
                value.logLikelihood(),
                scoreTest,
                wald,
                beta,
                covariance);
    }

    /** Sandwich with score residuals added up within clusters, without a small-sample factor. */
    double[][] robust(Maximum at, int[] cluster) {
        double[][] residuals = math.residuals(at.scaledBeta).score();
        int p = names.size();
        int clusters = Arrays.stream(cluster).max().orElse(-1) + 1;
        double[][] sums = new double[clusters][p];
        for (int i = 0; i < residuals.length; i++) {
            for (int a = 0; a < p; a++) {
                sums[cluster[i]][a] += residuals[i][a];
            }
        }
        double[][] out = new double[p][p];
        for (double[] sum : sums) {
            double[] influence = Dense.multiply(at.scaledCovariance, sum);
            for (int a = 0; a < p; a++) {
                for (int b = 0; b < p; b++) {
                    out[a][b] += influence[a] * influence[b];
                }
            }
        }
        return Dense.sandwich(map, out);
    }

    /** Martingale residuals, and Schoenfeld residuals in the units of the covariates. */
    CoxMath.Residuals residuals(Maximum at) {
        CoxMath.Residuals out = math.residuals(at.scaledBeta);
        for (double[] row : out.schoenfeld()) {
            if (row.length > 0 && Double.isNaN(row[0])) {
                continue;
            }
            System.arraycopy(Scaling.natural(map, row), 0, row, 0, row.length);
        }
        return out;
    }

    double[][] map() {
        return map;
    }

    CoxMath math() {
        return math;
    }

    /** Linear predictor at covariates of zero, on the scale on which the likelihood was worked out. */
    double atZeroCovariates(double[] scaledBeta) {
        return SurvivalMath.dot(origin, scaledBeta);
    }
}
