package org.overhang.regress;

import java.util.List;

/**
 * What an instrumented regression says about its instruments; robust figures follow the covariance of the fit (rows for HC,
 * clusters for clusters).
 *
 * <p>Notation: {@code Z̃, Ỹ} instruments and instrumented regressors after effects and included regressors, L instruments, m
 * instrumented regressors, {@code Π = (Z̃'Z̃)^{-1}Z̃'Ỹ}, V first-stage residuals.
 *
 * <p>Source: Montiel Olea and Pflueger, Journal of Business &amp; Economic Statistics 31 (2013); Cragg and Donald, Econometric
 * Theory 9 (1993); Kleibergen and Paap, Journal of Econometrics 133 (2006); Hansen, Econometrica 50 (1982); Anderson and
 * Rubin, Annals of Mathematical Statistics 20 (1949).
 *
 * @param firstStages one for each instrumented regressor
 * @param craggDonald smallest eigenvalue of {@code V'V^{-1/2} Π'Z̃'Z̃Π V'V^{-1/2} (n−K)/L}, as an F
 * @param kleibergenPaapLm rank test that Π has rank m − 1, Lagrange multiplier form, robust
 * @param kleibergenPaapP its p-value, chi-squared(L − m + 1)
 * @param kleibergenPaapF Wald form as an F, robust
 * @param sargan test of the restrictions beyond the needed, iid errors; NaN if exactly identified
 * @param sarganP its p-value, chi-squared(L − m)
 * @param hansenJ the same from two-step GMM, robust; NaN if exactly identified
 * @param hansenP its p-value
 * @param wuHausman F test that the instrumented regressors needed no instruments
 * @param wuHausmanP its p-value
 * @param andersonRubin for each instrumented regressor the values that the Anderson–Rubin test does not reject
 */
public record WeakInstruments(
        List<FirstStage> firstStages,
        double craggDonald,
        double kleibergenPaapLm,
        double kleibergenPaapP,
        double kleibergenPaapF,
        double sargan,
        double sarganP,
        double hansenJ,
        double hansenP,
        double wuHausman,
        double wuHausmanP,
        List<AndersonRubinSet> andersonRubin) {
    /**
     * Copies the lists.
     *
     * @param firstStages one for each instrumented regressor
     * @param craggDonald smallest eigenvalue as an F
     * @param kleibergenPaapLm rank test, Lagrange multiplier form
     * @param kleibergenPaapP its p-value
     * @param kleibergenPaapF Wald form as an F
     * @param sargan test of the restrictions beyond the needed
     * @param sarganP its p-value
     * @param hansenJ the same, robust
     * @param hansenP its p-value
     * @param wuHausman F test that the regressors needed no instruments
     * @param wuHausmanP its p-value
     * @param andersonRubin sets of values not rejected
     */
    public WeakInstruments {
        firstStages = List.copyOf(firstStages);
        andersonRubin = List.copyOf(andersonRubin);
    }

    /**
     * The first stage of one instrumented regressor.
     *
     * @param term the regressor
     * @param f partial F of the excluded instruments, iid
     * @param robustF the same with the covariance of the fit and its correction; equal to f for iid
     * @param effectiveF effective F, {@code Π'Z̃'Z̃Π / tr(S (Z̃'Z̃)^{-1})}; NaN with several instrumented regressors
     * @param partialR2 share of the regressor's variance, after the other regressors, that the instruments explain
     */
    public record FirstStage(String term, double f, double robustF, double effectiveF, double partialR2) {}
}
