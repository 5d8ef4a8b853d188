package org.overhang.subsidy;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Panel;
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
 * What moved a price or a unit cost over time: experience, utilization, input prices, plant scale, and what is left over.
 *
 * <pre>
 * ln p_t = a − b ln Cum_t + Σ_k β_k ln x_kt + e_t,  learning rate 1 − 2^−b
 * Δ ln p = −b Δ ln Cum + Σ_k β_k Δ ln x_k + Δ e
 * </pre>
 *
 * <p>{@code p} price or unit cost; {@code Cum} cumulative output (not capacity); {@code x_k} utilization, input prices, plant scale. The
 * remainder Δe is unexplained. It is not subsidy: margins, quality, exchange rates and what was not measured are in it too. Rows with a missing
 * value are left out and counted; values not above zero are refused. Standard errors are homoskedastic, intervals 95 % by Student's t.
 *
 * <p>Defaults: no drivers besides experience. Neither the kind of standard errors nor the level can be chosen.
 *
 * <pre>{@code
 * var curve = LearningCurve.of("price_usd_w").cumulative("cumulative_capacity_mw").with("silicon_usd_kg").over("year").fit(modules);
 * curve.learningRate();
 * curve.decomposition();
 * }</pre>
 *
 * <p>Errors: values not above zero, fewer observations than coefficients plus two, regressors that do not differ.
 *
 * <p>Nemet, Energy Policy 34 (2006), 3218–3232; Gan and Li, Renewable and Sustainable Energy
 * Reviews 46 (2015), 88–99.
 */
public final class LearningCurve {
    /** What is left of a column of logs after the others; rounding leaves 1e-14. */
    private static final double COLLINEAR = 1e-10;

    private final String price;
    private final List<String> drivers;
    private final String time;

    private LearningCurve(String price, List<String> drivers, String time) {
        this.price = price;
        this.drivers = drivers;
        this.time = time;
    }

    /**
     * Starts with what is explained.
     *
     * @param price column of prices or unit costs
     * @return what still needs cumulative output
     */
    public static NeedsExperience of(String price) {
        return new NeedsExperience(price);
    }

    /** A price that still needs cumulative output. */
    public static final class NeedsExperience {
        private final String price;

        private NeedsExperience(String price) {
            this.price = price;
        }

        /**
         * Names cumulative output.
         *
         * @param column column
         * @return what may take more drivers and needs time
         */
        public NeedsTime cumulative(String column) {
            return new NeedsTime(price, List.of(column));
        }
    }

    /** A curve that may take more drivers and needs time. */
    public static final class NeedsTime {
        private final String price;
        private final List<String> drivers;

        private NeedsTime(String price, List<String> drivers) {
            this.price = price;
            this.drivers = drivers;
        }

        /**
         * Adds a driver: utilization, an input price, the scale of plants.
         *
         * @param column column of positive values; its log enters
         * @return the curve with this driver too
         */
        public NeedsTime with(String column) {
            List<String> more = new ArrayList<>(drivers);
            more.add(column);
            return new NeedsTime(price, List.copyOf(more));
        }

        /**
         * Names time.
         *
         * @param column column of periods in any notation, each once
         * @return a curve that can be fitted
         */
        public LearningCurve over(String column) {
            return new LearningCurve(price, drivers, column);
        }
    }

