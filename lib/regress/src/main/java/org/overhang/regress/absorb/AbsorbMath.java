package org.overhang.regress.absorb;

import org.jspecify.annotations.Nullable;

/**
 * Passes over the rows of one chunk: project off the eliminated effect, gather from and scatter to the other effects.
 *
 * <p>Vectors over levels hold {@code width} columns side by side, so that one look-up serves all of them; width 4 is written
 * out because it is where the time goes.
 */
final class AbsorbMath {
    private AbsorbMath() {}

    /** {@code into += D'W M D p} over the groups of chunk {@code c}. */
    static void apply(
            AbsorbLayout l, double @Nullable [] w, double[] inverse, double[] p, double[] into, int c, int width) {
        if (width == 1) {
            apply1(l, w, inverse, p, into, c);
        } else if (l.rest.length <= 2) {
            apply4(l, w, inverse, p, into, c);
        } else {
            applyMany(l, w, inverse, p, into, c);
        }
    }

    private static void apply1(
            AbsorbLayout l, double @Nullable [] w, double[] inverse, double[] p, double[] into, int c) {
        double[] t = new double[l.widest(c)];
        int effects = l.rest.length;
        for (int a = l.chunk[c]; a < l.chunk[c + 1]; a++) {
            int from = l.start[a];
            int size = l.start[a + 1] - from;
            double sum = 0;
            for (int i = 0; i < size; i++) {
                double v = p[l.rest[0][from + i]];
                for (int e = 1; e < effects; e++) {
                    v += p[l.offset[e] + l.rest[e][from + i]];
                }
                t[i] = v;
                sum += w == null ? v : w[from + i] * v;
            }
            double mean = sum * inverse[a];
            for (int i = 0; i < size; i++) {
                double d = t[i] - mean;
                d = w == null ? d : w[from + i] * d;
                for (int e = 0; e < effects; e++) {
                    into[l.offset[e] + l.rest[e][from + i]] += d;
                }
            }
        }
    }

    private static void apply4(
            AbsorbLayout l, double @Nullable [] w, double[] inverse, double[] p, double[] into, int c) {
        double[] t = new double[4 * l.widest(c)];
        int[] first = l.rest[0];
        int[] second = l.rest.length > 1 ? l.rest[1] : null;
        int shift = l.offset[1];
        int[] start = l.start;
        for (int a = l.chunk[c]; a < l.chunk[c + 1]; a++) {
            int from = start[a];
            int to = start[a + 1];
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            for (int k = from, b = 0; k < to; k++, b += 4) {
                int o = first[k] << 2;
                double v0 = p[o];
                double v1 = p[o + 1];
                double v2 = p[o + 2];
                double v3 = p[o + 3];
                if (second != null) {
                    int q = (shift + second[k]) << 2;
                    v0 += p[q];
                    v1 += p[q + 1];
                    v2 += p[q + 2];
                    v3 += p[q + 3];
                }
                t[b] = v0;
                t[b + 1] = v1;
                t[b + 2] = v2;
                t[b + 3] = v3;
                double u = w == null ? 1 : w[k];
                s0 += u * v0;
                s1 += u * v1;
                s2 += u * v2;
                s3 += u * v3;
            }
            double inv = inverse[a];
            s0 *= inv;
            s1 *= inv;
            s2 *= inv;
            s3 *= inv;
            for (int k = from, b = 0; k < to; k++, b += 4) {
                double u = w == null ? 1 : w[k];
                double d0 = u * (t[b] - s0);
                double d1 = u * (t[b + 1] - s1);
                double d2 = u * (t[b + 2] - s2);
                double d3 = u * (t[b + 3] - s3);
                int o = first[k] << 2;
                into[o] += d0;
                into[o + 1] += d1;
                into[o + 2] += d2;
                into[o + 3] += d3;
                if (second != null) {
                    int q = (shift + second[k]) << 2;
                    into[q] += d0;
                    into[q + 1] += d1;
                    into[q + 2] += d2;
                    into[q + 3] += d3;
                }
            }
        }
    }

    private static void applyMany(
            AbsorbLayout l, double @Nullable [] w, double[] inverse, double[] p, double[] into, int c) {
        double[] t = new double[4 * l.widest(c)];
        double[] sum = new double[4];
        int effects = l.rest.length;
        for (int a = l.chunk[c]; a < l.chunk[c + 1]; a++) {
            int from = l.start[a];
            int size = l.start[a + 1] - from;
            java.util.Arrays.fill(sum, 0);
            java.util.Arrays.fill(t, 0, 4 * size, 0);
            for (int i = 0; i < size; i++) {
                double u = w == null ? 1 : w[from + i];
                for (int e = 0; e < effects; e++) {
                    int o = (l.offset[e] + l.rest[e][from + i]) << 2;
                    for (int j = 0; j < 4; j++) {
                        t[4 * i + j] += p[o + j];
                        sum[j] += u * p[o + j];
                    }
                }
            }
            for (int j = 0; j < 4; j++) {
                sum[j] *= inverse[a];
            }
            for (int i = 0; i < size; i++) {
                double u = w == null ? 1 : w[from + i];
                for (int j = 0; j < 4; j++) {
                    t[4 * i + j] = u * (t[4 * i + j] - sum[j]);
                }
                for (int e = 0; e < effects; e++) {
                    int o = (l.offset[e] + l.rest[e][from + i]) << 2;
                    for (int j = 0; j < 4; j++) {
                        into[o + j] += t[4 * i + j];
                    }
                }
            }
        }
    }

