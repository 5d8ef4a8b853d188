package org.overhang.regress;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.overhang.core.Internal;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;

/**
 * One number with its uncertainty: a coefficient, a combination of coefficients or a function of them.
 *
 * @param term what it is
 * @param estimate the number
 * @param standardError its standard error; NaN where the covariance gives none
 * @param statistic estimate over standard error
 * @param pValue two-sided, from the t or normal distribution
 * @param interval symmetric confidence interval; NaN ends where there is no standard error
 * @param degrees degrees of freedom of the t distribution; infinite for the normal
 */
public record CoefficientEstimate(
        String term,
        double estimate,
        double standardError,
        double statistic,
        double pValue,
        Range interval,
        double degrees) {

    /**
     * Ends of an interval that may not exist.
     *
     * @param low lower end, or NaN
     * @param high upper end, or NaN
     * @param level stated coverage as a fraction
     */
    public record Range(double low, double high, double level) {
        /**
         * The interval as a checked value.
         *
         * @param method how it was made
         * @return the interval
         */
        public Interval interval(String method) {
            return new Interval(low, high, level, method);
        }
    }

    /**
     * An estimate with the interval and the p-value that its variance gives.
     *
     * @param term what it is
     * @param estimate the number
     * @param variance its variance; a negative one gives no standard error
     * @param degrees degrees of freedom; infinite for the normal
     * @param level of the interval, as a fraction
     * @return the estimate
     */
    @Internal
    public static CoefficientEstimate of(String term, double estimate, double variance, double degrees, double level) {
        double se = variance >= 0 ? Math.sqrt(variance) : Double.NaN;
        double t = estimate / se;
        double q = quantile(0.5 + level / 2, degrees);
        return new CoefficientEstimate(
                term,
                estimate,
                se,
                t,
                twoSided(t, degrees),
                new Range(estimate - q * se, estimate + q * se, level),
                degrees);
    }

    static double twoSided(double t, double degrees) {
        if (Double.isNaN(t)) {
            return Double.NaN;
        }
        return Double.isInfinite(degrees)
                ? 2 * new NormalDistribution(null, 0, 1).cumulativeProbability(-Math.abs(t))
                : 2 * new TDistribution(null, degrees).cumulativeProbability(-Math.abs(t));
    }

    static double quantile(double p, double degrees) {
        return Double.isInfinite(degrees)
                ? org.overhang.core.Draws.inverseNormal(p)
                : new TDistribution(null, degrees).inverseCumulativeProbability(p);
    }

    @Override
    public String toString() {
        return term + " = " + Numbers.significant(estimate, 4) + " (standard error "
                + Numbers.significant(standardError, 4) + ", p = " + Numbers.fixed(pValue, 3) + ", "
                + Numbers.percent(interval.level(), 0) + " interval " + Numbers.significant(interval.low(), 4) + " to "
                + Numbers.significant(interval.high(), 4) + ")";
    }
}
