package org.overhang.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every notebook gives what it was committed with, from the embedded runner and from the real kernel. */
class NotebooksTest {
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final long LIMIT_MINUTES = 15;

    @TempDir
    private static Path scratch;

    private static List<Path> notebooks() {
        try (Stream<Path> files = Files.list(HERE)) {
            return files.filter(f -> f.getFileName().toString().matches("[0-9].*\\.ipynb"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Every notebook, and the report from the figures they draw, on whichever JDK runs the tests: the same outputs, the same
     * numbers, the same bytes.
     */
    @Test
    void embedded() {
        List<String> run = java();
        run.addAll(List.of("org.overhang.jupyter.NotebookRunner", "--check"));
        notebooks().forEach(notebook -> run.add(notebook.toString()));
        run.add("report.ipynb");
        List<String> verify = java();
        verify.addAll(List.of(
                "org.overhang.jupyter.ReportVerifier",
                scratch.resolve("report").toString(),
                HERE.toString(),
                "overcapacity"));
        succeeds(run);
        succeeds(verify);
    }

    /** Only where Jupyter is installed; {@code ./notebooks/run --jupyter --check} installs it. */
    @TestFactory
    Stream<DynamicTest> jupyter() {
        String version = answer(List.of("jupyter", "nbconvert", "--version"));
        if (version.isEmpty()) {
            return Stream.empty();
        }
        boolean asksToJoin = !version.matches("(?s)[0-6]\\..*");
        List<String> spec = java();
        spec.addAll(List.of("org.overhang.jupyter.KernelSpec", scratch.toString()));
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest("kernelspec", () -> succeeds(spec))),
                notebooks().stream()
                        .map(notebook -> DynamicTest.dynamicTest(
                                notebook.getFileName().toString(), () -> throughJupyter(notebook, asksToJoin))));
    }

    private static void throughJupyter(Path notebook, boolean asksToJoin) throws IOException {
        String name = notebook.getFileName().toString();
        List<String> command = new ArrayList<>(List.of(
                "jupyter",
                "nbconvert",
                "--log-level=ERROR",
                "--to",
                "notebook",
                "--execute",
                "--ExecutePreprocessor.record_timing=False",
                "--ExecutePreprocessor.kernel_name=overhang",
                "--ExecutePreprocessor.timeout=600",
                "--output-dir",
                scratch.toString(),
                "--output",
                name));
        if (asksToJoin) {
            command.add("--NotebookExporter.preprocessors=['nbconvert.preprocessors.CoalesceStreamsPreprocessor']");
        }
        command.add(notebook.toString());
        succeeds(command);
        assertEquals(Files.readString(notebook), Files.readString(scratch.resolve(name)));
    }

    private static List<String> java() {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Doverhang.figures=" + scratch.resolve("figures"),
                "-Doverhang.report=" + scratch.resolve("report"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    }

    private static void succeeds(List<String> command) {
        Path log = scratch.resolve("log.txt");
        assertEquals(0, run(command, log), () -> {
            try {
                return Files.readString(log, StandardCharsets.UTF_8);
            } catch (IOException e) {
                return "nothing was said";
            }
        });
    }

    /** What a command says, or nothing if it is not there or fails. */
    private static String answer(List<String> command) {
        Path log = scratch.resolve("probe.txt");
        try {
            return run(command, log) == 0 ? Files.readString(log).strip() : "";
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    private static int run(List<String> command, Path log) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(HERE.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("JUPYTER_PATH", scratch.toString());
            Process process = builder.start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
