package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class PanelTest {
    private static Table mills() {
        return Table.create(
                "mills",
                StringColumn.create("mill", "c", "a", "", "b"),
                DoubleColumn.create("price", 3, 1, 9, Double.NaN),
                DoubleColumn.create("cost", Double.NaN, 5, 5, 5));
    }

    private static Panel.Request request() {
        return Panel.neededBy("Test")
                .number("price", "price")
                .optional("cost", "cost")
                .optional("none", "");
    }

    @Test
    void completeRowsStandInTheOrderOfTheirKeys() {
        Panel got = request().by(List.of("mill")).read(Source.of(mills()));
        assertEquals(2, got.count());
        assertArrayEquals(new double[] {1, 3}, got.get("price"));
        assertArrayEquals(new double[] {5, Double.NaN}, got.get("cost"));
        assertArrayEquals(new double[] {7, 7}, got.get("none", 7));
        assertEquals(Map.of("rows with a missing key", 1, "rows without price", 1), got.leftOut());
        assertEquals(2, got.dropped());
        assertTrue(got.leftOut(Summary.of("t"))
                .build()
                .toString()
                .endsWith("Left out: 1 rows with a missing key; 1 rows without price"));
    }

    @Test
    void twoRowsOfOneGroupAndNoCompleteRowAreRefused() {
        OverhangException twice =
                assertThrows(OverhangException.class, () -> request().read(Source.of(mills())));
        assertEquals(Reason.BAD_VALUE, twice.reason());
        assertEquals(
                "Test needs one row for each group, but \"all\" in table \"mills\" has rows 1 and 2. Add the column that tells them apart to by(…).",
                twice.lines().get(0));
        OverhangException empty =
                assertThrows(OverhangException.class, () -> request().read(Source.of(mills().emptyCopy())));
        assertEquals(Reason.NOT_IDENTIFIED, empty.reason());
        Panel got = request().by(List.of("mill")).read(Source.of(mills()));
        Problems problems = new Problems();
        got.refuse(problems, "price", v -> v > 2, "Test needs low prices, but they are high in");
        OverhangException high = assertThrows(OverhangException.class, problems::throwIfAny);
        assertEquals(
                "Test needs low prices, but they are high in \"c\". Correct the cells, or make them missing so that they are left out.",
                high.lines().get(0));
    }
}
