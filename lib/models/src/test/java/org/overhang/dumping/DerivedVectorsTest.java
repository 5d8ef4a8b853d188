package org.overhang.dumping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.overhang.price.TargetProfit;
import org.overhang.subsidy.CountervailingRate;
import org.overhang.subsidy.CountervailingResult;
import org.overhang.subsidy.CountervailingRules;
import org.overhang.subsidy.Program;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * Vectors D1 to D20 of derived_vectors.py, whose answers were derived from the statute's and the programs' formulas apart
 * from this library.
 */
class DerivedVectorsTest {
    /** Expected numbers are printed with six decimals. */
    private static final double SIX_DECIMALS = 5e-7;

    private static final DumpingRules PLAIN = DumpingRules.US_INVESTIGATION_2024
            .without(Practice.ARMS_LENGTH_TEST)
            .without(Practice.COST_TEST);

    private static Table csv(String text) {
        return CaseFolder.csv("vector", text);
    }

    private static CaseFiles sales(String exports, String home) {
        return CaseFiles.exports(ExportSales.houseColumns(), csv(exports)).home(HomeSales.houseColumns(), csv(home));
    }

    private static final String EXPORT = "sale_id,connum,customer,sale_date,quantity,gross_price\n";
    private static final String HOME = "sale_id,connum,sale_date,quantity,gross_price\n";

    @Test
    void d1ExportPriceAgainstHomePrice() {
        CaseFiles files = CaseFiles.exports(ExportSales.houseColumns(), csv("""
                sale_id,connum,sale_date,ship_date,pay_date,quantity,currency,exp_currency,gross_price,price_adj,discounts,dom_move,intl_move,credit,direct_sell,commission,icc,indirect_sell,packing
                U1,A,2024-05-01,2024-05-01,2024-06-15,1,USD,USD,100,2,3,4,6,,0.8,0,0.3,1.2,1.5
                """))
                .home(HomeSales.houseColumns(), csv("""
                sale_id,connum,sale_date,quantity,currency,gross_price,discounts,move,direct_sell,credit,commission,packing
                H1,A,2024-05-01,1,HMC,1200,20,30,15,10,25,5
                """))
                .rates(ExchangeRates.houseColumns(), csv("date,currency,rate\n2024-05-01,HMC,0.08\n"))
                .comparisonCurrency("HMC")
                .creditRates(0.06, 0.06, 365);
        DumpingResult r = DumpingMargin.under(PLAIN).measure(files);
        Row row = r.comparisonRows(Comparison.AVERAGE_TO_AVERAGE).row(0);
        assertEquals(89, row.getDouble("net_price"), SIX_DECIMALS);
        assertEquals(89.1, row.getDouble("foreign_unit_price"), SIX_DECIMALS);
        assertEquals(-1.5, row.getDouble("commission_offset"), SIX_DECIMALS);
        assertEquals(92.117534, row.getDouble("normal_value"), SIX_DECIMALS);
        assertEquals(0.03502847, r.margin(), 5e-9);
    }

