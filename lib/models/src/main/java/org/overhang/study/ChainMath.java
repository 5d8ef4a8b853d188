package org.overhang.study;

import java.util.Arrays;
import org.overhang.core.Quantiles;

/** Small sums on arrays of firms and draws. */
final class ChainMath {
    private ChainMath() {}

    static double sum(double[] v) {
        double total = 0;
        for (double x : v) {
            total += x;
        }
        return total;
    }

    static double[] times(double[] a, double[] b) {
        double[] out = new double[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] * b[i];
        }
        return out;
    }

    static double[] scaled(double[] a, double factor) {
        double[] out = new double[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] * factor;
        }
        return out;
    }

    static double[] where(boolean[] is, double[] a, double otherwise) {
        double[] out = new double[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = is[i] ? a[i] : otherwise;
        }
        return out;
    }

    /**
     * The part of the losses left after tied support that the rest of the support covers; NaN without such a loss.
     *
     * @param loss before support, 0 or more
     * @param support a year
     * @param tied share of support that comes with each unit
     */
    static double coveredShare(double[] loss, double[] support, double tied) {
        double left = 0;
        double paid = 0;
        for (int i = 0; i < loss.length; i++) {
            double open = Math.max(0, loss[i] - tied * support[i]);
            left += open;
            paid += Math.min(open, (1 - tied) * support[i]);
        }
        return left > 0 ? paid / left : Double.NaN;
    }

    /** The mean of what is known. */
    static double mean(double[] v) {
        return Arrays.stream(v).filter(x -> !Double.isNaN(x)).average().orElse(Double.NaN);
    }

    /** A quantile of what is known, infinite where it falls among what is; NaN if nothing is known. */
    static double quantile(double[] v, double p) {
        double[] known = Arrays.stream(v).filter(x -> !Double.isNaN(x)).sorted().toArray();
        int above = (int) Math.ceil(p * (known.length - 1));
        if (known.length > 0 && Double.isInfinite(known[above])) {
            return known[above];
        }
        return known.length == 0 ? Double.NaN : Quantiles.ofSorted(known, p);
    }

    /** The share of known draws that lie on the same side of zero as the estimate. */
    static double sameSign(double estimate, double[] draws) {
        int known = 0;
        int same = 0;
        for (double x : draws) {
            if (!Double.isNaN(x)) {
                known++;
                same += Math.signum(x) == Math.signum(estimate) ? 1 : 0;
            }
        }
        return known == 0 || Double.isNaN(estimate) ? Double.NaN : (double) same / known;
    }

    static double[] less(double[] a, double[] b) {
        double[] out = new double[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] - b[i];
        }
        return out;
    }
}
