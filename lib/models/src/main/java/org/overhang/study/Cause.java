package org.overhang.study;

/** What a study can take away to see what follows from it. */
public enum Cause {
    /** All support of the backed side: what moves its price with each unit and what covers its losses. */
    SUPPORT("support"),
    /** The dumping margin: the export price rises to normal value. */
    DUMPING("dumping"),
    /** Growth of the backed side's capacity. */
    GROWTH("growth of backed capacity");

    private final String words;

    Cause(String words) {
        this.words = words;
    }

    /**
     * The cause in words.
     *
     * @return for example {@code "support"}
     */
    public String words() {
        return words;
    }
}
