package org.overhang.dumping;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Interval;
import org.overhang.core.OverhangException;
import org.overhang.core.Progress;
import org.overhang.core.Quantiles;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A dumping margin with every step that made it; rates are fractions, amounts in the currency a column comes from. */
public final class DumpingResult implements Result {
    /**
     * Injury beside dumping.
     *
     * @param undercutting price gap to the domestic industry, a share of its turnover at import quantities
     * @param injuryMargin price gap to the non-injurious price, a share of CIF value (India: of landed value); may be negative
     * @param targetProfit the target profit used, the floor of the rules at least; 0 in India, which allows a return on capital
     * @param lesserDuty the lower of the dumping and the injury margin, both over CIF value, never below 0
     * @param duty what the rules impose, over CIF value: nothing if dumping (United Kingdom: or injury) is de minimis, dumping alone
     *     if raw materials are distorted (EU)
     * @param withoutDomesticMatch export sales of types that the domestic industry's file lacks: they are in neither numerator
     *     nor denominator of both injury figures
     */
    public record Injury(
            double undercutting,
            double injuryMargin,
            double targetProfit,
            double lesserDuty,
            double duty,
            int withoutDomesticMatch) {}

    private static final int MOST_INFLUENTIAL = 10;

    private final DumpingMargin method;
    private final CaseFiles files;
    private final Book book;
    private final PatternMath.@Nullable Groups groups;
    private final Chain chain;
    private final @Nullable TransactionMath transactions;
    private final @Nullable EuMath european;
    private final Decision decision;
    private final @Nullable BootstrapMath bootstrap;

    DumpingResult(DumpingMargin method, CaseFiles files, Book book) {
        this.method = method;
        this.files = files;
        this.book = book;
        this.groups = method.rules().uses(Practice.PATTERN_TEST) ? PatternMath.groups(book.exports) : null;
        this.chain = new Chain(book, groups, new int[0], new int[0], true);
        this.transactions = method.rules().uses(Practice.TRANSACTION_TO_TRANSACTION) && !book.nonMarket
                ? TransactionMath.of(chain)
                : null;
        this.european = book.authority.byType() ? EuMath.of(chain, new int[0]) : null;
        this.decision = Decision.of(chain);
        Resampling how = method.resampling();
        this.bootstrap = how == null ? null : BootstrapMath.of(this, how, method.seed());
    }

    DumpingMargin method() {
        return method;
    }

    CaseFiles files() {
        return files;
    }

    Book book() {
        return book;
    }

    Chain chain() {
        return chain;
    }

    Decision decision() {
        return decision;
    }

    @Nullable
    TransactionMath nearestSales() {
        return transactions;
    }

    @Nullable
    EuMath european() {
        return european;
    }

    @Nullable
    BootstrapMath bootstrap() {
        return bootstrap;
    }

    CaseTables tables() {
        return new CaseTables(book, chain, groups, european);
    }

    /** The margin with other weights. */
    double rerun(int[] exportWeight, int[] homeWeight) {
        Chain again = new Chain(book, groups, exportWeight, homeWeight, false);
        return european == null
                ? Decision.of(again).margin()
                : EuMath.of(again, homeWeight).margin();
    }

    /** One resampling: the signed margin, and what de minimis tests, of the method that the rules apply in this draw. */
    void draw(int[] exportWeight, int[] homeWeight, BootstrapMath to, int b) {
        Chain again = new Chain(book, groups, exportWeight, homeWeight, false);
        if (european != null) {
            EuMath eu = EuMath.of(again, homeWeight);
            to.signed[b] = eu.amount / eu.base();
            to.tested[b] = eu.overExportPrice();
            return;
        }
        Decision decided = Decision.of(again);
        double value = Decision.value(again.totals, decided.method());
        to.signed[b] = value > 0 ? Decision.signed(again.totals, decided.method()) / value : Double.NaN;
        to.tested[b] = decided.margin();
        to.method[b] = decided.method().ordinal();
    }

    /**
     * The margin under the rules.
     *
     * @return a fraction of the net export value (EU: of CIF value), never below 0; NaN if that value is not positive
     */
    public double margin() {
        return european == null ? decision.margin() : european.margin();
    }

    /**
     * The margin of one comparison method with the zeroing that is usual for it.
     *
     * @param comparison the method; transaction-to-transaction must be switched on in the rules
     * @return a fraction of the net export value
     */
    public double margin(Comparison comparison) {
        return Decision.margin(chain.totals, comparison, null);
    }

    /**
     * The margin of one comparison method under one zeroing policy.
     *
     * @param comparison the method; transaction-to-transaction must be switched on in the rules
     * @param zeroing the policy
     * @return a fraction of the net export value
     */
    public double margin(Comparison comparison, Zeroing zeroing) {
        return Decision.margin(chain.totals, comparison, zeroing);
    }

