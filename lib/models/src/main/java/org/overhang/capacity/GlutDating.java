package org.overhang.capacity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Panel;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/**
 * When a glut began and ended: breaks in the level of utilization and of the series that go with it.
 *
 * <pre>
 * Bai–Perron  min Σ_segments Σ (y − mean)², segments of at least h = 0.15 n, number of breaks by BIC
 * sup F       max over dates of (RSS0 − RSS1) / (RSS1 / (n − 2)), p-value by a sieve bootstrap: AR(1), corrected for short series
 * glut        level of utilization below the target at 5 %, margin below zero, capacity over demand in a segment above its mean
 * </pre>
 *
 * <p>A break is dated by the last observation of the <i>old</i> regime; both neighbors print, since other programs give the first of the new.
 * Its interval is from the argmax of two Brownian motions (Bai 1997), with each segment's own variance, by a Bartlett kernel if {@link #lags}
 * is given: interpolated capacity makes errors depend on one another. Known changes of definition come first: each starts a level of its own
 * that is no news, regimes do not reach across it, all tests take it as given, and a level is low or high beside the mean under the same
 * definition. A break whose interval still holds a change is set aside and named. At every length a break counts only if UDmax, the largest
 * F statistic of up to the most breaks, rejects a constant level at 5 % by the sieve bootstrap; BIC then proposes a number, of which as many
 * count as reject one fewer by the same bootstrap. With fewer than 30 observations at most one is sought.
 *
 * <p>Low is a level whose mean lies below {@link #target} by a one-sided test at 5 % that knows the dependence of neighbors: a utilization of
 * 96 % after 98 % is no glut, nor is a series that wanders around the target. {@link #relative} judges levels beside their own mean instead.
 * How often both verdicts err stands in {@code docs/explanation/how-often-it-errs.md}. Seasons are not taken out: where they differ the
 * summary says so, and adjusted series should be given.
 *
 * <p>Rows with a missing value in any series named are left out and counted; observations follow one another by the calendar; a gap
 * counts as one step and is named. Defaults: at most five breaks,
 * trimming 15 %, target 0.80, 999 bootstrap draws from seed 1, level 95 %.
 *
 * <pre>{@code
 * var glut = GlutDating.of("utilization").over("year").multiple("capacity_over_demand").margin("margin")
 *         .target(0.80).definitionChange(2011).measure(series);
 * glut.windows();
 * glut.leads();
 * glut
 * }</pre>
 *
 * <p>Errors: fewer than twelve observations, a series that does not vary, a time whose cells are no periods.
 *
 * <p>Bai and Perron, Econometrica 66 (1998), 47–78; Bai, Review of Economics and Statistics 79 (1997), 551–563; Andrews, Econometrica 61
 * (1993), 821–856; Bühlmann, Bernoulli 3 (1997), 123–148.
 */
public final class GlutDating {
    static final double TRIM = 0.15;
    /** Below this many observations at most one break is claimed, and only if the bootstrap rejects. */
    static final int FEW = 30;

    /** The size of the tests behind the verdicts. */
    static final double SIZE = 0.05;

    /** Rates above this are percentages or an index, which need a target of their own. */
    private static final double RATE = 1.5;

    private static final int FEWEST = 12;

    private final Map<String, String> series;
    private final String time;
    private List<Double> changes = List.of();
    private List<String> namedChanges = List.of();
    private int most = 5;
    private int lags;
    private double target = 0.80;
    private boolean targetGiven;
    private boolean relative;

    private double level = 0.95;
    private int draws = 999;
    private Seed seed = new Seed(1);

    private GlutDating(Map<String, String> series, String time) {
        this.series = series;
        this.time = time;
    }

    private GlutDating(GlutDating o) {
        series = new LinkedHashMap<>(o.series);
        time = o.time;
        changes = o.changes;
        namedChanges = o.namedChanges;
        most = o.most;
        lags = o.lags;
        target = o.target;
        targetGiven = o.targetGiven;
        relative = o.relative;
        level = o.level;
        draws = o.draws;
        seed = o.seed;
    }

