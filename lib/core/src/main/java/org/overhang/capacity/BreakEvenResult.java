package org.overhang.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    private final Panel in;
    private final double equityCost;
    private final double tax;

    BreakEvenResult(Panel in, double equityCost, double tax) {
        this.in = in;
        this.equityCost = equityCost;
        this.tax = tax;
    }

    private double fixed(BreakEven.Level level, int g) {
        double cost = in.get("fixed cost")[g];
        if (level == BreakEven.Level.CASH) {
            return cost;
        }
        double paid = in.get("interest", 0)[g];
        double interest =
                level == BreakEven.Level.ACCOUNTING || !in.has("market interest") ? paid : in.get("market interest")[g];
        double equity = level == BreakEven.Level.ECONOMIC ? equityCost * in.get("equity", 0)[g] / (1 - tax) : 0;
        return cost + in.get("depreciation", 0)[g] + interest + equity;
    }

    private double margin(int g) {
        return in.get("price")[g] + in.get("unit subsidy", 0)[g] - in.get("variable cost")[g];
    }

    /**
     * Break-even utilization.
     *
     * @param level what revenue must cover
     * @return one rate a group: above 1 if the level cannot be reached, NaN if there is none
     */
    public double[] utilization(BreakEven.Level level) {
        double[] out = new double[in.count()];
        for (int g = 0; g < out.length; g++) {
            double uncovered = Math.max(0, fixed(level, g) - in.get("fixed subsidy", 0)[g]);
            out[g] = margin(g) > 0 ? uncovered / (margin(g) * in.get("capacity")[g]) : Double.NaN;
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
        List<Status> out = new ArrayList<>();
        for (double u : utilization(level)) {
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
                    "A break-even price needs a utilization above 0, but it is " + Numbers.plain(utilization)
                            + ". Write 0.59 for fifty-nine percent.");
        }
        double[] out = new double[in.count()];
        for (int g = 0; g < out.length; g++) {
            double uncovered = Math.max(0, fixed(level, g) - in.get("fixed subsidy", 0)[g]);
            out[g] = in.get("variable cost")[g]
                    - in.get("unit subsidy", 0)[g]
                    + uncovered / (utilization * in.get("capacity")[g]);
        }
        return out;
    }

    @Override
    public Table tidy() {
        Table out = null;
        for (BreakEven.Level level : BreakEven.Level.values()) {
            String term = level.name().toLowerCase(Locale.ROOT);
            Table part = Table.create("break_even", in.keys().columns())
                    .addColumns(
                            StringColumn.create("term", java.util.Collections.nCopies(in.count(), term)),
                            DoubleColumn.create("estimate", utilization(level)),
                            StringColumn.create("status", status(level).stream().map(BreakEvenResult::words)));
            out = out == null ? part : out.append(part);
        }
        return java.util.Objects.requireNonNull(out);
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
            List<Status> status = status(level);
            grid.percent(level.name().toLowerCase(Locale.ROOT), "capacity", 1, i -> u[i])
                    .text("", "", i -> status.get(i) == Status.REACHABLE ? "" : words(status.get(i)));
        }
        Summary.Builder out = Summary.of("Break-even utilization")
                .choice("cost of equity", Numbers.percent(equityCost, 1))
                .choice("tax", Numbers.percent(tax, 1))
                .choice("benchmark interest", in.has("market interest") ? "given" : "as paid")
                .grid(grid)
                .identifies("Price, variable and fixed cost as given; variable cost a unit is constant.")
                .breaks("Cost that is neither fixed nor proportional; a price that moves with output.")
                .doesNotShow(
                        "When the plant will close: below the cash level it saves cash by stopping, above it may still leave.");
        return in.leftOut(out).build();
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
