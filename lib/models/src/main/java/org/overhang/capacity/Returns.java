package org.overhang.capacity;

/**
 * Which mixes of observed plants count as possible.
 *
 * <p>Färe, Grosskopf and Lovell, <i>Production Frontiers</i> (1994), chapter 2; free disposal hull: Deprins, Simar and Tulkens
 * (1984).
 */
public enum Returns {
    /** Constant returns: any non-negative multiple and mix of plants. */
    CONSTANT("constant returns"),
    /** Non-increasing returns: weights sum to at most one, plants can be scaled down only. */
    NON_INCREASING("non-increasing returns"),
    /** Variable returns: weights sum to one. */
    VARIABLE("variable returns"),
    /** Free disposal hull: one observed plant at a time, no mixes. */
    FREE_DISPOSAL("free disposal hull");

    private final String words;

    Returns(String words) {
        this.words = words;
    }

    /**
     * The words that a summary prints.
     *
     * @return lower-case words
     */
    public String words() {
        return words;
    }
}
