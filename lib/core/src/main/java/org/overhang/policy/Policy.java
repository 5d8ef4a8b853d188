package org.overhang.policy;

/**
 * One measure with its size and base, not yet addressed to anyone.
 *
 * <p>Example: {@code market.solve(Duty.exclusive(0.30).on("China"), Closure.share(0.2).on("Korea"))}.
 */
public sealed interface Policy
        permits Duty,
                Subsidy,
                FairPrice,
                Undertaking,
                Quota,
                Closure,
                Expansion,
                Swap,
                CostChange,
                Exit,
                Ownership,
                UtilizationFloor,
                Coverage,
                Removal {
    /**
     * The policy in words with its base, as results print it.
     *
     * @return for example {@code "duty of 30 % of the price before duty"}
     */
    String text();

    /**
     * Addresses the policy.
     *
     * @param product whom it meets: the product, origin or plant as the baseline names it
     * @return the change a model solves
     */
    default Change on(String product) {
        return new Change(product, "", this);
    }
}
