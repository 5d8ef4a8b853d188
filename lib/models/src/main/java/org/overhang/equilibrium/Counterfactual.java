package org.overhang.equilibrium;

import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import org.overhang.policy.Change;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A baseline and what other policies would have made of it, product by product.
 *
 * <p>Where a parameter carries a standard error, effects carry a 95 percent interval by the delta method, from the
 * implicit function theorem at both solutions. A product that exits has no price afterwards.
 *
 * <p>Example: {@code market.solve(remove(SUBSIDY).from("China")).change(PRODUCER_PRICE, "EU")}.
 */
public final class Counterfactual implements Result {
    private static final double LEVEL = 0.95;

    private final Market market;
    private final List<Change> changes;
    private final Equilibrium after;
    private final MarketExperiment experiment;
    private final @Nullable Delta delta;

    Counterfactual(Market market, List<Change> changes, Equilibrium after) {
        this.market = market;
        this.changes = changes;
        this.after = after;
        this.experiment = new MarketExperiment(market, changes, after);
        this.delta = Delta.of(experiment);
    }

    Equilibrium after() {
        return after;
    }

    Market market() {
        return market;
    }

    /**
     * An effect on one product.
     *
     * @param outcome which effect
     * @param product whose
     * @return the change from baseline to counterfactual; NaN for the price of a product that is out
     */
    public double change(Outcome outcome, String product) {
        return outcome.of(market.indexOf(product), market.baseline(), after);
    }

    /**
     * The parameters of market and changes, in the order of {@link #derivative}.
     *
     * @return those of the market, then the uncertain ones that the changes carry
     */
    public List<Parameter> parameters() {
        return List.copyOf(experiment.parameters());
    }

    /**
     * The standard error of an effect by the delta method, with the market's correlation of parameters.
     *
     * @param outcome which effect
     * @param product whose
     * @return the standard error; 0 if every parameter is exact
     */
    public double standardError(Outcome outcome, String product) {
        return delta == null ? 0 : delta.standardError(outcome, market.indexOf(product));
    }

    /**
     * The derivative of an effect with respect to one uncertain parameter.
     *
     * @param outcome which effect
     * @param product whose
     * @param parameter position in {@link #parameters()}; it must have a standard error
     * @return the derivative
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if that parameter is exact
     */
    public double derivative(Outcome outcome, String product, int parameter) {
        return Delta.derivative(delta, experiment.parameters(), outcome, market.indexOf(product), parameter);
    }

    /**
     * The 95 percent interval of an effect by the delta method.
     *
     * @param outcome which effect
     * @param product whose
     * @return the interval, of width 0 if every parameter is exact
     */
    public Interval interval(Outcome outcome, String product) {
        double estimate = change(outcome, product);
        double half = Interval.Z95 * standardError(outcome, product);
        return new Interval(estimate - half, estimate + half, LEVEL, "delta method");
    }

    /**
     * The price before duty in the counterfactual.
     *
     * @param product whose
     * @return money a unit; NaN if it is out
     */
    public double producerPrice(String product) {
        return after.producerPrice()[market.indexOf(product)];
    }

    /**
     * The price after duty in the counterfactual.
     *
     * @param product whose
     * @return money a unit; NaN if it is out
     */
    public double consumerPrice(String product) {
        return after.consumerPrice()[market.indexOf(product)];
    }

    /**
     * The quantity in the counterfactual.
     *
     * @param product whose
     * @return units; 0 if it is out
     */
    public double quantity(String product) {
        return after.quantity()[market.indexOf(product)];
    }

    /**
     * Profit or producer surplus in the counterfactual.
     *
     * @param product whose
     * @return money
     */
    public double profit(String product) {
        return after.profit()[market.indexOf(product)];
    }

    /**
     * The share of spending at consumer prices in the counterfactual.
     *
     * @param product whose
     * @return a fraction; 0 if it is out
     */
    public double share(String product) {
        return after.share(market.indexOf(product));
    }

