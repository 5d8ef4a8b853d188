package org.overhang.jupyter;

import org.jspecify.annotations.Nullable;

/** What a cell can call besides the library. */
public final class Notebook {
    private Notebook() {}

    /**
     * Shows a value as the last line of a cell would, from anywhere in the cell.
     *
     * <p>It returns nothing on purpose: a returned mark would become the cell's own value and differ on each run.
     *
     * @param value any value, or null
     */
    public static void display(@Nullable Object value) {
        Console console = Console.here();
        if (console == null) {
            System.out.println(Renderings.of(value).data().get(Bundle.TEXT));
        } else if (console.takesDisplay()) {
            console.display(Renderings.of(value));
        }
    }
}
