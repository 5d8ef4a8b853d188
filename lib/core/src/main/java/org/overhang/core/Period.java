package org.overhang.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Periods as people write them, turned into points on a year axis.
 *
 * <p>{@code 2019} and {@code 2019FY} are 2019; {@code 2019Q3} and {@code 2019-Q3} are 2019.5, the quarter's first day;
 * {@code 2019H2} is 2019.5; {@code 2019-07} and {@code 2019M07} are 2019.5; {@code 2019-07-02} is 2019 plus the days gone by
 * over the days of the year.
 */
public final class Period {
    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{4})(?:FY|[- ]?Q([1-4])|[- ]?H([12])|[- ]?M(\\d{1,2})|-(\\d{2})(?:-(\\d{2}))?)?");

    private Period() {}

    /**
     * The decimal year of a period's start.
     *
     * @param period as written
     * @return the decimal year, or NaN if it is not a period
     */
    public static double decimalYear(String period) {
        Matcher m = WRITTEN.matcher(period.strip());
        if (!m.matches()) {
            return Double.NaN;
        }
        int year = Integer.parseInt(m.group(1));
        if (m.group(2) != null) {
            return year + (Integer.parseInt(m.group(2)) - 1) / 4.0;
        }
        if (m.group(3) != null) {
            return year + (Integer.parseInt(m.group(3)) - 1) / 2.0;
        }
        String month = m.group(4) == null ? m.group(5) : m.group(4);
        if (month == null) {
            return year;
        }
        int number = Integer.parseInt(month);
        if (number < 1 || number > 12) {
            return Double.NaN;
        }
        return m.group(6) == null ? year + (number - 1) / 12.0 : ofDay(period.strip());
    }

    private static double ofDay(String day) {
        try {
            return decimalYear((int) java.time.LocalDate.parse(day).toEpochDay());
        } catch (java.time.format.DateTimeParseException e) {
            return Double.NaN;
        }
    }

    /**
     * The decimal year of a day.
     *
     * @param epochDay days since 1970-01-01
     * @return the year plus the share of it that has gone by
     */
    public static double decimalYear(int epochDay) {
        java.time.LocalDate day = java.time.LocalDate.ofEpochDay(epochDay);
        return day.getYear() + (day.getDayOfYear() - 1) / (double) day.lengthOfYear();
    }
}
