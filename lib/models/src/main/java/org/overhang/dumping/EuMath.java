package org.overhang.dumping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Normal value by type and the margin over CIF or export value, as the EU (Regulation 2016/1036, Article 2), the United Kingdom and
 * India compute them; {@link Authority} says which base and which tests.
 */
final class EuMath {
    static final int ALL = 0;
    static final int PROFITABLE = 1;
    static final int CONSTRUCTED = 2;
    static final int NONE = 3;
    static final String[] MODES = {"ALL", "PROFITABLE", "CONSTRUCTED", "NONE"};

    /** The whole home market of one producer against its exports. */
    record Producer(int manufacturer, double exported, double sold, boolean representative) {}

    final List<Producer> producers = new ArrayList<>();

    /** Cost cell (manufacturer × model) of each type, ascending. */
    final int[] type;

    final double[] exported;
    /** Home sales to independent customers by type. */
    final double[] sold;

    final boolean[] representative;
    final double[] profitableShare;
    final double[] meanPrice;
    final double[] meanCost;
    final int[] mode;
    final double[] normalValue;
    final double profitRate;
    /** By export row in group order. */
    final double[] rowValue;

    final double[] rowPrice;
    final double[] rowCif;
    double amount;
    double cif;
    double exportValue;
    double modelZeroed;
    double positive;
    double unmatched;
    /** Sales without a CIF price. */
    double withoutCif;

    private final int[] typeOfCell;
    private final boolean overCif;

    private EuMath(Chain chain, int[] homeWeight) {
        Book book = chain.book;
        overCif = book.authority.overCif();
        ExportSide ex = book.exports;
        int cells = book.costs.variable.length;
        double[] exportedBy = new double[cells];
        for (int u = 0; u < ex.pools; u++) {
            for (int s = ex.poolStart[u]; s < ex.poolStart[u + 1]; s++) {
                exportedBy[book.productCost[ex.poolProduct[u]]] += ex.q[s] * chain.weight(s);
            }
        }
        typeOfCell = new int[cells];
        int count = 0;
        for (int c = 0; c < cells; c++) {
            typeOfCell[c] = exportedBy[c] > 0 ? count++ : -1;
        }
        type = new int[count];
        exported = new double[count];
        for (int c = 0; c < cells; c++) {
            if (typeOfCell[c] >= 0) {
                type[typeOfCell[c]] = c;
                exported[typeOfCell[c]] = exportedBy[c];
            }
        }
        sold = new double[count];
        representative = new boolean[count];
        boolean[] wholeMarket = wholeMarkets(chain, homeWeight);
        profitableShare = new double[count];
        meanPrice = new double[count];
        meanCost = new double[count];
        mode = new int[count];
        normalValue = new double[count];
        profitRate = homeMarket(chain, homeWeight, wholeMarket);
        rowValue = new double[ex.rows];
        rowPrice = new double[ex.rows];
        rowCif = new double[ex.rows];
        margins(chain);
    }

    static EuMath of(Chain chain, int[] homeWeight) {
        return new EuMath(chain, homeWeight);
    }

    int typeOfPool(Book book, int u) {
        return typeOfCell[book.productCost[book.exports.poolProduct[u]]];
    }

    /** By manufacturer code plus one, whether its whole home market is representative (Article 2(2)); also by type sold. */
    private boolean[] wholeMarkets(Chain chain, int[] homeWeight) {
        Book book = chain.book;
        HomeSide home = book.home;
        int makers = book.in.manufacturers.count() + 1;
        int models = book.in.models.count();
        double[] out = new double[makers];
        double[] in = new double[makers];
        for (int t = 0; t < type.length; t++) {
            out[type[t] / models] += exported[t];
        }
        boolean everybody = book.rules.uses(Reading.SALES_TO_ALL_CUSTOMERS);
        for (int h = 0; h < home.pools; h++) {
            int cell = book.productCost[home.poolProduct[h]];
            for (int s = home.poolStart[h]; s < home.poolStart[h + 1]; s++) {
                boolean independent = home.affiliated == null || !home.affiliated[s];
                byte status = chain.market.status[s];
                boolean sale = status == HomeMath.SURVIVES || status == HomeMath.BELOW_COST;
                if (sale && (independent || everybody)) {
                    double q = home.q[s] * (homeWeight.length == 0 ? 1 : homeWeight[s]);
                    in[cell / models] += q;
                    if (typeOfCell[cell] >= 0) {
                        sold[typeOfCell[cell]] += q;
                    }
                }
            }
        }
        boolean[] whole = new boolean[makers];
        for (int m = 0; m < makers; m++) {
            whole[m] = in[m] > 0 && book.rules.threshold(Limit.VIABLE_MARKET).holds(in[m] / out[m]);
            if (out[m] > 0) {
                producers.add(new Producer(m - 1, out[m], in[m], whole[m]));
            }
        }
        return whole;
    }

