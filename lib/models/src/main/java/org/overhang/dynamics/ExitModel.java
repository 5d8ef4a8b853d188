package org.overhang.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.overhang.core.Columns;
import org.overhang.core.Keys;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Parallel;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Seed;
import org.overhang.core.Sign;
import org.overhang.core.Source;
import org.overhang.core.Unit;
import org.overhang.policy.Coverage;

/**
 * Which plants leave when, on a price that none of them moves, with a share of their losses covered.
 *
 * <p>Formula: a plant earns {@code \pi(p) = \max(p - c, 0) K - F} a year and feels {@code \pi} if it is a profit,
 * {@code (1-\kappa) \pi} if it is a loss. It leaves for its scrap value S in the first year in which
 * {@code (1-\kappa)^{[\pi<0]} \pi(p) + \beta E[V(p')|p] < S}, {@code V = \max(S, \cdot)} solved for without end, so the rule is a
 * trigger price for each plant. Owners know the price process and hold no hope that rivals leave.
 *
 * <p>Symbols: c cash cost per unit of output, K capacity a year, F fixed cost a year while it stays (also when idle), S scrap
 * value, negative if closing costs money, {@code \kappa} covered share, {@code \beta = 1/(1+discount)}. Fixed cost and scrap are
 * in price times capacity: thousand dollars if the price is in dollars a tonne and capacity in kt; if both their columns state
 * a currency unit and capacity a unit of mass or count, they are converted.
 *
 * <p>Missing cells: the plant is left out and counted. Capacity and cash cost must be positive, fixed cost not negative.
 *
 * <p>Defaults: nothing covered; with {@link #covered} all plants unless {@link #backed} names a column; a plant whose cash
 * cost exceeds the price stands idle and pays only its fixed cost.
 *
 * <pre>{@code
 * var model = ExitModel.of("cash_cost").capacity("capacity_kt").fixedCost("fixed_cost").scrapValue("scrap")
 *         .price(MeanReverting.to(2_300).speed(0.4).volatility(0.18)).discount(0.08).horizon(15);
 * model.covered(share(0.9)).simulate(smelters, 1_000, seed(7)).versus(model.simulate(smelters, 1_000, seed(7)));
 * }</pre>
 *
 * <p>What reverses its sign: cover never makes a plant leave earlier here, because the price does not answer; where plants
 * that stay keep the price down, rivals' exits rise ({@link ExitRace}).
 *
 * <p>Errors: those of columns; {@link Reason#BAD_VALUE} for a capacity or cost that is not positive or a repeated plant;
 * {@link Reason#OUT_OF_RANGE} for arguments; {@link Reason#WRONG_UNIT} if only one of fixed cost and scrap states a unit.
 *
 * <p>Source: Dixit and Pindyck, <i>Investment under Uncertainty</i> (1994), chapter 7, with the covered share added.
 */
public final class ExitModel {
    private final ExitRoles roles;
    private final MeanReverting price;
    private final double discount;
    private final int horizon;
    private final Coverage coverage;
    private final String because;

    private ExitModel(
            ExitRoles roles, MeanReverting price, double discount, int horizon, Coverage coverage, String because) {
        this.roles = roles;
        this.price = price;
        this.discount = discount;
        this.horizon = horizon;
        this.coverage = coverage;
        this.because = because;
    }

    record ExitRoles(
            String cost,
            String capacity,
            String fixed,
            String scrap,
            List<String> plant,
            String backed,
            boolean idles) {}

    /** A cash-cost column whose capacity is still to be named. */
    public static final class NeedsCapacity {
        private final String cost;

        private NeedsCapacity(String cost) {
            this.cost = cost;
        }

        /**
         * Names the column of capacities.
         *
         * @param column units of output a year
         * @return a model that still needs its fixed cost
         */
        public NeedsFixedCost capacity(String column) {
            return new NeedsFixedCost(cost, column);
        }
    }

    /** Costs and capacities whose fixed cost is still to be named. */
    public static final class NeedsFixedCost {
        private final String cost;
        private final String capacity;

