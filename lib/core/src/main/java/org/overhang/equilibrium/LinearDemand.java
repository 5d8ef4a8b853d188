package org.overhang.equilibrium;

import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Linear demand {@code p = a - b q}.
 *
 * <p>Example: {@code LinearDemand.inverse(1000).slope(8)}, {@code LinearDemand.direct(180).slope(0.15)} for
 * {@code q = 180 - 0.15 p}, or {@code LinearDemand.observed(625).sold(46.9).elasticity(demand(-1.7))}.
 *
 * @param choke price {@code a} at which nothing is bought, above 0
 * @param slope fall {@code b} of the price a unit of quantity, above 0
 */
public record LinearDemand(double choke, double slope) {
    /**
     * Checks both numbers.
     *
     * @param choke price {@code a} at which nothing is bought, above 0
     * @param slope fall {@code b} of the price a unit of quantity, above 0
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if either is not positive and finite
     */
    public LinearDemand {
        if (!(choke > 0 && choke < Double.POSITIVE_INFINITY && slope > 0 && slope < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A linear demand needs a positive intercept and a positive slope, but they are " + choke + " and "
                            + slope + ". Write LinearDemand.inverse(1000).slope(8) for p = 1000 - 8 q.");
        }
    }

    /** A demand curve that still needs its slope. */
    public static final class NeedsSlope {
        private final double intercept;
        private final boolean inverse;

        private NeedsSlope(double intercept, boolean inverse) {
            this.intercept = intercept;
            this.inverse = inverse;
        }

        /**
         * How fast it falls.
         *
         * @param fall above 0: of the price a unit of quantity (inverse), or of quantity a unit of money (direct)
         * @return the demand curve
         */
        public LinearDemand slope(double fall) {
            return inverse ? new LinearDemand(intercept, fall) : new LinearDemand(intercept / fall, 1 / fall);
        }
    }

    /** A demand curve through a price that still needs the quantity sold there. */
    public static final class NeedsQuantity {
        private final double price;

        private NeedsQuantity(double price) {
            this.price = price;
        }

        /**
         * The quantity sold at the price.
         *
         * @param quantity above 0
         * @return the curve, which still needs its elasticity there
         */
        public NeedsElasticity sold(double quantity) {
            return new NeedsElasticity(price, quantity);
        }
    }

    /** A demand curve through a point that still needs its elasticity there. */
    public static final class NeedsElasticity {
        private final double price;
        private final double quantity;

        private NeedsElasticity(double price, double quantity) {
            this.price = price;
            this.quantity = quantity;
        }

        /**
         * The elasticity at the point.
         *
         * @param demand a demand elasticity
         * @return the demand curve
         */
        public LinearDemand elasticity(Elasticity demand) {
            double slope = -price / (demand.value() * quantity);
            return new LinearDemand(price + slope * quantity, slope);
        }
    }

    /**
     * Starts with the intercept of {@code p = a - b q}.
     *
     * @param intercept {@code a}
     * @return the curve, which still needs its slope
     */
    public static NeedsSlope inverse(double intercept) {
        return new NeedsSlope(intercept, true);
    }

    /**
     * Starts with the intercept of {@code q = A - B p}.
     *
     * @param intercept {@code A}
     * @return the curve, which still needs its slope
     */
    public static NeedsSlope direct(double intercept) {
        return new NeedsSlope(intercept, false);
    }

    /**
     * Starts with an observed price.
     *
     * @param price above 0
     * @return the curve, which still needs a quantity and an elasticity
     */
    public static NeedsQuantity observed(double price) {
        return new NeedsQuantity(price);
    }

    double price(double quantity) {
        return choke - slope * quantity;
    }

    double quantity(double price) {
        return Math.max(0, (choke - price) / slope);
    }

    /** Area under inverse demand. */
    double utility(double quantity) {
        return quantity * (choke - slope * quantity / 2);
    }

    double surplus(double quantity) {
        return slope * quantity * quantity / 2;
    }
}
