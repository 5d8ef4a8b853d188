package org.overhang.report;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tables as rows of text. */
final class Grids {
    private Grids() {}

    static List<List<String>> rows(Table table) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.copyOf(table.columnNames()));
        for (int i = 0; i < table.rowCount(); i++) {
            List<String> row = new ArrayList<>();
            for (Column<?> column : table.columns()) {
                if (column.isMissing(i)) {
                    row.add("");
                } else if (column instanceof NumericColumn<?> numbers) {
                    row.add(Numbers.plain(numbers.getDouble(i)));
                } else {
                    row.add(column.getString(i));
                }
            }
            rows.add(List.copyOf(row));
        }
        return List.copyOf(rows);
    }
}
