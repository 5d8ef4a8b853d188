package org.overhang.regress.panel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.core.math.Dense;
import org.overhang.regress.CoefficientList;
import tech.tablesaw.api.Table;

/**
 * Slopes that differ by unit: their mean over units, on request with what all units have in common taken out by averages over units
 * (common correlated effects), or pooled into one slope.
 *
 * <pre>{@code
 * y_{it} = a_i + x_{it}'b_i + g_i' \bar z_t + e_{it}, \quad \hat b = \frac{1}{N} \sum_i \hat b_i, \quad
 * V = \frac{1}{N(N-1)} \sum_i (\hat b_i - \hat b)(\hat b_i - \hat b)', \quad \bar z_t = (\bar y_t, \bar x_t)
 * }</pre>
 *
 * <p>{@code b_i} least squares in unit i with a constant; {@code z̄_t} averages of outcome and regressors over the units of a period,
 * which stand for unobserved factors that move all units, each in its own strength; they are used only by {@link #commonCorrelated()}.
 * {@link #pooled()} weighs units by how much their regressors vary, with errors from how their own slopes differ. Rows with a missing
 * cell are left out and counted, as are units with no more periods than coefficients or with collinear regressors; averages are over
 * all complete rows. Zero and negative values are used as they are.
 *
 * <p>Defaults, printed: no averages, no trend, the mean of slopes, normal distribution, intervals at 0.95.
 *
 * <pre>{@code
 * var fit = MeanGroup.of("log_output").on("log_capital").unit("country").time("year").commonCorrelated().fit(countries);
 * fit.slopes();
 * fit
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}; {@link Reason#BAD_VALUE} for repeated unit-periods; {@link
 * Reason#NOT_IDENTIFIED} with fewer than two units that can be estimated; {@link Reason#OUT_OF_RANGE} for pooling without averages.
 *
 * <p>Source: Pesaran and Smith (1995), Journal of Econometrics 68; Pesaran (2006), Econometrica 74.
 */
public final class MeanGroup {
    private static final double LEVEL = 0.95;

    private final String outcome;
    private final List<String> regressors;
    private final NeedsUnit.Axes axes;
    private final boolean common;
    private final boolean trend;
    private final boolean pooled;

    private MeanGroup(
            String outcome,
            List<String> regressors,
            NeedsUnit.Axes axes,
            boolean common,
            boolean trend,
            boolean pooled) {
        this.outcome = outcome;
        this.regressors = regressors;
        this.axes = axes;
        this.common = common;
        this.trend = trend;
        this.pooled = pooled;
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

    /** Slopes by unit that still need their regressors. */
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
        public NeedsUnit<MeanGroup> on(String... regressors) {
            List<String> on = PanelChecks.regressors("MeanGroup", outcome, regressors);
            return new NeedsUnit<>(axes -> new MeanGroup(outcome, on, axes, false, false, false));
        }
    }

    /**
     * Takes out what moves all units, by averages of outcome and regressors over the units of each period.
     *
     * @return Pesaran's common correlated effects
     */
    public MeanGroup commonCorrelated() {
        return new MeanGroup(outcome, regressors, axes, true, trend, pooled);
    }

    /**
     * Gives each unit a linear trend of its own.
     *
     * @return the method with trends
     */
    public MeanGroup withTrend() {
        return new MeanGroup(outcome, regressors, axes, common, true, pooled);
    }

    /**
     * Holds slopes equal over units, the common effects' strength still differing.
     *
     * @return the pooled estimate
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} without {@link #commonCorrelated()}
     */
    public MeanGroup pooled() {
        if (!common) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "MeanGroup pools slopes after commonCorrelated() only. For one slope without averages use Regression.ols(\"y ~ x | unit\").");
        }
        return new MeanGroup(outcome, regressors, axes, true, trend, true);
    }

    /**
     * Estimates.
     *
     * @param source a dataset, or {@code Source.of(table)}
     * @return the estimate
     * @throws OverhangException see the class
     */
    public PanelEstimate fit(Source source) {
        PanelRows rows = PanelRows.read("MeanGroup", source, axes, outcome, regressors);
        double[][] averages = common ? GroupMath.averages(rows) : new double[0][];
        GroupMath.Extra extra = trend ? GroupMath.Extra.TREND : GroupMath.Extra.NONE;
        int[][] members = PanelRows.groups(rows.unit());
        GroupMath.Each each = GroupMath.each(rows, members, extra, averages);
        List<String> terms = terms();
        int n = each.groups().length;
        if (n < 2) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "MeanGroup needs two units with more periods than the " + terms.size()
                            + " coefficients, but table \""
                            + source.name() + "\" has " + n + " among " + rows.units()
                            + ". Take regressors out, or use Regression with effects.");
        }
        List<String> labels = new ArrayList<>();
        for (int g : each.groups()) {
            labels.add(rows.labels().get(g));
        }
        return new PanelEstimate(
                said(rows, n),
                pooled
                        ? pooledSlopes(GroupMath.pooled(rows, members, each, extra, averages))
                        : CoefficientList.of(
                                terms,
                                GroupMath.mean(each.slopes()),
                                GroupMath.overTime(each.slopes(), GroupMath.mean(each.slopes()), apart(n), 0),
                                Double.POSITIVE_INFINITY,
                                LEVEL),
                new PanelEstimate.Parts("unit", labels, each.slopes(), terms),
                each.rows(),
                source.provenance());
    }

    /** Units are not neighbours in time. */
    private static int[] apart(int n) {
        return java.util.stream.IntStream.range(0, n).toArray();
    }

    private List<String> terms() {
        List<String> terms = new ArrayList<>(List.of("constant"));
        terms.addAll(regressors);
        if (trend) {
            terms.add("trend");
        }
        if (common) {
            terms.add("mean of " + outcome);
            regressors.forEach(r -> terms.add("mean of " + r));
        }
        return terms;
    }

    private CoefficientList pooledSlopes(GroupMath.Pooled found) {
        return CoefficientList.of(
                regressors, found.beta(), Dense.symmetric(found.covariance()), Double.POSITIVE_INFINITY, LEVEL);
    }

    private PanelEstimate.Said said(PanelRows rows, int n) {
        Map<String, String> choices = PanelEstimate.choices(outcome, regressors, axes, rows);
        choices.put("common effects", common ? "averages over units" : "none");
        choices.put("trend", trend ? "by unit" : "none");
        Map<String, Integer> leftOut = new LinkedHashMap<>();
        leftOut.put("rows with a missing cell, unit or period", rows.left());
        leftOut.put("units with too few periods or collinear regressors", rows.units() - n);
        return new PanelEstimate.Said(
                (common ? "Common correlated effects, " : "Mean group, ") + (pooled ? "pooled" : "mean of units"),
                choices,
                "from how " + n + " units differ",
                "Changes within units over time; the mean of slopes if slopes differ for reasons unrelated to the regressors.",
                common
                        ? "Few units, whose averages do not stand for the common factors; lags of the outcome among regressors."
                        : "Common factors that move regressors too: use commonCorrelated().",
                "The slope of any one unit, which slopes() has without its error.",
                n < 20 ? List.of("Only " + n + " units give the errors.") : List.of(),
                leftOut);
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #fit(Source)}
     */
    public PanelEstimate fit(Table table) {
        return fit(Source.of(table));
    }
}
