package org.overhang.capacity;

/**
 * What a figure of capacity means: official figures for one sector and year differ by twenty points through this alone.
 *
 * <p>Definitions: Federal Reserve, <i>Industrial Production and Capacity Utilization (G.17)</i>, explanatory notes; US Census
 * Bureau, <i>Quarterly Survey of Plant Capacity Utilization</i>, definitions; OECD Steel Committee, <i>Latest developments in
 * steelmaking capacity</i>; Johansen (1968), "Production functions and the concept of capacity".
 */
public enum CapacityConcept {
    /** Largest theoretical output of the equipment installed: no downtime, no yield loss. Utilization reads low. */
    NAMEPLATE("nameplate", "largest theoretical output of installed equipment, without downtime or yield loss"),
    /** Greatest output a plant can keep up within a realistic work schedule with inputs at hand: the reference. */
    SUSTAINABLE("sustainable", "greatest output that can be kept up within a realistic work schedule"),
    /** Value of production at full production capability as surveyed; near sustainable. */
    FULL_PRODUCTION("full production", "surveyed value of production at full capability"),
    /** Value of production in a national emergency as surveyed; utilization reads lower still. */
    EMERGENCY("emergency", "surveyed value of production in a national emergency"),
    /** What surveyed enterprises report as capacity in value; mothballed plants drop out, so utilization reads high. */
    SURVEY("survey", "capacity that surveyed enterprises report, in value; mothballed plants drop out"),
    /** Output at which short-run and long-run average cost touch; utilization may exceed one. */
    ECONOMIC("economic", "output at which short-run and long-run average cost touch"),
    /** Largest output with fixed factors given and variable inputs unlimited (Johansen). */
    PLANT("plant", "largest output with fixed factors given and variable inputs unlimited"),
    /** Nobody said which. Such figures must not be compared with others. */
    UNSTATED("not stated", "the source does not say which concept of capacity it uses");

    private final String word;
    private final String meaning;

    CapacityConcept(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    /**
     * How large capacity reads under this concept beside the others: a larger place reads a capacity that is never smaller, so its utilization
     * is never higher. Concepts of one place count as equal.
     *
     * @return 0 for survey, 1 for sustainable and full production, 2 for emergency, 3 for nameplate; −1 for those without an order
     */
    int place() {
        return switch (this) {
            case SURVEY -> 0;
            case SUSTAINABLE, FULL_PRODUCTION -> 1;
            case EMERGENCY -> 2;
            case NAMEPLATE -> 3;
            case ECONOMIC, PLANT, UNSTATED -> -1;
        };
    }

    /**
     * The word that summaries print.
     *
     * @return for example {@code nameplate}
     */
    public String word() {
        return word;
    }

    /**
     * What the concept means, in one clause.
     *
     * @return the clause
     */
    public String meaning() {
        return meaning;
    }
}
