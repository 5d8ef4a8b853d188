package org.overhang.dataset;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Unit;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Runs the checks of one table: those every table has and those it declares. */
final class TableChecks {
    private final DatasetTable source;
    private final Datapackage.TableSheet sheet;
    private final Table table;

    TableChecks(DatasetTable source) {
        this.source = source;
        this.sheet = source.sheet();
        this.table = source.own();
    }

    List<DatasetCheck.Line> run() {
        List<DatasetCheck.Line> lines = new ArrayList<>();
        lines.add(key());
        lines.add(units());
        if (table.containsColumn("trust")) {
            Set<String> words = Set.of("A", "B");
            lines.add(rows("trust is A or B", List.of(), row -> word("trust", words, row)));
        }
        for (Datapackage.CheckSheet check : sheet.checks()) {
            lines.add(declared(check));
        }
        return lines;
    }

    private DatasetCheck.Line key() {
        List<String> failures = new ArrayList<>();
        Map<List<String>, Integer> seen = new HashMap<>();
        for (int row = 0; row < table.rowCount(); row++) {
            List<String> key = new ArrayList<>();
            for (String column : sheet.key()) {
                key.add(text(column, row));
            }
            if (key.contains("")) {
                failures.add("row " + (row + 1) + " has a missing key: fill in " + String.join(", ", sheet.key()));
            } else {
                Integer first = seen.putIfAbsent(key, row + 1);
                if (first != null) {
                    failures.add("row " + (row + 1) + " repeats the key " + key + " of row " + first
                            + ": keep one of them, or name the column that tells them apart in the key");
                }
            }
        }
        return line("key " + String.join(", ", sheet.key()) + " is complete and unique", List.of(), failures);
    }

    private DatasetCheck.Line units() {
        List<String> failures = new ArrayList<>();
        for (Datapackage.ColumnSheet column : sheet.columns()) {
            String suffix = Unit.suffixOf(column.name());
            if (!suffix.isEmpty() && !suffix.equals(column.unit())) {
                failures.add("column \"" + column.name() + "\" ends in " + suffix + " and states " + column.unit());
            }
        }
        return line("units agree with the names of their columns", List.of(), failures);
    }

