package org.overhang.paint;

import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * What of very many numbers can be seen: the file of a picture grows with its ink and not with its data.
 *
 * <p>Up to {@value #MANY} numbers are drawn one by one. Of more dots, those that stand within three pixels of one drawn before are
 * left out: seven pixels wide, they would cover most of it. Of a longer line that runs to the right, each half
 * pixel keeps its first, lowest, highest and last number in their order, which draws the same pixels.
 */
final class Thinned {
    static final int MANY = 5_000;
    private static final double CELL = 3;
    private static final double RADIUS = 3.4;
    /** Half a side of an octagon in its inner radius: the tangent of 22.5 degrees. */
    private static final double TANGENT = 0.41421356;

    private static final double COLUMNS_PER_PIXEL = 2;

    private Thinned() {}

    /** The dots that can be seen, as one shape of octagons. */
    static Path2D dots(double[] x, double[] y) {
        Path2D shape = new Path2D.Double(Path2D.WIND_NON_ZERO);
        Set<Long> taken = new HashSet<>();
        for (int i = 0; i < x.length; i++) {
            long cell = ((long) Math.floor(x[i] / CELL) << 32) + (long) Math.floor(y[i] / CELL);
            if (!Double.isNaN(x[i] + y[i]) && taken.add(cell)) {
                octagon(shape, x[i], y[i]);
            }
        }
        return shape;
    }

    private static void octagon(Path2D shape, double x, double y) {
        double side = RADIUS * TANGENT;
        shape.moveTo(x - side, y - RADIUS);
        shape.lineTo(x + side, y - RADIUS);
        shape.lineTo(x + RADIUS, y - side);
        shape.lineTo(x + RADIUS, y + side);
        shape.lineTo(x + side, y + RADIUS);
        shape.lineTo(x - side, y + RADIUS);
        shape.lineTo(x - RADIUS, y + side);
        shape.lineTo(x - RADIUS, y - side);
        shape.closePath();
    }

    static double[][] line(double[] x, double[] y) {
        if (x.length <= MANY || !ascends(x)) {
            return new double[][] {x, y};
        }
        double[][] kept = new double[2][x.length];
        int n = 0;
        for (int start = 0; start < x.length; ) {
            int end = start + 1;
            while (end < x.length && column(x[end]) == column(x[start]) && gap(y, end) == gap(y, start)) {
                end++;
            }
            for (int i : seen(y, start, end)) {
                kept[0][n] = x[i];
                kept[1][n++] = y[i];
            }
            start = end;
        }
        return new double[][] {Arrays.copyOf(kept[0], n), Arrays.copyOf(kept[1], n)};
    }

    private static boolean gap(double[] y, int i) {
        return Double.isNaN(y[i]);
    }

    private static long column(double x) {
        return (long) Math.floor(COLUMNS_PER_PIXEL * x);
    }

    private static boolean ascends(double[] x) {
        for (int i = 1; i < x.length; i++) {
            if (!(x[i - 1] <= x[i])) {
                return false;
            }
        }
        return true;
    }

    /** First, lowest, highest and last of a stretch, each once, in order; of a gap only its first. */
    private static int[] seen(double[] y, int start, int end) {
        if (gap(y, start)) {
            return new int[] {start};
        }
        int low = start;
        int high = start;
        for (int i = start; i < end; i++) {
            low = y[i] < y[low] ? i : low;
            high = y[i] > y[high] ? i : high;
        }
        return Arrays.stream(new int[] {start, low, high, end - 1})
                .sorted()
                .distinct()
                .toArray();
    }
}
