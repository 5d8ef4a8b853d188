package org.overhang.dumping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text values of one kind, shared by all files of a case, as codes in the order of their code points. */
final class Names {
    private final Map<String, Integer> first = new HashMap<>();
    private final List<int[]> coded = new ArrayList<>();
    private String[] sorted = new String[0];

    /** Codes a column; the codes are final only after {@link #sort}. Blanks and missing cells become −1. */
    int[] code(int rows, @Nullable String @Nullable [] texts, String absent) {
        int[] codes = new int[rows];
        coded.add(codes);
        if (texts == null) {
            int code = absent.isEmpty() ? -1 : codeOf(absent);
            Arrays.fill(codes, code);
            return codes;
        }
        String last = null;
        int lastCode = -1;
        for (int i = 0; i < rows; i++) {
            String text = texts[i];
            if (text == null) {
                codes[i] = -1;
                continue;
            }
            if (!text.equals(last)) {
                last = text;
                lastCode = text.isBlank() ? -1 : codeOf(text);
            }
            codes[i] = lastCode;
        }
        return codes;
    }

    private int codeOf(String text) {
        Integer code = first.get(text);
        if (code == null) {
            code = first.size();
            first.put(text, code);
        }
        return code;
    }

    /** Puts the codes of all columns in sorted order. */
    void sort() {
        sorted = first.keySet().toArray(String[]::new);
        Arrays.sort(sorted);
        int[] place = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            place[java.util.Objects.requireNonNull(first.get(sorted[i]))] = i;
        }
        for (int[] codes : coded) {
            for (int i = 0; i < codes.length; i++) {
                codes[i] = codes[i] < 0 ? -1 : place[codes[i]];
            }
        }
        coded.clear();
        first.clear();
        for (int i = 0; i < sorted.length; i++) {
            first.put(sorted[i], i);
        }
    }

    int count() {
        return sorted.length;
    }

    String text(int code) {
        return code < 0 ? "" : sorted[code];
    }

    /** The code of a text after {@link #sort}, or −1. */
    int find(String text) {
        return first.getOrDefault(text, -1);
    }
}
