package org.overhang.dumping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Every intermediate aggregate of a case as a table. */
final class CaseTables {
    private final Book book;
    private final Chain chain;
    private final PatternMath.@Nullable Groups groups;

    private final @Nullable EuMath european;

    CaseTables(Book book, Chain chain, PatternMath.@Nullable Groups groups, @Nullable EuMath european) {
        this.european = european;
        this.book = book;
        this.chain = chain;
        this.groups = groups;
    }

    /** Builds a table row set by row set. */
    private static final class Build {
        private final Table table;
        private final int[] rows;

        Build(String name, int[] rows) {
            table = Table.create(name);
            this.rows = rows;
        }

        Build text(String name, IntFunction<String> cell) {
            StringColumn column = StringColumn.create(name);
            for (int r : rows) {
                column.append(cell.apply(r));
            }
            table.addColumns(column);
            return this;
        }

        Build number(String name, IntToDoubleFunction cell) {
            table.addColumns(DoubleColumn.create(
                    name, IntStream.of(rows).mapToDouble(cell).toArray()));
            return this;
        }

        Build whole(String name, java.util.function.IntUnaryOperator cell) {
            table.addColumns(IntColumn.create(name, IntStream.of(rows).map(cell).toArray()));
            return this;
        }

        Build yes(String name, java.util.function.IntPredicate cell) {
            BooleanColumn column = BooleanColumn.create(name);
            for (int r : rows) {
                column.append(cell.test(r));
            }
            table.addColumns(column);
            return this;
        }
    }

    private static int[] where(int n, java.util.function.IntPredicate keep) {
        return IntStream.range(0, n).filter(keep).toArray();
    }

    private Build product(Build to, java.util.function.IntUnaryOperator product) {
        return to.text("manufacturer", r -> book.in.manufacturers.text(book.productManufacturer[product.applyAsInt(r)]))
                .text("prime", r -> book.in.primes.text(book.productPrime[product.applyAsInt(r)]))
                .text("control_number", r -> book.in.models.text(book.productModel[product.applyAsInt(r)]));
    }

    Table setAside() {
        List<String[]> cells = new ArrayList<>();
        byte[] ex = book.exports.status;
        for (int i = 0; i < ex.length; i++) {
            if (ex[i] != Book.KEPT) {
                cells.add(new String[] {
                    "export", TransactionMath.id(book.in.exports.id, i), SetAside.values()[ex[i]].name()
                });
            }
        }
        ExportSide side = book.exports;
        for (int u = 0; u < side.pools; u++) {
            for (int s = side.poolStart[u]; s < side.poolStart[u + 1]; s++) {
                if (unmatched(u, s)) {
                    cells.add(new String[] {"export", exportId(s), SetAside.NO_NORMAL_VALUE.name()});
                }
            }
        }
        homeSetAside(cells);
        return new Build("set aside", where(cells.size(), i -> true))
                .text("file", i -> cells.get(i)[0])
                .text("sale", i -> cells.get(i)[1])
                .text("reason", i -> cells.get(i)[2])
                .table;
    }

    private boolean unmatched(int u, int s) {
        return european == null
                ? chain.match[book.exports.keyOf(u, s)] == Chain.NONE
                : european.mode[european.typeOfPool(book, u)] == EuMath.NONE;
    }

    /** Home sales and resales that were set aside, by the file they came from. */
    private void homeSetAside(List<String[]> cells) {
        Intake.Home raw = book.in.home;
        byte[] hm = book.home.status;
        for (int i = 0; raw != null && i < hm.length; i++) {
            if (hm[i] != Book.KEPT) {
                String why = SetAside.values()[hm[i]].name();
                cells.add(new String[] {raw.fileOf(i), TransactionMath.id(raw.id, i), why});
            }
        }
        for (int s = 0; raw != null && s < book.home.rows; s++) {
            if (chain.market.status[s] == HomeMath.RESELLER_NOT_FAILED) {
                int i = book.home.row[s];
                cells.add(
                        new String[] {raw.fileOf(i), TransactionMath.id(raw.id, i), SetAside.RESELLER_NOT_FAILED.name()
                        });
            }
        }
    }

