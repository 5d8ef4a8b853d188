package org.overhang.paint;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.overhang.figure.Axis;
import org.overhang.figure.Drawing;

/** Two scales around a plot, their ticks and grid, and the labelled lines on them. */
final class Axes {
    private static final double TICK_GAP = 7;
    private static final double X_STRIP = 20;
    private static final double TITLE_STRIP = 15;
    private static final int ON_LINE = 14;
    private static final int BESIDE = 8;

    private final Rectangle2D plot;
    private final Scale x;
    private final Scale y;
    private final Axis xAxis;
    private final Axis yAxis;

    private Axes(Rectangle2D plot, Scale x, Scale y, Axis xAxis, Axis yAxis) {
        this.plot = plot;
        this.x = x;
        this.y = y;
        this.xAxis = xAxis;
        this.yAxis = yAxis;
    }

    /** Axes that fill an area, tick labels and titles included, with room to the right for labels. */
    static Axes fit(
            Rectangle2D area, Axis xAxis, Axis yAxis, double[] xSpan, double[] ySpan, double right, boolean aired) {
        double top = area.getY() + 6 + (yAxis.state().title().isEmpty() ? 0 : TITLE_STRIP);
        double bottom = area.getMaxY() - X_STRIP - (xAxis.state().title().isEmpty() ? 0 : TITLE_STRIP);
        Scale y = Scale.of(yAxis, ySpan, XyPainter.yTicks(bottom - top), true).between(bottom, top);
        double left = area.getX() + tickWidth(y) + TICK_GAP;
        double end = area.getMaxX() - Math.max(right, 14);
        Scale x = Scale.of(xAxis, xSpan, XyPainter.xTicks(xAxis, end - left), false);
        x = (aired ? x.aired() : x).between(left, end);
        return new Axes(new Rectangle2D.Double(left, top, end - left, bottom - top), x, y, xAxis, yAxis);
    }

    /** Axes whose horizontal scale is a row of slots. */
    static Axes fit(Rectangle2D area, Axis xAxis, Axis yAxis, double[] xSpan, double[] ySpan, double right) {
        return fit(area, xAxis, yAxis, xSpan, ySpan, right, false);
    }

    /** Axes over a given plot with given scales, for panels. */
    static Axes over(Rectangle2D plot, Scale x, Scale y) {
        return new Axes(
                plot,
                x.between(plot.getX(), plot.getMaxX()),
                y.between(plot.getMaxY(), plot.getY()),
                Axis.number(),
                Axis.number());
    }

    static double tickWidth(Scale scale) {
        return scale.labels().stream()
                .mapToDouble(l -> Type.regular().width(l, House.LABEL))
                .max()
                .orElse(0);
    }

    Rectangle2D plot() {
        return plot;
    }

    Scale x() {
        return x;
    }

    Scale y() {
        return y;
    }

    double[] x(double[] values) {
        return Arrays.stream(values).map(x::at).toArray();
    }

    double[] y(double[] values) {
        return Arrays.stream(values).map(y::at).toArray();
    }

    /** Shaded stretches, grid and ticks, below the marks. */
    void paint(Ink ink, Drawing.Guides guides) {
        paintGround(ink, guides);
        paintYAxis(ink);
        paintXLabels(ink);
        if (!xAxis.state().title().isEmpty()) {
            String title = Type.regular().fit(xAxis.state().title(), House.SMALL, plot.getWidth());
            double middle = plot.getCenterX();
            ink.text(
                    Type.regular(), title, House.SMALL, middle, plot.getMaxY() + X_STRIP + 10, Ink.CENTER, House.QUIET);
        }
    }

