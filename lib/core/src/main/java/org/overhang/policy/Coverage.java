package org.overhang.policy;

import org.overhang.core.Numbers;

/**
 * The share {@code \kappa} of a loss that the state covers: the owner bears {@code (1-\kappa)} of it.
 *
 * <p>Example: {@code model.covered(share(0.9))}.
 *
 * @param share fraction of the loss, 0 to 1
 */
public record Coverage(double share) implements Policy {
    /**
     * Checks the share.
     *
     * @param share fraction of the loss, 0 to 1
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} outside 0 to 1
     */
    public Coverage {
        Check.that(
                share >= 0 && share <= 1,
                "Coverage needs a share of the loss from 0 to 1",
                share,
                "Write share(0.9) for ninety percent.");
    }

    /**
     * A covered share.
     *
     * @param share fraction of the loss, 0 to 1
     * @return the coverage
     */
    public static Coverage share(double share) {
        return new Coverage(share);
    }

    /**
     * A result as the owner feels it.
     *
     * @param profit profit or, if negative, loss
     * @return the profit itself, or the part of the loss that is not covered
     */
    public double felt(double profit) {
        return profit >= 0 ? profit : (1 - share) * profit;
    }

    @Override
    public String text() {
        return "coverage of " + Numbers.percent(share, 1) + " of losses";
    }
}
