package org.overhang.regress.survival;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.OverhangException;
import org.overhang.core.Progress;
import org.overhang.core.Reason;
import org.overhang.core.math.Dense;
import org.overhang.core.math.Factorization;

/** Maximum likelihood for a chance of exit with a complementary log-log or a logit link; both are concave. */
final class DiscreteMath {
    private static final int ITERATIONS = 100;
    /** Below this hazard-to-be the exact form of v/(e^v − 1) loses digits to its series. */
    private static final double SMALL = 1e-3;

    private DiscreteMath() {}

    record Maximum(double[] beta, double[][] covariance, double logLikelihood) {}

    private record Value(double logLikelihood, double[] score, double[][] observed, double[][] expected) {}

    /**
     * Fits; design holds one array a column.
     *
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} or {@link Reason#NOT_CONVERGED}
     */
    static Maximum fit(boolean[] y, double[][] design, List<String> terms, boolean cloglog, boolean observed) {
        Factorization f = Factorization.of(design, null);
        if (f.kept().length < design.length) {
            throw dependent(f, design, terms);
        }
        double root = Math.sqrt(y.length);
        double[][] x = f.basis();
        double[][] map = Dense.scaled(f.toColumns(), root);
        for (double[] column : x) {
            for (int i = 0; i < column.length; i++) {
                column[i] *= root;
            }
        }
        double[] reach = new double[design.length];
        for (int a = 0; a < reach.length; a++) {
            double low = Arrays.stream(design[a]).min().orElse(0);
            double high = Arrays.stream(design[a]).max().orElse(0);
            reach[a] = high > low ? high - low : Math.abs(high);
        }
        double[] beta = new double[design.length];
        Value now = value(y, x, beta, cloglog);
        Runaway runaway = new Runaway();
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            Progress.stopIfInterrupted();
            double[][] factor = SurvivalMath.copy(now.observed);
            if (SurvivalMath.cholesky(factor) >= 0) {
                throw runs(terms, runaway, map, reach);
            }
            double[] step = SurvivalMath.solve(factor, now.score);
            double decrement = SurvivalMath.dot(step, now.score);
            double length = 1;
            double[] next = added(beta, step, length);
            Value then = value(y, x, next, cloglog);
            while (!(then.logLikelihood >= now.logLikelihood - 1e-10 * Math.abs(now.logLikelihood)) && length > 1e-6) {
                length /= 2;
                next = added(beta, step, length);
                then = value(y, x, next, cloglog);
            }
            beta = next;
            now = then;
            if (runaway.isOn(step, decrement)) {
                throw runs(terms, runaway, map, reach);
            }
            if (decrement < Runaway.SETTLED) {
                double[][] information = SurvivalMath.copy(observed ? now.observed : now.expected);
                if (SurvivalMath.cholesky(information) >= 0) {
                    throw runs(terms, runaway, map, reach);
                }
                return new Maximum(
                        Dense.multiply(map, beta),
                        Dense.sandwich(map, SurvivalMath.inverse(information)),
                        now.logLikelihood);
            }
        }
        throw new OverhangException(
                Reason.NOT_CONVERGED,
                "DiscreteHazard needs a maximum of the likelihood, but none was reached in " + ITERATIONS
                        + " steps. Look for a term that separates exits.");
    }

    private static double[] added(double[] beta, double[] step, double length) {
        double[] out = beta.clone();
        for (int a = 0; a < out.length; a++) {
            out[a] += length * step[a];
        }
        return out;
    }

    private static OverhangException dependent(Factorization f, double[][] design, List<String> terms) {
        int gone = 0;
        while (Arrays.binarySearch(f.kept(), gone) >= 0) {
            gone++;
        }
        if (Arrays.stream(design[gone]).allMatch(v -> v == 0)) {
            return new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "DiscreteHazard needs terms that are not all zero, but \"" + terms.get(gone)
                            + "\" is. Leave it out.");
        }
        return new OverhangException(
                Reason.NOT_IDENTIFIED,
                "DiscreteHazard needs terms that differ from one another, but \"" + terms.get(gone)
                        + "\" follows from those before it. Leave it out.");
    }

    private static OverhangException runs(List<String> terms, Runaway runaway, double[][] map, double[] reach) {
        return new OverhangException(
                Reason.NOT_IDENTIFIED,
                "DiscreteHazard needs a finite effect of \"" + terms.get(runaway.largest(map, reach))
                        + "\", but the likelihood rises without end: all or none of its rows leave. Join periods or "
                        + "categories, or leave it out.");
    }

    private static Value value(boolean[] y, double[][] x, double[] beta, boolean cloglog) {
        int p = beta.length;
        double total = 0;
        double[] score = new double[p];
        double[][] observed = new double[p][p];
        double[][] expected = new double[p][p];
        double[] row = new double[p];
        double[] terms = new double[4];
        for (int i = 0; i < y.length; i++) {
            double eta = 0;
            for (int a = 0; a < p; a++) {
                row[a] = x[a][i];
                eta += row[a] * beta[a];
            }
            if (cloglog) {
                cloglog(y[i], eta, terms);
            } else {
                logit(y[i], eta, terms);
            }
            total += terms[0];
            for (int a = 0; a < p; a++) {
                score[a] += terms[1] * row[a];
                for (int b = 0; b <= a; b++) {
                    observed[a][b] += terms[2] * row[a] * row[b];
                    expected[a][b] += terms[3] * row[a] * row[b];
                }
            }
        }
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < a; b++) {
                observed[b][a] = observed[a][b];
                expected[b][a] = expected[a][b];
            }
        }
        return new Value(total, score, observed, expected);
    }

    /** Log-likelihood of one row, its derivative, minus its second derivative, and the expectation of that. */
    private static void cloglog(boolean y, double eta, double[] out) {
        double v = FastMath.exp(eta);
        double g = v < SMALL ? 1 - v / 2 + v * v / 12 : v > 700 ? 0 : v / FastMath.expm1(v);
        if (y) {
            double slope = v < SMALL
                    ? -0.5 + v / 6 - v * v * v / 180
                    : v > 300 ? 0 : (FastMath.expm1(v) - v * FastMath.exp(v)) / square(FastMath.expm1(v));
            out[0] = FastMath.log(-FastMath.expm1(-v));
            out[1] = g;
            out[2] = -v * slope;
        } else {
            out[0] = -v;
            out[1] = -v;
            out[2] = v;
        }
        out[3] = v * g;
    }

    private static double square(double v) {
        return v * v;
    }

    private static void logit(boolean y, double eta, double[] out) {
        double h = 1 / (1 + FastMath.exp(-eta));
        out[0] = y
                ? -FastMath.log1p(FastMath.exp(-Math.abs(eta))) + Math.min(0, eta)
                : -FastMath.log1p(FastMath.exp(-Math.abs(eta))) - Math.max(0, eta);
        out[1] = (y ? 1 : 0) - h;
        out[2] = h * (1 - h);
        out[3] = out[2];
    }
}
