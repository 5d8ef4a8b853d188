package org.overhang.dumping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The home market under the rules: arm's-length test, cost test, averages, ratios of constructed value. */
final class HomeMath {
    static final byte SURVIVES = 0;
    static final byte NOT_AT_ARMS_LENGTH = 1;
    static final byte BELOW_COST = 2;
    /** Not drawn in this resampling. */
    static final byte ABSENT = 3;
    /** A resale whose reseller did not fail the arm's-length test. */
    static final byte RESELLER_NOT_FAILED = 4;

    static final int IDENTICAL = 1;
    static final int SIMILAR = 2;
    static final int NO_BENCHMARK = 0;

    /** One affiliated customer's model against the benchmark of all others. */
    record Comparison(
            int customer,
            int merchandise,
            double quantity,
            double price,
            int match,
            int other,
            double benchmark,
            double ratio) {}

    /** Ratios to cost of production, of one level of trade or of all. */
    static final class Ratios {
        double n;
        double cost;
        double profit;
        double direct;
        double indirect;
        double commission;
        double inventory;
        double credit;
        double creditBase;
        double plain;

        void add(HomeSide home, int s, double w, double cop) {
            double q = home.q[s] * w;
            n += w;
            cost += cop * q;
            profit += (home.forCost[s] - cop) * q;
            direct += home.direct[s] * q;
            indirect += home.indirect[s] * q;
            commission += home.commission[s] * q;
            inventory += home.inventory[s] * q;
            credit += home.credit[s] * q;
            creditBase += home.forCredit[s] * q;
            plain += home.commission[s] == 0 ? home.indirectAll(s) * q : 0;
        }

        ConstructedValue value() {
            return new ConstructedValue(
                    Math.max(0, profit / cost),
                    direct / cost,
                    indirect / cost,
                    commission / cost,
                    inventory / cost,
                    credit / creditBase,
                    plain / cost);
        }
    }

    /** The home market after its tests. */
    static final class Market {
        final byte[] status;
        final List<Comparison> comparisons = new ArrayList<>();
        int[] affiliates = new int[0];
        double[] affiliateRatio = new double[0];
        boolean[] affiliatePass = new boolean[0];
        /** Cost test by product. */
        final double[] above;

        final double[] below;
        final double[] priceSum;
        final double[] costSum;
        final boolean[] shareLimb;
        final boolean[] averageLimb;
        final boolean[] drop;
        final int[] restored;
        /** Averages of the survivors by pool. */
        final double[] n;

        final double[] q;
        final double[] net;
        final double[] commission;
        final double[] indirect;
        final double[] surrogate;
        double quantity;

        Market(Book book) {
            int products = book.products;
            int pools = book.home.pools;
            status = new byte[book.home.rows];
            above = new double[products];
            below = new double[products];
            priceSum = new double[products];
            costSum = new double[products];
            shareLimb = new boolean[products];
            averageLimb = new boolean[products];
            drop = new boolean[products];
            restored = new int[products];
            n = new double[pools];
            q = new double[pools];
            net = new double[pools];
            commission = new double[pools];
            indirect = new double[pools];
            surrogate = new double[pools];
        }
    }

    private HomeMath() {}

    static Market test(Book book, int[] weight, boolean detail) {
        Market market = new Market(book);
        HomeSide home = book.home;
        for (int s = 0; s < home.rows; s++) {
            double w = weight.length == 0 ? 1 : weight[s];
            boolean resale = home.resold(s);
            market.quantity += resale ? 0 : home.q[s] * w;
            market.status[s] = w == 0 ? ABSENT : resale ? RESELLER_NOT_FAILED : SURVIVES;
        }
        boolean costFirst = book.rules.uses(Reading.COST_TEST_FIRST);
        if (costFirst) {
            costTest(book, weight, market);
        }
        if (book.rules.uses(Practice.ARMS_LENGTH_TEST) && home.affiliated != null) {
            armsLength(book, weight, market, home.affiliated, detail);
        }
        downstream(book, market);
        if (!costFirst) {
            costTest(book, weight, market);
        }
        averages(book, weight, market);
        return market;
    }