    /** Labels and title of the value axis. */
    void paintYAxis(Ink ink) {
        paintYLabels(ink, plot.getX() - TICK_GAP);
        if (!yAxis.state().title().isEmpty()) {
            double limit = plot.getMaxX() - (plot.getX() - tickWidth(y) - TICK_GAP);
            String title = Type.regular().fit(yAxis.state().title(), House.SMALL, limit);
            ink.text(
                    Type.regular(),
                    title,
                    House.SMALL,
                    plot.getX() - tickWidth(y) - TICK_GAP,
                    plot.getY() - 12,
                    Ink.LEFT,
                    House.QUIET);
        }
    }

    void paintGround(Ink ink, Drawing.Guides guides) {
        for (Drawing.Shade shade : guides.shades()) {
            double from = x.at(shade.from());
            ink.fill(from, plot.getY(), x.at(shade.to()) - from, plot.getHeight(), House.SHADE);
        }
        for (double tick : y.ticks()) {
            double at = y.at(tick);
            Color color = tick == 0 && !y.isLog() ? House.GREY : House.GRID;
            ink.line(plot.getX(), at, plot.getMaxX(), at, color, House.line(tick == 0 && !y.isLog() ? 0.9 : 0.7));
        }
        if (y.ticks().length > 0 && (y.isLog() || y.ticks()[0] != 0)) {
            ink.line(
                    plot.getX(),
                    plot.getMaxY(),
                    plot.getMaxX(),
                    plot.getMaxY(),
                    House.mix(House.GREY, Color.WHITE, 0.6),
                    House.line(0.7));
        }
    }

    void paintYLabels(Ink ink, double right) {
        double before = Double.POSITIVE_INFINITY;
        for (int i = 0; i < y.ticks().length; i++) {
            double at = y.at(y.ticks()[i]);
            if (before - at >= House.LABEL + 1) {
                ink.text(
                        Type.regular(),
                        y.labels().get(i),
                        House.LABEL,
                        right,
                        Ink.centered(House.LABEL, at),
                        Ink.RIGHT,
                        House.QUIET);
                before = at;
            }
        }
    }

