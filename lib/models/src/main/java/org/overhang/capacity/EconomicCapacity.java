package org.overhang.capacity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.overhang.core.Fraction;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Panel;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Economic capacity: the output at which short-run and long-run average cost touch, at the market's user cost of capital.
 *
 * <pre>
 * CV = w (a Y + b Y² / (2K)),  estimated as CV/(wY) = a + b Y/(2K)
 * shadow price Z = w b Y² / (2K²),  tangency Z = P_K:  Y* = K √(2 P_K / (w b)),  P_K = q (r* + δ − Δq/q)
 * CU = Y / Y*,  dual (CV + Z K) / (CV + P_K K)
 * </pre>
 *
 * <p>{@code CV} variable cost, {@code w} price of the variable input, {@code Y} output, {@code K} capital, {@code P_K} user cost a unit of
 * capital. Long-run returns are constant, so the tangency is also the least average cost. A subsidized user cost lowers {@code Y*} and raises
 * measured utilization, so state finance hides the overcapacity it pays for: the market's user cost is asked for, and the cost paid is shown
 * beside it. Rows with a missing amount are left out; amounts not above zero are refused. Intervals are by the delta method with Student's t,
 * 95 %: on log {@code b} for capacity and utilization, on both coefficients for the dual.
 *
 * <p>Defaults: no user cost paid, so that only the market's is used; the level of intervals is fixed.
 *
 * <pre>{@code
 * var full = EconomicCapacity.of("variable_cost").output("output").capital("capital").inputPrice("wage")
 *         .userCost("user_cost_market").paid("user_cost_paid").by("year").measure(series);
 * full.utilization();
 * full.utilizationAsPaid();
 * }</pre>
 *
 * <p>Errors: amounts not above zero, too few rows, and {@link Reason#NOT_IDENTIFIED} if cost does not rise with output over capital.
 *
 * <p>Berndt and Morrison, American Economic Review 71 (1981), 48–52; Nelson, Journal of Industrial Economics 37 (1989), 273–286.
 */
public final class EconomicCapacity {
    private final List<String> roles;
    private final String paid;
    private final List<String> keys;

    private EconomicCapacity(List<String> roles, String paid, List<String> keys) {
        this.roles = roles;
        this.paid = paid;
        this.keys = keys;
    }

    private static final List<String> NAMES = List.of("variable cost", "output", "capital", "input price", "user cost");

    /**
     * Starts with variable cost.
     *
     * @param variableCost column
     * @return what still needs the other columns
     */
    public static Needs of(String variableCost) {
        return new Needs(List.of(variableCost));
    }

    /** Columns that still miss some of output, capital, input price and user cost, which follow in this order. */
    public static final class Needs {
        private final List<String> roles;

        private Needs(List<String> roles) {
            this.roles = roles;
        }

        private Needs and(int place, String column) {
            if (roles.size() != place) {
                throw new OverhangException(
                        Reason.MISSING_COLUMN,
                        "EconomicCapacity needs its columns in the order output, capital, inputPrice, userCost, but "
                                + NAMES.get(place) + " came after " + NAMES.get(roles.size() - 1) + ".");
            }
            List<String> more = new ArrayList<>(roles);
            more.add(column);
            return new Needs(List.copyOf(more));
        }

        /**
         * Names output.
         *
         * @param column column
         * @return the columns so far
         */
        public Needs output(String column) {
            return and(1, column);
        }

        /**
         * Names capital.
         *
         * @param column column
         * @return the columns so far
         */
        public Needs capital(String column) {
            return and(2, column);
        }

        /**
         * Names the price of the variable input.
         *
         * @param column column
         * @return the columns so far
         */
        public Needs inputPrice(String column) {
            return and(3, column);
        }

        /**
         * Names the market's user cost of capital.
         *
         * @param column column
         * @return a method that can measure
         */
        public EconomicCapacity userCost(String column) {
            return new EconomicCapacity(and(4, column).roles, "", List.of());
        }
    }

    /**
     * Names the user cost that was paid, to show what support does to the measure.
     *
     * @param column column
     * @return the method with it
     */
    public EconomicCapacity paid(String column) {
        return new EconomicCapacity(roles, column, keys);
    }

    /**
     * One group a row.
     *
     * @param columns key columns
     * @return the method by these keys
     */
    public EconomicCapacity by(String... columns) {
        return new EconomicCapacity(roles, paid, List.of(columns));
    }

    /**
     * The user cost of capital, {@code q (r + δ − gain)}.
     *
     * @param price price of a unit of capital
     * @param rate interest rate, a fraction a year
     * @param depreciation a fraction a year
     * @param gain expected rise of the price, a fraction a year
     * @return cost a unit a year
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if a rate is no fraction: interest and gain −0.5 to 1, depreciation 0 to 1
     */
    public static double userCost(double price, double rate, double depreciation, double gain) {
        Problems problems = new Problems();
        problems.require(
                price > 0 && price < Double.POSITIVE_INFINITY,
                Reason.OUT_OF_RANGE,
                "A user cost needs a price of capital above 0, but it is " + Numbers.argument(price) + ".");
        Fraction.INTEREST.check(problems, "The interest rate of a user cost", rate);
        Fraction.SHARE.check(problems, "The depreciation of a user cost", depreciation);
        Fraction.INTEREST.check(problems, "The gain of a user cost", gain);
        problems.throwIfAny();
        return price * (rate + depreciation - gain);
    }

    /**
     * Estimates the cost function and measures utilization.
     *
     * @param source one row a group
     * @return economic utilization
     * @throws OverhangException see the class
     */
    public Fitted fit(Source source) {
        Panel.Request request = Panel.neededBy("EconomicCapacity").by(keys);
        for (int i = 0; i < NAMES.size(); i++) {
            request.number(NAMES.get(i), roles.get(i));
        }
        request.rules(money -> money.sameMoney(
                roles.get(NAMES.indexOf("variable cost")), roles.get(NAMES.indexOf("input price")), paid));
        Panel in = request.number("user cost paid", paid).read(source);
        Problems problems = new Problems();
        for (String role : NAMES) {
            in.refuse(
                    problems, role, v -> !(v > 0), "EconomicCapacity needs " + role + " above zero, but it is not in");
        }
        problems.throwIfAny();
        int n = in.count();
        double[] left = new double[n];
        double[] use = new double[n];
        for (int i = 0; i < n; i++) {
            double y = in.get("output")[i];
            left[i] = in.get("variable cost")[i] / (in.get("input price")[i] * y);
            use[i] = y / (2 * in.get("capital")[i]);
        }
        LeastSquares fit = LeastSquares.fit("A cost function", left, LeastSquares.ones(n), use);
        double slope = fit.beta()[1];
        if (!(slope > 0)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Economic capacity needs unit cost that rises with output over capital, but its slope is "
                            + Numbers.significant(slope, 3) + ". The data show no capacity limit in cost.");
        }
        return new Fitted(in, fit);
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #fit(Source)}
     */
    public Fitted fit(Table table) {
        return fit(Source.of(table));
    }

    /** Economic utilization at the market's user cost. */
    public static final class Fitted implements Result {
        private final Panel in;
        private final LeastSquares fit;

        private Fitted(Panel in, LeastSquares fit) {
            this.in = in;
            this.fit = fit;
        }

        /**
         * The cost function's two coefficients.
         *
         * @return {@code a}, {@code b}
         */
        public double[] coefficients() {
            return fit.beta().clone();
        }

        /**
         * Output over economic capacity at the market's user cost; above 1 is possible and says that more capital pays.
         *
         * @return one ratio a group
         */
        public double[] utilization() {
            return at(in.get("user cost"));
        }

        /**
         * The same at the user cost that was paid: support raises it.
         *
         * @return one ratio a group
         * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if no cost paid was named
         */
        public double[] utilizationAsPaid() {
            if (!in.has("user cost paid")) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "Utilization at the cost paid needs a user cost paid, but none is named. Add .paid(\"…\").");
            }
            return at(in.get("user cost paid"));
        }

        private double[] at(double[] userCost) {
            double[] out = new double[in.count()];
            for (int i = 0; i < out.length; i++) {
                out[i] = in.get("output")[i] / capacity(i, userCost[i]);
            }
            return out;
        }

        private double capacity(int i, double userCost) {
            return in.get("capital")[i] * Math.sqrt(2 * userCost / (in.get("input price")[i] * fit.beta()[1]));
        }

        /**
         * Economic capacity at the market's user cost, {@code Y*}.
         *
         * @return one amount a group, in the unit of output
         */
        public double[] capacity() {
            double[] out = new double[in.count()];
            for (int i = 0; i < out.length; i++) {
                out[i] = capacity(i, in.get("user cost")[i]);
            }
            return out;
        }

        /**
         * The shadow price of capital: what a unit more of it would save in variable cost. Above the user cost more capital pays.
         *
         * @return one price a group
         */
        public double[] shadowPrice() {
            double[] out = new double[in.count()];
            for (int i = 0; i < out.length; i++) {
                double use = in.get("output")[i] / in.get("capital")[i];
                out[i] = in.get("input price")[i] * fit.beta()[1] * use * use / 2;
            }
            return out;
        }

        /**
         * The dual measure: cost with capital at its shadow price over cost with capital at the market's user cost.
         *
         * @return one ratio a group
         */
        public double[] dual() {
            double[] out = new double[in.count()];
            double[] shadow = shadowPrice();
            for (int i = 0; i < out.length; i++) {
                out[i] = (variable(i) + shadow[i] * in.get("capital")[i]) / costAtMarket(i);
            }
            return out;
        }

        private double variable(int i) {
            double y = in.get("output")[i];
            double unit = fit.beta()[0] + fit.beta()[1] * y / (2 * in.get("capital")[i]);
            return in.get("input price")[i] * unit * y;
        }

        private double costAtMarket(int i) {
            return variable(i) + in.get("user cost")[i] * in.get("capital")[i];
        }

        private double student() {
            return new TDistribution(null, in.count() - 2).inverseCumulativeProbability(0.975);
        }

        private List<Interval> around(double[] estimate) {
            double error = Math.sqrt(fit.inverse().getEntry(1, 1) * fit.variance()) / fit.beta()[1] / 2;
            double factor = StrictMath.exp(student() * error);
            return Arrays.stream(estimate)
                    .mapToObj(e ->
                            new Interval(e / factor, e * factor, 0.95, "delta method on the log slope of unit cost"))
                    .toList();
        }

        /**
         * Intervals of utilization at the market's user cost.
         *
         * @return delta method, 95 %
         */
        public List<Interval> utilizationIntervals() {
            return around(utilization());
        }

        /**
         * Intervals of utilization at the user cost paid.
         *
         * @return delta method, 95 %
         * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if no cost paid was named
         */
        public List<Interval> utilizationAsPaidIntervals() {
            return around(utilizationAsPaid());
        }

        /**
         * Intervals of economic capacity.
         *
         * @return delta method, 95 %
         */
        public List<Interval> capacityIntervals() {
            return around(capacity());
        }

        /**
         * Intervals of the dual measure.
         *
         * @return delta method, 95 %
         */
        public List<Interval> dualIntervals() {
            double[] dual = dual();
            List<Interval> out = new ArrayList<>();
            for (int i = 0; i < dual.length; i++) {
                double y = in.get("output")[i];
                double wy = in.get("input price")[i] * y;
                double half = y / (2 * in.get("capital")[i]);
                double a = wy * (1 - dual[i]) / costAtMarket(i);
                double b = wy * half * (2 - dual[i]) / costAtMarket(i);
                double variance = a * a * fit.inverse().getEntry(0, 0)
                        + 2 * a * b * fit.inverse().getEntry(0, 1)
                        + b * b * fit.inverse().getEntry(1, 1);
                double reach = student() * Math.sqrt(Math.max(0, variance * fit.variance()));
                out.add(new Interval(dual[i] - reach, dual[i] + reach, 0.95, "delta method on both coefficients"));
            }
            return out;
        }

        @Override
        public Table tidy() {
            Table out = Table.create("economic_capacity").addColumns(DoubleColumn.create("utilization", utilization()));
            ends(out, "", utilizationIntervals());
            out.addColumns(DoubleColumn.create("capacity", capacity()));
            ends(out, "capacity_", capacityIntervals());
            out.addColumns(DoubleColumn.create("dual", dual()));
            ends(out, "dual_", dualIntervals());
            if (in.has("user cost paid")) {
                out.addColumns(DoubleColumn.create("utilization_as_paid", utilizationAsPaid()));
                ends(out, "as_paid_", utilizationAsPaidIntervals());
            }
            return in.keys().beside(out);
        }

        private static void ends(Table out, String prefix, List<Interval> intervals) {
            out.addColumns(
                    DoubleColumn.create(
                            prefix + "conf_low",
                            intervals.stream().mapToDouble(Interval::low).toArray()),
                    DoubleColumn.create(
                            prefix + "conf_high",
                            intervals.stream().mapToDouble(Interval::high).toArray()));
        }

        @Override
        public Table glance() {
            return Table.create("glance")
                    .addColumns(
                            IntColumn.create("nobs", new int[] {in.count()}),
                            IntColumn.create("dropped", new int[] {in.dropped()}),
                            DoubleColumn.create("a", new double[] {fit.beta()[0]}),
                            DoubleColumn.create("b", new double[] {fit.beta()[1]}));
        }

        @Override
        public Summary summary() {
            double[] u = utilization();
            List<Interval> intervals = utilizationIntervals();
            Summary.Grid grid = Summary.grid(u.length)
                    .text("group", "", in.keys()::label)
                    .percent("at market cost", "capacity", 1, i -> u[i])
                    .percent("from", "capacity", 1, i -> intervals.get(i).low())
                    .percent("to", "capacity", 1, i -> intervals.get(i).high());
            if (in.has("user cost paid")) {
                double[] paid = utilizationAsPaid();
                grid.percent("as paid", "capacity", 1, i -> paid[i]);
            }
            Summary.Builder out = Summary.of("Economic capacity")
                    .choice("cost", "quadratic in output, constant long-run returns")
                    .choice("intervals", "delta method, Student's t, 95 %")
                    .grid(grid)
                    .identifies("Unit variable cost that rises with output over capital.")
                    .breaks("A user cost that holds support; cost that moved for other reasons than use.")
                    .doesNotShow("Demand: a plant at its economic capacity may still sell at a loss.");
            return in.leftOut(out).build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