    /**
     * The comparison method that the rules apply to this case.
     *
     * @return the method
     */
    public Comparison comparison() {
        return decision.method();
    }

    /**
     * Whether the margin is de minimis, unrounded. The EU's margin is a share of CIF value, but Article 9(3) tests it as a share of the
     * export price, which is the smaller base: {@link #marginOverExportPrice()}.
     *
     * @return true if it is below the threshold of the rules
     */
    public boolean deMinimis() {
        return european == null
                ? decision.deMinimis()
                : method.rules().threshold(Limit.DE_MINIMIS).holds(marginOverExportPrice());
    }

    /**
     * The margin as a share of the export price itself: what de minimis tests.
     *
     * @return a fraction of the net export value, never below 0; the {@link #margin()} itself except under EU rules
     */
    public double marginOverExportPrice() {
        return european == null ? decision.margin() : european.overExportPrice();
    }

    /**
     * The cash deposit: the margin less the export-subsidy rate, nothing if the margin is de minimis.
     *
     * @return a fraction of the entered value
     */
    public double cashDeposit() {
        return european == null ? decision.cashDeposit() : deMinimis() ? 0 : margin();
    }

    /**
     * Normal value by model: how it was found and its mean over the export sales.
     *
     * @return one row a model; amounts per unit in the reporting currency
     */
    public Table normalValue() {
        return tables().normalValue(european);
    }

    /**
     * Net export price by model.
     *
     * @return one row a model; amounts per unit in the reporting currency
     */
    public Table exportPrice() {
        return tables().exportPrice(european);
    }

    /**
     * Every comparison method under every zeroing policy.
     *
     * @return one row a method and policy; rates are fractions of the net export value
     */
    public Table allMethods() {
        return tables().methods(decision, transactions != null, european);
    }

    /**
     * Lowest and highest result of a sale or of its group's average over net price, and the share of positive results by value
     * and by quantity, under each method.
     *
     * @return columns comparison, lowest_result, highest_result, positive_share_of_value, positive_share_of_quantity
     */
    public Table spreads() {
        if (european != null) {
            throw absent(
                    "US or WTO rules", "the margin is under " + method.rules().name(), "See comparisonRows(…).");
        }
        return tables().spreads(transactions);
    }

    /**
     * Cohen's d and the price-difference test on the same sales.
     *
     * @return one row a test: share of value that passes, the method it leads to, the margin
     */
    public Table patternTests() {
        if (!book.authority.practices().contains(Practice.PATTERN_TEST)) {
            throw absent(
                    "rules with a pattern test",
                    "the margin is under " + method.rules().name(),
                    "Use US rules.");
        }
        Table table = Table.create("pattern tests");
        List<String> names = new ArrayList<>();
        List<Double> numbers = new ArrayList<>();
        List<String> methods = new ArrayList<>();
        for (PatternTest test : PatternTest.values()) {
            DumpingRules rules = method.rules().with(Practice.PATTERN_TEST).with(test);
            Chain again = new Chain(
                    new Book(book.in, rules, book.facts),
                    PatternMath.groups(book.exports),
                    new int[0],
                    new int[0],
                    false);
            Decision decided = Decision.of(again);
            names.add(test.name());
            methods.add(decided.method().words());
            numbers.add(decided.passShare());
            numbers.add(decided.margin());
        }
        return table.addColumns(
                StringColumn.create("test", names),
                DoubleColumn.create("pass_share", numbers.get(0), numbers.get(2)),
                StringColumn.create("comparison", methods),
                DoubleColumn.create("dumping_margin", numbers.get(1), numbers.get(3)));
    }

    /**
     * The pattern test, group by group.
     *
     * @return one row a group of comparable merchandise and dimension
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if the rules have no pattern test
     */
    public Table differentialPricing() {
        if (!chain.tested) {
            throw absent("a pattern test", "the rules have none", "Add .with(Practice.PATTERN_TEST) to the rules.");
        }
        return tables().pattern();
    }

    /**
     * Sales that take no part, with the reason.
     *
     * @return one row a sale
     */
    public Table setAside() {
        return tables().setAside();
    }

    /**
     * Unit costs by manufacturer and model, averaged by quantity made.
     *
     * @return one row a cost, borrowed ones marked
     */
    public Table costs() {
        return tables().costs();
    }

    /**
     * The arm's-length test by affiliated customer.
     *
     * @return one row a customer; ratio is the affiliated over the unaffiliated price
     */
    public Table armsLength() {
        return tables().armsLength();
    }

    /**
     * The arm's-length test by customer and model.
     *
     * @return one row a comparison
     */
    public Table armsLengthComparisons() {
        return tables().armsLengthComparisons();
    }

