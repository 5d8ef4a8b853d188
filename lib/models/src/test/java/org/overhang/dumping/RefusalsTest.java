package org.overhang.dumping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Seed.seed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Each refusal with its reason and first line; each bad row named and counted where it went. */
class RefusalsTest {
    private static final String EXPORT = "sale_id,connum,customer,sale_date,quantity,gross_price\n";
    private static final String HOME = "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,9,90\n";

    private static CaseFiles files(String exports) {
        return CaseFiles.exports(ExportSales.houseColumns(), CaseFolder.csv("exports", exports))
                .home(HomeSales.houseColumns(), CaseFolder.csv("home", HOME));
    }

    private static void refuses(Reason reason, String firstWords, Executable call) {
        OverhangException e = assertThrows(OverhangException.class, call);
        assertEquals(reason, e.reason());
        assertTrue(e.lines().get(0).startsWith(firstWords), e.lines().get(0));
    }

    private static final DumpingMargin METHOD = DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024);

    @Test
    void namesWhatIsMissing() {
        refuses(
                Reason.NOT_IDENTIFIED,
                "DumpingMargin needs home sales, costs or factors for normal value",
                () -> METHOD.measure(CaseFiles.exports(
                        ExportSales.houseColumns(), CaseFolder.csv("exports", EXPORT + "1,A,C,2024-01-05,1,80\n"))));
        refuses(
                Reason.MISSING_COLUMN,
                "DumpingMargin needs a model column, but table \"exports\" has no column \"control_nr\"",
                () -> METHOD.by("control_nr").measure(files(EXPORT + "1,A,C,2024-01-05,1,80\n")));
        refuses(
                Reason.NOT_IDENTIFIED,
                "DumpingMargin needs at least one export sale, but all 1 of table \"exports\" were set aside",
                () -> METHOD.measure(files(EXPORT + "1,A,C,2024-01-05,0,80\n")));
        refuses(
                Reason.NOT_IDENTIFIED,
                "A bootstrap by \"customer\" needs at least two of its values",
                () -> METHOD.bootstrap(Resampling.draws(10), seed(1))
                        .measure(files(EXPORT + "1,A,C,2024-01-05,1,80\n2,A,C,2024-01-06,1,81\n")));
        refuses(
                Reason.NOT_IDENTIFIED,
                "An interval needs a bootstrap",
                () -> METHOD.measure(files(EXPORT + "1,A,C,2024-01-05,1,80\n")).interval());
        refuses(
                Reason.BAD_VALUE,
                "explain needs a sale, a control number or a customer",
                () -> METHOD.measure(files(EXPORT + "1,A,C,2024-01-05,1,80\n")).explain("Z"));
        refuses(
                Reason.OUT_OF_RANGE,
                "The threshold DE_MINIMIS needs a value of at least 0",
                () -> DumpingRules.EU.with(Limit.DE_MINIMIS, Double.NaN));
        refuses(Reason.OUT_OF_RANGE, "A bootstrap needs at least 2 draws", () -> Resampling.draws(1));
    }

    @Test
    void badRowsAreListedAndCounted() {
        DumpingResult r = METHOD.measure(files(
                        EXPORT
                                + "1,A,C,2024-01-05,1,80\n2,A,C,2024-01-05,-1,80\n3,A,C,2024-01-05,1,\n4,,C,2024-01-05,1,80\n5,A,C,,1,80\n6,B,C,2024-01-05,1,80\n7,A,C,2025-01-05,1,80\n")
                .period(java.time.LocalDate.of(2024, 1, 1), java.time.LocalDate.of(2024, 12, 31)));
        assertEquals(
                "[BAD_QUANTITY, BAD_PRICE, NO_MODEL, NO_DATE, OUT_OF_PERIOD, NO_NORMAL_VALUE]",
                r.setAside().stringColumn("reason").asList().toString());
        assertEquals(0.125, r.margin(), 1e-12);
        assertTrue(r.toString().contains("1 export sales: no normal value"), r.toString());
    }

    @Test
    void mixedUnitsAreListedAndCounted() {
        String head = "sale_id,connum,customer,sale_date,quantity,quantity_unit,gross_price\n";
        CaseFiles mixed = files(
                head
                        + "1,A,C,2024-01-05,1,t,80\n2,A,C,2024-01-05,900,kg,0.08\n3,A,C,2024-01-05,1,t,80\n4,A,C,2024-01-05,1,,80\n");
        DumpingResult r = METHOD.measure(mixed);
        assertEquals(
                "[OTHER_UNIT]", r.setAside().stringColumn("reason").asList().toString());
        assertEquals("[2]", r.setAside().stringColumn("sale").asList().toString());
        assertEquals(0.125, r.margin(), 1e-12);
        assertTrue(r.toString().contains("1 export sales: quantity in another unit"), r.toString());
        assertTrue(r.toString().contains("unit: t") || r.toString().contains("unit t"), r.toString());
        DumpingResult kilograms = METHOD.measure(mixed.unit("kg"));
        tech.tablesaw.api.Table aside = kilograms.setAside();
        assertEquals(
                "[1, 3]",
                aside.where(aside.stringColumn("reason").isEqualTo("OTHER_UNIT"))
                        .stringColumn("sale")
                        .asList()
                        .toString());
    }

    @Test
    void unlikeUnitsOfFilesAreRefused() {
        CaseFiles tonnes = CaseFiles.exports(
                        ExportSales.of("gross_price")
                                .quantity("quantity_t")
                                .soldOn("sale_date")
                                .model("connum"),
                        CaseFolder.csv("exports", "connum,sale_date,quantity_t,gross_price\nA,2024-01-05,1,80\n"))
                .home(
                        HomeSales.of("gross_price")
                                .quantity("quantity_kt")
                                .soldOn("sale_date")
                                .model("connum"),
                        CaseFolder.csv("home", "connum,sale_date,quantity_kt,gross_price\nA,2024-01-05,1,80\n"));
        refuses(
                Reason.WRONG_UNIT,
                "DumpingMargin needs quantities of all files in one unit, but \"quantity_t\" of table \"exports\" is in t"
                        + " and \"quantity_kt\" of table \"home\" in kt",
                () -> METHOD.measure(tonnes));
        CaseFiles costs = files(
                        "sale_id,connum,customer,sale_date,quantity,quantity_unit,gross_price\n1,A,C,2024-01-05,1,t,80\n")
                .costs(
                        ProductionCosts.houseColumns(),
                        CaseFolder.csv("costs", "connum,quantity_unit,direct_material\nA,t,50\nB,kg,0.05\n"));
        refuses(
                Reason.WRONG_UNIT,
                "DumpingMargin needs costs in the unit of the sales, t, but table \"costs\" has another one in row 2",
                () -> METHOD.measure(costs));
    }

    @Test
    void quarterlyCostsAreRefusedByName() {
        CaseFiles quarters = files(EXPORT + "1,A,C,2024-01-05,1,80\n")
                .costs(
                        ProductionCosts.houseColumns(),
                        CaseFolder.csv("costs", "connum,quarter,direct_material\nA,1,50\nA,2,55\n"));
        refuses(
                Reason.BAD_VALUE,
                "DumpingMargin needs costs of the whole period, but table \"costs\" has quarterly costs: column \"quarter\"",
                () -> METHOD.measure(quarters));
        CaseFiles blank = files(EXPORT + "1,A,C,2024-01-05,1,80\n")
                .costs(
                        ProductionCosts.houseColumns(),
                        CaseFolder.csv("costs", "connum,quarter,direct_material\nA,,50\n"));
        assertEquals(0.125, METHOD.measure(blank).margin(), 1e-12);
    }

    /** The whole list of bad input that a case may hold, with the file and sale where each went. */
    @Test
    void everyKindOfBadRowIsNamedWhereItWent() {
        CaseFiles files = CaseFiles.exports(
                        ExportSales.houseColumns(),
                        CaseFolder.csv(
                                "exports",
                                "sale_id,connum,customer,sale_date,quantity,currency,exp_currency,gross_price\n"
                                        + "1,A,C,2024-01-05,1,USD,USD,80\n"
                                        + "2,B,C,2024-01-05,1,USD,USD,80\n"
                                        + "3,A,C,2024-01-05,1,JPY,USD,80\n"))
                .home(
                        HomeSales.houseColumns(),
                        CaseFolder.csv(
                                "home",
                                "sale_id,connum,sale_date,quantity,currency,gross_price\n"
                                        + "1,A,2024-01-05,9,USD,90\n2,Z,2024-01-05,9,USD,90\n3,A,2023-01-05,9,USD,90\n"
                                        + "4,A,2024-01-05,9,JPY,90\n"))
                .costs(ProductionCosts.houseColumns(), CaseFolder.csv("costs", "connum,direct_material\nA,50\nC,\n"))
                .period(java.time.LocalDate.of(2024, 1, 1), java.time.LocalDate.of(2024, 12, 31));
        DumpingResult r = METHOD.measure(files);
        java.util.List<String> went = new java.util.ArrayList<>();
        for (tech.tablesaw.api.Row row : r.setAside()) {
            went.add(row.getString("file") + " " + row.getString("sale") + " " + row.getString("reason"));
        }
        assertEquals(
                "[export 2 NO_COST, export 3 NO_RATE, home 2 NO_COST, home 3 OUT_OF_PERIOD, home 4 NO_RATE]",
                went.toString());
        assertTrue(r.toString().contains("1 cost rows without a cost or a control number"), r.toString());
    }

    @Test
    void aDoubleRemedyReducesTheDepositOfANonMarketEconomyOnly() {
        var simulated = SimulatedCase.withMargin(0.3).nonMarket().simulate(seed(4));
        DumpingResult plain = METHOD.measure(simulated.files());
        DoubleRemedy passedOn = DoubleRemedy.countervailed(0.10).increase(0.063);
        assertEquals(
                plain.cashDeposit() - 0.063,
                METHOD.measure(simulated.files().doubleRemedy(passedOn)).cashDeposit(),
                1e-12);
        DoubleRemedy capped = DoubleRemedy.countervailed(0.10).increase(0.2);
        DumpingResult both =
                METHOD.measure(simulated.files().doubleRemedy(capped).exportSubsidy(0.01));
        assertEquals(plain.cashDeposit() - 0.11, both.cashDeposit(), 1e-12);
        assertEquals(plain.margin(), both.margin(), "the margin itself stays");
        assertTrue(both.toString().contains("1677f-1(f)"), both.toString());
        refuses(
                Reason.NOT_IDENTIFIED,
                "DumpingMargin needs factors of production to offset a double remedy",
                () -> METHOD.measure(files(EXPORT + "1,A,C,2024-01-05,1,80\n").doubleRemedy(capped)));
        refuses(
                Reason.OUT_OF_RANGE,
                "A double remedy needs rates of at least 0",
                () -> DoubleRemedy.countervailed(-0.1).increase(0));
    }

    /**
     * Against the cost of the whole period neither limb of recovery can bring a sale back: a mean of prices below a cost is
     * below it. Both must leave the margin as it is, at exact equality too.
     */
    @Test
    void recoveryNeedsQuarterlyCosts() {
        String home = "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,30,49\n2,A,2024-02-05,30,49.999\n"
                + "3,A,2024-03-05,20,50\n4,A,2024-04-05,20,90\n";
        CaseFiles files = CaseFiles.exports(
                        ExportSales.houseColumns(), CaseFolder.csv("exports", EXPORT + "1,A,C,2024-01-05,1,60\n"))
                .home(HomeSales.houseColumns(), CaseFolder.csv("home", home))
                .costs(ProductionCosts.houseColumns(), CaseFolder.csv("costs", "connum,direct_material\nA,50\n"));
        DumpingResult none = METHOD.measure(files);
        assertEquals((50 + 90) / 2.0 / 60 - 1, none.margin(), 1e-12);
        for (Practice recovery : new Practice[] {Practice.RECOVERY_BY_MEAN_PRICE, Practice.RECOVERY_BY_SALE}) {
            DumpingResult r = DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024.with(recovery))
                    .measure(files);
            assertEquals(0, r.costTest().row(0).getInt("restored"));
            assertEquals(none.margin(), r.margin());
            assertTrue(r.toString().contains("with " + recovery.words()), r.toString());
        }
    }

    /** Both limbs of the cost test: by quantity only, by average only, either. */
    @Test
    void bothLimbsOfTheCostTest() {
        // One tenth below cost, but so far below that the mean price is below the mean cost.
        String deep = "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,10,1\n2,A,2024-02-05,90,51\n";
        // Three tenths below cost, and the mean price above.
        String wide = "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,30,49\n2,A,2024-02-05,70,90\n";
        assertEquals("false true", limbs(deep));
        assertEquals("true false", limbs(wide));
    }

    private static String limbs(String home) {
        CaseFiles files = CaseFiles.exports(
                        ExportSales.houseColumns(), CaseFolder.csv("exports", EXPORT + "1,A,C,2024-01-05,1,60\n"))
                .home(HomeSales.houseColumns(), CaseFolder.csv("home", home))
                .costs(ProductionCosts.houseColumns(), CaseFolder.csv("costs", "connum,direct_material\nA,50\n"));
        DumpingRules byQuantity = DumpingRules.US_INVESTIGATION_2024;
        DumpingRules byAverage =
                byQuantity.without(Practice.COST_TEST_BY_QUANTITY).with(Practice.COST_TEST_BY_AVERAGE);
        DumpingRules either = byQuantity.with(Practice.COST_TEST_BY_AVERAGE);
        assertTrue(dropped(either, files));
        return dropped(byQuantity, files) + " " + dropped(byAverage, files);
    }

    private static boolean dropped(DumpingRules rules, CaseFiles files) {
        return DumpingMargin.under(rules).measure(files).costTest().row(0).getBoolean("below_cost_dropped");
    }

    /** Freight and duty are movement, each in a column of its own; a column nobody named is said. */
    @Test
    void columnsOfOneAmountAddUp() {
        String head = "sale_id,connum,sale_date,quantity,gross_price,freight,duty,insurance,remark\n";
        tech.tablesaw.api.Table exports =
                CaseFolder.csv("exports", head + "1,A,2024-01-05,1,80,5,3,,9\n2,A,2024-01-05,1,80,,2,1,9\n");
        DumpingResult r = METHOD.measure(
                CaseFiles.exports(ExportSales.houseColumns().movement("freight", "duty", "insurance"), exports)
                        .home(HomeSales.houseColumns(), CaseFolder.csv("home", HOME)));
        assertEquals(
                "[72.0, 77.0]",
                r.transactions().doubleColumn("net_price").asList().toString());
        assertTrue(r.toString().contains("Columns without a role"), r.toString());
        assertTrue(r.toString().contains("exports.remark."), r.toString());
        String asked = "CONNUMU,SALINDTU,QTYU,GRSUPRU,DINLFTPU,DBROKU,INTNFRU,USDUTYU\n";
        tech.tablesaw.api.Table questionnaire = CaseFolder.csv("exports", asked + "1,20240105,1,80,1,2,3,4\n")
                .replaceColumn(
                        1,
                        tech.tablesaw.api.DateColumn.create(
                                "SALINDTU", java.util.List.of(java.time.LocalDate.of(2024, 1, 5))));
        DumpingResult q = METHOD.measure(CaseFiles.exports(ExportSales.questionnaire(), questionnaire)
                .home(HomeSales.houseColumns(), CaseFolder.csv("home", HOME.replace("1,A", "1,1"))));
        assertEquals(70, q.transactions().row(0).getDouble("net_price"));
    }

    /** Census Bureau, regions and divisions; ZIP prefixes of the Postal Service. */
    @Test
    void destinationsLieInCensusRegions() {
        String[][] known = {
            {"ny", "Northeast"},
            {"10001", "Northeast"},
            {"2138", "Northeast"},
            {"19103", "Northeast"},
            {"OH", "Midwest"},
            {"60601-1234", "Midwest"},
            {"63101", "Midwest"},
            {"58102", "Midwest"},
            {"TX", "South"},
            {"20001", "South"},
            {"79901", "South"},
            {"40202", "South"},
            {"DE", "South"},
            {"CA", "West"},
            {"59601", "West"},
            {"87101", "West"},
            {"99501", "West"},
            {"96813", "West"},
            {"PR", "PR/VI"},
            {"00901", "PR/VI"},
            {"802", "PR/VI"}
        };
        for (String[] k : known) {
            assertEquals(k[1], CensusRegions.of(k[0]), k[0]);
        }
        for (String unknown : new String[] {"Rotterdam", "09012", "96910", "34012", "", "1", "ZZ"}) {
            assertEquals(null, CensusRegions.of(unknown), unknown);
        }
        String head = "sale_id,connum,sale_date,quantity,gross_price,shipped_to\n";
        DumpingResult r = METHOD.measure(CaseFiles.exports(
                        ExportSales.houseColumns().destination("shipped_to"),
                        CaseFolder.csv(
                                "exports",
                                head + "1,A,2024-01-05,1,80,1\n2,A,2024-01-05,1,80,60601\n3,A,2024-01-05,1,80,60601\n"))
                .home(HomeSales.houseColumns(), CaseFolder.csv("home", HOME)));
        java.util.List<String> regions = new java.util.ArrayList<>();
        for (tech.tablesaw.api.Row row : r.differentialPricing()) {
            if (row.getString("dimension").equals("region")) {
                regions.add(row.getString("group") + " " + (int) row.getDouble("sales"));
            }
        }
        assertEquals("[Midwest 2]", regions.toString());
        assertTrue(r.toString().contains("1 export sales went to a place that is neither"), r.toString());
    }

    @Test
    void namedCharacteristicsReplaceThoseOfThePreset() {
        Roles roles = ExportSales.houseColumns().characteristics("grade").roles();
        assertEquals("grade", roles.named().get(Roles.CHARACTERISTIC + 1));
        assertTrue(roles.preset().keySet().stream().noneMatch(r -> r.startsWith(Roles.CHARACTERISTIC)));
    }

    @Test
    void negativeNetPricesStayAndAreSaid() {
        DumpingResult r = METHOD.measure(CaseFiles.exports(
                        ExportSales.houseColumns(),
                        CaseFolder.csv(
                                "exports",
                                "sale_id,connum,sale_date,quantity,gross_price,intl_move\n1,A,2024-01-05,1,80,90\n"))
                .home(HomeSales.houseColumns(), CaseFolder.csv("home", HOME)));
        assertTrue(Double.isNaN(r.margin()));
        assertTrue(r.toString().contains("1 kept export sales have a net price at or below zero"), r.toString());
    }

    @Test
    void saysWhatARuleSays() {
        assertEquals(
                "less than 0.02, unrounded (19 USC 1673b(b)(3))",
                DumpingRules.US_INVESTIGATION_2024.threshold(Limit.DE_MINIMIS).words());
        assertEquals(
                "at least 0.02, unrounded (price difference test of 2025, text not found; unverified)",
                DumpingRules.US_2025.threshold(Limit.PRICE_DIFFERENCE).words());
        assertEquals(9, DumpingRules.WTO.thresholds().size());
    }
}
