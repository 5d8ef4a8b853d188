package org.overhang.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.overhang.core.OverhangException;
import org.overhang.core.Provenance;
import org.overhang.core.Reason;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ReportTest {
    private static final double[] YEARS = {2020, 2021, 2022};

    private static Provenance source(String hash) {
        return new Provenance(
                "steel-capacity",
                "Example Office",
                "CC-BY-4.0",
                "https://example.org/steel",
                "2026-01-01",
                "real",
                hash,
                List.of());
    }

    private static Figure figure(double last, String hash) {
        return Figure.line()
                .series("China", YEARS, new double[] {0.8, 0.7, last})
                .series("EU", YEARS, new double[] {0.7, 0.6, 0.5})
                .title("It <fell> & \"stayed\" down")
                .y(Axis.percent())
                .source(source(hash));
    }

    private static Report report(double last, String hash) {
        Table firms = Table.create(
                "firms", StringColumn.create("firm", "A", "B"), DoubleColumn.create("margin", 0.123456789, Double.NaN));
        return Report.of("steel")
                .title("Steel")
                .figure("use", figure(last, hash))
                .table("firms", "Firms", firms)
                .percent("share", 0.5403)
                .text(
                        "# Finding\n\nChina makes {{value:share}}, **more** than half.\n\n{{figure:use}}\n\n{{table:firms}}");
    }

    @Test
    void theSameReportHasTheSameBytesAnywhere() {
        Report report = report(0.75, "a1");
        String html = report.html();
        byte[] pdf = report.pdf();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            assertEquals(html, report(0.75, "a1").html());
            assertEquals(report.manifest(), report(0.75, "a1").manifest());
            assertArrayEquals(pdf, report(0.75, "a1").pdf());
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void thePageStandsByItself() {
        String html = report(0.75, "a1").html();
        assertTrue(html.contains("China makes 54.0 %, <strong>more</strong> than half."));
        assertTrue(html.contains("It &lt;fell&gt; &amp; &quot;stayed&quot; down"));
        assertTrue(html.contains("sha256 a1"));
        assertTrue(html.contains("CC-BY-4.0"));
        assertFalse(Pattern.compile("(src|href)=\"(?!#|data:|https://example.org)")
                .matcher(html)
                .find());
        Set<String> ids = new HashSet<>();
        Matcher matcher = Pattern.compile("\\sid=\"([^\"]*)\"").matcher(html);
        while (matcher.find()) {
            assertTrue(ids.add(matcher.group(1)), "twice: " + matcher.group(1));
        }
        Matcher links = Pattern.compile("href=\"#([^\"]*)\"").matcher(html);
        while (links.find()) {
            assertTrue(ids.contains(links.group(1)), "leads nowhere: " + links.group(1));
        }
    }

    @Test
    void thePdfHoldsTextThatCanBeSearched() throws IOException {
        try (PDDocument document = Loader.loadPDF(report(0.75, "a1").pdf())) {
            String text = new PDFTextStripper().getText(document);
            for (String expected : List.of(
                    "Steel", "China makes 54.0 %, more than half.", "Figure 1. Chart of 2 lines", "sha256 a1")) {
                assertTrue(text.contains(expected), expected);
            }
            List<String> bookmarks = new ArrayList<>();
            for (var item : document.getDocumentCatalog().getDocumentOutline().children()) {
                bookmarks.add(item.getTitle());
                item.children().forEach(below -> bookmarks.add("- " + below.getTitle()));
            }
            assertEquals(
                    List.of("Finding", "- It <fell> & \"stayed\" down", "- Firms", "Sources and licences"), bookmarks);
        }
    }

    @Test
    void aNumberThatMovedIsNamedWithItsCause(@TempDir Path folder) {
        report(0.75, "a1").save(folder);
        Path manifest = folder.resolve("steel.manifest.json");
        assertTrue(Files.exists(folder.resolve("steel.html")) && Files.exists(folder.resolve("steel.pdf")));
        assertTrue(report(0.75, "a1").verify(manifest).holds());
        assertEquals(
                List.of(
                        "Figure \"use\" moved: 1 of 18 cells, most in row 3 (China), column y: 0.75 became 0.6, by 20.0 %, because of "
                                + "dataset \"steel-capacity\" (sha256 a1 became b2)."),
                report(0.6, "b2").verify(manifest).moved());
        assertEquals(
                List.of(
                        "Figure \"use\" moved: 1 of 18 cells, most in row 3 (China), column y: 0.75 became 0.6, by 20.0 %, because the "
                                + "result moved: no dataset under it changed, with the same version of the package."),
                report(0.6, "a1").verify(manifest).moved());
        assertTrue(report(0.75 * (1 + 1e-12), "a1").verify(manifest, 1e-9).holds());
        assertFalse(report(0.75 * (1 + 1e-12), "a1").verify(manifest).holds());
        assertEquals(
                List.of(
                        "The report rests on dataset \"steel-capacity\" (sha256 a1 became b2), though no number moved. If only its "
                                + "rows were shuffled, take the file from a fresh copy; if it was revised, save the report again."),
                report(0.75, "b2").verify(manifest).moved());
        assertEquals(
                List.of(
                        "Figure \"use\" has the same numbers under another title: \"It <fell> & \"stayed\" down\" became "
                                + "\"Down\"."),
                Manifest.compare(
                                Report.of("steel")
                                        .figure("use", figure(0.75, "a1"))
                                        .manifest(),
                                Report.of("steel")
                                        .figure("use", figure(0.75, "a1").title("Down"))
                                        .manifest(),
                                0)
                        .moved());
        Report less = Report.of("steel").figure("other", figure(0.75, "a1"));
        assertEquals(
                List.of(
                        "Figure \"other\" is new.",
                        "Figure \"use\" is gone.",
                        "Table \"firms\" is gone.",
                        "Value \"share\" is gone."),
                less.verify(manifest).moved());
    }

    @Test
    void tablesAndValuesNameTheirDatasetToo() {
        Table table = Table.create("t", DoubleColumn.create("n", 1.0));
        Table other = Table.create("t", DoubleColumn.create("n", 2.0));
        String before = Report.of("r")
                .table("t", "T", table, source("a1"))
                .value("v", 1, source("a1"))
                .value("w", 1)
                .manifest();
        String now = Report.of("r")
                .table("t", "T", other, source("b2"))
                .value("v", 2, source("a1"))
                .value("w", 2)
                .manifest();
        String dataset = "dataset \"steel-capacity\" (sha256 a1 became b2).";
        assertEquals(
                List.of(
                        "Table \"t\" moved: 1 became 2, by 50.0 %, because of " + dataset,
                        "Value \"v\" moved: 1 became 2, by 50.0 %, because the result "
                                + "moved: no dataset under it changed, with the same version of the package.",
                        "Value \"w\" moved: 1 became 2, by 50.0 %, perhaps because of " + dataset),
                Manifest.compare(before, now, 0).moved());
        assertTrue(Report.of("r").value("v", 1, source("a1")).html().contains("sha256 a1"));
    }

    @Test
    void savedFiguresAreGatheredById(@TempDir Path folder) {
        figure(0.75, "a1").save("b-second", folder).save("a-first", folder);
        String html = Report.of("all").figures(folder).html();
        assertTrue(html.indexOf("id=\"figure-a-first\"") < html.indexOf("id=\"figure-b-second\""));
    }

    @Test
    void refusals(@TempDir Path folder) throws IOException {
        refused(
                "The text names {{figure:usee}}, but no figure has that id. Did you mean \"use\"? There are: use.",
                () -> Report.of("r")
                        .figure("use", figure(1, ""))
                        .text("{{figure:usee}}")
                        .html());
        refused(
                "The report was given the value \"share\", but its text does not use it. Write {{value:share}} or leave it out.",
                () -> Report.of("r").value("share", 1).text("Nothing.").pdf());
        refused(
                "Each figure of a report says where its numbers come from, but \"f\" does not. Call source(provenance).",
                () -> Report.of("r")
                        .figure("f", Figure.line().series("s", YEARS, YEARS).title("t"))
                        .manifest());
        refused(
                "Figure \"f\": The figure claims \"it rose\", but the data do not bear it out. Change the claim and the title, or call "
                        + "showFailedClaims() to print it as failed.",
                () -> Report.of("r")
                        .figure("f", figure(1, "").claim("it rose", false))
                        .html());
        refused(
                "Each id may stand once in a report, but \"f\" was given twice.",
                () -> Report.of("r").figure("f", figure(1, "")).figure("f", figure(2, "")));
        refused(
                "An id in a report consists of lower-case letters, digits and single hyphens, but it is \"No id\". For example: "
                        + "steel-utilization.",
                () -> Report.of("No id"));
        refused(
                "A report needs text, a figure, a table or a value, but it has none.",
                () -> Report.of("r").html());
        refused(
                "Value \"v\" of the report must be a number, but it is NaN. Compute it from rows that are not missing, or leave it "
                        + "out of the text.",
                () -> Report.of("r").value("v", Double.NaN));
        refused(
                "The text may name {{figure:id}}, {{table:id}}, {{value:id}}, or {{figures}} and {{tables}} for those it does not "
                        + "name, but it has \"{{picture:x}}\".",
                () -> Report.of("r").text("{{picture:x}}").html());
        Path damaged = Files.writeString(folder.resolve("m.json"), "{}");
        refused(
                "verify needs the manifest that save wrote, but the file is not one (format \"overhang-report-1\"). Save the report again.",
                () -> Report.of("r").figure("f", figure(1, "")).verify(damaged));
    }

    private static void refused(String line, Executable use) {
        OverhangException e = assertThrows(OverhangException.class, use);
        assertEquals(line, e.lines().get(0));
        assertEquals(Reason.BAD_VALUE, e.reason());
    }
}
