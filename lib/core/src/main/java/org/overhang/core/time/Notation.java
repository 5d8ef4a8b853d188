package org.overhang.core.time;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How periods are written: one cell at a time, by shape alone; plain numbers are {@link NumberCells}' business. */
final class Notation {
    /** What messages list. */
    static final String LIST =
            "2001, 2001H1, 2001Q3, 2001-Q3, Q3 2001, 2001-01, 2001M1, 200101, Jan-2001, 01/2001, 1974:01, "
                    + "2001-W05, 2001-01-31, 2001.25 (if every cell is such a quarter or month) or numbers that count 1, 2, 3";

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final String NAME = "(JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
            + "|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\\.?";
    private static final String YEAR = "(\\d{4})";
    /** What may stand between a year and a part that a letter names. */
    private static final String BETWEEN = " ?[-/.:_,]? ?";

    private static final Pattern FISCAL = Pattern.compile("(?:FY ?" + YEAR + "|" + YEAR + " ?FY|" + YEAR + "-A1)");
    private static final Pattern PART_LAST = Pattern.compile(YEAR + BETWEEN + "([HSQMW]) ?(\\d{1,2})");
    private static final Pattern PART_FIRST = Pattern.compile("([HSQMW]) ?(\\d{1,2})" + BETWEEN + YEAR);
    private static final Pattern NUMBER_FIRST = Pattern.compile("(\\d)([HSQ])" + BETWEEN + YEAR);
    private static final Pattern NAME_FIRST = Pattern.compile(NAME + BETWEEN + YEAR);
    private static final Pattern NAME_LAST = Pattern.compile(YEAR + BETWEEN + NAME);
    private static final Pattern MONTH_LAST = Pattern.compile(YEAR + "[-/:](\\d{2})");
    private static final Pattern MONTH_FIRST = Pattern.compile("(\\d{2})[-/.:]" + YEAR);
    private static final Pattern SHORT = Pattern.compile("(?:" + YEAR + "[-/:](\\d)|(\\d)[-/.:]" + YEAR + ")");
    private static final Pattern DAY =
            Pattern.compile(YEAR + "([-/.])(\\d{1,2})\\2(\\d{1,2})(?:[T ]\\d{1,2}:\\d{2}.*)?");
    private static final Pattern NAMED_DAY = Pattern.compile("(\\d{1,2})" + BETWEEN + NAME + BETWEEN + YEAR);
    private static final Pattern NAMED_DAY_LAST = Pattern.compile(NAME + " (\\d{1,2}),? " + YEAR);

    private Notation() {}

    /** Blanks of all kinds at the ends gone, dashes of all kinds made hyphens, letters large. */
    static String plain(String cell) {
        StringBuilder out = new StringBuilder(cell.length());
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            boolean blank = Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
            boolean dash = c >= '\u2010' && c <= '\u2015' || c == '\u2212';
            if (!blank) {
                out.append(dash ? '-' : c);
            } else if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return out.toString().strip().toUpperCase(Locale.ROOT);
    }

    /** The period that a text names; null if it is none or a plain number. */
    static @Nullable Moment of(String plain) {
        try {
            Moment part = part(plain);
            return part == null ? day(plain) : part;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Moment part(String text) {
        Matcher m = FISCAL.matcher(text);
        if (m.matches()) {
            String year = m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3);
            return new Moment(PeriodUnit.YEAR, Integer.parseInt(year));
        }
        m = PART_LAST.matcher(text);
        if (m.matches()) {
            return lettered(m.group(1), m.group(2), m.group(3));
        }
        m = PART_FIRST.matcher(text);
        if (m.matches()) {
            return lettered(m.group(3), m.group(1), m.group(2));
        }
        m = NUMBER_FIRST.matcher(text);
        if (m.matches()) {
            return lettered(m.group(3), m.group(2), m.group(1));
        }
        m = NAME_FIRST.matcher(text);
        if (m.matches()) {
            return month(m.group(2), named(m.group(1)));
        }
        m = NAME_LAST.matcher(text);
        if (m.matches()) {
            return month(m.group(1), named(m.group(2)));
        }
        m = MONTH_LAST.matcher(text);
        if (m.matches()) {
            return month(m.group(1), Integer.parseInt(m.group(2)));
        }
        m = MONTH_FIRST.matcher(text);
        return m.matches() ? month(m.group(2), Integer.parseInt(m.group(1))) : null;
    }

    private static @Nullable Moment day(String text) {
        Matcher m = DAY.matcher(text);
        if (m.matches()) {
            return day(m.group(1), Integer.parseInt(m.group(3)), m.group(4));
        }
        m = NAMED_DAY.matcher(text);
        if (m.matches()) {
            return day(m.group(3), named(m.group(2)), m.group(1));
        }
        m = NAMED_DAY_LAST.matcher(text);
        return m.matches() ? day(m.group(3), named(m.group(1)), m.group(2)) : null;
    }

    /** A year and one digit, 1974:1: a month or a quarter, which only the other cells can tell; null if it is none. */
    static @Nullable Moment ambiguous(String plain) {
        Matcher m = SHORT.matcher(plain);
        if (!m.matches()) {
            return null;
        }
        String year = m.group(1) == null ? m.group(4) : m.group(1);
        return month(year, Integer.parseInt(m.group(2) == null ? m.group(3) : m.group(2)));
    }

    /** Whether a text is a year and the next year's last digits, 2009-10: a month or a fiscal year. */
    static boolean mayBeFiscal(String plain) {
        Matcher m = MONTH_LAST.matcher(plain);
        return m.matches() && (Integer.parseInt(m.group(1)) + 1) % 100 == Integer.parseInt(m.group(2));
    }

    private static @Nullable Moment lettered(String year, String letter, String number) {
        int y = Integer.parseInt(year);
        int n = Integer.parseInt(number);
        return switch (letter) {
            case "H", "S" -> within(n, 2) ? new Moment(PeriodUnit.HALF_YEAR, 2L * y + n - 1) : null;
            case "Q" -> within(n, 4) ? new Moment(PeriodUnit.QUARTER, 4L * y + n - 1) : null;
            case "M" -> month(year, n);
            default -> week(y, n);
        };
    }

    private static boolean within(int n, int most) {
        return n >= 1 && n <= most;
    }

    private static @Nullable Moment month(String year, int month) {
        return within(month, 12) ? new Moment(PeriodUnit.MONTH, 12L * Integer.parseInt(year) + month - 1) : null;
    }

    private static int named(String month) {
        return MONTHS.indexOf(month.substring(0, 3)) + 1;
    }

    /** ISO 8601: week 1 holds January 4; a year has 52 or 53. */
    private static @Nullable Moment week(int year, int week) {
        LocalDate inFirst = LocalDate.of(year, 1, 4);
        if (!within(week, (int)
                IsoFields.WEEK_OF_WEEK_BASED_YEAR.rangeRefinedBy(inFirst).getMaximum())) {
            return null;
        }
        return new Moment(PeriodUnit.WEEK, PeriodUnit.weekOf(inFirst.toEpochDay()) + week - 1);
    }

    private static Moment day(String year, int month, String day) {
        return new Moment(
                PeriodUnit.DAY,
                LocalDate.of(Integer.parseInt(year), month, Integer.parseInt(day))
                        .toEpochDay());
    }
}
