package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/** Poisson regression against fixest, alpaca and glm on dummies (ref_ppml.R); separation also against an LP (sep_lp.py). */
class PoissonReferenceTest {
    /** README of the pack. */
    private static final double COEFFICIENT = 1e-8;

    private static final double ERROR = 1e-6;
    private static final double DEVIANCE = 1e-10;

    private static final JsonObject PPML = RegressReference.answers("ppml");
    private static final Table TRADE = RegressReference.data("trade");

    private static void close(double expected, double found, double tolerance, String what) {
        if (Double.isNaN(expected)) {
            assertTrue(Double.isNaN(found), what);
            return;
        }
        assertEquals(expected, found, Math.max(1e-12, tolerance * Math.abs(expected)), what);
    }

    private static void errors(RegressionFit fit, String id, String key) {
        for (var e : RegressReference.at(PPML, id, "se", key).getAsJsonObject().entrySet()) {
            double expected =
                    e.getValue().isJsonNull() ? Double.NaN : e.getValue().getAsDouble();
            close(expected, fit.standardError(e.getKey()), ERROR, id + " " + key + " " + e.getKey());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "fe2; value ~ ldist + rta + ltariff | exporter + importer",
                "fe2_time; value ~ ldist + rta + ltariff | exporter^year + importer^year",
                "fe3; value ~ rta + ltariff | exporter^year + importer^year + exporter^importer",
                "fe2_weights; value ~ ldist + rta + ltariff | exporter + importer",
                "fe2_offset; value ~ ldist + rta + ltariff | exporter + year",
                "fe3_additive; value ~ ldist + rta + ltariff | exporter + importer + year"
            })
    void asInFixestAndGlm(String id, String formula) {
        var spec = Regression.poisson(formula);
        Table data = TRADE;
        if (id.equals("fe2_weights")) {
            spec = spec.weights("w");
        }
        if (id.equals("fe2_offset")) {
            data = TRADE.copy();
            double[] log = data.doubleColumn("pop").asDoubleArray();
            data.addColumns(RegressReference.column(
                    "log_pop", Arrays.stream(log).map(Math::log).toArray()));
            spec = spec.offset("log_pop");
        }
        var fit = spec.fit(data);
        assertEquals(RegressReference.number(PPML, id, "n"), fit.nobs());
        for (var e : RegressReference.at(PPML, id, "coef").getAsJsonObject().entrySet()) {
            close(e.getValue().getAsDouble(), fit.coefficient(e.getKey()), COEFFICIENT, id + e.getKey());
        }
        close(RegressReference.number(PPML, id, "deviance"), fit.deviance(), DEVIANCE, id + " deviance");
        errors(fit.with(SmallSample.NONE), id, "hessian_raw");
        errors(fit, id, "iid_fixest_Kadj");
        errors(fit.with(Covariance.hc1()), id, "HC1");
        String[][] clusters = {
            {"pair", "exporter^importer"},
            {"exporter", "exporter"},
            {"exporter_importer", "exporter", "importer"},
            {"exporter_importer_year", "exporter", "importer", "year"}
        };
        for (String[] c : clusters) {
            var clustered = fit.with(
                    Covariance.cluster(Arrays.copyOfRange(c, 1, c.length)).unrepaired());
            errors(clustered, id, "cl_" + c[0]);
            errors(clustered.with(SmallSample.NONE), id, "cl_" + c[0] + "_raw");
        }
        var fitted = RegressReference.at(PPML, id, "fitted_first5").getAsJsonArray();
        double[] used =
                Arrays.stream(fit.predict()).filter(v -> !Double.isNaN(v)).toArray();
        for (int i = 0; i < 5; i++) {
            close(fitted.get(i).getAsDouble(), used[i], COEFFICIENT, id + " fitted " + i);
        }
    }

    @Test
    void semiElasticityByTheDeltaMethod() {
        var fit = Regression.poisson("value ~ ldist + rta + ltariff | exporter + importer")
                .cluster("exporter^importer")
                .fit(TRADE);
        close(
                RegressReference.number(PPML, "fe2", "semi_elasticity_rta", "estimate_pct"),
                100 * fit.semiElasticity("rta").estimate(),
                COEFFICIENT,
                "semi-elasticity");
        close(
                RegressReference.number(PPML, "fe2", "semi_elasticity_rta", "se_delta_cl_pair"),
                100 * fit.semiElasticity("rta").standardError(),
                ERROR,
                "its standard error");
    }

    @Test
    void separatedRowsAsByConstructionRectifierAndLinearProgram() {
        Table data = RegressReference.data("separation");
        var fit = Regression.poisson("value ~ ltariff + lprice + embargo + quota_used + quota_fill | exporter")
                .fit(data);
        JsonObject s = PPML.getAsJsonObject("separation");
        assertEquals(RegressReference.number(s, "after_dropping", "n"), fit.nobs());
        var expected = RegressReference.at(s, "separated_obs").getAsJsonArray();
        // Exporter 8 never ships: its rows go as a group of zeros, not one by one.
        java.util.Set<Integer> found = new java.util.TreeSet<>();
        for (int r : fit.separatedRows()) {
            found.add(r);
        }
        java.util.Set<Integer> wanted = new java.util.TreeSet<>();
        expected.forEach(e -> {
            if (data.doubleColumn("exporter").get(e.getAsInt() - 1) != 8) {
                wanted.add(e.getAsInt());
            }
        });
        assertEquals(wanted, found);
        for (var e : RegressReference.at(s, "after_dropping", "coef_glm")
                .getAsJsonObject()
                .entrySet()) {
            close(e.getValue().getAsDouble(), fit.coefficient(e.getKey()), COEFFICIENT, e.getKey());
            close(
                    RegressReference.number(s, "after_dropping", "se_hessian", e.getKey()),
                    fit.with(SmallSample.NONE).standardError(e.getKey()),
                    ERROR,
                    e.getKey());
        }
        close(RegressReference.number(s, "after_dropping", "deviance"), fit.deviance(), DEVIANCE, "deviance");
        assertTrue(fit.toString().contains("separated"), fit.toString());
    }
}
