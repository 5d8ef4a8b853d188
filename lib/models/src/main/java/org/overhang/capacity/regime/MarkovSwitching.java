package org.overhang.capacity.regime;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.RealMatrix;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Panel;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A series that switches between a high and a low level: how likely each is in each period, and how long each lasts.
 *
 * <pre>y_t = μ_{s_t} + σ_{s_t} ε_t,   P(s_{t+1} = high | s_t) = p_{s_t}</pre>
 *
 * <p>{@code y} any series in its own unit, {@code s} high or low, {@code ε} independent standard normal. The two levels are found by maximum
 * likelihood, whatever the series: that there are two says nothing of whether a series breaks, for that see {@code GlutDating}. Missing
 * cells at the ends are left out and counted; gaps inside are refused. Nothing is dated and no verdict is printed.
 *
 * <p>Defaults: one variance for both regimes; 20 starts from a seed of 1; standard errors from the curvature at the peak.
 *
 * <pre>{@code
 * var regimes = MarkovSwitching.of("utilization").over("quarter").switchingVariance().fit(series);
 * regimes.high();              // probability of the high regime in each period, given the whole series
 * regimes
 * }</pre>
 *
 * <p>Errors: {@link Reason#NOT_IDENTIFIED} below 30 observations or without variation; {@link Reason#NOT_CONVERGED} where no climb ends at a
 * peak, as when one regime shrinks to a single value; {@link Reason#BAD_VALUE} for gaps.
 *
 * <p>Source: Kim (1994), which describes both the filter of Hamilton and the smoother.
 */
public final class MarkovSwitching {
    private static final int LEAST = 30;

    private final String series;
    private final String time;
    private final boolean switching;
    private final int starts;
    private final Seed seed;

    private MarkovSwitching(String series, String time, boolean switching, int starts, Seed seed) {
        this.series = series;
        this.time = time;
        this.switching = switching;
        this.starts = starts;
        this.seed = seed;
    }

    /**
     * Starts with the series.
     *
     * @param series its column
     * @return what still needs time
     */
    public static NeedsTime of(String series) {
        return new NeedsTime(series);
    }

    /** A series that still needs its time column. */
    public static final class NeedsTime {
        private final String series;

        private NeedsTime(String series) {
            this.series = series;
        }

        /**
         * Names time.
         *
         * @param time column of periods in any notation, each once
         * @return the method
         */
        public MarkovSwitching over(String time) {
            return new MarkovSwitching(series, time, false, 20, new Seed(1));
        }
    }

    /**
     * Lets the variance differ between regimes.
     *
     * @return the method
     */
    public MarkovSwitching switchingVariance() {
        return new MarkovSwitching(series, time, true, starts, seed);
    }

    /**
     * From how many points to climb; the likelihood has several peaks.
     *
     * @param count at least 1, default 20
     * @param from where randomness starts
     * @return the method
     */
    public MarkovSwitching starts(int count, Seed from) {
        return new MarkovSwitching(series, time, switching, count, from);
    }

    /**
     * Fits.
     *
     * @param source one row an observation
     * @return the regimes
     * @throws OverhangException see the class
     */
    public Regimes fit(Source source) {
        Problems problems = new Problems();
        problems.require(
                starts >= 1,
                Reason.OUT_OF_RANGE,
                "A climb needs at least 1 start, but it has " + starts + ". Write 20.");
        problems.throwIfAny();
        Panel in = Panel.neededBy("MarkovSwitching")
                .over(time)
                .number("series", series)
                .read(source);
        double[] y = in.get("series");
        for (int t = 1; t < in.count(); t++) {
            problems.require(
                    in.period(t) - in.period(t - 1) == 1,
                    Reason.BAD_VALUE,
                    "MarkovSwitching needs a series without gaps, but \"" + time
                            + "\" skips values. Fill the gap or use the part of the series after it.");
        }
        problems.throwIfAny();
        double low = Arrays.stream(y).min().orElse(0);
        double high = Arrays.stream(y).max().orElse(0);
        if (y.length < LEAST || !(high > low)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Two regimes need at least " + LEAST + " observations that vary, but \"" + series + "\" has "
                            + y.length + (high > low ? "" : " that are all the same")
                            + ". Give a longer series, or date breaks with GlutDating.");
        }
        // Brought to a range of one, so that no unit is nearer to the peak than another.
        double range = high - low;
        double[] unit = Arrays.stream(y).map(v -> (v - low) / range).toArray();
        RegimeMath.Peak peak = RegimeMath.climb(unit, switching, starts, seed);
        if (!(peak.slope() <= RegimeMath.FLAT)) {
            throw new OverhangException(
                    Reason.NOT_CONVERGED,
                    "Two regimes need a peak of the likelihood, but the best of " + starts
                            + " climbs ends on a slope of " + Numbers.significant(peak.slope(), 3)
                            + ". One regime may hold a single value: leave switchingVariance() out, or ask for more starts(…).");
        }
        return new Regimes(this, in, RegimeMath.pass(unit, peak.free()), peak, low, range);
    }

    /**
     * Fits a Tablesaw table.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #fit(Source)}
     */
    public Regimes fit(Table table) {
        return fit(Source.of(table));
    }

    /** Two regimes of a series; make them with {@link MarkovSwitching#fit(Source)}. */
    public static final class Regimes implements Result {
        private static final List<String> TERMS =
                List.of("stays_high", "turns_high", "mean_high", "mean_low", "variance_high", "variance_low");

        private final MarkovSwitching method;
        private final Panel in;
        private final RegimeMath.Pass pass;
        private final double[] estimate;
        private final double[] error;
        private final double likelihood;

        private Regimes(
                MarkovSwitching method,
                Panel in,
                RegimeMath.Pass pass,
                RegimeMath.Peak peak,
                double low,
                double range) {
            this.method = method;
            this.in = in;
            this.pass = pass;
            estimate = RegimeMath.natural(peak.free());
            error = new double[TERMS.size()];
            RealMatrix covariance = peak.covariance();
            int last = peak.free().length - 1;
            double[] slope = {
                estimate[0] * (1 - estimate[0]),
                estimate[1] * (1 - estimate[1]),
                range,
                range,
                estimate[4] * range * range,
                estimate[5] * range * range
            };
            for (int k = 0; k < error.length; k++) {
                int at = Math.min(k, last);
                error[k] = slope[k] * Math.sqrt(covariance.getEntry(at, at));
            }
            for (int k = 2; k < 4; k++) {
                estimate[k] = low + range * estimate[k];
                estimate[k + 2] *= range * range;
            }
            likelihood = pass.likelihood() - in.count() * StrictMath.log(range);
        }

        /**
         * The probability of the high regime given the whole series.
         *
         * @return one probability a period
         */
        public double[] high() {
            return pass.smoothed().clone();
        }

        /**
         * The probability of the high regime given the series up to the period.
         *
         * @return one probability a period
         */
        public double[] highSoFar() {
            return pass.filtered().clone();
        }

        /**
         * A parameter.
         *
         * @param term {@code stays_high} or {@code turns_high} (a period's probability of being high after a high or a low one), {@code mean_high},
         *     {@code mean_low}, {@code variance_high}, {@code variance_low}
         * @return the estimate, in the series' unit
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} for another term
         */
        public double estimate(String term) {
            return estimate[position(term)];
        }

        /**
         * The standard error of {@link #estimate}, by the delta method from the curvature at the peak.
         *
         * @param term as there
         * @return the standard error
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} for another term
         */
        public double standardError(String term) {
            return error[position(term)];
        }

        private static int position(String term) {
            int at = TERMS.indexOf(term);
            if (at < 0) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "Regimes have no term \"" + term + "\". Their terms: " + String.join(", ", TERMS) + ".");
            }
            return at;
        }

        /**
         * How long the high regime lasts on average.
         *
         * @return periods
         */
        public double lengthOfHigh() {
            return 1 / (1 - estimate[0]);
        }

        /**
         * How long the low regime lasts on average.
         *
         * @return periods
         */
        public double lengthOfLow() {
            return 1 / estimate[1];
        }

        /**
         * The log-likelihood at the peak.
         *
         * @return its value, of the series in its own unit
         */
        public double logLikelihood() {
            return likelihood;
        }

        /**
         * One row a period: its time and {@code series high high_so_far}.
         *
         * @return a fresh table
         */
        @Override
        public Table tidy() {
            return in.keys()
                    .beside(Table.create("regimes")
                            .addColumns(
                                    DoubleColumn.create("series", in.get("series")),
                                    DoubleColumn.create("high", high()),
                                    DoubleColumn.create("high_so_far", highSoFar())));
        }

        @Override
        public Table glance() {
            return Table.create("glance")
                    .addColumns(
                            IntColumn.create("nobs", new int[] {in.count()}),
                            IntColumn.create("dropped", new int[] {in.dropped()}),
                            DoubleColumn.create("log_likelihood", new double[] {likelihood}),
                            DoubleColumn.create("length_high", new double[] {lengthOfHigh()}),
                            DoubleColumn.create("length_low", new double[] {lengthOfLow()}),
                            StringColumn.create("series", new String[] {method.series}));
        }

        @Override
        public Summary summary() {
            Summary.Builder out = Summary.of("Two regimes")
                    .choice("series", method.series)
                    .choice("variance", method.switching ? "of each regime" : "one for both")
                    .choice("starts", method.starts + " from seed " + method.seed.value())
                    .choice("standard errors", "curvature at the peak")
                    .grid(Summary.grid(2)
                            .text("regime", "", i -> i == 0 ? "high" : "low")
                            .significant("mean", "", i -> estimate[2 + i])
                            .significant("std error", "", i -> error[2 + i])
                            .significant("std deviation", "", i -> Math.sqrt(estimate[4 + i]))
                            .number("lasts", "periods", 1, i -> i == 0 ? lengthOfHigh() : lengthOfLow())
                            .percent("latest", "probability", 1, i -> {
                                double latest = pass.smoothed()[in.count() - 1];
                                return i == 0 ? latest : 1 - latest;
                            }))
                    .paragraph("Log-likelihood", Numbers.fixed(likelihood, 4))
                    .identifies("Two levels with independent errors about them and a chain without memory.")
                    .breaks("Errors that depend on one another: each long swing then looks like a regime.")
                    .doesNotShow("Whether there are two regimes: any series is cut in two. See GlutDating for a test.");
            return in.leftOut(out).build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
