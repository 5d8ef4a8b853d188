package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Estimate;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import org.overhang.policy.Closure;
import org.overhang.policy.CostChange;
import org.overhang.policy.Coverage;
import org.overhang.policy.Duty;
import org.overhang.policy.Expansion;
import org.overhang.policy.InForce;
import org.overhang.policy.Policy;
import org.overhang.policy.Quota;
import org.overhang.policy.Removal;
import org.overhang.policy.Subsidy;
import org.overhang.policy.Swap;
import org.overhang.policy.Undertaking;
import org.overhang.policy.UtilizationFloor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The overcapacity exporter: market power at home, a residual demand abroad, one hard capacity, and a floor on its use.
 *
 * <pre>{@code MR_H(q_H) = MR_X(q_X) = c + \lambda,   \rho K \le q_H + q_X \le K}</pre>
 *
 * <p>{@code \lambda} is the shadow price that links the two markets: positive where capacity binds, negative where the
 * utilization floor {@code \rho K} does, when the exporter sells at marginal revenue below cost. The result separates the
 * dumping that comes from price discrimination (the margin at {@code \rho = 0}) from what output pressure adds. The dumping
 * margin is {@code (p_H - p_X)/p_X} of producer prices. Idle capacity without a floor changes nothing.
 *
 * <p>Policies meet the exporter: subsidies, closure, floor and coverage in both markets; duty, quota and undertaking abroad
 * only. Coverage pays for a loss and leaves prices alone, because the rest of the loss still falls with every unit.
 *
 * <p>Every number may be an {@link Estimate}; then results carry 95 percent intervals. Defaults: exact numbers, no fixed cost, no
 * policy. All numbers in one currency and one unit of quantity.
 *
 * <p>Example:
 *
 * <pre>{@code
 * TwoMarketExporter.home(LinearDemand.inverse(1000).slope(8)).export(LinearDemand.inverse(560).slope(2))
 *         .unitCost(250).capacity(200).solve(UtilizationFloor.of(0.9)).pressureMargin();
 * }</pre>
 *
 * <p>Source: J. Brander, in Handbook of International Economics 3 (1995), section 5, for segmented markets; the capacity
 * multiplier as in L. Froeb, S. Tschantz and P. Crooke, Journal of Econometrics 113 (2003), 49–67.
 */
public final class TwoMarketExporter extends TypedModel<TwoMarketExporter, TwoMarketExporter.Solved> {
    private final LinearDemand home;
    private final LinearDemand export;
    private final double cost;
    private final double capacity;
    private final double fixed;

    private TwoMarketExporter(LinearDemand home, LinearDemand export, Inputs inputs) {
        super(inputs);
        this.home = home;
        this.export = export;
        int k = home.size() + export.size();
        cost = inputs.value(k);
        capacity = inputs.value(k + 1);
        fixed = inputs.value(k + 2);
    }

    /** An exporter that still needs demand abroad, a cost and a capacity. */
    public static final class NeedsExport {
        private final LinearDemand home;

        private NeedsExport(LinearDemand home) {
            this.home = home;
        }

        /**
         * Residual demand in the export market.
         *
         * @param demand abroad, rivals' supply taken off
         * @return the exporter, which still needs a cost
         */
        public NeedsCost export(LinearDemand demand) {
            return new NeedsCost(home, demand);
        }
    }

    /** An exporter that still needs its unit cost. */
    public static final class NeedsCost {
        private final LinearDemand home;
        private final LinearDemand export;

        private NeedsCost(LinearDemand home, LinearDemand export) {
            this.home = home;
            this.export = export;
        }

        /**
         * Cost a unit up to capacity, before subsidies.
         *
         * @param cost money a unit, at least 0
         * @return the exporter, which still needs a capacity
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative or not finite
         */
        public NeedsCapacity unitCost(double cost) {
            return unitCost(Estimate.estimate(cost));
        }

        /**
         * Estimated cost a unit up to capacity, before subsidies.
         *
         * @param cost money a unit, at least 0
         * @return the exporter, which still needs a capacity
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative or not finite
         */
        public NeedsCapacity unitCost(Estimate cost) {
            return new NeedsCapacity(home, export, Terms.positive("A unit cost", cost, true));
        }
    }

    /** An exporter that still needs its capacity. */
    public static final class NeedsCapacity {
        private final LinearDemand home;
        private final LinearDemand export;
        private final Estimate cost;

        private NeedsCapacity(LinearDemand home, LinearDemand export, Estimate cost) {
            this.home = home;
            this.export = export;
            this.cost = cost;
        }

