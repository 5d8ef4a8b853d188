package org.overhang.core;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.core.time.Periods;

/**
 * Chosen columns of a source as primitive arrays, checked: the gate between a verb and its arithmetic.
 *
 * <p>Every role is checked before anything is computed and all problems are reported together: a missing column with the
 * nearest name, a column of the wrong type with its first cell, infinite numbers with their row numbers (from 1).
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

    private final Source source;
    private final int rows;
    private final Map<String, Object> arrays;
    private final Map<String, Periods> periods;
    private final List<String> keyNames;

    private Columns(
            Source source, int rows, Map<String, Object> arrays, Map<String, Periods> periods, List<String> keyNames) {
        this.source = source;
        this.rows = rows;
        this.arrays = arrays;
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

    /** Which columns a verb needs, and for which role. */
    public static final class Request {
        private record Need(String role, String column, Field.@Nullable Kind kind, boolean asStored) {
            Need(String role, String column, Field.@Nullable Kind kind) {
                this(role, column, kind, role.equals("key"));
            }
        }

        private final String verb;
        private final List<Need> needs = new ArrayList<>();
        private final List<String> keyNames = new ArrayList<>();
        private final Map<String, String> times = new LinkedHashMap<>();
        private final List<String> units = new ArrayList<>();

        private Request(String verb) {
            this.verb = verb;
        }

        /**
         * A numeric column.
         *
         * @param role what it is for, for example {@code capacity}
         * @param column its name
         * @return this request
         */
        public Request number(String role, String column) {
            needs.add(new Need(role, column, Field.Kind.NUMBER));
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
            needs.add(new Need(role, column, null));
            return this;
        }

        /**
         * A date column.
         *
         * @param role what it is for
         * @param column its name
         * @return this request
         */
        public Request date(String role, String column) {
            needs.add(new Need(role, column, Field.Kind.DATE));
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
            needs.add(new Need(role, column, null, true));
            times.put(column, role);
            return this;
        }

        /**
         * A column of any type, as it is stored.
         *
         * @param role what it is for
         * @param column its name
         * @return this request
         */
        public Request any(String role, String column) {
            needs.add(new Need(role, column, null, true));
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
                needs.add(new Need("key", column, null));
                keyNames.add(column);
            }
            return this;
        }

        /**
         * Checks the roles and reads the columns.
         *
         * @param source where from
         * @return the columns
         * @throws OverhangException {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE} or {@link Reason#BAD_VALUE},
         *     with every problem found
         */
        public Columns read(Source source) {
            Map<String, Field> fields = new LinkedHashMap<>();
            source.fields().forEach(f -> fields.put(f.name(), f));
            Problems problems = new Problems();
            refuseUnitInTime(problems);
            for (Need need : crossingsApart(fields.keySet())) {
                Field field = fields.get(need.column);
                if (field == null) {
                    problems.add(
                            Reason.MISSING_COLUMN,
                            missing(verb, article(need.role) + " column", need.column, source.name(), fields.keySet()));
                } else if (need.kind != null && field.kind() != need.kind) {
                    problems.add(Reason.WRONG_TYPE, wrongType(verb, need.role, field, need.kind, source));
                }
            }
            problems.throwIfAny();
            return load(source, fields, problems);
        }

        /** Where no column is called {@code a^b}, its parts are needed. */
        private List<Need> crossingsApart(Collection<String> there) {
            List<Need> out = new ArrayList<>();
            for (Need need : needs) {
                if (!need.role.equals("key")) {
                    out.add(need);
                } else {
                    parts(need.column, there).forEach(part -> out.add(new Need(need.role, part, null)));
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

        private Columns load(Source source, Map<String, Field> fields, Problems problems) {
            Map<String, Field.Kind> kinds = new LinkedHashMap<>();
            for (Need need : crossingsApart(fields.keySet())) {
                Field field = java.util.Objects.requireNonNull(fields.get(need.column));
                boolean asText = need.kind == null && !need.asStored;
                kinds.merge(need.column, asText ? Field.Kind.TEXT : field.kind(), (a, b) -> field.kind());
            }
            Loader loader = new Loader(kinds, fields);
            source.read(List.copyOf(kinds.keySet()), loader::take);
            Map<String, Object> arrays = loader.arrays();
            for (Need need : needs) {
                if (need.kind == Field.Kind.NUMBER) {
                    refuseInfinite(
                            (double[]) java.util.Objects.requireNonNull(arrays.get(need.column)), need, problems);
                }
            }
            Map<String, Periods> periods = new LinkedHashMap<>();
            times.forEach((column, role) -> {
                Object cells = java.util.Objects.requireNonNull(arrays.get(column));
                try {
                    periods.put(
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
            });
            problems.throwIfAny();
            return new Columns(source, loader.rows, arrays, periods, List.copyOf(keyNames));
        }

        private void refuseInfinite(double[] numbers, Need need, Problems problems) {
            List<Integer> bad = new ArrayList<>();
            for (int i = 0; i < numbers.length; i++) {
                if (Double.isInfinite(numbers[i])) {
                    bad.add(i + 1);
                }
            }
            problems.require(
                    bad.isEmpty(),
                    Reason.BAD_VALUE,
                    verb + " needs finite numbers in column \"" + need.column + "\", but it is infinite in "
                            + rowNumbers(bad) + ". Correct the cells or make them missing.");
        }
    }

    /** Grows the arrays batch by batch. */
    private static final class Loader {
        private final Map<String, Field.Kind> kinds;
        private final Map<String, Field> fields;
        private final Map<String, List<Object>> parts = new LinkedHashMap<>();
        private int rows;

        Loader(Map<String, Field.Kind> kinds, Map<String, Field> fields) {
            this.kinds = kinds;
            this.fields = fields;
            kinds.keySet().forEach(k -> parts.put(k, new ArrayList<>()));
        }

        void take(Batch batch) {
            int at = 0;
            for (Map.Entry<String, List<Object>> part : parts.entrySet()) {
                part.getValue().add(cells(batch, part.getKey(), at++));
            }
            rows = Math.addExact(rows, batch.rows());
        }

        private Object cells(Batch batch, String column, int at) {
            Field.Kind stored =
                    java.util.Objects.requireNonNull(fields.get(column)).kind();
            boolean asText = kinds.get(column) == Field.Kind.TEXT;
            return switch (stored) {
                case NUMBER -> asText ? texts(batch.numbers(at)) : batch.numbers(at);
                case TEXT -> batch.texts(at);
                case DATE -> asText ? texts(batch.days(at)) : batch.days(at);
            };
        }

        Map<String, Object> arrays() {
            Map<String, Object> out = new LinkedHashMap<>();
            parts.forEach((column, list) -> out.put(
                    column,
                    switch (java.util.Objects.requireNonNull(kinds.get(column))) {
                        case NUMBER -> joined(list, new double[rows]);
                        case TEXT -> joined(list, new String[rows]);
                        case DATE -> joined(list, new int[rows]);
                    }));
            return out;
        }

        @SuppressWarnings("SuspiciousSystemArraycopy")
        private static Object joined(List<Object> parts, Object whole) {
            int at = 0;
            for (Object part : parts) {
                int length = java.lang.reflect.Array.getLength(part);
                System.arraycopy(part, 0, whole, at, length);
                at += length;
            }
            return whole;
        }

        private static @Nullable String[] texts(double[] numbers) {
            @Nullable String[] out = new String[numbers.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = Double.isNaN(numbers[i]) ? null : Numbers.plain(numbers[i]);
            }
            return out;
        }

        private static @Nullable String[] texts(int[] days) {
            @Nullable String[] out = new String[days.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = days[i] == Batch.NO_DAY
                        ? null
                        : LocalDate.ofEpochDay(days[i]).toString();
            }
            return out;
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
        return (@Nullable String[]) array(column);
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
        return time == null ? array(column) : time;
    }

    private Object array(String column) {
        Object array = arrays.get(column);
        if (array == null) {
            throw new OverhangException(
                    Reason.MISSING_COLUMN, missing("The request", "a column", column, source.name(), arrays.keySet()));
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

    static String missing(String verb, String need, String column, String table, Collection<String> there) {
        return verb + " needs " + need + ", but table \"" + table + "\" has no column \"" + column + "\". "
                + Nearest.hint(column, there) + "Its columns: " + String.join(", ", there) + ".";
    }

    private static String article(String role) {
        return ("aeiou".indexOf(role.charAt(0)) >= 0 ? "an " : "a ") + role;
    }

    private static String wrongType(String verb, String role, Field field, Field.Kind needed, Source source) {
        String found = field.kind() == Field.Kind.TEXT ? "text" + firstText(source, field.name()) : "dates";
        String what = needed == Field.Kind.NUMBER ? "numbers" : "dates";
        String advice = needed == Field.Kind.NUMBER
                ? "Read the column as a number, or name its missing cells when reading the file."
                : "Read the column as a date, for example with type LOCAL_DATE.";
        if (field.kind() == Field.Kind.NUMBER) {
            found = "numbers";
        }
        return verb + " needs " + what + " in its " + role + " column, but \"" + field.name() + "\" in table \""
                + source.name() + "\" holds " + found + ". " + advice;
    }

    private static String firstText(Source source, String column) {
        String[] found = {""};
        int[] row = {0};
        source.read(List.of(column), batch -> {
            @Nullable String[] texts = batch.texts(0);
            for (int i = 0; i < texts.length && found[0].isEmpty(); i++) {
                row[0]++;
                String text = texts[i];
                if (text != null && !text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")) {
                    found[0] = " (\"" + text + "\" in row " + row[0] + ")";
                }
            }
        });
        return found[0];
    }
}
