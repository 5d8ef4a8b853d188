package org.overhang.regress;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Progress;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/**
 * Linear, instrumented and Poisson regression with any number of absorbed effects.
 *
 * <p>Formula: {@code y = Xβ + Σ_e D_e a_e + u}, weighted least squares; with instruments two-stage least squares, LIML or moments;
 * Poisson: {@code E[y] = exp(Xβ + Σ_e D_e a_e + offset)}. n rows, k regressors; the effects {@code a_e} are taken out to a relative
 * residual of 1e-10 of the normal equations, which the summary prints.
 *
 * <p>The language: {@code y ~ x1 + log(1 + x2) + i(year) + x1:x2 + lag(x, 1) | firm^product + year | w ~ z1 + z2}. After the
 * first bar stand absorbed effects, {@code firm^product} crossed, {@code firm[t]} with a slope by firm, {@code firm[[t]]}
 * with the slope alone; after the second the instrumented regressors and their instruments.
 *
 * <ul>
 *   <li>Between terms {@code a*b*c} holds all products, {@code a:b} one, {@code (a + b + c)^2} all of two (fixest takes the last as
 *       arithmetic); effects alone are {@code y ~ 1 | firm}.
 *   <li>Arithmetic stands on the left side, in the brackets of a function and under {@code /}, {@code ^} and comparisons: {@code
 *       value/quantity}, {@code x^2}, {@code year >= 2018}, {@code origin == "China"}, {@code I(a - b)}. Functions: log, log10, log1p, exp,
 *       sqrt, abs, floor, ceiling, round, min, max, ifelse, is.na, {@code %in% c(…)}.
 *   <li>Over time: {@code lag(x, 0:4)}, {@code lead}, {@code diff}, or {@code l f d}. Orthogonal powers: {@code poly(x, 2)}.
 *   <li>Indicators: {@code i(year, ref = 2017)}, {@code ref = c(…)}, {@code i(a^b)}, {@code i(region, x)}, {@code bin = list(old = c(…))};
 *       {@code factor(x)} and {@code C(x)} are the same.
 *   <li>Several models: {@code c(y1, y2) ~ …}, {@code sw}, {@code csw}, {@code sw0}, {@code csw0}, {@code mvsw} among regressors or
 *       effects; {@link #fitAll(Source)} gives them all.
 * </ul>
 *
 * Anything else is refused with a caret at the place.
 *
 * <p>Missing values: rows are left out and counted. Infinite values and logs of zero are refused by row. Weights must not be
 * negative; rows with weight zero are left out. Groups of one row are dropped until none is left (print and switch:
 * {@link #keepSingletons()}). Regressors that the effects or earlier regressors explain are left out by name.
 *
 * <p>Defaults: iid covariance, or clusters as named; corrections as fixest ({@link SmallSample#FIXEST}); level 0.95.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var fit = Regression.ols("log_price ~ log_duty_factor + log_cost | product^origin + product^year")
 *         .cluster("product").fit(imports);
 * fit.coefficient("log_duty_factor");
 * fit
 * }</pre>
 *
 * Errors: {@link Reason#BAD_VALUE} for a formula that cannot be read; {@link Reason#MISSING_COLUMN},
 * {@link Reason#WRONG_TYPE}; {@link Reason#NOT_IDENTIFIED} for a constant outcome, a perfect fit, regressors that the effects
 * absorb, too few clusters; {@link Reason#NOT_CONVERGED}.
 *
 * <p>Source: Guimarães and Portugal, Stata Journal 10 (2010), 628–649; Correia, "Linear models with high-dimensional fixed
 * effects" (2016); Gao, Kyng and Spielman, arXiv 2303.00709, for the solver's preconditioner; Fuller (1977), Econometrica 45; Hansen
 * (1982), Econometrica 50; Albert and Anderson (1984), Biometrika 71, for logit without a maximum.
 */
public final class Regression {
    enum Kind {
        OLS,
        IV,
        POISSON,
        LOGIT,
        PROBIT
    }

    final Kind kind;
    final Formula formula;
    private final List<Formula> formulas;
    final String subset;
    private final String split;
    private final boolean wholeFirst;
    final @Nullable String group;
    final String weights;
    final String offset;
    final Covariance covariance;
    final SmallSample smallSample;
    final boolean keepSingletons;
    final String time;
    final String unit;
    final IvEstimator estimator;
    final double fuller;
    final double level;

    private Regression(Builder b) {
        kind = b.kind;
        formulas = b.formulas;
        formula = formulas.get(0);
        subset = b.subset;
        split = b.split;
        wholeFirst = b.wholeFirst;
        group = b.group;
        weights = b.weights;
        offset = b.offset;
        covariance = b.covariance;
        smallSample = b.smallSample;
        keepSingletons = b.keepSingletons;
        time = b.time;
        unit = b.unit;
        estimator = b.estimator;
        fuller = b.fuller;
        level = b.level;
    }

