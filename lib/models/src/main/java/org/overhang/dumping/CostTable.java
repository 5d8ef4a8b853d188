package org.overhang.dumping;

import java.util.Arrays;

/** Unit costs by manufacturer and model, averaged by quantity made; models without one borrow the most similar. */
final class CostTable {
    final boolean given;
    /** By manufacturer (code + 1) times models plus model; NaN where there is no cost. */
    final double[] variable;

    final double[] manufacture;
    final double[] production;
    /** The model a cost was borrowed from; −1 where it is the model's own or there is none. */
    final int[] borrowedFrom;

    private final int models;
    private final boolean[] own;

    private CostTable(int manufacturers, int models, boolean given) {
        this.models = models;
        this.given = given;
        int cells = Math.multiplyExact(manufacturers + 1, models);
        variable = new double[cells];
        manufacture = new double[cells];
        production = new double[cells];
        borrowedFrom = new int[cells];
        own = new boolean[cells];
        Arrays.fill(borrowedFrom, -1);
    }

    static CostTable of(Intake in) {
        CostTable table = new CostTable(in.manufacturers.count(), in.models.count(), in.costs != null);
        Intake.Costs costs = in.costs;
        if (costs == null) {
            Arrays.fill(table.variable, Double.NaN);
            Arrays.fill(table.manufacture, Double.NaN);
            Arrays.fill(table.production, Double.NaN);
            return table;
        }
        double[] weight = new double[table.variable.length];
        for (int i = 0; i < costs.model.length; i++) {
            if (costs.used[i]) {
                int cell = table.cell(costs.manufacturer[i], costs.model[i]);
                double q = costs.quantity[i];
                weight[cell] += q;
                table.variable[cell] += q * costs.variable[i];
                table.manufacture[cell] += q * costs.manufacture[i];
                table.production[cell] += q * costs.production[i];
            }
        }
        for (int cell = 0; cell < weight.length; cell++) {
            table.own[cell] = weight[cell] > 0;
            table.variable[cell] /= weight[cell];
            table.manufacture[cell] /= weight[cell];
            table.production[cell] /= weight[cell];
        }
        return table;
    }

    int cell(int manufacturer, int model) {
        return (manufacturer + 1) * models + model;
    }

    boolean isOwn(int cell) {
        return own[cell];
    }

    /** Gives a model that is sold but not made the whole cost record of the most similar one of its manufacturer. */
    void borrow(int manufacturer, int model, double[][] characteristics) {
        int cell = cell(manufacturer, model);
        if (own[cell] || borrowedFrom[cell] >= 0 || characteristics.length == 0) {
            return;
        }
        int best = -1;
        for (int other = 0; other < models; other++) {
            if (own[cell(manufacturer, other)]
                    && (best < 0 || MatchMath.compare(characteristics, model, other, best) < 0)) {
                best = other;
            }
        }
        if (best >= 0) {
            int from = cell(manufacturer, best);
            borrowedFrom[cell] = best;
            variable[cell] = variable[from];
            manufacture[cell] = manufacture[from];
            production[cell] = production[from];
        }
    }
}
