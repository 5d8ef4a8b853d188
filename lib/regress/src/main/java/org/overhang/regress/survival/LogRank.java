package org.overhang.regress.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Keys;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Source;
import org.overhang.core.Summary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Whether groups of firms leave at the same hazard: the log-rank test and its weighted family.
 *
 * <p>Formula: {@code U_g = \sum_j w_j (d_{gj} - d_j n_{gj}/n_j)}, {@code w_j = \hat S(t_j-)^\rho}, with the hypergeometric
 * covariance of the {@code d_{gj}}; {@code \chi^2 = U' V^- U} with one degree of freedom less than groups. With strata the
 * sums run over strata.
 *
 * <p>Symbols: as in {@link KaplanMeier}. Rows with a missing cell are left out and counted; a group that is never at risk
 * when somebody leaves does not count in the degrees of freedom.
 *
 * <p>Defaults: {@code \rho = 0} (log-rank); {@code \rho = 1} is the Peto–Peto form of the Wilcoxon test.
 *
 * <pre>{@code
 * LogRank.of("years").event("exited").by("state_owned").fit(firms);
 * }</pre>
 *
 * <p>Errors: {@link Reason#NOT_IDENTIFIED} if there are fewer than two groups at risk or nobody leaves, and those of {@link
 * KaplanMeier}.
 *
 * <p>Source: Harrington and Fleming, Biometrika 69 (1982), 553–566.
 */
public final class LogRank {
    private final String time;
    private final String event;
    private final String entry;
    private final List<String> by;
    private final List<String> strata;
    private final double rho;

    private LogRank(String time, String event, String entry, List<String> by, List<String> strata, double rho) {
        this.time = time;
        this.event = event;
        this.entry = entry;
        this.by = by;
        this.strata = strata;
        this.rho = rho;
    }

    /** A time column whose event and group columns are still to be named. */
    public static final class NeedsEvent {
        private final String time;

        private NeedsEvent(String time) {
            this.time = time;
        }

        /**
         * Names the column that says whether the firm left.
         *
         * @param column 1 for an exit, 0 for censored
         * @return a method that still needs its groups
         */
        public NeedsGroups event(String column) {
            return new NeedsGroups(time, column);
        }
    }

    /** Times and events whose groups are still to be named. */
    public static final class NeedsGroups {
        private final String time;
        private final String event;

        private NeedsGroups(String time, String event) {
            this.time = time;
            this.event = event;
        }

        /**
         * Names the groups to compare.
         *
         * @param columns columns whose values name a group
         * @return the method
         */
        public LogRank by(String... columns) {
            return new LogRank(time, event, "", List.of(columns), List.of(), 0);
        }
    }

    /**
     * Starts with the column of times to exit or censoring.
     *
     * @param time column name
     * @return a method that still needs its event column
     */
    public static NeedsEvent of(String time) {
        return new NeedsEvent(time);
    }

    /**
     * Each firm counts only after its entry time.
     *
     * @param column entry times
     * @return the method
     */
    public LogRank entry(String column) {
        return new LogRank(time, event, column, by, strata, rho);
    }

    /**
     * Compares only within strata.
     *
     * @param columns columns whose values name a stratum
     * @return the method
     */
    public LogRank strata(String... columns) {
        return new LogRank(time, event, entry, by, List.of(columns), rho);
    }

    /**
     * Weights by a power of survival just before the event time.
     *
     * @param power 0 for log-rank, 1 for Peto–Peto (early differences count more)
     * @return the method
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is not a number
     */
    public LogRank rho(double power) {
        if (!Double.isFinite(power)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "LogRank needs a finite power of survival, but it is " + power + ".");
        }
        return new LogRank(time, event, entry, by, strata, power);
    }

    /**
     * Estimates from a Tablesaw table.
     *
     * @param table the table
     * @return as {@link #fit(Source)}
     */
    public Test fit(Table table) {
        return fit(Source.of(table));
    }

    /**
     * Runs the test.
     *
     * @param source the table, one row a firm
     * @return the test
     * @throws OverhangException see the class
     */
    public Test fit(Source source) {
        List<String> keys = new ArrayList<>(strata);
        keys.addAll(by);
        SurvivalRows rows = SurvivalRows.read(
                new SurvivalRows.Roles("LogRank", time, entry, event, false, "", List.of(), keys, ""), source);
        Keys groups = rows.strata();
        int[] group = relabel(groups, strata.size(), by.size());
        int[] stratum = relabel(groups, 0, strata.size());
        int count = Arrays.stream(group).max().orElse(-1) + 1;
        double[] observed = new double[count];
        double[] expected = new double[count];
        double[][] variance = new double[count][count];
        int[] firms = new int[count];
        for (int i = 0; i < rows.rows(); i++) {
            firms[group[rows.stratum()[i]]]++;
        }
        for (int s = 0; s <= Arrays.stream(stratum).max().orElse(-1); s++) {
            int chosen = s;
            int[] at = IntStream.range(0, rows.rows())
                    .filter(i -> stratum[rows.stratum()[i]] == chosen)
                    .toArray();
            add(rows, at, group, observed, expected, variance);
        }
        return test(rows, labels(groups, group, count), firms, observed, expected, variance);
    }

    /** Codes of part of the key columns for each crossing of all of them. */
    private static int[] relabel(Keys keys, int from, int size) {
        int[] out = new int[keys.count()];
        List<List<Integer>> seen = new ArrayList<>();
        for (int g = 0; g < out.length; g++) {
            int crossing = g;
            List<Integer> part = IntStream.range(from, from + size)
                    .mapToObj(k -> keys.level(crossing, k))
                    .toList();
            if (!seen.contains(part)) {
                seen.add(part);
            }
            out[g] = seen.indexOf(part);
        }
        return out;
    }

    private List<String> labels(Keys keys, int[] group, int count) {
        String[] out = new String[count];
        for (int g = 0; g < keys.count(); g++) {
            int crossing = g;
            out[group[g]] = String.join(
                    ", ",
                    IntStream.range(strata.size(), strata.size() + by.size())
                            .mapToObj(k -> keys.label(crossing, k))
                            .toList());
        }
        return List.of(out);
    }

    private void add(
            SurvivalRows rows, int[] at, int[] group, double[] observed, double[] expected, double[][] variance) {
        int count = observed.length;
        SurvivalMath.Steps[] steps = new SurvivalMath.Steps[count];
        double[][] ends = new double[count][];
        double[][] starts = new double[count][];
        for (int g = 0; g < count; g++) {
            int chosen = g;
            int[] mine = Arrays.stream(at)
                    .filter(i -> group[rows.stratum()[i]] == chosen)
                    .toArray();
            ends[g] = Arrays.stream(mine)
                    .mapToDouble(i -> rows.time()[i])
                    .sorted()
                    .toArray();
            starts[g] = Arrays.stream(mine)
                    .mapToDouble(i -> rows.entry()[i])
                    .sorted()
                    .toArray();
            steps[g] = steps(rows, mine);
        }
        SurvivalMath.Steps all = steps(rows, at);
        double[] survival = all.survival();
        for (int j = 0; j < all.time().length; j++) {
            double t = all.time()[j];
            double n = all.atRisk()[j];
            double d = all.events()[j];
            double w = rho == 0 ? 1 : FastMath.pow(j == 0 ? 1 : survival[j - 1], rho);
            double spread = n > 1 ? w * w * d * (n - d) / (n - 1) : 0;
            double[] share = new double[count];
            for (int g = 0; g < count; g++) {
                share[g] = (SurvivalMath.below(starts[g], t) - SurvivalMath.below(ends[g], t)) / n;
                int k = Arrays.binarySearch(steps[g].time(), t);
                observed[g] += k < 0 ? 0 : w * steps[g].events()[k];
                expected[g] += w * d * share[g];
            }
            for (int g = 0; g < count; g++) {
                for (int h = 0; h < count; h++) {
                    variance[g][h] += spread * ((g == h ? share[g] : 0) - share[g] * share[h]);
                }
            }
        }
    }

    private static SurvivalMath.Steps steps(SurvivalRows rows, int[] at) {
        boolean[] fell = new boolean[at.length];
        for (int i = 0; i < at.length; i++) {
            fell[i] = rows.event()[at[i]] == 1;
        }
        return SurvivalMath.steps(
                Arrays.stream(at).mapToDouble(i -> rows.entry()[i]).toArray(),
                Arrays.stream(at).mapToDouble(i -> rows.time()[i]).toArray(),
                fell);
    }

    private Test test(
            SurvivalRows rows,
            List<String> labels,
            int[] firms,
            double[] observed,
            double[] expected,
            double[][] variance) {
        int[] used =
                IntStream.range(0, expected.length).filter(g -> expected[g] > 0).toArray();
        int df = used.length - 1;
        double[] u = new double[Math.max(0, df)];
        double[][] v = new double[u.length][u.length];
        for (int a = 0; a < u.length; a++) {
            u[a] = observed[used[a]] - expected[used[a]];
            for (int b = 0; b < u.length; b++) {
                v[a][b] = variance[used[a]][used[b]];
            }
        }
        double chiSquared = df < 1 ? Double.NaN : SurvivalMath.quadratic(v, u);
        if (!(chiSquared >= 0)) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "LogRank needs exits and at least two groups at risk at the same times, but found "
                            + rows.count(1) + " exits and " + used.length
                            + " groups at risk. Choose other groups or a longer window.");
        }
        return new Test(this, rows, labels, firms, observed, expected, chiSquared, df);
    }

    /** The test's outcome; make it with {@link LogRank#fit(Source)}. */
    public static final class Test implements Result {
        private final LogRank method;
        private final SurvivalRows rows;
        private final List<String> labels;
        private final int[] firms;
        private final double[] observed;
        private final double[] expected;
        private final double statistic;
        private final int df;

        private Test(
                LogRank method,
                SurvivalRows rows,
                List<String> labels,
                int[] firms,
                double[] observed,
                double[] expected,
                double statistic,
                int df) {
            this.method = method;
            this.rows = rows;
            this.labels = labels;
            this.firms = firms;
            this.observed = observed;
            this.expected = expected;
            this.statistic = statistic;
            this.df = df;
        }

        /**
         * The test statistic.
         *
         * @return chi-squared
         */
        public double statistic() {
            return statistic;
        }

        /**
         * Its degrees of freedom.
         *
         * @return groups at risk less one
         */
        public int degreesOfFreedom() {
            return df;
        }

        /**
         * The chance of a statistic as large if the hazards are the same.
         *
         * @return between 0 and 1
         */
        public double pValue() {
            return SurvivalMath.chiSquaredTail(statistic, df);
        }

        /**
         * One row a group: {@code group nobs observed expected}.
         *
         * @return a fresh table
         */
        @Override
        public Table tidy() {
            return Table.create(
                    "LogRank",
                    StringColumn.create("group", labels),
                    IntColumn.create("nobs", firms.clone()),
                    DoubleColumn.create("observed", observed.clone()),
                    DoubleColumn.create("expected", expected.clone()));
        }

        @Override
        public Table glance() {
            return Table.create(
                    "LogRank",
                    IntColumn.create("nobs", new int[] {rows.rows()}),
                    IntColumn.create("dropped", new int[] {rows.dropped()}),
                    DoubleColumn.create("statistic", statistic),
                    IntColumn.create("df", new int[] {df}),
                    DoubleColumn.create("p_value", pValue()));
        }

        @Override
        public Summary summary() {
            return Summary.of("Log-rank test")
                    .choice("time", method.time)
                    .choice("event", method.event)
                    .choice("groups", String.join(" × ", method.by))
                    .choice("strata", method.strata.isEmpty() ? "none" : String.join(" × ", method.strata))
                    .choice("rho", Numbers.plain(method.rho))
                    .grid(Summary.grid(labels.size())
                            .text("group", "", labels::get)
                            .number("firms", "", 0, i -> firms[i])
                            .significant("observed", "weighted exits", i -> observed[i])
                            .significant("expected", "weighted exits", i -> expected[i]))
                    .paragraph(
                            "Test",
                            "chi-squared " + Numbers.significant(statistic, 5) + " on " + df + " degrees of freedom, p "
                                    + Numbers.significant(pValue(), 4))
                    .identifies("Censoring that says nothing about the time of exit.")
                    .breaks("Curves that cross: the test then has little power.")
                    .doesNotShow("Why the groups differ; they may differ in other ways too.")
                    .leftOut(rows.dropped(), "rows with a missing cell")
                    .build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
