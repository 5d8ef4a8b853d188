package org.overhang.regress;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;
import org.overhang.core.Internal;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.math.Dense;

/** Tests and derivatives on coefficients. */
@Internal
public final class InferenceMath {
    private InferenceMath() {}

    static WaldTest wald(List<String> terms, int[] at, double[] beta, CovarianceMath.Estimate covariance) {
        double[][] v = Dense.pick(covariance.matrix(), at, at);
        double[][] inverse = Dense.inverse(v);
        int q = at.length;
        int clusters = java.util.Arrays.stream(covariance.clusters()).min().orElse(Integer.MAX_VALUE);
        if (inverse.length < q || q == 0 || q > clusters - 1) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A Wald test needs a covariance of full rank for its " + q + " terms " + String.join(", ", terms)
                            + ", but "
                            + (q > clusters - 1 ? clusters + " clusters give rank " + (clusters - 1) : "it is singular")
                            + ". Test fewer terms, or use more clusters.");
        }
        double[] b = new double[q];
        for (int i = 0; i < q; i++) {
            b[i] = beta[at[i]];
        }
        double chi = Dense.dot(b, Dense.multiply(inverse, b));
        if (covariance.own() != null && q > 1) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A Wald test of " + q
                            + " terms needs one number of degrees, but CR2 and CR3 give each coefficient its own. "
                            + "Test one term, or use the clusters without them.");
        }
        double degrees = q == 1 ? covariance.degrees(at[0]) : covariance.degrees();
        return Double.isInfinite(degrees)
                ? new WaldTest(terms, chi, q, degrees, chiSquaredTail(chi, q))
                : new WaldTest(terms, chi / q, q, degrees, fTail(chi / q, q, degrees));
    }

    /**
     * Upper tail of the chi-squared distribution.
     *
     * @param x the statistic
     * @param degrees degrees of freedom
     * @return the p-value
     */
    public static double chiSquaredTail(double x, double degrees) {
        return x > 0 ? Gamma.regularizedGammaQ(degrees / 2, x / 2) : 1;
    }

    /**
     * Upper tail of the F distribution.
     *
     * @param f the statistic
     * @param numerator degrees of the numerator
     * @param denominator degrees of the denominator
     * @return the p-value
     */
    public static double fTail(double f, double numerator, double denominator) {
        return f > 0
                ? Beta.regularizedBeta(denominator / (denominator + numerator * f), denominator / 2, numerator / 2)
                : 1;
    }

    static double fQuantile(double p, double numerator, double denominator) {
        return new FDistribution(null, numerator, denominator).inverseCumulativeProbability(p);
    }

    static double chiSquaredQuantile(double p, double degrees) {
        return new ChiSquaredDistribution(null, degrees).inverseCumulativeProbability(p);
    }

    /** Central difference with Richardson's extrapolation. */
    static double derivative(double[] at, int j, ToDoubleFunction<double[]> f) {
        double h = 1e-3 * Math.max(1e-3, Math.abs(at[j]));
        double[] d = new double[3];
        for (int i = 0; i < 3; i++) {
            double[] up = at.clone();
            double[] down = at.clone();
            double step = h / (1 << i);
            up[j] += step;
            down[j] -= step;
            d[i] = (f.applyAsDouble(up) - f.applyAsDouble(down)) / (up[j] - down[j]);
        }
        double a = (4 * d[1] - d[0]) / 3;
        double b = (4 * d[2] - d[1]) / 3;
        return (16 * b - a) / 15;
    }
}
