package org.overhang.dependence;

/** Yes, no or not known; a conjunction is no as soon as one part is no. */
public enum Finding {
    /** It holds. */
    YES,
    /** It does not hold. */
    NO,
    /** The data do not say. */
    UNKNOWN;

    static Finding above(double value, double threshold) {
        return Double.isNaN(value) ? UNKNOWN : value > threshold ? YES : NO;
    }

    Finding and(Finding other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : YES;
    }

    /**
     * The word for summaries.
     *
     * @return yes, no or unknown
     */
    public String text() {
        return switch (this) {
            case YES -> "yes";
            case NO -> "no";
            case UNKNOWN -> "unknown";
        };
    }
}
