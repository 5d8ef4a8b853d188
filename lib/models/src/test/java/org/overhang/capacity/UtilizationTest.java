package org.overhang.capacity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class UtilizationTest {
    /** The reference prints ten digits. */
    private static final double PRINTED = 1e-9;
    /** A handful of additions of numbers near one. */
    private static final double ROUNDING = 1e-14;

    /** Three plants; expected numbers from worked_examples.py, block 1, in the project's reference answers. */
    private static Table plants() {
        return Table.create(
                "plants",
                StringColumn.create("plant", "A", "B", "C"),
                DoubleColumn.create("output_kt", 810, 1275, 602),
                DoubleColumn.create("nameplate_kt", 1000, 2500, 700),
                DoubleColumn.create("sustainable_kt", 901.6, 2160, 658.35),
                DoubleColumn.create("value_added", 3.0, 2.2, 4.5),
                DoubleColumn.create("demand_kt", 2300, 0, 0));
    }

    @Test
    void oneSectorHasFourUtilizations() {
        Source source = Source.of(plants());
        assertEquals(
                0.6397619048,
                Utilization.of("output_kt")
                        .over("nameplate_kt")
                        .total()
                        .measure(source)
                        .at("all"),
                PRINTED);
        assertEquals(
                0.7223215366,
                Utilization.of("output_kt")
                        .over("sustainable_kt")
                        .total()
                        .measure(source)
                        .at("all"),
                PRINTED);
        assertEquals(
                0.7624257693,
                Utilization.of("output_kt")
                        .over("sustainable_kt")
                        .valueAdded("value_added")
                        .measure(source)
                        .at("all"),
                PRINTED);
    }

    @Test
    void excessAndMultipleMatchTheReference() {
        var use = Utilization.of("output_kt")
                .over("sustainable_kt")
                .demand("demand_kt")
                .total()
                .measure(Source.of(plants()));
        assertEquals(1032.95, use.idleCapacity()[0], 1e-9);
        assertEquals(361.2, use.excess(0.80).amount()[0], 1e-9);
        assertEquals(0.09709807928, use.excess(0.80).share()[0], PRINTED);
        assertEquals(1.617369565, use.multiple()[0], PRINTED);
    }

    /** U is the harmonic mean with output shares and the arithmetic mean with capacity shares (G.17 aggregation). */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bothAggregationIdentitiesHold(long seed) {
        Draws draws = Seed.seed(seed).stream(0);
        int n = 40;
        double[] q = new double[n];
        double[] k = new double[n];
        double[] w = new double[n];
        for (int i = 0; i < n; i++) {
            k[i] = 100 * draws.uniform() + 1;
            q[i] = k[i] * draws.uniform();
            w[i] = 1 + 5 * draws.uniform();
        }
        Table table = Table.create(
                "random", DoubleColumn.create("q", q), DoubleColumn.create("k", k), DoubleColumn.create("w", w));
        double u = Utilization.of("q")
                .over("k")
                .valueAdded("w")
                .measure(Source.of(table))
                .at("all");
        double outputValue = IntStream.range(0, n).mapToDouble(i -> w[i] * q[i]).sum();
        double capacityValue =
                IntStream.range(0, n).mapToDouble(i -> w[i] * k[i]).sum();
        double harmonic = 1
                / IntStream.range(0, n)
                        .mapToDouble(i -> w[i] * q[i] / outputValue / (q[i] / k[i]))
                        .sum();
        double arithmetic = IntStream.range(0, n)
                .mapToDouble(i -> w[i] * k[i] / capacityValue * (q[i] / k[i]))
                .sum();
        assertEquals(harmonic, u, 1e-13);
        assertEquals(arithmetic, u, 1e-13);
    }

    private static Table panel() {
        return Table.create(
                "steel",
                StringColumn.create("region", "China", "China", "World", "World", "EU", null),
                IntColumn.create("year", 2019, 2020, 2019, 2020, 2019, 2019),
                DoubleColumn.create("production_mt", 995, 1065, 1875, 1880, Double.NaN, 3),
                DoubleColumn.create("capacity_mt", 1150, 1160, 2400, 2450, 220, 4));
    }

    private static Utilization steel() {
        return Utilization.of("production_mt").over("capacity_mt").by("region", "year");
    }

    @Test
    void rowsLeftOutAreCountedByKind() {
        Table table = panel();
        table.append(Table.create(
                "zero",
                StringColumn.create("region", "Malta"),
                IntColumn.create("year", new int[] {2019}),
                DoubleColumn.create("production_mt", new double[] {0}),
                DoubleColumn.create("capacity_mt", new double[] {0})));
        String text = steel().measure(Source.of(table)).toString();
        assertTrue(
                text.endsWith("Left out: 1 rows with missing output, capacity or weight; 1 rows with a missing key; "
                        + "1 rows with zero capacity"),
                text);
        assertEquals(
                3,
                steel().measure(Source.of(table)).glance().intColumn("dropped").get(0));
    }

    @Test
    void orderOfRowsDoesNotChangeABit() {
        Table table = panel();
        int[] turned = IntStream.range(0, table.rowCount())
                .map(i -> table.rowCount() - 1 - i)
                .toArray();
        Table other = table.rows(turned);
        other.setName(table.name());
        assertEquals(
                steel().measure(Source.of(table)).toString(),
                steel().measure(Source.of(other)).toString());
        assertArrayEquals(
                steel().measure(Source.of(table)).utilization(),
                steel().measure(Source.of(other)).utilization());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1e3, 1e6})
    void unitsDoNotChangeRates(double scale) {
        Table scaled = Table.create(
                "scaled",
                panel().column("region").copy(),
                panel().column("year").copy(),
                panel().doubleColumn("production_mt").multiply(scale).setName("production_mt"),
                panel().doubleColumn("capacity_mt").multiply(scale).setName("capacity_mt"));
        var one = steel().measure(Source.of(panel()));
        var other = steel().measure(Source.of(scaled));
        assertArrayEquals(one.utilization(), other.utilization(), ROUNDING);
        assertArrayEquals(one.excess(0.8).share(), other.excess(0.8).share(), ROUNDING);
        assertEquals(one.trend("capacity_mt"), other.trend("capacity_mt"), ROUNDING);
    }

    /** Within entities, World + 50 of 2 periods and China + 10: slope (50 + 10)/2 over the mean of four capacities. */
    @Test
    void trendIsTheSlopeWithinEntities() {
        var use = steel().measure(Source.of(panel()));
        assertEquals(30.0 / ((1150 + 1160 + 2400 + 2450) / 4.0), use.trend("capacity_mt"), 1e-12);
    }

    @Test
    void outputAboveCapacityIsKeptAndSaid() {
        Table table = Table.create(
                "clinker",
                StringColumn.create("country", "X"),
                DoubleColumn.create("q", new double[] {120}),
                DoubleColumn.create("k", new double[] {100}));
        var use = Utilization.of("q").over("k").by("country").measure(Source.of(table));
        assertEquals(1.2, use.at("X"), ROUNDING);
        assertTrue(use.toString().contains("1 of 1 groups have output above capacity"), use.toString());
    }

    @Test
    void mixedConceptsAreRefusedUnlessAskedFor() {
        Table table = Table.create(
                "cars",
                StringColumn.create("concept", "nameplate", "survey"),
                DoubleColumn.create("q", 50, 60),
                DoubleColumn.create("k", 100, 80));
        var method = Utilization.of("q").over("k").conceptIn("concept").total();
        var refused = assertThrows(OverhangException.class, () -> method.measure(Source.of(table)));
        assertEquals(Reason.BAD_VALUE, refused.reason());
        assertTrue(refused.getMessage()
                .startsWith(
                        "Utilization needs one concept of capacity in a group, but \"all\" mixes nameplate, survey."));
        assertTrue(method.mixingConcepts().measure(Source.of(table)).toString().contains("mixed, as asked"));
        assertEquals(2, method.by("concept").measure(Source.of(table)).utilization().length);
    }

    /** A survey that follows a nameplate count is no fall of capacity: the step between them is not a trend. */
    @Test
    void aTrendAcrossConceptsIsRefusedUnlessAskedFor() {
        Table table = Table.create(
                "cars",
                StringColumn.create("country", "A", "A", "B", "B"),
                IntColumn.create("year", 2020, 2021, 2020, 2021),
                StringColumn.create("concept", "nameplate", "survey", "survey", "survey"),
                DoubleColumn.create("q", 50, 55, 60, 61),
                DoubleColumn.create("k", 100, 70, 80, 82));
        var method = Utilization.of("q").over("k").conceptIn("concept").by("country", "year");
        var use = method.measure(Source.of(table));
        assertEquals(
                Arrays.asList("nameplate", "survey", "survey", "survey"),
                use.tidy().stringColumn("concept").asList());
        var thrown = assertThrows(OverhangException.class, () -> use.trend("k"));
        assertEquals(Reason.BAD_VALUE, thrown.reason());
        assertEquals(
                "A trend needs one concept of capacity over time, but it is nameplate in \"A, 2020\" and survey in \"A, 2021\". Keep one concept, or ask for it with mixingConcepts().",
                thrown.lines().get(0));
        assertTrue(method.mixingConcepts().measure(Source.of(table)).trend("k") < 0);
        var countries = Utilization.of("q").over("k").conceptIn("concept").by("country", "year");
        assertTrue(countries
                        .measure(Source.of(
                                table.where(table.stringColumn("country").isEqualTo("B"))))
                        .trend("k")
                > 0);
    }

    private static void refused(Reason reason, String firstWords, Utilization method, Table table) {
        var thrown = assertThrows(OverhangException.class, () -> method.measure(Source.of(table)));
        assertEquals(reason, thrown.reason());
        assertTrue(thrown.lines().get(0).startsWith(firstWords), thrown.getMessage());
    }

    @Test
    void badInputIsRefusedByName() {
        refused(
                Reason.MISSING_COLUMN,
                "Utilization needs a capacity column, but table \"steel\" has no column \"capacity_kton\". "
                        + "Did you mean \"capacity_mt\"? Its columns: region, year, production_mt, capacity_mt.",
                Utilization.of("production_mt").over("capacity_kton").by("region", "year"),
                panel());
        refused(
                Reason.WRONG_TYPE,
                "Utilization needs numbers in its capacity column, but \"region\" in table \"steel\" holds text (\"China\" in row 1).",
                Utilization.of("production_mt").over("region").by("year"),
                panel());
        Table negative = panel();
        negative.doubleColumn("capacity_mt").set(1, -1160);
        refused(
                Reason.BAD_VALUE,
                "Utilization needs capacity at or above zero, but \"capacity_mt\" in table \"steel\" holds -1160 in row 2.",
                steel(),
                negative);
        Table infinite = panel();
        infinite.doubleColumn("production_mt").set(0, Double.POSITIVE_INFINITY);
        refused(
                Reason.BAD_VALUE,
                "Utilization needs finite numbers in column \"production_mt\", but it is infinite in row 1.",
                steel(),
                infinite);
        refused(
                Reason.BAD_VALUE,
                "Utilization needs one row for each group, but \"China\" in table \"steel\" has rows 1 and 2.",
                Utilization.of("production_mt").over("capacity_mt").by("region"),
                panel());
        refused(Reason.NOT_IDENTIFIED, "Utilization needs at least one row", steel(), panel().emptyCopy());
    }

    @Test
    void allProblemsAreReportedTogether() {
        var thrown = assertThrows(
                OverhangException.class,
                () -> Utilization.of("produktion_mt")
                        .over("kapacity_mt")
                        .by("region")
                        .measure(Source.of(panel())));
        assertEquals(2, thrown.lines().size());
    }

    @Test
    void mixedUnitsAreRefusedWithTheFactor() {
        Table table = Table.create(
                "mix",
                DoubleColumn.create("output_mt", new double[] {1}),
                DoubleColumn.create("capacity_kt", new double[] {2000}));
        refused(
                Reason.WRONG_UNIT,
                "Utilization needs \"capacity_kt\" and \"output_mt\" in the same unit, but they are in kt and mt. "
                        + "Convert one of them, for example \"output_mt\" times 1000.",
                Utilization.of("output_mt").over("capacity_kt"),
                table);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.8, 1.01, 80, Double.NaN})
    void aTargetThatIsNoFractionIsRefused(double target) {
        var use = steel().measure(Source.of(panel()));
        assertEquals(
                Reason.OUT_OF_RANGE,
                assertThrows(OverhangException.class, () -> use.excess(target)).reason());
    }

    @Test
    void tidyAndGlanceAreFreshTables() {
        var use = steel().measure(Source.of(panel()));
        use.tidy().doubleColumn("utilization").set(0, 99);
        assertEquals(
                Arrays.asList("region", "year", "production_mt", "capacity_mt", "utilization", "idle_capacity", "nobs"),
                use.tidy().columnNames());
        assertEquals(995.0 / 1150, use.tidy().doubleColumn("utilization").get(0), ROUNDING);
    }

    @Test
    void missingGroupSuggestsTheNearest() {
        var use = steel().measure(Source.of(panel()));
        var thrown = assertThrows(OverhangException.class, () -> use.at("Chima", "2019"));
        assertTrue(thrown.getMessage().contains("Did you mean \"China, 2019\"?"), thrown.getMessage());
    }
}
