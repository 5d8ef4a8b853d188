package org.overhang.core.math;

import java.util.ArrayList;
import java.util.List;

/**
 * The shortest sum of vectors with weights of at least one: {@code min_{λ ≥ 0} ‖Σ (1 + λ_i) g_i‖}.
 *
 * <p>The idea. Non-negative least squares by active sets: the row whose {@code g_i'r} is most negative enters, the weights of the rows inside are solved for, and a row whose weight
 * would turn negative leaves. Rows inside are independent, so there are never more of them than dimensions, whatever the number of
 * rows. Invariant at the end: {@code g_i'r ≥ 0} for all i, and 0 for those inside. Cost: rows × dimensions a step.
 */
public final class NonNegative {
    private static final double OPTIMAL = 1e-11;

    private NonNegative() {}

    /** The remainder r for vectors of length one; zero, up to rounding, if positive weights balance them. */
    public static double[] shortest(double[][] g) {
        int d = g.length == 0 ? 0 : g[0].length;
        double[] sum = new double[d];
        for (double[] row : g) {
            for (int j = 0; j < d; j++) {
                sum[j] += row[j];
            }
        }
        double[] r = sum.clone();
        List<Integer> inside = new ArrayList<>();
        double[] weight = new double[g.length];
        for (int step = 0; step < 40 * (d + 1); step++) {
            int enters = -1;
            double least = -OPTIMAL * (1 + Math.sqrt(Dense.dot(sum, sum)));
            for (int i = 0; i < g.length; i++) {
                double slope = Dense.dot(g[i], r);
                if (slope < least && !inside.contains(i)) {
                    least = slope;
                    enters = i;
                }
            }
            if (enters < 0) {
                break;
            }
            inside.add(enters);
            if (!settle(g, sum, inside, weight)) {
                inside.remove(Integer.valueOf(enters));
                break;
            }
            r = remainder(g, sum, inside, weight);
        }
        return r;
    }

    /** Solves for the weights inside, walking back to the first that would turn negative as often as one does. */
    private static boolean settle(double[][] g, double[] sum, List<Integer> inside, double[] weight) {
        while (!inside.isEmpty()) {
            int k = inside.size();
            double[][] cross = new double[k][k];
            double[] right = new double[k];
            for (int a = 0; a < k; a++) {
                right[a] = -Dense.dot(g[inside.get(a)], sum);
                for (int b = 0; b < k; b++) {
                    cross[a][b] = Dense.dot(g[inside.get(a)], g[inside.get(b)]);
                }
            }
            double[][] inverse = Dense.inverse(cross);
            if (inverse.length < k) {
                return false;
            }
            double[] target = Dense.multiply(inverse, right);
            double part = 1;
            for (int a = 0; a < k; a++) {
                double now = weight[inside.get(a)];
                if (target[a] <= 0) {
                    part = Math.min(part, now / (now - target[a]));
                }
            }
            for (int a = 0; a < k; a++) {
                int row = inside.get(a);
                weight[row] += part * (target[a] - weight[row]);
            }
            if (part >= 1) {
                return true;
            }
            inside.removeIf(row -> {
                boolean gone = !(weight[row] > 1e-14);
                weight[row] = gone ? 0 : weight[row];
                return gone;
            });
        }
        return true;
    }

    private static double[] remainder(double[][] g, double[] sum, List<Integer> inside, double[] weight) {
        double[] r = sum.clone();
        for (int row : inside) {
            for (int j = 0; j < r.length; j++) {
                r[j] += weight[row] * g[row][j];
            }
        }
        return r;
    }
}
