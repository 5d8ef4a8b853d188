package org.overhang.paint;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.overhang.figure.Figure;
import org.overhang.figure.Lines;
import org.overhang.figure.Scatter;
import org.overhang.figure.Slope;

/** Figures of very many numbers: drawn in time and size that grow with what can be seen. */
class LoadTest {
    private static final int MANY = 100_000;
    private static final int GROUPS = 10_000;
    /** Seconds of the processor's time, whatever else the machine does; a quadratic walk takes minutes of it. */
    private static final int SOON = 20;

    private static void soon(Executable work) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long before = clock.getCurrentThreadCpuTime();
        assertDoesNotThrow(work);
        double seconds = (clock.getCurrentThreadCpuTime() - before) / 1e9;
        assertTrue(seconds < SOON, () -> seconds + " s");
    }

    private static double[] counted(int n) {
        return IntStream.range(0, n).asDoubleStream().toArray();
    }

    @Test
    void aHundredThousandPointsAreSaved(@TempDir Path folder) {
        double[] x = new Random(1).doubles(MANY).toArray();
        double[] y = new Random(2).doubles(MANY).toArray();
        soon(() -> {
            Figure.scatter().points("Mills", x, y).title("A cloud").save("cloud", folder);
            Figure.line().series("Price", counted(MANY), y).title("A walk").save("walk", folder);
        });
        for (String file : new String[] {"cloud.svg", "cloud.pdf", "walk.svg", "walk.pdf"}) {
            assertTrue(folder.resolve(file).toFile().length() < 5_000_000, file);
        }
        soon(() -> assertEquals(
                MANY + 1, Files.readAllLines(folder.resolve("cloud.csv")).size()));
    }

    @Test
    void tenThousandGroupsAreDrawn() {
        Random random = new Random(3);
        Lines lines = Figure.line();
        Slope slope = Figure.slope();
        Scatter scatter = Figure.scatter();
        for (int i = 0; i < GROUPS; i++) {
            double[] y = random.doubles(2).toArray();
            lines = lines.series("Firm " + i, new double[] {2000, 2001}, y);
            slope = slope.line("Firm " + i, y[0], y[1]);
            scatter = scatter.points("Firm " + i, new double[] {y[0]}, new double[] {y[1]});
        }
        for (Figure figure : new Figure[] {lines.title("Lines"), slope.title("Slopes"), scatter.title("Points")}) {
            soon(() -> {
                assertTrue(figure.png().length > 0);
                String html = figure.html("many");
                assertEquals(21, html.split("<tr>", -1).length - 1);
                assertTrue(html.contains("The first 20 of "), figure::title);
            });
        }
    }

    @Test
    void aTitleOfAMillionLettersIsCutSoon() {
        soon(() -> Figure.line()
                .series("a".repeat(1_000_000), new double[] {1, 2}, new double[] {1, 2})
                .series("b", new double[] {1, 2}, new double[] {1, 2})
                .title("x".repeat(1_000_000))
                .svg());
    }

    @Test
    void aThinnedLineKeepsItsEndsAndItsPeaks() {
        double[] x = counted(MANY);
        double[] y = new double[MANY];
        y[31_415] = 9;
        y[27_182] = -9;
        y[50_000] = Double.NaN;
        double[] pixels = IntStream.range(0, MANY).mapToDouble(i -> x[i] / 200).toArray();
        double[][] seen = Thinned.line(pixels, y);
        assertTrue(seen[0].length < 4_100);
        assertEquals(pixels[0], seen[0][0]);
        assertEquals(pixels[MANY - 1], seen[0][seen[0].length - 1]);
        assertEquals(
                1,
                IntStream.range(0, seen[1].length).filter(i -> seen[1][i] == 9).count());
        assertEquals(
                1,
                IntStream.range(0, seen[1].length).filter(i -> seen[1][i] == -9).count());
        assertEquals(
                1,
                IntStream.range(0, seen[1].length)
                        .filter(i -> Double.isNaN(seen[1][i]))
                        .count());
    }

    @Test
    void thinnedDotsCoverWhatAllWouldCover() {
        double[] x = new Random(4).doubles(Thinned.MANY + 1, 0, 30).toArray();
        assertTrue(Thinned.dots(x, x).getBounds2D().contains(0, 0, 30, 30));
        assertFalse(Thinned.dots(x, x).contains(25, 5));
    }
}
