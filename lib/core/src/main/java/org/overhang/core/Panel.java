package org.overhang.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.overhang.core.time.Periods;

/**
 * Complete rows of numeric columns, one a group, in the order of the groups: what a measure by keys computes on.
 *
 * <p>A row with a missing key or a missing needed number is left out and counted by its reason; an optional column keeps its
 * missing cells. Two rows of one group are refused.
 *
 * <pre>{@code
 * Panel in = Panel.neededBy("BreakEven").number("price", "price_usd_t").optional("subsidy", "").by(List.of("firm")).read(source);
 * double[] price = in.get("price");
 * }</pre>
 */
public final class Panel {
    private final Keys keys;
    private final Map<String, double[]> numbers;
    private final Map<String, Integer> leftOut;
    private final @Nullable Periods time;

    private Panel(Keys keys, Map<String, double[]> numbers, Map<String, Integer> leftOut, @Nullable Periods time) {
        this.time = time;
        this.keys = keys;
        this.numbers = numbers;
        this.leftOut = leftOut;
    }

    /**
     * Starts a request.
     *
     * @param verb who asks, as the user typed it
     * @return an empty request
     */
    public static Request neededBy(String verb) {
        return new Request(verb);
    }

    /** Which numbers a measure needs. */
    public static final class Request {
        private final String verb;
        private final Map<String, String> needed = new LinkedHashMap<>();
        private final Map<String, String> optional = new LinkedHashMap<>();
        private final Map<String, Sign> signs = new LinkedHashMap<>();
        private Consumer<Columns.Request> rules = request -> {};
        private List<String> keys = List.of();
        private String time = "";
        private boolean perhaps;

        private Request(String verb) {
            this.verb = verb;
        }

        /**
         * A number without which a row is left out.
         *
         * @param role what it is for
         * @param column its column; an empty name asks for nothing
         * @return this request
         */
        public Request number(String role, String column) {
            return put(needed, role, column);
        }

        /**
         * A number without which a row is left out, with the sign that it must have.
         *
         * @param role what it is for
         * @param column its column; an empty name asks for nothing
         * @param sign its sign
         * @return this request
         */
        public Request amount(String role, String column, Sign sign) {
            signs.put(role, sign);
            return put(needed, role, column);
        }

        /**
         * How the columns must go together: units, money, prices per unit.
         *
         * @param more asks for it, for example {@code request -> request.sameUnit("output_kt", "capacity_kt")}
         * @return this request
         */
        public Request rules(Consumer<Columns.Request> more) {
            rules = rules.andThen(more);
            return this;
        }

        /**
         * A number that may be missing.
         *
         * @param role what it is for
         * @param column its column; an empty name asks for nothing
         * @return this request
         */
        public Request optional(String role, String column) {
            return put(optional, role, column);
        }

        private Request put(Map<String, String> roles, String role, String column) {
            if (!column.isEmpty()) {
                roles.put(role, column);
            }
            return this;
        }

        /**
         * The key columns.
         *
         * @param columns their names
         * @return this request
         */
        public Request by(List<String> columns) {
            keys = columns;
            return this;
        }

        /**
         * The key columns, one of which may be a time; see {@link Columns.Request#keysInTime}.
         *
         * @param columns their names
         * @return this request
         */
        public Request byInTime(List<String> columns) {
            perhaps = true;
            return by(columns);
        }

        /**
         * The period column, which becomes the last key: groups follow one another by the calendar.
         *
         * @param column its name
         * @return this request
         */
        public Request over(String column) {
            time = column;
            List<String> more = new ArrayList<>(keys);
            more.add(column);
            keys = more;
            return this;
        }

        /**
         * Reads and checks.
         *
         * @param source where from
         * @return the panel
         * @throws OverhangException as {@link Columns.Request#read}; {@link Reason#BAD_VALUE} for two rows of one group; {@link
         *     Reason#NOT_IDENTIFIED} if no row is complete
         */
        public Panel read(Source source) {
            Columns.Request request = Columns.neededBy(verb);
            if (perhaps) {
                request.keysInTime(keys);
            } else {
                request.keys(keys);
            }
            needed.forEach((role, column) -> request.amount(role, column, signs.getOrDefault(role, Sign.ANY)));
            optional.forEach((role, column) -> request.amount(role, column, Sign.ANY));
            rules.accept(request);
            if (!time.isEmpty()) {
                request.time("time", time);
            }
            Columns in = request.read(source);
            int[] all = in.keys().codes();
            boolean[] out = new boolean[in.rows()];
            Map<String, Integer> leftOut = new LinkedHashMap<>();
            drop(out, "rows with a missing key", leftOut, i -> all[i] < 0);
            needed.forEach((role, column) -> {
                double[] cells = in.number(column);
                drop(out, "rows without " + column, leftOut, i -> Double.isNaN(cells[i]));
            });
            Keys groups = in.keys(keys, i -> !out[i]);
            int[] row = rows(groups, out, in);
            Map<String, double[]> numbers = new LinkedHashMap<>();
            needed.forEach((role, column) -> numbers.put(role, picked(in.number(column), row)));
            optional.forEach((role, column) -> numbers.put(role, picked(in.number(column), row)));
            return new Panel(groups, numbers, leftOut, timeOf(in));
        }

