package org.overhang.subsidy;

import java.util.List;
import org.overhang.core.Fraction;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;

/**
 * One subsidy program of a firm: its benefit, when it came, and the sales it is spread over.
 *
 * <p>Amounts are in the currency of the sales. A non-recurring benefit (grant, equity, forgiven debt) is spread over years unless it is
 * small; a recurring one (loans, guarantees, tax, inputs) counts in the year it is given, which is the period examined.
 *
 * <pre>{@code
 * Program.grant(5_000_000).approved(2020, 6_000_000).received(2021)
 * Program.loans(new Program.Loan(4_753_022, 0.031, 0.0725, 365))
 * Program.lessThanAdequate(new Program.Purchase(306_116, 0.1008, 0.11)).overExports()
 * }</pre>
 */
public final class Program {
    /**
     * A loan in the period.
     *
     * @param balance principal outstanding
     * @param rate rate paid, a fraction a year
     * @param benchmark rate of a comparable commercial loan, a fraction a year
     * @param days days of the year it was outstanding, 1 to 366
     */
    public record Loan(double balance, double rate, double benchmark, int days) {
        /**
         * A loan in the period.
         *
         * @param balance principal outstanding
         * @param rate rate paid, a fraction a year
         * @param benchmark rate of a comparable commercial loan, a fraction a year
         * @param days days of the year it was outstanding, 1 to 366
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} for a negative balance, a rate beyond one or other days
         */
        public Loan {
            Problems problems = new Problems();
            problems.require(
                    balance >= 0 && Math.abs(rate) <= 1 && Math.abs(benchmark) <= 1 && days >= 1 && days <= 366,
                    Reason.OUT_OF_RANGE,
                    "A loan needs a balance of zero or more, rates as fractions and 1 to 366 days, but it has "
                            + Numbers.argument(balance) + ", " + Numbers.plain(rate) + ", " + Numbers.plain(benchmark)
                            + " and " + days + ".");
            problems.throwIfAny();
        }

        /** Interest not paid; zero where the loan is dearer than the benchmark. */
        double benefit(double points) {
            return Math.max(0, (benchmark + points - rate) * balance * days / 365);
        }
    }

    /**
     * A purchase of goods or services by the firm, or from it.
     *
     * @param quantity quantity, zero or more
     * @param price price paid a unit, delivered
     * @param benchmark market price a unit, delivered
     */
    public record Purchase(double quantity, double price, double benchmark) {
        /**
         * A purchase.
         *
         * @param quantity quantity, zero or more
         * @param price price paid a unit, delivered
         * @param benchmark market price a unit, delivered
         * @throws OverhangException {@link Reason#OUT_OF_RANGE} for a negative or missing number
         */
        public Purchase {
            Problems problems = new Problems();
            problems.require(
                    quantity >= 0 && price >= 0 && benchmark >= 0,
                    Reason.OUT_OF_RANGE,
                    "A purchase needs a quantity and prices of zero or more, but it has " + Numbers.argument(quantity)
                            + ", " + Numbers.plain(price) + " and " + Numbers.plain(benchmark) + ".");
            problems.throwIfAny();
        }
    }

    /** The sales over which a benefit is spread. */
    enum Over {
        TOTAL,
        EXPORTS,
        TIED
    }

    /** A benefit under rules, with benchmark rates some points and market prices a share in favor of a larger benefit. */
    private interface Benefit {
        double at(CountervailingRules rules, double points, double share);
    }

    private final String what;
    private final String clause;
    private final boolean recurring;
    private final Benefit benefit;
    private int approvalYear;
    private double approvedAmount;
    private int receiptYear;
    private Over over = Over.TOTAL;
    private double tiedSales;
    private double otherSales;

    private Program(String what, String clause, boolean recurring, Benefit benefit) {
        this.what = what;
        this.clause = clause;
        this.recurring = recurring;
        this.benefit = benefit;
    }

    private Program(Program o) {
        this(o.what, o.clause, o.recurring, o.benefit);
        approvalYear = o.approvalYear;
        approvedAmount = o.approvedAmount;
        receiptYear = o.receiptYear;
        over = o.over;
        tiedSales = o.tiedSales;
        otherSales = o.otherSales;
    }

