package org.overhang.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cells of SQL: what they see, what they bind, and where they point when they fail. */
class SqlCellTest {
    private static CellEngine engine;
    private int cell;

    @BeforeAll
    static void start() {
        engine = CellEngine.start();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private String value(String code) {
        Bundle bundle = engine.run(code, ++cell, new Recorder(), Duration.ofMinutes(1), null);
        return String.valueOf(Objects.requireNonNull(bundle).data().get(Bundle.TEXT));
    }

    private void quietly(String code) {
        engine.run(code, ++cell, new Recorder(), Duration.ofMinutes(1), null);
    }

    private List<String> error(String code) {
        return assertThrows(
                        CellError.class, () -> engine.run(code, ++cell, new Recorder(), Duration.ofMinutes(1), null))
                .lines();
    }

    @Test
    void seesVariablesAndBindsItsAnswer() {
        quietly("Table trade = Table.create(\"t\", StringColumn.create(\"hs6\", \"a\", \"b\"),"
                + " DoubleColumn.create(\"value\", new double[] {1, 2}));\n"
                + "var rates = Source.of(Table.create(\"r\", StringColumn.create(\"hs6\", \"b\"),"
                + " DoubleColumn.create(\"rate\", new double[] {0.5}))).cite(\"Tariff\");\n"
                + "int year = 2024; String word = null; double[] noise = {1};");
        String shown = value("%%sql paid\nselect hs6, value * rate as paid_usd\nfrom trade join rates using (hs6)");
        assertTrue(shown.contains("paid_usd"), shown);
        assertEquals("1.0", value("paid.table().doubleColumn(\"paid_usd\").get(0)"));
        assertEquals("Tariff", value("paid.provenance().publisher()"));
        assertEquals("paid", value("paid.name()"));
        quietly("%%sql paid\nselect sum(paid_usd) as total_usd from paid");
        assertEquals("[total_usd]", value("paid.table().columnNames()"));
    }

    @Test
    void aResultIsATableToo() {
        quietly("var mills = Table.create(\"m\", StringColumn.create(\"mill\", \"A\", \"B\"),"
                + " DoubleColumn.create(\"q\", new double[] {1, 3}), DoubleColumn.create(\"k\", new double[] {2, 4}));\n"
                + "var use = Utilization.of(\"q\").over(\"k\").by(\"mill\").measure(mills);");
        quietly("%%sql best\nselect mill, utilization from use where utilization > 0.6");
        assertEquals("1", value("best.table().rowCount()"));
        assertEquals("B", value("best.table().stringColumn(\"mill\").get(0)"));
    }

    @Test
    void errorsPointAtTheLineOfTheCell() {
        quietly("Table sales = Table.create(\"t\", DoubleColumn.create(\"price\", new double[] {1}));");
        List<String> lines = error("%%sql x\nselect\n  pric\nfrom sales");
        assertTrue(
                lines.get(0).startsWith("Query needs the column \"pric\" in line 3, column 3,")
                        && lines.get(0).contains("Did you mean \"price\"?"),
                lines.get(0));
        assertEquals(
                List.of("cell " + cell + ", line 3:", "    pric", "    ^"),
                lines.subList(lines.size() - 3, lines.size()));
        lines = error("%%sql x\nselect * from sale");
        assertTrue(lines.get(0).contains("Did you mean \"sales\"?"), lines.get(0));
        assertTrue(error("%%sql\nselect 1 as a").get(0).startsWith("%%sql needs one name for its answer"));
        assertTrue(error("%%sql two words\nselect 1 as a").get(0).startsWith("%%sql needs one name for its answer"));
        assertTrue(error("%%sql x").get(0).contains("its text is empty"));
    }

    @Test
    void aLongQueryIsStopped() {
        CellError error = assertThrows(
                CellError.class,
                () -> engine.run(
                        "%%sql x\nselect count(*) as n from range(100000000000) a(x), range(1000) b(y) where x % 7 = y",
                        ++cell, new Recorder(), Duration.ofSeconds(2), null));
        assertEquals(
                "Stopped: the cell took longer than its time limit.",
                error.lines().get(0));
        assertNotNull(value("1 + 1"));
    }

    @Test
    void spellingOfTwoVariablesThatDifferByCaseIsFollowed() {
        quietly("Table cases = Table.create(\"t\", IntColumn.create(\"a\", new int[] {1}));\n"
                + "Table Cases = Table.create(\"t\", IntColumn.create(\"a\", new int[] {2}));");
        quietly("%%sql one\nselect a from cases");
        quietly("%%sql two\nselect a from Cases");
        assertEquals("1", value("one.table().intColumn(\"a\").get(0)"));
        assertEquals("2", value("two.table().intColumn(\"a\").get(0)"));
    }
}
