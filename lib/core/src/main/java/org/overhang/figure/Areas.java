package org.overhang.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Parts of a whole over a numeric axis, one on the other: the top edge is their sum.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.area().over(years).part("China", china).part("rest of the world", rest)
 *         .title("Half of the world's cement is Chinese");
 * }</pre>
 *
 * <p>A part is never negative and has no gap: where one lies would be undefined. Zero is drawn as nothing.
 */
public final class Areas extends Form {
    private static final int FIRST_YEAR = 1800;
    private static final int LAST_YEAR = 2100;

    /**
     * A part of the whole.
     *
     * @param name what it is called
     * @param y its heights, as many as positions
     */
    public record Part(String name, double[] y) {}

    /**
     * Everything the form was given.
     *
     * @param x the positions that all parts share, rising
     * @param parts the parts, lowest first
     */
    public record State(double[] x, List<Part> parts) {}

    static final Kind<State> KIND = new Kind<>("area", State.class, Areas::read);

    private final State state;

    private Areas(State state) {
        this.state = state;
    }

    private static Areas read(State given) {
        Areas all = empty().over(given.x);
        for (Part p : given.parts) {
            all = all.part(p.name, p.y);
        }
        return all;
    }

    static Areas empty() {
        return new Areas(new State(new double[0], List.of()));
    }

    /**
     * The positions that all parts share; named before the first part.
     *
     * @param x rising numbers, for example years
     * @return the form over them
     * @throws OverhangException if they do not rise, are not finite, or a part stands already
     */
    public Areas over(double... x) {
        double[] at = finite("A position", x);
        for (int i = 0; i < at.length; i++) {
            if (Double.isNaN(at[i]) || i > 0 && at[i] <= at[i - 1]) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "Areas need positions that rise, but position " + (i + 1) + " is " + at[i] + ". Sort them.");
            }
        }
        if (!state.parts.isEmpty()) {
            throw new OverhangException(
                    Reason.BAD_VALUE, "Areas need their positions before their parts. Call over(…) first.");
        }
        return new Areas(new State(at, List.of()));
    }

    /**
     * Adds a part on top of those before it.
     *
     * @param name what it is called
     * @param y its heights, as many as positions, none negative or missing
     * @return the form with one more part
     * @throws OverhangException if the lengths differ or a height is negative, missing or infinite
     */
    public Areas part(String name, double... y) {
        named("A part", name);
        sameLength("The part \"" + name + "\"", y.length, "the positions", state.x.length);
        double[] heights = finite("The part \"" + name + "\"", y);
        for (int i = 0; i < heights.length; i++) {
            if (!(heights[i] >= 0)) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "Parts of a whole need heights of 0 or more, but \"" + name + "\" has "
                                + (Double.isNaN(heights[i]) ? "none" : Numbers.plain(heights[i])) + " at "
                                + Numbers.plain(state.x[i]) + ". Draw lines instead, or fill the gap.");
            }
        }
        return new Areas(new State(state.x, Lists.with(state.parts, new Part(name, heights))));
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
        return state.parts.stream().map(Part::name).distinct().toList();
    }

    @Override
    boolean looksLikeYears() {
        return state.x.length > 0 && state.x[0] >= FIRST_YEAR && state.x[state.x.length - 1] <= LAST_YEAR;
    }

    @Override
    int size() {
        return state.parts.size() * state.x.length;
    }

    @Override
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("part", "x", "y"));
        for (Part p : state.parts) {
            for (int i = 0; i < state.x.length; i++) {
                rows.add(List.of(p.name, Numbers.plain(state.x[i]), Numbers.plain(p.y[i])));
            }
        }
        return rows;
    }

    @Override
    String what() {
        return "Chart of " + state.parts.size() + " parts of a whole";
    }

    @Override
    List<String> findings(Drawing drawing) {
        if (state.x.length == 0) {
            return List.of();
        }
        int last = state.x.length - 1;
        double[] total = {0, 0};
        List<String> out = new ArrayList<>();
        for (Part p : state.parts) {
            total[0] += p.y[0];
            total[1] += p.y[last];
        }
        out.add("Together they go from " + drawing.y().show(total[0]) + " at "
                + drawing.x().show(state.x[0]) + " to " + drawing.y().show(total[1]) + " at "
                + drawing.x().show(state.x[last]) + ".");
        for (Part p : state.parts.subList(0, Math.min(AltText.NAMED, state.parts.size()))) {
            double sum = Arrays.stream(p.y).sum();
            out.add(p.name + " goes from " + drawing.y().show(p.y[0]) + " to "
                    + drawing.y().show(p.y[last]) + (sum == 0 ? ", nothing throughout." : "."));
        }
        return out;
    }
}
