package org.overhang.capacity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.Panel;
import org.overhang.core.Provenance;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import org.overhang.figure.Lines;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Inferred capacity and utilization, in the order of time. */
public final class ImpliedCapacityResult implements Result {
    private final ImpliedCapacity choices;
    private final Panel in;
    private final ImpliedMath.Fit fit;
    private final Provenance provenance;

    ImpliedCapacityResult(ImpliedCapacity choices, Panel in, ImpliedMath.Fit fit, Provenance provenance) {
        this.provenance = provenance;
        this.choices = choices;
        this.in = in;
        this.fit = fit;
    }

    /** From the scale of the fit back to output's. */
    private double amount(double fitted) {
        return choices.tuning().levels() ? fitted : StrictMath.exp(fitted);
    }

    /**
     * Capacity.
     *
     * @return one amount an observation, in the unit of output; NaN where the method has none
     */
    public double[] capacity() {
        return Arrays.stream(fit.capacity()).map(this::amount).toArray();
    }

    /**
     * Output over capacity, not clipped.
     *
     * @return one rate an observation; NaN where the method has no capacity
     */
    public double[] utilization() {
        double[] out = capacity();
        double[] output = in.get("output");
        for (int i = 0; i < out.length; i++) {
            out[i] = output[i] / out[i];
        }
        return out;
    }

    /**
     * Intervals or bounds of utilization; the method is named in each.
     *
     * @return one interval an observation; null where the method has no capacity, or its estimate is flagged
     */
    public List<@Nullable Interval> utilizationIntervals() {
        boolean estimated = choices.method().interval.startsWith("delta");
        double[] output = in.get("output");
        List<@Nullable Interval> out = new ArrayList<>();
        for (int i = 0; i < output.length; i++) {
            out.add(
                    Double.isNaN(fit.low()[i])
                            ? null
                            : new Interval(
                                    output[i] / amount(fit.high()[i]),
                                    most(output[i], amount(fit.low()[i])),
                                    estimated ? choices.level() : 1,
                                    choices.method().interval));
        }
        return out;
    }

    /** Output over the least capacity; without a limit where that is not above zero, as a trend of levels may have it. */
    private static double most(double output, double capacity) {
        return capacity > 0 ? output / capacity : Double.POSITIVE_INFINITY;
    }

    /**
     * Intervals or bounds of capacity; the method is named in each.
     *
     * @return one interval an observation, in the unit of output; null where the method has no capacity, or its estimate is flagged
     */
    public List<@Nullable Interval> capacityIntervals() {
        double[] output = in.get("output");
        List<@Nullable Interval> out = new ArrayList<>();
        List<@Nullable Interval> use = utilizationIntervals();
        for (int i = 0; i < output.length; i++) {
            Interval of = use.get(i);
            out.add(
                    of == null
                            ? null
                            : new Interval(output[i] / of.high(), output[i] / of.low(), of.level(), of.method()));
        }
        return out;
    }

    /**
     * What the method estimated: for peaks their positions from 0; for a trend or ratio the level, the slope and the shift; for
     * regressions the coefficients, constant first.
     *
     * @return the numbers
     */
    public double[] coefficients() {
        return fit.coefficients().clone();
    }

    /**
     * The p-value of the test on which the method rests.
     *
     * @return Engle and Granger's p-value for cointegration; NaN for methods without a test
     */
    public double testP() {
        return fit.testP();
    }

