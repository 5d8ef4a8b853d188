package org.overhang.dynamics;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/**
 * When a plant should leave: the price below which scrap is worth more than staying, by policy iteration on a grid of log
 * prices. Between grid points values are linear and the expectation over next year's price is exact.
 */
final class StoppingMath {
    private static final int NODES = 161;
    private static final double HALF_WIDTH = 6;
    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    private final MeanReverting price;
    private final double discount;
    private final double[] grid;
    private final double[][] chance;

    StoppingMath(MeanReverting price, double discountRate) {
        this.price = price;
        this.discount = 1 / (1 + discountRate);
        grid = new double[NODES];
        double width = HALF_WIDTH * price.longRunDeviation();
        for (int j = 0; j < NODES; j++) {
            grid[j] = width * (2.0 * j / (NODES - 1) - 1);
        }
        chance = new double[NODES][];
        for (int j = 0; j < NODES; j++) {
            chance[j] = weights(grid[j]);
        }
    }

    /** One plant's yearly money: (price − cost) × capacity, or nothing sold, less what is fixed. */
    record Plant(double cost, double capacity, double fixed, double scrap, double covered, boolean idles) {
        double profit(double p) {
            double margin = p - cost;
            return (idles ? Math.max(0, margin) : margin) * capacity - fixed;
        }

        double felt(double p) {
            double profit = profit(p);
            return profit >= 0 ? profit : (1 - covered) * profit;
        }
    }

    /** Chance that next year's log price falls on each node, spread linearly between nodes; beyond the ends on the ends. */
    private double[] weights(double x) {
        double mean = price.persistence() * x;
        double sd = price.yearlyDeviation();
        double h = grid[1] - grid[0];
        double[] call = new double[NODES];
        for (int j = 0; j < NODES; j++) {
            double z = (mean - grid[j]) / sd;
            double cdf = 0.5 * Erf.erfc(-z / Math.sqrt(2));
            call[j] = sd * (z * cdf + FastMath.exp(-z * z / 2) / ROOT_TWO_PI);
        }
        double[] out = new double[NODES];
        double inner = 0;
        for (int j = 1; j < NODES - 1; j++) {
            out[j] = Math.max(0, (call[j - 1] - 2 * call[j] + call[j + 1]) / h);
            inner += out[j];
        }
        double top = (call[NODES - 2] - call[NODES - 1]) / h;
        out[NODES - 1] = Math.min(1 - inner, Math.max(0, top));
        out[0] = Math.max(0, 1 - inner - out[NODES - 1]);
        return out;
    }

    /** The trigger: 0 if the plant never leaves at any price on the grid, infinite if it leaves at all of them. */
    double trigger(Plant plant) {
        double[] value = values(plant);
        double low = grid[0];
        double high = grid[NODES - 1];
        if (stay(plant, value, low) >= plant.scrap) {
            return 0;
        }
        if (stay(plant, value, high) < plant.scrap) {
            return Double.POSITIVE_INFINITY;
        }
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (stay(plant, value, middle) < plant.scrap) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return price.level() * FastMath.exp((low + high) / 2);
    }

    private double stay(Plant plant, double[] value, double x) {
        double[] w = weights(x);
        double sum = 0;
        for (int j = 0; j < NODES; j++) {
            sum += w[j] * value[j];
        }
        return plant.felt(price.level() * FastMath.exp(x)) + discount * sum;
    }

    private double[] values(Plant plant) {
        boolean[] stays = new boolean[NODES];
        Arrays.fill(stays, true);
        double[] flow = new double[NODES];
        for (int j = 0; j < NODES; j++) {
            flow[j] = plant.felt(price.level() * FastMath.exp(grid[j]));
        }
        for (int iteration = 0; iteration < NODES; iteration++) {
            double[] value = solve(flow, stays, plant.scrap);
            boolean changed = false;
            for (int j = 0; j < NODES; j++) {
                double worth = flow[j];
                for (int k = 0; k < NODES; k++) {
                    worth += discount * chance[j][k] * value[k];
                }
                boolean better = worth >= plant.scrap;
                changed |= better != stays[j];
                stays[j] = better;
            }
            if (!changed) {
                return value;
            }
        }
        throw new OverhangException(
                Reason.NOT_CONVERGED,
                "ExitModel needs a settled rule of exit, but the values still change after " + NODES
                        + " rounds. Check costs and scrap values for mixed units.");
    }

    /** Value of each node under a rule; the matrix is diagonally dominant, so elimination needs no pivots. */
    private double[] solve(double[] flow, boolean[] stays, double scrap) {
        double[][] a = new double[NODES][NODES];
        double[] b = new double[NODES];
        for (int j = 0; j < NODES; j++) {
            a[j][j] = 1;
            b[j] = stays[j] ? flow[j] : scrap;
            for (int k = 0; stays[j] && k < NODES; k++) {
                a[j][k] -= discount * chance[j][k];
            }
        }
        for (int j = 0; j < NODES; j++) {
            for (int i = j + 1; i < NODES; i++) {
                double factor = a[i][j] / a[j][j];
                if (factor != 0) {
                    for (int k = j; k < NODES; k++) {
                        a[i][k] -= factor * a[j][k];
                    }
                    b[i] -= factor * b[j];
                }
            }
        }
        for (int j = NODES - 1; j >= 0; j--) {
            for (int k = j + 1; k < NODES; k++) {
                b[j] -= a[j][k] * b[k];
            }
            b[j] /= a[j][j];
        }
        return b;
    }
}
