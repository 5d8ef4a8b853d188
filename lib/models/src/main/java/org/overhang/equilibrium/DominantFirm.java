package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.overhang.core.Estimate;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import org.overhang.policy.Closure;
import org.overhang.policy.CostChange;
import org.overhang.policy.Duty;
import org.overhang.policy.InForce;
import org.overhang.policy.Measure;
import org.overhang.policy.Policy;
import org.overhang.policy.Quota;
import org.overhang.policy.Removal;
import org.overhang.policy.Subsidy;
import org.overhang.policy.Undertaking;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * A dominant seller that sets the price on what a competitive fringe leaves, with a hard capacity.
 *
 * <pre>{@code
 * \max_p (k(p-\delta) - c + z)(D(p) - S(p)),   S(p) = \max(0, d(p - p_0)),   D(p) - S(p) \le K
 * L = share_D / (|\eta| + share_F \epsilon_F)   where nothing binds
 * }</pre>
 *
 * <p>{@code p} consumer price, {@code k=(1+u)/(1+\tau)}, {@code d} slope and {@code p_0} entry price of the fringe. Policies
 * meet the dominant seller; the fringe is domestic and pays no duty. Because the fringe enters at {@code p_0}, the best price
 * below and above it are both found and the better is taken; the price never exceeds the one at which the fringe serves all. An
 * undertaking is a floor under the dominant seller's price, a quota a limit on its sales; their rent is its profit.
 *
 * <p>Every number may be an {@link Estimate}; then results carry 95 percent intervals. Defaults: exact numbers, no policy.
 *
 * <p>Example:
 *
 * <pre>{@code
 * DominantFirm.facing(LinearDemand.direct(180).slope(0.15)).unitCost(380).fringeFrom(420).fringeSlope(0.25)
 *         .holding(Subsidy.specific(80)).solve(remove(SUBSIDY)).fringeSurplus();
 * }</pre>
 *
 * <p>Source: D. Carlton and J. Perloff, "Modern Industrial Organization" (4th ed., 2005), ch. 4.
 */
public final class DominantFirm extends TypedModel<DominantFirm, DominantFirm.Solved> {
    private static final double TIGHT = 1e-12;
    private static final Set<Measure> REMOVED =
            Set.of(Measure.DUTY, Measure.SUBSIDY, Measure.QUOTA, Measure.UNDERTAKING);

    private final LinearDemand demand;
    private final double cost;
    private final double entry;
    private final double slope;

    private DominantFirm(LinearDemand demand, Inputs inputs) {
        super(inputs);
        this.demand = demand;
        int k = demand.size();
        cost = inputs.value(k);
        entry = inputs.value(k + 1);
        slope = inputs.value(k + 2);
    }

    /** A dominant seller that still needs its cost. */
    public static final class NeedsCost {
        private final LinearDemand demand;

        private NeedsCost(LinearDemand demand) {
            this.demand = demand;
        }

        /**
         * Cost a unit, before subsidies.
         *
         * @param cost money a unit, at least 0
         * @return the seller, which still needs its fringe
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative or not finite
         */
        public NeedsEntry unitCost(double cost) {
            return unitCost(Estimate.estimate(cost));
        }

        /**
         * Estimated cost a unit, before subsidies.
         *
         * @param cost money a unit, at least 0
         * @return the seller, which still needs its fringe
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative or not finite
         */
        public NeedsEntry unitCost(Estimate cost) {
            return new NeedsEntry(demand, Terms.positive("A unit cost", cost, true));
        }
    }

    /** A dominant seller whose fringe still needs the price from which it supplies. */
    public static final class NeedsEntry {
        private final LinearDemand demand;
        private final Estimate cost;

        private NeedsEntry(LinearDemand demand, Estimate cost) {
            this.demand = demand;
            this.cost = cost;
        }

        /**
         * The price from which the fringe supplies.
         *
         * @param price money a unit, at least 0
         * @return the seller, whose fringe still needs its slope
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative or not finite
         */
        public NeedsSlope fringeFrom(double price) {
            return fringeFrom(Estimate.estimate(price));
        }

        /**
         * The estimated price from which the fringe supplies.
         *
         * @param price money a unit, at least 0
         * @return the seller, whose fringe still needs its slope
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative or not finite
         */
        public NeedsSlope fringeFrom(Estimate price) {
            return new NeedsSlope(demand, cost, Terms.positive("A fringe's lowest price", price, true));
        }
    }

    /** A dominant seller whose fringe still needs its slope. */
    public static final class NeedsSlope {
        private final LinearDemand demand;
        private final Estimate cost;
        private final Estimate entry;

        private NeedsSlope(LinearDemand demand, Estimate cost, Estimate entry) {
            this.demand = demand;
            this.cost = cost;
            this.entry = entry;
        }

