package org.overhang.dynamics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Seed;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Races run many times: who left when, what the state paid, and whether the backed side ended alone; made by {@link
 * ExitRace#simulate}.
 */
public final class RacePaths implements Result {
    /** What each path brought; each path writes to its own slots. */
    static final class Outcome {
        private final int firms;
        private final int horizon;
        private final short[] exit;
        private final double[] size;
        private final double[] price;
        private final double[] utilization;
        private final boolean[] sole;
        private final short[] soleFrom;
        private final double[] bill;
        private final double[] rivalBill;
        private final double[] equity;
        private final short[] entries;

        Outcome(int paths, int firms, int horizon) {
            this.firms = firms;
            this.horizon = horizon;
            exit = new short[Math.multiplyExact(paths, firms)];
            size = new double[exit.length];
            equity = new double[exit.length];
            price = new double[Math.multiplyExact(paths, horizon)];
            utilization = new double[price.length];
            sole = new boolean[price.length];
            soleFrom = new short[paths];
            bill = new double[paths];
            rivalBill = new double[paths];
            entries = new short[paths];
        }

        void take(int path, RaceMath math, RaceMath.Field field) {
            double[] left = math.capacity();
            double[] worth = math.equity();
            for (int i = 0; i < firms; i++) {
                exit[path * firms + i] = (short) math.exit[i];
                size[path * firms + i] = left[i];
                equity[path * firms + i] = worth[i];
            }
            System.arraycopy(math.price, 0, price, path * horizon, field.horizon());
            System.arraycopy(math.utilization, 0, utilization, path * horizon, field.horizon());
            System.arraycopy(math.sole, 0, sole, path * horizon, field.horizon());
            soleFrom[path] = (short) math.soleFrom;
            bill[path] = math.backedBill;
            rivalBill[path] = math.rivalBill;
            entries[path] = (short) math.entries;
        }
    }

    private final ExitRace.Terms terms;
    private final List<String> labels;
    private final boolean[] backed;
    private final double[][] cells;
    private final Outcome outcome;
    private final int paths;
    private final Seed seed;
    private final int dropped;

    RacePaths(
            ExitRace.Terms terms,
            List<String> labels,
            boolean[] backed,
            double[][] cells,
            Outcome outcome,
            int paths,
            Seed seed,
            int dropped) {
        this.terms = terms;
        this.labels = List.copyOf(labels);
        this.backed = backed;
        this.cells = cells;
        this.outcome = outcome;
        this.paths = paths;
        this.seed = seed;
        this.dropped = dropped;
    }

    int horizon() {
        return terms.horizon();
    }

    int paths() {
        return paths;
    }

    private int at(String firm) {
        int at = labels.indexOf(firm);
        if (at < 0) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The race has no firm \"" + firm + "\". Its firms: " + String.join(", ", labels) + ".");
        }
        return at;
    }

    /**
     * The years in which a firm first left, one a path.
     *
     * @param firm its label
     * @return years from 0; −1 where it did not leave
     */
    public int[] exitYears(String firm) {
        int i = at(firm);
        return IntStream.range(0, paths)
                .map(path -> outcome.exit[path * labels.size() + i])
                .toArray();
    }

    /**
     * A firm's capacity at the end, one number a path.
     *
     * @param firm its label
     * @return units of output a year; 0 where the firm has left and was not rebuilt
     */
    public double[] capacityAtEnd(String firm) {
        int i = at(firm);
        return IntStream.range(0, paths)
                .mapToDouble(path -> outcome.size[path * labels.size() + i])
                .toArray();
    }

    /**
     * What is left of a firm's equity at its exit or at the end, one number a path.
     *
     * @param firm its label
     * @return money
     */
    public double[] equityAtEnd(String firm) {
        int i = at(firm);
        return IntStream.range(0, paths)
                .mapToDouble(path -> outcome.equity[path * labels.size() + i])
                .toArray();
    }

    /**
     * Prices of one path.
     *
     * @param path its number, from 0
     * @return one price a year
     */
    public double[] prices(int path) {
        return ofPath(outcome.price, path);
    }

    /**
     * Utilization in one path.
     *
     * @param path its number, from 0
     * @return output over capacity, one a year
     */
    public double[] utilization(int path) {
        return ofPath(outcome.utilization, path);
    }

    private double[] ofPath(double[] years, int path) {
        Range.require(path >= 0 && path < paths, "The number of a path must be from 0 to " + (paths - 1), path, "");
        return Arrays.copyOfRange(years, path * horizon(), (path + 1) * horizon());
    }

    /**
     * How many rivals have left at some time, one number a path.
     *
     * @return firms
     */
    public double[] rivalExits() {
        int n = labels.size();
        return IntStream.range(0, paths)
                .mapToDouble(path -> IntStream.range(0, n)
                        .filter(i -> !backed[i] && outcome.exit[path * n + i] >= 0)
                        .count())
                .toArray();
    }

    double[] soleIndicator() {
        return IntStream.range(0, paths)
                .mapToDouble(path -> outcome.soleFrom[path] >= 0 ? 1 : 0)
                .toArray();
    }

    double[] bill() {
        return outcome.bill.clone();
    }

    private double[] meanPrice() {
        return IntStream.range(0, paths)
                .mapToDouble(path -> Moments.mean(prices(path)))
                .toArray();
    }

    /**
     * The chance that by some year a backed firm is, or has been, the only supplier.
     *
     * @param year from 0
     * @return share of paths
     */
    public double soleSupplierBy(int year) {
        int count = 0;
        for (int path = 0; path < paths; path++) {
            count += outcome.soleFrom[path] >= 0 && outcome.soleFrom[path] <= year ? 1 : 0;
        }
        return (double) count / paths;
    }

    /**
     * Mean amount the state pays to the backed firms over the horizon, not discounted.
     *
     * @return money
     */
    public double stateBill() {
        return Moments.mean(outcome.bill);
    }

    /**
     * Mean amount that support to rivals costs over the horizon, not discounted.
     *
     * @return money
     */
    public double rivalSupportBill() {
        return Moments.mean(outcome.rivalBill);
    }

    /**
     * Mean price in years with a backed sole supplier.
     *
     * @return price; NaN if that never happens
     */
    public double priceAfter() {
        double sum = 0;
        int years = 0;
        for (int k = 0; k < outcome.price.length; k++) {
            if (outcome.sole[k]) {
                sum += outcome.price[k];
                years++;
            }
        }
        return years == 0 ? Double.NaN : sum / years;
    }

    /**
     * Mean price in years before a backed firm is alone, over all paths.
     *
     * @return price
     */
    public double priceBefore() {
        double sum = 0;
        int years = 0;
        for (int path = 0; path < paths; path++) {
            int end = outcome.soleFrom[path] >= 0 ? outcome.soleFrom[path] : horizon();
            for (int t = 0; t < end; t++) {
                sum += outcome.price[path * horizon() + t];
                years++;
            }
        }
        return years == 0 ? Double.NaN : sum / years;
    }

    /**
     * Mean number of years in which a backed firm is alone, in paths where it ever is.
     *
     * @return years; NaN if that never happens
     */
    public double yearsAlone() {
        int years = 0;
        for (boolean alone : outcome.sole) {
            years += alone ? 1 : 0;
        }
        double often = Arrays.stream(soleIndicator()).sum();
        return often == 0 ? Double.NaN : years / often;
    }

    /**
     * The years one by one: {@code year price price_low price_high utilization sole_supplier}; low and high are the 5th and 95th
     * percentile over paths, sole supplier the chance that the year opens with a backed firm alone.
     *
     * @return a fresh table
     */
    public Table byYear() {
        IntColumn year = IntColumn.create("year");
        DoubleColumn[] c = Moments.columns("price", "price_low", "price_high", "utilization", "sole_supplier");
        for (int t = 0; t < horizon(); t++) {
            int at = t;
            double[] p = IntStream.range(0, paths)
                    .mapToDouble(path -> outcome.price[path * horizon() + at])
                    .toArray();
            double u = IntStream.range(0, paths)
                            .mapToDouble(path -> outcome.utilization[path * horizon() + at])
                            .sum()
                    / paths;
            double alone = (double) IntStream.range(0, paths)
                            .filter(path -> outcome.sole[path * horizon() + at])
                            .count()
                    / paths;
            year.append(t);
            Moments.append(c, Moments.mean(p), Moments.quantile(p, 0.05), Moments.quantile(p, 0.95), u, alone);
        }
        return Table.create("Race", year).addColumns(c);
    }

    /**
     * This race less another on the same draws.
     *
     * @param other a race of the same firms, demand, price, horizon, number of paths and seed
     * @return the differences
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the two do not share their draws
     */
    public ExitComparison versus(RacePaths other) {
        boolean shared = seed.equals(other.seed)
                && paths == other.paths
                && horizon() == other.horizon()
                && terms.demand().equals(other.terms.demand())
                && terms.costVolatility() == other.terms.costVolatility()
                && terms.price().toString().equals(other.terms.price().toString())
                && labels.equals(other.labels)
                && Arrays.equals(backed, other.backed)
                && Arrays.deepEquals(cells, other.cells);
        if (!shared) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A comparison needs the same firms, demand, price, horizon, paths and seed on both sides, but they differ. "
                            + "Simulate both with the same arguments and change only policies.");
        }
        return new ExitComparison(
                List.of(
                        "first " + policies(),
                        "second " + other.policies(),
                        "paths " + Numbers.fixed(paths, 0) + " common",
                        "seed " + seed.value()),
                List.of(
                        new ExitComparison.Term("exits", "rivals that leave", rivalExits(), other.rivalExits()),
                        new ExitComparison.Term(
                                "sole_supplier",
                                "backed firm alone within the horizon (chance)",
                                soleIndicator(),
                                other.soleIndicator()),
                        new ExitComparison.Term("state_bill", "state bill (not discounted)", bill(), other.bill()),
                        new ExitComparison.Term(
                                "rival_support", "support to rivals (not discounted)", rivalBill(), other.rivalBill()),
                        new ExitComparison.Term("price", "mean price", meanPrice(), other.meanPrice())));
    }

    private double[] rivalBill() {
        return outcome.rivalBill.clone();
    }

    private String policies() {
        StringBuilder out = new StringBuilder(terms.coverage().text());
        if (terms.rivals().share() > 0) {
            out.append(", rivals ").append(terms.rivals().text());
        }
        if (terms.duty() != null) {
            out.append(", ")
                    .append(terms.duty().text())
                    .append(" before ")
                    .append(Numbers.percent(terms.protectedShare(), 0));
        }
        if (terms.stockYears() > 0) {
            out.append(", stock of ").append(terms.stockYears()).append(" years");
        }
        out.append(terms.rebuildYears() > 0 ? ", rebuilt after " + terms.rebuildYears() + " years" : ", never rebuilt");
        return out.toString();
    }

    /**
     * The price year by year, with the middle nine tenths of paths around it.
     *
     * @return a figure with a plain title
     */
    public Figure figure() {
        Table years = byYear();
        return Figure.line()
                .series(
                        "mean price",
                        years.intColumn("year").asDoubleArray(),
                        years.doubleColumn("price").asDoubleArray())
                .band(
                        "5 % to 95 % of paths",
                        years.doubleColumn("price_low").asDoubleArray(),
                        years.doubleColumn("price_high").asDoubleArray())
                .title("Price in the race")
                .subtitle("Price per unit, " + policies())
                .x(Axis.number("years from now"))
                .reference(terms.price().backstop(), "backstop")
                .source(Moments.SIMULATED)
                .sampleSize(paths);
    }

    private double exitShare(int firm) {
        int count = 0;
        for (int path = 0; path < paths; path++) {
            count += outcome.exit[path * labels.size() + firm] >= 0 ? 1 : 0;
        }
        return (double) count / paths;
    }

    private double survivalShare(int firm) {
        int count = 0;
        for (int path = 0; path < paths; path++) {
            count += outcome.size[path * labels.size() + firm] > 0 ? 1 : 0;
        }
        return (double) count / paths;
    }

    /**
     * One row a firm: {@code firm backed exit_probability survives}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        IntColumn side = IntColumn.create("backed");
        DoubleColumn[] c = Moments.columns("exit_probability", "survives");
        for (int i = 0; i < labels.size(); i++) {
            side.append(backed[i] ? 1 : 0);
            Moments.append(c, exitShare(i), survivalShare(i));
        }
        return Table.create("Race", StringColumn.create("firm", labels), side).addColumns(c);
    }

    @Override
    public Table glance() {
        return Table.create(
                "Race",
                IntColumn.create("nobs", new int[] {labels.size()}),
                IntColumn.create("dropped", new int[] {dropped}),
                IntColumn.create("paths", new int[] {paths}),
                DoubleColumn.create("covered_share", terms.coverage().share()),
                DoubleColumn.create("sole_supplier", soleSupplierBy(horizon())),
                DoubleColumn.create("rival_exits", Moments.mean(rivalExits())),
                DoubleColumn.create("state_bill", stateBill()),
                DoubleColumn.create("price_before", priceBefore()),
                DoubleColumn.create("price_after", priceAfter()));
    }

    @Override
    public Summary summary() {
        double entries = IntStream.range(0, paths).map(p -> outcome.entries[p]).sum() / (double) paths;
        Summary.Builder out = Summary.of("Exit race")
                .choice("policies", policies())
                .choice("demand", terms.demand().text())
                .choice("price", terms.price().toString())
                .choice("costs", "known within " + Numbers.percent(terms.costVolatility(), 1))
                .choice("horizon", horizon() + " years")
                .choice("paths", Numbers.fixed(paths, 0))
                .choice("seed", Long.toString(seed.value()))
                .grid(Summary.grid(labels.size())
                        .text("firm", "", labels::get)
                        .text("side", "", i -> backed[i] ? "backed" : "rival")
                        .percent("leaves", "paths", 1, this::exitShare)
                        .percent("there at the end", "paths", 1, this::survivalShare))
                .paragraph(
                        "Sole supplier",
                        Numbers.percent(soleSupplierBy(horizon()), 1) + " of paths; price "
                                + Numbers.significant(priceBefore(), 4) + " before and "
                                + Numbers.significant(priceAfter(), 4) + " after, for "
                                + Numbers.fixed(yearsAlone(), 1) + " years; rivals rebuilt "
                                + Numbers.fixed(entries, 2) + " times a path")
                .paragraph(
                        "Bill",
                        Numbers.significant(stateBill(), 4) + " to backed firms, "
                                + Numbers.significant(rivalSupportBill(), 4)
                                + " to rivals (price × unit of capacity, not discounted)");
        if (!terms.because().isEmpty()) {
            out.paragraph("Assumed", "owners expect the measured coverage again because " + terms.because());
        }
        return out.identifies(
                        "The rules of the race: firms do not plan, they leave when equity is gone or the price is below "
                                + "variable cost.")
                .breaks(
                        "Owners who add equity or leave early because they foresee the end; a price made by conduct and not "
                                + "by capacity.")
                .doesNotShow("Intent. It shows what follows if losses are covered.")
                .leftOut(dropped, "firms with a missing cell")
                .build();
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
