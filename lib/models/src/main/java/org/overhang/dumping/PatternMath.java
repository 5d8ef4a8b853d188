package org.overhang.dumping;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Parallel;

/**
 * Patterns of prices among purchasers, regions and periods: each group of comparable merchandise against all other sales of
 * it.
 *
 * <p>Sums are taken around the mean of the merchandise and a base is the total less the group; where rounding could
 * decide, the group is done again from its sales.
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
    static void test(ExportSide ex, Groups groups, double[] price, int[] weight, DumpingRules rules, boolean[] pass) {
        run(ex, groups, price, weight, rules, pass, null);
    }

    /** Runs the test again and keeps what it found in every group. */
    static Found found(ExportSide ex, Groups groups, double[] price, int[] weight, DumpingRules rules) {
        Found found = new Found();
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
        run(ex, groups, price, weight, rules, new boolean[ex.rows], found);
        return found;
    }

    private static void run(
            ExportSide ex,
            Groups groups,
            double[] price,
            int[] weight,
            DumpingRules rules,
            boolean[] pass,
            @Nullable Found found) {
        int chunks = Math.max(1, Math.min(256, ex.merchandise));
        Parallel.forEach(chunks, c -> {
            int from = (int) ((long) ex.merchandise * c / chunks);
            int to = (int) ((long) ex.merchandise * (c + 1) / chunks);
            Merchandise one = new Merchandise(ex, groups, price, weight, new Line(rules), pass, found);
            for (int m = from; m < to; m++) {
                one.test(m);
            }
        });
    }

    /** The lines of the test, read once. */
    private static final class Line {
        final boolean cohen;
        final boolean pooled;
        final Threshold statistic;
        final Threshold sales;
        final Threshold share;
        private final int[] few = new int[64];

        Line(DumpingRules rules) {
            cohen = rules.patternTest() == PatternTest.COHENS_D;
            pooled = rules.uses(Reading.QUANTITY_POOLED_DEVIATION);
            statistic = rules.threshold(cohen ? Limit.COHENS_D : Limit.PRICE_DIFFERENCE);
            sales = rules.threshold(Limit.GROUP_SALES);
            share = rules.threshold(Limit.BASE_SHARE);
            for (int n = 0; n < few.length; n++) {
                few[n] = sales.holds(n) ? 1 : 0;
            }
        }

        /** One if a number of sales is enough; small numbers, which most groups have, were asked before. */
        int enough(double n) {
            return n < few.length ? few[(int) n] : sales.holds(n) ? 1 : 0;
        }
    }

    /** One comparable merchandise at a time, in buffers that are used again. */
    private static final class Merchandise {
        /** Relative error of a variance taken as a difference of sums, with room to spare. */
        private static final double ROUNDING = 1e-12;

        private final ExportSide ex;
        private final Groups groups;
        private final double[] price;
        private final int[] weight;
        private final Line line;
        private final boolean[] pass;
        private final @Nullable Found found;
        private final SaleRun run = new SaleRun();
        /** Distance from the mean of the merchandise, times quantity once, and squared. */
        private double[] off = new double[64];

        private double[] offSquared = new double[64];
        private double[] each = new double[4 * 64];
        /** Groups of enough sales. */
        private int[] large = new int[64];
        /** Whether each group passes, after one place for sales of no group. */
        private boolean[] passes = new boolean[65];

        private double center;
        private double first;
        private double second;

        Merchandise(
                ExportSide ex,
                Groups groups,
                double[] price,
                int[] weight,
                Line line,
                boolean[] pass,
                @Nullable Found found) {
            this.ex = ex;
            this.groups = groups;
            this.price = price;
            this.weight = weight;
            this.line = line;
            this.pass = pass;
            this.found = found;
        }

        void test(int m) {
            run.gather(ex.q, weight, ex.poolStart[ex.merchandiseStart[m]], ex.poolStart[ex.merchandiseStart[m + 1]]);
            if (run.quantity > 0) {
                center();
            }
            for (int d = 0; d < DIMENSIONS && (run.quantity > 0 || found != null); d++) {
                test(m, d);
            }
        }

        private void center() {
            if (off.length < run.n) {
                off = new double[2 * run.n];
                offSquared = new double[2 * run.n];
            }
            center = run.sum(price) / run.quantity;
            first = 0;
            second = 0;
            for (int k = 0; k < run.n; k++) {
                double apart = price[run.at[k]] - center;
                off[k] = run.q[k] * apart;
                offSquared[k] = off[k] * apart;
                first += off[k];
                second += offSquared[k];
            }
        }

        private void test(int m, int d) {
            int g0 = groups.offset[d][m];
            int many = groups.offset[d][m + 1] - g0;
            if (large.length <= many) {
                each = new double[8 * many];
                large = new int[2 * many];
                passes = new boolean[2 * many + 1];
            }
            int[] of = groups.of[d];
            boolean any = found == null ? quick(of, g0, many) : exactly(of, g0, many, d, found);
            for (int k = 0; any && k < run.n; k++) {
                int s = run.at[k];
                pass[s] |= passes[Math.max(0, of[s] - g0 + 1)];
            }
        }

        /** Sums around the mean of the merchandise; the base is the total less the group where that keeps its digits. */
        private boolean quick(int[] of, int g0, int many) {
            Arrays.fill(each, 0, 4 * many, 0);
            for (int k = 0; k < run.n; k++) {
                int g = of[run.at[k]];
                if (g >= 0) {
                    int at = 4 * (g - g0);
                    each[at] += run.times[k];
                    each[at + 1] += run.q[k];
                    each[at + 2] += off[k];
                    each[at + 3] += offSquared[k];
                }
            }
            int candidates = 0;
            for (int k = 0; k < many; k++) {
                large[candidates] = k;
                candidates += line.enough(each[4 * k]);
            }
            Arrays.fill(passes, 0, many + 1, false);
            boolean any = false;
            for (int c = 0; c < candidates; c++) {
                int k = large[c];
                int at = 4 * k;
                boolean passing = line.enough(run.count - each[at]) > 0
                        && line.share.holds((run.quantity - each[at + 1]) / run.quantity)
                        && differs(of, g0 + k, at);
                passes[k + 1] = passing;
                any |= passing;
            }
            return any;
        }

        private boolean differs(int[] of, int g, int at) {
            double own = 1 / each[at + 1];
            double rest = 1 / (run.quantity - each[at + 1]);
            double mean = each[at + 2] * own;
            double baseMean = (first - each[at + 2]) * rest;
            if (!line.cohen) {
                return line.statistic.holds(Math.abs((mean - baseMean) / (center + baseMean)));
            }
            double variance = Math.max(0, each[at + 3] * own - mean * mean);
            double baseVariance = Math.max(0, (second - each[at + 3]) * rest - baseMean * baseMean);
            double pooled =
                    line.pooled ? (baseVariance / rest + variance / own) / run.quantity : (baseVariance + variance) / 2;
            double noise = ROUNDING * (mean * mean + baseMean * baseMean + second * (rest + own));
            double apart = (baseMean - mean) * (baseMean - mean);
            double needed = line.statistic.value() * line.statistic.value();
            // Which groups differ cannot be foreseen, so that both sides are computed; that rounding decides is rare.
            boolean surely = pooled > noise & apart > needed * (pooled + noise);
            boolean perhaps = pooled <= noise | apart >= needed * (pooled - noise);
            return !surely & perhaps ? new Sides(of, g).differ(line) : surely;
        }

        private boolean exactly(int[] of, int g0, int many, int d, Found to) {
            boolean any = false;
            for (int k = 0; k < many; k++) {
                Sides sides = new Sides(of, g0 + k);
                sides.keep(to, d, g0 + k, line);
                passes[k + 1] = to.pass[d][g0 + k];
                any |= passes[k + 1];
            }
            return any;
        }

        /** A group and its base in two passes over the merchandise; a side of equal prices has no variance at all. */
        private final class Sides {
            private final double[] n = new double[2];
            private final double[] q = new double[2];
            private final double[] mean = new double[2];
            private final double[] variance = new double[2];

            Sides(int[] of, int g) {
                double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
                double[] most = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
                for (int k = 0; k < run.n; k++) {
                    int s = run.at[k];
                    int side = of[s] == g ? 0 : 1;
                    n[side] += run.times[k];
                    q[side] += run.q[k];
                    mean[side] += run.q[k] * price[s];
                    least[side] = Math.min(least[side], price[s]);
                    most[side] = Math.max(most[side], price[s]);
                }
                for (int side = 0; side < 2; side++) {
                    mean[side] = least[side] == most[side] ? least[side] : mean[side] / q[side];
                }
                for (int k = 0; k < run.n; k++) {
                    int s = run.at[k];
                    int side = of[s] == g ? 0 : 1;
                    double apart = price[s] - mean[side];
                    variance[side] += run.q[k] * apart * apart;
                }
                variance[0] = q[0] > 0 ? variance[0] / q[0] : 0;
                variance[1] = q[1] > 0 ? variance[1] / q[1] : 0;
            }

            double statistic(Line line) {
                if (!line.cohen) {
                    return (mean[0] - mean[1]) / mean[1];
                }
                double pooled = line.pooled
                        ? Math.sqrt((variance[1] * q[1] + variance[0] * q[0]) / (q[0] + q[1]))
                        : Math.sqrt((variance[1] + variance[0]) / 2);
                return pooled > 0 ? (mean[1] - mean[0]) / pooled : Double.NaN;
            }

            /** Without any deviation a difference of means is enough. */
            boolean differ(Line line) {
                double statistic = statistic(line);
                return line.cohen && Double.isNaN(statistic)
                        ? mean[0] != mean[1]
                        : line.statistic.holds(Math.abs(statistic));
            }

            void keep(Found to, int d, int g, Line line) {
                to.n[d][g] = n[0];
                to.q[d][g] = q[0];
                to.mean[d][g] = mean[0];
                to.variance[d][g] = variance[0];
                to.baseN[d][g] = n[1];
                to.baseQ[d][g] = q[1];
                to.baseMean[d][g] = mean[1];
                to.baseVariance[d][g] = variance[1];
                to.statistic[d][g] = statistic(line);
                to.eligible[d][g] =
                        line.sales.holds(n[0]) && line.sales.holds(n[1]) && line.share.holds(q[1] / (q[0] + q[1]));
                to.pass[d][g] = to.eligible[d][g] && differ(line);
            }
        }
    }
}
