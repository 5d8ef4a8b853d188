package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/** Against the R package plm 2.6-2 (ref_panel.R), on an unbalanced panel and on its balanced part. */
class PanelRegressionTest {
    /** Static panel models, random effects and θ, as the reference pack states. */
    private static final double REFERENCE = 1e-9;
    /** Hausman subtracts two matrices of nearly equal size. */
    private static final double HAUSMAN = 1e-6;

    private static Table panel(boolean balanced) {
        Table all = TimeSeriesReference.table("plants");
        if (!balanced) {
            return all;
        }
        int[] plant = all.intColumn("plant").asIntArray();
        return all.where(tech.tablesaw.selection.Selection.with(IntStream.range(0, plant.length)
                .filter(i -> IntStream.of(plant).filter(p -> p == plant[i]).count() == 9)
                .toArray()));
    }

    private static PanelRegression.Models fit(boolean balanced) {
        return PanelRegression.of("lout")
                .on("lcap", "lwage")
                .unit("plant")
                .time("year")
                .fit(Source.of(panel(balanced)));
    }

    @ParameterizedTest
    @CsvSource({
        "false, pooled, pooled", "false, between, between", "false, fd, first difference", "false, within, within",
        "false, re_swar, random effects", "true, pooled, pooled", "true, between, between",
                "true, fd, first difference",
        "true, within, within", "true, re_swar, random effects"
    })
    void matchesPlm(boolean balanced, String key, String model) {
        JsonObject expected = TimeSeriesReference.json("panel.json", balanced ? "balanced" : "unbalanced", key)
                .getAsJsonObject();
        var found = fit(balanced);
        for (Map.Entry<String, JsonElement> e : expected.getAsJsonObject("coef").entrySet()) {
            String term = e.getKey().equals("(Intercept)") ? "constant" : e.getKey();
            assertEquals(e.getValue().getAsDouble(), found.coefficient(model, term), REFERENCE);
            assertEquals(
                    expected.getAsJsonObject("se_iid").get(e.getKey()).getAsDouble(),
                    found.standardErrorIid(model, term),
                    REFERENCE);
            if (expected.has("se_cl_plant_arellano")) {
                assertEquals(
                        expected.getAsJsonObject("se_cl_plant_arellano")
                                .getAsJsonObject("sss")
                                .get(e.getKey())
                                .getAsDouble(),
                        found.standardError(model, term),
                        REFERENCE);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void testsAndComponentsMatchPlm(boolean balanced) {
        String which = balanced ? "balanced" : "unbalanced";
        var found = fit(balanced);
        JsonObject hausman =
                TimeSeriesReference.json("panel.json", which, "hausman").getAsJsonObject();
        // plm's phtest prints the absolute value; here the difference of the covariances is not positive definite.
        assertEquals(
                hausman.get("statistic").getAsDouble(),
                -found.hausman().statistic(),
                HAUSMAN * hausman.get("statistic").getAsDouble());
        assertTrue(Double.isNaN(found.hausman().pValue()));
        assertTrue(found.hausman().toString().contains("not positive definite"));
        JsonObject hand =
                TimeSeriesReference.json("panel.json", which, "re_swar_hand").getAsJsonObject();
        assertEquals(hand.get("sigma2_idios").getAsDouble(), found.idiosyncraticVariance(), REFERENCE);
        assertEquals(hand.get("sigma2_plant").getAsDouble(), found.individualVariance(), REFERENCE);
        JsonObject mundlak =
                TimeSeriesReference.json("panel.json", which, "mundlak", "re").getAsJsonObject();
        assertEquals(
                mundlak.getAsJsonObject("coef").get("mc").getAsDouble(),
                found.coefficient("Mundlak", "mean of lcap"),
                REFERENCE);
        assertEquals(
                mundlak.getAsJsonObject("test_cl_raw").get("chi2").getAsDouble(),
                found.mundlak().statistic(),
                1e-7);
    }

    /** Mundlak's slopes are the within slopes. */
    @Test
    void mundlakSlopesAreWithin() {
        var found = fit(false);
        assertEquals(found.coefficient("within", "lcap"), found.coefficient("Mundlak", "lcap"), 1e-10);
    }

    @Test
    void rowOrderDoesNotMatter() {
        Table turned =
                panel(false).rows(IntStream.range(0, 458).map(i -> 457 - i).toArray());
        assertEquals(
                fit(false).toString(),
                PanelRegression.of("lout")
                        .on("lcap", "lwage")
                        .unit("plant")
                        .time("year")
                        .fit(Source.of(turned))
                        .toString());
    }

    @Test
    void repeatedRowsAndSingleObservationsAreRefused() {
        Table repeated = panel(false);
        repeated.append(panel(false).first(1));
        var method = PanelRegression.of("lout").on("lcap").unit("plant").time("year");
        var thrown = assertThrows(OverhangException.class, () -> method.fit(Source.of(repeated)));
        assertEquals(Reason.BAD_VALUE, thrown.reason());
        assertTrue(thrown.getMessage()
                .startsWith("PanelRegression needs one row for each unit and period, but \"1\" has several for 2009"));
        Table one = panel(false).where(panel(false).intColumn("year").isEqualTo(2012));
        assertEquals(
                Reason.NOT_IDENTIFIED,
                assertThrows(OverhangException.class, () -> method.fit(Source.of(one)))
                        .reason());
    }
}
