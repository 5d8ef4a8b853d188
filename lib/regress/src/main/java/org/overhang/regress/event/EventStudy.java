package org.overhang.regress.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Progress;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.regress.SmallSample;
import tech.tablesaw.api.Table;

/**
 * What happened after an event, compared with units that had none yet or never: one sentence, four estimators.
 *
 * <pre>{@code
 * TWO_WAY:           y_{it} = a_i + b_t + \sum_{k \ne ref} \beta_k 1\{t - E_i = k\} + e_{it}
 * SUN_ABRAHAM:       \beta_k = \sum_g share_{g|k} \, \beta_{gk}, one coefficient a cohort g and distance k
 * CALLAWAY_SANTANNA: ATT(g,t) = E[Y_t - Y_{g-1} | g] - E[Y_t - Y_{g-1} | controls], averaged by t - g
 * IMPUTATION:        \hat\tau_{it} = y_{it} - \hat a_i - \hat b_t, with a, b from rows not yet treated
 * }</pre>
 *
 * <p>{@code E_i} is the first treated period of the unit; 0, missing or after the sample's end means not treated in the sample.
 * Rows with a missing cell are left out and counted. Periods must follow one another by one. Units treated at or before the
 * first period are refused, or left out with {@link #withoutTreatedAtStart()}. For Callaway–Sant'Anna units that miss a
 * period are left out and counted.
 *
 * <p>Defaults, all printed: Sun–Abraham; reference −1; every lead and lag estimated and shown ({@link #window} only chooses what is
 * shown); controls never treated; doubly robust where there are covariates; clusters are the units; intervals at 0.95, pointwise and
 * simultaneous; 1,000 draws with seed 1.
 *
 * <pre>{@code
 * var study = EventStudy.of("log_quantity").unit("product_origin").time("year").event("duty_year")
 *         .window(-5, 8).reference(-1).estimator(SUN_ABRAHAM).cluster("product").fit(panel);
 * study.overall();
 * study
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}; {@link Reason#BAD_VALUE} for gaps in time, repeated
 * unit-periods and several events of a unit; {@link Reason#NOT_IDENTIFIED} without events in the sample, without never-treated
 * units where one is needed, with units treated at the start or fewer than three periods; {@link Reason#OUT_OF_RANGE}.
 *
 * <p>Source: Sun and Abraham (2021), Journal of Econometrics 225, 175–199; Callaway and Sant'Anna (2021), the same, 200–230;
 * Borusyak, Jaravel and Spiess (2024), Review of Economic Studies 91, 3253–3285; Goodman-Bacon (2021), Journal of Econometrics
 * 225, 254–277; Rambachan and Roth (2023), Review of Economic Studies 90, 2555–2591; Roth (2022), AER: Insights 4, 305–322.
 */
public final class EventStudy {
    /** How the comparison is made. */
    public enum Estimator {
        /** Unit and period effects with leads and lags; contaminated when effects differ between groups. */
        TWO_WAY,
        /** One coefficient a cohort and distance, averaged; controls never treated. */
        SUN_ABRAHAM,
        /** Group-time effects with covariates doubly robust; controls never or not yet treated. */
        CALLAWAY_SANTANNA,
        /** Untreated outcomes imputed from rows not yet treated; efficient under parallel trends of all groups. */
        IMPUTATION
    }

    /** Which units Callaway–Sant'Anna compares with. */
    public enum Controls {
        /** Units without an event in the sample. */
        NEVER_TREATED,
        /** Units whose event is still to come, and those without. */
        NOT_YET_TREATED
    }

    /** How Callaway–Sant'Anna adjusts for covariates. */
    public enum Adjustment {
        /** Outcome regression and propensity weights; right if either is. */
        DOUBLY_ROBUST,
        /** Outcome regression among controls. */
        OUTCOME_REGRESSION,
        /** Propensity weights. */
        INVERSE_PROBABILITY
    }

    final String outcome;
    final String unit;
    final String time;
    final String event;
    final Options options;

    /** Everything that has a default. */
    record Options(
            Estimator estimator,
            int reference,
            int from,
            int to,
            Controls controls,
            Adjustment adjustment,
            boolean varyingBase,
            boolean withoutTreatedAtStart,
            List<String> covariates,
            List<String> cluster,
            SmallSample small,
            double level,
            int draws,
            Seed seed) {}

    /** The same, open for one change. */
    private static final class Draft {
        private Estimator estimator;
        private int reference;
        private int from;
        private int to;
        private Controls controls;
        private Adjustment adjustment;
        private boolean varyingBase;
        private boolean withoutTreatedAtStart;
        private List<String> covariates;
        private List<String> cluster;
        private SmallSample small;
        private double level;
        private int draws;
        private Seed seed;

