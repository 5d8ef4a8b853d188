package org.overhang.paint;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.overhang.figure.Drawing;
import org.overhang.figure.Lines;
import org.overhang.figure.Panels;
import org.overhang.figure.Scatter;

/** Panels in a grid on two shared scales: labels at the left of each row and below each column. */
final class PanelPainter implements Painter.Body {
    private static final double HEADING = 18;
    private static final double GUTTER = 18;
    private static final double STRIP = 20;
    private static final double TITLE_STRIP = 15;

    private final Drawing state;
    private final Panels.State panels;
    private final House.Palette palette;
    private final List<XyPainter> painters = new ArrayList<>();
    private final List<String> series;

    PanelPainter(Drawing state, Panels form) {
        this.state = state;
        this.panels = form.state();
        this.series = panels.panels().stream()
                .flatMap(p -> p.form().names().stream())
                .distinct()
                .toList();
        this.palette = new House.Palette(series, state.guides().highlight());
        for (Panels.Panel p : panels.panels()) {
            painters.add(new XyPainter(state, p.form(), palette));
        }
    }

    @Override
    public List<Painter.Key> keys() {
        List<Painter.Key> keys = new ArrayList<>();
        if (series.size() > 1) {
            boolean rest = false;
            for (String name : series) {
                rest |= palette.isContext(name);
                if (!palette.isContext(name)) {
                    keys.add(new Painter.Key(name, palette.of(name), false));
                }
            }
            if (rest && !keys.isEmpty()) {
                keys.add(new Painter.Key("others", House.CONTEXT, false));
            }
        }
        painters.stream()
                .flatMap(p -> p.keys().stream())
                .filter(Painter.Key::band)
                .distinct()
                .forEach(keys::add);
        return keys;
    }

    @Override
    public void paint(Ink ink, Rectangle2D area) {
        int n = painters.size();
        int columns = panels.columns() > 0 ? Math.min(n, panels.columns()) : Math.min(4, (int) Math.ceil(Math.sqrt(n)));
        int rows = (n + columns - 1) / columns;
        List<double[]> xs = new ArrayList<>();
        List<double[]> ys = new ArrayList<>();
        boolean dots = false;
        for (XyPainter p : painters) {
            xs.add(p.xSpan());
            ys.add(p.ySpan());
        }
        for (Panels.Panel p : panels.panels()) {
            dots |= p.form() instanceof Scatter
                    || p.form() instanceof Lines l && l.state().points();
        }
        double titles = state.x().state().title().isEmpty() ? 0 : TITLE_STRIP;
        double yTitle = state.y().state().title().isEmpty() ? 0 : TITLE_STRIP;
        double height = (area.getHeight() - STRIP - titles - yTitle) / rows - HEADING;
        double plotHeight = height - 8;
        Scale y = Scale.of(state.y(), finite(ys), XyPainter.yTicks(plotHeight), true);
        double left = area.getX() + Axes.tickWidth(y) + 7;
        double width = (area.getMaxX() - 8 - left - (columns - 1) * GUTTER) / columns;
        Scale x = Scale.of(state.x(), finite(xs), XyPainter.xTicks(state.x(), width), false);
        x = dots ? x.aired() : x;
        for (int i = 0; i < n; i++) {
            int row = i / columns;
            int column = i % columns;
            double px = left + column * (width + GUTTER);
            double py = area.getY() + yTitle + row * (height + HEADING) + HEADING;
            Axes axes = Axes.over(new Rectangle2D.Double(px, py, width, plotHeight), x, y);
            panel(ink, axes, i, column == 0 ? left - 7 : Double.NaN, i + columns >= n);
        }
        titles(ink, area, left, columns * (width + GUTTER) - GUTTER);
    }

    private void titles(Ink ink, Rectangle2D area, double left, double width) {
        if (!state.y().state().title().isEmpty()) {
            ink.text(
                    Type.regular(),
                    Type.regular().fit(state.y().state().title(), House.SMALL, area.getWidth()),
                    House.SMALL,
                    area.getX(),
                    area.getY() + 10,
                    Ink.LEFT,
                    House.QUIET);
        }
        if (!state.x().state().title().isEmpty()) {
            ink.text(
                    Type.regular(),
                    Type.regular().fit(state.x().state().title(), House.SMALL, width),
                    House.SMALL,
                    left + width / 2,
                    area.getMaxY() - 2,
                    Ink.CENTER,
                    House.QUIET);
        }
    }

    private void panel(Ink ink, Axes axes, int i, double labelsAt, boolean last) {
        Panels.Panel panel = panels.panels().get(i);
        axes.paintGround(ink, state.guides());
        if (!Double.isNaN(labelsAt)) {
            axes.paintYLabels(ink, labelsAt);
        }
        if (last) {
            axes.paintXLabels(ink);
        }
        boolean strong = state.guides().highlight().contains(panel.name());
        String heading = Type.bold().fit(panel.name(), House.LABEL, axes.plot().getWidth());
        ink.text(
                Type.bold(),
                heading,
                House.LABEL,
                axes.plot().getX(),
                axes.plot().getY() - 6,
                Ink.LEFT,
                strong ? House.text(House.RUST) : House.INK);
        painters.get(i).paintMarks(ink, axes, panel.name() + ", ");
        axes.paintGuideLines(ink, state.guides());
        if (i == 0) {
            axes.paintGuideLabels(ink, state.guides(), List.of());
        }
    }

    /** The span of all panels, without those that have no numbers. */
    private static double[] finite(List<double[]> spans) {
        List<double[]> filled = spans.stream().filter(s -> s[0] <= s[1]).toList();
        return XyPainter.span(filled);
    }
}
