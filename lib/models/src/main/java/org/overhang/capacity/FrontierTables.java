package org.overhang.capacity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.overhang.capacity.FrontierMath.Plants;
import org.overhang.capacity.FrontierMath.Scores;
import org.overhang.core.Interval;
import org.overhang.core.Keys;
import org.overhang.core.Numbers;
import org.overhang.core.Parallel;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Coefficients;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables of frontier scores. */
final class FrontierTables {
    private static final int SHOWN = 15;

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

    static String method(BootstrapMath.Sample sample) {
        return "Simar–Wilson basic bootstrap, " + Numbers.fixed(sample.draws().length, 0) + " draws";
    }

    /** Basic intervals of distances, or of their inverses. */
    static List<Interval> intervals(BootstrapMath.Sample sample, double level, boolean inverse) {
        List<Interval> out = new ArrayList<>();
        for (int i = 0; i < sample.distance().length; i++) {
            double[] range = sample.interval(i, level);
            out.add(
                    inverse
                            ? new Interval(1 / range[1], 1 / range[0], level, method(sample))
                            : new Interval(range[0], range[1], level, method(sample)));
        }
        return out;
    }

    /** Keys, term, estimate and interval; no intervals give missing cells. */
    private static Table part(Table keys, String term, double[] estimate, List<Interval> intervals) {
        int n = estimate.length;
        Table out = Table.create(keys.name());
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
        return Keys.beside(keys, out);
    }

    private static DoubleColumn column(String name, int n, java.util.function.IntToDoubleFunction cell) {
        return DoubleColumn.create(name, IntStream.range(0, n).mapToDouble(cell).toArray());
    }

    private static Summary.Grid grid(FrontierScores scores, int[] shown, boolean capacity, boolean drawn) {
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
        grid.percent("biased", "capacity", 1, i -> biased[shown[i]])
                .percent("utilization", "capacity", 1, i -> unbiased[shown[i]]);
        if (!drawn) {
            return grid;
        }
        List<Interval> intervals = scores.utilizationIntervals();
        double[] corrected = scores.utilizationCorrected();
        return grid.percent("corrected", "capacity", 1, i -> corrected[shown[i]])
                .percent("from", "capacity", 1, i -> intervals.get(shown[i]).low())
                .percent("to", "capacity", 1, i -> intervals.get(shown[i]).high());
    }

