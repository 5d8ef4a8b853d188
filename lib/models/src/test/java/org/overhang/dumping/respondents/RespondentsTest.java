package org.overhang.dumping.respondents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.core.Seed.seed;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.dumping.CaseFiles;
import org.overhang.dumping.Comparison;
import org.overhang.dumping.DumpingMargin;
import org.overhang.dumping.DumpingResult;
import org.overhang.dumping.DumpingRules;
import org.overhang.dumping.ExportSales;
import org.overhang.dumping.HomeSales;
import org.overhang.dumping.Practice;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Rates of a whole proceeding against hand sums, and facts available sale by sale. */
class RespondentsTest {
    /** A handful of products in binary floating point. */
    private static final double EXACT = 1e-12;

    /** The four exporters of the derived vector of the all-others rate: 5.4925 % (reference/dumping/derived_vectors.py). */
    private static final Exporter[] FOUR = {
        Exporter.named("Alpha").margin(0.1234, 500),
        Exporter.named("Beta").margin(0.0321, 1500),
        Exporter.named("Gamma").margin(0, 900),
        Exporter.named("Delta").onFactsAvailable(0.88)
    };

    private static Respondents four(RespondentRules rules) {
        return Respondents.under(rules).examined(FOUR);
    }

    @Test
    void theMeanLeavesOutWhatTheLawLeavesOut() {
        assertEquals(0.054925, four(RespondentRules.US_INVESTIGATION).measure().others(), EXACT);
        assertEquals(0.054925, four(RespondentRules.EU).measure().others(), EXACT);
        assertEquals(0.054925, four(RespondentRules.INDIA).measure().others(), EXACT);
        // Regulation 37(4) leaves out the non-cooperating only: the exporter at zero counts.
        assertEquals(
                (0.1234 * 500 + 0.0321 * 1500) / 2900,
                four(RespondentRules.UNITED_KINGDOM).measure().others(),
                EXACT);
    }

    /** A margin of 1 % is de minimis in an investigation and counts in a review. */
    @Test
    void aReviewHasItsOwnLine() {
        Exporter[] two = {
            Exporter.named("A").margin(0.01, 1), Exporter.named("B").margin(0.03, 1)
        };
        assertEquals(
                0.03,
                Respondents.under(RespondentRules.US_INVESTIGATION)
                        .examined(two)
                        .measure()
                        .others(),
                EXACT);
        assertEquals(
                0.02,
                Respondents.under(RespondentRules.US_REVIEW)
                        .examined(two)
                        .measure()
                        .others(),
                EXACT);
    }

    @Test
    void ifNobodyIsLeftTheSimpleMeanOfAllServes() {
        RespondentRates rates = Respondents.under(RespondentRules.US_INVESTIGATION)
                .examined(Exporter.named("A").margin(0, 7), Exporter.named("B").onFactsAvailable(0.5))
                .measure();
        assertEquals(0.25, rates.others(), EXACT);
        assertTrue(rates.toString().contains("the simple mean of all rates"), rates.toString());
        assertEquals(0.25, rates.othersForThePublic(seed(1)), EXACT);
    }

    @Test
    void thoseWhoDidNotCooperateGetTheHighestMarginOrThePetitions() {
        Respondents four = four(RespondentRules.US_NON_MARKET).notCooperating("China-wide entity");
        assertEquals(0.88, four.measure().residual(), EXACT);
        assertEquals(0.92, four.petition(0.92).measure().residual(), EXACT);
        assertEquals(0.88, four.petition(0.5).measure().residual(), EXACT);
        assertEquals(0.3, four.residual(0.3).measure().residual(), EXACT);
    }

    /** India: the highest normal value, 150, against the lowest export price, 100. */
    @Test
    void indiaSetsTheHighestValueAgainstTheLowestPrice() {
        RespondentRates rates = Respondents.under(RespondentRules.INDIA)
                .examined(
                        Exporter.named("A").margin(0.04, 10).prices(130, 125),
                        Exporter.named("B").margin(0.2, 10).prices(150, 125),
                        Exporter.named("C").margin(0.1, 10).prices(110, 100))
                .notCooperating("others")
                .measure();
        assertEquals(0.5, rates.residual(), EXACT);
    }

