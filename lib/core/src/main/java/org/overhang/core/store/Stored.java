package org.overhang.core.store;

import org.overhang.core.Source;

/** A source whose rows stay where they lie until a verb asks for them; it counts them and adds them up there. */
public interface Stored extends Source {
    /**
     * How many rows there are.
     *
     * @return their number
     */
    long rows();

    /**
     * Its first rows, to check what columns hold.
     *
     * @return a source of the same name, fields and units
     */
    Source head();

    /**
     * Adds up by group, in the store.
     *
     * @param plan what
     * @return the totals
     */
    Totals add(Plan plan);
}
