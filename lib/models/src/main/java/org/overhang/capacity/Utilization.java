package org.overhang.capacity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Hierarchy;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Sign;
import org.overhang.core.Source;
import org.overhang.core.math.ExactSums;
import org.overhang.core.store.Plan;
import org.overhang.core.store.Stored;
import org.overhang.core.store.Totals;
import tech.tablesaw.api.Table;

/**
 * Capacity utilization: output over capacity, by group, with the concept of capacity beside every figure.
 *
 * <pre>{@code
 * U_g = \frac{\sum_{i \in g} w_i Q_i}{\sum_{i \in g} w_i K_i}
 *     = \Bigl[\sum_i s_i / U_i\Bigr]^{-1} = \sum_i c_i U_i
 * }</pre>
 *
 * <p>{@code Q_i} output and {@code K_i} capacity of row i in the same unit per period; {@code w_i} value added per unit of
 * output (1 unless {@link #valueAdded} is given); {@code s_i} shares of value added in output and {@code c_i} in capacity. The
 * mean of utilizations weighted by <i>output</i> overstates the total.
 *
 * <p>A row with a missing output, capacity or key, or with zero capacity, is left out and counted. Negative output or
 * capacity is refused. A utilization above one is kept and reported: it says that the concept of capacity is too small for
 * what was made. Two rows of one group are refused unless {@link #total} or {@link #valueAdded} says how to add them.
 *
 * <p>Over several periods fixed weights drift; {@link #chained} links the periods by Fisher indexes and then divides.
 *
 * <p>Defaults, all printed: concept of capacity "not stated"; one row a group.
 *
 * <pre>{@code
 * var steel = Datasets.load("steel-capacity");
 * var use = Utilization.of("production_mt").over("capacity_mt").by("region", "year").measure(steel);
 * use.excess(0.80);
 * use
 * }</pre>
 *
 * <p>Errors: {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}; {@link Reason#WRONG_UNIT} if the two columns differ in
 * unit; {@link Reason#BAD_VALUE} for negative or infinite cells, duplicate keys and mixed concepts; {@link
 * Reason#NOT_IDENTIFIED} if no row is left.
 *
 * <p>Source: Federal Reserve, G.17 explanatory notes (capacity indexes aggregate with value-added weights, utilization is
 * output over capacity); Corrado and Mattey (1997), "Capacity utilization", Journal of Economic Perspectives 11(1), 151–167.
 */
public final class Utilization {
    private final String output;
    private final String capacity;
    private List<String> keys = List.of();
    private CapacityConcept concept = CapacityConcept.UNSTATED;
    private @Nullable String conceptColumn;
    private @Nullable String valueAdded;
    private @Nullable String demand;
    private @Nullable String item;
    private boolean adding;
    private boolean mixing;

    private Utilization(String output, String capacity) {
        this.output = output;
        this.capacity = capacity;
    }

    private Utilization(Utilization o) {
        this(o.output, o.capacity);
        keys = o.keys;
        concept = o.concept;
        conceptColumn = o.conceptColumn;
        valueAdded = o.valueAdded;
        demand = o.demand;
        item = o.item;
        adding = o.adding;
        mixing = o.mixing;
    }

    /**
     * Starts with the output column.
     *
     * @param output name of the column of output per period
     * @return a step that still needs the capacity column
     */
    public static NeedsCapacity of(String output) {
        return new NeedsCapacity(output);
    }

    /** Utilization that still needs its capacity column. */
    public static final class NeedsCapacity {
        private final String output;

        private NeedsCapacity(String output) {
            this.output = output;
        }

        /**
         * Names the capacity column.
         *
         * @param capacity name of the column of capacity per period, in the unit of output
         * @return a method that can measure
         */
        public Utilization over(String capacity) {
            return new Utilization(output, capacity);
        }
    }

    /**
     * Groups rows by columns.
     *
     * @param columns names of key columns, for example region and year
     * @return the method with these keys
     */
    public Utilization by(String... columns) {
        Utilization next = new Utilization(this);
        next.keys = List.of(columns);
        return next;
    }

    /**
     * States what the capacity column means.
     *
     * @param stated the concept; it prints with every figure
     * @return the method with this concept
     */
    public Utilization concept(CapacityConcept stated) {
        Utilization next = new Utilization(this);
        next.concept = stated;
        return next;
    }

    /**
     * Names a text column that states the concept of capacity of each row; concepts are then not mixed within a group, nor along the time of a
     * trend or a chained index.
     *
     * @param column name of the column
     * @return the method with this column
     */
    public Utilization conceptIn(String column) {
        Utilization next = new Utilization(this);
        next.conceptColumn = column;
        return next;
    }

