package org.overhang.study;

import java.util.LinkedHashMap;
import java.util.Map;
import org.overhang.dependence.Concentration;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Link seven: volumes by origin and path are today's, times the market's answer, times the capacity that is left there. */
final class SupplyLink {
    private final Inputs inputs;
    private final boolean off;
    private final Firms after;
    private final MarketLink market;
    private final Map<String, Double> whole = new LinkedHashMap<>();
    private final double[] share;
    private final Concentration.Measured concentration;

    SupplyLink(Inputs inputs, boolean off, Firms after, MarketLink market, double[][] left) {
        this.inputs = inputs;
        this.off = off;
        this.after = after;
        this.market = market;
        for (int i = 0; i < after.count(); i++) {
            whole.merge(after.origins().get(i), after.get(FirmFile.CAPACITY)[i], Double::sum);
        }
        share = new double[left.length];
        concentration = measured(left);
    }

    private Concentration.Measured measured(double[][] left) {
        IntColumn path = IntColumn.create("path");
        StringColumn origin = StringColumn.create("origin");
        DoubleColumn volume = DoubleColumn.create("volume");
        for (int p = 0; p < left.length; p++) {
            double total = 0;
            double home = 0;
            for (Map.Entry<String, Double> today : inputs.trade().values().entrySet()) {
                String name = today.getKey();
                double supplied = today.getValue() * (off ? 1 : scale(name, left[p]));
                path.append(p);
                origin.append(name);
                volume.append(supplied);
                total += supplied;
                home += name.equals(inputs.said().backed) ? supplied : 0;
            }
            share[p] = total > 0 ? home / total : Double.NaN;
        }
        return Concentration.of("volume")
                .among("origin")
                .by("path")
                .measure(Table.create("supply", path, origin, volume));
    }

    /** Origins without firms in the file keep their capacity. */
    private double scale(String origin, double[] left) {
        Double there = whole.get(origin);
        if (there == null) {
            return market.volume(origin);
        }
        double stays = 0;
        for (int i = 0; i < left.length; i++) {
            stays += after.origins().get(i).equals(origin) ? left[i] : 0;
        }
        return market.volume(origin) * stays / there;
    }

    double backedShare() {
        return ChainMath.mean(share);
    }

    double hhi() {
        return ChainMath.mean(concentration.tidy().doubleColumn("hhi").asDoubleArray());
    }

    Concentration.Measured concentration() {
        return concentration;
    }
}
