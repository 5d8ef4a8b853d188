package org.overhang.core;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Sources as Tablesaw tables, and rows of tables by number. */
final class Tables {
    private Tables() {}

    /** A table of the source's columns, not to be changed. */
    static Table of(Source source) {
        if (source instanceof TableSource own) {
            return own.own();
        }
        List<Field> fields = source.fields();
        List<Column<?>> columns = new ArrayList<>();
        for (Field field : fields) {
            columns.add(
                    switch (field.kind()) {
                        case NUMBER -> DoubleColumn.create(field.name());
                        case TEXT -> StringColumn.create(field.name());
                        case DATE -> DateColumn.create(field.name());
                    });
        }
        source.read(fields.stream().map(Field::name).toList(), batch -> {
            for (int c = 0; c < columns.size(); c++) {
                append(columns.get(c), batch, c);
            }
        });
        return Table.create(source.name(), columns);
    }

    private static void append(Column<?> column, Batch batch, int at) {
        if (column instanceof DoubleColumn numbers) {
            for (double value : batch.numbers(at)) {
                numbers.append(value);
            }
        } else if (column instanceof StringColumn texts) {
            for (@Nullable String text : batch.texts(at)) {
                texts.append(text);
            }
        } else if (column instanceof DateColumn days) {
            for (int day : batch.days(at)) {
                days.append(day == Batch.NO_DAY ? null : LocalDate.ofEpochDay(day));
            }
        }
    }

    /** The cells of those rows, missing where the row is −1. */
    static <T> Column<T> gather(Column<T> column, int[] rows) {
        Column<T> out = column.emptyCopy();
        for (int row : rows) {
            if (row < 0) {
                out.appendMissing();
            } else {
                out.append(column, row);
            }
        }
        return out;
    }

    /** The rows of those numbers; Tablesaw itself cannot take none. */
    static Table rows(Table table, int[] rows) {
        return rows.length == 0 ? table.emptyCopy() : table.rows(rows);
    }

    /** A cell as text, empty if missing. */
    static String cell(Table table, String column, int row) {
        Column<?> cells = table.column(column);
        if (cells.isMissing(row)) {
            return "";
        }
        return cells instanceof tech.tablesaw.api.NumericColumn<?> numeric
                        && !(cells instanceof tech.tablesaw.api.LongColumn)
                ? Numbers.plain(numeric.getDouble(row))
                : String.valueOf(cells.get(row));
    }

    /** Where figures of two sources come from. */
    static Provenance merged(Provenance a, Provenance b) {
        boolean simulated = a.kind().equals("simulated") || b.kind().equals("simulated");
        String kind = simulated ? "simulated" : a.kind().equals(b.kind()) ? a.kind() : "user";
        Set<String> notes = new LinkedHashSet<>(a.notes());
        notes.addAll(b.notes());
        return new Provenance(
                both(a.title(), b.title()),
                both(a.publisher(), b.publisher()),
                both(a.licence(), b.licence()),
                both(a.url(), b.url()),
                a.accessed().compareTo(b.accessed()) >= 0 ? a.accessed() : b.accessed(),
                kind,
                both(a.sha256(), b.sha256()),
                List.copyOf(notes));
    }

    private static String both(String a, String b) {
        return a.isEmpty() || a.equals(b) ? b : b.isEmpty() ? a : a + "; " + b;
    }
}
