package org.overhang.jupyter;

/** Where a running cell's output goes, in the order in which the cell made it. */
public interface CellOutput {
    /**
     * Printed text.
     *
     * @param name {@code stdout} or {@code stderr}
     * @param text what was printed since the last call
     */
    void stream(String name, String text);

    /**
     * A value shown by {@code display}.
     *
     * @param value the value's forms
     */
    void display(Bundle value);

    /**
     * How far a job that takes longer than two seconds has come; passing news, never kept in a notebook.
     *
     * @param fraction what is done, from 0 to 1; NaN where nobody knows
     * @param seconds about how long it will still take, or where nobody knows the share, how long it has taken
     */
    default void progress(double fraction, long seconds) {}

    /**
     * Whether what a thread of the cell prints after the cell's end can still be added to it.
     *
     * @return false unless the output lives on
     */
    default boolean takesLate() {
        return false;
    }

    /** The job is over; what {@link #progress} showed can go. */
    default void progressEnds() {}
}
