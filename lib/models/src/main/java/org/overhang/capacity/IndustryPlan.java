package org.overhang.capacity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.overhang.capacity.FrontierMath.Plants;
import org.overhang.capacity.FrontierMath.Scores;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How much fixed input a demand needs when plants work at capacity, and which plants then go.
 *
 * <pre>min λ : Σ y*_k w_k ≥ Y, Σ x*_fk w_k ≤ λ X_f, 0 ≤ w ≤ 1</pre>
 *
 * <p>{@code y*}, {@code x*_f} each plant's peers' outputs and fixed inputs (slack included), {@code Y} demand, {@code X_f} all fixed
 * inputs there are, {@code w} the share of a plant's capacity kept. 1 − λ is the share of fixed inputs that the demand does not need.
 * λ is unique, the plants that go may not be.
 *
 * <p>Johansen (1972); Dervaux, Kerstens and Leleu (2000); Kerstens, Squires and Vestergaard (2005), equations 3, 6 and 8.
 */
public final class IndustryPlan implements Result {
    private static final double CLOSED = 1e-9;
    /** Bounds of a share closer than this are one number: the linear programs end within 1e-9 of their optimum. */
    private static final double TOLD_APART = 1e-6;

    private static final int NAMED = 20;
    private static final String[] READINGS = {
        "with slack", "radial", "other returns, with slack", "other returns, radial"
    };

    private final FrontierScores.Choices choices;
    private final Frontier.Input input;
    private final double[] demand;
    private final Scores capacity;
    private final List<IndustryMath.Plan> plans;
    private final Returns other;
    private final double[][] ranges;

    private IndustryPlan(
            FrontierScores.Choices choices,
            Frontier.Input input,
            double[] demand,
            Scores capacity,
            List<IndustryMath.Plan> plans,
            Returns other) {
        this.choices = choices;
        this.input = input;
        this.demand = demand;
        this.capacity = capacity;
        this.plans = plans;
        this.other = other;
        ranges = plans.get(0).ranges();
    }

