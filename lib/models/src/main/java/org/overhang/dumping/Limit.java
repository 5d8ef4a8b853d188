package org.overhang.dumping;

/** What a threshold of the rules decides. */
public enum Limit {
    /** Home quantity over export quantity from which the home market is used for normal value. */
    VIABLE_MARKET,
    /** Lowest ratio of affiliated to unaffiliated prices at arm's length. */
    ARMS_LENGTH_LOW,
    /** Highest ratio of affiliated to unaffiliated prices at arm's length. */
    ARMS_LENGTH_HIGH,
    /** Share of a model's home quantity above cost up to which its below-cost sales are left out. */
    ABOVE_COST_SHARE,
    /** Difference in variable cost, over the export model's total cost of manufacture, up to which a model is similar. */
    DIFFERENCE_IN_MERCHANDISE,
    /** Absolute Cohen's d from which a group's prices differ. */
    COHENS_D,
    /** Absolute difference of mean prices, over the base mean, from which a group's prices differ. */
    PRICE_DIFFERENCE,
    /** Fewest sales in a test group, and in its base. */
    GROUP_SALES,
    /** Smallest share of the base in the quantity of the comparable merchandise. */
    BASE_SHARE,
    /** Share of passing value up to which averages are compared with averages. */
    PASS_SHARE_LOW,
    /** Share of passing value from which averages are compared with transactions. */
    PASS_SHARE_HIGH,
    /** Relative change of the margin from which the other method is applied. */
    MEANINGFUL_DIFFERENCE,
    /** Margin below which there is none. */
    DE_MINIMIS,
    /** Importer's rate below which nothing is assessed. */
    ASSESSMENT_DE_MINIMIS,
    /** Distance of a daily exchange rate from its benchmark above which the benchmark is used. */
    RATE_FLUCTUATION,
    /** Excess of a weekly mean rate over its benchmark above which the week counts as a sustained movement. */
    RATE_MOVEMENT,
    /** Share of an input bought in market economies from which the price paid values all of it. */
    MARKET_ECONOMY_INPUT,
    /** Share of a type's quantity sold at a profit above which all its domestic sales make normal value. */
    PROFITABLE_SHARE,
    /** Smallest target profit of the domestic industry. */
    TARGET_PROFIT,
    /** Return on the capital employed that the non-injurious price allows, a fraction a year. */
    RETURN_ON_CAPITAL,
    /** Injury margin, over the price of the imports, below which there is none. */
    INJURY_DE_MINIMIS
}
