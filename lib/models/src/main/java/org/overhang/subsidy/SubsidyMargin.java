package org.overhang.subsidy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.Fraction;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/**
 * Margins with and without support, and who pays for the loss.
 *
 * <pre>
 * PBT  = R + G + ER − X − r D                 NI  = PBT − T
 * S    = G, ER, (w* − w) e, (r* − r) D, …     T°  = max(0, τ (PBT − Σ S)),  S_T = T° − T
 * NI°  = PBT − Σ S − T°                       EP° = NI° − k_e E
 * EP°  = −(S_Q + Σ S + S_T),  S_Q = k_e E − NI
 * </pre>
 *
 * <p>{@code R} revenue net of freight and value-added tax; {@code X} cost at prices paid, without interest; {@code D} debt, {@code r}
 * rate paid, {@code r*} benchmark; {@code G} grants, {@code ER} export rebates beyond the tax borne; {@code e}, {@code w}, {@code w*}
 * quantity, price paid and market price of an input; {@code T} tax, {@code τ} statutory rate; {@code E} equity, {@code k_e} its cost. All
 * money in the currency and unit of revenue. The reported margin is NI / R, the margin at market prices NI° / R, the economic one
 * EP° / R: the loss at market prices equals the sum of everything that pays for it. Of {@code S_Q} only the state's share is support;
 * what private owners forgo is not, and the ordinary cost of capital is a step of its own.
 *
 * <p>Rows without revenue, with a missing amount, with debt but no rate or no benchmark are left out and counted by reason; no debt
 * needs no rate. Negative revenue, cost, debt, quantities and prices and rates above one (percent) are refused. A benchmark below the rate paid gives negative support,
 * which counts. Tax support is what is left of tax after all other support is taken away.
 *
 * <p>Defaults, all printed: revenue holds no grants or rebates, cost holds no interest (it is the rate paid times debt); bounds of the
 * market margin for benchmark rates one point and market prices ten percent to either side.
 *
 * <pre>{@code
 * var margin = SubsidyMargin.of("revenue_usd").less("cost_usd").support(grants("grants_usd"),
 *         cheapCredit(debt("debt_usd"), paid("rate_paid"), benchmark("rate_benchmark"))).by("firm", "year").measure(firms);
 * margin.lossMakers();
 * margin
 * }</pre>
 *
 * <p>Errors: a missing column, a column that is not a number, money columns in different units, negative revenue or debt, percent
 * where a fraction is needed, two rows of one group, no complete row.
 *
 * <p>Agreement on Subsidies and Countervailing Measures, Articles 1.1 and 14; OECD, <i>Measuring distortions in international
 * markets: Below-market finance</i>, Trade Policy Paper 247 (2021), sections 2 and 3.
 */
public final class SubsidyMargin {
    private static final int MOST_INSTRUMENTS = 16;

    /** What the user chose. */
    record Choices(
            String revenue,
            String cost,
            String depreciation,
            String quantity,
            List<String> keys,
            List<Support> supports,
            List<Support> instruments,
            boolean receiptsInRevenue,
            boolean interestInCost,
            double contestedRate,
            double contestedPrice) {
        boolean has(Support.Kind kind) {
            return supports.stream().anyMatch(s -> s.kind() == kind);
        }
    }

    private final String revenue;
    private final String cost;
    private String depreciation = "";
    private String quantity = "";
    private List<String> keys = List.of();
    private List<Support> supports = List.of();
    private boolean receiptsInRevenue;
    private boolean interestInCost;
    private double contestedRate = 0.01;
    private double contestedPrice = 0.10;

    private SubsidyMargin(String revenue, String cost) {
        this.revenue = revenue;
        this.cost = cost;
    }

    private SubsidyMargin(SubsidyMargin o) {
        revenue = o.revenue;
        cost = o.cost;
        depreciation = o.depreciation;
        quantity = o.quantity;
        keys = o.keys;
        supports = o.supports;
        receiptsInRevenue = o.receiptsInRevenue;
        interestInCost = o.interestInCost;
        contestedRate = o.contestedRate;
        contestedPrice = o.contestedPrice;
    }

    /**
     * Starts with revenue.
     *
     * @param revenue column of sales net of freight and value-added tax
     * @return what still needs cost
     */
    public static NeedsCost of(String revenue) {
        return new NeedsCost(revenue);
    }

    /** Revenue that still needs cost. */
    public static final class NeedsCost {
        private final String revenue;

        private NeedsCost(String revenue) {
            this.revenue = revenue;
        }

        /**
         * Takes cost away.
         *
         * @param cost column of cost at prices paid, without interest unless {@link SubsidyMargin#interestInCost} follows
         * @return a margin without support so far
         */
        public SubsidyMargin less(String cost) {
            return new SubsidyMargin(revenue, cost);
        }
    }

    /**
     * Takes depreciation away too, where the cost column holds cash cost only.
     *
     * @param column amount
     * @return a margin after depreciation
     */
    public SubsidyMargin depreciation(String column) {
        SubsidyMargin next = new SubsidyMargin(this);
        next.depreciation = column;
        return next;
    }

