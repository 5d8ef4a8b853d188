package org.overhang.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person who writes cells relies on; each expectation is Java's own rule or the wording of the house. */
class CellEngineTest {
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
        Bundle bundle = engine.run(code, ++cell, new Recorder(), Duration.ofSeconds(60), null);
        return bundle == null ? null : bundle.data().get(Bundle.TEXT);
    }

    private List<String> error(String code) {
        return assertThrows(CellError.class, () -> value(code)).lines();
    }

    private String printed(String code) {
        Recorder recorder = new Recorder();
        engine.run(code, ++cell, recorder, Duration.ofSeconds(60), null);
        StringBuilder text = new StringBuilder();
        recorder.outputs()
                .forEach(o -> text.append(
                                o.getAsJsonObject().get("name").getAsString().equals("stdout") ? "" : "!")
                        .append(o.getAsJsonObject().get("text").getAsString()));
        return text.toString();
    }

    @Test
    void theLastExpressionIsTheValue() {
        assertEquals("3", value("int three = 3;\nthree"));
        assertEquals("3", value("three;"));
        assertNull(value("int four = 4;"));
        assertNull(value("// nothing\n"));
        assertNull(value("System.out.print(\"\");"));
        assertEquals("null", value("String none = null;\nnone"));
        assertEquals("[1, 2, 3]", value("List.of(1, 2, 3)\n    .stream()\n    .map(i -> i)\n    .toList()"));
    }

    @Test
    void aChainMayBeginItsLinesWithADot() {
        assertEquals("6", value("IntStream.rangeClosed(1, 3)\n    // add up\n    .sum()"));
    }

    @Test
    void overhangIsImported() {
        assertEquals("7", value("seed(7).value()"));
        assertEquals("42 rows", value("Numbers.fixed(42, 0) + \" rows\""));
        assertEquals("t", value("Table.create(\"t\").name()"));
    }

    @Test
    void classesOfOneCellMayNeedOneAnother() {
        assertEquals(
                "2",
                value(
                        "class Mill { Owner owner; int size = 2; }\nclass Owner { Mill mill = new Mill(); }\nnew Owner().mill.size"));
        assertEquals(
                "24",
                value(
                        "int up(int n) { return n <= 1 ? 1 : n * down(n - 1); }\nint down(int n) { return n <= 1 ? 1 : n * up(n - 1); }\nup(4)"));
    }

    @Test
    void aLaterCellMayRedefine() {
        value("class Plant { int size() { return 1; } }\nint twice(int x) { return 2 * x; }");
        value("class Plant { int size() { return 5; } }\nint twice(int x) { return x + x + 1; }");
        assertEquals("11", value("twice(new Plant().size())"));
    }

    @Test
    void aMissingNameIsAnErrorAtItsPlace() {
        assertEquals(
                List.of(
                        "cannot find symbol",
                        "  symbol:   variable steal",
                        "Did you mean \"steel\"?",
                        "cell 2, line 2:",
                        "    int x = 1 + steal;",
                        "                ^"),
                error(value("int steel = 1;") == null ? "// comment\nint x = 1 + steal;" : ""));
        List<String> unresolved = error("class Site { Harbour harbour; }");
        assertEquals("This needs class Harbour, which no cell has defined yet.", unresolved.get(0));
        assertEquals("cell 3, line 1:", unresolved.get(1));
        assertEquals("class Site { Harbour harbour; }", unresolved.get(2).strip());
    }

    @Test
    void anUnfinishedStatementSaysSo() {
        assertEquals("cell 1, line 2:", error("int ok = 1;\nint[] a = {1, 2").get(1));
    }

    @Test
    void anExceptionTellsTheLineAndTheCauses() {
        value("int ratio(int a, int b) {\n    return a / b;\n}");
        List<String> lines = error("int first = 1;\n\ntry {\n    ratio(1, 0);\n} catch (ArithmeticException e) {\n"
                + "    throw new IllegalStateException(\"no ratio\", e);\n}");
        assertEquals(
                List.of(
                        "IllegalStateException: no ratio",
                        "cell 2, line 6:",
                        "    throw new IllegalStateException(\"no ratio\", e);",
                        "    ^",
                        "Caused by: ArithmeticException: / by zero",
                        "ratio, cell 1, line 2:",
                        "    return a / b;",
                        "    ^",
                        "from cell 2, line 4:",
                        "    ratio(1, 0);",
                        "    ^"),
                lines);
    }

    @Test
    void ourOwnExceptionsSpeakFirst() {
        CellError error = assertThrows(
                CellError.class,
                () -> value(
                        "throw new OverhangException(Reason.MISSING_COLUMN, \"Utilization needs a column.\\nThere are a, b.\");"));
        assertEquals("OverhangException", error.name());
        assertEquals(
                List.of("Utilization needs a column.", "There are a, b.", "cell 1, line 1:"),
                error.lines().subList(0, 3));
    }

    @Test
    void aValueThatCannotBeShownIsAnError() {
        List<String> lines =
                error("class Bad { public String toString() { throw new IllegalStateException(\"no\"); } }\nnew Bad()");
        assertEquals("IllegalStateException: no", lines.get(0));
        assertTrue(lines.contains("cell 1, line 2:"), lines.toString());
    }

    @Test
    void ownExceptionClassesHavePlainNames() {
        assertEquals(
                "Closed: shut",
                error("class Closed extends RuntimeException { Closed() { super(\"shut\"); } }\nthrow new Closed();")
                        .get(0));
    }

    @Test
    void printingKeepsItsOrderAndItsLastLine() {
        assertEquals(
                "a!bc\n",
                printed("System.out.print(\"a\");\nSystem.err.print(\"b\");\nSystem.out.println(\"c\");")
                        .replace("!b", "!b"));
        assertEquals("ö≥𝛼", printed("System.out.print(\"ö≥𝛼\");"));
        assertTrue(printed("for (int i = 0; i < 300_000; i++) System.out.println(\"abcdef\");")
                        .length()
                < 1_100_000);
    }

    @Test
    void anInterruptKeepsTheSession() throws Exception {
        value("int kept = 42;");
        Thread other = new Thread(() -> {
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            engine.interrupt();
        });
        other.start();
        long start = System.nanoTime();
        CellError error = assertThrows(CellError.class, () -> value("Thread.sleep(60_000);\nint after = 1;"));
        other.join();
        assertEquals("Interrupted", error.name());
        assertEquals(List.of("Interrupted.", "cell 2, line 1:", "    Thread.sleep(60_000);", "    ^"), error.lines());
        assertTrue(System.nanoTime() - start < 5_000_000_000L);
        assertEquals("42", value("kept"));
    }

    @Test
    void aCellThatTakesTooLongIsStopped() {
        CellError error = assertThrows(
                CellError.class,
                () -> engine.run("Thread.sleep(60_000);", 1, new Recorder(), Duration.ofMillis(200), null));
        assertEquals(
                "Stopped: the cell took longer than its time limit.",
                error.lines().get(0));
        assertEquals("2", value("1 + 1"));
    }

    @Test
    void magics(@TempDir Path folder) throws IOException {
        Path source = folder.resolve("more.jshell");
        Files.writeString(source, "int loaded = 5;\nint more(int x) { return x + loaded; }\n");
        assertEquals("6", value("%load " + source + "\nmore(1)"));
        assertTrue(printed("%time int t = 1;").startsWith("Time: 0."));
        assertTrue(printed("%%time\nint u = 1;\nint v = 2;").startsWith("Time: 0."));
        assertEquals("1", value("int seven = 7\n    % 2;\nseven"));
        List<String> unknown = error("int w = 1;\n%jar lib.jar");
        assertEquals(
                "There is no magic \"%jar\". Did you mean \"%jars\"? There are %jars, %classpath, %load, %time, %%time, %%sql; "
                        + "the class path is complete, so nothing is fetched from a network.",
                unknown.get(0));
        assertEquals("cell 5, line 2:", unknown.get(1));
        assertTrue(error("%jars nowhere/*.jar").get(0).startsWith("%jars needs a jar or a folder of classes"));
        assertTrue(error("%load nothing.java").get(0).startsWith("%load needs a file"));
    }

    @Test
    void aValueIsShownInEachForm() {
        Bundle table = engine.run(
                "Table.create(\"mills\", StringColumn.create(\"country\", \"NA\", \"<b>\"), DoubleColumn.create(\"size_kt\", 1200.5, 1 / 3.0))",
                1,
                new Recorder(),
                Duration.ofSeconds(60),
                null);
        assertNotNull(table);
        assertEquals(
                "mills: 2 rows, 2 columns\n  country    size_kt\n                  kt\n  NA        1200.500\n  <b>          0.333",
                table.data().get(Bundle.TEXT));
        String html = table.data().get(Bundle.HTML);
        assertTrue(html.contains("&lt;b&gt;") && html.contains("<small>kt</small>") && html.contains("onclick"), html);
    }

    @Test
    void textIsTheSameOnEveryRun() {
        assertEquals("[1.0, 0.1, 1.0E-7, 1.0E20]", value("new double[] {1, 0.1, 1e-7, 1e20}"));
        assertEquals("0.002", value("2.0E-3"));
        assertEquals("[a, b, c]", value("Set.of(\"c\", \"a\", \"b\")"));
        assertEquals("{a=1, b=2}", value("Map.of(\"b\", 2, \"a\", 1)"));
        assertEquals("Bare", value("class Bare {}\nnew Bare()"));
        assertEquals("Pair[a=1, b=[1, 2]]", value("record Pair(int a, int[] b) {}\nnew Pair(1, new int[] {1, 2})"));
        assertEquals("a function", value("Runnable r = () -> {};\nr"));
        assertEquals(
                "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, … 1,000 in all]",
                value("IntStream.range(0, 1000).toArray()"));
    }

    @Test
    void aDivisionOfWholeNumbersThatGivesNothingIsToldOf() {
        String told = "!Java divides whole numbers without a fraction: 446 / 861 is 0. Write 446.0 / 861.\n";
        assertEquals(told, printed("446/861"));
        assertEquals(told, printed("double share = 446 / 861;"));
        assertEquals("", printed("446.0/861"));
        assertEquals("", printed("0.0 * 3"));
        assertEquals("", printed("int none = \"1/2\".length() - 3;"));
    }

    @Test
    void whatTheJdksShellImportsIsThereAndAMissingImportIsNamed() {
        assertEquals("3", value("BigDecimal.ONE.add(new BigDecimal(\"2\"))"));
        assertEquals("true", value("Pattern.compile(\"a+\").matcher(\"baa\").find()"));
        assertEquals("1", value("new AtomicInteger(1)"));
        assertTrue(error("new Socket()").contains("Its import is missing: import java.net.Socket;"));
        assertTrue(error("DayOfWeek.MONDAY").contains("Its import is missing: import java.time.DayOfWeek;"));
        assertTrue(error("NoSuchThing.of()").stream().noneMatch(line -> line.contains("import")));
    }
}
