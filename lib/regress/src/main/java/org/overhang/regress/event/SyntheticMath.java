package org.overhang.regress.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.overhang.core.OverhangException;
import org.overhang.core.Progress;
import org.overhang.core.Reason;
import org.overhang.core.math.SmallLeastSquares;

/** Weights on a simplex and the synthetic estimates they make; {@code y[unit][period]}, controls first, periods before first. */
final class SyntheticMath {
    /** The gradient of a weight at zero may miss the multiplier by this share of the gradient's size before it counts. */
    private static final double OPTIMAL = 1e-10;

    private SyntheticMath() {}

    /**
     * Weights that sum to one and are not negative, nearest to a target: the exact minimum of {@code |Aw − b|²/n + ζ²|w|²}, by an
     * active set.
     *
     * @param a columns to weigh: {@code a[column][row]}
     * @param b target, one number a row
     * @param ridge ζ²
     * @param intercept whether the level of the target is left free
     */
    static double[] simplexWeights(double[][] a, double[] b, double ridge, boolean intercept) {
        int k = a.length;
        int n = b.length;
        double[][] x = new double[k][];
        for (int j = 0; j < k; j++) {
            x[j] = intercept ? centred(a[j]) : a[j];
        }
        double[] target = intercept ? centred(b) : b;
        double[][] h = new double[k][k];
        double[] c = new double[k];
        for (int i = 0; i < k; i++) {
            c[i] = SmallLeastSquares.dot(x[i], target) / n;
            for (int j = 0; j < k; j++) {
                h[i][j] = SmallLeastSquares.dot(x[i], x[j]) / n + (i == j ? ridge : 0);
            }
        }
        return activeSet(h, c);
    }

    /** min ½w'Hw − c'w with Σw = 1, w ≥ 0, from the best single column. */
    private static double[] activeSet(double[][] h, double[] c) {
        int k = c.length;
        int best = 0;
        for (int j = 1; j < k; j++) {
            if (h[j][j] / 2 - c[j] < h[best][best] / 2 - c[best]) {
                best = j;
            }
        }
        double[] w = new double[k];
        w[best] = 1;
        List<Integer> free = new ArrayList<>(List.of(best));
        for (int step = 0; step < 50 * (k + 10); step++) {
            Progress.stopIfInterrupted();
            int entering = entering(h, c, w, free);
            if (entering < 0) {
                return w;
            }
            free.add(entering);
            moveToMinimum(h, c, w, free);
        }
        throw new OverhangException(
                Reason.NOT_CONVERGED,
                "Synthetic weights need an optimum, but the search did not end after " + 50 * (k + 10)
                        + " steps. Drop control units that repeat one another.");
    }

    /** The weight at zero whose increase lowers the objective most, or −1 if there is none. */
    private static int entering(double[][] h, double[] c, double[] w, List<Integer> free) {
        double[] gradient = new double[c.length];
        double size = 0;
        for (int i = 0; i < c.length; i++) {
            gradient[i] = SmallLeastSquares.dot(h[i], w) - c[i];
            size = Math.max(size, Math.abs(c[i]) + h[i][i]);
        }
        double level = 0;
        for (int j : free) {
            level += w[j] * gradient[j];
        }
        int at = -1;
        double least = level - OPTIMAL * size;
        for (int i = 0; i < c.length; i++) {
            if (w[i] == 0 && !free.contains(i) && gradient[i] < least) {
                least = gradient[i];
                at = i;
            }
        }
        return at;
    }

    /** Goes to the minimum over the free weights, stopping at each weight that reaches zero and dropping it. */
    private static void moveToMinimum(double[][] h, double[] c, double[] w, List<Integer> free) {
        while (true) {
            double[] goal = equalityMinimum(h, c, free);
            double stride = 1;
            int blocking = -1;
            for (int i = 0; i < goal.length; i++) {
                double from = w[free.get(i)];
                if (goal[i] < 0 && from / (from - goal[i]) < stride) {
                    stride = from / (from - goal[i]);
                    blocking = i;
                }
            }
            for (int i = 0; i < goal.length; i++) {
                int j = free.get(i);
                w[j] += stride * (goal[i] - w[j]);
            }
            if (blocking < 0) {
                return;
            }
            w[free.get(blocking)] = 0;
            free.remove(blocking);
        }
    }