    private static double amount(String what, double amount) {
        Problems problems = new Problems();
        problems.require(
                amount >= 0 && amount < Double.POSITIVE_INFINITY,
                Reason.OUT_OF_RANGE,
                "A program needs a finite benefit of zero or more, but the " + what + " has "
                        + Numbers.significant(amount, 6) + ".");
        problems.throwIfAny();
        return amount;
    }

    private static Program once(String what, String clause, double amount, Benefit benefit) {
        Program out = new Program(what, clause, false, benefit);
        out.approvedAmount = amount(what, amount);
        return out;
    }

    private static Program yearly(String what, String clause, double amount) {
        double checked = amount(what, amount);
        return new Program(what, clause, true, (rules, points, share) -> checked);
    }

    /**
     * A grant; its benefit is its amount (19 CFR 351.504).
     *
     * @param amount face
     * @return a non-recurring program that still needs the years of approval and receipt
     */
    public static Program grant(double amount) {
        return once("grant", "19 CFR 351.504", amount, (rules, points, share) -> amount);
    }

    /**
     * Equity bought by the state above what a private investor would pay (19 CFR 351.507).
     *
     * @param paid amount paid
     * @param investorValue what a private investor would have paid; 0 if the firm was not equityworthy
     * @return a non-recurring program
     */
    public static Program equity(double paid, double investorValue) {
        return once(
                "equity infusion",
                "19 CFR 351.507",
                paid - investorValue,
                (rules, points, share) -> Math.max(0, paid - investorValue * (1 - share)));
    }

    /**
     * Debt forgiven: principal and interest (19 CFR 351.508).
     *
     * @param principal principal forgiven
     * @param interest interest forgiven
     * @return a non-recurring program
     */
    public static Program debtForgiveness(double principal, double interest) {
        double sum = principal + interest;
        return once("debt forgiveness", "19 CFR 351.508", sum, (rules, points, share) -> sum);
    }

    /**
     * Loans below the commercial benchmark; a dearer loan does not offset a cheaper one (19 CFR 351.505).
     *
     * @param loans loans outstanding in the period
     * @return a recurring program
     */
    public static Program loans(Loan... loans) {
        List<Loan> all = List.of(loans);
        return new Program(
                "loans",
                "19 CFR 351.505; 19 USC 1677(5)(E)(ii)",
                true,
                (rules, points, share) ->
                        all.stream().mapToDouble(loan -> loan.benefit(points)).sum());
    }

    /**
     * A guarantee: cost without it less cost with it, fees included (19 CFR 351.506).
     *
     * @param costWithout interest and fees a year without the guarantee
     * @param costWith interest and fees a year with it
     * @return a recurring program
     */
    public static Program guarantee(double costWithout, double costWith) {
        amount("guarantee", costWithout);
        amount("guarantee", costWith);
        return new Program(
                "guarantee",
                "19 CFR 351.506",
                true,
                (rules, points, share) -> Math.max(0, costWithout * (1 + share) - costWith));
    }

    /**
     * Direct tax not paid (19 CFR 351.509).
     *
     * @param due tax otherwise due
     * @param paid tax paid
     * @return a recurring program
     */
    public static Program tax(double due, double paid) {
        return yearly("tax", "19 CFR 351.509", Math.max(0, due - paid));
    }

    /**
     * Goods or services bought from the state for less than adequate remuneration (19 CFR 351.511).
     *
     * @param purchases purchases of the period
     * @return a recurring program
     */
    public static Program lessThanAdequate(Purchase... purchases) {
        return bought("less than adequate remuneration", "19 CFR 351.511", 1, purchases);
    }

    /**
     * Goods sold to the state for more than adequate remuneration (19 CFR 351.512).
     *
     * @param sales sales of the period
     * @return a recurring program
     */
    public static Program moreThanAdequate(Purchase... sales) {
        return bought("more than adequate remuneration", "19 CFR 351.512", -1, sales);
    }

    private static Program bought(String what, String clause, int sign, Purchase... purchases) {
        List<Purchase> all = List.of(purchases);
        return new Program(what, clause, true, (rules, points, share) -> {
            double sum = 0;
            for (Purchase p : all) {
                double gain = sign * (p.benchmark() * (1 + sign * share) - p.price()) * p.quantity();
                sum += rules.floorsEachPurchase() ? Math.max(0, gain) : gain;
            }
            return Math.max(0, sum);
        });
    }