    String exportId(int s) {
        return TransactionMath.id(book.in.exports.id, book.exports.row[s]);
    }

    Table costs() {
        int models = book.in.models.count();
        CostTable t = book.costs;
        Build out = new Build("costs", where(t.variable.length, c -> !Double.isNaN(t.production[c])))
                .text("manufacturer", c -> book.in.manufacturers.text(c % t.cells / models - 1))
                .text("control_number", c -> book.in.models.text(c % t.cells % models));
        if (book.times.byQuarter()) {
            out.whole("quarter", c -> book.times.quarterOfSlot(c / t.cells));
        } else if (book.times.inflation()) {
            out.text("month", c -> monthText(book.times.monthOfSlot(c / t.cells)));
        }
        return out.text("how", c -> t.kind[c].name().toLowerCase(java.util.Locale.ROOT))
                .number("variable_cost", c -> t.variable[c])
                .number("cost_of_manufacture", c -> t.manufacture[c])
                .number("cost_of_production", c -> t.production[c])
                .text("borrowed_from", c -> book.in.models.text(t.borrowedFrom[c]))
                .table;
    }

    private static String monthText(int month) {
        return month / 12 + "-" + (month % 12 < 9 ? "0" : "") + (month % 12 + 1);
    }

    Table armsLength() {
        HomeMath.Market m = chain.market;
        return new Build("arm's length", where(m.affiliates.length, i -> true))
                .text("customer", i -> book.in.customers.text(m.affiliates[i]))
                .number("ratio", i -> m.affiliateRatio[i])
                .yes("pass", i -> m.affiliatePass[i])
                .table;
    }

    Table armsLengthComparisons() {
        List<HomeMath.Comparison> list = chain.market.comparisons;
        HomeSide home = book.home;
        return product(
                        new Build("arm's length comparisons", where(list.size(), i -> true))
                                .text(
                                        "customer",
                                        i -> book.in.customers.text(list.get(i).customer()))
                                .whole(
                                        "level_of_trade",
                                        i -> home.merchandiseLevel[list.get(i).merchandise()]),
                        i -> home.merchandiseProduct[list.get(i).merchandise()])
                .number("quantity", i -> list.get(i).quantity())
                .number("price", i -> list.get(i).price())
                .text(
                        "match",
                        i -> new String[] {"none", "identical", "similar"}
                                [list.get(i).match()])
                .text(
                        "benchmark_control_number",
                        i -> list.get(i).other() < 0
                                ? ""
                                : book.in.models.text(book.productModel[
                                        home.merchandiseProduct[list.get(i).other()]]))
                .number("benchmark", i -> list.get(i).benchmark())
                .number("ratio", i -> list.get(i).ratio())
                .table;
    }

    Table costTest() {
        HomeMath.Market m = chain.market;
        int[] rows = where(book.products, p -> m.above[p] + m.below[p] > 0);
        return product(new Build("cost test", rows), p -> p)
                .number("quantity_above", p -> m.above[p])
                .number("quantity_below", p -> m.below[p])
                .number("share_above", p -> m.above[p] / (m.above[p] + m.below[p]))
                .number("mean_price", p -> m.priceSum[p] / (m.above[p] + m.below[p]))
                .number("mean_cost", p -> m.costSum[p] / (m.above[p] + m.below[p]))
                .yes("by_quantity", p -> m.shareLimb[p])
                .yes("by_average", p -> m.averageLimb[p])
                .yes("below_cost_dropped", p -> m.drop[p])
                .whole("restored", p -> m.restored[p])
                .table;
    }

