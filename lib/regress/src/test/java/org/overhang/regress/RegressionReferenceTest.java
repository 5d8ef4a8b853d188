package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/**
 * Least squares against R: lm, sandwich, lmtest, car, clubSandwich and fixest (ref_ols.R, ref_hdfe.R; versions in the JSON),
 * statsmodels where check_statsmodels.json says so.
 */
class RegressionReferenceTest {
    /** README of the pack: coefficients, RSS and standard errors 1e-9 relative. */
    private static final double TIGHT = 1e-9;
    /** Conley rests on the programs' great-circle formulas. */
    private static final double DISTANCE = 1e-8;

    private static final JsonObject OLS = RegressReference.answers("ols");
    private static final JsonObject HDFE = RegressReference.answers("hdfe");
    private static final Table IMPORTS = RegressReference.data("imports");
    private static final Table SHIPMENTS = RegressReference.data("shipments");
    private static final String FORMULA = "lq ~ lduty + lcost + dump";

    private static void close(double expected, double found, double tolerance, String what) {
        if (Double.isNaN(expected)) {
            assertTrue(Double.isNaN(found), what);
            return;
        }
        assertEquals(expected, found, Math.max(1e-12, tolerance * Math.abs(expected)), what);
    }

    private static void errors(RegressionFit fit, double tolerance, JsonObject root, String... path) {
        for (var entry : RegressReference.at(root, path).getAsJsonObject().entrySet()) {
            double expected = entry.getValue().isJsonNull()
                    ? Double.NaN
                    : entry.getValue().getAsDouble();
            close(
                    expected,
                    fit.standardError(entry.getKey()),
                    tolerance,
                    String.join("/", path) + " " + entry.getKey());
        }
    }

    private static void coefficients(RegressionFit fit, JsonObject root, String... path) {
        for (var entry : RegressReference.at(root, path).getAsJsonObject().entrySet()) {
            close(entry.getValue().getAsDouble(), fit.coefficient(entry.getKey()), TIGHT, entry.getKey());
        }
    }

    @Test
    void leastSquaresAsInR() {
        var fit = Regression.ols(FORMULA).fit(IMPORTS);
        coefficients(fit, OLS, "ols", "coef");
        errors(fit, TIGHT, OLS, "ols", "se_iid");
        close(RegressReference.number(OLS, "ols", "rss"), fit.residualSumOfSquares(), TIGHT, "rss");
        close(RegressReference.number(OLS, "ols", "r2"), fit.rSquared(), TIGHT, "r2");
        for (String term : fit.terms()) {
            close(
                    RegressReference.number(OLS, "ols", "t", term),
                    fit.estimate(term).statistic(),
                    TIGHT,
                    term);
            close(RegressReference.number(OLS, "ols", "p", term), fit.pValue(term), 1e-8, term);
        }
        close(0.493796989006906, fit.residuals()[0], TIGHT, "first residual");
    }

    @Test
    void heteroskedasticCovariancesAsInSandwich() {
        var fit = Regression.ols(FORMULA).fit(IMPORTS);
        errors(fit.with(Covariance.hc0()), TIGHT, OLS, "vcov", "HC0");
        errors(fit.with(Covariance.hc1()), TIGHT, OLS, "vcov", "HC1");
        errors(fit.with(Covariance.hc2()), TIGHT, OLS, "vcov", "HC2");
        errors(fit.with(Covariance.hc3()), TIGHT, OLS, "vcov", "HC3");
        var weighted = Regression.ols(FORMULA).weights("w").fit(IMPORTS);
        coefficients(weighted, OLS, "wls", "coef");
        errors(weighted, TIGHT, OLS, "wls", "se_iid");
        errors(weighted.with(Covariance.hc0()), TIGHT, OLS, "wls", "se_HC0");
        errors(weighted.with(Covariance.hc1()), TIGHT, OLS, "wls", "se_HC1");
        errors(weighted.with(Covariance.hc2()), TIGHT, OLS, "wls", "se_HC2");
        errors(weighted.with(Covariance.hc3()), TIGHT, OLS, "wls", "se_HC3");
        errors(weighted.with(Covariance.cluster("exporter")), TIGHT, OLS, "wls", "se_cl_exporter_stata");
        errors(
                weighted.with(Covariance.cluster("exporter", "year").unrepaired()),
                TIGHT,
                OLS,
                "vcov",
                "wls_cl2_exporter_year_fixest");
    }

