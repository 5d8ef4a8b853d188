package org.overhang.subsidy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Interval;
import org.overhang.core.Keys;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Panel;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.core.time.PeriodUnit;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Firms that only cheap credit keeps alive, by three definitions side by side.
 *
 * <pre>
 * Caballero–Hoshi–Kashyap  x = (R − R*) / B,  zombie if x &lt; 0; fuzzy: 1 below d1, 0 above d2, a line between
 * OECD                     age ≥ 10 and EBIT &lt; interest in three years running
 * De Jonghe et al.         age ≥ 10, three years' EBITDA below three years' interest, and so in at least two of them
 * </pre>
 *
 * <p>{@code R} interest paid; {@code R*} the least that the best borrowers would have paid on the same debt; {@code B} debt at the start of
 * the year. Only the first definition detects interest subsidies; low general rates make the others vanish. Age is taken at the last of the
 * three years; a firm without three years running has no answer by the latter two. Rows with a missing amount are left out and counted; debt
 * below zero is refused, no debt gives no answer by the first definition. The last key is the year.
 *
 * <p>What the best borrowers would have paid is contested, so the first definition has bounds: {@code R*} moves by some points of debt to
 * either side (0.5 by default, printed), and a firm is one for certain, none for certain, or contested. The latter two rest on accounts only.
 *
 * <pre>{@code
 * var z = Zombies.of("interest_usd").least("interest_of_best_usd").debt("opening_debt_usd").age("age").ebit("ebit_usd").ebitda("ebitda_usd")
 *         .by("firm", "year").measure(firms);
 * z.share();
 * }</pre>
 *
 * <p>Caballero, Hoshi and Kashyap, American Economic Review 98 (2008), 1943–1977; Adalet McGowan, Andrews and Millot, OECD ECO/WKP(2017)4.
 */
public final class Zombies {
    private static final int GROWN = 10;
    private final List<String> columns;
    private final List<String> keys;
    private final double contestedRate;

    private Zombies(List<String> columns, List<String> keys, double contestedRate) {
        this.columns = columns;
        this.keys = keys;
        this.contestedRate = contestedRate;
    }

    /**
     * Starts with the interest paid.
     *
     * @param interest column of amounts
     * @return what still needs the other columns, in the order of {@link Needs}
     */
    public static Needs of(String interest) {
        return new Needs(List.of(interest));
    }

    /** Columns so far; least, debt, age, ebit and ebitda follow in this order. */
    public static final class Needs {
        private static final List<String> ORDER = List.of("interest", "least", "debt", "age", "ebit", "ebitda");
        private final List<String> columns;

        private Needs(List<String> columns) {
            this.columns = columns;
        }

        private Needs and(int place, String column) {
            if (columns.size() != place) {
                throw new OverhangException(
                        Reason.MISSING_COLUMN,
                        "Zombies needs its columns in the order " + String.join(", ", ORDER) + ", but "
                                + ORDER.get(place) + " came after " + ORDER.get(columns.size() - 1) + ".");
            }
            List<String> more = new java.util.ArrayList<>(columns);
            more.add(column);
            return new Needs(List.copyOf(more));
        }

        /**
         * The least interest that the best borrowers would have paid on the same debt.
         *
         * @param column amounts
         * @return the columns so far
         */
        public Needs least(String column) {
            return and(1, column);
        }

        /**
         * All debt at the start of the year.
         *
         * @param column amounts
         * @return the columns so far
         */
        public Needs debt(String column) {
            return and(2, column);
        }

        /**
         * Age of the firm.
         *
         * @param column years
         * @return the columns so far
         */
        public Needs age(String column) {
            return and(3, column);
        }

        /**
         * Earnings before interest and tax.
         *
         * @param column amounts
         * @return the columns so far
         */
        public Needs ebit(String column) {
            return and(4, column);
        }

        /**
         * Earnings before interest, tax, depreciation and amortization.
         *
         * @param column amounts
         * @return a method that still needs its keys
         */
        public Zombies ebitda(String column) {
            return new Zombies(and(5, column).columns, List.of(), 0.005);
        }
    }

    /**
     * One group a row; the last key is the year, in any notation.
     *
     * @param columns key columns
     * @return the method by these keys
     */
    public Zombies by(String... columns) {
        return new Zombies(this.columns, List.of(columns), contestedRate);
    }

