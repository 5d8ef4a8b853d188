package org.overhang.study;

import java.math.BigDecimal;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * A number as a statement gives it, with the precision at which it is read.
 *
 * <pre>x agrees with s  ⇔  |x − s| ≤ h / 2,  h the step of the last non-zero digit of s unless said</pre>
 *
 * <p>300 is read to the nearest hundred, 0.59 to the nearest hundredth, 28 to the nearest one. Bounds agree where they are met.
 *
 * @param low the number, or the lower bound
 * @param high the number, or the upper bound
 * @param step the precision; 0 for bounds
 */
public record Stated(double low, double high, double step) {
    /** Decimal steps are not exact in binary; a tie counts as agreement. */
    private static final double TIE = 1e-9;

    /**
     * Checks that the bounds are in order and the precision is not negative.
     *
     * @param low the number, or the lower bound
     * @param high the number, or the upper bound
     * @param step the precision; 0 for bounds
     */
    public Stated {
        if (!(low <= high && step >= 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A stated number needs its lower bound at or below its upper and a precision of 0 or more, but"
                            + " they are "
                            + low + ", " + high + " and " + step + ".");
        }
    }

    /**
     * A number, read at the precision of its last non-zero digit.
     *
     * @param value the number
     * @return the stated number
     */
    public static Stated number(double value) {
        if (!Double.isFinite(value)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "A stated number needs to be finite, but it is " + value + ".");
        }
        BigDecimal digits = new BigDecimal(Numbers.plain(value)).stripTrailingZeros();
        return new Stated(value, value, value == 0 ? 1 : digits.ulp().doubleValue());
    }

    /**
     * A range, both ends included.
     *
     * @param low its lower end
     * @param high its upper end
     * @return the stated range
     */
    public static Stated between(double low, double high) {
        return new Stated(low, high, 0);
    }

    /**
     * The most that something comes to: no figure is above it, and the largest reaches it, at the precision stated.
     *
     * @param most the number, as printed
     * @return the number with the precision of its last digit
     */
    public static Stated upTo(double most) {
        return new Stated(Double.NEGATIVE_INFINITY, most, number(most).step());
    }

    /**
     * A lower bound, itself included.
     *
     * @param bound the bound
     * @return the stated bound
     */
    public static Stated atLeast(double bound) {
        return new Stated(bound, Double.POSITIVE_INFINITY, 0);
    }

    /**
     * An upper bound, itself left out.
     *
     * @param bound the bound
     * @return the stated bound
     */
    public static Stated below(double bound) {
        return new Stated(Double.NEGATIVE_INFINITY, Math.nextDown(bound), 0);
    }

    /**
     * The same number at another precision.
     *
     * @param precision for example 0.05 for a share that is stated to the nearest five points
     * @return the stated number
     */
    public Stated toNearest(double precision) {
        return new Stated(low, high, precision);
    }

    /** Whether it is the most that something comes to, which one figure has to reach. */
    boolean isMost() {
        return low == Double.NEGATIVE_INFINITY && step > 0;
    }

    /** Whether a figure comes to the most stated. */
    boolean reaches(double value) {
        return value >= high - step / 2 - TIE * Math.abs(value);
    }

    /** Whether this is one number and not a bound. */
    boolean isNumber() {
        return low == high;
    }

    /**
     * Whether a figure agrees.
     *
     * @param value the figure
     * @return true if it does; false for NaN
     */
    public boolean agrees(double value) {
        double slack = step / 2 + TIE * Math.abs(value);
        return value >= low - slack && value <= high + slack;
    }

    /** The same number times a power of ten, read as coarsely. */
    Stated times(double factor) {
        return new Stated(low * factor, high * factor, step * factor);
    }

    /** The number or the bound in words. */
    String text() {
        if (isNumber()) {
            return Numbers.plain(low);
        }
        if (high == Double.POSITIVE_INFINITY) {
            return "at least " + Numbers.plain(low);
        }
        if (isMost()) {
            return "up to " + Numbers.plain(high);
        }
        return low == Double.NEGATIVE_INFINITY
                ? "below " + Numbers.plain(Math.nextUp(high))
                : Numbers.plain(low) + " to " + Numbers.plain(high);
    }
}