        private Draft(Options o) {
            estimator = o.estimator;
            reference = o.reference;
            from = o.from;
            to = o.to;
            controls = o.controls;
            adjustment = o.adjustment;
            varyingBase = o.varyingBase;
            withoutTreatedAtStart = o.withoutTreatedAtStart;
            covariates = o.covariates;
            cluster = o.cluster;
            small = o.small;
            level = o.level;
            draws = o.draws;
            seed = o.seed;
        }

        private Options closed() {
            return new Options(
                    estimator,
                    reference,
                    from,
                    to,
                    controls,
                    adjustment,
                    varyingBase,
                    withoutTreatedAtStart,
                    covariates,
                    cluster,
                    small,
                    level,
                    draws,
                    seed);
        }
    }

    private EventStudy(String outcome, String unit, String time, String event, Options options) {
        this.outcome = outcome;
        this.unit = unit;
        this.time = time;
        this.event = event;
        this.options = options;
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

    /** An event study that still needs its unit column. */
    public static final class NeedsUnit {
        private final String outcome;

        private NeedsUnit(String outcome) {
            this.outcome = outcome;
        }

        /**
         * Names the column of units.
         *
         * @param unit name of the column; {@code "firm^product"} crosses two
         * @return a step that still needs the time column
         */
        public NeedsTime unit(String unit) {
            return new NeedsTime(outcome, unit);
        }
    }

    /** An event study that still needs its time column. */
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
         * @param time name of a column of periods in any notation that follow one another by one
         * @return a step that still needs the event column
         */
        public NeedsEvent time(String time) {
            return new NeedsEvent(outcome, unit, time);
        }
    }

    /** An event study that still needs its event column. */
    public static final class NeedsEvent {
        private final String outcome;
        private final String unit;
        private final String time;

        private NeedsEvent(String outcome, String unit, String time) {
            this.outcome = outcome;
            this.unit = unit;
            this.time = time;
        }

        /**
         * Names the column of first treated periods.
         *
         * @param event name of the column, in any notation of a period or a finer one, such as the day; 0 or missing for units never
         *     treated
         * @return a method that can fit
         */
        public EventStudy event(String event) {
            Options defaults = new Options(
                    Estimator.SUN_ABRAHAM,
                    -1,
                    Integer.MIN_VALUE,
                    Integer.MAX_VALUE,
                    Controls.NEVER_TREATED,
                    Adjustment.DOUBLY_ROBUST,
                    false,
                    false,
                    List.of(),
                    List.of(),
                    SmallSample.FIXEST,
                    0.95,
                    1_000,
                    Seed.seed(1));
            return new EventStudy(outcome, unit, time, event, defaults);
        }
    }

    private EventStudy change(Consumer<Draft> one) {
        Draft draft = new Draft(options);
        one.accept(draft);
        return new EventStudy(outcome, unit, time, event, draft.closed());
    }

    /**
     * Sets the estimator.
     *
     * @param chosen the estimator
     * @return the method with this estimator
     */
    public EventStudy estimator(Estimator chosen) {
        return change(d -> d.estimator = chosen);
    }

    /**
     * Sets which distances from the event are shown; all are estimated.
     *
     * @param from first, negative for leads
     * @param to last
     * @return the method with this window
     */
    public EventStudy window(int from, int to) {
        return change(d -> {
            d.from = from;
            d.to = to;
        });
    }

    /**
     * Sets the distance whose effect is zero by definition.
     *
     * @param since periods since the event, below zero
     * @return the method with this reference
     */
    public EventStudy reference(int since) {
        return change(d -> d.reference = since);
    }

    /**
     * Sets the controls of Callaway–Sant'Anna.
     *
     * @param chosen never or not yet treated
     * @return the method with these controls
     */
    public EventStudy controls(Controls chosen) {
        return change(d -> d.controls = chosen);
    }

    /**
     * Sets how Callaway–Sant'Anna adjusts for covariates.
     *
     * @param chosen the adjustment
     * @return the method with this adjustment
     */
    public EventStudy adjustment(Adjustment chosen) {
        return change(d -> d.adjustment = chosen);
    }

    /**
     * Compares each period before the event with the one before it, as the R package did does by default; leads are then
     * changes and there is no reference period.
     *
     * @return the method with a varying base
     */
    public EventStudy varyingBase() {
        return change(d -> d.varyingBase = true);
    }

    /**
     * Leaves out units treated at or before the first period, and counts them.
     *
     * @return the method without them
     */
    public EventStudy withoutTreatedAtStart() {
        return change(d -> d.withoutTreatedAtStart = true);
    }

    /**
     * Names covariates: regressors for the regressions; for Callaway–Sant'Anna their values in the base period.
     *
     * @param columns names of numeric columns
     * @return the method with covariates
     */
    public EventStudy covariates(String... columns) {
        return change(d -> d.covariates = List.of(columns));
    }

