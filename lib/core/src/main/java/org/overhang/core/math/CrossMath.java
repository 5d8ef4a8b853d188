package org.overhang.core.math;

import org.jspecify.annotations.Nullable;
import org.overhang.core.Parallel;

/** Sums over rows: cross products, fitted values, scores by group; fixed blocks in fixed order. */
public final class CrossMath {
    private static final int BLOCK = 1 << 14;

    private CrossMath() {}

    /** {@code A' W B}: one row a column of a. */
    public static double[][] products(double[][] a, double[][] b, double @Nullable [] w) {
        int n = a.length == 0 ? 0 : a[0].length;
        int blocks = (n + BLOCK - 1) / BLOCK;
        double[][][] parts = new double[blocks][][];
        Parallel.forEach(blocks, t -> {
            int from = t * BLOCK;
            int to = Math.min(n, from + BLOCK);
            double[][] part = new double[a.length][b.length];
            for (int i = 0; i < a.length; i++) {
                for (int j = 0; j < b.length; j++) {
                    part[i][j] = a == b && j < i ? part[j][i] : product(a[i], b[j], w, from, to);
                }
            }
            parts[t] = part;
        });
        double[][] total = new double[a.length][b.length];
        for (double[][] part : parts) {
            for (int i = 0; i < a.length; i++) {
                for (int j = 0; j < b.length; j++) {
                    total[i][j] += part[i][j];
                }
            }
        }
        return total;
    }

    private static double product(double[] a, double[] b, double @Nullable [] w, int from, int to) {
        double s0 = 0;
        double s1 = 0;
        int i = from;
        if (w == null) {
            for (; i + 1 < to; i += 2) {
                s0 += a[i] * b[i];
                s1 += a[i + 1] * b[i + 1];
            }
            return i < to ? s0 + s1 + a[i] * b[i] : s0 + s1;
        }
        for (; i + 1 < to; i += 2) {
            s0 += w[i] * a[i] * b[i];
            s1 += w[i + 1] * a[i + 1] * b[i + 1];
        }
        return i < to ? s0 + s1 + w[i] * a[i] * b[i] : s0 + s1;
    }

    public static double[] products(double[][] a, double[] b, double @Nullable [] w) {
        double[][] out = products(a, new double[][] {b}, w);
        double[] flat = new double[out.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = out[i][0];
        }
        return flat;
    }

    public static double sum(double[] a, double @Nullable [] w) {
        return Parallel.sum(a.length, (from, to) -> {
            double s = 0;
            for (int i = from; i < to; i++) {
                s += w == null ? a[i] : w[i] * a[i];
            }
            return s;
        });
    }

    public static double squares(double[] a, double @Nullable [] w) {
        return Parallel.sum(a.length, (from, to) -> product(a, a, w, from, to));
    }

    /** {@code y − X b}. */
    public static double[] residuals(double[] y, double[][] x, double[] b) {
        double[] out = new double[y.length];
        Parallel.forBlocks(y.length, (from, to) -> {
            System.arraycopy(y, from, out, from, to - from);
            for (int j = 0; j < x.length; j++) {
                double[] column = x[j];
                double bj = b[j];
                for (int i = from; i < to; i++) {
                    out[i] -= bj * column[i];
                }
            }
        });
        return out;
    }

    /** Columns combined: column j of the answer is {@code sum_i x_i m[i][j]}. */
    public static double[][] combine(double[][] x, double[][] m) {
        int k = m.length == 0 ? 0 : m[0].length;
        int n = x.length == 0 ? 0 : x[0].length;
        double[][] out = new double[k][n];
        Parallel.forBlocks(n, (from, to) -> {
            for (int j = 0; j < k; j++) {
                for (int i = 0; i < x.length; i++) {
                    double c = m[i][j];
                    double[] column = x[i];
                    for (int r = from; r < to; r++) {
                        out[j][r] += c * column[r];
                    }
                }
            }
        });
        return out;
    }

    /** Sums of {@code x_j u} by group, one array a column. */
    public static double[][] groupSums(double[][] x, double[] u, int[] group, int count) {
        double[][] out = new double[x.length][count];
        Parallel.forEach(x.length, j -> {
            double[] column = x[j];
            double[] sum = out[j];
            for (int i = 0; i < u.length; i++) {
                sum[group[i]] += column[i] * u[i];
            }
        });
        return out;
    }
}
