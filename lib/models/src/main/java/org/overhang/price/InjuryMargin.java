package org.overhang.price;

import java.util.List;
import org.overhang.core.Columns;
import org.overhang.core.Fraction;
import org.overhang.core.Keys;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Sign;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The injury margin of the European Union (there called underselling): how far landed prices lie below a non-injurious price.
 *
 * <pre>{@code M = \sum_i (N_i - L_i) q_i / \sum_i CIF_i q_i,   L_i = CIF_i (1 + \tau) + m}</pre>
 *
 * <p>The non-injurious price {@code N} is the Union industry's cost {@code c} plus the target profit: {@code c/(1-x)} on
 * turnover, {@code c(1+x)} on cost. From a price instead of a cost, the actual profit {@code a} on turnover is taken out
 * first: {@code c = P(1-a)}. The base is the CIF value, duty unpaid. Types sold above {@code N} offset the others; nothing
 * is zeroed. Rows with a missing cell, or a quantity, price or cost of zero, are left out and counted; negative ones are refused.
 *
 * <p>Defaults: no duty, no costs after importation, one type. The target profit has no default.
 *
 * <p>Example:
 *
 * <pre>{@code
 * InjuryMargin.of("cif_eur_t").quantity("quantity_t").unionCost("union_cost_eur_t").targetProfit(TargetProfit.onTurnover(0.06))
 *         .customsDuty(0.03).postImportation(10).by("control_number").measure(imports).lesserDuty(0.05);
 * }</pre>
 *
 * <p>Errors: those of columns; {@link Reason#OUT_OF_RANGE} for a duty of −100 percent and below, negative costs after importation,
 * a negative target profit, or a target or actual profit of all turnover and more; {@link Reason#NOT_IDENTIFIED} if no row can be
 * used.
 *
 * <p>Source: Regulation (EU) 2016/1036, Articles 7(2), 7(2c) and 9(4).
 */
public final class InjuryMargin {
    /** Article 7(2c) of Regulation (EU) 2016/1036, as amended by Regulation (EU) 2018/825. */
    private static final double LEAST_TARGET = 0.06;

    private final Landed.Terms terms;
    private final Benchmark benchmark;

    private InjuryMargin(Landed.Terms terms, Benchmark benchmark) {
        this.terms = terms;
        this.benchmark = benchmark;
    }

    /** From which column the non-injurious price is built, and how. */
    private record Benchmark(String column, boolean isCost, double actualProfit, TargetProfit target) {
        double price(double cell) {
            return target.price(isCost ? cell : cell * (1 - actualProfit));
        }

        String text() {
            return isCost
                    ? "Union cost plus " + target.text()
                    : "Union price less actual profit of " + Numbers.percent(actualProfit, 1) + " plus "
                            + target.text();
        }
    }

    /**
     * Starts with the import price at the Union frontier, duty unpaid, which is also the base.
     *
     * @param cif column of CIF prices, money a unit
     * @return the method, which still needs a quantity
     */
    public static NeedsQuantity of(String cif) {
        return new NeedsQuantity(cif);
    }

    /** An injury margin that still needs its quantity column. */
    public static final class NeedsQuantity {
        private final String cif;

        private NeedsQuantity(String cif) {
            this.cif = cif;
        }

        /**
         * Import quantity, the weight.
         *
         * @param column its name
         * @return the method, which still needs the Union industry's cost or price
         */
        public NeedsBenchmark quantity(String column) {
            return new NeedsBenchmark(new Landed.Terms(cif, column, "", 0, 0, List.of()));
        }
    }

    /** An injury margin that still needs the Union industry's cost or price. */
    public static final class NeedsBenchmark {
        private final Landed.Terms terms;

        private NeedsBenchmark(Landed.Terms terms) {
            this.terms = terms;
        }

        /**
         * The Union industry's full cost of the same type.
         *
         * @param column its name, money a unit
         * @return the method, which still needs a target profit
         */
        public NeedsTarget unionCost(String column) {
            return new NeedsTarget(terms, column, true, 0);
        }

        /**
         * The Union industry's price of the same type, from which the actual profit is taken out.
         *
         * @param column its name, money a unit
         * @param actualProfit profit as a share of turnover, below 1; negative for a loss
         * @return the method, which still needs a target profit
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the profit is 1 and more
         */
        public NeedsTarget unionPrice(String column, double actualProfit) {
            if (!(actualProfit < 1 && actualProfit > Double.NEGATIVE_INFINITY)) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "An actual profit needs a share of turnover below 1, but it is " + actualProfit
                                + ". Write 0.034 for 3.4 percent.");
            }
            return new NeedsTarget(terms, column, false, actualProfit);
        }
    }

    /** An injury margin that still needs its target profit. */
    public static final class NeedsTarget {
        private final Landed.Terms terms;
        private final String column;
        private final boolean isCost;
        private final double actualProfit;

        private NeedsTarget(Landed.Terms terms, String column, boolean isCost, double actualProfit) {
            this.terms = terms;
            this.column = column;
            this.isCost = isCost;
            this.actualProfit = actualProfit;
        }

        /**
         * The profit without dumped imports.
         *
         * @param target with its base
         * @return the method
         */
        public InjuryMargin targetProfit(TargetProfit target) {
            return new InjuryMargin(terms, new Benchmark(column, isCost, actualProfit, target));
        }
    }

    /**
     * Conventional customs duty, a share of the CIF value.
     *
     * @param rate fraction, above −1
     * @return the method with that duty
     */
    public InjuryMargin customsDuty(double rate) {
        return new InjuryMargin(terms.duty(rate), benchmark);
    }

    /**
     * Costs between the frontier and the first customer.
     *
     * @param amount money a unit of quantity
     * @return the method with those costs
     */
    public InjuryMargin postImportation(double amount) {
        return new InjuryMargin(terms.costs(amount), benchmark);
    }

    /**
     * A landed price that the table already holds; duty and costs after importation are then not added.
     *
     * @param column money a unit of quantity
     * @return the method with that column
     */
    public InjuryMargin landed(String column) {
        return new InjuryMargin(terms.landed(column), benchmark);
    }

    /**
     * Product types; rows of one type are added up.
     *
     * @param columns their columns
     * @return the method by those types
     */
    public InjuryMargin by(String... columns) {
        return new InjuryMargin(terms.by(columns), benchmark);
    }

    /**
     * Compares the prices.
     *
     * @param source one row a type, sale or period
     * @return the injury margin by type and in all
     * @throws OverhangException {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}, or {@link Reason#NOT_IDENTIFIED}
     *     if no row can be used
     */
    public Measured measure(Source source) {
        Columns in = terms.request("InjuryMargin")
                .amount(benchmark.isCost() ? "Union cost" : "Union price", benchmark.column(), Sign.NOT_NEGATIVE)
                .sameUnit(terms.cif(), benchmark.column())
                .read(source);
        double[] union = in.number(benchmark.column());
        double[] fair = new double[union.length];
        for (int i = 0; i < fair.length; i++) {
            fair[i] = benchmark.price(union[i]);
        }
        return new Measured(this, Landed.read(terms, in, union), fair, source);
    }

    /**
     * The same comparison on a Tablesaw table.
     *
     * @param table the rows
     * @return the injury margin by type and in all
     */
    public Measured measure(Table table) {
        return measure(Source.of(table));
    }

    /** The injury margin by type and in all. */
    public static final class Measured implements Result {
        private final InjuryMargin method;
        private final Landed rows;
        private final double[] gap;
        private final double[] cifValue;
        private final double[] quantity;
        private final double[] fairValue;
        private final String origin;

        private Measured(InjuryMargin method, Landed rows, double[] fair, Source source) {
            this.method = method;
            this.rows = rows;
            int groups = rows.keys().count();
            this.gap = PriceMath.gap(fair, rows.landed(), rows.quantity(), rows.group(), groups);
            this.cifValue = PriceMath.product(rows.cif(), rows.quantity(), rows.group(), groups);
            this.fairValue = PriceMath.product(fair, rows.quantity(), rows.group(), groups);
            this.quantity = PriceMath.total(rows.quantity(), rows.group(), groups);
            this.origin = source.provenance().footer();
        }

        /**
         * The injury margin of all types together.
         *
         * @return a share of CIF value, duty unpaid; negative if imports are sold above the non-injurious price
         */
        public double margin() {
            return PriceMath.sum(gap) / PriceMath.sum(cifValue);
        }

        /**
         * The non-injurious price of each type, weighted by import quantities.
         *
         * @return money a unit, in the order of {@link #tidy()}
         */
        public double[] nonInjuriousPrices() {
            return PriceMath.ratio(fairValue, quantity);
        }

        /**
         * The lower of the dumping and the injury margin, as the lesser-duty rule takes it.
         *
         * @param dumpingMargin dumping margin on the same base, CIF value
         * @return the duty, never below 0
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the dumping margin is not a number
         */
        public double lesserDuty(double dumpingMargin) {
            Fraction.CHANGE.notPercent("A dumping margin", dumpingMargin);
            if (Double.isNaN(dumpingMargin)) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "The lesser duty needs a dumping margin, but it is not a number. Give a share of CIF value.");
            }
            return Math.max(0, Math.min(dumpingMargin, margin()));
        }

        @Override
        public Summary summary() {
            Keys keys = rows.keys();
            double[] share = PriceMath.ratio(gap, cifValue);
            double[] fair = nonInjuriousPrices();
            Summary.Builder out = Summary.of("Injury margin")
                    .choice("non-injurious price", method.benchmark.text())
                    .choice("landed price", method.terms.text())
                    .choice("base", "CIF value, duty unpaid")
                    .choice("zeroing", "none")
                    .grid(Summary.grid(keys.count() + 1)
                            .text("type", "", g -> g < keys.count() ? keys.label(g) : "all types")
                            .significant("non-injurious price", "a unit", g -> g < keys.count() ? fair[g] : Double.NaN)
                            .percent("injury margin", "CIF value", 2, g -> g < keys.count() ? share[g] : margin()));
            if (method.benchmark.target().rate() < LEAST_TARGET) {
                out.warning("The target profit lies below 6 %, the floor of Article 7(2c) since June 2018.");
            }
            out.identifies("The Union industry's cost of the same type and a profit it would earn without dumping.")
                    .breaks("A target from years that were not normal; cost that rose because volume was lost.")
                    .doesNotShow("Which part of the gap dumping caused.")
                    .paragraph("Data", origin);
            return rows.leftOut(out).build();
        }

        @Override
        public Table tidy() {
            Table table = Table.create("injury margin");
            return rows.keys()
                    .beside(table.addColumns(
                            DoubleColumn.create("non_injurious_price", nonInjuriousPrices()),
                            DoubleColumn.create("gap", gap),
                            DoubleColumn.create("cif_value", cifValue),
                            DoubleColumn.create("estimate", PriceMath.ratio(gap, cifValue))));
        }

        @Override
        public Table glance() {
            return Table.create("injury margin")
                    .addColumns(
                            DoubleColumn.create("injury_margin", margin()),
                            IntColumn.create("nobs", new int[] {rows.used()}),
                            IntColumn.create("dropped", new int[] {rows.dropped()}));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