        private NeedsFixedCost(String cost, String capacity) {
            this.cost = cost;
            this.capacity = capacity;
        }

        /**
         * Names the column of fixed costs.
         *
         * @param column money a year while the plant stays
         * @return a model that still needs its scrap value
         */
        public NeedsScrapValue fixedCost(String column) {
            return new NeedsScrapValue(cost, capacity, column);
        }
    }

    /** Costs whose scrap value is still to be named. */
    public static final class NeedsScrapValue {
        private final String cost;
        private final String capacity;
        private final String fixed;

        private NeedsScrapValue(String cost, String capacity, String fixed) {
            this.cost = cost;
            this.capacity = capacity;
            this.fixed = fixed;
        }

        /**
         * Names the column of scrap values.
         *
         * @param column money on leaving, negative if closing costs
         * @return a model that still needs its price
         */
        public NeedsPrice scrapValue(String column) {
            return new NeedsPrice(new ExitRoles(cost, capacity, fixed, column, List.of(), "", true));
        }
    }

    /** Plants whose price is still to be named. */
    public static final class NeedsPrice {
        private final ExitRoles roles;

        private NeedsPrice(ExitRoles roles) {
            this.roles = roles;
        }

        /**
         * Names the price process.
         *
         * @param process the price
         * @return a model that still needs its discount rate
         */
        public NeedsDiscount price(MeanReverting process) {
            return new NeedsDiscount(roles, process);
        }
    }

    /** Plants and a price whose discount rate is still to be named. */
    public static final class NeedsDiscount {
        private final ExitRoles roles;
        private final MeanReverting price;

        private NeedsDiscount(ExitRoles roles, MeanReverting price) {
            this.roles = roles;
            this.price = price;
        }

        /**
         * Names the discount rate.
         *
         * @param rate a year, 0.08 for eight percent
         * @return a model that still needs its horizon
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless above 0 and below 1
         */
        public NeedsHorizon discount(double rate) {
            return new NeedsHorizon(roles, price, Range.rate("The discount rate", rate));
        }
    }

    /** A model whose horizon is still to be named. */
    public static final class NeedsHorizon {
        private final ExitRoles roles;
        private final MeanReverting price;
        private final double discount;

        private NeedsHorizon(ExitRoles roles, MeanReverting price, double discount) {
            this.roles = roles;
            this.price = price;
            this.discount = discount;
        }

        /**
         * Names how many years are simulated; owners look further.
         *
         * @param years at least 1
         * @return the model
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if below 1
         */
        public ExitModel horizon(int years) {
            return new ExitModel(roles, price, discount, Range.count("The horizon", years), Coverage.share(0), "");
        }
    }

    /**
     * Starts with the column of cash costs.
     *
     * @param cashCost cost per unit of output that is saved by not producing
     * @return a model that still needs its other parts
     */
    public static NeedsCapacity of(String cashCost) {
        return new NeedsCapacity(cashCost);
    }

    /**
     * A share of losses is covered, and owners know it.
     *
     * @param share of each loss
     * @return the model
     */
    public ExitModel covered(Coverage share) {
        return new ExitModel(roles, price, discount, horizon, share, "");
    }

    /**
     * A share of losses is covered, taken over from what accounts show.
     *
     * @param assumed the measured share with the reason to expect it again
     * @return the model
     */
    public ExitModel covered(AccountingCoverage.Assumed assumed) {
        return new ExitModel(roles, price, discount, horizon, assumed.coverage(), assumed.because());
    }

    private ExitModel with(ExitRoles other) {
        return new ExitModel(other, price, discount, horizon, coverage, because);
    }

    /**
     * Only some plants are covered.
     *
     * @param column 1 for a plant whose losses are covered, 0 for others
     * @return the model
     */
    public ExitModel backed(String column) {
        return with(
                new ExitRoles(roles.cost, roles.capacity, roles.fixed, roles.scrap, roles.plant, column, roles.idles));
    }

