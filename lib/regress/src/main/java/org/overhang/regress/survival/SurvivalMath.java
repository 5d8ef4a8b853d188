package org.overhang.regress.survival;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;

/** Curves, tests and small matrices of the survival verbs. */
final class SurvivalMath {
    private SurvivalMath() {}

    /** Event times of one group with what stood and fell at each. */
    record Steps(double[] time, double[] atRisk, double[] events) {
        /** Survival after each step. */
        double[] survival() {
            double[] out = new double[time.length];
            double s = 1;
            for (int j = 0; j < out.length; j++) {
                s *= (atRisk[j] - events[j]) / atRisk[j];
                out[j] = s;
            }
            return out;
        }

        /** Greenwood's sum after each step; infinite once nobody is left. */
        double[] greenwood() {
            double[] out = new double[time.length];
            double sum = 0;
            for (int j = 0; j < out.length; j++) {
                sum += events[j] / (atRisk[j] * (atRisk[j] - events[j]));
                out[j] = sum;
            }
            return out;
        }
    }

    /**
     * The event times of some rows; a row is at risk in (entry, time], so one censored at t still is at t.
     */
    static Steps steps(double[] entry, double[] time, boolean[] event) {
        double[] ends = time.clone();
        double[] starts = entry.clone();
        Arrays.sort(ends);
        Arrays.sort(starts);
        double[] falls = new double[(int) count(event)];
        for (int i = 0, at = 0; i < time.length; i++) {
            if (event[i]) {
                falls[at++] = time[i];
            }
        }
        Arrays.sort(falls);
        double[] distinct = Arrays.stream(falls).distinct().toArray();
        double[] atRisk = new double[distinct.length];
        double[] events = new double[distinct.length];
        int fallen = 0;
        for (int j = 0; j < distinct.length; j++) {
            double t = distinct[j];
            atRisk[j] = below(starts, t) - below(ends, t);
            for (; fallen < falls.length && falls[fallen] == t; fallen++) {
                events[j]++;
            }
        }
        return new Steps(distinct, atRisk, events);
    }

    private static long count(boolean[] event) {
        long n = 0;
        for (boolean e : event) {
            n += e ? 1 : 0;
        }
        return n;
    }

    /** How many sorted values lie strictly below t. */
    static int below(double[] sorted, double t) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < t) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Two-sided tail of the normal. */
    static double normalTail(double z) {
        return Double.isNaN(z) ? Double.NaN : Erf.erfc(Math.abs(z) / Math.sqrt(2));
    }

    /** Upper tail of chi-squared. */
    static double chiSquaredTail(double x, int df) {
        return Double.isNaN(x) || df < 1 ? Double.NaN : Gamma.regularizedGammaQ(df / 2.0, Math.max(0, x) / 2);
    }

    /**
     * Lower Cholesky factor in place of a symmetric positive definite matrix.
     *
     * @return −1, or the first column whose pivot falls below a ten-billionth of its diagonal: it depends on those before it
     */
    static int cholesky(double[][] a) {
        for (int j = 0; j < a.length; j++) {
            double diagonal = a[j][j];
            double pivot = diagonal;
            for (int k = 0; k < j; k++) {
                pivot -= a[j][k] * a[j][k];
            }
            if (!(pivot > 1e-10 * Math.abs(diagonal))) {
                return j;
            }
            a[j][j] = Math.sqrt(pivot);
            for (int i = j + 1; i < a.length; i++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i][k] * a[j][k];
                }
                a[i][j] = sum / a[j][j];
            }
        }
        return -1;
    }

    /** Solves with a factor from {@link #cholesky}. */
    static double[] solve(double[][] factor, double[] right) {
        double[] y = right.clone();
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < i; k++) {
                y[i] -= factor[i][k] * y[k];
            }
            y[i] /= factor[i][i];
        }
        for (int i = y.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < y.length; k++) {
                y[i] -= factor[k][i] * y[k];
            }
            y[i] /= factor[i][i];
        }
        return y;
    }

    /** Inverse with a factor from {@link #cholesky}. */
    static double[][] inverse(double[][] factor) {
        double[][] out = new double[factor.length][];
        for (int i = 0; i < factor.length; i++) {
            double[] unit = new double[factor.length];
            unit[i] = 1;
            out[i] = solve(factor, unit);
        }
        return out;
    }

    static double[][] copy(double[][] a) {
        return Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Quadratic form with the inverse of a symmetric matrix; NaN if it is singular. */
    static double quadratic(double[][] a, double[] v) {
        double[][] factor = copy(a);
        return cholesky(factor) >= 0 ? Double.NaN : dot(v, solve(factor, v));
    }
}
