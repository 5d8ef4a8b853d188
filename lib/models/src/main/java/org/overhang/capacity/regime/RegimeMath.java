package org.overhang.capacity.regime;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Draws;
import org.overhang.core.Seed;

/**
 * Maximum likelihood of a series whose mean, and variance if asked, switches between two regimes by a Markov chain.
 *
 * <p>Idea. Given last period's probabilities the density of a value is a mixture of two normals; the filter multiplies these densities and
 * updates the probabilities, in logs, since products of two hundred densities underflow. The likelihood has several peaks, so climbs start
 * from many points: a rough climb from each by expectation and maximization, then Newton's steps from the best.
 *
 * <p>Parameters are free numbers: logit of staying in the high regime, logit of going from the low to the high one, two means, log variance
 * (two if it switches). The chain starts at its steady state. Regimes are put in order of their means after the climb.
 *
 * <p>Why not expectation and maximization to the end: it ignores that the steady state depends on the chain, and stops short of the peak.
 *
 * <p>Cost: starts × steps × n, and some forty likelihoods a Newton step. Source: C.-J. Kim, Journal of Econometrics 60 (1994),
 * 1–22, which describes both the filter of Hamilton and the smoother.
 */
final class RegimeMath {
    private static final int CLIMB = 60;
    private static final int NEWTON = 60;
    private static final double STEP = 1e-4;
    /** Largest slope of the log-likelihood in free parameters at which a climb has ended. */
    static final double FLAT = 1e-5;

    private RegimeMath() {}

    /** A pass over the series: log-likelihood, and the high regime's probability given the past and given all. */
    record Pass(double likelihood, double[] filtered, double[] smoothed) {}

    /** The peak: free parameters, its likelihood, the largest slope left and the covariance of the free parameters. */
    record Peak(double[] free, double likelihood, double slope, RealMatrix covariance) {}

    private static double probability(double logit) {
        return 1 / (1 + FastMath.exp(-logit));
    }

    /** Natural parameters: staying high, low to high, mean high, mean low, variance high, variance low. */
    static double[] natural(double[] free) {
        return new double[] {
            probability(free[0]),
            probability(free[1]),
            free[2],
            free[3],
            FastMath.exp(free[4]),
            FastMath.exp(free[free.length - 1])
        };
    }

    static Pass pass(double[] y, double[] free) {
        double[] p = natural(free);
        int n = y.length;
        double[] filtered = new double[n];
        double[] ahead = new double[n];
        double likelihood = 0;
        double high = p[1] / (1 - p[0] + p[1]);
        for (int t = 0; t < n; t++) {
            ahead[t] = high;
            double a = FastMath.log(high) + density(y[t], p[2], p[4]);
            double b = FastMath.log1p(-high) + density(y[t], p[3], p[5]);
            double top = Math.max(a, b);
            double sum = top + FastMath.log(FastMath.exp(a - top) + FastMath.exp(b - top));
            likelihood += sum;
            filtered[t] = FastMath.exp(a - sum);
            high = filtered[t] * p[0] + (1 - filtered[t]) * p[1];
        }
        double[] smoothed = filtered.clone();
        for (int t = n - 2; t >= 0; t--) {
            double up = smoothed[t + 1] / ahead[t + 1];
            double down = (1 - smoothed[t + 1]) / (1 - ahead[t + 1]);
            smoothed[t] = filtered[t] * (p[0] * up + (1 - p[0]) * down);
        }
        return new Pass(likelihood, filtered, smoothed);
    }

    private static double density(double y, double mean, double variance) {
        return -0.5 * (FastMath.log(2 * Math.PI * variance) + (y - mean) * (y - mean) / variance);
    }

