package org.overhang;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Rows as they come and as they should not, of any table whose groups are told by a column {@code key}. */
final class OddRows {
    private static final double HUGE = 1e300;

    /** What spreadsheets, pages and reports could trip over, as keys. */
    private static final List<String> KEYS = List.of("<b>&\"'", "=1+1", "\\\"\n{{x}}", "a^b");

    private OddRows() {}

    /** The rows by what is wrong with them. */
    static Map<String, Table> of(Table rows) {
        Map<String, Table> all = new LinkedHashMap<>();
        String first = rows.rowCount() == 0 ? "" : rows.stringColumn("key").get(0);
        all.put("as it is", rows);
        all.put("no rows", rows.emptyCopy());
        all.put("one row", rows.first(1));
        all.put("two rows", rows.first(2));
        all.put("one group", rows.where(rows.stringColumn("key").isEqualTo(first)));
        all.put("nothing filled", filled(rows, v -> Double.NaN));
        all.put("zeros", filled(rows, v -> 0));
        all.put("ones", filled(rows, v -> 1));
        all.put("negative", filled(rows, v -> -v));
        all.put("huge", filled(rows, v -> HUGE));
        all.put("huge and varied", filled(rows, v -> v * HUGE / 1e3));
        all.put("tiny", filled(rows, v -> 1 / HUGE));
        all.put("infinite", filled(rows, v -> v > 60 ? Double.POSITIVE_INFINITY : v));
        all.put("rows twice", rows.copy().append(rows));
        all.put("odd keys", keyed(rows, k -> KEYS.get(Math.floorMod(k.charAt(0) - 'A', KEYS.size()))));
        all.put("no key", keyed(rows, k -> k.equals(first) ? " " : "\u00a0"));
        all.put("half without a key", keyed(rows, k -> k.equals(first) ? "" : k));
        all.put("text for numbers", text(rows));
        return all;
    }

    private static Table filled(Table rows, DoubleUnaryOperator value) {
        Table out = rows.copy();
        for (Column<?> column : rows.columns()) {
            if (column instanceof DoubleColumn numbers) {
                DoubleColumn cells = DoubleColumn.create(column.name());
                for (double v : numbers) {
                    cells.append(value.applyAsDouble(v));
                }
                out.replaceColumn(column.name(), cells);
            }
        }
        return out;
    }

    private static Table keyed(Table rows, UnaryOperator<String> change) {
        Table out = rows.copy();
        StringColumn cells = StringColumn.create("key");
        for (String key : rows.stringColumn("key")) {
            cells.append(change.apply(key));
        }
        out.replaceColumn("key", cells);
        return out;
    }

    private static Table text(Table rows) {
        Table out = rows.copy();
        for (Column<?> column : rows.columns()) {
            if (column instanceof DoubleColumn) {
                StringColumn cells = StringColumn.create(column.name());
                for (int i = 0; i < rows.rowCount(); i++) {
                    cells.append("n.a.");
                }
                out.replaceColumn(column.name(), cells);
            }
        }
        return out;
    }
}
