package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Bad input is refused by name, with what was found and what to do. */
class RegressionRefusalTest {
    private static final Table PANEL = RegressionIdentityTest.panel(1, 10, 6);

    private static void refused(Reason reason, String part, Executable run) {
        OverhangException e = assertThrows(OverhangException.class, run);
        assertEquals(reason, e.reason(), e.getMessage());
        assertTrue(e.lines().get(0).contains(part), e.getMessage());
    }

    private static Table with(String name, double... cells) {
        double[] all = new double[PANEL.rowCount()];
        for (int i = 0; i < all.length; i++) {
            all[i] = cells[i % cells.length];
        }
        return PANEL.copy().addColumns(DoubleColumn.create(name, all));
    }

    @Test
    void columns() {
        refused(
                Reason.MISSING_COLUMN,
                "Did you mean \"x1\"",
                () -> Regression.ols("y ~ x11").fit(PANEL));
        refused(
                Reason.WRONG_TYPE,
                "Write i(name) for one coefficient a value",
                () -> Regression.ols("y ~ name").fit(PANEL));
        refused(
                Reason.MISSING_COLUMN,
                "regions",
                () -> Regression.ols("y ~ x1").cluster("regions").fit(PANEL));
        refused(
                Reason.BAD_VALUE,
                "infinite in row",
                () -> Regression.ols("y ~ bad").fit(with("bad", 1, 2, Double.POSITIVE_INFINITY)));
        refused(
                Reason.BAD_VALUE,
                "numbers above 0",
                () -> Regression.ols("y ~ log(bad)").fit(with("bad", 1, 2, 0)));
        refused(
                Reason.BAD_VALUE,
                "weights",
                () -> Regression.ols("y ~ x1").weights("bad").fit(with("bad", 1, -1)));
    }

    @Test
    void theRealCauseOfNoRowsIsNamed() {
        refused(
                Reason.NOT_IDENTIFIED,
                "has no rows",
                () -> Regression.ols("y ~ x1").fit(PANEL.emptyCopy()));
        double[] zeros = new double[PANEL.rowCount()];
        refused(
                Reason.NOT_IDENTIFIED,
                "the weight bad is zero in all " + zeros.length + " complete rows",
                () -> Regression.ols("y ~ x1").weights("bad").fit(with("bad", zeros)));
        refused(
                Reason.NOT_IDENTIFIED,
                "zero in every group of an absorbed effect",
                () -> Regression.poisson("bad ~ x1 | firm").fit(with("bad", zeros)));
        refused(
                Reason.NOT_IDENTIFIED,
                "it is 0 in all " + zeros.length,
                () -> Regression.poisson("bad ~ x1").fit(with("bad", zeros)));
    }

    @Test
    void rows() {
        refused(
                Reason.NOT_IDENTIFIED,
                "none is left",
                () -> Regression.ols("y ~ bad").fit(with("bad", Double.NaN)));
        refused(
                Reason.NOT_IDENTIFIED,
                "none is left",
                () -> Regression.ols("y ~ x1 | x2").fit(PANEL));
    }

    @Test
    void identification() {
        refused(
                Reason.NOT_IDENTIFIED,
                "outcome that varies",
                () -> Regression.ols("bad ~ x1").fit(with("bad", 3)));
        refused(
                Reason.NOT_IDENTIFIED,
                "perfect",
                () -> Regression.ols("y ~ y + x1").fit(PANEL));
        refused(
                Reason.NOT_IDENTIFIED,
                "at least 2 clusters",
                () -> Regression.ols("y ~ x1").cluster("bad").fit(with("bad", 3)));
        refused(
                Reason.NOT_IDENTIFIED,
                "varies within the absorbed effects",
                () -> Regression.ols("y ~ bad | firm").fit(firmOnly()));
        refused(
                Reason.NOT_IDENTIFIED,
                "they explain all of it",
                () -> Regression.ols("bad ~ x1 | firm").fit(firmOnly()));
        refused(
                Reason.NOT_IDENTIFIED,
                "full rank",
                () -> Regression.ols("y ~ x1 + x2 + w")
                        .cluster("half")
                        .fit(with("half", 1, 2, 3))
                        .wald());
        refused(
                Reason.NOT_IDENTIFIED,
                "at least as many instruments",
                () -> Regression.iv("y ~ 1 | firm | x1 ~ bad").fit(firmOnly()));
    }

    private static Table firmOnly() {
        double[] firm = PANEL.doubleColumn("firm").asDoubleArray();
        return PANEL.copy()
                .addColumns(DoubleColumn.create("bad", firm).multiply(2).setName("bad"));
    }

    @Test
    void choices() {
        refused(Reason.BAD_VALUE, "needs no instruments", () -> Regression.ols("y ~ x1 | firm | x2 ~ w"));
        refused(Reason.BAD_VALUE, "instrumented ~ instruments", () -> Regression.iv("y ~ x1 | firm"));
        refused(Reason.OUT_OF_RANGE, "offset", () -> Regression.ols("y ~ x1").offset("w"));
        refused(Reason.OUT_OF_RANGE, "LIML", () -> Regression.ols("y ~ x1").liml());
        refused(Reason.OUT_OF_RANGE, "level", () -> Regression.ols("y ~ x1").level(95));
        refused(
                Reason.BAD_VALUE,
                "time column",
                () -> Regression.ols("y ~ lag(x1, 1)").fit(PANEL));
        refused(
                Reason.BAD_VALUE,
                "each period once",
                () -> Regression.ols("y ~ lag(x1, 1)").time("year").fit(PANEL));
        refused(
                Reason.MISSING_COLUMN,
                "time column",
                () -> Regression.ols("y ~ x1")
                        .covariance(Covariance.driscollKraay(1))
                        .fit(PANEL));
        refused(
                Reason.BAD_VALUE,
                "0 or more",
                () -> Regression.poisson("y ~ x1").fit(PANEL));
        refused(
                Reason.OUT_OF_RANGE,
                "one cluster column",
                () -> Regression.ols("y ~ x1").fit(PANEL).wildBootstrap("x1"));
        refused(
                Reason.MISSING_COLUMN,
                "no term \"x2\"",
                () -> Regression.ols("y ~ x1").fit(PANEL).coefficient("x2"));
        refused(
                Reason.BAD_VALUE,
                "reference",
                () -> Regression.ols("y ~ i(year, ref = 1999)").fit(PANEL));
    }

    @Test
    void missingRowsAreCounted() {
        Table t = with("gap", 1, 4, Double.NaN, 2, 7);
        var fit = Regression.ols("y ~ gap").fit(t);
        assertEquals(48, fit.nobs());
        assertTrue(fit.toString().contains("12 rows with a missing value (gap 12)"), fit.toString());
    }

    @Test
    void whereNothingIsLeftTheColumnsAreNamed() {
        Table t = with("gap", Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        refused(
                Reason.NOT_IDENTIFIED,
                "each misses a value it needs, or has an infinite one (gap 60 of 60)",
                () -> Regression.ols("y ~ x1 + gap").fit(t));
    }
}
