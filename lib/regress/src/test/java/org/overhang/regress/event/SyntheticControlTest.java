package org.overhang.regress.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.regress.TimeSeriesReference;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class SyntheticControlTest {
    /** The reference pack's tolerances for exact quadratic programs (ref_did.R, quadprog): estimates and weights. */
    private static final double ESTIMATE = 1e-6;

    private static final double WEIGHT = 1e-5;

    private static Table panel() {
        return TimeSeriesReference.table("sc");
    }

    private static SyntheticControl method(String name) {
        var start = SyntheticControl.of("lvalue").unit("exporter").time("year");
        return name.equals("sc_one_treated")
                ? start.treated("E16").from(2015)
                : start.treated("E14", "E15", "E16").from(2015);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sc_one_treated", "sc_three_treated"})
    void exactQuadraticProgramsAreMatched(String name) {
        JsonObject reference = TimeSeriesReference.json("did.json", name).getAsJsonObject();
        JsonObject sdid = reference.getAsJsonObject("sdid_exact_qp");
        var fit = method(name).fit(Source.of(panel()));
        assertEquals(sdid.get("estimate").getAsDouble(), fit.effect(), ESTIMATE);
        assertArrayEquals(
                numbers(sdid, "omega"), fit.weights().doubleColumn("weight").asDoubleArray(), WEIGHT);
        assertArrayEquals(
                numbers(sdid, "lambda"),
                fit.periodWeights().doubleColumn("weight").asDoubleArray(),
                WEIGHT);
        JsonObject sc = reference.getAsJsonObject("sc_exact_qp");
        var control = method(name)
                .estimator(SyntheticControl.Estimator.SYNTHETIC_CONTROL)
                .fit(Source.of(panel()));
        assertEquals(sc.get("estimate").getAsDouble(), control.effect(), ESTIMATE);
        assertArrayEquals(
                numbers(sc, "omega"), control.weights().doubleColumn("weight").asDoubleArray(), WEIGHT);
        var plain =
                method(name).estimator(SyntheticControl.Estimator.DIFFERENCE).fit(Source.of(panel()));
        assertEquals(reference.getAsJsonObject("did").get("estimate").getAsDouble(), plain.effect(), 1e-12);
    }

    private static double[] numbers(JsonObject at, String key) {
        return at.getAsJsonArray(key).asList().stream()
                .mapToDouble(e -> e.getAsDouble())
                .toArray();
    }

    /** At the optimum no weight at zero may have a gradient below the common level of the weights in use. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void weightsSatisfyTheOptimalityConditions(long seed) {
        var draws = Seed.seed(seed).stream(0);
        int k = 12;
        int n = 8;
        double[][] a = new double[k][n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            b[i] = draws.normal();
            for (int j = 0; j < k; j++) {
                a[j][i] = draws.normal();
            }
        }
        double ridge = 0.01;
        double[] w = SyntheticMath.simplexWeights(a, b, ridge, false);
        double[] gradient = new double[k];
        double[] residual = b.clone();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < k; j++) {
                residual[i] -= w[j] * a[j][i];
            }
        }
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < n; i++) {
                gradient[j] -= a[j][i] * residual[i] / n;
            }
            gradient[j] += ridge * w[j];
        }
        double level =
                IntStream.range(0, k).mapToDouble(j -> w[j] * gradient[j]).sum();
        assertEquals(1, IntStream.range(0, k).mapToDouble(j -> w[j]).sum(), 1e-12);
        for (int j = 0; j < k; j++) {
            assertTrue(w[j] >= 0);
            assertTrue(gradient[j] >= level - 1e-9, "a weight at zero would lower the objective");
            assertTrue(w[j] < 1e-9 || Math.abs(gradient[j] - level) < 1e-9, "a weight in use is off its level");
        }
    }

    @Test
    void aKnownEffectIsRecoveredAndPlacebosSeeIt() {
        int units = 20;
        int periods = 24;
        String[] unit = new String[units * periods];
        int[] year = new int[units * periods];
        double[] y = new double[units * periods];
        double[] world = new double[periods];
        var draws = Seed.seed(3).stream(0);
        for (int t = 1; t < periods; t++) {
            world[t] = world[t - 1] + draws.normal();
        }
        for (int i = 0; i < units; i++) {
            double load = 0.5 + 0.05 * i;
            for (int t = 0; t < periods; t++) {
                int at = i * periods + t;
                unit[at] = "U" + (10 + i);
                year[at] = 2000 + t;
                y[at] = load * world[t] + 0.05 * draws.normal() - (i == 10 && t >= 18 ? 2 : 0);
            }
        }
        Table table = Table.create(
                "known", StringColumn.create("u", unit), IntColumn.create("t", year), DoubleColumn.create("y", y));
        var fit = SyntheticControl.of("y")
                .unit("u")
                .time("t")
                .treated("U20")
                .from(2018)
                .fit(Source.of(table));
        assertTrue(fit.interval().contains(-2), fit.toString());
        assertEquals(1.0 / units, fit.pValue(), 1e-12);
    }

    @Test
    void orderOfRowsDoesNotMatter() {
        Table turned = panel().rows(IntStream.range(0, 320).map(i -> 319 - i).toArray());
        assertEquals(
                method("sc_three_treated").fit(Source.of(panel())).toString(),
                method("sc_three_treated").fit(Source.of(turned)).toString());
    }

    @Test
    void wrongUnitsAndPeriodsAreRefusedTogether() {
        var thrown = assertThrows(
                OverhangException.class,
                () -> SyntheticControl.of("lvalue")
                        .unit("exporter")
                        .time("year")
                        .treated("E99")
                        .from(1990)
                        .fit(Source.of(panel())));
        assertEquals(Reason.OUT_OF_RANGE, thrown.reason());
        assertEquals(2, thrown.lines().size());
        Table repeated = panel();
        repeated.append(panel().first(1));
        assertTrue(assertThrows(
                        OverhangException.class, () -> method("sc_one_treated").fit(Source.of(repeated)))
                .getMessage()
                .startsWith(
                        "SyntheticControl needs one row for each unit and period, but \"E01\" has several for 2001"));
    }

    @Test
    void theFigureNamesTheTreatedAndMarksTheStart() {
        var fit = method("sc_one_treated").fit(Source.of(panel()));
        String json = fit.figure().json();
        assertTrue(json.contains("E16") && json.contains("first treated period") && json.contains("2015"));
        assertEquals(fit.interval().low(), fit.estimate().interval().low(), 1e-12);
    }
}
