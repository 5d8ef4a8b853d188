package org.overhang.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.policy.Coverage;
import org.overhang.policy.Duty;
import org.overhang.reference.ReferenceFiles;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The race against worked_examples.json, whose script states the rules of each year in plain Python. */
class ExitRaceTest {
    /** The reference prints ten digits. */
    private static final double DIGITS = 1e-9;

    private static final JsonObject WORKED =
            ReferenceFiles.json("capacity/worked_examples.json").getAsJsonObject("exit_simulation");

    private static Table firms() {
        return Table.create(
                "firms",
                StringColumn.create("firm", "0 backed", "1", "2", "3"),
                DoubleColumn.create("v", new double[] {.62, .60, .63, .66}),
                DoubleColumn.create("f", new double[] {.22, .20, .21, .20}),
                DoubleColumn.create("k", new double[] {100, 40, 30, 30}),
                DoubleColumn.create("equity", new double[] {40, 14, 9, 6}),
                DoubleColumn.create("backed", new double[] {1, 0, 0, 0}),
                DoubleColumn.create("growth", new double[] {.06, 0, 0, 0}));
    }

    private static ExitRace race(Demand demand) {
        return ExitRace.of("v")
                .capacity("k")
                .fixedCost("f")
                .equity("equity")
                .backed("backed")
                .demand(demand)
                .price(CapacityPrice.of(1.05).exponent(0.8).backstop(1.60))
                .horizon(40)
                .growth("growth")
                .by("firm");
    }

    private static ExitRace certain() {
        return race(Demand.of(150).growth(0.01));
    }

    private static ExitRace shaken() {
        return race(Demand.of(150).growth(0.01).volatility(0.06).persistence(0.5))
                .costVolatility(0.03)
                .covered(Coverage.share(0));
    }

    @ParameterizedTest
    @CsvSource({"0,no_state", "0.9,kappa90", "1,kappa100"})
    void followsTheWorkedExample(double share, String section) {
        JsonObject expected = WORKED.getAsJsonObject(section);
        RacePaths run = certain().covered(Coverage.share(share)).simulate(Source.of(firms()), 1, Seed.seed(1));
        JsonArray exits = expected.getAsJsonArray("exit_period");
        String[] labels = {"0 backed", "1", "2", "3"};
        double[] equity = ReferenceFiles.numbers(expected.get("equity_end"));
        for (int i = 0; i < 4; i++) {
            int year = exits.get(i).isJsonNull() ? -1 : exits.get(i).getAsInt();
            assertEquals(year, run.exitYears(labels[i])[0], labels[i]);
            assertEquals(equity[i], run.equityAtEnd(labels[i])[0], DIGITS * Math.abs(equity[i]));
        }
        assertArrayEquals(ReferenceFiles.numbers(expected.get("price_path")), run.prices(0), DIGITS);
        assertEquals(expected.get("state_bill").getAsDouble(), run.stateBill(), DIGITS * 200);
        assertEquals(expected.get("last_u").getAsDouble(), run.utilization(0)[39], DIGITS);
        assertEquals(share > 0 ? 1 : 0, run.soleSupplierBy(16));
        assertEquals(0, run.soleSupplierBy(15));
    }

    @Test
    void coverageRaisesTheChanceOfASoleSupplier() {
        Source firms = Source.of(firms());
        SoleSupplierPath path = shaken().soleSupplier(
                        firms, 500, Seed.seed(7), Coverage.share(0), Coverage.share(0.5), Coverage.share(0.9));
        double[] chance = path.tidy().doubleColumn("sole_supplier").asDoubleArray();
        assertTrue(chance[0] <= chance[1] && chance[1] < chance[2], path.toString());
        double[] bill = path.tidy().doubleColumn("state_bill").asDoubleArray();
        assertEquals(0, bill[0]);
        assertTrue(bill[2] > 0);
        assertTrue(path.tidy().doubleColumn("cost_per_rival_exit").get(2) > 0);
        assertTrue(path.tidy().doubleColumn("cost_per_rival_exit").isMissing(0));
    }

