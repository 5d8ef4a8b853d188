package org.overhang.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.overhang.core.Quantiles;
import org.overhang.core.Source;

/**
 * How a column of numbers is spread, one box a group.
 *
 * <pre>box from q(1/4) to q(3/4), whiskers to the last number within 1.5 (q(3/4) − q(1/4)) of the box</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.box("margin").by("owner").draw(firms).title("State mills lose more");
 * Figure.box("margin").by("owner", "year").draw(firms);
 * }</pre>
 *
 * <p>Quartiles interpolate between order statistics (type 7 of Hyndman and Fan, 1996); numbers beyond the whiskers are dots. Groups
 * stand in the order of the table. A row without number or group is left out, counted in the note.
 *
 * <p>Errors: {@link org.overhang.core.OverhangException} for a missing or unfit column, and if no number is there. Source: Tukey,
 * Exploratory Data Analysis (1977), for the fences.
 */
public final class BoxPlot extends TablePlot {
    private static final double FENCE = 1.5;

    private final Choices options;

    private BoxPlot(Choices options) {
        this.options = options;
    }

    static BoxPlot of(String column) {
        return new BoxPlot(new Choices(column));
    }

    /**
     * One box a group.
     *
     * @param columns whose cells, together, name a box
     * @return the boxes by group
     */
    public BoxPlot by(String... columns) {
        return new BoxPlot(options.with(c -> c.by = List.of(columns)));
    }

    /**
     * What a column is called in the figure.
     *
     * @param column its name
     * @param words what readers call it
     * @return the boxes with that label
     */
    public BoxPlot label(String column, String words) {
        return new BoxPlot(options.label(column, words));
    }

    @Override
    public Figure drawSource(Source source) {
        Choices o = options;
        FromTable in = FromTable.read("Figure.box", source, o.labels, List.of(o.value), null, o.by);
        Map<String, double[]> groups = in.groups(o.value, o.by);
        int kept = groups.values().stream().mapToInt(g -> g.length).sum();
        in.requireRows(kept);
        Boxes all = Boxes.empty();
        for (Map.Entry<String, double[]> group : groups.entrySet()) {
            all = add(all, group.getKey(), group.getValue());
        }
        return in.figure(
                        all,
                        in.label(o.value) + in.by(o.by),
                        in.measured(o.value) + ": box from quartile to quartile, whiskers within " + FENCE
                                + " times its length",
                        in.rows() - kept,
                        o.by.isEmpty() ? "without a number" : "without number or group")
                .sampleSize(kept)
                .y(in.axis(o.value));
    }

    private static Boxes add(Boxes all, String name, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double lower = Quantiles.ofSorted(sorted, 0.25);
        double upper = Quantiles.ofSorted(sorted, 0.75);
        double reach = FENCE * (upper - lower);
        double low = lower;
        double high = upper;
        List<Double> outside = new ArrayList<>();
        for (double v : sorted) {
            if (v < lower - reach || v > upper + reach) {
                outside.add(v);
            } else {
                low = Math.min(low, v);
                high = Math.max(high, v);
            }
        }
        double[] beyond = outside.stream().mapToDouble(Double::doubleValue).toArray();
        return all.box(name, low, lower, Quantiles.ofSorted(sorted, 0.5), upper, high)
                .outside(beyond);
    }
}
