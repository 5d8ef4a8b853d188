package org.overhang.equilibrium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.equilibrium.Elasticity.demand;
import static org.overhang.equilibrium.Elasticity.substitution;
import static org.overhang.equilibrium.Elasticity.supply;
import static org.overhang.policy.Measure.SUBSIDY;
import static org.overhang.policy.Measure.UTILIZATION_FLOOR;
import static org.overhang.policy.Removal.remove;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.policy.Closure;
import org.overhang.policy.Coverage;
import org.overhang.policy.Duty;
import org.overhang.policy.Exit;
import org.overhang.policy.FairPrice;
import org.overhang.policy.Ownership;
import org.overhang.policy.Policy;
import org.overhang.policy.Quota;
import org.overhang.policy.Subsidy;
import org.overhang.policy.Undertaking;
import org.overhang.policy.UtilizationFloor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Models of typed parameters against 40-digit references and closed forms. */
class TypedModelsTest {
    private static final double EXACT = 1e-12;
    private static final JsonObject SETS = Reference.read("model_references.json");

    private static TwoMarketExporter exporter(double cost, double capacity) {
        return exporter(cost, capacity, 1, 1);
    }

    private static TwoMarketExporter exporter(double cost, double capacity, double money, double units) {
        return TwoMarketExporter.home(LinearDemand.inverse(1000 * money).slope(8 * money / units))
                .export(LinearDemand.inverse(560 * money).slope(2 * money / units))
                .unitCost(cost * money)
                .capacity(capacity * units);
    }

    @ParameterizedTest
    @CsvSource({
        "K60_c250, 250, 60",
        "K100_c250, 250, 100",
        "K200_c250, 250, 200",
        "K200_c190_subsidised, 190, 200",
        "K80_c250, 250, 80"
    })
    void oneCapacityForTwoMarkets(String key, double cost, double capacity) {
        JsonObject set = SETS.getAsJsonObject("overcapacity_exporter").getAsJsonObject(key);
        var found = exporter(cost, capacity).solve();
        assertEquals(Reference.number(set, "qH"), found.homeQuantity(), EXACT * 100);
        assertEquals(Reference.number(set, "qX"), found.exportQuantity(), EXACT * 100);
        assertEquals(Reference.number(set, "pH"), found.homePrice(), EXACT * 1000);
        assertEquals(Reference.number(set, "pX"), found.exportPrice(), EXACT * 1000);
        assertEquals(Reference.number(set, "shadow"), found.shadowPrice(), EXACT * 1000);
        assertEquals(Reference.number(set, "dumping_margin_pct_of_export"), found.dumpingMargin(), EXACT);
        assertEquals(Reference.number(set, "utilization"), found.utilization(), EXACT);
    }

    /** Vectors derived by hand: q_H + q_X = rho K, 1000 - 16 q_H = 560 - 4 q_X. */
    @ParameterizedTest
    @CsvSource({
        "0, 46.875, 77.5, 625, 405, 0, .5432",
        "0.9, 58, 122, 536, 316, -178, .6962",
        "1, 62, 138, 504, 284, -242, .7746"
    })
    void outputPressure(double rho, double qH, double qX, double pH, double pX, double lambda, double margin) {
        var found = exporter(250, 200).solve(UtilizationFloor.of(rho));
        assertEquals(qH, found.homeQuantity(), 1e-10);
        assertEquals(qX, found.exportQuantity(), 1e-10);
        assertEquals(pH, found.homePrice(), 1e-9);
        assertEquals(pX, found.exportPrice(), 1e-9);
        assertEquals(lambda, found.shadowPrice(), 1e-9);
        assertEquals(margin, found.dumpingMargin(), 5e-5);
        assertEquals(220.0 / 405, found.discriminationMargin(), EXACT);
        assertEquals(pH / pX - 1 - 220.0 / 405, found.pressureMargin(), EXACT);
        assertEquals(pX - 405, found.pressureOnExportPrice(), 1e-9);
    }

