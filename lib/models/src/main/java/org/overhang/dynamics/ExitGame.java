package org.overhang.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.policy.Coverage;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Two firms in a market whose demand comes and goes, each deciding every period whether to stay, one with part of its losses
 * covered.
 *
 * <p>Formula: {@code V_i(x) = cov_i(\pi_i(x)) + E \max(\phi, \beta E V_i(x'))}, the scrap value {@code \phi} even on 0 to
 * {@code F_i} and private; {@code cov(\pi) = \pi} for a profit and {@code (1-\kappa)\pi} for the backed firm's loss. Firms compete
 * in quantities on {@code p = a - bQ}; both decide at once; leaving is for good and nobody enters. The firm stays if its scrap
 * value is below {@code \beta E V}, which the rival's chance of staying enters.
 *
 * <p>Symbols: demand states with intercepts {@code a}, chances of the next state by row; money per period. The answer is a list
 * of equilibria: best replies are iterated from nobody staying, both staying and each staying alone, and the different fixed
 * points are kept. With more than one, {@link Equilibria#stays} refuses to choose.
 *
 * <p>Defaults: nothing covered.
 *
 * <pre>{@code
 * ExitGame.demand(560, 900).chances(new double[][] {{0.8, 0.2}, {0.3, 0.7}}).slope(5)
 *         .backed(Contender.cost(330).fixedCost(3_500).scrapUpTo(60_000))
 *         .rival(Contender.cost(350).fixedCost(3_500).scrapUpTo(60_000)).discount(0.087).covered(share(0.5)).solve();
 * }</pre>
 *
 * <p>What reverses its sign: cover makes the backed firm stay more and its rival less in this game of pure cutoffs. In a war of
 * attrition in mixed strategies with complete information the sign is the other way round, and so is the reason: each is made
 * indifferent by the other's rate of leaving.
 *
 * <p>Errors: {@link Reason#OUT_OF_RANGE} for chances that do not sum to 1 or other arguments; {@link Reason#NOT_CONVERGED};
 * {@link Reason#NOT_IDENTIFIED} where one answer is asked for and there are several.
 *
 * <p>Source: Doraszelski and Satterthwaite, RAND Journal of Economics 41 (2010), 215–243; the covered share is this library's.
 */
public final class ExitGame {
    private static final double SETTLED = 1e-13;

    private final double[] intercepts;
    private final double[][] chances;
    private final double slope;
    private final Contender backed;
    private final Contender rival;
    private final double rate;
    private final Coverage coverage;

    private ExitGame(
            double[] intercepts,
            double[][] chances,
            double slope,
            Contender backed,
            Contender rival,
            double rate,
            Coverage coverage) {
        this.intercepts = intercepts;
        this.chances = chances;
        this.slope = slope;
        this.backed = backed;
        this.rival = rival;
        this.rate = rate;
        this.coverage = coverage;
    }

    /** Demand states whose chances are still to be named. */
    public static final class NeedsChances {
        private final double[] intercepts;

        private NeedsChances(double[] intercepts) {
            this.intercepts = intercepts;
        }

        /**
         * Names the chances of each state next period.
         *
         * @param rows one row a state, one column a state next period; rows sum to 1
         * @return a game that still needs the slope of demand
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless so
         */
        public NeedsSlope chances(double[][] rows) {
            Problems problems = new Problems();
            for (int s = 0; s < intercepts.length; s++) {
                boolean good = rows.length == intercepts.length && rows[s].length == intercepts.length;
                double sum = good ? Arrays.stream(rows[s]).sum() : Double.NaN;
                problems.require(
                        good
                                && Math.abs(sum - 1) < 1e-9
                                && Arrays.stream(rows[s]).allMatch(c -> c >= 0),
                        Reason.OUT_OF_RANGE,
                        "The chances of state " + (s + 1) + " must be " + intercepts.length
                                + " numbers of 0 or more that sum to 1, but they are not.");
            }
            problems.throwIfAny();
            return new NeedsSlope(
                    intercepts, Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new));
        }
    }

    /** Demand whose slope is still to be named. */
    public static final class NeedsSlope {
        private final double[] intercepts;
        private final double[][] chances;

        private NeedsSlope(double[] intercepts, double[][] chances) {
            this.intercepts = intercepts;
            this.chances = chances;
        }

        /**
         * Names the slope of demand.
         *
         * @param perUnit fall of the price for one unit more
         * @return a game that still needs its backed firm
         */
        public NeedsBacked slope(double perUnit) {
            return new NeedsBacked(intercepts, chances, Range.positive("The slope of demand", perUnit));
        }
    }

    /** A market whose backed firm is still to be named. */
    public static final class NeedsBacked {
        private final double[] intercepts;
        private final double[][] chances;
        private final double slope;

        private NeedsBacked(double[] intercepts, double[][] chances, double slope) {
            this.intercepts = intercepts;
            this.chances = chances;
            this.slope = slope;
        }

        /**
         * Names the firm whose losses may be covered.
         *
         * @param firm the firm
         * @return a game that still needs its rival
         */
        public NeedsRival backed(Contender firm) {
            return new NeedsRival(this, firm);
        }
    }

    /** A market whose rival is still to be named. */
    public static final class NeedsRival {
        private final NeedsBacked market;
        private final Contender backed;

        private NeedsRival(NeedsBacked market, Contender backed) {
            this.market = market;
            this.backed = backed;
        }

        /**
         * Names the rival.
         *
         * @param firm the firm
         * @return a game that still needs its discount rate
         */
        public NeedsDiscount rival(Contender firm) {
            return new NeedsDiscount(market, backed, firm);
        }
    }

    /** A game whose discount rate is still to be named. */
    public static final class NeedsDiscount {
        private final NeedsBacked market;
        private final Contender backed;
        private final Contender rival;

        private NeedsDiscount(NeedsBacked market, Contender backed, Contender rival) {
            this.market = market;
            this.backed = backed;
            this.rival = rival;
        }

        /**
         * Names the discount rate.
         *
         * @param perPeriod a period; the discount factor is {@code 1/(1 + rate)}
         * @return the game
         */
        public ExitGame discount(double perPeriod) {
            return new ExitGame(
                    market.intercepts,
                    market.chances,
                    market.slope,
                    backed,
                    rival,
                    Range.rate("The discount rate", perPeriod),
                    Coverage.share(0));
        }
    }

    /**
     * Starts with the states of demand.
     *
     * @param intercepts price at which nothing is bought, one a state
     * @return a game that still needs its other parts
     */
    public static NeedsChances demand(double... intercepts) {
        Range.count("The number of demand states", intercepts.length);
        for (double a : intercepts) {
            Range.positive("A demand intercept", a);
        }
        return new NeedsChances(intercepts.clone());
    }

    /**
     * A share of the backed firm's losses is covered.
     *
     * @param share of each loss
     * @return the game
     */
    public ExitGame covered(Coverage share) {
        return new ExitGame(intercepts, chances, slope, backed, rival, rate, share);
    }

    /** Profit of a firm with another, or alone if the other is null. */
    private double profit(double a, Contender me, Contender other, boolean alone) {
        double monopoly = Math.max(0, (a - me.cost()) / (2 * slope));
        if (alone) {
            return monopoly * monopoly * slope - me.fixedCost();
        }
        double mine = (a - 2 * me.cost() + other.cost()) / (3 * slope);
        double theirs = (a - 2 * other.cost() + me.cost()) / (3 * slope);
        if (mine <= 0) {
            return -me.fixedCost();
        }
        double q = theirs <= 0 ? monopoly : mine;
        return q * q * slope - me.fixedCost();
    }

    /** One side of the game: its flows, and its best reply to the other side's chances of staying. */
    private final class Side {
        private final double[] together;
        private final double[] alone;
        private final double scrap;
        private final double[] aloneValue;

        Side(Contender me, Contender other, double covered) {
            together = flows(me, other, covered, false);
            alone = flows(me, other, covered, true);
            scrap = me.scrapUpTo();
            aloneValue = settle(ones(), alone, new double[intercepts.length]);
        }

        private double[] flows(Contender me, Contender other, double covered, boolean lonely) {
            return Arrays.stream(intercepts)
                    .map(a -> profit(a, me, other, lonely))
                    .map(p -> p >= 0 ? p : (1 - covered) * p)
                    .toArray();
        }

        /** Expected value of the better of scrap and staying. */
        private double best(double stay) {
            double u = chance(stay);
            return u >= 1 ? stay : u * stay + (scrap * scrap - square(Math.max(0, stay))) / (2 * scrap);
        }

        double chance(double stay) {
            return Math.min(1, Math.max(0, stay / scrap));
        }

        private double continuation(int s, double[] rivalStays, double[] value, double[] lonely) {
            double both = 0;
            double single = 0;
            for (int j = 0; j < value.length; j++) {
                both += chances[s][j] * value[j];
                single += chances[s][j] * lonely[j];
            }
            return (rivalStays[s] * both + (1 - rivalStays[s]) * single) / (1 + rate);
        }

        /** Values against given chances: a contraction at the discount factor. */
        private double[] settle(double[] rivalStays, double[] flow, double[] lonely) {
            double[] value = new double[flow.length];
            for (int i = 0; i < 1_000_000; i++) {
                double[] next = new double[value.length];
                double change = 0;
                double size = 0;
                for (int s = 0; s < next.length; s++) {
                    next[s] = flow[s] + best(continuation(s, rivalStays, value, lonely));
                    change = Math.max(change, Math.abs(next[s] - value[s]));
                    size = Math.max(size, Math.abs(next[s]));
                }
                value = next;
                if (change <= 1e-15 * size) {
                    return value;
                }
            }
            throw new OverhangException(
                    Reason.NOT_CONVERGED,
                    "ExitGame needs settled values, but they still change after a million rounds. Raise the discount"
                            + " rate.");
        }

        double[] value(double[] rivalStays) {
            return settle(rivalStays, together, aloneValue);
        }

        double[] reply(double[] rivalStays) {
            double[] value = value(rivalStays);
            double[] out = new double[value.length];
            for (int s = 0; s < out.length; s++) {
                out[s] = chance(continuation(s, rivalStays, value, aloneValue));
            }
            return out;
        }

        private double[] ones() {
            double[] out = new double[intercepts.length];
            Arrays.fill(out, 1);
            return out;
        }
    }

    private static double square(double v) {
        return v * v;
    }

    private record Point(double[] backed, double[] rival) {
        boolean near(Point other) {
            return distance(backed, other.backed) < 1e-7 && distance(rival, other.rival) < 1e-7;
        }
    }

    private static double distance(double[] a, double[] b) {
        double out = 0;
        for (int i = 0; i < a.length; i++) {
            out = Math.max(out, Math.abs(a[i] - b[i]));
        }
        return out;
    }

    /**
     * Finds the equilibria reached from four starts.
     *
     * @return the different equilibria
     * @throws OverhangException {@link Reason#NOT_CONVERGED} if a start leads nowhere
     */
    public Equilibria solve() {
        Side first = new Side(backed, rival, coverage.share());
        Side second = new Side(rival, backed, 0);
        List<Point> points = new ArrayList<>();
        for (double[] start : new double[][] {{0, 0}, {1, 1}, {1, 0}, {0, 1}}) {
            Point point = iterate(first, second, start);
            if (points.stream().noneMatch(p -> p.near(point))) {
                points.add(point);
            }
        }
        points.sort((a, b) -> Double.compare(
                Arrays.stream(b.backed).sum(), Arrays.stream(a.backed).sum()));
        return new Equilibria(this, first, second, points);
    }

    private Point iterate(Side first, Side second, double[] start) {
        double[] x = new double[intercepts.length];
        double[] y = new double[intercepts.length];
        Arrays.fill(x, start[0]);
        Arrays.fill(y, start[1]);
        double part = 0.5;
        double before = Double.POSITIVE_INFINITY;
        for (int i = 1; i <= 20_000; i++) {
            double[] nextX = first.reply(y);
            double[] nextY = second.reply(x);
            double change = Math.max(distance(x, nextX), distance(y, nextY));
            if (change < SETTLED) {
                return new Point(nextX, nextY);
            }
            // Steps in part only: full ones can swing for ever between too many and too few staying
            for (int s = 0; s < x.length; s++) {
                x[s] += part * (nextX[s] - x[s]);
                y[s] += part * (nextY[s] - y[s]);
            }
            if (i % 100 == 0) {
                part = change > before / 2 ? Math.max(part / 2, 1e-3) : part;
                before = change;
            }
        }
        throw new OverhangException(
                Reason.NOT_CONVERGED,
                "ExitGame needs best replies that settle, but from the start (" + Numbers.plain(start[0]) + ", "
                        + Numbers.plain(start[1]) + ") they do not. Change the scrap values' range.");
    }

    /** The equilibria of an exit game; make them with {@link ExitGame#solve}. */
    public static final class Equilibria implements Result {
        private final ExitGame game;
        private final Side first;
        private final Side second;
        private final List<Point> points;

        private Equilibria(ExitGame game, Side first, Side second, List<Point> points) {
            this.game = game;
            this.first = first;
            this.second = second;
            this.points = List.copyOf(points);
        }

        /**
         * How many different equilibria the four starts reached.
         *
         * @return at least 1
         */
        public int count() {
            return points.size();
        }

        private Point only() {
            if (points.size() != 1) {
                throw new OverhangException(
                        Reason.NOT_IDENTIFIED,
                        "ExitGame needs one equilibrium to give one answer, but found " + points.size()
                                + ". Read all of them from tidy().");
            }
            return points.get(0);
        }

        /**
         * The chance that a firm stays while both are there.
         *
         * @param backedFirm true for the backed firm, false for its rival
         * @param state demand state, from 0 in the order in which they were named
         * @return between 0 and 1
         * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if there are several equilibria
         */
        public double stays(boolean backedFirm, int state) {
            return (backedFirm ? only().backed : only().rival)[state];
        }

        /**
         * What a firm is worth while both are there, before its scrap value is seen.
         *
         * @param backedFirm true for the backed firm, false for its rival
         * @param state demand state, from 0
         * @return money
         * @throws OverhangException {@link Reason#NOT_IDENTIFIED} if there are several equilibria
         */
        public double value(boolean backedFirm, int state) {
            Point point = only();
            return (backedFirm ? first.value(point.rival) : second.value(point.backed))[state];
        }

        /**
         * What a firm is worth alone.
         *
         * @param backedFirm true for the backed firm, false for its rival
         * @param state demand state, from 0
         * @return money
         */
        public double valueAlone(boolean backedFirm, int state) {
            return (backedFirm ? first : second).aloneValue[state];
        }

        /**
         * One row an equilibrium, firm and state: {@code equilibrium firm state intercept stays value}.
         *
         * @return a fresh table
         */
        @Override
        public Table tidy() {
            IntColumn number = IntColumn.create("equilibrium");
            StringColumn firm = StringColumn.create("firm");
            IntColumn state = IntColumn.create("state");
            DoubleColumn[] c = Moments.columns("intercept", "stays", "value");
            for (int e = 0; e < points.size(); e++) {
                for (int side = 0; side < 2; side++) {
                    double[] stays = side == 0 ? points.get(e).backed : points.get(e).rival;
                    double[] value = side == 0 ? first.value(points.get(e).rival) : second.value(points.get(e).backed);
                    for (int s = 0; s < stays.length; s++) {
                        number.append(e + 1);
                        firm.append(side == 0 ? "backed" : "rival");
                        state.append(s);
                        Moments.append(c, game.intercepts[s], stays[s], value[s]);
                    }
                }
            }
            return Table.create("Exit game", number, firm, state).addColumns(c);
        }

        @Override
        public Table glance() {
            return Table.create(
                    "Exit game",
                    IntColumn.create("nobs", new int[] {game.intercepts.length}),
                    IntColumn.create("equilibria", new int[] {points.size()}),
                    DoubleColumn.create("covered_share", game.coverage.share()));
        }

        @Override
        public Summary summary() {
            Table tidy = tidy();
            Summary.Builder out = Summary.of("Exit game")
                    .choice("covered", Numbers.percent(game.coverage.share(), 1) + " of the backed firm's losses")
                    .choice("discount", Numbers.percent(game.rate, 1))
                    .choice("starts", "none stays, both stay, each alone")
                    .grid(Summary.grid(tidy.rowCount())
                            .number("equilibrium", "", 0, i -> tidy.intColumn(0).getInt(i))
                            .text("firm", "", i -> tidy.stringColumn(1).get(i))
                            .significant(
                                    "demand",
                                    "intercept",
                                    i -> tidy.doubleColumn("intercept").getDouble(i))
                            .percent(
                                    "stays",
                                    "periods",
                                    2,
                                    i -> tidy.doubleColumn("stays").getDouble(i))
                            .significant(
                                    "worth",
                                    "money",
                                    i -> tidy.doubleColumn("value").getDouble(i)));
            if (points.size() > 1) {
                out.warning(
                        "There are " + points.size() + " equilibria; the model alone does not say which is played.");
            }
            return out.identifies("Cutoffs on private scrap values, exit for good, no entry, quantities as in Cournot.")
                    .breaks("Entry, several rivals, firms that can stand idle, or cover that depends on the rival.")
                    .doesNotShow("Equilibria that none of the four starts leads to.")
                    .build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
