package org.overhang.bench;

import static org.overhang.core.Seed.seed;
import static org.overhang.subsidy.Support.benchmark;
import static org.overhang.subsidy.Support.cheapCredit;
import static org.overhang.subsidy.Support.cheapInput;
import static org.overhang.subsidy.Support.debt;
import static org.overhang.subsidy.Support.grants;
import static org.overhang.subsidy.Support.market;
import static org.overhang.subsidy.Support.paid;
import static org.overhang.subsidy.Support.used;

import java.util.Locale;
import java.util.SplittableRandom;
import org.overhang.capacity.Frontier;
import org.overhang.core.Source;
import org.overhang.subsidy.SubsidyMargin;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Frontier, its bootstrap and the support identity: best of seven in one process, seconds. */
public final class CapacityBench {
    private static final int RUNS = 7;

    private CapacityBench() {}

    /**
     * Runs the benchmarks and prints a line each.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Source thousand = plants(1_000, 3);
        Source hundred = plants(100, 2);
        Source firms = firms(1_000_000);
        Frontier three =
                Frontier.of("y1").output("y2").fixed("x1", "x2").variable("x3").by("plant");
        Frontier two = Frontier.of("y1").output("y2").variable("x1", "x2").by("plant");
        time("1,000 plants, 3 inputs, 2 outputs, variable returns, both programs", () -> three.measure(thousand));
        time(
                "bootstrap, 2,000 draws of 100 plants",
                () -> two.bootstrap(2_000, seed(1)).measure(hundred));
        time(
                "support identity, 1,000,000 firm-years",
                () -> SubsidyMargin.of("revenue_usd")
                        .less("cost_usd")
                        .support(
                                grants("grants_usd"),
                                cheapCredit(debt("debt_usd"), paid("rate_paid"), benchmark("rate_benchmark")),
                                cheapInput(
                                        used("power_mwh"), paid("price_paid_usd_mwh"), market("price_market_usd_mwh")))
                        .by("firm", "year")
                        .measure(firms)
                        .identityResidual());
    }

    private static void time(String what, Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, (System.nanoTime() - start) * 1e-9);
        }
        System.out.printf(Locale.ROOT, "%-70s %.3f s%n", what, best);
    }

    private static Source plants(int n, int inputs) {
        SplittableRandom random = new SplittableRandom(7);
        int[] plant = new int[n];
        double[][] amounts = new double[inputs + 2][n];
        for (int k = 0; k < n; k++) {
            plant[k] = k;
            double size = StrictMath.exp(random.nextGaussian());
            for (double[] column : amounts) {
                column[k] = size * StrictMath.exp(0.3 * random.nextGaussian());
            }
        }
        Table table = Table.create("plants", IntColumn.create("plant", plant));
        for (int c = 0; c < amounts.length; c++) {
            table.addColumns(DoubleColumn.create(c < 2 ? "y" + (c + 1) : "x" + (c - 1), amounts[c]));
        }
        return Source.of(table);
    }

    private static Source firms(int n) {
        SplittableRandom random = new SplittableRandom(8);
        int[] firm = new int[n];
        int[] year = new int[n];
        String[] names = {
            "revenue_usd",
            "cost_usd",
            "grants_usd",
            "debt_usd",
            "rate_paid",
            "rate_benchmark",
            "power_mwh",
            "price_paid_usd_mwh",
            "price_market_usd_mwh"
        };
        double[] typical = {100, 95, 2, 80, 0.03, 0.06, 1, 60, 90};
        double[][] cells = new double[names.length][n];
        for (int i = 0; i < n; i++) {
            firm[i] = i / 10;
            year[i] = 2010 + i % 10;
            for (int c = 0; c < names.length; c++) {
                cells[c][i] = typical[c] * (0.9 + 0.2 * random.nextDouble());
            }
        }
        Table table = Table.create("firms", IntColumn.create("firm", firm), IntColumn.create("year", year));
        for (int c = 0; c < names.length; c++) {
            table.addColumns(DoubleColumn.create(names[c], cells[c]));
        }
        return Source.of(table);
    }
}
