package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.overhang.core.Draws;
import org.overhang.core.Parallel;
import org.overhang.core.Seed;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.LinearFit;
import org.overhang.regress.absorb.Sample;

/**
 * Do intervals cover at their stated rate where the assumptions hold, and where do they fail. 4,000 seeded replications a
 * design: the simulation error of a rate near 0.95 is 0.0034.
 */
@Tag("slow")
class CoverageTest {
    /** The sample is made by hand; of the formula only the estimator is read. */
    private static final Regression TWO_STAGE = Regression.iv("y ~ 1 | w ~ z");

    private static final int REPLICATIONS = 4_000;
    private static final double LEVEL = 0.95;
    /** The issue of coverage: two points. */
    private static final double NEAR = 0.02;

    private interface Replication {
        boolean covers(Draws draws);
    }

    private static double rate(long seed, int replications, Replication one) {
        boolean[] hit = new boolean[replications];
        Parallel.forEach(replications, r -> hit[r] = one.covers(Seed.seed(seed).stream(r)));
        int hits = 0;
        for (boolean h : hit) {
            hits += h ? 1 : 0;
        }
        return (double) hits / replications;
    }

    private static boolean covers(double estimate, double[][] v, double degrees, double truth) {
        return Math.abs(estimate - truth)
                <= CoefficientEstimate.quantile(0.5 + LEVEL / 2, degrees) * Math.sqrt(v[0][0]);
    }

    /** Two crossed effects; errors independent, of unequal variance, or with a part common to the cluster. */
    private static LinearFit panel(Draws d, int groups, int each, boolean unequal, boolean common, int[] cluster) {
        return panel(d, groups, each, 4, unequal, common, cluster);
    }

    private static LinearFit panel(
            Draws d, int groups, int each, int periods, boolean unequal, boolean common, int[] cluster) {
        int n = groups * each;
        double[] y = new double[n];
        double[] x = new double[n];
        int[] unit = new int[n];
        int[] time = new int[n];
        for (int g = 0; g < groups; g++) {
            double shared = d.normal();
            double effect = d.normal();
            for (int i = g * each; i < (g + 1) * each; i++) {
                cluster[i] = g;
                unit[i] = i / periods;
                time[i] = i % periods;
                double z = d.normal();
                x[i] = effect * (i % 4) + z;
                double scale = unequal ? Math.abs(z) : 1;
                y[i] = x[i] + effect + 0.3 * time[i] + scale * d.normal() + (common ? shared * (i % 4) : 0);
            }
        }
        return LinearFit.of(
                Sample.of(y, new double[][] {x}, List.of("x"), null, EffectSet.of(unit, time)), LinearFit.TOLERANCE);
    }

    @Test
    void independentErrors() {
        double rate = rate(1, REPLICATIONS, d -> {
            LinearFit f = panel(d, 40, 8, false, false, new int[320]);
            var v = CovarianceMath.of(Covariance.iid(), SmallSample.FIXEST, f.scores());
            return covers(f.beta()[0], v.matrix(), v.degrees(), 1);
        });
        assertEquals(LEVEL, rate, NEAR);
    }

    @Test
    void unequalVarianceNeedsRobustErrors() {
        Covariance[] kinds = {Covariance.hc1(), Covariance.hc3(), Covariance.iid()};
        double[] rates = new double[3];
        for (int k = 0; k < 3; k++) {
            Covariance kind = kinds[k];
            rates[k] = rate(2, REPLICATIONS, d -> {
                LinearFit f = panel(d, 20, 40, 40, true, false, new int[800]);
                var v = CovarianceMath.of(kind, SmallSample.FIXEST, f.scores());
                return covers(f.beta()[0], v.matrix(), v.degrees(), 1);
            });
        }
        assertEquals(LEVEL, rates[0], NEAR, "HC1");
        assertEquals(LEVEL, rates[1], NEAR, "HC3");
        assertTrue(rates[2] < 0.93, "iid errors cover only " + rates[2]);
        double shortPanel = rate(2, REPLICATIONS, d -> {
            LinearFit f = panel(d, 80, 8, true, false, new int[640]);
            var v = CovarianceMath.of(Covariance.hc1(), SmallSample.FIXEST, f.scores());
            return covers(f.beta()[0], v.matrix(), v.degrees(), 1);
        });
        // Stock and Watson, Econometrica 76 (2008): with effects and few periods HC1 is not consistent.
        assertTrue(shortPanel < rates[0], "HC1 with 4 periods covers " + shortPanel);
    }

