package org.overhang.figure;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * A table of numbers as colors: darker is more; around a middle, rust is above and blue below.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.heatMap().columns("2021", "2022", "2023").row("China", 0.78, 0.80, 0.81).row("EU", 0.84, 0.73, 0.68)
 *         .title("European furnaces idled first").y(Axis.percent());
 * }</pre>
 */
public final class HeatMap extends Form {
    /**
     * A row of cells.
     *
     * @param name what it is called
     * @param values one number a column, NaN for an empty cell
     */
    public record Row(String name, double[] values) {}

    /**
     * Everything the form was given.
     *
     * @param columns names of the columns
     * @param rows the rows
     * @param middle where white is, NaN for one color
     */
    public record State(List<String> columns, List<Row> rows, double middle) {}

    static final Kind<State> KIND = new Kind<>("heat map", State.class, HeatMap::read);

    private final State state;

    HeatMap(State state) {
        this.state = state;
    }

    private static HeatMap read(State given) {
        HeatMap map = empty().columns(given.columns.toArray(String[]::new));
        map = Double.isNaN(given.middle) ? map : map.around(given.middle);
        for (Row row : given.rows) {
            map = map.row(row.name, row.values);
        }
        return map;
    }

    static HeatMap empty() {
        return new HeatMap(new State(List.of(), List.of(), Double.NaN));
    }

    /**
     * Names the columns.
     *
     * @param names one or more names
     * @return the form with columns
     */
    public HeatMap columns(String... names) {
        return new HeatMap(new State(List.of(names), state.rows, state.middle));
    }

    /**
     * Adds a row; NaN leaves its cell empty.
     *
     * @param name what the row is called
     * @param values one number a column
     * @return the form with one more row
     * @throws OverhangException if the length is not that of the columns or a number is infinite
     */
    public HeatMap row(String name, double... values) {
        named("A row", name);
        sameLength("Row \"" + name + "\"", values.length, "the list of columns", state.columns.size());
        Row row = new Row(name, finite("Row \"" + name + "\"", values));
        return new HeatMap(new State(state.columns, Lists.with(state.rows, row), state.middle));
    }

    /**
     * Colors by the distance from a middle, for numbers that have a sign.
     *
     * @param middle where white is, for example 0
     * @return the form with two colors
     * @throws OverhangException if the middle is not finite
     */
    public HeatMap around(double middle) {
        if (!Double.isFinite(middle)) {
            throw new OverhangException(
                    Reason.BAD_VALUE, "The middle of a heat map must be a number, but it is " + middle + ".");
        }
        return new HeatMap(new State(state.columns, state.rows, middle));
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
        return state.rows.stream().map(Row::name).distinct().toList();
    }

    @Override
    int size() {
        return state.rows.stream().mapToInt(r -> numbers(r.values)).sum();
    }

    @Override
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("row", "column", "value"));
        for (Row r : state.rows) {
            for (int i = 0; i < r.values.length; i++) {
                rows.add(List.of(r.name, state.columns.get(i), Numbers.plain(r.values[i])));
            }
        }
        return rows;
    }

    @Override
    String what() {
        return "Heat map of " + state.rows.size() + " rows by " + state.columns.size() + " columns";
    }

    @Override
    List<String> findings(Drawing drawing) {
        String lowest = "";
        String highest = "";
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Row row : state.rows) {
            for (int i = 0; i < row.values.length; i++) {
                String cell = row.name + ", " + state.columns.get(i);
                if (row.values[i] < low) {
                    low = row.values[i];
                    lowest = cell;
                }
                if (row.values[i] > high) {
                    high = row.values[i];
                    highest = cell;
                }
            }
        }
        Axis y = drawing.y();
        return List.of(
                "Lowest: " + y.show(low) + " (" + lowest + "); highest: " + y.show(high) + " (" + highest + ").");
    }
}
