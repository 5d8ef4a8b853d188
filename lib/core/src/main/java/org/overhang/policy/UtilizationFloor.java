package org.overhang.policy;

import org.overhang.core.Numbers;

/**
 * The least share of capacity that must run: {@code q \ge \rho K}.
 *
 * <p>Under a binding floor the shadow price of output is negative: the firm sells at marginal revenue below marginal cost.
 *
 * <p>Example: {@code market.solve(UtilizationFloor.of(0.9).on("exporter"))}.
 *
 * @param share fraction of capacity, 0 to 1
 */
public record UtilizationFloor(double share) implements Policy {
    /**
     * Checks the share.
     *
     * @param share fraction of capacity, 0 to 1
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} outside 0 to 1
     */
    public UtilizationFloor {
        Check.that(
                share >= 0 && share <= 1,
                "A utilization floor needs a share of capacity from 0 to 1",
                share,
                "Write UtilizationFloor.of(0.9) for ninety percent.");
    }

    /**
     * A floor.
     *
     * @param share fraction of capacity, 0 to 1
     * @return the floor
     */
    public static UtilizationFloor of(double share) {
        return new UtilizationFloor(share);
    }

    @Override
    public String text() {
        return "utilization floor of " + Numbers.percent(share, 1) + " of capacity";
    }
}
