package org.overhang.regress.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/**
 * A panel whose outcome depends on its own past, by moments: Arellano and Bond's differences, Blundell and Bond's system, with
 * Windmeijer's errors and the tests that say whether the moments hold.
 *
 * <pre>{@code
 * y_{it} = \sum_{l=1}^{p} \rho_l y_{i,t-l} + x_{it}'b + u_i + e_{it}, \quad E[y_{i,t-s} \Delta e_{it}] = 0 \; (s \ge 2),
 * \quad E[\Delta y_{i,t-1} (u_i + e_{it})] = 0
 * }</pre>
 *
 * <p>{@code u_i} effect of the unit, which a difference takes out together with everything that does not change within units. The
 * instruments of a difference are levels two periods back and more for the outcome and for regressors that are {@link #endogenous},
 * one back and more for those that are {@link #predetermined}; a regressor that is neither is its own instrument. {@link #system()}
 * adds the equation in levels, whose instruments are the latest differences those lags leave, and a constant. Lags are of time: where a
 * period is missing there is neither a difference nor a lag. Rows with a missing outcome, lag or regressor are left out and counted;
 * a cell that is there still serves as an instrument. Zero and negative values are used as they are.
 *
 * <p>Defaults, printed: one lag of the outcome, differences, two steps with Windmeijer's errors, every lag as an instrument in each
 * period, no effects of periods, intervals at 0.95 from the normal distribution.
 *
 * <pre>{@code
 * var fit = DynamicPanel.of("log_output").on("log_capital", "log_wage").unit("plant").time("year")
 *         .predetermined("log_capital").mostLags(3).collapse().timeEffects().fit(plants);
 * fit.serialCorrelation(2);
 * fit
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}; {@link Reason#BAD_VALUE} for repeated unit-periods; {@link
 * Reason#NOT_IDENTIFIED} if no unit has enough neighbouring periods, if there are fewer instruments than coefficients, or if a
 * regressor does not change within units; {@link Reason#OUT_OF_RANGE} for options that do not fit and more than 4,000 instruments.
 *
 * <p>Source: Arellano and Bond (1991), Review of Economic Studies 58; Arellano and Bover (1995), Journal of Econometrics 68, for
 * deviations; Blundell and Bond (1998), Journal of Econometrics 87; Windmeijer (2005), Journal of Econometrics 126; Roodman (2009),
 * Stata Journal 9, whose form of the system this is.
 */
public final class DynamicPanel {
    final String outcome;
    final List<String> regressors;
    final NeedsUnit.Axes axes;
    final Options options;

    /**
     * What can be chosen.
     *
     * @param lags of the outcome
     * @param predetermined regressors that past errors move
     * @param endogenous regressors that the present error moves too
     * @param form the equations
     * @param twoSteps whether the weight is estimated
     * @param collapse one instrument a lag
     * @param mostLags of each variable as instruments
     * @param periods effects of periods
     * @param level of intervals
     */
    record Options(
            int lags,
            Set<String> predetermined,
            Set<String> endogenous,
            DynamicRows.Form form,
            boolean twoSteps,
            boolean collapse,
            int mostLags,
            boolean periods,
            double level) {
        static final Options DEFAULT = new Options(
                1, Set.of(), Set.of(), DynamicRows.Form.DIFFERENCE, true, false, Integer.MAX_VALUE, false, 0.95);

        /** The options while one of them changes. */
        static final class Builder {
            private int lags;
            private Set<String> predetermined;
            private Set<String> endogenous;
            private DynamicRows.Form form;
            private boolean twoSteps;
            private boolean collapse;
            private int mostLags;
            private boolean periods;
            private double level;

            Builder(Options o) {
                lags = o.lags;
                predetermined = o.predetermined;
                endogenous = o.endogenous;
                form = o.form;
                twoSteps = o.twoSteps;
                collapse = o.collapse;
                mostLags = o.mostLags;
                periods = o.periods;
                level = o.level;
            }

            Options build() {
                return new Options(lags, predetermined, endogenous, form, twoSteps, collapse, mostLags, periods, level);
            }
        }
    }

