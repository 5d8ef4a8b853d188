package org.overhang.regress;

import java.util.Arrays;
import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.math.CrossMath;
import org.overhang.core.math.Dense;
import org.overhang.regress.absorb.Sample;
import org.overhang.regress.absorb.Scores;

/**
 * Linear regression by moments {@code g(b) = Z'(y − Xb)}.
 *
 * <p>Idea: the covariance S of the moments comes from the same code as the covariance of coefficients, with the instruments in the
 * regressors' place and the identity as bread, so that every covariance (rows, clusters in several dimensions, lags, distances)
 * weighs moments too. Two steps weigh by S at the residuals of two-stage least squares; continuous updating minimizes {@code
 * Q(b) = g(b)'S(b)^{-1}g(b)} with S at b itself.
 *
 * <ol>
 *   <li>Hansen (1982), Econometrica 50: the weight, the test of the moments.
 *   <li>Hansen, Heaton and Yaron (1996), Journal of Business and Economic Statistics 14: continuous updating.
 * </ol>
 *
 * <p>Invariants: with iid errors two steps are two-stage least squares and continuous updating is LIML; nothing changes if
 * instruments are recombined. S is quadratic in the residuals, so its derivative is a difference, {@code ∂S/∂b_j = −(S(u + x_j) −
 * S(u − x_j))/2}, exact and without a step to choose. Not the obvious way: a general minimizer with numerical gradients stops at 1e-5.
 * Q has several minima where instruments are weak, so it starts from two steps, LIML and Fuller's estimate and keeps the lowest.
 * Cost: 2K covariances a gradient.
 */
final class GmmMath {
    private static final int ITERATIONS = 500;
    /** Largest slope of Q at a minimum, in columns of unit length times the outcome's residual length. */
    private static final double SLOPE = 1e-9;

    private final Sample sample;
    private final double[] y;
    private final double[][] x;
    private final double[][] z;
    private final Covariance covariance;
    private final double[][] zx;
    private final double[][] zz;

    GmmMath(Sample sample, double[] y, double[][] x, double[][] z, Covariance covariance) {
        this.sample = sample;
        this.y = y;
        this.x = x;
        this.z = z;
        // moments have no leverage of their own
        this.covariance = switch (covariance.kind) {
            case HC1, HC2, HC3, HC4, HC4M, HC5 -> Covariance.hc0();
            default -> covariance;
        };
        zx = CrossMath.products(z, x, null);
        zz = CrossMath.products(z, z, null);
    }

    /**
     * An estimate by moments.
     *
     * @param beta coefficients
     * @param weight inverse of the moments' covariance
     * @param j Hansen's statistic
     */
    record Estimate(double[] beta, double[][] weight, double j) {}

    Estimate twoStep(double[] first) {
        double[][] weight = weight(residuals(first));
        double[] beta = Dense.multiply(
                bread(weight),
                Dense.multiply(Dense.transpose(zx), Dense.multiply(weight, CrossMath.products(z, y, null))));
        return new Estimate(beta, weight, form(weight, residuals(beta)));
    }

    private double[] residuals(double[] beta) {
        return CrossMath.residuals(y, x, beta);
    }

    private double form(double[][] weight, double[] u) {
        double[] g = CrossMath.products(z, u, null);
        return Dense.dot(g, Dense.multiply(weight, g));
    }

