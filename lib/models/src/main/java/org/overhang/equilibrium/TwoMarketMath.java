package org.overhang.equilibrium;

/** One seller, two markets, one capacity: linear demands, exact by trying which limits hold. */
final class TwoMarketMath {
    private static final double TIGHT = 1e-12;

    private TwoMarketMath() {}

    /**
     * The seller's problem; arrays are home, then export.
     *
     * @param choke price at which nothing is bought, specific duty taken off
     * @param slope of inverse demand
     * @param kept share of the consumer price that the seller keeps
     * @param most largest quantity that policy allows in the market
     * @param cost unit cost less specific subsidy
     * @param capacity most that can be made
     * @param least least that must be made
     */
    record Problem(
            double[] choke, double[] slope, double[] kept, double[] most, double cost, double capacity, double least) {}

    /** Quantities and the shadow price of capacity, or null if no combination of limits is consistent. */
    static double @org.jspecify.annotations.Nullable [] solve(Problem p) {
        double[] free = at(p, 0);
        double total = free[0] + free[1];
        if (total <= p.capacity * (1 + TIGHT) && total >= p.least * (1 - TIGHT)) {
            return new double[] {free[0], free[1], 0};
        }
        double target = total > p.capacity ? p.capacity : p.least;
        double unit = Math.max(p.choke[0], p.choke[1]);
        for (int home = 0; home < 3; home++) {
            for (int export = 0; export < 3; export++) {
                int[] mode = {home, export};
                double fixed = 0;
                double intercept = 0;
                double fall = 0;
                for (int m = 0; m < 2; m++) {
                    fixed += mode[m] == 1 ? p.most[m] : 0;
                    if (mode[m] == 2) {
                        intercept += p.choke[m] / (2 * p.slope[m]);
                        fall += 1 / (2 * p.slope[m] * p.kept[m]);
                    }
                }
                if (!(fall > 0) || !(fixed < Double.POSITIVE_INFINITY)) {
                    continue;
                }
                double marginal = (intercept + fixed - target) / fall;
                double[] q = at(p, marginal - p.cost);
                if (consistent(p, mode, q, marginal, unit) && Math.abs(q[0] + q[1] - target) <= 1e-9 * target) {
                    return new double[] {q[0], q[1], marginal - p.cost};
                }
            }
        }
        return null;
    }

    private static boolean consistent(Problem p, int[] mode, double[] q, double marginal, double unit) {
        boolean fits = true;
        for (int m = 0; m < 2; m++) {
            double revenue = p.kept[m] * (p.choke[m] - 2 * p.slope[m] * q[m]);
            fits &= switch (mode[m]) {
                case 0 -> q[m] == 0 && revenue <= marginal + TIGHT * unit;
                case 1 -> q[m] == p.most[m] && revenue >= marginal - TIGHT * unit;
                default -> Math.abs(revenue - marginal) <= 1e-9 * unit;
            };
        }
        return fits;
    }

    /** Quantities whose marginal revenue is cost plus {@code lambda}. */
    static double[] at(Problem p, double lambda) {
        double[] q = new double[2];
        for (int m = 0; m < 2; m++) {
            double wanted = (p.choke[m] - (p.cost + lambda) / p.kept[m]) / (2 * p.slope[m]);
            q[m] = Math.max(0, Math.min(p.most[m], wanted));
        }
        return q;
    }

    /**
     * The best single producer price when discrimination is banned, a market dropped where that pays more.
     *
     * @param duty factor {@code 1+\tau} from producer to consumer price in each market
     * @param gain factor {@code 1+u} on the producer price
     * @return the price, or NaN if no single price meets floor and capacity
     */
    static double singlePrice(Problem p, double[] duty, double gain) {
        double best = Double.NEGATIVE_INFINITY;
        double found = Double.NaN;
        for (int served = 1; served <= 3; served++) {
            double intercept = 0;
            double fall = 0;
            for (int m = 0; m < 2; m++) {
                if ((served & (1 << m)) != 0) {
                    intercept += p.choke[m] / p.slope[m];
                    fall += duty[m] / p.slope[m];
                }
            }
            double price = (intercept / fall + p.cost / gain) / 2;
            price = Math.max((intercept - p.capacity) / fall, Math.min((intercept - p.least) / fall, price));
            for (int m = 0; m < 2; m++) {
                // A quota or floor abroad binds the one price: it rises until no more is bought than may be sold.
                double lowest = (p.choke[m] - p.slope[m] * p.most[m]) / duty[m];
                price = (served & (1 << m)) != 0 ? Math.max(lowest, price) : price;
            }
            double quantity = intercept - fall * price;
            boolean open = quantity >= p.least - TIGHT * intercept;
            for (int m = 0; m < 2; m++) {
                double sold = (p.choke[m] - duty[m] * price) / p.slope[m];
                open &= (served & (1 << m)) == 0 || sold >= -TIGHT * intercept && sold <= p.most[m] * (1 + TIGHT);
            }
            double profit = (gain * price - p.cost) * quantity;
            if (open && profit > best) {
                best = profit;
                found = price;
            }
        }
        return found;
    }
}
