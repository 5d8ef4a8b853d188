package org.overhang.regress.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Incidence of one kind of exit among several: Aalen–Johansen with its influence, and the Fine–Gray weights. */
final class CompetingMath {
    private CompetingMath() {}

    /** Shares in each state after each event time: column 0 still there, column k gone by cause k; and their variances. */
    record Incidence(double[] time, double[] atRisk, double[][] share, double[][] variance) {}

    /** Rows that are alike weigh as one. */
    private record Pattern(double entry, double time, int cause) implements Comparable<Pattern> {
        @Override
        public int compareTo(Pattern other) {
            int order = Double.compare(time, other.time);
            order = order != 0 ? order : Double.compare(entry, other.entry);
            return order != 0 ? order : Integer.compare(cause, other.cause);
        }
    }

    static Incidence incidence(double[] entry, double[] time, int[] cause, int causes) {
        TreeMap<Pattern, Integer> patterns = new TreeMap<>();
        boolean[] any = new boolean[time.length];
        for (int i = 0; i < time.length; i++) {
            any[i] = cause[i] > 0;
            patterns.merge(new Pattern(entry[i], time[i], cause[i]), 1, Integer::sum);
        }
        SurvivalMath.Steps steps = SurvivalMath.steps(entry, time, any);
        int n = steps.time().length;
        double[][] hazard = new double[n][causes + 1];
        for (int i = 0; i < time.length; i++) {
            if (any[i]) {
                int j = Arrays.binarySearch(steps.time(), time[i]);
                hazard[j][cause[i]] += 1 / steps.atRisk()[j];
            }
        }
        double[][] share = new double[n][causes + 1];
        double alive = 1;
        double[] gone = new double[causes + 1];
        for (int j = 0; j < n; j++) {
            for (int k = 1; k <= causes; k++) {
                gone[k] += alive * hazard[j][k];
                share[j][k] = gone[k];
            }
            alive *= (steps.atRisk()[j] - steps.events()[j]) / steps.atRisk()[j];
            share[j][0] = alive;
        }
        return new Incidence(steps.time(), steps.atRisk(), share, variance(patterns, steps, hazard, share, causes));
    }

    /** Sum over rows of the squared change in each share per unit of the row's weight: the infinitesimal jackknife. */
    private static double[][] variance(
            TreeMap<Pattern, Integer> patterns,
            SurvivalMath.Steps steps,
            double[][] hazard,
            double[][] share,
            int causes) {
        int n = steps.time().length;
        double[][] out = new double[n][causes + 1];
        for (var pattern : patterns.entrySet()) {
            Pattern row = pattern.getKey();
            double[] change = new double[causes + 1];
            for (int j = 0; j < n; j++) {
                double t = steps.time()[j];
                boolean risk = row.entry < t && t <= row.time;
                double before = j == 0 ? 1 : share[j - 1][0];
                double total = steps.events()[j] / steps.atRisk()[j];
                double changed = 0;
                for (int k = 1; k <= causes; k++) {
                    boolean leaves = risk && row.time == t && row.cause == k;
                    double dh = risk ? ((leaves ? 1 : 0) - hazard[j][k]) / steps.atRisk()[j] : 0;
                    change[k] += change[0] * hazard[j][k] + before * dh;
                    changed += dh;
                }
                change[0] = change[0] * (1 - total) - before * changed;
                for (int k = 0; k <= causes; k++) {
                    out[j][k] += pattern.getValue() * change[k] * change[k];
                }
            }
        }
        return out;
    }

    /** Weighted rows on which a Cox fit is the Fine–Gray fit; sorted by time. */
    record Expanded(int[] row, double[] start, double[] stop, boolean[] event, double[] weight) {}

    /**
     * Keeps a firm that left another way in the risk set, with the chance that it would not yet have been censored: G(t−)
     * over G just before its exit.
     */
    static Expanded expand(double[] time, int[] cause, int chosen) {
        double[] events = distinct(time, cause, chosen);
        double[] censored = distinct(time, cause, 0);
        double[] steps = censoring(time, cause, censored);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < time.length; i++) {
            boolean own = cause[i] == chosen;
            rows.add(new double[] {i, Double.NEGATIVE_INFINITY, time[i], own ? 1 : 0, 1});
            if (cause[i] != 0 && !own) {
                addLater(rows, i, time[i], events, censored, steps);
            }
        }
        rows.sort((a, b) -> {
            int order = Double.compare(a[2], b[2]);
            order = order != 0 ? order : Double.compare(a[3], b[3]);
            return order != 0 ? order : Double.compare(a[0], b[0]);
        });
        return new Expanded(
                rows.stream().mapToInt(r -> (int) r[0]).toArray(),
                rows.stream().mapToDouble(r -> r[1]).toArray(),
                rows.stream().mapToDouble(r -> r[2]).toArray(),
                events(rows),
                rows.stream().mapToDouble(r -> r[4]).toArray());
    }

    private static boolean[] events(List<double[]> rows) {
        boolean[] out = new boolean[rows.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = rows.get(i)[3] == 1;
        }
        return out;
    }

    /** One row for each stretch of event times over which the censoring curve stands still. */
    private static void addLater(
            List<double[]> rows, int i, double exit, double[] events, double[] censored, double[] steps) {
        double base = steps[SurvivalMath.below(censored, exit)];
        int from = SurvivalMath.below(events, Math.nextUp(exit));
        double start = exit;
        while (from < events.length) {
            int level = SurvivalMath.below(censored, events[from]);
            int to = from;
            while (to + 1 < events.length && SurvivalMath.below(censored, events[to + 1]) == level) {
                to++;
            }
            double weight = steps[level] / base;
            if (weight > 0) {
                rows.add(new double[] {i, start, events[to], 0, weight});
            }
            start = events[to];
            from = to + 1;
        }
    }

    private static double[] distinct(double[] time, int[] cause, int chosen) {
        return java.util.stream.IntStream.range(0, time.length)
                .filter(i -> cause[i] == chosen)
                .mapToDouble(i -> time[i])
                .sorted()
                .distinct()
                .toArray();
    }

    /** Censoring curve after each censoring time; somebody who leaves at that time leaves before. */
    private static double[] censoring(double[] time, int[] cause, double[] censored) {
        double[] out = new double[censored.length + 1];
        out[0] = 1;
        for (int j = 0; j < censored.length; j++) {
            int n = 0;
            int d = 0;
            for (int i = 0; i < time.length; i++) {
                boolean now = time[i] == censored[j] && cause[i] == 0;
                d += now ? 1 : 0;
                n += now || time[i] > censored[j] ? 1 : 0;
            }
            out[j + 1] = out[j] * (n - d) / n;
        }
        return out;
    }
}