        /**
         * Fringe supply a unit of price above its lowest.
         *
         * @param slope units of quantity a unit of money, above 0
         * @return the model
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if not positive and finite
         */
        public DominantFirm fringeSlope(double slope) {
            return fringeSlope(Estimate.estimate(slope));
        }

        /**
         * Estimated fringe supply a unit of price above its lowest.
         *
         * @param slope units of quantity a unit of money, above 0
         * @return the model
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if not positive and finite
         */
        public DominantFirm fringeSlope(Estimate slope) {
            List<Parameter> numbers = new ArrayList<>(demand.parameters("demand"));
            numbers.add(ModelInput.size("unit cost", cost));
            numbers.add(ModelInput.size("fringe's lowest price", entry));
            numbers.add(ModelInput.size("fringe's slope", Terms.positive("A fringe's slope", slope, false)));
            return new DominantFirm(demand, Inputs.of(numbers));
        }
    }

    /**
     * Starts with the market's demand.
     *
     * @param demand of all buyers
     * @return the seller, which still needs its cost
     */
    public static NeedsCost facing(LinearDemand demand) {
        return new NeedsCost(demand);
    }

    @Override
    DominantFirm with(Inputs other) {
        return new DominantFirm(demand, other);
    }

    @Override
    String title() {
        return "Dominant firm";
    }

    @Override
    String conduct() {
        return "price leadership over a fringe";
    }

    @Override
    List<Effect> shown() {
        return List.of(Term.PRICE, Term.PRICE.change(), Term.FRINGE_SURPLUS.change(), Term.PROFIT.change());
    }

    @Override
    Solved solved(TypedExperiment experiment) {
        return new Solved(this, experiment);
    }

    @Override
    Terms terms(double[] values, List<Policy> changes) {
        return new DominantFirm(demand.at(values, 0), inputs().at(values)).terms(changes);
    }

    private Terms terms(List<Policy> changes) {
        List<Policy> held = inputs().held();
        State before = state(inForce(held, 0, 0));
        State after = state(inForce(Inputs.joined(held, changes), before.producer(), before.dominant()));
        double independent = after.utility() - before.utility() - after.resources() + before.resources();
        double stake = before.utility() + after.utility();
        double world = Terms.closed("DominantFirm", after.ledger() - before.ledger(), independent, stake);
        return new Terms()
                .add(Term.PRICE, before.price(), after.price())
                .add(Term.DOMINANT_QUANTITY, before.dominant(), after.dominant())
                .add(Term.FRINGE_QUANTITY, before.fringe(), after.fringe())
                .add(Term.LERNER, before.lerner(), after.lerner())
                .add(Term.SHADOW_PRICE, before.lambda(), after.lambda())
                .add(Term.PROFIT, before.profit(), after.profit())
                .add(Term.FRINGE_SURPLUS, before.fringeSurplus(), after.fringeSurplus())
                .add(Term.CONSUMER_SURPLUS, before.surplus(), after.surplus())
                .add(Term.TARIFF_REVENUE, before.tariff(), after.tariff())
                .add(Term.SUBSIDY_COST, before.subsidy(), after.subsidy())
                .add(Term.WORLD_WELFARE, 0, world);
    }

    private record State(
            double price,
            double producer,
            double dominant,
            double fringe,
            double lambda,
            double profit,
            double fringeSurplus,
            double lerner,
            double tariff,
            double subsidy,
            double surplus,
            double utility,
            double resources) {
        double ledger() {
            return surplus + profit + fringeSurplus + tariff - subsidy;
        }
    }

    private static InForce inForce(List<Policy> policies, double producer0, double dominant0) {
        return InForce.resolve(
                "DominantFirm",
                "it takes duty, subsidy, quota, undertaking, change of cost, closure to a capacity, and the removal of"
                        + " duty, subsidy, quota or undertaking",
                p -> p instanceof Duty
                        || p instanceof Subsidy
                        || p instanceof Quota
                        || p instanceof Undertaking
                        || p instanceof Closure c && !c.relative()
                        || p instanceof CostChange
                        || p instanceof Removal r && REMOVED.contains(r.measure()),
                InForce.none(),
                policies,
                producer0,
                dominant0);
    }

    private State state(InForce now) {
        double kept = now.kept();
        double effective = (now.cost(cost) - now.specificSubsidy()) / kept + now.specificDuty();
        double limit = now.limit();
        double floor = now.consumerPrice(now.least());
        double price = price(effective, limit, floor);
        double dominant = residual(price);
        double fringe = Math.max(0, slope * (price - entry));
        double producer = now.producerPrice(price);
        boolean binds = dominant >= limit * (1 - TIGHT);
        double weight = 1 / demand.slope() + (price > entry ? slope : 0);
        return new State(
                price,
                producer,
                dominant,
                fringe,
                binds ? kept * (price - effective - dominant / weight) : 0,
                kept * (price - effective) * dominant,
                fringe * (price - entry) / 2,
                (price - effective) / price,
                (now.duty() * producer + now.specificDuty()) * dominant,
                (now.subsidy() * producer + now.specificSubsidy()) * dominant,
                demand.surplus(dominant + fringe),
                demand.utility(dominant + fringe),
                now.cost(cost) * dominant + fringe * (entry + fringe / (2 * slope)));
    }

