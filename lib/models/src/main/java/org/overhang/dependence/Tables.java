package org.overhang.dependence;

import java.util.Arrays;
import org.overhang.core.Columns;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
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

    static void refuseNegative(String verb, String column, double[] cells) {
        var bad = java.util.stream.IntStream.range(0, cells.length)
                .filter(i -> cells[i] < 0)
                .mapToObj(i -> i + 1)
                .toList();
        if (!bad.isEmpty()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    verb + " needs numbers of 0 or more in \"" + column + "\", but they are negative in "
                            + Columns.rowNumbers(bad) + ".");
        }
    }
}
