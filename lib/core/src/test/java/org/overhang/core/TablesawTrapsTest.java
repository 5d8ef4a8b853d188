package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.dataset.TableFile;
import tech.tablesaw.aggregate.AggregateFunctions;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;
import tech.tablesaw.joining.JoinType;

/**
 * What Tablesaw 0.44.4 does that would falsify a result, and what stands in its place here. The first half of each test
 * fails when a later Tablesaw mends its ways; the second half is ours to keep.
 */
class TablesawTrapsTest {
    @TempDir
    Path folder;

    private static Table tablesaw(String text) {
        return Table.read().csv(CsvReadOptions.builder(new StringReader(text)).build());
    }

    private static Table tablesaw(Table left, Table right, JoinType type) {
        return left.joinOn("k").with(right).type(type).join();
    }

    private TableFile ours(String text) throws IOException {
        Path path = folder.resolve("file.csv");
        Files.writeString(path, text);
        return TableFile.csv(path);
    }

    @ParameterizedTest
    @CsvSource({"1000, 2, 2000, 0", "1001, 2, 1002, 1000", "1001, 5, 4005, 1000"})
    void joinsLoseRowsAboveAThousandPerKey(int perKey, int keys, int tablesawInner, int tablesawUnmatched) {
        int[] codes = new int[perKey * keys];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = i % keys;
        }
        int[] distinct = new int[keys];
        String[] names = new String[keys];
        for (int k = 0; k < keys; k++) {
            distinct[k] = k;
            names[k] = "name" + k;
        }
        Table rows = Table.create("rows", IntColumn.create("k", codes));
        Table lookup = Table.create("lookup", IntColumn.create("k", distinct), StringColumn.create("name", names));
        assertEquals(tablesawInner, tablesaw(rows, lookup, JoinType.INNER).rowCount());
        assertEquals(
                tablesawUnmatched,
                tablesaw(rows, lookup, JoinType.LEFT_OUTER).stringColumn("name").countMissing());

