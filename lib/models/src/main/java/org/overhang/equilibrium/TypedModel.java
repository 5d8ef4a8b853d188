package org.overhang.equilibrium;

import java.util.List;
import org.overhang.core.Seed;
import org.overhang.policy.Policy;

/**
 * A model written with a few numbers, each of which may be an estimate: one seller's policies, one answer with its uncertainty.
 *
 * @param <M> the model itself
 * @param <S> its answer
 */
public abstract sealed class TypedModel<M, S extends TypedSolution>
        permits DominantFirm, ReciprocalDumping, TwoMarketExporter {
    private final Inputs inputs;

    TypedModel(Inputs inputs) {
        this.inputs = inputs;
    }

    /**
     * The numbers that the model is written with, in the order of a correlation matrix.
     *
     * @return each with its standard error and source
     */
    public final List<Parameter> parameters() {
        return inputs.parameters();
    }

    final Inputs inputs() {
        return inputs;
    }

    /** The same model written with other inputs. */
    abstract M with(Inputs other);

    /** What it is called, its conduct in words, and the effects that a summary shows. */
    abstract String title();

    abstract String conduct();

    abstract List<? extends Effect> shown();

    /** The model at other values of its parameters: numbers before and after. */
    abstract Terms terms(double[] values, List<Policy> changes);

    abstract S solved(TypedExperiment experiment);

    private TypedExperiment experiment(List<Policy> changes) {
        return new TypedExperiment(
                title(),
                conduct(),
                changes,
                parameters(),
                inputs.correlation(),
                shown(),
                values -> terms(values, changes));
    }

    /**
     * Policies that the baseline holds, in addition to those held so far.
     *
     * @param policies those that {@link #solve} takes, with sizes of their own
     * @return the model
     */
    public final M holding(Policy... policies) {
        return with(inputs.holding(List.of(policies)));
    }

    /**
     * The same model whose parameters' errors are correlated: for standard errors as for simulations.
     *
     * @param matrix correlation of {@link #parameters()}, in their order
     * @return the model with that correlation
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} if the matrix is not a
     *     correlation matrix of their number
     */
    public final M correlated(double[][] matrix) {
        return with(
                inputs.correlated(Uncertainty.correlation(matrix, parameters().size())));
    }

    /**
     * The model under policies in addition to those that its baseline holds, beside that baseline.
     *
     * @param changes policies, in their order; none gives the baseline
     * @return both
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} for a policy that the model
     *     cannot carry, or where there is no equilibrium
     */
    public final S solve(Policy... changes) {
        return solved(experiment(List.of(changes)));
    }

    /**
     * The same policies under draws of the uncertain parameters.
     *
     * @param draws how many
     * @param seed where they start; the same seed gives other policies the same draws
     * @param changes as in {@link #solve}
     * @return the distribution of every number and its change
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} if no parameter is uncertain
     */
    public final Simulation simulate(int draws, Seed seed, Policy... changes) {
        return Simulation.run(experiment(List.of(changes)), draws, seed);
    }

    /**
     * Each uncertain parameter moved alone from its 2.5 to its 97.5 percent point.
     *
     * @param effect a {@link Term}, or {@link Term#change()}
     * @param changes as in {@link #solve}
     * @return the number at both ends, widest range first
     */
    public final Tornado tornado(Effect effect, Policy... changes) {
        return Tornado.of(experiment(List.of(changes)), effect, "");
    }
}
