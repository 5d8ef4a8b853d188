package org.overhang.regress;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.core.math.CrossMath;
import org.overhang.core.math.Dense;
import org.overhang.regress.absorb.LinearFit;
import org.overhang.regress.absorb.Sample;
import tech.tablesaw.api.Table;

/**
 * The answer of a {@link Regression}: coefficients with a covariance that can be changed without estimating again.
 *
 * <p>Coefficients are in units of the outcome per unit of the regressor. Residuals and predictions have one number a row of the
 * source, NaN where the row was left out.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var fit = Regression.ols("log_price ~ log_duty_factor | product + year").cluster("product").fit(imports);
 * fit.standardError("log_duty_factor");
 * fit.with(Covariance.cluster("product", "year")).standardError("log_duty_factor");
 * fit.with(SmallSample.STATA);
 * }</pre>
 */
public final class RegressionFit implements Result {
    final Regression spec;
    final PointEstimates core;
    final CovarianceMath.Estimate covariance;

    RegressionFit(Regression spec, PointEstimates core) {
        this.spec = spec;
        this.core = core;
        requireErrors();
        requireLeastSquares(spec);
        covariance = CovarianceMath.of(spec.covariance, spec.smallSample, core.scores());
    }

    /** Moments that were not weighed as under iid errors have no simple covariance under them. */
    private void requireErrors() {
        Instrumented in = core.instruments();
        if (in != null
                && !in.weight().isEmpty()
                && !in.weight().equals(Covariance.iid().toString())
                && spec.covariance.kind == Covariance.Kind.IID) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A regression by moments weighed by " + in.weight()
                            + " needs errors that allow as much, but iid was asked for. Ask for HC1, clusters or lags.");
        }
    }

    /** CR2 and CR3 correct residuals of a projection, which instruments do not make. */
    private static void requireLeastSquares(Regression spec) {
        if (spec.kind == Regression.Kind.IV && spec.covariance.leave != Covariance.Leave.NONE) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    spec.covariance.leave
                            + " needs least squares, but the regression has instruments. Use the clusters without it.");
        }
    }

    static RegressionFit of(Regression spec, Source source) {
        requireLeastSquares(spec);
        Sample sample = new SampleBuilder(spec, source).build();
        return new RegressionFit(spec, estimate(spec, sample));
    }

    static PointEstimates estimate(Regression spec, Sample sample) {
        return switch (spec.kind) {
            case OLS -> PointEstimates.of(LinearFit.of(sample, LinearFit.TOLERANCE));
            case IV -> InstrumentMath.fit(sample, spec, LinearFit.TOLERANCE);
            case POISSON -> PoissonMath.fit(sample, spec.keepSingletons, LinearFit.TOLERANCE);
            case LOGIT -> BinaryMath.fit(sample, Link.LOGIT, "Regression.logit", LinearFit.TOLERANCE);
            case PROBIT -> BinaryMath.fit(sample, Link.PROBIT, "Regression.probit", LinearFit.TOLERANCE);
        };
    }

    /**
     * The same estimate with another covariance.
     *
     * @param chosen the covariance; its columns are read from the source
     * @return the estimate
     * @throws OverhangException {@link Reason#MISSING_COLUMN} or {@link Reason#NOT_IDENTIFIED} with fewer than 2 clusters
     */
    public RegressionFit with(Covariance chosen) {
        return new RegressionFit(spec.covariance(chosen), core);
    }

    /**
     * The same estimate with the correction of another program.
     *
     * @param chosen the convention
     * @return the estimate
     */
    public RegressionFit with(SmallSample chosen) {
        return new RegressionFit(spec.smallSample(chosen), core);
    }

    /**
     * The coefficients' names, in order.
     *
     * @return names as in the formula, {@code (Intercept)} for the constant
     */
    public List<String> terms() {
        return List.copyOf(core.names());
    }

    /**
     * A coefficient.
     *
     * @param term its name
     * @return the estimate
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if there is none of that name
     */
    public double coefficient(String term) {
        return core.beta()[index(term)];
    }

    /**
     * A standard error.
     *
     * @param term the coefficient's name
     * @return the root of its variance; NaN if an unrepaired variance is negative
     */
    public double standardError(String term) {
        return estimate(term).standardError();
    }

    /**
     * A p-value of the hypothesis that the coefficient is zero.
     *
     * @param term the coefficient's name
     * @return two-sided, from the t distribution with {@link #degrees()}, or the normal for Poisson
     */
    public double pValue(String term) {
        return estimate(term).pValue();
    }

    /**
     * A coefficient with everything about its uncertainty.
     *
     * @param term its name
     * @return estimate, standard error, statistic, p-value and interval
     */
    public CoefficientEstimate estimate(String term) {
        int j = index(term);
        return CoefficientEstimate.of(
                term, core.beta()[j], covariance.matrix()[j][j], covariance.degrees(j), spec.level);
    }

    /**
     * The covariance matrix of the coefficients, in the order of {@link #terms()}.
     *
     * @return a fresh matrix
     */
    public double[][] covarianceMatrix() {
        return Dense.scaled(covariance.matrix(), 1);
    }

    /**
     * Degrees of freedom of the t distribution; with CR2 and CR3, where each coefficient has its own, clusters less one.
     *
     * @return the degrees; infinite where the normal distribution is used
     */
    public double degrees() {
        return covariance.degrees();
    }

    /**
     * Rows used.
     *
     * @return the number of rows
     */
    public int nobs() {
        return core.scores().rows();
    }

    /**
     * Parameters counted by the small-sample correction, K.
     *
     * @return the number
     */
    public int parametersCounted() {
        return covariance.counted();
    }

    /**
     * Share of the outcome's variance that regressors and effects explain.
     *
     * @return R²; NaN for Poisson
     */
    public double rSquared() {
        return 1 - core.scores().rss() / core.tss();
    }

    /**
     * Share of the variance left after the effects that the regressors explain.
     *
     * @return R² within; NaN without effects and for Poisson
     */
    public double rSquaredWithin() {
        return core.scores().sample().effects().size() == 0
                ? Double.NaN
                : 1 - core.scores().rss() / core.withinTss();
    }

    /**
     * R² with each parameter paid for: {@code 1 − (1 − R²)(n − 1)/(n − K)}, K regressors and all effects.
     *
     * @return adjusted R²; NaN for Poisson
     */
    public double rSquaredAdjusted() {
        boolean constant =
                core.scores().sample().effects().holdsConstant() || core.names().contains("(Intercept)");
        return 1 - (1 - rSquared()) * (nobs() - (constant ? 1 : 0)) / (nobs() - (double) allParameters());
    }

    /**
     * McFadden's R² of a Poisson, logit or probit regression: one less the log likelihood over that of the mean alone (of a Poisson
     * regression with its offset).
     *
     * @return pseudo R²; NaN for a linear regression
     */
    public double rSquaredPseudo() {
        PointEstimates.Counts counts = core.counts();
        return counts == null ? Double.NaN : 1 - logLikelihood() / FitMath.likelihoodOfMean(core, counts.link());
    }

    /**
     * The log likelihood: of Poisson, logit or probit, or for least squares that of normal errors, {@code −n/2 (log 2π + log(RSS/n) + 1)}.
     *
     * @return the log likelihood at the estimate; NaN for instruments
     */
    public double logLikelihood() {
        PointEstimates.Counts counts = core.counts();
        return counts != null ? counts.logLikelihood() : core.instruments() != null ? Double.NaN : FitMath.normal(core);
    }

    /** Regressors and levels of all effects, as fixest counts them: one level less for each effect after the first. */
    private int allParameters() {
        return CovarianceMath.counted(SmallSample.FIXEST, core.scores(), new int[0][], List.of());
    }

    /**
     * Akaike's criterion {@code −2 log L + 2 K}, K regressors and all effects.
     *
     * @return the criterion; smaller is better among models of the same rows
     */
    public double aic() {
        return 2 * (allParameters() - logLikelihood());
    }

    /**
     * Schwarz's criterion {@code −2 log L + K log n}.
     *
     * @return the criterion; smaller is better among models of the same rows
     */
    public double bic() {
        return allParameters() * org.apache.commons.math3.util.FastMath.log(nobs()) - 2 * logLikelihood();
    }

    /**
     * Mean of the outcome over the rows used, weighted where the regression is.
     *
     * @return the mean
     */
    public double meanOutcome() {
        Sample sample = core.scores().sample();
        double[] w = sample.weights();
        return CrossMath.sum(sample.y(), w) / (w == null ? nobs() : CrossMath.sum(w, null));
    }

    /**
     * Regressors left out because the effects or other regressors explain them.
     *
     * @return their names; the summary says why
     */
    public List<String> removedTerms() {
        return core.removed().stream()
                .filter(r -> !r.startsWith("instrument "))
                .map(RegressionReport::termOf)
                .toList();
    }

    /** On which scale a prediction is given. */
    public enum Scale {
        /** The mean of the outcome. */
        RESPONSE,
        /** The linear index: the log of the mean for Poisson, the mean itself for least squares. */
        LINK
    }

    /**
     * Predicts rows that were not estimated from, effects included.
     *
     * @param rows a source with the regressors and the effects' columns; the outcome is not needed
     * @param scale the mean or the linear index
     * @return one number a row, NaN where a cell is missing
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if an effect has a group that the fit has not seen, by row; {@link
     *     Reason#OUT_OF_RANGE} for slopes by group and for terms whose columns depend on the rows (i, poly)
     */
    public double[] predict(Source rows, Scale scale) {
        return Prediction.of(this, rows, scale);
    }

    /**
     * Weighted sum of squared residuals.
     *
     * @return the sum; NaN for Poisson
     */
    public double residualSumOfSquares() {
        return core.scores().rss();
    }

    /**
     * Relative residual of the normal equations that taking out the effects reached.
     *
     * @return at most 1e-10; 0 without effects
     */
    public double absorptionResidual() {
        return core.absorbed().residual();
    }

    /**
     * Outcome less fitted value.
     *
     * @return one number a row of the source, NaN where left out
     */
    public double[] residuals() {
        return core.scores().sample().spread(core.residuals());
    }

    /**
     * Fitted values, effects included.
     *
     * @return one number a row of the source, NaN where left out
     */
    public double[] predict() {
        double[] y = core.scores().sample().y();
        double[] fitted = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            fitted[i] = y[i] - core.residuals()[i];
        }
        return core.scores().sample().spread(fitted);
    }

    /**
     * A sum of coefficients with weights, and its standard error: {@code Σ c_j β_j}.
     *
     * @param name what to call it
     * @param weights weight of each term, for example {@code Map.of("x", 1.0, "lag(x, 1)", 1.0)}
     * @return the combination
     */
    public CoefficientEstimate combination(String name, java.util.Map<String, Double> weights) {
        double[] c = new double[core.beta().length];
        weights.forEach((term, weight) -> c[index(term)] = weight);
        double variance = Dense.dot(c, Dense.multiply(covariance.matrix(), c));
        return CoefficientEstimate.of(name, Dense.dot(c, core.beta()), variance, covariance.degrees(c), spec.level);
    }

    /**
     * Cumulative effect over the lags of a regressor: the sum of its coefficients from the longest lead to each lag.
     *
     * <p>With {@code y ~ lag(x, 0:4)} the last row is the long-run effect of a lasting unit change of x.
     *
     * @param column the regressor as it stands in {@code lag(…)}
     * @return one estimate a lag, in order
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if no lag of it is among the terms
     */
    public List<CoefficientEstimate> cumulative(String column) {
        List<String> lags = LagTerms.of(column, core.names());
        if (lags.isEmpty()) {
            throw missing("lag(" + column + ", …)");
        }
        List<CoefficientEstimate> out = new ArrayList<>();
        java.util.Map<String, Double> weights = new java.util.LinkedHashMap<>();
        for (String lag : lags) {
            weights.put(lag, 1.0);
            out.add(combination("cumulative to " + lag, weights));
        }
        return out;
    }

    /**
     * A smooth function of the coefficients with its standard error by the delta method (numerical gradient).
     *
     * @param name what to call it
     * @param function of this fit with changed coefficients, for example {@code b -> b.applyAsDouble("x") / b.applyAsDouble("z")}
     * @return the value with {@code sqrt(g'Vg)}
     */
    public CoefficientEstimate delta(String name, ToDoubleFunction<ToDoubleFunction<String>> function) {
        double[] beta = core.beta();
        double[] gradient = new double[beta.length];
        for (int j = 0; j < beta.length; j++) {
            gradient[j] = InferenceMath.derivative(beta, j, b -> function.applyAsDouble(t -> b[index(t)]));
        }
        double value = function.applyAsDouble(t -> beta[index(t)]);
        double variance = Dense.dot(gradient, Dense.multiply(covariance.matrix(), gradient));
        return CoefficientEstimate.of(name, value, variance, covariance.degrees(gradient), spec.level);
    }

    /**
     * Wald test that some coefficients are all zero.
     *
     * @param terms their names; all but the constant if none is named
     * @return the test
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if the covariance of the terms has no inverse, as with fewer
     *     clusters than terms
     */
    public WaldTest wald(String... terms) {
        List<String> chosen = terms.length > 0
                ? List.of(terms)
                : core.names().stream().filter(t -> !t.equals("(Intercept)")).toList();
        int[] at = chosen.stream().mapToInt(this::index).toArray();
        return InferenceMath.wald(chosen, at, core.beta(), covariance);
    }

    /**
     * Wald test that all coefficients whose names match are zero.
     *
     * @param pattern a regular expression found somewhere in the name, for example {@code ^lead}
     * @return the test
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if no name matches; as {@link #wald(String...)}
     */
    public WaldTest waldMatching(String pattern) {
        java.util.regex.Pattern p = java.util.regex.Pattern.compile(pattern);
        String[] found = core.names().stream().filter(n -> p.matcher(n).find()).toArray(String[]::new);
        if (found.length == 0) {
            throw missing(pattern);
        }
        return wald(found);
    }

    /**
     * Wald test that coefficients have given values.
     *
     * @param values value of each term under the null
     * @return the test
     * @throws OverhangException as {@link #wald(String...)}
     */
    public WaldTest wald(java.util.Map<String, Double> values) {
        List<String> chosen = List.copyOf(new java.util.TreeSet<>(values.keySet()));
        int[] at = chosen.stream().mapToInt(this::index).toArray();
        double[] gap = core.beta().clone();
        chosen.forEach(t -> gap[index(t)] -= java.util.Objects.requireNonNull(values.get(t)));
        return InferenceMath.wald(chosen, at, gap, covariance);
    }

    /**
     * Rows of the source, from 1, whose outcome of zero no finite coefficients of a Poisson regression fit and that were
     * therefore left out; groups that are always zero are counted under "Left out" and not listed here.
     *
     * @return the row numbers; empty for a linear regression
     */
    public int[] separatedRows() {
        PointEstimates.Counts counts = core.counts();
        return counts == null
                ? new int[0]
                : java.util.Arrays.stream(counts.separated()).map(r -> r + 1).toArray();
    }

    /**
     * Twice the log likelihood that a Poisson, logit or probit regression loses against a perfect fit.
     *
     * @return the deviance; NaN for a linear regression
     */
    public double deviance() {
        PointEstimates.Counts counts = core.counts();
        return counts == null ? Double.NaN : counts.deviance();
    }

    /**
     * Change of a Poisson mean, as a fraction, when a regressor goes up by one: {@code exp(β) − 1} (delta method).
     *
     * @param term the regressor
     * @return the change with its standard error
     */
    public CoefficientEstimate semiElasticity(String term) {
        int j = index(term);
        double b = org.apache.commons.math3.util.FastMath.exp(core.beta()[j]);
        return CoefficientEstimate.of(
                "exp(" + term + ") - 1", b - 1, b * b * covariance.matrix()[j][j], covariance.degrees(j), spec.level);
    }

    /**
     * Average change of the mean outcome per unit of a regressor: {@code β} for a linear regression, {@code β · mean(μ)} for
     * Poisson, the mean of μ (which the effects hold at the mean of the outcome) taken as given; {@code β · mean(μ')} for logit and
     * probit, the change of {@code μ'} with all coefficients in the error (effects move with the coefficients; what they vary beside
     * that is not in it).
     *
     * @param term the regressor
     * @return the average with its standard error
     */
    public CoefficientEstimate margin(String term) {
        PointEstimates.Counts counts = core.counts();
        if (counts != null && counts.link() != Link.LOG) {
            return averageChange(index(term), counts);
        }
        double[] w = core.scores().sample().weights();
        double times =
                counts == null ? 1 : CrossMath.sum(counts.mean(), w) / (w == null ? nobs() : CrossMath.sum(w, null));
        int j = index(term);
        return CoefficientEstimate.of(
                "margin of " + term,
                times * core.beta()[j],
                times * times * covariance.matrix()[j][j],
                covariance.degrees(j),
                spec.level);
    }

    private CoefficientEstimate averageChange(int j, PointEstimates.Counts counts) {
        double[] w = core.scores().sample().weights();
        double[][] x = core.scores().x();
        double b = core.beta()[j];
        double[] gradient = new double[x.length];
        double slope = 0;
        double all = 0;
        for (int i = 0; i < counts.index().length; i++) {
            double weight = w == null ? 1 : w[i];
            all += weight;
            slope += weight * counts.link().slope(counts.index()[i]);
            double bend = weight * counts.link().bend(counts.index()[i]);
            for (int k = 0; k < gradient.length; k++) {
                gradient[k] += b * bend * x[k][i];
            }
        }
        gradient[j] += slope;
        double variance = Dense.dot(gradient, Dense.multiply(covariance.matrix(), gradient)) / (all * all);
        return CoefficientEstimate.of(
                "margin of " + core.names().get(j), b * slope / all, variance, covariance.degrees(), spec.level);
    }

    /**
     * First stages, rank and over-identification tests, Wu–Hausman and the Anderson–Rubin sets of an instrumented regression.
     *
     * @return the figures; robust ones under this fit's covariance
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the regression has no instruments
     */
    public WeakInstruments weakInstruments() {
        return WeakReport.of(this);
    }

    /**
     * Hansen's test that all moments hold, of a regression by {@link Regression#gmm()} or {@link Regression#continuouslyUpdated()}.
     *
     * @return the test; no p-value if there are no more instruments than instrumented regressors
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for other regressions, whose test {@link #weakInstruments()} has
     */
    public MomentTest hansen() {
        Instrumented in = core.instruments();
        if (in == null || Double.isNaN(in.j())) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Hansen's test needs a regression by moments, but this one is none. Use gmm(), or weakInstruments().hansenJ().");
        }
        int more = in.z().length - in.endogenous().length;
        return more > 0
                ? MomentTest.chiSquared(in.j(), more)
                : new MomentTest(in.j(), more, Double.POSITIVE_INFINITY, Double.NaN);
    }

    /**
     * The wild cluster bootstrap of one coefficient, for few clusters.
     *
     * @param term the coefficient
     * @return the bootstrap with its defaults
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless least squares with one cluster column
     */
    public WildBootstrap wildBootstrap(String term) {
        return WildBootstrap.of(this, term);
    }

    /**
     * Draws rows, or whole clusters where the covariance has one cluster column, and estimates again.
     *
     * @param draws how many, at least 50
     * @param seed where the draws start
     * @return the distribution of each coefficient
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} below 50 draws
     */
    public BootstrapCoefficients pairsBootstrap(int draws, org.overhang.core.Seed seed) {
        return BootstrapMath.pairs(this, draws, seed);
    }

    /**
     * Draws blocks of consecutive periods, all units together, and estimates again (moving blocks).
     *
     * @param periods length of a block
     * @param draws how many, at least 50
     * @param seed where the draws start
     * @return the distribution of each coefficient
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} below 50 draws or with blocks longer than the sample;
     *     {@link Reason#MISSING_COLUMN} without a time column
     */
    public BootstrapCoefficients blockBootstrap(int periods, int draws, org.overhang.core.Seed seed) {
        return BootstrapMath.blocks(this, periods, draws, seed);
    }

    /**
     * Levels of the absorbed effects, {@code y − Xβ = Σ D a} for the fitted part.
     *
     * @return the levels with their groups; those of one effect in each component have the mean of the whole only as a sum, so
     *     compare levels within a component
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} without effects or with slopes by group
     */
    public FixedEffects fixedEffects() {
        return FixedEffects.of(this);
    }

    int index(String term) {
        int at = core.names().indexOf(term);
        if (at < 0) {
            throw missing(term);
        }
        return at;
    }

    private OverhangException missing(String term) {
        String gone = core.removed().stream()
                .filter(r -> r.startsWith(term + " ("))
                .findFirst()
                .map(r -> "It was left out: " + r + ". ")
                .orElse("");
        return new OverhangException(
                Reason.MISSING_COLUMN,
                "A coefficient was asked for, but the regression has no term \"" + term + "\". " + gone
                        + Nearest.hint(term, core.names()) + "Its terms: " + String.join(", ", core.names()) + ".");
    }

    /**
     * The coefficients with their intervals as a figure, the constant left away.
     *
     * @return the figure, which takes a title
     */
    public org.overhang.figure.Figure figure() {
        return CoefficientPlot.of(this);
    }

    @Override
    public Summary summary() {
        return RegressionReport.summary(this);
    }

    @Override
    public Table tidy() {
        return RegressionReport.tidy(this);
    }

    @Override
    public Table glance() {
        return RegressionReport.glance(this);
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
