package org.overhang.dumping;

import java.util.Arrays;
import org.overhang.core.Parallel;

/**
 * Patterns of prices among purchasers, regions and periods: each group of comparable merchandise against all other sales of
 * it.
 *
 * <p>The base of a group is the merge of the groups before and after it, never a difference of totals, so that a base of
 * five percent keeps its digits.
 */
final class PatternMath {
    static final int DIMENSIONS = 3;

    /** Groups of every comparable merchandise and dimension, found once: no resampling changes them. */
    static final class Groups {
        /** First group of each merchandise; groups of one are a run. */
        final int[][] offset = new int[DIMENSIONS][];

        final int[][] of = new int[DIMENSIONS][];
        final int[][] code = new int[DIMENSIONS][];
        final int[] count = new int[DIMENSIONS];
    }

    /** What the test found, by group. */
    static final class Found {
        final double[][] n = new double[DIMENSIONS][];
        final double[][] q = new double[DIMENSIONS][];
        final double[][] mean = new double[DIMENSIONS][];
        final double[][] variance = new double[DIMENSIONS][];
        final double[][] baseN = new double[DIMENSIONS][];
        final double[][] baseQ = new double[DIMENSIONS][];
        final double[][] baseMean = new double[DIMENSIONS][];
        final double[][] baseVariance = new double[DIMENSIONS][];
        final double[][] statistic = new double[DIMENSIONS][];
        final boolean[][] eligible = new boolean[DIMENSIONS][];
        final boolean[][] pass = new boolean[DIMENSIONS][];
    }

    private PatternMath() {}

    static Groups groups(ExportSide ex) {
        Groups out = new Groups();
        int[][] codes = {ex.customer, ex.region, ex.quarter};
        Parallel.forEach(DIMENSIONS, d -> group(ex, d, codes[d], out));
        return out;
    }

    private static void group(ExportSide ex, int d, int[] code, Groups out) {
        int least = 0;
        int most = 0;
        for (int c : code) {
            least = Math.min(least, c);
            most = Math.max(most, c);
        }
        int[] slot = new int[most - least + 1];
        int[] stamp = new int[most - least + 1];
        int[] of = new int[ex.rows];
        int[] offset = new int[ex.merchandise + 1];
        int[] names = new int[1024];
        int count = 0;
        for (int m = 0; m < ex.merchandise; m++) {
            offset[m] = count;
            int to = ex.poolStart[ex.merchandiseStart[m + 1]];
            for (int s = ex.poolStart[ex.merchandiseStart[m]]; s < to; s++) {
                int c = code[s];
                if (c < 0 && d != ExportSide.TIME) {
                    of[s] = -1;
                    continue;
                }
                int k = c - least;
                if (stamp[k] != m + 1) {
                    stamp[k] = m + 1;
                    slot[k] = count;
                    names = count == names.length ? Arrays.copyOf(names, 2 * count) : names;
                    names[count++] = c;
                }
                of[s] = slot[k];
            }
        }
        offset[ex.merchandise] = count;
        out.of[d] = of;
        out.offset[d] = offset;
        out.code[d] = Arrays.copyOf(names, count);
        out.count[d] = count;
    }

    /**
     * Runs the test.
     *
     * @param price net price of each sale for the test
     * @param weight times each sale counts; empty if once
     * @param pass set for each sale that passes on any dimension
     */
    static Found test(ExportSide ex, Groups groups, double[] price, int[] weight, DumpingRules rules, boolean[] pass) {
        Found found = new Found();
        Line line = new Line(rules);
        for (int d = 0; d < DIMENSIONS; d++) {
            int count = groups.count[d];
            found.n[d] = new double[count];
            found.q[d] = new double[count];
            found.mean[d] = new double[count];
            found.variance[d] = new double[count];
            found.baseN[d] = new double[count];
            found.baseQ[d] = new double[count];
            found.baseMean[d] = new double[count];
            found.baseVariance[d] = new double[count];
            found.statistic[d] = new double[count];
            found.eligible[d] = new boolean[count];
            found.pass[d] = new boolean[count];
        }
        int chunks = Math.max(1, Math.min(256, ex.merchandise));
        Parallel.forEach(chunks, c -> {
            int from = (int) ((long) ex.merchandise * c / chunks);
            int to = (int) ((long) ex.merchandise * (c + 1) / chunks);
            Scratch scratch = new Scratch();
            for (int m = from; m < to; m++) {
                for (int d = 0; d < DIMENSIONS; d++) {
                    merchandise(ex, groups, m, d, price, weight, line, found, scratch, pass);
                }
            }
        });
        return found;
    }

