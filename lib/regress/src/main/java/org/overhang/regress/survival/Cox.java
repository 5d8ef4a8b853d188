package org.overhang.regress.survival;

import java.util.List;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import tech.tablesaw.api.Table;

/**
 * How covariates multiply the hazard of exit: Cox's proportional hazards, with tied times, late entry, covariates that
 * change over time, strata and clusters.
 *
 * <p>Formula: {@code h_i(t) = h_0(t) e^{x_i(t)'\beta}}, {@code \beta} at the maximum of the partial likelihood
 * {@code \prod_j e^{x_j'\beta} / \sum_{k \in R(t_j)} e^{x_k'\beta}}; a firm is in the risk set R(t) if its row spans
 * (entry, time] around t. Tied exits: Efron takes a falling share of the tied firms out of the denominator, Breslow none,
 * and the exact rule is the discrete partial likelihood: the sum over all ways to choose that many exits from those at risk.
 *
 * <p>Symbols: covariates in the unit of their column, one row a firm, or several rows (entry, time] a firm whose covariates
 * change. Missing cells: the row is left out and counted. Negative and zero covariates are fine.
 *
 * <p>Defaults: Efron, no entry column, no strata, standard errors from the information matrix; with {@link #cluster} from
 * the sandwich of score residuals summed within clusters, without a small-sample factor. Intervals at 95 %.
 *
 * <pre>{@code
 * var fit = Cox.of("years").event("exited").on("price_gap", "state_owned", "size").cluster("sector").fit(firms);
 * fit.hazardRatio("price_gap");
 * fit.proportionalHazards(Cox.Clock.KAPLAN_MEIER);
 * fit
 * }</pre>
 *
 * <p>Errors: those of {@link KaplanMeier}; {@link Reason#NOT_IDENTIFIED} for a covariate that does not vary, depends on
 * others or separates those who leave; {@link Reason#NOT_CONVERGED}; {@link Reason#OUT_OF_RANGE} for clusters with exact
 * ties.
 *
 * <p>Source: Cox, Journal of the Royal Statistical Society B 34 (1972), 187–220; Efron, JASA 72 (1977), 557–565; Lin and
 * Wei, JASA 84 (1989), 1074–1078.
 */
public final class Cox {
    /** What to do when several firms leave at the same time. */
    public enum Ties {
        /** Takes a falling share of the tied firms out of the denominator; the best of the two approximations. */
        EFRON,
        /** Leaves all tied firms in the denominator of each. */
        BRESLOW,
        /** Discrete partial likelihood: all ways to choose the exits from those at risk; for time that is truly discrete. */
        EXACT
    }

    /** On which clock a coefficient may drift in the test of proportional hazards. */
    public enum Clock {
        /** One minus overall survival just before the exit. */
        KAPLAN_MEIER,
        /** Time itself. */
        IDENTITY,
        /** Rank of the exit among all times, those of censored rows included. */
        RANK,
        /** Logarithm of time, which must be positive. */
        LOG
    }

    private final String time;
    private final String event;
    private final List<String> covariates;
    private final String entry;
    private final List<String> strata;
    private final String cluster;
    private final Ties ties;
    private final double level;

    private Cox(
            String time,
            String event,
            List<String> covariates,
            String entry,
            List<String> strata,
            String cluster,
            Ties ties,
            double level) {
        this.time = time;
        this.event = event;
        this.covariates = covariates;
        this.entry = entry;
        this.strata = strata;
        this.cluster = cluster;
        this.ties = ties;
        this.level = level;
    }

    /** A time column whose event column is still to be named. */
    public static final class NeedsEvent {
        private final String time;

        private NeedsEvent(String time) {
            this.time = time;
        }

        /**
         * Names the column that says whether the firm left.
         *
         * @param column 1 for an exit, 0 for censored
         * @return a method that still needs its covariates
         */
        public NeedsCovariates event(String column) {
            return new NeedsCovariates(time, column);
        }
    }

    /** Times and events whose covariates are still to be named. */
    public static final class NeedsCovariates {
        private final String time;
        private final String event;

        private NeedsCovariates(String time, String event) {
            this.time = time;
            this.event = event;
        }

