package org.overhang.dumping;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Batch;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/**
 * The files of a dumping case with the role of each column, and the facts of the case that no file holds.
 *
 * <p>Blank amounts are zero. Sales with a quantity or gross price at or below zero or missing, in another unit than the case,
 * outside the period, without a date, a model, an exchange rate or (home sales under a cost test) a cost are set aside,
 * counted and listed by reason. Files whose quantity columns state different units, costs in another unit and quarterly costs
 * are refused.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var files = CaseFiles.exports(ExportSales.houseColumns(), exports).home(HomeSales.houseColumns(), home)
 *         .costs(ProductionCosts.houseColumns(), costs).rates(ExchangeRates.houseColumns(), rates)
 *         .comparisonCurrency("CNY").period(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31));
 * }</pre>
 */
public final class CaseFiles {
    /** A file and the roles of its columns. */
    record Input(Roles roles, Source source) {}

    /** What no file holds. */
    record Facts(
            int periodStart,
            int periodEnd,
            int homeStart,
            int homeEnd,
            String comparisonCurrency,
            String reportCurrency,
            double exportCreditRate,
            double homeCreditRate,
            double dayCount,
            double exportSubsidyRate,
            double vatShare,
            double vatAmount,
            @Nullable SurrogateRatios surrogate,
            @Nullable ConstructedValue constructed,
            @Nullable InjuryTerms injury,
            String unit,
            @Nullable DoubleRemedy doubleRemedy) {
        String comparison() {
            return comparisonCurrency.isEmpty() ? reportCurrency : comparisonCurrency;
        }
    }

    /** The facts, open for one change. */
    private static final class Draft {
        int periodStart;
        int periodEnd;
        int homeStart;
        int homeEnd;
        String comparisonCurrency;
        String reportCurrency;
        double exportCreditRate;
        double homeCreditRate;
        double dayCount;
        double exportSubsidyRate;
        double vatShare;
        double vatAmount;

        @Nullable
        SurrogateRatios surrogate;

        @Nullable
        ConstructedValue constructed;

        @Nullable
        InjuryTerms injury;

        String unit;

        @Nullable
        DoubleRemedy doubleRemedy;

        Draft(Facts f) {
            periodStart = f.periodStart;
            periodEnd = f.periodEnd;
            homeStart = f.homeStart;
            homeEnd = f.homeEnd;
            comparisonCurrency = f.comparisonCurrency;
            reportCurrency = f.reportCurrency;
            exportCreditRate = f.exportCreditRate;
            homeCreditRate = f.homeCreditRate;
            dayCount = f.dayCount;
            exportSubsidyRate = f.exportSubsidyRate;
            vatShare = f.vatShare;
            vatAmount = f.vatAmount;
            surrogate = f.surrogate;
            constructed = f.constructed;
            injury = f.injury;
            unit = f.unit;
            doubleRemedy = f.doubleRemedy;
        }

        Facts closed() {
            return new Facts(
                    periodStart,
                    periodEnd,
                    homeStart,
                    homeEnd,
                    comparisonCurrency,
                    reportCurrency,
                    exportCreditRate,
                    homeCreditRate,
                    dayCount,
                    exportSubsidyRate,
                    vatShare,
                    vatAmount,
                    surrogate,
                    constructed,
                    injury,
                    unit,
                    doubleRemedy);
        }
    }

    private final Input exports;
    private final @Nullable Input home;
    private final @Nullable Input costs;
    private final @Nullable Input factors;
    private final @Nullable Input rates;
    private final @Nullable Input union;
    private final Facts facts;

    private CaseFiles(
            Input exports,
            @Nullable Input home,
            @Nullable Input costs,
            @Nullable Input factors,
            @Nullable Input rates,
            @Nullable Input union,
            Facts facts) {
        this.exports = exports;
        this.home = home;
        this.costs = costs;
        this.factors = factors;
        this.rates = rates;
        this.union = union;
        this.facts = facts;
    }

    /**
     * Starts with the export sales.
     *
     * @param roles which column plays which role
     * @param source the sales
     * @return the files
     */
    public static CaseFiles exports(ExportSales roles, Source source) {
        return new CaseFiles(
                new Input(roles.roles(), source),
                null,
                null,
                null,
                null,
                null,
                new Facts(
                        Batch.NO_DAY,
                        Batch.NO_DAY,
                        Batch.NO_DAY,
                        Batch.NO_DAY,
                        "",
                        "USD",
                        Double.NaN,
                        Double.NaN,
                        365,
                        0,
                        0,
                        0,
                        null,
                        null,
                        null,
                        "",
                        null));
    }

