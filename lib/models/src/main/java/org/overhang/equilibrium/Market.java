package org.overhang.equilibrium;

import java.util.List;
import java.util.TreeMap;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Seed;
import org.overhang.core.Summary;
import org.overhang.policy.Change;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A calibrated market: it replicates its baseline to 1e-8 and answers what other policies would have done.
 *
 * <p>Every model makes one, so that policies, accounts and uncertainty read the same whatever the conduct.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var noSubsidy = market.solve(remove(SUBSIDY).from("China"));
 * noSubsidy.welfare();
 * market.simulate(10_000, seed(42), remove(SUBSIDY).from("China")).probability(PRODUCER_PRICE, "EU", 0.02);
 * }</pre>
 */
public final class Market implements Result {
    /** Calibrated prices and quantities must come back to this relative distance. */
    private static final double REPLICATION = 1e-8;

    private final Model model;
    private final Equilibrium baseline;

    private final double[][] correlation;
    private final int lostRows;
    private final int lostProducts;

    private Market(Model model, Equilibrium baseline, double[][] correlation, int lostRows, int lostProducts) {
        this.model = model;
        this.baseline = baseline;
        this.correlation = correlation;
        this.lostRows = lostRows;
        this.lostProducts = lostProducts;
    }

    /** Solves the baseline and refuses it unless it returns the data. */
    static Market replicating(Model model, double[] price, double[] quantity, int[] lost) {
        Equilibrium baseline = model.solve(model.baseline(), null);
        for (int j = 0; j < price.length; j++) {
            double gap = Math.max(
                    Math.abs(baseline.consumerPrice()[j] / price[j] - 1),
                    Math.abs(baseline.quantity()[j] / quantity[j] - 1));
            if (!(gap <= REPLICATION)) {
                throw new OverhangException(
                        Reason.NOT_CONVERGED,
                        model.name() + " needs a baseline that returns its data, but \""
                                + model.baseline().names[j] + "\" comes back " + gap
                                + " away. Check the margins and elasticities.");
            }
        }
        model.check(baseline);
        return new Market(
                model, baseline, Uncertainty.independent(model.parameters().size()), lost[0], lost[1]);
    }

    Model model() {
        return model;
    }

    int lostRows() {
        return lostRows;
    }

    int lostProducts() {
        return lostProducts;
    }

    Equilibrium baseline() {
        return baseline;
    }

    /**
     * The products in the order of all tables.
     *
     * @return their names
     */
    public List<String> products() {
        return List.of(model.baseline().names);
    }

    /**
     * The parameters that may carry uncertainty, in the order that a correlation matrix follows: elasticities, then the
     * outside share and margins where the model is calibrated from them.
     *
     * @return the parameters as used; an elasticity given for all products is one parameter
     */
    public List<Parameter> parameters() {
        return model.parameters();
    }

    /**
     * The market under changes, applied in their order.
     *
     * @param changes policies and whom they meet; none gives the baseline back
     * @return baseline and counterfactual side by side
     * @throws OverhangException {@link Reason#BAD_VALUE} for a product that is not in the market, {@link Reason#OUT_OF_RANGE}
     *     for a policy that the model cannot carry, {@link Reason#NOT_CONVERGED} if there is no equilibrium or a firm gains
     *     by leaving it
     */
    public Counterfactual solve(Change... changes) {
        List<Change> list = List.of(changes);
        Equilibrium after = model.solve(regime(list), baseline);
        model.check(after);
        return new Counterfactual(this, list, after);
    }

    /**
     * The same market whose parameters' errors are correlated: for standard errors as for simulations.
     *
     * @param matrix correlation of {@link #parameters()}, in their order; of the logs (log odds of shares) in a simulation
     * @return the market with that correlation; parameters that a change carries are independent of them
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the matrix is not a correlation matrix of their number
     */
    public Market correlated(double[][] matrix) {
        double[][] checked = Uncertainty.correlation(matrix, model.parameters().size());
        return new Market(model, baseline, checked, lostRows, lostProducts);
    }

    double[][] correlation(int parameters) {
        return Uncertainty.padded(correlation, parameters);
    }

    /** The baseline's policies after changes. */
    Regime regime(List<Change> changes) {
        return model.baseline().with(model, baseline, changes);
    }

    static String text(List<Change> changes) {
        return changes.isEmpty()
                ? "none"
                : String.join("; ", changes.stream().map(Change::text).toList());
    }

