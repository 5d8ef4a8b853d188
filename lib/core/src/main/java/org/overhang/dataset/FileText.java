package org.overhang.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** Files written whole. */
final class FileText {
    private FileText() {}

    static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    static void write(Path file, byte[] bytes) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(file, bytes);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    static OverhangException unwritable(Path file, Exception e) {
        return new OverhangException(
                Reason.BAD_VALUE,
                "The file \"" + file + "\" needs to be written, but it cannot: " + e
                        + ". Choose another folder, or close the program that holds it.",
                e);
    }
}
