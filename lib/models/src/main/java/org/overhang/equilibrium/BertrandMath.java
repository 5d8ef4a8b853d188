package org.overhang.equilibrium;

import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * First-order conditions of price-setting firms with several products, duties that differ between them and limits.
 *
 * <p>Prices are in units of their baseline mean, quantities in units of the market, so that no unit matters. With
 * {@code k = (1+u)/(1+\tau)} kept of each unit of consumer price, {@code m_i = k_i (p_i - e_i) - \lambda_i}:
 *
 * <pre>{@code
 * logit  k_j - \alpha (m_j - \sum_{i\in f} m_i s_i) = 0
 * CES    k_j + (\gamma-1) \sum_{i\in f} (m_i/p_i) r_i - \gamma m_j/p_j = 0
 * }</pre>
 */
final class BertrandMath {
    private BertrandMath() {}

    /** What a demand system must tell: shares and how they move. */
    interface Demand {
        /** Logit choice shares or CES expenditure shares at consumer prices; 0 for products that are out. */
        void shares(double[] price, boolean[] active, double[] out);

        /** Market size: quantity for logit, expenditure for CES. */
        double size();

        boolean isLogit();

        /** Price coefficient of logit, above 0, or elasticity of substitution of CES. */
        double slope();
    }

    /** The firms' problem under one regime, in scaled prices. */
    record Firms(int[] firm, double[] kept, double[] cost, double[] limit, double[] fixed, boolean[] active) {}

    /**
     * Residuals and derivatives at {@code y}: prices of all products, then one shadow price for each limited product.
     * The rows follow the same order.
     */
    static void system(
            Demand demand, Firms firms, int[] modes, double[] y, double[] f, double @Nullable [][] jacobian) {
        int n = modes.length;
        double[] share = new double[n];
        double[] price = java.util.Arrays.copyOf(y, n);
        for (int j = 0; j < n; j++) {
            if (modes[j] != Modes.OUT && !(price[j] > 0) && !demand.isLogit()) {
                java.util.Arrays.fill(f, Double.NaN);
                return;
            }
        }
        demand.shares(price, firms.active, share);
        double[] lambda = new double[n];
        int at = n;
        for (int j = 0; j < n; j++) {
            if (modes[j] == Modes.LIMITED) {
                lambda[j] = y[at];
                double quantity = demand.isLogit() ? share[j] : share[j] / price[j];
                f[at] = quantity / firms.limit[j] - 1;
                at++;
            }
        }
        if (demand.isLogit()) {
            logit(demand.slope(), firms, modes, price, share, lambda, f, jacobian);
        } else {
            ces(demand.slope(), firms, modes, price, share, lambda, f, jacobian);
        }
    }

    private static void logit(
            double alpha,
            Firms firms,
            int[] modes,
            double[] price,
            double[] share,
            double[] lambda,
            double[] f,
            double @Nullable [][] jacobian) {
        int n = modes.length;
        double[] margin = new double[n];
        double[] pool = new double[n];
        for (int i = 0; i < n; i++) {
            margin[i] = firms.active[i] ? firms.kept[i] * (price[i] - firms.cost[i]) - lambda[i] : 0;
            pool[firms.firm[i]] += margin[i] * share[i];
        }
        for (int j = 0; j < n; j++) {
            f[j] = pinned(modes, j)
                    ? pin(firms, modes, j, price)
                    : firms.kept[j] - alpha * (margin[j] - pool[firms.firm[j]]);
        }
        if (jacobian == null) {
            return;
        }
        for (int j = 0; j < n; j++) {
            if (pinned(modes, j)) {
                jacobian[j][j] = 1;
                continue;
            }
            int own = firms.firm[j];
            jacobian[j][j] -= alpha * firms.kept[j];
            for (int l = 0; l < n; l++) {
                // d pool_f / d p_l = 1{l in f}(k_l s_l - alpha m_l s_l) + alpha s_l pool_f
                double moved = alpha * share[l] * pool[own];
                if (firms.firm[l] == own) {
                    moved += share[l] * (firms.kept[l] - alpha * margin[l]);
                }
                jacobian[j][l] += alpha * moved;
            }
        }
        int at = n;
        for (int l = 0; l < n; l++) {
            if (modes[l] != Modes.LIMITED) {
                continue;
            }
            for (int j = 0; j < n; j++) {
                if (!pinned(modes, j)) {
                    double pooled = firms.firm[j] == firms.firm[l] ? share[l] : 0;
                    jacobian[j][at] = alpha * ((j == l ? 1 : 0) - pooled);
                }
                jacobian[at][j] = (-alpha * share[l] * ((j == l ? 1 : 0) - share[j])) / firms.limit[l];
            }
            at++;
        }
    }

