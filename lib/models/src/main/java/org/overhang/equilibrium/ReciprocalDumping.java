package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Estimate;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import org.overhang.policy.Duty;
import org.overhang.policy.InForce;
import org.overhang.policy.Measure;
import org.overhang.policy.Policy;
import org.overhang.policy.Removal;
import org.overhang.policy.Subsidy;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Brander and Krugman's reciprocal dumping: two equal countries, one seller each, segmented markets, a cost of transport.
 *
 * <pre>{@code
 * linear  p = a - b(x+y):   x = (a - 2c + e)/(3b),   y = (a - 2e + c)/(3b),   e = export cost delivered
 * constant elasticity \varepsilon:   p = (c+e)\varepsilon/(2\varepsilon-1),   y/(x+y) = \varepsilon(1 - e/p)
 * }</pre>
 *
 * <p>{@code x} home sales, {@code y} exports, {@code c} unit cost. Transport is money a unit ({@code e = c + t}) or iceberg
 * ({@code e = c/g}). A duty of one country or an export subsidy moves {@code e} in that market alone:
 * {@code e = (c_x - z)(1+\tau)/(1+u) + \delta}. The dumping margin is over the export price net of transport. Where exports
 * would not be positive there is no reciprocal dumping and the home seller is alone.
 *
 * <p>The ledger is that of one importing market: its buyers, its own seller, the foreign seller's profit there, tariff revenue
 * and the cost of the export subsidy; it is checked against gross utility less resource cost, transport included. Under constant
 * elasticity the baseline market buys one unit.
 *
 * <p>Every number may be an {@link Estimate}; then results carry 95 percent intervals. Defaults: exact numbers, no policy.
 *
 * <p>Example: {@code ReciprocalDumping.linear(LinearDemand.inverse(1000).slope(5)).unitCost(300).transport(60).solve()}.
 *
 * <p>Source: J. Brander and P. Krugman, Journal of International Economics 15 (1983), 313–321.
 */
public final class ReciprocalDumping extends TypedModel<ReciprocalDumping, ReciprocalDumping.Solved> {
    private final @Nullable LinearDemand line;
    private final @Nullable Elasticity curve;
    private final boolean iceberg;
    private final double cost;
    private final double transport;

