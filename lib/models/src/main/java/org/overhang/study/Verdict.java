package org.overhang.study;

/** What a check found about a statement, by the rule of {@link ClaimCheck}; the order is from best to worst. */
public enum Verdict {
    /** Every figure found agrees with the number at the precision with which it is stated. */
    HOLDS("holds"),
    /** Every figure found agrees at that precision, and every one differs by more than two percent. */
    ROUNDED("holds, generously rounded"),
    /** Some figures agree and some do not: by concept, place or firm. */
    HOLDS_FOR_ONE_CONCEPT("holds for one concept"),
    /** Every figure is simulated, and the number follows from some of the assumptions and not from others. */
    DEPENDS_ON_ASSUMPTIONS("depends on what is assumed"),
    /** One part of the statement holds and another does not. */
    PARTLY("holds in part"),
    /** No figure agrees, but some lie above the number and some below it. */
    NOT_CONFIRMED("not confirmed"),
    /** The subject has no such figure, and the number is that of the same measure of another subject. */
    MISATTRIBUTED("misattributed"),
    /** The number does not follow from the statement's own inputs, or misses by a power of ten. */
    ARITHMETIC_SLIP("arithmetic slip"),
    /** No figure agrees and all lie on one side of the number. */
    CONTRADICTED("contradicted"),
    /** No figure of the subject, and the number under no other. */
    NOT_FOUND("not found");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /**
     * The verdict in print.
     *
     * @return for example {@code holds for one concept}
     */
    public String text() {
        return text;
    }
}
