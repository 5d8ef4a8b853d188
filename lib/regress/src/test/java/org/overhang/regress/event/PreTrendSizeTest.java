package org.overhang.regress.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** How often the pre-trend test rejects noise: nominal 5 %. */
class PreTrendSizeTest {
    private static final int DRAWS = 200;

    /** Three standard errors of a share of 5 % in 200 draws. */
    private static final double MOST = 0.05 + 3 * 0.0154;

    /** Cohorts of treated units and as many never treated, noise alone. */
    private static Table noise(int cohorts, int each, int never, int periods, int first, Draws draws) {
        int units = cohorts * each + never;
        double[][] c = new double[4][units * periods];
        for (int u = 0, at = 0; u < units; u++) {
            for (int t = 1; t <= periods; t++, at++) {
                c[0][at] = u + 1;
                c[1][at] = t;
                c[2][at] = u < cohorts * each ? first + u / each : 0;
                c[3][at] = draws.normal();
            }
        }
        return Table.create(
                "noise",
                DoubleColumn.create("id", c[0]),
                DoubleColumn.create("t", c[1]),
                DoubleColumn.create("g", c[2]),
                DoubleColumn.create("y", c[3]));
    }

    private static EventStudy study(EventStudy.Estimator estimator, int from) {
        return EventStudy.of("y")
                .unit("id")
                .time("t")
                .event("g")
                .window(from, 3)
                .reference(-1)
                .bootstrap(100, Seed.seed(1))
                .estimator(estimator);
    }

    @ParameterizedTest
    @Tag("slow")
    @CsvSource({
        "SUN_ABRAHAM,2,10,20,-5,8",
        "SUN_ABRAHAM,1,8,12,-4,6",
        "TWO_WAY,2,10,20,-5,8",
        "IMPUTATION,2,10,20,-5,8",
        "CALLAWAY_SANTANNA,2,10,20,-5,8"
    })
    void rejectsNoiseAsOftenAsItSays(
            EventStudy.Estimator estimator, int cohorts, int each, int never, int from, int first) {
        int rejected = 0;
        for (int d = 0; d < DRAWS; d++) {
            Table t = noise(cohorts, each, never, first + cohorts + 2, first, Seed.seed(11).stream(d));
            rejected += study(estimator, from).fit(t).preTrend().pValue() < 0.05 ? 1 : 0;
        }
        assertTrue(rejected <= MOST * DRAWS, estimator + " rejects " + rejected + " of " + DRAWS);
    }

    /** Six cohorts of ten and a lead of forty periods: ten clusters tell nothing of forty leads. */
    @Test
    void tooManyLeadsAreRefused() {
        Table t = noise(6, 10, 20, 50, 42, Seed.seed(3).stream(0));
        var found = study(EventStudy.Estimator.SUN_ABRAHAM, -46).fit(t);
        OverhangException e = assertThrows(OverhangException.class, found::preTrend);
        assertEquals(Reason.NOT_IDENTIFIED, e.reason());
        assertTrue(e.lines().get(0).startsWith("A pre-trend test needs at least "), e.getMessage());
        assertTrue(found.toString().contains("A pre-trend test needs at least"), found.toString());
        var shorter = study(EventStudy.Estimator.SUN_ABRAHAM, -4).fit(t).preTrend();
        assertEquals(3, shorter.degrees());
        assertEquals(57, shorter.denominator());
    }
}
