package org.overhang.dynamics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Sign;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What each rule of predation says about a price, with the verdict of trade law beside it.
 *
 * <p>Rules: Areeda–Turner, {@code p < AVC} is presumed predatory, on the books and at market prices of inputs; AKZO,
 * {@code p < AVC} is abuse, {@code AVC \le p < ATC} is abuse if part of a plan; average avoidable and long-run incremental cost,
 * {@code p < AAC} is sacrifice; the subsidy wedge, {@code AVC_{paid} \le p < AVC_{market}}: lawful on the books and below the cost
 * of a rival as efficient that pays market prices. Trade law: a sale below total cost may be left out of normal value, and a
 * price below normal value is dumped; neither asks for recoupment.
 *
 * <p>Symbols: prices and costs per unit in one unit. A price equal to a cost is not below it. Missing cells: the row is left
 * out and counted. Costs must be 0 or more.
 *
 * <p>Defaults: only the tests whose costs are named.
 *
 * <pre>{@code
 * CostTests.of("price").averageVariable("avc_paid").averageVariableAtMarketPrices("avc_market").averageAvoidable("aac")
 *         .longRunIncremental("lraic").averageTotal("atc").by("period").measure(prices);
 * }</pre>
 *
 * <p>Errors: those of columns; {@link Reason#BAD_VALUE} for a negative cost or price; {@link Reason#OUT_OF_RANGE} if no cost is
 * named.
 *
 * <p>Source: Areeda and Turner, Harvard Law Review 88 (1975), 697–733; AKZO v Commission, C-62/86 (1991), points 71–72; Baumol,
 * Journal of Law and Economics 39 (1996), 49–72; Anti-Dumping Agreement, Articles 2.1 and 2.2.1.
 */
public final class CostTests {
    private enum Cost {
        VARIABLE,
        VARIABLE_MARKET,
        AVOIDABLE,
        INCREMENTAL,
        TOTAL,
        NORMAL
    }

    private final String price;
    private final Map<Cost, String> costs;
    private final List<String> keys;

    private CostTests(String price, Map<Cost, String> costs, List<String> keys) {
        this.price = price;
        this.costs = costs;
        this.keys = keys;
    }

    /**
     * Starts with the column of prices.
     *
     * @param price money per unit
     * @return a method that still needs costs
     */
    public static CostTests of(String price) {
        return new CostTests(price, Map.of(), List.of());
    }

    private CostTests with(Cost cost, String column) {
        Map<Cost, String> more = new LinkedHashMap<>(costs);
        more.put(cost, column);
        return new CostTests(price, more, keys);
    }

    /**
     * Average variable cost at the prices the firm paid.
     *
     * @param column money per unit
     * @return the method
     */
    public CostTests averageVariable(String column) {
        return with(Cost.VARIABLE, column);
    }

    /**
     * Average variable cost at market prices of inputs.
     *
     * @param column money per unit
     * @return the method
     */
    public CostTests averageVariableAtMarketPrices(String column) {
        return with(Cost.VARIABLE_MARKET, column);
    }

    /**
     * Average avoidable cost at the prices the firm paid.
     *
     * @param column money per unit
     * @return the method
     */
    public CostTests averageAvoidable(String column) {
        return with(Cost.AVOIDABLE, column);
    }

    /**
     * Long-run average incremental cost.
     *
     * @param column money per unit
     * @return the method
     */
    public CostTests longRunIncremental(String column) {
        return with(Cost.INCREMENTAL, column);
    }

    /**
     * Average total cost at the prices the firm paid.
     *
     * @param column money per unit
     * @return the method
     */
    public CostTests averageTotal(String column) {
        return with(Cost.TOTAL, column);
    }

    /**
     * Normal value, for the verdict of trade law.
     *
     * @param column money per unit
     * @return the method
     */
    public CostTests normalValue(String column) {
        return with(Cost.NORMAL, column);
    }

    /**
     * What the rows are.
     *
     * @param columns columns whose values name a row
     * @return the method
     */
    public CostTests by(String... columns) {
        return new CostTests(price, costs, List.of(columns));
    }

    /**
     * Applies the tests.
     *
     * @param source one row a price
     * @return the verdicts, in row order
     * @throws OverhangException see the class
     */
    public Verdicts measure(Source source) {
        if (costs.isEmpty()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "CostTests needs at least one cost, but none is named. Say averageVariable(...).");
        }
        Columns.Request request = Columns.neededBy("CostTests").amount("price", price, Sign.NOT_NEGATIVE);
        costs.values().forEach(c -> request.amount("cost", c, Sign.NOT_NEGATIVE).sameUnit(price, c));
        Columns in = request.keys(keys).read(source);
        List<double[]> cells = new ArrayList<>();
        cells.add(in.number(price));
        costs.values().forEach(c -> cells.add(in.number(c)));
        int[] kept = IntStream.range(0, in.rows())
                .filter(i -> cells.stream().noneMatch(c -> Double.isNaN(c[i])))
                .toArray();
        return new Verdicts(this, in, kept);
    }

    /**
     * Applies the tests.
     *
     * @param table one row a price
     * @return the verdicts, in row order
     */
    public Verdicts measure(Table table) {
        return measure(Source.of(table));
    }

    /** What each rule says about each price; make it with {@link CostTests#measure(Source)}. */
    public static final class Verdicts implements Result {
        private final CostTests method;
        private final Columns in;
        private final int[] kept;

        private Verdicts(CostTests method, Columns in, int[] kept) {
            this.method = method;
            this.in = in;
            this.kept = kept;
        }

        private boolean has(Cost cost) {
            return method.costs.containsKey(cost);
        }

        private double of(Cost cost, int row) {
            return in.number(java.util.Objects.requireNonNull(method.costs.get(cost)))[row];
        }

        private double price(int row) {
            return in.number(method.price)[row];
        }

        /** The tests that the named costs allow, in the order in which they print. */
        private Map<String, IntFunction<String>> tests() {
            Map<String, IntFunction<String>> out = new LinkedHashMap<>();
            if (has(Cost.VARIABLE)) {
                out.put("areeda_turner_books", i -> presumed(Cost.VARIABLE, i));
            }
            if (has(Cost.VARIABLE_MARKET)) {
                out.put("areeda_turner_market", i -> presumed(Cost.VARIABLE_MARKET, i));
            }
            if (has(Cost.VARIABLE) && has(Cost.TOTAL)) {
                out.put(
                        "akzo",
                        i -> price(i) < of(Cost.VARIABLE, i)
                                ? "abuse presumed"
                                : price(i) < of(Cost.TOTAL, i) ? "abuse if plan to eliminate" : "lawful");
            }
            if (has(Cost.AVOIDABLE) && has(Cost.INCREMENTAL)) {
                out.put(
                        "aac_lraic",
                        i -> price(i) < of(Cost.AVOIDABLE, i)
                                ? "below AAC: sacrifice"
                                : price(i) < of(Cost.INCREMENTAL, i) ? "between AAC and LRAIC" : "above LRAIC");
            }
            if (has(Cost.VARIABLE) && has(Cost.VARIABLE_MARKET)) {
                out.put("subsidy_wedge", i -> wedge(i) ? "below cost without support" : "none");
            }
            if (has(Cost.TOTAL)) {
                out.put(
                        "trade_law_cost",
                        i -> price(i) < of(Cost.TOTAL, i)
                                ? "below cost: may be left out of normal value"
                                : "in the ordinary course of trade");
            }
            if (has(Cost.NORMAL)) {
                out.put("trade_law_price", i -> price(i) < of(Cost.NORMAL, i) ? "dumped" : "not dumped");
            }
            return out;
        }

        private String presumed(Cost cost, int row) {
            return price(row) < of(cost, row) ? "presumed predatory" : "lawful";
        }

        private boolean wedge(int row) {
            return of(Cost.VARIABLE, row) <= price(row) && price(row) < of(Cost.VARIABLE_MARKET, row);
        }

        private String label(int row) {
            Keys keys = in.keys();
            int code = keys.codes()[row];
            return method.keys.isEmpty() || code < 0 ? "row " + (row + 1) : keys.label(code);
        }

        /**
         * One row a price: {@code row price} and a column a test.
         *
         * @return a fresh table
         */
        @Override
        public Table tidy() {
            Table out = Table.create(
                    "Cost tests",
                    StringColumn.create(
                            "row", IntStream.of(kept).mapToObj(this::label).toList()),
                    DoubleColumn.create(
                            "price", IntStream.of(kept).mapToDouble(this::price).toArray()));
            tests().forEach((name, test) -> out.addColumns(
                    StringColumn.create(name, IntStream.of(kept).mapToObj(test).toList())));
            return out;
        }

        @Override
        public Table glance() {
            return Table.create(
                    "Cost tests",
                    IntColumn.create("nobs", new int[] {kept.length}),
                    IntColumn.create("dropped", new int[] {in.rows() - kept.length}));
        }

        @Override
        public Summary summary() {
            Table tidy = tidy();
            Summary.Grid grid = Summary.grid(kept.length)
                    .text("row", "", i -> tidy.stringColumn(0).get(i))
                    .significant("price", "", i -> tidy.doubleColumn(1).getDouble(i));
            for (String name : tests().keySet()) {
                grid.text(
                        name.replace('_', ' '), "", i -> tidy.stringColumn(name).get(i));
            }
            return Summary.of("Predation tests")
                    .choice("price", method.price)
                    .choice("costs", String.join(", ", method.costs.values()))
                    .grid(grid)
                    .paragraph("Trade law", "needs neither intent nor recoupment: dumping and injury suffice")
                    .identifies("Costs per unit at the output actually made.")
                    .breaks("Costs spread over too little output, or input prices that are themselves supported.")
                    .doesNotShow("Market power, recoupment or intent, without which antitrust finds nothing.")
                    .leftOut(in.rows() - kept.length, "rows with a missing cell")
                    .build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
