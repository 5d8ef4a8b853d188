package org.overhang.policy;

/**
 * A producer leaves the market.
 *
 * <p>Example: {@code market.solve(Exit.of("Rival"))}.
 */
public record Exit() implements Policy {
    /**
     * The exit of one product or plant.
     *
     * @param product its name in the baseline
     * @return the change a model solves
     */
    public static Change of(String product) {
        return new Exit().on(product);
    }

    @Override
    public String text() {
        return "exit";
    }
}
