package org.overhang.regress.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.FDistribution;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Problems;
import org.overhang.core.Provenance;
import org.overhang.core.Quantiles;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.core.math.SmallLeastSquares;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import org.overhang.figure.Lines;
import org.overhang.figure.Panels;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A vector autoregression with a constant: impulse responses with bootstrap bands, variance shares and Granger causality.
 *
 * <pre>{@code
 * Y_t = \mu + \sum_{l=1}^{p} A_l Y_{t-l} + u_t, \quad \Psi_h = \sum_l A_l \Psi_{h-l}, \quad \Theta_h = \Psi_h P, \quad PP' = \Sigma
 * }</pre>
 *
 * <p>{@code Σ} is the residual covariance over T less regressors an equation; P is its lower Cholesky factor in the order in
 * which the series are named, so an orthogonal shock to a series moves those named after it at once and those before it not.
 * Missing values at the ends are cut off and counted, inside they are refused.
 *
 * <p>Defaults, printed: 2 lags; bands at 0.95 from 1,000 residual-bootstrap draws with seed 1.
 *
 * <pre>{@code
 * var chain = VectorAutoregression.of("capacity_growth", "price_growth", "import_growth").over("quarter").lags(2).fit(series);
 * chain.responses(12);
 * chain.granger();
 * chain
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}, {@link Reason#BAD_VALUE} for gaps, {@link
 * Reason#OUT_OF_RANGE}, {@link Reason#NOT_IDENTIFIED} if the series is too short for its lags or the largest root reaches one.
 *
 * <p>Source: Sims (1980), Econometrica 48; Lütkepohl (2005), <i>New introduction to multiple time series analysis</i>, sections
 * 2.3 and 3.6; Runkle (1987), Journal of Business and Economic Statistics 5, for the bootstrap.
 */
public final class VectorAutoregression {
    private final List<String> series;
    private final String time;
    private final int lags;
    private final int draws;
    private final Seed seed;
    private final boolean explosive;

    private VectorAutoregression(List<String> series, String time, int lags, int draws, Seed seed, boolean explosive) {
        this.series = series;
        this.time = time;
        this.lags = lags;
        this.draws = draws;
        this.seed = seed;
        this.explosive = explosive;
    }

    /** Beyond it responses of a stable system are rounding. */
    private static final int FARTHEST = 1_000;

    /**
     * Starts with the series, in Cholesky order.
     *
     * @param series names of at least two columns
     * @return a step that still needs the time column
     */
    public static NeedsTime of(String... series) {
        return new NeedsTime(List.of(series));
    }

    /** A vector autoregression that still needs its time column. */
    public static final class NeedsTime {
        private final List<String> series;

        private NeedsTime(List<String> series) {
            this.series = series;
        }

        /**
         * Names the column of periods.
         *
         * @param time name of the column
         * @return a method that can fit
         */
        public VectorAutoregression over(String time) {
            return new VectorAutoregression(series, time, 2, 1_000, Seed.seed(1), false);
        }
    }

    /**
     * Sets the lags.
     *
     * @param count p, at least 1
     * @return the method with these lags
     */
    public VectorAutoregression lags(int count) {
        return new VectorAutoregression(series, time, count, draws, seed, explosive);
    }

    /**
     * Sets the bootstrap behind the bands.
     *
     * @param count draws, at least 100
     * @param start the seed
     * @return the method with this bootstrap
     */
    public VectorAutoregression bootstrap(int count, Seed start) {
        return new VectorAutoregression(series, time, lags, count, start, explosive);
    }

    /**
     * Lets the largest root reach one or more; the summary warns.
     *
     * @return the method that fits such a model
     */
    public VectorAutoregression explosive() {
        return new VectorAutoregression(series, time, lags, draws, seed, true);
    }

    /**
     * Fits.
     *
     * @param source a dataset, or {@code Source.of(table)}
     * @return the fitted model
     * @throws OverhangException see the class
     */
    public Fit fit(Source source) {
        Problems problems = new Problems();
        problems.require(
                series.size() >= 2,
                Reason.OUT_OF_RANGE,
                "A vector autoregression needs at least two series, but got " + series.size() + ".");
        problems.require(
                lags >= 1, Reason.OUT_OF_RANGE, "A vector autoregression needs at least 1 lag, but got " + lags + ".");
        problems.require(
                draws >= 100, Reason.OUT_OF_RANGE, "Bootstrap bands need at least 100 draws, but got " + draws + ".");
        problems.throwIfAny();
        TimeSeries in = TimeSeries.read("VectorAutoregression", source, time, series);
        VarMath.Fit fitted = VarMath.fit(in.values(), lags, 0);
        double largest = VarMath.roots(fitted)[0];
        if (largest >= 1 && !explosive) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A vector autoregression needs stable series, but its largest root is " + Numbers.fixed(largest, 3)
                            + ": shocks never die out. Difference the series, test them with UnitRoot and Cointegration, or ask "
                            + "for it with explosive().");
        }
        return new Fit(this, in, fitted, source.provenance());
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

    /** A fitted vector autoregression. */
    public static final class Fit implements Result {
        private static final double LEVEL = 0.95;

        private final VectorAutoregression choices;
        private final TimeSeries in;
        private final VarMath.Fit fit;
        private final Provenance provenance;

        private Fit(VectorAutoregression choices, TimeSeries in, VarMath.Fit fit, Provenance provenance) {
            this.choices = choices;
            this.in = in;
            this.fit = fit;
            this.provenance = provenance;
        }

        /**
         * A coefficient.
         *
         * @param equation series explained
         * @param regressor series that explains
         * @param lag 1 to p
         * @return the coefficient
         */
        public double coefficient(String equation, String regressor, int lag) {
            if (!(lag >= 1 && lag <= choices.lags)) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "The model has lags 1 to " + choices.lags + ", but lag " + lag + " was asked for.");
            }
            return fit.coefficient(index(equation), index(regressor), lag);
        }

        private int index(String name) {
            int at = choices.series.indexOf(name);
            if (at < 0) {
                throw new OverhangException(
                        Reason.MISSING_COLUMN,
                        "The model has no series \"" + name + "\". " + Nearest.hint(name, choices.series)
                                + "Its series: " + String.join(", ", choices.series) + ".");
            }
            return at;
        }

        /**
         * Moduli of the companion matrix's roots, falling; all below one for a stable model.
         *
         * @return the moduli
         */
        public double[] roots() {
            return VarMath.roots(fit);
        }

        /**
         * Responses to orthogonal shocks of one standard deviation, with pointwise bootstrap bands.
         *
         * @param horizons how many periods after the shock, 1 to 1,000
         * @return one row a horizon, shock and response
         */
        public Responses responses(int horizons) {
            requireHorizon("Impulse responses need", horizons);
            double[][][] point = VarMath.responses(fit, horizons, true);
            double[][][][] drawn = new double[choices.draws][][][];
            Parallel.forEach(choices.draws, d -> {
                double[][] y = VarMath.resample(in.values(), fit, choices.seed.stream(d));
                drawn[d] = VarMath.responses(VarMath.fit(y, choices.lags, 0), horizons, true);
            });
            return new Responses(choices.series, point, drawn, LEVEL, fit.rows(), provenance);
        }

        private static void requireHorizon(String who, int horizon) {
            if (horizon < 1 || horizon > FARTHEST) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE, who + " a horizon from 1 to " + FARTHEST + ", but got " + horizon + ".");
            }
        }

        /**
         * Shares of forecast error variance by orthogonal shock.
         *
         * @param horizon steps ahead, 1 to 1,000
         * @return one row a series, one column a shock; rows add up to one
         */
        public Table varianceShares(int horizon) {
            requireHorizon("Variance shares need", horizon);
            double[][] share = VarMath.varianceShares(VarMath.responses(fit, horizon, true), horizon);
            Table table = Table.create("variance shares", StringColumn.create("series", choices.series));
            for (int b = 0; b < choices.series.size(); b++) {
                int shock = b;
                table.addColumns(DoubleColumn.create(
                        "shock_" + choices.series.get(b),
                        Arrays.stream(share).mapToDouble(row -> row[shock]).toArray()));
            }
            return table;
        }

        /**
         * Granger causality of each series on all others: F, degrees of freedom and p-value; the null is no causality.
         *
         * @return one row a cause
         */
        public Table granger() {
            int k = choices.series.size();
            double[] f = new double[k];
            double[] over = new double[k];
            double[] under = new double[k];
            double[] p = new double[k];
            for (int c = 0; c < k; c++) {
                double[] test = VarMath.granger(fit, c);
                f[c] = test[0];
                over[c] = test[1];
                under[c] = test[2];
                p[c] = 1 - new FDistribution(null, test[1], test[2]).cumulativeProbability(test[0]);
            }
            return Table.create(
                    "Granger causality",
                    StringColumn.create("cause", choices.series),
                    DoubleColumn.create("statistic", f),
                    DoubleColumn.create("df1", over),
                    DoubleColumn.create("df2", under),
                    DoubleColumn.create("p_value", p));
        }

        /**
         * Information criteria by lag on the common sample of the largest.
         *
         * @param largest most lags to look at, at least 1
         * @return columns lags, aic, bic
         */
        public Table selection(int largest) {
            if (largest < 1 || largest >= in.values()[0].length) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "A choice of lags needs a largest one from 1 and below the " + in.values()[0].length
                                + " periods, but got " + largest + ".");
            }
            int[] lags = new int[largest];
            Arrays.setAll(lags, i -> i + 1);
            return Table.create(
                    "selection",
                    IntColumn.create("lags", lags),
                    DoubleColumn.create("aic", VarMath.criterion(in.values(), largest, false)),
                    DoubleColumn.create("bic", VarMath.criterion(in.values(), largest, true)));
        }

        @Override
        public Summary summary() {
            Table granger = granger();
            double largest = roots()[0];
            Summary.Builder summary = Summary.of("Vector autoregression")
                    .choice("series in Cholesky order", String.join(", ", choices.series))
                    .choice("lags", Integer.toString(choices.lags))
                    .choice("periods used", Integer.toString(fit.rows()))
                    .grid(Summary.grid(choices.series.size())
                            .text("cause", "", choices.series::get)
                            .number(
                                    "F",
                                    "no effect on the others",
                                    3,
                                    i -> granger.doubleColumn("statistic").getDouble(i))
                            .number(
                                    "p_value",
                                    "",
                                    4,
                                    i -> granger.doubleColumn("p_value").getDouble(i)))
                    .paragraph("Largest root", Numbers.fixed(largest, 3));
            if (largest >= 1) {
                summary.warning(
                        "The largest root is at or above one: the model is not stable and responses do not die out. "
                                + "Test for unit roots and cointegration.");
            }
            return summary.identifies(
                            "Stable series; shocks are told apart by the order in which the series are named.")
                    .breaks("Another order, an omitted series that moves two of these, breaks, unit roots.")
                    .doesNotShow("Cause in the sense of a policy: Granger causality is prediction.")
                    .leftOut(in.trimmed(), "periods at the ends without a value")
                    .build();
        }

        @Override
        public Table tidy() {
            List<String> equation = new ArrayList<>();
            List<String> term = new ArrayList<>();
            List<Double> estimate = new ArrayList<>();
            List<Double> error = new ArrayList<>();
            int k = choices.series.size();
            for (int a = 0; a < k; a++) {
                SmallLeastSquares ls = fit.equations()[a];
                for (int j = 0; j < ls.beta().length; j++) {
                    equation.add(choices.series.get(a));
                    term.add(j == k * choices.lags ? "constant" : choices.series.get(j % k) + ".l" + (j / k + 1));
                    estimate.add(ls.beta()[j]);
                    error.add(ls.standardError(j));
                }
            }
            return Table.create(
                    "vector autoregression",
                    StringColumn.create("equation", equation),
                    StringColumn.create("term", term),
                    DoubleColumn.create("estimate", estimate),
                    DoubleColumn.create("std_error", error));
        }

        @Override
        public Table glance() {
            return Table.create(
                    "vector autoregression",
                    IntColumn.create("nobs", new int[] {fit.rows()}),
                    IntColumn.create("dropped", new int[] {in.trimmed()}),
                    IntColumn.create("lags", new int[] {choices.lags}),
                    DoubleColumn.create("largest_root", new double[] {roots()[0]}));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }

    /** Impulse responses with pointwise bands. */
    public static final class Responses implements Result {
        private static final int MOST_COLUMNS = 6;

        private final List<String> series;
        private final double[][][] point;
        private final double[][][] low;
        private final double[][][] high;
        private final int draws;
        private final double level;
        private final int periods;
        private final Provenance provenance;

        private Responses(
                List<String> series,
                double[][][] point,
                double[][][][] drawn,
                double level,
                int periods,
                Provenance provenance) {
            this.series = series;
            this.point = point;
            this.draws = drawn.length;
            this.level = level;
            this.periods = periods;
            this.provenance = provenance;
            int k = series.size();
            low = new double[point.length][k][k];
            high = new double[point.length][k][k];
            double[] values = new double[draws];
            for (int h = 0; h < point.length; h++) {
                for (int a = 0; a < k; a++) {
                    for (int b = 0; b < k; b++) {
                        for (int d = 0; d < draws; d++) {
                            values[d] = drawn[d][h][a][b];
                        }
                        Arrays.sort(values);
                        low[h][a][b] = Quantiles.ofSorted(values, (1 - level) / 2);
                        high[h][a][b] = Quantiles.ofSorted(values, (1 + level) / 2);
                    }
                }
            }
        }

        /**
         * One response.
         *
         * @param shock series that is shocked
         * @param response series that responds
         * @param horizon periods after the shock, from 0
         * @return the response, in units of the responding series
         */
        public double at(String shock, String response, int horizon) {
            int b = series.indexOf(shock);
            int a = series.indexOf(response);
            if (a < 0 || b < 0 || horizon < 0 || horizon >= point.length) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "There is no response of \"" + response + "\" to \"" + shock + "\" at horizon " + horizon
                                + ". Series: " + String.join(", ", series) + "; horizons 0 to " + (point.length - 1)
                                + ".");
            }
            return point[horizon][a][b];
        }

        /**
         * The responses as a grid, a row of panels a shock and a column a response, all on the same axes.
         *
         * @return a figure with a plain title, which {@code title(…).claim(…)} replaces by the finding
         */
        public Figure figure() {
            int k = series.size();
            double[] horizon = new double[point.length];
            Arrays.setAll(horizon, h -> h);
            String words = Numbers.percent(level, 0) + " pointwise";
            Panels grid = Figure.panels();
            for (int shock = 0; shock < k; shock++) {
                for (int response = 0; response < k; response++) {
                    Lines one = Figure.line()
                            .series("response", horizon, path(point, response, shock))
                            .band(words, path(low, response, shock), path(high, response, shock));
                    grid = grid.panel(series.get(shock) + " → " + series.get(response), one);
                }
            }
            return (k <= MOST_COLUMNS ? grid.columns(k) : grid)
                    .title("Responses to a shock of one standard deviation")
                    .subtitle("Shock → response, in units of the responding series; order " + String.join(", ", series))
                    .interval("residual bootstrap, " + Numbers.fixed(draws, 0) + " draws")
                    .x(Axis.number("periods after the shock"))
                    .source(provenance)
                    .sampleSize(periods);
        }

        private static double[] path(double[][][] of, int response, int shock) {
            return Arrays.stream(of).mapToDouble(h -> h[response][shock]).toArray();
        }

        @Override
        public Summary summary() {
            int k = series.size();
            return Summary.of("Impulse responses")
                    .choice("shocks", "one standard deviation, Cholesky order " + String.join(", ", series))
                    .choice(
                            "bands",
                            Numbers.percent(level, 0) + " pointwise, residual bootstrap, " + Numbers.fixed(draws, 0)
                                    + " draws")
                    .grid(Summary.grid(k * k)
                            .text("shock", "", i -> series.get(i / k))
                            .text("response", "", i -> series.get(i % k))
                            .significant("at once", "", i -> point[0][i % k][i / k])
                            .significant(
                                    "after " + (point.length - 1),
                                    "periods",
                                    i -> point[point.length - 1][i % k][i / k])
                            .significant("sum", "", i -> VarMath.cumulated(point)[point.length - 1][i % k][i / k]))
                    .identifies("The order of the series.")
                    .breaks("Another order; see VectorAutoregression.")
                    .doesNotShow("Simultaneous coverage: the bands hold at each horizon by itself.")
                    .build();
        }

        @Override
        public Table tidy() {
            int k = series.size();
            int rows = k * k * point.length;
            String[] shock = new String[rows];
            String[] response = new String[rows];
            int[] horizon = new int[rows];
            double[][] numbers = new double[3][rows];
            for (int i = 0; i < rows; i++) {
                int h = i % point.length;
                int a = i / point.length % k;
                int b = i / point.length / k;
                shock[i] = series.get(b);
                response[i] = series.get(a);
                horizon[i] = h;
                numbers[0][i] = point[h][a][b];
                numbers[1][i] = low[h][a][b];
                numbers[2][i] = high[h][a][b];
            }
            return Table.create(
                    "impulse responses",
                    StringColumn.create("shock", shock),
                    StringColumn.create("response", response),
                    IntColumn.create("horizon", horizon),
                    DoubleColumn.create("estimate", numbers[0]),
                    DoubleColumn.create("conf_low", numbers[1]),
                    DoubleColumn.create("conf_high", numbers[2]));
        }

        @Override
        public Table glance() {
            return Table.create(
                    "impulse responses",
                    IntColumn.create("horizons", new int[] {point.length - 1}),
                    IntColumn.create("draws", new int[] {draws}),
                    DoubleColumn.create("level", new double[] {level}));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