    /** The options while one of them changes. */
    private static final class Builder {
        private final Kind kind;
        private List<Formula> formulas;
        private String subset = "";
        private String split = "";
        private boolean wholeFirst;
        private @Nullable String group;
        private String weights = "";
        private String offset = "";
        private Covariance covariance = Covariance.iid();
        private SmallSample smallSample = SmallSample.FIXEST;
        private boolean keepSingletons;
        private String time = "";
        private String unit = "";
        private IvEstimator estimator = IvEstimator.TWO_STAGE;
        private double fuller;
        private double level = 0.95;

        Builder(Kind kind, List<Formula> formulas) {
            this.kind = kind;
            this.formulas = formulas;
        }

        Builder(Regression r) {
            this(r.kind, r.formulas);
            subset = r.subset;
            split = r.split;
            wholeFirst = r.wholeFirst;
            group = r.group;
            weights = r.weights;
            offset = r.offset;
            covariance = r.covariance;
            smallSample = r.smallSample;
            keepSingletons = r.keepSingletons;
            time = r.time;
            unit = r.unit;
            estimator = r.estimator;
            fuller = r.fuller;
            level = r.level;
        }
    }

    private Regression but(java.util.function.Consumer<Builder> change) {
        Builder b = new Builder(this);
        change.accept(b);
        return new Regression(b);
    }

    /**
     * Least squares.
     *
     * @param formula for example {@code log_price ~ log_duty_factor | product^origin + product^year}
     * @return the regression with its defaults
     * @throws OverhangException {@link Reason#BAD_VALUE} if the formula cannot be read or has instruments
     */
    public static Regression ols(String formula) {
        List<Formula> parsed = Formula.parseAll(formula);
        refuseInstruments(parsed.get(0), "Regression.ols");
        return new Regression(new Builder(Kind.OLS, parsed));
    }

    /**
     * Two-stage least squares; LIML, Fuller's estimate and moments by {@link #liml()}, {@link #fuller}, {@link #gmm()} and {@link
     * #continuouslyUpdated()}.
     *
     * @param formula for example {@code quantity ~ income | origin + year | price ~ freight + exchange_rate}
     * @return the regression with its defaults
     * @throws OverhangException {@link Reason#BAD_VALUE} if the formula cannot be read or lacks instruments
     */
    public static Regression iv(String formula) {
        List<Formula> parsed = Formula.parseAll(formula);
        if (parsed.get(0).endogenous().isEmpty()) {
            throw FormulaText.refusal(
                    formula,
                    formula.length(),
                    "needs a part \"instrumented ~ instruments\" for Regression.iv",
                    "it ends",
                    "write y ~ x | effects | price ~ freight");
        }
        return new Regression(new Builder(Kind.IV, parsed));
    }

    /**
     * Poisson pseudo maximum likelihood, for outcomes from zero on.
     *
     * @param formula for example {@code value ~ rta + tariff | exporter^year + importer^year + exporter^importer}
     * @return the regression with its defaults
     * @throws OverhangException {@link Reason#BAD_VALUE} if the formula cannot be read or has instruments
     */
    public static Regression poisson(String formula) {
        List<Formula> parsed = Formula.parseAll(formula);
        refuseInstruments(parsed.get(0), "Regression.poisson");
        return new Regression(new Builder(Kind.POISSON, parsed));
    }

    /**
     * Logit, for outcomes of 0 and 1: {@code P(y = 1) = 1/(1 + exp(−η))}. Effects are estimated with the coefficients (unconditional):
     * with T rows in a group the slopes are too large by a share of the order of 1/T; groups whose outcome never changes are left out and counted.
     *
     * @param formula for example {@code exit ~ cost + age | firm + year}
     * @return the regression with its defaults
     * @throws OverhangException {@link Reason#BAD_VALUE} if the formula cannot be read or has instruments
     */
    public static Regression logit(String formula) {
        List<Formula> parsed = Formula.parseAll(formula);
        refuseInstruments(parsed.get(0), "Regression.logit");
        return new Regression(new Builder(Kind.LOGIT, parsed));
    }

    /**
     * Probit, for outcomes of 0 and 1: {@code P(y = 1) = Φ(η)}, errors from the expected information. Effects as in {@link #logit}.
     *
     * @param formula for example {@code exit ~ cost + age | year}
     * @return the regression with its defaults
     * @throws OverhangException {@link Reason#BAD_VALUE} if the formula cannot be read or has instruments
     */
    public static Regression probit(String formula) {
        List<Formula> parsed = Formula.parseAll(formula);
        refuseInstruments(parsed.get(0), "Regression.probit");
        return new Regression(new Builder(Kind.PROBIT, parsed));
    }

