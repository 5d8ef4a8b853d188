package org.overhang.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What is written reads back, and is the same bytes whenever and wherever it is written. */
class TableExportTest {
    private static final String[] ODD = {
        "plain",
        "=1+1",
        "+SUM(A1)",
        "-1",
        "@cmd",
        "a,b;c\td",
        "say \"so\"",
        "two\nlines",
        "  blanks  ",
        "Türkiye 北京 😀",
        "_x0041_ & _x5F_",
        "<b>&amp;</b>",
        "NA",
        "007",
        "x".repeat(30_000),
        ""
    };

    @TempDir
    Path folder;

    private static Table odd() {
        int n = ODD.length;
        DoubleColumn real = DoubleColumn.create("real");
        IntColumn whole = IntColumn.create("whole");
        DateColumn day = DateColumn.create("day");
        for (int i = 0; i < n; i++) {
            if (i % 5 == 3) {
                real.appendMissing();
                whole.appendMissing();
                day.appendMissing();
            } else {
                real.append((i - 4) * StrictMath.pow(10, 3 * i - 20) / 3);
                whole.append(1000 * i - 7);
                day.append(LocalDate.of(1900, 3, 1).plusDays(1009L * i));
            }
        }
        return Table.create("odd", StringColumn.create("text", ODD), real, whole, day);
    }

