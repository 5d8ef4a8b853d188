package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class HashJoinTest {
    private static Table sales() {
        return Table.create(
                "sales",
                StringColumn.create("firm", "B", "A", null, "C", "A"),
                IntColumn.create("year", 2020, 2020, 2020, 2021, 2021),
                DoubleColumn.create("value_usd", 1, 2, 3, 4, 5));
    }

    private static Table costs() {
        return Table.create(
                "costs",
                StringColumn.create("firm", "A", "B", null, "D"),
                IntColumn.create("year", 2020, 2020, 2020, 2021),
                DoubleColumn.create("cost_usd", 10, 20, 30, 40),
                DoubleColumn.create("Value_USD", 7, 8, 9, 6));
    }

    @Test
    void innerKeepsMatchedRowsInTheOrderOfTheLeft() {
        Joined joined = HashJoin.of(sales()).with(costs()).on("firm", "year").inner();
        Table t = joined.table();
        assertEquals(List.of("firm", "year", "value_usd", "cost_usd", "Value_USD_right"), t.columnNames());
        assertEquals(List.of("B", "A"), t.stringColumn("firm").asList());
        assertEquals(List.of(20.0, 10.0), t.doubleColumn("cost_usd").asList());
        assertEquals(3, joined.unmatchedLeft());
        assertEquals(2, joined.unmatchedRight());
        assertEquals(
                List.of("", "C", "A"), joined.leftOnly().stringColumn("firm").asList());
        assertEquals(List.of("", "D"), joined.rightOnly().stringColumn("firm").asList());
    }

    @Test
    void leftKeepsEveryRowAndLeavesMissingWhatHasNoPartner() {
        Table t = HashJoin.of(sales())
                .with(costs())
                .on("firm", "year")
                .suffix("costs")
                .left()
                .table();
        assertEquals(5, t.rowCount());
        assertEquals(
                List.of(1.0, 2.0, 3.0, 4.0, 5.0), t.doubleColumn("value_usd").asList());
        assertEquals(3, t.doubleColumn("cost_usd").countMissing());
        assertTrue(t.columnNames().contains("Value_USD_costs"));
        assertTrue(t.doubleColumn("cost_usd").isMissing(2), "a missing key has no partner, though both sides have one");
    }

    @Test
    void theSummaryCountsBothSides() {
        String text =
                HashJoin.of(sales()).with(costs()).on("firm", "year").inner().toString();
        assertEquals(
                "Join · kind inner · on firm, year · rows 2\n\n"
                        + "  side    table   rows   matched   no partner   of these, key missing\n"
                        + "  left    sales      5         2            3                       1\n"
                        + "  right   costs      4         2            2                       1\n\n"
                        + "Renamed: \"Value_USD\" of the right is called \"Value_USD_right\".\n\n"
                        + "Left out: 3 rows of the left without partner; 2 rows of the right without partner",
                text);
    }

    @Test
    void keysMayHaveOtherNames() {
        Table partners = Table.create(
                "partners", StringColumn.create("reporter", "A", "B"), IntColumn.create("when", 2020, 2020));
        partners.addColumns(IntColumn.create("rank", 1, 2));
        Joined joined = HashJoin.of(sales())
                .with(partners)
                .on(Map.of("firm", "reporter"))
                .left();
        assertEquals(
                List.of("firm", "year", "value_usd", "when", "rank"),
                joined.table().columnNames());
        assertEquals(1, joined.table().intColumn("rank").get(4));
    }

    @Test
    void aRepeatedKeyIsRefusedUnlessAskedFor() {
        Table prices = Table.create(
                "prices", StringColumn.create("firm", "A", "B", "A", "A"), IntColumn.create("price", 1, 2, 3, 4));
        HashJoin join = HashJoin.of(sales()).with(prices).on("firm");
        OverhangException e = assertThrows(OverhangException.class, join::inner);
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertEquals(
                "HashJoin needs each key once in table \"prices\", but it repeats (A) in rows 1 and 3, (A) in rows 1 and 4."
                        + " Add a key column, aggregate first, or say many() to keep every pair.",
                e.getMessage());
        Table all = join.many().inner().table();
        assertEquals(
                List.of("B", "A", "A", "A", "A", "A", "A"),
                all.stringColumn("firm").asList());
        assertEquals(List.of(2, 1, 3, 4, 1, 3, 4), all.intColumn("price").asList());
    }

    @Test
    void repeatedMissingKeysOnTheRightAreNoRepetition() {
        Table right = Table.create("r", StringColumn.create("firm", null, null, "A"), IntColumn.create("x", 1, 2, 3));
        assertEquals(
                2, HashJoin.of(sales()).with(right).on("firm").inner().table().rowCount());
    }

    @Test
    void problemsAreNamedTogether() {
        Table right = Table.create("r", IntColumn.create("firm", 1), StringColumn.create("yaer", "2020"));
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> HashJoin.of(sales()).with(right).on("firm", "year").inner());
        assertEquals(
                List.of(
                        "HashJoin needs keys of one kind, but \"firm\" in table \"sales\" holds text and \"firm\" in table"
                                + " \"r\" holds numbers. Read both as text.",
                        "HashJoin needs a key column, but table \"r\" has no column \"year\". Did you mean \"yaer\"?"
                                + " Its columns: firm, yaer."),
                e.lines());
        assertThrows(
                OverhangException.class, () -> HashJoin.of(sales()).with(right).on());
    }

    @Test
    void unitsAndSourcesSurvive() {
        Source left = Source.of(sales()).cite("Firms").unit("value_usd", "usd_thousand");
        Source right = Source.of(costs()).cite("Office").unit("cost_usd", "usd_million");
        Joined joined = HashJoin.of(left).with(right).on("firm", "year").inner();
        assertEquals("usd_thousand", joined.field("value_usd").orElseThrow().unit());
        assertEquals("usd_million", joined.field("cost_usd").orElseThrow().unit());
        assertEquals("Source: Firms; Office", joined.provenance().footer());
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> HashJoin.of(Source.of(sales()).unit("year", "kt"))
                        .with(Source.of(costs()).unit("year", "t"))
                        .on("firm", "year")
                        .inner());
        assertEquals(Reason.WRONG_UNIT, e.reason());
    }

    @Test
    void aNameTakenTwiceAfterRenamingIsRefused() {
        Table left = Table.create("l", IntColumn.create("k", 1), IntColumn.create("x", 1));
        Table right =
                Table.create("r", IntColumn.create("k", 1), IntColumn.create("x", 1), IntColumn.create("x_right", 1));
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> HashJoin.of(left).with(right).on("k").inner());
        assertTrue(e.getMessage().startsWith("HashJoin needs different names for its columns, but \"x_right\""));
        assertEquals(
                List.of("k", "x", "x_2", "x_right"),
                HashJoin.of(left)
                        .with(right)
                        .on("k")
                        .suffix("2")
                        .inner()
                        .table()
                        .columnNames());
    }

    @Test
    void emptySides() {
        Table none = sales().emptyCopy();
        assertEquals(
                0,
                HashJoin.of(none)
                        .with(costs())
                        .on("firm", "year")
                        .left()
                        .table()
                        .rowCount());
        Joined joined = HashJoin.of(sales())
                .with(costs().emptyCopy())
                .on("firm", "year")
                .left();
        assertEquals(5, joined.table().rowCount());
        assertEquals(5, joined.unmatchedLeft());
    }

    /** Zero and minus zero are one key, as they are equal numbers. */
    @Test
    void zeroHasOneSign() {
        Table left = Table.create("l", DoubleColumn.create("k", -0.0));
        Table right = Table.create("r", DoubleColumn.create("k", 0.0), IntColumn.create("x", 1));
        assertEquals(1, HashJoin.of(left).with(right).on("k").inner().table().rowCount());
    }

    /** The definition itself, as two loops: every pair of rows whose keys are present and equal. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void equalsTheDefinitionOnRandomTables(long seed) {
        Random random = new Random(seed);
        Table left = random(random, "l", 1 + random.nextInt(200));
        Table right = random(random, "r", 1 + random.nextInt(200));
        List<Integer> a = new ArrayList<>();
        List<Integer> b = new ArrayList<>();
        for (int i = 0; i < left.rowCount(); i++) {
            boolean found = false;
            for (int j = 0; j < right.rowCount(); j++) {
                if (equal(left, i, right, j)) {
                    a.add(i);
                    b.add(j);
                    found = true;
                }
            }
            if (!found) {
                a.add(i);
                b.add(-1);
            }
        }
        Table joined = HashJoin.of(left)
                .with(right)
                .on("text", "number", "day")
                .many()
                .left()
                .table();
        assertEquals(a, joined.intColumn("row").asList());
        List<Integer> partners = joined.intColumn("row_right").asList().stream()
                .map(x -> Objects.requireNonNullElse(x, -1))
                .toList();
        assertEquals(b, partners);
    }

    private static Table random(Random random, String name, int rows) {
        StringColumn text = StringColumn.create("text");
        DoubleColumn number = DoubleColumn.create("number");
        DateColumn day = DateColumn.create("day");
        IntColumn row = IntColumn.create("row");
        for (int i = 0; i < rows; i++) {
            text.append(random.nextInt(9) == 0 ? null : "k" + random.nextInt(3));
            number.append(random.nextInt(9) == 0 ? Double.NaN : random.nextInt(3) / 2.0);
            day.append(random.nextInt(9) == 0 ? null : LocalDate.of(2020, 1, 1 + random.nextInt(3)));
            row.append(i);
        }
        return Table.create(name, text, number, day, row);
    }

    private static boolean equal(Table l, int i, Table r, int j) {
        for (String key : List.of("text", "number", "day")) {
            if (l.column(key).isMissing(i)
                    || r.column(key).isMissing(j)
                    || !l.column(key).get(i).equals(r.column(key).get(j))) {
                return false;
            }
        }
        return true;
    }
}
