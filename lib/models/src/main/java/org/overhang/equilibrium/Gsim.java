package org.overhang.equilibrium;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.overhang.core.Columns;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.policy.Change;
import org.overhang.policy.Closure;
import org.overhang.policy.Duty;
import org.overhang.policy.InForce;
import org.overhang.policy.Measure;
import org.overhang.policy.Policy;
import org.overhang.policy.Removal;
import org.overhang.policy.Subsidy;
import tech.tablesaw.api.Table;

/**
 * The global simulation model of Francois and Hall: one good, any number of countries, each one's exports a variety.
 *
 * <pre>{@code
 * q_{rv} = M_{rv} (p_r T_{rv}/(T^0_{rv} I_v))^{-\sigma_v} I_v^{\eta_v},   \sum_v q_{rv} = X_r a_r (p_r (1+u_r)/(1+u^0_r))^{\epsilon_r}
 * }</pre>
 *
 * <p>{@code M} trade at world prices (exporter r, importer v, own sales included where known), {@code T} one plus the tariff,
 * {@code p} world price over its baseline, {@code I} the importer's CES price index. Solved exactly by Newton's method on log
 * prices; the linear model of the published spreadsheets stands beside it, with its own welfare formulas. The ledger of the
 * exact model is checked against gross utility less resource cost; the linear one does not close and is not claimed to.
 *
 * <p>Missing pairs count as no trade; zero flows stay zero. Rows with a missing cell are left out and counted; rows of one
 * pair are added up, with the tariff weighted by trade. Elasticities hold for all countries or, by {@code of(country)}, one.
 *
 * <p>Defaults: no subsidies in the data; uncertain elasticities independent of one another. Elasticities have no default.
 *
 * <p>Example:
 *
 * <pre>{@code
 * PartialEquilibrium.gsim("trade_usd").exporter("from").importer("to").tariff("tariff")
 *         .elasticities(substitution(5), demand(-1.25), supply(1.5)).calibrate(flows)
 *         .solve(Duty.exclusive(0).on("EU").in("US")).worldPrice("EU");
 * }</pre>
 *
 * <p>Errors: those of columns; {@link Reason#BAD_VALUE} for negative trade, a tariff of −100 percent and below, an unknown country
 * or a subsidy that is not ad valorem; {@link Reason#NOT_IDENTIFIED} for a missing elasticity or no pair of countries; {@link
 * Reason#OUT_OF_RANGE} for a change that the model cannot carry; {@link Reason#NOT_CONVERGED} if there is no solution.
 *
 * <p>Source: J. Francois and K. Hall, "Global Simulation Analysis of Industry-Level Trade Policy", World Bank (2003).
 */
public final class Gsim {
    private final String trade;
    private final String exporter;
    private final String importer;
    private final String tariff;
    private final List<Elasticity> elasticities;
    private final List<Armington.Assigned> subsidies;

    private Gsim(
            String trade,
            String exporter,
            String importer,
            String tariff,
            List<Elasticity> elasticities,
            List<Armington.Assigned> subsidies) {
        this.trade = trade;
        this.exporter = exporter;
        this.importer = importer;
        this.tariff = tariff;
        this.elasticities = elasticities;
        this.subsidies = subsidies;
    }

    /** A model that still needs its exporters. */
    public static final class NeedsExporter {
        private final String trade;

        NeedsExporter(String trade) {
            this.trade = trade;
        }

        /**
         * The column that names the exporting country.
         *
         * @param column its name
         * @return the model, which still needs its importers
         */
        public NeedsImporter exporter(String column) {
            return new NeedsImporter(trade, column);
        }
    }

    /** A model that still needs its importers. */
    public static final class NeedsImporter {
        private final String trade;
        private final String exporter;

        private NeedsImporter(String trade, String exporter) {
            this.trade = trade;
            this.exporter = exporter;
        }

        /**
         * The column that names the importing country.
         *
         * @param column its name
         * @return the model, which still needs its tariffs
         */
        public NeedsTariff importer(String column) {
            return new NeedsTariff(trade, exporter, column);
        }
    }

    /** A model that still needs its tariffs. */
    public static final class NeedsTariff {
        private final String trade;
        private final String exporter;
        private final String importer;

