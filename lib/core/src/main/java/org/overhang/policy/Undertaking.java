package org.overhang.policy;

import org.overhang.core.Numbers;

/**
 * A price undertaking: the producer price may not fall below a floor; the rent stays with the exporter.
 *
 * <p>Example: {@code market.solve(Undertaking.increase(0.10).on("China"))}.
 *
 * @param amount the floor as a price, or as a rise over the baseline price
 * @param relative whether the amount is a rise over the baseline price
 */
public record Undertaking(double amount, boolean relative) implements Policy {
    /**
     * Checks that the floor is a positive price.
     *
     * @param amount the floor as a price, or as a rise over the baseline price
     * @param relative whether the amount is a rise over the baseline price
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} otherwise
     */
    public Undertaking {
        Check.that(
                amount < Double.POSITIVE_INFINITY && (relative ? amount > -1 : amount > 0),
                "An undertaking needs a positive, finite price floor",
                amount,
                "Write Undertaking.minimumPrice(550) or Undertaking.increase(0.10).");
    }

    /**
     * A floor as a producer price.
     *
     * @param price money a unit, in the units of the baseline's prices
     * @return the undertaking
     */
    public static Undertaking minimumPrice(double price) {
        return new Undertaking(price, false);
    }

    /**
     * A floor as a rise over the baseline producer price.
     *
     * @param rise fraction, above −1
     * @return the undertaking
     */
    public static Undertaking increase(double rise) {
        return new Undertaking(rise, true);
    }

    @Override
    public String text() {
        return relative
                ? "undertaking at " + Numbers.percent(amount, 1) + " above the baseline price"
                : "undertaking at " + Numbers.significant(amount, 4) + " a unit";
    }
}
