package org.overhang.regress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The regression jar serves a program that has nothing else of Overhang, and brings no painter along. */
class RegressAloneTest {
    private static final String PROGRAM = """
            public class Four {
                public static void main(String[] a) {
                    var t = tech.tablesaw.api.Table.create("t", tech.tablesaw.api.DoubleColumn.create("y", 1, 3, 2, 5), tech.tablesaw.api.DoubleColumn.create("x", 1, 2, 3, 4));
                    System.out.println(org.overhang.regress.Regression.ols("y ~ x").fit(t).coefficient("x"));
                }
            }
            """;

    /** What the tests have beside what the jar brings: the painters among them. */
    private static final List<String> OF_TESTS = List.of(
            "junit",
            "opentest4j",
            "apiguardian",
            "surefire",
            "jacoco",
            "slf4j-nop",
            "test-classes",
            "lib/paint",
            "xchart",
            "batik",
            "pdfbox",
            "graphics2d",
            "fonts",
            "commonmark");

    private static Stream<String> runTime() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> OF_TESTS.stream().noneMatch(entry::contains));
    }

    /** The jars that a pom asks for outside its tests. */
    private static List<String> dependencies(String jar) throws IOException {
        return Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", jar, "pom.xml")))
                .results()
                .map(found -> found.group(1))
                .filter(dependency -> !dependency.contains("<scope>test</scope>"))
                .map(dependency -> dependency.replaceFirst("(?s).*<artifactId>(.*?)</artifactId>.*", "$1"))
                .toList();
    }

    @Test
    void itBringsNoPainterAndNoSubject() throws IOException {
        assertEquals(List.of("overhang-core", "commons-math3", "jspecify"), dependencies("regress"));
        assertEquals(
                List.of(
                        "overhang-datasets",
                        "tablesaw-core",
                        "classgraph",
                        "commons-math3",
                        "gson",
                        "fastexcel",
                        "duckdb_jdbc",
                        "jspecify"),
                dependencies("core"));
    }

    @Test
    void fourLinesCompileAndRunOnItAlone(@TempDir Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve("Four.java"), PROGRAM);
        String classPath = String.join(File.pathSeparator, runTime().toList());
        var said = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, said, said, "-proc:none", "-cp", classPath, "-d", folder.toString(), source.toString());
        assertEquals(0, code, said.toString(StandardCharsets.UTF_8));
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath + File.pathSeparator + folder,
                        "Four")
                .redirectErrorStream(true)
                .start();
        String out = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, run.waitFor(), out);
        assertTrue(out.lines().anyMatch("1.1"::equals), out); // by hand: 5.5 / 5
    }
}
