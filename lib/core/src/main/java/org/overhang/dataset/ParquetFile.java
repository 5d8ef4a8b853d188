package org.overhang.dataset;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Field;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;

/** The columns and rows of a Parquet file, handed on with the types that the file states. */
final class ParquetFile {
    private static final Set<String> WHOLE =
            Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER");
    private static final Set<String> EXACT = Set.of("DECIMAL", "HUGEINT", "UBIGINT", "UHUGEINT");
    private static final Set<String> REAL = Set.of("FLOAT", "DOUBLE");
    private static final Set<String> TEXT = Set.of("VARCHAR", "ENUM", "UUID", "JSON");
    private static final Set<String> MOMENT =
            Set.of("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE");

    /** Beyond this not every whole number is a number of Java's double. */
    private static final double EXACT_WHOLE = 9_007_199_254_740_992.0;

    /** How a column is read. */
    private enum Form {
        NUMBER,
        EXACT_NUMBER,
        DAY,
        TEXT
    }

    private final Path path;
    private final String name;
    private final Map<String, Form> forms = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    ParquetFile(Path path) {
        this.path = path;
        this.name = String.valueOf(path.getFileName());
    }

    List<String> notes() {
        return notes;
    }

    /** What an undeclared column holds. */
    Field.Kind kind(String column) {
        return switch (java.util.Objects.requireNonNull(forms.get(column))) {
            case NUMBER, EXACT_NUMBER -> Field.Kind.NUMBER;
            case DAY -> Field.Kind.DATE;
            case TEXT -> Field.Kind.TEXT;
        };
    }

    /**
     * Hands on the header, then the rows; the sink asks {@link #kind} between them.
     *
     * @param wanted which columns are read
     * @param asText which columns are declared text, so that no digit is lost
     * @param to takes the cells
     */
    void read(Predicate<String> wanted, Predicate<String> asText, CellSink to) {
        try (ParquetStore store = ParquetStore.open(path)) {
            try {
                read(store, wanted, asText, to);
            } catch (SQLException e) {
                throw store.failed(e);
            }
        }
    }

    private void read(ParquetStore store, Predicate<String> wanted, Predicate<String> asText, CellSink to)
            throws SQLException {
        List<ParquetStore.Typed> columns = store.columns(path);
        Problems problems = new Problems();
        List<String> expressions = new ArrayList<>();
        List<Form> chosen = new ArrayList<>();
        int at = 0;
        for (ParquetStore.Typed column : columns) {
            to.cell(at++, column.name().toCharArray(), column.name().length());
            // Headers lose the blanks at their ends, and what is asked for names them so.
            String called = column.name().strip();
            boolean read = wanted.test(called);
            Form form = !read || asText.test(called) ? textOrNull(column) : form(store, column);
            problems.require(form != null || !read, Reason.WRONG_TYPE, refused(column));
            Form settled = form == null ? Form.TEXT : form;
            forms.put(called, settled);
            chosen.add(settled);
            expressions.add(read ? expression(column, settled) : "NULL");
        }
        problems.throwIfAny();
        to.row(at, 0);
        String query = "SELECT " + String.join(", ", expressions) + " FROM " + ParquetStore.scan(path);
        try (Statement statement = store.statement();
                ResultSet rows = statement.executeQuery(query)) {
            for (long row = 1; rows.next(); row++) {
                to.line(row);
                for (int c = 0; c < chosen.size(); c++) {
                    hand(rows, c, chosen.get(c), columns.get(c).name(), row, to);
                }
                to.row(chosen.size(), row);
            }
        }
    }

    private String refused(ParquetStore.Typed column) {
        return "File \"" + name + "\" needs numbers, text or dates in every column that is read, but column \""
                + column.name() + "\" holds " + column.type()
                + ". Flatten it where the file is made, or name the columns to read with only(…).";
    }

