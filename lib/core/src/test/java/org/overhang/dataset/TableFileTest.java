package org.overhang.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Field.Kind.DATE;
import static org.overhang.core.Field.Kind.NUMBER;
import static org.overhang.core.Field.Kind.TEXT;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.TableSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class TableFileTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return file(text, StandardCharsets.UTF_8);
    }

    private Path file(String text, Charset encoding) throws IOException {
        Path path = folder.resolve("imports.csv");
        Files.write(path, text.getBytes(encoding));
        return path;
    }

    private OverhangException refused(TableFile file) {
        return assertThrows(OverhangException.class, file::read);
    }

    @Test
    void declaredTypesKeepCodesAndCountries() throws IOException {
        Path path = file("country,hs,date,value_usd\nNA,010121,05/01/2001,1\nUS,720110,13/02/2001,2.5\n");
        TableSource source = TableFile.csv(path)
                .column("country", TEXT)
                .column("hs", TEXT)
                .date("date", "dd/MM/yyyy")
                .column("value_usd", NUMBER)
                .missing("NA")
                .cite("Customs, 2001")
                .read();
        Table t = source.table();
        assertEquals(List.of("NA", "US"), t.stringColumn("country").asList());
        assertEquals("010121", t.stringColumn("hs").get(0));
        assertEquals(LocalDate.of(2001, 1, 5), t.dateColumn("date").get(0));
        assertEquals(2.5, t.doubleColumn("value_usd").get(1));
        assertEquals("Source: Customs, 2001", source.provenance().footer());
        assertEquals(64, source.provenance().sha256().length());
        assertEquals("usd", source.field("value_usd").orElseThrow().unit());
    }

    @Test
    void guessesAreCarefulAndPrinted() throws IOException {
        Path path = file("iso,hs,year,day,slashed,id,price,empty\n"
                + "NA,010121,2001,2001-01-05,05/01/2001,1234567890123456,1e3,\n"
                + "US,720110,2002,2001-02-05,06/02/2001,1234567890123457,-2.5,\n");
        TableSource source = TableFile.csv(path).read();
        Table t = source.table();
        assertEquals(
                List.of(
                        ColumnType.STRING,
                        ColumnType.STRING,
                        ColumnType.INTEGER,
                        ColumnType.LOCAL_DATE,
                        ColumnType.STRING,
                        ColumnType.STRING,
                        ColumnType.DOUBLE,
                        ColumnType.STRING),
                List.of(t.typeArray()));
        assertEquals("NA", t.stringColumn("iso").get(0));
        assertEquals(
                "Guessed iso: text; hs: text, since \"010121\" in row 1 begins with a zero; year: numbers; day: dates;"
                        + " slashed: text, since \"05/01/2001\" in row 1 may be day or month first: declare its pattern;"
                        + " id: text, since \"1234567890123456\" in row 1 has more than fifteen digits; price: numbers;"
                        + " empty: text.",
                source.provenance().notes().get(0));
        assertTrue(source.toString().contains("Mind: Guessed iso: text"), source::toString);
    }

    @Test
    void missingMarkersCountInNumbersAndDatesOnly() throws IOException {
        Path path = file("a,b,c,d\nNA,NA,2001-01-01,NA\n..,x,NA,1\n3,y,2001-01-03,..\n");
        Table t = TableFile.csv(path)
                .missing("NA", "..")
                .missingIn("b", "y")
                .column("c", DATE)
                .read()
                .table();
        assertEquals(2, t.column("a").countMissing());
        assertEquals(3, t.intColumn("a").get(2));
        assertEquals("NA", t.stringColumn("b").get(0));
        assertEquals(1, t.column("b").countMissing());
        assertEquals(1, t.column("c").countMissing());
        assertEquals(ColumnType.INTEGER, t.column("d").type());
    }

    @Test
    void anUndeclaredMarkerLeavesTheColumnTextAndSaysSo() throws IOException {
        TableSource source = TableFile.csv(file("capacity_kt\n100\n..\n120\n")).read();
        assertEquals(TEXT, source.fields().get(0).kind());
        assertEquals(
                List.of("Guessed capacity_kt: text, since \"..\" in row 2 is no number."),
                source.provenance().notes());
    }

    @Test
    void quotesHoldDelimitersQuotesAndLineBreaks() throws IOException {
        Path path = file("a,b\r\n\"x, y\",\"say \"\"so\"\"\"\r\n\"two\nlines\",\"\"\r\n\r\nlast,1");
        Table t = TableFile.csv(path).read().table();
        assertEquals(List.of("x, y", "two\nlines", "last"), t.stringColumn("a").asList());
        assertEquals("say \"so\"", t.stringColumn("b").get(0));
        assertTrue(t.column("b").isMissing(1));
    }

    @Test
    void anEmptyLineInASingleColumnIsAnEmptyCell() throws IOException {
        Table t = TableFile.csv(file("x\n1\n\n\n4\n\n")).read().table();
        assertEquals(4, t.rowCount());
        assertEquals(2, t.column("x").countMissing());
        assertEquals(4, t.intColumn("x").get(3));
    }

    @Test
    void semicolonsAndDecimalCommas() throws IOException {
        TableSource source = TableFile.csv(file("werk;menge_t;preis\nA;1.234,5;10,25\nB;12,0;9\n"))
                .decimalComma()
                .thousands('.')
                .read();
        assertEquals(
                List.of(1234.5, 12.0), source.table().doubleColumn("menge_t").asList());
        assertEquals(List.of(10.25, 9.0), source.table().doubleColumn("preis").asList());
        assertEquals(
                "Cells are separated by \";\".", source.provenance().notes().get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, false",
        "UTF-8, true",
        "UTF-16LE, true",
        "UTF-16BE, true",
        "ISO-8859-1, false",
        "windows-1252, false"
    })
    void encodingsAreFound(String encoding, boolean mark) throws IOException {
        String text = "land,wert\nTürkiye,1\nCôte d’Ivoire,2\n";
        if (encoding.equals("ISO-8859-1")) {
            text = text.replace('’', '\'');
        }
        Path path = file((mark ? "\uFEFF" : "") + text, Charset.forName(encoding));
        TableSource source = TableFile.csv(path).read();
        assertEquals("land", source.fields().get(0).name());
        assertEquals("Türkiye", source.table().stringColumn("land").get(0));
        assertEquals(
                text.split("\n")[2].split(",")[0],
                source.table().stringColumn("land").get(1));
    }

    @Test
    void anEncodingCanBeDeclared() throws IOException {
        Path path = file("land\nTürkiye\n", StandardCharsets.ISO_8859_1);
        assertEquals(
                "Türkiye",
                TableFile.csv(path)
                        .encoding(StandardCharsets.ISO_8859_1)
                        .read()
                        .table()
                        .stringColumn("land")
                        .get(0));
        OverhangException e = refused(TableFile.csv(path).encoding(StandardCharsets.UTF_8));
        assertEquals(
                "File \"imports.csv\" needs to be UTF-8 as declared, but line 2 is not."
                        + " Declare its encoding, for example encoding(ISO_8859_1).",
                e.getMessage());
    }

    @Test
    void everyBadCellIsNamedByRowAndColumn() throws IOException {
        Path path = file("day,value\n2001-01-05,1\n05/01/2001,x\n2001-02-30,3\n2001-03-01,y\n,z\n2001-03-02,w\n");
        OverhangException e = refused(TableFile.csv(path).column("day", DATE).column("value", NUMBER));
        assertEquals(Reason.WRONG_TYPE, e.reason());
        assertEquals(
                List.of(
                        "File \"imports.csv\" needs a date as yyyy-MM-dd in column \"day\", but row 2 (line 3) holds"
                                + " \"05/01/2001\", row 3 (line 4) holds \"2001-02-30\". Correct the cell, or declare it"
                                + " missing or the column as it is.",
                        "File \"imports.csv\" needs a number in column \"value\", but row 2 (line 3) holds \"x\","
                                + " row 4 (line 5) holds \"y\", row 5 (line 6) holds \"z\" and 1 more. Correct the cell,"
                                + " or declare it missing or the column as it is."),
                e.lines());
    }

    @Test
    void raggedRowsAreRefused() throws IOException {
        OverhangException e = refused(TableFile.csv(file("a,b\n1,2\n3\n4,5,6\n")));
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertEquals(
                "File \"imports.csv\" needs 2 cells in every row, as in its header line, but row 2 (line 3) has 1, row 3"
                        + " (line 4) has 3. Quote cells that hold the delimiter, or declare another delimiter.",
                e.lines().get(0));
    }

    @Test
    void otherDamageIsRefused() throws IOException {
        assertTrue(refused(TableFile.csv(file("a\n\"open\n1\n")))
                .getMessage()
                .startsWith("File \"imports.csv\" needs every quote closed, but the one opened on line 2 never is."));
        assertTrue(refused(TableFile.csv(file("")))
                .getMessage()
                .startsWith("File \"imports.csv\" needs a header line, but it is empty."));
        assertTrue(refused(TableFile.csv(file("a,a\n1,2\n")))
                .getMessage()
                .startsWith("File \"imports.csv\" needs different names for its columns, but \"a\" occurs twice."));
        assertTrue(refused(TableFile.csv(file("a;b,c\n1;2,3\n")))
                .getMessage()
                .startsWith("File \"imports.csv\" needs its delimiter declared"));
        assertTrue(
                refused(TableFile.csv(folder.resolve("none.csv"))).getMessage().contains("but there is none"));
        OverhangException e = refused(TableFile.csv(file("capacity_kt\n1\n")).column("capacity_kton", NUMBER));
        assertEquals(Reason.MISSING_COLUMN, e.reason());
        assertEquals(
                "TableFile needs the declared column \"capacity_kton\", but file \"imports.csv\" has no column of that"
                        + " name. Did you mean \"capacity_kt\"? Its columns: capacity_kt.",
                e.getMessage());
        assertThrows(OverhangException.class, () -> TableFile.csv("x.csv").date("d", "yyyy"));
        assertThrows(OverhangException.class, () -> TableFile.csv("x.csv").date("d", "HH:mm"));
        assertThrows(OverhangException.class, () -> TableFile.csv("x.csv").date("d", "bad"));
    }

    @Test
    void aHeaderAloneIsAnEmptyTable() throws IOException {
        TableSource source = TableFile.csv(file("a,b\n")).column("a", NUMBER).read();
        assertEquals(0, source.table().rowCount());
        assertTrue(source.toString().startsWith("imports.csv · rows 0 · columns 2"));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03, yyyy-MM, 2024-03-01",
        "03/2024, MM/yyyy, 2024-03-01",
        "5 Mar 2024, d MMM yyyy, 2024-03-05",
        "20240305, yyyyMMdd, 2024-03-05"
    })
    void datePatterns(String cell, String pattern, String day) throws IOException {
        Table t = TableFile.csv(file("d\n" + cell + "\n"))
                .date("d", pattern)
                .read()
                .table();
        assertEquals(LocalDate.parse(day), t.dateColumn("d").get(0));
    }

    /** Independent: the JDK's own parser, on random numbers of all sizes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void numbersAreReadExactly(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double value = switch (i % 4) {
                case 0 -> random.nextGaussian() * StrictMath.pow(10, random.nextInt(40) - 20);
                case 1 -> Math.rint(random.nextGaussian() * 1e6) / 1e3;
                case 2 -> random.nextInt();
                default -> Double.longBitsToDouble(random.nextLong() & 0x7FDFFFFFFFFFFFFFL);
            };
            String text = i % 3 == 0 ? new java.math.BigDecimal(value).toPlainString() : Double.toString(value);
            double read = NumberText.parse(text.toCharArray(), text.length(), '.', (char) 0);
            assertEquals(Double.parseDouble(text), read, text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "+",
                ".",
                "1.2.3",
                "1,2",
                "0x10",
                "1d",
                "1f",
                "NaN",
                "Infinity",
                "1e",
                "e5",
                "1e400",
                "--1",
                "1-",
                "1 2",
                "١"
            })
    void whatOnlyLooksLikeANumberIsNone(String text) {
        assertTrue(Double.isNaN(NumberText.parse(text.toCharArray(), text.length(), '.', (char) 0)), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,234|1234",
                "12,345,678.5|12345678.5",
                "-1,000|-1000",
                "999|999",
                "1,23|NaN",
                "1234,567|NaN",
                "1,,000|NaN",
                ",123|NaN",
                "1,234,56|NaN"
            })
    void thousandsMustStandInThrees(String text, double value) {
        assertEquals(value, NumberText.parse(text.toCharArray(), text.length(), '.', ','));
    }

    /** A file of many rows crosses the chunks of the reader; every cell must come back. */
    @Test
    void longFilesComeBackWhole() throws IOException {
        int rows = 30_000;
        StringBuilder text = new StringBuilder("key,value,words\n");
        for (int i = 0; i < rows; i++) {
            text.append('k')
                    .append(i % 977)
                    .append(',')
                    .append(i / 8.0)
                    .append(",\"a \"\"")
                    .append(i)
                    .append("\"\"\"\n");
        }
        Table t = TableFile.csv(file(text.toString())).read().table();
        assertEquals(rows, t.rowCount());
        for (int i = 0; i < rows; i += 7) {
            assertEquals("k" + i % 977, t.stringColumn("key").get(i));
            assertEquals(i / 8.0, t.doubleColumn("value").get(i));
            assertEquals("a \"" + i + "\"", t.stringColumn("words").get(i));
        }
    }
}
