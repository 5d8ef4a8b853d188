package org.overhang.paint;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.overhang.figure.Areas;
import org.overhang.figure.Drawing;

/** Areas on one another, named at their right ends. */
final class AreaPainter implements Painter.Body {
    private static final double TINT = 0.8;

    private final Drawing state;
    private final double[] x;
    private final List<Areas.Part> parts;
    private final House.Palette palette;

    AreaPainter(Drawing state, Areas form) {
        this.state = state;
        this.x = form.state().x();
        this.parts = form.state().parts();
        this.palette = new House.Palette(form.names(), state.guides().highlight());
    }

    @Override
    public List<Painter.Key> keys() {
        return List.of();
    }

    private Color color(int part) {
        String name = parts.get(part).name();
        if (palette.isContext(name)) {
            // neighbours of one grey would be one area
            return House.mix(House.GREY, Color.WHITE, 0.35 + 0.4 * (part % 2));
        }
        return House.mix(palette.of(name), Color.WHITE, TINT);
    }

    /** Lower edges of the parts, and the upper edge of the last: one row more than parts. */
    private double[][] edges() {
        double[][] out = new double[parts.size() + 1][x.length];
        for (int p = 0; p < parts.size(); p++) {
            for (int i = 0; i < x.length; i++) {
                out[p + 1][i] = out[p][i] + parts.get(p).y()[i];
            }
        }
        return out;
    }

    @Override
    public void paint(Ink ink, Rectangle2D area) {
        double[][] edges = edges();
        List<EndLabels.Item> items = new ArrayList<>();
        // the topmost part first, as the eye finds them
        for (int p = parts.size() - 1; p >= 0; p--) {
            String name = parts.get(p).name();
            Color text = palette.isContext(name) ? House.QUIET : House.text(palette.of(name));
            items.add(new EndLabels.Item(name, text, palette.highlighting() && !palette.isContext(name)));
        }
        EndLabels ends = new EndLabels(items, area.getWidth());
        List<double[]> heights = new ArrayList<>(List.of(new double[] {0}, edges[parts.size()]));
        state.guides().references().forEach(r -> heights.add(new double[] {r.value()}));
        List<double[]> across = new ArrayList<>(List.of(x));
        state.guides().markers().forEach(m -> across.add(new double[] {m.value()}));
        Axes axes = Axes.fit(
                area, state.x(), state.y(), XyPainter.span(across), XyPainter.span(heights), ends.width(), false);
        axes.paint(ink, state.guides());
        Map<String, double[]> middles = new HashMap<>();
        for (int p = 0; p < parts.size(); p++) {
            paint(ink, axes, p, edges[p], edges[p + 1]);
            int last = x.length - 1;
            middles.put(parts.get(p).name(), new double[] {
                axes.x().at(x[last]), (axes.y().at(edges[p][last]) + axes.y().at(edges[p + 1][last])) / 2
            });
        }
        axes.paintGuideLines(ink, state.guides());
        ends.paint(ink, axes, middles);
        axes.paintGuideLabels(ink, state.guides(), List.of());
    }

    private void paint(Ink ink, Axes axes, int part, double[] below, double[] above) {
        int n = x.length;
        double[] px = new double[2 * n];
        double[] py = new double[2 * n];
        for (int i = 0; i < n; i++) {
            px[i] = axes.x().at(x[i]);
            py[i] = axes.y().at(below[i]);
            px[2 * n - 1 - i] = px[i];
            py[2 * n - 1 - i] = axes.y().at(above[i]);
        }
        String name = parts.get(part).name();
        ink.watcher.series(name);
        Marks marks = new Marks(axes.plot());
        marks.area(px, py, color(part));
        marks.paint(ink);
        ink.watcher.series("");
        for (int i = 0; i < n; i++) {
            String text =
                    state.x().show(x[i]) + ": " + state.y().show(parts.get(part).y()[i]);
            ink.watcher.spot(name, text, px[i], (py[i] + py[2 * n - 1 - i]) / 2);
        }
    }
}
