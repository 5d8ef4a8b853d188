package org.overhang.capacity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overhang.capacity.FrontierMath.Plants;
import org.overhang.capacity.FrontierMath.Scores;
import org.overhang.core.Interval;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Seed;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import tech.tablesaw.api.Table;

/**
 * Scores of plants against their common frontier; arrays are in the order of {@link #plants()}.
 *
 * <p>Scores of capacity need fixed inputs; without them they refuse as {@link Reason#NOT_IDENTIFIED}.
 */
public final class FrontierScores implements Result {
    /** What the user chose. */
    record Choices(
            List<String> outputs,
            List<String> fixed,
            List<String> variable,
            Returns returns,
            Direction direction,
            int draws,
            @Nullable Seed seed,
            double bandwidth,
            double level) {
        BootstrapMath.@Nullable Plan plan() {
            return draws == 0 || seed == null ? null : new BootstrapMath.Plan(draws, seed, bandwidth);
        }
    }

    private final Choices choices;
    private final Frontier.Input input;
    private final Scores efficiency;
    private final Scores capacity;
    private final Scores inward;
    private final BootstrapMath.@Nullable Sample efficiencyDraws;
    private final BootstrapMath.@Nullable Sample capacityDraws;
    private final BootstrapMath.@Nullable Sample ratioDraws;

    private FrontierScores(Choices choices, Frontier.Input input, Scores efficiency, Scores capacity, Scores inward) {
        this.choices = choices;
        this.input = input;
        this.efficiency = efficiency;
        this.capacity = capacity;
        this.inward = inward;
        BootstrapMath.Plan plan = choices.plan();
        Plants plants = input.plants();
        boolean fixed = !choices.fixed.isEmpty();
        efficiencyDraws = plan == null
                ? null
                : BootstrapMath.sample(plants, choices.returns, choices.direction, distance(), plan);
        capacityDraws = plan == null || !fixed
                ? null
                : BootstrapMath.sample(
                        plants.withoutVariable(), choices.returns, Direction.OUTPUT, capacity.score(), plan);
        ratioDraws = plan == null || !fixed
                ? null
                : BootstrapMath.ratio(plants, choices.returns, efficiency, capacity, plan);
    }

    static FrontierScores of(Choices c, Frontier.Input input) {
        Plants plants = input.plants();
        Scores none = new Scores(new double[0], new FrontierMath.Peers[0]);
        Scores efficiency = FrontierMath.outputScores(plants, c.returns);
        Scores capacity = c.fixed.isEmpty() ? none : FrontierMath.outputScores(plants.withoutVariable(), c.returns);
        Scores inward = c.direction == Direction.OUTPUT
                ? none
                : FrontierMath.inputScores(plants, c.returns, false, new double[0]);
        return new FrontierScores(c, input, efficiency, capacity, inward);
    }

    private double[] distance() {
        return choices.direction == Direction.OUTPUT ? efficiency.score() : inverted(inward.score());
    }

    private static double[] inverted(double[] scores) {
        double[] out = new double[scores.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = 1 / scores[i];
        }
        return out;
    }

    /**
     * The plants, in the order of their keys.
     *
     * @return labels
     */
    public List<String> plants() {
        return List.copyOf(input.labels());
    }

    /**
     * Technical efficiency: in the output direction the largest factor by which outputs can grow with all inputs held (1 and above),
     * in the input direction the smallest factor to which all inputs can shrink (1 and below).
     *
     * @return one score a plant
     */
    public double[] efficiency() {
        return (choices.direction == Direction.OUTPUT ? efficiency : inward)
                .score()
                .clone();
    }

    /**
     * Capacity over output: the largest factor by which outputs can grow when only the fixed inputs are held.
     *
     * @return one score a plant, 1 and above
     */
    public double[] capacityScore() {
        requireFixed("A capacity score");
        return capacity.score().clone();
    }

    /**
     * Utilization with technical inefficiency taken out: efficient output over capacity, E / Ê.
     *
     * @return one rate a plant, at most 1
     */
    public double[] utilization() {
        requireFixed("Utilization");
        double[] out = new double[input.labels().size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = efficiency.score()[i] / capacity.score()[i];
        }
        return out;
    }

    /**
     * Observed output over capacity, 1 / Ê: it counts inefficiency as idleness.
     *
     * @return one rate a plant, at most 1
     */
    public double[] utilizationBiased() {
        return inverted(capacityScore());
    }