    private DatasetCheck.Line declared(Datapackage.CheckSheet check) {
        JsonObject body = check.body();
        return switch (check.kind()) {
            case "range" -> range(check, Datapackage.text(body, "column"));
            case "complete" -> {
                List<String> columns = Datapackage.texts(body.getAsJsonArray("columns"));
                yield rows(String.join(", ", columns) + " complete", check.except(), row -> firstMissing(columns, row));
            }
            case "one of" -> {
                String column = Datapackage.text(body, "column");
                Set<String> words = Set.copyOf(Datapackage.texts(body.getAsJsonArray("values")));
                yield rows(
                        column + " is one of the " + words.size() + " allowed words",
                        check.except(),
                        row -> word(column, words, row));
            }
            case "order" -> {
                String low = Datapackage.text(body, "low");
                String high = Datapackage.text(body, "high");
                yield rows(low + " ≤ " + high, check.except(), row -> order(low, high, row));
            }
            case "ratio" -> ratio(check);
            case "balance" -> balance(check);
            case "total" -> total(check);
            default ->
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "Dataset table \"" + source.name() + "\" needs a known check, but declares \"" + check.kind()
                                + "\". Use range, complete, one of, order, ratio, balance or total.");
        };
    }

    private DatasetCheck.Line range(Datapackage.CheckSheet check, String column) {
        double from = number(check.body(), "from", Double.NEGATIVE_INFINITY);
        double to = number(check.body(), "to", Double.POSITIVE_INFINITY);
        String span = from == Double.NEGATIVE_INFINITY
                ? " ≤ " + Numbers.plain(to)
                : to == Double.POSITIVE_INFINITY
                        ? " ≥ " + Numbers.plain(from)
                        : " from " + Numbers.plain(from) + " to " + Numbers.plain(to);
        return rows(column + span, check.except(), row -> {
            double value = value(column, row);
            return Double.isNaN(value) || (value >= from && value <= to) ? null : "is " + Numbers.plain(value);
        });
    }

    private @Nullable String firstMissing(List<String> columns, int row) {
        for (String column : columns) {
            if (table.column(column).isMissing(row)) {
                return "has no " + column;
            }
        }
        return null;
    }

    private @Nullable String word(String column, Set<String> words, int row) {
        String word = text(column, row);
        return words.contains(word) ? null : "holds \"" + word + "\"";
    }

    private @Nullable String order(String low, String high, int row) {
        double a = value(low, row);
        double b = value(high, row);
        return Double.isNaN(a) || Double.isNaN(b) || a <= b
                ? null
                : "has " + Numbers.plain(a) + " above " + Numbers.plain(b);
    }

    private DatasetCheck.Line ratio(Datapackage.CheckSheet check) {
        String column = Datapackage.text(check.body(), "column");
        String over = Datapackage.text(check.body(), "over");
        String under = Datapackage.text(check.body(), "under");
        double factor = number(check.body(), "factor", 1);
        double tolerance = number(check.body(), "tolerance", 0);
        double relative = number(check.body(), "relative", 0);
        String words = column + " = " + (factor == 1 ? "" : Numbers.plain(factor) + " × ") + over + " / " + under;
        String share = relative == 0 ? "" : " (within " + Numbers.percent(relative, 1) + ")";
        return rows(words + (relative == 0 ? within(tolerance) : share), check.except(), row -> {
            double gap = value(column, row) - factor * value(over, row) / value(under, row);
            double allowed = tolerance + relative * Math.abs(value(column, row));
            return Double.isNaN(gap) || Math.abs(gap) <= allowed ? null : "is off by " + Numbers.significant(gap, 3);
        });
    }

    private DatasetCheck.Line balance(Datapackage.CheckSheet check) {
        Map<String, Double> terms = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> term :
                check.body().getAsJsonObject("terms").entrySet()) {
            terms.put(term.getKey(), term.getValue().getAsDouble());
        }
        double tolerance = number(check.body(), "tolerance", 0);
        return rows(check.why() + within(tolerance), check.except(), row -> {
            double sum = 0;
            for (Map.Entry<String, Double> term : terms.entrySet()) {
                sum += term.getValue() * value(term.getKey(), row);
            }
            return Double.isNaN(sum) || Math.abs(sum) <= tolerance ? null : "is off by " + Numbers.significant(sum, 3);
        });
    }

    /**
     * Parts must add up to the row that is the total of their group. Either "parts" lists them, and each has a row in each group; or
     * "besides" lists what is no part, the total among it, and a part without a row in a group is zero there.
     */
    private DatasetCheck.Line total(Datapackage.CheckSheet check) {
        JsonObject body = check.body();
        Map<String, String> whole = Datapackage.map(body.getAsJsonObject("total"));
        double tolerance = number(body, "tolerance", 0);
        return rows(
                check.why() + within(tolerance),
                check.except(),
                row -> matches(whole, row) ? offTotal(body, row, tolerance) : null);
    }

    /** What is wrong with the total in this row; null if nothing. */
    private @Nullable String offTotal(JsonObject body, int row, double tolerance) {
        String column = Datapackage.text(body, "column");
        String part = Datapackage.text(body, "part");
        boolean open = body.has("besides");
        Set<String> listed = new HashSet<>(Datapackage.texts(body.getAsJsonArray(open ? "besides" : "parts")));
        List<String> within = Datapackage.texts(body.getAsJsonArray("within"));
        double sum = 0;
        Set<String> found = new HashSet<>();
        for (int other = 0; other < table.rowCount(); other++) {
            if (listed.contains(text(part, other)) != open && sameGroup(within, row, other)) {
                sum += value(column, other);
                found.add(text(part, other));
            }
        }
        if (!open && found.size() < listed.size()) {
            return "lacks parts of its total";
        }
        double gap = sum - value(column, row);
        return Math.abs(gap) <= tolerance ? null : "is off by " + Numbers.significant(gap, 3);
    }

    private boolean sameGroup(List<String> columns, int a, int b) {
        return columns.stream().allMatch(c -> text(c, a).equals(text(c, b)));
    }

    private boolean matches(Map<String, String> cells, int row) {
        return cells.entrySet().stream().allMatch(c -> text(c.getKey(), row).equals(c.getValue()));
    }

    /** Asks each row; null is a pass. */
    private DatasetCheck.Line rows(
            String check, List<Datapackage.Exemption> except, IntFunction<@Nullable String> failure) {
        List<String> failures = new ArrayList<>();
        List<String> exempt = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            String failed = failure.apply(row);
            if (failed != null) {
                int at = row;
                String found = "row " + (row + 1) + " (" + label(row) + ") " + failed;
                except.stream()
                        .filter(e -> matches(e.match(), at))
                        .findFirst()
                        .ifPresentOrElse(e -> exempt.add(found + ": " + e.why()), () -> failures.add(found));
            }
        }
        return line(check, exempt, failures);
    }

    private DatasetCheck.Line line(String check, List<String> exempt, List<String> failures) {
        return new DatasetCheck.Line(sheet.name(), check, table.rowCount(), List.copyOf(exempt), List.copyOf(failures));
    }

    private String label(int row) {
        return String.join(", ", sheet.key().stream().map(k -> text(k, row)).toList());
    }

    private static String within(double tolerance) {
        return tolerance == 0 ? "" : " (within " + Numbers.plain(tolerance) + ")";
    }

    private static double number(JsonObject body, String member, double otherwise) {
        JsonElement value = body.get(member);
        return value == null ? otherwise : value.getAsDouble();
    }

    private double value(String column, int row) {
        Column<?> cells = table.column(column);
        return cells.isMissing(row) ? Double.NaN : ((NumericColumn<?>) cells).getDouble(row);
    }

    private String text(String column, int row) {
        Column<?> cells = table.column(column);
        if (cells.isMissing(row)) {
            return "";
        }
        return cells instanceof NumericColumn<?> numeric
                ? Numbers.plain(numeric.getDouble(row))
                : String.valueOf(cells.get(row));
    }
}
