package org.overhang.figure;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Small multiples: the same form once a panel, all on the same two scales.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.panels().panel("China", Figure.line().series("Utilization", years, china))
 *         .panel("India", Figure.line().series("Utilization", years, india))
 *         .title("Four countries, one slump").x(Axis.years()).y(Axis.percent());
 * }</pre>
 */
public final class Panels extends Form {
    /**
     * A panel.
     *
     * @param name its heading
     * @param form what it shows
     */
    public record Panel(String name, Form form) {}

    /**
     * Everything the form was given.
     *
     * @param panels the panels
     * @param columns how many stand side by side, 0 for as near to a square as possible
     */
    public record State(List<Panel> panels, int columns) {}

    static final Kind<State> KIND = new Kind<>("panels", State.class, Panels::read);

    private final State state;

    Panels(State state) {
        this.state = state;
    }

    private static Panels read(State given) {
        Panels panels = given.columns == 0 ? empty() : empty().columns(given.columns);
        for (Panel p : given.panels) {
            panels = panels.add(p.name, p.form);
        }
        return panels;
    }

    static Panels empty() {
        return new Panels(new State(List.of(), 0));
    }

    /**
     * Adds a panel of lines; a series of the same name has the same color in each panel.
     *
     * @param name heading of the panel
     * @param lines what it shows
     * @return the form with one more panel
     */
    public Panels panel(String name, Lines lines) {
        return add(name, lines);
    }

    /**
     * Adds a panel of points; a group of the same name has the same color in each panel.
     *
     * @param name heading of the panel
     * @param scatter what it shows
     * @return the form with one more panel
     */
    public Panels panel(String name, Scatter scatter) {
        return add(name, scatter);
    }

    /**
     * Adds a panel of any form; panels then stand on scales of their own.
     *
     * @param name heading of the panel
     * @param figure what it shows: its form, axes and guides; its title, subtitle, claims and source are not printed
     * @return a sheet of all panels so far
     */
    public Sheet panel(String name, Figure figure) {
        return free(Axis.number()).panel(name, figure);
    }

    /**
     * The same panels, each on scales of its own.
     *
     * @param y how the numbers of all panels count
     * @return a sheet of them
     */
    public Sheet free(Axis y) {
        Sheet sheet = Sheet.empty(state.columns);
        for (Panel p : state.panels) {
            sheet = sheet.panel(p.name, Figure.of(p.form).y(y));
        }
        return sheet;
    }

    private Panels add(String name, Form form) {
        return new Panels(new State(Lists.with(state.panels, new Panel(named("A panel", name), form)), state.columns));
    }

    /**
     * How many panels stand side by side; by default as near to a square as possible, at most four.
     *
     * @param columns 1 to 6
     * @return the form with that many columns
     * @throws OverhangException if the number is out of range
     */
    public Panels columns(int columns) {
        requireColumns(columns);
        return new Panels(new State(state.panels, columns));
    }

    /** Refuses a grid that no figure has room for. */
    static void requireColumns(int columns) {
        if (columns < 1 || columns > 6) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "Panels stand in 1 to 6 columns, but " + columns + " were asked for.");
        }
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
        state.panels.forEach(p -> names.addAll(p.form.names()));
        state.panels.forEach(p -> names.add(p.name));
        return names.stream().distinct().toList();
    }

    @Override
    boolean looksLikeYears() {
        return state.panels.stream().allMatch(p -> p.form.looksLikeYears()) && !state.panels.isEmpty();
    }

    @Override
    int size() {
        return state.panels.stream().mapToInt(p -> p.form.size()).sum();
    }

    @Override
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (Panel p : state.panels) {
            List<List<String>> inner = p.form.rows();
            for (int i = 0; i < inner.size(); i++) {
                if (i > 0 || rows.isEmpty()) {
                    List<String> row = new ArrayList<>(List.of(i == 0 ? "panel" : p.name));
                    row.addAll(inner.get(i));
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    @Override
    String what() {
        return state.panels.size() + " panels on the same scales";
    }

    @Override
    List<String> findings(Drawing drawing) {
        List<String> out = new ArrayList<>();
        for (Panel panel : state.panels) {
            List<String> inner = panel.form.findings(drawing);
            out.add(panel.name + ": " + String.join(" ", inner.subList(0, Math.min(2, inner.size()))));
        }
        return out;
    }
}