    /**
     * Lets rows of different concepts add up in one group; the summary warns.
     *
     * @return the method that mixes concepts
     */
    public Utilization mixingConcepts() {
        Utilization next = new Utilization(this);
        next.mixing = true;
        return next;
    }

    /**
     * Adds up the rows of a group in physical units; rows of several declared levels ({@link Source#hierarchies()}) are refused.
     *
     * @return the method that adds rows
     */
    public Utilization total() {
        Utilization next = new Utilization(this);
        next.adding = true;
        return next;
    }

    /**
     * Adds up the rows of a group with value-added weights, as the Federal Reserve does.
     *
     * @param column name of the column of value added per unit of output
     * @return the method that adds rows with these weights
     */
    public Utilization valueAdded(String column) {
        Utilization next = new Utilization(this);
        next.valueAdded = column;
        next.adding = true;
        return next;
    }

    /**
     * Links periods by chained Fisher indexes of output and of capacity, as indexes of production are: the value added of both periods counts
     * in each link, {@code F = √(Σ w₀x₁ / Σ w₀x₀ · Σ w₁x₁ / Σ w₁x₀)}, and volumes are in the value added of the first period. Needs
     * {@link #valueAdded} and keys that end in time; every item needs a row in both periods of a link.
     *
     * @param itemColumn name of the column that names what is added up: an industry, a plant, a product
     * @return the method that chains
     */
    public Utilization chained(String itemColumn) {
        Utilization next = new Utilization(this);
        next.item = itemColumn;
        return next;
    }

    /**
     * Names the column of demand, for the capacity-to-demand multiple.
     *
     * @param column name of the column of demand per period, in the unit of capacity
     * @return the method with demand
     */
    public Utilization demand(String column) {
        Utilization next = new Utilization(this);
        next.demand = column;
        return next;
    }

    /**
     * Measures.
     *
     * @param source a dataset, or {@code Source.of(table)}
     * @return utilization by group
     * @throws OverhangException see the class
     */
    public UtilizationResult measure(Source source) {
        checkChain();
        if (source instanceof Stored store && adding && item == null && conceptColumn == null) {
            return total(store);
        }
        Columns in = request().read(source);
        double[] q = in.number(output);
        double[] k = in.number(capacity);
        double[] w = valueAdded == null ? ones(in.rows()) : in.number(valueAdded);
        double @Nullable [] d = demand == null ? null : in.number(demand);
        Keys all = in.keys(keys);
        Dropped dropped = Dropped.of(in.keys().codes(), q, k, w, item != null);
        checkConcepts(in, all, dropped);
        checkDuplicates(in, all, dropped);
        if (adding) {
            Hierarchy.requireOneLevel("Utilization", source, all, dropped::keeps);
        }
        Groups groups = item == null
                ? Groups.of(in, keys, dropped, q, k, w, d)
                : ChainMath.groups(in.keys(keys, dropped::keeps), in.keys(List.of(item), dropped::keeps), q, k, w);
        requireAny(groups, source, in.rows());
        String[] concepts = concepts(in, dropped, groups.keys());
        UtilizationResult out = new UtilizationResult(
                choices(in.unit(output), in.unit(capacity), source, words(in), concepts), groups, dropped, time(in));
        if (item != null) {
            out.requireOneConcept("A chained index", groups.keys().names().size() - 1);
        }
        return out;
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #measure(Source)}
     */
    public UtilizationResult measure(Table table) {
        return measure(Source.of(table));
    }

    /** Where rows lie in a store, they are added up there. */
    private UtilizationResult total(Stored store) {
        Columns head = request().read(store.head());
        Totals totals = store.add(plan(Plan.columns(store, keys)));
        Columns in = Columns.neededBy("Utilization").keysInTime(keys).read(totals.groups());
        int[] whole = in.keys(keys).codes();
        long[] left = new long[3];
        for (int g = 0; g < whole.length; g++) {
            boolean keyed = whole[g] >= 0;
            left[0] += keyed ? totals.incomplete()[g] : 0;
            left[1] += keyed ? 0 : totals.incomplete()[g] + totals.notPositive()[g] + totals.rows()[g];
            left[2] += keyed ? totals.notPositive()[g] : 0;
        }
        Keys kept = in.keys(keys, g -> totals.rows()[g] > 0);
        Groups groups = Groups.of(kept, totals, demand != null);
        requireAny(groups, store, store.rows());
        Dropped dropped = new Dropped(
                new boolean[0], Math.toIntExact(left[0]), Math.toIntExact(left[1]), Math.toIntExact(left[2]));
        Choices choices = choices(head.unit(output), head.unit(capacity), store, concept.word(), new String[0]);
        return new UtilizationResult(choices, groups, dropped, time(in));
    }

    private Plan plan(List<String> keyColumns) {
        String weight = valueAdded == null ? "" : valueAdded;
        List<String> complete = new ArrayList<>(List.of(output, capacity));
        List<Plan.Term> terms =
                new ArrayList<>(List.of(new Plan.Term(output, weight), new Plan.Term(capacity, weight)));
        List<Plan.Check> checks = new ArrayList<>(List.of(
                new Plan.Check("output", output, Sign.NOT_NEGATIVE),
                new Plan.Check("capacity", capacity, Sign.NOT_NEGATIVE)));
        if (valueAdded != null) {
            complete.add(valueAdded);
            checks.add(new Plan.Check("value added", valueAdded, Sign.POSITIVE));
        }
        if (demand != null) {
            terms.add(new Plan.Term(demand, weight));
            checks.add(new Plan.Check("demand", demand, Sign.NOT_NEGATIVE));
        }
        return new Plan("Utilization", keyColumns, complete, List.of(capacity), terms, checks);
    }

    private void requireAny(Groups groups, Source source, long rows) {
        if (groups.keys().count() == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Utilization needs at least one row with output, capacity above zero and a key, but table \""
                            + source.name() + "\" has " + rows + " rows and none is complete. "
                            + "Check that \"" + output + "\" and \"" + capacity + "\" are filled in.");
        }
    }

