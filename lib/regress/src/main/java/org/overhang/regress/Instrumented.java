package org.overhang.regress;

import java.util.List;

/**
 * What an instrumented regression keeps for its tests: everything with the effects and weights in, regressors not yet projected.
 *
 * @param y outcome after the effects
 * @param endogenous instrumented regressors after the effects
 * @param endogenousNames their names
 * @param x included regressors after the effects
 * @param z excluded instruments after the effects
 * @param instrumentNames their names
 * @param kappa k-class parameter: 1 for two-stage least squares, NaN for moments
 * @param j Hansen's statistic of an estimate by moments; NaN elsewhere
 * @param weight the covariance by which moments are weighed; empty elsewhere
 */
record Instrumented(
        double[] y,
        double[][] endogenous,
        List<String> endogenousNames,
        double[][] x,
        double[][] z,
        List<String> instrumentNames,
        double kappa,
        double j,
        String weight) {}
