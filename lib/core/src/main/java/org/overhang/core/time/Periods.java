package org.overhang.core.time;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Batch;
import org.overhang.core.Internal;
import org.overhang.core.Keys;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * A column of periods: each row's period as a whole number, one more for the next period of the calendar.
 *
 * <pre>{@code t = at(row);   lag_1: t - 1;   gap where t - 1 has no row}</pre>
 *
 * <p>The idea: each distinct cell is read once into a moment of the unit its notation names; the cells of a column must name one
 * unit; the unit in which they step ({@link PeriodUnit}) follows from the calendar; an ordinal is the moment in that unit.
 * Two notations of one period are one period. Neither the order of the rows nor the notation changes an ordinal's distance to
 * another, and nothing is ever sorted as text. Cost: one hash or table look-up a row, one parse a distinct cell.
 *
 * <p>A missing cell has no period. Timestamps count as their day. Zero and negative whole numbers are counts. Default: the unit is
 * read from the cells unless the source states it with {@code every(column, unit)}.
 *
 * <pre>{@code
 * Columns in = Columns.neededBy("Regression").time("time", "month").read(source);
 * Periods time = in.periods("month");
 * time.unit();
 * time.at(0);
 * }</pre>
 *
 * <p>Errors: {@link Reason#BAD_VALUE} for a cell that is no period, for cells of several units, and for 1974:1 or 2009-10 where month
 * and quarter or fiscal year cannot be told apart.
 *
 * <p>Source: ISO 8601-1:2019 for dates and weeks; SDMX 2.1 for 2001-Q3, 2001-S1 and 2001-W05, unverified.
 */
public final class Periods {
    /** The ordinal of a row without a period. */
    public static final long MISSING = Long.MIN_VALUE;

    private static final int SHORT_YEAR = 10_000;
    private static final double LARGEST_COUNT = 1e15;

    private final Cells where;
    private final PeriodUnit unit;
    private final int[] codes;
    private final long[] distinct;
    private final int[] firstLevel;
    private final Keys levels;

    /** Who reads which column. */
    record Cells(String verb, String role, String column, String table, Object array) {}

    private Periods(Cells where, PeriodUnit unit, int[] codes, long[] distinct, int[] firstLevel, Keys levels) {
        this.where = where;
        this.unit = unit;
        this.codes = codes;
        this.distinct = distinct;
        this.firstLevel = firstLevel;
        this.levels = levels;
    }

    /**
     * Reads a column.
     *
     * @param verb who asks, as the user typed it
     * @param role what the column is for, for example {@code time}
     * @param column its name
     * @param table the source's name
     * @param cells {@code double[]}, {@code String[]} or {@code int[]} of days, as {@link Batch} gives them
     * @param stated the unit that the source states; null if none
     * @return the periods
     * @throws OverhangException {@link Reason#BAD_VALUE} for cells that are no periods of one unit
     */
    @Internal
    public static Periods of(
            String verb, String role, String column, String table, Object cells, @Nullable PeriodUnit stated) {
        Cells where = new Cells(verb, role, column, table, cells);
        Keys levels = Keys.of(java.lang.reflect.Array.getLength(cells), Map.of(column, cells));
        Moment[] moments = ColumnReader.read(where, levels, stated);
        PeriodUnit unit = stated != null ? stated : unitOf(moments);
        long[] ordinals = new long[moments.length];
        for (int i = 0; i < ordinals.length; i++) {
            OptionalLong at = moments[i].in(unit);
            if (at.isEmpty()) {
                throw ColumnReader.refusal(where, levels, i, "which is no " + unit.word());
            }
            ordinals[i] = at.getAsLong();
        }
        return merged(where, unit, levels, ordinals);
    }

    /**
     * Whether a text is a period in some notation.
     *
     * @param text for example {@code Q3 2001}
     * @return true if it is, and for numbers; false for words such as {@code before}
     */
    public static boolean isWritten(String text) {
        String plain = Notation.plain(text);
        return ColumnReader.isNumber(plain) || Notation.of(plain) != null || Notation.ambiguous(plain) != null;
    }

    /**
     * A cheap look at the first cell: whether the column can be a time with dates at all.
     *
     * @param cells as for {@link #of}
     * @return false for most columns of names and numbers
     */
    public static boolean mayBeDated(Object cells) {
        if (cells instanceof double[] numbers) {
            int i = 0;
            while (i < numbers.length && Double.isNaN(numbers[i])) {
                i++;
            }
            return i < numbers.length && NumberCells.mayBeDated(numbers[i]);
        }
        if (cells instanceof @Nullable String[] texts) {
            return Arrays.stream(texts)
                    .filter(t -> t != null)
                    .findFirst()
                    .map(Notation::plain)
                    .filter(t -> ColumnReader.isNumber(t)
                            ? NumberCells.mayBeDated(Double.parseDouble(t))
                            : Notation.of(t) != null || Notation.ambiguous(t) != null)
                    .isPresent();
        }
        return true;
    }

    private static PeriodUnit unitOf(Moment[] moments) {
        return moments.length == 0
                ? PeriodUnit.COUNT
                : CalendarMath.unit(
                        moments[0].unit(),
                        Arrays.stream(moments).mapToLong(Moment::at).sorted().toArray());
    }

    private static Periods merged(Cells where, PeriodUnit unit, Keys levels, long[] ordinals) {
        long[] distinct = Arrays.stream(ordinals).sorted().distinct().toArray();
        int[] first = new int[distinct.length];
        Arrays.fill(first, -1);
        int[] rank = new int[ordinals.length];
        for (int i = 0; i < rank.length; i++) {
            rank[i] = Arrays.binarySearch(distinct, ordinals[i]);
            first[rank[i]] = first[rank[i]] < 0 ? i : first[rank[i]];
        }
        int[] codes = levels.codes();
        for (int i = 0; i < codes.length; i++) {
            codes[i] = codes[i] < 0 ? -1 : rank[codes[i]];
        }
        return new Periods(where, unit, codes, distinct, first, levels);
    }

    /**
     * What one more means.
     *
     * @return the unit
     */
    public PeriodUnit unit() {
        return unit;
    }

    /**
     * The period of a row.
     *
     * @param row from 0
     * @return its ordinal; {@link #MISSING} if the cell is missing
     */
    public long at(int row) {
        return codes[row] < 0 ? MISSING : distinct[codes[row]];
    }

    /**
     * The periods of all rows, for arithmetic that takes numbers.
     *
     * @return one ordinal a row, NaN where missing
     */
    public double[] numbers() {
        return Arrays.stream(codes)
                .mapToDouble(c -> c < 0 ? Double.NaN : distinct[c])
                .toArray();
    }

    /**
     * The distinct period of each row, by rank.
     *
     * @return codes from 0 to {@link #count()} − 1; −1 where missing
     */
    public int[] codes() {
        return codes.clone();
    }

    /**
     * How many distinct periods there are.
     *
     * @return the number
     */
    public int count() {
        return distinct.length;
    }

    /**
     * The ordinal of a distinct period.
     *
     * @param code from 0, in the order of time
     * @return its ordinal
     */
    public long ordinal(int code) {
        return distinct[code];
    }

    /**
     * A distinct period as its column writes it; of several notations the first by code point.
     *
     * @param code from 0, in the order of time
     * @return the label
     */
    public String label(int code) {
        return levels.label(firstLevel[code]);
    }

    /**
     * The period of an ordinal as the column writes it, or in plain words where no row holds it.
     *
     * @param ordinal the ordinal
     * @return the label
     */
    public String labelOf(long ordinal) {
        int code = Arrays.binarySearch(distinct, ordinal);
        return code >= 0 ? label(code) : written(unit, ordinal);
    }

    /** A period that no cell names, in the notation of its unit. */
    static String written(PeriodUnit unit, long ordinal) {
        return switch (unit) {
            case COUNT, YEAR -> Long.toString(ordinal);
            case HALF_YEAR -> Math.floorDiv(ordinal, 2L) + "H" + (Math.floorMod(ordinal, 2L) + 1);
            case QUARTER -> Math.floorDiv(ordinal, 4L) + "Q" + (Math.floorMod(ordinal, 4L) + 1);
            case MONTH ->
                LocalDate.ofEpochDay(unit.firstDay(ordinal)).toString().substring(0, 7);
            case WEEK, DAY, BUSINESS_DAY ->
                LocalDate.ofEpochDay(unit.firstDay(ordinal)).toString();
        };
    }

    /**
     * The start of a period on an axis of years: 2001.25 for the second quarter; of a count the count itself.
     *
     * @param ordinal the ordinal
     * @return the decimal year
     */
    public double decimalYear(long ordinal) {
        return unit.decimalYear(ordinal);
    }

    /**
     * Whether the periods have dates, and are not mere counts.
     *
     * @return true from years to days
     */
    public boolean isDated() {
        return unit.isDated();
    }

    /**
     * The places where periods are missing between the first and the last.
     *
     * @return codes after which the next period of the calendar has no row
     */
    public int[] gaps() {
        return IntStream.range(0, Math.max(0, distinct.length - 1))
                .filter(c -> distinct[c + 1] - distinct[c] > 1)
                .toArray();
    }

    /**
     * A period named by the user, in any notation, on this column's calendar.
     *
     * @param what what it is for, for messages
     * @param period for example {@code 2019Q3}; a finer one falls into the period that holds it
     * @return its ordinal, whether a row holds it or not
     * @throws OverhangException {@link Reason#BAD_VALUE} if it is no period or longer than this column's
     */
    public long place(String what, String period) {
        OptionalLong at = find(period);
        if (at.isEmpty()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    where.verb + " needs a " + unit.word() + " for " + what + ", since \"" + where.column
                            + "\" in table \"" + where.table + "\" holds such periods, but it is \"" + period
                            + "\". Write it as " + example() + ".");
        }
        return at.getAsLong();
    }

    private String example() {
        return distinct.length == 0 ? Notation.LIST : "\"" + label(0) + "\"";
    }

    /**
     * A period named by the user, in any notation, on this column's calendar.
     *
     * @param period for example {@code 2019Q3}
     * @return its ordinal; empty if it is no period, or longer than this column's
     */
    public OptionalLong find(String period) {
        String plain = Notation.plain(period);
        if (ColumnReader.isNumber(plain)) {
            return find(Double.parseDouble(plain));
        }
        Moment moment = Notation.of(plain);
        return moment == null ? OptionalLong.empty() : moment.in(unit);
    }

    /**
     * A period named by a number: a year, a count, 2001.25, 200101 or 20010131.
     *
     * @param period the number
     * @return its ordinal; empty if it is no period, or longer than this column's
     */
    public OptionalLong find(double period) {
        boolean whole = period == StrictMath.rint(period) && Math.abs(period) < LARGEST_COUNT;
        if (whole && (unit == PeriodUnit.COUNT || unit == PeriodUnit.YEAR && Math.abs(period) < SHORT_YEAR)) {
            return OptionalLong.of((long) period);
        }
        if (unit.months() > 0 && isDecimal()) {
            OptionalLong month = NumberCells.decimalMonth(period);
            return month.isEmpty() ? month : OptionalLong.of(Math.floorDiv(month.getAsLong(), (long) unit.months()));
        }
        Moment moment = Double.isNaN(period) ? null : NumberCells.one(period);
        return moment == null ? OptionalLong.empty() : moment.in(unit);
    }

    /** Whether the column writes decimal years; a cell on a year's start has no point. */
    private boolean isDecimal() {
        return distinct.length > 0 && label(0).matches("\\d{4}(\\.\\d+)?");
    }

    /**
     * Another column's cells on this column's calendar, for example the period of an event.
     *
     * @param role what the other column is for
     * @param column its name
     * @param cells {@code double[]}, {@code String[]} or {@code int[]} of days
     * @return one ordinal a row, {@link #MISSING} where the cell is missing, zero or "0"
     * @throws OverhangException {@link Reason#BAD_VALUE} for a cell that is no period, or longer than this column's
     */
    public long[] place(String role, String column, Object cells) {
        Cells other = new Cells(where.verb, role, column, where.table, cells);
        Keys keys = Keys.of(java.lang.reflect.Array.getLength(cells), Map.of(column, cells));
        long[] at = new long[keys.count()];
        for (int i = 0; i < at.length; i++) {
            OptionalLong found = cells instanceof int[]
                    ? new Moment(PeriodUnit.DAY, (long) keys.value(i, 0)).in(unit)
                    : cells instanceof double[] ? find(keys.value(i, 0)) : find(keys.label(i));
            boolean none = keys.label(i).equals("0");
            if (found.isEmpty() && !none) {
                throw ColumnReader.refusal(other, keys, i, "which is no " + unit.word() + " as " + example());
            }
            at[i] = none ? MISSING : found.getAsLong();
        }
        return Arrays.stream(keys.codes())
                .mapToLong(c -> c < 0 ? MISSING : at[c])
                .toArray();
    }

    /**
     * The words for a summary: the unit, the ends, what is missing between.
     *
     * @return for example {@code 12 months, 2020-01 to 2020-12, none missing between}
     */
    public String describe() {
        if (distinct.length == 0) {
            return "none";
        }
        long missing = distinct[distinct.length - 1] - distinct[0] + 1 - distinct.length;
        return Numbers.fixed(distinct.length, 0) + " " + unit.word() + (distinct.length == 1 ? "" : "s") + ", "
                + label(0) + " to " + label(distinct.length - 1)
                + (missing == 0 ? "" : ", " + Numbers.fixed(missing, 0) + " missing between");
    }

    /**
     * The words of {@link #describe()} where the cells leave open what a period is: not for plain years and counts.
     *
     * @return the words; empty if every cell is a year or a count
     */
    public String note() {
        boolean plain = unit == PeriodUnit.COUNT || unit == PeriodUnit.YEAR && label(0).matches("-?\\d+");
        return distinct.length == 0 || plain ? "" : describe();
    }

    /**
     * For each row the longer period that its own lies in, as a column called by the unit.
     *
     * @param longer months, quarters, half-years or years
     * @return a fresh column: whole numbers for years, else text such as {@code 2024-03} or {@code 2024Q1}
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the periods do not make up the longer one
     */
    @Internal
    public Column<?> within(PeriodUnit longer) {
        return CoarserPeriods.column(this, codes.length, longer);
    }

    /**
     * A column of labels, of the type in which it was read.
     *
     * @param name its name
     * @param of distinct periods by code
     * @return a fresh column: whole numbers, numbers, dates or text
     */
    public Column<?> column(String name, int[] of) {
        if (where.array instanceof double[]) {
            double[] cells = IntStream.of(of)
                    .mapToDouble(c -> levels.value(firstLevel[c], 0))
                    .toArray();
            boolean whole =
                    Arrays.stream(cells).allMatch(v -> v == StrictMath.rint(v) && Math.abs(v) < Integer.MAX_VALUE);
            return whole
                    ? IntColumn.create(
                            name, Arrays.stream(cells).mapToInt(v -> (int) v).toArray())
                    : DoubleColumn.create(name, cells);
        }
        if (where.array instanceof int[]) {
            DateColumn column = DateColumn.create(name);
            IntStream.of(of).forEach(c -> column.append(LocalDate.ofEpochDay((long) levels.value(firstLevel[c], 0))));
            return column;
        }
        List<String> labels = IntStream.of(of).mapToObj(this::label).toList();
        return StringColumn.create(name, labels);
    }
}
