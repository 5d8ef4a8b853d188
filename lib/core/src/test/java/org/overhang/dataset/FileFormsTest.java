package org.overhang.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Field.Kind.NUMBER;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.TableSource;

/** The forms in which publishers wrap a table of text: titles above it, delimiters behind it. */
class FileFormsTest {
    @TempDir
    Path folder;

    private TableFile file(String text, Charset encoding) throws IOException {
        return TableFile.csv(Files.write(folder.resolve("export.csv"), text.getBytes(encoding)));
    }

    private TableFile file(String text) throws IOException {
        return file(text, StandardCharsets.UTF_8);
    }

    private static String refused(Reason reason, TableFile file) {
        OverhangException e = assertThrows(OverhangException.class, file::read);
        assertEquals(reason, e.reason());
        return e.lines().get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesAboveTheNamesAreLeftOut(String end) throws IOException {
        String text =
                "\"Data Source\",\"Made up; indicators\"\n\n\"Updated\",\"2017\"\n\n\"name\";\"2016\"\nA;1,5\nB;x\n"
                        .replace("\n", end);
        for (Charset encoding : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16)) {
            TableSource source = file(text, encoding).skip(4).read();
            assertEquals(List.of("name", "2016"), source.table().columnNames());
            assertEquals(2, source.table().rowCount());
            assertEquals(
                    "Left out 4 lines above the header line, the first of them: \"Data Source\",\"Made up; indicators\"",
                    source.provenance().notes().get(0));
        }
        String first =
                refused(Reason.WRONG_TYPE, file(text).skip(4).decimalComma().column("2016", NUMBER));
        assertTrue(first.contains("row 2 (line 7) holds \"x\""), first);
        assertEquals(
                "File \"export.csv\" needs a header line, but it is empty.",
                refused(Reason.BAD_VALUE, file(text).skip(40)));
    }

    @Test
    void aCountOfLinesIsNotNegative() {
        assertEquals(
                "TableFile needs a count of lines to leave out, but it was -1. Say 0 or more.",
                assertThrows(
                                OverhangException.class,
                                () -> TableFile.csv("x.csv").skip(-1))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void aDelimiterThatEndsEveryRowIsLeftOut(String delimiter) throws IOException {
        TableSource source = file("a,b\n1,x,\n2,,\n".replace(",", delimiter))
                .delimiter(delimiter.charAt(0))
                .read();
        assertEquals(List.of("a", "b"), source.table().columnNames());
        assertEquals(2, source.table().intColumn("a").get(1));
        assertTrue(source.table().column("b").isMissing(1));
        assertTrue(source.provenance()
                .notes()
                .contains("Left out the delimiter that ends every row but not the header line."));
    }

    /** One row without it, or one with something behind it, and cells may have moved. */
    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,2,\n3,4\n", "a,b\n1,2,\n3,4,5\n", "a,b\n1,2,,\n3,4,,\n", "a,b\n1,2,5\n3,4,\n"})
    void aDelimiterThatEndsSomeRowsIsRefused(String text) throws IOException {
        String first = refused(Reason.BAD_VALUE, file(text));
        assertTrue(
                first.startsWith("File \"export.csv\" needs 2 cells in every row, as in its header line, but row "),
                first);
    }

    @Test
    void anOptionWithoutUseIsRefused() throws IOException {
        assertEquals(
                "TableFile needs options that file \"export.csv\" has a use for, but sheet(…) has none in a text file."
                        + " Leave it out.",
                refused(Reason.OUT_OF_RANGE, file("a\n1\n").sheet("2024")));
        assertEquals(
                "TableFile needs options that file \"export.csv\" has a use for, but headerRow(…) has none in a text file."
                        + " Say skip(lines) for the lines above the header line.",
                refused(Reason.OUT_OF_RANGE, file("a\n1\n").headerRow(3)));
        for (TableFile file : List.of(TableFile.excel("b.xlsx"), TableFile.parquet("b.parquet"))) {
            for (TableFile said : List.of(file.skip(1), file.delimiter(';'), file.encoding(StandardCharsets.UTF_8))) {
                assertTrue(refused(Reason.OUT_OF_RANGE, said).contains("has none in a"));
            }
        }
        assertTrue(refused(Reason.OUT_OF_RANGE, TableFile.parquet("b.parquet").sheet("x"))
                .contains("sheet(…) has none in a Parquet file. Leave it out."));
    }
}
