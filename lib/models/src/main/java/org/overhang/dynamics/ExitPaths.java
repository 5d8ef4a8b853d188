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
import org.overhang.policy.Coverage;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Simulated prices and who left when; made by {@link ExitModel#simulate}.
 *
 * <p>Money is in price times the unit of capacity. Present values are at the model's discount rate, year 0 undiscounted.
 */
public final class ExitPaths implements Result {
    record Setting(
            MeanReverting price,
            double discount,
            int horizon,
            Coverage coverage,
            String because,
            int paths,
            Seed seed,
            ExitModel.ExitRoles roles) {}

    /** What each path brought; each path writes to its own slots. */
    static final class Outcome {
        private final int plants;
        private final int horizon;
        private final short[] exits;
        private final double[] capacity;
        private final double[] bill;
        private final double[] price;
        private final double[] presentBill;

        Outcome(int paths, int plants, int horizon) {
            this.plants = plants;
            this.horizon = horizon;
            exits = new short[Math.multiplyExact(paths, plants)];
            Arrays.fill(exits, (short) -1);
            capacity = new double[Math.multiplyExact(paths, horizon)];
            bill = new double[capacity.length];
            price = new double[capacity.length];
            presentBill = new double[paths];
        }

        void exit(int path, int plant, int year) {
            exits[path * plants + plant] = (short) year;
        }

        void stay(int path, int year, double size, double paid, double discounted) {
            capacity[path * horizon + year] += size;
            bill[path * horizon + year] += paid;
            presentBill[path] += discounted;
        }

        void price(int path, int year, double p) {
            price[path * horizon + year] = p;
        }
    }

    final Setting setting;
    final List<String> labels;
    final double[] sizes;
    private final double[] trigger;
    private final Outcome outcome;
    private final int dropped;

    ExitPaths(Setting setting, List<String> labels, double[] sizes, double[] trigger, Outcome outcome, int dropped) {
        this.setting = setting;
        this.labels = List.copyOf(labels);
        this.sizes = sizes;
        this.trigger = trigger;
        this.outcome = outcome;
        this.dropped = dropped;
    }

    private int at(String plant) {
        int at = labels.indexOf(plant);
        if (at < 0) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The simulation has no plant \"" + plant + "\". Its plants: " + String.join(", ", labels) + ".");
        }
        return at;
    }

    /**
     * The price below which a plant leaves.
     *
     * @param plant its label
     * @return the trigger; 0 if it never leaves within six standard deviations of the price, infinite if it leaves at once
     */
    public double trigger(String plant) {
        return trigger[at(plant)];
    }

    /**
     * The chance that a plant leaves within the horizon.
     *
     * @param plant its label
     * @return share of paths
     */
    public double exitProbability(String plant) {
        return exitProbability(at(plant));
    }

    private double exitProbability(int plant) {
        int gone = 0;
        for (int path = 0; path < setting.paths; path++) {
            gone += outcome.exits[path * labels.size() + plant] >= 0 ? 1 : 0;
        }
        return (double) gone / setting.paths;
    }

    private double meanExitYear(int plant) {
        double sum = 0;
        int gone = 0;
        for (int path = 0; path < setting.paths; path++) {
            int year = outcome.exits[path * labels.size() + plant];
            if (year >= 0) {
                sum += year;
                gone++;
            }
        }
        return gone == 0 ? Double.NaN : sum / gone;
    }

    /** Plants that left within the horizon, by path. */
    double[] exits() {
        int n = labels.size();
        return IntStream.range(0, setting.paths)
                .mapToDouble(path -> IntStream.range(path * n, (path + 1) * n)
                        .filter(k -> outcome.exits[k] >= 0)
                        .count())
                .toArray();
    }

    /** Share of capacity still there in the last year, by path. */
    double[] remaining() {
        double total = Arrays.stream(sizes).sum();
        return IntStream.range(0, setting.paths)
                .mapToDouble(path -> outcome.capacity[(path + 1) * setting.horizon - 1] / total)
                .toArray();
    }

    /** Present value of what the state paid, by path. */
    double[] presentBill() {
        return outcome.presentBill.clone();
    }

    /**
     * Mean number of plants that leave within the horizon.
     *
     * @return plants
     */
    public double meanExits() {
        return Moments.mean(exits());
    }

    /**
     * Mean present value of what the state pays.
     *
     * @return money, in price times the unit of capacity
     */
    public double stateBill() {
        return Moments.mean(outcome.presentBill);
    }

    /**
     * The years one by one: {@code year price price_low price_high capacity capacity_low capacity_high state_bill}; low and high
     * are the 5th and 95th percentile over paths, capacity is a share of that at the start.
     *
     * @return a fresh table
     */
    public Table byYear() {
        IntColumn year = IntColumn.create("year");
        DoubleColumn[] c = Moments.columns(
                "price", "price_low", "price_high", "capacity", "capacity_low", "capacity_high", "state_bill");
        double total = Arrays.stream(sizes).sum();
        for (int t = 0; t < setting.horizon; t++) {
            double[] p = slice(outcome.price, t, 1);
            double[] k = slice(outcome.capacity, t, total);
            year.append(t);
            Moments.append(
                    c,
                    Moments.mean(p),
                    Moments.quantile(p, 0.05),
                    Moments.quantile(p, 0.95),
                    Moments.mean(k),
                    Moments.quantile(k, 0.05),
                    Moments.quantile(k, 0.95),
                    Moments.mean(slice(outcome.bill, t, 1)));
        }
        return Table.create("Exit paths", year).addColumns(c);
    }

    private double[] slice(double[] all, int year, double over) {
        double[] out = new double[setting.paths];
        for (int path = 0; path < out.length; path++) {
            out[path] = all[path * setting.horizon + year] / over;
        }
        return out;
    }

    /**
     * This model less another on the same prices: path by path, so that the luck of the price cancels.
     *
     * @param other a simulation of the same plants, price, horizon, number of paths and seed
     * @return the differences
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the two do not share their draws
     */
    public ExitComparison versus(ExitPaths other) {
        boolean shared = setting.seed.equals(other.setting.seed)
                && setting.paths == other.setting.paths
                && setting.horizon == other.setting.horizon
                && setting.discount == other.setting.discount
                && setting.price.same(other.setting.price)
                && labels.equals(other.labels)
                && Arrays.equals(sizes, other.sizes);
        if (!shared) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A comparison needs the same plants, price, discount, horizon, paths and seed on both sides, but they "
                            + "differ. Simulate both with the same arguments.");
        }
        return new ExitComparison(
                List.of(
                        "first " + setting.coverage.text(),
                        "second " + other.setting.coverage.text(),
                        "price " + setting.price,
                        "horizon " + setting.horizon + " years",
                        "paths " + Numbers.fixed(setting.paths, 0) + " common",
                        "seed " + setting.seed.value()),
                List.of(
                        new ExitComparison.Term("exits", "plants that leave", exits(), other.exits()),
                        new ExitComparison.Term(
                                "capacity_remaining", "capacity remaining (share)", remaining(), other.remaining()),
                        new ExitComparison.Term(
                                "state_bill",
                                "state bill (present value, price × capacity)",
                                presentBill(),
                                other.presentBill())));
    }

    /**
     * Capacity that remains, year by year, with the middle nine tenths of paths around it.
     *
     * @return a figure with a plain title
     */
    public Figure figure() {
        Table years = byYear();
        double[] x = years.intColumn("year").asDoubleArray();
        return Figure.line()
                .series("mean", x, years.doubleColumn("capacity").asDoubleArray())
                .band(
                        "5 % to 95 % of paths",
                        years.doubleColumn("capacity_low").asDoubleArray(),
                        years.doubleColumn("capacity_high").asDoubleArray())
                .title("Capacity that remains")
                .subtitle("Share of today's capacity, " + setting.coverage.text() + ", years from now")
                .x(Axis.number("years from now"))
                .y(Axis.percent().from(0))
                .source(Moments.SIMULATED)
                .sampleSize(setting.paths);
    }

    /**
     * One row a plant: {@code plant capacity trigger exit_probability mean_exit_year}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        DoubleColumn[] c = Moments.columns("capacity", "trigger", "exit_probability", "mean_exit_year");
        for (int i = 0; i < labels.size(); i++) {
            Moments.append(c, sizes[i], trigger[i], exitProbability(i), meanExitYear(i));
        }
        return Table.create("Exit", StringColumn.create("plant", labels)).addColumns(c);
    }

    @Override
    public Table glance() {
        return Table.create(
                "Exit",
                IntColumn.create("nobs", new int[] {labels.size()}),
                IntColumn.create("dropped", new int[] {dropped}),
                IntColumn.create("paths", new int[] {setting.paths}),
                DoubleColumn.create("covered_share", setting.coverage.share()),
                DoubleColumn.create("mean_exits", meanExits()),
                DoubleColumn.create("capacity_remaining", Moments.mean(remaining())),
                DoubleColumn.create("state_bill", stateBill()));
    }

    @Override
    public Summary summary() {
        double[] left = remaining();
        Summary.Builder out = Summary.of("Exit simulation")
                .choice("price", setting.price.toString())
                .choice("discount", Numbers.percent(setting.discount, 1))
                .choice("horizon", setting.horizon + " years")
                .choice(
                        "covered",
                        Numbers.percent(setting.coverage.share(), 1) + " of losses of "
                                + (setting.roles.backed().isEmpty()
                                        ? "every plant"
                                        : "plants in " + setting.roles.backed()))
                .choice("below cash cost", setting.roles.idles() ? "idle" : "runs")
                .choice("paths", Numbers.fixed(setting.paths, 0))
                .choice("seed", Long.toString(setting.seed.value()))
                .grid(Summary.grid(labels.size())
                        .text("plant", "", labels::get)
                        .significant("capacity", "a year", i -> sizes[i])
                        .significant("leaves below", "price", i -> trigger[i])
                        .percent("leaves", "paths", 1, this::exitProbability)
                        .number("mean year", "if it leaves", 1, this::meanExitYear))
                .paragraph(
                        "All plants",
                        Numbers.fixed(meanExits(), 2) + " of " + labels.size() + " leave on average; "
                                + Numbers.percent(Moments.mean(left), 1)
                                + " of capacity remains (5 % to 95 % of paths: "
                                + Numbers.percent(Moments.quantile(left, 0.05), 1) + " to "
                                + Numbers.percent(Moments.quantile(left, 0.95), 1) + "); the state pays "
                                + Numbers.significant(stateBill(), 4) + " in present value (price × unit of capacity)");
        if (!setting.because.isEmpty()) {
            out.paragraph("Assumed", "owners expect the measured coverage again because " + setting.because);
        }
        return out.identifies("Owners who know the price process and leave when scrap is worth more than staying.")
                .breaks(
                        "A price that answers to who leaves, an owner who waits for rivals to go first, or cover that owners "
                                + "do not expect to last.")
                .doesNotShow("Why the price is where it is, or what support costs elsewhere.")
                .leftOut(dropped, "plants with a missing cell")
                .build();
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