    /**
     * The cost test by product.
     *
     * @return one row a manufacturer, prime and model
     */
    public Table costTest() {
        return tables().costTest();
    }

    /**
     * Averages of the home sales that survive both tests.
     *
     * @return one row an averaging group
     */
    public Table homeAverages() {
        return tables().homePools();
    }

    /**
     * Which home model each export model meets.
     *
     * @return one row a product, level and month; match 1 identical, 2 similar, 3 constructed, 4 none
     */
    public Table matches() {
        return tables().matches();
    }

    /**
     * Ratios of constructed value by level of trade.
     *
     * @return one row a level, and one for all
     */
    public Table constructedValueRatios() {
        return tables().constructedRatios();
    }

    /**
     * Averages of the export sales.
     *
     * @return one row an averaging group
     */
    public Table exportAverages() {
        return tables().exportPools();
    }

    /**
     * Net price, CEP profit and exchange rate of every export sale that was kept.
     *
     * @return one row a sale
     */
    public Table transactions() {
        return tables().transactions();
    }

    /**
     * Whether home sales are enough to be compared with: their quantity over that of the export sales, before any test.
     *
     * @return one row: quantities, share, viable or not
     */
    public Table viability() {
        return tables().viability();
    }

    /**
     * The exchange rates that kept sales were converted at, and where each comes from: the daily rate, the benchmark of the
     * forty business days before, or the rate before a sustained movement.
     *
     * @return one row a currency and day; units of the reporting currency for one unit of that currency
     */
    public Table exchangeRates() {
        return tables().exchangeRates();
    }

    /**
     * Totals and ratio of CEP profit, in the currency of the home market.
     *
     * @return one row; no row without constructed export prices
     */
    public Table cepProfit() {
        return tables().cepProfit();
    }

    /**
     * Relative price differences between levels of trade, which the level-of-trade adjustment applies.
     *
     * @return one row a pair of levels sold at home; no row without that adjustment in the rules
     */
    public Table levelRatios() {
        return tables().levelRatios();
    }

    /**
     * How the rules arrive at the margin: standard method, pattern, alternative method, what applies and the deposit.
     *
     * @return one row; rates are fractions
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} under rules that compare by type only
     */
    public Table decisions() {
        if (european != null) {
            throw absent(
                    "US or WTO rules", "the margin is under " + method.rules().name(), "See types().");
        }
        return tables().decisions(decision);
    }

    /**
     * Normal value against export price, sale by sale, under one method.
     *
     * @param comparison the method
     * @return one row a sale
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if it is transaction-to-transaction and the rules lack it
     */
    public Table comparisonRows(Comparison comparison) {
        if (european != null) {
            return tables().europeanRows(european);
        }
        if (comparison == Comparison.TRANSACTION_TO_TRANSACTION && transactions == null) {
            throw absent(
                    "transaction-to-transaction",
                    "the rules do not use it",
                    "Add .with(Practice.TRANSACTION_TO_TRANSACTION) to the rules.");
        }
        return tables().rows(comparison, transactions);
    }

    /**
     * Normal value from factors of production, by model.
     *
     * @return one row a manufacturer and model
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if the case has no factors
     */
    public Table factorValues() {
        if (!book.nonMarket) {
            throw absent("factors of production", "the case has none", "Add .factors(…) to the files.");
        }
        return tables().factorValues();
    }

    /**
     * Duty importer by importer, under the method that applies. Rates are exact; {@code share_shown} cuts the share off after
     * two decimals of a percent and {@code rate_shown} rounds, as Commerce prints them.
     *
     * @return one row an importer, rates being shares of entered value; no row if the exporter's margin is de minimis, for then
     *     nothing is assessed
     */
    public Table assessment() {
        if (!book.authority.thresholds().containsKey(Limit.ASSESSMENT_DE_MINIMIS)) {
            throw absent(
                    "rules that assess by importer",
                    "the margin is under " + method.rules().name(),
                    "Use US rules.");
        }
        return tables().assessment(deMinimis() ? List.of() : AssessmentMath.of(chain, decision.method()));
    }

    /**
     * Normal value by type as the EU, the United Kingdom and India determine it.
     *
     * @return one row a type that was exported
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} under other rules
     */
    public Table types() {
        if (european == null) {
            throw absent(
                    "rules that go by type",
                    "the margin is under " + method.rules().name(),
                    "Measure under DumpingRules.EU, UNITED_KINGDOM or INDIA.");
        }
        return tables().types(european);
    }

    /**
     * Undercutting, the injury margin and the duty.
     *
     * @return the injury beside this dumping margin
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} without rules that go by type, domestic costs or terms; {@link
     *     Reason#OUT_OF_RANGE} if the terms hold what these rules do not read
     */
    public Injury injury() {
        return InjuryMath.of(this);
    }

