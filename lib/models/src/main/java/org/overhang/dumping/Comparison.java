package org.overhang.dumping;

/** How normal values and export prices meet (19 USC 1677f-1(d); WTO Anti-Dumping Agreement, Article 2.4.2). */
public enum Comparison {
    /** Average normal value against average export price. */
    AVERAGE_TO_AVERAGE("A-to-A", Zeroing.NONE),
    /** Average normal value against each export sale. */
    AVERAGE_TO_TRANSACTION("A-to-T", Zeroing.TRANSACTION),
    /** Average-to-transaction for the sales that pass the pattern test, average-to-average for the others. */
    MIXED("mixed", Zeroing.NONE),
    /** One home sale against each export sale. */
    TRANSACTION_TO_TRANSACTION("T-to-T", Zeroing.NONE);

    private final String words;
    private final Zeroing usual;

    Comparison(String words, Zeroing usual) {
        this.words = words;
        this.usual = usual;
    }

    /**
     * The short name used in tables.
     *
     * @return the name
     */
    public String words() {
        return words;
    }

    /**
     * The zeroing that the US programs use with this comparison; the mixed one zeroes its passing part.
     *
     * @return the policy
     */
    public Zeroing usualZeroing() {
        return usual;
    }
}