    /**
     * Utilization over time with its interval or bounds.
     *
     * @return a line with a band
     */
    public Figure figure() {
        double[] u = utilization();
        List<@Nullable Interval> intervals = utilizationIntervals();
        int first = 0;
        while (first < u.length - 1 && Double.isNaN(u[first])) {
            first++;
        }
        int n = u.length - first;
        double[] x = new double[n];
        double[] low = new double[n];
        double[] high = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = in.time().decimalYear(in.period(first + i));
            Interval interval = intervals.get(first + i);
            low[i] = interval == null ? Double.NaN : interval.low();
            high[i] = interval == null ? Double.NaN : interval.high();
        }
        Lines lines = Figure.band().series(choices.method().words, x, Arrays.copyOfRange(u, first, u.length));
        Figure out = (flagged() ? lines : lines.band(intervalWords(), low, high))
                .title("Implied utilization")
                .subtitle("Output over capacity, " + choices.method().words)
                .interval(intervalWords())
                .reference(1, "capacity")
                .y(Axis.percent())
                .source(provenance)
                .sampleSize(n);
        return in.time().isDated() ? out.x(Axis.years()) : out;
    }

    @Override
    public Table tidy() {
        List<@Nullable Interval> intervals = utilizationIntervals();
        double[] low = new double[intervals.size()];
        double[] high = new double[intervals.size()];
        for (int i = 0; i < low.length; i++) {
            Interval interval = intervals.get(i);
            low[i] = interval == null ? Double.NaN : interval.low();
            high[i] = interval == null ? Double.NaN : interval.high();
        }
        return in.keys()
                .beside(Table.create("implied_capacity")
                        .addColumns(
                                DoubleColumn.create("output", in.get("output")),
                                DoubleColumn.create("capacity", capacity()),
                                DoubleColumn.create("utilization", utilization()),
                                DoubleColumn.create("conf_low", low),
                                DoubleColumn.create("conf_high", high)));
    }

    @Override
    public Table glance() {
        return Table.create("glance")
                .addColumns(
                        IntColumn.create("nobs", new int[] {in.count()}),
                        IntColumn.create("dropped", new int[] {in.dropped()}),
                        StringColumn.create("method", new String[] {choices.method().words}),
                        DoubleColumn.create("test_p", new double[] {fit.testP()}),
                        BooleanColumn.create("flagged", new boolean[] {flagged()}));
    }

    /** How intervals were made and at what level; bounds have none. */
    private String intervalWords() {
        if (flagged()) {
            return "none: a regression of trends on one another has no standard error";
        }
        String words = choices.method().interval;
        return words.startsWith("delta") ? Numbers.percent(choices.level(), 0) + ", " + words : words;
    }

    private boolean flagged() {
        return fit.testP() >= 0.05;
    }

    @Override
    public Summary summary() {
        double[] u = utilization();
        double[] seen = Arrays.stream(u).filter(v -> !Double.isNaN(v)).toArray();
        Summary.Builder out = Summary.of("Implied capacity")
                .choice("method", choices.method().words)
                .choice("frequency", choices.frequency().name().toLowerCase(Locale.ROOT))
                .choice("settings", choices.settings())
                .choice("intervals", intervalWords());
        out.grid(Summary.grid(4)
                .text(
                        "utilization",
                        "",
                        i -> List.of("lowest", "mean", "highest", "latest").get(i))
                .percent(
                        "value",
                        "capacity",
                        1,
                        i -> new double[] {
                                    Arrays.stream(seen).min().orElse(Double.NaN),
                                    Arrays.stream(seen).average().orElse(Double.NaN),
                                    Arrays.stream(seen).max().orElse(Double.NaN),
                                    u[u.length - 1]
                                }
                                [i]));
        if (!Double.isNaN(fit.testP())) {
            out.paragraph("Engle–Granger p-value", Numbers.fixed(fit.testP(), 4));
        }
        if (flagged()) {
            out.warning(
                    "Output and capital are not cointegrated at 5 %: the estimate is a regression of trends on one another.");
        }
        if (Arrays.stream(seen).anyMatch(v -> v > 1) && choices.method() == ImpliedCapacity.Method.PEAKS) {
            out.warning("Utilization exceeds one outside the peaks; it is not clipped.");
        }
        out.identifies(
                        choices.capital().isEmpty()
                                ? "Past output alone shows what could be made."
                                : "The capital stock carries capacity.")
                .breaks(
                        choices.capital().isEmpty()
                                ? "A sector that never works at capacity."
                                : "A stock built with the wrong service lives.")
                .doesNotShow(
                        choices.capital().isEmpty()
                                ? "A permanent glut: the best or mean output observed is taken for capacity."
                                : "Whether the capital is of the kind that demand asks for.");
        return in.leftOut(out).build();
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
