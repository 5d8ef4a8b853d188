package org.overhang.subsidy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Interval;
import org.overhang.core.Keys;
import org.overhang.core.Numbers;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import org.overhang.figure.Waterfall;
import org.overhang.subsidy.AccountsMath.Accounts;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables and words of margins with and without support. */
final class SubsidyTables {
    private static final int SHOWN = 15;
    private static final int CYCLE = 5;

    private SubsidyTables() {}

    static double low(@Nullable Interval interval) {
        return interval == null ? Double.NaN : interval.low();
    }

    static double high(@Nullable Interval interval) {
        return interval == null ? Double.NaN : interval.high();
    }

    static String boundsWords(SubsidyMargin.Choices choices) {
        return "bounds over benchmark rates ±" + Numbers.fixed(100 * choices.contestedRate(), 1)
                + " points and market prices ±" + Numbers.percent(choices.contestedPrice(), 0);
    }

    /** The steps from revenue down, as they are summed or divided by revenue. */
    static Map<String, IntToDoubleFunction> steps(SubsidyMargin.Choices choices, Accounts a) {
        Map<String, IntToDoubleFunction> steps = new LinkedHashMap<>();
        steps.put("revenue", i -> a.revenue[i]);
        steps.put("cost", i -> -a.cost[i]);
        steps.put("interest", i -> -a.interest[i]);
        steps.put("grants and rebates", i -> a.received[i]);
        steps.put("tax paid", i -> -a.taxPaid[i]);
        steps.put("net income reported", a::reported);
        supportSteps(choices, a, steps);
        steps.put("net income at market prices", a::atMarket);
        if (choices.has(Support.Kind.EQUITY)) {
            steps.put("less cost of equity", i -> -a.capitalCost(i));
            steps.put("economic profit at market prices", a::economic);
        }
        return steps;
    }

    /** What support takes away, each instrument with its sign turned. */
    static void supportSteps(SubsidyMargin.Choices choices, Accounts a, Map<String, IntToDoubleFunction> steps) {
        for (int s = 0; s < a.support.length; s++) {
            double[] amount = a.support[s];
            steps.put("less " + choices.instruments().get(s).name(), i -> -amount[i]);
        }
        if (choices.has(Support.Kind.TAX)) {
            steps.put("less tax support", i -> -a.taxSupport(i));
        }
    }

    static Table explain(SubsidyMargin.Choices choices, Accounts a, int group) {
        StringColumn step = StringColumn.create("step");
        DoubleColumn amount = DoubleColumn.create("amount");
        DoubleColumn share = DoubleColumn.create("share_of_revenue");
        steps(choices, a).forEach((name, of) -> {
            step.append(name);
            amount.append(of.applyAsDouble(group));
            share.append(of.applyAsDouble(group) / a.revenue[group]);
        });
        return Table.create("steps", step, amount, share);
    }

    static Figure waterfall(SubsidyMargin.Choices choices, Accounts a, IntStream groups, String whose) {
        int[] of = groups.toArray();
        double revenue = total(of.length, i -> a.revenue[of[i]]);
        Waterfall out = Figure.waterfall().start("reported", total(of.length, i -> a.reported(of[i])) / revenue);
        Map<String, IntToDoubleFunction> steps = new LinkedHashMap<>();
        supportSteps(choices, a, steps);
        for (Map.Entry<String, IntToDoubleFunction> step : steps.entrySet()) {
            out = out.step(step.getKey(), total(of.length, i -> step.getValue().applyAsDouble(of[i])) / revenue);
        }
        out = out.total("at market prices");
        if (choices.has(Support.Kind.EQUITY)) {
            out = out.step("less cost of equity", -total(of.length, i -> a.capitalCost(of[i])) / revenue)
                    .total("economic");
        }
        return out.title("Margin with and without support")
                .subtitle("Share of revenue, " + whose)
                .y(Axis.percent());
    }

