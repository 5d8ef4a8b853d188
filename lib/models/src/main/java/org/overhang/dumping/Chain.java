package org.overhang.dumping;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Parallel;

/** One run through the rules: home-market tests, matches, averages, margins; again for every resampling with its weights. */
final class Chain {
    static final int IDENTICAL = 1;
    static final int SIMILAR = 2;
    static final int CONSTRUCTED = 3;
    static final int NONE = 4;

    /** Totals of CEP profit in comparison currency. */
    record CepProfit(double revenue, double goods, double selling, double movement, double ratio) {
        double expense() {
            return goods + selling + movement;
        }
    }

    final Book book;
    final int[] exportWeight;
    final HomeMath.Market market;
    final boolean viable;
    final HomeMath.Ratios[] ratios;
    final @Nullable CepProfit cepProfit;
    /** Adjustment by export level and home level. */
    final Map<Long, double[]> levelRatios = new TreeMap<>();
    /** Matches by key. */
    final int[] match;

    final int[] homePool;
    final double[] difference;
    final double[] differenceRatio;
    final double[] levelAdjustment;
    final double[] price;
    final double[] commission;
    final double[] indirect;
    final double[] surrogate;
    final double[] net;
    final double[] patternNet;
    final boolean[] pass;
    /** Rules that inner loops ask for, looked up once. */
    final boolean averagedRate;

    final boolean offsetsFromAverages;
    final boolean surrogateAfterAveraging;
    final boolean cepDirectDeducted;
    final boolean cepOffsetAllowed;
    /** Whether the pattern test was run. */
    final boolean tested;

    final MarginMath.Totals totals;

    Chain(Book book, PatternMath.@Nullable Groups groups, int[] exportWeight, int[] homeWeight, boolean detail) {
        this.book = book;
        this.exportWeight = exportWeight;
        ExportSide ex = book.exports;
        averagedRate = book.rules.uses(Reading.AVERAGED_RATE);
        offsetsFromAverages = book.rules.uses(Reading.OFFSETS_FROM_AVERAGES);
        surrogateAfterAveraging = book.rules.uses(Reading.SURROGATE_COMMISSION_AFTER_AVERAGING);
        cepDirectDeducted = book.rules.uses(Reading.CEP_DIRECT_EXPENSES_DEDUCTED);
        cepOffsetAllowed = book.rules.uses(Practice.CEP_OFFSET);
        market = HomeMath.test(book, homeWeight, detail);
        double exported = exported();
        viable = book.nonMarket
                || book.rules.threshold(Limit.VIABLE_MARKET).holds(exported > 0 ? market.quantity / exported : 1);
        ratios = book.nonMarket
                ? new HomeMath.Ratios[] {new HomeMath.Ratios()}
                : HomeMath.ratios(book, homeWeight, market);
        cepProfit = ex.revenue == null || ex.resale != null ? null : cepProfit(homeWeight);
        net = netPrices(ex.net);
        patternNet = netPrices(ex.patternNet);
        match = new int[ex.keys];
        homePool = new int[ex.keys];
        difference = new double[ex.keys];
        differenceRatio = new double[ex.keys];
        levelAdjustment = new double[ex.keys];
        price = new double[ex.keys];
        commission = new double[ex.keys];
        indirect = new double[ex.keys];
        surrogate = new double[ex.keys];
        if (book.rules.uses(Practice.LEVEL_OF_TRADE_ADJUSTMENT) && !book.nonMarket) {
            levelRatios(homeWeight);
        }
        int chunks = Math.max(1, Math.min(512, ex.keys));
        Parallel.forEach(chunks, c -> {
            int to = (int) ((long) ex.keys * (c + 1) / chunks);
            for (int k = (int) ((long) ex.keys * c / chunks); k < to; k++) {
                value(k);
            }
        });
        pass = new boolean[ex.rows];
        tested = groups != null && book.rules.uses(Practice.PATTERN_TEST);
        if (groups != null && tested) {
            PatternMath.test(ex, groups, patternNet, exportWeight, book.rules, pass);
        }
        totals = MarginMath.totals(this);
    }

    double exported() {
        double sum = 0;
        for (int s = 0; s < book.exports.rows; s++) {
            sum += book.exports.q[s] * weight(s);
        }
        return sum;
    }

    double weight(int s) {
        return exportWeight.length == 0 ? 1 : exportWeight[s];
    }

    private double[] netPrices(double[] before) {
        ExportSide ex = book.exports;
        if (ex.cepBase == null) {
            return before;
        }
        double[] out = new double[ex.rows];
        for (int s = 0; s < out.length; s++) {
            out[s] = before[s] - cepProfit(s);
        }
        return out;
    }

