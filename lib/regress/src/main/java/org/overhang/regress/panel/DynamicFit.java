package org.overhang.regress.panel;

import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Coefficients;
import org.overhang.figure.Figure;
import org.overhang.regress.CoefficientEstimate;
import org.overhang.regress.CoefficientList;
import org.overhang.regress.MomentTest;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** An estimated dynamic panel with the tests of its moments. */
public final class DynamicFit implements Result {
    private static final String WHO = "DynamicPanel";

    private final DynamicPanel choices;
    private final DynamicMath.Estimate estimate;
    private final DynamicRows.Stacked rows;
    private final PanelGrid grid;
    private final Provenance provenance;
    private final CoefficientList coefficients;

    DynamicFit(
            DynamicPanel choices,
            List<String> terms,
            DynamicMath.Estimate estimate,
            DynamicRows.Stacked rows,
            PanelGrid grid,
            Provenance provenance) {
        this.choices = choices;
        this.estimate = estimate;
        this.rows = rows;
        this.grid = grid;
        this.provenance = provenance;
        coefficients = CoefficientList.of(
                terms, step().beta(), step().covariance(), Double.POSITIVE_INFINITY, choices.options.level());
    }

    private DynamicMath.Step step() {
        return choices.options.twoSteps() ? estimate.two() : estimate.one();
    }

    /**
     * A coefficient.
     *
     * @param term {@code lag(outcome, 1)}, a regressor, {@code constant}, or the time column and a period
     * @return the coefficient with its error and interval
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for a term that is none
     */
    public CoefficientEstimate coefficient(String term) {
        return coefficients.of(WHO, term);
    }

