package org.overhang.subsidy;

import org.overhang.core.Fraction;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Ad valorem subsidization as Annex IV of the WTO Subsidies Agreement counts it: the cost to the granting government over the
 * recipient's sales.
 *
 * <pre>{@code rate = cost / sales;  presumed if rate > 0.05, in a start-up if cost / funds > 0.15}</pre>
 *
 * <p>The cost is the government's, not the benefit to the firm; sales are those of the twelve months before the grant, of the
 * product only if the subsidy is tied to it. Both thresholds are exceeded, not reached: exactly 5 % is no presumption. The
 * presumption of Article 6.1(a) lapsed on 31 December 1999; the count is still used as a yardstick.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var operating = SeriousPrejudice.ofSales(6e6, 100e6);
 * operating.rate();
 * operating.presumed();
 * SeriousPrejudice.ofInvestedFunds(20e6, 100e6).presumed();
 * }</pre>
 *
 * <p>Reference: Agreement on Subsidies and Countervailing Measures, Article 6.1(a) and Annex IV, paragraphs 1, 2, 4 and 8.
 *
 * @param rate cost over sales or funds, a fraction
 * @param startUp whether the base is invested funds
 */
public record SeriousPrejudice(double rate, boolean startUp) {
    private static final double OF_SALES = 0.05;
    private static final double OF_FUNDS = 0.15;

    /**
     * Checks the rate.
     *
     * @param rate cost over sales or funds
     * @param startUp whether the base is invested funds
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the rate is negative or not a number
     */
    public SeriousPrejudice {
        Fraction.DUTY.notPercent("SeriousPrejudice", rate);
        if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "SeriousPrejudice needs a cost of at least 0 over a base above 0, but the rate is " + rate
                            + ". Give both in one currency.");
        }
    }

    /**
     * Of a firm in operation.
     *
     * @param cost cost to the government
     * @param sales sales of the recipient in the twelve months before the grant
     * @return the rate
     */
    public static SeriousPrejudice ofSales(double cost, double sales) {
        return new SeriousPrejudice(sales > 0 ? cost / sales : Double.NaN, false);
    }

    /**
     * Of a firm in a start-up situation.
     *
     * @param cost cost to the government
     * @param funds total invested funds
     * @return the rate
     */
    public static SeriousPrejudice ofInvestedFunds(double cost, double funds) {
        return new SeriousPrejudice(funds > 0 ? cost / funds : Double.NaN, true);
    }

    /**
     * Whether the rate exceeds the threshold.
     *
     * @return true if it does; equality within rounding does not
     */
    public boolean presumed() {
        double line = startUp ? OF_FUNDS : OF_SALES;
        return rate > line * (1 + 1e-12);
    }
}
