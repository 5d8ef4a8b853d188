package org.overhang.dumping;

import org.jspecify.annotations.Nullable;
import org.overhang.core.Parallel;

/** Normal value against export price: averages, differences and their sums under every method and zeroing policy. */
final class MarginMath {
    /** Averages of an export group. */
    static final int N = 0;

    static final int Q = 1;
    static final int NET = 2;
    static final int PACKING = 3;
    static final int COMMISSION = 4;
    static final int DIRECT = 5;
    static final int CREDIT = 6;
    static final int SURROGATE = 7;
    static final int CEP_INDIRECT = 8;
    static final int RATE = 9;
    static final int INDIRECT = 10;
    static final int WIDTH = 11;

    /** Parts of a method. */
    static final int AA = 0;

    static final int AT = 1;
    static final int MIXED_AA = 2;
    static final int MIXED_AT = 3;
    static final int TT = 4;
    static final int PARTS = 5;

    /** Sums of one part, per fixed run of groups and in all. */
    static final class Part {
        double sales;
        double value;
        double quantity;
        double positive;
        double negative;
        double modelZeroed;

        void add(Part other) {
            sales += other.sales;
            value += other.value;
            quantity += other.quantity;
            positive += other.positive;
            negative += other.negative;
            modelZeroed += other.modelZeroed;
        }

        double dump(Zeroing zeroing) {
            return switch (zeroing) {
                case NONE -> Math.max(0, positive + negative);
                case MODEL -> modelZeroed;
                case TRANSACTION -> positive;
            };
        }

        /** Positive and negative differences, before the floor. */
        double signed() {
            return positive + negative;
        }
    }

    /** What a run of the chain sums up to. */
    static final class Totals {
        final Part[] parts = new Part[PARTS];
        double passing;
        double patternValue;
        double unmatched;

        Totals() {
            for (int p = 0; p < PARTS; p++) {
                parts[p] = new Part();
            }
        }

        void add(Totals other) {
            for (int p = 0; p < PARTS; p++) {
                parts[p].add(other.parts[p]);
            }
            passing += other.passing;
            patternValue += other.patternValue;
            unmatched += other.unmatched;
        }
    }

    private MarginMath() {}

    static Totals totals(Chain chain) {
        ExportSide ex = chain.book.exports;
        int chunks = Math.max(1, Math.min(256, ex.pools / 4));
        Totals[] each = new Totals[chunks];
        double[][] byModel = chain.book.rules.uses(Reading.MODEL_ZEROING_BY_MODEL)
                ? new double[PARTS][chain.book.in.models.count()]
                : new double[0][];
        int wide = byModel.length > 0 ? 1 : chunks;
        Parallel.forEach(wide, w -> {
            double[] all = new double[WIDTH];
            double[] rest = new double[WIDTH];
            for (int c = wide == 1 ? 0 : w; c < (wide == 1 ? chunks : w + 1); c++) {
                each[c] = new Totals();
                int from = (int) ((long) ex.pools * c / chunks);
                int to = (int) ((long) ex.pools * (c + 1) / chunks);
                for (int u = from; u < to; u++) {
                    pool(chain, u, each[c], all, rest, byModel);
                }
            }
        });
        Totals out = new Totals();
        for (Totals totals : each) {
            out.add(totals);
        }
        for (int p = 0; p < byModel.length; p++) {
            out.parts[p].modelZeroed = 0;
            for (double sum : byModel[p]) {
                out.parts[p].modelZeroed += Math.max(0, sum);
            }
        }
        return out;
    }

    /** Which sales an average takes: all, those that do not pass, those of one importer. */
    interface Taken {
        boolean takes(int s);
    }

