package org.overhang.regress.absorb;

import org.jspecify.annotations.Nullable;
import org.overhang.core.math.Dense;

/**
 * What every covariance is made of: scores and their bread.
 *
 * @param sample the rows
 * @param x regressors with the effects taken out (for instruments, their projection), one array a column
 * @param u weighted residual of each row, so that the score is {@code x u}
 * @param bread inverse of X'WX
 * @param rss weighted sum of squared residuals; NaN for a likelihood, whose information needs no variance
 * @param weights weights of the squares in X'WX; null for none
 * @param basis an orthonormal basis of x, where x is so nearly dependent that its bread would lose digits; null elsewhere
 */
public record Scores(
        Sample sample,
        double[][] x,
        double[] u,
        double[][] bread,
        double rss,
        double @Nullable [] weights,
        @Nullable Basis basis) {
    /**
     * Another set of columns for the same space.
     *
     * @param columns {@code Q} with {@code Q'WQ = I}
     * @param map from coefficients on Q to those on x
     */
    public record Basis(double[][] columns, double[][] map) {}

    public Scores(Sample sample, double[][] x, double[] u, double[][] bread, double rss, double @Nullable [] weights) {
        this(sample, x, u, bread, rss, weights, null);
    }

    /** The same scores on the basis, whose bread is the identity; themselves if there is none. */
    public Scores wellConditioned() {
        Basis b = basis;
        if (b == null) {
            return this;
        }
        double[][] identity = new double[b.columns.length][b.columns.length];
        for (int j = 0; j < identity.length; j++) {
            identity[j][j] = 1;
        }
        return new Scores(sample, b.columns, u, identity, rss, weights);
    }

    /** A covariance of coefficients on the basis as one of coefficients on x. */
    public double[][] natural(double[][] covariance) {
        Basis b = basis;
        return b == null ? covariance : Dense.sandwich(b.map, covariance);
    }

    public int rows() {
        return u.length;
    }
}