    static Figure figure(FrontierScores scores, FrontierScores.Choices choices) {
        boolean drawn = choices.draws() > 0;
        double[] shown = drawn ? scores.utilizationBiasedCorrected() : scores.utilizationBiased();
        List<Interval> intervals = drawn ? scores.utilizationBiasedIntervals() : List.of();
        Coefficients out = Figure.coefficients();
        for (int i : lowest(shown)) {
            double low = drawn ? intervals.get(i).low() : Double.NaN;
            double high = drawn ? intervals.get(i).high() : Double.NaN;
            out = out.term(scores.plants().get(i), shown[i], low, high);
        }
        Figure figure = out.title("Output over plant capacity")
                .subtitle("Lowest " + Math.min(SHOWN, shown.length) + " of " + shown.length + " plants, "
                        + choices.returns().words() + (drawn ? ", corrected for the bias of the frontier" : ""))
                .y(Axis.percent())
                .reference(1, "capacity");
        return drawn
                ? figure.interval(Numbers.percent(choices.level(), 0) + " interval, "
                        + intervals.get(0).method())
                : figure;
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

    static Table tidy(FrontierScores scores, FrontierScores.Choices choices, Frontier.Input input) {
        List<Interval> none = List.of();
        boolean drawn = choices.draws() > 0;
        List<Table> parts = new ArrayList<>();
        parts.add(part(
                input.keys(),
                choices.direction() == Direction.OUTPUT ? "efficiency" : "input_efficiency",
                scores.efficiency(),
                drawn ? scores.efficiencyIntervals() : none));
        if (!choices.fixed().isEmpty()) {
            parts.add(part(
                    input.keys(),
                    "utilization_biased",
                    scores.utilizationBiased(),
                    drawn ? scores.utilizationBiasedIntervals() : none));
            parts.add(part(
                    input.keys(), "utilization", scores.utilization(), drawn ? scores.utilizationIntervals() : none));
            for (String output : choices.outputs()) {
                parts.add(part(
                        input.keys(),
                        "capacity_" + output,
                        scores.capacity(output),
                        drawn ? scores.capacityIntervals(output) : none));
            }
        }
        Table out = parts.get(0);
        parts.subList(1, parts.size()).forEach(out::append);
        return out;
    }

    static Table glance(FrontierScores scores, FrontierScores.Choices choices, Frontier.Input input) {
        Table out = Table.create("glance")
                .addColumns(
                        IntColumn.create("nobs", new int[] {input.labels().size()}),
                        IntColumn.create(
                                "dropped",
                                new int[] {IntStream.of(input.leftOut()).sum()}),
                        StringColumn.create(
                                "returns", new String[] {choices.returns().words()}),
                        IntColumn.create("draws", new int[] {choices.draws()}));
        if (!choices.fixed().isEmpty()) {
            for (String output : choices.outputs()) {
                out.addColumns(DoubleColumn.create(
                        "utilization_" + output, new double[] {scores.aggregateUtilization(output)}));
            }
        }
        return out;
    }

    static Summary summary(
            FrontierScores scores, FrontierScores.Choices choices, Frontier.Input input, double bandwidth) {
        boolean capacity = !choices.fixed().isEmpty();
        Summary.Builder out = Summary.of("Frontier")
                .choice("returns", choices.returns().words())
                .choice("direction", choices.direction().name().toLowerCase(Locale.ROOT))
                .choice("fixed", capacity ? String.join(", ", choices.fixed()) : "none")
                .choice("variable", choices.variable().isEmpty() ? "none" : String.join(", ", choices.variable()))
                .choice("intervals", intervalWords(choices, bandwidth));
        if (capacity) {
            out.grid(totals(scores, choices));
        }
        double[] ranked = capacity ? scores.utilization() : scores.efficiency();
        out.grid(grid(scores, lowest(ranked), capacity, choices.draws() > 0));
        if (ranked.length > SHOWN) {
            out.paragraph("", "The " + SHOWN + " lowest of " + ranked.length + " plants; tidy() has all.");
        }
        if (capacity && choices.draws() > 0) {
            out.paragraph(
                    "Why estimates may lie above their intervals",
                    "the plants seen make less than the best that could be, so the frontier lies inside the true one and rates are"
                            + " too high; intervals are about the corrected ones.");
        }
        return out.identifies("Plants with like inputs could do what the best of them does.")
                .breaks("One wrong row on the frontier (see influence()); plants that make different things.")
                .doesNotShow("A glut in which even the best plant idles: the frontier is the best practice observed.")
                .leftOut(input.leftOut()[0], "rows with a missing amount or key")
                .leftOut(input.leftOut()[1], "rows without output")
                .leftOut(input.leftOut()[2], "rows without input")
                .build();
    }

    private static Summary.Grid totals(FrontierScores scores, FrontierScores.Choices choices) {
        List<String> outputs = choices.outputs();
        Summary.Grid grid = Summary.grid(outputs.size())
                .text("output", "", outputs::get)
                .percent("utilization", "capacity", 1, i -> scores.aggregateUtilization(outputs.get(i)));
        if (choices.draws() == 0) {
            return grid;
        }
        List<Interval> intervals =
                outputs.stream().map(scores::aggregateUtilizationInterval).toList();
        return grid.percent("corrected", "capacity", 1, i -> scores.aggregateUtilizationCorrected(outputs.get(i)))
                .percent("from", "capacity", 1, i -> intervals.get(i).low())
                .percent("to", "capacity", 1, i -> intervals.get(i).high());
    }

    private static String intervalWords(FrontierScores.Choices choices, double bandwidth) {
        if (choices.draws() == 0) {
            return "none";
        }
        return "Simar–Wilson bootstrap, " + Numbers.fixed(choices.draws(), 0) + " draws, bandwidth "
                + Numbers.significant(bandwidth, 3) + ", " + Numbers.percent(choices.level(), 0);
    }

    private static int[] lowest(double[] score) {
        return IntStream.range(0, score.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> score[i]).thenComparingInt(i -> i))
                .limit(SHOWN)
                .mapToInt(i -> i)
                .toArray();
    }
}
