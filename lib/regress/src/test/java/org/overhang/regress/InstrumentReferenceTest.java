package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/**
 * Instrumented regression against ivreg, fixest, linearmodels and hand algebra (ref_iv.R); single-source numbers are named in
 * the pack's README.
 */
class InstrumentReferenceTest {
    /** README of the pack: IV coefficients, standard errors, tests and J 1e-8. */
    private static final double TOLERANCE = 1e-8;
    /** Roots of the Anderson–Rubin set are polished to about this. */
    private static final double ROOT = 1e-7;

    private static final JsonObject IV = RegressReference.answers("iv");
    private static final Table DATA = RegressReference.data("iv");

    private static void close(double expected, double found, String what) {
        assertEquals(expected, found, Math.max(1e-12, TOLERANCE * Math.abs(expected)), what);
    }

    private static String java(String name) {
        return name.equals("const") ? "(Intercept)" : name;
    }

    private static void errors(RegressionFit fit, String id, String estimator, String key) {
        for (var e :
                RegressReference.at(IV, id, estimator, key).getAsJsonObject().entrySet()) {
            close(e.getValue().getAsDouble(), fit.standardError(java(e.getKey())), id + estimator + key + e.getKey());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "one_endog; lq ~ gdp | lprice ~ freight + xrate + ore",
                "just_identified; lq ~ gdp | lprice ~ freight",
                "weak; lq ~ gdp + freight + xrate | lprice ~ ore",
                "valid; lq2 ~ gdp | lprice ~ freight + xrate + ore",
                "irrelevant; lq2 ~ gdp + freight + xrate + ore | lprice ~ noise",
                "two_endog; lq ~ gdp | lprice + subsidy ~ freight + xrate + ore",
                "fe2; lq ~ gdp | exporter + year | lprice ~ freight + xrate + ore",
                "fe1; lq ~ gdp | exporter | lprice + subsidy ~ freight + xrate + ore",
                "weighted; lq ~ gdp | lprice ~ freight + xrate + ore"
            })
    void asInIvregFixestAndHandAlgebra(String id, String formula) {
        var spec = Regression.iv(formula);
        if (id.equals("weighted")) {
            spec = spec.weights("w");
        }
        for (String estimator : new String[] {"tsls", "liml"}) {
            var fit = (estimator.equals("liml") ? spec.liml() : spec).fit(DATA);
            for (var e : RegressReference.at(IV, id, estimator, "coef")
                    .getAsJsonObject()
                    .entrySet()) {
                close(e.getValue().getAsDouble(), fit.coefficient(java(e.getKey())), id + estimator + e.getKey());
            }
            errors(fit, id, estimator, "se_iid_dfnk");
            errors(fit.with(SmallSample.NONE), id, estimator, "se_iid_dfn");
            errors(fit.with(Covariance.hc0()), id, estimator, "se_HC0");
            errors(fit.with(Covariance.hc1()), id, estimator, "se_HC1");
            var clustered = fit.with(Covariance.cluster("exporter"));
            errors(clustered, id, estimator, "se_cl_stata");
            errors(clustered.with(SmallSample.NONE), id, estimator, "se_cl_raw");
            if (estimator.equals("liml")) {
                assertEquals(
                        RegressReference.number(IV, id, "liml", "kappa"),
                        fit.core.instruments().kappa(),
                        1e-9,
                        "kappa");
            }
        }
        statistics(id, spec.fit(DATA));
    }

