package org.overhang.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;

class FigureTest {
    private static final double[] YEARS = {2020, 2021, 2022};

    private static Figure simple() {
        return Figure.line()
                .series("China", YEARS, new double[] {0.8, 0.7, 0.75})
                .title("It fell")
                .y(Axis.percent());
    }

    static Stream<String> ids() {
        return Stream.concat(Gallery.figures().keySet().stream(), Odd.figures().keySet().stream());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aDeclarationReadsBackToTheSameFigure(String id) {
        Figure figure = Gallery.figures().containsKey(id)
                ? Gallery.figures().get(id)
                : Odd.figures().get(id);
        Figure again = Figure.read(figure.json());
        assertEquals(figure.json(), again.json());
        assertEquals(figure.csv(), again.csv());
        assertEquals(figure.svg(), again.svg());
    }

    @Test
    void saveWritesFiveFilesAndThePropertySaysWhere(@TempDir Path folder) throws IOException {
        String before = System.getProperty("overhang.figures");
        System.setProperty("overhang.figures", folder.resolve("here").toString());
        try {
            simple().save("it-fell");
        } finally {
            if (before == null) {
                System.clearProperty("overhang.figures");
            } else {
                System.setProperty("overhang.figures", before);
            }
        }
        for (String end : new String[] {"svg", "png", "pdf", "csv", "json"}) {
            assertTrue(Files.size(folder.resolve("here/it-fell." + end)) > 20, end);
        }
        assertEquals(
                "series,x,y\nChina,2020,0.8\nChina,2021,0.7\nChina,2022,0.75\n",
                Files.readString(folder.resolve("here/it-fell.csv")));
    }

    @Test
    void thePdfIsTheSameTwice() {
        org.junit.jupiter.api.Assertions.assertArrayEquals(simple().pdf(), simple().pdf());
    }

    @Test
    void withersLeaveTheFigureTheyStartFromAlone() {
        Figure figure = simple();
        String before = figure.json();
        figure.title("Another")
                .highlight("China")
                .reference(0.8, "x")
                .claim(false)
                .note("n")
                .x(Axis.years());
        assertEquals(before, figure.json());
    }

    @Test
    void arraysAreCopied() {
        double[] y = {0.8, 0.7, 0.75};
        Figure figure = Figure.line().series("China", YEARS, y).title("It fell");
        String before = figure.csv();
        y[0] = 99;
        assertEquals(before, figure.csv());
    }

    @Test
    void aFalseClaimIsRefusedEverywhereUnlessShown(@TempDir Path folder) {
        Figure figure = simple().claim("utilization rose", false);
        for (Executable use :
                new Executable[] {figure::png, figure::svg, figure::pdf, () -> figure.save("x", folder)}) {
            OverhangException e = assertThrows(OverhangException.class, use);
            assertEquals(Reason.BAD_VALUE, e.reason());
            assertEquals(
                    "The figure claims \"utilization rose\", but the data do not bear it out. Change the claim and the title, or "
                            + "call showFailedClaims() to print it as failed.",
                    e.lines().get(0));
        }
        assertFalse(Files.exists(folder.resolve("x.svg")));
        assertTrue(figure.showFailedClaims().png().length > 0);
        assertTrue(simple().claim(true).claim("it is so", true).png().length > 0);
    }

    @Test
    void everyAltTextSaysWhatIsDrawn() {
        assertEquals("Line chart. China goes from 80 % at 2020 to 75 % at 2022.", simple().altText());
        assertEquals("As given.", simple().alt("As given.").altText());
        Gallery.figures().values().forEach(f -> assertTrue(f.altText().length() > 40, f.altText()));
        assertTrue(simple().svg().contains("<desc>Line chart. China goes from 80 % at 2020 to 75 % at 2022.</desc>")
                || simple().svg().contains("Line chart. China goes from 80 % at 2020 to 75 % at 2022."));
    }

    @Test
    void refusals(@TempDir Path folder) {
        refused(
                Reason.BAD_VALUE,
                "A figure of form \"line\" needs at least one number to draw, but it has none. Check that the filter "
                        + "before it left any row.",
                () -> Figure.line().title("Empty").png());
        refused(
                Reason.BAD_VALUE,
                "A figure of form \"bar\" needs at least one number to draw, but it has none. Check that the filter "
                        + "before it left any row.",
                () -> Figure.bar()
                        .categories("a")
                        .series("s", Double.NaN)
                        .title("NaN")
                        .svg());
        refused(
                Reason.BAD_VALUE,
                "y of \"China\" must be finite (NaN leaves a gap), but number 2 is Infinity.",
                () -> Figure.line().series("China", new double[] {1, 2}, new double[] {1, Double.POSITIVE_INFINITY}));
        refused(
                Reason.BAD_VALUE,
                "y of \"China\" has 1 numbers, but its x has 2. Give arrays of the same length.",
                () -> Figure.line().series("China", new double[] {1, 2}, new double[] {1}));
        refused(
                Reason.BAD_VALUE,
                "highlight needs names that the figure shows, but \"Chna\" is none of them. Did you mean \"China\"? It "
                        + "shows: China.",
                () -> simple().highlight("Chna"));
        refused(
                Reason.BAD_VALUE,
                "A figure's id consists of lower-case letters, digits and single hyphens, but it is \"../Up\". For "
                        + "example: steel-utilization.",
                () -> simple().save("../Up", folder));
        refused(
                Reason.OUT_OF_RANGE,
                "A logarithmic axis needs numbers above zero, but the smallest is -1. Leave out log(), or filter the "
                        + "numbers that are not above zero.",
                () -> Figure.line()
                        .series("s", new double[] {1, 2}, new double[] {-1, 2})
                        .title("t")
                        .y(Axis.number().log())
                        .svg());
        refused(
                Reason.BAD_VALUE,
                "A step belongs to what stands before it, but nothing does. Call start(name, value) first.",
                () -> Figure.waterfall().step("s", 1));
        refused(
                Reason.OUT_OF_RANGE,
                "The interval of \"t\" needs its lower end at or below its upper end, but they are 2.0 and 1.0.",
                () -> Figure.coefficients().term("t", 1, 2, 1));
        refused(
                Reason.OUT_OF_RANGE,
                "Block \"b\" needs a width above zero and a finite height, but they are NaN and 1.0.",
                () -> Figure.steps().block("b", Double.NaN, 1));
        refused(
                Reason.OUT_OF_RANGE,
                "A shaded stretch needs its start below its end, but they are 2.0 and 1.0.",
                () -> simple().shade(2, 1, ""));
        refused(
                Reason.BAD_VALUE,
                "A figure is read from the JSON that Figure.json() or save(id) wrote, but its format is not "
                        + "\"overhang-figure-1\". Save the figure again.",
                () -> Figure.read("{}"));
    }

    private static void refused(Reason reason, String line, Executable use) {
        OverhangException e = assertThrows(OverhangException.class, use);
        assertEquals(line, e.lines().get(0));
        assertEquals(reason, e.reason());
    }

    @Test
    void aWaterfallAddsUp() {
        Figure figure = Figure.waterfall()
                .start("a", 0.21)
                .step("b", -0.05)
                .total("c")
                .step("d", 0.02)
                .total("e")
                .title("t");
        assertEquals(
                "bar,role,value\na,start,0.21\nb,step,-0.05\nc,total,0.16\nd,step,0.02\ne,total,0.18\n",
                figure.csv().replace("0.15999999999999998", "0.16").replace("0.17999999999999997", "0.18"));
    }
}
