package org.overhang.paint;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Names beside dots, at the first of eight places where they cover nothing; without such a place, none. */
final class PointLabels {
    private static final double[][] PLACES = {
        {6, 0, Ink.LEFT}, {-6, 0, Ink.RIGHT}, {0, -9, Ink.CENTER}, {0, 10, Ink.CENTER},
        {5, -7, Ink.LEFT}, {5, 8, Ink.LEFT}, {-5, -7, Ink.RIGHT}, {-5, 8, Ink.RIGHT}
    };

    private PointLabels() {}

    static void place(Ink ink, Axes axes, String label, double[] at, List<double[]> dots, Color color, boolean bold) {
        Type type = bold ? Type.bold() : Type.regular();
        for (double[] place : PLACES) {
            double x = at[0] + place[0];
            double baseline = Ink.centered(House.SMALL, at[1] + place[1]);
            Rectangle2D box = Ink.box(type, label, House.SMALL, x, baseline, (int) place[2]);
            Rectangle2D room = new Rectangle2D.Double(
                    axes.plot().getX(),
                    axes.plot().getY() - 6,
                    axes.plot().getWidth() + 20,
                    axes.plot().getHeight() + 6);
            boolean free =
                    room.contains(box) && ink.isFree(box) && dots.stream().noneMatch(d -> near(d, box));
            if (free) {
                ink.text(type, label, House.SMALL, x, baseline, (int) place[2], color);
                return;
            }
        }
        if (bold) {
            insist(ink, axes, label, at, color);
        }
    }

    /** A highlighted name stands even where it covers dots, though never another name. */
    private static void insist(Ink ink, Axes axes, String label, double[] at, Color color) {
        for (double[] place : PLACES) {
            double x = at[0] + place[0];
            double baseline = Ink.centered(House.SMALL, at[1] + place[1]);
            Rectangle2D box = Ink.box(Type.bold(), label, House.SMALL, x, baseline, (int) place[2]);
            if (axes.plot().contains(box) && ink.isFree(box)) {
                ink.haloed(Type.bold(), label, House.SMALL, x, baseline, (int) place[2], color);
                return;
            }
        }
    }

    private static boolean near(double[] dot, Rectangle2D box) {
        return box.intersects(dot[0] - 3.5, dot[1] - 3.5, 7, 7);
    }
}