    private static @Nullable Form textOrNull(ParquetStore.Typed column) {
        boolean plain = !column.type().endsWith("]")
                && (WHOLE.contains(column.base())
                        || EXACT.contains(column.base())
                        || REAL.contains(column.base())
                        || TEXT.contains(column.base())
                        || MOMENT.contains(column.base())
                        || column.base().equals("DATE")
                        || column.base().equals("BOOLEAN"));
        return plain ? Form.TEXT : null;
    }

    private @Nullable Form form(ParquetStore store, ParquetStore.Typed column) throws SQLException {
        String base = column.base();
        if (textOrNull(column) == null) {
            return null;
        }
        if (base.equals("BOOLEAN")) {
            notes.add("Column \"" + column.name() + "\": true and false are read as 1 and 0.");
            return Form.NUMBER;
        }
        if (MOMENT.contains(base)) {
            String quoted = ParquetStore.name(column.name());
            if (store.everywhere(path, quoted + " = date_trunc('day', " + quoted + ")")) {
                notes.add("Column \"" + column.name() + "\": times, all at midnight, are read as dates.");
                return Form.DAY;
            }
            notes.add("Column \"" + column.name() + "\": times are read as text.");
            return Form.TEXT;
        }
        return WHOLE.contains(base) || REAL.contains(base)
                ? Form.NUMBER
                : EXACT.contains(base) ? Form.EXACT_NUMBER : base.equals("DATE") ? Form.DAY : Form.TEXT;
    }

    private static String expression(ParquetStore.Typed column, Form form) {
        String quoted = ParquetStore.name(column.name());
        return switch (form) {
            case NUMBER ->
                REAL.contains(column.base())
                        ? "CAST(" + quoted + " AS DOUBLE)"
                        : "CAST(" + quoted + " AS " + (column.base().equals("BOOLEAN") ? "INTEGER" : "BIGINT") + ")";
            case EXACT_NUMBER, TEXT -> "CAST(" + quoted + " AS VARCHAR)";
            case DAY -> "CAST(CAST(" + quoted + " AS DATE) - DATE '1970-01-01' AS BIGINT)";
        };
    }

    private void hand(ResultSet rows, int c, Form form, String column, long row, CellSink to) throws SQLException {
        if (form == Form.TEXT || form == Form.EXACT_NUMBER) {
            String text = ParquetStore.string(rows, c + 1);
            if (text == null) {
                to.cell(c, new char[0], 0);
            } else if (form == Form.TEXT) {
                to.cell(c, text.toCharArray(), text.length());
            } else {
                double value = NumberText.parse(text.toCharArray(), text.length(), '.', (char) 0);
                requireExact(value, text.indexOf('.') < 0, text, column, row);
                to.number(c, value);
            }
        } else if (form == Form.DAY) {
            long day = rows.getLong(c + 1);
            if (rows.wasNull()) {
                to.cell(c, new char[0], 0);
            } else {
                to.day(c, LocalDate.ofEpochDay(day));
            }
        } else {
            number(rows, c, column, row, to);
        }
    }

    private void number(ResultSet rows, int c, String column, long row, CellSink to) throws SQLException {
        Object cell = rows.getObject(c + 1);
        if (cell instanceof Double real && !real.isNaN()) {
            to.number(c, real);
        } else if (cell instanceof Number whole && !(cell instanceof Double)) {
            requireExact(whole.doubleValue(), true, whole.toString(), column, row);
            to.number(c, whole.doubleValue());
        } else {
            to.cell(c, new char[0], 0);
        }
    }

    private void requireExact(double value, boolean whole, String text, String column, long row) {
        if (whole && Math.abs(value) >= EXACT_WHOLE) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "File \"" + name + "\" needs whole numbers of at most fifteen digits in column \"" + column
                            + "\", but row " + row + " holds " + text
                            + ", which would lose digits. Declare the column as text: column(\"" + column
                            + "\", TEXT).");
        }
    }
}
