package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Logit and probit against R's glm with dummies, polished, and fixest 0.14.2 (ref_glm.R). */
class BinaryReferenceTest {
    /** Polished dummies. Reached: 3e-11. */
    private static final double CLOSED = 1e-9;
    /** fixest's weights are those of the step before its last. */
    private static final double FIXEST = 1e-6;

    private static final JsonObject GLM = RegressReference.answers("regress-more", "glm");

    private static Table data(String name) {
        var in = BinaryReferenceTest.class.getResourceAsStream("/reference/regress-more/data/" + name + ".csv");
        return Table.read()
                .usingOptions(CsvReadOptions.builder(new InputStreamReader(in, StandardCharsets.UTF_8))
                        .tableName(name)
                        .columnTypesPartial(Map.of("region", ColumnType.STRING)));
    }

    private static Regression spec(String key) {
        String rest = key.substring(key.indexOf('_') + 1);
        boolean weighted = rest.endsWith("_weighted");
        String effects = rest.replace("_weighted", "").replace("_", " + ");
        String formula = "exit ~ x1 + x2" + (effects.equals("none") ? "" : " | " + effects);
        Regression base = key.startsWith("logit") ? Regression.logit(formula) : Regression.probit(formula);
        return weighted ? base.weights("w") : base;
    }

    private static void same(JsonObject expected, RegressionFit fit, boolean errors, double tolerance, String at) {
        for (Map.Entry<String, JsonElement> e : expected.entrySet()) {
            double found = errors ? fit.standardError(e.getKey()) : fit.coefficient(e.getKey());
            assertEquals(e.getValue().getAsDouble(), found, tolerance, at + " " + e.getKey());
        }
    }

