package org.overhang.capacity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Panel;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Breaks in each series, windows of glut, and which series leads. */
public final class GlutDatingResult implements Result {
    private final GlutDating choices;
    private final Panel in;
    private final List<GlutDating.Dated> series;
    private final Provenance provenance;

    GlutDatingResult(GlutDating choices, Panel in, List<GlutDating.Dated> series, Provenance provenance) {
        this.provenance = provenance;
        this.choices = choices;
        this.in = in;
        this.series = series;
    }

    /**
     * A break: which series, the last observation of the old regime, its interval, levels before and after, and why it is set aside.
     *
     * @param series which series
     * @param lastOld time of the last observation of the old regime
     * @param firstNew time of the first observation of the new regime
     * @param from earliest last old observation in the interval
     * @param to latest last old observation in the interval
     * @param before mean of the old segment, in logs for prices and multiples
     * @param after mean of the new segment
     * @param definition whether the interval holds a known change of definition
     */
    public record Break(
            String series,
            String lastOld,
            String firstNew,
            String from,
            String to,
            double before,
            double after,
            boolean definition) {
        /**
         * A break.
         *
         * @param series which series
         * @param lastOld time of the last observation of the old regime
         * @param firstNew time of the first observation of the new regime
         * @param from earliest last old observation in the interval
         * @param to latest last old observation in the interval
         * @param before mean of the old segment, in logs for prices and multiples
         * @param after mean of the new segment
         * @param definition whether the interval holds a known change of definition
         */
        public Break {}
    }

    private String time(int position) {
        return in.keys().label(Math.min(in.count() - 1, Math.max(0, position)));
    }

    /** Whether the interval of a break, as positions of first new observations, holds a change of definition. */
    private static boolean definition(GlutDating.Dated s, int[] interval) {
        return Arrays.stream(s.changes()).anyMatch(at -> interval[0] <= at && at <= interval[1]);
    }

    /**
     * All breaks, series by series, the changes of definition included and marked.
     *
     * @return breaks in the order of time within each series
     */
    public List<Break> breaks() {
        List<Break> out = new ArrayList<>();
        for (GlutDating.Dated s : series) {
            int[] all = BreaksMath.merged(s.dates(), s.changes());
            double[] means = BreaksMath.means(s.values(), all);
            for (int b = 0; b < all.length; b++) {
                int own = Arrays.binarySearch(s.dates(), all[b]);
                int[] interval = own < 0 ? new int[] {all[b], all[b]} : s.intervals()[own];
                out.add(new Break(
                        choices.column(s.name()),
                        time(all[b] - 1),
                        time(all[b]),
                        time(interval[0] - 1),
                        time(interval[1] - 1),
                        means[b],
                        means[b + 1],
                        own < 0 || definition(s, interval)));
            }
        }
        return out;
    }