        /**
         * Most that can be made for both markets.
         *
         * @param capacity units, above 0
         * @return the exporter
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if not positive and finite
         */
        public TwoMarketExporter capacity(double capacity) {
            return capacity(Estimate.estimate(capacity));
        }

        /**
         * Estimated most that can be made for both markets.
         *
         * @param capacity units, above 0
         * @return the exporter
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if not positive and finite
         */
        public TwoMarketExporter capacity(Estimate capacity) {
            List<Parameter> numbers = new ArrayList<>(home.parameters("demand at home"));
            numbers.addAll(export.parameters("demand abroad"));
            numbers.add(ModelInput.size("unit cost", cost));
            numbers.add(ModelInput.size("capacity", Terms.positive("A capacity", capacity, false)));
            numbers.add(ModelInput.size("fixed cost", Estimate.estimate(0)));
            return new TwoMarketExporter(home, export, Inputs.of(numbers));
        }
    }

    /**
     * Starts with demand in the home market.
     *
     * @param demand at home, where the seller is alone
     * @return the exporter, which still needs demand abroad
     */
    public static NeedsExport home(LinearDemand demand) {
        return new NeedsExport(demand);
    }

    /**
     * Cost that does not depend on output.
     *
     * @param amount money, at least 0
     * @return the exporter
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative or not finite
     */
    public TwoMarketExporter fixedCost(double amount) {
        return fixedCost(Estimate.estimate(amount));
    }

    /**
     * Estimated cost that does not depend on output.
     *
     * @param amount money, at least 0
     * @return the exporter
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative or not finite
     */
    public TwoMarketExporter fixedCost(Estimate amount) {
        Estimate checked = Terms.positive("A fixed cost", amount, true);
        return with(inputs().with(home.size() + export.size() + 2, ModelInput.size("fixed cost", checked)));
    }

    @Override
    TwoMarketExporter with(Inputs other) {
        return new TwoMarketExporter(home, export, other);
    }

    @Override
    String title() {
        return "Two-market exporter";
    }

    @Override
    String conduct() {
        return "one seller, two markets, one capacity";
    }

    @Override
    List<Effect> shown() {
        return List.of(
                Term.DUMPING_MARGIN,
                Term.DISCRIMINATION_MARGIN,
                Term.PRESSURE_MARGIN,
                Term.EXPORT_PRICE,
                Term.EXPORT_PRICE.change());
    }

    @Override
    Solved solved(TypedExperiment experiment) {
        return new Solved(this, experiment);
    }

    @Override
    Terms terms(double[] values, List<Policy> changes) {
        return new TwoMarketExporter(home.at(values, 0), export.at(values, home.size()), inputs().at(values))
                .terms(changes);
    }

    private Terms terms(List<Policy> changes) {
        State before = state(inputs().held(), List.of());
        State after = state(inputs().held(), changes);
        double independent = after.utility() - before.utility() - after.resources() + before.resources();
        double stake = before.utility() + after.utility();
        double world = Terms.closed("TwoMarketExporter", after.ledger() - before.ledger(), independent, stake);
        return new Terms()
                .add(Term.HOME_PRICE, before.producer()[0], after.producer()[0])
                .add(Term.EXPORT_PRICE, before.producer()[1], after.producer()[1])
                .add(Term.HOME_QUANTITY, before.quantity()[0], after.quantity()[0])
                .add(Term.EXPORT_QUANTITY, before.quantity()[1], after.quantity()[1])
                .add(Term.UTILIZATION, before.utilization(), after.utilization())
                .add(Term.SHADOW_PRICE, before.lambda(), after.lambda())
                .add(Term.DUMPING_MARGIN, before.margin(), after.margin())
                .add(Term.DISCRIMINATION_MARGIN, before.unpressedMargin(), after.unpressedMargin())
                .add(
                        Term.PRESSURE_MARGIN,
                        before.margin() - before.unpressedMargin(),
                        after.margin() - after.unpressedMargin())
                .add(
                        Term.PRESSURE_ON_EXPORT_PRICE,
                        before.producer()[1] - before.unpressedExportPrice(),
                        after.producer()[1] - after.unpressedExportPrice())
                .add(Term.FAIR_PRICE_PASS_THROUGH, before.fairPassThrough(), after.fairPassThrough())
                .add(Term.PROFIT, before.profit(), after.profit())
                .add(Term.COVERED_LOSS, before.coveredLoss(), after.coveredLoss())
                .add(Term.SUBSIDY_COST, before.subsidy(), after.subsidy())
                .add(Term.TARIFF_REVENUE, before.tariff(), after.tariff())
                .add(Term.HOME_SURPLUS, before.surplus()[0], after.surplus()[0])
                .add(Term.FOREIGN_SURPLUS, before.surplus()[1], after.surplus()[1])
                .add(Term.WORLD_WELFARE, 0, world);
    }

