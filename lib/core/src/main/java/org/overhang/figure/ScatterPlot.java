package org.overhang.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Numbers;
import org.overhang.core.Source;

/**
 * Points drawn from a table: one column of numbers against another.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.scatter("margin").against("capacity_kt").by("owner").labels("firm").draw(firms);
 * Figure.scatter("margin").against("capacity_kt").fit().draw(firms).title("Larger mills lose less");
 * }</pre>
 *
 * <p>A row without one of its cells is left out, counted in the note. {@link #fit()} draws the least-squares line through all points
 * drawn, in the units of the axes; its slope is printed in the note.
 *
 * <p>Defaults: one group, no names, no line. Errors: {@link org.overhang.core.OverhangException} for a missing or unfit column.
 */
public final class ScatterPlot extends TablePlot {
    private final Choices options;

    private ScatterPlot(Choices options) {
        this.options = options;
    }

    /** Points that do not know yet what they stand against. */
    public static final class NeedsAgainst {
        private final String value;

        NeedsAgainst(String value) {
            this.value = value;
        }

        /**
         * What the points stand against.
         *
         * @param column the numbers across
         * @return points that can be drawn
         */
        public ScatterPlot against(String column) {
            return new ScatterPlot(new Choices(value).with(c -> c.over = column));
        }
    }

    /**
     * One color a group.
     *
     * @param columns whose cells, together, name a group
     * @return the points by group
     */
    public ScatterPlot by(String... columns) {
        return new ScatterPlot(options.with(c -> c.by = List.of(columns)));
    }

    /**
     * Names the points, where names have room.
     *
     * @param column whose cells name the points
     * @return the points with names
     */
    public ScatterPlot labels(String column) {
        return new ScatterPlot(options.with(c -> c.named = column));
    }

    /**
     * The least-squares line through the points.
     *
     * @return the points with their line
     */
    public ScatterPlot fit() {
        return new ScatterPlot(options.with(c -> c.fit = true));
    }

    /**
     * What a column is called in the figure.
     *
     * @param column its name
     * @param words what readers call it
     * @return the points with that label
     */
    public ScatterPlot label(String column, String words) {
        return new ScatterPlot(options.label(column, words));
    }

    @Override
    public Figure drawSource(Source source) {
        Choices o = options;
        List<String> names = new ArrayList<>(o.by);
        if (o.named != null) {
            names.add(o.named);
        }
        FromTable in = FromTable.read("Figure.scatter", source, o.labels, List.of(o.value, o.over), null, names);
        double[] x = in.numbers(o.over);
        double[] y = in.numbers(o.value);
        @Nullable String[] groups = in.names(o.by);
        @Nullable String[] labels = o.named == null ? new String[0] : in.names(List.of(o.named));
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        int leftOut = 0;
        for (int i = 0; i < in.rows(); i++) {
            String group = o.by.isEmpty() ? in.label(o.value) : groups[i];
            if (Double.isNaN(x[i] + y[i]) || group == null) {
                leftOut++;
            } else {
                rows.computeIfAbsent(group, g -> new ArrayList<>()).add(i);
            }
        }
        in.requireRows(rows.size());
        Scatter scatter = Figure.scatter();
        for (Map.Entry<String, List<Integer>> group : rows.entrySet()) {
            int[] of = group.getValue().stream().mapToInt(Integer::intValue).toArray();
            scatter = scatter.points(group.getKey(), FromTable.pick(x, of), FromTable.pick(y, of));
            if (o.named != null) {
                scatter = scatter.labels(Arrays.stream(of)
                        .mapToObj(i -> labels[i] == null ? "" : labels[i])
                        .toArray(String[]::new));
            }
        }
        int[] all = rows.values().stream()
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .toArray();
        String slope = "";
        if (o.fit) {
            double[] line = line(FromTable.pick(x, all), FromTable.pick(y, all));
            double[] ends = AltText.ends(FromTable.pick(x, all));
            scatter = scatter.line(
                    "least squares", ends, new double[] {line[0] + line[1] * ends[0], line[0] + line[1] * ends[1]});
            slope = "Least-squares slope: " + Numbers.significant(line[1], 3);
        }
        Figure figure = in.figure(
                        scatter,
                        in.label(o.value) + " against " + in.label(o.over),
                        in.measured(o.value),
                        leftOut,
                        "with a missing cell")
                .sampleSize(all.length)
                .x(in.axis(o.over).title(in.measured(o.over)))
                .y(in.axis(o.value));
        String note = figure.drawing().words().note();
        return slope.isEmpty() ? figure : figure.note(slope + (note.isEmpty() ? "" : ". " + note));
    }

    /** Intercept and slope; without spread across the slope is zero, and the line the mean. */
    private static double[] line(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double both = 0;
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            both += (x[i] - meanX) * (y[i] - meanY);
            square += (x[i] - meanX) * (x[i] - meanX);
        }
        double slope = square > 0 ? both / square : 0;
        return new double[] {meanY - slope * meanX, slope};
    }
}
