package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the LaTeX of a table looks like to TeX: compiled with nothing but booktabs, skipped where there is no pdflatex. */
class LatexTest {
    private static final int MOST_SECONDS = 60;

    private static RegressionTable hard() {
        var fx = FormulaReferenceTest.FX;
        var one = Regression.ols("y ~ x1 + x2").fit(fx);
        var two = Regression.ols("y ~ x1 * x2 + g | firm").cluster("firm").fit(fx);
        var three = Regression.poisson("cnt ~ x1 + I(x2 >= 0) | firm").fit(fx);
        var four = Regression.ols("y ~ l(x1, -1:1) + i(ind, ref = \"B\") | firm")
                .time("year")
                .unit("firm")
                .covariance(Covariance.cluster("firm").cr2())
                .fit(fx);
        return RegressionTable.of(one, two, three, four)
                .names("Value", "Quantity_t", "Count", "Lags & leads")
                .labels(Map.of("x1", "$\\log(1+\\tau)$", "firm", "Firm", "x2", "Fee of 5 % in $ {net} ~ #1"))
                .stars()
                .group("Least squares", 2)
                .group("Others", 2)
                .statistics(
                        RegressionTable.Statistic.ROWS,
                        RegressionTable.Statistic.MEAN_OUTCOME,
                        RegressionTable.Statistic.WITHIN_R2,
                        RegressionTable.Statistic.PSEUDO_R2,
                        RegressionTable.Statistic.CLUSTERS)
                .caption("What 5 % of $\\tau$ do, 2018–2020")
                .label("tab:duty")
                .notes("Müller & Søn, p < 5 %; $\\tau$ is the duty.");
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Path log = folder.resolve("out.txt");
        Process p = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(p.waitFor(MOST_SECONDS, TimeUnit.SECONDS), "pdflatex did not end");
        String text = Files.readString(log, StandardCharsets.ISO_8859_1);
        assertEquals(0, p.exitValue(), text);
        return text;
    }

    private static boolean isInstalled() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder).resolve("pdflatex"))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void compilesWithBooktabsAlone(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(isInstalled(), "no pdflatex here");
        hard().save(folder.resolve("table.tex"));
        String document =
                "\\documentclass{article}\n\\usepackage[utf8]{inputenc}\n\\usepackage{booktabs}\n\\begin{document}\nSee table \\ref{tab:duty}.\n\\input{table}\n\\end{document}\n";
        Files.writeString(folder.resolve("paper.tex"), document, StandardCharsets.UTF_8);
        String[] pdflatex = {"pdflatex", "-halt-on-error", "-interaction=nonstopmode", "-no-shell-escape", "paper.tex"};
        run(folder, pdflatex);
        run(folder, pdflatex);
        String log = Files.readString(folder.resolve("paper.log"), StandardCharsets.ISO_8859_1);
        for (String fault :
                new String[] {"Missing character", "undefined", "multiply defined", "LaTeX Warning: Reference"}) {
            assertFalse(log.contains(fault), fault + "\n" + log);
        }
        assertTrue(Files.size(folder.resolve("paper.pdf")) > 1_000);
        // Kept where a person can look at it.
        Path kept = Files.createDirectories(Path.of("target", "latex"));
        for (String name : new String[] {"table.tex", "paper.pdf"}) {
            Files.copy(folder.resolve(name), kept.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void mathematicsStaysAndMoneyDoesNot() {
        assertEquals("$\\log(1+\\tau)$ \\& 5 \\% in \\$", TableText.tex("$\\log(1+\\tau)$ & 5 % in $"));
        assertEquals("\\$5 and \\$6", TableText.tex("$5 and $6"));
        assertEquals("\\$5 for a\\_b and \\$6", TableText.tex("$5 for a_b and $6"));
        assertEquals("a\\_b $x_1$", TableText.tex("a_b $x_1$"));
    }
}