    @Test
    void idleCapacityAloneDoesNothingAndSubsidiesAreLowerCost() {
        assertEquals(
                exporter(250, 124.4).solve().exportPrice(),
                exporter(250, 1e6).solve().exportPrice(),
                1e-9);
        var paid = exporter(250, 200).holding(Subsidy.specific(60));
        assertEquals(exporter(190, 200).solve().exportPrice(), paid.solve().exportPrice(), 1e-10);
        assertEquals(
                exporter(250, 200).solve().exportPrice(),
                paid.solve(remove(SUBSIDY)).exportPrice(),
                1e-10);
        assertTrue(Math.abs(paid.solve(remove(SUBSIDY)).worldWelfare()) > 0);
        var pressed = exporter(250, 200)
                .holding(UtilizationFloor.of(0.9), Coverage.share(0.5))
                .fixedCost(1e5);
        assertEquals(0.5 * -pressed.solve().profit(), pressed.solve().coveredLoss(), 1e-8);
        assertEquals(405, pressed.solve(remove(UTILIZATION_FLOOR)).exportPrice(), 1e-9);
    }

    @Test
    void passThroughOfAFairPriceIsDerived() {
        // One price for both: Q(p) = (1000-p)/8 + (560-p)/2, interior optimum (645 + ...)/...: p = (405/0.625 + 250)/2
        // = 449.
        var found = exporter(250, 200).solve();
        double single = (405 / 0.625 + 250) / 2;
        // Home alone at 625 earns (625-250)*46.875 = 17,578; both at 449 earn 199 * 124.375 = 24,750.
        assertEquals((single - 405) / (625 - 405), found.fairPricePassThrough(), EXACT);
    }

    @Test
    void aQuotaAbroadBindsTheOnePriceToo() {
        // At a quota of 50 the export price is 460; one price below it would sell more abroad than is allowed, so that
        // it stays.
        var found = exporter(250, 200).solve(Quota.quantity(50));
        assertEquals(460, found.exportPrice(), EXACT);
        assertEquals(0, found.fairPricePassThrough(), EXACT);
        // At an undertaking of 440 the one price of 449 is allowed.
        var floor = exporter(250, 200).solve(Undertaking.minimumPrice(440));
        assertEquals((449.0 - 440) / (625 - 440), floor.fairPricePassThrough(), EXACT);
    }

    @Test
    void limitsOfTheExportMarket() {
        var base = exporter(250, 100);
        var quota = base.solve(Quota.quantity(20));
        assertEquals(20, quota.exportQuantity(), 1e-12);
        assertEquals(46.875, quota.homeQuantity(), 1e-10, "capacity freed by the quota is not needed at home");
        assertEquals(0, quota.shadowPrice(), 1e-12);
        var floored = exporter(250, 100).solve(Quota.quantity(20), UtilizationFloor.of(1));
        assertEquals(80, floored.homeQuantity(), 1e-10);
        assertEquals(1000 - 16 * 80 - 250, floored.shadowPrice(), 1e-9);
        var undertaking = base.solve(Undertaking.minimumPrice(500));
        assertEquals(500, undertaking.exportPrice(), 1e-9);
        var duty = base.solve(Duty.specific(50));
        assertTrue(duty.exportPrice() < base.solve().exportPrice());
        assertTrue(Math.abs(duty.worldWelfare()) >= 0);
        assertThrows(OverhangException.class, () -> exporter(250, 2000).solve(UtilizationFloor.of(1)));
    }

    @ParameterizedTest
    @CsvSource({"1e-3, 1", "1e3, 1e3", "1, 1e-3"})
    void unitsDoNotMatterToTheExporter(double money, double units) {
        Policy[] plain = {Duty.specific(30), UtilizationFloor.of(0.95), Subsidy.adValorem(0.05), Closure.to(150)};
        Policy[] scaled = {
            Duty.specific(30 * money), UtilizationFloor.of(0.95), Subsidy.adValorem(0.05), Closure.to(150 * units)
        };
        var a = exporter(250, 200).solve(plain);
        var b = exporter(250, 200, money, units).solve(scaled);
        assertEquals(a.dumpingMargin(), b.dumpingMargin(), 1e-12);
        assertEquals(a.shadowPrice(), b.shadowPrice() / money, 1e-8);
        assertEquals(a.worldWelfare(), b.worldWelfare() / money / units, 1e-6);
    }

