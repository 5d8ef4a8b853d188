package org.overhang.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No cell passes without running, and a value lives until it is set again: the rules of the language and of the JDK's own shell. */
class KeptValuesTest {
    /** What javac's class files can hold: more numbers, or a longer text, is no class. */
    private static final String NUMBERS =
            IntStream.range(0, 20_000).mapToObj(i -> i + ".5").collect(Collectors.joining(", "));

    private static final String TEXT = "x".repeat(70_000);

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
        Bundle bundle = engine.run(code, ++cell, new Recorder(), Duration.ofSeconds(120), null);
        return bundle == null ? null : bundle.data().get(Bundle.TEXT);
    }

    private List<String> error(String code) {
        return assertThrows(CellError.class, () -> value(code)).lines();
    }

    static List<String> tooLarge() {
        return List.of(
                "double sum = 0;\nfor (double v : new double[] {" + NUMBERS + "}) sum += v;",
                "double[] all = {" + NUMBERS + "};",
                "List.of(new double[] {" + NUMBERS + "})",
                "double first() { return new double[] {" + NUMBERS + "}[0]; }",
                "class Mine { double[] all = {" + NUMBERS + "}; }",
                "String pasted = \"" + TEXT + "\";",
                "\"" + TEXT + "\".length()",
                "if (before > 0) System.out.println(\"" + TEXT + "\");",
                "String pasted() { return \"" + TEXT + "\"; }",
                "int before = new double[] {" + NUMBERS + "}.length;",
                "int twice(int n) { return n + new double[] {" + NUMBERS + "}.length; }");
    }

    @ParameterizedTest
    @MethodSource
    void tooLarge(String code) {
        value("int before = 7;\nint twice(int n) { return 2 * n; }");
        List<String> lines = error(code);
        assertTrue(lines.get(0).startsWith("This did not run: "), lines.get(0));
        assertTrue(lines.stream().allMatch(line -> line.length() < 300), "the statement is not printed whole");
        assertEquals("14", value("twice(before)"), "the session goes on with the values that it had");
        assertEquals("2", value("int next = 1;\nnext + 1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "double base = 0.8;      | double rest = 1.0 - base;         | double base = 0.9;       | rest    | 0.19999999999999996",
                "int rule() { return 1;} | int ruled = rule() + 10;          | int rule() { return 2; } | ruled   | 11",
                "String file = \"a\";    | var read = List.of(file + \".csv\"); | String file = \"b\";     | read    | [a.csv]",
                "int size = 3;           | int[] sized = new int[size];      | int size = 5;            | sized   | [0, 0, 0]",
                "double step = 1;        | Supplier<Double> s = () -> step;  | double step = 2;         | s.get() | 2.0",
                "int of() { return 1; }  | Supplier<Integer> o = () -> of(); | int of() { return 2; }   | o.get() | 2"
            })
    void whatRestsOnAnEditedCellKeepsItsValue(
            String first, String resting, String edited, String read, String expected) {
        value(first);
        value(resting);
        value(edited);
        assertEquals(expected, value(read));
    }

    @Test
    void objectsOfAClassThatRestsOnAnEditedCellLiveOn() {
        value("double price = 10;\nclass Mill { int size = 3; double worth() { return size * price; } }\n"
                + "var mill = new Mill();\nvar mills = new ArrayList<Mill>(List.of(mill));\nmill.size = 4;");
        value("double price = 20;");
        assertEquals("80.0", value("mills.get(0).worth()"));
        value("class Mill { int size = 3; double worth() { return size * price + 1; } }");
        assertEquals("81.0", value("mill.worth()"), "only the text of a method is another");
    }

    @Test
    void whoReadsALostValueIsTold() {
        value(
                "class Kiln { int size = 1; }\nKiln kiln = new Kiln();\nint other = 3;\nint sizeOfKiln() { return kiln.size; }");
        Recorder recorder = new Recorder();
        engine.run("class Kiln { int size = 2; int fuel; }", ++cell, recorder, Duration.ofSeconds(60), null);
        String told = "\"kiln\" lost its value: its class Kiln was declared anew. Run the cell that sets it again.";
        assertTrue(recorder.outputs().toString().contains("lost its value"), "said at once");
        assertEquals(told, error("kiln").get(0));
        assertEquals(told, error("1 + sizeOfKiln()").get(0), "through a method too");
        assertEquals("kiln", value("\"kiln\" // kiln"), "its name in a text reads nothing");
        assertEquals("3", value("other"));
        value("kiln = new Kiln();");
        assertEquals("2", value("sizeOfKiln()"));
    }

    @Test
    void aChangedTypeThatFitsNoLongerIsTold() {
        value("int kind = 3;\nvar kinds = kind + 1;");
        value("double kind = 5;");
        assertEquals(
                "\"kinds\" lost its value: kind was declared anew with a type that does not fit it. Run the cell that sets it again.",
                error("kinds").get(0));
    }

    @Test
    void aVariableWhoseCellFailedHasNoValue() {
        error("double rate = Double.parseDouble(\"x\");");
        assertEquals(
                "\"rate\" has no value: cell 1, which sets it, failed. Mend and run that cell.",
                error("rate + 1").get(0));
        assertEquals("0.5", value("double rate = 0.5;\nrate"));
        error("double rate = Double.parseDouble(\"x\");");
        assertEquals("0.5", value("rate"), "what failed replaced nothing");
    }

    @Test
    void aMissingNameIsNotSuggestedToItself() {
        value("1 + 1");
        assertTrue(error("int wanted = wantd;").stream().noneMatch(line -> line.contains("$")));
        assertTrue(error("wanted").stream().noneMatch(line -> line.contains("Did you mean \"wanted\"")));
    }

    @Test
    void longAndDeepSourceNeverEndsTheSession() {
        value("int one = 1;");
        assertEquals("2000", value("int sum = " + "one + ".repeat(1_999) + "one;\nsum"));
        assertEquals("1", value("(".repeat(2_000) + "one" + ")".repeat(2_000)));
        assertEquals("500", value("new StringBuilder()" + ".append(one)".repeat(500) + ".length()"));
        assertEquals(
                "StackOverflowError",
                error("int down(int n) { return down(n + 1); }\ndown(0)").get(0));
        assertEquals("1", value("one"));
    }

    @Test
    void whatAnOldCellsThreadPrintsIsNotALaterCells() throws InterruptedException {
        value("var old = new Thread(() -> { for (int i = 0; i < 40; i++) { System.out.println(\"old\");"
                + " try { Thread.sleep(10); } catch (InterruptedException e) { return; } } });\nold.start();");
        Recorder later = new Recorder();
        engine.run("Thread.sleep(200);\nSystem.out.println(\"new\");", ++cell, later, Duration.ofSeconds(60), null);
        assertTrue(later.outputs().toString().contains("new"));
        assertTrue(!later.outputs().toString().contains("old"), later.outputs().toString());
        value("old.join();");
    }

    @Test
    void tooMuchOutputIsHeldBackAndErrorsAreStillShown() {
        Recorder recorder = new Recorder();
        engine.run(
                "System.out.print(\"a\".repeat(50_000_000));\nSystem.err.print(\"the error\");\n"
                        + "for (int i = 0; i < 100_000; i++) display(i);",
                ++cell,
                recorder,
                Duration.ofSeconds(60),
                null);
        String all = recorder.outputs().toString();
        assertTrue(all.length() < 1_300_000, "characters: " + all.length());
        assertTrue(all.contains("first million characters is not shown"));
        assertTrue(all.contains("the error"));
        assertTrue(all.contains("first 1,000 displays is not shown"));
        assertTrue(recorder.outputs().size() < 1_010);
    }
}
