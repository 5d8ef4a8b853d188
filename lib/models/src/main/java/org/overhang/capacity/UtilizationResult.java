package org.overhang.capacity;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Keys;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.core.time.Periods;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import org.overhang.figure.Form;
import org.overhang.figure.Lines;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Utilization by group: what {@link Utilization} measured. */
public final class UtilizationResult implements Result {
    private final Utilization.Choices choices;
    private final Utilization.Groups groups;
    private final Utilization.Dropped dropped;
    private final Time time;

    /**
     * The key that is a time.
     *
     * @param columns keys that read as times; one if there is a time
     * @param periods the periods of the one; null if there is none or several
     */
    record Time(List<String> columns, @Nullable Periods periods) {}

    UtilizationResult(Utilization.Choices choices, Utilization.Groups groups, Utilization.Dropped dropped, Time time) {
        this.time = time;
        this.choices = choices;
        this.groups = groups;
        this.dropped = dropped;
    }

    /**
     * Utilization of each group, in the order of {@link #tidy()}.
     *
     * @return fractions; above one where output exceeds capacity
     */
    public double[] utilization() {
        return IntStream.range(0, count())
                .mapToDouble(g -> UtilizationMath.ratio(groups.output()[g], groups.capacity()[g]))
                .toArray();
    }

    /**
     * Utilization of one group.
     *
     * @param keys the group's values in the order of {@code by}, as text: {@code at("China", "2019")}
     * @return the fraction
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there is no such group
     */
    public double at(String... keys) {
        return utilization()[find(String.join(", ", keys))];
    }