    /**
     * Starts with utilization.
     *
     * @param utilization column of rates
     * @return what still needs time
     */
    public static NeedsTime of(String utilization) {
        return new NeedsTime(utilization);
    }

    /** Utilization that still needs its time column. */
    public static final class NeedsTime {
        private final String utilization;

        private NeedsTime(String utilization) {
            this.utilization = utilization;
        }

        /**
         * Names time.
         *
         * @param time column of periods in any notation, each once
         * @return a dating of utilization alone
         */
        public GlutDating over(String time) {
            Map<String, String> series = new LinkedHashMap<>();
            series.put("utilization", utilization);
            return new GlutDating(series, time);
        }
    }

    private GlutDating with(String role, String column) {
        GlutDating next = new GlutDating(this);
        next.series.put(role, column);
        return next;
    }

    /**
     * Adds capacity over demand; its log is dated.
     *
     * @param column column of ratios
     * @return the dating with it
     */
    public GlutDating multiple(String column) {
        return with("capacity over demand", column);
    }

    /**
     * Adds a price; its log is dated.
     *
     * @param column column of prices
     * @return the dating with it
     */
    public GlutDating price(String column) {
        return with("price", column);
    }

    /**
     * Adds a margin.
     *
     * @param column column of fractions
     * @return the dating with it
     */
    public GlutDating margin(String column) {
        return with("margin", column);
    }

    /**
     * Names a change of definition or sample, whose break is no news.
     *
     * @param lastOld time of the last observation under the old definition, quarters and months as decimal years: 2019.5 for 2019Q3
     * @return the dating that sets such a break aside
     */
    public GlutDating definitionChange(double lastOld) {
        GlutDating next = new GlutDating(this);
        next.changes = new ArrayList<>(changes);
        next.changes.add(lastOld);
        return next;
    }

    /**
     * Names a change of definition or sample, whose break is no news.
     *
     * @param lastOld last period under the old definition in any notation: {@code 2019Q3}, {@code Sep-2019}, {@code 2019-09-30}; a
     *     finer one falls into the period that holds it
     * @return the dating that sets such a break aside; measuring refuses what is no period of the time column with {@link
     *     Reason#BAD_VALUE}
     */
    public GlutDating definitionChange(String lastOld) {
        GlutDating next = new GlutDating(this);
        next.namedChanges = new ArrayList<>(namedChanges);
        next.namedChanges.add(lastOld);
        return next;
    }

    /**
     * The largest number of breaks.
     *
     * @param breaks at least 1, default 5; with fewer than 30 observations it is 1
     * @return the dating with this limit
     */
    public GlutDating most(int breaks) {
        GlutDating next = new GlutDating(this);
        next.most = breaks;
        return next;
    }

    /**
     * The level below which utilization is low.
     *
     * @param rate in the unit of the series, above zero; default 0.80, which is printed as not typed; without it, {@link #relative} where a change
     *     of definition is named. A concept of capacity with another normal
     *     rate needs its own: survey and sustainable rates are normal at about 0.80, nameplate rates below
     * @return the dating against this target
     */
    public GlutDating target(double rate) {
        GlutDating next = new GlutDating(this);
        next.target = rate;
        next.targetGiven = true;
        next.relative = false;
        return next;
    }

    /**
     * Judges a level beside the mean of the series under the same definition, and no target: low is then a word about the sample.
     *
     * @return the dating by relative levels
     */
    public GlutDating relative() {
        GlutDating next = new GlutDating(this);
        next.relative = true;
        return next;
    }

    /**
     * Lags of the Bartlett kernel behind the intervals of dates.
     *
     * @param count zero or more, default 0
     * @return the dating with these lags
     */
    public GlutDating lags(int count) {
        GlutDating next = new GlutDating(this);
        next.lags = count;
        return next;
    }

    /**
     * Level of the intervals of dates.
     *
     * @param level between 0 and 1, default 0.95
     * @return the dating at this level
     */
    public GlutDating level(double level) {
        GlutDating next = new GlutDating(this);
        next.level = level;
        return next;
    }