    /**
     * Marginal cost before subsidies in the counterfactual.
     *
     * @param product whose
     * @return money a unit; NaN if it is out
     */
    public double marginalCost(String product) {
        return market.model().marginalCost(after)[market.indexOf(product)];
    }

    /**
     * The margin over the consumer price in the counterfactual, cost being in consumer prices.
     *
     * @param product whose
     * @return {@code (p - e)/p}; 0 for price takers whose price no policy fixes, NaN if it is out
     */
    public double margin(String product) {
        return after.margin(market.indexOf(product), marginalCost(product));
    }

    /**
     * The shadow price of a binding quantity limit, or the rent a unit at a price that policy fixes.
     *
     * @param product whose
     * @return money a unit; 0 where nothing binds
     */
    public double shadowPrice(String product) {
        return after.shadow()[market.indexOf(product)];
    }

    /**
     * Quantity over capacity.
     *
     * @param product whose
     * @return a fraction; NaN where no capacity is known
     */
    public double utilization(String product) {
        int j = market.indexOf(product);
        double capacity = after.regime().capacity[j];
        return capacity < Double.POSITIVE_INFINITY ? after.quantity()[j] / capacity : Double.NaN;
    }

    /**
     * The market's price index in the counterfactual.
     *
     * @return 1 at the baseline where the model defines an index
     */
    public double priceIndex() {
        return after.priceIndex();
    }

