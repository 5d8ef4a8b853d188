package org.overhang.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.overhang.core.Numbers;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A shipped table as rows of text, for tests that ask what stands in a cell. */
record ShippedRows(String name, String title, List<String> key, List<Map<String, String>> rows) {

    static List<ShippedRows> of(String dataset) {
        Dataset loaded = Datasets.load(dataset);
        return loaded.tables().stream().map(t -> of(dataset, t)).toList();
    }

    static ShippedRows of(String dataset, String table) {
        DatasetTable sheet = Datasets.load(dataset).table(table);
        Table cells = sheet.own();
        List<Map<String, String>> rows = new ArrayList<>();
        for (int row = 0; row < cells.rowCount(); row++) {
            Map<String, String> line = new LinkedHashMap<>();
            for (Column<?> column : cells.columns()) {
                line.put(column.name(), text(column, row));
            }
            rows.add(line);
        }
        return new ShippedRows(dataset + "/" + table, sheet.title(), sheet.key(), rows);
    }

    private static String text(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "";
        }
        return column instanceof NumericColumn<?> numeric
                ? Numbers.plain(numeric.getDouble(row))
                : String.valueOf(column.get(row));
    }

    boolean has(String column) {
        return !rows.isEmpty() && rows.get(0).containsKey(column);
    }

    List<Map<String, String>> sorted(String column) {
        return rows.stream().sorted(Comparator.comparing(r -> r.get(column))).toList();
    }

    /** The key of a row without one of its columns. */
    String group(Map<String, String> row, String without) {
        return key.stream()
                .filter(k -> !k.equals(without))
                .map(row::get)
                .toList()
                .toString();
    }

    /** The one row that matches, as pairs of column and text. */
    Map<String, String> only(String... pairs) {
        List<Map<String, String>> found = rows.stream()
                .filter(row -> {
                    for (int i = 0; i < pairs.length; i += 2) {
                        if (!pairs[i + 1].equals(row.get(pairs[i]))) {
                            return false;
                        }
                    }
                    return true;
                })
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(name + " has " + found.size() + " rows of " + List.of(pairs));
        }
        return found.get(0);
    }

    static double number(Map<String, String> row, String column) {
        String text = row.get(column);
        if (text == null || text.isEmpty()) {
            throw new AssertionError("no " + column + " in " + row);
        }
        return Double.parseDouble(text);
    }
}
