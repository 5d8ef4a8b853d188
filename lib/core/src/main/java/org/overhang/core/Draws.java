package org.overhang.core;

/**
 * A stream of random numbers: SplitMix64 bits, uniforms with 53 bits, normals by inversion.
 *
 * <p>One uniform makes one normal, so that two policies simulated from the same seed stay on common random numbers. The
 * generator is that of Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; the inversion
 * is Wichura's algorithm AS 241 (PPND16), Applied Statistics 37 (1988), 477–484.
 */
public final class Draws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

    private static final double[] CENTRAL_OVER = {
        2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
        1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080e0
    };
    private static final double[] CENTRAL_UNDER = {
        5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
        5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1.0
    };
    private static final double[] NEAR_OVER = {
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
        1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
        4.63033784615654529590e0, 1.42343711074968357734e0
    };
    private static final double[] NEAR_UNDER = {
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
        1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
        2.05319162663775882187e0, 1.0
    };
    private static final double[] FAR_OVER = {
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
        2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
        5.46378491116411436990e0, 6.65790464350110377720e0
    };
    private static final double[] FAR_UNDER = {
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
        7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
        5.99832206555887937690e-1, 1.0
    };

    private long state;

    Draws(long state) {
        this.state = state;
    }

    /**
     * The next 64 bits.
     *
     * @return any long
     */
    public long bits() {
        state += GOLDEN;
        long a = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /**
     * A uniform number strictly between 0 and 1.
     *
     * @return the number
     */
    public double uniform() {
        return ((bits() >>> 11) + 0.5) * TWO_TO_MINUS_53;
    }

    /**
     * A whole number from 0 to {@code bound - 1}, without modulo bias.
     *
     * @param bound how many values there are, at least 1
     * @return the number
     */
    public int below(int bound) {
        if (bound < 1) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A draw needs at least one value to choose from, but the bound is " + bound + ".");
        }
        long threshold = (1L << 32) % bound;
        while (true) {
            long product = (bits() >>> 32) * bound;
            if ((product & 0xFFFFFFFFL) >= threshold) {
                return (int) (product >>> 32);
            }
        }
    }

    /**
     * A standard normal number.
     *
     * @return the number
     */
    public double normal() {
        return inverseNormal(uniform());
    }

    /**
     * The quantile of the standard normal distribution, to about sixteen digits.
     *
     * @param p probability, strictly between 0 and 1; NaN, 0 and 1 give NaN and the infinities
     * @return the number that a standard normal stays below with that probability
     */
    public static double inverseNormal(double p) {
        double q = p - 0.5;
        if (Math.abs(q) <= 0.425) {
            return q * ratio(0.180625 - q * q, CENTRAL_OVER, CENTRAL_UNDER);
        }
        double tail = q < 0 ? p : 1 - p;
        if (!(tail > 0)) {
            return tail == 0 ? Math.copySign(Double.POSITIVE_INFINITY, q) : Double.NaN;
        }
        double r = StrictMath.sqrt(-StrictMath.log(tail));
        double value = r <= 5 ? ratio(r - 1.6, NEAR_OVER, NEAR_UNDER) : ratio(r - 5, FAR_OVER, FAR_UNDER);
        return q < 0 ? -value : value;
    }

    private static double ratio(double r, double[] over, double[] under) {
        double a = 0;
        double b = 0;
        for (int i = 0; i < over.length; i++) {
            a = a * r + over[i];
            b = b * r + under[i];
        }
        return a / b;
    }
}
