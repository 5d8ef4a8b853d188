package org.overhang.dumping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import tech.tablesaw.api.Row;

/** Rows as authorities' files have them: codes, blanks, signs, gaps; each answer by hand. */
class ProgramRowsTest {
    /** Sums of a handful of products. */
    private static final double EXACT = 1e-12;

    private static final DumpingRules PLAIN =
            DumpingRules.US_INVESTIGATION_2024.without(Practice.COST_TEST).without(Practice.PATTERN_TEST);
    private static final String EXPORT = "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,1,80\n";

    private static CaseFiles files(String exports, String home) {
        return CaseFiles.exports(ExportSales.houseColumns(), CaseFolder.csv("exports", exports))
                .home(HomeSales.houseColumns(), CaseFolder.csv("home", home));
    }

    private static CaseFiles affiliates(String other, String own) {
        String home = "sale_id,connum,customer,affiliated,sale_date,quantity,gross_price\n1,A,U1," + other
                + ",2024-01-05,1,100\n2,A,U1," + other + ",2024-01-06,1,100\n3,A,U2," + other
                + ",2024-01-07,1,100\n4,A,AFF," + own + ",2024-01-08,1,60\n";
        return files(EXPORT, home);
    }

    /** Affiliates at 60 against 100 fail, whatever the words for it: normal value 100, margin 25 %. */
    @ParameterizedTest
    @CsvSource({"1, 2", "N, Y", "no, yes", "False, TRUE", "1, 7", "' 1', '2 '"})
    void oneMeansUnaffiliated(String other, String own) {
        assertEquals(
                0.25, DumpingMargin.under(PLAIN).measure(affiliates(other, own)).margin(), EXACT);
    }

    @Test
    void aNamedCodeDecidesAndAnUnknownOneIsRefused() {
        CaseFiles zero = affiliates("0", "1");
        OverhangException refused = assertThrows(
                OverhangException.class, () -> DumpingMargin.under(PLAIN).measure(zero));
        assertEquals(Reason.BAD_VALUE, refused.reason());
        assertTrue(refused.getMessage().startsWith("DumpingMargin needs affiliation as Y and N"), refused.getMessage());
        CaseFiles named = CaseFiles.exports(
                        ExportSales.houseColumns(), zero.exports().source())
                .home(
                        HomeSales.houseColumns().unaffiliatedCode("0"),
                        java.util.Objects.requireNonNull(zero.home()).source());
        assertEquals(0.25, DumpingMargin.under(PLAIN).measure(named).margin(), EXACT);
    }

    @Test
    void aBlankCodeCountsAsAffiliatedAndIsCounted() {
        DumpingResult r = DumpingMargin.under(PLAIN).measure(affiliates("N", ""));
        assertEquals(0.25, r.margin(), EXACT);
        assertTrue(r.toString().contains("1 home sales have no code of affiliation"), r.toString());
    }

    @Test
    void blanksAroundAControlNumberAreNotPartOfIt() {
        String home =
                "sale_id,connum,sale_date,quantity,gross_price\n1,\"A \",2024-01-05,1,100\n2, A,2024-01-06,1,100\n";
        DumpingResult r = DumpingMargin.under(PLAIN).measure(files(EXPORT, home));
        assertEquals(0.25, r.margin(), EXACT);
        assertEquals(1, r.normalValue().rowCount());
    }

    @ParameterizedTest
    @CsvSource({
        "intl_move, movement",
        "discounts, discounts",
        "direct_sell, direct selling",
        "packing, packing",
        "commission, commission"
    })
    void aCostBelowZeroIsRefused(String column, String role) {
        String exports = "sale_id,connum,sale_date,quantity,gross_price," + column + "\n1,A,2024-01-05,1,80,-4\n";
        CaseFiles files = files(exports, "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,1,100\n");
        OverhangException e = assertThrows(
                OverhangException.class, () -> DumpingMargin.under(PLAIN).measure(files));
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertTrue(
                e.getMessage().startsWith("DumpingMargin needs " + role + " at or above zero, but column \"" + column),
                e.getMessage());
    }

    @Test
    void aUnitCostBelowZeroIsRefused() {
        CaseFiles files = files(EXPORT, "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,1,100\n")
                .costs(ProductionCosts.houseColumns(), CaseFolder.csv("costs", "connum,direct_material\nA,-111\n"));
        OverhangException e = assertThrows(
                OverhangException.class, () -> DumpingMargin.under(PLAIN).measure(files));
        assertTrue(e.getMessage().startsWith("DumpingMargin needs direct material at or above zero"), e.getMessage());
    }

