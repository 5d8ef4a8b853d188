package org.overhang.regress.panel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.regress.CoefficientList;
import tech.tablesaw.api.Table;

/**
 * Fama and MacBeth's regression: one cross-section a period, slopes averaged over periods, errors from how they vary.
 *
 * <pre>{@code
 * \hat b = \frac{1}{T} \sum_t \hat b_t, \quad
 * V = \frac{1}{T(T-1)} \Bigl[ \sum_t d_t d_t' + \sum_{l=1}^{L} \bigl(1 - \tfrac{l}{L+1}\bigr) \sum_t (d_t d_{t-l}' + d_{t-l} d_t') \Bigr],
 * \quad d_t = \hat b_t - \hat b
 * }</pre>
 *
 * <p>{@code b_t} least squares with a constant among the units of period t. What units share in a period moves {@code b_t} and is so
 * in the errors; what a unit keeps over periods is not, unless it shows in the slopes' own correlation, for which L lags stand. Rows
 * with a missing cell are left out and counted, as are periods with no more rows than coefficients or collinear regressors. Zero and
 * negative values are used as they are.
 *
 * <p>Defaults, printed: no lags, t distribution with T − 1 degrees, intervals at 0.95.
 *
 * <pre>{@code
 * var fit = FamaMacBeth.of("return").on("beta", "size").unit("firm").time("month").lags(3).fit(returns);
 * fit.slopes();
 * fit
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}; {@link Reason#BAD_VALUE} for repeated unit-periods; {@link
 * Reason#NOT_IDENTIFIED} with fewer than two periods that can be estimated; {@link Reason#OUT_OF_RANGE} for negative lags.
 *
 * <p>Source: Fama and MacBeth (1973), Journal of Political Economy 81; Newey and West (1987) for the lags.
 */
public final class FamaMacBeth {
    private static final double LEVEL = 0.95;

    private final String outcome;
    private final List<String> regressors;
    private final NeedsUnit.Axes axes;
    private final int lags;

    private FamaMacBeth(String outcome, List<String> regressors, NeedsUnit.Axes axes, int lags) {
        this.outcome = outcome;
        this.regressors = regressors;
        this.axes = axes;
        this.lags = lags;
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

    /** A regression by periods that still needs its regressors. */
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
        public NeedsUnit<FamaMacBeth> on(String... regressors) {
            List<String> on = PanelChecks.regressors("FamaMacBeth", outcome, regressors);
            return new NeedsUnit<>(axes -> new FamaMacBeth(outcome, on, axes, 0));
        }
    }

    /**
     * Lets slopes be correlated over periods, with Bartlett weights.
     *
     * @param count periods, 0 or more
     * @return the method with these lags
     */
    public FamaMacBeth lags(int count) {
        if (count < 0) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "FamaMacBeth needs 0 lags or more, but got " + count + ". Write lags(3).");
        }
        return new FamaMacBeth(outcome, regressors, axes, count);
    }

    /**
     * Estimates.
     *
     * @param source a dataset, or {@code Source.of(table)}
     * @return the estimate
     * @throws OverhangException see the class
     */
    public PanelEstimate fit(Source source) {
        PanelRows rows = PanelRows.read("FamaMacBeth", source, axes, outcome, regressors);
        GroupMath.Each each =
                GroupMath.each(rows, PanelRows.groups(rows.period()), GroupMath.Extra.NONE, new double[0][]);
        List<String> terms = new ArrayList<>(List.of("constant"));
        terms.addAll(regressors);
        int t = each.groups().length;
        if (t < 2) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "FamaMacBeth needs two periods with more units than the " + terms.size()
                            + " coefficients, but table \""
                            + source.name() + "\" has " + t + " among " + rows.periods()
                            + ". Take regressors out, or pool periods.");
        }
        int[] at = new int[t];
        List<String> labels = new ArrayList<>();
        for (int s = 0; s < t; s++) {
            at[s] = rows.at()[PanelRows.groups(rows.period())[each.groups()[s]][0]];
            labels.add(rows.grid().periods().get(at[s]));
        }
        double[] mean = GroupMath.mean(each.slopes());
        double[][] v = GroupMath.overTime(each.slopes(), mean, at, lags);
        Map<String, Integer> leftOut = new LinkedHashMap<>();
        leftOut.put("rows with a missing cell, unit or period", rows.left());
        leftOut.put("periods with too few rows or collinear regressors", rows.periods() - t);
        return new PanelEstimate(
                new PanelEstimate.Said(
                        "Fama and MacBeth",
                        PanelEstimate.choices(outcome, regressors, axes, rows),
                        "of the mean over " + t + " periods, " + lags + " lags",
                        "Differences between units in the same period.",
                        "Effects that a unit keeps over periods, which make the errors too small; few periods.",
                        "Effects of changes within units.",
                        t < 30 ? List.of("Only " + t + " periods give the errors.") : List.of(),
                        leftOut),
                CoefficientList.of(terms, mean, v, t - 1.0, LEVEL),
                new PanelEstimate.Parts("period", labels, each.slopes(), terms),
                each.rows(),
                source.provenance());
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
