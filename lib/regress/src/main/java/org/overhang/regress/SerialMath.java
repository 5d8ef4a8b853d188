package org.overhang.regress;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.math.CrossMath;
import org.overhang.core.math.Dense;
import org.overhang.regress.absorb.Scores;

/**
 * The long-run variance of the scores of one series, by kernel.
 *
 * <p>The idea. {@code S = Σ_l k(l/b) (Γ_l + Γ_l')}, {@code Γ_l = Σ_t g_t g_{t−l}'}, distances by the calendar. Prewhitening fits
 * {@code g_t = A g_{t−1} + e_t} without a mean, takes S of e and colours it again, {@code (I − A)^{-1} S (I − A)^{-1}'}. The bandwidth
 * is given, or Andrews' from an autoregression of each score, or Newey and West's (1994) from the autocovariances of the
 * scores' sum; the constant has weight zero in both, as in R's sandwich.
 *
 * <p>Sources: Andrews (1991), Econometrica 59, 817–858; the automatic bandwidths and prewhitening as kernHAC, bwAndrews and bwNeweyWest of R's
 * sandwich 3.0 compute them, whose numbers the tests hold. Invariant: the fixed Bartlett bandwidth {@code L + 1} is Newey–West with L lags.
 * Both automatic bandwidths depend on units through the weights of the sum: Newey and West's by its own definition, Andrews' not.
 * Cost: n² pairs for kernels without end, n · bandwidth for the others.
 */
final class SerialMath {
    private SerialMath() {}

    record Answer(double[][] meat, String words) {}

