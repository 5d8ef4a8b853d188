package org.overhang.equilibrium;

import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import org.overhang.policy.Change;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Who gains and who loses: the ledger, checked against an account that does not use it.
 *
 * <pre>{@code \Delta W = \Delta CS + \sum_j \Delta\pi_j + \Delta R - \Delta S = \Delta U(q) - \Delta C(q)}</pre>
 *
 * <p>{@code CS} consumer surplus, {@code \pi} profit, {@code R} tariff revenue, {@code S} subsidy cost, {@code U} gross
 * utility and {@code C} resource cost, both from quantities alone; all in the money of the baseline. Buyers and tariff
 * revenue are domestic; profit and subsidy cost belong to the side of the product. The rent of a quota, a fair price or an
 * undertaking is the seller's profit.
 *
 * <p>Example: {@code market.solve(remove(SUBSIDY).from("China")).welfare().domestic()}.
 */
public final class Welfare implements Result {
    private static final double CLOSES = 1e-10;

    private final Counterfactual counterfactual;
    private final List<Change> changes;
    private final double[] profit;
    private final double[] subsidy;
    private final boolean[] isDomestic;
    private final double consumers;
    private final double tariffs;
    private final double independent;

    Welfare(Counterfactual counterfactual, List<Change> changes) {
        this.counterfactual = counterfactual;
        this.changes = changes;
        Equilibrium before = counterfactual.market().baseline();
        Equilibrium after = counterfactual.after();
        int n = before.quantity().length;
        profit = new double[n];
        subsidy = new double[n];
        isDomestic = counterfactual.market().model().domestic();
        double revenue = 0;
        for (int j = 0; j < n; j++) {
            profit[j] = after.profit()[j] - before.profit()[j];
            subsidy[j] = after.subsidyCost()[j] - before.subsidyCost()[j];
            revenue += after.tariff()[j] - before.tariff()[j];
        }
        tariffs = revenue;
        consumers = after.consumerSurplus() - before.consumerSurplus();
        independent = after.grossUtility() - before.grossUtility() - (after.resourceCost() - before.resourceCost());
        if (!(Math.abs(world() - independent) <= CLOSES * before.spending())) {
            throw new OverhangException(
                    Reason.NOT_CONVERGED,
                    "The welfare ledger needs to equal gross utility less resource cost, but they are " + world()
                            + " and " + independent + ".");
        }
    }

    /**
     * Change of consumer surplus.
     *
     * @return money
     */
    public double consumers() {
        return consumers;
    }

    /**
     * Change of one product's profit or producer surplus.
     *
     * @param product whose
     * @return money
     */
    public double profit(String product) {
        return profit[counterfactual.market().indexOf(product)];
    }

    /**
     * Change of all sellers' profits.
     *
     * @return money
     */
    public double profits() {
        return sum(profit, false);
    }

    /**
     * Change of tariff revenue.
     *
     * @return money
     */
    public double tariffRevenue() {
        return tariffs;
    }

    /**
     * Change of what subsidies cost, domestic and foreign.
     *
     * @return money; negative if the states spend less
     */
    public double subsidyCost() {
        return sum(subsidy, false);
    }

    /**
     * Change of welfare at home: buyers, domestic sellers and the treasury.
     *
     * @return money
     */
    public double domestic() {
        return consumers + tariffs + sum(profit, true) - sum(subsidy, true);
    }

    /**
     * Change of welfare of all.
     *
     * @return money
     */
    public double world() {
        return consumers + tariffs + sum(profit, false) - sum(subsidy, false);
    }

    /**
     * The same change as gross utility less resource cost, from quantities alone.
     *
     * @return money; equal to {@link #world()} to 1e-10 of spending
     */
    public double independent() {
        return independent;
    }

    /**
     * World welfare as steps: buyers, each seller, tariff revenue, subsidies saved.
     *
     * @return the figure under a plain title
     */
    public Figure figure() {
        var chart = Figure.waterfall().start("baseline", 0).step("buyers", consumers);
        String[] names = counterfactual.after().regime().names;
        for (int j = 0; j < names.length; j++) {
            chart = chart.step(names[j], profit[j]);
        }
        return chart.step("tariff revenue", tariffs)
                .step("subsidies saved", -subsidyCost())
                .total("world")
                .title("Who gains and who loses")
                .subtitle("Change of surplus from the baseline");
    }

    private double sum(double[] values, boolean domesticOnly) {
        double total = 0;
        for (int j = 0; j < values.length; j++) {
            total += domesticOnly && !isDomestic[j] ? 0 : values[j];
        }
        return total;
    }

    private String[] terms() {
        String[] names = counterfactual.after().regime().names;
        int n = names.length;
        String[] out = new String[2 * n + 5];
        out[0] = "consumer surplus";
        out[1] = "tariff revenue";
        for (int j = 0; j < n; j++) {
            out[2 + j] = "profit of " + names[j];
            out[2 + n + j] = "subsidy cost of " + names[j];
        }
        out[2 * n + 2] = "domestic welfare";
        out[2 * n + 3] = "world welfare";
        out[2 * n + 4] = "world welfare, from quantities";
        return out;
    }

    private double[] values() {
        int n = profit.length;
        double[] out = new double[2 * n + 5];
        out[0] = consumers;
        out[1] = tariffs;
        System.arraycopy(profit, 0, out, 2, n);
        System.arraycopy(subsidy, 0, out, 2 + n, n);
        out[2 * n + 2] = domestic();
        out[2 * n + 3] = world();
        out[2 * n + 4] = independent;
        return out;
    }

    @Override
    public Summary summary() {
        String[] terms = terms();
        double[] values = values();
        return counterfactual
                .market()
                .opening("Welfare")
                .choice("change", Market.text(changes))
                .choice("domestic", domesticText())
                .grid(Summary.grid(terms.length)
                        .text("account", "", i -> terms[i])
                        .significant("change", counterfactual.market().model().money(), i -> values[i]))
                .identifies(
                        "Areas under demand and supply; world welfare is computed twice and agrees to 1e-10 of spending.")
                .breaks("Harm outside the market: idle plants, lost skills, security of supply.")
                .doesNotShow("How gains and losses are spread within a country.")
                .build();
    }

    private String domesticText() {
        StringBuilder out = new StringBuilder();
        for (int j = 0; j < isDomestic.length; j++) {
            if (isDomestic[j]) {
                out.append(out.length() == 0 ? "" : ", ")
                        .append(counterfactual.after().regime().names[j]);
            }
        }
        return out.length() == 0 ? "buyers only" : out.toString();
    }

    @Override
    public Table tidy() {
        return Table.create("welfare")
                .addColumns(StringColumn.create("term", terms()), DoubleColumn.create("estimate", values()));
    }

    @Override
    public Table glance() {
        return Table.create("welfare")
                .addColumns(
                        DoubleColumn.create("consumer_surplus", consumers),
                        DoubleColumn.create("profits", profits()),
                        DoubleColumn.create("tariff_revenue", tariffs),
                        DoubleColumn.create("subsidy_cost", subsidyCost()),
                        DoubleColumn.create("domestic", domestic()),
                        DoubleColumn.create("world", world()));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
