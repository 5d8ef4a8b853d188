package org.overhang.policy;

/** Kinds of policy that a baseline may hold and a counterfactual may remove. */
public enum Measure {
    /** Import duties, ad valorem and specific. */
    DUTY("the duty"),
    /** Producer subsidies, ad valorem and specific. */
    SUBSIDY("the subsidy"),
    /** Quantity limits: quotas and hard capacities. */
    QUOTA("the quantity limit"),
    /** Price floors. */
    UNDERTAKING("the price undertaking"),
    /** The least share of capacity that must run. */
    UTILIZATION_FLOOR("the utilization floor"),
    /** The share of losses that the state covers. */
    COVERAGE("the coverage of losses");

    private final String words;

    Measure(String words) {
        this.words = words;
    }

    /**
     * The measure in words.
     *
     * @return for example {@code "the subsidy"}
     */
    public String words() {
        return words;
    }
}
