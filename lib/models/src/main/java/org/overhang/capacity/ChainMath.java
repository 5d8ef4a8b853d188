package org.overhang.capacity;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Chained Fisher volumes of output and capacity: the weights of both periods count in each link. */
final class ChainMath {
    private ChainMath() {}

    /** Rows of each group by item; −1 where the group has no row of the item. */
    static int[][] rows(Keys groups, Keys items) {
        int[] group = groups.codes();
        int[] item = items.codes();
        int[][] rows = new int[groups.count()][items.count()];
        for (int[] of : rows) {
            Arrays.fill(of, -1);
        }
        for (int i = 0; i < group.length; i++) {
            if (group[i] < 0 || item[i] < 0) {
                continue;
            }
            int first = rows[group[i]][item[i]];
            if (first >= 0) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "A chained index needs each item once a period, but \"" + items.label(item[i]) + "\" has rows "
                                + (first + 1) + " and " + (i + 1) + " in \"" + groups.label(group[i])
                                + "\". Add the column that tells them apart to by(…).");
            }
            rows[group[i]][item[i]] = i;
        }
        return rows;
    }

    /** Whether a group is the next period of the group before it: all keys but the last agree. */
    static boolean follows(Keys groups, int g) {
        int last = groups.names().size() - 1;
        for (int k = 0; g > 0 && k < last; k++) {
            if (groups.level(g, k) != groups.level(g - 1, k)) {
                return false;
            }
        }
        return g > 0 && last >= 0;
    }

    /** Refuses a link whose two periods do not hold the same items. */
    static void requireSameItems(Keys groups, Keys items, int[][] rows) {
        for (int g = 0; g < rows.length; g++) {
            for (int i = 0; follows(groups, g) && i < rows[g].length; i++) {
                if (rows[g][i] < 0 != rows[g - 1][i] < 0) {
                    int there = rows[g][i] < 0 ? g - 1 : g;
                    int missing = rows[g][i] < 0 ? g : g - 1;
                    throw new OverhangException(
                            Reason.BAD_VALUE,
                            "A chained index needs every item in both periods of a link, but \"" + items.label(i)
                                    + "\" is complete in \"" + groups.label(there) + "\" and not in \""
                                    + groups.label(missing)
                                    + "\". Give it output and capacity of zero and a value added there, or leave it out of both.");
                }
            }
        }
    }

    /** Volumes in the value added of each unit's first period. */
    static double[] volumes(Keys groups, int[][] rows, double[] amount, double[] weight) {
        double[] out = new double[rows.length];
        for (int g = 0; g < out.length; g++) {
            out[g] = follows(groups, g)
                    ? out[g - 1] * fisher(rows[g - 1], rows[g], amount, weight)
                    : value(rows[g], rows[g], amount, weight);
        }
        return out;
    }

    /** The geometric mean of the growth at old and at new weights. */
    private static double fisher(int[] before, int[] after, double[] amount, double[] weight) {
        double old = value(before, after, amount, weight) / value(before, before, amount, weight);
        double young = value(after, after, amount, weight) / value(after, before, amount, weight);
        return Math.sqrt(old * young);
    }

    private static double value(int[] weights, int[] amounts, double[] amount, double[] weight) {
        double sum = 0;
        for (int i = 0; i < amounts.length; i++) {
            if (amounts[i] >= 0 && weights[i] >= 0) {
                sum += weight[weights[i]] * amount[amounts[i]];
            }
        }
        return sum;
    }

    /** The groups with chained volumes in place of sums. */
    static Utilization.Groups groups(Keys keys, Keys items, double[] q, double[] k, double[] w) {
        int[][] rows = rows(keys, items);
        requireSameItems(keys, items, rows);
        double[] output = volumes(keys, rows, q, w);
        double[] capacity = volumes(keys, rows, k, w);
        for (int g = 0; g < output.length; g++) {
            if (!(output[g] > 0 && capacity[g] > 0)) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "A chained index needs output and capacity above zero in every period, but they are not in \""
                                + keys.label(g) + "\". Start the series after it.");
            }
        }
        double @Nullable [] noDemand = null;
        return new Utilization.Groups(keys, output, capacity, noDemand, keys.sizes());
    }
}