    @Test
    void eachRemedyHasItsSign() {
        Source firms = Source.of(firms());
        Seed seed = Seed.seed(11);
        ExitRace covered = shaken().covered(Coverage.share(0.9)).rebuildYears(7);
        RacePaths bare = covered.simulate(firms, 500, seed);
        RacePaths duty = covered.duty(Duty.exclusive(0.2), 0.5).simulate(firms, 500, seed);
        RacePaths support = covered.rivalsCovered(Coverage.share(0.9)).simulate(firms, 500, seed);
        RacePaths stock = covered.stockpile(3).simulate(firms, 500, seed);
        assertTrue(duty.versus(bare).difference("exits") < 0, "a duty keeps rivals");
        assertTrue(support.versus(bare).difference("exits") < 0, "support keeps rivals");
        assertTrue(support.versus(bare).difference("rival_support") > 0, "support costs");
        assertTrue(stock.priceAfter() < bare.priceAfter(), "a stockpile lowers the price of a sole supplier");
        assertEquals(bare.soleSupplierBy(39), stock.soleSupplierBy(39), 1e-12, "but does not prevent one");
        RacePaths never = shaken().covered(Coverage.share(0.9)).simulate(firms, 500, seed);
        assertTrue(bare.yearsAlone() < never.yearsAlone(), "rivals that are rebuilt end it");
    }

    @Test
    void aRaceAgainstItselfDiffersByNothing() {
        Source firms = Source.of(firms());
        RacePaths once = shaken().simulate(firms, 100, Seed.seed(3));
        ExitComparison same = once.versus(shaken().simulate(firms, 100, Seed.seed(3)));
        for (String term : same.tidy().stringColumn("term")) {
            assertEquals(0, same.difference(term), term);
        }
    }

    @Test
    void rowOrderAndUnitsDoNotMatter() {
        RacePaths once = shaken().covered(Coverage.share(0.9)).simulate(Source.of(firms()), 200, Seed.seed(3));
        Table reversed = firms().sortDescendingOn("firm");
        assertEquals(
                once.toString(),
                shaken().covered(Coverage.share(0.9))
                        .simulate(reversed, 200, Seed.seed(3))
                        .toString());
        Table tons = firms();
        tons.replaceColumn("k", tons.doubleColumn("k").multiply(1000).setName("k"));
        tons.replaceColumn("equity", tons.doubleColumn("equity").multiply(1000).setName("equity"));
        RacePaths large = race(Demand.of(150_000).growth(0.01).volatility(0.06).persistence(0.5))
                .costVolatility(0.03)
                .covered(Coverage.share(0.9))
                .simulate(tons, 200, Seed.seed(3));
        assertEquals(once.soleSupplierBy(39), large.soleSupplierBy(39));
        assertEquals(once.stateBill() * 1000, large.stateBill(), 1e-6 * large.stateBill());
    }

    /** A subsidy a unit of a tenth and a tenth off variable cost, fixed cost and the price level are the same race. */
    @Test
    void receivingMoreIsThePriceSoMuchHigher() {
        Table more = firms();
        more.addColumns(DoubleColumn.create("received", new double[] {1.1, 1.1, 1.1, 1.1}));
        RacePaths ours = certain().receiving("received").simulate(more, 1, Seed.seed(1));
        Table cheap = firms();
        for (String column : new String[] {"v", "f", "equity"}) {
            cheap.replaceColumn(column, cheap.doubleColumn(column).divide(1.1).setName(column));
        }
        RacePaths theirs = certain().simulate(cheap, 1, Seed.seed(1));
        for (String firm : new String[] {"0 backed", "1", "2", "3"}) {
            assertEquals(theirs.exitYears(firm)[0], ours.exitYears(firm)[0], firm);
            assertEquals(theirs.capacityAtEnd(firm)[0], ours.capacityAtEnd(firm)[0], firm);
        }
    }

