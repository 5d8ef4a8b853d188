package org.overhang.study;

import java.util.Arrays;
import java.util.Random;
import tech.tablesaw.api.Table;

/**
 * The chain written a second time from its equations, without any class of the library: bisection for the market, plain loops and
 * another random generator for the race.
 */
final class SlowChain {
    private final String[] origin;
    private final double[] output;
    private final double[] capacity;
    private final double[] exported;
    private final double[] price;
    private final double[] variable;
    private final double[] fixed;
    private final double[] support;
    private final double[] equity;
    private final double[] growth;
    private final double tied;
    private final double sigma;
    private final double eta;
    private final double epsilon;
    private final double exponent;

    double exportPrice;
    double rivalPrice;
    double rivalVolume;
    double rivalExits;
    double rivalCapacityLeft;
    double bill;
    double backedShare;
    double hhi;
    private int supplied;

    SlowChain(Table firms, double tied, double sigma, double eta, double epsilon, double exponent) {
        origin = firms.stringColumn("origin").asObjectArray();
        output = firms.doubleColumn("production_kt").asDoubleArray();
        capacity = firms.doubleColumn("capacity_kt").asDoubleArray();
        exported = firms.doubleColumn("exported_kt").asDoubleArray();
        price = firms.doubleColumn("price_usd_t").asDoubleArray();
        variable = firms.doubleColumn("variable_cost_usd_t").asDoubleArray();
        fixed = firms.doubleColumn("fixed_cost_usd_thousand").asDoubleArray();
        support = firms.doubleColumn("support_usd_thousand").asDoubleArray();
        equity = firms.doubleColumn("equity_usd_thousand").asDoubleArray();
        growth = firms.doubleColumn("growth").asDoubleArray();
        this.tied = tied;
        this.sigma = sigma;
        this.eta = eta;
        this.epsilon = epsilon;
        this.exponent = exponent;
    }

    private boolean backed(int i) {
        return origin[i].equals("backed country");
    }

    /** Runs the chain with support or without it. */
    SlowChain run(boolean supported, double growthOfDemand, double volatility, int years, int paths, long seed) {
        double revenue = 0;
        double given = 0;
        double before = 0;
        double cover = 0;
        for (int i = 0; i < origin.length; i++) {
            if (backed(i)) {
                revenue += price[i] * output[i];
                given += support[i];
                double loss = Math.max(0, fixed[i] + variable[i] * output[i] - price[i] * output[i]);
                double open = Math.max(0, loss - tied * support[i]);
                before += open;
                cover += Math.min(open, (1 - tied) * support[i]);
            }
        }
        double kappa = supported ? cover / before : 0;
        double subsidy = tied * given / revenue;
        String[] names = Arrays.stream(origin).distinct().toArray(String[]::new);
        double[] value = new double[names.length];
        for (int i = 0; i < origin.length; i++) {
            value[Arrays.asList(names).indexOf(origin[i])] += price[i] * exported[i];
        }
        double[] gone = new double[names.length];
        for (int o = 0; o < names.length; o++) {
            gone[o] = names[o].equals("backed country") && !supported ? 1 + subsidy : 1;
        }
        double[] p = prices(value, gone);
        double[] h = new double[names.length];
        double weight = 0;
        for (int o = 0; o < names.length; o++) {
            h[o] = Math.pow(p[o] / gone[o], epsilon);
            if (names[o].equals("backed country")) {
                exportPrice = p[o] - 1;
            } else {
                weight += value[o];
                rivalPrice += value[o] * (p[o] - 1);
                rivalVolume += value[o] * (h[o] - 1);
            }
        }
        rivalPrice /= weight;
        rivalVolume /= weight;
        race(names, value, p, h, supported, kappa, growthOfDemand, volatility, years, paths, new Random(seed));
        backedShare /= supplied;
        hhi /= supplied;
        return this;
    }