        /**
         * Names the covariates.
         *
         * @param columns numeric columns, at least one, each once
         * @return the method
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there is none, {@link Reason#BAD_VALUE} if one is named twice
         */
        public Cox on(String... columns) {
            return new Cox(time, event, checked("Cox", columns), "", List.of(), "", Ties.EFRON, 0.95);
        }
    }

    static List<String> checked(String verb, String... columns) {
        Problems problems = new Problems();
        problems.require(
                columns.length > 0, Reason.OUT_OF_RANGE, verb + " needs at least one covariate. Name its column.");
        problems.require(
                List.of(columns).stream().distinct().count() == columns.length,
                Reason.BAD_VALUE,
                verb + " needs each covariate once, but found " + String.join(", ", columns) + ".");
        problems.throwIfAny();
        return List.of(columns);
    }

    /**
     * Starts with the column of times to exit or censoring.
     *
     * @param time column name
     * @return a method that still needs its event column and covariates
     */
    public static NeedsEvent of(String time) {
        return new NeedsEvent(time);
    }

    /**
     * Each row counts only after its entry time: late entry, or one row a stretch of constant covariates.
     *
     * @param column entry times, below the times of exit
     * @return the method
     */
    public Cox entry(String column) {
        return new Cox(time, event, covariates, column, strata, cluster, ties, level);
    }

    /**
     * A baseline hazard of its own for each stratum.
     *
     * @param columns columns whose values name a stratum
     * @return the method
     */
    public Cox strata(String... columns) {
        return new Cox(time, event, covariates, entry, List.of(columns), cluster, ties, level);
    }

    /**
     * Standard errors that allow any dependence within a cluster; name the firm's own column for rows of one firm.
     *
     * @param column column whose values name a cluster
     * @return the method
     */
    public Cox cluster(String column) {
        return new Cox(time, event, covariates, entry, strata, column, ties, level);
    }

    /**
     * The rule for tied exits.
     *
     * @param rule the rule
     * @return the method
     */
    public Cox ties(Ties rule) {
        return new Cox(time, event, covariates, entry, strata, cluster, rule, level);
    }

    /**
     * The level of the intervals.
     *
     * @param chosen as a fraction, between 0 and 1
     * @return the method
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} otherwise
     */
    public Cox level(double chosen) {
        SurvivalColumns.check("Cox", chosen);
        return new Cox(time, event, covariates, entry, strata, cluster, ties, chosen);
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
     * @param source the table
     * @return the estimates
     * @throws OverhangException see the class
     */
    public HazardFit fit(Source source) {
        if (ties == Ties.EXACT && !cluster.isEmpty()) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "Cox needs Efron or Breslow ties for clustered standard errors, but ties are exact. Choose "
                            + "ties(EFRON) or leave out cluster(\"" + cluster + "\").");
        }
        SurvivalRows rows = SurvivalRows.read(
                new SurvivalRows.Roles("Cox", time, entry, event, false, "", covariates, strata, cluster), source);
        if (rows.count(1) == 0) {
            throw new OverhangException(
                    Reason.NOT_IDENTIFIED,
                    "Cox needs at least one exit, but \"" + event + "\" is 0 in every row used. Observe for longer.");
        }
        boolean[] fell = new boolean[rows.rows()];
        double[] weight = new double[rows.rows()];
        for (int i = 0; i < fell.length; i++) {
            fell[i] = rows.event()[i] == 1;
            weight[i] = 1;
        }
        CoxSolver solver = new CoxSolver(
                "Cox", covariates, rows.entry(), rows.time(), fell, rows.x(), weight, rows.stratum(), ties);
        CoxSolver.Maximum maximum = solver.solve();
        double[][] covariance = cluster.isEmpty() ? maximum.covariance() : solver.robust(maximum, rows.cluster());
        HazardFit.Choices choices = new HazardFit.Choices(
                "Cox proportional hazards",
                time,
                event,
                entry.isEmpty() ? "from the start" : entry,
                ties,
                strata.isEmpty() ? "none" : String.join(" × ", strata),
                cluster.isEmpty() ? "information matrix" : "clustered by " + cluster,
                level);
        return new HazardFit(
                choices,
                covariates,
                solver,
                maximum,
                covariance,
                new HazardFit.Sample(
                        rows.rows(), rows.count(1), rows.dropped(), cluster.isEmpty() ? 0 : rows.clusters()),
                new HazardFit.Baseline(rows.strata(), rows.time(), fell, rows.entry(), rows.row()));
    }
}