    private static void statistics(String id, RegressionFit iid) {
        WeakInstruments plain = iid.weakInstruments();
        WeakInstruments robust = iid.with(Covariance.hc1()).weakInstruments();
        WeakInstruments clustered = iid.with(Covariance.cluster("exporter")).weakInstruments();
        for (int j = 0; j < plain.firstStages().size(); j++) {
            String term = plain.firstStages().get(j).term();
            close(
                    RegressReference.number(IV, id, "first_stage", "partial_F_iid", term),
                    plain.firstStages().get(j).f(),
                    id);
            close(
                    RegressReference.number(IV, id, "first_stage", "partial_F_HC1", term),
                    robust.firstStages().get(j).robustF(),
                    id);
            close(
                    RegressReference.number(IV, id, "first_stage", "partial_F_cluster_stata", term),
                    clustered.firstStages().get(j).robustF(),
                    id);
            close(
                    RegressReference.number(IV, id, "first_stage", "partial_R2", term),
                    plain.firstStages().get(j).partialR2(),
                    id);
        }
        close(RegressReference.number(IV, id, "cragg_donald_F"), plain.craggDonald(), id + " CD");
        close(
                RegressReference.number(IV, id, "kleibergen_paap", "robust", "rk_LM"),
                robust.kleibergenPaapLm(),
                id + " KP");
        close(
                RegressReference.number(IV, id, "kleibergen_paap", "robust", "LM_p"),
                robust.kleibergenPaapP(),
                id + " KP p");
        close(
                RegressReference.number(IV, id, "kleibergen_paap", "robust", "rk_F_ivreg2"),
                robust.kleibergenPaapF(),
                id);
        close(RegressReference.number(IV, id, "kleibergen_paap", "cluster", "rk_LM"), clustered.kleibergenPaapLm(), id);
        close(
                RegressReference.number(IV, id, "kleibergen_paap", "cluster", "rk_F_ivreg2"),
                clustered.kleibergenPaapF(),
                id);
        close(RegressReference.number(IV, id, "anderson_canon_LM"), plain.kleibergenPaapLm(), id + " Anderson LM");
        close(RegressReference.number(IV, id, "wu_hausman", "F"), plain.wuHausman(), id + " WH");
        close(RegressReference.number(IV, id, "wu_hausman", "p"), plain.wuHausmanP(), id + " WH p");
        if (RegressReference.number(IV, id, "sargan", "df") > 0) {
            close(RegressReference.number(IV, id, "sargan", "stat"), plain.sargan(), id + " Sargan");
            close(RegressReference.number(IV, id, "sargan", "p"), plain.sarganP(), id + " Sargan p");
            close(RegressReference.number(IV, id, "gmm2_hetero", "J"), robust.hansenJ(), id + " J");
            close(RegressReference.number(IV, id, "gmm2_cluster", "J"), clustered.hansenJ(), id + " J cluster");
        } else {
            assertTrue(Double.isNaN(plain.sargan()));
        }
        if (plain.firstStages().size() == 1) {
            close(
                    RegressReference.number(IV, id, "effective_F_olea_pflueger", "HC1"),
                    robust.firstStages().get(0).effectiveF(),
                    id);
            close(
                    RegressReference.number(IV, id, "effective_F_olea_pflueger", "cluster_stata"),
                    clustered.firstStages().get(0).effectiveF(),
                    id);
            sets(id, plain, robust, clustered);
        }
    }

    private static void sets(String id, WeakInstruments plain, WeakInstruments robust, WeakInstruments clustered) {
        AndersonRubinSet set = plain.andersonRubin().get(0);
        String shape = RegressReference.at(IV, id, "anderson_rubin", "set95_iid_closed_form", "shape")
                .getAsString();
        String found = switch (set.shape()) {
            case INTERVAL -> "interval";
            case RAYS -> "two rays";
            case LINE -> "real line";
            case EMPTY -> "empty";
            case SEVERAL -> "several";
        };
        assertEquals(shape, found, id);
        var roots = RegressReference.at(IV, id, "anderson_rubin", "set95_iid_closed_form", "roots")
                .getAsJsonArray();
        if (shape.equals("interval")) {
            assertEquals(roots.get(0).getAsDouble(), set.ranges().get(0).low(), ROOT);
            assertEquals(roots.get(1).getAsDouble(), set.ranges().get(0).high(), ROOT);
        }
        endpoints(id, "set95_HC1", robust.andersonRubin().get(0));
        endpoints(id, "set95_cluster_stata_F_Gminus1", clustered.andersonRubin().get(0));
    }

    /** The reference looked within 8 of the estimate; every root it found must be an end of ours. */
    private static void endpoints(String id, String key, AndersonRubinSet set) {
        var ends =
                RegressReference.at(IV, id, "anderson_rubin", key, "endpoints").getAsJsonArray();
        for (int i = 0; i < ends.size(); i++) {
            double end = ends.get(i).getAsDouble();
            assertTrue(
                    set.ranges().stream()
                            .anyMatch(r -> Math.abs(r.low() - end) < ROOT || Math.abs(r.high() - end) < ROOT),
                    id + " " + key + " " + end + " in " + set.ranges());
        }
        boolean inside = RegressReference.at(IV, id, "anderson_rubin", key, "inside_at_2sls")
                .getAsBoolean();
        assertEquals(inside, set.contains(RegressReference.number(IV, id, "tsls", "coef", "lprice")), id + key);
    }

    @Test
    void summaryAlwaysShowsTheSet() {
        String text = Regression.iv("lq2 ~ gdp + freight + xrate + ore | lprice ~ noise")
                .fit(DATA)
                .toString();
        assertTrue(text.contains("the whole line"), text);
        assertTrue(text.contains("instruments are weak"), text);
    }
}