    /** CEP profit of a sale, per unit. */
    double cepProfit(int s) {
        double[] base = book.exports.cepBase;
        if (base == null) {
            return 0;
        }
        if (book.exports.resale != null) {
            return book.exports.resale[s] * book.facts.importerProfit;
        }
        SurrogateRatios ratios = book.facts.surrogate;
        double ratio = book.nonMarket && ratios != null ? ratios.profit() : cepProfit == null ? 0 : cepProfit.ratio;
        return base[s] * ratio;
    }

    private CepProfit cepProfit(int[] homeWeight) {
        ExportSide ex = book.exports;
        HomeSide home = book.home;
        double[] sum = new double[4];
        for (int u = 0; u < ex.pools; u++) {
            for (int s = ex.poolStart[u]; s < ex.poolStart[u + 1]; s++) {
                double cop = book.production(ex.poolProduct[u], book.times.slot(ex.keyTime[ex.keyOf(u, s)]));
                if (Double.isNaN(cop)) {
                    continue;
                }
                double q = ex.q[s] * weight(s);
                sum[0] += at(ex.revenue, s) * q;
                sum[1] += (cop + at(ex.packed, s)) * q;
                sum[2] += at(ex.selling, s) * q;
                sum[3] += at(ex.moving, s) * q;
            }
        }
        boolean all = book.rules.uses(Reading.CEP_PROFIT_ALL_HOME_SALES);
        boolean survivors = book.rules.uses(Reading.CEP_PROFIT_AFTER_COST_TEST);
        for (int h = 0; h < home.pools; h++) {
            double cop = book.production(home.poolProduct[h], home.poolSlot[h]);
            for (int s = home.poolStart[h]; s < home.poolStart[h + 1] && !Double.isNaN(cop); s++) {
                byte status = market.status[s];
                boolean atArmsLength = status == HomeMath.SURVIVES || status == HomeMath.BELOW_COST && !survivors;
                if (all ? status != HomeMath.ABSENT && !home.resold(s) : atArmsLength) {
                    double q = home.q[s] * (homeWeight.length == 0 ? 1 : homeWeight[s]);
                    sum[0] += home.gross[s] * q;
                    sum[1] += (cop + home.packing[s]) * q;
                    sum[2] += (home.direct[s] + home.indirect[s] + home.commission[s]) * q;
                    sum[3] += home.move[s] * q;
                }
            }
        }
        double expense = sum[1] + sum[2] + sum[3];
        double supplied = book.facts.cepProfitRatio;
        double ratio = !Double.isNaN(supplied) ? supplied : expense > 0 ? Math.max(0, (sum[0] - expense) / expense) : 0;
        return new CepProfit(sum[0], sum[1], sum[2], sum[3], ratio);
    }

    static double at(double @Nullable [] values, int i) {
        return values == null ? 0 : values[i];
    }

    private void value(int key) {
        ExportSide ex = book.exports;
        int product = ex.keyProduct[key];
        homePool[key] = -1;
        if (book.nonMarketValues != null) {
            price[key] = book.nonMarketValues.value[book.productCost[product]];
            match[key] = Double.isNaN(price[key]) ? NONE : CONSTRUCTED;
            return;
        }
        int level = ex.keyLevel[key];
        int best = viable ? identical(product, level, ex.keyTime[key]) : -1;
        match[key] = IDENTICAL;
        if (best < 0 && viable) {
            best = book.in.characteristics.length == 0 ? -1 : book.similar.best(key, market);
            match[key] = SIMILAR;
        }
        if (best < 0) {
            construct(key, product, level);
            return;
        }
        fromPool(key, product, level, best);
    }

    private void fromPool(int key, int product, int level, int h) {
        HomeSide home = book.home;
        homePool[key] = h;
        if (match[key] == SIMILAR) {
            int slot = home.poolSlot[h];
            difference[key] = book.variable(home.poolProduct[h], slot) - book.variable(product, slot);
            differenceRatio[key] = book.similar.differenceRatio(product, home.poolProduct[h], slot);
        }
        double[] ratio = home.poolLevel[h] == level ? null : levelRatios.get(levels(level, home.poolLevel[h]));
        levelAdjustment[key] = ratio == null ? Double.NaN : ratio[0] * market.net[h];
        price[key] = market.net[h] - difference[key] + (ratio == null ? 0 : levelAdjustment[key]);
        commission[key] = market.commission[h];
        indirect[key] = market.indirect[h];
        surrogate[key] = market.surrogate[h];
    }

    static long levels(int exportLevel, int homeLevel) {
        return (long) exportLevel << 32 | homeLevel & 0xffffffffL;
    }

    private int identical(int product, int level, int time) {
        HomeSide home = book.home;
        int best = -1;
        int bestApart = 0;
        int bestOrder = 0;
        for (int h = home.productPools[product]; h < home.productPools[product + 1]; h++) {
            if (!(market.q[h] > 0) || !book.times.meet(time, home.poolTime[h])) {
                continue;
            }
            int order = book.times.windowOrder(time, home.poolTime[h]);
            int apart = Math.abs(level - home.poolLevel[h]);
            if (best < 0 || apart < bestApart || apart == bestApart && order < bestOrder) {
                best = h;
                bestApart = apart;
                bestOrder = order;
            }
        }
        return best;
    }

