package org.overhang.dynamics;

import org.overhang.core.Fraction;
import org.overhang.core.Numbers;

/**
 * Demand that grows at a steady rate and is shaken from year to year.
 *
 * <p>Formula: {@code D_t = D_0 (1+g)^t e^{x_t}}, {@code x_t = \rho x_{t-1} + \sigma z_t}, {@code x_0 = \sigma z_0}; without
 * volatility there is no shock.
 *
 * <pre>{@code
 * Demand.of(150).growth(0.01).volatility(0.08).persistence(0.6)
 * }</pre>
 *
 * @param first units in the first year
 * @param growth rate a year, above −1
 * @param volatility standard deviation of each year's shock to the logarithm, 0 or more
 * @param persistence share of last year's shock that is left, 0 to below 1
 */
public record Demand(double first, double growth, double volatility, double persistence) {
    /**
     * Checks the numbers.
     *
     * @param first units in the first year
     * @param growth rate a year, above −1
     * @param volatility standard deviation of each year's shock to the logarithm, 0 or more
     * @param persistence share of last year's shock that is left, 0 to below 1
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} outside these ranges
     */
    public Demand {
        Range.positive("Demand", first);
        Range.require(
                growth > -1 && growth < 10,
                "The growth of demand must be above -1",
                growth,
                "Write 0.01 for one percent.");
        Range.require(volatility >= 0 && volatility < 10, "The volatility of demand must be 0 or more", volatility, "");
        Range.require(
                persistence >= 0 && persistence < 1,
                "The persistence of demand must be 0 or more and below 1",
                persistence,
                "");
    }

    /**
     * Demand that neither grows nor is shaken.
     *
     * @param units units a year
     * @return the demand
     */
    public static Demand of(double units) {
        return new Demand(units, 0, 0, 0);
    }

    /**
     * Demand that grows.
     *
     * @param rate a year
     * @return the demand
     */
    public Demand growth(double rate) {
        Fraction.INTEREST.notPercent("The growth of demand", rate);
        return new Demand(first, rate, volatility, persistence);
    }

    /**
     * Demand that is shaken.
     *
     * @param deviation standard deviation of each year's shock to the logarithm
     * @return the demand
     */
    public Demand volatility(double deviation) {
        return new Demand(first, growth, deviation, persistence);
    }

    /**
     * Shocks that last.
     *
     * @param share of last year's shock that is left
     * @return the demand
     */
    public Demand persistence(double share) {
        return new Demand(first, growth, volatility, share);
    }

    String text() {
        return Numbers.plain(first) + " growing " + Numbers.percent(growth, 1) + " a year, shocks "
                + Numbers.percent(volatility, 1)
                + (volatility > 0 ? " (persistence " + Numbers.plain(persistence) + ")" : "");
    }
}
