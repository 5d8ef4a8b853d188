package org.overhang.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;

/** What a report's text must hold: known ids, each of them used, links that lead somewhere, nothing loaded from elsewhere. */
final class ManuscriptCheck {
    private static final String FIGURE = Stand.Kind.FIGURE.word();
    private static final String TABLE = Stand.Kind.TABLE.word();
    private static final String VALUE = "value";
    private static final Set<String> OTHERS = Set.of(FIGURE + "s", TABLE + "s");

    private final Manuscript text;
    private final Report.State state;
    private final Problems problems = new Problems();
    private final Map<String, Map<String, ?>> given = new LinkedHashMap<>();
    private final Map<String, Set<String>> used = new LinkedHashMap<>();

    private ManuscriptCheck(Manuscript text, Report.State state) {
        this.text = text;
        this.state = state;
        given.put(FIGURE, state.figures());
        given.put(TABLE, state.tables());
        given.put(VALUE, state.values());
        given.keySet().forEach(kind -> used.put(kind, new TreeSet<>()));
    }

    /** Gathers every problem, then throws them together. */
    static void check(Manuscript text, Report.State state) {
        ManuscriptCheck check = new ManuscriptCheck(text, state);
        check.run();
        check.problems.throwIfAny();
    }

    private void run() {
        require(
                text.document().getFirstChild() != null,
                "A report needs text, a figure, a table or a value, but it has none.");
        text.all(Stand.class).forEach(stand -> {
            if (!stand.others()) {
                use(stand.kind().word(), stand.id());
            }
        });
        text.all(Text.class).forEach(this::places);
        unused();
        figures();
        text.all(Link.class).forEach(this::link);
        text.all(Image.class)
                .forEach(image -> require(
                        false,
                        "A report loads no pictures from elsewhere, but its text has the picture \""
                                + image.getDestination() + "\". Make a figure of it and write {{figure:id}}."));
    }

    private void require(boolean holds, String otherwise) {
        problems.require(holds, Reason.BAD_VALUE, otherwise);
    }

    private void use(String kind, String id) {
        Map<String, ?> known = Objects.requireNonNull(given.get(kind));
        Objects.requireNonNull(used.get(kind)).add(id);
        List<String> ids = Report.ids(known);
        require(
                known.containsKey(id),
                "The text names {{" + kind + ":" + id + "}}, but no " + kind + " has that id. "
                        + (ids.isEmpty()
                                ? "The report was given none; call " + kind + "(\"" + id + "\", …)."
                                : Nearest.hint(id, ids) + "There are: " + String.join(", ", ids) + "."));
    }

    /** What a line of text names; figures and tables have been taken out of it where they may stand. */
    private void places(Text line) {
        Matcher place = Manuscript.PLACE.matcher(line.getLiteral());
        while (place.find()) {
            String named = place.group(1).strip();
            int colon = named.indexOf(':');
            String kind = colon < 0 ? named : named.substring(0, colon).strip();
            if (colon >= 0 && kind.equals(VALUE)) {
                use(VALUE, named.substring(colon + 1).strip());
            } else if (colon >= 0 ? given.containsKey(kind) : OTHERS.contains(kind)) {
                require(
                        false,
                        "A figure or table stands on a line of its own, but \"" + place.group()
                                + "\" stands inside a paragraph. Give it a line.");
            } else {
                require(
                        false,
                        "The text may name {{figure:id}}, {{table:id}}, {{value:id}}, or {{figures}} and {{tables}} for those it "
                                + "does not name, but it has \"" + place.group() + "\".");
            }
        }
    }

    private void unused() {
        Set<String> taken = new TreeSet<>();
        text.all(Stand.class).stream()
                .filter(Stand::others)
                .forEach(s -> taken.add(s.kind().word()));
        given.forEach((kind, known) -> {
            for (String id : known.keySet()) {
                boolean named = Objects.requireNonNull(used.get(kind)).contains(id);
                String all = kind.equals(VALUE) ? "" : ", or {{" + kind + "s}} for all that are not named,";
                require(
                        named || taken.contains(kind),
                        "The report was given the " + kind + " \"" + id + "\", but its text does not use it. Write {{"
                                + kind + ":" + id + "}}" + all + " or leave it out.");
            }
        });
    }

    private void figures() {
        state.figures().forEach((id, figure) -> {
            require(
                    !figure.sources().isEmpty(),
                    "Each figure of a report says where its numbers come from, but \"" + id
                            + "\" does not. Call source(provenance).");
            require(!figure.title().isBlank(), "Each figure of a report has a title, but \"" + id + "\" has none.");
            try {
                figure.checked();
            } catch (OverhangException e) {
                problems.add(e.reason(), "Figure \"" + id + "\": " + e.getMessage());
            }
        });
    }

    private void link(Link link) {
        String to = link.getDestination();
        if (!to.startsWith("#")) {
            require(
                    to.matches("(?i)(https?://|mailto:).+"),
                    "A link of a report leads to the web or to a place in the report, but one leads to \"" + to
                            + "\". Write https://… or #heading.");
            return;
        }
        List<String> known = new ArrayList<>(text.anchors());
        state.figures().keySet().forEach(id -> known.add(Stand.Kind.FIGURE.anchor(id)));
        state.tables().keySet().forEach(id -> known.add(Stand.Kind.TABLE.anchor(id)));
        known.add(Manuscript.METHODS);
        known.add(Manuscript.SOURCES);
        require(
                known.contains(to.substring(1)),
                "The text links to \"" + to + "\", but no place in the report is called that. "
                        + Nearest.hint(to.substring(1), known) + "There are: " + String.join(", ", known) + ".");
    }
}
