package org.overhang.capacity;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.Draws;
import org.overhang.core.Interval;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** How often intervals of implied capacity hold the truth when errors depend on one another; docs/explanation/how-often-it-errs.md prints it. */
class ImpliedCoverageTest {
    /** Three dates of each series: the first, the middle, the last that has an interval. */
    private static final int DATES = 3;

    /** Share of 95 % intervals of capacity that hold it: the survey's errors follow an autoregression. */
    static double surveyed(int n, double rho, int samples) {
        double held = 0;
        for (int s = 0; s < samples; s++) {
            Draws draws = new Seed(2027).stream(s);
            double[] y = new double[n];
            double[] u = new double[n];
            double[] k = new double[n];
            double[] truth = new double[n];
            double stock = 0;
            double error = draws.normal() / Math.sqrt(1 - rho * rho);
            for (int t = 0; t < n; t++) {
                stock += 0.02 + 0.02 * draws.normal();
                error = t == 0 ? error : rho * error + draws.normal();
                k[t] = StrictMath.exp(stock);
                truth[t] = 50 * StrictMath.exp(0.8 * stock + 0.003 * t);
                double use = 0.75 + 0.1 * draws.uniform();
                y[t] = use * truth[t];
                u[t] = use * StrictMath.exp(-0.03 * error);
            }
            held += held(
                    implied(y).addColumns(DoubleColumn.create("u", u), DoubleColumn.create("k", k)),
                    truth,
                    0,
                    method -> method.surveyed("u").on("k"));
        }
        return held / samples;
    }

    /** The same for the projection that Hamilton's filter estimates; at ρ = 1 output is a random walk with drift. */
    static double hamilton(int n, double rho, int samples) {
        double held = 0;
        for (int s = 0; s < samples; s++) {
            Draws draws = new Seed(2028).stream(s);
            double[] y = new double[n];
            double[] truth = new double[n];
            double drift = rho == 1 ? 0.005 : 0;
            double at = rho == 1 ? 0 : draws.normal() * 0.02 / Math.sqrt(1 - rho * rho);
            double[] path = new double[n];
            for (int t = 0; t < n; t++) {
                at = t == 0 ? at : drift + rho * at + 0.02 * draws.normal();
                path[t] = at;
                y[t] = StrictMath.exp(at);
                truth[t] = t < 11 ? Double.NaN : StrictMath.exp(8 * drift + StrictMath.pow(rho, 8) * path[t - 8]);
            }
            held += held(implied(y), truth, 11, ImpliedCapacity.NeedsMethod::hamilton);
        }
        return held / samples;
    }

    private static Table implied(double[] y) {
        return Table.create("s", IntColumn.indexColumn("t", y.length, 1), DoubleColumn.create("y", y));
    }

    /** A rule. */
    private interface Rule {
        ImpliedCapacity by(ImpliedCapacity.NeedsMethod series);
    }

    private static double held(Table table, double[] truth, int first, Rule rule) {
        var intervals = rule.by(ImpliedCapacity.of("y").over("t").every(Frequency.QUARTERLY))
                .measure(Source.of(table))
                .capacityIntervals();
        int n = truth.length;
        double held = 0;
        for (int t : new int[] {first, (first + n - 1) / 2, n - 1}) {
            Interval interval = Objects.requireNonNull(intervals.get(t));
            held += interval.contains(truth[t]) ? 1 : 0;
        }
        return held / DATES;
    }

    /** Four standard errors of 150 series under the shares that docs/explanation/how-often-it-errs.md prints. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"20, 0, 0.95", "20, 0.9, 0.75", "28, 0.5, 0.92", "60, 0.8, 0.88", "60, 0.9, 0.85", "135, 0.9, 0.88"})
    void intervalsOfASurveyHoldWhateverTheDependence(int n, double rho, double least) {
        double held = surveyed(n, rho, 150);
        assertTrue(held >= least, "held " + held);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"20, 0, 0.90", "28, 0.8, 0.85", "60, 0.9, 0.87", "60, 1, 0.82", "135, 0.9, 0.88", "135, 1, 0.84"})
    void intervalsOfHamiltonsProjectionHoldThoughItsErrorsOverlap(int n, double rho, double least) {
        double held = hamilton(n, rho, 150);
        assertTrue(held >= least, "held " + held);
    }

    /** The level is printed where intervals are; bounds say that they are none. */
    @Test
    void theLevelIsPrinted() {
        double[] y = new double[40];
        Draws draws = new Seed(3).stream(0);
        for (int t = 0; t < y.length; t++) {
            y[t] = StrictMath.exp(0.01 * t + 0.02 * draws.normal());
        }
        ImpliedCapacity.NeedsMethod series = ImpliedCapacity.of("y").over("t").every(Frequency.QUARTERLY);
        assertTrue(series.hamilton().level(0.9).measure(implied(y)).toString().contains("90 %, delta method"));
        assertTrue(series.hodrickPrescott().measure(implied(y)).toString().contains("bounds over λ"));
    }
}
