package org.overhang.dynamics;

import java.util.Arrays;
import java.util.List;
import org.overhang.core.Numbers;
import org.overhang.core.Result;
import org.overhang.core.Summary;
import org.overhang.policy.Coverage;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Whether losses today are won back tomorrow, on three ledgers: the firm's, the state's, and both together.
 *
 * <p>Formula: with {@code d = 1/(1+r)}, losses {@code L_t} in periods 0 to T − 1 and, with chance {@code \pi}, a margin m on quantity q
 * in n periods after, each of which a new rival ends with hazard h: {@code PV(L) = \sum_t d^t L_t},
 * {@code G = \sum_{k<n} d^{T+k} (1-h)^k m q}. Firm {@code -(1-\kappa) PV(L) + (1-\tau)\pi G}; state
 * {@code -\kappa PV(L) + \tau\pi G + V_s}; joint {@code -PV(L) + \pi G}, without the state's other value {@code V_s}. The firm
 * breaks even at {@code \kappa^* = \max(0, 1 - (1-\tau)\pi G / PV(L))}.
 *
 * <p>Symbols: losses positive; {@code \kappa} covered share, {@code \tau} the state's share of the gain (tax, dividends),
 * {@code V_s} what dependence is worth to the state beyond money.
 *
 * <p>Defaults: certain success, no new rival, nothing covered, no tax, no other value.
 *
 * <pre>{@code
 * Recoupment.losses(50, 60, 55).discount(0.10).margin(5).quantity(10).periods(6).reentryHazard(0.15).success(0.7)
 *         .covered(share(0.8)).solve().firm();     // 61.07 where the joint ledger is −58.93
 * }</pre>
 *
 * <p>What reverses its sign: rivals that come back faster, or a state that counts what it pays.
 *
 * <p>Errors: {@link org.overhang.core.Reason#OUT_OF_RANGE} for arguments.
 *
 * <p>Source: Brooke Group v. Brown &amp; Williamson, 509 U.S. 209 (1993), for the single-ledger test; the three ledgers are
 * this library's.
 */
public final class Recoupment {
    private final double[] losses;
    private final double rate;
    private final double margin;
    private final double quantity;
    private final int periods;
    private final double hazard;
    private final double success;
    private final double tax;
    private final double other;
    private final Coverage coverage;

    private Recoupment(
            double[] losses,
            double rate,
            double margin,
            double quantity,
            int periods,
            double hazard,
            double success,
            double tax,
            double other,
            Coverage coverage) {
        this.losses = losses;
        this.rate = rate;
        this.margin = margin;
        this.quantity = quantity;
        this.periods = periods;
        this.hazard = hazard;
        this.success = success;
        this.tax = tax;
        this.other = other;
        this.coverage = coverage;
    }

    /** Losses whose gain is still to be described; the number of periods comes last. */
    public static final class Needs {
        private final double[] losses;
        private final double rate;
        private final double margin;
        private final double quantity;

        private Needs(double[] losses, double rate, double margin, double quantity) {
            this.losses = losses;
            this.rate = rate;
            this.margin = margin;
            this.quantity = quantity;
        }

        /**
         * The discount rate.
         *
         * @param perPeriod a period, above 0 and below 1
         * @return the numbers so far
         */
        public Needs discount(double perPeriod) {
            return new Needs(losses, Range.rate("The discount rate", perPeriod), margin, quantity);
        }

        /**
         * The margin after success.
         *
         * @param perUnit gain per unit over what would otherwise be earned
         * @return the numbers so far
         */
        public Needs margin(double perUnit) {
            return new Needs(losses, rate, Range.positive("The margin", perUnit), quantity);
        }

        /**
         * The quantity after success.
         *
         * @param perPeriod units a period
         * @return the numbers so far
         */
        public Needs quantity(double perPeriod) {
            return new Needs(losses, rate, margin, Range.positive("The quantity", perPeriod));
        }

        /**
         * How long the gain lasts at most; all other numbers must have been named.
         *
         * @param count periods, at least 1
         * @return the calculation
         */
        public Recoupment periods(int count) {
            Range.rate("The discount rate", rate);
            Range.positive("The margin", margin);
            Range.positive("The quantity", quantity);
            return new Recoupment(
                    losses,
                    rate,
                    margin,
                    quantity,
                    Range.count("The number of periods", count),
                    0,
                    1,
                    0,
                    0,
                    Coverage.share(0));
        }
    }

    /**
     * Starts with the losses.
     *
     * @param perPeriod losses as positive numbers, the first now
     * @return losses whose gain is still to be described
     */
    public static Needs losses(double... perPeriod) {
        Range.count("The number of losses", perPeriod.length);
        for (double loss : perPeriod) {
            Range.require(
                    loss >= 0 && loss < Double.POSITIVE_INFINITY,
                    "A loss must be 0 or more",
                    loss,
                    "Losses are positive.");
        }
        Range.positive("The sum of losses", Arrays.stream(perPeriod).sum());
        return new Needs(perPeriod.clone(), Double.NaN, Double.NaN, Double.NaN);
    }

    /**
     * The chance that a new rival ends the gain.
     *
     * @param perPeriod between 0 and 1
     * @return the calculation
     */
    public Recoupment reentryHazard(double perPeriod) {
        Range.require(perPeriod >= 0 && perPeriod <= 1, "A hazard must lie from 0 to 1", perPeriod, "");
        return new Recoupment(losses, rate, margin, quantity, periods, perPeriod, success, tax, other, coverage);
    }

    /**
     * The chance that rivals leave.
     *
     * @param chance above 0, at most 1
     * @return the calculation
     */
    public Recoupment success(double chance) {
        Range.require(chance > 0 && chance <= 1, "A chance must be above 0 and at most 1", chance, "");
        return new Recoupment(losses, rate, margin, quantity, periods, hazard, chance, tax, other, coverage);
    }

    /**
     * What of the gain goes to the state.
     *
     * @param share tax and dividends, at least 0 and below 1
     * @return the calculation
     */
    public Recoupment stateShare(double share) {
        Range.require(share >= 0 && share < 1, "The state's share must be at least 0 and below 1", share, "");
        return new Recoupment(losses, rate, margin, quantity, periods, hazard, success, share, other, coverage);
    }

    /**
     * What the outcome is worth to the state beyond money.
     *
     * @param money present value, in the unit of the losses
     * @return the calculation
     */
    public Recoupment strategicValue(double money) {
        Range.finite("The strategic value", money);
        return new Recoupment(losses, rate, margin, quantity, periods, hazard, success, tax, money, coverage);
    }

    /**
     * The state covers a share of the losses.
     *
     * @param share of each loss
     * @return the calculation
     */
    public Recoupment covered(Coverage share) {
        return new Recoupment(losses, rate, margin, quantity, periods, hazard, success, tax, other, share);
    }

    /**
     * Adds up the ledgers.
     *
     * @return the three ledgers
     */
    public Ledgers solve() {
        double d = 1 / (1 + rate);
        double loss = 0;
        double factor = 1;
        for (double l : losses) {
            loss += factor * l;
            factor *= d;
        }
        double gain = 0;
        for (int k = 0; k < periods; k++) {
            gain += factor * margin * quantity;
            factor *= d * (1 - hazard);
        }
        return new Ledgers(this, loss, gain);
    }

    /** The firm's, the state's and the joint ledger; make them with {@link Recoupment#solve}. */
    public static final class Ledgers implements Result {
        private final Recoupment method;
        private final double loss;
        private final double gain;

        private Ledgers(Recoupment method, double loss, double gain) {
            this.method = method;
            this.loss = loss;
            this.gain = gain;
        }

        /**
         * Present value of the losses.
         *
         * @return money
         */
        public double losses() {
            return loss;
        }

        /**
         * Present value of the gain if rivals leave.
         *
         * @return money
         */
        public double gain() {
            return gain;
        }

        /**
         * What the firm itself wins or loses.
         *
         * @return present value
         */
        public double firm() {
            return -(1 - method.coverage.share()) * loss + (1 - method.tax) * method.success * gain;
        }

        /**
         * What the state wins or loses, its other value included.
         *
         * @return present value
         */
        public double state() {
            return -method.coverage.share() * loss + method.tax * method.success * gain + method.other;
        }

        /**
         * What both win or lose in money: the test of the case law.
         *
         * @return present value
         */
        public double joint() {
            return -loss + method.success * gain;
        }

        /**
         * The covered share at which the firm breaks even.
         *
         * @return from 0 to 1; 0 if it breaks even without cover
         */
        public double breakEvenCoverage() {
            return Math.max(0, 1 - (1 - method.tax) * method.success * gain / loss);
        }

        /**
         * The margin at which the joint ledger breaks even.
         *
         * @return money per unit
         */
        public double requiredMargin() {
            return method.margin * loss / (method.success * gain);
        }

        /**
         * The chance of success at which the joint ledger breaks even.
         *
         * @return a chance; above 1 it cannot
         */
        public double requiredChance() {
            return loss / gain;
        }

        private double ledger(int i) {
            return i == 0 ? firm() : i == 1 ? state() : joint();
        }

        @Override
        public Table tidy() {
            return Table.create(
                    "Recoupment",
                    StringColumn.create("term", "firm", "state", "joint"),
                    DoubleColumn.create("estimate", firm(), state(), joint()));
        }

        @Override
        public Table glance() {
            return Table.create(
                    "Recoupment",
                    DoubleColumn.create("covered_share", method.coverage.share()),
                    DoubleColumn.create("break_even_coverage", breakEvenCoverage()),
                    DoubleColumn.create("required_margin_joint", requiredMargin()),
                    DoubleColumn.create("required_chance_joint", requiredChance()));
        }

        @Override
        public Summary summary() {
            return Summary.of("Recoupment")
                    .choice("discount", Numbers.percent(method.rate, 1))
                    .choice("covered", Numbers.percent(method.coverage.share(), 1) + " of losses")
                    .choice("chance of success", Numbers.percent(method.success, 1))
                    .choice("re-entry", Numbers.percent(method.hazard, 1) + " a period")
                    .choice("state's share of the gain", Numbers.percent(method.tax, 1))
                    .choice("strategic value", Numbers.plain(method.other))
                    .grid(Summary.grid(3)
                            .text("ledger", "", List.of("firm", "state", "joint (money only)")::get)
                            .number("present value", "money", 2, this::ledger)
                            .text("verdict", "", i -> ledger(i) >= 0 ? "recouped" : "not recouped"))
                    .paragraph(
                            "Break even",
                            "the firm from a covered share of " + Numbers.percent(breakEvenCoverage(), 1)
                                    + "; both together with a margin of " + Numbers.significant(requiredMargin(), 4)
                                    + " or a chance of success of " + Numbers.percent(requiredChance(), 1)
                                    + (requiredChance() > 1 ? " (impossible)" : ""))
                    .paragraph(
                            "Antitrust",
                            joint() >= 0
                                    ? "on the joint ledger the losses are recouped: the screen of the case law is met"
                                    : firm() >= 0
                                            ? "the classic screen looks at both together and rejects, while the covered firm "
                                                    + "proceeds"
                                            : "not recouped by the firm nor by both together")
                    .paragraph("Trade law", "asks for no recoupment at all: dumping and injury suffice")
                    .identifies("The losses, margin and chances as given; one covered share in all periods.")
                    .breaks("A margin that rivals or buyers undo sooner, or losses that would have come anyway.")
                    .doesNotShow("Intent.")
                    .build();
        }

        @Override
        public String toString() {
            return summary().toString();
        }
    }
}
