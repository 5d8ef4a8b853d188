package org.overhang.capacity;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The short-run Johansen industry model: least fixed inputs with which plants at capacity meet a demand. */
final class IndustryMath {
    private IndustryMath() {}

    /** The share of fixed inputs needed, the share of each plant's capacity used, and the program at its optimum if there is one. */
    record Plan(double needed, double[] used, @Nullable Simplex optimum) {
        /** The least and the most of each plant's capacity that some plan with the same need uses; call it once. */
        double[][] ranges() {
            double[][] out = new double[used.length][];
            if (optimum == null) {
                return out;
            }
            optimum.keepOptimalFace();
            for (int k = 0; k < used.length; k++) {
                Arrays.fill(optimum.cost, 0);
                optimum.cost[k] = 1;
                optimum.minimize();
                double least = optimum.objective();
                optimum.cost[k] = -1;
                optimum.minimize();
                out[k] = new double[] {Math.min(least, used[k]), Math.max(-optimum.objective(), used[k])};
            }
            return out;
        }
    }

    /**
     * Minimizes λ subject to {@code Σ capacity w ≥ demand}, {@code Σ need w ≤ λ total}, {@code 0 ≤ w ≤ 1}.
     *
     * @param capacity outputs at capacity, by output and plant
     * @param need fixed inputs at capacity, by input and plant
     * @param demand amount wanted of each output, at most the capacity's sum
     * @param total amount of each fixed input there is
     */
    static Plan plan(double[][] capacity, double[][] need, double[] demand, double[] total) {
        int n = capacity[0].length;
        int outputs = capacity.length;
        int rows = outputs + need.length;
        Simplex lp = new Simplex(rows, n + 1 + rows);
        lp.clear();
        lp.cost[n] = 1;
        int tight = 0;
        double fullest = Double.NEGATIVE_INFINITY;
        for (int r = 0; r < rows; r++) {
            boolean output = r < outputs;
            double[] row = output ? capacity[r] : need[r - outputs];
            double scale = 1 / positive(output ? demand[r] : total[r - outputs]);
            double sum = 0;
            for (int k = 0; k < n; k++) {
                lp.a[k * rows + r] = row[k] * scale;
                sum += row[k] * scale;
            }
            lp.b[r] = output && demand[r] > 0 ? 1 : 0;
            lp.a[n * rows + r] = output || !(total[r - outputs] > 0) ? 0 : -1;
            lp.a[(n + 1 + r) * rows + r] = output ? -1 : 1;
            if (!output && total[r - outputs] > 0 && sum > fullest) {
                fullest = sum;
                tight = r;
            }
        }
        for (int k = 0; k < n; k++) {
            lp.upper[k] = 1;
            lp.high[k] = true;
        }
        for (int r = 0; r < rows; r++) {
            lp.basis[r] = r == tight ? n : n + 1 + r;
        }
        lp.start();
        lp.minimize();
        return new Plan(lp.objective(), Arrays.copyOf(lp.solution(), n), lp);
    }

    private static double positive(double amount) {
        return amount > 0 ? amount : 1;
    }
}
