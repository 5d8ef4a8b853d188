package org.overhang.equilibrium;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A model of typed parameters before and after policies, number by number, with 95 percent intervals where a parameter is
 * uncertain.
 *
 * <p>Intervals are of the delta method: the solution's derivatives in the parameters as written, their errors correlated as the
 * model states. At a point where a limit just begins to bind they hold on neither side; simulate there.
 */
public abstract sealed class TypedSolution implements Result
        permits DominantFirm.Solved, ReciprocalDumping.Solved, TwoMarketExporter.Solved {

    private final TypedExperiment experiment;
    private final Terms terms;
    private final @Nullable Delta delta;

    TypedSolution(TypedExperiment experiment) {
        this.experiment = experiment;
        this.terms = experiment.point();
        this.delta = Delta.of(experiment);
    }

    /**
     * The numbers that the model answers with.
     *
     * @return in the order of the tables
     */
    public final List<Term> terms() {
        return terms.names();
    }

    private int at(Term term) {
        return Simulation.position(experiment, term);
    }

    /**
     * A number after the policies.
     *
     * @param term which
     * @return money, units or a fraction
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#BAD_VALUE} if the model does not have it
     */
    public final double value(Term term) {
        return terms.after(at(term));
    }

    /**
     * A number before the policies.
     *
     * @param term which
     * @return money, units or a fraction
     */
    public final double baseline(Term term) {
        return terms.before(at(term));
    }

    /**
     * A number's change from the baseline.
     *
     * @param term which
     * @return after less before
     */
    public final double change(Term term) {
        return Delta.difference(value(term), baseline(term));
    }

    /**
     * Change of welfare of all, checked against gross utility less resource cost.
     *
     * @return money
     */
    public final double worldWelfare() {
        return value(Term.WORLD_WELFARE);
    }

    /**
     * The parameters in the order of {@link #derivative} and of a correlation matrix.
     *
     * @return the numbers that the model was written with
     */
    public final List<Parameter> parameters() {
        return List.copyOf(experiment.parameters());
    }

    /**
     * The standard error of a number, or of its change.
     *
     * @param effect a {@link Term}, or {@link Term#change()}
     * @return the standard error; 0 if every parameter is exact
     */
    public final double standardError(Effect effect) {
        Simulation.position(experiment, effect);
        return delta == null ? 0 : delta.standardError(effect, 0);
    }

    /**
     * The derivative of a number, or of its change, in one uncertain parameter.
     *
     * @param effect a {@link Term}, or {@link Term#change()}
     * @param parameter position in {@link #parameters()}
     * @return the derivative
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#NOT_IDENTIFIED} if that parameter is exact
     */
    public final double derivative(Effect effect, int parameter) {
        Simulation.position(experiment, effect);
        return Delta.derivative(delta, experiment.parameters(), effect, 0, parameter);
    }

    /**
     * The 95 percent interval of a number, or of its change.
     *
     * @param effect a {@link Term}, or {@link Term#change()}
     * @return the interval, of width 0 if every parameter is exact
     */
    public final Interval interval(Effect effect) {
        double estimate = effect instanceof Term.Difference d ? change(d.of()) : value((Term) effect);
        double half = Interval.Z95 * standardError(effect);
        return new Interval(estimate - half, estimate + half, 0.95, "delta method");
    }

    /** The table of a summary, with intervals where something is uncertain, and what the numbers rest on. */
    final Summary.Builder numbers(Summary.Builder out) {
        List<Term> names = terms.names();
        Summary.Grid grid = Summary.grid(names.size())
                .text("", "", i -> names.get(i).words())
                .significant("baseline", "", terms::before)
                .significant("counterfactual", "", terms::after)
                .significant("change", "", i -> terms.after(i) - terms.before(i));
        if (delta != null) {
            grid.text("95 %", "counterfactual", i -> ends(names.get(i)))
                    .text("95 %", "change", i -> ends(names.get(i).change()));
        }
        return out.grid(grid).paragraph("Parameters", Simulation.provenance(experiment.parameters()));
    }

    private String ends(Effect effect) {
        double estimate = effect instanceof Term.Difference d ? change(d.of()) : value((Term) effect);
        if (!(standardError(effect) > 0) || Double.isNaN(estimate)) {
            return "";
        }
        Interval of = interval(effect);
        return Numbers.significant(of.low(), 4) + " to " + Numbers.significant(of.high(), 4);
    }

    @Override
    public final Table tidy() {
        List<Term> names = terms.names();
        int n = names.size();
        double[][] cells = new double[6][n];
        for (int i = 0; i < n; i++) {
            cells[0][i] = terms.before(i);
            cells[1][i] = terms.after(i);
            cells[2][i] = standardError(names.get(i));
            cells[3][i] = cells[1][i] - Interval.Z95 * cells[2][i];
            cells[4][i] = cells[1][i] + Interval.Z95 * cells[2][i];
            cells[5][i] = standardError(names.get(i).change());
        }
        return Table.create(experiment.title())
                .addColumns(
                        StringColumn.create(
                                "term", names.stream().map(Term::words).toList()),
                        DoubleColumn.create("baseline", cells[0]),
                        DoubleColumn.create("estimate", cells[1]),
                        DoubleColumn.create("std_error", cells[2]),
                        DoubleColumn.create("conf_low", cells[3]),
                        DoubleColumn.create("conf_high", cells[4]),
                        DoubleColumn.create("change_std_error", cells[5]));
    }

    @Override
    public final String toString() {
        return summary().toString();
    }
}
