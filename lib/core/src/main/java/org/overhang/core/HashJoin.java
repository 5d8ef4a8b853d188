package org.overhang.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Joins two sources on key columns: every row once, whatever the number of rows per key.
 *
 * <p>Tablesaw's own joins drop rows where a key has more than a thousand of them and let missing keys match each other. Here
 * a missing key matches nothing, a key that occurs twice on the right is refused unless {@link #many()} asks for it, columns
 * of one name on both sides are renamed and the renaming is printed, and the rows that found no partner are counted on both
 * sides. Rows keep the order of the left, and among the partners of one row that of the right.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var joined = HashJoin.of(imports).with(duties).on("product", "origin").left();
 * joined.rightOnly();
 * joined
 * }</pre>
 */
public final class HashJoin {
    private static final int SHOWN = 3;

    private final Source left;
    private final Source right;
    private final Map<String, String> keys;
    private final boolean many;
    private final String suffix;

    private HashJoin(Source left, Source right, Map<String, String> keys, boolean many, String suffix) {
        this.left = left;
        this.right = right;
        this.keys = keys;
        this.many = many;
        this.suffix = suffix;
    }

    /** The left side of a join, waiting for the right. */
    public static final class NeedsRight {
        private final Source left;

        private NeedsRight(Source left) {
            this.left = left;
        }

        /**
         * The right side.
         *
         * @param right the table that adds its columns
         * @return the pair, waiting for its keys
         */
        public NeedsKeys with(Source right) {
            return new NeedsKeys(left, right);
        }

        /**
         * The right side.
         *
         * @param right the table that adds its columns
         * @return the pair, waiting for its keys
         */
        public NeedsKeys with(Table right) {
            return with(Source.of(right));
        }
    }

    /** Two tables, waiting for the columns that match them. */
    public static final class NeedsKeys {
        private final Source left;
        private final Source right;

        private NeedsKeys(Source left, Source right) {
            this.left = left;
            this.right = right;
        }

