package org.overhang.paint;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Names at the right ends of lines, moved apart, with a thin leader where one had to move. */
final class EndLabels {
    /** A name, its color, and whether it must be there. */
    record Item(String name, Color color, boolean strong) {}

    private static final double LEADER = 14;
    private static final double LINE = 1.18;
    /** Where labels fill more of the column than this, only those that need not move far are written. */
    private static final double CROWDED = 0.7;

    private final List<Item> items;
    private final double widest;
    private final double size;
    private final double width;

    EndLabels(List<Item> items, double areaWidth) {
        this.items = items;
        this.widest = 0.27 * areaWidth;
        this.size = items.size() > 12 ? House.TINY : House.LABEL;
        double most = 0;
        for (Item item : items) {
            for (String line : lines(item)) {
                most = Math.max(most, type(item).width(line, size));
            }
        }
        this.width = items.isEmpty() ? 0 : most + LEADER + 4;
    }

    /** The room that the labels need to the right of the plot. */
    double width() {
        return width;
    }

    private static Type type(Item item) {
        return item.strong ? Type.bold() : Type.regular();
    }

    private List<String> lines(Item item) {
        List<String> lines = new ArrayList<>(type(item).wrap(item.name, size, widest));
        if (lines.size() > 2) {
            String rest = String.join(" ", lines.subList(1, lines.size()));
            lines = new ArrayList<>(List.of(lines.get(0), rest));
        }
        lines.replaceAll(line -> type(item).fit(line, size, widest));
        return lines;
    }

    private double height(Item item) {
        return lines(item).size() * LINE * size + 1;
    }

    void paint(Ink ink, Axes axes, Map<String, double[]> ends) {
        double top = axes.plot().getY() - 6;
        double bottom = axes.plot().getMaxY() + 6;
        List<Item> kept = keep(bottom - top, i -> end(ends, i)[1]);
        int dropped = items.size() - kept.size();
        double[] wished = new double[kept.size()];
        double[] heights = new double[kept.size()];
        for (int i = 0; i < wished.length; i++) {
            wished[i] = end(ends, kept.get(i))[1];
            heights[i] = height(kept.get(i));
        }
        double[] centers = Spread.apart(wished, heights, top, bottom - (dropped > 0 ? LINE * size : 0));
        double x = axes.plot().getMaxX() + LEADER;
        for (int i = 0; i < centers.length; i++) {
            Item item = kept.get(i);
            double[] end = end(ends, item);
            ink.watcher.series(item.name);
            leader(ink, item, end, x - 3, centers[i], axes.plot().getMaxX());
            List<String> lines = lines(item);
            double baseline = Ink.centered(size, centers[i] - (lines.size() - 1) * LINE * size / 2);
            for (String line : lines) {
                ink.text(type(item), line, size, x, baseline, Ink.LEFT, item.color);
                baseline += LINE * size;
            }
        }
        ink.watcher.series("");
        if (dropped > 0) {
            ink.text(Type.italic(), "and " + dropped + " more", size, x, bottom - 2, Ink.LEFT, House.QUIET);
        }
    }

    private static double[] end(Map<String, double[]> ends, Item item) {
        return Objects.requireNonNull(ends.get(item.name));
    }

    private static void leader(Ink ink, Item item, double[] end, double x, double y, double edge) {
        boolean moved = Math.abs(end[1] - y) > 3 || end[0] < edge - 4;
        if (moved) {
            ink.line(end[0] + 2, end[1], x, y, House.mix(item.color, Color.WHITE, 0.5), House.line(0.6));
        }
    }

    /** What fits: the strong ones, then from both ends inwards, so that the extremes are named. */
    private List<Item> keep(double room, java.util.function.ToDoubleFunction<Item> height) {
        List<Item> order = new ArrayList<>(items.stream().filter(Item::strong).toList());
        List<Item> others = items.stream()
                .filter(i -> !i.strong)
                .sorted(Comparator.comparingDouble(height))
                .toList();
        for (int i = 0, j = others.size() - 1; i <= j; i++, j--) {
            order.add(others.get(i));
            if (i < j) {
                order.add(others.get(j));
            }
        }
        double needed = items.stream().mapToDouble(this::height).sum();
        double limit = needed <= room ? room : room - LINE * size;
        boolean crowded = needed > CROWDED * room;
        double used = 0;
        List<Item> kept = new ArrayList<>();
        for (Item item : order) {
            boolean near = kept.stream()
                    .anyMatch(k -> Math.abs(height.applyAsDouble(k) - height.applyAsDouble(item)) < height(item));
            if (used + height(item) <= limit && (item.strong || !crowded || !near)) {
                used += height(item);
                kept.add(item);
            }
        }
        return kept;
    }
}
