package org.overhang.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.core.store.Stored;
import org.overhang.core.time.Periods;

/**
 * Chosen columns of a source as primitive arrays, checked: the gate between a verb and its arithmetic.
 *
 * <p>Every role is checked before anything is computed and all problems are reported together: a missing column with the
 * nearest name, a column of the wrong type with its first cell, infinite numbers or ones of the wrong sign with their row
 * numbers (from 1), units and currencies that do not go together. Text comes without blanks at its ends and in one Unicode form.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Columns in = Columns.neededBy("Utilization").number("output", "production_mt").number("capacity", "capacity_mt")
 *         .keys("region", "year").read(source);
 * double[] output = in.number("production_mt");
 * Keys groups = in.keys();
 * }</pre>
 */
public final class Columns {
    private static final int ROWS_SHOWN = 5;
    /** A cell while its column is put together: in the batch and in the whole. */
    private static final long BYTES_A_CELL = 16;

    private final String verb;
    private final Source source;
    private final int rows;
    private final Map<String, Object> arrays;
    /** Columns of whole numbers that a double would merge, for keys and texts. */
    private final Map<String, long[]> integers;

    private final Map<String, Periods> periods;
    private final List<String> timeKeys;
    private final List<String> keyNames;

    private Columns(
            String verb,
            Source source,
            ColumnLoader loaded,
            Map<String, Object> arrays,
            Map<String, Periods> periods,
            List<String> timeKeys,
            List<String> keyNames) {
        this.verb = verb;
        this.timeKeys = timeKeys;
        this.source = source;
        this.rows = loaded.rows();
        this.arrays = arrays;
        this.integers = loaded.integers();
        this.periods = periods;
        this.keyNames = keyNames;
    }

    /**
     * Starts a request.
     *
     * @param verb who asks, as the user typed it, for example {@code Utilization}
     * @return an empty request
     */
    public static Request neededBy(String verb) {
        return new Request(verb);
    }

    /** Which columns a verb needs, for which role, and how they must go together. */
    public static final class Request {
        private final String verb;
        private final List<ColumnNeeds.Need> needs = new ArrayList<>();
        private final List<ColumnNeeds.Pair> pairs = new ArrayList<>();
        private final List<String> keyNames = new ArrayList<>();
        private final Map<String, String> times = new LinkedHashMap<>();
        private final List<String> units = new ArrayList<>();
        private final List<String> perhapsTime = new ArrayList<>();

        private Request(String verb) {
            this.verb = verb;
        }

        private Request need(
                String role, String column, Field.@Nullable Kind kind, Sign sign, @Nullable CodeList codes) {
            if (!column.isEmpty() || sign == Sign.ANY && codes == null) {
                needs.add(new ColumnNeeds.Need(role, column, kind, sign, codes));
            }
            return this;
        }

        /**
         * A numeric column of any sign. One without a filled cell is accepted and reads as missing.
         *
         * @param role what it is for, for example {@code temperature}
         * @param column its name
         * @return this request
         */
        public Request number(String role, String column) {
            return need(role, column, Field.Kind.NUMBER, Sign.ANY, null);
        }

        /**
         * A column of a quantity, a price or money, with the sign it must have. A column of time or one that is also a key is no
         * quantity and is refused.
         *
         * @param role what it is for, for example {@code capacity}
         * @param column its name; an empty one asks for nothing
         * @param sign the sign of its filled cells
         * @return this request
         */
        public Request amount(String role, String column, Sign sign) {
            return column.isEmpty()
                    ? this
                    : need(role, column, Field.Kind.NUMBER, sign, null).unlike(column);
        }

        private Request unlike(String column) {
            pairs.add(new ColumnNeeds.Pair(ColumnNeeds.Rule.NOT_A_KEY, column, column));
            return this;
        }

        /**
         * A column of fractions; one whose unit is percent is refused, as a percentage in a cell is.
         *
         * @param role what it is for, for example {@code rate paid}
         * @param column its name; an empty one asks for nothing
         * @param kind which fractions they are
         * @return this request
         */
        public Request fraction(String role, String column, Fraction kind) {
            if (!column.isEmpty()) {
                needs.add(ColumnNeeds.Need.fraction(role, column, kind));
            }
            return this;
        }

