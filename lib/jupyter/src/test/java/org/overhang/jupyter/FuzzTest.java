package org.overhang.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overhang.core.OverhangException;
import org.overhang.dataset.TableFile;

/**
 * What is read may be anything: bytes of a right input are exchanged, taken out, doubled, cut. A value or our own refusal comes out.
 * {@code -Doverhang.fuzz=N} multiplies the rounds for a run by hand.
 */
class FuzzTest {
    private static final int TIMES = Integer.getInteger("overhang.fuzz", 1);
    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            "null",
            "-1",
            "1e999",
            "NaN",
            ",",
            ";",
            "\n",
            "\r",
            "\u0000",
            "\ud800",
            "true",
            "\\u0000",
            "=",
            "9".repeat(40),
            "2024-02-30",
            "%",
            "'");

    /** Anything that reads bytes. */
    private interface Reader {
        void read(byte[] bytes) throws IOException;
    }

    private static byte[] mutated(byte[] seed, SplittableRandom random) {
        StringBuilder text = new StringBuilder(new String(seed, StandardCharsets.ISO_8859_1));
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(1, 40));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, text.substring(at, to));
                case 2 -> text.insert(at, TOKENS.get(random.nextInt(TOKENS.size())));
                case 3 -> text.replace(at, Math.min(text.length(), at + 1), String.valueOf((char) random.nextInt(256)));
                default -> text.replace(at, to, TOKENS.get(random.nextInt(TOKENS.size())));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void fuzz(byte[] seed, int rounds, Reader reader) throws IOException {
        List<String> raw = new ArrayList<>();
        int refused = 0;
        for (int round = 0; round < rounds * TIMES; round++) {
            byte[] bytes = mutated(seed, new SplittableRandom(round));
            try {
                reader.read(bytes);
            } catch (OverhangException e) {
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                StackTraceElement[] at = e.getStackTrace();
                raw.add("round " + round + ": " + e + (at.length > 1 ? " at " + at[0] + " < " + at[1] : ""));
            }
        }
        assertEquals(List.of(), raw.subList(0, Math.min(5, raw.size())), () -> raw.size() + " raw exceptions");
        assertTrue(refused > 0, "something was refused");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = FuzzTest.class.getResourceAsStream("/" + name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void aNotebookIsReadOrRefused() throws IOException {
        fuzz(resource("two-doors.ipynb"), 400, bytes -> {
            NotebookFile notebook = NotebookFile.parse("fuzz", new String(bytes, StandardCharsets.UTF_8));
            notebook.requireIds(true);
            notebook.codeCells();
            notebook.cells().forEach(cell -> NotebookFile.hasTag(cell, "raises-exception"));
            NotebookFile.parse("again", notebook.write());
        });
    }

    @Test
    void aSmallNotebookIsReadOrRefused() throws IOException {
        String small =
                "{\"cells\": [{\"cell_type\": \"code\", \"id\": \"a\", \"source\": [\"1\", \"2\"], \"metadata\": {\"tags\": [\"x\"]},"
                        + " \"outputs\": [{\"output_type\": \"stream\", \"text\": \"t\", \"data\": {\"text/plain\": [\"3\"]}}]}], \"nbformat\": 4, \"nbformat_minor\": 5}";
        fuzz(small.getBytes(StandardCharsets.UTF_8), 4_000, bytes -> {
            NotebookFile notebook = NotebookFile.parse("fuzz", new String(bytes, StandardCharsets.UTF_8));
            notebook.requireIds(true);
            notebook.codeCells();
            notebook.cells().forEach(cell -> NotebookFile.hasTag(cell, "x"));
            notebook.write();
        });
    }

    @Test
    void aTableIsReadOrRefused(@TempDir Path folder) throws IOException {
        String table =
                "plant;year;output_kt;day;share\nNord;2022;410,5;2024-01-31;12 %\nS\u00fcd;2023;\"1.880,25\";2024-02-29;7 %\n;;;;\n";
        Path file = folder.resolve("fuzz.csv");
        fuzz(table.getBytes(StandardCharsets.UTF_8), 1_500, bytes -> {
            Files.write(file, bytes);
            TableFile.of(file.toString()).read().table();
        });
    }

    /** Unsigned, torn or wrong frames are as if they had not come. */
    @Test
    void framesAreReadOrDropped() {
        Wire wire = new Wire("key".getBytes(StandardCharsets.UTF_8));
        byte[][] frames = wire.write(new byte[][] {{1}}, "execute_request", null, new com.google.gson.JsonObject());
        int read = 0;
        for (int round = 0; round < 2_000 * TIMES; round++) {
            SplittableRandom random = new SplittableRandom(round);
            List<byte[]> sent = new ArrayList<>(List.of(frames));
            int at = random.nextInt(sent.size());
            if (random.nextBoolean()) {
                sent.set(at, mutated(sent.get(at), random));
            } else {
                sent.remove(at);
            }
            read += wire.read(sent) == null ? 0 : 1;
        }
        assertTrue(read <= 1, "only the identity, which is not signed, may be another: " + read);
    }
}
