package org.overhang.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Panel;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Break-even utilization by group and level. */
public final class BreakEvenResult implements Result {
    /** Whether a level can be reached. */
    public enum Status {
        /** At a utilization from above zero to one. */
        REACHABLE,
        /** At any utilization: subsidies cover fixed cost. */
        ALWAYS,
        /** Only above one: not with this capacity at this price. */
        IMPOSSIBLE,
        /** At none: price and unit subsidy do not cover variable cost. */
        SHUT_DOWN
    }

    /** Which end of the contested price and rates is looked at. */
    private enum End {
        BEST(1),
        MIDDLE(0),
        WORST(-1);

        private final int sign;

        End(int sign) {
            this.sign = sign;
        }
    }

    private final Panel in;
    private final BreakEven choices;

    BreakEvenResult(Panel in, BreakEven choices) {
        this.in = in;
        this.choices = choices;
    }

    private double uncovered(BreakEven.Level level, int g, End end) {
        double cost = in.get("fixed cost")[g];
        if (level != BreakEven.Level.CASH) {
            double points = -end.sign * choices.contestedRate();
            boolean market = level != BreakEven.Level.ACCOUNTING;
            double interest =
                    market && in.has("market interest") ? in.get("market interest")[g] : in.get("interest", 0)[g];
            cost += in.get("depreciation", 0)[g] + interest + (market ? points * in.get("debt", 0)[g] : 0);
            if (level == BreakEven.Level.ECONOMIC) {
                cost += (choices.equityCost() + points) * in.get("equity", 0)[g] / (1 - choices.tax());
            }
        }
        return Math.max(0, cost - in.get("fixed subsidy", 0)[g]);
    }

    private double utilization(BreakEven.Level level, int g, End end) {
        double price = in.get("price")[g] * (1 + end.sign * choices.contestedPrice());
        double margin = price + in.get("unit subsidy", 0)[g] - in.get("variable cost")[g];
        return margin > 0 ? uncovered(level, g, end) / (margin * in.get("capacity")[g]) : Double.NaN;
    }

    /**
     * Break-even utilization.
     *
     * @param level what revenue must cover
     * @return one rate a group: above 1 if the level cannot be reached, NaN if there is none
     */
    public double[] utilization(BreakEven.Level level) {
        return utilization(level, End.MIDDLE);
    }

    private double[] utilization(BreakEven.Level level, End end) {
        return IntStream.range(0, in.count())
                .mapToDouble(g -> utilization(level, g, end))
                .toArray();
    }

    /**
     * Bounds of the break-even utilization over the contested price and rates.
     *
     * @param level what revenue must cover
     * @return one interval a group, level 1; null where a price within the bounds leaves no break-even
     */
    public List<@Nullable Interval> utilizationBounds(BreakEven.Level level) {
        String words = "bounds over price ±" + Numbers.percent(choices.contestedPrice(), 1) + " and rates ±"
                + Numbers.fixed(100 * choices.contestedRate(), 1) + " points";
        double[] best = utilization(level, End.BEST);
        double[] worst = utilization(level, End.WORST);
        List<@Nullable Interval> out = new ArrayList<>();
        for (int g = 0; g < best.length; g++) {
            boolean none = Double.isNaN(best[g]) || Double.isNaN(worst[g]);
            out.add(none ? null : new Interval(best[g], worst[g], 1, words));
        }
        return out;
    }

    /**
     * Whether each group can reach the level.
     *
     * @param level what revenue must cover
     * @return one answer a group
     */
    public List<Status> status(BreakEven.Level level) {
        return status(level, End.MIDDLE);
    }

    /**
     * Whether each group can reach the level at the least favorable price and rates within the bounds.
     *
     * @param level what revenue must cover
     * @return one answer a group
     */
    public List<Status> statusAtWorst(BreakEven.Level level) {
        return status(level, End.WORST);
    }

    /**
     * Whether each group can reach the level at the most favorable price and rates within the bounds.
     *
     * @param level what revenue must cover
     * @return one answer a group
     */
    public List<Status> statusAtBest(BreakEven.Level level) {
        return status(level, End.BEST);
    }

    private List<Status> status(BreakEven.Level level, End end) {
        List<Status> out = new ArrayList<>();
        for (double u : utilization(level, end)) {
            if (Double.isNaN(u)) {
                out.add(Status.SHUT_DOWN);
            } else if (u == 0) {
                out.add(Status.ALWAYS);
            } else {
                out.add(u <= 1 ? Status.REACHABLE : Status.IMPOSSIBLE);
            }
        }
        return out;
    }

