package org.overhang.dataset;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Batch;
import org.overhang.core.Field;
import org.overhang.core.Source;
import org.overhang.core.store.Engine;

/**
 * A source as a table of the engine.
 *
 * <p>Whole numbers become BIGINT, so that a year pivots to 2023 and not to 2023.0; but only up to 2³¹, so that the product of two
 * does not overflow. Codes that a double would merge come as they are.
 */
final class SqlInput {
    private static final double WHOLE = 0x1p31;

    private SqlInput() {}

    static void file(Engine engine, String name, Path file) throws SQLException {
        engine.execute("CREATE VIEW " + Engine.name(name) + " AS SELECT * FROM read_parquet(" + Engine.literal(file)
                + ", hive_partitioning = false)");
    }

    static void load(Engine engine, String name, Source source) throws SQLException {
        List<Field> fields = source.fields();
        List<String> columns = fields.stream().map(Field::name).toList();
        String[] types = types(source, fields, columns);
        List<String> declared = new ArrayList<>();
        for (int c = 0; c < types.length; c++) {
            declared.add(Engine.name(columns.get(c)) + " " + types[c]);
        }
        engine.execute("CREATE TABLE " + Engine.name(name) + " (" + String.join(", ", declared) + ")");
        DuckDBConnection connection = engine.connection().unwrap(DuckDBConnection.class);
        try (DuckDBAppender into = connection.createAppender(name)) {
            SQLException[] failed = new SQLException[1];
            source.read(columns, batch -> {
                try {
                    if (failed[0] == null) {
                        append(into, batch, types);
                    }
                } catch (SQLException e) {
                    failed[0] = e;
                }
            });
            if (failed[0] != null) {
                throw failed[0];
            }
            into.flush();
        }
    }

    private static String[] types(Source source, List<Field> fields, List<String> columns) {
        boolean[] whole = new boolean[fields.size()];
        boolean[] wide = new boolean[fields.size()];
        java.util.Arrays.fill(whole, true);
        source.read(columns, batch -> {
            for (int c = 0; c < whole.length; c++) {
                if (fields.get(c).kind() == Field.Kind.NUMBER) {
                    wide[c] |= batch.integers(c) != null;
                    whole[c] = whole[c] && isWhole(batch.numbers(c));
                }
            }
        });
        String[] types = new String[fields.size()];
        for (int c = 0; c < types.length; c++) {
            types[c] = switch (fields.get(c).kind()) {
                case NUMBER -> wide[c] || whole[c] ? "BIGINT" : "DOUBLE";
                case TEXT -> "VARCHAR";
                case DATE -> "DATE";
            };
        }
        return types;
    }

    private static boolean isWhole(double[] numbers) {
        for (double v : numbers) {
            boolean fits = v == Math.rint(v) && Math.abs(v) <= WHOLE && !(v == 0 && 1 / v < 0);
            if (!fits && !Double.isNaN(v)) {
                return false;
            }
        }
        return true;
    }

    private static void append(DuckDBAppender into, Batch batch, String[] types) throws SQLException {
        Object[] cells = new Object[types.length];
        for (int c = 0; c < types.length; c++) {
            long[] exact = types[c].equals("BIGINT") ? batch.integers(c) : null;
            cells[c] = switch (types[c]) {
                case "VARCHAR" -> batch.texts(c);
                case "DATE" -> batch.days(c);
                default -> exact == null ? batch.numbers(c) : exact;
            };
        }
        for (int i = 0; i < batch.rows(); i++) {
            into.beginRow();
            for (int c = 0; c < types.length; c++) {
                cell(into, cells[c], types[c].equals("BIGINT"), i);
            }
            into.endRow();
        }
    }

    private static void cell(DuckDBAppender into, Object cells, boolean whole, int row) throws SQLException {
        if (cells instanceof double[] numbers) {
            if (Double.isNaN(numbers[row])) {
                into.appendNull();
            } else if (whole) {
                into.append((long) numbers[row]);
            } else {
                into.append(numbers[row]);
            }
        } else if (cells instanceof long[] integers) {
            if (integers[row] == Batch.NO_INTEGER) {
                into.appendNull();
            } else {
                into.append(integers[row]);
            }
        } else if (cells instanceof int[] days) {
            if (days[row] == Batch.NO_DAY) {
                into.appendNull();
            } else {
                into.appendEpochDays(days[row]);
            }
        } else {
            String text = ((@Nullable String[]) cells)[row];
            if (text == null) {
                into.appendNull();
            } else {
                into.append(text);
            }
        }
    }
}
