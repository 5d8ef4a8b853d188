package org.overhang.equilibrium;

import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * Finds the equilibrium of price-setting owners under floors and limits: one equation in the log of the market's appeal.
 *
 * <p>Idea. Given {@code x = \ln A}, a share depends on its own price alone, so that a quantity limit is a floor under the price,
 * and all that an owner's products share is its pool {@code t = \sum \mu_i s_i}: each product's price is the highest of the price
 * that satisfies its condition at {@code t}, the price at which it sells just its limit, and its floor. What is left of the
 * owner's problem, {@code t - \sum \mu_i s_i = 0}, rises in {@code t}, so that it has one root. Then
 * {@code \sum_j s_j(x) + h_0 e^{-x} = 1} is solved by Newton's method inside a bracket.
 *
 * <p>Sources: the pool and {@code A} as aggregates, V. Nocke and N. Schutz, Econometrica 86 (2018), 523–557; prices as
 * markups over what the pool leaves, W. R. Morrow and S. J. Skerlos, Operations Research 59 (2011).
 *
 * <p>Invariants. In its own shares an owner's profit is concave (a sum of {@code -s \ln(s/s_0)} for logit, of
 * {@code -r^{1+\theta} s_0^{-\theta}} for CES), floors and limits are convex, so that what is found is every owner's best answer.
 * For logit the left side is positive at A = 1 and negative at a large A: every duty has an equilibrium. For CES the same holds
 * unless one owner faces no outside good and no rival, or is paid more than its cost; these are refused as having none.
 * Where a product passes from its limit to its floor the left side jumps; there both hold, and the equation is solved in the
 * limit's shadow price instead.
 *
 * <p>Not the obvious way: Newton's method on all prices from the baseline leaves its region of convergence at high duties and
 * low margins, and guesses of what binds cycle. Cost: about ten evaluations of all shares, each a few times the products.
 */
final class PriceSolver {
    private static final int MOST_ROUNDS = 200;
    /** Roundings of a sum of shares. */
    private static final double SMALL = 4e-16;
    /** At the jump of a product that passes from limit to floor, both prices agree to this. */
    private static final double SAME = 1e-9;
    /** Logs of appeal beyond which there is no number to represent prices. */
    private static final double FAR = 690;

    private final ChoiceDemand demand;
    private final BertrandMath.Firms firms;
    private final int[][] owned;
    private final double[] pool;
    private final double[] price;
    private final double[] share;
    private final double[] lambda;
    private final int[] modes;
    private final boolean[] tied;
    private double rent;
    private double slope;
    private int evaluations;

    // What the last evaluation of an owner left.
    private double gap;
    private double rise;
    private double drift;
    private double loss;
    private double looser;

    private PriceSolver(ChoiceDemand demand, BertrandMath.Firms firms) {
        this.demand = demand;
        this.firms = firms;
        int n = firms.active().length;
        pool = new double[n];
        price = new double[n];
        share = new double[n];
        lambda = new double[n];
        modes = new int[n];
        tied = new boolean[n];
        owned = new int[n][];
        for (int firm = 0; firm < n; firm++) {
            int count = 0;
            int[] mine = new int[n];
            for (int j = 0; j < n; j++) {
                if (firms.firm()[j] == firm && firms.active()[j]) {
                    mine[count++] = j;
                }
            }
            owned[firm] = Arrays.copyOf(mine, count);
        }
        for (int j = 0; j < n; j++) {
            if (!firms.active()[j]) {
                modes[j] = Modes.OUT;
                price[j] = 1;
            }
        }
    }

    /** Prices with shadow prices of binding limits behind them, and what holds for each product. */
    record Found(double[] y, int[] modes, int evaluations) {}

    /**
     * Solves.
     *
     * @param logA where to start
     */
    static Found solve(String model, String[] owners, ChoiceDemand demand, BertrandMath.Firms firms, double logA) {
        PriceSolver solver = new PriceSolver(demand, firms);
        solver.refuseWhereNoneExists(model, owners);
        solver.search(model, logA);
        return solver.found();
    }

    private void refuseWhereNoneExists(String model, String[] owners) {
        if (demand.unitSlope() == 0) {
            return;
        }
        int sellers = 0;
        String last = "";
        for (int firm = 0; firm < owned.length; firm++) {
            sellers += owned[firm].length > 0 ? 1 : 0;
            last = owned[firm].length > 0 ? owners[firm] : last;
            for (int j : owned[firm]) {
                boolean bounded = firms.limit()[j] < Double.POSITIVE_INFINITY || firms.least()[j] > 0;
                if (!(firms.cost()[j] > 0) && !bounded) {
                    throw Dense.none(
                            model,
                            last + " is paid at least its cost for each unit, and buyers whose spending is"
                                    + " fixed take more without end as the price falls to 0");
                }
            }
        }
        if (sellers < 2 && !(demand.outside() > 0)) {
            throw Dense.none(
                    model,
                    last + " has no rival left, and buyers whose spending is fixed pay the same at any price,"
                            + " so that a higher price always pays");
        }
    }