        /**
         * A text column; numbers and days are taken as their text.
         *
         * @param role what it is for
         * @param column its name
         * @return this request
         */
        public Request text(String role, String column) {
            return need(role, column, null, Sign.ANY, null);
        }

        /**
         * A text column of a closed list of words; numbers are taken as their text, blanks stay missing.
         *
         * @param role what it is for
         * @param column its name; an empty one asks for nothing
         * @param words the words that are known
         * @return this request
         */
        public Request code(String role, String column, CodeList words) {
            return need(role, column, null, Sign.ANY, words);
        }

        /**
         * A date column.
         *
         * @param role what it is for
         * @param column its name
         * @return this request
         */
        public Request date(String role, String column) {
            return need(role, column, Field.Kind.DATE, Sign.ANY, null);
        }

        /**
         * Columns of one unit, as far as units are stated: kt beside mt, or money beside tonnes, is refused.
         *
         * @param columns their names; empty ones are passed over
         * @return this request
         */
        public Request sameUnit(String... columns) {
            return pairs(ColumnNeeds.Rule.SAME_UNIT, columns);
        }

        /**
         * Columns of money or of prices in one currency, whatever each is per.
         *
         * @param columns their names; empty ones are passed over
         * @return this request
         */
        public Request sameMoney(String... columns) {
            return pairs(ColumnNeeds.Rule.SAME_MONEY, columns);
        }

        /**
         * A price and the quantity that it is multiplied with: a price per MWh needs MWh.
         *
         * @param price column of the price; may be empty
         * @param quantity column of the quantity; may be empty
         * @return this request
         */
        public Request perUnit(String price, String quantity) {
            return pairs(ColumnNeeds.Rule.PER_UNIT, price, quantity);
        }

        /**
         * A price and a quantity that only weighs it: usd/t beside kt is no mix, usd/t beside MWh is.
         *
         * @param price column of the price; may be empty
         * @param quantity column of the quantity; may be empty
         * @return this request
         */
        public Request weighed(String price, String quantity) {
            return pairs(ColumnNeeds.Rule.WEIGHED, price, quantity);
        }

        /**
         * A price, the quantity that it is multiplied with, and the money in which the product is compared: usd/t times kt is
         * thousands of dollars.
         *
         * @param price column of the price; may be empty
         * @param quantity column of the quantity; may be empty
         * @param money column of the money; where it is empty or states no unit, the price must be per unit of the quantity
         * @return this request
         */
        public Request product(String price, String quantity, String money) {
            if (!price.isEmpty() && !quantity.isEmpty()) {
                pairs.add(new ColumnNeeds.Pair(ColumnNeeds.Rule.PRODUCT, price, quantity, money));
            }
            return this;
        }

        private Request pairs(ColumnNeeds.Rule rule, String... columns) {
            List<String> named =
                    Arrays.stream(columns).filter(c -> !c.isEmpty()).toList();
            boolean ofTwo = rule == ColumnNeeds.Rule.PER_UNIT || rule == ColumnNeeds.Rule.WEIGHED;
            if (!ofTwo || named.size() == columns.length) {
                // Each with each, since the first of them may state no unit
                for (int i = 1; i < named.size(); i++) {
                    for (int j = 0; j < i; j++) {
                        pairs.add(new ColumnNeeds.Pair(rule, named.get(j), named.get(i)));
                    }
                }
            }
            return this;
        }

        /**
         * A column of periods, of any type and notation; as a key it orders its groups by the calendar.
         *
         * @param role what it is for, for example {@code time}
         * @param column its name
         * @return this request
         */
        public Request time(String role, String column) {
            needs.add(ColumnNeeds.Need.asStored(role, column));
            times.put(column, role);
            return this;
        }

        /**
         * Key columns one of which may be a time: the one that the source states a step for, or else the only one whose cells are
         * all periods with dates. Its groups are then ordered by the calendar; see {@link Columns#timeKeys()}.
         *
         * @param columns their names, in the order in which groups are sorted and labelled
         * @return this request
         */
        public Request keysInTime(Collection<String> columns) {
            perhapsTime.addAll(columns);
            return keys(columns);
        }

        /**
         * A column of any type, as it is stored.
         *
         * @param role what it is for
         * @param column its name
         * @return this request
         */
        public Request any(String role, String column) {
            needs.add(ColumnNeeds.Need.asStored(role, column));
            return this;
        }

