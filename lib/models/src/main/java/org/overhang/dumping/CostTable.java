package org.overhang.dumping;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.overhang.core.Batch;

/**
 * Unit costs by manufacturer and model, and by quarter or month where costs are stated so.
 *
 * <p>Idea: one array for each of variable cost, cost of manufacture and cost of production, whose place is slot × cells + cell;
 * a cell is a manufacturer's model, a slot a quarter (quarterly costs), a month (high inflation) or the whole period. Whoever
 * needs a cost asks for product and slot, so that the tests and matches are the same for all three.
 *
 * <p>Sources: Commerce margin programs of 13 August 2024, me-macros 914–961, 1293–1761 (quarterly), 1795–2436 (inflation);
 * averages by production, a missing or zero quantity counting 1 in costs of a period (me-comparison-market 1143–1148) and as no
 * production in quarterly ones.
 *
 * <p>Invariants: a place is NaN if and only if the cost is not known; what a model borrows is the whole record of another model
 * of its manufacturer; the lowest control number wins ties because candidates are visited in its order. Quarterly gaps are
 * filled from reported costs only, never from filled ones, so that their order does not matter; models that were never made
 * copy last. Time is cells × slots × models of a manufacturer in the worst case.
 */
final class CostTable {
    /** How a quarter's cost came about. */
    enum Kind {
        NONE,
        REPORTED,
        INDEXED,
        BLENDED,
        COPIED
    }

    final boolean given;
    /** By slot times cells plus cell, a cell being manufacturer (code + 1) times models plus model; NaN where unknown. */
    final double[] variable;

    final double[] manufacture;
    final double[] production;
    final Kind[] kind;
    /** The model a cost or its materials were taken from; −1 where they are the model's own or there are none. */
    final int[] borrowedFrom;
    /** Mean of the reported costs by cell, which a below-cost sale recovers; NaN where there is none. */
    final double[] recovery;

    final int cells;

    private final int models;
    private final int slots;
    private final boolean[] own;
    private int highestSlot;

    private CostTable(Intake in, Times times) {
        models = in.models.count();
        given = in.costs != null;
        slots = times.slots();
        cells = Math.multiplyExact(in.manufacturers.count() + 1, models);
        int places = Math.multiplyExact(cells, slots);
        variable = unknown(places);
        manufacture = unknown(places);
        production = unknown(places);
        kind = new Kind[places];
        borrowedFrom = new int[places];
        recovery = unknown(cells);
        own = new boolean[cells];
        Arrays.fill(borrowedFrom, -1);
        Arrays.fill(kind, Kind.NONE);
    }

    private static double[] unknown(int n) {
        double[] out = new double[n];
        Arrays.fill(out, Double.NaN);
        return out;
    }

    static CostTable of(Intake in, CaseFacts facts, Times times, DumpingRules rules) {
        CostTable table = new CostTable(in, times);
        if (in.costs == null) {
            return table;
        }
        if (times.byQuarter()) {
            table.byQuarter(new Quarters(in, in.costs, facts, times), in, facts, times);
        } else if (times.inflation()) {
            table.byMonth(in.costs, facts, times);
        } else {
            boolean borrows = rules.uses(Practice.BORROWED_COST);
            table.ofPeriod(in.costs, borrows && rules.uses(Reading.UNMADE_MODEL_BORROWS));
        }
        return table;
    }

    int cell(int manufacturer, int model) {
        return (manufacturer + 1) * models + model;
    }

    int at(int cell, int slot) {
        return slot * cells + cell;
    }

    /** The slot whose prices are the highest in the period, by which the arm's-length test compares under high inflation. */
    int highestSlot() {
        return highestSlot;
    }

    /** Sums of cost times quantity by cell. */
    private static final class Sums {
        final double[] weight;
        final double[] material;
        final double[] variable;
        final double[] manufacture;
        final double[] production;

        Sums(int n) {
            weight = new double[n];
            material = new double[n];
            variable = new double[n];
            manufacture = new double[n];
            production = new double[n];
        }