    private int find(String label) {
        List<String> labels =
                IntStream.range(0, count()).mapToObj(groups.keys()::label).toList();
        int group = labels.indexOf(label);
        if (group < 0) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Utilization has no group \"" + label + "\". " + Nearest.hint(label, labels)
                            + "Groups are named by "
                            + String.join(", ", groups.keys().names()) + ".");
        }
        return group;
    }

    /**
     * Capacity less output of each group, K − Q: idle capacity, the OECD's "excess capacity" in steel.
     *
     * @return in the unit of capacity; negative where output exceeds capacity
     */
    public double[] idleCapacity() {
        return IntStream.range(0, count())
                .mapToDouble(g -> groups.capacity()[g] - groups.output()[g])
                .toArray();
    }

    /**
     * Capacity above what production needs at a target utilization, K − Q/u*.
     *
     * @param target utilization that counts as normal, as a fraction above 0 and at most 1; there is no default
     * @return excess capacity and its share 1 − U/u* by group; negative where capacity is short
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the target is not a fraction
     */
    public ExcessCapacity excess(double target) {
        return new ExcessCapacity(choices, groups, dropped, target);
    }

    /**
     * Capacity over demand of each group, M = K/D; utilization cannot stay above 1/M without building stocks.
     *
     * @return multiples; NaN where demand is zero or missing
     * @throws OverhangException {@link Reason#MISSING_COLUMN} if {@link Utilization#demand} was not given
     */
    public double[] multiple() {
        double[] demand = groups.demand();
        if (demand == null) {
            throw new OverhangException(
                    Reason.MISSING_COLUMN,
                    "The capacity-to-demand multiple needs a demand column, but none was named. "
                            + "Add .demand(\"…\") before measure(…).");
        }
        return IntStream.range(0, count())
                .mapToDouble(g -> UtilizationMath.ratio(groups.capacity()[g], demand[g]))
                .toArray();
    }

    /**
     * Growth of a column per year, common to all entities: the slope on time within entities over the column's mean, and for
     * {@code "utilization"} the slope itself.
     *
     * @param column the output or capacity column's name, or {@code utilization}
     * @return per year: a share of the mean, or a change of utilization as a fraction
     * @throws OverhangException {@link Reason#MISSING_COLUMN} for another name, {@link Reason#NOT_IDENTIFIED} without a key
     *     of time or with one period only, {@link Reason#BAD_VALUE} if the concept of capacity changes within an entity
     */
    public double trend(String column) {
        double[] values = series(column);
        int key = timeKey();
        requireOneConcept("A trend", key);
        int[] entity = entities(key);
        double[] when = IntStream.range(0, count())
                .mapToDouble(g -> decimalYear(g, key))
                .toArray();
        double slope = UtilizationMath.withinSlope(entity, count(), when, values);
        if (Double.isNaN(slope)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A trend needs an entity with at least two periods, but none has. Measure more periods.");
        }
        return column.equals("utilization") ? slope : slope / UtilizationMath.mean(values);
    }

    /** Refuses to go along time where the concept of capacity changes, unless mixing was asked for. */
    void requireOneConcept(String who, int time) {
        String[] concepts = choices.concepts();
        if (choices.mixing() || concepts.length == 0) {
            return;
        }
        int[] entity = entities(time);
        int[] first = new int[count()];
        Arrays.fill(first, -1);
        for (int g = 0; g < entity.length; g++) {
            int before = first[entity[g]];
            first[entity[g]] = before < 0 ? g : before;
            if (before >= 0 && !concepts[before].equals(concepts[g])) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        who + " needs one concept of capacity over time, but it is " + concepts[before] + " in \""
                                + groups.keys().label(before) + "\" and " + concepts[g] + " in \""
                                + groups.keys().label(g)
                                + "\". Keep one concept, or ask for it with mixingConcepts().");
            }
        }
    }

    private double[] series(String column) {
        if (column.equals("utilization")) {
            return utilization();
        }
        if (column.equals(choices.output())) {
            return groups.output().clone();
        }
        if (column.equals(choices.capacity())) {
            return groups.capacity().clone();
        }
        List<String> there = List.of(choices.output(), choices.capacity(), "utilization");
        throw new OverhangException(
                Reason.MISSING_COLUMN,
                "A trend is measured of " + String.join(", ", there) + ", but \"" + column + "\" was asked for. "
                        + Nearest.hint(column, there).strip());
    }

    int timeKey() {
        Keys keys = groups.keys();
        if (time.periods != null) {
            return keys.names().indexOf(time.columns.get(0));
        }
        throw new OverhangException(
                Reason.NOT_IDENTIFIED,
                time.columns.isEmpty()
                        ? "A trend needs a key of time such as 2019, 2019Q3 or 2019-05, but none of the keys "
                                + String.join(", ", keys.names()) + " holds such periods throughout. Add it to by(…)."
                        : "A trend needs one key of time, but " + String.join(" and ", time.columns)
                                + " both read as periods. State which is the time: Source.of(table).every(\""
                                + time.columns.get(time.columns.size() - 1) + "\", PeriodUnit.YEAR).");
    }

    double decimalYear(int group, int key) {
        return java.util.Objects.requireNonNull(time.periods)
                .decimalYear((long) groups.keys().value(group, key));
    }

    /** The groups' entities: all keys but time, coded in order of first group. */
    int[] entities(int time) {
        List<String> labels =
                IntStream.range(0, count()).mapToObj(g -> entity(g, time)).toList();
        List<String> distinct = labels.stream().distinct().toList();
        return labels.stream().mapToInt(distinct::indexOf).toArray();
    }

    String entity(int group, int time) {
        Keys keys = groups.keys();
        return String.join(
                ", ",
                IntStream.range(0, keys.names().size())
                        .filter(k -> k != time)
                        .mapToObj(k -> keys.label(group, k))
                        .toList());
    }

    int count() {
        return groups.keys().count();
    }

    /**
     * Utilization over time, one line an entity; bars by group where no key is a time.
     *
     * @return a figure with a plain title, which {@code title(…).claim(…)} replaces by the finding
     */
    public Figure figure() {
        Form form = hasTime() ? lines() : bars();
        String unit = choices.concept().equals(CapacityConcept.UNSTATED.word())
                ? "Output over capacity (concept of capacity not stated)"
                : "Output over " + choices.concept() + " capacity";
        Figure figure = form.title("Capacity utilization").subtitle(unit).y(Axis.percent());
        return (time.periods != null && time.periods.isDated() ? figure.x(Axis.years()) : figure)
                .source(choices.provenance())
                .sampleSize(Arrays.stream(groups.rows()).asLongStream().sum());
    }

    private boolean hasTime() {
        return time.periods != null;
    }

    private Form lines() {
        int key = timeKey();
        int[] entity = entities(key);
        double[] use = utilization();
        Lines lines = Figure.line();
        for (int e = 0; e <= Arrays.stream(entity).max().orElse(-1); e++) {
            int chosen = e;
            int[] of =
                    IntStream.range(0, count()).filter(g -> entity[g] == chosen).toArray();
            String name = entity(of[0], key);
            lines = lines.series(
                    name.isEmpty() ? "utilization" : name,
                    Arrays.stream(of).mapToDouble(g -> decimalYear(g, key)).toArray(),
                    Arrays.stream(of).mapToDouble(g -> use[g]).toArray());
        }
        return lines;
    }

    private Form bars() {
        return Figure.bar()
                .categories(IntStream.range(0, count())
                        .mapToObj(groups.keys()::label)
                        .toArray(String[]::new))
                .series("utilization", utilization())
                .horizontal();
    }

    @Override
    public Summary summary() {
        double[] use = utilization();
        double[] idle = idleCapacity();
        Summary.Grid grid = Summary.grid(count());
        for (int k = 0; k < groups.keys().names().size(); k++) {
            int key = k;
            grid.text(groups.keys().names().get(k), "", g -> groups.keys().label(g, key));
        }
        grid.significant(choices.output(), choices.unit(), g -> groups.output()[g])
                .significant(choices.capacity(), choices.unit(), g -> groups.capacity()[g])
                .percent("utilization", "capacity", 1, g -> use[g])
                .significant("idle_capacity", choices.unit(), g -> idle[g]);
        if (choices.concepts().length > 0) {
            grid.text("concept", "", g -> choices.concepts()[g]);
        }
        if (groups.demand() != null) {
            double[] multiple = multiple();
            grid.number("multiple", "K/D", 2, g -> multiple[g]);
        }
        Summary.Builder summary = Summary.of("Utilization")
                .choice("concept of capacity:", choices.concept())
                .choice("rows", choices.adds())
                .choice("table", choices.table())
                .grid(grid);
        warn(summary, use);
        return summary.identifies("Output and capacity as the source states them, in the same unit and period.")
                .breaks("A change of the concept of capacity, of coverage or of definition inside the series; year-end "
                        + "capacity over a year's output; a stage of the chain counted twice.")
                .doesNotShow("Why capacity is idle, and whether it would pay to run it.")
                .paragraph("", choices.provenance().footer())
                .leftOut(dropped.missing(), "rows with missing output, capacity or weight")
                .leftOut(dropped.keyless(), "rows with a missing key")
                .leftOut(dropped.zeroCapacity(), "rows with zero capacity")
                .build();
    }

    private void warn(Summary.Builder summary, double[] use) {
        if (choices.unstated()) {
            summary.warning(
                    "The concept of capacity is not stated; figures of other concepts differ by up to twenty points. "
                            + "State it with concept(…).");
        }
        if (choices.mixing()) {
            summary.warning("Concepts of capacity are mixed, as asked.");
        }
        long above = Arrays.stream(use).filter(u -> u > 1).count();
        if (above > 0) {
            summary.warning(Numbers.fixed(above, 0) + " of " + count()
                    + " groups have output above capacity; they are kept: "
                    + (above == count() && count() > 1
                            ? "since all have, are output and capacity swapped, or in another unit?"
                            : "the concept of capacity is too small for them."));
        }
    }

    @Override
    public Table tidy() {
        Table table = Table.create("utilization");
        table.addColumns(
                DoubleColumn.create(choices.output(), groups.output()),
                DoubleColumn.create(choices.capacity(), groups.capacity()),
                DoubleColumn.create("utilization", utilization()),
                DoubleColumn.create("idle_capacity", idleCapacity()));
        if (groups.demand() != null) {
            table.addColumns(
                    DoubleColumn.create(String.valueOf(choices.demand()), groups.demand()),
                    DoubleColumn.create("multiple", multiple()));
        }
        if (choices.concepts().length > 0) {
            table.addColumns(StringColumn.create("concept", choices.concepts()));
        }
        return groups.keys().beside(table.addColumns(IntColumn.create("nobs", groups.rows())));
    }

    @Override
    public Table glance() {
        return Table.create(
                "utilization",
                IntColumn.create("nobs", new int[] {Arrays.stream(groups.rows()).sum()}),
                IntColumn.create("dropped", new int[] {dropped.count()}),
                IntColumn.create("groups", new int[] {count()}),
                StringColumn.create("concept", choices.concept()),
                StringColumn.create("unit", choices.unit()));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
