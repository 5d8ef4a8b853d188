package org.overhang.regress.absorb;

import org.overhang.core.Parallel;

/** Arithmetic on vectors over levels with {@code width} columns side by side; sums by fixed blocks in fixed order. */
final class LevelMath {
    private static final int BLOCK = 1 << 13;
    private static final int ALONE = 4;

    private LevelMath() {}

    /** Work on levels {@code from} to {@code to} that adds to {@code sums}, one slot a column. */
    interface Sum {
        void over(int from, int to, double[] sums);
    }

    static double[] sums(int levels, int width, Sum sum) {
        int blocks = (levels + BLOCK - 1) / BLOCK;
        double[][] parts = new double[blocks][width];
        each(blocks, b -> sum.over(b * BLOCK, Math.min(levels, (b + 1) * BLOCK), parts[b]));
        double[] total = new double[width];
        for (double[] part : parts) {
            for (int j = 0; j < width; j++) {
                total[j] += part[j];
            }
        }
        return total;
    }

    private static void each(int blocks, java.util.function.IntConsumer task) {
        if (blocks <= ALONE) {
            for (int b = 0; b < blocks; b++) {
                task.accept(b);
            }
        } else {
            Parallel.forEach(blocks, task);
        }
    }

    static double[] dots(double[] a, double[] b, int width) {
        return sums(a.length / width, width, (from, to, s) -> {
            for (int r = from; r < to; r++) {
                for (int j = 0, o = r * width; j < width; j++, o++) {
                    s[j] += a[o] * b[o];
                }
            }
        });
    }

    /** Sum of squares of each column in the norm that divides by the weight of the level. */
    static double[] scaledSquares(double[] r, double[] inverse, int width) {
        return sums(inverse.length, width, (from, to, s) -> {
            for (int i = from; i < to; i++) {
                for (int j = 0, o = i * width; j < width; j++, o++) {
                    s[j] += r[o] * r[o] * inverse[i];
                }
            }
        });
    }

    /** {@code x += alpha p}, {@code r −= alpha q}, and the scaled squares of the new {@code r}. */
    static double[] step(double[] x, double[] r, double[] p, double[] q, double[] alpha, double[] inverse, int width) {
        return sums(inverse.length, width, (from, to, s) -> {
            for (int i = from; i < to; i++) {
                for (int j = 0, o = i * width; j < width; j++, o++) {
                    x[o] += alpha[j] * p[o];
                    double v = r[o] - alpha[j] * q[o];
                    r[o] = v;
                    s[j] += v * v * inverse[i];
                }
            }
        });
    }

    /** {@code p := z + beta p}. */
    static void direction(double[] p, double[] z, double[] beta, int width) {
        int levels = p.length / width;
        int blocks = (levels + BLOCK - 1) / BLOCK;
        each(blocks, b -> {
            int to = Math.min(levels, (b + 1) * BLOCK);
            for (int i = b * BLOCK; i < to; i++) {
                for (int j = 0, o = i * width; j < width; j++, o++) {
                    p[o] = z[o] + beta[j] * p[o];
                }
            }
        });
    }

    /** {@code z := r / d} by level. */
    static void scale(double[] r, double[] inverse, double[] z, int from, int to, int width) {
        for (int i = from; i < to; i++) {
            for (int j = 0, o = i * width; j < width; j++, o++) {
                z[o] = r[o] * inverse[i];
            }
        }
    }

    /** Adds private accumulators in order. */
    static void add(double[][] parts, double[] into) {
        int blocks = (into.length + BLOCK - 1) / BLOCK;
        each(blocks, b -> {
            int to = Math.min(into.length, (b + 1) * BLOCK);
            for (int o = b * BLOCK; o < to; o++) {
                double sum = 0;
                for (double[] part : parts) {
                    sum += part[o];
                }
                into[o] = sum;
            }
        });
    }
}
