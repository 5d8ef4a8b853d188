package org.overhang.core;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Grows the arrays of a request batch by batch. Text becomes the key it stands for; whole numbers that a double would merge are
 * kept beside as they are.
 */
final class ColumnLoader {
    private final Map<String, Field.Kind> kinds;
    private final Map<String, Field> fields;
    private final Map<String, List<Object>> parts = new LinkedHashMap<>();
    private final Map<String, List<Object>> whole = new LinkedHashMap<>();
    private int rows;

    ColumnLoader(Map<String, Field.Kind> kinds, Map<String, Field> fields) {
        this.kinds = kinds;
        this.fields = fields;
        kinds.keySet().forEach(k -> parts.put(k, new ArrayList<>()));
    }

    /** The columns as the source calls them, in the order in which batches bring them. */
    List<String> names() {
        return kinds.keySet().stream().map(c -> field(c).name()).toList();
    }

    int rows() {
        return rows;
    }

    private Field field(String column) {
        return Objects.requireNonNull(fields.get(column));
    }

    void take(Batch batch) {
        int at = 0;
        for (Map.Entry<String, List<Object>> part : parts.entrySet()) {
            String column = part.getKey();
            if (field(column).kind() == Field.Kind.NUMBER) {
                long[] exact = batch.integers(at);
                if (exact != null) {
                    whole.computeIfAbsent(column, c -> new ArrayList<>()).add(exact);
                }
            }
            part.getValue().add(cells(batch, column, at++));
        }
        rows = Math.addExact(rows, batch.rows());
    }

    private Object cells(Batch batch, String column, int at) {
        Field.Kind stored = field(column).kind();
        Field.Kind needed = Objects.requireNonNull(kinds.get(column));
        if (needed == Field.Kind.TEXT) {
            return switch (stored) {
                case NUMBER -> texts(batch, at);
                case TEXT -> keys(batch.texts(at));
                case DATE -> texts(batch.days(at));
            };
        }
        if (stored != needed) {
            // Only a column without a filled cell comes here
            return needed == Field.Kind.NUMBER ? blanks(batch.rows()) : noDays(batch.rows());
        }
        return stored == Field.Kind.NUMBER ? batch.numbers(at) : batch.days(at);
    }

    private static double[] blanks(int rows) {
        double[] out = new double[rows];
        Arrays.fill(out, Double.NaN);
        return out;
    }

    private static int[] noDays(int rows) {
        int[] out = new int[rows];
        Arrays.fill(out, Batch.NO_DAY);
        return out;
    }

    Map<String, Object> arrays() {
        Map<String, Object> out = new LinkedHashMap<>();
        parts.forEach((column, list) -> out.put(
                column,
                switch (Objects.requireNonNull(kinds.get(column))) {
                    case NUMBER -> joined(list, new double[rows]);
                    case TEXT -> joined(list, new String[rows]);
                    case DATE -> joined(list, new int[rows]);
                }));
        return out;
    }

    /** The columns of numbers that a double would merge, as they are. */
    Map<String, long[]> integers() {
        Map<String, long[]> out = new LinkedHashMap<>();
        whole.forEach((column, list) -> {
            if (kinds.get(column) == Field.Kind.NUMBER) {
                out.put(column, (long[]) joined(list, new long[rows]));
            }
        });
        return out;
    }

    @SuppressWarnings("SuspiciousSystemArraycopy")
    private static Object joined(List<Object> parts, Object all) {
        int at = 0;
        for (Object part : parts) {
            int length = java.lang.reflect.Array.getLength(part);
            System.arraycopy(part, 0, all, at, length);
            at += length;
        }
        return all;
    }

    /** The array itself where no cell changes, else a copy: a source may hand out its own. */
    private static @Nullable String[] keys(@Nullable String[] texts) {
        @Nullable String[] out = texts;
        for (int i = 0; i < texts.length; i++) {
            String key = KeyText.of(texts[i]);
            if (!Objects.equals(key, texts[i])) {
                out = out == texts ? texts.clone() : out;
                out[i] = key;
            }
        }
        return out;
    }

    private static @Nullable String[] texts(Batch batch, int at) {
        double[] numbers = batch.numbers(at);
        long[] exact = batch.integers(at);
        @Nullable String[] out = new String[numbers.length];
        for (int i = 0; i < out.length; i++) {
            if (!Double.isNaN(numbers[i])) {
                out[i] = exact == null ? Numbers.plain(numbers[i]) : Long.toString(exact[i]);
            }
        }
        return out;
    }

    private static @Nullable String[] texts(int[] days) {
        @Nullable String[] out = new String[days.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = days[i] == Batch.NO_DAY
                    ? null
                    : LocalDate.ofEpochDay(days[i]).toString();
        }
        return out;
    }
}
