package org.overhang.paint;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.overhang.core.Numbers;
import org.overhang.core.Provenance;
import org.overhang.figure.Areas;
import org.overhang.figure.Bars;
import org.overhang.figure.Boxes;
import org.overhang.figure.Coefficients;
import org.overhang.figure.Drawing;
import org.overhang.figure.Figure;
import org.overhang.figure.Form;
import org.overhang.figure.HeatMap;
import org.overhang.figure.Lines;
import org.overhang.figure.Panels;
import org.overhang.figure.Scatter;
import org.overhang.figure.Sheet;
import org.overhang.figure.Slope;
import org.overhang.figure.Steps;
import org.overhang.figure.Waterfall;

/** The frame of every figure: title, subtitle, key, footer; the form in between. */
final class Painter {
    /** A swatch and what it stands for. */
    record Key(String text, Color color, boolean band) {}

    /** Draws the inside of a figure. */
    interface Body {
        List<Key> keys();

        void paint(Ink ink, Rectangle2D area);
    }

    /** A longer list of colors is no key any more. */
    private static final int MOST_KEYS = 24;

    /** What draws each form. */
    private static final Map<Class<?>, BiFunction<Drawing, Form, Body>> BODIES = Map.ofEntries(
            painter(Lines.class, (drawing, form) -> new XyPainter(drawing)),
            painter(Scatter.class, (drawing, form) -> new XyPainter(drawing)),
            painter(Panels.class, PanelPainter::new),
            painter(Sheet.class, SheetPainter::new),
            painter(Areas.class, AreaPainter::new),
            painter(Boxes.class, BoxPainter::new),
            painter(Bars.class, BarPainter::new),
            painter(Coefficients.class, CoefficientPainter::new),
            painter(Waterfall.class, WaterfallPainter::new),
            painter(HeatMap.class, HeatPainter::new),
            painter(Slope.class, SlopePainter::new),
            painter(Steps.class, StepsPainter::new));

    private final Drawing state;
    private final Ink ink;
    private final double left = House.MARGIN;
    private final double right;

    private Painter(Drawing state, Ink ink) {
        this.state = state;
        this.ink = ink;
        this.right = state.width() - House.MARGIN;
    }

    /** Draws the figure and says where every text stands. */
    static List<Ink.Label> paint(Figure figure, Graphics2D graphics) {
        return paint(figure, graphics, Ink.Watcher.NONE);
    }

    static List<Ink.Label> paint(Figure figure, Graphics2D graphics, Ink.Watcher watcher) {
        figure.checked();
        Ink ink = new Ink(graphics, watcher);
        new Painter(figure.drawing(), ink).paint();
        return ink.labels();
    }

    private void paint() {
        ink.fill(0, 0, state.width(), state.height(), Color.WHITE);
        Body body = body(state);
        double top = head(body.keys());
        double bottom = foot();
        body.paint(ink, new Rectangle2D.Double(left, top, right - left, Math.max(40, bottom - top)));
    }

    private static <F extends Form> Map.Entry<Class<?>, BiFunction<Drawing, Form, Body>> painter(
            Class<F> form, BiFunction<Drawing, F, Body> body) {
        return Map.entry(form, (drawing, f) -> body.apply(drawing, form.cast(f)));
    }

    /** What draws the inside of a figure. */
    static Body body(Drawing drawing) {
        Form form = drawing.form();
        return Objects.requireNonNull(
                        BODIES.get(form.getClass()), form.getClass().getName())
                .apply(drawing, form);
    }

    private double head(List<Key> keys) {
        double y = 16;
        y = paragraph(Type.bold(), state.words().title(), House.TITLE, y, House.INK);
        for (Drawing.Claim claim : state.claims()) {
            if (!claim.holds()) {
                String text = claim.text().isEmpty() ? "the title" : claim.text();
                y = paragraph(Type.bold(), "Does not hold: " + text, House.SUBTITLE, y + 2, House.RUST);
            }
        }
        y = paragraph(Type.regular(), state.words().subtitle(), House.SUBTITLE, y + 2, House.QUIET);
        y = keys(keys, y + 2);
        return y + 8;
    }

    private double paragraph(Type type, String text, double size, double top, Color color) {
        if (text.isBlank()) {
            return top;
        }
        double y = top;
        for (String line : type.wrap(text, size, right - left)) {
            y += 1.25 * size;
            ink.text(type, type.fit(line, size, right - left), size, left, y - 0.2 * size, Ink.LEFT, color);
        }
        return y;
    }

    private double keys(List<Key> keys, double top) {
        if (keys.isEmpty() && state.words().interval().isEmpty()) {
            return top;
        }
        double size = House.LABEL;
        double line = 1.45 * size;
        double x = left;
        double y = top + line;
        List<Key> all = new ArrayList<>(keys.size() > MOST_KEYS ? keys.subList(0, MOST_KEYS) : keys);
        int swatches = all.size();
        if (keys.size() > MOST_KEYS) {
            all.add(new Key("and " + (keys.size() - MOST_KEYS) + " more", House.QUIET, false));
        }
        if (!state.words().interval().isEmpty()) {
            all.add(new Key(state.words().interval(), House.QUIET, false));
        }
        for (int i = 0; i < all.size(); i++) {
            Key key = all.get(i);
            boolean bare = i >= swatches;
            double swatch = bare ? 0 : 16;
            String text = Type.regular().fit(key.text, size, right - left - swatch);
            double width = swatch + Type.regular().width(text, size);
            if (x > left && x + width > right) {
                x = left;
                y += line;
            }
            if (!bare) {
                ink.fill(x, y - 0.35 * size - 5, 11, 10, key.color);
            }
            ink.text(Type.regular(), text, size, x + swatch, y, Ink.LEFT, bare ? House.QUIET : House.INK);
            x += width + 16;
        }
        return y + 0.25 * size;
    }

    private double foot() {
        List<String> lines = Type.regular().wrap(footer(), House.TINY, right - left);
        double y = state.height() - 11 - (lines.size() - 1) * 1.3 * House.TINY;
        double top = y - 1.2 * House.TINY;
        for (String line : lines) {
            ink.text(
                    Type.regular(),
                    Type.regular().fit(line, House.TINY, right - left),
                    House.TINY,
                    left,
                    y,
                    Ink.LEFT,
                    House.QUIET);
            y += 1.3 * House.TINY;
        }
        return top - 4;
    }

    private String footer() {
        List<String> parts = new ArrayList<>();
        if (!state.words().note().isEmpty()) {
            parts.add(sentence(state.words().note()));
        }
        if (state.sources().isEmpty()) {
            parts.add("Source: not stated.");
        }
        for (Provenance source : state.sources()) {
            parts.add(sentence(source.footer()));
        }
        if (state.words().sampleSize() > 0) {
            parts.add("n = " + Numbers.fixed(state.words().sampleSize(), 0) + ".");
        }
        return String.join(" ", parts);
    }

    private static String sentence(String text) {
        String trimmed = text.strip();
        return trimmed.endsWith(".") || trimmed.endsWith("?") || trimmed.endsWith("!") ? trimmed : trimmed + ".";
    }
}
