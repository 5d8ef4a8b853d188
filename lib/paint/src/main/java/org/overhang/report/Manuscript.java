package org.overhang.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/** The text of a report as a tree: its ids checked, its numbers filled in, figures and tables as blocks of their own. */
final class Manuscript {
    // Possessive, and no brace inside: each character is looked at once, however long a text without an end is.
    static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*+)\\}\\}");
    private static final Pattern ALONE = Pattern.compile("\\{\\{\\s*+(figure|table):([^{}]*+)\\}\\}");
    private static final Pattern OTHERS = Pattern.compile("\\{\\{\\s*+(figure|table)s\\s*+\\}\\}");
    private static final String VALUE = "value";

    /** Places that every report has; a heading of the text with such a name is numbered. */
    static final String METHODS = "methods";

    static final String SOURCES = "sources-and-licences";
    static final String CONTENTS = "contents";
    static final String MAIN = "main";

    private final Report.State state;
    private final Node document;
    private final Map<Heading, String> anchors = new LinkedHashMap<>();

    private Manuscript(Report.State state) {
        this.state = state;
        this.document = Parser.builder()
                .extensions(List.of(TablesExtension.create()))
                .build()
                .parse(state.text().isEmpty() ? everything(state) : state.text());
    }

    static Manuscript of(Report.State state) {
        Manuscript text = new Manuscript(state);
        text.all(Paragraph.class).forEach(Manuscript::stand);
        text.nameHeadings();
        ManuscriptCheck.check(text, state);
        text.expand();
        text.fill();
        return text;
    }

    Node document() {
        return document;
    }

    /** How a link reaches a heading. */
    String anchor(Heading heading) {
        return Objects.requireNonNull(anchors.get(heading));
    }

    List<String> anchors() {
        return List.copyOf(anchors.values());
    }

    /** Every node of a class, in the order of the text. */
    <T extends Node> List<T> all(Class<T> type) {
        List<T> found = new ArrayList<>();
        collect(document, type, found);
        return found;
    }

    private static <T extends Node> void collect(Node node, Class<T> type, List<T> found) {
        if (type.isInstance(node)) {
            found.add(type.cast(node));
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            collect(child, type, found);
        }
    }

    /** The words below a node, without what marks them up. */
    static String plain(Node node) {
        StringBuilder out = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                out.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                out.append(code.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak line) {
                out.append(' ');
            }

            @Override
            public void visit(HardLineBreak line) {
                out.append(' ');
            }
        });
        return out.toString();
    }

    private static String everything(Report.State state) {
        StringBuilder out = new StringBuilder();
        state.figures().keySet().forEach(id -> out.append("{{figure:" + id + "}}\n\n"));
        state.tables().keySet().forEach(id -> out.append("{{table:" + id + "}}\n\n"));
        state.values().keySet().forEach(id -> out.append("- " + id + ": {{value:" + id + "}}\n"));
        return out.toString();
    }

    /** Takes figures and tables that stand on a line of their own out of their paragraph. */
    private static void stand(Paragraph paragraph) {
        List<List<Node>> lines = new ArrayList<>(List.of(new ArrayList<>()));
        for (Node node = paragraph.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
                lines.add(new ArrayList<>());
            } else {
                lines.get(lines.size() - 1).add(node);
            }
        }
        if (lines.stream().allMatch(line -> standing(line) == null)) {
            return;
        }
        Node last = paragraph;
        Paragraph words = null;
        for (List<Node> line : lines) {
            Stand stand = standing(line);
            if (stand != null) {
                last.insertAfter(stand);
                last = stand;
                words = null;
            } else {
                if (words == null) {
                    words = new Paragraph();
                    last.insertAfter(words);
                    last = words;
                } else {
                    words.appendChild(new SoftLineBreak());
                }
                line.forEach(words::appendChild);
            }
        }
        paragraph.unlink();
    }

    private static @Nullable Stand standing(List<Node> line) {
        if (line.size() != 1 || !(line.get(0) instanceof Text text)) {
            return null;
        }
        String words = text.getLiteral().strip();
        Matcher one = ALONE.matcher(words);
        if (one.matches() && !one.group(2).isBlank()) {
            return new Stand(kind(one.group(1)), one.group(2).strip());
        }
        Matcher others = OTHERS.matcher(words);
        return others.matches() ? new Stand(kind(others.group(1)), "") : null;
    }

    private static Stand.Kind kind(String word) {
        return word.equals(Stand.Kind.FIGURE.word()) ? Stand.Kind.FIGURE : Stand.Kind.TABLE;
    }

    /** Names each heading by its words, and lets none skip a level: a title of its own stands above all. */
    private void nameHeadings() {
        Set<String> taken = new LinkedHashSet<>(List.of(METHODS, SOURCES, CONTENTS, MAIN, ""));
        int before = 1;
        for (Heading heading : all(Heading.class)) {
            String words = plain(heading).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
            String bare = words.replaceAll("^-|-$", "");
            String name = bare.matches("(figure|table)-.*") ? "section-" + bare : bare;
            String free = name;
            for (int n = 2; !taken.add(free); n++) {
                free = name + "-" + n;
            }
            anchors.put(heading, free);
            int level = Math.min(Math.min(heading.getLevel() + 1, before + 1), 6);
            heading.setLevel(level);
            before = level;
        }
    }

    /** Puts every figure or table that the text does not name where it says so. */
    private void expand() {
        for (Stand stand : all(Stand.class)) {
            if (stand.others()) {
                Set<String> ids = new LinkedHashSet<>(
                        stand.kind() == Stand.Kind.FIGURE
                                ? state.figures().keySet()
                                : state.tables().keySet());
                all(Stand.class).stream().filter(s -> s.kind() == stand.kind()).forEach(s -> ids.remove(s.id()));
                ids.forEach(id -> stand.insertBefore(new Stand(stand.kind(), id)));
                stand.unlink();
            }
        }
    }

    private void fill() {
        for (Text text : all(Text.class)) {
            text.setLiteral(PLACE.matcher(text.getLiteral())
                    .replaceAll(place -> Matcher.quoteReplacement(filled(place.group(), place.group(1)))));
        }
    }

    /** A number in place of its name; anything else has been refused before. */
    private String filled(String all, String named) {
        int colon = named.indexOf(':');
        boolean value = colon >= 0 && named.substring(0, colon).strip().equals(VALUE);
        return value ? value(named.substring(colon + 1).strip()) : all;
    }

    private String value(String id) {
        return Objects.requireNonNull(state.values().get(id)).text();
    }
}
