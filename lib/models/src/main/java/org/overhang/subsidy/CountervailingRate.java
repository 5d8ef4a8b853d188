package org.overhang.subsidy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.overhang.core.Fraction;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;

/**
 * The net subsidy rate of a firm, program by program, each step with its clause.
 *
 * <pre>
 * rate = Σ_programs benefit in the period / sales it is attributed to
 * declining balance:  A_k = { y/n + [ y − (y/n)(k−1) ] d } / (1 + d),   Σ A_k / (1+d)^(k−1) = y
 * straight line (EU): A_k = y/n + [ y − (y/n)(k−½) ] d
 * </pre>
 *
 * <p>{@code y} face of a non-recurring benefit; {@code n} average useful life in years; {@code d} discount rate of the year of approval;
 * {@code k} year of allocation, 1 being the year of receipt. If the amount approved is under 0.5 % (US) or 1 % (EU) of the sales of the
 * year of approval it is expensed in the year of receipt. Money in one currency; rates are fractions.
 *
 * <pre>{@code
 * var rate = CountervailingRate.under(CountervailingRules.US_INVESTIGATION_2024).period(2024).usefulLife(10)
 *         .sales(2020, 40e6, 16e6).sales(2024, 40e6, 16e6).discountRate(2020, 0.065)
 *         .program("plant grant", Program.grant(5e6).approved(2020, 6e6).received(2021)).measure();
 * rate.explain("plant grant");
 * rate
 * }</pre>
 *
 * <p>Benchmarks are contested, so each rate has bounds: benchmark and discount rates one point and market prices, values to a private investor
 * and costs without a guarantee ten percent to either side, all at once (defaults, printed). Amounts that were simply paid are not contested.
 *
 * <p>Defaults: a useful life of 15 years and the bounds above. Sales, discount rates and programs have none.
 *
 * <p>Errors: sales or a discount rate of a year that a program needs are missing, sales that are not positive, a non-recurring program
 * without years, a program named twice.
 *
 * <p>19 CFR 351.503–351.525; 19 USC 1677(5)–(6), 1671b(b)(4); Regulation (EU) 2016/1037 and Guidelines OJ C 394 (1998).
 */
public final class CountervailingRate {
    private final CountervailingRules rules;
    private int period;
    private int life = 15;
    private Map<Integer, double[]> sales = Map.of();
    private Map<Integer, Double> discount = Map.of();
    private Map<String, Program> programs = Map.of();
    private double contestedRate = 0.01;
    private double contestedPrice = 0.10;

    private CountervailingRate(CountervailingRules rules) {
        this.rules = rules;
    }

    private CountervailingRate(CountervailingRate o) {
        rules = o.rules;
        period = o.period;
        life = o.life;
        sales = o.sales;
        discount = o.discount;
        programs = o.programs;
        contestedRate = o.contestedRate;
        contestedPrice = o.contestedPrice;
    }

    /**
     * Starts with the rules.
     *
     * @param rules conventions to follow
     * @return what still needs the period
     */
    public static NeedsPeriod under(CountervailingRules rules) {
        return new NeedsPeriod(rules);
    }

    /** Rules that still need the year examined. */
    public static final class NeedsPeriod {
        private final CountervailingRules rules;

        private NeedsPeriod(CountervailingRules rules) {
            this.rules = rules;
        }

        /**
         * The year examined.
         *
         * @param year period of investigation or review
         * @return a rate without programs so far
         */
        public CountervailingRate period(int year) {
            CountervailingRate next = new CountervailingRate(rules);
            next.period = year;
            return next;
        }
    }

    /**
     * Average useful life of the assets.
     *
     * @param years years, at least 1; default 15
     * @return a rate with this life
     */
    public CountervailingRate usefulLife(int years) {
        CountervailingRate next = new CountervailingRate(this);
        next.life = years;
        return next;
    }

    /**
     * Sales of a year, f.o.b. port.
     *
     * @param year year
     * @param total all sales
     * @param exports export sales, part of the total
     * @return a rate that knows these sales
     */
    public CountervailingRate sales(int year, double total, double exports) {
        CountervailingRate next = new CountervailingRate(this);
        next.sales = new TreeMap<>(sales);
        next.sales.put(year, new double[] {total, exports});
        return next;
    }