    /**
     * How far the rate of the best borrowers is contested, to either side.
     *
     * @param points a fraction a year, default 0.005
     * @return the method with bounds for this
     */
    public Zombies contestedRate(double points) {
        return new Zombies(columns, keys, points);
    }

    /**
     * The least interest on debt of each kind, {@code rs BS + mean(rl) BL + min(coupon) bonds}.
     *
     * @param shortRate prime short rate of the year before
     * @param shortDebt short-term bank debt at the start of the year
     * @param longRates prime long rates of the five years before
     * @param longDebt long-term bank debt at the start of the year
     * @param leastCoupon least coupon of convertible bonds in the last five years
     * @param bonds bonds at the start of the year
     * @return an amount
     */
    public static double leastInterest(
            double shortRate, double shortDebt, double[] longRates, double longDebt, double leastCoupon, double bonds) {
        double mean = java.util.Arrays.stream(longRates).average().orElse(Double.NaN);
        return shortRate * shortDebt + mean * longDebt + leastCoupon * bonds;
    }

    /**
     * Measures.
     *
     * @param firms one row a firm and year
     * @return all definitions
     * @throws OverhangException for missing columns, negative debt, two rows of one group
     */
    public Found measure(Source firms) {
        int last = keys.size() - 1;
        Panel.Request request = Panel.neededBy("Zombies");
        if (last >= 0) {
            request.by(keys.subList(0, last)).over(keys.get(last));
        }
        for (int i = 0; i < columns.size(); i++) {
            request.number(Needs.ORDER.get(i), columns.get(i));
        }
        List<String> money = Needs.ORDER.stream()
                .filter(role -> !role.equals("age"))
                .map(role -> columns.get(Needs.ORDER.indexOf(role)))
                .toList();
        Panel in = request.rules(units -> units.sameUnit(money.toArray(String[]::new)))
                .read(firms);
        Problems problems = new Problems();
        problems.require(
                contestedRate >= 0 && contestedRate < 1,
                Reason.OUT_OF_RANGE,
                "Zombies needs a contested rate of at least 0 and below 1, but it is " + Numbers.argument(contestedRate)
                        + ". Write 0.005 for half a point.");
        problems.require(
                last < 0 || in.time().unit() == PeriodUnit.YEAR || !in.time().isDated(),
                Reason.BAD_VALUE,
                "Zombies needs years in its last key, since it counts three of them, but \""
                        + keys.get(Math.max(0, last))
                        + "\" holds a " + (last < 0 ? "" : in.time().unit().word())
                        + " a row. Add the rows of a year up first.");
        in.refuse(problems, "debt", v -> v < 0, "Zombies needs debt of zero or more, but it is negative in");
        problems.throwIfAny();
        return new Found(in, contestedRate);
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #measure(Source)}
     */
    public Found measure(Table table) {
        return measure(Source.of(table));
    }

    /** Which firms are zombies, by definition; 1 yes, 0 no, NaN no answer. */
    public static final class Found implements Result {
        private final Panel in;
        private final double contestedRate;

        private Found(Panel in, double contestedRate) {
            this.in = in;
            this.contestedRate = contestedRate;
        }

        private double[] each(java.util.function.IntToDoubleFunction of) {
            return IntStream.range(0, in.count()).mapToDouble(of).toArray();
        }

        /**
         * Interest paid less the least, over debt.
         *
         * @return one rate a group
         */
        public double[] gap() {
            return each(g -> in.get("debt")[g] > 0
                    ? (in.get("interest")[g] - in.get("least")[g]) / in.get("debt")[g]
                    : Double.NaN);
        }

        /**
         * Paying less than the best borrowers would.
         *
         * @return one answer a group
         */
        public double[] cheapCredit() {
            return cheapCreditAt(0);
        }

        /** The answer if the best borrowers' rate is higher by these points. */
        private double[] cheapCreditAt(double points) {
            double[] gap = gap();
            return each(g -> Double.isNaN(gap[g]) ? Double.NaN : gap[g] < points ? 1 : 0);
        }

        /**
         * The answers over the contested rate of the best borrowers: [1, 1] a zombie for certain, [0, 0] none, [0, 1] contested.
         *
         * @return one interval a group, level 1; null where there is no answer
         */
        public List<@Nullable Interval> cheapCreditBounds() {
            double[] low = cheapCreditAt(-contestedRate);
            double[] high = cheapCreditAt(contestedRate);
            List<@Nullable Interval> out = new ArrayList<>();
            for (int g = 0; g < low.length; g++) {
                out.add(Double.isNaN(low[g]) ? null : new Interval(low[g], high[g], 1, boundsWords()));
            }
            return out;
        }

        private String boundsWords() {
            return "bounds over the best borrowers' rate ±" + Numbers.fixed(100 * contestedRate, 2) + " points";
        }

        /**
         * The same by degrees: 1 below {@code low}, 0 from {@code high}, a line between.
         *
         * @param low rate below which a firm is a zombie for certain
         * @param high rate from which it is none
         * @return one degree a group
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless the first rate is below the second
         */
        public double[] cheapCredit(double low, double high) {
            if (!(low < high)) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "A degree needs a lower rate below the higher one, but they are " + Numbers.argument(low)
                                + " and " + Numbers.argument(high)
                                + ". Write cheapCredit(0, 0.005) for fifty basis points.");
            }
            double[] gap = gap();
            return each(g ->
                    Double.isNaN(gap[g]) ? Double.NaN : Math.min(1, Math.max(0, (high - gap[g]) / (high - low))));
        }