    /**
     * The bootstrap behind the p-value of sup F.
     *
     * @param count draws, at least 99
     * @param from where randomness starts
     * @return the dating with this bootstrap
     */
    public GlutDating bootstrap(int count, Seed from) {
        GlutDating next = new GlutDating(this);
        next.draws = count;
        next.seed = from;
        return next;
    }

    /** Breaks of one series: dates are positions of the first new observation; intervals are positions counted the same way. */
    record Dated(
            String name,
            double[] values,
            int[] dates,
            int[][] intervals,
            int[][] candidates,
            int[] changes,
            double[] bic,
            double supF,
            double supFp,
            double gateP,
            double[] stepP,
            double cusum,
            double cusumP) {}

    /**
     * Dates the breaks.
     *
     * @param source one row an observation
     * @return breaks, windows and which series leads
     * @throws OverhangException see the class
     */
    public GlutDatingResult measure(Source source) {
        Panel.Request request = Panel.neededBy("GlutDating").over(time);
        series.forEach(request::number);
        Panel in = request.read(source);
        check(in);
        List<Dated> dated = new ArrayList<>();
        int[] at = positions(in);
        series.forEach((role, column) -> dated.add(date(role, values(in, role), at)));
        return new GlutDatingResult(this, in, dated, source.provenance());
    }

    /**
     * The same of a Tablesaw table; its units are those its column names end in, and its source is not stated.
     *
     * @param table the table; it is read, never changed
     * @return as {@link #measure(Source)}
     */
    public GlutDatingResult measure(Table table) {
        return measure(Source.of(table));
    }

    private void check(Panel in) {
        Problems problems = new Problems();
        problems.require(
                in.count() >= FEWEST,
                Reason.NOT_IDENTIFIED,
                "GlutDating needs at least " + FEWEST + " observations, but the series has " + in.count()
                        + ". Give a longer series.");
        problems.require(
                this.most >= 1 && lags >= 0 && draws >= 99 && level > 0 && level < 1,
                Reason.OUT_OF_RANGE,
                "GlutDating needs at least 1 break, 0 lags, 99 draws and a level between 0 and 1, but has " + this.most
                        + ", " + lags + ", " + draws + " and " + Numbers.plain(level) + ".");
        problems.require(
                target > 0 && target < Double.POSITIVE_INFINITY,
                Reason.OUT_OF_RANGE,
                "GlutDating needs a target above zero, in the unit of the series, but it is " + Numbers.plain(target)
                        + ".");
        double most = Arrays.stream(in.get("utilization")).max().orElse(Double.NaN);
        problems.require(
                targetGiven || relativeLevels() || !(most > RATE),
                Reason.OUT_OF_RANGE,
                "GlutDating needs a target for \"" + series.get("utilization") + "\", whose values reach "
                        + Numbers.significant(most, 3)
                        + ": the default of 0.80 is for rates. Add .target(80) for percentages, or .relative().");
        for (String role : List.of("capacity over demand", "price")) {
            in.refuse(problems, role, v -> !(v > 0), "GlutDating needs " + role + " above zero, but it is not in");
        }
        series.forEach((role, column) -> {
            double[] v = in.get(role);
            boolean varies = false;
            for (double x : v) {
                varies |= x != v[0];
            }
            problems.require(
                    varies,
                    Reason.NOT_IDENTIFIED,
                    "GlutDating needs series that vary, but \"" + column + "\" is constant.");
        });
        problems.throwIfAny();
    }

    /** Prices and multiples in logs; the others as they are. */
    private static double[] values(Panel in, String role) {
        double[] out = in.get(role).clone();
        if (role.equals("price") || role.equals("capacity over demand")) {
            for (int i = 0; i < out.length; i++) {
                out[i] = StrictMath.log(out[i]);
            }
        }
        return out;
    }

