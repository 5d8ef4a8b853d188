package org.overhang.subsidy;

import java.util.ArrayList;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;

/**
 * Cost along a path of output under learning, and the price below which learning explains nothing more.
 *
 * <pre>
 * c_t = c_0 (Q_t / Q_0)^−b,  b = −log2(1 − rate)
 * λ_t = Σ_{u>t} δ^(u−t) b c_u q_u / Q_u,  δ = 1 / (1 + r)
 * </pre>
 *
 * <p>{@code Q_t} cumulative output before period t, {@code q_t} output of the period. Output today lowers later cost, so the cost that matters
 * is {@code c_t − λ_t}: a price below {@code c_t} alone proves nothing, one below {@code c_t − λ_t} needs another payer. The path of output is
 * taken as given; λ in the last period is zero, so the horizon matters.
 *
 * <pre>{@code
 * var path = new LearningPath(0.20, 1.0, 10.0, 0.08);
 * path.verdicts(new double[] {1.3, 0.8, 0.3}, new double[] {10, 14, 20});
 * }</pre>
 *
 * <p>Spence, Bell Journal of Economics 12 (1981), 49–70; Dick, Journal of Law and Economics 34 (1991), 133–159.
 *
 * @param learningRate fall of cost at each doubling, 0 to below 1
 * @param firstCost unit cost at the first cumulative output
 * @param firstCumulative cumulative output before the first period, above 0
 * @param discountRate a fraction a period
 */
public record LearningPath(double learningRate, double firstCost, double firstCumulative, double discountRate) {
    /** A price this near to cost counts as equal to it. */
    private static final double TIE = 1e-12;

    /** What a price says about who pays. */
    public enum Verdict {
        /** Above the current unit cost. */
        ABOVE_COST,
        /** At or below current cost, above cost less the value of learning. */
        EXPLAINED_BY_LEARNING,
        /** At or below cost less the value of learning. */
        NOT_EXPLAINED_BY_LEARNING
    }

    /**
     * Checks the numbers.
     *
     * @param learningRate fall of cost at each doubling, 0 to below 1
     * @param firstCost unit cost at the first cumulative output
     * @param firstCumulative cumulative output before the first period, above 0
     * @param discountRate a fraction a period
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside these ranges
     */
    public LearningPath {
        Problems problems = new Problems();
        problems.require(
                learningRate >= 0 && learningRate < 1,
                Reason.OUT_OF_RANGE,
                "A learning rate needs to be at least 0 and below 1, but it is " + Numbers.argument(learningRate)
                        + ". Write 0.20 for twenty percent a doubling.");
        problems.require(
                firstCost > 0 && firstCumulative > 0 && discountRate > -1,
                Reason.OUT_OF_RANGE,
                "A learning path needs cost and cumulative output above 0 and a discount rate above -1, but has "
                        + Numbers.plain(firstCost) + ", " + Numbers.plain(firstCumulative) + " and "
                        + Numbers.plain(discountRate) + ".");
        problems.throwIfAny();
    }

    private double exponent() {
        return -StrictMath.log(1 - learningRate) / StrictMath.log(2);
    }

    private double[] cumulative(double[] output) {
        double[] out = new double[output.length];
        double sum = firstCumulative;
        for (int t = 0; t < out.length; t++) {
            if (!(output[t] >= 0)) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "A learning path needs output of zero or more in every period, but in period " + (t + 1)
                                + " it is " + Numbers.significant(output[t], 4) + ".");
            }
            out[t] = sum;
            sum += output[t];
        }
        return out;
    }

    /**
     * Unit cost.
     *
     * @param output output by period
     * @return one cost a period
     */
    public double[] unitCost(double... output) {
        double[] out = cumulative(output);
        for (int t = 0; t < out.length; t++) {
            out[t] = firstCost * StrictMath.pow(out[t] / firstCumulative, -exponent());
        }
        return out;
    }

    /**
     * What a unit made in a period saves later, discounted.
     *
     * @param output output by period
     * @return one value a period; zero in the last
     */
    public double[] shadowValue(double... output) {
        double[] cumulative = cumulative(output);
        double[] cost = unitCost(output);
        double[] out = new double[output.length];
        double delta = 1 / (1 + discountRate);
        for (int t = output.length - 2; t >= 0; t--) {
            double saved = exponent() * cost[t + 1] * output[t + 1] / cumulative[t + 1];
            out[t] = delta * (out[t + 1] + saved);
        }
        return out;
    }

    /**
     * Unit cost less what a unit saves later: a price below it is not explained by learning.
     *
     * @param output output by period
     * @return one cost a period
     */
    public double[] adjustedCost(double... output) {
        double[] out = unitCost(output);
        double[] saved = shadowValue(output);
        for (int t = 0; t < out.length; t++) {
            out[t] -= saved[t];
        }
        return out;
    }

    /**
     * How a price changed from the first period to the last, in logs: {@code Δ ln p = Δ ln c + Δ ln(p/c)}.
     *
     * @param price change of the price
     * @param cost the part that is unit cost
     * @param margin the part that is price over cost
     */
    public record Change(double price, double cost, double margin) {
        /**
         * A change and its parts.
         *
         * @param price change of the price
         * @param cost the part that is unit cost
         * @param margin the part that is price over cost
         */
        public Change {}
    }

    /**
     * Splits the change of a price between learning and the margin.
     *
     * @param price price by period, above zero
     * @param output output by period
     * @return the change from the first period to the last
     * @throws OverhangException {@link Reason#BAD_VALUE} if the two differ in length, are empty, or the first or last price is not above zero
     */
    public Change decompose(double[] price, double[] output) {
        int last = price.length - 1;
        if (price.length != output.length || last < 0 || !(price[0] > 0 && price[last] > 0)) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A decomposition needs a price above zero for each output, but there are " + price.length
                            + " prices and " + output.length
                            + " outputs, or the first or last price is not above zero.");
        }
        double[] cost = unitCost(output);
        double prices = StrictMath.log(price[last] / price[0]);
        double costs = StrictMath.log(cost[last] / cost[0]);
        return new Change(prices, costs, prices - costs);
    }

    /**
     * What prices say.
     *
     * @param price price by period
     * @param output output by period
     * @return one verdict a period
     * @throws OverhangException {@link Reason#BAD_VALUE} if the two differ in length
     */
    public List<Verdict> verdicts(double[] price, double[] output) {
        if (price.length != output.length) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "Verdicts need a price for each output, but there are " + price.length + " prices and "
                            + output.length + " outputs.");
        }
        double[] cost = unitCost(output);
        double[] saved = shadowValue(output);
        List<Verdict> out = new ArrayList<>();
        for (int t = 0; t < price.length; t++) {
            if (price[t] > cost[t] * (1 + TIE)) {
                out.add(Verdict.ABOVE_COST);
            } else {
                out.add(
                        price[t] > (cost[t] - saved[t]) * (1 + TIE)
                                ? Verdict.EXPLAINED_BY_LEARNING
                                : Verdict.NOT_EXPLAINED_BY_LEARNING);
            }
        }
        return out;
    }
}
