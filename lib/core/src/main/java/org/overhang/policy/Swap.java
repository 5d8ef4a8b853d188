package org.overhang.policy;

import org.overhang.core.Numbers;

/**
 * New capacity that may be built only if more of the old closes: {@code K_1 = K_0(1 - s + s/\rho)}.
 *
 * <p>{@code s} share of the old capacity that closes, {@code \rho} units closed for each unit built. At a ratio of 1 capacity
 * stays, above 1 it falls; the new plant's cost is a {@link CostChange} of its own.
 *
 * <p>Example: {@code market.solve(Swap.share(0.25).ratio(1.25).on("China"))}, in which capacity falls by 5 %.
 *
 * @param closed share of the old capacity that closes, 0 to 1
 * @param ratio units closed for each unit built, above 0
 */
public record Swap(double closed, double ratio) implements Policy {
    /**
     * Checks both numbers.
     *
     * @param closed share of the old capacity that closes, 0 to 1
     * @param ratio units closed for each unit built, above 0
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} outside those ranges
     */
    public Swap {
        Check.that(
                closed >= 0 && closed <= 1,
                "A swap needs a share of the old capacity from 0 to 1",
                closed,
                "Write Swap.share(0.25).ratio(1.25).");
        Check.that(
                ratio > 0 && ratio < Double.POSITIVE_INFINITY,
                "A swap needs a positive, finite number of units closed for each unit built",
                ratio,
                "Write Swap.share(0.25).ratio(1.25).");
    }

    /**
     * A share of the old capacity is swapped one for one.
     *
     * @param closed share of the old capacity that closes, 0 to 1
     * @return the swap, at a ratio of 1
     */
    public static Swap share(double closed) {
        return new Swap(closed, 1);
    }

    /**
     * The same share at another ratio.
     *
     * @param closedForEachBuilt units closed for each unit built, above 0
     * @return the swap
     */
    public Swap ratio(double closedForEachBuilt) {
        return new Swap(closed, closedForEachBuilt);
    }

    /**
     * Capacity after over before.
     *
     * @return {@code 1 - s + s/\rho}
     */
    public double factor() {
        return 1 - closed + closed / ratio;
    }

    @Override
    public String text() {
        return "swap of " + Numbers.percent(closed, 1) + " of capacity at " + Numbers.significant(ratio, 3)
                + " closed for each unit built";
    }
}
