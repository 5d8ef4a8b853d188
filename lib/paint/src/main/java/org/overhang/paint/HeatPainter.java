package org.overhang.paint;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.overhang.figure.Drawing;
import org.overhang.figure.HeatMap;

/** Cells in shades, each with its number where it has room. */
final class HeatPainter implements Painter.Body {
    private static final double GAP = 8;
    private static final double STRIP = 18;

    private final Drawing state;
    private final HeatMap.State map;
    private final double low;
    private final double high;
    private final Printed printed;

    HeatPainter(Drawing state, HeatMap form) {
        this.state = state;
        this.map = form.state();
        List<double[]> all = new ArrayList<>();
        map.rows().forEach(r -> all.add(r.values()));
        double[] span = XyPainter.span(all);
        low = span[0];
        high = span[1];
        printed = Printed.of(state.y(), all);
    }

    @Override
    public List<Painter.Key> keys() {
        return List.of();
    }

    private Color color(double value) {
        if (Double.isNaN(map.middle())) {
            double share = high > low ? (value - low) / (high - low) : 0.5;
            return House.mix(House.BLUE, Color.WHITE, 0.06 + 0.94 * share);
        }
        double reach = Math.max(Math.abs(high - map.middle()), Math.abs(low - map.middle()));
        double share = reach > 0 ? (value - map.middle()) / reach : 0;
        return House.mix(share >= 0 ? House.RUST : House.BLUE, Color.WHITE, Math.abs(share));
    }

    @Override
    public void paint(Ink ink, Rectangle2D area) {
        double rowHeight = (area.getHeight() - STRIP) / map.rows().size();
        double size = Math.max(5, Math.min(House.LABEL, rowHeight - 1.5));
        double column = 0;
        for (HeatMap.Row row : map.rows()) {
            column = Math.max(column, Type.regular().width(row.name(), size));
        }
        column = Math.min(column, 0.34 * area.getWidth());
        double left = area.getX() + column + GAP;
        double width = (area.getMaxX() - left) / map.columns().size();
        columnNames(ink, left, area.getY() + STRIP - 6, width);
        double numberSize = numberSize(width, rowHeight);
        for (int r = 0; r < map.rows().size(); r++) {
            HeatMap.Row row = map.rows().get(r);
            double top = area.getY() + STRIP + r * rowHeight;
            boolean strong = state.guides().highlight().contains(row.name());
            Type type = strong ? Type.bold() : Type.regular();
            ink.text(
                    type,
                    type.fit(row.name(), size, column),
                    size,
                    left - GAP,
                    Ink.centered(size, top + rowHeight / 2),
                    Ink.RIGHT,
                    House.INK);
            for (int c = 0; c < row.values().length; c++) {
                if (!Double.isNaN(row.values()[c])) {
                    String text = row.name() + ", " + map.columns().get(c) + ": "
                            + state.y().show(row.values()[c]);
                    ink.watcher.spot("", text, left + (c + 0.5) * width, top + rowHeight / 2);
                }
                cell(ink, row.values()[c], left + c * width, top, width, rowHeight, numberSize);
            }
        }
    }

    private void columnNames(Ink ink, double left, double baseline, double width) {
        double widest = 0;
        for (String name : map.columns()) {
            widest = Math.max(widest, Type.regular().width(name, House.LABEL));
        }
        boolean dense = width < 30;
        int every = dense ? (int) Math.max(1, Math.ceil((widest + 6) / width)) : 1;
        for (int c = 0; c < map.columns().size(); c += every) {
            double middle = left + (c + 0.5) * width;
            double limit = Math.min(every * width - 4, 2 * (state.width() - middle) - 4);
            String text = Type.regular().fit(map.columns().get(c), House.LABEL, limit);
            ink.text(Type.regular(), text, House.LABEL, left + (c + 0.5) * width, baseline, Ink.CENTER, House.QUIET);
        }
    }

    /** The size in which every number fits its cell, or 0 if none is readable. */
    private double numberSize(double width, double height) {
        double widest = 0;
        for (HeatMap.Row row : map.rows()) {
            for (double v : row.values()) {
                widest = Math.max(widest, Double.isNaN(v) ? 0 : Type.regular().width(printed.apply(v), 1));
            }
        }
        double size = Math.min(Math.min(House.SMALL, height - 4), (width - 6) / Math.max(0.1, widest));
        return size >= 7.5 ? size : 0;
    }

    private void cell(Ink ink, double value, double x, double y, double width, double height, double size) {
        if (Double.isNaN(value)) {
            return;
        }
        Color color = color(value);
        double seam = Math.min(1, 0.06 * Math.min(width, height));
        ink.fill(x, y, width - seam, height - seam, color);
        if (size > 0) {
            ink.text(
                    Type.regular(),
                    printed.apply(value),
                    size,
                    x + width / 2,
                    Ink.centered(size, y + height / 2),
                    Ink.CENTER,
                    House.textOn(color));
        }
    }
}
