package org.overhang.dumping.respondents;

import org.overhang.dumping.DumpingRules;
import org.overhang.dumping.Limit;
import org.overhang.dumping.Threshold;

/**
 * Whose law sets the rates of exporters that have no margin of their own: what the mean of the examined leaves out, and what those
 * get who did not cooperate.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var rules = RespondentRules.INDIA;
 * rules.othersClause();     // Anti-Dumping Rules 1995, rule 18(2)
 * rules.residualClause();   // Manual of Operating Practices 2018, paragraph 14.25
 * }</pre>
 */
public enum RespondentRules {
    /** United States, investigation, market economy: 19 USC 1673d(c)(5), 1677e. */
    US_INVESTIGATION(
            DumpingRules.US_INVESTIGATION_2024,
            true,
            Residual.HIGHEST,
            "19 USC 1673d(c)(5)",
            "19 USC 1677e(b) (highest margin, unverified)"),
    /** United States, review, market economy: 19 USC 1673d(c)(5) by analogy, 1677e. */
    US_REVIEW(
            DumpingRules.US_REVIEW_2024,
            true,
            Residual.HIGHEST,
            "19 USC 1673d(c)(5), by analogy",
            "19 USC 1677e(b) (highest margin, unverified)"),
    /** United States, investigation, non-market economy: separate rates, and one for the entity of the country. */
    US_NON_MARKET(
            DumpingRules.US_INVESTIGATION_2024,
            true,
            Residual.HIGHEST,
            "19 USC 1673d(c)(5), separate rates",
            "19 USC 1677e(b), country-wide entity (highest margin, unverified)"),
    /** European Union: Regulation (EU) 2016/1036, Articles 9(6) and 18, unverified. */
    EU(
            DumpingRules.EU,
            true,
            Residual.HIGHEST,
            "Regulation (EU) 2016/1036, Article 9(6) (unverified)",
            "Regulation (EU) 2016/1036, Article 18 (highest margin, unverified)"),
    /** United Kingdom: S.I. 2019/450, regulation 37, which leaves out the non-cooperating and nobody else. */
    UNITED_KINGDOM(
            DumpingRules.UNITED_KINGDOM,
            false,
            Residual.STATED,
            "S.I. 2019/450, regulation 37(3)-(4)",
            "S.I. 2019/450, regulation 49 (not read: state the rate)"),
    /** India: Anti-Dumping Rules 1995, rule 18(2), and the Manual of Operating Practices of 2018, paragraphs 14.24 and 14.25. */
    INDIA(
            DumpingRules.INDIA,
            true,
            Residual.EXTREME_PRICES,
            "Anti-Dumping Rules 1995, rule 18(2); Manual of Operating Practices 2018, paragraph 14.24",
            "Manual of Operating Practices 2018, paragraph 14.25");

    /** What those get who did not cooperate. */
    enum Residual {
        /** The highest of the margins found and the petition's. */
        HIGHEST,
        /** The highest normal value against the lowest export price of the examined. */
        EXTREME_PRICES,
        /** As the user states it: no text was read. */
        STATED
    }

    private final DumpingRules rules;
    private final boolean withoutSmall;
    private final Residual residual;
    private final String othersClause;
    private final String residualClause;

    RespondentRules(
            DumpingRules rules, boolean withoutSmall, Residual residual, String othersClause, String residualClause) {
        this.rules = rules;
        this.withoutSmall = withoutSmall;
        this.residual = residual;
        this.othersClause = othersClause;
        this.residualClause = residualClause;
    }

    /**
     * The margin below which there is none.
     *
     * @return the threshold of the authority
     */
    public Threshold deMinimis() {
        return rules.threshold(Limit.DE_MINIMIS);
    }

    /** Whether zero and de minimis margins stay out of the mean. */
    boolean withoutSmall() {
        return withoutSmall;
    }

    Residual residual() {
        return residual;
    }

    /**
     * Where the rate of exporters that were not examined stands.
     *
     * @return the clause
     */
    public String othersClause() {
        return othersClause;
    }

    /**
     * Where the rate of exporters that did not cooperate stands.
     *
     * @return the clause
     */
    public String residualClause() {
        return residualClause;
    }
}
