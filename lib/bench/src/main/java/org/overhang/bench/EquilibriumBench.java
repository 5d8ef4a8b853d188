package org.overhang.bench;

import static org.overhang.core.Seed.seed;
import static org.overhang.equilibrium.Elasticity.demand;
import static org.overhang.equilibrium.Elasticity.substitution;
import static org.overhang.equilibrium.Elasticity.supply;

import java.util.function.IntSupplier;
import org.overhang.core.Draws;
import org.overhang.core.Numbers;
import org.overhang.core.Parallel;
import org.overhang.equilibrium.Gsim;
import org.overhang.equilibrium.Market;
import org.overhang.equilibrium.PartialEquilibrium;
import org.overhang.policy.Duty;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Times counterfactuals: Armington draws, Bertrand-logit solves and GSIM of fifty countries; best of several rounds. */
public final class EquilibriumBench {
    private static final int ROUNDS = 7;

    private EquilibriumBench() {}

    /**
     * Runs the benchmark.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        int draws = 400_000;
        Market armington = armington();
        report("Armington counterfactuals, 3 goods, all effects and welfare of each draw", time(() -> {
            armington.simulate(draws, seed(1), Duty.exclusive(0.3).on("b"));
            return draws;
        }));
        int solves = 20_000;
        Market logit = logit();
        double[] duty = new double[solves];
        Draws random = seed(2).stream(0);
        for (int i = 0; i < solves; i++) {
            duty[i] = 0.5 * random.uniform();
        }
        report("Bertrand-logit solves, 10 products, best responses checked", time(() -> {
            Parallel.forEach(solves, i -> logit.solve(Duty.exclusive(duty[i]).on("p3")));
            return solves;
        }));
        Gsim.Calibrated gsim = gsim(50);
        int countries = 20;
        report("GSIM of 50 countries, exact and linear", time(() -> {
            for (int i = 0; i < countries; i++) {
                gsim.solve(Duty.exclusive(0.3 + 0.01 * i).on("c07").in("c11"));
            }
            return countries;
        }));
    }

    private static void report(String what, double[] microseconds) {
        System.out.println(what + ": " + Numbers.significant(1e6 / microseconds[0], 3) + " a second, "
                + Numbers.significant(microseconds[0], 3) + " microseconds each; processor time "
                + Numbers.significant(microseconds[1], 3) + " microseconds each");
    }

    /** Best wall time and best processor time of one piece; the latter does not see other work on the machine. */
    private static double[] time(IntSupplier round) {
        var system = (com.sun.management.OperatingSystemMXBean)
                java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        double[] best = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        for (int i = 0; i < ROUNDS; i++) {
            long processor = system.getProcessCpuTime();
            long start = System.nanoTime();
            int done = round.getAsInt();
            best[0] = Math.min(best[0], (System.nanoTime() - start) / 1e3 / done);
            best[1] = Math.min(best[1], (system.getProcessCpuTime() - processor) / 1e3 / done);
        }
        return best;
    }

    private static Market armington() {
        return PartialEquilibrium.armington("value")
                .by("origin")
                .elasticities(
                        substitution(3.5).standardError(0.7),
                        demand(-0.75).standardError(0.2),
                        supply(2).of("a").standardError(0.5),
                        supply(6).of("b").standardError(1.5),
                        supply(10).of("c").standardError(2.5))
                .calibrate(Table.create("market")
                        .addColumns(
                                StringColumn.create("origin", "a", "b", "c"),
                                DoubleColumn.create("value", 55, 30, 15)));
    }

    private static Market logit() {
        Draws random = seed(3).stream(0);
        String[] names = new String[10];
        double[] price = new double[10];
        double[] quantity = new double[10];
        double[] margin = new double[10];
        for (int j = 0; j < 10; j++) {
            names[j] = "p" + j;
            price[j] = 500 + 200 * random.uniform();
            quantity[j] = 10 + 30 * random.uniform();
            margin[j] = j == 0 ? 0.3 : Double.NaN;
        }
        return PartialEquilibrium.bertrandLogit("price")
                .quantity("quantity")
                .by("product")
                .margin("margin")
                .outsideShare(0.2)
                .calibrate(Table.create("products")
                        .addColumns(
                                StringColumn.create("product", names),
                                DoubleColumn.create("price", price),
                                DoubleColumn.create("quantity", quantity),
                                DoubleColumn.create("margin", margin)));
    }

    private static Gsim.Calibrated gsim(int n) {
        Draws random = seed(4).stream(0);
        Table flows = Table.create("flows")
                .addColumns(
                        StringColumn.create("from"),
                        StringColumn.create("to"),
                        DoubleColumn.create("trade"),
                        DoubleColumn.create("tariff"));
        for (int r = 0; r < n; r++) {
            for (int v = 0; v < n; v++) {
                flows.stringColumn("from").append((r < 10 ? "c0" : "c") + r);
                flows.stringColumn("to").append((v < 10 ? "c0" : "c") + v);
                flows.doubleColumn("trade").append(random.uniform() * 100);
                flows.doubleColumn("tariff").append(r == v ? 0 : 0.2 * random.uniform());
            }
        }
        return PartialEquilibrium.gsim("trade")
                .exporter("from")
                .importer("to")
                .tariff("tariff")
                .elasticities(substitution(5), demand(-1.25), supply(1.5))
                .calibrate(flows);
    }
}
