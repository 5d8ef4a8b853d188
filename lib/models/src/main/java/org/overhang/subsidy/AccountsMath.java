package org.overhang.subsidy;

import java.util.Map;
import java.util.TreeMap;

/** The support identity on arrays of firm-years. */
final class AccountsMath {
    private AccountsMath() {}

    /**
     * Firm-years that can be measured, one slot each.
     *
     * <p>{@code support[s]} is in the order of the instruments and holds neither tax nor equity; equity arrays are null without them.
     */
    static final class Accounts {
        final int count;
        final double[] revenue;
        final double[] cost;
        /** The part of cost that is depreciation; zero where the cost column does not tell. */
        final double[] depreciation;

        final double[] interest;
        /** Mean debt, rate paid and benchmark rate by instrument that is credit. */
        final Map<Integer, double[][]> credit = new TreeMap<>();

        final double[][] support;
        /** Grants and rebates: support that reported income holds as a receipt. */
        final double[] received;
        /** Support through input prices, which earnings for a synthetic rating do without. */
        final double[] cheapInputs;
        /** Debt whose rate is contested: a point on the benchmark moves support by this times the point. */
        final double[] rateBase;
        /** Inputs at market prices: a share on the market price moves support by this times the share. */
        final double[] priceBase;
        /** How far support falls (zero or less) and rises over all ratings that agree with the coverage they imply. */
        final double[][] ratings;
        /** Benchmarks that come from coverage, by slot; a slot without debt has none. */
        final Map<Integer, CreditSpreads.Benchmark> synthetic = new TreeMap<>();

        final double[] taxPaid;
        final double[] taxRate;
        final double[] equity;
        final double[] equityCost;
        final double[] stateShare;

        Accounts(int count, int instruments) {
            this.count = count;
            revenue = new double[count];
            cost = new double[count];
            depreciation = new double[count];
            interest = new double[count];
            support = new double[instruments][count];
            received = new double[count];
            cheapInputs = new double[count];
            rateBase = new double[count];
            priceBase = new double[count];
            ratings = new double[2][count];
            taxPaid = new double[count];
            taxRate = new double[count];
            equity = new double[count];
            equityCost = new double[count];
            stateShare = new double[count];
        }

        double pretax(int i) {
            return revenue[i] + received[i] - cost[i] - interest[i];
        }

        double reported(int i) {
            return pretax(i) - taxPaid[i];
        }

        /** Revenue less cash cost and interest at market prices, without grants and rebates. */
        double cashAtMarket(int i) {
            return revenue[i] - (cost[i] - depreciation[i]) - interest[i] - (explicit(i) - received[i]);
        }

        /** Support that a firm's pre-tax result holds. */
        double explicit(int i) {
            double sum = 0;
            for (double[] instrument : support) {
                sum += instrument[i];
            }
            return sum;
        }

        double pretaxAtMarket(int i) {
            return pretax(i) - explicit(i);
        }

        double taxAtMarket(int i) {
            return Math.max(0, taxRate[i] * pretaxAtMarket(i));
        }

        double taxSupport(int i) {
            return taxAtMarket(i) - taxPaid[i];
        }

        double atMarket(int i) {
            return pretaxAtMarket(i) - taxAtMarket(i);
        }

        double capitalCost(int i) {
            return equityCost[i] * equity[i];
        }

        double economic(int i) {
            return atMarket(i) - capitalCost(i);
        }

        /** What owners forgo: the ordinary return less the reported one. */
        double tolerance(int i) {
            return capitalCost(i) - reported(i);
        }

        /**
         * How much support moves at one end of the contested benchmarks.
         *
         * @param end 1 for high rates and prices, −1 for low ones
         */
        private double moved(int i, int end, double rate, double price) {
            return end * (rate * rateBase[i] + price * priceBase[i]) + ratings[end > 0 ? 1 : 0][i];
        }

        /** Net income at market prices at one end of the contested benchmarks. */
        double atMarket(int i, int end, double rate, double price) {
            double pretax = pretaxAtMarket(i) - moved(i, end, rate, price);
            return pretax - Math.max(0, taxRate[i] * pretax);
        }

        /** Explicit support over the pre-tax loss at market prices, uncapped; NaN where there is no such loss. */
        double coverage(int i) {
            double loss = -pretaxAtMarket(i);
            return loss > 0 ? explicit(i) / loss : Double.NaN;
        }

        /** The same at one end of the contested benchmarks. */
        double coverage(int i, int end, double rate, double price) {
            double moved = moved(i, end, rate, price);
            double loss = -(pretaxAtMarket(i) - moved);
            return loss > 0 ? (explicit(i) + moved) / loss : Double.NaN;
        }

        /** The economic loss against everything that pays for it, as a share of revenue; zero up to rounding. */
        double residual(int i) {
            return Math.abs(economic(i) + tolerance(i) + explicit(i) + taxSupport(i)) / revenue[i];
        }
    }

    /**
     * Shapley shares of the pre-tax loss that support covers: the loss without any support less the loss with all.
     *
     * @param pretaxAtMarket pre-tax result without support
     * @param support amount of each instrument
     */
    static double[] shapley(double pretaxAtMarket, double[] support) {
        int n = support.length;
        double[] sums = new double[1 << n];
        for (int set = 1; set < sums.length; set++) {
            int lowest = Integer.numberOfTrailingZeros(set);
            sums[set] = sums[set & (set - 1)] + support[lowest];
        }
        double[] weight = new double[n];
        for (int size = 0; size < n; size++) {
            weight[size] = 1.0 / (n * binomial(n - 1, size));
        }
        double[] share = new double[n];
        for (int set = 0; set < sums.length; set++) {
            for (int i = 0; i < n; i++) {
                if ((set & (1 << i)) == 0) {
                    double before = Math.max(0, -(pretaxAtMarket + sums[set]));
                    double after = Math.max(0, -(pretaxAtMarket + sums[set | (1 << i)]));
                    share[i] += weight[Integer.bitCount(set)] * (before - after);
                }
            }
        }
        return share;
    }

    private static double binomial(int n, int k) {
        double out = 1;
        for (int i = 1; i <= k; i++) {
            out = out * (n - k + i) / i;
        }
        return out;
    }
}