        /**
         * Grown up, and earnings below interest in three years running.
         *
         * @return one answer a group
         */
        public double[] uncovered() {
            return each(g -> threeYears(g)
                    ? in.get("age")[g] >= GROWN
                                    && IntStream.rangeClosed(g - 2, g)
                                            .allMatch(k -> in.get("ebit")[k] < in.get("interest")[k])
                            ? 1
                            : 0
                    : Double.NaN);
        }

        /**
         * Grown up, three years' cash earnings below three years' interest, and so in at least two of them.
         *
         * @return one answer a group
         */
        public double[] uncoveredInCash() {
            return each(g -> {
                if (!threeYears(g)) {
                    return Double.NaN;
                }
                double sum = 0;
                int years = 0;
                for (int k = g - 2; k <= g; k++) {
                    double margin = in.get("ebitda")[k] - in.get("interest")[k];
                    sum += margin;
                    years += margin < 0 ? 1 : 0;
                }
                return in.get("age")[g] >= GROWN && sum < 0 && years >= 2 ? 1 : 0;
            });
        }

        private boolean threeYears(int g) {
            Keys keys = in.keys();
            int last = keys.names().size() - 1;
            if (last < 0 || g < 2 || keys.value(g, last) - keys.value(g - 2, last) != 2) {
                return false;
            }
            return IntStream.range(0, last).allMatch(key -> keys.level(g, key) == keys.level(g - 2, key));
        }

        /**
         * The share of debt that firms with too cheap credit owe.
         *
         * @return a fraction of all debt; NaN if nobody owes any
         */
        public double share() {
            return share(cheapCredit(), g -> true);
        }

