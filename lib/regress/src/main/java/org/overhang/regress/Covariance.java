package org.overhang.regress;

import java.util.List;
import java.util.function.Consumer;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * How the covariance of the coefficients is estimated: a value that can be named, compared and printed.
 *
 * <p>Formula: {@code V = c · A (Σ k(i,j) s_i s_j') A}, with scores {@code s_i = w_i u_i x_i} (regressors after the effects),
 * {@code A = (X'WX)^{-1}}, the correction c of {@link SmallSample}, and k by kind: 1 on the diagonal only (HC), within a
 * cluster, {@code 1 − lag/(L + 1)} in time (Newey–West within a unit, Driscoll–Kraay between all), or by distance (Conley).
 * HC2 and HC3 divide the squared residual by {@code 1 − h} and its square, h the leverage with the absorbed effects; HC4 to HC5 by
 * powers that grow with h. CR2 and CR3 multiply the residuals of a cluster by {@code (I − H)^{-1/2}} and {@code (I − H)^{-1}}, and take
 * Satterthwaite's degrees for each coefficient.
 *
 * <p>A several-way cluster or uniform-kernel matrix that is not positive semi-definite has the negative eigenvalues of its
 * correlations set to zero (after Cameron, Gelbach and Miller 2011, p. 241, but free of units), and the summary says so;
 * {@link #unrepaired()} leaves it as it is. A variance that is itself negative gives NaN, and the summary says why.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Regression.ols("y ~ x | firm").covariance(Covariance.cluster("firm", "year")).fit(panel);
 * Regression.ols("y ~ x | firm").covariance(Covariance.cluster("region").cr2()).fit(panel);
 * Regression.ols("y ~ x").covariance(Covariance.neweyWest(4)).time("month").fit(series);
 * }</pre>
 *
 * Source: MacKinnon and White, Journal of Econometrics 29 (1985); Newey and West, Econometrica 55 (1987); Driscoll and Kraay,
 * Review of Economics and Statistics 80 (1998); Conley, Journal of Econometrics 92 (1999); HC4 to HC5, the
 * kernels and their bandwidths as R's sandwich 3.0, CR2 and CR3 as R's clubSandwich 0.5.8.
 */
public final class Covariance {
    enum Kind {
        IID,
        HC0,
        HC1,
        HC2,
        HC3,
        HC4,
        HC4M,
        HC5,
        CLUSTER,
        NEWEY_WEST,
        DRISCOLL_KRAAY,
        KERNEL,
        CONLEY
    }

    /** How the residuals of a cluster are corrected for what the fit took from them. */
    enum Leave {
        NONE,
        CR2,
        CR3
    }

    /** Where the bandwidth of a kernel comes from. */
    enum Rule {
        GIVEN,
        ANDREWS,
        NEWEY_WEST_1994,
        NEWEY_WEST_LAGS
    }

    final Kind kind;
    final List<String> columns;
    final int lags;
    final double kilometres;
    final boolean bartlett;
    final boolean repair;
    final Leave leave;
    final Kernel kernel;
    final double bandwidth;
    final Rule rule;
    final boolean prewhitened;

    private Covariance(Draft d) {
        kind = d.kind;
        columns = d.columns;
        lags = d.lags;
        kilometres = d.kilometres;
        bartlett = d.bartlett;
        repair = d.repair;
        leave = d.leave;
        kernel = d.kernel;
        bandwidth = d.bandwidth;
        rule = d.rule;
        prewhitened = d.prewhitened;
    }

    /** The parts while one of them changes. */
    private static final class Draft {
        private final Kind kind;
        private List<String> columns = List.of();
        private int lags;
        private double kilometres;
        private boolean bartlett;
        private boolean repair = true;
        private Leave leave = Leave.NONE;
        private Kernel kernel = Kernel.BARTLETT;
        private double bandwidth = Double.NaN;
        private Rule rule = Rule.GIVEN;
        private boolean prewhitened;

        private Draft(Kind kind) {
            this.kind = kind;
        }

        private Draft(Covariance c) {
            kind = c.kind;
            columns = c.columns;
            lags = c.lags;
            kilometres = c.kilometres;
            bartlett = c.bartlett;
            repair = c.repair;
            leave = c.leave;
            kernel = c.kernel;
            bandwidth = c.bandwidth;
            rule = c.rule;
            prewhitened = c.prewhitened;
        }
    }

    private static Covariance made(Kind kind, Consumer<Draft> parts) {
        Draft draft = new Draft(kind);
        parts.accept(draft);
        return new Covariance(draft);
    }

    private Covariance but(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new Covariance(draft);
    }

    private static Covariance plain(Kind kind) {
        return made(kind, d -> {});
    }

    boolean isAutomatic() {
        return kind == Kind.KERNEL && rule != Rule.GIVEN;
    }

    /**
     * Independent errors of one variance.
     *
     * @return the covariance
     */
    public static Covariance iid() {
        return plain(Kind.IID);
    }

    /**
     * Heteroskedastic errors, White's original.
     *
     * @return the covariance
     */
    public static Covariance hc0() {
        return plain(Kind.HC0);
    }

    /**
     * Heteroskedastic errors with {@code n/(n − K)}.
     *
     * @return the covariance
     */
    public static Covariance hc1() {
        return plain(Kind.HC1);
    }

    /**
     * Heteroskedastic errors, squared residuals over {@code 1 − h}; the leverage includes absorbed effects.
     *
     * @return the covariance
     */
    public static Covariance hc2() {
        return plain(Kind.HC2);
    }

    /**
     * Heteroskedastic errors, squared residuals over {@code (1 − h)²}: close to the jackknife.
     *
     * @return the covariance
     */
    public static Covariance hc3() {
        return plain(Kind.HC3);
    }

    /**
     * Heteroskedastic errors, squared residuals over {@code (1 − h)^δ}, {@code δ = min(4, h/mean h)}: for points of high leverage.
     *
     * @return the covariance
     */
    public static Covariance hc4() {
        return plain(Kind.HC4);
    }

    /**
     * HC4 with {@code δ = min(1, h/mean h) + min(1.5, h/mean h)}, closer to its level under normal errors.
     *
     * @return the covariance
     */
    public static Covariance hc4m() {
        return plain(Kind.HC4M);
    }

    /**
     * Heteroskedastic errors, squared residuals over {@code √((1 − h)^δ)}, {@code δ = min(h/mean h, max(4, 0.7 max h/mean h))}.
     *
     * @return the covariance
     */
    public static Covariance hc5() {
        return plain(Kind.HC5);
    }

    /**
     * Errors that are related within clusters, in one or more crossed dimensions.
     *
     * @param columns a key column for each dimension, at least one; {@code "firm^year"} crosses two
     * @return the covariance
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} without a column or with more than four
     */
    public static Covariance cluster(String... columns) {
        if (columns.length < 1 || columns.length > 4) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A clustered covariance needs one to four key columns, but " + columns.length
                            + " were named. Write for example cluster(\"firm\", \"year\").");
        }
        return made(Kind.CLUSTER, d -> d.columns = List.of(columns));
    }

    /** The covariance that a name stands for; effects name the clusters of {@code cluster} and {@code twoway}. */
    static Covariance named(String name, Formula formula) {
        String word = name.trim();
        List<String> effects = formula.effects().stream()
                .map(e -> String.join("^", e.columns()))
                .toList();
        if (word.startsWith("~")) {
            return cluster(java.util.Arrays.stream(word.substring(1).split("\\+"))
                    .map(String::trim)
                    .toArray(String[]::new));
        }
        if (word.matches("(NW|DK)\\([0-9]{1,6}\\)")) {
            int lags = Integer.parseInt(word.substring(3, word.length() - 1));
            return word.startsWith("NW") ? neweyWest(lags) : driscollKraay(lags);
        }
        int dimensions = word.equals("cluster") ? 1 : word.equals("twoway") ? 2 : 0;
        if (dimensions > 0 && effects.size() >= dimensions) {
            return cluster(effects.subList(0, dimensions).toArray(String[]::new));
        }
        return switch (word) {
            case "iid" -> iid();
            case "hetero", "robust", "HC1" -> hc1();
            case "HC0" -> hc0();
            case "HC2" -> hc2();
            case "HC3" -> hc3();
            case "HC4" -> hc4();
            case "HC4m" -> hc4m();
            case "HC5" -> hc5();
            case "NW" -> neweyWest();
            default ->
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "vcov needs the name of a covariance, but \"" + name + "\" is "
                                + (dimensions > 0
                                        ? "by " + dimensions + " effects and the formula has " + effects.size()
                                        : "none")
                                + ". Names: iid, hetero, HC0, HC1, HC2, HC3, HC4, HC4m, HC5, cluster, twoway, ~firm + year, "
                                + "NW, NW(4), DK(4).");
        };
    }

    /**
     * Errors that are related over time within a unit, Bartlett weights; needs {@code time} and, in a panel, {@code unit}.
     *
     * @param lags how many periods, 0 or more
     * @return the covariance
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative
     */
    public static Covariance neweyWest(int lags) {
        return made(Kind.NEWEY_WEST, d -> d.lags = checked(lags));
    }

    /**
     * Newey–West with as many lags as Newey and West (1994) choose from the scores, {@code ⌊b⌋}; one series, needs {@code time}.
     *
     * @return the covariance; the summary prints the bandwidth, lags + 1
     */
    public static Covariance neweyWest() {
        return made(Kind.KERNEL, d -> d.rule = Rule.NEWEY_WEST_LAGS);
    }

    /**
     * Errors of one series that are related over time, with a kernel and Andrews' bandwidth; needs {@code time}.
     *
     * @param kernel how the weight falls with distance
     * @return the covariance, whose bandwidth {@link #bandwidth(double)} and {@link #neweyWest1994()} change
     */
    public static Covariance kernel(Kernel kernel) {
        return made(Kind.KERNEL, d -> {
            d.kernel = kernel;
            d.rule = Rule.ANDREWS;
        });
    }

    /**
     * The same kernel with a bandwidth of one's own; for Bartlett lags + 1.
     *
     * @param periods the bandwidth, above 0
     * @return the covariance
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless above 0 and on a kernel
     */
    public Covariance bandwidth(double periods) {
        requireKernel("A bandwidth");
        if (!(periods > 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "A kernel needs a bandwidth above 0 periods, but it is " + periods + ".");
        }
        return but(d -> {
            d.rule = Rule.GIVEN;
            d.bandwidth = periods;
        });
    }

    /**
     * The same kernel with the bandwidth of Newey and West (1994), for Bartlett, Parzen and quadratic spectral.
     *
     * @return the covariance
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless on a kernel
     */
    public Covariance neweyWest1994() {
        requireKernel("Newey and West's bandwidth");
        return but(d -> d.rule = Rule.NEWEY_WEST_1994);
    }

    /**
     * The same kernel on the residuals of a first-order vector autoregression of the scores, coloured again.
     *
     * @return the covariance
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless on a kernel
     */
    public Covariance prewhitened() {
        requireKernel("Prewhitening");
        return but(d -> d.prewhitened = true);
    }

    private void requireKernel(String what) {
        if (kind != Kind.KERNEL) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    what + " needs a kernel covariance, but it is " + this
                            + ". Write Covariance.kernel(Kernel.QUADRATIC_SPECTRAL).");
        }
    }

    /**
     * The same clusters with residuals corrected for the fit, unbiased under equal independent errors (CR2), and
     * Satterthwaite's degrees for each coefficient: for few or unequal clusters.
     *
     * @return the covariance; least squares with one cluster column
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless on one cluster column
     */
    public Covariance cr2() {
        return left(Leave.CR2);
    }

    /**
     * The same clusters by leaving each out in turn (CR3, the jackknife without its factor), with Satterthwaite's degrees.
     *
     * @return the covariance; least squares with one cluster column
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless on one cluster column
     */
    public Covariance cr3() {
        return left(Leave.CR3);
    }

    private Covariance left(Leave how) {
        if (kind != Kind.CLUSTER || columns.size() != 1) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    how + " needs clusters of one column, but the covariance is " + this
                            + ". Write Covariance.cluster(\"firm\")."
                            + how.name().toLowerCase(java.util.Locale.ROOT)
                            + "().");
        }
        return but(d -> d.leave = how);
    }

    /**
     * Errors that are related over time and across all units, Bartlett weights on the sums of each period; needs {@code time}.
     *
     * @param lags how many periods, 0 or more
     * @return the covariance
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative
     */
    public static Covariance driscollKraay(int lags) {
        return made(Kind.DRISCOLL_KRAAY, d -> d.lags = checked(lags));
    }

    private static int checked(int lags) {
        if (lags < 0) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "A covariance over time needs 0 or more lags, but it is " + lags + ".");
        }
        return lags;
    }

    /**
     * Errors that are related up to a distance, each pair with weight one (great-circle distance, radius 6371 km).
     *
     * @param kilometres the distance, above 0
     * @return a covariance that still needs its coordinates
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless above 0
     */
    public static NeedsCoordinates conley(double kilometres) {
        if (!(kilometres > 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A Conley covariance needs a distance above 0 km, but it is " + kilometres + ".");
        }
        return new NeedsCoordinates(kilometres);
    }

    /** A Conley covariance whose coordinates are not named yet. */
    public static final class NeedsCoordinates {
        private final double kilometres;

        private NeedsCoordinates(double kilometres) {
            this.kilometres = kilometres;
        }

        /**
         * Names the coordinates.
         *
         * @param latitude column of degrees north
         * @param longitude column of degrees east
         * @return the covariance
         */
        public Covariance at(String latitude, String longitude) {
            return made(Kind.CONLEY, d -> {
                d.columns = List.of(latitude, longitude);
                d.kilometres = kilometres;
            });
        }
    }

    /**
     * The same Conley covariance with weights that fall linearly to zero at the distance.
     *
     * @return the covariance
     */
    public Covariance bartlett() {
        return but(d -> d.bartlett = true);
    }

    /**
     * The same covariance left as it is where it is not positive semi-definite; a negative variance then gives NaN.
     *
     * @return the covariance
     */
    public Covariance unrepaired() {
        return but(d -> d.repair = false);
    }

    /**
     * The name that summaries and {@code glance()} print.
     *
     * @return for example {@code cluster by product}
     */
    @Override
    public String toString() {
        return switch (kind) {
            case IID -> "iid";
            case HC0, HC1, HC2, HC3, HC4, HC5 -> kind.name();
            case HC4M -> "HC4m";
            case CLUSTER -> "cluster by " + String.join(" and ", columns) + (leave == Leave.NONE ? "" : ", " + leave);
            case KERNEL -> kernelName();
            case NEWEY_WEST -> "Newey–West, " + lags + " lags";
            case DRISCOLL_KRAAY -> "Driscoll–Kraay, " + lags + " lags";
            case CONLEY ->
                "Conley, " + org.overhang.core.Numbers.plain(kilometres) + " km, "
                        + (bartlett ? "Bartlett" : "uniform");
        };
    }

    private String kernelName() {
        String width = switch (rule) {
            case GIVEN -> "bandwidth " + org.overhang.core.Numbers.plain(bandwidth);
            case ANDREWS -> "bandwidth of Andrews";
            case NEWEY_WEST_1994 -> "bandwidth of Newey and West 1994";
            case NEWEY_WEST_LAGS -> "lags of Newey and West 1994";
        };
        return kernel + " kernel, " + width + (prewhitened ? ", prewhitened" : "");
    }
}