    private static double[] equalityMinimum(double[][] h, double[] c, List<Integer> free) {
        int m = free.size();
        RealMatrix kkt = new Array2DRowRealMatrix(m + 1, m + 1);
        double[] right = new double[m + 1];
        double scale = h[free.get(0)][free.get(0)];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                kkt.setEntry(i, j, h[free.get(i)][free.get(j)] / scale);
            }
            kkt.setEntry(i, m, 1);
            kkt.setEntry(m, i, 1);
            right[i] = c[free.get(i)] / scale;
        }
        right[m] = 1;
        double[] solved = new LUDecomposition(kkt, 0)
                .getSolver()
                .solve(new ArrayRealVector(right))
                .toArray();
        return Arrays.copyOf(solved, m);
    }

    private static double[] centred(double[] v) {
        double mean = Arrays.stream(v).sum() / v.length;
        return Arrays.stream(v).map(x -> x - mean).toArray();
    }

    /** Standard deviation of the yearly changes of the controls before treatment. */
    static double noise(double[][] y, int controls, int before) {
        int n = controls * (before - 1);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < controls; i++) {
            for (int t = 1; t < before; t++) {
                sum += y[i][t] - y[i][t - 1];
            }
        }
        double mean = sum / n;
        for (int i = 0; i < controls; i++) {
            for (int t = 1; t < before; t++) {
                double d = y[i][t] - y[i][t - 1] - mean;
                squares += d * d;
            }
        }
        return Math.sqrt(squares / (n - 1));
    }

    /**
     * An estimate with its weights.
     *
     * @param effect mean effect on the treated after treatment
     * @param units weights of the controls
     * @param periods weights of the periods before; all zero for synthetic control
     */
    record Estimate(double effect, double[] units, double[] periods) {}

    static Estimate estimate(double[][] y, int controls, int before, SyntheticControl.Estimator estimator) {
        int treated = y.length - controls;
        int after = y[0].length - before;
        double noise = noise(y, controls, before);
        double[] units;
        double[] periods = new double[before];
        switch (estimator) {
            case SYNTHETIC_CONTROL -> units = unitWeights(y, controls, before, 1e-6 * noise, false);
            case SYNTHETIC_DIFFERENCE -> {
                double zeta = Math.sqrt(Math.sqrt((double) treated * after)) * noise;
                units = unitWeights(y, controls, before, zeta, true);
                periods = periodWeights(y, controls, before, 1e-6 * noise);
            }
            default -> {
                units = new double[controls];
                Arrays.fill(units, 1.0 / controls);
                Arrays.fill(periods, 1.0 / before);
            }
        }
        double[] gap = gaps(y, controls, units);
        double effect = 0;
        for (int t = before; t < gap.length; t++) {
            effect += gap[t] / after;
        }
        return new Estimate(effect - SmallLeastSquares.dot(Arrays.copyOf(gap, before), periods), units, periods);
    }

    private static double[] unitWeights(double[][] y, int controls, int before, double zeta, boolean intercept) {
        double[][] a = new double[controls][];
        for (int i = 0; i < controls; i++) {
            a[i] = Arrays.copyOf(y[i], before);
        }
        return simplexWeights(a, Arrays.copyOf(treatedMean(y, controls), before), zeta * zeta, intercept);
    }

    private static double[] periodWeights(double[][] y, int controls, int before, double zeta) {
        double[][] a = new double[before][controls];
        double[] after = new double[controls];
        for (int i = 0; i < controls; i++) {
            for (int t = 0; t < y[i].length; t++) {
                if (t < before) {
                    a[t][i] = y[i][t];
                } else {
                    after[i] += y[i][t] / (y[i].length - before);
                }
            }
        }
        return simplexWeights(a, after, zeta * zeta, true);
    }

    static double[] treatedMean(double[][] y, int controls) {
        double[] mean = new double[y[0].length];
        for (int i = controls; i < y.length; i++) {
            for (int t = 0; t < mean.length; t++) {
                mean[t] += y[i][t] / (y.length - controls);
            }
        }
        return mean;
    }

    static double[] synthetic(double[][] y, double[] units) {
        double[] out = new double[y[0].length];
        for (int i = 0; i < units.length; i++) {
            for (int t = 0; t < out.length; t++) {
                out[t] += units[i] * y[i][t];
            }
        }
        return out;
    }

    static double[] gaps(double[][] y, int controls, double[] units) {
        double[] gap = treatedMean(y, controls);
        double[] synthetic = synthetic(y, units);
        for (int t = 0; t < gap.length; t++) {
            gap[t] -= synthetic[t];
        }
        return gap;
    }

    static double rootMeanSquare(double[] v, int from, int to) {
        double sum = 0;
        for (int t = from; t < to; t++) {
            sum += v[t] * v[t];
        }
        return Math.sqrt(sum / (to - from));
    }
}
