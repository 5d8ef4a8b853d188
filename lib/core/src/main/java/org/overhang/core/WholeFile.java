package org.overhang.core;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Files that are whole or untouched: written beside the target, forced to the disk, and put in its place in one step.
 *
 * <p>Whoever reads sees the old content or the new, also after a kill or on a full disk; of two writers the later one wins, whole.
 * A link is followed, and stays a link. A file that is marked read-only is refused. What a killed process leaves is a hidden
 * file {@code .name.….part} beside the target.
 *
 * <p>Missing folders are made. Zero bytes are a file as any other. There are no defaults.
 *
 * <p>Example:
 *
 * <pre>{@code
 * WholeFile.write(Path.of("prices.csv"), text.getBytes(StandardCharsets.UTF_8));
 * WholeFile.writeAll(Map.of(Path.of("a.svg"), svg, Path.of("a.csv"), csv));
 * WholeFile.fill(Path.of("prices.parquet"), draft -> export(draft));
 * }</pre>
 */
public final class WholeFile {
    private static final int LONGEST_NAME = 100;

    private WholeFile() {}

    /** Writes a draft. */
    @FunctionalInterface
    public interface Filler {
        /**
         * Writes the content.
         *
         * @param draft where to; it does not exist yet
         * @throws IOException if that fails
         */
        void fill(Path draft) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @param file which
     * @param bytes its content
     * @throws OverhangException with {@code BAD_VALUE} if it cannot be written; what was there before is untouched
     */
    public static void write(Path file, byte[] bytes) {
        fill(file, draft -> Files.write(draft, bytes, StandardOpenOption.CREATE_NEW));
    }

    /**
     * Writes a file by way of something that needs a path.
     *
     * @param file which
     * @param filler writes the draft
     * @throws OverhangException with {@code BAD_VALUE} if it cannot be written; what was there before is untouched
     */
    public static void fill(Path file, Filler filler) {
        fillAll(Map.of(file, filler));
    }

    /**
     * Writes files that belong together: none takes its place before all are on the disk.
     *
     * @param files contents by file
     * @throws OverhangException with {@code BAD_VALUE} if one cannot be written
     */
    public static void writeAll(Map<Path, byte[]> files) {
        Map<Path, Filler> fillers = new LinkedHashMap<>();
        files.forEach(
                (file, bytes) -> fillers.put(file, draft -> Files.write(draft, bytes, StandardOpenOption.CREATE_NEW)));
        fillAll(fillers);
    }

    private static void fillAll(Map<Path, Filler> fillers) {
        Map<Path, Path> drafts = new LinkedHashMap<>();
        Path current = Path.of("");
        try {
            for (Map.Entry<Path, Filler> each : fillers.entrySet()) {
                current = each.getKey();
                Path target = target(current);
                Path draft = draft(target);
                drafts.put(draft, target);
                each.getValue().fill(draft);
                force(draft);
                keepPermissions(target, draft);
            }
            for (Map.Entry<Path, Path> each : drafts.entrySet()) {
                current = each.getValue();
                move(each.getKey(), each.getValue());
            }
        } catch (IOException e) {
            throw unwritable(current, e);
        } finally {
            drafts.keySet().forEach(WholeFile::discard);
        }
    }

    private static Path target(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        while (Files.isSymbolicLink(target)) {
            target = target.resolveSibling(Files.readSymbolicLink(target)).normalize();
            if (target.equals(file.toAbsolutePath())) {
                throw new IOException("it is a link that leads to itself");
            }
        }
        if (Files.isDirectory(target)) {
            throw new DirectoryNotEmptyException(target.toString());
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new AccessDeniedException(target.toString());
        }
        Path folder = target.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return target;
    }

    private static Path draft(Path target) {
        String name = String.valueOf(target.getFileName());
        String kept = name.substring(0, Math.min(LONGEST_NAME, name.length()));
        return target.resolveSibling("." + kept + "." + UUID.randomUUID() + ".part");
    }

    private static void force(Path draft) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void keepPermissions(Path target, Path draft) throws IOException {
        PosixFileAttributeView now = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
        if (now != null && Files.exists(target)) {
            now.setPermissions(Files.getPosixFilePermissions(target));
        }
    }

    private static void move(Path draft, Path target) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        }
        Path folder = target.getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException e) {
                // Where a folder cannot be opened, its system keeps the order of renames itself.
            }
        }
    }

    private static void discard(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            // A draft that cannot be removed harms nobody; the failure that led here is the one to tell.
        }
    }

    /**
     * The exception for a file that cannot be written.
     *
     * @param file which
     * @param e what failed
     * @return the exception, with the file's name and what is in the way
     */
    public static OverhangException unwritable(Path file, Exception e) {
        String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        String why;
        if (said.contains("no space") || said.contains("not enough space") || said.contains("quota")) {
            why = "the disk is full";
        } else if (e instanceof DirectoryNotEmptyException) {
            why = "a folder of that name is in its place";
        } else if (e instanceof AccessDeniedException || said.contains("read-only")) {
            why = "it or its folder is read-only";
        } else if (e instanceof FileAlreadyExistsException || said.contains("not a directory")) {
            why = "a file is where its folder should be";
        } else {
            why = e.toString();
        }
        return new OverhangException(
                Reason.BAD_VALUE,
                "The file \"" + file + "\" needs to be written, but it cannot: " + why
                        + ". What was there before is untouched. Choose another folder, make room, or close the program that holds it.",
                e);
    }
}
