package org.overhang.core.time;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as periods, all cells of a column together: 2001 is a year, 200101 a month, 20010131 a day, 2001.25 a quarter, 1, 2, 3
 * a count.
 *
 * <p>Invariant: which a column is does not depend on the order of its rows. A column whose numbers are mostly months or days is
 * one of months or days, and its other cells are refused rather than counted: 201913 is a slip of the pen. A count is what is left.
 */
final class NumberCells {
    private static final double FIRST_YEAR = 1000;
    private static final double LAST_YEAR = 2999;
    /** Narrower than for years alone, so that a count of many rows is not taken for months. */
    private static final int FIRST_SHORT = 1700;

    private static final int LAST_SHORT = 2299;
    /** A month as a share of a year written with three decimals or more. */
    private static final double THREE_DECIMALS = 0.0005 + 1e-9;

    private static final double WHOLE = 1e15;

    private NumberCells() {}

    /** One moment a number; null where a number does not fit the others. */
    static @Nullable Moment[] of(double[] cells) {
        if (all(cells, v -> v == StrictMath.rint(v) && Math.abs(v) < WHOLE)) {
            return whole(cells);
        }
        boolean quarters = all(cells, v -> isYear(v) && 4 * v == StrictMath.rint(4 * v));
        return each(cells, v -> {
            if (quarters) {
                return new Moment(PeriodUnit.QUARTER, (long) (4 * v));
            }
            OptionalLong month = decimalMonth(v);
            return month.isEmpty() ? null : new Moment(PeriodUnit.MONTH, month.getAsLong());
        });
    }

    /** The month whose start a decimal year is, to three decimals; empty if it is none. */
    static OptionalLong decimalMonth(double v) {
        long month = StrictMath.round(12 * v);
        boolean fits = isYear(v) && Math.abs(v - month / 12.0) <= THREE_DECIMALS;
        return fits ? OptionalLong.of(month) : OptionalLong.empty();
    }

    private static @Nullable Moment[] whole(double[] cells) {
        if (all(cells, NumberCells::isYear)) {
            return each(cells, v -> new Moment(PeriodUnit.YEAR, (long) v));
        }
        if (mostly(cells, v -> month(v) != null)) {
            return each(cells, NumberCells::month);
        }
        if (mostly(cells, v -> day(v) != null)) {
            return each(cells, NumberCells::day);
        }
        boolean dated = all(cells, v -> isYear(v) || month(v) != null || day(v) != null);
        return each(cells, v -> dated ? null : new Moment(PeriodUnit.COUNT, (long) v));
    }

    /** One number by itself: a year, a month, a day or a count. */
    static @Nullable Moment one(double v) {
        return of(new double[] {v})[0];
    }

    /** Whether a number is in the range of years, months or days; of years only those that no code of four digits is likely to be. */
    static boolean mayBeDated(double v) {
        return v >= FIRST_SHORT && v < LAST_SHORT + 1 || month(v) != null || day(v) != null;
    }

    private static boolean isYear(double v) {
        return v >= FIRST_YEAR && v < LAST_YEAR + 1;
    }

    private static @Nullable Moment month(double v) {
        long year = (long) v / 100;
        long month = (long) v % 100;
        boolean fits = isShortYear(year) && month >= 1 && month <= 12;
        return fits ? new Moment(PeriodUnit.MONTH, 12 * year + month - 1) : null;
    }

    private static @Nullable Moment day(double v) {
        long year = (long) v / 10_000;
        if (!isShortYear(year)) {
            return null;
        }
        try {
            LocalDate day = LocalDate.of((int) year, (int) ((long) v / 100 % 100), (int) ((long) v % 100));
            return new Moment(PeriodUnit.DAY, day.toEpochDay());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean isShortYear(long year) {
        return year >= FIRST_SHORT && year <= LAST_SHORT;
    }

    private static boolean all(double[] cells, DoublePredicate holds) {
        return Arrays.stream(cells).allMatch(holds);
    }

    /** Of numbers drawn without thought at most one in eight ends in a month, so a half is no accident. */
    private static boolean mostly(double[] cells, DoublePredicate holds) {
        return 2 * Arrays.stream(cells).filter(holds).count() > cells.length;
    }

    private interface Reader {
        @Nullable
        Moment read(double v);
    }

    private static @Nullable Moment[] each(double[] cells, Reader reader) {
        @Nullable Moment[] out = new Moment[cells.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = reader.read(cells[i]);
        }
        return out;
    }
}
