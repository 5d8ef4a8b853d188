package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/** Tables of regressions in each form, and what a fit says of itself. */
class RegressionTableTest {
    private static final Table FX = FormulaReferenceTest.FX;

    private static RegressionTable table() {
        var one = Regression.ols("y ~ x1 + x2").fit(FX);
        var two = Regression.ols("y ~ x1 * x2 + g | firm").cluster("firm").fit(FX);
        var three = Regression.poisson("cnt ~ x1 | firm").fit(FX);
        return RegressionTable.of(one, two, three)
                .names("plain", "firms", "counts")
                .labels(Map.of("x1", "Duty & fee", "firm", "Firm", "y", "Outcome"))
                .stars()
                .group("Least squares", 2)
                .caption("What 5 % do")
                .label("tab:duty")
                .notes("Made up.");
    }

    @Test
    void latexHasItsParts() {
        String tex = table().latex();
        for (String part : new String[] {
            "\\caption{What 5 \\% do}",
            "\\label{tab:duty}",
            "\\begin{tabular}{lrrr}",
            " & \\multicolumn{2}{c}{Least squares} & ",
            "\\cmidrule(lr){2-3}",
            "Duty \\& fee & $",
            "\\rlap{$^{***}$}",
            "Duty \\& fee $\\times$ x2",
            "\\rlap{)}",
            "Firm effects",
            "Made up.",
            "g (absorbed by the effects) in firms",
            "\\end{table}"
        }) {
            assertTrue(tex.contains(part), part + "\n" + tex);
        }
        long rows = tex.lines()
                .filter(l -> l.endsWith("\\\\") && l.startsWith("x2 &"))
                .count();
        assertEquals(1, rows, tex);
        // As many cells in every row as there are columns, a wide cell counted as what it spans.
        tex.lines()
                .filter(l -> l.endsWith("\\\\") && !l.contains("multicolumn{2}"))
                .forEach(l -> assertEquals(
                        3, l.replace("\\&", "").chars().filter(c -> c == '&').count(), l));
    }

    /** A plot of a table has the table's words; plots of several outcomes name them. */
    @Test
    void plotsNameModelsAndOutcomes() {
        String own = table().drop("x2").figure().json();
        for (String part : new String[] {"plain", "firms", "counts", "Duty & fee"}) {
            assertTrue(own.replace("\\u0026", "&").contains(part), part + own);
        }
        assertFalse(own.contains("Intercept"), own);
        var y = Regression.ols("y ~ x1 | firm").fit(FX);
        var y2 = Regression.ols("y2 ~ x1 | firm").fit(FX);
        var both = Regression.coefficientPlot(y, y2).json();
        assertTrue(both.contains("\"y2\"") && both.contains("Coefficients on y, y2"), both);
        assertTrue(Regression.coefficientPlot(y, y, y2).json().contains("(3) y2"));
        assertTrue(Regression.coefficientPlot(y, y).json().contains("(2)"));
    }

    @Test
    void termsAreChosenAndADroppedOneIsMarked() {
        RegressionTable t = table().keep("x1", "^g$").order("^g$");
        String text = t.toString();
        assertTrue(text.indexOf("\n  g ") < text.indexOf("Duty & fee"), text);
        assertFalse(text.contains("(Intercept)"), text);
        assertTrue(text.contains("–"), text);
        assertTrue(text.contains("terms are not shown"), text);
        assertFalse(table().drop("x2").toString().contains("× x2"));
        assertEquals("–", t.cells().stringColumn("firms").get(1));
    }

    @Test
    void statisticsAreChosen() {
        String text = table().statistics(
                        RegressionTable.Statistic.MEAN_OUTCOME,
                        RegressionTable.Statistic.CLUSTERS,
                        RegressionTable.Statistic.PSEUDO_R2,
                        RegressionTable.Statistic.BIC)
                .toString();
        assertTrue(text.contains("mean of the outcome") && text.contains("pseudo R²") && text.contains("BIC"), text);
    }

