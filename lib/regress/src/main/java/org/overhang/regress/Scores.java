package org.overhang.regress;

import org.jspecify.annotations.Nullable;

/**
 * What every covariance is made of: scores and their bread.
 *
 * @param sample the rows
 * @param x regressors with the effects taken out (for instruments, their projection), one array a column
 * @param u weighted residual of each row, so that the score is {@code x u}
 * @param bread inverse of X'WX
 * @param rss weighted sum of squared residuals; NaN for a likelihood, whose information needs no variance
 * @param weights weights of the squares in X'WX; null for none
 */
record Scores(Sample sample, double[][] x, double[] u, double[][] bread, double rss, double @Nullable [] weights) {
    int rows() {
        return u.length;
    }
}
