package org.overhang.paint;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.overhang.figure.Drawing;
import org.overhang.figure.Waterfall;

/** Totals as bars from zero, steps as bars that hang between them. */
final class WaterfallPainter implements Painter.Body {
    private static final double FILL = 0.62;

    private final Drawing state;
    private final List<Waterfall.Bar> bars;

    WaterfallPainter(Drawing state, Waterfall form) {
        this.state = state;
        this.bars = form.state().bars();
    }

    @Override
    public List<Painter.Key> keys() {
        return List.of();
    }

    @Override
    public void paint(Ink ink, Rectangle2D area) {
        double[] from = new double[bars.size()];
        double[] to = new double[bars.size()];
        double level = 0;
        for (int i = 0; i < from.length; i++) {
            boolean step = bars.get(i).role().equals("step");
            from[i] = step ? level : 0;
            level = step ? level + bars.get(i).value() : bars.get(i).value();
            to[i] = level;
        }
        List<double[]> all = new ArrayList<>(List.of(from, to, new double[] {0}));
        state.guides().references().forEach(r -> all.add(new double[] {r.value()}));
        Printed printed = Printed.of(
                state.y(),
                List.of(bars.stream().mapToDouble(Waterfall.Bar::value).toArray()));
        Slots slots = new Slots(state, bars.stream().map(Waterfall.Bar::name).toList(), area, XyPainter.span(all));
        slots.paint(ink);
        for (int i = 0; i < from.length; i++) {
            double x = slots.middle(i) - FILL * slots.width() / 2;
            double top = slots.at(Math.max(from[i], to[i]));
            double bottom = slots.at(Math.min(from[i], to[i]));
            ink.fill(x, top, FILL * slots.width(), Math.max(1, bottom - top), color(bars.get(i), to[i]));
            if (i + 1 < from.length) {
                double y = slots.at(to[i]);
                ink.line(
                        x + FILL * slots.width(),
                        y,
                        slots.middle(i + 1) - FILL * slots.width() / 2,
                        y,
                        House.GREY,
                        House.line(0.8));
            }
        }
        for (int i = 0; i < from.length; i++) {
            boolean step = bars.get(i).role().equals("step");
            boolean falls = step ? bars.get(i).value() < 0 : to[i] < 0;
            String text = step
                    ? printed.signed(bars.get(i).value())
                    : printed.apply(bars.get(i).value());
            double y = falls ? slots.at(Math.min(from[i], to[i])) : slots.at(Math.max(from[i], to[i]));
            boolean below = falls && y + 14 < slots.plot().getMaxY();
            ink.watcher.spot(
                    "", bars.get(i).name() + ": " + text, slots.middle(i), (slots.at(from[i]) + slots.at(to[i])) / 2);
            slots.value(ink, text, i, below || !falls ? y : slots.at(Math.max(from[i], to[i])), below);
        }
        slots.paintGuides(ink);
    }

    private static Color color(Waterfall.Bar bar, double level) {
        if (!bar.role().equals("step")) {
            return level < 0 ? House.mix(House.INK, House.RUST, 0.25) : House.INK;
        }
        return bar.value() < 0 ? House.RUST : House.TEAL;
    }
}
