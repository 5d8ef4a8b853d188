package org.overhang.figure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Figures of any form side by side, each on scales of its own, under one title, with one source line.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Figure.panels().panel("Quantity", Figure.line("output_kt").over("year").draw(mills))
 *         .panel("Margin", Figure.box("margin").by("owner").draw(firms)).columns(2)
 *         .title("Output grew while margins fell");
 * }</pre>
 *
 * <p>A panel keeps the axes and guides of its figure; axes of the sheet itself are not drawn. Names that two panels share have one
 * entry in the key; they have the same color where they stand in the same order. Missing numbers are as in each form.
 */
public final class Sheet extends Form {
    /**
     * A panel.
     *
     * @param name its heading
     * @param form what it shows
     * @param x how its positions count
     * @param y how its numbers count
     * @param guides what guides the eye in it
     */
    public record Cell(String name, Form form, Axis x, Axis y, Drawing.Guides guides) {}

    /**
     * Everything the form was given.
     *
     * @param cells the panels
     * @param columns how many stand side by side, 0 for as near to a square as possible
     */
    public record State(List<Cell> cells, int columns) {}

    static final Kind<State> KIND = new Kind<>("sheet", State.class, Sheet::read);

    private final State state;

    private Sheet(State state) {
        this.state = state;
    }

    private static Sheet read(State given) {
        Sheet sheet = empty(0);
        sheet = given.columns == 0 ? sheet : sheet.columns(given.columns);
        for (Cell c : given.cells) {
            sheet = sheet.add(c);
        }
        return sheet;
    }

    static Sheet empty(int columns) {
        return new Sheet(new State(List.of(), columns));
    }

    /**
     * Adds a panel.
     *
     * @param name heading of the panel
     * @param figure what it shows: its form, axes and guides; its title, subtitle, claims and source are not printed
     * @return the form with one more panel
     * @throws OverhangException if the figure is a sheet or panels itself
     */
    public Sheet panel(String name, Figure figure) {
        Drawing d = figure.drawing();
        return add(new Cell(named("A panel", name), d.form(), d.x(), d.y(), d.guides()));
    }

    private Sheet add(Cell cell) {
        if (cell.form instanceof Sheet || cell.form instanceof Panels) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A panel needs one form, but \"" + cell.name
                            + "\" holds panels itself. Add its panels one by one.");
        }
        return new Sheet(new State(Lists.with(state.cells, cell), state.columns));
    }

    /**
     * How many panels stand side by side; by default as near to a square as possible, at most four.
     *
     * @param columns 1 to 6
     * @return the form with that many columns
     * @throws OverhangException if the number is out of range
     */
    public Sheet columns(int columns) {
        Panels.requireColumns(columns);
        return new Sheet(new State(state.cells, columns));
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
        state.cells.forEach(c -> names.addAll(c.form.names()));
        state.cells.forEach(c -> names.add(c.name));
        return names.stream().distinct().toList();
    }

    @Override
    int size() {
        return state.cells.stream().mapToInt(c -> c.form.size()).sum();
    }

    /** One table of all panels: the columns of each, side by side where they are called alike, empty where a panel has none. */
    @Override
    public List<List<String>> rows() {
        Set<String> heads = new LinkedHashSet<>();
        heads.add("panel");
        state.cells.forEach(c -> heads.addAll(c.form.rows().get(0)));
        List<String> order = List.copyOf(heads);
        List<List<String>> rows = new ArrayList<>();
        rows.add(order);
        for (Cell c : state.cells) {
            List<List<String>> inner = c.form.rows();
            for (List<String> row : inner.subList(1, inner.size())) {
                List<String> wide = new ArrayList<>();
                for (String head : order) {
                    int at = inner.get(0).indexOf(head);
                    wide.add(head.equals("panel") ? c.name : at < 0 ? "" : row.get(at));
                }
                rows.add(wide);
            }
        }
        return rows;
    }

    @Override
    String what() {
        return state.cells.size() + " panels, each on its own scales";
    }

    @Override
    List<String> findings(Drawing drawing) {
        List<String> out = new ArrayList<>();
        for (Cell c : state.cells) {
            List<String> inner = c.form.findings(of(drawing, c));
            out.add(c.name + ": " + String.join(" ", inner.subList(0, Math.min(2, inner.size()))));
        }
        return out;
    }

    /**
     * What a panel draws: the figure around it, with its own form, axes and guides.
     *
     * @param drawing the figure of the sheet
     * @param cell the panel
     * @return the drawing of the panel alone
     */
    public static Drawing of(Drawing drawing, Cell cell) {
        return new Drawing(
                cell.form,
                drawing.words(),
                drawing.claims(),
                drawing.failedShown(),
                cell.guides,
                cell.x,
                cell.y,
                drawing.sources(),
                drawing.width(),
                drawing.height());
    }
}
