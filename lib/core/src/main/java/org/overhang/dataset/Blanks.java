package org.overhang.dataset;

import java.util.Arrays;

/** Blanks that pad cells: the space, tabs, and the spaces that do not break lines or are as wide as a digit or an ideograph. */
final class Blanks {
    private Blanks() {}

    static boolean is(char c) {
        return c == ' ' || c == '\t' || c == '\u00A0' || c == '\u3000' || c == '\u202F' || c == '\u2007';
    }

    static boolean pad(char[] text, int length) {
        return length > 0 && (is(text[0]) || is(text[length - 1]));
    }

    static char[] stripped(char[] text, int length) {
        int from = 0;
        int to = length;
        while (from < to && is(text[from])) {
            from++;
        }
        while (to > from && is(text[to - 1])) {
            to--;
        }
        return Arrays.copyOfRange(text, from, to);
    }

    static String strip(String text) {
        char[] all = text.toCharArray();
        return new String(stripped(all, all.length)).strip();
    }
}
