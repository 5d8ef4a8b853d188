package org.overhang.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class InjuryMarginTest {
    /** The expected rates are worked by hand with four decimals of a percent. */
    private static final double PRINTED = 5e-7;

    private static final double EXACT = 1e-14;

    private static Table imports(double scale) {
        return Table.create("imports")
                .addColumns(
                        StringColumn.create("type", "a", "b"),
                        DoubleColumn.create("cif", 880 * scale, 1240 * scale),
                        DoubleColumn.create("quantity", 100, 50),
                        DoubleColumn.create("cost", 950 * scale, 1250 * scale),
                        DoubleColumn.create("price", 1020 * scale, 1290 * scale));
    }

    private static InjuryMargin margin(TargetProfit target, double scale) {
        return InjuryMargin.of("cif")
                .quantity("quantity")
                .unionCost("cost")
                .targetProfit(target)
                .customsDuty(0.03)
                .postImportation(10 * scale)
                .by("type");
    }

    @Test
    void handWorkedCase() {
        var measured = margin(TargetProfit.onTurnover(0.06), 1).measure(imports(1));
        assertEquals(0.077021, measured.margin(), PRINTED);
        assertEquals(1010.6383, measured.nonInjuriousPrices()[0], 5e-5);
        assertEquals(1329.7872, measured.nonInjuriousPrices()[1], 5e-5);
        assertEquals(0.05, measured.lesserDuty(0.05));
        assertEquals(0.077021, measured.lesserDuty(0.5), PRINTED);
        assertEquals(0, measured.lesserDuty(-0.01));
        assertEquals(2, measured.glance().intColumn("nobs").get(0));
        assertEquals(
                0.073, margin(TargetProfit.onCost(0.06), 1).measure(imports(1)).margin(), PRINTED);
        assertTrue(measured.toString()
                .startsWith("Injury margin · non-injurious price Union cost plus 6.0 % of turnover"));
        assertTrue(measured.toString().endsWith("Left out: nothing"));
    }

    @Test
    void undercuttingOfTheSameCase() {
        var measured = Undercutting.of("cif")
                .quantity("quantity")
                .unionPrice("price")
                .customsDuty(0.03)
                .postImportation(10)
                .measure(imports(1));
        assertEquals(0.063063, measured.margin(), PRINTED);
        assertEquals(2, measured.glance().intColumn("nobs").get(0));
        assertEquals(
                10_500,
                ((DoubleColumn) measured.tidy().column("gap")).sum(),
                1e-9,
                "(1020-916.4)*100 + (1290-1287.2)*50");
    }

    @Test
    void manualOfIndiaPageTwoHundredNinetyEight() {
        // Landed value 12 and 10 against a non-injurious price of 18 and 20: 50 % and 100 % of landed value.
        Table table = Table.create("manual")
                .addColumns(
                        StringColumn.create("pcn", "1", "2"),
                        DoubleColumn.create("landed", 12, 10),
                        DoubleColumn.create("q", 1, 1),
                        DoubleColumn.create("nip", 18, 20));
        var estimate = InjuryMargin.of("landed")
                .quantity("q")
                .unionCost("nip")
                .targetProfit(TargetProfit.onTurnover(0))
                .by("pcn")
                .measure(table)
                .tidy()
                .doubleColumn("estimate");
        assertEquals(0.5, estimate.get(0), EXACT);
        assertEquals(1.0, estimate.get(1), EXACT);
    }

    @Test
    void priceLessActualProfitIsCost() {
        Table table = imports(1);
        table.addColumns(table.doubleColumn("cost").divide(1 - 0.034).setName("sold"));
        double viaPrice = InjuryMargin.of("cif")
                .quantity("quantity")
                .unionPrice("sold", 0.034)
                .targetProfit(TargetProfit.onTurnover(0.06))
                .customsDuty(0.03)
                .postImportation(10)
                .measure(table)
                .margin();
        assertEquals(
                margin(TargetProfit.onTurnover(0.06), 1).measure(imports(1)).margin(), viaPrice, EXACT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 1e3})
    void currencyDoesNotMatter(double scale) {
        TargetProfit target = TargetProfit.onTurnover(0.06);
        assertEquals(
                margin(target, 1).measure(imports(1)).margin(),
                margin(target, scale).measure(imports(scale)).margin(),
                1e-13);
    }

    @Test
    void badRowsAreCountedAndRowOrderDoesNotMatter() {
        Table table = imports(1);
        Table more = imports(1);
        more.doubleColumn("cif").set(0, Double.NaN);
        more.doubleColumn("quantity").set(1, 0);
        Table both = more.append(table);
        var measured = margin(TargetProfit.onTurnover(0.06), 1).measure(both);
        assertEquals(0.077021, measured.margin(), PRINTED);
        assertTrue(
                measured.toString()
                        .endsWith(
                                "Left out: 1 rows with a missing cell; 1 rows with a quantity, price or cost of zero or below"));
        assertEquals(
                measured.margin(),
                margin(TargetProfit.onTurnover(0.06), 1)
                        .measure(both.sortDescendingOn("cost"))
                        .margin(),
                EXACT);
    }

    @Test
    void refusals() {
        var range = assertThrows(OverhangException.class, () -> TargetProfit.onTurnover(6));
        assertEquals(Reason.OUT_OF_RANGE, range.reason());
        assertEquals(
                "A target profit needs a rate of at least 0 and below 1, but it is 6.0. Write TargetProfit.onTurnover(0.06)"
                        + " for six percent of turnover.",
                range.getMessage());
        var column = assertThrows(
                OverhangException.class,
                () -> Undercutting.of("cif")
                        .quantity("quantity")
                        .unionPrice("pric")
                        .measure(imports(1)));
        assertEquals(Reason.MISSING_COLUMN, column.reason());
        Table empty = imports(1).emptyCopy();
        assertEquals(
                Reason.NOT_IDENTIFIED,
                assertThrows(
                                OverhangException.class,
                                () -> margin(TargetProfit.onTurnover(0.06), 1).measure(empty))
                        .reason());
        assertEquals(
                Reason.OUT_OF_RANGE,
                assertThrows(
                                OverhangException.class,
                                () -> margin(TargetProfit.onTurnover(0.06), 1).customsDuty(Double.NaN))
                        .reason());
    }
}
