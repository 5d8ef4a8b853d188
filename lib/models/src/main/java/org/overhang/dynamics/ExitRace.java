package org.overhang.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
import org.overhang.policy.Coverage;
import org.overhang.policy.Duty;
import tech.tablesaw.api.Table;

/**
 * Entry and exit in a glutted industry where one side's losses are covered: capacity makes the price, losses eat equity, and
 * who has none left goes.
 *
 * <p>Formula, each year in this order: price {@code p = \min(B, p_0 (K/D)^{-\epsilon})} and utilization
 * {@code u = \min(1, D/K)}, the same for all unless {@link #receiving} or {@link #using} says how a firm stands to it; profit {@code \pi_i = ((p - v_i) u - f_i) K_i}; the state pays {@code \kappa} of a
 * backed firm's loss; equity adds both; exit if equity falls below 0 or {@code p < v_i}, the backed firm too and even fully
 * covered, its capacity scrapped and the bill of that year paid; growth of those who stay, but not in a year that ends with
 * one firm. A sole supplier charges the backstop B and sells {@code D (B/p_0)^{-1/\epsilon}}.
 *
 * <p>Symbols: v variable cost per unit, f fixed cost per unit of capacity a year, K capacity, money in price times the unit
 * of capacity. Missing cells: the firm is left out and counted.
 *
 * <p>Defaults: nobody grows; nothing covered; after exits nobody comes back ({@link #rebuildYears}); no duty, no stockpile, no
 * support for rivals; costs known ({@link #costVolatility} draws each firm's cost once a path).
 *
 * <pre>{@code
 * var race = ExitRace.of("variable_cost").capacity("capacity").fixedCost("fixed_cost").equity("equity").backed("backed")
 *         .demand(Demand.of(150).growth(0.01).volatility(0.08))
 *         .price(CapacityPrice.of(1.05).exponent(0.8).backstop(1.60)).horizon(40).growth("growth").by("firm");
 * race.covered(share(0.9)).simulate(firms, 2_000, seed(7)).versus(race.simulate(firms, 2_000, seed(7)));
 * }</pre>
 *
 * <p>What reverses its sign: cover keeps a dearer firm's capacity in the market and rivals lose; if the backed firm is small,
 * or demand outgrows its capacity, rivals stay and cover is only a bill.
 *
 * <p>Errors: those of columns; {@link Reason#BAD_VALUE} for capacity that is not positive, negative cost or equity, no rival or
 * no backed firm, a repeated firm; {@link Reason#OUT_OF_RANGE} for arguments.
 *
 * <p>Source: the rules are this library's own; see Kalouptsidi, Review of Economic Studies 85 (2018), 1111–1158, for the
 * structural counterpart.
 */
public final class ExitRace {
    record Roles(
            String cost,
            String capacity,
            String fixed,
            String equity,
            String backed,
            String growth,
            String received,
            String used,
            List<String> firm) {
        Roles growing(String column) {
            return new Roles(cost, capacity, fixed, equity, backed, column, received, used, firm);
        }

        Roles receiving(String column) {
            return new Roles(cost, capacity, fixed, equity, backed, growth, column, used, firm);
        }

        Roles using(String column) {
            return new Roles(cost, capacity, fixed, equity, backed, growth, received, column, firm);
        }

        Roles named(List<String> columns) {
            return new Roles(cost, capacity, fixed, equity, backed, growth, received, used, columns);
        }
    }

    record Terms(
            Demand demand,
            CapacityPrice price,
            int horizon,
            Coverage coverage,
            String because,
            Coverage rivals,
            double costVolatility,
            int rebuildYears,
            int stockYears,
            @Nullable Duty duty,
            double protectedShare) {}

    /** Terms that are open for one change. */
    private static final class Draft {
        private Coverage coverage;
        private String because;
        private Coverage rivals;
        private double costVolatility;
        private int rebuildYears;
        private int stockYears;
        private @Nullable Duty duty;
        private double protectedShare;

