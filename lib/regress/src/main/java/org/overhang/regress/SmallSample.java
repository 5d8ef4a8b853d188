package org.overhang.regress;

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
 * }</pre>
 *
 * Source: fixest, "On standard errors" and {@code ssc()} (version 0.14); Correia, reghdfe 6; Zeileis, Köll and Graham,
 * Journal of Statistical Software 95(1), 2020; Cameron, Gelbach and Miller, Journal of Business &amp; Economic Statistics 29
 * (2011), 238–249.
 */
public enum SmallSample {
    /** fixest 0.14: effects nested in a cluster are not counted, smallest G, t(G − 1). */
    FIXEST("fixest", Count.NOT_NESTED, false, true, false, true),
    /** reghdfe 6: as fixest, redundant levels taken off by connected components. */
    REGHDFE("reghdfe", Count.NOT_NESTED, true, true, false, true),
    /** sandwich's vcovCL (HC1) on a regression with dummies: all levels counted, each term its own G, t(n − K). */
    SANDWICH("sandwich", Count.ALL, true, true, true, false),
    /** Stata's regress and areg: all levels counted, smallest G, t(G − 1). */
    STATA("stata", Count.ALL, true, true, false, true),
    /** Regressors counted, effects not: the bootstrap literature's t statistic. */
    EFFECTS_NOT_COUNTED("effects not counted", Count.NONE, false, true, false, true),
    /** No correction at all: RSS/n, HC0, cluster sums as they are. */
    NONE("none", Count.NOTHING, false, false, false, true);

    enum Count {
        NOTHING,
        NONE,
        NOT_NESTED,
        ALL
    }

    private final String label;
    final Count count;
    final boolean exact;
    final boolean clusters;
    final boolean eachTerm;
    final boolean clusterDegrees;

    SmallSample(String label, Count count, boolean exact, boolean clusters, boolean eachTerm, boolean clusterDegrees) {
        this.label = label;
        this.count = count;
        this.exact = exact;
        this.clusters = clusters;
        this.eachTerm = eachTerm;
        this.clusterDegrees = clusterDegrees;
    }

    /**
     * The name that summaries print.
     *
     * @return the program's name, or {@code none}
     */
    @Override
    public String toString() {
        return label;
    }
}
