package org.overhang.jupyter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.jspecify.annotations.Nullable;

/** Help while a cell is written: what could come next, what a name means, whether the cell is whole. */
final class Assistance {
    private static final Pattern MAGIC = Pattern.compile("(?m)^[ \\t]*(%{1,2}[a-z]*)$");
    private static final int MOST = 8;

    /** What every object has comes last. */
    private static final Set<String> EVERY_OBJECT =
            Set.of("equals(", "getClass()", "hashCode()", "notify()", "notifyAll()", "toString()", "wait(");

    private static final String STEP = "    ";

    private Assistance() {}

    /**
     * What could stand at the cursor.
     *
     * @param texts replacements
     * @param start where they begin, counted as Jupyter does
     * @param end the cursor
     */
    record Completions(List<String> texts, int start, int end) {}

    /** How whole a cell is. */
    enum Whole {
        COMPLETE,
        INCOMPLETE,
        INVALID
    }

    /** The snippet that holds the cursor. */
    private record Here(int start, String source) {}

    static Completions completions(CellEngine engine, String code, int codePoint) {
        int at = code.offsetByCodePoints(0, Math.min(codePoint, code.codePointCount(0, code.length())));
        Matcher magic = MAGIC.matcher(code.substring(0, at));
        while (magic.find()) {
            if (magic.end() == at) {
                String begun = magic.group(1);
                List<String> names = Magics.NAMES.stream()
                        .filter(name -> name.startsWith(begun))
                        .toList();
                return new Completions(names, code.codePointCount(0, magic.start(1)), codePoint);
            }
        }
        Here here = here(engine.analysis(), code, at);
        int[] anchor = new int[1];
        List<Suggestion> found =
                engine.analysis().completionSuggestions(here.source(), at - here.start(), anchor).stream()
                        .filter(suggestion -> !suggestion.continuation().startsWith("$"))
                        .toList();
        Set<String> texts = new LinkedHashSet<>();
        List<String> all = found.stream().map(Suggestion::continuation).toList();
        found.stream()
                .filter(Suggestion::matchesType)
                .map(Suggestion::continuation)
                .filter(text -> !EVERY_OBJECT.contains(text))
                .forEach(texts::add);
        all.stream().filter(text -> !EVERY_OBJECT.contains(text)).forEach(texts::add);
        texts.addAll(all);
        int start = Math.min(at, here.start() + anchor[0]);
        return new Completions(List.copyOf(texts), code.codePointCount(0, start), codePoint);
    }

    private static Here here(SourceCodeAnalysis analysis, String code, int at) {
        int start = 0;
        while (true) {
            String rest = code.substring(start);
            CompletionInfo info = analysis.analyzeCompletion(rest);
            String remaining = info.remaining();
            if (!info.completeness().isComplete() || remaining == null || remaining.isEmpty()) {
                return new Here(start, rest);
            }
            int next = code.length() - remaining.length();
            if (next >= at || next <= start) {
                return new Here(start, rest);
            }
            start = next;
        }
    }

    /** What the name before the cursor is, with its documentation where its source is at hand. */
    static @Nullable String documentation(CellEngine engine, String code, int codePoint) {
        int at = code.offsetByCodePoints(0, Math.min(codePoint, code.codePointCount(0, code.length())));
        Here here = here(engine.analysis(), code, at);
        int inside = at - here.start();
        List<SourceCodeAnalysis.Documentation> found = engine.analysis().documentation(here.source(), inside, true);
        if (found.isEmpty()) {
            int end = endOfName(here.source(), inside);
            String call = here.source().substring(0, end) + "(";
            found = engine.analysis().documentation(call, call.length(), true);
            if (found.isEmpty()) {
                String name = here.source().substring(0, end);
                found = engine.analysis().documentation(name, name.length(), true);
            }
        }
        if (found.isEmpty()) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (SourceCodeAnalysis.Documentation each : found.subList(0, Math.min(MOST, found.size()))) {
            String comment = each.javadoc() != null ? each.javadoc() : Sources.comment(each.signature());
            parts.add(each.signature() + (comment == null ? "" : "\n\n" + Sources.readable(comment)));
        }
        if (found.size() > MOST) {
            parts.add("… " + found.size() + " in all");
        }
        return String.join("\n\n", parts);
    }

    private static int endOfName(String source, int from) {
        int end = from;
        while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
            end++;
        }
        return end;
    }

    static Whole completeness(CellEngine engine, String code) {
        List<Pieces.Piece> pieces = Pieces.of(code, engine.analysis());
        if (pieces.stream().anyMatch(piece -> !piece.complete())) {
            return Whole.INCOMPLETE;
        }
        boolean unknown = pieces.stream()
                .filter(piece -> !piece.magic())
                .anyMatch(piece ->
                        engine.analysis().analyzeCompletion(piece.source()).completeness() == Completeness.UNKNOWN);
        return unknown ? Whole.INVALID : Whole.COMPLETE;
    }

    /** The blanks with which the next line begins. */
    static String indent(String code) {
        String last = code.substring(code.stripTrailing().lastIndexOf('\n') + 1);
        String blanks = last.substring(0, last.length() - last.stripLeading().length());
        return last.stripTrailing().endsWith("{") || last.stripTrailing().endsWith("(") ? blanks + STEP : blanks;
    }
}
