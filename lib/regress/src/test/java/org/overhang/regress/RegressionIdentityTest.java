package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.Draws;
import org.overhang.core.Seed;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What must hold whatever the data: absorbed effects are dummies, weights are repeated rows, units and order do not matter. */
class RegressionIdentityTest {
    /** Two exact computations of the same number. */
    private static final double SAME = 1e-9;
    /** Poisson steps stop on the deviance; their coefficients agree to its root. */
    private static final double POISSON = 1e-7;

    static Table panel(long seed, int firms, int years) {
        Draws d = Seed.seed(seed).stream(0);
        int n = firms * years;
        double[][] cells = new double[6][n];
        String[] names = new String[n];
        for (int i = 0; i < n; i++) {
            double firm = i / years;
            double year = i % years;
            double x1 = d.normal() + firm / firms;
            double x2 = d.normal() + 0.1 * year;
            cells[0][i] = firm;
            cells[1][i] = 2000 + year;
            cells[2][i] = x1;
            cells[3][i] = x2;
            cells[4][i] = 1 + x1 - 0.5 * x2 + Math.sin(firm) + 0.2 * year + d.normal();
            cells[5][i] = 1 + d.below(4);
            names[i] = "f" + (int) firm;
        }
        return Table.create(
                "panel",
                DoubleColumn.create("firm", cells[0]),
                DoubleColumn.create("year", cells[1]),
                DoubleColumn.create("x1", cells[2]),
                DoubleColumn.create("x2", cells[3]),
                DoubleColumn.create("y", cells[4]),
                DoubleColumn.create("w", cells[5]),
                StringColumn.create("name", names),
                DoubleColumn.create(
                        "count",
                        Arrays.stream(cells[4])
                                .map(v -> Math.max(0, Math.rint(Math.exp(v / 3))))
                                .toArray()));
    }

