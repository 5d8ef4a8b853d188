package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.ColumnType;

class KeysTest {
    private static Map<String, Object> columns(Object... namesAndCells) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndCells.length; i += 2) {
            columns.put((String) namesAndCells[i], namesAndCells[i + 1]);
        }
        return columns;
    }

    @Test
    void groupsAreSortedByEachKeyInTurn() {
        Keys keys = Keys.of(
                5, columns("region", new String[] {"World", "China", "World", "China", "China"}, "year", new double[] {
                    2020, 2021, 2019, 2009, 2021
                }));
        assertEquals(4, keys.count());
        assertArrayEquals(new int[] {3, 1, 2, 0, 1}, keys.codes());
        assertEquals(
                List.of("China, 2009", "China, 2021", "World, 2019", "World, 2020"),
                List.of(keys.label(0), keys.label(1), keys.label(2), keys.label(3)));
        assertArrayEquals(new int[] {1, 2, 1, 1}, keys.sizes());
        assertEquals(2021, keys.value(1, 1));
        assertTrue(Double.isNaN(keys.value(1, 0)));
        assertEquals(1, keys.level(2, 0));
        assertEquals(List.of("region", "year"), keys.names());
    }

    @Test
    void aMissingKeyBelongsToNoGroup() {
        Keys keys = Keys.of(
                4,
                columns(
                        "a", new String[] {"x", null, "x", "x"},
                        "b", new double[] {1, 1, Double.NaN, 1},
                        "c", new int[] {5, 5, 5, Batch.NO_DAY}));
        assertArrayEquals(new int[] {0, -1, -1, -1}, keys.codes());
        assertEquals(3, keys.missing());
        assertEquals("x, 1, 1970-01-06", keys.label(0));
    }

    @Test
    void noKeyMakesOneGroup() {
        Keys keys = Keys.of(3, Map.of());
        assertArrayEquals(new int[] {0, 0, 0}, keys.codes());
        assertEquals("all", keys.label(0));
        assertEquals(0, Keys.of(0, Map.of()).count());
        assertEquals(0, Keys.of(0, columns("a", new String[0])).count());
    }

    @Test
    void rowsThatTakeNoPartMakeNoGroup() {
        Map<String, Object> columns = columns("a", new String[] {"x", "y", "x", "z"});
        Keys some = Keys.of(4, columns, row -> row != 1);
        assertEquals(2, some.count());
        assertArrayEquals(new int[] {0, -1, 0, 1}, some.codes());
        assertEquals("z", some.label(1));
    }

    @Test
    void allMissingMakesNoGroup() {
        Keys keys = Keys.of(2, columns("a", new String[] {null, null}, "b", new double[] {1, 2}));
        assertEquals(0, keys.count());
        assertEquals(2, keys.missing());
    }

    @Test
    void textIsSortedByCodePointAndZeroHasOneSign() {
        // U+1F600 comes after U+FFFD by code point, before it by UTF-16 unit.
        Keys text = Keys.of(3, columns("a", new String[] {"\uD83D\uDE00", "\uFFFD", "Z"}));
        assertArrayEquals(new int[] {2, 1, 0}, text.codes());
        Keys zero = Keys.of(2, columns("a", new double[] {-0.0, 0.0}));
        assertEquals(1, zero.count());
        assertEquals("0", zero.label(0));
    }

    @Test
    void columnsComeBackInTheirTypes() {
        Keys keys = Keys.of(
                2,
                columns(
                        "name", new String[] {"b", "a"},
                        "year", new double[] {2020, 2019},
                        "rate", new double[] {0.5, 0.25},
                        "day", new int[] {1, 0}));
        var columns = keys.columns();
        assertEquals(
                List.of(ColumnType.STRING, ColumnType.INTEGER, ColumnType.DOUBLE, ColumnType.LOCAL_DATE),
                columns.stream().map(c -> c.type()).toList());
        assertEquals(LocalDate.EPOCH, columns.get(3).get(0));
        assertEquals("a", columns.get(0).get(0));
    }

    /** The definition itself: groups are the distinct key tuples, sorted; small and large numbers of levels. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void equalsTheDefinitionAndRowOrderDoesNotMatter(long seed) {
        Random random = new Random(seed);
        int n = 2_000;
        int levels = seed % 2 == 0 ? 5 : 900;
        String[] text = new String[n];
        double[] number = new double[n];
        int[] day = new int[n];
        for (int i = 0; i < n; i++) {
            text[i] = random.nextInt(20) == 0 ? null : String.format("k%03d", random.nextInt(levels));
            number[i] = random.nextInt(20) == 0 ? Double.NaN : random.nextInt(levels) / 4.0;
            day[i] = random.nextInt(20) == 0 ? Batch.NO_DAY : random.nextInt(levels);
        }
        Keys keys = Keys.of(n, columns("t", text, "n", number, "d", day));
        TreeMap<String, List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            if (text[i] != null && !Double.isNaN(number[i]) && day[i] != Batch.NO_DAY) {
                String tuple = String.format(java.util.Locale.ROOT, "%s|%08.2f|%05d", text[i], number[i], day[i]);
                groups.computeIfAbsent(tuple, k -> new ArrayList<>()).add(i);
            }
        }
        assertEquals(groups.size(), keys.count());
        int group = 0;
        int[] codes = keys.codes();
        for (List<Integer> rows : groups.values()) {
            for (int row : rows) {
                assertEquals(group, codes[row]);
            }
            group++;
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        String[] text2 = new String[n];
        double[] number2 = new double[n];
        int[] day2 = new int[n];
        for (int i = 0; i < n; i++) {
            text2[i] = text[order.get(i)];
            number2[i] = number[order.get(i)];
            day2[i] = day[order.get(i)];
        }
        Keys shuffled = Keys.of(n, columns("t", text2, "n", number2, "d", day2));
        int[] codes2 = shuffled.codes();
        for (int i = 0; i < n; i++) {
            assertEquals(codes[order.get(i)], codes2[i]);
        }
        for (int g = 0; g < keys.count(); g++) {
            assertEquals(keys.label(g), shuffled.label(g));
        }
    }

    /** Whole numbers are coded by counting, others by sorting; both give sorted groups and leave missing cells out. */
    @Test
    void wholeNumbersAreCodedAsSortedOnesAre() {
        double[] whole = {2005, Double.NaN, -3, 2005, -0.0, 0.0, 7};
        double[] wide = {2005e9, Double.NaN, -3e9, 2005e9, -0.0, 0.0, 7e9};
        Keys near = Keys.of(whole.length, java.util.Map.of("k", whole));
        Keys far = Keys.of(wide.length, java.util.Map.of("k", wide));
        org.junit.jupiter.api.Assertions.assertArrayEquals(new int[] {3, -1, 0, 3, 1, 1, 2}, near.codes());
        org.junit.jupiter.api.Assertions.assertArrayEquals(near.codes(), far.codes());
        org.junit.jupiter.api.Assertions.assertEquals("0", near.label(1));
        org.junit.jupiter.api.Assertions.assertEquals("2005", near.label(3));
        org.junit.jupiter.api.Assertions.assertEquals(4, near.count());
    }
}
