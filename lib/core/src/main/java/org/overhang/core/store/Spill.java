package org.overhang.core.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one folder of this process for what does not fit in memory; it goes with the process, and what a killed one has left goes
 * when the next one starts.
 */
final class Spill {
    private static final String PREFIX = "overhang-spill-";
    private static boolean swept;

    private Spill() {}

    /** The folder; the engine makes it when it first needs it. */
    static synchronized Path folder() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        Path own = parent.resolve(PREFIX + ProcessHandle.current().pid());
        if (!swept) {
            swept = true;
            sweep(parent);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(own), "spill"));
        }
        return own;
    }

    /** Removes the folders of processes that live no more. */
    static void sweep(Path parent) {
        try (Stream<Path> files = Files.list(parent)) {
            files.filter(Spill::isOrphan).toList().forEach(Spill::remove);
        } catch (IOException | UncheckedIOException e) {
            // Another user's folder cannot be listed or removed, and need not be.
        }
    }

    private static boolean isOrphan(Path folder) {
        String name = String.valueOf(folder.getFileName());
        if (!name.matches(PREFIX + "\\d{1,18}")) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length()))).isEmpty();
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Left for the next start.
        }
    }
}
