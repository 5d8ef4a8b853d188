package org.overhang.dumping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Field;
import org.overhang.core.Source;

/**
 * Which column plays which role: named ones must exist, those of a preset count only where the file has them. A preset may
 * give several names for a role, separated by blanks: the first that the file has counts.
 */
record Roles(Map<String, String> named, Map<String, String> preset) {
    static final String MODEL = "model";
    static final String QUANTITY = "quantity";
    static final String PRICE = "gross price";
    static final String DATE = "date of sale";
    static final String CHARACTERISTIC = "characteristic ";
    static final String UNIT = "unit of quantity";

    static Roles of(String role, String column) {
        return new Roles(Map.of(), Map.of()).with(role, column);
    }

    static Roles preset(String... rolesAndColumns) {
        Map<String, String> preset = new LinkedHashMap<>();
        for (int i = 0; i < rolesAndColumns.length; i += 2) {
            preset.put(rolesAndColumns[i], rolesAndColumns[i + 1]);
        }
        return new Roles(Map.of(), preset);
    }

    Roles with(String role, String column) {
        Map<String, String> more = new LinkedHashMap<>(named);
        more.put(role, column);
        return new Roles(more, preset);
    }

    /** Names all columns of a numbered role; those of the preset no longer count. */
    Roles withAll(String role, List<String> columns) {
        Map<String, String> others = new LinkedHashMap<>(preset);
        others.keySet().removeIf(name -> name.startsWith(role));
        Map<String, String> given = new LinkedHashMap<>(named);
        given.keySet().removeIf(name -> name.startsWith(role));
        Roles out = new Roles(given, others);
        for (int i = 0; i < columns.size(); i++) {
            out = out.with(role + (i + 1), columns.get(i));
        }
        return out;
    }

    /** The column of a role in that file, or null. */
    @Nullable
    String column(String role, Source source) {
        String column = named.get(role);
        if (column != null) {
            return column;
        }
        for (String usual : preset.getOrDefault(role, "").split(" ")) {
            if (source.field(usual).isPresent()) {
                return usual;
            }
        }
        return null;
    }

    /** Reads the columns of these roles that the file has; a required one that nobody named is asked for by its role. */
    static final class Reader {
        private final Roles roles;
        private final Source source;
        private final Columns.Request request;
        private final Map<String, String> columns = new LinkedHashMap<>();
        private @Nullable Columns read;

        Reader(String verb, Roles roles, Source source) {
            this.roles = roles;
            this.source = source;
            this.request = Columns.neededBy(verb);
        }

        Reader number(String... wanted) {
            for (String role : wanted) {
                String column = roles.column(role, source);
                if (column != null) {
                    columns.put(role, column);
                    request.number(role, column);
                }
            }
            return this;
        }

        Reader text(String... wanted) {
            for (String role : wanted) {
                String column = roles.column(role, source);
                if (column != null) {
                    columns.put(role, column);
                    request.text(role, column);
                }
            }
            return this;
        }

        Reader date(String... wanted) {
            for (String role : wanted) {
                String column = roles.column(role, source);
                if (column != null) {
                    columns.put(role, column);
                    request.date(role, column);
                }
            }
            return this;
        }

        /** A role whose cells may be numbers as well as text, told by {@link #filled}. */
        Reader anything(String role) {
            String column = roles.column(role, source);
            boolean number = column != null
                    && source.field(column)
                            .map(f -> f.kind() == Field.Kind.NUMBER)
                            .orElse(false);
            return number ? number(role) : text(role);
        }

        /** Rows, counted from one, in which a role has a cell. */
        List<Integer> filled(String role) {
            String column = columns.get(role);
            List<Integer> rows = new ArrayList<>();
            if (column == null) {
                return rows;
            }
            boolean number =
                    source.field(column).map(f -> f.kind() == Field.Kind.NUMBER).orElse(false);
            double[] numbers = number ? numbers(role) : null;
            @Nullable String @Nullable [] texts = number ? null : texts(role);
            for (int i = 0; i < rows(); i++) {
                String text = texts == null ? null : texts[i];
                if (numbers != null ? !Double.isNaN(numbers[i]) : text != null && !text.isBlank()) {
                    rows.add(i + 1);
                }
            }
            return rows;
        }

        String table() {
            return source.name();
        }

        /** The unit that the source states for the column of a role; empty if none. */
        String unit(String role) {
            String column = columns.get(role);
            return column == null ? "" : source.field(column).map(Field::unit).orElse("");
        }

        @Nullable
        String column(String role) {
            return columns.get(role);
        }

        Reader required(String role) {
            if (!columns.containsKey(role)) {
                request.text(role, roles.preset.getOrDefault(role, role).split(" ")[0]);
            }
            return this;
        }

        Reader read() {
            read = request.read(source);
            return this;
        }

        int rows() {
            return java.util.Objects.requireNonNull(read).rows();
        }

        boolean has(String role) {
            return columns.containsKey(role);
        }

        /** The numbers of a role with missing cells as NaN; null if the file has none. */
        double @Nullable [] numbers(String role) {
            String column = columns.get(role);
            return column == null
                    ? null
                    : java.util.Objects.requireNonNull(read).number(column);
        }

        /** Amounts of a role, where a blank is zero, in the array that was read; null if the file has none. */
        double @Nullable [] amounts(String role) {
            double[] numbers = numbers(role);
            if (numbers != null) {
                org.overhang.core.Parallel.forBlocks(numbers.length, (from, to) -> {
                    for (int i = from; i < to; i++) {
                        numbers[i] = Double.isNaN(numbers[i]) ? 0 : numbers[i];
                    }
                });
            }
            return numbers;
        }

        @Nullable
        String @Nullable [] texts(String role) {
            String column = columns.get(role);
            return column == null
                    ? null
                    : java.util.Objects.requireNonNull(read).text(column);
        }

        int @Nullable [] days(String role) {
            String column = columns.get(role);
            return column == null
                    ? null
                    : java.util.Objects.requireNonNull(read).date(column);
        }
    }
}
