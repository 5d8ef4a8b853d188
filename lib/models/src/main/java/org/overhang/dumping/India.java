package org.overhang.dumping;

import java.util.Set;
import org.overhang.dumping.Threshold.Side;

/**
 * India: section 9A of the Customs Tariff Act 1975, the Anti-Dumping Rules 1995 (rule 14, Annexures I and III) and the Manual of
 * Operating Practices for Trade Remedy Investigations of 2018. Sales in the ordinary course by the 80:20 test over all types and
 * again by type, the margin over the net export price, injury against a price that allows a return on the capital employed.
 */
final class India extends TypeAuthority {
    private static final String MANUAL = "Manual of Operating Practices 2018, ";
    private static final String ANNEX = "Anti-Dumping Rules 1995, Annexure I, paragraph ";
    private static final String ASKED =
            "no line in the Anti-Dumping Rules 1995, read only if the step is asked for; Annexure I, paragraph ";

    India() {
        limit(
                Limit.VIABLE_MARKET,
                Side.AT_LEAST,
                0.05,
                MANUAL + "paragraph 14.7, the 5 % test; its base was not read",
                false);
        limit(
                Limit.PROFITABLE_SHARE,
                Side.ABOVE,
                0.80,
                MANUAL + "page 348 of the file, (ii)(d); " + ANNEX + "2(i)",
                true);
        limit(Limit.DE_MINIMIS, Side.BELOW, 0.02, "Anti-Dumping Rules 1995, rule 14(c)", true);
        limit(Limit.RETURN_ON_CAPITAL, Side.AT_LEAST, 0.22, MANUAL + "paragraph 9.6.23", true);
        limit(Limit.ARMS_LENGTH_LOW, Side.AT_LEAST, 0.98, ASKED + "2", false);
        limit(Limit.ARMS_LENGTH_HIGH, Side.AT_MOST, 1.02, ASKED + "2", false);
        limit(Limit.DIFFERENCE_IN_MERCHANDISE, Side.AT_MOST, 0.20, ASKED + "6(i)", false);
        limit(Limit.RATE_FLUCTUATION, Side.ABOVE, 0.0225, ASKED + "6(iii)", false);
        limit(Limit.RATE_MOVEMENT, Side.ABOVE, 0.05, ASKED + "6(iii)", false);
        for (Clause step : Clause.values()) {
            clause(step, ANNEX + "6(i)");
        }
        clause(Clause.EXPORT_PRICE, "Customs Tariff Act 1975, section 9A(1) (unverified)");
        clause(Clause.RESALE_EXPENSES, ANNEX + "5");
        clause(Clause.RESALE_PROFIT, ANNEX + "5");
        clause(Clause.AVERAGING, ANNEX + "6(iv)");
        clause(Clause.HOME_PRICE, ANNEX + "1, 2, 4");
        clause(Clause.NORMAL_VALUE, ANNEX + "1, 2, 4");
        clause(Clause.DIFFERENCE, MANUAL + "paragraph 14.8");
    }

    @Override
    String words() {
        return "Indian rules";
    }

    @Override
    Set<Practice> practices() {
        Set<Practice> all = super.practices();
        all.add(Practice.COST_TEST_OVER_ALL_TYPES);
        return all;
    }
}
