package org.overhang.dependence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Columns;
import org.overhang.core.Interval;
import org.overhang.core.Keys;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a supplier can stop: output at risk if an input is cut off, as a range where stocks, substitutes and recovery are ranges.
 *
 * <p>Formula: {@code cut = share (1 - alt)}; the stock lasts {@code stock/cut} weeks of the shortfall; weeks short
 * {@code \max(0, \min(H, recover) - stock/cut)}; output at risk {@code Y cut \cdot weeks/H}; leverage is output at risk over the value
 * of imports from the supplier, {@code Y coef share}. If all inputs are cut, output follows the largest cut active at each
 * moment, {@code (Y/H) \int_0^H \max_k cut_k(t) dt}: at least the largest single loss, and not the sum. With a substitution
 * elasticity {@code \sigma > 0} a cut takes {@code 1 - [1 - \alpha + \alpha(1 - cut)^{(\sigma-1)/\sigma}]^{\sigma/(\sigma-1)}} of
 * output, {@code \alpha} the input's cost share, instead of the whole cut.
 *
 * <p>Symbols: share of the input from the supplier, alt the part of it that others replace at once, stock in weeks of full use,
 * recover in weeks until the input is whole again, coef cost share of the input in output; Y gross output over the horizon of H
 * weeks. Ranges: name a low and a high column; the loss rises with share and recover and falls with alt and stock, so its
 * ends are exact. Missing cells: the input is left out and counted. There is no composite index: weights would be arbitrary.
 *
 * <p>Defaults: horizon 52 weeks, no substitution (Leontief).
 *
 * <pre>{@code
 * ChokePoints.of("input").share("share").replaceable("alt_low", "alt_high").stock("stock_weeks").recovery("recover_weeks")
 *         .costShare("coef").output(1_000).measure(inputs);
 * }</pre>
 *
 * <p>Errors: those of columns; {@link Reason#BAD_VALUE} for shares outside 0 to 1, negative weeks, a low above its high or a
 * repeated input; {@link Reason#OUT_OF_RANGE} for arguments.
 *
 * <p>Source: the accounting over time is this library's; the loss with substitution follows from the production function of
 * Arrow, Chenery, Minhas and Solow (1961), Review of Economics and Statistics 43, 225–250, other inputs held.
 */
public final class ChokePoints {
    private static final List<String> ROLES = List.of("share", "replaceable", "stock", "recovery", "costShare");

    private final String input;
    private final Map<String, String[]> columns;
    private final double output;
    private final double horizon;
    private final double sigma;

    private ChokePoints(String input, Map<String, String[]> columns, double output, double horizon, double sigma) {
        this.input = input;
        this.columns = columns;
        this.output = output;
        this.horizon = horizon;
        this.sigma = sigma;
    }

    /**
     * Starts with the column of inputs.
     *
     * @param input its name
     * @return a method that still needs its other columns and output
     */
    public static ChokePoints of(String input) {
        return new ChokePoints(input, Map.of(), Double.NaN, 52, 0);
    }

    private ChokePoints with(String role, String low, String high) {
        Map<String, String[]> more = new LinkedHashMap<>(columns);
        more.put(role, new String[] {low, high});
        return new ChokePoints(input, more, output, horizon, sigma);
    }

    /**
     * The supplier's share of the input.
     *
     * @param column 0 to 1
     * @return the method
     */
    public ChokePoints share(String column) {
        return with("share", column, column);
    }

    /**
     * A range for the supplier's share.
     *
     * @param low column of lower ends
     * @param high column of upper ends
     * @return the method
     */
    public ChokePoints share(String low, String high) {
        return with("share", low, high);
    }

    /**
     * The part of the supplier's share that others replace at once.
     *
     * @param column 0 to 1
     * @return the method
     */
    public ChokePoints replaceable(String column) {
        return with("replaceable", column, column);
    }

    /**
     * A range for what others replace.
     *
     * @param low column of lower ends
     * @param high column of upper ends
     * @return the method
     */
    public ChokePoints replaceable(String low, String high) {
        return with("replaceable", low, high);
    }

    /**
     * Stocks.
     *
     * @param column weeks of full use
     * @return the method
     */
    public ChokePoints stock(String column) {
        return with("stock", column, column);
    }

    /**
     * A range for stocks.
     *
     * @param low column of lower ends
     * @param high column of upper ends
     * @return the method
     */
    public ChokePoints stock(String low, String high) {
        return with("stock", low, high);
    }

    /**
     * Recovery.
     *
     * @param column weeks until the input is whole again
     * @return the method
     */
    public ChokePoints recovery(String column) {
        return with("recovery", column, column);
    }

    /**
     * A range for recovery.
     *
     * @param low column of lower ends
     * @param high column of upper ends
     * @return the method
     */
    public ChokePoints recovery(String low, String high) {
        return with("recovery", low, high);
    }

    /**
     * The input's share in the cost of output.
     *
     * @param column 0 to 1
     * @return the method
     */
    public ChokePoints costShare(String column) {
        return with("costShare", column, column);
    }

    /**
     * Gross output that needs the inputs.
     *
     * @param overHorizon money or units over the horizon
     * @return the method
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless positive
     */
    public ChokePoints output(double overHorizon) {
        return new ChokePoints(input, columns, positive("gross output", overHorizon), horizon, sigma);
    }

    /**
     * How long is looked at.
     *
     * @param weeks more than 0
     * @return the method
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless positive
     */
    public ChokePoints horizon(double weeks) {
        return new ChokePoints(input, columns, output, positive("horizon", weeks), sigma);
    }

    /**
     * How well other inputs stand in.
     *
     * @param elasticity more than 0; the smaller, the nearer to no substitution
     * @return the method
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless positive
     */
    public ChokePoints substitution(double elasticity) {
        return new ChokePoints(input, columns, output, horizon, positive("substitution elasticity", elasticity));
    }

    private static double positive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "ChokePoints needs a positive " + what + ", but it is " + value + ".");
        }
        return value;
    }

    /** One input at one end of its ranges. */
    private record Cut(double share, double alt, double stock, double recover, double coef) {
        double cut() {
            return share * (1 - alt);
        }

        double from() {
            return cut() > 0 ? stock / cut() : Double.POSITIVE_INFINITY;
        }

        double weeks(double horizon) {
            return cut() > 0 ? Math.max(0, Math.min(horizon, recover) - from()) : 0;
        }

        boolean active(double t, double horizon) {
            return t >= from() && t < Math.min(horizon, recover);
        }
    }

    /** Share of output lost while these cuts are active. */
    private double loss(List<Cut> active) {
        if (sigma == 0) {
            return active.stream().mapToDouble(Cut::cut).max().orElse(0);
        }
        double rest = 1;
        double sum = 0;
        double logs = 0;
        double power = (sigma - 1) / sigma;
        for (Cut c : active) {
            rest -= c.coef;
            sum += c.coef * FastMath.pow(1 - c.cut(), power);
            logs += c.coef * FastMath.log(1 - c.cut());
        }
        return 1 - (sigma == 1 ? FastMath.exp(logs) : FastMath.pow(Math.max(0, rest) + sum, 1 / power));
    }

    private double single(Cut c) {
        return output * loss(List.of(c)) * c.weeks(horizon) / horizon;
    }

    private double joint(List<Cut> cuts) {
        double[] moments = cuts.stream()
                .flatMapToDouble(c -> java.util.stream.DoubleStream.of(c.from(), Math.min(horizon, c.recover)))
                .filter(t -> t < horizon)
                .sorted()
                .distinct()
                .toArray();
        double sum = 0;
        double at = 0;
        for (int i = 0; i <= moments.length; i++) {
            double next = i < moments.length ? Math.max(0, moments[i]) : horizon;
            double start = at;
            List<Cut> active =
                    cuts.stream().filter(c -> c.active(start, horizon)).toList();
            sum += active.isEmpty() ? 0 : loss(active) * (next - at);
            at = next;
        }
        return output * sum / horizon;
    }

    /**
     * Measures what is at risk.
     *
     * @param source one row an input
     * @return the ranges
     * @throws OverhangException see the class
     */
    public Measured measure(Source source) {
        Problems missing = new Problems();
        for (String role : ROLES) {
            missing.require(
                    columns.containsKey(role),
                    Reason.MISSING_COLUMN,
                    "ChokePoints needs a " + role + " column. Say " + role + "(...).");
        }
        missing.require(!Double.isNaN(output), Reason.OUT_OF_RANGE, "ChokePoints needs gross output. Say output(...).");
        missing.throwIfAny();
        Columns.Request request = Columns.neededBy("ChokePoints").keys(input);
        columns.forEach((role, pair) -> request.number(role, pair[0]).number(role, pair[1]));
        Columns in = request.read(source);
        Keys keys = in.keys();
        int[] codes = keys.codes();
        List<double[]> cells = new ArrayList<>();
        ROLES.forEach(role -> {
            cells.add(in.number(java.util.Objects.requireNonNull(columns.get(role))[0]));
            cells.add(in.number(java.util.Objects.requireNonNull(columns.get(role))[1]));
        });
        int[] kept = IntStream.range(0, in.rows())
                .filter(i -> codes[i] >= 0 && cells.stream().noneMatch(c -> Double.isNaN(c[i])))
                .boxed()
                .sorted(java.util.Comparator.comparingInt((Integer i) -> codes[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        check(cells, kept, codes);
        List<Cut> mild = new ArrayList<>();
        List<Cut> severe = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i : kept) {
            labels.add(keys.label(codes[i]));
            mild.add(new Cut(cells.get(0)[i], cells.get(3)[i], cells.get(5)[i], cells.get(6)[i], cells.get(8)[i]));
            severe.add(new Cut(cells.get(1)[i], cells.get(2)[i], cells.get(4)[i], cells.get(7)[i], cells.get(8)[i]));
        }
        return new Measured(this, labels, mild, severe, in.rows() - kept.length, source.provenance());
    }

    /**
     * Measures what is at risk.
     *
     * @param table one row an input
     * @return the ranges
     */
    public Measured measure(Table table) {
        return measure(Source.of(table));
    }

    private void check(List<double[]> cells, int[] kept, int[] codes) {
        List<Integer> shares = new ArrayList<>();
        List<Integer> weeks = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (int i : kept) {
            for (int c : new int[] {0, 1, 2, 3, 8}) {
                if (!(cells.get(c)[i] >= 0 && cells.get(c)[i] <= 1) && !shares.contains(i + 1)) {
                    shares.add(i + 1);
                }
            }
            for (int c = 4; c < 8; c++) {
                if (!(cells.get(c)[i] >= 0) && !weeks.contains(i + 1)) {
                    weeks.add(i + 1);
                }
            }
            for (int c = 0; c < 8; c += 2) {
                if (cells.get(c)[i] > cells.get(c + 1)[i] && !ends.contains(i + 1)) {
                    ends.add(i + 1);
                }
            }
        }
        Problems problems = new Problems();
        refuse(problems, shares, "shares, replaceable parts and cost shares from 0 to 1");
        refuse(problems, weeks, "weeks of 0 or more");
        refuse(problems, ends, "lower ends at or below upper ends");
        problems.require(
                IntStream.of(kept).map(i -> codes[i]).distinct().count() == kept.length,
                Reason.BAD_VALUE,
                "ChokePoints needs each input once, but \"" + input + "\" repeats some. Add their rows up.");
        problems.throwIfAny();
    }

    private static void refuse(Problems problems, List<Integer> rows, String needed) {
        problems.require(
                rows.isEmpty(),
                Reason.BAD_VALUE,
                "ChokePoints needs " + needed + ", but not so in " + Columns.rowNumbers(rows) + ".");
    }

    /** Output at risk by input; make it with {@link ChokePoints#measure(Source)}. */
    public static final class Measured implements Result {
        private final ChokePoints method;
        private final List<String> labels;
        private final List<Cut> mild;
        private final List<Cut> severe;
        private final int dropped;
        private final Provenance provenance;

        private Measured(
                ChokePoints method,
                List<String> labels,
                List<Cut> mild,
                List<Cut> severe,
                int dropped,
                Provenance provenance) {
            this.provenance = provenance;
            this.method = method;
            this.labels = List.copyOf(labels);
            this.mild = mild;
            this.severe = severe;
            this.dropped = dropped;
        }

        private int at(String name) {
            int at = labels.indexOf(name);
            if (at < 0) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "ChokePoints has no input \"" + name + "\". Its inputs: " + String.join(", ", labels) + ".");
            }
            return at;
        }

        /**
         * Output at risk if one input is cut off.
         *
         * @param name the input
         * @return its range; the ends meet where nothing is a range
         */
        public Interval atRisk(String name) {
            int i = at(name);
            return bounds(method.single(mild.get(i)), method.single(severe.get(i)));
        }

        /**
         * Output at risk over the value of what is imported from the supplier.
         *
         * @param name the input
         * @return its range; 0 to 0 if nothing is imported
         */
        public Interval leverage(String name) {
            int i = at(name);
            return bounds(leverage(mild.get(i)), leverage(severe.get(i)));
        }

        private double leverage(Cut c) {
            double imports = method.output * c.coef * c.share;
            return imports > 0 ? method.single(c) / imports : 0;
        }

        /**
         * Output at risk if all inputs are cut off at once.
         *
         * @return its range; at least that of any one, at most that of all added up
         */
        public Interval joint() {
            return bounds(method.joint(mild), method.joint(severe));
        }

        private static Interval bounds(double a, double b) {
            return new Interval(Math.min(a, b), Math.max(a, b), 1, "bounds over the stated ranges");
        }

        /**
         * Output at risk by input, the bar from the mild to the severe end of the ranges.
         *
         * @return a figure with a plain title
         */
        public Figure figure() {
            double[] low = labels.stream().mapToDouble(l -> atRisk(l).low()).toArray();
            double[] high = labels.stream().mapToDouble(l -> atRisk(l).high()).toArray();
            double[] middle = java.util.stream.IntStream.range(0, low.length)
                    .mapToDouble(i -> (low[i] + high[i]) / 2)
                    .toArray();
            return Figure.bar()
                    .categories(labels.toArray(String[]::new))
                    .series("output at risk", middle)
                    .interval(low, high)
                    .horizontal()
                    .title("Output at risk if an input is cut off")
                    .subtitle("Bounds over the stated ranges of share, substitutes, stock and recovery; gross output "
                            + Numbers.plain(method.output))
                    .note("Bars: middle of the range, lines: its ends")
                    .source(provenance)
                    .sampleSize(labels.size());
        }

        /**
         * One row an input: {@code input cut_low cut_high weeks_low weeks_high at_risk_low at_risk_high leverage_low
         * leverage_high}.
         *
         * @return a fresh table
         */
        @Override
        public Table tidy() {
            DoubleColumn[] c = Tables.columns(
                    "cut_low",
                    "cut_high",
                    "weeks_low",
                    "weeks_high",
                    "at_risk_low",
                    "at_risk_high",
                    "leverage_low",
                    "leverage_high");
            for (int i = 0; i < labels.size(); i++) {
                Interval risk = atRisk(labels.get(i));
                Interval leverage = leverage(labels.get(i));
                Tables.append(
                        c,
                        mild.get(i).cut(),
                        severe.get(i).cut(),
                        mild.get(i).weeks(method.horizon),
                        severe.get(i).weeks(method.horizon),
                        risk.low(),
                        risk.high(),
                        leverage.low(),
                        leverage.high());
            }
            return Table.create("Choke points", StringColumn.create("input", labels))
                    .addColumns(c);
        }

        @Override
        public Table glance() {
            return Table.create(
                    "Choke points",
                    IntColumn.create("nobs", new int[] {labels.size()}),
                    IntColumn.create("dropped", new int[] {dropped}),
                    DoubleColumn.create("joint_low", joint().low()),
                    DoubleColumn.create("joint_high", joint().high()));
        }

        @Override
        public Summary summary() {
            Table t = tidy();
            return Summary.of("Choke points")
                    .choice("output", Numbers.plain(method.output))
                    .choice("horizon", Numbers.plain(method.horizon) + " weeks")
                    .choice("substitution", method.sigma == 0 ? "none" : Numbers.plain(method.sigma))
                    .grid(Summary.grid(labels.size())
                            .text("input", "", labels::get)
                            .number(
                                    "weeks short",
                                    "low",
                                    1,
                                    i -> t.doubleColumn("weeks_low").getDouble(i))
                            .number(
                                    "weeks short",
                                    "high",
                                    1,
                                    i -> t.doubleColumn("weeks_high").getDouble(i))
                            .significant(
                                    "at risk",
                                    "low",
                                    i -> t.doubleColumn("at_risk_low").getDouble(i))
                            .significant(
                                    "at risk",
                                    "high",
                                    i -> t.doubleColumn("at_risk_high").getDouble(i))
                            .significant(
                                    "leverage",
                                    "low",
                                    i -> t.doubleColumn("leverage_low").getDouble(i))
                            .significant(
                                    "leverage",
                                    "high",
                                    i -> t.doubleColumn("leverage_high").getDouble(i)))
                    .paragraph(
                            "All at once",
                            Numbers.significant(joint().low(), 4) + " to " + Numbers.significant(joint().high(), 4)
                                    + " at risk; the largest shortfall of each moment counts, not their sum")
                    .identifies("Shares, stocks and recovery as stated; output cannot run without the input.")
                    .breaks("Buyers who stretch inputs, redesign, or are served first.")
                    .doesNotShow("Whether anybody would cut the input off.")
                    .leftOut(dropped, "inputs with a missing cell")
                    .build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
