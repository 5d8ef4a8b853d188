package org.overhang.core;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.overhang.core.time.Periods;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Groups of rows, coded as integers: the same groups in the same order whatever the order of the rows.
 *
 * <p>Groups are sorted by their key columns in turn: numbers and days by value, text by code point. A row with a missing
 * key belongs to no group and has code −1. Text that differs only in blanks at its ends, in no-break blanks or in its Unicode
 * form (NFC, NFD) is one key, and whole numbers are told apart up to 2⁶³.
 */
public final class Keys {
    private final List<String> names;
    private final List<Object> levels;
    private final int[] codes;
    private final int[][] groups;

    private Keys(List<String> names, List<Object> levels, int[] codes, int[][] groups) {
        this.names = names;
        this.levels = levels;
        this.codes = codes;
        this.groups = groups;
    }

    /**
     * Codes key columns.
     *
     * @param rows how many rows there are
     * @param columns key columns by name: {@code double[]}, {@code long[]}, {@code String[]}, {@code int[]} of days, or
     *     {@link Periods}
     * @return the groups; if there are no key columns, one group of all rows
     */
    public static Keys of(int rows, Map<String, Object> columns) {
        return of(rows, columns, row -> true);
    }

    /**
     * Codes key columns of some rows.
     *
     * @param rows how many rows there are
     * @param columns key columns by name: {@code double[]}, {@code long[]}, {@code String[]}, {@code int[]} of days, or
     *     {@link Periods}
     * @param keep which rows take part, from 0; the others have code −1 and make no group
     * @return the groups; if there are no key columns, one group of all rows kept
     */
    public static Keys of(int rows, Map<String, Object> columns, IntPredicate keep) {
        int[] combined = new int[rows];
        boolean any = false;
        boolean all = true;
        for (int i = 0; i < rows; i++) {
            combined[i] = keep.test(i) ? 0 : -1;
            any |= combined[i] == 0;
            all &= combined[i] == 0;
        }
        if (!any) {
            return new Keys(
                    new ArrayList<>(columns.keySet()), new ArrayList<>(columns.values()), combined, new int[0][]);
        }
        List<String> names = new ArrayList<>(columns.keySet());
        List<Object> levels = new ArrayList<>();
        int groups = 1;
        List<int[]> members = List.of(new int[0]);
        for (Object column : columns.values()) {
            KeyCodes.Coded coded = KeyCodes.of(column);
            boolean first = levels.isEmpty();
            levels.add(coded.levels());
            Combined next = first && all ? alone(coded) : combine(combined, members, coded, groups);
            combined = next.codes;
            members = next.members;
            groups = members.size();
        }
        return new Keys(names, levels, combined, members.toArray(int[][]::new));
    }

    private record Combined(int[] codes, List<int[]> members) {}

    private static Combined alone(KeyCodes.Coded key) {
        List<int[]> members = new ArrayList<>(key.count());
        for (int i = 0; i < key.count(); i++) {
            members.add(new int[] {i});
        }
        return new Combined(key.codes(), members);
    }

    /** Crosses groups so far with one more key; only the crossings that occur become groups, in sorted order. */
    private static Combined combine(int[] before, List<int[]> members, KeyCodes.Coded key, int groups) {
        long cells = (long) groups * Math.max(1, key.count());
        long[] crossed = new long[before.length];
        for (int i = 0; i < crossed.length; i++) {
            boolean missing = before[i] < 0 || key.codes()[i] < 0;
            crossed[i] = missing ? -1 : (long) before[i] * key.count() + key.codes()[i];
        }
        long[] present = cells <= 4L * before.length + 1024 ? occurring(crossed, (int) cells) : occurring(crossed);
        int[] codes = cells <= 4L * before.length + 1024
                ? placed(crossed, present, (int) cells)
                : Arrays.stream(crossed)
                        .mapToInt(c -> c < 0 ? -1 : Arrays.binarySearch(present, c))
                        .toArray();
        List<int[]> next = new ArrayList<>(present.length);
        for (long cell : present) {
            int[] old = members.get((int) (cell / key.count()));
            int[] member = Arrays.copyOf(old, old.length + 1);
            member[old.length] = (int) (cell % key.count());
            next.add(member);
        }
        return new Combined(codes, next);
    }

    private static long[] occurring(long[] crossed) {
        return Arrays.stream(crossed).filter(c -> c >= 0).sorted().distinct().toArray();
    }

    private static long[] occurring(long[] crossed, int cells) {
        boolean[] seen = new boolean[cells];
        int count = 0;
        for (long c : crossed) {
            if (c >= 0 && !seen[(int) c]) {
                seen[(int) c] = true;
                count++;
            }
        }
        long[] present = new long[count];
        for (int c = 0, at = 0; c < cells; c++) {
            if (seen[c]) {
                present[at++] = c;
            }
        }
        return present;
    }

    private static int[] placed(long[] crossed, long[] present, int cells) {
        int[] place = new int[cells];
        for (int i = 0; i < present.length; i++) {
            place[(int) present[i]] = i;
        }
        int[] codes = new int[crossed.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = crossed[i] < 0 ? -1 : place[(int) crossed[i]];
        }
        return codes;
    }

