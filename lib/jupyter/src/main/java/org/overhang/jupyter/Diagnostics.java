package org.overhang.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import org.overhang.core.Nearest;

/** What the compiler says of a snippet, with the line it means. */
final class Diagnostics {
    private static final Pattern VARIABLE = Pattern.compile("symbol:\\s+variable (\\w+)");
    private static final int MOST = 5;

    private Diagnostics() {}

    static CellError rejected(JShell shell, Snippet snippet, Frames.Place place) {
        List<String> lines = new ArrayList<>();
        List<Diag> errors =
                shell.diagnostics(snippet).filter(Diag::isError).limit(MOST).toList();
        for (Diag error : errors) {
            lines.addAll(message(shell, error));
            lines.addAll(pointAt(snippet, error, place));
        }
        if (lines.isEmpty()) {
            lines.add("This does not compile.");
            lines.addAll(place.pointAt(1, -1, ""));
        }
        return new CellError("CompileError", lines.get(0), lines, null);
    }

    static CellError unresolved(JShell shell, Snippet snippet, List<String> names, Frames.Place place) {
        List<String> lines = new ArrayList<>();
        String missing = names.isEmpty() ? "a name that is not defined" : String.join(", ", names);
        lines.add("This needs " + missing + ", which no cell has defined yet.");
        List<Diag> errors =
                shell.diagnostics(snippet).filter(Diag::isError).limit(MOST).toList();
        for (Diag error : errors) {
            lines.addAll(pointAt(snippet, error, place));
        }
        if (errors.isEmpty()) {
            lines.addAll(place.pointAt(1, -1, ""));
        }
        return new CellError("CompileError", lines.get(0), lines, null);
    }

    private static List<String> message(JShell shell, Diag error) {
        List<String> lines = new ArrayList<>();
        String text = Frames.clean(error.getMessage(Locale.ENGLISH));
        for (String line : text.lines().toList()) {
            if (!line.strip().startsWith("location:") || !line.strip().matches("location:\\s+class\\s*\\S*")) {
                lines.add(line);
            }
        }
        Matcher variable = VARIABLE.matcher(text);
        if (variable.find()) {
            List<String> known =
                    shell.variables().map(VarSnippet::name).sorted().toList();
            String hint = Nearest.hint(variable.group(1), known);
            if (!hint.isEmpty()) {
                lines.add(hint.strip());
            }
        }
        return lines;
    }

    private static List<String> pointAt(Snippet snippet, Diag error, Frames.Place place) {
        String source = snippet.source();
        int at = (int) Math.max(0, Math.min(source.length(), error.getPosition()));
        int line =
                1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
        int column = at - (source.lastIndexOf('\n', at - 1) + 1);
        return place.pointAt(line, column, "");
    }
}
