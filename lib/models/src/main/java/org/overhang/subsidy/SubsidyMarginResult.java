package org.overhang.subsidy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Interval;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import org.overhang.subsidy.AccountsMath.Accounts;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Margins with and without support; arrays are in the order of the keys, as in {@link #amounts()}. */
public final class SubsidyMarginResult implements Result {
    private final SubsidyMargin.Choices choices;
    private final AccountsReader.Read read;
    private final Provenance provenance;

    SubsidyMarginResult(SubsidyMargin.Choices choices, AccountsReader.Read read, Provenance provenance) {
        this.choices = choices;
        this.read = read;
        this.provenance = provenance;
    }

    private Accounts accounts() {
        return read.accounts();
    }

    private double[] each(IntToDoubleFunction of) {
        return IntStream.range(0, accounts().count).mapToDouble(of).toArray();
    }

    private double[] margin(IntToDoubleFunction income) {
        double[] revenue = accounts().revenue;
        return each(i -> income.applyAsDouble(i) / revenue[i]);
    }

    /**
     * Net income as reported over revenue.
     *
     * @return one fraction a group
     */
    public double[] marginReported() {
        return margin(accounts()::reported);
    }

    /**
     * Net income without support over revenue.
     *
     * @return one fraction a group
     */
    public double[] marginAtMarketPrices() {
        return margin(accounts()::atMarket);
    }

    /**
     * Net income without support and after the cost of equity over revenue.
     *
     * @return one fraction a group
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if no equity was named
     */
    public double[] marginEconomic() {
        requireEquity("An economic margin");
        return margin(accounts()::economic);
    }

    private void requireEquity(String what) {
        if (!choices.has(Support.Kind.EQUITY)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    what
                            + " needs equity and its cost, but none is named. Add .support(cheapEquity(equity(\"…\"), rate(0.10), rate(\"…\"))).");
        }
    }

    /**
     * Support that the pre-tax result holds, signed: grants, rebates, inputs, credit, guarantees.
     *
     * @return one amount a group
     */
    public double[] support() {
        return each(accounts()::explicit);
    }

    /**
     * The same with each instrument's negative amounts set to zero; noise alone makes it positive, so it is an upper reading.
     *
     * @return one amount a group
     */
    public double[] supportFloored() {
        return each(i -> {
            double sum = 0;
            for (double[] instrument : accounts().support) {
                sum += Math.max(0, instrument[i]);
            }
            return sum;
        });
    }

    /**
     * Share of the pre-tax loss at market prices that support pays, at most 1; tax is left out since the loss is before tax.
     *
     * @return one fraction a group; NaN where there is no loss at market prices
     */
    public double[] coveredShare() {
        return each(i -> capped(accounts().coverage(i)));
    }

    private static double capped(double coverage) {
        return Double.isNaN(coverage) ? coverage : Math.min(1, coverage);
    }

    /**
     * Support over the pre-tax loss at market prices, not capped: above 1 the firm reports a profit.
     *
     * @return one ratio a group; NaN where there is no loss at market prices
     */
    public double[] coverageUncapped() {
        return each(accounts()::coverage);
    }

    /**
     * Years that book equity lasts at the reported loss.
     *
     * @return one number a group, zero if equity is gone already; NaN where there is no reported loss or no equity is named
     */
    public double[] runway() {
        boolean equity = choices.has(Support.Kind.EQUITY);
        return each(i -> equity && accounts().reported(i) < 0
                ? Math.max(0, accounts().equity[i]) / -accounts().reported(i)
                : Double.NaN);
    }

    /**
     * What owners forgo that is the state's: its share of the cost of equity less reported income.
     *
     * @return one amount a group; negative where equity earns more than its cost
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if no equity was named
     */
    public double[] stateTolerance() {
        requireEquity("The state's tolerance of low returns");
        return each(i -> accounts().stateShare[i] * accounts().tolerance(i));
    }

    /**
     * Bounds of the margin at market prices over the contested benchmarks, all ratings that agree with the coverage they imply among them.
     *
     * @return one interval a group, level 1
     */
    public List<Interval> marginAtMarketPricesBounds() {
        Accounts a = accounts();
        double rate = choices.contestedRate();
        double price = choices.contestedPrice();
        List<Interval> out = new ArrayList<>();
        for (int i = 0; i < a.count; i++) {
            out.add(new Interval(
                    a.atMarket(i, 1, rate, price) / a.revenue[i],
                    a.atMarket(i, -1, rate, price) / a.revenue[i],
                    1,
                    SubsidyTables.boundsWords(choices)));
        }
        return out;
    }

    /**
     * Bounds of the covered share over the contested benchmarks.
     *
     * @return one interval a group, level 1; null where there is no loss at some benchmark within the bounds
     */
    public List<@Nullable Interval> coveredShareBounds() {
        double rate = choices.contestedRate();
        double price = choices.contestedPrice();
        List<@Nullable Interval> out = new ArrayList<>();
        for (int i = 0; i < accounts().count; i++) {
            double one = capped(accounts().coverage(i, 1, rate, price));
            double other = capped(accounts().coverage(i, -1, rate, price));
            out.add(
                    Double.isNaN(one) || Double.isNaN(other)
                            ? null
                            : new Interval(
                                    Math.min(one, other), Math.max(one, other), 1, SubsidyTables.boundsWords(choices)));
        }
        return out;
    }

    /**
     * Bounds of the economic margin over the contested benchmarks; the cost of equity is taken as given.
     *
     * @return one interval a group, level 1
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if no equity was named
     */
    public List<Interval> marginEconomicBounds() {
        requireEquity("An economic margin");
        Accounts a = accounts();
        List<Interval> market = marginAtMarketPricesBounds();
        return IntStream.range(0, a.count)
                .mapToObj(i -> {
                    double capital = a.capitalCost(i) / a.revenue[i];
                    Interval of = market.get(i);
                    return new Interval(of.low() - capital, of.high() - capital, 1, of.method());
                })
                .toList();
    }

    /**
     * Borrowing below the market, loan by loan: mean debt, the rate paid on it, its benchmark and the difference in money.
     *
     * @return keys, {@code term mean_debt rate_paid rate_benchmark support support_floored}; missing rates where there is no debt
     */
    public Table credit() {
        return SubsidyTables.credit(choices, read);
    }

    /**
     * Synthetic ratings: the one reached from the rate paid, and all that agree with the coverage they imply.
     *
     * @return keys, {@code rating self_consistent}; no rows if no benchmark comes from coverage
     */
    public Table ratings() {
        return SubsidyTables.ratings(read);
    }

    /**
     * The largest gap in the identity: economic loss against all that pays for it, over revenue.
     *
     * @return zero up to rounding
     */
    public double identityResidual() {
        double worst = 0;
        for (int i = 0; i < accounts().count; i++) {
            worst = Math.max(worst, accounts().residual(i));
        }
        return worst;
    }

    /**
     * Groups that earn a profit only with support: reported income above zero, income at market prices below.
     *
     * @return keys, margins, support and covered share
     */
    public Table lossMakers() {
        return rows(i -> accounts().reported(i) > 0 && accounts().atMarket(i) < 0);
    }

    private Table rows(IntPredicate wanted) {
        int[] kept = IntStream.range(0, accounts().count).filter(wanted).toArray();
        return amounts().where(tech.tablesaw.selection.Selection.with(kept));
    }

    /**
     * Every amount of the identity, one row a group.
     *
     * @return keys, revenue, incomes, each instrument, margins, covered share and, with quantity, incomes per unit
     */
    public Table amounts() {
        return SubsidyTables.amounts(this, choices, read);
    }

    /**
     * Who pays for the loss, whatever the order in which support is taken away: Shapley shares of the pre-tax loss covered.
     *
     * @return keys and one column an instrument
     */
    public Table shapley() {
        Accounts a = accounts();
        double[][] share = new double[a.support.length][a.count];
        org.overhang.core.Parallel.forBlocks(a.count, (from, to) -> {
            double[] amounts = new double[share.length];
            for (int i = from; i < to; i++) {
                for (int s = 0; s < amounts.length; s++) {
                    amounts[s] = a.support[s][i];
                }
                double[] shares = AccountsMath.shapley(a.pretaxAtMarket(i), amounts);
                for (int s = 0; s < amounts.length; s++) {
                    share[s][i] = shares[s];
                }
            }
        });
        Table out = Table.create("shapley");
        for (int s = 0; s < share.length; s++) {
            out.addColumns(DoubleColumn.create(choices.instruments().get(s).name(), share[s]));
        }
        return read.keys().beside(out);
    }

    /**
     * Each step from revenue to the economic result of one group.
     *
     * @param keys its keys, as in {@code by}
     * @return {@code step amount_… share_of_revenue}
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there is no such group
     */
    public Table explain(String... keys) {
        return SubsidyTables.explain(choices, accounts(), group(keys));
    }

    private int group(String... keys) {
        Keys groups = read.keys();
        String label = String.join(", ", keys);
        for (int g = 0; g < groups.count(); g++) {
            if (groups.label(g).equals(label)) {
                return g;
            }
        }
        throw new OverhangException(
                Reason.OUT_OF_RANGE,
                "There is no group \"" + label + "\" in the margins. The first is \"" + groups.label(0)
                        + "\"; give one key for each of by(" + String.join(", ", choices.keys()) + ").");
    }

    /**
     * The state's tolerance averaged over the periods of each firm, so that bad years do not count as support; under five calendar years
     * it is flagged.
     *
     * @return the keys but the time, {@code years tolerance enough_years}
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if no equity was named, there are fewer than two keys, or not
     *     exactly one of them is a time
     */
    public Table stateToleranceOverCycle() {
        if (choices.keys().size() < 2) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "An average over a cycle needs keys that end in a year, but there are "
                            + choices.keys().size() + ". Write .by(\"firm\", \"year\").");
        }
        if (read.timeKey() < 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "An average over a cycle needs one key that is a time, but by(" + String.join(", ", choices.keys())
                            + ") has none, or several. Write .by(\"firm\", \"year\"), or state the step of the time with "
                            + "Source.every(…).");
        }
        return SubsidyTables.cycle(read, stateTolerance());
    }

    @Override
    public Table tidy() {
        Table out = part("margin_reported", marginReported(), i -> Double.NaN, i -> Double.NaN);
        List<Interval> market = marginAtMarketPricesBounds();
        out.append(part(
                "margin_at_market_prices",
                marginAtMarketPrices(),
                i -> market.get(i).low(),
                i -> market.get(i).high()));
        if (choices.has(Support.Kind.EQUITY)) {
            List<Interval> economic = marginEconomicBounds();
            out.append(part(
                    "margin_economic",
                    marginEconomic(),
                    i -> economic.get(i).low(),
                    i -> economic.get(i).high()));
        }
        List<@Nullable Interval> covered = coveredShareBounds();
        return out.append(part(
                "covered_share",
                coveredShare(),
                i -> SubsidyTables.low(covered.get(i)),
                i -> SubsidyTables.high(covered.get(i))));
    }

    private Table part(String term, double[] estimate, IntToDoubleFunction low, IntToDoubleFunction high) {
        String[] terms = new String[estimate.length];
        Arrays.fill(terms, term);
        return read.keys()
                .beside(Table.create("margins")
                        .addColumns(
                                StringColumn.create("term", terms),
                                DoubleColumn.create("estimate", estimate),
                                DoubleColumn.create("conf_low", each(low)),
                                DoubleColumn.create("conf_high", each(high))));
    }

    @Override
    public Table glance() {
        return SubsidyTables.glance(choices, read);
    }

    @Override
    public Summary summary() {
        return SubsidyTables.summary(this, choices, read);
    }

    /**
     * From the reported margin to the economic one, all groups together.
     *
     * @return a waterfall in shares of revenue
     */
    public Figure figure() {
        return SubsidyTables.waterfall(choices, accounts(), IntStream.range(0, accounts().count), "all groups")
                .source(provenance)
                .sampleSize(accounts().count);
    }

    /**
     * From the reported margin to the economic one of one group.
     *
     * @param keys its keys, as in {@code by}
     * @return a waterfall in shares of revenue
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there is no such group
     */
    public Figure figure(String... keys) {
        return SubsidyTables.waterfall(choices, accounts(), IntStream.of(group(keys)), String.join(", ", keys))
                .source(provenance)
                .sampleSize(1);
    }

    /**
     * Where the accounts come from.
     *
     * @return the provenance
     */
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
