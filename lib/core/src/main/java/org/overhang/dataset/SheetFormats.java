package org.overhang.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the number format of a cell makes of its number: a day, a code with leading zeros, or a plain number. */
final class SheetFormats {
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

    /** Built-in formats 14 to 17 and 22 show a day; of the defined ones those that show a year or a day. */
    boolean isDay(int style) {
        int format = format(style);
        String code = codes.get(format);
        if (code == null) {
            return (format >= 14 && format <= 17) || format == 22;
        }
        String bare = code.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.", "").toLowerCase(java.util.Locale.ROOT);
        return bare.indexOf('y') >= 0 || bare.indexOf('d') >= 0;
    }

    /** How many digits a format of zeros only shows, 0 if it is another. */
    int codeDigits(int style) {
        String code = codes.get(format(style));
        return code != null && code.length() > 1 && code.chars().allMatch(c -> c == '0') ? code.length() : 0;
    }
}