        /**
         * The columns whose values name a group, of any type; {@code "firm^product"} crosses two.
         *
         * @param columns their names, in the order in which groups are sorted and labelled
         * @return this request
         */
        public Request keys(String... columns) {
            return keys(Arrays.asList(columns));
        }

        /**
         * The columns whose values name a unit of a panel, of any type; none of them can be its time.
         *
         * @param column its name; {@code "firm^product"} crosses two
         * @return this request
         */
        public Request unit(String column) {
            units.add(column);
            return keys(column);
        }

        /**
         * The columns whose values name a group, of any type; {@code "firm^product"} crosses two.
         *
         * @param columns their names, in the order in which groups are sorted and labelled
         * @return this request
         */
        public Request keys(Collection<String> columns) {
            for (String column : columns) {
                needs.add(ColumnNeeds.Need.key(column));
                keyNames.add(column);
            }
            return this;
        }

        /**
         * Checks the roles and reads the columns.
         *
         * @param source where from
         * @return the columns
         * @throws OverhangException {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}, {@link Reason#WRONG_UNIT} or
         *     {@link Reason#BAD_VALUE}, with every problem found
         */
        public Columns read(Source source) {
            ColumnNeeds checks = new ColumnNeeds(verb, source, crossingsApart(source), pairs, keyNames);
            refuseUnitInTime(checks.problems());
            checks.fields();
            requireRoom(source, checks.kinds().size());
            ColumnLoader loader = new ColumnLoader(checks.kinds(), checks.found());
            source.read(loader.names(), loader::take);
            Map<String, Object> arrays = loader.arrays();
            Map<String, Periods> periods = periods(source, arrays, checks.problems());
            Map<String, Periods> guessed = guessed(source, arrays, checks.problems());
            if (guessed.size() == 1) {
                periods.putAll(guessed);
            }
            Columns columns = new Columns(
                    verb, source, loader, arrays, periods, List.copyOf(guessed.keySet()), List.copyOf(keyNames));
            checks.cells(columns);
            return columns;
        }

