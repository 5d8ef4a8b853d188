package org.overhang.equilibrium;

import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.policy.Duty;
import org.overhang.policy.Policy;
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
 * <p>Example: {@code ReciprocalDumping.linear(LinearDemand.inverse(1000).slope(5)).unitCost(300).transport(60).solve()}.
 *
 * <p>Source: J. Brander and P. Krugman, Journal of International Economics 15 (1983), 313–321.
 */
public final class ReciprocalDumping {
    private final double choke;
    private final double slope;
    private final double elasticity;
    private final double cost;
    private final double specific;
    private final double arriving;

    private ReciprocalDumping(
            double choke, double slope, double elasticity, double cost, double specific, double arriving) {
        this.choke = choke;
        this.slope = slope;
        this.elasticity = elasticity;
        this.cost = cost;
        this.specific = specific;
        this.arriving = arriving;
    }

    /** A model that still needs its unit cost. */
    public static final class NeedsCost {
        private final double choke;
        private final double slope;
        private final double elasticity;

        private NeedsCost(double choke, double slope, double elasticity) {
            this.choke = choke;
            this.slope = slope;
            this.elasticity = elasticity;
        }

        /**
         * Cost a unit of both sellers.
         *
         * @param cost money a unit, above 0
         * @return the model, which still needs its transport cost
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if not positive and finite
         */
        public NeedsTransport unitCost(double cost) {
            Terms.positive("A unit cost", cost, false);
            return new NeedsTransport(choke, slope, elasticity, cost);
        }
    }

    /** A model that still needs its transport cost. */
    public static final class NeedsTransport {
        private final double choke;
        private final double slope;
        private final double elasticity;
        private final double cost;

        private NeedsTransport(double choke, double slope, double elasticity, double cost) {
            this.choke = choke;
            this.slope = slope;
            this.elasticity = elasticity;
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
            Terms.positive("A transport cost", amount, true);
            return new ReciprocalDumping(choke, slope, elasticity, cost, amount, 1);
        }