    private DynamicPanel(String outcome, List<String> regressors, NeedsUnit.Axes axes, Options options) {
        this.outcome = outcome;
        this.regressors = regressors;
        this.axes = axes;
        this.options = options;
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

    /** A dynamic panel that still needs its regressors. */
    public static final class NeedsRegressors {
        private final String outcome;

        private NeedsRegressors(String outcome) {
            this.outcome = outcome;
        }

        /**
         * Names the regressors beside the outcome's own lags.
         *
         * @param regressors names of numeric columns; none for the outcome's past alone
         * @return a step that still needs the unit column
         */
        public NeedsUnit<DynamicPanel> on(String... regressors) {
            List<String> on = List.of(regressors);
            if (on.contains(outcome) || Set.copyOf(on).size() < on.size()) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "DynamicPanel needs regressors that differ from the outcome and from one another, but got "
                                + String.join(", ", on) + " for outcome \"" + outcome
                                + "\". Its own lags come by lags(1).");
            }
            return new NeedsUnit<>(axes -> new DynamicPanel(outcome, on, axes, Options.DEFAULT));
        }
    }

    private DynamicPanel but(Consumer<Options.Builder> change) {
        Options.Builder b = new Options.Builder(options);
        change.accept(b);
        return new DynamicPanel(outcome, regressors, axes, b.build());
    }

    /**
     * Sets the lags of the outcome among the regressors.
     *
     * @param count at least 1
     * @return the method with lags 1 to count
     */
    public DynamicPanel lags(int count) {
        requireAtLeast("lags", count);
        return but(b -> b.lags = count);
    }

    private static void requireAtLeast(String what, int count) {
        if (count < 1) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "DynamicPanel needs at least 1 in " + what + "(…), but got " + count
                            + ". For no lag of the outcome use PanelRegression.");
        }
    }

    private Set<String> named(String role, String[] names) {
        for (String name : names) {
            if (!regressors.contains(name)) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "DynamicPanel needs " + role + " columns among its regressors, but \"" + name + "\" is none. "
                                + Nearest.hint(name, regressors) + "Regressors: "
                                + (regressors.isEmpty() ? "none" : String.join(", ", regressors)) + ".");
            }
        }
        return new LinkedHashSet<>(Arrays.asList(names));
    }

    private static Set<String> without(Set<String> names, Set<String> gone) {
        Set<String> out = new LinkedHashSet<>(names);
        out.removeAll(gone);
        return out;
    }

    /**
     * Says which regressors past errors may move, but not the present one: instruments from lag 1.
     *
     * @param names among the regressors
     * @return the method with these
     */
    public DynamicPanel predetermined(String... names) {
        Set<String> these = named("predetermined", names);
        return but(b -> {
            b.predetermined = these;
            b.endogenous = without(options.endogenous, these);
        });
    }

    /**
     * Says which regressors the present error may move too: instruments from lag 2.
     *
     * @param names among the regressors
     * @return the method with these
     */
    public DynamicPanel endogenous(String... names) {
        Set<String> these = named("endogenous", names);
        return but(b -> {
            b.predetermined = without(options.predetermined, these);
            b.endogenous = these;
        });
    }

    private DynamicPanel form(DynamicRows.Form form) {
        return but(b -> b.form = form);
    }

    /**
     * Adds the equation in levels, for outcomes that move slowly. Its moments also need a start near the long run: deviations of the
     * first observation from it unrelated to the unit's effect.
     *
     * @return Blundell and Bond's system
     */
    public DynamicPanel system() {
        return form(DynamicRows.Form.SYSTEM);
    }

    /**
     * Takes forward orthogonal deviations in place of differences, which lose fewer rows where periods are missing.
     *
     * @return Arellano and Bover's form
     */
    public DynamicPanel deviations() {
        return form(DynamicRows.Form.DEVIATIONS);
    }

    /**
     * Stops after one step, with errors robust to any variance and correlation within units.
     *
     * @return the method with one step
     */
    public DynamicPanel oneStep() {
        return but(b -> b.twoSteps = false);
    }

    /**
     * Makes one instrument of each lag in place of one for each lag and period.
     *
     * @return the method with collapsed instruments
     */
    public DynamicPanel collapse() {
        return but(b -> b.collapse = true);
    }

    /**
     * Limits the lags that serve as instruments in the transformed equation.
     *
     * @param count most lags of each variable, counted from its first that is allowed
     * @return the method with this limit
     */
    public DynamicPanel mostLags(int count) {
        requireAtLeast("mostLags", count);
        return but(b -> b.mostLags = count);
    }

    /**
     * Gives each period an effect of its own.
     *
     * @return the method with effects of periods
     */
    public DynamicPanel timeEffects() {
        return but(b -> b.periods = true);
    }

    /**
     * Sets the level of intervals.
     *
     * @param share coverage as a fraction, for example 0.9
     * @return the method with this level
     */
    public DynamicPanel level(double share) {
        if (!(share > 0 && share < 1)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "An interval needs a level between 0 and 1, but it is " + share
                            + ". Write 0.95 for ninety-five percent.");
        }
        return but(b -> b.level = share);
    }

    /**
     * Estimates.
     *
     * @param source a dataset, or {@code Source.of(table)}
     * @return the estimate with its tests
     * @throws OverhangException see the class
     */
    public DynamicFit fit(Source source) {
        PanelGrid grid = PanelGrid.read("DynamicPanel", source, axes, List.of(outcome), regressors);
        double[][] y = grid.column(outcome);
        List<String> terms = new ArrayList<>();
        List<double[][]> x = new ArrayList<>();
        for (int l = 1; l <= options.lags; l++) {
            terms.add("lag(" + outcome + ", " + l + ")");
            x.add(lagged(y, l));
        }
        List<DynamicRows.Past> past = new ArrayList<>();
        past.add(past(y, 2));
        List<double[][]> standard = new ArrayList<>();
        for (String name : regressors) {
            double[][] cells = grid.column(name);
            terms.add(name);
            x.add(cells);
            if (options.predetermined.contains(name) || options.endogenous.contains(name)) {
                past.add(past(cells, options.endogenous.contains(name) ? 2 : 1));
            } else {
                standard.add(cells);
            }
        }
        DynamicRows.Stacked rows = DynamicRows.of(new DynamicRows.Design(
                y,
                x.toArray(double[][][]::new),
                past,
                standard.toArray(double[][][]::new),
                options.form,
                options.collapse,
                options.periods));
        requireRows(rows, grid, source);
        if (rows.constant()) {
            terms.add("constant");
        }
        Arrays.stream(rows.effects())
                .forEach(s -> terms.add(axes.time() + " " + grid.periods().get(s)));
        return new DynamicFit(this, terms, DynamicMath.estimate(rows, options.form), rows, grid, source.provenance());
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #fit(Source)}
     */
    public DynamicFit fit(Table table) {
        return fit(Source.of(table));
    }

    private DynamicRows.Past past(double[][] cells, int from) {
        return new DynamicRows.Past(
                cells, from, (int) Math.min(Integer.MAX_VALUE / 2, (long) from + options.mostLags - 1));
    }

    private void requireRows(DynamicRows.Stacked rows, PanelGrid grid, Source source) {
        if (rows.blocks().stream().mapToInt(DynamicRows.Block::transformed).sum() == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "DynamicPanel needs units with " + (options.lags + 2) + " neighbouring periods, but in table \""
                            + source.name() + "\" none of " + grid.unitCount() + " has as many complete ones among "
                            + grid.periodCount() + " periods. Check the columns \"" + axes.unit() + "\" and \""
                            + axes.time() + "\".");
        }
    }

    private static double[][] lagged(double[][] cells, int by) {
        double[][] out = new double[cells.length][];
        for (int i = 0; i < out.length; i++) {
            out[i] = new double[cells[i].length];
            for (int s = 0; s < out[i].length; s++) {
                out[i][s] = s >= by ? cells[i][s - by] : Double.NaN;
            }
        }
        return out;
    }
}
