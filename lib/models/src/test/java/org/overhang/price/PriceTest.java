package org.overhang.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.price.PassThrough.Basis.DUTY_EXCLUSIVE;
import static org.overhang.price.PassThrough.Basis.DUTY_INCLUSIVE;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.regress.Regression;
import org.overhang.regress.RegressionFit;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class PriceTest {
    private static final double EXACT = 1e-12;

    /** Sums of a few hundred thousand rows of a published table come rounded to a tenth of a percent. */
    private static final double PRINTED = 5e-4;

    /** Two products of 90 quarters each whose margins average 34.1 and 63.9 percent, as in a published staff report. */
    private static Table quartz() {
        Table table = Table.create("quartz")
                .addColumns(
                        StringColumn.create("product"),
                        IntColumn.create("quarter"),
                        DoubleColumn.create("import_price"),
                        DoubleColumn.create("domestic_price"),
                        DoubleColumn.create("quantity"));
        double[][] ends = {{0.043, 0.551, 0.341, 59_981}, {0.269, 0.853, 0.639, 2_975}};
        for (int p = 0; p < 2; p++) {
            double inner = (90 * ends[p][2] - ends[p][0] - ends[p][1]) / 88;
            for (int q = 0; q < 90; q++) {
                double margin = q == 0 ? ends[p][0] : q == 1 ? ends[p][1] : inner;
                table.stringColumn("product").append(p == 0 ? "slab" : "fabricated");
                table.intColumn("quarter").append(q);
                table.doubleColumn("import_price").append(50 * (1 - margin));
                table.doubleColumn("domestic_price").append(50);
                table.doubleColumn("quantity").append(ends[p][3] / 90);
            }
        }
        return table;
    }

    private static Underselling underselling() {
        return Underselling.of("import_price")
                .against("domestic_price")
                .quantity("quantity")
                .by("product", "quarter");
    }

    @Test
    void theCommissionAveragesWithoutWeights() {
        var found = underselling().measure(quartz());
        assertEquals(180, found.instances());
        assertEquals(0, found.instancesOfOverselling());
        assertEquals(62_956, found.quantity(), 1e-6);
        assertEquals(0.490, found.average(), PRINTED);
        assertEquals(0.355, found.weightedAverage(), PRINTED);
        assertEquals(0.043, found.lowest(), EXACT);
        assertEquals(0.853, found.highest(), EXACT);
        assertEquals(180, found.glance().intColumn("instances").get(0));
        assertEquals(180, found.tidy().rowCount());
        assertEquals(0.341, found.report().doubleColumn("average").get(1), PRINTED);
        assertTrue(found.toString().endsWith("Left out: nothing"));
    }

    @Test
    void oversellingEqualPricesAndBadRows() {
        Table table = Table.create("cells")
                .addColumns(
                        StringColumn.create("product", "a", "a", "a", "a", "b"),
                        IntColumn.create("quarter", 1, 1, 2, 3, 1),
                        DoubleColumn.create("import_price", 80, 110, 100, 120, 0),
                        DoubleColumn.create("domestic_price", 100, 100, 100, 100, 100),
                        DoubleColumn.create("quantity", 2, 1, 1, 4, 1));
        var found = underselling().measure(table);
        // The first cell holds two sales: (160 + 110)/3 = 90.
        assertEquals(1, found.instances());
        assertEquals(0.1, found.average(), EXACT);
        assertEquals(1, found.instancesOfOverselling());
        assertTrue(found.toString().contains("Equal prices: 1 cells"));
        assertEquals(3 / 8.0, found.shareOfQuantity(), EXACT, "of three, one and four units the first three undersold");
        assertEquals(3, found.glance().intColumn("nobs").get(0), "cells without a price are no comparison");
        assertTrue(found.figure().svg().length() > 1000);
        assertTrue(found.toString().endsWith("Left out: 1 rows with a price or quantity of zero or below"));
        assertEquals(
                Reason.NOT_IDENTIFIED,
                assertThrows(OverhangException.class, () -> underselling().measure(table.last(1)))
                        .reason());
    }

    /** Log prices that carry 80 percent of a duty, by origin and year. */
    private static Table duties(double share, long seed) {
        Draws draws = new Seed(seed).stream(0);
        Table table = Table.create("imports")
                .addColumns(
                        StringColumn.create("product"),
                        StringColumn.create("origin"),
                        IntColumn.create("year"),
                        DoubleColumn.create("log_duty_factor"),
                        DoubleColumn.create("log_cost"),
                        DoubleColumn.create("log_price"),
                        DoubleColumn.create("log_price_before"));
        for (int p = 0; p < 40; p++) {
            for (int o = 0; o < 4; o++) {
                double level = draws.normal();
                for (int t = 0; t < 8; t++) {
                    double duty = t >= 4 && (p + o) % 3 == 0 ? 0.05 + 0.3 * draws.uniform() : 0;
                    double cost = 0.1 * draws.normal();
                    double price = level + 0.02 * t + share * duty + 0.5 * cost + 0.02 * draws.normal();
                    table.stringColumn("product").append("p" + p);
                    table.stringColumn("origin").append("o" + o);
                    table.intColumn("year").append(t);
                    table.doubleColumn("log_duty_factor").append(duty);
                    table.doubleColumn("log_cost").append(cost);
                    table.doubleColumn("log_price").append(price);
                    table.doubleColumn("log_price_before").append(price - duty);
                }
            }
        }
        return table;
    }

    @Test
    void passThroughStatesItsBasis() {
        Table imports = duties(0.8, 11);
        var fit = Regression.ols("log_price ~ log_duty_factor + log_cost | product^origin + product^year")
                .cluster("product")
                .fit(imports);
        var inclusive = PassThrough.of(fit, "log_duty_factor").basis(DUTY_INCLUSIVE);
        var before = Regression.ols("log_price_before ~ log_duty_factor + log_cost | product^origin + product^year")
                .cluster("product")
                .fit(imports);
        var exclusive = PassThrough.of(before, "log_duty_factor").basis(DUTY_EXCLUSIVE);
        assertEquals(0.8, inclusive.onInclusivePrice(), 4 * inclusive.estimate().standardError());
        assertEquals(inclusive.onInclusivePrice(), exclusive.onInclusivePrice(), 1e-9);
        assertEquals(inclusive.pValueComplete(), exclusive.pValueComplete(), 1e-9);
        assertEquals(0.2, inclusive.borneByExporter(), 0.05);
        assertTrue(inclusive.pValueComplete() < 0.001);
        assertTrue(inclusive.toString().startsWith("Pass-through · basis duty-inclusive price, complete is 1"));
        var complete = PassThrough.of(
                        Regression.ols("log_price ~ log_duty_factor + log_cost | product^origin + product^year")
                                .cluster("product")
                                .fit(duties(1, 12)),
                        "log_duty_factor")
                .basis(DUTY_INCLUSIVE);
        assertTrue(complete.pValueComplete() > 0.01);
        assertEquals(1280, complete.glance().intColumn("nobs").get(0));
        assertTrue(complete.figure().svg().length() > 1000);
    }

    @Test
    void passThroughWithLagsAndAsymmetry() {
        Table imports = duties(0.8, 13);
        imports.addColumns(StringColumn.create(
                "unit",
                imports.stringColumn("product")
                        .join("-", imports.stringColumn("origin"))
                        .asList()));
        RegressionFit fit = Regression.ols("log_price ~ lag(log_duty_factor, 0:1) + log_cost | unit + product^year")
                .unit("unit")
                .time("year")
                .cluster("product")
                .fit(imports);
        var lagged = PassThrough.of(fit, "log_duty_factor").basis(DUTY_INCLUSIVE);
        assertEquals(2, lagged.cumulative().size());
        assertEquals(0.8, lagged.estimate().estimate(), 5 * lagged.estimate().standardError());
        DoubleColumn low = DoubleColumn.create("low_duty", imports.rowCount());
        DoubleColumn high = DoubleColumn.create("high_duty", imports.rowCount());
        for (int i = 0; i < imports.rowCount(); i++) {
            double duty = imports.doubleColumn("log_duty_factor").get(i);
            low.set(i, duty < 0.2 ? duty : 0);
            high.set(i, duty < 0.2 ? 0 : duty);
        }
        imports.addColumns(low, high);
        var split = PassThrough.of(
                        Regression.ols("log_price ~ low_duty + high_duty + log_cost | unit + product^year")
                                .cluster("product")
                                .fit(imports),
                        "low_duty")
                .basis(DUTY_INCLUSIVE);
        assertTrue(split.comparedWith("high_duty").pValue() > 0.001, "one rate of pass-through made the data");
        assertEquals(
                Reason.MISSING_COLUMN,
                assertThrows(OverhangException.class, () -> PassThrough.of(fit, "log_duty"))
                        .reason());
        assertEquals(
                Reason.MISSING_COLUMN,
                assertThrows(OverhangException.class, () -> split.comparedWith("falls"))
                        .reason());
        RegressionFit both = Regression.ols(
                        "log_price ~ lag(low_duty, 0:1) + lag(high_duty, 0:1) + log_cost | unit + product^year")
                .unit("unit")
                .time("year")
                .cluster("product")
                .fit(imports);
        var low1 = PassThrough.of(both, "low_duty").basis(DUTY_INCLUSIVE);
        var high1 = PassThrough.of(both, "high_duty").basis(DUTY_INCLUSIVE);
        assertEquals(
                low1.estimate().estimate() - high1.estimate().estimate(),
                low1.comparedWith("high_duty").estimate(),
                1e-12,
                "the long run against the long run");
    }

    /** Rivals' price falls by 0.3 of subject exports, which also answer the same demand; capacity elsewhere moves exports. */
    private static Table panel(long seed) {
        Draws draws = new Seed(seed).stream(0);
        Table table = Table.create("panel")
                .addColumns(
                        StringColumn.create("product"),
                        IntColumn.create("year"),
                        DoubleColumn.create("exports"),
                        DoubleColumn.create("capacity"),
                        DoubleColumn.create("price"));
        for (int p = 0; p < 60; p++) {
            double level = draws.normal();
            double capacity = 0;
            double held = 0;
            for (int t = 0; t < 20; t++) {
                capacity = 0.7 * capacity + draws.normal();
                double demand = draws.normal();
                double exports = 0.8 * capacity + demand + 0.3 * draws.normal();
                held = 0.5 * held - 0.3 * exports;
                table.stringColumn("product").append("p" + p);
                table.intColumn("year").append(2000 + t);
                table.doubleColumn("exports").append(exports);
                table.doubleColumn("capacity").append(capacity);
                table.doubleColumn("price").append(level - 0.3 * exports + demand + 0.3 * draws.normal());
            }
        }
        return table;
    }

    private static RivalResponse response() {
        return RivalResponse.of("price")
                .to("exports")
                .instrument(RivalResponse.Instrument.thirdMarketCapacity("capacity"))
                .excludedBecause("capacity elsewhere moves our rivals only through subject exports")
                .absorbing("product", "year")
                .unit("product")
                .time("year")
                .cluster("product");
    }

    @Test
    void instrumentsRecoverWhatLeastSquaresMisses() {
        Table panel = panel(21);
        var found = response().horizons(0, 2).fit(panel);
        var now = found.horizons().get(0);
        assertTrue(now.andersonRubin().contains(-0.3), now.andersonRubin().toString());
        assertTrue(!now.andersonRubin().contains(0));
        double naive =
                Regression.ols("price ~ exports | product + year").fit(panel).coefficient("exports");
        assertTrue(naive > 0, "demand moves both, so least squares has the wrong sign: " + naive);
        assertEquals(3, found.horizons().size());
        assertEquals(60 * 20, now.nobs());
        assertEquals(60 * 18, found.horizons().get(2).nobs());
        assertTrue(found.toString().contains("Exclusion, as stated: capacity elsewhere moves our rivals only"));
        assertTrue(found.toString().contains("Anderson–Rubin set"));
        assertEquals(1, found.glance().rowCount());
        assertEquals(1200, found.glance().intColumn("nobs").get(0));
        assertEquals(3, found.tidy().rowCount());
        assertTrue(found.figure().svg().length() > 1000);
        assertTrue(found.figure().csv().contains("conf_low"));
        var range = now.andersonRubin().ranges().get(0);
        assertTrue(
                found.figure().rows().get(1).contains(org.overhang.core.Numbers.plain(range.low())),
                "the figure shows the set that is to be read");
    }

    @Test
    void anIidCovarianceOverHorizonsIsWarnedOf() {
        var found = RivalResponse.of("price")
                .to("exports")
                .instrument(RivalResponse.Instrument.lagged("capacity", 1))
                .excludedBecause("capacity of last year reaches rivals only through exports")
                .unit("product")
                .time("year")
                .horizons(0, 1)
                .fit(panel(22));
        assertTrue(found.toString().contains("Errors of horizons beyond 0 overlap in time"));
    }

    @Test
    void rivalResponseRefusals() {
        assertEquals(
                "A rival response needs at least one instrument and the reason in words why it may be left out, but the reason"
                        + " is blank.",
                assertThrows(
                                OverhangException.class,
                                () -> RivalResponse.of("price")
                                        .to("exports")
                                        .instrument(RivalResponse.Instrument.reform("capacity"))
                                        .excludedBecause(" "))
                        .getMessage());
        assertThrows(OverhangException.class, () -> RivalResponse.Instrument.lagged("x", 0));
        for (String own : new String[] {"price", "exports"}) {
            OverhangException e = assertThrows(
                    OverhangException.class,
                    () -> RivalResponse.of("price")
                            .to("exports")
                            .instrument(RivalResponse.Instrument.thirdMarketCapacity(own)));
            assertEquals(Reason.BAD_VALUE, e.reason());
            assertTrue(e.getMessage().startsWith("A rival response needs predetermined instruments"));
        }
        assertThrows(OverhangException.class, () -> response().horizons(2, 1));
    }

    @Test
    void unitValueOfAPureMixChange() {
        Table table = Table.create("imports")
                .addColumns(
                        StringColumn.create("item", "a", "b", "a", "b"),
                        IntColumn.create("year", 2019, 2019, 2023, 2023),
                        DoubleColumn.create("value", 1000, 5000, 3000, 1000),
                        DoubleColumn.create("quantity", 10, 10, 30, 2));
        var found = UnitValueDecomposition.of("value")
                .quantity("quantity")
                .by("item")
                .period("year")
                .between("2019", "2023")
                .measure(table);
        assertEquals(300, found.before(), EXACT);
        assertEquals(125, found.after(), EXACT);
        assertEquals(0, found.part("price"), EXACT);
        assertEquals(-175, found.part("mix"), 1e-10);
        assertEquals(1, found.glance().rowCount());
        assertTrue(found.figure().svg().length() > 1000);
    }

    @Test
    void valueWithoutQuantityIsLeftOutAndNegativeCellsAreNamed() {
        Table table = Table.create("imports")
                .addColumns(
                        StringColumn.create("item", "a", "b", "c", "a", "b", "c"),
                        IntColumn.create("year", 1, 1, 1, 2, 2, 2),
                        DoubleColumn.create("value", 100, 50, 7, 90, 60, 0),
                        DoubleColumn.create("quantity", 10, 10, 0, 10, 10, 0));
        UnitValueDecomposition method = UnitValueDecomposition.of("value")
                .quantity("quantity")
                .by("item")
                .period("year")
                .between("1", "2");
        Accounting found = method.measure(table);
        assertEquals(7.5, found.before(), EXACT, "seven dollars without a weight have no price");
        assertEquals(
                found.after() - found.before(),
                found.terms().stream().mapToDouble(found::part).sum(),
                EXACT);
        assertTrue(found.toString().endsWith("Left out: 1 items with a value and no quantity in a period"));
        table.doubleColumn("quantity").set(4, -10);
        OverhangException e = assertThrows(OverhangException.class, () -> method.measure(table));
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertEquals(
                "UnitValueDecomposition needs quantity at or above zero, but \"quantity\" in table \"imports\" holds -10 in row 5."
                        + " Correct the cells, or make them missing so that they are left out.",
                e.lines().get(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void accountsAddUpInAnyUnit(long seed) {
        Draws draws = new Seed(seed).stream(0);
        String[] items = new String[40];
        int[] years = new int[40];
        double[] value = new double[40];
        double[] quantity = new double[40];
        for (int i = 0; i < 40; i++) {
            items[i] = "i" + i % 20;
            years[i] = i < 20 ? 1 : 2;
            quantity[i] = i % 7 == 3 ? 0 : draws.uniform();
            value[i] = quantity[i] * (1 + draws.uniform());
        }
        for (double scale : new double[] {1e-3, 1, 1e3}) {
            Table table = Table.create("t")
                    .addColumns(
                            StringColumn.create("item", items),
                            IntColumn.create("year", years),
                            DoubleColumn.create(
                                    "value",
                                    Arrays.stream(value).map(v -> v * scale).toArray()),
                            DoubleColumn.create("quantity", quantity));
            var units = UnitValueDecomposition.of("value")
                    .quantity("quantity")
                    .by("item")
                    .period("year")
                    .between("1", "2")
                    .measure(table);
            double sum = units.terms().stream().mapToDouble(units::part).sum();
            assertEquals(units.after() - units.before(), sum, EXACT * scale);
            var moved = TradeDiversion.of("quantity")
                    .by("item")
                    .from("i1")
                    .period("year")
                    .between("1", "2")
                    .measure(table);
            assertEquals(
                    moved.after() - moved.before(),
                    moved.terms().stream().mapToDouble(moved::part).sum(),
                    EXACT);
        }
    }

    @Test
    void diversionNamesWhoGained() {
        Table table = Table.create("trade")
                .addColumns(
                        StringColumn.create("origin", "China", "Vietnam", "EU", "China", "Vietnam", "EU"),
                        IntColumn.create("year", 1, 1, 1, 2, 2, 2),
                        DoubleColumn.create("q", 50, 10, 40, 20, 60, 120));
        var found = TradeDiversion.of("q")
                .by("origin")
                .from("China")
                .period("year")
                .between("1", "2")
                .measure(table);
        // At its old share China would have sold 100 of 200; it sold 20. Vietnam took 40, the EU 40.
        assertEquals(100, found.before(), EXACT);
        assertEquals(-40, found.part("to Vietnam"), EXACT);
        assertEquals(-40, found.part("to EU"), EXACT);
        assertEquals(
                Reason.BAD_VALUE,
                assertThrows(
                                OverhangException.class,
                                () -> TradeDiversion.of("q")
                                        .by("origin")
                                        .from("Chile")
                                        .period("year")
                                        .between("1", "2")
                                        .measure(table))
                        .reason());
    }

    private static Accounting loss(double[] price, double[] cost, double[] sales, double[] market, double[] subject) {
        return LossDecomposition.of("p")
                .cost("c")
                .quantity("q")
                .market("m")
                .subject("s")
                .period("year")
                .between("1", "2")
                .measure(Table.create("rival")
                        .addColumns(
                                IntColumn.create("year", 1, 2),
                                DoubleColumn.create("p", price),
                                DoubleColumn.create("c", cost),
                                DoubleColumn.create("q", sales),
                                DoubleColumn.create("m", market),
                                DoubleColumn.create("s", subject)));
    }

    @Test
    void lossesGoToWhatMoved() {
        var share = loss(
                new double[] {10, 10},
                new double[] {8, 8},
                new double[] {50, 30},
                new double[] {100, 100},
                new double[] {20, 35});
        assertEquals(-30, share.part("subject imports"), EXACT);
        assertEquals(-10, share.part("other suppliers"), EXACT);
        assertEquals(0, share.part("demand"), EXACT);
        var demand = loss(
                new double[] {10, 10},
                new double[] {8, 8},
                new double[] {50, 25},
                new double[] {100, 50},
                new double[] {20, 10});
        assertEquals(-50, demand.part("demand"), EXACT);
        var all = loss(
                new double[] {10, 9},
                new double[] {8, 8.5},
                new double[] {50, 30},
                new double[] {100, 90},
                new double[] {20, 40});
        assertEquals(
                all.after() - all.before(),
                all.terms().stream().mapToDouble(all::part).sum(),
                EXACT);
        assertThrows(
                OverhangException.class,
                () -> loss(
                        new double[] {1, 1},
                        new double[] {1, 1},
                        new double[] {90, 1},
                        new double[] {100, 1},
                        new double[] {20, 1}));
    }

    @Test
    void depressionAndSuppressionAreNotSynonyms() {
        Table table = Table.create("sales")
                .addColumns(
                        StringColumn.create("product", "a", "b", "a", "b", "a", "b"),
                        IntColumn.create("quarter", 1, 1, 2, 2, 3, 3),
                        DoubleColumn.create("price", 100, 50, 100, 50, 100, 50),
                        DoubleColumn.create("quantity", 10, 10, 5, 20, 8, 8),
                        DoubleColumn.create("cost", 80, 40, 85, 42.5, 90, 45));
        var found = PriceEffects.of("price")
                .quantity("quantity")
                .cost("cost")
                .by("product")
                .period("quarter")
                .measure(table);
        assertEquals(0, found.depression(), EXACT);
        assertEquals(0.1, found.suppression(), EXACT);
        assertEquals(0.05, found.costRatioTrend(), EXACT);
        assertEquals(3, found.glance().intColumn("nobs").get(0));
        assertEquals(
                Reason.NOT_IDENTIFIED,
                assertThrows(
                                OverhangException.class,
                                () -> PriceEffects.of("price")
                                        .quantity("quantity")
                                        .cost("cost")
                                        .by("product")
                                        .period("quarter")
                                        .measure(table.first(3)))
                        .reason());
    }

    /** Cost over sales .80, .82, .84 in periods 1, 3, 4 and nothing in period 2: a line through three points, not two. */
    @Test
    void aPeriodWithoutAPriceLeavesTheTrend() {
        Table table = Table.create("sales")
                .addColumns(
                        StringColumn.create("product", "a", "a", "a", "a"),
                        IntColumn.create("quarter", 1, 2, 3, 4),
                        DoubleColumn.create("price", 100, Double.NaN, 100, 100),
                        DoubleColumn.create("quantity", 10, 10, 10, 10),
                        DoubleColumn.create("cost", 80, 81, 82, 84));
        // Times −5/3, 1/3, 4/3 about their mean: (−5/3·.80 + 1/3·.82 + 4/3·.84)/(42/9)
        double slope = (-5 * 0.80 + 0.82 + 4 * 0.84) / 3 / (42 / 9.0);
        assertEquals(
                slope,
                PriceEffects.of("price")
                        .quantity("quantity")
                        .cost("cost")
                        .by("product")
                        .period("quarter")
                        .measure(table)
                        .costRatioTrend(),
                EXACT);
        assertEquals(0.0129, slope, 5e-5);
    }

    /** Averages of equal prices are equal whatever the quantities and the currency. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 1e3})
    void equalPricesAreNoInstance(double currency) {
        Table table = Table.create("cells")
                .addColumns(
                        StringColumn.create("product", "a", "b"),
                        IntColumn.create("quarter", 1, 1),
                        DoubleColumn.create("import_price", 90 * currency, 10.18 * currency),
                        DoubleColumn.create("domestic_price", 100 * currency, 10.18 * currency),
                        DoubleColumn.create("quantity", 10, 3.3));
        var found = underselling().measure(table);
        assertEquals(1, found.instances());
        assertEquals(0.1, found.average(), EXACT);
        assertEquals(10 / 13.3, found.shareOfQuantity(), EXACT);
    }

    /** A quantity that is missing is not one of zero: what the others gained cannot be told from it. */
    @Test
    void aMissingQuantityIsNotZero() {
        Table table = Table.create("trade")
                .addColumns(
                        StringColumn.create("origin", "China", "Vietnam", "EU", "China", "Vietnam", "EU"),
                        IntColumn.create("year", 1, 1, 1, 2, 2, 2),
                        DoubleColumn.create("q", Double.NaN, 10, 40, 20, 60, 120));
        TradeDiversion method =
                TradeDiversion.of("q").by("origin").from("China").period("year").between("1", "2");
        OverhangException e = assertThrows(OverhangException.class, () -> method.measure(table));
        assertEquals(
                "TradeDiversion needs every quantity of \"China\" in 1 and 2, but one is missing. Fill it, or compare other periods.",
                e.lines().get(0));
        table.doubleColumn("q").set(0, 50).setMissing(1);
        Accounting found = method.measure(table);
        // Of 90 known before and 140 after: China's old share is worth 77.8, it sold 20; the EU took the difference.
        assertEquals(List.of("to EU"), found.terms());
        assertEquals(-(120 - 40 / 90.0 * 140), found.part("to EU"), EXACT);
        assertTrue(
                found.toString().endsWith("Left out: 2 rows without an item, or of an item with a missing cell"),
                found.toString());
        table.addColumns(DoubleColumn.create("v", 5, 1, 4, 2, 6, 12));
        Accounting values = UnitValueDecomposition.of("v")
                .quantity("q")
                .by("origin")
                .period("year")
                .between("1", "2")
                .measure(table);
        assertEquals(0, values.part("entry"), EXACT, "an item whose old quantity is missing did not enter");
    }

    /** Effects of units make a lagged instrument answer the error; the response says so, and says its level. */
    @Test
    void effectsOfUnitsAreWarnedOf() {
        Draws draws = new Seed(8).stream(0);
        Table table = Table.create("panel")
                .addColumns(
                        StringColumn.create("unit"),
                        IntColumn.create("year"),
                        DoubleColumn.create("x"),
                        DoubleColumn.create("y"),
                        DoubleColumn.create("z"));
        for (int u = 0; u < 20; u++) {
            for (int t = 0; t < 8; t++) {
                double z = draws.normal();
                table.stringColumn("unit").append("u" + u);
                table.intColumn("year").append(t);
                table.doubleColumn("z").append(z);
                table.doubleColumn("x").append(z + draws.normal());
                table.doubleColumn("y").append(draws.normal());
            }
        }
        RivalResponse method = RivalResponse.of("y")
                .to("x")
                .instrument(RivalResponse.Instrument.reform("z"))
                .excludedBecause("a test");
        String with =
                method.absorbing("unit").unit("unit").time("year").fit(table).toString();
        assertTrue(with.contains("Effects of \"unit\" take each unit's mean"), with);
        assertTrue(with.contains("Anderson–Rubin, 95 %"), with);
        assertTrue(!method.fit(table).toString().contains("take each unit's mean"));
    }
}