        private @Nullable Periods timeOf(Columns in) {
            String column =
                    time.isEmpty() && in.timeKeys().size() == 1 ? in.timeKeys().get(0) : time;
            return column.isEmpty() ? null : in.periods(column);
        }

        private static void drop(
                boolean[] out, String why, Map<String, Integer> leftOut, java.util.function.IntPredicate bad) {
            int count = 0;
            for (int i = 0; i < out.length; i++) {
                if (!out[i] && bad.test(i)) {
                    out[i] = true;
                    count++;
                }
            }
            if (count > 0) {
                leftOut.put(why, count);
            }
        }

        private int[] rows(Keys groups, boolean[] out, Columns in) {
            int[] row = new int[groups.count()];
            Arrays.fill(row, -1);
            int[] codes = groups.codes();
            for (int i = 0; i < out.length; i++) {
                if (out[i]) {
                    continue;
                }
                if (row[codes[i]] >= 0) {
                    throw new OverhangException(
                            Reason.BAD_VALUE,
                            verb + " needs one row for each group, but \"" + groups.label(codes[i]) + "\" in table \""
                                    + in.source().name() + "\" has rows " + (row[codes[i]] + 1) + " and " + (i + 1)
                                    + ". Add the column that tells them apart to by(…).");
                }
                row[codes[i]] = i;
            }
            if (row.length == 0) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        verb + " needs at least one complete row, but table \""
                                + in.source().name() + "\" has " + in.rows() + " rows and none is complete. Fill in "
                                + String.join(", ", needed.values()) + ".");
            }
            return row;
        }

        private static double[] picked(double[] cells, int[] row) {
            double[] out = new double[row.length];
            for (int g = 0; g < out.length; g++) {
                out[g] = cells[row[g]];
            }
            return out;
        }
    }

    /**
     * Refuses cells, naming the groups in which they are; write the test so that NaN passes where missing is allowed.
     *
     * @param problems where to add the problem
     * @param role which numbers
     * @param bad which are refused
     * @param message what was needed and found, for example {@code "BreakEven needs capacity above zero, but it is not in"}
     */
    public void refuse(Problems problems, String role, java.util.function.DoublePredicate bad, String message) {
        if (!numbers.containsKey(role)) {
            return;
        }
        double[] cells = get(role);
        List<String> where = new ArrayList<>();
        for (int g = 0; g < cells.length; g++) {
            if (bad.test(cells[g])) {
                where.add(keys.label(g));
            }
        }
        problems.require(
                where.isEmpty(),
                Reason.BAD_VALUE,
                message + " \"" + String.join("\", \"", where.subList(0, Math.min(3, where.size()))) + "\""
                        + (where.size() > 3 ? " and " + (where.size() - 3) + " more" : "")
                        + ". Correct the cells, or make them missing so that they are left out.");
    }

    /**
     * The numbers of a role in the order of the groups.
     *
     * @param role role of the request
     * @return the array itself, not a copy
     */
    public double[] get(String role) {
        return Objects.requireNonNull(numbers.get(role), role);
    }

    /**
     * The numbers of a role, or one number for all groups if the role was not asked for.
     *
     * @param role role of the request
     * @param otherwise the number
     * @return one number a group
     */
    public double[] get(String role, double otherwise) {
        double[] found = numbers.get(role);
        if (found != null) {
            return found;
        }
        double[] out = new double[count()];
        Arrays.fill(out, otherwise);
        return out;
    }

    /**
     * Whether a role was asked for.
     *
     * @param role role of the request
     * @return true if it was
     */
    public boolean has(String role) {
        return numbers.containsKey(role);
    }

    /**
     * The groups.
     *
     * @return keys, one group a row
     */
    public Keys keys() {
        return keys;
    }

    /**
     * The periods of the time column, those of incomplete rows included.
     *
     * @return the periods of {@link Request#over}
     */
    public Periods time() {
        return Objects.requireNonNull(time, "time");
    }

    /**
     * Whether one of the keys is a time.
     *
     * @return true if {@link Request#over} named it or {@link Request#byInTime} found it
     */
    public boolean hasTime() {
        return time != null;
    }

    /**
     * The period of a group.
     *
     * @param group its code
     * @return its ordinal in {@link #time()}
     */
    public long period(int group) {
        return (long) keys.value(group, keys.names().size() - 1);
    }

    /**
     * How many groups there are.
     *
     * @return the number of complete rows
     */
    public int count() {
        return keys.count();
    }

    /**
     * Rows left out, by reason.
     *
     * @return reason to count, in the order of the checks
     */
    public Map<String, Integer> leftOut() {
        return new LinkedHashMap<>(leftOut);
    }

    /**
     * Rows left out in all.
     *
     * @return the number of rows
     */
    public int dropped() {
        return leftOut.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Adds the rows left out to a summary.
     *
     * @param summary the builder
     * @return the same builder
     */
    public Summary.Builder leftOut(Summary.Builder summary) {
        leftOut.forEach((why, count) -> summary.leftOut(count, why));
        return summary;
    }
}
