package org.overhang.equilibrium;

import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.policy.Change;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * World prices, trade and welfare of all countries after a change: the exact answer, and the linear one beside it.
 *
 * <p>Net welfare is producer surplus, consumer surplus and tariff revenue, as the published model adds them; the subsidy
 * budget is a line of its own. Money is that of the trade column.
 */
public final class GsimSolution implements Result {
    private static final double CLOSES = 1e-10;

    private final List<String> regions;
    private final List<Change> changes;
    private final int lost;
    private final String money;
    private final Dense.Root root;
    private final Accounts exact;
    private final Accounts linear;

    /** One model's answer; arrays by country. */
    private record Accounts(
            double[] price,
            double[] output,
            double[] composite,
            double[] producers,
            double[] consumers,
            double[] tariffs,
            double[] subsidies,
            double[][] quantity) {
        double net(int j) {
            return producers[j] + consumers[j] + tariffs[j];
        }
    }

    GsimSolution(
            List<String> regions,
            GsimMath.Base base,
            GsimMath.Shock shock,
            double[] rate,
            Dense.Root root,
            double[] linearPrices,
            List<Change> changes,
            int lost,
            String money) {
        this.regions = regions;
        this.changes = changes;
        this.lost = lost;
        this.money = money;
        this.root = root;
        this.exact = exact(base, shock, rate, root.y());
        this.linear = linear(base, shock, rate, linearPrices);
    }

    private static Accounts exact(GsimMath.Base base, GsimMath.Shock shock, double[] rate, double[] z) {
        int n = base.size();
        double[] rows = base.rows();
        double[] columns = base.columns();
        double[][] share = base.shares();
        double[] index = GsimMath.indices(base, shock, share, z);
        double[][] q = GsimMath.quantities(base, shock, z, index);
        double[] producers = new double[n];
        double[] output = new double[n];
        double utility = 0;
        double resources = 0;
        for (int r = 0; r < n; r++) {
            double supply = base.supply()[r];
            double kept = rows[r] * (1 + base.subsidy()[r]);
            double logKept = z[r] + FastMath.log(shock.keep()[r]);
            double sold = 0;
            for (double v : q[r]) {
                sold += v;
            }
            output[r] = rows[r] > 0 ? sold / rows[r] - 1 : 0;
            if (rows[r] > 0 && supply < Double.POSITIVE_INFINITY) {
                producers[r] = kept / (supply + 1) * (shock.shift()[r] * FastMath.exp((supply + 1) * logKept) - 1);
            }
            resources += rows[r] > 0 ? cost(base, shock, r, rows[r], sold) : 0;
        }
        double[] consumers = new double[n];
        double[] weight = new double[n];
        double[] ratio = new double[n];
        for (int v = 0; v < n; v++) {
            consumers[v] = ArmingtonMath.surplus(columns[v], index[v], base.demand()[v]);
            for (int r = 0; r < n; r++) {
                weight[r] = share[r][v];
                ratio[r] = share[r][v] > 0 ? FastMath.log(q[r][v] / base.trade()[r][v]) : 0;
            }
            utility += columns[v] > 0
                    ? ArmingtonMath.utility(
                            columns[v],
                            ArmingtonMath.logComposite(weight, ratio, base.substitution()[v]),
                            base.demand()[v])
                    : 0;
        }
        double[] price = new double[n];
        for (int r = 0; r < n; r++) {
            price[r] = FastMath.expm1(z[r]);
            index[r] = FastMath.expm1(index[r]);
        }
        Accounts out = money(
                base,
                shock,
                rate,
                price,
                q,
                new Accounts(price, output, index, producers, consumers, new double[n], new double[n], q));
        double ledger = 0;
        double scale = 0;
        for (int j = 0; j < n; j++) {
            ledger += out.net(j) - out.subsidies[j];
            scale += columns[j];
        }
        if (!(Math.abs(ledger - (utility - resources)) <= CLOSES * scale)) {
            throw new OverhangException(
                    Reason.NOT_CONVERGED,
                    "Gsim needs its welfare ledger to equal gross utility less resource cost, but they are " + ledger
                            + " and " + (utility - resources) + ".");
        }
        return out;
    }