    /**
     * The totals of the vector come from two sales. The CEP sale gives revenue 148, goods 2 + 4.3 + its cost, selling 9,
     * movement 15; the home sale is made to bring the rest: revenue 999,852, goods 699,900 and so on, all in one currency.
     */
    @Test
    void d2ConstructedExportPrice() {
        // Export sale: cost of production 80, so that goods are 80 + 2 (packing) + 4.3 (other US expenses) = 86.3.
        double xr = 0.1;
        String costs = "connum,production_qty,direct_material,variable_conversion,fixed_overhead,ga,interest\n"
                + "A,1,800,0,0,0,0\n";
        double quantity = 100;
        // Everything in home currency: the sale abroad over the rate, the sale at home for what is left of the totals.
        double revenue = (1_000_000 - 148 / xr) / quantity;
        double goods = (700_000 - 800 - 6.3 / xr) / quantity;
        double selling = (120_000 - 9 / xr) / quantity;
        double movement = (60_000 - 15 / xr) / quantity;
        String home =
                "sale_id,connum,sale_date,quantity,currency,gross_price,move,direct_sell,icc,indirect_sell,packing\n"
                        + "1,A,2024-05-01," + quantity + ",HMC," + revenue + "," + movement + "," + (selling - 70)
                        + ",20,70,"
                        + (goods - 800) + "\n";
        CaseFiles files = CaseFiles.exports(ExportSales.houseColumns(), csv("""
                sale_id,connum,sale_date,quantity,sale_type,currency,exp_currency,gross_price,discounts,dom_move,intl_move,credit,cep_icc,cep_isell,cep_other,packing
                U1,A,2024-05-01,1,CEP,USD,USD,150,2,3,12,1.8,0.9,9,4.3,2
                """))
                .home(HomeSales.houseColumns(), csv(home))
                .costs(ProductionCosts.houseColumns(), csv(costs))
                .rates(ExchangeRates.houseColumns(), csv("date,currency,rate\n2024-05-01,HMC,0.1\n"))
                .comparisonCurrency("HMC");
        DumpingResult r = DumpingMargin.under(PLAIN).measure(files);
        Row profit = r.cepProfit().row(0);
        assertEquals(1_000_000, profit.getDouble("revenue"), 1e-6);
        assertEquals(700_000, profit.getDouble("cost_of_goods_sold"), 1e-6);
        assertEquals(120_000, profit.getDouble("selling_expense"), 1e-6);
        assertEquals(60_000, profit.getDouble("movement_expense"), 1e-6);
        assertEquals(0.13636364, profit.getDouble("ratio"), 5e-9);
        Row sale = r.transactions().row(0);
        assertEquals(2.181818, sale.getDouble("cep_profit"), SIX_DECIMALS);
        assertEquals(114.818182, sale.getDouble("net_price"), SIX_DECIMALS);
        Row row = r.comparisonRows(Comparison.AVERAGE_TO_AVERAGE).row(0);
        assertEquals(9.0, row.getDouble("cep_offset"), SIX_DECIMALS);
        // The vector's unit price of 1,250 × 0.1 + 2 replaces the home price that the totals imply.
        double offset = row.getDouble("cep_offset");
        double normalValue = 1250 * xr + 2 - offset;
        assertEquals(118, normalValue, SIX_DECIMALS);
        assertEquals(0.02771180, (normalValue - sale.getDouble("net_price")) / sale.getDouble("net_price"), 5e-9);
    }

    @Test
    void d3AndD5CohensD() {
        DumpingResult r = DumpingMargin.under(PLAIN)
                .measure(sales(
                        EXPORT
                                + "1,A,T,2024-01-05,100,10\n2,A,T,2024-01-05,100,11\n3,A,B,2024-01-05,200,12\n4,A,B,2024-01-05,200,13\n"
                                + "5,B,T,2024-01-05,10,10\n6,B,T,2024-01-05,10,12\n7,B,B,2024-01-05,90,11\n8,B,B,2024-01-05,90,15\n9,B,B,2024-01-05,90,19\n",
                        HOME + "1,A,2024-01-05,100,14\n2,B,2024-01-05,100,14\n"));
        Row d3 = group(r, "A", "T");
        assertEquals(10.5, d3.getDouble("mean_price"), SIX_DECIMALS);
        assertEquals(12.5, d3.getDouble("base_mean_price"), SIX_DECIMALS);
        assertEquals(4.0, d3.getDouble("statistic"), SIX_DECIMALS);
        assertEquals(0.6667, d3.getDouble("base_share"), 5e-5);
        assertTrue(d3.getBoolean("pass"));
        assertEquals(1.656157, group(r, "B", "T").getDouble("statistic"), SIX_DECIMALS);
        DumpingResult pooled = DumpingMargin.under(PLAIN.with(Reading.QUANTITY_POOLED_DEVIATION))
                .measure(sales(
                        EXPORT
                                + "5,B,T,2024-01-05,10,10\n6,B,T,2024-01-05,10,12\n7,B,B,2024-01-05,90,11\n8,B,B,2024-01-05,90,15\n9,B,B,2024-01-05,90,19\n",
                        HOME + "2,B,2024-01-05,100,14\n"));
        assertEquals(1.264911, group(pooled, "B", "T").getDouble("statistic"), SIX_DECIMALS);
    }