    private InForce inForce(List<Policy> policies, double price0, double export0) {
        return InForce.resolve(
                "TwoMarketExporter",
                "it takes subsidy, duty, closure, expansion, swap, change of cost, utilization floor, coverage, quota"
                        + " and undertaking, and their removal",
                p -> p instanceof Subsidy
                        || p instanceof Duty
                        || p instanceof Closure
                        || p instanceof Expansion
                        || p instanceof Swap
                        || p instanceof CostChange
                        || p instanceof UtilizationFloor
                        || p instanceof Coverage
                        || p instanceof Quota
                        || p instanceof Undertaking
                        || p instanceof Removal,
                InForce.none().capacity(capacity),
                policies,
                price0,
                export0);
    }

    private record State(
            double[] quantity,
            double[] producer,
            double lambda,
            double utilization,
            double profit,
            double coveredLoss,
            double tariff,
            double subsidy,
            double[] surplus,
            double utility,
            double resources,
            double unpressedMargin,
            double unpressedExportPrice,
            double singlePrice) {
        double margin() {
            return producer[0] / producer[1] - 1;
        }

        double fairPassThrough() {
            double gap = producer[0] - producer[1];
            return Math.abs(gap) > 1e-12 * producer[0] ? (singlePrice - producer[1]) / gap : Double.NaN;
        }

        double ledger() {
            return surplus[0] + surplus[1] + profit + tariff - subsidy;
        }
    }

    private State state(List<Policy> base, List<Policy> changes) {
        double price0 = 0;
        double export0 = 0;
        if (!changes.isEmpty()) {
            State before = state(base, List.of());
            price0 = before.producer()[1];
            export0 = before.quantity()[1];
        }
        InForce now = inForce(Inputs.joined(base, changes), price0, export0);
        TwoMarketMath.Problem problem = problem(now, now.utilizationFloor());
        double[] q = found(problem);
        double[] unpressed = found(problem(now, 0));
        return state(now, problem, q, unpressed);
    }

    private TwoMarketMath.Problem problem(InForce now, double floor) {
        double atFloor = (export.choke() - now.consumerPrice(now.least())) / export.slope();
        return new TwoMarketMath.Problem(
                new double[] {home.choke(), export.choke() - now.specificDuty()},
                new double[] {home.slope(), export.slope()},
                new double[] {1 + now.subsidy(), (1 + now.subsidy()) / (1 + now.duty())},
                new double[] {home.choke() / home.slope(), Math.max(0, Math.min(now.quota(), atFloor))},
                now.cost(cost) - now.specificSubsidy(),
                now.capacity(),
                floor * now.capacity());
    }

