package org.overhang.regress;

import org.overhang.core.Numbers;

/**
 * The answer of a {@link WildBootstrap}.
 *
 * @param term the coefficient
 * @param estimate its estimate
 * @param standardError clustered standard error of the statistic
 * @param statistic t
 * @param nullValue value tested
 * @param countAtLeast draws with |t*| at least |t|, ties within 1e-10 counted
 * @param countAbove draws with |t*| above |t|, ties not counted
 * @param draws draws, or combinations if enumerated
 * @param pValue share of draws at least as large: valid under symmetry, and never 0 when enumerated
 * @param pValueStrict share of draws strictly larger, as fwildclusterboot's "fnw11" and boottest print it
 * @param pValueEqualTailed twice the smaller tail
 * @param enumerated whether all combinations were used
 * @param webb whether the weights are Webb's
 * @param nullImposed whether residuals are those under the null
 * @param clusters number of clusters
 * @param effects what the draws do with absorbed effects that are not nested in the clusters, in words; empty if there are none
 * @param interval values not rejected by the strict test; infinite ends where none within 12 standard errors is rejected
 */
public record WildTest(
        String term,
        double estimate,
        double standardError,
        double statistic,
        double nullValue,
        int countAtLeast,
        int countAbove,
        int draws,
        double pValue,
        double pValueStrict,
        double pValueEqualTailed,
        boolean enumerated,
        boolean webb,
        boolean nullImposed,
        int clusters,
        String effects,
        CoefficientEstimate.Range interval) {
    @Override
    public String toString() {
        return "Wild cluster bootstrap of " + term + " = " + Numbers.plain(nullValue) + " · "
                + (webb ? "Webb" : "Rademacher") + " weights · null " + (nullImposed ? "imposed" : "not imposed")
                + " · "
                + Numbers.fixed(draws, 0) + (enumerated ? " combinations, all there are" : " draws") + "\n\n  t "
                + Numbers.significant(statistic, 4) + ", " + clusters + " clusters, p = " + Numbers.fixed(pValue, 4)
                + " (strict " + Numbers.fixed(pValueStrict, 4) + "), "
                + Numbers.percent(interval.level(), 0) + " interval " + Numbers.significant(interval.low(), 4) + " to "
                + Numbers.significant(interval.high(), 4)
                + (effects.isEmpty() ? "" : "\n  " + effects);
    }
}