    /**
     * {@code into += D'W M y} for one column over the groups of chunk {@code c}.
     *
     * @return the weighted sum of squares of {@code M y} and of {@code y}
     */
    static double[] project(
            AbsorbLayout l,
            double @Nullable [] w,
            double[] inverse,
            double[] y,
            double[] into,
            int c,
            int width,
            int j) {
        double within = 0;
        double raw = 0;
        for (int a = l.chunk[c]; a < l.chunk[c + 1]; a++) {
            int from = l.start[a];
            int to = l.start[a + 1];
            double sum = 0;
            for (int k = from; k < to; k++) {
                double wy = w == null ? y[k] : w[k] * y[k];
                sum += wy;
                raw += wy * y[k];
            }
            double mean = sum * inverse[a];
            for (int k = from; k < to; k++) {
                double d = y[k] - mean;
                double wd = w == null ? d : w[k] * d;
                within += wd * d;
                for (int e = 0; e < l.rest.length; e++) {
                    into[(l.offset[e] + l.rest[e][k]) * width + j] += wd;
                }
            }
        }
        return new double[] {within, raw};
    }

    /** {@code y := M (y − D x)} for one column over the groups of chunk {@code c}; {@code into += D'W y} of the result. */
    static void finish(
            AbsorbLayout l,
            double @Nullable [] w,
            double[] inverse,
            double[] x,
            double[] y,
            double[] into,
            int c,
            int width,
            int j) {
        int effects = l.rest.length;
        for (int a = l.chunk[c]; a < l.chunk[c + 1]; a++) {
            int from = l.start[a];
            int to = l.start[a + 1];
            double sum = 0;
            for (int k = from; k < to; k++) {
                double v = y[k];
                for (int e = 0; e < effects; e++) {
                    v -= x[(l.offset[e] + l.rest[e][k]) * width + j];
                }
                y[k] = v;
                sum += w == null ? v : w[k] * v;
            }
            double mean = sum * inverse[a];
            for (int k = from; k < to; k++) {
                double d = y[k] - mean;
                y[k] = d;
                double wd = w == null ? d : w[k] * d;
                for (int e = 0; e < effects; e++) {
                    into[(l.offset[e] + l.rest[e][k]) * width + j] += wd;
                }
            }
        }
    }

    /** {@code D'WMy} of up to four columns at once; see {@link #project}. Returns sums of squares within and raw by column. */
    static double[][] project4(
            AbsorbLayout l, double @Nullable [] w, double[] inverse, double[][] y, double[] into, int c) {
        double[] t = new double[4 * l.widest(c)];
        double[] within = new double[4];
        double[] raw = new double[4];
        double[] mean = new double[4];
        for (int a = l.chunk[c]; a < l.chunk[c + 1]; a++) {
            int from = l.start[a];
            int to = l.start[a + 1];
            load(y, t, from, to);
            means(t, w, from, to, inverse[a], mean, raw);
            center(t, w, from, to, mean, within);
            scatter(l, t, from, to, into);
        }
        return new double[][] {within, raw};
    }

    /** {@code y := M (y − D x)} of up to four columns at once; see {@link #finish}. */
    static void finish4(
            AbsorbLayout l, double @Nullable [] w, double[] inverse, double[] x, double[][] y, double[] into, int c) {
        double[] t = new double[4 * l.widest(c)];
        double[] mean = new double[4];
        double[] unused = new double[4];
        for (int a = l.chunk[c]; a < l.chunk[c + 1]; a++) {
            int from = l.start[a];
            int to = l.start[a + 1];
            load(y, t, from, to);
            gather(l, t, from, to, x);
            means(t, w, from, to, inverse[a], mean, unused);
            for (int k = from, b = 0; k < to; k++, b += 4) {
                for (int j = 0; j < y.length; j++) {
                    y[j][k] = t[b + j] - mean[j];
                }
            }
            center(t, w, from, to, mean, unused);
            scatter(l, t, from, to, into);
        }
    }

    private static void load(double[][] y, double[] t, int from, int to) {
        for (int j = 0; j < y.length; j++) {
            double[] column = y[j];
            for (int k = from, b = j; k < to; k++, b += 4) {
                t[b] = column[k];
            }
        }
    }

