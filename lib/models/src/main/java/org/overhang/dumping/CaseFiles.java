package org.overhang.dumping;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Fraction;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/**
 * The files of a dumping case with the role of each column, and the facts of the case that no file holds.
 *
 * <p>Blank amounts are zero. Sales with a quantity or gross price at or below zero or missing, in another unit than the case,
 * outside the period, without a date, a model or an exchange rate, without a cost or factors where the case has such a file, or
 * (under EU rules, where the file has the column) without a CIF price are set aside, counted and listed by reason. Files whose
 * quantity columns state different units, costs in another unit, and quarters of costs without {@link #quarterlyCosts} are
 * refused.
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

    /** What a file of a case holds. */
    private enum Kind {
        EXPORTS,
        HOME,
        DOWNSTREAM,
        COSTS,
        FACTORS,
        RATES,
        UNION
    }

    private final Map<Kind, Input> inputs;
    private final CaseFacts facts;

    private CaseFiles(Map<Kind, Input> inputs, CaseFacts facts) {
        this.inputs = inputs;
        this.facts = facts;
    }

    private CaseFiles with(Kind kind, Roles roles, Source source) {
        Map<Kind, Input> more = new EnumMap<>(inputs);
        more.put(kind, new Input(roles, source));
        return new CaseFiles(more, facts);
    }

    /**
     * Starts with the export sales.
     *
     * @param roles which column plays which role
     * @param source the sales
     * @return the files
     */
    public static CaseFiles exports(ExportSales roles, Source source) {
        return new CaseFiles(new EnumMap<>(Kind.class), new CaseFacts()).with(Kind.EXPORTS, roles.roles(), source);
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
        return with(Kind.HOME, roles.roles(), source);
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
        return with(Kind.COSTS, roles.roles(), source);
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
        return with(Kind.FACTORS, roles.roles(), source);
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
        return with(Kind.RATES, roles.roles(), source);
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
        return with(Kind.UNION, roles.roles(), source);
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

    private CaseFiles change(Consumer<CaseFacts> one) {
        return new CaseFiles(inputs, facts.with(one));
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
        Fraction.INTEREST.of("The credit rate of export sales", exports);
        Fraction.INTEREST.of("The credit rate of home sales", home);
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
        Fraction.DUTY.notPercent("The export-subsidy rate", rate);
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
        Fraction.SHARE.notPercent("The export tax as a share", share);
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
     * Costs by quarter: the cost file names the quarter of each row, and each sale is tested, matched and constructed at the
     * cost of its own. A quarter in which a model was not made takes the materials of the most similar model that was, or of
     * the model's own nearest quarter in the ratio of prices where the manufacturer made nothing at all.
     *
     * @param materialPrices price of direct materials by quarter, the first of the period being 1, the one before it 0; empty
     *     if no quarter is without any production
     * @return the files
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if a price is not above zero
     */
    public CaseFiles quarterlyCosts(Map<Integer, Double> materialPrices) {
        materialPrices.forEach((quarter, price) -> requireAbove("The price of materials in quarter " + quarter, price));
        return change(f -> {
            f.materialPrices = Map.copyOf(materialPrices);
            f.priceIndex = null;
        });
    }

    /**
     * Costs by month under high inflation: the cost file names the month of each row; costs are put into prices of the
     * period's last month, averaged by quantity made, and put back into prices of the month of each sale, which matches home
     * sales of the same month only.
     *
     * @param priceIndex the price index of every month in which there are costs or sales
     * @return the files
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if an index is not above zero
     */
    public CaseFiles inflationCosts(Map<YearMonth, Double> priceIndex) {
        priceIndex.forEach((month, index) -> requireAbove("The price index of " + month, index));
        Map<Integer, Double> byMonth = new TreeMap<>();
        priceIndex.forEach((month, index) -> byMonth.put(month.getYear() * 12 + month.getMonthValue() - 1, index));
        return change(f -> {
            f.priceIndex = Map.copyOf(byMonth);
            f.materialPrices = null;
        });
    }

    private static void requireAbove(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(Reason.OUT_OF_RANGE, what + " must be above 0, but it is " + value + ".");
        }
    }

    /**
     * Adds resales by affiliated customers. Those of affiliates that fail the arm's-length test join the home sales after it,
     * and so do those whose reseller is blank; the others are set aside.
     *
     * @param roles which column plays which role, {@link HomeSales#reseller} among them
     * @param source the resales
     * @return the files
     */
    public CaseFiles downstream(HomeSales roles, Source source) {
        return with(Kind.DOWNSTREAM, roles.roles(), source);
    }

    /**
     * Adds resales by affiliated customers.
     *
     * @param roles which column plays which role
     * @param table the resales
     * @return the files
     */
    public CaseFiles downstream(HomeSales roles, Table table) {
        return downstream(roles, Source.of(table));
    }

    /**
     * The profit ratio of constructed export prices, in place of the one computed from the totals.
     *
     * @param ratio profit over expenses
     * @return the files
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is negative or not a number
     */
    public CaseFiles cepProfit(double ratio) {
        requireShare("The CEP profit ratio", ratio);
        return change(f -> f.cepProfitRatio = ratio);
    }

    /**
     * The profit of an unrelated importer, which EU, UK and Indian rules deduct from the resale price of a related one (Regulation (EU)
     * 2016/1036, Article 2(9); S.I. 2019/450, regulation 15(5)(b); Annexure I, paragraph 5). Without it none is deducted. That the rate is a share of the resale price after discounts is
     * unverified.
     *
     * @param rate profit over the resale price after discounts
     * @return the files
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is negative or not a number
     */
    public CaseFiles importerProfit(double rate) {
        requireShare("The importer's profit", rate);
        return change(f -> f.importerProfit = rate);
    }

    /**
     * Ratios for constructed value in place of those that the home market gives.
     *
     * @param ratios the ratios
     * @return the files
     */
    public CaseFiles constructedValueSupplied(ConstructedValue ratios) {
        return change(f -> {
            f.constructed = ratios;
            f.constructedSupplied = true;
        });
    }

    /**
     * Ratios for constructed value where the home market gives none.
     *
     * @param ratios the ratios
     * @return the files
     */
    public CaseFiles constructedValue(ConstructedValue ratios) {
        return change(f -> {
            f.constructed = ratios;
            f.constructedSupplied = false;
        });
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
        return java.util.Objects.requireNonNull(inputs.get(Kind.EXPORTS));
    }

    @Nullable
    Input home() {
        return inputs.get(Kind.HOME);
    }

    @Nullable
    Input downstream() {
        return inputs.get(Kind.DOWNSTREAM);
    }

    @Nullable
    Input costs() {
        return inputs.get(Kind.COSTS);
    }

    @Nullable
    Input factors() {
        return inputs.get(Kind.FACTORS);
    }

    @Nullable
    Input rates() {
        return inputs.get(Kind.RATES);
    }

    @Nullable
    Input union() {
        return inputs.get(Kind.UNION);
    }

    CaseFacts facts() {
        return facts;
    }
}
