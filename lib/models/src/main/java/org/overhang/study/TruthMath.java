package org.overhang.study;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Draws;

/**
 * Draws of the truth behind figures that were observed with error.
 *
 * <p>Idea. A figure is the truth times an error, and adding noise to it once more draws neither: the drawn firms then scatter by the error
 * twice, and whatever is one-sided, such as a loss, is pushed the same way in every draw, so that more firms make the interval narrower
 * around the wrong number. What is wanted is the truth given the figure. Firms of one side scatter lognormally around a common level with
 * variance {@code V = τ² + σ²}, where {@code σ} is the stated error; then the log of the truth is normal with mean {@code w x + (1 − w) μ} and
 * variance {@code w σ²}, {@code w = τ²/(τ² + σ²)}. The drawn truths scatter by {@code τ²}, as the true ones do. {@code V} and {@code μ} are drawn
 * too, from what so many firms say of them: {@code V ~ s²(n − 1)/χ²_{n−1}}, {@code μ ~ N(mean, V/n)}. Where the figures scatter far more than their
 * error {@code w} is near one and nothing changes; where they scatter less, they are all alike but for the error.
 *
 * <p>Invariants: an error of zero leaves a figure as it is; units cancel, since figures are compared over another of the same firm; a draw uses
 * one stream in a fixed order. Two firms say nothing of their scatter: each is then drawn by itself ({@code w = 1}).
 *
 * <p>Why not simulation-extrapolation: it corrects the mean and not the interval. Why not the basic interval {@code 2θ − θ*}: the second
 * error biases less than the first, so it undercorrects.
 *
 * <p>Cost: one pass a draw. The idea is that of empirical Bayes for normal means, as in Efron and Morris's RAND report R-1394; the
 * drawing of V and μ is this library's own. Coverage is held by simulation (GlutCoverageTest).
 */
final class TruthMath {
    /** Firms from which on their scatter says how much of it is error. */
    private static final int TELLING = 3;

    private TruthMath() {}

    /** Variance of the log of a lognormal error whose standard deviation is a share of its mean. */
    static double variance(double share) {
        return FastMath.log1p(share * share);
    }

    /**
     * Factors from figures to a draw of the truth.
     *
     * @param figures what is compared between firms, above zero; others have no error
     * @param backed which side each firm is on
     * @param own error of each firm by itself, over its figure
     * @param shared error that all firms have in common
     * @param scores one a firm, standard normal
     * @param stream where what the sides have in common is drawn from
     */
    static double[] factors(
            double[] figures, boolean[] backed, double own, double shared, double[] scores, Draws stream) {
        double[] out = new double[figures.length];
        double common = Math.sqrt(variance(shared)) * stream.normal();
        for (boolean side : new boolean[] {true, false}) {
            double scatter = stream.normal();
            double level = stream.normal();
            int[] who = IntStream.range(0, out.length)
                    .filter(i -> backed[i] == side && figures[i] > 0)
                    .toArray();
            truths(figures, who, variance(own), scores, scatter, level, out);
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = figures[i] > 0 ? FastMath.exp(out[i] + common) : 1;
        }
        return out;
    }

    private static void truths(
            double[] figures, int[] who, double error, double[] scores, double scatter, double level, double[] out) {
        if (!(error > 0)) {
            return;
        }
        int n = who.length;
        double[] x =
                Arrays.stream(who).mapToDouble(i -> FastMath.log(figures[i])).toArray();
        double mean = ChainMath.sum(x) / n;
        double total = Double.POSITIVE_INFINITY;
        if (n >= TELLING) {
            double squares = 0;
            for (double v : x) {
                squares += (v - mean) * (v - mean);
            }
            total = Math.max(error, squares / chiSquare(n - 1, scatter));
        }
        double weight = n >= TELLING ? 1 - error / total : 1;
        double center = n >= TELLING ? mean + level * Math.sqrt(total / n) : mean;
        for (int k = 0; k < n; k++) {
            out[who[k]] = (1 - weight) * (center - x[k]) + Math.sqrt(weight * error) * scores[who[k]];
        }
    }

    /** A chi-square from a standard normal score, by Wilson and Hilferty; far out on the left it stays above zero. */
    private static double chiSquare(int freedom, double score) {
        double root = 1 - 2 / (9.0 * freedom) + score * Math.sqrt(2 / (9.0 * freedom));
        return freedom * Math.max(1e-3, root * root * root);
    }
}
