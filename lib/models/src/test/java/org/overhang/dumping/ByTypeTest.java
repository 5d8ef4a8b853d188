package org.overhang.dumping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.overhang.dumping.CaseFolder.csv;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.price.TargetProfit;

/** Authorities whose normal value goes by type: the EU, the United Kingdom and India, each with its own base and tests. */
class ByTypeTest {
    /** Sums of a few hundred products in binary floating point, in another order. */
    private static final double EXACT = 1e-12;

    /** The manual prints two decimals of a percent. */
    private static final double PRINTED = 0.00005;

    private static final ProductionCosts COSTS =
            ProductionCosts.of("unit_cost").quantity("made").model("connum");

    private static CaseFiles files(String exports, String home) {
        return CaseFiles.exports(ExportSales.houseColumns(), csv("exports", exports))
                .home(HomeSales.houseColumns(), csv("home", home))
                .reportCurrency("USD");
    }

    /** One export sale and one home sale of each type. */
    private static CaseFiles types(double[] quantity, double[] normalValue, double[] exportPrice) {
        StringBuilder out = new StringBuilder("sale_id,connum,sale_date,quantity,gross_price\n");
        StringBuilder home = new StringBuilder(out);
        for (int t = 0; t < quantity.length; t++) {
            String row = (t + 1) + ",T" + (t + 1) + ",2024-01-05," + quantity[t] + ",";
            out.append(row).append(exportPrice[t]).append('\n');
            home.append(row).append(normalValue[t]).append('\n');
        }
        return files(out.toString(), home.toString());
    }

    /**
     * The illustration of India's Manual of Operating Practices for Trade Remedy Investigations (2018), page 345 (368 of the file):
     * eight exported types, four with negative margins, 4.32 % of the net export price.
     */
    @Test
    void theManualsIllustrationOfAWeightedMargin() {
        CaseFiles files = types(
                new double[] {50, 60, 15, 40, 100, 45, 100, 80},
                new double[] {14, 16, 11, 14, 11, 13, 15, 18},
                new double[] {12, 10, 14, 13, 10, 14, 14, 22});
        DumpingResult r = DumpingMargin.under(DumpingRules.INDIA).measure(files);
        assertEquals(0.0432, r.margin(), PRINTED);
        assertTrue(r.toString().contains("net export value"), r.toString());
    }

    /**
     * Page 346 (369 of the file) prints 50, −15 and 50 dollars a tonne for types A, B and C and a weighted mean of 21.11 beside a
     * percent sign: 95,000 over 4,500 tonnes is 21.11 dollars, and 13.57 % of the net export value by paragraph 14.8.
     */
    @Test
    void theManualsSecondIllustrationIsAnAmountPerTonne() {
        DumpingResult r = DumpingMargin.under(DumpingRules.INDIA)
                .measure(types(
                        new double[] {1000, 2000, 1500}, new double[] {150, 135, 250}, new double[] {100, 150, 200}));
        assertEquals(95_000.0 / 700_000, r.margin(), EXACT);
        assertEquals(21.11, r.allMethods().doubleColumn("amount").getDouble(0) / 4_500, 0.005);
    }

    private static final String EXPORTS =
            "sale_id,connum,sale_date,quantity,gross_price,cif_price\n1,A,2024-01-05,10,80,100\n2,B,2024-01-05,10,80,100\n";

    /** Type A sells 9 of 10 at a profit, B 1 of 10: together half, so India drops the loss-making sale of A too. */
    @Test
    void indiaTestsAllTypesFirst() {
        StringBuilder home = new StringBuilder("sale_id,connum,sale_date,quantity,gross_price\n");
        home.append("1,A,2024-01-05,9,100\n2,A,2024-01-06,1,50\n3,B,2024-01-05,1,100\n4,B,2024-01-06,9,50\n");
        CaseFiles files =
                files(EXPORTS, home.toString()).costs(COSTS, csv("costs", "connum,unit_cost,made\nA,90,1\nB,90,1\n"));
        double[] india = normalValues(DumpingRules.INDIA, files);
        assertEquals(100, india[0], EXACT);
        assertEquals(100, india[1], EXACT);
        double[] uk = normalValues(DumpingRules.UNITED_KINGDOM, files);
        assertEquals(95, uk[0], EXACT);
        assertEquals(100, uk[1], EXACT);
        double[] byTypeAlone = normalValues(DumpingRules.INDIA.without(Practice.COST_TEST_OVER_ALL_TYPES), files);
        assertEquals(95, byTypeAlone[0], EXACT);
    }

    /** Nine tenths sell at a profit, but the mean price is below cost: the UK and the EU drop the loss, India keeps all. */
    @Test
    void theMeanPriceCountsWhereTheLawSaysSo() {
        CaseFiles files = files(
                        "sale_id,connum,sale_date,quantity,gross_price,cif_price\n1,A,2024-01-05,10,80,100\n",
                        "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,9,100\n2,A,2024-01-06,1,5\n")
                .costs(COSTS, csv("costs", "connum,unit_cost,made\nA,95,1\n"));
        assertEquals(100, normalValues(DumpingRules.EU, files)[0], EXACT);
        assertEquals(100, normalValues(DumpingRules.UNITED_KINGDOM, files)[0], EXACT);
        assertEquals(90.5, normalValues(DumpingRules.INDIA, files)[0], EXACT);
        assertEquals(100, normalValues(DumpingRules.INDIA.with(Practice.COST_TEST_BY_AVERAGE), files)[0], EXACT);
    }

