package org.overhang.regress;

import org.jspecify.annotations.Nullable;

/**
 * A named convention for the small-sample correction of a covariance: why two programs print different standard errors from
 * the same data.
 *
 * <p>Formula, with n rows, k regressors, G clusters and K the parameters that the convention counts:
 *
 * <pre>
 *   iid      s² = RSS / (n − K)
 *   HC1      n / (n − K)
 *   cluster  G/(G − 1) · (n − 1)/(n − K)
 * </pre>
 *
 * The conventions differ in three things. <b>K</b>: {@code fixest} counts {@code k + 1 + Σ(levels − 1)} over the effects that
 * are not nested in a cluster; {@code reghdfe} the same less the levels that connected components make redundant;
 * {@code sandwich} and {@code stata} (areg) all of them exactly, as a regression on dummies would. <b>G</b> with several
 * cluster dimensions: the smallest G for all terms ({@code fixest}, {@code reghdfe}, {@code stata}) or each term its own
 * ({@code sandwich}, Cameron, Gelbach and Miller 2011). <b>The t distribution</b>: G − 1 degrees, or n − K
 * ({@code sandwich} as printed by lmtest).
 *
 * <p>Example:
 *
 * <pre>{@code
 * var fit = Regression.ols("y ~ x | firm + year").cluster("firm").fit(panel);
 * fit.with(SmallSample.SANDWICH).standardError("x");
 * fit.with(SmallSample.FIXEST.counting(SmallSample.Effects.ALL).withoutClusterFactor());
 * }</pre>
 *
 * Source: fixest, "On standard errors" and {@code ssc()} (version 0.14); Correia, reghdfe 6; Zeileis, Köll and Graham,
 * Journal of Statistical Software 95(1), 2020; Cameron, Gelbach and Miller, Journal of Business &amp; Economic Statistics 29
 * (2011), 238–249.
 */
public final class SmallSample {
    /** Which effects' levels K counts beside the regressors. */
    public enum Effects {
        /** None. */
        NONE,
        /** Those of effects that are not nested in a cluster. */
        NOT_NESTED,
        /** All. */
        ALL
    }

    /** fixest 0.14: effects nested in a cluster are not counted, smallest G, t(G − 1). */
    public static final SmallSample FIXEST =
            new SmallSample("fixest", Effects.NOT_NESTED, false, true, true, false, true, true);
    /** reghdfe 6: as fixest, redundant levels taken off by connected components. */
    public static final SmallSample REGHDFE =
            new SmallSample("reghdfe", Effects.NOT_NESTED, true, true, true, false, true, false);
    /** sandwich's vcovCL (HC1) on a regression with dummies: all levels counted, each term its own G, t(n − K). */
    public static final SmallSample SANDWICH =
            new SmallSample("sandwich", Effects.ALL, true, true, true, true, false, false);
    /** Stata's regress and areg: all levels counted, smallest G, t(G − 1). */
    public static final SmallSample STATA = new SmallSample("stata", Effects.ALL, true, true, true, false, true, false);
    /** Regressors counted, effects not: the bootstrap literature's t statistic. */
    public static final SmallSample EFFECTS_NOT_COUNTED =
            new SmallSample("effects not counted", Effects.NONE, false, true, true, false, true, false);
    /** No correction at all: RSS/n, HC0, cluster sums as they are. */
    public static final SmallSample NONE = new SmallSample("none", null, false, false, false, false, true, false);

    private final String label;
    final @Nullable Effects count;
    final boolean exact;
    final boolean adjusts;
    final boolean clusters;
    final boolean eachTerm;
    final boolean clusterDegrees;
    final boolean byPeriods;

    private SmallSample(
            String label,
            @Nullable Effects count,
            boolean exact,
            boolean adjusts,
            boolean clusters,
            boolean eachTerm,
            boolean clusterDegrees,
            boolean byPeriods) {
        this.label = label;
        this.count = count;
        this.exact = exact;
        this.adjusts = adjusts;
        this.clusters = clusters;
        this.eachTerm = eachTerm;
        this.clusterDegrees = clusterDegrees;
        this.byPeriods = byPeriods;
    }

    /**
     * The same with another count of the effects' levels, as fixest's {@code ssc(K.fixef = …)}.
     *
     * @param effects which effects K counts
     * @return the convention
     */
    public SmallSample counting(Effects effects) {
        return new SmallSample(
                label + ", K of " + words(effects),
                effects,
                exact,
                adjusts,
                clusters,
                eachTerm,
                clusterDegrees,
                byPeriods);
    }

    private static String words(Effects effects) {
        return switch (effects) {
            case NONE -> "no effects";
            case NOT_NESTED -> "effects not nested";
            case ALL -> "all effects";
        };
    }

    /**
     * The same without {@code (n − 1)/(n − K)}, as fixest's {@code ssc(K.adj = FALSE)}.
     *
     * @return the convention
     */
    public SmallSample withoutParameterFactor() {
        return new SmallSample(
                label + ", no factor of K", count, exact, false, clusters, eachTerm, clusterDegrees, byPeriods);
    }

    /**
     * The same without {@code G/(G − 1)}, as fixest's {@code ssc(G.adj = FALSE)}.
     *
     * @return the convention
     */
    public SmallSample withoutClusterFactor() {
        return new SmallSample(
                label + ", no factor of G", count, exact, adjusts, false, eachTerm, clusterDegrees, byPeriods);
    }

    /**
     * The same with each term of several cluster dimensions by its own G, as fixest's {@code ssc(G.df = "conventional")}.
     *
     * @return the convention
     */
    public SmallSample eachTermItsOwn() {
        return new SmallSample(
                label + ", each term its own G", count, exact, adjusts, clusters, true, clusterDegrees, byPeriods);
    }

    /**
     * The same with t(n − K) under clusters, as fixest's {@code ssc(t.df = "conventional")}.
     *
     * @return the convention
     */
    public SmallSample degreesOfRows() {
        return new SmallSample(label + ", t(n − K)", count, exact, adjusts, clusters, eachTerm, false, byPeriods);
    }

    /**
     * The name that summaries print.
     *
     * @return the program's name and what was changed, or {@code none}
     */
    @Override
    public String toString() {
        return label;
    }
}
