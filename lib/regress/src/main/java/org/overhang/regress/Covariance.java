package org.overhang.regress;

import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * How the covariance of the coefficients is estimated: a value that can be named, compared and printed.
 *
 * <p>Formula: {@code V = c · A (Σ k(i,j) s_i s_j') A}, with scores {@code s_i = w_i u_i x_i} (regressors after the effects),
 * {@code A = (X'WX)^{-1}}, the correction c of {@link SmallSample}, and k by kind: 1 on the diagonal only (HC), within a
 * cluster, {@code 1 − lag/(L + 1)} in time (Newey–West within a unit, Driscoll–Kraay between all), or by distance (Conley).
 * HC2 and HC3 divide the squared residual by {@code 1 − h} and its square, h the leverage with the absorbed effects.
 *
 * <p>A several-way cluster or uniform-kernel matrix that is not positive semi-definite has the negative eigenvalues of its
 * correlations set to zero (after Cameron, Gelbach and Miller 2011, p. 241, but free of units), and the summary says so;
 * {@link #unrepaired()} leaves it as it is. A variance that is itself negative gives NaN, and the summary says why.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Regression.ols("y ~ x | firm").covariance(Covariance.cluster("firm", "year")).fit(panel);
 * Regression.ols("y ~ x").covariance(Covariance.neweyWest(4)).time("month").fit(series);
 * }</pre>
 *
 * Source: MacKinnon and White, Journal of Econometrics 29 (1985); Newey and West, Econometrica 55 (1987); Driscoll and Kraay,
 * Review of Economics and Statistics 80 (1998); Conley, Journal of Econometrics 92 (1999).
 */
public final class Covariance {
    enum Kind {
        IID,
        HC0,
        HC1,
        HC2,
        HC3,
        CLUSTER,
        NEWEY_WEST,
        DRISCOLL_KRAAY,
        CONLEY
    }

    final Kind kind;
    final List<String> columns;
    final int lags;
    final double kilometres;
    final boolean bartlett;
    final boolean repair;

    private Covariance(Kind kind, List<String> columns, int lags, double kilometres, boolean bartlett, boolean repair) {
        this.kind = kind;
        this.columns = columns;
        this.lags = lags;
        this.kilometres = kilometres;
        this.bartlett = bartlett;
        this.repair = repair;
    }

    private static Covariance plain(Kind kind) {
        return new Covariance(kind, List.of(), 0, 0, false, true);
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
        return new Covariance(Kind.CLUSTER, List.of(columns), 0, 0, false, true);
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
            default ->
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "vcov needs the name of a covariance, but \"" + name + "\" is "
                                + (dimensions > 0
                                        ? "by " + dimensions + " effects and the formula has " + effects.size()
                                        : "none")
                                + ". Names: iid, hetero, HC0, HC1, HC2, HC3, cluster, twoway, ~firm + year, NW(4), DK(4).");
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
        return new Covariance(Kind.NEWEY_WEST, List.of(), checked(lags), 0, true, true);
    }

    /**
     * Errors that are related over time and across all units, Bartlett weights on the sums of each period; needs {@code time}.
     *
     * @param lags how many periods, 0 or more
     * @return the covariance
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative
     */
    public static Covariance driscollKraay(int lags) {
        return new Covariance(Kind.DRISCOLL_KRAAY, List.of(), checked(lags), 0, true, true);
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
            return new Covariance(Kind.CONLEY, List.of(latitude, longitude), 0, kilometres, false, true);
        }
    }

    /**
     * The same Conley covariance with weights that fall linearly to zero at the distance.
     *
     * @return the covariance
     */
    public Covariance bartlett() {
        return new Covariance(kind, columns, lags, kilometres, true, repair);
    }

    /**
     * The same covariance left as it is where it is not positive semi-definite; a negative variance then gives NaN.
     *
     * @return the covariance
     */
    public Covariance unrepaired() {
        return new Covariance(kind, columns, lags, kilometres, bartlett, false);
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
            case HC0, HC1, HC2, HC3 -> kind.name();
            case CLUSTER -> "cluster by " + String.join(" and ", columns);
            case NEWEY_WEST -> "Newey–West, " + lags + " lags";
            case DRISCOLL_KRAAY -> "Driscoll–Kraay, " + lags + " lags";
            case CONLEY ->
                "Conley, " + org.overhang.core.Numbers.plain(kilometres) + " km, "
                        + (bartlett ? "Bartlett" : "uniform");
        };
    }
}
