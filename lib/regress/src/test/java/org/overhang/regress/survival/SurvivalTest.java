package org.overhang.regress.survival;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.reference.ReferenceFiles;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Survival against R's survival 3.5-3 (survival.json, made by ref_survival.R), with a second route in exact fractions and own
 * likelihoods (survival_check.json, made by check_survival.py).
 */
class SurvivalTest {
    /** Products of a few dozen fractions. */
    private static final double CURVE = 1e-12;
    /** The file holds 14 digits and R's own optimum is within 1e-9 of the written likelihood's. */
    private static final double COX = 1e-8;
    /** R's glm stops at a score of 6e-8. */
    private static final double DISCRETE = 1e-7;

    private static final JsonObject R = ReferenceFiles.json("survival/survival.json");
    private static final JsonObject SECOND = ReferenceFiles.json("survival/survival_check.json");

    private static Table firms() {
        return ReferenceFiles.table("survival/data/exit.csv");
    }

    private static Source source() {
        return Source.of(firms());
    }

    private static double[] of(String section, String field) {
        return ReferenceFiles.numbers(R.getAsJsonObject(section).get(field));
    }

    private static double[] column(Table table, String name) {
        return table.numberColumn(name).asDoubleArray();
    }

    @Test
    void kaplanMeierAndNelsonAalenAsR() {
        KaplanMeier method = KaplanMeier.of("dur").event("event").by("state");
        KaplanMeier.Curves curves = method.fit(source());
        Table tidy = curves.tidy();
        assertArrayEquals(of("km", "time"), column(tidy, "time"), 0);
        assertArrayEquals(of("km", "n_risk"), column(tidy, "n_risk"), 0);
        assertArrayEquals(of("km", "n_event"), column(tidy, "n_event"), 0);
        assertArrayEquals(of("km", "surv"), column(tidy, "estimate"), CURVE);
        assertArrayEquals(of("km", "se_greenwood"), column(tidy, "std_error"), CURVE);
        assertArrayEquals(of("nelson_aalen", "cumhaz"), column(tidy, "cumulative_hazard"), CURVE);
        assertArrayEquals(of("nelson_aalen", "se_cumhaz"), column(tidy, "cumulative_hazard_std_error"), CURVE);
        assertArrayEquals(of("nelson_aalen", "surv_fleming_harrington"), column(tidy, "fleming_harrington"), CURVE);
        double[] median = of("km", "median");
        assertEquals(median[0], curves.median("0"), 0);
        assertEquals(median[1], curves.median("1"), 0);
        assertEquals(of("km", "rmean")[0], curves.restrictedMean("0", 24), 1e-10);
        assertEquals(of("km", "rmean")[1], curves.restrictedMean("1", 24), 1e-10);
        assertEquals(of("km", "rmean_se")[0], curves.restrictedMeanStdError("0", 24), 1e-10);
        assertEquals(of("km", "rmean_se")[1], curves.restrictedMeanStdError("1", 24), 1e-10);
    }

    @ParameterizedTest
    @CsvSource({"LOG,log", "LOG_LOG,loglog", "PLAIN,plain"})
    void kaplanMeierIntervalsAsR(KaplanMeier.Scale scale, String name) {
        Table tidy = KaplanMeier.of("dur")
                .event("event")
                .by("state")
                .interval(scale)
                .fit(source())
                .tidy();
        assertArrayEquals(of("km", "lower_" + name), column(tidy, "conf_low"), CURVE);
        assertArrayEquals(of("km", "upper_" + name), column(tidy, "conf_high"), CURVE);
    }

    @Test
    void lateEntryAsR() {
        Table tidy = KaplanMeier.of("stop")
                .event("event")
                .entry("entry")
                .fit(source())
                .tidy();
        assertArrayEquals(of("km_delayed_entry", "time"), column(tidy, "time"), 0);
        assertArrayEquals(of("km_delayed_entry", "n_risk"), column(tidy, "n_risk"), 0);
        assertArrayEquals(of("km_delayed_entry", "surv"), column(tidy, "estimate"), CURVE);
        assertArrayEquals(of("km_delayed_entry", "se_greenwood"), column(tidy, "std_error"), CURVE);
    }

