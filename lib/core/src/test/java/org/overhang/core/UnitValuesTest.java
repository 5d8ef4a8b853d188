package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class UnitValuesTest {
    /** Product a: unit values 1 to 10; b: 100 and 200; then a zero quantity, a missing value and a row without a product. */
    private static Table trade() {
        StringColumn product = StringColumn.create("hs6");
        DoubleColumn value = DoubleColumn.create("value_usd");
        DoubleColumn weight = DoubleColumn.create("weight_kg");
        for (int i = 10; i >= 1; i--) {
            product.append("a");
            value.append(2.0 * i);
            weight.append(2.0);
        }
        for (double[] row : new double[][] {{100, 1}, {200, 1}, {5, 0}, {Double.NaN, 1}}) {
            product.append("b");
            value.append(row[0]);
            weight.append(row[1]);
        }
        product.appendMissing();
        value.append(3.0);
        weight.append(1.0);
        return Table.create("trade", product, value, weight);
    }

    @Test
    void theExtremesOfEachProductAreLeftOutAndCounted() {
        UnitValuesResult result =
                UnitValues.of("value_usd").per("weight_kg").by("hs6").trim(0.1).measure(trade());
        assertEquals(
                List.of(9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 100.0, 200.0),
                result.table().doubleColumn("unit_value_usd_kg").asList());
        assertEquals("usd/kg", result.field("unit_value_usd_kg").orElseThrow().unit());
        assertEquals(5, result.glance().intColumn("dropped").get(0));
        String summary = result.summary().toString();
        assertTrue(summary.contains("rows with a quantity of zero"), summary);
        assertTrue(summary.contains("rows with the lowest or highest unit values of their product"), summary);
        assertEquals(
                12,
                UnitValues.of("value_usd")
                        .per("weight_kg")
                        .by("hs6")
                        .measure(trade())
                        .table()
                        .rowCount());
    }

    @Test
    void equalUnitValuesStayTogetherAndOrderDoesNotMatter() {
        double[] ratios = {5, 5, 5, 1, 9, 5, 5, 5, 5, 5};
        boolean[] kept = UnitValuesMath.within(ratios, new int[10], 1, 0.1);
        for (int i = 0; i < kept.length; i++) {
            assertEquals(ratios[i] == 5, kept[i]);
        }
        for (boolean all : UnitValuesMath.within(new double[] {3, 3, 3, 3}, new int[4], 1, 0.4)) {
            assertTrue(all);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 0.5, Double.NaN})
    void aShareIsBelowOneHalf(double share) {
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> UnitValues.of("value_usd").per("weight_kg").trim(share));
        assertEquals(Reason.OUT_OF_RANGE, e.reason());
        assertTrue(e.getMessage().startsWith("UnitValues needs a share to trim at each end from 0 to below 0.5"));
    }

    @Test
    void whatCannotBeAUnitValueIsRefused() {
        Table negative = trade();
        negative.doubleColumn("weight_kg").set(0, -1.0);
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> UnitValues.of("value_usd").per("weight_kg").measure(negative));
        assertEquals(Reason.BAD_VALUE, e.reason());
        Table taken = trade().addColumns(DoubleColumn.create("unit_value_usd_kg", 15));
        assertTrue(assertThrows(
                        OverhangException.class,
                        () -> UnitValues.of("value_usd").per("weight_kg").measure(taken))
                .getMessage()
                .contains("has a column \"unit_value_usd_kg\" already"));
    }
}
