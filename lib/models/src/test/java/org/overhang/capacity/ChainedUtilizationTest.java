package org.overhang.capacity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ChainedUtilizationTest {
    /** A dozen products and roots of numbers near one. */
    private static final double ROUNDING = 1e-13;

    private static final double[][] WEIGHT = {{3.0, 2.2, 4.5}, {3.2, 1.9, 4.4}, {2.8, 2.5, 5.0}, {2.6, 2.6, 5.5}};
    private static final double[][] OUTPUT = {{810, 1275, 602}, {820, 1400, 600}, {700, 1600, 650}, {690, 1500, 700}};
    private static final double[][] CAPACITY = {
        {901.6, 2160, 658.35}, {950, 2500, 660}, {950, 2900, 700}, {940, 3100, 720}
    };

    private static Table table(double[][] weight, double scale) {
        StringColumn region = StringColumn.create("region");
        StringColumn industry = StringColumn.create("industry");
        IntColumn year = IntColumn.create("year");
        DoubleColumn[] cells = {DoubleColumn.create("q"), DoubleColumn.create("k"), DoubleColumn.create("w")};
        for (int r = 0; r < 2; r++) {
            for (int t = 0; t < 4; t++) {
                for (int i = 2; i >= 0; i--) {
                    region.append(r == 0 ? "east" : "west");
                    industry.append("industry " + i);
                    year.append(2020 + t);
                    cells[0].append(scale * (r + 1) * OUTPUT[t][i]);
                    cells[1].append(scale * (r + 1) * CAPACITY[t][i]);
                    cells[2].append(weight[t][i]);
                }
            }
        }
        return Table.create("industries", region, industry, year, cells[0], cells[1], cells[2]);
    }

    private static Utilization chained() {
        return Utilization.of("q")
                .over("k")
                .valueAdded("w")
                .by("region", "year")
                .chained("industry");
    }

    /** Expected: the formula written out in Python for these numbers; the first year is the worked example's 76.2 %. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 1e3})
    void linksOfThreeIndustriesComeOut(double scale) {
        UtilizationResult got = chained().measure(Source.of(table(WEIGHT, scale)));
        double[] want = {0.762425769299982, 0.728350853487222, 0.6911805091277624, 0.661222053725105};
        for (int t = 0; t < 4; t++) {
            assertEquals(want[t], got.at("east", Integer.toString(2020 + t)), ROUNDING);
            assertEquals(want[t], got.at("west", Integer.toString(2020 + t)), ROUNDING);
        }
        assertEquals(
                scale * 8514.583636502151,
                got.tidy().doubleColumn("q").get(3),
                scale * 1e-8,
                "volume in value added of the first year");
        assertTrue(got.toString().contains("chained over industry, weighted by w"));
    }

    @Test
    void constantWeightsNeedNoChainAndOrderOfRowsDoesNotMatter() {
        double[][] constant = {WEIGHT[0], WEIGHT[0], WEIGHT[0], WEIGHT[0]};
        Source fixed = Source.of(table(constant, 1));
        assertArrayEquals(
                Utilization.of("q")
                        .over("k")
                        .valueAdded("w")
                        .by("region", "year")
                        .measure(fixed)
                        .utilization(),
                chained().measure(fixed).utilization(),
                ROUNDING);
        Table turned = table(WEIGHT, 1).sortDescendingOn("q");
        assertArrayEquals(
                chained().measure(Source.of(table(WEIGHT, 1))).utilization(),
                chained().measure(Source.of(turned)).utilization(),
                ROUNDING);
    }

    /** A Fisher index passes the factor test: weights that all double change nothing. */
    @Test
    void onlyRelativeWeightsCount() {
        double[][] inflated = new double[4][];
        for (int t = 0; t < 4; t++) {
            inflated[t] = WEIGHT[t].clone();
            for (int i = 0; i < 3; i++) {
                inflated[t][i] *= t == 0 ? 1 : 10 * t;
            }
        }
        assertArrayEquals(
                chained().measure(Source.of(table(WEIGHT, 1))).utilization(),
                chained().measure(Source.of(table(inflated, 1))).utilization(),
                ROUNDING);
    }

    @Test
    void anItemMayStartAtZeroButNotBeMissing() {
        Table table = table(WEIGHT, 1);
        table.doubleColumn("q").set(2, 0.0);
        table.doubleColumn("k").set(2, 0.0);
        assertEquals(8, chained().measure(Source.of(table)).utilization().length);
        table.doubleColumn("k").set(2, Double.NaN);
        assertRefused(
                Reason.BAD_VALUE,
                "A chained index needs every item in both periods of a link, but \"industry 0\" is complete in \"east, 2021\" and not in \"east, 2020\". Give it output and capacity of zero and a value added there, or leave it out of both.",
                chained(),
                table);
    }

    private static void assertRefused(Reason reason, String first, Utilization method, Table table) {
        OverhangException e = assertThrows(OverhangException.class, () -> method.measure(Source.of(table)));
        assertEquals(reason, e.reason());
        assertEquals(first, e.lines().get(0));
    }

    @Test
    void refusals() {
        Table table = table(WEIGHT, 1);
        assertRefused(
                Reason.NOT_IDENTIFIED,
                "A chained index needs weights and keys that end in time, but one is missing. Add .valueAdded(\"…\") and .by(…, \"year\").",
                Utilization.of("q").over("k").by("year").chained("industry"),
                table);
        assertRefused(
                Reason.WRONG_UNIT,
                "A chained index is in value added of its first period, in which demand is not measured. Leave out demand(…).",
                chained().demand("q"),
                table);
        assertRefused(
                Reason.BAD_VALUE,
                "A chained index needs each item once a period, but \"industry 2\" has rows 1 and 13 in \"2020\". Add the column that tells them apart to by(…).",
                chained().by("year"),
                table);
        for (int i = 0; i < 3; i++) {
            table.doubleColumn("q").set(i, 0.0);
        }
        assertRefused(
                Reason.NOT_IDENTIFIED,
                "A chained index needs output and capacity above zero in every period, but they are not in \"east, 2020\". Start the series after it.",
                chained(),
                table);
    }
}
