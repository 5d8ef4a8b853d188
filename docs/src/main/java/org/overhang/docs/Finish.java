package org.overhang.docs;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Summary;

/** Makes whole pages: links between files become links between pages, class names and citations become links, tables can be read aloud. */
final class Finish {
    private static final List<String[]> PARTS = List.of(
            new String[] {"index.html", "Overhang"},
            new String[] {"tutorials/index.html", "Tutorials"},
            new String[] {"how-to/index.html", "How to"},
            new String[] {"explanation/index.html", "Explanation"},
            new String[] {"reference/index.html", "Reference"},
            new String[] {"notation.html", "Notation"},
            new String[] {"glossary.html", "Glossary"},
            new String[] {"coming-from.html", "Coming from R, Stata, Python or SAS"},
            new String[] {"datasets/index.html", "Datasets"},
            new String[] {"bibliography.html", "Bibliography"},
            new String[] {"project/index.html", "Project"});

    private static final String NOTEBOOKS = "<!-- the list of notebooks stands here in the built pages -->";

    private static final int LABEL = 80;

    /** A class, or a method behind its class. */
    private static final Pattern CLASS_NAME =
            Pattern.compile("([A-Z]\\w+)(\\.[A-Z]\\w+)*(\\.[a-z]\\w*\\(.*\\))?", Pattern.DOTALL);

    private final Pages pages;
    private final Bibliography works;
    private final Map<String, String> classes;
    private final boolean reference;
    private final List<String> wrong = new ArrayList<>();

    Finish(Pages pages, Bibliography works, Map<String, String> classes, boolean reference) {
        this.pages = pages;
        this.works = works;
        this.classes = classes;
        this.reference = reference;
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    String page(Pages.Page page) throws IOException {
        Document body = Jsoup.parse(content(page));
        body.outputSettings().prettyPrint(false).charset("UTF-8");
        uniqueIds(body);
        links(page, body);
        tables(body);
        body.select("pre").attr("tabindex", "0");
        classNames(page, body);
        String html = body.body().html();
        boolean isBibliography = page.out().equals("bibliography.html");
        String cited = isBibliography ? html : works.link(html, page.up() + "bibliography.html");
        return Template.page(page.title(), page.up(), parts(page), neighbours(page), cited);
    }

    private String content(Pages.Page page) throws IOException {
        if (page.notebook() != null) {
            return NotebookPage.html(page.notebook());
        }
        String text = String.valueOf(page.markdown());
        if (page.out().equals("tutorials/index.html")) {
            text = text.replace(NOTEBOOKS, pages.notebookList());
        }
        if (page.out().equals("datasets/index.html")) {
            text += "\n## What there is, and its terms\n\n" + pages.datasetList();
        }
        return Markdown.html(text);
    }

    /** A notebook's cells are rendered one by one, so two of them may have a heading of the same words. */
    private static void uniqueIds(Document body) {
        Set<String> used = new HashSet<>();
        for (Element element : body.select("[id]")) {
            String id = element.id();
            for (int i = 2; !used.add(element.id()); i++) {
                element.attr("id", id + "-" + i);
            }
        }
    }

    private void links(Pages.Page page, Document body) {
        for (Element link : body.select("a[href], img[src]")) {
            String name = link.hasAttr("href") ? "href" : "src";
            String to = link.attr(name);
            if (to.isEmpty()
                    || to.startsWith("#")
                    || to.startsWith("data:")
                    || URI.create(to.split("#")[0]).isAbsolute()) {
                continue;
            }
            String[] parts = to.split("#", 2);
            String anchor = parts.length > 1 ? "#" + parts[1] : "";
            String out = target(page, parts[0]);
            if (out == null) {
                wrong.add(page.source() + " links to " + to + ", which is no page and no file of the documentation");
            } else if (out.startsWith(Reference.FOLDER) && !reference) {
                link.unwrap();
            } else {
                link.attr(name, page.up() + out + anchor);
            }
        }
    }

    private @Nullable String target(Pages.Page page, String to) {
        Path file = page.source().resolveSibling(to).normalize();
        String out = pages.out(file);
        if (out == null && to.matches("(\\.\\./)*reference/.*")) {
            return to.replaceFirst("^(\\.\\./)*", "");
        }
        return out;
    }

    /** A wide table scrolls by itself; it is named after the heading above it. */
    private static void tables(Document body) {
        for (Element table : body.select("table")) {
            table.select("thead th").attr("scope", "col");
            table.select("tbody th").attr("scope", "row");
            String heading = headingBefore(table);
            String name = heading.isEmpty() ? "Table" : "Table: " + heading;
            Element scroll = new Element("div").addClass("scroll").attr("tabindex", "0");
            scroll.attr("role", "group").attr("aria-label", name.substring(0, Math.min(name.length(), LABEL)));
            table.replaceWith(scroll);
            scroll.appendChild(table);
        }
    }

    private static String headingBefore(Element table) {
        for (Element at = table; at != null; at = at.parent()) {
            Element before = at.previousElementSibling();
            while (before != null) {
                if (before.tagName().matches("h[1-6]")) {
                    return before.text();
                }
                before = before.previousElementSibling();
            }
        }
        return "";
    }

    private void classNames(Pages.Page page, Document body) {
        for (Element code : body.select("code")) {
            Matcher name = CLASS_NAME.matcher(code.text());
            String to = name.matches() ? classes.get(name.group(1)) : null;
            boolean free = code.parents().stream().noneMatch(p -> p.tagName().matches("a|pre|h1"));
            if (to != null && free) {
                code.wrap("<a href=\"" + page.up() + to + "\"></a>");
            }
        }
    }

    private String parts(Pages.Page page) {
        StringBuilder out = new StringBuilder();
        for (String[] part : PARTS) {
            if (part[0].startsWith(Reference.FOLDER) && !reference) {
                continue;
            }
            boolean here = part[0].equals(page.out()) || part[0].contains("/") && part[0].startsWith(page.part() + "/");
            out.append("<a href=\"").append(page.up()).append(part[0]).append('"');
            out.append(here ? " aria-current=\"" + (part[0].equals(page.out()) ? "page" : "true") + "\">" : ">");
            out.append(part[1]).append("</a>");
        }
        return out.toString();
    }

    private String neighbours(Pages.Page page) {
        if (page.part().isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("<ul>");
        for (Pages.Page other : pages.part(page.part())) {
            out.append("<li><a href=\"").append(page.up()).append(other.out()).append('"');
            out.append(other.out().equals(page.out()) ? " aria-current=\"page\">" : ">");
            out.append(Summary.escape(other.title())).append("</a></li>");
        }
        return out.append("</ul>").toString();
    }
}
