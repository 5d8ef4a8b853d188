package org.overhang.dataset;

import java.time.LocalDate;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.overhang.core.Field;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Patterns of dates as people declare them. */
final class DatePatterns {
    private static final Pattern TWO_DIGIT_YEAR = Pattern.compile("(?<![yu])(yy|uu)(?![yu])");

    private DatePatterns() {}

    static boolean hasTwoDigitYear(String pattern) {
        return TWO_DIGIT_YEAR.matcher(pattern).find();
    }

    static TableSettings.Declared declared(String column, String pattern) {
        if (hasTwoDigitYear(pattern)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "TableFile needs to know the century of years of two digits, but for column \"" + column
                            + "\" the pattern was \"" + pattern + "\". Say date(\"" + column + "\", \"" + pattern
                            + "\", 1950) if years run from 1950 to 2049.");
        }
        return declared(column, pattern, 0);
    }

    static TableSettings.Declared declared(String column, String pattern, int firstYear) {
        try {
            DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
            Matcher years = TWO_DIGIT_YEAR.matcher(pattern);
            int from = 0;
            while (years.find()) {
                builder.appendPattern(pattern.substring(from, years.start()))
                        .appendValueReduced(ChronoField.YEAR, 2, 2, firstYear);
                from = years.end();
            }
            builder.appendPattern(pattern.substring(from).replace("yy", "uu"));
            if (pattern.indexOf('d') < 0 && pattern.indexOf('D') < 0) {
                builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
            }
            DateTimeFormatter format = builder.toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT)
                    .withChronology(IsoChronology.INSTANCE);
            LocalDate.parse(format.format(LocalDate.of(2001, 1, 1)), format);
            return new TableSettings.Declared(Field.Kind.DATE, pattern, format);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "TableFile needs a date pattern such as dd/MM/yyyy, but for column \"" + column + "\" it was \""
                            + pattern + "\". Write d for day, M for month and y for year.",
                    e);
        }
    }
}
