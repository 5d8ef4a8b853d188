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
    /** Exchange rate in average-to-average comparisons. */
    AVERAGED_RATE("A04", "exchange rate in A-to-A", "of each transaction", "averaged over the pool"),
    /** Surrogate commission of a pool that mixes sales with and without commission. */
    SURROGATE_COMMISSION_AFTER_AVERAGING(
            "A05", "surrogate commission in a mixed pool", "per sale, then averaged", "from the averaged commission"),
    /** Home sales in the totals of CEP profit. */
    CEP_PROFIT_ALL_HOME_SALES("A06", "home sales in CEP profit", "after arm's length, before cost test", "all"),
    /** Home sales in the ratios of constructed value. */
    CONSTRUCTED_VALUE_FROM_SURVIVORS(
            "A07", "home sales in constructed-value ratios", "above cost, sale by sale", "survivors of the cost test"),
    /** Unit of model zeroing. */
    MODEL_ZEROING_BY_MODEL("A10", "unit of model zeroing", "averaging pool", "control number"),
    /** Tie after the difference in merchandise. */
    HIGHEST_MODEL_ON_TIE("A12", "tie in the model match", "lowest control number", "highest control number"),
    /** Standard deviation in Cohen's d. */
    QUANTITY_POOLED_DEVIATION("A13", "pooled standard deviation", "simple", "quantity weighted"),
    /** Order of the tests of home sales. */
    COST_TEST_FIRST("A14", "order of home-market tests", "arm's length first", "cost test first"),
    /** Direct selling expenses and commissions on constructed export prices. */
    CEP_DIRECT_EXPENSES_DEDUCTED(
            "A23",
            "CEP commissions and direct selling",
            "added to normal value (programs)",
            "deducted from price (statute)"),
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
