package org.overhang.figure;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;

/**
 * Points by two numbers, in named groups, each point with a label if wanted, and lines through them.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.scatter().points("Mills", capacity, margin).labels(names).line("Fit", x, fitted)
 *         .title("Larger mills lose less").x(Axis.number("capacity, Mt").log()).y(Axis.percent());
 * }</pre>
 */
public final class Scatter extends Form {
    /**
     * A group of points.
     *
     * @param name what the group is called
     * @param x positions
     * @param y heights
     * @param labels one name a point, or none
     */
    public record Points(String name, double[] x, double[] y, List<String> labels) {}

    /**
     * Everything the form was given.
     *
     * @param points the groups
     * @param lines lines through them
     */
    public record State(List<Points> points, List<Lines.Series> lines) {}

    static final Kind<State> KIND = new Kind<>("scatter", State.class, Scatter::read);

    private final State state;

    Scatter(State state) {
        this.state = state;
    }

    private static Scatter read(State given) {
        Scatter scatter = empty();
        for (Points p : given.points) {
            scatter = scatter.points(p.name, p.x, p.y);
            scatter = p.labels.isEmpty() ? scatter : scatter.labels(p.labels.toArray(String[]::new));
        }
        for (Lines.Series s : given.lines) {
            scatter = scatter.line(s.name(), s.x(), s.y());
        }
        return scatter;
    }

    static Scatter empty() {
        return new Scatter(new State(List.of(), List.of()));
    }

    /**
     * Adds a group of points; a point with NaN is not drawn.
     *
     * @param name what the group is called
     * @param x positions
     * @param y heights, as long as {@code x}
     * @return the form with one more group
     * @throws org.overhang.core.OverhangException if the lengths differ or a number is infinite
     */
    public Scatter points(String name, double[] x, double[] y) {
        named("A group of points", name);
        sameLength("y of \"" + name + "\"", y.length, "its x", x.length);
        Points added =
                new Points(name, finite("x of \"" + name + "\"", x), finite("y of \"" + name + "\"", y), List.of());
        return new Scatter(new State(Lists.with(state.points, added), state.lines));
    }

    /**
     * Names the points of the group before it; an empty name is not printed, and a name without room is left out.
     *
     * @param labels one name a point
     * @return the form with names
     * @throws org.overhang.core.OverhangException if there is no group yet or the lengths differ
     */
    public Scatter labels(String... labels) {
        Points last = Lists.last(state.points, "A list of labels", "points(name, x, y)");
        sameLength("The list of labels", labels.length, "\"" + last.name + "\"", last.x.length);
        Points labelled = new Points(last.name, last.x, last.y, List.of(labels));
        return new Scatter(new State(Lists.withLast(state.points, labelled), state.lines));
    }

    /**
     * Adds a line, for example a fit or the line of equality.
     *
     * @param name printed at its end
     * @param x positions
     * @param y heights, as long as {@code x}
     * @return the form with one more line
     * @throws org.overhang.core.OverhangException if the lengths differ or a number is infinite
     */
    public Scatter line(String name, double[] x, double[] y) {
        Lines.Series added = Lines.empty().series(name, x, y).state().series().get(0);
        return new Scatter(new State(state.points, Lists.with(state.lines, added)));
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
        List<String> names = new ArrayList<>();
        state.points.forEach(p -> names.add(p.name));
        state.points.forEach(p -> p.labels.stream().filter(l -> !l.isEmpty()).forEach(names::add));
        state.lines.forEach(l -> names.add(l.name()));
        return names.stream().distinct().toList();
    }

    @Override
    int size() {
        int count = 0;
        for (Points p : state.points) {
            for (int i = 0; i < p.x.length; i++) {
                count += Double.isNaN(p.x[i] + p.y[i]) ? 0 : 1;
            }
        }
        return count;
    }

    @Override
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("group", "label", "x", "y"));
        for (Points p : state.points) {
            for (int i = 0; i < p.x.length; i++) {
                String label = p.labels.isEmpty() ? "" : p.labels.get(i);
                rows.add(List.of(p.name, label, Numbers.plain(p.x[i]), Numbers.plain(p.y[i])));
            }
        }
        for (Lines.Series s : state.lines) {
            for (int i = 0; i < s.x().length; i++) {
                rows.add(List.of(s.name(), "", Numbers.plain(s.x()[i]), Numbers.plain(s.y()[i])));
            }
        }
        return rows;
    }

    @Override
    String what() {
        return "Scatter plot of " + size() + " points";
    }

    @Override
    List<String> findings(Drawing drawing) {
        return state.points.stream()
                .limit(AltText.NAMED)
                .map(p -> finding(drawing, p))
                .toList();
    }

    private static String finding(Drawing drawing, Points p) {
        double[] x = AltText.ends(p.x);
        double[] y = AltText.ends(p.y);
        return p.name + ": from " + drawing.x().show(x[0]) + " to "
                + drawing.x().show(x[1]) + " across, and from " + drawing.y().show(y[0]) + " to "
                + drawing.y().show(y[1]) + " up.";
    }
}
