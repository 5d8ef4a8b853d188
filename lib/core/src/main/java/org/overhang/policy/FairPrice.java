package org.overhang.policy;

import org.overhang.core.Estimate;
import org.overhang.core.Fraction;
import org.overhang.core.Numbers;

/**
 * The end of dumping: the export price is no lower than {@code p_x(1+\varphi d)}.
 *
 * <p>It is a floor, as an undertaking is: where the market asks more than the fair price, the market's price holds. Sellers keep
 * their supply, so that nobody sells below marginal cost; what the floor brings above it is the seller's rent.
 *
 * <p>{@code d} is the dumping margin over the export price (normal value is {@code p_x(1+d)}), {@code \varphi} the share of
 * the margin that ending price discrimination puts into this price; 1, the default, is the bound. A seller that stops
 * discriminating lowers its home price too, so {@code \varphi} is about its home market's share of both markets' sales
 * (R. Boltuck, in Boltuck and Litan, eds., "Down in the Dumps", 1991); a two-market model derives it.
 *
 * <p>Example: {@code market.solve(FairPrice.margin(0.20).passThrough(0.6).on("China"))}.
 *
 * <p>Both may be estimates: {@code FairPrice.margin(estimate(0.20).standardError(0.03)).passThrough(estimate(0.6).standardError(0.1))}
 * is drawn anew in a simulation.
 *
 * @param marginEstimate dumping margin over the export price, not negative
 * @param passThroughEstimate share of the margin in the fair price, 0 to 1
 */
public record FairPrice(Estimate marginEstimate, Estimate passThroughEstimate) implements Policy {
    /**
     * Checks both numbers.
     *
     * @param marginEstimate dumping margin over the export price, not negative
     * @param passThroughEstimate share of the margin in the fair price, 0 to 1
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} outside those ranges
     */
    public FairPrice {
        Check.that(
                marginEstimate.value() >= 0 && marginEstimate.value() < Double.POSITIVE_INFINITY,
                "A fair price needs a finite dumping margin of at least 0",
                marginEstimate.value(),
                "Write FairPrice.margin(0.20) for twenty percent of the export price.");
        Fraction.DUTY.notPercent("A dumping margin", marginEstimate.value());
        Check.that(
                passThroughEstimate.value() >= 0 && passThroughEstimate.value() <= 1,
                "A fair price needs a pass-through from 0 to 1",
                passThroughEstimate.value(),
                "Write .passThrough(0.6).");
    }

    /**
     * A fair price at full pass-through.
     *
     * @param margin dumping margin over the export price, 0 to 10 as a fraction
     * @return the fair price
     */
    public static FairPrice margin(double margin) {
        return margin(Estimate.estimate(margin));
    }

    /**
     * A fair price at full pass-through of an estimated margin.
     *
     * @param margin dumping margin over the export price, not negative
     * @return the fair price
     */
    public static FairPrice margin(Estimate margin) {
        return new FairPrice(margin, Estimate.estimate(1));
    }

    /**
     * The same margin with another pass-through.
     *
     * @param share share of the margin in the fair price, 0 to 1
     * @return the fair price
     */
    public FairPrice passThrough(double share) {
        return passThrough(Estimate.estimate(share));
    }

    /**
     * The same margin with an estimated pass-through.
     *
     * @param share share of the margin in the fair price, strictly between 0 and 1 if it carries an error
     * @return the fair price
     */
    public FairPrice passThrough(Estimate share) {
        return new FairPrice(marginEstimate, share);
    }

    /**
     * The dumping margin.
     *
     * @return a fraction of the export price
     */
    public double margin() {
        return marginEstimate.value();
    }

    /**
     * The share of the margin in the fair price.
     *
     * @return 0 to 1
     */
    public double passThrough() {
        return passThroughEstimate.value();
    }

    /**
     * By how much the price rises.
     *
     * @return {@code \varphi d}
     */
    public double increase() {
        return passThrough() * margin();
    }

    private static String error(Estimate estimate, int decimals) {
        return estimate.isUncertain() ? " ± " + Numbers.percent(estimate.standardError(), decimals) : "";
    }

    @Override
    public String text() {
        return "fair price (margin " + Numbers.percent(margin(), 1) + error(marginEstimate, 1)
                + " of the export price, pass-through " + Numbers.percent(passThrough(), 0)
                + error(passThroughEstimate, 0) + ")";
    }
}
