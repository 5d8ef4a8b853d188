package org.overhang.equilibrium;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.overhang.core.Interval;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Quantiles;
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
 * The distribution of every effect under draws of the uncertain parameters, calibration redone in each.
 *
 * <p>Sizes (elasticities, costs, dumping margins) are lognormal and shares (margins, outside share, pass-through) logit-normal,
 * with the stated mean and standard error; their logs or log odds are correlated as asked. Draw {@code i} of a seed is the same
 * for every change, so that two policies compare on common random numbers. A draw without an equilibrium, or one that a firm
 * would leave, is counted and left out; a draw in which an effect is not defined (the price of a product that is out) does not
 * count for that effect.
 *
 * <p>Example: {@code market.simulate(10_000, seed(42), remove(SUBSIDY).from("China")).probability(REVENUE, "EU", 0.05)}.
 */
public final class Simulation implements Result {
    private static final int BLOCK = 256;
    private static final int CURVE = 200;

    private final Experiment experiment;
    private final int draws;
    private final long seed;
    private final int failed;
    /** Effects by effect, subject and draw that worked; each is sorted when a quantile of it is first asked for. */
    private final double[][][] effects;

    private final boolean[][] isSorted;
    private final double[][] mean;
    private final double[][] deviation;
    private final double[] welfare;
    private final Dropped dropped;

    private Simulation(
            Experiment experiment, long seed, double[][][] raw, double[] welfare, boolean[] ok, Dropped dropped) {
        this.experiment = experiment;
        this.seed = seed;
        this.dropped = dropped;
        this.draws = ok.length;
        int good = 0;
        for (boolean b : ok) {
            good += b ? 1 : 0;
        }
        this.failed = draws - good;
        int n = raw[0].length;
        effects = new double[raw.length][n][];
        isSorted = new boolean[raw.length][n];
        mean = new double[raw.length][n];
        deviation = new double[raw.length][n];
        for (int e = 0; e < raw.length; e++) {
            for (int j = 0; j < n; j++) {
                effects[e][j] = kept(raw[e][j], ok);
                mean[e][j] = mean(effects[e][j]);
                deviation[e][j] = deviation(effects[e][j], mean[e][j]);
            }
        }
        this.welfare = kept(welfare, ok);
        Arrays.sort(this.welfare);
    }