    static void averages(Chain chain, int u, double[] out, @Nullable Taken taken) {
        ExportSide ex = chain.book.exports;
        java.util.Arrays.fill(out, 0);
        int from = ex.poolStart[u];
        int to = ex.poolStart[u + 1];
        double n = 0;
        double quantity = 0;
        double net = 0;
        double rates = 0;
        for (int s = from; s < to; s++) {
            double w = chain.weight(s);
            if (w != 0 && (taken == null || taken.takes(s))) {
                double q = ex.q[s] * w;
                n += w;
                quantity += q;
                net += q * chain.net[s];
                rates += ex.rate == null ? q : q * ex.rate[s];
            }
        }
        out[N] = n;
        out[Q] = quantity;
        out[NET] = net / quantity;
        out[RATE] = rates / quantity;
        out[PACKING] = average(chain, ex.packing, from, to, taken, quantity);
        out[COMMISSION] = average(chain, ex.commission, from, to, taken, quantity);
        out[DIRECT] = average(chain, ex.direct, from, to, taken, quantity);
        out[CREDIT] = average(chain, ex.credit, from, to, taken, quantity);
        out[CEP_INDIRECT] = average(chain, ex.cepIndirect, from, to, taken, quantity);
        out[INDIRECT] = average(chain, ex.indirect, from, to, taken, quantity);
        out[SURROGATE] = out[COMMISSION] == 0 ? out[INDIRECT] : 0;
        if (!chain.surrogateAfterAveraging && ex.commission != null && ex.indirect != null) {
            double sum = 0;
            for (int s = from; s < to; s++) {
                double w = chain.weight(s);
                if (w != 0 && ex.commission[s] == 0 && (taken == null || taken.takes(s))) {
                    sum += ex.q[s] * w * ex.indirect[s];
                }
            }
            out[SURROGATE] = sum / quantity;
        }
    }

    private static double average(
            Chain chain, double @Nullable [] values, int from, int to, @Nullable Taken taken, double quantity) {
        if (values == null) {
            return 0;
        }
        double sum = 0;
        for (int s = from; s < to; s++) {
            double w = chain.weight(s);
            if (w != 0 && (taken == null || taken.takes(s))) {
                sum += chain.book.exports.q[s] * w * values[s];
            }
        }
        return sum / quantity;
    }

    /** The same figures of one sale. */
    static void single(Chain chain, int s, double[] out) {
        ExportSide ex = chain.book.exports;
        out[N] = 1;
        out[Q] = ex.q[s];
        out[NET] = chain.net[s];
        out[PACKING] = Chain.at(ex.packing, s);
        out[COMMISSION] = Chain.at(ex.commission, s);
        out[DIRECT] = Chain.at(ex.direct, s);
        out[CREDIT] = Chain.at(ex.credit, s);
        out[INDIRECT] = Chain.at(ex.indirect, s);
        out[SURROGATE] = out[COMMISSION] == 0 ? out[INDIRECT] : 0;
        out[CEP_INDIRECT] = Chain.at(ex.cepIndirect, s);
        out[RATE] = ex.rate == null ? 1 : ex.rate[s];
    }

    /** The home side of a comparison in comparison currency. */
    record Against(double price, double commission, double indirect, double surrogate, boolean levelAdjusted) {
        static Against of(Chain chain, int key) {
            return new Against(
                    chain.price[key],
                    chain.commission[key],
                    chain.indirect[key],
                    chain.surrogate[key],
                    chain.homePool[key] >= 0 && !Double.isNaN(chain.levelAdjustment[key]));
        }
    }

    /** Steps of a normal value in reporting currency. */
    record Steps(double foreignUnitPrice, double commissionOffset, double cepOffset, double normalValue) {}

    static Steps steps(Chain chain, Against home, double[] us, double rate, boolean cep) {
        if (chain.book.nonMarket) {
            double value = home.price * rate;
            return new Steps(value, 0, 0, value);
        }
        double fup = home.price * rate + us[PACKING];
        double offset = commissionOffset(chain, home, us, rate, cep);
        double cepOffset = cepOffset(chain, home, us, rate, cep, offset);
        double value = fup - offset + us[COMMISSION] + us[DIRECT] + (cep ? 0 : us[CREDIT]) - cepOffset;
        return new Steps(fup, offset, cepOffset, value);
    }