    /**
     * The same changes under draws of the uncertain parameters, with the market's correlation.
     *
     * @param draws how many
     * @param seed where they start; the same seed gives other changes the same draws
     * @param changes policies and whom they meet
     * @return the distribution of every effect
     */
    public Simulation simulate(int draws, Seed seed, Change... changes) {
        return Simulation.run(new MarketExperiment(this, List.of(changes), null), draws, seed);
    }

    /**
     * The same changes under correlated draws of the uncertain parameters.
     *
     * @param draws how many
     * @param seed where they start
     * @param correlation of the logs of {@link #parameters()}, in their order
     * @param changes policies and whom they meet
     * @return the distribution of every effect
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the matrix is not a correlation matrix, or nothing is uncertain
     */
    public Simulation simulate(int draws, Seed seed, double[][] correlation, Change... changes) {
        return correlated(correlation).simulate(draws, seed, changes);
    }

    /**
     * Each uncertain parameter moved alone from its 2.5 to its 97.5 percent point.
     *
     * @param outcome what is watched
     * @param product whose
     * @param changes policies and whom they meet
     * @return the effect at both ends, widest range first
     */
    public Tornado tornado(Outcome outcome, String product, Change... changes) {
        return Tornado.of(new MarketExperiment(this, List.of(changes), null), outcome, product);
    }

    int indexOf(String product) {
        return Simulation.find(model.name(), "product", product, products());
    }

    Summary.Builder opening(String title) {
        Summary.Builder out = Summary.of(title);
        model.choices().forEach(c -> out.choice(c[0], c[1]));
        return out;
    }

    @Override
    public Summary summary() {
        Regime regime = model.baseline();
        Summary.Builder out = opening(model.name() + ", calibrated")
                .grid(Summary.grid(regime.size())
                        .text("product", "", j -> regime.names[j])
                        .text("side", "", j -> model.domestic()[j] ? "domestic" : "foreign")
                        .significant("consumer price", "", j -> baseline.consumerPrice()[j])
                        .significant("producer price", "", j -> baseline.producerPrice()[j])
                        .significant("quantity", "", j -> baseline.quantity()[j])
                        .significant("profit", model.money(), j -> baseline.profit()[j])
                        .percent("duty", "price before it", 1, j -> regime.duty[j])
                        .percent("subsidy", "producer price", 1, j -> regime.subsidy[j]));
        parameterLines(out);
        model.notes().forEach(n -> out.paragraph("Calibration", n));
        return out.identifies(
                        "The baseline's prices and quantities, returned to 1e-8, and the elasticities below or beside.")
                .breaks("Conduct or elasticities other than stated.")
                .doesNotShow("How fast the market gets from one equilibrium to the other.")
                .leftOut(lostRows, "rows with a missing cell")
                .leftOut(lostProducts, "products without sales")
                .build();
    }

    void parameterLines(Summary.Builder out) {
        out.paragraph("Parameters", Simulation.provenance(model.parameters()));
    }

    @Override
    public Table tidy() {
        Regime regime = model.baseline();
        double[] cost = model.marginalCost(baseline);
        double[] share = new double[cost.length];
        double[] margin = new double[cost.length];
        for (int j = 0; j < cost.length; j++) {
            share[j] = baseline.share(j);
            margin[j] = baseline.margin(j, cost[j]);
        }
        Table out = Table.create(model.name())
                .addColumns(
                        StringColumn.create("product", regime.names),
                        DoubleColumn.create("consumer_price", baseline.consumerPrice()),
                        DoubleColumn.create("producer_price", baseline.producerPrice()),
                        DoubleColumn.create("quantity", baseline.quantity()),
                        DoubleColumn.create("profit", baseline.profit()),
                        DoubleColumn.create("duty", regime.duty),
                        DoubleColumn.create("subsidy", regime.subsidy),
                        DoubleColumn.create("share", share),
                        DoubleColumn.create("marginal_cost", cost),
                        DoubleColumn.create("margin", margin));
        new TreeMap<>(model.tastes()).forEach((name, cells) -> out.addColumns(DoubleColumn.create(name, cells)));
        return out;
    }

    @Override
    public Table glance() {
        Table out = Table.create(model.name())
                .addColumns(
                        IntColumn.create("nobs", new int[] {model.baseline().size()}),
                        IntColumn.create("dropped", new int[] {lostRows}),
                        DoubleColumn.create("residual", baseline.residual()),
                        IntColumn.create("iterations", new int[] {baseline.iterations()}));
        new TreeMap<>(model.demand()).forEach((name, value) -> out.addColumns(DoubleColumn.create(name, value)));
        return out;
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
