package org.overhang.core;

/**
 * A range for an unknown number, with the level at which it covers it and the method that made it.
 *
 * @param low lower end
 * @param high upper end, not below the lower
 * @param level stated coverage as a fraction, for example 0.95; 1 for bounds that hold for certain under their assumptions
 * @param method how it was made, for example {@code "bootstrap percentile, 2,000 draws"}
 */
public record Interval(double low, double high, double level, String method) {
    /** Half the width, in standard errors, of an interval of level 0.95 under a normal law: its quantile at 0.975. */
    public static final double Z95 = 1.959963984540054;

    /**
     * Checks the order of the ends and the level.
     *
     * @param low lower end
     * @param high upper end, not below the lower
     * @param level stated coverage as a fraction, for example 0.95; 1 for bounds that hold for certain under their assumptions
     * @param method how it was made, for example {@code "bootstrap percentile, 2,000 draws"}
     */
    public Interval {
        Problems problems = new Problems();
        problems.require(
                low <= high,
                Reason.OUT_OF_RANGE,
                "An interval needs its lower end at or below its upper end, but they are " + low + " and " + high
                        + ".");
        problems.require(
                level > 0 && level <= 1,
                Reason.OUT_OF_RANGE,
                "An interval needs a level above 0 and at most 1, but it is " + level
                        + ". Write 0.95 for ninety-five percent.");
        problems.throwIfAny();
    }

    /**
     * Whether the number lies in the closed interval.
     *
     * @param value the number
     * @return true if it does
     */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /**
     * Upper end less lower end.
     *
     * @return the width
     */
    public double width() {
        return high - low;
    }

    @Override
    public String toString() {
        return "[" + Numbers.significant(low, 4) + ", " + Numbers.significant(high, 4) + "] ("
                + Numbers.percent(level, 0) + ", " + method + ")";
    }
}