    private static Row group(DumpingResult r, String model, String customer) {
        for (Row row : r.differentialPricing()) {
            if (row.getString("merchandise").startsWith(model + "|")
                    && row.getString("dimension").equals("purchaser")
                    && row.getString("group").equals(customer)) {
                return row;
            }
        }
        throw new AssertionError("no group " + model + " " + customer);
    }

    /** Also W22, the question presented in Marmen: differences below one percent with tiny deviations pass Cohen's d. */
    @Test
    void d4TinyDifferencesPassCohensDAndFailTheTwoPercentTest() {
        CaseFiles files = sales(
                EXPORT
                        + "1,A,T,2024-01-05,100,100.0\n2,A,T,2024-01-05,100,100.2\n3,A,B,2024-01-05,100,100.6\n4,A,B,2024-01-05,100,100.8\n",
                HOME + "1,A,2024-01-05,100,100\n");
        Row cohen = group(DumpingMargin.under(PLAIN).measure(files), "A", "T");
        assertEquals(6.0, cohen.getDouble("statistic"), 1e-9);
        assertTrue(cohen.getBoolean("pass"));
        Row difference = group(
                DumpingMargin.under(PLAIN.with(PatternTest.PRICE_DIFFERENCE)).measure(files), "A", "T");
        assertEquals(-0.005958, difference.getDouble("statistic"), SIX_DECIMALS);
        assertFalse(difference.getBoolean("pass"));
        Table both = DumpingMargin.under(PLAIN).measure(files).patternTests();
        assertEquals(1.0, both.doubleColumn("pass_share").get(0));
        assertEquals(0.0, both.doubleColumn("pass_share").get(1));
    }

    private static final String D6 = EXPORT
            + "1,X,1,2024-01-05,10,80\n2,X,1,2024-01-05,10,82\n3,X,2,2024-01-05,20,110\n4,X,2,2024-01-05,20,112\n";

    @Test
    void d6AndD7Methods() {
        DumpingResult d6 = DumpingMargin.under(PLAIN).measure(sales(D6, HOME + "1,X,2024-01-05,100,100\n"));
        assertEquals(0, d6.margin(Comparison.AVERAGE_TO_AVERAGE));
        assertEquals(0.062706, d6.margin(Comparison.AVERAGE_TO_TRANSACTION), SIX_DECIMALS);
        DumpingResult d7 = DumpingMargin.under(PLAIN)
                .measure(sales(
                        D6 + "5,Y,1,2024-01-05,30,40\n", HOME + "1,X,2024-01-05,100,100\n2,Y,2024-01-05,100,50\n"));
        assertEquals(0.03305785, d7.margin(Comparison.AVERAGE_TO_AVERAGE), 5e-9);
        assertEquals(0.04132231, d7.margin(Comparison.AVERAGE_TO_AVERAGE, Zeroing.MODEL), 5e-9);
        assertEquals(0.093664, d7.margin(Comparison.AVERAGE_TO_TRANSACTION), SIX_DECIMALS);
    }

    @Test
    void d8MeaningfulDifference() {
        Threshold change = PLAIN.threshold(Limit.MEANINGFUL_DIFFERENCE);
        Threshold least = PLAIN.threshold(Limit.DE_MINIMIS);
        assertTrue(least.holds(0.019) && !least.holds(0.020));
        assertTrue(change.holds((5.00 - 4.00) / 4.00));
        assertFalse(change.holds((4.99 - 4.00) / 4.00));
        assertTrue(least.holds(0.010) && least.holds(0.019));
    }

