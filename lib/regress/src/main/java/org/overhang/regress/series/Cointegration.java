package org.overhang.regress.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.core.math.SmallLeastSquares;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Cointegration of a few series: Engle–Granger's residual test and Johansen's rank tests, with the cointegrating vectors.
 *
 * <pre>{@code
 * EG:       y_{1t} = a + b' y_{2t} + e_t,  then Dickey–Fuller on \hat e_t
 * Johansen: \Delta Y_t = \Pi Y_{t-1} + \sum_{i<K} \Gamma_i \Delta Y_{t-i} + \mu + u_t, \quad
 *           trace_r = -T \sum_{i>r} \log(1 - \lambda_i), \quad max_r = -T \log(1 - \lambda_{r+1})
 * }</pre>
 *
 * <p>{@code K} lags in levels (default 2, printed); the term inside the relation is {@link Term#NONE} (an unrestricted constant
 * outside; the default), {@link Term#CONSTANT} or {@link Term#TREND} (a constant outside as well). Two to five series. Missing
 * values at the ends are cut off and counted, inside they are refused.
 *
 * <pre>{@code
 * var prices = Source.of(Table.read().csv("prices.csv"));
 * var long_run = Cointegration.of("log_price_us", "log_price_import").over("month").lags(2).measure(prices);
 * long_run.rank();
 * long_run
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}, {@link Reason#BAD_VALUE} for gaps, {@link
 * Reason#OUT_OF_RANGE} for fewer than two or more than five series, {@link Reason#NOT_IDENTIFIED} if too short.
 *
 * <p>Source: Engle and Granger (1987), Econometrica 55; Johansen (1988), Journal of Economic Dynamics and Control 12; critical
 * values: MacKinnon (2010); Osterwald-Lenum (1992), Oxford Bulletin of Economics and Statistics 54, tables 1, 1* and 2*.
 */
public final class Cointegration {
    /** The deterministic term inside the cointegrating relation. */
    public enum Term {
        /** No term inside; a constant outside. */
        NONE,
        /** A constant inside, none outside. */
        CONSTANT,
        /** A trend inside, a constant outside. */
        TREND
    }

    private static final int MOST = 5;
    /** Osterwald-Lenum: by term, then series left under the null, then level 10, 5, 1 %. */
    private static final double[][][] TRACE = {
        {{6.5, 8.18, 11.65}, {15.66, 17.95, 23.52}, {28.71, 31.52, 37.22}, {45.23, 48.28, 55.43}, {66.49, 70.60, 78.87}
        },
        {{7.52, 9.24, 12.97}, {17.85, 19.96, 24.60}, {32.00, 34.91, 41.07}, {49.65, 53.12, 60.16}, {71.86, 76.07, 84.45}
        },
        {
            {10.49, 12.25, 16.26},
            {22.76, 25.32, 30.45},
            {39.06, 42.44, 48.45},
            {59.14, 62.99, 70.05},
            {83.20, 87.31, 96.58}
        }
    };

    private static final double[][][] LARGEST = {
        {{6.5, 8.18, 11.65}, {12.91, 14.90, 19.19}, {18.90, 21.07, 25.75}, {24.78, 27.14, 32.14}, {30.84, 33.32, 38.78}
        },
        {{7.52, 9.24, 12.97}, {13.75, 15.67, 20.20}, {19.77, 22.00, 26.81}, {25.56, 28.14, 33.24}, {31.66, 34.40, 39.79}
        },
        {
            {10.49, 12.25, 16.26},
            {16.85, 18.96, 23.65},
            {23.11, 25.54, 30.34},
            {29.12, 31.46, 36.65},
            {34.75, 37.52, 42.36}
        }
    };

    private final List<String> series;
    private final String time;
    private final int lags;
    private final Term term;

    private Cointegration(List<String> series, String time, int lags, Term term) {
        this.series = series;
        this.time = time;
        this.lags = lags;
        this.term = term;
    }

    /**
     * Starts with the series; the first is the one that Engle–Granger regresses on the others.
     *
     * @param series names of two to five columns
     * @return a step that still needs the time column
     */
    public static NeedsTime of(String... series) {
        return new NeedsTime(List.of(series));
    }

    /** A cointegration test that still needs its time column. */
    public static final class NeedsTime {
        private final List<String> series;

        private NeedsTime(List<String> series) {
            this.series = series;
        }

        /**
         * Names the column of periods.
         *
         * @param time name of the column
         * @return a test that can measure
         */
        public Cointegration over(String time) {
            return new Cointegration(series, time, 2, Term.NONE);
        }
    }

    /**
     * Sets the lags of the vector autoregression in levels.
     *
     * @param count K, at least 2; Engle–Granger uses as many lagged differences
     * @return the test with these lags
     */
    public Cointegration lags(int count) {
        return new Cointegration(series, time, count, term);
    }

    /**
     * Sets the term inside the cointegrating relation.
     *
     * @param inside none, a constant or a trend
     * @return the test with this term
     */
    public Cointegration term(Term inside) {
        return new Cointegration(series, time, lags, inside);
    }

    /**
     * Tests.
     *
     * @param source a dataset, or {@code Source.of(table)}
     * @return both tests
     * @throws OverhangException see the class
     */
    public Ranks measure(Source source) {
        Problems problems = new Problems();
        problems.require(
                series.size() >= 2 && series.size() <= MOST,
                Reason.OUT_OF_RANGE,
                "Cointegration needs two to five series, but got " + series.size() + ".");
        problems.require(
                lags >= 2, Reason.OUT_OF_RANGE, "Cointegration needs at least 2 lags in levels, but got " + lags + ".");
        problems.throwIfAny();
        TimeSeries in = TimeSeries.read("Cointegration", source, time, series);
        double[][] y = in.values();
        int n = in.length();
        List<double[]> x = new ArrayList<>(List.of(SmallLeastSquares.constant(n)));
        x.addAll(Arrays.asList(y).subList(1, y.length));
        if (term == Term.TREND) {
            x.add(UnitRootMath.count(n));
        }
        SmallLeastSquares relation = SmallLeastSquares.of(y[0], x.toArray(double[][]::new));
        double eg = UnitRootMath.dickeyFuller(relation.residuals(), false, false, lags, 0)
                .statistic();
        return new Ranks(this, in, relation.beta(), eg, JohansenMath.solve(y, lags, term), source.provenance());
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #measure(Source)}
     */
    public Ranks measure(Table table) {
        return measure(Source.of(table));
    }

    /** Both tests and the cointegrating vectors. */
    public static final class Ranks implements Result {
        private final Cointegration choices;
        private final TimeSeries in;
        private final double[] relation;
        private final double residualTest;
        private final JohansenMath.Solution johansen;
        private final Provenance provenance;

        private Ranks(
                Cointegration choices,
                TimeSeries in,
                double[] relation,
                double residualTest,
                JohansenMath.Solution johansen,
                Provenance provenance) {
            this.provenance = provenance;
            this.choices = choices;
            this.in = in;
            this.relation = relation;
            this.residualTest = residualTest;
            this.johansen = johansen;
        }

        private int count() {
            return choices.series.size();
        }

        /**
         * The rank at which the trace test at 5 % stops rejecting, from zero up: how many relations hold the series together.
         *
         * @return 0 (no cointegration) to the number of series (all stationary)
         */
        public int rank() {
            for (int r = 0; r < count(); r++) {
                if (JohansenMath.trace(johansen, r) < critical(TRACE, r)[1]) {
                    return r;
                }
            }
            return count();
        }

        /**
         * Engle–Granger's statistic.
         *
         * @return the Dickey–Fuller t of the residuals
         */
        public double residualTest() {
            return residualTest;
        }

        /**
         * The asymptotic p-value of Engle–Granger's statistic.
         *
         * @return MacKinnon's p-value; small speaks for cointegration
         */
        public double residualTestP() {
            return MacKinnon.pValue(residualTest, choices.term == Term.TREND ? 2 : 1, count());
        }

        /**
         * Coefficients of Engle–Granger's static regression.
         *
         * @return constant, then the other series, then the trend if there is one
         */
        public double[] relation() {
            return relation.clone();
        }

        /**
         * Johansen's eigenvalues.
         *
         * @return squared canonical correlations in falling order
         */
        public double[] eigenvalues() {
            return johansen.eigenvalues().clone();
        }

        /**
         * A cointegrating vector.
         *
         * @param number 0 for that of the largest eigenvalue
         * @return coefficients of the series, the first normalized to 1, then of the term inside if there is one
         */
        public double[] vector(int number) {
            return johansen.vectors()[relation(number)].clone();
        }

        /**
         * How fast each series moves towards a relation.
         *
         * @param number 0 for the relation of the largest eigenvalue
         * @return loadings per period, one a series
         */
        public double[] loadings(int number) {
            relation(number);
            return Arrays.stream(johansen.loadings())
                    .mapToDouble(row -> row[number])
                    .toArray();
        }

        private int relation(int number) {
            if (number < 0 || number >= johansen.vectors().length) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "Cointegration needs the number of a relation from 0 to " + (johansen.vectors().length - 1)
                                + ", but found " + number + ".");
            }
            return number;
        }

        private double[] critical(double[][][] table, int rank) {
            return table[choices.term.ordinal()][count() - rank - 1];
        }

        /**
         * Distance of the series from the first cointegrating relation, about its mean.
         *
         * @return a figure with a plain title, which {@code title(…).claim(…)} replaces by the finding
         */
        public Figure figure() {
            double[] beta = johansen.vectors()[0];
            double[] distance = new double[in.length()];
            for (int t = 0; t < distance.length; t++) {
                for (int s = 0; s < count(); s++) {
                    distance[t] += beta[s] * in.values()[s][t];
                }
                distance[t] += choices.term == Term.TREND ? beta[count()] * t : 0;
            }
            double mean = Arrays.stream(distance).sum() / distance.length;
            return Figure.line()
                    .series(
                            "distance",
                            UnitRootMath.count(in.length()),
                            Arrays.stream(distance).map(d -> d - mean).toArray())
                    .title("Distance from the long-run relation")
                    .subtitle("First cointegrating vector of " + String.join(", ", choices.series) + ", about its mean")
                    .reference(0, "in the relation")
                    .x(Axis.number("period number"))
                    .source(provenance)
                    .sampleSize(in.length());
        }

        @Override
        public Summary summary() {
            double[] beta = johansen.vectors()[0];
            double[] eg = MacKinnon.critical(choices.term == Term.TREND ? 2 : 1, count(), in.length());
            return Summary.of("Cointegration")
                    .choice("series", String.join(", ", choices.series))
                    .choice("lags in levels", Integer.toString(choices.lags))
                    .choice("term inside", choices.term.name().toLowerCase(java.util.Locale.ROOT))
                    .grid(Summary.grid(count())
                            .text("null", "", r -> "rank ≤ " + r)
                            .number("eigenvalue", "", 4, r -> johansen.eigenvalues()[r])
                            .number("trace", "", 2, r -> JohansenMath.trace(johansen, r))
                            .number("critical", "5 %", 2, r -> critical(TRACE, r)[1])
                            .number("max", "", 2, r -> JohansenMath.largestRoot(johansen, r))
                            .number("critical", "5 %", 2, r -> critical(LARGEST, r)[1]))
                    .paragraph("Rank by trace at 5 %", Integer.toString(rank()))
                    .grid(Summary.grid(beta.length)
                            .text("first vector", "", i -> i < count() ? choices.series.get(i) : "term inside")
                            .significant("coefficient", "", i -> beta[i])
                            .significant(
                                    "loading", "per period", i -> i < count() ? johansen.loadings()[i][0] : Double.NaN))
                    .paragraph(
                            "Engle–Granger",
                            "t = " + Numbers.fixed(residualTest, 3) + ", p = " + Numbers.fixed(residualTestP(), 4)
                                    + ", critical at 5 % " + Numbers.fixed(eg[1], 3) + " (null: no cointegration).")
                    .identifies("Series that each have a unit root; test that first with UnitRoot.")
                    .breaks(
                            "Breaks in the relation, series that are stationary, too few lags, few periods (critical values are asymptotic).")
                    .doesNotShow("Which series causes which: read the loadings.")
                    .leftOut(in.trimmed(), "periods at the ends without a value")
                    .build();
        }

        @Override
        public Table tidy() {
            int[] ranks = IntStream.range(0, count()).toArray();
            return Table.create(
                    "cointegration",
                    IntColumn.create("rank", ranks),
                    DoubleColumn.create("eigenvalue", johansen.eigenvalues()),
                    DoubleColumn.create(
                            "trace", Arrays.stream(ranks).mapToDouble(r -> JohansenMath.trace(johansen, r))),
                    DoubleColumn.create(
                            "trace_critical_05", Arrays.stream(ranks).mapToDouble(r -> critical(TRACE, r)[1])),
                    DoubleColumn.create(
                            "max", Arrays.stream(ranks).mapToDouble(r -> JohansenMath.largestRoot(johansen, r))),
                    DoubleColumn.create(
                            "max_critical_05", Arrays.stream(ranks).mapToDouble(r -> critical(LARGEST, r)[1])));
        }

        @Override
        public Table glance() {
            return Table.create(
                    "cointegration",
                    IntColumn.create("nobs", new int[] {johansen.rows()}),
                    IntColumn.create("dropped", new int[] {in.trimmed()}),
                    IntColumn.create("rank", new int[] {rank()}),
                    DoubleColumn.create("engle_granger", new double[] {residualTest}),
                    DoubleColumn.create("engle_granger_p", new double[] {residualTestP()}),
                    StringColumn.create("term", choices.term.name()));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
