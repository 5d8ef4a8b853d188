package org.overhang.core;

/** Quantiles of draws, by one rule everywhere. */
public final class Quantiles {
    private Quantiles() {}

    /**
     * A quantile by linear interpolation between order statistics: type 7 of Hyndman and Fan (1996), The American Statistician
     * 50, 361–365, the default of R.
     *
     * @param sorted numbers in rising order, at least one, none missing
     * @param p probability from 0 to 1
     * @return the quantile
     */
    public static double ofSorted(double[] sorted, double p) {
        double at = p * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