    @ParameterizedTest
    @CsvSource({"bin", "bin_small"})
    void matchesGlmAndFixest(String name) {
        Table table = data(name);
        JsonObject binary = RegressReference.at(GLM, name, "binary").getAsJsonObject();
        for (String key : binary.keySet()) {
            JsonObject expected = binary.getAsJsonObject(key);
            String at = name + " " + key;
            RegressionFit fit = spec(key).fit(table);
            assertEquals(expected.get("n").getAsInt(), fit.nobs(), at);
            JsonObject dummies = expected.getAsJsonObject("glm_dummies");
            same(dummies.getAsJsonObject("coef"), fit, false, CLOSED, at);
            assertEquals(dummies.get("deviance").getAsDouble(), fit.deviance(), CLOSED * 1e3, at);
            if (!key.endsWith("_weighted")) {
                assertEquals(expected.get("loglik").getAsDouble(), fit.logLikelihood(), CLOSED * 1e3, at);
            }
            for (String error : new String[] {"se_iid", "se_hetero", "se_cluster_firm", "se_cluster_region"}) {
                if (expected.has(error)) {
                    Covariance by = switch (error) {
                        case "se_iid" -> Covariance.iid();
                        case "se_hetero" -> Covariance.hc1();
                        default -> Covariance.cluster(error.substring(error.lastIndexOf('_') + 1));
                    };
                    same(expected.getAsJsonObject(error), fit.with(by), true, FIXEST, at + " " + error);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"bin, logit", "bin, probit", "bin_small, logit", "bin_small, probit"})
    void averageChangesMatchTheDeltaMethod(String name, String link) {
        JsonObject expected = RegressReference.at(GLM, name, "marginal_effects", link, "ame_x1")
                .getAsJsonObject();
        RegressionFit fit = spec(link + "_none").smallSample(SmallSample.NONE).fit(data(name));
        CoefficientEstimate margin = fit.margin("x1");
        assertEquals(expected.get("estimate").getAsDouble(), margin.estimate(), CLOSED);
        assertEquals(expected.get("iid").getAsDouble(), margin.standardError(), CLOSED);
        assertEquals(
                expected.get("HC0").getAsDouble(),
                fit.with(Covariance.hc0()).margin("x1").standardError(),
                CLOSED);
    }

    @Test
    void effectsAreDummiesAndPredictionsAreTheirMeans() {
        Table table = data("bin");
        RegressionFit absorbed = Regression.logit("exit ~ x1 + x2 | region").fit(table);
        RegressionFit dummies = Regression.logit("exit ~ x1 + x2 + i(region)").fit(table);
        assertEquals(absorbed.coefficient("x1"), dummies.coefficient("x1"), CLOSED);
        assertEquals(absorbed.margin("x1").estimate(), dummies.margin("x1").estimate(), CLOSED);
        double[] p = absorbed.predict();
        double[] q = absorbed.predict(org.overhang.core.Source.of(table), RegressionFit.Scale.RESPONSE);
        for (int i = 0; i < p.length; i++) {
            assertEquals(p[i], q[i], 1e-8);
        }
    }

    /** What is 0 becomes 1: coefficients change their sign and nothing else. */
    @Test
    void theOutcomesNamesDoNotMatter() {
        Table table = data("bin");
        for (String verb : new String[] {"logit", "probit"}) {
            String right = " ~ x1 + x2 | region";
            RegressionFit a = verb.equals("logit")
                    ? Regression.logit("exit" + right).fit(table)
                    : Regression.probit("exit" + right).fit(table);
            RegressionFit b = verb.equals("logit")
                    ? Regression.logit("1 - exit" + right).fit(table)
                    : Regression.probit("1 - exit" + right).fit(table);
            assertEquals(a.coefficient("x1"), -b.coefficient("x1"), CLOSED);
            assertEquals(a.standardError("x1"), b.standardError("x1"), CLOSED);
        }
    }

    private static Table simulated(long stream, int groups, int rows, double slope) {
        Draws draws = Seed.seed(8).stream(stream);
        int n = groups * rows;
        int[] group = new int[n];
        int[] y = new int[n];
        double[] x = new double[n];
        for (int g = 0; g < groups; g++) {
            double effect = draws.normal() * 0.5;
            for (int t = 0; t < rows; t++) {
                int i = g * rows + t;
                group[i] = g;
                x[i] = draws.normal() + effect;
                double u = draws.uniform();
                y[i] = Math.log(u / (1 - u)) < effect + slope * x[i] ? 1 : 0;
            }
        }
        return Table.create(
                "simulated", IntColumn.create("g", group), IntColumn.create("y", y), DoubleColumn.create("x", x));
    }

    /** 300 samples: with 60 rows in a group intervals at 0.95 cover; with 4 the slope is a third too large, and the summary says so. */
    @Test
    @Tag("slow")
    void intervalsCoverWhereGroupsAreLargeAndTheBiasOfSmallOnesIsSaid() {
        int samples = 300;
        int covered = 0;
        for (int s = 0; s < samples; s++) {
            var range = Regression.logit("y ~ x | g")
                    .fit(simulated(s, 20, 60, 1))
                    .estimate("x")
                    .interval();
            covered += range.low() <= 1 && 1 <= range.high() ? 1 : 0;
        }
        assertTrue(covered >= 0.95 * samples - 11.4 && covered <= 0.95 * samples + 11.4, "covered " + covered);
        double mean = 0;
        for (int s = 0; s < 20; s++) {
            mean += Regression.logit("y ~ x | g").fit(simulated(s, 500, 4, 1)).coefficient("x") / 20;
        }
        assertTrue(mean > 1.2 && mean < 1.5, "mean with four rows a group " + mean);
        String said = Regression.logit("y ~ x | g").fit(simulated(1, 500, 4, 1)).toString();
        assertTrue(said.contains("too large"), said);
        assertTrue(said.contains("unconditional"), said);
    }

    private static void refuses(Reason reason, String first, org.junit.jupiter.api.function.Executable asked) {
        OverhangException e = assertThrows(OverhangException.class, asked);
        assertEquals(reason, e.reason());
        assertEquals(first, e.getMessage().split("\n")[0]);
    }

    @Test
    void refusals() {
        Table table = data("bin");
        refuses(
                Reason.BAD_VALUE,
                "Regression.logit and probit need an outcome of 0 or 1, but \"orders\" is neither in rows 5, 11, 14, 15, 18 and 242 more. "
                        + "Write a comparison, such as exit > 0, or use Regression.ols or poisson.",
                () -> Regression.logit("orders ~ x1").fit(table));
        refuses(
                Reason.NOT_IDENTIFIED,
                "Regression.probit needs an outcome that is 0 in some rows and 1 in others, but it is 1 in all 472 rows used. Check the "
                        + "filter and the column.",
                () -> Regression.probit("x1 > -99 ~ x1").fit(table));
        Table apart = Table.create(
                "apart",
                DoubleColumn.create("y", 0, 0, 0, 1, 1, 1),
                DoubleColumn.create("x", -3, -2, -1, 1, 2, 3),
                DoubleColumn.create("half", -3, -2, 0, 0, 2, 3));
        for (String verb : new String[] {"logit", "probit"}) {
            for (String x : new String[] {"x", "half"}) {
                refuses(
                        Reason.NOT_IDENTIFIED,
                        "Regression." + verb
                                + " needs regressors and effects that do not tell zeros and ones apart, but they do in "
                                + (x.equals("x") ? 6 : 4)
                                + " of 6 rows: no finite coefficients fit best. Take out the regressor that does, "
                                + "or pool groups.",
                        () -> (verb.equals("logit") ? Regression.logit("y ~ " + x) : Regression.probit("y ~ " + x))
                                .fit(apart));
            }
        }
    }
}
