package org.overhang.equilibrium;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.FastMath;
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
import org.overhang.policy.Change;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The distribution of every effect under draws of the uncertain elasticities, calibration redone in each.
 *
 * <p>Sizes of elasticities are lognormal with the stated mean and standard error, their logs correlated as asked. Draw
 * {@code i} of a seed is the same for every change, so that two policies compare on common random numbers. A draw without
 * an equilibrium is counted and left out.
 */
public final class Simulation implements Result {
    private final Market market;
    private final List<Change> changes;
    private final int draws;
    private final long seed;
    private final int failed;
    /** Effects by outcome, product and draw that worked; each is sorted when a quantile of it is first asked for. */
    private final double[][][] effects;

    private final boolean[][] isSorted;

    private final double[][] mean;
    private final double[][] deviation;
    private final double[] welfare;

    private Simulation(
            Market market, List<Change> changes, long seed, double[][][] raw, double[] welfare, boolean[] ok) {
        this.market = market;
        this.changes = changes;
        this.seed = seed;
        this.draws = ok.length;
        int good = 0;
        for (boolean b : ok) {
            good += b ? 1 : 0;
        }
        this.failed = draws - good;
        int outcomes = raw.length;
        int n = raw[0].length;
        effects = new double[outcomes][n][];
        isSorted = new boolean[outcomes][n];
        mean = new double[outcomes][n];
        deviation = new double[outcomes][n];
        for (int o = 0; o < outcomes; o++) {
            for (int j = 0; j < n; j++) {
                effects[o][j] = good == draws ? raw[o][j] : kept(raw[o][j], ok, good);
                mean[o][j] = mean(effects[o][j]);
                deviation[o][j] = deviation(effects[o][j], mean[o][j]);
            }
        }
        this.welfare = kept(welfare, ok, good);
        Arrays.sort(this.welfare);
    }

