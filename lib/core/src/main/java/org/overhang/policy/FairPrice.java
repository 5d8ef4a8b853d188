package org.overhang.policy;

import org.overhang.core.Numbers;

/**
 * The end of dumping: the export price rises to {@code p_x(1+\varphi d)}.
 *
 * <p>{@code d} is the dumping margin over the export price (normal value is {@code p_x(1+d)}), {@code \varphi} the share of
 * the margin that ending price discrimination puts into this price; 1, the default, is the bound. A seller that stops
 * discriminating lowers its home price too, so {@code \varphi} is about its home market's share of both markets' sales
 * (R. Boltuck, in Boltuck and Litan, eds., "Down in the Dumps", 1991); a two-market model derives it.
 *
 * <p>Example: {@code market.solve(FairPrice.margin(0.20).passThrough(0.6).on("China"))}.
 *
 * @param margin dumping margin over the export price, not negative
 * @param passThrough share of the margin in the fair price, 0 to 1
 */
public record FairPrice(double margin, double passThrough) implements Policy {
    /**
     * Checks both numbers.
     *
     * @param margin dumping margin over the export price, not negative
     * @param passThrough share of the margin in the fair price, 0 to 1
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} outside those ranges
     */
    public FairPrice {
        Check.that(
                margin >= 0 && margin < Double.POSITIVE_INFINITY,
                "A fair price needs a finite dumping margin of at least 0",
                margin,
                "Write FairPrice.margin(0.20) for twenty percent of the export price.");
        Check.that(
                passThrough >= 0 && passThrough <= 1,
                "A fair price needs a pass-through from 0 to 1",
                passThrough,
                "Write .passThrough(0.6).");
    }

    /**
     * A fair price at full pass-through.
     *
     * @param margin dumping margin over the export price, not negative
     * @return the fair price
     */
    public static FairPrice margin(double margin) {
        return new FairPrice(margin, 1);
    }

    /**
     * The same margin with another pass-through.
     *
     * @param share share of the margin in the fair price, 0 to 1
     * @return the fair price
     */
    public FairPrice passThrough(double share) {
        return new FairPrice(margin, share);
    }

    /**
     * By how much the price rises.
     *
     * @return {@code \varphi d}
     */
    public double increase() {
        return passThrough * margin;
    }

    @Override
    public String text() {
        return "fair price (margin " + Numbers.percent(margin, 1) + " of the export price, pass-through "
                + Numbers.percent(passThrough, 0) + ")";
    }
}
