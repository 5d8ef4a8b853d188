package org.overhang.dumping;

import java.util.EnumSet;
import java.util.Set;
import org.overhang.dumping.Threshold.Side;

/**
 * The WTO's text: Agreement on Implementation of Article VI of GATT 1994, Articles 2 and 5.8. It names few figures; where its
 * text leaves one open, the line says so and is read only if the step is asked for.
 */
final class WorldTrade extends Authority {
    private static final String AGREEMENT = "Anti-Dumping Agreement, Article ";
    private static final String OPEN = "left open by the Anti-Dumping Agreement, Article ";

    WorldTrade() {
        limit(Limit.VIABLE_MARKET, Side.AT_LEAST, 0.05, AGREEMENT + "2.2, footnote 2", false);
        limit(Limit.ABOVE_COST_SHARE, Side.AT_MOST, 0.80, AGREEMENT + "2.2.1, footnote 5", false);
        limit(Limit.DE_MINIMIS, Side.BELOW, 0.02, AGREEMENT + "5.8", false);
        limit(Limit.DIFFERENCE_IN_MERCHANDISE, Side.AT_MOST, 0.20, OPEN + "2.4", false);
        limit(Limit.ARMS_LENGTH_LOW, Side.AT_LEAST, 0.98, OPEN + "2.1", false);
        limit(Limit.ARMS_LENGTH_HIGH, Side.AT_MOST, 1.02, OPEN + "2.1", false);
        limit(Limit.RATE_FLUCTUATION, Side.ABOVE, 0.0225, OPEN + "2.4.1", false);
        limit(Limit.RATE_MOVEMENT, Side.ABOVE, 0.05, OPEN + "2.4.1", false);
        limit(Limit.MARKET_ECONOMY_INPUT, Side.AT_LEAST, 0.85, OPEN + "2.7", false);
        for (Clause step : Clause.values()) {
            clause(step, AGREEMENT + "2.4 (unverified)");
        }
        clause(Clause.EXPORT_PRICE, AGREEMENT + "2.1");
        clause(Clause.RESALE_EXPENSES, AGREEMENT + "2.3, 2.4 (unverified)");
        clause(Clause.RESALE_PROFIT, AGREEMENT + "2.3, 2.4 (unverified)");
        clause(Clause.AVERAGING, AGREEMENT + "2.4.2");
        clause(Clause.HOME_PRICE, AGREEMENT + "2.1, 2.2");
        clause(Clause.FACTORS, AGREEMENT + "2.7 (unverified)");
        clause(Clause.NORMAL_VALUE, AGREEMENT + "2.1, 2.2");
        clause(Clause.DIFFERENCE, AGREEMENT + "2.1");
    }

    @Override
    String words() {
        return "WTO rules";
    }

    @Override
    Set<Practice> practices() {
        Set<Practice> all = EnumSet.allOf(Practice.class);
        all.remove(Practice.PATTERN_TEST);
        all.remove(Practice.PROGRAM_DE_MINIMIS);
        all.remove(Practice.COST_TEST_OVER_ALL_TYPES);
        return all;
    }
}