    private double[] found(TwoMarketMath.Problem problem) {
        double[] q = TwoMarketMath.solve(problem);
        if (q == null || home.price(q[0]) < 0 || export.price(q[1]) < 0) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "TwoMarketExporter needs a utilization floor that can be sold at prices of at least 0, but "
                            + problem.least() + " units cannot. Lower the floor or the capacity, or lift the quota.");
        }
        return q;
    }

    private State state(InForce now, TwoMarketMath.Problem problem, double[] q, double[] unpressed) {
        double[] producer = producer(now, q);
        double sold = q[0] + q[1];
        double revenue = (1 + now.subsidy()) * (producer[0] * q[0] + producer[1] * q[1]);
        double profit = revenue - (now.cost(cost) - now.specificSubsidy()) * sold - fixed;
        double[] free = producer(now, unpressed);
        return new State(
                q,
                producer,
                q[2],
                sold / now.capacity(),
                profit,
                profit < 0 ? -now.covered() * profit : 0,
                (now.duty() * producer[1] + now.specificDuty()) * q[1],
                now.subsidy() * (producer[0] * q[0] + producer[1] * q[1]) + now.specificSubsidy() * sold,
                new double[] {home.surplus(q[0]), export.surplus(q[1])},
                home.utility(q[0]) + export.utility(q[1]),
                now.cost(cost) * sold + fixed,
                free[0] / free[1] - 1,
                free[1],
                TwoMarketMath.singlePrice(problem, new double[] {1, 1 + now.duty()}, 1 + now.subsidy()));
    }

    private double[] producer(InForce now, double[] q) {
        return new double[] {home.price(q[0]), now.producerPrice(export.price(q[1]))};
    }

    /** The exporter before and after. */
    public static final class Solved extends TypedSolution {
        private final TwoMarketExporter model;
        private final TypedExperiment experiment;

        private Solved(TwoMarketExporter model, TypedExperiment experiment) {
            super(experiment);
            this.model = model;
            this.experiment = experiment;
        }

        /**
         * Sales at home.
         *
         * @return units
         */
        public double homeQuantity() {
            return value(Term.HOME_QUANTITY);
        }

        /**
         * Exports.
         *
         * @return units
         */
        public double exportQuantity() {
            return value(Term.EXPORT_QUANTITY);
        }

        /**
         * The price at home.
         *
         * @return money a unit
         */
        public double homePrice() {
            return value(Term.HOME_PRICE);
        }

        /**
         * The export price before duty.
         *
         * @return money a unit
         */
        public double exportPrice() {
            return value(Term.EXPORT_PRICE);
        }

        /**
         * The shadow price that links both markets.
         *
         * @return money a unit; positive at full capacity, negative at the utilization floor, 0 in between
         */
        public double shadowPrice() {
            return value(Term.SHADOW_PRICE);
        }

        /**
         * Output over capacity.
         *
         * @return a fraction
         */
        public double utilization() {
            return value(Term.UTILIZATION);
        }

        /**
         * The dumping margin.
         *
         * @return {@code (p_H - p_X)/p_X}
         */
        public double dumpingMargin() {
            return value(Term.DUMPING_MARGIN);
        }

        /**
         * The part of the margin that price discrimination alone would make, with no utilization floor.
         *
         * @return the margin at {@code \rho = 0}, all other policies in force
         */
        public double discriminationMargin() {
            return value(Term.DISCRIMINATION_MARGIN);
        }

        /**
         * The part of the margin that the utilization floor adds.
         *
         * @return margin less discrimination margin; 0 if the floor does not bind
         */
        public double pressureMargin() {
            return value(Term.PRESSURE_MARGIN);
        }

        /**
         * What the utilization floor does to the export price.
         *
         * @return money a unit; negative if pressed down
         */
        public double pressureOnExportPrice() {
            return value(Term.PRESSURE_ON_EXPORT_PRICE);
        }

        /**
         * The share of the margin that would reach the export price if discrimination ended.
         *
         * @return {@code \varphi = (p - p_X)/(p_H - p_X)} with the best single price {@code p} under the same capacity and
         *     floor, no freight, a market dropped where that pays more; NaN if there is no such price or no margin
         */
        public double fairPricePassThrough() {
            return value(Term.FAIR_PRICE_PASS_THROUGH);
        }

        /**
         * Profit before the state covers any loss.
         *
         * @return money
         */
        public double profit() {
            return value(Term.PROFIT);
        }

        /**
         * What the state pays of a loss.
         *
         * @return money, at least 0
         */
        public double coveredLoss() {
            return value(Term.COVERED_LOSS);
        }

        /**
         * The dumping margin as steps: what price discrimination makes, and what output pressure adds.
         *
         * @return the figure under a plain title
         */
        public Figure figure() {
            return Figure.waterfall()
                    .start("no dumping", 0)
                    .step("price discrimination", discriminationMargin())
                    .step("output pressure", pressureMargin())
                    .total("dumping margin")
                    .title("Where the dumping margin comes from")
                    .subtitle("Home over export price, share of the export price; " + experiment.changes())
                    .y(Axis.percent());
        }

        @Override
        public Summary summary() {
            return numbers(Summary.of("Two-market exporter")
                            .choice("capacity", Numbers.significant(model.capacity, 4))
                            .choice("unit cost", Numbers.significant(model.cost, 4))
                            .choice(
                                    "baseline policies",
                                    TypedExperiment.text(model.inputs().held()))
                            .choice("change", experiment.changes()))
                    .identifies("Marginal revenue equal in both markets, and one capacity for both.")
                    .breaks("Rivals who answer: residual demand abroad is taken as given; linear demand far from the"
                            + " data.")
                    .doesNotShow("Why the state wants output; that is the floor's own reason.")
                    .build();
        }

        @Override
        public Table glance() {
            return Table.create("two-market exporter")
                    .addColumns(
                            DoubleColumn.create("dumping_margin", dumpingMargin()),
                            DoubleColumn.create("discrimination_margin", discriminationMargin()),
                            DoubleColumn.create("pressure_margin", pressureMargin()),
                            DoubleColumn.create("shadow_price", shadowPrice()),
                            DoubleColumn.create("world_welfare", worldWelfare()),
                            IntColumn.create("nobs", new int[] {2}),
                            IntColumn.create("dropped", new int[] {0}));
        }
    }
}
