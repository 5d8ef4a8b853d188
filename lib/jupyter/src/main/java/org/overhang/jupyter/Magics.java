package org.overhang.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;

/** The percent words a user of IJava knows that need no network. */
final class Magics {
    static final List<String> NAMES = List.of("%jars", "%classpath", "%load", "%time", "%%time", "%%sql");
    private static final double NANOS = 1e-9;

    private final CellEngine engine;

    Magics(CellEngine engine) {
        this.engine = engine;
    }

    /** Runs a cell whose first line may be a cell magic. */
    CellEngine.@Nullable Value cell(String code, int cell) {
        if (!code.stripLeading().startsWith("%%")) {
            return engine.evaluate(code, cell);
        }
        int start = code.length() - code.stripLeading().length();
        int end = code.indexOf('\n', start);
        String first = (end < 0 ? code.substring(start) : code.substring(start, end)).strip();
        int before =
                (int) code.substring(0, start).chars().filter(c -> c == '\n').count();
        Frames.Place place = new Frames.Place(cell, before, List.of(first));
        String body = "\n".repeat(before) + (end < 0 ? "" : code.substring(end));
        if (first.split("\\s", 2)[0].equals("%%sql")) {
            return SqlCell.run(engine, first.substring("%%sql".length()).strip(), body, cell, place);
        }
        if (!first.equals("%%time")) {
            throw unknown(first, place);
        }
        return timed(body, cell);
    }

    CellEngine.@Nullable Value line(String text, int cell, Frames.Place place) {
        int space = text.indexOf(' ');
        String name = space < 0 ? text : text.substring(0, space);
        String argument = space < 0 ? "" : text.substring(space + 1).strip();
        switch (name) {
            case "%jars", "%classpath" -> files(name, argument, place).forEach(engine::addToClassPath);
            case "%load" -> {
                return load(argument, cell, place);
            }
            case "%time" -> {
                return timed("\n".repeat(place.firstLine()) + argument, cell);
            }
            default -> throw unknown(text, place);
        }
        return null;
    }

    private CellEngine.@Nullable Value timed(String code, int cell) {
        long start = System.nanoTime();
        CellEngine.Value value = engine.evaluate(code, cell);
        System.out.println("Time: " + Numbers.fixed((System.nanoTime() - start) * NANOS, 3) + " s");
        return value;
    }

    private CellEngine.@Nullable Value load(String argument, int cell, Frames.Place place) {
        Path file = Path.of(argument);
        if (argument.isEmpty() || !Files.isRegularFile(file)) {
            throw refuse(
                    "%load needs a file of Java or a notebook, but there is no file \"" + argument + "\" in "
                            + Path.of("").toAbsolutePath() + ". Give its path from there.",
                    place);
        }
        try {
            if (!argument.toLowerCase(Locale.ROOT).endsWith(".ipynb")) {
                return engine.evaluate(Files.readString(file), cell);
            }
            CellEngine.Value last = null;
            for (String code : NotebookFile.read(file).codeCells()) {
                last = cell(code, cell);
            }
            return last;
        } catch (IOException e) {
            throw refuse("%load cannot read \"" + argument + "\": " + e.getMessage(), place);
        }
    }

    /** Paths and patterns, one or more, separated by blanks or as a class path is. */
    private static List<String> files(String name, String argument, Frames.Place place) {
        List<String> found = new ArrayList<>();
        for (String pattern : argument.split("[\\s" + File.pathSeparator + "]+")) {
            int before = found.size();
            int slash = pattern.lastIndexOf('/');
            String last = pattern.substring(slash + 1);
            if (last.contains("*")) {
                Path folder = Path.of(slash < 0 ? "" : pattern.substring(0, slash));
                PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + last);
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> matcher.matches(file.getFileName()))
                            .sorted()
                            .forEach(file -> found.add(file.toString()));
                } catch (IOException e) {
                    // The message below says that nothing was found.
                }
            } else if (!pattern.isEmpty() && Files.exists(Path.of(pattern))) {
                found.add(pattern);
            }
            if (found.size() == before) {
                throw refuse(
                        name + " needs a jar or a folder of classes, but there is none at \"" + pattern
                                + "\". Paths are taken from " + Path.of("").toAbsolutePath() + ".",
                        place);
            }
        }
        return found;
    }

    private static CellError unknown(String text, Frames.Place place) {
        String name = text.split("\\s", 2)[0];
        return refuse(
                "There is no magic \"" + name + "\". " + Nearest.hint(name, NAMES) + "There are "
                        + String.join(", ", NAMES)
                        + "; the class path is complete, so nothing is fetched from a network.",
                place);
    }

    static CellError refuse(String message, Frames.Place place) {
        List<String> lines = new ArrayList<>();
        lines.add(message);
        lines.addAll(place.pointAt(1, -1, ""));
        return new CellError("MagicError", message, lines, null);
    }
}
