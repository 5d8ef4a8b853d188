package org.overhang.dumping.respondents;

import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Means and extremes over exporters. */
final class RespondentMath {
    private RespondentMath() {}

    /** Mean normal value and export price over models by quantity; NaN where a model has no normal value. */
    static double[] meanPrices(Table values, Table prices) {
        DoubleColumn nv = values.doubleColumn("normal_value");
        DoubleColumn ep = prices.doubleColumn("export_price");
        DoubleColumn q = prices.doubleColumn("quantity");
        double value = 0;
        double price = 0;
        double quantity = 0;
        for (int i = 0; i < q.size(); i++) {
            value += nv.getDouble(i) * q.getDouble(i);
            price += ep.getDouble(i) * q.getDouble(i);
            quantity += q.getDouble(i);
        }
        return new double[] {value / quantity, price / quantity};
    }

    /** Whether an exporter is in the mean. */
    static boolean counts(Exporter e, RespondentRules rules) {
        return !e.facts() && !(rules.withoutSmall() && rules.deMinimis().holds(e.margin()));
    }

    /** Mean over those that count, weighted or simple; NaN if none does. */
    static double mean(List<Exporter> exporters, RespondentRules rules, double[] weights) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < weights.length; i++) {
            if (counts(exporters.get(i), rules)) {
                sum += exporters.get(i).margin() * weights[i];
                weight += weights[i];
            }
        }
        return weight > 0 ? sum / weight : Double.NaN;
    }

    static double simpleMeanOfAll(List<Exporter> exporters) {
        return exporters.stream().mapToDouble(Exporter::margin).average().orElse(Double.NaN);
    }

    static double highest(List<Exporter> exporters) {
        return exporters.stream().mapToDouble(Exporter::margin).max().orElse(Double.NaN);
    }

    /** Highest normal value against the lowest export price; NaN if an examined exporter lacks one. */
    static double extreme(List<Exporter> exporters) {
        double value = Double.NEGATIVE_INFINITY;
        double price = Double.POSITIVE_INFINITY;
        for (Exporter e : exporters) {
            if (!e.facts()) {
                value = Math.max(value, e.normalValue());
                price = Math.min(price, e.exportPrice());
            }
        }
        return Math.max(0, (value - price) / price);
    }
}
