package org.overhang.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.overhang.capacity.FrontierMath.Plants;
import org.overhang.capacity.FrontierMath.Scores;
import org.overhang.core.Interval;
import org.overhang.core.Numbers;
import org.overhang.core.Parallel;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables of frontier scores. */
final class FrontierTables {
    private FrontierTables() {}

    static double[] totals(Plants plants, int from, int to) {
        double[] out = new double[to - from];
        for (int r = from; r < to; r++) {
            for (double amount : plants.rows()[r]) {
                out[r - from] += amount;
            }
        }
        return out;
    }

    static double[] corrected(BootstrapMath.Sample sample) {
        return IntStream.range(0, sample.distance().length)
                .mapToDouble(sample::corrected)
                .toArray();
    }

    /** Basic intervals of distances, or of their inverses. */
    static List<Interval> intervals(BootstrapMath.Sample sample, double level, boolean inverse) {
        String method = "Simar–Wilson basic bootstrap, " + Numbers.fixed(sample.draws().length, 0) + " draws";
        List<Interval> out = new ArrayList<>();
        for (int i = 0; i < sample.distance().length; i++) {
            double[] range = sample.interval(i, level);
            out.add(
                    inverse
                            ? new Interval(1 / range[1], 1 / range[0], level, method)
                            : new Interval(range[0], range[1], level, method));
        }
        return out;
    }

    /** Keys, term, estimate and interval; no intervals give missing cells. */
    static Table part(Table keys, String term, double[] estimate, List<Interval> intervals) {
        Table out = keys.copy();
        int n = estimate.length;
        out.addColumns(
                StringColumn.create("term", java.util.Collections.nCopies(n, term)),
                DoubleColumn.create("estimate", estimate),
                column(
                        "conf_low",
                        n,
                        i -> intervals.isEmpty() ? Double.NaN : intervals.get(i).low()),
                column(
                        "conf_high",
                        n,
                        i -> intervals.isEmpty() ? Double.NaN : intervals.get(i).high()));
        return out;
    }

    private static DoubleColumn column(String name, int n, java.util.function.IntToDoubleFunction cell) {
        return DoubleColumn.create(name, IntStream.range(0, n).mapToDouble(cell).toArray());
    }

    static Summary.Grid grid(FrontierScores scores, int[] shown, boolean capacity) {
        List<String> labels = scores.plants();
        double[] efficiency = scores.efficiency();
        Summary.Grid grid = Summary.grid(shown.length)
                .text("plant", "", i -> labels.get(shown[i]))
                .number("efficiency", "factor", 4, i -> efficiency[shown[i]]);
        if (!capacity) {
            return grid;
        }
        double[] biased = scores.utilizationBiased();
        double[] unbiased = scores.utilization();
        return grid.percent("biased", "capacity", 1, i -> biased[shown[i]])
                .percent("utilization", "capacity", 1, i -> unbiased[shown[i]]);
    }

    static Table influence(Frontier.Input input, Returns returns, Scores capacity) {
        Plants plants = input.plants().withoutVariable();
        int n = plants.count();
        int[] leaning = new int[n];
        for (int o = 0; o < n; o++) {
            for (int peer : capacity.peers()[o].plant()) {
                leaning[peer] += peer == o ? 0 : 1;
            }
        }
        int[] peers = IntStream.range(0, n).filter(k -> leaning[k] > 0).toArray();
        double[][] without = new double[peers.length][];
        Parallel.forEach(
                peers.length, p -> without[p] = FrontierMath.outputScoresWithout(plants, returns, capacity, peers[p]));
        double[] before = new double[peers.length];
        double[] after = new double[peers.length];
        double[] largest = new double[peers.length];
        for (int p = 0; p < peers.length; p++) {
            for (int o = 0; o < n; o++) {
                if (o != peers[p]) {
                    before[p] += capacity.score()[o] / (n - 1);
                    after[p] += without[p][o] / (n - 1);
                    largest[p] = Math.max(largest[p], capacity.score()[o] - without[p][o]);
                }
            }
        }
        Table out = Table.create("influence")
                .addColumns(
                        StringColumn.create("plant", IntStream.of(peers).mapToObj(input.labels()::get)),
                        IntColumn.create(
                                "leaning",
                                IntStream.of(peers).map(k -> leaning[k]).toArray()),
                        DoubleColumn.create("mean_score", before),
                        DoubleColumn.create("mean_score_without", after),
                        DoubleColumn.create("largest_fall", largest));
        return out.sortOn("mean_score_without", "plant");
    }
}
