package org.overhang.paint;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.overhang.figure.Axis;
import org.overhang.figure.Drawing;

/** Named columns with numbers running upwards: upright bars and waterfalls. */
final class Slots {
    private static final double LINE = 1.2;

    private final Drawing state;
    private final List<String> names;
    private final Axes axes;
    private final int every;
    private final int lines;

    Slots(Drawing state, List<String> names, Rectangle2D area, double[] span) {
        this.state = state;
        this.names = names;
        double guess = 0.93 * area.getWidth() / names.size();
        boolean wraps = guess >= 34;
        int most = 1;
        double widest = 0;
        for (String name : names) {
            widest = Math.max(widest, Type.regular().width(name, House.LABEL));
            most = wraps
                    ? Math.max(
                            most,
                            Math.min(
                                    3,
                                    Type.regular()
                                            .wrap(name, House.LABEL, guess - 6)
                                            .size()))
                    : 1;
        }
        this.lines = most;
        this.every = wraps ? 1 : (int) Math.max(1, Math.ceil((widest + 6) / guess));
        double extra = (most - 1) * LINE * House.LABEL;
        Rectangle2D shorter =
                new Rectangle2D.Double(area.getX(), area.getY() + 6, area.getWidth(), area.getHeight() - extra - 6);
        Axis positions = Axis.number().title(state.x().state().title());
        double[] across = {0, names.size()};
        this.axes = Axes.fit(shorter, positions, state.y(), across, span, 0);
    }

    double at(double value) {
        return axes.y().at(value);
    }

    double width() {
        return axes.plot().getWidth() / names.size();
    }

    double middle(int slot) {
        return axes.plot().getX() + (slot + 0.5) * width();
    }

    Rectangle2D plot() {
        return axes.plot();
    }

    void paint(Ink ink) {
        axes.paintGround(ink, new Drawing.Guides(List.of(), List.of(), List.of(), List.of()));
        axes.paintYAxis(ink);
        for (int i = 0; i < names.size(); i += every) {
            double edge = Math.min(middle(i), state.width() - middle(i));
            double limit = Math.min(every * width() - 4, 2 * edge - 4);
            List<String> text = new ArrayList<>(Type.regular().wrap(names.get(i), House.LABEL, limit));
            if (text.size() > lines) {
                String rest = String.join(" ", text.subList(lines - 1, text.size()));
                text = new ArrayList<>(text.subList(0, lines - 1));
                text.add(rest);
            }
            double baseline = axes.plot().getMaxY() + 15;
            for (String line : text) {
                ink.text(
                        Type.regular(),
                        Type.regular().fit(line, House.LABEL, limit),
                        House.LABEL,
                        middle(i),
                        baseline,
                        Ink.CENTER,
                        House.INK);
                baseline += LINE * House.LABEL;
            }
        }
        if (!state.x().state().title().isEmpty()) {
            double y = axes.plot().getMaxY() + 30 + (lines - 1) * LINE * House.LABEL;
            ink.text(
                    Type.regular(),
                    Type.regular()
                            .fit(
                                    state.x().state().title(),
                                    House.SMALL,
                                    axes.plot().getWidth()),
                    House.SMALL,
                    axes.plot().getCenterX(),
                    y,
                    Ink.CENTER,
                    House.QUIET);
        }
    }

    /** A number above its bar, or below a negative one, if it fits into the slot. */
    void value(Ink ink, String text, int slot, double at, boolean below) {
        double baseline = below ? at + 12 : at - 4;
        Rectangle2D box = Ink.box(Type.regular(), text, House.SMALL, middle(slot), baseline, Ink.CENTER);
        if (box.getWidth() <= width() + 2 && ink.isFree(box)) {
            ink.haloed(Type.regular(), text, House.SMALL, middle(slot), baseline, Ink.CENTER, House.INK);
        }
    }

    void paintGuides(Ink ink) {
        Drawing.Guides g = state.guides();
        Drawing.Guides only = new Drawing.Guides(List.of(), g.references(), List.of(), List.of());
        axes.paintGuideLines(ink, only);
        axes.paintGuideLabels(ink, only, List.of());
    }
}
