package org.overhang.regress;

import java.util.Arrays;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.math.CrossMath;
import org.overhang.core.math.Dense;
import org.overhang.regress.absorb.Components;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.LinearFit;
import org.overhang.regress.absorb.Scores;

/**
 * Wild cluster bootstrap of one coefficient: the test for few clusters.
 *
 * <p>Formula: with residuals {@code u} under the null (or unrestricted), each draw multiplies those of cluster g by {@code v_g} and
 * recomputes {@code t* = (β* − β_0)/se*} with {@code G/(G − 1) · (n − 1)/(n − k)}; absorbed effects are not counted in k. The
 * p-value is the share of draws with {@code |t*| ≥ |t|}. Weights: Rademacher (±1) or Webb's six points
 * (±√(3/2), ±1, ±√(1/2)). Where all combinations are no more than the draws asked for they are enumerated and the answer is
 * exact. The interval holds the values whose test with strict inequality is not rejected.
 *
 * <p>Absorbed effects are taken out once; this is the bootstrap of the regression with dummies where the effects are nested in
 * the clusters. {@link #effectsEachDraw()} takes them out again in each draw, which is that bootstrap always, and costs one
 * absorbed column a cluster.
 *
 * <p>Defaults: null imposed, Rademacher, 9,999 draws, seed 1.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var fit = Regression.ols("y ~ x | firm").cluster("region").fit(panel);
 * fit.wildBootstrap("x").webb().draws(9_999).seed(seed(42)).test();
 * }</pre>
 *
 * Source: Cameron, Gelbach and Miller, Review of Economics and Statistics 90 (2008), 414–427; Webb, Queen's Economics
 * Department working paper 1315 (2014); Roodman, MacKinnon, Nielsen and Webb, Stata Journal 19 (2019), 4–60.
 */
