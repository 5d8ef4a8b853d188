package org.overhang.dumping;

/**
 * Another reading of a question on which law and programs are silent or disagree: an option of the rules and an entry of the
 * specification curve.
 *
 * <p>Without it the library computes as {@link #usual()} says.
 */
public enum Reading {
    /** A sale on a date without a rate. */
    NEXT_RATE("A01", "sale on a date without a rate", "latest earlier rate, at most 7 days back", "next rate"),
    /** Days in the benchmark of an exchange rate, and equality with the line. */
    INCLUSIVE_RATE_WINDOW(
            "A02",
            "40-day window of the benchmark rate",
            "40 rates before the one judged, more than 2.25 %",
            "40 rates with the one judged, at least 2.25 %"),
    /** Benchmark of a day that has no rate of its own. */
    RATE_JUDGED_ON_ITS_DATE(
            "A02w",
            "benchmark rate on a day without a rate",
            "the last business day's rate in force",
            "its daily rate, judged against the 40 rates before the day itself"),
    /** Rate of the sixty days after a sustained movement. */
    RATE_BEFORE_MOVEMENT(
            "A03",
            "rate after a sustained movement",
            "in force on the last business day of week 8",
            "in force on the last business day before week 1"),
    /** Exchange rate in average-to-average comparisons. */
    AVERAGED_RATE("A04", "exchange rate in A-to-A", "of each transaction", "averaged over the pool"),
    /** Surrogate commission of a pool that mixes sales with and without commission. */
    SURROGATE_COMMISSION_AFTER_AVERAGING(
            "A05", "surrogate commission in a mixed pool", "per sale, then averaged", "from the averaged commission"),
    /** Home sales in the totals of CEP profit. */
    CEP_PROFIT_ALL_HOME_SALES("A06", "home sales in CEP profit", "after arm's length, before cost test", "all"),
    /** Home sales in the totals of CEP profit. */
    CEP_PROFIT_AFTER_COST_TEST("A06b", "home sales in CEP profit", "after arm's length, before cost test", "survivors"),
    /** Home sales in the ratios of constructed value. */
    CONSTRUCTED_VALUE_SALE_BY_SALE(
            "A07",
            "home sales in constructed-value ratios",
            "survivors of the cost test",
            "at or above cost, sale by sale"),
    /** Indirect selling expenses under constructed value. */
    CONSTRUCTED_VALUE_WITHOUT_INVENTORY(
            "A08",
            "indirect expenses under constructed value",
            "indirect selling and inventory carrying",
            "indirect selling only"),
    /** Cost over which the difference in merchandise of the arm's-length test is taken. */
    ARMS_LENGTH_OVER_OTHER_COST(
            "A09",
            "denominator of the arm's-length difference in merchandise",
            "cost of the affiliate's model",
            "cost of the model sold to others"),
    /** Unit of model zeroing. */
    MODEL_ZEROING_BY_MODEL("A10", "unit of model zeroing", "averaging pool", "control number"),
    /** Home sales in the ratios of levels of trade. */
    LEVEL_RATIO_OF_ALL_SALES("A11", "home sales in level-of-trade ratios", "survivors of the cost test", "all"),
    /** Unit of the ratios of levels of trade. */
    LEVEL_RATIO_BY_PRODUCER(
            "A11b",
            "unit of level-of-trade ratios",
            "control number",
            "control number of each manufacturer and prime code"),
    /** Tie after the difference in merchandise. */
    HIGHEST_MODEL_ON_TIE(
            "A12",
            "tie in the model match",
            "lowest level of trade, then lowest control number",
            "highest control number"),
    /** Tie after the difference in merchandise. */
    MODEL_BEFORE_LEVEL_ON_TIE(
            "A12b",
            "tie in the model match",
            "lowest level of trade, then lowest control number",
            "lowest control number, then lowest level of trade"),
    /** Standard deviation in Cohen's d. */
    QUANTITY_POOLED_DEVIATION("A13", "pooled standard deviation", "simple", "quantity weighted"),
    /** Order of the tests of home sales. */
    COST_TEST_FIRST("A14", "order of home-market tests", "arm's length first", "cost test first"),
    /** Reviewed export-price sale without a date of entry. */
    SALE_WITHOUT_ENTRY_OUT("A15", "review: export-price sale without entry date", "by date of sale", "set aside"),
    /** Direct selling expenses and commissions on constructed export prices. */
    CEP_DIRECT_EXPENSES_DEDUCTED(
            "A23",
            "CEP commissions and direct selling",
            "added to normal value (programs)",
            "deducted from price (statute)"),
    /** Model whose production quantity is missing or zero. */
    UNMADE_MODEL_BORROWS("A28", "production quantity missing or zero", "reported cost weighs 1", "the model borrows"),
    /** Customers in the EU's 5 % tests. */
    SALES_TO_ALL_CUSTOMERS(
            "A36", "EU: sales in the 5 % tests", "to independent customers", "to customers of every kind"),
    /** Profit of an EU constructed value where the whole market is not representative. */
    STATED_PROFIT_WITHOUT_MARKET(
            "A37",
            "EU: profit where the whole home market is below 5 %",
            "of the producer's own profitable sales",
            "as the case states it"),
    /** Commission and CEP offset in average-to-average comparisons. */
    OFFSETS_FROM_AVERAGES("P1", "commission and CEP offset in A-to-A", "sale by sale, then averaged", "from averages"),
    /** Surrogate commission under constructed value. */
    CONSTRUCTED_COMMISSION_AS_SOLD(
            "P3",
            "surrogate commission under constructed value",
            "of the sales without commission, always",
            "only where the commission ratio is zero"),
    /** Price of the pattern test for a non-market economy. */
    PATTERN_PRICE_LESS_EXPENSES(
            "P4",
            "non-market pattern test",
            "net export price",
            "less credit, direct selling and commission, before tax"),
    /** Sales whose model has no cost. */
    UNCOSTED_SALES_KEPT("P5", "sales without a cost", "set aside first", "kept"),
    /** Cash deposit net of the export-subsidy rate. */
    DE_MINIMIS_AFTER_SUBSIDY("A25", "cash deposit less export subsidy", "de minimis tested before", "tested after");

    private final String id;
    private final String question;
    private final String usual;
    private final String other;

    Reading(String id, String question, String usual, String other) {
        this.id = id;
        this.question = question;
        this.usual = usual;
        this.other = other;
    }

    /**
     * The number of the question.
     *
     * @return for example {@code A13}
     */
    public String id() {
        return id;
    }

    /**
     * What is in question.
     *
     * @return the question
     */
    public String question() {
        return question;
    }

    /**
     * How the library computes without this reading.
     *
     * @return the usual reading
     */
    public String usual() {
        return usual;
    }

    /**
     * How it computes with this reading.
     *
     * @return the other reading
     */
    public String other() {
        return other;
    }
}
