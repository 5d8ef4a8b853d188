package org.overhang.dumping;

import org.overhang.dumping.Threshold.Side;

/** The European Union: Regulation (EU) 2016/1036, Articles 2, 7 and 9; normal value by type, the margin over CIF value. */
final class EuropeanUnion extends TypeAuthority {
    private static final String REGULATION = "Regulation (EU) 2016/1036, ";
    private static final String ASKED = "no line in Regulation (EU) 2016/1036, read only if the step is asked for; ";

    EuropeanUnion() {
        limit(Limit.VIABLE_MARKET, Side.AT_LEAST, 0.05, REGULATION + "Article 2(2)", false);
        limit(Limit.PROFITABLE_SHARE, Side.ABOVE, 0.80, "practice under " + REGULATION + "Article 2(4)", false);
        limit(Limit.DE_MINIMIS, Side.BELOW, 0.02, REGULATION + "Article 9(3)", false);
        limit(Limit.TARGET_PROFIT, Side.AT_LEAST, 0.06, REGULATION + "Article 7(2c)", false);
        limit(Limit.ARMS_LENGTH_LOW, Side.AT_LEAST, 0.98, ASKED + "Article 2(1)", false);
        limit(Limit.ARMS_LENGTH_HIGH, Side.AT_MOST, 1.02, ASKED + "Article 2(1)", false);
        limit(Limit.DIFFERENCE_IN_MERCHANDISE, Side.AT_MOST, 0.20, ASKED + "Article 2(10)(a)", false);
        limit(Limit.RATE_FLUCTUATION, Side.ABOVE, 0.0225, ASKED + "Article 2(10)(j)", false);
        limit(Limit.RATE_MOVEMENT, Side.ABOVE, 0.05, ASKED + "Article 2(10)(j)", false);
        for (Clause step : Clause.values()) {
            clause(step, "Article 2(10)");
        }
        clause(Clause.EXPORT_PRICE, REGULATION + "Article 2(8)");
        clause(Clause.RESALE_EXPENSES, "Article 2(9)");
        clause(Clause.RESALE_PROFIT, "Article 2(9)");
        clause(Clause.AVERAGING, "Article 2(11)");
        clause(Clause.NET_PRICE, "Article 2(8)-(10)");
        clause(Clause.HOME_PRICE, "Article 2(1)-(4)");
        clause(Clause.NORMAL_VALUE, "Article 2(1)-(7)");
        clause(Clause.DIFFERENCE, "Article 2(12)");
    }

    @Override
    String words() {
        return "EU rules";
    }

    @Override
    boolean overCif() {
        return true;
    }

    @Override
    boolean distortionSetsLesserDutyAside() {
        return true;
    }
}
