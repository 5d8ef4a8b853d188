package org.overhang.dataset;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.overhang.core.Nearest;
import org.overhang.core.Numbers;
import org.overhang.core.OverhangException;
import org.overhang.core.Reason;

/** The text of a file: its own bytes, or those that a {@code .gz} or {@code .zip} holds; told by the first bytes, not by the name. */
final class FileContent {
    /** What unpacks to more than this and more than so many times its size is no table. */
    private static final long LARGE = 1L << 30;

    private static final int TIMES = 200;

    private FileContent() {}

    /** What the first bytes say. */
    enum Kind {
        PLAIN,
        GZIP,
        ZIP,
        /** Workbooks of Excel before 2007. */
        OLD_WORKBOOK
    }

    static Kind kind(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(4);
            if (starts(head, 0x1F, 0x8B)) {
                return Kind.GZIP;
            }
            if (starts(head, 'P', 'K', 3, 4)) {
                return Kind.ZIP;
            }
            return starts(head, 0xD0, 0xCF, 0x11, 0xE0) ? Kind.OLD_WORKBOOK : Kind.PLAIN;
        }
    }

    private static boolean starts(byte[] head, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** The text of a file, of the one inside a .zip that is named if it holds more. */
    static InputStream open(Path file, String inside) throws IOException {
        Kind kind = kind(file);
        String name = String.valueOf(file.getFileName());
        if (!inside.isEmpty() && kind != Kind.ZIP) {
            throw new OverhangException(
                    Reason.OUT_OF_RANGE,
                    "TableFile needs a .zip to find \"" + inside + "\" in, but file \"" + name
                            + "\" is none. Leave inside(…) out.");
        }
        return switch (kind) {
            case PLAIN -> Files.newInputStream(file);
            case GZIP -> guarded(new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file))), file);
            case ZIP -> guarded(zipped(file, name, inside), file);
            case OLD_WORKBOOK ->
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "TableFile needs text in file \"" + name
                                + "\", but it is an Excel workbook of before 2007 (.xls). Open it and save it as .xlsx.");
        };
    }

    private static InputStream zipped(Path file, String name, String inside) throws IOException {
        ZipFile zip = new ZipFile(file.toFile());
        try {
            List<String> names = new ArrayList<>();
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                if (!entry.isDirectory() && !entry.getName().startsWith("__MACOSX/")) {
                    names.add(entry.getName());
                }
            }
            if (names.contains("xl/workbook.xml") && inside.isEmpty()) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        "TableFile needs text in file \"" + name + "\", but it is an Excel workbook. Say excel(…).");
            }
            String chosen = inside.isEmpty() && names.size() == 1 ? names.get(0) : inside;
            if (!names.contains(chosen)) {
                throw new OverhangException(
                        Reason.BAD_VALUE,
                        inside.isEmpty()
                                ? "TableFile needs one file in \"" + name + "\", but it holds " + names.size() + ": "
                                        + String.join(", ", names) + ". Say which, for example inside(\""
                                        + (names.isEmpty() ? "data.csv" : names.get(0)) + "\")."
                                : "TableFile needs \"" + inside + "\" in \"" + name + "\", but it is not there. "
                                        + Nearest.hint(inside, names) + "It holds: " + String.join(", ", names) + ".");
            }
            return new FilterInputStream(zip.getInputStream(zip.getEntry(chosen))) {
                @Override
                public void close() throws IOException {
                    super.close();
                    zip.close();
                }
            };
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** Stops where a small file unpacks to one that nobody means. */
    static InputStream guarded(InputStream in, Path file) throws IOException {
        long packed = Files.size(file);
        return guarded(in, String.valueOf(file.getFileName()), packed, Math.max(LARGE, TIMES * packed));
    }

    static InputStream guarded(InputStream in, String name, long packed, long most) {
        return new FilterInputStream(in) {
            private long read;

            @Override
            public int read() throws IOException {
                int b = super.read();
                count(b < 0 ? 0 : 1);
                return b;
            }

            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                int n = super.read(to, from, length);
                count(Math.max(0, n));
                return n;
            }

            private void count(int more) {
                read += more;
                if (read > most) {
                    throw new OverhangException(
                            Reason.BAD_VALUE,
                            "TableFile needs a table in file \"" + name + "\", but its " + Numbers.fixed(packed, 0)
                                    + " bytes unpack to more than " + Numbers.fixed(most, 0)
                                    + ", as no table does. Unpack it yourself if you trust it.");
                }
            }
        };
    }
}
