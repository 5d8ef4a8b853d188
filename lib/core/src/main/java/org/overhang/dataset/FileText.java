package org.overhang.dataset;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.overhang.core.WholeFile;

/** Files written whole. */
final class FileText {
    private FileText() {}

    static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    static void write(Path file, byte[] bytes) {
        WholeFile.write(file, bytes);
    }
}