    @Test
    void clusteredCovariancesAsInFixestAndSandwich() {
        var fit = Regression.ols(FORMULA).cluster("exporter").fit(IMPORTS);
        errors(fit, TIGHT, OLS, "vcov", "cl_exporter_fixest");
        errors(fit.with(SmallSample.STATA), TIGHT, OLS, "vcov", "cl_exporter_stata_CR1S");
        errors(fit.with(SmallSample.NONE), TIGHT, OLS, "vcov", "cl_exporter_raw_CR0");
        for (String term : fit.terms()) {
            close(RegressReference.number(OLS, "vcov", "p_cl_exporter_fixest", term), fit.pValue(term), 1e-8, term);
        }
        var two = fit.with(Covariance.cluster("exporter", "year").unrepaired());
        errors(two, TIGHT, OLS, "vcov", "cl2_exporter_year_fixest_Gmin");
        errors(two.with(SmallSample.REGHDFE), TIGHT, OLS, "vcov", "reghdfe_like_cl2", "se");
        errors(two.with(SmallSample.SANDWICH), TIGHT, OLS, "vcov", "cl2_exporter_year_conventional_CGM");
        errors(two.with(SmallSample.NONE), TIGHT, OLS, "vcov", "cl2_exporter_year_raw");
        var three = fit.with(Covariance.cluster("exporter", "product", "year").unrepaired());
        errors(three, TIGHT, OLS, "vcov", "cl3_fixest_Gmin");
        errors(three.with(SmallSample.SANDWICH), TIGHT, OLS, "vcov", "cl3_conventional");
        errors(three.with(SmallSample.NONE), TIGHT, OLS, "vcov", "cl3_raw");
    }

    @Test
    void covariancesInTimeAndSpace() {
        var fit = Regression.ols(FORMULA).time("year").fit(IMPORTS);
        var kraay = fit.with(Covariance.driscollKraay(2));
        errors(kraay, TIGHT, OLS, "driscoll_kraay", "lag2_fixest");
        errors(kraay.with(SmallSample.NONE), TIGHT, OLS, "driscoll_kraay", "lag2_raw");
        errors(fit.with(Covariance.driscollKraay(1)).with(SmallSample.NONE), TIGHT, OLS, "driscoll_kraay", "lag1_raw");
        var near = fit.with(Covariance.conley(500).at("lat", "lon").unrepaired());
        errors(near, DISTANCE, OLS, "conley", "fixest_spherical_500_default");
        errors(near.with(SmallSample.NONE), DISTANCE, OLS, "conley", "hand_uniform_500km_raw");
        errors(
                fit.with(Covariance.conley(1000).at("lat", "lon").unrepaired()).with(SmallSample.NONE),
                DISTANCE,
                OLS,
                "conley",
                "hand_uniform_1000km_raw");
        errors(
                fit.with(Covariance.conley(1000).at("lat", "lon").bartlett()).with(SmallSample.NONE),
                DISTANCE,
                OLS,
                "conley",
                "hand_bartlett_1000km_raw");
        assertTrue(fit.with(Covariance.conley(1000).at("lat", "lon"))
                .summary()
                .toString()
                .contains("set to zero"));
    }

    @Test
    void neweyWestAndCumulativePassThrough() {
        Table ts = RegressReference.data("ts");
        var fit = Regression.ols("diff(lp_us) ~ lag(diff(lp_imp), 0:2)")
                .time("t")
                .covariance(Covariance.neweyWest(4))
                .smallSample(SmallSample.NONE)
                .fit(ts);
        assertEquals(197, fit.nobs());
        String[] terms = {"(Intercept)", "lag(diff(lp_imp), 0)", "lag(diff(lp_imp), 1)", "lag(diff(lp_imp), 2)"};
        String[] names = {"(Intercept)", "dm", "dm1", "dm2"};
        for (int j = 0; j < terms.length; j++) {
            close(
                    RegressReference.number(OLS, "newey_west", "coef", names[j]),
                    fit.coefficient(terms[j]),
                    TIGHT,
                    names[j]);
            close(
                    RegressReference.number(OLS, "newey_west", "lag4_raw", names[j]),
                    fit.standardError(terms[j]),
                    TIGHT,
                    names[j]);
            close(
                    RegressReference.number(OLS, "newey_west", "lag4_n_over_n_minus_k", names[j]),
                    fit.with(SmallSample.SANDWICH).standardError(terms[j]),
                    TIGHT,
                    names[j]);
        }
        var total = fit.cumulative("diff(lp_imp)").get(2);
        close(0.521413363880697, total.estimate(), TIGHT, "sum");
        close(0.115270803459455, total.standardError(), TIGHT, "its standard error");
    }

    @Test
    void waldDeltaAndCollinearity() {
        var iid = Regression.ols(FORMULA).fit(IMPORTS);
        var wald = iid.wald("lcost", "dump");
        close(152.277108265345, wald.statistic(), TIGHT, "F");
        close(2.69945639506376e-55, wald.pValue(), 1e-8, "p");
        var clustered = iid.with(Covariance.cluster("exporter"));
        var all = clustered.wald();
        close(124.613260827983, all.statistic(), TIGHT, "F clustered");
        close(8.99230079496627e-09, all.pValue(), 1e-8, "p with t(G-1)");
        var ratio = clustered.delta("ratio", b -> b.applyAsDouble("lduty") / b.applyAsDouble("lcost"));
        close(3.80643286201609, ratio.estimate(), TIGHT, "ratio");
        close(0.478366411866485, ratio.standardError(), 1e-8, "delta method");
        var restriction =
                iid.with(Covariance.hc1()).combination("lduty - 3 lcost", Map.of("lduty", 1.0, "lcost", -3.0));
        close(1.82514593621962, restriction.statistic() * restriction.statistic(), TIGHT, "F of one restriction");
        var collinear = Regression.ols("lq ~ lduty + lcost + collin + dump").fit(IMPORTS);
        coefficients(collinear, OLS, "collinear", "coef_R");
        assertTrue(collinear.summary().toString().contains("collin (collinear"), collinear.toString());
    }

