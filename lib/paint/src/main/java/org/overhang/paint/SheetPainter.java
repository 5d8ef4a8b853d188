package org.overhang.paint;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.overhang.figure.Drawing;
import org.overhang.figure.Sheet;

/** Panels of any form in a grid, each painted as if it were alone, under its heading. */
final class SheetPainter implements Painter.Body {
    private static final double HEADING = 20;
    private static final double GUTTER = 22;
    private static final double ROW_GUTTER = 8;

    private final Sheet.State sheet;
    private final Drawing state;
    private final List<Painter.Body> bodies = new ArrayList<>();

    SheetPainter(Drawing state, Sheet form) {
        this.state = state;
        this.sheet = form.state();
        for (Sheet.Cell cell : sheet.cells()) {
            bodies.add(Painter.body(Sheet.of(state, cell)));
        }
    }

    @Override
    public List<Painter.Key> keys() {
        return bodies.stream().flatMap(b -> b.keys().stream()).distinct().toList();
    }

    @Override
    public void paint(Ink ink, Rectangle2D area) {
        int n = bodies.size();
        int columns = sheet.columns() > 0 ? Math.min(n, sheet.columns()) : Math.min(4, (int) Math.ceil(Math.sqrt(n)));
        int rows = (n + columns - 1) / columns;
        double width = (area.getWidth() - (columns - 1) * GUTTER) / columns;
        double height = (area.getHeight() - (rows - 1) * ROW_GUTTER) / rows;
        for (int i = 0; i < n; i++) {
            double left = area.getX() + i % columns * (width + GUTTER);
            double top = area.getY() + i / columns * (height + ROW_GUTTER);
            String name = sheet.cells().get(i).name();
            boolean strong = state.guides().highlight().contains(name);
            ink.text(
                    Type.bold(),
                    Type.bold().fit(name, House.LABEL, width),
                    House.LABEL,
                    left,
                    top + 12,
                    Ink.LEFT,
                    strong ? House.text(House.RUST) : House.INK);
            bodies.get(i)
                    .paint(ink, new Rectangle2D.Double(left, top + HEADING, width, Math.max(20, height - HEADING)));
        }
    }
}
