package org.overhang.regress;

import java.util.List;
import org.overhang.core.Numbers;

/**
 * A test that several coefficients are zero: {@code F = b'V^{-1}b / q}, or {@code χ² = b'V^{-1}b} where the normal is used.
 *
 * @param terms what is tested
 * @param statistic F, or chi-squared if the denominator is infinite
 * @param numerator q, the number of terms
 * @param denominator denominator degrees of freedom; infinite for chi-squared
 * @param pValue from F(q, denominator) or chi-squared(q)
 */
public record WaldTest(List<String> terms, double statistic, int numerator, double denominator, double pValue) {
    /**
     * Copies the terms.
     *
     * @param terms what is tested
     * @param statistic F, or chi-squared if the denominator is infinite
     * @param numerator q, the number of terms
     * @param denominator denominator degrees of freedom; infinite for chi-squared
     * @param pValue from F(q, denominator) or chi-squared(q)
     */
    public WaldTest {
        terms = List.copyOf(terms);
    }

    @Override
    public String toString() {
        boolean chi = Double.isInfinite(denominator);
        return "Wald test that " + String.join(", ", terms) + " are zero: "
                + (chi ? "chi-squared(" + numerator + ")" : "F(" + numerator + ", " + Numbers.plain(denominator) + ")")
                + " = " + Numbers.significant(statistic, 4) + ", p = " + Numbers.fixed(pValue, 3);
    }
}
