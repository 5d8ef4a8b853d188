package org.overhang.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;
import org.overhang.core.Source;
import org.overhang.core.TableSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Figures drawn from tables: what they hold, whatever the order of the rows, and what they refuse. */
class PlotTest {
    private static final double NONE = Double.NaN;

    private static Table table() {
        return Table.create(
                "steel",
                StringColumn.create("country", "EU", "China", "China", "EU", "China", null),
                StringColumn.create("quarter", "2020Q2", "2020Q2", "2020Q1", "2020Q1", "2020Q3", "2020Q1"),
                DoubleColumn.create("utilization", 0.7, 0.9, 0.8, 0.6, NONE, 0.5),
                DoubleColumn.create("capacity_kt", 10, 30, 20, 10, 40, 5));
    }

    private static TableSource source() {
        return Source.of(table()).unit("utilization", "fraction").cite("Made up");
    }

    @Test
    void linesAreOrderedByTimeAndNameWhatIsLeftOut() {
        Figure figure = Figure.line("utilization").over("quarter").by("country").draw(source());
        assertEquals(
                "series,x,y\nEU,2020,0.6\nEU,2020.25,0.7\nChina,2020,0.8\nChina,2020.25,0.9\nChina,2020.5,\n",
                figure.csv());
        assertEquals("utilization by country", figure.title());
        assertEquals("percent", figure.drawing().y().state().kind());
        assertEquals("years", figure.drawing().x().state().kind());
        assertEquals(
                "Left out: 1 row without position or group",
                figure.drawing().words().note());
        assertEquals("Made up", figure.sources().get(0).footer().replaceAll("^Source: |\\.$", ""));
    }

    @Test
    void panelsHoldOneLineEach() {
        Figure figure = Figure.line("capacity_kt")
                .over("quarter")
                .facet("country")
                .label("capacity_kt", "capacity")
                .draw(source());
        assertEquals(
                "panel,series,x,y\nEU,capacity,2020,10\nEU,capacity,2020.25,10\nChina,capacity,2020,20\n"
                        + "China,capacity,2020.25,30\nChina,capacity,2020.5,40\n",
                figure.csv());
        assertEquals("capacity, kt", figure.subtitle());
    }

    @Test
    void barsAreSortedCutAndCounted() {
        Table last = Table.create(
                "t", StringColumn.create("firm", "a", "b", "c"), DoubleColumn.create("grants_usd", 1, NONE, 3));
        Figure figure = Figure.bar("grants_usd").by("firm").sorted().top(2).draw(last);
        assertEquals("series,category,value\ngrants,c,3\ngrants,a,1\n", figure.csv());
        assertEquals("Not shown: 1 more category", figure.drawing().words().note());
        assertEquals(
                "series,category,value\nEU,2020Q2,10\nEU,2020Q1,10\nChina,2020Q2,30\nChina,2020Q1,20\n",
                Figure.bar("capacity_kt")
                        .by("quarter", "country")
                        .stacked()
                        .top(2)
                        .draw(source())
                        .csv());
    }

    @Test
    void aFitIsTheLeastSquaresLine() {
        Table points = Table.create(
                "t",
                DoubleColumn.create("x", 0, 1, 2, 3),
                DoubleColumn.create("y", 1, 3, 4, NONE),
                StringColumn.create("firm", "a", "b", "c", "d"));
        Figure figure = Figure.scatter("y").against("x").labels("firm").fit().draw(points);
        // By hand: slope 3/2, mean of y 8/3, at x = 0 it is 8/3 - 3/2 = 7/6.
        assertEquals(
                "group,label,x,y\ny,a,0,1\ny,b,1,3\ny,c,2,4\nleast squares,,0,1.1666666666666665\n"
                        + "least squares,,2,4.166666666666666",
                figure.csv().strip());
        assertEquals(
                "Least-squares slope: 1.50. Left out: 1 row with a missing cell",
                figure.drawing().words().note());
    }

    @Test
    void aHistogramCountsEveryNumberOnce() {
        Table numbers = Table.create("t", DoubleColumn.create("margin", -0.06, -0.05, 0, 0.04, 0.05, 0.12, NONE));
        Figure figure = Figure.histogram("margin").bins(4).draw(numbers);
        assertEquals(
                "series,category,value\ncount,-0.1,1\ncount,-0.05,1\ncount,0,2\ncount,0.05,1\ncount,0.1,1\n",
                figure.csv());
        assertEquals(
                "Left out: 1 row without a number", figure.drawing().words().note());
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        refused(
                Reason.BAD_VALUE,
                "Figure.line needs one row for each position of a line, but table \"steel\" has several, for example rows 3, 4. "
                        + "Name what tells them apart with by(…) or facet(…), or add them up first.",
                () -> Figure.line("utilization").over("quarter").draw(table().first(5)));
        refused(
                Reason.MISSING_COLUMN,
                "Figure.bar needs a value column, but table \"steel\" has no column \"capacity\". Did you mean \"capacity_kt\"? "
                        + "Its columns: country, quarter, utilization, capacity_kt.",
                () -> Figure.bar("capacity").by("country").draw(table()));
        refused(
                Reason.BAD_VALUE,
                "Figure.bar needs one row for each category, but table \"steel\" has several, for example rows 2, 3. Name what "
                        + "tells them apart with by(…), or add them up first.",
                () -> Figure.bar("capacity_kt").by("country").draw(table()));
        refused(
                Reason.BAD_VALUE,
                "Figure.histogram needs at least one row with all its columns filled, but table \"steel\" has none. Check that "
                        + "the filter before it left any row.",
                () -> Figure.histogram("utilization").draw(table().emptyCopy()));
        refused(
                Reason.OUT_OF_RANGE,
                "A histogram has 1 to 200 classes, but 0 were asked for.",
                () -> Figure.histogram("utilization").bins(0));
    }

    private static void refused(Reason reason, String line, Executable use) {
        OverhangException e = assertThrows(OverhangException.class, use);
        assertEquals(line, e.lines().get(0));
        assertEquals(reason, e.reason());
    }
}