        /**
         * Bounds of this share over the contested rate of the best borrowers.
         *
         * @return bounds, level 1
         * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if nobody owes any debt
         */
        public Interval shareBounds() {
            if (Double.isNaN(share())) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "A share of zombies needs debt, but no firm owes any. Use uncovered(), which needs none.");
            }
            return new Interval(
                    share(cheapCreditAt(-contestedRate), g -> true),
                    share(cheapCreditAt(contestedRate), g -> true),
                    1,
                    boundsWords());
        }

        private double share(double[] yes, IntPredicate counts) {
            double zombies = 0;
            double all = 0;
            for (int g = 0; g < yes.length; g++) {
                if (counts.test(g)) {
                    all += in.get("debt")[g];
                    zombies += yes[g] == 1 ? in.get("debt")[g] : 0;
                }
            }
            return all > 0 ? zombies / all : Double.NaN;
        }

        /**
         * The share of debt by the values of one key, for example by sector or by year.
         *
         * @param key one of the keys
         * @return {@code key share conf_low conf_high debt}; missing shares where nobody owes any debt
         * @throws OverhangException {@link Reason#MISSING_COLUMN} if it is not a key
         */
        public Table shares(String key) {
            Keys keys = in.keys();
            int at = keys.names().indexOf(key);
            if (at < 0) {
                throw new OverhangException(
                        Reason.MISSING_COLUMN,
                        "Shares of zombies need a key, but \"" + key + "\" is none. " + Nearest.hint(key, keys.names())
                                + "Keys: " + String.join(", ", keys.names()) + ".");
            }
            Map<String, Integer> values = new LinkedHashMap<>();
            for (int g = 0; g < in.count(); g++) {
                values.putIfAbsent(keys.label(g, at), keys.level(g, at));
            }
            double[][] answers = {cheapCredit(), cheapCreditAt(-contestedRate), cheapCreditAt(contestedRate)};
            StringColumn name = StringColumn.create(key, values.keySet());
            Table out = Table.create("shares", name);
            String[] columns = {"share", "conf_low", "conf_high"};
            for (int c = 0; c < columns.length; c++) {
                double[] yes = answers[c];
                out.addColumns(DoubleColumn.create(
                        columns[c],
                        values.values().stream()
                                .mapToDouble(level -> share(yes, g -> keys.level(g, at) == level))
                                .toArray()));
            }
            return out.addColumns(DoubleColumn.create(
                    "debt",
                    values.values().stream()
                            .mapToDouble(level -> IntStream.range(0, in.count())
                                    .filter(g -> keys.level(g, at) == level)
                                    .mapToDouble(g -> in.get("debt")[g])
                                    .sum())
                            .toArray()));
        }

        @Override
        public Table tidy() {
            return in.keys()
                    .beside(Table.create("zombies")
                            .addColumns(
                                    DoubleColumn.create("gap", gap()),
                                    DoubleColumn.create("cheap_credit", cheapCredit()),
                                    end("conf_low", Interval::low),
                                    end("conf_high", Interval::high),
                                    DoubleColumn.create("uncovered", uncovered()),
                                    DoubleColumn.create("uncovered_in_cash", uncoveredInCash())));
        }

        private DoubleColumn end(String name, ToDoubleFunction<Interval> of) {
            return DoubleColumn.create(
                    name,
                    cheapCreditBounds().stream()
                            .mapToDouble(b -> b == null ? Double.NaN : of.applyAsDouble(b))
                            .toArray());
        }

        @Override
        public Table glance() {
            return Table.create("glance")
                    .addColumns(
                            IntColumn.create("nobs", new int[] {in.count()}),
                            IntColumn.create("dropped", new int[] {in.dropped()}),
                            DoubleColumn.create("share", new double[] {share()}));
        }

        @Override
        public Summary summary() {
            List<String> names = List.of("cheap credit", "uncovered", "uncovered in cash");
            double[][] answers = {cheapCredit(), uncovered(), uncoveredInCash()};
            Summary.Builder out = Summary.of("Zombies")
                    .choice("age from", GROWN + " years")
                    .choice("share", "weighted by debt")
                    .choice("best borrowers' rate contested by", Numbers.fixed(100 * contestedRate, 2) + " points")
                    .grid(Summary.grid(3)
                            .text("definition", "", names::get)
                            .number(
                                    "zombies",
                                    "",
                                    0,
                                    i -> java.util.Arrays.stream(answers[i])
                                            .filter(v -> v == 1)
                                            .count())
                            .number(
                                    "answered",
                                    "",
                                    0,
                                    i -> java.util.Arrays.stream(answers[i])
                                            .filter(v -> !Double.isNaN(v))
                                            .count()))
                    .paragraph("Share of debt with too cheap credit", shareWords())
                    .identifies("What the best borrowers pay on the same debt.")
                    .breaks("Debt booked as other payables; rates so low that everybody covers interest.")
                    .doesNotShow("Who decided to lend.");
            return in.leftOut(out).build();
        }

        private String shareWords() {
            if (Double.isNaN(share())) {
                return "none: nobody owes any debt";
            }
            Interval bounds = shareBounds();
            return Numbers.percent(share(), 1) + ", " + Numbers.percent(bounds.low(), 1) + " to "
                    + Numbers.percent(bounds.high(), 1) + " over the contested rate";
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
