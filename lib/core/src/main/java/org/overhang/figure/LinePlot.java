package org.overhang.figure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;

/**
 * Lines drawn from a table: a column of numbers over time or over another column, one line a group.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var steel = Datasets.load("steel-capacity");
 * var use = Utilization.of("production_mt").over("capacity_mt").by("region", "year").measure(steel);
 * Figure.line("utilization").over("year").by("region").draw(use).title("Capacity kept growing after demand stopped");
 * Figure.line("utilization").over("year").facet("region").draw(use);
 * }</pre>
 *
 * <p>Time columns are read as periods (years, quarters, months, days) and stand on an axis of years; a column of numbers stands as
 * it is. Rows are ordered by position, whatever their order in the table. A missing number leaves a gap; a row without position
 * or group is left out, counted in the note. A column in fractions is printed in percent.
 *
 * <p>Defaults: the title is what is drawn, the subtitle the column with its unit, one line if no group is named. Errors:
 * {@link org.overhang.core.OverhangException} for a missing or unfit column, and for two rows in one place.
 */
public final class LinePlot extends TablePlot {
    private final Choices options;

    private LinePlot(Choices options) {
        this.options = options;
    }

    /** Lines that do not know yet what they run over. */
    public static final class NeedsOver {
        private final String value;

        NeedsOver(String value) {
            this.value = value;
        }

        /**
         * What the lines run over.
         *
         * @param column a time column or a column of numbers
         * @return lines that can be drawn
         */
        public LinePlot over(String column) {
            return new LinePlot(new Choices(value).with(c -> c.over = column));
        }
    }

    /**
     * One line a group.
     *
     * @param columns whose cells, together, name a line
     * @return the lines by group
     */
    public LinePlot by(String... columns) {
        return new LinePlot(options.with(c -> c.by = List.of(columns)));
    }

    /**
     * One panel a group, all on the same scales.
     *
     * @param column whose cells name the panels
     * @return the lines in panels
     */
    public LinePlot facet(String column) {
        return new LinePlot(options.with(c -> c.facet = column));
    }

    /**
     * Panels each on scales of their own: for groups of unlike size, whose shapes are compared and not their levels.
     *
     * @return the lines in such panels
     * @throws org.overhang.core.OverhangException if no {@link #facet(String)} was named before
     */
    public LinePlot free() {
        if (options.facet == null) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Scales are free between panels, but the lines stand in one. Name the panels with facet(…) first.");
        }
        return new LinePlot(options.with(c -> c.free = true));
    }

    /**
     * Steps that hold each number until the next position: for rates in force from a date on.
     *
     * @return the lines in steps
     */
    public LinePlot stepped() {
        return new LinePlot(options.with(c -> c.stepped = true));
    }

    /**
     * An interval around each line.
     *
     * @param level what the interval is, for example {@code 95 % pointwise}
     * @param ends the columns of its lower and upper ends
     * @return the lines with their intervals
     */
    public LinePlot band(String level, Ends ends) {
        return new LinePlot(options.with(c -> {
            c.level = level;
            c.low = ends.low;
            c.high = ends.high;
        }));
    }

    /**
     * The columns that hold an interval.
     *
     * @param low its lower end
     * @param high its upper end
     */
    public record Ends(String low, String high) {}

    /**
     * A dot at each number.
     *
     * @return the lines with dots
     */
    public LinePlot points() {
        return new LinePlot(options.with(c -> c.points = true));
    }

    /**
     * What a column is called in the figure.
     *
     * @param column its name
     * @param words what readers call it
     * @return the lines with that label
     */
    public LinePlot label(String column, String words) {
        return new LinePlot(options.label(column, words));
    }

    @Override
    public Figure drawSource(Source source) {
        return new Drawn(source).figure();
    }

    private final class Drawn {
        private final FromTable in;
        private final double[] x;
        private final double[] y;
        private final @Nullable String[] lines;
        private final @Nullable String[] panels;
        private int leftOut;

        Drawn(Source source) {
            Choices o = options;
            List<String> numbers = new ArrayList<>(List.of(o.value));
            Stream.of(o.low, o.high).filter(Objects::nonNull).forEach(numbers::add);
            List<String> names = new ArrayList<>(o.by);
            if (o.facet != null) {
                names.add(o.facet);
            }
            in = FromTable.read("Figure.line", source, o.labels, numbers, o.over, names);
            x = in.positions(o.over);
            y = in.numbers(o.value);
            lines = o.by.isEmpty() ? filled(in.label(o.value)) : in.names(o.by);
            panels = o.facet == null ? filled("") : in.names(List.of(o.facet));
        }

        private @Nullable String[] filled(String name) {
            return Collections.nCopies(in.rows(), name).toArray(String[]::new);
        }

        Figure figure() {
            Map<String, Map<String, List<Integer>>> rows = new LinkedHashMap<>();
            for (int i = 0; i < in.rows(); i++) {
                if (Double.isNaN(x[i]) || lines[i] == null || panels[i] == null) {
                    leftOut++;
                } else {
                    rows.computeIfAbsent(panels[i], p -> new LinkedHashMap<>())
                            .computeIfAbsent(lines[i], l -> new ArrayList<>())
                            .add(i);
                }
            }
            in.requireRows(in.rows() - leftOut);
            Choices o = options;
            Form form = o.facet == null
                    ? lines(rows.values().iterator().next())
                    : o.free ? panels(rows).free(in.axis(o.value)) : panels(rows);
            return in.figure(
                            form,
                            in.label(o.value) + in.by(o.by),
                            in.measured(o.value),
                            leftOut,
                            "without position or group")
                    .y(in.axis(o.value));
        }

        private Panels panels(Map<String, Map<String, List<Integer>>> rows) {
            Panels all = Figure.panels();
            for (Map.Entry<String, Map<String, List<Integer>>> panel : rows.entrySet()) {
                all = all.panel(panel.getKey(), lines(panel.getValue()));
            }
            return all;
        }

        private Lines lines(Map<String, List<Integer>> rows) {
            Choices o = options;
            Lines all = o.points ? Figure.line().points() : Figure.line();
            all = o.stepped ? all.stepped() : all;
            for (Map.Entry<String, List<Integer>> line : rows.entrySet()) {
                int[] order = in.ordered(
                        line.getValue(),
                        x,
                        "position of a line",
                        "Name what tells them apart with by(…) or facet(…), or add them up first.");
                all = all.series(line.getKey(), FromTable.pick(x, order), FromTable.pick(y, order));
                if (o.low != null && o.high != null) {
                    all = all.band(
                            o.level,
                            FromTable.pick(in.numbers(o.low), order),
                            FromTable.pick(in.numbers(o.high), order));
                }
            }
            return all;
        }
    }
}
