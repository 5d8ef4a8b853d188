package org.overhang.policy;

/**
 * Takes away what the baseline holds.
 *
 * <p>Example: {@code market.solve(remove(SUBSIDY).from("China"))}.
 *
 * @param measure what is taken away
 */
public record Removal(Measure measure) implements Policy {
    /**
     * Starts a removal.
     *
     * @param measure what is taken away
     * @return the removal, to be addressed with {@link #from(String)}
     */
    public static Removal remove(Measure measure) {
        return new Removal(measure);
    }

    /**
     * Addresses the removal; the same as {@link #on(String)}.
     *
     * @param product whose measure is taken away
     * @return the change a model solves
     */
    public Change from(String product) {
        return on(product);
    }

    @Override
    public String text() {
        return "removal of " + measure.words();
    }
}
