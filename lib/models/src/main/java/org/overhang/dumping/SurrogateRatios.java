package org.overhang.dumping;

import org.overhang.core.Fraction;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Financial ratios of surrogate producers: overhead over materials, labor and energy; general expenses over the cost of
 * manufacture; profit over cost of manufacture and general expenses.
 *
 * @param overhead overhead ratio, a fraction
 * @param general ratio of selling, general and administrative expenses, a fraction
 * @param profit profit ratio, a fraction
 */
public record SurrogateRatios(double overhead, double general, double profit) {
    /**
     * Checks the ratios.
     *
     * @param overhead overhead ratio, a fraction
     * @param general ratio of selling, general and administrative expenses, a fraction
     * @param profit profit ratio, a fraction
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if one is negative or not a number
     */
    public SurrogateRatios {
        if (!(overhead >= 0 && general >= 0 && profit >= 0) || Double.isInfinite(overhead + general + profit)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Surrogate ratios need fractions of at least 0, but they are " + overhead + ", " + general + " and "
                            + profit + ".");
        }
        Fraction.SURCHARGE.notPercent("A surrogate overhead ratio", overhead);
        Fraction.SURCHARGE.notPercent("A surrogate ratio of general expenses", general);
        Fraction.SURCHARGE.notPercent("A surrogate profit ratio", profit);
    }

    /**
     * The ratios from a financial statement.
     *
     * @param statement its items in one currency
     * @return the three ratios
     */
    public static SurrogateRatios of(Statement statement) {
        double made = statement.inputs + statement.overhead;
        return new SurrogateRatios(
                statement.overhead / statement.inputs,
                statement.general / made,
                Math.max(0, statement.profit) / (made + statement.general));
    }

    /**
     * What the ratios need of a producer's financial statement.
     *
     * @param inputs materials, labor and energy
     * @param overhead manufacturing overhead
     * @param general selling, general and administrative expenses, interest included
     * @param profit profit before tax
     */
    public record Statement(double inputs, double overhead, double general, double profit) {}
}
