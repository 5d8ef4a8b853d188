package org.overhang.subsidy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Fraction;
import org.overhang.core.Keys;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Sign;
import org.overhang.core.Source;
import org.overhang.core.time.Periods;
import org.overhang.subsidy.AccountsMath.Accounts;

/** Reads accounts, says what cannot be measured and why, and fills the arrays of the identity in the order of the keys. */
final class AccountsReader {
    private static final List<String> MONEY = List.of(
            "revenue",
            "cost",
            "depreciation",
            "grants",
            "export rebate",
            "debt",
            "closing debt",
            "interest",
            "capitalized interest",
            "guaranteed debt",
            "guarantee fee",
            "tax paid",
            "equity");
    private static final Map<String, Fraction> RATES = Map.of(
            "rate paid", Fraction.INTEREST,
            "benchmark rate", Fraction.INTEREST,
            "base rate", Fraction.INTEREST,
            "spread without guarantee", Fraction.INTEREST,
            "spread with guarantee", Fraction.INTEREST,
            "statutory tax rate", Fraction.SHARE,
            "cost of equity", Fraction.INTEREST,
            "state share", Fraction.SHARE);
    private static final List<String> NEVER_NEGATIVE = List.of(
            "revenue",
            "cost",
            "depreciation",
            "quantity",
            "debt",
            "closing debt",
            "guaranteed debt",
            "guarantee fee",
            "quantity used",
            "price paid",
            "market price");

    private final Columns in;
    private final SubsidyMargin.Choices choices;
    private final int[] reason;
    private final List<String> reasons = new ArrayList<>();
    private final Problems problems = new Problems();

    private AccountsReader(Columns in, SubsidyMargin.Choices choices) {
        this.in = in;
        this.choices = choices;
        reason = new int[in.rows()];
    }

    /**
     * Accounts, their keys and what was left out, by reason.
     *
     * @param accounts the accounts, one a group
     * @param keys the groups
     * @param quantity the quantity of each, or none
     * @param leftOut rows left out, by reason
     * @param years the calendar year of each group; none if not exactly one key is a time
     * @param timeKey position of the key that is a time, or −1
     */
    record Read(
            Accounts accounts, Keys keys, double[] quantity, Map<String, Integer> leftOut, int[] years, int timeKey) {}

    static Read read(Source source, SubsidyMargin.Choices choices) {
        Columns.Request request = Columns.neededBy("SubsidyMargin").keysInTime(choices.keys());
        Map<String, String> roles = roles(choices);
        roles.forEach((role, column) -> {
            String what = role.replaceAll("#.*", "");
            if (what.equals("rating")) {
                request.text("rating", column);
            } else if (RATES.containsKey(what)) {
                request.fraction(what, column, Objects.requireNonNull(RATES.get(what)));
            } else {
                request.amount(what, column, NEVER_NEGATIVE.contains(what) ? Sign.NOT_NEGATIVE : Sign.ANY);
            }
            if (MONEY.contains(what)) {
                request.sameUnit(choices.revenue(), column);
            }
        });
        choices.supports().forEach(support -> prices(request, support.columns(), choices.revenue()));
        Columns in = request.read(source);
        return new AccountsReader(in, choices).read();
    }

    private static Map<String, String> roles(SubsidyMargin.Choices c) {
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("revenue", c.revenue());
        roles.put("cost", c.cost());
        if (!c.depreciation().isEmpty()) {
            roles.put("depreciation", c.depreciation());
        }
        if (!c.quantity().isEmpty()) {
            roles.put("quantity", c.quantity());
        }
        int at = 0;
        for (Support support : c.supports()) {
            at++;
            for (Map.Entry<String, String> role : support.columns().entrySet()) {
                roles.put(role.getKey() + "#" + at, role.getValue());
            }
        }
        return roles;
    }

    /** What is saved on an input is a price times the quantity used, in the money of the revenue. */
    private static void prices(Columns.Request request, Map<String, String> columns, String revenue) {
        String used = columns.getOrDefault("quantity used", "");
        String paid = columns.getOrDefault("price paid", "");
        String market = columns.getOrDefault("market price", "");
        request.sameUnit(paid, market).product(paid, used, revenue).product(market, used, revenue);
    }

    private Read read() {
        double[] revenue = in.number(choices.revenue());
        for (Support support : choices.supports()) {
            check(support);
        }
        problems.throwIfAny();
        int[] all = in.keys().codes();
        drop("rows with a missing key", i -> all[i] < 0);
        drop("rows without " + choices.revenue(), i -> !(revenue[i] > 0));
        dropMissing(choices.cost());
        dropMissing(choices.depreciation());
        choices.supports().forEach(this::dropUnusable);
        Keys keys = in.keys(choices.keys(), i -> reason[i] == 0);
        int[] slot = slots(keys);
        Accounts accounts = fill(slot, keys.count());
        double[] quantity = choices.quantity().isEmpty() ? new double[0] : new double[keys.count()];
        if (quantity.length > 0) {
            scatter(slot, in.number(choices.quantity()), quantity);
        }
        int time =
                in.timeKeys().size() == 1 ? choices.keys().indexOf(in.timeKeys().get(0)) : -1;
        return new Read(accounts, keys, quantity, leftOut(), time < 0 ? new int[0] : years(keys, time), time);
    }

