package org.overhang.equilibrium;

import org.apache.commons.math3.util.FastMath;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Prices, surpluses and budgets of the global simulation model, exact and linear. */
final class GsimAccounts {
    private static final double CLOSES = 1e-10;

    private GsimAccounts() {}

    static GsimSolution.Accounts exact(GsimMath.Base base, GsimMath.Shock shock, double[] rate, double[] z) {
        int n = base.size();
        double[] rows = base.rows();
        double[] columns = base.columns();
        double[][] share = base.shares();
        double[] index = GsimMath.indices(base, shock, share, z);
        double[][] q = GsimMath.quantities(base, shock, z, index);
        double[] producers = new double[n];
        double[] output = new double[n];
        for (int r = 0; r < n; r++) {
            double supply = base.supply()[r];
            double kept = rows[r] * (1 + base.subsidy()[r]);
            double logKept = z[r] + FastMath.log(shock.keep()[r]);
            double sold = 0;
            for (double v : q[r]) {
                sold += v;
            }
            output[r] = rows[r] > 0 ? sold / rows[r] - 1 : 0;
            if (rows[r] > 0 && supply < Double.POSITIVE_INFINITY) {
                producers[r] = kept / (supply + 1) * (shock.shift()[r] * FastMath.exp((supply + 1) * logKept) - 1);
            }
        }
        double[] consumers = new double[n];
        for (int v = 0; v < n; v++) {
            consumers[v] = ArmingtonMath.surplus(columns[v], index[v], base.demand()[v]);
        }
        double[] price = new double[n];
        for (int r = 0; r < n; r++) {
            price[r] = FastMath.expm1(z[r]);
            index[r] = FastMath.expm1(index[r]);
        }
        return money(
                base,
                shock,
                rate,
                price,
                q,
                new GsimSolution.Accounts(price, output, index, producers, consumers, new double[n], new double[n], q));
    }

    /** The same accounts, refused unless they equal gross utility less resource cost, from quantities alone. */
    static GsimSolution.Accounts closed(GsimMath.Base base, GsimMath.Shock shock, GsimSolution.Accounts of) {
        int n = base.size();
        double[] rows = base.rows();
        double[] columns = base.columns();
        double[][] share = base.shares();
        double[] weight = new double[n];
        double[] ratio = new double[n];
        double utility = 0;
        double resources = 0;
        double ledger = 0;
        double scale = 0;
        for (int j = 0; j < n; j++) {
            double sold = 0;
            for (int r = 0; r < n; r++) {
                sold += of.quantity()[j][r];
                weight[r] = share[r][j];
                ratio[r] = share[r][j] > 0 ? FastMath.log(of.quantity()[r][j] / base.trade()[r][j]) : 0;
            }
            resources += rows[j] > 0 ? cost(base, shock, j, rows[j], sold) : 0;
            utility += columns[j] > 0
                    ? ArmingtonMath.utility(
                            columns[j],
                            ArmingtonMath.logComposite(weight, ratio, base.substitution()[j]),
                            base.demand()[j])
                    : 0;
            ledger += of.net(j) - of.subsidies()[j];
            scale += columns[j];
        }
        if (!(Math.abs(ledger - (utility - resources)) <= CLOSES * scale)) {
            throw new OverhangException(
                    Reason.NOT_CONVERGED,
                    "Gsim needs its welfare ledger to equal gross utility less resource cost, but they are " + ledger
                            + " and " + (utility - resources) + ".");
        }
        return of;
    }

    /** Change of the area under the supply curve, from quantities. */
    private static double cost(GsimMath.Base base, GsimMath.Shock shock, int r, double before, double after) {
        double kept = 1 + base.subsidy()[r];
        double supply = base.supply()[r];
        double logs = FastMath.log(after / before / shock.shift()[r]);
        return ArmingtonMath.resourceCost(kept, after, logs, supply)
                - ArmingtonMath.resourceCost(kept, before, 0, supply);
    }

    private static GsimSolution.Accounts money(
            GsimMath.Base base,
            GsimMath.Shock shock,
            double[] rate,
            double[] price,
            double[][] q,
            GsimSolution.Accounts into) {
        int n = base.size();
        for (int r = 0; r < n; r++) {
            for (int v = 0; v < n; v++) {
                double before = base.trade()[r][v];
                double after = q[r][v] * (1 + price[r]);
                into.tariffs()[v] += after * (shock.power()[r][v] - 1) - before * (base.power()[r][v] - 1);
                into.subsidies()[r] += after * rate[r] - before * base.subsidy()[r];
            }
        }
        return into;
    }

    static GsimSolution.Accounts linear(GsimMath.Base base, GsimMath.Shock shock, double[] rate, double[] p) {
        int n = base.size();
        double[] rows = base.rows();
        double[] columns = base.columns();
        double[][] share = base.shares();
        double[][] q = new double[n][n];
        double[] composite = new double[n];
        double[] consumers = new double[n];
        double[] producers = new double[n];
        double[] output = new double[n];
        for (int v = 0; v < n; v++) {
            for (int r = 0; r < n; r++) {
                double factor = shock.power()[r][v] / base.power()[r][v];
                composite[v] += share[r][v] * ((1 + p[r]) * factor - 1);
                double moved = 0;
                for (int s = 0; s < n; s++) {
                    moved += GsimMath.cross(base, share, r, s, v)
                            * (p[s] + shock.power()[s][v] / base.power()[s][v] - 1);
                }
                q[r][v] = base.trade()[r][v] * (1 + moved);
            }
            double c = composite[v];
            consumers[v] = columns[v] * (0.5 * base.demand()[v] * c * c * Math.signum(c) - c);
        }
        for (int r = 0; r < n; r++) {
            double kept = p[r] + shock.keep()[r] - 1;
            boolean flat = base.supply()[r] == Double.POSITIVE_INFINITY;
            double sold = 0;
            for (double quantity : q[r]) {
                sold += quantity;
            }
            output[r] = rows[r] > 0 ? sold / rows[r] - 1 : 0;
            producers[r] = flat ? 0 : kept * rows[r] * (1 + base.subsidy()[r]) * (1 + 0.5 * base.supply()[r] * kept);
        }
        return money(
                base,
                shock,
                rate,
                p,
                q,
                new GsimSolution.Accounts(p, output, composite, producers, consumers, new double[n], new double[n], q));
    }
}
