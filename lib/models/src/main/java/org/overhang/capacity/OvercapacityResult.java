package org.overhang.capacity;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.overhang.core.Keys;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Panel;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.core.time.PeriodUnit;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Measures of too much capacity; arrays are in the order of the keys. */
public final class OvercapacityResult implements Result {
    private final Panel in;
    private final double target;

    OvercapacityResult(Panel in, double target) {
        this.in = in;
        this.target = target;
    }

    private double[] each(IntToDoubleFunction of) {
        return IntStream.range(0, in.count()).mapToDouble(of).toArray();
    }

    private double utilization(int g) {
        return in.get("output")[g] / in.get("capacity")[g];
    }

    /**
     * Capacity less output.
     *
     * @return one amount a group
     */
    public double[] gap() {
        return each(g -> in.get("capacity")[g] - in.get("output")[g]);
    }

    /**
     * Capacity above what output needs at the target.
     *
     * @return one amount a group
     */
    public double[] structuralExcess() {
        return each(g -> in.get("capacity")[g] - in.get("output")[g] / target);
    }

    /**
     * Structural excess over capacity.
     *
     * @return one fraction a group
     */
    public double[] structuralExcessShare() {
        return each(g -> 1 - utilization(g) / target);
    }

    /**
     * Capacity above demand, K − D: what no plant could sell here even if all were to run full.
     *
     * @return one amount a group, negative where demand is more
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if no demand was named
     */
    public double[] surplusCapacity() {
        need("demand", "demand(\"…\")");
        return each(g -> in.get("capacity")[g] - in.get("demand")[g]);
    }

    /**
     * Capacity above what demand needs at the target, K − D/u*.
     *
     * @return one amount a group
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if no demand was named
     */
    public double[] overDemand() {
        need("demand", "demand(\"…\")");
        return each(g -> in.get("capacity")[g] - in.get("demand")[g] / target);
    }

    /**
     * Capacity over demand.
     *
     * @return one ratio a group; NaN where demand is zero
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if no demand was named
     */
    public double[] multiple() {
        need("demand", "demand(\"…\")");
        return each(g -> in.get("demand")[g] > 0 ? in.get("capacity")[g] / in.get("demand")[g] : Double.NaN);
    }

    /**
     * The highest utilization that demand allows, without building stocks beyond the stock build named.
     *
     * @return one rate a group, from 0 to 1; NaN where a stock build was named and is missing
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if no demand was named
     */
    public double[] highestUtilization() {
        need("demand", "demand(\"…\")");
        double[] stock = in.get("stock build", 0);
        return each(g -> Math.max(0, Math.min(1, (in.get("demand")[g] + stock[g]) / in.get("capacity")[g])));
    }

    /**
     * The share of demand elsewhere that would fill the capacity at its target.
     *
     * @return one fraction a group, negative where home demand does it; NaN where demand elsewhere is missing or zero
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if demand at home or elsewhere was not named
     */
    public double[] exportPressure() {
        need("demand", "demand(\"…\")");
        need("demand elsewhere", "demandElsewhere(\"…\")");
        return each(g -> in.get("demand elsewhere")[g] > 0
                ? (target * in.get("capacity")[g] - in.get("demand")[g]) / in.get("demand elsewhere")[g]
                : Double.NaN);
    }

