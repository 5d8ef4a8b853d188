package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** The formula language against fixest 0.14.2 (ref_fixest.R): coefficients, standard errors and rows of the calls. */
class FormulaReferenceTest {
    /** fixest's own stop, README of the pack. */
    private static final double FIXEST = 1e-6;

    static final Table FX = table();
    private static final JsonObject CALLS =
            JsonParser.parseReader(reader("fixest_formulas.json")).getAsJsonObject();

    private static InputStreamReader reader(String name) {
        return new InputStreamReader(
                FormulaReferenceTest.class.getResourceAsStream("/reference/regress-more/" + name),
                StandardCharsets.UTF_8);
    }

    private static Table table() {
        try (var in = reader("data/fx.csv")) {
            return Table.read().usingOptions(CsvReadOptions.builder(in).tableName("fx"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<JsonObject> models(String call) {
        for (JsonElement e : CALLS.getAsJsonArray("fx")) {
            if (e.getAsJsonObject().get("call").getAsString().equals(call)) {
                List<JsonObject> out = new ArrayList<>();
                e.getAsJsonObject().getAsJsonArray("models").forEach(m -> out.add(m.getAsJsonObject()));
                return out;
            }
        }
        throw new IllegalArgumentException(call);
    }

    private static void same(JsonObject expected, RegressionFit found) {
        assertEquals(expected.get("n").getAsInt(), found.nobs(), found.toString());
        if (expected.get("coef") == null || !expected.get("coef").isJsonObject()) {
            assertTrue(found.terms().isEmpty(), found.toString());
            return;
        }
        List<Double> b = new ArrayList<>();
        List<Double> se = new ArrayList<>();
        for (String term : found.terms()) {
            // fixest puts the constant first among the second stage.
            String name = expected.getAsJsonObject("coef").has("fit_" + term) ? "fit_" + term : term;
            if (expected.getAsJsonObject("coef").has(name)) {
                double own = expected.getAsJsonObject("coef").get(name).getAsDouble();
                assertEquals(own, found.coefficient(term), FIXEST * Math.max(1, Math.abs(own)), term);
            }
        }
        if (found.spec.kind == Regression.Kind.IV) {
            return;
        }
        expected.getAsJsonObject("coef").entrySet().forEach(e -> {
            b.add(e.getValue().getAsDouble());
            se.add(expected.getAsJsonObject("se").get(e.getKey()).getAsDouble());
        });
        assertEquals(b.size(), found.terms().size(), found.toString());
        for (int j = 0; j < b.size(); j++) {
            String term = found.terms().get(j);
            assertEquals(b.get(j), found.coefficient(term), FIXEST * Math.max(1, Math.abs(b.get(j))), term);
            assertEquals(se.get(j), found.standardError(term), FIXEST * Math.max(1, se.get(j)), term);
        }
    }

    private static void same(String call, Regression spec) {
        List<JsonObject> expected = models(call);
        List<RegressionFit> found = spec.fitAll(FX).list();
        assertEquals(expected.size(), found.size());
        for (int m = 0; m < found.size(); m++) {
            same(expected.get(m), found.get(m));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "y ~ x1 + x2",
                "y ~ x1 * x2",
                "y ~ x1 : x2",
                "y ~ x1 * x2 * z2",
                "y ~ x1 + I(x1^2)",
                "y ~ poly(x1, 3)",
                "log(ypos) ~ x1 + log(ypos) : x2",
                "log(ypos) ~ exp(x1) + sqrt(w)",
                "y ~ x1 - 1",
                "y ~ 0 + x1 + x2",
                "y ~ -1 + x1 | firm",
                "y ~ 1 | firm",
                "y ~ x1 + x3",
                "y ~ x1 + factor(size)",
                "y ~ i(ind)",
                "y ~ i(ind, ref = \"B\")",
                "y ~ i(ind, x1)",
                "y ~ i(ind, x1, ref = \"A\")",
                "y ~ i(ind, ref = c(\"A\", \"B\"))",
                "y ~ i(country, ref = \"EU-27\")",
                "y ~ i(year, d, ref = 2010) | firm",
                "y ~ x1 + i(year, x2) | firm",
                "y ~ x1 + x2 | firm",
                "y ~ x1 + x2 | firm + year",
                "y ~ x1 | ind^year",
                "y ~ x1 | firm + ind^year",
                "y ~ x1 | country^ind + year",
                "y ~ x1 | firm[x2]",
                "y ~ x1 | firm[x2] + year",
                "y ~ x1 | ind[x2, z2] + year",
                "y ~ x1 + d + g | firm + year",
                "y ~ x1 + I(2 * x1) + x2 | firm",
                "c(y, y2) ~ x1 + x2 | firm",
                "y ~ sw(x1, x2)",
                "y ~ sw0(x1, x2) + z2",
                "y ~ csw(x1, x2, z2)",
                "y ~ z2 + csw0(x1, x2) | firm",
                "y ~ mvsw(x1, x2)",
                "y ~ x1 | sw(firm, year, firm + year)",
                "y ~ x1 | csw0(firm, year)",
                "c(y, y2) ~ sw(x1, x2) | sw0(firm)"
            })
    void asFixestReadsIt(String formula) {
        same("feols(" + formula + ", D)", Regression.ols(formula));
    }

    @Test
    void optionsAsFixest() {
        same(
                "feols(y ~ x1 + x2 | firm, D, weights = ~w)",
                Regression.ols("y ~ x1 + x2 | firm").weights("w"));
        same(
                "feols(y ~ x1 + x2 | firm, D, weights = ~w)",
                Regression.ols("y ~ x1 + x2 | firm").weights("2 * w / 2"));
        same(
                "feols(y ~ x1 + x2 | firm, D, subset = ~ year > 2011)",
                Regression.ols("y ~ x1 + x2 | firm").subset("year > 2011"));
        same("feols(y ~ x1 + x2 | firm, D, offset = ~off)", Regression.ols("y - off ~ x1 + x2 | firm"));
        same(
                "feols(y ~ i(size, bin = list(low = 1:2, high = 4:5)), D)",
                Regression.ols("y ~ i(size, bin = list(low = c(1, 2), high = c(4, 5)))"));
        same(
                "feols(y ~ x1 | firm, D, fsplit = ~ind)",
                Regression.ols("y ~ x1 | firm").fullAndSplit("ind"));
        same(
                "fepois(cnt ~ x1 + x2 | firm + year, D, offset = ~off, vcov = ~firm)",
                Regression.poisson("cnt ~ x1 + x2 | firm + year")
                        .offset("log(exp(off))")
                        .vcov("~firm"));
        same(
                "fepois(cnt ~ sw(x1, x2) | firm, D, weights = ~w)",
                Regression.poisson("cnt ~ sw(x1, x2) | firm").weights("w"));
    }

    /** Parts of the correction one by one, as fixest's ssc() takes them. */
    @Test
    void correctionsByTheirParts() {
        Regression spec = Regression.ols("y ~ x1 + x2 | firm");
        same(
                "feols(y ~ x1 + x2 | firm, D, vcov = ~ind, ssc = ssc(K.fixef = \"full\"))",
                spec.cluster("ind").smallSample(SmallSample.FIXEST.counting(SmallSample.Effects.ALL)));
        same(
                "feols(y ~ x1 + x2 | firm, D, vcov = ~firm, ssc = ssc(K.adj = FALSE, G.adj = FALSE))",
                spec.cluster("firm")
                        .smallSample(SmallSample.FIXEST.withoutParameterFactor().withoutClusterFactor()));
        RegressionFit two = spec.cluster("ind", "year").fit(FX);
        assertEquals(
                two.with(SmallSample.SANDWICH).standardError("x1"),
                two.with(SmallSample.STATA.eachTermItsOwn().degreesOfRows()).standardError("x1"),
                0);
        assertEquals(
                two.with(SmallSample.SANDWICH).degrees(),
                two.with(SmallSample.STATA.eachTermItsOwn().degreesOfRows()).degrees(),
                0);
    }

    @Test
    void binsAsFixest() {
        same("feols(y ~ i(year, bin = \"bin::3\"), D)", Regression.ols("y ~ i(year, bin = \"bin::3\")"));
        same(
                "feols(y ~ i(size, bin = list(low = 1:2, high = 4:5)), D)",
                Regression.ols("y ~ i(size, bin = list(low = 1:2, high = 4:5))"));
        same(
                "feols(y ~ i(size, bin = list(\"3\" = 1:2)) | firm, D)",
                Regression.ols("y ~ i(size, bin = list(\"3\" = 1:2)) | firm"));
        assertEquals(
                Regression.ols("y ~ i(size, bin = list(\"1\" = 1:2))").fit(FX).terms(),
                Regression.ols("y ~ i(size, bin = c(1, 2))").fit(FX).terms());
        refused("y ~ i(ind, bin = \"bin::2\")", "The formula needs numbers for bins of a width at character 5, but");
        refused("y ~ i(size, bin = \"bin::x\")", "The formula needs a width such as \"bin::3\" at character 19");
        refused(
                "y ~ i(size, bin = 3)",
                "The formula needs list(new = c(…)), c(…) or \"bin::3\" after \"bin =\" at character");
        refused("y ~ i(size, ref = 4:2)", "The formula needs a range of values from low to high at character 19");
    }

    private static void refused(String formula, String start) {
        String message = org.junit.jupiter.api.Assertions.assertThrows(
                        org.overhang.core.OverhangException.class,
                        () -> Regression.ols(formula).fit(FX))
                .getMessage();
        assertTrue(message.startsWith(start), message);
    }

    /** A negative lag is a lead, in a range too. */
    @Test
    void lagsFromLeads() {
        UnaryOperator<Regression> panel = r -> r.time("year").unit("firm");
        RegressionFit whole =
                panel.apply(Regression.ols("y ~ l(x1, -2:1) | firm")).fit(FX);
        RegressionFit parts = panel.apply(Regression.ols("y ~ f(x1, 2) + f(x1, 1) + x1 + l(x1, 1) | firm"))
                .fit(FX);
        assertEquals(List.of("lead(x1, 2)", "lead(x1, 1)", "lag(x1, 0)", "lag(x1, 1)"), whole.terms());
        for (int j = 0; j < 4; j++) {
            assertEquals(
                    parts.coefficient(parts.terms().get(j)),
                    whole.coefficient(whole.terms().get(j)),
                    1e-12);
        }
        assertEquals(
                whole.terms(),
                panel.apply(Regression.ols("y ~ f(x1, -1:2) | firm")).fit(FX).terms().stream()
                        .sorted(java.util.Comparator.comparingInt(whole.terms()::indexOf))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "vcov = ~firm,~firm",
        "cluster = ~firm + year,~firm + year",
        "vcov = \"twoway\",twoway",
        "vcov = ~ind^country,~ind^country"
    })
    void covariancesByName(String option, String name) {
        same(
                "feols(y ~ x1 + x2 | firm + year, D, " + option + ")",
                Regression.ols("y ~ x1 + x2 | firm + year").vcov(name));
    }

    @Test
    void covariancesOverTime() {
        UnaryOperator<Regression> panel = r -> r.time("year").unit("firm");
        same(
                "feols(y ~ x1 + x2 | firm, D, vcov = NW(2) ~ firm + year)",
                panel.apply(Regression.ols("y ~ x1 + x2 | firm")).vcov("NW(2)"));
        same(
                "feols(y ~ x1 + x2, D, vcov = \"HC3\")",
                Regression.ols("y ~ x1 + x2").vcov("HC3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"y ~ l(x1)", "y ~ l(x1, 0:2) | firm", "y ~ f(x1) + l(y) | firm", "y ~ d(x1, 2)"})
    void lagsByTheirShortNames(String formula) {
        same(
                "feols(" + formula + ", D, panel.id = ~ firm + year)",
                Regression.ols(formula).time("year").unit("firm"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"y ~ x1 | p ~ z1", "y ~ x1 | firm | p ~ z1", "y ~ x1 | firm + year | p + x2 ~ z1 + z2"})
    void instruments(String formula) {
        same("feols(" + formula + ", D)", Regression.iv(formula));
    }

    /** Arithmetic and comparisons are the columns that one would compute. */
    @Test
    void arithmeticIsTheColumn() {
        Table t = FX.copy();
        double[] x = t.numberColumn("x1").asDoubleArray();
        double[] w = t.numberColumn("w").asDoubleArray();
        double[] year = t.numberColumn("year").asDoubleArray();
        double[] ratio = new double[x.length];
        double[] late = new double[x.length];
        double[] china = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            ratio[i] = StrictMath.log(1 + x[i] * x[i] / w[i]);
            late[i] = year[i] >= 2013 ? 1 : 0;
            china[i] = t.stringColumn("country").get(i).equals("EU-27") ? 1 : 0;
        }
        t.addColumns(
                tech.tablesaw.api.DoubleColumn.create("ratio", ratio),
                tech.tablesaw.api.DoubleColumn.create("late", late),
                tech.tablesaw.api.DoubleColumn.create("eu", china));
        var expected = Regression.ols("y ~ ratio + late + eu + late:eu").fit(t);
        var found = Regression.ols("y ~ log(1 + x1^2 / w) + year >= 2013 + I(country %in% c(\"EU-27\"))"
                        + " + I((year >= 2013) * (country == \"EU-27\"))")
                .fit(t);
        assertEquals("log(1 + x1^2/w)", found.terms().get(1));
        for (int j = 0; j < 5; j++) {
            assertEquals(
                    expected.coefficient(expected.terms().get(j)),
                    found.coefficient(found.terms().get(j)),
                    1e-9,
                    found.terms().get(j));
        }
        assertEquals(
                List.of("(Intercept)", "x1", "x2", "z2", "x1:x2", "x1:z2", "x2:z2"),
                Regression.ols("y ~ (x1 + x2 + z2)^2").fit(FX).terms());
        assertEquals(
                Regression.ols("y ~ x1 | ind^year").fit(FX).coefficient("x1"),
                Regression.ols("y ~ x1 + i(ind^year)").fit(FX).coefficient("x1"),
                1e-9);
    }
}
