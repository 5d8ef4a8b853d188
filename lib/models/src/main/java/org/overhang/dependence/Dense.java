package org.overhang.dependence;

import java.util.Arrays;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Elimination with row pivots. */
final class Dense {
    private Dense() {}

    /** Solves for several right sides at once, overwriting both arguments. */
    static double[][] solve(double[][] a, double[][] right) {
        int n = a.length;
        for (int j = 0; j < n; j++) {
            int pivot = j;
            for (int i = j + 1; i < n; i++) {
                pivot = Math.abs(a[i][j]) > Math.abs(a[pivot][j]) ? i : pivot;
            }
            if (!(Math.abs(a[pivot][j]) > 1e-13)) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "The rounds of supply need an end, but a loop gives back all it takes. Compare what goes into the loop "
                                + "with what it makes.");
            }
            double[] row = a[j];
            a[j] = a[pivot];
            a[pivot] = row;
            row = right[j];
            right[j] = right[pivot];
            right[pivot] = row;
            for (int i = j + 1; i < n; i++) {
                double f = a[i][j] / a[j][j];
                if (f != 0) {
                    for (int k = j; k < n; k++) {
                        a[i][k] -= f * a[j][k];
                    }
                    for (int k = 0; k < right[i].length; k++) {
                        right[i][k] -= f * right[j][k];
                    }
                }
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = 0; k < right[i].length; k++) {
                double sum = right[i][k];
                for (int j = i + 1; j < n; j++) {
                    sum -= a[i][j] * right[j][k];
                }
                right[i][k] = sum / a[i][i];
            }
        }
        return right;
    }

    static double[][] inverse(double[][] a) {
        double[][] unit = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            unit[i][i] = 1;
        }
        return solve(Arrays.stream(a).map(double[]::clone).toArray(double[][]::new), unit);
    }
}