    static Simulation run(Market market, int draws, Seed seed, double[][] correlation, List<Change> changes) {
        Model model = market.model();
        List<Elasticity> parameters = model.parameters();
        if (!(draws >= 2) || !Delta.applies(market)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A simulation needs at least 2 draws and an uncertain elasticity, but there are " + draws
                            + " draws and "
                            + parameters.stream()
                                    .filter(e -> e.standardError() > 0)
                                    .count()
                            + " uncertain elasticities. Write substitution(4.2).standardError(0.7).");
        }
        double[][] root = Lognormal.root(correlation, parameters.size());
        Regime regime = model.baseline().with(model, market.baseline(), changes);
        int n = model.baseline().size();
        double[][][] raw = new double[Outcome.values().length][n][draws];
        double[] welfare = new double[draws];
        boolean[] ok = new boolean[draws];
        int block = 256;
        Parallel.forEach((draws + block - 1) / block, b -> {
            for (int i = b * block; i < Math.min(draws, (b + 1) * block); i++) {
                ok[i] = draw(model, regime, Lognormal.draw(parameters, root, seed.stream(i)), raw, welfare, i);
            }
        });
        for (boolean any : ok) {
            if (any) {
                return new Simulation(market, changes, seed.value(), raw, welfare, ok);
            }
        }
        throw new OverhangException(
                Reason.NOT_CONVERGED,
                "A simulation needs at least one draw with an equilibrium, but all " + draws + " failed.");
    }

    private static boolean draw(
            Model model, Regime regime, double[] values, double[][][] raw, double[] welfare, int i) {
        try {
            Model drawn = model.with(values);
            Equilibrium before = drawn.solve(drawn.baseline(), null);
            Equilibrium after = drawn.solve(regime, before);
            for (Outcome outcome : Outcome.values()) {
                for (int j = 0; j < raw[0].length; j++) {
                    raw[outcome.ordinal()][j][i] = outcome.of(j, before, after);
                }
            }
            welfare[i] = after.ledger() - before.ledger();
            return true;
        } catch (OverhangException e) {
            return false;
        }
    }

    private synchronized double[] sorted(int outcome, int product) {
        if (!isSorted[outcome][product]) {
            Arrays.sort(effects[outcome][product]);
            isSorted[outcome][product] = true;
        }
        return effects[outcome][product];
    }

    private static double[] kept(double[] values, boolean[] ok, int good) {
        double[] out = new double[good];
        int at = 0;
        for (int i = 0; i < ok.length; i++) {
            if (ok[i]) {
                out[at++] = values[i];
            }
        }
        return out;
    }

    private static double mean(double[] values) {
        double total = 0;
        for (double v : values) {
            total += v;
        }
        return total / values.length;
    }

    private static double deviation(double[] values, double mean) {
        double total = 0;
        for (double v : values) {
            total += (v - mean) * (v - mean);
        }
        return values.length < 2 ? Double.NaN : Math.sqrt(total / (values.length - 1));
    }

    /**
     * The mean effect.
     *
     * @param outcome which effect
     * @param product whose
     * @return the mean over draws
     */
    public double mean(Outcome outcome, String product) {
        return mean[outcome.ordinal()][market.indexOf(product)];
    }

    /**
     * The standard deviation of an effect.
     *
     * @param outcome which effect
     * @param product whose
     * @return the standard deviation over draws
     */
    public double standardDeviation(Outcome outcome, String product) {
        return deviation[outcome.ordinal()][market.indexOf(product)];
    }

    /**
     * A quantile of an effect.
     *
     * @param outcome which effect
     * @param product whose
     * @param p probability, 0 to 1
     * @return the value that the effect stays below with that probability
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the probability lies outside 0 to 1
     */
    public double quantile(Outcome outcome, String product, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "A quantile needs a probability from 0 to 1, but it is " + p + ".");
        }
        return Quantiles.ofSorted(sorted(outcome.ordinal(), market.indexOf(product)), p);
    }

    /**
     * The 95 percent interval of an effect.
     *
     * @param outcome which effect
     * @param product whose
     * @return from the 2.5 to the 97.5 percent point
     */
    public Interval interval(Outcome outcome, String product) {
        return new Interval(
                quantile(outcome, product, 0.025),
                quantile(outcome, product, 0.975),
                0.95,
                "Monte Carlo, " + Numbers.fixed(draws - failed, 0) + " draws");
    }

    /**
     * The probability that an effect is material: at least as large as a stated size, in its direction.
     *
     * @param outcome which effect
     * @param product whose
     * @param materiality the size; positive counts effects at or above it, negative effects at or below it
     * @return share of draws
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the size is 0 or not a number
     */
    public double probability(Outcome outcome, String product, double materiality) {
        if (!(Math.abs(materiality) > 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Materiality needs a size other than 0, but it is " + materiality
                            + ". Write 0.02 for a rise of two percent, -0.02 for a fall.");
        }
        double[] values = sorted(outcome.ordinal(), market.indexOf(product));
        int count = 0;
        for (double e : values) {
            count += (materiality > 0 ? e >= materiality : e <= materiality) ? 1 : 0;
        }
        return (double) count / values.length;
    }

    /**
     * Draws without an equilibrium.
     *
     * @return how many were left out
     */
    public int failed() {
        return failed;
    }

    @Override
    public Summary summary() {
        List<String> names = market.products();
        Summary.Builder out = market.opening(market.model().name() + ", simulated")
                .choice(
                        "change",
                        String.join("; ", changes.stream().map(Change::text).toList()))
                .choice("draws", Numbers.fixed(draws, 0))
                .choice("seed", Long.toString(seed))
                .grid(Summary.grid(names.size())
                        .text("product", "", names::get)
                        .percent("price, mean", "baseline", 2, j -> mean[0][j])
                        .percent("2.5 %", "baseline", 2, j -> Quantiles.ofSorted(sorted(0, j), 0.025))
                        .percent("97.5 %", "baseline", 2, j -> Quantiles.ofSorted(sorted(0, j), 0.975))
                        .percent("quantity, mean", "baseline", 2, j -> mean[2][j])
                        .percent("2.5 %", "baseline", 2, j -> Quantiles.ofSorted(sorted(2, j), 0.025))
                        .percent("97.5 %", "baseline", 2, j -> Quantiles.ofSorted(sorted(2, j), 0.975)))
                .paragraph(
                        "World welfare",
                        "95 % from " + Numbers.significant(Quantiles.ofSorted(welfare, 0.025), 4) + " to "
                                + Numbers.significant(Quantiles.ofSorted(welfare, 0.975), 4) + " "
                                + market.model().money());
        market.elasticityLines(out);
        return out.identifies("The stated means and standard errors of the elasticities, lognormal in size.")
                .breaks("Elasticities that share an error which the correlation does not state.")
                .doesNotShow("Uncertainty about conduct: solve the same change under several models side by side.")
                .leftOut(failed, "draws without an equilibrium")
                .build();
    }

    @Override
    public Table tidy() {
        int n = market.products().size();
        int rows = n * Outcome.values().length;
        StringColumn product = StringColumn.create("product");
        StringColumn term = StringColumn.create("term");
        double[][] cells = new double[4][rows];
        int at = 0;
        for (Outcome outcome : Outcome.values()) {
            int o = outcome.ordinal();
            for (int j = 0; j < n; j++, at++) {
                product.append(market.products().get(j));
                term.append(outcome.name().toLowerCase(java.util.Locale.ROOT));
                cells[0][at] = mean[o][j];
                cells[1][at] = deviation[o][j];
                cells[2][at] = Quantiles.ofSorted(sorted(o, j), 0.025);
                cells[3][at] = Quantiles.ofSorted(sorted(o, j), 0.975);
            }
        }
        return Table.create("simulation")
                .addColumns(
                        product,
                        term,
                        DoubleColumn.create("estimate", cells[0]),
                        DoubleColumn.create("std_error", cells[1]),
                        DoubleColumn.create("conf_low", cells[2]),
                        DoubleColumn.create("conf_high", cells[3]));
    }

    @Override
    public Table glance() {
        return Table.create("simulation")
                .addColumns(
                        IntColumn.create("nobs", new int[] {draws - failed}),
                        IntColumn.create("dropped", new int[] {failed}),
                        DoubleColumn.create("world_welfare_median", Quantiles.ofSorted(welfare, 0.5)));
    }

    @Override
    public String toString() {
        return summary().toString();
    }

    /** Correlated lognormal sizes. */
    static final class Lognormal {
        private Lognormal() {}

        /** Cholesky factor of a correlation matrix; refuses what is none. */
        static double[][] root(double[][] correlation, int k) {
            double[][] l = new double[k][k];
            boolean fits = correlation.length == k;
            for (int i = 0; fits && i < k; i++) {
                fits = correlation[i].length == k && Math.abs(correlation[i][i] - 1) < 1e-12;
                for (int j = 0; fits && j <= i; j++) {
                    double rest = correlation[i][j];
                    fits = Math.abs(rest - correlation[j][i]) < 1e-12;
                    for (int m = 0; m < j; m++) {
                        rest -= l[i][m] * l[j][m];
                    }
                    if (i == j) {
                        fits &= rest > -1e-10;
                        l[i][i] = Math.sqrt(Math.max(0, rest));
                    } else {
                        l[i][j] = l[j][j] > 1e-8 ? rest / l[j][j] : 0;
                        fits &= l[j][j] > 1e-8 || Math.abs(rest) < 1e-8;
                    }
                }
            }
            if (!fits) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "A simulation needs a symmetric, positive semidefinite correlation matrix of " + k
                                + " rows with ones on its diagonal. Its order is that of parameters().");
            }
            return l;
        }

        static double[] draw(List<Elasticity> parameters, double[][] root, Draws stream) {
            int k = parameters.size();
            double[] z = new double[k];
            double[] out = new double[k];
            for (int i = 0; i < k; i++) {
                z[i] = stream.normal();
            }
            for (int i = 0; i < k; i++) {
                double mixed = 0;
                for (int m = 0; m <= i; m++) {
                    mixed += root[i][m] * z[m];
                }
                out[i] = at(parameters.get(i), mixed);
            }
            return out;
        }

        /** The elasticity at a standard normal score. */
        static double at(Elasticity e, double z) {
            double size = Math.abs(e.value());
            if (!(e.standardError() > 0)) {
                return e.value();
            }
            double variance = FastMath.log1p(e.standardError() * e.standardError() / (size * size));
            double drawn = size * FastMath.exp(Math.sqrt(variance) * z - variance / 2);
            return Math.copySign(drawn, e.value());
        }
    }
}