    static IndustryPlan of(FrontierScores.Choices choices, Frontier.Input input, Scores capacity, double[] demand) {
        for (int r = 0; r < demand.length; r++) {
            if (!(demand[r] >= 0)) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "The industry model needs a demand of zero or more, but for \""
                                + choices.outputs().get(r) + "\" it is "
                                + (Double.isNaN(demand[r]) ? "missing" : Numbers.significant(demand[r], 6))
                                + ". Give an amount for each output, in its unit.");
            }
        }
        Returns other = choices.returns() == Returns.FREE_DISPOSAL ? Returns.VARIABLE : Returns.FREE_DISPOSAL;
        Plants plants = input.plants();
        Scores otherScores = FrontierMath.outputScores(plants.withoutVariable(), other);
        List<IndustryMath.Plan> plans = List.of(
                solve(plants, capacity, demand, true),
                solve(plants, capacity, demand, false),
                solve(plants, otherScores, demand, true),
                solve(plants, otherScores, demand, false));
        if (Double.isNaN(plans.get(0).needed())) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The industry model needs a demand that all plants at capacity can meet, but it is more than they can make"
                            + " of at least one output. Lower the demand.");
        }
        return new IndustryPlan(choices, input, demand, capacity, plans, other);
    }

    /** A plan with NaN where the demand is out of reach. */
    private static IndustryMath.Plan solve(Plants plants, Scores scores, double[] demand, boolean slack) {
        int n = plants.count();
        double[][] capacity = new double[plants.outputs()][n];
        double[][] need = new double[plants.fixed()][n];
        boolean enough = true;
        for (int r = 0; r < plants.outputs() + plants.fixed(); r++) {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                double own = plants.rows()[r][k];
                double target = slack ? scores.peers()[k].target(plants.rows()[r]) : own * scores.score()[k];
                if (r < plants.outputs()) {
                    capacity[r][k] = target;
                    sum += target;
                } else {
                    need[r - plants.outputs()][k] = slack ? target : own;
                }
            }
            enough &= r >= plants.outputs() || sum >= demand[r] * (1 - 1e-12);
        }
        return enough
                ? IndustryMath.plan(
                        capacity,
                        need,
                        demand,
                        FrontierTables.totals(plants, plants.outputs(), plants.outputs() + plants.fixed()))
                : new IndustryMath.Plan(Double.NaN, new double[n], null);
    }

    /**
     * The share of the fixed inputs that the demand needs, λ.
     *
     * @return a share; above 1 never, since plants at capacity can do with what there is
     */
    public double needed() {
        return plans.get(0).needed();
    }

    /**
     * The share of the fixed inputs that the demand does not need, 1 − λ.
     *
     * @return a share
     */
    public double surplus() {
        return 1 - needed();
    }

    /**
     * The surplus over the readings of capacity that are contested: mixes of plants or single plants, with slack or radial.
     *
     * @return bounds, level 1
     */
    public Interval surplusBounds() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (IndustryMath.Plan plan : plans) {
            if (!Double.isNaN(plan.needed())) {
                low = Math.min(low, 1 - plan.needed());
                high = Math.max(high, 1 - plan.needed());
            }
        }
        return new Interval(low, high, 1, "bounds over convexity and slack");
    }

    /**
     * The share of the fixed inputs needed under a reading.
     *
     * @param returns whether plants mix
     * @param slack whether unused fixed inputs of a plant count as free
     * @return a share; NaN if capacity under that reading cannot meet the demand
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for returns that are neither the chosen ones nor their counterpart
     */
    public double needed(Returns returns, boolean slack) {
        return plan(returns, slack).needed();
    }

    private IndustryMath.Plan plan(Returns returns, boolean slack) {
        if (returns != choices.returns() && returns != other) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The plan knows " + choices.returns().words() + " and " + other.words() + ", but was asked for "
                            + returns.words() + ". Measure the frontier with those returns.");
        }
        return plans.get((returns == choices.returns() ? 0 : 2) + (slack ? 0 : 1));
    }

    /**
     * The share of each plant's capacity that is kept.
     *
     * @return one share a plant, from 0 to 1
     */
    public double[] used() {
        return plans.get(0).used().clone();
    }

    /**
     * The share of each plant's capacity that is kept under a reading.
     *
     * @param returns whether plants mix
     * @param slack whether unused fixed inputs of a plant count as free
     * @return one share a plant, from 0 to 1; zeros if capacity under that reading cannot meet the demand
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for returns that are neither the chosen ones nor their counterpart
     */
    public double[] used(Returns returns, boolean slack) {
        return plan(returns, slack).used().clone();
    }

    /**
     * What each plant makes, or needs of a fixed input, where its peers stand: at capacity, slack included.
     *
     * @param column an output or a fixed input
     * @return one amount a plant, in the column's unit
     * @throws OverhangException {@link Reason#MISSING_COLUMN} for another column
     */
    public double[] atCapacity(String column) {
        List<String> names = new ArrayList<>(choices.outputs());
        names.addAll(choices.fixed());
        double[] amounts = input.plants().rows()[FrontierScores.position(names, "output or fixed input", column)];
        return Arrays.stream(capacity.peers())
                .mapToDouble(p -> p.target(amounts))
                .toArray();
    }

    /**
     * Plants of which nothing is kept.
     *
     * @return their labels
     */
    public List<String> closed() {
        double[] used = used();
        return IntStream.range(0, used.length)
                .filter(k -> used[k] < CLOSED)
                .mapToObj(input.labels()::get)
                .toList();
    }

    /**
     * How little and how much of each plant's capacity may be kept while the same fixed inputs do: where an interval is wider than a point, the
     * plant may change places with others and {@link #used} names one choice of several.
     *
     * @return bounds, level 1, one a plant
     */
    public List<Interval> usedBounds() {
        return Arrays.stream(ranges)
                .map(r -> new Interval(share(r[0]), share(r[1]), 1, "all plans that need as little"))
                .toList();
    }

    /**
     * Plants that may change places with others at no cost in fixed inputs.
     *
     * @return their labels
     */
    public List<String> interchangeable() {
        return IntStream.range(0, ranges.length)
                .filter(k -> ranges[k][1] - ranges[k][0] > TOLD_APART)
                .mapToObj(input.labels()::get)
                .toList();
    }

    /** A share that rounding may have pushed out of its bounds. */
    private static double share(double rounded) {
        return Math.max(0, Math.min(1, rounded));
    }

    /** Plants that go, and which of them is anybody's choice. */
    private String goes() {
        List<String> closed = closed();
        List<String> free = interchangeable();
        String words = closed.isEmpty() ? "none" : closed.size() + ": " + String.join(", ", closed);
        return free.isEmpty()
                ? words + "; no other plan needs as little."
                : words + ". This is one plan of several that need as little: " + free.size()
                        + " plants may change places ("
                        + String.join(", ", free.subList(0, Math.min(NAMED, free.size())))
                        + (free.size() > NAMED ? ", …" : "") + "); usedBounds() has how far.";
    }

    @Override
    public Table tidy() {
        return input.keys()
                .copy()
                .addColumns(
                        DoubleColumn.create("used", used()),
                        DoubleColumn.create(
                                "used_least",
                                usedBounds().stream().mapToDouble(Interval::low).toArray()),
                        DoubleColumn.create(
                                "used_most",
                                usedBounds().stream()
                                        .mapToDouble(Interval::high)
                                        .toArray()));
    }

    @Override
    public Table glance() {
        return Table.create("glance")
                .addColumns(
                        IntColumn.create("nobs", new int[] {input.labels().size()}),
                        IntColumn.create(
                                "dropped",
                                new int[] {IntStream.of(input.leftOut()).sum()}),
                        DoubleColumn.create("needed", new double[] {needed()}),
                        DoubleColumn.create("surplus", new double[] {surplus()}),
                        IntColumn.create("closed", new int[] {closed().size()}),
                        StringColumn.create(
                                "returns", new String[] {choices.returns().words()}));
    }

    @Override
    public Summary summary() {
        double[] made = FrontierTables.totals(input.plants(), 0, demand.length);
        return Summary.of("Industry at capacity")
                .choice("returns", choices.returns().words())
                .choice("reading", READINGS[0])
                .choice("other returns", other.words())
                .grid(Summary.grid(demand.length)
                        .text("output", "", choices.outputs()::get)
                        .significant("demand", "", i -> demand[i])
                        .percent("demand", "present output", 1, i -> demand[i] / made[i]))
                .grid(Summary.grid(READINGS.length)
                        .text("reading", "", i -> READINGS[i])
                        .percent("needed", "fixed inputs", 1, i -> plans.get(i).needed())
                        .percent(
                                "surplus",
                                "fixed inputs",
                                1,
                                i -> 1 - plans.get(i).needed()))
                .paragraph("Plants that go", goes())
                .identifies("Every kept plant works at its capacity, and output can move between plants.")
                .breaks("Transport cost, products that differ between plants, demand that is not a total.")
                .doesNotShow("Which plants are cheapest to run: the model saves fixed inputs and knows no prices.")
                .leftOut(IntStream.of(input.leftOut()).sum(), "rows that could not be scored")
                .build();
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
