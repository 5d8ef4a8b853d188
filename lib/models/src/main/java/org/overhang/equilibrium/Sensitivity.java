package org.overhang.equilibrium;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.overhang.core.Draws;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Quantiles;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Seed;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Which parameter the variance of an effect comes from: Sobol indices, first and total.
 *
 * <pre>{@code S_k = Var(E(f | x_k))/Var(f),   T_k = E(Var(f | x_{-k}))/Var(f)}</pre>
 *
 * <p>{@code f} the effect, {@code x} the uncertain parameters. {@code S_k} is what knowing the parameter would take off the variance,
 * {@code T_k} what would be left if all others were known; they are equal where effects add up. The first of two matrices of draws
 * is the simulation's own. A draw without an equilibrium in any of them is left out and counted. Intervals are 95 percent
 * bootstrap percentiles over draws; an estimate of a small index may be below 0.
 *
 * <p>Example: {@code market.simulate(2_000, seed(42), remove(SUBSIDY).from("China")).sensitivity(REVENUE, "EU")}.
 *
 * <p>Source: A. Saltelli et al., Computer Physics Communications 181 (2010), 259–270, for both estimators.
 */
public final class Sensitivity implements Result {
    private static final int BLOCK = 64;
    private static final int RESAMPLES = 500;

    private final Experiment experiment;
    private final String what;
    private final int draws;
    private final long seed;
    private final int dropped;
    private final int[] places;
    private final double[] first;
    private final double[] total;
    private final Interval[] firstInterval;
    private final Interval[] totalInterval;

