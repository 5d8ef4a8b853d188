package org.overhang.equilibrium;

import org.apache.commons.math3.util.FastMath;

/**
 * The Armington market as one equation in the log price index.
 *
 * <p>Given {@code x = ln I}, each good's log consumer price is {@code y_j = A_j + B_j x}: its supply curve meets its demand
 * {@code ln q_j = ln V b_j - \sigma y_j + (\sigma+\eta) x}. What remains is {@code g(x) = ln(\sum b_j e^{(1-\sigma) y_j})/(1-\sigma) - x},
 * which falls strictly in x because every {@code B_j < 1}; Newton's method on it is safe and needs no matrix.
 */
final class ArmingtonMath {
    private static final int MOST_ITERATIONS = 100;
    private static final double STEP = 4e-16;
    /** Below this distance from 1 the power mean is computed through expm1 and log1p. */
    static final double NEAR_COBB_DOUGLAS = 1e-4;

    private ArmingtonMath() {}

    /** The root of g, or NaN if Newton does not settle. {@code b} is 0 for goods that are out. */
    static double index(double[] b, double[] a, double[] slope, double sigma, int n) {
        double x = 0;
        double last = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            double step = step(b, a, slope, sigma, n, x);
            x -= step;
            double size = Math.abs(step);
            if (size <= STEP * (1 + Math.abs(x)) || (size >= last && last <= 1e-13)) {
                return x;
            }
            if (!(size < Double.POSITIVE_INFINITY)) {
                return Double.NaN;
            }
            last = size;
        }
        return Double.NaN;
    }

    private static double step(double[] b, double[] a, double[] slope, double sigma, int n, double x) {
        double power = 1 - sigma;
        double sum = 0;
        double tilted = 0;
        if (Math.abs(power) < NEAR_COBB_DOUGLAS) {
            return meanIndex(b, a, slope, power, n, x);
        }
        for (int j = 0; j < n; j++) {
            double w = b[j] * FastMath.exp(power * (a[j] + slope[j] * x));
            sum += w;
            tilted += w * slope[j];
        }
        return (FastMath.log(sum) / power - x) / (tilted / sum - 1);
    }

    /** Near Cobb-Douglas; weights sum to one because exit is refused there. */
    private static double meanIndex(double[] b, double[] a, double[] slope, double power, int n, double x) {
        double excess = 0;
        double mean = 0;
        double tilted = 0;
        for (int j = 0; j < n; j++) {
            double y = a[j] + slope[j] * x;
            excess += b[j] * FastMath.expm1(power * y);
            mean += b[j] * y;
            tilted += b[j] * slope[j] * FastMath.exp(power * y);
        }
        double logIndex = power == 0 ? mean : FastMath.log1p(excess) / power;
        return (logIndex - x) / (tilted / (1 + excess) - 1);
    }

    /** g at x: what the root leaves. */
    static double excess(double[] b, double[] a, double[] slope, double sigma, double x) {
        double[] y = new double[b.length];
        for (int j = 0; j < y.length; j++) {
            y[j] = a[j] + slope[j] * x;
        }
        return logIndex(b, y, sigma) - x;
    }

    /** {@code ln(\sum b_j e^{(1-\sigma) y_j})/(1-\sigma)}. */
    static double logIndex(double[] b, double[] y, double sigma) {
        return logMean(b, y, 1 - sigma);
    }

    /** Log of the composite quantity over its baseline, from quantities over theirs alone. */
    static double logComposite(double[] b, double[] logRatio, double sigma) {
        return logMean(b, logRatio, (sigma - 1) / sigma);
    }

    /** Log of a power mean of {@code e^y}; goods of weight 0 do not count. */
    private static double logMean(double[] b, double[] y, double power) {
        boolean near = Math.abs(power) < NEAR_COBB_DOUGLAS;
        double sum = 0;
        double mean = 0;
        for (int j = 0; j < b.length; j++) {
            if (b[j] > 0) {
                sum += b[j] * (near ? FastMath.expm1(power * y[j]) : FastMath.exp(power * y[j]));
                mean += b[j] * y[j];
            }
        }
        if (!near) {
            return FastMath.log(sum) / power;
        }
        return power == 0 ? mean : FastMath.log1p(sum) / power;
    }

    /** Consumer surplus over its baseline: {@code -V (I^{\eta+1}-1)/(\eta+1)}. */
    static double surplus(double spending, double x, double eta) {
        double power = eta + 1;
        return Math.abs(power) < 1e-12 ? -spending * x : -spending * FastMath.expm1(power * x) / power;
    }

    /** Gross utility over its baseline: the area under the composite's inverse demand {@code (Q/V)^{1/\eta}}. */
    static double utility(double spending, double logQuantity, double eta) {
        double power = 1 + 1 / eta;
        return Math.abs(power) < 1e-12
                ? spending * logQuantity
                : spending * FastMath.expm1(power * logQuantity) / power;
    }

    /** Marginal cost at a quantity {@code e^{l}} times the shifted baseline. */
    static double marginalCost(double kept0, double logRatio, double supply) {
        return supply == Double.POSITIVE_INFINITY ? kept0 : supply == 0 ? 0 : kept0 * FastMath.exp(logRatio / supply);
    }

    /** Area under the supply curve up to quantity {@code q = q_0 a e^l}. */
    static double resourceCost(double kept0, double quantity, double logRatio, double supply) {
        if (supply == 0) {
            return 0;
        }
        double inverse = 1 / supply;
        return kept0 * quantity * (logRatio == 0 ? 1 : FastMath.exp(logRatio * inverse)) / (1 + inverse);
    }
}