    @Test
    void dominantFirmAndFringe() {
        JsonObject sets = SETS.getAsJsonObject("dominant_firm_fringe");
        dominant(sets, "subsidised_dominant", 300);
        dominant(sets, "subsidy_removed", 380);
        dominant(sets, "dominant_capacity_cut", 300, Closure.to(30));
        dominant(sets, "duty_specific_50", 300, Duty.specific(50));
        var held = DominantFirm.facing(LinearDemand.direct(180).slope(0.15))
                .unitCost(380)
                .fringeFrom(420)
                .fringeSlope(0.25)
                .holding(Subsidy.specific(80));
        assertEquals(506.25, held.solve().price(), 1e-9);
        assertEquals(546.25, held.solve(remove(SUBSIDY)).price(), 1e-9);
        assertTrue(held.solve(remove(SUBSIDY)).fringeSurplus() > held.solve().fringeSurplus());
    }

    private static void dominant(JsonObject sets, String key, double cost, Policy... policies) {
        JsonObject set = sets.getAsJsonObject(key);
        var found = DominantFirm.facing(LinearDemand.direct(180).slope(0.15))
                .unitCost(cost)
                .fringeFrom(420)
                .fringeSlope(0.25)
                .solve(policies);
        assertEquals(Reference.number(set, "price"), found.price(), 1e-10);
        assertEquals(Reference.number(set, "q_dominant"), found.dominantQuantity(), 1e-10);
        assertEquals(Reference.number(set, "q_fringe"), found.fringeQuantity(), 1e-10);
        assertEquals(Reference.number(set, "Lerner"), found.lerner(), EXACT);
        assertEquals(Reference.number(set, "Lerner_formula"), found.lernerFormula(), EXACT);
        assertEquals(Reference.number(set, "fringe_PS"), found.fringeSurplus(), 1e-9);
        assertEquals(Reference.number(set, "dominant_profit"), found.dominantProfit(), 1e-8);
        found.worldWelfare();
    }

    @Test
    void limitPricingBelowTheFringeIsFound() {
        // The fringe enters at 700; the monopoly price (1200 + 100)/2 = 650 keeps it out.
        var found = DominantFirm.facing(LinearDemand.direct(180).slope(0.15))
                .unitCost(100)
                .fringeFrom(700)
                .fringeSlope(5)
                .solve();
        assertEquals(650, found.price(), 1e-9);
        assertEquals(0, found.fringeQuantity());
    }

    @Test
    void reciprocalDumping() {
        JsonObject line = SETS.getAsJsonObject("brander_krugman_linear");
        var linear = ReciprocalDumping.linear(LinearDemand.inverse(1000).slope(5))
                .unitCost(300)
                .transport(60);
        var found = linear.solve();
        assertEquals(Reference.number(line, "home_sales"), found.homeSales(), 1e-11);
        assertEquals(Reference.number(line, "exports"), found.exports(), 1e-11);
        assertEquals(Reference.number(line, "price"), found.price(), 1e-10);
        assertEquals(Reference.number(line, "fob_export_price"), found.exportPrice(), 1e-10);
        assertEquals(Reference.number(line, "dumping_margin_over_fob"), found.dumpingMargin(), EXACT);
        assertEquals(Reference.number(line, "profit"), found.profit(), 1e-8);
        assertEquals(Reference.number(line, "autarky_price"), found.autarkyPrice(), 1e-10);
        JsonObject curve = SETS.getAsJsonObject("brander_krugman_CE");
        var iceberg =
                ReciprocalDumping.constantElasticity(demand(-2)).unitCost(300).arriving(0.85);
        assertEquals(Reference.number(curve, "price"), iceberg.solve().price(), 1e-10);
        assertEquals(Reference.number(curve, "export_share"), iceberg.solve().exports(), EXACT);
        assertEquals(1 / 0.85 - 1, iceberg.solve().dumpingMargin(), EXACT);
        assertEquals(0, linear.solve(Duty.specific(500)).exports());
        assertEquals(650, linear.solve(Duty.specific(500)).price(), 1e-9);
        assertEquals(
                linear.solve().price(),
                linear.solve(Duty.specific(40), Subsidy.specific(40)).price(),
                1e-9,
                "a subsidy undoes a duty");
        assertThrows(OverhangException.class, () -> linear.solve(new Exit()));
    }

