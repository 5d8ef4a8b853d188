package org.overhang.regress.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.regress.MomentTest;
import org.overhang.regress.RegressReference;
import org.overhang.regress.Regression;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Against the R packages lmtest 0.9-40 and car 3.1-1 (ref_diag.R). */
class RegressionTestsTest {
    /** Closed forms. Reached: 1e-11. */
    private static final double CLOSED = 1e-9;

    private static final JsonObject PACK = RegressReference.answers("regress-more", "diagnostics");

    /** The factor's groups b and c as columns of their own. */
    private static Table table(String name) {
        var in = RegressionTestsTest.class.getResourceAsStream("/reference/regress-more/data/" + name + ".csv");
        Table table = Table.read()
                .usingOptions(CsvReadOptions.builder(new InputStreamReader(in, StandardCharsets.UTF_8))
                        .tableName(name));
        for (String group : new String[] {"b", "c"}) {
            table.addColumns(DoubleColumn.create(
                    "f" + group,
                    table.stringColumn("f").asList().stream()
                            .mapToDouble(f -> f.equals(group) ? 1 : 0)
                            .toArray()));
        }
        return table;
    }

    private static void same(JsonObject expected, MomentTest found, String what) {
        assertEquals(expected.get("statistic").getAsDouble(), found.statistic(), CLOSED * 10, what);
        assertEquals(expected.get("p.value").getAsDouble(), found.pValue(), CLOSED, what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reg90", "reg16"})
    void matchesLmtestAndCar(String name) {
        JsonObject expected = RegressReference.at(PACK, name, "tests").getAsJsonObject();
        Table table = table(name);
        RegressionTests.Tests found =
                RegressionTests.of("y").on("x1", "x2", "fb", "fc").over("t").measure(table);
        same(
                RegressReference.at(expected, "breusch_pagan", "studentized_koenker")
                        .getAsJsonObject(),
                found.test("Breusch–Pagan"),
                name);
        same(RegressReference.at(expected, "reset", "fitted_23").getAsJsonObject(), found.test("RESET"), name);
        same(
                RegressReference.at(expected, "breusch_godfrey", "order1_Chisq_zeros")
                        .getAsJsonObject(),
                found.test("Breusch–Godfrey"),
                name);
        assertEquals(
                RegressReference.number(expected, "durbin_watson", "greater", "statistic"),
                found.durbinWatson(),
                CLOSED);
        RegressionTests.Tests numeric =
                RegressionTests.of("y").on("x1", "x2", "x3").measure(table);
        for (String x : new String[] {"x1", "x2", "x3"}) {
            double want = RegressReference.number(expected, "vif_numeric", x);
            assertEquals(want, numeric.varianceInflation(x), CLOSED * want, x);
        }
    }

    /** White's statistic is n R² of a regression that can be written out. */
    @Test
    void whiteIsARegressionOfSquares() {
        Table table = table("reg90");
        double[] e = Regression.ols("y ~ x1 + x2").fit(table).residuals();
        double[] squares = new double[e.length];
        for (int i = 0; i < e.length; i++) {
            squares[i] = e[i] * e[i];
        }
        table.addColumns(DoubleColumn.create("e2", squares));
        double r2 =
                Regression.ols("e2 ~ x1 + x2 + x1^2 + x2^2 + x1:x2").fit(table).rSquared();
        assertEquals(
                table.rowCount() * r2,
                RegressionTests.of("y")
                        .on("x1", "x2")
                        .measure(table)
                        .test("White")
                        .statistic(),
                CLOSED * 10);
    }

    private static Table simulated(long stream, int n, double unequal, double serial, double bent) {
        Draws draws = Seed.seed(4).stream(stream);
        int[] t = new int[n];
        double[] x = new double[n];
        double[] z = new double[n];
        double[] y = new double[n];
        double before = 0;
        for (int i = 0; i < n; i++) {
            t[i] = 1900 + i;
            x[i] = draws.normal();
            z[i] = draws.normal();
            before = serial * before + draws.normal() * (1 + unequal * Math.abs(x[i]));
            y[i] = 1 + x[i] - z[i] + bent * x[i] * x[i] + before;
        }
        return Table.create(
                "simulated",
                IntColumn.create("t", t),
                DoubleColumn.create("x", x),
                DoubleColumn.create("z", z),
                DoubleColumn.create("y", y));
    }

    /** 400 samples of 200 rows: each test rejects a true null in 0.05 ± 3 errors (0.033) of them, and finds what is there. */
    @Test
    @Tag("slow")
    void testsHoldTheirSizeAndFindWhatIsThere() {
        String[] names = {"Breusch–Pagan", "White", "RESET", "Breusch–Godfrey"};
        int samples = 400;
        int[] rejected = new int[names.length];
        RegressionTests spec = RegressionTests.of("y").on("x", "z").over("t");
        for (int s = 0; s < samples; s++) {
            RegressionTests.Tests found = spec.measure(simulated(s, 200, 0, 0, 0));
            for (int k = 0; k < names.length; k++) {
                rejected[k] += found.test(names[k]).pValue() < 0.05 ? 1 : 0;
            }
        }
        for (int k = 0; k < names.length; k++) {
            assertTrue(Math.abs(rejected[k] - 20) <= 13, names[k] + " rejects " + rejected[k] + " of " + samples);
        }
        assertTrue(spec.measure(simulated(1, 400, 2, 0, 0)).test("White").pValue() < 0.001);
        assertTrue(spec.measure(simulated(1, 400, 0, 0.5, 0))
                        .test("Breusch–Godfrey")
                        .pValue()
                < 0.001);
        assertTrue(spec.measure(simulated(1, 400, 0, 0, 0.5)).test("RESET").pValue() < 0.001);
    }

    @Test
    void theOrderOfRowsDoesNotMatterOverTime() {
        Table table = table("reg90");
        RegressionTests spec = RegressionTests.of("y").on("x1", "x2").over("t");
        assertEquals(
                spec.measure(table).durbinWatson(),
                spec.measure(table.sortDescendingOn("x1")).durbinWatson(),
                CLOSED);
    }

    private static void refuses(Reason reason, String first, org.junit.jupiter.api.function.Executable asked) {
        OverhangException e = assertThrows(OverhangException.class, asked);
        assertEquals(reason, e.reason());
        assertEquals(first, e.getMessage().split("\n")[0]);
    }

    @Test
    void refusals() {
        Table table = table("reg16");
        refuses(
                Reason.OUT_OF_RANGE,
                "RegressionTests needs regressors that differ from the outcome and from one another, but got none for outcome \"y\".",
                () -> RegressionTests.of("y").on());
        refuses(
                Reason.OUT_OF_RANGE,
                "RegressionTests has no test \"Whit\". Did you mean \"White\"? Tests: Breusch–Pagan, White, RESET; with over(time) "
                        + "Breusch–Godfrey too.",
                () -> RegressionTests.of("y").on("x1").measure(table).test("Whit"));
        refuses(
                Reason.BAD_VALUE,
                "RegressionTests over time needs each period once, but table \"reg16\" has 1 in rows 1 and 17. For a panel use PanelTests.",
                () -> RegressionTests.of("y")
                        .on("x1")
                        .over("t")
                        .measure(table.copy().append(table.first(1))));
        refuses(
                Reason.NOT_IDENTIFIED,
                "RegressionTests needs more rows than the 4 coefficients, but table \"reg16\" has 3 complete ones. Take regressors out.",
                () -> RegressionTests.of("y").on("x1", "x2", "x3").measure(table.first(3)));
    }
}