        private NeedsTariff(String trade, String exporter, String importer) {
            this.trade = trade;
            this.exporter = exporter;
            this.importer = importer;
        }

        /**
         * The column of tariffs on the price before duty, as fractions.
         *
         * @param column its name
         * @return the model
         */
        public Gsim tariff(String column) {
            return new Gsim(trade, exporter, importer, column, List.of(), List.of());
        }
    }

    /**
     * Elasticities of substitution, demand (by importer) and supply (by exporter), for all or {@code of(country)}.
     *
     * @param given elasticities with their sign
     * @return the model
     */
    public Gsim elasticities(Elasticity... given) {
        List<Elasticity> all = new ArrayList<>(elasticities);
        all.addAll(List.of(given));
        return new Gsim(trade, exporter, importer, tariff, List.copyOf(all), subsidies);
    }

    /**
     * An ad valorem subsidy that the baseline holds on all of an exporter's sales.
     *
     * @param country the exporter
     * @param subsidy ad valorem
     * @return the model
     */
    public Gsim subsidy(String country, Subsidy subsidy) {
        List<Armington.Assigned> all = new ArrayList<>(subsidies);
        all.add(new Armington.Assigned(country, subsidy));
        return new Gsim(trade, exporter, importer, tariff, elasticities, List.copyOf(all));
    }

    /**
     * Calibrates the model; exactly identified by trade, tariffs and elasticities.
     *
     * @param source one or more rows a pair of countries
     * @return the calibrated model
     * @throws OverhangException {@link Reason#BAD_VALUE} for negative trade, a tariff of −100 percent and below or an unknown
     *     country, {@link Reason#NOT_IDENTIFIED} for a missing elasticity
     */
    public Calibrated calibrate(Source source) {
        Columns in = Columns.neededBy("Gsim")
                .number("trade", trade)
                .number("tariff", tariff)
                .text("exporter", exporter)
                .text("importer", importer)
                .read(source);
        return read(in, in.text(exporter), in.text(importer));
    }

    private Calibrated read(
            Columns in,
            @org.jspecify.annotations.Nullable String[] from,
            @org.jspecify.annotations.Nullable String[] to) {
        TreeSet<String> names = new TreeSet<>();
        double[] value = in.number(trade);
        double[] rate = in.number(tariff);
        Problems problems = new Problems();
        int lost = 0;
        boolean[] used = new boolean[value.length];
        for (int i = 0; i < value.length; i++) {
            String a = from[i];
            String b = to[i];
            used[i] = a != null && b != null && !Double.isNaN(value[i]) && !Double.isNaN(rate[i]);
            lost += used[i] ? 0 : 1;
            if (a != null && b != null && used[i]) {
                names.add(a);
                names.add(b);
                problems.require(
                        value[i] >= 0 && rate[i] > -1,
                        Reason.BAD_VALUE,
                        "Gsim needs trade of at least 0 and tariffs above -1, but row " + (i + 1) + " has trade "
                                + value[i] + " and tariff " + rate[i] + ".");
            }
        }
        problems.throwIfAny();
        List<String> regions = List.copyOf(names);
        int n = regions.size();
        double[][] flow = new double[n][n];
        double[][] taxed = new double[n][n];
        double[][] first = new double[n][n];
        for (double[] row : first) {
            Arrays.fill(row, Double.NaN);
        }
        for (int i = 0; i < value.length; i++) {
            if (used[i]) {
                int r = regions.indexOf(from[i]);
                int v = regions.indexOf(to[i]);
                flow[r][v] += value[i];
                taxed[r][v] += value[i] * rate[i];
                first[r][v] = Double.isNaN(first[r][v]) ? rate[i] : first[r][v];
            }
        }
        double[][] power = new double[n][n];
        for (int r = 0; r < n; r++) {
            for (int v = 0; v < n; v++) {
                double stated = Double.isNaN(first[r][v]) ? 0 : first[r][v];
                power[r][v] = 1 + (flow[r][v] > 0 ? taxed[r][v] / flow[r][v] : stated);
            }
        }
        return calibrated(regions, flow, power, lost, in.unit(trade), problems);
    }

