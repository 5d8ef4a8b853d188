package org.overhang.regress.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import org.overhang.figure.Lines;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Survival of firms by time, with the cumulative hazard beside it: Kaplan–Meier and Nelson–Aalen.
 *
 * <p>Formula: {@code \hat S(t) = \prod_{t_j \le t} (1 - d_j/n_j)} and {@code \hat H(t) = \sum_{t_j \le t} d_j/n_j}, with
 * {@code d_j} exits and {@code n_j} firms at risk at event time {@code t_j}. Greenwood's variance is
 * {@code \hat S^2 \sum d_j / (n_j (n_j - d_j))}, that of the hazard {@code \sum d_j / n_j^2}.
 *
 * <p>Symbols: times in the unit of the column; a row is at risk in (entry, time], so a firm censored at t is still at risk at
 * t. Rows with a missing cell are left out and counted. Negative times without an entry column and rows that end before they
 * enter are refused. Once nobody is left survival is 0 and has no interval.
 *
 * <p>Defaults: no entry column (at risk from the start), one group, 95 % interval on the log scale, cut at 1.
 *
 * <pre>{@code
 * var curve = KaplanMeier.of("years").event("exited").by("state_owned").fit(firms);
 * curve.median("1");          // years until half have left, NaN if they never do
 * curve.tidy();
 * curve
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}, {@link Reason#BAD_VALUE} (an event that is not 0 or
 * 1, a row that ends before it enters), {@link Reason#NOT_IDENTIFIED} (no complete row).
 *
 * <p>Source: Kaplan and Meier, Journal of the American Statistical Association 53 (1958), 457–481; Kalbfleisch and
 * Prentice, <i>The Statistical Analysis of Failure Time Data</i> (2002), sections 1.4 and 5.2.
 */
public final class KaplanMeier {
    /** On which scale an interval for survival is symmetric. */
    public enum Scale {
        /** On the scale of survival itself, cut at 0 and 1. */
        PLAIN,
        /** On its logarithm, cut at 1. */
        LOG,
        /** On the logarithm of minus its logarithm; stays inside 0 and 1. */
        LOG_LOG
    }

    private final String time;
    private final String event;
    private final String entry;
    private final List<String> by;
    private final Scale scale;
    private final double level;

    private KaplanMeier(String time, String event, String entry, List<String> by, Scale scale, double level) {
        this.time = time;
        this.event = event;
        this.entry = entry;
        this.by = by;
        this.scale = scale;
        this.level = level;
    }

    /** A time column whose event column is still to be named. */
    public static final class NeedsEvent {
        private final String time;

        private NeedsEvent(String time) {
            this.time = time;
        }

        /**
         * Names the column that says whether the firm left.
         *
         * @param column 1 for an exit, 0 for censored
         * @return the method
         */
        public KaplanMeier event(String column) {
            return new KaplanMeier(time, column, "", List.of(), Scale.LOG, 0.95);
        }
    }

    /**
     * Starts with the column of times to exit or censoring.
     *
     * @param time column name
     * @return a method that still needs its event column
     */
    public static NeedsEvent of(String time) {
        return new NeedsEvent(time);
    }

    /**
     * Firms come under observation late: each counts only after its entry time.
     *
     * @param column entry times, below the times of exit
     * @return the method
     */
    public KaplanMeier entry(String column) {
        return new KaplanMeier(time, event, column, by, scale, level);
    }

    /**
     * One curve a group.
     *
     * @param columns columns whose values name a group
     * @return the method
     */
    public KaplanMeier by(String... columns) {
        return new KaplanMeier(time, event, entry, List.of(columns), scale, level);
    }

    /**
     * The scale of the interval.
     *
     * @param chosen the scale
     * @return the method
     */
    public KaplanMeier interval(Scale chosen) {
        return new KaplanMeier(time, event, entry, by, chosen, level);
    }

    /**
     * The level of the interval.
     *
     * @param chosen as a fraction, between 0 and 1
     * @return the method
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} otherwise
     */
    public KaplanMeier level(double chosen) {
        SurvivalColumns.check("KaplanMeier", chosen);
        return new KaplanMeier(time, event, entry, by, scale, chosen);
    }

    /**
     * Estimates from a Tablesaw table.
     *
     * @param table the table
     * @return as {@link #fit(Source)}
     */
    public Curves fit(Table table) {
        return fit(Source.of(table));
    }

    /**
     * Estimates the curves.
     *
     * @param source the table, one row a firm (or a spell with its entry)
     * @return the curves
     * @throws OverhangException see the class
     */
    public Curves fit(Source source) {
        SurvivalRows rows = SurvivalRows.read(
                new SurvivalRows.Roles("KaplanMeier", time, entry, event, false, "", List.of(), by, ""), source);
        List<Curve> curves = new ArrayList<>();
        for (int g = 0; g < rows.strata().count(); g++) {
            int group = g;
            int[] at = java.util.stream.IntStream.range(0, rows.rows())
                    .filter(i -> rows.stratum()[i] == group)
                    .toArray();
            if (at.length > 0) {
                curves.add(curve(rows, group, at));
            }
        }
        return new Curves(this, rows, curves);
    }

    private static Curve curve(SurvivalRows rows, int group, int[] at) {
        boolean[] fell = new boolean[at.length];
        for (int i = 0; i < at.length; i++) {
            fell[i] = rows.event()[at[i]] == 1;
        }
        double[] ends = Arrays.stream(at).mapToDouble(i -> rows.time()[i]).toArray();
        double[] starts = Arrays.stream(at).mapToDouble(i -> rows.entry()[i]).toArray();
        SurvivalMath.Steps steps = SurvivalMath.steps(starts, ends, fell);
        double last = Arrays.stream(ends).max().orElse(Double.NaN);
        return new Curve(rows.strata().label(group), at.length, last, steps, steps.survival(), steps.greenwood());
    }

    private record Curve(
            String label, int firms, double last, SurvivalMath.Steps steps, double[] survival, double[] greenwood) {
        double stdError(int j) {
            return survival[j] == 0 ? Double.NaN : survival[j] * Math.sqrt(greenwood[j]);
        }

        /** Sum over events up to each step of d / n to the power given: the hazard, and its variance with d / n². */
        double[] hazard(int power) {
            double[] out = new double[survival.length];
            double sum = 0;
            for (int j = 0; j < out.length; j++) {
                double n = steps.atRisk()[j];
                sum += steps.events()[j] / (power == 1 ? n : n * n);
                out[j] = sum;
            }
            return out;
        }

        /** First time at which a falling series is at or below one half; the middle of a stretch that stands on it. */
        double crossing(double[] series) {
            for (int j = 0; j < series.length; j++) {
                if (Math.abs(series[j] - 0.5) < 1e-12 && j + 1 < series.length) {
                    return (steps.time()[j] + steps.time()[j + 1]) / 2;
                }
                if (series[j] <= 0.5) {
                    return steps.time()[j];
                }
            }
            return Double.NaN;
        }
    }

    /** Survival curves with their intervals; make them with {@link KaplanMeier#fit(Source)}. */
    public static final class Curves implements Result {
        private final KaplanMeier method;
        private final SurvivalRows rows;
        private final List<Curve> curves;

        private Curves(KaplanMeier method, SurvivalRows rows, List<Curve> curves) {
            this.method = method;
            this.rows = rows;
            this.curves = curves;
        }

        /**
         * The groups.
         *
         * @return their labels, sorted
         */
        public List<String> groups() {
            return curves.stream().map(Curve::label).toList();
        }

        /**
         * Survival of a group at a time.
         *
         * @param group its label; {@code "all"} if there is one group
         * @param at a time
         * @return share that is still there just after that time; NaN beyond the last time observed
         */
        public double survival(String group, double at) {
            Curve curve = find(group);
            if (!(at <= curve.last)) {
                return Double.NaN;
            }
            double[] time = curve.steps.time();
            int j = SurvivalMath.below(time, Math.nextUp(at)) - 1;
            return j < 0 ? 1 : curve.survival[j];
        }

        /**
         * When half of a group has left.
         *
         * @param group its label; {@code "all"} if there is one group
         * @return the time; NaN if more than half are still there at the end
         */
        public double median(String group) {
            Curve curve = find(group);
            return curve.crossing(curve.survival);
        }

        /**
         * Area under a group's curve up to a time.
         *
         * @param group its label; {@code "all"} if there is one group
         * @param upTo the time, in the unit of the time column
         * @return mean time that a firm of the group survives within the window
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the time is not positive
         */
        public double restrictedMean(String group, double upTo) {
            return area(find(group), 0, upTo);
        }

        /**
         * Standard error of {@link #restrictedMean}.
         *
         * @param group its label; {@code "all"} if there is one group
         * @param upTo the time, in the unit of the time column
         * @return the standard error
         */
        public double restrictedMeanStdError(String group, double upTo) {
            Curve curve = find(group);
            double sum = 0;
            for (int j = 0; j < curve.steps.time().length && curve.steps.time()[j] <= upTo; j++) {
                double n = curve.steps.atRisk()[j];
                double d = curve.steps.events()[j];
                double after = area(curve, curve.steps.time()[j], upTo);
                sum += after == 0 ? 0 : after * after * d / (n * (n - d));
            }
            return Math.sqrt(sum);
        }

        private static double area(Curve curve, double from, double upTo) {
            if (!(upTo > 0)) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "A restricted mean needs a positive time to run up to, but it is " + upTo + ".");
            }
            double sum = 0;
            double height = 1;
            double at = from;
            for (int j = 0; j < curve.survival.length && curve.steps.time()[j] < upTo; j++) {
                double t = curve.steps.time()[j];
                if (t > at) {
                    sum += height * (t - at);
                    at = t;
                }
                height = curve.survival[j];
            }
            return sum + height * Math.max(0, upTo - at);
        }

        private Curve find(String group) {
            return curves.stream()
                    .filter(c -> c.label.equals(group))
                    .findFirst()
                    .orElseThrow(() -> new OverhangException(
                            Reason.OUT_OF_RANGE,
                            "KaplanMeier has no group \"" + group + "\". Its groups: " + String.join(", ", groups())
                                    + "."));
        }

        private double[] limit(Curve curve, boolean upper) {
            double z = -Draws.inverseNormal((1 - method.level) / 2) * (upper ? 1 : -1);
            double[] out = new double[curve.survival.length];
            for (int j = 0; j < out.length; j++) {
                out[j] = SurvivalColumns.limit(method.scale, curve.survival[j], curve.stdError(j), z);
            }
            return out;
        }

        /**
         * Survival by time, one step line a group with its interval.
         *
         * @return a figure with a plain title
         */
        public Figure figure() {
            Lines lines = Figure.line();
            for (Curve curve : curves) {
                lines = lines.series(
                                curve.label,
                                from(0, curve.steps.time(), curve.last),
                                from(1, curve.survival, Double.NaN))
                        .band(
                                SurvivalColumns.percent(method.level) + " pointwise",
                                from(1, limit(curve, false), Double.NaN),
                                from(1, limit(curve, true), Double.NaN));
            }
            return lines.stepped()
                    .title("Survival")
                    .subtitle("Share of firms still there by " + method.time)
                    .x(Axis.number(method.time))
                    .y(Axis.percent().from(0))
                    .source(rows.columns().source().provenance())
                    .sampleSize(rows.rows());
        }

        /** A series with its value before the first step, and at the end the given one or, if that is missing, the last. */
        private static double[] from(double first, double[] steps, double end) {
            double[] out = new double[steps.length + 2];
            out[0] = first;
            System.arraycopy(steps, 0, out, 1, steps.length);
            out[out.length - 1] = Double.isNaN(end) ? out[out.length - 2] : end;
            return out;
        }

        /**
         * One row an event time: {@code group time n_risk n_event estimate std_error conf_low conf_high cumulative_hazard
         * cumulative_hazard_std_error fleming_harrington}; the last is survival as {@code \exp(-}cumulative hazard{@code )}.
         *
         * @return a fresh table
         */
        @Override
        public Table tidy() {
            StringColumn group = StringColumn.create("group");
            IntColumn events = IntColumn.create("n_event");
            DoubleColumn[] c = SurvivalColumns.columns(
                    "time",
                    "n_risk",
                    "estimate",
                    "std_error",
                    "conf_low",
                    "conf_high",
                    "cumulative_hazard",
                    "cumulative_hazard_std_error",
                    "fleming_harrington");
            for (Curve curve : curves) {
                double[] low = limit(curve, false);
                double[] high = limit(curve, true);
                double[] hazard = curve.hazard(1);
                double[] variance = curve.hazard(2);
                for (int j = 0; j < curve.survival.length; j++) {
                    group.append(curve.label);
                    events.append((int) curve.steps.events()[j]);
                    SurvivalColumns.append(
                            c,
                            curve.steps.time()[j],
                            curve.steps.atRisk()[j],
                            curve.survival[j],
                            curve.stdError(j),
                            low[j],
                            high[j],
                            hazard[j],
                            Math.sqrt(variance[j]),
                            FastMath.exp(-hazard[j]));
                }
            }
            return Table.create("KaplanMeier", group).addColumns(c).addColumns(events);
        }

        @Override
        public Table glance() {
            return Table.create(
                    "KaplanMeier",
                    IntColumn.create("nobs", new int[] {rows.rows()}),
                    IntColumn.create("dropped", new int[] {rows.dropped()}),
                    IntColumn.create("events", new int[] {rows.count(1)}),
                    IntColumn.create("groups", new int[] {curves.size()}));
        }

        @Override
        public Summary summary() {
            return Summary.of("Survival")
                    .choice("time", method.time)
                    .choice("event", method.event)
                    .choice("entry", method.entry.isEmpty() ? "from the start" : method.entry)
                    .choice(
                            "interval",
                            SurvivalColumns.percent(method.level) + " "
                                    + method.scale
                                            .name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', '-'))
                    .grid(Summary.grid(curves.size())
                            .text("group", "", i -> curves.get(i).label)
                            .number("firms", "", 0, i -> curves.get(i).firms)
                            .number(
                                    "exits",
                                    "",
                                    0,
                                    i -> Arrays.stream(curves.get(i).steps.events())
                                            .sum())
                            .significant("median", "time", i -> median(curves.get(i).label))
                            .significant("low", "time", i -> curves.get(i).crossing(limit(curves.get(i), false)))
                            .significant("high", "time", i -> curves.get(i).crossing(limit(curves.get(i), true)))
                            .number("last survival", "", 4, i -> {
                                double[] s = curves.get(i).survival;
                                return s.length == 0 ? 1 : s[s.length - 1];
                            }))
                    .identifies("Censoring that says nothing about the time of exit.")
                    .breaks("Firms that enter the file only because they lived long enough, without an entry column; a "
                            + "takeover counted as censored.")
                    .doesNotShow("Why firms left.")
                    .leftOut(rows.dropped(), "rows with a missing cell")
                    .build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
