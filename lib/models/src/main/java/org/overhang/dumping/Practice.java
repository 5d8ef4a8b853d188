package org.overhang.dumping;

/** A step of the calculation that rules switch on or off. */
public enum Practice {
    /** Sales to affiliated home customers are tested against those to others. */
    ARMS_LENGTH_TEST("arm's-length test"),
    /** Home sales are tested against cost. */
    COST_TEST("cost test"),
    /** Below-cost sales count as substantial by their share of quantity. */
    COST_TEST_BY_QUANTITY("cost test by quantity"),
    /** Below-cost sales count as substantial if the mean price is below the mean cost. */
    COST_TEST_BY_AVERAGE("cost test by average price"),
    /**
     * By type: the share of profitable sales is tested over all types of a producer first; where it fails, below-cost sales of every
     * type are left out, whatever the type's own share.
     */
    COST_TEST_OVER_ALL_TYPES("cost test over all types first"),
    /**
     * Below-cost sales whose mean price recovers the mean of the reported costs of the period come back. Of costs of the whole
     * period no price below cost can reach that mean: the practice tells only under {@link CaseFiles#quarterlyCosts}.
     */
    RECOVERY_BY_MEAN_PRICE("recovery by mean price"),
    /**
     * A below-cost sale whose price recovers the mean of the reported costs comes back; like {@link #RECOVERY_BY_MEAN_PRICE} it tells
     * only under quarterly costs.
     */
    RECOVERY_BY_SALE("recovery by sale"),
    /** A model without its own cost takes that of the most similar one of its manufacturer. */
    BORROWED_COST("borrowed cost"),
    /** Prices at another level of trade are adjusted by the pattern of differences. */
    LEVEL_OF_TRADE_ADJUSTMENT("level-of-trade adjustment"),
    /** Home indirect selling expenses are deducted against constructed export prices, up to the cap. */
    CEP_OFFSET("CEP offset"),
    /** Normal values are averages of a month, sought in the contemporaneous window. */
    MONTHLY_AVERAGES("monthly averages"),
    /** Rates that stray from the mean of the forty business days before are replaced by it. */
    BENCHMARK_RATE("benchmark exchange rate"),
    /** Exporters get sixty days to adjust to a sustained rise of their currency. */
    SUSTAINED_MOVEMENT("sustained movement"),
    /** Patterns of prices among purchasers, regions and periods are tested. */
    PATTERN_TEST("pattern test"),
    /** Each export sale is also compared with one home sale. */
    TRANSACTION_TO_TRANSACTION("transaction-to-transaction"),
    /** Equality counts as above de minimis in the display flag, as the 2024 programs compute it. */
    PROGRAM_DE_MINIMIS("de minimis as in the 2024 programs");

    private final String words;

    Practice(String words) {
        this.words = words;
    }

    /**
     * The step in words.
     *
     * @return the words
     */
    public String words() {
        return words;
    }
}
