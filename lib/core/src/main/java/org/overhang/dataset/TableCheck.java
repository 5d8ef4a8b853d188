package org.overhang.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.overhang.core.Columns;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What is wrong with a table of one's own, said before anything is computed from it: by row, with the keys and the cell.
 *
 * <pre>jump:  x(t) / x(t−1) &gt; f  or  &lt; 1/f,  t−1 the row before in the same group</pre>
 *
 * <p>The keys name a row: they must be complete and occur once. Every other check is asked for. Missing cells fail
 * {@link #complete} only. Groups are the keys without the time. The table is not changed and no row is dropped.
 *
 * <pre>{@code
 * var check = TableCheck.keys("plant", "year").complete("output_kt").positive("capacity_kt")
 *         .ratio("output_kt").to("capacity_kt").between(0, 1.3).everyYear("year").jumps("capacity_kt", 5).measure(plants);
 * check.holds();
 * check
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN} and {@link Reason#WRONG_TYPE} for columns that are not there or hold no numbers,
 * {@link Reason#OUT_OF_RANGE} for a factor of 1 or less.
 */
public final class TableCheck {
    private static final int SHOWN = 5;

    /** What a check asks of the columns it has read. */
    private interface Test {
        void look(Rows rows, List<String> failures);
    }

    /** One check in words, the columns of numbers it needs, and what to do where it fails. */
    private record Ask(
            String what, List<String> numbers, List<String> times, List<String> any, String advice, Test test) {
        Ask(String what, List<String> numbers, List<String> any, String advice, Test test) {
            this(what, numbers, List.of(), any, advice, test);
        }
    }

    private final List<String> keys;
    private final List<Ask> asks;

    private TableCheck(List<String> keys, List<Ask> asks) {
        this.keys = keys;
        this.asks = asks;
    }

    /**
     * The columns that together name a row.
     *
     * @param columns their names
     * @return a check that they are complete and unique
     */
    public static TableCheck keys(String... columns) {
        List<String> names = List.of(columns);
        Ask complete = new Ask(
                "keys are complete: " + String.join(", ", names),
                List.of(),
                names,
                "Fill in the cell, or leave the row out of the file",
                (rows, failures) -> rows.missing(names, failures));
        Ask unique = new Ask(
                "keys are unique: " + String.join(", ", names),
                List.of(),
                names,
                "Add the rows up, leave one out, or name another key",
                (rows, failures) -> rows.duplicates(names, failures));
        return new TableCheck(names, List.of(complete, unique));
    }

    private TableCheck ask(Ask ask) {
        List<Ask> more = new ArrayList<>(asks);
        more.add(ask);
        return new TableCheck(keys, List.copyOf(more));
    }

    /**
     * No cell of these columns is missing.
     *
     * @param columns their names
     * @return the check with that
     */
    public TableCheck complete(String... columns) {
        List<String> names = List.of(columns);
        return ask(new Ask(
                "complete: " + String.join(", ", names),
                List.of(),
                names,
                "Fill in the cell, or say that the row is left out",
                (rows, failures) -> rows.missing(names, failures)));
    }

    /**
     * Every number is above zero.
     *
     * @param column its name
     * @return the check with that
     */
    public TableCheck positive(String column) {
        return ask(new Ask(
                column + " is above zero",
                List.of(column),
                List.of(),
                "A zero that means \"not known\" is a missing cell",
                (rows, failures) -> rows.each(column, v -> v > 0, failures)));
    }

    /**
     * Every number lies between two bounds, both included.
     *
     * @param column its name
     * @param low lower bound
     * @param high upper bound
     * @return the check with that
     */
    public TableCheck between(String column, double low, double high) {
        return ask(new Ask(
                column + " from " + Numbers.plain(low) + " to " + Numbers.plain(high),
                List.of(column),
                List.of(),
                "Look for a slipped digit or another unit",
                (rows, failures) -> rows.each(column, v -> v >= low && v <= high, failures)));
    }

    /**
     * Begins a check of one column over another.
     *
     * @param column the numerator
     * @return what asks for the other column
     */
    public NeedsBase ratio(String column) {
        return new NeedsBase(this, column);
    }

    /** A ratio without its denominator. */
    public static final class NeedsBase {
        private final TableCheck check;
        private final String column;

        private NeedsBase(TableCheck check, String column) {
            this.check = check;
            this.column = column;
        }

        /**
         * The denominator.
         *
         * @param base its column
         * @return what asks for the bounds
         */
        public NeedsBounds to(String base) {
            return new NeedsBounds(check, column, base);
        }
    }

    /** A ratio without its bounds. */
    public static final class NeedsBounds {
        private final TableCheck check;
        private final String column;
        private final String base;

        private NeedsBounds(TableCheck check, String column, String base) {
            this.check = check;
            this.column = column;
            this.base = base;
        }

        /**
         * The bounds, both included.
         *
         * @param low lower bound
         * @param high upper bound
         * @return the check with that
         */
        public TableCheck between(double low, double high) {
            return check.ask(new Ask(
                    column + " over " + base + " from " + Numbers.plain(low) + " to " + Numbers.plain(high),
                    List.of(column, base),
                    List.of(),
                    "Look for two units or two concepts in one table",
                    (rows, failures) -> rows.ratios(column, base, low, high, failures)));
        }
    }

    /**
     * Every group has a row for each year from its first to its last, or for each quarter, month, week or day if such are its periods.
     *
     * @param time the key that is the year or another period, in any notation
     * @return the check with that
     */
    public TableCheck everyYear(String time) {
        return ask(new Ask(
                "a row for every " + time,
                List.of(),
                List.of(time),
                List.of(),
                "Add the row, or do not compare across the gap",
                (rows, failures) -> rows.gaps(groups(time), time, failures)));
    }

    /**
     * No number is more than so many times the one before it in its group, or less than that part of it: a jump of ten, a hundred or a
     * thousand is a change of unit more often than of the world.
     *
     * @param column its name
     * @param factor above 1
     * @return the check with that
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for a factor of 1 or less
     */
    public TableCheck jumps(String column, double factor) {
        if (!(factor > 1)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "A jump needs a factor above 1, but it is " + Numbers.argument(factor) + ".");
        }
        String time = keys.get(keys.size() - 1);
        return ask(new Ask(
                column + " within a factor " + Numbers.plain(factor) + " of the " + time + " before",
                List.of(column),
                List.of(time),
                List.of(),
                "Look for a change of unit or of what is counted",
                (rows, failures) -> rows.jumps(groups(time), time, column, factor, failures)));
    }

    private List<String> groups(String time) {
        return keys.stream().filter(k -> !k.equals(time)).toList();
    }

    /**
     * Looks at every row.
     *
     * @param source the table
     * @return one line a check
     * @throws OverhangException see the class
     */
    public Checked measure(Source source) {
        Columns.Request request = Columns.neededBy("TableCheck").keys(keys);
        for (Ask ask : asks) {
            ask.numbers.forEach(column -> request.number("checked", column));
            ask.times.forEach(column -> request.time("time", column));
            ask.any.forEach(column -> request.keys(column));
        }
        Rows rows = new Rows(source.table(), request.read(source), keys);
        Map<Ask, List<String>> found = new LinkedHashMap<>();
        for (Ask ask : asks) {
            List<String> failures = new ArrayList<>();
            ask.test.look(rows, failures);
            found.put(ask, failures);
        }
        return new Checked(source.name(), rows.count(), found);
    }

    /**
     * Looks at every row.
     *
     * @param table the table
     * @return one line a check
     */
    public Checked measure(Table table) {
        return measure(Source.of(table));
    }

    /** What the checks found. */
    public static final class Checked implements Result {
        private final String name;
        private final int rows;
        private final List<Map.Entry<Ask, List<String>>> lines;

        private Checked(String name, int rows, Map<Ask, List<String>> found) {
            this.name = name;
            this.rows = rows;
            this.lines = List.copyOf(found.entrySet());
        }

        /**
         * Whether every check holds.
         *
         * @return true if no row fails
         */
        public boolean holds() {
            return lines.stream().allMatch(l -> l.getValue().isEmpty());
        }

        /**
         * What failed: the check, the rows with their keys, and what to do.
         *
         * @return one sentence a check that fails
         */
        public List<String> failures() {
            return lines.stream()
                    .filter(l -> !l.getValue().isEmpty())
                    .map(l -> l.getKey().what + ", but " + shown(l.getValue()) + ". " + l.getKey().advice + ".")
                    .toList();
        }

        private static String shown(List<String> failures) {
            return failures.stream().limit(SHOWN).collect(Collectors.joining("; "))
                    + (failures.size() > SHOWN ? " and " + (failures.size() - SHOWN) + " more" : "");
        }

        /**
         * Refuses to go on with a table that fails.
         *
         * @return this, if every check holds
         * @throws OverhangException {@link Reason#BAD_VALUE} with everything that fails
         */
        public Checked orThrow() {
            if (!holds()) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        failures().stream()
                                .map(f -> "Table \"" + name + "\" needs " + f)
                                .collect(Collectors.joining("\n")));
            }
            return this;
        }

        @Override
        public Summary summary() {
            Summary.Builder out = Summary.of("Table check")
                    .choice("table", name)
                    .choice("rows", Numbers.fixed(rows, 0))
                    .choice("checks", Numbers.fixed(lines.size(), 0))
                    .grid(Summary.grid(lines.size())
                            .text("check", "", i -> lines.get(i).getKey().what)
                            .number("fail", "", 0, i -> lines.get(i).getValue().size())
                            .text("holds", "", i -> lines.get(i).getValue().isEmpty() ? "yes" : "no"));
            failures().forEach(out::warning);
            return out.doesNotShow("What nobody asked: a wrong number within the bounds passes.")
                    .build();
        }

        /**
         * One row a failure: {@code check where}.
         *
         * @return a fresh table
         */
        @Override
        public Table tidy() {
            StringColumn check = StringColumn.create("check");
            StringColumn where = StringColumn.create("where");
            for (Map.Entry<Ask, List<String>> line : lines) {
                for (String failure : line.getValue()) {
                    check.append(line.getKey().what);
                    where.append(failure);
                }
            }
            return Table.create("checks", check, where);
        }

        @Override
        public Table glance() {
            return Table.create(
                    "checks",
                    IntColumn.create("nobs", new int[] {rows}),
                    IntColumn.create("checks", new int[] {lines.size()}),
                    IntColumn.create("failed", new int[] {failures().size()}),
                    BooleanColumn.create("holds", new boolean[] {holds()}));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