    /**
     * Whether all three signs of lasting overcapacity stand: three years below target, capacity growing faster than demand, losses.
     *
     * @return 1 or 0 a group; NaN where two earlier consecutive periods, demand or margin are missing
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if demand or margin was not named, or if the periods are not years
     */
    public double[] persistent() {
        need("demand", "demand(\"…\")");
        need("margin", "margin(\"…\")");
        if (!isYearly()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Lasting overcapacity is measured over three years, but the time is a "
                            + in.time().unit().word() + " a row. Add the rows of a year up first.");
        }
        double[] k = in.get("capacity");
        double[] d = in.get("demand");
        double[] margin = in.get("margin");
        return each(g -> {
            if (!follows(g) || !follows(g - 1) || !(d[g] > 0 && d[g - 1] > 0) || Double.isNaN(margin[g])) {
                return Double.NaN;
            }
            double mean = (utilization(g) + utilization(g - 1) + utilization(g - 2)) / 3;
            return mean < target && k[g] / k[g - 1] > d[g] / d[g - 1] && margin[g] < 0 ? 1 : 0;
        });
    }

    private boolean isYearly() {
        return !in.hasTime()
                || in.time().unit() == PeriodUnit.YEAR
                || !in.time().isDated();
    }

    /** Whether the group before is the period before of the same unit. */
    private boolean follows(int g) {
        Keys keys = in.keys();
        int last = keys.names().size() - 1;
        if (g < 1 || last < 0 || !(keys.value(g, last) - keys.value(g - 1, last) == 1)) {
            return false;
        }
        for (int key = 0; key < last; key++) {
            if (keys.level(g, key) != keys.level(g - 1, key)) {
                return false;
            }
        }
        return true;
    }

    private void need(String role, String how) {
        if (!in.has(role)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED, "This measure needs " + role + ", but none is named. Add ." + how + ".");
        }
    }

    @Override
    public Table tidy() {
        Table out = Table.create("overcapacity");
        out.addColumns(
                DoubleColumn.create("utilization", each(this::utilization)),
                DoubleColumn.create("gap", gap()),
                DoubleColumn.create("structural_excess", structuralExcess()),
                DoubleColumn.create("structural_excess_share", structuralExcessShare()));
        if (in.has("demand")) {
            out.addColumns(
                    DoubleColumn.create("surplus_capacity", surplusCapacity()),
                    DoubleColumn.create("over_demand", overDemand()),
                    DoubleColumn.create("multiple", multiple()),
                    DoubleColumn.create("highest_utilization", highestUtilization()));
            if (in.has("demand elsewhere")) {
                out.addColumns(DoubleColumn.create("export_pressure", exportPressure()));
            }
            if (in.has("margin") && isYearly()) {
                out.addColumns(DoubleColumn.create("persistent", persistent()));
            }
        }
        return in.keys().beside(out);
    }

    @Override
    public Table glance() {
        return Table.create("glance")
                .addColumns(
                        IntColumn.create("nobs", new int[] {in.count()}),
                        IntColumn.create("dropped", new int[] {in.dropped()}),
                        DoubleColumn.create("target", new double[] {target}));
    }

    @Override
    public Summary summary() {
        Summary.Grid grid = Summary.grid(in.count())
                .text("group", "", in.keys()::label)
                .percent("utilization", "capacity", 1, this::utilization)
                .significant("gap", "K − Q", i -> in.get("capacity")[i] - in.get("output")[i])
                .significant(
                        "structural excess", "K − Q/u*", i -> in.get("capacity")[i] - in.get("output")[i] / target);
        if (in.has("demand")) {
            double[] over = overDemand();
            double[] multiple = multiple();
            double[] surplus = surplusCapacity();
            grid.significant("surplus", "K − D", i -> surplus[i]);
            grid.significant("over demand", "K − D/u*", i -> over[i]).number("multiple", "K/D", 2, i -> multiple[i]);
        }
        Summary.Builder out = Summary.of("Too much capacity")
                .choice("target utilization", Numbers.percent(target, 0))
                .choice("demand", in.has("demand") ? "given" : "not given")
                .grid(grid)
                .allAboveWhole(in.count(), this::utilization, "output above capacity")
                .identifies("Capacity, output and demand of one concept, coverage and date.")
                .breaks("Capacity that counts planned or closed plants; stages of one chain added up.")
                .doesNotShow("Which plants are too many: for that see Frontier and its industry model.");
        return in.leftOut(out).build();
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