    /**
     * Starts with the export sales.
     *
     * @param roles which column plays which role
     * @param table the sales
     * @return the files
     */
    public static CaseFiles exports(ExportSales roles, Table table) {
        return exports(roles, Source.of(table));
    }

    /**
     * Adds the home-market sales.
     *
     * @param roles which column plays which role
     * @param source the sales
     * @return the files
     */
    public CaseFiles home(HomeSales roles, Source source) {
        return new CaseFiles(exports, new Input(roles.roles(), source), costs, factors, rates, union, facts);
    }

    /**
     * Adds the home-market sales.
     *
     * @param roles which column plays which role
     * @param table the sales
     * @return the files
     */
    public CaseFiles home(HomeSales roles, Table table) {
        return home(roles, Source.of(table));
    }

    /**
     * Adds the cost of production.
     *
     * @param roles which column plays which role
     * @param source the costs
     * @return the files
     */
    public CaseFiles costs(ProductionCosts roles, Source source) {
        return new CaseFiles(exports, home, new Input(roles.roles(), source), factors, rates, union, facts);
    }

    /**
     * Adds the cost of production.
     *
     * @param roles which column plays which role
     * @param table the costs
     * @return the files
     */
    public CaseFiles costs(ProductionCosts roles, Table table) {
        return costs(roles, Source.of(table));
    }

    /**
     * Adds factors of production, which makes the case one of a non-market economy; {@link #surrogate} completes it.
     *
     * @param roles which column plays which role
     * @param source the factors
     * @return the files
     */
    public CaseFiles factors(Factors roles, Source source) {
        return new CaseFiles(exports, home, costs, new Input(roles.roles(), source), rates, union, facts);
    }

    /**
     * Adds factors of production, which makes the case one of a non-market economy; {@link #surrogate} completes it.
     *
     * @param roles which column plays which role
     * @param table the factors
     * @return the files
     */
    public CaseFiles factors(Factors roles, Table table) {
        return factors(roles, Source.of(table));
    }

    /**
     * Adds exchange rates.
     *
     * @param roles which column plays which role
     * @param source the rates
     * @return the files
     */
    public CaseFiles rates(ExchangeRates roles, Source source) {
        return new CaseFiles(exports, home, costs, factors, new Input(roles.roles(), source), union, facts);
    }

    /**
     * Adds exchange rates.
     *
     * @param roles which column plays which role
     * @param table the rates
     * @return the files
     */
    public CaseFiles rates(ExchangeRates roles, Table table) {
        return rates(roles, Source.of(table));
    }

    /**
     * Adds the domestic industry's costs and prices, for undercutting and the injury margin.
     *
     * @param roles which column plays which role
     * @param source the costs and prices
     * @return the files
     */
    public CaseFiles union(UnionPrices roles, Source source) {
        return new CaseFiles(exports, home, costs, factors, rates, new Input(roles.roles(), source), facts);
    }

    /**
     * Adds the domestic industry's costs and prices, for undercutting and the injury margin.
     *
     * @param roles which column plays which role
     * @param table the costs and prices
     * @return the files
     */
    public CaseFiles union(UnionPrices roles, Table table) {
        return union(roles, Source.of(table));
    }

    private CaseFiles change(Consumer<Draft> one) {
        Draft draft = new Draft(facts);
        one.accept(draft);
        return new CaseFiles(exports, home, costs, factors, rates, union, draft.closed());
    }

    /**
     * The period of investigation or review; without it, all dates of the file.
     *
     * @param first first day
     * @param last last day
     * @return the files
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the first day is after the last
     */
    public CaseFiles period(LocalDate first, LocalDate last) {
        requireOrder("The period", first, last);
        return change(f -> {
            f.periodStart = (int) first.toEpochDay();
            f.periodEnd = (int) last.toEpochDay();
        });
    }

    /**
     * The days of home sales that count; without it, the period (in reviews, all dates of the file).
     *
     * @param first first day
     * @param last last day
     * @return the files
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the first day is after the last
     */
    public CaseFiles homePeriod(LocalDate first, LocalDate last) {
        requireOrder("The home period", first, last);
        return change(f -> {
            f.homeStart = (int) first.toEpochDay();
            f.homeEnd = (int) last.toEpochDay();
        });
    }