    private int[] years(Keys keys, int time) {
        Periods periods = in.periods(choices.keys().get(time));
        return IntStream.range(0, keys.count())
                .map(g -> (int) Math.floor(periods.decimalYear((long) keys.value(g, time))))
                .toArray();
    }

    private int[] slots(Keys keys) {
        int[] codes = keys.codes();
        int[] first = new int[keys.count()];
        Arrays.fill(first, -1);
        for (int i = 0; i < codes.length; i++) {
            if (reason[i] != 0) {
                codes[i] = -1;
                continue;
            }
            if (first[codes[i]] >= 0) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "SubsidyMargin needs one row for each group, but \"" + keys.label(codes[i]) + "\" in table \""
                                + in.source().name() + "\" has rows " + (first[codes[i]] + 1) + " and " + (i + 1)
                                + ". Add the column that tells them apart to by(…); tax makes margins of sums differ from sums of margins.");
            }
            first[codes[i]] = i;
        }
        if (keys.count() == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "SubsidyMargin needs at least one complete row, but table \""
                            + in.source().name() + "\" has " + in.rows() + " rows and none is complete: "
                            + Numbers.fixed(in.rows(), 0) + " left out. " + String.join("; ", reasons) + ".");
        }
        return codes;
    }

    private Map<String, Integer> leftOut() {
        Map<String, Integer> out = new LinkedHashMap<>();
        for (int r : reason) {
            if (r > 0) {
                out.merge(reasons.get(r - 1), 1, Integer::sum);
            }
        }
        return out;
    }

    private void check(Support support) {
        support.numbers()
                .forEach((role, number) -> problems.require(
                        number >= 0 && number <= 1,
                        Reason.OUT_OF_RANGE,
                        "SubsidyMargin needs a " + role + " between 0 and 1, but it is " + Numbers.argument(number)
                                + ". Write 0.25 for twenty-five percent."));
    }

    private void drop(String why, java.util.function.IntPredicate bad) {
        reasons.add(why);
        for (int i = 0; i < reason.length; i++) {
            if (reason[i] == 0 && bad.test(i)) {
                reason[i] = reasons.size();
            }
        }
    }

    private void dropMissing(String column) {
        if (!column.isEmpty()) {
            double[] cells = in.number(column);
            drop("rows without " + column, i -> Double.isNaN(cells[i]));
        }
    }

    /** A missing rate matters only where there is debt, a missing price only where the input is used. */
    private void dropUnusable(Support support) {
        Map<String, String> columns = support.columns();
        String base = columns.keySet().iterator().next();
        double[] amount = amount(support);
        drop("rows without " + columns.get(base), i -> Double.isNaN(amount[i]));
        boolean always = support.kind() == Support.Kind.TAX || support.kind() == Support.Kind.EQUITY;
        columns.forEach((role, column) -> {
            if (role.equals("rating")) {
                @Nullable String[] ratings = in.text(column);
                drop("rows with debt and no " + column, i -> amount[i] > 0 && ratings[i] == null);
            } else if (!role.equals(base) && !role.equals("closing debt")) {
                double[] cells = in.number(column);
                String what = support.kind() == Support.Kind.CREDIT ? "rows with debt and no " : "rows without ";
                drop(what + column, i -> (always || amount[i] != 0) && Double.isNaN(cells[i]));
            }
        });
    }

    /** The amount on which a support works: debt, quantity, equity, or the amount of a grant or tax. */
    private double[] amount(Support support) {
        Map<String, String> columns = support.columns();
        double[] base = in.number(columns.values().iterator().next());
        String closing = columns.get("closing debt");
        if (closing == null) {
            return base;
        }
        double[] end = in.number(closing);
        double[] mean = new double[base.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (base[i] + end[i]) / 2;
        }
        return mean;
    }

    private void scatter(int[] slot, double[] from, double[] to) {
        for (int i = 0; i < slot.length; i++) {
            if (slot[i] >= 0) {
                to[slot[i]] = from[i];
            }
        }
    }

    private Accounts fill(int[] slot, int count) {
        Accounts out = new Accounts(count, choices.instruments().size());
        scatter(slot, in.number(choices.revenue()), out.revenue);
        scatter(slot, in.number(choices.cost()), out.cost);
        if (!choices.depreciation().isEmpty()) {
            double[] depreciation = in.number(choices.depreciation());
            each(slot, (i, o) -> {
                out.depreciation[o] = depreciation[i];
                out.cost[o] += depreciation[i];
            });
        }
        List<Support> ordered = new ArrayList<>(choices.supports());
        ordered.sort(java.util.Comparator.comparing(Support::kind));
        for (Support support : ordered) {
            int at = choices.instruments().indexOf(support);
            new SupportReader(in, support, amount(support)).fill(slot, out, at, choices);
        }
        return out;
    }

    /** Row and slot of each account that is kept. */
    interface Pair {
        void accept(int row, int slot);
    }

    static void each(int[] slot, Pair pair) {
        for (int i = 0; i < slot.length; i++) {
            if (slot[i] >= 0) {
                pair.accept(i, slot[i]);
            }
        }
    }
}
