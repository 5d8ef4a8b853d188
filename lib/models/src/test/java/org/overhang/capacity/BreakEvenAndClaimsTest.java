package org.overhang.capacity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.overhang.capacity.BreakEven.Level;
import org.overhang.capacity.BreakEvenResult.Status;
import org.overhang.core.Interval;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class BreakEvenAndClaimsTest {
    /** The reference prints ten significant digits. */
    private static final double PRINTED = 5e-10;
    /** A handful of operations on numbers near one. */
    private static final double ROUNDING = 1e-12;

    private static final JsonObject WORKED = Reference.json("worked_examples.json");

    private static Table one(double... values) {
        String[] names = {"p", "v", "K", "F", "dep", "int", "E", "per_unit", "per_year", "market"};
        Table out = Table.create("plants");
        for (int i = 0; i < names.length; i++) {
            out.addColumns(DoubleColumn.create(names[i], new double[] {values[i]}));
        }
        return out;
    }

    private static BreakEven full() {
        return BreakEven.of("p")
                .less("v")
                .capacity("K")
                .fixedCost("F")
                .depreciation("dep")
                .interest("int")
                .equity("E")
                .costing(0.09)
                .tax(0.25);
    }

    @Test
    void theWorkedBreakEvenComesOut() {
        Source source = Source.of(one(1000, 820, 1e6, 60e6, 45e6, 30e6, 500e6, 40, 50e6, 41e6));
        BreakEvenResult got = full().measure(source);
        JsonObject want = WORKED.getAsJsonObject("breakeven").getAsJsonObject("result");
        assertEquals(Reference.number(want, "cash"), got.utilization(Level.CASH)[0], PRINTED);
        assertEquals(Reference.number(want, "accounting"), got.utilization(Level.ACCOUNTING)[0], PRINTED);
        assertEquals(Reference.number(want, "economic"), got.utilization(Level.ECONOMIC)[0], PRINTED * 2);
        assertEquals(List.of(Status.IMPOSSIBLE), got.status(Level.ECONOMIC));
        BreakEvenResult supported =
                full().unitSubsidy("per_unit").fixedSubsidy("per_year").measure(source);
        assertEquals(
                Reference.number(want, "accounting_with_subsidy"), supported.utilization(Level.ACCOUNTING)[0], PRINTED);
        assertEquals(
                Reference.number(WORKED, "breakeven", "unit_price_at_59pct", "accounting_price"),
                got.price(Level.ACCOUNTING, 0.59)[0],
                PRINTED * 1000);
        assertEquals(988.75, got.price(Level.ACCOUNTING, 0.80)[0], PRINTED * 1000);
        BreakEvenResult market = full().marketInterest("market").measure(source);
        assertEquals((60 + 45 + 41) / 180.0, market.utilization(Level.MARKET)[0], ROUNDING);
        assertEquals(got.utilization(Level.ACCOUNTING)[0], market.utilization(Level.ACCOUNTING)[0], ROUNDING);
    }

    /** By hand: price 950 to 1,050 leaves 130 to 230 a unit; a point on 600 of debt is 6, on 500 of equity before tax 20/3. */
    @Test
    void everyLevelHasBoundsOverPriceAndRates() {
        BreakEven plan = full().marketInterest("market").debt("per_year");
        BreakEvenResult got = plan.measure(Source.of(one(1000, 820, 1e6, 60e6, 45e6, 30e6, 500e6, 0, 600e6, 41e6)));
        assertBounds(60 / 230.0, 60 / 130.0, got, Level.CASH);
        assertBounds(135 / 230.0, 135 / 130.0, got, Level.ACCOUNTING);
        assertBounds(140 / 230.0, 152 / 130.0, got, Level.MARKET);
        assertBounds((140 + 160 / 3.0) / 230, (152 + 200 / 3.0) / 130, got, Level.ECONOMIC);
        assertEquals(List.of(Status.REACHABLE), got.status(Level.ACCOUNTING));
        assertEquals(List.of(Status.IMPOSSIBLE), got.statusAtWorst(Level.ACCOUNTING));
        assertEquals(List.of(Status.REACHABLE), got.statusAtBest(Level.ECONOMIC));
        BreakEvenResult thin = plan.contestedPrice(0.2)
                .measure(Source.of(one(1000, 820, 1e6, 60e6, 45e6, 30e6, 500e6, 0, 600e6, 41e6)));
        assertEquals(null, thin.utilizationBounds(Level.CASH).get(0));
        assertEquals(List.of(Status.SHUT_DOWN), thin.statusAtWorst(Level.CASH));
        assertTrue(thin.toString().contains("to shut down"));
        BreakEvenResult certain = plan.contestedPrice(0)
                .contestedRate(0)
                .measure(Source.of(one(1000, 820, 1e6, 60e6, 45e6, 30e6, 500e6, 0, 600e6, 41e6)));
        assertEquals(0, certain.utilizationBounds(Level.ECONOMIC).get(0).width());
    }

    private static void assertBounds(double low, double high, BreakEvenResult got, Level level) {
        Interval bounds = got.utilizationBounds(level).get(0);
        assertEquals(low, bounds.low(), ROUNDING);
        assertEquals(high, bounds.high(), ROUNDING);
        assertTrue(bounds.contains(got.utilization(level)[0]));
    }

    @Test
    void noneExistsIsAnAnswer() {
        BreakEvenResult below = full().measure(Source.of(one(800, 820, 1e6, 60e6, 0, 0, 0, 0, 0, 0)));
        assertEquals(List.of(Status.SHUT_DOWN), below.status(Level.CASH));
        assertTrue(Double.isNaN(below.utilization(Level.CASH)[0]));
        BreakEvenResult paid =
                full().fixedSubsidy("per_year").measure(Source.of(one(900, 820, 1e6, 60e6, 0, 0, 0, 0, 70e6, 0)));
        assertEquals(List.of(Status.ALWAYS), paid.status(Level.CASH));
        assertEquals(0, paid.utilization(Level.CASH)[0]);
        assertTrue(below.toString().contains("shut down"));
        OverhangException e = assertThrows(
                OverhangException.class, () -> full().measure(Source.of(one(900, 820, 0, 60e6, 0, 0, 0, 0, 0, 0))));
        assertEquals(
                "BreakEven needs capacity above zero, but it is not in \"all\". Correct the cells, or make them missing so that they are left out.",
                e.lines().get(0));
        OverhangException negative = assertThrows(
                OverhangException.class, () -> full().measure(Source.of(one(-900, 820, 1, 60e6, 0, 0, 0, 0, 0, 0))));
        assertEquals(
                "BreakEven needs price of zero or more, but it is negative in \"all\". Correct the cells, or make them missing so that they are left out.",
                negative.lines().get(0));
    }

    @Test
    void everyMeasureOfTooMuchCapacityComesOut() {
        JsonObject want = WORKED.getAsJsonObject("utilisation");
        Table table = Table.create(
                "industry",
                DoubleColumn.create("k", new double[] {901.6 + 2160 + 658.35}),
                DoubleColumn.create("q", new double[] {810 + 1275 + 602}),
                DoubleColumn.create("d", new double[] {2300}),
                DoubleColumn.create("rest", new double[] {1000}));
        OvercapacityResult got = Overcapacity.of("k")
                .output("q")
                .demand("d")
                .demandElsewhere("rest")
                .measure(Source.of(table));
        assertEquals(Reference.number(want, "gap_sustainable"), got.gap()[0], PRINTED * 1e4);
        assertEquals(Reference.number(want, "structural_excess"), got.structuralExcess()[0], PRINTED * 1e4);
        assertEquals(Reference.number(want, "structural_excess_share"), got.structuralExcessShare()[0], PRINTED);
        assertEquals(Reference.number(want, "overcapacity_vs_demand"), got.overDemand()[0], PRINTED * 1e4);
        assertEquals(Reference.number(want, "capacity_demand_multiple"), got.multiple()[0], PRINTED * 2);
        assertEquals(Reference.number(want, "implied_max_utilisation"), got.highestUtilization()[0], PRINTED);
        assertEquals((0.8 * 3719.95 - 2300) / 1000, got.exportPressure()[0], ROUNDING);
        assertEquals(
                (2300 + 1000) / 3719.95,
                Overcapacity.of("k")
                        .output("q")
                        .demand("d")
                        .stockBuild("rest")
                        .measure(Source.of(table))
                        .highestUtilization()[0],
                ROUNDING);
        JsonObject world = want.getAsJsonObject("world");
        OvercapacityResult all = Overcapacity.of("k")
                .output("q")
                .demand("d")
                .measure(Source.of(Table.create(
                        DoubleColumn.create("k", new double[] {1150}),
                        DoubleColumn.create("q", new double[] {500}),
                        DoubleColumn.create("d", new double[] {500}))));
        assertEquals(Reference.number(world, "multiple"), all.multiple()[0], ROUNDING);
        assertEquals(Reference.number(world, "max_u"), all.highestUtilization()[0], PRINTED);
    }

    @Test
    void persistenceNeedsThreeYearsCapacityAheadOfDemandAndLosses() {
        Table table = Table.create(
                "industry",
                IntColumn.create("year", 2019, 2020, 2021, 2022, 2024),
                DoubleColumn.create("k", 100, 110, 121, 133, 140),
                DoubleColumn.create("q", 70, 72, 74, 76, 78),
                DoubleColumn.create("d", 70, 72, 74, 90, 0),
                DoubleColumn.create("m", -0.1, -0.1, -0.1, -0.1, -0.1));
        OvercapacityResult got = Overcapacity.of("k")
                .output("q")
                .demand("d")
                .margin("m")
                .by("year")
                .measure(Source.of(table));
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, 1, 0, Double.NaN}, got.persistent());
        assertTrue(Double.isNaN(got.multiple()[4]));
    }

    @Test
    void threeTimesDemandAndHalfUsedCannotBothHold() {
        Claims.Reconciled got = Claims.about("modules")
                .claim(Claim.multiple(3).in(2024).source("press"))
                .claim(Claim.multiple(2).in(2024).source("agency"))
                .claim(Claim.utilization(0.5).in(2024))
                .claim(Claim.utilization(0.9).in(2020))
                .solve();
        assertFalse(got.consistent());
        assertEquals(
                List.of(List.of(0, 3), List.of(1, 2, 3)),
                got.compatible().stream()
                        .sorted((a, b) -> Integer.compare(a.size(), b.size()))
                        .toList());
        assertEquals(0.5 - 1 / 3.0, got.tidy().doubleColumn("miss").get(1), ROUNDING);
        assertTrue(Claims.about("modules")
                .claim(Claim.multiple(3).in(2024))
                .claim(Claim.utilization(0.5).in(2024))
                .claim(Claim.stockBuild(0.17).in(2024))
                .solve()
                .consistent());
    }

    private static Claims.Reconciled solved(Claim... claims) {
        Claims set = Claims.about("x").tolerance(0.01);
        for (Claim claim : claims) {
            set = set.claim(claim);
        }
        return set.solve();
    }

    /** Nameplate capacity is the larger one: its utilization may lie below the surveyed one by any amount, and never above it. */
    @Test
    void conceptsAreOrderedAndNotEqual() {
        Claim surveyed = Claim.utilization(0.72).concept(CapacityConcept.SURVEY);
        Claim nameplate = Claim.utilization(0.495).concept(CapacityConcept.NAMEPLATE);
        assertTrue(solved(surveyed, nameplate).consistent());
        Claims.Reconciled wrong = solved(
                Claim.utilization(0.80).concept(CapacityConcept.NAMEPLATE),
                Claim.utilization(0.75).concept(CapacityConcept.SUSTAINABLE));
        assertFalse(wrong.consistent());
        assertEquals(0.05, wrong.tidy().doubleColumn("miss").get(0), ROUNDING);
        assertEquals(
                "nameplate at most sustainable",
                wrong.tidy().stringColumn("test").get(0));
        assertFalse(solved(
                        Claim.utilization(0.80).concept(CapacityConcept.FULL_PRODUCTION),
                        Claim.utilization(0.75).concept(CapacityConcept.SUSTAINABLE))
                .consistent());
        assertTrue(solved(
                        Claim.utilization(1.7).concept(CapacityConcept.ECONOMIC),
                        Claim.utilization(0.75).concept(CapacityConcept.SUSTAINABLE))
                .consistent());
        assertFalse(solved(surveyed, Claim.utilization(0.5)).consistent(), "a concept not stated is no excuse");
        Claim multiple = Claim.multiple(2).concept(CapacityConcept.SUSTAINABLE);
        assertFalse(solved(multiple, Claim.utilization(0.6).concept(CapacityConcept.NAMEPLATE))
                .consistent());
        assertTrue(solved(multiple, surveyed).consistent(), "surveyed plants may be the half that runs");
        assertTrue(solved(multiple, Claim.multiple(2.4).concept(CapacityConcept.NAMEPLATE))
                .consistent());
        assertFalse(solved(multiple, Claim.multiple(1.9).concept(CapacityConcept.NAMEPLATE))
                .consistent());
    }

    /** A stock build belongs to the set that claims it: the set that denies it has no use of it. */
    @Test
    void stocksCountOnlyInTheSetThatClaimsThem() {
        Claims.Reconciled got =
                solved(Claim.multiple(3), Claim.utilization(0.5), Claim.stockBuild(0.17), Claim.stockBuild(-0.05));
        assertFalse(got.consistent());
        assertEquals(
                List.of(List.of(0, 1, 2), List.of(0, 3), List.of(1, 3)),
                got.compatible().stream().sorted((a, b) -> b.size() - a.size()).toList());
        assertFalse(solved(Claim.multiple(2), Claim.utilization(0.5), Claim.stockBuild(-0.1))
                .consistent());
        assertTrue(solved(Claim.multiple(2), Claim.utilization(0.41), Claim.stockBuild(-0.1))
                .consistent());
    }

    @Test
    void oddSetsOfClaimsAreAnswered() {
        assertTrue(
                solved(Claim.utilization(0.60), Claim.utilization(0.59)).consistent(), "a point is a point in binary");
        assertTrue(solved(Claim.utilization(0.9).in(2020), Claim.multiple(3).in(2021))
                .toString()
                .contains("Not compared: 1 pairs of another year or coverage"));
        assertTrue(solved(Claim.multiple(0.5), Claim.utilization(1.0)).consistent());
        assertFalse(
                solved(Claim.multiple(0.5), Claim.utilization(1.02)).consistent(), "more than capacity, demand or not");
        assertTrue(solved(Claim.utilization(0), Claim.multiple(1e9)).consistent());
        Claims.Reconciled alone = solved(Claim.stockBuild(0.3), Claim.stockBuild(0.1));
        assertEquals(List.of(List.of(0), List.of(1)), alone.compatible());
        Claims many = Claims.about("x");
        for (int i = 0; i < 13; i++) {
            many = many.claim(Claim.multiple(2));
        }
        assertThrows(OverhangException.class, many::solve);
        for (double bad : new double[] {Double.NaN, 0, -1, Double.POSITIVE_INFINITY}) {
            assertThrows(OverhangException.class, () -> Claim.multiple(bad));
        }
    }

    @Test
    void aClaimIsCheckedAndABoundFailsOnlyAboveItsTolerance() {
        Claims.Reconciled edge = Claims.about("x")
                .claim(Claim.multiple(2))
                .claim(Claim.utilization(0.75))
                .tolerance(0.25)
                .solve();
        assertTrue(edge.consistent());
        OverhangException e = assertThrows(OverhangException.class, () -> Claim.utilization(59));
        assertEquals(Reason.OUT_OF_RANGE, e.reason());
        assertEquals(
                "A claim of utilization needs a figure in its range, but it is 59. Write rates as fractions: 0.59 for fifty-nine percent.",
                e.lines().get(0));
        assertThrows(
                OverhangException.class,
                () -> Claims.about("x").claim(Claim.multiple(2)).solve());
    }
}
