package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.regress.event.EventStudy;
import org.overhang.regress.series.LocalProjection;
import org.overhang.regress.survival.Cox;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Inputs that once gave a wrong number without a word, against R, plm and hand (cases/README.md). */
class WrongOnceTest {
    /** The printed digits of the right value. */
    private static final double PRINTED = 6e-5;

    /** R's digits against ours where the design is nearly dependent: lm itself keeps nine. */
    private static final double NEAR = 1e-7;

    static Table data(String name) {
        try (var in = WrongOnceTest.class.getResourceAsStream("/cases/" + name + ".csv")) {
            return Table.read()
                    .usingOptions(CsvReadOptions.builder(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .tableName(name));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(double expected, double found) {
        assertEquals(expected, found, PRINTED * Math.abs(expected));
    }

    /** glm; by hand e^{3b} = 1/2: the two zero rows pull x to opposite sides, so nothing is separated. */
    @Test
    void twoSidedZeroRowsAreNotSeparated() {
        var fit = Regression.poisson("y ~ x").fit(data("sep5"));
        close(0.20459, fit.coefficient("(Intercept)"));
        assertEquals(-StrictMath.log(2) / 3, fit.coefficient("x"), 1e-9);
        assertEquals(5, fit.nobs());
    }

    /** The answer does not depend on the size of the slower side. */
    @Test
    void separationIsFreeOfUnits() {
        for (double slow : new double[] {-1, -1e-3, -1e-6}) {
            Table t = Table.create(
                    "t",
                    DoubleColumn.create("y", new double[] {2, 1, 3, 0, 0}),
                    DoubleColumn.create("x", new double[] {0, 0, 0, 2, slow}));
            assertEquals(5, Regression.poisson("y ~ x").fit(t).nobs(), "slow " + slow);
        }
        for (double unit : new double[] {1e-9, 1, 1e9}) {
            Table t = Table.create(
                    "t",
                    DoubleColumn.create("y", new double[] {2, 1, 3, 4, 0, 0}),
                    DoubleColumn.create("z", new double[] {1, 2, 1.5, 1.7, 1.1, 1.2}),
                    DoubleColumn.create("x", new double[] {0, 0, 0, 0, 2 * unit, 1e-3 * unit}));
            var fit = Regression.poisson("y ~ z + x").fit(t);
            assertEquals(
                    List.of(5, 6), Arrays.stream(fit.separatedRows()).boxed().toList(), "unit " + unit);
        }
    }

    /** lm. */
    @Test
    void yearAndItsSquareStay() {
        var fit = Regression.ols("y ~ year + year2 + x").fit(data("quad"));
        close(0.0084132, fit.coefficient("year2"));
        close(0.00066743, fit.standardError("year2"));
        close(0.53301, fit.coefficient("x"));
        // The same model about the middle year: the square and x do not change, whatever the covariance.
        Table t = data("quad");
        double[] year = t.numberColumn("year").asDoubleArray();
        t.addColumns(
                DoubleColumn.create("t", Arrays.stream(year).map(v -> v - 2010)),
                DoubleColumn.create("t2", Arrays.stream(year).map(v -> (v - 2010) * (v - 2010))),
                DoubleColumn.create("t3", Arrays.stream(year).map(v -> StrictMath.pow(v - 2010, 3))));
        for (Covariance c : List.of(Covariance.iid(), Covariance.hc1(), Covariance.hc3())) {
            var about = Regression.ols("y ~ t + t2 + x").covariance(c).fit(t);
            for (String[] pair : new String[][] {{"year2", "t2"}, {"x", "x"}}) {
                double se = about.standardError(pair[1]);
                assertEquals(se, fit.with(c).standardError(pair[0]), NEAR * se, c + " " + pair[0]);
            }
        }
        var cubic = Regression.ols("y ~ year + year2 + year3 + x").fit(t);
        var about = Regression.ols("y ~ t + t2 + t3 + x").fit(t);
        assertEquals(about.coefficient("t3"), cubic.coefficient("year3"), 1e-4 * Math.abs(about.coefficient("t3")));
        assertEquals(about.standardError("x"), cubic.standardError("x"), NEAR);
        var counts = Regression.poisson("y ~ year + year2 + x").fit(withOutcome(t, "t"));
        var countsAbout = Regression.poisson("y ~ t + t2 + x").fit(withOutcome(t, "t"));
        assertEquals(countsAbout.coefficient("t2"), counts.coefficient("year2"), NEAR);
        assertEquals(countsAbout.standardError("t2"), counts.standardError("year2"), NEAR);
    }

    private static Table withOutcome(Table t, String of) {
        Table out = t.copy();
        out.replaceColumn(
                "y",
                DoubleColumn.create(
                        "y",
                        Arrays.stream(out.numberColumn("y").asDoubleArray()).map(v -> Math.floor(Math.abs(v)))));
        return out;
    }

    /** A distant origin is no constant; a twin is named with what it repeats, in every table. */
    @Test
    void rankIsNamed() {
        int n = 40;
        double[] population = new double[n];
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            population[i] = 1.4e9 + 2e4 * StrictMath.sin(i * 1.7);
            x[i] = StrictMath.cos(i * 2.3);
            y[i] = 1e-4 * (population[i] - 1.4e9) + x[i] + StrictMath.sin(i * 5.1);
        }
        Table t = Table.create(
                "t",
                DoubleColumn.create("y", y),
                DoubleColumn.create("population", population),
                DoubleColumn.create("x", x),
                DoubleColumn.create("twin", Arrays.stream(population).map(v -> 3 * v - 7)));
        var fit = Regression.ols("y ~ population + x + twin").fit(t);
        assertEquals(List.of("(Intercept)", "population", "x"), fit.terms());
        assertTrue(fit.toString().contains("twin (collinear with population)"), fit.toString());
        assertTrue(fit.glance().stringColumn("left_out").get(0).contains("twin (collinear with population)"));
        Table tidy = fit.tidy();
        assertEquals("twin", tidy.stringColumn("term").get(3));
        assertTrue(tidy.doubleColumn("estimate").isMissing(3));
    }

    /** lm: 8 terms. */
    @Test
    void productsAreExpandedAsInR() {
        var fit = Regression.ols("y ~ x*z*q").fit(data("ix"));
        assertEquals(List.of("(Intercept)", "x", "z", "q", "x:z", "x:q", "z:q", "x:z:q"), fit.terms());
        close(-0.010719, fit.coefficient("x:q"));
        close(0.24308, fit.coefficient("x:z:q"));
        assertEquals(
                List.of("(Intercept)", "x", "z:q", "x:z:q"),
                Regression.ols("y ~ x*z:q").fit(data("ix")).terms());
    }

    /** lm contrasts; the levels are those of any order of the rows. */
    @Test
    void levelsDoNotDependOnTheOrderOfRows() {
        Table t = Table.create(
                "t",
                StringColumn.create("firm", "A", "A", "A", "B", "B", "B"),
                DoubleColumn.create("year", new double[] {1, 2, 3, 1, 2, 3}),
                DoubleColumn.create("x", new double[] {.3, -.7, .1, .9, .2, -.4}),
                DoubleColumn.create("y", new double[] {10.61, 9.58, 15.21, 21.79, 21.42, 24.19}));
        int[][] orders = {{0, 1, 2, 3, 4, 5}, {5, 0, 3, 1, 4, 2}, {2, 4, 0, 5, 1, 3}};
        for (int[] order : orders) {
            var effects =
                    Regression.ols("y ~ x | firm + year").fit(t.rows(order)).fixedEffects();
            close(1.0266, effects.level("year", "2") - effects.level("year", "1"));
            close(5.0235, effects.level("year", "3") - effects.level("year", "1"));
        }
    }

    /** A repeated effect counts once; diff() alone is an expression over time. */
    @Test
    void anEffectCountsOnce() {
        Table t = data("panelc");
        var once = Regression.ols("y ~ x | id[year]").fit(t);
        var twice = Regression.ols("y ~ x | id + id[year] + id").fit(t);
        assertEquals(once.parametersCounted(), twice.parametersCounted());
        assertEquals(once.standardError("x"), twice.standardError("x"), 1e-12);
        assertEquals(
                Regression.ols("y ~ x | id^year").formula.effects().size(),
                Regression.ols("y ~ x | id^year + year^id").formula.effects().size());
        var step = Regression.ols("y ~ diff(x)").time("year").unit("id").fit(t);
        assertEquals(List.of("(Intercept)", "diff(x)"), step.terms());
    }

    /** No row of A has an outcome: the base is the first region that has rows, and the summary says so. */
    @Test
    void aVanishedBaseIsNamed() {
        Table t = data("vanish");
        Table used = t.where(t.stringColumn("region").isNotEqualTo("A"));
        var fit = Regression.ols("y ~ x + i(region, ref = A)").fit(t);
        assertTrue(fit.toString().contains("No row of \"A\" is left to be the base of i(region): the base is \"B\"."));
        var plain = Regression.ols("y ~ x + i(region, ref = B)").fit(used);
        assertEquals(plain.terms(), fit.terms());
        assertEquals(plain.coefficient("region::D"), fit.coefficient("region::D"), 1e-12);
        assertFalse(fit.toString().contains("collinear"));
    }

    /** coxph. */
    @Test
    void aFarReachingCovariateIsNotARunaway() {
        var fit = Cox.of("t").event("d").on("emp").fit(data("coxsize"));
        close(-0.0036977, fit.coefficient("emp"));
        assertEquals(0.00044, fit.standardError("emp"), 5e-6);
    }

    /** The step keeps its length where a covariate separates, in any unit. */
    @Test
    void aSeparatingCovariateIsARunaway() {
        for (double unit : new double[] {1e-6, 1, 1e6}) {
            int n = 40;
            double[] time = new double[n];
            double[] exit = new double[n];
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = unit * (i % 4 == 0 ? 1 : 0);
                exit[i] = i % 4 == 0 ? 0 : 1;
                time[i] = 1 + (i * 7 % 13);
            }
            Table t = Table.create(
                    "t",
                    DoubleColumn.create("time", time),
                    DoubleColumn.create("exit", exit),
                    DoubleColumn.create("x", x));
            OverhangException e = assertThrows(
                    OverhangException.class,
                    () -> Cox.of("time").event("exit").on("x").fit(t));
            assertEquals(Reason.NOT_IDENTIFIED, e.reason());
            assertTrue(e.lines().get(0).contains("finite effect of \"x\""), e.getMessage());
        }
    }

    /** phtest prints the absolute value; the sign says that the test is none. */
    @Test
    void hausmanKeepsItsSign() {
        var models = PanelRegression.of("y").on("x1", "x2").unit("id").time("t").fit(data("hausneg"));
        assertEquals(-2.567, models.hausman().statistic(), 5e-4);
        assertTrue(Double.isNaN(models.hausman().pValue()));
        assertTrue(models.toString().contains("not positive definite"));
    }

    /** plm. */
    @Test
    void eachPanelModelDropsWhatItCannotTell() {
        Table t = data("panelc");
        var soe = PanelRegression.of("y").on("x", "soe").unit("id").time("year").fit(t);
        close(1.0712, soe.coefficient("random effects", "x"));
        close(0.19478, soe.coefficient("random effects", "soe"));
        assertEquals(List.of("soe (no variation left)"), soe.leftOut().get("within"));
        var common = PanelRegression.of("y")
                .on("x", "common")
                .unit("id")
                .time("year")
                .fit(t);
        close(1.1428, common.coefficient("within", "x"));
        close(0.56394, common.coefficient("within", "common"));
        assertTrue(common.toString().contains("The between model cannot tell common"));
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> PanelRegression.of("y")
                        .on("soe")
                        .unit("id")
                        .time("year")
                        .fit(t)
                        .coefficient("within", "soe"));
        assertEquals(Reason.NOT_IDENTIFIED, e.reason());
    }