    Table homePools() {
        HomeMath.Market m = chain.market;
        HomeSide home = book.home;
        return product(new Build("home averages", where(home.pools, h -> m.q[h] > 0)), h -> home.poolProduct[h])
                .whole("level_of_trade", h -> home.poolLevel[h])
                .whole("month", h -> book.times.monthOf(home.poolTime[h]))
                .whole("cost_quarter", h -> book.times.quarterOf(home.poolTime[h]))
                .number("sales", h -> m.n[h])
                .number("quantity", h -> m.q[h])
                .number("net_price", h -> m.net[h])
                .number("commission", h -> m.commission[h])
                .number("indirect", h -> m.indirect[h])
                .number("surrogate_commission", h -> m.surrogate[h])
                .number("variable_cost", h -> book.variable(home.poolProduct[h], home.poolSlot[h]))
                .table;
    }

    Table constructedRatios() {
        int low = HomeMath.lowestLevel(book);
        HomeMath.Ratios[] r = chain.ratios;
        return new Build("constructed value ratios", where(r.length, k -> r[k].n > 0))
                .text("level_of_trade", k -> k == r.length - 1 ? "all" : Integer.toString(k + low))
                .number("sales", k -> r[k].n)
                .number("profit", k -> r[k].value().profit())
                .number("direct_selling", k -> r[k].value().directSelling())
                .number("indirect_selling", k -> r[k].value().indirectSelling())
                .number("commission", k -> r[k].value().commission())
                .number("inventory_carrying", k -> r[k].value().inventoryCarrying())
                .number("credit", k -> r[k].value().credit())
                .number("surrogate_commission", k -> r[k].value().surrogateCommission())
                .table;
    }

    Table matches() {
        ExportSide ex = book.exports;
        HomeSide home = book.home;
        IntFunction<String> model = k -> chain.homePool[k] < 0
                ? ""
                : book.in.models.text(book.productModel[home.poolProduct[chain.homePool[k]]]);
        return product(new Build("matches", where(ex.keys, k -> true)), k -> ex.keyProduct[k])
                .whole("level_of_trade", k -> ex.keyLevel[k])
                .whole("month", k -> book.times.monthOf(ex.keyTime[k]))
                .whole("cost_quarter", k -> book.times.quarterOf(ex.keyTime[k]))
                .whole("match", k -> chain.match[k])
                .text("home_control_number", model)
                .whole("home_level_of_trade", k -> chain.homePool[k] < 0 ? 0 : home.poolLevel[chain.homePool[k]])
                .whole(
                        "home_month",
                        k -> chain.homePool[k] < 0 ? 0 : book.times.monthOf(home.poolTime[chain.homePool[k]]))
                .number("difference_in_merchandise", k -> chain.difference[k])
                .number("difference_ratio", k -> chain.differenceRatio[k])
                .number("home_net_price", k -> chain.homePool[k] < 0 ? Double.NaN : chain.market.net[chain.homePool[k]])
                .number("level_adjustment", k -> chain.homePool[k] < 0 ? Double.NaN : chain.levelAdjustment[k])
                .number("price_compared", k -> chain.price[k])
                .number("commission", k -> chain.commission[k])
                .number("indirect", k -> chain.indirect[k])
                .number("surrogate_commission", k -> chain.surrogate[k])
                .text("alternatives", k -> String.join(" ", alternatives(k)))
                .table;
    }

    List<String> alternatives(int key) {
        List<String> out = new ArrayList<>();
        for (int h : chain.alternatives(key, 4)) {
            out.add(book.in.models.text(book.productModel[book.home.poolProduct[h]]));
        }
        return out;
    }

    Table viability() {
        double home = chain.market.quantity;
        return new Build("viability", new int[] {0})
                .number("home_quantity", i -> home)
                .number("export_quantity", i -> chain.exported())
                .number("share", i -> home / chain.exported())
                .yes("viable", i -> chain.viable)
                .table;
    }

