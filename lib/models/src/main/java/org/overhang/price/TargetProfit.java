package org.overhang.price;

import org.overhang.core.Fraction;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * The profit a producer would earn without dumped imports, with its base.
 *
 * <p>On turnover, as the European Commission quotes it, a cost {@code c} makes a non-injurious price {@code c/(1-x)}; on cost
 * it makes {@code c(1+x)}. Article 7(2c) of Regulation (EU) 2016/1036 sets a floor of 6 percent since June 2018.
 *
 * <p>Example: {@code TargetProfit.onTurnover(0.06).price(950) // 1010.64}.
 *
 * @param rate fraction; on turnover below 1
 * @param onTurnover true if a share of the price, false if a share of the cost
 */
public record TargetProfit(double rate, boolean onTurnover) {
    /**
     * Checks the rate.
     *
     * @param rate fraction; on turnover below 1
     * @param onTurnover true if a share of the price, false if a share of the cost
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative, not finite, or 1 and more on turnover
     */
    public TargetProfit {
        if (!(rate >= 0 && rate < (onTurnover ? 1 : Double.POSITIVE_INFINITY))) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A target profit needs a rate of at least 0" + (onTurnover ? " and below 1" : "") + ", but it is "
                            + rate + ". Write TargetProfit.onTurnover(0.06) for six percent of turnover.");
        }
        Fraction.SURCHARGE.notPercent("A target profit", rate);
    }

    /**
     * A profit as a share of turnover.
     *
     * @param rate fraction, from 0 to below 1
     * @return the target
     */
    public static TargetProfit onTurnover(double rate) {
        return new TargetProfit(rate, true);
    }

    /**
     * A profit as a share of cost.
     *
     * @param rate fraction, 0 to 5
     * @return the target
     */
    public static TargetProfit onCost(double rate) {
        return new TargetProfit(rate, false);
    }

    /**
     * The price that covers a cost and earns the target.
     *
     * @param cost money a unit
     * @return money a unit
     */
    public double price(double cost) {
        return onTurnover ? cost / (1 - rate) : cost * (1 + rate);
    }

    /**
     * The target in words.
     *
     * @return for example {@code "6.0 % of turnover"}
     */
    public String text() {
        return Numbers.percent(rate, 1) + (onTurnover ? " of turnover" : " of cost");
    }
}
