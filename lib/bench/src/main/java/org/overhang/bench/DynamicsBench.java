package org.overhang.bench;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.overhang.core.Draws;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.dependence.BillOfMaterials;
import org.overhang.dependence.ContentRule;
import org.overhang.dynamics.CapacityPrice;
import org.overhang.dynamics.Demand;
import org.overhang.dynamics.ExitModel;
import org.overhang.dynamics.ExitRace;
import org.overhang.dynamics.MeanReverting;
import org.overhang.policy.Coverage;
import org.overhang.regress.survival.Cox;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Exit paths, the content of a large bill of materials and a large hazard fit: best of five in one process, seconds.
 */
public final class DynamicsBench {
    private static final int RUNS = 5;
    private static final int FIRMS = 20;

    private DynamicsBench() {}

    /**
     * Runs the benchmark and prints a line each.
     *
     * @param arguments number of paths, a hundred thousand if absent
     * @throws Exception if a run fails
     */
    public static void main(String[] arguments) throws Exception {
        int paths = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
        Source firms = Source.of(firms());
        ExitRace race = ExitRace.of("v")
                .capacity("k")
                .fixedCost("f")
                .equity("e")
                .backed("backed")
                .demand(Demand.of(600).growth(0.01).volatility(0.08).persistence(0.5))
                .price(CapacityPrice.of(1.05).exponent(0.8).backstop(1.6))
                .horizon(30)
                .growth("g")
                .by("firm")
                .costVolatility(0.05)
                .covered(Coverage.share(0.9));
        time(
                "race: paths of 30 years with 20 firms",
                () -> race.simulate(firms, paths, Seed.seed(1)).stateBill());
        ExitModel model = ExitModel.of("v")
                .capacity("k")
                .fixedCost("fixed")
                .scrapValue("e")
                .price(MeanReverting.to(0.9).speed(0.4).volatility(0.18))
                .discount(0.08)
                .horizon(30)
                .by("firm");
        time(
                "exit on a given price, the same size",
                () -> model.simulate(firms, paths, Seed.seed(1)).meanExits());
        int nodes = 100_000;
        Source arcs = Source.of(arcs(nodes));
        Source parts = Source.of(parts(nodes));
        BillOfMaterials bill = BillOfMaterials.of("input")
                .into("output")
                .quantity("quantity")
                .nodes("node")
                .value("value")
                .own("own");
        time(
                "content of a bill of 100,000 nodes and 300,000 arcs with loops",
                () -> bill.measure(arcs, parts).of("n" + (nodes - 1)).high());
        time(
                "the same with a rule applied",
                () -> bill.measure(arcs, parts)
                        .under(ContentRule.cumulative(0.001), java.time.LocalDate.of(2026, 1, 1))
                        .reached()
                        .size());
        Source spells = Source.of(spells(100_000));
        time(
                "Cox, 100,000 firms, 5 covariates, clusters",
                () -> Cox.of("time")
                        .event("event")
                        .on("x0", "x1", "x2", "x3", "x4")
                        .cluster("sector")
                        .fit(spells)
                        .coefficient("x0"));
    }

    private static Table firms() {
        Table out = Table.create("firms", StringColumn.create("firm"));
        String[] names = {"v", "f", "k", "e", "backed", "g", "fixed"};
        for (String name : names) {
            out.addColumns(DoubleColumn.create(name));
        }
        Draws draws = Seed.seed(3).stream(0);
        for (int i = 0; i < FIRMS; i++) {
            double k = 20 + 40 * draws.uniform();
            double f = 0.18 + 0.05 * draws.uniform();
            double[] cells = {0.58 + 0.1 * draws.uniform(), f, k, 12, i < 2 ? 1 : 0, i < 2 ? 0.05 : 0, f * k};
            out.stringColumn("firm").append(String.format(Locale.ROOT, "%02d", i));
            for (int c = 0; c < names.length; c++) {
                out.doubleColumn(names[c]).append(cells[c]);
            }
        }
        return out;
    }

    private static Table arcs(int nodes) {
        Table out = Table.create(
                "arcs", StringColumn.create("input"), StringColumn.create("output"), DoubleColumn.create("quantity"));
        Draws draws = Seed.seed(4).stream(0);
        for (int j = 1; j < nodes; j++) {
            for (int k = 0; k < 3; k++) {
                // One arc in a thousand runs backwards, as scrap does
                boolean scrap = draws.below(1_000) == 0;
                out.stringColumn(0).append("n" + (scrap ? Math.min(nodes - 1, j + draws.below(20)) : draws.below(j)));
                out.stringColumn(1).append("n" + j);
                out.doubleColumn(2).append(0.3 * draws.uniform());
            }
        }
        return out;
    }

    private static Table parts(int nodes) {
        Table out = Table.create(
                "parts", StringColumn.create("node"), DoubleColumn.create("value"), DoubleColumn.create("own"));
        Draws draws = Seed.seed(5).stream(0);
        for (int j = 0; j < nodes; j++) {
            out.stringColumn(0).append("n" + j);
            out.doubleColumn(1).append(1);
            out.doubleColumn(2).append(draws.below(50) == 0 ? 0.05 : 0);
        }
        return out;
    }

    private static Table spells(int firms) {
        Draws draws = Seed.seed(6).stream(0);
        Table out = Table.create(
                "spells", DoubleColumn.create("time"), DoubleColumn.create("event"), DoubleColumn.create("sector"));
        for (int k = 0; k < 5; k++) {
            out.addColumns(DoubleColumn.create("x" + k));
        }
        for (int i = 0; i < firms; i++) {
            double first = draws.normal();
            out.doubleColumn("x0").append(first);
            for (int k = 1; k < 5; k++) {
                out.doubleColumn("x" + k).append(draws.normal());
            }
            double exit = -Math.log(draws.uniform()) / (0.05 * Math.exp(0.4 * first));
            out.doubleColumn("time").append(Math.min(30, Math.ceil(exit)));
            out.doubleColumn("event").append(exit <= 30 ? 1 : 0);
            out.doubleColumn("sector").append(i % 50);
        }
        return out;
    }

    private static void time(String what, Callable<? extends Number> work) throws Exception {
        double best = Double.POSITIVE_INFINITY;
        double check = 0;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            check = work.call().doubleValue();
            best = Math.min(best, (System.nanoTime() - start) * 1e-9);
        }
        System.out.printf(Locale.ROOT, "%-70s %7.2f s   (%.6g)%n", what, best, check);
    }
}
