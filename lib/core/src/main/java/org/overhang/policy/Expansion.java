package org.overhang.policy;

import org.overhang.core.Numbers;

/**
 * Capacity that is built: a higher hard limit where a model knows capacity, a shift of the supply curve where it knows only that.
 *
 * <p>It is capacity that stands: a plant with a lead time counts from the year in which it runs. Whether it is used is the
 * market's answer; under a utilization floor it is used.
 *
 * <p>Example: {@code market.solve(Expansion.share(0.25).on("China"))}.
 *
 * @param amount new capacity in units of quantity, or as a share of the capacity that stands
 * @param relative whether the amount is a share of the capacity that stands
 */
public record Expansion(double amount, boolean relative) implements Policy {
    /**
     * Checks that some capacity is added.
     *
     * @param amount new capacity in units of quantity, or as a share of the capacity that stands
     * @param relative whether the amount is a share of the capacity that stands
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} if negative or not finite
     */
    public Expansion {
        Check.that(
                amount >= 0 && amount < Double.POSITIVE_INFINITY,
                "An expansion needs a finite amount of at least 0",
                amount,
                "Capacity that closes is Closure.share(share).");
    }

    /**
     * Capacity grows by a share of what stands.
     *
     * @param share fraction, at least 0
     * @return the expansion
     */
    public static Expansion share(double share) {
        return new Expansion(share, true);
    }

    /**
     * Capacity grows by units.
     *
     * @param units in the units of the baseline's quantities
     * @return the expansion
     */
    public static Expansion by(double units) {
        return new Expansion(units, false);
    }

    @Override
    public String text() {
        return relative
                ? "expansion by " + Numbers.percent(amount, 1) + " of capacity"
                : "expansion by " + Numbers.significant(amount, 4) + " units of capacity";
    }
}
