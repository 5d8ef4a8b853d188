package org.overhang.dumping;

import java.time.LocalDate;
import java.util.Random;

/** A small case with everything in it: levels, CEP, currencies, affiliates, bad rows, missing models and costs. */
final class RandomCase {
    final String exports;
    final String home;
    final String costs;
    final String rates;
    final boolean review;
    final boolean foreign;
    DumpingRules rules;
    /** Interest a year on credit that the files leave blank; NaN if they never do. */
    double exportCredit = Double.NaN;

    double homeCredit = Double.NaN;
    /** Ratios of constructed value for want of a home market: profit, direct, indirect, commission, inventory, credit. */
    double[] constructed = new double[0];

    int characteristics = 3;

    RandomCase(long seed) {
        Random r = new Random(seed);
        review = r.nextInt(3) == 0;
        foreign = r.nextInt(4) != 0;
        rules = review ? DumpingRules.US_REVIEW_2024 : DumpingRules.US_INVESTIGATION_2024;
        rules = flip(r, rules, Practice.ARMS_LENGTH_TEST, 4);
        rules = flip(r, rules, Practice.COST_TEST_BY_AVERAGE, 2);
        rules = flip(r, rules, Practice.LEVEL_OF_TRADE_ADJUSTMENT, 2);
        rules = flip(r, rules, Practice.CEP_OFFSET, 4);
        rules = r.nextInt(3) == 0 ? rules.with(PatternTest.PRICE_DIFFERENCE) : rules;
        rules = r.nextInt(3) == 0 ? rules.with(Limit.COHENS_D, 0.3) : rules;
        int models = 2 + r.nextInt(6);
        double level = foreign ? 50 : 1;
        exports = exports(r, models, level);
        home = home(r, models, level);
        costs = costs(r, models, level);
        StringBuilder fx = new StringBuilder("date,currency,rate\n");
        for (LocalDate d = LocalDate.of(2023, 6, 1); d.isBefore(LocalDate.of(2025, 3, 1)); d = d.plusDays(1)) {
            if (d.getDayOfWeek().getValue() < 6) {
                fx.append(d)
                        .append(",HMC,")
                        .append(dec(0.02 * (1 + 0.1 * (r.nextDouble() - 0.5)), 6))
                        .append('\n');
            }
        }
        rates = fx.toString();
    }

    private RandomCase(RandomCase other, String exports, String home) {
        this.exports = exports;
        this.home = home;
        costs = other.costs;
        rates = other.rates;
        review = other.review;
        foreign = other.foreign;
        rules = other.rules;
    }

    /** The same case with other sales. */
    RandomCase with(String otherExports, String otherHome) {
        return new RandomCase(this, otherExports, otherHome);
    }

    /** The same case with switches that the plain one leaves alone, each combined with the others. */
    RandomCase varied(long seed) {
        Random r = new Random(seed);
        boolean thin = r.nextInt(5) == 0;
        RandomCase out = new RandomCase(this, dated(r, exports), dated(r, thin ? first(home, 3) : home));
        out.rules = flip(r, out.rules, Practice.BORROWED_COST, 4);
        out.rules = flip(r, out.rules, Practice.COST_TEST, 6);
        out.rules = flip(r, out.rules, Practice.COST_TEST_BY_QUANTITY, 4);
        out.rules = flip(r, out.rules, Practice.BENCHMARK_RATE, 2);
        out.rules = flip(r, out.rules, Practice.TRANSACTION_TO_TRANSACTION, 2);
        out.rules = r.nextInt(3) == 0 ? out.rules.with(Limit.PRICE_DIFFERENCE, 0.05) : out.rules;
        out.exportCredit = r.nextInt(3) == 0 ? Double.NaN : 0.06;
        out.homeCredit = Double.isNaN(out.exportCredit) ? Double.NaN : 0.11;
        out.constructed = r.nextInt(3) == 0 ? new double[0] : new double[] {0.07, 0.02, 0.05, 0.01, 0.004, 0.012};
        out.characteristics = 1 + r.nextInt(3);
        return out;
    }

