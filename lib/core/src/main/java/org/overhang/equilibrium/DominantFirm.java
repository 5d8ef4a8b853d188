package org.overhang.equilibrium;

import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.policy.Closure;
import org.overhang.policy.Duty;
import org.overhang.policy.Policy;
import org.overhang.policy.Removal;
import org.overhang.policy.Subsidy;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * A dominant seller that sets the price on what a competitive fringe leaves, with a hard capacity.
 *
 * <pre>{@code
 * \max_p (k(p-\delta) - c + z)(D(p) - S(p)),   S(p) = \max(0, d(p - p_0)),   D(p) - S(p) \le K
 * L = share_D / (|\eta| + share_F \epsilon_F)   where capacity does not bind
 * }</pre>
 *
 * <p>{@code p} consumer price, {@code k=(1+u)/(1+\tau)}, {@code d} slope and {@code p_0} entry price of the fringe. Policies
 * meet the dominant seller; the fringe is domestic and pays no duty. Because the fringe enters at {@code p_0}, the best price
 * below and above it are both found and the better is taken.
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
public final class DominantFirm {
    private final LinearDemand demand;
    private final double cost;
    private final double entry;
    private final double slope;
    private final List<Policy> held;

    private DominantFirm(LinearDemand demand, double cost, double entry, double slope, List<Policy> held) {
        this.demand = demand;
        this.cost = cost;
        this.entry = entry;
        this.slope = slope;
        this.held = held;
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
            Terms.positive("A unit cost", cost, true);
            return new NeedsEntry(demand, cost);
        }
    }

    /** A dominant seller whose fringe still needs the price from which it supplies. */
    public static final class NeedsEntry {
        private final LinearDemand demand;
        private final double cost;

        private NeedsEntry(LinearDemand demand, double cost) {
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
            Terms.positive("A fringe's lowest price", price, true);
            return new NeedsSlope(demand, cost, price);
        }
    }

    /** A dominant seller whose fringe still needs its slope. */
    public static final class NeedsSlope {
        private final LinearDemand demand;
        private final double cost;
        private final double entry;

        private NeedsSlope(LinearDemand demand, double cost, double entry) {
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
            Terms.positive("A fringe's slope", slope, false);
            return new DominantFirm(demand, cost, entry, slope, List.of());
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

    /**
     * Policies that the baseline holds.
     *
     * @param policies duty, subsidy, or closure to a capacity
     * @return the model
     */
    public DominantFirm holding(Policy... policies) {
        return new DominantFirm(demand, cost, entry, slope, List.of(policies));
    }

    /**
     * The market under further policies, beside its baseline.
     *
     * @param changes policies, in their order
     * @return both
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for a policy that the model cannot carry
     */
    public Solved solve(Policy... changes) {
        List<Policy> all = new java.util.ArrayList<>(held);
        all.addAll(List.of(changes));
        return new Solved(List.of(changes), state(held), state(all));
    }

    private record State(
            double price,
            double dominant,
            double fringe,
            double lambda,
            double profit,
            double fringeSurplus,
            double lerner,
            double formula,
            double tariff,
            double subsidy,
            double surplus,
            double utility,
            double resources) {
        double ledger() {
            return surplus + profit + fringeSurplus + tariff - subsidy;
        }
    }

    private State state(List<Policy> policies) {
        double tau = 0;
        double delta = 0;
        double u = 0;
        double z = 0;
        double capacity = Double.POSITIVE_INFINITY;
        for (Policy policy : policies) {
            if (policy instanceof Duty d) {
                tau = d.exclusiveRate();
                delta = d.specificAmount();
            } else if (policy instanceof Subsidy s) {
                u = s.rate();
                z = s.specificAmount();
            } else if (policy instanceof Closure c && !c.relative()) {
                capacity = Math.min(capacity, c.amount());
            } else if (policy instanceof Removal r && r.measure() == org.overhang.policy.Measure.DUTY) {
                tau = 0;
                delta = 0;
            } else if (policy instanceof Removal r && r.measure() == org.overhang.policy.Measure.SUBSIDY) {
                u = 0;
                z = 0;
            } else {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "DominantFirm cannot carry \"" + policy.text()
                                + "\": it takes duty, subsidy, closure to a capacity and the removal of duty or subsidy.");
            }
        }
        double kept = (1 + u) / (1 + tau);
        double effective = (cost - z) / kept + delta;
        double price = price(effective, capacity);
        double dominant = residual(price);
        double fringe = Math.max(0, slope * (price - entry));
        double total = dominant + fringe;
        double producer = (price - delta) / (1 + tau);
        double b = 1 / demand.slope();
        boolean binds = dominant >= capacity * (1 - 1e-12);
        double weight = price > entry ? b + slope : b;
        double lerner = (price - effective) / price;
        double formula = dominant / total / (b * price / total + (fringe > 0 ? slope * price / total : 0));
        return new State(
                price,
                dominant,
                fringe,
                binds ? kept * (price - effective - dominant / weight) : 0,
                kept * (price - effective) * dominant,
                fringe * (price - entry) / 2,
                lerner,
                formula,
                (tau * producer + delta) * dominant,
                (u * producer + z) * dominant,
                demand.surplus(total),
                demand.utility(total),
                cost * dominant + fringe * (entry + fringe / (2 * slope)));
    }

    private double residual(double price) {
        return Math.max(0, demand.quantity(price) - Math.max(0, slope * (price - entry)));
    }

    /** Best price on either side of the fringe's entry, capacity met by the price. */
    private double price(double effective, double capacity) {
        double b = 1 / demand.slope();
        double a = demand.choke() * b;
        double kinked = a + slope * entry;
        double above =
                Math.max(entry, Math.max((kinked / (b + slope) + effective) / 2, (kinked - capacity) / (b + slope)));
        double below = Math.max((a / b + effective) / 2, (a - capacity) / b);
        if (!(below <= entry)) {
            below = a - b * entry <= capacity ? entry : Double.NaN;
        }
        boolean better = (below - effective) * residual(below) > (above - effective) * residual(above);
        return better ? below : above;
    }

    /** The market before and after. */
    public static final class Solved implements Result {
        private final List<Policy> changes;
        private final State before;
        private final State after;

        private Solved(List<Policy> changes, State before, State after) {
            this.changes = changes;
            this.before = before;
            this.after = after;
        }

        /**
         * The price that buyers pay.
         *
         * @return money a unit
         */
        public double price() {
            return after.price();
        }

        /**
         * The dominant seller's sales.
         *
         * @return units
         */
        public double dominantQuantity() {
            return after.dominant();
        }

        /**
         * The fringe's sales.
         *
         * @return units
         */
        public double fringeQuantity() {
            return after.fringe();
        }

        /**
         * The dominant seller's profit.
         *
         * @return money
         */
        public double dominantProfit() {
            return after.profit();
        }

        /**
         * The fringe's producer surplus.
         *
         * @return money
         */
        public double fringeSurplus() {
            return after.fringeSurplus();
        }

        /**
         * The Lerner index over the consumer price.
         *
         * @return {@code (p-e)/p} with the cost {@code e} in consumer prices
         */
        public double lerner() {
            return after.lerner();
        }

        /**
         * What the Lerner index would be if capacity did not bind at these quantities.
         *
         * @return {@code share_D/(|\eta| + share_F \epsilon_F)}
         */
        public double lernerFormula() {
            return after.formula();
        }

        /**
         * The shadow price of capacity.
         *
         * @return money a unit of the seller; 0 if capacity does not bind
         */
        public double shadowPrice() {
            return after.lambda();
        }

        /**
         * Change of welfare of all, checked against gross utility less resource cost.
         *
         * @return money
         */
        public double worldWelfare() {
            double independent = after.utility() - before.utility() - after.resources() + before.resources();
            return Terms.closed("DominantFirm", after.ledger() - before.ledger(), independent, before.utility());
        }

        private Terms terms() {
            return new Terms()
                    .add("price", before.price(), after.price())
                    .add("dominant quantity", before.dominant(), after.dominant())
                    .add("fringe quantity", before.fringe(), after.fringe())
                    .add("shadow price", before.lambda(), after.lambda())
                    .add("dominant profit", before.profit(), after.profit())
                    .add("fringe surplus", before.fringeSurplus(), after.fringeSurplus())
                    .add("consumer surplus", before.surplus(), after.surplus())
                    .add("tariff revenue", before.tariff(), after.tariff())
                    .add("subsidy cost", before.subsidy(), after.subsidy())
                    .add("world welfare", 0, worldWelfare());
        }

        @Override
        public Summary summary() {
            return Summary.of("Dominant firm and fringe")
                    .choice(
                            "change",
                            changes.isEmpty()
                                    ? "none"
                                    : String.join(
                                            "; ",
                                            changes.stream().map(Policy::text).toList()))
                    .choice("Lerner index", Numbers.percent(after.lerner(), 1))
                    .grid(terms().grid())
                    .identifies("One seller sets the price, all others take it.")
                    .breaks("A fringe that builds capacity; a second seller with market power.")
                    .doesNotShow("How the dominant seller came to lead.")
                    .build();
        }

        @Override
        public Table tidy() {
            return terms().tidy("dominant firm");
        }

        @Override
        public Table glance() {
            return Table.create("dominant firm")
                    .addColumns(
                            DoubleColumn.create("price", after.price()),
                            DoubleColumn.create("lerner", after.lerner()),
                            IntColumn.create("nobs", new int[] {2}),
                            IntColumn.create("dropped", new int[] {0}));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