        private Draft(Terms t) {
            coverage = t.coverage;
            because = t.because;
            rivals = t.rivals;
            costVolatility = t.costVolatility;
            rebuildYears = t.rebuildYears;
            stockYears = t.stockYears;
            duty = t.duty;
            protectedShare = t.protectedShare;
        }

        private Terms closed(Terms t) {
            return new Terms(
                    t.demand,
                    t.price,
                    t.horizon,
                    coverage,
                    because,
                    rivals,
                    costVolatility,
                    rebuildYears,
                    stockYears,
                    duty,
                    protectedShare);
        }
    }

    /** Numbers a firm brings beside the mark that it is backed. */
    private static final int ROLES = 7;

    private final Roles roles;
    private final Terms terms;

    private ExitRace(Roles roles, Terms terms) {
        this.roles = roles;
        this.terms = terms;
    }

    /** The columns of a race, named one by one. */
    public static final class NeedsColumns {
        private final String cost;
        private final String capacity;
        private final String fixed;

        private NeedsColumns(String cost, String capacity, String fixed) {
            this.cost = cost;
            this.capacity = capacity;
            this.fixed = fixed;
        }

        /**
         * Names the column of capacities.
         *
         * @param column units of output a year
         * @return the columns so far
         */
        public NeedsColumns capacity(String column) {
            return new NeedsColumns(cost, column, fixed);
        }

        /**
         * Names the column of fixed costs.
         *
         * @param column money per unit of capacity a year
         * @return the columns so far
         */
        public NeedsColumns fixedCost(String column) {
            return new NeedsColumns(cost, capacity, column);
        }

        /**
         * Names the column of equity; name capacity and fixed cost before.
         *
         * @param column money that losses can eat
         * @return a race that still needs to know who is backed
         */
        public NeedsBacked equity(String column) {
            Problems problems = new Problems();
            problems.require(
                    !capacity.isEmpty(),
                    Reason.MISSING_COLUMN,
                    "ExitRace needs a capacity column. Say capacity(...) first.");
            problems.require(
                    !fixed.isEmpty(),
                    Reason.MISSING_COLUMN,
                    "ExitRace needs a fixed cost column. Say fixedCost(...) first.");
            problems.throwIfAny();
            return new NeedsBacked(cost, capacity, fixed, column);
        }
    }

    /** Firms of which it is still to be said who is backed. */
    public static final class NeedsBacked {
        private final String cost;
        private final String capacity;
        private final String fixed;
        private final String equity;

        private NeedsBacked(String cost, String capacity, String fixed, String equity) {
            this.cost = cost;
            this.capacity = capacity;
            this.fixed = fixed;
            this.equity = equity;
        }

        /**
         * Names the column that says who is backed.
         *
         * @param column 1 for a firm whose losses the state covers, 0 for a rival
         * @return a race that still needs its demand
         */
        public NeedsDemand backed(String column) {
            return new NeedsDemand(new Roles(cost, capacity, fixed, equity, column, "", "", "", List.of()));
        }
    }

    /** Firms whose demand is still to be named. */
    public static final class NeedsDemand {
        private final Roles roles;

        private NeedsDemand(Roles roles) {
            this.roles = roles;
        }

        /**
         * Names demand.
         *
         * @param demand in the unit of capacity
         * @return a race that still needs its price
         */
        public NeedsPrice demand(Demand demand) {
            return new NeedsPrice(roles, demand);
        }
    }

    /** Firms and demand whose price is still to be named. */
    public static final class NeedsPrice {
        private final Roles roles;
        private final Demand demand;

        private NeedsPrice(Roles roles, Demand demand) {
            this.roles = roles;
            this.demand = demand;
        }

        /**
         * Names the price.
         *
         * @param price how capacity makes it
         * @return a race that still needs its horizon
         */
        public NeedsHorizon price(CapacityPrice price) {
            return new NeedsHorizon(roles, demand, price);
        }
    }

    /** A race whose horizon is still to be named. */
    public static final class NeedsHorizon {
        private final Roles roles;
        private final Demand demand;
        private final CapacityPrice price;