    Table exchangeRates() {
        Intake.Exports ex = book.in.exports;
        Intake.Home hm = book.in.home;
        java.util.TreeSet<Long> used = new java.util.TreeSet<>();
        int comparison = book.in.comparisonCurrency;
        for (int i = 0; i < ex.rows; i++) {
            if (book.exports.status[i] == Book.KEPT) {
                for (int currency : new int[] {ex.currency[i], ex.expenses[i], comparison}) {
                    used.add(((long) currency << 32) + ex.sold[i]);
                }
            }
        }
        for (int i = 0; hm != null && i < hm.rows; i++) {
            if (book.home.status[i] == Book.KEPT && hm.currency[i] != comparison) {
                used.add(((long) hm.currency[i] << 32) + hm.sold[i]);
                used.add(((long) comparison << 32) + hm.sold[i]);
            }
        }
        long[] keys = used.stream()
                .mapToLong(Long::longValue)
                .filter(k -> (int) (k >> 32) != book.in.reportCurrency)
                .toArray();
        String[] sources = {"none", "daily", "benchmark", "sustained"};
        return new Build("exchange rates", where(keys.length, i -> true))
                .text("currency", i -> book.in.currencies.text((int) (keys[i] >> 32)))
                .text("date", i -> java.time.LocalDate.ofEpochDay((int) keys[i]).toString())
                .number("rate", i -> book.in.rate((int) (keys[i] >> 32), (int) keys[i]))
                .text("source", i -> sources[book.in.rates[(int) (keys[i] >> 32)].sourceAt((int) keys[i])])
                .table;
    }

    Table cepProfit() {
        Chain.CepProfit c = chain.cepProfit;
        return new Build("CEP profit", where(1, i -> c != null))
                .number("revenue", i -> c == null ? Double.NaN : c.revenue())
                .number("cost_of_goods_sold", i -> c == null ? Double.NaN : c.goods())
                .number("selling_expense", i -> c == null ? Double.NaN : c.selling())
                .number("movement_expense", i -> c == null ? Double.NaN : c.movement())
                .number("total_expense", i -> c == null ? Double.NaN : c.expense())
                .number("ratio", i -> c == null ? Double.NaN : c.ratio())
                .table;
    }

    Table levelRatios() {
        List<java.util.Map.Entry<Long, double[]>> list = new ArrayList<>(chain.levelRatios.entrySet());
        return new Build("level-of-trade ratios", where(list.size(), i -> true))
                .whole("export_level", i -> (int) (list.get(i).getKey() >> 32))
                .whole("home_level", i -> (int) (long) list.get(i).getKey())
                .number("ratio", i -> list.get(i).getValue()[0])
                .number("weight", i -> list.get(i).getValue()[1])
                .table;
    }

    Table decisions(Decision d) {
        return new Build("decisions", new int[] {0})
                .number("standard_margin", i -> d.standard())
                .number("pass_share", i -> d.passShare())
                .text("by_ratio_test", i -> d.byRatioTest().words())
                .number("alternative_margin", i -> d.alternative())
                .yes("meaningful_difference", i -> d.meaningful())
                .text("comparison", i -> d.method().words())
                .number("dumping_margin", i -> d.margin())
                .yes("de_minimis", i -> d.deMinimis())
                .yes("de_minimis_in_programs", i -> d.deMinimisInPrograms())
                .number("cash_deposit", i -> d.cashDeposit())
                .table;
    }

    Table exportPools() {
        ExportSide ex = book.exports;
        double[][] averages = new double[ex.pools][MarginMath.WIDTH];
        for (int u = 0; u < ex.pools; u++) {
            MarginMath.averages(chain, u, averages[u], null);
        }
        return product(new Build("export averages", where(ex.pools, u -> true)), u -> ex.poolProduct[u])
                .whole("level_of_trade", u -> ex.poolLevel[u])
                .whole("month", u -> book.times.monthOfCoarse(ex.poolTime[u]))
                .whole("cost_quarter", u -> book.times.byQuarter() ? book.times.quarterOfSlot(ex.poolTime[u]) : 0)
                .text("sale_type", u -> ex.poolCep[u] ? "CEP" : "EP")
                .number("sales", u -> averages[u][MarginMath.N])
                .number("quantity", u -> averages[u][MarginMath.Q])
                .number("net_price", u -> averages[u][MarginMath.NET])
                .number("packing", u -> averages[u][MarginMath.PACKING])
                .number("commission", u -> averages[u][MarginMath.COMMISSION])
                .number("direct_selling", u -> averages[u][MarginMath.DIRECT])
                .number("credit", u -> averages[u][MarginMath.CREDIT])
                .number("surrogate_commission", u -> averages[u][MarginMath.SURROGATE])
                .table;
    }

