package org.overhang.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Field.Kind.DATE;
import static org.overhang.core.Field.Kind.NUMBER;
import static org.overhang.core.Field.Kind.TEXT;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.TableSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

/** Independent: workbooks written by openpyxl 3.1.5, reference/tables/make_workbook.py. */
class SheetFileTest {
    private static Path workbook(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(SheetFileTest.class.getResource("/reference/tables/" + name))
                .toURI());
    }

    private static TableFile imports() throws URISyntaxException {
        return TableFile.excel(workbook("workbook.xlsx")).sheet("Imports 2024").headerRow(3);
    }

    @Test
    void cellsKeepTheirTypes() throws Exception {
        TableSource source = imports().read();
        Table t = source.table();
        assertEquals(
                List.of("country", "hs", "day", "month", "quantity_t", "value_usd", "checked", "2019"),
                t.columnNames());
        assertEquals(
                List.of(
                        ColumnType.STRING,
                        ColumnType.STRING,
                        ColumnType.LOCAL_DATE,
                        ColumnType.LOCAL_DATE,
                        ColumnType.DOUBLE,
                        ColumnType.DOUBLE,
                        ColumnType.STRING,
                        ColumnType.DOUBLE),
                List.of(t.typeArray()));
        assertEquals(
                List.of("NA", "Türkiye", "", "Côte d'Ivoire & \"co\" <x>"),
                t.stringColumn("country").asList());
        assertEquals(
                List.of("010121", "720110", "720120", "720130"),
                t.stringColumn("hs").asList());
        assertEquals(LocalDate.of(2024, 1, 5), t.dateColumn("day").get(0));
        assertEquals(LocalDate.of(2024, 2, 29), t.dateColumn("day").get(2));
        assertTrue(t.dateColumn("day").isMissing(3));
        assertEquals(LocalDate.of(2024, 4, 1), t.dateColumn("month").get(3));
        assertEquals(1234.5, t.doubleColumn("quantity_t").get(0));
        assertTrue(t.doubleColumn("quantity_t").isMissing(1));
        assertEquals(0.3, t.doubleColumn("value_usd").get(1));
        assertEquals("TRUE", t.stringColumn("checked").get(0));
        assertEquals(1e20, t.doubleColumn("2019").get(1));
        assertEquals("usd", source.field("value_usd").orElseThrow().unit());
    }

    @Test
    void declaredTypesHoldForSheetsToo() throws Exception {
        Table t = imports()
                .column("country", TEXT)
                .column("hs", TEXT)
                .date("day", "dd/MM/yyyy")
                .column("month", DATE)
                .column("quantity_t", NUMBER)
                .decimalComma()
                .read()
                .table();
        assertEquals("010121", t.stringColumn("hs").get(0));
        assertEquals(LocalDate.of(2024, 2, 13), t.dateColumn("day").get(1));
        assertEquals(1234.5, t.doubleColumn("quantity_t").get(0));
        assertEquals(0.3, t.doubleColumn("value_usd").get(1));
    }

    @Test
    void theFirstSheetIsReadUnlessOneIsNamed() throws Exception {
        Table t = TableFile.excel(workbook("workbook.xlsx")).read().table();
        assertEquals(List.of("Read me first"), t.columnNames());
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> TableFile.excel(workbook("workbook.xlsx"))
                        .sheet("Imports 2023")
                        .read());
        assertEquals(
                "File \"workbook.xlsx\" has no sheet \"Imports 2023\". Did you mean \"Imports 2024\"?"
                        + " Its sheets: Notes, Imports 2024, Bad.",
                e.getMessage());
    }

    @Test
    void badCellsAreNamedBySheetRow() throws Exception {
        TableFile file = TableFile.excel(workbook("workbook.xlsx")).sheet("Bad").column("capacity_kt", NUMBER);
        OverhangException e = assertThrows(OverhangException.class, file::read);
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertEquals(
                List.of(
                        "File \"workbook.xlsx\" needs 2 cells in every row, as in its header line, but row 4 (sheet row 5)"
                                + " has 3. Name the column in the header row, or clear the cell.",
                        "File \"workbook.xlsx\" needs a number in column \"capacity_kt\", but row 2 (sheet row 3) holds"
                                + " \"n.a.\", row 3 (sheet row 4) holds \"=B2*2\". Correct the cell, or declare it missing"
                                + " or the column as it is."),
                e.lines());
    }

    @Test
    void theCalendarOf1904() throws Exception {
        Table t = TableFile.excel(workbook("workbook-1904.xlsx")).read().table();
        assertEquals(LocalDate.of(2024, 1, 5), t.dateColumn("day").get(0));
    }

    @Test
    void whatIsNoWorkbookIsRefused(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("old.xls");
        Files.writeString(path, "not a workbook");
        OverhangException e = assertThrows(
                OverhangException.class, () -> TableFile.excel(path).read());
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertTrue(e.getMessage().startsWith("File \"old.xls\" needs to be an Excel workbook (.xlsx), but"));
        assertTrue(assertThrows(
                        OverhangException.class,
                        () -> TableFile.excel(folder.resolve("none.xlsx")).read())
                .getMessage()
                .contains("but there is none"));
    }
}