    /** The lines of the test, read once. */
    private static final class Line {
        final boolean cohen;
        final boolean pooled;
        final Threshold statistic;
        final Threshold sales;
        final Threshold share;

        Line(DumpingRules rules) {
            cohen = rules.patternTest() == PatternTest.COHENS_D;
            pooled = rules.uses(Reading.QUANTITY_POOLED_DEVIATION);
            statistic = rules.threshold(cohen ? Limit.COHENS_D : Limit.PRICE_DIFFERENCE);
            sales = rules.threshold(Limit.GROUP_SALES);
            share = rules.threshold(Limit.BASE_SHARE);
        }
    }

    /** Moments of the groups so far and of those to come: n, q, mean, sum of squares, least, most. */
    private static final class Scratch {
        double[] after = new double[6 * 64];
        double[] least = new double[64];
        double[] most = new double[64];

        void ensure(int groups) {
            if (least.length < groups) {
                after = new double[6 * (2 * groups + 1)];
                least = new double[2 * groups];
                most = new double[2 * groups];
            } else if (after.length < 6 * (groups + 1)) {
                after = new double[6 * (groups + 1)];
            }
        }
    }

    private static void merchandise(
            ExportSide ex,
            Groups groups,
            int m,
            int d,
            double[] price,
            int[] weight,
            Line line,
            Found found,
            Scratch scratch,
            boolean[] pass) {
        int g0 = groups.offset[d][m];
        int many = groups.offset[d][m + 1] - g0;
        if (many == 0) {
            return;
        }
        scratch.ensure(many);
        int[] of = groups.of[d];
        int from = ex.poolStart[ex.merchandiseStart[m]];
        int to = ex.poolStart[ex.merchandiseStart[m + 1]];
        double[] blank = moments(ex, of, g0, many, from, to, price, weight, d, found, scratch);
        compare(g0, many, blank, line, d, found, scratch);
        boolean[] passes = found.pass[d];
        for (int s = from; s < to; s++) {
            if (of[s] >= 0 && passes[of[s]]) {
                pass[s] = true;
            }
        }
    }