    /** Positions of the first observation under each new definition. */
    private int[] positions(Panel in) {
        IntStream numbered = changes.stream().mapToInt(change -> (int) IntStream.range(0, in.count())
                .filter(t -> in.time().decimalYear(in.period(t)) <= change)
                .count());
        IntStream named = namedChanges.stream().mapToInt(change -> {
            long last = in.time().place("the change of definition", change);
            return (int) IntStream.range(0, in.count())
                    .filter(t -> in.period(t) <= last)
                    .count();
        });
        return IntStream.concat(numbered, named)
                .filter(at -> at > 0 && at < in.count())
                .sorted()
                .distinct()
                .toArray();
    }

    private Dated date(String role, double[] y, int[] changed) {
        int n = y.length;
        int least = leastSegment(n);
        int limit = Math.min(n < FEW ? 1 : most, BreaksMath.room(n, least, changed));
        int[][] dates = BreaksMath.dates(y, least, limit, changed);
        double[] bic = new double[limit + 1];
        int best = 0;
        for (int m = 0; m <= limit; m++) {
            double squares = BreaksMath.squares(y, BreaksMath.merged(dates[m], changed));
            bic[m] = BreaksMath.bic(n, squares, m, changed.length);
            best = bic[m] < bic[best] ? m : best;
        }
        double gateP = SieveMath.largerP(
                y, changed, draws, seed, v -> FluctuationMath.doubleMaximum(v, least, limit, changed));
        double[] steps = new double[best];
        for (int m = 0; m < best; m++) {
            steps[m] = stepP(y, BreaksMath.merged(dates[m], changed));
        }
        double p = best > 0 ? steps[0] : stepP(y, changed);
        best = counted(gateP, steps);
        int[] chosen = dates[best];
        int[] all = BreaksMath.ends(BreaksMath.merged(chosen, changed), n);
        int[][] intervals = new int[best][];
        for (int b = 0; b < best; b++) {
            int at = Arrays.binarySearch(all, chosen[b]);
            intervals[b] = BreaksMath.interval(y, all[at - 1], chosen[b], all[at + 1], lags, level);
        }
        double cusum = BreaksMath.cusum(BreaksMath.residuals(y, changed));
        double supF = BreaksMath.supF(y, TRIM, changed);
        return new Dated(
                role,
                y,
                chosen,
                intervals,
                dates,
                changed,
                bic,
                supF,
                p,
                gateP,
                steps,
                cusum,
                BreaksMath.cusumP(cusum));
    }

    /** No break if the gate does not reject; else the largest number that one fewer is rejected against, at least one. */
    private static int counted(double gateP, double[] steps) {
        if (steps.length == 0 || gateP >= SIZE) {
            return 0;
        }
        int most = steps.length;
        while (most > 1 && steps[most - 1] >= SIZE) {
            most--;
        }
        return most;
    }

    /** Probability of a largest F as large as found for one break more, if the levels between these positions are all there are. */
    private double stepP(double[] y, int[] levels) {
        return SieveMath.largerP(y, levels, draws, seed, v -> BreaksMath.supF(v, TRIM, levels));
    }

    /** The fewest observations of a segment. */
    static int leastSegment(int n) {
        return Math.max(2, (int) Math.floor(TRIM * n));
    }

    Seed seed() {
        return seed;
    }

    int most() {
        return most;
    }

    int lags() {
        return lags;
    }

    double target() {
        return target;
    }

    /** One target cannot serve two definitions: where they change and nobody typed one, levels are judged beside their own mean. */
    boolean relativeLevels() {
        return relative || !targetGiven && !(changes.isEmpty() && namedChanges.isEmpty());
    }

    /** What low means, for the summary. */
    String low() {
        if (relativeLevels()) {
            return "below the mean under one definition" + (relative ? "" : " (default where definitions change)");
        }
        return "level below " + Numbers.plain(target) + " at 5 %" + (targetGiven ? "" : " (default, not typed)");
    }

    /** The column of a role. */
    String column(String role) {
        return series.getOrDefault(role, role);
    }

    double level() {
        return level;
    }

    int draws() {
        return draws;
    }
}
