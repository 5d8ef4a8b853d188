package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {
    private static Field field(String name) {
        return new Field(name, Field.Kind.NUMBER, Unit.suffixOf(name));
    }

    @ParameterizedTest
    @CsvSource({
        "capacity_mt, mt",
        "debt_usd_million, usd_million",
        "price_usd_t, usd/t",
        "price_market_usd_mwh, usd/mwh",
        "value_usd_million_t, usd_million/t",
        "power_mwh, mwh",
        "Capacity_KT, kt",
        "usd, ''",
        "region, ''",
        "import_share, ''",
        "net_weight_kg, kg"
    })
    void columnNamesEndInTheirUnit(String column, String unit) {
        assertEquals(unit, Unit.suffixOf(column));
    }

    @Test
    void pricesHaveMoneyOverQuantity() {
        Unit perTonne = Unit.of("usd/t").orElseThrow();
        Unit perKilogram = Unit.of("usd/kg").orElseThrow();
        assertEquals("money in USD per unit of mass", perTonne.dimension());
        assertEquals(perTonne.dimension(), perKilogram.dimension());
        // One dollar a kilogram is a thousand dollars a tonne.
        assertEquals(1000, perKilogram.factor() / perTonne.factor(), 1e-9);
    }

    @Test
    void differentUnitsOfOneDimensionAreRefusedWithTheFactor() {
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> Unit.requireSame("Utilization", field("output_t"), field("capacity_kt")));
        assertEquals(Reason.WRONG_UNIT, e.reason());
        assertEquals(
                "Utilization needs \"output_t\" and \"capacity_kt\" in the same unit, but they are in t and kt."
                        + " Convert one of them, for example \"capacity_kt\" times 1000.",
                e.getMessage());
    }

    @Test
    void differentDimensionsAreRefused() {
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> Unit.requireSame("Utilization", field("output_gw"), field("capacity_kt")));
        assertEquals(
                "Utilization needs \"output_gw\" and \"capacity_kt\" in the same unit, but they are in gw and kt."
                        + " They measure different things (power and mass); choose columns that can be compared.",
                e.getMessage());
        assertThrows(OverhangException.class, () -> Unit.requireSame("X", field("a_usd_t"), field("b_usd_kg")));
        assertThrows(OverhangException.class, () -> Unit.requireSame("X", field("a_usd"), field("b_eur")));
    }

    @Test
    void sameAndUnknownUnitsPass() {
        assertDoesNotThrow(() -> Unit.requireSame("X", field("a_kt"), field("b_kt")));
        assertDoesNotThrow(() -> Unit.requireSame("X", field("a_t"), field("b_tonnes")));
        assertDoesNotThrow(() -> Unit.requireSame("X", field("output"), field("b_kt")));
    }
}
