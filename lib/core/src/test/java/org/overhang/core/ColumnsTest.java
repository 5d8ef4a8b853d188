package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ColumnsTest {
    private static Table mills() {
        return Table.create(
                "steel-capacity",
                StringColumn.create("region", "World", "China"),
                IntColumn.create("year", 2019, 2020),
                DoubleColumn.create("capacity_kt", 5, 7),
                StringColumn.create("output", "12", "n.a."),
                DateColumn.create("day", LocalDate.of(2020, 1, 2), null));
    }

    private static OverhangException refused(Columns.Request request, Table table) {
        return assertThrows(OverhangException.class, () -> request.read(Source.of(table)));
    }

    @Test
    void aMissingColumnNamesTheNearestAndAllThereAre() {
        OverhangException e = refused(Columns.neededBy("Utilization").number("capacity", "capacity_kton"), mills());
        assertEquals(Reason.MISSING_COLUMN, e.reason());
        assertEquals(
                "Utilization needs a capacity column, but table \"steel-capacity\" has no column \"capacity_kton\"."
                        + " Did you mean \"capacity_kt\"? Its columns: region, year, capacity_kt, output, day.",
                e.getMessage());
    }

    @Test
    void aTextColumnShowsItsFirstCellThatIsNoNumber() {
        OverhangException e = refused(Columns.neededBy("Utilization").number("output", "output"), mills());
        assertEquals(Reason.WRONG_TYPE, e.reason());
        assertEquals(
                "Utilization needs numbers in its output column, but \"output\" in table \"steel-capacity\" holds text"
                        + " (\"n.a.\" in row 2). Read the column as a number, or name its missing cells when reading the"
                        + " file.",
                e.getMessage());
    }

    @Test
    void otherWrongTypes() {
        assertEquals(
                "Utilization needs numbers in its output column, but \"day\" in table \"steel-capacity\" holds dates."
                        + " Read the column as a number, or name its missing cells when reading the file.",
                refused(Columns.neededBy("Utilization").number("output", "day"), mills())
                        .getMessage());
        assertEquals(
                "DumpingMargin needs dates in its sale date column, but \"year\" in table \"steel-capacity\" holds numbers."
                        + " Read the column as a date, for example with type LOCAL_DATE.",
                refused(Columns.neededBy("DumpingMargin").date("sale date", "year"), mills())
                        .getMessage());
    }

    @Test
    void allProblemsAreReportedTogether() {
        OverhangException e = refused(
                Columns.neededBy("Utilization")
                        .number("output", "output")
                        .number("capacity", "cap")
                        .keys("region", "yaer"),
                mills());
        assertEquals(Reason.WRONG_TYPE, e.reason());
        assertEquals(3, e.lines().size());
        assertEquals(
                "Utilization needs a key column, but table \"steel-capacity\" has no column \"yaer\". Did you mean"
                        + " \"year\"? Its columns: region, year, capacity_kt, output, day.",
                e.lines().get(2));
    }

    @Test
    void infiniteNumbersAreNamedByRow() {
        double inf = Double.POSITIVE_INFINITY;
        Table t = Table.create("t", DoubleColumn.create("x", 1, inf, -inf, Double.NaN, inf, inf, inf, inf));
        OverhangException e = refused(Columns.neededBy("Frontier").number("input", "x"), t);
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertEquals(
                "Frontier needs finite numbers in column \"x\", but it is infinite in rows 2, 3, 5, 6, 7 and 1 more."
                        + " Correct the cells or make them missing.",
                e.getMessage());
    }

    @Test
    void everyColumnTypeArrivesAsItsArray() {
        Table t = Table.create(
                "t",
                IntColumn.create("int", new Integer[] {1, null}),
                LongColumn.create("long", 3_000_000_000L, 1),
                FloatColumn.create("float", 0.5f, 2),
                ShortColumn.create("short", (short) 1, (short) 2),
                BooleanColumn.create("flag", true, false),
                StringColumn.create("text", "", "b"),
                DateColumn.create("day", LocalDate.EPOCH, null),
                DateTimeColumn.create("time", LocalDateTime.of(1970, 1, 2, 23, 59), null));
        Columns.Request request = Columns.neededBy("Test");
        for (String name : List.of("int", "long", "float", "short", "flag")) {
            request.number(name, name);
        }
        Columns in = request.text("text", "text")
                .text("label", "day")
                .date("time", "time")
                .read(Source.of(t));
        assertArrayEquals(new double[] {1, Double.NaN}, in.number("int"));
        assertArrayEquals(new double[] {3e9, 1}, in.number("long"));
        assertArrayEquals(new double[] {0.5, 2}, in.number("float"));
        assertArrayEquals(new double[] {1, 0}, in.number("flag"));
        assertArrayEquals(new String[] {null, "b"}, in.text("text"));
        assertArrayEquals(new String[] {"1970-01-01", null}, in.text("day"));
        assertArrayEquals(new int[] {1, Batch.NO_DAY}, in.date("time"));
        assertEquals(2, in.rows());
    }

    /** A source hands out 65,536 rows at a time; the arrays must join without seam. */
    @Test
    void batchesAreJoined() {
        int n = 150_001;
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i;
        }
        Table t = Table.create("t", DoubleColumn.create("x", x));
        int[] batches = {0};
        Source.of(t).read(List.of("x"), batch -> batches[0]++);
        assertEquals(3, batches[0]);
        assertArrayEquals(
                x, Columns.neededBy("Test").number("x", "x").read(Source.of(t)).number("x"));
    }

    @Test
    void anEmptyTableReadsAsEmptyArrays() {
        Columns in = Columns.neededBy("Test")
                .number("capacity", "capacity_kt")
                .keys("region")
                .read(Source.of(mills().emptyCopy()));
        assertEquals(0, in.rows());
        assertEquals(0, in.keys().count());
    }

    @Test
    void oneColumnMayHaveTwoRoles() {
        Columns in = Columns.neededBy("Test")
                .number("year", "year")
                .text("label", "year")
                .keys("year")
                .read(Source.of(mills()));
        assertArrayEquals(new double[] {2019, 2020}, in.number("year"));
        assertEquals("2019", in.keys().label(0));
    }

    @Test
    void rowNumbersReadLikeWords() {
        assertEquals("row 3", Columns.rowNumbers(List.of(3)));
        assertEquals("rows 1, 2", Columns.rowNumbers(List.of(1, 2)));
    }

    @Test
    void aColumnNotAskedForIsNamed() {
        Columns in = Columns.neededBy("Test").number("year", "year").read(Source.of(mills()));
        assertEquals(
                "The request needs a column, but table \"steel-capacity\" has no column \"region\"."
                        + " Its columns: year.",
                assertThrows(OverhangException.class, () -> in.text("region")).getMessage());
    }
}
