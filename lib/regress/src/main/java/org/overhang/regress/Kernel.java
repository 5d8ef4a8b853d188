package org.overhang.regress;

import org.apache.commons.math3.util.FastMath;

/**
 * How the weight of two periods falls with their distance, in bandwidths.
 *
 * <p>Formula, {@code z} the distance over the bandwidth:
 *
 * <pre>
 *   BARTLETT             1 − z                                     below 1
 *   PARZEN               1 − 6z² + 6z³ to 1/2, 2(1 − z)³ to 1
 *   QUADRATIC_SPECTRAL   25/(12π²z²) · (sin(6πz/5)/(6πz/5) − cos(6πz/5))
 *   TUKEY_HANNING        (1 + cos(πz))/2                           below 1
 *   TRUNCATED            1                                         to 1
 * </pre>
 *
 * Source: Andrews (1991), Econometrica 59, 817–858; the constants of the bandwidths as R's sandwich 3.0 has them.
 */
public enum Kernel {
    /** Falls linearly; never gives a negative variance. */
    BARTLETT("Bartlett", 1, 1.1447),
    /** Smooth at zero; never gives a negative variance. */
    PARZEN("Parzen", 2, 2.6614),
    /** Smooth, weights at every distance; the best rate among those that never give a negative variance. */
    QUADRATIC_SPECTRAL("quadratic spectral", 2, 1.3221),
    /** Half a cosine; may give a negative variance. */
    TUKEY_HANNING("Tukey–Hanning", 2, 1.7462),
    /** Weight one up to the bandwidth; may give a negative variance. */
    TRUNCATED("truncated", 2, 0.6611);

    private final String label;
    final int order;
    final double constant;

    Kernel(String label, int order, double constant) {
        this.label = label;
        this.order = order;
        this.constant = constant;
    }

    double weight(double z) {
        return switch (this) {
            case BARTLETT -> z < 1 ? 1 - z : 0;
            case PARZEN -> z <= 0.5 ? 1 - 6 * z * z * (1 - z) : z <= 1 ? 2 * (1 - z) * (1 - z) * (1 - z) : 0;
            case QUADRATIC_SPECTRAL -> {
                double a = 6 * Math.PI * z / 5;
                yield z == 0 ? 1 : 25 / (12 * Math.PI * Math.PI * z * z) * (FastMath.sin(a) / a - FastMath.cos(a));
            }
            case TUKEY_HANNING -> z <= 1 ? (1 + FastMath.cos(Math.PI * z)) / 2 : 0;
            case TRUNCATED -> z <= 1 ? 1 : 0;
        };
    }

    /** {@code (c_k · (statistic) · n)^{1/(2q+1)}}: the rate of a kernel of this order. */
    double rate() {
        return 1.0 / (2 * order + 1);
    }

    /**
     * The name that summaries print.
     *
     * @return for example {@code quadratic spectral}
     */
    @Override
    public String toString() {
        return label;
    }
}
