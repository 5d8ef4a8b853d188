package org.overhang.dumping;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.overhang.core.Draws;
import org.overhang.core.Fraction;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A complete dumping case whose true margin is known: sales, costs, factors and exchange rates with what makes real files
 * hard.
 *
 * <p>Home prices are {@code P_m (1 + noise z)} for model m, export prices {@code NV (1 + noise z) f / (1 + margin)}; the
 * customer factor f is {@code 1 - targeting} for two customers and raised for the others so that the average-to-average
 * margin stays the margin asked for. Two home customers are affiliated, one of which buys at nine tenths of the price and
 * fails the arm's-length test; every third model has a third of its sales below cost, which the cost test drops; home and
 * cost files are in HMC with a daily rate that wanders; some rows have no quantity, no price or a date outside the period.
 * Without noise the estimator returns the true margin to rounding.
 *
 * <p>With noise the estimate scatters around the truth, without bias as long as the margin stays clear of zero, where it is cut
 * off. Its standard deviation over seeds is about {@code (1 + margin) noise sqrt(1.3 (1/exports + 1/home))}, 1.3 being what
 * unlike quantities cost: noise of 0.06 leaves half a point with 400 and 300 sales, and more than a point with 80 and 80, where
 * a true margin of 3 % is measured from 0.7 to 5.3 % in nineteen seeds of twenty. With so few sales the second affiliated
 * customer, who pays what others pay, often fails the arm's-length test by chance, as often too dear as too cheap.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var simulated = SimulatedCase.withMargin(0.12).sales(600, 500).noise(0.05).targeting(0.10).simulate(seed(1));
 * DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024).measure(simulated.files()).margin(Comparison.AVERAGE_TO_AVERAGE);
 * simulated.trueMargin();
 * }</pre>
 */
public final class SimulatedCase {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final int DAYS = 366;
    private static final int TARGETED = 2;
    private static final int CUSTOMERS = 12;

    private final double margin;
    private final int models;
    private final int exports;
    private final int home;
    private final double noise;
    private final double targeting;
    private final boolean nonMarket;

    private SimulatedCase(
            double margin, int models, int exports, int home, double noise, double targeting, boolean nonMarket) {
        this.margin = margin;
        this.models = models;
        this.exports = exports;
        this.home = home;
        this.noise = noise;
        this.targeting = targeting;
        this.nonMarket = nonMarket;
    }

    /**
     * A case with that true margin: 6 models, 400 export sales, 300 home sales, no noise, no targeting.
     *
     * @param margin a fraction of the net export value, above −1; negative if exports are dearer
     * @return the case
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is −1 or less, or not a number
     */
    public static SimulatedCase withMargin(double margin) {
        if (!(margin > -1 && margin < Double.POSITIVE_INFINITY)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A simulated case needs a margin above -1, but it is " + margin + ". Write 0.12 for 12 %.");
        }
        Fraction.CHANGE.notPercent("A simulated margin", margin);
        return new SimulatedCase(margin, 6, 400, 300, 0, 0, false);
    }

    /**
     * How many models there are.
     *
     * @param many at least 1
     * @return the case
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there are none
     */
    public SimulatedCase models(int many) {
        require(many >= 1, "at least one model", many);
        return new SimulatedCase(margin, many, exports, home, noise, targeting, nonMarket);
    }

    /**
     * How many good sales there are in each market; bad rows come on top.
     *
     * @param exported export sales, at least 1
     * @param sold home sales, at least twelve a model so that both tests have something to test
     * @return the case
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if there are too few
     */
    public SimulatedCase sales(int exported, int sold) {
        require(exported >= 1, "at least one export sale", exported);
        require(sold >= 12 * models, "at least twelve home sales a model", sold);
        return new SimulatedCase(margin, models, exported, sold, noise, targeting, nonMarket);
    }

    /**
     * The relative standard deviation of prices around their level.
     *
     * @param deviation a fraction from 0 to 0.1, so that no price falls below cost by chance
     * @return the case
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is outside
     */
    public SimulatedCase noise(double deviation) {
        require(deviation >= 0 && deviation <= 0.1, "noise from 0 to 0.1", deviation);
        return new SimulatedCase(margin, models, exports, home, deviation, targeting, nonMarket);
    }

