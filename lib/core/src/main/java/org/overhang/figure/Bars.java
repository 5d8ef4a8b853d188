package org.overhang.figure;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Bars from zero over named categories: beside one another, or stacked.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.bar().categories("Fall in price", "Fall in volume", "Higher cost").series("Share of injury", shares)
 *         .horizontal().title("Prices explain most of the injury").y(Axis.percent());
 * }</pre>
 */
public final class Bars extends Form {
    /**
     * One bar a category.
     *
     * @param name what the bars show
     * @param values one number a category, NaN for none
     * @param low lower ends of intervals, or empty
     * @param high upper ends of intervals, or empty
     */
    public record Series(String name, double[] values, double[] low, double[] high) {}

    /**
     * Everything the form was given.
     *
     * @param categories names in the order drawn
     * @param series the bars
     * @param horizontal whether bars lie
     * @param stacked whether series are stacked
     */
    public record State(List<String> categories, List<Series> series, boolean horizontal, boolean stacked) {}

    static final Kind<State> KIND = new Kind<>("bar", State.class, Bars::read);

    private final State state;

    Bars(State state) {
        this.state = state;
    }

    private static Bars read(State given) {
        Bars bars = new Bars(new State(List.of(), List.of(), given.horizontal, given.stacked))
                .categories(given.categories.toArray(String[]::new));
        for (Series s : given.series) {
            bars = bars.series(s.name, s.values);
            bars = s.low.length + s.high.length > 0 ? bars.interval(s.low, s.high) : bars;
        }
        return bars;
    }

    static Bars empty() {
        return new Bars(new State(List.of(), List.of(), false, false));
    }

    /**
     * Names the categories, in the order in which they are drawn.
     *
     * @param names one or more names
     * @return the form with categories
     */
    public Bars categories(String... names) {
        for (String name : names) {
            named("A category", name);
        }
        return new Bars(new State(List.of(names), state.series, state.horizontal, state.stacked));
    }

    /**
     * Adds one bar a category; NaN draws none.
     *
     * @param name what the bars show
     * @param values one number a category
     * @return the form with one more series
     * @throws OverhangException if there are no categories yet, the lengths differ or a number is infinite
     */
    public Bars series(String name, double... values) {
        named("A series of bars", name);
        sameLength("\"" + name + "\"", values.length, "the list of categories", state.categories.size());
        Series added = new Series(name, finite("\"" + name + "\"", values), new double[0], new double[0]);
        return new Bars(new State(state.categories, Lists.with(state.series, added), state.horizontal, state.stacked));
    }

    /**
     * Adds intervals to the bars before it; they need not be symmetric.
     *
     * @param low lower ends, one a category
     * @param high upper ends, one a category
     * @return the form with intervals
     * @throws OverhangException if there is no series yet or the lengths differ
     */
    public Bars interval(double[] low, double[] high) {
        Series last = Lists.last(state.series, "An interval", "series(name, values)");
        sameLength("The lower end", low.length, "\"" + last.name + "\"", last.values.length);
        sameLength("The upper end", high.length, "\"" + last.name + "\"", last.values.length);
        Series ranged = new Series(last.name, last.values, finite("The lower end", low), finite("The upper end", high));
        return new Bars(
                new State(state.categories, Lists.withLast(state.series, ranged), state.horizontal, state.stacked));
    }

    /**
     * Draws the bars from left to right, which leaves room for long names.
     *
     * @return the form with horizontal bars
     */
    public Bars horizontal() {
        return new Bars(new State(state.categories, state.series, true, state.stacked));
    }

    /**
     * Stacks the series of a category, positive numbers up and negative ones down from zero.
     *
     * @return the form with stacked bars
     */
    public Bars stacked() {
        return new Bars(new State(state.categories, state.series, state.horizontal, true));
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
        state.series.forEach(s -> names.add(s.name));
        names.addAll(state.categories);
        return names.stream().distinct().toList();
    }

    @Override
    int size() {
        return state.series.stream().mapToInt(s -> numbers(s.values)).sum();
    }

    @Override
    void requireNumbers() {
        super.requireNumbers();
        if (state.stacked && state.series.stream().anyMatch(s -> s.low.length > 0)) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Stacked bars cannot carry intervals, since each would start where the one below ends. "
                            + "Leave out stacked() or interval(low, high).");
        }
    }

    @Override
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        boolean ranged = state.series.stream().anyMatch(s -> s.low.length > 0);
        rows.add(
                ranged
                        ? List.of("series", "category", "value", "low", "high")
                        : List.of("series", "category", "value"));
        for (Series s : state.series) {
            for (int i = 0; i < s.values.length; i++) {
                List<String> row =
                        new ArrayList<>(List.of(s.name, state.categories.get(i), Numbers.plain(s.values[i])));
                if (ranged) {
                    row.add(s.low.length == 0 ? "" : Numbers.plain(s.low[i]));
                    row.add(s.high.length == 0 ? "" : Numbers.plain(s.high[i]));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    @Override
    String what() {
        return (state.stacked ? "Stacked bars" : "Bars") + " over " + state.categories.size() + " categories";
    }

    @Override
    List<String> findings(Drawing drawing) {
        return state.series.stream()
                .limit(AltText.NAMED)
                .map(s -> finding(drawing.y(), s))
                .toList();
    }

    private String finding(Axis y, Series s) {
        int most = 2 * AltText.NAMED;
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < Math.min(state.categories.size(), most); i++) {
            parts.add(state.categories.get(i) + " " + y.show(s.values[i]));
        }
        String more = state.categories.size() > most ? " and " + (state.categories.size() - most) + " more" : "";
        return s.name + ": " + String.join(", ", parts) + more + ".";
    }
}
