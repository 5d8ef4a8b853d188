package org.overhang.dependence;

import java.util.Arrays;
import tech.tablesaw.api.DoubleColumn;

/** Columns and checks that the package shares. */
final class Tables {
    private Tables() {}

    static DoubleColumn[] columns(String... names) {
        return Arrays.stream(names).map(DoubleColumn::create).toArray(DoubleColumn[]::new);
    }

    static void append(DoubleColumn[] columns, double... cells) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].append(cells[i]);
        }
    }
}
