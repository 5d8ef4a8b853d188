package org.overhang.regress.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.math.Dense;
import org.overhang.regress.absorb.EffectSet;
import org.overhang.regress.absorb.Sample;

/** Callaway and Sant'Anna on a panel: balances it, averages the group-time effects and bootstraps the bands. */
final class EventGroups {
    private EventGroups() {}

    static EventEffects fit(EventStudy study, EventPanel all) {
        EventStudy.Options o = study.options;
        Balanced panel = balance(all);
        boolean notYet = o.controls() == EventStudy.Controls.NOT_YET_TREATED;
        if (!notYet && Arrays.stream(panel.first).noneMatch(g -> g == GroupTimeMath.NEVER)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Callaway–Sant'Anna with never-treated controls needs units never treated in the sample, but there are "
                            + "none. Use controls(NOT_YET_TREATED).");
        }
        int[] first = panel.first;
        double[][] y = panel.y;
        if (notYet) {
            int last = lastComparable(first, y[0].length);
            y = Arrays.stream(y).map(row -> Arrays.copyOf(row, last)).toArray(double[][]::new);
            first = Arrays.stream(first)
                    .map(g -> g >= last ? GroupTimeMath.NEVER : g)
                    .toArray();
        }
        var cells = GroupTimeMath.cells(
                y,
                first,
                panel.x,
                GroupTimeMath.Adjustment.valueOf(o.adjustment().name()),
                notYet,
                !o.varyingBase());
        var averages = new GroupTimeAggregation(cells, first);
        GroupTimeAggregation.Family events = averages.byEvent();
        List<GroupTimeAggregation.Average> parts = events.parts().stream()
                .filter(p -> o.varyingBase() || p.at() != -1)
                .toList();
        double[][] influence = new double[parts.size()][];
        double[] error = new double[influence.length];
        for (int p = 0; p < influence.length; p++) {
            influence[p] = byCluster(parts.get(p).influence(), panel.cluster);
            error[p] = Math.sqrt(Dense.dot(influence[p], influence[p]));
        }
        double critical = EventMath.multiplier(influence, error, o.level(), o.draws(), o.seed());
        double[] overall = byCluster(events.overall().influence(), panel.cluster);
        EventEstimate estimate = new EventEstimate(
                parts.stream().mapToInt(p -> (int) p.at()).toArray(),
                parts.stream().mapToDouble(GroupTimeAggregation.Average::effect).toArray(),
                covariance(influence),
                events.overall().effect(),
                Math.sqrt(Dense.dot(overall, overall)),
                Double.POSITIVE_INFINITY,
                influence[0].length,
                "distances from zero on evenly",
                List.of());
        return new EventEffects(study, panel.panel, estimate, critical, summaries(averages, panel.cluster));
    }

    /** Group, calendar and simple averages with their errors, for the result. */
    private static List<EventEffects.Averages> summaries(GroupTimeAggregation averages, int[] cluster) {
        List<EventEffects.Averages> out = new ArrayList<>();
        out.add(collected("group", averages.byGroup(), cluster));
        out.add(collected("calendar", averages.byCalendar(), cluster));
        out.add(collected("simple", new GroupTimeAggregation.Family(List.of(), averages.simple()), cluster));
        return out;
    }

    private static EventEffects.Averages collected(String by, GroupTimeAggregation.Family family, int[] cluster) {
        int n = family.parts().size();
        double[] at = new double[n];
        double[] effect = new double[n];
        double[] error = new double[n];
        for (int p = 0; p < n; p++) {
            double[] sums = byCluster(family.parts().get(p).influence(), cluster);
            at[p] = family.parts().get(p).at();
            effect[p] = family.parts().get(p).effect();
            error[p] = Math.sqrt(Dense.dot(sums, sums));
        }
        double[] overall = byCluster(family.overall().influence(), cluster);
        return new EventEffects.Averages(
                by, at, effect, error, family.overall().effect(), Math.sqrt(Dense.dot(overall, overall)));
    }

    /** Periods from which the last group on nobody is left to compare with. */
    private static int lastComparable(int[] first, int periods) {
        boolean never = Arrays.stream(first).anyMatch(g -> g == GroupTimeMath.NEVER);
        return never ? periods : Arrays.stream(first).max().orElse(periods);
    }

    /** Influence over the number of units, summed by cluster: the sum of squares is then the variance. */
    private static double[] byCluster(double[] influence, int[] cluster) {
        double[] sums = new double[EffectSet.count(cluster)];
        for (int i = 0; i < influence.length; i++) {
            sums[cluster[i]] += influence[i] / influence.length;
        }
        return sums;
    }

    private static double[][] covariance(double[][] influence) {
        double[][] v = new double[influence.length][influence.length];
        for (int a = 0; a < v.length; a++) {
            for (int b = 0; b < v.length; b++) {
                v[a][b] = Dense.dot(influence[a], influence[b]);
            }
        }
        return v;
    }

    /** Units seen in every period, as matrices. */
    private record Balanced(EventPanel panel, double[][] y, double[][][] x, int[] first, int[] cluster) {}

    private static Balanced balance(EventPanel all) {
        int units = all.units().size();
        int[] seen = new int[units];
        for (int u : all.unit()) {
            seen[u]++;
        }
        int[] place = new int[units];
        int kept = 0;
        for (int u = 0; u < units; u++) {
            place[u] = seen[u] == all.periods() ? kept++ : -1;
        }
        if (kept == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Callaway–Sant'Anna needs units seen in all " + all.periods()
                            + " periods, but none is. Shorten the sample, or use IMPUTATION.");
        }
        double[][] y = new double[kept][all.periods()];
        double[][][] x = new double[all.x().length][kept][all.periods()];
        int[] first = new int[kept];
        int[] cluster = new int[kept];
        for (int i = 0; i < all.rows().length; i++) {
            int u = place[all.unit()[i]];
            if (u < 0) {
                continue;
            }
            y[u][all.period()[i]] = all.y()[i];
            first[u] = all.first()[all.unit()[i]];
            cluster[u] = all.cluster()[i];
            for (int k = 0; k < x.length; k++) {
                x[k][u][all.period()[i]] = all.x()[k][i];
            }
        }
        requireNested(all);
        List<Sample.LeftOut> leftOut = new ArrayList<>(all.leftOut());
        leftOut.add(new Sample.LeftOut(units - kept, "units that miss a period"));
        int[] rows = IntStream.range(0, all.rows().length)
                .filter(i -> place[all.unit()[i]] >= 0)
                .toArray();
        EventPanel panel = new EventPanel(
                all.source(),
                rows,
                Arrays.stream(rows).map(i -> place[all.unit()[i]]).toArray(),
                Sample.pick(all.period(), rows),
                Arrays.stream(rows).mapToDouble(i -> all.y()[i]).toArray(),
                all.x(),
                new int[][] {Sample.pick(all.cluster(), rows)},
                first,
                IntStream.range(0, units)
                        .filter(u -> place[u] >= 0)
                        .mapToObj(all.units()::get)
                        .toList(),
                all.time(),
                all.start(),
                all.periods(),
                leftOut);
        return new Balanced(panel, y, x, first, EffectSet.dense(cluster));
    }

    private static void requireNested(EventPanel all) {
        int[] of = new int[all.units().size()];
        Arrays.fill(of, -1);
        for (int i = 0; i < all.rows().length; i++) {
            int u = all.unit()[i];
            if (of[u] >= 0 && of[u] != all.cluster()[i]) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "Callaway–Sant'Anna needs each unit in one cluster, but \""
                                + all.units().get(u)
                                + "\" is in several. Cluster by a column that does not change over time.");
            }
            of[u] = all.cluster()[i];
        }
    }
}
