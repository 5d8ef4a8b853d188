package org.overhang.regress.survival;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Harrell's concordance in one sweep over death times, latest first, with a tree of the predictors of those at risk. */
final class ConcordanceMath {
    private final double[] tree;

    private ConcordanceMath(int levels) {
        tree = new double[levels + 1];
    }

    private void add(int level, double weight) {
        for (int i = level + 1; i < tree.length; i += i & -i) {
            tree[i] += weight;
        }
    }

    /** Weight of those at risk whose level is below. */
    private double below(int level) {
        double sum = 0;
        for (int i = level; i > 0; i -= i & -i) {
            sum += tree[i];
        }
        return sum;
    }

    /**
     * The share of comparable pairs in which the one who leaves earlier has the higher predictor; equal predictors count half.
     *
     * @param entry first time at risk, open
     * @param time last time at risk, rising within each stratum
     * @param event who leaves
     * @param weight of each row; a pair weighs the product
     * @param stratum rows of one stratum stand together
     * @param predictor the log hazard ratio of each row
     * @return from 0 to 1; NaN without a comparable pair
     */
    static double of(
            double[] entry, double[] time, boolean[] event, double[] weight, int[] stratum, double[] predictor) {
        double[] levels = Arrays.stream(predictor).distinct().sorted().toArray();
        int[] level = Arrays.stream(predictor)
                .mapToInt(v -> Arrays.binarySearch(levels, v))
                .toArray();
        double concordant = 0;
        double pairs = 0;
        for (int from = 0, to; from < time.length; from = to) {
            to = from;
            while (to < time.length && stratum[to] == stratum[from]) {
                to++;
            }
            double[] part = stratum(entry, time, event, weight, level, levels.length, from, to);
            concordant += part[0];
            pairs += part[1];
        }
        return concordant / pairs;
    }

    /** Those who leave at one time are not comparable with one another; who is censored then outlives them. */
    private static double[] stratum(
            double[] entry,
            double[] time,
            boolean[] event,
            double[] weight,
            int[] level,
            int levels,
            int from,
            int to) {
        ConcordanceMath atRisk = new ConcordanceMath(levels);
        Integer[] byEntry = IntStream.range(from, to).boxed().toArray(Integer[]::new);
        Arrays.sort(byEntry, Comparator.comparingDouble((Integer i) -> -entry[i]));
        int leaving = 0;
        double concordant = 0;
        double pairs = 0;
        for (int last = to - 1, first; last >= from; last = first) {
            double t = time[last];
            first = last;
            for (; first >= from && time[first] == t; first--) {
                if (!event[first]) {
                    atRisk.add(level[first], weight[first]);
                }
            }
            for (; leaving < byEntry.length && entry[byEntry[leaving]] >= t; leaving++) {
                atRisk.add(level[byEntry[leaving]], -weight[byEntry[leaving]]);
            }
            for (int i = first + 1; i <= last; i++) {
                if (event[i]) {
                    double lower = atRisk.below(level[i]);
                    double equal = atRisk.below(level[i] + 1) - lower;
                    concordant += weight[i] * (lower + equal / 2);
                    pairs += weight[i] * atRisk.below(levels);
                }
            }
            for (int i = first + 1; i <= last; i++) {
                if (event[i]) {
                    atRisk.add(level[i], weight[i]);
                }
            }
        }
        return new double[] {concordant, pairs};
    }
}