    private Calibrated calibrated(
            List<String> regions, double[][] flow, double[][] power, int lost, String money, Problems problems) {
        String[] names = regions.toArray(String[]::new);
        Calibration.Chosen chosen = new Calibration.Chosen("Gsim", elasticities, problems);
        int[][] places = new int[3][];
        for (Elasticity.Kind kind : Elasticity.Kind.values()) {
            places[kind.ordinal()] = chosen.places(kind, names);
        }
        chosen.refuseStrangers(names, false);
        double[] held = new double[names.length];
        for (Armington.Assigned a : subsidies) {
            int j = regions.indexOf(a.product());
            if (j < 0 || !(a.policy() instanceof Subsidy s) || s.base() != Subsidy.Base.AD_VALOREM) {
                problems.add(
                        Reason.BAD_VALUE,
                        "Gsim needs ad valorem subsidies of exporters in its data, but found "
                                + a.policy().text() + " of \"" + a.product() + "\". "
                                + Nearest.hint(a.product(), regions));
            } else {
                held[j] = s.rate();
            }
        }
        problems.require(
                names.length > 0,
                Reason.NOT_IDENTIFIED,
                "Gsim needs at least one pair of countries, but there is none.");
        problems.throwIfAny();
        return new Calibrated(
                regions,
                new GsimMath.Data(flow, power, held),
                chosen.distinct(),
                places,
                Uncertainty.independent(chosen.distinct().size()),
                lost,
                money);
    }

    /**
     * Calibrates the model from a Tablesaw table.
     *
     * @param table one or more rows a pair of countries
     * @return the calibrated model
     */
    public Calibrated calibrate(Table table) {
        return calibrate(Source.of(table));
    }

    /** Trade, tariffs and elasticities of all countries, ready to solve. */
    public static final class Calibrated {
        private final List<String> regions;
        private final GsimMath.Data data;
        private final List<Elasticity> elasticities;
        private final int[][] places;
        private final double[][] correlation;
        private final int lost;
        private final String money;

        private Calibrated(
                List<String> regions,
                GsimMath.Data data,
                List<Elasticity> elasticities,
                int[][] places,
                double[][] correlation,
                int lost,
                String money) {
            this.regions = regions;
            this.data = data;
            this.elasticities = elasticities;
            this.places = places;
            this.correlation = correlation;
            this.lost = lost;
            this.money = money;
        }

        /**
         * The countries in the order of all tables.
         *
         * @return their names, sorted
         */
        public List<String> regions() {
            return regions;
        }

        /**
         * The elasticities in the order that a correlation matrix follows; one given for all countries is one number.
         *
         * @return the elasticities as used
         */
        public List<Parameter> parameters() {
            return List.copyOf(elasticities);
        }

        /**
         * The same model whose elasticities' errors are correlated.
         *
         * @param matrix correlation of {@link #parameters()}, in their order
         * @return the model with that correlation
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if the matrix is not a correlation matrix of their number
         */
        public Calibrated correlated(double[][] matrix) {
            double[][] checked = Uncertainty.correlation(matrix, elasticities.size());
            return new Calibrated(regions, data, elasticities, places, checked, lost, money);
        }

        double[][] correlation() {
            return correlation;
        }

        int lost() {
            return lost;
        }

        String money() {
            return money;
        }

        /** Data and elasticities at values of {@link #parameters()}. */
        GsimMath.Base base(double[] values) {
            double[][] e = new double[places.length][regions.size()];
            for (int kind = 0; kind < e.length; kind++) {
                for (int j = 0; j < e[kind].length; j++) {
                    e[kind][j] = values[places[kind][j]];
                }
            }
            return new GsimMath.Base(data, e[0], e[1], e[2]);
        }

        /**
         * World prices and welfare under changes.
         *
         * @param changes duties on an exporter, in one importing market or in all others; ad valorem subsidies; closure by
         *     share; removal of duty or subsidy
         * @return exact and linear answers
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} for a policy that the model cannot carry,
         *     {@link Reason#BAD_VALUE} for an unknown country, {@link Reason#NOT_CONVERGED} if there is no solution
         */
        public GsimSolution solve(Change... changes) {
            return experiment(changes).solution();
        }

