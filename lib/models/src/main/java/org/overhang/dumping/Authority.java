package org.overhang.dumping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.dumping.Threshold.Side;

/**
 * Whose law a margin is computed under: exactly the thresholds and steps that its computation reads, and the clauses by which
 * an explanation names them. None inherits another's; a further authority is one more file of this kind.
 */
abstract sealed class Authority permits UnitedStates, TypeAuthority, WorldTrade {
    /** A step of an explanation that stands on a clause of its own. */
    enum Clause {
        EXPORT_PRICE,
        PRICE_ADJUSTMENT,
        DISCOUNT,
        MOVEMENT,
        RESALE_EXPENSES,
        RESALE_PROFIT,
        TAX,
        OWN_SELLING,
        AVERAGING,
        NET_PRICE,
        HOME_PRICE,
        FACTORS,
        MERCHANDISE,
        LEVEL_OF_TRADE,
        PACKING,
        COMMISSION_OFFSET,
        CIRCUMSTANCE,
        CEP_OFFSET,
        NORMAL_VALUE,
        DIFFERENCE
    }

    private static final String UNROUNDED = "unrounded";

    private final Map<Limit, Threshold> thresholds = new EnumMap<>(Limit.class);
    private final Map<Clause, String> clauses = new EnumMap<>(Clause.class);

    /** How errors call it, for example "US rules". */
    abstract String words();

    /** Steps that its computation can take. */
    abstract Set<Practice> practices();

    /** Questions that it can read the other way. */
    Set<Reading> readings() {
        return EnumSet.allOf(Reading.class);
    }

    /** Whether normal value goes by type. */
    boolean byType() {
        return false;
    }

    /** Whether the margin is a share of CIF value; else it is one of the net export value. */
    boolean overCif() {
        return false;
    }

    /** Whether distorted raw materials can set the lesser duty aside. */
    boolean distortionSetsLesserDutyAside() {
        return false;
    }

    /** Whether factors of production can be valued. */
    boolean valuesFactors() {
        return true;
    }

    final void limit(Limit limit, Side side, double value, String clause, boolean verified) {
        thresholds.put(limit, new Threshold(limit, side, value, UNROUNDED, clause, verified));
    }

    final void clause(Clause step, String clause) {
        clauses.put(step, clause);
    }

    final String clause(Clause step) {
        return java.util.Objects.requireNonNull(clauses.get(step), step::name);
    }

    final Map<Limit, Threshold> thresholds() {
        return Collections.unmodifiableMap(thresholds);
    }

    /** Refuses what it does not read. */
    final void require(boolean read, String kind, Object what, List<?> has) {
        if (!read) {
            List<String> names = new ArrayList<>();
            has.forEach(h -> names.add(h.toString()));
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    words() + " need a " + kind + " that they read, but they read no " + what + ". They read "
                            + String.join(", ", names) + ".");
        }
    }

    static Authority of(DumpingRules rules) {
        return ((RuleBook) rules).authority();
    }
}
