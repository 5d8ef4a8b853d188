package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Corrected clusters, leverages and kernels against clubSandwich 0.5.8 and sandwich 3.0-2 (ref_cluster.R, ref_diag.R). */
class CorrectionReferenceTest {
    /** Closed forms, README of the pack. */
    private static final double CLOSED = 1e-9;
    /** Whole-number bandwidths leave no room for rounding; sandwich drops quadratic spectral weights below 1e-7. */
    private static final double KERNEL = 1e-8;

    private static final JsonObject CLUSTER = json("cluster.json");
    private static final JsonObject DIAGNOSTICS = json("diagnostics.json");

    private static InputStreamReader reader(String name) {
        return new InputStreamReader(
                CorrectionReferenceTest.class.getResourceAsStream("/reference/regress-more/" + name),
                StandardCharsets.UTF_8);
    }

    private static JsonObject json(String name) {
        return JsonParser.parseReader(reader(name)).getAsJsonObject();
    }

    private static Table table(String name) {
        try (var in = reader("data/" + name + ".csv")) {
            return Table.read().usingOptions(CsvReadOptions.builder(in).tableName(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject at(JsonObject from, String... path) {
        JsonObject out = from;
        for (String p : path) {
            out = out.getAsJsonObject(p);
        }
        return out;
    }

    private static void near(double expected, double found, double tolerance, String what) {
        assertEquals(expected, found, tolerance * Math.max(1e-3, Math.abs(expected)), what);
    }

    private static void errors(JsonObject expected, RegressionFit fit, double tolerance) {
        for (Map.Entry<String, JsonElement> e : expected.entrySet()) {
            // A negative variance has no standard error in either program.
            double own = e.getValue().isJsonNull() ? Double.NaN : e.getValue().getAsDouble();
            if (Double.isNaN(own)) {
                assertTrue(Double.isNaN(fit.standardError(e.getKey())), e.getKey());
            } else {
                near(own, fit.standardError(e.getKey()), tolerance, e.getKey());
            }
        }
    }

    private static void corrected(JsonObject expected, RegressionFit fit) {
        errors(expected.getAsJsonObject("se"), fit, CLOSED);
        for (Map.Entry<String, JsonElement> e :
                expected.getAsJsonObject("satterthwaite_df").entrySet()) {
            near(e.getValue().getAsDouble(), fit.estimate(e.getKey()).degrees(), CLOSED, e.getKey() + " degrees");
        }
    }

    @ParameterizedTest
    @CsvSource({"clus12,ols", "clus12,wls", "clus5,ols", "clus5,wls"})
    void correctedClustersAsClubSandwich(String data, String model) {
        Regression spec = Regression.ols("y ~ duty + dpost + x + i(year)");
        if (model.equals("wls")) {
            spec = spec.weights("w");
        }
        JsonObject expected = at(CLUSTER, data, model);
        RegressionFit fit = spec.fit(table(data));
        corrected(
                expected.getAsJsonObject("CR2"),
                fit.with(Covariance.cluster("region").cr2()));
        corrected(
                expected.getAsJsonObject("CR3"),
                fit.with(Covariance.cluster("region").cr3()));
        // Year absorbed beside the regressors is the same projection.
        Regression absorbed = Regression.ols("y ~ duty + dpost + x | year");
        RegressionFit same = (model.equals("wls") ? absorbed.weights("w") : absorbed).fit(table(data));
        corrected(
                expected.getAsJsonObject("CR2"),
                same.with(Covariance.cluster("region").cr2()));
        corrected(
                expected.getAsJsonObject("CR3"),
                same.with(Covariance.cluster("region").cr3()));
        // The p-value is of the t distribution with those degrees.
        near(
                at(expected, "CR2", "p_satterthwaite").get("duty").getAsDouble(),
                fit.with(Covariance.cluster("region").cr2()).pValue("duty"),
                1e-8,
                "p");
    }

    /** With effects nested in clusters CR2 is that with dummies, and CR3 is the jackknife, which dummies do not have. */
    @ParameterizedTest
    @ValueSource(strings = {"clus12", "clus5"})
    void nestedEffects(String data) {
        JsonObject expected = at(CLUSTER, data, "fe");
        RegressionFit fit = Regression.ols("y ~ dpost + x | region + year").fit(table(data));
        corrected(
                expected.getAsJsonObject("CR2"),
                fit.with(Covariance.cluster("region").cr2()));
        errors(
                at(expected, "jackknife_leave_one_cluster_out", "se"),
                fit.with(Covariance.cluster("region").cr3()),
                CLOSED);
        RegressionFit dummies =
                Regression.ols("y ~ dpost + x + i(region) | year").fit(table(data));
        OverhangException refused = assertThrows(
                OverhangException.class,
                () -> dummies.with(Covariance.cluster("region").cr3()));
        assertTrue(refused.getMessage()
                .startsWith("CR3 leaves out each cluster in turn, but without one cluster of \"region\""));
    }

    /** Clusters of one row are HC2 and HC3. */
    @Test
    void clustersOfOneRowAreLeverages() {
        RegressionFit fit = Regression.ols("y ~ x1 + x2 | f").fit(table("reg90"));
        for (String term : fit.terms()) {
            near(
                    fit.with(Covariance.hc2()).standardError(term),
                    fit.with(Covariance.cluster("t").cr2()).standardError(term),
                    CLOSED,
                    term);
            near(
                    fit.with(Covariance.hc3()).standardError(term),
                    fit.with(Covariance.cluster("t").cr3()).standardError(term),
                    CLOSED,
                    term);
        }
    }

    @ParameterizedTest
    @CsvSource({"reg90,unweighted", "reg90,weighted", "reg16,unweighted", "reg16,weighted"})
    void leveragesAsSandwich(String data, String weights) {
        RegressionFit fit = hac(data, weights);
        for (String name : new String[] {"HC2", "HC3", "HC4", "HC4m", "HC5"}) {
            errors(
                    at(DIAGNOSTICS, data, "hac", weights, "HC", name),
                    fit.with(Covariance.named(name, fit.spec.formula)),
                    CLOSED);
        }
    }

    private static RegressionFit hac(String data, String weights) {
        Regression spec = Regression.ols("y ~ x1 + x2 + x3").time("t").smallSample(SmallSample.NONE);
        return (weights.equals("weighted") ? spec.weights("w") : spec).fit(table(data));
    }

    private static String key(Kernel kernel) {
        return switch (kernel) {
            case BARTLETT -> "Bartlett";
            case PARZEN -> "Parzen";
            case QUADRATIC_SPECTRAL -> "QS";
            case TUKEY_HANNING -> "TH";
            case TRUNCATED -> "Truncated";
        };
    }

    private static double chosen(RegressionFit fit) {
        String words = fit.covariance.correction();
        return Double.parseDouble(words.substring(words.indexOf("bandwidth ") + 10));
    }

    @ParameterizedTest
    @EnumSource(Kernel.class)
    void kernelsAsSandwich(Kernel kernel) {
        for (String data : new String[] {"reg90", "reg16"}) {
            for (String weights : new String[] {"unweighted", "weighted"}) {
                JsonObject expected = at(DIAGNOSTICS, data, "hac", weights);
                RegressionFit fit = hac(data, weights);
                Covariance own = Covariance.kernel(kernel);
                for (String width : new String[] {"2.5", "4"}) {
                    errors(
                            at(expected, "kernel_fixed", key(kernel) + "_bw" + width),
                            fit.with(own.bandwidth(Double.parseDouble(width)).unrepaired()),
                            KERNEL);
                }
                RegressionFit plain = fit.with(own.unrepaired());
                RegressionFit white = fit.with(own.prewhitened().unrepaired());
                JsonObject andrews = at(expected, "bw_andrews", key(kernel));
                assertEquals(andrews.get("ar1").getAsDouble(), chosen(plain), 1e-4, "Andrews");
                errors(at(expected, "kernel_auto_andrews", key(kernel) + "_prewhite0"), plain, KERNEL);
                if (andrews.get("ar1_prewhite1").isJsonPrimitive()) {
                    assertEquals(andrews.get("ar1_prewhite1").getAsDouble(), chosen(white), 1e-4, "Andrews, white");
                    // kernHAC's default corrects by n/(n − k), adjust_note of the file.
                    errors(
                            at(expected, "kernel_auto_andrews", key(kernel) + "_prewhite1"),
                            white.with(SmallSample.SANDWICH),
                            KERNEL);
                }
                if (kernel == Kernel.TRUNCATED || kernel == Kernel.TUKEY_HANNING) {
                    continue;
                }
                JsonObject newey = at(expected, "bw_newey_west_1994", key(kernel));
                assertEquals(
                        newey.get("prewhite0").getAsDouble(),
                        chosen(fit.with(own.neweyWest1994())),
                        1e-4,
                        data + weights);
                assertEquals(
                        newey.get("prewhite1").getAsDouble(),
                        chosen(fit.with(own.neweyWest1994().prewhitened())),
                        1e-4,
                        data + weights);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"reg90,unweighted", "reg90,weighted", "reg16,unweighted", "reg16,weighted"})
    void neweyWestAsSandwich(String data, String weights) {
        JsonObject expected = at(DIAGNOSTICS, data, "hac", weights, "newey_west");
        RegressionFit fit = hac(data, weights);
        errors(expected.getAsJsonObject("prewhite0_auto"), fit.with(Covariance.neweyWest()), KERNEL);
        errors(
                expected.getAsJsonObject("default_prewhite1_auto"),
                fit.with(Covariance.neweyWest().prewhitened()),
                KERNEL);
        errors(expected.getAsJsonObject("lag3_raw"), fit.with(Covariance.neweyWest(3)), KERNEL);
        errors(
                expected.getAsJsonObject("lag3_prewhite1_raw"),
                fit.with(Covariance.kernel(Kernel.BARTLETT).bandwidth(4).prewhitened()),
                KERNEL);
        errors(
                expected.getAsJsonObject("lag3_adjust"),
                fit.with(SmallSample.SANDWICH).with(Covariance.neweyWest(3)),
                KERNEL);
    }

    @Test
    void refusalsSayWhatToDo() {
        RegressionFit fit = hac("reg90", "unweighted");
        refused(() -> Covariance.hc1().cr2(), "CR2 needs clusters of one column, but the covariance is HC1.");
        refused(() -> Covariance.hc1().prewhitened(), "Prewhitening needs a kernel covariance, but it is HC1.");
        refused(
                () -> Covariance.kernel(Kernel.PARZEN).bandwidth(0),
                "A kernel needs a bandwidth above 0 periods, but it is 0.0.");
        refused(
                () -> fit.with(Covariance.kernel(Kernel.TRUNCATED).neweyWest1994()),
                "Newey and West's bandwidth needs the Bartlett, Parzen or quadratic spectral kernel, but it is truncated.");
        refused(
                () -> fit.with(Covariance.cluster("f").cr2()).wald("x1", "x2"),
                "A Wald test of 2 terms needs one number of degrees, but CR2 and CR3 give each coefficient its own.");
        Table gap = table("reg90").dropRows(5);
        refused(
                () -> Regression.ols("y ~ x1")
                        .time("t")
                        .covariance(Covariance.neweyWest())
                        .fit(gap),
                "An automatic bandwidth and prewhitening need periods that follow one another, but between rows 5 and 6 there is a gap.");
        refused(
                () -> Regression.ols("y ~ x1")
                        .time("t")
                        .unit("cl")
                        .covariance(Covariance.neweyWest())
                        .fit(table("reg90")),
                "A kernel covariance is for one series, but a unit column \"cl\" is named.");
        refused(
                () -> Regression.poisson("w ~ x1")
                        .covariance(Covariance.cluster("f").cr2())
                        .fit(table("reg90")),
                "CR2 needs least squares, but the regression is Poisson.");
        refused(
                () -> Regression.iv("y ~ 1 | x1 ~ x2")
                        .covariance(Covariance.cluster("f").cr2())
                        .fit(table("reg90")),
                "CR2 needs least squares, but the regression has instruments.");
    }

    private static void refused(org.junit.jupiter.api.function.Executable call, String start) {
        String message = assertThrows(OverhangException.class, call).getMessage();
        assertTrue(message.startsWith(start), message);
    }
}