    /** The best peak over starts whose lowest and highest part of the sorted series are drawn; NaN slope where none was found. */
    static Peak climb(double[] y, boolean switching, int starts, Seed seed) {
        double[] best = new double[0];
        double highest = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < starts; s++) {
            double[] at = expectation(y, start(y, switching, seed.stream(s)));
            double here = pass(y, at).likelihood;
            if (here > highest) {
                highest = here;
                best = at;
            }
        }
        return newton(y, ordered(best));
    }

    private static double[] start(double[] y, boolean switching, Draws draws) {
        double mean = 0;
        double squares = 0;
        for (double v : y) {
            mean += v / y.length;
        }
        for (double v : y) {
            squares += (v - mean) * (v - mean) / y.length;
        }
        double spread = Math.sqrt(squares);
        double[] out = new double[switching ? 6 : 5];
        out[0] = 1 + 3 * draws.uniform();
        out[1] = -1 - 3 * draws.uniform();
        out[2] = mean + 2 * draws.uniform() * spread;
        out[3] = mean - 2 * draws.uniform() * spread;
        for (int k = 4; k < out.length; k++) {
            out[k] = FastMath.log(squares * (0.05 + 0.6 * draws.uniform()));
        }
        return out;
    }

    private static double[] expectation(double[] y, double[] from) {
        double[] free = from;
        for (int step = 0; step < CLIMB; step++) {
            free = maximized(y, free);
        }
        return free;
    }

    private static double[] maximized(double[] y, double[] free) {
        double[] p = natural(free);
        Pass pass = pass(y, free);
        double[] weight = new double[2];
        double[] mean = new double[2];
        double[] from = new double[2];
        double[] toHigh = new double[2];
        for (int t = 0; t < y.length; t++) {
            double high = pass.smoothed[t];
            weight[0] += high;
            weight[1] += 1 - high;
            mean[0] += high * y[t];
            mean[1] += (1 - high) * y[t];
            if (t + 1 < y.length) {
                double ahead = pass.filtered[t] * p[0] + (1 - pass.filtered[t]) * p[1];
                from[0] += high;
                from[1] += 1 - high;
                toHigh[0] += pass.smoothed[t + 1] * p[0] * pass.filtered[t] / ahead;
                toHigh[1] += pass.smoothed[t + 1] * p[1] * (1 - pass.filtered[t]) / ahead;
            }
        }
        double[] squares = new double[2];
        for (int k = 0; k < 2; k++) {
            mean[k] /= weight[k];
        }
        for (int t = 0; t < y.length; t++) {
            squares[0] += pass.smoothed[t] * (y[t] - mean[0]) * (y[t] - mean[0]);
            squares[1] += (1 - pass.smoothed[t]) * (y[t] - mean[1]) * (y[t] - mean[1]);
        }
        double[] out = free.clone();
        out[0] = logit(toHigh[0] / from[0]);
        out[1] = logit(toHigh[1] / from[1]);
        out[2] = mean[0];
        out[3] = mean[1];
        boolean switching = free.length == 6;
        out[4] = FastMath.log(switching ? squares[0] / weight[0] : (squares[0] + squares[1]) / y.length);
        out[out.length - 1] = switching ? FastMath.log(squares[1] / weight[1]) : out[4];
        for (double v : out) {
            if (Double.isNaN(v) || Double.isInfinite(v)) {
                return free;
            }
        }
        return out;
    }

    private static double logit(double share) {
        double inside = Math.min(1 - 1e-9, Math.max(1e-9, share));
        return FastMath.log(inside / (1 - inside));
    }

    /** The same chain with the regime of the larger mean first. */
    private static double[] ordered(double[] free) {
        if (free[2] >= free[3]) {
            return free;
        }
        double[] out = free.clone();
        out[0] = -free[1];
        out[1] = -free[0];
        out[2] = free[3];
        out[3] = free[2];
        out[4] = free[free.length - 1];
        out[out.length - 1] = free[4];
        return out;
    }

    private static Peak newton(double[] y, double[] from) {
        double[] free = from;
        int k = free.length;
        double[] scale = new double[k];
        java.util.Arrays.fill(scale, 1);
        scale[2] = FastMath.exp(free[4] / 2);
        scale[3] = scale[2];
        double here = pass(y, free).likelihood;
        double[] slope = slope(y, free, scale);
        RealMatrix curve = curve(y, free, scale);
        for (int step = 0; step < NEWTON && largest(slope) > FLAT / 100; step++) {
            double[] move = direction(curve, slope);
            double part = 1;
            double[] next = moved(free, move, scale, part);
            double there = pass(y, next).likelihood;
            while (!(there >= here) && part > 1e-6) {
                part /= 2;
                next = moved(free, move, scale, part);
                there = pass(y, next).likelihood;
            }
            if (!(there >= here)) {
                break;
            }
            free = next;
            here = there;
            slope = slope(y, free, scale);
            curve = curve(y, free, scale);
        }
        RealMatrix covariance =
                new LUDecomposition(curve.scalarMultiply(-1)).getSolver().getInverse();
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
                covariance.multiplyEntry(a, b, scale[a] * scale[b]);
            }
        }
        return new Peak(free, here, largest(slope), covariance);
    }

    /** Newton's direction, or the slope itself where the surface is not a hill. */
    private static double[] direction(RealMatrix curve, double[] slope) {
        LUDecomposition solver = new LUDecomposition(curve.scalarMultiply(-1));
        if (solver.getSolver().isNonSingular()) {
            double[] move = solver.getSolver().getInverse().operate(slope);
            double along = 0;
            for (int a = 0; a < move.length; a++) {
                along += move[a] * slope[a];
            }
            if (along > 0) {
                return move;
            }
        }
        return slope;
    }

    private static double[] moved(double[] free, double[] move, double[] scale, double part) {
        double[] out = free.clone();
        for (int a = 0; a < out.length; a++) {
            out[a] += part * scale[a] * move[a];
        }
        return out;
    }

    private static double at(double[] y, double[] free, double[] scale, int a, double da, int b, double db) {
        double[] out = free.clone();
        out[a] += da * scale[a];
        out[b] += db * scale[b];
        return pass(y, out).likelihood;
    }

    private static double[] slope(double[] y, double[] free, double[] scale) {
        double[] out = new double[free.length];
        for (int a = 0; a < out.length; a++) {
            double wide = at(y, free, scale, a, 2 * STEP, a, 0) - at(y, free, scale, a, -2 * STEP, a, 0);
            double near = at(y, free, scale, a, STEP, a, 0) - at(y, free, scale, a, -STEP, a, 0);
            out[a] = (8 * near - wide) / (12 * STEP);
        }
        return out;
    }

    private static RealMatrix curve(double[] y, double[] free, double[] scale) {
        int k = free.length;
        double h = 10 * STEP;
        RealMatrix out = new Array2DRowRealMatrix(k, k);
        for (int a = 0; a < k; a++) {
            for (int b = 0; b <= a; b++) {
                double value = (at(y, free, scale, a, h, b, h)
                                - at(y, free, scale, a, h, b, -h)
                                - at(y, free, scale, a, -h, b, h)
                                + at(y, free, scale, a, -h, b, -h))
                        / (4 * h * h);
                out.setEntry(a, b, value);
                out.setEntry(b, a, value);
            }
        }
        return out;
    }

    private static double largest(double[] slope) {
        double out = 0;
        for (double v : slope) {
            out = Math.max(out, Math.abs(v));
        }
        return out;
    }
}