    /**
     * Attainable capacity over output: the largest factor by which outputs can grow when the fixed inputs are held and the variable inputs may
     * grow to some times what they are. It answers the objection that capacity may need impossible amounts of labor.
     *
     * @param factor times the present variable inputs, at least 1; at 1 the score is efficiency, without limit it is {@link #capacityScore}
     * @return one score a plant, 1 and above
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for a factor below 1
     */
    public double[] attainableScore(double factor) {
        requireFixed("Attainable capacity");
        if (!(factor >= 1 && factor < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Attainable capacity needs variable inputs at 1 or more times what they are, but the factor is "
                            + Numbers.plain(factor) + ". Write 1.2 for a fifth more.");
        }
        return FrontierMath.attainable(input.plants(), choices.returns, factor);
    }

    /**
     * Capacity output: the observed output times the capacity score.
     *
     * @param output name of an output column
     * @return one amount a plant, in the output's unit
     */
    public double[] capacity(String output) {
        double[] out = capacityScore();
        double[] made = input.plants().rows()[outputRow(output)];
        for (int i = 0; i < out.length; i++) {
            out[i] *= made[i];
        }
        return out;
    }

    /**
     * Output of all plants over their capacity.
     *
     * @param output name of an output column
     * @return a rate, at most 1
     */
    public double aggregateUtilization(String output) {
        double made = 0;
        double can = 0;
        double[] capacityOf = capacity(output);
        for (int i = 0; i < capacityOf.length; i++) {
            made += input.plants().rows()[outputRow(output)][i];
            can += capacityOf[i];
        }
        return made / can;
    }

    /**
     * How much of a variable input capacity would need over what is used: an interval, since several mixes of peers may be optimal.
     *
     * @param variableInput name of a variable input column
     * @return one interval a plant (bounds, level 1); null where the plant uses none of the input
     */
    public List<@Nullable Interval> variableUse(String variableInput) {
        requireFixed("Use of a variable input at capacity");
        int at = position(choices.variable, "variable input", variableInput);
        double[][] use = FrontierMath.variableUse(input.plants(), choices.returns, capacity.score())[at];
        List<@Nullable Interval> out = new ArrayList<>();
        for (double[] range : use) {
            out.add(Double.isNaN(range[0]) ? null : new Interval(range[0], range[1], 1, "all optimal mixes of peers"));
        }
        return out;
    }

    /**
     * Short-run efficiency of the variable inputs: the smallest factor to which they can shrink with output and fixed inputs held.
     *
     * @return one score a plant, at most 1; NaN where a plant uses no variable input
     */
    public double[] variableEfficiency() {
        return variableScores(new double[0]);
    }

    /**
     * Input-oriented utilization: the smallest factor for the variable inputs at the present output over that at the least output seen.
     *
     * @return one ratio a plant, 1 and above: how many times the variable inputs of the least output are in use; NaN where a plant uses none,
     *     or where the least output is zero and needs none
     */
    public double[] inputUtilization() {
        double[] now = variableScores(new double[0]);
        double[] floor = variableScores(leastOutputs());
        for (int i = 0; i < now.length; i++) {
            now[i] = floor[i] > FrontierMath.NOTHING ? now[i] / floor[i] : Double.NaN;
        }
        return now;
    }