    /**
     * The price that breaks even at a utilization: {@code v − s + (F − S) / (u K)}, with no credit for subsidies beyond fixed cost.
     *
     * @param level what revenue must cover
     * @param utilization a rate above 0
     * @return one price a group
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the utilization is not positive
     */
    public double[] price(BreakEven.Level level, double utilization) {
        if (!(utilization > 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A break-even price needs a utilization above 0, but it is " + Numbers.argument(utilization)
                            + ". Write 0.59 for fifty-nine percent.");
        }
        double[] out = new double[in.count()];
        for (int g = 0; g < out.length; g++) {
            out[g] = in.get("variable cost")[g]
                    - in.get("unit subsidy", 0)[g]
                    + uncovered(level, g, End.MIDDLE) / (utilization * in.get("capacity")[g]);
        }
        return out;
    }

    @Override
    public Table tidy() {
        Table out = null;
        for (BreakEven.Level level : BreakEven.Level.values()) {
            String term = level.name().toLowerCase(Locale.ROOT);
            List<@Nullable Interval> bounds = utilizationBounds(level);
            Table part = in.keys()
                    .beside(Table.create("break_even")
                            .addColumns(
                                    StringColumn.create("term", java.util.Collections.nCopies(in.count(), term)),
                                    DoubleColumn.create("estimate", utilization(level)),
                                    end("conf_low", bounds, Interval::low),
                                    end("conf_high", bounds, Interval::high),
                                    StringColumn.create(
                                            "status", status(level).stream().map(BreakEvenResult::words)),
                                    StringColumn.create(
                                            "status_at_worst",
                                            statusAtWorst(level).stream().map(BreakEvenResult::words))));
            out = out == null ? part : out.append(part);
        }
        return java.util.Objects.requireNonNull(out);
    }

    private static DoubleColumn end(String name, List<@Nullable Interval> bounds, ToDoubleFunction<Interval> of) {
        return DoubleColumn.create(
                name,
                bounds.stream()
                        .mapToDouble(b -> b == null ? Double.NaN : of.applyAsDouble(b))
                        .toArray());
    }

    private static String words(Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public Table glance() {
        return Table.create("glance")
                .addColumns(
                        IntColumn.create("nobs", new int[] {in.count()}),
                        IntColumn.create("dropped", new int[] {in.dropped()}));
    }

    @Override
    public Summary summary() {
        Summary.Grid grid = Summary.grid(in.count()).text("group", "", in.keys()::label);
        for (BreakEven.Level level : BreakEven.Level.values()) {
            double[] u = utilization(level);
            List<@Nullable Interval> bounds = utilizationBounds(level);
            List<Status> status = status(level);
            List<Status> worst = statusAtWorst(level);
            grid.percent(level.name().toLowerCase(Locale.ROOT), "capacity", 1, i -> u[i])
                    .text(
                            "bounds",
                            "capacity",
                            i -> status.get(i) == Status.SHUT_DOWN ? "–" : words(bounds.get(i), worst.get(i)))
                    .text("", "", i -> status.get(i) == Status.REACHABLE ? "" : words(status.get(i)));
        }
        Summary.Builder out = Summary.of("Break-even utilization")
                .choice("cost of equity", Numbers.percent(choices.equityCost(), 1))
                .choice("tax", Numbers.percent(choices.tax(), 1))
                .choice("benchmark interest", in.has("market interest") ? "given" : "as paid")
                .choice("price contested by", Numbers.percent(choices.contestedPrice(), 1))
                .choice("rates by", Numbers.fixed(100 * choices.contestedRate(), 1) + " points")
                .grid(grid)
                .identifies("Price, variable and fixed cost as given; variable cost a unit is constant.")
                .breaks("Cost that is neither fixed nor proportional; a price that moves with output.")
                .doesNotShow(
                        "When the plant will close: below the cash level it saves cash by stopping, above it may still leave.");
        return in.leftOut(out).build();
    }

    private static String words(@Nullable Interval bounds, Status worst) {
        return bounds == null
                ? "to " + words(worst)
                : Numbers.fixed(100 * bounds.low(), 1) + "–" + Numbers.fixed(100 * bounds.high(), 1);
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
