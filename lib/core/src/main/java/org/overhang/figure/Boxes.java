package org.overhang.figure;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * How numbers of several groups are spread: a box from quartile to quartile with the median in it, whiskers, and points outside.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.box().box("private", -0.12, -0.03, 0.02, 0.06, 0.15).outside(0.4).box("state", -0.2, -0.1, -0.04, 0, 0.1)
 *         .title("State mills lose more").y(Axis.percent());
 * }</pre>
 *
 * <p>{@link Figure#box(String)} computes the five numbers from a table.
 */
public final class Boxes extends Form {
    /**
     * A group.
     *
     * @param name what it is called
     * @param low lower end of the whiskers
     * @param lower lower quartile
     * @param median median
     * @param upper upper quartile
     * @param high upper end of the whiskers
     * @param outside numbers beyond the whiskers
     */
    public record Box(
            String name, double low, double lower, double median, double upper, double high, double[] outside) {}

    /**
     * Everything the form was given.
     *
     * @param boxes the groups, topmost first
     */
    public record State(List<Box> boxes) {}

    static final Kind<State> KIND = new Kind<>("box", State.class, Boxes::read);

    private final State state;

    private Boxes(State state) {
        this.state = state;
    }

    private static Boxes read(State given) {
        Boxes all = empty();
        for (Box b : given.boxes) {
            all = all.box(b.name, b.low, b.lower, b.median, b.upper, b.high).outside(b.outside);
        }
        return all;
    }

    static Boxes empty() {
        return new Boxes(new State(List.of()));
    }

    /**
     * Adds a group by its five numbers.
     *
     * @param name what it is called
     * @param low lower end of the whiskers
     * @param lower lower quartile
     * @param median median
     * @param upper upper quartile
     * @param high upper end of the whiskers
     * @return the form with one more box
     * @throws OverhangException if they are not in order or not finite
     */
    public Boxes box(String name, double low, double lower, double median, double upper, double high) {
        named("A box", name);
        finite("The box \"" + name + "\"", new double[] {low, lower, median, upper, high});
        if (!(low <= lower && lower <= median && median <= upper && upper <= high)) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A box needs its five numbers in order, but \"" + name + "\" has " + low + ", " + lower + ", "
                            + median + ", " + upper + ", " + high + ".");
        }
        return new Boxes(
                new State(Lists.with(state.boxes, new Box(name, low, lower, median, upper, high, new double[0]))));
    }

    /**
     * Numbers beyond the whiskers of the group before.
     *
     * @param values the numbers
     * @return the form with them
     * @throws OverhangException if there is no group yet or a number is infinite
     */
    public Boxes outside(double... values) {
        Box b = Lists.last(state.boxes, "Numbers outside", "box(…)");
        double[] beyond = finite("A number outside \"" + b.name + "\"", values);
        return new Boxes(new State(
                Lists.withLast(state.boxes, new Box(b.name, b.low, b.lower, b.median, b.upper, b.high, beyond))));
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
        return state.boxes.stream().map(Box::name).distinct().toList();
    }

    @Override
    int size() {
        return state.boxes.stream().mapToInt(b -> 5 + b.outside.length).sum();
    }

    @Override
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("group", "number", "value"));
        for (Box b : state.boxes) {
            String[] names = {"low", "lower quartile", "median", "upper quartile", "high"};
            double[] five = {b.low, b.lower, b.median, b.upper, b.high};
            for (int i = 0; i < five.length; i++) {
                rows.add(List.of(b.name, names[i], Numbers.plain(five[i])));
            }
            for (double v : b.outside) {
                rows.add(List.of(b.name, "outside", Numbers.plain(v)));
            }
        }
        return rows;
    }

    @Override
    String what() {
        return "Box plot of " + state.boxes.size() + (state.boxes.size() == 1 ? " group" : " groups");
    }

    @Override
    List<String> findings(Drawing drawing) {
        Axis y = drawing.y();
        return state.boxes.stream()
                .limit(AltText.NAMED)
                .map(b -> b.name + ": median " + y.show(b.median) + ", middle half from " + y.show(b.lower) + " to "
                        + y.show(b.upper)
                        + (b.outside.length == 0 ? "." : ", " + b.outside.length + " outside the whiskers."))
                .toList();
    }
}
