package org.overhang.dynamics;

import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Numbers;

/**
 * A price that falls as capacity outgrows demand: {@code p = \min(B, p_0 (K/D)^{-\epsilon})}, B the backstop price at which
 * buyers turn to something else.
 *
 * <p>A sole supplier sets the backstop price and sells {@code D (B/p_0)^{-1/\epsilon}}.
 *
 * <pre>{@code
 * CapacityPrice.of(1.05).exponent(0.8).backstop(1.60)
 * }</pre>
 */
public final class CapacityPrice {
    private final double balanced;
    private final double exponent;
    private final double backstop;

    private CapacityPrice(double balanced, double exponent, double backstop) {
        this.balanced = balanced;
        this.exponent = exponent;
        this.backstop = backstop;
    }

    /** A price whose exponent is still to be named. */
    public static final class NeedsExponent {
        private final double balanced;

        private NeedsExponent(double balanced) {
            this.balanced = balanced;
        }

        /**
         * By how many percent the price falls for each percent of capacity over demand.
         *
         * @param value above 0
         * @return a price that still needs its backstop
         * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} unless positive
         */
        public NeedsBackstop exponent(double value) {
            return new NeedsBackstop(balanced, Range.positive("The exponent of a price", value));
        }
    }

    /** A price whose backstop is still to be named. */
    public static final class NeedsBackstop {
        private final double balanced;
        private final double exponent;

        private NeedsBackstop(double balanced, double exponent) {
            this.balanced = balanced;
            this.exponent = exponent;
        }

        /**
         * The price at which buyers turn to something else.
         *
         * @param price at least the price where capacity equals demand
         * @return the price
         * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} if it is lower
         */
        public CapacityPrice backstop(double price) {
            Range.require(
                    price >= balanced && price < Double.POSITIVE_INFINITY,
                    "The backstop must be at least the price at which capacity equals demand, "
                            + Numbers.plain(balanced),
                    price,
                    "");
            return new CapacityPrice(balanced, exponent, price);
        }
    }

    /**
     * Starts with the price at which capacity equals demand.
     *
     * @param price per unit of output
     * @return a price that still needs its exponent and backstop
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} unless positive
     */
    public static NeedsExponent of(double price) {
        return new NeedsExponent(Range.positive("The price at which capacity equals demand", price));
    }

    double backstop() {
        return backstop;
    }

    double at(double capacity, double demand) {
        return capacity > 0 ? Math.min(backstop, balanced * FastMath.pow(capacity / demand, -exponent)) : backstop;
    }

    /** Share of demand that is left at the backstop price. */
    double leftAtBackstop() {
        return FastMath.pow(backstop / balanced, -1 / exponent);
    }

    @Override
    public String toString() {
        return Numbers.plain(balanced) + " × (capacity/demand)^-" + Numbers.plain(exponent) + ", at most "
                + Numbers.plain(backstop);
    }
}
