package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class HierarchyTest {
    private static final Hierarchy PLACES = Hierarchy.of("place")
            .level("world", "World")
            .level("region", "North", "South")
            .rest("country");

    private static final Table TABLE = Table.create(
            "mills",
            StringColumn.create("place", "World", "North", "A", "B", "South", null),
            IntColumn.create("edition", new int[] {2021, 2021, 2021, 2021, 2022, 2022}),
            DoubleColumn.create("output_kt", 10, 6, 4, 2, 4, 1));

    private static TableSource mills() {
        return Source.of(TABLE).levels(PLACES).cite("a count");
    }

    private static void require(Source source, String... by) {
        Columns in = Columns.neededBy("Sum").keys(by).read(source);
        Hierarchy.requireOneLevel("Sum", source, in.keys(), row -> true);
    }

    @Test
    void aWordStandsOnItsLevel() {
        assertEquals(Optional.of("world"), PLACES.levelOf("World"));
        assertEquals(Optional.of("region"), PLACES.levelOf("South"));
        assertEquals(Optional.of("country"), PLACES.levelOf("anywhere"));
        assertEquals(List.of("world", "region", "country"), PLACES.names());
        assertEquals(
                Optional.empty(), Hierarchy.of("place").level("world", "World").levelOf("A"));
        assertEquals(Optional.of("2021"), Hierarchy.each("edition").levelOf("2021"));
    }

    @Test
    void oneLevelIsTakenByName() {
        Source countries = mills().at("country");
        assertEquals(List.of("A", "B"), countries.table().stringColumn("place").asList());
        assertEquals("kt", countries.field("output_kt").orElseThrow().unit());
        assertEquals("a count", countries.provenance().publisher());
        assertEquals(1, countries.hierarchies().size(), "the declaration travels on");
        require(countries);
        require(mills().at("region"));
    }

    @Test
    void anEditionIsTakenByItsWord() {
        TableSource editions = Source.of(TABLE).levels(Hierarchy.each("edition"));
        assertEquals(4, editions.at("2021").table().rowCount());
        require(editions, "edition");
        require(editions.at("2022"));
    }

    @Test
    void aSumAcrossLevelsIsRefused() {
        OverhangException e = assertThrows(OverhangException.class, () -> require(mills()));
        assertEquals(Reason.BAD_VALUE, e.reason());
        assertEquals(
                "Sum needs rows of one level in a sum, but \"all\" in table \"mills\" adds rows of several levels of \"place\": "
                        + "country, region, world. Rows of one are totals, or other editions, of rows of the other. "
                        + "Take one level with at(\"country\") or at(\"region\") or at(\"world\"), or add \"place\" to by(…).",
                e.getMessage());
        require(mills(), "place");
        OverhangException editions = assertThrows(
                OverhangException.class, () -> require(Source.of(TABLE).levels(Hierarchy.each("edition"))));
        assertTrue(editions.getMessage().contains("several levels of \"edition\": 2021, 2022."), editions::getMessage);
        assertTrue(editions.getMessage()
                .endsWith("Keep one edition, for example with at(\"2021\"), or add \"edition\" to by(…)."));
    }

    @Test
    void aJoinKeepsTheDeclarationOfBothSides() {
        Table prices = Table.create(
                "prices", StringColumn.create("place", "A", "B"), StringColumn.create("edition", "x", "y"));
        Source joined = HashJoin.of(mills())
                .with(Source.of(prices).levels(Hierarchy.each("edition")))
                .on("place")
                .left();
        assertEquals(
                List.of("place", "edition_right"),
                joined.hierarchies().stream().map(Hierarchy::column).toList());
        assertThrows(OverhangException.class, () -> require(joined));
    }

    @Test
    void whatIsNotThereIsNamed() {
        OverhangException none = assertThrows(OverhangException.class, () -> mills().at("regions"));
        assertEquals(Reason.OUT_OF_RANGE, none.reason());
        assertEquals(
                "The rows of one level need a level of table \"mills\", but it has no \"regions\". "
                        + "Did you mean \"region\"? Its levels: world, region, country.",
                none.getMessage());
        OverhangException undeclared =
                assertThrows(OverhangException.class, () -> Source.of(TABLE).at("region"));
        assertTrue(undeclared.getMessage().contains("Declare its levels with"), undeclared::getMessage);
        OverhangException column = assertThrows(
                OverhangException.class,
                () -> Source.of(TABLE).levels(Hierarchy.of("region").rest("country")));
        assertEquals(Reason.MISSING_COLUMN, column.reason());
    }
}
