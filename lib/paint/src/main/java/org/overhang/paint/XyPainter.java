package org.overhang.paint;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.overhang.figure.Axis;
import org.overhang.figure.Drawing;
import org.overhang.figure.Form;
import org.overhang.figure.Lines;
import org.overhang.figure.Scatter;

/** Lines and points over two numeric axes. */
final class XyPainter implements Painter.Body {
    private static final double PIXELS_PER_YEAR_TICK = 62;
    private static final double PIXELS_PER_TICK = 75;
    /** Ends closer than this share of what the lines span are one place for names. */
    private static final double TOGETHER = 0.01;

    private static final double[] BAND_SHARES = {0.30, 0.16, 0.10};

    private final Drawing state;
    private final Form form;
    private final House.Palette palette;
    private final List<Lines.Series> lines;
    private final List<Scatter.Points> points;
    private final boolean dotted;
    private final boolean stepped;

    XyPainter(Drawing state) {
        this(
                state,
                state.form(),
                new House.Palette(state.form().names(), state.guides().highlight()));
    }

    XyPainter(Drawing state, Form form, House.Palette palette) {
        this.state = state;
        this.form = form;
        this.palette = palette;
        if (form instanceof Lines l) {
            lines = l.state().series();
            points = List.of();
            dotted = l.state().points();
            stepped = l.state().stepped();
        } else {
            Scatter s = (Scatter) form;
            lines = s.state().lines();
            points = s.state().points();
            dotted = false;
            stepped = false;
        }
    }

    /** The swatches of the bands, narrowest first; empty without bands. */
    @Override
    public List<Painter.Key> keys() {
        List<Painter.Key> keys = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (Lines.Series s : lines) {
            for (int b = 0; b < s.bands().size(); b++) {
                String label = s.bands().get(b).label();
                if (!labels.contains(label)) {
                    labels.add(label);
                    Color color = dotted
                            ? House.mix(color(s.name()), Color.WHITE, b == 0 ? 1 : 0.45)
                            : bandColor(s.name(), b);
                    keys.add(new Painter.Key(label, color, true));
                }
            }
        }
        if (endTogether()) {
            lines.forEach(s -> keys.add(new Painter.Key(s.name(), color(s.name()), false)));
        }
        if (points.size() > 1) {
            points.forEach(p -> keys.add(new Painter.Key(p.name(), color(p.name()), false)));
        }
        return keys;
    }

    /** Whether names at the ends of lines would tell nothing apart, as where every curve ends at zero. */
    private boolean endTogether() {
        if (lines.size() < 2 || !points.isEmpty() || palette.highlighting()) {
            return false;
        }
        List<double[]> ends = new ArrayList<>();
        List<double[]> all = new ArrayList<>();
        for (Lines.Series s : lines) {
            int last = s.y().length - 1;
            ends.add(last < 0 ? new double[0] : new double[] {s.y()[last]});
            all.add(s.y());
            if (last < 0 || Double.isNaN(s.y()[last]) || palette.isContext(s.name())) {
                return false;
            }
        }
        double[] end = span(ends);
        double[] whole = span(all);
        return end[1] - end[0] <= TOGETHER * (whole[1] - whole[0]);
    }