    @Test
    void logRankAsR() {
        LogRank method = LogRank.of("dur").event("event").by("state");
        LogRank.Test plain = method.fit(source());
        assertEquals(value("logrank", "chisq"), plain.statistic(), 1e-10);
        assertEquals(value("logrank", "p"), plain.pValue(), 1e-10);
        assertArrayEquals(of("logrank", "obs"), column(plain.tidy(), "observed"), 1e-10);
        assertArrayEquals(of("logrank", "exp"), column(plain.tidy(), "expected"), 1e-10);
        LogRank.Test peto = method.rho(1).fit(source());
        assertEquals(value("peto_peto", "chisq"), peto.statistic(), 1e-10);
        assertArrayEquals(of("peto_peto", "obs"), column(peto.tidy(), "observed"), 1e-10);
        Table split = firms();
        double[] sector = split.numberColumn("sector").asDoubleArray();
        split.addColumns(DoubleColumn.create(
                "high", java.util.Arrays.stream(sector).map(s -> s > 6 ? 1 : 0).toArray()));
        assertEquals(
                value("logrank_stratified_sector_gt6", "chisq"),
                method.strata("high").fit(Source.of(split)).statistic(),
                1e-10);
    }

    private static double value(String section, String field) {
        return R.getAsJsonObject(section).get(field).getAsDouble();
    }

    private static void same(String section, HazardFit fit, double tolerance) {
        JsonObject expected = R.getAsJsonObject(section);
        for (var entry : expected.getAsJsonObject("coef").entrySet()) {
            assertEquals(entry.getValue().getAsDouble(), fit.coefficient(entry.getKey()), tolerance, entry.getKey());
        }
        assertEquals(expected.get("loglik").getAsDouble(), fit.logLikelihood(), tolerance);
        assertEquals(expected.get("lr").getAsDouble(), fit.likelihoodRatio(), tolerance);
        Table glance = fit.glance();
        assertEquals(
                expected.get("loglik0").getAsDouble(),
                glance.doubleColumn("loglik_at_zero").get(0),
                tolerance);
        assertEquals(
                expected.get("score").getAsDouble(),
                glance.doubleColumn("score_test").get(0),
                tolerance);
        assertEquals(expected.get("concordance").getAsDouble(), fit.concordance(), CURVE, "concordance");
    }

    private static void sameErrors(String section, HazardFit fit) {
        double[] se = of(section, "se");
        assertArrayEquals(se, column(fit.tidy(), "std_error"), COX);
        assertEquals(
                value(section, "wald"), fit.glance().doubleColumn("wald_test").get(0), COX);
    }

    private static Cox cox() {
        return Cox.of("dur").event("event").on("gap", "state", "size");
    }

    @ParameterizedTest
    @EnumSource(Cox.Ties.class)
    void coxAsRForEachRuleOfTies(Cox.Ties ties) {
        String section = "cox_" + ties.name().toLowerCase(java.util.Locale.ROOT);
        HazardFit fit = cox().ties(ties).fit(source());
        same(section, fit, COX);
        sameErrors(section, fit);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cox.Ties.class,
            names = {"EFRON", "BRESLOW"})
    void coxWithLateEntryAsR(Cox.Ties ties) {
        String section = "cox_delayed_" + ties.name().toLowerCase(java.util.Locale.ROOT);
        HazardFit fit = Cox.of("stop")
                .event("event")
                .on("gap", "state", "size")
                .entry("entry")
                .ties(ties)
                .fit(source());
        same(section, fit, COX);
        sameErrors(section, fit);
    }

    @Test
    void exactTiesWithLateEntryAsTheWrittenLikelihood() {
        HazardFit fit = Cox.of("stop")
                .event("event")
                .on("gap", "state", "size")
                .entry("entry")
                .ties(Cox.Ties.EXACT)
                .fit(source());
        JsonObject expected = SECOND.getAsJsonObject("cox_delayed_exact");
        // Numerical derivatives made the reference: coefficients to 1e-7, errors to 1e-4
        assertArrayEquals(ReferenceFiles.numbers(expected.get("coef")), column(fit.tidy(), "estimate"), 1e-7);
        assertArrayEquals(ReferenceFiles.numbers(expected.get("se")), column(fit.tidy(), "std_error"), 1e-4);
        assertEquals(expected.get("loglik").getAsDouble(), fit.logLikelihood(), 1e-9);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cox.Ties.class,
            names = {"EFRON", "BRESLOW"})
    void coxWithCovariatesThatChangeAsR(Cox.Ties ties) {
        String section = "cox_timevarying_" + ties.name().toLowerCase(java.util.Locale.ROOT);
        Source rows = Source.of(ReferenceFiles.table("survival/data/exit_tv.csv"));
        Cox method = Cox.of("stop")
                .event("event")
                .on("gap", "size", "kappa")
                .entry("start")
                .ties(ties);
        same(section, method.fit(rows), COX);
        sameErrors(section, method.fit(rows));
        if (ties == Cox.Ties.EFRON) {
            assertArrayEquals(
                    of(section, "se_cluster_sector"),
                    column(method.cluster("sector").fit(rows).tidy(), "std_error"),
                    COX);
        }
    }

