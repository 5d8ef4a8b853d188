package org.overhang.jupyter;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.overhang.core.OverhangException;
import org.overhang.core.WholeFile;
import org.overhang.report.Report;
import org.overhang.report.Verification;

/**
 * Compares a report just built with the manifest and the hashes it was committed with.
 *
 * <p>From a shell: {@code java -cp … org.overhang.jupyter.ReportVerifier [--write] report-folder committed-folder id}. With
 * {@code --write} the committed files are written anew. The exit code is 0 if nothing moved, 1 if something did, 2 if the
 * arguments are wrong.
 */
public final class ReportVerifier {
    private static final int ARGUMENTS = 3;
    private static final List<String> FILES = List.of("html", "pdf");

    private ReportVerifier() {}

    /**
     * Runs from a shell.
     *
     * @param arguments options, the report's folder, the folder of the committed files, the report's id
     */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out));
    }

    static int run(List<String> arguments, PrintStream out) {
        boolean write = arguments.contains("--write");
        List<String> names =
                arguments.stream().filter(a -> !a.equals("--write")).toList();
        if (names.size() != ARGUMENTS) {
            out.println("Needed: [--write] report-folder committed-folder id.");
            return 2;
        }
        Path made = Path.of(names.get(0));
        Path committed = Path.of(names.get(1));
        String id = names.get(2);
        try {
            return write ? write(made, committed, id) : verify(made, committed, id, out);
        } catch (IOException | OverhangException e) {
            out.println("Report " + id + ": " + e.getMessage());
            return 1;
        }
    }

    private static int write(Path made, Path committed, String id) throws IOException {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        files.put(committed.resolve(manifest(id)), Files.readAllBytes(made.resolve(manifest(id))));
        files.put(committed.resolve(id + ".sha256"), hashes(made, id).getBytes(StandardCharsets.UTF_8));
        WholeFile.writeAll(files);
        return 0;
    }

    private static int verify(Path made, Path committed, String id, PrintStream out) throws IOException {
        Verification verification = Report.compare(committed.resolve(manifest(id)), made.resolve(manifest(id)));
        if (!verification.holds()) {
            out.println("Report " + id + ": not what was committed");
            verification.moved().forEach(line -> out.println("    " + line));
            return 1;
        }
        String before = Files.readString(committed.resolve(id + ".sha256"));
        String now = hashes(made, id);
        if (!before.equals(now)) {
            out.println(
                    "Report " + id + ": every number is as committed, but the files are not: the text, a summary or the"
                            + " drawing changed. Look at them; ./notebooks/run writes their hashes.");
            now.lines().filter(line -> !before.contains(line)).forEach(line -> out.println("    " + line));
            return 1;
        }
        out.println("Report " + id + ": as committed, to the last byte");
        return 0;
    }

    private static String manifest(String id) {
        return id + ".manifest.json";
    }

    /** As {@code sha256sum} writes them. */
    private static String hashes(Path made, String id) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String ending : FILES) {
            Path file = made.resolve(id + "." + ending);
            lines.append(sha256(Files.readAllBytes(file)))
                    .append("  ")
                    .append(file.getFileName())
                    .append('\n');
        }
        return lines.toString();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
