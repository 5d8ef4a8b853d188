package org.overhang.docs;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.overhang.jupyter.CellEngine;

/** Every snippet in README and docs compiles, runs, and gives what the page says it gives. */
class SnippetsTest {
    private static final Path ROOT = Checkout.ROOT;

    /** Each page begins in a fresh session, as its reader does. */
    @TestFactory
    Stream<DynamicTest> everyPageRuns() throws IOException {
        String only = System.getProperty("overhang.page", "");
        return pages().stream()
                .filter(page -> page.toString().contains(only))
                .map(page -> DynamicTest.dynamicTest(ROOT.relativize(page).toString(), () -> {
                    try (CellEngine session = CellEngine.start()) {
                        new Snippets(page, session).run();
                    }
                }));
    }

    /** The datasets' own pages begin with two lines each; one session for all of them is enough. */
    @TestFactory
    Stream<DynamicTest> everyDatasetsPageRuns() throws IOException {
        CellEngine session = CellEngine.start();
        return Files.readAllLines(ROOT.resolve("datasets/index.txt")).stream()
                .filter(name -> !name.isBlank())
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> new Snippets(ROOT.resolve("datasets/" + name.strip() + "/README.md"), session).run()))
                .onClose(session::close);
    }

    /** A page that shows something else than what happens must fail, or the tests above say nothing. */
    @Test
    void aPageThatShowsSomethingElseIsNoticed(@TempDir Path folder) throws IOException {
        try (CellEngine session = CellEngine.start()) {
            Path page = folder.resolve("page.md");
            for (String shown : List.of("12\n34\n56", "…\n56", "12\n…", "12\n…\n56", "1…\n34\n…", "…")) {
                Files.writeString(page, page(shown));
                new Snippets(page, session).run();
            }
            for (String shown : List.of("12\n34", "34\n…", "12\n56", "…\n34", "2…\n…", "12\n…\n57")) {
                Files.writeString(page, page(shown));
                assertThrows(AssertionError.class, () -> new Snippets(page, session).run(), shown);
            }
            Files.writeString(page, "```java\nint x = nothing;\n```\n");
            assertThrows(AssertionError.class, () -> new Snippets(page, session).run());
        }
    }

    private static String page(String shown) {
        return "```java\nSystem.out.println(\"12\\n34\\n56\")\n```\n\n```text\n" + shown + "\n```\n";
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path page : Checkout.markdown()) {
            String text = Files.readString(page);
            boolean dataset = page.getParent().getParent().equals(ROOT.resolve("datasets"));
            if (!dataset
                    && Markdown.blocks(text).stream().anyMatch(b -> b.language().equals("java"))) {
                pages.add(page);
            }
        }
        assertTrue(pages.contains(ROOT.resolve("README.md")));
        return pages;
    }
}
