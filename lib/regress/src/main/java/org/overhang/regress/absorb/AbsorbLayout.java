package org.overhang.regress.absorb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows ordered by the group of the largest effect, which is eliminated exactly, and cut into chunks of whole groups.
 *
 * <p>The chunks depend on the data alone, never on the number of threads, so that sums over chunks are the same bits.
 */
public final class AbsorbLayout {
    private static final int SMALL = 50_000;
    private static final int MOST_CHUNKS = 8;

    /** Rows. */
    public final int rows;
    /** Row at each sorted position; null if the rows are already in order. */
    public final int @Nullable [] order;
    /** First sorted position of each group of the eliminated effect, and the row count at the end. */
    public final int[] start;
    /** Codes of the other effects at each sorted position. */
    public final int[][] rest;
    /** First level of each other effect in the joint numbering, and the number of levels at the end. */
    public final int[] offset;
    /** First group of each chunk, and the number of groups at the end. */
    public final int[] chunk;
    /** Which effect of the caller is eliminated. */
    public final int eliminated;
    /** Which effect of the caller each of {@link #rest} is. */
    public final int[] restOf;

    public AbsorbLayout(int[][] codes, int[] counts) {
        rows = codes[0].length;
        eliminated = largest(counts);
        restOf = others(counts, eliminated);
        int[] group = codes[eliminated];
        start = starts(group, counts[eliminated]);
        order = isSorted(group) ? null : ordered(group, start);
        rest = new int[restOf.length][];
        offset = new int[restOf.length + 1];
        for (int e = 0; e < restOf.length; e++) {
            rest[e] = order == null ? codes[restOf[e]] : permuted(codes[restOf[e]], order);
            offset[e + 1] = Math.addExact(offset[e], counts[restOf[e]]);
        }
        chunk = chunks();
    }

    private static int largest(int[] counts) {
        int best = 0;
        for (int e = 1; e < counts.length; e++) {
            best = counts[e] > counts[best] ? e : best;
        }
        return best;
    }

    /** The other effects, the larger first, so that small ones come last in the joint numbering. */
    private static int[] others(int[] counts, int eliminated) {
        int[] out = new int[counts.length - 1];
        int size = 0;
        for (int e = 0; e < counts.length; e++) {
            if (e == eliminated) {
                continue;
            }
            int at = size++;
            while (at > 0 && counts[out[at - 1]] < counts[e]) {
                out[at] = out[at - 1];
                at--;
            }
            out[at] = e;
        }
        return out;
    }

    private static boolean isSorted(int[] group) {
        for (int i = 1; i < group.length; i++) {
            if (group[i] < group[i - 1]) {
                return false;
            }
        }
        return true;
    }

    public static int[] starts(int[] group, int count) {
        int[] start = new int[count + 1];
        for (int g : group) {
            start[g + 1]++;
        }
        for (int a = 0; a < count; a++) {
            start[a + 1] += start[a];
        }
        return start;
    }

    public static int[] ordered(int[] group, int[] start) {
        int[] next = Arrays.copyOf(start, start.length - 1);
        int[] order = new int[group.length];
        for (int i = 0; i < group.length; i++) {
            order[next[group[i]]++] = i;
        }
        return order;
    }

    private static int[] permuted(int[] codes, int[] order) {
        int[] out = new int[codes.length];
        for (int k = 0; k < out.length; k++) {
            out[k] = codes[order[k]];
        }
        return out;
    }

    private int[] chunks() {
        int levels = levels();
        int wanted = rows < SMALL ? 1 : Math.max(2, Math.min(MOST_CHUNKS, rows / (2 * levels + 1)));
        int[] out = new int[wanted + 1];
        int groups = groups();
        out[wanted] = groups;
        int at = 0;
        for (int c = 1; c < wanted; c++) {
            int target = (int) ((long) rows * c / wanted);
            while (at < groups && start[at] < target) {
                at++;
            }
            out[c] = at;
        }
        return out;
    }

    public int groups() {
        return start.length - 1;
    }

    public int levels() {
        return offset[offset.length - 1];
    }

    public int chunkCount() {
        return chunk.length - 1;
    }

    /** Largest number of rows in one group of a chunk. */
    public int widest(int c) {
        int most = 0;
        for (int a = chunk[c]; a < chunk[c + 1]; a++) {
            most = Math.max(most, start[a + 1] - start[a]);
        }
        return most;
    }

    /** A column in sorted order; the column itself if the rows are in order. */
    public double[] sorted(double[] column) {
        int[] by = order;
        if (by == null) {
            return column;
        }
        double[] out = new double[rows];
        org.overhang.core.Parallel.forBlocks(rows, (from, to) -> {
            for (int k = from; k < to; k++) {
                out[k] = column[by[k]];
            }
        });
        return out;
    }

    /** Puts a sorted column back into the order of the rows, in place of {@code into}. */
    public void unsort(double[] sorted, double[] into) {
        int[] by = order;
        if (by == null) {
            if (sorted != into) {
                System.arraycopy(sorted, 0, into, 0, rows);
            }
            return;
        }
        org.overhang.core.Parallel.forBlocks(rows, (from, to) -> {
            for (int k = from; k < to; k++) {
                into[by[k]] = sorted[k];
            }
        });
    }
}