    private Columns.Request request() {
        Columns.Request request = Columns.neededBy("Utilization")
                .amount("output", output, Sign.NOT_NEGATIVE)
                .amount("capacity", capacity, Sign.NOT_NEGATIVE)
                .sameUnit(capacity, output);
        if (item == null) {
            request.keysInTime(keys);
        } else {
            request.keys(keys).time("time", keys.get(keys.size() - 1)).keys(List.of(item));
        }
        if (valueAdded != null) {
            request.amount("value added", valueAdded, Sign.POSITIVE);
        }
        if (demand != null) {
            request.amount("demand", demand, Sign.NOT_NEGATIVE).sameUnit(capacity, demand);
        }
        if (conceptColumn != null) {
            request.text("concept", conceptColumn);
        }
        return request;
    }

    private UtilizationResult.Time time(Columns in) {
        List<String> found = item == null ? in.timeKeys() : keys.subList(keys.size() - 1, keys.size());
        return new UtilizationResult.Time(found, found.size() == 1 ? in.periods(found.get(0)) : null);
    }

    private void checkChain() {
        Problems problems = new Problems();
        problems.require(
                item == null || (valueAdded != null && !keys.isEmpty()),
                Reason.NOT_IDENTIFIED,
                "A chained index needs weights and keys that end in time, but one is missing. "
                        + "Add .valueAdded(\"…\") and .by(…, \"year\").");
        problems.require(
                item == null || demand == null,
                Reason.WRONG_UNIT,
                "A chained index is in value added of its first period, in which demand is not measured. Leave out demand(…).");
        problems.throwIfAny();
    }

