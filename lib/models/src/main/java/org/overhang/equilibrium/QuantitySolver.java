package org.overhang.equilibrium;

import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * Finds the equilibrium of quantity-setting owners under limits and floors: one equation in the market's total.
 *
 * <p>Idea. Given the total, price {@code P} and its slope {@code P'} are known, and all that an owner's plants share is
 * {@code K = \sum k_i q_i}: each plant runs until its marginal cost is {@code k_i(P-\delta_i) + z_i + P'K}, or to its limit, floor
 * or standstill. {@code \sum k_i q_i(K) - K} falls in {@code K}, so that an owner's equation has one root; a plant with constant
 * unit cost fills what is left at the {@code K} where it just pays. Then {@code \sum q_i(Q) = Q} is solved by bisection sharpened
 * by secants.
 *
 * <p>Source: the total as aggregate is the quantity case of V. Nocke and N. Schutz, Econometrica 86 (2018), 523–557.
 *
 * <p>Invariants. With one plant an owner {@code q_i(Q)/Q} falls in {@code Q}, so that there is one equilibrium or none. There is none
 * where the sellers left want less than any total (demand of constant elasticity {@code \epsilon} with N sellers that nothing
 * limits, {@code N\epsilon \le 1}), or more than any (paid above cost for each unit).
 *
 * <p>Not the obvious way: Newton's method on all quantities meets negative totals where duties are high. Cost: some sixty
 * evaluations at worst, each a few times the plants.
 */
final class QuantitySolver {
    private static final int MOST_ROUNDS = 200;
    private static final double SMALL = 4e-16;
    /** Totals, in units of the baseline's, beyond which nothing is looked for. */
    private static final double FAR = 1e12;

    private static final double NEAR = 1e-9;

    /**
     * The owners' problem in units of the baseline's price and total.
     *
     * @param firm first plant of each plant's owner
     * @param kept share of the price that is kept
     * @param paid what is added to the kept price a unit: specific subsidy less the kept specific duty
     * @param cost marginal cost at {@code base}
     * @param base output at which marginal cost is {@code cost}
     * @param supply elasticity of the marginal cost curve, infinite where it is flat
     */
    record Problem(
            int[] firm,
            double[] kept,
            double[] paid,
            double[] cost,
            double[] base,
            double[] supply,
            double[] least,
            double[] limit,
            boolean[] active) {}

    /** Inverse demand. */
    interface Price {
        double at(double total);

        double slope(double total);

        /** The largest share of a small total that one owner can want, costs aside; infinite if nothing bounds it. */
        double most();
    }

    /** Outputs and what holds for each plant. */
    record Found(double[] y, int[] modes, int evaluations) {}

    private final Problem problem;
    private final Price price;
    private final double[] q;
    private int evaluations;

    private QuantitySolver(Problem problem, Price price) {
        this.problem = problem;
        this.price = price;
        q = new double[problem.kept().length];
    }

    static Found solve(String model, Problem problem, Price price) {
        QuantitySolver solver = new QuantitySolver(problem, price);
        solver.refuseWhereNoneExists(model);
        solver.search(model);
        int[] modes = new int[solver.q.length];
        for (int i = 0; i < modes.length; i++) {
            modes[i] = solver.mode(i);
        }
        return new Found(solver.q, modes, solver.evaluations);
    }

    private int mode(int i) {
        if (!problem.active[i]) {
            return Modes.OUT;
        }
        if (q[i] >= problem.limit[i]) {
            return Modes.LIMITED;
        }
        if (q[i] <= problem.least[i]) {
            return problem.least[i] > 0 ? Modes.FLOORED : Modes.IDLE;
        }
        return Modes.FREE;
    }

    private void refuseWhereNoneExists(String model) {
        int owners = 0;
        boolean free = true;
        for (int i = 0; i < q.length; i++) {
            boolean counted = false;
            for (int l = 0; l < i; l++) {
                counted |= problem.active[l] && problem.firm[l] == problem.firm[i];
            }
            owners += problem.active[i] && !counted ? 1 : 0;
            free &= !problem.active[i] || problem.least[i] == 0 && problem.paid[i] <= problem.cost[i];
        }
        if (free && owners * price.most() <= 1) {
            throw Dense.none(
                    model,
                    "with demand of elasticity " + Numbers.significant(-price.most(), 3) + " and "
                            + (owners == 1 ? "one seller" : owners + " sellers")
                            + " left, a smaller total always pays more");
        }
    }

    private void search(String model) {
        double low = 1;
        double high = 1;
        double atLow = excess(1);
        double atHigh = atLow;
        while (!(atLow >= 0)) {
            high = low;
            atHigh = atLow;
            low /= 2;
            if (low < NEAR) {
                boolean nobody = true;
                for (double sold : q) {
                    nobody &= sold == 0;
                }
                if (nobody) {
                    throw new OverhangException(
                            Reason.OUT_OF_RANGE,
                            model + " needs a seller whose first unit pays, but under these changes nobody's does."
                                    + " Check the sizes of duties and exits.");
                }
                throw Dense.unconverged(model, atLow, evaluations);
            }
            atLow = excess(low);
        }
        while (!(atHigh <= 0)) {
            low = high;
            atLow = atHigh;
            high *= 2;
            if (high > FAR) {
                throw Dense.none(
                        model,
                        "at any total the sellers would together sell more, because a unit brings more than"
                                + " it costs at any price");
            }
            atHigh = excess(high);
        }
        double x = atLow == 0 ? low : high;
        for (int round = 0; round < MOST_ROUNDS && high - low > SMALL * high; round++) {
            // A secant every other time, the middle in between: fast where smooth, safe where a plant stops.
            double secant = low + (high - low) * atLow / (atLow - atHigh);
            x = round % 2 == 0 && secant > low && secant < high ? secant : 0.5 * (low + high);
            double left = excess(x);
            if (left == 0) {
                break;
            }
            if (left > 0) {
                low = x;
                atLow = left;
            } else {
                high = x;
                atHigh = left;
            }
        }
        excess(x);
    }

    /** What the owners want to sell at a total, less the total, over it. */
    private double excess(double total) {
        evaluations++;
        double p = price.at(total);
        double fall = -price.slope(total);
        double sum = 0;
        for (int firm = 0; firm < q.length; firm++) {
            owner(firm, p, fall);
        }
        for (double sold : q) {
            sum += sold;
        }
        return sum / total - 1;
    }

    /** Fills one owner's outputs. */
    private void owner(int firm, double p, double fall) {
        int plants = 0;
        double high = 0;
        double floors = 0;
        for (int i = firm; i < q.length; i++) {
            if (problem.firm[i] == firm && problem.active[i]) {
                plants++;
                // Where the owner's whole makes marginal revenue 0, no plant wants more than its floor.
                high = Math.max(high, (problem.kept[i] * p + problem.paid[i]) / fall);
                floors += problem.kept[i] * problem.least[i];
            }
        }
        if (plants == 1 && problem.active[firm] && flat(firm)) {
            double k = problem.kept[firm];
            double want = (k * p + problem.paid[firm] - problem.cost[firm]) / (fall * k);
            q[firm] = within(firm, want);
            return;
        }
        double low = 0;
        high += floors;
        for (int round = 0; round < MOST_ROUNDS && high - low > SMALL * high; round++) {
            double middle = 0.5 * (low + high);
            boolean more = whole(firm, p, fall, middle) > middle;
            low = more ? middle : low;
            high = more ? high : middle;
        }
        fill(firm, p, fall, low, high);
    }

    private boolean flat(int i) {
        return problem.supply[i] == Double.POSITIVE_INFINITY;
    }

    private double within(int i, double want) {
        return Math.max(problem.least[i], Math.min(problem.limit[i], want));
    }

    private double whole(int firm, double p, double fall, double k) {
        double total = 0;
        for (int i = firm; i < q.length; i++) {
            if (problem.firm[i] == firm && problem.active[i]) {
                q[i] = output(i, p, fall, k);
                total += problem.kept[i] * q[i];
            }
        }
        return total;
    }

    /** Plants of constant unit cost that just pay take what is left, one after the other. */
    private void fill(int firm, double p, double fall, double low, double high) {
        double left = high - whole(firm, p, fall, high);
        for (int i = firm; i < q.length && left > 0; i++) {
            boolean mine = problem.firm[i] == firm && problem.active[i] && flat(i);
            if (mine && output(i, p, fall, low) > q[i]) {
                double more = within(i, q[i] + left / problem.kept[i]);
                left -= problem.kept[i] * (more - q[i]);
                q[i] = more;
            }
        }
    }

    private double output(int i, double p, double fall, double k) {
        double value = problem.kept[i] * p + problem.paid[i] - fall * k;
        double want = 0;
        if (flat(i)) {
            want = value > problem.cost[i] ? problem.limit[i] : 0;
        } else if (value > 0) {
            want = problem.base[i] * FastMath.pow(value / problem.cost[i], problem.supply[i]);
        }
        return within(i, want);
    }
}
