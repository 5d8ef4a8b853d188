package org.overhang.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Rows put into columns, one for each word of a column; see {@link Source#wider}.
 *
 * <p>Rows that agree in all other columns become one. A cell that no row holds is missing. The new columns keep the unit of the figures.
 *
 * <p>Example: {@code indicators.wider("indicator").values("value")}.
 */
public final class Wider {
    private final TableSource source;
    private final String names;

    Wider(TableSource source, String names) {
        this.source = source;
        this.names = source.column(names, "wider");
    }

    /**
     * The figures that go into the new columns.
     *
     * @param column their column
     * @return the wider table, in the order in which words and rows first occur
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if there is no such column, {@link Reason#BAD_VALUE} if two rows
     *     claim one cell, or if a row has no word or one that is a column already
     */
    public TableSource values(String column) {
        Table table = source.own();
        String values = source.column(column, "wider");
        List<String> keys = new ArrayList<>(table.columnNames());
        keys.removeAll(List.of(names, values));
        Map<List<String>, Integer> rows = new LinkedHashMap<>();
        List<Integer> first = new ArrayList<>();
        Map<String, Map<Integer, Integer>> words = new LinkedHashMap<>();
        Problems problems = new Problems();
        for (int row = 0; row < table.rowCount(); row++) {
            int from = row;
            List<String> key =
                    keys.stream().map(k -> Tables.cell(table, k, from)).toList();
            int to = rows.computeIfAbsent(key, k -> {
                first.add(from);
                return first.size() - 1;
            });
            String word = Tables.cell(table, names, row);
            Integer other =
                    words.computeIfAbsent(word, w -> new LinkedHashMap<>()).putIfAbsent(to, row);
            problems.require(
                    other == null,
                    Reason.BAD_VALUE,
                    "wider(\"" + names + "\") needs one row for each cell, but rows " + (other == null ? 0 : other + 1)
                            + " and " + (row + 1) + " of table \"" + source.name() + "\" both hold \"" + word
                            + "\" for " + key + ". Sum them first, or keep what tells them apart.");
        }
        for (String word : words.keySet()) {
            problems.require(
                    !word.isEmpty() && !keys.contains(word),
                    Reason.BAD_VALUE,
                    "wider(\"" + names + "\") needs a free name for each column, but "
                            + (word.isEmpty() ? "a row has none" : "\"" + word + "\" is a column already")
                            + ". Fill the cell, or leave such rows out.");
        }
        problems.throwIfAny();
        List<Column<?>> columns = new ArrayList<>();
        int[] kept = first.stream().mapToInt(Integer::intValue).toArray();
        keys.forEach(key -> columns.add(Tables.gather(table.column(key), kept)));
        words.forEach((word, at) -> {
            int[] from = new int[kept.length];
            for (int row = 0; row < from.length; row++) {
                from[row] = at.getOrDefault(row, -1);
            }
            columns.add(Tables.gather(table.column(values), from).setName(word));
        });
        TableSource out = source.over(Table.create(source.name(), columns));
        String unit = source.field(values).map(Field::unit).orElse("");
        if (!unit.isEmpty()) {
            for (String word : words.keySet()) {
                out = out.unit(word, unit);
            }
        }
        return out.noted("Rows were put into columns by \"" + names + "\".");
    }
}
