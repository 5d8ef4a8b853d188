package org.overhang.core;

/**
 * A number with its standard error and where it comes from.
 *
 * <p>Defaults: exact (no standard error), source "assumed". The method that takes the number checks its range; models draw it
 * within that range, so that no draw is impossible.
 *
 * <p>Example: {@code estimate(0.6).standardError(0.1).source("two-market model of 2023")}.
 *
 * @param value the number
 * @param standardError its standard error in the same unit, 0 if taken as exact
 * @param source where it comes from
 */
public record Estimate(double value, double standardError, String source) {
    /**
     * Checks both numbers.
     *
     * @param value the number
     * @param standardError its standard error in the same unit, 0 if taken as exact
     * @param source where it comes from
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the value is not a number, or the standard error is negative,
     *     not finite, or stands beside a value that is not finite
     */
    public Estimate {
        boolean fits = !Double.isNaN(value) && standardError >= 0 && standardError < Double.POSITIVE_INFINITY;
        if (!fits || standardError > 0 && Double.isInfinite(value)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "An estimate needs a value and a finite standard error of at least 0, but they are " + value
                            + " and " + standardError + ". Write estimate(0.6).standardError(0.1).");
        }
    }

    /**
     * A number taken as exact.
     *
     * @param value the number
     * @return the estimate
     */
    public static Estimate estimate(double value) {
        return new Estimate(value, 0, "assumed");
    }

    /**
     * The same number with a standard error.
     *
     * @param error in the unit of the value, at least 0
     * @return the estimate
     */
    public Estimate standardError(double error) {
        return new Estimate(value, error, source);
    }

    /**
     * The same number with its source.
     *
     * @param citation where it comes from
     * @return the estimate
     */
    public Estimate source(String citation) {
        return new Estimate(value, standardError, citation);
    }

    /**
     * The same standard error and source around another number.
     *
     * @param other the number
     * @return the estimate
     */
    public Estimate withValue(double other) {
        return new Estimate(other, standardError, source);
    }

    /**
     * Whether the number carries an error.
     *
     * @return true if its standard error is above 0
     */
    public boolean isUncertain() {
        return standardError > 0;
    }
}
