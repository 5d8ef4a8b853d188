package org.overhang.dumping;

import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * How sales are drawn anew: how often, and which column's values are drawn as a whole.
 *
 * <p>Example: {@code draws(2_000).by("customer")}.
 *
 * @param draws how many resamplings
 * @param column the column whose values are drawn with replacement, with all their sales
 */
public record Resampling(int draws, String column) {
    /**
     * Checks the count.
     *
     * @param draws how many resamplings
     * @param column the column whose values are drawn with replacement, with all their sales
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there are fewer than two draws
     */
    public Resampling {
        if (draws < 2) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A bootstrap needs at least 2 draws, but it is to make " + draws + ". Ask for 1,000 or more.");
        }
    }

    /**
     * That many resamplings of customers.
     *
     * @param draws how many
     * @return the resampling
     */
    public static Resampling draws(int draws) {
        return new Resampling(draws, "customer");
    }

    /**
     * The same count, drawn by another column: the unit whose sales hang together.
     *
     * @param other column of the export file, and of the home file where it has one of that name
     * @return the resampling
     */
    public Resampling by(String other) {
        return new Resampling(draws, other);
    }
}
