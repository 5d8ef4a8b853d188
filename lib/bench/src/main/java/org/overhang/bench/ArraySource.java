package org.overhang.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Batch;
import org.overhang.core.Field;
import org.overhang.core.Provenance;
import org.overhang.core.Source;

/** Columns in memory, handed over whole. */
final class ArraySource implements Source {
    private final Map<String, double[]> columns = new LinkedHashMap<>();
    private final int rows;

    ArraySource(Panel panel) {
        panel.codes.forEach((name, codes) -> {
            double[] column = new double[codes.length];
            for (int i = 0; i < column.length; i++) {
                column[i] = codes[i];
            }
            columns.put(name, column);
        });
        columns.putAll(panel.columns);
        rows = columns.values().iterator().next().length;
    }

    ArraySource(Map<String, double[]> columns) {
        this.columns.putAll(columns);
        rows = columns.values().iterator().next().length;
    }

    @Override
    public String name() {
        return "panel";
    }

    @Override
    public List<Field> fields() {
        return columns.keySet().stream()
                .map(c -> new Field(c, Field.Kind.NUMBER, ""))
                .toList();
    }

    @Override
    public Provenance provenance() {
        return Provenance.UNSTATED;
    }

    @Override
    public void read(List<String> names, Consumer<Batch> reader) {
        reader.accept(new Whole(names));
    }

    private final class Whole implements Batch {
        private final List<String> names;

        Whole(List<String> names) {
            this.names = names;
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public double[] numbers(int column) {
            return java.util.Objects.requireNonNull(columns.get(names.get(column)));
        }

        @Override
        public @Nullable String[] texts(int column) {
            throw new UnsupportedOperationException("The panel has numbers only.");
        }

        @Override
        public int[] days(int column) {
            throw new UnsupportedOperationException("The panel has numbers only.");
        }
    }
}
