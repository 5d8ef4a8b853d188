package org.overhang.dumping;

/** What happens to negative differences between normal value and export price. */
public enum Zeroing {
    /** They offset the positive ones; the sum is floored at zero once. */
    NONE,
    /** Each averaging group is floored at zero. */
    MODEL,
    /** Each transaction is floored at zero. */
    TRANSACTION
}
