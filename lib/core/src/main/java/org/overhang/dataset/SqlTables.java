package org.overhang.dataset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables that a query may name, with their columns, as messages list them. */
final class SqlTables {
    private static final int COLUMNS_SHOWN = 12;

    private final Map<String, List<String>> columns = new LinkedHashMap<>();

    void add(String table, List<String> names) {
        columns.put(table, names);
    }

    boolean holds(String table) {
        return columns.keySet().stream().anyMatch(t -> t.equalsIgnoreCase(table));
    }

    boolean hasColumn(String column) {
        return columns.values().stream()
                .anyMatch(names ->
                        names.stream().anyMatch(n -> n.toLowerCase(Locale.ROOT).equals(column)));
    }

    List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /** Every column of every table, for the nearest name. */
    List<String> allColumns() {
        return columns.values().stream().flatMap(List::stream).distinct().toList();
    }

    /** "Its tables: trade (hs6, year), duties (hs6, rate)." */
    String listed() {
        if (columns.isEmpty()) {
            return "No table is named; add .named(\"trade\", source).";
        }
        return "Its tables: "
                + String.join(
                        ", ",
                        columns.entrySet().stream()
                                .map(e -> e.getKey() + " (" + shown(e.getValue()) + ")")
                                .toList())
                + ".";
    }

    private static String shown(List<String> names) {
        int more = names.size() - COLUMNS_SHOWN;
        return more <= 0
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, COLUMNS_SHOWN)) + " and " + more + " more";
    }
}