    Table transactions() {
        ExportSide ex = book.exports;
        return new Build("transactions", where(ex.rows, s -> true))
                .text("sale", this::exportId)
                .number("quantity", s -> ex.q[s])
                .number("net_price", s -> chain.net[s])
                .number("pattern_net_price", s -> chain.patternNet[s])
                .number("cep_profit", chain::cepProfit)
                .number("rate", s -> ex.rate == null ? 1 : ex.rate[s])
                .yes("passes_pattern_test", s -> chain.pass[s])
                .table;
    }

    /** The comparison of every sale under one method. */
    Table rows(Comparison method, @Nullable TransactionMath transactions) {
        ExportSide ex = book.exports;
        ComparisonRows rows = new ComparisonRows(chain, method, transactions);
        double[][] cells = rows.cells;
        Build table = new Build(method.words() + " comparison", where(ex.rows, s -> rows.priced[s]))
                .text("sale", this::exportId)
                .text("control_number", s -> book.in.models.text(book.in.exports.model[ex.row[s]]))
                .number("normal_value", s -> cells[ComparisonRows.VALUE][s])
                .number("net_price", s -> cells[ComparisonRows.NET][s])
                .number("unit_margin", rows::unitMargin)
                .number("margin", s -> rows.unitMargin(s) * ex.q[s])
                .number("value", s -> cells[ComparisonRows.NET][s] * ex.q[s])
                .number("quantity", s -> ex.q[s])
                .number("foreign_unit_price", s -> cells[ComparisonRows.FOREIGN_UNIT_PRICE][s])
                .number("commission_offset", s -> cells[ComparisonRows.COMMISSION_OFFSET][s])
                .number("cep_offset", s -> cells[ComparisonRows.CEP_OFFSET][s]);
        if (transactions != null && method == Comparison.TRANSACTION_TO_TRANSACTION) {
            table.text(
                    "home_sale",
                    s -> transactions.homeRow[s] < 0 ? "" : TransactionMath.homeId(book, transactions.homeRow[s]));
        }
        return table.table;
    }

    Table spreads(@Nullable TransactionMath transactions) {
        List<Comparison> methods = new ArrayList<>();
        List<ComparisonRows.Spread> spreads = new ArrayList<>();
        for (Comparison c : Comparison.values()) {
            boolean there = c == Comparison.TRANSACTION_TO_TRANSACTION
                    ? transactions != null
                    : c != Comparison.MIXED || chain.tested;
            if (there) {
                methods.add(c);
                spreads.add(new ComparisonRows(chain, c, transactions).spread(null));
            }
        }
        return new Build("spread of results", where(methods.size(), i -> true))
                .text("comparison", i -> methods.get(i).words())
                .number("lowest_result", i -> spreads.get(i).lowest())
                .number("highest_result", i -> spreads.get(i).highest())
                .number("positive_share_of_value", i -> spreads.get(i).positiveValue())
                .number("positive_share_of_quantity", i -> spreads.get(i).positiveQuantity())
                .table;
    }

    Table factorValues() {
        NonMarketMath v = java.util.Objects.requireNonNull(book.nonMarketValues);
        int models = book.in.models.count();
        return new Build("normal value from factors", where(v.value.length, c -> !Double.isNaN(v.value[c])))
                .text("manufacturer", c -> book.in.manufacturers.text(c / models - 1))
                .text("control_number", c -> book.in.models.text(c % models))
                .number("materials", c -> v.sums[NonMarketMath.MATERIALS][c])
                .number("energy", c -> v.sums[NonMarketMath.ENERGY][c])
                .number("labor", c -> v.sums[NonMarketMath.LABOR][c])
                .number("overhead", v::overhead)
                .number("general", v::general)
                .number("profit", v::profit)
                .number("packing", c -> v.sums[NonMarketMath.PACKING][c])
                .number("byproducts", c -> Math.abs(v.sums[NonMarketMath.BYPRODUCTS][c]))
                .number("normal_value", c -> v.value[c])
                .table;
    }

