package org.overhang.regress.absorb;

/** Replaces the clique {@code b_i b_j / W} that eliminating one group makes by a tree of the same expectation. */
final class SampledTree {
    private final TreeDraws draws = new TreeDraws(7);
    private int[] order = new int[64];
    private double[] tail = new double[65];

    /** Adds the edges of one group's tree and returns the number of edges so far. */
    int join(
            int[] level,
            double[] weight,
            int begin,
            int end,
            int shift,
            double inverse,
            int[] from,
            int[] to,
            double[] out,
            int edges) {
        int size = 0;
        if (end - begin > order.length) {
            order = new int[2 * (end - begin)];
            tail = new double[order.length + 1];
        }
        for (int i = begin; i < end; i++) {
            if (weight[i] > 0) {
                order[size++] = i;
            }
        }
        TreeDraws.sort(order, weight, size);
        tail[size] = 0;
        for (int i = size - 1; i >= 0; i--) {
            tail[i] = tail[i + 1] + weight[order[i]];
        }
        int at = edges;
        for (int i = 0; i < size - 1; i++) {
            from[at] = level[order[i]] - shift;
            to[at] = level[order[draws.pick(tail, i + 1, size)]] - shift;
            out[at++] = weight[order[i]] * tail[i + 1] * inverse;
        }
        return at;
    }
}