    /**
     * Estimates side by side, as text, Markdown, HTML or LaTeX.
     *
     * @param fits at least one estimate
     * @return the table
     */
    public static RegressionTable table(RegressionFit... fits) {
        return RegressionTable.of(fits);
    }

    /**
     * Coefficients of one or more estimates with their intervals as a figure.
     *
     * @param fits at least one estimate; models are named (1), (2), … where there are several
     * @return the figure, the constant left away
     */
    public static org.overhang.figure.Figure coefficientPlot(RegressionFit... fits) {
        return CoefficientPlot.of(fits);
    }

    private static void refuseInstruments(Formula formula, String verb) {
        if (!formula.endogenous().isEmpty()) {
            int at = formula.text().lastIndexOf('~');
            throw FormulaText.refusal(
                    formula.text(),
                    at,
                    "needs no instruments for " + verb,
                    "found \"~\"",
                    "use Regression.iv for instrumented regressors");
        }
    }

    /**
     * Weights each row: minimises {@code Σ w u²}.
     *
     * @param column column of weights, 0 or more, or an expression such as {@code 1 / variance}
     * @return a changed copy
     */
    public Regression weights(String column) {
        return but(b -> b.weights = column);
    }

    /**
     * Adds a column with coefficient one to the linear index of a Poisson, logit or probit regression.
     *
     * @param column column of offsets, usually a log, or an expression such as {@code log(population)}
     * @return a changed copy
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the regression is linear
     */
    public Regression offset(String column) {
        if (kind == Kind.OLS || kind == Kind.IV) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "An offset needs Regression.poisson, logit or probit, but this regression is linear. Subtract the column from the outcome.");
        }
        return but(b -> b.offset = column);
    }

    /**
     * Uses some rows only: those where a condition holds; the others are left out and counted.
     *
     * @param condition for example {@code year >= 2018 & origin != "China"}; lags look at all rows
     * @return a changed copy
     */
    public Regression subset(String condition) {
        return but(b -> b.subset = condition);
    }

    /**
     * Fits each model once for each value of a column; {@link #fitAll(Source)} gives them.
     *
     * @param column a key column; rows without a value are in none
     * @return a changed copy
     */
    public Regression split(String column) {
        return but(b -> {
            b.split = column;
            b.wholeFirst = false;
        });
    }

    /**
     * As {@link #split}, with the whole sample first.
     *
     * @param column a key column
     * @return a changed copy
     */
    public Regression fullAndSplit(String column) {
        return but(b -> {
            b.split = column;
            b.wholeFirst = true;
        });
    }

    /**
     * Chooses the covariance by the name that fixest and Stata users type.
     *
     * @param name {@code iid}, {@code hetero} or {@code robust} (HC1), {@code HC0} to {@code HC3}, {@code cluster} or {@code twoway} (the first
     *     effect, the first two), {@code ~firm + year}, {@code NW(4)}, {@code DK(4)}
     * @return a changed copy
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for another name
     */
    public Regression vcov(String name) {
        return covariance(Covariance.named(name, formula));
    }

    /**
     * Clusters the covariance; rows without a cluster are left out and counted.
     *
     * @param columns a key column for each dimension; {@code "firm^year"} crosses two
     * @return a changed copy
     */
    public Regression cluster(String... columns) {
        return covariance(Covariance.cluster(columns));
    }

    /**
     * Chooses the covariance.
     *
     * @param chosen the covariance
     * @return a changed copy
     */
    public Regression covariance(Covariance chosen) {
        return but(b -> b.covariance = chosen);
    }

    /**
     * Chooses the small-sample correction by the program whose numbers are to be reproduced.
     *
     * @param chosen the convention
     * @return a changed copy
     */
    public Regression smallSample(SmallSample chosen) {
        return but(b -> b.smallSample = chosen);
    }

    /**
     * Keeps groups of one row: the coefficients are the same, the standard errors of clusters are too small.
     *
     * @return a changed copy
     */
    public Regression keepSingletons() {
        return but(b -> b.keepSingletons = true);
    }

    /**
     * Names the period, for lags and for covariances over time.
     *
     * @param column a column of years, dates or periods in any notation that {@link org.overhang.core.time.Periods} reads; a lag is
     *     one period of the calendar, and a gap has no lag
     * @return a changed copy
     */
    public Regression time(String column) {
        return but(b -> b.time = column);
    }

    /**
     * Names the unit of a panel, for lags and for covariances over time.
     *
     * @param column a key column other than time; {@code "firm^product"} crosses two
     * @return a changed copy
     */
    public Regression unit(String column) {
        return but(b -> b.unit = column);
    }

    /**
     * Limited-information maximum likelihood instead of two-stage least squares.
     *
     * @return a changed copy
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the regression has no instruments
     */
    public Regression liml() {
        return estimated(IvEstimator.LIML, 0);
    }

    /**
     * Fuller's change of LIML: {@code κ − a/(n − L)} with L instruments, effects and included regressors among them, in place of κ, so
     * that the estimate has moments. With 1 it is nearly unbiased, with 4 its mean squared error is small.
     *
     * @param a above 0, usually 1
     * @return a changed copy
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the regression has no instruments or a is not positive
     */
    public Regression fuller(double a) {
        if (!(a > 0 && a < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Fuller's estimate needs a positive number, but got " + a + ". Write fuller(1).");
        }
        return estimated(IvEstimator.LIML, a);
    }

    /**
     * Two-step generalized moments: instruments weighed by the inverse of the moments' covariance, which is the one named by {@link
     * #covariance}, {@link #cluster} or {@link #vcov} (a correction of small samples and of leverage aside). With iid errors that is
     * two-stage least squares.
     *
     * @return a changed copy
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the regression has no instruments
     */
    public Regression gmm() {
        return estimated(IvEstimator.TWO_STEP, 0);
    }

    /**
     * Generalized moments whose weight moves with the coefficients. Less biased than {@link #gmm()} with many instruments, and, like
     * LIML, with wide tails; with iid errors it is LIML. The lowest of the minima that two steps, LIML and Fuller's estimate lead to.
     *
     * @return a changed copy
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the regression has no instruments
     */
    public Regression continuouslyUpdated() {
        return estimated(IvEstimator.CONTINUOUS, 0);
    }

    private Regression estimated(IvEstimator chosen, double by) {
        if (kind != Kind.IV) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    (chosen.moments() ? "GMM" : "LIML")
                            + " needs instruments, but this regression has none. Use Regression.iv.");
        }
        return but(b -> {
            b.estimator = chosen;
            b.fuller = by;
        });
    }

    /**
     * Sets the level of the intervals.
     *
     * @param share coverage as a fraction, for example 0.9
     * @return a changed copy
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless strictly between 0 and 1
     */
    public Regression level(double share) {
        if (!(share > 0 && share < 1)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "An interval needs a level between 0 and 1, but it is " + share
                            + ". Write 0.95 for ninety-five percent.");
        }
        return but(b -> b.level = share);
    }

    /**
     * Estimates.
     *
     * @param source the rows
     * @return the estimate
     * @throws OverhangException all reasons named above; {@link Reason#OUT_OF_RANGE} if several models are asked for
     */
    public RegressionFit fit(Source source) {
        if (formulas.size() > 1 || !split.isEmpty()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Regression.fit gives one model, but this asks for "
                            + (split.isEmpty()
                                    ? formulas.size() + " models"
                                    : "one for each value of \"" + split + "\"")
                            + ". Use fitAll.");
        }
        return Progress.during(() -> RegressionFit.of(this, source));
    }

    /**
     * Estimates from a Tablesaw table.
     *
     * @param table the rows
     * @return the estimate
     * @throws OverhangException all reasons named above
     */
    public RegressionFit fit(Table table) {
        return fit(Source.of(table));
    }

    /**
     * Estimates every model that the formula and {@link #split} ask for.
     *
     * @param source the rows
     * @return the estimates in order: group of rows, effects, outcome, regressors; models that are not identified are left out and
     *     named, unless none is left
     * @throws OverhangException all reasons named above, with the model in front
     */
    public RegressionFits fitAll(Source source) {
        List<Regression> each = new ArrayList<>();
        List<@Nullable String> samples = new ArrayList<>();
        if (split.isEmpty() || wholeFirst) {
            samples.add(null);
        }
        if (!split.isEmpty()) {
            Keys keys = Columns.neededBy("Regression").keys(split).read(source).keys();
            for (int g = 0; g < keys.count(); g++) {
                samples.add(keys.label(g));
            }
        }
        for (String sample : samples) {
            for (Formula one : formulas) {
                each.add(but(b -> {
                    b.formulas = List.of(one);
                    b.group = sample;
                }));
            }
        }
        return Progress.during(() -> RegressionFits.of(each, split, source));
    }

    /**
     * Estimates every model from a Tablesaw table.
     *
     * @param table the rows
     * @return as {@link #fitAll(Source)}
     */
    public RegressionFits fitAll(Table table) {
        return fitAll(Source.of(table));
    }

    /** The column whose value {@link #group} is. */
    String splitColumn() {
        return group == null ? "" : split;
    }
}
