package org.overhang.subsidy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Expected numbers: worked_examples.py, block 5, in the reference folder. */
class ZombiesTest {
    /** The reference prints ten significant digits. */
    private static final double PRINTED = 1e-9;

    private static final double[] LONG = {.055, .050, .052, .060, .063};

    private static Zombies zombies() {
        return Zombies.of("interest")
                .least("least")
                .debt("debt")
                .age("age")
                .ebit("ebit")
                .ebitda("ebitda")
                .by("firm", "year");
    }

    @Test
    void cheapCreditOfTheWorkedFirms() {
        double[] least = {
            Zombies.leastInterest(.04, 100, LONG, 300, .012, 50),
            Zombies.leastInterest(.04, 100, LONG, 300, .012, 50),
            Zombies.leastInterest(.04, 0, LONG, 400, .012, 0)
        };
        assertArrayEquals(new double[] {21.4, 21.4, 22.4}, least, PRINTED);
        Zombies.Found got = zombies()
                .measure(Source.of(Table.create(
                        "firms",
                        StringColumn.create("firm", "f1", "f2", "f3"),
                        IntColumn.create("year", 1, 1, 1),
                        DoubleColumn.create("interest", 14.0, 22.0, 23.5),
                        DoubleColumn.create("least", least),
                        DoubleColumn.create("debt", 450, 450, 420),
                        DoubleColumn.create("age", 20, 20, 20),
                        DoubleColumn.create("ebit", 1, 1, 1),
                        DoubleColumn.create("ebitda", 1, 1, 1))));
        assertArrayEquals(new double[] {1, 0, 0}, got.cheapCredit());
        assertArrayEquals(new double[] {1, 0.7333333333, 0.4761904762}, got.cheapCredit(0, 0.005), PRINTED);
        assertArrayEquals(new double[] {1, 0.6166666667, 0.4880952381}, got.cheapCredit(-0.0025, 0.0075), PRINTED);
        assertEquals(0.3409090909, got.share(), PRINTED);
        assertEquals(
                List.of("[1.000, 1.000]", "[0, 1.000]", "[0, 1.000]"),
                got.cheapCreditBounds().stream()
                        .map(i -> i.toString().replaceAll(" \\(.*", ""))
                        .toList());
        assertEquals(
                Reason.OUT_OF_RANGE,
                assertThrows(OverhangException.class, () -> got.cheapCredit(0.005, 0.005))
                        .reason());
        assertEquals(450 / 1320.0, got.shareBounds().low(), PRINTED);
        assertEquals(1, got.shareBounds().high(), PRINTED);
    }

    @Test
    void sharesByAKeyWeighDebtAndHaveBounds() {
        Table table = Table.create(
                "firms",
                StringColumn.create("sector", "steel", "steel", "solar", "glass"),
                StringColumn.create("firm", "a", "b", "c", "d"),
                IntColumn.create("year", 1, 1, 1, 1),
                DoubleColumn.create("interest", 1, 9, 5.2, 0),
                DoubleColumn.create("least", 5, 5, 5, 0),
                DoubleColumn.create("debt", 100, 300, 100, 0),
                DoubleColumn.create("age", 20, 20, 20, 20),
                DoubleColumn.create("ebit", 1, 1, 1, 1),
                DoubleColumn.create("ebitda", 1, 1, 1, 1));
        Zombies byFirm = zombies().by("sector", "firm", "year");
        Table shares = byFirm.measure(Source.of(table)).shares("sector");
        assertEquals(
                List.of("glass", "solar", "steel"),
                shares.stringColumn("sector").asList());
        assertArrayEquals(
                new double[] {Double.NaN, 0, 0.25}, shares.doubleColumn("share").asDoubleArray());
        assertArrayEquals(
                new double[] {Double.NaN, 1, 0.25},
                shares.doubleColumn("conf_high").asDoubleArray());
        Zombies.Found certain = byFirm.contestedRate(0).measure(Source.of(table));
        assertEquals(certain.share(), certain.shareBounds().high());
        OverhangException none = assertThrows(OverhangException.class, () -> certain.shares("sectr"));
        assertEquals(Reason.MISSING_COLUMN, none.reason());
        table.replaceColumn("debt", DoubleColumn.create("debt", 0, 0, 0, 0));
        Zombies.Found free = byFirm.measure(Source.of(table));
        assertEquals(Double.NaN, free.share());
        assertEquals(
                "A share of zombies needs debt, but no firm owes any. Use uncovered(), which needs none.",
                assertThrows(OverhangException.class, free::shareBounds).lines().get(0));
    }

    @Test
    void threeYearsRunningAndGrownUp() {
        Table table = Table.create(
                "firms",
                StringColumn.create("firm", "a", "a", "a", "a", "a", "b"),
                IntColumn.create("year", 1, 2, 3, 4, 5, 6),
                DoubleColumn.create("interest", 6, 5, 4, 3, 4, 9),
                DoubleColumn.create("least", 1, 1, 1, 1, 1, 1),
                DoubleColumn.create("debt", 100, 100, 100, 100, 100, 0),
                DoubleColumn.create("age", 9, 10, 11, 12, 13, 30),
                DoubleColumn.create("ebit", 5, 4, 3, 2, 9, 0),
                DoubleColumn.create("ebitda", 5, 4, 6, 2, 9, 0));
        Zombies.Found got = zombies().measure(Source.of(table));
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, 1, 1, 0, Double.NaN}, got.uncovered());
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, 0, 0, 0, Double.NaN}, got.uncoveredInCash());
        assertEquals(Double.NaN, got.gap()[5]);
        table.doubleColumn("debt").set(0, -1.0);
        OverhangException e =
                assertThrows(OverhangException.class, () -> zombies().measure(Source.of(table)));
        assertEquals(
                "Zombies needs debt of zero or more, but it is negative in \"a, 1\". Correct the cells, or make them missing so that they are left out.",
                e.lines().get(0));
    }
}
