package org.overhang.policy;

import org.overhang.core.Numbers;

/**
 * Capacity that closes: a hard limit where a model knows capacity, a shift of the supply curve where it knows only that.
 *
 * <p>Example: {@code market.solve(Closure.share(0.4).on("China"))}.
 *
 * @param amount capacity that is left in units of quantity, or the share that closes
 * @param relative whether the amount is the share that closes
 */
public record Closure(double amount, boolean relative) implements Policy {
    /**
     * Checks that some capacity is left and none is added.
     *
     * @param amount capacity that is left in units of quantity, or the share that closes
     * @param relative whether the amount is the share that closes
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} otherwise
     */
    public Closure {
        Check.that(
                relative ? amount >= 0 && amount < 1 : amount > 0 && amount < Double.POSITIVE_INFINITY,
                relative
                        ? "A closure needs a share of at least 0 and below 1"
                        : "A closure needs a positive, finite capacity that is left",
                amount,
                "To close a producer altogether write Exit.of(product).");
    }

    /**
     * A share of capacity closes.
     *
     * @param share fraction, from 0 to below 1
     * @return the closure
     */
    public static Closure share(double share) {
        return new Closure(share, true);
    }

    /**
     * Capacity is cut to a level.
     *
     * @param capacity what is left, in the units of the baseline's quantities
     * @return the closure
     */
    public static Closure to(double capacity) {
        return new Closure(capacity, false);
    }

    @Override
    public String text() {
        return relative
                ? "closure of " + Numbers.percent(amount, 1) + " of capacity"
                : "capacity cut to " + Numbers.significant(amount, 4);
    }
}
