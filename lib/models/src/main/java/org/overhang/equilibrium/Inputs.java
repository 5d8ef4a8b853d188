package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.List;
import org.overhang.policy.Policy;

/**
 * What a model of typed parameters is written with.
 *
 * @param parameters its numbers, in the order of a correlation matrix
 * @param held policies of the baseline
 * @param correlation of the parameters' errors; of no rows while independent
 */
record Inputs(List<Parameter> parameters, List<Policy> held, double[][] correlation) {
    static Inputs of(List<Parameter> parameters) {
        return new Inputs(List.copyOf(parameters), List.of(), Uncertainty.independent(0));
    }

    double value(int i) {
        return parameters.get(i).value();
    }

    /** The same with other numbers. */
    Inputs at(double[] values) {
        List<Parameter> moved = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Parameter p = parameters.get(i);
            moved.add(
                    p instanceof Elasticity e
                            ? e.withValue(values[i])
                            : new ModelInput(
                                    ((ModelInput) p).name(),
                                    ((ModelInput) p).estimate().withValue(values[i]),
                                    ((ModelInput) p).share()));
        }
        return new Inputs(moved, held, correlation);
    }

    /** The same with one number replaced. */
    Inputs with(int place, Parameter parameter) {
        List<Parameter> out = new ArrayList<>(parameters);
        out.set(place, parameter);
        return new Inputs(List.copyOf(out), held, correlation);
    }

    Inputs holding(List<Policy> more) {
        return new Inputs(parameters, joined(held, more), correlation);
    }

    Inputs correlated(double[][] checked) {
        return new Inputs(parameters, held, checked);
    }

    static List<Policy> joined(List<Policy> held, List<Policy> changes) {
        List<Policy> all = new ArrayList<>(held);
        all.addAll(changes);
        return List.copyOf(all);
    }
}