    Table pattern() {
        PatternMath.Groups g = java.util.Objects.requireNonNull(groups);
        ExportSide ex = book.exports;
        PatternMath.Found f = PatternMath.found(ex, g, chain.patternNet, chain.exportWeight, book.rules);
        List<int[]> list = new ArrayList<>();
        for (int m = 0; m < ex.merchandise; m++) {
            for (int d = 0; d < PatternMath.DIMENSIONS; d++) {
                for (int k = g.offset[d][m]; k < g.offset[d][m + 1]; k++) {
                    list.add(new int[] {m, d, k});
                }
            }
        }
        java.util.function.ToDoubleBiFunction<double[][], int[]> at = (values, r) -> values[r[1]][r[2]];
        return new Build("pattern test", where(list.size(), i -> true))
                .text("merchandise", i -> merchandise(list.get(i)[0]))
                .text("dimension", i -> new String[] {"purchaser", "region", "time"}[list.get(i)[1]])
                .text("group", i -> group(list.get(i)[1], g.code[list.get(i)[1]][list.get(i)[2]]))
                .number("sales", i -> at.applyAsDouble(f.n, list.get(i)))
                .number("quantity", i -> at.applyAsDouble(f.q, list.get(i)))
                .number("mean_price", i -> at.applyAsDouble(f.mean, list.get(i)))
                .number("variance", i -> at.applyAsDouble(f.variance, list.get(i)))
                .number("base_sales", i -> at.applyAsDouble(f.baseN, list.get(i)))
                .number("base_quantity", i -> at.applyAsDouble(f.baseQ, list.get(i)))
                .number("base_mean_price", i -> at.applyAsDouble(f.baseMean, list.get(i)))
                .number("base_variance", i -> at.applyAsDouble(f.baseVariance, list.get(i)))
                .number(
                        "base_share",
                        i -> at.applyAsDouble(f.baseQ, list.get(i))
                                / (at.applyAsDouble(f.baseQ, list.get(i)) + at.applyAsDouble(f.q, list.get(i))))
                .number("statistic", i -> at.applyAsDouble(f.statistic, list.get(i)))
                .yes("eligible", i -> f.eligible[list.get(i)[1]][list.get(i)[2]])
                .yes("pass", i -> f.pass[list.get(i)[1]][list.get(i)[2]])
                .table;
    }

    private String merchandise(int m) {
        ExportSide ex = book.exports;
        int u = ex.merchandiseStart[m];
        int product = ex.poolProduct[u];
        return String.join(
                "|",
                book.in.models.text(book.productModel[product]),
                book.in.manufacturers.text(book.productManufacturer[product]),
                book.in.primes.text(book.productPrime[product]),
                Integer.toString(ex.poolLevel[u]));
    }

    private String group(int dimension, int code) {
        return dimension == ExportSide.PURCHASER
                ? book.in.customers.text(code)
                : dimension == ExportSide.REGION ? book.in.regions.text(code) : Integer.toString(code);
    }

    Table assessment(List<AssessmentMath.Owed> owed) {
        return new Build("assessment", where(owed.size(), i -> true))
                .text("importer", i -> book.in.importers.text(owed.get(i).importer()))
                .number("due", i -> owed.get(i).due())
                .number("entered_value", i -> owed.get(i).enteredValue())
                .number("quantity", i -> owed.get(i).quantity())
                .text("entered_value_source", i -> owed.get(i).source())
                .number("share", i -> owed.get(i).share())
                .yes("de_minimis", i -> owed.get(i).deMinimis())
                .number("ad_valorem", i -> owed.get(i).adValorem())
                .number("per_unit", i -> owed.get(i).perUnit())
                .text("share_shown", i -> AssessmentMath.cutOff(owed.get(i).share()))
                .text("rate_shown", i -> AssessmentMath.rate(owed.get(i), book.facts.reportCurrency))
                .table;
    }

