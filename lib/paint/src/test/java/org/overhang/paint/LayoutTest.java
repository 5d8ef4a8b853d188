package org.overhang.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.figure.Axis;
import org.overhang.figure.Bars;
import org.overhang.figure.Coefficients;
import org.overhang.figure.Figure;
import org.overhang.figure.Form;
import org.overhang.figure.Lines;
import org.overhang.figure.Slope;

/** No two texts of a figure overlap, and all lie inside its canvas. */
class LayoutTest {
    /** Half a pixel: boxes are a little larger than the ink in them. */
    private static final double TOUCH = 0.5;

    static Stream<String> drawn() {
        return Stream.concat(Gallery.figures().keySet().stream(), Odd.figures().keySet().stream());
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void labelsOfTheGalleryAndOfOddFiguresKeepApart(String id) {
        Figure figure = Gallery.figures().containsKey(id)
                ? Gallery.figures().get(id)
                : Odd.figures().get(id);
        check(id, figure);
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void labelsOfRandomFiguresKeepApart(int seed) {
        check("seed " + seed, random(new Random(seed)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 9, 14})
    void everySeriesThatFitsIsNamed(int count) {
        Random random = new Random(count);
        Lines lines = Figure.line();
        for (int i = 0; i < count; i++) {
            lines = lines.series(
                    "Series " + i, Gallery.years(2000, 2010), random.doubles(11).toArray());
        }
        List<String> texts =
                labels(lines.title("All named")).stream().map(Ink.Label::text).toList();
        long named = texts.stream().filter(t -> t.startsWith("Series ")).count();
        assertEquals(count, named);
    }

    private static Figure random(Random random) {
        int n = 2 + random.nextInt(30);
        int count = 1 + random.nextInt(16);
        double size = StrictMath.pow(10, random.nextInt(12) - 6);
        double[] x = Gallery.years(1990, 1990 + n - 1);
        Lines lines = Figure.line();
        Bars bars = Figure.bar()
                .categories(IntStream.range(0, n).mapToObj(i -> name(random, i)).toArray(String[]::new));
        Slope slope = Figure.slope();
        Coefficients coefficients = Figure.coefficients();
        for (int s = 0; s < count; s++) {
            double[] y = random.doubles(n, -size, 2 * size).toArray();
            lines = lines.series(name(random, s), x, y);
            bars = s < 4 ? bars.series(name(random, s), y) : bars;
            slope = slope.line(name(random, s), y[0], y[1]);
            coefficients = coefficients.term(name(random, s), y[0], y[0] - size, y[0] + 2 * size);
        }
        List<Form> forms = new ArrayList<>(
                List.of(lines, lines.points(), bars, bars.horizontal(), bars.stacked(), slope, coefficients));
        Form form = forms.get(random.nextInt(forms.size()));
        Figure figure = form.title("A title of some length " + name(random, 1))
                .subtitle("What, unit, period")
                .y(random.nextBoolean() ? Axis.percent() : Axis.number("unit"));
        return form instanceof Slope
                ? figure
                : figure.reference(size / 2, "a benchmark").reference(0, "zero");
    }

    private static String name(Random random, int i) {
        String[] parts = {
            "China", "European Union", "flat-rolled products of iron or steel", "W", "Viet Nam (non-market)"
        };
        return parts[random.nextInt(parts.length)] + " " + i;
    }

    private static void check(String id, Figure figure) {
        List<Ink.Label> labels = labels(figure);
        assertTrue(labels.size() > 1, id);
        Rectangle2D canvas = new Rectangle2D.Double(
                0, 0, figure.drawing().width(), figure.drawing().height());
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            Rectangle2D box = labels.get(i).box();
            if (!canvas.contains(box)) {
                wrong.add("outside: " + labels.get(i));
            }
            Rectangle2D inner = new Rectangle2D.Double(
                    box.getX() + TOUCH,
                    box.getY() + TOUCH,
                    Math.max(0.1, box.getWidth() - 2 * TOUCH),
                    Math.max(0.1, box.getHeight() - 2 * TOUCH));
            for (int j = 0; j < i; j++) {
                if (labels.get(j).box().intersects(inner)) {
                    wrong.add("overlap: " + labels.get(j) + " and " + labels.get(i));
                }
            }
        }
        assertEquals(List.of(), wrong, id);
    }

    private static List<Ink.Label> labels(Figure figure) {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        return Painter.paint(figure, graphics);
    }
}