    @Test
    void depositsArePrintedMemberByMember() {
        Table table = Respondents.under(RespondentRules.US_NON_MARKET)
                .examined(
                        Exporter.named("Alpha").margin(0.12345, 5).together("Alpha Trading"),
                        Exporter.named("Small").margin(0.0199, 5))
                .notExamined("Separate")
                .notCooperating("Country-wide entity")
                .petition(0.9)
                .measure()
                .cashDeposits();
        assertEquals(
                List.of("Alpha", "Alpha Trading", "Small", "Separate", "Country-wide entity"),
                table.stringColumn("exporter").asList());
        assertEquals(
                List.of("12.35 %", "12.35 %", "0.00 % (de minimis)", "12.35 %", "90.00 %"),
                table.stringColumn("rate_shown").asList());
        assertEquals(0, table.doubleColumn("cash_deposit").getDouble(2), 0);
    }

    /** The rate for the public is one of the two that can be published, and the closer one. */
    @Test
    void thePublicRateIsTheCloserOfTwo() {
        for (int k = 0; k < 50; k++) {
            Random random = new Random(k);
            double[] m = {0.05 + random.nextDouble(), 0.05 + random.nextDouble()};
            double[] w = {1 + random.nextInt(100), 1 + random.nextInt(100)};
            RespondentRates rates = Respondents.under(RespondentRules.US_INVESTIGATION)
                    .examined(
                            Exporter.named("A").margin(m[0], w[0]),
                            Exporter.named("B").margin(m[1], w[1]))
                    .measure();
            double simple = (m[0] + m[1]) / 2;
            double[] r = PublicVersion.ranged(w, seed(k));
            double ranged = (m[0] * r[0] + m[1] * r[1]) / (r[0] + r[1]);
            double truth = (m[0] * w[0] + m[1] * w[1]) / (w[0] + w[1]);
            assertEquals(truth, rates.others(), EXACT);
            double closer = Math.abs(simple - truth) < Math.abs(ranged - truth) ? simple : ranged;
            assertEquals(closer, rates.othersForThePublic(seed(k)), EXACT);
        }
    }

    @Test
    void rangesStayWithinTenPercent() {
        double[] figures = new double[1000];
        java.util.Arrays.fill(figures, 200);
        double sum = 0;
        for (double f : PublicVersion.ranged(figures, seed(3))) {
            assertTrue(f >= 180 && f <= 220, "ranged to " + f);
            sum += f / 1000;
        }
        // Five standard errors of a mean of a thousand uniform factors.
        assertEquals(200, sum, 5 * 40 / Math.sqrt(12_000));
        assertEquals("10-20 %", PublicVersion.band(0.137));
        assertEquals("30-40 %", PublicVersion.band(0.3));
        assertEquals("-10-0 %", PublicVersion.band(-0.05));
    }

