package org.overhang.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.overhang.core.CommaSeparated;
import org.overhang.core.Numbers;
import org.overhang.core.Progress;
import org.overhang.core.Provenance;
import org.overhang.core.Summary;

/** A report as one web page that needs no network. */
final class HtmlPage {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?(e-?[0-9]+)?");

    private final Report.State state;
    private final Manuscript text;
    private final StringBuilder out = new StringBuilder();
    private final Outline outline = new Outline();

    HtmlPage(Report.State state, Manuscript text) {
        this.state = state;
        this.text = text;
    }

    String page() {
        String body = renderer().render(text.document());
        methods();
        sources();
        String title = Summary.escape(Report.heading(state));
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"generator\" content=\"Overhang " + Manifest.version() + "\">\n"
                + "<title>" + title + "</title>\n<style>\n" + resource("report.css") + "</style>\n</head>\n<body>\n"
                + "<a class=\"skip\" href=\"#main\">Skip to the text</a>\n<header><h1>" + title + "</h1></header>\n"
                + "<nav aria-labelledby=\"contents\"><h2 id=\"contents\">Contents</h2>\n" + outline.html()
                + "</nav>\n<main id=\"main\" tabindex=\"-1\">\n" + body + out
                + "</main>\n<script>\n" + resource("report.js") + "</script>\n</body>\n</html>\n";
    }

    private HtmlRenderer renderer() {
        return HtmlRenderer.builder()
                .extensions(List.of(TablesExtension.create()))
                .escapeHtml(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> attribute(node, attributes))
                .nodeRendererFactory(Stands::new)
                .build();
    }

    private void attribute(Node node, Map<String, String> attributes) {
        if (node instanceof Heading heading) {
            attributes.put("id", text.anchor(heading));
            outline.heading(heading.getLevel(), text.anchor(heading), Manuscript.plain(heading));
        } else if (node instanceof TableCell cell && cell.isHeader()) {
            attributes.put("scope", "col");
        }
    }

    /** Draws the figures and tables of the text. */
    private final class Stands implements NodeRenderer {
        private final HtmlNodeRendererContext context;

        Stands(HtmlNodeRendererContext context) {
            this.context = context;
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Stand.class);
        }

        @Override
        public void render(Node node) {
            Progress.stopIfInterrupted();
            Stand stand = (Stand) node;
            String anchor = stand.kind().anchor(stand.id());
            context.getWriter().line();
            if (stand.kind() == Stand.Kind.FIGURE) {
                var figure = Objects.requireNonNull(state.figures().get(stand.id()));
                outline.entry(anchor, figure.title());
                context.getWriter().raw(figure.html(anchor));
            } else {
                Report.Grid grid = Objects.requireNonNull(state.tables().get(stand.id()));
                outline.entry(anchor, grid.caption());
                context.getWriter().raw(table(anchor, grid));
            }
        }
    }

    private static String table(String anchor, Report.Grid grid) {
        StringBuilder out = new StringBuilder();
        String caption = Summary.escape(grid.caption());
        out.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(caption)
                .append("\">\n<table class=\"sortable\" id=\"")
                .append(anchor)
                .append("\"><caption>")
                .append(caption)
                .append("</caption><thead><tr>");
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
                out.append(Summary.escape(number ? Numbers.shown(cell) : cell)).append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody></table></div>\n<p class=\"download\"><a download=\"")
                .append(anchor);
        out.append(".csv\" href=\"data:text/csv;charset=utf-8,");
        out.append(URLEncoder.encode(CommaSeparated.write(grid.rows()), StandardCharsets.UTF_8)
                .replace("+", "%20"));
        return out.append("\">Download ")
                .append(anchor)
                .append(".csv</a></p>\n")
                .toString();
    }

    private void section(String anchor, String title) {
        outline.heading(2, anchor, title);
        out.append("<h2 id=\"").append(anchor).append("\">").append(title).append("</h2>\n");
    }

    private void methods() {
        if (state.tables().values().stream().allMatch(g -> g.summary().isEmpty())) {
            return;
        }
        section(Manuscript.METHODS, "Methods");
        state.tables().forEach((id, grid) -> {
            if (!grid.summary().isEmpty()) {
                String caption = Summary.escape(grid.caption());
                out.append("<h3>").append(caption).append("</h3>\n");
                out.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"How it was made: ")
                        .append(caption)
                        .append("\"><pre>");
                out.append(Summary.escape(grid.summary())).append("</pre></div>\n");
            }
        });
    }

    private void sources() {
        section(Manuscript.SOURCES, "Sources and licences");
        out.append("<ul class=\"sources\">\n");
        for (Provenance source : Report.sources(state)) {
            out.append("<li>");
            out.append(source.title().isEmpty() ? "" : "<strong>" + Summary.escape(source.title()) + "</strong>. ");
            out.append(Summary.escape(source.footer())).append(". ");
            for (String page : Report.pages(source)) {
                String url = Summary.escape(page);
                out.append(Report.onTheWeb(page) ? "<a href=\"" + url + "\">" + url + "</a>. " : url + ". ");
            }
            source.notes().forEach(note -> out.append(Summary.escape(note)).append(' '));
            out.append(
                    source.sha256().isEmpty() ? "" : "<br><code>sha256 " + Summary.escape(source.sha256()) + "</code>");
            out.append("</li>\n");
        }
        out.append("</ul>\n<p>Built with Overhang ").append(Manifest.version()).append(".</p>\n");
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
