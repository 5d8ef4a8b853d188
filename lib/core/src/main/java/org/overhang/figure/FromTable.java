package org.overhang.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Field;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Unit;

/** The columns that a figure is drawn from: read once, with their words and axes, and what was left out. */
final class FromTable {
    private static final List<String> FRACTIONS = List.of("fraction", "share", "rate");

    private final String noun;
    private final Source source;
    private final Map<String, String> labels;
    private final Columns in;
    private final int rows;

    private FromTable(String noun, Source source, Map<String, String> labels, Columns in) {
        this.noun = noun;
        this.source = source;
        this.labels = labels;
        this.in = in;
        this.rows = in.rows();
    }

    /** Reads number columns, a column of positions in time or of numbers, and texts that name groups. */
    static FromTable read(
            String noun,
            Source source,
            Map<String, String> labels,
            List<String> numbers,
            @Nullable String position,
            List<String> names) {
        Columns.Request request = Columns.neededBy(noun);
        numbers.forEach(column -> request.number("value", column));
        if (position != null) {
            boolean number = source.field(position)
                    .map(f -> f.kind() == Field.Kind.NUMBER)
                    .orElse(false);
            if (number) {
                request.number("position", position);
            } else {
                request.time("time", position);
            }
        }
        names.forEach(column -> request.text("group", column));
        return new FromTable(noun, source, labels, request.read(source));
    }

    /** A result is drawn from its estimates; where it came from, only its source knows. */
    static Source source(Result result) {
        return result instanceof Source source ? source : Source.of(result.tidy());
    }

    int rows() {
        return rows;
    }

    double[] numbers(String column) {
        return in.number(column);
    }

    /** Numbers as they are; periods as decimal years. */
    double[] positions(String column) {
        if (source.field(column).map(f -> f.kind() == Field.Kind.NUMBER).orElse(false)) {
            return in.number(column);
        }
        var periods = in.periods(column);
        double[] at = new double[rows];
        for (int i = 0; i < rows; i++) {
            long period = periods.at(i);
            at[i] = period == org.overhang.core.time.Periods.MISSING ? Double.NaN : periods.decimalYear(period);
        }
        return at;
    }

    /** One name a row from one or several columns, null where a cell is missing. */
    @Nullable
    String[] names(List<String> columns) {
        @Nullable String[] out = new String[rows];
        for (int i = 0; i < rows; i++) {
            List<String> parts = new ArrayList<>();
            for (String column : columns) {
                String cell = in.text(column)[i];
                if (cell != null && !cell.isBlank()) {
                    parts.add(cell);
                }
            }
            out[i] = parts.size() == columns.size() ? String.join(", ", parts) : null;
        }
        return out;
    }

    /** The numbers there are, by group in the order of the table; all of them under the column's name if no group is named. */
    Map<String, double[]> groups(String value, List<String> by) {
        double[] all = in.number(value);
        @Nullable String[] names = by.isEmpty() ? null : names(by);
        Map<String, List<Double>> kept = new LinkedHashMap<>();
        for (int i = 0; i < rows; i++) {
            String name = names == null ? label(value) : names[i];
            if (name != null && !Double.isNaN(all[i])) {
                kept.computeIfAbsent(name, n -> new ArrayList<>()).add(all[i]);
            }
        }
        Map<String, double[]> out = new LinkedHashMap<>();
        kept.forEach((name, of) ->
                out.put(name, of.stream().mapToDouble(Double::doubleValue).toArray()));
        return out;
    }

    /** The groups in words, as a title ends with them. */
    String by(List<String> columns) {
        return columns.isEmpty()
                ? ""
                : " by "
                        + String.join(" and ", columns.stream().map(this::label).toList());
    }

    /** What a column is called in the figure: the label given for it, or its name without unit and underscores. */
    String label(String column) {
        String given = labels.get(column);
        if (given != null) {
            return given;
        }
        String suffix = Unit.suffixOf(column);
        String bare = suffix.isEmpty() || column.length() <= suffix.length() + 1
                ? column
                : column.substring(0, column.length() - suffix.length() - 1);
        return bare.replace('_', ' ');
    }

    /** The label with its unit. */
    String measured(String column) {
        String unit = in.unit(column);
        return unit.isEmpty() || isFraction(column) ? label(column) : label(column) + ", " + unit.replace('_', ' ');
    }

    private boolean isFraction(String column) {
        return FRACTIONS.contains(in.unit(column));
    }

    /** Fractions print as percent, everything else as numbers; nobody asked, so the column's unit decides. */
    Axis axis(String column) {
        return isFraction(column) ? Axis.percent() : Axis.number();
    }

    /** The figure with its source, its subtitle and what was left out. */
    Figure figure(Form form, String title, String subtitle, int leftOut, String why) {
        Provenance origin = source.provenance();
        Figure words = form.title(title).subtitle(subtitle);
        Figure figure = origin.publisher().isEmpty() ? words : words.source(origin);
        return leftOut == 0
                ? figure
                : figure.note("Left out: " + Numbers.fixed(leftOut, 0) + (leftOut == 1 ? " row " : " rows ") + why);
    }

    /** Refuses two rows that would be drawn in one place: which of them is meant, only the user knows. */
    void requireOne(List<int[]> pairs, String what, String advice) {
        if (pairs.isEmpty()) {
            return;
        }
        Problems problems = new Problems();
        int[] first = pairs.get(0);
        problems.add(
                Reason.BAD_VALUE,
                noun + " needs one row for each " + what + ", but table \"" + source.name()
                        + "\" has several, for example " + Columns.rowNumbers(List.of(first[0] + 1, first[1] + 1))
                        + ". " + advice);
        problems.throwIfAny();
    }

    /** Row numbers of a group in the order of their positions; two rows in one position are refused. */
    int[] ordered(List<Integer> of, double[] positions, String what, String advice) {
        Integer[] order = of.toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> positions[i]));
        List<int[]> twice = new ArrayList<>();
        for (int i = 1; i < order.length; i++) {
            if (positions[order[i]] == positions[order[i - 1]]) {
                twice.add(new int[] {Math.min(order[i - 1], order[i]), Math.max(order[i - 1], order[i])});
            }
        }
        requireOne(twice, what, advice);
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** Refuses a figure without any row. */
    void requireRows(int kept) {
        if (kept == 0) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    noun + " needs at least one row with all its columns filled, but table \"" + source.name()
                            + "\" has none. Check that the filter before it left any row.");
        }
    }

    static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }
}