        /**
         * The same changes under draws of the uncertain elasticities, with the model's correlation.
         *
         * @param draws how many
         * @param seed where they start; the same seed gives other changes the same draws
         * @param changes as in {@link #solve}
         * @return the distribution of every effect of the exact model
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if no elasticity is uncertain
         */
        public Simulation simulate(int draws, Seed seed, Change... changes) {
            return Simulation.run(experiment(changes), draws, seed);
        }

        /**
         * Each uncertain elasticity moved alone from its 2.5 to its 97.5 percent point.
         *
         * @param outcome what is watched, in the exact model
         * @param region whose
         * @param changes as in {@link #solve}
         * @return the effect at both ends, widest range first
         */
        public Tornado tornado(CountryOutcome outcome, String region, Change... changes) {
            return Tornado.of(experiment(changes), outcome, region);
        }

        /** What is in force on each flow, the baseline's tariffs and subsidies first. */
        private InForce[][] held() {
            int n = regions.size();
            InForce[][] out = new InForce[n][n];
            for (int r = 0; r < n; r++) {
                for (int v = 0; v < n; v++) {
                    out[r][v] = InForce.none()
                            .with(Duty.exclusive(data.power()[r][v] - 1), 0, 0)
                            .with(Subsidy.adValorem(data.subsidy()[r]), 0, 0);
                }
            }
            return out;
        }

        private GsimExperiment experiment(Change... changes) {
            int n = regions.size();
            InForce[][] now = held();
            Problems problems = new Problems();
            for (Change change : changes) {
                int r = index(change.product(), problems);
                int v = change.market().isEmpty() ? -1 : index(change.market(), problems);
                if (r >= 0 && (change.market().isEmpty() || v >= 0)) {
                    apply(change, r, v, now[r], problems);
                }
            }
            problems.throwIfAny();
            double[][] power = new double[n][n];
            double[] rate = new double[n];
            double[] keep = new double[n];
            double[] shift = new double[n];
            for (int r = 0; r < n; r++) {
                for (int v = 0; v < n; v++) {
                    power[r][v] = 1 + now[r][v].duty();
                }
                rate[r] = now[r][r].subsidy();
                shift[r] = now[r][r].shift();
                keep[r] = (1 + rate[r]) / (1 + data.subsidy()[r]);
            }
            return new GsimExperiment(this, new GsimMath.Shock(power, keep, shift), rate, List.of(changes));
        }

        private int index(String name, Problems problems) {
            int at = regions.indexOf(name);
            problems.require(
                    at >= 0,
                    Reason.BAD_VALUE,
                    "Gsim needs changes on countries of its data, but there is no \"" + name + "\". "
                            + Nearest.hint(name, regions) + "It has " + String.join(", ", regions) + ".");
            return at;
        }

        private void apply(Change change, int r, int v, InForce[] row, Problems problems) {
            Policy policy = change.policy();
            boolean tariff = policy instanceof Duty d && d.base() != Duty.Base.SPECIFIC
                    || policy instanceof Removal m && m.measure() == Measure.DUTY;
            boolean supply = policy instanceof Subsidy s && s.base() == Subsidy.Base.AD_VALOREM
                    || policy instanceof Removal m && m.measure() == Measure.SUBSIDY
                    || policy instanceof Closure c && c.relative();
            boolean flat = elasticities.get(places[places.length - 1][r]).value() == Double.POSITIVE_INFINITY;
            String refusal = "it takes ad valorem duties by importer, and ad valorem subsidies and closures by share"
                    + " for all of an exporter's sales";
            if (policy instanceof Closure && flat) {
                refusal = "a shift of a flat supply curve has no effect; give it a finite supply elasticity";
            } else if (tariff || supply && v < 0) {
                for (int to = 0; to < row.length; to++) {
                    // A duty on all importers leaves sales at home alone.
                    if (supply || (v < 0 ? to != r : to == v)) {
                        String cell = row[to].refusal(policy, 0, 0);
                        row[to] = cell.isEmpty() ? row[to].with(policy, 0, 0) : row[to];
                        refusal = cell.isEmpty() || refusal.isEmpty() ? "" : cell;
                    }
                }
            }
            problems.require(
                    refusal.isEmpty(),
                    Reason.OUT_OF_RANGE,
                    "Gsim cannot carry the change \"" + change.text() + "\": " + refusal + ".");
        }
    }
}