    /** Resales of affiliates that failed, or whose reseller is not named, join the home sales. */
    private static void downstream(Book book, Market market) {
        HomeSide home = book.home;
        for (int s = 0; s < home.rows; s++) {
            if (market.status[s] == RESELLER_NOT_FAILED) {
                int reseller = home.reseller(s);
                int at = Arrays.binarySearch(market.affiliates, reseller);
                if (reseller < 0 || at >= 0 && !market.affiliatePass[at]) {
                    market.status[s] = SURVIVES;
                }
            }
        }
    }

    private static void armsLength(Book book, int[] weight, Market market, boolean[] affiliated, boolean detail) {
        HomeSide home = book.home;
        double[] sumQ = new double[home.merchandise];
        double[] sum = new double[home.merchandise];
        List<Integer> rows = new ArrayList<>();
        for (int s = 0; s < home.rows; s++) {
            if (market.status[s] != SURVIVES) {
                continue;
            }
            if (affiliated[s]) {
                rows.add(s);
            } else {
                double q = home.q[s] * (weight.length == 0 ? 1 : weight[s]);
                sumQ[home.rowMerchandise[s]] += q;
                sum[home.rowMerchandise[s]] += q * home.net[s];
            }
        }
        rows.sort((a, b) -> {
            int order = Integer.compare(home.customer[a], home.customer[b]);
            return order != 0 ? order : Integer.compare(a, b);
        });
        int customers = book.in.customers.count() + 1;
        double[] ratioQ = new double[customers];
        double[] ratio = new double[customers];
        boolean[] seen = new boolean[customers];
        for (int from = 0; from < rows.size(); ) {
            int customer = home.customer[rows.get(from)];
            int m = home.rowMerchandise[rows.get(from)];
            double q = 0;
            double value = 0;
            int to = from;
            while (to < rows.size()
                    && home.customer[rows.get(to)] == customer
                    && home.rowMerchandise[rows.get(to)] == m) {
                double each = home.q[rows.get(to)] * (weight.length == 0 ? 1 : weight[rows.get(to)]);
                q += each;
                value += each * home.net[rows.get(to)];
                to++;
            }
            double price = value / q;
            int match = NO_BENCHMARK;
            int similar = -1;
            double benchmark = Double.NaN;
            if (sumQ[m] > 0) {
                match = IDENTICAL;
                benchmark = sum[m] / sumQ[m];
            } else {
                int other = similarMerchandise(book, m, sumQ);
                if (other >= 0) {
                    match = SIMILAR;
                    similar = other;
                    int slot = home.merchandiseSlot[m];
                    benchmark = sum[other] / sumQ[other]
                            - (book.variable(home.merchandiseProduct[other], slot)
                                    - book.variable(home.merchandiseProduct[m], slot));
                }
            }
            double percent = benchmark > 0 ? price / benchmark : Double.NaN;
            seen[customer + 1] = true;
            if (!Double.isNaN(percent)) {
                ratioQ[customer + 1] += q;
                ratio[customer + 1] += q * percent;
            }
            if (detail) {
                market.comparisons.add(new Comparison(customer, m, q, price, match, similar, benchmark, percent));
            }
            from = to;
        }
        judge(book, market, rows, seen, ratio, ratioQ);
    }

    private static void judge(
            Book book, Market market, List<Integer> rows, boolean[] seen, double[] ratio, double[] ratioQ) {
        Threshold low = book.rules.threshold(Limit.ARMS_LENGTH_LOW);
        Threshold high = book.rules.threshold(Limit.ARMS_LENGTH_HIGH);
        int count = 0;
        boolean[] pass = new boolean[seen.length];
        int[] names = new int[seen.length];
        double[] ratios = new double[seen.length];
        boolean[] passes = new boolean[seen.length];
        for (int c = 0; c < seen.length; c++) {
            if (seen[c]) {
                double mean = ratioQ[c] > 0 ? ratio[c] / ratioQ[c] : Double.NaN;
                pass[c] = low.holds(mean) && high.holds(mean);
                names[count] = c - 1;
                ratios[count] = mean;
                passes[count++] = pass[c];
            }
        }
        market.affiliates = Arrays.copyOf(names, count);
        market.affiliateRatio = Arrays.copyOf(ratios, count);
        market.affiliatePass = Arrays.copyOf(passes, count);
        for (int s : rows) {
            if (!pass[book.home.customer[s] + 1]) {
                market.status[s] = NOT_AT_ARMS_LENGTH;
            }
        }
    }

