package org.overhang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overhang.core.Provenance;
import org.overhang.figure.Axis;
import org.overhang.figure.Figure;
import org.overhang.paint.Gallery;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A report in a real browser: what the pointer, the keys and the boxes show. Skipped where there is no Chromium. */
@Tag("slow")
class ReportBrowserTest {
    private static final int DESKTOP = 1200;
    private static final int PHONE = 400;

    /** Two painters round the edges of shapes in their own ways; a missing or shifted line costs far more. */
    private static final double MEAN_DIFFERENCE = 2.0;

    private static final double INK = 24;

    @TempDir
    private Path folder;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = Browser.in(folder);
    }

    private static Figure two() {
        return Figure.line()
                .series("China", new double[] {2020, 2021}, new double[] {0.81, 0.79})
                .series("EU", new double[] {2020, 2021}, new double[] {0.73, 0.68})
                .title("Both fell")
                .y(Axis.percent())
                .source(Provenance.cited("made up"));
    }

    private static Report report() {
        Table table = Table.create(
                "m",
                StringColumn.create("firm", "a", "b", "c", "d"),
                DoubleColumn.create("margin", 10, 9, -2, Double.NaN));
        return Report.of("r")
                .title("A report")
                .figure("use", two())
                .table("margins", "Margins", table)
                .percent("share", 0.5)
                .text(
                        "# One\n\nText of {{value:share}}, `code`, [a link](https://example.org) and [a place](#figure-use).\n\n"
                                + "- a list\n\n{{figure:use}}\n\n### Two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> said\n\n{{table:margins}}");
    }

    private static Report gallery() {
        Report report = Report.of("gallery").title("Every form");
        for (Map.Entry<String, Figure> each : Gallery.figures().entrySet()) {
            report = report.figure(each.getKey(), each.getValue());
        }
        return report;
    }

    @Test
    void numbersAreShownSeriesAreHiddenAndTablesAreSorted() throws IOException, InterruptedException {
        String script = """
                const out = [], figure = document.querySelector("#figure-use"), drawing = figure.querySelector(".drawing");
                const svg = drawing.querySelector("svg"), tip = drawing.querySelector(".spot");
                const key = k => drawing.dispatchEvent(new KeyboardEvent("keydown", {key: k}));
                for (let i = 0; i < 4; i++) { key("ArrowRight"); out.push(tip.textContent); }
                key("ArrowLeft"); out.push(tip.textContent);
                figure.querySelector("input[data-series=China]").click();
                out.push([...svg.querySelectorAll("[data-series]")].every(g =>
                  (getComputedStyle(g).display === "none") === (g.dataset.series === "China")));
                key("ArrowRight"); out.push(tip.textContent);
                const box = svg.getBoundingClientRect(), dot = svg.querySelector(".mark"), at = box.width / svg.viewBox.baseVal.width;
                svg.dispatchEvent(new PointerEvent("pointermove", {clientX: box.left + dot.getAttribute("cx") * at,
                  clientY: box.top + dot.getAttribute("cy") * at}));
                out.push(tip.textContent, getComputedStyle(tip).visibility);
                key("Escape"); out.push(getComputedStyle(tip).visibility);
                const table = document.querySelector("#table-margins"), cells = () => [...table.tBodies[0].rows].map(r => r.textContent);
                const button = table.querySelectorAll("button")[1];
                button.click(); out.push(cells().join(" "), button.parentElement.getAttribute("aria-sort"));
                button.click(); out.push(cells().join(" "), button.parentElement.getAttribute("aria-sort"));
                out.push(performance.getEntriesByType("resource").length);
                return out;""";
        List<String> found = new ArrayList<>();
        browser.evaluate(report().html(), DESKTOP, script).getAsJsonArray().forEach(e -> found.add(e.getAsString()));
        assertEquals(
                List.of(
                        "China – 2020: 81 %",
                        "China – 2021: 79 %",
                        "EU – 2020: 73 %",
                        "EU – 2021: 68 %",
                        "EU – 2020: 73 %",
                        "true",
                        "EU – 2020: 73 %",
                        "EU – 2020: 73 %",
                        "visible",
                        "hidden",
                        "c-2 b9 a10 d",
                        "ascending",
                        "a10 b9 c-2 d",
                        "descending",
                        "0"),
                found);
    }

    /** Every form of the house: a place for each number, inside the drawing; boxes that hide; a file with the plotted numbers. */
    @ParameterizedTest
    @ValueSource(ints = {DESKTOP, PHONE})
    void everyFormAnswers(int width) throws IOException, InterruptedException {
        String script = """
                return [...document.querySelectorAll("figure.overhang")].map(figure => {
                  const drawing = figure.querySelector(".drawing"), svg = drawing.querySelector("svg"), tip = drawing.querySelector(".spot");
                  const view = svg.viewBox.baseVal, spots = JSON.parse(drawing.dataset.spots), key = k =>
                    drawing.dispatchEvent(new KeyboardEvent("keydown", {key: k}));
                  const said = new Set(); spots.forEach(() => { key("ArrowRight"); said.add(tip.textContent); });
                  const before = tip.getBoundingClientRect(), frame = svg.getBoundingClientRect();
                  const boxes = [...figure.querySelectorAll("input[data-series]")];
                  const hides = boxes.every(box => {
                    const groups = [...svg.querySelectorAll("[data-series]")].filter(g => g.dataset.series === box.dataset.series);
                    const shown = () => groups.some(g => getComputedStyle(g).display !== "none");
                    box.click(); const off = !shown(); box.click(); return groups.length > 0 && off && shown();
                  });
                  return {
                    id: figure.id, spots: spots.length, said: said.size, hides,
                    inside: spots.every(([, , x, y]) => x >= 0 && x <= view.width && y >= 0 && y <= view.height),
                    tipInside: before.left >= frame.left - 1 && before.right <= frame.right + 1 && before.top >= frame.top - 1,
                    csv: decodeURIComponent(figure.querySelector("a[download]").href.split(",").slice(1).join(",")),
                    overflows: document.documentElement.scrollWidth > window.innerWidth,
                  };
                });""";
        JsonArray answers = browser.evaluate(gallery().html(), width, script).getAsJsonArray();
        assertEquals(Gallery.figures().size(), answers.size());
        for (JsonElement each : answers) {
            JsonObject answer = each.getAsJsonObject();
            String id = answer.get("id").getAsString().substring("figure-".length());
            Figure figure = Objects.requireNonNull(Gallery.figures().get(id));
            assertEquals(numbers(id, figure), answer.get("spots").getAsInt(), id);
            assertTrue(answer.get("inside").getAsBoolean(), id + ": inside the drawing");
            assertTrue(answer.get("tipInside").getAsBoolean(), id + ": the value is on the screen");
            assertTrue(answer.get("hides").getAsBoolean(), id + ": boxes hide their series");
            assertTrue(answer.get("said").getAsInt() > 1, id);
            assertEquals(figure.csv(), answer.get("csv").getAsString(), id);
            assertEquals(false, answer.get("overflows").getAsBoolean(), id + ": no page wider than the screen");
        }
    }

    /** Numbers that a figure draws: one a row with a value, but two a line of a slope. */
    private static int numbers(String id, Figure figure) {
        List<String> head = figure.rows().get(0);
        int column = List.of("y", "value", "estimate", "height").stream()
                .mapToInt(head::indexOf)
                .filter(c -> c >= 0)
                .findFirst()
                .orElse(1);
        int rows = (int) figure.rows().stream()
                .skip(1)
                .filter(row -> !row.get(column).isEmpty())
                .count();
        // a sheet holds one number a row, under the column of its panel
        return id.equals("sheet") ? figure.rows().size() - 1 : id.equals("slope") ? 2 * rows : rows;
    }

    /** The page draws what print draws, and at the place of each number there is ink of its series; hidden, there is none. */
    @Test
    void thePictureShowsTheNumbers() throws IOException, InterruptedException {
        Figure figure = Gallery.figures().get("lines");
        String page =
                "<!DOCTYPE html><html><head><style>body, figure, p { margin: 0; } p { display: none; }</style></head><body>"
                        + figure.html("lines").replaceAll("(?s)<fieldset.*", "</figure></body></html>");
        BufferedImage shown = browser.picture(page, figure.width(), figure.height());
        BufferedImage printed = ImageIO.read(new ByteArrayInputStream(figure.png()));
        assertTrue(difference(shown, printed) < MEAN_DIFFERENCE, "mean difference " + difference(shown, printed));
        String hidden = page.replace("data-series=\"China\"", "data-series=\"China\" style=\"display:none\"");
        BufferedImage without = browser.picture(hidden, figure.width(), figure.height());
        JsonArray spots = spots(page);
        int seen = 0;
        int gone = 0;
        for (JsonElement each : spots) {
            JsonArray spot = each.getAsJsonArray();
            double x = spot.get(2).getAsDouble();
            double y = spot.get(3).getAsDouble();
            boolean china = spot.get(0).getAsString().equals("China");
            assertTrue(ink(shown, x, y) > INK, spot + " is drawn");
            seen += china ? 1 : 0;
            gone += china && ink(without, x, y) < ink(shown, x, y) ? 1 : 0;
        }
        assertEquals(20, seen);
        assertTrue(gone >= 17, "of 20 numbers all but those on another line lose their ink, here " + gone);
    }

    /** Equal steps of a number are equal steps on the page. */
    @Test
    void placesAreInProportionToNumbers() {
        Figure figure = Gallery.figures().get("lines");
        JsonArray spots = spots(figure.html("lines"));
        List<List<String>> rows = figure.rows();
        double[] first = place(spots, rows, 0);
        double[] far = first;
        for (int i = 0; i < spots.size(); i++) {
            double[] at = place(spots, rows, i);
            far = Math.abs(at[0] - first[0]) > Math.abs(far[0] - first[0]) ? at : far;
        }
        double slope = (far[1] - first[1]) / (far[0] - first[0]);
        for (int i = 0; i < spots.size(); i++) {
            double[] at = place(spots, rows, i);
            assertEquals(first[1] + slope * (at[0] - first[0]), at[1], 0.15, "places are printed with one decimal");
        }
    }

    private static double[] place(JsonArray spots, List<List<String>> rows, int i) {
        double value = Double.parseDouble(rows.get(i + 1).get(2));
        return new double[] {value, spots.get(i).getAsJsonArray().get(3).getAsDouble()};
    }

    private static JsonArray spots(String html) {
        int from = html.indexOf("data-spots=\"") + 12;
        String spots = html.substring(from, html.indexOf('"', from))
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
        return com.google.gson.JsonParser.parseString(spots).getAsJsonArray();
    }

    /** How far from white the darkest pixel around a place is. */
    private static double ink(BufferedImage image, double x, double y) {
        double most = 0;
        for (int dx = -1; dx <= 1; dx++) {
            for (int dy = -1; dy <= 1; dy++) {
                Color c = new Color(image.getRGB((int) Math.round(x) + dx, (int) Math.round(y) + dy));
                most = Math.max(most, 255 - (c.getRed() + c.getGreen() + c.getBlue()) / 3.0);
            }
        }
        return most;
    }

    /** Mean difference of brightness, 0 to 255, between a picture and one at twice its size. */
    private static double difference(BufferedImage one, BufferedImage twice) {
        double sum = 0;
        for (int x = 0; x < one.getWidth(); x++) {
            for (int y = 0; y < one.getHeight(); y++) {
                double four = 0;
                for (int k = 0; k < 4; k++) {
                    four += new Color(twice.getRGB(2 * x + k % 2, 2 * y + k / 2)).getGreen() / 4.0;
                }
                sum += Math.abs(new Color(one.getRGB(x, y)).getGreen() - four);
            }
        }
        return sum / one.getWidth() / one.getHeight();
    }

    /** The rules of axe-core (WCAG 2.2 A and AA, and good practice), on a screen of each size. */
    @ParameterizedTest
    @ValueSource(ints = {DESKTOP, PHONE})
    void nothingKeepsAReaderOut(int width) throws IOException, InterruptedException {
        Report forms = report().text("{{figures}}");
        for (String form : List.of("heat-map", "panels", "grouped")) {
            forms = forms.figure(form, Gallery.figures().get(form));
        }
        assertEquals("[]", violations(forms.html(), width).toString());
    }

    /** The check itself checks: what it must find in a page that was broken on purpose. */
    @Test
    void aBrokenPageIsFound() throws IOException, InterruptedException {
        String broken = report().html()
                .replace("<html lang=\"en\">", "<html>")
                .replaceAll("<h3 (.*?)</h3>", "<h5 $1</h5>")
                .replace("figcaption { font-size: 14px; color: #4a5661; }", "figcaption { color: #c0c8d0; }")
                .replace("aria-label=\"Both fell\"", "");
        String found = violations(broken, DESKTOP).toString();
        for (String rule : List.of("html-has-lang", "heading-order", "color-contrast", "svg-img-alt")) {
            assertTrue(found.contains(rule), rule + " in " + found);
        }
    }

    private JsonArray violations(String html, int width) throws IOException, InterruptedException {
        String page = html.replace("</head>", "<script>" + axe() + "</script></head>");
        return browser.evaluate(page, width, """
                document.querySelectorAll("details").forEach(d => d.open = true);
                const found = await axe.run(document, { resultTypes: ["violations"] });
                return found.violations.map(v => v.id + ": " + v.help + " at " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)));
                """).getAsJsonArray();
    }

    private static String axe() throws IOException {
        try (InputStream in =
                ReportBrowserTest.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("</script", "<\\/script");
        }
    }

    /** Everything a pointer can do the keys can do: each part is reached by the tabulator, in the order of the page. */
    @Test
    void everyPartIsReachedByKeys() throws IOException, InterruptedException {
        JsonArray reached = browser.evaluate(report().html(), DESKTOP, """
                return [...document.querySelectorAll("a, button, input, summary, [tabindex]")].filter(e => e.tabIndex >= 0)
                  .map(e => e.className || e.tagName.toLowerCase());""").getAsJsonArray();
        List<String> order = new ArrayList<>();
        reached.forEach(e -> order.add(e.getAsString()));
        assertEquals("skip", order.get(0));
        assertEquals(
                List.of("drawing", "input", "input", "summary", "a", "scroll"),
                order.subList(order.indexOf("drawing"), order.indexOf("drawing") + 6));
        assertEquals(2, order.stream().filter("scroll"::equals).count(), "the numbers and the table scroll");
        assertTrue(order.lastIndexOf("button") > order.lastIndexOf("scroll"), "the heads of the table sort");
    }

    /** A reader whose system is dark still gets a white page: figures are drawn for white. */
    @Test
    void aDarkSystemLeavesThePageWhite() throws IOException, InterruptedException {
        String page = report().html();
        BufferedImage light = browser.picture(page, 800, 600);
        BufferedImage dark = browser.picture(page, 800, 600, "--force-dark-mode");
        assertEquals(Color.WHITE.getRGB(), dark.getRGB(2, 2));
        assertEquals(light.getRGB(400, 300), dark.getRGB(400, 300));
    }
}
