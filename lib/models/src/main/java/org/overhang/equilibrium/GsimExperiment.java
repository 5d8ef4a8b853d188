package org.overhang.equilibrium;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.policy.Change;

/** Changes in a world model, as a function of its elasticities. */
final class GsimExperiment implements Experiment {
    private static final List<CountryOutcome> EFFECTS = List.of(CountryOutcome.values());

    private final Gsim.Calibrated model;
    private final GsimMath.Shock shock;
    private final double[] rate;
    private final List<Change> changes;
    private Dense.@Nullable Root root;

    GsimExperiment(Gsim.Calibrated model, GsimMath.Shock shock, double[] rate, List<Change> changes) {
        this.model = model;
        this.shock = shock;
        this.rate = rate;
        this.changes = changes;
    }

    /** Solves at the stated elasticities, exactly and in the linear form. */
    GsimSolution solution() {
        GsimMath.Base base = model.base(values());
        Dense.Root found = root(base);
        double[] linear = GsimMath.linear(base, shock);
        if (linear == null) {
            throw Dense.unconverged("Gsim", Double.NaN, 0);
        }
        root = found;
        return new GsimSolution(model, this, found, exact(base, found), GsimAccounts.linear(base, shock, rate, linear));
    }

    private Dense.Root root(GsimMath.Base base) {
        return Dense.newton("Gsim", new double[base.size()], GsimMath.system(base, shock));
    }

    private GsimSolution.Accounts exact(GsimMath.Base base, Dense.Root found) {
        return GsimAccounts.closed(base, shock, GsimAccounts.exact(base, shock, rate, found.y()));
    }

    @Override
    public String title() {
        return "GSIM";
    }

    @Override
    public List<String[]> choices() {
        return List.of(new String[] {"conduct", "competition"}, new String[] {"form", "exact"});
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
        return model.parameters();
    }

    @Override
    public double[][] correlation() {
        return model.correlation();
    }

    @Override
    public List<CountryOutcome> effects() {
        return EFFECTS;
    }

    @Override
    public List<CountryOutcome> shown() {
        return List.of(CountryOutcome.WORLD_PRICE, CountryOutcome.OUTPUT, CountryOutcome.NET_WELFARE);
    }

    @Override
    public List<String> subjects() {
        return model.regions();
    }

    @Override
    public int subject(String name) {
        return Simulation.find("Gsim", "country", name, model.regions());
    }

    @Override
    public double solve(double[] values, double[][][] into, int column) {
        GsimMath.Base base = model.base(values);
        GsimSolution.Accounts accounts = exact(base, root(base));
        write(accounts, into, column);
        double world = 0;
        for (int j = 0; j < base.size(); j++) {
            world += accounts.net(j) - accounts.subsidies()[j];
        }
        return world;
    }

    private static void write(GsimSolution.Accounts accounts, double[][][] into, int column) {
        for (CountryOutcome outcome : EFFECTS) {
            double[][] row = into[outcome.ordinal()];
            for (int j = 0; j < row.length; j++) {
                row[j][column] = accounts.of(outcome, j);
            }
        }
    }

    @Override
    public void around(int parameter, double step, double[][][] into) {
        if (root == null) {
            throw new IllegalStateException("The implicit function theorem stands at a solution.");
        }
        double[] up = values();
        double[] down = values();
        up[parameter] += step;
        down[parameter] -= step;
        GsimMath.Base[] ends = {model.base(up), model.base(down)};
        double[][] moved = Dense.along(
                "Gsim",
                root.y(),
                GsimMath.system(model.base(values()), shock),
                GsimMath.system(ends[0], shock),
                GsimMath.system(ends[1], shock));
        for (int end = 0; end < 2; end++) {
            write(GsimAccounts.exact(ends[end], shock, rate, moved[end]), into, end);
        }
    }
}
