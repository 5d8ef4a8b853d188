package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.policy.Change;

/** Changes in a market of products, as a function of the model's parameters and of those that the changes carry. */
final class MarketExperiment implements Experiment {
    private static final List<Outcome> EFFECTS = List.of(Outcome.values());
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final Market market;
    private final Model model;
    private final List<Change> changes;
    private final List<Parameter> parameters;
    private final int own;
    private final Regime regime;
    private final @Nullable Equilibrium after;

    MarketExperiment(Market market, List<Change> changes, @Nullable Equilibrium after) {
        this.market = market;
        this.model = market.model();
        this.changes = changes;
        this.after = after;
        this.own = model.parameters().size();
        this.parameters = new ArrayList<>(model.parameters());
        parameters.addAll(PolicyParameters.of(changes));
        this.regime = market.regime(changes);
    }

    @Override
    public String title() {
        return model.name();
    }

    @Override
    public List<String[]> choices() {
        return model.choices();
    }

    @Override
    public String changes() {
        return Market.text(changes);
    }

    @Override
    public String money() {
        return model.money();
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public double[][] correlation() {
        return market.correlation(parameters.size());
    }

    @Override
    public List<Outcome> effects() {
        return EFFECTS;
    }

    @Override
    public List<Outcome> shown() {
        return List.of(Outcome.PRODUCER_PRICE, Outcome.QUANTITY, Outcome.PROFIT);
    }

    @Override
    public List<String> subjects() {
        return market.products();
    }

    @Override
    public int subject(String name) {
        return market.indexOf(name);
    }

    private Model modelAt(double[] values) {
        return model.with(own == values.length ? values : java.util.Arrays.copyOf(values, own));
    }

    private Regime regimeAt(double[] values) {
        return own == values.length ? regime : market.regime(PolicyParameters.at(changes, values, own));
    }

    @Override
    public double solve(double[] values, double[][][] into, int column) {
        Model drawn = modelAt(values);
        Equilibrium before = drawn.solve(drawn.baseline(), null);
        Equilibrium solved = drawn.solve(regimeAt(values), before);
        drawn.check(solved);
        write(before, solved, into, column);
        return solved.ledger() - before.ledger();
    }

    private static void write(Equilibrium before, Equilibrium after, double[][][] into, int column) {
        for (Outcome outcome : OUTCOMES) {
            double[][] row = into[outcome.ordinal()];
            for (int j = 0; j < row.length; j++) {
                row[j][column] = outcome.of(j, before, after);
            }
        }
    }

    @Override
    public void around(int parameter, double step, double[][][] into) {
        if (after == null) {
            throw new IllegalStateException("The implicit function theorem stands at a solution.");
        }
        double[] up = values();
        double[] down = values();
        up[parameter] += step;
        down[parameter] -= step;
        Model high = modelAt(up);
        Model low = modelAt(down);
        Equilibrium before = market.baseline();
        Equilibrium[] first = along(before, high, low, before.regime(), before.regime());
        Equilibrium[] then = along(after, high, low, regimeAt(up), regimeAt(down));
        write(first[0], then[0], into, 0);
        write(first[1], then[1], into, 1);
    }

    /** Equilibria at both ends, to first order from the solution {@code at}, the same conditions holding. */
    private Equilibrium[] along(Equilibrium at, Model high, Model low, Regime highRegime, Regime lowRegime) {
        double[][] moved = Dense.along(
                model.name(),
                at.unknowns(),
                model.system(at.regime(), at.modes()),
                high.system(highRegime, at.modes()),
                low.system(lowRegime, at.modes()));
        return new Equilibrium[] {
            high.assemble(highRegime, at.modes(), new Dense.Root(moved[0], 0, 0)),
            low.assemble(lowRegime, at.modes(), new Dense.Root(moved[1], 0, 0))
        };
    }
}
