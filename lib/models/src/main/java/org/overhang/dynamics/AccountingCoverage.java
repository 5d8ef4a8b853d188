package org.overhang.dynamics;

import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.policy.Coverage;

/**
 * The share of a past loss that support turned out to cover, as accounts show it: a measurement, not a promise.
 *
 * <p>An owner decides on what will be covered, not on what was. The two are different types, and {@link #asBehavior} is the
 * only way from one to the other: it wants the reason in words, which then stands in the summary of the model that uses it.
 *
 * <pre>{@code
 * var measured = new AccountingCoverage(0.87);
 * var assumed = measured.asBehavior("the ministry has paid every loss since 2019");
 * model.covered(assumed);
 * }</pre>
 *
 * @param share explicit support over the loss at market prices, at most 1, as the subsidy-covered margin measures it
 */
public record AccountingCoverage(double share) {
    /**
     * Checks the share.
     *
     * @param share explicit support over the loss at market prices, 0 to 1
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside 0 to 1
     */
    public AccountingCoverage {
        Range.require(
                share >= 0 && share <= 1,
                "A measured coverage must lie from 0 to 1",
                share,
                "Where support exceeds the loss, the covered share is 1.");
    }

    /**
     * The assumption that the owner expects the same share of future losses to be covered.
     *
     * @param because why, in words
     * @return the coverage with its reason
     * @throws OverhangException {@link Reason#BAD_VALUE} if no reason is given
     */
    public Assumed asBehavior(String because) {
        return new Assumed(Coverage.share(share), because);
    }

    /**
     * Coverage that an owner is assumed to expect because it was measured.
     *
     * @param coverage the share of future losses
     * @param because why, in words
     */
    public record Assumed(Coverage coverage, String because) {
        /**
         * Checks the reason.
         *
         * @param coverage the share of future losses
         * @param because why, in words
         */
        public Assumed {
            if (because.isBlank()) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "A measured coverage of " + Numbers.percent(coverage.share(), 1)
                                + " needs a reason to be taken for what the owner expects, but none is given. Say it in words.");
            }
        }
    }
}
