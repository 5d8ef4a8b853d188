package org.overhang.dumping;

import org.overhang.price.TargetProfit;

/**
 * Terms of the injury margin beside a dumping margin.
 *
 * @param target the profit without dumped imports, with its base; raised to the floor of the rules
 * @param customsDuty conventional duty, a share of CIF value
 * @param postImportation costs between the frontier and the first customer, per unit
 * @param rawMaterialDistortion whether distorted raw materials set the lesser-duty rule aside (Regulation (EU) 2016/1036,
 *     Article 7(2a)); refused under UK and Indian rules
 */
public record InjuryTerms(
        TargetProfit target, double customsDuty, double postImportation, boolean rawMaterialDistortion) {
    /**
     * Terms without duty, costs after importation or distortion.
     *
     * @param target the profit without dumped imports, with its base
     * @return the terms
     */
    public static InjuryTerms of(TargetProfit target) {
        return new InjuryTerms(target, 0, 0, false);
    }

    /**
     * Terms for rules that allow a return on the capital employed in place of a target profit (India).
     *
     * @param customsDuty customs duty, a share of CIF value
     * @return the terms
     */
    public static InjuryTerms onCapital(double customsDuty) {
        return new InjuryTerms(TargetProfit.onCost(0), customsDuty, 0, false);
    }
}