    private static DumpingResult measured(String exports) {
        CaseFiles files = CaseFiles.exports(ExportSales.houseColumns(), table(exports))
                .home(HomeSales.houseColumns(), table("1,A,9,100"));
        return DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024.without(Practice.PATTERN_TEST))
                .measure(files);
    }

    private static Table table(String rows) {
        StringColumn id = StringColumn.create("sale_id");
        StringColumn model = StringColumn.create("connum");
        DateColumn day = DateColumn.create("sale_date");
        DoubleColumn quantity = DoubleColumn.create("quantity");
        DoubleColumn price = DoubleColumn.create("gross_price");
        for (String row : rows.split(";")) {
            String[] cells = row.split(",");
            id.append(cells[0]);
            model.append(cells[1]);
            day.append(LocalDate.of(2024, 1, 5));
            quantity.append(Double.parseDouble(cells[2]));
            price.append(Double.parseDouble(cells[3]));
        }
        return Table.create("sales").addColumns(id, model, day, quantity, price);
    }

    /** Sales at 80 and 120 of a value of 100: averages offset; the second replaced at 50 %, and 100 more not reported. */
    @Test
    void factsAvailableSaleBySale() {
        DumpingResult r = measured("1,A,1,80;2,A,1,120");
        assertEquals(0, r.margin(), EXACT);
        // Under averages each sale stands at its group's mean of 100, with a result of 0.
        FactsAvailable facts = FactsAvailable.of(r).rate(0.5).sales("2");
        assertEquals(50.0 / 200, facts.margin(), EXACT);
        assertEquals(0.5, facts.share(), EXACT);
        assertEquals(100.0 / 300, facts.unreportedValue(100).margin(), EXACT);
        assertEquals(0, FactsAvailable.of(r).rate(0.5).margin(), EXACT);
    }

    /** Nothing replaced is the margin itself, everything replaced is the rate. */
    @Test
    void factsAvailableAtBothEnds() {
        DumpingResult r = measured("1,A,1,80;2,A,1,90;3,A,2,70");
        assertEquals(r.margin(), FactsAvailable.of(r).rate(0.7).margin(), EXACT);
        assertEquals(0.7, FactsAvailable.of(r).rate(0.7).sales("1", "2", "3").margin(), EXACT);
    }

    /** Results of single sales are 20 of 80 and −20 of 120. */
    @Test
    void aPetitionIsHeldAgainstSingleSales() {
        DumpingResult r = measured("1,A,1,80;2,A,1,120");
        FactsAvailable.Corroboration within = FactsAvailable.corroborate(r, 0.2);
        assertEquals(0.25, within.highest(), EXACT);
        assertEquals(80.0 / 200, within.shareOfValue(), EXACT);
        assertTrue(within.holds());
        assertFalse(FactsAvailable.corroborate(r, 0.92).holds());
    }

    @Test
    void anExporterComesFromItsResult() {
        DumpingResult r = measured("1,A,1,80;2,A,3,100");
        RespondentRates rates = Respondents.under(RespondentRules.US_INVESTIGATION)
                .examined(Exporter.named("A").result(r), Exporter.named("B").margin(0.5, 380))
                .measure();
        assertEquals(20.0 / 380, r.margin(), EXACT);
        assertEquals((20.0 / 380 + 0.5) / 2, rates.others(), EXACT);
        RespondentRates india = Respondents.under(RespondentRules.INDIA)
                .examined(Exporter.named("A").result(r))
                .notCooperating("rest")
                .measure();
        assertEquals(100 / 95.0 - 1, india.residual(), EXACT);
    }

    @Test
    void whatIsMissingIsNamed() {
        refused(
                Reason.NOT_IDENTIFIED,
                "Respondents need at least one exporter with a rate of its own, but there is none.",
                () -> Respondents.under(RespondentRules.EU).measure());
        refused(
                Reason.BAD_VALUE,
                "Respondents need each exporter once, but found twice: Alpha.",
                () -> four(RespondentRules.EU).notExamined("Alpha").measure());
        refused(
                Reason.NOT_IDENTIFIED,
                "The rate of exporters that did not cooperate needs to be stated, but it is not.",
                () -> four(RespondentRules.UNITED_KINGDOM).notCooperating("Z").measure());
        refused(
                Reason.NOT_IDENTIFIED,
                "The rate of exporters that did not cooperate needs mean prices of every examined exporter",
                () -> four(RespondentRules.INDIA).notCooperating("Z").measure());
        refused(
                Reason.BAD_VALUE,
                "An exporter needs a value or quantity above 0 as its weight, but that of \"A\" is 0.",
                () -> Exporter.named("A").margin(0.1, 0));
        refused(
                Reason.OUT_OF_RANGE,
                "The margin of \"A\"",
                () -> Exporter.named("A").margin(12.34, 1));
        refused(
                Reason.BAD_VALUE,
                "Facts available need sales that the margin rests on, but \"9\" is none of them.",
                () -> FactsAvailable.of(measured("1,A,1,80")).rate(0.1).sales("9"));
        refused(Reason.BAD_VALUE, "A band needs a rate, but it is", () -> PublicVersion.band(Double.NaN));
        DumpingResult byType = DumpingMargin.under(DumpingRules.INDIA)
                .measure(CaseFiles.exports(ExportSales.houseColumns(), table("1,A,1,80"))
                        .home(HomeSales.houseColumns(), table("1,A,9,100")));
        refused(
                Reason.NOT_IDENTIFIED,
                "Facts available sale by sale need averages or transactions throughout, but the margin is by type.",
                () -> FactsAvailable.corroborate(byType, 0.1));
        assertEquals(Comparison.AVERAGE_TO_AVERAGE, byType.comparison());
    }

    private static void refused(Reason reason, String start, org.junit.jupiter.api.function.Executable call) {
        OverhangException e = assertThrows(OverhangException.class, call);
        assertEquals(reason, e.reason(), e.getMessage());
        assertTrue(e.getMessage().startsWith(start), e.getMessage());
    }
}
