package org.overhang.dumping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Normal value of a non-market economy: factors times surrogate values, overhead, general expenses, profit, packing. */
final class NonMarketMath {
    static final int MATERIALS = 0;
    static final int ENERGY = 1;
    static final int LABOR = 2;
    static final int PACKING = 3;
    static final int BYPRODUCTS = 4;

    /** One factor of one model. */
    record Item(int row, int kind, double unitValue, double distance, double amount) {}

    /** By cost cell; NaN where a model has no factors. */
    final double[] value;

    final double[][] sums;
    final List<List<Item>> items = new ArrayList<>();
    final int[] listOf;
    /** Factors without any value. */
    int withoutValue;

    private final SurrogateRatios ratios;

    private NonMarketMath(int cells, SurrogateRatios ratios) {
        value = new double[cells];
        sums = new double[5][cells];
        listOf = new int[cells];
        Arrays.fill(listOf, -1);
        Arrays.fill(value, Double.NaN);
        this.ratios = ratios;
    }

    static NonMarketMath of(Intake in, CostTable costs, DumpingRules rules, CaseFacts facts) {
        SurrogateRatios ratios = facts.surrogate;
        if (ratios == null) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    Intake.VERB
                            + " needs the surrogate ratios for overhead, general expenses and profit to value factors,"
                            + " but the case has none. Add .surrogate(new SurrogateRatios(…)) to the files.");
        }
        NonMarketMath out = new NonMarketMath(costs.variable.length, ratios);
        Intake.FactorRows rows = java.util.Objects.requireNonNull(in.factors);
        Threshold whole = rules.threshold(Limit.MARKET_ECONOMY_INPUT);
        for (int i = 0; i < rows.rows; i++) {
            if (rows.model[i] >= 0) {
                out.add(costs.cell(rows.manufacturer[i], rows.model[i]), item(rows, i, whole));
            }
        }
        for (int cell = 0; cell < out.value.length; cell++) {
            if (out.listOf[cell] >= 0) {
                out.value[cell] = out.normalValue(cell);
            }
        }
        return out;
    }

    private static Item item(Intake.FactorRows rows, int i, Threshold whole) {
        int kind = kind(rows.kind[i], i);
        double share = rows.share[i] / 100;
        double price = rows.value[i];
        if (share > 0 && !Double.isNaN(rows.paid[i])) {
            price = whole.holds(share) ? rows.paid[i] : share * rows.paid[i] + (1 - share) * price;
        }
        double supplier = zero(rows.supplier[i]);
        boolean capped = rows.imported[i] && !Double.isNaN(rows.port[i]);
        double distance = capped ? Math.min(supplier, rows.port[i]) : supplier;
        double unit = price + distance * zero(rows.freight[i]);
        return new Item(i, kind, unit, distance, zero(rows.usage[i]) * unit);
    }

    private static double zero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private static int kind(@org.jspecify.annotations.Nullable String kind, int row) {
        int at = kind == null
                ? 0
                : List.of("material", "energy", "labor", "packing", "byproduct").indexOf(kind);
        if (at < 0) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    Intake.VERB
                            + " needs the kind of a factor to be material, energy, labor, packing or byproduct, but row "
                            + (row + 1) + " holds \"" + kind + "\". Correct it.");
        }
        return at;
    }

    private void add(int cell, Item item) {
        if (listOf[cell] < 0) {
            listOf[cell] = items.size();
            items.add(new ArrayList<>());
        }
        items.get(listOf[cell]).add(item);
        sums[item.kind][cell] += item.amount;
        withoutValue += Double.isNaN(item.unitValue) ? 1 : 0;
    }

    /** Whether a cost cell has factors. */
    boolean covers(int cell) {
        return listOf[cell] >= 0;
    }

    double manufactureDirect(int cell) {
        return sums[MATERIALS][cell] + sums[ENERGY][cell] + sums[LABOR][cell];
    }

    double overhead(int cell) {
        return manufactureDirect(cell) * ratios.overhead();
    }

    double general(int cell) {
        return (manufactureDirect(cell) + overhead(cell)) * ratios.general();
    }

    double profit(int cell) {
        return (manufactureDirect(cell) + overhead(cell) + general(cell)) * ratios.profit();
    }

    private double normalValue(int cell) {
        return manufactureDirect(cell)
                + overhead(cell)
                + general(cell)
                + profit(cell)
                + sums[PACKING][cell]
                - Math.abs(sums[BYPRODUCTS][cell]);
    }
}
