package org.overhang.figure;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * From one total to another, step by step.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.waterfall().start("Reported margin", 0.062).step("Grants", -0.011).step("Cheap credit", -0.048).total("Economic margin")
 *         .title("Without support the mill loses money").y(Axis.percent());
 * }</pre>
 */
public final class Waterfall extends Form {
    /**
     * A bar.
     *
     * @param name what it is called
     * @param value the total or the change
     * @param role {@code start}, {@code step} or {@code total}
     */
    public record Bar(String name, double value, String role) {}

    /**
     * Everything the form was given.
     *
     * @param bars from left to right
     */
    public record State(List<Bar> bars) {}

    static final Kind<State> KIND = new Kind<>("waterfall", State.class, Waterfall::read);

    private final State state;

    Waterfall(State state) {
        this.state = state;
    }

    private static Waterfall read(State given) {
        Waterfall all = empty();
        for (Bar b : given.bars) {
            all = switch (b.role) {
                case "start" -> all.start(b.name, b.value);
                case "step" -> all.step(b.name, b.value);
                default -> all.total(b.name);
            };
        }
        return all;
    }

    static Waterfall empty() {
        return new Waterfall(new State(List.of()));
    }

    /**
     * The total at which the steps begin.
     *
     * @param name what it is called
     * @param value the total
     * @return the form with its start
     * @throws OverhangException if there is a start already or the value is not finite
     */
    public Waterfall start(String name, double value) {
        if (!state.bars.isEmpty()) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A waterfall has one start, but \"" + name + "\" would be a second. Use step or total.");
        }
        return add(name, value, "start");
    }

    /**
     * A rise (positive) or a fall (negative).
     *
     * @param name what it is called
     * @param change by how much the total changes
     * @return the form with one more step
     * @throws OverhangException if there is no start or the change is not finite
     */
    public Waterfall step(String name, double change) {
        Lists.last(state.bars, "A step", "start(name, value)");
        return add(name, change, "step");
    }

    /**
     * The total after the steps so far; there may be totals in between.
     *
     * @param name what it is called
     * @return the form with a total
     * @throws OverhangException if there is no start
     */
    public Waterfall total(String name) {
        Lists.last(state.bars, "A total", "start(name, value)");
        double sum = 0;
        for (Bar bar : state.bars) {
            sum += bar.role.equals("total") ? 0 : bar.value;
        }
        return add(name, sum, "total");
    }

    private Waterfall add(String name, double value, String role) {
        named("A bar", name);
        if (Double.isNaN(finite("\"" + name + "\"", value))) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A waterfall adds its steps up, so \"" + name + "\" needs a number, but it is NaN.");
        }
        return new Waterfall(new State(Lists.with(state.bars, new Bar(name, value, role))));
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
        return state.bars.stream().map(Bar::name).distinct().toList();
    }

    @Override
    int size() {
        return state.bars.size();
    }

    @Override
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("bar", "role", "value"));
        state.bars.forEach(b -> rows.add(List.of(b.name, b.role, Numbers.plain(b.value))));
        return rows;
    }

    @Override
    String what() {
        return "Waterfall chart";
    }

    @Override
    List<String> findings(Drawing drawing) {
        List<String> steps = new ArrayList<>();
        for (Bar b : state.bars) {
            String sign = b.role.equals("step") && b.value > 0 ? "+" : "";
            steps.add(b.name + " " + sign + drawing.y().show(b.value));
        }
        return List.of(String.join(", ", steps) + ".");
    }
}