    private static final String[] REGIONS = {"US", "JP", "EU", "RW"};

    private static Table flows(double scale) {
        JsonObject in = SETS.getAsJsonObject("gsim4x4_US_EU_FTA").getAsJsonObject("inputs");
        Table table = Table.create("flows")
                .addColumns(
                        StringColumn.create("from"),
                        StringColumn.create("to"),
                        DoubleColumn.create("trade"),
                        DoubleColumn.create("tariff"));
        for (int r = 3; r >= 0; r--) {
            for (int v = 0; v < 4; v++) {
                table.stringColumn("from").append(REGIONS[r]);
                table.stringColumn("to").append(REGIONS[v]);
                table.doubleColumn("trade")
                        .append(scale
                                * in.getAsJsonArray("trade")
                                        .get(r)
                                        .getAsJsonArray()
                                        .get(v)
                                        .getAsDouble());
                table.doubleColumn("tariff")
                        .append(in.getAsJsonArray("T0")
                                        .get(r)
                                        .getAsJsonArray()
                                        .get(v)
                                        .getAsDouble()
                                - 1);
            }
        }
        return table;
    }

    private static Gsim gsim() {
        return PartialEquilibrium.gsim("trade")
                .exporter("from")
                .importer("to")
                .tariff("tariff")
                .elasticities(substitution(5), demand(-1.25), supply(1.5));
    }

