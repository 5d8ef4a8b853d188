package org.overhang.core;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Text as a key: blanks at the ends, no-break blanks for blanks and the Unicode form in which a letter was typed make no other
 * key.
 */
@Internal
public final class KeyText {
    /** Below it every character is its own composed form (Unicode Standard Annex 15, quick check). */
    private static final char FIRST_COMPOSING = '\u0300';

    private KeyText() {}

    /**
     * The key of a cell.
     *
     * @param text a cell; null if missing
     * @return its key; null if nothing is left of it
     */
    public static @Nullable String of(@Nullable String text) {
        if (text == null || isPlain(text)) {
            return text;
        }
        String spaced = text.replace('\u00a0', ' ').replace('\u2007', ' ').replace('\u202f', ' ');
        int from = 0;
        int to = spaced.length();
        while (from < to && isBlank(spaced.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(spaced.charAt(to - 1))) {
            to--;
        }
        return from == to ? null : Normalizer.normalize(spaced.substring(from, to), Normalizer.Form.NFC);
    }

    /** The key of a name that is there: of a blank one the empty text. */
    static String name(String text) {
        String name = of(text);
        return name == null ? "" : name;
    }

    /** Almost every cell is a key as it stands; this look costs less than a copy. */
    private static boolean isPlain(String text) {
        int length = text.length();
        if (length == 0 || text.charAt(0) <= ' ' || text.charAt(length - 1) <= ' ') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= FIRST_COMPOSING || c == '\u00a0' || c == '\u0085') {
                return false;
            }
        }
        return true;
    }

    /** White space of every kind, and the marks of no width that editors leave at the ends of cells. */
    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200b' || c == '\u2060' || c == '\ufeff';
    }
}
