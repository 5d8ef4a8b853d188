package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.time.PeriodUnit;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables made longer and wider and by coarser periods, with their units and their provenance. */
class ShapeTest {
    private static TableSource wide(String first, String second) {
        return Source.of(Table.create(
                        "wdi",
                        StringColumn.create("country", "A", "B"),
                        IntColumn.create(first, new int[] {1, 2}),
                        DoubleColumn.create(second, new double[] {1.5, Double.NaN})))
                .unit(first, "kt")
                .unit(second, "kt")
                .cite("made up");
    }

    private static String refused(Reason reason, org.junit.jupiter.api.function.Executable verb) {
        OverhangException e = assertThrows(OverhangException.class, verb);
        assertEquals(reason, e.reason());
        return e.lines().get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023;2024", "X2023;X2024", "2023 [YR2023];2024 [YR2024]"})
    void yearsAcrossBecomeRows(String names) {
        String[] two = names.split(";");
        TableSource longer = wide(two[0], two[1]).longer("year");
        Table t = longer.table();
        assertEquals(List.of("country", "year", "value"), t.columnNames());
        assertEquals(List.of(2023, 2024, 2023, 2024), t.intColumn("year").asList());
        assertEquals(List.of("A", "A", "B", "B"), t.stringColumn("country").asList());
        assertArrayEquals(
                new double[] {1.0, 1.5, 2.0, Double.NaN},
                t.doubleColumn("value").asDoubleArray());
        assertEquals("kt", longer.field("value").orElseThrow().unit());
        assertEquals("made up", longer.provenance().publisher());
        assertEquals(
                List.of("Columns 2023 to 2024 were put into rows, 2 for each, under \"year\"."),
                longer.provenance().notes());
    }

    @Test
    void measuresGetColumnsOfTheirOwn() {
        Table t = Source.of(Table.create(
                        "firms",
                        StringColumn.create("firm", "A"),
                        IntColumn.create("base_2015", new int[] {7}),
                        IntColumn.create("capacity_kt_2023", new int[] {1}),
                        IntColumn.create("capacity_kt_2024", new int[] {2}),
                        IntColumn.create("2023 output", new int[] {3}),
                        IntColumn.create("2024 output", new int[] {4}),
                        StringColumn.create("2024_flag", "b"),
                        StringColumn.create("2023_flag", "")))
                .longer("year")
                .table();
        assertEquals(List.of("firm", "base_2015", "year", "capacity_kt", "output", "flag"), t.columnNames());
        assertEquals(List.of(1, 2), t.intColumn("capacity_kt").asList());
        assertEquals(List.of("", "b"), t.stringColumn("flag").asList());
        assertEquals("kt", Source.of(t).field("capacity_kt").orElseThrow().unit());
    }

    @Test
    void quartersAndMonthsStayText() {
        assertEquals(
                List.of("2023-Q1", "2023-Q2"),
                wide("2023-Q1", "2023-Q2")
                        .longer("quarter")
                        .table()
                        .stringColumn("quarter")
                        .asList()
                        .subList(0, 2));
        assertEquals(
                List.of("2023M01", "2023-02"),
                wide("2023M01", "2023-02")
                        .longer("month")
                        .table()
                        .stringColumn("month")
                        .asList()
                        .subList(0, 2));
    }

    @Test
    void whatCannotBeLongerIsRefused() {
        assertTrue(refused(Reason.MISSING_COLUMN, () -> wide("a", "b").longer("year"))
                .startsWith("longer(\"year\") needs columns that are named by periods"));
        assertTrue(refused(
                        Reason.WRONG_UNIT,
                        () -> wide("2023", "2024").unit("2024", "t").longer("year"))
                .contains("needs one unit for \"value\", but found {kt=2023, t=2024}"));
        assertTrue(refused(Reason.BAD_VALUE, () -> wide("2023", "2024").longer("country"))
                .contains("needs free names"));
        Table mixed = Table.create("m", IntColumn.create("2023", new int[] {1}), StringColumn.create("2024", ".."));
        assertTrue(refused(Reason.WRONG_TYPE, () -> Source.of(mixed).longer("year"))
                .contains("but \"2023\" holds numbers and \"2024\" does not."));
    }

    @Test
    void longerAndWiderAreInverse() {
        TableSource wide = wide("2023", "2024");
        TableSource back = wide.longer("year").wider("year").values("value");
        assertEquals(List.of("country", "2023", "2024"), back.table().columnNames());
        assertEquals(1.5, back.table().doubleColumn("2024").get(0));
        assertTrue(back.table().column("2024").isMissing(1));
        assertEquals("kt", back.field("2024").orElseThrow().unit());
        assertTrue(refused(
                        Reason.BAD_VALUE,
                        () -> Source.of(Table.create(
                                        "d",
                                        StringColumn.create("k", "a", "a"),
                                        StringColumn.create("n", "x", "x"),
                                        IntColumn.create("v", new int[] {1, 2})))
                                .wider("n")
                                .values("v"))
                .contains("rows 1 and 2 of table \"d\" both hold \"x\" for [a]"));
        assertTrue(refused(Reason.MISSING_COLUMN, () -> wide.wider("indicator")).contains("indicator"));
    }

    @Test
    void daysBecomeMonthsQuartersAndYears() {
        TableSource sales = Source.of(Table.create("sales", DateColumn.create("sold", new LocalDate[] {
            LocalDate.of(2024, 3, 31), null, LocalDate.of(1969, 12, 31)
        })));
        assertEquals(
                List.of("2024-03", "", "1969-12"),
                sales.period("sold", PeriodUnit.MONTH)
                        .table()
                        .stringColumn("month")
                        .asList());
        assertEquals(
                List.of("2024Q1", "", "1969Q4"),
                sales.period("sold", PeriodUnit.QUARTER)
                        .table()
                        .stringColumn("quarter")
                        .asList());
        Table years = sales.period("sold", PeriodUnit.YEAR).table();
        assertEquals(2024, years.intColumn("year").get(0));
        assertTrue(years.intColumn("year").isMissing(1));
        TableSource months = Source.of(Table.create("m", StringColumn.create("t", "2023-04", "2023-05")));
        assertEquals(
                List.of("2023Q2", "2023Q2"),
                months.period("t", PeriodUnit.QUARTER)
                        .table()
                        .stringColumn("quarter")
                        .asList());
        assertTrue(refused(Reason.OUT_OF_RANGE, () -> months.period("t", PeriodUnit.DAY))
                .startsWith("period needs"));
        assertTrue(refused(Reason.BAD_VALUE, () -> Source.of(years).period("sold", PeriodUnit.YEAR))
                .contains("a column \"year\" already"));
    }
}
