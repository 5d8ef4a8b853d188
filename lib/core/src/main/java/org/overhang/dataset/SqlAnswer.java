package org.overhang.dataset;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The rows of an answer as a table: whole numbers stay whole, decimals and larger numbers become doubles rounded once. */
final class SqlAnswer {
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE + 1);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final Set<String> WHOLE =
            Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER");
    private static final Set<String> LARGE = Set.of("HUGEINT", "UBIGINT", "UHUGEINT");
    private static final Set<String> TEXT = Set.of("VARCHAR", "UUID", "JSON", "NULL", "\"NULL\"");

    /** How the cells of a column are read. */
    private enum Form {
        REAL,
        DECIMAL,
        WHOLE,
        LARGE,
        TRUTH,
        DAY,
        MOMENT,
        TEXT
    }

    private final List<String> names = new ArrayList<>();
    private final List<Form> forms = new ArrayList<>();
    private final List<List<Object>> wide = new ArrayList<>();
    private final List<Column<?>> columns = new ArrayList<>();

    private SqlAnswer() {}

    /** The columns that a prepared query will answer with; refused if two have one name or one holds what no verb takes. */
    static SqlAnswer of(ResultSetMetaData meta) throws SQLException {
        SqlAnswer out = new SqlAnswer();
        Problems problems = new Problems();
        Map<String, String> seen = new HashMap<>();
        for (int c = 1; c <= meta.getColumnCount(); c++) {
            String name = meta.getColumnName(c);
            String twin = seen.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), name);
            problems.require(
                    twin == null,
                    Reason.BAD_VALUE,
                    "Query needs a name of its own for each column of its answer, but two are called \"" + name
                            + "\". Give one another name: duties." + name + " as duty_" + name + ".");
            Form form = form(meta.getColumnTypeName(c));
            if (form == null) {
                problems.add(
                        Reason.WRONG_TYPE,
                        "Query needs numbers, text or dates in its answer, but column \"" + name + "\" holds "
                                + meta.getColumnTypeName(c)
                                + ". Cast it, take a field of it, or give a row to each element with unnest(…).");
            }
            out.names.add(name);
            out.forms.add(form == null ? Form.TEXT : form);
        }
        problems.throwIfAny();
        for (int c = 0; c < out.names.size(); c++) {
            out.wide.add(new ArrayList<>());
            out.columns.add(column(out.names.get(c), out.forms.get(c)));
        }
        return out;
    }

    List<String> names() {
        return names;
    }

    private static @org.jspecify.annotations.Nullable Form form(String type) {
        int open = type.indexOf('(');
        String base = open < 0 ? type : type.substring(0, open);
        if (type.endsWith("]")) {
            return null;
        }
        if (WHOLE.contains(base)) {
            return Form.WHOLE;
        }
        if (LARGE.contains(base)) {
            return Form.LARGE;
        }
        if (TEXT.contains(base) || base.equals("ENUM")) {
            return Form.TEXT;
        }
        return switch (base) {
            case "DOUBLE", "FLOAT" -> Form.REAL;
            case "DECIMAL" -> Form.DECIMAL;
            case "BOOLEAN" -> Form.TRUTH;
            case "DATE" -> Form.DAY;
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> Form.MOMENT;
            default -> null;
        };
    }

    private static Column<?> column(String name, Form form) {
        return switch (form) {
            case REAL, DECIMAL -> DoubleColumn.create(name);
            case TRUTH -> IntColumn.create(name);
            case DAY -> DateColumn.create(name);
            case TEXT -> StringColumn.create(name);
            case WHOLE -> LongColumn.create(name);
            // Settled at the end, when all cells are known
            case LARGE, MOMENT -> StringColumn.create(name);
        };
    }

    /** Takes all rows and closes nothing. */
    Table rows(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                for (int c = 0; c < columns.size(); c++) {
                    take(rows, c);
                }
            }
        }
        List<Column<?>> settled = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            settled.add(settled(c));
        }
        return Table.create("query", settled);
    }

    private void take(ResultSet rows, int c) throws SQLException {
        int at = c + 1;
        switch (forms.get(c)) {
            case REAL -> {
                double value = rows.getDouble(at);
                ((DoubleColumn) columns.get(c)).append(rows.wasNull() ? Double.NaN : value);
            }
            case WHOLE -> {
                long value = rows.getLong(at);
                LongColumn cells = (LongColumn) columns.get(c);
                if (rows.wasNull()) {
                    cells.appendMissing();
                } else {
                    cells.append(value);
                }
            }
            case TRUTH -> {
                boolean value = rows.getBoolean(at);
                IntColumn cells = (IntColumn) columns.get(c);
                if (rows.wasNull()) {
                    cells.appendMissing();
                } else {
                    cells.append(value ? 1 : 0);
                }
            }
            case TEXT -> ((StringColumn) columns.get(c)).append(rows.getString(at));
            case DAY -> ((DateColumn) columns.get(c)).append(rows.getObject(at, LocalDate.class));
            case DECIMAL -> {
                BigDecimal value = rows.getBigDecimal(at);
                ((DoubleColumn) columns.get(c)).append(value == null ? Double.NaN : value.doubleValue());
            }
            case MOMENT -> wide.get(c).add(rows.getObject(at, LocalDateTime.class));
            case LARGE -> wide.get(c).add(rows.getObject(at));
        }
    }

    private Column<?> settled(int c) {
        return switch (forms.get(c)) {
            case WHOLE -> narrow((LongColumn) columns.get(c));
            case LARGE -> large(names.get(c), wide.get(c));
            case MOMENT -> moments(names.get(c), wide.get(c));
            default -> columns.get(c);
        };
    }

    private static Column<?> narrow(LongColumn cells) {
        boolean fits = true;
        for (int i = 0; i < cells.size() && fits; i++) {
            // The least of all is Tablesaw's missing cell
            fits = cells.isMissing(i)
                    || cells.getLong(i) == (int) cells.getLong(i) && cells.getLong(i) != Integer.MIN_VALUE;
        }
        if (!fits) {
            return cells;
        }
        IntColumn out = IntColumn.create(cells.name());
        for (int i = 0; i < cells.size(); i++) {
            if (cells.isMissing(i)) {
                out.appendMissing();
            } else {
                out.append((int) cells.getLong(i));
            }
        }
        return out;
    }

    private static Column<?> large(String name, List<Object> cells) {
        boolean fits = cells.stream()
                .allMatch(v -> v == null || exact(v).compareTo(LEAST) >= 0 && exact(v).compareTo(MOST) <= 0);
        if (!fits) {
            DoubleColumn out = DoubleColumn.create(name);
            cells.forEach(v -> out.append(v == null ? Double.NaN : new BigDecimal(exact(v)).doubleValue()));
            return out;
        }
        LongColumn out = LongColumn.create(name);
        for (Object v : cells) {
            if (v == null) {
                out.appendMissing();
            } else {
                out.append(exact(v).longValueExact());
            }
        }
        return narrow(out);
    }

    private static BigInteger exact(Object value) {
        return new BigInteger(value.toString());
    }

    private static Column<?> moments(String name, List<Object> cells) {
        boolean days = cells.stream()
                .allMatch(v -> v == null || ((LocalDateTime) v).toLocalTime().equals(LocalTime.MIDNIGHT));
        if (days) {
            DateColumn out = DateColumn.create(name);
            cells.forEach(v -> out.append(v == null ? null : ((LocalDateTime) v).toLocalDate()));
            return out;
        }
        StringColumn out = StringColumn.create(name);
        cells.forEach(v -> out.append(v == null ? null : v.toString().replace('T', ' ')));
        return out;
    }
}
