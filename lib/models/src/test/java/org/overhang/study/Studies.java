package org.overhang.study;

import static org.overhang.core.Seed.seed;
import static org.overhang.equilibrium.Elasticity.demand;
import static org.overhang.equilibrium.Elasticity.substitution;
import static org.overhang.equilibrium.Elasticity.supply;
import static org.overhang.study.Assumption.assumed;

import org.overhang.core.Source;
import org.overhang.dumping.CaseFiles;
import org.overhang.dumping.DumpingMargin;
import org.overhang.dumping.DumpingRules;
import org.overhang.dumping.ExportSales;
import org.overhang.dumping.HomeSales;
import org.overhang.dumping.Resampling;
import org.overhang.dynamics.Demand;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Studies of a simulated market and of a small industry, for several tests. */
final class Studies {
    static final double GROWTH_OF_DEMAND = 0.02;
    static final double VOLATILITY = 0.05;
    static final int YEARS = 12;

    private Studies() {}

    static Table table(Source source) {
        return ((org.overhang.core.TableSource) source).table();
    }

    /** A sentence for the files of a simulated world; its errors, tied share and covered share are still to be said. */
    static GlutStudy open(SimulatedWorld world) {
        CaseFiles files = CaseFiles.exports(
                        ExportSales.of("gross_price").quantity("quantity_t").soldOn("sale_date"), world.exports())
                .home(HomeSales.of("gross_price").quantity("quantity_t").soldOn("sale_date"), world.home());
        DumpingMargin margin = DumpingMargin.under(DumpingRules.US_INVESTIGATION_2024)
                .by("control_number")
                .bootstrap(Resampling.draws(200).by("customer"), seed(3));
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
                .prices(margin, files)
                .rivals(substitution(4), demand(-0.8), supply(6))
                .demand(Demand.of(2_500).growth(GROWTH_OF_DEMAND).volatility(VOLATILITY))
                .horizon(YEARS)
                .priceExponent(assumed(0.8).because("the world's own"))
                .backstop(3);
    }

    static GlutStudy whole(SimulatedWorld world) {
        return open(world)
                .tied(assumed(0.4).because("as the slow path has it"))
                .coveredAsMeasured("the state has paid every year");
    }

    /** Five firms in round numbers; the backed side makes a loss that support covers in part. */
    static Table small() {
        return Table.create(
                "small industry",
                StringColumn.create("firm", "B1", "B2", "R1", "R2", "R3"),
                StringColumn.create("country", "B", "B", "X", "X", "Y"),
                DoubleColumn.create("output_kt", 60, 50, 40, 30, 20),
                DoubleColumn.create("capacity_kt", 100, 80, 50, 40, 25),
                DoubleColumn.create("price_usd_t", 500, 500, 560, 560, 600),
                DoubleColumn.create("variable_cost_usd_t", 400, 420, 430, 440, 450),
                DoubleColumn.create("fixed_usd_thousand", 9_000, 7_000, 5_000, 4_500, 3_000),
                DoubleColumn.create("support_usd_thousand", 2_000, 2_500, 0, 0, 0),
                DoubleColumn.create("equity_usd_thousand", 6_000, 4_000, 3_000, 2_000, 1_500),
                DoubleColumn.create("growth", 0.05, 0.05, 0, 0, 0));
    }

    static GlutStudy ofSmall() {
        return GlutStudy.of("output_kt")
                .capacity("capacity_kt")
                .by("firm")
                .origin("country")
                .backed("B")
                .price("price_usd_t")
                .variableCost("variable_cost_usd_t")
                .fixedCost("fixed_usd_thousand")
                .support("support_usd_thousand")
                .tied(assumed(0.25).standardError(0.05).because("a test"))
                .covered(assumed(0.8).because("a test"))
                .assume(Link.DUMPING_MARGIN, assumed(0.2).standardError(0.04).because("a test"))
                .rivals(
                        substitution(4).standardError(0.5),
                        demand(-0.8),
                        supply(6).standardError(1))
                .equity("equity_usd_thousand")
                .growth("growth")
                .demand(Demand.of(220).growth(0.01).volatility(0.05))
                .horizon(10)
                .priceExponent(assumed(0.7).standardError(0.07).because("a test"))
                .backstop(1.5)
                .paths(20)
                .capacityWithin(0.02)
                .costWithin(0.03)
                .supportWithin(0.1);
    }
}
