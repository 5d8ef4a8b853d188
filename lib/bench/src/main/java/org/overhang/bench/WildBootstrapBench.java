package org.overhang.bench;

import java.util.Locale;
import org.overhang.core.Draws;
import org.overhang.core.Seed;
import org.overhang.core.Source;
import org.overhang.regress.Regression;
import org.overhang.regress.RegressionFit;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** A wild cluster bootstrap with two absorbed effects: 1,000,000 rows, 50 clusters, 9,999 draws, with its interval. */
public final class WildBootstrapBench {
    private static final int ROWS = 1_000_000;
    private static final int FIRMS = 20_000;
    private static final int YEARS = 20;
    private static final int REGIONS = 50;
    private static final int RUNS = 5;

    private WildBootstrapBench() {}

    /**
     * Prints the seconds of each run.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Source source = Source.of(panel());
        for (int run = 1; run <= RUNS; run++) {
            long start = System.nanoTime();
            RegressionFit fit =
                    Regression.ols("y ~ x | firm + year").cluster("region").fit(source);
            long middle = System.nanoTime();
            var test = fit.wildBootstrap("x").test();
            long end = System.nanoTime();
            System.out.printf(
                    Locale.ROOT,
                    "run %d: regression %.3f s, bootstrap %.3f s, %s%n",
                    run,
                    (middle - start) / 1e9,
                    (end - middle) / 1e9,
                    test.toString().lines().skip(2).findFirst().orElse("").strip());
        }
    }

    private static Table panel() {
        Draws draws = Seed.seed(1).stream(0);
        double[] level = new double[FIRMS];
        for (int f = 0; f < FIRMS; f++) {
            level[f] = draws.normal();
        }
        int[] firm = new int[ROWS];
        int[] year = new int[ROWS];
        int[] region = new int[ROWS];
        double[] x = new double[ROWS];
        double[] y = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            firm[i] = draws.below(FIRMS);
            year[i] = draws.below(YEARS);
            region[i] = firm[i] % REGIONS;
            x[i] = draws.normal() + 0.3 * level[firm[i]];
            y[i] = 0.5 * x[i] + level[firm[i]] + 0.1 * year[i] + draws.normal();
        }
        return Table.create(
                "panel",
                IntColumn.create("firm", firm),
                IntColumn.create("year", year),
                IntColumn.create("region", region),
                DoubleColumn.create("x", x),
                DoubleColumn.create("y", y));
    }
}
