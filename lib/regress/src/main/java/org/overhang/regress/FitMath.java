package org.overhang.regress;

import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.math.CrossMath;
import org.overhang.regress.absorb.Sample;

/** Likelihoods by which fits are compared. */
final class FitMath {
    private FitMath() {}

    /** Normal errors whose variance falls with the weight, as R's logLik of lm. */
    static double normal(PointEstimates core) {
        double n = core.scores().rows();
        double[] w = core.scores().sample().weights();
        double logWeights = 0;
        for (int i = 0; w != null && i < w.length; i++) {
            logWeights += FastMath.log(w[i]);
        }
        return 0.5
                * (logWeights
                        - n
                                * (FastMath.log(2 * Math.PI)
                                        + 1
                                        - FastMath.log(n)
                                        + FastMath.log(core.scores().rss())));
    }

    /** The log likelihood with one mean for all rows, the offset of a Poisson regression kept. */
    static double likelihoodOfMean(PointEstimates core, Link link) {
        return link == Link.LOG ? poissonNull(core) : binaryNull(core);
    }

    private static double binaryNull(PointEstimates core) {
        Sample sample = core.scores().sample();
        double[] w = sample.weights();
        double ones = CrossMath.sum(sample.y(), w);
        double all = w == null ? sample.size() : CrossMath.sum(w, null);
        return ones * FastMath.log(ones / all) + (all - ones) * FastMath.log(1 - ones / all);
    }

    /** Poisson with one mean for all rows, times the exponential of the offset. */
    private static double poissonNull(PointEstimates core) {
        Sample sample = core.scores().sample();
        double[] y = sample.y();
        double[] w = sample.weights();
        double[] offset = sample.offset();
        double outcome = 0;
        double exposure = 0;
        for (int i = 0; i < y.length; i++) {
            double weight = w == null ? 1 : w[i];
            outcome += weight * y[i];
            exposure += weight * (offset == null ? 1 : FastMath.exp(offset[i]));
        }
        double log = FastMath.log(outcome / exposure);
        double total = 0;
        for (int i = 0; i < y.length; i++) {
            double index = log + (offset == null ? 0 : offset[i]);
            total += (w == null ? 1 : w[i]) * (y[i] * index - FastMath.exp(index) - Gamma.logGamma(y[i] + 1));
        }
        return total;
    }
}