    @Test
    void clustersAsR() {
        assertArrayEquals(
                of("cox_robust", "se_cluster_sector"),
                column(cox().cluster("sector").fit(source()).tidy(), "std_error"),
                COX);
        assertArrayEquals(
                of("cox_robust", "se_robust_by_firm"),
                column(cox().cluster("id").fit(source()).tidy(), "std_error"),
                COX);
        assertArrayEquals(
                of("cox_robust", "se_cluster_sector_breslow"),
                column(
                        cox().cluster("sector")
                                .ties(Cox.Ties.BRESLOW)
                                .fit(source())
                                .tidy(),
                        "std_error"),
                COX);
    }

    @Test
    void strataAsR() {
        HazardFit fit =
                Cox.of("dur").event("event").on("gap", "size").strata("state").fit(source());
        same("cox_stratified_efron", fit, COX);
        sameErrors("cox_stratified_efron", fit);
    }

    @ParameterizedTest
    @CsvSource({"KAPLAN_MEIER,zph_km", "IDENTITY,zph_identity", "RANK,zph_rank", "LOG,zph_log"})
    void proportionalHazardsAsR(Cox.Clock clock, String section) {
        JsonObject expected = R.getAsJsonObject("cox_efron").getAsJsonObject(section);
        Table test = cox().fit(source()).proportionalHazards(clock);
        assertArrayEquals(ReferenceFiles.numbers(expected.get("chisq")), column(test, "statistic"), COX);
        assertArrayEquals(ReferenceFiles.numbers(expected.get("p")), column(test, "p_value"), COX);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cox.Ties.class,
            names = {"EFRON", "BRESLOW"})
    void baselineHazardAsR(Cox.Ties ties) {
        String section = "cox_" + ties.name().toLowerCase(java.util.Locale.ROOT);
        JsonObject expected = R.getAsJsonObject(section).getAsJsonObject("basehaz_at_zero_covariates");
        Table ours = cox().ties(ties).fit(source()).baselineHazard();
        double[] times = ReferenceFiles.numbers(expected.get("time"));
        double[] hazard = ReferenceFiles.numbers(expected.get("hazard"));
        for (int i = 0, at = 0; i < times.length; i++) {
            // R repeats the hazard at times of censoring alone
            if (at < ours.rowCount() && ours.doubleColumn("time").get(at) == times[i]) {
                at++;
            }
            assertEquals(hazard[i], ours.doubleColumn("hazard").get(at - 1), COX);
        }
    }