    static Table amounts(SubsidyMarginResult result, SubsidyMargin.Choices choices, AccountsReader.Read read) {
        Accounts a = read.accounts();
        Table out = Table.create("amounts");
        add(out, "revenue", a.count, i -> a.revenue[i]);
        add(out, "interest", a.count, i -> a.interest[i]);
        add(out, "pretax_reported", a.count, a::pretax);
        add(out, "net_income_reported", a.count, a::reported);
        for (int s = 0; s < a.support.length; s++) {
            double[] amount = a.support[s];
            add(out, "support_" + choices.instruments().get(s).name().replace(' ', '_'), a.count, i -> amount[i]);
        }
        if (choices.has(Support.Kind.TAX)) {
            add(out, "support_tax", a.count, a::taxSupport);
            add(
                    out,
                    "tax_concession_on_reported_profit",
                    a.count,
                    i -> Math.max(0, a.taxRate[i] * a.pretax(i)) - a.taxPaid[i]);
        }
        add(out, "pretax_at_market_prices", a.count, a::pretaxAtMarket);
        add(out, "tax_at_market_prices", a.count, a::taxAtMarket);
        add(out, "net_income_at_market_prices", a.count, a::atMarket);
        add(out, "cash_profit_at_market_prices", a.count, a::cashAtMarket);
        add(out, "loss_uncovered", a.count, i -> Math.max(0, -a.pretax(i)));
        if (choices.has(Support.Kind.EQUITY)) {
            add(out, "cost_of_equity", a.count, a::capitalCost);
            add(out, "economic_profit", a.count, a::economic);
            add(out, "equity_tolerance", a.count, a::tolerance);
            add(out, "equity_tolerance_state", a.count, i -> a.stateShare[i] * a.tolerance(i));
            add(out, "equity_tolerance_private", a.count, i -> (1 - a.stateShare[i]) * a.tolerance(i));
            out.addColumns(DoubleColumn.create("margin_economic", result.marginEconomic()));
        }
        out.addColumns(
                DoubleColumn.create("margin_reported", result.marginReported()),
                DoubleColumn.create("margin_at_market_prices", result.marginAtMarketPrices()),
                DoubleColumn.create("covered_share", result.coveredShare()),
                DoubleColumn.create("runway_years", result.runway()));
        if (read.quantity().length > 0) {
            perUnit(out, choices, a, read.quantity());
        }
        return read.keys().beside(out);
    }

    /** Amounts over quantity; NaN where nothing was sold. */
    private static void perUnit(Table out, SubsidyMargin.Choices choices, Accounts a, double[] quantity) {
        Map<String, IntToDoubleFunction> columns = new LinkedHashMap<>();
        columns.put("net_income_reported", a::reported);
        for (int s = 0; s < a.support.length; s++) {
            double[] amount = a.support[s];
            columns.put("support_" + choices.instruments().get(s).name().replace(' ', '_'), i -> amount[i]);
        }
        if (choices.has(Support.Kind.TAX)) {
            columns.put("support_tax", a::taxSupport);
        }
        columns.put("net_income_at_market_prices", a::atMarket);
        if (choices.has(Support.Kind.EQUITY)) {
            columns.put("economic_profit", a::economic);
        }
        columns.forEach((name, of) -> add(
                out,
                name + "_per_unit",
                a.count,
                i -> quantity[i] > 0 ? of.applyAsDouble(i) / quantity[i] : Double.NaN));
    }

    /** Debt and rates of each credit, one row a group and credit. */
    static Table credit(SubsidyMargin.Choices choices, AccountsReader.Read read) {
        Accounts a = read.accounts();
        Table out = null;
        for (Map.Entry<Integer, double[][]> credit : a.credit.entrySet()) {
            double[][] terms = credit.getValue();
            double[] support = a.support[credit.getKey()];
            String name = choices.instruments().get(credit.getKey()).name();
            Table part = Table.create("credit")
                    .addColumns(StringColumn.create("term", java.util.Collections.nCopies(a.count, name)));
            add(part, "mean_debt", a.count, i -> terms[0][i]);
            add(part, "rate_paid", a.count, i -> terms[1][i]);
            add(part, "rate_benchmark", a.count, i -> terms[2][i]);
            add(part, "support", a.count, i -> support[i]);
            add(part, "support_floored", a.count, i -> Math.max(0, support[i]));
            Table beside = read.keys().beside(part);
            out = out == null ? beside : out.append(beside);
        }
        return out == null ? Table.create("credit") : out;
    }

