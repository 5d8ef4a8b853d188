package org.overhang.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.TableSource;

/** The forms that workbooks of companies and offices have, written part by part as ECMA-376 part 1, section 18, has them. */
class SheetFormsTest {
    private static final String MAIN = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    @TempDir
    Path folder;

    private TableFile workbook(String sheetData, String formats) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(
                    zip,
                    "xl/workbook.xml",
                    "<workbook " + MAIN
                            + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
                            + "<sheet name=\"Old\" sheetId=\"1\" state=\"veryHidden\" r:id=\"r1\"/>"
                            + "<sheet name=\"2024\" sheetId=\"2\" r:id=\"r2\"/><sheet name=\"Notes\" sheetId=\"3\" r:id=\"r1\"/>"
                            + "</sheets></workbook>");
            put(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/old.xml\"/>"
                            + "<Relationship Id=\"r2\" Target=\"worksheets/new.xml\"/></Relationships>");
            put(zip, "xl/styles.xml", "<styleSheet " + MAIN + ">" + formats + "</styleSheet>");
            put(
                    zip,
                    "xl/worksheets/new.xml",
                    "<worksheet " + MAIN + "><sheetData>" + sheetData + "</sheetData></worksheet>");
            put(zip, "xl/worksheets/old.xml", "<worksheet " + MAIN + "><sheetData/></worksheet>");
        }
        return TableFile.of(Files.write(folder.resolve("company.xlsx"), bytes.toByteArray()));
    }

    private static void put(ZipOutputStream zip, String part, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(part));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Rows of cells with bars between them; what is no number is text, an empty cell is not written. */
    private static String rows(int first, String... rows) {
        StringBuilder out = new StringBuilder();
        for (int r = 0; r < rows.length; r++) {
            int row = first + r;
            if (rows[r].isEmpty()) {
                continue;
            }
            out.append("<row r=\"").append(row).append("\">");
            String[] cells = rows[r].split("\\|", -1);
            for (int c = 0; c < cells.length; c++) {
                String at = "<c r=\"" + (char) ('A' + c) + row + "\"";
                if (!cells[c].isEmpty()) {
                    out.append(
                            cells[c].matches("-?[0-9.]+")
                                    ? at + "><v>" + cells[c] + "</v></c>"
                                    : at + " t=\"inlineStr\"><is><t>" + cells[c] + "</t></is></c>");
                }
            }
            out.append("</row>");
        }
        return out.toString();
    }

    private static void said(TableSource source, String note) {
        assertTrue(
                source.provenance().notes().contains(note), source.provenance().notes()::toString);
    }

    private static String refused(TableFile file) {
        OverhangException e = assertThrows(OverhangException.class, file::read);
        assertEquals(Reason.BAD_VALUE, e.reason());
        return e.lines().get(0);
    }

    @Test
    void sheetsAreToldAndHiddenOnesNeverFirst() throws IOException {
        TableFile file = workbook(rows(1, "a", "1"), "");
        assertEquals(List.of("2024", "Notes", "Old"), file.sheets());
        said(file.read(), "Sheet \"2024\", 2 of 3; the others: Notes, Old (hidden).");
        said(file.sheet("2024").read(), "Sheet \"2024\", 2 of 3.");
        assertEquals(
                "TableFile needs an Excel workbook to tell its sheets, but file \"x.csv\" is read as a text file. Say excel(…).",
                assertThrows(OverhangException.class, TableFile.csv("x.csv")::sheets)
                        .getMessage());
        assertTrue(assertThrows(OverhangException.class, TableFile.excel("none.xlsx")::sheets)
                .getMessage()
                .startsWith("TableFile needs the file \"none.xlsx\", but there is none."));
    }

    @Test
    void aCompanysSheetIsReadInOneSentence() throws IOException {
        TableSource source = workbook(
                        rows(
                                1,
                                "Capacity of all plants",
                                "",
                                "Plant|2023||2024",
                                "|capacity|output|capacity|output",
                                "|kt|kt|kt|kt",
                                "North|100|80|100|85",
                                "South|50|40|50",
                                "",
                                "1) Nameplate, at the end of the year",
                                "Source: annual report"),
                        "")
                .headerRow(3)
                .headerRows(2)
                .unitRow(5)
                .footer()
                .read();
        assertEquals(
                List.of("Plant", "2023 capacity", "2023 output", "2024 capacity", "2024 output"),
                source.table().columnNames());
        assertEquals(2, source.table().rowCount());
        assertTrue(source.table().column("2024 output").isMissing(1));
        assertEquals("kt", source.field("2024 output").orElseThrow().unit());
        said(
                source,
                "Left out 2 rows under the table, from line 9 on: 1) Nameplate, at the end of the year; Source: annual"
                        + " report");
    }

    @Test
    void yearsAcrossAreNames() throws IOException {
        assertEquals(
                List.of("country", "2023", "2024"),
                workbook(rows(1, "country|2023|2024", "A|1|2"), "")
                        .read()
                        .table()
                        .columnNames());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <cellXfs><xf numFmtId="31"/></cellXfs>| true
            <cellXfs><xf numFmtId="57"/></cellXfs>| true
            <cellXfs><xf numFmtId="14"/></cellXfs>| true
            <cellXfs><xf numFmtId="11"/></cellXfs>| false
            <numFmts><numFmt numFmtId="170" formatCode="[$-404]e/m"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>| true
            <numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>| true
            <numFmts><numFmt numFmtId="170" formatCode="0.00E+00"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>| false
            <numFmts><numFmt numFmtId="170" formatCode="General"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>| false
            <numFmts><numFmt numFmtId="170" formatCode="#,##0 &quot;day&quot;"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>| false
            """)
    void datesOfEastAsianFormatsAreDays(String formats, boolean day) throws IOException {
        TableSource source = workbook(
                        "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>d</v></c></row>"
                                + "<row r=\"2\"><c r=\"A2\" s=\"0\"><v>45292</v></c></row>",
                        formats)
                .read();
        assertEquals(
                day ? LocalDate.of(2024, 1, 1) : (Object) 45292,
                source.table().column("d").get(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            <row r="2"/><row r="2"/>; row 2 after row 2
            <row r="3"/><row r="2"/>; row 2 after row 3
            <row r="1048577"/>; row 1048577
            <row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>; cell A1 out of its order
            <row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>1</v></c></row>; cell B1 out of its order
            <row r="1"><c r="XFE1"><v>1</v></c></row>; cell XFE1
            <row r="1"><c r="ZZZZZZZZ1"><v>1</v></c></row>; cell ZZZZZZZZ1
            <row r="1"><c r="A1" t="s"><v>7</v></c></row>; a cell of row 1 with text number 7
            """)
    void cellsOutOfRangeOrOrderAreRefusedByName(String rows, String found) throws IOException {
        String message = refused(workbook(rows, ""));
        assertTrue(message.contains(", but holds " + found), message);
    }
}