    /**
     * By how much two export customers pay less than others.
     *
     * @param discount a fraction from 0 to below 1
     * @return the case
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is outside
     */
    public SimulatedCase targeting(double discount) {
        require(discount >= 0 && discount < 1, "a discount from 0 to below 1", discount);
        return new SimulatedCase(margin, models, exports, home, noise, discount, nonMarket);
    }

    /**
     * The same exports against a non-market economy: factors of production instead of home sales and costs.
     *
     * @return the case
     */
    public SimulatedCase nonMarket() {
        return new SimulatedCase(margin, models, exports, home, noise, targeting, true);
    }

    private static void require(boolean holds, String needed, double found) {
        if (!holds) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE, "A simulated case needs " + needed + ", but it was given " + found + ".");
        }
    }

    /** A simulated case with its truth. */
    public static final class Simulated {
        private final Table exports;
        private final Table home;
        private final Table costs;
        private final Table factors;
        private final Table rates;
        private final boolean nonMarket;
        private final double margin;
        private final double byTransaction;

        private Simulated(
                Table exports,
                Table home,
                Table costs,
                Table factors,
                Table rates,
                boolean nonMarket,
                double margin,
                double byTransaction) {
            this.exports = exports;
            this.home = home;
            this.costs = costs;
            this.factors = factors;
            this.rates = rates;
            this.nonMarket = nonMarket;
            this.margin = margin;
            this.byTransaction = byTransaction;
        }

        /**
         * The export sales.
         *
         * @return a copy of the table
         */
        public Table exports() {
            return exports.copy();
        }

        /**
         * The home sales.
         *
         * @return a copy of the table
         */
        public Table home() {
            return home.copy();
        }

        /**
         * The costs.
         *
         * @return a copy of the table
         */
        public Table costs() {
            return costs.copy();
        }

        /**
         * The factors of production.
         *
         * @return a copy of the table
         */
        public Table factors() {
            return factors.copy();
        }

        /**
         * The exchange rates.
         *
         * @return a copy of the table
         */
        public Table rates() {
            return rates.copy();
        }

        /**
         * The files with their roles, ready to measure.
         *
         * @return the case
         */
        public CaseFiles files() {
            CaseFiles files = CaseFiles.exports(
                            ExportSales.houseColumns(), Source.of(exports).from(MADE_HERE))
                    .rates(ExchangeRates.houseColumns(), rates)
                    .comparisonCurrency("HMC")
                    .period(FIRST, FIRST.plusDays(DAYS - 1));
            return nonMarket
                    ? files.factors(Factors.houseColumns(), factors).surrogate(RATIOS)
                    : files.home(HomeSales.houseColumns(), home).costs(ProductionCosts.houseColumns(), costs);
        }

        /**
         * The true margin, averages against averages.
         *
         * @return a fraction of the net export value
         */
        public double trueMargin() {
            return margin;
        }

        /**
         * The true margin of averages against transactions, with zeroing, for the sales drawn without noise.
         *
         * @return a fraction of the net export value
         */
        public double trueMarginByTransaction() {
            return byTransaction;
        }
    }

    private static final Provenance MADE_HERE =
            new Provenance("Simulated dumping case", "Overhang, SimulatedCase", "", "", "", "simulated", "", List.of());
    private static final SurrogateRatios RATIOS = new SurrogateRatios(0.12, 0.09, 0.06);

    private double level(int model) {
        return 800 + 60 * model;
    }

    /**
     * Draws the case.
     *
     * @param seed where randomness starts
     * @return the files and the truth
     */
    public Simulated simulate(Seed seed) {
        double[] daily = rates(seed.stream(0));
        Table rates = rateTable(daily);
        ExportRows out = exports(seed.stream(1), daily);
        return new Simulated(
                out.table, homeTable(seed.stream(2)), costTable(), factorTable(), rates, nonMarket, margin, out.zeroed);
    }

    private static double[] rates(Draws draws) {
        double[] out = new double[DAYS];
        double rate = 0.02;
        for (int d = 0; d < DAYS; d++) {
            DayOfWeek day = FIRST.plusDays(d).getDayOfWeek();
            if (day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY) {
                rate *= 1 + 0.003 * draws.normal();
            }
            out[d] = rate;
        }
        return out;
    }

    private static Table rateTable(double[] daily) {
        DateColumn date = DateColumn.create("date");
        StringColumn currency = StringColumn.create("currency");
        DoubleColumn rate = DoubleColumn.create("rate");
        for (int d = 0; d < DAYS; d++) {
            LocalDate day = FIRST.plusDays(d);
            if (day.getDayOfWeek().getValue() < 6) {
                date.append(day);
                currency.append("HMC");
                rate.append(daily[d]);
            }
        }
        return Table.create("rates").addColumns(date, currency, rate);
    }

    private record ExportRows(Table table, double zeroed) {}

    private ExportRows exports(Draws draws, double[] daily) {
        int[] day = new int[exports];
        double[] q = new double[exports];
        double[] value = new double[exports];
        int[] customer = new int[exports];
        double all = 0;
        double targeted = 0;
        for (int i = 0; i < exports; i++) {
            double price = level(i % models);
            day[i] = draws.below(DAYS);
            q[i] = 1 + draws.below(60);
            customer[i] = draws.below(CUSTOMERS);
            double credit = 0.15;
            value[i] = price * daily[day[i]] + (nonMarket ? 0 : 0.015 * price * daily[day[i]] + credit);
            all += value[i] * q[i];
            targeted += customer[i] < TARGETED ? value[i] * q[i] : 0;
        }
        double raised = targeted < all ? (all - (1 - targeting) * targeted) / (all - targeted) : 1;
        Sheet sheet = new Sheet("exports");
        double dumped = 0;
        double worth = 0;
        for (int i = 0; i < exports; i++) {
            double price = level(i % models);
            double factor = customer[i] < TARGETED ? 1 - targeting : raised;
            double fair = value[i] * factor / (1 + margin);
            dumped += Math.max(0, value[i] - fair) * q[i];
            worth += fair * q[i];
            double net = fair * (1 + noise * draws.normal());
            sheet.sale("U" + (1001 + i), i % models, "C" + (1 + customer[i]), FIRST.plusDays(day[i]), q[i]);
            sheet.money(net + 0.6 + 0.01 * price * daily[day[i]], 0.6, 0.01 * price, 0.15, 0.005 * price, 0.01 * price);
        }
        sheet.bad();
        return new ExportRows(sheet.exports(), dumped / worth);
    }

    private Table homeTable(Draws draws) {
        Sheet sheet = new Sheet("home");
        for (int i = 0; i < home; i++) {
            int model = i % models;
            int round = i / models;
            double price = level(model) * (1 + noise * draws.normal());
            int buyer = round % 12;
            boolean affiliated = buyer >= 10 && model % 3 != 1;
            boolean below = model % 3 == 1 && buyer % 3 == 0;
            double net = affiliated ? (buyer == 10 ? 0.9 : 1) * price : below ? 0.6 * level(model) : price;
            sheet.sale(
                    "H" + (1001 + i),
                    model,
                    (affiliated ? "A" : "H") + (1 + buyer),
                    FIRST.plusDays(draws.below(DAYS)),
                    model % 3 == 1 ? 20 : 1 + draws.below(60));
            sheet.money(net + 0.035 * price, 0.02 * price, 0.005 * price, 0.01 * price, 0, 0);
            sheet.affiliated(affiliated);
        }
        sheet.bad();
        return sheet.home();
    }

    private Table costTable() {
        StringColumn model = StringColumn.create("connum");
        String[] names = {
            "char1", "production_qty", "direct_material", "variable_conversion", "fixed_overhead", "ga", "interest"
        };
        double[] shares = {0.5, 0.15, 0.08, 0.05, 0.02};
        DoubleColumn[] numbers = new DoubleColumn[names.length];
        for (int c = 0; c < names.length; c++) {
            numbers[c] = DoubleColumn.create(names[c]);
        }
        for (int m = 0; m < models; m++) {
            model.append("M" + (101 + m));
            numbers[0].append(m);
            numbers[1].append(500);
            for (int c = 0; c < shares.length; c++) {
                numbers[2 + c].append(shares[c] * level(m));
            }
        }
        return Table.create("costs").addColumns(model).addColumns(numbers);
    }

    private Table factorTable() {
        double chain = (1 + RATIOS.overhead()) * (1 + RATIOS.general()) * (1 + RATIOS.profit());
        String[] factor = {"iron ore", "electricity", "hours"};
        String[] kind = {"material", "energy", "labor"};
        double[] share = {0.7, 0.2, 0.1};
        double[] worth = {120, 0.5, 30};
        StringColumn model = StringColumn.create("connum");
        StringColumn names = StringColumn.create("factor");
        StringColumn kinds = StringColumn.create("kind");
        DoubleColumn usage = DoubleColumn.create("usage");
        DoubleColumn surrogate = DoubleColumn.create("surrogate_value");
        for (int m = 0; m < models; m++) {
            for (int f = 0; f < factor.length; f++) {
                model.append("M" + (101 + m));
                names.append(factor[f]);
                kinds.append(kind[f]);
                usage.append(level(m) / chain * share[f] / worth[f]);
                surrogate.append(worth[f]);
            }
        }
        return Table.create("factors").addColumns(model, names, kinds, usage, surrogate);
    }

    /** Collects the rows of a sales file. */
    private static final class Sheet {
        private final String name;
        private final StringColumn id = StringColumn.create("sale_id");
        private final StringColumn model = StringColumn.create("connum");
        private final DoubleColumn code = DoubleColumn.create("char1");
        private final StringColumn customer = StringColumn.create("customer");
        private final DateColumn day = DateColumn.create("sale_date");
        private final DoubleColumn quantity = DoubleColumn.create("quantity");
        private final DoubleColumn[] amounts = new DoubleColumn[6];
        private final StringColumn affiliated = StringColumn.create("affiliated");

        Sheet(String name) {
            this.name = name;
            for (int c = 0; c < amounts.length; c++) {
                amounts[c] = DoubleColumn.create("amount" + c);
            }
        }

        void sale(String number, int which, String buyer, LocalDate date, double units) {
            id.append(number);
            model.append("M" + (101 + which));
            code.append(which);
            customer.append(buyer);
            day.append(date);
            quantity.append(units);
        }

        void money(double... values) {
            for (int c = 0; c < amounts.length; c++) {
                amounts[c].append(values[c]);
            }
        }

        void affiliated(boolean is) {
            affiliated.append(is ? "Y" : "N");
        }

        /** Three rows that must be set aside: no quantity, no price, a date before the period. */
        void bad() {
            sale("X1", 0, "C1", FIRST, 0);
            money(1, 0, 0, 0, 0, 0);
            sale("X2", 0, "C1", FIRST, 1);
            money(Double.NaN, 0, 0, 0, 0, 0);
            sale("X3", 0, "C1", FIRST.minusYears(1), 1);
            money(1, 0, 0, 0, 0, 0);
            for (int k = 0; k < 3; k++) {
                affiliated(false);
            }
        }

        private Table table(String... names) {
            Table table = Table.create(name).addColumns(id, model, code, customer, day, quantity);
            for (int c = 0; c < names.length; c++) {
                table.addColumns(amounts[c].setName(names[c]));
            }
            return table;
        }

        private static StringColumn filled(String name, String value, int rows) {
            StringColumn column = StringColumn.create(name);
            for (int i = 0; i < rows; i++) {
                column.append(value);
            }
            return column;
        }

        Table exports() {
            int rows = id.size();
            return table("gross_price", "intl_move", "dom_move", "credit", "direct_sell", "packing")
                    .addColumns(filled("currency", "USD", rows), filled("exp_currency", "HMC", rows));
        }

        Table home() {
            return table("gross_price", "move", "packing", "credit")
                    .addColumns(affiliated, filled("currency", "HMC", id.size()));
        }
    }
}
