package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.Seed;
import tech.tablesaw.api.Table;

/** Wild cluster bootstrap against brute-force refits and fwildclusterboot (ref_wildboot.R). */
class WildBootstrapReferenceTest {
    /** README of the pack: counts exact, t 1e-9, interval ends 1e-6. */
    private static final double STATISTIC = 1e-9;

    private static final double END = 1e-6;
    private static final JsonObject WILD = RegressReference.answers("wildboot");
    private static final Table NINE = RegressReference.data("wild9");
    private static final Table FIVE = RegressReference.data("wild5");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "wild9; WCR11_duty_r0; lq ~ duty + x; duty; 0; true; false",
                "wild9; WCR11_x_r0; lq ~ duty + x; x; 0; true; false",
                "wild9; WCR11_x_r0.3; lq ~ duty + x; x; 0.3; true; false",
                "wild9; WCR11_duty_rminus0.5; lq ~ duty + x; duty; -0.5; true; false",
                "wild9; WCU11_duty_r0; lq ~ duty + x; duty; 0; false; false",
                "wild9; WCU11_x_r0; lq ~ duty + x; x; 0; false; false",
                "wild9; WCR11_x_yearFE_r0; lq ~ duty + x | year; x; 0; true; false",
                "wild9; WCR11_duty_weighted_r0; lq ~ duty + x; duty; 0; true; false",
                "wild5; rademacher_WCR11_x_r0; lq ~ duty + x; x; 0; true; false",
                "wild5; webb_WCR11_x_r0; lq ~ duty + x; x; 0; true; true",
                "wild5; webb_WCR11_duty_r0; lq ~ duty + x; duty; 0; true; true",
                "wild5; webb_WCU11_x_r0; lq ~ duty + x; x; 0; false; true"
            })
    void enumeratedCountsAreExact(
            String data, String id, String formula, String term, double value, boolean impose, boolean webb) {
        var spec = Regression.ols(formula).cluster("region");
        spec = id.contains("weighted") ? spec.weights("w") : spec;
        if (id.contains("yearFE") && !id.contains("_duty")) {
            // The pack's case of that name tests the second regressor of [duty, x], which is x.
            assertEquals("x", term);
        }
        var wild =
                spec.fit(data.equals("wild9") ? NINE : FIVE).wildBootstrap(term).nullAt(value);
        wild = impose ? wild : wild.unrestricted();
        WildTest test = (webb ? wild.webb() : wild).test();
        assertTrue(test.enumerated());
        assertEquals(RegressReference.number(WILD, data, id, "draws"), test.draws());
        double t = RegressReference.number(WILD, data, id, "t");
        assertEquals(t, test.statistic(), STATISTIC * Math.abs(t));
        assertEquals(RegressReference.number(WILD, data, id, "count_ge"), test.countAtLeast(), id);
        assertEquals(RegressReference.number(WILD, data, id, "count_gt"), test.countAbove(), id);
        assertEquals(RegressReference.number(WILD, data, id, "p_equal_tailed"), test.pValueEqualTailed(), 1e-12, id);
    }

    @Test
    void intervalByInversion() {
        var fit = Regression.ols("lq ~ duty + x").cluster("region").fit(NINE);
        for (String term : new String[] {"x", "duty"}) {
            var ends = RegressReference.at(WILD, "wild9", "ci95_" + term + "_WCR11_p_gt_inversion")
                    .getAsJsonArray();
            WildTest test = fit.wildBootstrap(term).test();
            assertEquals(ends.get(0).getAsDouble(), test.interval().low(), END);
            assertEquals(ends.get(1).getAsDouble(), test.interval().high(), END);
        }
    }

    /** With the effects taken out in each draw the bootstrap is that of the regression with dummies. */
    @Test
    void effectsEachDrawEqualsDummies() {
        var absorbed = Regression.ols("lq ~ duty + x | year").cluster("region").fit(NINE);
        var dummies =
                Regression.ols("lq ~ duty + x + i(year)").cluster("region").fit(NINE);
        WildTest a = absorbed.wildBootstrap("x").effectsEachDraw().test();
        WildTest b = dummies.wildBootstrap("x").test();
        assertEquals(b.countAtLeast(), a.countAtLeast());
        assertEquals(b.countAbove(), a.countAbove());
    }

    @Test
    void drawsFromASeedAreTheSameTwice() {
        var fit = Regression.ols("lq ~ duty + x").cluster("region").fit(NINE);
        WildTest a = fit.wildBootstrap("x").draws(199).seed(Seed.seed(3)).test();
        WildTest b = fit.wildBootstrap("x").draws(199).seed(Seed.seed(3)).test();
        assertEquals(a, b);
        assertEquals(199, a.draws());
        assertTrue(a.toString().contains("199 draws"), a.toString());
    }
}
