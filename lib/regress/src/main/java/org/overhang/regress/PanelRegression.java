package org.overhang.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.core.math.Dense;
import org.overhang.core.math.Factorization;
import org.overhang.core.math.SmallLeastSquares;
import org.overhang.core.time.Periods;
import org.overhang.figure.Coefficients;
import org.overhang.figure.Figure;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.Sample;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The classical panel models side by side: pooled, between, within, first difference and random effects (Swamy–Arora), with the
 * tests that choose among them (Hausman, Mundlak).
 *
 * <pre>{@code
 * y_{it} = a + x_{it}'b + u_i + e_{it}, \quad \theta_i = 1 - \sqrt{\sigma_e^2 / (\sigma_e^2 + T_i \sigma_u^2)},
 * \quad H = (b_w - b_r)'(V_w - V_r)^{-1}(b_w - b_r)
 * }</pre>
 *
 * <p>{@code θ} share of the unit's mean that random effects take off; {@code σ_u²} from the between regression weighted by {@code
 * T_i} (negative estimates are set to zero and said). First differences are between neighbouring rows of a unit in time; a step
 * longer than the shortest is not a difference and is left out. Rows with a missing cell are left out and counted. A regressor
 * that a model cannot tell, constant within units or the same for all units, is left out of that model, and the summary says so.
 * Standard errors are clustered by unit with factor {@code G/(G−1) · (n−1)/(n−k)}; homoskedastic ones stand beside them.
 *
 * <p>Defaults: none; all models are fitted with a constant where they have one, and intervals are 95 %.
 *
 * <pre>{@code
 * var models = PanelRegression.of("log_output").on("log_capital", "log_wage").unit("plant").time("year").fit(plants);
 * models.hausman();
 * models
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}; {@link Reason#BAD_VALUE} for repeated unit-periods; {@link
 * Reason#NOT_IDENTIFIED} if no unit is seen twice, and for a model that was asked for but is not identified.
 *
 * <p>Source: Swamy and Arora (1972), Econometrica 40; Baltagi and Chang (1994), Journal of Econometrics 62, for unbalanced panels;
 * Hausman (1978), Econometrica 46; Mundlak (1978), Econometrica 46; Arellano (1987), Oxford Bulletin 49.
 */
public final class PanelRegression {
    private final String outcome;
    private final List<String> regressors;
    private final String unit;
    private final String time;

    private PanelRegression(String outcome, List<String> regressors, String unit, String time) {
        this.outcome = outcome;
        this.regressors = regressors;
        this.unit = unit;
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

    /** Panel models that still need their regressors. */
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
        public NeedsUnit on(String... regressors) {
            return new NeedsUnit(outcome, List.of(regressors));
        }
    }

    /** Panel models that still need their unit column. */
    public static final class NeedsUnit {
        private final String outcome;
        private final List<String> regressors;

        private NeedsUnit(String outcome, List<String> regressors) {
            this.outcome = outcome;
            this.regressors = regressors;
        }

        /**
         * Names the column of units.
         *
         * @param unit name of the column
         * @return a step that still needs the time column
         */
        public NeedsTime unit(String unit) {
            return new NeedsTime(this, unit);
        }
    }

    /** Panel models that still need their time column. */
    public static final class NeedsTime {
        private final NeedsUnit before;
        private final String unit;

        private NeedsTime(NeedsUnit before, String unit) {
            this.before = before;
            this.unit = unit;
        }

        /**
         * Names the column of periods.
         *
         * @param time name of a column of periods in any notation
         * @return a method that can fit
         */
        public PanelRegression time(String time) {
            return new PanelRegression(before.outcome, before.regressors, unit, time);
        }
    }

    /**
     * Fits all models.
     *
     * @param source a dataset, or {@code Source.of(table)}
     * @return the models side by side
     * @throws OverhangException see the class
     */
    public Models fit(Source source) {
        Columns.Request request = Columns.neededBy("PanelRegression")
                .number("outcome", outcome)
                .time("time", time)
                .unit(unit);
        regressors.forEach(r -> request.number("regressor", r));
        Columns in = request.read(source);
        double[] y = in.number(outcome);
        double[] when = in.periods(time).numbers();
        double[][] x = regressors.stream().map(in::number).toArray(double[][]::new);
        Keys units = in.keys(
                List.of(unit),
                i -> !Double.isNaN(y[i])
                        && !Double.isNaN(when[i])
                        && Arrays.stream(x).noneMatch(c -> Double.isNaN(c[i])));
        int[] codes = units.codes();
        int[] order = IntStream.range(0, codes.length)
                .filter(i -> codes[i] >= 0)
                .boxed()
                .sorted((a, b) ->
                        codes[a] == codes[b] ? Double.compare(when[a], when[b]) : Integer.compare(codes[a], codes[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        Rows rows = new Rows(
                pick(y, order),
                Arrays.stream(x).map(c -> pick(c, order)).toArray(double[][]::new),
                pick(when, order),
                Sample.pick(codes, order),
                units.count());
        requireRows(rows, units, in.periods(time), source.name());
        return models(rows, codes.length - order.length, source.provenance());
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #fit(Source)}
     */
    public Models fit(Table table) {
        return fit(Source.of(table));
    }

    /** Complete rows, sorted by unit and time. */
    private record Rows(double[] y, double[][] x, double[] when, int[] unit, int units) {}

    private static double[] pick(double[] v, int[] at) {
        return Arrays.stream(at).mapToDouble(i -> v[i]).toArray();
    }

    private void requireRows(Rows rows, Keys units, Periods periods, String table) {
        int twice = 0;
        for (int i = 1; i < rows.y.length; i++) {
            if (rows.unit[i] == rows.unit[i - 1]) {
                twice++;
                if (rows.when[i] == rows.when[i - 1]) {
                    throw new OverhangException(
                            Reason.BAD_VALUE,
                            "PanelRegression needs one row for each unit and period, but \"" + units.label(rows.unit[i])
                                    + "\" has several for " + periods.labelOf((long) rows.when[i]) + " in table \""
                                    + table
                                    + "\".");
                }
            }
        }
        if (twice == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "PanelRegression needs units seen at least twice, but in table \"" + table + "\" none of "
                            + units.count() + " is. Check the unit column \"" + unit + "\".");
        }
    }

    private Models models(Rows rows, int dropped, Provenance provenance) {
        Fits fits = new Fits(regressors, rows);
        double[] ones = SmallLeastSquares.constant(rows.y.length);
        double[] full = new double[rows.units];
        Arrays.fill(full, 1);
        double[] meanY = PanelMath.means(rows.y, rows.unit, rows.units);
        double[][] meanX = Arrays.stream(rows.x)
                .map(c -> PanelMath.means(c, rows.unit, rows.units))
                .toArray(double[][]::new);
        fits.add("pooled", rows.y, with(ones, rows.x), rows.unit, 0);
        fits.add("between", meanY, with(SmallLeastSquares.constant(rows.units), meanX), new int[0], 0);
        double[][] withinX = new double[rows.x.length][];
        for (int j = 0; j < withinX.length; j++) {
            withinX[j] = PanelMath.demeaned(rows.x[j], rows.unit, meanX[j], full);
        }
        double[] withinY = PanelMath.demeaned(rows.y, rows.unit, meanY, full);
        fits.add("within", withinY, withinX, rows.unit, rows.units);
        int skipped = difference(rows, fits);
        PanelMath.Components components = randomEffects(rows, fits, meanY, meanX, withinY);
        return new Models(this, fits, components, rows.y.length, rows.units, dropped, skipped, provenance);
    }

    /** Random effects and Mundlak's regression; without components of variance neither. */
    private PanelMath.@Nullable Components randomEffects(
            Rows rows, Fits fits, double[] meanY, double[][] meanX, double[] withinY) {
        PanelMath.Components components;
        try {
            components = PanelMath.swamyArora(rows.y, rows.x, rows.unit, rows.units, fits.find("within"), withinY);
        } catch (OverhangException e) {
            fits.failed.put("random effects", e.lines().get(0));
            fits.failed.put("Mundlak", e.lines().get(0));
            return null;
        }
        int k = rows.x.length;
        double[] full = new double[rows.units];
        Arrays.fill(full, 1);
        double[][] quasi = new double[k + 1][];
        quasi[0] = PanelMath.demeaned(SmallLeastSquares.constant(rows.y.length), rows.unit, full, components.theta());
        double[][] mundlak = new double[2 * k + 1][];
        mundlak[0] = quasi[0];
        for (int j = 0; j < k; j++) {
            quasi[j + 1] = PanelMath.demeaned(rows.x[j], rows.unit, meanX[j], components.theta());
            mundlak[j + 1] = quasi[j + 1];
            double[] own = meanX[j];
            double[] spread = Arrays.stream(rows.unit).mapToDouble(u -> own[u]).toArray();
            mundlak[k + j + 1] = PanelMath.demeaned(spread, rows.unit, own, components.theta());
        }
        double[] quasiY = PanelMath.demeaned(rows.y, rows.unit, meanY, components.theta());
        fits.add("random effects", quasiY, quasi, rows.unit, 0);
        fits.add("Mundlak", quasiY, mundlak, rows.unit, 0);
        return components;
    }

    /** The models as they are fitted: each drops what it cannot identify, and one that fails does not stop the others. */
    private static final class Fits {
        private final List<String> regressors;
        private final double[] lengths;
        private final List<PanelMath.Fitted> fitted = new ArrayList<>();
        private final List<double[][]> designs = new ArrayList<>();
        private final Map<String, List<String>> gone = new LinkedHashMap<>();
        private final Map<String, String> failed = new LinkedHashMap<>();

        Fits(List<String> regressors, Rows rows) {
            this.regressors = regressors;
            lengths = PanelMath.lengths(rows.x);
        }

        /** Columns are the constant unless the model has none, the regressors and, if there are more, their means. */
        void add(String name, double[] y, double[][] x, int[] unit, int absorbed) {
            int k = regressors.size();
            boolean constant = x.length % k == 1 || k == 1 && !name.equals("within");
            List<String> terms = new ArrayList<>(constant ? List.of("constant") : List.of());
            terms.addAll(regressors);
            regressors.stream().limit(x.length - terms.size()).forEach(r -> terms.add("mean of " + r));
            double[] before = new double[x.length];
            for (int j = 0; j < before.length; j++) {
                int at = constant ? j - 1 : j;
                before[j] = at < 0 ? Math.sqrt(y.length) : lengths[at % k];
            }
            Factorization f = Factorization.of(x, before, null);
            List<String> left = new ArrayList<>();
            for (int j = 0; j < x.length; j++) {
                if (Arrays.binarySearch(f.kept(), j) < 0) {
                    left.add(terms.get(j) + (f.isVanished(j) ? " (no variation left)" : " (collinear)"));
                }
            }
            if (!left.isEmpty()) {
                gone.put(name, left);
            }
            String[] kept = Arrays.stream(f.kept()).mapToObj(terms::get).toArray(String[]::new);
            if (Arrays.stream(kept).allMatch("constant"::equals)) {
                failed.put(name, "no regressor varies in it");
                return;
            }
            double[][] design = Arrays.stream(f.kept()).mapToObj(j -> x[j]).toArray(double[][]::new);
            try {
                PanelMath.Fitted model =
                        new PanelMath.Fitted(name, kept, SmallLeastSquares.of(y, design), unit, absorbed);
                if (model.degrees() < 1) {
                    failed.put(name, "it has " + y.length + " rows for " + (kept.length + absorbed) + " parameters");
                    return;
                }
                fitted.add(model);
                designs.add(design);
            } catch (OverhangException e) {
                failed.put(name, "it has " + y.length + " rows for " + kept.length + " parameters");
            }
        }

        PanelMath.@Nullable Fitted find(String name) {
            return fitted.stream()
                    .filter(f -> f.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    private static double[][] with(double[] first, double[][] others) {
        double[][] out = new double[others.length + 1][];
        out[0] = first;
        System.arraycopy(others, 0, out, 1, others.length);
        return out;
    }

    /** Differences of neighbouring periods; returns how many longer steps were left out. */
    private static int difference(Rows rows, Fits fits) {
        double shortest = IntStream.range(1, rows.y.length)
                .filter(i -> rows.unit[i] == rows.unit[i - 1])
                .mapToDouble(i -> rows.when[i] - rows.when[i - 1])
                .min()
                .orElseThrow();
        int[] at = IntStream.range(1, rows.y.length)
                .filter(i -> rows.unit[i] == rows.unit[i - 1] && rows.when[i] - rows.when[i - 1] == shortest)
                .toArray();
        double[][] x = new double[rows.x.length][];
        for (int k = 0; k < x.length; k++) {
            double[] column = rows.x[k];
            x[k] = Arrays.stream(at).mapToDouble(i -> column[i] - column[i - 1]).toArray();
        }
        double[] y =
                Arrays.stream(at).mapToDouble(i -> rows.y[i] - rows.y[i - 1]).toArray();
        fits.add(
                "first difference",
                y,
                with(SmallLeastSquares.constant(at.length), x),
                EffectSet.dense(Sample.pick(rows.unit, at)),
                0);
        return rows.y.length - rows.units - at.length;
    }

    /** The models side by side. */
    public static final class Models implements Result {
        private static final double LEVEL = 0.95;

        private final PanelRegression choices;
        private final List<PanelMath.Fitted> fitted;
        private final List<double[][]> designs;
        private final Map<String, List<String>> gone;
        private final Map<String, String> failed;
        private final PanelMath.@Nullable Components components;
        private final int rows;
        private final int units;
        private final int dropped;
        private final int skipped;
        private final Provenance provenance;

        private Models(
                PanelRegression choices,
                Fits fits,
                PanelMath.@Nullable Components components,
                int rows,
                int units,
                int dropped,
                int skipped,
                Provenance provenance) {
            this.provenance = provenance;
            this.choices = choices;
            fitted = List.copyOf(fits.fitted);
            designs = List.copyOf(fits.designs);
            gone = fits.gone;
            failed = fits.failed;
            this.components = components;
            this.rows = rows;
            this.units = units;
            this.dropped = dropped;
            this.skipped = skipped;
        }

        private int model(String name) {
            List<String> names = fitted.stream().map(PanelMath.Fitted::name).toList();
            int at = names.indexOf(name);
            String why = failed.get(name);
            if (why != null) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "The " + name + " model is not identified here: " + why + ". Models: "
                                + String.join(", ", names) + ".");
            }
            if (at < 0) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "There is no panel model \"" + name + "\". " + Nearest.hint(name, names) + "Models: "
                                + String.join(", ", names) + ".");
            }
            return at;
        }

        private static int term(PanelMath.Fitted model, String term) {
            int at = Arrays.asList(model.terms()).indexOf(term);
            if (at < 0) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "The " + model.name() + " model has no term \"" + term + "\". Terms: "
                                + String.join(", ", model.terms()) + ".");
            }
            return at;
        }

        /**
         * A coefficient.
         *
         * @param model pooled, between, within, first difference, random effects or Mundlak
         * @param term a regressor, {@code constant}, or {@code mean of} a regressor
         * @return the coefficient
         */
        public double coefficient(String model, String term) {
            PanelMath.Fitted chosen = fitted.get(model(model));
            return chosen.fit().beta()[term(chosen, term)];
        }

        /**
         * A homoskedastic standard error.
         *
         * @param model the model
         * @param term the term
         * @return the standard error
         */
        public double standardErrorIid(String model, String term) {
            PanelMath.Fitted chosen = fitted.get(model(model));
            int at = term(chosen, term);
            return Math.sqrt(chosen.iid()[at][at]);
        }

        /**
         * A standard error clustered by unit; homoskedastic for the between model, whose rows are units.
         *
         * @param model the model
         * @param term the term
         * @return the standard error
         */
        public double standardError(String model, String term) {
            int m = model(model);
            PanelMath.Fitted chosen = fitted.get(m);
            int at = term(chosen, term);
            if (chosen.unit().length == 0) {
                return standardErrorIid(model, term);
            }
            double g = EffectSet.count(chosen.unit());
            double n = chosen.fit().rows();
            double factor = g / (g - 1) * (n - 1) / (n - chosen.terms().length);
            return Math.sqrt(factor * PanelMath.clustered(designs.get(m), chosen)[at][at]);
        }

        /**
         * Hausman's test of random against fixed effects: a small p-value speaks for fixed effects.
         *
         * @return the test
         */
        public Test hausman() {
            PanelMath.Fitted within = fitted.get(model("within"));
            PanelMath.Fitted random = fitted.get(model("random effects"));
            List<String> both = Arrays.stream(within.terms())
                    .filter(t -> Arrays.asList(random.terms()).contains(t))
                    .toList();
            int k = both.size();
            double[] gap = new double[k];
            double[][] v = new double[k][k];
            double[][] vr = random.iid();
            double[][] vw = within.iid();
            for (int a = 0; a < k; a++) {
                int wa = term(within, both.get(a));
                int ra = term(random, both.get(a));
                gap[a] = within.fit().beta()[wa] - random.fit().beta()[ra];
                for (int b = 0; b < k; b++) {
                    v[a][b] = vw[wa][term(within, both.get(b))] - vr[ra][term(random, both.get(b))];
                }
            }
            // the difference of the two matrices need not be positive definite in a sample
            if (k == 0) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "Hausman's test needs a term that both models have, but there is none. Name a regressor that varies within units.");
            }
            double[] solved = new LUDecomposition(new Array2DRowRealMatrix(v), 0)
                    .getSolver()
                    .solve(new ArrayRealVector(gap))
                    .toArray();
            return test(Dense.dot(gap, solved), k);
        }

        /**
         * Mundlak's test: coefficients of the unit means are zero; clustered by unit, without a small-sample factor.
         *
         * @return the test
         */
        public Test mundlak() {
            int m = model("Mundlak");
            PanelMath.Fitted chosen = fitted.get(m);
            int[] means = IntStream.range(0, chosen.terms().length)
                    .filter(i -> chosen.terms()[i].startsWith("mean of "))
                    .toArray();
            if (means.length == 0) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "Mundlak's test needs unit means that are no regressors themselves, but none is left. "
                                + "Name a regressor that varies within and between units.");
            }
            double[][] v = Dense.pick(PanelMath.clustered(designs.get(m), chosen), means, means);
            double[] b = Arrays.stream(means)
                    .mapToDouble(i -> chosen.fit().beta()[i])
                    .toArray();
            return test(Dense.dot(b, Dense.multiply(Dense.inverse(v), b)), means.length);
        }

        private static Test test(double statistic, int degrees) {
            return new Test(
                    statistic, degrees, statistic >= 0 ? InferenceMath.chiSquaredTail(statistic, degrees) : Double.NaN);
        }

        /**
         * A chi-squared test.
         *
         * @param statistic the statistic
         * @param degrees restrictions
         * @param pValue probability of as large a statistic under the null; NaN where the statistic is negative
         */
        public record Test(double statistic, int degrees, double pValue) {
            @Override
            public String toString() {
                if (!(statistic >= 0)) {
                    return "chi-squared(" + degrees + ") = " + Numbers.fixed(statistic, 3)
                            + ", which is no chi-squared and gives no p-value: the difference of the two covariances is not "
                            + "positive definite in this sample; read Mundlak's test instead";
                }
                return "chi-squared(" + degrees + ") = " + Numbers.fixed(statistic, 3) + ", p = "
                        + Numbers.fixed(pValue, 4);
            }
        }

        private PanelMath.Components components() {
            PanelMath.Components found = components;
            if (found == null) {
                model("random effects");
                throw new IllegalStateException("random effects without components");
            }
            return found;
        }

        /**
         * Variance of the error within units.
         *
         * @return σ_e²
         */
        public double idiosyncraticVariance() {
            return components().idiosyncratic();
        }

        /**
         * Variance of the unit effect.
         *
         * @return σ_u²; zero where the estimate was negative
         */
        public double individualVariance() {
            return components().individual();
        }

        /**
         * The slopes of each model with their intervals.
         *
         * @return a coefficient plot with a plain title, which {@code title(…).claim(…)} replaces by the finding
         */
        public Figure figure() {
            Table t = tidy();
            Coefficients plot = Figure.coefficients();
            for (int i = 0; i < t.rowCount(); i++) {
                String term = t.stringColumn("term").get(i);
                if (choices.regressors.contains(term)) {
                    plot = plot.term(
                            term + ", " + t.stringColumn("model").get(i),
                            t.doubleColumn("estimate").getDouble(i),
                            t.doubleColumn("conf_low").getDouble(i),
                            t.doubleColumn("conf_high").getDouble(i));
                }
            }
            return plot.title("Slopes by panel model")
                    .subtitle("Outcome " + choices.outcome + ", unit " + choices.unit)
                    .interval("bars: 95 %, clustered by unit")
                    .reference(0, "no effect")
                    .source(provenance)
                    .sampleSize(rows);
        }

        @Override
        public Summary summary() {
            Table t = tidy();
            Summary.Builder summary = Summary.of("Panel regression")
                    .choice("outcome", choices.outcome)
                    .choice("unit", choices.unit + " (" + units + ")")
                    .choice("standard errors", "clustered by unit, G/(G−1)·(n−1)/(n−k)")
                    .grid(Summary.grid(t.rowCount())
                            .text("model", "", i -> t.stringColumn("model").get(i))
                            .text("term", "", i -> t.stringColumn("term").get(i))
                            .significant(
                                    "estimate",
                                    "",
                                    i -> t.doubleColumn("estimate").getDouble(i))
                            .significant(
                                    "std_error",
                                    "clustered",
                                    i -> t.doubleColumn("std_error").getDouble(i))
                            .significant(
                                    "std_error",
                                    "iid",
                                    i -> t.doubleColumn("std_error_iid").getDouble(i)))
                    .paragraph("Hausman", said(this::hausman, " (null: unit effects unrelated to the regressors)"))
                    .paragraph("Mundlak", said(this::mundlak, ", robust to clustering"));
            PanelMath.Components variance = components;
            if (variance != null) {
                summary.paragraph(
                        "Variance",
                        "within units " + Numbers.significant(variance.idiosyncratic(), 4) + ", between "
                                + Numbers.significant(variance.individual(), 4));
                if (variance.negative()) {
                    summary.warning(
                            "The estimate of the variance between units was negative and is set to zero: random effects are pooled.");
                }
            }
            gone.forEach((model, terms) ->
                    summary.warning("The " + model + " model cannot tell " + String.join(", ", terms) + "."));
            failed.forEach((model, why) -> summary.warning("No " + model + " model: " + why + "."));
            return summary.identifies(
                            "Within and first difference: changes inside units. Between: differences of units. Random effects: "
                                    + "both, if unit effects are unrelated to the regressors.")
                    .breaks("Regressors that react to past outcomes; measurement error, which differences enlarge.")
                    .doesNotShow("Effects of regressors that do not change within units (within, first difference).")
                    .leftOut(dropped, "rows with a missing cell")
                    .leftOut(skipped, "differences over more than one period")
                    .build();
        }

        /** A test, or why there is none. */
        private static String said(Supplier<Test> test, String after) {
            try {
                return test.get() + after;
            } catch (OverhangException e) {
                return e.lines().get(0);
            }
        }

        private static double pValue(Supplier<Test> test) {
            try {
                return test.get().pValue();
            } catch (OverhangException e) {
                return Double.NaN;
            }
        }

        /**
         * What each model left out.
         *
         * @return terms by model, with the reason; empty if every model kept all
         */
        public Map<String, List<String>> leftOut() {
            return Map.copyOf(gone);
        }

        @Override
        public Table tidy() {
            List<String> model = new ArrayList<>();
            List<String> term = new ArrayList<>();
            List<double[]> numbers = new ArrayList<>();
            for (PanelMath.Fitted f : fitted) {
                double quantile = new TDistribution(null, f.degrees()).inverseCumulativeProbability((1 + LEVEL) / 2);
                for (int j = 0; j < f.terms().length; j++) {
                    double b = f.fit().beta()[j];
                    double se = standardError(f.name(), f.terms()[j]);
                    model.add(f.name());
                    term.add(f.terms()[j]);
                    numbers.add(new double[] {
                        b,
                        se,
                        standardErrorIid(f.name(), f.terms()[j]),
                        b / se,
                        2 * new TDistribution(null, f.degrees()).cumulativeProbability(-Math.abs(b / se)),
                        b - quantile * se,
                        b + quantile * se
                    });
                }
            }
            Table table = Table.create(
                    "panel regression", StringColumn.create("model", model), StringColumn.create("term", term));
            String[] names = {"estimate", "std_error", "std_error_iid", "statistic", "p_value", "conf_low", "conf_high"
            };
            for (int c = 0; c < names.length; c++) {
                int column = c;
                table.addColumns(DoubleColumn.create(names[c], numbers.stream().mapToDouble(n -> n[column])));
            }
            return table;
        }

        @Override
        public Table glance() {
            return Table.create(
                    "panel regression",
                    IntColumn.create("nobs", new int[] {rows}),
                    IntColumn.create("dropped", new int[] {dropped}),
                    IntColumn.create("units", new int[] {units}),
                    DoubleColumn.create("hausman_p", new double[] {pValue(this::hausman)}),
                    DoubleColumn.create("mundlak_p", new double[] {pValue(this::mundlak)}));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
