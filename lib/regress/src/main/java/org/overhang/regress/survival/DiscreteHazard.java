package org.overhang.regress.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
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
 * How covariates move the chance of exit in a year, on one row a firm and year: complementary log-log or logit.
 *
 * <p>Formula: {@code h_{it} = 1 - \exp(-\exp(a_t + x_{it}'\beta))} for the complementary log-log, which is a proportional
 * hazard in grouped time, so that {@code \beta} is comparable to {@link Cox}; {@code h_{it} = 1/(1 + \exp(-a_t - x'\beta))}
 * for the logit. The baseline {@code a_t} is a constant and log time, steps, or one level a period.
 *
 * <p>Symbols: the event column is 1 in the year of exit and 0 before; periods count from the start of risk. Missing cells:
 * the row is left out and counted.
 *
 * <p>Defaults: complementary log-log; standard errors from the expected information, as generalized linear models report;
 * {@link #observedInformation} for the other; intervals at 95 %.
 *
 * <pre>{@code
 * var fit = DiscreteHazard.of("exited").on("price_gap", "state_owned").logTime("years").fit(firmYears);
 * fit.coefficient("price_gap");
 * fit
 * }</pre>
 *
 * <p>Errors: {@link Reason#BAD_VALUE} for an event that is not 0 or 1 or a period that log time cannot take; {@link
 * Reason#NOT_IDENTIFIED} for a period or covariate that separates exits, or covariates that depend on one another; {@link
 * Reason#NOT_CONVERGED}.
 *
 * <p>Source: Prentice and Gloeckler, Biometrics 34 (1978), 57–67.
 */
public final class DiscreteHazard {
    /** How the linear predictor becomes a chance. */
    public enum Link {
        /** Complementary log-log: grouped proportional hazards. */
        CLOGLOG,
        /** Logit: proportional odds of leaving in the period. */
        LOGIT
    }

    private enum Shape {
        CONSTANT,
        LOG_TIME,
        PIECES,
        LEVELS
    }

    private final String event;
    private final List<String> covariates;
    private final Shape shape;
    private final String period;
    private final double[] breaks;
    private final Link link;
    private final boolean observed;
    private final double level;

    private DiscreteHazard(
            String event,
            List<String> covariates,
            Shape shape,
            String period,
            double[] breaks,
            Link link,
            boolean observed,
            double level) {
        this.event = event;
        this.covariates = covariates;
        this.shape = shape;
        this.period = period;
        this.breaks = breaks;
        this.link = link;
        this.observed = observed;
        this.level = level;
    }

    /** An event column whose covariates are still to be named. */
    public static final class NeedsCovariates {
        private final String event;

        private NeedsCovariates(String event) {
            this.event = event;
        }

        /**
         * Names the covariates.
         *
         * @param columns numeric columns, at least one, each once
         * @return a method that still needs its baseline
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there is none, {@link Reason#BAD_VALUE} if one is named twice
         */
        public NeedsBaseline on(String... columns) {
            return new NeedsBaseline(event, Cox.checked("DiscreteHazard", columns));
        }
    }

    /** Events and covariates whose baseline hazard is still to be chosen. */
    public static final class NeedsBaseline {
        private final String event;
        private final List<String> covariates;

        private NeedsBaseline(String event, List<String> covariates) {
            this.event = event;
            this.covariates = covariates;
        }

        private DiscreteHazard with(Shape shape, String period, double... breaks) {
            return new DiscreteHazard(event, covariates, shape, period, breaks, Link.CLOGLOG, false, 0.95);
        }

        /**
         * The same baseline in every period.
         *
         * @return the method
         */
        public DiscreteHazard constant() {
            return with(Shape.CONSTANT, "");
        }

        /**
         * A constant and the logarithm of time at risk.
         *
         * @param period column of periods, all positive
         * @return the method
         */
        public DiscreteHazard logTime(String period) {
            return with(Shape.LOG_TIME, period);
        }

        /**
         * Steps: one level up to each bound, inclusive, and one above the last.
         *
         * @param period column of periods
         * @param bounds upper bounds of all steps but the last, rising
         * @return the method
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the bounds do not rise
         */
        public DiscreteHazard pieces(String period, double... bounds) {
            for (int i = 1; i < bounds.length; i++) {
                if (!(bounds[i] > bounds[i - 1])) {
                    throw new OverhangException(
                            Reason.OUT_OF_RANGE,
                            "DiscreteHazard needs rising bounds, but " + Numbers.plain(bounds[i]) + " follows "
                                    + Numbers.plain(bounds[i - 1]) + ".");
                }
            }
            return with(Shape.PIECES, period, bounds.clone());
        }

        /**
         * One level for each period.
         *
         * @param period column of periods
         * @return the method
         */
        public DiscreteHazard levels(String period) {
            return with(Shape.LEVELS, period);
        }
    }

    /**
     * Starts with the column that says whether the firm leaves in the period.
     *
     * @param event 1 in the period of exit, 0 otherwise
     * @return a method that still needs covariates and a baseline
     */
    public static NeedsCovariates of(String event) {
        return new NeedsCovariates(event);
    }

    /**
     * The link.
     *
     * @param chosen complementary log-log or logit
     * @return the method
     */
    public DiscreteHazard link(Link chosen) {
        return new DiscreteHazard(event, covariates, shape, period, breaks, chosen, observed, level);
    }

    /**
     * Standard errors from the curvature of the log-likelihood at the fit.
     *
     * @return the method
     */
    public DiscreteHazard observedInformation() {
        return new DiscreteHazard(event, covariates, shape, period, breaks, link, true, level);
    }

    /**
     * The level of the intervals.
     *
     * @param fraction between 0 and 1
     * @return the method
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} otherwise
     */
    public DiscreteHazard level(double fraction) {
        SurvivalColumns.check("DiscreteHazard", fraction);
        return new DiscreteHazard(event, covariates, shape, period, breaks, link, observed, fraction);
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
     * @param source the table, one row a firm and period at risk
     * @return the estimates
     * @throws OverhangException see the class
     */
    public Fit fit(Source source) {
        Columns.Request request = Columns.neededBy("DiscreteHazard").number("event", event);
        covariates.forEach(c -> request.number("covariate", c));
        if (!period.isEmpty()) {
            request.number("period", period);
        }
        Columns in = request.read(source);
        double[] y = in.number(event);
        double[] t = period.isEmpty() ? new double[in.rows()] : in.number(period);
        double[][] columns = covariates.stream().map(in::number).toArray(double[][]::new);
        int[] kept = IntStream.range(0, in.rows())
                .filter(i -> !Double.isNaN(y[i])
                        && !Double.isNaN(t[i])
                        && Arrays.stream(columns).noneMatch(c -> Double.isNaN(c[i])))
                .toArray();
        check(y, t, kept);
        List<String> terms = new ArrayList<>();
        List<double[]> design = new ArrayList<>();
        baseline(Arrays.stream(kept).mapToDouble(i -> t[i]).toArray(), terms, design);
        for (int c = 0; c < columns.length; c++) {
            double[] column = columns[c];
            terms.add(covariates.get(c));
            design.add(Arrays.stream(kept).mapToDouble(i -> column[i]).toArray());
        }
        boolean[] exits = new boolean[kept.length];
        int count = 0;
        for (int i = 0; i < kept.length; i++) {
            exits[i] = y[kept[i]] == 1;
            count += exits[i] ? 1 : 0;
        }
        DiscreteMath.Maximum maximum =
                DiscreteMath.fit(exits, design.toArray(double[][]::new), terms, link == Link.CLOGLOG, observed);
        return new Fit(this, terms, maximum, kept.length, count, in.rows() - kept.length);
    }

    private void check(double[] y, double[] t, int[] kept) {
        List<Integer> bad = new ArrayList<>();
        List<Integer> unlogged = new ArrayList<>();
        for (int i : kept) {
            if (y[i] != 0 && y[i] != 1) {
                bad.add(i + 1);
            }
            if (shape == Shape.LOG_TIME && !(t[i] > 0)) {
                unlogged.add(i + 1);
            }
        }
        Problems problems = new Problems();
        problems.require(
                bad.isEmpty(),
                Reason.BAD_VALUE,
                "DiscreteHazard needs an event column of 0 and 1, but \"" + event + "\" holds other numbers in "
                        + Columns.rowNumbers(bad) + ".");
        problems.require(
                unlogged.isEmpty(),
                Reason.BAD_VALUE,
                "DiscreteHazard needs periods above 0 for log time, but \"" + period + "\" is not in "
                        + Columns.rowNumbers(unlogged) + ". Count periods from 1.");
        problems.require(
                kept.length > 0,
                Reason.NOT_IDENTIFIED,
                "DiscreteHazard needs at least one row with no missing cell, but found none.");
        problems.throwIfAny();
    }

    private void baseline(double[] t, List<String> terms, List<double[]> design) {
        switch (shape) {
            case CONSTANT -> add("(Intercept)", ones(t.length), terms, design);
            case LOG_TIME -> {
                add("(Intercept)", ones(t.length), terms, design);
                add("log(" + period + ")", Arrays.stream(t).map(FastMath::log).toArray(), terms, design);
            }
            case PIECES -> {
                for (int b = 0; b <= breaks.length; b++) {
                    double low = b == 0 ? Double.NEGATIVE_INFINITY : breaks[b - 1];
                    double high = b == breaks.length ? Double.POSITIVE_INFINITY : breaks[b];
                    String name = b == 0
                            ? (breaks.length == 0 ? "any " + period : period + " ≤ " + Numbers.plain(high))
                            : b == breaks.length
                                    ? period + " > " + Numbers.plain(low)
                                    : Numbers.plain(low) + " < " + period + " ≤ " + Numbers.plain(high);
                    add(
                            name,
                            Arrays.stream(t)
                                    .map(v -> v > low && v <= high ? 1 : 0)
                                    .toArray(),
                            terms,
                            design);
                }
            }
            case LEVELS -> {
                TreeSet<Double> distinct = new TreeSet<>();
                Arrays.stream(t).forEach(distinct::add);
                for (double value : distinct) {
                    add(
                            period + " = " + Numbers.plain(value),
                            Arrays.stream(t).map(v -> v == value ? 1 : 0).toArray(),
                            terms,
                            design);
                }
            }
        }
    }

    private static void add(String name, double[] column, List<String> terms, List<double[]> design) {
        terms.add(name);
        design.add(column);
    }

    private static double[] ones(int n) {
        double[] out = new double[n];
        Arrays.fill(out, 1);
        return out;
    }

    /** Effects on the chance of exit in a period; make them with {@link DiscreteHazard#fit(Source)}. */
    public static final class Fit implements Result {
        private final DiscreteHazard method;
        private final List<String> terms;
        private final DiscreteMath.Maximum maximum;
        private final int rows;
        private final int exits;
        private final int dropped;

        private Fit(
                DiscreteHazard method,
                List<String> terms,
                DiscreteMath.Maximum maximum,
                int rows,
                int exits,
                int dropped) {
            this.method = method;
            this.terms = List.copyOf(terms);
            this.maximum = maximum;
            this.rows = rows;
            this.exits = exits;
            this.dropped = dropped;
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
         * @param term a covariate's column, or a baseline term as {@link #tidy} names it
         * @return change of the linear predictor for one unit
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
            return Math.sqrt(maximum.covariance()[i][i]);
        }

        /**
         * The covariance of two coefficients.
         *
         * @param first a term
         * @param second a term
         * @return their covariance
         */
        public double covariance(String first, String second) {
            return maximum.covariance()[at(first)][at(second)];
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
            return new Interval(
                    b - z * se,
                    b + z * se,
                    method.level,
                    method.observed ? "normal, observed information" : "normal, expected information");
        }

        /**
         * The maximized log-likelihood.
         *
         * @return the logarithm
         */
        public double logLikelihood() {
            return maximum.logLikelihood();
        }

        private double z(int i) {
            return maximum.beta()[i] / Math.sqrt(maximum.covariance()[i][i]);
        }

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
            return Table.create("DiscreteHazard", StringColumn.create("term", terms))
                    .addColumns(c);
        }

        @Override
        public Table glance() {
            return Table.create(
                    "DiscreteHazard",
                    IntColumn.create("nobs", new int[] {rows}),
                    IntColumn.create("dropped", new int[] {dropped}),
                    IntColumn.create("events", new int[] {exits}),
                    DoubleColumn.create("loglik", maximum.logLikelihood()),
                    DoubleColumn.create("deviance", -2 * maximum.logLikelihood()));
        }

        @Override
        public Summary summary() {
            return Summary.of("Discrete-time hazard")
                    .choice("event", method.event)
                    .choice("link", method.link.name().toLowerCase(Locale.ROOT))
                    .choice(
                            "baseline",
                            method.shape.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .choice("standard errors", method.observed ? "observed information" : "expected information")
                    .grid(Summary.grid(terms.size())
                            .text("term", "", terms::get)
                            .number("estimate", "", 4, i -> maximum.beta()[i])
                            .number("std error", "", 4, i -> standardError(terms.get(i)))
                            .number("z", "", 2, this::z)
                            .number("p", "", 4, i -> SurvivalMath.normalTail(z(i)))
                            .number(
                                    "low",
                                    SurvivalColumns.percent(method.level),
                                    4,
                                    i -> interval(terms.get(i)).low())
                            .number(
                                    "high",
                                    SurvivalColumns.percent(method.level),
                                    4,
                                    i -> interval(terms.get(i)).high()))
                    .paragraph(
                            "Fit",
                            Numbers.fixed(rows, 0) + " firm-periods, " + Numbers.fixed(exits, 0)
                                    + " exits, log-likelihood " + Numbers.fixed(maximum.logLikelihood(), 3))
                    .identifies(
                            "Every year in which a firm was at risk is a row, and firms leave the file only by exit or "
                                    + "for reasons unrelated to it.")
                    .breaks("Firms that differ in unseen ways: the frail leave first, and the baseline falls for that "
                            + "reason alone.")
                    .doesNotShow("A cause: hazards of exit and demand move together.")
                    .leftOut(dropped, "rows with a missing cell")
                    .build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
