package org.overhang.dumping;

import org.overhang.core.Fraction;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * A line that a rule draws: its value, on which side equality falls, what is rounded before the test, and the clause.
 *
 * <p>Equality is decided with a relative tolerance of 10⁻¹²: sums in binary floating point miss a decimal threshold by about
 * 10⁻¹⁵ a step, and a sale exactly at a line must fall where the law says.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var line = DumpingRules.US_INVESTIGATION_2024.threshold(Limit.DE_MINIMIS);
 * line.holds(0.02);      // false: "less than 2 %"
 * line.clause();         // 19 USC 1673b(b)(3)
 * }</pre>
 *
 * @param limit what it decides
 * @param side how a figure is held against the value
 * @param value the value; shares and rates are fractions
 * @param rounding what is rounded before the test
 * @param clause where the rule stands
 * @param verified whether the clause was read, not recalled
 */
public record Threshold(Limit limit, Side side, double value, String rounding, String clause, boolean verified) {
    /** Prices to affiliates are held against 98 to 102 percent; no rate or share of a rule is larger. */
    private static final double MOST = 1.5;

    private static final double TOLERANCE = 1e-12;

    /** How a figure is held against a threshold. */
    public enum Side {
        /** The figure reaches the value or exceeds it. */
        AT_LEAST("at least"),
        /** The figure exceeds the value. */
        ABOVE("more than"),
        /** The figure does not exceed the value. */
        AT_MOST("at most"),
        /** The figure stays below the value. */
        BELOW("less than");

        private final String words;

        Side(String words) {
            this.words = words;
        }
    }

    /**
     * Checks the value.
     *
     * @param limit what it decides
     * @param side how a figure is held against the value
     * @param value the value; shares and rates are fractions
     * @param rounding what is rounded before the test
     * @param clause where the rule stands
     * @param verified whether the clause was read, not recalled
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the value is negative or not a number
     */
    public Threshold {
        boolean counted = limit == Limit.GROUP_SALES || limit == Limit.COHENS_D;
        if (!counted && value > MOST) {
            Fraction.SHARE.notPercent("The threshold " + limit, value);
        }
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The threshold " + limit + " needs a value of at least 0, but it is " + value
                            + ". Give shares and rates as fractions, for example 0.02 for 2 %.");
        }
    }

    /**
     * Whether a figure is on the threshold's side.
     *
     * @param figure the figure, unrounded; NaN is on no side
     * @return true if the test is met
     */
    public boolean holds(double figure) {
        boolean equal = Math.abs(figure - value) <= TOLERANCE * Math.max(1, Math.abs(value));
        return switch (side) {
            case AT_LEAST -> equal || figure > value;
            case ABOVE -> !equal && figure > value;
            case AT_MOST -> equal || figure < value;
            case BELOW -> !equal && figure < value;
        };
    }

    /**
     * The same rule with another value.
     *
     * @param other the value
     * @return the threshold, marked as chosen by the user
     */
    public Threshold at(double other) {
        return new Threshold(limit, side, other, rounding, clause + ", value chosen by the user", false);
    }

    /** The same rule with equality on the other side. */
    Threshold with(Side other) {
        return new Threshold(limit, other, value, rounding, clause, verified);
    }

    /**
     * The rule in words: "at least 0.2, unrounded (19 CFR …)".
     *
     * @return the words
     */
    public String words() {
        return side.words + " " + Numbers.plain(value) + ", " + rounding + " (" + clause
                + (verified ? "" : "; unverified") + ")";
    }
}
