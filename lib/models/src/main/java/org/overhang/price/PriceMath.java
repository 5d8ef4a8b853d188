package org.overhang.price;

/** Sums of price gaps over groups: one pass in row order, so that the same rows give the same bits. */
final class PriceMath {
    private PriceMath() {}

    /** Sum of {@code (reference - price) * quantity} of each group. */
    static double[] gap(double[] reference, double[] price, double[] quantity, int[] group, int groups) {
        double[] out = new double[groups];
        for (int i = 0; i < group.length; i++) {
            if (group[i] >= 0) {
                out[group[i]] += (reference[i] - price[i]) * quantity[i];
            }
        }
        return out;
    }

    /** Sum of {@code value * quantity} of each group. */
    static double[] product(double[] value, double[] quantity, int[] group, int groups) {
        double[] out = new double[groups];
        for (int i = 0; i < group.length; i++) {
            if (group[i] >= 0) {
                out[group[i]] += value[i] * quantity[i];
            }
        }
        return out;
    }

    /** Sum of each group. */
    static double[] total(double[] value, int[] group, int groups) {
        double[] out = new double[groups];
        for (int i = 0; i < group.length; i++) {
            if (group[i] >= 0) {
                out[group[i]] += value[i];
            }
        }
        return out;
    }

    static double sum(double[] values) {
        double total = 0;
        for (double v : values) {
            total += v;
        }
        return total;
    }

    static double[] ratio(double[] over, double[] under) {
        double[] out = new double[over.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = over[i] / under[i];
        }
        return out;
    }
}
