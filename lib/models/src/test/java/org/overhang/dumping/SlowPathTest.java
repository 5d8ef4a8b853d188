package org.overhang.dumping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plain loops from the specification against the library, on 200 random cases. */
class SlowPathTest {
    /** Both are sums of a few hundred products in binary floating point, in another order. */
    private static final double TOLERANCE = 1e-12;

    @Test
    void agreesOnTwoHundredRandomCases() {
        agrees(200, false);
    }

    /** Borrowed costs, tests switched off, benchmark rates, credit from dates, thin home markets, transactions, fewer codes. */
    @Test
    void agreesWhereOtherSwitchesAreCombined() {
        agrees(60, true);
    }

    private static void agrees(int cases, boolean varied) {
        int applied = 0;
        int offered = 0;
        for (long seed = 1; seed <= cases; seed++) {
            RandomCase given = varied ? new RandomCase(seed + 1_000).varied(seed) : new RandomCase(seed);
            SlowMargin slow = new SlowMargin(given);
            DumpingResult fast = DumpingMargin.under(given.rules).measure(given.files());
            Map<String, Double> found = new LinkedHashMap<>();
            for (Zeroing z : Zeroing.values()) {
                String name = z.name().toLowerCase(java.util.Locale.ROOT);
                found.put("AA " + name, fast.margin(Comparison.AVERAGE_TO_AVERAGE, z));
                found.put("AT " + name, fast.margin(Comparison.AVERAGE_TO_TRANSACTION, z));
                found.put("TT " + name, fast.margin(Comparison.TRANSACTION_TO_TRANSACTION, z));
            }
            found.put("MIXED", fast.margin(Comparison.MIXED));
            found.put("final", fast.margin());
            for (Map.Entry<String, Double> e : slow.margins.entrySet()) {
                assertEquals(e.getValue(), found.get(e.getKey()), TOLERANCE, "case " + seed + " " + e.getKey());
            }
            assertEquals(slow.passShare, fast.decision().passShare(), TOLERANCE, "case " + seed + " pass share");
            applied += fast.comparison() == Comparison.AVERAGE_TO_AVERAGE ? 0 : 1;
            offered += fast.matches().intColumn("match").asList().contains(3) ? 1 : 0;
        }
        assertTrue(applied > cases / 20, "only " + applied + " cases left averages");
        assertTrue(offered > cases / 20, "only " + offered + " cases had constructed values");
    }
}