    static Table ratings(AccountsReader.Read read) {
        Map<Integer, CreditSpreads.Benchmark> synthetic = read.accounts().synthetic;
        int[] rated = synthetic.keySet().stream().mapToInt(i -> i).toArray();
        Table keys = Table.create("keys", read.keys().columns()).where(tech.tablesaw.selection.Selection.with(rated));
        return Keys.beside(
                keys,
                Table.create("ratings")
                        .addColumns(
                                StringColumn.create(
                                        "rating", synthetic.values().stream().map(CreditSpreads.Benchmark::rating)),
                                StringColumn.create(
                                        "self_consistent",
                                        synthetic.values().stream().map(b -> String.join(", ", b.selfConsistent())))));
    }

    private static void add(Table table, String name, int rows, IntToDoubleFunction cell) {
        table.addColumns(DoubleColumn.create(
                name, IntStream.range(0, rows).mapToDouble(cell).toArray()));
    }

    /** Means over the periods of each firm, with the calendar years that they are of: four quarters are one year. */
    static Table cycle(AccountsReader.Read read, double[] tolerance) {
        Keys keys = read.keys();
        Map<String, double[]> sums = new LinkedHashMap<>();
        Map<String, Set<Integer>> seen = new LinkedHashMap<>();
        for (int g = 0; g < keys.count(); g++) {
            List<String> parts = new ArrayList<>();
            for (int k = 0; k < keys.names().size(); k++) {
                if (k != read.timeKey()) {
                    parts.add(keys.label(g, k));
                }
            }
            String label = String.join(", ", parts);
            double[] sum = sums.computeIfAbsent(label, any -> new double[2]);
            sum[0] += tolerance[g];
            sum[1]++;
            seen.computeIfAbsent(label, any -> new HashSet<>()).add(read.years()[g]);
        }
        List<String> names = new ArrayList<>(keys.names());
        names.remove(read.timeKey());
        StringColumn name = StringColumn.create(String.join(", ", names));
        IntColumn years = IntColumn.create("years");
        DoubleColumn mean = DoubleColumn.create("tolerance");
        BooleanColumn enough = BooleanColumn.create("enough_years");
        sums.forEach((label, sum) -> {
            int count = Objects.requireNonNull(seen.get(label)).size();
            name.append(label);
            years.append(count);
            mean.append(sum[0] / sum[1]);
            enough.append(count >= CYCLE);
        });
        return Keys.beside(Table.create("tolerance", name), Table.create("tolerance", years, mean, enough));
    }

