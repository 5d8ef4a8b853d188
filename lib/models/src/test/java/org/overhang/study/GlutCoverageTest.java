package org.overhang.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Seed.seed;
import static org.overhang.study.Assumption.assumed;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.Draws;
import org.overhang.core.Seed;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Intervals of the chain's accounts where the error is in the figures; docs/explanation/how-often-it-errs.md prints the tables. */
class GlutCoverageTest {
    private static final int DRAWS = 120;

    /**
     * Backed firms whose true cost over revenue is {@code center} within {@code spread}, seen with an error; and a rival.
     *
     * @return shares of samples whose intervals hold the true loss and covered share
     */
    static double[] held(int firms, double center, double spread, double error, double shared, int samples) {
        double[] held = new double[2];
        for (int s = 0; s < samples; s++) {
            Draws draws = new Seed(99).stream(s);
            double[] cost = new double[firms + 1];
            double[] support = new double[firms + 1];
            double common = shared * draws.normal();
            double loss = 0;
            double left = 0;
            double paid = 0;
            for (int i = 0; i < firms; i++) {
                double truth = center * StrictMath.exp(spread * draws.normal());
                double open = Math.max(0, 100 * (truth - 1));
                support[i] = 2;
                loss += open;
                left += open;
                paid += Math.min(open, support[i]);
                cost[i] = truth * StrictMath.exp(error * draws.normal() + common);
            }
            cost[firms] = 0.9;
            GlutChain chain = study(error, shared).simulate(table(cost, support), DRAWS, seed(s));
            held[0] += chain.interval("loss_share").contains(loss / (100.0 * firms)) ? 1.0 / samples : 0;
            held[1] += left > 0 && chain.interval("covered_share").contains(paid / left) ? 1.0 / samples : 0;
        }
        return held;
    }

    private static GlutStudy study(double error, double shared) {
        return GlutStudy.of("output_kt")
                .capacity("capacity_kt")
                .by("firm")
                .origin("country")
                .backed("B")
                .price("price_usd_t")
                .variableCost("variable_cost_usd_t")
                .fixedCost("fixed_usd_thousand")
                .support("support_usd_thousand")
                .tied(assumed(0).because("a test"))
                .covered(assumed(0).because("a test"))
                .switchOff(Link.DUMPING_MARGIN)
                .switchOff(Link.RIVALS)
                .switchOff(Link.EXIT)
                .switchOff(Link.DEPENDENCE)
                .costWithin(error)
                .costAllWithin(shared);
    }

    private static Table table(double[] cost, double[] support) {
        int n = cost.length;
        StringColumn firm = StringColumn.create("firm");
        StringColumn country = StringColumn.create("country");
        Table out = Table.create("industry", firm, country);
        double[][] cells = new double[6][n];
        for (int i = 0; i < n; i++) {
            firm.append("F" + (1000 + i));
            country.append(i < n - 1 ? "B" : "X");
            double[] row = {100, 125, 1, 0.8 * cost[i], 20 * cost[i], support[i]};
            for (int c = 0; c < row.length; c++) {
                cells[c][i] = row[c];
            }
        }
        String[] names = {
            "output_kt",
            "capacity_kt",
            "price_usd_t",
            "variable_cost_usd_t",
            "fixed_usd_thousand",
            "support_usd_thousand"
        };
        for (int c = 0; c < names.length; c++) {
            out.addColumns(DoubleColumn.create(names[c], cells[c]));
        }
        return out;
    }

    /** Coverage of 95 % intervals in 60 samples: four standard errors below; the case that once fell to nothing with more firms. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "2, 1.03, 0, 0.03, 0",
        "20, 1.03, 0, 0.03, 0",
        "200, 1.03, 0, 0.03, 0",
        "200, 1.03, 0.03, 0.03, 0",
        "50, 1.03, 0.10, 0.03, 0",
        "50, 1.00, 0.05, 0.10, 0",
        "100, 1.03, 0.03, 0.03, 0.02"
    })
    void moreFirmsDoNotMissTheTruth(int firms, double center, double spread, double error, double shared) {
        double[] held = held(firms, center, spread, error, shared, 60);
        assertTrue(held[0] >= 0.83, "loss " + held[0]);
        assertTrue(held[1] >= 0.83, "covered " + held[1]);
    }

    /** With 200 firms alike but for the error the estimate takes error for loss; the summary says so. */
    @Test
    void anEstimateOutsideItsIntervalIsSaid() {
        Draws draws = new Seed(4).stream(0);
        double[] cost = new double[201];
        for (int i = 0; i < 200; i++) {
            cost[i] = StrictMath.exp(0.05 * draws.normal());
        }
        cost[200] = 0.9;
        GlutChain chain = study(0.05, 0).simulate(table(cost, new double[201]), DRAWS, seed(1));
        assertTrue(chain.estimate("loss_share") > chain.interval("loss_share").high());
        assertTrue(chain.toString().contains("Outside its interval: "), chain.toString());
    }

    /** An error that all firms share does not average out. */
    @Test
    void aSharedErrorStays() {
        double[] cost = new double[101];
        java.util.Arrays.fill(cost, 1.2);
        double alone = study(0.05, 0)
                .simulate(table(cost, new double[101]), DRAWS, seed(1))
                .interval("loss_share")
                .width();
        GlutChain both = study(0, 0.05).simulate(table(cost, new double[101]), DRAWS, seed(1));
        // 1.2 × 5 % to either side of a middle 95 %
        assertEquals(2 * 1.96 * 0.06, both.interval("loss_share").width(), 0.05);
        assertTrue(alone < both.interval("loss_share").width() / 5, "alone " + alone);
        assertTrue(both.toString().contains("all together 5.0 %"));
    }

    /** Draws at which no utilization breaks even are the worst ones: they belong to the interval. */
    @Test
    void whatNeverBreaksEvenIsInfinite() {
        double[] cost = {1.22, 1.24, 1.21, 0.9};
        GlutChain chain = study(0.05, 0.05).simulate(table(cost, new double[4]), DRAWS, seed(1));
        double[] draws = chain.draws("break_even");
        assertTrue(java.util.Arrays.stream(draws).filter(Double::isInfinite).count() > 10);
        assertEquals(Double.POSITIVE_INFINITY, chain.interval("break_even").high());
        assertTrue(chain.toString().contains("no utilization breaks even, and ∞ stands for it"));
        assertTrue(chain.figure(Link.BREAK_EVEN).svg().contains("Break-even"));
    }
}