    private static double[] normalValues(DumpingRules rules, CaseFiles files) {
        return DumpingMargin.under(rules)
                .measure(files)
                .types()
                .doubleColumn("normal_value")
                .asDoubleArray();
    }

    private static CaseFiles injured(String union) {
        return files(
                        "sale_id,connum,sale_date,quantity,gross_price,cif_price\n1,A,2024-01-05,10,80,100\n",
                        "sale_id,connum,sale_date,quantity,gross_price\n1,A,2024-01-05,9,100\n")
                .union(UnionPrices.houseColumns(), csv("union", union));
    }

    /**
     * Dumping 20 on 80, or 20 % of CIF value 100. Cost 100 and 50 of capital at 22 % make a non-injurious price of 111; the landed
     * value is 105, the injury margin 6 of 105, and the lesser amount 6 of CIF value 100.
     */
    @Test
    void indiasInjuryMarginAllowsAReturnOnCapital() {
        CaseFiles files =
                injured("connum,union_cost,capital_employed\nA,100,50\n").injury(InjuryTerms.onCapital(0.05));
        DumpingResult r = DumpingMargin.under(DumpingRules.INDIA).measure(files);
        assertEquals(0.25, r.margin(), EXACT);
        assertEquals(6.0 / 105, r.injury().injuryMargin(), EXACT);
        assertEquals(0.06, r.injury().lesserDuty(), EXACT);
        assertEquals(0.06, r.injury().duty(), EXACT);
    }

    /** Cost 103 without profit is 3 above CIF value, cost 101 only 1: below 2 % of the imports' price there is no injury. */
    @Test
    void aSlightInjuryIsNoneInTheUnitedKingdom() {
        InjuryTerms terms = InjuryTerms.of(TargetProfit.onTurnover(0));
        double[] duty = new double[2];
        for (int k = 0; k < 2; k++) {
            CaseFiles files = injured("connum,union_cost\nA," + (k == 0 ? 103 : 101) + "\n")
                    .injury(terms);
            duty[k] = DumpingMargin.under(DumpingRules.UNITED_KINGDOM)
                    .measure(files)
                    .injury()
                    .duty();
        }
        assertEquals(0.03, duty[0], EXACT);
        assertEquals(0, duty[1], 0);
        double eu = DumpingMargin.under(DumpingRules.EU)
                .measure(injured("connum,union_cost\nA,101\n").injury(terms))
                .injury()
                .duty();
        assertEquals(101 / 0.94 / 100 - 1, eu, EXACT);
    }

    @Test
    void termsThatTheRulesDoNotReadAreRefused() {
        String union = "connum,union_cost\nA,100\n";
        refused(
                DumpingRules.UNITED_KINGDOM,
                injured(union).injury(new InjuryTerms(TargetProfit.onTurnover(0.05), 0, 0, true)),
                Reason.OUT_OF_RANGE,
                "Injury under UK rules needs terms that they read, but the terms say that raw materials are distorted");
        refused(
                DumpingRules.INDIA,
                injured("connum,union_cost,capital_employed\nA,100,50\n")
                        .injury(InjuryTerms.of(TargetProfit.onTurnover(0.06))),
                Reason.OUT_OF_RANGE,
                "Injury under Indian rules needs terms that they read, but the terms have a target profit or costs after");
        refused(
                DumpingRules.INDIA,
                injured(union).injury(InjuryTerms.onCapital(0)),
                Reason.NOT_IDENTIFIED,
                "Injury under Indian rules needs the capital employed per unit, but the file of domestic costs has no such");
        refused(
                DumpingRules.US_INVESTIGATION_2024,
                injured(union).injury(InjuryTerms.onCapital(0)),
                Reason.NOT_IDENTIFIED,
                "Injury needs rules that go by type, domestic costs and terms, but the case lacks such rules.");
        OverhangException below = assertThrows(
                OverhangException.class,
                () -> DumpingMargin.under(DumpingRules.INDIA)
                        .measure(injured("connum,union_cost,capital_employed\nA,100,-1\n")));
        assertEquals(Reason.BAD_VALUE, below.reason());
    }

    private static void refused(DumpingRules rules, CaseFiles files, Reason reason, String start) {
        DumpingResult r = DumpingMargin.under(rules).measure(files);
        OverhangException e = assertThrows(OverhangException.class, r::injury);
        assertEquals(reason, e.reason());
        assertTrue(e.getMessage().startsWith(start), e.getMessage());
    }