    private Sensitivity(Experiment experiment, String what, Seed seed, int[] places, double[][] f) {
        this.experiment = experiment;
        this.what = what;
        this.seed = seed.value();
        this.places = places;
        this.draws = f[0].length;
        int[] rows = IntStream.range(0, draws)
                .filter(i -> Arrays.stream(f).noneMatch(column -> Double.isNaN(column[i])))
                .toArray();
        this.dropped = draws - rows.length;
        int k = places.length;
        double[][] point = indices(f, rows);
        if (!(rows.length >= 2) || Double.isNaN(point[0][0])) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Sensitivity needs draws in which \"" + what + "\" is defined and varies, but found " + rows.length
                            + " of " + draws + ".");
        }
        first = point[0];
        total = point[1];
        double[][][] again = new double[2][k][RESAMPLES];
        for (int b = 0; b < RESAMPLES; b++) {
            Draws stream = seed.stream(-1L - b);
            int[] drawn = new int[rows.length];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = rows[stream.below(rows.length)];
            }
            double[][] of = indices(f, drawn);
            for (int j = 0; j < k; j++) {
                again[0][j][b] = of[0][j];
                again[1][j][b] = of[1][j];
            }
        }
        firstInterval = intervals(again[0]);
        totalInterval = intervals(again[1]);
    }

    private static Interval[] intervals(double[][] again) {
        Interval[] out = new Interval[again.length];
        for (int j = 0; j < out.length; j++) {
            Arrays.sort(again[j]);
            out[j] = new Interval(
                    Quantiles.ofSorted(again[j], 0.025),
                    Quantiles.ofSorted(again[j], 0.975),
                    0.95,
                    "bootstrap over draws");
        }
        return out;
    }

    /** First and total indices of rows; {@code f} holds the two matrices' effects, then those of the mixed ones. */
    static double[][] indices(double[][] f, int[] rows) {
        double mean = 0;
        for (int i : rows) {
            mean += (f[0][i] + f[1][i]) / (2 * rows.length);
        }
        double variance = 0;
        for (int i : rows) {
            double a = f[0][i] - mean;
            double b = f[1][i] - mean;
            variance += (a * a + b * b) / (2 * rows.length);
        }
        double[][] out = new double[2][f.length - 2];
        for (int k = 0; k < f.length - 2; k++) {
            double alone = 0;
            double whole = 0;
            for (int i : rows) {
                double moved = f[k + 2][i] - f[0][i];
                alone += (f[1][i] - mean) * moved;
                whole += moved * moved / 2;
            }
            out[0][k] = alone / rows.length / variance;
            out[1][k] = whole / rows.length / variance;
        }
        return out;
    }

    static Sensitivity of(Experiment experiment, int draws, Seed seed, Effect effect, String subject) {
        int e = Simulation.position(experiment, effect);
        int j = experiment.subject(subject);
        double[][] correlation = experiment.correlation();
        for (int r = 0; r < correlation.length; r++) {
            for (int c = 0; c < r; c++) {
                if (correlation[r][c] != 0) {
                    throw new OverhangException(
                            Reason.OUT_OF_RANGE,
                            "Sensitivity needs parameters whose errors are independent, but "
                                    + experiment.parameters().get(r).text() + " and "
                                    + experiment.parameters().get(c).text() + " are correlated by "
                                    + correlation[r][c] + ". Simulate without the correlation.");
                }
            }
        }
        List<? extends Parameter> parameters = experiment.parameters();
        int[] places = IntStream.range(0, parameters.size())
                .filter(k -> parameters.get(k).standardError() > 0)
                .toArray();
        Uncertainty source = Uncertainty.of(experiment.parameters(), correlation);
        double[][] f = new double[places.length + 2][draws];
        Parallel.forEach((draws + BLOCK - 1) / BLOCK, block -> {
            double[][][] room = experiment.room(1);
            for (int i = block * BLOCK; i < Math.min(draws, (block + 1) * BLOCK); i++) {
                double[] a = source.draw(seed.stream(i));
                double[] b = source.draw(seed.stream((long) draws + i));
                f[0][i] = at(experiment, a, room, e, j);
                f[1][i] = at(experiment, b, room, e, j);
                for (int k = 0; k < places.length; k++) {
                    double[] mixed = a.clone();
                    mixed[places[k]] = b[places[k]];
                    f[k + 2][i] = at(experiment, mixed, room, e, j);
                }
            }
        });
        return new Sensitivity(experiment, (subject.isEmpty() ? "" : subject + ": ") + effect.words(), seed, places, f);
    }

    private static double at(Experiment experiment, double[] values, double[][][] room, int effect, int subject) {
        try {
            experiment.solve(values, room, 0);
            return room[effect][subject][0];
        } catch (OverhangException none) {
            return Double.NaN;
        }
    }

    private int place(int parameter) {
        int at = Arrays.binarySearch(places, parameter);
        if (at < 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Sensitivity knows the uncertain parameters only, and number " + parameter
                            + " is not one of them.");
        }
        return at;
    }

    /**
     * The share of variance that a parameter makes alone.
     *
     * @param parameter position among the parameters; it must have a standard error
     * @return the first index
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} for a parameter that is exact
     */
    public double first(int parameter) {
        return first[place(parameter)];
    }

    /**
     * The share of variance in which a parameter takes part.
     *
     * @param parameter position among the parameters; it must have a standard error
     * @return the total index
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} for a parameter that is exact
     */
    public double total(int parameter) {
        return total[place(parameter)];
    }

    /**
     * The 95 percent interval of a first index.
     *
     * @param parameter position among the parameters; it must have a standard error
     * @return bootstrap percentiles over draws
     */
    public Interval firstInterval(int parameter) {
        return firstInterval[place(parameter)];
    }

    /**
     * The 95 percent interval of a total index.
     *
     * @param parameter position among the parameters; it must have a standard error
     * @return bootstrap percentiles over draws
     */
    public Interval totalInterval(int parameter) {
        return totalInterval[place(parameter)];
    }

    private String name(int at) {
        return experiment.parameters().get(places[at]).text();
    }

    private static String ends(Interval of) {
        return Numbers.fixed(of.low(), 3) + " to " + Numbers.fixed(of.high(), 3);
    }

    @Override
    public Summary summary() {
        return Summary.of(experiment.title() + ", sensitivity")
                .choice("change", experiment.changes())
                .choice("effect", what)
                .choice("draws", Numbers.fixed(draws, 0))
                .choice("seed", Long.toString(seed))
                .grid(Summary.grid(places.length)
                        .text("parameter", "", this::name)
                        .number("first", "of variance", 3, k -> first[k])
                        .text("95 %", "bootstrap", k -> ends(firstInterval[k]))
                        .number("total", "of variance", 3, k -> total[k])
                        .text("95 %", "bootstrap", k -> ends(totalInterval[k])))
                .identifies(
                        "Shares of the variance that the stated standard errors make, each parameter drawn by itself.")
                .breaks("Parameters whose errors go together; a standard error that is a guess.")
                .doesNotShow("In which direction a parameter moves the effect: see the tornado.")
                .leftOut(dropped, "draws without an equilibrium")
                .build();
    }

    /**
     * One row an uncertain parameter: {@code term first first_conf_low first_conf_high total total_conf_low total_conf_high}.
     *
     * @return a fresh table
     */
    @Override
    public Table tidy() {
        int k = places.length;
        double[][] ends = new double[4][k];
        String[] names = new String[k];
        for (int j = 0; j < k; j++) {
            names[j] = name(j);
            ends[0][j] = firstInterval[j].low();
            ends[1][j] = firstInterval[j].high();
            ends[2][j] = totalInterval[j].low();
            ends[3][j] = totalInterval[j].high();
        }
        return Table.create(
                "sensitivity",
                StringColumn.create("term", names),
                DoubleColumn.create("first", first),
                DoubleColumn.create("first_conf_low", ends[0]),
                DoubleColumn.create("first_conf_high", ends[1]),
                DoubleColumn.create("total", total),
                DoubleColumn.create("total_conf_low", ends[2]),
                DoubleColumn.create("total_conf_high", ends[3]));
    }

    @Override
    public Table glance() {
        return Table.create(
                "sensitivity",
                IntColumn.create("nobs", new int[] {draws - dropped}),
                IntColumn.create("dropped", new int[] {dropped}));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
