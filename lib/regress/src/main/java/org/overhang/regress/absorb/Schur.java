package org.overhang.regress.absorb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Parallel;

/**
 * What is left of the normal equations once the largest effect is eliminated: {@code S = D'WD − B' W_A^{-1} B}, with B the
 * weight of each level in each eliminated group.
 *
 * <p>Where S is sparse it is formed, and a product with it costs its entries and not the rows. Where it is not, only sampled
 * trees of it are drawn, for the preconditioner.
 */
final class Schur {
    private static final int SAMPLE = 48;
    private static final long WORK_PER_ROW = 160;

    private final AbsorbLayout l;
    /** Levels of each group, sorted, and their weights. */
    private final int[] groupPtr;

    private final int[] groupLevel;
    private final double[] groupWeight;
    /** Groups of each level, in order, and where in the group's list the level stands. */
    private final int[] levelPtr;

    private final int[] levelGroup;
    private final int[] levelPlace;
    /** Upper triangle of S by level, diagonal first. */
    private int[] ptr = new int[0];

    private int[] index = new int[0];
    private double[] value = new double[0];

    Schur(AbsorbLayout layout) {
        l = layout;
        int[] sizes = new int[l.groups() + 1];
        int[][] lists = new int[l.chunkCount()][];
        Parallel.forEach(l.chunkCount(), c -> lists[c] = levelLists(c, sizes));
        for (int a = 0; a < l.groups(); a++) {
            sizes[a + 1] += sizes[a];
        }
        groupPtr = sizes;
        groupLevel = new int[sizes[l.groups()]];
        groupWeight = new double[groupLevel.length];
        for (int c = 0; c < lists.length; c++) {
            int from = groupPtr[l.chunk[c]];
            System.arraycopy(lists[c], 0, groupLevel, from, groupPtr[l.chunk[c + 1]] - from);
        }
        levelPtr = AbsorbLayout.starts(groupLevel, l.levels());
        levelGroup = new int[groupLevel.length];
        levelPlace = new int[groupLevel.length];
        int[] next = Arrays.copyOf(levelPtr, l.levels());
        for (int a = 0; a < l.groups(); a++) {
            for (int i = groupPtr[a]; i < groupPtr[a + 1]; i++) {
                int at = next[groupLevel[i]]++;
                levelGroup[at] = a;
                levelPlace[at] = i;
            }
        }
    }

    /** Distinct levels of each group of a chunk, sorted; {@code sizes[a + 1]} is their number. */
    private int[] levelLists(int c, int[] sizes) {
        int effects = l.rest.length;
        int from = l.start[l.chunk[c]];
        int to = l.start[l.chunk[c + 1]];
        int[] out = new int[Math.multiplyExact(to - from, effects)];
        int used = 0;
        for (int a = l.chunk[c]; a < l.chunk[c + 1]; a++) {
            int begin = used;
            for (int e = 0; e < effects; e++) {
                int first = used;
                for (int k = l.start[a]; k < l.start[a + 1]; k++) {
                    out[used++] = l.offset[e] + l.rest[e][k];
                }
                Arrays.sort(out, first, used);
                used = distinct(out, first, used);
            }
            sizes[a + 1] = used - begin;
        }
        return out;
    }

    private static int distinct(int[] sorted, int from, int to) {
        int used = from;
        for (int i = from; i < to; i++) {
            if (i == from || sorted[i] != sorted[i - 1]) {
                sorted[used++] = sorted[i];
            }
        }
        return used;
    }

    /** Weights of the levels in the groups, for given row weights. */
    void weigh(double @Nullable [] w) {
        Parallel.forEach(l.chunkCount(), c -> {
            double[] sum = new double[l.levels()];
            for (int a = l.chunk[c]; a < l.chunk[c + 1]; a++) {
                for (int k = l.start[a]; k < l.start[a + 1]; k++) {
                    for (int e = 0; e < l.rest.length; e++) {
                        sum[l.offset[e] + l.rest[e][k]] += w == null ? 1 : w[k];
                    }
                }
                for (int i = groupPtr[a]; i < groupPtr[a + 1]; i++) {
                    groupWeight[i] = sum[groupLevel[i]];
                    sum[groupLevel[i]] = 0;
                }
            }
        });
    }