    @Test
    void clustersManyAndFew() {
        assertEquals(LEVEL, clustered(3, 80), NEAR, "80 clusters");
        double iid = rate(3, REPLICATIONS, d -> {
            LinearFit f = panel(d, 80, 8, false, true, new int[640]);
            var v = CovarianceMath.of(Covariance.iid(), SmallSample.FIXEST, f.scores());
            return covers(f.beta()[0], v.matrix(), v.degrees(), 1);
        });
        assertTrue(iid < 0.9, "errors that ignore the clusters cover only " + iid);
        double few = clustered(4, 10);
        assertTrue(few < LEVEL - NEAR, "10 clusters cover " + few);
    }

    private static double clustered(long seed, int groups) {
        return rate(seed, REPLICATIONS, d -> {
            int[] cluster = new int[groups * 8];
            LinearFit f = panel(d, groups, 8, false, true, cluster);
            var v = CovarianceMath.byCodes(SmallSample.FIXEST, f.scores(), cluster);
            return covers(f.beta()[0], v.matrix(), v.degrees(), 1);
        });
    }

    private static Sample instrumented(Draws d, int n, double strength) {
        double[] y = new double[n];
        double[] w = new double[n];
        double[] z = new double[n];
        double[] one = new double[n];
        for (int i = 0; i < n; i++) {
            double v = d.normal();
            z[i] = d.normal();
            w[i] = strength * z[i] + v;
            y[i] = w[i] + 0.95 * v + Math.sqrt(1 - 0.95 * 0.95) * d.normal();
            one[i] = 1;
        }
        int[] rows = new int[n];
        for (int i = 0; i < n; i++) {
            rows[i] = i;
        }
        return new Sample(
                null,
                rows,
                n,
                y,
                new double[][] {one},
                List.of("(Intercept)"),
                new double[][] {w},
                List.of("w"),
                new double[][] {z},
                List.of("z"),
                null,
                null,
                EffectSet.none(),
                List.of(),
                "",
                "",
                List.of(),
                List.of());
    }

    /** With strong instruments both cover; with weak ones only the Anderson–Rubin set does. */
    @Test
    void instrumentsStrongAndWeak() {
        assertEquals(LEVEL, twoStage(5, 1), NEAR, "strong");
        double weak = twoStage(6, 0.05);
        assertTrue(weak < LEVEL - NEAR, "weak instruments: the interval covers " + weak);
        for (double strength : new double[] {1, 0.05}) {
            double set = rate(7, REPLICATIONS, d -> {
                PointEstimates core =
                        InstrumentMath.fit(instrumented(d, 200, strength), TWO_STAGE, LinearFit.TOLERANCE);
                WeakMath math = new WeakMath(core.instruments(), 0, 0, new int[0][], 0, false);
                return math.andersonRubin(LEVEL, core.beta()).get(0).contains(1);
            });
            assertEquals(LEVEL, set, NEAR, "Anderson–Rubin at strength " + strength);
        }
    }

    private static double twoStage(long seed, double strength) {
        return rate(seed, REPLICATIONS, d -> {
            PointEstimates core = InstrumentMath.fit(instrumented(d, 200, strength), TWO_STAGE, LinearFit.TOLERANCE);
            var v = CovarianceMath.of(Covariance.iid(), SmallSample.FIXEST, core.scores());
            return covers(core.beta()[0], v.matrix(), v.degrees(), 1);
        });
    }

    @Test
    void poissonWithWrongVariance() {
        double rate = rate(8, REPLICATIONS, d -> {
            int n = 2_000;
            double[] y = new double[n];
            double[] x = new double[n];
            int[] group = new int[n];
            for (int i = 0; i < n; i++) {
                group[i] = i / 100;
                x[i] = 2 * d.uniform() - 1;
                // Multiplicative noise of mean one: the mean is right, the variance is not Poisson's.
                double noise = 2 * d.uniform();
                y[i] = Math.floor(noise * StrictMath.exp(1 + 0.5 * x[i] + 0.02 * group[i]) * 1000) / 1000;
            }
            PointEstimates core = PoissonMath.fit(
                    Sample.of(y, new double[][] {x}, List.of("x"), null, EffectSet.of(group)),
                    false,
                    LinearFit.TOLERANCE);
            var v = CovarianceMath.of(Covariance.hc1(), SmallSample.FIXEST, core.scores());
            return covers(core.beta()[0], v.matrix(), v.degrees(), 0.5);
        });
        assertEquals(LEVEL, rate, NEAR);
    }
}
