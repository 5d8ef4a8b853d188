package org.overhang.paint;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Moves labels of one column apart, each as little as possible, in the order of what they label. */
final class Spread {
    private Spread() {}

    /**
     * Centers such that no two labels overlap and all lie between the ends; least squares by pooling neighbours.
     *
     * @param wished where each would like to be
     * @param heights how high each is
     */
    static double[] apart(double[] wished, double[] heights, double top, double bottom) {
        int n = wished.length;
        List<Integer> order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> wished[i]))
                .toList();
        double[] offset = new double[n];
        double below = 0;
        for (int k = 0; k < n; k++) {
            offset[k] = below + heights[order.get(k)] / 2;
            below += heights[order.get(k)];
        }
        double[] sum = new double[n];
        int[] size = new int[n];
        int blocks = 0;
        for (int k = 0; k < n; k++) {
            sum[blocks] = wished[order.get(k)] - offset[k];
            size[blocks++] = 1;
            while (blocks > 1 && sum[blocks - 2] / size[blocks - 2] >= sum[blocks - 1] / size[blocks - 1]) {
                sum[blocks - 2] += sum[blocks - 1];
                size[blocks - 2] += size[blocks - 1];
                blocks--;
            }
        }
        double[] centers = new double[n];
        int k = 0;
        for (int b = 0; b < blocks; b++) {
            double shift = Math.max(top, Math.min(sum[b] / size[b], bottom - below));
            for (int i = 0; i < size[b]; i++, k++) {
                centers[order.get(k)] = shift + offset[k];
            }
        }
        return centers;
    }
}
