package org.overhang.report;

import java.util.List;

/**
 * What moved in a report since its manifest was saved.
 *
 * @param moved one sentence a figure, table or value that moved, is new or is gone; empty if nothing did
 */
public record Verification(List<String> moved) {
    /**
     * Copies the list.
     *
     * @param moved one sentence a figure, table or value that moved, is new or is gone; empty if nothing did
     */
    public Verification {
        moved = List.copyOf(moved);
    }

    /**
     * Whether everything came out as it was.
     *
     * @return true if nothing moved
     */
    public boolean holds() {
        return moved.isEmpty();
    }

    @Override
    public String toString() {
        return moved.isEmpty() ? "The report came out as in its manifest." : String.join("\n", moved);
    }
}
