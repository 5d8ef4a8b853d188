package org.overhang.regress.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Columns;
import org.overhang.core.Draws;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How covariates stretch or shorten the time to exit: the accelerated failure time model, with censoring, late entry and
 * clusters.
 *
 * <p>Formula: {@code \log T_i = \beta_0 + x_i'\beta + \sigma\varepsilon_i}, {@code \varepsilon} with the smallest extreme
 * value distribution (Weibull; exponential if {@code \sigma = 1}), the normal (lognormal) or the logistic (log-logistic); an
 * exit enters the likelihood with its density, a censored row with the chance to last longer, both divided by the chance to
 * last to entry.
 *
 * <p>Symbols: times above 0 in any unit, which moves only {@code \beta_0}; covariates in the unit of their column, one row a
 * firm; {@code e^\beta} is the time ratio, the factor by which one unit of the covariate stretches time. Missing cells: the
 * row is left out and counted. An entry of 0 means at risk from the start; negative and zero covariates are fine.
 *
 * <p>Defaults: Weibull, no entry column, standard errors from the observed information; with {@link #cluster} from the sandwich
 * of scores summed within clusters, without a small-sample factor. Intervals at 95 %.
 *
 * <pre>{@code
 * var fit = AcceleratedFailure.of("years").event("exited").on("price_gap", "state_owned").distribution(LOGNORMAL).fit(firms);
 * fit.timeRatio("price_gap");
 * fit.scale();
 * fit
 * }</pre>
 *
 * <p>Errors: {@link Reason#BAD_VALUE} for a time that is not above 0, a negative entry, or an event that is not 0 or 1; {@link
 * Reason#NOT_IDENTIFIED} for no exit, a covariate that does not vary, depends on others or separates those who leave, or exits
 * that the covariates fit exactly; {@link Reason#NOT_CONVERGED}.
 *
 * <p>Source: Kalbfleisch and Prentice (2002), chapters 2 and 3.
 */
public final class AcceleratedFailure {
    /** The distribution of time to exit. */
    public enum Distribution {
        /** A hazard that rises or falls as a power of time; the only one that is a proportional hazard too. */
        WEIBULL,
        /** A constant hazard: the Weibull with a scale of one. */
        EXPONENTIAL,
        /** A normal log time; the hazard rises and then falls. */
        LOGNORMAL,
        /** A logistic log time, with proportional odds; the hazard falls, or rises and then falls. */
        LOGLOGISTIC
    }

    private static final String VERB = "AcceleratedFailure";
    private static final String INTERCEPT = "(Intercept)";
    private static final String LOG_SCALE = "Log(scale)";

    private final String time;
    private final String event;
    private final List<String> covariates;
    private final String entry;
    private final String cluster;
    private final Distribution distribution;
    private final double level;

    private AcceleratedFailure(
            String time,
            String event,
            List<String> covariates,
            String entry,
            String cluster,
            Distribution distribution,
            double level) {
        this.time = time;
        this.event = event;
        this.covariates = covariates;
        this.entry = entry;
        this.cluster = cluster;
        this.distribution = distribution;
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
         * @return a method that still needs its covariates
         */
        public NeedsCovariates event(String column) {
            return new NeedsCovariates(time, column);
        }
    }

    /** Times and events whose covariates are still to be named. */
    public static final class NeedsCovariates {
        private final String time;
        private final String event;

        private NeedsCovariates(String time, String event) {
            this.time = time;
            this.event = event;
        }

        /**
         * Names the covariates.
         *
         * @param columns numeric columns, at least one, each once
         * @return the method
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there is none, {@link Reason#BAD_VALUE} if one is named twice
         */
        public AcceleratedFailure on(String... columns) {
            return new AcceleratedFailure(time, event, Cox.checked(VERB, columns), "", "", Distribution.WEIBULL, 0.95);
        }
    }

    /**
     * Starts with the column of times to exit or censoring.
     *
     * @param time column name
     * @return a method that still needs its event column and covariates
     */
    public static NeedsEvent of(String time) {
        return new NeedsEvent(time);
    }

    /**
     * The distribution of time to exit.
     *
     * @param chosen the distribution
     * @return the method
     */
    public AcceleratedFailure distribution(Distribution chosen) {
        return new AcceleratedFailure(time, event, covariates, entry, cluster, chosen, level);
    }

    /**
     * Each row is known only because it lasted to its entry time: late entry.
     *
     * @param column entry times on the same clock, at least 0 and below the times of exit
     * @return the method
     */
    public AcceleratedFailure entry(String column) {
        return new AcceleratedFailure(time, event, covariates, column, cluster, distribution, level);
    }

    /**
     * Standard errors that allow any dependence within a cluster.
     *
     * @param column column whose values name a cluster
     * @return the method
     */
    public AcceleratedFailure cluster(String column) {
        return new AcceleratedFailure(time, event, covariates, entry, column, distribution, level);
    }

    /**
     * The level of the intervals.
     *
     * @param fraction between 0 and 1
     * @return the method
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} otherwise
     */
    public AcceleratedFailure level(double fraction) {
        SurvivalColumns.check(VERB, fraction);
        return new AcceleratedFailure(time, event, covariates, entry, cluster, distribution, fraction);
    }

    /**
     * Estimates from a Tablesaw table.
     *
     * @param table the table
     * @return as {@link #fit(Source)}
     */
    public Fit fit(Table table) {
        return fit(Source.of(table));
    }

    /**
     * Estimates the effects.
     *
     * @param source the table
     * @return the estimates
     * @throws OverhangException see the class
     */
    public Fit fit(Source source) {
        SurvivalRows rows = SurvivalRows.read(
                new SurvivalRows.Roles(VERB, time, entry, event, false, "", covariates, List.of(), cluster), source);
        check(rows);
        boolean[] exit = new boolean[rows.rows()];
        for (int i = 0; i < exit.length; i++) {
            exit[i] = rows.event()[i] == 1;
        }
        AcceleratedMath math = new AcceleratedMath(distribution, covariates, rows.time(), rows.entry(), exit, rows.x());
        AcceleratedMath.Maximum maximum = math.solve();
        double without = new AcceleratedMath(
                        distribution, List.of(), rows.time(), rows.entry(), exit, new double[exit.length][0])
                .solve()
                .logLikelihood();
        double[][] covariance = cluster.isEmpty() ? maximum.covariance() : math.robust(maximum, rows.cluster());
        return new Fit(this, maximum, without, covariance, rows);
    }

    private void check(SurvivalRows rows) {
        if (rows.count(1) == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    VERB + " needs at least one exit, but \"" + event
                            + "\" is 0 in every row used. Observe for longer.");
        }
        List<Integer> early = rows(rows, i -> !(rows.time()[i] > 0));
        List<Integer> negative = rows(rows, i -> !entry.isEmpty() && !(rows.entry()[i] >= 0));
        Problems problems = new Problems();
        problems.require(
                early.isEmpty(),
                Reason.BAD_VALUE,
                VERB + " needs times above 0, whose logarithm it takes, but \"" + time + "\" is not in "
                        + Columns.rowNumbers(early) + ". Say what an exit at once means: half a period, for example.");
        problems.require(
                negative.isEmpty(),
                Reason.BAD_VALUE,
                VERB + " needs entries of 0 or more, but \"" + entry + "\" is below in " + Columns.rowNumbers(negative)
                        + ". Write 0 for a firm at risk from the start.");
        problems.throwIfAny();
    }

    private static List<Integer> rows(SurvivalRows rows, IntPredicate bad) {
        return IntStream.range(0, rows.rows())
                .filter(bad)
                .map(i -> rows.row()[i])
                .sorted()
                .boxed()
                .toList();
    }

    /** Effects on log time to exit; make them with {@link AcceleratedFailure#fit(Source)}. */
    public static final class Fit implements Result {
        private final AcceleratedFailure method;
        private final List<String> terms;
        private final AcceleratedMath.Maximum maximum;
        private final double withoutCovariates;
        private final double[][] covariance;
        private final int rows;
        private final int exits;
        private final int dropped;
        private final int clusters;

        private Fit(
                AcceleratedFailure method,
                AcceleratedMath.Maximum maximum,
                double withoutCovariates,
                double[][] covariance,
                SurvivalRows rows) {
            this.method = method;
            this.maximum = maximum;
            this.withoutCovariates = withoutCovariates;
            this.covariance = covariance;
            List<String> names = new ArrayList<>();
            names.add(INTERCEPT);
            names.addAll(method.covariates);
            if (method.distribution != Distribution.EXPONENTIAL) {
                names.add(LOG_SCALE);
            }
            terms = List.copyOf(names);
            this.rows = rows.rows();
            exits = rows.count(1);
            dropped = rows.dropped();
            clusters = method.cluster.isEmpty() ? 0 : rows.clusters();
        }

        private int at(String term) {
            int at = terms.indexOf(term);
            if (at < 0) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "The fit has no term \"" + term + "\". Its terms: " + String.join(", ", terms) + ".");
            }
            return at;
        }

        /**
         * A coefficient.
         *
         * @param term a covariate's column, {@code (Intercept)}, or {@code Log(scale)} if the scale is estimated
         * @return change of log time for one unit
         */
        public double coefficient(String term) {
            return maximum.beta()[at(term)];
        }

        /**
         * The standard error of a coefficient.
         *
         * @param term a term
         * @return the standard error
         */
        public double standardError(String term) {
            int i = at(term);
            return Math.sqrt(covariance[i][i]);
        }

        /**
         * The covariance of two coefficients.
         *
         * @param first a term
         * @param second a term
         * @return their covariance
         */
        public double covariance(String first, String second) {
            return covariance[at(first)][at(second)];
        }

        /**
         * The interval of a coefficient.
         *
         * @param term a term
         * @return coefficient plus and minus normal quantile times standard error
         */
        public Interval interval(String term) {
            double z = Draws.inverseNormal(0.5 + method.level / 2);
            double b = coefficient(term);
            double se = standardError(term);
            return new Interval(b - z * se, b + z * se, method.level, "normal, " + standardErrors());
        }

        private String standardErrors() {
            return method.cluster.isEmpty() ? "observed information" : "clustered by " + method.cluster;
        }

        /**
         * The factor by which one unit of a covariate stretches time to exit.
         *
         * @param covariate its column
         * @return e to the coefficient; above 1 firms last longer
         */
        public double timeRatio(String covariate) {
            return FastMath.exp(coefficient(covariate));
        }

        /**
         * The factor by which one unit of a covariate multiplies the hazard, comparable to {@link HazardFit#hazardRatio}.
         *
         * @param covariate its column
         * @return e to minus the coefficient over the scale
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless Weibull or exponential: others have no constant ratio
         */
        public double hazardRatio(String covariate) {
            if (method.distribution != Distribution.WEIBULL && method.distribution != Distribution.EXPONENTIAL) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "A hazard ratio needs the Weibull or exponential distribution, but it is "
                                + word(method.distribution)
                                + ", whose hazards do not stay in proportion. Read timeRatio(\"" + covariate + "\").");
            }
            return FastMath.exp(-coefficient(covariate) / scale());
        }

        /**
         * The spread of log time around its fit, in units of the standard distribution.
         *
         * @return sigma; 1 for the exponential; the Weibull's shape is its inverse
         */
        public double scale() {
            return maximum.scale();
        }

        /**
         * The maximized log-likelihood of times, not of their logarithms.
         *
         * @return the logarithm; in another unit of time it moves by a constant an exit
         */
        public double logLikelihood() {
            return maximum.logLikelihood();
        }

        /**
         * Twice the gain in log-likelihood over the same distribution without covariates, its scale estimated anew.
         *
         * @return chi-squared with as many degrees of freedom as covariates
         */
        public double likelihoodRatio() {
            return 2 * (maximum.logLikelihood() - withoutCovariates);
        }

        private static String word(Distribution distribution) {
            return distribution.name().toLowerCase(Locale.ROOT);
        }

        private double z(int i) {
            return maximum.beta()[i] / standardError(terms.get(i));
        }

        /**
         * One row a term: {@code term estimate std_error statistic p_value conf_low conf_high}; the last is {@code Log(scale)}
         * unless the scale is fixed.
         *
         * @return a fresh table
         */
        @Override
        public Table tidy() {
            DoubleColumn[] c =
                    SurvivalColumns.columns("estimate", "std_error", "statistic", "p_value", "conf_low", "conf_high");
            for (int i = 0; i < terms.size(); i++) {
                Interval interval = interval(terms.get(i));
                SurvivalColumns.append(
                        c,
                        maximum.beta()[i],
                        standardError(terms.get(i)),
                        z(i),
                        SurvivalMath.normalTail(z(i)),
                        interval.low(),
                        interval.high());
            }
            return Table.create(VERB, StringColumn.create("term", terms)).addColumns(c);
        }

        /**
         * One row: {@code nobs dropped events clusters scale loglik loglik_without_covariates likelihood_ratio df p_value aic}.
         *
         * @return a fresh table
         */
        @Override
        public Table glance() {
            int p = method.covariates.size();
            return Table.create(
                    VERB,
                    IntColumn.create("nobs", new int[] {rows}),
                    IntColumn.create("dropped", new int[] {dropped}),
                    IntColumn.create("events", new int[] {exits}),
                    IntColumn.create("clusters", new int[] {clusters}),
                    DoubleColumn.create("scale", scale()),
                    DoubleColumn.create("loglik", logLikelihood()),
                    DoubleColumn.create("loglik_without_covariates", withoutCovariates),
                    DoubleColumn.create("likelihood_ratio", likelihoodRatio()),
                    IntColumn.create("df", new int[] {p}),
                    DoubleColumn.create("p_value", SurvivalMath.chiSquaredTail(likelihoodRatio(), p)),
                    DoubleColumn.create("aic", 2 * terms.size() - 2 * logLikelihood()));
        }

        @Override
        public Summary summary() {
            int shown = 1 + method.covariates.size();
            Summary.Builder out = Summary.of("Accelerated failure time")
                    .choice("time", method.time)
                    .choice("event", method.event)
                    .choice("entry", method.entry.isEmpty() ? "from the start" : method.entry)
                    .choice("distribution", word(method.distribution))
                    .choice("standard errors", standardErrors())
                    .grid(Summary.grid(shown)
                            .text("term", "", terms::get)
                            .number("estimate", "log time", 4, i -> maximum.beta()[i])
                            .number("std error", "", 4, i -> standardError(terms.get(i)))
                            .number("z", "", 2, this::z)
                            .number("p", "", 4, i -> SurvivalMath.normalTail(z(i)))
                            .significant("time ratio", "", i -> FastMath.exp(maximum.beta()[i]))
                            .significant(
                                    "low",
                                    SurvivalColumns.percent(method.level),
                                    i -> FastMath.exp(interval(terms.get(i)).low()))
                            .significant(
                                    "high",
                                    SurvivalColumns.percent(method.level),
                                    i -> FastMath.exp(interval(terms.get(i)).high())))
                    .paragraph("Scale", scaleText())
                    .paragraph(
                            "Fit",
                            Numbers.fixed(rows, 0) + " rows, " + Numbers.fixed(exits, 0) + " exits, log-likelihood "
                                    + Numbers.fixed(logLikelihood(), 3) + ", likelihood ratio "
                                    + Numbers.fixed(likelihoodRatio(), 2) + " on " + method.covariates.size());
            if (clusters > 0 && clusters < 20) {
                out.warning("Only " + clusters + " clusters: the standard errors are likely too small.");
            }
            return out.identifies("Times that follow the chosen distribution up to a stretch by the covariates, and "
                            + "censoring that says nothing about exit.")
                    .breaks(
                            "Another distribution (fit several and compare their log-likelihoods), or covariates measured "
                                    + "after exit drew near.")
                    .doesNotShow("A cause: times to exit and demand move together.")
                    .leftOut(dropped, "rows with a missing cell")
                    .build();
        }

        private String scaleText() {
            if (method.distribution == Distribution.EXPONENTIAL) {
                return "1, fixed by the exponential distribution";
            }
            Interval interval = interval(LOG_SCALE);
            return Numbers.fixed(scale(), 4) + ", from " + Numbers.fixed(FastMath.exp(interval.low()), 4) + " to "
                    + Numbers.fixed(FastMath.exp(interval.high()), 4) + " (" + SurvivalColumns.percent(method.level)
                    + ")";
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
