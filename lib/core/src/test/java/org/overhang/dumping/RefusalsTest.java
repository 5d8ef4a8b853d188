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
        assertEquals(Limit.values().length, DumpingRules.WTO.thresholds().size());
    }
}