    static double total(int count, IntToDoubleFunction of) {
        return org.overhang.core.Parallel.sum(count, (from, to) -> {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += of.applyAsDouble(i);
            }
            return sum;
        });
    }

    static Table glance(SubsidyMargin.Choices choices, AccountsReader.Read read) {
        Accounts a = read.accounts();
        double revenue = total(a.count, i -> a.revenue[i]);
        int dropped =
                read.leftOut().values().stream().mapToInt(Integer::intValue).sum();
        Table out = Table.create("glance")
                .addColumns(
                        IntColumn.create("nobs", new int[] {a.count}),
                        IntColumn.create("dropped", new int[] {dropped}),
                        one("revenue", revenue),
                        one("support", total(a.count, a::explicit)),
                        one("margin_reported", total(a.count, a::reported) / revenue),
                        one("margin_at_market_prices", total(a.count, a::atMarket) / revenue),
                        one("market_conf_low", atEnd(choices, a, 1) / revenue),
                        one("market_conf_high", atEnd(choices, a, -1) / revenue));
        return choices.has(Support.Kind.EQUITY)
                ? out.addColumns(one("margin_economic", total(a.count, a::economic) / revenue))
                : out;
    }

    /** Income at market prices of all groups at one end of the contested benchmarks, which move together. */
    private static double atEnd(SubsidyMargin.Choices choices, Accounts a, int end) {
        return total(a.count, i -> a.atMarket(i, end, choices.contestedRate(), choices.contestedPrice()));
    }

    private static DoubleColumn one(String name, double value) {
        return DoubleColumn.create(name, new double[] {value});
    }

    static Summary summary(SubsidyMarginResult result, SubsidyMargin.Choices choices, AccountsReader.Read read) {
        Accounts a = read.accounts();
        Summary.Builder out = Summary.of("Margins with and without support")
                .choice("revenue", choices.revenue() + (choices.receiptsInRevenue() ? " with" : " without") + " grants")
                .choice("cost", choices.cost() + (choices.interestInCost() ? " with" : " without") + " interest")
                .choice("intervals", boundsWords(choices))
                .grid(steps(choices, a, total(a.count, i -> a.revenue[i])))
                .grid(rows(result, read));
        if (a.count > SHOWN) {
            out.paragraph("", "The " + SHOWN + " lowest of " + a.count + " by the market margin; tidy() has all.");
        }
        long only = IntStream.range(0, a.count)
                .filter(i -> a.reported(i) > 0 && a.atMarket(i) < 0)
                .count();
        double revenue = total(a.count, i -> a.revenue[i]);
        out.paragraph(
                "Margin at market prices, all groups",
                Numbers.percent(total(a.count, a::atMarket) / revenue, 1) + ", from "
                        + Numbers.percent(atEnd(choices, a, 1) / revenue, 1) + " to "
                        + Numbers.percent(atEnd(choices, a, -1) / revenue, 1));
        out.paragraph(
                "Profit only with support", Numbers.fixed(only, 0) + " of " + Numbers.fixed(a.count, 0) + " groups");
        long several = a.synthetic.values().stream()
                .filter(b -> b.selfConsistent().size() > 1)
                .count();
        if (several > 0) {
            out.warning(
                    Numbers.fixed(several, 0)
                            + " groups have more than one rating that agrees with the coverage it implies; the one reached from the rate paid is used, and the bounds hold all.");
        }
        out.allAboveWhole(a.count, i -> a.explicit(i) / a.revenue[i], "support above revenue");
        out.identifies("The accounts, and what the benchmarks say an unsupported firm would pay.")
                .breaks(
                        "A benchmark that holds support itself; accounts in which support is booked as sales or lower cost.")
                .doesNotShow("How the firm would act without support: prices and output are those observed.");
        read.leftOut().forEach((why, count) -> out.leftOut(count, why));
        return out.build();
    }

    private static Summary.Grid steps(SubsidyMargin.Choices choices, Accounts a, double revenue) {
        Map<String, IntToDoubleFunction> steps = steps(choices, a);
        List<String> names = List.copyOf(steps.keySet());
        double[] totals =
                steps.values().stream().mapToDouble(of -> total(a.count, of)).toArray();
        return Summary.grid(names.size())
                .text("all groups", "", names::get)
                .significant("amount", "", i -> totals[i])
                .percent("share", "revenue", 1, i -> totals[i] / revenue);
    }

    private static Summary.Grid rows(SubsidyMarginResult result, AccountsReader.Read read) {
        double[] market = result.marginAtMarketPrices();
        double[] reported = result.marginReported();
        double[] covered = result.coveredShare();
        Accounts a = read.accounts();
        int[] shown = IntStream.range(0, a.count)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> market[i]).thenComparingInt(i -> i))
                .limit(SHOWN)
                .mapToInt(i -> i)
                .toArray();
        List<Interval> bounds = result.marginAtMarketPricesBounds();
        return Summary.grid(shown.length)
                .text("group", "", i -> read.keys().label(shown[i]))
                .percent("reported", "revenue", 1, i -> reported[shown[i]])
                .percent("at market prices", "revenue", 1, i -> market[shown[i]])
                .percent("from", "revenue", 1, i -> bounds.get(shown[i]).low())
                .percent("to", "revenue", 1, i -> bounds.get(shown[i]).high())
                .percent("covered", "loss", 1, i -> covered[shown[i]]);
    }
}
