package org.overhang.regress.event;

import java.util.List;

/**
 * Effects by period since the event with their joint covariance: what every estimator of an event study gives.
 *
 * @param since periods since the event, rising, without the reference
 * @param effect estimates
 * @param covariance their covariance matrix
 * @param overall average effect over treated observations or as the estimator defines it
 * @param overallError its standard error
 * @param degrees degrees of freedom; infinite for the normal
 * @param clusters clusters behind the covariance
 * @param overallMeaning what the overall effect averages over, in words
 * @param notes what the estimator did that a reader should know
 */
record EventEstimate(
        int[] since,
        double[] effect,
        double[][] covariance,
        double overall,
        double overallError,
        double degrees,
        int clusters,
        String overallMeaning,
        List<String> notes) {
    double standardError(int i) {
        return Math.sqrt(covariance[i][i]);
    }
}
