package org.overhang.core.store;

import java.math.BigInteger;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Batch;

/**
 * Columns of a query in batches of primitive arrays, through the driver's chunks: they stream, whatever the heap. The loops over cells
 * are small methods, one column each; inside a long method they run two to four times slower.
 */
final class Chunks {
    private static final int ROWS_A_BATCH = 1 << 16;

    /** How a column leaves the engine. */
    enum Form {
        NUMBER,
        INTEGER,
        HUGE,
        TEXT,
        DAY
    }

    private final List<Form> forms;
    private final Object[] columns;
    private int filled;

    private Chunks(List<Form> forms) {
        this.forms = forms;
        columns = new Object[forms.size()];
    }

    /** Hands on the rows of a query, whose columns have these forms, batch by batch. */
    static void read(Engine engine, String query, List<Form> forms, Consumer<Batch> reader) throws SQLException {
        DuckDBConnection connection = engine.connection().unwrap(DuckDBConnection.class);
        try (DuckDBPreparedStatement statement = connection.prepare(query)) {
            Engine.interruptibly(statement, () -> {
                try (DuckDBChunkedResult result = statement.query()) {
                    Chunks batch = new Chunks(forms);
                    batch.begin();
                    while (result.nextChunk()) {
                        batch.take(result.chunk(), reader);
                    }
                    batch.hand(reader);
                    return result;
                }
            });
        }
    }

    private void begin() {
        for (int c = 0; c < columns.length; c++) {
            columns[c] = switch (forms.get(c)) {
                case NUMBER -> new double[ROWS_A_BATCH];
                case INTEGER -> new long[ROWS_A_BATCH];
                case HUGE -> new BigInteger[ROWS_A_BATCH];
                case TEXT -> new String[ROWS_A_BATCH];
                case DAY -> new int[ROWS_A_BATCH];
            };
        }
        filled = 0;
    }

    private void take(DuckDBDataChunkReader chunk, Consumer<Batch> reader) throws SQLException {
        int rows = (int) chunk.rowCount();
        if (filled + rows > ROWS_A_BATCH) {
            hand(reader);
            begin();
        }
        for (int c = 0; c < columns.length; c++) {
            DuckDBReadableVector cells = chunk.vector(c);
            switch (forms.get(c)) {
                case NUMBER -> numbers(cells, (double[]) columns[c], filled, rows);
                case INTEGER -> integers(cells, (long[]) columns[c], filled, rows);
                case HUGE -> huge(cells, (BigInteger[]) columns[c], filled, rows);
                case TEXT -> texts(cells, (@Nullable String[]) columns[c], filled, rows);
                case DAY -> days(cells, (int[]) columns[c], filled, rows);
            }
        }
        filled += rows;
    }

    private static void numbers(DuckDBReadableVector cells, double[] to, int at, int rows) throws SQLException {
        for (int i = 0; i < rows; i++) {
            to[at + i] = cells.getDouble(i, Double.NaN);
        }
    }

    private static void integers(DuckDBReadableVector cells, long[] to, int at, int rows) throws SQLException {
        for (int i = 0; i < rows; i++) {
            to[at + i] = cells.isNull(i) ? Batch.NO_INTEGER : cells.getLong(i);
        }
    }

    private static void huge(DuckDBReadableVector cells, BigInteger[] to, int at, int rows) throws SQLException {
        for (int i = 0; i < rows; i++) {
            to[at + i] = cells.isNull(i) ? BigInteger.ZERO : cells.getHugeInt(i);
        }
    }

    private static void texts(DuckDBReadableVector cells, @Nullable String[] to, int at, int rows) throws SQLException {
        for (int i = 0; i < rows; i++) {
            to[at + i] = cells.isNull(i) ? null : cells.getString(i);
        }
    }

    private static void days(DuckDBReadableVector cells, int[] to, int at, int rows) throws SQLException {
        for (int i = 0; i < rows; i++) {
            to[at + i] = cells.isNull(i) ? Batch.NO_DAY : (int) cells.getLong(i);
        }
    }

    private void hand(Consumer<Batch> reader) {
        if (filled > 0) {
            Object[] cut = new Object[columns.length];
            for (int c = 0; c < cut.length; c++) {
                cut[c] = cut(columns[c], filled);
            }
            reader.accept(new Rows(cut, filled));
        }
    }

    private static Object cut(Object cells, int rows) {
        if (rows == ROWS_A_BATCH) {
            return cells;
        }
        if (cells instanceof double[] numbers) {
            return Arrays.copyOf(numbers, rows);
        }
        if (cells instanceof long[] integers) {
            return Arrays.copyOf(integers, rows);
        }
        return cells instanceof int[] days ? Arrays.copyOf(days, rows) : Arrays.copyOf((Object[]) cells, rows);
    }

    /** A batch over its arrays. */
    record Rows(Object[] columns, int rows) implements Batch {
        @Override
        public double[] numbers(int column) {
            if (columns[column] instanceof long[] integers) {
                double[] out = new double[rows];
                for (int i = 0; i < rows; i++) {
                    out[i] = integers[i] == NO_INTEGER ? Double.NaN : integers[i];
                }
                return out;
            }
            return (double[]) columns[column];
        }

        @Override
        public long @Nullable [] integers(int column) {
            return columns[column] instanceof long[] integers ? integers : null;
        }

        @Override
        public @Nullable String[] texts(int column) {
            return (@Nullable String[]) columns[column];
        }

        @Override
        public int[] days(int column) {
            return (int[]) columns[column];
        }
    }
}
