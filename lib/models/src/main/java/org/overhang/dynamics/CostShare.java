package org.overhang.dynamics;

/**
 * The share of a firm's cost that somebody else pays, in good years and bad: not a {@link
 * org.overhang.policy.Coverage}, which pays only part of a loss.
 *
 * @param share fraction of the cost, at least 0 and below 1
 */
public record CostShare(double share) {
    /**
     * Checks the share.
     *
     * @param share fraction of the cost, at least 0 and below 1
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} outside this range
     */
    public CostShare {
        Range.require(
                share >= 0 && share < 1,
                "A share of cost must be at least 0 and below 1",
                share,
                "A firm whose whole cost is paid never leaves.");
    }

    /**
     * A share of the cost.
     *
     * @param share fraction of the cost
     * @return the share
     */
    public static CostShare costShare(double share) {
        return new CostShare(share);
    }
}
