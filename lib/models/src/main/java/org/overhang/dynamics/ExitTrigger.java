package org.overhang.dynamics;

import org.apache.commons.math3.util.FastMath;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.policy.Coverage;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The price at which an owner gives up for good when the price wanders and a share of losses is covered.
 *
 * <p>Formula: the price is a geometric Brownian motion with drift {@code \mu} and volatility {@code \sigma}; one unit earns
 * {@code P - C} above C and {@code (1-\kappa)(P - C)} below. Without cover
 * {@code P^* = \frac{\beta_2}{\beta_2 - 1} (r - \mu)(C/r + S)}, {@code \beta_2 < 0} the root of
 * {@code \tfrac12 \sigma^2 \beta(\beta - 1) + \mu\beta - r = 0}. With cover the values above and below C are matched at C in level
 * and slope and at {@code P^*} with scrap; the largest root below C is the trigger.
 *
 * <p>Symbols: C cost per unit, r discount rate a year, S scrap value per unit of yearly output, negative if leaving costs money.
 * If {@code P^* \ge C} without cover, cover is irrelevant. If {@code (1-\kappa) C/r + S \le 0} the owner never leaves: the
 * trigger is 0.
 *
 * <p>Defaults: no drift, no scrap value, nothing covered.
 *
 * <pre>{@code
 * ExitTrigger.cost(1).discount(0.06).volatility(0.25).scrapValue(-0.5).covered(share(0.5)).solve().trigger();   // 0.386
 * }</pre>
 *
 * <p>What reverses its sign: nothing here; cover always lowers the trigger or leaves it. The price does not answer to exit.
 *
 * <p>Errors: {@link Reason#OUT_OF_RANGE} for arguments, and unless the discount rate exceeds the drift.
 *
 * <p>Source: Dixit and Pindyck, <i>Investment under Uncertainty</i> (1994), section 7.1; the covered share is this library's.
 */
public final class ExitTrigger {
    private static final int STEPS = 20_000;
    private static final double LOWEST = 1e-9;

    private final double cost;
    private final double rate;
    private final double drift;
    private final double volatility;
    private final double scrap;
    private final Coverage coverage;

    private ExitTrigger(double cost, double rate, double drift, double volatility, double scrap, Coverage coverage) {
        this.cost = cost;
        this.rate = rate;
        this.drift = drift;
        this.volatility = volatility;
        this.scrap = scrap;
        this.coverage = coverage;
    }

    /** A cost whose discount rate is still to be named. */
    public static final class NeedsDiscount {
        private final double cost;

        private NeedsDiscount(double cost) {
            this.cost = cost;
        }

        /**
         * Names the discount rate.
         *
         * @param rate a year
         * @return a trigger that still needs the volatility of the price
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless above 0 and below 1
         */
        public NeedsVolatility discount(double rate) {
            return new NeedsVolatility(cost, Range.rate("The discount rate", rate));
        }
    }

    /** A cost and rate whose price is still to be named. */
    public static final class NeedsVolatility {
        private final double cost;
        private final double rate;

        private NeedsVolatility(double cost, double rate) {
            this.cost = cost;
            this.rate = rate;
        }

        /**
         * Names the volatility of the price.
         *
         * @param perYear standard deviation of the log price over a year
         * @return the trigger
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless positive
         */
        public ExitTrigger volatility(double perYear) {
            return new ExitTrigger(
                    cost, rate, 0, Range.positive("The volatility of a price", perYear), 0, Coverage.share(0));
        }
    }

    /**
     * Starts with the cost that is saved by leaving.
     *
     * @param perUnit money per unit of output
     * @return a trigger that still needs its discount rate and price
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless positive
     */
    public static NeedsDiscount cost(double perUnit) {
        return new NeedsDiscount(Range.positive("The cost", perUnit));
    }

    /**
     * The drift of the price.
     *
     * @param perYear growth a year, below the discount rate
     * @return the trigger
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless below the discount rate
     */
    public ExitTrigger drift(double perYear) {
        Range.require(
                perYear < rate && perYear > -1,
                "The drift of the price must be below the discount rate of " + Numbers.plain(rate),
                perYear,
                "Otherwise waiting is worth more than any scrap.");
        return new ExitTrigger(cost, rate, perYear, volatility, scrap, coverage);
    }

    /**
     * What leaving brings.
     *
     * @param perUnit money per unit of yearly output, negative if leaving costs
     * @return the trigger
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} unless finite
     */
    public ExitTrigger scrapValue(double perUnit) {
        return new ExitTrigger(cost, rate, drift, volatility, Range.finite("The scrap value", perUnit), coverage);
    }

    /**
     * A share of losses is covered.
     *
     * @param share of each loss
     * @return the trigger
     */
    public ExitTrigger covered(Coverage share) {
        return new ExitTrigger(cost, rate, drift, volatility, scrap, share);
    }

    private double root(boolean upper) {
        double tilt = 0.5 - drift / (volatility * volatility);
        double spread = Math.sqrt(tilt * tilt + 2 * rate / (volatility * volatility));
        return upper ? tilt + spread : tilt - spread;
    }

    private double uncovered() {
        double b2 = root(false);
        return b2 / (b2 - 1) * (rate - drift) * (cost / rate + scrap);
    }

    /** Slope that fails to match at the cost if the owner leaves at this price. */
    private double mismatch(double p) {
        double b1 = root(true);
        double b2 = root(false);
        double kappa = coverage.share();
        double value = scrap - (1 - kappa) * (p / (rate - drift) - cost / rate);
        double slope = -(1 - kappa) * p / (rate - drift);
        double a1 = (value * b2 - slope) / (b2 - b1) * FastMath.pow(p / cost, -b1);
        double a2 = (slope - b1 * value) / (b2 - b1) * FastMath.pow(p / cost, -b2);
        double atCost = -kappa * (cost / (rate - drift) - cost / rate);
        double above = atCost + a1 + a2;
        return -kappa * cost / (rate - drift) + a1 * b1 + a2 * b2 - above * b2;
    }

    /**
     * Finds the trigger.
     *
     * @return the trigger with and without cover
     * @throws OverhangException {@link Reason#NOT_CONVERGED} if no root is found where one must be
     */
    public Answer solve() {
        double bare = Math.max(0, uncovered());
        if (bare >= cost) {
            return new Answer(this, bare, bare);
        }
        if ((1 - coverage.share()) * cost / rate + scrap <= 0) {
            return new Answer(this, 0, bare);
        }
        return new Answer(this, coverage.share() == 0 ? bare : search(), bare);
    }

    private double search() {
        double step = FastMath.pow(LOWEST, 1.0 / STEPS);
        double high = cost * (1 - 1e-12);
        double sign = Math.signum(mismatch(high));
        for (int i = 0; i < STEPS && Double.isFinite(mismatch(high * step)); i++) {
            double low = high * step;
            if (Math.signum(mismatch(low)) != sign) {
                return bisect(low, high, sign);
            }
            high = low;
        }
        throw new OverhangException(
                Reason.NOT_CONVERGED,
                "ExitTrigger needs a price between 0 and the cost at which leaving pays, but none was found above "
                        + Numbers.significant(high, 3) + ". Check the scrap value's unit.");
    }

    private double bisect(double from, double to, double signAbove) {
        double low = from;
        double high = to;
        for (int i = 0; i < 200 && low < high; i++) {
            double middle = (low + high) / 2;
            if (Math.signum(mismatch(middle)) == signAbove) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return (low + high) / 2;
    }

    /** The trigger price; make it with {@link ExitTrigger#solve}. */
    public static final class Answer implements Result {
        private final ExitTrigger method;
        private final double trigger;
        private final double bare;

        private Answer(ExitTrigger method, double trigger, double bare) {
            this.method = method;
            this.trigger = trigger;
            this.bare = bare;
        }

        /**
         * The price below which the owner leaves.
         *
         * @return the price; 0 if the owner never leaves
         */
        public double trigger() {
            return trigger;
        }

        /**
         * The price below which the owner would leave without cover.
         *
         * @return the price; 0 if the owner would never leave
         */
        public double triggerWithoutCover() {
            return bare;
        }

        @Override
        public Table tidy() {
            return Table.create(
                    "Exit trigger",
                    StringColumn.create("term", "trigger", "trigger_without_cover", "shut_down_price"),
                    DoubleColumn.create("estimate", trigger, bare, method.cost));
        }

        @Override
        public Table glance() {
            return Table.create(
                    "Exit trigger",
                    DoubleColumn.create("covered_share", method.coverage.share()),
                    DoubleColumn.create("trigger", trigger),
                    DoubleColumn.create("beta_1", method.root(true)),
                    DoubleColumn.create("beta_2", method.root(false)));
        }

        @Override
        public Summary summary() {
            return Summary.of("Exit trigger")
                    .choice("cost", Numbers.plain(method.cost))
                    .choice("discount", Numbers.percent(method.rate, 1))
                    .choice("drift", Numbers.percent(method.drift, 1))
                    .choice("volatility", Numbers.percent(method.volatility, 1))
                    .choice("scrap", Numbers.plain(method.scrap))
                    .choice("covered", Numbers.percent(method.coverage.share(), 1) + " of losses")
                    .paragraph(
                            "Leaves below",
                            (trigger == 0 ? "no price: never leaves" : Numbers.significant(trigger, 6))
                                    + "; without cover "
                                    + (bare == 0 ? "never" : "below " + Numbers.significant(bare, 6))
                                    + "; losses begin below " + Numbers.plain(method.cost))
                    .identifies(
                            "A price that wanders without a level to return to, and an owner who looks ahead for ever.")
                    .breaks("A price that reverts (see ExitModel), partial use, or cover that may end.")
                    .doesNotShow("What other firms do.")
                    .build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
