package org.overhang.capacity;

import org.overhang.capacity.FrontierMath.Peers;
import org.overhang.capacity.FrontierMath.Plants;

/** The free disposal hull by enumeration: one observed plant at a time is the peer. */
final class HullMath {
    private static final double SAME = 1e-12;

    private HullMath() {}

    /** Writes the plant's output score and returns its peer; of tied peers the first. */
    static Peers output(Plants plants, int o, double[] score) {
        double best = Double.NEGATIVE_INFINITY;
        int peer = o;
        for (int k = 0; k < plants.count(); k++) {
            double growth = usesNoMore(plants, k, o) ? growth(plants, k, o) : Double.NEGATIVE_INFINITY;
            if (growth > best) {
                best = growth;
                peer = k;
            }
        }
        score[o] = best;
        return Peers.one(peer);
    }

    /** The plant's output score if its variable inputs may grow to {@code factor} times what they are. */
    static double attainable(Plants plants, int o, double factor) {
        double best = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < plants.count(); k++) {
            best = usesNoMore(plants, k, o, factor) ? Math.max(best, growth(plants, k, o)) : best;
        }
        return best;
    }

    static double outputWithout(Plants plants, int o, int gone) {
        double best = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < plants.count(); k++) {
            if (k != gone && usesNoMore(plants, k, o)) {
                best = Math.max(best, growth(plants, k, o));
            }
        }
        return best;
    }

    /** Writes the plant's input score, the first {@code held} inputs not shrinking, and returns its peer. */
    static Peers input(Plants plants, int o, int held, double[] level, double[] score) {
        double[] own = FrontierMath.atLevel(plants, o, level);
        double best = Double.POSITIVE_INFINITY;
        int peer = o;
        for (int k = 0; k < plants.count(); k++) {
            double need = need(plants, k, own, held);
            if (need < best) {
                best = need;
                peer = k;
            }
        }
        score[o] = best;
        return Peers.one(peer);
    }

    private static double need(Plants plants, int k, double[] own, int held) {
        double need = 0;
        for (int r = 0; r < own.length; r++) {
            double there = plants.rows()[r][k];
            if (r < plants.outputs() ? there < own[r] : r < plants.outputs() + held && there > own[r]) {
                return Double.POSITIVE_INFINITY;
            }
            if (r >= plants.outputs() + held && there > 0) {
                need = Math.max(need, there / own[r]);
            }
        }
        return need;
    }

    /** For each variable input the range of use over all peers that reach the capacity score. */
    static void use(Plants plants, int o, double capacity, double[][][] use) {
        Plants fixedOnly = plants.withoutVariable();
        for (int v = 0; v < plants.variable(); v++) {
            double[] amounts = plants.rows()[plants.outputs() + plants.fixed() + v];
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < plants.count(); k++) {
                if (usesNoMore(fixedOnly, k, o) && growth(fixedOnly, k, o) >= capacity * (1 - SAME)) {
                    least = Math.min(least, amounts[k] / amounts[o]);
                    most = Math.max(most, amounts[k] / amounts[o]);
                }
            }
            use[v][o] = amounts[o] > 0 ? new double[] {least, most} : new double[] {Double.NaN, Double.NaN};
        }
    }

    private static boolean usesNoMore(Plants plants, int k, int o) {
        return usesNoMore(plants, k, o, 1);
    }

    private static boolean usesNoMore(Plants plants, int k, int o, double factor) {
        for (int r = plants.outputs(); r < plants.rows().length; r++) {
            double allowed = r < plants.outputs() + plants.fixed() ? 1 : factor;
            if (plants.rows()[r][k] > plants.rows()[r][o] * allowed) {
                return false;
            }
        }
        return true;
    }

    private static double growth(Plants plants, int k, int o) {
        double growth = Double.POSITIVE_INFINITY;
        for (int r = 0; r < plants.outputs(); r++) {
            double own = plants.rows()[r][o];
            growth = own > 0 ? Math.min(growth, plants.rows()[r][k] / own) : growth;
        }
        return growth;
    }
}
