package org.overhang.core;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tech.tablesaw.api.Table;

/**
 * Unit values of trade by product, without the extreme ones of each product.
 *
 * <pre>{@code
 * u_i = v_i / q_i,    u_{(k+1)} \le u_i \le u_{(n-k)}
 * }</pre>
 *
 * <p>{@code v} value, {@code q} quantity, {@code u_{(1)} \le … \le u_{(n)}} the unit values of one product in order, {@code s} the share trimmed at each
 * end, {@code k} the whole part of {@code n s}; rows outside are left out. No more than that share is cut, equal unit values stay or go together, and a product of fewer than {@code 1/s} rows keeps all. The answer is the rows
 * that are left, with the unit value as a column more, and can be read as a source; its name and unit come from those of value and quantity.
 *
 * <p>Rows with a missing value, quantity or product and rows whose quantity is zero are left out and counted; negative ones are refused.
 *
 * <p>Defaults: nothing is trimmed unless {@link #trim} says so.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var prices = UnitValues.of("value_usd").per("weight_kg").by("hs6").trim(0.05).measure(trade);
 * prices
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE} and {@link Reason#BAD_VALUE} for the columns, the last also if the new column's name is
 * taken.
 *
 * <p>Source: a rule of this library; by ranks, so that small products are not emptied as cuts at interpolated quantiles would.
 */
public final class UnitValues {
    private final String value;
    private final String quantity;
    private final List<String> products;
    private final double share;

    private UnitValues(String value, String quantity, List<String> products, double share) {
        this.value = value;
        this.quantity = quantity;
        this.products = products;
        this.share = share;
    }

    /** Unit values that still need their quantity. */
    public static final class NeedsQuantity {
        private final String value;

        private NeedsQuantity(String value) {
            this.value = value;
        }

        /**
         * The quantity column.
         *
         * @param column its name
         * @return unit values of all rows as one product, nothing trimmed
         */
        public UnitValues per(String column) {
            return new UnitValues(value, column, List.of(), 0);
        }
    }

    /**
     * The value column.
     *
     * @param column its name
     * @return unit values that still need their quantity
     */
    public static NeedsQuantity of(String column) {
        return new NeedsQuantity(column);
    }

    /**
     * What makes a product: rows that agree in these columns are compared.
     *
     * @param columns their names
     * @return unit values by product
     */
    public UnitValues by(String... columns) {
        return new UnitValues(value, quantity, List.of(columns), share);
    }

    /**
     * Leaves out the lowest and the highest unit values of each product.
     *
     * @param atEachEnd share of a product's rows at each end, from 0 to below one half
     * @return trimmed unit values
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for another share
     */
    public UnitValues trim(double atEachEnd) {
        if (!(atEachEnd >= 0 && atEachEnd < 0.5)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "UnitValues needs a share to trim at each end from 0 to below 0.5, but it was "
                            + Numbers.plain(atEachEnd) + ". Write 0.05 for 5 % at each end.");
        }
        return new UnitValues(value, quantity, products, atEachEnd);
    }

    /**
     * Measures a table.
     *
     * @param table the table
     * @return the rows left, with their unit values
     */
    public UnitValuesResult measure(Table table) {
        return measure(Source.of(table));
    }

    /**
     * Measures a source.
     *
     * @param source the source
     * @return the rows left, with their unit values
     */
    public UnitValuesResult measure(Source source) {
        Columns in = Columns.neededBy("UnitValues")
                .amount("value", value, Sign.NOT_NEGATIVE)
                .amount("quantity", quantity, Sign.NOT_NEGATIVE)
                .keys(products)
                .read(source);
        double[] unitValues = UnitValuesMath.ratios(in.number(value), in.number(quantity));
        int[] codes = products.isEmpty() ? new int[in.rows()] : in.keys().codes();
        int count = products.isEmpty() ? 1 : in.keys().count();
        boolean[] kept = UnitValuesMath.within(unitValues, codes, count, share);
        Map<String, Integer> leftOut = new TreeMap<>();
        double[] quantities = in.number(quantity);
        for (int row = 0; row < kept.length; row++) {
            if (!kept[row]) {
                String why = codes[row] < 0
                        ? "rows without a product"
                        : quantities[row] == 0
                                ? "rows with a quantity of zero"
                                : Double.isNaN(unitValues[row])
                                        ? "rows without value or quantity"
                                        : "rows with the lowest or highest unit values of their product";
                leftOut.merge(why, 1, Integer::sum);
            }
        }
        return new UnitValuesResult(
                UnitValuesResult.rows(source, name(in), unitValues, kept), name(in), products, share, leftOut);
    }

    private String name(Columns in) {
        String money = in.unit(value);
        String base = in.unit(quantity);
        return money.isEmpty() || base.isEmpty() ? "unit_value" : "unit_value_" + money + "_" + base;
    }
}