    static Answer meat(Covariance c, Scores s, Scores given) {
        double[] time = s.sample().time(c.toString());
        if (!s.sample().unitColumn().isEmpty()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A kernel covariance is for one series, but a unit column \""
                            + s.sample().unitColumn()
                            + "\" is named. Use neweyWest(lags) or driscollKraay(lags) in a panel.");
        }
        int[] order = IntStream.range(0, time.length)
                .boxed()
                .sorted((a, b) -> Double.compare(time[a], time[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] when = Arrays.stream(order).mapToDouble(i -> time[i]).toArray();
        boolean whole = c.isAutomatic() || c.prewhitened;
        requirePeriods(when, s.sample().rows(), order, whole);
        double[][] g = scores(s, order);
        double[][] own = c.isAutomatic() ? scores(given, order) : g;
        double[] weights = weights(given);
        int lost = 0;
        double[][] colour = new double[0][0];
        if (c.prewhitened) {
            double[][] a = vector(g);
            colour = colour(a);
            g = whitened(g, a);
            own = c.isAutomatic() ? whitened(own, vector(own)) : g;
            when = Arrays.copyOfRange(when, 1, when.length);
            lost = 1;
        }
        double bandwidth = bandwidth(c, own, weights, lost);
        double[][] meat = summed(g, when, c.kernel, bandwidth);
        if (lost > 0) {
            meat = Dense.sandwich(colour, meat);
        }
        return new Answer(meat, "bandwidth " + Numbers.significant(bandwidth, 5));
    }

    private static double[][] scores(Scores s, int[] order) {
        double[][] g = new double[s.x().length][order.length];
        for (int k = 0; k < g.length; k++) {
            for (int i = 0; i < order.length; i++) {
                g[k][i] = s.x()[k][order[i]] * s.u()[order[i]];
            }
        }
        return g;
    }

    private static void requirePeriods(double[] when, int[] rows, int[] order, boolean whole) {
        for (int i = 1; i < when.length; i++) {
            double gap = when[i] - when[i - 1];
            if (gap == 0 || whole && gap != 1) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        (gap == 0
                                        ? "A kernel covariance needs each period once, but rows "
                                        : "An automatic bandwidth and prewhitening need periods that follow one another, but between rows ")
                                + (rows[order[i - 1]] + 1) + " and " + (rows[order[i]] + 1)
                                + (gap == 0
                                        ? " share one. Name a panel covariance instead."
                                        : " there is a gap. Give a bandwidth, without prewhitening."));
            }
        }
    }

    /** Zero for the constant, one for each other regressor; one for a constant alone. */
    private static double[] weights(Scores s) {
        double[] out = new double[s.x().length];
        for (int k = 0; k < out.length; k++) {
            double first = s.x()[k][0];
            out[k] = out.length > 1 && Arrays.stream(s.x()[k]).allMatch(v -> v == first) ? 0 : 1;
        }
        return out;
    }

    /** Coefficients of each score on all scores one period before. */
    private static double[][] vector(double[][] g) {
        int n = g[0].length;
        double[][] before = Arrays.stream(g).map(c -> Arrays.copyOf(c, n - 1)).toArray(double[][]::new);
        double[][] after =
                Arrays.stream(g).map(c -> Arrays.copyOfRange(c, 1, n)).toArray(double[][]::new);
        double[][] inverse = Dense.inverse(CrossMath.products(before, before, null));
        if (inverse.length == 0) {
            throw notSettled();
        }
        return Dense.multiply(CrossMath.products(after, before, null), inverse);
    }

    private static double[][] whitened(double[][] g, double[][] a) {
        double[][] out = new double[g.length][g[0].length - 1];
        for (int k = 0; k < g.length; k++) {
            for (int t = 1; t < g[0].length; t++) {
                double fitted = 0;
                for (int j = 0; j < g.length; j++) {
                    fitted += a[k][j] * g[j][t - 1];
                }
                out[k][t - 1] = g[k][t] - fitted;
            }
        }
        return out;
    }

    private static double[][] colour(double[][] a) {
        double[][] left = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                left[i][j] = (i == j ? 1 : 0) - a[i][j];
            }
        }
        try {
            return new LUDecomposition(new Array2DRowRealMatrix(left, false))
                    .getSolver()
                    .getInverse()
                    .getData();
        } catch (SingularMatrixException e) {
            throw notSettled();
        }
    }

    private static OverhangException notSettled() {
        return new OverhangException(
                Reason.NOT_IDENTIFIED,
                "Prewhitening needs scores with an autoregression short of a unit root, but it cannot be inverted. "
                        + "Leave prewhitening out.");
    }

    private static double[][] summed(double[][] g, double[] when, Kernel kernel, double bandwidth) {
        int k = g.length;
        double[][] meat = new double[k][k];
        boolean ends = kernel != Kernel.QUADRATIC_SPECTRAL;
        for (int i = 0; i < when.length; i++) {
            for (int j = i; j >= 0; j--) {
                double distance = when[i] - when[j];
                if (ends && distance > bandwidth) {
                    break;
                }
                double w = distance == 0 ? 1 : kernel.weight(distance / bandwidth);
                for (int p = 0; p < k; p++) {
                    for (int q = 0; q < k; q++) {
                        meat[p][q] += w * (g[p][i] * g[q][j] + (i == j ? 0 : g[p][j] * g[q][i]));
                    }
                }
            }
        }
        return meat;
    }

    static double bandwidth(Covariance c, double[][] g, double[] weights, int lost) {
        return switch (c.rule) {
            case GIVEN -> c.bandwidth;
            case ANDREWS -> andrews(c.kernel, g, weights);
            case NEWEY_WEST_1994 -> neweyWest(c.kernel, g, weights, lost);
            case NEWEY_WEST_LAGS -> Math.floor(neweyWest(c.kernel, g, weights, lost)) + 1;
        };
    }

    /** Andrews' plug-in: an autoregression of order one with a mean for each score. */
    private static double andrews(Kernel kernel, double[][] g, double[] weights) {
        double below = 0;
        double above = 0;
        for (int k = 0; k < g.length; k++) {
            double[] ar = autoregression(g[k]);
            double rho = ar[0];
            double fourth = weights[k] * ar[1] * ar[1];
            double one = 1 - rho;
            double two = one * one;
            below += fourth / (two * two);
            double spread = kernel == Kernel.BARTLETT ? two * two * two * (1 + rho) * (1 + rho) : two * two * two * two;
            above += 4 * rho * rho * fourth / spread;
        }
        return kernel.constant * FastMath.pow(g[0].length * above / below, kernel.rate());
    }

    /** Slope of a regression on the value before, with a constant, and the mean square left. */
    private static double[] autoregression(double[] z) {
        int n = z.length - 1;
        double before = 0;
        double after = 0;
        for (int t = 0; t < n; t++) {
            before += z[t] / n;
            after += z[t + 1] / n;
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int t = 0; t < n; t++) {
            double x = z[t] - before;
            double y = z[t + 1] - after;
            xx += x * x;
            xy += x * y;
            yy += y * y;
        }
        double rho = xy / xx;
        return new double[] {rho, (yy - rho * xy) / n};
    }

    private static double neweyWest(Kernel kernel, double[][] g, double[] weights, int lost) {
        if (kernel == Kernel.TRUNCATED || kernel == Kernel.TUKEY_HANNING) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Newey and West's bandwidth needs the Bartlett, Parzen or quadratic spectral kernel, but it is "
                            + kernel + ". Take Andrews' bandwidth.");
        }
        int n = g[0].length;
        double[] h = new double[n];
        for (int t = 0; t < n; t++) {
            for (int k = 0; k < g.length; k++) {
                h[t] += weights[k] * g[k][t];
            }
        }
        double rate = kernel == Kernel.BARTLETT ? 2.0 / 9 : kernel == Kernel.PARZEN ? 4.0 / 25 : 2.0 / 25;
        int m = (int) Math.floor((lost > 0 ? 3 : 4) * FastMath.pow(n / 100.0, rate));
        double s0 = 0;
        double sq = 0;
        for (int j = 0; j <= m; j++) {
            double gamma = 0;
            for (int t = j; t < n; t++) {
                gamma += h[t] * h[t - j] / n;
            }
            s0 += (j == 0 ? 1 : 2) * gamma;
            sq += 2 * (kernel.order == 1 ? j : (double) j * j) * gamma;
        }
        double ratio = sq / s0;
        return kernel.constant * FastMath.pow(ratio * ratio * (n + lost), kernel.rate());
    }
}
