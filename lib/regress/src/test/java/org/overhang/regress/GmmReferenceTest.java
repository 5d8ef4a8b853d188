package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Fuller's estimate and moments against matrix algebra in R (ref_ivk.R), which agrees with the Python package linearmodels. */
class GmmReferenceTest {
    /** Closed forms. Reached: 1e-11. */
    private static final double CLOSED = 1e-9;
    /** A minimum is found where its slope vanishes, which leaves half the digits of the statistic to the coefficients. */
    private static final double MINIMUM = 1e-6;
    /** The reference pack: with weak instruments the minimum is flat. */
    private static final double FLAT = 1e-4;

    private static final JsonObject IVK = RegressReference.answers("regress-more", "ivk");

    private static String joined(JsonElement e) {
        if (!e.isJsonArray()) {
            return e.getAsString();
        }
        JsonArray a = e.getAsJsonArray();
        StringBuilder out = new StringBuilder();
        a.forEach(n -> out.append(out.isEmpty() ? "" : " + ").append(n.getAsString()));
        return out.toString();
    }

    private static Regression spec(JsonObject model) {
        Regression base = Regression.iv(joined(model.get("y")) + " ~ " + joined(model.get("exog")) + " | "
                        + joined(model.get("endog")) + " ~ " + joined(model.get("inst")))
                .smallSample(SmallSample.NONE)
                .time("t");
        return model.has("w") ? base.weights(model.get("w").getAsString()) : base;
    }

    private static void same(
            JsonObject expected, String key, RegressionFit fit, boolean errors, double tolerance, String at) {
        for (var e : expected.getAsJsonObject(key).entrySet()) {
            String term = e.getKey().equals("const") ? "(Intercept)" : e.getKey();
            double found = errors ? fit.standardError(term) : fit.coefficient(term);
            double want = e.getValue().getAsDouble();
            assertEquals(want, found, tolerance * Math.max(0.1, Math.abs(want)), at + " " + key + " " + term);
        }
    }

    private static Covariance covariance(String type, JsonObject model) {
        return switch (type) {
            case "gmm_iid" -> Covariance.iid();
            case "gmm_robust" -> Covariance.hc1();
            case "gmm_cluster" -> Covariance.cluster(model.get("cl").getAsString());
            default -> Covariance.neweyWest(model.get("L").getAsInt());
        };
    }

    @ParameterizedTest
    @CsvSource({
        "ivx, one",
        "ivx, two",
        "ivx, two_weighted",
        "ivx, exact",
        "ivweak, one",
        "ivweak, two",
        "ivweak, two_weighted",
        "ivweak, exact"
    })
    void kClassAndMoments(String data, String name) {
        JsonObject given = RegressReference.at(IVK, data, name).getAsJsonObject();
        JsonObject model = given.getAsJsonObject("model");
        Regression spec = spec(model);
        Table table = RegressReference.data("regress-more", data);
        for (int a : new int[] {1, 4}) {
            JsonObject expected = given.getAsJsonObject("fuller" + a);
            RegressionFit fit = spec.fuller(a).fit(table);
            String at = data + " " + name + " Fuller " + a;
            same(expected, "coef", fit, false, CLOSED, at);
            same(expected, "se_iid_dfn", fit, true, CLOSED, at);
            same(expected, "se_HC0_kclass_regressors", fit.with(Covariance.hc0()), true, CLOSED, at);
            same(
                    expected,
                    "se_cluster_raw",
                    fit.with(Covariance.cluster(model.get("cl").getAsString())),
                    true,
                    CLOSED,
                    at);
        }
        for (String type : new String[] {"gmm_iid", "gmm_robust", "gmm_cluster", "gmm_kernel"}) {
            if (given.has(type) && given.getAsJsonObject(type).has("twostep")) {
                moments(
                        spec.covariance(covariance(type, model)),
                        given.getAsJsonObject(type),
                        table,
                        data + " " + name + " " + type);
            }
        }
    }

    private static void moments(Regression spec, JsonObject expected, Table table, String at) {
        boolean over = expected.get("df").getAsInt() > 0;
        JsonObject two = expected.getAsJsonObject("twostep");
        RegressionFit fit = spec.gmm().fit(table);
        same(two, "coef", fit, false, CLOSED, at);
        same(two, "se_sandwich", fit, true, CLOSED, at);
        if (over) {
            assertEquals(
                    two.get("J").getAsDouble(),
                    fit.hansen().statistic(),
                    CLOSED * (1 + two.get("J").getAsDouble()),
                    at);
            assertEquals(two.get("p").getAsDouble(), fit.hansen().pValue(), CLOSED, at);
        }
        if (over && expected.has("cue")) {
            JsonObject cue = expected.getAsJsonObject("cue");
            RegressionFit found = spec.continuouslyUpdated().fit(table);
            double tolerance = at.startsWith("ivweak") ? FLAT : MINIMUM;
            double j = cue.get("J").getAsDouble();
            assertEquals(j, found.hansen().statistic(), 1e-8 * (1 + j), at + " J of continuous updating");
            same(cue, "coef", found, false, tolerance, at + " cue");
            same(cue, "se_sandwich", found, true, tolerance, at + " cue");
        }
    }

    /** With iid errors moments are what they came from, absorbed effects included. */
    @Test
    void underIidErrorsTwoStepsAreTwoStageLeastSquaresAndContinuousUpdatingIsLiml() {
        Table table = RegressReference.data("iv");
        for (String formula : new String[] {
            "lq ~ gdp | lprice ~ freight + xrate + ore", "lq ~ gdp | exporter | lprice ~ freight + xrate + ore"
        }) {
            Regression spec = Regression.iv(formula);
            assertEquals(
                    spec.fit(table).coefficient("lprice"), spec.gmm().fit(table).coefficient("lprice"), CLOSED);
            assertEquals(
                    spec.fit(table).standardError("lprice"),
                    spec.gmm().fit(table).standardError("lprice"),
                    CLOSED);
            assertEquals(
                    spec.liml().fit(table).coefficient("lprice"),
                    spec.continuouslyUpdated().fit(table).coefficient("lprice"),
                    MINIMUM);
        }
    }

