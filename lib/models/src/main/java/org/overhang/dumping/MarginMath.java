package org.overhang.dumping;

import java.util.function.IntPredicate;
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
    static final int COMMISSION_OFFSET = 11;
    static final int CEP_OFFSET = 12;
    static final int WIDTH = 13;

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

        /** Adds a run of sales; returns the sum of its differences. */
        double add(SaleRun run, double itsValue, double itsPositive, double itsNegative) {
            sales += run.count;
            value += itsValue;
            quantity += run.quantity;
            positive += itsPositive;
            negative += itsNegative;
            return itsPositive + itsNegative;
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
            for (int c = wide == 1 ? 0 : w; c < (wide == 1 ? chunks : w + 1); c++) {
                each[c] = new Totals();
                Pool pool = new Pool(chain, each[c], byModel);
                int to = (int) ((long) ex.pools * (c + 1) / chunks);
                for (int u = (int) ((long) ex.pools * c / chunks); u < to; u++) {
                    pool.add(u);
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

    /** Averages of the sales that were drawn in a group, or of those of them that are asked for. */
    static void averages(Chain chain, int u, double[] out, @Nullable IntPredicate taken) {
        ExportSide ex = chain.book.exports;
        SaleRun run = new SaleRun();
        run.gather(ex.q, chain.exportWeight, ex.poolStart[u], ex.poolStart[u + 1]);
        if (!ex.oneKey(u)) {
            run.keep(s -> chain.match[ex.keyOf(u, s)] != Chain.NONE);
        }
        if (taken != null) {
            run.keep(taken);
        }
        averages(chain, u, run, out);
    }

    private static void averages(Chain chain, int u, SaleRun run, double[] out) {
        ExportSide ex = chain.book.exports;
        double[] one = new double[WIDTH];
        out[COMMISSION_OFFSET] = 0;
        out[CEP_OFFSET] = 0;
        for (int k = 0; k < run.n && !chain.book.nonMarket; k++) {
            single(chain, Against.of(chain, ex.keyOf(u, run.at[k])), run.at[k], ex.poolCep[u], one);
            out[COMMISSION_OFFSET] += run.q[k] * one[COMMISSION_OFFSET] / run.quantity;
            out[CEP_OFFSET] += run.q[k] * one[CEP_OFFSET] / run.quantity;
        }
        out[N] = run.count;
        out[Q] = run.quantity;
        out[NET] = run.sum(chain.net) / run.quantity;
        out[RATE] = ex.rate == null ? 1 : run.sum(ex.rate) / run.quantity;
        out[PACKING] = average(run, ex.packing);
        out[COMMISSION] = average(run, ex.commission);
        out[DIRECT] = average(run, ex.direct);
        out[CREDIT] = average(run, ex.credit);
        out[CEP_INDIRECT] = average(run, ex.cepIndirect);
        out[INDIRECT] = average(run, ex.indirect);
        out[SURROGATE] =
                chain.surrogateAfterAveraging ? out[COMMISSION] == 0 ? out[INDIRECT] : 0 : average(run, ex.surrogate);
    }

    private static double average(SaleRun run, double @Nullable [] values) {
        return values == null ? 0 : run.sum(values) / run.quantity;
    }

    /** The same figures of one sale, with its offsets against that home side. */
    static void single(Chain chain, Against home, int s, boolean cep, double[] out) {
        ExportSide ex = chain.book.exports;
        out[N] = 1;
        out[Q] = ex.q[s];
        out[NET] = chain.net[s];
        out[PACKING] = Chain.at(ex.packing, s);
        out[COMMISSION] = Chain.at(ex.commission, s);
        out[DIRECT] = Chain.at(ex.direct, s);
        out[CREDIT] = Chain.at(ex.credit, s);
        out[INDIRECT] = Chain.at(ex.indirect, s);
        out[SURROGATE] = Chain.at(ex.surrogate, s);
        out[CEP_INDIRECT] = Chain.at(ex.cepIndirect, s);
        out[RATE] = ex.rate == null ? 1 : ex.rate[s];
        out[COMMISSION_OFFSET] = 0;
        out[CEP_OFFSET] = 0;
        if (!chain.book.nonMarket) {
            out[COMMISSION_OFFSET] = commissionOffset(chain, home, out[COMMISSION], out[SURROGATE], out[RATE], cep);
            out[CEP_OFFSET] = cepOffset(chain, home, out[CEP_INDIRECT], out[RATE], cep, out[COMMISSION_OFFSET]);
        }
    }

    /** The home side of a comparison in comparison currency. */
    record Against(double price, double commission, double indirect, double surrogate, boolean levelAdjusted) {
        static final Against NONE = new Against(Double.NaN, 0, 0, 0, false);

        boolean isNone() {
            return Double.isNaN(price);
        }

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
        boolean anew = chain.offsetsFromAverages;
        double offset =
                anew ? commissionOffset(chain, home, us[COMMISSION], us[SURROGATE], rate, cep) : us[COMMISSION_OFFSET];
        double cepOffset = anew ? cepOffset(chain, home, us[CEP_INDIRECT], rate, cep, offset) : us[CEP_OFFSET];
        double value = fup - offset + us[COMMISSION] + us[DIRECT] + (cep ? 0 : us[CREDIT]) - cepOffset;
        return new Steps(fup, offset, cepOffset, value);
    }

    private static double commissionOffset(
            Chain chain, Against home, double abroad, double surrogate, double rate, boolean cep) {
        if (cep && chain.cepDirectDeducted) {
            return 0;
        }
        double atHome = home.commission * rate;
        if (atHome > abroad) {
            return -Math.min(surrogate, atHome - abroad);
        }
        return atHome < abroad ? Math.min(home.surrogate * rate, abroad - atHome) : 0;
    }

    private static double cepOffset(
            Chain chain, Against home, double cepIndirect, double rate, boolean cep, double offset) {
        if (!cep || home.levelAdjusted || !chain.cepOffsetAllowed) {
            return 0;
        }
        return Math.min(cepIndirect, home.indirect * rate - Math.max(0, offset));
    }

    /** Groups of export sales one after another, in buffers that are used again. */
    private static final class Pool {
        private final Chain chain;
        private final ExportSide ex;
        private final Totals to;
        private final double[][] byModel;
        private final SaleRun all = new SaleRun();
        private final SaleRun rest = new SaleRun();
        private final SaleRun passing = new SaleRun();
        private final Side average = new Side();
        private final Side averageOfRest = new Side();
        /** Home side by sale of the group, where its sales meet several; else the one they all meet. */
        private Against[] homes = new Against[0];

        private Against home = Against.NONE;
        /** Both offsets of each sale of the group, which averages take as they are. */
        private double[] offset = new double[64];

        private int first;
        private boolean offsets;

        Pool(Chain chain, Totals to, double[][] byModel) {
            this.chain = chain;
            this.ex = chain.book.exports;
            this.to = to;
            this.byModel = byModel;
        }

        void add(int u) {
            all.gather(ex.q, chain.exportWeight, ex.poolStart[u], ex.poolStart[u + 1]);
            if (!(all.quantity > 0)) {
                return;
            }
            passing.with(all, chain.pass, chain.tested);
            if (chain.tested) {
                to.patternValue += all.sum(chain.patternNet);
                to.passing += passing.sum(chain.patternNet);
            }
            first = ex.poolStart[u];
            if (!meet(u)) {
                return;
            }
            average.average(this, all);
            if (passing.n > 0) {
                rest.without(all, chain.pass);
                averageOfRest.average(this, rest);
            }
            compare(u);
        }

        /** Finds the home side of each sale and its offsets; false if no sale meets any. */
        private boolean meet(int u) {
            boolean one = ex.oneKey(u);
            if (one) {
                int key = ex.keyOf(u, first);
                if (chain.match[key] == Chain.NONE) {
                    to.unmatched += all.count;
                    return false;
                }
                home = Against.of(chain, key);
            } else if (!meetSeveral(u)) {
                return false;
            }
            boolean anyCommission = ex.poolCommission[u] || one && home.commission() != 0 || !one;
            offsets = !chain.book.nonMarket && (ex.poolCep[u] || anyCommission);
            if (offsets && !chain.offsetsFromAverages) {
                if (offset.length < ex.poolStart[u + 1] - first) {
                    offset = new double[2 * (ex.poolStart[u + 1] - first)];
                }
                for (int k = 0; k < all.n; k++) {
                    offset[all.at[k] - first] = offsetOf(all.at[k], ex.poolCep[u]);
                }
            }
            return true;
        }

        private boolean meetSeveral(int u) {
            homes = new Against[ex.poolStart[u + 1] - first];
            for (int s = first; s < ex.poolStart[u + 1]; s++) {
                int key = ex.keyOf(u, s);
                homes[s - first] = chain.match[key] == Chain.NONE ? Against.NONE : Against.of(chain, key);
            }
            double drawn = all.count;
            all.keep(s -> !homes[s - first].isNone());
            to.unmatched += drawn - all.count;
            passing.with(all, chain.pass, chain.tested);
            home = Against.NONE;
            return all.n > 0;
        }

        private Against homeOf(int s) {
            return home.isNone() ? homes[s - first] : home;
        }

        private double offsetOf(int s, boolean cep) {
            Against h = homeOf(s);
            double rate = ex.rate == null ? 1 : ex.rate[s];
            double own = commissionOffset(chain, h, Chain.at(ex.commission, s), Chain.at(ex.surrogate, s), rate, cep);
            return own + cepOffset(chain, h, Chain.at(ex.cepIndirect, s), rate, cep, own);
        }

        /** Each method in a loop of its own: few running sums at a time stay in registers. */
        private void compare(int u) {
            boolean cep = ex.poolCep[u];
            finish(u, AA, averaged(average, all, cep, to.parts[AA]));
            finish(u, AT, single(all, to.parts[AT], cep));
            if (chain.tested && passing.n == 0) {
                finish(u, MIXED_AA, averaged(average, all, cep, to.parts[MIXED_AA]));
            } else if (chain.tested) {
                finish(u, MIXED_AA, averaged(averageOfRest, rest, cep, to.parts[MIXED_AA]));
                finish(u, MIXED_AT, single(passing, to.parts[MIXED_AT], cep));
            }
        }

        private double averaged(Side us, SaleRun run, boolean cep, Part part) {
            double positive = 0;
            double negative = 0;
            for (int k = 0; k < run.n; k++) {
                int s = run.at[k];
                double rate = chain.averagedRate || ex.rate == null ? us.rate : ex.rate[s];
                Against h = homeOf(s);
                double value = h.price() * rate + us.added - (offsets ? us.offset(this, h, rate, cep) : 0);
                double margin = (value - us.net) * run.q[k];
                positive += Math.max(0, margin);
                negative += Math.min(0, margin);
            }
            return part.add(run, run.n == 0 ? 0 : us.net * run.quantity, positive, negative);
        }

        private double single(SaleRun run, Part part, boolean cep) {
            double value = 0;
            double positive = 0;
            double negative = 0;
            for (int k = 0; k < run.n; k++) {
                int s = run.at[k];
                double rate = ex.rate == null ? 1 : ex.rate[s];
                double off = !offsets ? 0 : chain.offsetsFromAverages ? offsetOf(s, cep) : offset[s - first];
                double normal = homeOf(s).price() * rate + Chain.at(ex.added, s) - off;
                double margin = (normal - chain.net[s]) * run.q[k];
                value += chain.net[s] * run.q[k];
                positive += Math.max(0, margin);
                negative += Math.min(0, margin);
            }
            return part.add(run, value, positive, negative);
        }

        private void finish(int u, int part, double margin) {
            if (byModel.length > 0) {
                byModel[part][chain.book.productModel[ex.poolProduct[u]]] += margin;
            } else {
                to.parts[part].modelZeroed += Math.max(0, margin);
            }
        }
    }

    /** The average of a run of export sales. */
    private static final class Side {
        double net;
        double rate;
        double added;
        private double offset;
        private double commission;
        private double surrogate;
        private double cepIndirect;

        void average(Pool pool, SaleRun run) {
            Chain chain = pool.chain;
            ExportSide ex = pool.ex;
            net = run.sum(chain.net) / run.quantity;
            rate = ex.rate == null ? 1 : chain.averagedRate ? run.sum(ex.rate) / run.quantity : Double.NaN;
            added = MarginMath.average(run, ex.added);
            if (pool.offsets && !chain.offsetsFromAverages) {
                double sum = 0;
                for (int k = 0; k < run.n; k++) {
                    sum += run.q[k] * pool.offset[run.at[k] - pool.first];
                }
                offset = sum / run.quantity;
            } else if (pool.offsets) {
                commission = MarginMath.average(run, ex.commission);
                cepIndirect = MarginMath.average(run, ex.cepIndirect);
                surrogate = !chain.surrogateAfterAveraging
                        ? MarginMath.average(run, ex.surrogate)
                        : commission == 0 ? MarginMath.average(run, ex.indirect) : 0;
            }
        }

        /** Commission and CEP offset: the mean of the sales' own, or anew from the averages. */
        double offset(Pool pool, Against home, double rate, boolean cep) {
            if (!pool.chain.offsetsFromAverages) {
                return offset;
            }
            double own = commissionOffset(pool.chain, home, commission, surrogate, rate, cep);
            return own + cepOffset(pool.chain, home, cepIndirect, rate, cep, own);
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
