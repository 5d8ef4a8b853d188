package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is the old one or the new one, never a torn one. */
class WholeFileTest {
    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void replacesAndLeavesNothingBeside() throws IOException {
        Path file = folder.resolve("a.csv");
        WholeFile.write(file, bytes("old"));
        WholeFile.write(file, bytes("new"));
        assertEquals("new", Files.readString(file));
        WholeFile.write(file, new byte[0]);
        assertEquals("", Files.readString(file));
        assertEquals(List.of("a.csv"), names());
    }

    @Test
    void aFailureInTheMidstLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("a.csv");
        WholeFile.write(file, bytes("old"));
        OverhangException e = assertThrows(
                OverhangException.class,
                () -> WholeFile.fill(file, draft -> {
                    Files.writeString(draft, "half of the n");
                    throw new IOException("No space left on device");
                }));
        assertEquals(
                "The file \"" + file
                        + "\" needs to be written, but it cannot: the disk is full. What was there before is untouched."
                        + " Choose another folder, make room, or close the program that holds it.",
                e.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a.csv"), names());
    }

    @Test
    void ofFilesThatBelongTogetherNoneIsReplacedIfOneCannotBe() throws IOException {
        Path first = folder.resolve("a.svg");
        WholeFile.write(first, bytes("old"));
        Files.createDirectory(folder.resolve("a.csv"));
        Map<Path, byte[]> files = new LinkedHashMap<>();
        files.put(first, bytes("new"));
        files.put(folder.resolve("a.csv"), bytes("new"));
        OverhangException e = assertThrows(OverhangException.class, () -> WholeFile.writeAll(files));
        assertTrue(e.getMessage()
                .contains("a.csv\" needs to be written, but it cannot: a folder of that name is in its place"));
        assertEquals("old", Files.readString(first));
        assertEquals(List.of("a.csv", "a.svg"), names());
    }

    @Test
    void aFileInPlaceOfTheFolderIsNamed() {
        Path file = folder.resolve("a.csv");
        WholeFile.write(file, bytes("old"));
        OverhangException e =
                assertThrows(OverhangException.class, () -> WholeFile.write(file.resolve("b.csv"), bytes("new")));
        assertTrue(e.getMessage().contains("a file is where its folder should be"), e.getMessage());
    }

    @Test
    void linksStayAndPermissionsAreKept() throws IOException {
        Path file = folder.resolve("a.csv");
        Path link = folder.resolve("link.csv");
        WholeFile.write(file, bytes("old"));
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return;
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(link, Path.of("a.csv"));
        WholeFile.write(link, bytes("new"));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Files.createSymbolicLink(folder.resolve("self"), Path.of("self"));
        assertThrows(OverhangException.class, () -> WholeFile.write(folder.resolve("self"), bytes("x")));
    }

    @Test
    void twoWritersNeverTearAndAReaderSeesOneOfTheTwo() throws Exception {
        Path file = folder.resolve("a.csv");
        byte[] a = bytes("a".repeat(200_000));
        byte[] b = bytes("b".repeat(300_000));
        WholeFile.write(file, a);
        Thread[] writers = new Thread[2];
        for (int w = 0; w < 2; w++) {
            byte[] mine = w == 0 ? a : b;
            writers[w] = new Thread(() -> {
                for (int i = 0; i < 20; i++) {
                    WholeFile.write(file, mine);
                }
            });
            writers[w].start();
        }
        while (writers[0].isAlive() || writers[1].isAlive()) {
            byte[] seen = Files.readAllBytes(file);
            assertArrayEquals(seen.length == a.length ? a : b, seen);
        }
        assertEquals(List.of("a.csv"), names());
        assertFalse(Files.isSymbolicLink(file));
    }
}