    private static void gather(AbsorbLayout l, double[] t, int from, int to, double[] x) {
        int[] first = l.rest[0];
        int[] second = l.rest.length > 1 ? l.rest[1] : null;
        int shift = l.offset[1];
        for (int k = from, b = 0; k < to; k++, b += 4) {
            int o = first[k] << 2;
            double v0 = x[o];
            double v1 = x[o + 1];
            double v2 = x[o + 2];
            double v3 = x[o + 3];
            if (second != null) {
                int q = (shift + second[k]) << 2;
                v0 += x[q];
                v1 += x[q + 1];
                v2 += x[q + 2];
                v3 += x[q + 3];
            }
            t[b] -= v0;
            t[b + 1] -= v1;
            t[b + 2] -= v2;
            t[b + 3] -= v3;
        }
    }

    private static void means(
            double[] t, double @Nullable [] w, int from, int to, double inverse, double[] mean, double[] raw) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double r0 = 0;
        double r1 = 0;
        double r2 = 0;
        double r3 = 0;
        for (int k = from, b = 0; k < to; k++, b += 4) {
            double u = w == null ? 1 : w[k];
            double v0 = u * t[b];
            double v1 = u * t[b + 1];
            double v2 = u * t[b + 2];
            double v3 = u * t[b + 3];
            s0 += v0;
            s1 += v1;
            s2 += v2;
            s3 += v3;
            r0 += v0 * t[b];
            r1 += v1 * t[b + 1];
            r2 += v2 * t[b + 2];
            r3 += v3 * t[b + 3];
        }
        mean[0] = s0 * inverse;
        mean[1] = s1 * inverse;
        mean[2] = s2 * inverse;
        mean[3] = s3 * inverse;
        raw[0] += r0;
        raw[1] += r1;
        raw[2] += r2;
        raw[3] += r3;
    }

    /** {@code t := w (t − mean)}, adding {@code w (t − mean)²} to {@code within}. */
    private static void center(double[] t, double @Nullable [] w, int from, int to, double[] mean, double[] within) {
        double m0 = mean[0];
        double m1 = mean[1];
        double m2 = mean[2];
        double m3 = mean[3];
        double r0 = 0;
        double r1 = 0;
        double r2 = 0;
        double r3 = 0;
        for (int k = from, b = 0; k < to; k++, b += 4) {
            double u = w == null ? 1 : w[k];
            double d0 = t[b] - m0;
            double d1 = t[b + 1] - m1;
            double d2 = t[b + 2] - m2;
            double d3 = t[b + 3] - m3;
            t[b] = u * d0;
            t[b + 1] = u * d1;
            t[b + 2] = u * d2;
            t[b + 3] = u * d3;
            r0 += t[b] * d0;
            r1 += t[b + 1] * d1;
            r2 += t[b + 2] * d2;
            r3 += t[b + 3] * d3;
        }
        within[0] += r0;
        within[1] += r1;
        within[2] += r2;
        within[3] += r3;
    }

    private static void scatter(AbsorbLayout l, double[] t, int from, int to, double[] into) {
        int[] first = l.rest[0];
        int[] second = l.rest.length > 1 ? l.rest[1] : null;
        int shift = l.offset[1];
        for (int k = from, b = 0; k < to; k++, b += 4) {
            int o = first[k] << 2;
            into[o] += t[b];
            into[o + 1] += t[b + 1];
            into[o + 2] += t[b + 2];
            into[o + 3] += t[b + 3];
            if (second != null) {
                int q = (shift + second[k]) << 2;
                into[q] += t[b];
                into[q + 1] += t[b + 1];
                into[q + 2] += t[b + 2];
                into[q + 3] += t[b + 3];
            }
        }
    }

    /** Weight of each group of the eliminated effect, inverted; 0 for a group without weight. */
    static double[] inverseWeights(AbsorbLayout l, double @Nullable [] w) {
        double[] out = new double[l.groups()];
        org.overhang.core.Parallel.forBlocks(out.length, (from, to) -> {
            for (int a = from; a < to; a++) {
                double sum = w == null ? l.start[a + 1] - l.start[a] : 0;
                for (int k = l.start[a]; w != null && k < l.start[a + 1]; k++) {
                    sum += w[k];
                }
                out[a] = sum > 0 ? 1 / sum : 0;
            }
        });
        return out;
    }

    /** Weight of each level of the other effects. */
    static double[] levelWeights(AbsorbLayout l, double @Nullable [] w) {
        double[] out = new double[l.levels()];
        org.overhang.core.Parallel.forEach(l.rest.length, e -> {
            int[] codes = l.rest[e];
            int shift = l.offset[e];
            for (int k = 0; k < codes.length; k++) {
                out[shift + codes[k]] += w == null ? 1 : w[k];
            }
        });
        return out;
    }
}
