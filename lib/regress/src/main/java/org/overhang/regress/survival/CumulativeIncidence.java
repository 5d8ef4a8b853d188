package org.overhang.regress.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.overhang.core.Draws;
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
 * The share of firms that have gone by each kind of exit: Aalen–Johansen, which treats a takeover as an exit and not as a
 * censoring.
 *
 * <p>Formula: {@code \hat F_k(t) = \sum_{t_j \le t} \hat S(t_j-) d_{kj}/n_j}; the shares of all kinds and of those still
 * there sum to 1. Standard errors by the infinitesimal jackknife over rows.
 *
 * <p>Symbols: as in {@link KaplanMeier}; the cause column holds words or numbers. Missing cells: the row is left out and
 * counted. Beyond the last time observed a share is not known: NaN.
 *
 * <p>Defaults: a cell "0" means censored; one group; plain intervals at 95 %, cut at 0 and 1.
 *
 * <pre>{@code
 * var shares = CumulativeIncidence.of("years").cause("how_it_ended").censoredAs("still there").fit(firms);
 * shares.share("all", "takeover", 10);     // share taken over within ten years
 * shares
 * }</pre>
 *
 * <p>Errors: those of {@link KaplanMeier}; {@link Reason#NOT_IDENTIFIED} if nobody leaves.
 *
 * <p>Source: Aalen and Johansen, Scandinavian Journal of Statistics 5 (1978), 141–150.
 */
public final class CumulativeIncidence {
    /** A share still there that rounding may leave of none. */
    private static final double NOBODY = 1e-12;

    private final String time;
    private final String cause;
    private final String entry;
    private final List<String> by;
    private final String censoredAs;
    private final double level;

    private CumulativeIncidence(
            String time, String cause, String entry, List<String> by, String censoredAs, double level) {
        this.time = time;
        this.cause = cause;
        this.entry = entry;
        this.by = by;
        this.censoredAs = censoredAs;
        this.level = level;
    }

    /** A time column whose cause column is still to be named. */
    public static final class NeedsCause {
        private final String time;

        private NeedsCause(String time) {
            this.time = time;
        }

        /**
         * Names the column of kinds of exit.
         *
         * @param column column of kinds
         * @return the method
         */
        public CumulativeIncidence cause(String column) {
            return new CumulativeIncidence(time, column, "", List.of(), "0", 0.95);
        }
    }

    /**
     * Starts with the column of times to exit or censoring.
     *
     * @param time column name
     * @return a method that still needs its cause column
     */
    public static NeedsCause of(String time) {
        return new NeedsCause(time);
    }

    /**
     * Each firm counts only after its entry time.
     *
     * @param column entry times
     * @return the method
     */
    public CumulativeIncidence entry(String column) {
        return new CumulativeIncidence(time, cause, column, by, censoredAs, level);
    }

    /**
     * One set of curves a group.
     *
     * @param columns columns whose values name a group
     * @return the method
     */
    public CumulativeIncidence by(String... columns) {
        return new CumulativeIncidence(time, cause, entry, List.of(columns), censoredAs, level);
    }

    /**
     * What the cause column says for a censored firm.
     *
     * @param cell the cell's text; "0" unless named
     * @return the method
     */
    public CumulativeIncidence censoredAs(String cell) {
        return new CumulativeIncidence(time, cause, entry, by, cell, level);
    }

    /**
     * The level of the intervals.
     *
     * @param fraction between 0 and 1
     * @return the method
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} otherwise
     */
    public CumulativeIncidence level(double fraction) {
        SurvivalColumns.check("CumulativeIncidence", fraction);
        return new CumulativeIncidence(time, cause, entry, by, censoredAs, fraction);
    }

    /**
     * Estimates from a Tablesaw table.
     *
     * @param table the table
     * @return as {@link #fit(Source)}
     */
    public Shares fit(Table table) {
        return fit(Source.of(table));
    }

    /**
     * Estimates the shares.
     *
     * @param source the table, one row a firm
     * @return the shares
     * @throws OverhangException see the class
     */
    public Shares fit(Source source) {
        SurvivalRows rows = SurvivalRows.read(
                new SurvivalRows.Roles("CumulativeIncidence", time, entry, cause, true, censoredAs, List.of(), by, ""),
                source);
        if (rows.causes().isEmpty()) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "CumulativeIncidence needs at least one exit, but \"" + cause + "\" is \"" + censoredAs
                            + "\" in every row used. Observe for longer.");
        }
        List<String> labels = new ArrayList<>();
        List<CompetingMath.Incidence> curves = new ArrayList<>();
        List<Double> lasts = new ArrayList<>();
        for (int g = 0; g < rows.strata().count(); g++) {
            int group = g;
            int[] at = IntStream.range(0, rows.rows())
                    .filter(i -> rows.stratum()[i] == group)
                    .toArray();
            if (at.length > 0) {
                labels.add(rows.strata().label(g));
                lasts.add(
                        IntStream.of(at).mapToDouble(i -> rows.time()[i]).max().orElseThrow());
                curves.add(CompetingMath.incidence(
                        IntStream.of(at).mapToDouble(i -> rows.entry()[i]).toArray(),
                        IntStream.of(at).mapToDouble(i -> rows.time()[i]).toArray(),
                        IntStream.of(at).map(i -> rows.event()[i]).toArray(),
                        rows.causes().size()));
            }
        }
        return new Shares(this, rows, labels, curves, lasts);
    }

    /** Shares gone by each kind of exit; make them with {@link CumulativeIncidence#fit(Source)}. */
    public static final class Shares implements Result {
        private final CumulativeIncidence method;
        private final SurvivalRows rows;
        private final List<String> labels;
        private final List<CompetingMath.Incidence> curves;
        private final List<Double> lasts;

        private Shares(
                CumulativeIncidence method,
                SurvivalRows rows,
                List<String> labels,
                List<CompetingMath.Incidence> curves,
                List<Double> lasts) {
            this.lasts = lasts;
            this.method = method;
            this.rows = rows;
            this.labels = labels;
            this.curves = curves;
        }

        /**
         * The kinds of exit.
         *
         * @return their names, sorted
         */
        public List<String> kinds() {
            return rows.causes();
        }

        /**
         * The share of a group gone by one kind of exit.
         *
         * @param group its label; {@code "all"} if there is one group
         * @param kind the kind
         * @param at a time
         * @return share gone by then, between 0 and 1; NaN beyond the last time observed, unless nobody was left
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there is no such group or kind
         */
        public double share(String group, String kind, double at) {
            return read(group, kind, at, false);
        }

        /**
         * The standard error of {@link #share}.
         *
         * @param group its label; {@code "all"} if there is one group
         * @param kind the kind
         * @param at a time
         * @return the standard error; NaN where the share is
         */
        public double standardError(String group, String kind, double at) {
            return Math.sqrt(read(group, kind, at, true));
        }

        private double read(String group, String kind, double at, boolean variance) {
            int g = labels.indexOf(group);
            int k = rows.causes().indexOf(kind) + 1;
            if (g < 0 || k == 0) {
                throw new OverhangException(
                        Reason.OUT_OF_RANGE,
                        "CumulativeIncidence has no \"" + (g < 0 ? group : kind) + "\". Its groups: "
                                + String.join(", ", labels) + "; its kinds of exit: "
                                + String.join(", ", rows.causes()) + ".");
            }
            CompetingMath.Incidence curve = curves.get(g);
            int j = SurvivalMath.below(curve.time(), Math.nextUp(at)) - 1;
            // Once all have gone nothing can change; before that nobody was watched any more.
            boolean over = j >= 0 && j == curve.time().length - 1 && curve.share()[j][0] < NOBODY;
            if (!(at <= lasts.get(g)) && !over) {
                return Double.NaN;
            }
            return j < 0 ? 0 : (variance ? curve.variance() : curve.share())[j][k];
        }

        /**
         * One row a group, event time and kind: {@code group kind time n_risk estimate std_error conf_low conf_high}.
         *
         * @return a fresh table
         */
        @Override
        public Table tidy() {
            double z = Draws.inverseNormal(0.5 + method.level / 2);
            StringColumn group = StringColumn.create("group");
            StringColumn kind = StringColumn.create("kind");
            DoubleColumn[] c =
                    SurvivalColumns.columns("time", "n_risk", "estimate", "std_error", "conf_low", "conf_high");
            for (int g = 0; g < curves.size(); g++) {
                CompetingMath.Incidence curve = curves.get(g);
                for (int k = 1; k <= rows.causes().size(); k++) {
                    for (int j = 0; j < curve.time().length; j++) {
                        double f = curve.share()[j][k];
                        double se = Math.sqrt(curve.variance()[j][k]);
                        group.append(labels.get(g));
                        kind.append(rows.causes().get(k - 1));
                        SurvivalColumns.append(
                                c,
                                curve.time()[j],
                                curve.atRisk()[j],
                                f,
                                se,
                                Math.max(0, f - z * se),
                                Math.min(1, f + z * se));
                    }
                }
            }
            return Table.create("CumulativeIncidence", group, kind).addColumns(c);
        }

        @Override
        public Table glance() {
            return Table.create(
                    "CumulativeIncidence",
                    IntColumn.create("nobs", new int[] {rows.rows()}),
                    IntColumn.create("dropped", new int[] {rows.dropped()}),
                    IntColumn.create("events", new int[] {rows.rows() - rows.count(0)}),
                    IntColumn.create("kinds", new int[] {rows.causes().size()}),
                    IntColumn.create("groups", new int[] {labels.size()}));
        }

        @Override
        public Summary summary() {
            int kinds = rows.causes().size();
            int last = curves.stream().mapToInt(c -> c.time().length).max().orElse(0);
            return Summary.of("Exits by kind")
                    .choice("time", method.time)
                    .choice("cause", method.cause)
                    .choice("censored as", method.censoredAs)
                    .choice("interval", SurvivalColumns.percent(method.level) + " plain, infinitesimal jackknife")
                    .grid(Summary.grid(last == 0 ? 0 : labels.size() * kinds)
                            .text("group", "", i -> labels.get(i / kinds))
                            .text("kind", "", i -> rows.causes().get(i % kinds))
                            .percent("share gone", "firms", 1, i -> end(i / kinds, i % kinds + 1, false))
                            .percent("std error", "", 1, i -> Math.sqrt(end(i / kinds, i % kinds + 1, true))))
                    .paragraph("", "Shares are at the last time somebody leaves.")
                    .identifies("Censoring that says nothing about the time or kind of exit.")
                    .breaks("Kinds of exit recorded wrongly: a closure after a takeover is a takeover.")
                    .doesNotShow("How often one kind would happen if the others could not.")
                    .leftOut(rows.dropped(), "rows with a missing cell")
                    .build();
        }

        private double end(int g, int k, boolean variance) {
            double[][] series =
                    variance ? curves.get(g).variance() : curves.get(g).share();
            return series.length == 0 ? 0 : series[series.length - 1][k];
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
