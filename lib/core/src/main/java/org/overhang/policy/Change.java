package org.overhang.policy;

import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * A policy and whom it meets: what turns a baseline into a counterfactual.
 *
 * <p>Example: {@code Duty.exclusive(0.25).on("China").in("EU")}.
 *
 * @param product product, origin or plant as the baseline names it
 * @param market importing market, where a model has several; empty for all markets
 * @param policy what changes
 */
public record Change(String product, String market, Policy policy) {
    /**
     * Checks that the change is addressed.
     *
     * @param product product, origin or plant as the baseline names it
     * @param market importing market, where a model has several; empty for all markets
     * @param policy what changes
     * @throws OverhangException {@link Reason#BAD_VALUE} if the product is blank
     */
    public Change {
        if (product.isBlank()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A change needs the name of the product it meets, but it is blank. Write .on(\"China\").");
        }
    }

    /**
     * The same change in one importing market only.
     *
     * @param importer the market's name
     * @return the narrowed change
     */
    public Change in(String importer) {
        return new Change(product, importer, policy);
    }

    /**
     * The change in words.
     *
     * @return for example {@code "duty of 30 % of the price before duty on China"}
     */
    public String text() {
        String link = policy instanceof Removal ? " from " : " on ";
        return policy.text() + link + product + (market.isEmpty() ? "" : " in " + market);
    }
}