    /** Prices at which each origin's supply meets its demand, by bisection on the price index. */
    private double[] prices(double[] value, double[] gone) {
        double low = 0.2;
        double high = 5;
        double[] p = new double[value.length];
        for (int round = 0; round < 200; round++) {
            double index = (low + high) / 2;
            double sum = 0;
            double all = 0;
            for (int o = 0; o < p.length; o++) {
                p[o] = Math.pow(Math.pow(index, sigma + eta) * Math.pow(gone[o], epsilon), 1 / (sigma + epsilon));
                sum += value[o] * Math.pow(p[o], 1 - sigma);
                all += value[o];
            }
            double made = Math.pow(sum / all, 1 / (1 - sigma));
            if (made > index) {
                low = index;
            } else {
                high = index;
            }
        }
        return p;
    }

    private void race(
            String[] names,
            double[] value,
            double[] p,
            double[] h,
            boolean supported,
            double kappa,
            double growthOfDemand,
            double volatility,
            int years,
            int paths,
            Random random) {
        int n = origin.length;
        double[] got = new double[n];
        double[] q = new double[n];
        double mean = 0;
        double totalOutput = 0;
        double totalCapacity = 0;
        double rivalsToday = 0;
        for (int i = 0; i < n; i++) {
            int o = Arrays.asList(names).indexOf(origin[i]);
            double share = exported[i] / output[i];
            got[i] = price[i] * (1 + share * (p[o] - 1));
            q[i] = output[i] * (1 + share * (h[o] - 1));
            totalOutput += q[i];
            totalCapacity += capacity[i];
            mean += got[i] * q[i];
            rivalsToday += backed(i) ? 0 : capacity[i];
        }
        mean /= totalOutput;
        for (int path = 0; path < paths; path++) {
            double[] size = capacity.clone();
            double[] worth = equity.clone();
            boolean[] there = new boolean[n];
            Arrays.fill(there, true);
            double exits = 0;
            for (int t = 0; t < years; t++) {
                double shock = volatility == 0 ? 1 : Math.exp(volatility * random.nextGaussian());
                double demand = totalOutput * Math.pow(1 + growthOfDemand, t) * shock;
                double all = 0;
                for (int i = 0; i < n; i++) {
                    all += there[i] ? size[i] : 0;
                }
                if (all == 0) {
                    break;
                }
                double level = mean * Math.pow(all / demand * totalOutput / totalCapacity, -exponent);
                double use = Math.min(1, demand / all);
                int left = 0;
                for (int i = 0; i < n; i++) {
                    if (there[i]) {
                        double unit = supported && backed(i) ? tied * support[i] / q[i] : 0;
                        double received = level * (got[i] + unit) / mean;
                        double own = Math.min(1, use * (q[i] / capacity[i]) / (totalOutput / totalCapacity));
                        double profit = ((received - variable[i]) * own - fixed[i] / capacity[i]) * size[i];
                        double paid = backed(i) ? kappa * Math.max(0, -profit) : 0;
                        bill += paid / paths;
                        worth[i] += profit + paid;
                        if (worth[i] < 0 || received < variable[i]) {
                            there[i] = false;
                            exits += backed(i) ? 0 : 1;
                        }
                        left += there[i] ? 1 : 0;
                    }
                }
                for (int i = 0; left > 1 && i < n; i++) {
                    size[i] *= there[i] ? 1 + growth[i] : 1;
                }
            }
            end(names, value, h, size, there, exits, rivalsToday, paths);
        }
    }

    private void end(
            String[] names,
            double[] value,
            double[] h,
            double[] size,
            boolean[] there,
            double exits,
            double rivalsToday,
            int paths) {
        double[] now = new double[names.length];
        double[] was = new double[names.length];
        double rivals = 0;
        for (int i = 0; i < size.length; i++) {
            int o = Arrays.asList(names).indexOf(origin[i]);
            was[o] += capacity[i];
            now[o] += there[i] ? size[i] : 0;
            rivals += !backed(i) && there[i] ? size[i] : 0;
        }
        double total = 0;
        for (int o = 0; o < names.length; o++) {
            total += value[o] * h[o] * now[o] / was[o];
        }
        // Where nobody is left there are no shares; the means are over the other paths
        supplied += total > 0 ? 1 : 0;
        for (int o = 0; o < names.length && total > 0; o++) {
            double share = value[o] * h[o] * now[o] / was[o] / total;
            hhi += share * share;
            backedShare += names[o].equals("backed country") ? share : 0;
        }
        rivalExits += exits / paths;
        rivalCapacityLeft += rivals / rivalsToday / paths;
    }
}
