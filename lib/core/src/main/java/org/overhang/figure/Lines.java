package org.overhang.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
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

    /**
     * An interval around a line.
     *
     * @param label its level in words
     * @param low lower ends, as long as the line
     * @param high upper ends, as long as the line
     */
    public record Band(String label, double[] low, double[] high) {}

    /**
     * A line.
     *
     * @param name printed at its end
     * @param x positions
     * @param y heights, NaN for a gap
     * @param bands intervals around it, narrowest first
     */
    public record Series(String name, double[] x, double[] y, List<Band> bands) {}

    /**
     * Everything the form was given.
     *
     * @param series the lines
     * @param points whether each number is a dot and bands are bars
     * @param stepped whether heights hold until the next position
     */
    public record State(List<Series> series, boolean points, boolean stepped) {}

    static final Kind<State> KIND = new Kind<>("line", State.class, Lines::read);

    private final State state;

    Lines(State state) {
        this.state = state;
    }

    private static Lines read(State given) {
        Lines lines = new Lines(new State(List.of(), given.points, given.stepped));
        for (Series s : given.series) {
            lines = lines.series(s.name, s.x, s.y);
            for (Band b : s.bands) {
                lines = lines.band(b.label, b.low, b.high);
            }
        }
        return lines;
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
    Kind<State> kind() {
        return KIND;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public List<String> names() {
        return state.series.stream().map(Series::name).distinct().toList();
    }

    @Override
    boolean looksLikeYears() {
        return state.series.stream().anyMatch(s -> numbers(s.x) > 0)
                && state.series.stream()
                        .flatMapToDouble(s -> Arrays.stream(s.x))
                        .noneMatch(x -> x < FIRST_YEAR || x > LAST_YEAR);
    }

    @Override
    int size() {
        return state.series.stream().mapToInt(s -> numbers(s.y)).sum();
    }

    @Override
    public List<List<String>> rows() {
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

    @Override
    String what() {
        return state.series.size() == 1 ? "Line chart" : "Chart of " + state.series.size() + " lines";
    }

    @Override
    List<String> findings(Drawing drawing) {
        Predicate<String> told = AltText.told(drawing, this, state.series.size());
        return state.series.stream()
                .filter(s -> told.test(s.name))
                .map(s -> finding(drawing, s))
                .toList();
    }

    private static String finding(Drawing drawing, Series s) {
        int first = -1;
        int last = -1;
        for (int i = 0; i < s.y.length; i++) {
            if (!Double.isNaN(s.y[i] + s.x[i])) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        if (first < 0) {
            return s.name + " has no numbers.";
        }
        Axis x = drawing.x();
        Axis y = drawing.y();
        String start = y.show(s.y[first]) + " at " + x.show(s.x[first]);
        return first == last
                ? s.name + " is " + start + "."
                : s.name + " goes from " + start + " to " + y.show(s.y[last]) + " at " + x.show(s.x[last]) + ".";
    }
}