    /** A repaired covariance does not depend on units: it is repaired on correlations. */
    @Test
    void repairIsFreeOfUnits() {
        Table t = data("nonpsdscale");
        Table scaled = t.copy();
        scaled.replaceColumn(
                "x1",
                DoubleColumn.create(
                        "x1",
                        Arrays.stream(t.numberColumn("x1").asDoubleArray()).map(v -> v / 1e8)));
        scaled.replaceColumn(
                "x2",
                DoubleColumn.create(
                        "x2",
                        Arrays.stream(t.numberColumn("x2").asDoubleArray()).map(v -> v * 1e5)));
        var raw = Regression.ols("y ~ x1 + x2").cluster("g", "h").fit(t);
        var unit = Regression.ols("y ~ x1 + x2").cluster("g", "h").fit(scaled);
        for (String x : List.of("x1", "x2")) {
            double by = x.equals("x1") ? 1e8 : 1e-5;
            double expected = unit.standardError(x);
            double found = raw.standardError(x) * by;
            assertTrue(
                    Double.isNaN(expected) && Double.isNaN(found) || Math.abs(found - expected) < 1e-6 * expected,
                    x + " " + found + " for " + expected);
            assertTrue(!Double.isNaN(expected) || raw.toString().contains("is negative or undefined"));
        }
    }

