package org.overhang.dumping;

import org.jspecify.annotations.Nullable;

/** Normal value against net price sale by sale under one method: averages where it averages, the sale itself where not. */
final class ComparisonRows {
    /** What the results of a method spread over: the extremes over net price, and the share of positive ones. */
    record Spread(double lowest, double highest, double positiveValue, double positiveQuantity) {}

    static final int VALUE = 0;
    static final int NET = 1;
    static final int FOREIGN_UNIT_PRICE = 2;
    static final int COMMISSION_OFFSET = 3;
    static final int CEP_OFFSET = 4;

    final double[][] cells;
    /** Whether a sale has a normal value under the method. */
    final boolean[] priced;
    /** Whether a sale stands for itself, not for its group's average. */
    final boolean[] alone;

    private final ExportSide exports;

    ComparisonRows(Chain chain, Comparison method, @Nullable TransactionMath transactions) {
        ExportSide ex = chain.book.exports;
        exports = ex;
        cells = new double[5][ex.rows];
        priced = new boolean[ex.rows];
        alone = new boolean[ex.rows];
        double[] all = new double[MarginMath.WIDTH];
        double[] one = new double[MarginMath.WIDTH];
        boolean nearest = transactions != null && method == Comparison.TRANSACTION_TO_TRANSACTION;
        for (int u = 0; u < ex.pools; u++) {
            MarginMath.averages(chain, u, all, method == Comparison.MIXED ? s -> !chain.pass[s] : null);
            for (int s = ex.poolStart[u]; s < ex.poolStart[u + 1]; s++) {
                int key = ex.keyOf(u, s);
                alone[s] = method == Comparison.AVERAGE_TO_TRANSACTION
                        || method == Comparison.TRANSACTION_TO_TRANSACTION
                        || method == Comparison.MIXED && chain.pass[s];
                MarginMath.Against home = nearest && transactions != null
                        ? transactions.against(chain, key, s)
                        : MarginMath.Against.of(chain, key);
                priced[s] = nearest && transactions != null
                        ? transactions.compared(chain, key, s)
                        : chain.match[key] != Chain.NONE;
                MarginMath.single(chain, home, s, ex.poolCep[u], one);
                double[] us = alone[s] ? one : all;
                double rate = !alone[s] && chain.averagedRate ? all[MarginMath.RATE] : one[MarginMath.RATE];
                MarginMath.Steps steps = MarginMath.steps(chain, home, us, rate, ex.poolCep[u]);
                cells[VALUE][s] = steps.normalValue();
                cells[NET][s] = us[MarginMath.NET];
                cells[FOREIGN_UNIT_PRICE][s] = steps.foreignUnitPrice();
                cells[COMMISSION_OFFSET][s] = steps.commissionOffset();
                cells[CEP_OFFSET][s] = steps.cepOffset();
            }
        }
    }

    double unitMargin(int s) {
        return cells[VALUE][s] - cells[NET][s];
    }

    /** The spread over all sales, or over those that stand alone or not; NaN where there is none. */
    Spread spread(@Nullable Boolean standingAlone) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        double[] value = new double[2];
        double[] quantity = new double[2];
        for (int s = 0; s < priced.length; s++) {
            if (priced[s] && (standingAlone == null || standingAlone == alone[s])) {
                double result = unitMargin(s) / cells[NET][s];
                lowest = Math.min(lowest, result);
                highest = Math.max(highest, result);
                boolean positive = unitMargin(s) > 0;
                value[0] += cells[NET][s] * exports.q[s];
                quantity[0] += exports.q[s];
                value[1] += positive ? cells[NET][s] * exports.q[s] : 0;
                quantity[1] += positive ? exports.q[s] : 0;
            }
        }
        boolean any = lowest <= highest;
        return new Spread(
                any ? lowest : Double.NaN, any ? highest : Double.NaN, value[1] / value[0], quantity[1] / quantity[0]);
    }
}
