package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The small things of the core: sources, provenance, summaries, intervals, problems, nearest names. */
class SourceTest {
    private static Table mills() {
        return Table.create(
                "mills", StringColumn.create("mill", "a<b", null), DoubleColumn.create("capacity_kt", 1234.5, 2));
    }

    @Test
    void aTableSourcePrintsItsColumnsUnitsAndGaps() {
        TableSource source = Source.of(mills()).cite("Filings, 2024");
        assertEquals(
                "mills · rows 2 · columns 2\n\n"
                        + "  column        unit   holds     missing   first\n"
                        + "  mill          –      text            1   a<b\n"
                        + "  capacity_kt   kt     numbers         0   1234.5\n\n"
                        + "Source: Filings, 2024\n\n"
                        + "Left out: nothing",
                source.toString());
        assertTrue(source.summary().html().contains("a&lt;b"));
        assertEquals(2, source.glance().intColumn("nobs").get(0));
    }

    @Test
    void itsTableIsACopy() {
        TableSource source = Source.of(mills());
        source.table().doubleColumn("capacity_kt").set(0, -1);
        assertEquals(1234.5, source.table().doubleColumn("capacity_kt").get(0));
    }

    @Test
    void unitsAreStatedOrReadFromTheName() {
        TableSource source = Source.of(mills());
        assertEquals("kt", source.field("capacity_kt").orElseThrow().unit());
        assertEquals(
                "t",
                source.unit("capacity_kt", "t")
                        .field("capacity_kt")
                        .orElseThrow()
                        .unit());
        assertEquals(Optional.empty(), source.field("Capacity_kt"));
        OverhangException e = assertThrows(OverhangException.class, () -> source.unit("capacity", "kt"));
        assertTrue(e.getMessage().startsWith("A unit needs a column, but table \"mills\" has no column \"capacity\"."));
    }

    @Test
    void aTableWithoutNameIsCalledTable() {
        assertEquals(
                "table", Source.of(Table.create(DoubleColumn.create("x", 1))).name());
        assertEquals("plants", Source.of(mills()).named("plants").name());
    }

    @Test
    void aFooterSaysWhoWhenAndWhetherSimulated() {
        assertEquals("Source: not stated", Provenance.UNSTATED.footer());
        Provenance p = new Provenance("t", "worldsteel", "free to use", "", "2025", "simulated", "", List.of("a note"));
        assertEquals("Source: worldsteel; free to use; accessed 2025; simulated data", p.footer());
        assertThrows(UnsupportedOperationException.class, () -> p.notes().add("x"));
    }

    @Test
    void aSummaryAlwaysSaysWhatIsLeftOut() {
        Summary none = Summary.of("Utilization").choice("capacity", "nameplate").build();
        assertEquals("Utilization · capacity nameplate\n\nLeft out: nothing", none.toString());
        Summary some = Summary.of("Utilization")
                .grid(Summary.grid(1).text("région", "", i -> "Ö").percent("rate", "capacity", 1, i -> 0.755))
                .warning("above one")
                .leftOut(0, "rows of no kind")
                .leftOut(1200, "rows without capacity")
                .build();
        assertEquals(
                "Utilization\n\n"
                        + "  région            rate\n"
                        + "           % of capacity\n"
                        + "  Ö                 75.5\n\n"
                        + "Warning: above one\n\n"
                        + "Left out: 1,200 rows without capacity",
                some.toString());
        assertTrue(some.html().contains("<strong>Left out.</strong> 1,200 rows without capacity"));
    }

    @Test
    void htmlIsEscaped() {
        String html = Summary.of("<b>&\"").paragraph("<i>", "a<b").build().html();
        assertTrue(html.contains("&lt;b&gt;&amp;&quot;"));
        assertFalse(html.contains("<b>") || html.contains("<i>"));
    }

    @Test
    void intervalsCheckTheirEnds() {
        Interval interval = new Interval(1, 3, 0.95, "percentile");
        assertTrue(interval.contains(1) && interval.contains(3) && !interval.contains(3.1));
        assertEquals(2, interval.width());
        assertEquals("[1.000, 3.000] (95 %, percentile)", interval.toString());
        assertFalse(interval.contains(Double.NaN));
        assertThrows(OverhangException.class, () -> new Interval(Double.NaN, 1, 0.95, ""));
        OverhangException e = assertThrows(OverhangException.class, () -> new Interval(2, 1, 95, ""));
        assertEquals(Reason.OUT_OF_RANGE, e.reason());
        assertEquals(2, e.lines().size());
        assertTrue(e.lines().get(1).endsWith("Write 0.95 for ninety-five percent."));
    }

    @Test
    void problemsAreGatheredAndTheFirstLeads() {
        Problems problems = new Problems();
        problems.throwIfAny();
        assertTrue(problems.isEmpty());
        problems.require(!(Double.NaN >= 0), Reason.OUT_OF_RANGE, "holds");
        problems.require(Double.NaN >= 0, Reason.OUT_OF_RANGE, "NaN fails");
        problems.add(Reason.BAD_VALUE, "second");
        OverhangException e = assertThrows(OverhangException.class, problems::throwIfAny);
        assertEquals(Reason.OUT_OF_RANGE, e.reason());
        assertEquals(List.of("NaN fails", "second"), e.lines());
    }

    @Test
    void theNearestNameIsNear() {
        List<String> names = List.of("capacity_kt", "capacity_mt", "output");
        assertEquals(Optional.of("capacity_kt"), Nearest.to("Capacity_kton", names));
        assertEquals(Optional.empty(), Nearest.to("wage", names));
        assertEquals("", Nearest.hint("wage", names));
        assertEquals("Did you mean \"output\"? ", Nearest.hint("ouptut", names));
        assertEquals(Optional.empty(), Nearest.to("x", List.of()));
    }
}
