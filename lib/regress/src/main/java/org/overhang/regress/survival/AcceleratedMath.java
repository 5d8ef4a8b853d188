package org.overhang.regress.survival;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Progress;
import org.overhang.core.Reason;

/**
 * Maximum likelihood of log times that are linear in covariates, plus a scale times a standard error term.
 *
 * <p>Newton runs in {@code \gamma = \beta/\sigma} and {@code \tau = 1/\sigma}, in which {@code z = \tau\log t - x'\gamma} is
 * linear and the log-likelihood of log-concave densities without late entry is concave: one maximum, from any start. Log times
 * and covariates are centered and scaled, so that units do not matter; the answer is in {@code (\beta, \log\sigma)}.
 */
final class AcceleratedMath {
    private static final String VERB = "AcceleratedFailure";
    private static final int ITERATIONS = 200;
    /** Times the spread of log times: beyond it the covariates fit every exit and the likelihood has no bound. */
    private static final double EXACT = 1e8;

    private static final double LOG_ROOT_TWO_PI = 0.5 * FastMath.log(2 * Math.PI);
    /** From here on the tail of the normal is taken from its series, whose next term is below 2e-12. */
    private static final double FAR = 30;

    private final AcceleratedFailure.Distribution distribution;
    private final List<String> names;
    private final double[] time;
    private final boolean[] exit;
    private final double center;
    private final double spread;
    private final double[][] map;
    private final double[] origin;
    /** So that z is the product of a row and (γ₀, γ, τ). */
    private final double[][] rows;
    /** Standardized log of entry; negative infinity if the row is at risk from the start. */
    private final double[] entry;

    private final boolean late;
    private final int free;

