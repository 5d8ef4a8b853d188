package org.overhang.regress;

import org.overhang.core.Internal;
import org.overhang.core.Numbers;

/**
 * A test by a statistic whose distribution is chi-squared, F or normal.
 *
 * @param statistic the statistic
 * @param numerator degrees of freedom, of the numerator for an F; 0 for the normal distribution
 * @param denominator degrees of freedom of an F's denominator; infinite for chi-squared and the normal distribution
 * @param pValue probability of a statistic as far out under the null; NaN where there is none
 */
public record MomentTest(double statistic, double numerator, double denominator, double pValue) {
    /**
     * A two-sided test by the normal distribution.
     *
     * @param z the statistic
     * @return the test
     */
    @Internal
    public static MomentTest normal(double z) {
        return new MomentTest(
                z, 0, Double.POSITIVE_INFINITY, CoefficientEstimate.twoSided(z, Double.POSITIVE_INFINITY));
    }

    /**
     * A test by the chi-squared distribution.
     *
     * @param statistic the statistic; NaN for none
     * @param degrees degrees of freedom
     * @return the test
     */
    @Internal
    public static MomentTest chiSquared(double statistic, double degrees) {
        return new MomentTest(
                statistic,
                degrees,
                Double.POSITIVE_INFINITY,
                Double.isNaN(statistic) ? Double.NaN : InferenceMath.chiSquaredTail(statistic, degrees));
    }

    /**
     * A test by the F distribution.
     *
     * @param statistic the statistic; NaN for none
     * @param numerator degrees of the numerator
     * @param denominator degrees of the denominator
     * @return the test
     */
    @Internal
    public static MomentTest f(double statistic, double numerator, double denominator) {
        return new MomentTest(
                statistic,
                numerator,
                denominator,
                Double.isNaN(statistic) ? Double.NaN : InferenceMath.fTail(statistic, numerator, denominator));
    }

    @Override
    public String toString() {
        if (Double.isNaN(pValue)) {
            return "none";
        }
        String name = numerator == 0
                ? "z"
                : Double.isInfinite(denominator)
                        ? "chi-squared(" + Numbers.plain(numerator) + ")"
                        : "F(" + Numbers.plain(numerator) + ", " + Numbers.plain(denominator) + ")";
        return name + " = " + Numbers.fixed(statistic, 3) + ", p = " + Numbers.fixed(pValue, 4);
    }
}
