package org.overhang.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a session loads at its start, kept in one file that the virtual machine maps instead of reading, checking and linking some
 * ten thousand classes: a class-data archive (JEP 350, JDK 17 to 24) or an ahead-of-time cache (JEP 483 and 514, from JDK 25).
 *
 * <p>A session is rehearsed once, in a process of its own with the same class path and options. An archive that does not fit (another
 * JDK, another class path, a jar built anew) is passed over by the virtual machine without a word; a class path with folders of
 * classes cannot have one.
 */
final class StartArchive {
    private static final int CACHES = 25;
    private static final long LONGEST_SECONDS = 180;

    /** What a reader does first: a value, a variable, a method, a measure, its figure, an error. */
    private static final List<String> REHEARSAL = List.of(
            "1 + 1",
            "var archived = List.of(1, 2);\narchived",
            "int twice(int x) { return 2 * x; }\nSystem.out.println(twice(3));",
            "record Mill(String name, double capacity) {}\nnew Mill(\"a\", 1).capacity()",
            "var use = Utilization.of(\"production_mt\").over(\"capacity_mt\").by(\"region\", \"year\")\n"
                    + "    .measure(Datasets.load(\"steel-capacity\"));\nuse",
            "use.figure()",
            "use.tidy()",
            "for (var mill : archived) { display(mill); }",
            "use.nothing()");

    private StartArchive() {}

    /** The options by which a virtual machine of this JDK uses an archive, if it is there and fits. */
    static List<String> options(Path archive) {
        return Runtime.version().feature() >= CACHES
                ? List.of("-XX:AOTCache=" + archive, "-Xlog:aot*=off", "-Xlog:cds*=off")
                : List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off");
    }

    /** Whether there is no archive yet of these very jars and this JDK. */
    static boolean isMissing(Path archive, String classPath) {
        List<Path> makers = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "release")));
        for (String entry : classPath.split(File.pathSeparator)) {
            makers.add(Path.of(entry));
        }
        try {
            FileTime made = Files.exists(archive) ? Files.getLastModifiedTime(archive) : FileTime.fromMillis(0);
            for (Path maker : makers) {
                if (Files.isRegularFile(maker)
                        && Files.getLastModifiedTime(maker).compareTo(made) > 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Folders of classes have no date by which an archive could be told to be old, so the virtual machine makes none of them. */
    static boolean isPossible(String classPath) {
        for (String entry : classPath.split(File.pathSeparator)) {
            if (!Files.isRegularFile(Path.of(entry))) {
                return false;
            }
        }
        return true;
    }

    /** Rehearses a session under a command line, its main class left out, and keeps what it loaded; false if that cannot be. */
    static boolean make(Path archive, List<String> command) {
        Path fresh = archive.resolveSibling(
                archive.getFileName() + "." + ProcessHandle.current().pid());
        List<String> rehearsal = new ArrayList<>(command);
        rehearsal.add(
                1,
                (Runtime.version().feature() >= CACHES ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + fresh);
        rehearsal.add(2, "-Xlog:disable");
        rehearsal.add(KernelSpec.class.getName());
        rehearsal.add(KernelSpec.REHEARSE);
        try {
            Process process = new ProcessBuilder(rehearsal)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            if (!Files.isRegularFile(fresh)) {
                return false;
            }
            Files.move(fresh, archive, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static void rehearse() {
        try (CellEngine engine = CellEngine.start()) {
            for (int i = 0; i < REHEARSAL.size(); i++) {
                try {
                    engine.run(REHEARSAL.get(i), i + 1, new Recorder(), Duration.ZERO, null);
                } catch (CellError e) {
                    // The last cell is meant to fail; an archive of what came before another failure serves as well.
                }
            }
        }
    }
}