    private static void ces(
            double gamma,
            Firms firms,
            int[] modes,
            double[] price,
            double[] share,
            double[] lambda,
            double[] f,
            double @Nullable [][] jacobian) {
        int n = modes.length;
        double[] ratio = new double[n];
        double[] pool = new double[n];
        for (int i = 0; i < n; i++) {
            ratio[i] = firms.active[i] ? (firms.kept[i] * (price[i] - firms.cost[i]) - lambda[i]) / price[i] : 0;
            pool[firms.firm[i]] += ratio[i] * share[i];
        }
        for (int j = 0; j < n; j++) {
            f[j] = pinned(modes, j)
                    ? pin(firms, modes, j, price)
                    : firms.kept[j] + (gamma - 1) * pool[firms.firm[j]] - gamma * ratio[j];
        }
        if (jacobian == null) {
            return;
        }
        double[] slope = new double[n];
        for (int i = 0; i < n; i++) {
            slope[i] = firms.active[i] ? (firms.kept[i] - ratio[i]) / price[i] : 0;
        }
        for (int j = 0; j < n; j++) {
            if (pinned(modes, j)) {
                jacobian[j][j] = 1;
                continue;
            }
            int own = firms.firm[j];
            jacobian[j][j] -= gamma * slope[j];
            for (int l = 0; l < n; l++) {
                if (!firms.active[l]) {
                    continue;
                }
                double moved = (gamma - 1) * share[l] * pool[own] / price[l];
                if (firms.firm[l] == own) {
                    moved += share[l] * (slope[l] - (gamma - 1) * ratio[l] / price[l]);
                }
                jacobian[j][l] += (gamma - 1) * moved;
            }
        }
        int at = n;
        for (int l = 0; l < n; l++) {
            if (modes[l] != Modes.LIMITED) {
                continue;
            }
            for (int j = 0; j < n; j++) {
                if (!pinned(modes, j)) {
                    double pooled = firms.firm[j] == firms.firm[l] ? share[l] : 0;
                    jacobian[j][at] = (gamma * (j == l ? 1 : 0) - (gamma - 1) * pooled) / price[l];
                }
                if (firms.active[j]) {
                    double own = j == l ? -gamma : 0;
                    jacobian[at][j] = share[l] / price[l] / firms.limit[l] * (own + (gamma - 1) * share[j]) / price[j];
                }
            }
            at++;
        }
    }

    private static boolean pinned(int[] modes, int j) {
        return modes[j] == Modes.FIXED || modes[j] == Modes.OUT;
    }

    private static double pin(Firms firms, int[] modes, int j, double[] price) {
        return modes[j] == Modes.FIXED ? price[j] - firms.fixed[j] : price[j] - 1;
    }

    /** What a fixed or free price leaves on the table: derivative of the firm's profit in its own price, over its share. */
    static double pull(Demand demand, Firms firms, double[] price, double[] lambda, int j) {
        int n = price.length;
        double[] share = new double[n];
        demand.shares(price, firms.active, share);
        double pool = 0;
        for (int i = 0; i < n; i++) {
            if (firms.active[i] && firms.firm[i] == firms.firm[j]) {
                double margin = firms.kept[i] * (price[i] - firms.cost[i]) - lambda[i];
                pool += share[i] * (demand.isLogit() ? margin : margin / price[i]);
            }
        }
        double own = firms.kept[j] * (price[j] - firms.cost[j]) - lambda[j];
        double slope = demand.slope();
        return demand.isLogit()
                ? firms.kept[j] - slope * (own - pool)
                : firms.kept[j] + (slope - 1) * pool - slope * own / price[j];
    }

    /** A firm's profit at prices, or NaN if one of its limits is broken; in scaled money. */
    static double profit(Demand demand, Firms firms, double[] price, int firm) {
        int n = price.length;
        double[] share = new double[n];
        demand.shares(price, firms.active, share);
        double total = 0;
        for (int i = 0; i < n; i++) {
            if (firms.active[i] && firms.firm[i] == firm) {
                double quantity = demand.isLogit() ? share[i] : share[i] / price[i];
                if (quantity > firms.limit[i] * (1 + 1e-9)) {
                    return Double.NaN;
                }
                total += firms.kept[i] * (price[i] - firms.cost[i]) * quantity;
            }
        }
        return total;
    }

    /** Logit with an outside good of utility 0. */
    record Logit(double alpha, double[] quality, double size) implements Demand {
        @Override
        public void shares(double[] price, boolean[] active, double[] out) {
            double total = 1;
            for (int j = 0; j < out.length; j++) {
                out[j] = active[j] ? FastMath.exp(quality[j] - alpha * price[j]) : 0;
                total += out[j];
            }
            for (int j = 0; j < out.length; j++) {
                out[j] /= total;
            }
        }

        @Override
        public boolean isLogit() {
            return true;
        }

        @Override
        public double slope() {
            return alpha;
        }
    }

    /** CES expenditure shares; the outside good has weight {@code outside} and a price that does not move. */
    record Ces(double gamma, double[] weight, double outside, double size) implements Demand {
        @Override
        public void shares(double[] price, boolean[] active, double[] out) {
            double total = outside;
            for (int j = 0; j < out.length; j++) {
                out[j] = active[j] ? weight[j] * FastMath.pow(price[j], 1 - gamma) : 0;
                total += out[j];
            }
            for (int j = 0; j < out.length; j++) {
                out[j] /= total;
            }
        }

        @Override
        public boolean isLogit() {
            return false;
        }

        @Override
        public double slope() {
            return gamma;
        }
    }
}
