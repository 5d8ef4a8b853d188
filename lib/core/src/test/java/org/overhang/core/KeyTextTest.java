package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class KeyTextTest {
    /** Two firms whose codes differ by one and are one double. */
    private static final long CODE = 911100008021004330L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "S\u00e3o Jos\u00e9",
                " S\u00e3o Jos\u00e9",
                "S\u00e3o Jos\u00e9\u00a0",
                "S\u00e3o\u00a0Jos\u00e9",
                "\ufeffS\u00e3o\u202fJos\u00e9\t",
                "Sa\u0303o Jose\u0301",
                "\u3000Sa\u0303o Jose\u0301\u200b"
            })
    void blanksAndUnicodeFormsMakeNoOtherKey(String cell) {
        assertEquals("S\u00e3o Jos\u00e9", KeyText.of(cell));
    }

    @Test
    void whatIsPlainStaysAndWhatIsBlankIsMissing() {
        String plain = "304.31.8000/01.010";
        assertSame(plain, KeyText.of(plain));
        assertEquals("24.10", KeyText.of("24.10"));
        assertEquals("1E3", KeyText.of(" 1E3"));
        assertEquals("a  b", KeyText.of("a  b"));
        assertEquals(null, KeyText.of(" \u00a0\ufeff"));
        assertEquals(null, KeyText.of(null));
    }

    @Test
    void keysOfEveryReaderAreOne() {
        Table table = Table.create(
                "firms",
                StringColumn.create("firm", "A", "A ", "\u00a0A", "B", "Jose\u0301", "Jos\u00e9", " "),
                DoubleColumn.create("x", 1, 2, 3, 4, 5, 6, 7));
        Keys keys = Columns.neededBy("Test").keys("firm").read(Source.of(table)).keys();
        assertArrayEquals(new int[] {0, 0, 0, 1, 2, 2, -1}, keys.codes());
    }

    @Test
    void wholeNumbersAreExactToTheLast() {
        Table table = Table.create(
                "firms",
                LongColumn.create("firm", CODE, CODE + 1, Long.MAX_VALUE, Long.MAX_VALUE - 1, CODE),
                LongColumn.create("small", 3, 1, 2, 1, 1));
        table.longColumn("firm").appendMissing();
        table.longColumn("small").append(7);
        Columns in = Columns.neededBy("Test")
                .keys("firm")
                .text("code", "firm")
                .number("small", "small")
                .read(Source.of(table));
        Keys keys = in.keys();
        assertArrayEquals(new int[] {0, 1, 3, 2, 0, -1}, keys.codes());
        assertEquals("9223372036854775807", keys.label(3));
        assertEquals(
                List.of(CODE, CODE + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE),
                keys.columns().get(0).asList());
        assertEquals("911100008021004331", in.text("firm")[1]);
        assertEquals(7, in.number("small")[5]);
    }

    @Test
    void joinsTellWholeNumbersApart() {
        Table left =
                Table.create("left", LongColumn.create("firm", CODE, CODE + 1, 5), DoubleColumn.create("x", 1, 2, 3));
        Table right = Table.create("right", LongColumn.create("firm", CODE + 1, 5), DoubleColumn.create("y", 10, 20));
        Joined joined = HashJoin.of(left).with(right).on("firm").inner();
        assertEquals(2, joined.table().rowCount());
        assertEquals(10, joined.table().doubleColumn("y").get(0));
        // The narrow side is read as doubles, the wide one as whole numbers
        Table narrow = Table.create("narrow", DoubleColumn.create("firm", 5, 6), DoubleColumn.create("z", 7, 8));
        assertEquals(
                1, HashJoin.of(left).with(narrow).on("firm").inner().table().rowCount());
    }

    @Test
    void codesThatADoubleMergedAreRefused() {
        Table table = Table.create("firms", DoubleColumn.create("firm", CODE, CODE + 1));
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> Columns.neededBy("Test").keys("firm").read(Source.of(table)));
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertEquals(
                "Test needs whole codes in its key column, but \"firm\" in table \"firms\" holds 911100008021004300 in row 1,"
                        + " 911100008021004300 in row 2. Codes above 9,007,199,254,740,992 merge as decimal numbers; read the"
                        + " column as text.",
                e.getMessage());
    }

    @Test
    void namesOfColumnsAreKeysToo() {
        Table table =
                Table.create("t", DoubleColumn.create("Output\u00a0", 1.0), DoubleColumn.create("capacity\u00a0", 2.0));
        Source source = Source.of(table);
        assertEquals(
                List.of("Output", "capacity"),
                source.fields().stream().map(Field::name).toList());
        Columns in = Columns.neededBy("Test")
                .number("a", "Output")
                .number("b", "capacity ")
                .read(source);
        assertEquals(1, in.number("Output")[0]);
        assertEquals(2, in.number("capacity ")[0]);
        assertEquals(
                "kt",
                Source.of(table)
                        .unit("capacity", "kt")
                        .field("capacity")
                        .orElseThrow()
                        .unit());
    }

    @Test
    void namesThatCoincideAreRefused() {
        Table table = Table.create("t", DoubleColumn.create("output", 1.0), DoubleColumn.create("Output\u00a0", 2.0));
        OverhangException e = assertThrows(OverhangException.class, () -> Source.of(table));
        assertEquals(
                "Table \"t\" needs a name of its own for each column, but \"output\" and \"Output\u00a0\" are one name: blanks at the"
                        + " ends, the Unicode form and letter case do not tell columns apart. Rename one of them.",
                e.getMessage());
    }

    @Test
    void answersNeverCollideWithKeys() {
        Table table = Table.create("t", StringColumn.create("HHI", "a", "b"), DoubleColumn.create("x", 1, 2));
        Keys keys = Columns.neededBy("Test").keys("HHI").read(Source.of(table)).keys();
        Table answer = keys.beside(Table.create("answer", DoubleColumn.create("hhi", 0.1, 0.2)));
        assertEquals(List.of("HHI_key", "hhi"), answer.columnNames());
    }
}