    /** Whether forming S costs less than a few passes over the rows, by counting the neighbours of a sample of levels. */
    boolean isSparse() {
        double work = 0;
        for (int a = 0; a < l.groups(); a++) {
            double size = groupPtr[a + 1] - groupPtr[a];
            work += size * size / 2;
        }
        if (work > (double) WORK_PER_ROW * l.rows + 1e7) {
            return false;
        }
        int big = l.offset[1];
        int step = Math.max(1, big / SAMPLE);
        boolean[] seen = new boolean[l.levels()];
        long entries = 0;
        int taken = 0;
        for (int r = 0; r < big; r += step, taken++) {
            int[] touched = new int[l.levels()];
            int found = 0;
            for (int i = levelPtr[r]; i < levelPtr[r + 1]; i++) {
                int a = levelGroup[i];
                for (int g = groupPtr[a]; g < groupPtr[a + 1]; g++) {
                    if (!seen[groupLevel[g]]) {
                        seen[groupLevel[g]] = true;
                        touched[found++] = groupLevel[g];
                    }
                }
            }
            for (int t = 0; t < found; t++) {
                seen[touched[t]] = false;
            }
            entries += found;
        }
        double all = (double) entries / Math.max(1, taken) * big;
        return all < 1e6 + l.rows;
    }

    /** Forms the upper triangle of S for given row weights; the pattern is found once. */
    void form(double @Nullable [] w, double[] inverse, double[] levelWeights) {
        weigh(w);
        boolean first = ptr.length == 0;
        int levels = l.levels();
        int tasks = Math.min(64, levels);
        int[][] patterns = new int[tasks][];
        double[][] values = new double[tasks][];
        int[] counts = new int[levels + 1];
        int[][] rowsOf = new int[l.rest.length][];
        int[][] startsOf = new int[l.rest.length][];
        Parallel.forEach(l.rest.length - 1, e -> {
            startsOf[e] = AbsorbLayout.starts(l.rest[e], l.offset[e + 1] - l.offset[e]);
            rowsOf[e] = AbsorbLayout.ordered(l.rest[e], startsOf[e]);
        });
        Parallel.forEach(tasks, t -> {
            int from = (int) ((long) levels * t / tasks);
            int to = (int) ((long) levels * (t + 1) / tasks);
            Row row = new Row(levels);
            int[] pattern = first ? new int[1024] : index;
            double[] out = first ? new double[1024] : value;
            int used = first ? 0 : ptr[from];
            for (int r = from; r < to; r++) {
                row.diagonal(r, levelWeights[r]);
                cross(row, r, rowsOf, startsOf, w);
                eliminated(row, r, inverse);
                if (first) {
                    row.sort();
                    if (used + row.found > pattern.length) {
                        pattern = Arrays.copyOf(pattern, Math.max(used + row.found, 2 * pattern.length));
                        out = Arrays.copyOf(out, pattern.length);
                    }
                    System.arraycopy(row.touched, 0, pattern, used, row.found);
                    counts[r + 1] = row.found;
                }
                int size = first ? row.found : ptr[r + 1] - ptr[r];
                row.empty(pattern, out, used, size);
                used += size;
            }
            patterns[t] = pattern;
            values[t] = out;
        });
        if (first) {
            keep(counts, patterns, values, tasks);
        }
    }

    private void keep(int[] counts, int[][] patterns, double[][] values, int tasks) {
        for (int r = 0; r < l.levels(); r++) {
            counts[r + 1] = Math.addExact(counts[r + 1], counts[r]);
        }
        ptr = counts;
        index = new int[ptr[l.levels()]];
        value = new double[index.length];
        for (int t = 0; t < tasks; t++) {
            int from = ptr[(int) ((long) l.levels() * t / tasks)];
            int size = ptr[(int) ((long) l.levels() * (t + 1) / tasks)] - from;
            System.arraycopy(patterns[t], 0, index, from, size);
            System.arraycopy(values[t], 0, value, from, size);
        }
    }

    /** Rows that level r shares with levels of later effects. */
    private void cross(Row row, int r, int[][] rowsOf, int[][] startsOf, double @Nullable [] w) {
        int e = effectOf(r);
        if (e == l.rest.length - 1) {
            return;
        }
        int level = r - l.offset[e];
        for (int i = startsOf[e][level]; i < startsOf[e][level + 1]; i++) {
            int k = rowsOf[e][i];
            double u = w == null ? 1 : w[k];
            for (int f = e + 1; f < l.rest.length; f++) {
                row.add(l.offset[f] + l.rest[f][k], u);
            }
        }
    }

