package org.overhang.capacity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Panel;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/**
 * How much capacity is too much, by every measure in use, side by side.
 *
 * <pre>
 * gap          K − Q                        structural excess  K − Q/u*,  share 1 − U/u*
 * surplus      K − D
 * over demand  K − D/u*                     multiple           M = K/D,   U at most min(1, (D + ΔS)/K)
 * pressure     (u* K − D) / D_rest          persistent         mean U of 3 years &lt; u*, Δln K &gt; Δln D, margin &lt; 0
 * </pre>
 *
 * <p>{@code K} capacity, {@code Q} output, {@code D} demand of the market chosen and {@code D_rest} demand elsewhere, {@code ΔS} what
 * goes into stocks, all in one unit a period; {@code u*} target utilization. The gap is what the OECD calls excess capacity in steel. Pressure is the share of demand elsewhere
 * that fills the capacity at target. Excess alone is cyclical; only all three signs together are flagged as persistent.
 *
 * <p>Rows with a missing amount are left out and counted; missing demand elsewhere, margin or stock build only blanks what needs it. Zero demand has no
 * multiple (missing). Capacity that is not positive is refused. The last key is the period. Default target 0.80, printed.
 *
 * <pre>{@code
 * var too = Overcapacity.of("capacity_mt").output("production_mt").demand("demand_mt").demandElsewhere("rest_mt")
 *         .target(0.80).by("region", "year").measure(steel);
 * too.structuralExcess();
 * too
 * }</pre>
 *
 * <p>Errors: a missing column, capacity not above zero, a target outside 0 to 1, two rows of one group.
 *
 * <p>OECD Steel Committee, <i>Latest developments in steelmaking capacity</i>; European Chamber, <i>Overcapacity in China</i> (2016),
 * for excess against overcapacity.
 */
public final class Overcapacity {
    private static final Set<String> OPTIONAL = Set.of("demand elsewhere", "margin", "stock build");

    private final Map<String, String> columns;
    private List<String> keys = List.of();
    private double target = 0.80;

    private Overcapacity(Map<String, String> columns) {
        this.columns = columns;
    }

    private Overcapacity(Overcapacity o) {
        columns = new LinkedHashMap<>(o.columns);
        keys = o.keys;
        target = o.target;
    }

    private Overcapacity with(String role, String column) {
        Overcapacity next = new Overcapacity(this);
        next.columns.put(role, column);
        return next;
    }

    /**
     * Starts with capacity.
     *
     * @param capacity column of capacity a period
     * @return what still needs output
     */
    public static NeedsOutput of(String capacity) {
        return new NeedsOutput(capacity);
    }

    /** Capacity that still needs output. */
    public static final class NeedsOutput {
        private final String capacity;

        private NeedsOutput(String capacity) {
            this.capacity = capacity;
        }

        /**
         * Names output.
         *
         * @param column column of output a period
         * @return a method that can measure the gap and the structural excess
         */
        public Overcapacity output(String column) {
            Map<String, String> columns = new LinkedHashMap<>();
            columns.put("capacity", capacity);
            columns.put("output", column);
            return new Overcapacity(columns);
        }
    }

    /**
     * Names the demand of the market chosen: home or world.
     *
     * @param column column of demand a period
     * @return the method with demand
     */
    public Overcapacity demand(String column) {
        return with("demand", column);
    }

    /**
     * Names what goes into stocks, for a while more than demand can be made.
     *
     * @param column column of additions to stocks a period, negative where stocks fall
     * @return the method with it
     */
    public Overcapacity stockBuild(String column) {
        return with("stock build", column);
    }

    /**
     * Names demand elsewhere, for export pressure.
     *
     * @param column column of demand a period
     * @return the method with it
     */
    public Overcapacity demandElsewhere(String column) {
        return with("demand elsewhere", column);
    }

    /**
     * Names a margin, whose sign the persistence flag needs.
     *
     * @param column fractions
     * @return the method with it
     */
    public Overcapacity margin(String column) {
        return with("margin", column);
    }

    /**
     * States the target utilization.
     *
     * @param utilization a rate above 0 and at most 1, default 0.80
     * @return the method with this target
     */
    public Overcapacity target(double utilization) {
        Overcapacity next = new Overcapacity(this);
        next.target = utilization;
        return next;
    }

    /**
     * One group a row; the last key is the period, in any notation.
     *
     * @param columns key columns
     * @return the method by these keys
     */
    public Overcapacity by(String... columns) {
        Overcapacity next = new Overcapacity(this);
        next.keys = List.of(columns);
        return next;
    }

    /**
     * Measures.
     *
     * @param source one row a group and period
     * @return all measures
     * @throws OverhangException see the class
     */
    public OvercapacityResult measure(Source source) {
        Problems options = new Problems();
        options.require(
                target > 0 && target <= 1,
                Reason.OUT_OF_RANGE,
                "Overcapacity needs a target utilization above 0 and at most 1, but it is " + Numbers.argument(target)
                        + ". Write 0.80 for eighty percent.");
        options.throwIfAny();
        Panel.Request request = Panel.neededBy("Overcapacity").byInTime(keys);
        columns.forEach((role, column) -> {
            if (OPTIONAL.contains(role)) {
                request.optional(role, column);
            } else {
                request.number(role, column);
            }
        });
        request.rules(units -> units.sameUnit(
                java.util.stream.Stream.of("capacity", "output", "demand", "stock build", "demand elsewhere")
                        .map(role -> columns.getOrDefault(role, ""))
                        .toArray(String[]::new)));
        Panel in = request.read(source);
        Problems problems = new Problems();
        in.refuse(problems, "capacity", v -> !(v > 0), "Overcapacity needs capacity above zero, but it is not in");
        in.refuse(problems, "output", v -> v < 0, "Overcapacity needs output of zero or more, but it is negative in");
        in.refuse(problems, "demand", v -> v < 0, "Overcapacity needs demand of zero or more, but it is negative in");
        problems.throwIfAny();
        return new OvercapacityResult(in, target);
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #measure(Source)}
     */
    public OvercapacityResult measure(Table table) {
        return measure(Source.of(table));
    }
}