    /**
     * Who pays: see {@link Support}.
     *
     * @param instruments supports, at most one of them tax relief and one equity
     * @return a margin with these supports too
     */
    public SubsidyMargin support(Support... instruments) {
        SubsidyMargin next = new SubsidyMargin(this);
        List<Support> all = new ArrayList<>(supports);
        all.addAll(Arrays.asList(instruments));
        next.supports = List.copyOf(all);
        return next;
    }

    /**
     * One group a row, for example firm and year; a year comes last.
     *
     * @param columns key columns
     * @return a margin by these keys
     */
    public SubsidyMargin by(String... columns) {
        SubsidyMargin next = new SubsidyMargin(this);
        next.keys = List.of(columns);
        return next;
    }

    /**
     * Quantity sold, for margins per unit.
     *
     * @param column quantity
     * @return a margin that knows quantity
     */
    public SubsidyMargin quantity(String column) {
        SubsidyMargin next = new SubsidyMargin(this);
        next.quantity = column;
        return next;
    }

    /**
     * Says that the revenue column already holds grants and rebates.
     *
     * @return a margin that does not add them again
     */
    public SubsidyMargin receiptsInRevenue() {
        SubsidyMargin next = new SubsidyMargin(this);
        next.receiptsInRevenue = true;
        return next;
    }

    /**
     * Says that the cost column already holds the interest paid.
     *
     * @return a margin that does not take it away again
     */
    public SubsidyMargin interestInCost() {
        SubsidyMargin next = new SubsidyMargin(this);
        next.interestInCost = true;
        return next;
    }

    /**
     * How far benchmark rates are contested, to either side.
     *
     * @param points a fraction a year, default 0.01
     * @return a margin with bounds for this
     */
    public SubsidyMargin contestedRate(double points) {
        SubsidyMargin next = new SubsidyMargin(this);
        next.contestedRate = Fraction.SHARE.of("A contested rate", points);
        return next;
    }

    /**
     * How far market prices of inputs are contested, to either side.
     *
     * @param share a fraction of the price, default 0.10
     * @return a margin with bounds for this
     */
    public SubsidyMargin contestedPrice(double share) {
        SubsidyMargin next = new SubsidyMargin(this);
        next.contestedPrice = Fraction.SHARE.of("A contested price", share);
        return next;
    }

    /**
     * Measures the margins.
     *
     * @param accounts one row a group
     * @return the margins
     * @throws OverhangException see the class
     */
    public SubsidyMarginResult measure(Source accounts) {
        List<Support> instruments = supports.stream()
                .filter(s -> s.kind() != Support.Kind.TAX && s.kind() != Support.Kind.EQUITY)
                .toList();
        check(instruments);
        Choices choices = new Choices(
                revenue,
                cost,
                depreciation,
                quantity,
                keys,
                supports,
                instruments,
                receiptsInRevenue,
                interestInCost,
                contestedRate,
                contestedPrice);
        return new SubsidyMarginResult(choices, AccountsReader.read(accounts, choices), accounts.provenance());
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #measure(Source)}
     */
    public SubsidyMarginResult measure(Table table) {
        return measure(Source.of(table));
    }

    private void check(List<Support> instruments) {
        Problems problems = new Problems();
        problems.require(
                !supports.isEmpty(),
                Reason.NOT_IDENTIFIED,
                "SubsidyMargin needs at least one support, but none is named. Add .support(grants(\"…\")).");
        problems.require(
                instruments.size() <= MOST_INSTRUMENTS,
                Reason.OUT_OF_RANGE,
                "SubsidyMargin takes at most " + MOST_INSTRUMENTS + " instruments besides tax and equity, but "
                        + instruments.size() + " are named. Add some up beforehand.");
        java.util.Set<String> names = new java.util.HashSet<>();
        for (Support instrument : instruments) {
            problems.require(
                    names.add(instrument.name()),
                    Reason.BAD_VALUE,
                    "SubsidyMargin needs each instrument once, but \"" + instrument.name()
                            + "\" is named twice. Add the amounts up beforehand, or copy the column under another name.");
        }
        for (Support.Kind once : List.of(Support.Kind.TAX, Support.Kind.EQUITY)) {
            problems.require(
                    supports.stream().filter(s -> s.kind() == once).count() <= 1,
                    Reason.BAD_VALUE,
                    "SubsidyMargin takes one support by "
                            + once.name().toLowerCase(java.util.Locale.ROOT)
                            + ", but more are named. Keep one.");
        }
        requireShare(problems, "contested rate", contestedRate);
        requireShare(problems, "contested price", contestedPrice);
        problems.throwIfAny();
    }

    private static void requireShare(Problems problems, String what, double value) {
        problems.require(
                value >= 0 && value < 1,
                Reason.OUT_OF_RANGE,
                "SubsidyMargin needs a " + what + " of at least 0 and below 1, but it is " + Numbers.argument(value)
                        + ". Write 0.01 for one point.");
    }
}