    /**
     * Employment after over before when labor follows output.
     *
     * @param product whose
     * @param outputElasticity of labor with respect to output, at least 0; 1 is proportional
     * @return {@code (q_1/q_0)^\lambda}
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the elasticity is negative or not a number
     */
    public double employment(String product, double outputElasticity) {
        if (!(outputElasticity >= 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Employment needs an output elasticity of at least 0, but it is " + outputElasticity + ".");
        }
        return FastMath.pow(1 + change(Outcome.QUANTITY, product), outputElasticity);
    }

    /**
     * By how much the log-linear version of the model misses the exact log price change.
     *
     * @param product whose
     * @return log-linear less exact; NaN where the model or the change has no log-linear version
     */
    public double linearizationError(String product) {
        int j = market.indexOf(product);
        double[] linear = market.model().linearized(after);
        return linear == null ? Double.NaN : linear[j] - Outcome.LOG_PRODUCER_PRICE.of(j, market.baseline(), after);
    }

    /**
     * The log-linear version's log change of the producer price, as spreadsheets of the COMPAS kind give it.
     *
     * @param product whose
     * @return log change; NaN where the model or the change has no log-linear version
     */
    public double linearizedPriceChange(String product) {
        double[] linear = market.model().linearized(after);
        return linear == null ? Double.NaN : linear[market.indexOf(product)];
    }

    /**
     * Who gains and who loses, computed twice.
     *
     * @return the ledger
     * @throws OverhangException {@link Reason#NOT_CONVERGED} if ledger and independent account differ by more than 1e-10 of
     *     spending
     */
    public Welfare welfare() {
        return new Welfare(this, changes);
    }

    /**
     * Relative changes of producer prices, with delta-method intervals where elasticities are uncertain.
     *
     * @return the figure under a plain title
     */
    public Figure figure() {
        var chart = Figure.coefficients();
        for (String product : market.products()) {
            if (!Double.isNaN(change(Outcome.PRODUCER_PRICE, product))) {
                Interval interval = interval(Outcome.PRODUCER_PRICE, product);
                chart = chart.term(product, change(Outcome.PRODUCER_PRICE, product), interval.low(), interval.high());
            }
        }
        return chart.title("Producer prices in the counterfactual")
                .subtitle("Relative change from the baseline; " + changesText())
                .reference(0, "baseline");
    }

    private String changesText() {
        return Market.text(changes);
    }

    @Override
    public Summary summary() {
        Equilibrium before = market.baseline();
        Regime regime = after.regime();
        double[] linear = market.model().linearized(after);
        Summary.Grid grid = Summary.grid(regime.size())
                .text("product", "", j -> regime.names[j])
                .percent("producer price", "baseline", 2, j -> Outcome.PRODUCER_PRICE.of(j, before, after))
                .percent("consumer price", "baseline", 2, j -> Outcome.CONSUMER_PRICE.of(j, before, after))
                .percent("quantity", "baseline", 2, j -> Outcome.QUANTITY.of(j, before, after))
                .significant("profit", market.model().money(), j -> Outcome.PROFIT.of(j, before, after));
        if (delta != null) {
            grid.text("price, 95 %", "delta method", j -> intervalText(regime.names[j]));
        }
        if (linear != null) {
            grid.percent("log-linear price", "baseline", 2, j -> linear[j])
                    .percent("its error", "baseline", 2, j -> linearizationError(regime.names[j]));
        }
        boolean binds = Dense.norm(after.shadow()) > 0;
        if (binds) {
            grid.significant("shadow price", "a unit", j -> after.shadow()[j]);
        }
        Summary.Builder out = market.opening(market.model().name() + ", counterfactual")
                .choice("change", changesText())
                .grid(grid);
        out.paragraph("Parameters", Simulation.provenance(experiment.parameters()));
        market.model().notes().forEach(n -> out.paragraph("Calibration", n));
        out.paragraph(
                "Solved",
                "largest residual " + Numbers.significant(after.residual(), 2) + " after " + after.iterations()
                        + " iterations.");
        return out.identifies("The baseline holds what the counterfactual removes; all else stays as it was.")
                .breaks("Elasticities or conduct other than stated; entry, or capacity that is built in answer.")
                .doesNotShow("The path from one equilibrium to the other.")
                .leftOut(market.lostRows(), "rows with a missing cell")
                .leftOut(market.lostProducts(), "products without sales")
                .build();
    }

    private String intervalText(String product) {
        double estimate = change(Outcome.PRODUCER_PRICE, product);
        double half = Interval.Z95 * standardError(Outcome.PRODUCER_PRICE, product);
        return Numbers.percent(estimate - half, 2) + " to " + Numbers.percent(estimate + half, 2);
    }

    @Override
    public Table tidy() {
        Equilibrium before = market.baseline();
        int n = after.regime().size();
        String[] names = new String[n * Outcome.values().length];
        String[] terms = new String[names.length];
        double[] estimate = new double[names.length];
        double[] error = new double[names.length];
        int at = 0;
        for (Outcome outcome : Outcome.values()) {
            for (int j = 0; j < n; j++, at++) {
                names[at] = after.regime().names[j];
                terms[at] = outcome.name().toLowerCase(java.util.Locale.ROOT);
                estimate[at] = outcome.of(j, before, after);
                error[at] = standardError(outcome, names[at]);
            }
        }
        double[] low = new double[at];
        double[] high = new double[at];
        for (int i = 0; i < at; i++) {
            low[i] = estimate[i] - Interval.Z95 * error[i];
            high[i] = estimate[i] + Interval.Z95 * error[i];
        }
        return Table.create("counterfactual")
                .addColumns(
                        StringColumn.create("product", names),
                        StringColumn.create("term", terms),
                        DoubleColumn.create("estimate", estimate),
                        DoubleColumn.create("std_error", error),
                        DoubleColumn.create("conf_low", low),
                        DoubleColumn.create("conf_high", high));
    }

    @Override
    public Table glance() {
        Welfare welfare = welfare();
        return Table.create("counterfactual")
                .addColumns(
                        IntColumn.create("nobs", new int[] {after.regime().size()}),
                        IntColumn.create("dropped", new int[] {market.lostRows()}),
                        DoubleColumn.create("price_index", after.priceIndex()),
                        DoubleColumn.create("domestic_welfare", welfare.domestic()),
                        DoubleColumn.create("world_welfare", welfare.world()),
                        DoubleColumn.create("residual", after.residual()),
                        IntColumn.create("iterations", new int[] {after.iterations()}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
