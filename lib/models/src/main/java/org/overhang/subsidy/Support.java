package org.overhang.subsidy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * One way in which somebody else pays: a grant, an excess rebate, credit or inputs below market, a guarantee, tax relief, equity.
 *
 * <p>Import the functions statically and the sentence reads as such:
 *
 * <pre>{@code
 * SubsidyMargin.of("revenue_usd").less("cost_usd")
 *     .support(grants("grants_usd"), cheapCredit(debt("debt_usd"), paid("rate_paid"), benchmark("rate_benchmark")),
 *             cheapInput(used("power_mwh"), paid("price_paid_usd_mwh"), market("price_market_usd_mwh")))
 *     .by("firm", "year").measure(firms)
 * }</pre>
 */
public final class Support {
    /** What is computed from the columns. */
    enum Kind {
        GRANT,
        EXPORT_REBATE,
        INPUT,
        CREDIT,
        GUARANTEE,
        TAX,
        EQUITY
    }

    private final Kind kind;
    private final String name;
    private final Map<String, String> columns;
    private final Map<String, Double> numbers;
    private final @Nullable CreditSpreads spreads;

    private Support(
            Kind kind,
            String name,
            Map<String, String> columns,
            Map<String, Double> numbers,
            @Nullable CreditSpreads spreads) {
        this.kind = kind;
        this.name = name;
        this.columns = columns;
        this.numbers = numbers;
        this.spreads = spreads;
    }

    Kind kind() {
        return kind;
    }

    String name() {
        return name;
    }

    /** Columns by role. */
    Map<String, String> columns() {
        return columns;
    }

    /** Numbers by role, for roles that were given as a number. */
    Map<String, Double> numbers() {
        return numbers;
    }

    @Nullable
    CreditSpreads spreads() {
        return spreads;
    }

    /** Debt: one column of mean debt, or opening and closing. */
    public static final class Debt {
        private final String column;
        private final String closing;

        private Debt(String column, String closing) {
            this.column = column;
            this.closing = closing;
        }

        /**
         * Takes the mean of the opening debt and this.
         *
         * @param column column of debt at the end of the year
         * @return mean debt
         */
        public Debt closing(String column) {
            return new Debt(this.column, column);
        }
    }

    /** What was paid: a rate, a price or, for credit, an amount of interest. */
    public static final class Paid {
        private final String column;
        private final boolean amount;
        private final String capitalized;

        private Paid(String column, boolean amount, String capitalized) {
            this.column = column;
            this.amount = amount;
            this.capitalized = capitalized;
        }

        /**
         * Adds interest that was capitalized and not expensed.
         *
         * @param column column of the amount
         * @return interest paid, capitalized interest included
         * @throws OverhangException {@link Reason#WRONG_TYPE} if what was paid is not {@link Support#interest interest}
         */
        public Paid capitalized(String column) {
            if (!amount) {
                throw new OverhangException(
                        Reason.WRONG_TYPE,
                        "Capitalized interest needs interest as an amount, but \"" + this.column
                                + "\" was named as a rate. Write interest(\"" + this.column + "\").");
            }
            return new Paid(this.column, true, column);
        }
    }

    /** What an unsupported borrower would pay: a column of rates, a rating, or the rating that coverage implies. */
    public static final class Benchmark {
        private final Map<String, String> columns;
        private final @Nullable CreditSpreads spreads;

        private Benchmark(Map<String, String> columns, @Nullable CreditSpreads spreads) {
            this.columns = columns;
            this.spreads = spreads;
        }
    }

    /** A quantity used. */
    public static final class Used {
        private final String column;

        private Used(String column) {
            this.column = column;
        }
    }

    /** A market price or spread. */
    public static final class Market {
        private final String column;

        private Market(String column) {
            this.column = column;
        }
    }

    /** Shareholders' equity. */
    public static final class Equity {
        private final String column;

        private Equity(String column) {
            this.column = column;
        }
    }

    /** A rate or share: a column or one number for all rows. */
    public static final class Rate {
        private final String column;
        private final double number;

        private Rate(String column, double number) {
            this.column = column;
            this.number = number;
        }
    }

    /**
     * Grants received and recognized in the year, which sales do not hold.
     *
     * @param column amount in the currency of revenue
     * @return the support
     */
    public static Support grants(String column) {
        return new Support(Kind.GRANT, column, Map.of("grants", column), Map.of(), null);
    }

    /**
     * Export rebates in excess of the tax that exports bore; a rebate up to the tax borne is no support.
     *
     * @param column amount in the currency of revenue
     * @return the support
     */
    public static Support exportRebate(String column) {
        return new Support(Kind.EXPORT_REBATE, column, Map.of("export rebate", column), Map.of(), null);
    }

