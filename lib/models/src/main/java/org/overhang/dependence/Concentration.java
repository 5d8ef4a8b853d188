package org.overhang.dependence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.overhang.core.Columns;
import org.overhang.core.Hierarchy;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Sign;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import org.overhang.core.math.ExactSums;
import org.overhang.core.store.Plan;
import org.overhang.core.store.Stored;
import org.overhang.core.store.Totals;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How few suppliers a market has.
 *
 * <p>Formula: shares {@code s_i}; {@code HHI = \sum s_i^2}, from 1/n to 1; normalized {@code (HHI - 1/n)/(1 - 1/n)}; effective
 * suppliers {@code 1/HHI}; {@code CR_k} the share of the k largest; Gini of the shares.
 *
 * <p>Symbols: values of suppliers in one unit; n counts listed suppliers, those with 0 included; the normalized index does not
 * exist for one supplier. A supplier on several rows of a group is added up. A missing value makes every index of its group
 * unknown, because the missing supplier may be the largest; so does a total of 0. Negative values are refused.
 *
 * <p>Defaults: one group.
 *
 * <pre>{@code
 * var few = Concentration.of("imports_usd").among("partner").by("product", "year").measure(flows);
 * few.hhi("magnets, 2024");
 * few
 * }</pre>
 *
 * <p>Errors: those of columns; {@link Reason#BAD_VALUE} for a negative value, and for suppliers of several declared levels in a group.
 *
 * <p>Source: Hirschman (1964), American Economic Review 54, 761–762, for the index; Adelman (1969), Review of Economics and Statistics
 * 51, 99–101, for its inverse as a number of suppliers.
 *
 * <p>Beware: classes that bundle products hide monopolies; re-exports hide origin; shares of value are not shares of quantity.
 */
public final class Concentration {
    private final String value;
    private final String supplier;
    private final List<String> keys;

    private Concentration(String value, String supplier, List<String> keys) {
        this.value = value;
        this.supplier = supplier;
        this.keys = keys;
    }

    /** Values whose suppliers are still to be named. */
    public static final class NeedsSuppliers {
        private final String value;

        private NeedsSuppliers(String value) {
            this.value = value;
        }

        /**
         * Names the column of suppliers.
         *
         * @param column a country, firm or plant
         * @return the method
         */
        public Concentration among(String column) {
            return new Concentration(value, column, List.of());
        }
    }

    /**
     * Starts with the column of values.
     *
     * @param value money or quantity from each supplier
     * @return a method that still needs its suppliers
     */
    public static NeedsSuppliers of(String value) {
        return new NeedsSuppliers(value);
    }

    /**
     * One index a group.
     *
     * @param columns columns whose values name a group
     * @return the method
     */
    public Concentration by(String... columns) {
        return new Concentration(value, supplier, List.of(columns));
    }

    /** Indices of one group; NaN where unknown. */
    record Index(
            int suppliers, double hhi, double normalized, double effective, double[] ratio, double gini, String top) {
        static Index of(double[] values, List<String> names) {
            int n = values.length;
            double total = Arrays.stream(values).sum();
            if (!(total > 0)) {
                double[] none = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
                return new Index(n, Double.NaN, Double.NaN, Double.NaN, none, Double.NaN, "unknown");
            }
            double[] shares = Arrays.stream(values).map(v -> v / total).sorted().toArray();
            double hhi = 0;
            double gini = 0;
            for (int i = 0; i < n; i++) {
                hhi += shares[i] * shares[i];
                gini += (2 * (i + 1) - n - 1) * shares[i];
            }
            double[] ratio = IntStream.of(1, 3, 4, 8)
                    .mapToDouble(k -> IntStream.range(Math.max(0, n - k), n)
                            .mapToDouble(i -> shares[i])
                            .sum())
                    .toArray();
            int top = IntStream.range(0, n)
                    .reduce((a, b) -> values[b] > values[a] ? b : a)
                    .orElse(0);
            double normalized = n > 1 ? (hhi - 1.0 / n) / (1 - 1.0 / n) : Double.NaN;
            return new Index(n, hhi, normalized, 1 / hhi, ratio, gini / n, names.get(top));
        }
    }

    /**
     * Measures concentration.
     *
     * @param source one row a supplier and group
     * @return the indices
     * @throws OverhangException see the class
     */
    public Measured measure(Source source) {
        Columns.Request request = Columns.neededBy("Concentration")
                .amount("value", value, Sign.NOT_NEGATIVE)
                .keys(keys)
                .keys(supplier);
        if (source instanceof Stored store) {
            request.read(store.head());
            return total(store);
        }
        Columns in = request.read(source);
        Keys groups = in.keys(keys);
        Hierarchy.requireOneLevel("Concentration", source, groups, row -> true);
        return new Measured(this, groups, indices(in, groups, in.number(value)), in.rows(), groups.missing());
    }

    /** Where rows lie in a store, they are added up there to one a supplier and group. */
    private Measured total(Stored store) {
        List<String> columns = new ArrayList<>(keys);
        columns.add(supplier);
        Totals totals = store.add(new Plan(
                "Concentration",
                Plan.columns(store, columns),
                List.of(),
                List.of(),
                List.of(new Plan.Term(value, "")),
                List.of(new Plan.Check("value", value, Sign.NOT_NEGATIVE))));
        Columns in = Columns.neededBy("Concentration").keys(keys).keys(supplier).read(totals.groups());
        Keys groups = in.keys(keys);
        int[] codes = groups.codes();
        long dropped = 0;
        for (int i = 0; i < codes.length; i++) {
            dropped += codes[i] < 0 ? totals.rows()[i] : 0;
        }
        Index[] indices = indices(in, groups, totals.sums()[0]);
        return new Measured(this, groups, indices, Math.toIntExact(totals.all()), Math.toIntExact(dropped));
    }

    private Index[] indices(Columns in, Keys groups, double[] values) {
        Keys suppliers = in.keys(List.of(supplier));
        int[] who = suppliers.codes();
        Index[] indices = new Index[groups.count()];
        int[][] rows = rows(groups.codes(), groups.count());
        for (int g = 0; g < indices.length; g++) {
            indices[g] = index(rows[g], values, who, suppliers);
        }
        return indices;
    }

    /**
     * Measures concentration.
     *
     * @param table one row a supplier and group
     * @return the indices
     */
    public Measured measure(Table table) {
        return measure(Source.of(table));
    }

    static int[][] rows(int[] codes, int groups) {
        int[] sizes = new int[groups];
        for (int code : codes) {
            if (code >= 0) {
                sizes[code]++;
            }
        }
        int[][] out = new int[groups][];
        for (int g = 0; g < groups; g++) {
            out[g] = new int[sizes[g]];
        }
        int[] at = new int[groups];
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] >= 0) {
                out[codes[i]][at[codes[i]]++] = i;
            }
        }
        return out;
    }

    /** A row without a supplier's name counts as missing: it may belong to the largest. */
    static Index index(int[] rows, double[] values, int[] who, Keys suppliers) {
        boolean unknown = Arrays.stream(rows).anyMatch(i -> Double.isNaN(values[i]) || who[i] < 0);
        int[] present = Arrays.stream(rows)
                .map(i -> who[i])
                .filter(w -> w >= 0)
                .sorted()
                .distinct()
                .toArray();
        int[] place = Arrays.stream(rows)
                .map(i -> who[i] < 0 ? -1 : Arrays.binarySearch(present, who[i]))
                .toArray();
        double[] own = Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
        double[] sums = ExactSums.byGroup(place, present.length, own, null);
        List<String> names = Arrays.stream(present).mapToObj(suppliers::label).toList();
        if (unknown) {
            Arrays.fill(sums, Double.NaN);
        }
        return Index.of(sums, names);
    }

    /** Indices by group; make them with {@link Concentration#measure(Source)}. */
    public static final class Measured implements Result {
        private final Concentration method;
        private final Keys groups;
        private final Index[] indices;
        private final int rows;
        private final int dropped;

        private Measured(Concentration method, Keys groups, Index[] indices, int rows, int dropped) {
            this.method = method;
            this.groups = groups;
            this.indices = indices;
            this.rows = rows;
            this.dropped = dropped;
        }

        /**
         * The Herfindahl–Hirschman index of a group.
         *
         * @param group its label; {@code "all"} if there is one group
         * @return from 1/n to 1; NaN if unknown
         */
        public double hhi(String group) {
            for (int g = 0; g < indices.length; g++) {
                if (groups.label(g).equals(group)) {
                    return indices[g].hhi;
                }
            }
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "Concentration has no group \"" + group + "\". List them with tidy().");
        }

        /**
         * One row a group: its keys and {@code suppliers hhi hhi_points hhi_normalized effective_suppliers cr1 cr3 cr4 cr8 gini
         * top_supplier label}; the label is that of the merger guidelines of 2023 and no verdict.
         *
         * @return a fresh table
         */
        @Override
        public Table tidy() {
            Table out = Table.create("Concentration");
            IntColumn n = IntColumn.create("suppliers");
            StringColumn top = StringColumn.create("top_supplier");
            StringColumn label = StringColumn.create("label");
            DoubleColumn[] c = Tables.columns(
                    "hhi", "hhi_points", "hhi_normalized", "effective_suppliers", "cr1", "cr3", "cr4", "cr8", "gini");
            for (Index i : indices) {
                n.append(i.suppliers);
                top.append(i.top);
                label.append(label(i.hhi));
                Tables.append(
                        c,
                        i.hhi,
                        10_000 * i.hhi,
                        i.normalized,
                        i.effective,
                        i.ratio[0],
                        i.ratio[1],
                        i.ratio[2],
                        i.ratio[3],
                        i.gini);
            }
            return groups.beside(out.addColumns(n).addColumns(c).addColumns(top, label));
        }

        private static String label(double hhi) {
            if (Double.isNaN(hhi)) {
                return "unknown";
            }
            return hhi > 0.18 ? "highly concentrated" : hhi >= 0.10 ? "moderately concentrated" : "unconcentrated";
        }

        @Override
        public Table glance() {
            return Table.create(
                    "Concentration",
                    IntColumn.create("nobs", new int[] {rows}),
                    IntColumn.create("dropped", new int[] {dropped}),
                    IntColumn.create("groups", new int[] {indices.length}),
                    IntColumn.create("unknown", new int[] {unknown()}));
        }

        private int unknown() {
            return (int) Arrays.stream(indices).filter(i -> Double.isNaN(i.hhi)).count();
        }

        @Override
        public Summary summary() {
            return Summary.of("Concentration")
                    .choice("value", method.value)
                    .choice("among", method.supplier)
                    .choice("by", method.keys.isEmpty() ? "all" : String.join(" × ", method.keys))
                    .grid(Summary.grid(indices.length)
                            .text("group", "", groups::label)
                            .number("suppliers", "", 0, i -> indices[i].suppliers)
                            .number("HHI", "0 to 1", 4, i -> indices[i].hhi)
                            .number("effective", "suppliers", 2, i -> indices[i].effective)
                            .percent("largest", "value", 1, i -> indices[i].ratio[0])
                            .text("who", "", i -> indices[i].top))
                    .paragraph(
                            "Unknown", unknown() == 0 ? "none" : unknown() + " groups with a missing value or no total")
                    .identifies("Values by supplier of origin in one unit.")
                    .breaks("Re-exports booked under the hub, and classes that bundle products.")
                    .doesNotShow("Whether a supplier could be replaced.")
                    .leftOut(dropped, "rows without a group")
                    .build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