    /**
     * What a lasting unit more of a regressor changes in the end: {@code b / (1 − Σ ρ_l)}, its error by the delta method.
     *
     * @param regressor among the regressors
     * @return the long-run effect
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} where the lags add up to one or more, so that there is no long run
     */
    public CoefficientEstimate longRun(String regressor) {
        int at = coefficients.at(WHO, regressor);
        double[] beta = step().beta();
        double left = 1;
        for (int l = 0; l < choices.options.lags(); l++) {
            left -= beta[l];
        }
        if (!(left > 0) || at < choices.options.lags()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A long-run effect needs lags that add up to less than one and a regressor, but the lags add up to "
                            + Numbers.significant(1 - left, 4) + " and the term is \"" + regressor + "\".");
        }
        double[] gradient = new double[beta.length];
        gradient[at] = 1 / left;
        for (int l = 0; l < choices.options.lags(); l++) {
            gradient[l] = beta[at] / (left * left);
        }
        double variance = 0;
        double[][] v = step().covariance();
        for (int a = 0; a < gradient.length; a++) {
            for (int b = 0; b < gradient.length; b++) {
                variance += gradient[a] * v[a][b] * gradient[b];
            }
        }
        return CoefficientEstimate.of(
                "long run of " + regressor,
                beta[at] / left,
                variance,
                Double.POSITIVE_INFINITY,
                choices.options.level());
    }

    /**
     * Two-step errors without Windmeijer's correction, too small in samples: for comparison only.
     *
     * @param term a term
     * @return the standard error; that of {@link #coefficient} after one step
     */
    public double standardErrorUncorrected(String term) {
        int at = coefficients.at(WHO, term);
        return Math.sqrt(step().usual()[at][at]);
    }

    /**
     * Arellano and Bond's test that differenced residuals are not correlated with their own lag. At lag 1 they are, by the
     * difference; at lag 2 they must not be, or the instruments of lag 2 are none.
     *
     * @param lag 1 or 2
     * @return the test; NaN where no unit reaches so far
     */
    public MomentTest serialCorrelation(int lag) {
        if (lag < 1 || lag > 2) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The test of serial correlation is made at lags 1 and 2, but got " + lag + ".");
        }
        double z = step().serial()[lag - 1];
        return MomentTest.normal(z);
    }

    private int overidentified() {
        return estimate.instruments() - rows.regressors();
    }

    private static MomentTest chi(double statistic, int degrees) {
        boolean none = degrees <= 0 || Double.isNaN(statistic);
        return none
                ? new MomentTest(statistic, degrees, Double.POSITIVE_INFINITY, Double.NaN)
                : MomentTest.chiSquared(statistic, degrees);
    }

    /**
     * Hansen's test that all moments hold, robust, at the second step's weight. Many instruments make it accept anything.
     *
     * @return the test; no p-value where there are no more instruments than coefficients
     */
    public MomentTest hansen() {
        return chi(estimate.hansen(), overidentified());
    }

    /**
     * Sargan's test of the same from the first step: right only if errors are independent with one variance, but not weakened by many
     * instruments.
     *
     * @return the test; none for the system
     */
    public MomentTest sargan() {
        return chi(estimate.sargan(), overidentified());
    }

    /**
     * The number of instruments.
     *
     * @return rank of the instruments
     */
    public int instruments() {
        return estimate.instruments();
    }

    /**
     * The number of units with at least one equation.
     *
     * @return units
     */
    public int units() {
        return rows.blocks().size();
    }

    /**
     * The number of rows that the estimate rests on: differences or deviations, for the system the levels.
     *
     * @return rows
     */
    public int rows() {
        return rows.blocks().stream()
                .mapToInt(b -> rows.constant() ? b.y().length - b.transformed() : b.transformed())
                .sum();
    }

    /**
     * The slopes with their intervals.
     *
     * @return a coefficient plot with a plain title, which {@code title(…).claim(…)} replaces by the finding
     */
    public Figure figure() {
        Coefficients plot = Figure.coefficients();
        int shown = choices.options.lags() + choices.regressors.size();
        for (CoefficientEstimate e : coefficients.rows().subList(0, shown)) {
            plot = plot.term(
                    e.term(), e.estimate(), e.interval().low(), e.interval().high());
        }
        return plot.title("Slopes of the dynamic panel")
                .subtitle("Outcome " + choices.outcome + ", unit " + choices.axes.unit())
                .interval("bars: " + Numbers.percent(choices.options.level(), 0) + ", " + errors())
                .reference(0, "no effect")
                .source(provenance)
                .sampleSize(rows());
    }

    private String errors() {
        return choices.options.twoSteps() ? "Windmeijer's errors" : "robust errors by unit";
    }

    private String form() {
        return switch (choices.options.form()) {
            case DIFFERENCE -> "differences";
            case DEVIATIONS -> "forward orthogonal deviations";
            case SYSTEM -> "differences and levels (system)";
        };
    }

    private String instrumentChoice() {
        DynamicPanel.Options o = choices.options;
        StringBuilder text = new StringBuilder(choices.outcome).append(" from lag 2");
        o.predetermined().forEach(p -> text.append(", ").append(p).append(" from lag 1"));
        o.endogenous().forEach(p -> text.append(", ").append(p).append(" from lag 2"));
        text.append(o.mostLags() == Integer.MAX_VALUE ? ", all lags" : ", " + o.mostLags() + " lags each");
        return text.append(o.collapse() ? ", collapsed" : ", one for each period")
                .toString();
    }

    @Override
    public Summary summary() {
        DynamicPanel.Options o = choices.options;
        Summary.Builder summary = Summary.of("Dynamic panel")
                .choice("outcome", choices.outcome)
                .choice("unit", choices.axes.unit() + " (" + units() + ")")
                .choice("equations", form())
                .choice("steps", o.twoSteps() ? "2" : "1")
                .choice("standard errors", errors())
                .choice("instruments", estimate.instruments() + " (" + instrumentChoice() + ")")
                .choice("effects of periods", o.periods() ? "yes" : "no")
                .grid(coefficients.grid())
                .paragraph("Hansen", hansen() + " (null: the moments hold)")
                .paragraph("Sargan", sargan() + " (null: the same, with independent errors of one variance)")
                .paragraph(
                        "Serial correlation of differenced residuals",
                        "lag 1 " + serialCorrelation(1) + "; lag 2 " + serialCorrelation(2)
                                + " (at lag 2 the null must hold)");
        warn(summary);
        return summary.identifies(
                        "Effects of changes within units, if errors are not correlated over time and the named regressors stand in "
                                + "their right class"
                                + (rows.constant()
                                        ? "; levels add moments that need differences unrelated to the unit's effect."
                                        : "."))
                .breaks(
                        "Serial correlation at lag 2; a regressor called exogenous that is not; an outcome near a random walk, whose "
                                + "lagged levels say little about its differences"
                                + (rows.constant() ? "; units that start far from their long run." : "."))
                .doesNotShow("Effects of what does not change within units.")
                .leftOut(grid.unplaced(), "rows without a unit or a period")
                .leftOut(
                        grid.rows() - rows.complete(),
                        "rows without a complete outcome, lag and regressors in their period")
                .leftOut(
                        rows.constant() ? 0 : rows.complete() - rows(),
                        o.form() == DynamicRows.Form.DEVIATIONS
                                ? "rows with no later one in their unit"
                                : "complete rows without a complete one a period before")
                .build();
    }

    private void warn(Summary.Builder summary) {
        if (estimate.instruments() > units()) {
            summary.warning(
                    estimate.instruments() + " instruments for " + units()
                            + " units: Hansen's test accepts nearly anything, and two steps overfit. Use collapse() or mostLags(…).");
        }
        if (estimate.singular()) {
            summary.warning(
                    "The second step's weight has no inverse; a generalized one is used, which depends on the units of the "
                            + "columns. Use fewer instruments.");
        }
        if (serialCorrelation(2).pValue() < 0.05) {
            summary.warning("Residuals are correlated at lag 2 (p "
                    + Numbers.fixed(serialCorrelation(2).pValue(), 4)
                    + "): lag 2 is no instrument. Add lags of the outcome.");
        }
        double sum = 0;
        for (int l = 0; l < choices.options.lags(); l++) {
            sum += step().beta()[l];
        }
        if (sum >= 1) {
            summary.warning("The lags add up to " + Numbers.significant(sum, 3) + ": there is no long run.");
        }
    }

    @Override
    public Table tidy() {
        return coefficients.tidy("dynamic panel");
    }

    @Override
    public Table glance() {
        MomentTest hansen = hansen();
        return Table.create(
                "dynamic panel",
                IntColumn.create("nobs", new int[] {rows()}),
                IntColumn.create("dropped", new int[] {grid.rows() + grid.unplaced() - rows()}),
                StringColumn.create("vcov", List.of(choices.options.twoSteps() ? "Windmeijer" : "robust by unit")),
                IntColumn.create("units", new int[] {units()}),
                IntColumn.create("instruments", new int[] {estimate.instruments()}),
                DoubleColumn.create("hansen", new double[] {hansen.statistic()}),
                DoubleColumn.create("hansen_p", new double[] {hansen.pValue()}),
                DoubleColumn.create("sargan", new double[] {sargan().statistic()}),
                DoubleColumn.create("sargan_p", new double[] {sargan().pValue()}),
                DoubleColumn.create("ar1", new double[] {step().serial()[0]}),
                DoubleColumn.create("ar2", new double[] {step().serial()[1]}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
