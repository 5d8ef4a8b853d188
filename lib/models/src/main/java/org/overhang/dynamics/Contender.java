package org.overhang.dynamics;

/**
 * A firm in an {@link ExitGame}: what it costs to produce, to be there, and what leaving may bring.
 *
 * <pre>{@code
 * Contender.cost(330).fixedCost(3_500).scrapUpTo(60_000)
 * }</pre>
 *
 * @param cost cost per unit of output
 * @param fixedCost cost a period while it stays
 * @param scrapUpTo each period's scrap value is drawn evenly from 0 to this, and only the firm itself sees it
 */
public record Contender(double cost, double fixedCost, double scrapUpTo) {
    /**
     * Checks the numbers.
     *
     * @param cost cost per unit of output
     * @param fixedCost cost a period while it stays
     * @param scrapUpTo each period's scrap value is drawn evenly from 0 to this
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} if one is negative or the last
     *     not positive
     */
    public Contender {
        Range.require(cost >= 0 && cost < Double.POSITIVE_INFINITY, "The cost must be 0 or more", cost, "");
        Range.require(
                fixedCost >= 0 && fixedCost < Double.POSITIVE_INFINITY,
                "The fixed cost must be 0 or more",
                fixedCost,
                "");
        Range.positive("The highest scrap value", scrapUpTo);
    }

    /**
     * A firm with a cost per unit; name its fixed cost and scrap value too.
     *
     * @param perUnit cost per unit of output
     * @return the firm
     */
    public static Contender cost(double perUnit) {
        return new Contender(perUnit, 0, 1);
    }

    /**
     * The same firm with a fixed cost.
     *
     * @param perPeriod cost a period while it stays
     * @return the firm
     */
    public Contender fixedCost(double perPeriod) {
        return new Contender(cost, perPeriod, scrapUpTo);
    }

    /**
     * The same firm with scrap values.
     *
     * @param highest scrap values are drawn evenly from 0 to this
     * @return the firm
     */
    public Contender scrapUpTo(double highest) {
        return new Contender(cost, fixedCost, highest);
    }
}