        private NeedsHorizon(Roles roles, Demand demand, CapacityPrice price) {
            this.roles = roles;
            this.demand = demand;
            this.price = price;
        }

        /**
         * Names how many years are simulated.
         *
         * @param years at least 1
         * @return the race
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} if below 1
         */
        public ExitRace horizon(int years) {
            return new ExitRace(
                    roles,
                    new Terms(
                            demand,
                            price,
                            Range.count("The horizon", years),
                            Coverage.share(0),
                            "",
                            Coverage.share(0),
                            0,
                            0,
                            0,
                            null,
                            0));
        }
    }

    /**
     * Starts with the column of variable costs.
     *
     * @param variableCost money per unit of output
     * @return a race that still needs its other parts
     */
    public static NeedsColumns of(String variableCost) {
        return new NeedsColumns(variableCost, "", "");
    }

    private ExitRace change(Consumer<Draft> one) {
        Draft draft = new Draft(terms);
        one.accept(draft);
        return new ExitRace(roles, draft.closed(terms));
    }

    /**
     * The state pays a share of each loss of the backed firms.
     *
     * @param share of each loss
     * @return the race
     */
    public ExitRace covered(Coverage share) {
        return change(d -> {
            d.coverage = share;
            d.because = "";
        });
    }

    /**
     * The state pays a share of each loss of the backed firms, taken from what accounts show.
     *
     * @param measured the measured share and why owners expect it
     * @return the race
     */
    public ExitRace covered(AccountingCoverage.Assumed measured) {
        return change(d -> {
            d.coverage = measured.coverage();
            d.because = measured.because();
        });
    }

    /**
     * Another state pays a share of each loss of the rivals.
     *
     * @param share of each loss
     * @return the race
     */
    public ExitRace rivalsCovered(Coverage share) {
        return change(d -> d.rivals = share);
    }

    /**
     * Costs are not known: each firm's is drawn once a path, lognormal around its column with the mean kept.
     *
     * @param deviation standard deviation of the logarithm, 0 or more
     * @return the race
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if negative
     */
    public ExitRace costVolatility(double deviation) {
        Range.require(deviation >= 0 && deviation < 10, "The volatility of costs must be 0 or more", deviation, "");
        return change(d -> d.costVolatility = deviation);
    }

    /**
     * After so many years of a sole supplier the cheapest rival that left stands again as it was at the start.
     *
     * @param years years it takes to rebuild, at least 1; the debate says five to ten
     * @return the race
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if below 1
     */
    public ExitRace rebuildYears(int years) {
        int checked = Range.count("The years to rebuild", years);
        return change(d -> d.rebuildYears = checked);
    }

    /**
     * Buyers hold a stockpile: for so many years a sole supplier cannot charge the backstop price.
     *
     * @param years years that the stock lasts, at least 1
     * @return the race
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if below 1
     */
    public ExitRace stockpile(int years) {
        int checked = Range.count("The years of stock", years);
        return change(d -> d.stockYears = checked);
    }

    /**
     * Rivals sell part of their output behind a duty on the backed firms' goods and receive the price with duty there.
     *
     * @param duty the duty
     * @param protectedShare share of rivals' output sold behind it, above 0 and at most 1
     * @return the race
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} outside these ranges
     */
    public ExitRace duty(Duty duty, double protectedShare) {
        Range.require(
                protectedShare > 0 && protectedShare <= 1,
                "The share sold behind a duty must be above 0 and at most 1",
                protectedShare,
                "");
        return change(d -> {
            d.duty = duty;
            d.protectedShare = protectedShare;
        });
    }

    /**
     * Firms that grow.
     *
     * @param column growth of capacity a year, 0.06 for six percent; 0 for firms that do not
     * @return the race
     */
    public ExitRace growth(String column) {
        return new ExitRace(roles.growing(column), terms);
    }