    private static String first(String csv, int rows) {
        String[] lines = csv.split("\n");
        return String.join("\n", java.util.Arrays.copyOf(lines, Math.min(lines.length, rows + 1))) + "\n";
    }

    /** Adds dates of shipment and payment, some of them blank. */
    private static String dated(Random r, String csv) {
        String[] lines = csv.split("\n");
        int sold = java.util.Arrays.asList(lines[0].split(",")).indexOf("sale_date");
        StringBuilder out = new StringBuilder(lines[0]).append(",ship_date,pay_date\n");
        for (int i = 1; i < lines.length; i++) {
            LocalDate shipped = LocalDate.parse(lines[i].split(",", -1)[sold]).plusDays(r.nextInt(9));
            out.append(lines[i])
                    .append(',')
                    .append(r.nextInt(9) == 0 ? "" : shipped)
                    .append(',');
            out.append(r.nextInt(9) == 0 ? "" : shipped.plusDays(r.nextInt(120)))
                    .append('\n');
        }
        return out.toString();
    }

    private static DumpingRules flip(Random r, DumpingRules rules, Practice practice, int odds) {
        if (r.nextInt(odds) != 0) {
            return rules;
        }
        return rules.uses(practice) ? rules.without(practice) : rules.with(practice);
    }

    static String dec(double x, int digits) {
        return java.math.BigDecimal.valueOf(x)
                .setScale(digits, java.math.RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static String amount(Random r, double scale) {
        return r.nextInt(5) == 0 ? "" : dec(scale * r.nextDouble(), 2);
    }

    private static String characteristics(int model) {
        return (model % 3) + "," + (model / 3) + "," + (model % 2);
    }

    private String exports(Random r, int models, double level) {
        StringBuilder out = new StringBuilder(
                "sale_id,manufacturer,prime,connum,char1,char2,char3,lot,sale_type,customer,region,sale_date,entry_date,quantity,currency,exp_currency,gross_price,price_adj,discounts,dom_move,intl_move,credit,direct_sell,commission,icc,indirect_sell,cep_icc,cep_isell,cep_other,packing\n");
        int n = 25 + r.nextInt(60);
        for (int i = 0; i < n; i++) {
            int m = r.nextInt(models);
            boolean cep = r.nextInt(3) == 0;
            LocalDate sold = LocalDate.of(2023, 12, 20).plusDays(r.nextInt(380));
            out.append(String.join(
                    ",",
                    "U" + (1000 + i),
                    r.nextInt(6) == 0 ? "M2" : "M1",
                    r.nextInt(9) == 0 ? "N" : "P",
                    "C" + m,
                    characteristics(m),
                    r.nextInt(4) == 0 ? "2" : "1",
                    cep ? "CEP" : "EP",
                    r.nextInt(12) == 0 ? "" : "U" + r.nextInt(4),
                    r.nextInt(6) == 0 ? "" : "R" + r.nextInt(3),
                    sold.toString(),
                    r.nextInt(3) == 0 ? "" : sold.plusDays(r.nextInt(40)).toString(),
                    r.nextInt(15) == 0 ? "0" : Integer.toString(1 + r.nextInt(90)),
                    "USD",
                    foreign ? "HMC" : "USD",
                    r.nextInt(20) == 0 ? "-1" : dec(20 + m + 6 * r.nextDouble(), 2),
                    amount(r, 0.5),
                    amount(r, 0.6),
                    amount(r, 0.3 * level),
                    amount(r, 1.0),
                    amount(r, 0.3),
                    amount(r, 0.2 * level),
                    r.nextInt(2) == 0 ? "0" : amount(r, 0.6),
                    amount(r, 0.1 * level),
                    amount(r, 0.3 * level),
                    cep || i % 3 == 0 ? amount(r, 0.3) : "",
                    cep || i % 3 == 0 ? amount(r, 0.4) : "",
                    cep || i % 3 == 0 ? amount(r, 0.2) : "",
                    amount(r, 0.4 * level)));
            out.append('\n');
        }
        return out.toString();
    }

    private String home(Random r, int models, double level) {
        StringBuilder out = new StringBuilder(
                "sale_id,manufacturer,prime,connum,char1,char2,char3,lot,customer,affiliated,sale_date,quantity,currency,gross_price,price_adj,discounts,move,credit,direct_sell,commission,icc,indirect_sell,packing\n");
        int n = 30 + r.nextInt(70);
        int gap = r.nextInt(models);
        for (int i = 0; i < n; i++) {
            int m = r.nextInt(models);
            m = m == gap && r.nextInt(2) == 0 ? (m + 1) % models : m;
            boolean affiliate = r.nextInt(3) == 0;
            double price = (21 + m + 5 * r.nextDouble()) * level;
            boolean abroad = foreign && r.nextInt(12) == 0;
            out.append(String.join(
                    ",",
                    "H" + (1000 + i),
                    r.nextInt(6) == 0 ? "M2" : "M1",
                    r.nextInt(9) == 0 ? "N" : "P",
                    "C" + m,
                    characteristics(m),
                    r.nextInt(4) == 0 ? "2" : "1",
                    (affiliate ? "A" : "H") + r.nextInt(3),
                    affiliate ? "Y" : "N",
                    LocalDate.of(2023, 10, 1).plusDays(r.nextInt(480)).toString(),
                    r.nextInt(15) == 0 ? "" : Integer.toString(1 + r.nextInt(60)),
                    abroad ? "USD" : foreign ? "HMC" : "USD",
                    dec(abroad ? price * 0.02 : price, 2),
                    abroad ? "" : amount(r, 0.2 * level),
                    abroad ? "" : amount(r, 0.6 * level),
                    abroad ? "" : amount(r, 0.6 * level),
                    abroad ? "" : amount(r, 0.3 * level),
                    abroad ? "" : amount(r, 0.3 * level),
                    abroad || r.nextInt(2) == 0 ? "0" : amount(r, 0.5 * level),
                    abroad ? "" : amount(r, 0.2 * level),
                    abroad ? "" : amount(r, 0.5 * level),
                    abroad ? "" : amount(r, 0.2 * level)));
            out.append('\n');
        }
        return out.toString();
    }

    private static String costs(Random r, int models, double level) {
        StringBuilder out = new StringBuilder(
                "manufacturer,connum,char1,char2,char3,production_qty,direct_material,variable_conversion,fixed_overhead,ga,interest\n");
        int gap = r.nextInt(models + 3);
        for (String maker : new String[] {"M1", "M2"}) {
            for (int m = 0; m < models; m++) {
                for (int k = 0; k < 2 && m != gap; k++) {
                    out.append(String.join(
                            ",",
                            maker,
                            "C" + m,
                            characteristics(m),
                            r.nextInt(8) == 0 ? "0" : Integer.toString(1 + r.nextInt(500)),
                            dec((13 + m + 2 * r.nextDouble()) * level, 2),
                            dec(3 * r.nextDouble() * level, 2),
                            dec(2 * r.nextDouble() * level, 2),
                            dec(2 * r.nextDouble() * level, 2),
                            dec(r.nextDouble() * level, 2)));
                    out.append('\n');
                }
            }
        }
        return out.toString();
    }

    CaseFiles files() {
        String[] chars = java.util.Arrays.copyOf(new String[] {"char1", "char2", "char3"}, characteristics);
        CaseFiles f = CaseFiles.exports(
                        ExportSales.houseColumns().characteristics(chars), CaseFolder.csv("exports", exports))
                .home(HomeSales.houseColumns().characteristics(chars), CaseFolder.csv("home", home))
                .costs(ProductionCosts.houseColumns().characteristics(chars), CaseFolder.csv("costs", costs))
                .rates(ExchangeRates.houseColumns(), CaseFolder.csv("rates", rates))
                .period(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31))
                .homePeriod(LocalDate.of(2023, 10, 1), LocalDate.of(2025, 1, 15));
        f = Double.isNaN(exportCredit) ? f : f.creditRates(exportCredit, homeCredit, 365);
        double[] c = constructed;
        f = c.length == 0 ? f : f.constructedValue(new ConstructedValue(c[0], c[1], c[2], c[3], c[4], c[5]));
        return foreign ? f.comparisonCurrency("HMC") : f;
    }
}
