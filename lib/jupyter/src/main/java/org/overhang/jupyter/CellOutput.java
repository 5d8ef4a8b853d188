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
}