    private void checkConcepts(Columns in, Keys groups, Dropped dropped) {
        if (conceptColumn == null || mixing) {
            return;
        }
        @Nullable String[] concepts = in.text(conceptColumn);
        int[] codes = groups.codes();
        Map<Integer, TreeSet<String>> found = new LinkedHashMap<>();
        for (int i = 0; i < codes.length; i++) {
            if (dropped.keeps(i)) {
                String word = concepts[i] == null ? CapacityConcept.UNSTATED.word() : concepts[i];
                found.computeIfAbsent(codes[i], g -> new TreeSet<>()).add(word);
            }
        }
        found.forEach((group, words) -> {
            if (words.size() > 1) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "Utilization needs one concept of capacity in a group, but \"" + groups.label(group)
                                + "\" mixes " + String.join(", ", words) + ". Add \"" + conceptColumn
                                + "\" to by(…), keep one concept, or ask for it with mixingConcepts().");
            }
        });
    }

    private void checkDuplicates(Columns in, Keys groups, Dropped dropped) {
        if (adding) {
            return;
        }
        int[] first = new int[groups.count()];
        Arrays.fill(first, -1);
        int[] codes = groups.codes();
        for (int i = 0; i < codes.length; i++) {
            if (!dropped.keeps(i)) {
                continue;
            }
            if (first[codes[i]] >= 0) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "Utilization needs one row for each group, but \"" + groups.label(codes[i]) + "\" in table \""
                                + in.source().name() + "\" has rows " + (first[codes[i]] + 1) + " and " + (i + 1)
                                + ". Add the column that tells them apart to by(…), or add rows up with total() in "
                                + "physical units or valueAdded(…) with weights.");
            }
            first[codes[i]] = i;
        }
    }

    /** The concepts of each group's rows, joined where they are mixed; empty if no column states them. */
    private String[] concepts(Columns in, Dropped dropped, Keys groups) {
        if (conceptColumn == null) {
            return new String[0];
        }
        @Nullable String[] cells = in.text(conceptColumn);
        int[] codes = groups.codes();
        List<TreeSet<String>> words = new ArrayList<>();
        for (int g = 0; g < groups.count(); g++) {
            words.add(new TreeSet<>());
        }
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] >= 0 && dropped.keeps(i)) {
                words.get(codes[i]).add(cells[i] == null ? CapacityConcept.UNSTATED.word() : cells[i]);
            }
        }
        return words.stream().map(w -> String.join(" and ", w)).toArray(String[]::new);
    }

    /** The concepts of all rows, in words. */
    private String words(Columns in) {
        if (conceptColumn == null) {
            return concept.word();
        }
        TreeSet<String> words = new TreeSet<>();
        for (String word : in.text(conceptColumn)) {
            words.add(word == null ? CapacityConcept.UNSTATED.word() : word);
        }
        return String.join(" and ", words);
    }

    private Choices choices(
            String outputUnit, String capacityUnit, Source source, String conceptText, String[] concepts) {
        String adds = valueAdded != null
                ? (item == null ? "" : "chained over " + item + ", ") + "weighted by " + valueAdded
                : adding ? "added up in physical units" : "one a group";
        String stated = capacityUnit.isEmpty() ? outputUnit : capacityUnit;
        String unit = valueAdded == null ? stated : item == null ? "value added" : "value added of the first period";
        boolean unstated = conceptText.equals(CapacityConcept.UNSTATED.word());
        return new Choices(
                output,
                capacity,
                demand,
                conceptText,
                adds,
                unit,
                unstated,
                mixing,
                concepts,
                source.name(),
                source.provenance());
    }

    private static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Which rows take no part, and why. */
    record Dropped(boolean[] out, int missing, int keyless, int zeroCapacity) {
        static Dropped of(int[] codes, double[] q, double[] k, double[] w, boolean keepsZero) {
            boolean[] out = new boolean[codes.length];
            int missing = 0;
            int keyless = 0;
            int zero = 0;
            for (int i = 0; i < out.length; i++) {
                if (codes[i] < 0) {
                    keyless++;
                } else if (Double.isNaN(q[i]) || Double.isNaN(k[i]) || Double.isNaN(w[i])) {
                    missing++;
                } else if (k[i] == 0 && !keepsZero) {
                    zero++;
                } else {
                    continue;
                }
                out[i] = true;
            }
            return new Dropped(out, missing, keyless, zero);
        }

        boolean keeps(int row) {
            return !out[row];
        }

        int count() {
            return missing + keyless + zeroCapacity;
        }
    }

    /** What was chosen, for the first line of the summary and the footer of the figure. */
    record Choices(
            String output,
            String capacity,
            @Nullable String demand,
            String concept,
            String adds,
            String unit,
            boolean unstated,
            boolean mixing,
            String[] concepts,
            String table,
            org.overhang.core.Provenance provenance) {}

    /** Sums by group, in the order of the keys. */
    record Groups(Keys keys, double[] output, double[] capacity, double @Nullable [] demand, int[] rows) {
        static Groups of(
                Columns in,
                List<String> keyNames,
                Dropped dropped,
                double[] q,
                double[] k,
                double[] w,
                double @Nullable [] d) {
            Keys keys = in.keys(keyNames, dropped::keeps);
            int[] codes = keys.codes();
            int groups = keys.count();
            return new Groups(
                    keys,
                    ExactSums.byGroup(codes, groups, q, w),
                    ExactSums.byGroup(codes, groups, k, w),
                    d == null ? null : ExactSums.byGroup(codes, groups, d, w),
                    keys.sizes());
        }

        /** Sums that a store has made, in the order of the keys. */
        static Groups of(Keys keys, Totals totals, boolean withDemand) {
            int[] codes = keys.codes();
            double[][] sums = new double[totals.sums().length][keys.count()];
            int[] rows = new int[keys.count()];
            for (int g = 0; g < codes.length; g++) {
                for (int t = 0; codes[g] >= 0 && t < sums.length; t++) {
                    sums[t][codes[g]] = totals.sums()[t][g];
                }
                if (codes[g] >= 0) {
                    rows[codes[g]] = Math.toIntExact(totals.rows()[g]);
                }
            }
            return new Groups(keys, sums[0], sums[1], withDemand ? sums[2] : null, rows);
        }
    }
}
