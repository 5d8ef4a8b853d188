package org.overhang.policy;

import org.overhang.core.Fraction;
import org.overhang.core.Numbers;

/**
 * A limit on a product's quantity in the market; the rent stays with the seller.
 *
 * <p>Example: {@code market.solve(Quota.share(0.7).on("China"))}.
 *
 * @param amount the limit in units of quantity, or as a share of the baseline quantity
 * @param relative whether the amount is a share of the baseline quantity
 */
public record Quota(double amount, boolean relative) implements Policy {
    /**
     * Checks that something may still be sold.
     *
     * @param amount the limit in units of quantity, or as a share of the baseline quantity
     * @param relative whether the amount is a share of the baseline quantity
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} if not positive and finite
     */
    public Quota {
        Check.that(
                amount > 0 && amount < Double.POSITIVE_INFINITY,
                "A quota needs a positive, finite limit",
                amount,
                "A ban is Exit.of(product).");
        if (relative) {
            Fraction.DUTY.notPercent("A quota as a share of the baseline quantity", amount);
        }
    }

    /**
     * A limit in units of quantity.
     *
     * @param quantity in the units of the baseline's quantities
     * @return the quota
     */
    public static Quota quantity(double quantity) {
        return new Quota(quantity, false);
    }

    /**
     * A limit as a share of the baseline quantity.
     *
     * @param share fraction, above 0 and at most 10; above 1 the quota leaves room to grow
     * @return the quota
     */
    public static Quota share(double share) {
        return new Quota(share, true);
    }

    @Override
    public String text() {
        return relative
                ? "quota of " + Numbers.percent(amount, 1) + " of the baseline quantity"
                : "quota of " + Numbers.significant(amount, 4);
    }
}
