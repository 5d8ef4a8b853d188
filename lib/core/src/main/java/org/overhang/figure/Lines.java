package org.overhang.figure;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;

/**
 * Lines over a numeric axis, each with any number of intervals around it.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.line().series("Effect on log quantity", k, effect)
 *         .band("95 % pointwise", low, high).band("95 % simultaneous", lower, higher).points()
 *         .title("Imports fall in the year of the duty").reference(0, "no effect").x(Axis.number("years since the duty"));
 * }</pre>
 */
public final class Lines extends Form {
    private static final int FIRST_YEAR = 1800;
    private static final int LAST_YEAR = 2100;

    record Band(String label, double[] low, double[] high) {}

    record Series(String name, double[] x, double[] y, List<Band> bands) {}

    record State(List<Series> series, boolean points, boolean stepped) {}

    private final State state;

    Lines(State state) {
        this.state = state;
    }

    static Lines empty() {
        return new Lines(new State(List.of(), false, false));
    }

    /**
     * Adds a line; NaN in {@code y} leaves a gap.
     *
     * @param name printed at the end of the line
     * @param x positions, for example years as decimal numbers
     * @param y heights, as long as {@code x}
     * @return the form with one more line
     * @throws org.overhang.core.OverhangException if the lengths differ or a number is infinite
     */
    public Lines series(String name, double[] x, double[] y) {
        named("A line", name);
        sameLength("y of \"" + name + "\"", y.length, "its x", x.length);
        Series added =
                new Series(name, finite("x of \"" + name + "\"", x), finite("y of \"" + name + "\"", y), List.of());
        return new Lines(new State(Lists.with(state.series, added), state.points, state.stepped));
    }

    /**
     * Adds an interval around the line before it; give the narrower one first.
     *
     * @param label its level in words, for example {@code 95 % pointwise}
     * @param low lower ends, as long as the line
     * @param high upper ends, as long as the line
     * @return the form with the interval
     * @throws org.overhang.core.OverhangException if there is no line yet, the lengths differ or a number is infinite
     */
    public Lines band(String label, double[] low, double[] high) {
        Series last = Lists.last(state.series, "A band", "series(name, x, y)");
        sameLength("The lower end of \"" + label + "\"", low.length, "its line", last.x.length);
        sameLength("The upper end of \"" + label + "\"", high.length, "its line", last.x.length);
        Band band = new Band(
                named("A band", label),
                finite("The lower end of \"" + label + "\"", low),
                finite("The upper end of \"" + label + "\"", high));
        Series wider = new Series(last.name, last.x, last.y, Lists.with(last.bands, band));
        return new Lines(new State(Lists.withLast(state.series, wider), state.points, state.stepped));
    }

    /**
     * Draws a dot at each number, and bands as bars through the dots: for estimates at a few dates.
     *
     * @return the form with dots
     */
    public Lines points() {
        return new Lines(new State(state.series, true, state.stepped));
    }

    /**
     * Draws steps that hold each height until the next position: for survival curves and rates in force.
     *
     * @return the form with steps
     */
    public Lines stepped() {
        return new Lines(new State(state.series, state.points, true));
    }

    @Override
    String kind() {
        return "line";
    }

    @Override
    State state() {
        return state;
    }

    @Override
    List<String> names() {
        return state.series.stream().map(Series::name).distinct().toList();
    }

    @Override
    boolean looksLikeYears() {
        double[] span = XyPainter.span(state.series.stream().map(Series::x).toList());
        return span[0] >= FIRST_YEAR && span[1] <= LAST_YEAR && span[0] <= span[1];
    }

    @Override
    int size() {
        return state.series.stream().mapToInt(s -> numbers(s.y)).sum();
    }

    @Override
    List<List<String>> rows() {
        List<String> labels = state.series.stream()
                .flatMap(s -> s.bands.stream())
                .map(Band::label)
                .distinct()
                .toList();
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("series", "x", "y"));
        for (String label : labels) {
            head.add("low " + label);
            head.add("high " + label);
        }
        rows.add(head);
        for (Series s : state.series) {
            for (int i = 0; i < s.x.length; i++) {
                List<String> row = new ArrayList<>(List.of(s.name, Numbers.plain(s.x[i]), Numbers.plain(s.y[i])));
                for (String label : labels) {
                    int at = i;
                    row.add(s.bands.stream()
                            .filter(b -> b.label.equals(label))
                            .map(b -> Numbers.plain(b.low[at]))
                            .findFirst()
                            .orElse(""));
                    row.add(s.bands.stream()
                            .filter(b -> b.label.equals(label))
                            .map(b -> Numbers.plain(b.high[at]))
                            .findFirst()
                            .orElse(""));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