        /**
         * The key columns, of the same name on both sides.
         *
         * @param columns their names, at least one
         * @return the join
         */
        public HashJoin on(String... columns) {
            if (columns.length == 0) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "HashJoin needs at least one key column. Name it, for example on(\"year\").");
            }
            Map<String, String> keys = new LinkedHashMap<>();
            for (String column : columns) {
                keys.put(column, column);
            }
            return new HashJoin(left, right, keys, false, "right");
        }

        /**
         * The key columns, of different names; they are taken in alphabetical order of the left.
         *
         * @param rightOfLeft name on the right by name on the left
         * @return the join
         */
        public HashJoin on(Map<String, String> rightOfLeft) {
            if (rightOfLeft.isEmpty()) {
                return on();
            }
            return new HashJoin(left, right, new TreeMap<>(rightOfLeft), false, "right");
        }
    }

    /**
     * Starts a join.
     *
     * @param left the table whose rows are kept or extended
     * @return the left side, waiting for the right
     */
    public static NeedsRight of(Source left) {
        return new NeedsRight(left);
    }

    /**
     * Starts a join.
     *
     * @param left the table whose rows are kept or extended
     * @return the left side, waiting for the right
     */
    public static NeedsRight of(Table left) {
        return of(Source.of(left));
    }

    /**
     * Allows a key to occur more than once on the right; a left row then stands once for each partner.
     *
     * @return the join
     */
    public HashJoin many() {
        return new HashJoin(left, right, keys, true, suffix);
    }

    /**
     * What a right column is called if the left has one of its name: the name, an underscore and this.
     *
     * @param word for example {@code "costs"}; {@code "right"} unless said
     * @return the join
     */
    public HashJoin suffix(String word) {
        return new HashJoin(left, right, keys, many, word);
    }

    /**
     * Rows whose keys occur on both sides.
     *
     * @return the joined rows with the counts of the others
     * @throws OverhangException {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}, {@link Reason#WRONG_UNIT} or, for a
     *     key that occurs twice on the right, {@link Reason#BAD_VALUE}
     */
    public Joined inner() {
        return join(false);
    }

    /**
     * All rows of the left, with the right's columns missing where there is no partner.
     *
     * @return the joined rows with the counts of those without partner
     * @throws OverhangException as {@link #inner()}
     */
    public Joined left() {
        return join(true);
    }

    private Joined join(boolean keepLeft) {
        Table a = Tables.of(left);
        Table b = Tables.of(right);
        checkKinds();
        Columns leftKeys = Columns.neededBy("HashJoin").keys(keys.keySet()).read(left);
        Columns rightKeys = Columns.neededBy("HashJoin").keys(keys.values()).read(right);
        List<Object> leftCells = new ArrayList<>();
        List<Object> rightCells = new ArrayList<>();
        keys.forEach((l, r) -> {
            leftCells.add(leftKeys.cells(l));
            rightCells.add(rightKeys.cells(r));
        });
        JoinMath.Codes codes = JoinMath.codes(leftCells, rightCells);
        if (!many) {
            refuseRepeated(codes, b);
        }
        long size = JoinMath.size(codes, keepLeft);
        if (size > Integer.MAX_VALUE - 8) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "HashJoin needs a result of at most 2 billion rows, but the keys make " + Numbers.fixed(size, 0)
                            + ". Add a key column.");
        }
        JoinMath.Pairs pairs = JoinMath.pairs(codes, (int) size, keepLeft);
        Map<String, String> renamed = renamed();
        Table table = Table.create(left.name());
        a.columns().forEach(c -> table.addColumns(Tables.gather(c, pairs.left())));
        for (Column<?> c : b.columns()) {
            if (!keys.containsValue(c.name())) {
                Column<?> cells = Tables.gather(c, pairs.right());
                cells.setName(renamed.getOrDefault(c.name(), c.name()));
                table.addColumns(cells);
            }
        }
        return new Joined(
                keepLeft ? "left" : "inner",
                keys,
                renamed,
                source(table, renamed),
                a,
                b,
                left.name(),
                right.name(),
                codes);
    }

    private void checkKinds() {
        Problems problems = new Problems();
        keys.forEach((l, r) -> {
            Field a = field(left, l, problems);
            Field b = field(right, r, problems);
            if (a != null && b != null) {
                problems.require(
                        a.kind() == b.kind(),
                        Reason.WRONG_TYPE,
                        "HashJoin needs keys of one kind, but \"" + l + "\" in table \"" + left.name() + "\" holds "
                                + a.kind().words() + " and \"" + r + "\" in table \"" + right.name() + "\" holds "
                                + b.kind().words() + ". Read both as text.");
            }
        });
        problems.throwIfAny();
        keys.forEach((l, r) -> Unit.requireSame(
                "HashJoin", left.field(l).orElseThrow(), right.field(r).orElseThrow()));
    }

    private static @Nullable Field field(Source source, String column, Problems problems) {
        Field field = source.field(column).orElse(null);
        if (field == null) {
            List<String> there = source.fields().stream().map(Field::name).toList();
            problems.add(
                    Reason.MISSING_COLUMN,
                    ColumnNeeds.missing("HashJoin", "a key column", column, source.name(), there));
        }
        return field;
    }

    private void refuseRepeated(JoinMath.Codes codes, Table b) {
        int[] first = new int[codes.count()];
        Arrays.fill(first, -1);
        List<String> shown = new ArrayList<>();
        int repeated = 0;
        for (int row = 0; row < codes.right().length; row++) {
            int code = codes.right()[row];
            if (code >= 0 && first[code] >= 0) {
                repeated++;
                if (shown.size() < SHOWN) {
                    int at = row;
                    shown.add("("
                            + String.join(
                                    ", ",
                                    keys.values().stream()
                                            .map(k -> Tables.cell(b, k, at))
                                            .toList()) + ") in rows " + (first[code] + 1) + " and " + (row + 1));
                }
            } else if (code >= 0) {
                first[code] = row;
            }
        }
        if (repeated > 0) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "HashJoin needs each key once in table \"" + right.name() + "\", but it repeats "
                            + String.join(", ", shown)
                            + (repeated > SHOWN ? " and " + Numbers.fixed(repeated - SHOWN, 0) + " more" : "")
                            + ". Add a key column, aggregate first, or say many() to keep every pair.");
        }
    }

    /** Tablesaw ignores letter case in names, so a clash does too. */
    private Map<String, String> renamed() {
        Set<String> taken = new TreeSet<>();
        left.fields().forEach(f -> taken.add(f.name().toLowerCase(Locale.ROOT)));
        List<String> added = right.fields().stream()
                .map(Field::name)
                .filter(name -> !keys.containsValue(name))
                .toList();
        Map<String, String> renamed = new LinkedHashMap<>();
        for (String name : added) {
            if (taken.contains(name.toLowerCase(Locale.ROOT))) {
                renamed.put(name, name + "_" + suffix);
            }
        }
        for (String name : added) {
            String called = renamed.getOrDefault(name, name);
            if (!taken.add(called.toLowerCase(Locale.ROOT))) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "HashJoin needs different names for its columns, but \"" + called
                                + "\" would occur twice. Choose another suffix, for example suffix(\"2\").");
            }
        }
        return renamed;
    }

    private TableSource source(Table table, Map<String, String> renamed) {
        TableSource source = Source.of(table).from(Tables.merged(left.provenance(), right.provenance()));
        for (Field f : left.fields()) {
            source = source.unit(f.name(), f.unit());
        }
        for (Field f : right.fields()) {
            if (!keys.containsValue(f.name())) {
                source = source.unit(renamed.getOrDefault(f.name(), f.name()), f.unit());
            }
        }
        for (Hierarchy hierarchy : left.hierarchies()) {
            source = source.levels(hierarchy);
        }
        for (Hierarchy hierarchy : right.hierarchies()) {
            String column = hierarchy.column();
            if (!keys.containsValue(column)) {
                source = source.levels(hierarchy.in(renamed.getOrDefault(column, column)));
            }
        }
        return source;
    }
}
