package org.overhang.regress.event;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.overhang.core.Parallel;
import org.overhang.core.math.SmallLeastSquares;

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
        Map<Integer, Double> known = new HashMap<>();
        for (int c = 0; c < share.length; c++) {
            share[c] = known.computeIfAbsent(cells.get(c).group(), this::size);
        }
    }

    private double size(int group) {
        int count = 0;
        for (int f : first) {
            count += f == group ? 1 : 0;
        }
        return (double) count / first.length;
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
        List<Average> parts = each(
                events,
                e -> byShare(e, c -> cells.get(c).period() - cells.get(c).group() == e));
        return new Family(parts, even(parts.stream().filter(p -> p.at >= 0).toList()));
    }

    /** By group, over its treated periods evenly; the overall average weighs groups by size. */
    Family byGroup() {
        int[] groups = groups();
        List<Average> parts = each(groups, g -> {
            int[] of = IntStream.range(0, cells.size())
                    .filter(c -> cells.get(c).group() == g && cells.get(c).period() >= g)
                    .toArray();
            double effect = 0;
            double[] influence = new double[first.length];
            for (int c : of) {
                effect += cells.get(c).effect() / of.length;
                addShared(influence, cells.get(c), of.length);
            }
            return new Average(g, effect, influence);
        });
        return new Family(parts, bySize(parts, groups));
    }

    /** One average for each key, in their order. */
    private static List<Average> each(int[] keys, IntFunction<Average> average) {
        Average[] parts = new Average[keys.length];
        Parallel.forEach(keys.length, k -> parts[k] = average.apply(keys[k]));
        return Arrays.asList(parts);
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
        List<Average> parts = each(
                periods,
                t -> byShare(t, c -> cells.get(c).period() == t && cells.get(c).group() <= t));
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

    private static void add(double[] into, GroupTimeMath.Cell cell, double weight) {
        int[] members = cell.members();
        double[] influence = cell.influence();
        for (int m = 0; m < members.length; m++) {
            into[members[m]] += weight * influence[m];
        }
    }

    private static void addShared(double[] into, GroupTimeMath.Cell cell, int parts) {
        int[] members = cell.members();
        double[] influence = cell.influence();
        for (int m = 0; m < members.length; m++) {
            into[members[m]] += influence[m] / parts;
        }
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
            addWeightInfluence(
                    influence, cells.get(c).group(), share[c], (cells.get(c).effect() - effect) / total);
        }
        return new Average(at, effect, influence);
    }

    /** Influence of the units on the share of a group, times a slope. */
    private void addWeightInfluence(double[] influence, int group, double size, double slope) {
        double member = slope * (1 - size);
        double other = slope * (0 - size);
        for (int i = 0; i < influence.length; i++) {
            influence[i] += first[i] == group ? member : other;
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

    private Average bySize(List<Average> parts, int[] groups) {
        double[] sizes = Arrays.stream(groups).mapToDouble(this::size).toArray();
        double total = Arrays.stream(sizes).sum();
        double effect = 0;
        for (int p = 0; p < groups.length; p++) {
            effect += sizes[p] / total * parts.get(p).effect;
        }
        double[] influence = new double[first.length];
        for (int p = 0; p < groups.length; p++) {
            double[] part = parts.get(p).influence;
            for (int i = 0; i < influence.length; i++) {
                influence[i] += sizes[p] / total * part[i];
            }
            addWeightInfluence(influence, groups[p], sizes[p], (parts.get(p).effect - effect) / total);
        }
        return new Average(Double.NaN, effect, influence);
    }
}
