package org.overhang.dynamics;

import java.util.Arrays;
import java.util.List;
import org.overhang.core.Provenance;
import org.overhang.core.Quantiles;
import tech.tablesaw.api.DoubleColumn;

/** Means, quantiles and columns of simulated outcomes. */
final class Moments {
    /** What figures of simulated paths say under them. */
    static final Provenance SIMULATED =
            new Provenance("", "simulated with the rules stated", "", "", "", "simulated", "", List.of());

    private Moments() {}

    static double mean(double[] v) {
        return v.length == 0 ? Double.NaN : Arrays.stream(v).sum() / v.length;
    }

    /** Standard error of the mean of independent draws. */
    static double stdError(double[] v) {
        double mean = mean(v);
        double sum = 0;
        for (double x : v) {
            sum += (x - mean) * (x - mean);
        }
        return v.length < 2 ? Double.NaN : Math.sqrt(sum / (v.length - 1) / v.length);
    }

    /** Linear between order statistics, R's type 7. */
    static double quantile(double[] v, double p) {
        double[] sorted = v.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : Quantiles.ofSorted(sorted, p);
    }

    static double[] less(double[] a, double[] b) {
        double[] out = new double[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] - b[i];
        }
        return out;
    }

    static DoubleColumn[] columns(String... names) {
        return Arrays.stream(names).map(DoubleColumn::create).toArray(DoubleColumn[]::new);
    }

    static void append(DoubleColumn[] columns, double... cells) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].append(cells[i]);
        }
    }
}
