package org.overhang.regress.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.regress.MomentTest;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.LinearFit;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The tests that a panel is put to before a model is chosen: whether units and periods have effects, whether errors are correlated
 * over time, whether units are correlated with one another.
 *
 * <pre>{@code
 * F = \frac{(RSS_0 - RSS_1)/q}{RSS_1/(n - k)}, \quad
 * LM = \frac{n^2}{2(\sum_i T_i^2 - n)} \Bigl[ \frac{\sum_i (\sum_t e_{it})^2}{\sum e_{it}^2} - 1 \Bigr]^2, \quad
 * CD = \sqrt{1/P} \sum_{i<j} \sqrt{T_{ij}} \hat\rho_{ij}
 * }</pre>
 *
 * <p>{@code F} compares least squares with and without effects; LM, from least squares without effects, asks whether the effects'
 * variance is zero (Honda's root of it is one-sided, since a variance is not negative); serial correlation is Wooldridge's test by
 * residuals of first differences, whose coefficient on their own lag is −1/2 under the null, clustered by unit; CD and the sum of
 * squared correlations use residuals within units, P pairs of units with two periods in common, {@code T_ij} of them. Periods are of
 * the calendar: a difference over a gap is none. Rows with a missing cell are left out and counted; zero and negative values are
 * used as they are; regressors that do not change within units are left out of what has effects of units.
 *
 * <p>Defaults: none; all tests are made, each with its null hypothesis beside it.
 *
 * <pre>{@code
 * var tests = PanelTests.of("log_output").on("log_capital", "log_wage").unit("plant").time("year").measure(plants);
 * tests.test("Pesaran CD").pValue();
 * tests
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}; {@link Reason#BAD_VALUE} for repeated unit-periods; {@link
 * Reason#NOT_IDENTIFIED} without complete rows or without a unit seen twice; {@link Reason#OUT_OF_RANGE} for a test that is none.
 *
 * <p>Source: Breusch and Pagan (1980), Review of Economic Studies 47, and Baltagi and Li (1990), Econometric Reviews 9, for unequal
 * groups; Honda (1985), Review of Economic Studies 52; Drukker (2003), Stata Journal 3; Pesaran (2004), Cambridge Working Papers in
 * Economics 0435.
 */
public final class PanelTests {
    private final String outcome;
    private final List<String> regressors;
    private final NeedsUnit.Axes axes;

    private PanelTests(String outcome, List<String> regressors, NeedsUnit.Axes axes) {
        this.outcome = outcome;
        this.regressors = regressors;
        this.axes = axes;
    }

    /**
     * Starts with the outcome.
     *
     * @param outcome name of its column
     * @return a step that still needs regressors
     */
    public static NeedsRegressors of(String outcome) {
        return new NeedsRegressors(outcome);
    }

    /** Panel tests that still need the regressors. */
    public static final class NeedsRegressors {
        private final String outcome;

        private NeedsRegressors(String outcome) {
            this.outcome = outcome;
        }

        /**
         * Names the regressors.
         *
         * @param regressors names of numeric columns, at least one
         * @return a step that still needs the unit column
         */
        public NeedsUnit<PanelTests> on(String... regressors) {
            List<String> on = PanelChecks.regressors("PanelTests", outcome, regressors);
            return new NeedsUnit<>(axes -> new PanelTests(outcome, on, axes));
        }
    }

    /**
     * Tests.
     *
     * @param source a dataset, or {@code Source.of(table)}
     * @return the tests
     * @throws OverhangException see the class
     */
    public Tests measure(Source source) {
        PanelRows rows = PanelRows.read("PanelTests", source, axes, outcome, regressors);
        PanelChecks.requireTwice("PanelTests", rows, axes, source);
        LinearFit pooled = rows.fit();
        LinearFit units = rows.fit(rows.unit());
        LinearFit periods = rows.fit(rows.period());
        LinearFit both = rows.fit(rows.unit(), rows.period());
        int k = pooled.names().size();
        List<Row> out = new ArrayList<>();
        out.add(new Row(
                "F, units",
                "no effects of units",
                PanelTestMath.effects(units, rows.units() + units.names().size(), pooled, k)));
        out.add(new Row(
                "F, periods",
                "no effects of periods",
                PanelTestMath.effects(periods, rows.periods() + periods.names().size(), pooled, k)));
        int redundant = EffectSet.of(rows.unit(), rows.period()).redundant(1);
        out.add(new Row(
                "F, both",
                "no effects of units or periods",
                PanelTestMath.effects(
                        both,
                        rows.units() + rows.periods() - redundant + both.names().size(),
                        pooled,
                        k)));
        double byUnit = PanelTestMath.honda(pooled.residuals(), rows.unit());
        double byPeriod = PanelTestMath.honda(pooled.residuals(), rows.period());
        out.add(new Row("LM, units", "no variance between units", MomentTest.chiSquared(byUnit * byUnit, 1)));
        out.add(new Row("Honda, units", "no variance between units", oneSided(byUnit)));
        out.add(new Row("LM, periods", "no variance between periods", MomentTest.chiSquared(byPeriod * byPeriod, 1)));
        out.add(new Row(
                "LM, both",
                "no variance between units or periods",
                MomentTest.chiSquared(byUnit * byUnit + byPeriod * byPeriod, 2)));
        out.add(new Row("Wooldridge", "no serial correlation", PanelTestMath.serial(rows)));
        PanelTestMath.Dependence between = PanelTestMath.dependence(units.residuals(), rows);
        out.add(new Row("Pesaran CD", "no correlation between units", MomentTest.normal(between.cd())));
        out.add(new Row(
                "LM, cross-section",
                "no correlation between units",
                between.pairs() > 0 ? MomentTest.chiSquared(between.lm(), between.pairs()) : PanelTestMath.none()));
        return new Tests(this, rows, List.copyOf(out), between.average());
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #measure(Source)}
     */
    public Tests measure(Table table) {
        return measure(Source.of(table));
    }

    private static MomentTest oneSided(double z) {
        return new MomentTest(
                z,
                0,
                Double.POSITIVE_INFINITY,
                Double.isNaN(z) ? Double.NaN : new NormalDistribution(null, 0, 1).cumulativeProbability(-z));
    }

    private record Row(String name, String nullHypothesis, MomentTest test) {}

    /** The tests of one panel. */
    public static final class Tests implements Result {
        private final PanelTests choices;
        private final PanelRows rows;
        private final List<Row> tests;
        private final double average;

        private Tests(PanelTests choices, PanelRows rows, List<Row> tests, double average) {
            this.choices = choices;
            this.rows = rows;
            this.tests = tests;
            this.average = average;
        }

        /**
         * One test.
         *
         * @param name as the summary has it, for example {@code Pesaran CD}
         * @return the test; NaN where the panel is too short for it
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} for a test that is none
         */
        public MomentTest test(String name) {
            List<String> names = tests.stream().map(Row::name).toList();
            int at = names.indexOf(name);
            if (at < 0) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "PanelTests has no test \"" + name + "\". " + Nearest.hint(name, names) + "Tests: "
                                + String.join("; ", names) + ".");
            }
            return tests.get(at).test;
        }

        /**
         * Mean correlation of two units' residuals.
         *
         * @return the mean over pairs with two periods in common
         */
        public double averageCorrelation() {
            return average;
        }

        @Override
        public Summary summary() {
            return Summary.of("Panel tests")
                    .choice("outcome", choices.outcome)
                    .choice("regressors", String.join(", ", choices.regressors))
                    .choice("unit", choices.axes.unit() + " (" + rows.units() + ")")
                    .choice("time", choices.axes.time() + " (" + rows.periods() + ")")
                    .grid(Summary.grid(tests.size())
                            .text("test", "", i -> tests.get(i).name)
                            .text("null", "", i -> tests.get(i).nullHypothesis)
                            .text("result", "", i -> tests.get(i).test.toString()))
                    .paragraph(
                            "Correlation between units",
                            Numbers.fixed(average, 3) + " on average of pairs, residuals within units")
                    .identifies(
                            "Each test rejects its null at 0.05 in about 5 of 100 panels where it holds, given the others' nulls.")
                    .breaks(
                            "Few units for F and LM with unequal variances; the cross-section LM where units are many and periods few "
                                    + "(read Pesaran's CD); effects of periods hide from CD what they hold in common.")
                    .doesNotShow("Which model is right: several nulls can be false at once.")
                    .leftOut(rows.left(), "rows with a missing cell, unit or period")
                    .build();
        }

        private DoubleColumn column(String name, ToDoubleFunction<MomentTest> of) {
            return DoubleColumn.create(name, tests.stream().mapToDouble(r -> of.applyAsDouble(r.test)));
        }

        @Override
        public Table tidy() {
            return Table.create(
                    "panel tests",
                    StringColumn.create("test", tests.stream().map(Row::name).toList()),
                    StringColumn.create(
                            "null", tests.stream().map(Row::nullHypothesis).toList()),
                    column("statistic", MomentTest::statistic),
                    column("df", MomentTest::numerator),
                    column("df_residual", MomentTest::denominator),
                    column("p_value", MomentTest::pValue));
        }

        @Override
        public Table glance() {
            return Table.create(
                    "panel tests",
                    IntColumn.create("nobs", new int[] {rows.size()}),
                    IntColumn.create("dropped", new int[] {rows.left()}),
                    IntColumn.create("units", new int[] {rows.units()}),
                    IntColumn.create("periods", new int[] {rows.periods()}),
                    DoubleColumn.create("average_correlation", new double[] {average}));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
