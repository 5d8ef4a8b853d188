package org.overhang.bench;

import static org.overhang.regress.event.EventStudy.Estimator.CALLAWAY_SANTANNA;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.overhang.core.Draws;
import org.overhang.core.Seed;
import org.overhang.regress.event.EventEffects;
import org.overhang.regress.event.EventStudy;

/**
 * Wall seconds of a Callaway–Sant'Anna study through the public verb: columns in memory to bands from 1,000 multiplier draws.
 *
 * <p>Arguments: units, periods, repetitions; 100,000, 20 and 5 by default. A quarter of the units is never treated, the
 * others begin in any period from the second on, evenly.
 */
public final class EventStudyBench {
    private EventStudyBench() {}

    /**
     * Runs the study.
     *
     * @param arguments units, periods, repetitions
     */
    public static void main(String[] arguments) {
        int units = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int periods = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        int repetitions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        ArraySource source = new ArraySource(panel(units, periods));
        double best = Double.POSITIVE_INFINITY;
        for (int r = 0; r < repetitions; r++) {
            long start = System.nanoTime();
            EventEffects found = EventStudy.of("y")
                    .unit("unit")
                    .time("period")
                    .event("first")
                    .estimator(CALLAWAY_SANTANNA)
                    .bootstrap(1_000, Seed.seed(1))
                    .fit(source);
            double seconds = (System.nanoTime() - start) / 1e9;
            best = Math.min(best, seconds);
            System.out.printf(
                    Locale.ROOT,
                    "run %d: %.3f s, overall %.15f (%.15f), band at 0 up to %.15f%n",
                    r + 1,
                    seconds,
                    found.overall(),
                    found.overallError(),
                    found.tidy().doubleColumn("simultaneous_high").getDouble(periods - 1));
        }
        System.out.printf(
                Locale.ROOT,
                "%d units, %d periods, best of %d: %.3f s; heap limit %d MB%n",
                units,
                periods,
                repetitions,
                best,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static Map<String, double[]> panel(int units, int periods) {
        double[] unit = new double[units * periods];
        double[] period = new double[unit.length];
        double[] first = new double[unit.length];
        double[] y = new double[unit.length];
        Draws draws = Seed.seed(20).stream(0);
        for (int u = 0; u < units; u++) {
            int g = draws.below(4) == 0 ? 0 : 2 + draws.below(periods - 1);
            double level = draws.normal();
            for (int t = 1; t <= periods; t++) {
                int row = u * periods + t - 1;
                unit[row] = u;
                period[row] = t;
                first[row] = g;
                y[row] = level + 0.1 * t + (g > 0 && t >= g ? 0.2 * (t - g + 1) : 0) + draws.normal();
            }
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("unit", unit);
        columns.put("period", period);
        columns.put("first", first);
        columns.put("y", y);
        return columns;
    }
}
