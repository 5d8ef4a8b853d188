package org.overhang.study;

import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * A number that no file holds, with how sure one is of it and why one takes it; the study prints all three.
 *
 * <p>In draws its size is lognormal with the stated mean and standard error, so that no draw has the wrong sign; where a number
 * is a share, draws above 1 count as 1.
 *
 * <pre>{@code
 * assumed(0.4).standardError(0.1).because("power and land rebates fall with each tonne")
 * }</pre>
 *
 * @param value the number, 0 or more
 * @param standardError how sure one is of it, 0 if taken as exact
 * @param why the reason in words
 */
public record Assumption(double value, double standardError, String why) {
    /**
     * Checks the numbers.
     *
     * @param value the number, 0 or more
     * @param standardError how sure one is of it, 0 if taken as exact
     * @param why the reason in words
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for a negative or infinite number
     */
    public Assumption {
        if (!(value >= 0
                && value < Double.POSITIVE_INFINITY
                && standardError >= 0
                && standardError < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "An assumption needs a finite number and standard error of at least 0, but they are " + value
                            + " and " + standardError + ".");
        }
    }

    /**
     * A number taken as exact so far, without a reason.
     *
     * @param value 0 or more; a rate or share as a fraction
     * @return the assumption
     */
    public static Assumption assumed(double value) {
        return new Assumption(value, 0, "");
    }

    /**
     * The same number with a standard error.
     *
     * @param error 0 or more
     * @return the assumption
     */
    public Assumption standardError(double error) {
        return new Assumption(value, error, why);
    }

    /**
     * The same number with its reason; a study refuses a number without one.
     *
     * @param reason in words
     * @return the assumption
     */
    public Assumption because(String reason) {
        return new Assumption(value, standardError, reason);
    }

    /** The number at a standard normal score. */
    double drawn(double score) {
        if (!(standardError > 0 && value > 0)) {
            return value;
        }
        double variance = FastMath.log1p(standardError * standardError / (value * value));
        return value * FastMath.exp(Math.sqrt(variance) * score - variance / 2);
    }

    String text() {
        return Numbers.significant(value, 3) + (standardError > 0 ? " ± " + Numbers.significant(standardError, 2) : "")
                + " because " + why;
    }
}
