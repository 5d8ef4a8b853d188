package org.overhang.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A step that an object does not have: what it offers, what comes first, which import is missing. */
class StepsTest {
    private static CellEngine engine;

    @BeforeAll
    static void start() {
        engine = CellEngine.start();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static List<String> error(String code) {
        return assertThrows(CellError.class, () -> engine.run(code, 1, new Recorder(), Duration.ofSeconds(30), null))
                .lines();
    }

    private static void says(String code, String line) {
        List<String> lines = error(code);
        assertTrue(lines.contains(line), () -> line + " in " + String.join("\n", lines));
    }

    @Test
    void theStepThatComesFirstIsNamed() {
        says("Utilization.of(\"q\").by(\"year\")", ".by(…) comes after .over(…).");
        says("var half = Utilization.of(\"q\"); half.measure(null)", ".measure(…) comes after .over(…).");
        says("SubsidyMargin.of(\"r\").by(\"firm\")", ".by(…) comes after .less(…).");
        says("EventStudy.of(\"y\").time(\"year\")", ".time(…) comes after .unit(…).");
    }

    @Test
    void whatIsOfferedIsListedAndTheNearestNamed() {
        assertTrue(error("Utilization.of(\"q\").by(\"year\")").stream()
                .anyMatch(line -> line.startsWith("Utilization.NeedsCapacity offers ") && line.contains("over")));
        says("Table.create(\"t\").rowCont()", "Did you mean \"rowCount\"?");
        says("Seed.sed(1)", "Did you mean \"seed\"?");
        says("\"a\".lenght()", "Did you mean \"length\"?");
        assertTrue(error("Table.create(\"t\").rowCont()").stream()
                .anyMatch(line -> line.startsWith("Table offers ") && line.endsWith("in all; Tab lists them).")));
    }

    /** Classes that cells declare are before the reader's eyes; the message is the compiler's alone. */
    @Test
    void otherErrorsAreAsTheyWere() {
        assertEquals(
                "cannot find symbol", error("class Own {}\nnew Own().nothing()").get(0));
        assertTrue(error("class Mine {}\nnew Mine().nothing()").stream().noneMatch(line -> line.contains("offers")));
        assertTrue(error("noSuchWord(1)").stream().noneMatch(line -> line.contains("offers")));
    }

    @Test
    void aMissingImportIsNamed() {
        says("Selection s = null;", "Its import is missing: import tech.tablesaw.selection.Selection;");
        says("HttpClient c = null;", "Its import is missing: import java.net.http.HttpClient;");
        says(
                "NormalDistribution d = null;",
                "Its import is missing: import org.apache.commons.math3.distribution.NormalDistribution;");
    }

    @Test
    void aggregatesAndKindsOfColumnsNeedNoImport() throws CellError {
        assertEquals(
                "6.0",
                engine.run(
                                "Table.create(\"t\", DoubleColumn.create(\"x\", new double[] {1, 2, 3})).summarize(\"x\", sum).apply().doubleColumn(0).get(0)",
                                1,
                                new Recorder(),
                                Duration.ofSeconds(30),
                                null)
                        .data()
                        .get(Bundle.TEXT));
        assertEquals(
                "TEXT",
                engine.run("TEXT", 1, new Recorder(), Duration.ofSeconds(30), null)
                        .data()
                        .get(Bundle.TEXT));
    }
}