    private GlutDating.Dated of(String role) {
        return series.stream()
                .filter(s -> s.name().equals(role) || choices.column(s.name()).equals(role))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names =
                            series.stream().map(s -> choices.column(s.name())).toList();
                    return new OverhangException(
                            Reason.OUT_OF_RANGE,
                            "There is no series \"" + role + "\" in the dating. Its series: " + String.join(", ", names)
                                    + ".");
                });
    }

    /**
     * Schwarz' criterion by number of breaks.
     *
     * @param role the series' column, or {@code utilization}, {@code capacity over demand}, {@code price}, {@code margin}
     * @return element m for m breaks
     */
    public double[] bic(String role) {
        return of(role).bic().clone();
    }

    /**
     * Residual sums of squares by number of breaks.
     *
     * @param role as {@link #bic}
     * @return element m for m breaks
     */
    public double[] squares(String role) {
        GlutDating.Dated s = of(role);
        return Arrays.stream(s.candidates())
                .mapToDouble(dates -> BreaksMath.squares(s.values(), BreaksMath.merged(dates, s.changes())))
                .toArray();
    }

    /**
     * The best dates of a number of breaks, whether or not that number is chosen.
     *
     * @param role as {@link #bic}
     * @param breaks number of breaks, at most as many as were looked for
     * @return times of the last observations of the old regimes
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for another number of breaks
     */
    public List<String> dates(String role, int breaks) {
        return Arrays.stream(candidates(role, breaks, 0))
                .mapToObj(d -> time(d - 1))
                .toList();
    }

    private int[] candidates(String role, int breaks, int fewest) {
        int[][] all = of(role).candidates();
        if (!(breaks >= fewest && breaks < all.length)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "The dating looked for " + fewest + " to " + (all.length - 1) + " breaks, but was asked for "
                            + breaks + ". Raise most(…), or give a longer series.");
        }
        return all[breaks];
    }

    /**
     * F statistics of one break at each date that the trimming leaves.
     *
     * @param role as {@link #bic}
     * @return one statistic a date, in the order of time
     */
    public double[] fStatistics(String role) {
        return BreaksMath.fStatistics(of(role).values(), GlutDating.TRIM, of(role).changes());
    }

    /**
     * The F statistic of no break against a number of them at their best dates, {@code ((n − k − 1) / k) (RSS0 − RSSk) / RSSk}.
     *
     * @param role as {@link #bic}
     * @param breaks k, at least 1 and at most as many as were looked for
     * @return sup F (0 against k), not divided by Bai and Perron's critical values
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for another number of breaks
     */
    public double supF(String role, int breaks) {
        return FluctuationMath.noneAgainst(of(role).values(), candidates(role, breaks, 1), of(role).changes());
    }

    /**
     * All tests of a constant level side by side: sup, average and exponential F, UDmax, cumulated and moving sums of residuals.
     *
     * @param role as {@link #bic}
     * @return {@code term statistic p_value method}; p-values by the sieve bootstrap of {@link GlutDating#bootstrap}, those of cumulated
     *     sums from their limit law for independent errors
     */
    public Table tests(String role) {
        double[] y = of(role).values();
        int[] changes = of(role).changes();
        int least = GlutDating.leastSegment(y.length);
        int most = of(role).candidates().length - 1;
        double trim = GlutDating.TRIM;
        Map<String, BreaksMath.Statistic> all = new LinkedHashMap<>();
        all.put("sup F", v -> BreaksMath.supF(v, trim, changes));
        all.put("average F", v -> FluctuationMath.average(BreaksMath.fStatistics(v, trim, changes)));
        all.put("exponential F", v -> FluctuationMath.exponential(BreaksMath.fStatistics(v, trim, changes)));
        all.put("UDmax", v -> FluctuationMath.doubleMaximum(v, least, most, changes));
        all.put("OLS-MOSUM", v -> FluctuationMath.movingSum(BreaksMath.residuals(v, changes), trim));
        all.put("Rec-MOSUM", v -> FluctuationMath.recursiveMovingSum(BreaksMath.residuals(v, changes), trim));
        StringColumn term = StringColumn.create("term");
        DoubleColumn statistic = DoubleColumn.create("statistic");
        DoubleColumn p = DoubleColumn.create("p_value");
        StringColumn method = StringColumn.create("method");
        all.forEach((name, of) -> {
            term.append(name);
            statistic.append(of.of(y));
            p.append(SieveMath.largerP(y, changes, choices.draws(), choices.seed(), of));
            method.append("sieve bootstrap, " + Numbers.fixed(choices.draws(), 0) + " draws");
        });
        double recursive = FluctuationMath.recursiveCusum(BreaksMath.residuals(y, changes));
        term.append("OLS-CUSUM").append("Rec-CUSUM");
        statistic.append(cusum(role)).append(recursive);
        p.append(cusumP(role)).append(FluctuationMath.recursiveCusumP(recursive));
        method.append("Brownian bridge").append("Brownian motion against a line");
        return Table.create("tests", term, statistic, p, method);
    }

    /**
     * The largest F statistic of one break.
     *
     * @param role as {@link #bic}
     * @return sup F
     */
    public double supF(String role) {
        return of(role).supF();
    }

    /**
     * Its p-value by the sieve bootstrap.
     *
     * @param role as {@link #bic}
     * @return a probability
     */
    public double supFp(String role) {
        return of(role).supFp();
    }

    /**
     * What decides whether there is any break: the p-value of UDmax by the sieve bootstrap.
     *
     * @param role as {@link #bic}
     * @return a probability
     */
    public double gateP(String role) {
        return of(role).gateP();
    }

    /**
     * What decides on the number of breaks: element m is the p-value of m + 1 breaks against m.
     *
     * @param role as {@link #bic}
     * @return p-values by the sieve bootstrap, as many as BIC proposes breaks
     */
    public double[] stepP(String role) {
        return of(role).stepP().clone();
    }

    /**
     * The largest cumulated residual, OLS-CUSUM.
     *
     * @param role as {@link #bic}
     * @return the statistic
     */
    public double cusum(String role) {
        return of(role).cusum();
    }

    /**
     * Its p-value.
     *
     * @param role as {@link #bic}
     * @return a probability
     */
    public double cusumP(String role) {
        return of(role).cusumP();
    }

    /** Whether each observation carries all signs of glut that the series given can show. */
    private boolean[] glut() {
        double[] low = choices.relativeLevels() ? beside(series.get(0), false) : besideTarget(series.get(0));
        boolean[] out = new boolean[in.count()];
        double[] high = series.stream()
                .filter(s -> s.name().equals("capacity over demand"))
                .findFirst()
                .map(s -> beside(s, true))
                .orElse(new double[0]);
        for (int t = 0; t < out.length; t++) {
            boolean losing = !in.has("margin") || in.get("margin")[t] < 0;
            out[t] = low[t] < 0 && losing && (high.length == 0 || high[t] > 0);
        }
        return out;
    }

    /** Below zero in each segment whose mean lies below the target by the test of {@link SieveMath#belowP}; above zero elsewhere. */
    private double[] besideTarget(GlutDating.Dated s) {
        int[] levels = BreaksMath.merged(s.dates(), s.changes());
        int[] ends = BreaksMath.ends(levels, s.values().length);
        double[] out = new double[s.values().length];
        for (int span = 0; span + 1 < ends.length; span++) {
            double p = SieveMath.belowP(
                    s.values(), levels, ends[span], ends[span + 1], choices.target(), choices.draws(), choices.seed());
            Arrays.fill(out, ends[span], ends[span + 1], p < GlutDating.SIZE ? -1 : 1);
        }
        return out;
    }

    /**
     * The level of each observation's segment less the mean under the same definition; breaks that a change of definition may explain do not
     * count.
     *
     * @param itself whether a span without a break is judged by the observation itself; otherwise it has no low or high level
     */
    private static double[] beside(GlutDating.Dated s, boolean itself) {
        int[] dates = IntStream.range(0, s.dates().length)
                .filter(b -> !definition(s, s.intervals()[b]))
                .map(b -> s.dates()[b])
                .toArray();
        double[] level = BreaksMath.residuals(s.values(), BreaksMath.merged(dates, s.changes()));
        double[] mean = BreaksMath.residuals(s.values(), s.changes());
        int[] ends = BreaksMath.ends(s.changes(), level.length);
        for (int span = 0; span + 1 < ends.length; span++) {
            int from = ends[span];
            int to = ends[span + 1];
            boolean broken = Arrays.stream(dates).anyMatch(d -> d > from && d < to);
            for (int t = from; t < to; t++) {
                level[t] = broken ? mean[t] - level[t] : itself ? mean[t] : 0;
            }
        }
        return level;
    }

    /**
     * Runs of observations in which all signs of glut stand together: utilization in a low segment, losses if a margin was given, capacity
     * having outgrown demand (their ratio in a high segment) if it was given.
     *
     * @return {@code from to observations mean_utilization}
     */
    public Table windows() {
        boolean[] glut = glut();
        StringColumn from = StringColumn.create("from");
        StringColumn to = StringColumn.create("to");
        IntColumn count = IntColumn.create("observations");
        DoubleColumn mean = DoubleColumn.create("mean_utilization");
        for (int t = 0; t < glut.length; t++) {
            int start = t;
            while (t < glut.length && glut[t]) {
                t++;
            }
            if (t > start) {
                from.append(time(start));
                to.append(time(t - 1));
                count.append(t - start);
                mean.append(
                        Arrays.stream(in.get("utilization"), start, t).average().orElse(Double.NaN));
            }
        }
        return Table.create("windows", from, to, count, mean);
    }

    /**
     * The series whose first break (changes of definition aside) comes before those of all others.
     *
     * @return its role; empty if fewer than two series break, two are first together, or the intervals of the first two overlap
     */
    public Optional<String> leads() {
        List<int[]> first = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (GlutDating.Dated s : series) {
            for (int b = 0; b < s.dates().length; b++) {
                if (!definition(s, s.intervals()[b])) {
                    first.add(s.intervals()[b]);
                    names.add(s.name());
                    break;
                }
            }
        }
        int best = -1;
        for (int i = 0; i < first.size(); i++) {
            int end = first.get(i)[1];
            boolean before = true;
            for (int j = 0; j < first.size(); j++) {
                before &= i == j || end < first.get(j)[0];
            }
            best = before ? i : best;
        }
        return best < 0 || first.size() < 2 ? Optional.empty() : Optional.of(names.get(best));
    }

    /**
     * Utilization over time with its breaks and the windows of glut.
     *
     * @return lines with markers and shading
     */
    public Figure figure() {
        double[] x = new double[in.count()];
        for (int t = 0; t < x.length; t++) {
            x[t] = position(t);
        }
        Figure out = Figure.line()
                .series("utilization", x, in.get("utilization"))
                .title("Utilization and its breaks")
                .subtitle("Output over capacity")
                .y(Axis.percent())
                .source(provenance)
                .sampleSize(in.count());
        out = in.time().isDated() ? out.x(Axis.years()) : out;
        for (int date : series.get(0).dates()) {
            out = out.marker(position(date - 1), "last old " + time(date - 1));
        }
        boolean[] glut = glut();
        for (int t = 0; t < glut.length; t++) {
            int start = t;
            while (t < glut.length && glut[t]) {
                t++;
            }
            if (t > start + 1) {
                out = out.shade(position(start), position(t - 1), "glut");
            }
        }
        return out;
    }

    private double position(int t) {
        return in.time().decimalYear(in.period(t));
    }

    @Override
    public Table tidy() {
        List<Break> all = breaks();
        return Table.create("breaks")
                .addColumns(
                        StringColumn.create("term", all.stream().map(Break::series)),
                        StringColumn.create("last_old", all.stream().map(Break::lastOld)),
                        StringColumn.create("first_new", all.stream().map(Break::firstNew)),
                        StringColumn.create("conf_low", all.stream().map(Break::from)),
                        StringColumn.create("conf_high", all.stream().map(Break::to)),
                        DoubleColumn.create(
                                "before",
                                all.stream().mapToDouble(Break::before).toArray()),
                        DoubleColumn.create(
                                "after", all.stream().mapToDouble(Break::after).toArray()),
                        BooleanColumn.create(
                                "definition_change",
                                all.stream().map(Break::definition).toList()));
    }

    @Override
    public Table glance() {
        return Table.create("glance")
                .addColumns(
                        IntColumn.create("nobs", new int[] {in.count()}),
                        IntColumn.create("dropped", new int[] {in.dropped()}),
                        IntColumn.create("breaks", new int[] {breaks().size()}),
                        IntColumn.create("windows", new int[] {windows().rowCount()}),
                        StringColumn.create("leads", new String[] {leads().orElse("")}));
    }

    @Override
    public Summary summary() {
        List<Break> all = breaks();
        Summary.Builder out = Summary.of("Dating of a glut")
                .choice("breaks at most", Integer.toString(in.count() < GlutDating.FEW ? 1 : choices.most()))
                .choice("trimming", "15 %")
                .choice("low", choices.low())
                .choice("breaks count", "if UDmax rejects at 5 %, as many as reject one fewer (sieve bootstrap)")
                .choice("kernel lags", Integer.toString(choices.lags()))
                .choice("intervals", "argmax of Brownian motions, " + Numbers.percent(choices.level(), 0));
        if (!in.time().note().isEmpty()) {
            out.choice("time", in.time().note());
        }
        out.grid(Summary.grid(series.size())
                .text("series", "", i -> choices.column(series.get(i).name()))
                .number("breaks", "", 0, i -> series.get(i).dates().length)
                .number("sup F", "", 2, i -> series.get(i).supF())
                .number("p", "UDmax, sieve", 3, i -> series.get(i).gateP())
                .number("CUSUM", "", 3, i -> series.get(i).cusum())
                .number("p", "asymptotic", 3, i -> series.get(i).cusumP()));
        out.grid(Summary.grid(all.size())
                .text("break in", "", i -> all.get(i).series())
                .text("last old", "", i -> all.get(i).lastOld())
                .text("first new", "", i -> all.get(i).firstNew())
                .text("from", "", i -> all.get(i).from())
                .text("to", "", i -> all.get(i).to())
                .number("before", "", 3, i -> all.get(i).before())
                .number("after", "", 3, i -> all.get(i).after())
                .text("", "", i -> all.get(i).definition() ? "definition changed" : ""));
        Table windows = windows();
        List<String> runs = new ArrayList<>();
        for (int w = 0; w < windows.rowCount(); w++) {
            runs.add(windows.stringColumn("from").get(w) + " to "
                    + windows.stringColumn("to").get(w));
        }
        out.paragraph("Glut", runs.isEmpty() ? "no window in which all signs stand together" : String.join(", ", runs));
        out.paragraph(
                "Leads", leads().orElse("none: the intervals of first breaks overlap, or fewer than two series break"));
        if (in.count() < GlutDating.FEW) {
            out.warning("Fewer than 30 observations: at most one break is claimed.");
        }
        long gaps = IntStream.range(1, in.count())
                .filter(t -> in.period(t) - in.period(t - 1) > 1)
                .count();
        if (gaps > 0) {
            out.warning(Numbers.fixed(gaps, 0) + (gaps == 1 ? " gap" : " gaps")
                    + " in time: observations on both sides count as neighbors.");
        }
        seasons().ifPresent(out::warning);
        out.identifies("The level of each series moves in steps.")
                .breaks("A trend, interpolated capacity, a change of definition that is not named.")
                .doesNotShow("Why the level moved: a lead in time is not a cause.");
        return in.leftOut(out).build();
    }

    /** Says that seasons differ, where observations are quarters or months and an F test at 1 % tells them apart. */
    private Optional<String> seasons() {
        int each = switch (in.time().unit()) {
            case HALF_YEAR -> 2;
            case QUARTER -> 4;
            case MONTH -> 12;
            default -> 1;
        };
        if (each < 2 || in.count() < 3 * each) {
            return Optional.empty();
        }
        List<String> seasonal = series.stream()
                .filter(s -> SeasonMath.differ(
                        BreaksMath.residuals(s.values(), BreaksMath.merged(s.dates(), s.changes())),
                        t -> (int) Math.floorMod(in.period(t), (long) each),
                        each))
                .map(s -> choices.column(s.name()))
                .toList();
        return seasonal.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Seasons differ in " + String.join(", ", seasonal)
                                + " (F test at 1 %): adjust the series first, or a season passes for dependence and hides breaks.");
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
