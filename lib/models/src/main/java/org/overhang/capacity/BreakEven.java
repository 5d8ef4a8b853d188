package org.overhang.capacity;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.overhang.core.Columns;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Panel;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/**
 * The utilization at which revenue covers cost, at four levels of what cost must hold.
 *
 * <pre>
 * u = max(0, F − S) / ((p + s − v) K)
 * cash        F = cash fixed cost
 * accounting  F + depreciation + interest paid
 * market      F + depreciation + interest at the benchmark
 * economic    market + k_e E / (1 − τ)
 * </pre>
 *
 * <p>{@code p} price and {@code v} variable cost a unit, {@code s} subsidy a unit, {@code S} subsidy a year, {@code K} capacity in units a
 * year, {@code E} equity, {@code k_e} its cost, {@code τ} tax rate. Where {@code p + s ≤ v} there is none: every unit adds to the loss, and
 * the answer is to shut down, not infinity. Above one the level cannot be reached with this capacity; the value is kept.
 *
 * <p>Price and benchmarks are contested, so each level has bounds: the price a share to either side at every level, interest at the
 * benchmark and the cost of equity some points to either side at the levels that hold them. Where a price within the bounds leaves no
 * break-even there are no bounds, and {@link BreakEvenResult#statusAtWorst} says so.
 *
 * <p>Rows with a missing price, variable cost, capacity, fixed cost or any amount that was named are left out and counted; capacity that is
 * not positive and negative prices, fixed cost or depreciation are refused. Levels whose amounts were not named equal the level before.
 * Defaults: no depreciation, interest, equity or subsidies; benchmark interest as paid; price contested by 5 %, rates by one point.
 *
 * <pre>{@code
 * var even = BreakEven.of("price_usd_t").less("variable_cost_usd_t").capacity("capacity_t").fixedCost("cash_fixed_usd")
 *         .depreciation("depreciation_usd").interest("interest_usd").by("plant").measure(plants);
 * even.utilization(BreakEven.Level.ACCOUNTING);
 * even
 * }</pre>
 *
 * <p>Errors: a missing column, capacity not above zero, negative prices or fixed cost, a tax rate outside 0 to 1.
 *
 * <p>Source: the accountant's break-even, fixed cost over what a unit contributes; the four levels and the bounds are this library's.
 */
public final class BreakEven {
    /** What revenue must cover. */
    public enum Level {
        /** Cash fixed cost. */
        CASH,
        /** Cash fixed cost, depreciation and the interest paid. */
        ACCOUNTING,
        /** The same with interest at the benchmark. */
        MARKET,
        /** The same and the cost of equity before tax. */
        ECONOMIC
    }

    private final Map<String, String> columns;
    private List<String> keys = List.of();
    private double equityCost;
    private double tax;
    private double contestedPrice = 0.05;
    private double contestedRate = 0.01;

    private BreakEven(Map<String, String> columns) {
        this.columns = columns;
    }

    private BreakEven(BreakEven o) {
        columns = new LinkedHashMap<>(o.columns);
        keys = o.keys;
        equityCost = o.equityCost;
        tax = o.tax;
        contestedPrice = o.contestedPrice;
        contestedRate = o.contestedRate;
    }

    private BreakEven with(String role, String column) {
        BreakEven next = new BreakEven(this);
        next.columns.put(role, column);
        return next;
    }

    /**
     * Starts with the price.
     *
     * @param price column of the price a unit, net of freight and value-added tax
     * @return what still needs variable cost
     */
    public static NeedsCost of(String price) {
        return new NeedsCost(price);
    }

    /** A price that still needs variable cost. */
    public static final class NeedsCost {
        private final String price;

        private NeedsCost(String price) {
            this.price = price;
        }

        /**
         * Takes variable cost away.
         *
         * @param variableCost column of variable cost a unit
         * @return what still needs capacity
         */
        public NeedsCapacity less(String variableCost) {
            Map<String, String> columns = new LinkedHashMap<>();
            columns.put("price", price);
            columns.put("variable cost", variableCost);
            return new NeedsCapacity(columns);
        }
    }

    /** A unit margin that still needs capacity and fixed cost. */
    public static final class NeedsCapacity {
        private final Map<String, String> columns;

        private NeedsCapacity(Map<String, String> columns) {
            this.columns = columns;
        }

        /**
         * Names capacity.
         *
         * @param column column of capacity, units a year
         * @return what still needs fixed cost
         */
        public NeedsFixedCost capacity(String column) {
            Map<String, String> more = new LinkedHashMap<>(columns);
            more.put("capacity", column);
            return new NeedsFixedCost(more);
        }
    }

    /** A unit margin and capacity that still need fixed cost. */
    public static final class NeedsFixedCost {
        private final Map<String, String> columns;

        private NeedsFixedCost(Map<String, String> columns) {
            this.columns = columns;
        }

        /**
         * Names fixed cost.
         *
         * @param column column of cash fixed cost a year
         * @return a break-even that can be measured
         */
        public BreakEven fixedCost(String column) {
            return new BreakEven(columns).with("fixed cost", column);
        }
    }

    /**
     * Names depreciation.
     *
     * @param column amount a year
     * @return the break-even with it
     */
    public BreakEven depreciation(String column) {
        return with("depreciation", column);
    }

    /**
     * Names the interest paid.
     *
     * @param column amount a year
     * @return the break-even with it
     */
    public BreakEven interest(String column) {
        return with("interest", column);
    }

