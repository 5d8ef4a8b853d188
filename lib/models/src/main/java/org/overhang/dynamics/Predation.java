package org.overhang.dynamics;

import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Numbers;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.policy.Coverage;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a low price costs a predator, what a monopoly after it brings, and how a state that covers the sacrifice empties the
 * test of recoupment.
 *
 * <p>Formula: on demand {@code p = a - bQ} the predator earns {@code \pi_D} against a Cournot rival, {@code \pi_M} alone, and
 * {@code \pi_P} at the low price while the rival sells nothing. Sacrifice {@code S = \sum_{t<T} d^t (\pi_D - \pi_P)}, gain a
 * period {@code \pi_M - \pi_D} from T on. The shortest recoupment is the least n with {@code \sum_{k<n} d^{T+k} (\pi_M - \pi_D)
 * \ge (1-\kappa) S}; the least chance of success is {@code (1-\kappa)S} over the gain for ever; the highest hazard of re-entry
 * solves {@code d^T (\pi_M - \pi_D)/(1 - d(1-h)) = (1-\kappa) S}.
 *
 * <p>Defaults: nothing covered.
 *
 * <pre>{@code
 * Predation.demand(1_000, 5).predatorCost(300).rivalCost(330).fixedCost(6_000).price(320).periods(3).discount(0.08)
 *         .covered(share(0.8)).solve().shortestRecoupment();      // 1
 * }</pre>
 *
 * <p>What reverses its sign: a rival that comes back at once, or buyers with a substitute near the low price.
 *
 * <p>Errors: {@link org.overhang.core.Reason#OUT_OF_RANGE} for arguments and for a price at which there is nothing to sacrifice.
 *
 * <p>Source: Brooke Group v. Brown &amp; Williamson, 509 U.S. 209 (1993); Areeda and Turner, Harvard Law Review 88 (1975).
 */
public final class Predation {
    private final double intercept;
    private final double slope;
    private final double cost;
    private final double rivalCost;
    private final double fixed;
    private final double price;
    private final int periods;
    private final double rate;
    private final Coverage coverage;

    private Predation(
            double intercept,
            double slope,
            double cost,
            double rivalCost,
            double fixed,
            double price,
            int periods,
            double rate,
            Coverage coverage) {
        this.intercept = intercept;
        this.slope = slope;
        this.cost = cost;
        this.rivalCost = rivalCost;
        this.fixed = fixed;
        this.price = price;
        this.periods = periods;
        this.rate = rate;
        this.coverage = coverage;
    }

    /** The numbers of a case, named one by one; the discount rate comes last. */
    public static final class Needs {
        private final double[] numbers;
        private final int periods;

        private Needs(double[] numbers, int periods) {
            this.numbers = numbers;
            this.periods = periods;
        }

        private Needs with(int at, double value) {
            double[] more = numbers.clone();
            more[at] = value;
            return new Needs(more, periods);
        }

        /**
         * The predator's cost.
         *
         * @param perUnit avoidable cost per unit
         * @return the numbers so far
         */
        public Needs predatorCost(double perUnit) {
            return with(2, Range.positive("The predator's cost", perUnit));
        }

        /**
         * The rival's cost.
         *
         * @param perUnit avoidable cost per unit
         * @return the numbers so far
         */
        public Needs rivalCost(double perUnit) {
            return with(3, Range.positive("The rival's cost", perUnit));
        }

        /**
         * The predator's fixed cost.
         *
         * @param perPeriod money a period, 0 or more
         * @return the numbers so far
         */
        public Needs fixedCost(double perPeriod) {
            return with(
                    4,
                    Range.require(
                            perPeriod >= 0 && perPeriod < 1e300, "The fixed cost must be 0 or more", perPeriod, ""));
        }

        /**
         * The low price.
         *
         * @param perUnit price while the rival is to leave
         * @return the numbers so far
         */
        public Needs price(double perUnit) {
            return with(5, Range.positive("The low price", perUnit));
        }

        /**
         * How long the low price lasts.
         *
         * @param count periods, at least 1
         * @return the numbers so far
         */
        public Needs periods(int count) {
            return new Needs(numbers, Range.count("The number of periods", count));
        }

        /**
         * The discount rate, the last number; all others must have been named.
         *
         * @param perPeriod a period
         * @return the case
         */
        public Predation discount(double perPeriod) {
            String[] names = {"", "", "The predator's cost", "The rival's cost", "The fixed cost", "The low price"};
            for (int i = 2; i < names.length; i++) {
                Range.finite(names[i], numbers[i]);
            }
            Range.count("The number of periods", periods);
            Predation out = new Predation(
                    numbers[0],
                    numbers[1],
                    numbers[2],
                    numbers[3],
                    numbers[4],
                    numbers[5],
                    periods,
                    Range.rate("The discount rate", perPeriod),
                    Coverage.share(0));
            Range.require(
                    out.rivalQuantity() > 0 && out.quantity() > 0,
                    "Both firms must sell something in competition; the smaller quantity must be positive",
                    Math.min(out.rivalQuantity(), out.quantity()),
                    "");
            Range.require(
                    out.price < out.competitivePrice(),
                    "The low price must be below the price in competition of "
                            + Numbers.significant(out.competitivePrice(), 5),
                    out.price,
                    "Otherwise nothing is sacrificed.");
            return out;
        }
    }

    /**
     * Starts with demand.
     *
     * @param intercept price at which nothing is bought
     * @param slope fall of the price for one unit more
     * @return a case that still needs its other numbers
     */
    public static Needs demand(double intercept, double slope) {
        Range.positive("The intercept of demand", intercept);
        Range.positive("The slope of demand", slope);
        return new Needs(new double[] {intercept, slope, Double.NaN, Double.NaN, Double.NaN, Double.NaN}, 0);
    }

    /**
     * The state covers a share of the sacrifice.
     *
     * @param share of the sacrifice
     * @return the case
     */
    public Predation covered(Coverage share) {
        return new Predation(intercept, slope, cost, rivalCost, fixed, price, periods, rate, share);
    }

    private double quantity() {
        return (intercept - 2 * cost + rivalCost) / (3 * slope);
    }

    private double rivalQuantity() {
        return (intercept - 2 * rivalCost + cost) / (3 * slope);
    }

    private double competitivePrice() {
        return intercept - slope * (quantity() + rivalQuantity());
    }

    /**
     * Works the case out.
     *
     * @return sacrifice, gain and verdicts
     */
    public Case solve() {
        return new Case(this);
    }

    /** A case worked out; make it with {@link Predation#solve}. */
    public static final class Case implements Result {
        private final Predation p;
        private final double factor;

        private Case(Predation p) {
            this.p = p;
            factor = 1 / (1 + p.rate);
        }

        private double competition() {
            return (p.competitivePrice() - p.cost) * p.quantity() - p.fixed;
        }

        private double predationQuantity() {
            return (p.intercept - p.price) / p.slope;
        }

        private double predation() {
            return (p.price - p.cost) * predationQuantity() - p.fixed;
        }

        private double monopoly() {
            double margin = (p.intercept - p.cost) / 2;
            return margin * margin / p.slope - p.fixed;
        }

        /**
         * Present value of what the low price costs, before cover.
         *
         * @return money
         */
        public double sacrifice() {
            double loss = competition() - predation();
            return loss * (1 - FastMath.pow(factor, p.periods)) / (1 - factor);
        }

        /**
         * Present value of what the low price costs the firm itself.
         *
         * @return money
         */
        public double privateSacrifice() {
            return (1 - p.coverage.share()) * sacrifice();
        }

        /**
         * Gain a period once the rival has left.
         *
         * @return money
         */
        public double gain() {
            return monopoly() - competition();
        }

        /**
         * Present value of the gain for ever.
         *
         * @return money
         */
        public double gainForEver() {
            return gain() * FastMath.pow(factor, p.periods) / (1 - factor);
        }

        /**
         * The fewest periods of monopoly that pay the firm's sacrifice back.
         *
         * @return periods; −1 if no number does
         */
        public int shortestRecoupment() {
            double sum = 0;
            double step = gain() * FastMath.pow(factor, p.periods);
            for (int n = 1; n <= 100_000; n++) {
                sum += step;
                step *= factor;
                if (sum >= privateSacrifice()) {
                    return n;
                }
            }
            return -1;
        }

        /**
         * The highest hazard of re-entry at which the firm's sacrifice is paid back.
         *
         * @return a chance a period; 1 if even a monopoly of one period pays, NaN if none does
         */
        public double highestReentryHazard() {
            if (privateSacrifice() == 0) {
                return 1;
            }
            double hazard = (gain() * FastMath.pow(factor, p.periods) / privateSacrifice() - 1 + factor) / factor;
            return hazard < 0 ? Double.NaN : Math.min(1, hazard);
        }

        /**
         * The least chance of success at which the firm's sacrifice pays.
         *
         * @return a chance; above 1 it cannot
         */
        public double leastChance() {
            return privateSacrifice() / gainForEver();
        }

        /**
         * Whether the low price is below the predator's avoidable cost.
         *
         * @return true if presumed predatory
         */
        public boolean belowAvoidableCost() {
            return p.price < p.cost;
        }

        /**
         * The predator's total cost per unit at the low price.
         *
         * @return money per unit
         */
        public double totalCost() {
            return p.cost + p.fixed / predationQuantity();
        }

        /**
         * Whether the low price is below the rival's avoidable cost, so that it shuts down.
         *
         * @return true if it is
         */
        public boolean belowRivalCost() {
            return p.price < p.rivalCost;
        }

        @Override
        public Table tidy() {
            return Table.create(
                    "Predation",
                    StringColumn.create(
                            "term",
                            "sacrifice",
                            "private_sacrifice",
                            "gain_per_period",
                            "gain_for_ever",
                            "shortest_recoupment",
                            "highest_reentry_hazard",
                            "least_chance",
                            "total_cost"),
                    DoubleColumn.create(
                            "estimate",
                            sacrifice(),
                            privateSacrifice(),
                            gain(),
                            gainForEver(),
                            shortestRecoupment(),
                            highestReentryHazard(),
                            leastChance(),
                            totalCost()));
        }

        @Override
        public Table glance() {
            return Table.create(
                    "Predation",
                    DoubleColumn.create("covered_share", p.coverage.share()),
                    DoubleColumn.create("price_in_competition", p.competitivePrice()),
                    DoubleColumn.create("price_after", (p.intercept + p.cost) / 2));
        }

        @Override
        public Summary summary() {
            return Summary.of("Predation")
                    .choice("low price", Numbers.plain(p.price) + " for " + p.periods + " periods")
                    .choice("discount", Numbers.percent(p.rate, 1))
                    .choice("covered", Numbers.percent(p.coverage.share(), 1) + " of the sacrifice")
                    .paragraph(
                            "Prices",
                            Numbers.significant(p.competitivePrice(), 5) + " in competition, "
                                    + Numbers.plain(p.price) + " low, "
                                    + Numbers.significant((p.intercept + p.cost) / 2, 5) + " alone")
                    .paragraph(
                            "Sacrifice",
                            Numbers.significant(sacrifice(), 5) + " in present value, of which the firm bears "
                                    + Numbers.significant(privateSacrifice(), 5) + "; gain "
                                    + Numbers.significant(gain(), 5) + " a period")
                    .paragraph(
                            "Recoupment",
                            (shortestRecoupment() < 0 ? "never" : "in " + shortestRecoupment() + " periods")
                                    + "; up to a re-entry hazard of " + Numbers.percent(highestReentryHazard(), 1)
                                    + "; from a chance of success of " + Numbers.percent(leastChance(), 1))
                    .paragraph(
                            "Antitrust",
                            (belowAvoidableCost()
                                            ? "below avoidable cost: presumed predatory"
                                            : "not below avoidable cost: passes Areeda–Turner")
                                    + (p.price < totalCost() ? "; below total cost" : "; not below total cost")
                                    + (belowRivalCost() ? "; below the rival's avoidable cost" : ""))
                    .paragraph("Trade law", "asks for no recoupment: dumping and injury suffice")
                    .identifies("Linear demand, quantities as in Cournot, a rival that sells nothing at the low price.")
                    .breaks(
                            "Rivals with deep pockets, buyers who hold stock, or capacity that cannot serve the low price.")
                    .doesNotShow("Intent.")
                    .build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