    /** Plain loops over the sales, from the texts, on random cases of two producers and four types, under each authority. */
    @Test
    void plainLoopsAgreeOnRandomCases() {
        int dropped = 0;
        for (int seed = 1; seed <= 150; seed++) {
            Slow slow = new Slow(new Random(seed));
            for (DumpingRules rules :
                    new DumpingRules[] {DumpingRules.EU, DumpingRules.UNITED_KINGDOM, DumpingRules.INDIA}) {
                double expected = slow.margin(rules);
                double found = DumpingMargin.under(rules).measure(slow.files()).margin();
                assertEquals(expected, found, EXACT, rules.name() + ", case " + seed);
            }
            dropped += slow.margin(DumpingRules.INDIA) == slow.margin(DumpingRules.UNITED_KINGDOM) ? 0 : 1;
        }
        assertTrue(dropped > 15, "the tests over all types told in " + dropped + " cases only");
    }

    /** A random case and its margin by loops that know nothing of the library. */
    private static final class Slow {
        private static final int TYPES = 4;
        private static final int MAKERS = 2;
        private final double[][] cost = new double[MAKERS][TYPES];
        private final double[][] home = new double[60][];
        private final double[][] exports = new double[30][];

        Slow(Random random) {
            for (double[] of : cost) {
                for (int t = 0; t < TYPES; t++) {
                    of[t] = 60 + random.nextInt(40);
                }
            }
            for (int i = 0; i < home.length; i++) {
                home[i] = sale(random);
            }
            for (int i = 0; i < exports.length; i++) {
                exports[i] = sale(random);
            }
        }

        /** Maker, type, quantity, price, CIF price. */
        private static double[] sale(Random random) {
            double price = 50 + random.nextInt(70);
            return new double[] {
                random.nextInt(MAKERS),
                random.nextInt(TYPES),
                1 + random.nextInt(9),
                price,
                price + 5 + random.nextInt(5)
            };
        }

        CaseFiles files() {
            StringBuilder costs = new StringBuilder("manufacturer,connum,unit_cost,made\n");
            for (int m = 0; m < MAKERS; m++) {
                for (int t = 0; t < TYPES; t++) {
                    costs.append("M" + m + ",T" + t + "," + cost[m][t] + ",1\n");
                }
            }
            return ByTypeTest.files(text(exports, true), text(home, false))
                    .costs(COSTS.manufacturer("manufacturer"), csv("costs", costs.toString()));
        }

        private static String text(double[][] sales, boolean cif) {
            StringBuilder out = new StringBuilder(
                    "sale_id,manufacturer,connum,sale_date,quantity,gross_price" + (cif ? ",cif_price" : "") + "\n");
            for (int i = 0; i < sales.length; i++) {
                double[] s = sales[i];
                out.append(String.format(
                        Locale.ROOT,
                        "%d,M%.0f,T%.0f,2024-01-05,%s,%s%s%n",
                        i,
                        s[0],
                        s[1],
                        s[2],
                        s[3],
                        cif ? "," + s[4] : ""));
            }
            return out.toString().replace("\r", "");
        }

        private double sum(double[][] sales, int maker, int type, boolean paying, boolean value) {
            double sum = 0;
            for (double[] s : sales) {
                boolean counts = s[0] == maker && (type < 0 || s[1] == type);
                if (counts && (!paying || s[3] >= cost[(int) s[0]][(int) s[1]])) {
                    sum += s[2] * (value ? s[3] : 1);
                }
            }
            return sum;
        }

        double margin(DumpingRules rules) {
            double profit = 0;
            double costOfProfitable = 0;
            for (double[] s : home) {
                double c = cost[(int) s[0]][(int) s[1]];
                if (s[3] >= c) {
                    profit += (s[3] - c) * s[2];
                    costOfProfitable += c * s[2];
                }
            }
            double amount = 0;
            double base = 0;
            for (double[] s : exports) {
                double nv = normalValue(rules, (int) s[0], (int) s[1], profit / costOfProfitable);
                amount += (nv - s[3]) * s[2];
                base += s[2] * (rules == DumpingRules.EU ? s[4] : s[3]);
            }
            return Math.max(0, amount) / base;
        }

        private double normalValue(DumpingRules rules, int m, int t, double profitRate) {
            double c = cost[m][t];
            double all = sum(home, m, t, false, false);
            boolean enough = sum(home, m, -1, false, false) >= 0.05 * sum(exports, m, -1, false, false)
                    && all > 0
                    && all >= 0.05 * sum(exports, m, t, false, false);
            if (!enough) {
                return c * (1 + profitRate);
            }
            double paying = sum(home, m, t, true, false);
            boolean keeps;
            if (rules == DumpingRules.INDIA) {
                double whole = sum(home, m, -1, true, false) / sum(home, m, -1, false, false);
                keeps = whole > 0.8 && paying / all > 0.8;
            } else {
                keeps = paying / all > 0.8 && sum(home, m, t, false, true) / all >= c;
            }
            if (keeps) {
                return sum(home, m, t, false, true) / all;
            }
            return paying > 0 ? sum(home, m, t, true, true) / paying : c * (1 + profitRate);
        }
    }
}
