package org.overhang.regress.survival;

import org.overhang.core.math.Dense;

/**
 * Tells a likelihood that rises without end from one with a distant maximum, while Newton's steps run.
 *
 * <p>Near a maximum the decrement (step times score) squares with each step. Where a covariate separates those who leave from those
 * who stay, the step keeps its length and the decrement only falls by a constant factor. So a decrement that was small and is
 * not gone five steps later is a likelihood without a maximum, in whatever units and however far the covariate reaches.
 */
final class Runaway {
    /** Below this decrement the maximum is reached. */
    static final double SETTLED = 1e-16;

    private static final double SMALL = 1e-6;
    private static final int PATIENCE = 5;

    private int since;
    private double[] last = new double[0];

    /** Takes note of a step; true if the likelihood rises without end. */
    boolean isOn(double[] step, double decrement) {
        last = step.clone();
        since = decrement < SMALL ? since + 1 : 0;
        return since > PATIENCE && decrement >= SETTLED;
    }

    /** Whether a step was taken before the information gave out. */
    boolean hasMoved() {
        return last.length > 0;
    }

    /** The covariate whose coefficient moves the index most in the last step. */
    int largest(double[][] map, double[] reach) {
        double[] natural = Dense.multiply(map, last);
        int most = 0;
        for (int a = 1; a < natural.length; a++) {
            most = Math.abs(natural[a]) * reach[a] > Math.abs(natural[most]) * reach[most] ? a : most;
        }
        return most;
    }
}
