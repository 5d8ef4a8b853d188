package org.overhang.study;

import java.time.LocalDate;
import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Draws;
import org.overhang.core.Provenance;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The files of a {@link SimulatedMarket} and the truth behind them; tables are made once and copied on each call. */
public final class SimulatedWorld {
    private static final int BACKED = 5;
    private static final double PLANT_KT = 3;
    private static final double BASE_HAZARD = -3.2;
    private static final Provenance SIMULATED = new Provenance(
            "Simulated market", "simulated by this library", "", "", "", "simulated", "", List.of("no real firm"));

    private final SimulatedMarket.Settings settings;
    private final Table use = table("use", "side", "firm", "*year", "production_kt", "capacity_kt");
    private final Table accounts = table(
            "accounts",
            "firm",
            "*year",
            "revenue_usd_thousand",
            "cost_usd_thousand",
            "grants_usd_thousand",
            "loss_usd_thousand");
    private final Table prices =
            table("prices", "*year", "import_price_usd", "domestic_price_usd", "import_quantity_kt");
    private final Table plantYears =
            table("plant years", "plant", "*year", "*period", "start", "stop", "exited", "how", "gap", "state_owned");
    private final Table exports = sales("exports");
    private final Table home = sales("home");
    private final Table imports = table("imports", "*year", "partner", "imports_usd_thousand");

    SimulatedWorld(SimulatedMarket.Settings settings, Seed seed) {
        this.settings = settings;
        double price = new Run(seed).years();
        sell(exports, seed.stream(1), price);
        sell(home, seed.stream(2), price * (1 + settings.margin()));
    }

    /** A name with a star is a whole number; {@code firm, plant, side, how, partner} are text; all others are numbers. */
    private static Table table(String name, String... columns) {
        Table out = Table.create(name);
        for (String column : columns) {
            if (column.startsWith("*")) {
                out.addColumns(IntColumn.create(column.substring(1)));
            } else if (List.of("firm", "plant", "side", "how", "partner").contains(column)) {
                out.addColumns(StringColumn.create(column));
            } else {
                out.addColumns(DoubleColumn.create(column));
            }
        }
        return out;
    }

    private static void row(Table table, Object... cells) {
        for (int c = 0; c < cells.length; c++) {
            if (cells[c] instanceof String text) {
                table.stringColumn(c).append(text);
            } else if (cells[c] instanceof Integer whole) {
                table.intColumn(c).append(whole);
            } else {
                table.doubleColumn(c).append((Double) cells[c]);
            }
        }
    }

    private static Table sales(String name) {
        return Table.create(
                name,
                StringColumn.create("control_number"),
                StringColumn.create("customer"),
                DateColumn.create("sale_date"),
                DoubleColumn.create("quantity_t"),
                DoubleColumn.create("gross_price"));
    }

    /** Sales of the last year; the price level is the year's, with noise that averages out. */
    private void sell(Table into, Draws draws, double price) {
        LocalDate first = LocalDate.of(2024, 1, 1);
        for (int i = 0; i < 400; i++) {
            double noise = settings.noise() * draws.normal() - settings.noise() * settings.noise() / 2;
            into.stringColumn(0).append(i % 2 == 0 ? "A" : "B");
            into.stringColumn(1).append("customer " + (1 + draws.below(12)));
            into.dateColumn(2).append(first.plusDays(draws.below(366)));
            into.doubleColumn(3).append(10 + draws.below(40));
            into.doubleColumn(4).append(price * (i % 2 == 0 ? 1 : 1.2) * FastMath.exp(noise));
        }
    }

    /** One history of the industry. */
    private final class Run {
        private final Draws draws;
        private final double[] capacity = new double[BACKED];
        private final double[] cost = new double[BACKED];
        private final double[] equity = new double[BACKED];
        private final boolean[] backedAlive = new boolean[BACKED];
        private final double[] gap;
        private final int[] owned;
        private final boolean[] alive;

        Run(Seed seed) {
            draws = seed.stream(0);
            for (int i = 0; i < BACKED; i++) {
                capacity[i] = 120 + 60 * draws.uniform();
                cost[i] = 690 * FastMath.exp(0.05 * draws.normal());
                equity[i] = 100 * capacity[i];
                backedAlive[i] = true;
            }
            int n = settings.plants();
            gap = new double[n];
            owned = new int[n];
            alive = new boolean[n];
            for (int i = 0; i < n; i++) {
                gap[i] = draws.normal();
                owned[i] = draws.below(2);
                alive[i] = true;
            }
        }

        private double rivalCapacity() {
            double sum = 0;
            for (boolean there : alive) {
                sum += there ? PLANT_KT : 0;
            }
            return sum;
        }

        private double backedCapacity() {
            double sum = 0;
            for (int i = 0; i < BACKED; i++) {
                sum += backedAlive[i] ? capacity[i] : 0;
            }
            return sum;
        }

