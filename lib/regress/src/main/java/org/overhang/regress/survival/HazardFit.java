package org.overhang.regress.survival;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Draws;
import org.overhang.core.Interval;
import org.overhang.core.Keys;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Effects on a hazard of exit, with their uncertainty and tests; made by {@link Cox#fit(org.overhang.core.Source)} and {@link FineGray#fit(org.overhang.core.Source)}.
 *
 * <p>Coefficients are logarithms of hazard ratios for one unit of the covariate.
 */
public final class HazardFit implements Result {
    record Choices(
            String title,
            String time,
            String event,
            String entry,
            Cox.Ties ties,
            String strata,
            String standardErrors,
            double level) {}

    record Sample(int rows, int events, int dropped, int clusters) {}

    record Baseline(Keys strata, double[] time, boolean[] event, double[] entry, int[] row) {}

    private final Choices choices;
    private final List<String> names;
    private final CoxSolver solver;
    private final CoxSolver.Maximum maximum;
    private final double[][] covariance;
    private final Sample sample;
    private final Baseline baseline;

    HazardFit(
            Choices choices,
            List<String> names,
            CoxSolver solver,
            CoxSolver.Maximum maximum,
            double[][] covariance,
            Sample sample,
            Baseline baseline) {
        this.choices = choices;
        this.names = names;
        this.solver = solver;
        this.maximum = maximum;
        this.covariance = covariance;
        this.sample = sample;
        this.baseline = baseline;
    }

    private int at(String covariate) {
        int at = names.indexOf(covariate);
        if (at < 0) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The fit has no covariate \"" + covariate + "\". Its covariates: " + String.join(", ", names)
                            + ".");
        }
        return at;
    }

    /**
     * A coefficient.
     *
     * @param covariate its column
     * @return change of the log hazard for one unit of the covariate
     */
    public double coefficient(String covariate) {
        return maximum.beta()[at(covariate)];
    }

    /**
     * The standard error of a coefficient.
     *
     * @param covariate its column
     * @return the standard error
     */
    public double standardError(String covariate) {
        int i = at(covariate);
        return Math.sqrt(covariance[i][i]);
    }

    /**
     * The covariance of two coefficients.
     *
     * @param first a covariate
     * @param second a covariate
     * @return their covariance
     */
    public double covariance(String first, String second) {
        return covariance[at(first)][at(second)];
    }

    /**
     * The factor by which one unit of a covariate multiplies the hazard.
     *
     * @param covariate its column
     * @return e to the coefficient
     */
    public double hazardRatio(String covariate) {
        return FastMath.exp(coefficient(covariate));
    }

    /**
     * The interval of a coefficient.
     *
     * @param covariate its column
     * @return coefficient plus and minus normal quantile times standard error
     */
    public Interval interval(String covariate) {
        double z = Draws.inverseNormal(0.5 + choices.level / 2);
        double b = coefficient(covariate);
        double se = standardError(covariate);
        return new Interval(b - z * se, b + z * se, choices.level, "normal, " + choices.standardErrors);
    }

    /**
     * Twice the gain in log-likelihood over no effect at all.
     *
     * @return chi-squared with as many degrees of freedom as covariates
     */
    public double likelihoodRatio() {
        return 2 * (maximum.logLikelihood() - maximum.logLikelihoodAtZero());
    }

    /**
     * The maximized log partial likelihood.
     *
     * @return the logarithm
     */
    public double logLikelihood() {
        return maximum.logLikelihood();
    }

    /**
     * Tests whether effects stay the same over time.
     *
     * <p>The score test that adds each covariate times the clock, the covariance taken at the fit (Therneau and Grambsch,
     * <i>Modeling Survival Data</i>, 2000, section 6.2, with the full information matrix).
     *
     * @param clock how time is measured
     * @return one row a covariate and a last row {@code GLOBAL}: {@code term statistic df p_value}
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for exact ties, or for {@link Cox.Clock#LOG} with an exit at time 0
     */
    public Table proportionalHazards(Cox.Clock clock) {
        if (choices.ties == Cox.Ties.EXACT) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The test of proportional hazards needs Efron or Breslow ties, but ties are exact. Choose ties(EFRON).");
        }
        double[][] tests = ProportionalHazards.test(
                solver.math(),
                solver.map(),
                maximum.scaledBeta(),
                baseline.time(),
                baseline.entry(),
                baseline.event(),
                clock);
        List<String> terms = new java.util.ArrayList<>(names);
        terms.add("GLOBAL");
        return Table.create(
                "Proportional hazards",
                StringColumn.create("term", terms),
                DoubleColumn.create("statistic", tests[0]),
                IntColumn.create(
                        "df", Arrays.stream(tests[1]).mapToInt(d -> (int) d).toArray()),
                DoubleColumn.create(
                        "p_value",
                        IntStream.range(0, terms.size())
                                .mapToDouble(i -> SurvivalMath.chiSquaredTail(tests[0][i], (int) tests[1][i]))
                                .toArray()));
    }

    /**
     * The cumulative baseline hazard: of a firm whose covariates are all zero.
     *
     * @return one row an exit time: {@code stratum time hazard}
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for exact ties, whose likelihood has no baseline hazard
     */
    public Table baselineHazard() {
        if (choices.ties == Cox.Ties.EXACT) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A baseline hazard needs Efron or Breslow ties, but ties are exact. Choose ties(EFRON).");
        }
        double factor = FastMath.exp(solver.atZeroCovariates(maximum.scaledBeta()));
        TreeMap<Integer, TreeMap<Double, Double>> jumps = new TreeMap<>();
        solver.math()
                .walk(
                        maximum.scaledBeta(),
                        (s, t, share, w, logSum, mean, variance) -> jumps.computeIfAbsent(s, k -> new TreeMap<>())
                                .merge(t, w * FastMath.exp(-logSum) * factor, Double::sum));
        StringColumn stratum = StringColumn.create("stratum");
        DoubleColumn time = DoubleColumn.create("time");
        DoubleColumn hazard = DoubleColumn.create("hazard");
        jumps.forEach((s, byTime) -> {
            double sum = 0;
            for (var jump : byTime.entrySet()) {
                sum += jump.getValue();
                stratum.append(baseline.strata().label(s));
                time.append(jump.getKey());
                hazard.append(sum);
            }
        });
        return Table.create("Baseline hazard", stratum, time, hazard);
    }

    /**
     * What the fit leaves unexplained, row by row: exits less the number the fit expects (martingale), and, for rows with an
     * exit, covariates less their mean among those at risk (Schoenfeld).
     *
     * <p>Martingale residuals sum to 0 and those of Schoenfeld too; a trend of the first in a covariate asks for another form of
     * it, a trend of the second in time for an effect that changes (Therneau and Grambsch (2000), chapters 4 to 6).
     *
     * @return one row a row used, in the order of the table: {@code row time event martingale} and a column {@code
     *     schoenfeld_…} a covariate, in its unit, missing where nobody left; rows count from 1
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for exact ties, which have no baseline hazard, and after {@link
     *     FineGray}, whose weighted rows are no firms
     */
    public Table residuals() {
        if (choices.ties == Cox.Ties.EXACT || baseline.row().length == 0) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Residuals need a Cox fit with Efron or Breslow ties, but this is "
                            + (choices.ties == Cox.Ties.EXACT ? "one with exact ties." : choices.title + "."));
        }
        CoxMath.Residuals residuals = solver.residuals(maximum);
        int[] order = IntStream.range(0, baseline.row().length)
                .boxed()
                .sorted(java.util.Comparator.comparingInt(i -> baseline.row()[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        Table out = Table.create(
                "Residuals",
                IntColumn.create(
                        "row", Arrays.stream(order).map(i -> baseline.row()[i]).toArray()),
                DoubleColumn.create(
                        "time",
                        Arrays.stream(order)
                                .mapToDouble(i -> baseline.time()[i])
                                .toArray()),
                IntColumn.create(
                        "event",
                        Arrays.stream(order)
                                .map(i -> baseline.event()[i] ? 1 : 0)
                                .toArray()),
                DoubleColumn.create(
                        "martingale",
                        Arrays.stream(order)
                                .mapToDouble(i -> residuals.martingale()[i])
                                .toArray()));
        for (int c = 0; c < names.size(); c++) {
            int a = c;
            out.addColumns(DoubleColumn.create(
                    "schoenfeld_" + names.get(a),
                    Arrays.stream(order)
                            .mapToDouble(i -> residuals.schoenfeld()[i][a])
                            .toArray()));
        }
        return out;
    }

    /**
     * Harrell's concordance: how often, of two firms that can be compared, the one that leaves earlier has the higher hazard;
     * equal hazards count half. Pairs are compared within strata and while both are at risk.
     *
     * @return from 0 to 1, 0.5 for hazards that say nothing; NaN without a comparable pair
     */
    public double concordance() {
        return solver.math().concordance(maximum.scaledBeta());
    }

    /**
     * Coefficients with their intervals.
     *
     * @return a figure with a plain title
     */
    public Figure figure() {
        org.overhang.figure.Coefficients form = Figure.coefficients();
        for (String name : names) {
            Interval interval = interval(name);
            form = form.term(name, coefficient(name), interval.low(), interval.high());
        }
        return form.title(choices.title)
                .subtitle("Change of the log hazard for one unit")
                .interval(SurvivalColumns.percent(choices.level) + " interval")
                .sampleSize(sample.rows);
    }

    private double z(int i) {
        return maximum.beta()[i] / Math.sqrt(covariance[i][i]);
    }

    /**
     * One row a covariate: {@code term estimate std_error statistic p_value conf_low conf_high hazard_ratio}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        DoubleColumn[] c = SurvivalColumns.columns(
                "estimate", "std_error", "statistic", "p_value", "conf_low", "conf_high", "hazard_ratio");
        for (int i = 0; i < names.size(); i++) {
            Interval interval = interval(names.get(i));
            SurvivalColumns.append(
                    c,
                    maximum.beta()[i],
                    Math.sqrt(covariance[i][i]),
                    z(i),
                    SurvivalMath.normalTail(z(i)),
                    interval.low(),
                    interval.high(),
                    FastMath.exp(maximum.beta()[i]));
        }
        return Table.create("Hazard", StringColumn.create("term", names)).addColumns(c);
    }

    /**
     * One row: {@code nobs dropped events clusters loglik loglik_at_zero likelihood_ratio score_test wald_test df p_value};
     * the Wald test is missing with fewer clusters than covariates.
     *
     * @return a fresh table
     */
    @Override
    public Table glance() {
        int p = names.size();
        double wald = SurvivalMath.quadratic(covariance, maximum.beta());
        return Table.create(
                "Hazard",
                IntColumn.create("nobs", new int[] {sample.rows}),
                IntColumn.create("dropped", new int[] {sample.dropped}),
                IntColumn.create("events", new int[] {sample.events}),
                IntColumn.create("clusters", new int[] {sample.clusters}),
                DoubleColumn.create("loglik", maximum.logLikelihood()),
                DoubleColumn.create("loglik_at_zero", maximum.logLikelihoodAtZero()),
                DoubleColumn.create("likelihood_ratio", likelihoodRatio()),
                DoubleColumn.create("score_test", maximum.scoreTest()),
                DoubleColumn.create("wald_test", wald),
                IntColumn.create("df", new int[] {p}),
                DoubleColumn.create("p_value", SurvivalMath.chiSquaredTail(likelihoodRatio(), p)));
    }

    @Override
    public Summary summary() {
        Summary.Builder out = Summary.of(choices.title)
                .choice("time", choices.time)
                .choice("event", choices.event)
                .choice("entry", choices.entry)
                .choice("ties", choices.ties.name().toLowerCase(Locale.ROOT))
                .choice("strata", choices.strata)
                .choice("standard errors", choices.standardErrors)
                .grid(Summary.grid(names.size())
                        .text("term", "", names::get)
                        .number("estimate", "log hazard", 4, i -> maximum.beta()[i])
                        .number("std error", "", 4, i -> Math.sqrt(covariance[i][i]))
                        .number("z", "", 2, this::z)
                        .number("p", "", 4, i -> SurvivalMath.normalTail(z(i)))
                        .significant("hazard ratio", "", i -> FastMath.exp(maximum.beta()[i]))
                        .significant(
                                "low",
                                SurvivalColumns.percent(choices.level),
                                i -> FastMath.exp(interval(names.get(i)).low()))
                        .significant(
                                "high",
                                SurvivalColumns.percent(choices.level),
                                i -> FastMath.exp(interval(names.get(i)).high())))
                .paragraph(
                        "Fit",
                        Numbers.fixed(sample.rows, 0) + " rows, " + Numbers.fixed(sample.events, 0)
                                + " exits, log-likelihood " + Numbers.fixed(maximum.logLikelihood(), 3)
                                + ", likelihood ratio " + Numbers.fixed(likelihoodRatio(), 2) + " on " + names.size());
        if (sample.clusters > 0 && sample.clusters < 20) {
            out.warning("Only " + sample.clusters + " clusters: the standard errors are likely too small.");
        }
        return out.identifies(
                        "Hazards whose ratio does not change over time, and censoring that says nothing about exit.")
                .breaks("Exit that moves the covariates (a price gap that closes because a rival left).")
                .doesNotShow("A cause: hazards of exit and demand move together.")
                .leftOut(sample.dropped, "rows with a missing cell")
                .build();
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
