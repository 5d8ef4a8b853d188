package org.overhang.policy;

import org.overhang.core.Numbers;

/**
 * A rise or fall of marginal cost: an input that gets dearer, a new line that makes cheaper.
 *
 * <p>Cost before subsidies. A share moves the whole marginal cost curve in proportion, an amount by the same money a unit; both may
 * be negative, as long as cost stays positive. Unlike a subsidy, nobody pays for it: it is a saving or loss of resources.
 *
 * <p>Example: {@code market.solve(CostChange.share(-0.15).on("China"))}.
 *
 * @param amount share of marginal cost, or money a unit
 * @param relative whether the amount is a share of marginal cost
 */
public record CostChange(double amount, boolean relative) implements Policy {
    /**
     * Checks the number.
     *
     * @param amount share of marginal cost, or money a unit
     * @param relative whether the amount is a share of marginal cost
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} if not finite, or if a share
     *     leaves no cost
     */
    public CostChange {
        Check.that(
                Math.abs(amount) < Double.POSITIVE_INFINITY && (!relative || amount > -1),
                relative
                        ? "A change of cost needs a finite share above -1"
                        : "A change of cost needs a finite amount a unit",
                amount,
                "Write CostChange.share(-0.15) for a fall by fifteen percent.");
    }

    /**
     * Marginal cost moves in proportion.
     *
     * @param share fraction, above −1
     * @return the change of cost
     */
    public static CostChange share(double share) {
        return new CostChange(share, true);
    }

    /**
     * Marginal cost moves by money a unit.
     *
     * @param amount money a unit, negative for a fall
     * @return the change of cost
     */
    public static CostChange specific(double amount) {
        return new CostChange(amount, false);
    }

    @Override
    public String text() {
        return relative
                ? "change of marginal cost by " + Numbers.percent(amount, 1)
                : "change of marginal cost by " + Numbers.significant(amount, 4) + " a unit";
    }
}
