package org.overhang.subsidy;

/**
 * The conventions under which a subsidy becomes a rate of duty, dated, with their clauses.
 *
 * <p>Results print which they used; the de minimis threshold is tested on unrounded rates.
 */
public final class CountervailingRules {
    /** How a non-recurring benefit is spread over years. */
    enum Allocation {
        /** 19 CFR 351.524(d)(1): declining balance, present value equal to the face. */
        DECLINING_BALANCE,
        /** Straight line plus interest on the year's average unamortized balance. */
        STRAIGHT_LINE
    }

    /** United States, investigation, developed country: 19 CFR 351.501–351.525 as amended in 2024; 19 USC 1671b(b)(4)(A). */
    public static final CountervailingRules US_INVESTIGATION_2024 =
            us("US investigation 2024", 0.01, true, "19 USC 1671b(b)(4)(A): below 1 %");
    /** United States, investigation, developing country: 19 USC 1671b(b)(4)(B). */
    public static final CountervailingRules US_INVESTIGATION_DEVELOPING_2024 =
            us("US investigation, developing country 2024", 0.02, false, "19 USC 1671b(b)(4)(B): not above 2 %");
    /** United States, investigation, least developed country: 19 USC 1671b(b)(4), 3 % in the place of 2 %; as of 2024. */
    public static final CountervailingRules US_INVESTIGATION_LEAST_DEVELOPED_2024 =
            us("US investigation, least developed country 2024", 0.03, false, "19 USC 1671b(b)(4): not above 3 %");
    /** United States, review: 19 CFR 351.106(c). */
    public static final CountervailingRules US_REVIEW_2024 =
            us("US review 2024", 0.005, true, "19 CFR 351.106(c): below 0.5 %");
    /**
     * European Union: Regulation (EU) 2016/1037, Articles 7 and 14(5); Guidelines for the calculation of the amount of subsidy,
     * OJ C 394, 17.12.1998, sections F and G.
     */
    public static final CountervailingRules EU = eu("EU", 0.01, "Regulation (EU) 2016/1037, Article 14(5): below 1 %");
    /** European Union, developing country: Regulation (EU) 2016/1037, Article 14(5). */
    public static final CountervailingRules EU_DEVELOPING =
            eu("EU, developing country", 0.02, "Regulation (EU) 2016/1037, Article 14(5): below 2 %");

    /** Binary sums miss a decimal threshold by about 1e-15 a step; a rate exactly at the line falls where the law says. */
    private static final double TOLERANCE = 1e-12;

    private final String name;
    private final Allocation allocation;
    private final double expenseBelow;
    private final double deMinimis;
    private final boolean strictly;
    private final String deMinimisClause;
    private final boolean floorsEachPurchase;

    private CountervailingRules(
            String name,
            Allocation allocation,
            double expenseBelow,
            double deMinimis,
            boolean strictly,
            String deMinimisClause,
            boolean floorsEachPurchase) {
        this.name = name;
        this.allocation = allocation;
        this.expenseBelow = expenseBelow;
        this.deMinimis = deMinimis;
        this.strictly = strictly;
        this.deMinimisClause = deMinimisClause;
        this.floorsEachPurchase = floorsEachPurchase;
    }

    private static CountervailingRules us(String name, double deMinimis, boolean strictly, String clause) {
        return new CountervailingRules(name, Allocation.DECLINING_BALANCE, 0.005, deMinimis, strictly, clause, true);
    }

    private static CountervailingRules eu(String name, double deMinimis, String clause) {
        return new CountervailingRules(name, Allocation.STRAIGHT_LINE, 0.01, deMinimis, true, clause, false);
    }

    /**
     * Lets purchases above the benchmark offset those below it within one program, or not; the sum is never below zero.
     *
     * @param offset true to offset; US rules do not, the others do
     * @return the rules with this reading
     */
    public CountervailingRules offsettingPurchases(boolean offset) {
        return new CountervailingRules(name, allocation, expenseBelow, deMinimis, strictly, deMinimisClause, !offset);
    }

    /**
     * What summaries print.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Whether a rate is too small to count.
     *
     * @param rate unrounded net subsidy rate, a fraction
     * @return true if it is
     */
    public boolean isDeMinimis(double rate) {
        boolean equal = Math.abs(rate - deMinimis) <= TOLERANCE * deMinimis;
        return equal ? !strictly : rate < deMinimis;
    }

    Allocation allocation() {
        return allocation;
    }

    double expenseBelow() {
        return expenseBelow;
    }

    String deMinimisClause() {
        return deMinimisClause;
    }

    boolean floorsEachPurchase() {
        return floorsEachPurchase;
    }

    String allocationClause() {
        return allocation == Allocation.DECLINING_BALANCE
                ? "19 CFR 351.524(d)(1)"
                : "Guidelines OJ C 394 (1998), section F(a)";
    }

    String expenseClause() {
        return allocation == Allocation.DECLINING_BALANCE
                ? "19 CFR 351.524(b)(2)"
                : "Guidelines OJ C 394 (1998), section F(a)(iii)";
    }

    String attributionClause() {
        return allocation == Allocation.DECLINING_BALANCE
                ? "19 CFR 351.525(b)"
                : "Guidelines OJ C 394 (1998), section G";
    }

    /** The part of a benefit that falls on year k, 1 being the year of receipt; zero outside 1 to life. */
    double share(double face, int life, double discount, int k) {
        if (k < 1 || k > life) {
            return 0;
        }
        double even = face / life;
        if (allocation == Allocation.DECLINING_BALANCE) {
            return (even + (face - even * (k - 1)) * discount) / (1 + discount);
        }
        return even + (face - even * (k - 0.5)) * discount;
    }

    /** What a benefit counts as in the one year to which it is expensed. */
    double expensed(double face, double discount) {
        return allocation == Allocation.DECLINING_BALANCE ? face : face * (1 + discount);
    }

    @Override
    public String toString() {
        return name;
    }
}