    private static double commissionOffset(Chain chain, Against home, double[] us, double rate, boolean cep) {
        if (cep && chain.cepDirectDeducted) {
            return 0;
        }
        double atHome = home.commission * rate;
        double abroad = us[COMMISSION];
        if (atHome > abroad) {
            return -Math.min(us[SURROGATE], atHome - abroad);
        }
        return atHome < abroad ? Math.min(home.surrogate * rate, abroad - atHome) : 0;
    }

    private static double cepOffset(Chain chain, Against home, double[] us, double rate, boolean cep, double offset) {
        if (!cep || home.levelAdjusted || !chain.cepOffsetAllowed) {
            return 0;
        }
        return Math.min(us[CEP_INDIRECT], home.indirect * rate - Math.max(0, offset));
    }

    private static double normalValue(Chain chain, Against home, double[] us, double rate, boolean cep) {
        if (chain.book.nonMarket) {
            return home.price * rate;
        }
        double offset = commissionOffset(chain, home, us, rate, cep);
        return home.price * rate
                + us[PACKING]
                - offset
                + us[COMMISSION]
                + us[DIRECT]
                + (cep ? 0 : us[CREDIT])
                - cepOffset(chain, home, us, rate, cep, offset);
    }

    private static void pool(Chain chain, int u, Totals to, double[] all, double[] rest, double[][] byModel) {
        ExportSide ex = chain.book.exports;
        int key = ex.poolKey[u];
        averages(chain, u, all, null);
        if (!(all[Q] > 0)) {
            return;
        }
        boolean tested = chain.tested;
        int from = ex.poolStart[u];
        int end = ex.poolStart[u + 1];
        double passing = 0;
        double patternValue = 0;
        boolean mixed = false;
        for (int s = from; tested && s < end; s++) {
            double value = chain.patternNet[s] * ex.q[s] * chain.weight(s);
            patternValue += value;
            if (chain.pass[s]) {
                mixed = true;
                passing += value;
            }
        }
        to.patternValue += patternValue;
        to.passing += passing;
        if (chain.match[key] == Chain.NONE) {
            to.unmatched += all[N];
            return;
        }
        double[] others = all;
        if (mixed) {
            averages(chain, u, rest, s -> !chain.pass[s]);
            others = rest;
        }
        boolean averaged = chain.averagedRate;
        boolean cep = ex.poolCep[u];
        Against home = Against.of(chain, key);
        double[] one = new double[WIDTH];
        double[] sums = new double[PARTS];
        for (int s = from; s < end; s++) {
            double w = chain.weight(s);
            if (w == 0) {
                continue;
            }
            double q = ex.q[s] * w;
            double rate = ex.rate == null ? 1 : ex.rate[s];
            single(chain, s, one);
            double nv = normalValue(chain, home, all, averaged ? all[RATE] : rate, cep);
            sums[AA] += add(to.parts[AA], w, q, nv, all[NET]);
            double own = normalValue(chain, home, one, rate, cep);
            sums[AT] += add(to.parts[AT], w, q, own, one[NET]);
            if (tested && chain.pass[s]) {
                sums[MIXED_AT] += add(to.parts[MIXED_AT], w, q, own, one[NET]);
            } else if (tested) {
                double other = mixed ? normalValue(chain, home, rest, averaged ? rest[RATE] : rate, cep) : nv;
                sums[MIXED_AA] += add(to.parts[MIXED_AA], w, q, other, others[NET]);
            }
        }
        for (int p = 0; p < PARTS; p++) {
            if (byModel.length > 0) {
                byModel[p][chain.book.productModel[ex.poolProduct[u]]] += sums[p];
            } else {
                to.parts[p].modelZeroed += Math.max(0, sums[p]);
            }
        }
    }

    static double add(Part part, double w, double q, double nv, double net) {
        double margin = (nv - net) * q;
        part.sales += w;
        part.value += net * q;
        part.quantity += q;
        if (margin > 0) {
            part.positive += margin;
        } else {
            part.negative += margin;
        }
        return margin;
    }
}
