package org.overhang.dumping;

import java.util.function.IntPredicate;

/**
 * Export sales that take part in an average, packed: what a resampling did not draw is left out once, so that every loop
 * over the rest runs without asking.
 */
final class SaleRun {
    int n;
    /** Sale, times it counts, and quantity with these times. */
    int[] at = new int[64];

    double[] times = new double[64];
    double[] q = new double[64];
    double count;
    double quantity;

    /** The sales from one row to before another that were drawn. */
    void gather(double[] quantities, int[] weight, int from, int to) {
        start(to - from);
        for (int s = from; s < to; s++) {
            int w = weight.length == 0 ? 1 : weight[s];
            at[n] = s;
            times[n] = w;
            q[n] = quantities[s] * w;
            // One if the sale was drawn, without a branch that a processor could not foresee.
            n += -w >>> 31;
        }
        add();
    }

    /** Those of another run that a test has not picked out. */
    void without(SaleRun all, boolean[] picked) {
        take(all, picked, 1);
    }

    /** Those of another run that a test has picked out; none if there was no test. */
    void with(SaleRun all, boolean[] picked, boolean tested) {
        if (tested) {
            take(all, picked, 0);
        } else {
            start(0);
            add();
        }
    }

    private void take(SaleRun all, boolean[] picked, int unwanted) {
        start(all.n);
        for (int k = 0; k < all.n; k++) {
            at[n] = all.at[k];
            times[n] = all.times[k];
            q[n] = all.q[k];
            n += (picked[all.at[k]] ? 1 : 0) ^ unwanted;
        }
        add();
    }

    /** Leaves only those that are asked for. */
    void keep(IntPredicate wanted) {
        int all = n;
        n = 0;
        for (int k = 0; k < all; k++) {
            if (wanted.test(at[k])) {
                at[n] = at[k];
                times[n] = times[k];
                q[n++] = q[k];
            }
        }
        add();
    }

    private void start(int most) {
        n = 0;
        if (at.length <= most) {
            at = new int[2 * most];
            times = new double[2 * most];
            q = new double[2 * most];
        }
    }

    private void add() {
        double times0 = 0;
        double q0 = 0;
        double times1 = 0;
        double q1 = 0;
        int even = n & ~1;
        for (int k = 0; k < even; k += 2) {
            times0 += times[k];
            q0 += q[k];
            times1 += times[k + 1];
            q1 += q[k + 1];
        }
        count = times0 + times1 + (even < n ? times[even] : 0);
        quantity = q0 + q1 + (even < n ? q[even] : 0);
    }

    /** Quantity times a column, added up in four sums that do not wait for one another. */
    double sum(double[] column) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int k = 0;
        for (; k + 3 < n; k += 4) {
            a += q[k] * column[at[k]];
            b += q[k + 1] * column[at[k + 1]];
            c += q[k + 2] * column[at[k + 2]];
            d += q[k + 3] * column[at[k + 3]];
        }
        for (; k < n; k++) {
            a += q[k] * column[at[k]];
        }
        return a + b + (c + d);
    }
}
