package org.overhang.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the number format of a cell makes of its number: a day, a code with leading zeros, or a plain number. */
final class SheetFormats {
    /** An e that is no exponent. */
    private static final Pattern ERA_YEAR = Pattern.compile("(?<![0#?])e(?![+-])");

    private final Map<Integer, String> codes = new HashMap<>();
    private final List<Integer> styles = new ArrayList<>();

    void define(int id, String code) {
        codes.put(id, code);
    }

    void style(int formatId) {
        styles.add(formatId);
    }

    private int format(int style) {
        return style >= 0 && style < styles.size() ? styles.get(style) : 0;
    }

    /**
     * Built-in formats 14 to 17 and 22 show a day, and those of East Asian languages (27 to 36, 50 to 58, of which some are times) if the
     * number is whole; of the defined ones those that show a year, a year of an era (e) or a day (ECMA-376 part 1, 18.8.30 and 18.8.31).
     */
    boolean isDay(int style, double value) {
        int format = format(style);
        String code = codes.get(format);
        if (code == null) {
            boolean eastAsian = (format >= 27 && format <= 36) || (format >= 50 && format <= 58);
            return (format >= 14 && format <= 17)
                    || format == 22
                    || (eastAsian && value >= 1 && value == Math.rint(value));
        }
        String bare = code.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.", "").toLowerCase(java.util.Locale.ROOT);
        return !bare.contains("general")
                && (bare.indexOf('y') >= 0
                        || bare.indexOf('d') >= 0
                        || ERA_YEAR.matcher(bare).find());
    }

    /** How many digits a format of zeros only shows, 0 if it is another. */
    int codeDigits(int style) {
        String code = codes.get(format(style));
        return code != null && code.length() > 1 && code.chars().allMatch(c -> c == '0') ? code.length() : 0;
    }
}
