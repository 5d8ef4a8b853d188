package org.overhang.price;

import java.util.List;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.Result;
import org.overhang.core.Sign;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Price undercutting as the European Commission finds it: how far landed import prices lie below Union prices.
 *
 * <pre>{@code U = \sum_i (P_i - L_i) q_i / \sum_i P_i q_i,   L_i = CIF_i (1 + \tau) + m}</pre>
 *
 * <p>{@code P} Union ex-works price, {@code L} landed price, {@code q} import quantity, {@code \tau} conventional duty,
 * {@code m} costs after importation; prices in money a unit of quantity. Types that do not undercut offset those that do;
 * nothing is zeroed. Rows with a missing cell, or a quantity or price of zero, are left out and counted; negative ones are refused.
 *
 * <p>Defaults: no duty, no costs after importation, one type.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Undercutting.of("cif_eur_t").quantity("quantity_t").unionPrice("union_price_eur_t")
 *         .customsDuty(0.03).postImportation(10).by("control_number").measure(imports).margin();
 * }</pre>
 *
 * <p>Errors: those of columns; {@link org.overhang.core.Reason#OUT_OF_RANGE} for a duty of −100 percent and below or negative costs
 * after importation; {@link org.overhang.core.Reason#NOT_IDENTIFIED} if no row can be used.
 *
 * <p>Source: Regulation (EU) 2016/1036, Article 3(3), and the Commission's practice of weighting by import quantities.
 */
public final class Undercutting {
    private final Landed.Terms terms;
    private final String unionPrice;

    private Undercutting(Landed.Terms terms, String unionPrice) {
        this.terms = terms;
        this.unionPrice = unionPrice;
    }

    /**
     * Starts with the import price at the Union frontier, duty unpaid.
     *
     * @param cif column of CIF prices, money a unit
     * @return the method, which still needs a quantity
     */
    public static NeedsQuantity of(String cif) {
        return new NeedsQuantity(cif);
    }

    /** A comparison that still needs its quantity column. */
    public static final class NeedsQuantity {
        private final String cif;

        private NeedsQuantity(String cif) {
            this.cif = cif;
        }

        /**
         * Import quantity, the weight.
         *
         * @param column its name
         * @return the method, which still needs the Union price
         */
        public NeedsUnionPrice quantity(String column) {
            return new NeedsUnionPrice(new Landed.Terms(cif, column, "", 0, 0, List.of()));
        }
    }

    /** A comparison that still needs its Union price column. */
    public static final class NeedsUnionPrice {
        private final Landed.Terms terms;

        private NeedsUnionPrice(Landed.Terms terms) {
            this.terms = terms;
        }

        /**
         * The Union industry's ex-works price of the same type.
         *
         * @param column its name, money a unit
         * @return the method
         */
        public Undercutting unionPrice(String column) {
            return new Undercutting(terms, column);
        }
    }

    /**
     * Conventional customs duty, a share of the CIF value.
     *
     * @param rate fraction, above −1
     * @return the method with that duty
     */
    public Undercutting customsDuty(double rate) {
        return new Undercutting(terms.duty(rate), unionPrice);
    }

    /**
     * Costs between the frontier and the first customer.
     *
     * @param amount money a unit of quantity
     * @return the method with those costs
     */
    public Undercutting postImportation(double amount) {
        return new Undercutting(terms.costs(amount), unionPrice);
    }

    /**
     * A landed price that the table already holds; duty and costs after importation are then not added.
     *
     * @param column money a unit of quantity
     * @return the method with that column
     */
    public Undercutting landed(String column) {
        return new Undercutting(terms.landed(column), unionPrice);
    }

    /**
     * Product types; rows of one type are added up.
     *
     * @param columns their columns
     * @return the method by those types
     */
    public Undercutting by(String... columns) {
        return new Undercutting(terms.by(columns), unionPrice);
    }

    /**
     * Compares the prices.
     *
     * @param source one row a type, sale or period
     * @return undercutting by type and in all
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#MISSING_COLUMN},
     *     {@link org.overhang.core.Reason#WRONG_TYPE}, or {@link org.overhang.core.Reason#NOT_IDENTIFIED} if no row can be used
     */
    public Measured measure(Source source) {
        Columns in = terms.request("Undercutting")
                .amount("Union price", unionPrice, Sign.NOT_NEGATIVE)
                .sameUnit(terms.cif(), unionPrice)
                .read(source);
        return new Measured(this, Landed.read(terms, in, in.number(unionPrice)), in.number(unionPrice), source);
    }

    /**
     * The same comparison on a Tablesaw table.
     *
     * @param table the rows
     * @return undercutting by type and in all
     */
    public Measured measure(Table table) {
        return measure(Source.of(table));
    }

    /** Undercutting by type and in all. */
    public static final class Measured implements Result {
        private final Undercutting method;
        private final Landed rows;
        private final double[] gap;
        private final double[] base;
        private final String origin;

        private Measured(Undercutting method, Landed rows, double[] union, Source source) {
            this.method = method;
            this.rows = rows;
            int groups = rows.keys().count();
            this.gap = PriceMath.gap(union, rows.landed(), rows.quantity(), rows.group(), groups);
            this.base = PriceMath.product(union, rows.quantity(), rows.group(), groups);
            this.origin = source.provenance().footer();
        }

        /**
         * Undercutting of all types together.
         *
         * @return a share of Union turnover at import quantities; negative if imports are dearer
         */
        public double margin() {
            return PriceMath.sum(gap) / PriceMath.sum(base);
        }

        @Override
        public Summary summary() {
            Keys keys = rows.keys();
            double[] share = PriceMath.ratio(gap, base);
            return rows.leftOut(Summary.of("Price undercutting")
                            .choice("landed price", method.terms.text())
                            .choice("base", "Union ex-works price")
                            .choice("zeroing", "none")
                            .grid(Summary.grid(keys.count() + 1)
                                    .text("type", "", g -> g < keys.count() ? keys.label(g) : "all types")
                                    .percent(
                                            "undercutting",
                                            "Union price",
                                            2,
                                            g -> g < keys.count() ? share[g] : margin()))
                            .identifies("Prices of the same type at one level of trade, weighted by import quantities.")
                            .breaks(
                                    "A mix that differs within a type; another level of trade; a duty that was not paid.")
                            .doesNotShow("Why the price is lower, nor whether it caused injury.")
                            .paragraph("Data", origin))
                    .build();
        }

        @Override
        public Table tidy() {
            Table table = Table.create("undercutting");
            return rows.keys()
                    .beside(table.addColumns(
                            DoubleColumn.create("gap", gap),
                            DoubleColumn.create("union_turnover", base),
                            DoubleColumn.create("estimate", PriceMath.ratio(gap, base))));
        }

        @Override
        public Table glance() {
            return Table.create("undercutting")
                    .addColumns(
                            DoubleColumn.create("undercutting", margin()),
                            IntColumn.create("nobs", new int[] {rows.used()}),
                            IntColumn.create("dropped", new int[] {rows.dropped()}));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
