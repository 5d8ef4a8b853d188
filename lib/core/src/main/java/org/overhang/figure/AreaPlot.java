package org.overhang.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;

/**
 * Parts of a whole over time or another column, one area a group, on one another.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.area("production_mt").over("year").by("region").draw(steel).title("China made all of the growth");
 * Figure.area("production_mt").over("year").by("region").shares().draw(steel);
 * }</pre>
 *
 * <p>Groups stand in the order of the table, the first lowest. Every group needs a number of 0 or more at every position: a gap would
 * move all parts above it, so it is refused by name. A row without position or group is left out, counted in the note.
 *
 * <p>Errors: {@link OverhangException} for a missing or unfit column, two rows in one place, a gap and a negative number.
 */
public final class AreaPlot extends TablePlot {
    private final Choices options;

    private AreaPlot(Choices options) {
        this.options = options;
    }

    /** Areas that do not know yet what they run over. */
    public static final class NeedsOver {
        private final String value;

        NeedsOver(String value) {
            this.value = value;
        }

        /**
         * What the areas run over.
         *
         * @param column a time column or a column of numbers
         * @return areas that still need their parts
         */
        public NeedsParts over(String column) {
            return new NeedsParts(new Choices(value).with(c -> c.over = column));
        }
    }

    /** Areas that do not know yet which parts make the whole. */
    public static final class NeedsParts {
        private final Choices choices;

        private NeedsParts(Choices choices) {
            this.choices = choices;
        }

        /**
         * One area a group.
         *
         * @param columns whose cells, together, name a part
         * @return areas that can be drawn
         */
        public AreaPlot by(String... columns) {
            return new AreaPlot(choices.with(c -> c.by = List.of(columns)));
        }
    }

    /**
     * Each part as its share of the whole at that position, so that the top edge is one.
     *
     * @return the areas as shares
     */
    public AreaPlot shares() {
        return new AreaPlot(options.with(c -> c.stacked = true));
    }

    /**
     * What a column is called in the figure.
     *
     * @param column its name
     * @param words what readers call it
     * @return the areas with that label
     */
    public AreaPlot label(String column, String words) {
        return new AreaPlot(options.label(column, words));
    }

    @Override
    public Figure drawSource(Source source) {
        Choices o = options;
        FromTable in = FromTable.read("Figure.area", source, o.labels, List.of(o.value), o.over, o.by);
        double[] x = in.positions(o.over);
        @Nullable String[] names = in.names(o.by);
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        int leftOut = 0;
        for (int i = 0; i < in.rows(); i++) {
            String name = names[i];
            if (Double.isNaN(x[i]) || name == null) {
                leftOut++;
            } else {
                rows.computeIfAbsent(name, n -> new ArrayList<>()).add(i);
            }
        }
        in.requireRows(rows.size());
        Axis y = o.stacked ? Axis.percent() : in.axis(o.value);
        return in.figure(
                        areas(in, x, rows),
                        in.label(o.value) + in.by(o.by),
                        o.stacked ? "Share of " + in.measured(o.value) : in.measured(o.value),
                        leftOut,
                        "without position or group")
                .y(y.from(0));
    }

    private Areas areas(FromTable in, double[] x, Map<String, List<Integer>> rows) {
        double[] values = in.numbers(options.value);
        double[] at = rows.values().stream()
                .flatMap(List::stream)
                .mapToDouble(i -> x[i])
                .sorted()
                .distinct()
                .toArray();
        Map<String, double[]> heights = new LinkedHashMap<>();
        double[] total = new double[at.length];
        for (Map.Entry<String, List<Integer>> part : rows.entrySet()) {
            int[] order = in.ordered(
                    part.getValue(),
                    x,
                    "position of an area",
                    "Name what tells them apart with by(…), or add them up first.");
            if (order.length < at.length) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "Areas need every part at every position, but \"" + part.getKey() + "\" has "
                                + order.length + " of " + at.length
                                + ". Fill the gap, leave the part out, or draw lines with Figure.line.");
            }
            double[] y = FromTable.pick(values, order);
            heights.put(part.getKey(), y);
            for (int i = 0; i < y.length; i++) {
                total[i] += y[i];
            }
        }
        Areas all = Areas.empty().over(at);
        for (Map.Entry<String, double[]> part : heights.entrySet()) {
            double[] y = part.getValue();
            for (int i = 0; i < y.length && options.stacked; i++) {
                y[i] = total[i] > 0 ? y[i] / total[i] : 0;
            }
            all = all.part(part.getKey(), y);
        }
        return all;
    }
}
