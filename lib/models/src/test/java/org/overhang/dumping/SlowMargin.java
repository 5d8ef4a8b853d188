package org.overhang.dumping;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The US chain again, written from the specification with plain loops over maps of text, transaction by transaction and
 * without anything of the library: every average is recomputed for every sale that needs it.
 */
final class SlowMargin {
    private final RandomCase given;
    private final Map<String, Double> fx = new TreeMap<>();
    private final Map<String, Double> used = new TreeMap<>();
    private final List<Map<String, String>> us = new ArrayList<>();
    private final List<Map<String, String>> home = new ArrayList<>();
    private final List<Map<String, String>> costRows;
    private final Map<String, double[]> cost = new TreeMap<>();
    private final Map<String, double[]> chars = new TreeMap<>();
    final boolean viable;
    final Map<String, Double> margins = new LinkedHashMap<>();
    double passShare;

    SlowMargin(RandomCase given) {
        this.given = given;
        for (Map<String, String> row : rows(given.rates)) {
            fx.put(row.get("date"), Double.valueOf(row.get("rate")));
        }
        costRows = rows(given.costs);
        List<Map<String, String>> exportRows = credited(rows(given.exports), given.exportCredit);
        List<Map<String, String>> homeRows = credited(rows(given.home), given.homeCredit);
        for (String file : new String[] {given.exports, given.home, given.costs}) {
            for (Map<String, String> row : rows(file)) {
                chars.put(row.get("connum"), new double[] {num(row, "char1"), num(row, "char2"), num(row, "char3")});
            }
        }
        TreeSet<String> wanted = new TreeSet<>();
        for (String file : new String[] {given.exports, given.home}) {
            for (Map<String, String> row : rows(file)) {
                wanted.add(row.get("manufacturer") + " " + row.get("connum"));
            }
        }
        for (String key : wanted) {
            double[] c = costOf(key.split(" ")[0], key.split(" ")[1]);
            if (c != null) {
                cost.put(key, c);
            }
        }
        for (Map<String, String> row : exportRows) {
            boolean byEntry = given.review
                    && row.get("sale_type").equals("EP")
                    && !row.get("entry_date").isEmpty();
            String day = byEntry ? row.get("entry_date") : row.get("sale_date");
            if (num(row, "quantity") > 0
                    && num(row, "gross_price") > 0
                    && day.compareTo("2024-01-01") >= 0
                    && day.compareTo("2024-12-31") <= 0
                    && cost.containsKey(costKey(row))) {
                us.add(zeroed(row));
            }
        }
        double homeQuantity = 0;
        for (Map<String, String> row : homeRows) {
            String day = row.get("sale_date");
            if (num(row, "quantity") > 0
                    && num(row, "gross_price") > 0
                    && day.compareTo("2023-10-01") >= 0
                    && day.compareTo("2025-01-15") <= 0
                    && cost.containsKey(costKey(row))) {
                home.add(row);
                homeQuantity += num(row, "quantity");
            }
        }
        double usQuantity = 0;
        for (Map<String, String> row : us) {
            usQuantity += num(row, "quantity");
        }
        viable = homeQuantity / usQuantity >= 0.05;

        armsLength();
        List<Map<String, String>> tested = new ArrayList<>(home);
        costTest();
        run(tested);
    }

    /** Export-price rows have no expenses in the importing country, whatever their cells say. */
    private static Map<String, String> zeroed(Map<String, String> row) {
        if (!cep(row)) {
            for (String name : new String[] {"cep_icc", "cep_isell", "cep_other"}) {
                row.put(name, "");
            }
        }
        return row;
    }

    /** Blank credit is days from shipment to payment over 365, times the rate, times price less discounts. */
    private static List<Map<String, String>> credited(List<Map<String, String>> rows, double rate) {
        for (Map<String, String> row : rows) {
            boolean dates = !row.getOrDefault("ship_date", "").isEmpty()
                    && !row.getOrDefault("pay_date", "").isEmpty();
            if (row.get("credit").isEmpty() && dates && !Double.isNaN(rate)) {
                long days = LocalDate.parse(row.get("pay_date")).toEpochDay()
                        - LocalDate.parse(row.get("ship_date")).toEpochDay();
                double credit = days / 365.0 * rate * (num(row, "gross_price") - num(row, "discounts"));
                row.put("credit", Double.toString(credit));
            }
        }
        return rows;
    }

