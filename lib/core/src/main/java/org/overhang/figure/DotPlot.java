package org.overhang.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;

/**
 * Dots on named rows, one row a category and one color a second name: many numbers compared in little room.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.dot("utilization").by("country").sorted().draw(use).title("Every country runs below its benchmark");
 * Figure.dot("utilization").by("country", "year").interval("low", "high").draw(use);
 * }</pre>
 *
 * <p>Rows stand in the order of the table unless sorted. A missing number draws no dot; a row without category is left out, counted in
 * the note.
 *
 * <p>Errors: {@link OverhangException} for a missing or unfit column, and for two rows in one place.
 */
public final class DotPlot extends TablePlot {
    private final Choices options;

    private DotPlot(Choices options) {
        this.options = options;
    }

    /** Dots that do not know their rows yet. */
    public static final class NeedsBy {
        private final String value;

        NeedsBy(String value) {
            this.value = value;
        }

        /**
         * One row a category.
         *
         * @param columns the column of categories, and one more that names dots of one row
         * @return dots that can be drawn
         * @throws OverhangException if not one or two columns are named
         */
        public DotPlot by(String... columns) {
            if (columns.length < 1 || columns.length > 2) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "Dots stand by one or two columns, but " + columns.length
                                + " were named. Name the rows, and what tells dots of one row apart.");
            }
            return new DotPlot(new Choices(value).with(c -> c.by = List.of(columns)));
        }
    }

    /**
     * The largest first, by the first dot of a row.
     *
     * @return the dots in that order
     */
    public DotPlot sorted() {
        return new DotPlot(options.with(c -> c.sorted = true));
    }

    /**
     * An interval through each dot.
     *
     * @param low the column of its lower end
     * @param high the column of its upper end
     * @return the dots with their intervals
     */
    public DotPlot interval(String low, String high) {
        return new DotPlot(options.with(c -> {
            c.low = low;
            c.high = high;
        }));
    }

    /**
     * What a column is called in the figure.
     *
     * @param column its name
     * @param words what readers call it
     * @return the dots with that label
     */
    public DotPlot label(String column, String words) {
        return new DotPlot(options.label(column, words));
    }

    @Override
    public Figure drawSource(Source source) {
        Choices o = options;
        List<String> numbers = new ArrayList<>(List.of(o.value));
        if (o.low != null && o.high != null) {
            numbers.addAll(List.of(o.low, o.high));
        }
        FromTable in = FromTable.read("Figure.dot", source, o.labels, numbers, null, o.by);
        @Nullable String[] rows = in.names(o.by.subList(0, 1));
        @Nullable String[] dots = o.by.size() > 1 ? in.names(o.by.subList(1, 2)) : new String[in.rows()];
        Map<String, Map<String, Integer>> at = new LinkedHashMap<>();
        Set<String> series = new LinkedHashSet<>();
        List<int[]> twice = new ArrayList<>();
        int leftOut = 0;
        for (int i = 0; i < in.rows(); i++) {
            String row = rows[i];
            String dot = o.by.size() > 1 ? dots[i] : "";
            if (row == null || dot == null) {
                leftOut++;
                continue;
            }
            series.add(dot);
            Integer before = at.computeIfAbsent(row, r -> new LinkedHashMap<>()).putIfAbsent(dot, i);
            if (before != null) {
                twice.add(new int[] {before, i});
            }
        }
        in.requireOne(twice, "dot", "Name what tells them apart with by(…), or add them up first.");
        in.requireRows(at.size());
        return in.figure(
                        form(in, at, series),
                        in.label(o.value) + in.by(o.by),
                        in.measured(o.value),
                        leftOut,
                        "without row")
                .y(in.axis(o.value));
    }

    private Coefficients form(FromTable in, Map<String, Map<String, Integer>> at, Set<String> series) {
        double[] values = in.numbers(options.value);
        List<String> order = new ArrayList<>(at.keySet());
        if (options.sorted) {
            order.sort(Comparator.comparingDouble((String row) -> {
                int first = at.getOrDefault(row, Map.of()).values().iterator().next();
                return Double.isNaN(values[first]) ? Double.POSITIVE_INFINITY : -values[first];
            }));
        }
        double[] none = new double[0];
        double[] low = options.low == null ? none : in.numbers(options.low);
        double[] high = options.high == null ? none : in.numbers(options.high);
        Coefficients all = Figure.coefficients();
        for (String dot : series) {
            all = dot.isEmpty() ? all : all.model(dot);
            for (String row : order) {
                Integer i = at.getOrDefault(row, Map.of()).get(dot);
                if (i != null) {
                    all = all.term(
                            row,
                            values[i],
                            low.length == 0 ? Double.NaN : low[i],
                            high.length == 0 ? Double.NaN : high[i]);
                }
            }
        }
        return all;
    }
}
