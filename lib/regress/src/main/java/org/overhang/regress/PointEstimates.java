package org.overhang.regress;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.regress.absorb.Absorbing;
import org.overhang.regress.absorb.LinearFit;
import org.overhang.regress.absorb.Scores;

/**
 * An estimate as numbers, before a covariance is chosen.
 *
 * @param names coefficients
 * @param beta their estimates
 * @param scores what covariances are made of
 * @param residuals outcome less fit, effects included
 * @param removed regressors left out with the reason
 * @param tss sum of squares of the outcome about its mean
 * @param withinTss the same after the effects
 * @param absorbed residual, iterations and method of the absorption; its columns are empty
 * @param instruments two-stage results; null without instruments
 * @param counts results of a likelihood (Poisson, logit, probit); null for a linear regression
 */
record PointEstimates(
        List<String> names,
        double[] beta,
        Scores scores,
        double[] residuals,
        List<String> removed,
        double tss,
        double withinTss,
        Absorbing.Absorbed absorbed,
        @Nullable Instrumented instruments,
        @Nullable Counts counts) {

    static PointEstimates of(LinearFit fit) {
        return new PointEstimates(
                fit.names(),
                fit.beta(),
                fit.scores(),
                fit.residuals(),
                fit.removed(),
                fit.tss(),
                fit.withinTss(),
                new Absorbing.Absorbed(new double[0][], fit.residual(), fit.iterations(), fit.method()),
                null,
                null);
    }

    /**
     * What a Poisson, logit or probit regression adds.
     *
     * @param mean fitted mean of each row
     * @param deviance twice the log likelihood lost against a perfect fit
     * @param logLikelihood log likelihood with the factorial terms (log gamma for outcomes that are not whole)
     * @param iterations outer iterations
     * @param separated rows of the source left out because no finite coefficients fit them
     * @param link from index to mean
     * @param index linear index of each row, effects and offset included
     */
    record Counts(
            double[] mean,
            double deviance,
            double logLikelihood,
            int iterations,
            int[] separated,
            Link link,
            double[] index) {}
}
