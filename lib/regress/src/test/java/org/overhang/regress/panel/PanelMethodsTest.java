package org.overhang.regress.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.regress.MomentTest;
import org.overhang.regress.RegressReference;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Against the R package plm 2.6-2 and algebra by hand where plm differs on unbalanced panels (ref_panel2.R). */
class PanelMethodsTest {
    /** Closed forms. Reached: 5e-12. */
    private static final double CLOSED = 1e-9;
    /** Effects of units and periods are taken out to 1e-10. */
    private static final double ABSORBED = 1e-8;

    private static final JsonObject PACK = RegressReference.answers("regress-more", "panel2");

    private static Table table(String name) {
        return RegressReference.data("regress-more", name);
    }

    private static PanelTests.Tests tests(Table table) {
        return PanelTests.of("y").on("x1", "x2").unit("id").time("year").measure(table);
    }

    private static void close(double expected, double found, double tolerance, String what) {
        assertEquals(expected, found, tolerance * Math.max(1, Math.abs(expected)), what);
    }

    private static void same(JsonObject expected, MomentTest found, String what) {
        close(expected.get("statistic").getAsDouble(), found.statistic(), ABSORBED, what);
        if (expected.get("p.value").getAsDouble() > 1e-12) {
            close(expected.get("p.value").getAsDouble(), found.pValue(), ABSORBED, what + " p");
        }
        JsonElement parameter = expected.get("parameter");
        if (parameter != null && parameter.getAsJsonObject().has("df2")) {
            assertEquals(parameter.getAsJsonObject().get("df1").getAsDouble(), found.numerator(), what);
            assertEquals(parameter.getAsJsonObject().get("df2").getAsDouble(), found.denominator(), what);
        } else if (parameter != null) {
            assertEquals(parameter.getAsJsonObject().get("df").getAsDouble(), found.numerator(), what);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ht_bal", "ht_unb", "cce_bal", "cce_unb"})
    void testsMatchPlm(String name) {
        JsonObject expected = RegressReference.at(PACK, name, "tests").getAsJsonObject();
        PanelTests.Tests found = tests(table(name));
        String[][] pairs = {
            {"F_individual", "F, units"},
            {"F_time", "F, periods"},
            {"F_twoways", "F, both"},
            {"LM_bp_individual", "LM, units"},
            {"LM_honda_individual", "Honda, units"},
            {"LM_bp_time", "LM, periods"},
            {"LM_bp_twoways", "LM, both"},
            {"CSD_cd_within", "Pesaran CD"},
            {"CSD_lm_within", "LM, cross-section"}
        };
        for (String[] pair : pairs) {
            same(expected.getAsJsonObject(pair[0]), found.test(pair[1]), name + " " + pair[0]);
        }
        JsonObject drukker = expected.getAsJsonObject("hand").getAsJsonObject("wooldridge_fd_drukker");
        close(drukker.get("F_CR1S").getAsDouble(), found.test("Wooldridge").statistic(), CLOSED, name + " Wooldridge");
        assertEquals(drukker.get("df2").getAsDouble(), found.test("Wooldridge").denominator());
    }

    private static void coefficients(JsonObject expected, PanelEstimate found, boolean errors, String at) {
        for (Map.Entry<String, JsonElement> e : expected.entrySet()) {
            String term = e.getKey().equals("(Intercept)") ? "constant" : e.getKey();
            double value = errors
                    ? found.coefficient(term).standardError()
                    : found.coefficient(term).estimate();
            close(e.getValue().getAsDouble(), value, CLOSED, at + " " + term);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cce_bal", "cce_unb"})
    void famaAndMacBethMatchesPlm(String name) {
        JsonObject expected = RegressReference.at(PACK, name, "fama_macbeth").getAsJsonObject();
        FamaMacBeth spec = FamaMacBeth.of("y").on("x1", "x2").unit("id").time("year");
        PanelEstimate plain = spec.fit(table(name));
        coefficients(expected.getAsJsonObject("coef"), plain, false, name);
        coefficients(expected.getAsJsonObject("se"), plain, true, name);
        coefficients(
                expected.getAsJsonObject("se_newey_west_lag2_T_over_Tm1"),
                spec.lags(2).fit(table(name)),
                true,
                name + " lags");
        assertEquals(expected.get("periods").getAsInt(), plain.slopes().rowCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cce_bal", "cce_unb"})
    void meanGroupsMatchPlm(String name) {
        JsonObject expected = RegressReference.at(PACK, name, "mean_group").getAsJsonObject();
        MeanGroup spec = MeanGroup.of("y").on("x1", "x2").unit("id").time("year");
        Table table = table(name);
        PanelEstimate plain = spec.fit(table);
        coefficients(expected.getAsJsonObject("hand_mg").getAsJsonObject("coef"), plain, false, name);
        coefficients(expected.getAsJsonObject("hand_mg").getAsJsonObject("se"), plain, true, name);
        JsonObject trend = expected.getAsJsonObject("mg_trend").getAsJsonObject("se");
        close(
                trend.get("x1").getAsDouble(),
                spec.withTrend().fit(table).coefficient("x1").standardError(),
                CLOSED,
                "trend");
        PanelEstimate common = spec.commonCorrelated().fit(table);
        coefficients(expected.getAsJsonObject("hand_ccemg").getAsJsonObject("coef"), common, false, name);
        coefficients(expected.getAsJsonObject("hand_ccemg").getAsJsonObject("se"), common, true, name);
        PanelEstimate pooled = spec.commonCorrelated().pooled().fit(table);
        coefficients(expected.getAsJsonObject("hand_ccep").getAsJsonObject("coef"), pooled, false, name);
        coefficients(
                expected.getAsJsonObject("hand_ccep").getAsJsonObject("se_pesaran_nonparametric"), pooled, true, name);
    }

    @ParameterizedTest
    @CsvSource({"ht_bal", "ht_unb", "cce_bal", "cce_unb"})
    void panelCorrectedErrorsMatchPlm(String name) {
        JsonObject expected = RegressReference.at(PACK, name, "beck_katz").getAsJsonObject();
        PanelCorrected spec = PanelCorrected.of("y").on("x1", "x2").unit("id").time("year");
        coefficients(expected.getAsJsonObject("hand_pairwise_pooling"), spec.fit(table(name)), true, name + " pooled");
        if (expected.get("within_time_HC0").isJsonObject()
                && !expected.getAsJsonObject("within_time_HC0").has("error")) {
            coefficients(
                    expected.getAsJsonObject("within_time_HC0"),
                    spec.unitEffects().fit(table(name)),
                    true,
                    name + " within");
        }
    }

    /** A panel with no effects and no correlation of any kind, or with some. */
    private static Table simulated(long stream, int units, int periods, double common, double serial) {
        Draws draws = Seed.seed(77).stream(stream);
        double[] factor = new double[periods];
        for (int t = 0; t < periods; t++) {
            factor[t] = draws.normal();
        }
        int n = units * periods;
        int[] id = new int[n];
        int[] year = new int[n];
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < units; i++) {
            double error = 0;
            double slope = 1 + (common > 0 ? 0.5 * draws.normal() : 0);
            for (int t = 0; t < periods; t++) {
                int at = i * periods + t;
                id[at] = i;
                year[at] = 1990 + t;
                error = serial * error + draws.normal();
                x[at] = draws.normal() + common * factor[t];
                y[at] = slope * x[at] + error + common * (1 + 0.3 * i / units) * factor[t];
            }
        }
        return Table.create(
                "simulated",
                IntColumn.create("id", id),
                IntColumn.create("year", year),
                DoubleColumn.create("x", x),
                DoubleColumn.create("y", y));
    }

    /** 300 panels of 40 units and 10 periods: each test rejects a true null in 0.05 ± 3 errors (0.038) of them. */
    @Test
    @Tag("slow")
    void testsHoldTheirSizeAndFindWhatIsThere() {
        String[] names = {
            "F, units", "F, periods", "F, both", "LM, units", "Honda, units", "LM, periods", "Wooldridge", "Pesaran CD"
        };
        int samples = 300;
        int[] rejected = new int[names.length];
        for (int s = 0; s < samples; s++) {
            PanelTests.Tests found =
                    PanelTests.of("y").on("x").unit("id").time("year").measure(simulated(s, 40, 10, 0, 0));
            for (int k = 0; k < names.length; k++) {
                rejected[k] += found.test(names[k]).pValue() < 0.05 ? 1 : 0;
            }
        }
        for (int k = 0; k < names.length; k++) {
            assertTrue(
                    rejected[k] >= 3 && rejected[k] <= 0.05 * samples + 11.4,
                    names[k] + " rejects " + rejected[k] + " of " + samples);
        }
        PanelTests.Tests serial =
                PanelTests.of("y").on("x").unit("id").time("year").measure(simulated(1, 40, 10, 0, 0.6));
        assertTrue(serial.test("Wooldridge").pValue() < 0.001);
        PanelTests.Tests common =
                PanelTests.of("y").on("x").unit("id").time("year").measure(simulated(1, 40, 10, 1, 0));
        assertTrue(common.test("Pesaran CD").pValue() < 0.001);
    }

    /** Slopes of mean 1 beside a common factor in regressor and error: averages take it out, and intervals at 0.95 cover. */
    @Test
    @Tag("slow")
    void commonEffectsCoverWhereTheMeanGroupIsBiased() {
        int samples = 300;
        int covered = 0;
        double plain = 0;
        for (int s = 0; s < samples; s++) {
            Table table = simulated(1000 + s, 40, 30, 1, 0);
            MeanGroup spec = MeanGroup.of("y").on("x").unit("id").time("year");
            var range = spec.commonCorrelated().fit(table).coefficient("x").interval();
            covered += range.low() <= 1 && 1 <= range.high() ? 1 : 0;
            plain += spec.fit(table).coefficient("x").estimate() / samples;
        }
        assertTrue(covered >= 0.95 * samples - 14 && covered <= 0.95 * samples + 11.4, "covered " + covered);
        assertTrue(plain > 1.3, "mean group without averages " + plain);
    }

    /** Common shocks in regressor and error: Fama and MacBeth's intervals cover. */
    @Test
    @Tag("slow")
    void famaAndMacBethCovers() {
        int samples = 300;
        int covered = 0;
        for (int s = 0; s < samples; s++) {
            var range = FamaMacBeth.of("y")
                    .on("x")
                    .unit("id")
                    .time("year")
                    .fit(simulated(5000 + s, 30, 40, 0, 0))
                    .coefficient("x")
                    .interval();
            covered += range.low() <= 1 && 1 <= range.high() ? 1 : 0;
        }
        assertTrue(covered >= 0.95 * samples - 11.4 && covered <= 0.95 * samples + 11.4, "covered " + covered);
    }

    @Test
    void rowsInAnyOrderGiveTheSame() {
        Table table = table("cce_unb");
        Table other = table.sortDescendingOn("x1");
        close(
                tests(table).test("Pesaran CD").statistic(),
                tests(other).test("Pesaran CD").statistic(),
                CLOSED,
                "CD");
        MeanGroup spec =
                MeanGroup.of("y").on("x1", "x2").unit("id").time("year").commonCorrelated();
        close(
                spec.fit(table).coefficient("x1").standardError(),
                spec.fit(other).coefficient("x1").standardError(),
                CLOSED,
                "common effects");
    }

    private static void refuses(Reason reason, String first, org.junit.jupiter.api.function.Executable asked) {
        OverhangException e = assertThrows(OverhangException.class, asked);
        assertEquals(reason, e.reason());
        assertEquals(first, e.getMessage().split("\n")[0]);
    }

    @Test
    void refusals() {
        Table table = table("cce_bal");
        refuses(
                Reason.OUT_OF_RANGE,
                "PanelTests needs a regressor at least, but got none. Name its column in on(…).",
                () -> PanelTests.of("y").on());
        refuses(
                Reason.OUT_OF_RANGE,
                "MeanGroup needs regressors that differ from the outcome and from one another, but got y for outcome \"y\".",
                () -> MeanGroup.of("y").on("y"));
        refuses(
                Reason.OUT_OF_RANGE,
                "PanelTests has no test \"Pesaran\". Did you mean \"Pesaran CD\"? Tests: F, units; F, periods; F, both; LM, units; "
                        + "Honda, units; LM, periods; LM, both; Wooldridge; Pesaran CD; LM, cross-section.",
                () -> tests(table).test("Pesaran"));
        refuses(
                Reason.OUT_OF_RANGE,
                "FamaMacBeth needs 0 lags or more, but got -1. Write lags(3).",
                () -> FamaMacBeth.of("y").on("x1").unit("id").time("year").lags(-1));
        refuses(
                Reason.OUT_OF_RANGE,
                "MeanGroup pools slopes after commonCorrelated() only. For one slope without averages use Regression.ols(\"y ~ x | unit\").",
                () -> MeanGroup.of("y").on("x1").unit("id").time("year").pooled());
        Table one = table.where(table.doubleColumn("id").isEqualTo(1));
        refuses(
                Reason.NOT_IDENTIFIED,
                "PanelTests needs two units at least, and units seen twice, but table \"cce_bal\" has 1 units in 25 complete rows. "
                        + "Check the unit column \"id\".",
                () -> tests(one));
        Table early = table.where(
                table.doubleColumn("year").isLessThan(table.doubleColumn("year").min() + 3));
        refuses(
                Reason.NOT_IDENTIFIED,
                "MeanGroup needs two units with more periods than the 3 coefficients, but table \"cce_bal\" has 0 among 20. "
                        + "Take regressors out, or use Regression with effects.",
                () -> MeanGroup.of("y").on("x1", "x2").unit("id").time("year").fit(early));
        Table few = table.where(table.doubleColumn("id").isLessThan(4));
        refuses(
                Reason.NOT_IDENTIFIED,
                "FamaMacBeth needs two periods with more units than the 3 coefficients, but table \"cce_bal\" has 0 among 25. "
                        + "Take regressors out, or pool periods.",
                () -> FamaMacBeth.of("y").on("x1", "x2").unit("id").time("year").fit(few));
        refuses(
                Reason.BAD_VALUE,
                "PanelCorrected needs one row for each unit and period, but \"1\" has several for 1990 in table \"cce_bal\": rows 1 and 501. "
                        + "Add them up, or name a finer unit than \"id\".",
                () -> PanelCorrected.of("y")
                        .on("x1")
                        .unit("id")
                        .time("year")
                        .fit(table.copy().append(table.first(1))));
    }
}
