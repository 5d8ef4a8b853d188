package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.policy.Policy;

/** Policies in a model of typed parameters, as a function of those parameters; each number as level and as change. */
final class TypedExperiment implements Experiment {
    /** A model solved at other values of its parameters. */
    interface Solver {
        /** Numbers before and after; throws if there is no equilibrium. */
        Terms at(double[] values);
    }

    private final String title;
    private final List<String[]> choices;
    private final List<Policy> changes;
    private final List<Parameter> parameters;
    private final double[][] correlation;
    private final Solver solver;
    private final Terms point;
    private final List<Effect> effects = new ArrayList<>();
    private final List<Effect> shown;

    TypedExperiment(
            String title,
            String conduct,
            List<Policy> changes,
            List<Parameter> parameters,
            double[][] correlation,
            List<? extends Effect> shown,
            Solver solver) {
        this.title = title;
        this.choices = List.<String[]>of(new String[] {"conduct", conduct});
        this.changes = changes;
        this.parameters = parameters;
        this.correlation = Uncertainty.padded(correlation, parameters.size());
        this.shown = List.copyOf(shown);
        this.solver = solver;
        this.point = solver.at(values());
        effects.addAll(point.names());
        point.names().forEach(t -> effects.add(t.change()));
    }

    Terms point() {
        return point;
    }

    static String text(List<Policy> policies) {
        return policies.isEmpty()
                ? "none"
                : String.join("; ", policies.stream().map(Policy::text).toList());
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public List<String[]> choices() {
        return choices;
    }

    @Override
    public String changes() {
        return text(changes);
    }

    @Override
    public String money() {
        return "";
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public double[][] correlation() {
        return correlation;
    }

    @Override
    public List<Effect> effects() {
        return effects;
    }

    @Override
    public List<Effect> shown() {
        return shown;
    }

    @Override
    public List<String> subjects() {
        return List.of("");
    }

    @Override
    public int subject(String name) {
        if (!name.isEmpty()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    title + " has one market, so an effect needs no name, but found \"" + name + "\".");
        }
        return 0;
    }

    @Override
    public double solve(double[] values, double[][][] into, int column) {
        Terms found = solver.at(values);
        int n = point.names().size();
        for (int i = 0; i < n; i++) {
            into[i][0][column] = found.after(i);
            into[n + i][0][column] = Delta.difference(found.after(i), found.before(i));
        }
        return Double.NaN;
    }

    /** The model has its solution in closed form, so that a step needs no theorem. */
    @Override
    public void around(int parameter, double step, double[][][] into) {
        for (int end = 0; end < 2; end++) {
            double[] moved = values();
            moved[parameter] += end == 0 ? step : -step;
            solve(moved, into, end);
        }
    }
}