    /**
     * Fits the curve.
     *
     * @param source one row an observation
     * @return the curve and its decomposition
     * @throws OverhangException see the class
     */
    public Fitted fit(Source source) {
        Panel.Request request = Panel.neededBy("LearningCurve").over(time).number("price", price);
        drivers.forEach(d -> request.number(d, d));
        Panel in = request.read(source);
        Problems problems = new Problems();
        in.refuse(problems, "price", v -> !(v > 0), "LearningCurve needs prices above zero, but they are not in");
        for (String driver : drivers) {
            in.refuse(
                    problems, driver, v -> !(v > 0), "LearningCurve needs " + driver + " above zero, but it is not in");
        }
        problems.require(
                in.count() >= drivers.size() + 3,
                Reason.NOT_IDENTIFIED,
                "LearningCurve needs at least " + (drivers.size() + 3) + " observations for " + drivers.size()
                        + " drivers, but there are " + in.count() + ". Give a longer series or fewer drivers.");
        problems.throwIfAny();
        double[] y = logs(in.get("price"));
        double[][] x = new double[y.length][drivers.size()];
        for (int k = 0; k < drivers.size(); k++) {
            double[] log = logs(in.get(drivers.get(k)));
            for (int t = 0; t < y.length; t++) {
                x[t][k] = log[t];
            }
        }
        OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression(COLLINEAR);
        fit.newSampleData(y, x);
        try {
            return new Fitted(
                    this,
                    in,
                    y,
                    x,
                    fit.estimateRegressionParameters(),
                    fit.estimateRegressionParametersStandardErrors(),
                    fit.estimateResiduals(),
                    fit.calculateRSquared());
        } catch (org.apache.commons.math3.linear.SingularMatrixException e) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "LearningCurve needs drivers that differ from one another, but two move together or one is"
                            + " constant. Leave one out.",
                    e);
        }
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #fit(Source)}
     */
    public Fitted fit(Table table) {
        return fit(Source.of(table));
    }

    private static double[] logs(double[] values) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = StrictMath.log(values[i]);
        }
        return out;
    }

    /** A fitted curve. */
    public static final class Fitted implements Result {
        private final LearningCurve choices;
        private final Panel in;
        private final double[] y;
        private final double[][] x;
        private final double[] beta;
        private final double[] error;
        private final double[] residuals;
        private final double r2;

        private Fitted(
                LearningCurve choices,
                Panel in,
                double[] y,
                double[][] x,
                double[] beta,
                double[] error,
                double[] residuals,
                double r2) {
            this.choices = choices;
            this.in = in;
            this.y = y;
            this.x = x;
            this.beta = beta;
            this.error = error;
            this.residuals = residuals;
            this.r2 = r2;
        }

        private double student() {
            return new TDistribution(null, y.length - beta.length).inverseCumulativeProbability(0.975);
        }

        /**
         * The fall at each doubling of cumulative output.
         *
         * @return a fraction; negative if the price rises with experience
         */
        public double learningRate() {
            return 1 - StrictMath.pow(2, beta[1]);
        }

        /**
         * Its interval.
         *
         * @return 95 %, the interval of the exponent carried over
         */
        public Interval learningRateInterval() {
            double half = student() * error[1];
            return new Interval(
                    1 - StrictMath.pow(2, beta[1] + half),
                    1 - StrictMath.pow(2, beta[1] - half),
                    0.95,
                    "Student's t on the exponent");
        }

        /**
         * What each driver contributed from the first to the last observation, in logs, and what is left unexplained.
         *
         * @return {@code term estimate conf_low conf_high}: drivers, {@code unexplained}, {@code total}; the parts add up to the total
         */
        public Table decomposition() {
            int last = y.length - 1;
            StringColumn term = StringColumn.create("term");
            DoubleColumn estimate = DoubleColumn.create("estimate");
            DoubleColumn low = DoubleColumn.create("conf_low");
            DoubleColumn high = DoubleColumn.create("conf_high");
            for (int k = 0; k < x[0].length; k++) {
                double change = x[last][k] - x[0][k];
                double half = Math.abs(change) * error[k + 1] * student();
                term.append(choices.drivers.get(k));
                estimate.append(beta[k + 1] * change);
                low.append(beta[k + 1] * change - half);
                high.append(beta[k + 1] * change + half);
            }
            term.append("unexplained");
            estimate.append(residuals[last] - residuals[0]);
            term.append("total");
            estimate.append(y[last] - y[0]);
            for (int i = 0; i < 2; i++) {
                low.appendMissing();
                high.appendMissing();
            }
            return Table.create("decomposition", term, estimate, low, high);
        }

        @Override
        public Table tidy() {
            List<String> names = new ArrayList<>(List.of("(constant)"));
            names.addAll(choices.drivers);
            double t = student();
            DoubleColumn low = DoubleColumn.create("conf_low");
            DoubleColumn high = DoubleColumn.create("conf_high");
            for (int k = 0; k < beta.length; k++) {
                low.append(beta[k] - t * error[k]);
                high.append(beta[k] + t * error[k]);
            }
            return Table.create(
                    "coefficients",
                    StringColumn.create("term", names),
                    DoubleColumn.create("estimate", beta),
                    DoubleColumn.create("std_error", error),
                    low,
                    high);
        }

        @Override
        public Table glance() {
            return Table.create("glance")
                    .addColumns(
                            IntColumn.create("nobs", new int[] {y.length}),
                            IntColumn.create("dropped", new int[] {in.dropped()}),
                            DoubleColumn.create("r2", new double[] {r2}),
                            DoubleColumn.create("learning_rate", new double[] {learningRate()}));
        }

        @Override
        public Summary summary() {
            Table parts = decomposition();
            Interval rate = learningRateInterval();
            Summary.Builder out = Summary.of("Price over time")
                    .choice("experience", choices.drivers.get(0))
                    .choice("form", "logs")
                    .choice("intervals", "Student's t, homoskedastic, 95 %")
                    .paragraph(
                            "Learning rate",
                            Numbers.percent(learningRate(), 1) + " a doubling, from " + Numbers.percent(rate.low(), 1)
                                    + " to " + Numbers.percent(rate.high(), 1))
                    .grid(Summary.grid(parts.rowCount())
                            .text(
                                    "from first to last",
                                    "",
                                    i -> parts.stringColumn("term").get(i))
                            .number(
                                    "contribution",
                                    "log points",
                                    3,
                                    i -> parts.doubleColumn("estimate").getDouble(i))
                            .number(
                                    "from",
                                    "",
                                    3,
                                    i -> parts.doubleColumn("conf_low").getDouble(i))
                            .number(
                                    "to",
                                    "",
                                    3,
                                    i -> parts.doubleColumn("conf_high").getDouble(i)))
                    .identifies("Drivers that move differently over time.")
                    .breaks("Trends that move together; a price curve read as a cost curve.")
                    .doesNotShow("What the unexplained part is: margins, quality, support and error are all in it.");
            return in.leftOut(out).build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
