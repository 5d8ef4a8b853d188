package org.overhang.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.overhang.core.Nearest;
import org.overhang.core.OverhangException;
import org.overhang.core.Problems;
import org.overhang.core.Reason;

/** The text of a report cut into blocks, its ids checked. */
final class Blocks {
    static final Pattern VALUE = Pattern.compile("\\{\\{value:([^}]*)\\}\\}");
    private static final Pattern STANDS = Pattern.compile("\\{\\{(figure|table):([^}]*)\\}\\}");
    private static final Pattern ANY = Pattern.compile("\\{\\{([^}:]*):?([^}]*)\\}\\}");
    private static final Pattern HEADING = Pattern.compile("(#{1,4})\\s+(.*)");
    private static final Pattern ITEM = Pattern.compile("(?:[-*]|[0-9]+\\.)\\s+(.*)");

    /** What a block is: a heading of a level, a paragraph, an item of a list, code, a figure or a table by id. */
    enum Kind {
        HEADING,
        PARAGRAPH,
        BULLET,
        NUMBERED,
        CODE,
        FIGURE,
        TABLE
    }

    /** One block; {@code level} is that of a heading. */
    record Block(Kind kind, int level, String text) {}

    private Blocks() {}

    static List<Block> of(Report.State state) {
        String text = state.text().isEmpty() ? everything(state) : state.text();
        check(state, text);
        return cut(Report.filled(text, id -> {
            Report.Value value = state.values().get(id);
            return value == null ? "" : value.text();
        }));
    }

    private static String everything(Report.State state) {
        StringBuilder out = new StringBuilder();
        state.figures()
                .keySet()
                .forEach(id -> out.append("{{figure:").append(id).append("}}\n\n"));
        state.tables().keySet().forEach(id -> out.append("{{table:").append(id).append("}}\n\n"));
        state.values()
                .keySet()
                .forEach(id -> out.append("- ")
                        .append(id)
                        .append(": {{value:")
                        .append(id)
                        .append("}}\n"));
        return out.toString();
    }

    private static void check(Report.State state, String text) {
        Problems problems = new Problems();
        problems.require(
                !text.isBlank(),
                Reason.BAD_VALUE,
                "A report needs text, a figure, a table or a value, but it has none.");
        Map<String, Map<String, ?>> kinds = new java.util.LinkedHashMap<>();
        kinds.put("figure", state.figures());
        kinds.put("table", state.tables());
        kinds.put("value", state.values());
        Map<String, Set<String>> used = new java.util.HashMap<>();
        Matcher matcher = ANY.matcher(text);
        while (matcher.find()) {
            Map<String, ?> known = kinds.get(matcher.group(1));
            String id = matcher.group(2);
            if (known == null) {
                problems.add(
                        Reason.BAD_VALUE,
                        "The text may name {{figure:id}}, {{table:id}} and {{value:id}}, but it has \""
                                + matcher.group() + "\".");
            } else {
                used.computeIfAbsent(matcher.group(1), k -> new TreeSet<>()).add(id);
                problems.require(
                        known.containsKey(id),
                        Reason.BAD_VALUE,
                        "The text names {{" + matcher.group(1) + ":" + id + "}}, but no " + matcher.group(1)
                                + " has that id. " + Nearest.hint(id, Report.ids(known)) + "There are: "
                                + String.join(", ", Report.ids(known)) + ".");
            }
        }
        kinds.forEach((kind, known) -> known.keySet().stream()
                .filter(id -> !used.getOrDefault(kind, Set.of()).contains(id))
                .forEach(id -> problems.add(
                        Reason.BAD_VALUE,
                        "The report was given the " + kind + " \"" + id + "\", but its text does not use it. Write {{"
                                + kind + ":" + id + "}} or leave it out.")));
        checkFigures(state, problems);
        problems.throwIfAny();
    }

    private static void checkFigures(Report.State state, Problems problems) {
        state.figures().forEach((id, figure) -> {
            problems.require(
                    !figure.sources().isEmpty(),
                    Reason.BAD_VALUE,
                    "Each figure of a report says where its numbers come from, but \"" + id
                            + "\" does not. Call source(provenance).");
            problems.require(
                    !figure.title().isBlank(),
                    Reason.BAD_VALUE,
                    "Each figure of a report has a title, but \"" + id + "\" has none.");
            try {
                figure.svg();
            } catch (OverhangException e) {
                problems.add(e.reason(), "Figure \"" + id + "\": " + e.getMessage());
            }
        });
    }

    private static List<Block> cut(String text) {
        List<Block> blocks = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        StringBuilder code = null;
        for (String raw : (text + "\n").split("\n", -1)) {
            String line = raw.strip();
            if (line.startsWith("```")) {
                flush(blocks, paragraph);
                if (code != null) {
                    blocks.add(new Block(Kind.CODE, 0, code.toString().stripTrailing()));
                }
                code = code == null ? new StringBuilder() : null;
            } else if (code != null) {
                code.append(raw).append('\n');
            } else if (!special(blocks, paragraph, line)) {
                paragraph.append(paragraph.isEmpty() ? "" : " ").append(line);
            }
        }
        flush(blocks, paragraph);
        return blocks;
    }

    /** Takes a line that is not part of a paragraph; false if it is. */
    private static boolean special(List<Block> blocks, StringBuilder paragraph, String line) {
        Matcher heading = HEADING.matcher(line);
        Matcher item = ITEM.matcher(line);
        Matcher stands = STANDS.matcher(line);
        if (line.isEmpty()) {
            flush(blocks, paragraph);
        } else if (heading.matches()) {
            flush(blocks, paragraph);
            blocks.add(new Block(Kind.HEADING, heading.group(1).length(), heading.group(2)));
        } else if (item.matches()) {
            flush(blocks, paragraph);
            boolean numbered = Character.isDigit(line.charAt(0));
            blocks.add(new Block(numbered ? Kind.NUMBERED : Kind.BULLET, 0, item.group(1)));
        } else if (stands.matches()) {
            flush(blocks, paragraph);
            blocks.add(new Block(stands.group(1).equals("figure") ? Kind.FIGURE : Kind.TABLE, 0, stands.group(2)));
        } else {
            return false;
        }
        return true;
    }

    private static void flush(List<Block> blocks, StringBuilder paragraph) {
        if (!paragraph.isEmpty()) {
            String text = paragraph.toString();
            Matcher stands = STANDS.matcher(text);
            if (stands.find()) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "A figure or table stands on a line of its own, with empty lines around it, but \""
                                + stands.group() + "\" stands inside a paragraph.");
            }
            blocks.add(new Block(Kind.PARAGRAPH, 0, text));
            paragraph.setLength(0);
        }
    }
}