    /** Ratios of constructed value at a level of trade: the level's own, else those of all levels, else those of the case. */
    @Nullable
    ConstructedValue ratiosAt(int level) {
        if (viable && !book.facts.constructedSupplied) {
            int k = level - HomeMath.lowestLevel(book);
            HomeMath.Ratios own = k >= 0 && k < ratios.length - 1 ? ratios[k] : ratios[ratios.length - 1];
            HomeMath.Ratios used = own.cost > 0 ? own : ratios[ratios.length - 1];
            if (used.cost > 0) {
                return used.value();
            }
        }
        return book.facts.constructed;
    }

    private void construct(int key, int product, int level) {
        double cop = book.production(product, book.times.slot(book.exports.keyTime[key]));
        ConstructedValue cv = ratiosAt(level);
        if (cv == null || Double.isNaN(cop)) {
            match[key] = NONE;
            price[key] = Double.NaN;
            return;
        }
        match[key] = CONSTRUCTED;
        double total = cop * (1 + cv.directSelling() + cv.indirectSelling() + cv.commission() + cv.profit());
        commission[key] = cv.commission() * cop;
        price[key] = total - cv.directSelling() * cop - cv.credit() * total - commission[key];
        boolean sellingOnly = book.rules.uses(Reading.CONSTRUCTED_VALUE_WITHOUT_INVENTORY);
        indirect[key] = (cv.indirectSelling() + (sellingOnly ? 0 : cv.inventoryCarrying())) * cop;
        boolean asSold = book.rules.uses(Reading.CONSTRUCTED_COMMISSION_AS_SOLD);
        surrogate[key] = !asSold ? cv.surrogateCommission() * cop : commission[key] == 0 ? indirect[key] : 0;
    }

    /**
     * Differences of prices between levels for models sold at both, weighted by the sum of the two quantities; producers and
     * prime codes together, quarters of costs apart.
     */
    private void levelRatios(int[] homeWeight) {
        HomeSide home = book.home;
        boolean byProducer = book.rules.uses(Reading.LEVEL_RATIO_BY_PRODUCER);
        boolean all = book.rules.uses(Reading.LEVEL_RATIO_OF_ALL_SALES);
        Map<Long, TreeMap<Integer, double[]>> sums = new TreeMap<>();
        for (int s = 0; s < home.rows; s++) {
            int m = home.rowMerchandise[s];
            byte status = market.status[s];
            if (status == HomeMath.SURVIVES || all && status != HomeMath.ABSENT) {
                int product = home.merchandiseProduct[m];
                int slot = book.times.byQuarter() ? home.merchandiseSlot[m] : 0;
                long line = (long) (byProducer ? product : book.productModel[product]) << 32 | slot;
                double[] at = sums.computeIfAbsent(line, k -> new TreeMap<>())
                        .computeIfAbsent(home.merchandiseLevel[m], k -> new double[2]);
                double each = home.q[s] * (homeWeight.length == 0 ? 1 : homeWeight[s]);
                at[0] += each;
                at[1] += each * home.net[s];
            }
        }
        for (TreeMap<Integer, double[]> levels : sums.values()) {
            levels.forEach((a, at) -> levels.forEach((b, from) -> {
                if (!a.equals(b) && at[0] > 0 && from[0] > 0) {
                    double fromPrice = from[1] / from[0];
                    addRatio(levels(a, b), (at[1] / at[0] - fromPrice) / fromPrice, at[0] + from[0]);
                }
            }));
        }
        for (double[] ratio : levelRatios.values()) {
            ratio[0] /= ratio[1];
        }
    }

    private void addRatio(long levels, double ratio, double weight) {
        double[] sums = levelRatios.computeIfAbsent(levels, k -> new double[2]);
        sums[0] += ratio * weight;
        sums[1] += weight;
    }

    /** Other home pools that would have been taken, best first, the chosen one left out. */
    int[] alternatives(int key, int many) {
        ExportSide ex = book.exports;
        int product = ex.keyProduct[key];
        if (book.nonMarket || homePool[key] < 0) {
            return new int[0];
        }
        IntStream same = IntStream.range(book.home.productPools[product], book.home.productPools[product + 1])
                .filter(h -> market.q[h] > 0 && book.times.meet(ex.keyTime[key], book.home.poolTime[h]))
                .boxed()
                .sorted((a, b) -> book.similar.compare(key, a, b))
                .mapToInt(Integer::intValue);
        IntStream others = book.in.characteristics.length == 0
                ? IntStream.empty()
                : Arrays.stream(book.similar.ranked(key, many + 1, market));
        return IntStream.concat(same, others)
                .filter(h -> h != homePool[key])
                .limit(many)
                .toArray();
    }
}
