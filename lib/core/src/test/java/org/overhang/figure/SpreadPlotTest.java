package org.overhang.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.overhang.core.OverhangException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Boxes, densities, dots, areas and sheets: their numbers by hand, what they refuse, and that their declarations are read back. */
class SpreadPlotTest {
    /** A curve of 256 points is summed by trapezoids. */
    private static final double SUMMED = 1e-3;

    private static final double NONE = Double.NaN;

    private static Table margins(double... values) {
        return Table.create("mills", DoubleColumn.create("margin", values));
    }

    private static void refused(String first, Executable call) {
        OverhangException e = assertThrows(OverhangException.class, call);
        assertTrue(e.getMessage().startsWith(first), e::getMessage);
    }

    /** Quartiles of 1, 2, 3, 4, 10 are 2 and 4, so the fence is at 7. */
    @Test
    void aBoxEndsAtTheLastNumberWithinItsFence() {
        Figure figure = Figure.box("margin").draw(margins(10, 3, NONE, 1, 2, 4));
        assertEquals(
                "group,number,value\nmargin,low,1\nmargin,lower quartile,2\nmargin,median,3\nmargin,upper quartile,4\n"
                        + "margin,high,4\nmargin,outside,10\n",
                figure.csv());
        assertEquals(5, figure.drawing().words().sampleSize());
        assertEquals(
                "Left out: 1 row without a number", figure.drawing().words().note());
        assertTrue(
                figure.altText().contains("median 3, middle half from 2 to 4, 1 outside the whiskers"),
                figure.altText());
    }

    /** R 4.5: bw.nrd0(c(1, 2, 3, 4, 10)) is 0.9 · min(3.5355, 2 / 1.34) · 5^(−1/5) = 0.97359. */
    @Test
    void aDensityHasAnAreaOfOneAndSaysItsBandwidth() {
        Figure figure = Figure.density("margin").draw(margins(1, 2, 3, 4, 10));
        Lines.Series curve = ((Lines) figure.drawing().form()).state().series().get(0);
        double area = 0;
        for (int i = 1; i < curve.x().length; i++) {
            area += (curve.x()[i] - curve.x()[i - 1]) * (curve.y()[i] + curve.y()[i - 1]) / 2;
        }
        assertEquals(1, area, 3 * SUMMED);
        assertEquals("Bandwidth 0.974", figure.drawing().words().note());
        // two numbers far apart and a bandwidth given: the height over the first is that of one half of a normal curve
        Lines.Series two = ((Lines) Figure.density("margin")
                        .bandwidth(1)
                        .draw(margins(0, 100))
                        .drawing()
                        .form())
                .state()
                .series()
                .get(0);
        double highest = 0;
        for (double y : two.y()) {
            highest = Math.max(highest, y);
        }
        assertEquals(0.5 / Math.sqrt(2 * Math.PI), highest, SUMMED);
        refused(
                "A density needs numbers that differ",
                () -> Figure.density("margin").draw(margins(2, 2, 2)));
        refused(
                "A density needs a bandwidth above zero",
                () -> Figure.density("margin").bandwidth(0));
    }

    private static Table steel(double last) {
        return Table.create(
                "steel",
                StringColumn.create("region", "China", "China", "EU", "EU"),
                IntColumn.create("year", 2021, 2020, 2020, 2021),
                DoubleColumn.create("output_mt", 60, 30, 10, last));
    }

    @Test
    void areasAreInOrderOfTimeAndAsSharesMakeOne() {
        Figure figure = Figure.area("output_mt").over("year").by("region").draw(steel(20));
        assertEquals("part,x,y\nChina,2020,30\nChina,2021,60\nEU,2020,10\nEU,2021,20\n", figure.csv());
        assertTrue(figure.altText().contains("Together they go from 40 at 2020 to 80 at 2021"), figure.altText());
        Figure shares =
                Figure.area("output_mt").over("year").by("region").shares().draw(steel(20));
        assertEquals("part,x,y\nChina,2020,0.75\nChina,2021,0.75\nEU,2020,0.25\nEU,2021,0.25\n", shares.csv());
        assertEquals("percent", shares.drawing().y().state().kind());
        refused(
                "Parts of a whole need heights of 0 or more, but \"EU\" has -1",
                () -> Figure.area("output_mt").over("year").by("region").draw(steel(-1)));
        refused(
                "Areas need every part at every position, but \"EU\" has 1 of 2",
                () -> Figure.area("output_mt")
                        .over("year")
                        .by("region")
                        .draw(steel(20).first(3)));
    }

    @Test
    void dotsAreSortedAndTwoInOnePlaceRefused() {
        Table use = Table.create(
                "use",
                StringColumn.create("country", "a", "b", "a", "b"),
                StringColumn.create("year", "1", "1", "2", "2"),
                DoubleColumn.create("rate", 0.5, 0.9, 0.6, NONE));
        Figure figure = Figure.dot("rate").by("country", "year").sorted().draw(use);
        assertEquals(
                List.of("b", "a"),
                figure.drawing().form().names().stream().filter("ab"::contains).toList());
        refused(
                "Figure.dot needs one row for each dot",
                () -> Figure.dot("rate").by("country").draw(use));
        refused(
                "Dots stand by one or two columns, but 3",
                () -> Figure.dot("rate").by("a", "b", "c"));
    }

    @Test
    void panelsOfAnyFormsKeepTheirOwnScales() {
        Figure box = Figure.box("margin").draw(margins(1, 2, 3));
        Figure area = Figure.area("output_mt").over("year").by("region").draw(steel(20));
        Figure sheet = Figure.panels()
                .panel("Margins", box)
                .panel("Output", area)
                .columns(2)
                .title("Two pictures");
        assertTrue(sheet.csv().startsWith("panel,group,number,value,part,x,y\nMargins,margin,low,1,,,\n"), sheet.csv());
        assertTrue(sheet.csv().contains("Output,,,,China,2020,30\n"), sheet.csv());
        refused(
                "A panel needs one form, but \"again\" holds panels itself",
                () -> Figure.panels().panel("again", sheet));
        Figure free =
                Figure.line("output_mt").over("year").facet("region").free().draw(steel(20));
        assertEquals("sheet", free.drawing().form().kind().name());
        refused(
                "Scales are free between panels",
                () -> Figure.line("output_mt").over("year").free());
        for (Figure each : List.of(box, area, sheet, free)) {
            assertEquals(each.json(), Figure.read(each.json()).json());
        }
    }
}
