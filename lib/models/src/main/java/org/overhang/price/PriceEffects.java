package org.overhang.price;

import java.util.List;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Sign;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.core.time.Periods;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Depression and suppression indicators: did prices fall, and did they fail to follow cost?
 *
 * <pre>{@code depression = \sum_g p_{g1} q_{g0} / \sum_g p_{g0} q_{g0} - 1;   suppression = cost ratio_1 - cost ratio_0}</pre>
 *
 * <p>{@code p_g} the quantity-weighted price of product {@code g}, 0 the first and 1 the last period in which every product is
 * sold; the cost ratio is cost over sales of all products in a period, and its trend a least-squares slope a period. A fall of
 * the index is depression; a rising ratio means that prices rose less than cost, the sign of suppression. The two are not
 * synonyms and neither says why.
 *
 * <p>Rows with a missing cell, or a price or quantity of zero, are left out and counted; negative cells are refused.
 *
 * <p>Defaults: none, every column is named; the index has the quantities of its first period.
 *
 * <p>Example:
 *
 * <pre>{@code
 * PriceEffects.of("price").quantity("quantity_t").cost("unit_cost").by("product").period("quarter").measure(sales).depression();
 * }</pre>
 *
 * <p>Errors: those of columns; {@link Reason#NOT_IDENTIFIED} if fewer than two periods hold every product.
 *
 * <p>Source: 19 U.S.C. 1677(7)(C)(ii)(II); the International Trade Commission's practice of reading the ratio of cost of goods
 * sold to net sales.
 */
public final class PriceEffects {
    private final String price;
    private final String quantity;
    private final String cost;
    private final String product;
    private final String period;

    private PriceEffects(String price, String quantity, String cost, String product, String period) {
        this.price = price;
        this.quantity = quantity;
        this.cost = cost;
        this.product = product;
        this.period = period;
    }

    /** Indicators that still need their quantity. */
    public static final class NeedsQuantity {
        private final String price;

        private NeedsQuantity(String price) {
            this.price = price;
        }

        /**
         * Quantity sold by the domestic industry.
         *
         * @param column its name
         * @return the indicators, which still need costs
         */
        public NeedsCost quantity(String column) {
            return new NeedsCost(price, column);
        }
    }

    /** Indicators that still need their cost. */
    public static final class NeedsCost {
        private final String price;
        private final String quantity;

        private NeedsCost(String price, String quantity) {
            this.price = price;
            this.quantity = quantity;
        }

        /**
         * Cost of goods sold a unit.
         *
         * @param column its name
         * @return the indicators, which still need products
         */
        public NeedsProducts cost(String column) {
            return new NeedsProducts(price, quantity, column);
        }
    }

    /** Indicators that still need their products. */
    public static final class NeedsProducts {
        private final String price;
        private final String quantity;
        private final String cost;

        private NeedsProducts(String price, String quantity, String cost) {
            this.price = price;
            this.quantity = quantity;
            this.cost = cost;
        }

        /**
         * The column that names pricing products.
         *
         * @param column its name
         * @return the indicators, which still need periods
         */
        public NeedsPeriod by(String column) {
            return new NeedsPeriod(price, quantity, cost, column);
        }
    }

    /** Indicators that still need their periods. */
    public static final class NeedsPeriod {
        private final String price;
        private final String quantity;
        private final String cost;
        private final String product;

        private NeedsPeriod(String price, String quantity, String cost, String product) {
            this.price = price;
            this.quantity = quantity;
            this.cost = cost;
            this.product = product;
        }

        /**
         * The period column, in any notation that {@link Periods} reads.
         *
         * @param column its name
         * @return the method
         */
        public PriceEffects period(String column) {
            return new PriceEffects(price, quantity, cost, product, column);
        }
    }

    /**
     * Starts with the domestic industry's price.
     *
     * @param column its name, money a unit
     * @return the indicators, which still need quantities
     */
    public static NeedsQuantity of(String column) {
        return new NeedsQuantity(column);
    }

    /**
     * Computes the indicators.
     *
     * @param source one or more rows a product and period
     * @return depression and suppression
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if fewer than two periods hold every product
     */
    public Measured measure(Source source) {
        Columns in = Columns.neededBy("PriceEffects")
                .amount("price", price, Sign.NOT_NEGATIVE)
                .amount("quantity", quantity, Sign.NOT_NEGATIVE)
                .amount("cost", cost, Sign.NOT_NEGATIVE)
                .sameUnit(price, cost)
                .weighed(price, quantity)
                .keys(product, period)
                .time("period", period)
                .read(source);
        Keys products = in.keys(List.of(product));
        Keys periods = in.keys(List.of(period));
        double[][] value = new double[periods.count()][products.count()];
        double[][] sold = new double[periods.count()][products.count()];
        double[] spent = new double[periods.count()];
        int[] item = products.codes();
        int[] when = periods.codes();
        int lost = 0;
        for (int i = 0; i < in.rows(); i++) {
            int g = item[i];
            int t = when[i];
            double p = in.number(price)[i];
            double q = in.number(quantity)[i];
            double c = in.number(cost)[i];
            if (g < 0 || t < 0 || !(p > 0) || !(q > 0) || !(c >= 0)) {
                lost++;
                continue;
            }
            value[t][g] += p * q;
            sold[t][g] += q;
            spent[t] += c * q;
        }
        return new Measured(
                in.periods(period),
                periods,
                value,
                sold,
                spent,
                lost,
                source.provenance().footer());
    }

    /**
     * Computes the indicators.
     *
     * @param table one or more rows a product and period
     * @return depression and suppression
     */
    public Measured measure(Table table) {
        return measure(Source.of(table));
    }

    /** Depression and suppression over the periods. */
    public static final class Measured implements Result {
        private final Periods time;
        private final Keys periods;
        private final double[] index;
        private final double[] ratio;
        private final int first;
        private final int last;
        private final int lost;
        private final String origin;

        private Measured(
                Periods time,
                Keys periods,
                double[][] value,
                double[][] sold,
                double[] spent,
                int lost,
                String origin) {
            this.time = time;
            this.periods = periods;
            this.lost = lost;
            this.origin = origin;
            int start = -1;
            int end = -1;
            for (int t = 0; t < sold.length; t++) {
                boolean whole = sold[t].length > 0;
                for (double q : sold[t]) {
                    whole &= q > 0;
                }
                start = start < 0 && whole ? t : start;
                end = whole ? t : end;
            }
            if (start < 0 || end == start) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "PriceEffects needs at least two periods in which every product is sold, but found "
                                + (start < 0 ? 0 : 1) + ".");
            }
            first = start;
            last = end;
            index = new double[sold.length];
            ratio = new double[sold.length];
            for (int t = 0; t < sold.length; t++) {
                double over = 0;
                double under = 0;
                double sales = 0;
                for (int g = 0; g < sold[t].length; g++) {
                    over += value[t][g] / sold[t][g] * sold[first][g];
                    under += value[first][g];
                    sales += value[t][g];
                }
                index[t] = over / under;
                ratio[t] = spent[t] / sales;
            }
        }

        /**
         * The change of the price index from the first to the last period.
         *
         * @return a fraction; negative is depression
         */
        public double depression() {
            return index[last] - 1;
        }

        /**
         * The change of cost over sales from the first to the last period.
         *
         * @return a difference of fractions; positive points to suppression
         */
        public double suppression() {
            return ratio[last] - ratio[first];
        }

        /**
         * The trend of cost over sales.
         *
         * @return least-squares slope a period, from the first to the last
         */
        public double costRatioTrend() {
            double middle = 0;
            int count = 0;
            for (int t = first; t <= last; t++) {
                if (!Double.isNaN(ratio[t])) {
                    middle += time.ordinal(t) - time.ordinal(first);
                    count++;
                }
            }
            middle /= count;
            double over = 0;
            double under = 0;
            for (int t = first; t <= last; t++) {
                if (!Double.isNaN(ratio[t])) {
                    double from = time.ordinal(t) - time.ordinal(first) - middle;
                    over += from * ratio[t];
                    under += from * from;
                }
            }
            return over / under;
        }

        /**
         * Price index and cost ratio by period.
         *
         * @return the figure under a plain title
         */
        public Figure figure() {
            double[] x = new double[index.length];
            for (int t = 0; t < x.length; t++) {
                x[t] = time.decimalYear(time.ordinal(t));
            }
            return Figure.line()
                    .series("price index", x, index)
                    .series("cost over sales", x, ratio)
                    .points()
                    .title("Prices and the share of cost in sales")
                    .reference(1, "first period");
        }

        @Override
        public Summary summary() {
            return Summary.of("Price effects")
                    .choice("index", "first period's quantities")
                    .choice("from", periods.label(first))
                    .choice("to", periods.label(last))
                    .grid(Summary.grid(index.length)
                            .text("period", "", periods::label)
                            .number("price index", "first is 1", 4, t -> index[t])
                            .percent("cost", "sales", 1, t -> ratio[t]))
                    .paragraph(
                            "Depression", "prices moved by " + org.overhang.core.Numbers.percent(depression(), 1) + ".")
                    .paragraph(
                            "Suppression",
                            "cost over sales moved by " + org.overhang.core.Numbers.fixed(100 * suppression(), 1)
                                    + " points, " + org.overhang.core.Numbers.fixed(100 * costRatioTrend(), 2)
                                    + " a period on trend.")
                    .identifies("Prices of the same products through time.")
                    .breaks("Products that change in quality; cost that rose because volume was lost.")
                    .doesNotShow("Why prices fell or did not rise.")
                    .paragraph("Data", origin)
                    .leftOut(lost, "rows with a missing cell, a price or quantity of zero or below, or a negative cost")
                    .build();
        }

        @Override
        public Table tidy() {
            Table table = Table.create("price effects");
            return periods.beside(table.addColumns(
                    DoubleColumn.create("price_index", index), DoubleColumn.create("cost_ratio", ratio)));
        }

        @Override
        public Table glance() {
            return Table.create("price effects")
                    .addColumns(
                            DoubleColumn.create("depression", depression()),
                            DoubleColumn.create("suppression", suppression()),
                            DoubleColumn.create("cost_ratio_trend", costRatioTrend()),
                            IntColumn.create("nobs", new int[] {index.length}),
                            IntColumn.create("dropped", new int[] {lost}));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
