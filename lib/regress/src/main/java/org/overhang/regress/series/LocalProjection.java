package org.overhang.regress.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.core.math.SmallLeastSquares;
import org.overhang.core.time.Periods;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.LinearFit;
import org.overhang.regress.absorb.Sample;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Responses to a shock by one regression a horizon: of a series or a panel, with or without an instrument, in one state or two.
 *
 * <pre>{@code
 * y_{t+h} = \alpha_h + \beta_h s_t + \sum_{l=1}^{p} \gamma_{hl}' w_{t-l} + e_{t+h}, \qquad h = 0, \dots, H
 * }</pre>
 *
 * <p>{@code s} the shock, {@code w} controls with {@code p} lags; each horizon uses all rows it has. {@link #cumulative} replaces
 * the outcome by its sum from t to t+h; {@link #multiplier} gives the ratio of two cumulated responses with its standard error, by
 * instrumenting the cumulated policy with the shock. {@link #state} interacts every regressor with a 0/1 column and its
 * complement. With {@link #unit} the rows are a panel: unit effects are absorbed, a lead or lag over a gap is missing.
 * Every coefficient of every horizon is kept in {@code tidy()}.
 *
 * <p>Defaults, printed: 2 lags, 12 horizons; Newey–West with h+1 lags and n/(n−k) for a series (HC1 after {@link #lagAugmented}),
 * clusters by unit for a panel; intervals at 0.95, pointwise, normal.
 *
 * <pre>{@code
 * var response = LocalProjection.of("import_price").shock("capacity_shock").over("quarter")
 *         .controls("import_price", "capacity_growth").lags(2).horizons(12).fit(series);
 * response
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}; {@link Reason#BAD_VALUE} for gaps in a series or a state that
 * is not 0 or 1; {@link Reason#OUT_OF_RANGE}; {@link Reason#NOT_IDENTIFIED} if too few rows are left.
 *
 * <p>Source: Jordà (2005), American Economic Review 95, 161–182; Montiel Olea and Plagborg-Møller (2021), Econometrica 89,
 * 1789–1823 (lag augmentation); Ramey and Zubairy (2018), Journal of Political Economy 126, 850–901 (multipliers, states).
 */
public final class LocalProjection {
    private final String outcome;
    private final String shock;
    private final String time;
    private final Options options;

    private record Options(
            List<String> controls,
            int lags,
            int horizons,
            boolean cumulative,
            boolean augmented,
            @Nullable String instrument,
            @Nullable String multiplier,
            @Nullable String state,
            @Nullable String unit,
            boolean timeEffects) {}

    /** The same, open for one change. */
    private static final class Draft {
        private List<String> controls;
        private int lags;
        private int horizons;
        private boolean cumulative;
        private boolean augmented;
        private @Nullable String instrument;
        private @Nullable String multiplier;
        private @Nullable String state;
        private @Nullable String unit;
        private boolean timeEffects;

        private Draft(Options o) {
            controls = o.controls;
            lags = o.lags;
            horizons = o.horizons;
            cumulative = o.cumulative;
            augmented = o.augmented;
            instrument = o.instrument;
            multiplier = o.multiplier;
            state = o.state;
            unit = o.unit;
            timeEffects = o.timeEffects;
        }

        private Options closed() {
            return new Options(
                    controls, lags, horizons, cumulative, augmented, instrument, multiplier, state, unit, timeEffects);
        }
    }

    private LocalProjection(String outcome, String shock, String time, Options options) {
        this.outcome = outcome;
        this.shock = shock;
        this.time = time;
        this.options = options;
    }

    /**
     * Starts with the outcome.
     *
     * @param outcome name of its column
     * @return a step that still needs the shock
     */
    public static NeedsShock of(String outcome) {
        return new NeedsShock(outcome);
    }

    /** A local projection that still needs its shock. */
    public static final class NeedsShock {
        private final String outcome;

        private NeedsShock(String outcome) {
            this.outcome = outcome;
        }

        /**
         * Names the shock.
         *
         * @param shock name of its column
         * @return a step that still needs the time column
         */
        public NeedsTime shock(String shock) {
            return new NeedsTime(outcome, shock);
        }
    }

    /** A local projection that still needs its time column. */
    public static final class NeedsTime {
        private final String outcome;
        private final String shock;

        private NeedsTime(String outcome, String shock) {
            this.outcome = outcome;
            this.shock = shock;
        }

        /**
         * Names the column of periods.
         *
         * @param time name of the column: numbers, dates, or text such as 2019Q3; numbers for a panel
         * @return a method that can fit
         */
        public LocalProjection over(String time) {
            return new LocalProjection(
                    outcome, shock, time, new Options(List.of(), 2, 12, false, false, null, null, null, null, false));
        }
    }

    /**
     * Names the controls, whose lags enter.
     *
     * @param columns names of numeric columns; the outcome among them for lag augmentation
     * @return the method with these controls
     */
    public LocalProjection controls(String... columns) {
        return change(d -> d.controls = List.of(columns));
    }

    /**
     * Sets the lags of the controls.
     *
     * @param count p, at least 0
     * @return the method with these lags
     */
    public LocalProjection lags(int count) {
        return change(d -> d.lags = count);
    }

    /**
     * Sets the longest horizon.
     *
     * @param count H, at least 0
     * @return the method with horizons 0 to H
     */
    public LocalProjection horizons(int count) {
        return change(d -> d.horizons = count);
    }

    /**
     * Sums the outcome from the shock to the horizon.
     *
     * @return the method for cumulated responses
     */
    public LocalProjection cumulative() {
        return change(d -> d.cumulative = true);
    }

    /**
     * Uses HC1 errors, which are right when enough lags of the outcome are controls, whatever the horizon and persistence.
     *
     * @return the method with HC1
     */
    public LocalProjection lagAugmented() {
        return change(d -> d.augmented = true);
    }

    /**
     * Instruments the shock.
     *
     * @param column name of a numeric column that moves the shock and is not moved by the error
     * @return the method with an instrument
     */
    public LocalProjection instrument(String column) {
        return change(d -> d.instrument = column);
    }

    /**
     * Estimates the cumulated outcome for one unit of a cumulated policy, which the shock (or its instrument) instruments.
     *
     * @param policy name of the policy's column
     * @return the method for multipliers
     */
    public LocalProjection multiplier(String policy) {
        return change(d -> {
            d.cumulative = true;
            d.multiplier = policy;
        });
    }

    /**
     * Lets every coefficient differ between two states.
     *
     * @param column name of a column of 0 and 1, known before the shock
     * @return the method with two states
     */
    public LocalProjection state(String column) {
        return change(d -> d.state = column);
    }

    /**
     * Makes the rows a panel with unit effects.
     *
     * @param column name of the column of units
     * @return the method for a panel
     */
    public LocalProjection unit(String column) {
        return change(d -> d.unit = column);
    }

    /**
     * Adds period effects to a panel.
     *
     * @return the method with period effects
     */
    public LocalProjection timeEffects() {
        return change(d -> d.timeEffects = true);
    }

    private LocalProjection change(Consumer<Draft> one) {
        Draft draft = new Draft(options);
        one.accept(draft);
        return new LocalProjection(outcome, shock, time, draft.closed());
    }

    /**
     * Fits all horizons.
     *
     * @param source a dataset, or {@code Source.of(table)}
     * @return the responses
     * @throws OverhangException see the class
     */
    public Responses fit(Source source) {
        Problems problems = new Problems();
        problems.require(
                options.lags >= 0,
                Reason.OUT_OF_RANGE,
                "LocalProjection needs at least 0 lags, but got " + options.lags + ".");
        problems.require(
                options.horizons >= 0,
                Reason.OUT_OF_RANGE,
                "LocalProjection needs at least horizon 0, but got " + options.horizons + ".");
        problems.require(
                !options.timeEffects || options.unit != null,
                Reason.OUT_OF_RANGE,
                "Period effects need a panel, but no unit was named. Add .unit(\"…\").");
        problems.throwIfAny();
        Rows rows = options.unit == null ? ofSeries(source) : ofPanel(source);
        requireState(rows);
        List<ProjectionMath.Horizon> fitted = new ArrayList<>();
        for (int h = 0; h <= options.horizons; h++) {
            fitted.add(horizon(rows, h));
        }
        return new Responses(this, fitted, terms(), rows, source.provenance());
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #fit(Source)}
     */
    public Responses fit(Table table) {
        return fit(Source.of(table));
    }

    /** Columns by name, sorted by unit and time; {@code step[i]} says whether row i follows row i − 1 directly. */
    private record Rows(
            List<String> names, double[][] columns, int[] unit, double[] when, boolean[] follows, int dropped) {
        double[] column(String name) {
            return columns[names.indexOf(name)];
        }

        /** Whether all rows from i − back to i + ahead belong together. */
        boolean spans(int i, int back, int ahead) {
            if (i - back < 0 || i + ahead >= unit.length) {
                return false;
            }
            for (int j = i - back + 1; j <= i + ahead; j++) {
                if (!follows[j]) {
                    return false;
                }
            }
            return true;
        }
    }

    private List<String> needed() {
        List<String> names = new ArrayList<>(List.of(outcome, shock));
        names.addAll(options.controls);
        for (String extra : new String[] {options.instrument, options.multiplier, options.state}) {
            if (extra != null) {
                names.add(extra);
            }
        }
        return names.stream().distinct().toList();
    }

    private Rows ofSeries(Source source) {
        TimeSeries in = TimeSeries.read("LocalProjection", source, time, needed());
        boolean[] follows = new boolean[in.length()];
        Arrays.fill(follows, true);
        double[] when = IntStream.range(0, in.length()).asDoubleStream().toArray();
        return new Rows(in.names(), in.values(), new int[in.length()], when, follows, in.trimmed());
    }

    private Rows ofPanel(Source source) {
        List<String> names = needed();
        Columns.Request request =
                Columns.neededBy("LocalProjection").time("time", time).unit(String.valueOf(options.unit));
        names.forEach(n -> request.number("series", n));
        Columns in = request.read(source);
        Periods periods = in.periods(time);
        double[] t = periods.numbers();
        double[][] columns = names.stream().map(in::number).toArray(double[][]::new);
        Keys units = in.keys(
                List.of(String.valueOf(options.unit)),
                i -> !Double.isNaN(t[i]) && Arrays.stream(columns).noneMatch(c -> Double.isNaN(c[i])));
        int[] codes = units.codes();
        int[] order = IntStream.range(0, codes.length)
                .filter(i -> codes[i] >= 0)
                .boxed()
                .sorted((a, b) ->
                        codes[a] == codes[b] ? Double.compare(t[a], t[b]) : Integer.compare(codes[a], codes[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean[] follows = new boolean[order.length];
        for (int i = 1; i < order.length; i++) {
            boolean same = codes[order[i]] == codes[order[i - 1]];
            if (same && t[order[i]] == t[order[i - 1]]) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "LocalProjection needs one row for each unit and period, but \"" + units.label(codes[order[i]])
                                + "\" has several for " + periods.labelOf((long) t[order[i]]) + ".");
            }
            follows[i] = same && t[order[i]] - t[order[i - 1]] == 1;
        }
        double[][] sorted = Arrays.stream(columns)
                .map(c -> Arrays.stream(order).mapToDouble(i -> c[i]).toArray())
                .toArray(double[][]::new);
        return new Rows(
                names,
                sorted,
                Sample.pick(codes, order),
                Arrays.stream(order).mapToDouble(i -> t[i]).toArray(),
                follows,
                codes.length - order.length);
    }

    private void requireState(Rows rows) {
        if (options.state != null && Arrays.stream(rows.column(options.state)).anyMatch(v -> v != 0 && v != 1)) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "LocalProjection needs a state of 0 and 1, but \"" + options.state
                            + "\" holds other numbers. Make it 1 where the state holds.");
        }
    }

    private String moved() {
        return options.multiplier == null ? shock : options.multiplier;
    }

    /** Names of the coefficients, the shock's first. */
    private List<String> terms() {
        List<String> plain = new ArrayList<>(List.of(moved()));
        for (int l = 1; l <= options.lags; l++) {
            for (String control : options.controls) {
                plain.add("lag(" + control + ", " + l + ")");
            }
        }
        if (options.unit == null) {
            plain.add("constant");
        }
        if (options.state == null) {
            return plain;
        }
        List<String> both = new ArrayList<>();
        for (String name : plain) {
            both.add(name + " where " + options.state);
            both.add(name + " where not " + options.state);
        }
        return both;
    }

    private ProjectionMath.Horizon horizon(Rows rows, int h) {
        int[] at = IntStream.range(0, rows.unit.length)
                .filter(i -> rows.spans(i, options.lags, h))
                .toArray();
        double[] y = led(rows.column(outcome), at, h, options.cumulative);
        List<double[]> x = new ArrayList<>();
        List<double[]> z = new ArrayList<>();
        double[] first = options.multiplier == null
                ? picked(rows.column(shock), at, 0)
                : led(rows.column(options.multiplier), at, h, true);
        double[] instrument = picked(rows.column(options.instrument == null ? shock : options.instrument), at, 0);
        x.add(first);
        z.add(options.multiplier == null && options.instrument == null ? first : instrument);
        for (int l = 1; l <= options.lags; l++) {
            for (String control : options.controls) {
                double[] lag = picked(rows.column(control), at, -l);
                x.add(lag);
                z.add(lag);
            }
        }
        if (options.unit == null) {
            double[] ones = SmallLeastSquares.constant(at.length);
            x.add(ones);
            z.add(ones);
        }
        if (options.state != null) {
            double[] state = picked(rows.column(options.state), at, 0);
            return solve(rows, at, h, y, split(x, state), split(z, state));
        }
        return solve(rows, at, h, y, x.toArray(double[][]::new), z.toArray(double[][]::new));
    }

    private void requireFewerLags(int h, int periods) {
        if (!options.augmented && h + 1 >= periods) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "LocalProjection needs fewer lags of Newey–West than periods, but at horizon " + h + " it has "
                            + (h + 1) + " lags and " + periods + " periods. Ask for shorter horizons.");
        }
    }

    private ProjectionMath.Horizon solve(Rows rows, int[] at, int h, double[] y, double[][] x, double[][] z) {
        int shocks = options.state == null ? 1 : 2;
        if (options.unit == null) {
            requireFewerLags(h, at.length);
            ProjectionMath.Errors errors =
                    options.augmented ? new ProjectionMath.Hc1() : new ProjectionMath.NeweyWest(h + 1);
            return ProjectionMath.fit(y, x, z, shocks, errors, 0);
        }
        int[] unit = EffectSet.dense(Sample.pick(rows.unit, at));
        double first = Arrays.stream(rows.when).min().orElse(0);
        int[] period = EffectSet.dense(
                Arrays.stream(at).map(i -> (int) (rows.when[i] - first)).toArray());
        EffectSet effects = options.timeEffects ? EffectSet.of(unit, period) : EffectSet.of(unit);
        double[][] all = new double[1 + x.length + z.length][];
        all[0] = y;
        System.arraycopy(x, 0, all, 1, x.length);
        System.arraycopy(z, 0, all, 1 + x.length, z.length);
        double[][] left =
                effects.absorber(null).absorb(all, LinearFit.TOLERANCE, false).columns();
        return ProjectionMath.fit(
                left[0],
                Arrays.copyOfRange(left, 1, 1 + x.length),
                Arrays.copyOfRange(left, 1 + x.length, left.length),
                shocks,
                new ProjectionMath.Clusters(unit),
                options.timeEffects ? EffectSet.count(period) : 0);
    }

    private static double[][] split(List<double[]> columns, double[] state) {
        List<double[]> out = new ArrayList<>();
        for (double[] c : columns) {
            double[] in = new double[c.length];
            double[] not = new double[c.length];
            for (int i = 0; i < c.length; i++) {
                in[i] = state[i] * c[i];
                not[i] = (1 - state[i]) * c[i];
            }
            out.add(in);
            out.add(not);
        }
        return out.toArray(double[][]::new);
    }

    private static double[] picked(double[] v, int[] at, int shift) {
        return Arrays.stream(at).mapToDouble(i -> v[i + shift]).toArray();
    }

    private static double[] led(double[] v, int[] at, int h, boolean cumulative) {
        double[] out = new double[at.length];
        for (int r = 0; r < out.length; r++) {
            for (int j = cumulative ? 0 : h; j <= h; j++) {
                out[r] += v[at[r] + j];
            }
        }
        return out;
    }

    /** Responses by horizon. */
    public static final class Responses implements Result {
        private static final double LEVEL = 0.95;

        private final LocalProjection choices;
        private final List<ProjectionMath.Horizon> fitted;
        private final List<String> terms;
        private final Rows rows;
        private final Provenance provenance;

        private Responses(
                LocalProjection choices,
                List<ProjectionMath.Horizon> fitted,
                List<String> terms,
                Rows rows,
                Provenance provenance) {
            this.choices = choices;
            this.fitted = fitted;
            this.terms = terms;
            this.rows = rows;
            this.provenance = provenance;
        }

        private ProjectionMath.Horizon at(int horizon) {
            if (horizon < 0 || horizon >= fitted.size()) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "The local projection has horizons 0 to " + (fitted.size() - 1) + ", but " + horizon
                                + " was asked for.");
            }
            return fitted.get(horizon);
        }

        /**
         * The response at a horizon; in the named state if there are two.
         *
         * @param horizon periods after the shock
         * @return the coefficient of the shock
         */
        public double response(int horizon) {
            return at(horizon).beta()[0];
        }

        /**
         * The standard error of the response at a horizon.
         *
         * @param horizon periods after the shock
         * @return the standard error
         */
        public double standardError(int horizon) {
            return Math.sqrt(at(horizon).covariance()[0][0]);
        }

        /**
         * The response at a horizon outside the named state.
         *
         * @param horizon periods after the shock
         * @return the coefficient of the shock where the state is 0
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} without a state
         */
        public double responseOutside(int horizon) {
            if (choices.options.state == null) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE, "There is one state only. Name a column with state(\"…\").");
            }
            return at(horizon).beta()[1];
        }

        /**
         * The responses with their pointwise bands, one line a state.
         *
         * @return a figure with a plain title, which {@code title(…).claim(…)} replaces by the finding
         */
        public Figure figure() {
            var lines = Figure.band();
            double quantile = new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + LEVEL) / 2);
            int shown = choices.options.state == null ? 1 : 2;
            double[] h = IntStream.range(0, fitted.size()).asDoubleStream().toArray();
            for (int s = 0; s < shown; s++) {
                int term = s;
                double[] b = fitted.stream().mapToDouble(f -> f.beta()[term]).toArray();
                double[] low = fitted.stream()
                        .mapToDouble(f -> f.beta()[term] - quantile * Math.sqrt(f.covariance()[term][term]))
                        .toArray();
                double[] high = fitted.stream()
                        .mapToDouble(f -> f.beta()[term] + quantile * Math.sqrt(f.covariance()[term][term]))
                        .toArray();
                lines = lines.series(shown == 1 ? "response" : terms.get(s), h, b)
                        .band("95 % pointwise", low, high);
            }
            return lines.title("Response of " + choices.outcome + " to " + terms.get(0))
                    .subtitle(choices.words())
                    .interval("bands: 95 % pointwise")
                    .reference(0, "no response")
                    .x(Axis.number("periods after the shock"))
                    .source(provenance)
                    .sampleSize(fitted.get(0).rows());
        }

        @Override
        public Summary summary() {
            int shown = choices.options.state == null ? 1 : 2;
            double quantile = new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + LEVEL) / 2);
            Summary.Grid grid = Summary.grid(fitted.size())
                    .text("horizon", "periods", Integer::toString)
                    .text("rows", "", h -> Numbers.fixed(fitted.get(h).rows(), 0));
            for (int s = 0; s < shown; s++) {
                int term = s;
                grid.significant(terms.get(s), "", h -> fitted.get(h).beta()[term])
                        .significant(
                                "std_error", "", h -> Math.sqrt(fitted.get(h).covariance()[term][term]))
                        .significant(
                                "low",
                                "95 %",
                                h -> fitted.get(h).beta()[term]
                                        - quantile * Math.sqrt(fitted.get(h).covariance()[term][term]))
                        .significant(
                                "high",
                                "95 %",
                                h -> fitted.get(h).beta()[term]
                                        + quantile * Math.sqrt(fitted.get(h).covariance()[term][term]));
            }
            Summary.Builder out = Summary.of("Local projection");
            if (choices.options.unit != null) {
                out.warning("Effects of \"" + choices.options.unit
                        + "\" take each unit's mean over all its periods: lags of the outcome,"
                        + " and a shock or instrument that answers past shocks, then depend on the error by about one over the"
                        + " number of periods. In short panels intervals hold the truth less often than they say.");
            }
            return out.choice("outcome", choices.outcome + (choices.options.cumulative ? " cumulated" : ""))
                    .choice("shock", choices.shock)
                    .choice("design", choices.words())
                    .grid(grid)
                    .identifies(
                            choices.options.instrument == null
                                    ? "A shock that nothing in the error moves, given the lags of the controls."
                                    : "An instrument that moves the outcome through the shock only.")
                    .breaks(
                            "Anticipation; a shock that answers the outcome; too few lags with lag-augmented errors; a state that the shock itself changes.")
                    .doesNotShow("Simultaneous coverage: intervals hold at each horizon by itself.")
                    .leftOut(rows.dropped, "rows with a missing cell, or periods at the ends without a value")
                    .build();
        }

        @Override
        public Table tidy() {
            int k = terms.size();
            int n = k * fitted.size();
            String[] term = new String[n];
            int[] horizon = new int[n];
            double[][] v = new double[6][n];
            NormalDistribution normal = new NormalDistribution(null, 0, 1);
            double quantile = normal.inverseCumulativeProbability((1 + LEVEL) / 2);
            for (int i = 0; i < n; i++) {
                ProjectionMath.Horizon f = fitted.get(i / k);
                int j = i % k;
                double se = Math.sqrt(f.covariance()[j][j]);
                term[i] = terms.get(j);
                horizon[i] = i / k;
                v[0][i] = f.beta()[j];
                v[1][i] = se;
                v[2][i] = f.beta()[j] / se;
                v[3][i] = 2 * normal.cumulativeProbability(-Math.abs(f.beta()[j] / se));
                v[4][i] = f.beta()[j] - quantile * se;
                v[5][i] = f.beta()[j] + quantile * se;
            }
            return Table.create(
                    "local projection",
                    StringColumn.create("term", term),
                    IntColumn.create("horizon", horizon),
                    DoubleColumn.create("estimate", v[0]),
                    DoubleColumn.create("std_error", v[1]),
                    DoubleColumn.create("statistic", v[2]),
                    DoubleColumn.create("p_value", v[3]),
                    DoubleColumn.create("conf_low", v[4]),
                    DoubleColumn.create("conf_high", v[5]));
        }

        @Override
        public Table glance() {
            return Table.create(
                    "local projection",
                    IntColumn.create("nobs", new int[] {fitted.get(0).rows()}),
                    IntColumn.create("dropped", new int[] {rows.dropped}),
                    IntColumn.create("horizons", new int[] {fitted.size() - 1}),
                    StringColumn.create("vcov", choices.errorWords()));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }

    private String errorWords() {
        return options.unit != null
                ? "clusters by " + options.unit
                : options.augmented ? "HC1, lag-augmented" : "Newey–West, h+1 lags";
    }

    private String words() {
        List<String> words = new ArrayList<>();
        words.add(options.lags + " lags of "
                + (options.controls.isEmpty() ? "nothing" : String.join(", ", options.controls)));
        if (options.instrument != null) {
            words.add("instrument " + options.instrument);
        }
        if (options.multiplier != null) {
            words.add("multiplier of cumulated " + options.multiplier);
        }
        if (options.unit != null) {
            words.add("effects of " + options.unit + (options.timeEffects ? " and " + time : ""));
        }
        words.add(errorWords());
        return String.join("; ", words);
    }
}