    /** Change of the area under the supply curve, from quantities. */
    private static double cost(GsimMath.Base base, GsimMath.Shock shock, int r, double before, double after) {
        double kept = 1 + base.subsidy()[r];
        double supply = base.supply()[r];
        double logs = FastMath.log(after / before / shock.shift()[r]);
        return ArmingtonMath.resourceCost(kept, after, logs, supply)
                - ArmingtonMath.resourceCost(kept, before, 0, supply);
    }

    private static Accounts money(
            GsimMath.Base base, GsimMath.Shock shock, double[] rate, double[] price, double[][] q, Accounts into) {
        int n = base.size();
        for (int r = 0; r < n; r++) {
            for (int v = 0; v < n; v++) {
                double before = base.trade()[r][v];
                double after = q[r][v] * (1 + price[r]);
                into.tariffs[v] += after * (shock.power()[r][v] - 1) - before * (base.power()[r][v] - 1);
                into.subsidies[r] += after * rate[r] - before * base.subsidy()[r];
            }
        }
        return into;
    }

    private static Accounts linear(GsimMath.Base base, GsimMath.Shock shock, double[] rate, double[] p) {
        int n = base.size();
        double[] rows = base.rows();
        double[] columns = base.columns();
        double[][] share = base.shares();
        double[][] q = new double[n][n];
        double[] composite = new double[n];
        double[] consumers = new double[n];
        double[] producers = new double[n];
        double[] output = new double[n];
        for (int v = 0; v < n; v++) {
            for (int r = 0; r < n; r++) {
                double factor = shock.power()[r][v] / base.power()[r][v];
                composite[v] += share[r][v] * ((1 + p[r]) * factor - 1);
                double moved = 0;
                for (int s = 0; s < n; s++) {
                    moved += GsimMath.cross(base, share, r, s, v)
                            * (p[s] + shock.power()[s][v] / base.power()[s][v] - 1);
                }
                q[r][v] = base.trade()[r][v] * (1 + moved);
            }
            double c = composite[v];
            consumers[v] = columns[v] * (0.5 * base.demand()[v] * c * c * Math.signum(c) - c);
        }
        for (int r = 0; r < n; r++) {
            double kept = p[r] + shock.keep()[r] - 1;
            boolean flat = base.supply()[r] == Double.POSITIVE_INFINITY;
            double sold = 0;
            for (double quantity : q[r]) {
                sold += quantity;
            }
            output[r] = rows[r] > 0 ? sold / rows[r] - 1 : 0;
            producers[r] = flat ? 0 : kept * rows[r] * (1 + 0.5 * base.supply()[r] * kept);
        }
        return money(
                base,
                shock,
                rate,
                p,
                q,
                new Accounts(p, output, composite, producers, consumers, new double[n], new double[n], q));
    }