    /**
     * The group of each row.
     *
     * @return codes from 0 to {@link #count()} − 1; −1 where a key is missing
     */
    public int[] codes() {
        return codes.clone();
    }

    /**
     * How many groups there are.
     *
     * @return the number of groups
     */
    public int count() {
        return groups.length;
    }

    /**
     * The key columns.
     *
     * @return their names
     */
    public List<String> names() {
        return List.copyOf(names);
    }

    /**
     * How many rows have a missing key.
     *
     * @return the number of rows with code −1
     */
    public int missing() {
        return (int) Arrays.stream(codes).filter(c -> c < 0).count();
    }

    /**
     * The group's values, joined: "China, 2019".
     *
     * @param group its code
     * @return the label; "all" if there are no keys
     */
    public String label(int group) {
        if (names.isEmpty()) {
            return "all";
        }
        List<String> parts = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            parts.add(label(group, k));
        }
        return String.join(", ", parts);
    }

    /**
     * One of the group's values as text.
     *
     * @param group its code
     * @param key position of the key column, from 0
     * @return the text
     */
    public String label(int group, int key) {
        Object level = levels.get(key);
        int code = groups[group][key];
        if (level instanceof double[] numbers) {
            return Numbers.plain(numbers[code]);
        }
        if (level instanceof int[] days) {
            return LocalDate.ofEpochDay(days[code]).toString();
        }
        if (level instanceof Periods periods) {
            return periods.label(code);
        }
        return level instanceof long[] integers ? Long.toString(integers[code]) : ((String[]) level)[code];
    }

    /**
     * One of the group's values as a number: a year, days since 1970-01-01, or a period's ordinal.
     *
     * @param group its code
     * @param key position of the key column, from 0
     * @return the number; NaN if the key is text
     */
    public double value(int group, int key) {
        Object level = levels.get(key);
        int code = groups[group][key];
        if (level instanceof double[] numbers) {
            return numbers[code];
        }
        if (level instanceof Periods periods) {
            return periods.ordinal(code);
        }
        if (level instanceof long[] integers) {
            return integers[code];
        }
        return level instanceof int[] days ? days[code] : Double.NaN;
    }

    /**
     * The code of one key of the group among that key's own sorted values.
     *
     * @param group its code
     * @param key position of the key column, from 0
     * @return a code from 0
     */
    public int level(int group, int key) {
        return groups[group][key];
    }

    /**
     * Rows in each group.
     *
     * @return one count a group
     */
    public int[] sizes() {
        int[] sizes = new int[count()];
        for (int code : codes) {
            if (code >= 0) {
                sizes[code]++;
            }
        }
        return sizes;
    }

    /**
     * The key columns with one row a group, of the type they were read as, for tidy tables.
     *
     * @return fresh columns
     */
    public List<Column<?>> columns() {
        List<Column<?>> columns = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            columns.add(column(k));
        }
        return columns;
    }

    /**
     * The key columns with one row a group, and an answer's columns behind them. A key that is called like one of the answer's
     * columns, whatever the letter case, stands under its name and {@code _key}.
     *
     * @param answer one row a group
     * @return a fresh table of that name
     */
    public Table beside(Table answer) {
        return beside(Table.create("keys", columns()), answer);
    }

    /**
     * As {@link #beside(Table)}, for key columns that were taken already.
     *
     * @param keys key columns, one row a group
     * @param answer as many rows
     * @return a fresh table of the answer's name
     */
    public static Table beside(Table keys, Table answer) {
        Set<String> taken = new HashSet<>();
        answer.columns().forEach(c -> taken.add(c.name().toLowerCase(Locale.ROOT)));
        Table table = Table.create(answer.name());
        for (Column<?> cells : keys.columns()) {
            Column<?> key = cells.copy();
            String called = key.name();
            while (!taken.add(called.toLowerCase(Locale.ROOT))) {
                called += "_key";
            }
            key.setName(called);
            table.addColumns(key);
        }
        answer.columns().forEach(table::addColumns);
        return table;
    }

    private Column<?> column(int key) {
        String name = names.get(key);
        Object level = levels.get(key);
        if (level instanceof double[] numbers) {
            double[] cells =
                    Arrays.stream(groups).mapToDouble(g -> numbers[g[key]]).toArray();
            boolean whole = Arrays.stream(cells).allMatch(v -> v == Math.rint(v) && Math.abs(v) < Integer.MAX_VALUE);
            return whole
                    ? IntColumn.create(
                            name, Arrays.stream(cells).mapToInt(v -> (int) v).toArray())
                    : DoubleColumn.create(name, cells);
        }
        if (level instanceof int[] days) {
            DateColumn column = DateColumn.create(name);
            for (int[] group : groups) {
                column.append(LocalDate.ofEpochDay(days[group[key]]));
            }
            return column;
        }
        if (level instanceof Periods periods) {
            return periods.column(
                    name, Arrays.stream(groups).mapToInt(g -> g[key]).toArray());
        }
        if (level instanceof long[] integers) {
            return LongColumn.create(
                    name, Arrays.stream(groups).mapToLong(g -> integers[g[key]]).toArray());
        }
        String[] texts = (String[]) level;
        return StringColumn.create(
                name, Arrays.stream(groups).map(g -> texts[g[key]]).toArray(String[]::new));
    }
}
