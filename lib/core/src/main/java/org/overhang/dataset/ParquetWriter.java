package org.overhang.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.overhang.core.WholeFile;

/** Parquet through DuckDB: the table goes over as text with stated types, which is exact. */
final class ParquetWriter {
    private ParquetWriter() {}

    static void write(TableExport.Content content, Path file) {
        List<PrintedColumn> columns =
                content.table().columns().stream().map(PrintedColumn::new).toList();
        Path text = null;
        try (ParquetStore store = ParquetStore.open(file)) {
            text = Files.createTempFile("overhang", ".csv");
            Files.writeString(text, rows(columns, content.table().rowCount()), StandardCharsets.UTF_8);
            Path rows = text;
            WholeFile.fill(file, draft -> copy(store, columns, rows, draft));
        } catch (IOException e) {
            throw WholeFile.unwritable(file, e);
        } finally {
            delete(text);
        }
    }

    private static void copy(ParquetStore store, List<PrintedColumn> columns, Path text, Path file) throws IOException {
        String types = IntStream.range(0, columns.size())
                .mapToObj(c -> "'c" + c + "': '" + type(columns.get(c)) + "'")
                .collect(Collectors.joining(", "));
        String names = IntStream.range(0, columns.size())
                .mapToObj(
                        c -> "c" + c + " AS " + ParquetStore.name(columns.get(c).name()))
                .collect(Collectors.joining(", "));
        try (Statement statement = store.statement()) {
            statement.execute(
                    "COPY (SELECT " + names + " FROM read_csv(" + ParquetStore.literal(text) + ", columns = {" + types
                            + "}, header = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false,"
                            + " auto_detect = false, strict_mode = true, max_line_size = 1000000000)) TO "
                            + ParquetStore.text(file.toString())
                            + " (FORMAT parquet)");
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String type(PrintedColumn column) {
        return switch (column.kind()) {
            case NUMBER -> column.storedWhole() ? "BIGINT" : "DOUBLE";
            case DAY -> "DATE";
            case FLAG -> "BOOLEAN";
            case TEXT -> "VARCHAR";
        };
    }

    /** Every text quoted, so that nothing in it is read as a mark or as missing. */
    private static String rows(List<PrintedColumn> columns, int rows) {
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < columns.size(); c++) {
                PrintedColumn column = columns.get(c);
                boolean quoted = column.kind() == PrintedColumn.Kind.TEXT && !column.missing(row);
                String cell = column.exact(row);
                out.append(c == 0 ? "" : ",").append(quoted ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell);
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static void delete(@org.jspecify.annotations.Nullable Path text) {
        if (text != null) {
            try {
                Files.deleteIfExists(text);
            } catch (IOException e) {
                text.toFile().deleteOnExit();
            }
        }
    }
}