    /**
     * Export insurance whose premiums do not cover the program's cost over about five years (19 CFR 351.520).
     *
     * @param premiumsOfProgram premiums that the program took in over those years
     * @param costOfProgram what it cost over those years
     * @param received payments to the firm in the period
     * @param premium premium the firm paid in the period
     * @return a recurring program over exports; its benefit is zero if premiums cover the cost
     */
    public static Program exportInsurance(
            double premiumsOfProgram, double costOfProgram, double received, double premium) {
        amount("program behind export insurance", premiumsOfProgram);
        amount("program behind export insurance", costOfProgram);
        double benefit = premiumsOfProgram < costOfProgram ? Math.max(0, received - premium) : 0;
        return yearly("export insurance", "19 CFR 351.520", benefit).overExports();
    }

    /**
     * A subsidy to the maker of an input, if it has a significant effect: its rate times the input's share in cost is 1 % or more
     * (19 CFR 351.523).
     *
     * @param benefit benefit that reaches the firm
     * @param inputRate subsidy rate of the input, a fraction
     * @param costShare the input's share in the cost of manufacture, a fraction
     * @return a recurring program; its benefit is zero if the effect is smaller
     */
    public static Program upstream(double benefit, double inputRate, double costShare) {
        Fraction.DUTY.of("The subsidy rate of an input", inputRate);
        Fraction.SHARE.of("The input's share of cost", costShare);
        return yearly("upstream subsidy", "19 CFR 351.523", inputRate * costShare >= 0.01 ? benefit : 0);
    }

    /**
     * When a non-recurring benefit was approved, and how much, for the test of whether it is expensed.
     *
     * @param year year of approval; its discount rate is used
     * @param amount amount approved under the program
     * @return the program with this approval
     */
    public Program approved(int year, double amount) {
        Program next = new Program(this);
        next.approvalYear = year;
        next.approvedAmount = amount("approval", amount);
        next.receiptYear = receiptYear == 0 ? year : receiptYear;
        return next;
    }

    /**
     * When a non-recurring benefit was received, the first year of its allocation.
     *
     * @param year year of receipt
     * @return the program with this receipt
     */
    public Program received(int year) {
        Program next = new Program(this);
        next.receiptYear = year;
        next.approvalYear = approvalYear == 0 ? year : approvalYear;
        return next;
    }

    /**
     * Spreads the benefit over export sales, as an export subsidy is.
     *
     * @return the program over exports
     */
    public Program overExports() {
        Program next = new Program(this);
        next.over = Over.EXPORTS;
        return next;
    }

    /**
     * Spreads the benefit over the sales of the product or market to which it is tied.
     *
     * @param sales sales in the period
     * @return the program over these sales
     */
    public Program tiedTo(double sales) {
        Program next = new Program(this);
        next.over = Over.TIED;
        next.tiedSales = sales;
        return next;
    }

    /**
     * Adds the sales of cross-owned firms that share in the benefit, net of sales between them.
     *
     * @param sales their sales
     * @param between sales between the firms
     * @return the program over combined sales
     */
    public Program crossOwned(double sales, double between) {
        Program next = new Program(this);
        next.otherSales = sales - between;
        return next;
    }

    /** The benefit at face, for recurring programs of the period. */
    double benefit(CountervailingRules rules) {
        return benefit(rules, 0, 0);
    }

    /** The same with benchmark rates some points and market prices a share in favor of a larger benefit, or against if negative. */
    double benefit(CountervailingRules rules, double points, double share) {
        return benefit.at(rules, points, share);
    }

    String what() {
        return what;
    }

    String clause() {
        return clause;
    }

    boolean recurring() {
        return recurring;
    }

    int approvalYear() {
        return approvalYear;
    }

    double approvedAmount() {
        return approvedAmount;
    }

    int receiptYear() {
        return receiptYear;
    }

    Over over() {
        return over;
    }

    double tiedSales() {
        return tiedSales;
    }

    double otherSales() {
        return otherSales;
    }
}
