package org.overhang.dumping;

import java.util.List;
import org.overhang.core.Fraction;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * The rate of exporters that were not examined: the mean of the individual rates weighted by quantity or value, without zero
 * and de minimis rates and those entirely on facts available; if none is left, the simple mean of all.
 *
 * <p>Example:
 *
 * <pre>{@code
 * double rate = AllOthers.rate(List.of(new AllOthers.Examined(0.1234, 500, false),
 *         new AllOthers.Examined(0.0321, 1500, false)), DumpingRules.US_INVESTIGATION_2024);
 * }</pre>
 *
 * <p>19 USC 1673d(c)(5).
 */
public final class AllOthers {
    private AllOthers() {}

    /**
     * An exporter with a rate of its own.
     *
     * @param margin a fraction
     * @param weight quantity or value, for the mean
     * @param factsAvailable whether the rate rests entirely on facts available
     */
    public record Examined(double margin, double weight, boolean factsAvailable) {
        /**
         * Checks the margin.
         *
         * @param margin its margin, a fraction from −1 to 10
         * @param weight its weight
         * @param factsAvailable whether the margin rests on facts available alone
         * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} if the margin is no such fraction
         */
        public Examined {
            Fraction.CHANGE.notPercent("The margin of an examined exporter", margin);
        }
    }

    /**
     * The all-others rate.
     *
     * @param examined the exporters with rates of their own
     * @param rules the rules whose de minimis threshold applies
     * @return a fraction
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if there is no examined exporter; {@link Reason#BAD_VALUE} if a
     *     margin or weight is negative or not a number
     */
    public static double rate(List<Examined> examined, DumpingRules rules) {
        if (examined.isEmpty()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "The all-others rate needs at least one examined exporter, but there is none. Name them with margins"
                            + " and weights.");
        }
        double sum = 0;
        double weight = 0;
        double plain = 0;
        for (Examined e : examined) {
            if (!(e.margin >= 0 && e.weight >= 0)) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "The all-others rate needs margins and weights of at least 0, but found " + e.margin + " and "
                                + e.weight + ".");
            }
            plain += e.margin;
            if (!e.factsAvailable && !rules.threshold(Limit.DE_MINIMIS).holds(e.margin)) {
                sum += e.margin * e.weight;
                weight += e.weight;
            }
        }
        return weight > 0 ? sum / weight : plain / examined.size();
    }
}
