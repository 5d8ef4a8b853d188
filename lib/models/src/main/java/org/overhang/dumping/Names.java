package org.overhang.dumping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Parallel;

/** Text values of one kind, shared by all files of a case, as codes in the order of their code points. */
final class Names {
    private static final long EMPTY = -1;

    private final List<int[]> coded = new ArrayList<>();
    /** Hash in the upper half, code in the lower: one look tells both. */
    private long[] slots = new long[1 << 8];

    private String[] values = new String[1 << 7];
    private int count;

    Names() {
        Arrays.fill(slots, EMPTY);
    }

    /** Codes a column; the codes are final only after {@link #sort}. Blanks and missing cells become −1. */
    int[] code(int rows, @Nullable String @Nullable [] texts, String absent) {
        int[] codes = new int[rows];
        coded.add(codes);
        if (texts == null) {
            Arrays.fill(codes, absent.isEmpty() ? -1 : codeOf(absent));
            return codes;
        }
        for (int i = 0; i < rows; i++) {
            String text = texts[i];
            codes[i] = text == null ? -1 : codeOf(text.strip());
        }
        return codes;
    }

    private int codeOf(String text) {
        int hash = text.hashCode() & Integer.MAX_VALUE;
        int at = slot(text, hash);
        if (slots[at] != EMPTY) {
            return (int) slots[at];
        }
        if (text.isBlank()) {
            return -1;
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
            grow();
            at = slot(text, hash);
        }
        values[count] = text;
        slots[at] = (long) hash << 32 | count;
        return count++;
    }

    private int slot(String text, int hash) {
        int at = (hash * 0x9E3779B9 >>> 7) & (slots.length - 1);
        while (slots[at] != EMPTY && !(slots[at] >>> 32 == hash && values[(int) slots[at]].equals(text))) {
            at = (at + 1) & (slots.length - 1);
        }
        return at;
    }

    private void grow() {
        slots = new long[2 * slots.length];
        index();
    }

    private void index() {
        Arrays.fill(slots, EMPTY);
        for (int code = 0; code < count; code++) {
            int hash = values[code].hashCode() & Integer.MAX_VALUE;
            slots[slot(values[code], hash)] = (long) hash << 32 | code;
        }
    }

    /** Puts the codes of all columns in sorted order. */
    void sort() {
        String[] unsorted = Arrays.copyOf(values, count);
        Arrays.sort(values, 0, count);
        index();
        int[] place = new int[count];
        boolean inOrder = true;
        for (int code = 0; code < count; code++) {
            place[code] = find(unsorted[code]);
            inOrder &= place[code] == code;
        }
        for (int[] codes : inOrder ? List.<int[]>of() : coded) {
            Parallel.forBlocks(codes.length, (from, to) -> {
                for (int i = from; i < to; i++) {
                    codes[i] = codes[i] < 0 ? -1 : place[codes[i]];
                }
            });
        }
        coded.clear();
    }

    int count() {
        return count;
    }

    String text(int code) {
        return code < 0 ? "" : values[code];
    }

    /** The code of a text, blanks around it aside, or −1. */
    int find(String asked) {
        String text = asked.strip();
        int at = slot(text, text.hashCode() & Integer.MAX_VALUE);
        return slots[at] == EMPTY ? -1 : (int) slots[at];
    }
}