    private static void requireOrder(String what, LocalDate first, LocalDate last) {
        if (first.isAfter(last)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    what + " needs its first day before its last, but it runs from " + first + " to " + last + ".");
        }
    }

    /**
     * The currency of home prices, costs and surrogate values; without it, the reporting currency.
     *
     * @param currency its code in the files
     * @return the files
     */
    public CaseFiles comparisonCurrency(String currency) {
        return change(f -> f.comparisonCurrency = currency);
    }

    /**
     * The currency of the margin; without it, USD.
     *
     * @param currency its code in the files
     * @return the files
     */
    public CaseFiles reportCurrency(String currency) {
        return change(f -> f.reportCurrency = currency);
    }

    /**
     * The unit of quantities; without it, the one that most export sales state. Sales that state another one are set aside.
     *
     * @param unit as the files write it, for example {@code t}
     * @return the files
     */
    public CaseFiles unit(String unit) {
        return change(f -> f.unit = unit);
    }

    /**
     * Domestic subsidies of a non-market economy that a countervailing duty offsets too: the cash deposit is reduced by the
     * increase in the margin that they caused, up to the countervailing rate.
     *
     * @param remedy the countervailing rate and the increase in the margin
     * @return the files
     */
    public CaseFiles doubleRemedy(DoubleRemedy remedy) {
        return change(f -> f.doubleRemedy = remedy);
    }

    /**
     * Short-term interest rates for credit that the files leave blank: days from shipment to payment, over the days of the
     * year, times the rate, times price less discounts.
     *
     * @param exports rate in the currency of export sales, a fraction a year
     * @param home rate in the currency of home sales, a fraction a year
     * @param daysOfTheYear 365, or 360
     * @return the files
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if a rate is not a number or the year has no days
     */
    public CaseFiles creditRates(double exports, double home, int daysOfTheYear) {
        if (!(Double.isFinite(exports) && Double.isFinite(home) && daysOfTheYear > 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Credit needs finite rates and a year of at least one day, but they are " + exports + ", " + home
                            + " and " + daysOfTheYear + ".");
        }
        return change(f -> {
            f.exportCreditRate = exports;
            f.homeCreditRate = home;
            f.dayCount = daysOfTheYear;
        });
    }

    /**
     * The countervailing rate for export subsidies, which the cash deposit is reduced by.
     *
     * @param rate a fraction of the price
     * @return the files
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is negative or not a number
     */
    public CaseFiles exportSubsidy(double rate) {
        requireShare("The export-subsidy rate", rate);
        return change(f -> f.exportSubsidyRate = rate);
    }

    /**
     * Irrecoverable value-added tax and export tax of a non-market economy: a share of the gross price, an amount per unit,
     * or both.
     *
     * @param share fraction of the gross price
     * @param amount per unit, in the reporting currency
     * @return the files
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if one is negative or not a number
     */
    public CaseFiles exportTax(double share, double amount) {
        requireShare("The export tax as a share", share);
        requireShare("The export tax per unit", amount);
        return change(f -> {
            f.vatShare = share;
            f.vatAmount = amount;
        });
    }

    private static void requireShare(String what, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(Reason.OUT_OF_RANGE, what + " must be at least 0, but it is " + value + ".");
        }
    }

    /**
     * The financial ratios of surrogate producers.
     *
     * @param ratios the ratios
     * @return the files
     */
    public CaseFiles surrogate(SurrogateRatios ratios) {
        return change(f -> f.surrogate = ratios);
    }

    /**
     * Ratios for constructed value where the home market gives none.
     *
     * @param ratios the ratios
     * @return the files
     */
    public CaseFiles constructedValue(ConstructedValue ratios) {
        return change(f -> f.constructed = ratios);
    }

    /**
     * Terms of the injury margin.
     *
     * @param terms target profit and its base, duty, costs after importation
     * @return the files
     */
    public CaseFiles injury(InjuryTerms terms) {
        return change(f -> f.injury = terms);
    }

    Input exports() {
        return exports;
    }

    @Nullable
    Input home() {
        return home;
    }

    @Nullable
    Input costs() {
        return costs;
    }

    @Nullable
    Input factors() {
        return factors;
    }

    @Nullable
    Input rates() {
        return rates;
    }

    @Nullable
    Input union() {
        return union;
    }

    Facts facts() {
        return facts;
    }
}