    @Test
    void singletonsDroppedAndKept() {
        var dropped = Regression.ols("lq ~ lduty + lcost | port").fit(IMPORTS);
        assertEquals(675, dropped.nobs());
        coefficients(dropped, OLS, "singletons", "dropped", "coef");
        errors(dropped, TIGHT, OLS, "singletons", "dropped", "se_iid");
        errors(dropped.with(Covariance.cluster("port")), TIGHT, OLS, "singletons", "dropped", "se_cl_port");
        errors(dropped.with(Covariance.hc1()), TIGHT, OLS, "singletons", "dropped", "se_HC1");
        var kept = Regression.ols("lq ~ lduty + lcost | port").keepSingletons().fit(IMPORTS);
        assertEquals(678, kept.nobs());
        errors(kept, TIGHT, OLS, "singletons", "kept", "se_iid");
        errors(kept.with(Covariance.cluster("port")), TIGHT, OLS, "singletons", "kept", "se_cl_port");
        errors(kept.with(Covariance.hc1()), TIGHT, OLS, "singletons", "kept", "se_HC1");
    }

    @ParameterizedTest
    @CsvSource({
        "fe1_plant, false", "fe2_plant_exporter, false", "fe3_plant_exporter_month, false", "fe3_weighted, true",
        "fe_interacted, false", "fe_interacted2, false", "slopes_plant_trend, false", "slopes_only, false",
        "slopes_weighted, true", "fe2_region_plant_nested, false"
    })
    void absorbedEffectsAsInFixest(String id, boolean weighted) {
        String formula = RegressReference.at(HDFE, id, "formula").getAsString();
        var spec = Regression.ols(formula);
        var fit = (weighted ? spec.weights("tons") : spec).fit(SHIPMENTS);
        assertEquals(RegressReference.number(HDFE, id, "n"), fit.nobs());
        coefficients(fit, HDFE, id, "coef");
        close(RegressReference.number(HDFE, id, "rss"), fit.residualSumOfSquares(), TIGHT, "rss");
        close(RegressReference.number(HDFE, id, "r2"), fit.rSquared(), TIGHT, "r2");
        close(RegressReference.number(HDFE, id, "r2_within"), fit.rSquaredWithin(), TIGHT, "within");
        assertEquals(RegressReference.number(HDFE, id, "K_fixest"), fit.parametersCounted(), "K");
        errors(fit, TIGHT, HDFE, id, "se", "iid");
        errors(fit.with(Covariance.hc1()), TIGHT, HDFE, id, "se", "HC1");
        for (String cluster : new String[] {"region", "plant", "exporter"}) {
            errors(fit.with(Covariance.cluster(cluster)), TIGHT, HDFE, id, "se", "cl_" + cluster);
        }
        var region = fit.with(Covariance.cluster("region"));
        errors(region.with(SmallSample.EFFECTS_NOT_COUNTED), TIGHT, HDFE, id, "se_region_K_none");
        errors(region.with(SmallSample.NONE), TIGHT, HDFE, id, "se_region_raw");
        var two = fit.with(Covariance.cluster("plant", "exporter").unrepaired());
        errors(two, TIGHT, HDFE, id, "se", "cl_plant_exporter");
        if (!weighted) {
            errors(fit.with(Covariance.hc2()), TIGHT, HDFE, id, "se", "HC2_lsdv");
            errors(fit.with(Covariance.hc3()), TIGHT, HDFE, id, "se", "HC3_lsdv");
        }
        if (!id.startsWith("slopes")) {
            errors(fit.with(SmallSample.STATA), TIGHT, HDFE, id, "se", "iid_exact_K");
        }
        assertTrue(fit.absorptionResidual() <= 1e-10);
    }

    @Test
    void absorbedRegressorIsNamedAndLeftOut() {
        Table table = SHIPMENTS.copy();
        double[] second = table.doubleColumn("region").asDoubleArray();
        for (int i = 0; i < second.length; i++) {
            second[i] = second[i] == 2 ? 1 : 0;
        }
        table.addColumns(RegressReference.column("region2", second));
        var fit = Regression.ols("lval ~ lduty + lfreight + region2 | plant").fit(table);
        coefficients(fit, HDFE, "absorbed_regressor", "coef");
        assertTrue(fit.summary().toString().contains("region2 (absorbed by the effects)"), fit.toString());
        assertArrayEquals(new Object[] {"lduty", "lfreight"}, fit.terms().toArray());
    }
}