    /**
     * Firms that receive more or less than the price of the race: behind a duty, for another quality, with a subsidy a unit.
     *
     * @param column price received over the price of the race, above 0; 1 without this column
     * @return the race
     */
    public ExitRace receiving(String column) {
        return new ExitRace(roles.receiving(column), terms);
    }

    /**
     * Firms that use their capacity more or less than the race on average, never above capacity.
     *
     * @param column a firm's utilization over that of the race, 0 or more; 1 without this column
     * @return the race
     */
    public ExitRace using(String column) {
        return new ExitRace(roles.using(column), terms);
    }

    /**
     * Names the firms.
     *
     * @param columns columns whose values together name a firm; without them firms are numbered by row
     * @return the race
     */
    public ExitRace by(String... columns) {
        return new ExitRace(roles.named(List.of(columns)), terms);
    }

    /**
     * Runs the race many times.
     *
     * @param source one row a firm
     * @param paths how many draws of demand and costs
     * @param seed where the draws start; the same seed gives two races the same draws
     * @return the paths
     * @throws OverhangException see the class
     */
    public RacePaths simulate(Source source, int paths, Seed seed) {
        Range.count("The number of paths", paths);
        Firms firms = read(source);
        RaceMath.Field field = field(firms);
        RacePaths.Outcome out = new RacePaths.Outcome(paths, firms.labels.size(), terms.horizon);
        int block = 256;
        Parallel.forEach((paths + block - 1) / block, b -> {
            RaceMath math = new RaceMath(field);
            for (int path = b * block; path < Math.min(paths, (b + 1) * block); path++) {
                math.run(seed.stream(path));
                out.take(path, math, field);
            }
        });
        return new RacePaths(terms, firms.labels, firms.backed, firms.cells, out, paths, seed, firms.dropped);
    }

    /**
     * Runs the race many times.
     *
     * @param table one row a firm
     * @param paths how many draws of demand and costs
     * @param seed where the draws start
     * @return the paths
     */
    public RacePaths simulate(Table table, int paths, Seed seed) {
        return simulate(Source.of(table), paths, seed);
    }

    /**
     * The path to a sole supplier for several covered shares, all on the same draws.
     *
     * @param source one row a firm
     * @param paths how many draws of demand and costs
     * @param seed where the draws start
     * @param shares the covered shares to compare
     * @return one set of paths a share
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} without a share, and see the class
     */
    public SoleSupplierPath soleSupplier(Source source, int paths, Seed seed, Coverage... shares) {
        Range.count("The number of covered shares", shares.length);
        RacePaths without = covered(Coverage.share(0)).simulate(source, paths, seed);
        List<RacePaths> runs = new ArrayList<>();
        for (Coverage share : shares) {
            runs.add(covered(share).simulate(source, paths, seed));
        }
        return new SoleSupplierPath(List.of(shares), runs, without);
    }

    private record Firms(List<String> labels, double[][] cells, boolean[] backed, int dropped) {}

    private RaceMath.Field field(Firms firms) {
        double[][] c = firms.cells;
        double[] covered = new double[firms.backed.length];
        for (int i = 0; i < covered.length; i++) {
            covered[i] = (firms.backed[i] ? terms.coverage : terms.rivals).share();
        }
        Duty duty = terms.duty;
        return new RaceMath.Field(
                c[0],
                c[2],
                c[1],
                c[3],
                c[4],
                c[5],
                c[6],
                covered,
                firms.backed,
                terms.demand,
                terms.price,
                terms.costVolatility,
                terms.horizon,
                terms.rebuildYears,
                terms.stockYears,
                duty == null ? 1 : 1 + terms.protectedShare * duty.exclusiveRate(),
                duty == null ? 0 : terms.protectedShare * duty.specificAmount());
    }

