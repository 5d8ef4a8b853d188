package org.overhang.regress.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.regress.event.EventStudy.Estimator.CALLAWAY_SANTANNA;
import static org.overhang.regress.event.EventStudy.Estimator.IMPUTATION;
import static org.overhang.regress.event.EventStudy.Estimator.SUN_ABRAHAM;
import static org.overhang.regress.event.EventStudy.Estimator.TWO_WAY;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.regress.TimeSeriesReference;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class EventStudyTest {
    /** Stated for two-way, Sun–Abraham, imputation and Bacon by the reference pack (did.json: fixest 0.14.2 and hand algebra). */
    private static final double REFERENCE = 1e-9;

    private static EventStudy study() {
        return EventStudy.of("y").unit("plant").time("year").event("g");
    }

    private static Table panel() {
        return TimeSeriesReference.table("did");
    }

    private static JsonObject reference(String... path) {
        String[] full = new String[path.length];
        System.arraycopy(path, 0, full, 0, path.length);
        return TimeSeriesReference.json("did.json", full).getAsJsonObject();
    }

    private static void sameCoefficients(JsonObject table, EventEffects found) {
        for (Map.Entry<String, JsonElement> row : table.entrySet()) {
            int since = Integer.parseInt(row.getKey().replaceAll(".*::", ""));
            JsonObject expected = row.getValue().getAsJsonObject();
            assertEquals(expected.get("Estimate").getAsDouble(), found.effect(since), REFERENCE);
            assertEquals(expected.get("Std. Error").getAsDouble(), found.standardError(since), REFERENCE);
        }
    }

    @Test
    void twoWayMatchesFixest() {
        var found = study().estimator(TWO_WAY).fit(Source.of(panel()));
        sameCoefficients(reference("event_study_twfe", "coeftable"), found);
        JsonObject wald = reference("event_study_twfe", "pretrend_wald");
        assertEquals(wald.get("F").getAsDouble(), found.preTrend().wald(), 1e-8);
        assertEquals(wald.get("p").getAsDouble(), found.preTrend().waldPValue(), 1e-8);
        assertEquals(wald.get("df1").getAsInt(), found.preTrend().degrees());
    }

    @Test
    void sunAbrahamMatchesFixest() {
        var found = study().fit(Source.of(panel()));
        sameCoefficients(reference("sun_abraham", "period"), found);
        JsonObject att = reference("sun_abraham", "att", "ATT");
        assertEquals(att.get("Estimate").getAsDouble(), found.overall(), REFERENCE);
        assertEquals(att.get("Std. Error").getAsDouble(), found.overallError(), REFERENCE);
    }

    @Test
    void callawaySantannaMatchesDidThroughTheSentence() {
        var found = study().estimator(CALLAWAY_SANTANNA)
                .varyingBase()
                .covariates("x")
                .fit(Source.of(panel()));
        JsonObject dynamic = reference("callaway_santanna", "dr_x_nevertreated", "dynamic");
        for (int i = 0; i < dynamic.getAsJsonArray("egt").size(); i++) {
            int since = dynamic.getAsJsonArray("egt").get(i).getAsInt();
            assertEquals(dynamic.getAsJsonArray("att").get(i).getAsDouble(), found.effect(since), 1e-6);
            assertEquals(dynamic.getAsJsonArray("se").get(i).getAsDouble(), found.standardError(since), 1e-6);
        }
        assertEquals(dynamic.get("overall_se").getAsDouble(), found.overallError(), 1e-6);
        JsonObject group = reference("callaway_santanna", "dr_x_nevertreated", "group");
        assertEquals(
                group.getAsJsonArray("se").get(1).getAsDouble(),
                found.average("group").doubleColumn("std_error").get(1),
                1e-6);
        assertEquals("2016", found.average("group").stringColumn("term").get(1));
    }

    @Test
    void imputationMatchesDummyRegression() {
        var found = study().estimator(IMPUTATION).fit(Source.of(panel()));
        JsonObject expected = reference("imputation", "twoway");
        assertEquals(expected.get("att").getAsDouble(), found.overall(), REFERENCE);
        expected.getAsJsonObject("by_horizon")
                .entrySet()
                .forEach(e -> assertEquals(
                        e.getValue().getAsDouble(), found.effect(Integer.parseInt(e.getKey())), REFERENCE));
        Table withTrend = panel();
        double[] trend = IntStream.range(0, withTrend.rowCount())
                .mapToDouble(i -> withTrend.numberColumn("x").getDouble(i)
                        * (withTrend.numberColumn("year").getDouble(i) - 2011))
                .toArray();
        withTrend.addColumns(DoubleColumn.create("x_trend", trend));
        var more = study().estimator(IMPUTATION).covariates("x_trend").fit(Source.of(withTrend));
        assertEquals(reference("imputation", "twoway_x_trend").get("att").getAsDouble(), more.overall(), REFERENCE);
    }

    @Test
    void baconPartsAddUpToTheTwoWayEstimate() {
        var found = study().goodmanBacon(Source.of(panel()));
        assertEquals(reference("bacon").get("twfe").getAsDouble(), found.estimate(), REFERENCE);
        assertEquals(1, found.tidy().doubleColumn("weight").sum(), 1e-12);
        var parts = reference("bacon").getAsJsonArray("parts");
        assertEquals(parts.size(), found.tidy().rowCount());
        double already = 0;
        for (JsonElement part : parts) {
            JsonObject p = part.getAsJsonObject();
            already += p.get("type").getAsString().equals("later_vs_earlier_already")
                    ? p.get("weight").getAsDouble()
                    : 0;
        }
        assertEquals(already, found.alreadyTreatedShare(), REFERENCE);
    }

    /** One cohort: Sun–Abraham is the two-way regression. */
    @Test
    void withOneCohortSunAbrahamIsTwoWay() {
        Table one = panel().where(panel().intColumn("g")
                .isEqualTo(0)
                .or(panel().intColumn("g").isEqualTo(2016)));
        var two = study().estimator(TWO_WAY).fit(Source.of(one));
        var sun = study().estimator(SUN_ABRAHAM).fit(Source.of(one));
        for (int since = -5; since <= 4; since++) {
            assertEquals(two.effect(since), sun.effect(since), 1e-10);
            assertEquals(two.standardError(since), sun.standardError(since), 1e-10);
        }
    }

    @ParameterizedTest
    @EnumSource(EventStudy.Estimator.class)
    void theReferenceIsZeroAndRowsMayComeInAnyOrder(EventStudy.Estimator estimator) {
        var method = study().estimator(estimator).bootstrap(200, Seed.seed(4));
        var found = method.fit(Source.of(panel()));
        assertEquals(0, found.effect(-1));
        Table turned = panel().rows(IntStream.range(0, 720).map(i -> 719 - i).toArray());
        assertEquals(found.toString(), method.fit(Source.of(turned)).toString());
    }

    /** Cohorts of equal size with effects (10 − g)/5 at the event, g = 4, 6, 9. */
    private static final double AT_EVENT = (6 + 4 + 1) / 5.0 / 3;

    /** With one effect for all and no noise, imputation and the two-way regression both give it. */
    @Test
    void constantEffectsAreTheSameForImputationAndTwoWay() {
        Table table = simulated(3, new double[1]);
        double[] y = new double[table.rowCount()];
        for (int i = 0; i < y.length; i++) {
            int g = table.intColumn("g").get(i);
            int year = table.intColumn("year").get(i);
            y[i] = table.intColumn("plant").get(i) * 0.1
                    + (year - 2000) * 0.3
                    + (g > 0 && year >= g ? 0.7 : 0)
                    + 1e-6 * ((i * 7919L) % 101);
        }
        table.replaceColumn("y", DoubleColumn.create("y", y));
        var imputed = study().estimator(IMPUTATION).fit(Source.of(table));
        var two = study().estimator(TWO_WAY).fit(Source.of(table));
        // the outcome carries a ripple of at most 1e-4, since an exact fit has no standard errors
        for (int since = 0; since <= 2; since++) {
            assertEquals(0.7, imputed.effect(since), 1e-4);
            assertEquals(0.7, two.effect(since), 1e-4);
        }
    }

    /** A panel with effects that differ between cohorts and grow; truth is the mean over treated rows. */
    static Table simulated(long seed, double[] truth) {
        int units = 120;
        int periods = 12;
        int[] unit = new int[units * periods];
        int[] year = new int[units * periods];
        int[] g = new int[units * periods];
        double[] y = new double[units * periods];
        var draws = Seed.seed(seed).stream(0);
        double sum = 0;
        int treated = 0;
        double[] common = new double[periods];
        for (int t = 0; t < periods; t++) {
            common[t] = draws.normal();
        }
        for (int i = 0; i < units; i++) {
            int first = i % 4 == 0 ? 0 : i % 4 == 1 ? 4 : i % 4 == 2 ? 6 : 9;
            double level = draws.normal() + first / 10.0;
            for (int t = 0; t < periods; t++) {
                int at = i * periods + t;
                unit[at] = i;
                year[at] = 2000 + t;
                g[at] = first == 0 ? 0 : 2000 + first;
                boolean on = first > 0 && t >= first;
                double effect = on ? (10.0 - first) / 5 + 0.3 * (t - first) : 0;
                y[at] = level + common[t] + effect + 0.5 * draws.normal();
                sum += effect;
                treated += on ? 1 : 0;
            }
        }
        truth[0] = sum / treated;
        return Table.create(
                "simulated",
                IntColumn.create("plant", unit),
                IntColumn.create("year", year),
                IntColumn.create("g", g),
                DoubleColumn.create("y", y));
    }

    @Test
    void growingEffectsMisleadOnlyTheTwoWayAverage() {
        double[] truth = new double[1];
        Table table = simulated(8, truth);
        assertTrue(Math.abs(study().estimator(IMPUTATION).fit(Source.of(table)).overall() - truth[0]) < 0.15);
        assertTrue(Math.abs(study().estimator(SUN_ABRAHAM).fit(Source.of(table)).overall() - truth[0]) < 0.15);
        double twoWay = study().goodmanBacon(Source.of(table)).estimate();
        assertTrue(truth[0] - twoWay > 0.3, "the two-way average " + twoWay + " should miss the truth " + truth[0]);
    }

    /**
     * Coverage of 95 % intervals at the truth over 400 panels; three binomial errors are 3.3 points. Callaway–Sant'Anna's overall
     * average is over distances evenly, so its effect at the event is compared.
     */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"IMPUTATION", "SUN_ABRAHAM", "CALLAWAY_SANTANNA"})
    void intervalsCoverUnderDifferingEffects(EventStudy.Estimator estimator) {
        int covered = 0;
        int panels = 400;
        for (int s = 0; s < panels; s++) {
            double[] truth = new double[1];
            Table table = simulated(1_000 + s, truth);
            var found =
                    study().estimator(estimator).bootstrap(100, Seed.seed(1)).fit(Source.of(table));
            boolean hit = estimator == CALLAWAY_SANTANNA
                    ? Math.abs(found.effect(0) - AT_EVENT) < 1.96 * found.standardError(0)
                    : found.overallInterval().contains(truth[0]);
            covered += hit ? 1 : 0;
        }
        double coverage = covered / (double) panels;
        assertTrue(coverage > 0.917 && coverage < 0.983, "coverage " + coverage);
    }

    @Test
    void honestBoundsWidenAndBreakDown() {
        var found = study().fit(Source.of(panel()));
        assertTrue(found.honest(2, 0.5).width() > found.honest(2, 0).width());
        assertTrue(found.honest(2, 0).low() <= found.effect(2) - 1.96 * found.standardError(2));
        double at = found.breakdown(2);
        assertTrue(
                !found.honest(2, at).contains(0) && found.honest(2, at + 1e-6).contains(0));
    }

    /** Noncentralities at which tests on 1, 2 and 3 restrictions have power 0.8: Haynam, Govindarajulu and Leone (1970). */
    @ParameterizedTest
    @CsvSource({"1, 7.849", "2, 9.635", "3, 10.903"})
    void powerIsThatOfTheNoncentralChiSquared(int restrictions, double noncentrality) {
        // the table has three decimals; commons-math's quantile is good to 1e-9
        assertEquals(0.8, EventMath.power(noncentrality, restrictions, 0.05), 1e-4);
        assertEquals(0.05, EventMath.power(0, restrictions, 0.05), 1e-8);
    }

    private static void refused(Reason reason, String words, Table table, EventStudy method) {
        var thrown = assertThrows(OverhangException.class, () -> method.fit(Source.of(table)));
        assertEquals(reason, thrown.reason());
        assertTrue(thrown.getMessage().startsWith(words), thrown.getMessage());
    }

    @Test
    void whatIsNotIdentifiedIsRefusedByName() {
        for (EventStudy.Estimator e : new EventStudy.Estimator[] {TWO_WAY, IMPUTATION, SUN_ABRAHAM}) {
            refused(
                    Reason.OUT_OF_RANGE,
                    "EventStudy needs a reference that some treated unit is observed at, but none is at -90",
                    panel(),
                    study().reference(-90).estimator(e));
        }
        Table noNever = panel().where(panel().intColumn("g").isGreaterThan(0));
        refused(
                Reason.NOT_IDENTIFIED,
                "The Sun–Abraham estimator needs units that are never treated in the sample",
                noNever,
                study());
        refused(
                Reason.NOT_IDENTIFIED,
                "Callaway–Sant'Anna with never-treated controls needs units never treated",
                noNever,
                study().estimator(CALLAWAY_SANTANNA));
        assertTrue(study().estimator(CALLAWAY_SANTANNA)
                        .controls(EventStudy.Controls.NOT_YET_TREATED)
                        .fit(Source.of(noNever))
                        .overall()
                > 0);
        Table gap = panel().where(panel().intColumn("year").isNotEqualTo(2015));
        refused(
                Reason.BAD_VALUE,
                "EventStudy needs periods that follow one another by 1, but after 2014 comes 2016.",
                gap,
                study());
        Table early = panel().where(panel().intColumn("year").isGreaterThanOrEqualTo(2014));
        refused(
                Reason.NOT_IDENTIFIED,
                "EventStudy needs units that are seen before their event, but 24 of 72 units have it at or before the first "
                        + "period, 2014.",
                early,
                study());
        assertEquals(
                48,
                study().withoutTreatedAtStart()
                        .fit(Source.of(early))
                        .glance()
                        .intColumn("units")
                        .get(0));
        Table none = panel().where(panel().intColumn("g").isEqualTo(0));
        refused(Reason.NOT_IDENTIFIED, "EventStudy needs events inside the sample, but \"g\" has none", none, study());
        Table two = panel().where(panel().intColumn("year").isGreaterThanOrEqualTo(2019));
        refused(Reason.NOT_IDENTIFIED, "EventStudy needs at least three periods, but the sample has 2.", two, study());
        Table repeated = panel();
        repeated.append(panel().first(1));
        refused(Reason.BAD_VALUE, "EventStudy needs one row for each unit and period", repeated, study());
        refused(Reason.OUT_OF_RANGE, "EventStudy needs a reference before the event", panel(), study().reference(0));
    }
}
