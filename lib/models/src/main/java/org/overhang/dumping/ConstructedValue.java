package org.overhang.dumping;

import org.overhang.core.Fraction;
import org.overhang.core.Problems;

/**
 * Ratios to the cost of production from which normal value is constructed.
 *
 * @param profit profit
 * @param directSelling direct selling expenses
 * @param indirectSelling indirect selling expenses
 * @param commission commissions
 * @param inventoryCarrying inventory carrying cost
 * @param credit credit, over the total constructed value
 * @param surrogateCommission indirect expenses of the sales without commission, which stand for a commission in the offset
 */
public record ConstructedValue(
        double profit,
        double directSelling,
        double indirectSelling,
        double commission,
        double inventoryCarrying,
        double credit,
        double surrogateCommission) {
    /**
     * Ratios whose surrogate commission is all indirect expenses where there is no commission, and none where there is one.
     *
     * @param profit profit
     * @param directSelling direct selling expenses
     * @param indirectSelling indirect selling expenses
     * @param commission commissions
     * @param inventoryCarrying inventory carrying cost
     * @param credit credit, over the total constructed value
     */
    public ConstructedValue(
            double profit,
            double directSelling,
            double indirectSelling,
            double commission,
            double inventoryCarrying,
            double credit) {
        this(
                profit,
                directSelling,
                indirectSelling,
                commission,
                inventoryCarrying,
                credit,
                commission == 0 ? indirectSelling + inventoryCarrying : 0);
    }

    /**
     * Checks the ratios.
     *
     * @param profit profit
     * @param directSelling direct selling expenses
     * @param indirectSelling indirect selling expenses
     * @param commission commissions
     * @param inventoryCarrying inventory carrying cost
     * @param credit credit, over the total constructed value
     * @param surrogateCommission indirect expenses of the sales without commission, which stand for a commission in the offset
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} if one is no fraction: profit −1 to
     *     10, expenses 0 to 5, credit 0 to 1
     */
    public ConstructedValue {
        Problems problems = new Problems();
        Fraction.CHANGE.check(problems, "The profit of a constructed value", profit);
        Fraction.SURCHARGE.check(problems, "The direct selling expenses of a constructed value", directSelling);
        Fraction.SURCHARGE.check(problems, "The indirect selling expenses of a constructed value", indirectSelling);
        Fraction.SURCHARGE.check(problems, "The commissions of a constructed value", commission);
        Fraction.SURCHARGE.check(problems, "The inventory cost of a constructed value", inventoryCarrying);
        Fraction.SHARE.check(problems, "The credit of a constructed value", credit);
        problems.throwIfAny();
    }

    /**
     * Profit and selling expenses only.
     *
     * @param profit profit over cost of production
     * @param selling selling expenses over cost of production, all of them indirect
     * @return the ratios
     */
    public static ConstructedValue of(double profit, double selling) {
        return new ConstructedValue(profit, 0, selling, 0, 0, 0);
    }
}