        void add(int at, Intake.Costs costs, int row, double q, double times) {
            weight[at] += q;
            material[at] += q * costs.material[row] * times;
            variable[at] += q * costs.variable[row] * times;
            manufacture[at] += q * costs.manufacture[row] * times;
            production[at] += q * costs.production[row] * times;
        }
    }

    private void ofPeriod(Intake.Costs costs, boolean unmadeBorrows) {
        Sums sums = new Sums(cells);
        boolean[] made = new boolean[cells];
        for (int i = 0; i < costs.model.length; i++) {
            if (costs.used[i] && costs.quantity[i] > 0) {
                made[cell(costs.manufacturer[i], costs.model[i])] = true;
            }
        }
        for (int i = 0; i < costs.model.length; i++) {
            double own = costs.quantity[i];
            double q = own > 0 ? own : own < 0 ? 0 : 1;
            if (costs.used[i] && q > 0) {
                sums.add(cell(costs.manufacturer[i], costs.model[i]), costs, i, q, 1);
            }
        }
        for (int cell = 0; cell < cells; cell++) {
            own[cell] = sums.weight[cell] > 0 && (made[cell] || !unmadeBorrows);
            if (own[cell]) {
                put(cell, sums, cell, 1, Kind.REPORTED);
                recovery[cell] = production[cell];
            }
        }
    }

    private void put(int place, Sums sums, int from, double times, Kind how) {
        variable[place] = sums.variable[from] / sums.weight[from] * times;
        manufacture[place] = sums.manufacture[from] / sums.weight[from] * times;
        production[place] = sums.production[from] / sums.weight[from] * times;
        kind[place] = how;
    }

    /** Each month's cost in prices of the last month, averaged over the period, then in prices of every month. */
    private void byMonth(Intake.Costs costs, CaseFacts facts, Times times) {
        double[] index = new double[slots];
        int from = times.month(facts.periodStart);
        int to = facts.lastMonth();
        double highest = 0;
        for (int slot = 0; slot < slots; slot++) {
            int month = times.monthOfSlot(slot);
            index[slot] = facts.priceIndexOf(month);
            if (month >= from && month <= to && index[slot] > highest) {
                highest = index[slot];
                highestSlot = slot;
            }
        }
        double last = facts.priceIndexOf(to);
        Sums sums = new Sums(cells);
        for (int i = 0; i < costs.model.length; i++) {
            double made = costs.quantity[i];
            int month = costs.month[i];
            if (costs.used[i] && !(made < 0) && month >= from && month <= to) {
                double q = made > 0 ? made : 1;
                sums.add(cell(costs.manufacturer[i], costs.model[i]), costs, i, q, last / facts.priceIndexOf(month));
            }
        }
        for (int cell = 0; cell < cells; cell++) {
            own[cell] = sums.weight[cell] > 0;
            for (int slot = 0; own[cell] && slot < slots; slot++) {
                put(at(cell, slot), sums, cell, index[slot] / last, Kind.REPORTED);
            }
        }
    }

    /** Quarterly costs as the file has them: sums by quarter and cell, and over the quarters of the period. */
    private static final class Quarters {
        final int first;
        final int many;
        final int lastOfPeriod;
        final Sums[] by;
        final Sums period;

        Quarters(Intake in, Intake.Costs costs, CaseFacts facts, Times times) {
            int cells = Math.multiplyExact(in.manufacturers.count() + 1, in.models.count());
            int low = times.quarterOfSlot(0);
            int high = times.quarterOfSlot(times.slots() - 1);
            for (int i = 0; i < costs.model.length; i++) {
                low = costs.used[i] ? Math.min(low, costs.quarter[i]) : low;
                high = costs.used[i] ? Math.max(high, costs.quarter[i]) : high;
            }
            first = low;
            many = high - low + 1;
            lastOfPeriod = facts.periodEnd == Batch.NO_DAY ? high : times.quarterOfMonth(facts.lastMonth());
            by = new Sums[many];
            for (int k = 0; k < many; k++) {
                by[k] = new Sums(cells);
            }
            period = new Sums(cells);
            for (int i = 0; i < costs.model.length; i++) {
                if (costs.used[i] && costs.quantity[i] > 0) {
                    int cell = (costs.manufacturer[i] + 1) * in.models.count() + costs.model[i];
                    int q = costs.quarter[i];
                    by[q - first].add(cell, costs, i, costs.quantity[i], 1);
                    if (q >= 1 && q <= lastOfPeriod) {
                        period.add(cell, costs, i, costs.quantity[i], 1);
                    }
                }
            }
        }

