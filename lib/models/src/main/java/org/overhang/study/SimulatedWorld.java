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
    private static final double FIXED = 300;
    private static final double SUBSTITUTION = 4;
    private static final double EXPONENT = 0.8;
    private static final int RIVAL_FIRMS = 8;
    private static final double RIVAL_FIXED = 210;
    private static final double RIVAL_EQUITY = 120;
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
    private final Table balance = table("balance", "*year", "capacity_over_demand", "price_usd");
    private final Table trade =
            table("trade", "market", "*year", "partner", "duty", "price_duty_paid_usd", "quantity_kt");
    private final Table firms = table(
            "firms",
            "firm",
            "origin",
            "production_kt",
            "capacity_kt",
            "exported_kt",
            "price_usd_t",
            "variable_cost_usd_t",
            "fixed_cost_usd_thousand",
            "support_usd_thousand",
            "equity_usd_thousand",
            "growth");

    SimulatedWorld(SimulatedMarket.Settings settings, Seed seed) {
        this.settings = settings;
        double price = new Run(seed).years();
        sell(exports, seed.stream(1), price);
        sell(home, seed.stream(2), price * (1 + settings.margin()));
        trade(seed.stream(3));
    }

    /** A name with a star is a whole number; {@code firm, plant, side, how, partner, market, origin} are text; all others are numbers. */
    private static Table table(String name, String... columns) {
        Table out = Table.create(name);
        for (String column : columns) {
            if (column.startsWith("*")) {
                out.addColumns(IntColumn.create(column.substring(1)));
            } else if (List.of("firm", "plant", "side", "how", "partner", "market", "origin")
                    .contains(column)) {
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

    /** Markets that put duties on one origin or the other at different times: what identifies substitution. */
    private void trade(Draws draws) {
        for (int m = 0; m < 40; m++) {
            double duty = 0;
            for (int t = 0; t < settings.years(); t++) {
                duty = draws.uniform() < 0.15 ? 0.5 * draws.uniform() : duty;
                double size = FastMath.exp(draws.normal());
                for (int o = 0; o < 2; o++) {
                    double rate = o == 0 ? duty : 0;
                    double price = (o == 0 ? 880 : 1_000) * (1 + rate) * FastMath.exp(0.05 * draws.normal());
                    double quantity =
                            size * FastMath.pow(price / 900, -SUBSTITUTION) * FastMath.exp(0.2 * draws.normal());
                    String partner = o == 0 ? "backed country" : "others";
                    row(trade, "market " + (m + 1), 2013 + t, partner, rate, price, quantity);
                }
            }
        }
    }

    /** One history of the industry. */
    private final class Run {
        private final Draws draws;
        private final Draws noise;
        private final double[] capacity = new double[BACKED];
        private final double[] cost = new double[BACKED];
        private final double[] equity = new double[BACKED];
        private final boolean[] backedAlive = new boolean[BACKED];
        private final double[] gap;
        private final int[] owned;
        private final boolean[] alive;

        Run(Seed seed) {
            draws = seed.stream(0);
            noise = seed.stream(4);
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
                price = 1_000 * FastMath.pow(total / demand, -EXPONENT);
                row(balance, 2013 + t, total / demand, price * FastMath.exp(settings.noise() / 5 * noise.normal()));
                if (t == settings.years() - 1) {
                    today(price, u);
                }
                backed(t, price, u);
                rivals(t, price, u);
                demand *= 1.02;
            }
            return price;
        }

        /** The firms of the last year as it opens: backed ones, and plants of rivals as eight firms of two countries. */
        private void today(double price, double u) {
            for (int i = 0; i < BACKED; i++) {
                if (backedAlive[i]) {
                    double output = u * capacity[i];
                    double received = price * (1 + settings.margin() / 2);
                    double loss = Math.max(0, FIXED * capacity[i] + output * (cost[i] - received));
                    row(
                            firms,
                            "backed " + (i + 1),
                            "backed country",
                            output,
                            capacity[i],
                            output / 2,
                            received,
                            cost[i],
                            FIXED * capacity[i],
                            settings.covered() * loss,
                            equity[i],
                            settings.growth());
                }
            }
            for (int k = 0; k < RIVAL_FIRMS; k++) {
                double size = 0;
                for (int i = k; i < alive.length; i += RIVAL_FIRMS) {
                    size += alive[i] ? PLANT_KT : 0;
                }
                if (size > 0) {
                    String origin = k % 2 == 0 ? "country A" : "country B";
                    row(
                            firms,
                            "rival " + (k + 1),
                            origin,
                            u * size,
                            size,
                            u * size,
                            price / (1 - settings.underselling()),
                            700.0 + 10 * k,
                            RIVAL_FIXED * size,
                            0.0,
                            RIVAL_EQUITY * size,
                            0.0);
                }
            }
        }

        private void backed(int t, double price, double u) {
            int year = 2013 + t;
            double exported = 0;
            for (int i = 0; i < BACKED; i++) {
                if (backedAlive[i]) {
                    String firm = "backed " + (i + 1);
                    double output = u * capacity[i];
                    double revenue = output * price * (1 + settings.margin() / 2);
                    double spent = output * cost[i] + FIXED * capacity[i];
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
     * Capacity over demand and the price it makes, an average of some 25 sales with their noise: {@code year capacity_over_demand
     * price_usd}.
     *
     * @return the file
     */
    public Source balance() {
        return source(balance);
    }

    /**
     * Forty markets that buy from two origins behind changing duties: {@code market year partner duty price_duty_paid_usd
     * quantity_kt}.
     *
     * @return the file
     */
    public Source trade() {
        return source(trade);
    }

    /**
     * The firms as the last year opens, which is what a study of the whole chain reads: {@code firm origin production_kt
     * capacity_kt exported_kt price_usd_t variable_cost_usd_t fixed_cost_usd_thousand support_usd_thousand equity_usd_thousand
     * growth}; origins are {@code backed country}, {@code country A} and {@code country B}.
     *
     * @return the file
     */
    public Source firms() {
        return source(firms);
    }

    /**
     * What the estimators should find: {@code term value}; pass-through is that of duties to the price with duty.
     *
     * @return a fresh table
     */
    public Table truth() {
        return Table.create(
                "truth",
                StringColumn.create(
                        "term",
                        "covered_share",
                        "dumping_margin",
                        "underselling",
                        "hazard_gap",
                        "hazard_state_owned",
                        "substitution",
                        "price_exponent",
                        "pass_through"),
                DoubleColumn.create(
                        "value",
                        settings.covered(),
                        settings.margin(),
                        settings.underselling(),
                        settings.gapEffect(),
                        settings.stateEffect(),
                        SUBSTITUTION,
                        EXPONENT,
                        1));
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