    private double[] variableScores(double[] level) {
        requireFixed("A short-run input score");
        if (choices.variable.isEmpty()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "A short-run input score needs variable inputs, but there are none. Name them with .variable(\"…\").");
        }
        return FrontierMath.inputScores(input.plants(), choices.returns, true, level)
                .score();
    }

    private double[] leastOutputs() {
        double[] least = new double[choices.outputs.size()];
        for (int r = 0; r < least.length; r++) {
            least[r] = java.util.Arrays.stream(input.plants().rows()[r]).min().orElseThrow();
        }
        return least;
    }

    /** Drawn when asked for: most users want capacity, and each draw costs two more programs a plant. */
    private BootstrapMath.ShortRun shortRunDraws() {
        double[] now = variableScores(new double[0]);
        BootstrapMath.Plan plan = drawn(choices.plan());
        double[] least = leastOutputs();
        return BootstrapMath.shortRun(input.plants(), choices.returns, now, variableScores(least), least, plan);
    }

    /**
     * What the other plants' mean capacity score would be without each plant that others are compared with.
     *
     * @return one row a peer: {@code plant leaning mean_score mean_score_without largest_fall}, most influential first
     */
    public Table influence() {
        requireFixed("Influence on capacity");
        return FrontierTables.influence(input, choices.returns, capacity);
    }

    /**
     * How much of the fixed inputs would do for a share of the present output: the short-run Johansen industry model.
     *
     * @param share demand over present output, the same for each output; 1 for the present output
     * @return the plan
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if all plants at capacity cannot meet the demand
     */
    public IndustryPlan industry(double share) {
        requireFixed("The industry model");
        double[] demand = FrontierTables.totals(input.plants(), 0, choices.outputs.size());
        for (int r = 0; r < demand.length; r++) {
            demand[r] *= share;
        }
        return IndustryPlan.of(choices, input, capacity, demand);
    }

    /**
     * How much of the fixed inputs would do for a demand: the short-run Johansen industry model.
     *
     * @param demand amount wanted of each output column, in its unit
     * @return the plan
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if all plants at capacity cannot meet the demand
     */
    public IndustryPlan industry(Map<String, Double> demand) {
        requireFixed("The industry model");
        double[] wanted = new double[choices.outputs.size()];
        java.util.Arrays.fill(wanted, Double.NaN);
        for (Map.Entry<String, Double> entry : demand.entrySet()) {
            wanted[outputRow(entry.getKey())] = entry.getValue();
        }
        return IndustryPlan.of(choices, input, capacity, wanted);
    }

    /**
     * Interval of each plant's efficiency.
     *
     * @return basic bootstrap intervals
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} without {@link Frontier#bootstrap}
     */
    public List<Interval> efficiencyIntervals() {
        return FrontierTables.intervals(drawn(efficiencyDraws), choices.level, choices.direction == Direction.INPUT);
    }

    /**
     * Interval of each plant's biased utilization, 1 / Ê.
     *
     * @return basic bootstrap intervals
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} without {@link Frontier#bootstrap}
     */
    public List<Interval> utilizationBiasedIntervals() {
        requireFixed("Utilization");
        return FrontierTables.intervals(drawn(capacityDraws), choices.level, true);
    }

    /**
     * Interval of each plant's utilization, E / Ê.
     *
     * @return basic bootstrap intervals of the ratio, both frontiers drawn together, at most 1
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} without {@link Frontier#bootstrap}
     */
    public List<Interval> utilizationIntervals() {
        requireFixed("Utilization");
        return FrontierTables.intervals(drawn(ratioDraws), choices.level, true);
    }

    /**
     * Interval of each plant's capacity output.
     *
     * @param output name of an output column
     * @return basic bootstrap intervals, in the output's unit
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} without {@link Frontier#bootstrap}
     */
    public List<Interval> capacityIntervals(String output) {
        requireFixed("A capacity");
        double[] made = input.plants().rows()[outputRow(output)];
        List<Interval> scores = FrontierTables.intervals(drawn(capacityDraws), choices.level, false);
        List<Interval> out = new ArrayList<>();
        for (int i = 0; i < made.length; i++) {
            Interval of = scores.get(i);
            out.add(new Interval(of.low() * made[i], of.high() * made[i], of.level(), of.method()));
        }
        return out;
    }

    /**
     * Interval of the output of all plants over their capacity.
     *
     * @param output name of an output column
     * @return basic bootstrap interval of the sum
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} without {@link Frontier#bootstrap}
     */
    public Interval aggregateUtilizationInterval(String output) {
        requireFixed("Utilization");
        BootstrapMath.Sample sample = drawn(capacityDraws);
        double[] range = sample.interval(input.plants().rows()[outputRow(output)], choices.level);
        return new Interval(1 / range[1], 1 / range[0], choices.level, FrontierTables.method(sample));
    }

    /**
     * Interval of each plant's attainable capacity over output, {@link #attainableScore}; drawn when asked for.
     *
     * @param factor times the present variable inputs, at least 1
     * @return basic bootstrap intervals
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} without {@link Frontier#bootstrap}, {@link Reason#OUT_OF_RANGE} for a factor below 1
     */
    public List<Interval> attainableIntervals(double factor) {
        double[] score = attainableScore(factor);
        BootstrapMath.Plan plan = drawn(choices.plan());
        return FrontierTables.intervals(
                BootstrapMath.attainable(input.plants(), choices.returns, efficiency.score(), score, factor, plan),
                choices.level,
                false);
    }

    /**
     * Interval of each plant's short-run efficiency of the variable inputs, {@link #variableEfficiency}.
     *
     * @return basic bootstrap intervals
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} without {@link Frontier#bootstrap} or variable inputs
     */
    public List<Interval> variableEfficiencyIntervals() {
        return FrontierTables.intervals(shortRunDraws().distance(), choices.level, true);
    }

    /**
     * Interval of each plant's input-oriented utilization, {@link #inputUtilization}.
     *
     * @return basic bootstrap intervals of the ratio, at least 1
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} without {@link Frontier#bootstrap} or variable inputs
     */
    public List<Interval> inputUtilizationIntervals() {
        return FrontierTables.intervals(shortRunDraws().ratio(), choices.level, false);
    }

    /**
     * Bias-corrected efficiency, in the chosen direction.
     *
     * @return one score a plant
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} without {@link Frontier#bootstrap}
     */
    public double[] efficiencyCorrected() {
        double[] distance = FrontierTables.corrected(drawn(efficiencyDraws));
        return choices.direction == Direction.INPUT ? inverted(distance) : distance;
    }

    /**
     * Bias-corrected biased utilization, 1 / Ê.
     *
     * @return one rate a plant
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} without {@link Frontier#bootstrap}
     */
    public double[] utilizationBiasedCorrected() {
        return inverted(FrontierTables.corrected(drawn(capacityDraws)));
    }

    /**
     * Bias-corrected utilization, E / Ê.
     *
     * @return one rate a plant
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} without {@link Frontier#bootstrap}
     */
    public double[] utilizationCorrected() {
        requireFixed("Utilization");
        return inverted(FrontierTables.corrected(drawn(ratioDraws)));
    }

    /**
     * Bias-corrected output of all plants over their capacity. The frontier seen lies inside the true one, so {@link #aggregateUtilization}
     * is too high and may lie above its interval; this one is what the interval is about.
     *
     * @param output name of an output column
     * @return a rate, at most 1
     * @throws OverhangException {@link Reason#NOT_IDENTIFIED} without {@link Frontier#bootstrap}
     */
    public double aggregateUtilizationCorrected(String output) {
        requireFixed("Utilization");
        return 1 / drawn(capacityDraws).corrected(input.plants().rows()[outputRow(output)]);
    }

    /**
     * Scores under the names of their plants, so that nobody has to know the order.
     *
     * @param scores an array of this class, one number a plant
     * @return label and score, in the order of {@link #plants()}
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there are not as many scores as plants
     */
    public Map<String, Double> keyed(double[] scores) {
        if (scores.length != input.labels().size()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Scores by plant need one number for each of "
                            + input.labels().size() + " plants, but there are " + scores.length
                            + ". Give an array of this result.");
        }
        Map<String, Double> out = new LinkedHashMap<>();
        for (int i = 0; i < scores.length; i++) {
            out.put(input.labels().get(i), scores[i]);
        }
        return out;
    }

    private static <T> T drawn(@Nullable T sample) {
        if (sample == null) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "An interval of a frontier score needs a bootstrap, but none was asked for. Add .bootstrap(2_000, seed(42)).");
        }
        return sample;
    }

    private void requireFixed(String what) {
        if (choices.fixed.isEmpty()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    what
                            + " needs inputs that are fixed in the short run, but there are none. Name them with .fixed(\"…\").");
        }
    }

    private int outputRow(String output) {
        return position(choices.outputs, "output", output);
    }

    static int position(List<String> names, String role, String name) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new OverhangException(
                    Reason.MISSING_COLUMN,
                    "The frontier has no " + role + " \"" + name + "\". " + Nearest.hint(name, names) + "Its " + role
                            + "s: " + String.join(", ", names) + ".");
        }
        return at;
    }

    /**
     * Output over capacity plant by plant; with a bootstrap, bias-corrected and with intervals.
     *
     * @return a coefficient plot of the plants with the lowest utilization
     */
    public Figure figure() {
        requireFixed("A figure of utilization");
        return FrontierTables.figure(this, choices)
                .source(input.provenance())
                .sampleSize(input.labels().size());
    }

    @Override
    public Table tidy() {
        return FrontierTables.tidy(this, choices, input);
    }

    @Override
    public Table glance() {
        return FrontierTables.glance(this, choices, input);
    }

    @Override
    public Summary summary() {
        double bandwidth = efficiencyDraws == null ? Double.NaN : efficiencyDraws.bandwidth();
        return FrontierTables.summary(this, choices, input, bandwidth);
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
