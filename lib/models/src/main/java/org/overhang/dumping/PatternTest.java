package org.overhang.dumping;

/** How prices to one group of sales are held against those of all others. */
public enum PatternTest {
    /** Difference of means over the pooled standard deviation (the 2024 programs). */
    COHENS_D,
    /**
     * Difference of means over the mean of the base. The content of the test adopted in 2025 was not found in a public
     * source: threshold and denominator are unverified parameters.
     */
    PRICE_DIFFERENCE
}
