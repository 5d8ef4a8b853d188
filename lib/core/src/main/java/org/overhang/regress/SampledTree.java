package org.overhang.regress;

/** Replaces the clique {@code b_i b_j / W} that eliminating one group makes by a tree of the same expectation. */
final class SampledTree {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private long state = 7;
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
        sort(weight, size);
        tail[size] = 0;
        for (int i = size - 1; i >= 0; i--) {
            tail[i] = tail[i + 1] + weight[order[i]];
        }
        int at = edges;
        for (int i = 0; i < size - 1; i++) {
            from[at] = level[order[i]] - shift;
            to[at] = level[order[pick(i + 1, size)]] - shift;
            out[at++] = weight[order[i]] * tail[i + 1] * inverse;
        }
        return at;
    }

    private void sort(double[] weight, int size) {
        for (int gap = Math.max(1, size / 2); gap > 0; gap /= 2) {
            for (int i = gap; i < size; i++) {
                int v = order[i];
                int j = i - gap;
                while (j >= 0 && (weight[v] < weight[order[j]] || (weight[v] == weight[order[j]] && v < order[j]))) {
                    order[j + gap] = order[j];
                    j -= gap;
                }
                order[j + gap] = v;
            }
        }
    }

    private int pick(int from, int size) {
        state += GOLDEN;
        long a = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        double u = ((b ^ (b >>> 31)) >>> 11) * 0x1.0p-53 * tail[from];
        int low = from;
        int high = size - 1;
        while (low < high) {
            int mid = (low + high + 1) >>> 1;
            if (tail[mid] > u) {
                low = mid;
            } else {
                high = mid - 1;
            }
        }
        return low;
    }
}
