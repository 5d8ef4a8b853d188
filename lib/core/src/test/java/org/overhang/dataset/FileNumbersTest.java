package org.overhang.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Field.Kind.NUMBER;
import static org.overhang.core.Field.Kind.TEXT;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.TableSource;

/** What a file of numbers and codes must never turn silently into: other numbers, other years, other columns. */
class FileNumbersTest {
    @TempDir
    Path folder;

    private TableFile file(String text) throws IOException {
        return TableFile.csv(Files.writeString(folder.resolve("werke.csv"), text));
    }

    private static String refused(Reason reason, org.junit.jupiter.api.function.Executable read) {
        OverhangException e = assertThrows(OverhangException.class, read);
        assertEquals(reason, e.reason());
        return e.lines().get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", "|"})
    void aPointThatMayPartThousandsIsUndecided(String delimiter) throws IOException {
        String text = "werk;jahr;menge_t\nNord;2022;850\nSüd;2022;1.200\nOst;2023;-12.400\n".replace(";", delimiter);
        TableSource source = file(text).read();
        assertEquals(
                List.of("850", "1.200", "-12.400"),
                source.table().stringColumn("menge_t").asList());
        assertEquals(2022, source.table().intColumn("jahr").get(0));
        assertTrue(
                source.provenance()
                        .notes()
                        .toString()
                        .contains("menge_t: text, since \"1.200\" in row 2 may hold thousands or decimals: declare"
                                + " thousands(…), decimalComma() or decimalPoint()"),
                source.provenance().notes().toString());
        assertEquals(
                List.of(850.0, 1200.0, -12400.0),
                List.of(file(text)
                                .decimalComma()
                                .thousands('.')
                                .read()
                                .table()
                                .numberColumn("menge_t")
                                .asDoubleArray())
                        .stream()
                        .flatMap(a -> java.util.Arrays.stream(a).boxed())
                        .toList());
        assertEquals(
                1.2,
                file(text).decimalPoint().read().table().doubleColumn("menge_t").get(1));
    }

    @Test
    void aDeclaredNumberThatMayBeTwoIsRefused() throws IOException {
        TableFile file = file("werk;menge_t\nNord;850\nSüd;1.200\n").column("menge_t", NUMBER);
        assertEquals(
                "File \"werke.csv\" needs its marks declared for column \"menge_t\", but row 2 holds \"1.200\", which may be"
                        + " thousands or decimals. Say thousands('.'), decimalComma() or decimalPoint().",
                refused(Reason.WRONG_TYPE, file::read));
    }

    /** A point that cannot part thousands, in any column of numbers, decides for all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a;b\n1.200;10.5\n850;2\n",
                "a;b\n1.200;x\n0.125;y\n",
                "a;b\n1.200;x\n1234;y\n",
                "a;b\n1.200;x\n1.2e3;y\n",
                "a,b\n1.200,x\n1.350,y\n",
                "a,b\n1.200,0.5\n850,2\n"
            })
    void aDecimalPointShownElsewhereDecides(String text) throws IOException {
        assertEquals(1.2, file(text).read().table().doubleColumn("a").get(0));
    }

    @Test
    void betweenCommasAWholeNumberBesideThreeDecimalsLeavesItOpen() throws IOException {
        assertEquals(
                List.of("1.200", "850"),
                file("a,b\n1.200,x\n850,y\n").read().table().stringColumn("a").asList());
        assertTrue(refused(Reason.WRONG_TYPE, file("a,b\n1.200,x\n850,y\n").column("a", NUMBER)::read)
                .contains("row 1 holds \"1.200\", which may be thousands or decimals."));
    }

    @Test
    void aDecimalCommaShownElsewhereDecides() throws IOException {
        assertEquals(
                1200.0,
                file("a;b\n1.200;10,5\n850;2\n")
                        .read()
                        .table()
                        .numberColumn("a")
                        .getDouble(0));
    }

    @ParameterizedTest
    @CsvSource({
        "10-Jul-84, dd-MMM-yy, 1950, 1984-07-10",
        "18-Dec-99, dd-MMM-yy, 1950, 1999-12-18",
        "03-Mar-05, dd-MMM-yy, 1950, 2005-03-03",
        "01/02/49, dd/MM/yy, 1950, 2049-02-01",
        "01/02/50, dd/MM/uu, 1950, 1950-02-01",
        "3/5/24, M/d/yy, 2000, 2024-03-05",
        "840710, yyMMdd, 1950, 1984-07-10"
    })
    void yearsOfTwoDigitsHaveAFirstYear(String cell, String pattern, int first, String day) throws IOException {
        assertEquals(
                LocalDate.parse(day),
                file("d\n" + cell + "\n")
                        .date("d", pattern, first)
                        .read()
                        .table()
                        .dateColumn("d")
                        .get(0));
    }

    @Test
    void yearsOfTwoDigitsAreRefusedWithoutAFirstYear() throws IOException {
        String first =
                "TableFile needs to know the century of years of two digits, but for column \"d\" the pattern was"
                        + " \"dd-MMM-yy\". Say date(\"d\", \"dd-MMM-yy\", 1950) if years run from 1950 to 2049.";
        TableFile file = file("d\n10-Jul-84\n");
        assertEquals(first, refused(Reason.OUT_OF_RANGE, () -> file.date("d", "dd-MMM-yy")));
        assertEquals(
                first,
                refused(
                        Reason.OUT_OF_RANGE,
                        () -> ColumnRoles.of("day").column("d").date("dd-MMM-yy")));
        assertEquals(
                "TableFile needs years of two digits to use a first year, but the pattern of column \"d\" was"
                        + " \"dd-MMM-yyyy\". Write yy, or leave the first year out.",
                refused(Reason.OUT_OF_RANGE, () -> file.date("d", "dd-MMM-yyyy", 1950)));
    }

    @Test
    void namesThatDifferByCaseAreKeptApart() throws IOException {
        TableSource source = file("TIME,Time,time_2,TIMe\n2019,Q3,5,x\n").read();
        assertEquals(
                List.of("TIME", "Time_3", "time_2", "TIMe_4"), source.table().columnNames());
        assertEquals(
                "Column 2 \"Time\" differs from another by case only and is called \"Time_3\".",
                source.provenance().notes().get(0));
        assertEquals("Q3", source.table().stringColumn("Time_3").get(0));
        assertEquals(
                "File \"werke.csv\" needs different names for its columns, but \"a\" occurs twice. Rename one in the header"
                        + " line, or say headerRows(2) if the line under it tells them apart.",
                refused(Reason.BAD_VALUE, file("a,A,a\n1,2,3\n")::read));
    }

    @Test
    void codesKeepTheirTextWhereDeclared() throws IOException {
        TableSource source = file("code\n1E3\n24.10\n1000\n24.1\n911100008021004330\n")
                .column("code", TEXT)
                .read();
        assertEquals(
                List.of("1E3", "24.10", "1000", "24.1", "911100008021004330"),
                source.table().stringColumn("code").asList());
    }

    @Test
    void codesThatOneNumberWouldHoldAreRefusedAsNumbers() throws IOException {
        assertEquals(
                "File \"werke.csv\" needs numbers that stay apart (a double holds whole numbers to 2^53; declare codes as"
                        + " text) in column \"id\", but row 3 (line 4) holds \"911100008021004331\". Correct the cell, or"
                        + " declare it missing or the column as it is.",
                refused(
                        Reason.WRONG_TYPE,
                        file("id\n911100008021004330\n911100008021004330\n911100008021004331\n")
                                .column("id", NUMBER)::read));
        assertEquals(
                22138964123456789.0,
                file("gdp_idr\n22138964123456789\n1.5\n")
                        .column("gdp_idr", NUMBER)
                        .read()
                        .table()
                        .doubleColumn("gdp_idr")
                        .get(0));
    }

    /** The form that ISO/IEC 29500-1 calls strict: other namespaces, days as text of their own. */
    @Test
    void aStrictWorkbookIsReadAndItsSheetSaid() throws IOException {
        String main = "http://purl.oclc.org/ooxml/spreadsheetml/main";
        String relations = "http://purl.oclc.org/ooxml/officeDocument/relationships";
        Map<String, String> parts = new TreeMap<>();
        parts.put(
                "xl/workbook.xml",
                "<workbook xmlns='" + main + "' xmlns:r='" + relations + "'><sheets>"
                        + "<sheet name='Old' sheetId='1' state='hidden' r:id='rId2'/>"
                        + "<sheet name='Plants' sheetId='2' r:id='rId1'/></sheets></workbook>");
        parts.put(
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
                        + "<Relationship Id='rId1' Type='" + relations + "/worksheet' Target='worksheets/sheet1.xml'/>"
                        + "<Relationship Id='rId2' Type='" + relations + "/worksheet' Target='worksheets/sheet2.xml'/>"
                        + "</Relationships>");
        String sheet = "<worksheet xmlns='" + main + "'><sheetData>"
                + "<row r='1'><c r='A1' t='inlineStr'><is><t>output_t</t></is></c>"
                + "<c r='B1' t='inlineStr'><is><t>day</t></is></c></row>"
                + "<row r='2'><c r='A2'><v>VALUE</v></c><c r='B2' t='d'><v>2024-02-29T00:00:00</v></c></row>"
                + "</sheetData></worksheet>";
        parts.put("xl/worksheets/sheet1.xml", sheet.replace("VALUE", "12.5"));
        parts.put("xl/worksheets/sheet2.xml", sheet.replace("VALUE", "99"));
        Path path = folder.resolve("strict.xlsx");
        try (OutputStream out = Files.newOutputStream(path);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        TableSource source = TableFile.excel(path).read();
        assertEquals(12.5, source.table().doubleColumn("output_t").get(0));
        assertEquals(LocalDate.of(2024, 2, 29), source.table().dateColumn("day").get(0));
        assertEquals(
                "Sheet \"Plants\", 2 of 2; the others: Old (hidden).",
                source.provenance().notes().get(0));
        assertEquals(
                99.0,
                TableFile.excel(path)
                        .sheet("Old")
                        .read()
                        .table()
                        .numberColumn("output_t")
                        .getDouble(0));
    }
}
