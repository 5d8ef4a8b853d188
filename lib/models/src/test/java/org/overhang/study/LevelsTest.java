package org.overhang.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.equilibrium.Elasticity.demand;
import static org.overhang.equilibrium.Elasticity.substitution;
import static org.overhang.equilibrium.Elasticity.supply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.overhang.capacity.Utilization;
import org.overhang.core.Hierarchy;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.dataset.Datasets;
import org.overhang.dependence.Concentration;
import org.overhang.dependence.TradeDependence;
import org.overhang.equilibrium.PartialEquilibrium;
import org.overhang.price.TradeDiversion;
import org.overhang.price.UnitValueDecomposition;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Every verb that adds rows up refuses a sum over a world and its countries. */
class LevelsTest {
    /** Country sums of a printed table lie this close to the world it prints, as rounded there. */
    private static final double PRINTED_WORLD = 0.02;

    private static void refused(String verb, Executable call) {
        OverhangException e = assertThrows(OverhangException.class, call);
        assertEquals(Reason.BAD_VALUE, e.reason(), e::getMessage);
        assertTrue(e.getMessage().startsWith(verb + " needs rows of one level in a sum, but \""), e::getMessage);
    }

    private static Source trade() {
        Table table = Table.create(
                "trade",
                StringColumn.create("place", "World", "A", "B", "World", "A", "B"),
                StringColumn.create("product", "x", "x", "x", "x", "x", "x"),
                IntColumn.create("year", new int[] {2020, 2020, 2020, 2021, 2021, 2021}),
                DoubleColumn.create("quantity_t", 10, 6, 4, 12, 9, 3),
                DoubleColumn.create("value_usd", 20, 12, 8, 30, 20, 10));
        return Source.of(table)
                .levels(Hierarchy.of("place").level("world", "World").rest("country"));
    }

    @Test
    void cementOfTheWorldIsNotAddedToItsCountries() {
        var cement = Datasets.load("cement-capacity");
        var use = Utilization.of("production_kt")
                .over("clinker_capacity_kt")
                .by("year")
                .total();
        refused("Utilization", () -> use.measure(cement));
        double countries = use.measure(cement.at("country")).at("2019");
        double world = use.measure(cement.at("world")).at("2019");
        assertEquals(1, countries / world, PRINTED_WORLD);
        refused("Utilization", () -> use.measure(cement.table("vintages").at("country")));
    }

    @Test
    void regionsAreNotAddedToTheirParts() {
        var steel = Datasets.load("steel-capacity");
        var use = Utilization.of("production_mt").over("capacity_mt").by("year").total();
        refused("Utilization", () -> use.measure(steel));
        assertTrue(use.measure(steel.at("region")).at("2019") > 0.5);
    }

    @Test
    void aWorldIsNoSupplier() {
        var aluminum = Datasets.load("aluminium").table("output");
        var few = Concentration.of("production_mt").among("country");
        refused("Concentration", () -> few.measure(aluminum));
        assertTrue(few.measure(aluminum.at("country")).hhi("all") > 0.4);
        var partners =
                TradeDependence.of("value_usd").from("place").product("product").year("year");
        refused("TradeDependence", () -> partners.measure(trade()));
        assertEquals(2, partners.measure(trade().at("country")).tidy().rowCount());
    }

    @Test
    void aWorldIsNoRival() {
        var market = PartialEquilibrium.armington("value_usd")
                .by("place")
                .elasticities(substitution(4), demand(-1), supply(5));
        Source year = Source.of(
                        trade().table().where(trade().table().intColumn("year").isEqualTo(2020)))
                .levels(trade().hierarchies().get(0));
        refused("Armington", () -> market.calibrate(year));
        market.calibrate(year.at("country"));
        var loss = TradeDiversion.of("quantity_t")
                .by("place")
                .from("B")
                .period("year")
                .between("2020", "2021");
        refused("TradeDiversion", () -> loss.measure(trade()));
        var value = UnitValueDecomposition.of("value_usd")
                .quantity("quantity_t")
                .by("place")
                .period("year")
                .between("2020", "2021");
        refused("UnitValueDecomposition", () -> value.measure(trade()));
    }
}
