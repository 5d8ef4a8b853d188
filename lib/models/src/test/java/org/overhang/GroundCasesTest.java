package org.overhang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.capacity.Overcapacity;
import org.overhang.capacity.Utilization;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.dependence.Concentration;
import org.overhang.dumping.CaseFiles;
import org.overhang.dumping.DumpingMargin;
import org.overhang.dumping.DumpingRules;
import org.overhang.dumping.ExportSales;
import org.overhang.dumping.HomeSales;
import org.overhang.equilibrium.Elasticity;
import org.overhang.equilibrium.Market;
import org.overhang.equilibrium.PartialEquilibrium;
import org.overhang.policy.Measure;
import org.overhang.policy.Removal;
import org.overhang.price.PriceEffects;
import org.overhang.subsidy.SubsidyMargin;
import org.overhang.subsidy.Support;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables that once gave a wrong number without a word; each right value was worked out by hand, as its comment says. */
class GroundCasesTest {
    /** A handful of operations. */
    private static final double ROUNDING = 1e-12;

    private static OverhangException refused(Reason reason, org.junit.jupiter.api.function.Executable call) {
        OverhangException e = assertThrows(OverhangException.class, call);
        assertEquals(reason, e.reason(), e.getMessage());
        return e;
    }

    /**
     * Control numbers of 18 digits that differ in the last one. Model 081: exports 12,500 for 150, normal value 11,560 / 120, so
     * (96.3333 − 83.3333) 150 = 1,950. Model 082: exports 10,300 for 50, normal value 185, so −1,050. Then 900 / 22,800.
     */
    @Test
    void controlNumbersOfEighteenDigitsAreTwoModels() {
        Table exports = Table.read().csv("src/test/resources/reference/ground/us18.csv");
        Table home = Table.read().csv("src/test/resources/reference/ground/hm18.csv");
        assertEquals("LONG", exports.column("connum").type().name());
        double margin = DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024)
                .measure(CaseFiles.exports(ExportSales.houseColumns(), exports)
                        .home(HomeSales.houseColumns(), home)
                        .period(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31))
                        .comparisonCurrency("USD")
                        .reportCurrency("USD"))
                .margin();
        assertEquals(900.0 / 22_800, margin, ROUNDING);
    }

    /** Five equal shares: 5 · 0.2². */
    @Test
    void fiveSuppliersWithLongCodesAreFive() {
        LongColumn ids = LongColumn.create("supplier");
        for (int i = 0; i < 5; i++) {
            ids.append(911100008021004330L + i);
        }
        Table imports = Table.create("imports", ids, DoubleColumn.create("value_usd", 7.0, 7, 7, 7, 7));
        assertEquals(
                0.2,
                Concentration.of("value_usd").among("supplier").measure(imports).hhi("all"),
                ROUNDING);
    }

    @Test
    void kilotonsOverMegatonsAreRefusedWithTheFactor() {
        Table rows = Table.create(
                "plants",
                StringColumn.create("plant", List.of("A")),
                DoubleColumn.create("capacity_mt", new double[] {1}),
                DoubleColumn.create("output_kt", new double[] {800}));
        OverhangException e = refused(
                Reason.WRONG_UNIT,
                () -> Overcapacity.of("capacity_mt")
                        .output("output_kt")
                        .target(0.8)
                        .by("plant")
                        .measure(Source.of(rows)));
        assertTrue(e.getMessage().matches("(?s).*\\b(1000|0\\.001)\\b.*"), e.getMessage());
    }

    /** 1,000 MWh at 50 where the market asks 0.08 a kWh, 80 a MWh: 30,000 of support, never 1,000 (0.08 − 50). */
    @Test
    void aMarketPriceAKilowattHourIsNotComparedWithOneAMegawattHour() {
        Table rows = Table.create(
                "smelters",
                StringColumn.create("firm", List.of("A")),
                DoubleColumn.create("revenue_usd", new double[] {1e6}),
                DoubleColumn.create("cost_usd", new double[] {9e5}),
                DoubleColumn.create("power_mwh", new double[] {1000}),
                DoubleColumn.create("price_paid_usd_mwh", new double[] {50}),
                DoubleColumn.create("price_market_usd_kwh", new double[] {0.08}));
        refused(
                Reason.WRONG_UNIT,
                () -> SubsidyMargin.of("revenue_usd")
                        .less("cost_usd")
                        .support(Support.cheapInput(
                                Support.used("power_mwh"),
                                Support.paid("price_paid_usd_mwh"),
                                Support.market("price_market_usd_kwh")))
                        .by("firm")
                        .measure(Source.of(rows)));
        rows.doubleColumn("price_market_usd_kwh").set(0, 80.0);
        rows.column("price_market_usd_kwh").setName("price_market_usd_mwh");
        assertEquals(
                30_000,
                SubsidyMargin.of("revenue_usd")
                        .less("cost_usd")
                        .support(Support.cheapInput(
                                Support.used("power_mwh"),
                                Support.paid("price_paid_usd_mwh"),
                                Support.market("price_market_usd_mwh")))
                        .by("firm")
                        .measure(Source.of(rows))
                        .support()[0],
                ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"year", "month", "date"})
    void aYearIsNoCapacity(String time) {
        Table rows = Table.create(
                "steel",
                IntColumn.create(time, new int[] {2019, 2020}),
                DoubleColumn.create("production_mt", 16.0, 17));
        OverhangException e = refused(
                Reason.WRONG_TYPE,
                () -> Utilization.of("production_mt").over(time).measure(Source.of(rows)));
        assertTrue(e.getMessage().contains("is time"), e.getMessage());
    }

    /** The first and last price in calendar order; as text April comes first, and October before February. */
    @ParameterizedTest
    @CsvSource({
        "Jan-2020 Feb-2020 Mar-2020 Apr-2020, 100 90 80 70, -0.3",
        "2020M2 2020M5 2020M9 2020M10, 100 95 90 80, -0.2",
        "2020M2 2020M5 2020M9 2020M10, 100 105 110 130, 0.3",
        "Q4-2019 Q1-2020 Q2-2020 Q3-2020, 100 90 80 70, -0.3",
        "12/2019 01/2020 02/2020 10/2020, 100 90 80 70, -0.3",
        "October-2019 January-2020 April-2020 August-2020, 100 90 80 70, -0.3"
    })
    void pricesFallAlongTheCalendar(String months, String prices, double change) {
        StringColumn month = StringColumn.create("month", months.split(" "));
        DoubleColumn price = DoubleColumn.create("price");
        DoubleColumn quantity = DoubleColumn.create("quantity");
        DoubleColumn cost = DoubleColumn.create("cost");
        StringColumn product = StringColumn.create("product");
        for (String p : prices.split(" ")) {
            price.append(Double.parseDouble(p));
            quantity.append(10);
            cost.append(60);
            product.append("A");
        }
        Table sales = Table.create("sales", month, product, price, quantity, cost);
        PriceEffects method = PriceEffects.of("price")
                .quantity("quantity")
                .cost("cost")
                .by("product")
                .period("month");
        assertEquals(change, method.measure(Source.of(sales)).depression(), ROUNDING);
        assertEquals(
                change,
                method.measure(Source.of(sales.sortDescendingOn("price"))).depression(),
                ROUNDING);
    }

    @Test
    void aSubsidyThatIsNotThereCannotBeTakenAway() {
        Table imports = Table.create(
                "imports",
                StringColumn.create("origin", "EU", "China", "Korea"),
                DoubleColumn.create("value_usd", 5.5e9, 3e9, 1.5e9));
        Market market = PartialEquilibrium.armington("value_usd")
                .by("origin")
                .domestic("EU")
                .elasticities(Elasticity.substitution(4.2), Elasticity.demand(-0.8), Elasticity.supply(6.0))
                .calibrate(imports);
        for (Measure measure : new Measure[] {Measure.SUBSIDY, Measure.DUTY}) {
            OverhangException e = assertThrows(
                    OverhangException.class,
                    () -> market.solve(Removal.remove(measure).from("China")));
            assertTrue(e.getMessage().contains("does not hold " + measure.words()), e.getMessage());
        }
    }

    @Test
    void theConceptMayBeAKey() {
        Table cars = Table.create(
                "cars",
                StringColumn.create("concept", "nameplate", "survey"),
                DoubleColumn.create("output", 50.0, 60),
                DoubleColumn.create("capacity", 100.0, 80));
        Table tidy = Utilization.of("output")
                .over("capacity")
                .conceptIn("concept")
                .by("concept")
                .measure(Source.of(cars))
                .tidy();
        assertEquals(
                tidy.columnCount(),
                tidy.columnNames().stream().map(String::toLowerCase).distinct().count());
        assertTrue(tidy.columnNames().contains("concept"), tidy.columnNames().toString());
    }
}
