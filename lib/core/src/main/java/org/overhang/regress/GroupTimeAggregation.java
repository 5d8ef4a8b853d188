package org.overhang.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Averages of group-time effects over cells, with the influence function of the estimated weights included. */
final class GroupTimeAggregation {
    private final List<GroupTimeMath.Cell> cells;
    private final int[] first;
    private final double[] share;

    /** Cells of a panel of units with the given first treated periods. */
    GroupTimeAggregation(List<GroupTimeMath.Cell> cells, int[] first) {
        this.cells = cells;
        this.first = first;
        share = new double[cells.size()];
        for (int c = 0; c < share.length; c++) {
            int g = cells.get(c).group();
            share[c] = (double) Arrays.stream(first).filter(f -> f == g).count() / first.length;
        }
    }

    /** An average and the influence of every unit on it. */
    record Average(double at, double effect, double[] influence) {
        double standardError() {
            return Math.sqrt(SmallLeastSquares.dot(influence, influence)) / influence.length;
        }
    }

    /** Averages and their own average. */
    record Family(List<Average> parts, Average overall) {}

    /** By periods since treatment, negative before it; the overall average is over those from zero on, evenly. */
    Family byEvent() {
        int[] events = IntStream.range(0, cells.size())
                .map(c -> cells.get(c).period() - cells.get(c).group())
                .sorted()
                .distinct()
                .toArray();
        List<Average> parts = new ArrayList<>();
        for (int e : events) {
            parts.add(byShare(e, c -> cells.get(c).period() - cells.get(c).group() == e));
        }
        return new Family(parts, even(parts.stream().filter(p -> p.at >= 0).toList()));
    }

    /** By group, over its treated periods evenly; the overall average weighs groups by size. */
    Family byGroup() {
        List<Average> parts = new ArrayList<>();
        List<double[]> weightInfluence = new ArrayList<>();
        List<Double> sizes = new ArrayList<>();
        for (int g : groups()) {
            int[] of = IntStream.range(0, cells.size())
                    .filter(c -> cells.get(c).group() == g && cells.get(c).period() >= g)
                    .toArray();
            List<Average> own = Arrays.stream(of).mapToObj(this::single).toList();
            Average mean = even(own);
            parts.add(new Average(g, mean.effect, mean.influence));
            sizes.add(share[of[0]]);
            weightInfluence.add(membership(g));
        }
        return new Family(parts, bySize(parts, sizes, weightInfluence));
    }

    /** By calendar period, over groups treated by then, by size; the overall average is even over periods. */
    Family byCalendar() {
        int start = groups()[0];
        int[] periods = cells.stream()
                .mapToInt(GroupTimeMath.Cell::period)
                .filter(t -> t >= start)
                .sorted()
                .distinct()
                .toArray();
        List<Average> parts = new ArrayList<>();
        for (int t : periods) {
            parts.add(byShare(t, c -> cells.get(c).period() == t && cells.get(c).group() <= t));
        }
        return new Family(parts, even(parts));
    }

    /** Over all treated cells, by size of the group. */
    Average simple() {
        return byShare(Double.NaN, c -> cells.get(c).period() >= cells.get(c).group());
    }

    private int[] groups() {
        return cells.stream()
                .mapToInt(GroupTimeMath.Cell::group)
                .sorted()
                .distinct()
                .toArray();
    }

    private Average single(int cell) {
        double[] influence = new double[first.length];
        add(influence, cells.get(cell), 1);
        return new Average(cells.get(cell).period(), cells.get(cell).effect(), influence);
    }

    private static void add(double[] into, GroupTimeMath.Cell cell, double weight) {
        int[] members = cell.members();
        double[] influence = cell.influence();
        for (int m = 0; m < members.length; m++) {
            into[members[m]] += weight * influence[m];
        }
    }

    private double[] membership(int group) {
        double size = Arrays.stream(first).filter(f -> f == group).count() / (double) first.length;
        return Arrays.stream(first)
                .mapToDouble(f -> (f == group ? 1 : 0) - size)
                .toArray();
    }

    /** Weights proportional to the size of the cell's group; estimated sizes add to the influence. */
    private Average byShare(double at, IntPredicate which) {
        int[] chosen = IntStream.range(0, cells.size()).filter(which).toArray();
        double total = Arrays.stream(chosen).mapToDouble(c -> share[c]).sum();
        double effect = 0;
        double[] influence = new double[first.length];
        for (int c : chosen) {
            effect += share[c] / total * cells.get(c).effect();
            add(influence, cells.get(c), share[c] / total);
        }
        for (int c : chosen) {
            addWeightInfluence(influence, cells.get(c).group(), (cells.get(c).effect() - effect) / total);
        }
        return new Average(at, effect, influence);
    }

    private void addWeightInfluence(double[] influence, int group, double slope) {
        double[] membership = membership(group);
        for (int i = 0; i < influence.length; i++) {
            influence[i] += slope * membership[i];
        }
    }

    private static Average even(List<Average> parts) {
        double effect = 0;
        double[] influence = new double[parts.get(0).influence.length];
        for (Average part : parts) {
            effect += part.effect / parts.size();
            for (int i = 0; i < influence.length; i++) {
                influence[i] += part.influence[i] / parts.size();
            }
        }
        return new Average(Double.NaN, effect, influence);
    }

    private static Average bySize(List<Average> parts, List<Double> sizes, List<double[]> weightInfluence) {
        double total = sizes.stream().mapToDouble(Double::doubleValue).sum();
        double effect = 0;
        for (int p = 0; p < parts.size(); p++) {
            effect += sizes.get(p) / total * parts.get(p).effect;
        }
        double[] influence = new double[parts.get(0).influence.length];
        for (int p = 0; p < parts.size(); p++) {
            for (int i = 0; i < influence.length; i++) {
                influence[i] += sizes.get(p) / total * parts.get(p).influence[i]
                        + (parts.get(p).effect - effect)
                                / total
                                * weightInfluence.get(p)[i];
            }
        }
        return new Average(Double.NaN, effect, influence);
    }
}
