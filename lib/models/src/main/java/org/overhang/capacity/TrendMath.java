package org.overhang.capacity;

import java.util.ArrayList;
import java.util.Arrays;
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

    /** Weights of the ideal band-pass filter at distances 0 to {@code reach}, for cycles of {@code shortest} to {@code longest} periods. */
    private static double[] bandPass(double shortest, double longest, int reach) {
        double slow = 2 * Math.PI / longest;
        double fast = 2 * Math.PI / shortest;
        double[] b = new double[reach + 1];
        b[0] = (fast - slow) / Math.PI;
        for (int j = 1; j <= reach; j++) {
            b[j] = (StrictMath.sin(j * fast) - StrictMath.sin(j * slow)) / (Math.PI * j);
        }
        return b;
    }

    /** The Baxter–King cycle: band-pass weights cut off at {@code sides} and made to add up to zero; NaN at both ends. */
    static double[] baxterKing(double[] y, double shortest, double longest, int sides) {
        double[] b = bandPass(shortest, longest, sides);
        double sum = b[0];
        for (int j = 1; j <= sides; j++) {
            sum += 2 * b[j];
        }
        for (int j = 0; j <= sides; j++) {
            b[j] -= sum / (2 * sides + 1);
        }
        double[] cycle = new double[y.length];
        Arrays.fill(cycle, Double.NaN);
        for (int t = sides; t + sides < y.length; t++) {
            cycle[t] = b[0] * y[t];
            for (int j = 1; j <= sides; j++) {
                cycle[t] += b[j] * (y[t - j] + y[t + j]);
            }
        }
        return cycle;
    }

    /** The Christiano–Fitzgerald cycle of a random walk with drift: all observations count, the ends take the weight that is cut off. */
    static double[] christianoFitzgerald(double[] y, double shortest, double longest) {
        int n = y.length;
        double[] b = bandPass(shortest, longest, n);
        double drift = (y[n - 1] - y[0]) / (n - 1);
        double[] x = new double[n];
        for (int t = 0; t < n; t++) {
            x[t] = y[t] - t * drift;
        }
        double[] cycle = new double[n];
        for (int t = 0; t < n; t++) {
            double first = b[0] / 2;
            double last = b[0] / 2;
            double sum = t == 0 || t == n - 1 ? first * x[t] : b[0] * x[t];
            for (int j = 1; t - j > 0; j++) {
                sum += b[j] * x[t - j];
                first += b[j];
            }
            for (int j = 1; t + j < n - 1; j++) {
                sum += b[j] * x[t + j];
                last += b[j];
            }
            cycle[t] = sum - (t == 0 ? 0 : first * x[0]) - (t == n - 1 ? 0 : last * x[n - 1]);
        }
        return cycle;
    }
}