        /** Says before it reads that rows will not fit, rather than dying of it. */
        private void requireRoom(Source source, int columns) {
            long room = Runtime.getRuntime().maxMemory();
            if (source instanceof Stored store && store.rows() > room / BYTES_A_CELL / Math.max(1, columns)) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        verb + " needs all rows of its columns in memory, but " + Numbers.fixed(store.rows(), 0)
                                + " rows × "
                                + columns + " columns of \"" + source.name() + "\" take some "
                                + Numbers.fixed(store.rows() * BYTES_A_CELL * columns >> 20, 0)
                                + " MB, and the heap is "
                                + Numbers.fixed(room >> 20, 0)
                                + " MB. Collapse or filter them first with Query.sql(\"select …\"), or start Java with a"
                                + " larger -Xmx.");
            }
        }

        /** Where no column is called {@code a^b}, its parts are needed. */
        private List<ColumnNeeds.Need> crossingsApart(Source source) {
            List<String> there = source.fields().stream().map(Field::name).toList();
            List<ColumnNeeds.Need> out = new ArrayList<>();
            for (ColumnNeeds.Need need : needs) {
                if (!need.role().equals("key")) {
                    out.add(need);
                } else {
                    parts(need.column(), there).forEach(part -> out.add(ColumnNeeds.Need.key(part)));
                }
            }
            return out;
        }

        private void refuseUnitInTime(Problems problems) {
            for (String unit : units) {
                for (String part : unit.split("\\^")) {
                    problems.require(
                            !times.containsKey(part),
                            Reason.BAD_VALUE,
                            verb + " needs a unit that is not its time, but \"" + part
                                    + "\" is named as both. Name the column that tells the units apart.");
                }
            }
        }

        private Map<String, Periods> periods(Source source, Map<String, Object> arrays, Problems problems) {
            Map<String, Periods> periods = new LinkedHashMap<>();
            times.forEach((column, role) -> periods(source, role, column, arrays, problems, periods));
            return periods;
        }

        private void periods(
                Source source,
                String role,
                String column,
                Map<String, Object> arrays,
                Problems problems,
                Map<String, Periods> into) {
            Object cells = java.util.Objects.requireNonNull(arrays.get(column));
            try {
                into.put(
                        column,
                        Periods.of(
                                verb,
                                role,
                                column,
                                source.name(),
                                cells,
                                source.every(column).orElse(null)));
            } catch (OverhangException e) {
                problems.add(e.reason(), String.valueOf(e.getMessage()));
            }
        }

        /** Keys that may be the time: those stated if there are any, else those that read as dated periods. */
        private Map<String, Periods> guessed(Source source, Map<String, Object> arrays, Problems problems) {
            Map<String, Periods> stated = new LinkedHashMap<>();
            perhapsTime.stream()
                    .filter(c -> source.every(c).isPresent())
                    .forEach(c -> periods(source, "time", c, arrays, problems, stated));
            Map<String, Periods> guesses = new LinkedHashMap<>();
            for (String column : perhapsTime) {
                Object cells = arrays.get(column);
                if (stated.isEmpty() && cells != null && Periods.mayBeDated(cells)) {
                    Map<String, Periods> read = new LinkedHashMap<>();
                    periods(source, "time", column, arrays, new Problems(), read);
                    read.values().removeIf(p -> !p.isDated());
                    guesses.putAll(read);
                }
            }
            return stated.isEmpty() ? guesses : stated;
        }
    }

    /**
     * Where the columns came from.
     *
     * @return the source
     */
    public Source source() {
        return source;
    }

    /**
     * Rows read, those with missing cells included.
     *
     * @return the number of rows
     */
    public int rows() {
        return rows;
    }

    /**
     * A numeric column.
     *
     * @param column its name
     * @return one number a row, NaN where missing; the array itself, not a copy
     */
    public double[] number(String column) {
        return (double[]) array(column);
    }

    /**
     * A text column.
     *
     * @param column its name
     * @return one text a row, null where missing; the array itself, not a copy
     */
    public @Nullable String[] text(String column) {
        Object cells = exact(column);
        if (cells instanceof @Nullable String[] texts) {
            return texts;
        }
        // One column can be a key or a number and text besides
        @Nullable String[] out = new String[rows];
        for (int i = 0; i < rows; i++) {
            out[i] = ColumnNeeds.isBlank(cells, i) ? null : ColumnNeeds.shown(cells, i);
        }
        return out;
    }

    /**
     * A column of codes by their meanings.
     *
     * @param column its name
     * @param words the list that it was checked against
     * @return one meaning a row, null where the cell is blank
     */
    public @Nullable String[] codes(String column, CodeList words) {
        @Nullable String[] cells = text(column);
        @Nullable String[] out = new String[cells.length];
        for (int i = 0; i < out.length; i++) {
            String cell = cells[i];
            out[i] = cell == null ? null : words.meaning(cell);
        }
        return out;
    }

    /**
     * A date column.
     *
     * @param column its name
     * @return days since 1970-01-01, {@link Batch#NO_DAY} where missing; the array itself, not a copy
     */
    public int[] date(String column) {
        return (int[]) array(column);
    }

    /**
     * The groups that the request's key columns make.
     *
     * @return the groups; one group of all rows if no key was asked for
     */
    public Keys keys() {
        return keys(keyNames);
    }

    /**
     * The groups that some of the columns read make.
     *
     * @param columns names of columns in the request
     * @return the groups
     */
    public Keys keys(List<String> columns) {
        return keys(columns, row -> true);
    }

    /**
     * The groups that some of the rows make.
     *
     * @param columns names of columns in the request
     * @param keep which rows take part, from 0; the others belong to no group and have code −1
     * @return the groups
     */
    public Keys keys(List<String> columns, java.util.function.IntPredicate keep) {
        Map<String, Object> cells = new LinkedHashMap<>();
        columns.stream().flatMap(c -> parts(c, arrays.keySet()).stream()).forEach(c -> cells.put(c, cells(c)));
        return Keys.of(rows, cells, keep);
    }

    private static List<String> parts(String column, Collection<String> there) {
        return there.contains(column) ? List.of(column) : List.of(column.split("\\^"));
    }

    /**
     * The unit of a column.
     *
     * @param column its name
     * @return the unit as the source states it; empty if none
     */
    public String unit(String column) {
        return source.field(column).map(Field::unit).orElse("");
    }

    /**
     * A column of periods.
     *
     * @param column its name, asked for with {@link Request#time}
     * @return one period a row
     */
    public Periods periods(String column) {
        return java.util.Objects.requireNonNull(periods.get(column), column);
    }

    /**
     * The keys that read as times, of those asked for with {@link Request#keysInTime}.
     *
     * @return their names: one if there is a time, none, or several that only the source can tell apart by stating a step
     */
    public List<String> timeKeys() {
        return timeKeys;
    }

    /**
     * A column as it is stored.
     *
     * @param column its name
     * @return {@code double[]}, {@code String[]} or {@code int[]} of days; the array itself, not a copy
     */
    public Object any(String column) {
        return array(column);
    }

    /** What makes a column's groups: its periods, or the array of whichever kind. */
    Object cells(String column) {
        Periods time = periods.get(column);
        return time == null ? exact(column) : time;
    }

    /** The array of a column, whole numbers as such where a double would merge them. */
    private Object exact(String column) {
        long[] whole = integers.get(column);
        return whole == null ? array(column) : whole;
    }

    /**
     * A numeric column whose blanks count as zero, as those of an expense that was not incurred do. How many there are, {@link
     * #blanks} says, and the summary must ({@link Summary.Builder#countedAsZero}).
     *
     * @param column its name
     * @return a fresh array
     */
    public double[] zeroIfBlank(String column) {
        double[] out = number(column).clone();
        for (int i = 0; i < out.length; i++) {
            out[i] = Double.isNaN(out[i]) ? 0 : out[i];
        }
        return out;
    }

    /**
     * How many cells of a column are blank.
     *
     * @param column its name, of any kind
     * @return the count
     */
    public int blanks(String column) {
        Object cells = array(column);
        int count = 0;
        for (int i = 0; i < rows; i++) {
            count += ColumnNeeds.isBlank(cells, i) ? 1 : 0;
        }
        return count;
    }

    /**
     * Adds a problem that names the filled cells of a column in which a condition fails, each with its value and row.
     *
     * @param problems where to
     * @param column name of a column in the request
     * @param needed what the verb needs, for example {@code output at or above zero}
     * @param good whether a row is as needed; asked of filled cells only; write it so that NaN fails
     * @param advice what to do
     */
    public void require(
            Problems problems, String column, String needed, java.util.function.IntPredicate good, String advice) {
        Object cells = array(column);
        List<Integer> bad = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            if (!ColumnNeeds.isBlank(cells, i) && !good.test(i)) {
                bad.add(i + 1);
            }
        }
        problems.require(
                bad.isEmpty(),
                Reason.BAD_VALUE,
                verb + " needs " + needed + ", but \"" + column + "\" in table \"" + source.name() + "\" holds "
                        + values(bad, cells) + ". " + advice);
    }

    /** "-4 in row 3, -5 in row 8 and 2 more": the cells as messages show them. */
    static String values(List<Integer> rows, Object cells) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(ROWS_SHOWN, rows.size()); i++) {
            int row = rows.get(i);
            out.append(i == 0 ? "" : ", ").append(ColumnNeeds.shown(cells, row - 1));
            out.append(" in row ").append(row);
        }
        return rows.size() > ROWS_SHOWN ? out + " and " + (rows.size() - ROWS_SHOWN) + " more" : out.toString();
    }

    private Object array(String column) {
        Object array = arrays.get(column);
        if (array == null) {
            throw new OverhangException(
                    Reason.MISSING_COLUMN,
                    ColumnNeeds.missing("The request", "a column", column, source.name(), arrays.keySet()));
        }
        return array;
    }

    /**
     * "rows 3, 8 and 2 more", the way messages name rows.
     *
     * @param rows row numbers from 1
     * @return the words
     */
    public static String rowNumbers(List<Integer> rows) {
        StringBuilder out = new StringBuilder(rows.size() == 1 ? "row " : "rows ");
        for (int i = 0; i < Math.min(ROWS_SHOWN, rows.size()); i++) {
            out.append(i == 0 ? "" : ", ").append(rows.get(i));
        }
        if (rows.size() > ROWS_SHOWN) {
            out.append(" and ").append(rows.size() - ROWS_SHOWN).append(" more");
        }
        return out.toString();
    }
}
