package org.overhang.dumping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Seed.seed;

import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The estimators recover a truth that the simulation knows by construction. */
class SimulatedCaseTest {
    /** Without noise only rounding separates the estimate from the truth. */
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 0.0, 0.12, 0.8})
    void recoversTheMarginExactlyWithoutNoise(double margin) {
        var s = SimulatedCase.withMargin(margin).targeting(0.15).simulate(seed(3));
        DumpingResult r =
                DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).measure(s.files());
        assertEquals(Math.max(0, margin), r.margin(Comparison.AVERAGE_TO_AVERAGE), ROUNDING);
        assertEquals(s.trueMarginByTransaction(), r.margin(Comparison.AVERAGE_TO_TRANSACTION), ROUNDING);
        assertFalse(r.armsLength().booleanColumn("pass").get(0));
        assertTrue(r.armsLength().booleanColumn("pass").get(1));
        assertEquals(6, r.setAside().rowCount());
        assertTrue(r.costTest().booleanColumn("below_cost_dropped").countTrue() == 2);
    }

    @Test
    void recoversTheMarginOfANonMarketEconomy() {
        var s = SimulatedCase.withMargin(0.3).nonMarket().simulate(seed(4));
        DumpingResult r =
                DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).measure(s.files());
        assertEquals(0.3, r.margin(Comparison.AVERAGE_TO_AVERAGE), ROUNDING);
    }

    /** Five percent noise on 6,000 sales: the margin's deviation is about 0.05 / sqrt(3,000), some 0.1 points. */
    @Test
    void comesNearTheMarginWithNoise() {
        var s = SimulatedCase.withMargin(0.12).sales(6_000, 6_000).noise(0.05).simulate(seed(5));
        DumpingResult r =
                DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).measure(s.files());
        assertEquals(0.12, r.margin(Comparison.AVERAGE_TO_AVERAGE), 0.005);
    }

    /**
     * The mean of 300 seeds has a standard error of 0.012 / sqrt(300), and four of these are allowed; their standard deviation is
     * known to 4 %, and the formula leaves out the home sales that the two tests drop, some 5 %.
     */
    @Test
    void fewNoisySalesScatterAroundTheTruthAsDocumented() {
        int seeds = 300;
        int sales = 80;
        double noise = 0.06;
        double truth = 0.03;
        var margins = new SummaryStatistics();
        for (int k = 0; k < seeds; k++) {
            var s = SimulatedCase.withMargin(truth)
                    .sales(sales, sales)
                    .noise(noise)
                    .simulate(seed(k));
            margins.addValue(DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024)
                    .measure(s.files())
                    .margin(Comparison.AVERAGE_TO_AVERAGE));
        }
        double documented = (1 + truth) * noise * Math.sqrt(1.3 * 2 / sales);
        assertEquals(documented, margins.getStandardDeviation(), 0.2 * documented);
        assertEquals(truth, margins.getMean(), 4 * documented / Math.sqrt(seeds));
    }

    @Test
    void targetingIsFound() {
        var s = SimulatedCase.withMargin(0.01).targeting(0.2).noise(0.01).simulate(seed(6));
        DumpingResult r =
                DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).measure(s.files());
        assertTrue(r.decision().passShare() > 0.1, "pass share " + r.decision().passShare());
        assertTrue(r.margin(Comparison.AVERAGE_TO_TRANSACTION) > 0.02, "the targeted sales show");
    }

    @Test
    void intervalIsTheSameOnEveryRunAndHoldsTheEstimate() {
        var s = SimulatedCase.withMargin(0.12).noise(0.05).targeting(0.1).simulate(seed(7));
        var method = DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024)
                .bootstrap(Resampling.draws(200).by("customer"), seed(42));
        DumpingResult first = method.measure(s.files());
        assertEquals(first.toString(), method.measure(s.files()).toString());
        assertTrue(first.interval().contains(first.margin()), first.interval().toString());
    }

    @Test
    void orderLabelsAndCurrencyUnitsDoNotMatter() {
        var s = SimulatedCase.withMargin(0.12).noise(0.05).targeting(0.1).simulate(seed(8));
        CaseFiles turned = CaseFiles.exports(
                        ExportSales.houseColumns(), s.exports().sortDescendingOn("sale_id"))
                .home(HomeSales.houseColumns(), s.home().sortDescendingOn("sale_id"))
                .costs(ProductionCosts.houseColumns(), s.costs())
                .rates(ExchangeRates.houseColumns(), s.rates())
                .comparisonCurrency("HMC")
                .period(java.time.LocalDate.of(2024, 1, 1), java.time.LocalDate.of(2024, 12, 31));
        DumpingResult a =
                DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).measure(s.files());
        DumpingResult b =
                DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).measure(turned);
        for (Comparison c : new Comparison[] {Comparison.AVERAGE_TO_AVERAGE, Comparison.MIXED}) {
            for (Zeroing z : Zeroing.values()) {
                assertEquals(a.margin(c, z), b.margin(c, z), ROUNDING);
                assertTrue(a.margin(c, Zeroing.TRANSACTION) >= a.margin(c, z) - ROUNDING);
            }
        }
    }

    @Test
    void explanationAddsUpToTheMargin() {
        var s = SimulatedCase.withMargin(0.12).noise(0.05).simulate(seed(9));
        DumpingResult r =
                DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).measure(s.files());
        assertEquals(r.margin(), r.explain().share(), ROUNDING);
        double sum = 0;
        for (Explanation.Step step : r.explain("M103").steps()) {
            if (step.name().equals("net export price")) {
                assertEquals(sum, step.amount(), 1e-9 * Math.abs(sum));
                sum = 0;
            } else if (step.name().equals("normal value")) {
                assertEquals(sum, step.amount(), 1e-9 * Math.abs(sum));
            } else if (!step.subtotal()) {
                sum += step.amount();
            }
        }
        assertTrue(r.figure().altText().startsWith("Waterfall from a gross price"));
    }
}
