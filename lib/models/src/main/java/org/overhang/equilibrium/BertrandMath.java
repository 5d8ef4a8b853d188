package org.overhang.equilibrium;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * First-order conditions of price-setting firms with several products, duties that differ between them and limits.
 *
 * <p>Prices are in units of their baseline mean, quantities in units of the market, so that no unit matters. With
 * {@code k = (1+u)/(1+\tau)} kept of each unit of consumer price and {@code \mu_i = (k_i (p_i - e_i) - \lambda_i)/u_i}, see
 * {@link ChoiceDemand}:
 *
 * <pre>{@code k_j - a \mu_j + b \sum_{i\in f} \mu_i s_i = 0 }</pre>
 *
 * <p>At a price floor the condition is the floor, and the left side must not be positive; a quantity limit adds its shadow price
 * {@code \lambda \ge 0} to the cost in all conditions of the owner. Both may hold for one product.
 */
final class BertrandMath {
    private BertrandMath() {}

    /** The firms' problem under one regime, in scaled prices; {@code least} is the floor under a consumer price, 0 if none. */
    record Firms(int[] firm, double[] kept, double[] cost, double[] limit, double[] least, boolean[] active) {}

    /**
     * Residuals and derivatives at {@code y}: prices of all products, then one shadow price for each limited product.
     * The rows follow the same order.
     */
    static void system(
            ChoiceDemand demand, Firms firms, int[] modes, double[] y, double[] f, double @Nullable [][] jacobian) {
        int n = modes.length;
        double[] share = new double[n];
        double[] price = Arrays.copyOf(y, n);
        for (int j = 0; j < n; j++) {
            if (Modes.sells(modes[j]) && !(price[j] > 0) && demand.unitSlope() != 0) {
                Arrays.fill(f, Double.NaN);
                return;
            }
        }
        demand.shares(price, selling(modes), share);
        double[] lambda = shadows(modes, y);
        double[] margin = new double[n];
        double[] pool = new double[n];
        for (int i = 0; i < n; i++) {
            margin[i] = Modes.sells(modes[i]) ? margin(demand, firms, price, lambda, i) : 0;
            pool[firms.firm[i]] += margin[i] * share[i];
        }
        int at = n;
        for (int j = 0; j < n; j++) {
            f[j] = pinned(modes, j)
                    ? price[j] - pin(firms, modes, j)
                    : firms.kept[j] - demand.own() * margin[j] + demand.pooled() * pool[firms.firm[j]];
            if (Modes.limits(modes[j])) {
                f[at++] = share[j] / demand.unit(price[j]) / firms.limit[j] - 1;
            }
        }
        if (jacobian != null) {
            derivatives(demand, firms, modes, price, share, margin, pool, jacobian);
        }
    }

    private static void derivatives(
            ChoiceDemand demand,
            Firms firms,
            int[] modes,
            double[] price,
            double[] share,
            double[] margin,
            double[] pool,
            double[][] jacobian) {
        int n = modes.length;
        double a = demand.own();
        double b = demand.pooled();
        double[] slope = new double[n];
        for (int i = 0; i < n; i++) {
            slope[i] = (firms.kept[i] - demand.unitSlope() * margin[i]) / demand.unit(price[i]);
        }
        for (int j = 0; j < n; j++) {
            if (pinned(modes, j)) {
                jacobian[j][j] = 1;
                continue;
            }
            int own = firms.firm[j];
            jacobian[j][j] -= a * slope[j];
            for (int l = 0; l < n; l++) {
                if (!Modes.sells(modes[l])) {
                    continue;
                }
                // d pool_f / d p_l = 1{l in f} s_l (mu_l' - b mu_l / u_l) + b s_l pool_f / u_l
                double moved = b * share[l] * pool[own] / demand.unit(price[l]);
                if (firms.firm[l] == own) {
                    moved += share[l] * (slope[l] - b * margin[l] / demand.unit(price[l]));
                }
                jacobian[j][l] += b * moved;
            }
        }
        int at = n;
        for (int l = 0; l < n; l++) {
            if (!Modes.limits(modes[l])) {
                continue;
            }
            double unit = demand.unit(price[l]);
            for (int j = 0; j < n; j++) {
                if (!pinned(modes, j)) {
                    double pooled = firms.firm[j] == firms.firm[l] ? share[l] : 0;
                    jacobian[j][at] = (a * (j == l ? 1 : 0) - b * pooled) / unit;
                }
                if (Modes.sells(modes[j])) {
                    jacobian[at][j] = share[l]
                            / unit
                            / firms.limit[l]
                            * (b * share[j] - (j == l ? a : 0))
                            / demand.unit(price[j]);
                }
            }
            at++;
        }
    }

    private static double margin(ChoiceDemand demand, Firms firms, double[] price, double[] lambda, int i) {
        return (firms.kept[i] * (price[i] - firms.cost[i]) - lambda[i]) / demand.unit(price[i]);
    }

    private static boolean pinned(int[] modes, int j) {
        return modes[j] == Modes.FIXED || modes[j] == Modes.BOTH || !Modes.sells(modes[j]);
    }

    private static double pin(Firms firms, int[] modes, int j) {
        return Modes.sells(modes[j]) ? firms.least[j] : 1;
    }

    static boolean[] selling(int[] modes) {
        boolean[] out = new boolean[modes.length];
        for (int j = 0; j < out.length; j++) {
            out[j] = Modes.sells(modes[j]);
        }
        return out;
    }

    /** Shadow price of each product's quantity limit; 0 where it does not bind. */
    static double[] shadows(int[] modes, double[] y) {
        double[] out = new double[modes.length];
        int at = modes.length;
        for (int j = 0; j < out.length; j++) {
            out[j] = Modes.limits(modes[j]) ? y[at++] : 0;
        }
        return out;
    }

    /** What a price leaves on the table: derivative of the firm's profit in its own price, over its share; 0 if not sold. */
    static double[] pulls(ChoiceDemand demand, Firms firms, int[] modes, double[] y) {
        int n = modes.length;
        double[] share = new double[n];
        double[] price = Arrays.copyOf(y, n);
        demand.shares(price, selling(modes), share);
        double[] lambda = shadows(modes, y);
        double[] pool = new double[n];
        for (int i = 0; i < n; i++) {
            pool[firms.firm[i]] += Modes.sells(modes[i]) ? margin(demand, firms, price, lambda, i) * share[i] : 0;
        }
        double[] out = new double[n];
        for (int j = 0; j < n; j++) {
            out[j] = Modes.sells(modes[j])
                    ? firms.kept[j]
                            - demand.own() * margin(demand, firms, price, lambda, j)
                            + demand.pooled() * pool[firms.firm[j]]
                    : 0;
        }
        return out;
    }

    /**
     * The rent a unit of what holds a product: the rise of its cost at which its owner would choose the same price, and, where a
     * quantity limit holds, sell no more than it allows.
     */
    static double[] rents(ChoiceDemand demand, Firms firms, int[] modes, double[] y) {
        double[] pull = pulls(demand, firms, modes, y);
        double[] share = new double[modes.length];
        double[] price = Arrays.copyOf(y, modes.length);
        demand.shares(price, selling(modes), share);
        double[] out = shadows(modes, y);
        for (int j = 0; j < out.length; j++) {
            if (modes[j] == Modes.FIXED || modes[j] == Modes.BOTH) {
                out[j] -= pull[j] * demand.unit(price[j]) / (demand.own() - demand.pooled() * share[j]);
            }
        }
        return out;
    }
}