    Table types(EuMath eu) {
        int models = book.in.models.count();
        return new Build("types", where(eu.type.length, t -> true))
                .text("manufacturer", t -> book.in.manufacturers.text(eu.type[t] / models - 1))
                .text("control_number", t -> book.in.models.text(eu.type[t] % models))
                .number("export_quantity", t -> eu.exported[t])
                .number("home_quantity", t -> eu.sold[t])
                .yes("representative", t -> eu.representative[t])
                .number("profitable_share", t -> eu.profitableShare[t])
                .number("mean_price", t -> eu.meanPrice[t])
                .number("mean_cost", t -> eu.meanCost[t])
                .text("mode", t -> EuMath.MODES[eu.mode[t]])
                .number("normal_value", t -> eu.normalValue[t])
                .table;
    }

    Table europeanRows(EuMath eu) {
        ExportSide ex = book.exports;
        return new Build("comparison", where(ex.rows, s -> !Double.isNaN(eu.rowValue[s])))
                .text("sale", this::exportId)
                .text("control_number", s -> book.in.models.text(book.in.exports.model[ex.row[s]]))
                .number("quantity", s -> ex.q[s])
                .number("normal_value", s -> eu.rowValue[s])
                .number("export_price", s -> eu.rowPrice[s])
                .number("cif_price", s -> eu.rowCif[s])
                .number("margin", s -> (eu.rowValue[s] - eu.rowPrice[s]) * ex.q[s])
                .table;
    }

    /** Sums by model: quantity, net value, normal value, difference; NaN columns where there is no normal value. */
    private double[][] byModel(@Nullable EuMath eu, int[] found) {
        ExportSide ex = book.exports;
        double[][] sums = new double[4][book.in.models.count()];
        double[] all = new double[MarginMath.WIDTH];
        for (int u = 0; u < ex.pools; u++) {
            int model = book.productModel[ex.poolProduct[u]];
            MarginMath.averages(chain, u, all, null);
            for (int s = ex.poolStart[u]; s < ex.poolStart[u + 1]; s++) {
                int key = ex.keyOf(u, s);
                int how = eu == null ? chain.match[key] : eu.mode[eu.typeOfPool(book, u)];
                found[model] = Math.max(found[model], how);
                MarginMath.Against home = MarginMath.Against.of(chain, key);
                double rate = ex.rate == null ? 1 : ex.rate[s];
                double value = eu == null
                        ? MarginMath.steps(chain, home, all, rate, ex.poolCep[u])
                                .normalValue()
                        : eu.rowValue[s];
                sums[0][model] += ex.q[s];
                sums[1][model] += (eu == null ? chain.net[s] : eu.rowPrice[s]) * ex.q[s];
                sums[2][model] += value * ex.q[s];
                sums[3][model] += 1;
            }
        }
        return sums;
    }

    Table normalValue(@Nullable EuMath eu) {
        int[] found = new int[book.in.models.count()];
        double[][] sums = byModel(eu, found);
        return new Build("normal value", where(found.length, m -> sums[3][m] > 0))
                .text("control_number", m -> book.in.models.text(m))
                .text(
                        "found_by",
                        m -> book.nonMarket && found[m] == Chain.CONSTRUCTED
                                ? "factors"
                                : ResultText.foundBy(eu, found[m]))
                .number("normal_value", m -> sums[2][m] / sums[0][m])
                .number("quantity", m -> sums[0][m])
                .number("sales", m -> sums[3][m])
                .table;
    }