        /**
         * Transport as the share that arrives.
         *
         * @param share above 0, at most 1
         * @return the model
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside that range
         */
        public ReciprocalDumping arriving(double share) {
            if (!(share > 0 && share <= 1)) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "An iceberg cost needs a share that arrives above 0 and at most 1, but it is " + share + ".");
            }
            return new ReciprocalDumping(choke, slope, elasticity, cost, 0, share);
        }
    }

    /**
     * Linear demand, the same in both countries.
     *
     * @param demand of one country
     * @return the model, which still needs its cost
     */
    public static NeedsCost linear(LinearDemand demand) {
        return new NeedsCost(demand.choke(), demand.slope(), Double.NaN);
    }

    /**
     * Demand of constant elasticity; quantities are shares of the market, whose scale does not matter.
     *
     * @param demand a demand elasticity below −1/2, so that both sellers' conditions can hold
     * @return the model, which still needs its cost
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if demand is less elastic than that
     */
    public static NeedsCost constantElasticity(Elasticity demand) {
        if (!(demand.value() < -0.5)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Reciprocal dumping needs a demand elasticity below -0.5, but it is " + demand.value() + ".");
        }
        return new NeedsCost(Double.NaN, Double.NaN, -demand.value());
    }

    /**
     * One importing market under policies of or on the foreign seller.
     *
     * @param policies duty and subsidy on the exports into it
     * @return prices, sales and the dumping margin
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for a policy that the model cannot carry, or a home seller alone
     *     whose price has no bound
     */
    public Solved solve(Policy... policies) {
        double tau = 0;
        double delta = 0;
        double u = 0;
        double z = 0;
        Problems problems = new Problems();
        for (Policy policy : policies) {
            if (policy instanceof Duty d) {
                tau = d.exclusiveRate();
                delta = d.specificAmount();
            } else if (policy instanceof Subsidy s) {
                u = s.rate();
                z = s.specificAmount();
            } else {
                problems.add(
                        Reason.OUT_OF_RANGE,
                        "ReciprocalDumping cannot carry \"" + policy.text() + "\": it takes duty and subsidy.");
            }
        }
        problems.throwIfAny();
        double kept = (1 + u) / (1 + tau);
        double delivered = (cost / arriving + specific - z) / kept + delta;
        return Double.isNaN(elasticity) ? linear(delivered, kept, tau, delta) : constant(delivered, kept, tau, delta);
    }

    private Solved linear(double e, double kept, double tau, double delta) {
        double y = Math.max(0, (choke - 2 * e + cost) / (3 * slope));
        double x = y > 0 ? (choke - 2 * cost + e) / (3 * slope) : (choke - cost) / (2 * slope);
        if (x < 0) {
            x = 0;
            y = (choke - e) / (2 * slope);
        }
        double price = choke - slope * (x + y);
        return new Solved(
                x,
                y,
                price,
                net(price, tau, delta),
                (price - cost) * x + kept * (price - e) * y,
                (choke + cost) / 2,
                y > 0);
    }

    private Solved constant(double e, double kept, double tau, double delta) {
        double price = (cost + e) * elasticity / (2 * elasticity - 1);
        double share = elasticity * (1 - e / price);
        double alone = elasticity > 1 ? cost * elasticity / (elasticity - 1) : Double.POSITIVE_INFINITY;
        if (!(share > 0 && share < 1)) {
            if (!(alone < Double.POSITIVE_INFINITY)) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "Reciprocal dumping needs exports between nothing and the whole market, but their share would be "
                                + share + " and a seller alone has no best price at an elasticity of -" + elasticity
                                + ".");
            }
            boolean out = share <= 0;
            double only = out ? alone : e * elasticity / (elasticity - 1);
            return new Solved(
                    out ? 1 : 0,
                    out ? 0 : 1,
                    only,
                    net(only, tau, delta),
                    out ? only - cost : kept * (only - e),
                    alone,
                    !out);
        }
        return new Solved(
                1 - share,
                share,
                price,
                net(price, tau, delta),
                (price - cost) * (1 - share) + kept * (price - e) * share,
                alone,
                true);
    }

    /** Export price before duty and net of transport. */
    private double net(double price, double tau, double delta) {
        return (price - delta) / (1 + tau) * arriving - specific;
    }

    /** One importing market. */
    public static final class Solved implements Result {
        private final double home;
        private final double exports;
        private final double price;
        private final double net;
        private final double profit;
        private final double autarky;
        private final boolean trades;

        private Solved(
                double home, double exports, double price, double net, double profit, double autarky, boolean trades) {
            this.home = home;
            this.exports = exports;
            this.price = price;
            this.net = net;
            this.profit = profit;
            this.autarky = autarky;
            this.trades = trades;
        }

        /**
         * Sales of the home seller.
         *
         * @return units; a share of the market under constant elasticity
         */
        public double homeSales() {
            return home;
        }

        /**
         * Sales of the foreign seller.
         *
         * @return units; a share of the market under constant elasticity
         */
        public double exports() {
            return exports;
        }

        /**
         * The price that buyers pay.
         *
         * @return money a unit
         */
        public double price() {
            return price;
        }

        /**
         * The export price before duty, net of transport.
         *
         * @return money a unit
         */
        public double exportPrice() {
            return net;
        }

        /**
         * The dumping margin over the export price net of transport, the seller's home price being the same as here.
         *
         * @return {@code (p - p_x)/p_x}; NaN without exports
         */
        public double dumpingMargin() {
            return trades ? price / net - 1 : Double.NaN;
        }

        /**
         * A seller's profit in both countries if both have these policies.
         *
         * @return money; of a market of one unit under constant elasticity
         */
        public double profit() {
            return profit;
        }

        /**
         * The price without trade.
         *
         * @return money a unit; infinity where a seller alone has no best price
         */
        public double autarkyPrice() {
            return autarky;
        }

        @Override
        public Summary summary() {
            return Summary.of("Reciprocal dumping")
                    .choice("conduct", "quantity competition in segmented markets")
                    .grid(Summary.grid(1)
                            .significant("home sales", "", i -> home)
                            .significant("exports", "", i -> exports)
                            .significant("price", "", i -> price)
                            .significant("export price", "net of transport", i -> net)
                            .percent("dumping margin", "export price", 2, i -> dumpingMargin())
                            .significant("profit", "", i -> profit)
                            .significant("price without trade", "", i -> autarky))
                    .identifies("Two equal countries; sellers that choose sales market by market.")
                    .breaks("Buyers who can carry the good back; more sellers.")
                    .doesNotShow("Dumping for any other reason than transport and segmentation.")
                    .build();
        }

        @Override
        public Table tidy() {
            return Table.create("reciprocal dumping")
                    .addColumns(
                            DoubleColumn.create("home_sales", home),
                            DoubleColumn.create("exports", exports),
                            DoubleColumn.create("price", price),
                            DoubleColumn.create("export_price", net),
                            DoubleColumn.create("dumping_margin", dumpingMargin()),
                            DoubleColumn.create("profit", profit),
                            DoubleColumn.create("autarky_price", autarky));
        }

        @Override
        public Table glance() {
            return tidy().addColumns(
                            IntColumn.create("nobs", new int[] {1}), IntColumn.create("dropped", new int[] {0}));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
