package org.overhang.core.time;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * The unit in which distinct moments step.
 *
 * <p>The idea: a column of dates on the first, the last or one same day of months is monthly, whatever the days; of such months
 * only every third, sixth or twelfth is quarterly, half-yearly or yearly. Dates a whole number of weeks apart are weekly, others
 * daily. Only exact rules of the calendar are used and no share of cells, so that one more row cannot tip the answer unless it
 * breaks the rule itself. Distances are not averaged: February is not a short quarter.
 *
 * <p>Invariants: the order of the moments does not matter; two distinct moments never become one period.
 */
final class CalendarMath {
    private CalendarMath() {}

    /** The unit of distinct moments of one unit; at least one. */
    static PeriodUnit unit(PeriodUnit written, long[] at) {
        if (at.length < 2) {
            return written;
        }
        return switch (written) {
            case DAY -> days(at);
            case MONTH, QUARTER, HALF_YEAR ->
                coarser(Arrays.stream(at).map(v -> v * written.months()).toArray(), written);
            default -> written;
        };
    }

    private static PeriodUnit days(long[] days) {
        if (sameDayOfMonth(days) || all(days, d -> d == firstWeekday(d)) || all(days, d -> d == lastWeekday(d))) {
            return coarser(Arrays.stream(days).map(PeriodUnit::monthOf).toArray(), PeriodUnit.MONTH);
        }
        boolean weekly = all(days, d -> (d - days[0]) % 7 == 0);
        return weekly ? PeriodUnit.WEEK : PeriodUnit.DAY;
    }

    /** The longest unit of which every month is the same part. */
    private static PeriodUnit coarser(long[] months, PeriodUnit finest) {
        for (PeriodUnit unit : new PeriodUnit[] {PeriodUnit.YEAR, PeriodUnit.HALF_YEAR, PeriodUnit.QUARTER}) {
            boolean fits = unit.months() > finest.months() && all(months, m -> (m - months[0]) % unit.months() == 0);
            if (fits) {
                return unit;
            }
        }
        return finest;
    }

    /** One day of the month throughout, or the last where the month is too short for it. */
    private static boolean sameDayOfMonth(long[] days) {
        int day = Arrays.stream(days)
                .mapToInt(d -> LocalDate.ofEpochDay(d).getDayOfMonth())
                .max()
                .orElse(0);
        boolean same = all(days, d -> {
            LocalDate date = LocalDate.ofEpochDay(d);
            return date.getDayOfMonth() == Math.min(day, date.lengthOfMonth());
        });
        return same || all(days, d -> isLast(LocalDate.ofEpochDay(d)));
    }

    private static boolean isLast(LocalDate date) {
        return date.getDayOfMonth() == date.lengthOfMonth();
    }

    private static long firstWeekday(long day) {
        long first = LocalDate.ofEpochDay(day).withDayOfMonth(1).toEpochDay();
        return PeriodUnit.isWeekend(first) ? first + 7 - PeriodUnit.weekday(first) : first;
    }

    private static long lastWeekday(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        long last = date.withDayOfMonth(date.lengthOfMonth()).toEpochDay();
        return last - Math.max(0, PeriodUnit.weekday(last) - 4);
    }

    private static boolean all(long[] values, LongPredicate holds) {
        return Arrays.stream(values).allMatch(holds);
    }
}