    static List<Map<String, String>> rows(String csv) {
        String[] lines = csv.split("\n");
        String[] names = lines[0].split(",");
        List<Map<String, String>> out = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String[] cells = lines[i].split(",", -1);
            Map<String, String> row = new TreeMap<>();
            for (int c = 0; c < names.length; c++) {
                row.put(names[c], cells[c]);
            }
            out.add(row);
        }
        return out;
    }

    private static double num(Map<String, String> row, String name) {
        String text = row.get(name);
        return text == null || text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    private static String costKey(Map<String, String> row) {
        return row.get("manufacturer") + " " + row.get("connum");
    }

    private double rate(String currency, String day) {
        return currency.equals("USD") ? 1 : used.computeIfAbsent(day, this::rate);
    }

    private double rate(String day) {
        LocalDate d = LocalDate.parse(day);
        while (!fx.containsKey(d.toString())) {
            d = d.minusDays(1);
        }
        double daily = fx.get(d.toString());
        if (!given.rules.uses(Practice.BENCHMARK_RATE)) {
            return daily;
        }
        double sum = 0;
        int n = 0;
        for (LocalDate b = d.minusDays(1); n < 40 && b.getYear() > 2000; b = b.minusDays(1)) {
            if (fx.containsKey(b.toString())) {
                sum += fx.get(b.toString());
                n++;
            }
        }
        double benchmark = sum / n;
        return n == 40 && Math.abs(daily - benchmark) / benchmark > 0.0225 ? benchmark : daily;
    }

    private String comparison() {
        return given.foreign ? "HMC" : "USD";
    }

    private double[] costOf(String maker, String model) {
        double[] own = average(maker, model);
        if (own != null || !given.rules.uses(Practice.BORROWED_COST)) {
            return own;
        }
        String best = null;
        TreeSet<String> candidates = new TreeSet<>();
        for (Map<String, String> row : costRows) {
            if (row.get("manufacturer").equals(maker)) {
                candidates.add(row.get("connum"));
            }
        }
        for (String other : candidates) {
            if (best == null || closer(model, other, best) < 0) {
                best = other;
            }
        }
        return best == null ? null : average(maker, best);
    }

    private double[] average(String maker, String model) {
        double weight = 0;
        double[] sum = new double[3];
        for (Map<String, String> row : costRows) {
            if (row.get("manufacturer").equals(maker) && row.get("connum").equals(model)) {
                double q = num(row, "production_qty") > 0 ? num(row, "production_qty") : 1;
                double v = num(row, "direct_material") + num(row, "variable_conversion");
                double t = v + num(row, "fixed_overhead");
                weight += q;
                sum[0] += q * v;
                sum[1] += q * t;
                sum[2] += q * (t + num(row, "ga") + num(row, "interest"));
            }
        }
        return weight == 0 ? null : new double[] {sum[0] / weight, sum[1] / weight, sum[2] / weight};
    }

    private int closer(String model, String a, String b) {
        for (int c = 0; c < given.characteristics; c++) {
            double da = Math.abs(chars.get(model)[c] - chars.get(a)[c]);
            double db = Math.abs(chars.get(model)[c] - chars.get(b)[c]);
            if (da != db) {
                return da < db ? -1 : 1;
            }
        }
        return 0;
    }

    private double homeAmount(Map<String, String> row, String name) {
        return num(row, name)
                * rate(row.get("currency"), row.get("sale_date"))
                / rate(comparison(), row.get("sale_date"));
    }

    private double homeNet(Map<String, String> row) {
        return homeAmount(row, "gross_price")
                + homeAmount(row, "price_adj")
                - homeAmount(row, "discounts")
                - homeAmount(row, "move")
                - homeAmount(row, "direct_sell")
                - homeAmount(row, "credit")
                - homeAmount(row, "commission")
                - homeAmount(row, "packing");
    }

    private double homeForCost(Map<String, String> row) {
        return homeNet(row) + homeAmount(row, "credit") - homeAmount(row, "indirect_sell");
    }

    private static boolean sameProduct(Map<String, String> a, Map<String, String> b) {
        return sameLine(a, b) && a.get("connum").equals(b.get("connum"));
    }

    private static boolean sameLine(Map<String, String> a, Map<String, String> b) {
        return a.get("manufacturer").equals(b.get("manufacturer"))
                && a.get("prime").equals(b.get("prime"));
    }

    private double ratio(Map<String, String> model, Map<String, String> other) {
        double[] a = cost.get(costKey(model));
        double[] b = cost.get(costKey(other));
        return a == null || b == null ? Double.NaN : Math.abs(b[0] - a[0]) / a[1];
    }

    private void armsLength() {
        if (!given.rules.uses(Practice.ARMS_LENGTH_TEST)) {
            return;
        }
        TreeSet<String> affiliates = new TreeSet<>();
        for (Map<String, String> row : home) {
            if (row.get("affiliated").equals("Y")) {
                affiliates.add(row.get("customer"));
            }
        }
        List<Map<String, String>> kept = new ArrayList<>(home);
        for (String customer : affiliates) {
            double weighted = 0;
            double weight = 0;
            for (Map<String, String> row : home) {
                if (row.get("affiliated").equals("Y") && row.get("customer").equals(customer)) {
                    double benchmark = benchmark(row);
                    if (benchmark > 0) {
                        weighted += homeNet(row) / benchmark * num(row, "quantity");
                        weight += num(row, "quantity");
                    }
                }
            }
            double ratio = weighted / weight;
            if (!(ratio >= 0.98 && ratio <= 1.02)) {
                kept.removeIf(r ->
                        r.get("affiliated").equals("Y") && r.get("customer").equals(customer));
            }
        }
        home.clear();
        home.addAll(kept);
    }

    private double benchmark(Map<String, String> affiliate) {
        Map<String, String> best = null;
        for (Map<String, String> row : home) {
            boolean candidate = row.get("affiliated").equals("N")
                    && sameLine(row, affiliate)
                    && row.get("lot").equals(affiliate.get("lot"));
            if (!candidate) {
                continue;
            }
            if (row.get("connum").equals(affiliate.get("connum"))) {
                best = row;
                break;
            }
            if (!(ratio(affiliate, row) <= 0.2)) {
                continue;
            }
            int order = best == null ? -1 : closer(affiliate.get("connum"), row.get("connum"), best.get("connum"));
            if (order == 0) {
                order = Double.compare(ratio(affiliate, row), ratio(affiliate, best));
            }
            if (order == 0) {
                order = row.get("connum").compareTo(best.get("connum"));
            }
            best = order < 0 ? row : best;
        }
        if (best == null) {
            return Double.NaN;
        }
        double q = 0;
        double value = 0;
        for (Map<String, String> row : home) {
            if (row.get("affiliated").equals("N")
                    && sameProduct(row, best)
                    && row.get("lot").equals(best.get("lot"))) {
                q += num(row, "quantity");
                value += num(row, "quantity") * homeNet(row);
            }
        }
        double difference = best.get("connum").equals(affiliate.get("connum"))
                ? 0
                : cost.get(costKey(best))[0] - cost.get(costKey(affiliate))[0];
        return value / q - difference;
    }

    private void costTest() {
        if (!given.rules.uses(Practice.COST_TEST)) {
            return;
        }
        List<Map<String, String>> kept = new ArrayList<>();
        for (Map<String, String> row : home) {
            double above = 0;
            double below = 0;
            double value = 0;
            double cop = cost.get(costKey(row))[2];
            for (Map<String, String> other : home) {
                if (sameProduct(row, other)) {
                    double q = num(other, "quantity");
                    value += q * homeForCost(other);
                    above += homeForCost(other) >= cop ? q : 0;
                    below += homeForCost(other) >= cop ? 0 : q;
                }
            }
            boolean drop = given.rules.uses(Practice.COST_TEST_BY_QUANTITY) && above / (above + below) <= 0.8
                    || given.rules.uses(Practice.COST_TEST_BY_AVERAGE) && value / (above + below) < cop;
            if (homeForCost(row) >= cop || !drop) {
                kept.add(row);
            }
        }
        home.clear();
        home.addAll(kept);
    }

    private double usIn(Map<String, String> row, String name) {
        return num(row, name) * rate(row.get("currency"), row.get("sale_date"));
    }

    private double expIn(Map<String, String> row, String name) {
        return num(row, name) * rate(row.get("exp_currency"), row.get("sale_date"));
    }

    private double cepRatio(List<Map<String, String>> tested) {
        double revenue = 0;
        double expense = 0;
        for (Map<String, String> r : us) {
            if (cost.containsKey(costKey(r))) {
                double q = num(r, "quantity") / rate(comparison(), r.get("sale_date"));
                revenue += q * (usIn(r, "gross_price") + usIn(r, "price_adj") - usIn(r, "discounts"));
                expense += num(r, "quantity") * cost.get(costKey(r))[2];
                expense += q * (expIn(r, "packing") + usIn(r, "cep_other"));
                expense += q
                        * (expIn(r, "direct_sell")
                                + usIn(r, "commission")
                                + expIn(r, "indirect_sell")
                                + usIn(r, "cep_isell"));
                expense += q * (expIn(r, "dom_move") + usIn(r, "intl_move"));
            }
        }
        for (Map<String, String> r : tested) {
            if (!cost.containsKey(costKey(r))) {
                continue;
            }
            double q = num(r, "quantity");
            revenue += q * (homeAmount(r, "gross_price") + homeAmount(r, "price_adj") - homeAmount(r, "discounts"));
            expense += q * (cost.get(costKey(r))[2] + homeAmount(r, "packing"));
            expense +=
                    q * (homeAmount(r, "direct_sell") + homeAmount(r, "indirect_sell") + homeAmount(r, "commission"));
            expense += q * homeAmount(r, "move");
        }
        return Math.max(0, (revenue - expense) / expense);
    }

    private static boolean cep(Map<String, String> row) {
        return row.get("sale_type").equals("CEP");
    }

    private static int month(Map<String, String> row) {
        LocalDate d = LocalDate.parse(row.get("sale_date"));
        return d.getYear() * 12 + d.getMonthValue() - 1;
    }

    /** Price in home currency, commission, indirect, surrogate, 1 if adjusted for level; null if there is none. */
    private double[] normal(Map<String, String> sale, double[][] cv, List<Integer> window) {
        Map<String, String> best = null;
        for (Map<String, String> row : home) {
            if (!viable || !sameLine(row, sale) || given.review && !window.contains(month(sale) - month(row))) {
                continue;
            }
            boolean same = row.get("connum").equals(sale.get("connum"));
            if (!same && !(ratio(sale, row) <= 0.2)) {
                continue;
            }
            best = best == null || order(sale, row, best, window) < 0 ? row : best;
        }
        if (best == null) {
            return constructed(sale, cv);
        }
        double[] a = homeAverage(best);
        double difference = best.get("connum").equals(sale.get("connum"))
                ? 0
                : cost.get(costKey(best))[0] - cost.get(costKey(sale))[0];
        double adjustment = 0;
        boolean adjusted = false;
        if (given.rules.uses(Practice.LEVEL_OF_TRADE_ADJUSTMENT)
                && !best.get("lot").equals(sale.get("lot"))) {
            double[] pattern = pattern(sale.get("lot"), best.get("lot"));
            adjusted = pattern[1] > 0;
            adjustment = adjusted ? a[0] * pattern[0] / pattern[1] : 0;
        }
        return new double[] {a[0] - difference + adjustment, a[1], a[2], a[3], adjusted ? 1 : 0};
    }

    /** The identical model first, then characteristics, then the level of trade. */
    private int liker(Map<String, String> sale, Map<String, String> a, Map<String, String> b) {
        boolean sameA = a.get("connum").equals(sale.get("connum"));
        boolean sameB = b.get("connum").equals(sale.get("connum"));
        if (sameA != sameB) {
            return sameA ? -1 : 1;
        }
        int order = sameA ? 0 : closer(sale.get("connum"), a.get("connum"), b.get("connum"));
        return order != 0
                ? order
                : Double.compare(
                        Math.abs(num(a, "lot") - num(sale, "lot")), Math.abs(num(b, "lot") - num(sale, "lot")));
    }

    private int order(Map<String, String> sale, Map<String, String> a, Map<String, String> b, List<Integer> window) {
        int order = liker(sale, a, b);
        if (order == 0 && given.review) {
            order = window.indexOf(month(sale) - month(a)) - window.indexOf(month(sale) - month(b));
        }
        if (order == 0 && !a.get("connum").equals(sale.get("connum"))) {
            order = Double.compare(ratio(sale, a), ratio(sale, b));
        }
        if (order == 0) {
            order = Double.compare(num(a, "lot"), num(b, "lot"));
        }
        return order != 0 ? order : a.get("connum").compareTo(b.get("connum"));
    }

    private double[] homeAverage(Map<String, String> of) {
        double q = 0;
        double[] sum = new double[4];
        for (Map<String, String> row : home) {
            if (sameProduct(row, of)
                    && row.get("lot").equals(of.get("lot"))
                    && (!given.review || month(row) == month(of))) {
                double w = num(row, "quantity");
                double indirect = homeAmount(row, "icc") + homeAmount(row, "indirect_sell");
                q += w;
                sum[0] += w * homeNet(row);
                sum[1] += w * homeAmount(row, "commission");
                sum[2] += w * indirect;
                sum[3] += homeAmount(row, "commission") == 0 ? w * indirect : 0;
            }
        }
        return new double[] {sum[0] / q, sum[1] / q, sum[2] / q, sum[3] / q};
    }

    private double[] pattern(String at, String from) {
        TreeMap<String, double[]> sums = new TreeMap<>();
        for (Map<String, String> row : home) {
            String key = row.get("connum");
            double[] s = sums.computeIfAbsent(key, k -> new double[4]);
            int k = row.get("lot").equals(at) ? 0 : row.get("lot").equals(from) ? 2 : -1;
            if (k >= 0) {
                s[k] += num(row, "quantity");
                s[k + 1] += num(row, "quantity") * homeNet(row);
            }
        }
        double top = 0;
        double weight = 0;
        for (double[] s : sums.values()) {
            if (s[0] > 0 && s[2] > 0) {
                double w = s[0] + s[2];
                top += w * (s[1] / s[0] - s[3] / s[2]) / (s[3] / s[2]);
                weight += w;
            }
        }
        return new double[] {top, weight};
    }

    /** Sums for level 1, 2 and all: cost, profit, direct, indirect, commission, inventory, credit, credit base. */
    private double[][] constructedRatios(List<Map<String, String>> tested) {
        double[][] out = new double[3][9];
        for (Map<String, String> r : tested) {
            double cop = cost.get(costKey(r))[2];
            double q = num(r, "quantity");
            double base = homeAmount(r, "gross_price")
                    + homeAmount(r, "price_adj")
                    - homeAmount(r, "discounts")
                    - homeAmount(r, "move");
            double[] add = {
                cop,
                homeForCost(r) - cop,
                homeAmount(r, "direct_sell"),
                homeAmount(r, "indirect_sell"),
                homeAmount(r, "commission"),
                homeAmount(r, "icc"),
                homeAmount(r, "credit"),
                base,
                homeAmount(r, "commission") == 0 ? homeAmount(r, "icc") + homeAmount(r, "indirect_sell") : 0
            };
            for (int c = 0; c < 9; c++) {
                out[(int) num(r, "lot") - 1][c] += q * add[c];
                out[2][c] += q * add[c];
            }
        }
        return out;
    }

    private double[] constructed(Map<String, String> sale, double[][] cv) {
        double[] c = cost.get(costKey(sale));
        double[] r = cv[(int) num(sale, "lot") - 1][0] > 0 ? cv[(int) num(sale, "lot") - 1] : cv[2];
        boolean own = viable && r[0] > 0;
        if (c == null || !own && given.constructed.length == 0) {
            return null;
        }
        double[] share = own
                ? new double[] {
                    Math.max(0, r[1] / r[0]),
                    r[2] / r[0],
                    r[3] / r[0],
                    r[4] / r[0],
                    r[5] / r[0],
                    r[6] / r[7],
                    r[8] / r[0]
                }
                : java.util.Arrays.copyOf(given.constructed, 7);
        if (!own && share[3] == 0) {
            share[6] = share[2] + share[4];
        }
        double cop = c[2];
        double direct = share[1] * cop;
        double indirect = share[2] * cop;
        double commission = share[3] * cop;
        double inventory = share[4] * cop;
        double total = cop + direct + indirect + commission + share[0] * cop;
        double price = total - direct - share[5] * total - commission;
        return new double[] {price, commission, indirect + inventory, share[6] * cop, 0};
    }

    /** Net, packing, commission, direct, credit, surrogate, US indirect of a CEP sale. */
    private double[] sale(Map<String, String> r, double cepRatio) {
        double base = usIn(r, "gross_price")
                + usIn(r, "price_adj")
                - usIn(r, "discounts")
                - expIn(r, "dom_move")
                - usIn(r, "intl_move");
        double expenses = usIn(r, "credit") + usIn(r, "cep_icc") + usIn(r, "cep_isell") + usIn(r, "cep_other");
        double net = cep(r) ? base - expenses - expenses * cepRatio : base;
        double commission = usIn(r, "commission");
        return new double[] {
            net,
            expIn(r, "packing"),
            commission,
            expIn(r, "direct_sell"),
            usIn(r, "credit"),
            commission == 0 ? expIn(r, "icc") + expIn(r, "indirect_sell") : 0,
            cep(r) ? usIn(r, "cep_icc") + usIn(r, "cep_isell") : 0
        };
    }

    private double[] mean(List<double[]> sales, List<Double> quantities) {
        double[] sum = new double[7];
        double q = 0;
        for (int i = 0; i < sales.size(); i++) {
            q += quantities.get(i);
            for (int c = 0; c < 7; c++) {
                sum[c] += quantities.get(i) * sales.get(i)[c];
            }
        }
        for (int c = 0; c < 7; c++) {
            sum[c] /= q;
        }
        return sum;
    }

    private double normalValue(double[] n, double[] u, double xr, boolean isCep) {
        return n[0] * xr + u[1] + u[2] + u[3] + (isCep ? 0 : u[4]) - offset(n, u, xr, isCep);
    }

    /** Commission offset and CEP offset together. */
    private double offset(double[] n, double[] u, double xr, boolean isCep) {
        double rest = n[2] * xr;
        double offset = 0;
        if (n[1] * xr > u[2]) {
            offset = -Math.min(u[5], n[1] * xr - u[2]);
        } else if (u[2] > n[1] * xr) {
            offset = Math.min(n[3] * xr, u[2] - n[1] * xr);
            rest -= offset;
        }
        boolean allowed = isCep && n[4] == 0 && given.rules.uses(Practice.CEP_OFFSET);
        return offset + (allowed ? Math.min(u[6], rest) : 0);
    }

    private String pool(Map<String, String> r) {
        return String.join(
                "|",
                r.get("manufacturer"),
                r.get("prime"),
                r.get("connum"),
                r.get("lot"),
                r.get("sale_type"),
                given.review ? Integer.toString(month(r)) : "");
    }

    private void run(List<Map<String, String>> tested) {
        double cepRatio = us.stream().anyMatch(SlowMargin::cep) ? cepRatio(tested) : 0;
        double[][] cv = constructedRatios(home);
        List<Integer> window = List.of(0, 1, 2, 3, -1, -2);
        List<double[]> own = new ArrayList<>();
        List<double[]> normal = new ArrayList<>();
        for (Map<String, String> r : us) {
            own.add(sale(r, cepRatio));
            normal.add(normal(r, cv, window));
        }
        if (given.rules.uses(Practice.TRANSACTION_TO_TRANSACTION)) {
            nearest(own, cv);
        }
        boolean[] pass = patterns(own);
        double[] aa = compare(own, normal, pass, 0);
        double[] at = compare(own, normal, pass, 1);
        double[] restAa = compare(own, normal, pass, 2);
        double[] passAt = compare(own, normal, pass, 3);
        margins.put("AA none", Math.max(0, aa[0] + aa[1]) / aa[3]);
        margins.put("AA model", aa[2] / aa[3]);
        margins.put("AA transaction", aa[0] / aa[3]);
        margins.put("AT none", Math.max(0, at[0] + at[1]) / at[3]);
        margins.put("AT model", at[2] / at[3]);
        margins.put("AT transaction", at[0] / at[3]);
        margins.put("MIXED", (Math.max(0, restAa[0] + restAa[1]) + passAt[0]) / (restAa[3] + passAt[3]));
        double standard = margins.get("AA none");
        double other = passShare >= 0.66 ? margins.get("AT transaction") : margins.get("MIXED");
        double least = given.review ? 0.005 : 0.02;
        boolean changes =
                passShare > 0.33 && other >= least && (standard < least || (other - standard) / standard >= 0.25);
        margins.put("final", changes ? other : standard);
    }

    /** Transaction to transaction: one home sale for each export sale, no window. */
    private void nearest(List<double[]> own, double[][] cv) {
        double positive = 0;
        double negative = 0;
        double value = 0;
        Map<String, Double> pools = new TreeMap<>();
        for (int i = 0; i < us.size(); i++) {
            Map<String, String> r = us.get(i);
            Map<String, String> best = null;
            for (Map<String, String> row : viable ? home : List.<Map<String, String>>of()) {
                boolean same = row.get("connum").equals(r.get("connum"));
                if (sameLine(row, r) && (same || ratio(r, row) <= 0.2)) {
                    best = best == null || nearer(r, row, best) < 0 ? row : best;
                }
            }
            double[] n = best == null ? constructed(r, cv) : single(r, best);
            if (n == null) {
                continue;
            }
            double q = num(r, "quantity");
            double xr = rate(comparison(), r.get("sale_date"));
            double margin = (normalValue(n, own.get(i), xr, cep(r)) - own.get(i)[0]) * q;
            positive += Math.max(0, margin);
            negative += Math.min(0, margin);
            value += own.get(i)[0] * q;
            pools.merge(pool(r), margin, Double::sum);
        }
        double zeroed = 0;
        for (double sum : pools.values()) {
            zeroed += Math.max(0, sum);
        }
        margins.put("TT none", value > 0 ? Math.max(0, positive + negative) / value : Double.NaN);
        margins.put("TT model", value > 0 ? zeroed / value : Double.NaN);
        margins.put("TT transaction", value > 0 ? positive / value : Double.NaN);
    }

    private int nearer(Map<String, String> sale, Map<String, String> a, Map<String, String> b) {
        int order = liker(sale, a, b);
        if (order == 0) {
            order = Long.compare(days(sale, a), days(sale, b));
        }
        if (order == 0) {
            order = a.get("sale_date").compareTo(b.get("sale_date"));
        }
        return order != 0 ? order : a.get("sale_id").compareTo(b.get("sale_id"));
    }

    private static long days(Map<String, String> a, Map<String, String> b) {
        return Math.abs(LocalDate.parse(a.get("sale_date")).toEpochDay()
                - LocalDate.parse(b.get("sale_date")).toEpochDay());
    }

    /** One home sale in the place of an average. */
    private double[] single(Map<String, String> sale, Map<String, String> row) {
        double difference = row.get("connum").equals(sale.get("connum"))
                ? 0
                : cost.get(costKey(row))[0] - cost.get(costKey(sale))[0];
        double[] pattern = new double[2];
        if (given.rules.uses(Practice.LEVEL_OF_TRADE_ADJUSTMENT)
                && !row.get("lot").equals(sale.get("lot"))) {
            pattern = pattern(sale.get("lot"), row.get("lot"));
        }
        double adjustment = pattern[1] > 0 ? homeNet(row) * pattern[0] / pattern[1] : 0;
        double indirect = homeAmount(row, "icc") + homeAmount(row, "indirect_sell");
        double commission = homeAmount(row, "commission");
        return new double[] {
            homeNet(row) - difference + adjustment,
            commission,
            indirect,
            commission == 0 ? indirect : 0,
            pattern[1] > 0 ? 1 : 0
        };
    }

    /** Positive, negative, model-zeroed and value; part 0 all averaged, 1 all single, 2 the rest averaged, 3 passing. */
    private double[] compare(List<double[]> own, List<double[]> normal, boolean[] pass, int part) {
        double[] out = new double[4];
        Map<String, Double> pools = new TreeMap<>();
        for (int i = 0; i < us.size(); i++) {
            if (normal.get(i) == null || part == 2 && pass[i] || part == 3 && !pass[i]) {
                continue;
            }
            double[] u = own.get(i);
            if (part == 0 || part == 2) {
                List<double[]> group = new ArrayList<>();
                List<Double> quantities = new ArrayList<>();
                for (int k = 0; k < us.size(); k++) {
                    if (pool(us.get(k)).equals(pool(us.get(i))) && !(part == 2 && pass[k])) {
                        group.add(own.get(k));
                        quantities.add(num(us.get(k), "quantity"));
                    }
                }
                u = mean(group, quantities);
            }
            double q = num(us.get(i), "quantity");
            double xr = rate(comparison(), us.get(i).get("sale_date"));
            double value = normalValue(normal.get(i), u, xr, cep(us.get(i)));
            if (part == 0 || part == 2) {
                // The group's offset is the mean of its sales' own, not one computed again from its averages.
                double offsets = 0;
                double all = 0;
                for (int k = 0; k < us.size(); k++) {
                    if (pool(us.get(k)).equals(pool(us.get(i))) && !(part == 2 && pass[k])) {
                        double w = num(us.get(k), "quantity");
                        double rate = rate(comparison(), us.get(k).get("sale_date"));
                        offsets += w * offset(normal.get(k), own.get(k), rate, cep(us.get(k)));
                        all += w;
                    }
                }
                value += offset(normal.get(i), u, xr, cep(us.get(i))) - offsets / all;
            }
            double margin = (value - u[0]) * q;
            out[margin > 0 ? 0 : 1] += margin;
            out[3] += u[0] * q;
            pools.merge(pool(us.get(i)), margin, Double::sum);
        }
        for (double sum : pools.values()) {
            out[2] += Math.max(0, sum);
        }
        return out;
    }

    private boolean[] patterns(List<double[]> own) {
        int n = us.size();
        double[] price = new double[n];
        String[][] group = new String[3][n];
        for (int i = 0; i < n; i++) {
            Map<String, String> r = us.get(i);
            double[] u = own.get(i);
            price[i] = u[0] - u[3] - u[2] - (cep(r) ? 0 : u[4]);
            group[0][i] = r.get("customer");
            group[1][i] = r.get("region");
            group[2][i] = Integer.toString((int) (1 + (month(r) - 2024 * 12) / 3.0));
        }
        boolean[] pass = new boolean[n];
        for (int i = 0; i < n; i++) {
            for (int d = 0; d < 3; d++) {
                pass[i] |= !group[d][i].isEmpty() && passes(i, group[d], price);
            }
        }
        double passing = 0;
        double all = 0;
        for (int i = 0; i < n; i++) {
            double value = price[i] * num(us.get(i), "quantity");
            all += value;
            passing += pass[i] ? value : 0;
        }
        passShare = passing / all;
        return pass;
    }

    private boolean passes(int i, String[] group, double[] price) {
        double[][] m = new double[2][3];
        for (int k = 0; k < us.size(); k++) {
            if (sameProduct(us.get(k), us.get(i))
                    && us.get(k).get("lot").equals(us.get(i).get("lot"))) {
                double[] side = m[group[k].equals(group[i]) ? 0 : 1];
                side[0]++;
                side[1] += num(us.get(k), "quantity");
                side[2] += num(us.get(k), "quantity") * price[k];
            }
        }
        if (m[0][0] < 2 || m[1][0] < 2 || m[1][1] / (m[0][1] + m[1][1]) < 0.05) {
            return false;
        }
        double test = m[0][2] / m[0][1];
        double base = m[1][2] / m[1][1];
        if (given.rules.patternTest() == PatternTest.PRICE_DIFFERENCE) {
            return Math.abs(test - base) / base
                    >= given.rules.threshold(Limit.PRICE_DIFFERENCE).value();
        }
        double[] variance = new double[2];
        for (int k = 0; k < us.size(); k++) {
            if (sameProduct(us.get(k), us.get(i))
                    && us.get(k).get("lot").equals(us.get(i).get("lot"))) {
                int side = group[k].equals(group[i]) ? 0 : 1;
                double off = price[k] - (side == 0 ? test : base);
                variance[side] += num(us.get(k), "quantity") * off * off / m[side][1];
            }
        }
        double pooled = Math.sqrt((variance[0] + variance[1]) / 2);
        double line = given.rules.threshold(Limit.COHENS_D).value();
        return pooled > 0 ? Math.abs(base - test) / pooled >= line : base != test;
    }
}
