package org.overhang.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.overhang.core.Numbers;

/**
 * What each one had at two dates, joined by a line.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.slope().between("2008", "2023").line("China", 0.38, 0.54).line("EU", 0.15, 0.07)
 *         .title("China took half of the world's steel").y(Axis.percent()).highlight("China");
 * }</pre>
 */
public final class Slope extends Form {
    /**
     * A line between the two dates.
     *
     * @param name printed at both ends
     * @param from number at the left end
     * @param to number at the right end
     */
    public record Line(String name, double from, double to) {}

    /**
     * Everything the form was given.
     *
     * @param from heading of the left end
     * @param to heading of the right end
     * @param lines the lines
     */
    public record State(String from, String to, List<Line> lines) {}

    static final Kind<State> KIND = new Kind<>("slope", State.class, Slope::read);

    private final State state;

    Slope(State state) {
        this.state = state;
    }

    private static Slope read(State given) {
        Slope slope = empty().between(given.from, given.to);
        for (Line line : given.lines) {
            slope = slope.line(line.name, line.from, line.to);
        }
        return slope;
    }

    static Slope empty() {
        return new Slope(new State("before", "after", List.of()));
    }

    /**
     * Names the two dates.
     *
     * @param from heading of the left end
     * @param to heading of the right end
     * @return the form with headings
     */
    public Slope between(String from, String to) {
        return new Slope(new State(named("The left end", from), named("The right end", to), state.lines));
    }

    /**
     * Adds a line; with NaN at one end only the other end is drawn.
     *
     * @param name printed at both ends
     * @param from number at the left end
     * @param to number at the right end
     * @return the form with one more line
     * @throws org.overhang.core.OverhangException if a number is infinite
     */
    public Slope line(String name, double from, double to) {
        named("A line", name);
        Line added = new Line(name, finite("\"" + name + "\"", from), finite("\"" + name + "\"", to));
        return new Slope(new State(state.from, state.to, Lists.with(state.lines, added)));
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
        return state.lines.stream().map(Line::name).distinct().toList();
    }

    @Override
    int size() {
        return state.lines.stream()
                .mapToInt(l -> numbers(new double[] {l.from, l.to}))
                .sum();
    }

    @Override
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("line", state.from, state.to));
        state.lines.forEach(l -> rows.add(List.of(l.name, Numbers.plain(l.from), Numbers.plain(l.to))));
        return rows;
    }

    @Override
    String what() {
        return "Slope chart";
    }

    @Override
    List<String> findings(Drawing drawing) {
        Axis y = drawing.y();
        Predicate<String> told = AltText.told(drawing, this, state.lines.size());
        return state.lines.stream()
                .filter(l -> told.test(l.name))
                .map(l -> l.name + " goes from " + y.show(l.from) + " to " + y.show(l.to) + ".")
                .toList();
    }
}
