package org.overhang.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import org.overhang.core.Columns;
import org.overhang.core.Numbers;
import org.overhang.core.time.Periods;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The rows of a table for {@link TableCheck}: each failure names its row, its keys and the cell. */
final class Rows {
    private static final int YEARS_SHOWN = 4;

    private final Table table;
    private final Columns numbers;
    private final List<String> keys;

    Rows(Table table, Columns numbers, List<String> keys) {
        this.table = table;
        this.numbers = numbers;
        this.keys = keys;
    }

    int count() {
        return table.rowCount();
    }

    private String cell(String column, int row) {
        Column<?> cells = table.column(column);
        if (absent(column, row)) {
            return "–";
        }
        return cells instanceof NumericColumn<?> numeric
                ? Numbers.plain(numeric.getDouble(row))
                : String.valueOf(cells.get(row));
    }

    private boolean absent(String column, int row) {
        return table.column(column).isMissing(row)
                || table.column(column).getString(row).isEmpty();
    }

    /** "row 7 (Alpha, 2021)". */
    private String where(int row) {
        return "row " + (row + 1) + " (" + label(keys, row) + ")";
    }

    private String label(List<String> columns, int row) {
        return columns.stream().map(k -> cell(k, row)).collect(Collectors.joining(", "));
    }

    void missing(List<String> columns, List<String> failures) {
        for (int row = 0; row < count(); row++) {
            for (String column : columns) {
                if (absent(column, row)) {
                    failures.add(where(row) + " has no " + column);
                }
            }
        }
    }

    void duplicates(List<String> columns, List<String> failures) {
        Map<List<String>, Integer> first = new LinkedHashMap<>();
        for (int row = 0; row < count(); row++) {
            int at = row;
            List<String> key = columns.stream().map(k -> cell(k, at)).toList();
            Integer before = first.putIfAbsent(key, row);
            if (before != null) {
                failures.add(where(row) + " repeats row " + (before + 1));
            }
        }
    }

    void each(String column, DoublePredicate holds, List<String> failures) {
        double[] values = numbers.number(column);
        for (int row = 0; row < values.length; row++) {
            if (!Double.isNaN(values[row]) && !holds.test(values[row])) {
                failures.add(where(row) + " holds " + Numbers.plain(values[row]));
            }
        }
    }

    void ratios(String above, String below, double low, double high, List<String> failures) {
        double[] a = numbers.number(above);
        double[] b = numbers.number(below);
        for (int row = 0; row < a.length; row++) {
            double ratio = a[row] / b[row];
            boolean known = !Double.isNaN(a[row]) && !Double.isNaN(b[row]);
            if (known && !(ratio >= low && ratio <= high)) {
                failures.add(where(row) + " gives " + Numbers.plain(a[row]) + " / " + Numbers.plain(b[row]) + " = "
                        + Numbers.significant(ratio, 3));
            }
        }
    }

    /** Rows of each group in the order of time, groups in the order of their first row. */
    private Map<String, List<Integer>> groups(List<String> columns, String time) {
        double[] when = numbers.periods(time).numbers();
        Map<String, List<Integer>> out = new LinkedHashMap<>();
        for (int row = 0; row < when.length; row++) {
            if (!Double.isNaN(when[row])) {
                out.computeIfAbsent(label(columns, row), k -> new ArrayList<>()).add(row);
            }
        }
        out.values().forEach(rows -> rows.sort(Comparator.comparingDouble(row -> when[row])));
        return out;
    }

    void gaps(List<String> columns, String time, List<String> failures) {
        Periods when = numbers.periods(time);
        groups(columns, time).forEach((group, rows) -> {
            List<String> lost = new ArrayList<>();
            for (int i = 1; i < rows.size(); i++) {
                long next = when.at(rows.get(i));
                for (long t = when.at(rows.get(i - 1)) + 1; t < next && lost.size() <= YEARS_SHOWN; t++) {
                    lost.add(lost.size() == YEARS_SHOWN ? "…" : when.labelOf(t));
                }
            }
            if (!lost.isEmpty()) {
                failures.add((group.isEmpty() ? "the table" : group) + " has no " + String.join(", ", lost));
            }
        });
    }

    void jumps(List<String> columns, String time, String column, double factor, List<String> failures) {
        double[] values = numbers.number(column);
        for (List<Integer> rows : groups(columns, time).values()) {
            double before = Double.NaN;
            for (int row : rows) {
                double ratio = values[row] / before;
                if (ratio > factor || ratio < 1 / factor) {
                    failures.add(
                            where(row) + " holds " + Numbers.plain(values[row]) + " after " + Numbers.plain(before));
                }
                before = Double.isNaN(values[row]) ? before : values[row];
            }
        }
    }
}
