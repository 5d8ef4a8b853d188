package org.overhang.jupyter;

import org.jspecify.annotations.Nullable;

/** What a cell can call besides the library. */
public final class Notebook {
    private static volatile @Nullable Console console;

    private Notebook() {}

    /**
     * Shows a value as the last line of a cell would, from anywhere in the cell.
     *
     * <p>It returns nothing on purpose: a returned mark would become the cell's own value and differ on each run.
     *
     * @param value any value, or null
     */
    public static void display(@Nullable Object value) {
        Console current = console;
        Bundle bundle = Renderings.of(value);
        if (current == null) {
            System.out.println(bundle.data().get(Bundle.TEXT));
        } else {
            current.display(bundle);
        }
    }

    static void showOn(@Nullable Console current) {
        console = current;
    }
}
