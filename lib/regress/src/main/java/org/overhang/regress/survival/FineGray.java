package org.overhang.regress.survival;

import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/**
 * How covariates move the share of firms that end by one kind of exit, other kinds being there: the subdistribution hazard
 * of Fine and Gray.
 *
 * <p>Formula: {@code F_k(t | x) = 1 - \exp(-\int_0^t h_0(u) e^{x'\beta} du)}, estimated by weighted partial likelihood in
 * which a firm that left another way at {@code s} stays at risk with weight {@code \hat G(t-)/\hat G(s-)}, {@code \hat G} the
 * Kaplan–Meier curve of censoring (at a tied time exits come before censorings).
 *
 * <p>Symbols: as in {@link Cox}; the cause column holds words or numbers. A takeover by the rival is an exit of its own
 * kind, not a censoring. Missing cells: the row is left out and counted.
 *
 * <p>Defaults: a cell "0" means censored; Efron ties; standard errors from the sandwich by firm (one row a firm), which treats
 * the estimated weights as known; intervals at 95 %.
 *
 * <pre>{@code
 * var fit = FineGray.of("years").cause("how_it_ended", "takeover").on("price_gap", "size").fit(firms);
 * fit.hazardRatio("price_gap");
 * fit
 * }</pre>
 *
 * <p>Errors: those of {@link Cox}; {@link Reason#BAD_VALUE} if no row has the cause. Late entry is not offered: it needs
 * weights for truncation too.
 *
 * <p>Source: Fine and Gray, JASA 94 (1999), 496–509.
 */
public final class FineGray {
    private final String time;
    private final String cause;
    private final String chosen;
    private final List<String> covariates;
    private final String censoredAs;
    private final String cluster;
    private final Cox.Ties ties;
    private final double level;

    private FineGray(
            String time,
            String cause,
            String chosen,
            List<String> covariates,
            String censoredAs,
            String cluster,
            Cox.Ties ties,
            double level) {
        this.time = time;
        this.cause = cause;
        this.chosen = chosen;
        this.covariates = covariates;
        this.censoredAs = censoredAs;
        this.cluster = cluster;
        this.ties = ties;
        this.level = level;
    }

    /** A time column whose cause column is still to be named. */
    public static final class NeedsCause {
        private final String time;

        private NeedsCause(String time) {
            this.time = time;
        }

        /**
         * Names the column of kinds of exit and the kind of interest.
         *
         * @param column column of kinds
         * @param kind the kind of interest as it stands in the column; a number as its plain text, "1"
         * @return a method that still needs its covariates
         */
        public NeedsCovariates cause(String column, String kind) {
            return new NeedsCovariates(time, column, kind);
        }
    }

    /** Times and causes whose covariates are still to be named. */
    public static final class NeedsCovariates {
        private final String time;
        private final String cause;
        private final String chosen;

        private NeedsCovariates(String time, String cause, String chosen) {
            this.time = time;
            this.cause = cause;
            this.chosen = chosen;
        }

        /**
         * Names the covariates.
         *
         * @param columns numeric columns, at least one, each once
         * @return the method
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there is none, {@link Reason#BAD_VALUE} if one is named twice
         */
        public FineGray on(String... columns) {
            return new FineGray(time, cause, chosen, Cox.checked("FineGray", columns), "0", "", Cox.Ties.EFRON, 0.95);
        }
    }

    /**
     * Starts with the column of times to exit or censoring.
     *
     * @param time column name
     * @return a method that still needs its cause and covariates
     */
    public static NeedsCause of(String time) {
        return new NeedsCause(time);
    }

    /**
     * What the cause column says for a censored firm.
     *
     * @param cell the cell's text; "0" unless named
     * @return the method
     */
    public FineGray censoredAs(String cell) {
        return new FineGray(time, cause, chosen, covariates, cell, cluster, ties, level);
    }

    /**
     * Standard errors by a coarser group than the firm.
     *
     * @param column column whose values name a cluster
     * @return the method
     */
    public FineGray cluster(String column) {
        return new FineGray(time, cause, chosen, covariates, censoredAs, column, ties, level);
    }

    /**
     * The rule for tied exits.
     *
     * @param rule Efron or Breslow
     * @return the method
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} for exact ties, which weights rule out
     */
    public FineGray ties(Cox.Ties rule) {
        if (rule == Cox.Ties.EXACT) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "FineGray needs Efron or Breslow ties, but ties are exact, for which weighted firms have no likelihood.");
        }
        return new FineGray(time, cause, chosen, covariates, censoredAs, cluster, rule, level);
    }

    /**
     * The level of the intervals.
     *
     * @param fraction between 0 and 1
     * @return the method
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} otherwise
     */
    public FineGray level(double fraction) {
        SurvivalColumns.check("FineGray", fraction);
        return new FineGray(time, cause, chosen, covariates, censoredAs, cluster, ties, fraction);
    }

    /**
     * Estimates from a Tablesaw table.
     *
     * @param table the table
     * @return as {@link #fit(Source)}
     */
    public HazardFit fit(Table table) {
        return fit(Source.of(table));
    }

    /**
     * Estimates the effects.
     *
     * @param source the table, one row a firm
     * @return the estimates
     * @throws OverhangException see the class
     */
    public HazardFit fit(Source source) {
        SurvivalRows rows = SurvivalRows.read(
                new SurvivalRows.Roles("FineGray", time, "", cause, true, censoredAs, covariates, List.of(), cluster),
                source);
        int code = rows.causes().indexOf(chosen) + 1;
        if (code == 0) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "FineGray needs rows with cause \"" + chosen + "\", but \"" + cause + "\" holds only "
                            + (rows.causes().isEmpty() ? "censored rows" : String.join(", ", rows.causes()))
                            + ". Name one of these, or say censoredAs(...) if \"" + censoredAs
                            + "\" is not the cell of a censored firm.");
        }
        CompetingMath.Expanded expanded = CompetingMath.expand(rows.time(), rows.event(), code);
        int n = expanded.row().length;
        double[][] x = new double[n][];
        int[] firm = new int[n];
        for (int i = 0; i < n; i++) {
            x[i] = rows.x()[expanded.row()[i]];
            firm[i] = cluster.isEmpty() ? expanded.row()[i] : rows.cluster()[expanded.row()[i]];
        }
        CoxSolver solver = new CoxSolver(
                "FineGray",
                covariates,
                expanded.start(),
                expanded.stop(),
                expanded.event(),
                x,
                expanded.weight(),
                new int[n],
                ties);
        CoxSolver.Maximum maximum = solver.solve();
        HazardFit.Choices choices = new HazardFit.Choices(
                "Fine–Gray subdistribution hazard of " + chosen,
                time,
                cause,
                "from the start",
                ties,
                "none",
                cluster.isEmpty() ? "robust by firm" : "clustered by " + cluster,
                level);
        return new HazardFit(
                choices,
                covariates,
                solver,
                maximum,
                solver.robust(maximum, firm),
                new HazardFit.Sample(
                        rows.rows(), rows.count(code), rows.dropped(), cluster.isEmpty() ? 0 : rows.clusters()),
                new HazardFit.Baseline(rows.strata(), expanded.stop(), expanded.event(), expanded.start(), new int[0]));
    }
}