    private void eliminated(Row row, int r, double[] inverse) {
        for (int i = levelPtr[r]; i < levelPtr[r + 1]; i++) {
            int a = levelGroup[i];
            double share = groupWeight[levelPlace[i]] * inverse[a];
            for (int g = levelPlace[i]; g < groupPtr[a + 1]; g++) {
                row.add(groupLevel[g], -share * groupWeight[g]);
            }
        }
    }

    private int effectOf(int level) {
        int e = 0;
        while (level >= l.offset[e + 1]) {
            e++;
        }
        return e;
    }

    /** One row of S while it is summed. */
    private static final class Row {
        private final double[] sum;
        private final boolean[] seen;
        private final int[] touched;
        private int found;

        Row(int levels) {
            sum = new double[levels];
            seen = new boolean[levels];
            touched = new int[levels];
        }

        void diagonal(int r, double weight) {
            found = 0;
            add(r, weight);
        }

        void add(int level, double weight) {
            if (!seen[level]) {
                seen[level] = true;
                touched[found++] = level;
            }
            sum[level] += weight;
        }

        void sort() {
            Arrays.sort(touched, 0, found);
        }

        void empty(int[] pattern, double[] out, int from, int size) {
            for (int i = from; i < from + size; i++) {
                out[i] = sum[pattern[i]];
                sum[pattern[i]] = 0;
                seen[pattern[i]] = false;
            }
        }
    }

    /** {@code q := S p}. */
    void apply(double[] p, double[] q, int width) {
        Arrays.fill(q, 0);
        double[] x = new double[width];
        for (int r = 0; r < l.levels(); r++) {
            int o = r * width;
            System.arraycopy(p, o, x, 0, width);
            for (int j = 0; j < width; j++) {
                q[o + j] += value[ptr[r]] * x[j];
            }
            for (int i = ptr[r] + 1; i < ptr[r + 1]; i++) {
                int s = index[i] * width;
                double v = value[i];
                for (int j = 0; j < width; j++) {
                    q[o + j] += v * p[s + j];
                    q[s + j] += v * x[j];
                }
            }
        }
    }

    /** Factor of the block of one effect, from the entries of S if it was formed, else from sampled trees. */
    ApproximateCholesky factor(int e, double[] inverse) {
        return ptr.length > 0 ? factorFormed(e) : factorSampled(e, inverse);
    }

    private ApproximateCholesky factorFormed(int e) {
        int size = l.offset[e + 1] - l.offset[e];
        int most = ptr[l.offset[e + 1]] - ptr[l.offset[e]];
        int[] from = new int[most];
        int[] to = new int[most];
        double[] weight = new double[most];
        int edges = 0;
        for (int r = l.offset[e]; r < l.offset[e + 1]; r++) {
            for (int i = ptr[r] + 1; i < ptr[r + 1]; i++) {
                if (index[i] < l.offset[e + 1] && value[i] < 0) {
                    from[edges] = r - l.offset[e];
                    to[edges] = index[i] - l.offset[e];
                    weight[edges++] = -value[i];
                }
            }
        }
        return ApproximateCholesky.of(size, edges, from, to, weight);
    }

    /** The clique of each group as a path through its levels in order of weight, each pair with the sampled tree's weight. */
    private ApproximateCholesky factorSampled(int e, double[] inverse) {
        int size = l.offset[e + 1] - l.offset[e];
        int[] from = new int[groupLevel.length];
        int[] to = new int[groupLevel.length];
        double[] weight = new double[groupLevel.length];
        SampledTree tree = new SampledTree();
        int edges = 0;
        for (int a = 0; a < l.groups(); a++) {
            int begin = groupPtr[a];
            while (begin < groupPtr[a + 1] && groupLevel[begin] < l.offset[e]) {
                begin++;
            }
            int end = begin;
            while (end < groupPtr[a + 1] && groupLevel[end] < l.offset[e + 1]) {
                end++;
            }
            edges = tree.join(groupLevel, groupWeight, begin, end, l.offset[e], inverse[a], from, to, weight, edges);
        }
        return ApproximateCholesky.of(size, edges, from, to, weight);
    }
}
