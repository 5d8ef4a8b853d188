package org.overhang.paint;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.overhang.figure.Drawing;
import org.overhang.figure.Slope;

/** Two columns of numbers joined by lines, each end with its number, the right one with its name too. */
final class SlopePainter implements Painter.Body {
    private static final double HEAD = 20;
    private static final double GAP = 10;

    private final Drawing state;
    private final Slope.State slope;
    private final House.Palette palette;
    private final double size;
    private final Printed printed;

    SlopePainter(Drawing state, Slope form) {
        this.state = state;
        this.slope = form.state();
        this.palette = new House.Palette(form.names(), state.guides().highlight());
        this.printed = Printed.of(
                state.y(),
                slope.lines().stream().map(l -> new double[] {l.from(), l.to()}).toList());
        this.size = slope.lines().size() > 14 ? House.TINY : House.LABEL;
    }

    @Override
    public List<Painter.Key> keys() {
        return List.of();
    }

    private Type type(Slope.Line line) {
        return palette.highlighting() && !palette.isContext(line.name()) ? Type.bold() : Type.regular();
    }

    private String left(Slope.Line line) {
        return printed.apply(line.from());
    }

    private String right(Slope.Line line, double room) {
        String number = Double.isNaN(line.to()) ? "" : printed.apply(line.to()) + "  ";
        return number + type(line).fit(line.name(), size, room);
    }

    @Override
    public void paint(Ink ink, Rectangle2D area) {
        double nameRoom = 0.30 * area.getWidth();
        double leftWidth = 0;
        double rightWidth = 0;
        List<double[]> all = new ArrayList<>();
        for (Slope.Line line : slope.lines()) {
            leftWidth = Math.max(leftWidth, type(line).width(left(line), size));
            rightWidth = Math.max(rightWidth, type(line).width(right(line, nameRoom), size));
            all.add(new double[] {line.from(), line.to()});
        }
        double x1 = area.getX() + Math.max(0.16 * area.getWidth(), leftWidth + GAP + 4);
        double x2 = area.getMaxX() - Math.max(0.22 * area.getWidth(), rightWidth + GAP + 2);
        double top = area.getY() + HEAD;
        double bottom = area.getMaxY() - 8;
        double[] span = XyPainter.span(all);
        if (span[0] == span[1]) {
            span = new double[] {span[0] - 1, span[1] + 1};
        }
        double[] ends = span;
        boolean log = state.y().state().log();
        Scale scale = log ? Scale.of(state.y(), ends, 4, false).between(bottom - 8, top + 8) : null;
        ToDoubleFunction<Double> at = v ->
                scale != null ? scale.at(v) : bottom - 8 - (v - ends[0]) / (ends[1] - ends[0]) * (bottom - top - 16);
        for (double x : new double[] {x1, x2}) {
            ink.line(x, top, x, bottom, House.GRID, House.line(1));
        }
        ink.text(Type.bold(), slope.from(), House.LABEL, x1, area.getY() + 11, Ink.CENTER, House.INK);
        ink.text(Type.bold(), slope.to(), House.LABEL, x2, area.getY() + 11, Ink.CENTER, House.INK);
        for (boolean context : new boolean[] {true, false}) {
            for (Slope.Line line : slope.lines()) {
                if (palette.isContext(line.name()) == context) {
                    line(ink, line, x1, x2, at);
                }
            }
        }
        labels(ink, x1 - GAP, top, bottom, Ink.RIGHT, at, nameRoom);
        labels(ink, x2 + GAP, top, bottom, Ink.LEFT, at, nameRoom);
    }

    private void line(Ink ink, Slope.Line line, double x1, double x2, ToDoubleFunction<Double> at) {
        Color color = palette.of(line.name());
        ink.watcher.series(line.name());
        double width = palette.isContext(line.name()) ? 1.2 : 2.2;
        if (!Double.isNaN(line.from() + line.to())) {
            ink.line(x1, at.applyAsDouble(line.from()), x2, at.applyAsDouble(line.to()), color, House.line(width));
        }
        dot(ink, x1, line.from(), color, at);
        dot(ink, x2, line.to(), color, at);
        ink.watcher.series("");
        String text = state.y().show(line.from()) + " to " + state.y().show(line.to());
        if (!Double.isNaN(line.from())) {
            ink.watcher.spot(line.name(), text, x1, at.applyAsDouble(line.from()));
        }
        if (!Double.isNaN(line.to())) {
            ink.watcher.spot(line.name(), text, x2, at.applyAsDouble(line.to()));
        }
    }

    private static void dot(Ink ink, double x, double value, Color color, ToDoubleFunction<Double> at) {
        if (!Double.isNaN(value)) {
            ink.fill(new Ellipse2D.Double(x - 3, at.applyAsDouble(value) - 3, 6, 6), color);
        }
    }

    private void labels(
            Ink ink, double x, double top, double bottom, int align, ToDoubleFunction<Double> at, double room) {
        boolean onRight = align == Ink.LEFT;
        double height = 1.15 * size;
        List<Slope.Line> shown = new ArrayList<>();
        int most = (int) ((bottom - top + 12) / height);
        for (boolean context : new boolean[] {false, true}) {
            for (Slope.Line line : slope.lines()) {
                boolean present = !Double.isNaN(onRight ? line.to() : line.from());
                if (present && palette.isContext(line.name()) == context && shown.size() < most) {
                    shown.add(line);
                }
            }
        }
        double[] wished = shown.stream()
                .mapToDouble(l -> at.applyAsDouble(onRight ? l.to() : l.from()))
                .toArray();
        double[] heights = shown.stream().mapToDouble(l -> height).toArray();
        double[] centers = Spread.apart(wished, heights, top - 2, bottom + 10);
        for (int i = 0; i < centers.length; i++) {
            Slope.Line line = shown.get(i);
            ink.watcher.series(line.name());
            String text = onRight ? right(line, room) : left(line);
            Color color = House.text(palette.of(line.name()));
            double dot = onRight ? x - GAP : x + GAP;
            if (Math.abs(centers[i] - wished[i]) > 3) {
                double end = onRight ? x - 1 : x + 1;
                ink.line(dot, wished[i], end, centers[i], House.mix(color, Color.WHITE, 0.5), House.line(0.6));
            }
            ink.text(type(line), text, size, x, Ink.centered(size, centers[i]), align, color);
        }
        ink.watcher.series("");
    }
}
