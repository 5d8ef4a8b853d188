package org.overhang.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.overhang.jupyter.Bundle;
import org.overhang.jupyter.CellEngine;
import org.overhang.jupyter.CellError;
import org.overhang.jupyter.CellOutput;

/**
 * Runs a page as its reader would: files that it shows ({@code ```csv name}) are written, its Java runs in one session, and
 * what it says is printed ({@code ```text}) must be what was printed; a line {@code …} stands for any number of lines.
 */
final class Snippets {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern PROGRAM = Pattern.compile("class (\\w+)[^{]*\\{\\s*public static void main");

    private final Path page;
    private final CellEngine session;
    private int count;

    Snippets(Path page, CellEngine session) {
        this.page = page;
        this.session = session;
    }

    void run() throws IOException {
        String said = null;
        for (Markdown.Block block : Markdown.blocks(Files.readString(page))) {
            String where = page.getFileName() + ", line " + block.line();
            if (!block.name().isEmpty()) {
                assertTrue(block.name().matches("[\\w.-]+"), where + ": a file's name, found " + block.name());
                Files.writeString(Path.of(block.name()), block.text());
            } else if (block.language().equals("java")) {
                assertTrue(said == null || !said.startsWith("failed"), where + ": the block before failed: " + said);
                said = program(block.text()) ? main(block.text(), where) : cell(block.text());
            } else if (block.language().equals("text") && said != null) {
                compare(where, block.text().strip(), said.strip().replaceFirst("^failed\n", ""));
                said = null;
            }
        }
        assertTrue(said == null || !said.startsWith("failed"), page.getFileName() + ": " + said);
    }

    private static boolean program(String code) {
        return PROGRAM.matcher(code).find();
    }

    private String cell(String code) {
        StringBuilder out = new StringBuilder();
        CellOutput output = new CellOutput() {
            @Override
            public void stream(String name, String text) {
                out.append(text);
            }

            @Override
            public void display(Bundle value) {
                out.append(value.data().get(Bundle.TEXT)).append('\n');
            }
        };
        try {
            Bundle value = session.run(code, ++count, output, LIMIT, null);
            return value == null ? out.toString() : out + value.data().get(Bundle.TEXT);
        } catch (CellError e) {
            return "failed\n" + String.join("\n", e.lines());
        }
    }

    /** A whole program is compiled as one, so that a missing import is found. */
    private static String main(String code, String where) throws IOException {
        Matcher name = PROGRAM.matcher(code);
        assertTrue(name.find());
        Path folder = Path.of("program");
        Files.createDirectories(folder);
        Path source = folder.resolve(name.group(1) + ".java");
        Files.writeString(source, code);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        said,
                        said,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        source.toString());
        assertEquals(0, failed, () -> where + ": " + said.toString(StandardCharsets.UTF_8));
        PrintStream before = System.out;
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {folder.toUri().toURL()});
                PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            loader.loadClass(name.group(1)).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (ReflectiveOperationException e) {
            fail(where, e);
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    /** A line {@code …} stands for any lines, and an {@code …} in a line for any part of it. */
    private static void compare(String where, String expected, String said) {
        StringBuilder pattern = new StringBuilder();
        boolean skipped = false;
        for (String line : expected.lines().toList()) {
            if (line.strip().equals("…")) {
                skipped = true;
                continue;
            }
            pattern.append(pattern.isEmpty() && !skipped ? "" : skipped ? "(?:.*\\R)*?" : "\\R");
            String[] parts = line.stripTrailing().split("…", -1);
            pattern.append(Arrays.stream(parts).map(Pattern::quote).collect(Collectors.joining(".*")))
                    .append(" *");
            if (skipped) {
                pattern.insert(pattern.lastIndexOf("(?:.*\\R)*?"), "\\R?");
            }
            skipped = false;
        }
        pattern.append(skipped ? "(?s:.*)" : "");
        if (!Pattern.compile(pattern.toString()).matcher(said).matches()) {
            assertEquals(expected, said, where);
        }
    }
}