    private double residual(double price) {
        return Math.max(0, demand.quantity(price) - Math.max(0, slope * (price - entry)));
    }

    /** The price at which the fringe serves the whole market. */
    private double clearing() {
        double b = 1 / demand.slope();
        return demand.choke() <= entry ? demand.choke() : (demand.choke() * b + slope * entry) / (b + slope);
    }

    /** Best price on either side of the fringe's entry, no lower than limit and floor let it, no higher than clearing. */
    private double price(double effective, double limit, double floor) {
        double b = 1 / demand.slope();
        double a = demand.choke() * b;
        double top = clearing();
        double kinked = a + slope * entry;
        double atLimit = residual(entry) <= limit ? (a - limit) / b : (kinked - limit) / (b + slope);
        double low = Math.min(top, Math.max(floor, atLimit));
        double above = clipped((kinked / (b + slope) + effective) / 2, Math.max(low, Math.min(entry, top)), top);
        double edge = Math.min(entry, top);
        if (low > edge) {
            return above;
        }
        double below = clipped((a / b + effective) / 2, low, edge);
        return (below - effective) * residual(below) > (above - effective) * residual(above) ? below : above;
    }

    private static double clipped(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }

    /** The market before and after. */
    public static final class Solved extends TypedSolution {
        private final DominantFirm model;
        private final TypedExperiment experiment;

        private Solved(DominantFirm model, TypedExperiment experiment) {
            super(experiment);
            this.model = model;
            this.experiment = experiment;
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
         * The dominant seller's sales.
         *
         * @return units
         */
        public double dominantQuantity() {
            return value(Term.DOMINANT_QUANTITY);
        }

        /**
         * The fringe's sales.
         *
         * @return units
         */
        public double fringeQuantity() {
            return value(Term.FRINGE_QUANTITY);
        }

        /**
         * The dominant seller's profit.
         *
         * @return money
         */
        public double dominantProfit() {
            return value(Term.PROFIT);
        }

        /**
         * The fringe's producer surplus.
         *
         * @return money
         */
        public double fringeSurplus() {
            return value(Term.FRINGE_SURPLUS);
        }

        /**
         * The Lerner index over the consumer price.
         *
         * @return {@code (p-e)/p} with the cost {@code e} in consumer prices
         */
        public double lerner() {
            return value(Term.LERNER);
        }

        /**
         * What the Lerner index would be if nothing bound at these quantities.
         *
         * @return {@code share_D/(|\eta| + share_F \epsilon_F)}
         */
        public double lernerFormula() {
            double total = dominantQuantity() + fringeQuantity();
            double b = 1 / model.demand.slope();
            double supply = fringeQuantity() > 0 ? model.slope * price() / total : 0;
            return dominantQuantity() / total / (b * price() / total + supply);
        }

        /**
         * The shadow price of capacity or quota.
         *
         * @return money a unit of the seller; 0 if neither binds
         */
        public double shadowPrice() {
            return value(Term.SHADOW_PRICE);
        }

        /**
         * World welfare as steps: buyers, the dominant seller, the fringe, tariff revenue, subsidies saved.
         *
         * @return the figure under a plain title
         */
        public Figure figure() {
            return Figure.waterfall()
                    .start("baseline", 0)
                    .step("buyers", change(Term.CONSUMER_SURPLUS))
                    .step("dominant seller", change(Term.PROFIT))
                    .step("fringe", change(Term.FRINGE_SURPLUS))
                    .step("tariff revenue", change(Term.TARIFF_REVENUE))
                    .step("subsidies saved", -change(Term.SUBSIDY_COST))
                    .total("world")
                    .title("Who gains and who loses beside a dominant seller")
                    .subtitle("Change of surplus from the baseline; " + experiment.changes());
        }

        @Override
        public Summary summary() {
            return numbers(Summary.of("Dominant firm and fringe")
                            .choice(
                                    "baseline policies",
                                    TypedExperiment.text(model.inputs().held()))
                            .choice("change", experiment.changes())
                            .choice("Lerner index", Numbers.percent(lerner(), 1)))
                    .identifies("One seller sets the price, all others take it.")
                    .breaks("A fringe that builds capacity; a second seller with market power.")
                    .doesNotShow("How the dominant seller came to lead.")
                    .build();
        }

        @Override
        public Table glance() {
            return Table.create("dominant firm")
                    .addColumns(
                            DoubleColumn.create("price", price()),
                            DoubleColumn.create("lerner", lerner()),
                            DoubleColumn.create("world_welfare", worldWelfare()),
                            IntColumn.create("nobs", new int[] {2}),
                            IntColumn.create("dropped", new int[] {0}));
        }
    }
}
