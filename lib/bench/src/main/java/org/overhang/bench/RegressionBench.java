package org.overhang.bench;

import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.overhang.core.Source;
import org.overhang.regress.Regression;
import org.overhang.regress.RegressionFit;

/**
 * Wall seconds from columns in memory to clustered standard errors, through the public verbs.
 *
 * <p>Arguments: job, rows, repetitions. Jobs: {@code easy3 difficult2 difficult3 rare3 iv2 gravity poisson3}.
 */
public final class RegressionBench {
    private RegressionBench() {}

    /**
     * Runs one job.
     *
     * @param arguments job, rows, repetitions
     */
    public static void main(String[] arguments) {
        String job = arguments[0];
        int rows = Integer.parseInt(arguments[1]);
        int repetitions = Integer.parseInt(arguments[2]);
        Source source = new ArraySource(Panel.of(design(job), rows, columns(job)));
        Function<Source, RegressionFit> fit = job(job);
        double best = Double.POSITIVE_INFINITY;
        for (int r = 0; r < repetitions; r++) {
            long start = System.nanoTime();
            long cpu = cpuNanos();
            RegressionFit out = fit.apply(source);
            double seconds = (System.nanoTime() - start) / 1e9;
            double processor = (cpuNanos() - cpu) / 1e9;
            best = Math.min(best, seconds);
            StringBuilder line = new StringBuilder();
            for (String term : out.terms()) {
                line.append(String.format(
                        Locale.ROOT, " %s %.12f (%.6f)", term, out.coefficient(term), out.standardError(term)));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s %d run %d: %.3f s, processor %.3f s, residual %.1e,%s%n",
                    job,
                    rows,
                    r + 1,
                    seconds,
                    processor,
                    out.absorptionResidual(),
                    line);
        }
        System.out.printf(
                Locale.ROOT,
                "%s %d best of %d: %.3f s; heap limit %d MB%n",
                job,
                rows,
                repetitions,
                best,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static Set<String> columns(String job) {
        return switch (job) {
            case "difficult2" -> Set.of("indiv", "firm", "y", "x1", "x2");
            case "iv2" -> Set.of("indiv", "firm", "yiv", "x2", "w", "z1", "z2");
            case "gravity" -> Set.of("expyear", "impyear", "pair", "y", "rta", "ltar");
            case "poisson3" -> Set.of("indiv", "firm", "year", "count", "x1", "x2");
            default -> Set.of("indiv", "firm", "year", "y", "x1", "x2");
        };
    }

    private static String design(String job) {
        return switch (job) {
            case "easy3" -> "easy";
            case "rare3" -> "rare";
            case "gravity" -> "gravity";
            default -> "difficult";
        };
    }

    private static Function<Source, RegressionFit> job(String job) {
        return switch (job) {
            case "difficult2" ->
                s -> Regression.ols("y ~ x1 + x2 | indiv + firm")
                        .cluster("indiv")
                        .fit(s);
            case "easy3", "difficult3", "rare3" ->
                s -> Regression.ols("y ~ x1 + x2 | indiv + firm + year")
                        .cluster("indiv")
                        .fit(s);
            case "iv2" ->
                s -> Regression.iv("yiv ~ x2 | indiv + firm | w ~ z1 + z2")
                        .cluster("indiv")
                        .fit(s);
            case "gravity" ->
                s -> Regression.poisson("y ~ rta + ltar | expyear + impyear + pair")
                        .cluster("pair")
                        .fit(s);
            case "poisson3" ->
                s -> Regression.poisson("count ~ x1 + x2 | indiv + firm + year")
                        .cluster("indiv")
                        .fit(s);
            default -> throw new IllegalArgumentException(job);
        };
    }
}