    /** Normal values of all types; returns the profit rate of profitable sales of all types. */
    private double homeMarket(Chain chain, int[] homeWeight, boolean[] wholeMarket) {
        Book book = chain.book;
        HomeSide home = book.home;
        int count = type.length;
        double[] profitable = new double[count];
        double[] all = new double[count];
        double[] priceSum = new double[count];
        double[] net = new double[count];
        double[] netProfitable = new double[count];
        double profit = 0;
        double cost = 0;
        int models = book.in.models.count();
        double[][] ofMaker = new double[book.in.manufacturers.count() + 1][2];
        for (int h = 0; h < home.pools; h++) {
            int cell = book.productCost[home.poolProduct[h]];
            double[] maker = ofMaker[cell / models];
            double cop = book.costs.production[cell];
            int t = typeOfCell[cell];
            for (int s = home.poolStart[h]; s < home.poolStart[h + 1]; s++) {
                byte status = chain.market.status[s];
                if (status != HomeMath.SURVIVES && status != HomeMath.BELOW_COST) {
                    continue;
                }
                double q = home.q[s] * (homeWeight.length == 0 ? 1 : homeWeight[s]);
                boolean pays = HomeMath.covers(home.forCost[s], cop);
                maker[0] += Double.isNaN(cop) ? 0 : q;
                maker[1] += pays ? q : 0;
                if (pays) {
                    profit += (home.forCost[s] - cop) * q;
                    cost += cop * q;
                }
                if (t >= 0) {
                    all[t] += q;
                    priceSum[t] += q * home.forCost[s];
                    net[t] += q * home.net[s];
                    profitable[t] += pays ? q : 0;
                    netProfitable[t] += pays ? q * home.net[s] : 0;
                }
            }
        }
        double rate = cost > 0 ? profit / cost : Double.NaN;
        ConstructedValue stated = book.facts.constructed;
        double used = Double.isNaN(rate) && stated != null ? stated.profit() : rate;
        boolean statedProfit = stated != null && book.rules.uses(Reading.STATED_PROFIT_WITHOUT_MARKET);
        for (int t = 0; t < count; t++) {
            boolean whole = wholeMarket[type[t] / models];
            double[] maker = ofMaker[type[t] / models];
            // What the test over all types threw out is gone before the types are tested again.
            boolean lossesOut = book.rules.uses(Practice.COST_TEST_OVER_ALL_TYPES)
                    && !book.rules.threshold(Limit.PROFITABLE_SHARE).holds(maker[1] / maker[0]);
            double profitUsed = !whole && statedProfit && stated != null ? stated.profit() : used;
            double[] sums = {all[t], profitable[t], priceSum[t], net[t], netProfitable[t]};
            decide(book, t, whole, lossesOut, sums, profitUsed);
        }
        return used;
    }

    /** Normal value of a type from its sums: quantity, profitable quantity, price, net value, net value at a profit. */
    private void decide(Book book, int t, boolean whole, boolean lossesOut, double[] sums, double rate) {
        double cop = book.costs.production[type[t]];
        double all = sums[0];
        double profitable = sums[1];
        double net = sums[3];
        double netProfitable = sums[4];
        representative[t] = whole
                && sold[t] > 0
                && book.rules.threshold(Limit.VIABLE_MARKET).holds(sold[t] / exported[t]);
        profitableShare[t] = representative[t] ? profitable / all : Double.NaN;
        meanPrice[t] = representative[t] ? sums[2] / all : Double.NaN;
        meanCost[t] = representative[t] ? cop : Double.NaN;
        boolean allOfThem = !book.rules.uses(Practice.COST_TEST)
                || !lossesOut
                        && book.rules.threshold(Limit.PROFITABLE_SHARE).holds(profitableShare[t])
                        && (!book.rules.uses(Practice.COST_TEST_BY_AVERAGE) || HomeMath.covers(meanPrice[t], cop));
        if (representative[t] && (allOfThem || Double.isNaN(cop))) {
            mode[t] = ALL;
            normalValue[t] = net / all;
        } else if (representative[t] && profitable > 0) {
            mode[t] = PROFITABLE;
            normalValue[t] = netProfitable / profitable;
        } else {
            normalValue[t] = cop * (1 + rate);
            mode[t] = Double.isNaN(normalValue[t]) ? NONE : CONSTRUCTED;
        }
    }

    private void margins(Chain chain) {
        Book book = chain.book;
        ExportSide ex = book.exports;
        Intake.Exports raw = book.in.exports;
        double[] byType = new double[type.length];
        Arrays.fill(rowValue, Double.NaN);
        for (int u = 0; u < ex.pools; u++) {
            int t = typeOfPool(book, u);
            for (int s = ex.poolStart[u]; s < ex.poolStart[u + 1]; s++) {
                double w = chain.weight(s);
                if (w == 0) {
                    continue;
                }
                if (mode[t] == NONE) {
                    unmatched += w;
                    continue;
                }
                int i = ex.row[s];
                double u0 = book.in.rate(raw.currency[i], raw.sold[i]);
                rowValue[s] = normalValue[t] * (ex.rate == null ? 1 : ex.rate[s]);
                rowPrice[s] = chain.patternNet[s] - Chain.at(ex.packing, s);
                rowCif[s] = raw.cif == null ? Double.NaN : raw.cif[i] * u0;
                withoutCif += overCif && Double.isNaN(rowCif[s]) ? w : 0;
                double q = ex.q[s] * w;
                double margin = (rowValue[s] - rowPrice[s]) * q;
                amount += margin;
                positive += Math.max(0, margin);
                byType[t] += margin;
                cif += rowCif[s] * q;
                exportValue += rowPrice[s] * q;
            }
        }
        for (double sum : byType) {
            modelZeroed += Math.max(0, sum);
        }
    }

    /** What the margin is a share of: CIF value where the law says so and the file has it, else the net export value. */
    double base() {
        return isOverCif() ? cif : exportValue;
    }

    boolean isOverCif() {
        return overCif && !Double.isNaN(cif);
    }

    double margin() {
        return Math.max(0, amount) / base();
    }

    /** Dumping over export value, which Article 9(3) tests. */
    double overExportPrice() {
        return Math.max(0, amount) / exportValue;
    }
}
