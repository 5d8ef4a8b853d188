package org.overhang.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.Field;
import org.overhang.core.TableSource;
import tech.tablesaw.api.ColumnType;

/** Decimal commas and thousands are found where one way only reads every number, and never guessed where two do. */
class NumberMarksTest {
    @TempDir
    Path folder;

    private TableFile file(String text) throws IOException {
        Path path = folder.resolve("x.csv");
        Files.writeString(path, text);
        return TableFile.csv(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12,5|7|12.5",
                "1.234,5|1.234|1234.5",
                "1 234,5|12|1234.5",
                "1\u00A0234,5|12|1234.5",
                "1'234.5|12|1234.5",
                "0,125|7|0.125",
                "1.234.567|5|1234567",
                "-12,5|0|-12.5"
            })
    void oneWayIsFound(String first, String second, double value) throws IOException {
        TableSource source = file("a;b\n" + first + ";" + second + "\n").read();
        assertEquals(Field.Kind.NUMBER, source.fields().get(0).kind(), source::toString);
        assertEquals(value, source.table().numberColumn("a").getDouble(0));
        assertTrue(source.toString().contains("the only way in which all of them are numbers"), source::toString);
    }

    /** One column settles the other. */
    @Test
    void theWholeFileDecides() throws IOException {
        TableSource source = file("a;b\n1.234;12,5\n2.500;7\n").read();
        assertEquals(1234, source.table().numberColumn("a").getDouble(0));
        assertEquals(12.5, source.table().numberColumn("b").getDouble(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"1,234\"|5", "\"1,234\"|\"2,500\"", "\"12,5\"|12.5", "\"1,2,3\"|4", "\"12,5\"|x", "a|b"})
    void twoWaysOrNoneLeaveText(String first, String second) throws IOException {
        TableSource source =
                file("a;b\n" + first + ";" + second + "\n").delimiter(';').read();
        boolean bIsWord = second.equals("x");
        assertEquals(
                bIsWord ? ColumnType.DOUBLE : ColumnType.STRING,
                source.table().column("a").type(),
                source::toString);
    }

    @Test
    void theDoubtIsSaid() throws IOException {
        TableSource source = file("a;b\n1,234;5\n").read();
        assertTrue(
                source.toString()
                        .contains(
                                "\"1,234\" in row 1 may hold thousands or decimals: declare thousands(…), decimalComma()"),
                source::toString);
        assertEquals(
                1234,
                file("a;b\n1,234;5\n")
                        .thousands(',')
                        .read()
                        .table()
                        .numberColumn("a")
                        .getDouble(0));
        assertEquals(
                1.234,
                file("a;b\n1,234;5\n")
                        .decimalComma()
                        .read()
                        .table()
                        .numberColumn("a")
                        .getDouble(0));
    }

    @Test
    void aDeclaredColumnOfNumbersIsHelpedToo() throws IOException {
        TableSource source =
                file("a;b\n12,5;x\n").column("a", Field.Kind.NUMBER).read();
        assertEquals(12.5, source.table().numberColumn("a").getDouble(0));
    }

    /** Codes that were declared text say nothing of how the file writes numbers. */
    @Test
    void declaredTextIsNotLookedAt() throws IOException {
        TableSource source =
                file("code;a\n1,5;1,234\n").column("code", Field.Kind.TEXT).read();
        assertEquals(Field.Kind.TEXT, source.fields().get(1).kind(), source::toString);
    }

    @Test
    void steadyCountsTellTheDelimiter() throws IOException {
        TableSource source = file("menge (t, roh);preis\n1,5;2,5\n3;4,25\n").read();
        assertEquals("menge (t, roh)", source.fields().get(0).name());
        assertEquals(4.25, source.table().numberColumn("preis").getDouble(1));
    }
}