    @Test
    void usingCapacityLessIsALossSoMuchLarger() {
        Table less = firms();
        less.addColumns(DoubleColumn.create("used", new double[] {1, 0.5, 1, 5}));
        RacePaths ours = certain().using("used").simulate(less, 1, Seed.seed(1));
        RacePaths all = certain().simulate(firms(), 1, Seed.seed(1));
        int gone = ours.exitYears("1")[0];
        int otherwise = all.exitYears("1")[0];
        assertTrue(gone >= 0 && (otherwise < 0 || gone < otherwise), "half the sales, the same fixed cost");
        // Five times a use of three quarters is full use and no more: (p − v)·1 − f in the first year
        double price = ours.prices(0)[0];
        Table once = less.copy();
        RacePaths year = ExitRace.of("v")
                .capacity("k")
                .fixedCost("f")
                .equity("equity")
                .backed("backed")
                .demand(Demand.of(150))
                .price(CapacityPrice.of(1.05).exponent(0.8).backstop(1.60))
                .horizon(1)
                .using("used")
                .by("firm")
                .simulate(once, 1, Seed.seed(1));
        assertEquals(6 + ((price - 0.66) * 1 - 0.20) * 30, year.equityAtEnd("3")[0], 1e-12);
    }

    @Test
    void measuredCoverageCarriesItsReason() {
        RacePaths run = certain()
                .covered(new AccountingCoverage(0.9).asBehavior("it always came"))
                .simulate(firms(), 1, Seed.seed(1));
        assertTrue(run.toString().contains("it always came"));
        assertEquals(
                certain()
                        .covered(Coverage.share(0.9))
                        .simulate(firms(), 1, Seed.seed(1))
                        .stateBill(),
                run.stateBill());
    }

    @Test
    void refusals() {
        Table odd = firms();
        odd.addColumns(DoubleColumn.create("ratio", new double[] {1, 1, -1, 1}));
        refuse(
                Reason.BAD_VALUE,
                "price ratio above zero",
                () -> certain().receiving("ratio").simulate(odd, 1, Seed.seed(1)));
        refuse(
                Reason.BAD_VALUE,
                "utilization ratio at or above zero",
                () -> certain().using("ratio").simulate(odd, 1, Seed.seed(1)));
        Table lonely = firms().where(firms().doubleColumn("backed").isEqualTo(1));
        refuse(
                Reason.BAD_VALUE,
                "one backed firm and one rival",
                () -> certain().simulate(lonely, 1, Seed.seed(1)));
        Table negative = firms();
        negative.doubleColumn("k").set(2, -5.0);
        refuse(Reason.BAD_VALUE, "capacity above zero", () -> certain().simulate(negative, 1, Seed.seed(1)));
        refuse(Reason.OUT_OF_RANGE, "share of the loss", () -> certain().covered(Coverage.share(1.2)));
        refuse(Reason.OUT_OF_RANGE, "number of paths", () -> certain().simulate(firms(), 0, Seed.seed(1)));
        refuse(
                Reason.OUT_OF_RANGE,
                "backstop",
                () -> CapacityPrice.of(2).exponent(1).backstop(1));
        refuse(
                Reason.OUT_OF_RANGE,
                "same firms",
                () -> certain()
                        .simulate(firms(), 2, Seed.seed(1))
                        .versus(certain().simulate(firms(), 2, Seed.seed(2))));
        Table twice = firms().append(firms());
        refuse(Reason.BAD_VALUE, "each firm once", () -> certain().simulate(twice, 1, Seed.seed(1)));
    }

    static void refuse(Reason reason, String words, org.junit.jupiter.api.function.Executable verb) {
        OverhangException e = assertThrows(OverhangException.class, verb);
        assertEquals(reason, e.reason());
        assertTrue(e.lines().get(0).contains(words), e.lines().get(0));
    }
}