    private static void same(RegressionFit a, RegressionFit b, double tolerance, String... terms) {
        for (String t : terms) {
            assertEquals(a.coefficient(t), b.coefficient(t), tolerance * Math.abs(a.coefficient(t)), t);
            assertEquals(a.standardError(t), b.standardError(t), tolerance * a.standardError(t), t);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void absorbedEffectsAreDummies(long seed) {
        Table t = panel(seed, 20, 7);
        var absorbed = Regression.ols("y ~ x1 + x2 | firm + year")
                .smallSample(SmallSample.STATA)
                .fit(t);
        var dummies = Regression.ols("y ~ x1 + x2 + i(firm) + i(year)")
                .smallSample(SmallSample.STATA)
                .fit(t);
        same(dummies, absorbed, SAME, "x1", "x2");
        for (Covariance c : new Covariance[] {
            Covariance.hc0(), Covariance.hc1(), Covariance.hc2(), Covariance.hc3(), Covariance.cluster("firm")
        }) {
            same(dummies.with(c), absorbed.with(c), SAME, "x1", "x2");
        }
        assertArrayEquals(dummies.residuals(), absorbed.residuals(), 1e-8);
        var counts = Regression.poisson("count ~ x1 + x2 | firm + year").fit(t);
        var countDummies =
                Regression.poisson("count ~ x1 + x2 + i(firm) + i(year)").fit(t);
        same(countDummies.with(SmallSample.NONE), counts.with(SmallSample.NONE), POISSON, "x1", "x2");
    }

    /** Few groups of every effect: the search ends after some steps, and must not go on along rounding. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void slopesByGroupAreInteractedDummies(long seed) {
        Table t = panel(seed, 6, 10);
        var absorbed = Regression.ols("y ~ x1 | firm[x2] + year").fit(t);
        var dummies = Regression.ols("y ~ x1 + i(firm) + i(firm):x2 + i(year)").fit(t);
        assertEquals(dummies.coefficient("x1"), absorbed.coefficient("x1"), 1e-8);
        var slopesOnly =
                Regression.ols("y ~ x1 | firm[[x2]] + year").weights("w").fit(t);
        var interacted =
                Regression.ols("y ~ x1 + i(firm):x2 + i(year)").weights("w").fit(t);
        assertEquals(interacted.coefficient("x1"), slopesOnly.coefficient("x1"), 1e-8);
    }

    @Test
    void frischWaughAndRepeatedRows() {
        Table t = panel(4, 15, 6);
        var full = Regression.ols("y ~ x1 + x2 | firm").fit(t);
        double[] y = Regression.ols("y ~ x2 | firm").fit(t).residuals();
        double[] x = Regression.ols("x1 ~ x2 | firm").fit(t).residuals();
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < y.length; i++) {
            xy += x[i] * y[i];
            xx += x[i] * x[i];
        }
        assertEquals(full.coefficient("x1"), xy / xx, SAME);
        Table repeated = t.emptyCopy();
        for (int i = 0; i < t.rowCount(); i++) {
            for (int k = 0; k < t.doubleColumn("w").get(i); k++) {
                repeated.append(t.row(i));
            }
        }
        var weighted = Regression.ols("y ~ x1 + x2 | firm + year")
                .weights("w")
                .smallSample(SmallSample.NONE)
                .cluster("firm")
                .fit(t);
        var copies = Regression.ols("y ~ x1 + x2 | firm + year")
                .smallSample(SmallSample.NONE)
                .cluster("firm")
                .fit(repeated);
        same(weighted, copies, SAME, "x1", "x2");
    }

    /** Poisson with one effect: the effect is log of observed over expected totals, so the score is that given the totals. */
    @Test
    void poissonWithOneEffectIsConditional() {
        Table t = panel(5, 25, 6);
        var fit = Regression.poisson("count ~ x1 + x2 | firm").fit(t);
        double[] mu = fit.predict();
        double[] firm = t.doubleColumn("firm").asDoubleArray();
        double[] count = t.doubleColumn("count").asDoubleArray();
        double[][] x = {
            t.doubleColumn("x1").asDoubleArray(), t.doubleColumn("x2").asDoubleArray()
        };
        double[] total = new double[25];
        double[] index = new double[25];
        for (int i = 0; i < mu.length; i++) {
            total[(int) firm[i]] += count[i];
            index[(int) firm[i]] += Math.exp(fit.coefficient("x1") * x[0][i] + fit.coefficient("x2") * x[1][i]);
        }
        for (double[] column : x) {
            double score = 0;
            for (int i = 0; i < mu.length; i++) {
                int g = (int) firm[i];
                double share = Math.exp(fit.coefficient("x1") * x[0][i] + fit.coefficient("x2") * x[1][i]) / index[g];
                score += column[i] * (count[i] - total[g] * share);
            }
            assertEquals(0, score, 1e-6);
        }
    }

    @Test
    void exactlyIdentifiedLimlIsTwoStage() {
        Table data = RegressReference.data("iv");
        var a = Regression.iv("lq ~ gdp | exporter | lprice ~ freight").fit(data);
        var b = Regression.iv("lq ~ gdp | exporter | lprice ~ freight").liml().fit(data);
        same(a, b, SAME, "lprice", "gdp");
    }

    @Test
    void orderLabelsAndUnitsDoNotMatter() {
        Table t = panel(6, 18, 8);
        var fit = Regression.ols("y ~ x1 + x2 | firm + year").cluster("firm").fit(t);
        var sorted = Regression.ols("y ~ x1 + x2 | firm + year").cluster("firm").fit(t.sortOn("-year", "x1"));
        same(fit, sorted, SAME, "x1", "x2");
        var named = Regression.ols("y ~ x1 + x2 | name + year").cluster("name").fit(t);
        same(fit, named, SAME, "x1", "x2");
        Table scaled = t.copy();
        scaled.replaceColumn("x1", t.doubleColumn("x1").multiply(1e6).setName("x1"));
        scaled.replaceColumn("y", t.doubleColumn("y").multiply(1e-3).setName("y"));
        var small = Regression.ols("y ~ x1 + x2 | firm + year").cluster("firm").fit(scaled);
        assertEquals(fit.coefficient("x1"), small.coefficient("x1") * 1e9, 1e-8);
        assertEquals(fit.estimate("x1").statistic(), small.estimate("x1").statistic(), 1e-7);
    }

    @Test
    void effectsAreRecoveredUpToComponents() {
        JsonObject hdfe = RegressReference.answers("hdfe");
        Table data = RegressReference.data("shipments");
        var effects = Regression.ols("lval ~ lduty + lfreight | plant + exporter")
                .fit(data)
                .fixedEffects();
        assertEquals(RegressReference.number(hdfe, "fe2_effects", "components"), effects.components());
        contrasts(hdfe, effects, "plant");
        contrasts(hdfe, effects, "exporter");
        double[] sums = effects.sums();
        for (var e : RegressReference.at(hdfe, "fe2_effects", "sum_of_effects_by_obs_first20")
                .getAsJsonObject()
                .entrySet()) {
            assertEquals(e.getValue().getAsDouble(), sums[Integer.parseInt(e.getKey()) - 1], 1e-8);
        }
        var three = Regression.ols("lval ~ lduty + lfreight | plant + exporter + month")
                .fit(data)
                .fixedEffects();
        for (var e : RegressReference.at(hdfe, "fe3_effects", "month_contrasts_minus_month1")
                .getAsJsonObject()
                .entrySet()) {
            assertEquals(
                    e.getValue().getAsDouble(), three.level("month", e.getKey()) - three.level("month", "1"), 1e-8);
        }
    }

    /** Levels less that of the lowest id in the component (README: absolute 1e-8). */
    private static void contrasts(JsonObject hdfe, FixedEffects effects, String effect) {
        var expected = RegressReference.at(hdfe, "fe2_effects", effect + "_minus_lowest_id_of_component")
                .getAsJsonObject();
        var component =
                RegressReference.at(hdfe, "fe2_effects", effect + "_component").getAsJsonObject();
        for (var e : expected.entrySet()) {
            String lowest = component.entrySet().stream()
                    .filter(c ->
                            c.getValue().getAsInt() == component.get(e.getKey()).getAsInt())
                    .map(java.util.Map.Entry::getKey)
                    .min(java.util.Comparator.comparingInt(Integer::parseInt))
                    .orElseThrow();
            assertEquals(
                    e.getValue().getAsDouble(),
                    effects.level(effect, e.getKey()) - effects.level(effect, lowest),
                    1e-8,
                    effect + " " + e.getKey());
        }
    }

    @Test
    void resamplingIsSeededAndNearTheFormula() {
        Table t = panel(7, 40, 6);
        var fit = Regression.ols("y ~ x1 + x2 | firm")
                .cluster("firm")
                .time("year")
                .fit(t);
        BootstrapCoefficients pairs = fit.pairsBootstrap(400, Seed.seed(9));
        assertEquals(fit.standardError("x1"), pairs.standardError("x1"), 0.25 * fit.standardError("x1"));
        assertArrayEquals(
                pairs.draws("x1"), fit.pairsBootstrap(400, Seed.seed(9)).draws("x1"));
        assertTrue(pairs.interval("x1").contains(fit.coefficient("x1")));
        BootstrapCoefficients blocks = fit.blockBootstrap(2, 100, Seed.seed(9));
        assertTrue(blocks.standardError("x1") > 0);
    }

    @Test
    void tablesSideBySide() {
        Table t = panel(8, 12, 6);
        var one = Regression.ols("y ~ x1").fit(t);
        var two = Regression.ols("y ~ x1 + x2 | firm").cluster("firm").fit(t);
        RegressionTable table = Regression.table(one, two).names("plain", "absorbed");
        assertTrue(table.toString().contains("plain"), table.toString());
        assertTrue(table.latex().contains("\\toprule") && table.latex().contains("(Intercept)"), table.latex());
        assertTrue(table.markdown().startsWith("| | plain | absorbed |"), table.markdown());
        assertTrue(table.html().contains("<td>x2</td>"), table.html());
        assertTrue(!table.markdown().contains("\\*") && table.stars().markdown().contains("\\*\\*\\*"));
        assertTrue(Regression.coefficientPlot(one, two).svg().contains("<svg"));
        assertTrue(two.tidy()
                .columnNames()
                .containsAll(java.util.List.of(
                        "term", "estimate", "std_error", "statistic", "p_value", "conf_low", "conf_high")));
        assertTrue(two.glance()
                .columnNames()
                .containsAll(java.util.List.of("nobs", "dropped", "vcov", "clusters", "dof", "r2", "r2_within")));
    }
}