    private void search(String model, double start) {
        double step = 0.5;
        double low = start;
        double high = start;
        if (excess(start) > 0) {
            for (high = low + step; excess(high) > 0; high += step) {
                low = high;
                step *= 2;
                refuseFar(model, high);
            }
        } else {
            for (low = high - step; !(excess(low) > 0); low -= step) {
                high = low;
                step *= 2;
                refuseFar(model, low);
            }
        }
        double x = 0.5 * (low + high);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double left = excess(x);
            low = left > 0 ? x : low;
            high = left > 0 ? high : x;
            double next = x - left / slope;
            if (Math.abs(left) <= SMALL || Math.abs(next - x) <= SMALL * (1 + Math.abs(x))) {
                return;
            }
            next = next > low && next < high ? next : 0.5 * (low + high);
            if (next == low || next == high || high - low <= SMALL * (1 + Math.abs(x))) {
                if (Math.abs(left) > 1e-11) {
                    jump(model, low, high);
                }
                return;
            }
            x = next;
        }
        throw Dense.unconverged(model, excess(x), evaluations);
    }

    private static void refuseFar(String model, double x) {
        if (!(Math.abs(x) < FAR)) {
            throw Dense.unconverged(model, Double.NaN, 0);
        }
    }

    /** Both limit and floor of a product hold: solves for the shadow price of the limit. */
    private void jump(String model, double low, double high) {
        double x = high;
        double most = 0;
        for (int j = 0; j < tied.length; j++) {
            double least = firms.least()[j];
            boolean meets = firms.active()[j]
                    && least > 0
                    && firms.limit()[j] < Double.POSITIVE_INFINITY
                    && Math.abs(demand.limitPrice(j, firms.limit()[j], low) - least) <= SAME * least;
            if (meets) {
                tied[j] = true;
                x = demand.logAppeal(j, least) - FastMath.log(firms.limit()[j] * demand.unit(least));
                most = Math.max(most, firms.kept()[j] * (least - firms.cost()[j]));
            }
        }
        rent = most;
        double atMost = excess(x);
        rent = 0;
        double atNone = excess(x);
        if (!(most > 0) || !(atMost * atNone <= 0)) {
            throw Dense.unconverged(model, atNone, evaluations);
        }
        double from = 0;
        double to = most;
        for (int round = 0; round < MOST_ROUNDS && to - from > SMALL * most; round++) {
            rent = 0.5 * (from + to);
            boolean same = (excess(x) > 0) == (atMost > 0);
            to = same ? rent : to;
            from = same ? from : rent;
        }
    }

    /** Shares and outside share less one; fills prices and what binds. */
    private double excess(double x) {
        evaluations++;
        double total = demand.outside() * FastMath.exp(-x);
        slope = -total;
        for (int[] own : owned) {
            if (own.length > 0) {
                owner(own, x);
                for (int j : own) {
                    total += share[j];
                }
                slope += loss + looser * (-drift / rise);
            }
        }
        return total - 1;
    }

    /** Solves an owner's one equation in its pool. */
    private void owner(int[] own, double x) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        int first = own[0];
        double t = pool[first];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            at(own, x, t);
            low = gap > 0 ? low : t;
            high = gap > 0 ? t : high;
            double next = t - gap / rise;
            if (!(next > low && next < high)) {
                next = high < Double.POSITIVE_INFINITY ? 0.5 * (low + high) : 2 * t + 1;
            }
            boolean closed = high < Double.POSITIVE_INFINITY && high - low <= SMALL * high;
            if (gap == 0 || Math.abs(next - t) <= SMALL * t || closed) {
                break;
            }
            t = next;
        }
        pool[first] = t;
    }

    /** An owner's products at a pool: prices, shares, what binds, the gap of its equation and its derivatives. */
    private void at(int[] own, double x, double t) {
        double a = demand.own();
        double b = demand.pooled();
        gap = t;
        rise = 1;
        drift = 0;
        loss = 0;
        looser = 0;
        for (int j : own) {
            double k = firms.kept()[j];
            double margin = (k + b * t) / a;
            double least = firms.least()[j];
            double limit = firms.limit()[j];
            double atLimit = limit < Double.POSITIVE_INFINITY && !tied[j] ? demand.limitPrice(j, limit, x) : -1;
            double free = demand.freePrice(k, firms.cost()[j], t);
            double falls = 1;
            double turns = 0;
            lambda[j] = 0;
            if (tied[j] || least > Math.max(free, atLimit)) {
                price[j] = least;
                modes[j] = tied[j] ? Modes.BOTH : Modes.FIXED;
                double unit = demand.unit(least);
                double kept = k * (least - firms.cost()[j]) / unit;
                double net = tied[j] ? Math.max(margin, kept - rent / unit) : kept;
                lambda[j] = (kept - net) * unit;
                rise -= net == margin ? b / a * shareAt(j, x) : 0;
                margin = net;
            } else if (limit < Double.POSITIVE_INFINITY && atLimit > free) {
                price[j] = atLimit;
                modes[j] = Modes.LIMITED;
                lambda[j] = k * (atLimit - firms.cost()[j]) - margin * demand.unit(atLimit);
                falls = demand.fallAtLimit();
                rise -= b / a * shareAt(j, x);
            } else if (free < Double.POSITIVE_INFINITY) {
                price[j] = free;
                modes[j] = Modes.FREE;
                turns = demand.fall(k, t);
                rise -= shareAt(j, x) * (b / a - margin * turns);
            } else {
                price[j] = 1;
                modes[j] = Modes.IDLE;
                share[j] = 0;
                continue;
            }
            double s = shareAt(j, x);
            share[j] = s;
            gap -= margin * s;
            drift += margin * s * falls;
            loss -= s * falls;
            looser -= s * turns;
        }
    }

    private double shareAt(int j, double x) {
        return FastMath.exp(demand.logAppeal(j, price[j]) - x);
    }

    private Found found() {
        int n = price.length;
        int limited = 0;
        for (int mode : modes) {
            limited += Modes.limits(mode) ? 1 : 0;
        }
        double[] y = Arrays.copyOf(price, n + limited);
        int at = n;
        for (int j = 0; j < n; j++) {
            if (Modes.limits(modes[j])) {
                y[at++] = lambda[j];
            }
        }
        return new Found(y, modes.clone(), evaluations);
    }
}