    /**
     * Clusters standard errors by other columns than the unit, as {@link org.overhang.regress.Regression#cluster} does: each column is a dimension, and
     * {@code "a^b"} crosses two. Several dimensions need an estimator by regression.
     *
     * @param columns a key column for each dimension
     * @return the method with these clusters
     */
    public EventStudy cluster(String... columns) {
        return change(d -> d.cluster = List.of(columns));
    }

    /**
     * Sets the draws behind simultaneous bands.
     *
     * @param count how many, at least 100
     * @param start the seed
     * @return the method with these draws
     */
    public EventStudy bootstrap(int count, Seed start) {
        return change(d -> {
            d.draws = count;
            d.seed = start;
        });
    }

    /**
     * Fits.
     *
     * @param source a dataset, or {@code Source.of(table)}
     * @return effects by distance from the event
     * @throws OverhangException see the class
     */
    public EventEffects fit(Source source) {
        requireOptions();
        return Progress.during(() -> estimated(source));
    }

    private EventEffects estimated(Source source) {
        EventPanel panel = EventPanel.read(
                source,
                new EventPanel.Roles(outcome, unit, time, event, options.covariates, options.cluster),
                options.withoutTreatedAtStart);
        return switch (options.estimator) {
            case TWO_WAY -> answer(panel, EventRegression.twoWay(panel, options.reference, options.small));
            case SUN_ABRAHAM -> answer(panel, EventRegression.sunAbraham(panel, options.reference, options.small));
            case IMPUTATION ->
                answer(
                        panel,
                        ImputationMath.estimate(
                                panel, EventRegression.leadsOnly(panel, options.reference, options.small)));
            case CALLAWAY_SANTANNA -> EventGroups.fit(this, panel);
        };
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #fit(Source)}
     */
    public EventEffects fit(Table table) {
        return fit(Source.of(table));
    }

    private void requireOptions() {
        Problems problems = new Problems();
        problems.require(
                options.reference < 0,
                Reason.OUT_OF_RANGE,
                "EventStudy needs a reference before the event, but it is " + options.reference
                        + ". Write reference(-1).");
        problems.require(
                options.estimator != Estimator.CALLAWAY_SANTANNA || options.reference == -1,
                Reason.OUT_OF_RANGE,
                "Callaway–Sant'Anna compares with the period before the event, but the reference is "
                        + options.reference + ". Write reference(-1).");
        problems.require(
                options.cluster.size() <= 1
                        || options.estimator == Estimator.TWO_WAY
                        || options.estimator == Estimator.SUN_ABRAHAM,
                Reason.OUT_OF_RANGE,
                "Clusters in " + options.cluster.size() + " dimensions need an estimator by regression, but it is "
                        + options.estimator + ". Use SUN_ABRAHAM or TWO_WAY, or cross the columns as \"a^b\".");
        problems.require(
                options.from < options.to,
                Reason.OUT_OF_RANGE,
                "EventStudy needs a window from a lead to a lag, but it runs from " + options.from + " to " + options.to
                        + ".");
        problems.require(
                options.draws >= 100,
                Reason.OUT_OF_RANGE,
                "Simultaneous bands need at least 100 draws, but got " + options.draws + ".");
        problems.throwIfAny();
    }

    private EventEffects answer(EventPanel panel, EventEstimate estimate) {
        double critical = EventMath.simultaneous(estimate.covariance(), options.level, options.draws, options.seed);
        return new EventEffects(this, panel, estimate, critical, List.of());
    }

    /**
     * Splits the two-way estimate of one average effect into its two-group comparisons.
     *
     * @param source a dataset, or {@code Source.of(table)}
     * @return the comparisons with their weights
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if the panel is not balanced
     */
    public GoodmanBacon goodmanBacon(Source source) {
        return GoodmanBacon.of(EventPanel.read(
                source,
                new EventPanel.Roles(outcome, unit, time, event, List.of(), List.of()),
                options.withoutTreatedAtStart));
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #goodmanBacon(Source)}
     */
    public GoodmanBacon goodmanBacon(Table table) {
        return goodmanBacon(Source.of(table));
    }

    String words() {
        List<String> words = new ArrayList<>(List.of(
                options.estimator.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')));
        if (options.estimator == Estimator.CALLAWAY_SANTANNA) {
            words.add("controls "
                    + options.controls.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
            words.add(
                    options.covariates.isEmpty()
                            ? "no covariates"
                            : options.adjustment
                                            .name()
                                            .toLowerCase(java.util.Locale.ROOT)
                                            .replace('_', ' ') + " in " + String.join(", ", options.covariates));
        }
        return String.join(", ", words);
    }

    @Override
    public String toString() {
        return "EventStudy of " + outcome + " by " + words() + ", reference " + Numbers.plain(options.reference);
    }
}
