package org.overhang.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Puts periods that stand across into rows; see {@link Source#longer}. */
final class Longer {
    private static final String PERIOD =
            "(?:1[5-9]|20|21)\\d\\d(?:[-_ ]?(?:Q[1-4]|[HS][12]|M(?:0[1-9]|1[0-2]))|-(?:0[1-9]|1[0-2]))?";

    private static final Pattern PLAIN = Pattern.compile("[XxYy]?(" + PERIOD + ")(?: \\[YR\\d{4}\\])?");
    private static final Pattern BEHIND = Pattern.compile("(.*\\p{L}.*?)[ _](" + PERIOD + ")");
    private static final Pattern BEFORE = Pattern.compile("(" + PERIOD + ")[ _](.*\\p{L}.*)");

    private final TableSource source;
    private final Table table;
    private final String over;
    private final List<String> keys = new ArrayList<>();

    /** For each measure its columns by period. */
    private final Map<String, Map<String, String>> measures = new LinkedHashMap<>();

    private final Set<String> periods = new LinkedHashSet<>();

    Longer(TableSource source, String over) {
        this.source = source;
        this.table = source.own();
        this.over = over;
    }

    private record Name(String measure, String period) {}

    TableSource build() {
        Map<String, Name> names = new LinkedHashMap<>();
        Map<String, Integer> times = new LinkedHashMap<>();
        for (String column : table.columnNames()) {
            Name name = name(column);
            if (name != null) {
                names.put(column, name);
                times.merge(name.measure, 1, Integer::sum);
            }
        }
        for (String column : table.columnNames()) {
            Name name = names.get(column);
            // A measure of one period only, such as base_2015, is no series.
            if (name == null || (times.getOrDefault(name.measure, 0) < 2 && !name.measure.isEmpty())) {
                keys.add(column);
            } else {
                measures.computeIfAbsent(name.measure.isEmpty() ? "value" : name.measure, m -> new LinkedHashMap<>())
                        .put(name.period, column);
                periods.add(name.period);
            }
        }
        require();
        return table();
    }

    private static @org.jspecify.annotations.Nullable Name name(String column) {
        String text = KeyText.name(column);
        Matcher plain = PLAIN.matcher(text);
        if (plain.matches()) {
            return new Name("", plain.group(1));
        }
        Matcher before = BEFORE.matcher(text);
        if (before.matches()) {
            return new Name(before.group(2), before.group(1));
        }
        Matcher behind = BEHIND.matcher(text);
        return behind.matches() ? new Name(behind.group(1), behind.group(2)) : null;
    }

    private void require() {
        Problems problems = new Problems();
        problems.require(
                !periods.isEmpty(),
                Reason.MISSING_COLUMN,
                "longer(\"" + over
                        + "\") needs columns that are named by periods, such as 2023, 2023-Q1 or capacity_kt_2023, but table \""
                        + source.name() + "\" has none. Its columns: " + String.join(", ", table.columnNames()) + ".");
        Set<String> fresh = new LinkedHashSet<>(measures.keySet());
        fresh.add(over);
        fresh.retainAll(keys);
        problems.require(
                fresh.isEmpty() && !measures.containsKey(over),
                Reason.BAD_VALUE,
                "longer(\"" + over + "\") needs free names for its columns, but table \"" + source.name()
                        + "\" has " + (fresh.isEmpty() ? "figures called \"" + over + "\"" : "a column " + fresh)
                        + " already. Rename it, or say another name than \"" + over + "\".");
        measures.forEach((measure, columns) -> {
            List<String> numbers = new ArrayList<>();
            List<String> others = new ArrayList<>();
            Map<String, String> units = new LinkedHashMap<>();
            for (String column : columns.values()) {
                Column<?> cells = table.column(column);
                if (cells.countMissing() < cells.size()) {
                    (cells instanceof NumericColumn<?> ? numbers : others).add(column);
                    units.putIfAbsent(unit(column), column);
                }
            }
            problems.require(
                    numbers.isEmpty() || others.isEmpty(),
                    Reason.WRONG_TYPE,
                    "longer(\"" + over + "\") needs columns of one kind for \"" + measure + "\", but " + first(numbers)
                            + " holds numbers and " + first(others)
                            + " does not. Declare its markers of missing cells, or its type, where the file is read.");
            problems.require(
                    units.size() <= 1,
                    Reason.WRONG_UNIT,
                    "longer(\"" + over + "\") needs one unit for \"" + measure + "\", but found " + units
                            + ". Convert the columns first.");
        });
        problems.throwIfAny();
    }

    private static String first(List<String> columns) {
        return columns.isEmpty() ? "" : "\"" + columns.get(0) + "\"";
    }

    private String unit(String column) {
        return source.field(column).map(Field::unit).orElse("");
    }

    private TableSource table() {
        int rows = table.rowCount();
        List<String> times = List.copyOf(periods);
        int[] from = new int[rows * times.size()];
        for (int i = 0; i < from.length; i++) {
            from[i] = i / times.size();
        }
        List<Column<?>> columns = new ArrayList<>();
        keys.forEach(key -> columns.add(Tables.gather(table.column(key), from)));
        columns.add(period(times, rows));
        measures.forEach((measure, byPeriod) -> columns.add(cells(measure, byPeriod, times, rows)));
        TableSource out = source.over(Table.create(source.name(), columns));
        for (Map.Entry<String, Map<String, String>> measure : measures.entrySet()) {
            String unit = measure.getValue().values().stream()
                    .map(this::unit)
                    .filter(u -> !u.isEmpty())
                    .findFirst()
                    .orElse("");
            out = unit.isEmpty() ? out : out.unit(measure.getKey(), unit);
        }
        return out.noted("Columns " + times.get(0) + " to " + times.get(times.size() - 1) + " were put into rows, "
                + times.size() + " for each, under \"" + over + "\".");
    }

    private Column<?> period(List<String> times, int rows) {
        boolean years = times.stream().allMatch(t -> t.length() == 4);
        IntColumn numbers = IntColumn.create(over);
        StringColumn texts = StringColumn.create(over);
        for (int row = 0; row < rows; row++) {
            for (String time : times) {
                if (years) {
                    numbers.append(Integer.parseInt(time));
                } else {
                    texts.append(time);
                }
            }
        }
        return years ? numbers : texts;
    }

    private Column<?> cells(String measure, Map<String, String> byPeriod, List<String> times, int rows) {
        List<Column<?>> filled = new ArrayList<>();
        for (String column : byPeriod.values()) {
            Column<?> cells = table.column(column);
            if (cells.countMissing() < cells.size()) {
                filled.add(cells);
            }
        }
        boolean numbers = filled.stream().allMatch(c -> c instanceof NumericColumn<?>);
        boolean whole = !filled.isEmpty() && filled.stream().allMatch(c -> c instanceof IntColumn);
        Column<?> out = !numbers
                ? StringColumn.create(measure)
                : whole ? IntColumn.create(measure) : DoubleColumn.create(measure);
        for (int row = 0; row < rows; row++) {
            for (String time : times) {
                String column = byPeriod.get(time);
                Column<?> cells = column == null ? null : table.column(column);
                if (cells == null || cells.isMissing(row)) {
                    out.appendMissing();
                } else if (out instanceof IntColumn integers && cells instanceof IntColumn own) {
                    integers.append(own.getInt(row));
                } else if (out instanceof DoubleColumn doubles && cells instanceof NumericColumn<?> own) {
                    doubles.append(own.getDouble(row));
                } else if (out instanceof StringColumn texts && column != null) {
                    texts.append(Tables.cell(table, column, row));
                }
            }
        }
        return out;
    }
}
