package org.overhang.regress.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Draws;
import org.overhang.core.Interval;
import org.overhang.core.Keys;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Problems;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.core.math.SmallLeastSquares;
import org.overhang.core.time.PeriodUnit;
import org.overhang.core.time.Periods;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import org.overhang.regress.CoefficientEstimate;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What would have happened to a few treated units without the treatment, from weighted untreated ones: synthetic control,
 * synthetic difference-in-differences, or plain difference-in-differences.
 *
 * <pre>{@code
 * \hat\omega = \arg\min_{\omega \ge 0, \sum\omega = 1} \|\omega_0 + Y_{co,pre}'\omega - \bar Y_{tr,pre}\|^2 / T_0 + \zeta^2 \|\omega\|^2,
 * \quad \hat\tau = (\bar Y_{tr,post} - \omega' Y_{co,post}) - \lambda'(\bar Y_{tr,pre} - \omega' Y_{co,pre})
 * }</pre>
 *
 * <p>{@code ω} weights of control units, {@code λ} of periods before, chosen alike from the controls; for synthetic
 * control there is no intercept and no {@code λ}. {@code ζ = (N_1 T_1)^{1/4} σ} for the units of the synthetic difference and
 * {@code 10^{-6} σ} elsewhere, {@code σ} the standard deviation of the controls' changes before. The weights are the exact optimum
 * (an active set), not a stopped descent. The panel must be balanced: a unit with a missing period is left out and counted if
 * it is a control, and refused if it is treated.
 *
 * <p>Inference by placebo: the treatment is given to as many controls instead. The standard error is the spread of those
 * effects; the rank of the treated unit's fit ratio (root mean squared gap after over before) among all gives a p-value.
 *
 * <p>Defaults, printed: synthetic difference; all placebos where there is one treated unit, 500 drawn with seed 1 otherwise.
 *
 * <pre>{@code
 * var study = SyntheticControl.of("log_value").unit("exporter").time("year").treated("China").from(2013).fit(panel);
 * study.effect();
 * study.weights();
 * study
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}; {@link Reason#OUT_OF_RANGE} for an unknown unit or a
 * period outside the sample; {@link Reason#BAD_VALUE} for repeated unit-periods; {@link Reason#NOT_IDENTIFIED} with fewer than
 * two controls or two periods before.
 *
 * <p>Source: Abadie, Diamond and Hainmueller (2010), Journal of the American Statistical Association 105; Arkhangelsky, Athey,
 * Hirshberg, Imbens and Wager (2021), American Economic Review 111, algorithms 1 and 4.
 */
public final class SyntheticControl {
    /** Which weights make the comparison. */
    public enum Estimator {
        /** Weights on units only, no free level: Abadie, Diamond and Hainmueller. */
        SYNTHETIC_CONTROL,
        /** Weights on units and periods, level free: Arkhangelsky and others. */
        SYNTHETIC_DIFFERENCE,
        /** Equal weights: two-way difference-in-differences. */
        DIFFERENCE
    }

    private static final int DRAWN_PLACEBOS = 500;

    private final String outcome;
    private final String unit;
    private final String time;
    private final List<String> treated;
    private final Start from;
    private final Estimator estimator;
    private final Seed seed;

    private SyntheticControl(
            String outcome,
            String unit,
            String time,
            List<String> treated,
            Start from,
            Estimator estimator,
            Seed seed) {
        this.outcome = outcome;
        this.unit = unit;
        this.time = time;
        this.treated = treated;
        this.from = from;
        this.estimator = estimator;
        this.seed = seed;
    }

    /**
     * Starts with the outcome.
     *
     * @param outcome name of its column
     * @return a step that still needs the unit column
     */
    public static NeedsUnit of(String outcome) {
        return new NeedsUnit(outcome);
    }

    /** A synthetic comparison that still needs its unit column. */
    public static final class NeedsUnit {
        private final String outcome;

        private NeedsUnit(String outcome) {
            this.outcome = outcome;
        }

        /**
         * Names the column of units.
         *
         * @param unit name of the column
         * @return a step that still needs the time column
         */
        public NeedsTime unit(String unit) {
            return new NeedsTime(outcome, unit);
        }
    }

    /** A synthetic comparison that still needs its time column. */
    public static final class NeedsTime {
        private final String outcome;
        private final String unit;

        private NeedsTime(String outcome, String unit) {
            this.outcome = outcome;
            this.unit = unit;
        }

        /**
         * Names the column of periods.
         *
         * @param time name of a column of periods in any notation
         * @return a step that still needs the treated units
         */
        public NeedsTreated time(String time) {
            return new NeedsTreated(outcome, unit, time);
        }
    }

    /** A synthetic comparison that still needs its treated units. */
    public static final class NeedsTreated {
        private final String outcome;
        private final String unit;
        private final String time;

        private NeedsTreated(String outcome, String unit, String time) {
            this.outcome = outcome;
            this.unit = unit;
            this.time = time;
        }

        /**
         * Names the treated units.
         *
         * @param units one or more values of the unit column
         * @return a step that still needs the first treated period
         */
        public NeedsStart treated(String... units) {
            return new NeedsStart(this, List.of(units));
        }
    }

    /** A synthetic comparison that still needs the first treated period. */
    public static final class NeedsStart {
        private final NeedsTreated before;
        private final List<String> treated;

        private NeedsStart(NeedsTreated before, List<String> treated) {
            this.before = before;
            this.treated = treated;
        }

        /**
         * Sets the first treated period.
         *
         * @param period a year or count of the time column, or between two; of shorter periods the decimal year or the number as its
         *     column writes it
         * @return a method that can fit
         */
        public SyntheticControl from(double period) {
            return new SyntheticControl(
                    before.outcome,
                    before.unit,
                    before.time,
                    treated,
                    new Start(period, ""),
                    Estimator.SYNTHETIC_DIFFERENCE,
                    Seed.seed(1));
        }

        /**
         * Sets the first treated period.
         *
         * @param period in any notation of the time column's calendar, for example {@code 2014-08} or {@code 2014Q3}
         * @return a method that can fit
         */
        public SyntheticControl from(String period) {
            return new SyntheticControl(
                    before.outcome,
                    before.unit,
                    before.time,
                    treated,
                    new Start(Double.NaN, period),
                    Estimator.SYNTHETIC_DIFFERENCE,
                    Seed.seed(1));
        }
    }

    /**
     * Sets the estimator.
     *
     * @param chosen which weights
     * @return the method with this estimator
     */
    public SyntheticControl estimator(Estimator chosen) {
        return new SyntheticControl(outcome, unit, time, treated, from, chosen, seed);
    }

    /**
     * Sets the seed of drawn placebos.
     *
     * @param start the seed
     * @return the method with this seed
     */
    public SyntheticControl seed(Seed start) {
        return new SyntheticControl(outcome, unit, time, treated, from, estimator, start);
    }

    /**
     * Fits.
     *
     * @param source a dataset, or {@code Source.of(table)}
     * @return the effect with its placebos
     * @throws OverhangException see the class
     */
    public Fit fit(Source source) {
        Columns in = Columns.neededBy("SyntheticControl")
                .number("outcome", outcome)
                .time("time", time)
                .unit(unit)
                .read(source);
        Panel panel = panel(in, source.name());
        SyntheticMath.Estimate point = SyntheticMath.estimate(panel.y, panel.controls.size(), panel.before, estimator);
        return new Fit(this, panel, point, placebos(panel), source.provenance());
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #fit(Source)}
     */
    public Fit fit(Table table) {
        return fit(Source.of(table));
    }

    /** The first treated period, as a number or as text. */
    private record Start(double number, String text) {
        /** How many of the distinct periods lie before it. */
        int before(Periods time) {
            boolean plain = time.unit() == PeriodUnit.YEAR || !time.isDated();
            OptionalLong found = text.isEmpty()
                    ? plain ? OptionalLong.empty() : time.find(number)
                    : OptionalLong.of(time.place("the first treated period", text));
            return (int) IntStream.range(0, time.count())
                    .filter(c -> found.isPresent()
                            ? time.ordinal(c) < found.getAsLong()
                            : time.decimalYear(time.ordinal(c)) < number)
                    .count();
        }

        /** Where a marker stands: between two years it stays there. */
        double position(double[] periods, int before) {
            boolean between = number > periods[before - 1] && number < periods[before];
            return between ? number : periods[before];
        }

        @Override
        public String toString() {
            return text.isEmpty() ? Numbers.plain(number) : text;
        }
    }

    /** A balanced panel, controls first. */
    private record Panel(
            double[][] y,
            List<String> controls,
            Periods time,
            double[] periods,
            int before,
            List<String> incomplete,
            int rowsWithoutKey) {}

    private Panel panel(Columns in, String table) {
        Keys units = in.keys();
        Periods when = in.periods(time);
        double[] value = in.number(outcome);
        double[] periods = IntStream.range(0, when.count())
                .mapToDouble(c -> when.decimalYear(when.ordinal(c)))
                .toArray();
        int[] place = when.codes();
        List<String> names =
                IntStream.range(0, units.count()).mapToObj(units::label).toList();
        int before = from.before(when);
        requireTreated(names, periods, before);
        double[][] cells = new double[units.count()][periods.length];
        for (double[] row : cells) {
            Arrays.fill(row, Double.NaN);
        }
        boolean[][] seen = new boolean[units.count()][periods.length];
        int[] codes = units.codes();
        int without = 0;
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] < 0 || place[i] < 0) {
                without++;
                continue;
            }
            int t = place[i];
            if (seen[codes[i]][t]) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "SyntheticControl needs one row for each unit and period, but \"" + names.get(codes[i])
                                + "\" has several for " + when.label(t) + " in table \"" + table
                                + "\". Aggregate them first.");
            }
            seen[codes[i]][t] = true;
            cells[codes[i]][t] = value[i];
        }
        return balanced(names, cells, when, periods, before, without);
    }

    private void requireTreated(List<String> names, double[] periods, int before) {
        Problems problems = new Problems();
        for (String name : treated) {
            problems.require(
                    names.contains(name),
                    Reason.OUT_OF_RANGE,
                    "SyntheticControl needs treated units that are in the data, but \"" + unit + "\" has no \"" + name
                            + "\". " + Nearest.hint(name, names).strip());
        }
        problems.require(
                before >= 2 && before < periods.length,
                Reason.OUT_OF_RANGE,
                "SyntheticControl needs at least two periods before the treatment and one after, but of "
                        + periods.length + " periods " + before + " lie before " + from + ".");
        problems.throwIfAny();
    }

    private Panel balanced(
            List<String> names, double[][] cells, Periods when, double[] periods, int before, int without) {
        List<double[]> y = new ArrayList<>();
        List<String> controls = new ArrayList<>();
        List<String> incomplete = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            boolean complete = Arrays.stream(cells[i]).noneMatch(Double::isNaN);
            if (!complete && treated.contains(names.get(i))) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "SyntheticControl needs every period of a treated unit, but \"" + names.get(i)
                                + "\" misses some. Shorten the sample to periods it has.");
            }
            if (!complete) {
                incomplete.add(names.get(i));
            } else if (!treated.contains(names.get(i))) {
                controls.add(names.get(i));
                y.add(cells[i]);
            }
        }
        if (controls.size() <= treated.size() || controls.size() < 2) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "SyntheticControl needs more complete control units than treated ones, at least two, but has "
                            + controls.size() + " for " + treated.size() + " treated.");
        }
        treated.forEach(name -> y.add(cells[names.indexOf(name)]));
        return new Panel(y.toArray(double[][]::new), controls, when, periods, before, incomplete, without);
    }

    /** Effect and fit ratio of each placebo. */
    private double[][] placebos(Panel panel) {
        int n = panel.controls.size();
        int m = treated.size();
        int count = m == 1 ? n : DRAWN_PLACEBOS;
        double[][] out = new double[count][];
        Parallel.forEach(count, p -> {
            int[] order = IntStream.range(0, n).toArray();
            if (m == 1) {
                order[p] = n - 1;
                order[n - 1] = p;
            } else {
                shuffle(order, seed.stream(p));
            }
            double[][] y = Arrays.stream(order).mapToObj(i -> panel.y[i]).toArray(double[][]::new);
            SyntheticMath.Estimate e = SyntheticMath.estimate(y, n - m, panel.before, estimator);
            out[p] = new double[] {e.effect(), ratio(y, n - m, panel.before, e)};
        });
        return out;
    }

    private static void shuffle(int[] order, Draws draws) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = draws.below(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
    }

    private static double ratio(double[][] y, int controls, int before, SyntheticMath.Estimate e) {
        double[] gap = SyntheticMath.gaps(y, controls, e.units());
        double level = SmallLeastSquares.dot(Arrays.copyOf(gap, before), e.periods());
        for (int t = 0; t < gap.length; t++) {
            gap[t] -= level;
        }
        return SyntheticMath.rootMeanSquare(gap, before, gap.length) / SyntheticMath.rootMeanSquare(gap, 0, before);
    }

    /** The effect on the treated, with weights and placebos. */
    public static final class Fit implements Result {
        private static final double LEVEL = 0.95;

        private final SyntheticControl choices;
        private final Panel panel;
        private final SyntheticMath.Estimate point;
        private final double[][] placebos;
        private final Provenance provenance;

        private Fit(
                SyntheticControl choices,
                Panel panel,
                SyntheticMath.Estimate point,
                double[][] placebos,
                Provenance provenance) {
            this.choices = choices;
            this.panel = panel;
            this.point = point;
            this.placebos = placebos;
            this.provenance = provenance;
        }

        /**
         * Mean effect on the treated after the treatment.
         *
         * @return in units of the outcome
         */
        public double effect() {
            return point.effect();
        }

        /**
         * Spread of the placebo effects.
         *
         * @return root mean squared deviation from their mean
         */
        public double standardError() {
            double mean = Arrays.stream(placebos).mapToDouble(p -> p[0]).sum() / placebos.length;
            double squares = Arrays.stream(placebos)
                    .mapToDouble(p -> (p[0] - mean) * (p[0] - mean))
                    .sum();
            return Math.sqrt(squares / placebos.length);
        }

        /**
         * Normal interval from the placebo spread.
         *
         * @return the interval at 0.95
         */
        public Interval interval() {
            double half = Draws.inverseNormal((1 + LEVEL) / 2) * standardError();
            return new Interval(
                    effect() - half,
                    effect() + half,
                    LEVEL,
                    "normal, placebo variance, " + placebos.length + " placebos");
        }

        /**
         * Share of all units, the treated included, whose fit ratio is at least the treated one's.
         *
         * @return the permutation p-value; at least one over their number
         */
        public double pValue() {
            double own = ratio(panel.y, panel.controls.size(), panel.before, point);
            long above = Arrays.stream(placebos).filter(p -> p[1] >= own).count();
            return (above + 1.0) / (placebos.length + 1.0);
        }

        /**
         * Weights of the control units.
         *
         * @return one row a control, in the order of names
         */
        public Table weights() {
            return Table.create(
                    "weights",
                    StringColumn.create("unit", panel.controls),
                    DoubleColumn.create("weight", point.units()));
        }

        /**
         * Weights of the periods before the treatment.
         *
         * @return one row a period; all zero for synthetic control
         */
        public Table periodWeights() {
            return Table.create(
                    "period weights",
                    DoubleColumn.create("period", Arrays.copyOf(panel.periods, panel.before)),
                    DoubleColumn.create("weight", point.periods()));
        }

        /**
         * The effect as one number with its placebo spread, as {@link org.overhang.regress.Specifications} takes it.
         *
         * @return estimate, standard error and normal interval
         */
        public CoefficientEstimate estimate() {
            double se = standardError();
            return CoefficientEstimate.of("effect", effect(), se * se, Double.POSITIVE_INFINITY, LEVEL);
        }

        /**
         * The treated against the synthetic path, with the first treated period marked.
         *
         * @return a figure with a plain title, which {@code title(…).claim(…)} replaces by the finding
         */
        public Figure figure() {
            Table t = tidy();
            double[] periods = t.doubleColumn("period").asDoubleArray();
            String name = choices.treated.size() == 1 ? choices.treated.get(0) : "treated, mean";
            String comparison = choices.estimator == Estimator.DIFFERENCE ? "mean of controls, moved" : "synthetic";
            return Figure.line()
                    .series(name, periods, t.doubleColumn("actual").asDoubleArray())
                    .series(comparison, periods, t.doubleColumn("synthetic").asDoubleArray())
                    .points()
                    .title("Actual and synthetic path")
                    .subtitle(choices.outcome + "; " + words(choices.estimator) + " from " + panel.controls.size()
                            + " controls, placebo p = " + Numbers.fixed(pValue(), 3))
                    .marker(choices.from.position(panel.periods, panel.before), "first treated period")
                    .x(panel.time.isDated() ? Axis.years() : Axis.number(choices.time))
                    .source(provenance)
                    .sampleSize((long) panel.y.length * periods.length);
        }

        /** The synthetic path, moved by the weighted gap before so that it can be compared. */
        private double[] synthetic() {
            double[] gap = SyntheticMath.gaps(panel.y, panel.controls.size(), point.units());
            double level = SmallLeastSquares.dot(Arrays.copyOf(gap, panel.before), point.periods());
            return Arrays.stream(SyntheticMath.synthetic(panel.y, point.units()))
                    .map(v -> v + level)
                    .toArray();
        }

        /**
         * Actual and synthetic path.
         *
         * @return columns period, of shorter periods than years as decimal years, actual, synthetic, gap
         */
        @Override
        public Table tidy() {
            double[] actual = SyntheticMath.treatedMean(panel.y, panel.controls.size());
            double[] synthetic = synthetic();
            double[] gap = new double[actual.length];
            Arrays.setAll(gap, t -> actual[t] - synthetic[t]);
            return Table.create(
                    "synthetic control",
                    DoubleColumn.create("period", panel.periods),
                    DoubleColumn.create("actual", actual),
                    DoubleColumn.create("synthetic", synthetic),
                    DoubleColumn.create("gap", gap));
        }

        @Override
        public Table glance() {
            return Table.create(
                    "synthetic control",
                    DoubleColumn.create("estimate", new double[] {effect()}),
                    DoubleColumn.create("std_error", new double[] {standardError()}),
                    DoubleColumn.create("p_value", new double[] {pValue()}),
                    IntColumn.create("controls", new int[] {panel.controls.size()}),
                    IntColumn.create("before", new int[] {panel.before}),
                    IntColumn.create("after", new int[] {panel.periods.length - panel.before}),
                    IntColumn.create("dropped", new int[] {panel.incomplete.size()}));
        }

        @Override
        public Summary summary() {
            Integer[] heavy = IntStream.range(0, panel.controls.size())
                    .filter(i -> point.units()[i] > 0)
                    .boxed()
                    .sorted((a, b) -> Double.compare(point.units()[b], point.units()[a]))
                    .toArray(Integer[]::new);
            double[] gap = tidy().doubleColumn("gap").asDoubleArray();
            return Summary.of("Synthetic comparison")
                    .choice("estimator", words(choices.estimator))
                    .choice("treated", String.join(", ", choices.treated))
                    .choice("from", choices.from.toString())
                    .choice("placebos", Numbers.fixed(placebos.length, 0))
                    .paragraph(
                            "Effect",
                            Numbers.significant(effect(), 4) + ", standard error "
                                    + Numbers.significant(standardError(), 4) + ", " + interval() + "; permutation p = "
                                    + Numbers.fixed(pValue(), 3))
                    .paragraph(
                            "Fit before",
                            "root mean squared gap "
                                    + Numbers.significant(SyntheticMath.rootMeanSquare(gap, 0, panel.before), 3)
                                    + " over " + panel.before + " periods")
                    .grid(Summary.grid(Math.min(10, heavy.length))
                            .text("control", "", i -> panel.controls.get(heavy[i]))
                            .number("weight", "", 3, i -> point.units()[heavy[i]]))
                    .identifies(
                            "Controls that the treatment does not touch and that, weighted, would have moved as the treated.")
                    .breaks(
                            "Trade that the treatment diverts to the controls; a treated unit outside the range of the controls; "
                                    + "anticipation before the first treated period.")
                    .doesNotShow("Effects on the controls themselves.")
                    .leftOut(
                            panel.incomplete.size(),
                            "control units with a missing period (" + String.join(", ", panel.incomplete) + ")")
                    .leftOut(panel.rowsWithoutKey, "rows without unit or period")
                    .build();
        }

        private static String words(@Nullable Estimator estimator) {
            return String.valueOf(estimator).toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