    /**
     * Borrowing below the benchmark, {@code (r* − r) D}.
     *
     * @param debt mean debt
     * @param paid rate paid, or interest
     * @param benchmark what an unsupported borrower would pay
     * @return the support
     */
    public static Support cheapCredit(Debt debt, Paid paid, Benchmark benchmark) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("debt", debt.column);
        put(columns, "closing debt", debt.closing);
        columns.put(paid.amount ? "interest" : "rate paid", paid.column);
        put(columns, "capitalized interest", paid.capitalized);
        columns.putAll(benchmark.columns);
        return new Support(Kind.CREDIT, "credit " + debt.column, columns, Map.of(), benchmark.spreads);
    }

    /**
     * An input below its market price, {@code (w* − w) e}.
     *
     * @param used quantity
     * @param paid price paid a unit
     * @param market price a unit that holds no support itself
     * @return the support
     */
    public static Support cheapInput(Used used, Paid paid, Market market) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("quantity used", used.column);
        columns.put("price paid", paid.column);
        columns.put("market price", market.column);
        return new Support(Kind.INPUT, used.column, columns, Map.of(), null);
    }

    /**
     * A guarantee, {@code (spread without − spread with) × debt − fee}; the fee is part of cost already.
     *
     * @param debt guaranteed debt
     * @param without spread the firm would pay without the guarantee
     * @param with spread the firm pays with it
     * @param fee amount paid for the guarantee
     * @return the support
     */
    public static Support guarantee(Debt debt, Market without, Paid with, Used fee) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("guaranteed debt", debt.column);
        columns.put("spread without guarantee", without.column);
        columns.put("spread with guarantee", with.column);
        columns.put("guarantee fee", fee.column);
        return new Support(Kind.GUARANTEE, "guarantee " + debt.column, columns, Map.of(), null);
    }

    /**
     * Tax below the statutory rate, counted after all other support is taken away: {@code max(0, τ PBT°) − T}.
     *
     * @param paid tax paid or accrued
     * @param statutory statutory rate
     * @return the support
     */
    public static Support taxRelief(Paid paid, Rate statutory) {
        return rated(Kind.TAX, "tax", "tax paid", paid.column, Map.of("statutory tax rate", statutory));
    }

    /**
     * Equity that earns less than its cost, {@code k_e E − NI}; only the state's share counts as support.
     *
     * @param equity book or market equity
     * @param required cost of equity, a fraction a year
     * @param stateShare share of the equity that the state holds
     * @return the support
     */
    public static Support cheapEquity(Equity equity, Rate required, Rate stateShare) {
        Map<String, Rate> rates = new LinkedHashMap<>();
        rates.put("cost of equity", required);
        rates.put("state share", stateShare);
        return rated(Kind.EQUITY, "equity " + equity.column, "equity", equity.column, rates);
    }

    private static Support rated(Kind kind, String name, String role, String column, Map<String, Rate> rates) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(role, column);
        Map<String, Double> numbers = new LinkedHashMap<>();
        rates.forEach((r, rate) -> {
            if (rate.column.isEmpty()) {
                numbers.put(r, rate.number);
            } else {
                columns.put(r, rate.column);
            }
        });
        return new Support(kind, name, columns, numbers, null);
    }

    private static void put(Map<String, String> columns, String role, String column) {
        if (!column.isEmpty()) {
            columns.put(role, column);
        }
    }

    /**
     * Mean debt of the year, or opening debt if {@link Debt#closing} follows.
     *
     * @param column amount in the currency of revenue
     * @return the role
     */
    public static Debt debt(String column) {
        return new Debt(column, "");
    }

    /**
     * What was paid: a rate a year, a price a unit, or an amount of tax.
     *
     * @param column column
     * @return the role
     */
    public static Paid paid(String column) {
        return new Paid(column, false, "");
    }

    /**
     * Interest paid as an amount, where the rate is not known.
     *
     * @param column amount in the currency of revenue
     * @return the role
     */
    public static Paid interest(String column) {
        return new Paid(column, true, "");
    }

    /**
     * The rate that an unsupported borrower would pay.
     *
     * @param column fractions a year
     * @return the role
     */
    public static Benchmark benchmark(String column) {
        return new Benchmark(Map.of("benchmark rate", column), null);
    }

    /**
     * The rate of a rating, stripped of what it owes to the state: base rate plus the rating's spread.
     *
     * @param rating column of ratings
     * @param base base rate in currency and term of the debt
     * @param spreads what ratings pay above it
     * @return the role
     */
    public static Benchmark benchmark(Rated rating, Market base, CreditSpreads spreads) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("rating", rating.column);
        columns.put("base rate", base.column);
        return new Benchmark(columns, spreads);
    }

    /**
     * The rate of the rating that interest coverage at market prices implies, as a fixed point.
     *
     * @param base base rate in currency and term of the debt
     * @param spreads what ratings pay above it
     * @return the role
     */
    public static Benchmark benchmark(Market base, CreditSpreads spreads) {
        return new Benchmark(Map.of("base rate", base.column), spreads);
    }

    /** A rating by an agency. */
    public static final class Rated {
        private final String column;

        private Rated(String column) {
            this.column = column;
        }
    }

    /**
     * A column of ratings.
     *
     * @param column text as the table of spreads writes it
     * @return the role
     */
    public static Rated rated(String column) {
        return new Rated(column);
    }

    /**
     * A quantity used, or a fee.
     *
     * @param column column
     * @return the role
     */
    public static Used used(String column) {
        return new Used(column);
    }

    /**
     * A price, rate or spread of the market.
     *
     * @param column column
     * @return the role
     */
    public static Market market(String column) {
        return new Market(column);
    }

    /**
     * Shareholders' equity.
     *
     * @param column amount in the currency of revenue
     * @return the role
     */
    public static Equity equity(String column) {
        return new Equity(column);
    }

    /**
     * A rate or share by row.
     *
     * @param column fractions
     * @return the role
     */
    public static Rate rate(String column) {
        return new Rate(column, Double.NaN);
    }

    /**
     * One rate or share for all rows.
     *
     * @param number a fraction
     * @return the role
     */
    public static Rate rate(double number) {
        return new Rate("", number);
    }
}
