package org.overhang.paint;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.overhang.figure.Bars;
import org.overhang.figure.Drawing;

/** Bars from zero, upright or lying, beside one another or stacked. */
final class BarPainter implements Painter.Body {
    private static final double FILL = 0.72;

    private final Drawing state;
    private final Bars.State bars;
    private final House.Palette palette;
    private final Printed printed;

    BarPainter(Drawing state, Bars form) {
        this.state = state;
        this.bars = form.state();
        List<String> series = bars.series().stream().map(Bars.Series::name).toList();
        this.printed = Printed.of(
                state.y(), bars.series().stream().map(Bars.Series::values).toList());
        boolean one = series.size() == 1;
        this.palette = new House.Palette(
                one ? bars.categories() : series, state.guides().highlight());
    }

    private boolean single() {
        return bars.series().size() == 1;
    }

    @Override
    public List<Painter.Key> keys() {
        List<Painter.Key> keys = new ArrayList<>();
        if (!single()) {
            for (int s = 0; s < bars.series().size(); s++) {
                keys.add(new Painter.Key(bars.series().get(s).name(), color(s, 0), false));
            }
        }
        return keys;
    }

    private Color color(int series, int category) {
        if (single()) {
            boolean highlighted = palette.highlighting()
                    && !palette.isContext(bars.categories().get(category));
            return palette.highlighting()
                    ? highlighted ? palette.of(bars.categories().get(category)) : House.CONTEXT
                    : House.BLUE;
        }
        String name = bars.series().get(series).name();
        if (palette.highlighting()) {
            return palette.isContext(name)
                    ? House.mix(
                            House.GREY,
                            Color.WHITE,
                            0.75 - 0.45 * series / bars.series().size())
                    : palette.of(name);
        }
        Color[] order = {House.BLUE, House.RUST, House.TEAL, House.OCHRE, House.GREY};
        return order[series % order.length].equals(House.GREY) || series < order.length
                ? order[series % order.length]
                : House.mix(order[series % order.length], Color.WHITE, 0.55);
    }

    private double[] span() {
        List<double[]> all = new ArrayList<>();
        all.add(new double[] {0});
        for (int c = 0; c < bars.categories().size(); c++) {
            double up = 0;
            double down = 0;
            for (Bars.Series s : bars.series()) {
                double v = s.values()[c];
                if (bars.stacked() && !Double.isNaN(v)) {
                    up += Math.max(0, v);
                    down += Math.min(0, v);
                } else {
                    all.add(new double[] {v});
                }
                if (s.low().length > 0) {
                    all.add(new double[] {s.low()[c], s.high()[c]});
                }
            }
            all.add(new double[] {up, down});
        }
        state.guides().references().forEach(r -> all.add(new double[] {r.value()}));
        return XyPainter.span(all);
    }