public final class WildBootstrap {
    private static final double TIE = 1e-10;
    private static final double[] RADEMACHER = {-1, 1};
    private static final double[] WEBB = {-Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)};

    private final RegressionFit fit;
    private final int term;
    private final boolean webb;
    private final int draws;
    private final Seed seed;
    private final double nullValue;
    private final boolean impose;
    private final boolean eachDraw;

    private WildBootstrap(
            RegressionFit fit,
            int term,
            boolean webb,
            int draws,
            Seed seed,
            double nullValue,
            boolean impose,
            boolean eachDraw) {
        this.fit = fit;
        this.term = term;
        this.webb = webb;
        this.draws = draws;
        this.seed = seed;
        this.nullValue = nullValue;
        this.impose = impose;
        this.eachDraw = eachDraw;
    }

    static WildBootstrap of(RegressionFit fit, String term) {
        if (fit.spec.kind != Regression.Kind.OLS
                || fit.spec.covariance.kind != Covariance.Kind.CLUSTER
                || fit.spec.covariance.columns.size() != 1) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The wild cluster bootstrap needs least squares with one cluster column, but this is "
                            + fit.spec.kind + " with errors " + fit.spec.covariance
                            + ". Use Regression.ols(…).cluster(\"region\").");
        }
        return new WildBootstrap(fit, fit.index(term), false, 9_999, new Seed(1), 0, true, false);
    }

    /**
     * Webb's six-point weights instead of Rademacher's two, for fewer than about ten clusters.
     *
     * @return a changed copy
     */
    public WildBootstrap webb() {
        return new WildBootstrap(fit, term, true, draws, seed, nullValue, impose, eachDraw);
    }

    /**
     * Sets the number of draws.
     *
     * @param count at least 99; fewer combinations than this are enumerated
     * @return a changed copy
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} below 99
     */
    public WildBootstrap draws(int count) {
        if (count < 99) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "The wild bootstrap needs at least 99 draws, but it is " + count + ".");
        }
        return new WildBootstrap(fit, term, webb, count, seed, nullValue, impose, eachDraw);
    }

    /**
     * Sets the seed.
     *
     * @param start where the draws start
     * @return a changed copy
     */
    public WildBootstrap seed(Seed start) {
        return new WildBootstrap(fit, term, webb, draws, start, nullValue, impose, eachDraw);
    }

    /**
     * Tests another value than zero.
     *
     * @param value the coefficient under the null
     * @return a changed copy
     */
    public WildBootstrap nullAt(double value) {
        return new WildBootstrap(fit, term, webb, draws, seed, value, impose, eachDraw);
    }

    /**
     * Residuals of the unrestricted estimate instead of those under the null; known to reject too often with few clusters.
     *
     * @return a changed copy
     */
    public WildBootstrap unrestricted() {
        return new WildBootstrap(fit, term, webb, draws, seed, nullValue, false, eachDraw);
    }

    /**
     * Takes the absorbed effects out of every draw again.
     *
     * @return a changed copy
     */
    public WildBootstrap effectsEachDraw() {
        return new WildBootstrap(fit, term, webb, draws, seed, nullValue, impose, true);
    }

    /**
     * Draws and tests.
     *
     * @return statistic, p-values and interval
     */
    public WildTest test() {
        Scores s = fit.core.scores();
        int[] cluster = s.sample()
                .codes(java.util.List.of(fit.spec.covariance.columns.get(0).split("\\^")), "cluster");
        int groups = EffectSet.count(cluster);
        int n = s.rows();
        int k = s.x().length;
        double factor = groups / (groups - 1.0) * (n - 1.0) / (n - k);
        double[] a = s.bread()[term];
        double[] direction = direction(s, a);
        double[] weightedDirection = LinearFit.weighted(direction, s.weights());
        Forms fromResiduals = forms(s, s.u(), cluster, groups, a);
        Forms fromDirection = impose ? forms(s, weightedDirection, cluster, groups, a) : Forms.zero(groups);
        double[][] moments = moments(fromResiduals, fromDirection, groups);
        double estimate = fit.core.beta()[term];
        double se = Math.sqrt(factor * squares(clusterParts(s, cluster, groups, a)));
        double statistic = (estimate - nullValue) / se;
        int[] counts = counts(moments, estimate - nullValue, statistic, factor);
        int total = moments.length;
        double level = fit.spec.level;
        CoefficientEstimate.Range interval = impose
                ? interval(moments, estimate, se, factor, level)
                : unrestricted(moments, estimate, se, factor, level);
        return new WildTest(
                fit.core.names().get(term),
                estimate,
                se,
                statistic,
                nullValue,
                counts[0],
                counts[1],
                total,
                (double) counts[0] / total,
                (double) counts[1] / total,
                2 * Math.min(counts[2], counts[3]) / (double) total,
                isEnumerated(groups),
                webb,
                impose,
                groups,
                effects(s.sample().effects(), cluster),
                interval);
    }

    /** Which null the draws impose where effects reach across clusters. */
    private String effects(EffectSet effects, int[] cluster) {
        java.util.List<String> across = new java.util.ArrayList<>();
        for (int e = 0; e < effects.size(); e++) {
            if (!Components.nested(effects.codes()[e], effects.counts()[e], cluster)) {
                across.add(effects.names().get(e));
            }
        }
        if (across.isEmpty()) {
            return "";
        }
        String names = String.join(", ", across);
        return eachDraw
                ? "Effects not nested in the clusters (" + names
                        + ") are estimated again in each draw: the bootstrap of the "
                        + "regression on dummies, with the null on this coefficient."
                : "Effects not nested in the clusters (" + names
                        + ") are taken out once and held: the null is imposed on the "
                        + "regression after the effects, as if they were known. effectsEachDraw() estimates them in each draw.";
    }

    /** Each cluster's part {@code a'X_g'Wu_g} of the coefficient's variance. */
    private static double[] clusterParts(Scores s, int[] cluster, int groups, double[] a) {
        double[][] sums = CrossMath.groupSums(s.x(), s.u(), cluster, groups);
        double[] out = new double[groups];
        for (int g = 0; g < groups; g++) {
            for (int j = 0; j < a.length; j++) {
                out[g] += a[j] * sums[j][g];
            }
        }
        return out;
    }

    /** {@code x_j} less its projection on the other regressors: what a change of the null adds to the residuals. */
    private double[] direction(Scores s, double[] a) {
        double[][] column = new double[a.length][1];
        for (int i = 0; i < a.length; i++) {
            column[i][0] = a[i] / a[term];
        }
        return CrossMath.combine(s.x(), column)[0];
    }

    /** Linear forms of the weights: change of the coefficient, and each cluster's part of its variance. */
    private record Forms(double[] change, double[][] parts) {
        static Forms zero(int groups) {
            return new Forms(new double[groups], new double[groups][groups]);
        }
    }

    private Forms forms(Scores s, double[] weighted, int[] cluster, int groups, double[] a) {
        int k = a.length;
        double[][] sums = CrossMath.groupSums(s.x(), weighted, cluster, groups);
        double[] change = new double[groups];
        double[][] shift = new double[groups][];
        for (int h = 0; h < groups; h++) {
            double[] score = new double[k];
            for (int j = 0; j < k; j++) {
                score[j] = sums[j][h];
            }
            shift[h] = Dense.multiply(s.bread(), score);
            change[h] = shift[h][term];
        }
        double[][] reach = reach(s, cluster, groups, a);
        double[][] parts = new double[groups][groups];
        double[][] own =
                eachDraw && s.sample().effects().size() > 0 ? spread(s, weighted, cluster, groups, a) : new double[0][];
        for (int g = 0; g < groups; g++) {
            for (int h = 0; h < groups; h++) {
                double score = 0;
                if (own.length > 0) {
                    score = own[g][h];
                } else if (g == h) {
                    for (int j = 0; j < k; j++) {
                        score += a[j] * sums[j][g];
                    }
                }
                parts[g][h] = score - Dense.dot(reach[g], shift[h]);
            }
        }
        return new Forms(change, parts);
    }

    /** {@code a'X_g'W_g X_g} of each cluster. */
    private static double[][] reach(Scores s, int[] cluster, int groups, double[] a) {
        int k = a.length;
        double[][] column = new double[k][1];
        for (int j = 0; j < k; j++) {
            column[j][0] = a[j];
        }
        double[] index = LinearFit.weighted(CrossMath.combine(s.x(), column)[0], s.weights());
        return Dense.transpose(CrossMath.groupSums(s.x(), index, cluster, groups));
    }

    /** {@code a'X_g'W M(1_h u)}: scores of cluster g when the effects are taken out of the residuals of cluster h. */
    private double[][] spread(Scores s, double[] weighted, int[] cluster, int groups, double[] a) {
        int n = s.rows();
        double[] w = s.weights();
        double[][] columns = new double[groups][n];
        for (int i = 0; i < n; i++) {
            columns[cluster[i]][i] = w == null ? weighted[i] : weighted[i] / w[i];
        }
        double[][] out =
                LinearFit.absorb(s.sample(), columns, LinearFit.TOLERANCE).columns();
        double[][] index = new double[a.length][1];
        for (int j = 0; j < a.length; j++) {
            index[j][0] = a[j];
        }
        double[] xa = LinearFit.weighted(CrossMath.combine(s.x(), index)[0], w);
        return Dense.transpose(CrossMath.groupSums(out, xa, cluster, groups));
    }

    private boolean isEnumerated(int groups) {
        return groups * StrictMath.log(webb ? 6 : 2) <= StrictMath.log(draws + 0.5);
    }

    /**
     * Of each draw: change of the coefficient from the residuals and from the direction, and the three coefficients of the
     * variance as a quadratic in how far the null is from the estimate.
     */
    private double[][] moments(Forms e, Forms d, int groups) {
        double[] points = webb ? WEBB : RADEMACHER;
        boolean all = isEnumerated(groups);
        int total = draws;
        if (all) {
            total = 1;
            for (int g = 0; g < groups; g++) {
                total *= points.length;
            }
        }
        double[][] out = new double[total][];
        Parallel.forEach(total, b -> {
            double[] v = new double[groups];
            if (all) {
                for (int g = 0, left = b; g < groups; g++, left /= points.length) {
                    v[g] = points[left % points.length];
                }
            } else {
                Draws stream = seed.stream(b);
                for (int g = 0; g < groups; g++) {
                    v[g] = points[stream.below(points.length)];
                }
            }
            double[] pe = Dense.multiply(e.parts, v);
            double[] pd = Dense.multiply(d.parts, v);
            out[b] = new double[] {
                Dense.dot(e.change, v), Dense.dot(d.change, v), Dense.dot(pe, pe), Dense.dot(pe, pd), Dense.dot(pd, pd)
            };
        });
        return out;
    }

    private static double squares(double[] v) {
        return Dense.dot(v, v);
    }

    private static double drawn(double[] m, double gap, double factor) {
        double variance = m[2] + 2 * gap * m[3] + gap * gap * m[4];
        return (m[0] + gap * m[1]) / Math.sqrt(factor * variance);
    }

    /** Draws with |t*| at least and above |t|, and with t* at most and at least t. */
    private int[] counts(double[][] moments, double gap, double statistic, double factor) {
        int[] out = new int[4];
        double tie = TIE * Math.abs(statistic);
        for (double[] m : moments) {
            double t = drawn(m, impose ? gap : 0, factor);
            out[0] += Math.abs(t) >= Math.abs(statistic) - tie ? 1 : 0;
            out[1] += Math.abs(t) > Math.abs(statistic) + tie ? 1 : 0;
            out[2] += t <= statistic + tie ? 1 : 0;
            out[3] += t >= statistic - tie ? 1 : 0;
        }
        return out;
    }

    private CoefficientEstimate.Range interval(
            double[][] moments, double estimate, double se, double factor, double level) {
        double low = end(moments, -1, estimate, se, factor, level);
        double high = end(moments, 1, estimate, se, factor, level);
        return new CoefficientEstimate.Range(low, high, level);
    }

    /** The nearest value on one side that is rejected, by steps of an eighth of a standard error and bisection. */
    private double end(double[][] moments, int side, double estimate, double se, double factor, double level) {
        int steps = 96;
        double inside = estimate;
        for (int i = 1; i <= steps; i++) {
            double value = estimate + side * 12 * se * i / steps;
            if (rejects(moments, value, estimate, se, factor, level)) {
                double outside = value;
                for (int b = 0; b < 60; b++) {
                    double mid = (inside + outside) / 2;
                    if (rejects(moments, mid, estimate, se, factor, level)) {
                        outside = mid;
                    } else {
                        inside = mid;
                    }
                }
                return (inside + outside) / 2;
            }
            inside = value;
        }
        return side * Double.POSITIVE_INFINITY;
    }

    private boolean rejects(double[][] moments, double value, double estimate, double se, double factor, double level) {
        double gap = estimate - value;
        return counts(moments, gap, gap / se, factor)[1] <= (1 - level) * moments.length * (1 + 1e-12);
    }

    /** Without the null imposed the draws do not depend on the value, and the interval is the estimate ± a quantile of |t*|. */
    private static CoefficientEstimate.Range unrestricted(
            double[][] moments, double estimate, double se, double factor, double level) {
        double[] t = new double[moments.length];
        for (int b = 0; b < t.length; b++) {
            t[b] = Math.abs(drawn(moments[b], 0, factor));
        }
        Arrays.sort(t);
        double q = t[Math.min(t.length - 1, (int) Math.ceil(level * t.length) - 1)];
        return new CoefficientEstimate.Range(estimate - q * se, estimate + q * se, level);
    }
}
