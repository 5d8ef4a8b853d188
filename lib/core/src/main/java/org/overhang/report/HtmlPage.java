package org.overhang.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.overhang.core.Provenance;
import org.overhang.core.Summary;

/** A report as one web page that needs no network. */
final class HtmlPage {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private final Report.State state;
    private final List<Blocks.Block> blocks;
    private final StringBuilder out = new StringBuilder();
    private final List<String> contents = new ArrayList<>();
    private int headings;

    HtmlPage(Report.State state, List<Blocks.Block> blocks) {
        this.state = state;
        this.blocks = blocks;
    }

    String page() {
        Blocks.Kind before = Blocks.Kind.PARAGRAPH;
        for (Blocks.Block block : blocks) {
            list(before, block.kind());
            block(block);
            before = block.kind();
        }
        list(before, Blocks.Kind.PARAGRAPH);
        methods();
        sources();
        String title = Summary.escape(Report.heading(state));
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<title>" + title + "</title>\n<style>\n" + resource("report.css") + "</style>\n</head>\n<body>\n"
                + "<a class=\"skip\" href=\"#main\">Skip to the text</a>\n<h1>" + title + "</h1>\n"
                + "<nav aria-label=\"Contents\"><ol>\n" + String.join("", contents)
                + "</ol></nav>\n<main id=\"main\">\n" + out
                + "</main>\n<script>\n" + resource("report.js") + "</script>\n</body>\n</html>\n";
    }

    private void list(Blocks.Kind before, Blocks.Kind now) {
        if (before == now) {
            return;
        }
        if (before == Blocks.Kind.BULLET || before == Blocks.Kind.NUMBERED) {
            out.append(before == Blocks.Kind.BULLET ? "</ul>\n" : "</ol>\n");
        }
        if (now == Blocks.Kind.BULLET || now == Blocks.Kind.NUMBERED) {
            out.append(now == Blocks.Kind.BULLET ? "<ul>\n" : "<ol>\n");
        }
    }

    private void block(Blocks.Block block) {
        switch (block.kind()) {
            case HEADING -> heading(block.level(), block.text());
            case PARAGRAPH -> out.append("<p>").append(inline(block.text())).append("</p>\n");
            case BULLET, NUMBERED ->
                out.append("<li>").append(inline(block.text())).append("</li>\n");
            case CODE ->
                out.append("<pre><code>").append(Summary.escape(block.text())).append("</code></pre>\n");
            case FIGURE -> {
                var figure = Objects.requireNonNull(state.figures().get(block.text()));
                entry("figure-" + block.text(), figure.title());
                out.append(figure.html("figure-" + block.text()));
            }
            case TABLE ->
                table(block.text(), Objects.requireNonNull(state.tables().get(block.text())));
        }
    }

    private void heading(int level, String text) {
        String id = "section-" + ++headings;
        int shown = Math.min(level + 1, 5);
        out.append("<h").append(shown).append(" id=\"").append(id).append("\">");
        out.append(inline(text)).append("</h").append(shown).append(">\n");
        entry(id, text);
    }

    private void entry(String id, String text) {
        contents.add("<li><a href=\"#" + id + "\">" + Summary.escape(text) + "</a></li>\n");
    }

    private void table(String id, Report.Grid grid) {
        entry("table-" + id, grid.caption());
        out.append("<table class=\"sortable\" id=\"table-").append(id).append("\"><caption>");
        out.append(Summary.escape(grid.caption())).append("</caption><thead><tr>");
        for (String head : grid.rows().get(0)) {
            out.append("<th scope=\"col\"><button type=\"button\">")
                    .append(Summary.escape(head))
                    .append("</button></th>");
        }
        out.append("</tr></thead><tbody>\n");
        for (List<String> row : grid.rows().subList(1, grid.rows().size())) {
            out.append("<tr>");
            for (String cell : row) {
                boolean number = NUMBER.matcher(cell).matches();
                out.append(number ? "<td class=\"number\">" : "<td>");
                out.append(Summary.escape(number ? Grids.shown(cell) : cell)).append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody></table>\n");
    }

    private void methods() {
        if (state.tables().values().stream().allMatch(g -> g.summary().isEmpty())) {
            return;
        }
        heading(1, "Methods");
        state.tables().forEach((id, grid) -> {
            if (!grid.summary().isEmpty()) {
                out.append("<h3>").append(Summary.escape(grid.caption())).append("</h3>\n<pre class=\"wide\">");
                out.append(Summary.escape(grid.summary())).append("</pre>\n");
            }
        });
    }

    private void sources() {
        heading(1, "Sources and licences");
        out.append("<ul class=\"sources\">\n");
        for (Provenance source : Report.sources(state)) {
            out.append("<li>");
            out.append(source.title().isEmpty() ? "" : "<strong>" + Summary.escape(source.title()) + "</strong>. ");
            out.append(Summary.escape(source.footer())).append(". ");
            if (source.url().toLowerCase(Locale.ROOT).startsWith("http")) {
                String url = Summary.escape(source.url());
                out.append("<a href=\"").append(url).append("\">").append(url).append("</a>. ");
            }
            source.notes().forEach(note -> out.append(Summary.escape(note)).append(' '));
            out.append(
                    source.sha256().isEmpty() ? "" : "<br><code>sha256 " + Summary.escape(source.sha256()) + "</code>");
            out.append("</li>\n");
        }
        out.append("</ul>\n<p>Built with Overhang ").append(Manifest.version()).append(".</p>\n");
    }

    /** Bold, italic, code and links inside a line of text. */
    static String inline(String text) {
        return Summary.escape(text)
                .replaceAll("`([^`]+)`", "<code>$1</code>")
                .replaceAll("\\*\\*([^*]+)\\*\\*", "<strong>$1</strong>")
                .replaceAll("(?<![*\\w])\\*([^*]+)\\*(?![*\\w])", "<em>$1</em>")
                .replaceAll("\\[([^\\]]+)\\]\\((https?://[^)\\s]+|#[^)\\s]+)\\)", "<a href=\"$2\">$1</a>");
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