    /** Cell by cell; numbers to the last bit. */
    private static void same(Table expected, Table found) {
        assertEquals(expected.columnNames(), found.columnNames());
        assertEquals(expected.rowCount(), found.rowCount());
        for (String name : expected.columnNames()) {
            for (int row = 0; row < expected.rowCount(); row++) {
                String where = name + ", row " + (row + 1);
                boolean missing = expected.column(name).isMissing(row)
                        || expected.column(name).getString(row).isEmpty();
                assertEquals(missing, found.column(name).isMissing(row), where);
                if (!missing && expected.column(name) instanceof tech.tablesaw.api.NumericColumn<?> numbers) {
                    assertEquals(
                            numbers.getDouble(row), found.numberColumn(name).getDouble(row), where);
                } else if (!missing) {
                    assertEquals(
                            String.valueOf(expected.column(name).get(row)),
                            String.valueOf(found.column(name).get(row)),
                            where);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "xlsx", "parquet"})
    void oddContentReadsBack(String ending) {
        Path file = folder.resolve("sub/odd." + ending);
        TableExport.of(odd()).save(file);
        ColumnRoles roles = ColumnRoles.from(Source.of(odd()));
        same(odd(), TableFile.of(file).roles(roles).read().table());
    }

    /** Without roles too, but for a code that a guess cannot tell from a number. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "xlsx", "parquet"})
    void typesAreFoundAgain(String ending) {
        Path file = folder.resolve("odd." + ending);
        TableExport.of(odd()).save(file);
        same(odd(), TableFile.of(file).read().table());
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "xlsx", "parquet", "tex", "html"})
    void theBytesDependOnNothingElse(String ending) throws IOException {
        Path first = folder.resolve("a." + ending);
        Path second = folder.resolve("b." + ending);
        TableExport.of(odd()).caption("Odd").save(first);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            TableExport.of(odd()).caption("Odd").save(second);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        assertFalse(new String(Files.readAllBytes(first), java.nio.charset.StandardCharsets.ISO_8859_1)
                .contains("dcterms:created"));
    }

    @Test
    void csvIsTidyAndFormulasStayTextUnlessAsked() {
        Table t = Table.create(
                "t",
                StringColumn.create("a", "=1+1", "x,y"),
                DoubleColumn.create("b", 0.1, Double.NaN),
                BooleanColumn.create("c", List.of(true, false)));
        assertEquals("a,b,c\n=1+1,0.1,true\n\"x,y\",,false\n", TableExport.of(t).csv());
        assertEquals(
                "\uFEFFa,b,c\n'=1+1,0.1,true\n\"x,y\",,false\n",
                TableExport.of(t).forSpreadsheets().csv());
    }

    @Test
    void aSingleColumnKeepsItsMissingCells() {
        Table t = Table.create("t", DoubleColumn.create("x", Double.NaN, 1, Double.NaN, Double.NaN));
        TableExport.of(t).save(folder.resolve("x.csv"));
        Table back = TableFile.csv(folder.resolve("x.csv")).read().table();
        assertEquals(4, back.rowCount());
        assertEquals(3, back.column("x").countMissing());
    }

    @Test
    void latexEscapesAndRules() {
        Table t = Table.create(
                "t",
                StringColumn.create("50 % & more_#", "a_b{c}$^~\\", "<x>|[y]"),
                DoubleColumn.create("price_usd_t", -12345.678, Double.NaN),
                IntColumn.create("year", new int[] {2019, 2020}),
                DoubleColumn.create("big", 1e20, Double.POSITIVE_INFINITY));
        assertEquals(
                """
                % Needs \\usepackage{booktabs}; numbers to 4 significant digits.
                \\begin{table}[htbp]
                \\centering
                \\caption{A \\& B}
                \\label{tab:x}
                \\begin{tabular}{lrrr}
                \\toprule
                50 \\% \\& more\\_\\# & price\\_usd\\_t & year & big \\\\
                 & (usd/t) &  &  \\\\
                \\midrule
                a\\_b\\{c\\}\\$\\textasciicircum{}\\textasciitilde{}\\textbackslash{} & $-$12,350 & 2019 & $1\\times 10^{20}$ \\\\
                \\textless{}x\\textgreater{}\\textbar{}{[}y{]} & -- & 2020 & $\\infty$ \\\\
                \\bottomrule
                \\end{tabular}
                \\end{table}
                """,
                TableExport.of(t).caption("A & B").label("tab:x").source("").latex());
    }

    @Test
    void htmlHasHeadingsWithScopeAndUnroundedValues() {
        Table t = Table.create(
                "t", StringColumn.create("who", "<script>", "a"), DoubleColumn.create("share", 1 / 3.0, Double.NaN));
        String html = TableExport.of(t).caption("Who & what").label("x\"y").html();
        assertTrue(html.startsWith("<!DOCTYPE html>\n<html lang=\"en\">"));
        assertTrue(html.contains("<table class=\"sortable\" id=\"x&quot;y\">"), html);
        assertTrue(html.contains("<caption>Who &amp; what</caption>"));
        assertTrue(html.contains("<th scope=\"col\">who</th><th scope=\"col\" class=\"number\">share</th>"));
        assertTrue(html.contains("<th scope=\"row\">&lt;script&gt;</th>"));
        assertTrue(html.contains("<td class=\"number\" data-value=\"0.3333333333333333\">0.3333</td>"));
        assertTrue(html.contains("<td class=\"number\" data-value=\"\">–</td>"));
    }

    @Test
    void unitsAndCitationTravel() {
        String tex = TableExport.of(Datasets.load("steel-capacity")).latex();
        assertTrue(tex.contains("(mt)") && tex.contains("Source: "), tex);
        assertTrue(TableExport.of(Datasets.load("steel-capacity").table("vintages"))
                .html()
                .contains("<span class=\"unit\">(mt)</span>"));
    }

    @Test
    void whatExcelCannotHoldIsTextOrRefused() {
        Table t = Table.create(
                "a/b:c",
                LongColumn.create("id", 1234567890123456789L, 5),
                DateColumn.create("early", LocalDate.of(1848, 3, 13), LocalDate.of(2024, 1, 5)),
                DoubleColumn.create("high", Double.POSITIVE_INFINITY, 1));
        Path file = folder.resolve("t.xlsx");
        TableExport.of(t).save(file);
        Table back = TableFile.excel(file).read().table();
        assertEquals("1234567890123456789", back.stringColumn("id").get(0));
        assertEquals(LocalDate.of(1848, 3, 13), back.dateColumn("early").get(0));
        assertEquals("Infinity", back.stringColumn("high").get(0));
        OverhangException tooLong = refused("x".repeat(32_768));
        assertTrue(tooLong.getMessage()
                .startsWith("An Excel cell needs at most 32,767 characters, but row 2 of column \"text\" has 32,768."));
        assertTrue(refused("bell \u0007")
                .getMessage()
                .startsWith("An Excel cell needs characters that can be printed, but row 2 of column \"text\" holds the"
                        + " character U+0007."));
    }

    private OverhangException refused(String cell) {
        Table t = Table.create("t", StringColumn.create("text", "fine", cell));
        OverhangException e =
                assertThrows(OverhangException.class, () -> TableExport.of(t).save(folder.resolve("t.xlsx")));
        assertEquals(Reason.BAD_VALUE, e.reason());
        return e;
    }

    @Test
    void otherEndingsAndFoldersAreRefused() throws IOException {
        OverhangException e = assertThrows(
                OverhangException.class, () -> TableExport.of(odd()).save("odd.docx"));
        assertEquals(Reason.OUT_OF_RANGE, e.reason());
        assertTrue(e.getMessage()
                .startsWith("TableExport needs a file that ends in .csv, .xlsx, .tex, .html or .parquet"));
        Files.writeString(folder.resolve("file"), "");
        assertThrows(OverhangException.class, () -> TableExport.of(odd()).save(folder.resolve("file/odd.csv")));
        assertThrows(OverhangException.class, () -> TableExport.of(odd()).digits(0));
    }
}
