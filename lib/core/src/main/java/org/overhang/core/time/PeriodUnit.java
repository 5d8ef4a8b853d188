package org.overhang.core.time;

import java.time.LocalDate;

/**
 * How far one period is from the next: what a lag of one means.
 *
 * <p>{@link Periods} reads it from the cells; {@code Source.of(table).every("date", PeriodUnit.BUSINESS_DAY)} states it where the
 * cells cannot tell.
 */
public enum PeriodUnit {
    /** Whole numbers that count periods and name no date: 1, 2, 3. */
    COUNT("period", 0),
    /** Calendar or fiscal years. */
    YEAR("year", 12),
    /** Half-years, from January and from July. */
    HALF_YEAR("half-year", 6),
    /** Quarters, from January, April, July and October. */
    QUARTER("quarter", 3),
    /** Months. */
    MONTH("month", 1),
    /** Weeks from Monday, as ISO 8601 numbers them. */
    WEEK("week", 0),
    /** Calendar days: Friday to Monday are three. */
    DAY("day", 0),
    /** Mondays to Fridays: Friday to Monday is one; a public holiday is a gap. */
    BUSINESS_DAY("business day", 0);

    private static final int WEEKDAYS = 5;
    /** 1970-01-01 was a Thursday, three days after its week's Monday. */
    private static final int FROM_MONDAY = 3;

    private final String word;
    private final int months;

    PeriodUnit(String word, int months) {
        this.word = word;
        this.months = months;
    }

    /**
     * The word that messages and summaries print.
     *
     * @return for example {@code quarter}
     */
    public String word() {
        return word;
    }

    /** Months in a period; 0 where months do not make it. */
    int months() {
        return months;
    }

    /** Whether periods of this unit have dates. */
    boolean isDated() {
        return this != COUNT;
    }

    static long monthOf(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return 12L * date.getYear() + date.getMonthValue() - 1;
    }

    static long weekOf(long day) {
        return Math.floorDiv(day + FROM_MONDAY, 7L);
    }

    /** Days since Monday, 0 to 6. */
    static int weekday(long day) {
        return (int) Math.floorMod(day + FROM_MONDAY, 7L);
    }

    static boolean isWeekend(long day) {
        return weekday(day) >= WEEKDAYS;
    }

    static long businessDayOf(long day) {
        return WEEKDAYS * weekOf(day) + Math.min(weekday(day), WEEKDAYS - 1);
    }

    /** First day of a period; of a count there is none. */
    long firstDay(long ordinal) {
        return switch (this) {
            case COUNT -> throw new IllegalStateException("a count has no day");
            case DAY -> ordinal;
            case BUSINESS_DAY ->
                7 * Math.floorDiv(ordinal, (long) WEEKDAYS) - FROM_MONDAY + Math.floorMod(ordinal, (long) WEEKDAYS);
            case WEEK -> 7 * ordinal - FROM_MONDAY;
            case YEAR, HALF_YEAR, QUARTER, MONTH -> {
                long month = ordinal * months;
                yield LocalDate.of((int) Math.floorDiv(month, 12L), (int) Math.floorMod(month, 12L) + 1, 1)
                        .toEpochDay();
            }
        };
    }

    /** The start of a period on an axis of years; of a count the count. */
    double decimalYear(long ordinal) {
        if (months > 0) {
            return ordinal * months / 12.0;
        }
        if (this == COUNT) {
            return ordinal;
        }
        LocalDate day = LocalDate.ofEpochDay(firstDay(ordinal));
        return day.getYear() + (day.getDayOfYear() - 1) / (double) day.lengthOfYear();
    }
}
