package org.overhang.core;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which row of the left meets which row of the right: keys as codes, then chains of equal codes. */
final class JoinMath {
    private JoinMath() {}

    /** One code a row on both sides, equal where the keys are equal, −1 where a key is missing. */
    record Codes(int[] left, int[] right, int count) {}

    /** Row numbers side by side; −1 on the right where the left row has no partner. */
    record Pairs(int[] left, int[] right) {}

    /** Codes of several key columns together. */
    static Codes codes(List<Object> left, List<Object> right) {
        Codes all = code(left.get(0), right.get(0));
        for (int k = 1; k < left.size(); k++) {
            Codes next = code(left.get(k), right.get(k));
            LongCodes crossed = new LongCodes();
            int width = Math.max(1, next.count);
            all = new Codes(
                    crossed(all.left, next.left, width, crossed),
                    crossed(all.right, next.right, width, crossed),
                    crossed.count());
        }
        return all;
    }

    private static int[] crossed(int[] before, int[] next, int width, LongCodes codes) {
        int[] out = new int[before.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = before[i] < 0 || next[i] < 0 ? -1 : codes.of((long) before[i] * width + next[i]);
        }
        return out;
    }

    private static Codes code(Object left, Object right) {
        LongCodes codes = new LongCodes();
        if (left instanceof long[] || right instanceof long[]) {
            // Whole numbers beyond those of a double meet doubles by their digits
            Map<String, Integer> digits = new HashMap<>();
            int[] a = ofTexts(digits(left), digits);
            return new Codes(a, ofTexts(digits(right), digits), digits.size());
        }
        if (left instanceof double[] numbers) {
            int[] a = ofNumbers(numbers, codes);
            return new Codes(a, ofNumbers((double[]) right, codes), codes.count());
        }
        if (left instanceof int[] days) {
            int[] a = ofDays(days, codes);
            return new Codes(a, ofDays((int[]) right, codes), codes.count());
        }
        Map<String, Integer> texts = new HashMap<>();
        int[] a = ofTexts((@Nullable String[]) left, texts);
        return new Codes(a, ofTexts((@Nullable String[]) right, texts), texts.size());
    }

    private static @Nullable String[] digits(Object numbers) {
        @Nullable String[] out = new String[java.lang.reflect.Array.getLength(numbers)];
        for (int i = 0; i < out.length; i++) {
            out[i] = ColumnNeeds.isBlank(numbers, i) ? null : ColumnNeeds.shown(numbers, i);
        }
        return out;
    }

    /** Adding zero makes one key of 0 and −0. */
    private static int[] ofNumbers(double[] numbers, LongCodes codes) {
        int[] out = new int[numbers.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Double.isNaN(numbers[i]) ? -1 : codes.of(Double.doubleToLongBits(numbers[i] + 0.0));
        }
        return out;
    }

    private static int[] ofDays(int[] days, LongCodes codes) {
        int[] out = new int[days.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = days[i] == Batch.NO_DAY ? -1 : codes.of(days[i]);
        }
        return out;
    }

    private static int[] ofTexts(@Nullable String[] texts, Map<String, Integer> codes) {
        int[] out = new int[texts.length];
        for (int i = 0; i < out.length; i++) {
            String text = texts[i];
            if (text == null) {
                out[i] = -1;
            } else {
                Integer code = codes.putIfAbsent(text, codes.size());
                out[i] = code == null ? codes.size() - 1 : code;
            }
        }
        return out;
    }

    /** First row of each code, and for each row the next of its code; −1 ends a chain. */
    record Chains(int[] first, int[] next) {
        static Chains of(int[] codes, int count) {
            int[] first = new int[count];
            Arrays.fill(first, -1);
            int[] next = new int[codes.length];
            for (int row = codes.length - 1; row >= 0; row--) {
                int code = codes[row];
                next[row] = code < 0 ? -1 : first[code];
                if (code >= 0) {
                    first[code] = row;
                }
            }
            return new Chains(first, next);
        }
    }

    /** How many rows a join has: the sum over left rows of their partners. */
    static long size(Codes codes, boolean keepLeft) {
        int[] partners = new int[codes.count];
        for (int code : codes.right) {
            if (code >= 0) {
                partners[code]++;
            }
        }
        long size = 0;
        for (int code : codes.left) {
            int found = code < 0 ? 0 : partners[code];
            size += found == 0 && keepLeft ? 1 : found;
        }
        return size;
    }

    /** Left rows in their order, each with its right rows in theirs. */
    static Pairs pairs(Codes codes, int size, boolean keepLeft) {
        Chains chains = Chains.of(codes.right, codes.count);
        int[] left = new int[size];
        int[] right = new int[size];
        int at = 0;
        for (int row = 0; row < codes.left.length; row++) {
            int code = codes.left[row];
            int partner = code < 0 ? -1 : chains.first[code];
            if (partner < 0 && keepLeft) {
                left[at] = row;
                right[at++] = -1;
            }
            for (; partner >= 0; partner = chains.next[partner]) {
                left[at] = row;
                right[at++] = partner;
            }
        }
        return new Pairs(left, right);
    }

    /** Rows of the one side whose code does not occur on the other. */
    static int[] alone(int[] codes, int[] others, int count) {
        boolean[] there = new boolean[count];
        for (int code : others) {
            if (code >= 0) {
                there[code] = true;
            }
        }
        int[] rows = new int[codes.length];
        int n = 0;
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] < 0 || !there[codes[row]]) {
                rows[n++] = row;
            }
        }
        return Arrays.copyOf(rows, n);
    }
}