    /**
     * Names the plants.
     *
     * @param columns columns whose values together name a plant; without them plants are numbered by row
     * @return the model
     */
    public ExitModel by(String... columns) {
        return with(new ExitRoles(
                roles.cost, roles.capacity, roles.fixed, roles.scrap, List.of(columns), roles.backed, roles.idles));
    }

    /**
     * Plants cannot stand idle: one that stays makes {@code (p - c) K - F} even below its cash cost.
     *
     * @return the model
     */
    public ExitModel alwaysRuns() {
        return with(
                new ExitRoles(roles.cost, roles.capacity, roles.fixed, roles.scrap, roles.plant, roles.backed, false));
    }

    /**
     * Simulates prices and exits.
     *
     * @param source one row a plant
     * @param paths how many price paths
     * @param seed where the draws start; the same seed gives two models the same prices
     * @return the paths
     * @throws OverhangException see the class
     */
    public ExitPaths simulate(Source source, int paths, Seed seed) {
        Range.count("The number of paths", paths);
        Plants plants = read(source);
        int n = plants.labels.size();
        StoppingMath math = new StoppingMath(price, discount);
        double[] trigger = new double[n];
        Parallel.forEach(n, i -> trigger[i] = math.trigger(plants.plants[i]));
        ExitPaths.Outcome out = new ExitPaths.Outcome(paths, n, horizon);
        int block = 256;
        Parallel.forEach((paths + block - 1) / block, b -> {
            double[] p = new double[horizon];
            for (int path = b * block; path < Math.min(paths, (b + 1) * block); path++) {
                price.path(seed.stream(path), p);
                walk(plants, trigger, p, path, out);
            }
        });
        return new ExitPaths(
                new ExitPaths.Setting(price, discount, horizon, coverage, because, paths, seed, roles),
                plants.labels,
                plants.capacities,
                trigger,
                out,
                plants.dropped);
    }

    /**
     * Simulates prices and exits.
     *
     * @param table one row a plant
     * @param paths how many price paths
     * @param seed where the draws start
     * @return the paths
     */
    public ExitPaths simulate(tech.tablesaw.api.Table table, int paths, Seed seed) {
        return simulate(Source.of(table), paths, seed);
    }

    private void walk(Plants plants, double[] trigger, double[] p, int path, ExitPaths.Outcome out) {
        for (int i = 0; i < trigger.length; i++) {
            StoppingMath.Plant plant = plants.plants[i];
            double factor = 1;
            for (int t = 0; t < p.length; t++) {
                if (p[t] < trigger[i]) {
                    out.exit(path, i, t);
                    break;
                }
                double profit = plant.profit(p[t]);
                double bill = profit < 0 ? -plant.covered() * profit : 0;
                out.stay(path, t, plant.capacity(), bill, bill * factor);
                factor /= 1 + discount;
            }
        }
        for (int t = 0; t < p.length; t++) {
            out.price(path, t, p[t]);
        }
    }

    private record Plants(List<String> labels, StoppingMath.Plant[] plants, double[] capacities, int dropped) {}

