package org.overhang.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A ticked line of a checklist is held by a test that exists. */
class ContributingTest {
    private static final Pattern HELD = Pattern.compile("\\(((?:`\\w+Test`: [^;()]+;? ?)+)\\)$");

    @Test
    void everyTickedLineIsHeldByTestsThatExist() throws IOException {
        String page = Files.readString(Checkout.ROOT.resolve("CONTRIBUTING.md"));
        List<String> wrong = new ArrayList<>();
        int held = 0;
        for (String item : page.split("(?m)^(?=- \\[)|^(?=\\n|#)")) {
            String line = item.strip().replaceAll("\\s+", " ");
            if (!line.startsWith("- [x]")) {
                continue;
            }
            Matcher tests = HELD.matcher(line);
            if (!tests.find()) {
                wrong.add("names no test: " + line);
                continue;
            }
            for (String one : tests.group(1).split("; ?")) {
                String type = one.substring(1, one.indexOf('`', 1));
                String text = test(type);
                for (String words : one.substring(one.indexOf(':') + 1).split(",")) {
                    String words1 = words.strip();
                    boolean there = Pattern.compile("(void|Stream<DynamicTest>) " + camel(words1) + "\\(")
                                    .matcher(text)
                                    .find()
                            || Pattern.compile("ArchRule "
                                            + words1.toUpperCase(Locale.ROOT).replace(' ', '_') + "\\b")
                                    .matcher(text)
                                    .find();
                    if (!there) {
                        wrong.add(type + " has no test \"" + words1 + "\"");
                    }
                    held++;
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(held > 30, "tests named: " + held);
    }

    private static String camel(String words) {
        StringBuilder out = new StringBuilder();
        for (String word : words.split(" ")) {
            out.append(out.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return out.toString();
    }

    private static String test(String type) throws IOException {
        for (String module :
                List.of("lib/core", "lib/paint", "lib/regress", "lib/models", "lib/jupyter", "notebooks", "docs")) {
            try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve(module).resolve("src/test/java"))) {
                List<Path> found = files.filter(f -> f.endsWith(type + ".java")).toList();
                if (!found.isEmpty()) {
                    return Files.readString(found.get(0));
                }
            }
        }
        return "";
    }

    @Test
    void everyChecklistIsThere() throws IOException {
        String page = Files.readString(Checkout.ROOT.resolve("CONTRIBUTING.md"));
        for (String part : List.of("A method", "A dataset", "A rule set", "A figure")) {
            String list =
                    page.substring(page.indexOf("## " + part + "\n")).replaceFirst("(?s)^## (.*?)(?=\\n## ).*", "$1");
            assertTrue(list.lines().filter(l -> l.startsWith("- [x]")).count() >= 3, part);
        }
    }

    @Test
    void everyBenchmarkHasItsRow() throws IOException {
        String rows = Files.readString(Checkout.ROOT.resolve("lib/bench/README.md"));
        try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve("lib/bench/src/main/java"))) {
            List<String> silent = files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith("Bench.java"))
                    .map(f -> f.replace(".java", ""))
                    .filter(name -> !rows.contains(name))
                    .toList();
            assertEquals(List.of(), silent, "benchmarks without a row in lib/bench/README.md");
        }
        Matcher named = Pattern.compile("\\b(\\w+Bench)\\b").matcher(rows);
        while (named.find()) {
            String name = named.group(1);
            assertTrue(
                    Files.exists(Checkout.ROOT.resolve("lib/bench/src/main/java/org/overhang/bench/" + name + ".java")),
                    name);
        }
    }
}
