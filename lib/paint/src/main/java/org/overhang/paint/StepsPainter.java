package org.overhang.paint;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.overhang.figure.Drawing;
import org.overhang.figure.Steps;

/** Blocks side by side; each is named where its name fits inside it. */
final class StepsPainter implements Painter.Body {
    private final Drawing state;
    private final List<Steps.Block> blocks;
    private final House.Palette palette;

    StepsPainter(Drawing state, Steps form) {
        this.state = state;
        this.blocks = form.state().blocks();
        this.palette = new House.Palette(form.names(), state.guides().highlight());
    }

    @Override
    public List<Painter.Key> keys() {
        return List.of();
    }

    private Color color(String name) {
        return palette.highlighting() ? palette.of(name) : House.mix(House.BLUE, Color.WHITE, 0.75);
    }

    @Override
    public void paint(Ink ink, Rectangle2D area) {
        List<double[]> all = new ArrayList<>();
        all.add(new double[] {0});
        double total = 0;
        for (Steps.Block b : blocks) {
            all.add(new double[] {b.height()});
            total += b.width();
        }
        state.guides().references().forEach(r -> all.add(new double[] {r.value()}));
        double end = total;
        for (Drawing.Reference m : state.guides().markers()) {
            end = Math.max(end, m.value());
        }
        Axes axes = Axes.fit(area, state.x(), state.y(), new double[] {0, end}, XyPainter.span(all), 0);
        axes.paint(ink, state.guides());
        double ground = axes.y().at(0);
        List<double[]> tops = new ArrayList<>();
        double at = 0;
        for (Steps.Block b : blocks) {
            double x1 = axes.x().at(at);
            double x2 = axes.x().at(at + b.width());
            double y = axes.y().at(b.height());
            double seam = Math.min(0.6, 0.15 * (x2 - x1));
            ink.fill(x1, Math.min(y, ground), x2 - x1 - seam, Math.abs(ground - y), color(b.name()));
            String text = b.name() + ": " + state.y().show(b.height()) + ", width "
                    + state.x().show(b.width());
            ink.watcher.spot("", text, (x1 + x2) / 2, (y + ground) / 2);
            for (double x = x1; x <= x2; x += 3) {
                tops.add(new double[] {x, y});
            }
            at += b.width();
        }
        axes.paintGuideLines(ink, state.guides());
        axes.paintGuideLabels(ink, state.guides(), tops);
        names(ink, axes, ground);
    }

    private void names(Ink ink, Axes axes, double ground) {
        double at = 0;
        for (Steps.Block b : blocks) {
            double x1 = axes.x().at(at);
            double x2 = axes.x().at(at + b.width());
            double y = axes.y().at(b.height());
            at += b.width();
            boolean strong = palette.highlighting() && !palette.isContext(b.name());
            Type type = strong ? Type.bold() : Type.regular();
            Rectangle2D box = Ink.box(type, b.name(), House.SMALL, (x1 + x2) / 2, (y + ground) / 2 + 4, Ink.CENTER);
            boolean fits = box.getWidth() + 4 <= x2 - x1 && Math.abs(ground - y) > 16;
            if (fits && ink.isFree(box)) {
                ink.text(
                        type,
                        b.name(),
                        House.SMALL,
                        (x1 + x2) / 2,
                        (y + ground) / 2 + 4,
                        Ink.CENTER,
                        House.textOn(color(b.name())));
            } else if (strong) {
                above(ink, axes, type, b, (x1 + x2) / 2, y);
            }
        }
    }

    private void above(Ink ink, Axes axes, Type type, Steps.Block b, double x, double y) {
        double half = type.width(b.name(), House.SMALL) / 2;
        double middle = Math.max(axes.plot().getX() + half, Math.min(axes.plot().getMaxX() - half, x));
        double clear = highest(axes, middle - half, middle + half);
        for (double at = clear - 6; at > axes.plot().getY() - 12; at -= 13) {
            if (ink.isFree(Ink.box(type, b.name(), House.SMALL, middle, at, Ink.CENTER))) {
                ink.line(x, y - 1, x, at + 3, House.GREY, House.line(0.7));
                ink.text(type, b.name(), House.SMALL, middle, at, Ink.CENTER, House.text(palette.of(b.name())));
                return;
            }
        }
    }

    /** The top of the highest block between two positions. */
    private double highest(Axes axes, double from, double to) {
        double top = axes.plot().getMaxY();
        double at = 0;
        for (Steps.Block b : blocks) {
            boolean beside = axes.x().at(at) < to && axes.x().at(at + b.width()) > from;
            top = beside ? Math.min(top, axes.y().at(b.height())) : top;
            at += b.width();
        }
        return top;
    }
}
