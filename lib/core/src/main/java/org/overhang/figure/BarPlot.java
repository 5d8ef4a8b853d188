package org.overhang.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;

/**
 * Bars drawn from a table: a column of numbers by named categories, and by a second name side by side or stacked.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.bar("grants_usd").by("firm").sorted().top(10).horizontal().label("grants_usd", "grants").draw(firms)
 *         .title("Ten firms took most of the grants");
 * Figure.bar("output_mt").by("country", "process").stacked().draw(steel);
 * }</pre>
 *
 * <p>Categories stand in the order of the table unless sorted. A missing number draws no bar; a row without category is left out,
 * counted in the note; so are the categories that {@link #top(int)} leaves out. Nothing is added up.
 *
 * <p>Errors: {@link OverhangException} for a missing or unfit column, and for two rows of one category.
 */
public final class BarPlot extends TablePlot {
    private static final String TWO = "Name what tells them apart with by(…), or add them up first.";

    private final Choices options;

    private BarPlot(Choices options) {
        this.options = options;
    }

    /** Bars that do not know their categories yet. */
    public static final class NeedsBy {
        private final String value;

        NeedsBy(String value) {
            this.value = value;
        }

        /**
         * One bar a category.
         *
         * @param columns the column of categories, and one more that names bars side by side in each
         * @return bars that can be drawn
         * @throws OverhangException if not one or two columns are named
         */
        public BarPlot by(String... columns) {
            if (columns.length < 1 || columns.length > 2) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "Bars stand by one or two columns, but " + columns.length
                                + " were named. Name the categories, and what stands side by side in each.");
            }
            return new BarPlot(new Choices(value).with(c -> c.by = List.of(columns)));
        }
    }

    /**
     * The largest first, by the sum of a category's numbers.
     *
     * @return the bars in that order
     */
    public BarPlot sorted() {
        return new BarPlot(options.with(c -> c.sorted = true));
    }

    /**
     * The first categories only; with {@link #sorted()} the largest.
     *
     * @param count how many, at least 1
     * @return the bars of those
     * @throws OverhangException if the count is below 1
     */
    public BarPlot top(int count) {
        if (count < 1) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "Bars need at least one category, but top(" + count + ") was asked for.");
        }
        return new BarPlot(options.with(c -> c.top = count));
    }

    /**
     * Bars of a category on one another instead of side by side.
     *
     * @return the bars, stacked
     */
    public BarPlot stacked() {
        return new BarPlot(options.with(c -> c.stacked = true));
    }

    /**
     * Bars from left to right, which leaves room for long names.
     *
     * @return the bars, lying
     */
    public BarPlot horizontal() {
        return new BarPlot(options.with(c -> c.horizontal = true));
    }

    /**
     * What a column is called in the figure.
     *
     * @param column its name
     * @param words what readers call it
     * @return the bars with that label
     */
    public BarPlot label(String column, String words) {
        return new BarPlot(options.label(column, words));
    }

    @Override
    public Figure drawSource(Source source) {
        Choices o = options;
        FromTable in = FromTable.read("Figure.bar", source, o.labels, List.of(o.value), null, o.by);
        double[] values = in.numbers(o.value);
        @Nullable String[] categories = in.names(o.by.subList(0, 1));
        @Nullable String[] series = o.by.size() > 1 ? in.names(o.by.subList(1, 2)) : new String[in.rows()];
        Map<String, Map<String, Integer>> rows = new LinkedHashMap<>();
        Map<String, Integer> names = new LinkedHashMap<>();
        List<int[]> twice = new ArrayList<>();
        int leftOut = 0;
        for (int i = 0; i < in.rows(); i++) {
            String name = o.by.size() > 1 ? series[i] : in.label(o.value);
            String category = categories[i];
            if (category == null || name == null) {
                leftOut++;
                continue;
            }
            names.putIfAbsent(name, names.size());
            Integer before =
                    rows.computeIfAbsent(category, c -> new LinkedHashMap<>()).putIfAbsent(name, i);
            if (before != null) {
                twice.add(new int[] {before, i});
            }
        }
        in.requireOne(twice, o.by.size() > 1 ? "category and name" : "category", TWO);
        in.requireRows(rows.size());
        List<String> shown = shown(rows, values);
        Bars bars = Figure.bar().categories(shown.toArray(String[]::new));
        for (String name : names.keySet()) {
            double[] of = shown.stream()
                    .mapToDouble(c -> {
                        Integer row = rows.getOrDefault(c, Map.of()).get(name);
                        return row == null ? Double.NaN : values[row];
                    })
                    .toArray();
            bars = bars.series(name, of);
        }
        bars = o.stacked ? bars.stacked() : bars;
        bars = o.horizontal ? bars.horizontal() : bars;
        String title = in.label(o.value) + " by " + in.label(o.by.get(0))
                + (o.by.size() > 1 ? " and " + in.label(o.by.get(1)) : "");
        int hidden = rows.size() - shown.size();
        Figure figure = in.figure(bars, title, in.measured(o.value), leftOut, "without category");
        return (hidden == 0
                        ? figure
                        : figure.note(
                                (leftOut == 0 ? "" : figure.drawing().words().note() + ". ") + "Not shown: " + hidden
                                        + (hidden == 1 ? " more category" : " more categories")))
                .y(in.axis(o.value));
    }

    private List<String> shown(Map<String, Map<String, Integer>> rows, double[] values) {
        List<String> all = new ArrayList<>(rows.keySet());
        if (options.sorted) {
            Map<String, Double> sums = new LinkedHashMap<>();
            rows.forEach((category, of) -> sums.put(
                    category,
                    of.values().stream()
                            .mapToDouble(i -> values[i])
                            .filter(v -> !Double.isNaN(v))
                            .sum()));
            all.sort(Comparator.comparing((String c) -> -sums.getOrDefault(c, 0.0)));
        }
        return options.top == 0 ? all : all.subList(0, Math.min(options.top, all.size()));
    }
}
