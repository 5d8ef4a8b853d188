package org.overhang.dumping;

import org.overhang.dumping.Threshold.Side;

/**
 * The United Kingdom: Taxation (Cross-border Trade) Act 2018, Schedule 4, and the Trade Remedies (Dumping and Subsidisation) (EU
 * Exit) Regulations 2019 (S.I. 2019/450). Normal value by type, the margin over the export price, the lesser duty always. Read:
 * regulations 9, 11, 13, 15, 36 and 37, and the authority's guidance on margins of 2024; what rests on others is marked.
 */
final class UnitedKingdom extends TypeAuthority {
    private static final String REGULATIONS = "S.I. 2019/450, regulation ";
    private static final String ASKED =
            "no line in S.I. 2019/450 that was read, used only if the step is asked for; regulation ";

    UnitedKingdom() {
        limit(Limit.VIABLE_MARKET, Side.AT_LEAST, 0.05, REGULATIONS + "7", false);
        limit(Limit.PROFITABLE_SHARE, Side.ABOVE, 0.80, REGULATIONS + "9(4)(c)(ii)", true);
        limit(Limit.DE_MINIMIS, Side.BELOW, 0.02, "Taxation (Cross-border Trade) Act 2018, Schedule 4", false);
        limit(Limit.INJURY_DE_MINIMIS, Side.BELOW, 0.02, REGULATIONS + "36(5)", true);
        limit(Limit.ARMS_LENGTH_LOW, Side.AT_LEAST, 0.98, ASKED + "9(1)(b)", false);
        limit(Limit.ARMS_LENGTH_HIGH, Side.AT_MOST, 1.02, ASKED + "9(1)(b)", false);
        limit(Limit.DIFFERENCE_IN_MERCHANDISE, Side.AT_MOST, 0.20, ASKED + "16", false);
        limit(Limit.RATE_FLUCTUATION, Side.ABOVE, 0.0225, ASKED + "18", false);
        limit(Limit.RATE_MOVEMENT, Side.ABOVE, 0.05, ASKED + "18", false);
        for (Clause step : Clause.values()) {
            clause(step, REGULATIONS + "16 (unverified)");
        }
        clause(Clause.EXPORT_PRICE, REGULATIONS + "15(1)");
        clause(Clause.RESALE_EXPENSES, REGULATIONS + "15(5)(a)");
        clause(Clause.RESALE_PROFIT, REGULATIONS + "15(5)(b)");
        clause(Clause.AVERAGING, REGULATIONS + "17 (unverified)");
        clause(Clause.NET_PRICE, REGULATIONS + "15, 16");
        clause(Clause.HOME_PRICE, REGULATIONS + "7 to 13");
        clause(Clause.NORMAL_VALUE, REGULATIONS + "7 to 13");
        clause(Clause.DIFFERENCE, "Taxation (Cross-border Trade) Act 2018, Schedule 4, paragraph 2");
    }

    @Override
    String words() {
        return "UK rules";
    }
}