    /**
     * Discount rate of a year: the firm's long-term fixed rate, or {@link #uncreditworthyRate}.
     *
     * @param year year of approval
     * @param rate a fraction from −0.5 to 1, for example 0.10 or percent(10)
     * @return a rate that knows this discount rate
     * @throws OverhangException {@link Reason#OUT_OF_RANGE} if it is no such fraction
     */
    public CountervailingRate discountRate(int year, double rate) {
        if (!(rate > -1 && rate < 1)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "CountervailingRate needs the discount rate of " + year + " as a fraction below 1, but it is "
                            + rate + ". Write 10 % as 0.10.");
        }
        CountervailingRate next = new CountervailingRate(this);
        next.discount = new TreeMap<>(discount);
        next.discount.put(year, Fraction.INTEREST.of("A discount rate", rate));
        return next;
    }

    /**
     * Adds a program.
     *
     * @param name what reports call it
     * @param program the program
     * @return a rate with this program too
     * @throws OverhangException {@link Reason#BAD_VALUE} if the name is taken
     */
    public CountervailingRate program(String name, Program program) {
        if (programs.containsKey(name)) {
            throw new OverhangException(
                    Reason.BAD_VALUE,
                    "A countervailing rate needs each program once, but \"" + name
                            + "\" is named twice. Give the second another name.");
        }
        CountervailingRate next = new CountervailingRate(this);
        next.programs = new LinkedHashMap<>(programs);
        next.programs.put(name, program);
        return next;
    }

    /**
     * How far benchmark and discount rates are contested, to either side.
     *
     * @param points a fraction a year, default 0.01
     * @return a rate with bounds for this
     */
    public CountervailingRate contestedRate(double points) {
        CountervailingRate next = new CountervailingRate(this);
        next.contestedRate = Fraction.SHARE.of("A contested rate", points);
        return next;
    }

    /**
     * How far market prices, values to a private investor and costs without a guarantee are contested, to either side.
     *
     * @param share a fraction, default 0.10
     * @return a rate with bounds for this
     */
    public CountervailingRate contestedPrice(double share) {
        CountervailingRate next = new CountervailingRate(this);
        next.contestedPrice = Fraction.SHARE.of("A contested price", share);
        return next;
    }

    /**
     * Long-term benchmark of a firm that is not creditworthy: {@code [(1−q)(1+i)^n / (1−p)]^(1/n) − 1}, 19 CFR 351.505(a)(3)(iii).
     *
     * @param rate rate of a creditworthy firm, a fraction a year
     * @param years term n
     * @param defaultUncreditworthy cumulative default rate p over n years of companies rated Caa to C
     * @param defaultCreditworthy cumulative default rate q over n years of companies rated Aaa to Baa
     * @return a fraction a year
     */
    public static double uncreditworthyRate(
            double rate, int years, double defaultUncreditworthy, double defaultCreditworthy) {
        double growth = (1 - defaultCreditworthy) * StrictMath.pow(1 + rate, years) / (1 - defaultUncreditworthy);
        return StrictMath.pow(growth, 1.0 / years) - 1;
    }

    /** A program's outcome. */
    record Line(
            String name,
            Program program,
            List<Step> steps,
            double benefit,
            double least,
            double most,
            double sales,
            double[] stream) {
        double rate() {
            return benefit / sales;
        }
    }

    /** One step and its clause. */
    record Step(String step, double value, String clause) {}

    /**
     * Computes the rate.
     *
     * @return the rate
     * @throws OverhangException see the class
     */
    public CountervailingResult measure() {
        check();
        List<Line> lines = new ArrayList<>();
        programs.forEach((name, program) -> lines.add(line(name, program)));
        return new CountervailingResult(rules, period, life, lines, boundsWords());
    }

    private String boundsWords() {
        return "bounds over benchmark and discount rates ±" + Numbers.fixed(100 * contestedRate, 1)
                + " points and market prices ±" + Numbers.percent(contestedPrice, 0);
    }

    private void check() {
        Problems problems = new Problems();
        problems.require(
                contestedRate >= 0 && contestedRate < 1 && contestedPrice >= 0 && contestedPrice < 1,
                Reason.OUT_OF_RANGE,
                "A countervailing rate needs a contested rate and price of at least 0 and below 1, but they are "
                        + Numbers.argument(contestedRate) + " and " + Numbers.argument(contestedPrice)
                        + ". Write 0.01 for one point.");
        problems.require(
                !programs.isEmpty(),
                Reason.NOT_IDENTIFIED,
                "A countervailing rate needs at least one program, but there is none. Add .program(\"…\", Program.grant(…)).");
        problems.require(
                life >= 1, Reason.OUT_OF_RANGE, "A useful life needs to be at least one year, but it is " + life + ".");
        needSales(problems, period, "the period examined");
        programs.forEach((name, p) -> {
            if (!p.recurring()) {
                problems.require(
                        p.receiptYear() != 0,
                        Reason.NOT_IDENTIFIED,
                        "A non-recurring program needs its years, but \"" + name
                                + "\" has none. Add .approved(year, amount) or .received(year).");
                if (p.receiptYear() != 0) {
                    needSales(problems, p.approvalYear(), "the approval of \"" + name + "\"");
                    problems.require(
                            discount.getOrDefault(p.approvalYear(), Double.NaN) > -1,
                            Reason.NOT_IDENTIFIED,
                            "A non-recurring program needs the discount rate of its approval, but that of "
                                    + p.approvalYear() + " for \"" + name
                                    + "\" is missing. Add .discountRate(" + p.approvalYear() + ", …).");
                }
            }
        });
        problems.throwIfAny();
    }

    private void needSales(Problems problems, int year, String why) {
        double[] of = sales.getOrDefault(year, new double[] {Double.NaN, Double.NaN});
        problems.require(
                of[0] > 0 && of[1] >= 0 && of[1] <= of[0],
                Reason.NOT_IDENTIFIED,
                "A countervailing rate needs the sales of " + year + " for " + why
                        + ", with exports not above the total, but they are "
                        + (Double.isNaN(of[0]) ? "missing" : Numbers.plain(of[0]) + " and " + Numbers.plain(of[1]))
                        + ". Add .sales(" + year + ", …, …).");
    }

    private double denominator(Program program, int year) {
        double[] of = java.util.Objects.requireNonNull(sales.get(year));
        return switch (program.over()) {
            case TOTAL -> of[0] + program.otherSales();
            case EXPORTS -> of[1] + program.otherSales();
            case TIED -> program.tiedSales();
        };
    }

    private Line line(String name, Program p) {
        List<Step> steps = new ArrayList<>();
        double face = p.benefit(rules);
        steps.add(new Step("benefit of the " + p.what(), face, p.clause()));
        double benefit = face;
        double[] stream = new double[0];
        if (!p.recurring()) {
            double d = java.util.Objects.requireNonNull(discount.get(p.approvalYear()));
            double share = p.approvedAmount() / relevantSales(p);
            steps.add(new Step(
                    "amount approved over relevant sales of " + p.approvalYear(), share, rules.expenseClause()));
            int k = period - p.receiptYear() + 1;
            if (share < rules.expenseBelow()) {
                benefit = allocated(p, 0, 0);
                steps.add(new Step("expensed in " + p.receiptYear(), benefit, rules.expenseClause()));
            } else {
                stream = new double[life];
                for (int year = 1; year <= life; year++) {
                    stream[year - 1] = rules.share(face, life, d, year);
                }
                benefit = allocated(p, 0, 0);
                steps.add(new Step("discount rate of " + p.approvalYear(), d, rules.allocationClause()));
                steps.add(new Step("year of allocation", k, rules.allocationClause()));
                steps.add(new Step("benefit allocated to " + period, benefit, rules.allocationClause()));
            }
        }
        double over = denominator(p, period);
        if (!(over > 0)) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "A countervailing rate needs positive sales to attribute \"" + name + "\" to, but they are "
                            + Numbers.argument(over) + ". Check its exports or tied sales.");
        }
        steps.add(new Step(salesWords(p), over, rules.attributionClause()));
        steps.add(new Step("rate", benefit / over, rules.attributionClause()));
        double least = allocated(p, -contestedRate, -contestedPrice);
        double most = allocated(p, contestedRate, contestedPrice);
        return new Line(name, p, steps, benefit, least, most, over, stream);
    }

    /** The benefit that falls on the period, with benchmarks moved. */
    private double allocated(Program p, double points, double share) {
        double face = p.benefit(rules, points, share);
        if (p.recurring()) {
            return face;
        }
        double d = java.util.Objects.requireNonNull(discount.get(p.approvalYear())) + points;
        int k = period - p.receiptYear() + 1;
        if (p.approvedAmount() / relevantSales(p) < rules.expenseBelow()) {
            return k == 1 ? rules.expensed(face, d) : 0;
        }
        return rules.share(face, life, d, k);
    }

    /** Export sales for export programs, total sales for others, in the year of approval. */
    private double relevantSales(Program p) {
        double[] of = java.util.Objects.requireNonNull(sales.get(p.approvalYear()));
        return p.over() == Program.Over.EXPORTS ? of[1] : of[0];
    }

    private static String salesWords(Program p) {
        return switch (p.over()) {
            case TOTAL -> "total sales";
            case EXPORTS -> "export sales";
            case TIED -> "sales of what the program is tied to";
        };
    }
}
