package org.overhang.paint;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.batik.svggen.SVGGraphics2D;
import org.overhang.core.Numbers;
import org.overhang.core.Summary;
import org.overhang.figure.Figure;
import org.w3c.dom.Element;

/**
 * A figure in a web page: the same drawing as in print, cut into one group a series.
 *
 * <p>A chart library in the page would draw every figure a second time, in another style and without asymmetric intervals,
 * waterfalls or panels, for a megabyte of script; the drawing itself with a place for each number needs a few kilobytes.
 */
final class Interactive {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?(e-?[0-9]+)?");

    /** A table of more rows than this shows its first ones and the count. */
    private static final int MOST_ROWS = 200;

    private static final int FIRST_ROWS = 20;
    private static final int MOST_SPOTS = 5_000;
    private static final int MOST_BOXES = 60;

    private Interactive() {}

    /** Cuts the drawing at each change of series and collects the places of the numbers. */
    private static final class Cutter implements Ink.Watcher {
        private final SVGGraphics2D graphics;
        private final List<Element> groups = new ArrayList<>();
        private final Set<String> names = new LinkedHashSet<>();
        private final JsonArray spots = new JsonArray();
        private final boolean hideable;
        private String current = "";

        Cutter(SVGGraphics2D graphics, boolean hideable) {
            this.graphics = graphics;
            this.hideable = hideable;
        }

        @Override
        public void series(String name) {
            if (hideable && !name.equals(current)) {
                cut();
                current = name;
            }
        }

        private void cut() {
            Element group = graphics.getTopLevelGroup();
            if (!current.isEmpty()) {
                group.setAttribute("data-series", current);
                names.add(current);
            }
            groups.add(group);
        }

        /** One of how many numbers the pointer reads: a page must not carry a hundred thousand. */
        int every() {
            return (spots.size() + MOST_SPOTS - 1) / MOST_SPOTS;
        }

        JsonArray read() {
            JsonArray some = new JsonArray();
            for (int i = 0; i < spots.size(); i += Math.max(1, every())) {
                some.add(spots.get(i));
            }
            return some;
        }

        @Override
        public void spot(String series, String text, double x, double y) {
            JsonArray spot = new JsonArray();
            spot.add(series);
            spot.add(text);
            spot.add(Numbers.plain(Math.rint(10 * x) / 10));
            spot.add(Numbers.plain(Math.rint(10 * y) / 10));
            spots.add(spot);
        }
    }

    static String html(Figure figure, String id) {
        SVGGraphics2D graphics = Output.graphics(figure, id + "-");
        Cutter cutter = new Cutter(graphics, figure.drawing().form().names().size() <= MOST_BOXES);
        Painter.paint(figure, graphics, cutter);
        cutter.cut();
        Element root = graphics.getRoot();
        cutter.groups.forEach(root::appendChild);
        Output.describe(root, figure);
        // A browser shows a title as a box of its own under the pointer, on top of the values.
        root.removeChild(root.getFirstChild());
        root.removeChild(root.getFirstChild());
        root.setAttribute("aria-label", figure.title());
        root.setAttribute("aria-describedby", id + "-alt");
        String drawing = Output.stream(graphics, root).replace(" id=\"genericDefs\"", "");
        StringBuilder out = new StringBuilder();
        String title = Summary.escape(figure.title());
        out.append("<figure class=\"overhang\" id=\"").append(id).append("\">\n");
        out.append("<div class=\"drawing\" tabindex=\"0\" role=\"group\" aria-label=\"")
                .append(title)
                .append(". Arrow keys read the numbers.\" data-spots=\"");
        out.append(Summary.escape(cutter.read().toString())).append("\">\n");
        out.append(drawing.substring(drawing.indexOf("<svg"))).append('\n');
        out.append("<p class=\"spot\" role=\"status\" aria-live=\"polite\"></p>\n</div>\n");
        if (cutter.every() > 1) {
            out.append("<p class=\"note\">The pointer reads one of every ")
                    .append(cutter.every())
                    .append(" numbers; the file has all.</p>\n");
        }
        series(out, cutter.names);
        out.append("<figcaption id=\"").append(id).append("-alt\">");
        out.append(Summary.escape(figure.altText())).append("</figcaption>\n");
        out.append("<details><summary>Numbers of this figure</summary>\n");
        out.append("<p><a download=\"").append(id).append(".csv\" href=\"data:text/csv;charset=utf-8,");
        out.append(encoded(figure.csv())).append("\">Download ").append(id).append(".csv</a></p>\n");
        out.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Numbers: ")
                .append(title)
                .append("\">\n");
        table(out, figure.rows());
        return out.append("</div></details>\n</figure>\n").toString();
    }

    private static void series(StringBuilder out, Set<String> names) {
        if (names.size() < 2) {
            return;
        }
        out.append("<fieldset class=\"series\"><legend>Show</legend>");
        for (String name : names) {
            String text = Summary.escape(name);
            out.append("<label><input type=\"checkbox\" checked data-series=\"")
                    .append(text)
                    .append("\"> ");
            out.append(text).append("</label> ");
        }
        out.append("</fieldset>\n");
    }

    private static void table(StringBuilder out, List<List<String>> rows) {
        out.append("<table class=\"sortable\"><thead><tr>");
        for (String head : rows.get(0)) {
            out.append("<th scope=\"col\"><button type=\"button\">")
                    .append(Summary.escape(head))
                    .append("</button></th>");
        }
        out.append("</tr></thead><tbody>\n");
        int shown = rows.size() - 1 > MOST_ROWS ? FIRST_ROWS : rows.size() - 1;
        for (List<String> row : rows.subList(1, 1 + shown)) {
            out.append("<tr>");
            for (String cell : row) {
                boolean number = NUMBER.matcher(cell).matches();
                out.append(number ? "<td class=\"number\">" : "<td>")
                        .append(Summary.escape(number ? Numbers.shown(cell) : cell))
                        .append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody></table>\n");
        if (shown < rows.size() - 1) {
            out.append("<p class=\"note\">The first ")
                    .append(shown)
                    .append(" of ")
                    .append(Numbers.fixed(rows.size() - 1, 0))
                    .append(" rows; the file has all.</p>\n");
        }
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