    private Plants read(Source source) {
        Columns.Request request = Columns.neededBy("ExitModel")
                .amount("cash cost", roles.cost, Sign.POSITIVE)
                .amount("capacity", roles.capacity, Sign.POSITIVE)
                .amount("fixed cost", roles.fixed, Sign.NOT_NEGATIVE)
                .amount("scrap value", roles.scrap, Sign.ANY)
                .sameMoney(roles.cost, roles.fixed, roles.scrap);
        if (!roles.backed.isEmpty()) {
            request.number("backed", roles.backed);
        }
        Columns in = request.keys(roles.plant).read(source);
        double[][] cells = {
            in.number(roles.cost), in.number(roles.capacity), in.number(roles.fixed), in.number(roles.scrap)
        };
        double[] backed = roles.backed.isEmpty() ? null : in.number(roles.backed);
        Keys keys = in.keys();
        int[] codes = keys.codes();
        int[] kept = IntStream.range(0, in.rows())
                .filter(i -> codes[i] >= 0 && IntStream.range(0, 4).noneMatch(c -> Double.isNaN(cells[c][i])))
                .filter(i -> backed == null || !Double.isNaN(backed[i]))
                .boxed()
                .sorted(java.util.Comparator.comparingInt((Integer i) -> codes[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        check(backed, codes, keys, kept);
        double money = moneyFactor(in);
        StoppingMath.Plant[] plants = new StoppingMath.Plant[kept.length];
        List<String> labels = new ArrayList<>();
        double[] capacities = new double[kept.length];
        for (int k = 0; k < kept.length; k++) {
            int i = kept[k];
            double share = backed == null || backed[i] == 1 ? coverage.share() : 0;
            plants[k] = new StoppingMath.Plant(
                    cells[0][i], cells[1][i], cells[2][i] * money, cells[3][i] * money, share, roles.idles);
            capacities[k] = cells[1][i];
            labels.add(roles.plant.isEmpty() ? "row " + (i + 1) : keys.label(codes[i]));
        }
        return new Plants(labels, plants, capacities, in.rows() - kept.length);
    }

    private void check(double @org.jspecify.annotations.Nullable [] backed, int[] codes, Keys keys, int[] kept) {
        List<Integer> flags = new ArrayList<>();
        List<Integer> repeated = new ArrayList<>();
        boolean[] seen = new boolean[keys.count()];
        for (int i : kept) {
            if (backed != null && backed[i] != 0 && backed[i] != 1) {
                flags.add(i + 1);
            }
            if (!roles.plant.isEmpty() && seen[codes[i]]) {
                repeated.add(i + 1);
            }
            seen[codes[i]] = true;
        }
        Problems problems = new Problems();
        problems.require(
                kept.length > 0,
                Reason.BAD_VALUE,
                "ExitModel needs at least one plant with no missing cell, but found none.");
        bad(problems, flags, "0 or 1 in \"" + roles.backed + "\"", "");
        bad(problems, repeated, "each plant once", "Add a column to by(...) or add the rows up.");
        problems.throwIfAny();
    }

    private static void bad(Problems problems, List<Integer> rows, String needed, String advice) {
        problems.require(
                rows.isEmpty(),
                Reason.BAD_VALUE,
                ("ExitModel needs " + needed + ", but not so in " + Columns.rowNumbers(rows) + ". " + advice).strip());
    }

    /** From the currency unit of fixed cost and scrap to price times the unit of capacity. */
    private double moneyFactor(Columns in) {
        var fixed = Unit.of(in.unit(roles.fixed)).filter(u -> u.dimension().startsWith("money"));
        var scrap = Unit.of(in.unit(roles.scrap)).filter(u -> u.dimension().startsWith("money"));
        var capacity = Unit.of(in.unit(roles.capacity));
        if (fixed.isEmpty() && scrap.isEmpty()) {
            return 1;
        }
        if (fixed.isEmpty() || scrap.isEmpty() || !fixed.get().equals(scrap.get()) || capacity.isEmpty()) {
            throw new OverhangException(
                    Reason.WRONG_UNIT,
                    "ExitModel needs fixed cost and scrap value in one stated unit and a stated unit of capacity, or none "
                            + "stated, but \"" + roles.fixed + "\" is in " + named(in.unit(roles.fixed)) + ", \""
                            + roles.scrap + "\" in " + named(in.unit(roles.scrap)) + " and \"" + roles.capacity
                            + "\" in "
                            + named(in.unit(roles.capacity)) + ". State the units with Source.unit.");
        }
        // A price of one unit of money a tonne, unless its column says another
        double price = Unit.of(in.unit(roles.cost))
                .filter(u -> u.symbol().contains("/"))
                .map(Unit::factor)
                .orElse(1.0);
        return fixed.get().factor() / (capacity.get().factor() * price);
    }

    private static String named(String unit) {
        return unit.isEmpty() ? "no unit" : unit;
    }

    @Override
    public String toString() {
        return "ExitModel · price " + price + " · discount " + Numbers.percent(discount, 1) + " · horizon " + horizon
                + " years · " + coverage.text();
    }
}
