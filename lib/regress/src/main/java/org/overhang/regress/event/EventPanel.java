package org.overhang.regress.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.core.time.Periods;
import org.overhang.regress.absorb.Sample;

/**
 * A panel for event studies: complete rows, units and periods coded from 0, first treated period of each unit.
 *
 * @param source where from
 * @param rows position in the source of each row
 * @param unit unit of each row
 * @param period period of each row, counted from 0 without gaps
 * @param y outcome
 * @param x covariates, one array each
 * @param clusters cluster of each row, dense from 0, one array a dimension
 * @param first first treated period of each unit; {@link GroupTimeMath#NEVER} if not treated in the sample
 * @param units labels of the units
 * @param time the periods of the time column
 * @param start ordinal of period 0 in the time column
 * @param periods number of periods
 * @param leftOut what was left out
 */
record EventPanel(
        Source source,
        int[] rows,
        int[] unit,
        int[] period,
        double[] y,
        double[][] x,
        int[][] clusters,
        int[] first,
        List<String> units,
        Periods time,
        double start,
        int periods,
        List<Sample.LeftOut> leftOut) {

    /** Columns of an event study by role. */
    record Roles(
            String outcome, String unit, String time, String event, List<String> covariates, List<String> cluster) {}

    static EventPanel read(Source source, Roles roles, boolean dropTreatedAtStart) {
        Columns.Request request = Columns.neededBy("EventStudy")
                .number("outcome", roles.outcome)
                .time("time", roles.time)
                .any("event", roles.event)
                .unit(roles.unit);
        roles.covariates.forEach(c -> request.number("covariate", c));
        List<List<String>> clusters = (roles.cluster.isEmpty() ? List.of(roles.unit) : roles.cluster)
                .stream().map(c -> List.of(c.split("\\^"))).toList();
        clusters.forEach(request::keys);
        Columns in = request.read(source);
        double[] y = in.number(roles.outcome);
        Periods when = in.periods(roles.time);
        double[] time = when.numbers();
        double[][] x = roles.covariates.stream().map(in::number).toArray(double[][]::new);
        int[] anyKey = in.keys(List.of(roles.unit)).codes();
        int[][] anyCluster = clusters.stream().map(c -> in.keys(c).codes()).toArray(int[][]::new);
        boolean[] keep = new boolean[y.length];
        for (int i = 0; i < keep.length; i++) {
            int row = i;
            keep[i] = anyKey[i] >= 0
                    && Arrays.stream(anyCluster).allMatch(c -> c[row] >= 0)
                    && !Double.isNaN(y[i])
                    && !Double.isNaN(time[i])
                    && Arrays.stream(x).noneMatch(c -> Double.isNaN(c[row]));
        }
        List<Sample.LeftOut> leftOut = new ArrayList<>();
        int kept = (int) IntStream.range(0, keep.length).filter(i -> keep[i]).count();
        leftOut.add(new Sample.LeftOut(
                keep.length - kept, "rows with a missing outcome, time, unit, cluster or covariate"));
        if (kept == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "EventStudy needs rows with an outcome, a unit and a period, but table \"" + source.name()
                            + "\" has none that is complete.");
        }
        Keys units = in.keys(List.of(roles.unit), i -> keep[i]);
        long[] event = when.place("event", roles.event, in.any(roles.event));
        double[] calendar = calendar(when, time, keep);
        int[] first = first(units, event, keep, calendar, roles);
        return build(
                source, in, roles, keep, units, clusters, calendar, first, y, x, time, leftOut, dropTreatedAtStart);
    }

    private static EventPanel build(
            Source source,
            Columns in,
            Roles roles,
            boolean[] keep,
            Keys units,
            List<List<String>> clusters,
            double[] calendar,
            int[] first,
            double[] y,
            double[][] x,
            double[] time,
            List<Sample.LeftOut> leftOut,
            boolean dropTreatedAtStart) {
        int[] code = units.codes();
        long early = Arrays.stream(first).filter(g -> g <= 0).count();
        if (early > 0 && !dropTreatedAtStart) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "EventStudy needs units that are seen before their event, but " + early + " of " + first.length
                            + " units have it at or before the first period, "
                            + in.periods(roles.time).labelOf((long) calendar[0])
                            + ". Start the sample earlier, or leave them out with withoutTreatedAtStart().");
        }
        leftOut.add(new Sample.LeftOut(early, "units treated from the start"));
        boolean[] used = new boolean[keep.length];
        for (int i = 0; i < keep.length; i++) {
            used[i] = keep[i] && first[code[i]] > 0;
        }
        Keys left = in.keys(List.of(roles.unit), i -> used[i]);
        int[] rows = IntStream.range(0, keep.length).filter(i -> used[i]).toArray();
        int[] newFirst = new int[left.count()];
        int[] leftCodes = left.codes();
        for (int i : rows) {
            newFirst[leftCodes[i]] = first[code[i]];
        }
        EventPanel panel = new EventPanel(
                source,
                rows,
                Arrays.stream(rows).map(i -> leftCodes[i]).toArray(),
                Arrays.stream(rows)
                        .map(i -> (int) Math.round(time[i] - calendar[0]))
                        .toArray(),
                Arrays.stream(rows).mapToDouble(i -> y[i]).toArray(),
                Arrays.stream(x)
                        .map(c -> Arrays.stream(rows).mapToDouble(i -> c[i]).toArray())
                        .toArray(double[][]::new),
                clusters.stream()
                        .map(c -> Sample.pick(in.keys(c, i -> used[i]).codes(), rows))
                        .toArray(int[][]::new),
                newFirst,
                IntStream.range(0, left.count()).mapToObj(left::label).toList(),
                in.periods(roles.time),
                calendar[0],
                calendar.length,
                leftOut);
        panel.requireOneRowEach();
        panel.requireTreated(roles.event);
        return panel;
    }

    private static double[] calendar(Periods when, double[] time, boolean[] keep) {
        double[] calendar = IntStream.range(0, time.length)
                .filter(i -> keep[i])
                .mapToDouble(i -> time[i])
                .sorted()
                .distinct()
                .toArray();
        for (int t = 1; t < calendar.length; t++) {
            if (calendar[t] - calendar[t - 1] != 1) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "EventStudy needs periods that follow one another by 1, but after "
                                + when.labelOf((long) calendar[t - 1]) + " comes " + when.labelOf((long) calendar[t])
                                + ". Number the periods 1, 2, 3 … without gaps, or shorten the sample.");
            }
        }
        if (calendar.length < 3) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "EventStudy needs at least three periods, but the sample has " + calendar.length + ".");
        }
        return calendar;
    }

    private static int[] first(Keys units, long[] event, boolean[] keep, double[] calendar, Roles roles) {
        int[] first = new int[units.count()];
        boolean[] known = new boolean[first.length];
        int[] codes = units.codes();
        double last = calendar[calendar.length - 1];
        for (int i = 0; i < codes.length; i++) {
            if (!keep[i]) {
                continue;
            }
            boolean never = event[i] == Periods.MISSING || event[i] > last;
            int g = never ? GroupTimeMath.NEVER : (int) (event[i] - calendar[0]);
            if (known[codes[i]] && first[codes[i]] != g) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "EventStudy needs one event for each unit, but \"" + units.label(codes[i])
                                + "\" has several values of \"" + roles.event
                                + "\". Keep the first, or make a unit of each spell.");
            }
            first[codes[i]] = g;
            known[codes[i]] = true;
        }
        return first;
    }

    private void requireOneRowEach() {
        boolean[] seen = new boolean[Math.multiplyExact(units.size(), periods)];
        for (int i = 0; i < rows.length; i++) {
            int cell = unit[i] * periods + period[i];
            if (seen[cell]) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "EventStudy needs one row for each unit and period, but \"" + units.get(unit[i])
                                + "\" has several for " + label(period[i])
                                + ". Aggregate them or name a finer unit.");
            }
            seen[cell] = true;
        }
    }

    private void requireTreated(String event) {
        if (Arrays.stream(first).allMatch(g -> g == GroupTimeMath.NEVER)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "EventStudy needs events inside the sample, but \"" + event + "\" has none between "
                            + label(1) + " and " + label(periods - 1)
                            + ". Check its values: the first treated period of each unit, 0 or missing if never treated.");
        }
    }

    /** The clusters of an estimator that has one dimension of them. */
    int[] cluster() {
        return clusters[0];
    }

    /** A period as its column writes it. */
    String label(int at) {
        return time.labelOf((long) start + at);
    }

    boolean hasNeverTreated() {
        return Arrays.stream(first).anyMatch(g -> g == GroupTimeMath.NEVER);
    }

    /** Periods since the event of a row; {@link GroupTimeMath#NEVER} for a unit that has none. */
    int since(int row) {
        int g = first[unit[row]];
        return g == GroupTimeMath.NEVER ? GroupTimeMath.NEVER : period[row] - g;
    }
}
