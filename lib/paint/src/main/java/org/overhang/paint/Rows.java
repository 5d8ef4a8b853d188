package org.overhang.paint;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.overhang.figure.Drawing;

/** Named rows with numbers running from left to right: horizontal bars and coefficient plots. */
final class Rows {
    private static final double GAP = 8;
    private static final double STRIP = 18;
    private static final double TITLE_STRIP = 15;
    private static final double WIDEST = 0.36;
    private static final double PIXELS_PER_TICK = 58;

    /** Rows lower than this have no room for their names, even in the smallest letters. */
    private static final double THIN = 6;

    private final Drawing state;
    private final List<String> names;
    private final Rectangle2D plot;
    private final Scale scale;
    private final double size;
    private final double nameEnd;
    private final double left;

    Rows(Drawing state, List<String> names, Rectangle2D area, double[] span, double air) {
        this.state = state;
        double strip = STRIP + (state.y().state().title().isEmpty() ? 0 : TITLE_STRIP);
        double head = state.guides().references().isEmpty() ? 4 : 18;
        double height = area.getHeight() - strip - head;
        this.size = height / names.size() < THIN
                ? House.TINY
                : height / names.size() >= 12 ? House.LABEL : Math.max(6, height / names.size() - 1);
        double widest = WIDEST * area.getWidth();
        double column = 0;
        for (String name : names) {
            for (String line : wrapped(name, widest, height / names.size())) {
                column = Math.max(column, Type.regular().width(line, size));
            }
        }
        double start = area.getX() + column + GAP + (span[0] < 0 ? air : 0);
        this.names = names;
        this.left = area.getX();
        this.nameEnd = area.getX() + column;
        this.plot = new Rectangle2D.Double(start, area.getY() + head, area.getMaxX() - 8 - air - start, height);
        this.scale = Scale.of(state.y(), span, (int) Math.max(2, plot.getWidth() / PIXELS_PER_TICK), true)
                .between(plot.getX(), plot.getMaxX());
    }

    private List<String> wrapped(String name, double widest, double height) {
        int most = (int) Math.max(1, Math.min(3, height / (1.2 * size)));
        List<String> lines = new ArrayList<>(Type.regular().wrap(name, size, widest));
        if (lines.size() > most) {
            String rest = String.join(" ", lines.subList(most - 1, lines.size()));
            lines = new ArrayList<>(lines.subList(0, most - 1));
            lines.add(rest);
        }
        lines.replaceAll(l -> Type.regular().fit(l, size, widest));
        return lines;
    }

    Rectangle2D plot() {
        return plot;
    }

    double at(double value) {
        return scale.at(value);
    }

    double height() {
        return plot.getHeight() / names.size();
    }

    double middle(int row) {
        return plot.getY() + (row + 0.5) * height();
    }

    /** Whether not every row has room for its name. */
    boolean thin() {
        return height() < THIN;
    }

    double labelSize() {
        return size;
    }

    /** Names, ticks, light lines at the ticks and a darker one at zero. */
    void paint(Ink ink, java.util.function.IntFunction<Color> color, boolean rules) {
        double widest = WIDEST * (plot.getMaxX() - left);
        for (int i = 0; i < scale.ticks().length; i++) {
            double at = scale.at(scale.ticks()[i]);
            ink.line(at, plot.getY(), at, plot.getMaxY(), House.GRID, House.line(0.7));
        }
        paintTickLabels(ink);
        boolean thin = thin();
        for (int i : thin ? named() : IntStream.range(0, names.size()).toArray()) {
            List<String> lines = wrapped(names.get(i), Math.max(widest, nameEnd - left + 1), height());
            double baseline = Ink.centered(size, middle(i) - (lines.size() - 1) * 0.6 * size);
            for (String line : lines) {
                ink.text(Type.regular(), line, size, nameEnd, baseline, Ink.RIGHT, color.apply(i));
                baseline += 1.2 * size;
            }
            if (rules && !thin && i > 0) {
                double y = plot.getY() + i * height();
                ink.line(plot.getX(), y, plot.getMaxX(), y, House.GRID, House.line(0.7));
            }
        }
    }

    /** Of rows too thin for a name each: the highlighted ones, then every so many-th that keeps off those. */
    private int[] named() {
        List<Integer> kept = new ArrayList<>();
        double apart = 1.3 * size;
        for (boolean strong : new boolean[] {true, false}) {
            for (int i = 0; i < names.size(); i++) {
                int row = i;
                boolean highlighted = state.guides().highlight().contains(names.get(i));
                if (highlighted == strong && kept.stream().noneMatch(k -> Math.abs(middle(k) - middle(row)) < apart)) {
                    kept.add(i);
                }
            }
        }
        return kept.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private void paintTickLabels(Ink ink) {
        double free = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scale.ticks().length; i++) {
            double half = Type.regular().width(scale.labels().get(i), House.LABEL) / 2;
            double at = scale.at(scale.ticks()[i]);
            if (at - half > free + 5) {
                ink.text(
                        Type.regular(),
                        scale.labels().get(i),
                        House.LABEL,
                        at,
                        plot.getMaxY() + 14,
                        Ink.CENTER,
                        House.QUIET);
                free = at + half;
            }
        }
        String title = state.y().state().title();
        if (!title.isEmpty()) {
            String text = Type.regular().fit(title, House.SMALL, plot.getWidth());
            ink.text(
                    Type.regular(),
                    text,
                    House.SMALL,
                    plot.getCenterX(),
                    plot.getMaxY() + STRIP + 11,
                    Ink.CENTER,
                    House.QUIET);
        }
    }

    /** The zero line and the labelled reference lines. */
    void paintGuides(Ink ink) {
        if (scale.contains(0) && !scale.isLog()) {
            ink.line(at(0), plot.getY(), at(0), plot.getMaxY(), House.GREY, House.line(1));
        }
        for (Drawing.Reference r : state.guides().references()) {
            double at = at(r.value());
            ink.line(at, plot.getY() - 4, at, plot.getMaxY(), House.INK, House.dashed(0.9));
            double half = Type.regular().width(r.label(), House.SMALL) / 2;
            double x = Math.max(plot.getX() + half, Math.min(plot.getMaxX() - half, at));
            Rectangle2D box = Ink.box(Type.regular(), r.label(), House.SMALL, x, plot.getY() - 7, Ink.CENTER);
            if (ink.isFree(box)) {
                ink.text(Type.regular(), r.label(), House.SMALL, x, plot.getY() - 7, Ink.CENTER, House.INK);
            }
        }
    }
}