    private ReciprocalDumping(@Nullable LinearDemand line, @Nullable Elasticity curve, boolean iceberg, Inputs inputs) {
        super(inputs);
        this.line = line;
        this.curve = curve;
        this.iceberg = iceberg;
        int k = inputs.parameters().size() - 2;
        cost = inputs.value(k);
        transport = inputs.value(k + 1);
        if (line != null && !(line.choke() > cost)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Reciprocal dumping needs a unit cost below the price at which nothing is bought, but they are "
                            + cost + " and " + line.choke() + ".");
        }
    }

    /** A model that still needs its unit cost. */
    public static final class NeedsCost {
        private final @Nullable LinearDemand line;
        private final @Nullable Elasticity curve;

        private NeedsCost(@Nullable LinearDemand line, @Nullable Elasticity curve) {
            this.line = line;
            this.curve = curve;
        }

        /**
         * Cost a unit of both sellers.
         *
         * @param cost money a unit, above 0
         * @return the model, which still needs its transport cost
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if not positive and finite
         */
        public NeedsTransport unitCost(double cost) {
            return unitCost(Estimate.estimate(cost));
        }

        /**
         * Estimated cost a unit of both sellers.
         *
         * @param cost money a unit, above 0
         * @return the model, which still needs its transport cost
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if not positive and finite
         */
        public NeedsTransport unitCost(Estimate cost) {
            return new NeedsTransport(line, curve, Terms.positive("A unit cost", cost, false));
        }
    }

    /** A model that still needs its transport cost. */
    public static final class NeedsTransport {
        private final @Nullable LinearDemand line;
        private final @Nullable Elasticity curve;
        private final Estimate cost;

        private NeedsTransport(@Nullable LinearDemand line, @Nullable Elasticity curve, Estimate cost) {
            this.line = line;
            this.curve = curve;
            this.cost = cost;
        }

        /**
         * Transport as money a unit.
         *
         * @param amount at least 0
         * @return the model
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative or not finite
         */
        public ReciprocalDumping transport(double amount) {
            return transport(Estimate.estimate(amount));
        }

        /**
         * Estimated transport as money a unit.
         *
         * @param amount at least 0
         * @return the model
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative or not finite
         */
        public ReciprocalDumping transport(Estimate amount) {
            return made(Terms.positive("A transport cost", amount, true), false);
        }

        /**
         * Transport as the share that arrives.
         *
         * @param share above 0, at most 1
         * @return the model
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside that range
         */
        public ReciprocalDumping arriving(double share) {
            return arriving(Estimate.estimate(share));
        }

        /**
         * Estimated transport as the share that arrives.
         *
         * @param share above 0, at most 1; below 1 if it carries an error
         * @return the model
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside that range
         */
        public ReciprocalDumping arriving(Estimate share) {
            if (!(share.value() > 0 && share.value() <= 1)) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "An iceberg cost needs a share that arrives above 0 and at most 1, but it is " + share.value()
                                + ".");
            }
            return made(share, true);
        }

        private ReciprocalDumping made(Estimate transport, boolean iceberg) {
            List<Parameter> numbers = new ArrayList<>(line != null ? line.parameters("demand") : List.of());
            if (curve != null) {
                numbers.add(curve);
            }
            numbers.add(ModelInput.size("unit cost", cost));
            numbers.add(new ModelInput(iceberg ? "share that arrives" : "transport cost", transport, iceberg));
            return new ReciprocalDumping(line, curve, iceberg, Inputs.of(numbers));
        }
    }

    /**
     * Linear demand, the same in both countries.
     *
     * @param demand of one country
     * @return the model, which still needs its cost
     */
    public static NeedsCost linear(LinearDemand demand) {
        return new NeedsCost(demand, null);
    }

    /**
     * Demand of constant elasticity; quantities are shares of the baseline market, whose scale does not matter.
     *
     * @param demand a demand elasticity below −1/2, so that both sellers' conditions can hold
     * @return the model, which still needs its cost
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if demand is less elastic than that, {@link Reason#BAD_VALUE} for
     *     another kind of elasticity
     */
    public static NeedsCost constantElasticity(Elasticity demand) {
        if (demand.kind() != Elasticity.Kind.DEMAND || !(demand.value() < -0.5)) {
            throw new OverhangException(
                    demand.kind() == Elasticity.Kind.DEMAND ? Reason.OUT_OF_RANGE : Reason.BAD_VALUE,
                    "Reciprocal dumping needs a demand elasticity below -0.5, but it is " + demand.text() + ".");
        }
        return new NeedsCost(null, demand);
    }

    @Override
    ReciprocalDumping with(Inputs other) {
        return new ReciprocalDumping(line, curve, iceberg, other);
    }

    @Override
    String title() {
        return "Reciprocal dumping";
    }

    @Override
    String conduct() {
        return "quantity competition in segmented markets";
    }

    @Override
    List<Effect> shown() {
        return List.of(Term.DUMPING_MARGIN, Term.PRICE, Term.PRICE.change(), Term.WORLD_WELFARE);
    }

    @Override
    Solved solved(TypedExperiment experiment) {
        return new Solved(this, experiment);
    }

    @Override
    Terms terms(double[] values, List<Policy> changes) {
        return new ReciprocalDumping(
                        line == null ? null : line.at(values, 0),
                        curve == null ? null : curve.withValue(values[0]),
                        iceberg,
                        inputs().at(values))
                .terms(changes);
    }

    /** Policies in force on the exports. */
    private static InForce inForce(List<Policy> policies) {
        return InForce.resolve(
                "ReciprocalDumping",
                "it takes duty and subsidy, and their removal",
                p -> p instanceof Duty
                        || p instanceof Subsidy
                        || p instanceof Removal r && (r.measure() == Measure.DUTY || r.measure() == Measure.SUBSIDY),
                InForce.none(),
                policies,
                0,
                0);
    }

    /** Cost of a unit of exports up to the border. */
    private double delivered() {
        return iceberg ? cost / transport : cost + transport;
    }

    private Terms terms(List<Policy> changes) {
        List<Policy> held = inputs().held();
        State before = state(inForce(held), Double.NaN);
        State after = state(inForce(Inputs.joined(held, changes)), before.price());
        double independent = utility(before, after) - resources(after) + resources(before);
        double ledger = surplus(before, after)
                + after.home()
                + after.foreign()
                + after.tariff()
                - after.subsidy()
                - (before.home() + before.foreign() + before.tariff() - before.subsidy());
        double stake = before.price() * (before.x() + before.y());
        return new Terms()
                .add(Term.PRICE, before.price(), after.price())
                .add(Term.EXPORT_PRICE, before.net(), after.net())
                .add(Term.HOME_QUANTITY, before.x(), after.x())
                .add(Term.EXPORT_QUANTITY, before.y(), after.y())
                .add(Term.DUMPING_MARGIN, before.margin(), after.margin())
                .add(Term.PROFIT, before.home() + before.foreign(), after.home() + after.foreign())
                .add(Term.CONSUMER_SURPLUS, 0, surplus(before, after))
                .add(Term.TARIFF_REVENUE, before.tariff(), after.tariff())
                .add(Term.SUBSIDY_COST, before.subsidy(), after.subsidy())
                .add(Term.AUTARKY_PRICE, before.alone(), after.alone())
                .add(Term.WORLD_WELFARE, 0, Terms.closed("ReciprocalDumping", ledger, independent, stake));
    }

    /** One importing market; profits are the home seller's and the foreign seller's in it. */
    private record State(
            double x,
            double y,
            double price,
            double net,
            double home,
            double foreign,
            double tariff,
            double subsidy,
            double alone) {
        double margin() {
            return y > 0 ? price / net - 1 : Double.NaN;
        }
    }

    private double resources(State state) {
        return cost * state.x() + delivered() * state.y();
    }

    /** Change of the area under inverse demand, from quantities alone. */
    private double utility(State before, State after) {
        double q0 = before.x() + before.y();
        double q1 = after.x() + after.y();
        if (line != null) {
            return line.utility(q1) - line.utility(q0);
        }
        double power = 1 - 1 / size();
        double ratio = FastMath.log(q1 / q0);
        double area = Math.abs(power) < 1e-12 ? ratio : FastMath.expm1(power * ratio) / power;
        return before.price() * q0 * area;
    }

    /** Change of the area left of demand, from prices alone. */
    private double surplus(State before, State after) {
        if (line != null) {
            double low = line.choke() - after.price();
            double high = line.choke() - before.price();
            return (low * low - high * high) / (2 * line.slope());
        }
        double power = 1 - size();
        double ratio = FastMath.log(after.price() / before.price());
        double area = Math.abs(power) < 1e-12 ? ratio : FastMath.expm1(power * ratio) / power;
        return -before.price() * (before.x() + before.y()) * area;
    }

    private double size() {
        return curve == null ? Double.NaN : -curve.value();
    }

    /** {@code unit} is the price at which a market of constant elasticity buys one unit; NaN where this state sets it. */
    private State state(InForce now, double unit) {
        double e = (delivered() - now.specificSubsidy()) / now.kept() + now.specificDuty();
        double[] found = line != null ? linear(line, e) : constant(e);
        double price = found[2];
        double scale = line != null || Double.isNaN(unit) ? 1 : FastMath.pow(price / unit, -size());
        double x = found[0] * scale;
        double y = found[1] * scale;
        double producer = (price - now.specificDuty()) / (1 + now.duty());
        return new State(
                x,
                y,
                price,
                iceberg ? producer * transport : producer - transport,
                (price - cost) * x,
                now.kept() * (price - e) * y,
                (now.duty() * producer + now.specificDuty()) * y,
                (now.subsidy() * producer + now.specificSubsidy()) * y,
                found[3]);
    }

    /** Home sales, exports, price, price without trade. */
    private double[] linear(LinearDemand of, double e) {
        double y = Math.max(0, (of.choke() - 2 * e + cost) / (3 * of.slope()));
        double x = y > 0 ? (of.choke() - 2 * cost + e) / (3 * of.slope()) : (of.choke() - cost) / (2 * of.slope());
        if (x < 0) {
            x = 0;
            y = (of.choke() - e) / (2 * of.slope());
        }
        return new double[] {x, y, of.price(x + y), (of.choke() + cost) / 2};
    }

    /** Shares of home sales and exports, price, price without trade. */
    private double[] constant(double e) {
        double elasticity = size();
        double price = (cost + e) * elasticity / (2 * elasticity - 1);
        double share = elasticity * (1 - e / price);
        double alone = elasticity > 1 ? cost * elasticity / (elasticity - 1) : Double.POSITIVE_INFINITY;
        if (share > 0 && share < 1) {
            return new double[] {1 - share, share, price, alone};
        }
        if (!(alone < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Reciprocal dumping needs exports between nothing and the whole market, but their share would be "
                            + share + " and a seller alone has no best price at an elasticity of -" + elasticity
                            + ".");
        }
        return share <= 0
                ? new double[] {1, 0, alone, alone}
                : new double[] {0, 1, e * elasticity / (elasticity - 1), alone};
    }

    /** One importing market, before and after. */
    public static final class Solved extends TypedSolution {
        private final ReciprocalDumping model;
        private final TypedExperiment experiment;

        private Solved(ReciprocalDumping model, TypedExperiment experiment) {
            super(experiment);
            this.model = model;
            this.experiment = experiment;
        }

        /**
         * Sales of the home seller.
         *
         * @return units; of a baseline market of one unit under constant elasticity
         */
        public double homeSales() {
            return value(Term.HOME_QUANTITY);
        }

        /**
         * Sales of the foreign seller.
         *
         * @return units; of a baseline market of one unit under constant elasticity
         */
        public double exports() {
            return value(Term.EXPORT_QUANTITY);
        }

        /**
         * The price that buyers pay.
         *
         * @return money a unit
         */
        public double price() {
            return value(Term.PRICE);
        }

        /**
         * The export price before duty, net of transport.
         *
         * @return money a unit
         */
        public double exportPrice() {
            return value(Term.EXPORT_PRICE);
        }

        /**
         * The dumping margin over the export price net of transport, the seller's home price being the same as here.
         *
         * @return {@code (p - p_x)/p_x}; NaN without exports
         */
        public double dumpingMargin() {
            return value(Term.DUMPING_MARGIN);
        }

        /**
         * A seller's profit in both countries if both have these policies, which is both sellers' profit in this market.
         *
         * @return money; of a baseline market of one unit under constant elasticity
         */
        public double profit() {
            return value(Term.PROFIT);
        }

        /**
         * The price without trade.
         *
         * @return money a unit; infinity where a seller alone has no best price
         */
        public double autarkyPrice() {
            return value(Term.AUTARKY_PRICE);
        }

        /**
         * World welfare as steps: buyers, both sellers, tariff revenue, subsidies saved.
         *
         * @return the figure under a plain title
         */
        public Figure figure() {
            return Figure.waterfall()
                    .start("baseline", 0)
                    .step("buyers", change(Term.CONSUMER_SURPLUS))
                    .step("both sellers", change(Term.PROFIT))
                    .step("tariff revenue", change(Term.TARIFF_REVENUE))
                    .step("subsidies saved", -change(Term.SUBSIDY_COST))
                    .total("world")
                    .title("Who gains and who loses under reciprocal dumping")
                    .subtitle("Change of surplus in one market from the baseline; " + experiment.changes());
        }

        @Override
        public Summary summary() {
            return numbers(Summary.of("Reciprocal dumping")
                            .choice("conduct", "quantity competition in segmented markets")
                            .choice(
                                    "baseline policies",
                                    TypedExperiment.text(model.inputs().held()))
                            .choice("change", experiment.changes()))
                    .identifies("Two equal countries; sellers that choose sales market by market.")
                    .breaks("Buyers who can carry the good back; more sellers.")
                    .doesNotShow("Dumping for any other reason than transport and segmentation.")
                    .build();
        }

        @Override
        public Table glance() {
            return Table.create("reciprocal dumping")
                    .addColumns(
                            DoubleColumn.create("home_sales", homeSales()),
                            DoubleColumn.create("exports", exports()),
                            DoubleColumn.create("price", price()),
                            DoubleColumn.create("export_price", exportPrice()),
                            DoubleColumn.create("dumping_margin", dumpingMargin()),
                            DoubleColumn.create("profit", profit()),
                            DoubleColumn.create("world_welfare", worldWelfare()),
                            IntColumn.create("nobs", new int[] {1}),
                            IntColumn.create("dropped", new int[] {0}));
        }
    }
}
