package org.overhang.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Field.Kind.NUMBER;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
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
import tech.tablesaw.api.Table;

/** Rows of names, comments, units and notes, marks behind numbers, packed files and encodings. */
class FileLayoutTest {
    @TempDir
    Path folder;

    private TableFile file(String text) throws IOException {
        return TableFile.of(Files.writeString(folder.resolve("export.csv"), text));
    }

    private TableFile named(String name, byte[] bytes) throws IOException {
        return TableFile.of(Files.write(folder.resolve(name), bytes));
    }

    private static String refused(Reason reason, TableFile file) {
        OverhangException e = assertThrows(OverhangException.class, file::read);
        assertEquals(reason, e.reason());
        return e.lines().get(0);
    }

    private static void said(TableSource source, String note) {
        assertTrue(
                source.provenance().notes().contains(note), source.provenance().notes()::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesThatBeginWithAMarkAreLeftOut(String end) throws IOException {
        String text = "# made; up \"one\n\n# two\na,b\n1,#x\n# three, four\n\"# kept\",2\n3,4\n".replace("\n", end);
        TableSource source = file(text).comment("#").read();
        assertEquals(List.of("a", "b"), source.table().columnNames());
        assertEquals(
                List.of("1", "# kept", "3"), source.table().stringColumn("a").asList());
        said(source, "Left out 3 lines that begin with \"#\", the first of them: # made; up \"one");
        said(file("a,b\n1,2\n").comment("#").read(), "No line begins with \"#\".");
        assertEquals(
                2,
                file("//x\na\n1\n//y\n\n2\n//")
                                .comment("//")
                                .read()
                                .table()
                                .numberColumn("a")
                                .countMissing()
                        + 1);
        assertEquals(
                Reason.OUT_OF_RANGE,
                assertThrows(OverhangException.class, () -> file("a\n1\n").comment(""))
                        .reason());
    }

    @Test
    void namesOverNamesAreJoined() throws IOException {
        TableSource source = file("Plant,2023,,2024,,Note\n,kt,usd,kt,usd,\nA,1,2,3,4,x\n")
                .headerRows(2)
                .read();
        assertEquals(
                List.of("Plant", "2023 kt", "2023 usd", "2024 kt", "2024 usd", "Note"),
                source.table().columnNames());
        assertEquals(4, source.table().intColumn("2024 usd").get(0));
        said(source, "Names are joined from 2 rows.");
        assertEquals(
                List.of("Site", "All Steel 2023", "All Steel 2024", "All Tin 2024"),
                file("Site,All,,\n,Steel,,Tin\n,2023,2024,2024\nA,1,2,3\n")
                        .headerRows(3)
                        .read()
                        .table()
                        .columnNames());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a,b,c#1,2,3#4,5,6##Source: made up#                                     | 2
            a,b,c#1,2,3#4,5,6#Source: made up, 2024#                                | 2
            a,b,c#1,2,3#4,,#,,#Data of a longer sentence than any name,,#           | 2
            a,b,c#x,2,3#y,,#Source of everything that is in here,,#Second,,#        | 2
            a,b,c#x,2,3#y,,#                                                        | 2
            a,b,c#x,2,3#Longer than the rows before it,,#y,5,6#                     | 3
            a,b#2023,5#2024,#                                                       | 2
            a,b,c#1,2,3##Note: one, two, three, four, five#                         | 1
            """)
    void notesUnderATableAreToldFromRows(String text, int rows) throws IOException {
        assertEquals(rows, file(text.replace('#', '\n')).footer().read().table().rowCount());
    }

    @Test
    void notesAreNamedAndAdvisedWhereTheyRefuseAFile() throws IOException {
        String text = "a,b,c\n1,2,3\n4,5,6\n\nData from: made up\nLast updated: 2024\n";
        said(
                file(text).footer().read(),
                "Left out 2 rows under the table, from line 5 on: Data from: made up; Last updated: 2024");
        assertTrue(refused(Reason.BAD_VALUE, file(text)).endsWith("If these are notes under the table, say footer()."));
        said(file("a,b\n1,2\n").footer().read(), "No notes were found under the table.");
    }

    @Test
    void aTitleAboveTheNamesIsAdvised() throws IOException {
        String first = refused(Reason.BAD_VALUE, file("World,data\nUpdated,2017\na,b,c,d\n1,2,3,4\n5,6,7,8\n"));
        assertTrue(first.endsWith("If the names stand in line 3, say skip(2)."), first);
    }

    @Test
    void namelessColumnsAreToldAndEmptyOnesLeftOut() throws IOException {
        TableSource source = file("a,b,\n1,2,\n3,4,\n").read();
        assertEquals(List.of("a", "b"), source.table().columnNames());
        said(source, "Left out column 3, which has neither a name nor a cell.");
        assertEquals(3, file("a,b,\n1,2,\n3,4,5\n").read().table().columnCount());
        said(
                file("Title,,,,\na,b,c,d,e\n1,2,3,4,5\n").read(),
                "4 of 5 columns have no name and are called \"column_2\" to \"column_5\". If the names stand further down,"
                        + " say skip(lines).");
    }

    @Test
    void onlySomeRowsAreRead() throws IOException {
        TableSource source =
                file("a,b\nidBank,010\nPeriod,x\n1,2\n3,4\n5,6\n").rows(4, 5).read();
        assertEquals(2, source.table().rowCount());
        assertEquals(4, source.table().intColumn("b").get(1));
        said(source, "Left out 3 rows outside of lines 4 to 5: idBank | 010; Period | x; 5 | 6");
        assertEquals(
                3, file("a,b\nx,y\nu,v\n1,2\n3,4\n5,6\n").rows(4).read().table().rowCount());
        assertThrows(OverhangException.class, () -> TableFile.csv("x").rows(4, 3));
    }

    @Test
    void aRowOfUnitsIsRead() throws IOException {
        TableSource source = file("plant,capacity,price\n,kt,usd/t\nA,1,2\n")
                .unitRow(2)
                .unit("price", "eur/t")
                .read();
        assertEquals("kt", source.field("capacity").orElseThrow().unit());
        assertEquals("eur/t", source.field("price").orElseThrow().unit());
        assertEquals(1, source.table().rowCount());
        assertTrue(refused(Reason.OUT_OF_RANGE, file("a\n1\n").unitRow(9))
                .startsWith("TableFile needs the units in line 9 of file \"export.csv\""));
    }

    @Test
    void marksBehindNumbersGetAColumnOfTheirOwn() throws IOException {
        String text = "geo,2023,2024,code\nA,12.1 b,7*,72A\nB,: u,8 (r),73B\nC,12.3p,9,74C\nD,5,-1.5²,75\n";
        TableSource source = file(text).flags().missing(":").read();
        Table table = source.table();
        assertEquals(List.of("geo", "2023", "2023_flag", "2024", "2024_flag", "code"), table.columnNames());
        assertEquals(12.1, table.doubleColumn("2023").get(0));
        assertTrue(table.column("2023").isMissing(1));
        assertEquals(List.of("b", "u", "p", ""), table.stringColumn("2023_flag").asList());
        assertEquals(
                List.of("*", "(r)", "", "²"), table.stringColumn("2024_flag").asList());
        said(source, "Flags of \"2023\" are in \"2023_flag\": b, p, u.");
        String guessed = file(text).read().provenance().notes().toString();
        assertTrue(
                guessed.contains(
                        "2023: text, since \"12.1 b\" in row 1 is no number: say flags() if it is one with a mark"),
                guessed);
        assertTrue(refused(Reason.WRONG_TYPE, file("a\n1\n2 b\n").column("a", NUMBER))
                .endsWith("Say flags() to have the marks behind the numbers in a column of their own."));
        assertEquals(
                1234.5,
                file("a;b\n1.234,5 b;x\n7,25;y\n")
                        .flags()
                        .read()
                        .table()
                        .doubleColumn("a")
                        .get(0));
        assertEquals(
                72,
                file("a\n72A\n")
                        .flags()
                        .column("a", NUMBER)
                        .read()
                        .table()
                        .intColumn("a")
                        .get(0));
    }

    @Test
    void blanksAroundMarkersAndNumbersDoNotCount() throws IOException {
        TableSource source =
                file("a,b,c\n 1 , .. ,\u00A0\n2\u00A0,\t5,x\n").missing("..").read();
        assertEquals(2, source.table().intColumn("a").get(1));
        assertTrue(source.table().intColumn("b").isMissing(0));
        assertEquals(1, source.table().column("c").countMissing());
        assertEquals(
                List.of(" 0123", "45"),
                file("a\n 0123\n45\n").read().table().stringColumn("a").asList());
    }

    @Test
    void keysOfEurostatGetColumnsOfTheirOwn() throws IOException {
        String text = "freq,unit,geo\\TIME_PERIOD\t2023 \t2024 \nA,PC,BG\t12.1 b\t: u\nA,PC,LU\t: \t18.8 \n";
        for (String name : List.of("une.tsv", "une.txt")) {
            TableSource source =
                    named(name, text.getBytes(StandardCharsets.UTF_8)).read();
            assertEquals(
                    List.of("freq", "unit", "geo", "2023", "2023_flag", "2024", "2024_flag"),
                    source.table().columnNames());
            assertEquals(18.8, source.table().doubleColumn("2024").get(1));
            assertEquals("u", source.table().stringColumn("2024_flag").get(0));
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                out.putNextEntry(new ZipEntry(namesAndTexts[i]));
                out.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void packedFilesAreRead() throws IOException {
        String text = "a,b\n1,2\n";
        TableSource packed = named("x.csv.gz", gzip(text)).read();
        assertEquals(2, packed.table().intColumn("b").get(0));
        assertEquals(64, packed.provenance().sha256().length());
        assertEquals(1, named("x.csv.zip", zip("x.csv", text)).read().table().rowCount());
        byte[] two = zip("data.csv", text, "meta.csv", "m\n1\n");
        assertEquals(
                "TableFile needs one file in \"two.zip\", but it holds 2: data.csv, meta.csv. Say which, for example"
                        + " inside(\"data.csv\").",
                refused(Reason.BAD_VALUE, named("two.zip", two)));
        assertEquals(
                List.of("m"),
                named("two.zip", two).inside("meta.csv").read().table().columnNames());
        assertTrue(refused(Reason.BAD_VALUE, named("two.zip", two).inside("dat.csv"))
                .contains("Did you mean \"data.csv\"?"));
        assertTrue(refused(Reason.OUT_OF_RANGE, file(text).inside("x")).contains("Leave inside(…) out."));
        byte[] cut = java.util.Arrays.copyOf(gzip("a,b\n" + "1,2\n".repeat(5000)), 40);
        assertTrue(refused(Reason.BAD_VALUE, named("cut.csv.gz", cut)).endsWith("fetch it again."));
    }

    @Test
    void whatUnpacksWithoutEndIsRefused() {
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> FileContent.guarded(InputStreams.zeros(), "bomb.gz", 10, 2000)
                        .transferTo(OutputStream.nullOutputStream()));
        assertEquals(
                "TableFile needs a table in file \"bomb.gz\", but its 10 bytes unpack to more than 2,000, as no table does."
                        + " Unpack it yourself if you trust it.",
                e.getMessage());
    }

    /** Endless zeros. */
    private static final class InputStreams {
        static java.io.InputStream zeros() {
            return new java.io.InputStream() {
                @Override
                public int read() {
                    return 0;
                }
            };
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GBK       | 地区,产量\\n北京市,12\\n上海市,15\\n广东省佛山市,18\\n
            Shift_JIS | 都道府県,コード\\n北海道とうきょう,12\\nカタカナひらがなのデータ,15\\n
            EUC-KR    | 지역,생산량\\n서울특별시,12\\n부산광역시,15\\n
            windows-1252 | Größe,Stück – groß\\nSüd,12\\nKöln,15\\n
            ISO-8859-1 | Größe,Stück\\nSüd,12\\nKöln,15\\n
            UTF-16LE  | region,output\\nnorth,12\\nsouth,15\\n
            UTF-16BE  | region,output\\nnorth,12\\nsouth,15\\n
            """)
    void encodingsAreToldAndGuessed(String encoding, String text) throws IOException {
        String real = text.replace("\\n", "\n");
        TableSource source =
                named("x.csv", real.getBytes(Charset.forName(encoding))).read();
        assertEquals(List.of(real.split("\n")[0].split(",")), source.table().columnNames());
        String note = source.provenance().notes().get(0);
        assertTrue(note.startsWith("Read as " + Charset.forName(encoding).name() + ", since "), note);
    }

    @Test
    void whatCallsItselfXlsIsLookedInto() throws IOException {
        assertEquals(
                2,
                named("a.xls", "a\tb\n1\t2\n".getBytes(StandardCharsets.UTF_8))
                        .read()
                        .table()
                        .columnCount());
        String page = assertThrows(
                        OverhangException.class,
                        () -> named("b.xls", " <html><table>".getBytes(StandardCharsets.UTF_8)))
                .getMessage();
        assertTrue(page.endsWith("a web page that calls itself .xls. Open it and save it as .xlsx."), page);
        assertFalse(page.contains("old workbook"));
    }

    @Test
    void optionsOfOtherFormatsAreRefused() {
        for (TableFile said : List.of(
                TableFile.parquet("b.parquet").decimalComma(),
                TableFile.parquet("b.parquet").thousands('.'),
                TableFile.parquet("b.parquet").footer(),
                TableFile.parquet("b.parquet").flags(),
                TableFile.parquet("b.parquet").headerRows(2),
                TableFile.parquet("b.parquet").rows(1, 2),
                TableFile.parquet("b.parquet").unitRow(2),
                TableFile.parquet("b.parquet").comment("#"),
                TableFile.excel("b.xlsx").comment("#"),
                TableFile.excel("b.xlsx").inside("x"))) {
            assertTrue(refused(Reason.OUT_OF_RANGE, said).contains("has none in a"));
        }
    }
}