    double[][] bread(double[][] weight) {
        double[][] inverse =
                Dense.inverse(Dense.symmetric(Dense.multiply(Dense.transpose(zx), Dense.multiply(weight, zx))));
        if (inverse.length < x.length) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "GMM needs moments that tell the coefficients apart, but those of " + x.length
                            + " regressors are collinear. Use other instruments, or take a regressor out.");
        }
        return inverse;
    }

    /** Covariance of the moments at residuals u. */
    private double[][] moments(double[] u) {
        if (covariance.kind == Covariance.Kind.IID) {
            return Dense.scaled(zz, CrossMath.squares(u, null) / u.length);
        }
        double[][] identity = new double[z.length][z.length];
        for (int j = 0; j < z.length; j++) {
            identity[j][j] = 1;
        }
        Scores scores = new Scores(sample, z, u, identity, CrossMath.squares(u, null), null);
        return CovarianceMath.of(covariance, SmallSample.NONE, scores).matrix();
    }

    private double[][] weight(double[] u) {
        double[][] inverse = Dense.inverse(moments(u));
        if (inverse.length < z.length) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "GMM needs a covariance of its " + z.length + " moments of full rank, but that by " + covariance
                            + " is singular or not positive. Use fewer instruments, more clusters, or liml().");
        }
        return inverse;
    }

    /** The lowest minimum of Q that the starts lead to. */
    Estimate continuous(List<double[]> starts) {
        double[][] root = root();
        Estimate best = null;
        OverhangException last = null;
        for (double[] start : starts) {
            try {
                Estimate found = descend(start, root);
                if (best == null || found.j < best.j) {
                    best = found;
                }
            } catch (OverhangException e) {
                last = e;
            }
        }
        if (best == null) {
            throw last == null ? new IllegalStateException("no start") : last;
        }
        return best;
    }

    /** Map from coefficients on columns of unit length that do not overlap to those on x. */
    private double[][] root() {
        return Dense.mapEigenvalues(CrossMath.products(x, x, null), v -> 1 / Math.sqrt(v));
    }

    private double[] gradient(double[] u, double[][] weight, double[][] columns) {
        double[] wg = Dense.multiply(weight, CrossMath.products(z, u, null));
        double[] out = new double[columns.length];
        for (int j = 0; j < out.length; j++) {
            double[] up = new double[u.length];
            double[] down = new double[u.length];
            for (int i = 0; i < u.length; i++) {
                up[i] = u[i] + columns[j][i];
                down[i] = u[i] - columns[j][i];
            }
            double[][] change = Dense.sum(moments(up), moments(down), -1);
            out[j] = -2 * Dense.dot(CrossMath.products(z, columns[j], null), wg)
                    + Dense.dot(wg, Dense.multiply(change, wg)) / 2;
        }
        return out;
    }

    /** Broyden's method with steps halved until Q falls; columns scaled to the length of the residuals. */
    private Estimate descend(double[] start, double[][] root) {
        double length = Math.sqrt(CrossMath.squares(residuals(start), null));
        double[][] map = Dense.scaled(root, length);
        double[][] columns = CrossMath.combine(x, map);
        double[] beta = start.clone();
        double[] u = residuals(beta);
        double[][] weight = weight(u);
        double q = form(weight, u);
        double[][] zc = CrossMath.products(z, columns, null);
        double[][] h = Dense.scaled(
                Dense.inverse(Dense.symmetric(Dense.multiply(Dense.transpose(zc), Dense.multiply(weight, zc)))), 0.5);
        double[] slope = gradient(u, weight, columns);
        for (int round = 0; round < ITERATIONS; round++) {
            if (h.length == 0) {
                break;
            }
            if (Arrays.stream(slope).map(Math::abs).max().orElse(0) <= SLOPE * (1 + q)) {
                return new Estimate(beta, weight, q);
            }
            double[] step = Dense.multiply(h, slope);
            double share = 1;
            double[] next = beta;
            double[] nextU = u;
            double nextQ = Double.POSITIVE_INFINITY;
            double fall = Dense.dot(step, slope);
            for (int half = 0; half < 50; half++, share /= 2) {
                next = moved(beta, Dense.multiply(map, step), -share);
                nextU = residuals(next);
                double[][] inverse = Dense.inverse(moments(nextU));
                nextQ = inverse.length == 0 ? Double.POSITIVE_INFINITY : form(inverse, nextU);
                if (nextQ <= q - 1e-4 * share * fall + 1e-13 * q) {
                    weight = inverse;
                    break;
                }
            }
            if (!(nextQ <= q * (1 + 1e-13))) {
                break;
            }
            double[] nextSlope = gradient(nextU, weight, columns);
            h = updated(h, scaled(step, -share), moved(nextSlope, slope, -1));
            beta = next;
            u = nextU;
            q = nextQ;
            slope = nextSlope;
        }
        throw new OverhangException(
                Reason.NOT_CONVERGED,
                "Continuously updated GMM found no minimum in " + ITERATIONS + " steps: largest slope "
                        + Arrays.stream(slope).map(Math::abs).max().orElse(0)
                        + ". The instruments may be weak; use liml() and read the Anderson–Rubin set.");
    }

    private static double[] moved(double[] from, double[] by, double times) {
        double[] out = from.clone();
        for (int j = 0; j < out.length; j++) {
            out[j] += times * by[j];
        }
        return out;
    }

    private static double[] scaled(double[] v, double by) {
        return Arrays.stream(v).map(a -> a * by).toArray();
    }

    /** The update of Broyden, Fletcher, Goldfarb and Shanno of an inverse Hessian; none where the curvature is not positive. */
    private static double[][] updated(double[][] h, double[] s, double[] g) {
        double sg = Dense.dot(s, g);
        if (!(sg > 0)) {
            return h;
        }
        double[] hg = Dense.multiply(h, g);
        double both = (1 + Dense.dot(g, hg) / sg) / sg;
        double[][] out = new double[h.length][h.length];
        for (int i = 0; i < h.length; i++) {
            for (int j = 0; j < h.length; j++) {
                out[i][j] = h[i][j] + both * s[i] * s[j] - (hg[i] * s[j] + s[i] * hg[j]) / sg;
            }
        }
        return out;
    }
}
