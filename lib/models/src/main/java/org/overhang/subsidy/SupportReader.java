package org.overhang.subsidy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.subsidy.AccountsMath.Accounts;

/** Turns the columns of one support into amounts. */
final class SupportReader {
    private final Columns in;
    private final Support support;
    private final double[] base;

    SupportReader(Columns in, Support support, double[] base) {
        this.in = in;
        this.support = support;
        this.base = base;
    }

    /**
     * Fills the support's place in the accounts.
     *
     * @param at place among the instruments, −1 for tax and equity
     */
    void fill(int[] slot, Accounts out, int at, SubsidyMargin.Choices choices) {
        double[] amount = at < 0 ? new double[0] : out.support[at];
        switch (support.kind()) {
            case GRANT, EXPORT_REBATE ->
                AccountsReader.each(slot, (i, o) -> {
                    amount[o] = base[i];
                    out.received[o] += choices.receiptsInRevenue() ? 0 : base[i];
                });
            case INPUT -> input(slot, out, amount);
            case CREDIT -> credit(slot, out, at, choices);
            case GUARANTEE -> guarantee(slot, out, amount);
            case TAX -> {
                double[] rate = numbers("statutory tax rate");
                AccountsReader.each(slot, (i, o) -> {
                    out.taxPaid[o] = base[i];
                    out.taxRate[o] = rate[i];
                });
            }
            case EQUITY -> {
                double[] cost = numbers("cost of equity");
                double[] state = numbers("state share");
                AccountsReader.each(slot, (i, o) -> {
                    out.equity[o] = base[i];
                    out.equityCost[o] = cost[i];
                    out.stateShare[o] = state[i];
                });
            }
        }
    }

    /** A column, or its number in every row. */
    private double[] numbers(String role) {
        String column = support.columns().get(role);
        if (column != null) {
            return in.number(column);
        }
        double[] out = new double[in.rows()];
        java.util.Arrays.fill(out, Objects.requireNonNull(support.numbers().get(role)));
        return out;
    }

    private void input(int[] slot, Accounts out, double[] amount) {
        double[] paid = numbers("price paid");
        double[] market = numbers("market price");
        AccountsReader.each(slot, (i, o) -> {
            if (base[i] != 0) {
                amount[o] = (market[i] - paid[i]) * base[i];
                out.cheapInputs[o] += amount[o];
                out.priceBase[o] += market[i] * base[i];
            }
        });
    }

    private void guarantee(int[] slot, Accounts out, double[] amount) {
        double[] without = numbers("spread without guarantee");
        double[] with = numbers("spread with guarantee");
        double[] fee = numbers("guarantee fee");
        AccountsReader.each(slot, (i, o) -> {
            if (base[i] != 0) {
                amount[o] = (without[i] - with[i]) * base[i] - fee[i];
                out.rateBase[o] += base[i];
            }
        });
    }

    private void credit(int[] slot, Accounts out, int at, SubsidyMargin.Choices choices) {
        double[] interest = interest();
        Benchmarks benchmarks = benchmarks(out, choices);
        double[][] terms = new double[3][out.count];
        out.credit.put(at, terms);
        AccountsReader.each(slot, (i, o) -> {
            terms[0][o] = base[i];
            terms[1][o] = base[i] == 0 ? Double.NaN : interest[i] / base[i];
            terms[2][o] = base[i] == 0 ? Double.NaN : benchmarks.rate(i, o, terms[1][o]);
            if (base[i] != 0) {
                out.support[at][o] = terms[2][o] * base[i] - interest[i];
                out.rateBase[o] += base[i];
                out.interest[o] += choices.interestInCost() ? 0 : interest[i];
            }
        });
    }

    private double[] interest() {
        Map<String, String> columns = support.columns();
        double[] out = new double[base.length];
        if (columns.containsKey("rate paid")) {
            double[] rate = numbers("rate paid");
            for (int i = 0; i < out.length; i++) {
                out[i] = base[i] == 0 ? 0 : rate[i] * base[i];
            }
            return out;
        }
        double[] amount = numbers("interest");
        double[] capitalized =
                columns.containsKey("capitalized interest") ? numbers("capitalized interest") : new double[base.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = amount[i] + capitalized[i];
        }
        return out;
    }

    /** The benchmark rate of a row and slot. */
    private interface Benchmarks {
        double rate(int row, int slot, double paid);
    }

    /** Earnings for coverage are before interest, at market prices of inputs and without grants; inputs are filled before credit. */
    private Benchmarks benchmarks(Accounts out, SubsidyMargin.Choices choices) {
        String column = support.columns().get("benchmark rate");
        if (column != null) {
            double[] rate = in.number(column);
            return (i, o, paid) -> rate[i];
        }
        CreditSpreads spreads = Objects.requireNonNull(support.spreads());
        double[] safe = numbers("base rate");
        String rated = support.columns().get("rating");
        if (rated != null) {
            @Nullable String[] ratings = in.text(rated);
            return (i, o, paid) -> spreads.rate(Objects.requireNonNull(ratings[i]), safe[i]);
        }
        return (i, o, paid) -> {
            double earnings = out.revenue[o] - out.cost[o] - out.cheapInputs[o];
            if (choices.interestInCost()) {
                earnings += paid * base[i];
            }
            CreditSpreads.Benchmark found = spreads.benchmark(earnings, base[i], safe[i], paid);
            List<String> all = found.selfConsistent();
            out.ratings[0][o] += (spreads.rate(all.get(0), safe[i]) - found.rate()) * base[i];
            out.ratings[1][o] += (spreads.rate(all.get(all.size() - 1), safe[i]) - found.rate()) * base[i];
            out.synthetic.put(o, found);
            return found.rate();
        };
    }
}