    private static OverhangException absent(String needed, String found, String advice) {
        return new OverhangException(
                Reason.NOT_IDENTIFIED, "This table needs " + needed + ", but " + found + ". " + advice);
    }

    /**
     * Every step from invoice to margin.
     *
     * @param name a sale, a control number or a customer
     * @return the steps with their amounts and clauses
     * @throws OverhangException {@link Reason#BAD_VALUE} if nothing kept is called so
     */
    public Explanation explain(String name) {
        return ExplainMath.of(this, name);
    }

    /**
     * Every step of the whole case.
     *
     * @return the steps with their amounts and clauses
     */
    public Explanation explain() {
        return ExplainMath.total(this);
    }

    /**
     * The ten sales that move the margin most when the whole chain is run without them, one at a time.
     *
     * <p>Every margin and change is exact. Up to 20,000 sales every sale is left out in turn, so that the ten are the ten. In
     * larger cases only as many as make the same work, 200 at least, those that a first-order screen ranks highest: a sale
     * outside them could move the margin more, for example by tipping a test, and the column {@code searched} says so by its
     * number.
     *
     * @return one row a sale: file, number, model, margin without it, change, how many sales were left out in turn, of how many
     */
    public Table influence() {
        return tables().influence(InfluenceMath.of(this, MOST_INFLUENTIAL));
    }

    /**
     * The interval around the signed margin, before the floor at zero.
     *
     * @return 95 % percentile interval
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if no bootstrap was asked for
     */
    public Interval interval() {
        double[] sorted = ResultText.usable(drawn());
        Resampling how = java.util.Objects.requireNonNull(method.resampling());
        return new Interval(
                Quantiles.ofSorted(sorted, 0.025),
                Quantiles.ofSorted(sorted, 0.975),
                0.95,
                "percentile bootstrap of \"" + how.column() + "\", " + how.draws() + " draws");
    }

    /**
     * The signed margin of every resampling.
     *
     * @return one fraction a draw; NaN where the drawn value was not positive
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if no bootstrap was asked for
     */
    public double[] draws() {
        return drawn().clone();
    }

    /**
     * The share of resamplings whose margin is above de minimis: a resampling frequency, not the probability of dumping.
     *
     * @return a fraction
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if no bootstrap was asked for
     */
    public double shareOfDrawsAboveDeMinimis() {
        drawn();
        Threshold line = method.rules().threshold(Limit.DE_MINIMIS);
        double[] margins = java.util.Objects.requireNonNull(bootstrap).tested;
        int above = 0;
        int all = 0;
        for (double margin : margins) {
            if (!Double.isNaN(margin)) {
                all++;
                above += line.holds(margin) ? 0 : 1;
            }
        }
        return (double) above / all;
    }

    private double[] drawn() {
        if (bootstrap == null) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "An interval needs a bootstrap, but none was asked for. Add .bootstrap(draws(2_000).by(\"customer\"),"
                            + " seed(42)) before measure(…).");
        }
        return bootstrap.signed;
    }

    /**
     * The margin under every contested choice of the library's list.
     *
     * @return the specification curve with its bounds
     */
    public SpecificationCurve bounds() {
        return bounds(ResultText.usualChoices(method.rules()));
    }

    /**
     * The margin under the contested choices given.
     *
     * @param choices for example other surrogate ratios, another allocation of cost
     * @return the specification curve with its bounds
     */
    public SpecificationCurve bounds(List<SpecificationCurve.Choice> choices) {
        return Progress.during(() -> SpecificationCurve.of(method, files, margin(), choices));
    }

    /**
     * A waterfall from gross price to export price and normal value, over all sales.
     *
     * @return the figure
     */
    public Figure figure() {
        return explain().figure();
    }

    /**
     * How the signed margin spreads over the resamplings: the share of draws up to each margin.
     *
     * @return the figure
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if no bootstrap was asked for
     */
    public Figure drawsFigure() {
        return ResultText.drawsFigure(this);
    }

    @Override
    public Summary summary() {
        return ResultText.summary(this);
    }

    @Override
    public Table tidy() {
        return ResultText.tidy(this);
    }

    @Override
    public Table glance() {
        return Table.create("dumping margin")
                .addColumns(
                        IntColumn.create("nobs", new int[] {(int) chain.totals.parts[MarginMath.AA].sales}),
                        IntColumn.create("dropped", new int[] {setAside().rowCount()}),
                        DoubleColumn.create("dumping_margin", margin()),
                        DoubleColumn.create("cash_deposit", cashDeposit()),
                        StringColumn.create("comparison", decision.method().words()),
                        StringColumn.create("rules", method.rules().name()));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
