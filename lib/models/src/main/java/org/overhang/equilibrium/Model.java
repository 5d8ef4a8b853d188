package org.overhang.equilibrium;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.policy.Policy;

/** A calibrated model of one market: what {@link Market} needs to solve, check and vary it. */
interface Model {
    /** What the user called it, for messages. */
    String name();

    /** Conduct, demand and closure, as "what it is" pairs for the first line. */
    List<String[]> choices();

    /** Policies of the data. */
    Regime baseline();

    /** Which products are domestic. */
    boolean[] domestic();

    /** Why a policy cannot be carried by this product; empty if it can. */
    String refusal(Policy policy, int product);

    /** Equilibrium under a regime, from the solution of another one if given; throws if there is none. */
    Equilibrium solve(Regime regime, @Nullable Equilibrium start);

    /** Throws if a firm gains by deviating; the rationing rule stands in {@link #choices()}. */
    void check(Equilibrium equilibrium);

    /** Parameters that carry uncertainty, in a fixed order. */
    List<Parameter> parameters();

    /** The same data calibrated with other values of {@link #parameters()}. */
    Model with(double[] values);

    /** Conditions at a solution vector, with which of them hold; for the implicit function theorem. */
    Dense.System system(Regime regime, int[] modes);

    /** Everything that follows from a solution vector. */
    Equilibrium assemble(Regime regime, int[] modes, Dense.Root root);

    /** Lines that a calibration leaves for the reader: residuals of over-identified margins, say. */
    default List<String> notes() {
        return List.of();
    }

    /** Log change of producer prices in the log-linear version of the model; null where there is none. */
    default double @Nullable [] linearized(Equilibrium equilibrium) {
        return null;
    }

    /** Marginal cost of each product before subsidies, money a unit; NaN for a product that is out. */
    double[] marginalCost(Equilibrium equilibrium);

    /** Parameters of demand that the calibration found, named as columns, in the units of the data. */
    default Map<String, Double> demand() {
        return Map.of();
    }

    /** Parameters of each product that the calibration found, named as columns, in the units of the data. */
    default Map<String, double[]> tastes() {
        return Map.of();
    }

    /** Unit of money in which values are given; empty if not known. */
    String money();
}