    static Simulation run(Experiment experiment, int draws, Seed seed) {
        List<Parameter> parameters = experiment.parameters();
        if (!(draws >= 2) || !Uncertainty.any(parameters)) {
            long uncertain =
                    parameters.stream().filter(p -> p.standardError() > 0).count();
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A simulation needs at least 2 draws and an uncertain parameter, but there are " + draws
                            + " draws and " + uncertain
                            + " uncertain parameters. Write substitution(4.2).standardError(0.7).");
        }
        Uncertainty source = Uncertainty.of(parameters, experiment.correlation());
        double[][][] raw = experiment.room(draws);
        double[] welfare = new double[draws];
        boolean[] ok = new boolean[draws];
        OverhangException[] why = new OverhangException[draws];
        Parallel.forEach((draws + BLOCK - 1) / BLOCK, b -> {
            for (int i = b * BLOCK; i < Math.min(draws, (b + 1) * BLOCK); i++) {
                try {
                    welfare[i] = experiment.solve(source.draw(seed.stream(i)), raw, i);
                    ok[i] = true;
                } catch (OverhangException e) {
                    why[i] = e;
                }
            }
        });
        for (boolean any : ok) {
            if (any) {
                return new Simulation(
                        experiment, seed.value(), raw, welfare, ok, Dropped.of(parameters, source, seed, why));
            }
        }
        throw new OverhangException(
                Reason.NOT_CONVERGED,
                "A simulation needs at least one draw with an equilibrium, but all " + draws
                        + " failed, the first with: " + why[0].lines().get(0));
    }

    /** Position of an effect; refuses one that the model does not have. */
    static int position(Experiment experiment, Effect effect) {
        int at = experiment.effects().indexOf(effect);
        if (at < 0) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    experiment.title() + " has no effect \"" + effect.words() + "\". It has "
                            + String.join(
                                    "; ",
                                    experiment.effects().stream()
                                            .map(Effect::words)
                                            .toList())
                            + ".");
        }
        return at;
    }

    /** The product or country of a name. */
    static int find(String model, String what, String name, List<String> names) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    model + " has no " + what + " \"" + name + "\". " + Nearest.hint(name, names) + "It has "
                            + String.join(", ", names) + ".");
        }
        return at;
    }

    private synchronized double[] sorted(int effect, int subject) {
        if (!isSorted[effect][subject]) {
            Arrays.sort(effects[effect][subject]);
            isSorted[effect][subject] = true;
        }
        return effects[effect][subject];
    }

    /** Values of the draws that worked and in which the effect is defined. */
    private static double[] kept(double[] values, boolean[] ok) {
        int good = 0;
        for (int i = 0; i < ok.length; i++) {
            good += ok[i] && !Double.isNaN(values[i]) ? 1 : 0;
        }
        if (good == values.length) {
            return values;
        }
        double[] out = new double[good];
        int at = 0;
        for (int i = 0; i < ok.length; i++) {
            if (ok[i] && !Double.isNaN(values[i])) {
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

    private double quantile(int effect, int subject, double p) {
        double[] values = sorted(effect, subject);
        return values.length == 0 ? Double.NaN : Quantiles.ofSorted(values, p);
    }

    /**
     * The mean effect.
     *
     * @param effect which
     * @param subject of which product or country
     * @return the mean over draws
     * @throws OverhangException {@link Reason#BAD_VALUE} for an effect or a name that the model does not have
     */
    public double mean(Effect effect, String subject) {
        return mean[position(experiment, effect)][experiment.subject(subject)];
    }

    /**
     * The mean effect in a model of one market.
     *
     * @param effect which
     * @return the mean over draws
     */
    public double mean(Effect effect) {
        return mean(effect, "");
    }

    /**
     * The standard deviation of an effect.
     *
     * @param effect which
     * @param subject of which product or country
     * @return the standard deviation over draws
     */
    public double standardDeviation(Effect effect, String subject) {
        return deviation[position(experiment, effect)][experiment.subject(subject)];
    }

    /**
     * The standard deviation of an effect in a model of one market.
     *
     * @param effect which
     * @return the standard deviation over draws
     */
    public double standardDeviation(Effect effect) {
        return standardDeviation(effect, "");
    }

    /**
     * A quantile of an effect.
     *
     * @param effect which
     * @param subject of which product or country
     * @param p probability, 0 to 1
     * @return the value that the effect stays below with that probability
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the probability lies outside 0 to 1
     */
    public double quantile(Effect effect, String subject, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "A quantile needs a probability from 0 to 1, but it is " + p + ".");
        }
        return quantile(position(experiment, effect), experiment.subject(subject), p);
    }

    /**
     * The 95 percent interval of an effect.
     *
     * @param effect which
     * @param subject of which product or country
     * @return from the 2.5 to the 97.5 percent point
     */
    public Interval interval(Effect effect, String subject) {
        return new Interval(quantile(effect, subject, 0.025), quantile(effect, subject, 0.975), 0.95, method());
    }

    /**
     * The 95 percent interval of an effect in a model of one market.
     *
     * @param effect which
     * @return from the 2.5 to the 97.5 percent point
     */
    public Interval interval(Effect effect) {
        return interval(effect, "");
    }

    private String method() {
        return "Monte Carlo, " + Numbers.fixed(draws - failed, 0) + " draws";
    }

    /**
     * The probability that an effect is material: at least as large as a stated size, in its direction.
     *
     * @param effect which
     * @param subject of which product or country
     * @param materiality the size; positive counts effects at or above it, negative effects at or below it
     * @return share of draws
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the size is 0 or not a number
     */
    public double probability(Effect effect, String subject, double materiality) {
        if (!(Math.abs(materiality) > 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Materiality needs a size other than 0, but it is " + materiality
                            + ". Write 0.02 for a rise of two percent, -0.02 for a fall.");
        }
        double[] values = sorted(position(experiment, effect), experiment.subject(subject));
        int count = 0;
        for (double e : values) {
            count += (materiality > 0 ? e >= materiality : e <= materiality) ? 1 : 0;
        }
        return values.length == 0 ? Double.NaN : (double) count / values.length;
    }

    /**
     * The probability that an effect is material in a model of one market.
     *
     * @param effect which
     * @param materiality the size; positive counts effects at or above it, negative effects at or below it
     * @return share of draws
     */
    public double probability(Effect effect, double materiality) {
        return probability(effect, "", materiality);
    }

    /**
     * The 95 percent interval of world welfare.
     *
     * @return change from the baseline, in money
     * @throws OverhangException {@link Reason#BAD_VALUE} in models of typed parameters, which have {@link Term#WORLD_WELFARE}
     */
    public Interval worldWelfare() {
        if (welfare.length == 0) {
            return interval(Term.WORLD_WELFARE);
        }
        return new Interval(Quantiles.ofSorted(welfare, 0.025), Quantiles.ofSorted(welfare, 0.975), 0.95, method());
    }

    /**
     * Draws without an equilibrium.
     *
     * @return how many were left out
     */
    public int failed() {
        return failed;
    }

    /**
     * Which parameter the variance of an effect comes from, from the same draws and as many again; costs the number of uncertain
     * parameters and two times the solves of this simulation.
     *
     * @param effect which
     * @param subject of which product or country; empty in a model of one market
     * @return Sobol indices, first and total
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if errors are correlated, {@link Reason#NOT_IDENTIFIED} if the effect
     *     does not vary
     */
    public Sensitivity sensitivity(Effect effect, String subject) {
        return Sensitivity.of(experiment, draws, new Seed(seed), effect, subject);
    }

    /**
     * Why draws were left out, and in which region of the parameters: {@code reason draws parameter median_dropped low_dropped
     * high_dropped median_kept}, one row a reason and uncertain parameter. Where the medians lie apart, the draws that are left
     * are no longer draws of that parameter as stated.
     *
     * @return a fresh table, without rows if every draw has an equilibrium
     */
    public Table dropped() {
        return dropped.table();
    }

    /**
     * The first effect of the summary with its interval: subject by subject, or as a probability of exceeding each size.
     *
     * @return the figure under a plain title
     */
    public Figure figure() {
        Effect first = experiment.shown().get(0);
        return experiment.subjects().size() > 1
                ? figure(first)
                : exceedance(first, experiment.subjects().get(0));
    }

    /**
     * An effect on every subject: mean and 95 percent interval over draws.
     *
     * @param effect which
     * @return the figure under a plain title
     */
    public Figure figure(Effect effect) {
        int e = position(experiment, effect);
        var chart = Figure.coefficients();
        for (int j = 0; j < mean[e].length; j++) {
            if (effects[e][j].length > 0) {
                String name = experiment.subjects().get(j);
                chart = chart.term(
                        name.isEmpty() ? effect.words() : name,
                        mean[e][j],
                        quantile(e, j, 0.025),
                        quantile(e, j, 0.975));
            }
        }
        Figure figure = chart.title(experiment.title() + ": " + effect.words())
                .subtitle("Mean over draws of the uncertain parameters; " + experiment.changes())
                .interval("bars: 95 % of " + Numbers.fixed(draws - failed, 0) + " draws")
                .reference(0, "baseline");
        return effect.isFraction() ? figure.y(Axis.percent()) : figure;
    }

    /**
     * The probability that an effect is at least as large as each size: what a statement of materiality reads off.
     *
     * @param effect which
     * @param subject of which product or country; empty in a model of one market
     * @return the figure under a plain title
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if the effect is defined in no draw
     */
    public Figure exceedance(Effect effect, String subject) {
        double[] values = sorted(position(experiment, effect), experiment.subject(subject));
        if (values.length == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A figure of \"" + effect.words() + "\" needs a draw in which it is defined, but there is none.");
        }
        double[] size = new double[CURVE + 1];
        double[] share = new double[CURVE + 1];
        for (int i = 0; i <= CURVE; i++) {
            double p = (double) i / CURVE;
            size[i] = Quantiles.ofSorted(values, p);
            share[i] = 1 - p;
        }
        String what = (subject.isEmpty() ? "" : subject + ": ") + effect.words();
        Figure figure = Figure.line()
                .series("probability", size, share)
                .title("How likely is an effect of at least this size?")
                .subtitle(sentence(what) + "; share of " + Numbers.fixed(draws - failed, 0) + " draws; "
                        + experiment.changes())
                .y(Axis.percent());
        return figure.x(effect.isFraction() ? Axis.percent(what) : Axis.number(what));
    }

    static String sentence(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private String shown(Effect effect, double value) {
        return effect.isFraction() ? Numbers.percent(value, 2) : Numbers.significant(value, 4);
    }

    @Override
    public Summary summary() {
        List<? extends Effect> asked = experiment.shown();
        List<String> names = experiment.subjects();
        int n = names.size();
        int[] place = asked.stream().mapToInt(e -> position(experiment, e)).toArray();
        Summary.Builder out = Summary.of(experiment.title() + ", simulated");
        experiment.choices().forEach(c -> out.choice(c[0], c[1]));
        out.choice("change", experiment.changes())
                .choice("draws", Numbers.fixed(draws, 0))
                .choice("seed", Long.toString(seed))
                .grid(Summary.grid(n * place.length)
                        .text("effect", "", i -> asked.get(i / n).words())
                        .text("of", "", i -> names.get(i % n))
                        .text("mean", "", i -> shown(asked.get(i / n), mean[place[i / n]][i % n]))
                        .text("std. dev.", "", i -> shown(asked.get(i / n), deviation[place[i / n]][i % n]))
                        .text("2.5 %", "", i -> shown(asked.get(i / n), quantile(place[i / n], i % n, 0.025)))
                        .text("97.5 %", "", i -> shown(asked.get(i / n), quantile(place[i / n], i % n, 0.975))));
        if (welfare.length > 0) {
            out.paragraph(
                    "World welfare",
                    "95 % from " + Numbers.significant(worldWelfare().low(), 4) + " to "
                            + Numbers.significant(worldWelfare().high(), 4) + " " + experiment.money());
        }
        if (failed > 0) {
            out.paragraph("Left out for", dropped.text());
        }
        return out.paragraph("Parameters", provenance(experiment.parameters()))
                .identifies("The stated means and standard errors of the parameters, lognormal in size, logit-normal in"
                        + " share.")
                .breaks("Parameters that share an error which the correlation does not state.")
                .doesNotShow("Uncertainty about conduct: solve the same change under several models side by side.")
                .leftOut(failed, "draws without an equilibrium")
                .build();
    }

    /** Every parameter with its error and source. */
    static String provenance(List<? extends Parameter> parameters) {
        return parameters.isEmpty()
                ? "none"
                : String.join("; ", parameters.stream().map(Parameter::text).toList());
    }

    @Override
    public Table tidy() {
        int n = experiment.subjects().size();
        List<? extends Effect> all = experiment.effects();
        StringColumn subject = StringColumn.create("product");
        StringColumn term = StringColumn.create("term");
        double[][] cells = new double[4][n * all.size()];
        int at = 0;
        for (int e = 0; e < all.size(); e++) {
            for (int j = 0; j < n; j++, at++) {
                subject.append(experiment.subjects().get(j));
                term.append(all.get(e).column());
                cells[0][at] = mean[e][j];
                cells[1][at] = deviation[e][j];
                cells[2][at] = quantile(e, j, 0.025);
                cells[3][at] = quantile(e, j, 0.975);
            }
        }
        return Table.create("simulation")
                .addColumns(
                        subject,
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
                        DoubleColumn.create(
                                "world_welfare_median",
                                welfare.length == 0 ? Double.NaN : Quantiles.ofSorted(welfare, 0.5)));
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