        /** Runs all years and returns the last year's export price. */
        double years() {
            double demand = 0.85 * (backedCapacity() + rivalCapacity());
            double price = 0;
            for (int t = 0; t < settings.years(); t++) {
                double total = backedCapacity() + rivalCapacity();
                double u = Math.min(1, demand / total);
                price = 1_000 * FastMath.pow(total / demand, -0.8);
                backed(t, price, u);
                rivals(t, price, u);
                demand *= 1.02;
            }
            return price;
        }

        private void backed(int t, double price, double u) {
            int year = 2013 + t;
            double exported = 0;
            for (int i = 0; i < BACKED; i++) {
                if (backedAlive[i]) {
                    String firm = "backed " + (i + 1);
                    double output = u * capacity[i];
                    double revenue = output * price * (1 + settings.margin() / 2);
                    double spent = output * cost[i] + 300 * capacity[i];
                    double loss = Math.max(0, spent - revenue);
                    double grant = settings.covered() * loss;
                    row(use, "backed", firm, year, output, capacity[i]);
                    row(accounts, firm, year, revenue, spent, grant, loss);
                    exported += output / 2;
                    equity[i] += revenue - spent + grant;
                    backedAlive[i] = equity[i] >= 0;
                    capacity[i] *= 1 + settings.growth();
                }
            }
            double rival = price / (1 - settings.underselling());
            row(prices, year, price, rival, exported);
            row(imports, year, "backed country", exported * price);
            row(imports, year, "others", 0.25 * rivalCapacity() * u * rival);
        }

        private void rivals(int t, double price, double u) {
            int year = 2013 + t;
            row(use, "rival", "all rivals", year, u * rivalCapacity(), rivalCapacity());
            for (int i = 0; i < alive.length; i++) {
                // Two draws a plant and year whether it is there or not, so that worlds share their luck
                double luck = draws.uniform();
                boolean takeover = draws.uniform() < 0.25;
                if (alive[i]) {
                    double rate = FastMath.exp(BASE_HAZARD
                            + settings.gapEffect() * gap[i]
                            + settings.stateEffect() * owned[i]
                            + 0.8 * (1_000 / price - 1));
                    boolean leaves = luck < -FastMath.expm1(-rate);
                    String how = leaves ? (takeover ? "takeover" : "closure") : "there";
                    row(
                            plantYears,
                            "plant " + (i + 1),
                            year,
                            t + 1,
                            (double) t,
                            t + 1.0,
                            leaves ? 1.0 : 0.0,
                            how,
                            gap[i],
                            (double) owned[i]);
                    alive[i] = !leaves;
                }
            }
        }
    }

    private static Source source(Table table) {
        return Source.of(table.copy()).named("simulated " + table.name()).from(SIMULATED);
    }

    /**
     * Output and capacity: {@code side firm year production_kt capacity_kt}.
     *
     * @return the file
     */
    public Source use() {
        return source(use);
    }

    /**
     * Accounts of the backed firms: {@code firm year revenue_usd_thousand cost_usd_thousand grants_usd_thousand
     * loss_usd_thousand}; the last is the truth before grants.
     *
     * @return the file
     */
    public Source accounts() {
        return source(accounts);
    }

    /**
     * Sales abroad in 2024: {@code control_number customer sale_date quantity_t gross_price}.
     *
     * @return the file
     */
    public Source exports() {
        return source(exports);
    }

    /**
     * Sales at home in 2024, with the columns of {@link #exports}.
     *
     * @return the file
     */
    public Source home() {
        return source(home);
    }

    /**
     * Prices side by side: {@code year import_price_usd domestic_price_usd import_quantity_kt}.
     *
     * @return the file
     */
    public Source prices() {
        return source(prices);
    }

    /**
     * Rival plants year by year while at risk: {@code plant year period start stop exited how gap state_owned}.
     *
     * @return the file
     */
    public Source plantYears() {
        return source(plantYears);
    }

    /**
     * Imports of the rivals' country by partner: {@code year partner imports_usd_thousand}.
     *
     * @return the file
     */
    public Source imports() {
        return source(imports);
    }

    /**
     * What the estimators should find: {@code term value}.
     *
     * @return a fresh table
     */
    public Table truth() {
        return Table.create(
                "truth",
                StringColumn.create(
                        "term", "covered_share", "dumping_margin", "underselling", "hazard_gap", "hazard_state_owned"),
                DoubleColumn.create(
                        "value",
                        settings.covered(),
                        settings.margin(),
                        settings.underselling(),
                        settings.gapEffect(),
                        settings.stateEffect()));
    }

    /**
     * How many rival plants have left by the end.
     *
     * @return plants
     */
    public int rivalExits() {
        return (int) plantYears.doubleColumn("exited").sum();
    }

    /**
     * What the state has paid in all.
     *
     * @return thousand dollars
     */
    public double stateBill() {
        return accounts.doubleColumn("grants_usd_thousand").sum();
    }
}