    /** Moments of each group in two passes; returns those of the sales without a group. */
    private static double[] moments(
            ExportSide ex,
            int[] of,
            int g0,
            int many,
            int from,
            int to,
            double[] price,
            int[] weight,
            int d,
            Found found,
            Scratch scratch) {
        double[] n = found.n[d];
        double[] q = found.q[d];
        double[] mean = found.mean[d];
        double[] square = found.variance[d];
        Arrays.fill(scratch.least, 0, many, Double.POSITIVE_INFINITY);
        Arrays.fill(scratch.most, 0, many, Double.NEGATIVE_INFINITY);
        double[] blank = {0, 0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        boolean weighted = weight.length > 0;
        for (int s = from; s < to; s++) {
            double w = weighted ? weight[s] : 1;
            if (w == 0) {
                continue;
            }
            double x = price[s];
            double qs = ex.q[s] * w;
            int g = of[s];
            if (g >= 0) {
                n[g] += w;
                q[g] += qs;
                mean[g] += qs * x;
                scratch.least[g - g0] = Math.min(scratch.least[g - g0], x);
                scratch.most[g - g0] = Math.max(scratch.most[g - g0], x);
            } else {
                blank[0] += w;
                blank[1] += qs;
                blank[2] += qs * x;
                blank[4] = Math.min(blank[4], x);
                blank[5] = Math.max(blank[5], x);
            }
        }
        for (int k = 0; k < many; k++) {
            int g = g0 + k;
            mean[g] = scratch.least[k] == scratch.most[k] ? scratch.least[k] : mean[g] / q[g];
        }
        blank[2] = blank[4] == blank[5] ? blank[4] : blank[2] / blank[1];
        for (int s = from; s < to; s++) {
            double w = weighted ? weight[s] : 1;
            if (w != 0) {
                int g = of[s];
                double off = price[s] - (g >= 0 ? mean[g] : blank[2]);
                double add = ex.q[s] * w * off * off;
                if (g >= 0) {
                    square[g] += add;
                } else {
                    blank[3] += add;
                }
            }
        }
        return blank;
    }

    private static void compare(int g0, int many, double[] blank, Line line, int d, Found found, Scratch scratch) {
        double[] n = found.n[d];
        double[] q = found.q[d];
        double[] mean = found.mean[d];
        double[] square = found.variance[d];
        double[] after = scratch.after;
        put(after, many, 0, 0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        for (int k = many - 1; k >= 0; k--) {
            int g = g0 + k;
            System.arraycopy(after, 6 * (k + 1), after, 6 * k, 6);
            merge(after, 6 * k, n[g], q[g], mean[g], square[g], scratch.least[k], scratch.most[k]);
        }
        double[] base = new double[6];
        double[] before = blank.clone();
        for (int k = 0; k < many; k++) {
            int g = g0 + k;
            System.arraycopy(before, 0, base, 0, 6);
            int a = 6 * (k + 1);
            merge(base, 0, after[a], after[a + 1], after[a + 2], after[a + 3], after[a + 4], after[a + 5]);
            decide(g, base, line, d, found);
            merge(before, 0, n[g], q[g], mean[g], square[g], scratch.least[k], scratch.most[k]);
            square[g] = q[g] > 0 ? square[g] / q[g] : 0;
        }
    }

    private static void decide(int g, double[] base, Line line, int d, Found found) {
        double n = found.n[d][g];
        double q = found.q[d][g];
        double mean = found.mean[d][g];
        double variance = q > 0 ? found.variance[d][g] / q : 0;
        boolean constant = base[4] == base[5];
        double baseVariance = base[1] > 0 && !constant ? base[3] / base[1] : 0;
        double baseMean = base[1] > 0 ? (constant ? base[4] : base[2]) : Double.NaN;
        found.baseN[d][g] = base[0];
        found.baseQ[d][g] = base[1];
        found.baseMean[d][g] = baseMean;
        found.baseVariance[d][g] = baseVariance;
        boolean eligible =
                line.sales.holds(n) && line.sales.holds(base[0]) && line.share.holds(base[1] / (base[1] + q));
        double statistic;
        boolean differs;
        if (line.cohen) {
            double pooled = line.pooled
                    ? Math.sqrt((baseVariance * base[1] + variance * q) / (base[1] + q))
                    : Math.sqrt((baseVariance + variance) / 2);
            statistic = pooled > 0 ? (baseMean - mean) / pooled : Double.NaN;
            differs = pooled > 0 ? line.statistic.holds(Math.abs(statistic)) : baseMean != mean;
        } else {
            statistic = (mean - baseMean) / baseMean;
            differs = line.statistic.holds(Math.abs(statistic));
        }
        found.statistic[d][g] = statistic;
        found.eligible[d][g] = eligible;
        found.pass[d][g] = eligible && differs;
    }

    private static void put(
            double[] to, int group, double n, double q, double mean, double square, double least, double most) {
        int at = 6 * group;
        to[at] = n;
        to[at + 1] = q;
        to[at + 2] = mean;
        to[at + 3] = square;
        to[at + 4] = least;
        to[at + 5] = most;
    }

    /** Chan, Golub and LeVeque's merge of means and sums of squares. */
    private static void merge(
            double[] to, int at, double n, double q, double mean, double square, double least, double most) {
        if (!(q > 0)) {
            return;
        }
        double total = to[at + 1] + q;
        if (to[at + 1] > 0) {
            double apart = mean - to[at + 2];
            to[at + 3] += square + apart * apart * to[at + 1] * q / total;
            to[at + 2] += apart * q / total;
        } else {
            to[at + 2] = mean;
            to[at + 3] = square;
        }
        to[at] += n;
        to[at + 1] = total;
        to[at + 4] = Math.min(to[at + 4], least);
        to[at + 5] = Math.max(to[at + 5], most);
    }
}