    /** The most similar merchandise of the same maker, prime and level that is sold to others, within the cap; or −1. */
    private static int similarMerchandise(Book book, int m, double[] sold) {
        HomeSide home = book.home;
        if (book.in.characteristics.length == 0) {
            return -1;
        }
        int product = home.merchandiseProduct[m];
        Threshold cap = book.rules.threshold(Limit.DIFFERENCE_IN_MERCHANDISE);
        boolean overOther = book.rules.uses(Reading.ARMS_LENGTH_OVER_OTHER_COST);
        int slot = home.merchandiseSlot[m];
        int best = -1;
        double bestRatio = 0;
        for (int o = 0; o < home.merchandise; o++) {
            int other = home.merchandiseProduct[o];
            if (!(sold[o] > 0)
                    || other == product
                    || home.merchandiseLevel[o] != home.merchandiseLevel[m]
                    || home.merchandiseSlot[o] != slot
                    || book.productManufacturer[other] != book.productManufacturer[product]
                    || book.productPrime[other] != book.productPrime[product]) {
                continue;
            }
            double ratio = Math.abs(book.variable(other, slot) - book.variable(product, slot))
                    / book.manufacture(overOther ? other : product, slot);
            if (!cap.holds(ratio)) {
                continue;
            }
            int order = best < 0
                    ? -1
                    : MatchMath.compare(
                            book.in.characteristics,
                            book.productModel[product],
                            book.productModel[other],
                            book.productModel[home.merchandiseProduct[best]]);
            if (order < 0 || order == 0 && ratio < bestRatio) {
                best = o;
                bestRatio = ratio;
            }
        }
        return best;
    }

    private static void costTest(Book book, int[] weight, Market market) {
        if (!book.costs.given || !book.rules.uses(Practice.COST_TEST) || book.authority.byType()) {
            return;
        }
        HomeSide home = book.home;
        for (int p = 0; p < book.products; p++) {
            if (home.productPools[p + 1] > home.productPools[p]) {
                costTest(book, weight, market, p);
            }
        }
    }

    /** The cost test of one model over the whole period, each sale against the cost of its own slot. */
    private static void costTest(Book book, int[] weight, Market market, int p) {
        HomeSide home = book.home;
        double belowSum = 0;
        for (int h = home.productPools[p]; h < home.productPools[p + 1]; h++) {
            double cop = book.production(p, home.poolSlot[h]);
            for (int s = home.poolStart[h]; s < home.poolStart[h + 1] && !Double.isNaN(cop); s++) {
                if (market.status[s] == SURVIVES) {
                    double q = home.q[s] * (weight.length == 0 ? 1 : weight[s]);
                    market.priceSum[p] += q * home.forCost[s];
                    market.costSum[p] += q * cop;
                    if (covers(home.forCost[s], cop)) {
                        market.above[p] += q;
                    } else {
                        market.below[p] += q;
                        belowSum += q * home.forCost[s];
                    }
                }
            }
        }
        double all = market.above[p] + market.below[p];
        if (!(all > 0)) {
            return;
        }
        DumpingRules rules = book.rules;
        market.shareLimb[p] = rules.threshold(Limit.ABOVE_COST_SHARE).holds(market.above[p] / all);
        // Of quarterly costs the mean is that of the reported ones, as in the recovery test; a model never made has
        // none.
        double mean = book.times.byQuarter() ? book.costs.recovery[book.productCost[p]] : market.costSum[p] / all;
        market.averageLimb[p] = market.priceSum[p] / all < mean && !covers(market.priceSum[p] / all, mean);
        market.drop[p] = market.below[p] > 0
                && (rules.uses(Practice.COST_TEST_BY_QUANTITY) && market.shareLimb[p]
                        || rules.uses(Practice.COST_TEST_BY_AVERAGE) && market.averageLimb[p]);
        if (market.drop[p]) {
            drop(book, weight, market, p, belowSum / market.below[p]);
        }
    }

