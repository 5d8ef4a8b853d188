package org.overhang.subsidy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

class CountervailingRateTest {
    /** The case's answers print fifteen digits. */
    private static final double CASE = 1e-12;
    /** Published and derived vectors print two decimals of money or four of percent. */
    private static final double CENT = 5e-3;

    private static final CountervailingRate.NeedsPeriod US =
            CountervailingRate.under(CountervailingRules.US_INVESTIGATION_2024);

    private static JsonObject json(String file) {
        var stream =
                Objects.requireNonNull(CountervailingRateTest.class.getResourceAsStream("/reference/subsidy/" + file));
        return JsonParser.parseReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    private static CountervailingRate theCase(CountervailingRules rules) {
        JsonObject c = json("countervailing-case.json");
        CountervailingRate[] rate = {
            CountervailingRate.under(rules)
                    .period(c.get("poi_year").getAsInt())
                    .usefulLife(c.get("aul").getAsInt())
        };
        c.getAsJsonObject("sales").entrySet().forEach(e -> {
            JsonObject of = e.getValue().getAsJsonObject();
            rate[0] = rate[0].sales(
                    Integer.parseInt(e.getKey()),
                    of.get("total").getAsDouble(),
                    of.get("export").getAsDouble());
        });
        c.getAsJsonObject("discount_rates")
                .entrySet()
                .forEach(e -> rate[0] = rate[0].discountRate(
                        Integer.parseInt(e.getKey()), e.getValue().getAsDouble()));
        for (JsonElement e : c.getAsJsonArray("programs")) {
            JsonObject p = e.getAsJsonObject();
            rate[0] = rate[0].program(p.get("id").getAsString(), program(p));
        }
        return rate[0];
    }

    private static double number(JsonObject p, String name) {
        return p.get(name).getAsDouble();
    }

    private static Program program(JsonObject p) {
        Program out = switch (p.get("type").getAsString()) {
            case "grant" -> Program.grant(number(p, "amount"));
            case "loan" ->
                Program.loans(p.getAsJsonArray("loans").asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(l -> new Program.Loan(
                                number(l, "balance"),
                                number(l, "rate"),
                                number(l, "benchmark"),
                                l.get("days").getAsInt()))
                        .toArray(Program.Loan[]::new));
            case "guarantee" ->
                Program.guarantee(
                        number(p, "balance") * number(p, "rate_without") + number(p, "fee_without"),
                        number(p, "balance") * number(p, "rate_with") + number(p, "fee_with"));
            case "equity" -> Program.equity(number(p, "paid"), number(p, "investor_value"));
            case "debt_forgiveness" -> Program.debtForgiveness(number(p, "principal"), number(p, "interest"));
            case "tax" -> Program.tax(number(p, "tax_due"), number(p, "tax_paid"));
            case "ltar" -> Program.lessThanAdequate(purchases(p));
            case "mtar" -> Program.moreThanAdequate(purchases(p)).tiedTo(number(p, "tied_sales"));
            case "export_insurance" ->
                Program.exportInsurance(
                        sum(p, "premiums_5y"), sum(p, "costs_5y"), number(p, "received"), number(p, "premium"));
            case "upstream" ->
                Program.upstream(
                        number(p, "benefit"), number(p, "input_subsidy_pct") / 100, number(p, "cost_share_pct") / 100);
            default -> throw new IllegalStateException(p.toString());
        };
        if (p.has("approval_year")) {
            double approved = p.has("approved_amount") ? number(p, "approved_amount") : out.approvedAmount();
            out = out.approved(p.get("approval_year").getAsInt(), approved)
                    .received(p.get("receipt_year").getAsInt());
        }
        if (p.has("cross_owned_sales")) {
            out = out.crossOwned(number(p, "cross_owned_sales"), number(p, "intercompany_sales"));
        }
        return p.has("base") && p.get("base").getAsString().equals("export") ? out.overExports() : out;
    }

    private static Program.Purchase[] purchases(JsonObject p) {
        return p.getAsJsonArray("purchases").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(b -> new Program.Purchase(number(b, "quantity"), number(b, "price"), number(b, "benchmark")))
                .toArray(Program.Purchase[]::new);
    }

    private static double sum(JsonObject p, String name) {
        return p.getAsJsonArray(name).asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .sum();
    }

    /** A case solved independently from the text of the rules; purchases above the benchmark offset in its headline. */
    @Test
    void aCaseWithEveryKindOfBenefitComesOut() {
        JsonObject want = json("countervailing-answer.json");
        CountervailingResult got = theCase(CountervailingRules.US_INVESTIGATION_2024.offsettingPurchases(true))
                .measure();
        for (JsonElement e : want.getAsJsonArray("programs")) {
            JsonObject p = e.getAsJsonObject();
            String id = p.get("id").getAsString();
            assertEquals(number(p, "benefit"), got.benefit(id), CASE * Math.max(1, number(p, "benefit")), id);
            assertEquals(number(p, "rate_pct"), 100 * got.rate(id), CASE, id);
            if (p.has("stream")) {
                double[] stream = p.getAsJsonArray("stream").asList().stream()
                        .mapToDouble(JsonElement::getAsDouble)
                        .toArray();
                assertArrayEquals(stream, got.schedule(id), CASE * stream[0] * 10, id);
            }
        }
        JsonObject end = want.getAsJsonObject("final");
        assertEquals(number(end, "net_subsidy_rate_pct"), 100 * got.rate(), CASE * 10);
        assertEquals(number(end, "export_subsidy_rate_pct"), 100 * got.exportRate(), CASE * 10);
        assertFalse(got.isDeMinimis());
        CountervailingResult floored =
                theCase(CountervailingRules.US_INVESTIGATION_2024).measure();
        double alternative = want.getAsJsonObject("alternatives")
                .getAsJsonObject("A20_ltar_no_offset")
                .get("final")
                .getAsDouble();
        assertEquals(alternative, 100 * floored.rate(), CASE * 10);
        assertEquals(
                "19 CFR 351.524(d)(1)",
                floored.explain("grant1").stringColumn("clause").get(2));
    }

    /** Face, life, rate; 1,000,000 over 10 years at 10 % is a derived vector of the same rule: first 181,818.18, last 100,000. */
    @ParameterizedTest
    @CsvSource({"1000000, 10, 0.10", "5000000, 15, 0.08", "1, 1, 0.3", "123.45, 25, 0.0", "9e9, 7, 0.5"})
    void thePresentValueOfTheDecliningBalanceIsItsFace(double face, int life, double discount) {
        CountervailingResult got = US.period(2024)
                .usefulLife(life)
                .sales(2024, 10 * face, 0)
                .discountRate(2024, discount)
                .program("g", Program.grant(face).received(2024))
                .measure();
        double present = 0;
        double[] schedule = got.schedule("g");
        for (int k = 0; k < life; k++) {
            present += schedule[k] / StrictMath.pow(1 + discount, k);
        }
        assertEquals(face, present, CASE * face);
        if (face == 1_000_000) {
            assertEquals(181_818.18, schedule[0], CENT);
            assertEquals(172_727.27, schedule[1], CENT);
            assertEquals(100_000, schedule[9], CENT);
        }
    }

    /** Derived vector: 5,000,000 over 15 years at 8 %, sales 40 million. */
    @Test
    void theThirdYearOfAGrant() {
        CountervailingResult got = US.period(2024)
                .sales(2022, 40e6, 0)
                .sales(2024, 40e6, 0)
                .discountRate(2022, 0.08)
                .program("g", Program.grant(5e6).received(2022))
                .measure();
        assertEquals(629_629.63, got.benefit("g"), CENT);
        assertEquals(0.015741, got.rate("g"), 5e-7);
        assertEquals(333_333.33, got.schedule("g")[14], CENT);
    }

    /** Derived vectors; 351.505(a)(3)(iii). */
    @Test
    void theRateOfAnUncreditworthyFirm() {
        assertEquals(0.151593, CountervailingRate.uncreditworthyRate(0.08, 10, 0.5, 0.05), 5e-7);
        assertEquals(0.133787, CountervailingRate.uncreditworthyRate(0.06, 5, 0.3, 0.02), 5e-7);
    }

    /** Published: India CVD Rules, Annexure IV: five years' depreciation allocates 20 % a year before interest. */
    @Test
    void theEuropeanVariantIsStraightLinePlusInterestOnTheAverageBalance() {
        CountervailingRate base = CountervailingRate.under(CountervailingRules.EU)
                .period(2024)
                .usefulLife(5)
                .sales(2024, 1000, 0);
        double[] plain = base.discountRate(2024, 0)
                .program("g", Program.grant(100).received(2024))
                .measure()
                .schedule("g");
        assertArrayEquals(new double[] {20, 20, 20, 20, 20}, plain, CASE * 100);
        double[] interest = base.discountRate(2024, 0.1)
                .program("g", Program.grant(100).received(2024))
                .measure()
                .schedule("g");
        assertArrayEquals(new double[] {29, 27, 25, 23, 21}, interest, CASE * 100);
        assertEquals(
                9.9,
                base.discountRate(2024, 0.1)
                        .program("g", Program.grant(9).received(2024))
                        .measure()
                        .benefit("g"),
                CASE * 10);
    }

    /** Bounds by hand: one point on rates, a tenth on prices; the grant's bounds come from its discount rate alone. */
    @Test
    void everyRateHasBoundsOverItsContestedBenchmarks() {
        CountervailingResult got = US.period(2024)
                .usefulLife(5)
                .sales(2024, 1000, 100)
                .discountRate(2024, 0.1)
                .program("grant", Program.grant(100).received(2024))
                .program("equity", Program.equity(100, 60).received(2024))
                .program("loan", Program.loans(new Program.Loan(1000, 0.03, 0.05, 365)))
                .program("power", Program.lessThanAdequate(new Program.Purchase(100, 1, 1.05)))
                .program("sale", Program.moreThanAdequate(new Program.Purchase(10, 2, 1.5)))
                .program("guarantee", Program.guarantee(50, 40))
                .program("tax", Program.tax(9, 2))
                .measure();
        double early = (20 + 9) / 1.09 / 100;
        double late = (20 + 11) / 1.11 / 100;
        assertBounds(early * 100, late * 100, got.rateBounds("grant"));
        assertBounds(early * 34, late * 46, got.rateBounds("equity"));
        assertBounds(10, 30, got.rateBounds("loan"));
        assertBounds(0, 15.5, got.rateBounds("power"));
        assertBounds(3.5, 6.5, got.rateBounds("sale"));
        assertBounds(5, 15, got.rateBounds("guarantee"));
        assertBounds(7, 7, got.rateBounds("tax"));
        assertBounds(early * 134 + 10 + 3.5 + 5 + 7, late * 146 + 30 + 15.5 + 6.5 + 15 + 7, got.rateBounds());
        assertTrue(got.rateBounds().contains(got.rate()));
        assertTrue(got.deMinimisIsCertain());
        assertEquals(0.01, got.tidy().doubleColumn("conf_low").get(2), CASE);
        CountervailingRate small = US.period(2024)
                .sales(2024, 2000, 0)
                .program("loan", Program.loans(new Program.Loan(1000, 0.03, 0.045, 365)));
        assertFalse(small.measure().deMinimisIsCertain());
        assertTrue(small.measure().toString().contains("which depends on the benchmark"));
        assertTrue(small.contestedRate(0.001).measure().deMinimisIsCertain());
    }

    private static void assertBounds(double low, double high, org.overhang.core.Interval got) {
        assertEquals(low / 1000, got.low(), CASE);
        assertEquals(high / 1000, got.high(), CASE);
        assertEquals(1, got.level());
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(doubles = {1e-3, 7.1, 1e6})
    void currencyDoesNotMatter(double currency) {
        CountervailingResult one = inCurrency(1);
        CountervailingResult other = inCurrency(currency);
        assertEquals(one.rate(), other.rate(), CASE);
        assertEquals(one.rateBounds().low(), other.rateBounds().low(), CASE);
        assertEquals(one.rateBounds().high(), other.rateBounds().high(), CASE);
    }

    private static CountervailingResult inCurrency(double c) {
        return US.period(2024)
                .usefulLife(8)
                .sales(2021, 900 * c, 100 * c)
                .sales(2024, 1000 * c, 300 * c)
                .discountRate(2021, 0.07)
                .program("grant", Program.grant(50 * c).received(2021))
                .program("small", Program.grant(2 * c).received(2021))
                .program("loan", Program.loans(new Program.Loan(500 * c, 0.03, 0.05, 200)))
                .program("power", Program.lessThanAdequate(new Program.Purchase(100, 0.1 * c, 0.11 * c)))
                .program(
                        "insurance",
                        Program.exportInsurance(1 * c, 2 * c, 3 * c, 1 * c).crossOwned(100 * c, 20 * c))
                .measure();
    }

    @Test
    void deMinimisIsStrictWhereTheRuleIs() {
        assertTrue(CountervailingRules.US_INVESTIGATION_2024.isDeMinimis(0.0099999));
        assertFalse(CountervailingRules.US_INVESTIGATION_2024.isDeMinimis(0.01));
        assertTrue(CountervailingRules.US_INVESTIGATION_DEVELOPING_2024.isDeMinimis(0.02));
        assertFalse(CountervailingRules.US_INVESTIGATION_DEVELOPING_2024.isDeMinimis(0.0200001));
        assertFalse(CountervailingRules.US_REVIEW_2024.isDeMinimis(0.005));
        assertFalse(CountervailingRules.EU_DEVELOPING.isDeMinimis(0.02));
    }

    private static void assertRefused(Reason reason, String first, Runnable run) {
        OverhangException e = assertThrows(OverhangException.class, run::run);
        assertEquals(reason, e.reason());
        assertEquals(first, e.lines().get(0));
    }

    @Test
    void refusals() {
        CountervailingRate base = US.period(2024).sales(2024, 100, 10);
        assertRefused(
                Reason.NOT_IDENTIFIED,
                "A countervailing rate needs at least one program, but there is none. Add .program(\"…\", Program.grant(…)).",
                base::measure);
        assertRefused(
                Reason.NOT_IDENTIFIED,
                "A non-recurring program needs its years, but \"g\" has none. Add .approved(year, amount) or .received(year).",
                () -> base.program("g", Program.grant(1)).measure());
        assertRefused(
                Reason.NOT_IDENTIFIED,
                "A countervailing rate needs the sales of 2020 for the approval of \"g\", with exports not above the total, but they are missing. Add .sales(2020, …, …).",
                () -> base.program("g", Program.grant(1).received(2020)).measure());
        assertRefused(
                Reason.OUT_OF_RANGE,
                "A program needs a finite benefit of zero or more, but the grant has -1.00000.",
                () -> Program.grant(-1));
        assertRefused(
                Reason.OUT_OF_RANGE,
                "A program needs a finite benefit of zero or more, but the tax has –.",
                () -> Program.tax(Double.NaN, 1));
        assertRefused(
                Reason.OUT_OF_RANGE,
                "A program needs a finite benefit of zero or more, but the approval has –.",
                () -> Program.grant(1).approved(2020, Double.NaN));
        assertRefused(
                Reason.OUT_OF_RANGE,
                "A countervailing rate needs a contested rate and price of at least 0 and below 1, but they are 1 and 0.1. Write 0.01 for one point.",
                () -> base.program("t", Program.tax(2, 1)).contestedRate(1).measure());
        assertRefused(
                Reason.BAD_VALUE,
                "A countervailing rate needs each program once, but \"t\" is named twice. Give the second another name.",
                () -> base.program("t", Program.tax(2, 1)).program("t", Program.tax(2, 1)));
        assertRefused(
                Reason.OUT_OF_RANGE,
                "A countervailing rate needs positive sales to attribute \"t\" to, but they are 0. Check its exports or tied sales.",
                () -> US.period(2024)
                        .sales(2024, 100, 0)
                        .program("t", Program.tax(2, 1).overExports())
                        .measure());
    }
}
