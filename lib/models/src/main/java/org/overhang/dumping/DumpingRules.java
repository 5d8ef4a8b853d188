package org.overhang.dumping;

import java.util.List;

/**
 * The rules under which a margin is computed: thresholds, steps and readings, dated and cited.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var rules = DumpingRules.US_REVIEW_2024.with(Limit.COHENS_D, 0.5).with(Reading.QUANTITY_POOLED_DEVIATION);
 * rules.threshold(Limit.DE_MINIMIS).words();   // less than 0.005, unrounded (19 CFR 351.106(c))
 * var margin = DumpingMargin.under(rules).by("control_number").measure(files);
 * }</pre>
 */
public sealed interface DumpingRules permits RuleBook {
    /**
     * US investigations as the margin programs of 13 August 2024 compute them: averages of the whole period, Cohen's d.
     */
    DumpingRules US_INVESTIGATION_2024 = RuleBook.usInvestigation2024();

    /** US administrative reviews as the margin programs of 13 August 2024 compute them: monthly averages, assessment. */
    DumpingRules US_REVIEW_2024 = RuleBook.usReview2024();

    /**
     * US investigations with the price-difference test that replaced Cohen's d in 2025; its threshold, its counts and its
     * denominator were not found in a public source and are marked unverified. 19 USC 1673–1677n; 19 CFR 351.
     */
    DumpingRules US_2025 = RuleBook.us2025();

    /** The EU's basic regulation, Regulation (EU) 2016/1036, Articles 2, 7 and 9: 80/20 test, margin over CIF value. */
    DumpingRules EU = RuleBook.eu();

    /**
     * The United Kingdom: Taxation (Cross-border Trade) Act 2018, Schedule 4, and S.I. 2019/450, regulations 7 to 18 and 36;
     * normal value by type, the margin over the net export price, the lesser duty in every case.
     */
    DumpingRules UNITED_KINGDOM = RuleBook.unitedKingdom();

    /**
     * India: Anti-Dumping Rules 1995, rules 8, 14 and 17, Annexure I and Annexure III, with the Manual of Operating Practices of 2018:
     * 80:20 test over all types and by type, the margin over the net export price, injury against a price that allows 22 %
     * on the capital employed.
     */
    DumpingRules INDIA = RuleBook.india();

    /** The WTO Anti-Dumping Agreement, Articles 2 and 5.8: average-to-average without zeroing, both limbs of the cost test. */
    DumpingRules WTO = RuleBook.wto();

    /**
     * What the rules are called.
     *
     * @return the name, with the date as of which they are stated
     */
    String name();

    /**
     * Where the rules stand.
     *
     * @return the citation
     */
    String citation();

    /**
     * One threshold.
     *
     * @param limit what it decides
     * @return value, side, rounding and clause
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} if the rules read no such one
     */
    Threshold threshold(Limit limit);

    /**
     * All thresholds.
     *
     * @return one for each {@link Limit} that the rules read
     */
    List<Threshold> thresholds();

    /**
     * Whether a step is taken.
     *
     * @param practice the step
     * @return true if it is
     */
    boolean uses(Practice practice);

    /**
     * Whether a question is read the other way.
     *
     * @param reading the other reading
     * @return true if it is
     */
    boolean uses(Reading reading);

    /**
     * How patterns of prices are found.
     *
     * @return the test
     */
    PatternTest patternTest();

    /**
     * The same rules with another value for a threshold.
     *
     * @param limit what it decides
     * @param value the value; shares and rates are fractions
     * @return the rules
     */
    default DumpingRules with(Limit limit, double value) {
        return with(threshold(limit).at(value));
    }

    /**
     * The same rules with another threshold.
     *
     * @param threshold the threshold
     * @return the rules
     */
    DumpingRules with(Threshold threshold);

    /**
     * The same rules with a step taken.
     *
     * @param practice the step
     * @return the rules
     * @throws org.overhang.core.OverhangException {@link org.overhang.core.Reason#OUT_OF_RANGE} if the rules read no such step
     */
    DumpingRules with(Practice practice);

    /**
     * The same rules without a step.
     *
     * @param practice the step
     * @return the rules
     */
    DumpingRules without(Practice practice);

    /**
     * The same rules with a question read the other way.
     *
     * @param reading the other reading
     * @return the rules
     */
    DumpingRules with(Reading reading);

    /**
     * The same rules with another test for patterns of prices.
     *
     * @param test the test
     * @return the rules
     */
    DumpingRules with(PatternTest test);
}