    void paintXLabels(Ink ink) {
        double free = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.ticks().length; i++) {
            double at = x.at(x.ticks()[i]);
            double half = Type.regular().width(x.labels().get(i), House.LABEL) / 2;
            ink.line(at, plot.getMaxY(), at, plot.getMaxY() + 4, House.GREY, House.line(0.7));
            if (at - half > free + 5) {
                ink.text(
                        Type.regular(),
                        x.labels().get(i),
                        House.LABEL,
                        at,
                        plot.getMaxY() + 15,
                        Ink.CENTER,
                        House.QUIET);
                free = at + half;
            }
        }
    }

    /** The reference lines and markers themselves, above the marks. */
    void paintGuideLines(Ink ink, Drawing.Guides guides) {
        for (Drawing.Reference r : guides.references()) {
            double at = y.at(r.value());
            ink.line(plot.getX(), at, plot.getMaxX(), at, House.INK, House.dashed(0.9));
        }
        for (Drawing.Reference m : guides.markers()) {
            double at = x.at(m.value());
            ink.line(at, plot.getY(), at, plot.getMaxY(), House.INK, House.dashed(0.9));
        }
    }

    /** Their labels, each at the place where it covers least of the marks and no other text. */
    void paintGuideLabels(Ink ink, Drawing.Guides guides, List<double[]> marks) {
        List<double[]> taken = new ArrayList<>(marks);
        taken.addAll(guidePoints(guides));
        for (Drawing.Reference r : guides.references()) {
            guideLabel(ink, r.label(), onLine(y.at(r.value())), taken);
        }
        for (Drawing.Reference m : guides.markers()) {
            guideLabel(ink, m.label(), beside(x.at(m.value())), taken);
        }
        for (Drawing.Shade s : guides.shades()) {
            double middle = (x.at(s.from()) + x.at(s.to())) / 2;
            double[][] places = {
                {middle, plot.getY() + 10, Ink.CENTER},
                {middle, plot.getMaxY() - 5, Ink.CENTER},
                {middle, plot.getY() + 24, Ink.CENTER},
                {middle, plot.getMaxY() - 19, Ink.CENTER},
                {middle, plot.getY() + 38, Ink.CENTER}
            };
            guideLabel(ink, s.label(), places, taken);
        }
    }

    /** Points along every reference line and marker, and along zero. */
    List<double[]> guidePoints(Drawing.Guides guides) {
        List<double[]> points = new ArrayList<>();
        guides.references().forEach(r -> along(points, plot.getX(), y.at(r.value()), plot.getMaxX(), y.at(r.value())));
        if (!y.isLog() && y.contains(0)) {
            along(points, plot.getX(), y.at(0), plot.getMaxX(), y.at(0));
        }
        guides.markers().forEach(m -> along(points, x.at(m.value()), plot.getY(), x.at(m.value()), plot.getMaxY()));
        return points;
    }

    private static void along(List<double[]> points, double x1, double y1, double x2, double y2) {
        double pieces = Math.max(1, Math.rint((Math.abs(x2 - x1) + Math.abs(y2 - y1)) / 4));
        for (int i = 0; i <= pieces; i++) {
            points.add(new double[] {x1 + i / pieces * (x2 - x1), y1 + i / pieces * (y2 - y1)});
        }
    }

    /** Left end, right end, then between them; above the line, then below it. */
    private double[][] onLine(double at) {
        double[][] places = new double[2 * ON_LINE][];
        for (int i = 0; i < ON_LINE; i++) {
            double share = (i - 2 + 1.0) / (ON_LINE - 1);
            int align = i == 0 ? Ink.LEFT : i == 1 ? Ink.RIGHT : Ink.CENTER;
            double across =
                    i == 0 ? plot.getX() + 4 : i == 1 ? plot.getMaxX() - 4 : plot.getX() + share * plot.getWidth();
            places[i] = new double[] {across, at - 4, align};
            places[ON_LINE + i] = new double[] {across, at + 12, align};
        }
        return places;
    }

    private double[][] beside(double at) {
        double[][] places = new double[2 * BESIDE][];
        for (int i = 0; i < BESIDE; i++) {
            double down = i < BESIDE / 2 ? plot.getY() + 10 + 14 * i : plot.getMaxY() - 6 - 14 * (i - BESIDE / 2);
            places[2 * i] = new double[] {at + 4, down, Ink.LEFT};
            places[2 * i + 1] = new double[] {at - 4, down, Ink.RIGHT};
        }
        return places;
    }

    private void guideLabel(Ink ink, String label, double[][] places, List<double[]> marks) {
        if (label.isBlank()) {
            return;
        }
        String text = Type.regular().fit(label, House.SMALL, plot.getWidth() - 8);
        Rectangle2D room =
                new Rectangle2D.Double(plot.getX() - 1, plot.getY() - 12, plot.getWidth() + 2, plot.getHeight() + 14);
        double[] best = Arrays.stream(places)
                .filter(p -> {
                    Rectangle2D box = Ink.box(Type.regular(), text, House.SMALL, p[0], p[1], (int) p[2]);
                    return room.contains(box) && ink.isFree(box);
                })
                .min(Comparator.comparingLong(
                        p -> covered(Ink.box(Type.regular(), text, House.SMALL, p[0], p[1], (int) p[2]), marks)))
                .orElse(null);
        if (best != null) {
            Rectangle2D box = Ink.box(Type.regular(), text, House.SMALL, best[0], best[1], (int) best[2]);
            if (covered(box, marks) > 0) {
                ink.haloed(Type.regular(), text, House.SMALL, best[0], best[1], (int) best[2], House.INK);
            } else {
                ink.text(Type.regular(), text, House.SMALL, best[0], best[1], (int) best[2], House.INK);
            }
        }
    }

    private static long covered(Rectangle2D box, List<double[]> marks) {
        return marks.stream()
                .filter(m -> box.intersects(m[0] - 1.5, m[1] - 1.5, 3, 3))
                .count();
    }
}
