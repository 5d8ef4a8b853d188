package org.overhang.core;

import java.util.Arrays;

/** Ratios and the middle of each group by rank. */
final class UnitValuesMath {
    private UnitValuesMath() {}

    /** NaN where a cell is missing or the quantity is zero. */
    static double[] ratios(double[] values, double[] quantities) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = quantities[i] > 0 ? values[i] / quantities[i] : Double.NaN;
        }
        return out;
    }

    /** Whether each ratio lies between the ranks that a share of its group leaves; a negative code is no group. */
    static boolean[] within(double[] ratios, int[] codes, int groups, double share) {
        int[] sizes = new int[groups];
        for (int i = 0; i < ratios.length; i++) {
            if (codes[i] >= 0 && !Double.isNaN(ratios[i])) {
                sizes[codes[i]]++;
            }
        }
        double[][] sorted = new double[groups][];
        for (int g = 0; g < groups; g++) {
            sorted[g] = new double[sizes[g]];
        }
        int[] at = new int[groups];
        for (int i = 0; i < ratios.length; i++) {
            if (codes[i] >= 0 && !Double.isNaN(ratios[i])) {
                sorted[codes[i]][at[codes[i]]++] = ratios[i];
            }
        }
        for (double[] group : sorted) {
            Arrays.sort(group);
        }
        boolean[] kept = new boolean[ratios.length];
        for (int i = 0; i < kept.length; i++) {
            if (codes[i] >= 0 && !Double.isNaN(ratios[i])) {
                double[] group = sorted[codes[i]];
                int cut = (int) Math.floor(share * group.length);
                kept[i] = ratios[i] >= group[cut] && ratios[i] <= group[group.length - 1 - cut];
            }
        }
        return kept;
    }
}
