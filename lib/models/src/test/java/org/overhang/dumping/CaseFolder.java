package org.overhang.dumping;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.overhang.price.TargetProfit;
import org.overhang.subsidy.CountervailingFolder;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Reads a folder of case.json, CSV files and answer.json, runs it, and lists every aggregate that differs. */
final class CaseFolder {
    /** Answers carry 15 significant digits; sums of some thousand terms lose three or four. */
    static final double TOLERANCE = 1e-10;

    private final Path folder;
    private final JsonObject facts;
    private final JsonObject answer;
    private final List<String> differences = new ArrayList<>();
    private int compared;

    CaseFolder(Path folder) {
        this.folder = folder;
        facts = json("case.json");
        answer = json("answer.json");
    }

    private JsonObject json(String name) {
        try {
            return JsonParser.parseString(Files.readString(folder.resolve(name)))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String regime() {
        return facts.get("regime").getAsString();
    }

    JsonObject answer() {
        return answer;
    }

    /** Everything an answer may hold: what is compared below, and threshold_ties, which tells where equality decides. */
    private static final String[] TOP = {
        "cost",
        "set_aside",
        "arms_length",
        "cost_test",
        "viability",
        "cep_profit",
        "lot_ratio",
        "lot_pattern",
        "cv_ratios",
        "home_pools",
        "matches",
        "us_pools",
        "rows_AA",
        "rows_AT",
        "rows_TT",
        "tt_matches",
        "transactions",
        "nme_nv",
        "differential_pricing",
        "methods",
        "final",
        "assessment",
        "fx_used",
        "threshold_ties",
        "alternatives",
        "downstream",
        "constructed_profit_rate",
        "constructed_profit_rate_where_not_representative",
        "representative",
        "types",
        "rows",
        "dumping",
        "injury"
    };

    /** Every key of an answer is one that is compared, or one named here with its reason. */
    private void known(String where, JsonObject e, String... keys) {
        for (String key : e.keySet()) {
            if (!List.of(keys).contains(key)) {
                differences.add(where + ": \"" + key + "\" of the answer is not compared");
            }
        }
    }

    private static final List<String> TEXT = List.of(
            "sale_id",
            "manufacturer",
            "prime",
            "connum",
            "sale_type",
            "customer",
            "region",
            "importer",
            "currency",
            "exp_currency",
            "affiliated",
            "reseller",
            "factor",
            "kind",
            "sv_source",
            "quantity_unit");

    static Table csv(Path file) {
        try {
            return csv(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Table csv(String title, String text) {
        String[] names = text.lines().findFirst().orElse("").split(",");
        ColumnType[] types = new ColumnType[names.length];
        for (int c = 0; c < names.length; c++) {
            types[c] = TEXT.contains(names[c])
                    ? ColumnType.STRING
                    : names[c].equals("date") || names[c].endsWith("_date") ? ColumnType.LOCAL_DATE : ColumnType.DOUBLE;
        }
        return Table.read()
                .usingOptions(CsvReadOptions.builder(new StringReader(text))
                        .columnTypes(types)
                        .missingValueIndicator("")
                        .tableName(title));
    }

    private boolean flag(JsonObject in, String name, boolean usual) {
        return in != null && in.has(name) ? in.get(name).getAsBoolean() : usual;
    }

    private JsonObject part(String name) {
        return facts.has(name) && facts.get(name).isJsonObject() ? facts.getAsJsonObject(name) : new JsonObject();
    }

    private String text(JsonObject in, String name, String usual) {
        return in.has(name) && !in.get(name).isJsonNull() ? in.get(name).getAsString() : usual;
    }

    private double number(JsonObject in, String name, double usual) {
        return in.has(name) && !in.get(name).isJsonNull() ? in.get(name).getAsDouble() : usual;
    }

    DumpingRules rules() {
        DumpingRules r = regime().endsWith("REV") ? DumpingRules.US_REVIEW_2024 : DumpingRules.US_INVESTIGATION_2024;
        if (regime().equals("EU")) {
            r = set(DumpingRules.EU, Practice.COST_TEST, flag(part("cost_test"), "enabled", true));
            r = set(r, Practice.ARMS_LENGTH_TEST, flag(part("arms_length"), "enabled", false));
            r = set(r, Practice.BORROWED_COST, flag(facts, "borrow_cost", true));
            return uncosted(deMinimis(exchange(r)));
        }
        r = set(r, Practice.COST_TEST, flag(part("cost_test"), "enabled", false));
        r = set(r, Practice.COST_TEST_BY_QUANTITY, flag(part("cost_test"), "limb1", true));
        r = set(r, Practice.COST_TEST_BY_AVERAGE, flag(part("cost_test"), "limb2", false));
        String recovery = text(part("cost_test"), "recovery", "none");
        r = set(r, Practice.RECOVERY_BY_MEAN_PRICE, recovery.equals("program"));
        r = set(r, Practice.RECOVERY_BY_SALE, recovery.equals("statute"));
        r = set(r, Practice.ARMS_LENGTH_TEST, flag(part("arms_length"), "enabled", false));
        r = set(r, Practice.BORROWED_COST, flag(facts, "borrow_cost", true));
        r = set(r, Practice.LEVEL_OF_TRADE_ADJUSTMENT, flag(facts, "lot_adjustment", false));
        r = set(r, Practice.CEP_OFFSET, flag(facts, "cep_offset", true));
        r = exchange(r);
        r = set(r, Practice.PATTERN_TEST, flag(part("dp"), "enabled", true));
        r = set(r, Practice.TRANSACTION_TO_TRANSACTION, flag(facts, "transaction_to_transaction", false));
        boolean difference = text(part("dp"), "test", "cohens_d").equals("price_difference");
        r = r.with(difference ? PatternTest.PRICE_DIFFERENCE : PatternTest.COHENS_D);
        if (part("dp").has("threshold")) {
            double line = number(part("dp"), "threshold", 0);
            r = difference ? r.with(Limit.PRICE_DIFFERENCE, share(line, 0.5)) : r.with(Limit.COHENS_D, line);
        }
        return uncosted(deMinimis(r));
    }

    private DumpingRules uncosted(DumpingRules rules) {
        return flag(facts, "require_cost", true) ? rules : rules.with(Reading.UNCOSTED_SALES_KEPT);
    }

    /** Sixty days after a sustained movement are for investigations only (19 CFR 351.415(d)). */
    private DumpingRules exchange(DumpingRules rules) {
        DumpingRules r = set(
                rules,
                Practice.BENCHMARK_RATE,
                text(part("fx"), "mode", "daily").equals("benchmark"));
        boolean sustained = flag(part("fx"), "sustained", false) && !regime().endsWith("REV");
        return set(r, Practice.SUSTAINED_MOVEMENT, sustained);
    }

    private DumpingRules deMinimis(DumpingRules rules) {
        boolean given = facts.has("de_minimis") && facts.get("de_minimis").isJsonPrimitive();
        return given ? rules.with(Limit.DE_MINIMIS, share(number(facts, "de_minimis", 2), 0.1)) : rules;
    }

    /** Case files write rates as fractions or in percent, and none says which: what is too large for a fraction is percent. */
    private static double share(double value, double largest) {
        return value > largest ? value / 100 : value;
    }

    private static DumpingRules set(DumpingRules rules, Practice practice, boolean on) {
        return on ? rules.with(practice) : rules.without(practice);
    }

    private boolean has(String file) {
        return Files.exists(folder.resolve(file));
    }

    CaseFiles files() {
        String[] chars = facts.has("chars")
                ? facts.getAsJsonArray("chars").asList().stream()
                        .map(JsonElement::getAsString)
                        .toArray(String[]::new)
                : null;
        ExportSales exports = ExportSales.houseColumns();
        HomeSales home = HomeSales.houseColumns();
        JsonObject earlier = part("earlier_date");
        exports = earlier.has("export") ? exports.soldNoLaterThan(text(earlier, "export", "")) : exports;
        home = earlier.has("home") ? home.soldNoLaterThan(text(earlier, "home", "")) : home;
        home = facts.has("unaffiliated_code") ? home.unaffiliatedCode(text(facts, "unaffiliated_code", "")) : home;
        ProductionCosts costs = ProductionCosts.houseColumns();
        if (chars != null) {
            // A file may leave characteristics out, as costs do in some cases.
            exports = has(chars, "export.csv") ? exports.characteristics(chars) : exports;
            home = has(chars, "home.csv") ? home.characteristics(chars) : home;
            costs = has(chars, "cost.csv") ? costs.characteristics(chars) : costs;
        }
        CaseFiles f = CaseFiles.exports(exports, csv(folder.resolve("export.csv")))
                .reportCurrency(text(facts, "report_currency", regime().equals("EU") ? "EUR" : "USD"))
                .period(date("period_start"), date("period_end"));
        String comparison = text(facts, "surrogate_currency", text(facts, "comparison_currency", ""));
        f = comparison.isEmpty() ? f : f.comparisonCurrency(comparison);
        if (facts.has("home_start")) {
            f = f.homePeriod(date("home_start"), date("home_end"));
        }
        f = has("home.csv") ? f.home(home, csv(folder.resolve("home.csv"))) : f;
        f = has("downstream.csv") ? f.downstream(home, csv(folder.resolve("downstream.csv"))) : f;
        f = basis(f);
        f = facts.has("cep_profit_ratio") ? f.cepProfit(number(facts, "cep_profit_ratio", 0)) : f;
        f = facts.has("importer_profit") ? f.importerProfit(number(facts, "importer_profit", 0)) : f;
        if (facts.has("eu_default_profit")) {
            f = f.constructedValue(ConstructedValue.of(number(facts, "eu_default_profit", 0), 0));
        }
        f = has("cost.csv") ? f.costs(costs, csv(folder.resolve("cost.csv"))) : f;
        f = has("factors.csv") ? f.factors(Factors.houseColumns(), csv(folder.resolve("factors.csv"))) : f;
        f = has("fx.csv") ? f.rates(ExchangeRates.houseColumns(), csv(folder.resolve("fx.csv"))) : f;
        f = has("union.csv") ? f.union(UnionPrices.houseColumns(), csv(folder.resolve("union.csv"))) : f;
        if (facts.has("us_credit_rate") || facts.has("home_credit_rate")) {
            f = f.creditRates(number(facts, "us_credit_rate", 0), number(facts, "home_credit_rate", 0), (int)
                    number(facts, "day_count", 365));
        }
        f = f.exportSubsidy(share(number(facts, "export_subsidy_rate", 0), 0.3));
        JsonObject vat = part("vat_export_tax");
        f = f.exportTax(number(vat, "percent", 0) / 100, number(vat, "per_unit", number(vat, "amount", 0)));
        JsonObject s = part("surrogate");
        if (s.size() > 0) {
            f = f.surrogate(new SurrogateRatios(number(s, "overhead", 0), number(s, "sga", 0), number(s, "profit", 0)));
        }
        JsonObject cv = part("cv_default");
        if (cv.size() > 0) {
            f = f.constructedValue(new ConstructedValue(
                    number(cv, "profit", 0),
                    number(cv, "dsel", 0),
                    number(cv, "isel", 0),
                    number(cv, "comm", 0),
                    number(cv, "icc", 0),
                    number(cv, "cred", 0)));
        }
        JsonObject injury = part("injury");
        if (injury.size() > 0) {
            double x = number(injury, "target_profit", 0.06);
            f = f.injury(new InjuryTerms(
                    text(injury, "basis", "turnover").equals("turnover")
                            ? TargetProfit.onTurnover(x)
                            : TargetProfit.onCost(x),
                    number(injury, "duty", 0),
                    number(injury, "post_import", 0),
                    flag(injury, "raw_material_distortion", false)));
        }
        return f;
    }

    /** Costs of the period, by quarter or by month. */
    private CaseFiles basis(CaseFiles f) {
        String basis = text(facts, "cost_basis", "period");
        if (basis.equals("quarterly")) {
            Map<Integer, Double> prices = new TreeMap<>();
            part("material_price")
                    .entrySet()
                    .forEach(e ->
                            prices.put(Integer.valueOf(e.getKey()), e.getValue().getAsDouble()));
            return f.quarterlyCosts(prices);
        }
        if (basis.equals("high_inflation")) {
            Map<java.time.YearMonth, Double> index = new TreeMap<>();
            part("price_index")
                    .entrySet()
                    .forEach(e -> index.put(
                            java.time.YearMonth.of(
                                    Integer.parseInt(e.getKey().substring(0, 4)),
                                    Integer.parseInt(e.getKey().substring(4))),
                            e.getValue().getAsDouble()));
            return f.inflationCosts(index);
        }
        return f;
    }

    private boolean has(String[] columns, String file) {
        return has(file) && csv(folder.resolve(file)).columnNames().containsAll(List.of(columns));
    }

    private LocalDate date(String name) {
        return LocalDate.parse(facts.get(name).getAsString());
    }

    DumpingResult run() {
        return DumpingMargin.under(rules()).measure(files());
    }

    /** Runs the case and lists what differs from the answer, one line each. */
    List<String> differences() {
        if (regime().equals("CVD")) {
            CountervailingFolder countervailing = new CountervailingFolder(facts, answer);
            List<String> found = countervailing.differences();
            compared = countervailing.compared();
            return found;
        }
        known("answer", answer, TOP);
        DumpingResult result = run();
        setAside(result);
        list(
                "fx_used",
                ratesOfKept(result),
                result.exchangeRates(),
                new String[] {"currency", "date"},
                new String[] {"currency", "date"},
                "rate",
                "rate",
                "source",
                "source");
        costs(result.tables());
        if (regime().equals("EU")) {
            european(result);
            return differences;
        }
        unitedStates(result);
        return differences;
    }

    /** Answers also list rates looked up for sales that were then set aside for another rate or for want of a cost. */
    private JsonArray ratesOfKept(DumpingResult result) {
        List<String> lookedUp = new ArrayList<>();
        for (Row row : result.setAside()) {
            if (List.of("NO_RATE", "NO_COST").contains(row.getString("reason"))) {
                for (Row sale : csv(folder.resolve(row.getString("file") + ".csv"))) {
                    if (sale.getString("sale_id").equals(row.getString("sale"))) {
                        lookedUp.add(sale.getDate("sale_date").toString());
                        lookedUp.add(String.valueOf(sale.getDate("ship_date")));
                    }
                }
            }
        }
        Map<String, Row> used = byKey(result.exchangeRates(), "currency", "date");
        JsonArray out = new JsonArray();
        for (JsonElement e : answer.getAsJsonArray("fx_used")) {
            JsonObject rate = e.getAsJsonObject();
            boolean setAside = lookedUp.contains(rate.get("date").getAsString());
            if (!setAside || used.containsKey(key(rate, "currency", "date"))) {
                out.add(rate);
            }
        }
        return out;
    }

    /** Rows of a table by some of its columns, so that the order does not matter. */
    private static Map<String, Row> byKey(Table table, String... columns) {
        Map<String, Row> out = new TreeMap<>();
        for (int i = 0; i < table.rowCount(); i++) {
            StringBuilder key = new StringBuilder();
            for (String c : columns) {
                key.append('|')
                        .append(
                                table.column(c).type() == ColumnType.DOUBLE
                                        ? Double.toString(table.doubleColumn(c).getDouble(i))
                                        : table.column(c).getString(i));
            }
            out.put(key.toString(), table.row(i));
        }
        return out;
    }

    private static String key(JsonObject from, String... names) {
        StringBuilder key = new StringBuilder();
        for (String n : names) {
            key.append('|').append(from.get(n).getAsString());
        }
        return key.toString();
    }

    int compared() {
        return compared;
    }

    private void same(String where, JsonElement expected, double found) {
        compared++;
        if (expected == null || expected.isJsonNull()) {
            if (!Double.isNaN(found)) {
                differences.add(where + ": expected none, found " + found);
            }
            return;
        }
        double e = expected.getAsDouble();
        if (!(Math.abs(found - e) <= TOLERANCE * Math.max(1, Math.abs(e)))) {
            differences.add(where + ": expected " + e + ", found " + found);
        }
    }

    private void same(String where, Object expected, Object found) {
        if (!expected.equals(found)) {
            differences.add(where + ": expected " + expected + ", found " + found);
        }
    }

    private void setAside(DumpingResult result) {
        JsonObject expected = answer.getAsJsonObject("set_aside");
        known("set_aside", expected, "export", "home", "downstream");
        for (String file : expected.keySet()) {
            Map<String, String> want = new TreeMap<>();
            for (JsonElement e : expected.getAsJsonArray(file)) {
                want.put(
                        e.getAsJsonObject().get("sale_id").getAsString(),
                        e.getAsJsonObject().get("reason").getAsString());
            }
            Map<String, String> have = new TreeMap<>();
            for (Row row : result.tables().setAside()) {
                if (row.getString("file").equals(file)) {
                    have.put(row.getString("sale"), row.getString("reason"));
                }
            }
            same("set_aside " + file, want, have);
        }
    }

    /** Compares a list of the answer with a table: key columns, then pairs of answer name and column name. */
    private void list(String name, JsonElement list, Table table, String[] keys, String[] columns, String... pairs) {
        if (list == null || list.isJsonNull()) {
            return;
        }
        Map<String, Row> rows = byKey(table, columns);
        JsonArray array = list.getAsJsonArray();
        same(name + " count", array.size(), table.rowCount());
        List<String> compared = new ArrayList<>(List.of(keys));
        for (int i = 0; i < pairs.length; i += 2) {
            compared.add(pairs[i]);
        }
        for (JsonElement element : array) {
            JsonObject e = element.getAsJsonObject();
            String key = key(e, keys);
            known(name, e, compared.toArray(String[]::new));
            Row row = rows.get(key);
            if (row == null) {
                differences.add(name + " " + key + ": missing");
                continue;
            }
            for (int i = 0; i < pairs.length; i += 2) {
                JsonElement expected = e.get(pairs[i]);
                if (expected != null && !pairs[i + 1].isEmpty()) {
                    compare(name + " " + key + " " + pairs[i], expected, row, pairs[i + 1]);
                }
            }
        }
    }

    private void compare(String where, JsonElement expected, Row row, String column) {
        double scale = column.startsWith("%") ? 100 : 1;
        String c = column.startsWith("%") ? column.substring(1) : column;
        ColumnType type = row.getColumnType(c);
        if (type == ColumnType.DOUBLE) {
            same(where, expected, scale * row.getDouble(c));
        } else if (type == ColumnType.INTEGER) {
            same(where, expected, row.getInt(c));
        } else if (type == ColumnType.BOOLEAN) {
            same(where, (Object) expected.getAsBoolean(), row.getBoolean(c));
        } else if (c.equals("share_shown")) {
            same(where, expected, Double.parseDouble(row.getString(c).replace(" %", "")));
        } else {
            same(where, (Object) expected.getAsString(), row.getString(c));
        }
    }

    private static final String[] PRODUCT = {"manufacturer", "prime", "connum"};
    private static final String[] PRODUCT_COLUMNS = {"manufacturer", "prime", "control_number"};

    private static String[] with(String[] first, String... more) {
        List<String> out = new ArrayList<>(List.of(first));
        out.addAll(List.of(more));
        return out.toArray(String[]::new);
    }

    private void armsLength(DumpingResult result) {
        CaseTables t = result.tables();
        if (answer.has("arms_length") && answer.get("arms_length").isJsonObject()) {
            JsonObject a = answer.getAsJsonObject("arms_length");
            list(
                    "arms_length",
                    a.get("customers"),
                    t.armsLength(),
                    new String[] {"customer"},
                    new String[] {"customer"},
                    "ratio",
                    "%ratio",
                    "pass",
                    "pass");
            comparisons(a.getAsJsonArray("comparisons"), t.armsLengthComparisons());
            known("arms_length", a, "customers", "comparisons", "dropped_sales");
            int dropped = 0;
            for (byte status : result.chain().market.status) {
                dropped += status == HomeMath.NOT_AT_ARMS_LENGTH ? 1 : 0;
            }
            same("arms_length dropped", a.get("dropped_sales"), dropped);
        }
    }

    private void unitedStates(DumpingResult result) {
        CaseTables t = result.tables();
        armsLength(result);
        list(
                "cost_test",
                answer.get("cost_test"),
                t.costTest(),
                PRODUCT,
                PRODUCT_COLUMNS,
                "qty_above",
                "quantity_above",
                "qty_below",
                "quantity_below",
                "pct_above",
                "%share_above",
                "mean_price",
                "mean_price",
                "mean_cost",
                "mean_cost",
                "limb1",
                "by_quantity",
                "limb2",
                "by_average",
                "drop_below",
                "below_cost_dropped",
                "restored",
                "restored");
        if (answer.has("viability") && answer.get("viability").isJsonObject()) {
            JsonObject v = answer.getAsJsonObject("viability");
            Row found = result.viability().row(0);
            same("viability home", v.get("home_qty"), found.getDouble("home_quantity"));
            same("viability exports", v.get("us_qty"), found.getDouble("export_quantity"));
            same("viability share", v.get("pct"), 100 * found.getDouble("share"));
            same("viability", (Object) v.get("viable").getAsBoolean(), found.getBoolean("viable"));
        }
        cepProfit(result);
        ratios(t);
        list(
                "home_pools",
                answer.get("home_pools"),
                t.homePools(),
                with(PRODUCT, "lot", "month", "cost_quarter"),
                with(PRODUCT_COLUMNS, "level_of_trade", "month", "cost_quarter"),
                "n",
                "sales",
                "q",
                "quantity",
                "net",
                "net_price",
                "commission",
                "commission",
                "ind",
                "indirect",
                "indcom",
                "surrogate_commission",
                "vcom",
                "variable_cost");
        matches(t);
        list(
                "us_pools",
                answer.get("us_pools"),
                t.exportPools(),
                result.book().nonMarket
                        ? new String[] {"manufacturer", "connum", "sale_type", "month"}
                        : with(PRODUCT, "lot", "sale_type", "month", "cost_quarter"),
                result.book().nonMarket
                        ? new String[] {"manufacturer", "control_number", "sale_type", "month"}
                        : with(PRODUCT_COLUMNS, "level_of_trade", "sale_type", "month", "cost_quarter"),
                "prime",
                "",
                "lot",
                "",
                "cost_quarter",
                "",
                "n",
                "sales",
                "q",
                "quantity",
                "net",
                "net_price",
                "packing",
                "packing",
                "commission",
                "commission",
                "direct_sell",
                "direct_selling",
                "credit",
                "credit",
                "indcomm",
                "surrogate_commission");
        list(
                "transactions",
                answer.get("transactions"),
                t.transactions(),
                new String[] {"sale_id"},
                new String[] {"sale"},
                "net",
                "net_price",
                "dp_net",
                "pattern_net_price",
                "cepprofit",
                "cep_profit",
                "xr",
                "rate");
        list(
                "nme_nv",
                answer.get("nme_nv"),
                result.book().nonMarket ? t.factorValues() : Table.create(),
                new String[] {"manufacturer", "connum"},
                new String[] {"manufacturer", "control_number"},
                "materials",
                "materials",
                "energy",
                "energy",
                "labor",
                "labor",
                "overhead",
                "overhead",
                "com",
                "",
                "totcom",
                "",
                "items",
                "",
                "sga",
                "general",
                "profit",
                "profit",
                "packing",
                "packing",
                "byproducts",
                "byproducts",
                "nv",
                "normal_value");
        rows("rows_AA", t, Comparison.AVERAGE_TO_AVERAGE, result);
        rows("rows_AT", t, Comparison.AVERAGE_TO_TRANSACTION, result);
        if (result.nearestSales() != null) {
            rows("rows_TT", t, Comparison.TRANSACTION_TO_TRANSACTION, result);
            nearest(result);
        }
        pattern(result);
        methods(result);
        decision(result);
        assessment(result);
        alternatives(result);
        downstream(result);
        levels(result);
    }

    private void downstream(DumpingResult result) {
        if (!answer.has("downstream")) {
            return;
        }
        JsonObject e = answer.getAsJsonObject("downstream");
        known("downstream", e, "used", "quantity");
        HomeSide home = result.book().home;
        List<String> used = new ArrayList<>();
        double quantity = 0;
        for (int s = 0; s < home.rows; s++) {
            if (home.resold(s) && result.chain().market.status[s] != HomeMath.RESELLER_NOT_FAILED) {
                used.add(TransactionMath.homeId(result.book(), s));
                quantity += home.q[s];
            }
        }
        used.sort(null);
        List<String> want = new ArrayList<>();
        e.getAsJsonArray("used").forEach(u -> want.add(u.getAsString()));
        same("downstream used", want, used);
        same("downstream quantity", e.get("quantity"), quantity);
    }

    private void levels(DumpingResult result) {
        if (answer.has("lot_ratio") && answer.getAsJsonObject("lot_ratio").size() > 0
                || answer.has("lot_pattern")
                        && answer.getAsJsonArray("lot_pattern").size() > 0) {
            differences.add(
                    "lot_ratio and lot_pattern are empty in the cases handed over, and here is one that is not");
        }
    }

    private void nearest(DumpingResult result) {
        Map<String, Row> rows = byKey(result.comparisonRows(Comparison.TRANSACTION_TO_TRANSACTION), "sale");
        JsonElement list = answer.get("tt_matches");
        for (JsonElement element : list == null || list.isJsonNull() ? new JsonArray() : list.getAsJsonArray()) {
            JsonObject e = element.getAsJsonObject();
            Row row = rows.get(key(e, "sale_id"));
            if (row != null && e.has("home_sale") && !e.get("home_sale").isJsonNull()) {
                same("tt match", (Object) e.get("home_sale").getAsString(), row.getString("home_sale"));
            }
        }
    }

    private void costs(CaseTables t) {
        if (!answer.has("cost") || answer.get("cost").isJsonNull()) {
            return;
        }
        // Of indexed costs the table has every month in order, of which the last is the end of the period.
        Map<String, Row> rows = byKey(t.costs(), "manufacturer", "control_number");
        for (JsonElement element : answer.getAsJsonArray("cost")) {
            JsonObject e = element.getAsJsonObject();
            known("cost", e, "manufacturer", "connum", "por", "q", "recovery_cop", "end_of_period");
            if (e.has("q")) {
                quarters(t, e);
                continue;
            }
            Row row = rows.get(key(e, "manufacturer", "connum"));
            if (row == null) {
                differences.add("cost " + e + ": missing");
                continue;
            }
            JsonObject por = e.getAsJsonObject(e.has("por") ? "por" : "end_of_period");
            same("cost vcom", por.get("vcom"), row.getDouble("variable_cost"));
            same("cost tcom", por.get("tcom"), row.getDouble("cost_of_manufacture"));
            same("cost cop", por.get("cop"), row.getDouble("cost_of_production"));
        }
    }

    private void quarters(CaseTables t, JsonObject e) {
        Map<String, Row> rows = byKey(t.costs(), "manufacturer", "control_number", "quarter");
        Map<String, String> kinds = Map.of("RQ", "reported", "IQ", "indexed", "BQ", "blended", "copy", "copied");
        for (Map.Entry<String, JsonElement> q : e.getAsJsonObject("q").entrySet()) {
            Row row = rows.get(key(e, "manufacturer", "connum") + "|" + q.getKey());
            JsonObject cost = q.getValue().getAsJsonObject();
            String where = "cost " + key(e, "manufacturer", "connum") + " quarter " + q.getKey() + " ";
            if (row == null) {
                differences.add(where + "missing");
                continue;
            }
            known("quarterly cost", cost, "vcom", "tcom", "cop", "type", "from");
            same(where + "vcom", cost.get("vcom"), row.getDouble("variable_cost"));
            same(where + "tcom", cost.get("tcom"), row.getDouble("cost_of_manufacture"));
            same(where + "cop", cost.get("cop"), row.getDouble("cost_of_production"));
            same(where + "how", (Object) kinds.get(cost.get("type").getAsString()), row.getString("how"));
            String from = cost.get("from").isJsonNull() ? "" : cost.get("from").getAsString();
            same(where + "from", (Object) from, row.getString("borrowed_from"));
        }
    }

    /** An affiliate's model, level and (not told) quarter against others; those of one model are told apart by their price. */
    private void comparisons(JsonArray list, Table table) {
        same("arms_length comparisons count", list.size(), table.rowCount());
        for (JsonElement element : list) {
            JsonObject e = element.getAsJsonObject();
            known(
                    "arms_length comparisons",
                    e,
                    with(PRODUCT, "customer", "lot", "quantity", "price", "match", "benchmark", "ratio"));
            String where = "arms_length comparisons " + key(e, with(PRODUCT, "customer", "lot", "quantity"));
            double price = e.get("price").getAsDouble();
            Row found = null;
            for (Row row : table) {
                boolean same = e.get("customer").getAsString().equals(row.getString("customer"))
                        && e.get("connum").getAsString().equals(row.getString("control_number"))
                        && e.get("manufacturer").getAsString().equals(row.getString("manufacturer"))
                        && e.get("prime").getAsString().equals(row.getString("prime"))
                        && e.get("lot").getAsInt() == row.getInt("level_of_trade")
                        && Math.abs(row.getDouble("price") - price) <= TOLERANCE * Math.abs(price);
                found = same ? table.row(row.getRowNumber()) : found;
            }
            if (found == null) {
                differences.add(where + ": missing");
                continue;
            }
            String[] match = e.get("match").getAsString().split(":");
            same(where + " quantity", e.get("quantity"), found.getDouble("quantity"));
            same(where + " benchmark", e.get("benchmark"), found.getDouble("benchmark"));
            same(where + " ratio", e.get("ratio"), 100 * found.getDouble("ratio"));
            same(where + " match", (Object) match[0], found.getString("match"));
            if (match.length > 1) {
                same(where + " model", (Object) match[1], found.getString("benchmark_control_number"));
            }
        }
    }

    private void cepProfit(DumpingResult result) {
        if (!answer.has("cep_profit") || answer.get("cep_profit").isJsonNull()) {
            return;
        }
        JsonObject e = answer.getAsJsonObject("cep_profit");
        Chain.CepProfit c = result.chain().cepProfit;
        same("cep revenue", e.get("revenue"), c.revenue());
        same("cep cogs", e.get("cogs"), c.goods());
        same("cep selling", e.get("selling"), c.selling());
        same("cep movement", e.get("movement"), c.movement());
        same("cep expense", e.get("total_expense"), c.expense());
        same("cep ratio", e.get("ratio"), c.ratio());
        known("cep_profit", e, "revenue", "cogs", "selling", "movement", "total_expense", "ratio");
    }

    private void ratios(CaseTables t) {
        if (!answer.has("cv_ratios") || answer.get("cv_ratios").isJsonNull()) {
            return;
        }
        Map<String, Row> rows = byKey(t.constructedRatios(), "level_of_trade");
        for (Map.Entry<String, JsonElement> e :
                answer.getAsJsonObject("cv_ratios").entrySet()) {
            Row row = rows.get("|" + e.getKey());
            if (row == null) {
                differences.add("cv_ratios " + e.getKey() + ": missing");
                continue;
            }
            String[] pairs = {
                "n",
                "sales",
                "profit",
                "profit",
                "dsel",
                "direct_selling",
                "isel",
                "indirect_selling",
                "comm",
                "commission",
                "icc",
                "inventory_carrying",
                "cred",
                "credit",
                "icom",
                "surrogate_commission"
            };
            known(
                    "cv_ratios",
                    e.getValue().getAsJsonObject(),
                    "n",
                    "profit",
                    "dsel",
                    "isel",
                    "comm",
                    "icc",
                    "cred",
                    "icom");
            for (int i = 0; i < pairs.length; i += 2) {
                same(
                        "cv_ratios " + e.getKey() + " " + pairs[i],
                        e.getValue().getAsJsonObject().get(pairs[i]),
                        row.getDouble(pairs[i + 1]));
            }
        }
    }

    private void matches(CaseTables t) {
        if (!answer.has("matches") || answer.get("matches").isJsonNull()) {
            return;
        }
        Map<String, Row> rows = byKey(
                t.matches(), "manufacturer", "prime", "control_number", "level_of_trade", "month", "cost_quarter");
        for (JsonElement element : answer.getAsJsonArray("matches")) {
            JsonObject e = element.getAsJsonObject();
            String key = key(e, "manufacturer", "prime", "connum", "us_lot", "us_month", "cost_quarter");
            // home_sale is one sale of the pool; order is the place in the window, which home_month tells.
            known(
                    "matches",
                    e,
                    "manufacturer",
                    "prime",
                    "connum",
                    "us_lot",
                    "us_month",
                    "cost_quarter",
                    "nvmatch",
                    "home_connum",
                    "home_lot",
                    "home_month",
                    "difmer",
                    "difmer_ratio",
                    "hmnet",
                    "alternatives",
                    "comm",
                    "ind",
                    "indcom",
                    "home_sale",
                    "order",
                    "lot_ratio",
                    "lotadjmt",
                    "lot_adjusted",
                    "cv");
            Row row = rows.get(key);
            if (row == null) {
                differences.add("match " + key + ": missing");
                continue;
            }
            String where = "match " + key + " ";
            same(where + "nvmatch", e.get("nvmatch"), row.getInt("match"));
            if (e.has("home_connum")) {
                same(where + "home", (Object) e.get("home_connum").getAsString(), row.getString("home_control_number"));
                same(where + "home_lot", e.get("home_lot"), row.getInt("home_level_of_trade"));
                same(where + "home_month", e.get("home_month"), row.getInt("home_month"));
                same(where + "difmer", e.get("difmer"), row.getDouble("difference_in_merchandise"));
                same(where + "difmer_ratio", e.get("difmer_ratio"), row.getDouble("difference_ratio"));
                same(where + "hmnet", e.get("hmnet"), row.getDouble("home_net_price"));
                List<String> alternatives = new ArrayList<>();
                e.getAsJsonArray("alternatives").forEach(a -> alternatives.add(a.getAsString()));
                same(where + "alternatives", String.join(" ", alternatives), row.getString("alternatives"));
            }
            if (e.has("lotadjmt") && e.get("lot_adjusted").getAsBoolean()) {
                same(where + "lotadjmt", e.get("lotadjmt"), row.getDouble("level_adjustment"));
            }
            if (e.has("cv")) {
                constructed(where, e.getAsJsonObject("cv"), row);
            }
            if (e.has("comm")) {
                same(where + "comm", e.get("comm"), row.getDouble("commission"));
                same(where + "ind", e.get("ind"), row.getDouble("indirect"));
                same(where + "indcom", e.get("indcom"), row.getDouble("surrogate_commission"));
            }
        }
    }

    private void constructed(String where, JsonObject cv, Row row) {
        known("cv", cv, "cop", "dsel", "isel", "comm", "profit", "totcv", "cred", "ind", "indcom");
        double price = cv.get("totcv").getAsDouble()
                - cv.get("dsel").getAsDouble()
                - cv.get("cred").getAsDouble();
        double less = price - cv.get("comm").getAsDouble();
        same(where + "cv", new com.google.gson.JsonPrimitive(less), row.getDouble("price_compared"));
        same(where + "cv comm", cv.get("comm"), row.getDouble("commission"));
        same(where + "cv ind", cv.get("ind"), row.getDouble("indirect"));
        same(where + "cv indcom", cv.get("indcom"), row.getDouble("surrogate_commission"));
    }

    private void rows(String name, CaseTables t, Comparison method, DumpingResult result) {
        list(
                name,
                answer.get(name),
                t.rows(method, result.nearestSales()),
                new String[] {"sale_id"},
                new String[] {"sale"},
                "connum",
                "control_number",
                "nv",
                "normal_value",
                "net",
                "net_price",
                "unit_margin",
                "unit_margin",
                "em",
                "margin",
                "value",
                "value",
                "q",
                "quantity",
                "fupdol",
                "foreign_unit_price",
                "comoffset",
                "commission_offset",
                "cepoffset",
                "cep_offset");
    }

    private void pattern(DumpingResult result) {
        if (!answer.has("differential_pricing")
                || answer.get("differential_pricing").isJsonNull()) {
            return;
        }
        JsonObject e = answer.getAsJsonObject("differential_pricing");
        list(
                "differential_pricing",
                e.get("groups"),
                merchandise(result),
                new String[] {"merch", "dimension", "group"},
                new String[] {"merchandise", "dimension", "group"},
                "n_test",
                "sales",
                "n_base",
                "base_sales",
                "q_test",
                "quantity",
                "q_base",
                "base_quantity",
                "mean_test",
                "mean_price",
                "mean_base",
                "base_mean_price",
                "var_test",
                "variance",
                "var_base",
                "base_variance",
                "base_share",
                "base_share",
                "eligible",
                "eligible",
                "pass",
                "pass",
                "d",
                "statistic",
                "reason",
                "");
        known(
                "differential_pricing",
                e,
                "groups",
                "passing_value",
                "total_value",
                "pass_share_pct",
                "passing_sales",
                "ratio_test_method");
        same("dp passing", e.get("passing_value"), result.chain().totals.passing);
        same("dp total", e.get("total_value"), result.chain().totals.patternValue);
        same("dp share", e.get("pass_share_pct"), 100 * result.decision().passShare());
        List<String> want = new ArrayList<>();
        e.getAsJsonArray("passing_sales").forEach(s -> want.add(s.getAsString()));
        List<String> have = new ArrayList<>();
        for (Row row : result.tables().transactions()) {
            if (row.getBoolean("passes_pattern_test")) {
                have.add(row.getString("sale"));
            }
        }
        want.sort(null);
        have.sort(null);
        same("dp passing sales", want, have);
        same(
                "dp ratio test",
                (Object) e.get("ratio_test_method").getAsString(),
                code(result.decision().byRatioTest()));
    }

    /** Groups of the pattern test; without a market economy prime code and level are nothing, which answers write as P and 1. */
    private static Table merchandise(DumpingResult result) {
        Table groups = result.differentialPricing();
        if (result.book().nonMarket) {
            for (int i = 0; i < groups.rowCount(); i++) {
                String of = groups.stringColumn("merchandise").get(i);
                groups.stringColumn("merchandise").set(i, of.replaceFirst("\\|all\\|0$", "|P|1"));
            }
        }
        return groups;
    }

    static String code(Comparison method) {
        return switch (method) {
            case AVERAGE_TO_AVERAGE -> "AA";
            case AVERAGE_TO_TRANSACTION -> "AT";
            case MIXED -> "MIXED";
            case TRANSACTION_TO_TRANSACTION -> "TT";
        };
    }

    private void methods(DumpingResult result) {
        JsonObject e = answer.getAsJsonObject("methods");
        MarginMath.Part[] p = result.chain().totals.parts;
        part(e.get("AA"), p[MarginMath.AA], "AA", spread(result, Comparison.AVERAGE_TO_AVERAGE, null));
        part(e.get("AT"), p[MarginMath.AT], "AT", spread(result, Comparison.AVERAGE_TO_TRANSACTION, null));
        if (result.nearestSales() != null) {
            part(e.get("TT"), p[MarginMath.TT], "TT", spread(result, Comparison.TRANSACTION_TO_TRANSACTION, null));
        }
        known("methods", e, "AA", "AT", "TT", "MIXED");
        if (e.has("MIXED") && !e.get("MIXED").isJsonNull()) {
            JsonObject m = e.getAsJsonObject("MIXED");
            part(m.get("AA_part"), p[MarginMath.MIXED_AA], "MIXED AA", spread(result, Comparison.MIXED, false));
            part(m.get("AT_part"), p[MarginMath.MIXED_AT], "MIXED AT", spread(result, Comparison.MIXED, true));
            spread(m, "MIXED", spread(result, Comparison.MIXED, null));
            same("MIXED value", m.get("value"), Decision.value(result.chain().totals, Comparison.MIXED));
            same("MIXED quantity", m.get("quantity"), Decision.quantity(result.chain().totals, Comparison.MIXED));
            known(
                    "MIXED",
                    m,
                    "AA_part",
                    "AT_part",
                    "value",
                    "quantity",
                    "dump",
                    "margin",
                    "margin_no_zeroing",
                    "per_unit",
                    "min_result_pct",
                    "max_result_pct",
                    "positive_value_pct",
                    "positive_quantity_pct");
            MarginMath.Totals totals = result.chain().totals;
            same("MIXED dump", m.get("dump"), Decision.dump(totals, Comparison.MIXED, null));
            same("MIXED margin", m.get("margin"), 100 * Decision.margin(totals, Comparison.MIXED, null));
            same(
                    "MIXED margin_no_zeroing",
                    m.get("margin_no_zeroing"),
                    100 * Decision.margin(totals, Comparison.MIXED, Zeroing.NONE));
        }
    }

    private static ComparisonRows.Spread spread(DumpingResult result, Comparison method, Boolean alone) {
        return new ComparisonRows(result.chain(), method, result.nearestSales()).spread(alone);
    }

    private void spread(JsonObject e, String where, ComparisonRows.Spread s) {
        same(where + " lowest", e.get("min_result_pct"), 100 * s.lowest());
        same(where + " highest", e.get("max_result_pct"), 100 * s.highest());
        same(where + " positive value", e.get("positive_value_pct"), 100 * s.positiveValue());
        same(where + " positive quantity", e.get("positive_quantity_pct"), 100 * s.positiveQuantity());
    }

    private void part(JsonElement element, MarginMath.Part p, String where, ComparisonRows.Spread s) {
        if (element == null || element.isJsonNull()) {
            return;
        }
        JsonObject e = element.getAsJsonObject();
        spread(e, where, s);
        known(
                where,
                e,
                "sales",
                "value",
                "quantity",
                "pos",
                "neg",
                "default_zeroing",
                "dump",
                "margin",
                "per_unit",
                "dump_none",
                "margin_none",
                "per_unit_none",
                "dump_model",
                "margin_model",
                "per_unit_model",
                "dump_transaction",
                "margin_transaction",
                "per_unit_transaction",
                "min_result_pct",
                "max_result_pct",
                "positive_value_pct",
                "positive_quantity_pct");
        same(where + " sales", e.get("sales"), p.sales);
        same(where + " value", e.get("value"), p.value);
        same(where + " quantity", e.get("quantity"), p.quantity);
        same(where + " pos", e.get("pos"), p.positive);
        same(where + " neg", e.get("neg"), p.negative);
        Map<String, Zeroing> policies = new LinkedHashMap<>();
        policies.put("none", Zeroing.NONE);
        policies.put("model", Zeroing.MODEL);
        policies.put("transaction", Zeroing.TRANSACTION);
        policies.forEach((name, zeroing) -> {
            double dump = p.dump(zeroing);
            same(where + " dump " + name, e.get("dump_" + name), dump);
            same(where + " margin " + name, e.get("margin_" + name), p.value > 0 ? 100 * dump / p.value : Double.NaN);
            same(
                    where + " per_unit " + name,
                    e.get("per_unit_" + name),
                    p.quantity > 0 ? dump / p.quantity : Double.NaN);
        });
    }

    private void decision(DumpingResult result) {
        JsonObject e = answer.getAsJsonObject("final");
        Decision d = result.decision();
        known(
                "final",
                e,
                "standard",
                "de_minimis_threshold",
                "alternative_method",
                "alternative",
                "meaningful_difference",
                "relative_change_pct",
                "method",
                "margin",
                "de_minimis",
                "de_minimis_commerce2024",
                "cash_deposit");
        same(
                "final threshold",
                e.get("de_minimis_threshold"),
                100 * result.method().rules().threshold(Limit.DE_MINIMIS).value());
        same("final standard", e.get("standard"), 100 * d.standard());
        same("final method", (Object) e.get("method").getAsString(), code(d.method()));
        same("final margin", e.get("margin"), 100 * d.margin());
        same("final de_minimis", (Object) e.get("de_minimis").getAsBoolean(), d.deMinimis());
        same(
                "final de_minimis_commerce2024",
                (Object) e.get("de_minimis_commerce2024").getAsBoolean(),
                d.deMinimisInPrograms());
        same("final cash_deposit", e.get("cash_deposit"), 100 * d.cashDeposit());
        if (e.has("alternative")) {
            same(
                    "final alternative method",
                    (Object) e.get("alternative_method").getAsString(),
                    code(d.byRatioTest()));
            same("final alternative", e.get("alternative"), 100 * d.alternative());
            same("final meaningful", (Object) e.get("meaningful_difference").getAsBoolean(), d.meaningful());
        }
    }

    private void assessment(DumpingResult result) {
        if (!answer.has("assessment") || !answer.get("assessment").isJsonObject()) {
            return;
        }
        JsonObject e = answer.getAsJsonObject("assessment");
        same(
                "assessment run",
                (Object) e.get("run").getAsBoolean(),
                !result.decision().deMinimis());
        if (e.get("run").getAsBoolean() && e.has("importers")) {
            list(
                    "assessment",
                    e.get("importers"),
                    result.assessment(),
                    new String[] {"importer"},
                    new String[] {"importer"},
                    "due",
                    "due",
                    "entered_value",
                    "entered_value",
                    "quantity",
                    "quantity",
                    "source",
                    "entered_value_source",
                    "pct_for_de_minimis",
                    "%share",
                    "de_minimis",
                    "de_minimis",
                    "display",
                    "share_shown",
                    "ad_valorem",
                    "%ad_valorem",
                    "per_unit",
                    "per_unit");
        }
    }

    /** Readings by the name that answers give them; of the others answers tell nothing. */
    private static final Map<String, Reading> NAMED = Map.ofEntries(
            Map.entry("A01_fx_gap_next", Reading.NEXT_RATE),
            Map.entry("A05_surrogate_commission_after_averaging", Reading.SURROGATE_COMMISSION_AFTER_AVERAGING),
            Map.entry("A06_cep_profit_all_home", Reading.CEP_PROFIT_ALL_HOME_SALES),
            Map.entry("A06_cep_profit_after_cost_test", Reading.CEP_PROFIT_AFTER_COST_TEST),
            Map.entry("A10_model_zeroing_by_connum", Reading.MODEL_ZEROING_BY_MODEL),
            Map.entry("A13_pooled_sd_quantity", Reading.QUANTITY_POOLED_DEVIATION),
            Map.entry("A14_cost_test_before_arms_length", Reading.COST_TEST_FIRST),
            Map.entry("A15_ep_without_entry_date_out", Reading.SALE_WITHOUT_ENTRY_OUT),
            Map.entry("A23_cep_direct_and_commission_deducted_from_price", Reading.CEP_DIRECT_EXPENSES_DEDUCTED),
            Map.entry("A28_zero_production_borrows", Reading.UNMADE_MODEL_BORROWS),
            Map.entry("A36_eu_5_percent_all_customers", Reading.SALES_TO_ALL_CUSTOMERS),
            Map.entry("A37_eu_default_profit_where_not_representative", Reading.STATED_PROFIT_WITHOUT_MARKET),
            Map.entry("P1_offsets_from_averages", Reading.OFFSETS_FROM_AVERAGES),
            Map.entry("P3_cv_surrogate_commission_only_without_commission", Reading.CONSTRUCTED_COMMISSION_AS_SOLD));

    /** Former readings that this library never had. */
    private static final List<String> NOT_OFFERED = List.of("A29_quarter_gap_own_nearest_quarter");

    /** Headline margins with one question read the other way; a reading that an answer does not list changes nothing. */
    private void alternatives(DumpingResult usual) {
        JsonElement listed = answer.get("alternatives");
        JsonObject all = listed == null || !listed.isJsonObject() ? new JsonObject() : listed.getAsJsonObject();
        for (String name : all.keySet()) {
            if (!NAMED.containsKey(name) && !name.startsWith("FORMER") && !NOT_OFFERED.contains(name)) {
                differences.add("alternatives: " + name + " is not compared");
            }
        }
        NAMED.forEach((name, reading) -> {
            if (reading == Reading.COST_TEST_FIRST && has("downstream.csv")) {
                // Where resales enter if the cost test comes first is told by neither programs nor specification.
                return;
            }
            DumpingResult r = DumpingMargin.under(rules().with(reading)).measure(files());
            JsonObject e = all.getAsJsonObject(name);
            String where = "alternative " + name + " ";
            if (e == null) {
                same(where + "unchanged", new com.google.gson.JsonPrimitive(usual.margin()), r.margin());
                return;
            }
            same(where + "final", e.get("final"), 100 * r.margin());
            if (r.european() == null) {
                known(where, e, "AA", "AT", "MIXED", "AA_model_zeroing", "final", "method");
                same(where + "AA", e.get("AA"), 100 * r.margin(Comparison.AVERAGE_TO_AVERAGE));
                same(where + "AT", e.get("AT"), 100 * r.margin(Comparison.AVERAGE_TO_TRANSACTION));
                same(where + "MIXED", e.get("MIXED"), 100 * r.margin(Comparison.MIXED));
                same(
                        where + "model zeroing",
                        e.get("AA_model_zeroing"),
                        100 * r.margin(Comparison.AVERAGE_TO_AVERAGE, Zeroing.MODEL));
                same(where + "method", (Object) e.get("method").getAsString(), code(r.comparison()));
            }
        });
    }

    private void european(DumpingResult result) {
        EuMath eu = result.european();
        list(
                "types",
                answer.get("types"),
                result.types(),
                new String[] {"manufacturer", "connum"},
                new String[] {"manufacturer", "control_number"},
                "export_qty",
                "export_quantity",
                "home_qty",
                "home_quantity",
                "representative",
                "representative",
                "profitable_share",
                "%profitable_share",
                "mean_price",
                "mean_price",
                "mean_cost",
                "mean_cost",
                "mode",
                "",
                "nv",
                "normal_value");
        modes(result);
        same("constructed_profit_rate", answer.get("constructed_profit_rate"), eu.profitRate);
        same(
                "constructed_profit_rate_where_not_representative",
                answer.get("constructed_profit_rate_where_not_representative"),
                eu.profitRate);
        producers(eu, result);
        list(
                "rows",
                answer.get("rows"),
                result.comparisonRows(Comparison.AVERAGE_TO_AVERAGE),
                new String[] {"sale_id"},
                new String[] {"sale"},
                "nv",
                "normal_value",
                "ep",
                "export_price",
                "cif",
                "cif_price",
                "amount",
                "margin");
        JsonObject d = answer.getAsJsonObject("dumping");
        same("dumping amount", d.get("amount"), eu.amount);
        same("dumping cif", d.get("cif"), eu.cif);
        same("dumping export value", d.get("export_value"), eu.exportValue);
        same("dumping on cif", d.get("margin_on_cif"), 100 * eu.margin());
        same("dumping on ep", d.get("margin_on_ep"), 100 * Math.max(0, eu.amount) / eu.exportValue);
        same("dumping model zeroing", d.get("margin_on_cif_model_zeroing"), 100 * eu.modelZeroed / eu.cif);
        same("dumping AT zeroing", d.get("margin_on_cif_at_zeroing"), 100 * eu.positive / eu.cif);
        known(
                "dumping",
                d,
                "amount",
                "cif",
                "export_value",
                "margin_on_cif",
                "margin_on_ep",
                "margin_on_cif_model_zeroing",
                "margin_on_cif_at_zeroing");
        injury(result);
        armsLength(result);
        alternatives(result);
        known("final", answer.getAsJsonObject("final"), "margin", "duty", "de_minimis");
        same(
                "final de_minimis",
                (Object) answer.getAsJsonObject("final").get("de_minimis").getAsBoolean(),
                result.deMinimis());
    }

    private void modes(DumpingResult result) {
        Map<String, Row> rows = byKey(result.types(), "manufacturer", "control_number");
        for (JsonElement element : answer.getAsJsonArray("types")) {
            JsonObject e = element.getAsJsonObject();
            String mode = e.get("mode").getAsString().replaceFirst("CONSTRUCT$", "CONSTRUCTED");
            same(
                    "mode",
                    (Object) mode,
                    rows.get(key(e, "manufacturer", "connum")).getString("mode"));
        }
    }

    private void producers(EuMath eu, DumpingResult result) {
        JsonArray list = answer.getAsJsonArray("representative");
        same("producers", list.size(), eu.producers.size());
        for (int i = 0; i < list.size(); i++) {
            JsonObject e = list.get(i).getAsJsonObject();
            EuMath.Producer p = eu.producers.get(i);
            known("representative", e, "manufacturer", "export_qty", "home_qty", "pct", "representative");
            same(
                    "producer",
                    (Object) e.get("manufacturer").getAsString(),
                    result.book().in.manufacturers.text(p.manufacturer()));
            same("producer exports", e.get("export_qty"), p.exported());
            same("producer home", e.get("home_qty"), p.sold());
            same("producer share", e.get("pct"), 100 * p.sold() / p.exported());
            same("producer", (Object) e.get("representative").getAsBoolean(), p.representative());
        }
    }

    private void injury(DumpingResult result) {
        JsonObject e = answer.getAsJsonObject("injury");
        if (e == null) {
            return;
        }
        DumpingResult.Injury found = result.injury();
        known(
                "injury",
                e,
                "turnover",
                "cost",
                "target_profit_used",
                "basis",
                "unmatched_types",
                "matched_sales",
                "injury_elimination_level",
                "lesser_duty");
        same("unmatched types", e.getAsJsonArray("unmatched_types").size() > 0, found.withoutDomesticMatch() > 0);
        JsonObject basis = e.getAsJsonObject(e.get("basis").getAsString());
        same("undercutting", basis.get("undercutting_pct"), 100 * found.undercutting());
        same("underselling", basis.get("underselling_pct"), 100 * found.injuryMargin());
        same("injury level", e.get("injury_elimination_level"), 100 * Math.max(0, found.injuryMargin()));
        same("lesser duty", e.get("lesser_duty"), 100 * found.lesserDuty());
        same("target", e.get("target_profit_used"), found.targetProfit());
        same("final margin", answer.getAsJsonObject("final").get("margin"), 100 * result.margin());
        same("final duty", answer.getAsJsonObject("final").get("duty"), 100 * found.duty());
    }
}
