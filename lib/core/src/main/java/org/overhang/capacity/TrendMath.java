package org.overhang.capacity;

import java.util.ArrayList;
import java.util.List;

/** Log capacity from log output, by rules of peaks and by filters. */
final class TrendMath {
    private TrendMath() {}

    /**
     * Peaks: at or above everything before, above the next {@code confirm} values; of peaks nearer than {@code apart} the later stays.
     *
     * @return positions from 0
     */
    static int[] peaks(double[] y, int confirm, int apart) {
        List<Integer> candidates = new ArrayList<>();
        double highest = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < y.length; t++) {
            highest = Math.max(highest, y[t]);
            boolean peak = y[t] >= highest && t + confirm < y.length;
            for (int k = 1; peak && k <= confirm; k++) {
                peak = y[t] > y[t + k];
            }
            if (peak) {
                candidates.add(t);
            }
        }
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            if (i + 1 == candidates.size() || candidates.get(i + 1) - candidates.get(i) >= apart) {
                kept.add(candidates.get(i));
            }
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Straight lines between peaks; the first slope runs back, the last forward and is raised to touch any later value above it. */
    static double[] throughPeaks(double[] y, int[] peaks) {
        int n = y.length;
        int m = peaks.length;
        double[] capacity = new double[n];
        for (int i = 0; i + 1 < m; i++) {
            double slope = slope(y, peaks[i], peaks[i + 1]);
            for (int t = peaks[i]; t <= peaks[i + 1]; t++) {
                capacity[t] = y[peaks[i]] + slope * (t - peaks[i]);
            }
        }
        double first = slope(y, peaks[0], peaks[1]);
        for (int t = 0; t < peaks[0]; t++) {
            capacity[t] = y[peaks[0]] + first * (t - peaks[0]);
        }
        int end = peaks[m - 1];
        double last = slope(y, peaks[m - 2], end);
        for (int t = end + 1; t < n; t++) {
            last = Math.max(last, slope(y, end, t));
        }
        for (int t = end; t < n; t++) {
            capacity[t] = y[end] + last * (t - end);
        }
        return capacity;
    }

    private static double slope(double[] y, int from, int to) {
        return (y[to] - y[from]) / (to - from);
    }

    /** The Hodrick–Prescott trend, (I + λ D'D)⁻¹ y, by a banded LDL' factorization. */
    static double[] hodrickPrescott(double[] y, double lambda) {
        int n = y.length;
        double[] d0 = new double[n];
        double[] d1 = new double[n];
        double[] d2 = new double[n];
        for (int i = 0; i < n; i++) {
            d0[i] = 1;
        }
        for (int i = 0; i + 2 < n; i++) {
            d0[i] += lambda;
            d0[i + 1] += 4 * lambda;
            d0[i + 2] += lambda;
            d1[i] -= 2 * lambda;
            d1[i + 1] -= 2 * lambda;
            d2[i] += lambda;
        }
        double[] x = y.clone();
        double[] l1 = new double[n];
        double[] l2 = new double[n];
        for (int i = 0; i < n; i++) {
            double a = i >= 1 ? l1[i - 1] : 0;
            double b = i >= 2 ? l2[i - 2] : 0;
            double pivot = d0[i] - (i >= 1 ? a * a * d0[i - 1] : 0) - (i >= 2 ? b * b * d0[i - 2] : 0);
            double cross = i + 1 < n ? d1[i] - (i >= 1 ? l2[i - 1] * l1[i - 1] * d0[i - 1] : 0) : 0;
            x[i] -= (i >= 1 ? a * x[i - 1] : 0) + (i >= 2 ? b * x[i - 2] : 0);
            d0[i] = pivot;
            l1[i] = cross / pivot;
            l2[i] = i + 2 < n ? d2[i] / pivot : 0;
        }
        for (int i = 0; i < n; i++) {
            x[i] /= d0[i];
        }
        for (int i = n - 1; i >= 0; i--) {
            x[i] -= (i + 1 < n ? l1[i] * x[i + 1] : 0) + (i + 2 < n ? l2[i] * x[i + 2] : 0);
        }
        return x;
    }

    /** Regressors of the Hamilton filter: constant, y at t − h, …, y at t − h − p + 1. */
    static double[][] lagged(double[] y, int ahead, int lags) {
        int n = y.length - ahead - lags + 1;
        double[][] x = new double[lags + 1][];
        x[0] = LeastSquares.ones(n);
        for (int j = 0; j < lags; j++) {
            x[j + 1] = new double[n];
            System.arraycopy(y, lags - 1 - j, x[j + 1], 0, n);
        }
        return x;
    }
}
