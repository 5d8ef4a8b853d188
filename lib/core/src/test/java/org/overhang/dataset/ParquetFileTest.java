package org.overhang.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Field.Kind.DATE;
import static org.overhang.core.Field.Kind.NUMBER;
import static org.overhang.core.Field.Kind.TEXT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overhang.core.Field;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.TableSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class ParquetFileTest {
    @TempDir
    Path folder;

    /** A file that DuckDB itself makes of a query. */
    private Path made(String query) {
        return made("file.parquet", query);
    }

    private Path made(String name, String query) {
        Path file = folder.resolve(name);
        try (ParquetStore store = ParquetStore.open(file);
                Statement statement = store.statement()) {
            statement.execute("COPY (" + query + ") TO " + ParquetStore.text(file.toString()) + " (FORMAT parquet)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    private static OverhangException refused(TableFile file) {
        return assertThrows(OverhangException.class, file::read);
    }

    @Test
    void typesNullsDatesAndDecimals() {
        Path file = made("SELECT * FROM (VALUES"
                + " (1::TINYINT, 2.5::DOUBLE, 12.34::DECIMAL(18,2), 'a', DATE '2024-01-05', TIMESTAMP '2024-01-05 00:00:00', true,"
                + " 0.25::FLOAT, 18014398509481985::HUGEINT / 2),"
                + " (NULL, 'NaN'::DOUBLE, 0.1::DECIMAL(18,2), '', NULL, NULL, NULL, NULL, NULL))"
                + " t(small, real, money, word, day, moment, flag, single, half)");
        TableSource source = TableFile.parquet(file).read();
        Table t = source.table();
        assertEquals(
                List.of(NUMBER, NUMBER, NUMBER, TEXT, DATE, DATE, NUMBER, NUMBER, NUMBER),
                source.fields().stream().map(Field::kind).toList());
        assertEquals(1, t.intColumn("small").get(0));
        assertTrue(t.column("small").isMissing(1)
                && t.column("real").isMissing(1)
                && t.column("word").isMissing(1));
        assertEquals(12.34, t.doubleColumn("money").get(0));
        assertEquals(0.1, t.doubleColumn("money").get(1));
        assertEquals(LocalDate.of(2024, 1, 5), t.dateColumn("moment").get(0));
        assertEquals(1, t.intColumn("flag").get(0));
        assertEquals(
                List.of(
                        "Column \"moment\": times, all at midnight, are read as dates.",
                        "Column \"flag\": true and false are read as 1 and 0."),
                source.provenance().notes());
        assertEquals(64, source.provenance().sha256().length());
    }

    @Test
    void namesOfFilesAndColumnsAreTakenAsTheyStand() {
        Path file = made("a[1]*'s.parquet", "SELECT 1 AS \"it's \"\"a\"\" name\", 2 AS \"select\"");
        assertEquals(
                List.of("it's \"a\" name", "select"),
                TableFile.of(file).read().table().columnNames());
    }

    @Test
    void nestedColumnsAreRefusedByNameUnlessPassedOver() {
        Path file = made("SELECT 1 AS a, {'x': 1} AS s, [1, 2] AS l, 'b'::BLOB AS b, TIME '10:00' AS t");
        OverhangException e = refused(TableFile.parquet(file));
        assertEquals(Reason.WRONG_TYPE, e.reason());
        assertEquals(4, e.lines().size());
        assertEquals(
                "File \"file.parquet\" needs numbers, text or dates in every column that is read, but column \"s\" holds"
                        + " STRUCT(x INTEGER). Flatten it where the file is made, or name the columns to read with"
                        + " only(…).",
                e.lines().get(0));
        assertTrue(e.lines().get(1).contains("\"l\" holds INTEGER[]"), e.getMessage());
        assertEquals(
                List.of("a"), TableFile.parquet(file).only("a").read().table().columnNames());
    }

    @Test
    void longWholeNumbersAreRefusedOrText() {
        Path file = made("SELECT * FROM (VALUES (1), (9007199254740993)) t(id)");
        OverhangException e = refused(TableFile.parquet(file));
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertTrue(
                e.getMessage()
                        .startsWith(
                                "File \"file.parquet\" needs whole numbers of at most fifteen digits in column \"id\","
                                        + " but row 2 holds 9007199254740993"),
                e.getMessage());
        assertEquals(
                "9007199254740993",
                TableFile.parquet(file)
                        .column("id", TEXT)
                        .read()
                        .table()
                        .stringColumn("id")
                        .get(1));
    }

    @Test
    void declaredTypesHoldAndBadCellsAreNamed() {
        Path file = made("SELECT * FROM (VALUES ('1.5', '05/01/2024', 7), ('x', '06/01/2024', 8)) t(price, day, code)");
        OverhangException e = refused(TableFile.parquet(file).column("price", NUMBER));
        assertEquals(
                "File \"file.parquet\" needs a number in column \"price\", but row 2 holds \"x\". Correct the cell, or"
                        + " declare it missing or the column as it is.",
                e.lines().get(0));
        Table t = TableFile.parquet(file)
                .column("price", NUMBER)
                .missing("x")
                .date("day", "dd/MM/yyyy")
                .column("code", TEXT)
                .read()
                .table();
        assertEquals(LocalDate.of(2024, 1, 6), t.dateColumn("day").get(1));
        assertEquals("7", t.stringColumn("code").get(0));
        assertEquals(1, t.column("price").countMissing());
    }

    @Test
    void timesAreTextInOneZone() {
        Table t = TableFile.parquet(made("SELECT TIMESTAMP '2024-01-05 13:30:00' AS at"))
                .read()
                .table();
        assertEquals(ColumnType.STRING, t.column("at").type());
        assertEquals("2024-01-05 13:30:00", t.stringColumn("at").get(0));
    }

    @Test
    void whatIsNoParquetIsRefused() throws IOException {
        Path file = folder.resolve("x.parquet");
        Files.writeString(file, "a,b\n1,2\n");
        OverhangException e = refused(TableFile.of(file));
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertTrue(
                e.getMessage()
                        .startsWith("File \"x.parquet\" needs to be a Parquet file that DuckDB reads, but it says:"),
                e.getMessage());
        assertTrue(refused(TableFile.of(folder.resolve("none.parquet")))
                .getMessage()
                .contains("but there is none"));
    }

    @Test
    void theMissingLibraryIsAskedForByName() {
        OverhangException e = assertThrows(
                OverhangException.class, () -> ParquetStore.open(Path.of("x.parquet"), "org.duckdb.NotThere"));
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertTrue(
                e.getMessage()
                        .startsWith("File \"x.parquet\" needs DuckDB, an optional library, but it is not on the class"
                                + " path. Add org.duckdb:duckdb_jdbc (MIT licence) to the project"),
                e.getMessage());
    }

    @Test
    void manyRowsKeepTheirOrder() {
        Table t = TableFile.parquet(made("SELECT i, i * 0.5 AS x, 'k' || (i % 7) AS k FROM range(200000) t(i)"))
                .read()
                .table();
        assertEquals(200_000, t.rowCount());
        for (int i = 0; i < 200_000; i += 997) {
            assertEquals(i, t.intColumn("i").get(i));
            assertEquals("k" + i % 7, t.stringColumn("k").get(i));
        }
    }

    /** Blanks at the ends, no-break blanks and the Unicode form make no other key and no other column, as in a text file. */
    @Test
    void keysAndHeadersAreThoseOfATextFile() throws java.io.IOException {
        Path file = made(
                "SELECT * FROM (VALUES (' A', 1), ('A', 2), ('A' || chr(160), 3), ('e' || chr(769), 4), (chr(233), 5),"
                        + " ('   ', 6)) t(\"key \", v)");
        Path text = folder.resolve("same.csv");
        java.nio.file.Files.writeString(text, "key ,v\n A,1\nA,2\nA\u00a0,3\ne\u0301,4\n\u00e9,5\n   ,6\n");
        for (TableFile of : List.of(TableFile.parquet(file), TableFile.csv(text))) {
            org.overhang.core.Columns in = org.overhang.core.Columns.neededBy("Test")
                    .keys(List.of("key"))
                    .read(of.read());
            assertEquals(
                    List.of(0, 0, 0, 1, 1, -1),
                    java.util.Arrays.stream(in.keys(List.of("key")).codes())
                            .boxed()
                            .toList());
        }
        Path twins = made("twins.parquet", "SELECT 1 AS \"v\", 2 AS \"v \"");
        assertEquals(Reason.BAD_VALUE, refused(TableFile.parquet(twins)).reason());
    }
}