    @Test
    void theWeakFiguresOfTwoStageLeastSquaresHaveTheSameTest() {
        Table table = RegressReference.data("iv");
        Regression spec =
                Regression.iv("lq ~ gdp | lprice ~ freight + xrate + ore").cluster("exporter");
        assertEquals(
                spec.fit(table).weakInstruments().hansenJ(),
                spec.gmm().fit(table).hansen().statistic(),
                CLOSED);
    }

    private static Table simulated(long stream, int n) {
        Draws draws = Seed.seed(31).stream(stream);
        double[][] c = new double[6][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 4; k++) {
                c[k][i] = draws.normal();
            }
            double common = draws.normal();
            c[4][i] = 0.4 * (c[0][i] + c[1][i] + c[2][i]) + 0.3 * c[3][i] + common + draws.normal();
            c[5][i] = 1 + 0.5 * c[4][i] - c[3][i] + (common + draws.normal()) * (0.5 + Math.abs(c[0][i]));
        }
        Table table = Table.create("simulated");
        String[] names = {"z1", "z2", "z3", "w", "x", "y"};
        for (int k = 0; k < names.length; k++) {
            table.addColumns(DoubleColumn.create(names[k], c[k]));
        }
        return table;
    }

    /** Known truth 0.5, 300 samples of 300 rows with unequal variances: coverage 0.95 and size 0.05 within three errors. */
    @Test
    @Tag("slow")
    void intervalsCoverAndTheTestHoldsItsSize() {
        int samples = 300;
        for (int which = 0; which < 3; which++) {
            int covered = 0;
            int rejected = 0;
            for (int s = 0; s < samples; s++) {
                Regression spec = Regression.iv("y ~ w | x ~ z1 + z2 + z3").covariance(Covariance.hc1());
                RegressionFit fit = (which == 0 ? spec.gmm() : which == 1 ? spec.continuouslyUpdated() : spec.fuller(1))
                        .fit(simulated(s, 300));
                var range = fit.estimate("x").interval();
                covered += range.low() <= 0.5 && 0.5 <= range.high() ? 1 : 0;
                rejected += which < 2 && fit.hansen().pValue() < 0.05 ? 1 : 0;
            }
            String said = which + ": covered " + covered + ", Hansen rejects " + rejected + " of " + samples;
            assertTrue(covered >= 0.95 * samples - 11.4 && covered <= 0.95 * samples + 11.4, said);
            assertTrue(rejected <= 0.05 * samples + 11.4, said);
        }
    }

    private static void refuses(Reason reason, String first, org.junit.jupiter.api.function.Executable asked) {
        OverhangException e = assertThrows(OverhangException.class, asked);
        assertEquals(reason, e.reason());
        assertEquals(first, e.getMessage().split("\n")[0]);
    }

    @Test
    void refusals() {
        Table table = RegressReference.data("regress-more", "ivx");
        Regression spec = Regression.iv("lq ~ gdp | lp ~ z1 + z2 + z3");
        refuses(
                Reason.OUT_OF_RANGE,
                "GMM needs instruments, but this regression has none. Use Regression.iv.",
                () -> Regression.ols("lq ~ gdp").gmm());
        refuses(
                Reason.OUT_OF_RANGE,
                "LIML needs instruments, but this regression has none. Use Regression.iv.",
                () -> Regression.ols("lq ~ gdp").fuller(1));
        refuses(
                Reason.OUT_OF_RANGE,
                "Fuller's estimate needs a positive number, but got -1.0. Write fuller(1).",
                () -> spec.fuller(-1));
        refuses(
                Reason.OUT_OF_RANGE,
                "Hansen's test needs a regression by moments, but this one is none. Use gmm(), or weakInstruments().hansenJ().",
                () -> spec.fit(table).hansen());
        refuses(
                Reason.OUT_OF_RANGE,
                "A regression by moments weighed by HC1 needs errors that allow as much, but iid was asked for. Ask for HC1, clusters or lags.",
                () -> spec.covariance(Covariance.hc1()).gmm().fit(table).with(Covariance.iid()));
        Table few = table.copy();
        few.replaceColumn(
                "cl",
                few.doubleColumn("cl").divide(11).roundInt().asDoubleColumn().setName("cl"));
        refuses(
                Reason.NOT_IDENTIFIED,
                "GMM needs a covariance of its 5 moments of full rank, but that by cluster by cl is singular or not positive. "
                        + "Use fewer instruments, more clusters, or liml().",
                () -> spec.cluster("cl").gmm().fit(few));
    }

    @Test
    void theSummaryNamesTheEstimatorAndItsWeight() {
        Table table = RegressReference.data("regress-more", "ivx");
        String said = Regression.iv("lq ~ gdp | lp ~ z1 + z2 + z3")
                .cluster("cl")
                .gmm()
                .fit(table)
                .toString();
        assertTrue(said.contains("two-step GMM, moments weighed by cluster by cl"), said);
        assertTrue(said.contains("Hansen: chi-squared(2)"), said);
        assertTrue(Regression.iv("lq ~ gdp | lp ~ z1 + z2 + z3")
                .fuller(1)
                .fit(table)
                .toString()
                .contains("LIML, Fuller's 1"));
    }
}
