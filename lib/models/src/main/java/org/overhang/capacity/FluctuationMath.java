package org.overhang.capacity;

import java.util.Arrays;

/** Statistics of a change in the mean at an unknown date; what strucchange calls F tests and empirical fluctuation processes. */
final class FluctuationMath {
    private FluctuationMath() {}

    /** The mean of F statistics. */
    static double average(double[] f) {
        return Arrays.stream(f).average().orElse(Double.NaN);
    }

    /** The log of the mean of exp(F/2), which does not overflow. */
    static double exponential(double[] f) {
        double largest = Arrays.stream(f).max().orElse(Double.NaN);
        double sum = 0;
        for (double v : f) {
            sum += StrictMath.exp((v - largest) / 2);
        }
        return largest / 2 + StrictMath.log(sum / f.length);
    }

    /** F of no break against some at given dates: ((n − k − 1) / k) (RSS0 − RSSk) / RSSk, each regime with a mean of its own. */
    static double noneAgainst(double[] y, int[] dates, int[] changes) {
        double none = BreaksMath.squares(y, changes);
        double with = BreaksMath.squares(y, BreaksMath.merged(dates, changes));
        int k = dates.length;
        return (y.length - k - 1.0 - changes.length) / k * (none - with) / with;
    }

    /** The largest of these over one to {@code most} breaks: UDmax of Bai and Perron; NaN if there is room for none. */
    static double doubleMaximum(double[] y, int least, int most, int[] changes) {
        int[][] dates = BreaksMath.dates(y, least, most, changes);
        double largest = Double.NaN;
        for (int k = 1; k < dates.length; k++) {
            double f = noneAgainst(y, dates[k], changes);
            largest = Double.isNaN(largest) ? f : Math.max(largest, f);
        }
        return largest;
    }

    /** One-step forecast errors of the mean, each divided so that its variance is that of the series. */
    static double[] recursiveResiduals(double[] y) {
        double[] w = new double[y.length - 1];
        double sum = y[0];
        for (int t = 1; t < y.length; t++) {
            w[t - 1] = (y[t] - sum / t) / Math.sqrt(1 + 1.0 / t);
            sum += y[t];
        }
        return w;
    }

    private static double deviation(double[] w) {
        double mean = average(w);
        double squares = 0;
        for (double v : w) {
            squares += (v - mean) * (v - mean);
        }
        return Math.sqrt(squares / (w.length - 1));
    }

    /** Rec-CUSUM: the largest cumulated recursive residual over the line that rises from one to three. */
    static double recursiveCusum(double[] y) {
        double[] w = recursiveResiduals(y);
        double scale = deviation(w) * Math.sqrt(w.length);
        double sum = 0;
        double largest = 0;
        for (int t = 0; t < w.length; t++) {
            sum += w[t];
            largest = Math.max(largest, Math.abs(sum) / scale / (1 + 2.0 * (t + 1) / w.length));
        }
        return largest;
    }

    /** The p-value of Rec-CUSUM, from the crossing of a line by a Brownian motion: Brown, Durbin and Evans (1975). */
    static double recursiveCusumP(double x) {
        if (x < 0.3) {
            return 1 - 0.1465 * x;
        }
        double p = 2
                * (1
                        - normal(3 * x)
                        + StrictMath.exp(-4 * x * x) * (normal(x) + normal(5 * x) - 1)
                        - StrictMath.exp(-16 * x * x) * (1 - normal(x)));
        return Math.min(1, Math.max(0, p));
    }

    private static double normal(double x) {
        return 0.5 * org.apache.commons.math3.special.Erf.erfc(-x / Math.sqrt(2));
    }

    /** The largest sum of residuals in a window of a share of them, over √n times their standard deviation. */
    static double movingSum(double[] residuals, double window, int n) {
        int width = (int) Math.floor(window * residuals.length);
        double scale = deviation(residuals) * Math.sqrt(n);
        double sum = 0;
        double largest = 0;
        for (int t = 0; t < residuals.length; t++) {
            sum += residuals[t] - (t >= width ? residuals[t - width] : 0);
            largest = t >= width - 1 ? Math.max(largest, Math.abs(sum) / scale) : largest;
        }
        return largest;
    }

    /** OLS-MOSUM with a window of 15 %. */
    static double movingSum(double[] y, double window) {
        double mean = average(y);
        return movingSum(Arrays.stream(y).map(v -> v - mean).toArray(), window, y.length);
    }

    /** Rec-MOSUM with a window of 15 %. */
    static double recursiveMovingSum(double[] y, double window) {
        double[] w = recursiveResiduals(y);
        return movingSum(w, window, w.length);
    }
}
