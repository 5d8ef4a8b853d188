package org.overhang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.overhang.core.Provenance;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import org.overhang.figure.Lines;
import org.overhang.report.Report;

/** A figure in all five formats, the first of a process and the best of twenty, and a report of it, in seconds. */
public final class FigureBench {
    private static final int RUNS = 20;
    private static final int YEARS = 40;

    private FigureBench() {}

    /**
     * Runs all measurements.
     *
     * @param arguments none
     * @throws IOException if the folder for the figures cannot be made
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("figure-bench");
        print(
                "first figure of a process, five formats",
                seconds(() -> figure(12).save("first", folder)));
        for (int series : new int[] {6, 30}) {
            double best = Double.POSITIVE_INFINITY;
            for (int i = 0; i < RUNS; i++) {
                best = Math.min(best, seconds(() -> figure(series).save("again", folder)));
            }
            print(series + " series, five formats, best of " + RUNS, best);
        }
        Report report = Report.of("report").figure("first", figure(12));
        report.html();
        print("report of one figure, page, PDF and manifest", seconds(() -> report.save(folder)));
    }

    private static Figure figure(int count) {
        double[] years = new double[YEARS];
        for (int i = 0; i < YEARS; i++) {
            years[i] = 1985 + i;
        }
        Lines lines = Figure.line();
        for (int s = 0; s < count; s++) {
            double[] values = new double[YEARS];
            for (int i = 0; i < YEARS; i++) {
                values[i] = 0.7 + 0.1 * StrictMath.sin(0.3 * i + s);
            }
            lines = lines.series("Country " + s, years, values);
        }
        return lines.title("Utilization")
                .y(Axis.percent())
                .reference(0.8, "80 %")
                .source(Provenance.cited("made-up numbers"));
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void print(String what, double seconds) {
        System.out.printf(Locale.ROOT, "%-50s %.3f%n", what, seconds);
    }
}
