package org.overhang.capacity;

import java.util.stream.IntStream;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Capacity above what production needs at a target utilization.
 *
 * <pre>{@code
 * E_g = K_g - Q_g / u^*, \qquad e_g = E_g / K_g = 1 - U_g / u^*
 * }</pre>
 *
 * <p>{@code K} capacity and {@code Q} output in the unit of the source, {@code u*} the target as a fraction. Negative where
 * capacity is short of what the target asks for. Three words that are not synonyms: idle capacity is K − Q, excess capacity
 * K − Q/u*, surplus capacity K less demand.
 */
public final class ExcessCapacity implements Result {
    private final Utilization.Choices choices;
    private final Utilization.Groups groups;
    private final Utilization.Dropped dropped;
    private final double target;

    ExcessCapacity(Utilization.Choices choices, Utilization.Groups groups, Utilization.Dropped dropped, double target) {
        if (!(target > 0 && target <= 1)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Excess capacity needs a target utilization above 0 and at most 1, but it is "
                            + Numbers.argument(target) + ". Write 0.80 for eighty percent.");
        }
        this.choices = choices;
        this.groups = groups;
        this.dropped = dropped;
        this.target = target;
    }

    /**
     * Excess capacity of each group.
     *
     * @return in the unit of capacity
     */
    public double[] amount() {
        return IntStream.range(0, groups.keys().count())
                .mapToDouble(g -> groups.capacity()[g] - groups.output()[g] / target)
                .toArray();
    }

    /**
     * Excess capacity of each group as a share of its capacity.
     *
     * @return fractions
     */
    public double[] share() {
        return IntStream.range(0, groups.keys().count())
                .mapToDouble(g -> 1 - UtilizationMath.ratio(groups.output()[g], groups.capacity()[g]) / target)
                .toArray();
    }

    @Override
    public Summary summary() {
        double[] amount = amount();
        double[] share = share();
        Summary.Grid grid = Summary.grid(amount.length);
        for (int k = 0; k < groups.keys().names().size(); k++) {
            int key = k;
            grid.text(groups.keys().names().get(k), "", g -> groups.keys().label(g, key));
        }
        grid.significant("excess_capacity", choices.unit(), g -> amount[g])
                .percent("excess_share", "capacity", 1, g -> share[g]);
        return Summary.of("Excess capacity")
                .choice("target utilization", Numbers.percent(target, 0))
                .choice("concept of capacity:", choices.concept())
                .choice("table", choices.table())
                .grid(grid)
                .identifies("Output, capacity and the target, which is the reader's choice.")
                .breaks("A target taken from another concept of capacity than the figures.")
                .doesNotShow("Whether the excess is cyclical or lasting.")
                .leftOut(dropped.count(), "rows that utilization could not be measured of")
                .build();
    }

    @Override
    public Table tidy() {
        Table table = Table.create("excess capacity");
        return groups.keys()
                .beside(table.addColumns(
                        DoubleColumn.create("excess_capacity", amount()),
                        DoubleColumn.create("excess_share", share())));
    }

    @Override
    public Table glance() {
        return Table.create(
                "excess capacity",
                IntColumn.create("groups", new int[] {groups.keys().count()}),
                DoubleColumn.create("target", new double[] {target}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
