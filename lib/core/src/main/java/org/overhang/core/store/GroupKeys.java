package org.overhang.core.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Batch;
import org.overhang.core.Field;
import org.overhang.core.KeyText;
import org.overhang.core.Provenance;
import org.overhang.core.Source;

/** The keys of groups: one list of cells a group, and all of them as a small source. */
final class GroupKeys {
    private static final Object MISSING = new Object();

    private GroupKeys() {}

    /** The key of a row; what is missing is equal to what is missing. */
    static List<Object> of(Chunks.Rows batch, List<Chunks.Form> forms, int keys, int row) {
        Object[] key = new Object[keys];
        for (int k = 0; k < keys; k++) {
            key[k] = cell(batch.columns()[k], row);
        }
        return Arrays.asList(key);
    }

    private static Object cell(Object cells, int row) {
        if (cells instanceof double[] numbers) {
            // Minus zero is zero
            return Double.isNaN(numbers[row]) ? MISSING : (Object) (numbers[row] + 0.0);
        }
        if (cells instanceof long[] integers) {
            return integers[row] == Batch.NO_INTEGER ? MISSING : (Object) integers[row];
        }
        if (cells instanceof int[] days) {
            return days[row] == Batch.NO_DAY ? MISSING : (Object) days[row];
        }
        String text = KeyText.of(((@Nullable String[]) cells)[row]);
        return text == null ? MISSING : text;
    }

    /** The key columns, one row a group, with the fields of the source. */
    static Source source(Stored from, List<String> names, List<Chunks.Form> forms, List<List<Object>> keys) {
        List<Field> fields =
                names.stream().map(name -> from.field(name).orElseThrow()).toList();
        Object[] columns = new Object[names.size()];
        for (int k = 0; k < columns.length; k++) {
            columns[k] = column(forms.get(k), keys, k);
        }
        return new Small(from.name(), fields, from.provenance(), columns, keys.size());
    }

    private static Object column(Chunks.Form form, List<List<Object>> keys, int k) {
        int rows = keys.size();
        double[] numbers = new double[rows];
        long[] integers = new long[rows];
        int[] days = new int[rows];
        @Nullable String[] texts = new String[rows];
        for (int i = 0; i < rows; i++) {
            Object cell = keys.get(i).get(k);
            boolean missing = cell == MISSING;
            numbers[i] = cell instanceof Double number ? number : Double.NaN;
            integers[i] = cell instanceof Long integer ? integer : Batch.NO_INTEGER;
            days[i] = cell instanceof Integer day ? day : Batch.NO_DAY;
            texts[i] = missing ? null : String.valueOf(cell);
        }
        return switch (form) {
            case NUMBER -> numbers;
            case INTEGER -> integers;
            case DAY -> days;
            default -> texts;
        };
    }

    /** A source of one batch. */
    private record Small(String name, List<Field> fields, Provenance provenance, Object[] columns, int rows)
            implements Source {
        @Override
        public void read(List<String> asked, Consumer<Batch> reader) {
            List<Object> cells = new ArrayList<>();
            for (String column : asked) {
                for (int f = 0; f < fields.size(); f++) {
                    if (fields.get(f).name().equals(column)) {
                        cells.add(columns[f]);
                    }
                }
            }
            reader.accept(new Chunks.Rows(cells.toArray(), rows));
        }
    }
}
