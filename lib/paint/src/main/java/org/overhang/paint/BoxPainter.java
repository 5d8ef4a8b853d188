package org.overhang.paint;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.overhang.figure.Boxes;
import org.overhang.figure.Drawing;

/** Boxes lying on named rows: names are read from left to right, whatever their length. */
final class BoxPainter implements Painter.Body {
    private static final double THICKEST = 26;
    private static final double FILL = 0.6;
    private static final double DOT = 2.2;

    private final Drawing state;
    private final List<Boxes.Box> boxes;
    private final House.Palette palette;

    BoxPainter(Drawing state, Boxes form) {
        this.state = state;
        this.boxes = form.state().boxes();
        this.palette = new House.Palette(form.names(), state.guides().highlight());
    }

    @Override
    public List<Painter.Key> keys() {
        return List.of();
    }

    @Override
    public void paint(Ink ink, Rectangle2D area) {
        List<double[]> all = new ArrayList<>();
        for (Boxes.Box b : boxes) {
            all.add(new double[] {b.low(), b.high()});
            all.add(b.outside());
        }
        state.guides().references().forEach(r -> all.add(new double[] {r.value()}));
        List<String> names = boxes.stream().map(Boxes.Box::name).toList();
        Rows rows = new Rows(state, names, area, XyPainter.span(all), 0);
        rows.paint(ink, i -> strong(names.get(i)) ? House.text(palette.of(names.get(i))) : House.INK, false);
        double thick = Math.min(THICKEST, FILL * rows.height());
        for (int i = 0; i < boxes.size(); i++) {
            paint(ink, rows, boxes.get(i), rows.middle(i), thick);
        }
        rows.paintGuides(ink);
    }

    private boolean strong(String name) {
        return palette.highlighting() && !palette.isContext(name);
    }

    private void paint(Ink ink, Rows rows, Boxes.Box b, double y, double thick) {
        Color color = !palette.highlighting() ? House.BLUE : strong(b.name()) ? palette.of(b.name()) : House.GREY;
        double lower = rows.at(b.lower());
        double upper = rows.at(b.upper());
        ink.line(rows.at(b.low()), y, lower, y, color, House.line(1.3));
        ink.line(upper, y, rows.at(b.high()), y, color, House.line(1.3));
        double height = Math.max(1, thick);
        ink.fill(
                Math.min(lower, upper),
                y - height / 2,
                Math.max(1, Math.abs(upper - lower)),
                height,
                House.mix(color, Color.WHITE, 0.35));
        double median = rows.at(b.median());
        ink.line(median, y - height / 2, median, y + height / 2, color, House.line(2.4));
        for (double v : b.outside()) {
            if (!Double.isNaN(v)) {
                ink.fill(new Ellipse2D.Double(rows.at(v) - DOT, y - DOT, 2 * DOT, 2 * DOT), color);
                spot(ink, rows, b, "outside", v, y);
            }
        }
        spot(ink, rows, b, "low", b.low(), y);
        spot(ink, rows, b, "lower quartile", b.lower(), y);
        spot(ink, rows, b, "median", b.median(), y);
        spot(ink, rows, b, "upper quartile", b.upper(), y);
        spot(ink, rows, b, "high", b.high(), y);
    }

    private void spot(Ink ink, Rows rows, Boxes.Box b, String what, double value, double y) {
        ink.watcher.spot("", b.name() + ", " + what + ": " + state.y().show(value), rows.at(value), y);
    }
}