    /**
     * Names interest at the benchmark, for the market and economic levels; by default the interest paid.
     *
     * @param column amount a year
     * @return the break-even with it
     */
    public BreakEven marketInterest(String column) {
        return with("market interest", column);
    }

    /**
     * Names debt, whose benchmark rate is contested: without it interest at the benchmark counts as certain.
     *
     * @param column amount
     * @return the break-even with it
     */
    public BreakEven debt(String column) {
        return with("debt", column);
    }

    /**
     * How far the price is contested, to either side.
     *
     * @param share a fraction of the price, default 0.05
     * @return the break-even with bounds for this
     */
    public BreakEven contestedPrice(double share) {
        BreakEven next = new BreakEven(this);
        next.contestedPrice = share;
        return next;
    }

    /**
     * How far the benchmark rate of debt and the cost of equity are contested, to either side.
     *
     * @param points a fraction a year, default 0.01
     * @return the break-even with bounds for this
     */
    public BreakEven contestedRate(double points) {
        BreakEven next = new BreakEven(this);
        next.contestedRate = points;
        return next;
    }

    /**
     * Names equity.
     *
     * @param column amount
     * @return equity that still needs its cost
     */
    public NeedsEquityCost equity(String column) {
        return new NeedsEquityCost(with("equity", column));
    }

    /** Equity that still needs its cost. */
    public static final class NeedsEquityCost {
        private final BreakEven base;

        private NeedsEquityCost(BreakEven base) {
            this.base = base;
        }

        /**
         * States the cost of equity after tax.
         *
         * @param rate a fraction a year
         * @return the break-even with equity, at no tax so far
         */
        public BreakEven costing(double rate) {
            BreakEven next = new BreakEven(base);
            next.equityCost = rate;
            return next;
        }
    }

    /**
     * States the tax rate, by which the cost of equity is grossed up.
     *
     * @param rate a fraction, default 0
     * @return the break-even with tax
     */
    public BreakEven tax(double rate) {
        BreakEven next = new BreakEven(this);
        next.tax = rate;
        return next;
    }

    /**
     * Names a subsidy a unit sold.
     *
     * @param column amount a unit
     * @return the break-even with it at every level
     */
    public BreakEven unitSubsidy(String column) {
        return with("unit subsidy", column);
    }

    /**
     * Names a subsidy a year.
     *
     * @param column amount a year
     * @return the break-even with it at every level
     */
    public BreakEven fixedSubsidy(String column) {
        return with("fixed subsidy", column);
    }

    /**
     * One group a row.
     *
     * @param columns key columns
     * @return the break-even by these keys
     */
    public BreakEven by(String... columns) {
        BreakEven next = new BreakEven(this);
        next.keys = List.of(columns);
        return next;
    }

    /**
     * Measures.
     *
     * @param plants one row a group
     * @return break-even utilization by group and level
     * @throws OverhangException see the class
     */
    public BreakEvenResult measure(Source plants) {
        checkOptions();
        Panel.Request request = Panel.neededBy("BreakEven").by(keys);
        columns.forEach(request::number);
        request.rules(this::units);
        Panel in = request.read(plants);
        Problems problems = new Problems();
        in.refuse(problems, "capacity", v -> !(v > 0), "BreakEven needs capacity above zero, but it is not in");
        for (String role : List.of("price", "fixed cost", "depreciation", "debt")) {
            in.refuse(
                    problems, role, v -> v < 0, "BreakEven needs " + role + " of zero or more, but it is negative in");
        }
        problems.throwIfAny();
        return new BreakEvenResult(in, this);
    }

    private void units(Columns.Request request) {
        request.sameUnit(named("price", "variable cost", "unit subsidy"));
        String[] money =
                named("fixed cost", "depreciation", "interest", "market interest", "debt", "equity", "fixed subsidy");
        request.sameUnit(money);
        request.product(named("price")[0], named("capacity")[0], named("fixed cost")[0]);
    }

    private String[] named(String... roles) {
        return Arrays.stream(roles).map(role -> columns.getOrDefault(role, "")).toArray(String[]::new);
    }

    private void checkOptions() {
        Problems options = new Problems();
        options.require(
                tax >= 0 && tax < 1,
                Reason.OUT_OF_RANGE,
                "BreakEven needs a tax rate of at least 0 and below 1, but it is " + Numbers.argument(tax)
                        + ". Write 0.25 for twenty-five percent.");
        options.require(
                equityCost >= 0 && equityCost <= 1,
                Reason.OUT_OF_RANGE,
                "BreakEven needs a cost of equity between 0 and 1, but it is " + Numbers.argument(equityCost)
                        + ". Write 0.09 for nine percent.");
        options.require(
                contestedPrice >= 0 && contestedPrice < 1 && contestedRate >= 0 && contestedRate < 1,
                Reason.OUT_OF_RANGE,
                "BreakEven needs a contested price and rate of at least 0 and below 1, but they are "
                        + Numbers.argument(contestedPrice) + " and " + Numbers.argument(contestedRate)
                        + ". Write 0.05 for five percent.");
        options.throwIfAny();
    }

    double equityCost() {
        return equityCost;
    }

    double tax() {
        return tax;
    }

    double contestedPrice() {
        return contestedPrice;
    }

    double contestedRate() {
        return contestedRate;
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #measure(Source)}
     */
    public BreakEvenResult measure(Table table) {
        return measure(Source.of(table));
    }
}
