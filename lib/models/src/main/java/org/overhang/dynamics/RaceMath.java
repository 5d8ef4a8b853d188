package org.overhang.dynamics;

import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Draws;

/**
 * One path of the race. Each year in this order: price and utilization from capacity and demand; profit; cover of losses;
 * equity; exit of whoever has no equity left or sells below variable cost, the backed firm too; growth, but not once one
 * firm is left. A sole supplier sets the backstop price.
 */
final class RaceMath {
    /** What does not change from path to path; arrays hold one number a firm. */
    record Field(
            double[] variable,
            double[] fixed,
            double[] capacity,
            double[] equity,
            double[] growth,
            double[] received,
            double[] used,
            double[] covered,
            boolean[] backed,
            Demand demand,
            CapacityPrice price,
            double costVolatility,
            int horizon,
            int rebuildYears,
            int stockYears,
            double dutyFactor,
            double dutyAmount) {
        int firms() {
            return variable.length;
        }
    }

    private final Field field;
    private final int n;
    private final double[] cost;
    private final double[] size;
    private final double[] worth;
    private final boolean[] alive;
    private final double[] demandByYear;
    private final double leftAtBackstop;

    /** Results of the last path. */
    final int[] exit;

    final double[] price;
    final double[] utilization;
    final double[] total;
    final double[] firstProfit;
    /** First year that opened with one firm, a backed one; −1 if none did. */
    int soleFrom;

    /** Years that opened so. */
    final boolean[] sole;

    double backedBill;
    double rivalBill;
    int entries;

    RaceMath(Field field) {
        this.field = field;
        n = field.firms();
        cost = new double[n];
        size = new double[n];
        worth = new double[n];
        alive = new boolean[n];
        demandByYear = new double[field.horizon];
        double level = field.demand.first();
        for (int t = 0; t < field.horizon; t++) {
            demandByYear[t] = level * FastMath.pow(1 + field.demand.growth(), t);
        }
        leftAtBackstop = field.price.leftAtBackstop();
        exit = new int[n];
        price = new double[field.horizon];
        utilization = new double[field.horizon];
        total = new double[field.horizon];
        firstProfit = new double[field.horizon];
        sole = new boolean[field.horizon];
    }

    double[] equity() {
        return worth.clone();
    }

    /** Capacity at the end of the path; 0 where a firm is gone. */
    double[] capacity() {
        double[] out = size.clone();
        for (int i = 0; i < n; i++) {
            out[i] = alive[i] ? out[i] : 0;
        }
        return out;
    }

    void run(Draws draws) {
        start(draws);
        double shock = 0;
        int yearsAlone = 0;
        for (int t = 0; t < field.horizon; t++) {
            double demand = demandByYear[t];
            if (field.demand.volatility() > 0) {
                shock = field.demand.persistence() * shock + field.demand.volatility() * draws.normal();
                demand *= FastMath.exp(shock);
            }
            if (yearsAlone > 0 && yearsAlone == field.rebuildYears && enter()) {
                yearsAlone = 0;
            }
            int open = 0;
            double capacity = 0;
            int last = -1;
            for (int i = 0; i < n; i++) {
                if (alive[i]) {
                    open++;
                    capacity += size[i];
                    last = i;
                }
            }
            boolean alone = open == 1;
            sole[t] = alone && field.backed[last];
            if (sole[t] && soleFrom < 0) {
                soleFrom = t;
            }
            boolean atWill = alone && yearsAlone >= field.stockYears;
            yearsAlone = alone ? yearsAlone + 1 : 0;
            double p = atWill ? field.price.backstop() : field.price.at(capacity, demand);
            double u = capacity > 0 ? Math.min(1, demand * (atWill ? leftAtBackstop : 1) / capacity) : 0;
            price[t] = p;
            utilization[t] = u;
            total[t] = capacity;
            year(t, p, u);
        }
    }

    private void start(Draws draws) {
        for (int i = 0; i < n; i++) {
            double factor = field.costVolatility > 0
                    ? FastMath.exp(
                            field.costVolatility * draws.normal() - field.costVolatility * field.costVolatility / 2)
                    : 1;
            cost[i] = field.variable[i] * factor;
        }
        System.arraycopy(field.capacity, 0, size, 0, n);
        System.arraycopy(field.equity, 0, worth, 0, n);
        Arrays.fill(alive, true);
        Arrays.fill(exit, -1);
        Arrays.fill(firstProfit, 0);
        soleFrom = -1;
        backedBill = 0;
        rivalBill = 0;
        entries = 0;
    }

    private void year(int t, double p, double u) {
        for (int i = 0; i < n; i++) {
            if (alive[i]) {
                double own = p * field.received[i];
                double received = field.backed[i] ? own : own * field.dutyFactor + field.dutyAmount;
                double use = Math.min(1, u * field.used[i]);
                double profit = ((received - cost[i]) * use - field.fixed[i]) * size[i];
                double cover = field.covered[i] * Math.max(0, -profit);
                if (field.backed[i]) {
                    backedBill += cover;
                } else {
                    rivalBill += cover;
                }
                worth[i] += profit + cover;
                if (i == 0) {
                    firstProfit[t] = profit;
                }
                if (worth[i] < 0 || received < cost[i]) {
                    alive[i] = false;
                    exit[i] = exit[i] < 0 ? t : exit[i];
                }
            }
        }
        int left = 0;
        for (int i = 0; i < n; i++) {
            left += alive[i] ? 1 : 0;
        }
        for (int i = 0; left > 1 && i < n; i++) {
            if (alive[i]) {
                size[i] *= 1 + field.growth[i];
            }
        }
    }

    /** The cheapest rival that left is built again as it was at the start. */
    private boolean enter() {
        int best = -1;
        for (int i = 0; i < n; i++) {
            boolean cheaper = best < 0 || cost[i] + field.fixed[i] < cost[best] + field.fixed[best];
            if (!alive[i] && !field.backed[i] && cheaper) {
                best = i;
            }
        }
        if (best >= 0) {
            alive[best] = true;
            size[best] = field.capacity[best];
            worth[best] = field.equity[best];
            entries++;
        }
        return best >= 0;
    }
}