    private static void agrees(JsonObject set, GsimSolution found, GsimSolution.Form form, double scale) {
        boolean exact = form == GsimSolution.Form.EXACT;
        double[] price = Reference.numbers(set.get(exact ? "world_price" : "world_price_change"));
        double[] composite = Reference.numbers(set.get(exact ? "composite_price" : "composite_price_change"));
        double one = exact ? 1 : 0;
        for (int j = 0; j < 4; j++) {
            String name = REGIONS[j];
            assertEquals(price[j] - one, found.worldPrice(form, name), EXACT);
            assertEquals(composite[j] - one, found.compositePrice(form, name), EXACT);
            assertEquals(
                    Reference.numbers(set.get("dProducerSurplus"))[j],
                    found.producerSurplus(form, name) / scale,
                    1e-10);
            assertEquals(
                    Reference.numbers(set.get("dConsumerSurplus"))[j],
                    found.consumerSurplus(form, name) / scale,
                    1e-10);
            assertEquals(
                    Reference.numbers(set.get("dTariffRevenue"))[j], found.tariffRevenue(form, name) / scale, 1e-10);
            assertEquals(Reference.numbers(set.get("net_welfare"))[j], found.netWelfare(form, name) / scale, 1e-10);
            if (!exact) {
                assertEquals(Reference.numbers(set.get("output_change"))[j], found.output(form, name), EXACT);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 1e3})
    void gsimFreeTrade(double scale) {
        var found = gsim().calibrate(flows(scale))
                .solve(
                        Duty.exclusive(0).on("EU").in("US"),
                        Duty.exclusive(0).on("US").in("EU"));
        agrees(SETS.getAsJsonObject("gsim4x4_US_EU_FTA"), found, GsimSolution.Form.LINEAR, scale);
        agrees(SETS.getAsJsonObject("gsim4x4_nonlinear_US_EU_FTA"), found, GsimSolution.Form.EXACT, scale);
        // The figures as published with the spreadsheet, four digits.
        assertEquals(0.0792, found.worldPrice(GsimSolution.Form.LINEAR, "US"), 5e-5);
        assertEquals(-0.0184, found.worldPrice(GsimSolution.Form.LINEAR, "RW"), 5e-5);
    }

    /** A small shock leaves exact and linear surplus alike, whatever subsidy the baseline holds. */
    @Test
    void linearSurplusCountsABaselineSubsidy() {
        var small = gsim().subsidy("JP", Subsidy.adValorem(0.5))
                .calibrate(flows(1))
                .solve(Subsidy.adValorem(0.5001).on("JP"));
        double change = small.producerSurplus(GsimSolution.Form.EXACT, "JP");
        assertEquals(1, small.producerSurplus(GsimSolution.Form.LINEAR, "JP") / change, 1e-3);
    }

    @Test
    void gsimRefusesAClosureThatWouldDoNothing() {
        var flat = PartialEquilibrium.gsim("trade")
                .exporter("from")
                .importer("to")
                .tariff("tariff")
                .elasticities(substitution(5), Elasticity.demand(-1.25), Elasticity.supply(Double.POSITIVE_INFINITY))
                .calibrate(Markets.flows(1));
        OverhangException e = assertThrows(
                OverhangException.class, () -> flat.solve(Closure.share(0.2).on("A")));
        assertEquals(Reason.OUT_OF_RANGE, e.reason());
        assertTrue(
                e.lines()
                        .get(0)
                        .startsWith(
                                "Gsim cannot carry the change \"closure of 20.0 % of capacity on A\": a shift of a"),
                e.getMessage());
    }

    @Test
    void gsimOtherShocks() {
        var model = gsim().calibrate(flows(1));
        agrees(
                SETS.getAsJsonObject("gsim4x4_US_JP_FTA"),
                model.solve(
                        Duty.exclusive(0).on("JP").in("US"),
                        Duty.exclusive(0).on("US").in("JP")),
                GsimSolution.Form.LINEAR,
                1);
        agrees(
                SETS.getAsJsonObject("gsim4x4_US_AD_30pts_on_JP"),
                model.solve(Duty.exclusive(0.67).on("JP").in("US")),
                GsimSolution.Form.LINEAR,
                1);
        var removed = gsim().subsidy("JP", Subsidy.adValorem(0.25))
                .calibrate(flows(1))
                .solve(remove(SUBSIDY).from("JP"));
        // An intended difference: the reference's surplus is at world prices, though sellers keep 1.25 of them at the
        // baseline.
        JsonObject kept = SETS.getAsJsonObject("gsim4x4_JP_subsidy_removed_25").deepCopy();
        double more = 0.25 * Reference.numbers(kept.get("dProducerSurplus"))[1];
        for (String row : List.of("dProducerSurplus", "net_welfare")) {
            kept.getAsJsonArray(row)
                    .set(1, new com.google.gson.JsonPrimitive(Reference.numbers(kept.get(row))[1] + more));
        }
        agrees(kept, removed, GsimSolution.Form.LINEAR, 1);
        assertEquals(-0.25 * 850, removed.subsidyCost(GsimSolution.Form.EXACT, "JP"), 1e-9);
        double[] sold = removed.exports(GsimSolution.Form.LINEAR, "JP");
        double[] reference = Reference.numbers(SETS.getAsJsonObject("gsim4x4_JP_subsidy_removed_25")
                .getAsJsonArray("bilateral_quantity_change")
                .get(1));
        // Our regions are sorted: EU, JP, RW, US.
        assertEquals(500 * (1 + reference[0]), sold[3], 1e-9);
        assertEquals(150 * (1 + reference[2]), sold[0], 1e-9);
    }

    /** Bilateral quantities and trade at new world prices, cell by cell. */
    @ParameterizedTest
    @ValueSource(strings = {"gsim4x4_US_EU_FTA", "gsim4x4_US_JP_FTA", "gsim4x4_US_AD_30pts_on_JP"})
    void gsimTradeCellByCell(String key) {
        JsonObject set = SETS.getAsJsonObject(key);
        var model = gsim().calibrate(flows(1));
        GsimSolution found = key.endsWith("JP_FTA")
                ? model.solve(
                        Duty.exclusive(0).on("JP").in("US"),
                        Duty.exclusive(0).on("US").in("JP"))
                : key.endsWith("EU_FTA")
                        ? model.solve(
                                Duty.exclusive(0).on("EU").in("US"),
                                Duty.exclusive(0).on("US").in("EU"))
                        : model.solve(Duty.exclusive(0.67).on("JP").in("US"));
        var trade = SETS.getAsJsonObject("gsim4x4_US_EU_FTA")
                .getAsJsonObject("inputs")
                .getAsJsonArray("trade");
        for (int r = 0; r < 4; r++) {
            double[] before = Reference.numbers(trade.get(r));
            double[] moved = Reference.numbers(
                    set.getAsJsonArray("bilateral_quantity_change").get(r));
            double[] value = Reference.numbers(
                    set.getAsJsonArray("new_trade_value_world_prices").get(r));
            double[] sold = found.exports(GsimSolution.Form.LINEAR, REGIONS[r]);
            double price = 1 + found.worldPrice(GsimSolution.Form.LINEAR, REGIONS[r]);
            for (int v = 0; v < 4; v++) {
                int at = model.regions().indexOf(REGIONS[v]);
                assertEquals(before[v] * (1 + moved[v]), sold[at], 1e-10 * (1 + before[v]));
                assertEquals(value[v], sold[at] * price, 1e-10 * (1 + before[v]));
            }
        }
    }

    @Test
    void gsimSmallShockIsItsLinearForm() {
        var found = gsim().calibrate(flows(1))
                .solve(Duty.exclusive(0.32 + 1e-6).on("EU").in("US"));
        for (String name : REGIONS) {
            assertEquals(
                    found.worldPrice(GsimSolution.Form.LINEAR, name),
                    found.worldPrice(GsimSolution.Form.EXACT, name),
                    1e-11);
        }
    }

    @Test
    void oneCountryImportingIsArmington() {
        Table one = Table.create("one")
                .addColumns(
                        StringColumn.create("from", "a", "b", "c"),
                        StringColumn.create("to", "a", "a", "a"),
                        DoubleColumn.create("trade", 55, 30, 15),
                        DoubleColumn.create("tariff", 0, 0, 0));
        var found = PartialEquilibrium.gsim("trade")
                .exporter("from")
                .importer("to")
                .tariff("tariff")
                .elasticities(
                        substitution(3.5),
                        demand(-0.75),
                        supply(2).of("a"),
                        supply(6).of("b"),
                        supply(10).of("c"))
                .calibrate(one)
                .solve(Duty.exclusive(0.3).on("b").in("a"));
        double[] price = Reference.numbers(
                SETS.getAsJsonObject("armington_add_AD_duty_30").get("producer_price"));
        assertEquals(price[0] - 1, found.worldPrice(GsimSolution.Form.EXACT, "a"), EXACT);
        assertEquals(price[1] - 1, found.worldPrice(GsimSolution.Form.EXACT, "b"), EXACT);
    }

    @Test
    void conductSideBySide() {
        String[] names = {"a", "b", "c"};
        Table table = Table.create("market")
                .addColumns(
                        StringColumn.create("product", names),
                        DoubleColumn.create("price", 10, 10, 10),
                        DoubleColumn.create("quantity", 5.5, 3, 1.5),
                        DoubleColumn.create("value", 55, 30, 15));
        Market armington = PartialEquilibrium.armington("value")
                .by("product")
                .elasticities(substitution(3.5), demand(-0.75), supply(4))
                .calibrate(table);
        Market ces = PartialEquilibrium.bertrandCes("price")
                .quantity("quantity")
                .by("product")
                .elasticities(substitution(3.5))
                .calibrate(table);
        Market cournot = PartialEquilibrium.cournot("price")
                .quantity("quantity")
                .by("product")
                .elasticities(demand(-0.75))
                .calibrate(table);
        var compared = SideBySide.of(armington, ces, cournot);
        var duty = compared.solve(Duty.exclusive(0.3).on("b"));
        assertEquals(3, duty.counterfactuals().size());
        assertTrue(duty.lowest(Outcome.PRODUCER_PRICE, "a") > 0);
        assertTrue(duty.highest(Outcome.PRODUCER_PRICE, "a") > duty.lowest(Outcome.PRODUCER_PRICE, "a"));
        var fair = compared.solve(FairPrice.margin(0.2).on("b"));
        assertEquals(2, fair.counterfactuals().size());
        assertTrue(fair.toString().contains("Warning: Cournot linear cannot carry the change"));
    }

    @Test
    void tables() {
        var gsim = gsim().calibrate(flows(1)).solve(Duty.exclusive(0).on("EU").in("US"));
        var dominant = DominantFirm.facing(LinearDemand.direct(180).slope(0.15))
                .unitCost(300)
                .fringeFrom(420)
                .fringeSlope(0.25)
                .solve(Duty.specific(50));
        var reciprocal = ReciprocalDumping.linear(LinearDemand.inverse(1000).slope(5))
                .unitCost(300)
                .transport(60)
                .solve();
        for (org.overhang.core.Result result :
                java.util.List.of(gsim, dominant, reciprocal, exporter(250, 200).solve(UtilizationFloor.of(0.9)))) {
            assertEquals(1, result.glance().rowCount());
            assertTrue(result.glance().intColumn("nobs").get(0) > 0);
            assertTrue(result.tidy().rowCount() > 0);
            assertTrue(result.toString().endsWith("Left out: nothing"));
        }
    }

    private static void refused(Reason reason, String start, org.junit.jupiter.api.function.Executable call) {
        OverhangException e = assertThrows(OverhangException.class, call);
        assertEquals(reason, e.reason());
        assertTrue(e.lines().get(0).startsWith(start), e.lines().get(0));
    }

    @Test
    void refusals() {
        refused(
                Reason.OUT_OF_RANGE,
                "TwoMarketExporter cannot carry \"exit\"",
                () -> exporter(250, 200).solve(new Exit()));
        refused(
                Reason.OUT_OF_RANGE,
                "TwoMarketExporter needs a utilization floor that can be sold at prices of at least 0, but 2000.0"
                        + " units",
                () -> exporter(250, 2000).solve(UtilizationFloor.of(1)));
        refused(
                Reason.OUT_OF_RANGE,
                "A linear demand needs a positive intercept and a positive slope",
                () -> LinearDemand.inverse(1000).slope(-8));
        refused(
                Reason.OUT_OF_RANGE,
                "A capacity needs a finite amount above 0, but it is 0.0.",
                () -> exporter(250, 0));
        refused(
                Reason.OUT_OF_RANGE,
                "DominantFirm cannot carry \"ownership by x\"",
                () -> DominantFirm.facing(LinearDemand.direct(180).slope(0.15))
                        .unitCost(1)
                        .fringeFrom(420)
                        .fringeSlope(1)
                        .solve(Ownership.by("x")));
        refused(
                Reason.BAD_VALUE,
                "Gsim needs changes on countries of its data, but there is no \"JPN\". Did you mean \"JP\"?",
                () -> gsim().calibrate(flows(1)).solve(Duty.exclusive(0).on("JPN")));
        refused(
                Reason.OUT_OF_RANGE,
                "Gsim cannot carry the change \"duty of 5.000 a unit on JP in US\"",
                () -> gsim().calibrate(flows(1)).solve(Duty.specific(5).on("JP").in("US")));
        refused(
                Reason.NOT_IDENTIFIED,
                "Gsim needs a demand elasticity for EU, but none was given.",
                () -> PartialEquilibrium.gsim("trade")
                        .exporter("from")
                        .importer("to")
                        .tariff("tariff")
                        .elasticities(substitution(5), supply(1.5))
                        .calibrate(flows(1)));
    }
}