    Table exportPrice(@Nullable EuMath eu) {
        int[] found = new int[book.in.models.count()];
        double[][] sums = byModel(eu, found);
        return new Build("export price", where(found.length, m -> sums[3][m] > 0))
                .text("control_number", m -> book.in.models.text(m))
                .number("export_price", m -> sums[1][m] / sums[0][m])
                .number("quantity", m -> sums[0][m])
                .number("value", m -> sums[1][m])
                .number("sales", m -> sums[3][m])
                .table;
    }

    Table methods(Decision decision, boolean single, @Nullable EuMath eu) {
        if (eu != null) {
            double[] amounts = {Math.max(0, eu.amount), eu.modelZeroed, eu.positive};
            double base = eu.base();
            return new Build("all methods", where(3, z -> true))
                    .text("comparison", z -> z == 2 ? "A-to-T" : "A-to-A")
                    .text("zeroing", z -> Zeroing.values()[z].name().toLowerCase(java.util.Locale.ROOT))
                    .number("dumping_margin", z -> amounts[z] / base)
                    .number("amount", z -> amounts[z])
                    .number("value", z -> base)
                    .yes("applies", z -> z == 0)
                    .table;
        }
        MarginMath.Totals totals = chain.totals;
        List<Object[]> list = new ArrayList<>();
        for (Comparison c : Comparison.values()) {
            boolean there = c == Comparison.TRANSACTION_TO_TRANSACTION ? single : c != Comparison.MIXED || chain.tested;
            for (Zeroing z : Zeroing.values()) {
                if (there) {
                    list.add(new Object[] {c, z});
                }
            }
            if (there && c == Comparison.MIXED) {
                list.add(new Object[] {c, "as the programs"});
            }
        }
        java.util.function.IntFunction<@Nullable Zeroing> policy = i -> list.get(i)[1] instanceof Zeroing z ? z : null;
        java.util.function.IntFunction<Comparison> comparison = i -> (Comparison) list.get(i)[0];
        return new Build("all methods", where(list.size(), i -> true))
                .text("comparison", i -> comparison.apply(i).words())
                .text("zeroing", i -> {
                    Zeroing z = policy.apply(i);
                    return z == null ? "passing sales" : z.name().toLowerCase(java.util.Locale.ROOT);
                })
                .number("dumping_margin", i -> Decision.margin(totals, comparison.apply(i), policy.apply(i)))
                .number("amount", i -> Decision.dump(totals, comparison.apply(i), policy.apply(i)))
                .number(
                        "per_unit",
                        i -> Decision.dump(totals, comparison.apply(i), policy.apply(i))
                                / Decision.quantity(totals, comparison.apply(i)))
                .number("value", i -> Decision.value(totals, comparison.apply(i)))
                .yes(
                        "applies",
                        i -> comparison.apply(i) == decision.method()
                                && (comparison.apply(i) == Comparison.MIXED
                                        ? policy.apply(i) == null
                                        : policy.apply(i) == comparison.apply(i).usualZeroing()))
                .table;
    }

    Table influence(InfluenceMath.Without[] without) {
        int sales = book.exports.rows + book.home.rows;
        return new Build("influence", where(without.length, i -> true))
                .text("file", i -> without[i].home() ? "home" : "export")
                .text(
                        "sale",
                        i -> without[i].home()
                                ? TransactionMath.homeId(book, without[i].row())
                                : exportId(without[i].row()))
                .text("control_number", i -> {
                    int product = without[i].home()
                            ? book.home.merchandiseProduct[book.home.rowMerchandise[without[i].row()]]
                            : book.product(
                                    book.in.exports.manufacturer[book.exports.row[without[i].row()]],
                                    book.in.exports.prime[book.exports.row[without[i].row()]],
                                    book.in.exports.model[book.exports.row[without[i].row()]]);
                    return book.in.models.text(book.productModel[product]);
                })
                .number("margin_without", i -> without[i].margin())
                .number("change", i -> without[i].change())
                .whole("searched", i -> InfluenceMath.searched(sales))
                .whole("of_sales", i -> sales)
                .table;
    }
}