    @Test
    void savesEachForm(@TempDir Path folder) throws IOException {
        for (String ending : new String[] {"tex", "md", "html", "csv"}) {
            Path file = folder.resolve("t." + ending);
            table().save(file);
            assertTrue(Files.size(file) > 300, ending);
        }
        OverhangException e = assertThrows(OverhangException.class, () -> table().save(folder.resolve("t.doc")));
        assertEquals(Reason.OUT_OF_RANGE, e.reason());
        assertTrue(e.lines().get(0).startsWith("A regression table is saved as .tex"), e.getMessage());
        assertEquals(
                Reason.OUT_OF_RANGE,
                assertThrows(OverhangException.class, () -> table().group("More", 2))
                        .reason());
    }

    /** Criteria and shares that fixest prints beside its calls. */
    @Test
    void likelihoodsAsFixest() {
        var m = FormulaReferenceTest.models("feols(y ~ x1 + x2 | firm + year, D)")
                .get(0);
        var fit = Regression.ols("y ~ x1 + x2 | firm + year").fit(FX);
        assertEquals(m.get("r2").getAsDouble(), fit.rSquared(), 1e-9);
        var p = FormulaReferenceTest.models("fepois(cnt ~ x1 + x2 | firm, D)").get(0);
        var counts = Regression.poisson("cnt ~ x1 + x2 | firm").fit(FX);
        assertEquals(p.get("loglik").getAsDouble(), counts.logLikelihood(), 1e-6 * Math.abs(counts.logLikelihood()));
        // −2 log L + 2 K with fixest's K.
        assertEquals(2 * p.get("K").getAsDouble() - 2 * p.get("loglik").getAsDouble(), counts.aic(), 1e-3);
    }

    /** Rows that were estimated from are predicted as they were fitted; new groups are refused by name. */
    @Test
    void predictsNewRows() {
        var fit = Regression.ols("y ~ x1 + log(1 + x2^2) | firm + year").fit(FX);
        double[] fitted = fit.predict();
        double[] found =
                fit.predict(Source.of(FX.where(FX.numberColumn("obs").isLessThan(293))), RegressionFit.Scale.RESPONSE);
        for (int i = 0; i < found.length; i++) {
            if (!Double.isNaN(fitted[i])) {
                assertEquals(fitted[i], found[i], 1e-8);
            }
        }
        var counts = Regression.poisson("cnt ~ x1").fit(FX);
        double[] mean = counts.predict(Source.of(FX), RegressionFit.Scale.RESPONSE);
        double[] link = counts.predict(Source.of(FX), RegressionFit.Scale.LINK);
        double[] own = counts.predict();
        for (int i = 0; i < own.length; i++) {
            if (!Double.isNaN(own[i])) {
                assertEquals(own[i], mean[i], 1e-9 * own[i]);
                assertEquals(StrictMath.log(own[i]), link[i], 1e-9);
            }
        }
        var few = Regression.ols("y ~ x1 | firm").subset("firm <= 20").fit(FX);
        OverhangException e =
                assertThrows(OverhangException.class, () -> few.predict(Source.of(FX), RegressionFit.Scale.RESPONSE));
        assertEquals(Reason.NOT_IDENTIFIED, e.reason());
        assertTrue(e.lines().get(0).startsWith("A prediction needs levels of \"firm\""), e.getMessage());
    }

    @Test
    void waldOfPatternsAndOtherNulls() {
        var fit = Regression.ols("y ~ x1 + x2 + z2").fit(FX);
        assertEquals(fit.wald("x1", "x2").statistic(), fit.waldMatching("^x").statistic(), 1e-12);
        double t = (fit.coefficient("x1") - 0.3) / fit.standardError("x1");
        assertEquals(t * t, fit.wald(Map.of("x1", 0.3)).statistic(), 1e-9);
        assertTrue(Arrays.stream(fit.residuals()).anyMatch(v -> !Double.isNaN(v)));
    }
}
