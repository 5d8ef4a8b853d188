package org.overhang.core;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.core.time.Periods;

/** One key column as codes of its sorted values. */
final class KeyCodes {
    private KeyCodes() {}

    /** The code of each row, −1 where missing, and the values in order: an array of the column's own type. */
    record Coded(int[] codes, Object levels, int count) {}

    static Coded of(Object column) {
        if (column instanceof double[] numbers) {
            return codeNumbers(numbers);
        }
        if (column instanceof int[] days) {
            int[] sorted = Arrays.stream(days)
                    .filter(d -> d != Batch.NO_DAY)
                    .sorted()
                    .distinct()
                    .toArray();
            int[] codes = new int[days.length];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = days[i] == Batch.NO_DAY ? -1 : Arrays.binarySearch(sorted, days[i]);
            }
            return new Coded(codes, sorted, sorted.length);
        }
        if (column instanceof Periods periods) {
            return new Coded(periods.codes(), periods, periods.count());
        }
        if (column instanceof long[] integers) {
            return codeIntegers(integers);
        }
        return codeTexts((@Nullable String[]) column);
    }

    private static Coded codeNumbers(double[] numbers) {
        Coded whole = codeWholeNumbers(numbers);
        if (whole != null) {
            return whole;
        }
        double[] sorted = Arrays.stream(numbers)
                .filter(v -> !Double.isNaN(v))
                .map(v -> v + 0.0)
                .sorted()
                .distinct()
                .toArray();
        int[] codes = new int[numbers.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = Double.isNaN(numbers[i]) ? -1 : Arrays.binarySearch(sorted, numbers[i] + 0.0);
        }
        return new Coded(codes, sorted, sorted.length);
    }

    private static Coded codeIntegers(long[] integers) {
        long[] sorted = Arrays.stream(integers)
                .filter(v -> v != Batch.NO_INTEGER)
                .sorted()
                .distinct()
                .toArray();
        int[] codes = new int[integers.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = integers[i] == Batch.NO_INTEGER ? -1 : Arrays.binarySearch(sorted, integers[i]);
        }
        return new Coded(codes, sorted, sorted.length);
    }

    /** Whole numbers in a narrow range need no sorting; null if they are not. */
    private static @Nullable Coded codeWholeNumbers(double[] numbers) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double v : numbers) {
            if (v != Math.rint(v) && !Double.isNaN(v)) {
                return null;
            }
            low = v < low ? v : low;
            high = v > high ? v : high;
        }
        if (!(high - low < 2.0 * numbers.length + 1024) || Math.abs(low) > 1e15 || Math.abs(high) > 1e15) {
            return null;
        }
        int[] place = new int[(int) (high - low) + 1];
        for (double v : numbers) {
            if (!Double.isNaN(v)) {
                place[(int) (v - low)] = 1;
            }
        }
        int count = 0;
        for (int i = 0; i < place.length; i++) {
            int present = place[i];
            place[i] = count;
            count += present;
        }
        double[] levels = new double[count];
        int[] codes = new int[numbers.length];
        for (int i = 0; i < codes.length; i++) {
            double v = numbers[i];
            codes[i] = Double.isNaN(v) ? -1 : place[(int) (v - low)];
            if (codes[i] >= 0) {
                levels[codes[i]] = v + 0.0;
            }
        }
        return new Coded(codes, levels, count);
    }

    private static Coded codeTexts(@Nullable String[] texts) {
        Map<String, Integer> first = new LinkedHashMap<>();
        int[] codes = new int[texts.length];
        for (int i = 0; i < codes.length; i++) {
            String text = texts[i];
            if (text == null) {
                codes[i] = -1;
            } else {
                Integer code = first.get(text);
                if (code == null) {
                    code = first.size();
                    first.put(text, code);
                }
                codes[i] = code;
            }
        }
        String[] sorted = first.keySet().toArray(String[]::new);
        Arrays.sort(sorted, KeyCodes::byCodePoint);
        int[] place = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            place[java.util.Objects.requireNonNull(first.get(sorted[i]))] = i;
        }
        for (int i = 0; i < codes.length; i++) {
            codes[i] = codes[i] < 0 ? -1 : place[codes[i]];
        }
        return new Coded(codes, sorted, sorted.length);
    }

    private static int byCodePoint(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }
}
