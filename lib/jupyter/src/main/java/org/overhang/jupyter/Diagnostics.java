package org.overhang.jupyter;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Nearest;

/** What the compiler says of a snippet, with the line it means. */
final class Diagnostics {
    private static final Pattern VARIABLE = Pattern.compile("symbol:\\s+variable (\\w+)");
    private static final Pattern TYPE = Pattern.compile("symbol:\\s+(?:class|variable) ([A-Z]\\w*)");
    private static final int MOST = 5;

    /** Packages of the libraries that a cell may want without their being imported in every session. */
    private static final List<String> LIBRARIES = List.of(
            "tech.tablesaw.aggregate",
            "tech.tablesaw.selection",
            "tech.tablesaw.joining",
            "tech.tablesaw.sorting",
            "tech.tablesaw.io.csv",
            "tech.tablesaw.table",
            "org.apache.commons.math3.stat.descriptive",
            "org.apache.commons.math3.distribution",
            "com.google.common.collect",
            "com.google.gson");

    private Diagnostics() {}

    static CellError rejected(JShell shell, Snippet snippet, Frames.Place place) {
        List<String> lines = new ArrayList<>();
        for (Diag error : errors(shell, snippet)) {
            lines.addAll(message(shell, error));
            lines.addAll(pointAt(snippet, error, place));
        }
        if (lines.isEmpty()) {
            lines.add("This does not compile.");
            lines.addAll(place.pointAt(1, -1, ""));
        }
        return new CellError("CompileError", lines.get(0), lines, null);
    }

    /** A snippet that JShell passed over: the compiler's own reason where it left one. */
    static CellError notRun(JShell shell, Snippet snippet, @Nullable String loader, Frames.Place place) {
        List<String> lines = new ArrayList<>();
        List<Diag> errors = errors(shell, snippet);
        for (Diag error : errors) {
            lines.addAll(message(shell, error));
        }
        String code = errors.isEmpty() ? "" : errors.get(0).getCode();
        if (code.contains("limit.string")) {
            lines.add(
                    "A text in quotes holds at most 65,535 bytes. Put it into a file and read that, or join shorter pieces.");
        } else if (code.contains("limit.")) {
            lines.add(
                    "A statement or method translates to at most 65,535 bytes, some 8,000 numbers. Put the numbers into a file"
                            + " and read that, or divide the statement.");
        } else if (lines.isEmpty()) {
            lines.add(
                    loader == null
                            ? "The compiler made nothing of this statement."
                            : "This could not be loaded: " + loader);
        }
        lines.set(0, "This did not run: " + lines.get(0));
        lines.addAll(place.pointAt(1, -1, ""));
        return new CellError("CompileError", lines.get(0), lines, null);
    }

    /** The compiler itself failed; it is renewed, and the session lives. */
    static CellError gaveUp(Throwable failure, Frames.Place place) {
        boolean deep = false;
        boolean memory = false;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            deep |= cause instanceof StackOverflowError;
            memory |= cause instanceof OutOfMemoryError;
            cause = cause.getCause();
        }
        String what = deep
                ? "it is nested too deep or is too long a chain. Divide it into several statements."
                : memory
                        ? "there is no memory left for it. Let go of what is large (x = null), or restart the kernel."
                        : "the compiler failed (" + failure + "). Write it otherwise.";
        List<String> lines = new ArrayList<>(List.of("This did not run: " + what));
        lines.addAll(place.pointAt(1, -1, ""));
        return new CellError("CompileError", lines.get(0), lines, failure);
    }

    static CellError unresolved(JShell shell, Snippet snippet, List<String> names, Frames.Place place) {
        List<String> lines = new ArrayList<>();
        String missing = names.isEmpty() ? "a name that is not defined" : String.join(", ", names);
        lines.add("This needs " + missing + ", which no cell has defined yet.");
        List<Diag> errors = errors(shell, snippet);
        for (Diag error : errors) {
            lines.addAll(pointAt(snippet, error, place));
        }
        if (errors.isEmpty()) {
            lines.addAll(place.pointAt(1, -1, ""));
        }
        return new CellError("CompileError", lines.get(0), lines, null);
    }

    private static List<Diag> errors(JShell shell, Snippet snippet) {
        return shell.diagnostics(snippet).filter(Diag::isError).limit(MOST).toList();
    }

    private static List<String> message(JShell shell, Diag error) {
        List<String> lines = new ArrayList<>();
        String text = Frames.clean(error.getMessage(Locale.ENGLISH));
        for (String line : text.lines().toList()) {
            if (!line.strip().startsWith("location:") || !line.strip().matches("location:\\s+class\\s*\\S*")) {
                lines.add(line);
            }
        }
        lines.addAll(Steps.hints(text));
        Matcher type = TYPE.matcher(text);
        List<String> packages = type.find() ? packagesWith(type.group(1)) : List.of();
        if (!packages.isEmpty()) {
            lines.add("Its import is missing: " + String.join(" or ", packages));
            return lines;
        }
        Matcher variable = VARIABLE.matcher(text);
        if (variable.find()) {
            List<String> known = shell.variables()
                    .map(VarSnippet::name)
                    .filter(name -> !name.equals(variable.group(1)) && !name.startsWith("$"))
                    .sorted()
                    .toList();
            String hint = Nearest.hint(variable.group(1), known);
            if (!hint.isEmpty()) {
                lines.add(hint.strip());
            }
        }
        return lines;
    }

    /** The packages that have a public class of that name, as imports: the JDK's, and those of the libraries on the class path. */
    private static List<String> packagesWith(String name) {
        Stream<String> jdk = ModuleLayer.boot().modules().stream()
                .flatMap(module -> module.getPackages().stream().filter(module::isExported))
                .filter(each -> each.startsWith("java."));
        Set<String> found = new TreeSet<>();
        Stream.concat(jdk, LIBRARIES.stream())
                .filter(each -> isPublic(each + "." + name))
                .forEach(each -> found.add("import " + each + "." + name + ";"));
        return List.copyOf(found);
    }

    private static boolean isPublic(String name) {
        ClassLoader loader = Diagnostics.class.getClassLoader();
        if (loader.getResource(name.replace('.', '/') + ".class") == null) {
            return false;
        }
        try {
            return Modifier.isPublic(Class.forName(name, false, loader).getModifiers());
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
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
