package org.overhang.docs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a page needs so that it can be read aloud, by keyboard, on a phone and with weak eyes; the checks follow the Web Content
 * Accessibility Guidelines 2.2, level AA.
 */
final class Accessibility {
    /** Guideline 1.4.3, text of ordinary size. */
    private static final double LEAST_CONTRAST = 4.5;

    private static final int ALT_LIMIT = 2_000;
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)\\}");
    private static final Pattern VARIABLE = Pattern.compile("(--[a-z]+):\\s*(#[0-9A-Fa-f]{6})");

    private Accessibility() {}

    static List<String> problems(String name, String html) {
        Document page = Jsoup.parse(html);
        List<String> wrong = new ArrayList<>();
        require(wrong, page.select("html[lang]").size() == 1, "the page does not say its language (3.1.1)");
        require(wrong, !page.title().isBlank(), "the page has no title (2.4.2)");
        require(wrong, page.select("meta[name=viewport]").size() == 1, "the page does not fit a phone (1.4.10)");
        require(wrong, page.select("main").size() == 1, "the page needs one main part (1.3.1)");
        Element first = page.body().select("a[href]").first();
        boolean skips =
                first != null && first.attr("href").equals("#content") && page.getElementById("content") != null;
        require(wrong, skips, "the first link does not skip to the content (2.4.1)");
        headings(wrong, page);
        ids(wrong, page);
        for (Element image : page.select("img")) {
            String alt = image.attr("alt").strip();
            require(
                    wrong,
                    alt.length() > 10 && alt.length() < ALT_LIMIT,
                    "a picture has no text in its place (1.1.1): " + alt);
        }
        for (Element link : page.select("a[href]")) {
            boolean named = !link.text().isBlank() || !link.select("img[alt]").isEmpty() || link.hasAttr("aria-label");
            require(wrong, named, "a link has no words (2.4.4): " + link.attr("href"));
        }
        for (Element cell : page.select("th")) {
            require(
                    wrong,
                    cell.hasAttr("scope"),
                    "a heading of a table does not say what it heads (1.3.1): " + cell.text());
        }
        for (Element scrolled : page.select("pre, .scroll")) {
            require(wrong, scrolled.attr("tabindex").equals("0"), "what scrolls cannot be reached by keyboard (2.1.1)");
        }
        for (Element nav : page.select("nav")) {
            require(wrong, nav.hasAttr("aria-label"), "a list of links does not say what it is (1.3.1)");
        }
        require(
                wrong,
                page.select("[tabindex]").stream()
                        .noneMatch(e -> e.attr("tabindex").matches("[1-9].*")),
                "the order of the keyboard is forced (2.4.3)");
        return wrong.stream().map(problem -> name + ": " + problem).toList();
    }

    private static void require(List<String> wrong, boolean holds, String problem) {
        if (!holds) {
            wrong.add(problem);
        }
    }

    private static void headings(List<String> wrong, Document page) {
        require(
                wrong,
                page.select("h1").size() == 1,
                "the page needs one first heading (1.3.1), found "
                        + page.select("h1").eachText());
        int level = 0;
        for (Element heading : page.select("h1, h2, h3, h4, h5, h6")) {
            int now = heading.tagName().charAt(1) - '0';
            require(wrong, now <= level + 1, "a level of headings is skipped (1.3.1) at " + heading.text());
            level = now;
        }
    }

    private static void ids(List<String> wrong, Document page) {
        Set<String> used = new HashSet<>();
        for (Element element : page.select("[id]")) {
            require(wrong, used.add(element.id()), "two elements have the id " + element.id());
        }
    }

    /** The contrast of each rule's text with its own or the page's background. */
    static List<String> contrast(String name, String css) {
        Map<String, String> variables = new LinkedHashMap<>();
        Matcher variable = VARIABLE.matcher(css);
        while (variable.find()) {
            variables.put(variable.group(1), variable.group(2));
        }
        List<String> wrong = new ArrayList<>();
        Matcher rule = RULE.matcher(css);
        while (rule.find()) {
            String color = colour(rule.group(2), "color", variables, "");
            if (color.isEmpty()) {
                continue;
            }
            for (String paper : List.of(
                    colour(rule.group(2), "background", variables, "#FFFFFF"),
                    variables.getOrDefault("--tint", "#FFFFFF"))) {
                double ratio = contrastRatio(color, paper);
                if (ratio < LEAST_CONTRAST) {
                    wrong.add(name + ": " + rule.group(1).strip() + " has a contrast of "
                            + org.overhang.core.Numbers.fixed(ratio, 2) + ", needed 4.5 (1.4.3)");
                }
            }
        }
        return wrong;
    }

    private static String colour(
            String declarations, String property, Map<String, String> variables, String otherwise) {
        Matcher said = Pattern.compile("(?:^|[;\\s])" + property + ":\\s*(?:var\\((--[a-z]+)\\)|(#[0-9A-Fa-f]{6}))")
                .matcher(declarations);
        if (!said.find()) {
            return otherwise;
        }
        return said.group(2) != null ? said.group(2) : variables.getOrDefault(said.group(1), otherwise);
    }

    /** (L1 + 0.05)/(L2 + 0.05) of relative luminances, as guideline 1.4.3 defines it. */
    static double contrastRatio(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String hex) {
        return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
    }

    private static double channel(String hex, int at) {
        double c = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
        return c <= 0.04045 ? c / 12.92 : StrictMath.pow((c + 0.055) / 1.055, 2.4);
    }
}
