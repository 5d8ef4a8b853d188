package org.overhang.regress.absorb;

/** Draws a later neighbour with probability proportional to its weight, from a generator fixed at its start. */
final class TreeDraws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private long state;

    TreeDraws(long start) {
        state = start;
    }

    /** An index from {@code from} to {@code size − 1}; {@code tail[k]} is the weight from k on. */
    int pick(double[] tail, int from, int size) {
        double u = uniform() * tail[from];
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

    private double uniform() {
        state += GOLDEN;
        long a = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return ((b ^ (b >>> 31)) >>> 11) * 0x1.0p-53;
    }

    /** Sorts indices by weight, then by number, by Shell's gaps. */
    static void sort(int[] indices, double[] weight, int size) {
        for (int gap = Math.max(1, size / 2); gap > 0; gap /= 2) {
            for (int i = gap; i < size; i++) {
                int v = indices[i];
                int j = i - gap;
                while (j >= 0 && isBefore(v, indices[j], weight)) {
                    indices[j + gap] = indices[j];
                    j -= gap;
                }
                indices[j + gap] = v;
            }
        }
    }

    private static boolean isBefore(int a, int b, double[] weight) {
        return weight[a] < weight[b] || (weight[a] == weight[b] && a < b);
    }
}