    /** Drops the sales below cost but those that recover the mean of the reported costs of the period. */
    private static void drop(Book book, int[] weight, Market market, int p, double belowPrice) {
        HomeSide home = book.home;
        double recovery = book.costs.recovery[book.productCost[p]];
        boolean together = book.rules.uses(Practice.RECOVERY_BY_MEAN_PRICE) && covers(belowPrice, recovery);
        boolean alone = book.rules.uses(Practice.RECOVERY_BY_SALE);
        for (int h = home.productPools[p]; h < home.productPools[p + 1]; h++) {
            double cop = book.production(p, home.poolSlot[h]);
            for (int s = home.poolStart[h]; s < home.poolStart[h + 1]; s++) {
                if (market.status[s] == SURVIVES && !Double.isNaN(cop) && !covers(home.forCost[s], cop)) {
                    if (together || alone && covers(home.forCost[s], recovery)) {
                        market.restored[p] += weight.length == 0 ? 1 : weight[s];
                    } else {
                        market.status[s] = BELOW_COST;
                    }
                }
            }
        }
    }

    /** Whether a price reaches a cost; equality within rounding does. */
    static boolean covers(double price, double cost) {
        return price >= cost - 1e-12 * Math.abs(cost);
    }

    private static void averages(Book book, int[] weight, Market market) {
        HomeSide home = book.home;
        for (int h = 0; h < home.pools; h++) {
            double plainIndirect = 0;
            for (int s = home.poolStart[h]; s < home.poolStart[h + 1]; s++) {
                if (market.status[s] == SURVIVES) {
                    double w = weight.length == 0 ? 1 : weight[s];
                    double q = home.q[s] * w;
                    double indirect = home.indirectAll(s);
                    market.n[h] += w;
                    market.q[h] += q;
                    market.net[h] += q * home.net[s];
                    market.commission[h] += q * home.commission[s];
                    market.indirect[h] += q * indirect;
                    plainIndirect += home.commission[s] == 0 ? q * indirect : 0;
                }
            }
            market.net[h] /= market.q[h];
            market.commission[h] /= market.q[h];
            market.indirect[h] /= market.q[h];
            market.surrogate[h] = book.rules.uses(Reading.SURROGATE_COMMISSION_AFTER_AVERAGING)
                    ? (market.commission[h] == 0 ? market.indirect[h] : 0)
                    : plainIndirect / market.q[h];
        }
    }

    /** Ratios of constructed value by level of trade, the last entry for all levels. */
    static Ratios[] ratios(Book book, int[] weight, Market market) {
        HomeSide home = book.home;
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int level : home.poolLevel) {
            low = Math.min(low, level);
            high = Math.max(high, level);
        }
        Ratios[] out = new Ratios[low > high ? 1 : high - low + 2];
        for (int k = 0; k < out.length; k++) {
            out[k] = new Ratios();
        }
        boolean saleBySale = book.rules.uses(Reading.CONSTRUCTED_VALUE_SALE_BY_SALE);
        for (int h = 0; h < home.pools; h++) {
            double cop = book.production(home.poolProduct[h], home.poolSlot[h]);
            for (int s = home.poolStart[h]; s < home.poolStart[h + 1]; s++) {
                byte status = market.status[s];
                boolean counts = !saleBySale
                        ? status == SURVIVES
                        : (status == SURVIVES || status == BELOW_COST) && covers(home.forCost[s], cop);
                if (counts && !Double.isNaN(cop)) {
                    double w = weight.length == 0 ? 1 : weight[s];
                    out[home.poolLevel[h] - low].add(home, s, w, cop);
                    out[out.length - 1].add(home, s, w, cop);
                }
            }
        }
        return out;
    }

    /** The lowest level of trade, from which {@link #ratios} counts. */
    static int lowestLevel(Book book) {
        return Arrays.stream(book.home.poolLevel).min().orElse(0);
    }
}
