package org.overhang.paint;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.overhang.figure.Coefficients;
import org.overhang.figure.Drawing;

/** Estimates as dots, their intervals as bars, the outer ones thinner. */
final class CoefficientPainter implements Painter.Body {
    /** However many rows there are, lines and dots stay to be seen. */
    private static final double LEAST_LINE = 0.35;

    private static final double LEAST_DOT = 0.8;
    private static final double LEAST_HIGHLIGHT = 0.6;

    private final Drawing state;
    private final List<Coefficients.Term> terms;
    private final List<String> models;
    private final House.Palette palette;

    CoefficientPainter(Drawing state, Coefficients form) {
        this.state = state;
        this.terms = form.state().terms();
        this.models = terms.stream().map(Coefficients.Term::model).distinct().toList();
        this.palette = new House.Palette(form.names(), state.guides().highlight());
    }

    @Override
    public List<Painter.Key> keys() {
        List<Painter.Key> keys = new ArrayList<>();
        for (String model : models) {
            if (!model.isEmpty()) {
                keys.add(new Painter.Key(model, color(model, ""), false));
            }
        }
        return keys;
    }

    private Color color(String model, String name) {
        if (palette.highlighting()) {
            return palette.isContext(model) ? palette.of(name) : palette.of(model);
        }
        int index = models.indexOf(model);
        Color[] order = {House.BLUE, House.RUST, House.TEAL, House.OCHRE, House.INK};
        return index < order.length ? order[index] : House.GREY;
    }

    @Override
    public void paint(Ink ink, Rectangle2D area) {
        List<String> names =
                terms.stream().map(Coefficients.Term::name).distinct().toList();
        List<double[]> all = new ArrayList<>();
        for (Coefficients.Term t : terms) {
            all.add(new double[] {t.estimate(), t.low(), t.high(), t.outerLow(), t.outerHigh()});
        }
        state.guides().references().forEach(r -> all.add(new double[] {r.value()}));
        double[] span = XyPainter.span(all);
        boolean nearZero = !state.y().state().log() && span[0] > 0 && span[0] < span[1];
        if (nearZero && state.guides().references().isEmpty()) {
            span[0] = Math.min(span[0], 0);
        }
        Rows rows = new Rows(state, names, area, span, 0);
        rows.paint(
                ink,
                i -> palette.isContext(names.get(i)) || !palette.highlighting()
                        ? House.INK
                        : House.text(palette.of(names.get(i))),
                true);
        rows.paintGuides(ink);
        Map<String, Integer> row = new HashMap<>();
        names.forEach(name -> row.put(name, row.size()));
        double gap = Math.min(12, rows.height() / (models.size() + 1.0));
        for (Coefficients.Term t : rows.thin() ? highlightedLast() : terms) {
            double shift = gap * (models.indexOf(t.model()) - (models.size() - 1) / 2.0);
            double y = rows.middle(Objects.requireNonNull(row.get(t.name()))) + shift;
            boolean strong = rows.thin() && isHighlighted(t);
            paint(ink, rows, t, y, strong ? LEAST_HIGHLIGHT : Math.min(1, gap / 6));
        }
    }

    private boolean isHighlighted(Coefficients.Term t) {
        return palette.highlighting() && !(palette.isContext(t.name()) && palette.isContext(t.model()));
    }

    /** Where rows lie on one another, those that the title speaks of lie on top. */
    private List<Coefficients.Term> highlightedLast() {
        List<Coefficients.Term> order = new ArrayList<>(terms);
        order.sort(Comparator.comparing(this::isHighlighted));
        return order;
    }

    private void paint(Ink ink, Rows rows, Coefficients.Term t, double y, double shrink) {
        Color color = color(t.model(), t.name());
        ink.watcher.series(t.model());
        if (!Double.isNaN(t.estimate())) {
            String range = Double.isNaN(t.low())
                    ? ""
                    : ", " + state.y().show(t.low()) + " to " + state.y().show(t.high());
            String text = t.name() + ": " + state.y().show(t.estimate()) + range;
            ink.watcher.spot(t.model(), text, rows.at(t.estimate()), y);
        }
        if (!Double.isNaN(t.outerLow() + t.outerHigh())) {
            ink.line(rows.at(t.outerLow()), y, rows.at(t.outerHigh()), y, color, House.line(1.1));
        }
        if (!Double.isNaN(t.low() + t.high())) {
            ink.line(rows.at(t.low()), y, rows.at(t.high()), y, color, House.line(Math.max(LEAST_LINE, 2.6 * shrink)));
        }
        if (!Double.isNaN(t.estimate())) {
            double r = Math.max(LEAST_DOT, 4.2 * shrink);
            ink.fill(new Ellipse2D.Double(rows.at(t.estimate()) - r, y - r, 2 * r, 2 * r), color);
        }
    }
}
