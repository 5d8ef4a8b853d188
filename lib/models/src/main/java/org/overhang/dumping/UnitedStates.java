package org.overhang.dumping;

import java.util.EnumSet;
import java.util.Set;
import org.overhang.dumping.Threshold.Side;

/**
 * The United States: 19 USC 1673–1677n, 19 CFR 351, and the margin programs of 13 August 2024 for market and non-market
 * economies.
 */
final class UnitedStates extends Authority {
    private static final String PATTERN = "Commerce margin programs of 13 August 2024, US13";

    UnitedStates(boolean review) {
        limit(Limit.VIABLE_MARKET, Side.AT_LEAST, 0.05, "19 USC 1677b(a)(1)(C); 19 CFR 351.404(b)(2)", true);
        limit(Limit.ARMS_LENGTH_LOW, Side.AT_LEAST, 0.98, "67 FR 69186; 19 CFR 351.403(c)", true);
        limit(Limit.ARMS_LENGTH_HIGH, Side.AT_MOST, 1.02, "67 FR 69186; 19 CFR 351.403(c)", true);
        limit(Limit.ABOVE_COST_SHARE, Side.AT_MOST, 0.80, "19 USC 1677b(b)(2)(C)(i)", true);
        limit(
                Limit.DIFFERENCE_IN_MERCHANDISE,
                Side.AT_MOST,
                0.20,
                "Policy Bulletin 92.2; 19 CFR 351.411; programs US7",
                true);
        limit(Limit.COHENS_D, Side.AT_LEAST, 0.8, PATTERN, true);
        limit(Limit.PRICE_DIFFERENCE, Side.AT_LEAST, 0.02, "price difference test of 2025, text not found", false);
        limit(Limit.GROUP_SALES, Side.AT_LEAST, 2, PATTERN, true);
        limit(Limit.BASE_SHARE, Side.AT_LEAST, 0.05, PATTERN, true);
        limit(Limit.PASS_SHARE_LOW, Side.AT_MOST, 0.33, "ratio test, 79 FR 26720", false);
        limit(Limit.PASS_SHARE_HIGH, Side.AT_LEAST, 0.66, "ratio test, 79 FR 26720", false);
        limit(Limit.MEANINGFUL_DIFFERENCE, Side.AT_LEAST, 0.25, "programs US17", true);
        limit(
                Limit.DE_MINIMIS,
                Side.BELOW,
                review ? 0.005 : 0.02,
                review ? "19 CFR 351.106(c)(1)" : "19 USC 1673b(b)(3)",
                true);
        limit(Limit.ASSESSMENT_DE_MINIMIS, Side.BELOW, 0.005, "19 CFR 351.106(c)(2)", true);
        limit(Limit.RATE_FLUCTUATION, Side.ABOVE, 0.0225, "Policy Bulletin 96-1; 61 FR 9434", false);
        limit(Limit.RATE_MOVEMENT, Side.ABOVE, 0.05, "Policy Bulletin 96-1; 19 CFR 351.415(d)", false);
        limit(Limit.MARKET_ECONOMY_INPUT, Side.AT_LEAST, 0.85, "19 CFR 351.408(c)(1); 78 FR 46799", true);
        clause(Clause.EXPORT_PRICE, "19 USC 1677a(a)-(b)");
        clause(Clause.PRICE_ADJUSTMENT, "19 USC 1677a(c)(1)");
        clause(Clause.DISCOUNT, "19 CFR 351.401(c)");
        clause(Clause.MOVEMENT, "19 USC 1677a(c)(2)(A)");
        clause(Clause.RESALE_EXPENSES, "19 USC 1677a(d)");
        clause(Clause.RESALE_PROFIT, "19 USC 1677a(d)(3), (f)");
        clause(Clause.TAX, "19 USC 1677a(c)(2)(B)");
        clause(Clause.OWN_SELLING, "19 USC 1677b(a)(6)");
        clause(Clause.AVERAGING, "19 USC 1677f-1(d)(1)(A)");
        clause(Clause.NET_PRICE, "19 USC 1677a");
        clause(Clause.HOME_PRICE, "19 USC 1677b(a)(1)");
        clause(Clause.FACTORS, "19 USC 1677b(c)");
        clause(Clause.MERCHANDISE, "19 CFR 351.411");
        clause(Clause.LEVEL_OF_TRADE, "19 USC 1677b(a)(7)(A)");
        clause(Clause.PACKING, "19 USC 1677b(a)(6)(A)");
        clause(Clause.COMMISSION_OFFSET, "19 CFR 351.410(e)");
        clause(Clause.CIRCUMSTANCE, "19 USC 1677b(a)(6)(C)(iii)");
        clause(Clause.CEP_OFFSET, "19 USC 1677b(a)(7)(B)");
        clause(Clause.NORMAL_VALUE, "19 USC 1677b");
        clause(Clause.DIFFERENCE, "19 USC 1677(35)(A)");
    }

    @Override
    String words() {
        return "US rules";
    }

    @Override
    Set<Practice> practices() {
        return EnumSet.complementOf(EnumSet.of(Practice.COST_TEST_OVER_ALL_TYPES));
    }
}
