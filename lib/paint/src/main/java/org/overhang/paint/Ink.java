package org.overhang.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Draws text, lines and areas, and remembers where every text stands. */
final class Ink {
    /** A text as it was drawn and the box around it. */
    record Label(String text, Rectangle2D box) {}

    /** Is told what is being drawn, for figures that answer to a pointer. */
    interface Watcher {
        Watcher NONE = new Watcher() {
            @Override
            public void series(String name) {}

            @Override
            public void spot(String series, String text, double x, double y) {}
        };

        /** What follows belongs to a series, or to none if the name is empty. */
        void series(String name);

        /** A number stands at this place. */
        void spot(String series, String text, double x, double y);
    }

    static final int LEFT = 0;
    static final int CENTER = 1;
    static final int RIGHT = 2;

    private static final double ASCENT = 0.76;
    private static final double DESCENT = 0.21;

    final Graphics2D graphics;
    final Watcher watcher;
    private final List<Label> labels = new ArrayList<>();

    Ink(Graphics2D graphics, Watcher watcher) {
        this.graphics = graphics;
        this.watcher = watcher;
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
    }

    List<Label> labels() {
        return labels;
    }

    /** Where a text would stand. */
    static Rectangle2D box(Type type, String text, double size, double x, double baseline, int align) {
        double width = type.width(text, size);
        double left = align == LEFT ? x : align == CENTER ? x - width / 2 : x - width;
        return new Rectangle2D.Double(left, baseline - ASCENT * size, width, (ASCENT + DESCENT) * size);
    }

    /** The baseline at which a text of one line is centered on a height. */
    static double centered(double size, double y) {
        return y + 0.35 * size;
    }

    void text(Type type, String text, double size, double x, double baseline, int align, Color color) {
        if (text.isBlank()) {
            return;
        }
        Rectangle2D box = box(type, text, size, x, baseline, align);
        labels.add(new Label(text, box));
        graphics.setColor(color);
        graphics.fill(type.outline(text, size, box.getX(), baseline));
    }

    /** Text on a white ground, so that lines below it do not cut it. */
    void haloed(Type type, String text, double size, double x, double baseline, int align, Color color) {
        Rectangle2D box = box(type, text, size, x, baseline, align);
        graphics.setColor(Color.WHITE);
        graphics.fill(
                new Rectangle2D.Double(box.getX() - 1.5, box.getY() - 0.5, box.getWidth() + 3, box.getHeight() + 1));
        text(type, text, size, x, baseline, align, color);
    }

    void line(double x1, double y1, double x2, double y2, Color color, BasicStroke stroke) {
        graphics.setColor(color);
        graphics.setStroke(stroke);
        graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    void draw(Shape shape, Color color, BasicStroke stroke) {
        graphics.setColor(color);
        graphics.setStroke(stroke);
        graphics.draw(shape);
    }

    void fill(Shape shape, Color color) {
        graphics.setColor(color);
        graphics.fill(shape);
    }

    void fill(double x, double y, double width, double height, Color color) {
        fill(new Rectangle2D.Double(x, y, width, height), color);
    }

    /** Whether a box, with a little air, is free of every text so far. */
    boolean isFree(Rectangle2D box) {
        Rectangle2D aired =
                new Rectangle2D.Double(box.getX() - 2, box.getY() - 1, box.getWidth() + 4, box.getHeight() + 2);
        return labels.stream().noneMatch(l -> l.box.intersects(aired));
    }
}