    private int index(String region) {
        int j = regions.indexOf(region);
        if (j < 0) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Gsim has no country \"" + region + "\". " + Nearest.hint(region, regions) + "It has "
                            + String.join(", ", regions) + ".");
        }
        return j;
    }

    /** Which of the two answers an accessor gives. */
    public enum Form {
        /** Exact, in levels. */
        EXACT,
        /** The linear model of the published spreadsheets. */
        LINEAR
    }

    private Accounts of(Form form) {
        return form == Form.EXACT ? exact : linear;
    }

    /**
     * Relative change of an exporter's world price.
     *
     * @param form exact or linear
     * @param region the exporter
     * @return a fraction
     */
    public double worldPrice(Form form, String region) {
        return of(form).price[index(region)];
    }

    /**
     * Relative change of an importer's composite price.
     *
     * @param form exact or linear
     * @param region the importer
     * @return a fraction
     */
    public double compositePrice(Form form, String region) {
        return of(form).composite[index(region)];
    }

    /**
     * Relative change of an exporter's output.
     *
     * @param form exact or linear
     * @param region the exporter
     * @return a fraction
     */
    public double output(Form form, String region) {
        return of(form).output[index(region)];
    }

    /**
     * An exporter's quantities after the change, in baseline value units.
     *
     * @param form exact or linear
     * @param region the exporter
     * @return one quantity an importer, in the order of {@link Gsim.Calibrated#regions()}
     */
    public double[] exports(Form form, String region) {
        return of(form).quantity[index(region)].clone();
    }

    /**
     * Change of producer surplus.
     *
     * @param form exact or linear
     * @param region whose
     * @return money
     */
    public double producerSurplus(Form form, String region) {
        return of(form).producers[index(region)];
    }

    /**
     * Change of consumer surplus.
     *
     * @param form exact or linear
     * @param region whose
     * @return money
     */
    public double consumerSurplus(Form form, String region) {
        return of(form).consumers[index(region)];
    }

    /**
     * Change of tariff revenue.
     *
     * @param form exact or linear
     * @param region whose
     * @return money
     */
    public double tariffRevenue(Form form, String region) {
        return of(form).tariffs[index(region)];
    }

    /**
     * Change of what subsidies cost.
     *
     * @param form exact or linear
     * @param region whose
     * @return money
     */
    public double subsidyCost(Form form, String region) {
        return of(form).subsidies[index(region)];
    }

    /**
     * Producer surplus, consumer surplus and tariff revenue together; the subsidy budget is not in it.
     *
     * @param form exact or linear
     * @param region whose
     * @return money
     */
    public double netWelfare(Form form, String region) {
        return of(form).net(index(region));
    }

    @Override
    public Summary summary() {
        return Summary.of("GSIM, counterfactual")
                .choice("form", "exact, linear beside it")
                .choice(
                        "change",
                        changes.isEmpty()
                                ? "none"
                                : String.join(
                                        "; ", changes.stream().map(Change::text).toList()))
                .grid(Summary.grid(regions.size())
                        .text("country", "", regions::get)
                        .percent("world price", "baseline", 2, j -> exact.price[j])
                        .percent("its linear form", "baseline", 2, j -> linear.price[j])
                        .percent("output", "baseline", 2, j -> exact.output[j])
                        .significant("producers", money, j -> exact.producers[j])
                        .significant("consumers", money, j -> exact.consumers[j])
                        .significant("tariff revenue", money, j -> exact.tariffs[j])
                        .significant("subsidy cost", money, j -> exact.subsidies[j])
                        .significant("net welfare", money, j -> exact.net(j))
                        .significant("its linear form", money, j -> linear.net(j)))
                .paragraph(
                        "Solved",
                        "largest residual " + Numbers.significant(root.residual(), 2) + " after " + root.iterations()
                                + " iterations.")
                .identifies("Trade shares, tariffs and constant elasticities; every country's exports are one variety.")
                .breaks("Zero flows that would become positive; elasticities that differ by origin.")
                .doesNotShow("Wages, exchange rates and other industries.")
                .leftOut(lost, "rows with a missing cell")
                .build();
    }

    @Override
    public Table tidy() {
        int n = regions.size();
        double[] net = new double[n];
        double[] linearNet = new double[n];
        for (int j = 0; j < n; j++) {
            net[j] = exact.net(j);
            linearNet[j] = linear.net(j);
        }
        return Table.create("gsim")
                .addColumns(
                        StringColumn.create("region", regions.toArray(String[]::new)),
                        DoubleColumn.create("world_price", exact.price),
                        DoubleColumn.create("world_price_linear", linear.price),
                        DoubleColumn.create("composite_price", exact.composite),
                        DoubleColumn.create("output", exact.output),
                        DoubleColumn.create("producer_surplus", exact.producers),
                        DoubleColumn.create("consumer_surplus", exact.consumers),
                        DoubleColumn.create("tariff_revenue", exact.tariffs),
                        DoubleColumn.create("subsidy_cost", exact.subsidies),
                        DoubleColumn.create("net_welfare", net),
                        DoubleColumn.create("net_welfare_linear", linearNet));
    }

    @Override
    public Table glance() {
        return Table.create("gsim")
                .addColumns(
                        IntColumn.create("nobs", new int[] {regions.size()}),
                        IntColumn.create("dropped", new int[] {lost}),
                        DoubleColumn.create("residual", root.residual()),
                        IntColumn.create("iterations", new int[] {root.iterations()}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
