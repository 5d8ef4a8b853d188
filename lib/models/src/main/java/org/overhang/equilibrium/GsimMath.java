package org.overhang.equilibrium;

import org.apache.commons.math3.util.FastMath;

/** Arithmetic of the global simulation model: matrices are exporter by importer. */
final class GsimMath {
    private GsimMath() {}

    /** {@code trade} at world prices, {@code power} one plus the tariff, {@code subsidy} ad valorem by exporter. */
    record Data(double[][] trade, double[][] power, double[] subsidy) {}

    /** Data and elasticities. */
    record Base(
            double[][] trade,
            double[][] power,
            double[] subsidy,
            double[] substitution,
            double[] demand,
            double[] supply) {
        Base(Data data, double[] substitution, double[] demand, double[] supply) {
            this(data.trade, data.power, data.subsidy, substitution, demand, supply);
        }

        int size() {
            return trade.length;
        }

        double[] rows() {
            double[] out = new double[size()];
            for (int r = 0; r < out.length; r++) {
                for (double v : trade[r]) {
                    out[r] += v;
                }
            }
            return out;
        }

        double[] columns() {
            double[] out = new double[size()];
            for (int r = 0; r < out.length; r++) {
                for (int v = 0; v < out.length; v++) {
                    out[v] += trade[r][v] * power[r][v];
                }
            }
            return out;
        }

        /** Import expenditure shares at internal prices; 0 where nothing is imported. */
        double[][] shares() {
            double[] columns = columns();
            double[][] out = new double[size()][size()];
            for (int r = 0; r < size(); r++) {
                for (int v = 0; v < size(); v++) {
                    out[r][v] = columns[v] > 0 ? trade[r][v] * power[r][v] / columns[v] : 0;
                }
            }
            return out;
        }
    }

    /** What changes: new tariff powers, supply price factor {@code (1+u_1)/(1+u_0)} and supply shift. */
    record Shock(double[][] power, double[] keep, double[] shift) {
        /** Log change of the tariff power, without a logarithm where there is none. */
        double wedge(Base base, int r, int v) {
            double before = base.power[r][v];
            return power[r][v] == before ? 0 : FastMath.log(power[r][v] / before);
        }
    }

    /** World price changes of the linear model, or null if its system is singular. */
    static double @org.jspecify.annotations.Nullable [] linear(Base base, Shock shock) {
        int n = base.size();
        double[] rows = base.rows();
        double[][] share = base.shares();
        double[][] a = new double[n][n];
        double[] b = new double[n];
        for (int r = 0; r < n; r++) {
            double supply = base.supply[r];
            if (!(rows[r] > 0) || supply == Double.POSITIVE_INFINITY) {
                a[r][r] = 1;
                b[r] = rows[r] > 0 ? 1 - shock.keep[r] : 0;
                continue;
            }
            for (int v = 0; v < n; v++) {
                double weight = base.trade[r][v] / rows[r];
                if (weight == 0) {
                    continue;
                }
                for (int q = 0; q < n; q++) {
                    double cross = cross(base, share, r, q, v);
                    a[r][q] += weight * cross;
                    b[r] -= weight * cross * (shock.power[q][v] / base.power[q][v] - 1);
                }
            }
            a[r][r] -= supply;
            b[r] += supply * (shock.keep[r] - 1) + (shock.shift[r] - 1);
        }
        return Dense.solve(a, b) ? b : null;
    }

    /** Elasticity of importer v's demand for r with respect to the price of q. */
    static double cross(Base base, double[][] share, int r, int q, int v) {
        double joint = share[q][v] * (base.demand[v] + base.substitution[v]);
        return r == q ? joint - base.substitution[v] : joint;
    }

    /** Log composite price of each importer. */
    static double[] indices(Base base, Shock shock, double[][] share, double[] z) {
        int n = base.size();
        double[] out = new double[n];
        double[] weight = new double[n];
        double[] logs = new double[n];
        for (int v = 0; v < n; v++) {
            boolean imports = false;
            for (int r = 0; r < n; r++) {
                imports |= share[r][v] > 0;
                weight[r] = share[r][v];
                logs[r] = share[r][v] > 0 ? z[r] + shock.wedge(base, r, v) : 0;
            }
            out[v] = imports ? ArmingtonMath.logIndex(weight, logs, base.substitution[v]) : 0;
        }
        return out;
    }

    /** Bilateral quantities over which the markets clear. */
    static double[][] quantities(Base base, Shock shock, double[] z, double[] index) {
        int n = base.size();
        double[][] out = new double[n][n];
        for (int r = 0; r < n; r++) {
            for (int v = 0; v < n; v++) {
                if (base.trade[r][v] > 0) {
                    double y = z[r] + shock.wedge(base, r, v);
                    out[r][v] = base.trade[r][v]
                            * FastMath.exp(
                                    -base.substitution[v] * y + (base.substitution[v] + base.demand[v]) * index[v]);
                }
            }
        }
        return out;
    }

    /** Excess demand of each exporter in logs, with its derivatives in log prices. */
    static Dense.System system(Base base, Shock shock) {
        int n = base.size();
        double[] rows = base.rows();
        double[][] share = base.shares();
        return (z, f, jacobian) -> {
            double[] index = indices(base, shock, share, z);
            double[][] q = quantities(base, shock, z, index);
            double[][] now = jacobian == null ? share : currentShares(base, shock, share, z, index);
            for (int r = 0; r < n; r++) {
                double keep = z[r] + FastMath.log(shock.keep[r]);
                if (!(rows[r] > 0) || base.supply[r] == Double.POSITIVE_INFINITY) {
                    f[r] = rows[r] > 0 ? keep : z[r];
                    if (jacobian != null) {
                        jacobian[r][r] = 1;
                    }
                    continue;
                }
                double total = 0;
                for (double sold : q[r]) {
                    total += sold;
                }
                f[r] = FastMath.log(total / rows[r]) - base.supply[r] * keep - FastMath.log(shock.shift[r]);
                if (jacobian != null) {
                    derivatives(base, now, q[r], total, r, jacobian[r]);
                }
            }
        };
    }

    /** Expenditure shares at the prices {@code z}. */
    private static double[][] currentShares(Base base, Shock shock, double[][] share, double[] z, double[] index) {
        int n = base.size();
        double[][] out = new double[n][n];
        for (int q = 0; q < n; q++) {
            for (int v = 0; v < n; v++) {
                if (share[q][v] > 0) {
                    double y = z[q] + shock.wedge(base, q, v) - index[v];
                    out[q][v] = share[q][v] * FastMath.exp((1 - base.substitution[v]) * y);
                }
            }
        }
        return out;
    }

    private static void derivatives(Base base, double[][] share, double[] sold, double total, int r, double[] row) {
        int n = base.size();
        row[r] -= base.supply[r];
        double[] joint = new double[n];
        for (int v = 0; v < n; v++) {
            double weight = sold[v] / total;
            row[r] -= weight * base.substitution[v];
            joint[v] = weight * (base.substitution[v] + base.demand[v]);
        }
        for (int q = 0; q < n; q++) {
            double moved = 0;
            for (int v = 0; v < n; v++) {
                moved += joint[v] * share[q][v];
            }
            row[q] += moved;
        }
    }
}
