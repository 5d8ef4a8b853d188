package org.overhang.price;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import org.overhang.regress.CoefficientEstimate;
import org.overhang.regress.RegressionFit;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How much of a duty reaches the price, read from a regression of a log price on the log duty factor {@code ln(1+\tau)}.
 *
 * <pre>{@code
 * duty-inclusive price:  \beta = 1 is complete, 0 is none
 * duty-exclusive price:  \beta = 0 is complete, -1 is none (the exporter bears all)
 * }</pre>
 *
 * <p>The result always states its basis, gives both, and tests that pass-through is complete (t test of {@code \beta = 1} or
 * {@code \beta = 0} with the regression's covariance and degrees of freedom). Where the regression holds lags of the duty
 * factor, pass-through is cumulative lag by lag; leads, which tell of anticipation, are not part of it. {@link #comparedWith} tests a second term, such as falls against rises, with
 * its lags.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var fit = Regression.ols("log_price ~ log_duty_factor + log_cost | product^origin + product^year").cluster("product").fit(imports);
 * PassThrough.of(fit, "log_duty_factor").basis(DUTY_INCLUSIVE)
 * }</pre>
 *
 * <p>Source: M. Amiti, S. Redding and D. Weinstein, Journal of Economic Perspectives 33 (2019), 187–210, for the two bases.
 */
public final class PassThrough implements Result {
    /** Which price the regression explains. */
    public enum Basis {
        /** The price that the buyer pays, duty included: complete pass-through is 1. */
        DUTY_INCLUSIVE(1, "duty-inclusive price"),
        /** The price before duty: complete pass-through is 0. */
        DUTY_EXCLUSIVE(0, "duty-exclusive price");

        private final double complete;
        private final String words;

        Basis(double complete, String words) {
            this.complete = complete;
            this.words = words;
        }

        /**
         * The coefficient under complete pass-through.
         *
         * @return 1 or 0
         */
        public double complete() {
            return complete;
        }
    }

    private final RegressionFit fit;
    private final String term;
    private final Basis basis;
    private final List<CoefficientEstimate> steps;

    private PassThrough(RegressionFit fit, String term, Basis basis, List<CoefficientEstimate> steps) {
        this.fit = fit;
        this.term = term;
        this.basis = basis;
        this.steps = steps;
    }

    /** A pass-through that still needs to know which price was explained. */
    public static final class NeedsBasis {
        private final RegressionFit fit;
        private final String term;

        private NeedsBasis(RegressionFit fit, String term) {
            this.fit = fit;
            this.term = term;
        }

        /**
         * States which price the regression explains.
         *
         * @param basis duty included or not
         * @return the pass-through
         */
        public PassThrough basis(Basis basis) {
            List<String> lags = withLags(fit, term);
            List<CoefficientEstimate> steps = new ArrayList<>();
            Map<String, Double> weights = new LinkedHashMap<>();
            for (String lag : lags) {
                weights.put(lag, 1.0);
                steps.add(lags.size() == 1 ? fit.estimate(lag) : fit.combination("cumulative to " + lag, weights));
            }
            return new PassThrough(fit, term, basis, List.copyOf(steps));
        }
    }

    /**
     * Reads the term of the log duty factor.
     *
     * @param fit a regression of a log price
     * @param term the log of one plus the duty, as the formula names it; its lags are taken with it
     * @return the pass-through, which still needs its basis
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if the regression has no such term
     */
    public static NeedsBasis of(RegressionFit fit, String term) {
        if (fit.terms().stream().noneMatch(t -> t.equals(term) || t.startsWith("lag(" + term + ","))) {
            fit.coefficient(term);
        }
        return new NeedsBasis(fit, term);
    }

    /**
     * Pass-through in the long run: cumulative over all lags, or the coefficient.
     *
     * @return on the stated basis
     */
    public CoefficientEstimate estimate() {
        return steps.get(steps.size() - 1);
    }

    /**
     * Cumulative pass-through lag by lag.
     *
     * @return one estimate a lag; one in all without lags
     */
    public List<CoefficientEstimate> cumulative() {
        return List.copyOf(steps);
    }

    /**
     * Pass-through to the price that buyers pay, whatever the basis of the regression.
     *
     * @return 1 is complete
     */
    public double onInclusivePrice() {
        return estimate().estimate() + 1 - basis.complete;
    }

    /**
     * The part of the duty that the exporter bears.
     *
     * @return one less pass-through to the price that buyers pay
     */
    public double borneByExporter() {
        return 1 - onInclusivePrice();
    }

    /**
     * Two-sided p-value of complete pass-through in the long run.
     *
     * @return the p-value
     */
    public double pValueComplete() {
        return pValue(estimate(), basis.complete);
    }

    /**
     * Tests a second term against this one in the long run, such as duty falls against duty rises, the lags of both summed.
     *
     * @param other the other term of the same regression
     * @return this term less the other one; a p-value near 0 is an asymmetry
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if the regression has no such term
     */
    public CoefficientEstimate comparedWith(String other) {
        Map<String, Double> weights = new LinkedHashMap<>();
        withLags(fit, term).forEach(t -> weights.put(t, 1.0));
        withLags(fit, other).forEach(t -> weights.put(t, -1.0));
        return fit.combination(term + " less " + other, weights);
    }

    /** The term and its lags from the shortest to the longest, or the term alone for the regression to refuse; never leads. */
    private static List<String> withLags(RegressionFit fit, String name) {
        List<String> found = fit.terms().stream()
                .filter(t -> lag(name, t) >= 0)
                .sorted(Comparator.comparingInt(t -> lag(name, t)))
                .toList();
        return found.isEmpty() ? List.of(name) : found;
    }

    /** Periods that a term lies behind: 0 for the name itself; −1 for another term. */
    private static int lag(String name, String term) {
        if (term.equals(name)) {
            return 0;
        }
        String start = "lag(" + name + ", ";
        if (!term.startsWith(start) || !term.endsWith(")")) {
            return -1;
        }
        String number = term.substring(start.length(), term.length() - 1);
        return number.matches("[0-9]{1,6}") ? Integer.parseInt(number) : -1;
    }

    private long dropped() {
        return Math.round(fit.glance().numberColumn("dropped").getDouble(0));
    }

    private static double pValue(CoefficientEstimate e, double value) {
        double t = -Math.abs((e.estimate() - value) / e.standardError());
        if (Double.isNaN(t)) {
            return Double.NaN;
        }
        return 2
                * (Double.isInfinite(e.degrees())
                        ? new NormalDistribution(null, 0, 1).cumulativeProbability(t)
                        : new TDistribution(null, e.degrees()).cumulativeProbability(t));
    }

    /**
     * Pass-through with its interval, lag by lag, against complete pass-through.
     *
     * @return the figure under a plain title
     */
    public Figure figure() {
        var chart = Figure.coefficients();
        for (CoefficientEstimate e : steps) {
            chart = chart.term(
                    e.term(), e.estimate(), e.interval().low(), e.interval().high());
        }
        return chart.title("Pass-through to the " + basis.words).reference(basis.complete, "complete pass-through");
    }

    @Override
    public Summary summary() {
        return Summary.of("Pass-through")
                .choice("basis", basis.words + ", complete is " + Numbers.fixed(basis.complete, 0))
                .choice("term", term)
                .grid(Summary.grid(steps.size())
                        .text("term", "", i -> steps.get(i).term())
                        .number(
                                "pass-through",
                                basis.words,
                                4,
                                i -> steps.get(i).estimate())
                        .number("std. error", "", 4, i -> steps.get(i).standardError())
                        .number(
                                "from",
                                "interval",
                                4,
                                i -> steps.get(i).interval().low())
                        .number(
                                "to",
                                "interval",
                                4,
                                i -> steps.get(i).interval().high())
                        .number("p", "complete", 4, i -> pValue(steps.get(i), basis.complete)))
                .paragraph(
                        "Both bases",
                        Numbers.fixed(onInclusivePrice(), 4) + " on the duty-inclusive price, "
                                + Numbers.fixed(onInclusivePrice() - 1, 4)
                                + " on the duty-exclusive price; the exporter bears "
                                + Numbers.percent(borneByExporter(), 1) + ".")
                .identifies(
                        "Duties that move for reasons other than this price, given the regression's effects and controls.")
                .breaks("Duties set in answer to the price; unit values whose mix changes with the duty.")
                .doesNotShow("What rivals' prices do: that is the response of other sellers, not incidence.")
                .paragraph(
                        "Regression",
                        Numbers.fixed(fit.nobs(), 0) + " rows, level "
                                + Numbers.percent(estimate().interval().level(), 0))
                .leftOut(dropped(), "rows that the regression left out")
                .build();
    }

    @Override
    public Table tidy() {
        List<String> terms = new ArrayList<>();
        double[][] cells = new double[6][steps.size()];
        for (int i = 0; i < steps.size(); i++) {
            CoefficientEstimate e = steps.get(i);
            terms.add(e.term());
            cells[0][i] = e.estimate();
            cells[1][i] = e.standardError();
            cells[2][i] = (e.estimate() - basis.complete) / e.standardError();
            cells[3][i] = pValue(e, basis.complete);
            cells[4][i] = e.interval().low();
            cells[5][i] = e.interval().high();
        }
        return Table.create("pass-through")
                .addColumns(
                        StringColumn.create("term", terms),
                        DoubleColumn.create("estimate", cells[0]),
                        DoubleColumn.create("std_error", cells[1]),
                        DoubleColumn.create("statistic", cells[2]),
                        DoubleColumn.create("p_value", cells[3]),
                        DoubleColumn.create("conf_low", cells[4]),
                        DoubleColumn.create("conf_high", cells[5]));
    }

    @Override
    public Table glance() {
        return Table.create("pass-through")
                .addColumns(
                        IntColumn.create("nobs", new int[] {fit.nobs()}),
                        IntColumn.create("dropped", new int[] {Math.toIntExact(dropped())}),
                        StringColumn.create("basis", basis.name().toLowerCase(java.util.Locale.ROOT)),
                        DoubleColumn.create("on_inclusive_price", onInclusivePrice()),
                        DoubleColumn.create("p_complete", pValueComplete()));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
