package org.overhang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.overhang.core.Interval;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.figure.Figure;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** A report's text: what stands where, and what is refused. */
class ManuscriptTest {
    private static Figure figure(String title) {
        return Figure.line()
                .series("s", new double[] {1, 2}, new double[] {1, 2})
                .title(title)
                .source(Provenance.cited("made up"));
    }

    private static Table table() {
        return Table.create("t", IntColumn.create("n", new int[] {1, 2}));
    }

    private static String main(Report report) {
        String html = report.html();
        return html.substring(html.indexOf("<main"), html.indexOf("<h2 id=\"sources-and-licences\""));
    }

    private static List<String> found(String pattern, String text) {
        List<String> all = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            all.add(matcher.group(1));
        }
        return all;
    }

    @Test
    void numbersCarryTheirFormat() {
        String html = main(
                Report.of("r")
                        .percent("share", 0.5403)
                        .value("mt", 2498.6, 0)
                        .value("hhi", 0.62831)
                        .value("ci", new Interval(0.1, 0.25, 0.95, "bootstrap"))
                        .word("verdict", "holds")
                        .text(
                                "{{value:share}}|**{{ value:mt }}**|{{value:hhi}}|{{value:ci}}|*{{value:verdict}}*|`{{value:share}}`"));
        String interval = new Interval(0.1, 0.25, 0.95, "bootstrap").toString();
        assertTrue(
                html.contains("<p>54.0 %|<strong>2,499</strong>|0.6283|" + interval
                        + "|<em>holds</em>|<code>{{value:share}}</code></p>"),
                html);
    }

    @Test
    void aPlaceOnALineOfItsOwnNeedsNoEmptyLines() {
        String html = main(Report.of("r")
                .figure("f", figure("F"))
                .table("t", "T", table())
                .text("Before\n{{figure:f}}\nbetween,\nstill\n{{ table: t }}\nafter"));
        assertEquals(List.of("Before", "between,\nstill", "after"), found("<p>([^<]*)</p>", html));
        assertTrue(
                html.indexOf("Before") < html.indexOf("<figure") && html.indexOf("<figure") < html.indexOf("between"));
        assertTrue(html.indexOf("still") < html.indexOf("<table class=\"sortable\" id=\"table-t\""));
    }

    @Test
    void theRestStandsWhereTheTextSaysSo() {
        String html = main(Report.of("r")
                .figure("a", figure("A"))
                .figure("b", figure("B"))
                .figure("c", figure("C"))
                .table("t", "T", table())
                .text("{{figure:b}}\n\n# Others\n\n{{figures}}\n\n{{tables}}"));
        assertEquals(
                List.of("figure-b", "figure-a", "figure-c"), found("<figure class=\"overhang\" id=\"([^\"]*)\"", html));
        assertTrue(html.indexOf("id=\"figure-c\"") < html.indexOf("id=\"table-t\""));
    }

    @Test
    void headingsAreNamedAndSkipNoLevel() {
        String html = main(
                Report.of("r").text("### Deep\n\n# Methods\n\n## Ein Maß\n\n###### Far\n\n## Ein Maß\n\n# Figure 1"));
        assertEquals(List.of("2", "2", "3", "4", "3", "2"), found("<h([1-6]) ", html));
        assertEquals(
                List.of("deep", "methods-2", "ein-maß", "far", "ein-maß-2", "section-figure-1"),
                found("<h[1-6] id=\"([^\"]*)\"", html));
    }

    @Test
    void markdownIsCommonMarkWithTables() {
        String html = main(Report.of("r")
                .text(
                        "1. one\n2. two\n   - in\n\n> said\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\n```\n<x> {{value:v}}\n```\n\n<b>raw</b>\n\n---\n"
                                + "[w](https://example.org)"));
        for (String part : List.of(
                "<ol>\n<li>one</li>\n<li>two\n<ul>\n<li>in</li>",
                "<blockquote>",
                "<th align=\"right\" scope=\"col\">b</th>",
                "<pre><code>&lt;x&gt; {{value:v}}\n</code></pre>",
                "&lt;b&gt;raw&lt;/b&gt;",
                "<hr />",
                "<a href=\"https://example.org\">w</a>")) {
            assertTrue(html.contains(part), part + " in " + html);
        }
        assertFalse(html.contains("<b>raw"));
    }

    @Test
    void aFileIsReadAsText(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("r.md"), "Gr\u00fc\u00dfe {{value:v}}");
        assertTrue(main(Report.of("r").value("v", 1, 0).text(file)).contains("Gr\u00fc\u00dfe 1"));
        OverhangException e =
                assertThrows(OverhangException.class, () -> Report.of("r").text(folder.resolve("none.md")));
        assertTrue(e.getMessage().startsWith("The text of a report is read from a Markdown file in UTF-8, but"));
    }

    @Test
    void everyProblemIsNamedAtOnce() {
        Report report = Report.of("r")
                .figure("price", figure("P"))
                .table("t", "T", table())
                .value("unused", 1)
                .text(
                        "In a line {{figure:price}}. [lost](#prices), [near](other.html), ![p](p.png), {{figures:all}}, {{value:un}}.\n\n"
                                + "{{figure:prise}}\n\n{{figure:price}}");
        OverhangException e = assertThrows(OverhangException.class, report::html);
        assertEquals(
                List.of(
                        "The text names {{figure:prise}}, but no figure has that id. Did you mean \"price\"? There are: price.",
                        "A figure or table stands on a line of its own, but \"{{figure:price}}\" stands inside a paragraph. Give it a line.",
                        "The text may name {{figure:id}}, {{table:id}}, {{value:id}}, or {{figures}} and {{tables}} for those it does not "
                                + "name, but it has \"{{figures:all}}\".",
                        "The text names {{value:un}}, but no value has that id. There are: unused.",
                        "The report was given the table \"t\", but its text does not use it. Write {{table:t}}, or {{tables}} for all "
                                + "that are not named, or leave it out.",
                        "The report was given the value \"unused\", but its text does not use it. Write {{value:unused}} or leave it out.",
                        "The text links to \"#prices\", but no place in the report is called that. There are: figure-price, table-t, "
                                + "methods, sources-and-licences.",
                        "A link of a report leads to the web or to a place in the report, but one leads to \"other.html\". Write https://… "
                                + "or #heading.",
                        "A report loads no pictures from elsewhere, but its text has the picture \"p.png\". Make a figure of it and write "
                                + "{{figure:id}}."),
                e.lines());
        assertEquals(
                e.lines(), assertThrows(OverhangException.class, report::pdf).lines());
        assertEquals(
                e.lines(),
                assertThrows(OverhangException.class, report::manifest).lines());
    }

    static Stream<String> unended() {
        int n = 1_000_000;
        return Stream.of("{{", "{{figure:", "{{value:", "{{ value", "{{x:")
                .flatMap(head -> Stream.of(" ", "{", "a", "}", ":", "{{", "a {{")
                        .map(piece -> head + piece.repeat(n / piece.length())));
    }

    /** A pattern that looks twice at a character takes minutes for these, a recursive one ends the stack. */
    @ParameterizedTest
    @MethodSource("unended")
    void everyPlaceIsFoundInOneWalk(String text) {
        assertTimeoutPreemptively(Duration.ofSeconds(300), () -> {
            Matcher place = Manuscript.PLACE.matcher(text);
            while (place.find()) {
                assertTrue(place.group().startsWith("{{"));
            }
        });
    }

    @Test
    void aLongGapInAReportIsRefusedSoon() {
        String gap = " ".repeat(1_000_000);
        for (String text : new String[] {"a {{" + gap + "b", "a {{value" + gap + "x" + gap + ": y}} b"}) {
            assertTimeoutPreemptively(Duration.ofSeconds(300), () -> {
                try {
                    Report.of("r").word("y", "z").text(text).html();
                } catch (OverhangException e) {
                    assertTrue(e.getMessage().length() > 20);
                }
            });
        }
    }

    @Test
    void blanksAroundWhatIsNamedMakeNoDifference() {
        String html = main(Report.of("r").word("verdict", "holds").text("It {{ value :  verdict }}."));
        assertTrue(html.contains("It holds."), html);
    }
}
