package org.overhang.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages lead everywhere they say and can be read by everybody; {@code ./docs/build} asks the same of the reference. */
class SiteTest {
    private static final Pattern PRE = Pattern.compile("<pre>\\{@code(.*?)\\}</pre>", Pattern.DOTALL);

    private static final String PAGE = Template.page(
            "A page",
            "",
            "<a href=\"index.html\">Overhang</a>",
            "",
            "<h1 id=\"a\">A page</h1><h2>Part</h2><img alt=\"A chart of two lines\" src=\"data:,\">"
                    + "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">x</th></tr></thead></table></div>");

    @Test
    void everyLinkLeadsSomewhereAndEveryPageCanBeReadAloud(@TempDir Path site) throws IOException {
        assertEquals(List.of(), Site.build(Checkout.ROOT, site, false));
        List<String> remote = new ArrayList<>();
        try (Stream<Path> files = Files.walk(site)) {
            for (Path page : files.filter(f -> f.toString().endsWith(".html")).toList()) {
                String html = Files.readString(page);
                if (html.matches("(?s).*<(script|iframe|img|link)[^>]*(src|href)=\"(https?:)?//.*")) {
                    remote.add(page.getFileName().toString());
                }
                assertFalse(html.contains("<script"), () -> page + " needs no script");
                assertFalse(
                        html.contains("list of notebooks stands here"),
                        () -> page + " has a list that was not filled in");
            }
        }
        assertEquals(List.of(), remote, "pages that need a network");
        String tutorials = Files.readString(site.resolve("tutorials/index.html"));
        try (Stream<Path> notebooks = Files.list(Checkout.ROOT.resolve("notebooks"))) {
            notebooks
                    .map(f -> f.getFileName().toString())
                    .filter(name -> name.matches("\\d.*\\.ipynb"))
                    .forEach(name -> assertTrue(tutorials.contains(name.replace(".ipynb", ".html")), name));
        }
        String datasets = Files.readString(site.resolve("datasets/index.html"));
        for (String name : Files.readAllLines(Checkout.ROOT.resolve("datasets/index.txt"))) {
            assertTrue(datasets.contains(name + ".html"), name);
        }
    }

    /** A page under docs that its part's first page does not name is found by nobody. */
    @Test
    void everyPageIsNamedByTheFirstPageOfItsPart() throws IOException {
        for (String part : List.of("how-to", "explanation")) {
            Path folder = Checkout.ROOT.resolve("docs").resolve(part);
            String index = Files.readString(folder.resolve("index.md"));
            try (Stream<Path> pages = Files.list(folder)) {
                pages.map(p -> p.getFileName().toString())
                        .filter(name -> !name.equals("index.md"))
                        .forEach(name -> assertTrue(index.contains("(" + name + ")"), part + "/" + name));
            }
        }
    }

    /** A page with one thing broken; each must be noticed, or the test above says nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lang=\"en\" || 3.1.1",
                "<title>A page · Overhang</title> || 2.4.2",
                "name=\"viewport\" || 1.4.10",
                "#content | #elsewhere | 2.4.1",
                "<h2>Part</h2> | <h3>Part</h3> | 1.3.1",
                "alt=\"A chart of two lines\" || 1.1.1",
                "scope=\"col\" || 1.3.1",
                "class=\"scroll\" tabindex=\"0\" | class=\"scroll\" | 2.1.1",
                "aria-label=\"Parts of the documentation\" || 1.3.1",
                ">Overhang</a> | ></a> | 2.4.4",
                "<h2>Part</h2> | <h2 id=\"a\">Part</h2> | two elements",
            })
    void aPageThatCannotBeReadAloudIsNoticed(String there, String instead, String guideline) {
        assertEquals(List.of(), Accessibility.problems("page", PAGE));
        assertTrue(PAGE.contains(there), there);
        List<String> wrong = Accessibility.problems("page", PAGE.replace(there, instead == null ? "" : instead));
        assertTrue(wrong.stream().anyMatch(problem -> problem.contains(guideline)), wrong::toString);
    }

    @Test
    void contrastIsThatOfTheGuidelines() {
        assertEquals(21, Accessibility.contrastRatio("#000000", "#FFFFFF"), 1e-12);
        // the greys on either side of the limit of 4.5 on white that every table of contrasts gives
        assertTrue(Accessibility.contrastRatio("#767676", "#FFFFFF") > 4.5);
        assertTrue(Accessibility.contrastRatio("#777777", "#FFFFFF") < 4.5);
        assertEquals(
                1,
                Accessibility.contrast("s.css", "p { color: #8794A1; }\nb { color: #1F2933; }").stream()
                        .map(problem -> problem.replaceFirst(" has.*", ""))
                        .distinct()
                        .count());
    }

    @Test
    void aLinkThatLeadsNowhereIsNoticed(@TempDir Path site) throws IOException {
        Files.writeString(
                site.resolve("a.html"), "<a href=\"b.html#there\">b</a> <a href=\"#here\">h</a> <p id=\"here\">");
        assertEquals(List.of("a.html links to b.html#there, which is not there"), Links.broken(site));
        Files.writeString(site.resolve("b.html"), "<p id=\"elsewhere\">");
        assertEquals(1, Links.broken(site).size());
        Files.writeString(site.resolve("b.html"), "<p id=\"there\">");
        assertEquals(List.of(), Links.broken(site));
    }

    /** Each formula of the library's documentation is TeX that a browser can draw. */
    @Test
    void everyFormulaOfTheReferenceIsDrawn() throws IOException {
        int formulas = 0;
        for (Path file : Reference.sources(Checkout.ROOT).values()) {
            String text = Files.readString(file);
            Matcher inline = Pattern.compile("\\* .*?\\{@code ([^{}\\n]*)\\}").matcher(text);
            while (inline.find()) {
                if (Formula.isSymbol(inline.group(1))) {
                    assertTrue(Formula.symbol(inline.group(1)).contains("<math"), inline::group);
                }
            }
            Matcher pre = PRE.matcher(text);
            while (pre.find()) {
                String block = pre.group(1).replaceAll("(?m)^\\s*\\* ?", "").stripTrailing();
                if (Formula.is(block)) {
                    String html = Formula.block(block);
                    assertTrue(html.contains("<math"), () -> file + ": " + block);
                    formulas++;
                }
            }
        }
        assertTrue(formulas > 25, "formulas found: " + formulas);
    }

    @Test
    void wordsInAFormulaStandUprightAndLettersStayAProduct() {
        assertEquals("\\text{share}_D + PP'", Formula.words("share_D + PP'"));
        assertEquals("\\hat\\beta_{kl}", Formula.words("\\hat\\beta_{kl}"));
        assertEquals("a \\text{ where capacity does not bind}", Formula.words("a where capacity does not bind"));
        assertTrue(Formula.isSymbol("Q_i") && Formula.isSymbol("\\beta_2 < 0") && Formula.isSymbol("P^*"));
        assertFalse(Formula.isSymbol("capacity_mt") || Formula.isSymbol("p_value") || Formula.isSymbol("NaN"));
    }
}