    @Test
    void d9CostTest() {
        String costs =
                "connum,production_qty,direct_material,variable_conversion,fixed_overhead,ga,interest\nA,10,50,0,0,0,0\n";
        assertTrue(drops("20", costs), "exactly 20 of 100 below cost is dropped");
        assertFalse(drops("19.99", costs), "19.99 of 99.99 below cost is kept");
        DumpingResult equal = DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024)
                .measure(sales(EXPORT + "1,A,1,2024-01-05,10,80\n", HOME + "1,A,2024-01-05,100,50\n")
                        .costs(ProductionCosts.houseColumns(), csv(costs)));
        assertEquals(100, equal.costTest().row(0).getDouble("quantity_above"));
    }

    private static boolean drops(String below, String costs) {
        String above = below.equals("20") ? "80" : "80.01";
        return DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024)
                .measure(sales(
                                EXPORT + "1,A,1,2024-01-05,10,80\n",
                                HOME + "1,A,2024-01-05," + below + ",40\n2,A,2024-01-05," + above + ",60\n")
                        .costs(ProductionCosts.houseColumns(), csv(costs)))
                .costTest()
                .row(0)
                .getBoolean("below_cost_dropped");
    }

    @Test
    void d10ArmsLength() {
        Threshold low = PLAIN.threshold(Limit.ARMS_LENGTH_LOW);
        Threshold high = PLAIN.threshold(Limit.ARMS_LENGTH_HIGH);
        assertTrue(low.holds(0.98) && high.holds(1.02));
        assertFalse(low.holds(0.9799));
        assertFalse(high.holds(1.0201));
    }

    @Test
    void d11Window() {
        assertEquals(3, MatchMath.windowOrder(8, 5));
        assertEquals(-1, MatchMath.windowOrder(8, 4));
        assertTrue(MatchMath.windowOrder(8, 9) < MatchMath.windowOrder(8, 10));
        assertTrue(MatchMath.windowOrder(8, 5) < MatchMath.windowOrder(8, 9));
        assertEquals(-1, MatchMath.windowOrder(8, 11));
    }

    @Test
    void d12DifferenceInMerchandise() {
        String costs = "connum,char1,production_qty,direct_material,variable_conversion,fixed_overhead,ga,interest\n"
                + "US,1,10,60,0,20,0,0\nHM,2,10,50,0,20,0,0\n";
        DumpingResult r = DumpingMargin.under(PLAIN)
                .measure(CaseFiles.exports(
                                ExportSales.houseColumns(),
                                csv("sale_id,connum,char1,sale_date,quantity,gross_price\n1,US,1,2024-01-05,10,100\n"))
                        .home(
                                HomeSales.houseColumns(),
                                csv("sale_id,connum,char1,sale_date,quantity,gross_price\n1,HM,2,2024-01-05,10,100\n"))
                        .costs(ProductionCosts.houseColumns(), csv(costs)));
        Row match = r.matches().row(0);
        assertEquals(2, match.getInt("match"));
        assertEquals(-10, match.getDouble("difference_in_merchandise"), 1e-12);
        assertEquals(0.125, match.getDouble("difference_ratio"), 1e-12);
        assertEquals(110, r.normalValue().doubleColumn("normal_value").get(0), 1e-12);
        assertTrue(PLAIN.threshold(Limit.DIFFERENCE_IN_MERCHANDISE).holds(16.0 / 80));
    }

    /** Materials 660 = 0.6 × 1000 + 2 × 30, energy 9.6, labor 12. */
    @Test
    void d13NonMarketEconomy() {
        DumpingResult r = DumpingMargin.under(PLAIN)
                .measure(CaseFiles.exports(
                                ExportSales.houseColumns(),
                                csv(
                                        "sale_id,connum,sale_date,quantity,gross_price,dom_move,intl_move\n1,A,2024-01-05,1,760,15,45\n"))
                        .factors(Factors.houseColumns(), csv("""
                        connum,factor,kind,usage,surrogate_value
                        A,ore,material,0.6,1000
                        A,lime,material,2,30
                        A,power,energy,120,0.08
                        A,hours,labor,5,2.4
                        A,crate,packing,1,18
                        A,scrap,byproduct,1,12
                        """))
                        .surrogate(new SurrogateRatios(0.1234, 0.0871, 0.0654))
                        .exportTax(0.04, 0));
        Row nv = r.factorValues().row(0);
        assertEquals(84.1094, nv.getDouble("overhead"), 5e-5);
        assertEquals(66.6933, nv.getDouble("general"), 5e-5);
        assertEquals(54.4391, nv.getDouble("profit"), 5e-5);
        assertEquals(892.8419, nv.getDouble("normal_value"), 5e-5);
        assertEquals(669.6, r.transactions().row(0).getDouble("net_price"), 1e-9);
        assertEquals(0.333396, r.margin(), SIX_DECIMALS);
    }

    @Test
    void d14ToD16Subsidies() {
        double[] ten = CountervailingRate.under(CountervailingRules.US_INVESTIGATION_2024)
                .period(2024)
                .usefulLife(10)
                .sales(2024, 10_000_000, 0)
                .discountRate(2024, 0.10)
                .program("grant", Program.grant(1_000_000).received(2024))
                .measure()
                .schedule("grant");
        assertEquals(181_818.18, ten[0], 5e-3);
        assertEquals(172_727.27, ten[1], 5e-3);
        assertEquals(100_000, ten[9], 5e-3);
        double nominal = 0;
        double present = 0;
        for (int k = 0; k < 10; k++) {
            nominal += ten[k];
            present += ten[k] / StrictMath.pow(1.1, k);
        }
        assertEquals(1_409_090.91, nominal, 5e-3);
        assertEquals(1_000_000, present, 1e-6);
        CountervailingResult fifteen = CountervailingRate.under(CountervailingRules.US_INVESTIGATION_2024)
                .period(2024)
                .usefulLife(15)
                .sales(2022, 40_000_000, 0)
                .sales(2024, 40_000_000, 0)
                .discountRate(2022, 0.08)
                .program("grant", Program.grant(5_000_000).received(2022))
                .measure();
        assertEquals(679_012.35, fifteen.schedule("grant")[0], 5e-3);
        assertEquals(629_629.63, fifteen.schedule("grant")[2], 5e-3);
        assertEquals(333_333.33, fifteen.schedule("grant")[14], 5e-3);
        assertEquals(0.015741, fifteen.rate("grant"), SIX_DECIMALS);
        assertEquals(0.151593, CountervailingRate.uncreditworthyRate(0.08, 10, 0.5, 0.05), SIX_DECIMALS);
        assertEquals(0.133787, CountervailingRate.uncreditworthyRate(0.06, 5, 0.3, 0.02), SIX_DECIMALS);
    }

    @Test
    void d17Benchmark() {
        int[] days = new int[45];
        double[] rates = new double[45];
        for (int k = 0; k < 45; k++) {
            days[k] = 19_800 + k;
            rates[k] = 100;
        }
        DumpingRules rules = PLAIN.with(Practice.BENCHMARK_RATE);
        double[] daily = {102.25, 102.26, 97.75, 97.74};
        byte[] source = {ExchangeMath.DAILY, ExchangeMath.BENCHMARK, ExchangeMath.DAILY, ExchangeMath.BENCHMARK};
        for (int k = 0; k < daily.length; k++) {
            double[] changed = rates.clone();
            changed[44] = daily[k];
            ExchangeMath.Series s = ExchangeMath.series(days, changed, rules);
            assertEquals(source[k], s.sourceAt(days[44]), "daily " + daily[k]);
        }
    }

    @Test
    void d18EuropeanUnion() {
        CaseFiles files = CaseFiles.exports(
                        ExportSales.houseColumns(),
                        csv(
                                "sale_id,connum,sale_date,quantity,gross_price,cif_price\n1,A,2024-01-05,100,800,880\n2,B,2024-01-05,50,1150,1240\n"))
                .home(
                        HomeSales.houseColumns(),
                        csv(
                                "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,100,900\n2,B,2024-01-05,50,1100\n"))
                .union(UnionPrices.houseColumns(), csv("connum,union_cost,union_price\nA,950,1020\nB,1250,1290\n"))
                .reportCurrency("EUR")
                .injury(new InjuryTerms(TargetProfit.onTurnover(0.06), 0.03, 10, false));
        DumpingResult r = DumpingMargin.under(DumpingRules.EU).measure(files);
        assertEquals(0.05, r.margin(), 1e-12);
        DumpingResult.Injury injury = r.injury();
        assertEquals(0.077021, injury.injuryMargin(), SIX_DECIMALS);
        assertEquals(0.063063, injury.undercutting(), SIX_DECIMALS);
        assertEquals(0.05, injury.lesserDuty(), 1e-12);
        assertEquals(0, injury.withoutDomesticMatch());
        DumpingResult.Injury halfMatched = DumpingMargin.under(DumpingRules.EU)
                .measure(files.union(UnionPrices.houseColumns(), csv("connum,union_cost,union_price\nA,950,1020\n")))
                .injury();
        assertEquals(1, halfMatched.withoutDomesticMatch());
        assertEquals((950 / 0.94 - (880 * 1.03 + 10)) / 880, halfMatched.injuryMargin(), 1e-12);
        DumpingResult onCost = DumpingMargin.under(DumpingRules.EU)
                .measure(files.injury(new InjuryTerms(TargetProfit.onCost(0.06), 0.03, 10, false)));
        assertEquals(0.073, onCost.injury().injuryMargin(), SIX_DECIMALS);
    }

    @Test
    void d19AllOthers() {
        double rate = AllOthers.rate(
                List.of(
                        new AllOthers.Examined(0.1234, 500, false),
                        new AllOthers.Examined(0.0321, 1500, false),
                        new AllOthers.Examined(0, 900, false),
                        new AllOthers.Examined(0.88, 400, true)),
                PLAIN);
        assertEquals(0.054925, rate, 1e-12);
    }

    @Test
    void d20Assessment() {
        DumpingRules review = DumpingRules.US_REVIEW_2024
                .without(Practice.COST_TEST)
                .without(Practice.ARMS_LENGTH_TEST)
                .without(Practice.PATTERN_TEST);
        String head = "sale_id,connum,importer,sale_date,quantity,gross_price,entered_value\n";
        CaseFiles reported = CaseFiles.exports(
                        ExportSales.houseColumns(),
                        csv(head + "1,A,I,2024-01-05,8000,30,31.25\n2,B,J,2024-01-05,1000,249,250\n"))
                .home(
                        HomeSales.houseColumns(),
                        csv(HOME + "1,A,2024-01-05,1000,31.5625\n2,B,2024-01-05,1000,250.249\n"))
                .period(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31));
        Table owed = DumpingMargin.under(review).measure(reported).assessment();
        assertEquals(12_500, owed.row(0).getDouble("due"), 1e-8);
        assertEquals(250_000, owed.row(0).getDouble("entered_value"), 1e-8);
        assertEquals(0.05, owed.row(0).getDouble("ad_valorem"), 1e-12);
        assertEquals(1_249, owed.row(1).getDouble("due"), 1e-8);
        assertEquals(0.004996, owed.row(1).getDouble("share"), 1e-12);
        assertEquals(0, owed.row(1).getDouble("ad_valorem"));
        assertEquals("0.49 %", owed.row(1).getString("share_shown"));
        assertEquals("0.00 % of entered value", owed.row(1).getString("rate_shown"));
        assertEquals("5.00 %", owed.row(0).getString("share_shown"));
        assertEquals("5.00 % of entered value", owed.row(0).getString("rate_shown"));
        CaseFiles computed = CaseFiles.exports(
                        ExportSales.houseColumns(),
                        csv("sale_id,connum,importer,sale_date,quantity,gross_price\n1,A,I,2024-01-05,8000,30\n"))
                .home(HomeSales.houseColumns(), csv(HOME + "1,A,2024-01-05,1000,31.5625\n"))
                .period(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31));
        Row perUnit = DumpingMargin.under(review).measure(computed).assessment().row(0);
        assertEquals(1.5625, perUnit.getDouble("per_unit"), 1e-12);
        assertEquals("1.56 USD a unit", perUnit.getString("rate_shown"));
    }
}
