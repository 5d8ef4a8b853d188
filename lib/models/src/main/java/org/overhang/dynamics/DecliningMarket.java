package org.overhang.dynamics;

import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Numbers;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Which of two firms leaves a shrinking market first, the large or the small, and how a state that pays part of the large
 * one's cost turns the order round.
 *
 * <p>Formula: price {@code a_0 e^{-\delta t} K^{-\eta}} at capacity K in the market, cost c per unit of capacity, no partial
 * use. Capacity K is worth keeping alone until {@code T(K) = \ln(a_0 K^{-\eta}/c)/\delta}. Without support the large firm leaves
 * first, when both together stop paying, and the small one when it stops paying alone (the unique perfect equilibrium). With
 * share s of the large firm's cost paid, {@code s > 1 - (K_2/K_1)^\eta} suffices to reverse the order. Below that the large firm
 * leaves first, at {@code T_{D1}(s)}, only if the small one's profits while it waits for that and after are worth its losses;
 * otherwise the small one leaves when both together stop paying it.
 *
 * <p>Symbols: K₁ &gt; K₂ capacities, δ decline a year, η how the price falls with capacity, r discount rate. A date before 0 is
 * 0: the firm leaves at once.
 *
 * <p>Defaults: no support.
 *
 * <pre>{@code
 * DecliningMarket.price(10).decline(0.08).exponent(0.5).cost(0.5).capacities(40, 10).discount(0.06)
 *         .statePays(costShare(0.6)).solve().smallLeavesFirst();    // true
 * }</pre>
 *
 * <p>What reverses its sign: equal capacities, firms that can use part of a plant, or several plants a firm give no order in
 * general; private information about costs gives another game.
 *
 * <p>Errors: {@link org.overhang.core.Reason#OUT_OF_RANGE} for arguments.
 *
 * <p>Source: Ghemawat and Nalebuff, RAND Journal of Economics 16 (1985), 184–194; the support is this library's.
 */
public final class DecliningMarket {
    private final double price;
    private final double decline;
    private final double exponent;
    private final double cost;
    private final double large;
    private final double small;
    private final double rate;
    private final CostShare support;

    private DecliningMarket(
            double price,
            double decline,
            double exponent,
            double cost,
            double large,
            double small,
            double rate,
            CostShare support) {
        this.price = price;
        this.decline = decline;
        this.exponent = exponent;
        this.cost = cost;
        this.large = large;
        this.small = small;
        this.rate = rate;
        this.support = support;
    }

    /** The numbers of a market, named one by one; the last is the discount rate. */
    public static final class Needs {
        private final double price;
        private final double decline;
        private final double exponent;
        private final double cost;
        private final double large;
        private final double small;

        private Needs(double price, double decline, double exponent, double cost, double large, double small) {
            this.price = price;
            this.decline = decline;
            this.exponent = exponent;
            this.cost = cost;
            this.large = large;
            this.small = small;
        }

        /**
         * How fast demand shrinks.
         *
         * @param perYear rate a year, above 0
         * @return the numbers so far
         */
        public Needs decline(double perYear) {
            return new Needs(price, Range.positive("The decline", perYear), exponent, cost, large, small);
        }

        /**
         * How the price falls with capacity.
         *
         * @param value percent for each percent of capacity, above 0
         * @return the numbers so far
         */
        public Needs exponent(double value) {
            return new Needs(price, decline, Range.positive("The exponent of a price", value), cost, large, small);
        }

        /**
         * What capacity costs to keep.
         *
         * @param perUnit money per unit of capacity a year, above 0
         * @return the numbers so far
         */
        public Needs cost(double perUnit) {
            return new Needs(price, decline, exponent, Range.positive("The cost", perUnit), large, small);
        }

        /**
         * The two capacities.
         *
         * @param larger units of output a year
         * @param smaller units of output a year, less than the other
         * @return the numbers so far
         */
        public Needs capacities(double larger, double smaller) {
            Range.positive("The smaller capacity", smaller);
            Range.require(
                    larger > smaller && larger < Double.POSITIVE_INFINITY,
                    "The larger capacity must exceed the smaller of " + Numbers.plain(smaller),
                    larger,
                    "Equal firms have no order of exit here.");
            return new Needs(price, decline, exponent, cost, larger, smaller);
        }

        /**
         * The discount rate, the last number; all others must have been named.
         *
         * @param perYear rate a year
         * @return the market
         */
        public DecliningMarket discount(double perYear) {
            Range.positive("The decline", decline);
            Range.positive("The exponent of a price", exponent);
            Range.positive("The cost", cost);
            Range.positive("The capacities", large);
            return new DecliningMarket(
                    price,
                    decline,
                    exponent,
                    cost,
                    large,
                    small,
                    Range.rate("The discount rate", perYear),
                    new CostShare(0));
        }
    }

    /**
     * Starts with the price of the first unit of capacity at the start.
     *
     * @param atUnitCapacity price at time 0 and capacity 1
     * @return a market that still needs its other numbers
     */
    public static Needs price(double atUnitCapacity) {
        return new Needs(
                Range.positive("The price", atUnitCapacity),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN);
    }

    /**
     * The state pays a share of the large firm's cost.
     *
     * @param share of its cost
     * @return the market
     */
    public DecliningMarket statePays(CostShare share) {
        return new DecliningMarket(price, decline, exponent, cost, large, small, rate, share);
    }

    private double date(double capacity, double share) {
        return Math.max(0, FastMath.log(price * FastMath.pow(capacity, -exponent) / (cost * (1 - share))) / decline);
    }

    /** Present value of a year's (price − c) per unit of capacity between two dates. */
    private double worth(double capacity, double from, double to, double unitCost) {
        double revenue = price
                * FastMath.pow(capacity, -exponent)
                * (FastMath.exp(-(rate + decline) * from) - FastMath.exp(-(rate + decline) * to))
                / (rate + decline);
        return revenue - unitCost * (FastMath.exp(-rate * from) - FastMath.exp(-rate * to)) / rate;
    }

    /**
     * Finds who leaves when.
     *
     * @return the order and dates of exit
     */
    public Order solve() {
        double s = support.share();
        double both = large + small;
        double largeGivesUp = date(both, s);
        double smallGivesUp = date(both, 0);
        double largeAlone = date(large, s);
        double smallAlone = date(small, 0);
        boolean reversed = largeAlone > smallAlone;
        if (!reversed && largeGivesUp > smallGivesUp) {
            double wait = worth(both, smallGivesUp, largeGivesUp, cost) + worth(small, largeGivesUp, smallAlone, cost);
            reversed = wait < 0;
        }
        double largeLeaves = reversed ? largeAlone : largeGivesUp;
        double smallLeaves = reversed ? smallGivesUp : smallAlone;
        return new Order(this, reversed, largeLeaves, smallLeaves);
    }

    /** Losses of the large firm at its full cost until it leaves, in present value. */
    private double losses(double largeLeaves, double smallLeaves) {
        double first = Math.min(largeLeaves, smallLeaves);
        double together = date(large + small, 0);
        double loss = first > together ? -worth(large + small, together, first, cost) : 0;
        double start = Math.max(first, date(large, 0));
        if (largeLeaves > start) {
            loss -= worth(large, start, largeLeaves, cost);
        }
        return large * loss;
    }

    /** Who leaves first and when; make it with {@link DecliningMarket#solve}. */
    public static final class Order implements Result {
        private final DecliningMarket market;
        private final boolean reversed;
        private final double largeLeaves;
        private final double smallLeaves;

        private Order(DecliningMarket market, boolean reversed, double largeLeaves, double smallLeaves) {
            this.market = market;
            this.reversed = reversed;
            this.largeLeaves = largeLeaves;
            this.smallLeaves = smallLeaves;
        }

        /**
         * Whether the small firm leaves first, which it never does without support.
         *
         * @return true if the order is reversed
         */
        public boolean smallLeavesFirst() {
            return reversed;
        }

        /**
         * When the large firm leaves.
         *
         * @return years from now
         */
        public double largeLeaves() {
            return largeLeaves;
        }

        /**
         * When the small firm leaves.
         *
         * @return years from now
         */
        public double smallLeaves() {
            return smallLeaves;
        }

        /**
         * The share of cost above which the order is reversed for certain; it may be reversed below.
         *
         * @return {@code 1 - (K_2/K_1)^\eta}
         */
        public double sufficientShare() {
            return 1 - FastMath.pow(market.small / market.large, market.exponent);
        }

        /**
         * Losses of the large firm at its full cost until it leaves.
         *
         * @return present value at the discount rate
         */
        public double lossesOfLarge() {
            return market.losses(largeLeaves, smallLeaves);
        }

        /**
         * What the state pays until the large firm leaves.
         *
         * @return present value at the discount rate
         */
        public double statePays() {
            return market.support.share()
                    * market.cost
                    * market.large
                    * -FastMath.expm1(-market.rate * largeLeaves)
                    / market.rate;
        }

        @Override
        public Table tidy() {
            return Table.create(
                    "Declining market",
                    StringColumn.create("firm", "large", "small"),
                    DoubleColumn.create("capacity", market.large, market.small),
                    DoubleColumn.create("leaves", largeLeaves, smallLeaves));
        }

        @Override
        public Table glance() {
            return Table.create(
                    "Declining market",
                    DoubleColumn.create("cost_share", market.support.share()),
                    DoubleColumn.create("sufficient_share", sufficientShare()),
                    DoubleColumn.create("losses_of_large", lossesOfLarge()),
                    DoubleColumn.create("state_pays", statePays()));
        }

        @Override
        public Summary summary() {
            return Summary.of("Exit from a declining market")
                    .choice("decline", Numbers.percent(market.decline, 1) + " a year")
                    .choice("exponent", Numbers.plain(market.exponent))
                    .choice("discount", Numbers.percent(market.rate, 1))
                    .choice("state pays", Numbers.percent(market.support.share(), 1) + " of the large firm's cost")
                    .grid(Summary.grid(2)
                            .text("firm", "", i -> i == 0 ? "large" : "small")
                            .significant("capacity", "", i -> i == 0 ? market.large : market.small)
                            .number("leaves", "years from now", 2, i -> i == 0 ? largeLeaves : smallLeaves))
                    .paragraph(
                            "Order",
                            (reversed ? "the small firm leaves first" : "the large firm leaves first")
                                    + "; a share above " + Numbers.percent(sufficientShare(), 1)
                                    + " reverses it for certain")
                    .paragraph(
                            "Bill",
                            "the large firm's losses are worth " + Numbers.significant(lossesOfLarge(), 4)
                                    + " until it leaves; the state pays " + Numbers.significant(statePays(), 4)
                                    + " (present values)")
                    .identifies(
                            "Perfect information, a steady decline, one plant a firm that runs fully or not at all.")
                    .breaks(
                            "Equal capacities, partial use, several plants, or owners who do not know each other's cost.")
                    .doesNotShow("What the survivor charges later.")
                    .build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
