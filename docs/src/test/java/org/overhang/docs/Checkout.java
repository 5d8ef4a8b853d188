package org.overhang.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the project, seen from its tests. */
final class Checkout {
    static final Path ROOT = Path.of(System.getProperty("basedir", "docs"))
            .toAbsolutePath()
            .normalize()
            .getParent();

    private Checkout() {}

    /** The pages that people read, but not what a build has made. */
    static List<Path> markdown() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(f -> f.toString().endsWith(".md"))
                    .filter(f -> Stream.of("target", "src", ".git", ".venv", "report", "node_modules")
                            .noneMatch(folder -> ("/"
                                            + ROOT.relativize(f).toString().replace('\\', '/'))
                                    .contains("/" + folder + "/")))
                    .sorted()
                    .toList();
        }
    }
}
