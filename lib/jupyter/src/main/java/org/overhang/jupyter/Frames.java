package org.overhang.jupyter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import jdk.jshell.JShellException;
import jdk.jshell.spi.ExecutionControl.UserException;
import org.jspecify.annotations.Nullable;
import org.overhang.core.OverhangException;

/** Turns a thrown exception into what the author of a cell can read: the message, the cell's line, the causes. */
final class Frames {
    private static final Pattern REPL = Pattern.compile("REPL\\.\\$JShell\\$\\w+[.$]");
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(\\w*?)\\$+\\d+");
    private static final int LIBRARY_FRAMES = 3;
    private static final int CELL_FRAMES = 8;
    private static final int CAUSES = 8;
    private static final int LINE = 160;

    private Frames() {}

    /** Where a snippet stands: its cell, the line of the cell it begins on, and its lines. */
    record Place(int cell, int firstLine, List<String> lines) {
        /** The lines that point at a line of the snippet, counted from 1. */
        List<String> pointAt(int line, int column, String where) {
            List<String> out = new ArrayList<>();
            out.add(where + "cell " + cell + ", line " + (firstLine + line) + ":");
            if (line >= 1 && line <= lines.size()) {
                String text = lines.get(line - 1);
                int indent = text.length() - text.stripLeading().length();
                int caret = Math.max(0, (column < 0 ? indent : column) - indent);
                String shown = text.strip();
                if (shown.length() > LINE) {
                    int from = Math.max(0, Math.min(caret - LINE / 2, shown.length() - LINE));
                    caret = Math.min(caret - from, LINE) + (from > 0 ? 1 : 0);
                    shown = (from > 0 ? "…" : "")
                            + shown.substring(from, from + LINE)
                            + (from + LINE < shown.length() ? "…" : "");
                }
                out.add("    " + shown);
                out.add("    " + " ".repeat(caret) + "^");
            }
            return out;
        }
    }

    /** JShell's own form of an exception, from which it finds the lines of snippets. */
    static UserException forJShell(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        UserException first = convert(thrown);
        UserException last = first;
        seen.add(thrown);
        for (Throwable cause = thrown.getCause(); cause != null && seen.add(cause); cause = cause.getCause()) {
            UserException next = convert(cause);
            last.initCause(next);
            last = next;
        }
        return first;
    }

    private static UserException convert(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace().clone();
        for (int i = 0; i < frames.length; i++) {
            StackTraceElement frame = frames[i];
            if (frame.getFileName() == null) {
                frames[i] =
                        new StackTraceElement(frame.getClassName(), frame.getMethodName(), "", frame.getLineNumber());
            }
        }
        return new UserException(
                String.valueOf(thrown.getMessage()), thrown.getClass().getName(), frames);
    }

    /**
     * The report on an exception.
     *
     * @param thrown what was thrown
     * @param mapped the same as JShell reports it, its frames mapped to snippets
     * @param places finds the place of a snippet by JShell's number for it
     * @param running place of the snippet that ran
     */
    static CellError report(
            Throwable thrown,
            @Nullable JShellException mapped,
            Function<String, @Nullable Place> places,
            Place running) {
        List<String> lines = new ArrayList<>(headline(thrown));
        if (thrown instanceof OutOfMemoryError) {
            lines.add(
                    "Memory is used up; the session keeps its values. Let go of what is large (x = null), or restart the kernel.");
        }
        boolean located = !(thrown instanceof Control.Stopped) && locate(lines, thrown, mapped, places);
        if (!located) {
            lines.addAll(running.pointAt(1, -1, ""));
        }
        Throwable cause = thrown.getCause();
        Throwable mappedCause = mapped == null ? null : mapped.getCause();
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            List<String> head = headline(cause);
            lines.add("Caused by: " + head.get(0));
            lines.addAll(head.subList(1, head.size()));
            locate(lines, cause, mappedCause, places);
            cause = cause.getCause();
            mappedCause = mappedCause == null ? null : mappedCause.getCause();
        }
        String name = thrown instanceof Control.Stopped
                ? "Interrupted"
                : simple(thrown.getClass().getName());
        return new CellError(name, clean(String.valueOf(thrown.getMessage())), lines, thrown);
    }

    /** Our own exceptions say what to do; their message stands first and alone. */
    private static List<String> headline(Throwable thrown) {
        String message = clean(String.valueOf(thrown.getMessage()));
        if (thrown instanceof OverhangException || thrown instanceof Control.Stopped) {
            return message.lines().toList();
        }
        String name = thrown.getClass().getName();
        String shown = name.startsWith("java.lang.") ? name.substring("java.lang.".length()) : clean(name);
        return thrown.getMessage() == null || thrown.getMessage().isBlank()
                ? List.of(shown)
                : (shown + ": " + message).lines().toList();
    }

    private static boolean locate(
            List<String> lines,
            Throwable thrown,
            @Nullable Throwable mapped,
            Function<String, @Nullable Place> places) {
        StackTraceElement[] frames = mapped == null ? thrown.getStackTrace() : mapped.getStackTrace();
        boolean tellsLibrary = !(thrown instanceof OverhangException);
        int cells = 0;
        int library = 0;
        for (StackTraceElement frame : frames) {
            String file = frame.getFileName();
            Place place = file != null && file.startsWith("#") ? places.apply(file.substring(1)) : null;
            if (place != null && cells < CELL_FRAMES) {
                String method = LAMBDA.matcher(frame.getMethodName()).replaceAll("$1");
                boolean named = !method.isBlank() && !method.startsWith("do_it");
                lines.addAll(place.pointAt(
                        frame.getLineNumber(), -1, (cells == 0 ? "" : "from ") + (named ? method + ", " : "")));
                cells++;
            } else if (place == null && cells == 0 && tellsLibrary && library < LIBRARY_FRAMES && tells(frame)) {
                lines.add("  at " + frame.getClassName() + "." + frame.getMethodName() + " (" + file + ":"
                        + frame.getLineNumber() + ")");
                library++;
            }
        }
        return cells > 0;
    }

    /** The JDK's own lines differ from release to release and say nothing about the cell. */
    private static boolean tells(StackTraceElement frame) {
        String name = frame.getClassName();
        return frame.getLineNumber() > 0
                && !name.startsWith("java.")
                && !name.startsWith("javax.")
                && !name.startsWith("jdk.")
                && !name.startsWith("sun.")
                && !name.startsWith("REPL.")
                && !name.startsWith("org.overhang.jupyter.Control");
    }

    static String simple(String className) {
        String name = clean(className);
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    /** JShell keeps the classes of cells inside generated ones; their names mean nothing to the author. */
    static String clean(String text) {
        return REPL.matcher(text).replaceAll("");
    }
}
