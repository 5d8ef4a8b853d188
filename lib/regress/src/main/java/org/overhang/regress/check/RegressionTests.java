package org.overhang.regress.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.overhang.core.Columns;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.core.math.Factorization;
import org.overhang.core.math.SmallLeastSquares;
import org.overhang.core.time.Periods;
import org.overhang.regress.MomentTest;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The tests that a linear regression is put to: Breusch–Pagan and White for unequal variances, RESET for its form, with a time column
 * Breusch–Godfrey and Durbin–Watson for correlation over time; and how much collinearity widens each slope's error.
 *
 * <pre>{@code
 * BP = n R^2 \text{ of } \hat e^2 \text{ on } x, \quad W = n R^2 \text{ of } \hat e^2 \text{ on } x, x^2, x_j x_k, \quad
 * BG = n R^2 \text{ of } \hat e_t \text{ on } x, \hat e_{t-1}, \quad
 * DW = \frac{\sum (\hat e_t - \hat e_{t-1})^2}{\sum \hat e_t^2}, \quad VIF_j = \frac{1}{1 - R_j^2}
 * }</pre>
 *
 * <p>Breusch–Pagan in Koenker's form, which does not need normal errors. RESET adds the square and the cube of the fitted values, an F.
 * Lags are of time: where a period is missing the residual before counts as zero, as at the start. Durbin–Watson is near 2 without
 * correlation and has no p-value here; Breusch–Godfrey has. Rows with a missing cell are left out and counted; zero and negative values
 * are used as they are; regressors explained by those before them are left out by name.
 *
 * <p>Defaults, printed: a constant; without a time column no tests of correlation.
 *
 * <pre>{@code
 * var tests = RegressionTests.of("log_price").on("log_cost", "log_duty_factor").over("month").measure(prices);
 * tests.test("White").pValue();
 * tests
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}; {@link Reason#BAD_VALUE} for a repeated or missing period; {@link
 * Reason#NOT_IDENTIFIED} with no more rows than coefficients; {@link Reason#OUT_OF_RANGE} for a test that is none.
 *
 * <p>Source: Breusch and Pagan (1979), Econometrica 47, and Koenker (1981), Journal of Econometrics 17; White (1980), Econometrica 48;
 * Ramsey (1969), Journal of the Royal Statistical Society B 31; Godfrey (1978), Econometrica 46.
 */
public final class RegressionTests {
    private final String outcome;
    private final List<String> regressors;
    private final String time;

    private RegressionTests(String outcome, List<String> regressors, String time) {
        this.outcome = outcome;
        this.regressors = regressors;
        this.time = time;
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

    /** Tests that still need the regressors. */
    public static final class NeedsRegressors {
        private final String outcome;

        private NeedsRegressors(String outcome) {
            this.outcome = outcome;
        }

        /**
         * Names the regressors.
         *
         * @param regressors names of numeric columns, at least one
         * @return tests that can measure
         */
        public RegressionTests on(String... regressors) {
            List<String> on = List.of(regressors);
            if (on.isEmpty() || on.contains(outcome) || Set.copyOf(on).size() < on.size()) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "RegressionTests needs regressors that differ from the outcome and from one another, but got "
                                + (on.isEmpty() ? "none" : String.join(", ", on)) + " for outcome \"" + outcome
                                + "\".");
            }
            return new RegressionTests(outcome, on, "");
        }
    }

    /**
     * Names the column of periods, for correlation over time.
     *
     * @param time name of a column of periods in any notation, each once
     * @return the tests with those of time
     */
    public RegressionTests over(String time) {
        return new RegressionTests(outcome, regressors, time);
    }

    /**
     * Tests.
     *
     * @param source a dataset, or {@code Source.of(table)}
     * @return the tests
     * @throws OverhangException see the class
     */
    public Tests measure(Source source) {
        Columns.Request request = Columns.neededBy("RegressionTests").number("outcome", outcome);
        regressors.forEach(r -> request.number("regressor", r));
        if (!time.isEmpty()) {
            request.time("time", time);
        }
        Columns in = request.read(source);
        long[] when = when(in, source);
        double[][] columns = new double[regressors.size() + 1][];
        columns[0] = in.number(outcome);
        for (int k = 1; k < columns.length; k++) {
            columns[k] = in.number(regressors.get(k - 1));
        }
        int[] rows = IntStream.range(0, in.rows())
                .filter(i -> Arrays.stream(columns).noneMatch(c -> Double.isNaN(c[i])))
                .boxed()
                .sorted((a, b) -> Long.compare(when[a], when[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<double[]> design = new ArrayList<>();
        design.add(SmallLeastSquares.constant(rows.length));
        for (int k = 1; k < columns.length; k++) {
            design.add(pick(columns[k], rows));
        }
        requireRows(rows.length, design.size(), source);
        int[] kept = Factorization.of(design.toArray(double[][]::new), null).kept();
        double[][] x = Arrays.stream(kept).mapToObj(design::get).toArray(double[][]::new);
        List<String> names = Arrays.stream(kept)
                .filter(j -> j > 0)
                .mapToObj(j -> regressors.get(j - 1))
                .toList();
        return tested(
                pick(columns[0], rows),
                x,
                names,
                Arrays.stream(rows).mapToLong(i -> when[i]).toArray(),
                in.rows());
    }

    private Tests tested(double[] y, double[][] x, List<String> names, long[] when, int read) {
        SmallLeastSquares fit = SmallLeastSquares.of(y, x);
        double[] e = fit.residuals();
        double[] squares = CheckMath.squares(e);
        List<Row> out = new ArrayList<>();
        out.add(new Row("Breusch–Pagan", "equal variances", CheckMath.lagrange(squares, x)));
        out.add(new Row("White", "equal variances", CheckMath.lagrange(squares, CheckMath.white(x))));
        out.add(new Row("RESET", "linear in the regressors", CheckMath.reset(y, x, fit)));
        double ratio = Double.NaN;
        if (!time.isEmpty()) {
            long step = Long.MAX_VALUE;
            for (int i = 1; i < when.length; i++) {
                step = Math.min(step, when[i] - when[i - 1]);
            }
            double[][] more = Arrays.copyOf(x, x.length + 1);
            more[x.length] = CheckMath.lagged(e, when, step);
            out.add(new Row("Breusch–Godfrey", "no correlation with the period before", CheckMath.serial(e, more, 1)));
            ratio = CheckMath.durbinWatson(e, when, step);
        }
        double[] inflation = IntStream.range(1, x.length)
                .mapToDouble(j -> CheckMath.inflation(x, j))
                .toArray();
        return new Tests(this, List.copyOf(out), ratio, names, inflation, y.length, read - y.length);
    }

    private static double[] pick(double[] v, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> v[i]).toArray();
    }

    /** Places in time; rows in their order where no time is named. */
    private long[] when(Columns in, Source source) {
        if (time.isEmpty()) {
            return IntStream.range(0, in.rows()).mapToLong(i -> i).toArray();
        }
        Periods periods = in.periods(time);
        long[] out = new long[in.rows()];
        java.util.Map<Long, Integer> seen = new java.util.HashMap<>();
        for (int i = 0; i < out.length; i++) {
            out[i] = periods.at(i);
            Integer before = seen.put(out[i], i + 1);
            if (out[i] == Periods.MISSING || before != null) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "RegressionTests over time needs each period once, but table \"" + source.name() + "\" "
                                + (before == null
                                        ? "has none in row " + (i + 1)
                                        : "has " + periods.labelOf(out[i]) + " in rows " + before + " and " + (i + 1))
                                + ". For a panel use PanelTests.");
            }
        }
        return out;
    }

    private void requireRows(int rows, int columns, Source source) {
        if (rows <= columns) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "RegressionTests needs more rows than the " + columns + " coefficients, but table \""
                            + source.name() + "\" has " + rows + " complete ones. Take regressors out.");
        }
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

    private record Row(String name, String nullHypothesis, MomentTest test) {}

    /** The tests of one regression. */
    public static final class Tests implements Result {
        private final RegressionTests choices;
        private final List<Row> tests;
        private final double durbinWatson;
        private final List<String> names;
        private final double[] inflation;
        private final int rows;
        private final int left;

        private Tests(
                RegressionTests choices,
                List<Row> tests,
                double durbinWatson,
                List<String> names,
                double[] inflation,
                int rows,
                int left) {
            this.choices = choices;
            this.tests = tests;
            this.durbinWatson = durbinWatson;
            this.names = names;
            this.inflation = inflation;
            this.rows = rows;
            this.left = left;
        }

        /**
         * One test.
         *
         * @param name Breusch–Pagan, White, RESET or Breusch–Godfrey
         * @return the test; no p-value where rows are too few for it
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} for a test that is none
         */
        public MomentTest test(String name) {
            List<String> all = tests.stream().map(Row::name).toList();
            int at = all.indexOf(name);
            if (at < 0) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "RegressionTests has no test \"" + name + "\". " + Nearest.hint(name, all) + "Tests: "
                                + String.join(", ", all)
                                + (choices.time.isEmpty() ? "; with over(time) Breusch–Godfrey too." : "."));
            }
            return tests.get(at).test;
        }

        /**
         * Durbin and Watson's ratio, near 2 without correlation, 0 and 4 at its ends.
         *
         * @return the ratio; NaN without a time column
         */
        public double durbinWatson() {
            return durbinWatson;
        }

        /**
         * By how much the others widen the variance of a slope.
         *
         * @param regressor its name
         * @return the factor, 1 where the others share nothing with it
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} for a regressor that is none, or is left out
         */
        public double varianceInflation(String regressor) {
            int at = names.indexOf(regressor);
            if (at < 0) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "RegressionTests has no regressor \"" + regressor + "\". " + Nearest.hint(regressor, names)
                                + "Regressors: " + String.join(", ", names) + ".");
            }
            return inflation[at];
        }

        @Override
        public Summary summary() {
            Summary.Builder summary = Summary.of("Regression tests")
                    .choice("outcome", choices.outcome)
                    .choice("regressors", String.join(", ", names))
                    .choice("time", choices.time.isEmpty() ? "none" : choices.time)
                    .grid(Summary.grid(tests.size())
                            .text("test", "", i -> tests.get(i).name)
                            .text("null", "", i -> tests.get(i).nullHypothesis)
                            .text("result", "", i -> tests.get(i).test.toString()))
                    .grid(Summary.grid(names.size())
                            .text("regressor", "", names::get)
                            .number("variance inflation", "", 2, i -> inflation[i]));
            if (!Double.isNaN(durbinWatson)) {
                summary.paragraph("Durbin–Watson", Numbers.fixed(durbinWatson, 3) + " (2 without correlation)");
            }
            return summary.identifies(
                            "Each test rejects its null at 0.05 in about 5 of 100 samples where it and the others' nulls hold.")
                    .breaks("Few rows: all but RESET are for large samples; White's test with many regressors.")
                    .doesNotShow("Whether an omitted cause moves with a regressor.")
                    .leftOut(left, "rows with a missing cell")
                    .leftOut(choices.regressors.size() - names.size(), "regressors that others explain")
                    .build();
        }

        private DoubleColumn column(String name, ToDoubleFunction<MomentTest> of) {
            return DoubleColumn.create(name, tests.stream().mapToDouble(r -> of.applyAsDouble(r.test)));
        }

        @Override
        public Table tidy() {
            return Table.create(
                    "regression tests",
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
                    "regression tests",
                    IntColumn.create("nobs", new int[] {rows}),
                    IntColumn.create("dropped", new int[] {left}),
                    DoubleColumn.create("durbin_watson", new double[] {durbinWatson}));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