    @Test
    void cohortsAreNamedByTheirPeriod() {
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> EventStudy.of("y")
                        .unit("id")
                        .time("t")
                        .event("g")
                        .estimator(EventStudy.Estimator.SUN_ABRAHAM)
                        .fit(data("did3")));
        assertTrue(e.getMessage().contains("cohort 5"), e.getMessage());
        assertFalse(e.getMessage().contains("cohort 4"), e.getMessage());
    }

    /** A thousand added to the outcome moves the constant only. */
    @Test
    void localProjectionsKeepTheirDigitsOnLevels() {
        int n = 80;
        double[] t = new double[n];
        double[] y = new double[n];
        double[] s = new double[n];
        for (int i = 0; i < n; i++) {
            t[i] = i + 1;
            s[i] = StrictMath.sin(i * i * 0.7);
            y[i] = (i == 0 ? 0 : 0.6 * y[i - 1]) + s[i] + 0.3 * StrictMath.cos(i * 3.1);
        }
        for (double add : new double[] {1e3, 1e7}) {
            double[] level = Arrays.stream(y).map(v -> v + add).toArray();
            Table far = Table.create(
                    "far", DoubleColumn.create("t", t), DoubleColumn.create("y", level), DoubleColumn.create("s", s));
            Table near = Table.create(
                    "near", DoubleColumn.create("t", t), DoubleColumn.create("y", y), DoubleColumn.create("s", s));
            var a = LocalProjection.of("y").shock("s").over("t").horizons(4).fit(Source.of(near));
            var b = LocalProjection.of("y").shock("s").over("t").horizons(4).fit(Source.of(far));
            for (int h = 0; h <= 4; h++) {
                // The level itself is rounded at add · 2⁻⁵³.
                double close = 1e-9 + add * 1e-14;
                assertEquals(a.response(h), b.response(h), close);
                assertEquals(a.standardError(h), b.standardError(h), close);
            }
        }
    }
}