    private Firms read(Source source) {
        Columns.Request request = Columns.neededBy("ExitRace")
                .amount("variable cost", roles.cost, Sign.NOT_NEGATIVE)
                .amount("capacity", roles.capacity, Sign.POSITIVE)
                .amount("fixed cost", roles.fixed, Sign.NOT_NEGATIVE)
                .amount("equity", roles.equity, Sign.NOT_NEGATIVE)
                .sameUnit(roles.fixed, roles.equity)
                .product(roles.cost, roles.capacity, roles.fixed)
                .number("backed", roles.backed);
        optional(request, "growth", roles.growth);
        request.amount("price ratio", roles.received, Sign.POSITIVE);
        request.amount("utilization ratio", roles.used, Sign.NOT_NEGATIVE);
        Columns in = request.keys(roles.firm).read(source);
        double[][] all = {
            in.number(roles.cost),
            in.number(roles.capacity),
            in.number(roles.fixed),
            in.number(roles.equity),
            cells(in, roles.growth, 0),
            cells(in, roles.received, 1),
            cells(in, roles.used, 1),
            in.number(roles.backed)
        };
        Keys keys = in.keys();
        int[] codes = keys.codes();
        int[] kept = IntStream.range(0, in.rows())
                .filter(i -> codes[i] >= 0 && IntStream.range(0, all.length).noneMatch(c -> Double.isNaN(all[c][i])))
                .boxed()
                .sorted(java.util.Comparator.comparingInt((Integer i) -> codes[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        check(all, codes, keys, kept);
        double[][] cells = new double[ROLES][kept.length];
        boolean[] backed = new boolean[kept.length];
        List<String> labels = new ArrayList<>();
        for (int k = 0; k < kept.length; k++) {
            for (int c = 0; c < ROLES; c++) {
                cells[c][k] = all[c][kept[k]];
            }
            backed[k] = all[ROLES][kept[k]] == 1;
            labels.add(roles.firm.isEmpty() ? "row " + (kept[k] + 1) : keys.label(codes[kept[k]]));
        }
        return new Firms(labels, cells, backed, in.rows() - kept.length);
    }

    private static void optional(Columns.Request request, String role, String column) {
        if (!column.isEmpty()) {
            request.number(role, column);
        }
    }

    private static double[] cells(Columns in, String column, double otherwise) {
        if (!column.isEmpty()) {
            return in.number(column);
        }
        double[] out = new double[in.rows()];
        Arrays.fill(out, otherwise);
        return out;
    }

    private void check(double[][] all, int[] codes, Keys keys, int[] kept) {
        Problems problems = new Problems();
        require(problems, kept, i -> all[4][i] > -1, "growth above -1 in \"" + roles.growth + "\"");
        require(problems, kept, i -> all[ROLES][i] == 0 || all[ROLES][i] == 1, "0 or 1 in \"" + roles.backed + "\"");
        boolean[] seen = new boolean[keys.count()];
        require(
                problems,
                kept,
                i -> {
                    boolean first = roles.firm.isEmpty() || !seen[codes[i]];
                    seen[codes[i]] = true;
                    return first;
                },
                "each firm once");
        long backed = IntStream.of(kept).filter(i -> all[ROLES][i] == 1).count();
        problems.require(
                backed >= 1 && backed < kept.length,
                Reason.BAD_VALUE,
                "ExitRace needs at least one backed firm and one rival, but \"" + roles.backed + "\" marks " + backed
                        + " of " + kept.length + " firms. Add the firms that are missing.");
        problems.throwIfAny();
    }

    private static void require(Problems problems, int[] kept, java.util.function.IntPredicate holds, String needed) {
        List<Integer> bad = new ArrayList<>();
        for (int i : kept) {
            if (!holds.test(i)) {
                bad.add(i + 1);
            }
        }
        problems.require(
                bad.isEmpty(),
                Reason.BAD_VALUE,
                "ExitRace needs " + needed + ", but not so in " + Columns.rowNumbers(bad) + ".");
    }

    @Override
    public String toString() {
        return "ExitRace · demand " + terms.demand.text() + " · price " + terms.price + " · horizon " + terms.horizon
                + " years · " + terms.coverage.text() + " · cost volatility "
                + Numbers.percent(terms.costVolatility, 1);
    }
}
