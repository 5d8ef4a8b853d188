package org.overhang.dataset;

import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.api.StringColumn;

/**
 * Marks that statistical offices write behind a number, such as {@code 12.1 b}, {@code 12.3p}, {@code 850*} or {@code 7 (r)}, taken
 * from the numbers of one column.
 */
final class Flags {
    private static final int LETTERS = 4;
    private static final int IN_BRACKETS = 8;
    private static final String SIGNS = "*\u2020\u2021\u00A7#\u00B9\u00B2\u00B3";

    private final Map<Integer, String> byRow = new LinkedHashMap<>();
    private int rows;
    private int glued;

    /** The length of what stands before the mark; all where there is no mark. */
    static int numberLength(char[] text, int length) {
        int end = length;
        while (end > 0 && Blanks.is(text[end - 1])) {
            end--;
        }
        int from = end;
        if (end > 0 && (text[end - 1] == ')' || text[end - 1] == ']')) {
            char open = text[end - 1] == ')' ? '(' : '[';
            while (from > 0 && text[from - 1] != open && end - from < IN_BRACKETS) {
                from--;
            }
            from = from > 0 && text[from - 1] == open ? from - 1 : end;
        } else {
            while (from > 0 && end - from < LETTERS && isMark(text[from - 1])) {
                from--;
            }
        }
        int number = from;
        while (number > 0 && Blanks.is(text[number - 1])) {
            number--;
        }
        return from < end && number > 0 && mayEnd(text, number) ? number : length;
    }

    private static boolean isMark(char c) {
        return Character.isLetter(c) || SIGNS.indexOf(c) >= 0 || (c >= '\u2070' && c <= '\u2079');
    }

    /** Behind a digit, or behind a sign that stands for a missing number, such as {@code :} or {@code ..}. */
    private static boolean mayEnd(char[] text, int length) {
        if (text[length - 1] >= '0' && text[length - 1] <= '9') {
            return true;
        }
        for (int i = 0; i < length; i++) {
            if (Character.isLetterOrDigit(text[i]) || text[i] == '"') {
                return false;
            }
        }
        return true;
    }

    /** Takes the cell of the next row and keeps its mark; answers with the length of the number. */
    int take(char[] text, int length) {
        int number = numberLength(text, length);
        if (number < length) {
            String mark = Blanks.strip(new String(text, number, length - number));
            if (!mark.isEmpty()) {
                byRow.put(rows, mark);
                glued += Blanks.is(text[number]) ? 0 : 1;
            }
        }
        rows++;
        return number;
    }

    boolean isEmpty() {
        return byRow.isEmpty();
    }

    /** Whether most cells have a letter glued to them, as codes such as 72A have. */
    boolean looksLikeCodes(int numbers) {
        return 2 * glued > numbers;
    }

    /** Each mark once, in order. */
    String words() {
        return String.join(", ", new java.util.TreeSet<>(byRow.values()));
    }

    StringColumn column(String name) {
        StringColumn column = StringColumn.create(name);
        for (int row = 0; row < rows; row++) {
            String mark = byRow.get(row);
            if (mark == null) {
                column.appendMissing();
            } else {
                column.append(mark);
            }
        }
        return column;
    }
}
