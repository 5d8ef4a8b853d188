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
import org.overhang.regress.absorb.LinearFit;
import tech.tablesaw.api.Table;

/**
 * Least squares with panel-corrected errors (Beck and Katz): errors of units are correlated within a period and have variances of
 * their own, but not over time.
 *
 * <pre>{@code
 * V = (X'X)^{-1} \Bigl[ \sum_t X_t' \hat\Sigma_t X_t \Bigr] (X'X)^{-1}, \quad
 * \hat\Sigma_{ij} = \frac{1}{T_{ij}} \sum_{t} \hat e_{it} \hat e_{jt}
 * }</pre>
 *
 * <p>{@code T_ij} periods that units i and j have in common, over which the sum runs; pairs without one count as uncorrelated. Rows
 * with a missing cell are left out and counted. Zero and negative values are used as they are.
 *
 * <p>Defaults, printed: no effects, no correction of small samples, normal distribution, intervals at 0.95.
 *
 * <pre>{@code
 * var fit = PanelCorrected.of("spending").on("growth", "openness").unit("country").time("year").unitEffects().fit(countries);
 * fit
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}; {@link Reason#BAD_VALUE} for repeated unit-periods; {@link
 * Reason#NOT_IDENTIFIED} if no unit is seen twice or no regressor is left.
 *
 * <p>Source: Beck and Katz (1995), American Political Science Review 89.
 */
public final class PanelCorrected {
    private static final double LEVEL = 0.95;

    private final String outcome;
    private final List<String> regressors;
    private final NeedsUnit.Axes axes;
    private final boolean effects;

    private PanelCorrected(String outcome, List<String> regressors, NeedsUnit.Axes axes, boolean effects) {
        this.outcome = outcome;
        this.regressors = regressors;
        this.axes = axes;
        this.effects = effects;
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

    /** A panel regression that still needs its regressors. */
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
        public NeedsUnit<PanelCorrected> on(String... regressors) {
            List<String> on = PanelChecks.regressors("PanelCorrected", outcome, regressors);
            return new NeedsUnit<>(axes -> new PanelCorrected(outcome, on, axes, false));
        }
    }

    /**
     * Gives each unit an effect of its own, which is taken out.
     *
     * @return the method with effects of units
     */
    public PanelCorrected unitEffects() {
        return new PanelCorrected(outcome, regressors, axes, true);
    }

    /**
     * Estimates.
     *
     * @param source a dataset, or {@code Source.of(table)}
     * @return the estimate
     * @throws OverhangException see the class
     */
    public PanelEstimate fit(Source source) {
        PanelRows rows = PanelRows.read("PanelCorrected", source, axes, outcome, regressors);
        PanelChecks.requireTwice("PanelCorrected", rows, axes, source);
        LinearFit fit = effects ? rows.fit(rows.unit()) : rows.fit();
        double[][] meat = CorrectedMath.meat(fit.scores().x(), fit.residuals(), rows);
        Map<String, String> choices = PanelEstimate.choices(outcome, regressors, axes, rows);
        choices.put("effects", effects ? "of units" : "none");
        Map<String, Integer> leftOut = new LinkedHashMap<>();
        leftOut.put("rows with a missing cell, unit or period", rows.left());
        List<String> warnings = new ArrayList<>();
        if (rows.periods() < rows.units()) {
            warnings.add("There are more units (" + rows.units() + ") than periods (" + rows.periods()
                    + "): correlations between units are estimated from less than their number.");
        }
        fit.removed().forEach(r -> warnings.add("Left out of the regressors: " + r + "."));
        return new PanelEstimate(
                new PanelEstimate.Said(
                        "Panel-corrected errors",
                        choices,
                        "panel-corrected, pairs of units over their common periods",
                        "Least squares: differences between units and over time" + (effects ? " within units." : "."),
                        "Errors correlated over time, for which a lag of the outcome or Driscoll–Kraay stand.",
                        "A cause by itself.",
                        warnings,
                        leftOut),
                CoefficientList.of(
                        fit.names(),
                        fit.beta(),
                        Dense.sandwich(fit.scores().bread(), meat),
                        Double.POSITIVE_INFINITY,
                        LEVEL),
                PanelEstimate.Parts.NONE,
                rows.size(),
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
