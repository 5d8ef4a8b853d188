package org.overhang.capacity;

import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.util.FastMath;

/**
 * Where a two-sided Brownian motion with downward drift has its maximum: the limit law of an estimated break date.
 *
 * <p>{@code V(s) = W(−s) − |s|/2} for {@code s ≤ 0} and {@code √r W(s) − s/2} for {@code s > 0}, r the ratio of the variances after and before.
 * The density of the place follows from the first passage to the maximum, the chance never to exceed it afterwards, and the chance that the
 * other side stays below. Bai, Review of Economics and Statistics 79 (1997), 551–563.
 */
final class ArgmaxMath {
    private static final GaussIntegrator NODES = new GaussIntegratorFactory().legendre(64);
    private static final double FAR = 60;

    private ArgmaxMath() {}

    /** The place that the maximum stays below with probability {@code p}. */
    static double quantile(double ratio, double p) {
        double reach = 40 * Math.max(1, ratio) * Math.max(1, ratio);
        return new BrentSolver(1e-10, 1e-10).solve(200, x -> probability(ratio, x) - p, -reach, reach);
    }

    /** The probability that the maximum is at or before {@code x}. */
    static double probability(double ratio, double x) {
        return x >= 0 ? 1 - tail(ratio, 1 / ratio, 1, x) : tail(1, 1, 1 / ratio, -x);
    }

    /**
     * Probability that the maximum lies on the side of variance {@code variance} beyond {@code x}.
     *
     * @param rate rate of the exponential law of that side's maximum
     * @param other rate of the exponential law of the other side's maximum
     */
    private static double tail(double variance, double rate, double other, double x) {
        double top = x + FAR * Math.max(1, variance) * 8;
        double sum = 0;
        double from = FastMath.sqrt(x);
        double to = FastMath.sqrt(top);
        int parts = 24;
        for (int i = 0; i < parts; i++) {
            double a = from + (to - from) * i / parts;
            double b = from + (to - from) * (i + 1) / parts;
            double half = (b - a) / 2;
            for (int k = 0; k < NODES.getNumberOfPoints(); k++) {
                double root = (a + b) / 2 + half * NODES.getPoint(k);
                sum += half * NODES.getWeight(k) * 2 * root * density(variance, rate, other, root * root);
            }
        }
        return sum;
    }

    private static double density(double variance, double rate, double other, double t) {
        double spread = Math.sqrt(variance * t);
        double drift = t / 2;
        return rate / (Math.sqrt(2 * Math.PI) * spread * t) * (moment(spread, drift, 0) - moment(spread, drift, other));
    }

    /** ∫ m exp(−(m + drift)² / (2 spread²) − c m) dm over m above zero. */
    private static double moment(double spread, double drift, double c) {
        double b = drift + c * spread * spread;
        double start = -drift * drift / (2 * spread * spread);
        double z = b / spread;
        double bulk = spread * spread * FastMath.exp(start);
        double lift = (b * b - drift * drift) / (2 * spread * spread);
        double mills = z < 30
                ? FastMath.exp(lift) * 0.5 * Erf.erfc(z / Math.sqrt(2))
                : FastMath.exp(start) / (z * Math.sqrt(2 * Math.PI)) * (1 - 1 / (z * z) + 3 / (z * z * z * z));
        return bulk - b * spread * Math.sqrt(2 * Math.PI) * mills;
    }
}
