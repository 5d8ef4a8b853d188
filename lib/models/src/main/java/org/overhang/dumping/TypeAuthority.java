package org.overhang.dumping;

import java.util.EnumSet;
import java.util.Set;

/** What the authorities share whose normal value goes by type: how the computation runs, never a threshold or a clause. */
abstract sealed class TypeAuthority extends Authority permits EuropeanUnion, UnitedKingdom, India {
    @Override
    Set<Practice> practices() {
        return EnumSet.of(
                Practice.COST_TEST,
                Practice.COST_TEST_BY_AVERAGE,
                Practice.ARMS_LENGTH_TEST,
                Practice.BORROWED_COST,
                Practice.BENCHMARK_RATE,
                Practice.SUSTAINED_MOVEMENT);
    }

    @Override
    final Set<Reading> readings() {
        return EnumSet.of(
                Reading.NEXT_RATE,
                Reading.INCLUSIVE_RATE_WINDOW,
                Reading.RATE_JUDGED_ON_ITS_DATE,
                Reading.RATE_BEFORE_MOVEMENT,
                Reading.ARMS_LENGTH_OVER_OTHER_COST,
                Reading.UNMADE_MODEL_BORROWS,
                Reading.UNCOSTED_SALES_KEPT,
                Reading.SALES_TO_ALL_CUSTOMERS,
                Reading.STATED_PROFIT_WITHOUT_MARKET);
    }

    @Override
    final boolean byType() {
        return true;
    }

    @Override
    final boolean valuesFactors() {
        return false;
    }
}