    /** A bar: its category, its series, from where to where. */
    private record Block(int category, int series, double from, double to) {}

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int c = 0; c < bars.categories().size(); c++) {
            double up = 0;
            double down = 0;
            for (int s = 0; s < bars.series().size(); s++) {
                double v = bars.series().get(s).values()[c];
                if (!Double.isNaN(v)) {
                    double base = !bars.stacked() ? 0 : v >= 0 ? up : down;
                    blocks.add(new Block(c, s, base, base + v));
                    up += Math.max(0, v);
                    down += Math.min(0, v);
                }
            }
        }
        return blocks;
    }

    private double offset(int series) {
        return bars.stacked() ? 0 : FILL * series / bars.series().size();
    }

    private double thickness() {
        return bars.stacked() ? FILL : FILL / bars.series().size();
    }

    @Override
    public void paint(Ink ink, Rectangle2D area) {
        if (bars.horizontal()) {
            lying(ink, area);
        } else {
            upright(ink, area);
        }
    }

    private void lying(Ink ink, Rectangle2D area) {
        boolean valued = !bars.stacked() && bars.series().stream().allMatch(s -> s.low().length == 0);
        Rows rows = new Rows(state, bars.categories(), area, span(), valued ? valueRoom() : 0);
        rows.paint(ink, i -> House.INK, false);
        double bar = thickness() * rows.height();
        double size = Math.min(House.SMALL, bar * 0.95);
        for (Block b : blocks()) {
            double y = rows.middle(b.category) - FILL * rows.height() / 2 + offset(b.series) * rows.height();
            double from = rows.at(b.from);
            double to = rows.at(b.to);
            ink.watcher.series(seriesOf(b));
            ink.watcher.spot(seriesOf(b), spot(b), (from + to) / 2, y + bar / 2);
            ink.fill(
                    Math.min(from, to),
                    y,
                    Math.abs(to - from),
                    Math.max(0.5, bar - (single() || bars.stacked() ? 0 : 1)),
                    color(b.series, b.category));
            Bars.Series s = bars.series().get(b.series);
            if (s.low().length > 0 && !Double.isNaN(s.low()[b.category] + s.high()[b.category])) {
                double middle = y + bar / 2;
                whisker(ink, rows.at(s.low()[b.category]), middle, rows.at(s.high()[b.category]), middle);
            }
            if (valued && size >= 7) {
                String text = printed.apply(b.to);
                ink.text(
                        Type.regular(),
                        text,
                        size,
                        to + (b.to < 0 ? -4 : 4),
                        Ink.centered(size, y + bar / 2),
                        b.to < 0 ? Ink.RIGHT : Ink.LEFT,
                        House.INK);
            }
        }
        ink.watcher.series("");
        rows.paintGuides(ink);
    }

    /** Only among several series is one worth hiding. */
    private String seriesOf(Block b) {
        return single() ? "" : bars.series().get(b.series).name();
    }

    private String spot(Block b) {
        Bars.Series s = bars.series().get(b.series);
        String range = s.low().length == 0 || Double.isNaN(s.low()[b.category] + s.high()[b.category])
                ? ""
                : ", " + state.y().show(s.low()[b.category]) + " to "
                        + state.y().show(s.high()[b.category]);
        return bars.categories().get(b.category) + ": " + state.y().show(s.values()[b.category]) + range;
    }

    private double valueRoom() {
        double widest = 0;
        for (Block b : blocks()) {
            widest = Math.max(widest, Type.regular().width(printed.apply(b.to), House.SMALL));
        }
        return widest + 6;
    }

    private void upright(Ink ink, Rectangle2D area) {
        Slots slots = new Slots(state, bars.categories(), area, span());
        slots.paint(ink);
        double slot = slots.width();
        double bar = thickness() * slot;
        boolean valued = single() && bars.series().get(0).low().length == 0 && slot > 30;
        for (Block b : blocks()) {
            double x = slots.middle(b.category) - FILL * slot / 2 + offset(b.series) * slot;
            double from = slots.at(b.from);
            double to = slots.at(b.to);
            double width = Math.max(0.5, bar - (single() || bars.stacked() ? 0 : Math.min(1, 0.1 * bar)));
            ink.watcher.series(seriesOf(b));
            ink.watcher.spot(seriesOf(b), spot(b), x + bar / 2, (from + to) / 2);
            ink.fill(x, Math.min(from, to), width, Math.abs(to - from), color(b.series, b.category));
            Bars.Series s = bars.series().get(b.series);
            if (s.low().length > 0 && !Double.isNaN(s.low()[b.category] + s.high()[b.category])) {
                double middle = x + bar / 2;
                whisker(ink, middle, slots.at(s.low()[b.category]), middle, slots.at(s.high()[b.category]));
            }
            if (valued) {
                slots.value(ink, printed.apply(b.to), b.category, to, b.to < 0);
            }
        }
        ink.watcher.series("");
        slots.paintGuides(ink);
    }

    /** A dark line with a light rim, to be seen on the bar and beside it. */
    private static void whisker(Ink ink, double x1, double y1, double x2, double y2) {
        ink.line(x1, y1, x2, y2, Color.WHITE, House.line(3.4));
        ink.line(x1, y1, x2, y2, House.INK, House.line(1.4));
    }
}
