package org.overhang.dumping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Field;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Reason;
import org.overhang.core.Source;

/**
 * Which column plays which role: named ones must exist, those of a preset count only where the file has them. A preset may
 * give several names for a role, separated by blanks: amounts add up those that the file has, other roles take the first.
 */
record Roles(Map<String, String> named, Map<String, String> preset) {
    static final String MODEL = "model";
    static final String QUANTITY = "quantity";
    static final String PRICE = "gross price";
    static final String DATE = "date of sale";
    static final String SECOND_DATE = "second date of sale";
    static final String CHARACTERISTIC = "characteristic ";
    static final String UNIT = "unit of quantity";
    private static final String PART = ", part ";
    /** Amounts that go either way: billing adjustments, and credit for what was paid ahead. */
    private static final Set<String> SIGNED = Set.of(ExportSales.ADJUSTMENT, ExportSales.CREDIT);

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

    /** Names the columns that add up to an amount; those of the preset no longer count. */
    Roles withSum(String role, String[] columns) {
        Map<String, String> others = new LinkedHashMap<>(preset);
        others.remove(role);
        Map<String, String> given = new LinkedHashMap<>(named);
        given.keySet().removeIf(name -> name.equals(role) || name.startsWith(role + PART));
        for (int k = 0; k < columns.length; k++) {
            given.put(part(role, k), columns[k]);
        }
        return new Roles(given, others);
    }

    private static String part(String role, int k) {
        return k == 0 ? role : role + PART + (k + 1);
    }

    /** The columns that add up to an amount in that file. */
    private List<String> parts(String role, Source source) {
        List<String> out = new ArrayList<>();
        for (int k = 0; named.containsKey(part(role, k)); k++) {
            out.add(named.get(part(role, k)));
        }
        if (out.isEmpty()) {
            for (String usual : preset.getOrDefault(role, "").split(" ")) {
                if (source.field(usual).isPresent()) {
                    out.add(usual);
                }
            }
        }
        return out;
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

        /** Amounts, each of which several columns may add up to. */
        Reader amount(String... wanted) {
            for (String role : wanted) {
                List<String> parts = roles.parts(role, source);
                for (int k = 0; k < parts.size(); k++) {
                    columns.put(part(role, k), parts.get(k));
                    request.number(part(role, k), parts.get(k));
                }
            }
            return this;
        }

        /** Columns of the file that play no role. */
        List<String> unused() {
            return source.fields().stream()
                    .map(Field::name)
                    .filter(name -> !columns.containsValue(name))
                    .toList();
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

        /** Rows, counted from one, in which a role of text has a cell. */
        List<Integer> filled(String role) {
            @Nullable String @Nullable [] texts = texts(role);
            List<Integer> rows = new ArrayList<>();
            for (int i = 0; texts != null && i < texts.length; i++) {
                String text = texts[i];
                if (text != null && !text.isBlank()) {
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

        /** What was stated beside the columns; empty if nothing. */
        String stated(String what) {
            return roles.named.getOrDefault(what, "");
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

        /** Refuses amounts below zero; a cost is deducted by what it is, so that one with a minus would be added. */
        private void refuseNegative(String role, double[] amounts) {
            List<Integer> bad = new ArrayList<>();
            for (int i = 0; i < amounts.length; i++) {
                if (amounts[i] < 0) {
                    bad.add(i + 1);
                }
            }
            if (!bad.isEmpty()) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        Intake.VERB + " needs " + role + " at or above zero, but column \"" + columns.get(role)
                                + "\" of table \"" + table() + "\" is below it in " + Columns.rowNumbers(bad)
                                + ". Enter costs as positive numbers; what is added to a price is a price adjustment.");
            }
        }

        /** Numbers of a role that may not be below zero; null if the file has none. */
        double @Nullable [] costs(String role) {
            double[] numbers = numbers(role);
            if (numbers != null) {
                refuseNegative(role, numbers);
            }
            return numbers;
        }

        /** Amounts of a role, where a blank is zero, in the array that was read; null if the file has none. */
        double @Nullable [] amounts(String role) {
            double[] read = numbers(role);
            // Another role may have the same column.
            double[] first = read == null || !columns.containsKey(part(role, 1)) ? read : read.clone();
            for (int k = 0; first != null && columns.containsKey(part(role, k)); k++) {
                double[] more = java.util.Objects.requireNonNull(numbers(part(role, k)));
                boolean adds = k > 0;
                Parallel.forBlocks(first.length, (from, to) -> {
                    for (int i = from; i < to; i++) {
                        double each = Double.isNaN(more[i]) ? 0 : more[i];
                        first[i] = adds ? first[i] + each : each;
                    }
                });
            }
            if (first != null && !SIGNED.contains(role)) {
                refuseNegative(role, first);
            }
            return first;
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