        boolean made(int quarter, int cell) {
            return quarter >= first && quarter < first + many && by[quarter - first].weight[cell] > 0;
        }

        double material(int quarter, int cell) {
            Sums s = by[quarter - first];
            return s.material[cell] / s.weight[cell];
        }

        /** The quarter with production nearest to another, the earlier of two. */
        int nearest(int quarter, int cell) {
            for (int apart = 1; apart < many + Math.abs(quarter) + Math.abs(first) + 1; apart++) {
                if (made(quarter - apart, cell)) {
                    return quarter - apart;
                }
                if (made(quarter + apart, cell)) {
                    return quarter + apart;
                }
            }
            return quarter;
        }
    }

    private void byQuarter(Quarters q, Intake in, CaseFacts facts, Times times) {
        for (int cell = 0; cell < cells; cell++) {
            own[cell] = q.period.weight[cell] > 0;
            if (!own[cell]) {
                continue;
            }
            recovery[cell] = q.period.production[cell] / q.period.weight[cell];
            int maker = cell / models;
            for (int slot = 0; slot < slots; slot++) {
                int quarter = times.quarterOfSlot(slot);
                if (q.made(quarter, cell)) {
                    put(at(cell, slot), q.by[quarter - q.first], cell, 1, Kind.REPORTED);
                    continue;
                }
                int other = similar(in.characteristics, cell % models, m -> q.made(quarter, maker * models + m));
                if (other >= 0) {
                    fill(at(cell, slot), q.period, cell, q.material(quarter, maker * models + other), other);
                } else {
                    int nearest = q.nearest(quarter, cell);
                    double ratio = facts.materialPriceOf(quarter) / facts.materialPriceOf(nearest);
                    fill(at(cell, slot), q.period, cell, q.material(nearest, cell) * ratio, -1);
                }
            }
        }
    }

    /** The materials of another model or another quarter, the rest at the model's average over the period. */
    private void fill(int place, Sums period, int cell, double material, int other) {
        double change = material - period.material[cell] / period.weight[cell];
        put(place, period, cell, 1, other >= 0 ? Kind.BLENDED : Kind.INDEXED);
        variable[place] += change;
        manufacture[place] += change;
        production[place] += change;
        borrowedFrom[place] = other;
    }

    /** The model most like another among those asked for, the lowest control number of several; −1 if there is none. */
    private int similar(double[][] characteristics, int model, IntPredicate wanted) {
        int best = -1;
        for (int other = 0; other < models; other++) {
            if (wanted.test(other) && (best < 0 || MatchMath.compare(characteristics, model, other, best) < 0)) {
                best = other;
            }
        }
        return best;
    }

    /** Gives a model that is sold but not made the whole cost record of the most similar one of its manufacturer. */
    void borrow(int manufacturer, int model, double[][] characteristics) {
        int cell = cell(manufacturer, model);
        if (own[cell] || borrowedFrom[cell] >= 0 || characteristics.length == 0) {
            return;
        }
        int best = similar(characteristics, model, m -> own[cell(manufacturer, m)]);
        for (int slot = 0; best >= 0 && slot < slots; slot++) {
            int to = at(cell, slot);
            int from = at(cell(manufacturer, best), slot);
            borrowedFrom[to] = best;
            kind[to] = Kind.COPIED;
            variable[to] = variable[from];
            manufacture[to] = manufacture[from];
            production[to] = production[from];
        }
        if (best >= 0 && slots == 1) {
            recovery[cell] = recovery[cell(manufacturer, best)];
        }
    }
}