        assertEquals(
                codes.length,
                HashJoin.of(rows).with(lookup).on("k").inner().table().rowCount());
        Table left = HashJoin.of(rows).with(lookup).on("k").left().table();
        assertEquals(0, left.stringColumn("name").countMissing());
        for (int i = 0; i < codes.length; i++) {
            assertEquals("name" + codes[i], left.stringColumn("name").get(i));
        }
    }

    @Test
    void missingKeysMatchEachOther() {
        Table left = Table.create("l", StringColumn.create("k", "a", null), IntColumn.create("x", 1, 2));
        Table right = Table.create("r", StringColumn.create("k", "a", null), IntColumn.create("y", 10, 20));
        assertEquals(2, tablesaw(left, right, JoinType.INNER).rowCount());

        Joined joined = HashJoin.of(left).with(right).on("k").inner();
        assertEquals(1, joined.table().rowCount());
        assertEquals(1, joined.unmatchedLeft());
    }

    @Test
    void namibiaIsMissing() throws IOException {
        String text = "iso2,value\nNA,1\nUS,2\n";
        assertEquals(1, tablesaw(text).column("iso2").countMissing());

        assertEquals(
                List.of("NA", "US"),
                ours(text).read().table().stringColumn("iso2").asList());
    }

    @Test
    void codesLoseTheirZero() throws IOException {
        String text = "hs,value\n010121,1\n720110,2\n";
        assertEquals("10121", tablesaw(text).column("hs").getString(0));

        assertEquals("010121", ours(text).read().table().stringColumn("hs").get(0));
    }

    @Test
    void slashedDatesAreReadMonthFirst() throws IOException {
        String text = "day\n05/01/2001\n06/02/2001\n";
        assertEquals(LocalDate.of(2001, 5, 1), tablesaw(text).dateColumn("day").get(0));

        assertEquals(ColumnType.STRING, ours(text).read().table().column("day").type());
        assertEquals(
                LocalDate.of(2001, 1, 5),
                ours(text)
                        .date("day", "dd/MM/yyyy")
                        .read()
                        .table()
                        .dateColumn("day")
                        .get(0));
    }

    @Test
    void monthsAndMissingMarkersMakeText() throws IOException {
        String text = "month,value\n2001-01,1\n2001-02,..\n";
        Table t = tablesaw(text);
        assertEquals(ColumnType.STRING, t.column("month").type());
        assertEquals(ColumnType.STRING, t.column("value").type());

        Table mine = ours(text).date("month", "yyyy-MM").missing("..").read().table();
        assertEquals(LocalDate.of(2001, 2, 1), mine.dateColumn("month").get(1));
        assertEquals(1, mine.intColumn("value").countMissing());
    }

    @Test
    void latinOneIsGuessedAndSometimesWrongly() throws IOException {
        Path path = folder.resolve("latin.csv");
        Files.write(path, "a\nTürkiye\n".getBytes(StandardCharsets.ISO_8859_1));
        assertFalse(Table.read().csv(path.toString()).stringColumn("a").get(0).contains("ü"));

        assertEquals(
                "Türkiye", TableFile.csv(path).read().table().stringColumn("a").get(0));
    }

    @Test
    void raggedRowsThrowWithoutARow() throws IOException {
        String text = "a,b\n1,2\n3\n";
        assertThrows(RuntimeException.class, () -> tablesaw(text));

        OverhangException e = assertThrows(OverhangException.class, ours(text)::read);
        assertTrue(e.getMessage().contains("row 2 (line 3) has 1"), e::getMessage);
    }

    @Test
    void missingWholeNumbersAreTheSmallestInteger() {
        IntColumn column = IntColumn.create("x", 1, 2);
        column.appendMissing();
        assertEquals(Integer.MIN_VALUE, column.asIntArray()[2]);

        double[] mine = Columns.neededBy("Test")
                .number("value", "x")
                .read(Source.of(Table.create("t", column)))
                .number("x");
        assertArrayEquals(new double[] {1, 2, Double.NaN}, mine);
    }

    @Test
    void columnNamesIgnoreCase() {
        Table t = Table.create("t", DoubleColumn.create("Capacity_kt", 1));
        assertEquals("Capacity_kt", t.column("capacity_KT").name());

        OverhangException e = assertThrows(
                OverhangException.class,
                () -> Columns.neededBy("Test").number("capacity", "capacity_KT").read(Source.of(t)));
        assertTrue(e.getMessage().contains("Did you mean \"Capacity_kt\"?"));
    }

    /** The rest are wrong numbers of Tablesaw's own statistics; the library computes on arrays and calls none of them. */
    @Test
    void itsStatisticsAreNotUsed() {
        Table groups = Table.create(
                "g", StringColumn.create("k", "a", "b"), DoubleColumn.create("v", new Double[] {1.0, null}));
        Table sums = groups.summarize("v", AggregateFunctions.sum).by("k");
        assertEquals(0.0, sums.doubleColumn(1).get(1), "the sum of nothing but missing cells is not zero");
        Table deviations = groups.summarize("v", AggregateFunctions.stdDev).by("k");
        assertEquals(0.0, deviations.doubleColumn(1).get(0), "one value has no deviation");
        assertEquals(1.25, DoubleColumn.create("x", 1, 2, 3, 4).percentile(25), "R says 1.75");
        DoubleColumn holed = DoubleColumn.create("x", 1, Double.NaN);
        assertEquals(1, holed.isNotEqualTo(1).size(), "a missing cell counts as different");
        assertEquals(7, IntColumn.create("x", 7).size(), "IntColumn.create(name, 7) is seven missing cells");
    }

    @Test
    void tablesHaveNoHtml() {
        Table t = Table.create("mills", DoubleColumn.create("capacity_kt", 1));
        assertTrue(t.print().startsWith(" "), "plain text only");

        assertTrue(Source.of(t).summary().html().contains("<th style=\"text-align:left\">unit</th>"));
    }
}
