package org.overhang.dependence;

import java.util.List;
import java.util.stream.IntStream;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Sign;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a country makes of what it uses.
 *
 * <p>Formula: apparent consumption {@code A = Q + M - X}; self-sufficiency {@code Q/A}, gross import dependence {@code M/A}, net
 * {@code (M - X)/A}. With re-exports gross dependence can exceed 1.
 *
 * <p>Symbols: production Q, imports M and exports X in one unit. A row with a missing cell or with {@code A \le 0} is unknown (NaN)
 * and stays in the table. Negative cells are refused.
 *
 * <p>Defaults: no columns that name the rows; all other columns are named.
 *
 * <pre>{@code
 * SelfSufficiency.of("production_kt").imports("imports_kt").exports("exports_kt").by("country", "year").measure(balance);
 * }</pre>
 *
 * <p>Errors: those of columns; {@link Reason#BAD_VALUE} for a negative cell; {@link Reason#WRONG_UNIT} for mixed units.
 *
 * <p>Source: Clapp (2017), Food Policy 66, 88–96, for the ratio as the Food and Agriculture Organization computes it.
 */
public final class SelfSufficiency {
    private final String production;
    private final String imports;
    private final String exports;
    private final List<String> keys;

    private SelfSufficiency(String production, String imports, String exports, List<String> keys) {
        this.production = production;
        this.imports = imports;
        this.exports = exports;
        this.keys = keys;
    }

    /** Production whose imports are still to be named. */
    public static final class NeedsImports {
        private final String production;

        private NeedsImports(String production) {
            this.production = production;
        }

        /**
         * Names the column of imports.
         *
         * @param column in the unit of production
         * @return a method that still needs its exports
         */
        public NeedsExports imports(String column) {
            return new NeedsExports(production, column);
        }
    }

    /** Production and imports whose exports are still to be named. */
    public static final class NeedsExports {
        private final String production;
        private final String imports;

        private NeedsExports(String production, String imports) {
            this.production = production;
            this.imports = imports;
        }

        /**
         * Names the column of exports.
         *
         * @param column in the unit of production
         * @return the method
         */
        public SelfSufficiency exports(String column) {
            return new SelfSufficiency(production, imports, column, List.of());
        }
    }

    /**
     * Starts with the column of production.
     *
     * @param production units or money
     * @return a method that still needs imports and exports
     */
    public static NeedsImports of(String production) {
        return new NeedsImports(production);
    }

    /**
     * Self-sufficiency from shares of the world: supply share over demand share.
     *
     * @param supplyShare share of world supply, 0 to 1
     * @param demandShare share of world demand, above 0 and at most 1
     * @return the ratio: 0.13 of supply and 0.60 of demand make 0.217
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside these ranges
     */
    public static double fromShares(double supplyShare, double demandShare) {
        if (!(supplyShare >= 0 && supplyShare <= 1 && demandShare > 0 && demandShare <= 1)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Self-sufficiency needs shares of the world from 0 to 1, the demand share above 0, but they are "
                            + supplyShare + " and " + demandShare + ". Write 0.13 for thirteen percent.");
        }
        return supplyShare / demandShare;
    }

    /**
     * What the rows are.
     *
     * @param columns columns whose values name a row
     * @return the method
     */
    public SelfSufficiency by(String... columns) {
        return new SelfSufficiency(production, imports, exports, List.of(columns));
    }

    /**
     * Measures self-sufficiency.
     *
     * @param source one row a country, product or year
     * @return the ratios, in row order
     * @throws OverhangException see the class
     */
    public Measured measure(Source source) {
        Columns in = Columns.neededBy("SelfSufficiency")
                .amount("production", production, Sign.NOT_NEGATIVE)
                .amount("imports", imports, Sign.NOT_NEGATIVE)
                .amount("exports", exports, Sign.NOT_NEGATIVE)
                .sameUnit(production, imports, exports)
                .keys(keys)
                .read(source);
        return new Measured(this, in);
    }

    /**
     * Measures self-sufficiency.
     *
     * @param table one row a country, product or year
     * @return the ratios, in row order
     */
    public Measured measure(Table table) {
        return measure(Source.of(table));
    }

    /** Ratios row by row; make them with {@link SelfSufficiency#measure(Source)}. */
    public static final class Measured implements Result {
        private final SelfSufficiency method;
        private final Columns in;

        private Measured(SelfSufficiency method, Columns in) {
            this.method = method;
            this.in = in;
        }

        private double consumption(int i) {
            double a = in.number(method.production)[i] + in.number(method.imports)[i] - in.number(method.exports)[i];
            return a > 0 ? a : Double.NaN;
        }

        /**
         * Self-sufficiency of a row.
         *
         * @param row from 0
         * @return production over apparent consumption; NaN if unknown
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there is no such row
         */
        public double ratio(int row) {
            if (row < 0 || row >= in.rows()) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "A ratio needs a row from 0 to " + (in.rows() - 1) + ", but it is " + row + ".");
            }
            return in.number(method.production)[row] / consumption(row);
        }

        private double gross(int i) {
            return in.number(method.imports)[i] / consumption(i);
        }

        private double net(int i) {
            return (in.number(method.imports)[i] - in.number(method.exports)[i]) / consumption(i);
        }

        private String label(int row) {
            Keys keys = in.keys();
            int code = keys.codes()[row];
            return method.keys.isEmpty() || code < 0 ? "row " + (row + 1) : keys.label(code);
        }

        /**
         * One row a row: {@code row apparent_consumption self_sufficiency import_dependence_gross import_dependence_net}.
         *
         * @return a fresh table
         */
        @Override
        public Table tidy() {
            DoubleColumn[] c = Tables.columns(
                    "apparent_consumption", "self_sufficiency", "import_dependence_gross", "import_dependence_net");
            for (int i = 0; i < in.rows(); i++) {
                Tables.append(c, consumption(i), ratio(i), gross(i), net(i));
            }
            return Table.create(
                            "Self-sufficiency",
                            StringColumn.create(
                                    "row",
                                    IntStream.range(0, in.rows())
                                            .mapToObj(this::label)
                                            .toList()))
                    .addColumns(c);
        }

        private int unknown() {
            return (int) IntStream.range(0, in.rows())
                    .filter(i -> Double.isNaN(consumption(i)))
                    .count();
        }

        @Override
        public Table glance() {
            return Table.create(
                    "Self-sufficiency",
                    IntColumn.create("nobs", new int[] {in.rows()}),
                    IntColumn.create("dropped", new int[] {0}),
                    IntColumn.create("unknown", new int[] {unknown()}));
        }

        @Override
        public Summary summary() {
            return Summary.of("Self-sufficiency")
                    .choice("production", method.production)
                    .choice("imports", method.imports)
                    .choice("exports", method.exports)
                    .grid(Summary.grid(in.rows())
                            .text("row", "", this::label)
                            .significant("consumption", in.unit(method.production), this::consumption)
                            .percent("self-sufficiency", "consumption", 1, this::ratio)
                            .percent("imports", "consumption", 1, this::gross)
                            .percent("net imports", "consumption", 1, this::net))
                    .paragraph("Unknown", unknown() == 0 ? "none" : unknown() + " rows without a positive consumption")
                    .allAboveWhole(
                            in.rows(),
                            i -> in.number(method.exports)[i] / in.number(method.production)[i],
                            "exports above production")
                    .identifies("Production and trade counted in the same unit and class.")
                    .breaks("Stock changes, re-exports and goods that cross the border twice.")
                    .doesNotShow("Which partner the imports come from.")
                    .build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
