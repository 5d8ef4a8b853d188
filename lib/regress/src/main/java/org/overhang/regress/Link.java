package org.overhang.regress;

import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.util.FastMath;

/** From the linear index to the mean, with both tails exact: one less a mean near one would lose its digits. */
enum Link {
    LOG {
        @Override
        double mean(double index) {
            return FastMath.exp(index);
        }

        @Override
        double slope(double index) {
            return FastMath.exp(index);
        }

        @Override
        double bend(double index) {
            return FastMath.exp(index);
        }
    },
    LOGIT {
        @Override
        double mean(double index) {
            return 1 / (1 + FastMath.exp(-index));
        }

        @Override
        double slope(double index) {
            return mean(index) * mean(-index);
        }

        @Override
        double bend(double index) {
            return slope(index) * (mean(-index) - mean(index));
        }
    },
    PROBIT {
        @Override
        double mean(double index) {
            return 0.5 * Erf.erfc(-index / ROOT_TWO);
        }

        @Override
        double slope(double index) {
            return FastMath.exp(-0.5 * index * index) / ROOT_TWO_PI;
        }

        @Override
        double bend(double index) {
            return -index * slope(index);
        }
    };

    private static final double ROOT_TWO = Math.sqrt(2);
    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    /** The mean at an index; of a binary outcome one less it is the mean at minus the index. */
    abstract double mean(double index);

    /** Derivative of the mean. */
    abstract double slope(double index);

    /** Second derivative of the mean. */
    abstract double bend(double index);
}
