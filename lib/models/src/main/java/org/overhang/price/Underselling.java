package org.overhang.price;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.Numbers;
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
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Underselling as the United States International Trade Commission reports it: price comparisons by pricing product and quarter.
 *
 * <pre>{@code m = (P_d - P_m)/P_d}</pre>
 *
 * <p>{@code P_d} domestic and {@code P_m} import price of a cell (product, quarter, country), each the quantity-weighted
 * average of the cell's rows, money a unit. A positive margin is an instance of underselling, a negative one of overselling,
 * zero is neither. Reported are instances, import quantity, the average of margins over cells <i>without</i> weights (the
 * Commission's), the one weighted by import quantity, and the range, each for underselling and overselling apart, by the first
 * column and in all.
 *
 * <p>Rows with a missing cell, or a price or quantity of zero or below, are left out and counted. Without a column of domestic
 * quantities the domestic prices of a cell are averaged plainly, which is the default.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Underselling.of("import_price").against("domestic_price").quantity("import_t")
 *         .by("product", "quarter", "country").measure(prices).instances();
 * }</pre>
 *
 * <p>Errors: those of columns; {@link Reason#NOT_IDENTIFIED} if no cell can be compared.
 *
 * <p>Source: 19 U.S.C. 1677(7)(C)(ii)(I); the Commission's staff reports, table "Instances of underselling and overselling".
 */
public final class Underselling {
    /** A gap that sums of a few thousand sales may leave between equal prices. */
    private static final double ROUNDING = 1e-12;

    private final String imported;
    private final String domestic;
    private final String quantity;
    private final @Nullable String domesticQuantity;
    private final List<String> by;

    private Underselling(
            String imported, String domestic, String quantity, @Nullable String domesticQuantity, List<String> by) {
        this.imported = imported;
        this.domestic = domestic;
        this.quantity = quantity;
        this.domesticQuantity = domesticQuantity;
        this.by = by;
    }

    /** A comparison that still needs its domestic price. */
    public static final class NeedsDomestic {
        private final String imported;

        private NeedsDomestic(String imported) {
            this.imported = imported;
        }

        /**
         * The domestic price of the same product and quarter.
         *
         * @param column its name
         * @return the comparison, which still needs a quantity
         */
        public NeedsQuantity against(String column) {
            return new NeedsQuantity(imported, column);
        }
    }

    /** A comparison that still needs its import quantity. */
    public static final class NeedsQuantity {
        private final String imported;
        private final String domestic;

        private NeedsQuantity(String imported, String domestic) {
            this.imported = imported;
            this.domestic = domestic;
        }

        /**
         * Import quantity.
         *
         * @param column its name
         * @return the comparison, which still needs its cells
         */
        public NeedsCells quantity(String column) {
            return new NeedsCells(imported, domestic, column);
        }
    }

    /** A comparison that still needs its cells. */
    public static final class NeedsCells {
        private final String imported;
        private final String domestic;
        private final String quantity;

        private NeedsCells(String imported, String domestic, String quantity) {
            this.imported = imported;
            this.domestic = domestic;
            this.quantity = quantity;
        }

        /**
         * What makes a cell: pricing product, quarter and country. The first column also splits the report.
         *
         * @param columns their names
         * @return the method
         */
        public Underselling by(String... columns) {
            return new Underselling(imported, domestic, quantity, null, List.of(columns));
        }
    }

    /**
     * Starts with the import price.
     *
     * @param column its name, money a unit
     * @return the comparison, which still needs a domestic price
     */
    public static NeedsDomestic of(String column) {
        return new NeedsDomestic(column);
    }

    /**
     * Domestic quantity, to weight domestic prices within a cell.
     *
     * @param column its name
     * @return the method
     */
    public Underselling domesticQuantity(String column) {
        return new Underselling(imported, domestic, quantity, column, by);
    }

    /**
     * Compares the prices cell by cell.
     *
     * @param source one or more rows a cell
     * @return instances, quantities, averages and ranges
     * @throws OverhangException {@link Reason#MISSING_COLUMN}, {@link Reason#WRONG_TYPE}, or {@link Reason#NOT_IDENTIFIED}
     *     if no cell can be compared
     */
    public Measured measure(Source source) {
        Columns.Request request = Columns.neededBy("Underselling")
                .amount("import price", imported, Sign.NOT_NEGATIVE)
                .amount("domestic price", domestic, Sign.NOT_NEGATIVE)
                .amount("import quantity", quantity, Sign.NOT_NEGATIVE)
                .sameUnit(imported, domestic)
                .weighed(imported, quantity)
                .keys(by);
        if (domesticQuantity != null) {
            request.amount("domestic quantity", domesticQuantity, Sign.NOT_NEGATIVE)
                    .weighed(domestic, domesticQuantity);
        }
        Cells cells;
        if (source instanceof Stored store) {
            request.read(store.head());
            cells = totals(store);
        } else {
            cells = cells(request.read(source));
        }
        return compare(cells, source.provenance().footer());
    }

    /** Sums by cell, whose order is that of the keys, and what was left out. */
    private record Cells(
            Keys keys,
            double[] value,
            double[] weight,
            double[] homeValue,
            double[] homeWeight,
            int incomplete,
            int notPositive,
            long rows) {}

    private Cells cells(Columns in) {
        Keys keys = in.keys();
        int n = keys.count();
        int[] group = keys.codes();
        double[] price = in.number(imported);
        double[] homePrice = in.number(domestic);
        double[] sold = in.number(quantity);
        double[] home = new double[sold.length];
        Arrays.fill(home, 1);
        if (domesticQuantity != null) {
            home = in.number(domesticQuantity);
        }
        int incomplete = 0;
        int notPositive = 0;
        for (int i = 0; i < sold.length; i++) {
            double least = Math.min(Math.min(price[i], homePrice[i]), Math.min(sold[i], home[i]));
            if (Double.isNaN(least) || group[i] < 0) {
                incomplete++;
                group[i] = -1;
            } else if (!(least > 0)) {
                notPositive++;
                group[i] = -1;
            }
        }
        return new Cells(
                keys,
                ExactSums.byGroup(group, n, price, sold),
                ExactSums.byGroup(group, n, sold, null),
                ExactSums.byGroup(group, n, homePrice, home),
                ExactSums.byGroup(group, n, home, null),
                incomplete,
                notPositive,
                sold.length);
    }

    /** The same where rows lie in a store, which adds them up. */
    private Cells totals(Stored store) {
        String home = domesticQuantity == null ? "" : domesticQuantity;
        List<String> used = new ArrayList<>(List.of(imported, domestic, quantity));
        List<Plan.Term> terms = new ArrayList<>(
                List.of(new Plan.Term(imported, quantity), new Plan.Term(quantity, ""), new Plan.Term(domestic, home)));
        List<Plan.Check> checks = new ArrayList<>(List.of(
                new Plan.Check("import price", imported, Sign.NOT_NEGATIVE),
                new Plan.Check("domestic price", domestic, Sign.NOT_NEGATIVE),
                new Plan.Check("import quantity", quantity, Sign.NOT_NEGATIVE)));
        if (!home.isEmpty()) {
            used.add(home);
            terms.add(new Plan.Term(home, ""));
            checks.add(new Plan.Check("domestic quantity", home, Sign.NOT_NEGATIVE));
        }
        Totals totals = store.add(new Plan("Underselling", Plan.columns(store, by), used, used, terms, checks));
        Keys keys =
                Columns.neededBy("Underselling").keys(by).read(totals.groups()).keys();
        int[] codes = keys.codes();
        double[][] sums = new double[4][keys.count()];
        long incomplete = 0;
        long notPositive = 0;
        for (int i = 0; i < codes.length; i++) {
            boolean keyed = codes[i] >= 0;
            incomplete += totals.incomplete()[i] + (keyed ? 0 : totals.rows()[i] + totals.notPositive()[i]);
            notPositive += keyed ? totals.notPositive()[i] : 0;
            for (int t = 0; keyed && t < 4; t++) {
                sums[t][codes[i]] = t < terms.size() ? totals.sums()[t][i] : totals.rows()[i];
            }
        }
        return new Cells(
                keys,
                sums[0],
                sums[1],
                sums[2],
                sums[3],
                Math.toIntExact(incomplete),
                Math.toIntExact(notPositive),
                totals.all());
    }

    private Measured compare(Cells cells, String origin) {
        int n = cells.keys().count();
        double[] margin = new double[n];
        int compared = 0;
        for (int g = 0; g < n; g++) {
            double price = cells.value()[g] / cells.weight()[g];
            margin[g] = 1 - price / (cells.homeValue()[g] / cells.homeWeight()[g]);
            // Averages of equal prices differ by the rounding of their sums: that is no instance.
            margin[g] = Math.abs(margin[g]) < ROUNDING ? 0 : margin[g];
            compared += Double.isNaN(margin[g]) ? 0 : 1;
        }
        if (compared == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Underselling needs at least one cell with both prices and a quantity, but of " + cells.rows()
                            + " rows " + cells.incomplete() + " lack a cell and " + cells.notPositive()
                            + " hold a value of zero or below.");
        }
        return new Measured(
                this, cells.keys(), margin, cells.weight(), cells.incomplete(), cells.notPositive(), origin);
    }

    /**
     * The same comparison on a Tablesaw table.
     *
     * @param table one or more rows a cell
     * @return instances, quantities, averages and ranges
     */
    public Measured measure(Table table) {
        return measure(Source.of(table));
    }

    /** One line of the report. */
    private record Line(
            String label,
            String direction,
            int instances,
            double quantity,
            double average,
            double weighted,
            double low,
            double high) {}

    /** Instances of underselling and overselling. */
    public static final class Measured implements Result {
        private final Underselling method;
        private final Keys keys;
        private final double[] margin;
        private final double[] quantity;
        private final int incomplete;
        private final int notPositive;
        private final String origin;

        private Measured(
                Underselling method,
                Keys keys,
                double[] margin,
                double[] quantity,
                int incomplete,
                int notPositive,
                String origin) {
            this.method = method;
            this.keys = keys;
            this.margin = margin;
            this.quantity = quantity;
            this.incomplete = incomplete;
            this.notPositive = notPositive;
            this.origin = origin;
        }

        private List<Line> lines() {
            List<Line> out = new ArrayList<>();
            int products = 0;
            for (int g = 0; g < margin.length; g++) {
                products = Math.max(products, method.by.isEmpty() ? 0 : keys.level(g, 0) + 1);
            }
            for (int direction = 1; direction >= -1; direction -= 2) {
                for (int p = 0; p < products; p++) {
                    add(out, p, direction);
                }
                add(out, -1, direction);
            }
            return out;
        }

        private void add(List<Line> out, int product, int direction) {
            int count = 0;
            double sold = 0;
            double sum = 0;
            double weighted = 0;
            double low = Double.NaN;
            double high = Double.NaN;
            String label = "all";
            for (int g = 0; g < margin.length; g++) {
                boolean here = product < 0 || keys.level(g, 0) == product;
                label = product >= 0 && here ? keys.label(g, 0) : label;
                double size = direction * margin[g];
                if (here && size > 0) {
                    count++;
                    sold += quantity[g];
                    sum += size;
                    weighted += size * quantity[g];
                    low = Double.isNaN(low) ? size : Math.min(low, size);
                    high = Double.isNaN(high) ? size : Math.max(high, size);
                }
            }
            out.add(new Line(
                    label,
                    direction > 0 ? "underselling" : "overselling",
                    count,
                    sold,
                    count > 0 ? sum / count : Double.NaN,
                    count > 0 ? weighted / sold : Double.NaN,
                    low,
                    high));
        }

        private Line total(int direction) {
            List<Line> out = new ArrayList<>();
            add(out, -1, direction);
            return out.get(0);
        }

        /**
         * Instances of underselling.
         *
         * @return cells with a positive margin
         */
        public int instances() {
            return total(1).instances();
        }

        /**
         * Instances of overselling.
         *
         * @return cells with a negative margin
         */
        public int instancesOfOverselling() {
            return total(-1).instances();
        }

        /**
         * The Commission's average: over instances of underselling, without weights.
         *
         * @return a share of the domestic price; NaN if there is none
         */
        public double average() {
            return total(1).average();
        }

        /**
         * The average over instances of underselling weighted by import quantity.
         *
         * @return a share of the domestic price; NaN if there is none
         */
        public double weightedAverage() {
            return total(1).weighted();
        }

        /**
         * The import quantity that undersold.
         *
         * @return units
         */
        public double quantity() {
            return total(1).quantity();
        }

        /**
         * The part of all compared import quantity that undersold.
         *
         * @return a fraction
         */
        public double shareOfQuantity() {
            double all = 0;
            for (int g = 0; g < margin.length; g++) {
                all += Double.isNaN(margin[g]) ? 0 : quantity[g];
            }
            return quantity() / all;
        }

        /**
         * Margins by product: the average over cells and the range, underselling to the right of zero, overselling to the left.
         *
         * @return the figure under a plain title
         */
        public Figure figure() {
            var chart = Figure.coefficients();
            for (Line line : lines()) {
                if (line.instances() > 0) {
                    int sign = "underselling".equals(line.direction()) ? 1 : -1;
                    chart = chart.term(
                            line.label() + ", " + line.direction() + " (" + line.instances() + ")",
                            sign * line.average(),
                            Math.min(sign * line.low(), sign * line.high()),
                            Math.max(sign * line.low(), sign * line.high()));
                }
            }
            return chart.title("Margins of underselling and overselling")
                    .subtitle(
                            "Domestic less import price, share of the domestic price; average over cells, instances in brackets")
                    .interval("bars: from the smallest to the largest margin")
                    .y(Axis.percent())
                    .sampleSize(compared())
                    .reference(0, "equal prices");
        }

        private int compared() {
            int count = 0;
            for (double m : margin) {
                count += Double.isNaN(m) ? 0 : 1;
            }
            return count;
        }

        /**
         * The smallest margin of underselling.
         *
         * @return a share of the domestic price; NaN if there is none
         */
        public double lowest() {
            return total(1).low();
        }

        /**
         * The largest margin of underselling.
         *
         * @return a share of the domestic price; NaN if there is none
         */
        public double highest() {
            return total(1).high();
        }

        @Override
        public Summary summary() {
            List<Line> lines = lines();
            int equal = 0;
            for (double m : margin) {
                equal += m == 0 ? 1 : 0;
            }
            return Summary.of("Underselling")
                    .choice("cell", String.join(" × ", method.by))
                    .choice("base", "domestic price")
                    .choice("average", "over cells without weights, quantity-weighted beside it")
                    .grid(Summary.grid(lines.size())
                            .text(
                                    method.by.isEmpty() ? "" : method.by.get(0),
                                    "",
                                    i -> lines.get(i).label())
                            .text("direction", "", i -> lines.get(i).direction())
                            .number("instances", "cells", 0, i -> lines.get(i).instances())
                            .significant("quantity", "", i -> lines.get(i).quantity())
                            .percent(
                                    "average",
                                    "domestic price",
                                    1,
                                    i -> lines.get(i).average())
                            .percent(
                                    "weighted",
                                    "domestic price",
                                    1,
                                    i -> lines.get(i).weighted())
                            .percent(
                                    "from",
                                    "domestic price",
                                    1,
                                    i -> lines.get(i).low())
                            .percent(
                                    "to", "domestic price", 1, i -> lines.get(i).high()))
                    .paragraph("Equal prices", equal + " cells, counted in neither direction.")
                    .paragraph("Quantity that undersold", Numbers.percent(shareOfQuantity(), 1) + " of all compared.")
                    .identifies("Prices of defined products at one level of trade in one quarter.")
                    .breaks("Products too broad, or import prices that leave out costs the buyer bears.")
                    .doesNotShow("Causation, nor sales lost before a price was quoted.")
                    .paragraph("Data", origin)
                    .leftOut(incomplete, "rows with a missing cell")
                    .leftOut(notPositive, "rows with a price or quantity of zero or below")
                    .build();
        }

        @Override
        public Table tidy() {
            Table table = Table.create("underselling");
            return keys.beside(table.addColumns(
                    DoubleColumn.create("estimate", margin), DoubleColumn.create("quantity", quantity)));
        }

        /**
         * The report's lines as a table.
         *
         * @return one row a product and direction, then one for all
         */
        public Table report() {
            List<Line> lines = lines();
            return Table.create("underselling report")
                    .addColumns(
                            StringColumn.create("product", lines.stream().map(Line::label)),
                            StringColumn.create("direction", lines.stream().map(Line::direction)),
                            IntColumn.create(
                                    "instances",
                                    lines.stream().mapToInt(Line::instances).toArray()),
                            DoubleColumn.create(
                                    "quantity",
                                    lines.stream().mapToDouble(Line::quantity).toArray()),
                            DoubleColumn.create(
                                    "average",
                                    lines.stream().mapToDouble(Line::average).toArray()),
                            DoubleColumn.create(
                                    "weighted_average",
                                    lines.stream().mapToDouble(Line::weighted).toArray()),
                            DoubleColumn.create(
                                    "lowest",
                                    lines.stream().mapToDouble(Line::low).toArray()),
                            DoubleColumn.create(
                                    "highest",
                                    lines.stream().mapToDouble(Line::high).toArray()));
        }

        @Override
        public Table glance() {
            return Table.create("underselling")
                    .addColumns(
                            IntColumn.create("nobs", new int[] {compared()}),
                            IntColumn.create("dropped", new int[] {incomplete + notPositive}),
                            IntColumn.create("instances", new int[] {instances()}),
                            IntColumn.create("overselling", new int[] {instancesOfOverselling()}),
                            DoubleColumn.create("average", average()),
                            DoubleColumn.create("weighted_average", weightedAverage()));
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