    private Color color(String name) {
        Color color = palette.of(name);
        boolean plain = form instanceof Scatter && !palette.highlighting() && points.size() <= House.ACCENTS.size();
        if (!plain) {
            return color;
        }
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i).name().equals(name)) {
                return House.ACCENTS.get(points.size() == 1 ? 1 : i);
            }
        }
        return House.INK;
    }

    private Color bandColor(String name, int band) {
        return House.mix(color(name), Color.WHITE, BAND_SHARES[Math.min(band, BAND_SHARES.length - 1)]);
    }

    double[] xSpan() {
        List<double[]> all = new ArrayList<>();
        lines.forEach(s -> all.add(s.x()));
        points.forEach(p -> all.add(p.x()));
        state.guides().markers().forEach(m -> all.add(new double[] {m.value()}));
        state.guides().shades().forEach(s -> all.add(new double[] {s.from(), s.to()}));
        return span(all);
    }

    double[] ySpan() {
        List<double[]> all = new ArrayList<>();
        lines.forEach(s -> {
            all.add(s.y());
            s.bands().forEach(b -> {
                all.add(b.low());
                all.add(b.high());
            });
        });
        points.forEach(p -> all.add(p.y()));
        state.guides().references().forEach(r -> all.add(new double[] {r.value()}));
        return span(all);
    }

    static double[] span(List<double[]> all) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] values : all) {
            for (double v : values) {
                if (!Double.isNaN(v)) {
                    low = Math.min(low, v);
                    high = Math.max(high, v);
                }
            }
        }
        return new double[] {low, high};
    }

    static int xTicks(Axis axis, double width) {
        double each = axis.state().kind().equals("years") ? PIXELS_PER_YEAR_TICK : PIXELS_PER_TICK;
        return (int) Math.max(2, width / each);
    }

    static int yTicks(double height) {
        return (int) Math.max(2, Math.min(7, height / 36));
    }

    @Override
    public void paint(Ink ink, Rectangle2D area) {
        EndLabels ends = endLabels(area);
        boolean roomForDots = dotted || !points.isEmpty();
        Axes axes = Axes.fit(area, state.x(), state.y(), xSpan(), ySpan(), ends.width(), roomForDots);
        axes.paint(ink, state.guides());
        paintMarks(ink, axes, "");
        axes.paintGuideLines(ink, state.guides());
        ends.paint(ink, axes, lastPoints(axes));
        pointLabels(ink, axes);
        axes.paintGuideLabels(ink, state.guides(), curves(axes));
    }

    private EndLabels endLabels(Rectangle2D area) {
        List<EndLabels.Item> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        if (form instanceof Lines && lines.size() == 1 && !palette.highlighting() || endTogether()) {
            return new EndLabels(items, area.getWidth());
        }
        for (Lines.Series s : lines) {
            if (Marks.any(s.y()) && seen.add(s.name())) {
                items.add(new EndLabels.Item(
                        s.name(), House.text(color(s.name())), palette.highlighting() && !palette.isContext(s.name())));
            }
        }
        return new EndLabels(items, area.getWidth());
    }

    /** Where the last number of each line stands, by its name. */
    private Map<String, double[]> lastPoints(Axes axes) {
        Map<String, double[]> ends = new HashMap<>();
        for (Lines.Series s : lines) {
            ends.putIfAbsent(s.name(), new double[] {Double.NaN, Double.NaN});
            for (int i = s.x().length - 1; i >= 0; i--) {
                if (!Double.isNaN(s.x()[i] + s.y()[i])) {
                    ends.put(
                            s.name(),
                            new double[] {axes.x().at(s.x()[i]), axes.y().at(s.y()[i])});
                    break;
                }
            }
        }
        return ends;
    }

    /**
     * Everything between the axes, context first so that highlights lie above it; each series by itself. {@code panel} comes
     * before each number that a pointer reads.
     */
    void paintMarks(Ink ink, Axes axes, String panel) {
        Layers layers = new Layers(ink, axes);
        for (boolean context : new boolean[] {true, false}) {
            for (Lines.Series s : lines) {
                if (palette.isContext(s.name()) == context) {
                    layers.add(s.name(), marks -> {
                        for (int b = s.bands().size() - 1; b >= 0 && !dotted; b--) {
                            band(marks, axes, s, b);
                        }
                    });
                }
            }
        }
        for (boolean context : new boolean[] {true, false}) {
            for (Lines.Series s : lines) {
                if (palette.isContext(s.name()) == context) {
                    layers.add(s.name(), marks -> line(marks, axes, s, context));
                }
            }
            for (Scatter.Points p : points) {
                if (palette.isContext(p.name()) == context) {
                    layers.add(p.name(), marks -> {
                        marks.dots(axes.x(p.x()), axes.y(p.y()), context ? House.DOT : color(p.name()));
                        highlightedPoints(marks, axes, p);
                    });
                }
            }
        }
        layers.flush();
        for (int i = 0; i < lines.size() && dotted; i++) {
            Lines.Series s = lines.get(i);
            ink.watcher.series(s.name());
            whiskers(ink, axes, s, i);
            layers.add(s.name(), marks -> marks.dots(axes.x(s.x()), axes.y(s.y()), color(s.name())));
        }
        layers.flush();
        spots(ink, axes, panel);
    }

    /** One chart for all series, or one for each where somebody watches. */
    private static final class Layers {
        private final Ink ink;
        private final Axes axes;
        private Marks marks;

        Layers(Ink ink, Axes axes) {
            this.ink = ink;
            this.axes = axes;
            this.marks = new Marks(axes.plot());
        }

        void add(String series, Consumer<Marks> drawing) {
            if (ink.watcher == Ink.Watcher.NONE) {
                drawing.accept(marks);
                return;
            }
            ink.watcher.series(series);
            drawing.accept(marks);
            flush();
            ink.watcher.series("");
        }

        void flush() {
            marks.paint(ink);
            marks = new Marks(axes.plot());
        }
    }

    private void spots(Ink ink, Axes axes, String panel) {
        for (Lines.Series s : lines) {
            for (int i = 0; i < s.x().length; i++) {
                if (!Double.isNaN(s.x()[i] + s.y()[i])) {
                    String text =
                            panel + state.x().show(s.x()[i]) + ": " + state.y().show(s.y()[i]);
                    for (Lines.Band b : s.bands()) {
                        text += ", " + b.label() + " " + state.y().show(b.low()[i]) + " to "
                                + state.y().show(b.high()[i]);
                    }
                    ink.watcher.spot(
                            s.name(), text, axes.x().at(s.x()[i]), axes.y().at(s.y()[i]));
                }
            }
        }
        for (Scatter.Points p : points) {
            for (int i = 0; i < p.x().length; i++) {
                if (!Double.isNaN(p.x()[i] + p.y()[i])) {
                    String label =
                            panel + (p.labels().isEmpty() ? "" : p.labels().get(i) + ": ");
                    String text =
                            label + state.x().show(p.x()[i]) + ", " + state.y().show(p.y()[i]);
                    ink.watcher.spot(
                            p.name(), text, axes.x().at(p.x()[i]), axes.y().at(p.y()[i]));
                }
            }
        }
    }

    private void highlightedPoints(Marks marks, Axes axes, Scatter.Points p) {
        for (int i = 0; i < p.labels().size(); i++) {
            if (!palette.isContext(p.labels().get(i)) && palette.highlighting() && !Double.isNaN(p.x()[i] + p.y()[i])) {
                double[] x = {axes.x().at(p.x()[i])};
                double[] y = {axes.y().at(p.y()[i])};
                marks.dots(x, y, palette.of(p.labels().get(i)));
            }
        }
    }

    private void line(Marks marks, Axes axes, Lines.Series s, boolean context) {
        double[][] path = stepped ? steps(s) : new double[][] {s.x(), s.y()};
        double[] x = axes.x(path[0]);
        double[] y = axes.y(path[1]);
        for (int i = 0; i < x.length; i++) {
            y[i] = Double.isNaN(x[i]) ? Double.NaN : y[i];
            x[i] = Double.isNaN(x[i]) ? 0 : x[i];
        }
        double width = context && palette.highlighting() ? 1.2 : context ? 1.3 : dotted ? 1.2 : 2.2;
        marks.line(x, y, color(s.name()), House.line(width));
        if (!dotted && !stepped) {
            marks.dots(x, alone(y), color(s.name()));
        }
    }

    /** Heights of the numbers that have no neighbour to be joined to, NaN elsewhere. */
    private static double[] alone(double[] y) {
        double[] out = y.clone();
        for (int i = 0; i < y.length; i++) {
            boolean joined = i > 0 && !Double.isNaN(y[i - 1]) || i + 1 < y.length && !Double.isNaN(y[i + 1]);
            out[i] = joined ? Double.NaN : y[i];
        }
        return out;
    }

    private static double[][] steps(Lines.Series s) {
        int n = s.x().length;
        double[] x = new double[Math.max(0, 2 * n - 1)];
        double[] y = new double[x.length];
        for (int i = 0; i < n; i++) {
            x[2 * i] = s.x()[i];
            y[2 * i] = s.y()[i];
            if (i + 1 < n) {
                x[2 * i + 1] = s.x()[i + 1];
                y[2 * i + 1] = s.y()[i];
            }
        }
        return new double[][] {x, y};
    }

    private void band(Marks marks, Axes axes, Lines.Series s, int which) {
        Lines.Band band = s.bands().get(which);
        Lines.Series low = new Lines.Series("", s.x(), band.low(), List.of());
        Lines.Series high = new Lines.Series("", s.x(), band.high(), List.of());
        double[][] below = stepped ? steps(low) : new double[][] {s.x(), band.low()};
        double[][] above = stepped ? steps(high) : new double[][] {s.x(), band.high()};
        int n = below[0].length;
        for (int start = 0; start < n; start++) {
            int end = start;
            while (end < n && !Double.isNaN(below[0][end] + below[1][end] + above[1][end])) {
                end++;
            }
            if (end - start > 1) {
                double[] x = new double[2 * (end - start)];
                double[] y = new double[x.length];
                for (int i = start; i < end; i++) {
                    x[i - start] = axes.x().at(below[0][i]);
                    y[i - start] = axes.y().at(below[1][i]);
                    x[x.length - 1 - (i - start)] = axes.x().at(above[0][i]);
                    y[x.length - 1 - (i - start)] = axes.y().at(above[1][i]);
                }
                marks.area(x, y, bandColor(s.name(), which));
            }
            start = Math.max(start, end);
        }
    }

    private void whiskers(Ink ink, Axes axes, Lines.Series s, int index) {
        double shift = lines.size() < 2 ? 0 : 5.0 * (index - (lines.size() - 1) / 2.0);
        for (int b = s.bands().size() - 1; b >= 0; b--) {
            Lines.Band band = s.bands().get(b);
            Color color = House.mix(color(s.name()), Color.WHITE, b == 0 ? 1 : 0.45);
            for (int i = 0; i < s.x().length; i++) {
                if (!Double.isNaN(s.x()[i] + band.low()[i] + band.high()[i])) {
                    double x = axes.x().at(s.x()[i]) + shift;
                    ink.line(
                            x,
                            axes.y().at(band.low()[i]),
                            x,
                            axes.y().at(band.high()[i]),
                            color,
                            House.line(b == 0 ? 2 : 1.3));
                }
            }
        }
    }

    private void pointLabels(Ink ink, Axes axes) {
        if (points.stream().allMatch(p -> p.labels().isEmpty())) {
            return;
        }
        List<double[]> dots = new ArrayList<>(curves(axes));
        dots.addAll(axes.guidePoints(state.guides()));
        for (double[] end : lastPoints(axes).values()) {
            for (double x = end[0]; x < axes.plot().getMaxX() + 20; x += 4) {
                dots.add(new double[] {x, end[1]});
            }
        }
        for (Scatter.Points p : points) {
            for (int i = 0; i < p.x().length; i++) {
                if (!Double.isNaN(p.x()[i] + p.y()[i])) {
                    dots.add(new double[] {axes.x().at(p.x()[i]), axes.y().at(p.y()[i])});
                }
            }
        }
        for (boolean context : new boolean[] {false, true}) {
            for (Scatter.Points p : points) {
                for (int i = 0; i < p.labels().size(); i++) {
                    String label = p.labels().get(i);
                    boolean isContext = palette.isContext(label);
                    if (!label.isBlank() && isContext == context && !Double.isNaN(p.x()[i] + p.y()[i])) {
                        Color color = isContext ? House.QUIET : House.text(palette.of(label));
                        PointLabels.place(
                                ink,
                                axes,
                                label,
                                new double[] {axes.x().at(p.x()[i]), axes.y().at(p.y()[i])},
                                dots,
                                color,
                                !isContext && palette.highlighting());
                    }
                }
            }
        }
    }

    /** Points along every line and every dot, in pixels: what labels had better not cover. */
    private List<double[]> curves(Axes axes) {
        List<double[]> out = new ArrayList<>();
        for (Lines.Series s : lines) {
            double[] before = null;
            for (int i = 0; i < s.x().length; i++) {
                double[] now = Double.isNaN(s.x()[i] + s.y()[i])
                        ? null
                        : new double[] {axes.x().at(s.x()[i]), axes.y().at(s.y()[i])};
                if (now != null && before != null) {
                    int pieces = (int)
                            Math.min(200, 1 + Math.abs(now[0] - before[0]) / 4 + Math.abs(now[1] - before[1]) / 4);
                    for (int k = 0; k < pieces; k++) {
                        double share = k / (double) pieces;
                        out.add(new double[] {
                            before[0] + share * (now[0] - before[0]), before[1] + share * (now[1] - before[1])
                        });
                    }
                }
                if (now != null) {
                    out.add(now);
                }
                before = now;
            }
        }
        lines.forEach(s -> s.bands().forEach(b -> ends(axes, s, b, out)));
        for (Scatter.Points p : points) {
            for (int i = 0; i < p.x().length; i++) {
                if (!Double.isNaN(p.x()[i] + p.y()[i])) {
                    out.add(new double[] {axes.x().at(p.x()[i]), axes.y().at(p.y()[i])});
                }
            }
        }
        return out;
    }

    /** The ends of intervals and, for those drawn as bars, everything between them. */
    private void ends(Axes axes, Lines.Series s, Lines.Band band, List<double[]> out) {
        for (int i = 0; i < s.x().length; i++) {
            if (!Double.isNaN(s.x()[i] + band.low()[i] + band.high()[i])) {
                double low = axes.y().at(band.low()[i]);
                double high = axes.y().at(band.high()[i]);
                for (double y = high; dotted && y < low; y += 4) {
                    out.add(new double[] {axes.x().at(s.x()[i]), y});
                }
                out.add(new double[] {axes.x().at(s.x()[i]), low});
                out.add(new double[] {axes.x().at(s.x()[i]), high});
            }
        }
    }
}
