package org.overhang.capacity;

import java.util.ArrayList;
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
    private static final String[] READINGS = {
        "with slack", "radial", "other returns, with slack", "other returns, radial"
    };

    private final FrontierScores.Choices choices;
    private final Frontier.Input input;
    private final double[] demand;
    private final IndustryMath.Plan plan;
    private final double[] needed;
    private final Returns other;

    private IndustryPlan(
            FrontierScores.Choices choices,
            Frontier.Input input,
            double[] demand,
            IndustryMath.Plan plan,
            double[] needed,
            Returns other) {
        this.choices = choices;
        this.input = input;
        this.demand = demand;
        this.plan = plan;
        this.needed = needed;
        this.other = other;
    }

    static IndustryPlan of(FrontierScores.Choices choices, Frontier.Input input, Scores capacity, double[] demand) {
        for (int r = 0; r < demand.length; r++) {
            if (!(demand[r] >= 0)) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "The industry model needs a demand of zero or more, but for \""
                                + choices.outputs().get(r) + "\" it is " + Numbers.significant(demand[r], 6) + ".");
            }
        }
        Returns other = choices.returns() == Returns.FREE_DISPOSAL ? Returns.VARIABLE : Returns.FREE_DISPOSAL;
        Plants plants = input.plants();
        Scores otherScores = FrontierMath.outputScores(plants.withoutVariable(), other);
        IndustryMath.Plan[] plans = {
            solve(plants, capacity, demand, true),
            solve(plants, capacity, demand, false),
            solve(plants, otherScores, demand, true),
            solve(plants, otherScores, demand, false)
        };
        IndustryMath.Plan plan = plans[0];
        if (Double.isNaN(plan.needed())) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The industry model needs a demand that all plants at capacity can meet, but it is more than they can make"
                            + " of at least one output. Lower the demand.");
        }
        double[] needed = new double[plans.length];
        for (int i = 0; i < needed.length; i++) {
            needed[i] = plans[i].needed();
        }
        return new IndustryPlan(choices, input, demand, plan, needed, other);
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
                : new IndustryMath.Plan(Double.NaN, new double[n]);
    }

    /**
     * The share of the fixed inputs that the demand needs, λ.
     *
     * @return a share; above 1 never, since plants at capacity can do with what there is
     */
    public double needed() {
        return plan.needed();
    }

    /**
     * The share of the fixed inputs that the demand does not need, 1 − λ.
     *
     * @return a share
     */
    public double surplus() {
        return 1 - plan.needed();
    }

    /**
     * The surplus over the readings of capacity that are contested: mixes of plants or single plants, with slack or radial.
     *
     * @return bounds, level 1
     */
    public Interval surplusBounds() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double share : needed) {
            if (!Double.isNaN(share)) {
                low = Math.min(low, 1 - share);
                high = Math.max(high, 1 - share);
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
        if (returns != choices.returns() && returns != other) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The plan knows " + choices.returns().words() + " and " + other.words() + ", but was asked for "
                            + returns.words() + ". Measure the frontier with those returns.");
        }
        return needed[(returns == choices.returns() ? 0 : 2) + (slack ? 0 : 1)];
    }

    /**
     * The share of each plant's capacity that is kept.
     *
     * @return one share a plant, from 0 to 1
     */
    public double[] used() {
        return plan.used().clone();
    }

    /**
     * Plants of which nothing is kept.
     *
     * @return their labels
     */
    public List<String> closed() {
        List<String> out = new ArrayList<>();
        for (int k = 0; k < plan.used().length; k++) {
            if (plan.used()[k] < CLOSED) {
                out.add(input.labels().get(k));
            }
        }
        return out;
    }

    @Override
    public Table tidy() {
        return input.keys().copy().addColumns(DoubleColumn.create("used", plan.used()));
    }

    @Override
    public Table glance() {
        return Table.create("glance")
                .addColumns(
                        IntColumn.create("nobs", new int[] {plan.used().length}),
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
                        .percent("needed", "fixed inputs", 1, i -> needed[i])
                        .percent("surplus", "fixed inputs", 1, i -> 1 - needed[i]))
                .paragraph(
                        "Plants that go",
                        closed().isEmpty() ? "none" : closed().size() + ": " + String.join(", ", closed()))
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
