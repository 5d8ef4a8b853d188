package org.overhang.equilibrium;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
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

    private final List<String> regions;
    private final Gsim.Calibrated model;
    private final GsimExperiment experiment;
    private final @Nullable Delta delta;
    private final Dense.Root root;
    private final Accounts exact;
    private final Accounts linear;

    /** One model's answer; arrays by country. */
    record Accounts(
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

        double of(CountryOutcome outcome, int j) {
            return switch (outcome) {
                case WORLD_PRICE -> price[j];
                case COMPOSITE_PRICE -> composite[j];
                case OUTPUT -> output[j];
                case PRODUCER_SURPLUS -> producers[j];
                case CONSUMER_SURPLUS -> consumers[j];
                case TARIFF_REVENUE -> tariffs[j];
                case SUBSIDY_COST -> subsidies[j];
                case NET_WELFARE -> net(j);
            };
        }
    }

    GsimSolution(Gsim.Calibrated model, GsimExperiment experiment, Dense.Root root, Accounts exact, Accounts linear) {
        this.regions = model.regions();
        this.model = model;
        this.experiment = experiment;
        this.delta = Delta.of(experiment);
        this.root = root;
        this.exact = exact;
        this.linear = linear;
    }

    private int index(String region) {
        return experiment.subject(region);
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
        return of(form).price()[index(region)];
    }

    /**
     * Relative change of an importer's composite price.
     *
     * @param form exact or linear
     * @param region the importer
     * @return a fraction
     */
    public double compositePrice(Form form, String region) {
        return of(form).composite()[index(region)];
    }

    /**
     * Relative change of an exporter's output.
     *
     * @param form exact or linear
     * @param region the exporter
     * @return a fraction
     */
    public double output(Form form, String region) {
        return of(form).output()[index(region)];
    }

    /**
     * An exporter's quantities after the change, in baseline value units.
     *
     * @param form exact or linear
     * @param region the exporter
     * @return one quantity an importer, in the order of {@link Gsim.Calibrated#regions()}
     */
    public double[] exports(Form form, String region) {
        return of(form).quantity()[index(region)].clone();
    }

    /**
     * Change of producer surplus.
     *
     * @param form exact or linear
     * @param region whose
     * @return money
     */
    public double producerSurplus(Form form, String region) {
        return of(form).producers()[index(region)];
    }

    /**
     * Change of consumer surplus.
     *
     * @param form exact or linear
     * @param region whose
     * @return money
     */
    public double consumerSurplus(Form form, String region) {
        return of(form).consumers()[index(region)];
    }

    /**
     * Change of tariff revenue.
     *
     * @param form exact or linear
     * @param region whose
     * @return money
     */
    public double tariffRevenue(Form form, String region) {
        return of(form).tariffs()[index(region)];
    }

    /**
     * Change of what subsidies cost.
     *
     * @param form exact or linear
     * @param region whose
     * @return money
     */
    public double subsidyCost(Form form, String region) {
        return of(form).subsidies()[index(region)];
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

    /**
     * An effect of the exact model.
     *
     * @param outcome which
     * @param region whose
     * @return a fraction or money, as the outcome says
     */
    public double change(CountryOutcome outcome, String region) {
        return exact.of(outcome, index(region));
    }

    /**
     * The standard error of an effect of the exact model: implicit function theorem, with the model's correlation.
     *
     * @param outcome which
     * @param region whose
     * @return the standard error; 0 if every elasticity is exact
     */
    public double standardError(CountryOutcome outcome, String region) {
        return delta == null ? 0 : delta.standardError(outcome, index(region));
    }

    /**
     * The derivative of an effect with respect to one uncertain elasticity.
     *
     * @param outcome which
     * @param region whose
     * @param parameter position in {@link Gsim.Calibrated#parameters()}
     * @return the derivative
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#NOT_IDENTIFIED} if that elasticity is exact
     */
    public double derivative(CountryOutcome outcome, String region, int parameter) {
        return Delta.derivative(delta, experiment.parameters(), outcome, index(region), parameter);
    }

    /**
     * The 95 percent interval of an effect of the exact model by the delta method.
     *
     * @param outcome which
     * @param region whose
     * @return the interval, of width 0 if every elasticity is exact
     */
    public Interval interval(CountryOutcome outcome, String region) {
        double half = Interval.Z95 * standardError(outcome, region);
        double estimate = change(outcome, region);
        return new Interval(estimate - half, estimate + half, 0.95, "delta method");
    }

    /**
     * World prices country by country, with their intervals where elasticities are uncertain.
     *
     * @return the figure under a plain title
     */
    public Figure figure() {
        var chart = Figure.coefficients();
        for (String region : regions) {
            Interval of = interval(CountryOutcome.WORLD_PRICE, region);
            chart = chart.term(region, change(CountryOutcome.WORLD_PRICE, region), of.low(), of.high());
        }
        Figure figure = chart.title("World prices by exporter")
                .subtitle("Relative change from the baseline; " + experiment.changes())
                .y(Axis.percent())
                .reference(0, "baseline");
        return delta == null ? figure : figure.interval("bars: 95 % intervals, delta method");
    }

    @Override
    public Summary summary() {
        Summary.Grid grid = Summary.grid(regions.size())
                .text("country", "", regions::get)
                .percent("world price", "baseline", 2, j -> exact.price()[j])
                .percent("its linear form", "baseline", 2, j -> linear.price()[j])
                .percent("output", "baseline", 2, j -> exact.output()[j])
                .significant("producers", model.money(), j -> exact.producers()[j])
                .significant("consumers", model.money(), j -> exact.consumers()[j])
                .significant("tariff revenue", model.money(), j -> exact.tariffs()[j])
                .significant("subsidy cost", model.money(), j -> exact.subsidies()[j])
                .significant("net welfare", model.money(), j -> exact.net(j))
                .significant("its linear form", model.money(), j -> linear.net(j));
        if (delta != null) {
            grid.text("world price, 95 %", "delta method", j -> percents(regions.get(j)))
                    .significant("net welfare from", "95 %", j -> net(j).low())
                    .significant("to", "95 %", j -> net(j).high());
        }
        return Summary.of("GSIM, counterfactual")
                .choice("form", "exact, linear beside it")
                .choice("change", experiment.changes())
                .grid(grid)
                .paragraph("Parameters", Simulation.provenance(experiment.parameters()))
                .paragraph(
                        "Solved",
                        "largest residual " + Numbers.significant(root.residual(), 2) + " after " + root.iterations()
                                + " iterations.")
                .identifies("Trade shares, tariffs and constant elasticities; every country's exports are one variety.")
                .breaks("Zero flows that would become positive; elasticities that differ by origin.")
                .doesNotShow("Wages, exchange rates and other industries.")
                .leftOut(model.lost(), "rows with a missing cell")
                .build();
    }

    private Interval net(int j) {
        return interval(CountryOutcome.NET_WELFARE, regions.get(j));
    }

    private String percents(String region) {
        Interval of = interval(CountryOutcome.WORLD_PRICE, region);
        return Numbers.percent(of.low(), 2) + " to " + Numbers.percent(of.high(), 2);
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
                        DoubleColumn.create("world_price", exact.price()),
                        DoubleColumn.create("world_price_linear", linear.price()),
                        DoubleColumn.create("composite_price", exact.composite()),
                        DoubleColumn.create("output", exact.output()),
                        DoubleColumn.create("producer_surplus", exact.producers()),
                        DoubleColumn.create("consumer_surplus", exact.consumers()),
                        DoubleColumn.create("tariff_revenue", exact.tariffs()),
                        DoubleColumn.create("subsidy_cost", exact.subsidies()),
                        DoubleColumn.create("net_welfare", net),
                        DoubleColumn.create("net_welfare_linear", linearNet),
                        errors("world_price_std_error", CountryOutcome.WORLD_PRICE),
                        errors("net_welfare_std_error", CountryOutcome.NET_WELFARE));
    }

    private DoubleColumn errors(String name, CountryOutcome outcome) {
        return DoubleColumn.create(
                name,
                regions.stream().mapToDouble(r -> standardError(outcome, r)).toArray());
    }

    @Override
    public Table glance() {
        return Table.create("gsim")
                .addColumns(
                        IntColumn.create("nobs", new int[] {regions.size()}),
                        IntColumn.create("dropped", new int[] {model.lost()}),
                        DoubleColumn.create("residual", root.residual()),
                        IntColumn.create("iterations", new int[] {root.iterations()}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
