package org.overhang.equilibrium;

import org.apache.commons.math3.util.FastMath;

/**
 * Demand for products of which buyers choose one, in scaled prices: a product's share is its appeal over the market's.
 *
 * <pre>{@code s_j = h_j(p_j)/A,   A = h_0 + \sum_i h_i(p_i)}</pre>
 *
 * <p>Logit and CES differ in the appeal, in what a share is a share of (units, spending) and in the unit {@code u_j} in which a
 * margin enters the sellers' conditions (1, the price). With {@code \mu_j = (k_j (p_j - e_j) - \lambda_j) / u_j} these are the same:
 * {@code k_j - a\mu_j + b\sum_{i\in f}\mu_i s_i = 0} with {@code a = b = \alpha} for logit, {@code a = \gamma, b = \gamma-1} for CES.
 */
sealed interface ChoiceDemand {
    /** Log of a product's appeal at a price. */
    double logAppeal(int j, double price);

    /** Appeal of the outside good. */
    double outside();

    /** Units of the market for logit, spending for CES; times a share over {@link #unit} it is a quantity. */
    double size();

    /** Weight {@code a} of a product's own margin. */
    double own();

    /** Weight {@code b} of the owner's pooled margins. */
    double pooled();

    /** 1 for logit, the price for CES. */
    double unit(double price);

    /** 0 for logit, 1 for CES: the derivative of {@link #unit}. */
    double unitSlope();

    /** The price at which a product's condition holds when its owner's pool is {@code pool}; infinite if it is not sold. */
    double freePrice(double kept, double cost, double pool);

    /** Relative fall of the share of a product that sells at {@link #freePrice}, for each unit of {@code pool}, at a given A. */
    double fall(double kept, double pool);

    /** The price at which a product sells just the limit, given the log of {@code A}. */
    double limitPrice(int j, double limit, double logA);

    /** Relative fall of the share of a product that sells at {@link #limitPrice}, for each unit of log A. */
    double fallAtLimit();

    /** Buyers' surplus up to a constant. */
    double surplus(double[] price, boolean[] active);

    /** Gross utility, from shares and quantities alone. */
    double utility(double[] price, double[] share);

    /** Value of what buyers leave to the outside good, as part of resource cost. */
    double outsideCost(double rest);

    /** Price index; NaN where there is none. */
    double index(double surplus);

    /** Shares at consumer prices; 0 for products that are out. */
    default void shares(double[] price, boolean[] active, double[] out) {
        double total = outside();
        for (int j = 0; j < out.length; j++) {
            out[j] = active[j] ? FastMath.exp(logAppeal(j, price[j])) : 0;
            total += out[j];
        }
        for (int j = 0; j < out.length; j++) {
            out[j] /= total;
        }
    }

    /** Log of the market's appeal. */
    default double logTotal(double[] price, boolean[] active) {
        double total = outside();
        for (int j = 0; j < price.length; j++) {
            total += active[j] ? FastMath.exp(logAppeal(j, price[j])) : 0;
        }
        return FastMath.log(total);
    }

    /** Margins over the consumer price at which the owners' conditions hold, from shares. */
    static double[] margins(double own, double pooled, double[] unit, double[] price, double[] share, Regime regime) {
        int n = share.length;
        int[] firm = OligopolyData.firms(regime);
        double[] ones = new double[n];
        double[] kept = new double[n];
        for (int j = 0; j < n; j++) {
            ones[j] = 1;
            kept[j] = regime.kept(j);
        }
        double[] pool = OligopolyData.firmSums(firm, share, kept);
        double[] whole = OligopolyData.firmSums(firm, share, ones);
        double[] out = new double[n];
        for (int j = 0; j < n; j++) {
            double joint = pool[j] / (own - pooled * whole[j]);
            out[j] = (kept[j] + pooled * joint) / own * unit[j] / (kept[j] * price[j]);
        }
        return out;
    }

    /** Logit with an outside good of utility 0. */
    record Logit(double alpha, double[] quality, double size) implements ChoiceDemand {
        @Override
        public double logAppeal(int j, double price) {
            return quality[j] - alpha * price;
        }

        @Override
        public double outside() {
            return 1;
        }

        @Override
        public double own() {
            return alpha;
        }

        @Override
        public double pooled() {
            return alpha;
        }

        @Override
        public double unit(double price) {
            return 1;
        }

        @Override
        public double unitSlope() {
            return 0;
        }

        @Override
        public double freePrice(double kept, double cost, double pool) {
            return cost + 1 / alpha + pool / kept;
        }

        @Override
        public double fall(double kept, double pool) {
            return alpha / kept;
        }

        @Override
        public double limitPrice(int j, double limit, double logA) {
            return (quality[j] - FastMath.log(limit) - logA) / alpha;
        }

        @Override
        public double fallAtLimit() {
            return 0;
        }

        @Override
        public double surplus(double[] price, boolean[] active) {
            return size / alpha * logTotal(price, active);
        }

        /** Quality consumed plus taste for variety: the utility whose demand is logit. */
        @Override
        public double utility(double[] price, double[] share) {
            double rest = 1;
            double total = 0;
            for (int j = 0; j < share.length; j++) {
                rest -= share[j];
                total += share[j] > 0 ? share[j] * (quality[j] - FastMath.log(share[j])) : 0;
            }
            return size / alpha * (total - rest * FastMath.log(rest));
        }

        @Override
        public double outsideCost(double rest) {
            return 0;
        }

        @Override
        public double index(double surplus) {
            return Double.NaN;
        }
    }

    /** CES on a fixed budget; the outside good has weight {@code outside} and a price that does not move. */
    record Ces(double gamma, double[] weight, double outside, double size) implements ChoiceDemand {
        @Override
        public double logAppeal(int j, double price) {
            return FastMath.log(weight[j]) + (1 - gamma) * FastMath.log(price);
        }

        @Override
        public double own() {
            return gamma;
        }

        @Override
        public double pooled() {
            return gamma - 1;
        }

        @Override
        public double unit(double price) {
            return price;
        }

        @Override
        public double unitSlope() {
            return 1;
        }

        @Override
        public double freePrice(double kept, double cost, double pool) {
            return pool < kept ? gamma * kept * cost / ((gamma - 1) * (kept - pool)) : Double.POSITIVE_INFINITY;
        }

        @Override
        public double fall(double kept, double pool) {
            return pool < kept ? (gamma - 1) / (kept - pool) : 0;
        }

        @Override
        public double limitPrice(int j, double limit, double logA) {
            return FastMath.exp((FastMath.log(weight[j] / limit) - logA) / gamma);
        }

        @Override
        public double fallAtLimit() {
            return 1 / gamma;
        }

        @Override
        public double surplus(double[] price, boolean[] active) {
            return size * logTotal(price, active) / (gamma - 1);
        }

        /** Spending times the log of the composite quantity. */
        @Override
        public double utility(double[] price, double[] share) {
            double rest = 1;
            double power = (gamma - 1) / gamma;
            double total = 0;
            for (int j = 0; j < share.length; j++) {
                rest -= share[j];
                total += share[j] > 0
                        ? FastMath.pow(weight[j], 1 / gamma) * FastMath.pow(share[j] / price[j], power)
                        : 0;
            }
            total += outside > 0 ? FastMath.pow(outside, 1 / gamma) * FastMath.pow(rest, power) : 0;
            return size / power * FastMath.log(total);
        }

        @Override
        public double outsideCost(double rest) {
            return rest * size;
        }

        @Override
        public double index(double surplus) {
            return FastMath.exp(-surplus / size);
        }
    }
}