    @Test
    void residualsAsR() {
        Table residuals = cox().fit(source()).residuals();
        JsonObject expected = R.getAsJsonObject("cox_efron");
        double[] martingale = ReferenceFiles.numbers(expected.get("martingale_first10"));
        assertArrayEquals(martingale, java.util.Arrays.copyOf(column(residuals, "martingale"), martingale.length), COX);
        // R lists exits by time and, within a time, in the order of the file, as a stable sort does
        Table exits = residuals.where(residuals.intColumn("event").isEqualTo(1)).sortAscendingOn("time", "row");
        for (int j = 0; j < 3; j++) {
            double[] row = ReferenceFiles.numbers(
                    expected.getAsJsonArray("schoenfeld_first3").get(j));
            assertEquals(row[0], exits.doubleColumn("schoenfeld_gap").get(j), COX);
            assertEquals(row[1], exits.doubleColumn("schoenfeld_state").get(j), COX);
            assertEquals(row[2], exits.doubleColumn("schoenfeld_size").get(j), COX);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Cox.Ties.class,
            names = {"EFRON", "BRESLOW"})
    void residualsSumToZero(Cox.Ties ties) {
        Table late = Cox.of("stop")
                .event("event")
                .on("gap", "size")
                .entry("entry")
                .strata("state")
                .ties(ties)
                .fit(source())
                .residuals();
        assertEquals(firms().rowCount(), late.rowCount());
        assertEquals(0, late.doubleColumn("martingale").sum(), COX);
        assertEquals(0, late.doubleColumn("schoenfeld_gap").sum(), COX);
        assertEquals(0, late.doubleColumn("schoenfeld_size").sum(), COX);
        assertTrue(late.doubleColumn("martingale").max() < 1);
    }

    @ParameterizedTest
    @CsvSource({"CLOGLOG,cloglog", "LOGIT,logit"})
    void discreteHazardAsR(DiscreteHazard.Link link, String name) {
        Source rows = Source.of(ReferenceFiles.table("survival/data/exit_personperiod.csv"));
        DiscreteHazard.NeedsBaseline start = DiscreteHazard.of("event").on("gap", "state");
        discrete("discrete_" + name + "_logperiod", start.logTime("period").link(link), rows);
        discrete(
                "discrete_" + name + "_pieces", start.pieces("period", 4, 8, 12).link(link), rows);
    }

    private static void discrete(String section, DiscreteHazard method, Source rows) {
        DiscreteHazard.Fit fit = method.fit(rows);
        JsonObject expected = R.getAsJsonObject(section);
        double[] coefficients = expected.getAsJsonObject("coef").entrySet().stream()
                .mapToDouble(e -> e.getValue().getAsDouble())
                .toArray();
        double[] errors = expected.getAsJsonObject("se_expected_information").entrySet().stream()
                .mapToDouble(e -> e.getValue().getAsDouble())
                .toArray();
        double[] observed = expected.getAsJsonObject("se_observed_information").entrySet().stream()
                .mapToDouble(e -> e.getValue().getAsDouble())
                .toArray();
        assertArrayEquals(coefficients, column(fit.tidy(), "estimate"), DISCRETE);
        assertArrayEquals(errors, column(fit.tidy(), "std_error"), DISCRETE);
        assertArrayEquals(
                observed, column(method.observedInformation().fit(rows).tidy(), "std_error"), DISCRETE);
        assertEquals(expected.get("logLik").getAsDouble(), fit.logLikelihood(), 1e-9);
    }

    @Test
    void aalenJohansenAsR() {
        CumulativeIncidence.Shares shares =
                CumulativeIncidence.of("dur").cause("cause").fit(source());
        JsonObject expected = R.getAsJsonObject("aalen_johansen");
        double[] times = ReferenceFiles.numbers(expected.get("times"));
        for (int j = 0; j < times.length; j++) {
            double[] share =
                    ReferenceFiles.numbers(expected.getAsJsonArray("pstate").get(j));
            double[] se = ReferenceFiles.numbers(expected.getAsJsonArray("se").get(j));
            for (int k = 1; k <= 2; k++) {
                String kind = Integer.toString(k);
                assertEquals(share[k], shares.share("all", kind, times[j]), CURVE);
                assertEquals(se[k], shares.standardError("all", kind, times[j]), CURVE);
            }
        }
    }

    /** Nobody watched after the last time: a share there is not known, unless nobody was left to watch. */
    @Test
    void beyondTheLastTimeAShareIsNotKnown() {
        Table watched = Table.create(
                "firms",
                DoubleColumn.create("years", 1, 2, 3, 4),
                tech.tablesaw.api.StringColumn.create("end", "closed", "bought", "0", "0"));
        CumulativeIncidence method = CumulativeIncidence.of("years").cause("end");
        CumulativeIncidence.Shares shares = method.fit(watched);
        assertEquals(0.25, shares.share("all", "closed", 4), CURVE);
        assertTrue(Double.isNaN(shares.share("all", "closed", 4.5)));
        assertTrue(Double.isNaN(shares.standardError("all", "bought", 100)));
        watched.replaceColumn(
                "end", tech.tablesaw.api.StringColumn.create("end", "closed", "bought", "closed", "closed"));
        assertEquals(0.75, method.fit(watched).share("all", "closed", 100), CURVE);
    }

    @Test
    void aTakeoverIsNotACensoring() {
        CumulativeIncidence.Shares shares =
                CumulativeIncidence.of("dur").cause("cause").fit(source());
        Table firms = firms();
        double[] cause = firms.numberColumn("cause").asDoubleArray();
        firms.addColumns(DoubleColumn.create(
                "bankrupt",
                java.util.Arrays.stream(cause).map(c -> c == 1 ? 1 : 0).toArray()));
        double naive = 1
                - KaplanMeier.of("dur").event("bankrupt").fit(Source.of(firms)).survival("all", 20);
        assertTrue(naive > shares.share("all", "1", 20) + 0.05, "one minus Kaplan-Meier counts firms taken over twice");
        double still = KaplanMeier.of("dur").event("event").fit(source()).survival("all", 20);
        assertEquals(1, still + shares.share("all", "1", 20) + shares.share("all", "2", 20), CURVE);
    }

    @ParameterizedTest
    @CsvSource({"1,bankruptcy", "2,takeover"})
    void fineGrayAsR(String cause, String name) {
        for (Cox.Ties ties : new Cox.Ties[] {Cox.Ties.EFRON, Cox.Ties.BRESLOW}) {
            String section = "finegray_" + name + "_" + ties.name().toLowerCase(java.util.Locale.ROOT);
            HazardFit fit = FineGray.of("dur")
                    .cause("cause", cause)
                    .on("gap", "state", "size")
                    .ties(ties)
                    .fit(source());
            JsonObject expected = R.getAsJsonObject(section);
            for (var entry : expected.getAsJsonObject("coef").entrySet()) {
                assertEquals(entry.getValue().getAsDouble(), fit.coefficient(entry.getKey()), COX);
            }
            assertEquals(expected.get("loglik").getAsDouble(), fit.logLikelihood(), COX);
            assertEquals(expected.get("concordance").getAsDouble(), fit.concordance(), CURVE);
            if (ties == Cox.Ties.EFRON) {
                assertArrayEquals(of(section, "se_robust_by_firm"), column(fit.tidy(), "std_error"), COX);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,bankruptcy", "2,takeover"})
    void causeSpecificCoxAsR(int cause, String name) {
        Table firms = firms();
        double[] causes = firms.numberColumn("cause").asDoubleArray();
        firms.addColumns(DoubleColumn.create(
                "mine",
                java.util.Arrays.stream(causes).map(c -> c == cause ? 1 : 0).toArray()));
        HazardFit fit = Cox.of("dur").event("mine").on("gap", "state", "size").fit(Source.of(firms));
        same("cox_causespecific_" + name, fit, COX);
        sameErrors("cox_causespecific_" + name, fit);
    }

    @Test
    void rowOrderDoesNotMatter() {
        Table shuffled = firms().sortDescendingOn("size");
        assertEquals(
                cox().cluster("sector").fit(source()).toString(),
                cox().cluster("sector").fit(Source.of(shuffled)).toString());
        assertArrayEquals(
                column(cox().fit(source()).tidy(), "estimate"),
                column(cox().fit(Source.of(shuffled)).tidy(), "estimate"),
                0);
    }

    @Test
    void unitsOfACovariateOnlyScaleItsCoefficient() {
        Table thousands = firms();
        double[] size = thousands.numberColumn("size").asDoubleArray();
        thousands.addColumns(DoubleColumn.create(
                "grams", java.util.Arrays.stream(size).map(s -> 1e9 * s + 7e9).toArray()));
        double small = Cox.of("dur")
                .event("event")
                .on("gap", "grams")
                .fit(Source.of(thousands))
                .coefficient("grams");
        double large =
                Cox.of("dur").event("event").on("gap", "size").fit(source()).coefficient("size");
        assertEquals(large, small * 1e9, 1e-9);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void coxRecoversAKnownEffect(long seed) {
        Draws draws = Seed.seed(seed).stream(0);
        int n = 4_000;
        double[] x = new double[n];
        double[] time = new double[n];
        double[] event = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = draws.normal();
            double exit = -Math.log(draws.uniform()) / (0.1 * Math.exp(0.7 * x[i]));
            double censored = 20 * draws.uniform();
            time[i] = Math.min(exit, censored);
            event[i] = exit <= censored ? 1 : 0;
        }
        Table table = Table.create(
                "known", DoubleColumn.create("x", x), DoubleColumn.create("t", time), DoubleColumn.create("e", event));
        HazardFit fit = Cox.of("t").event("e").on("x").fit(Source.of(table));
        // Four standard errors: a miss has a chance of 6e-5
        assertEquals(0.7, fit.coefficient("x"), 4 * fit.standardError("x"));
    }

    @Test
    void refusals() {
        Table bad = Table.create(
                "bad",
                DoubleColumn.create("t", new double[] {1, 2, 3, 4}),
                DoubleColumn.create("e", new double[] {1, 2, 0, 1}),
                DoubleColumn.create("ok", new double[] {1, 1, 0, 0}),
                DoubleColumn.create("x", new double[] {0, 0, 1, 1}),
                DoubleColumn.create("c", new double[] {5, 5, 5, 5}),
                DoubleColumn.create("late", new double[] {0, 2, 1, 1}),
                DoubleColumn.create("none", new double[] {0, 0, 0, 0}),
                StringColumn.create("word", "a", "b", "a", "b"));
        Source source = Source.of(bad);
        refuse(
                Reason.BAD_VALUE,
                "event column of 0",
                () -> KaplanMeier.of("t").event("e").fit(source));
        refuse(
                Reason.MISSING_COLUMN,
                "needs a time column",
                () -> KaplanMeier.of("time").event("ok").fit(source));
        refuse(
                Reason.WRONG_TYPE,
                "needs numbers",
                () -> KaplanMeier.of("word").event("ok").fit(source));
        refuse(
                Reason.BAD_VALUE,
                "enter before it ends",
                () -> KaplanMeier.of("t").event("ok").entry("late").fit(source));
        refuse(
                Reason.OUT_OF_RANGE,
                "level between 0 and 1",
                () -> KaplanMeier.of("t").event("ok").level(95));
        refuse(
                Reason.NOT_IDENTIFIED,
                "at least one exit",
                () -> Cox.of("t").event("none").on("x").fit(source));
        refuse(
                Reason.NOT_IDENTIFIED,
                "covariates that vary",
                () -> Cox.of("t").event("ok").on("c").fit(source));
        refuse(
                Reason.NOT_IDENTIFIED,
                "separates",
                () -> Cox.of("t").event("ok").on("x").fit(source));
        refuse(
                Reason.BAD_VALUE,
                "each covariate once",
                () -> Cox.of("t").event("ok").on("x", "x"));
        refuse(
                Reason.OUT_OF_RANGE,
                "clustered standard errors",
                () -> Cox.of("t")
                        .event("ok")
                        .on("x")
                        .ties(Cox.Ties.EXACT)
                        .cluster("word")
                        .fit(source));
        refuse(
                Reason.BAD_VALUE,
                "needs rows with cause",
                () -> FineGray.of("t").cause("word", "z").on("x").fit(source));
        refuse(
                Reason.OUT_OF_RANGE,
                "one with exact ties",
                () -> cox().ties(Cox.Ties.EXACT).fit(source()).residuals());
        refuse(
                Reason.OUT_OF_RANGE,
                "this is Fine–Gray",
                () -> FineGray.of("dur")
                        .cause("cause", "1")
                        .on("gap")
                        .fit(source())
                        .residuals());
        refuse(
                Reason.NOT_IDENTIFIED,
                "finite effect",
                () -> DiscreteHazard.of("ok").on("x").constant().fit(source));
        refuse(
                Reason.NOT_IDENTIFIED,
                "two groups",
                () -> LogRank.of("t").event("ok").by("c").fit(source));
    }

    private static void refuse(Reason reason, String words, org.junit.jupiter.api.function.Executable verb) {
        OverhangException e = assertThrows(OverhangException.class, verb);
        assertEquals(reason, e.reason());
        assertTrue(e.lines().get(0).contains(words), e.lines().get(0));
    }

    @Test
    void missingCellsAreCounted() {
        Table table = firms();
        table.doubleColumn("gap").setMissing(3);
        HazardFit fit = cox().fit(Source.of(table));
        assertEquals(1, fit.glance().intColumn("dropped").get(0));
        assertTrue(fit.toString().contains("Left out: 1 rows with a missing cell"));
    }
}
