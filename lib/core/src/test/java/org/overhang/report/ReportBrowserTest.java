package org.overhang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overhang.core.Provenance;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** A report in a real browser: what the pointer, the keys and the boxes show. Skipped where there is no Chromium. */
@Tag("slow")
class ReportBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String SCRIPT = """
            <script>
            const out = [], figure = document.querySelector("#figure-use"), svg = figure.querySelector("svg");
            const tip = figure.querySelector(".spot"), key = k => figure.dispatchEvent(new KeyboardEvent("keydown", {key: k}));
            for (let i = 0; i < 4; i++) { key("ArrowRight"); out.push(tip.textContent); }
            figure.querySelector("input[data-series=China]").click();
            out.push([...svg.querySelectorAll("[data-series]")].every(g =>
              (getComputedStyle(g).display === "none") === (g.dataset.series === "China")));
            key("ArrowRight"); out.push(tip.textContent);
            const box = svg.getBoundingClientRect(), dot = svg.lastChild, at = box.width / svg.viewBox.baseVal.width;
            svg.dispatchEvent(new PointerEvent("pointermove", {clientX: box.left + dot.getAttribute("cx") * at,
              clientY: box.top + dot.getAttribute("cy") * at}));
            out.push(tip.textContent);
            const table = document.querySelector("#table-margins"), cells = () => [...table.tBodies[0].rows].map(r => r.textContent);
            table.querySelector("button").click(); out.push(cells().join(" "));
            table.querySelector("button").click(); out.push(cells().join(" "));
            out.push(performance.getEntriesByType("resource").length);
            document.title = out.join("|");
            </script></body>""";

    @Test
    void numbersAreShownSeriesAreHiddenAndTablesAreSorted(@TempDir Path folder)
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), "no Chromium on this machine");
        Figure figure = Figure.line()
                .series("China", new double[] {2020, 2021}, new double[] {0.81, 0.79})
                .series("EU", new double[] {2020, 2021}, new double[] {0.73, 0.68})
                .title("Both fell")
                .y(Axis.percent())
                .source(Provenance.cited("made up"));
        String page = Report.of("r")
                .figure("use", figure)
                .table("margins", "Margins", Table.create("m", DoubleColumn.create("margin", 10, 9, -2)))
                .html();
        Path file = Files.writeString(folder.resolve("r.html"), page.replace("</body>", SCRIPT));
        assertEquals(
                List.of(
                        "China – 2020: 81 %",
                        "China – 2021: 79 %",
                        "EU – 2020: 73 %",
                        "EU – 2021: 68 %",
                        "true",
                        "EU – 2020: 73 %",
                        "EU – 2020: 73 %",
                        "-2 9 10",
                        "10 9 -2",
                        "0"),
                List.of(title(file, folder).split("\\|", -1)));
    }

    private static String title(Path file, Path folder) throws IOException, InterruptedException {
        Path dom = folder.resolve("dom.html");
        Process browser = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom",
                        file.toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(browser.waitFor(90, TimeUnit.SECONDS), "the browser did not end");
        Matcher title = Pattern.compile("<title>(.*)</title>").matcher(Files.readString(dom, StandardCharsets.UTF_8));
        assertTrue(title.find(), "the page has no title");
        return title.group(1);
    }
}
