package org.overhang.capacity;

import java.util.function.IntUnaryOperator;
import org.apache.commons.math3.distribution.FDistribution;

/** Whether the seasons of a series have levels of their own. */
final class SeasonMath {
    private static final double SIZE = 0.01;

    private SeasonMath() {}

    /** An F test of equal seasonal means of residuals, at 1 %: dependence inflates it little, since seasons alternate. */
    static boolean differ(double[] residuals, IntUnaryOperator season, int seasons) {
        double[] sums = new double[seasons];
        int[] counts = new int[seasons];
        double total = 0;
        for (int t = 0; t < residuals.length; t++) {
            int s = season.applyAsInt(t);
            sums[s] += residuals[t];
            counts[s]++;
            total += residuals[t] * residuals[t];
        }
        double between = 0;
        int present = 0;
        for (int s = 0; s < seasons; s++) {
            between += counts[s] == 0 ? 0 : sums[s] * sums[s] / counts[s];
            present += counts[s] == 0 ? 0 : 1;
        }
        int rest = residuals.length - present;
        if (present < 2 || rest < 1 || !(total > between)) {
            return false;
        }
        double f = between / (present - 1) / ((total - between) / rest);
        return 1 - new FDistribution(null, present - 1, rest).cumulativeProbability(f) < SIZE;
    }
}
