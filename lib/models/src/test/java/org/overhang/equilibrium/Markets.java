package org.overhang.equilibrium;

import static org.overhang.equilibrium.Elasticity.demand;
import static org.overhang.equilibrium.Elasticity.substitution;
import static org.overhang.equilibrium.Elasticity.supply;

import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** One small market in every model, in any unit of money and quantity; margins and shares with standard errors. */
final class Markets {
    private static final String[] NAMES = {"HomeA", "HomeB", "Subject"};

    private Markets() {}

    static Table products(double money, double units) {
        return Table.create("products")
                .addColumns(
                        StringColumn.create("product", NAMES),
                        DoubleColumn.create("price", 600 * money, 620 * money, 520 * money),
                        DoubleColumn.create("quantity", 30 * units, 22 * units, 28 * units),
                        DoubleColumn.create(
                                "value", 18_000 * money * units, 13_640 * money * units, 14_560 * money * units),
                        DoubleColumn.create("margin", 0.3, Double.NaN, Double.NaN),
                        DoubleColumn.create("margin_error", 0.02, Double.NaN, Double.NaN),
                        DoubleColumn.create("capacity", 40 * units, 40 * units, 40 * units));
    }

    static Market armington(double money, double units) {
        return PartialEquilibrium.armington("value")
                .by("product")
                .domestic("HomeA", "HomeB")
                .elasticities(
                        substitution(3.5).standardError(0.2),
                        demand(-0.75).standardError(0.05),
                        supply(4).standardError(0.3))
                .calibrate(products(money, units));
    }

    static Market logit(double money, double units) {
        return PartialEquilibrium.bertrandLogit("price")
                .quantity("quantity")
                .by("product")
                .margin("margin")
                .marginError("margin_error")
                .capacity("capacity")
                .domestic("HomeA", "HomeB")
                .outsideShare(org.overhang.core.Estimate.estimate(0.2)
                        .standardError(0.02)
                        .source("survey"))
                .calibrate(products(money, units));
    }

    static Market ces(double money, double units) {
        return PartialEquilibrium.bertrandCes("price")
                .quantity("quantity")
                .by("product")
                .margin("margin")
                .marginError("margin_error")
                .capacity("capacity")
                .domestic("HomeA", "HomeB")
                .outsideShare(org.overhang.core.Estimate.estimate(0.2).standardError(0.02))
                .calibrate(products(money, units));
    }

    static Market cournot(double money, double units, boolean linear) {
        Oligopoly.NeedsQuantity start =
                linear ? PartialEquilibrium.cournot("price") : PartialEquilibrium.cournotConstantElasticity("price");
        return start.quantity("quantity")
                .by("product")
                .margin("margin")
                .marginError("margin_error")
                .capacity("capacity")
                .domestic("HomeA", "HomeB")
                .atAveragePrice()
                .elasticities(supply(3).standardError(0.2))
                .calibrate(products(money, units));
    }

    static Market of(String model, double money, double units) {
        return switch (model) {
            case "armington" -> armington(money, units);
            case "logit" -> logit(money, units);
            case "ces" -> ces(money, units);
            case "cournot" -> cournot(money, units, true);
            case "cournotLog" -> cournot(money, units, false);
            default -> throw new IllegalArgumentException(model);
        };
    }

    static Gsim.Calibrated gsim(double scale) {
        return PartialEquilibrium.gsim("trade")
                .exporter("from")
                .importer("to")
                .tariff("tariff")
                .elasticities(
                        substitution(5).standardError(0.3),
                        demand(-1.25).standardError(0.08),
                        supply(1.5).standardError(0.1),
                        supply(3).of("B").standardError(0.2))
                .calibrate(flows(scale));
    }

    static Table flows(double scale) {
        return Table.create("flows")
                .addColumns(
                        StringColumn.create("from", "A", "A", "B", "B", "C", "C"),
                        StringColumn.create("to", "A", "B", "A", "B", "A", "B"),
                        DoubleColumn.create(
                                "trade", 100 * scale, 40 * scale, 60 * scale, 90 * scale, 30 * scale, 20 * scale),
                        DoubleColumn.create("tariff", 0, 0.1, 0.2, 0, 0.2, 0.1));
    }
}