    /** All home sales below cost and nothing to construct from: no margin, which is neither de minimis nor 0.00 %. */
    @Test
    void noNormalValueIsNotDeMinimis() {
        CaseFiles files = files(EXPORT, "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,1,100\n")
                .costs(ProductionCosts.houseColumns(), CaseFolder.csv("costs", "connum,direct_material\nA,200\n"));
        DumpingResult r =
                DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).measure(files);
        assertTrue(Double.isNaN(r.margin()));
        assertTrue(Double.isNaN(r.cashDeposit()));
        assertFalse(r.deMinimis());
        assertTrue(r.toString().contains("There is no margin: none of the 1 export sales"), r.toString());
        assertFalse(r.toString().contains("de minimis ("), r.toString());
    }

    @Test
    void aGlanceIsOneRow() {
        DumpingResult r = DumpingMargin.under(PLAIN)
                .measure(files(
                        EXPORT + "2,A,2024-01-06,0,80\n3,A,2024-01-07,1,80\n",
                        "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,1,100\n"));
        assertEquals(1, r.glance().rowCount());
        assertEquals(2, r.glance().intColumn("nobs").get(0));
        assertEquals(1, r.glance().intColumn("dropped").get(0));
        assertEquals(1, r.bounds().glance().rowCount());
        assertEquals(1, r.explain().glance().rowCount());
    }

    /** Whole table of one sale, importers unknown in four spellings. */
    @Test
    void anUnknownImporterIsTheCustomer() {
        String exports = "sale_id,connum,customer,importer,sale_date,entry_date,quantity,gross_price,entered_value\n"
                + "1,A,C1,,2024-01-05,2024-01-05,1,80,80\n2,A,C1,NA,2024-01-05,2024-01-05,1,80,0\n"
                + "3,A,C1,unk,2024-01-05,2024-01-05,1,80,80\n4,A,C1,Unknown,2024-01-05,2024-01-05,1,80,80\n"
                + "5,A,C1,I1,2024-01-05,2024-01-05,1,80,80\n";
        DumpingResult r = DumpingMargin.under(DumpingRules.US_REVIEW_2024.without(Practice.PATTERN_TEST))
                .measure(files(exports, "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,9,100\n")
                        .period(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31)));
        assertEquals(
                List.of("C1", "I1"), r.assessment().stringColumn("importer").asList());
        // An entered value of zero is none, so that the rate is per unit.
        assertEquals(
                "MIXED", r.assessment().stringColumn("entered_value_source").get(0));
        assertEquals(20, r.assessment().doubleColumn("per_unit").get(0), EXACT);
    }

    /** Under A15 the one sale, which has no date of entry, is set aside: a choice without a margin, not a failure. */
    @Test
    void aReadingThatLeavesNoSaleIsCounted() {
        DumpingResult r = DumpingMargin.under(DumpingRules.US_REVIEW_2024)
                .measure(files(EXPORT, "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,9,100\n")
                        .period(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31)));
        assertEquals(0.25, r.bounds().highest(), EXACT);
    }

    /** Nothing was made in quarter 2: materials of quarter 1 at 120/100, the rest at the average of the period. */
    @Test
    void aQuarterWithoutAnyProductionIsIndexed() {
        String costs = "connum,quarter,production_qty,direct_material,variable_conversion\nA,1,10,50,5\nA,3,30,70,9\n";
        CaseFiles files = files(
                        "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-04-05,1,80\n",
                        "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-05-05,9,90\n2,A,2024-02-05,1,70\n")
                .costs(ProductionCosts.houseColumns(), CaseFolder.csv("costs", costs))
                .period(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 9, 30))
                .quarterlyCosts(Map.of(1, 100.0, 2, 120.0, 3, 140.0));
        DumpingResult r =
                DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).measure(files);
        Row second = r.costs().row(1);
        assertEquals(2, second.getInt("quarter"));
        assertEquals("indexed", second.getString("how"));
        assertEquals(50 * 1.2 + (10 * 5 + 30 * 9) / 40.0, second.getDouble("cost_of_production"), EXACT);
        // The sale of April meets home sales of its own quarter only.
        assertEquals(90.0 / 80 - 1, r.margin(), EXACT);
    }

    @Test
    void quarterlyCostsNeedAPeriodAndAQuarter() {
        CaseFiles files = files(EXPORT, "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,1,100\n")
                .costs(
                        ProductionCosts.houseColumns(),
                        CaseFolder.csv("costs", "connum,quarter,direct_material\nA,1.5,50\n"))
                .quarterlyCosts(Map.of());
        assertTrue(assertThrows(
                        OverhangException.class,
                        () -> DumpingMargin.under(PLAIN).measure(files))
                .getMessage()
                .startsWith("DumpingMargin needs a quarter, 1 being the first of the period"));
        CaseFiles undated = files.costs(
                ProductionCosts.houseColumns(), CaseFolder.csv("costs", "connum,quarter,direct_material\nA,1,50\n"));
        assertTrue(assertThrows(
                        OverhangException.class,
                        () -> DumpingMargin.under(PLAIN).measure(undated))
                .getMessage()
                .startsWith("DumpingMargin needs a period and a cost file for quarterly or indexed costs"));
        OverhangException price =
                assertThrows(OverhangException.class, () -> files.inflationCosts(Map.of(YearMonth.of(2024, 1), 0.0)));
        assertEquals(Reason.OUT_OF_RANGE, price.reason());
    }

    private static final DumpingRules EU = DumpingRules.EU;

    private static CaseFiles european(String exports) {
        return files(exports, "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,9,100\n")
                .reportCurrency("EUR");
    }

    /** One missing CIF price sets its sale aside and leaves the base of the others: 20 over 90, not 20 over 80. */
    @Test
    void aSaleWithoutCifPriceIsSetAside() {
        DumpingResult r = DumpingMargin.under(EU)
                .measure(european("sale_id,connum,sale_date,quantity,gross_price,cif_price\n1,A,2024-01-05,1,80,90\n"
                        + "2,A,2024-01-05,1,80,\n"));
        assertEquals(20.0 / 90, r.margin(), EXACT);
        List<String> why = new ArrayList<>();
        r.setAside().forEach(row -> why.add(row.getString("sale") + " " + row.getString("reason")));
        assertEquals(List.of("2 NO_CIF_PRICE"), why);
    }

    /** Resale at 80 with costs of 5 and an unrelated importer's profit of 10 % of 80: export price 67, margin 33 over 90. */
    @Test
    void aRelatedImportersProfitIsThatOfAnUnrelatedOne() {
        DumpingResult r = DumpingMargin.under(EU)
                .measure(european("sale_id,connum,sale_type,sale_date,quantity,gross_price,cep_isell,cif_price\n"
                                + "1,A,CEP,2024-01-05,1,80,5,90\n")
                        .importerProfit(0.10));
        assertEquals(33.0 / 90, r.margin(), EXACT);
    }

    @Test
    void europeanRulesDoNotValueFactors() {
        CaseFiles files = CaseFiles.exports(ExportSales.houseColumns(), CaseFolder.csv("exports", EXPORT))
                .factors(Factors.houseColumns(), CaseFolder.csv("factors", "connum,usage,surrogate_value\nA,1,50\n"))
                .surrogate(new SurrogateRatios(0, 0, 0));
        OverhangException e = assertThrows(
                OverhangException.class, () -> DumpingMargin.under(EU).measure(files));
        assertEquals(Reason.NOT_IDENTIFIED, e.reason());
        assertTrue(
                e.getMessage().startsWith("DumpingMargin under EU (Regulation 2016/1036) needs home sales or costs"),
                e.getMessage());
    }

    /** Sales of a model without factors leave before the pattern test and the margin, each with its reason. */
    @Test
    void aModelWithoutFactorsIsSetAside() {
        CaseFiles files = CaseFiles.exports(
                        ExportSales.houseColumns(), CaseFolder.csv("exports", EXPORT + "2,B,2024-01-05,1,80\n"))
                .factors(Factors.houseColumns(), CaseFolder.csv("factors", "connum,usage,surrogate_value\nA,1,100\n"))
                .surrogate(new SurrogateRatios(0, 0, 0));
        DumpingResult r =
                DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).measure(files);
        assertEquals("NO_FACTORS", r.setAside().stringColumn("reason").get(0));
        assertEquals(0.25, r.margin(), EXACT);
    }
}
