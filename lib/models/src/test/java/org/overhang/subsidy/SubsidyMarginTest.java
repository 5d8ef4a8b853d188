package org.overhang.subsidy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.subsidy.Support.benchmark;
import static org.overhang.subsidy.Support.cheapCredit;
import static org.overhang.subsidy.Support.cheapEquity;
import static org.overhang.subsidy.Support.cheapInput;
import static org.overhang.subsidy.Support.debt;
import static org.overhang.subsidy.Support.equity;
import static org.overhang.subsidy.Support.exportRebate;
import static org.overhang.subsidy.Support.grants;
import static org.overhang.subsidy.Support.guarantee;
import static org.overhang.subsidy.Support.interest;
import static org.overhang.subsidy.Support.market;
import static org.overhang.subsidy.Support.paid;
import static org.overhang.subsidy.Support.rate;
import static org.overhang.subsidy.Support.rated;
import static org.overhang.subsidy.Support.taxRelief;
import static org.overhang.subsidy.Support.used;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.Draws;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class SubsidyMarginTest {
    /** The reference prints ten significant digits; half a unit of the last is 5e-10 relative. */
    private static final double PRINTED = 5e-10;
    /** The identity is a dozen additions. */
    private static final double IDENTITY = 1e-9;
    /** A handful of additions of numbers near one. */
    private static final double ROUNDING = 1e-12;

    private static final JsonObject WORKED = worked();

    private static JsonObject worked() {
        var stream = Objects.requireNonNull(
                SubsidyMarginTest.class.getResourceAsStream("/reference/capacity/worked_examples.json"));
        return JsonParser.parseReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    private static void assertPrinted(double want, double got) {
        assertEquals(want, got, PRINTED * Math.max(Math.abs(want), 1e-300));
    }

    private static Table table(JsonObject inputs) {
        Table out = Table.create("firms", StringColumn.create("firm", "a"), IntColumn.create("year", new int[] {2024}));
        inputs.entrySet()
                .forEach(e -> out.addColumns(DoubleColumn.create(
                        e.getKey(), new double[] {e.getValue().getAsDouble()})));
        double cash = inputs.get("energy_qty").getAsDouble()
                        * inputs.get("energy_paid").getAsDouble()
                + inputs.get("material_qty").getAsDouble()
                        * inputs.get("material_paid").getAsDouble()
                + inputs.get("labour").getAsDouble()
                + inputs.get("other_cash").getAsDouble();
        return out.addColumns(DoubleColumn.create("cash", new double[] {cash}));
    }

    private static SubsidyMargin full() {
        return SubsidyMargin.of("R")
                .less("cash")
                .depreciation("dep")
                .quantity("q")
                .support(
                        grants("grants"),
                        exportRebate("export_rebate_excess"),
                        cheapInput(used("energy_qty"), paid("energy_paid"), market("energy_market")),
                        cheapInput(used("material_qty"), paid("material_paid"), market("material_market")),
                        cheapCredit(debt("debt"), paid("r_paid"), benchmark("r_bench")),
                        taxRelief(paid("tax_paid"), rate("tax_statutory")),
                        cheapEquity(equity("equity"), rate("ke"), rate(0.6)))
                .by("firm", "year");
    }

    @ParameterizedTest
    @ValueSource(strings = {"case_A_price100", "case_B_price75"})
    void theWorkedCaseComesOutToItsLastDigit(String name) {
        JsonObject want = WORKED.getAsJsonObject("unit_margin").getAsJsonObject(name);
        SubsidyMarginResult got = full().measure(Source.of(table(want.getAsJsonObject("inputs"))));
        assertPrinted(want.get("reported_margin").getAsDouble(), got.marginReported()[0]);
        assertPrinted(want.get("market_margin").getAsDouble(), got.marginAtMarketPrices()[0]);
        assertPrinted(want.get("economic_margin").getAsDouble(), got.marginEconomic()[0]);
        assertPrinted(want.get("coverage_explicit").getAsDouble(), got.coveredShare()[0]);
        assertPrinted(want.get("coverage_explicit_uncapped").getAsDouble(), got.coverageUncapped()[0]);
        Table amounts = got.amounts();
        JsonObject supports = want.getAsJsonObject("supports");
        Map.of(
                        "grants", "grants",
                        "export_rebate", "export_rebate_excess",
                        "energy_ltar", "energy_qty",
                        "material_ltar", "material_qty",
                        "below_market_borrowing", "credit_debt",
                        "tax", "tax")
                .forEach((key, column) -> assertPrinted(
                        supports.get(key).getAsDouble(),
                        amounts.doubleColumn("support_" + column).get(0)));
        assertPrinted(
                want.get("equity_shortfall_BME").getAsDouble(),
                amounts.doubleColumn("equity_tolerance").get(0));
        assertPrinted(
                want.get("tax_concession_on_reported_profit").getAsDouble(),
                amounts.doubleColumn("tax_concession_on_reported_profit").get(0));
        Map.of(
                        "interest_paid", "interest",
                        "pbt_reported", "pretax_reported",
                        "ni_reported", "net_income_reported",
                        "pbt_market", "pretax_at_market_prices",
                        "tax_market", "tax_at_market_prices",
                        "ni_market", "net_income_at_market_prices",
                        "economic_profit_market", "economic_profit",
                        "uncovered_loss", "loss_uncovered",
                        "cash_profit_market", "cash_profit_at_market_prices")
                .forEach((key, column) -> assertPrinted(
                        want.get(key).getAsDouble(),
                        amounts.doubleColumn(column).get(0)));
        JsonObject unit = want.getAsJsonObject("per_unit");
        Map.of(
                        "ni_reported", "net_income_reported",
                        "ni_market", "net_income_at_market_prices",
                        "ep_market", "economic_profit",
                        "grants", "support_grants",
                        "export_rebate", "support_export_rebate_excess",
                        "energy_ltar", "support_energy_qty",
                        "material_ltar", "support_material_qty",
                        "below_market_borrowing", "support_credit_debt",
                        "tax", "support_tax")
                .forEach((key, column) -> assertPrinted(
                        unit.get(key).getAsDouble(),
                        amounts.doubleColumn(column + "_per_unit").get(0)));
        double runway = want.get("runway_years_on_book_equity").isJsonNull()
                ? Double.NaN
                : want.get("runway_years_on_book_equity").getAsDouble();
        assertEquals(runway, got.runway()[0], PRINTED * 100);
        Table shapley = got.shapley();
        JsonObject shares = want.getAsJsonObject("shapley_loss_covered");
        Map.of(
                        "grants", "grants",
                        "export_rebate", "export_rebate_excess",
                        "energy_ltar", "energy_qty",
                        "material_ltar", "material_qty",
                        "below_market_borrowing", "credit debt")
                .forEach((key, column) -> assertPrinted(
                        shares.get(key).getAsDouble(),
                        shapley.doubleColumn(column).get(0)));
        assertTrue(got.marginEconomicBounds().get(0).contains(got.marginEconomic()[0]));
        // One group: the bounds of the total are its own. A point of 300 is 3, a tenth of inputs at market is 4.5 and
        // 9.2.
        double revenue = want.getAsJsonObject("inputs").get("R").getAsDouble();
        double market = want.get("pbt_market").getAsDouble();
        assertEquals(
                (market - 3e6 - 4.5e6 - 9.2e6) / revenue,
                got.glance().doubleColumn("market_conf_low").get(0),
                ROUNDING);
        double best = market + 3e6 + 4.5e6 + 9.2e6;
        assertEquals(
                (best - Math.max(0, 0.25 * best)) / revenue,
                got.marginAtMarketPricesBounds().get(0).high(),
                ROUNDING);
        assertTrue(got.identityResidual() < IDENTITY);
        assertTrue(got.marginAtMarketPricesBounds().get(0).contains(got.marginAtMarketPrices()[0]));
    }

    /** The sentence of the design, literally. */
    private static SubsidyMarginResult designSentence(Source firms) {
        var margin = SubsidyMargin.of("revenue_usd")
                .less("cost_usd")
                .support(
                        grants("grants_usd"),
                        cheapCredit(debt("debt_usd"), paid("rate_paid"), benchmark("rate_benchmark")),
                        cheapInput(used("power_mwh"), paid("price_paid_usd_mwh"), market("price_market_usd_mwh")))
                .by("firm", "year")
                .measure(firms);
        margin.lossMakers();
        return margin;
    }

    private static Table simulated(int firms, int years, double currency) {
        Draws draws = new Seed(5).stream(0);
        int n = firms * years;
        String[] firm = new String[n];
        int[] year = new int[n];
        Map<String, double[]> columns = new TreeMap<>();
        for (String c : List.of(
                "revenue_usd",
                "cost_usd",
                "grants_usd",
                "debt_usd",
                "rate_paid",
                "rate_benchmark",
                "power_mwh",
                "price_paid_usd_mwh",
                "price_market_usd_mwh")) {
            columns.put(c, new double[n]);
        }
        for (int i = 0; i < n; i++) {
            firm[i] = "firm " + (i / years + 10);
            year[i] = 2010 + i % years;
            double revenue = 100 * StrictMath.exp(draws.normal());
            columns.get("revenue_usd")[i] = currency * revenue;
            columns.get("cost_usd")[i] = currency * revenue * (0.85 + 0.2 * draws.uniform());
            columns.get("grants_usd")[i] = currency * revenue * 0.04 * draws.uniform();
            columns.get("debt_usd")[i] = draws.uniform() < 0.2 ? 0 : currency * revenue;
            columns.get("rate_paid")[i] = 0.03;
            columns.get("rate_benchmark")[i] = 0.03 + 0.05 * draws.uniform();
            columns.get("power_mwh")[i] = revenue / 10;
            columns.get("price_paid_usd_mwh")[i] = currency * 0.5;
            columns.get("price_market_usd_mwh")[i] = currency * (0.4 + 0.4 * draws.uniform());
        }
        Table out = Table.create("firms", StringColumn.create("firm", firm), IntColumn.create("year", year));
        columns.forEach((name, cells) -> out.addColumns(DoubleColumn.create(name, cells)));
        return out;
    }

    @Test
    void theDesignSentenceWorksAndTheIdentityClosesForEveryFirm() {
        Table firms = simulated(60, 8, 1);
        SubsidyMarginResult got = designSentence(Source.of(firms));
        assertTrue(got.identityResidual() < IDENTITY);
        double[] reported = got.marginReported();
        double[] market = got.marginAtMarketPrices();
        double[] support = got.support();
        double[] revenue = got.amounts().doubleColumn("revenue").asDoubleArray();
        for (int i = 0; i < reported.length; i++) {
            assertEquals(reported[i] - market[i], support[i] / revenue[i], ROUNDING);
        }
        Table makers = got.lossMakers();
        assertTrue(makers.rowCount() > 0);
        assertTrue(makers.doubleColumn("margin_reported").min() > 0);
        assertTrue(makers.doubleColumn("margin_at_market_prices").max() < 0);
        assertTrue(got.toString().contains("Profit only with support: " + makers.rowCount() + " of 480 groups"));
        assertTrue(got.toString().endsWith("Left out: nothing"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {7.1, 1e6})
    void currencyAndRowOrderDoNotMatter(double currency) {
        SubsidyMarginResult one = designSentence(Source.of(simulated(20, 5, 1)));
        SubsidyMarginResult other =
                designSentence(Source.of(simulated(20, 5, currency).sortDescendingOn("power_mwh")));
        assertArrayEquals(one.marginReported(), other.marginReported(), ROUNDING);
        assertArrayEquals(one.marginAtMarketPrices(), other.marginAtMarketPrices(), ROUNDING);
        assertArrayEquals(one.coveredShare(), other.coveredShare(), ROUNDING);
        assertEquals(
                one.toString().lines().findFirst(), other.toString().lines().findFirst());
    }

    @Test
    void shapleySharesAddUpToTheLossCovered() {
        SubsidyMarginResult got = designSentence(Source.of(simulated(30, 4, 1)));
        Table shapley = got.shapley();
        Table amounts = got.amounts();
        for (int i = 0; i < shapley.rowCount(); i++) {
            double sum = 0;
            for (String name : List.of("grants_usd", "credit debt_usd", "power_mwh")) {
                sum += shapley.doubleColumn(name).get(i);
            }
            double with = amounts.doubleColumn("net_income_reported").get(i);
            double without = amounts.doubleColumn("net_income_at_market_prices").get(i);
            assertEquals(Math.max(0, -without) - Math.max(0, -with), sum, ROUNDING * 1e4);
        }
    }

    @Test
    void belowMarketBorrowingFromRatingsAndInterest() {
        JsonObject want = WORKED.getAsJsonObject("below_market_finance");
        JsonObject table = want.getAsJsonObject("spreads");
        List<CreditSpreads.Line> lines = new java.util.ArrayList<>();
        double threshold = 9;
        for (String rating : List.of("AA", "A", "BBB", "BB", "B", "CCC")) {
            lines.add(new CreditSpreads.Line(
                    rating,
                    rating.equals("CCC") ? Double.NEGATIVE_INFINITY : threshold--,
                    table.get(rating).getAsDouble()));
        }
        CreditSpreads spreads = CreditSpreads.of("worked example", lines);
        Table firm = Table.create(
                "firm",
                IntColumn.create("year", 2021, 2022, 2023),
                DoubleColumn.create("revenue", 1000, 1000, 1000),
                DoubleColumn.create("cost", 900, 900, 900),
                DoubleColumn.create("open", 800, 1200, 1300),
                DoubleColumn.create("close", 1200, 1300, 1250),
                DoubleColumn.create("interest", 30, 35, 60),
                DoubleColumn.create("capitalized", 5, 0, 0),
                DoubleColumn.create("rf", 0.030, 0.028, 0.025),
                StringColumn.create("rating", "BB", "B", "BBB"));
        SubsidyMarginResult got = SubsidyMargin.of("revenue")
                .less("cost")
                .support(cheapCredit(
                        debt("open").closing("close"),
                        interest("interest").capitalized("capitalized"),
                        benchmark(rated("rating"), market("rf"), spreads)))
                .by("year")
                .measure(Source.of(firm));
        double floored = Arrays.stream(got.supportFloored()).sum();
        assertPrinted(want.get("bmb_sum_floor0").getAsDouble(), floored);
        Table credit = got.credit();
        for (int i = 0; i < 3; i++) {
            JsonObject year = want.getAsJsonArray("bmb").get(i).getAsJsonObject();
            assertPrinted(year.get("bmb_signed").getAsDouble(), got.support()[i]);
            Map<String, String> columns = Map.of(
                    "avg_debt", "mean_debt",
                    "r_effective", "rate_paid",
                    "r_benchmark", "rate_benchmark",
                    "bmb_signed", "support",
                    "bmb_floor0", "support_floored");
            for (Map.Entry<String, String> e : columns.entrySet()) {
                assertPrinted(
                        year.get(e.getKey()).getAsDouble(),
                        credit.doubleColumn(e.getValue()).get(i));
            }
        }
    }

    /** Earnings of 32 on debt of 1,000 at 3 % agree with CCC, CC and others at once: the bounds hold all of them. */
    @Test
    void ratingsThatAgreeWithThemselvesAreAllWithinTheBounds() {
        CreditSpreads spreads = CreditSpreads.DAMODARAN_LARGE;
        Table firm = Table.create(
                "firm",
                IntColumn.create("year", 1, 2),
                DoubleColumn.create("revenue", 1000, 1000),
                DoubleColumn.create("cost", 868, 600),
                DoubleColumn.create("debt", 1000, 0),
                DoubleColumn.create("paid", 0.02, 0.02),
                DoubleColumn.create("base", 0.03, 0.03));
        SubsidyMargin method = SubsidyMargin.of("revenue")
                .less("cost")
                .support(cheapCredit(debt("debt"), paid("paid"), benchmark(market("base"), spreads)))
                .by("year")
                .contestedRate(0);
        SubsidyMarginResult got = method.measure(Source.of(firm));
        List<String> all = spreads.selfConsistent(132, 1000, 0.03);
        assertTrue(all.size() > 1, all.toString());
        double best = spreads.rate(all.get(0), 0.03);
        double worst = spreads.rate(all.get(all.size() - 1), 0.03);
        assertEquals(
                0.112 - (worst - 0.02), got.marginAtMarketPricesBounds().get(0).low(), ROUNDING);
        assertEquals(
                0.112 - (best - 0.02), got.marginAtMarketPricesBounds().get(0).high(), ROUNDING);
        assertEquals(0, got.marginAtMarketPricesBounds().get(1).width());
        assertEquals(1, got.ratings().rowCount());
        assertEquals(
                String.join(", ", all),
                got.ratings().stringColumn("self_consistent").get(0));
        assertTrue(got.toString().contains("Warning: 1 groups have more than one rating"));
    }

    /** The settled cases: strict thresholds, mean debt, the search starts from the rate paid. */
    @Test
    void severalRatingsCanAgreeWithThemselves() {
        CreditSpreads three = CreditSpreads.of(
                "three",
                List.of(
                        new CreditSpreads.Line("high", 3, 0.00),
                        new CreditSpreads.Line("middle", 2, 0.03),
                        new CreditSpreads.Line("low", Double.NEGATIVE_INFINITY, 0.10)));
        assertEquals(List.of("high", "middle", "low"), three.selfConsistent(19, 100, 0.05));
        assertEquals("high", three.benchmark(19, 100, 0.05, 0.01).rating());
        assertEquals("middle", three.benchmark(19, 100, 0.05, 0.08).rating());
        assertEquals("low", three.benchmark(19, 100, 0.05, 0.20).rating());
        assertEquals("low", three.benchmark(-5, 100, 0.05, 0.0).rating());
        assertEquals(0.05, three.benchmark(5, 100, 0.05, 0.0).rate() - 0.10, ROUNDING);
    }

    /** The settled examples of the fixed point: several ratings can agree with themselves. */
    @Test
    void aSyntheticBenchmarkIsAFixedPointOfTheCoverageItImplies() {
        CreditSpreads spreads = CreditSpreads.DAMODARAN_LARGE;
        for (double earnings = -20; earnings <= 200; earnings += 3.7) {
            List<String> all = spreads.selfConsistent(earnings, 1000, 0.03);
            CreditSpreads.Benchmark low = spreads.benchmark(earnings, 1000, 0.03, 0.01);
            CreditSpreads.Benchmark high = spreads.benchmark(earnings, 1000, 0.03, 0.30);
            assertTrue(all.contains(low.rating()));
            assertTrue(all.contains(high.rating()));
            assertTrue(low.rate() <= high.rate());
            assertEquals(spreads.rating(earnings / (low.rate() * 1000)), low.rating());
            assertEquals(all.get(0), low.rating());
            assertEquals(all.get(all.size() - 1), high.rating());
        }
        assertEquals("BBB", spreads.rating(4.5));
        assertEquals("A-", spreads.rating(4.5 + 1e-9));
    }

    @Test
    void aSyntheticBenchmarkUsesEarningsWithoutSupport() {
        Table firm = Table.create(
                "firm",
                DoubleColumn.create("revenue", new double[] {1000}),
                DoubleColumn.create("cost", new double[] {860}),
                DoubleColumn.create("grants", new double[] {50}),
                DoubleColumn.create("debt", new double[] {900}),
                DoubleColumn.create("paid", new double[] {0.02}),
                DoubleColumn.create("base", new double[] {0.03}),
                DoubleColumn.create("power", new double[] {20}),
                DoubleColumn.create("price", new double[] {1}),
                DoubleColumn.create("world", new double[] {2}));
        SubsidyMarginResult got = SubsidyMargin.of("revenue")
                .less("cost")
                .support(
                        cheapCredit(
                                debt("debt"), paid("paid"), benchmark(market("base"), CreditSpreads.DAMODARAN_LARGE)),
                        grants("grants"),
                        cheapInput(used("power"), paid("price"), market("world")))
                .measure(Source.of(firm));
        double rate = CreditSpreads.DAMODARAN_LARGE
                .benchmark(1000 - 860 - 20, 900, 0.03, 0.02)
                .rate();
        assertEquals((rate - 0.02) * 900 + 50 + 20, got.support()[0], ROUNDING * 1e3);
    }

    @Test
    void aGuaranteeIsWorthTheSpreadItSavesLessItsFee() {
        Table firm = Table.create(
                "firm",
                DoubleColumn.create("revenue", new double[] {100}),
                DoubleColumn.create("cost", new double[] {90}),
                DoubleColumn.create("debt", new double[] {200}),
                DoubleColumn.create("without", new double[] {0.05}),
                DoubleColumn.create("with", new double[] {0.02}),
                DoubleColumn.create("fee", new double[] {1}));
        SubsidyMarginResult got = SubsidyMargin.of("revenue")
                .less("cost")
                .support(guarantee(debt("debt"), market("without"), paid("with"), used("fee")))
                .measure(Source.of(firm));
        assertEquals(5, got.support()[0], ROUNDING * 10);
        assertEquals(0.05, got.marginAtMarketPrices()[0], ROUNDING);
    }

    @Test
    void theStatesShareOfForgoneReturnsIsAveragedOverTheCycle() {
        JsonObject want = WORKED.getAsJsonObject("below_market_finance").getAsJsonObject("equity");
        Table firm = Table.create(
                "firm",
                StringColumn.create("firm", "a", "a", "a"),
                IntColumn.create("year", 2021, 2022, 2023),
                DoubleColumn.create("revenue", 100, 100, 100),
                DoubleColumn.create("cost", 120, 85, 60),
                DoubleColumn.create("equity", 900, 900, 900));
        SubsidyMarginResult got = SubsidyMargin.of("revenue")
                .less("cost")
                .support(cheapEquity(equity("equity"), rate(want.get("ke").getAsDouble()), rate(0.6)))
                .by("firm", "year")
                .measure(Source.of(firm));
        for (int i = 0; i < 3; i++) {
            assertPrinted(want.getAsJsonArray("bme_state_each_year").get(i).getAsDouble(), got.stateTolerance()[i]);
        }
        Table cycle = got.stateToleranceOverCycle();
        assertPrinted(
                want.get("bme_state_cycle_average").getAsDouble(),
                cycle.doubleColumn("tolerance").get(0));
        assertEquals(false, cycle.booleanColumn("enough_years").get(0));
    }

    /** Eight quarters are two years, and the key of time may stand first: rows are not years. */
    @Test
    void aCycleCountsCalendarYears() {
        Table firm = Table.create(
                "firm",
                StringColumn.create("firm", "a", "a", "a", "a", "a", "a", "a", "a"),
                StringColumn.create(
                        "quarter", "Q1-2021", "Q2-2021", "Q3-2021", "Q4-2021", "Q1-2022", "Q2-2022", "Q3-2022",
                        "Q4-2022"),
                DoubleColumn.create("revenue", 100.0, 100, 100, 100, 100, 100, 100, 100),
                DoubleColumn.create("cost", 120.0, 85, 60, 90, 120, 85, 60, 90),
                DoubleColumn.create("equity", 900.0, 900, 900, 900, 900, 900, 900, 900));
        for (String[] keys : new String[][] {{"firm", "quarter"}, {"quarter", "firm"}}) {
            Table cycle = SubsidyMargin.of("revenue")
                    .less("cost")
                    .support(cheapEquity(equity("equity"), rate(0.1), rate(0.6)))
                    .by(keys)
                    .measure(Source.of(firm))
                    .stateToleranceOverCycle();
            assertEquals(1, cycle.rowCount());
            assertEquals("a", cycle.stringColumn("firm").get(0));
            assertEquals(2, cycle.intColumn("years").get(0));
            assertEquals(false, cycle.booleanColumn("enough_years").get(0));
        }
        firm.column("quarter").setName("plant");
        firm.replaceColumn("plant", StringColumn.create("plant", "p", "q", "r", "s", "t", "u", "v", "w"));
        SubsidyMarginResult plants = SubsidyMargin.of("revenue")
                .less("cost")
                .support(cheapEquity(equity("equity"), rate(0.1), rate(0.6)))
                .by("firm", "plant")
                .measure(Source.of(firm));
        OverhangException e = assertThrows(OverhangException.class, plants::stateToleranceOverCycle);
        assertTrue(e.getMessage().startsWith("An average over a cycle needs one key that is a time"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cost_usd | 1 rows without cost_usd",
                "grants_usd | 1 rows without grants_usd",
                "rate_paid | 1 rows with debt and no rate_paid",
                "rate_benchmark | 1 rows with debt and no rate_benchmark",
                "price_market_usd_mwh | 1 rows without price_market_usd_mwh",
                "revenue_usd | 1 rows without revenue_usd"
            })
    void whatIsMissingIsLeftOutByReason(String column, String leftOut) {
        Table firms = simulated(3, 2, 1);
        firms.doubleColumn("debt_usd").set(1, 50.0);
        firms.doubleColumn(column).set(1, Double.NaN);
        SubsidyMarginResult got = designSentence(Source.of(firms));
        assertTrue(got.toString().endsWith("Left out: " + leftOut), got.toString());
        assertEquals(5, got.marginReported().length);
    }

    @Test
    void noDebtNeedsNoRate() {
        Table firms = simulated(2, 2, 1);
        firms.doubleColumn("debt_usd").set(0, 0.0);
        firms.doubleColumn("rate_paid").set(0, Double.NaN);
        firms.doubleColumn("rate_benchmark").set(0, Double.NaN);
        SubsidyMarginResult got = designSentence(Source.of(firms));
        assertEquals(4, got.marginReported().length);
        assertTrue(got.identityResidual() < IDENTITY);
    }

    @Test
    void coverageBoundsAreMissingWhereALossIsNotCertain() {
        Table firm = Table.create(
                "firm",
                DoubleColumn.create("revenue", 100, 100),
                DoubleColumn.create("cost", 99.9, 130),
                DoubleColumn.create("debt", 100, 100),
                DoubleColumn.create("paid", 0.0, 0.02),
                DoubleColumn.create("bench", 0.005, 0.06),
                IntColumn.create("year", 1, 2));
        SubsidyMarginResult got = SubsidyMargin.of("revenue")
                .less("cost")
                .support(cheapCredit(debt("debt"), paid("paid"), benchmark("bench")))
                .by("year")
                .measure(Source.of(firm));
        assertNull(got.coveredShareBounds().get(0));
        assertTrue(got.coveredShareBounds().get(1).contains(got.coveredShare()[1]));
        assertEquals(4.0 / 36, got.coveredShare()[1], ROUNDING);
    }

    private static void assertRefused(Reason reason, String first, Runnable run) {
        OverhangException e = assertThrows(OverhangException.class, run::run);
        assertEquals(reason, e.reason());
        assertEquals(first, e.lines().get(0));
    }

    @Test
    void refusals() {
        Table firms = simulated(2, 2, 1);
        firms.doubleColumn("revenue_usd").set(2, -5.0);
        firms.doubleColumn("rate_paid").set(3, 4.35);
        OverhangException e = assertThrows(OverhangException.class, () -> designSentence(Source.of(firms)));
        assertEquals(
                List.of(
                        "SubsidyMargin needs revenue at or above zero, but \"revenue_usd\" in table \"firms\" holds -5 in row 3. Correct the cells, or make them missing so that they are left out.",
                        "SubsidyMargin needs rate paid as a fraction from -0.5 to 1, but \"rate_paid\" in table \"firms\" holds 4.35 in row 4. Write 0.08 for 8 %, or divide a column of percentages by 100."),
                e.lines());
        Table twice = simulated(2, 2, 1);
        Table signs = simulated(2, 2, 1);
        signs.doubleColumn("cost_usd").set(0, -90.0);
        signs.doubleColumn("price_market_usd_mwh").set(1, -1.0);
        OverhangException turned = assertThrows(OverhangException.class, () -> designSentence(Source.of(signs)));
        assertEquals(
                "SubsidyMargin needs cost at or above zero, but \"cost_usd\" in table \"firms\" holds -90 in row 1. Correct the cells, or make them missing so that they are left out.",
                turned.lines().get(0));
        assertTrue(turned.lines().get(1).startsWith("SubsidyMargin needs market price at or above zero, but"));
        assertRefused(
                Reason.BAD_VALUE,
                "SubsidyMargin needs one row for each group, but \"firm 10\" in table \"firms\" has rows 1 and 2. Add the column that tells them apart to by(…); tax makes margins of sums differ from sums of margins.",
                () -> SubsidyMargin.of("revenue_usd")
                        .less("cost_usd")
                        .support(grants("grants_usd"))
                        .by("firm")
                        .measure(Source.of(twice)));
        assertRefused(
                Reason.MISSING_COLUMN,
                "SubsidyMargin needs a grants column, but table \"firms\" has no column \"grant_usd\". Did you mean \"grants_usd\"? Its columns: "
                        + String.join(", ", twice.columnNames()) + ".",
                () -> SubsidyMargin.of("revenue_usd")
                        .less("cost_usd")
                        .support(grants("grant_usd"))
                        .measure(Source.of(twice)));
        assertRefused(
                Reason.WRONG_UNIT,
                "SubsidyMargin needs \"revenue_usd\" and \"grants_usd\" in the same unit, but they are in usd and cny. They measure different things (money in USD and money in CNY); choose columns that can be compared.",
                () -> designSentence(Source.of(twice).unit("grants_usd", "cny")));
        assertRefused(
                Reason.NOT_IDENTIFIED,
                "SubsidyMargin needs at least one support, but none is named. Add .support(grants(\"…\")).",
                () -> SubsidyMargin.of("revenue_usd").less("cost_usd").measure(Source.of(twice)));
        assertRefused(
                Reason.BAD_VALUE,
                "SubsidyMargin needs each instrument once, but \"grants_usd\" is named twice. Add the amounts up beforehand, or copy the column under another name.",
                () -> SubsidyMargin.of("revenue_usd")
                        .less("cost_usd")
                        .support(grants("grants_usd"), exportRebate("grants_usd"))
                        .by("firm", "year")
                        .measure(Source.of(twice)));
        assertRefused(
                Reason.WRONG_TYPE,
                "Capitalized interest needs interest as an amount, but \"rate\" was named as a rate. Write interest(\"rate\").",
                () -> paid("rate").capitalized("x"));
        SubsidyMarginResult good = designSentence(Source.of(twice));
        assertRefused(
                Reason.OUT_OF_RANGE,
                "There is no group \"firm 99, 2010\" in the margins. The first is \"firm 10, 2010\"; give one key for each of by(firm, year).",
                () -> good.explain("firm 99", "2010"));
        assertEquals(
                "revenue", good.explain("firm 10", "2010").stringColumn("step").get(0));
    }
}