    AcceleratedMath(
            AcceleratedFailure.Distribution distribution,
            List<String> names,
            double[] time,
            double[] entry,
            boolean[] exit,
            double[][] x) {
        this.distribution = distribution;
        this.names = names;
        this.time = time;
        this.exit = exit;
        int n = time.length;
        int p = names.size();
        double[] log = Arrays.stream(time).map(FastMath::log).toArray();
        double middle = Arrays.stream(log).sum() / n;
        center = middle;
        double widest = Arrays.stream(log).map(v -> Math.abs(v - middle)).max().orElse(0);
        boolean fixed = distribution == AcceleratedFailure.Distribution.EXPONENTIAL;
        if (!fixed && !(widest > 1e-12 * Math.max(1, Math.abs(middle)))) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    VERB + " needs times that differ, but every one is " + Numbers.plain(time[0])
                            + ". Measure time more finely, or choose distribution(EXPONENTIAL).");
        }
        spread = fixed ? 1 : widest;
        free = fixed ? p + 1 : p + 2;
        Scaling scaling = Scaling.of(VERB, names, x);
        map = scaling.map();
        origin = scaling.origin();
        rows = new double[n][p + 2];
        this.entry = new double[n];
        for (int i = 0; i < n; i++) {
            rows[i][0] = -1;
            rows[i][p + 1] = (log[i] - center) / spread;
            this.entry[i] = entry[i] > 0 ? (FastMath.log(entry[i]) - center) / spread : Double.NEGATIVE_INFINITY;
        }
        late = Arrays.stream(this.entry).anyMatch(v -> v != Double.NEGATIVE_INFINITY);
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < p; a++) {
                rows[i][a + 1] = -scaling.rows()[i][a];
            }
        }
    }

    /** Intercept, effects and, unless it is fixed, the log of the scale, with their covariance. */
    record Maximum(
            double[] beta,
            double scale,
            double[][] covariance,
            double logLikelihood,
            double[] theta,
            double[][] bread) {}

    private record Value(double logLikelihood, double[] score, double[][] information) {}

    Maximum solve() {
        return Progress.during(this::climb);
    }

    private Maximum climb() {
        double[] theta = new double[names.size() + 2];
        theta[theta.length - 1] = 1;
        Value now = value(theta);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            Progress.stopIfInterrupted();
            double[][] factor = SurvivalMath.copy(now.information);
            int flat = SurvivalMath.cholesky(factor);
            if (flat >= 0) {
                factor = damped(now.information, flat);
            }
            double[] step = SurvivalMath.solve(factor, now.score);
            double decrement = SurvivalMath.dot(step, now.score);
            double[] next = added(theta, step, 1);
            Value then = value(next);
            for (double half = 0.5;
                    !(then.logLikelihood >= now.logLikelihood - 1e-10 * Math.abs(now.logLikelihood)) && half > 1e-9;
                    half /= 2) {
                next = added(theta, step, half);
                then = value(next);
            }
            theta = next;
            now = then;
            if (!(theta[theta.length - 1] < EXACT)) {
                throw exact();
            }
            if (flat < 0 && decrement < 1e-16) {
                return maximum(theta, now);
            }
        }
        throw new OverhangException(
                Reason.NOT_CONVERGED,
                VERB + " needs a maximum of the likelihood, but none was reached in " + ITERATIONS
                        + " steps. Look for a covariate that separates those who leave from those who stay.");
    }

    private static double[] added(double[] theta, double[] step, double length) {
        double[] out = theta.clone();
        for (int a = 0; a < step.length; a++) {
            out[a] += length * step[a];
        }
        return out;
    }

    /** Late entry takes concavity away far from the maximum: there the step is shortened toward the gradient. */
    private double[][] damped(double[][] information, int flat) {
        double size = 0;
        for (int a = 0; a < free; a++) {
            size = Math.max(size, Math.abs(information[a][a]));
        }
        for (double ridge = 1e-3; late && ridge < 1e4; ridge *= 10) {
            double[][] factor = SurvivalMath.copy(information);
            for (int a = 0; a < free; a++) {
                factor[a][a] += ridge * size;
            }
            if (SurvivalMath.cholesky(factor) < 0) {
                return factor;
            }
        }
        throw flat(flat);
    }

    private OverhangException flat(int parameter) {
        return parameter == names.size() + 1
                ? exact()
                : new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        VERB + " needs a finite effect of "
                                + (parameter == 0 ? "the intercept" : "\"" + names.get(parameter - 1) + "\"")
                                + ", but the likelihood rises without end: it separates those who leave from those who "
                                + "stay. Leave it out or join categories.");
    }

    private static OverhangException exact() {
        return new OverhangException(
                Reason.NOT_IDENTIFIED,
                VERB
                        + " needs exits that scatter around their fit, but the covariates fit every one exactly and the scale "
                        + "goes to 0. Use fewer covariates or more exits.");
    }

    private Maximum maximum(double[] theta, Value value) {
        double[][] factor = SurvivalMath.copy(value.information);
        int flat = SurvivalMath.cholesky(factor);
        if (flat >= 0) {
            throw flat(flat);
        }
        double[][] bread = SurvivalMath.inverse(factor);
        int p = names.size();
        double sigma = spread / theta[p + 1];
        double[] beta = new double[free];
        beta[0] = center + sigma * theta[0];
        for (int a = 0; a < p; a++) {
            beta[0] += sigma * theta[a + 1] * origin[a];
            for (int b = a; b < p; b++) {
                beta[a + 1] += sigma * theta[b + 1] * map[a][b];
            }
        }
        if (free == p + 2) {
            beta[p + 1] = FastMath.log(sigma);
        }
        return new Maximum(beta, sigma, turned(bread, jacobian(theta, beta)), value.logLikelihood, theta, bread);
    }

    /** Derivatives of intercept, effects and log scale in the parameters of the climb. */
    private double[][] jacobian(double[] theta, double[] beta) {
        int p = names.size();
        double tau = theta[p + 1];
        double sigma = spread / tau;
        double[][] out = new double[free][free];
        out[0][0] = sigma;
        for (int a = 0; a < p; a++) {
            out[0][a + 1] = sigma * origin[a];
            for (int b = a; b < p; b++) {
                out[a + 1][b + 1] = sigma * map[a][b];
            }
        }
        if (free == p + 2) {
            out[0][p + 1] = -(beta[0] - center) / tau;
            for (int a = 0; a < p; a++) {
                out[a + 1][p + 1] = -beta[a + 1] / tau;
            }
            out[p + 1][p + 1] = -1 / tau;
        }
        return out;
    }

    private static double[][] turned(double[][] covariance, double[][] jacobian) {
        int q = jacobian.length;
        double[][] out = new double[q][q];
        for (int a = 0; a < q; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int i = 0; i < q; i++) {
                    sum += jacobian[a][i] * SurvivalMath.dot(covariance[i], jacobian[b]);
                }
                out[a][b] = sum;
                out[b][a] = sum;
            }
        }
        return out;
    }

    /** Sandwich with scores added up within clusters, without a small-sample factor. */
    double[][] robust(Maximum at, int[] cluster) {
        double[][] sums = new double[Arrays.stream(cluster).max().orElse(-1) + 1][free];
        double[][] unused = new double[free][free];
        for (int i = 0; i < rows.length; i++) {
            add(i, at.theta, sums[cluster[i]], unused);
        }
        double[][] out = new double[free][free];
        for (double[] sum : sums) {
            double[] influence = Arrays.stream(at.bread)
                    .mapToDouble(row -> SurvivalMath.dot(row, sum))
                    .toArray();
            for (int a = 0; a < free; a++) {
                for (int b = 0; b < free; b++) {
                    out[a][b] += influence[a] * influence[b];
                }
            }
        }
        return turned(out, jacobian(at.theta, at.beta));
    }

    private Value value(double[] theta) {
        double[] score = new double[free];
        double[][] information = new double[free][free];
        double total = theta[theta.length - 1] > 0 ? 0 : Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rows.length && total > Double.NEGATIVE_INFINITY; i++) {
            total += add(i, theta, score, information);
        }
        return new Value(total, score, information);
    }

    /** Adds the score and information of a row and returns its log-likelihood. */
    private double add(int i, double[] theta, double[] score, double[][] information) {
        double[] row = rows[i];
        int last = row.length - 1;
        double[] term = new double[3];
        double z = SurvivalMath.dot(row, theta);
        if (exit[i]) {
            density(z, term);
        } else {
            survival(z, term);
        }
        addTerm(row, row[last], term, 1, score, information);
        double total = term[0];
        if (exit[i]) {
            total += FastMath.log(theta[last] / spread) - FastMath.log(time[i]);
            if (last < free) {
                score[last] += 1 / theta[last];
                information[last][last] += 1 / (theta[last] * theta[last]);
            }
        }
        if (entry[i] != Double.NEGATIVE_INFINITY) {
            survival(z + theta[last] * (entry[i] - row[last]), term);
            addTerm(row, entry[i], term, -1, score, information);
            total -= term[0];
        }
        return total;
    }

    private void addTerm(double[] row, double log, double[] term, double sign, double[] score, double[][] information) {
        for (int a = 0; a < free; a++) {
            double left = sign * (a == row.length - 1 ? log : row[a]);
            score[a] += term[1] * left;
            for (int b = 0; b < free; b++) {
                information[a][b] -= term[2] * left * (b == row.length - 1 ? log : row[b]);
            }
        }
    }

    /** Log density of the standard error term and its first two derivatives. */
    private void density(double z, double[] out) {
        switch (distribution) {
            case WEIBULL, EXPONENTIAL -> {
                double e = FastMath.exp(z);
                set(out, z - e, 1 - e, -e);
            }
            case LOGLOGISTIC -> {
                double q = 1 / (1 + FastMath.exp(-z));
                set(out, z - 2 * softplus(z), 1 - 2 * q, -2 * q * (1 - q));
            }
            case LOGNORMAL -> set(out, -z * z / 2 - LOG_ROOT_TWO_PI, -z, -1);
        }
    }

    /** Log of the chance to exceed z and its first two derivatives. */
    private void survival(double z, double[] out) {
        switch (distribution) {
            case WEIBULL, EXPONENTIAL -> {
                double e = FastMath.exp(z);
                set(out, -e, -e, -e);
            }
            case LOGLOGISTIC -> {
                double q = 1 / (1 + FastMath.exp(-z));
                set(out, -softplus(z), -q, -q * (1 - q));
            }
            case LOGNORMAL -> {
                double log = z > FAR
                        ? -z * z / 2 - LOG_ROOT_TWO_PI - FastMath.log(farMills(z))
                        : FastMath.log(0.5 * Erf.erfc(z / Math.sqrt(2)));
                double mills = z > FAR ? farMills(z) : FastMath.exp(-z * z / 2 - LOG_ROOT_TWO_PI - log);
                set(out, log, -mills, -mills * (mills - z));
            }
        }
    }

    /** Density over tail of the normal far out. */
    private static double farMills(double z) {
        double s = 1 / (z * z);
        return z / (1 - s * (1 - 3 * s * (1 - 5 * s * (1 - 7 * s))));
    }

    private static double softplus(double z) {
        return Math.max(z, 0) + FastMath.log1p(FastMath.exp(-Math.abs(z)));
    }

    private static void set(double[] out, double value, double slope, double curvature) {
        out[0] = value;
        out[1] = slope;
        out[2] = curvature;
    }
}
