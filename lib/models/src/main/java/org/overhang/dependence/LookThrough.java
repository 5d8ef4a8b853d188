package org.overhang.dependence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.Columns;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Reliance that direct trade does not show: what a country's suppliers' suppliers bring, over an inter-country input–output
 * table.
 *
 * <p>Formula: {@code A = Z \hat x^{-1}}, {@code L = (I - A)^{-1}}; gross reliance of sector j on country c, the column sum of L over
 * c's rows; value-added share, the column sum of {@code \hat v L}, {@code v = 1 - \iota'A}, which adds up to 1 over countries;
 * downstream, the row sums of Ghosh's {@code G = (I - \hat x^{-1} Z)^{-1}} over c's columns: who is hit if j stops.
 *
 * <p>Symbols: flows Z in one currency, row to column, one row and one column a country and sector, the same labels; gross output
 * x positive. The country is the label's part before a sign, "_" by default. A missing flow is refused, not taken for 0.
 *
 * <pre>{@code
 * var look = LookThrough.of("row").output("gross_output").measure(table);
 * look.valueAdded("CHN", "EUR_module");
 * look
 * }</pre>
 *
 * <p>Errors: those of columns; {@link Reason#BAD_VALUE} for missing or negative flows, output that is not positive, or repeated
 * labels; {@link Reason#NOT_IDENTIFIED} if a sector uses more than it makes so that the sum of rounds does not end.
 *
 * <p>Source: Miller and Blair, <i>Input–Output Analysis</i> (2009), chapters 2, 6 and 12; Baldwin, Freeman and Theodorakopoulos,
 * NBER 31820 (2023), for reliance.
 */
public final class LookThrough {
    private final String label;
    private final String output;
    private final String sign;

    private LookThrough(String label, String output, String sign) {
        this.label = label;
        this.output = output;
        this.sign = sign;
    }

    /** Labels whose output is still to be named. */
    public static final class NeedsOutput {
        private final String label;

        private NeedsOutput(String label) {
            this.label = label;
        }

        /**
         * Names the column of gross output.
         *
         * @param column in the currency of the flows
         * @return the method
         */
        public LookThrough output(String column) {
            return new LookThrough(label, column, "_");
        }
    }

    /**
     * Starts with the column of row labels; the table has a column of flows for each label.
     *
     * @param label country and sector
     * @return a method that still needs its output
     */
    public static NeedsOutput of(String label) {
        return new NeedsOutput(label);
    }

    /**
     * Where a label's country ends.
     *
     * @param mark the first such mark ends it
     * @return the method
     */
    public LookThrough countryBefore(String mark) {
        return new LookThrough(label, output, mark);
    }

    /**
     * Works out the rounds of supply.
     *
     * @param source one row a country and sector
     * @return the reliance
     * @throws OverhangException see the class
     */
    public Measured measure(Source source) {
        Columns names = Columns.neededBy("LookThrough")
                .text("label", label)
                .number("output", output)
                .read(source);
        String[] labels = new String[names.rows()];
        for (int i = 0; i < labels.length; i++) {
            String text = names.text(label)[i];
            labels[i] = text == null ? "" : text;
        }
        double[] x = names.number(output);
        Columns.Request request = Columns.neededBy("LookThrough");
        Arrays.stream(labels).distinct().forEach(l -> request.number("flow", l));
        Columns flows = request.read(source);
        double[][] z = new double[labels.length][labels.length];
        for (int j = 0; j < labels.length; j++) {
            double[] column = flows.number(labels[j]);
            for (int i = 0; i < labels.length; i++) {
                z[i][j] = column[i];
            }
        }
        check(labels, x, z);
        return new Measured(this, labels, x, z);
    }

    /**
     * Works out the rounds of supply.
     *
     * @param table one row a country and sector
     * @return the reliance
     */
    public Measured measure(Table table) {
        return measure(Source.of(table));
    }

    private static void check(String[] labels, double[] x, double[][] z) {
        Problems problems = new Problems();
        problems.require(
                Arrays.stream(labels).distinct().count() == labels.length
                        && !List.of(labels).contains(""),
                Reason.BAD_VALUE,
                "LookThrough needs each label once, but labels repeat or are missing.");
        problems.require(
                Arrays.stream(x).allMatch(v -> v > 0),
                Reason.BAD_VALUE,
                "LookThrough needs gross output above 0 in every row, but it is missing or not positive in some. Leave empty "
                        + "sectors out of rows and columns.");
        for (int i = 0; i < labels.length; i++) {
            problems.require(
                    Arrays.stream(z[i]).allMatch(v -> v >= 0),
                    Reason.BAD_VALUE,
                    "LookThrough needs flows of 0 or more, but row \"" + labels[i]
                            + "\" has a missing or negative one. Write 0 where nothing flows.");
        }
        problems.throwIfAny();
    }

    /** Reliance by country and sector; make it with {@link LookThrough#measure(Source)}. */
    public static final class Measured implements Result {
        private final String[] labels;
        private final List<String> countries;
        private final int[] country;
        private final double[][] leontief;
        private final double[][] ghosh;
        private final double[] valueAdded;

        private Measured(LookThrough method, String[] labels, double[] x, double[][] z) {
            this.labels = labels;
            int n = labels.length;
            country = new int[n];
            List<String> names = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                int cut = labels[i].indexOf(method.sign);
                String name = cut > 0 ? labels[i].substring(0, cut) : labels[i];
                if (!names.contains(name)) {
                    names.add(name);
                }
                country[i] = names.indexOf(name);
            }
            countries = List.copyOf(names);
            double[][] a = new double[n][n];
            double[][] b = new double[n][n];
            valueAdded = new double[n];
            Arrays.fill(valueAdded, 1);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    a[i][j] = z[i][j] / x[j];
                    b[i][j] = z[i][j] / x[i];
                    valueAdded[j] -= a[i][j];
                }
            }
            leontief = rounds(a);
            ghosh = rounds(b);
        }

        /** (I − A)⁻¹, refused unless every entry is what a sum of rounds can be. */
        private static double[][] rounds(double[][] a) {
            int n = a.length;
            double[][] m = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    m[i][j] = (i == j ? 1 : 0) - a[i][j];
                }
            }
            double[][] out = Dense.inverse(m);
            for (double[] row : out) {
                for (double v : row) {
                    if (!(v >= -1e-9)) {
                        throw new OverhangException(
                                Reason.NOT_IDENTIFIED,
                                "LookThrough needs sectors that use less than they make, but the rounds of supply do not end. "
                                        + "Compare flows with gross output.");
                    }
                }
            }
            return out;
        }

        private int at(String label) {
            int at = List.of(labels).indexOf(label);
            if (at < 0) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "LookThrough has no label \"" + label + "\". Its labels: " + String.join(", ", labels) + ".");
            }
            return at;
        }

        private double column(String from, String sector, boolean value) {
            int c = countries.indexOf(from);
            if (c < 0) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "LookThrough has no country \"" + from + "\". Its countries: " + String.join(", ", countries)
                                + ".");
            }
            return column(c, at(sector), value);
        }

        private double column(int c, int j, boolean value) {
            double sum = 0;
            for (int i = 0; i < labels.length; i++) {
                sum += country[i] == c ? (value ? valueAdded[i] : 1) * leontief[i][j] : 0;
            }
            return sum;
        }

        /**
         * Output of a country that one unit of a sector's output needs, directly and through suppliers; its own unit included.
         *
         * @param from country
         * @param sector label
         * @return output per unit of output
         */
        public double reliance(String from, String sector) {
            return column(from, sector, false);
        }

        /**
         * A country's share of the value in a sector's output.
         *
         * @param from country
         * @param sector label
         * @return between 0 and 1; sums to 1 over countries
         */
        public double valueAdded(String from, String sector) {
            return column(from, sector, true);
        }

        /**
         * Output of a country that hangs on a sector as its supplier, directly and through others; its own unit included.
         *
         * @param sector the supplier's label
         * @param in country that uses it
         * @return output per unit of the supplier's output
         */
        public double downstream(String sector, String in) {
            int i = at(sector);
            double sum = 0;
            for (int j = 0; j < labels.length; j++) {
                sum += countries.get(country[j]).equals(in) ? ghosh[i][j] : 0;
            }
            return sum;
        }

        /**
         * One row a sector and country: {@code sector country reliance value_added downstream}.
         *
         * @return a fresh table
         */
        @Override
        public Table tidy() {
            StringColumn sector = StringColumn.create("sector");
            StringColumn from = StringColumn.create("country");
            DoubleColumn[] c = Tables.columns("reliance", "value_added", "downstream");
            for (int j = 0; j < labels.length; j++) {
                for (int k = 0; k < countries.size(); k++) {
                    sector.append(labels[j]);
                    from.append(countries.get(k));
                    Tables.append(c, column(k, j, false), column(k, j, true), downstream(labels[j], countries.get(k)));
                }
            }
            return Table.create("Look-through", sector, from).addColumns(c);
        }

        @Override
        public Table glance() {
            return Table.create(
                    "Look-through",
                    IntColumn.create("nobs", new int[] {labels.length}),
                    IntColumn.create("dropped", new int[] {0}),
                    IntColumn.create("countries", new int[] {countries.size()}));
        }

        @Override
        public Summary summary() {
            Summary.Grid grid = Summary.grid(labels.length).text("sector", "", i -> labels[i]);
            for (int k = 0; k < countries.size(); k++) {
                int c = k;
                grid.percent(countries.get(k), "value", 1, i -> column(c, i, true));
            }
            return Summary.of("Look-through reliance")
                    .choice("shares", "value added by country of origin")
                    .choice("sectors", Integer.toString(labels.length))
                    .grid(grid)
                    .identifies("A table in which every flow is recorded once, at the prices of one year.")
                    .breaks(
                            "Sectors that bundle what differs: the average input of a sector stands for each product's.")
                    .doesNotShow("What could replace a supplier, or how soon.")
                    .build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
