package org.overhang.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a page names exists: classes and methods, columns, commands, options, files, and the coordinates of the library. */
class NamesTest {
    private static final Pattern CALL = Pattern.compile("`([A-Z]\\w+(?:\\.[A-Z]\\w+)*)\\.([a-z]\\w*)\\([^`]*\\)`");
    private static final Pattern COLUMN = Pattern.compile("`([a-z]+(?:_[a-z]+)*)`");

    private final Map<String, Class<?>> classes = classes();

    /** The public classes of the library by simple name; nested ones behind their owner's. */
    private static Map<String, Class<?>> classes() {
        Map<String, Class<?>> classes = new HashMap<>();
        try {
            for (Path file : Reference.sources(Checkout.ROOT).keySet()) {
                if (file.endsWith("package-info.java")) {
                    continue;
                }
                String name = file.toString().replaceAll("[/\\\\]", ".").replaceFirst("\\.java$", "");
                Class<?> type = Class.forName(name, false, NamesTest.class.getClassLoader());
                if (Modifier.isPublic(type.getModifiers())) {
                    add(classes, type.getSimpleName(), type);
                }
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return classes;
    }

    private static void add(Map<String, Class<?>> classes, String name, Class<?> type) {
        classes.put(name, type);
        for (Class<?> nested : type.getDeclaredClasses()) {
            add(classes, name + "." + nested.getSimpleName(), nested);
        }
    }

    @Test
    void everyMethodThatAPageNamesExists() throws IOException {
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (Path page : Checkout.markdown()) {
            Matcher call = CALL.matcher(Files.readString(page));
            while (call.find()) {
                if (call.group(1).equals("Noun")) {
                    continue; // the shape of every sentence
                }
                Class<?> type = classes.get(call.group(1));
                boolean exists = type != null
                        && Arrays.stream(type.getMethods()).map(Method::getName).anyMatch(call.group(2)::equals);
                if (!exists) {
                    missing.add(page.getFileName() + ": " + call.group());
                }
                found++;
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(found > 100, "names found: " + found);
    }

    @Test
    void everyColumnOfTheNotationIsWrittenBySomeResult() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (Path file : Reference.sources(Checkout.ROOT).values()) {
            sources.append(Files.readString(file));
        }
        List<String> missing = new ArrayList<>();
        for (String line : Files.readAllLines(Checkout.ROOT.resolve("docs/notation.md"))) {
            String[] cells = line.split("(?<!\\\\)\\|");
            if (line.startsWith("| ") && cells.length > 1) {
                Matcher column = COLUMN.matcher(cells[cells.length - 1]);
                while (column.find()) {
                    if (sources.indexOf("\"" + column.group(1) + "\"") < 0) {
                        missing.add(column.group(1));
                    }
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    /** A command in a shell block is a file of the checkout that can be run, and knows its options. */
    @Test
    void everyCommandExistsAndKnowsItsOptions() throws IOException {
        int found = 0;
        for (Path page : Checkout.markdown()) {
            String text = Files.readString(page);
            Matcher command = Pattern.compile("(?m)(?:^ {0,4}|`)(\\./[\\w./-]+)([^`#\\n]*)")
                    .matcher(text);
            while (command.find()) {
                Path file = Checkout.ROOT.resolve(command.group(1));
                assertTrue(Files.isExecutable(file), () -> page + " names " + command.group(1));
                if (file.endsWith("run") || file.endsWith("build")) {
                    String script = Files.readString(file);
                    for (String word : command.group(2).strip().split("\\s+")) {
                        assertTrue(
                                !word.startsWith("--") || script.contains(word + ")") || script.contains(word + " "),
                                () -> page + " gives " + command.group(1) + " the option " + word);
                    }
                }
                found++;
            }
        }
        assertTrue(found > 10, "commands found: " + found);
    }

    @Test
    void theCoordinatesInREADMEAreThoseOfTheBuild() throws IOException {
        String readme = Files.readString(Checkout.ROOT.resolve("README.md"));
        String pom = Files.readString(Checkout.ROOT.resolve("pom.xml"));
        String core = Files.readString(Checkout.ROOT.resolve("lib/models/pom.xml"));
        String snippet = Markdown.blocks(readme).stream()
                .filter(block -> block.language().equals("xml"))
                .findFirst()
                .orElseThrow()
                .text();
        assertEquals(element(pom, "groupId"), element(snippet, "groupId"));
        assertEquals(element(core.substring(core.indexOf("</parent>")), "artifactId"), element(snippet, "artifactId"));
        assertEquals(element(pom, "version"), element(snippet, "version"));
    }

    static String element(String xml, String name) {
        Matcher element = Pattern.compile("<" + name + ">([^<]+)</").matcher(xml);
        assertTrue(element.find(), name);
        return element.group(1);
    }

    /** Links between files of the checkout, as a reader on the host sees them. */
    @Test
    void everyRelativeLinkOfAPageOrNotebookLeadsToAFile() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> pages = new ArrayList<>(Checkout.markdown());
        try (Stream<Path> notebooks = Files.list(Checkout.ROOT.resolve("notebooks"))) {
            notebooks.filter(f -> f.toString().endsWith(".ipynb")).forEach(pages::add);
        }
        Pattern link = Pattern.compile("\\]\\((?!https?:|mailto:|#|attachment:)([^)\\s\\\\]+)\\)");
        for (Path page : pages) {
            String text = Files.readString(page).replaceAll("(?s)\"image/png\": \"[^\"]*\"", "");
            if (page.toString().endsWith(".md")) {
                text = text.replaceAll("(?ms)^```.*?^```", "").replaceAll("`[^`\\n]*`(?!\\])", "");
            }
            Matcher to = link.matcher(text);
            while (to.find()) {
                Path target =
                        page.resolveSibling(to.group(1).replaceFirst("#.*", "")).normalize();
                boolean looksLikeAFile = to.group(1).matches("(\\.\\./)*[\\w./#-]+");
                // built by ./docs/build and not a file of the checkout
                boolean reference = to.group(1).matches("(\\.\\./)*reference/.*");
                if (looksLikeAFile && !reference && !Files.exists(target)) {
                    broken.add(Checkout.ROOT.relativize(page) + " links to " + to.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
    }
}
