package org.overhang.bench;

import static org.overhang.core.Seed.seed;
import static org.overhang.equilibrium.Elasticity.substitution;
import static org.overhang.equilibrium.Elasticity.supply;
import static org.overhang.study.Assumption.assumed;

import java.util.Locale;
import org.overhang.dumping.CaseFiles;
import org.overhang.dumping.DumpingMargin;
import org.overhang.dumping.DumpingRules;
import org.overhang.dumping.ExportSales;
import org.overhang.dumping.HomeSales;
import org.overhang.dumping.Resampling;
import org.overhang.dynamics.Demand;
import org.overhang.equilibrium.Elasticity;
import org.overhang.study.Cause;
import org.overhang.study.GlutChain;
import org.overhang.study.GlutStudy;
import org.overhang.study.SimulatedMarket;
import org.overhang.study.SimulatedWorld;

/** Seconds for a study of the whole chain with 2,000 draws, the margin's own bootstrap of 2,000 resamplings included. */
public final class StudyBench {
    private static final int DRAWS = 2_000;

    private StudyBench() {}

    /**
     * Times the study five times and prints each.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        SimulatedWorld world = SimulatedMarket.standard().simulate(seed(1));
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            GlutChain chain = study(world).simulate(world.firms(), DRAWS, seed(1));
            long middle = System.nanoTime();
            double share = chain.without(Cause.SUPPORT).effect().difference("backed_share");
            long end = System.nanoTime();
            System.out.printf(
                    Locale.ROOT,
                    "study %.2f s, one counterfactual more %.2f s (share %+.4f)%n",
                    (middle - start) * 1e-9,
                    (end - middle) * 1e-9,
                    share);
        }
    }

    private static GlutStudy study(SimulatedWorld world) {
        CaseFiles files = CaseFiles.exports(
                        ExportSales.of("gross_price").quantity("quantity_t").soldOn("sale_date"), world.exports())
                .home(HomeSales.of("gross_price").quantity("quantity_t").soldOn("sale_date"), world.home());
        return GlutStudy.of("production_kt")
                .capacity("capacity_kt")
                .by("firm")
                .origin("origin")
                .backed("backed country")
                .exported("exported_kt")
                .price("price_usd_t")
                .variableCost("variable_cost_usd_t")
                .fixedCost("fixed_cost_usd_thousand")
                .support("support_usd_thousand")
                .equity("equity_usd_thousand")
                .growth("growth")
                .tied(assumed(0.4).standardError(0.1).because("a benchmark"))
                .coveredAsMeasured("a benchmark")
                .prices(
                        DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024)
                                .by("control_number")
                                .bootstrap(Resampling.draws(DRAWS).by("customer"), seed(3)),
                        files)
                .rivals(
                        substitution(4).standardError(0.5),
                        Elasticity.demand(-0.8),
                        supply(6).standardError(1.5))
                .demand(Demand.of(2_500).growth(0.02).volatility(0.05))
                .horizon(12)
                .priceExponent(assumed(0.8).standardError(0.08).because("a benchmark"))
                .backstop(1.5)
                .capacityWithin(0.02)
                .costWithin(0.03)
                .supportWithin(0.05);
    }
}
