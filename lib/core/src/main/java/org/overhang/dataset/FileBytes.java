package org.overhang.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/**
 * What the bytes of a file say of themselves: hash, byte-order mark, whether they are UTF-8.
 *
 * @param sha256 hash in hexadecimal
 * @param mark the character set that a byte-order mark or zeros between letters show, else UTF-8
 * @param markBytes length of the mark, 0 if there is none
 * @param notUtf8Line line of the first byte that is not UTF-8, 0 if all are
 * @param highControl whether a byte from 0x80 to 0x9F occurs, which Latin-1 leaves to control characters
 */
record FileBytes(String sha256, Charset mark, int markBytes, long notUtf8Line, boolean highControl) {
    private static final int HEAD = 1 << 12;

    /** The bytes of a file whose text is not looked at. */
    static FileBytes of(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return new FileBytes(Sha256.text(digest), StandardCharsets.UTF_8, 0, 0, false);
    }

    /** The bytes of a text, whose hash is that of the file it comes in. */
    static FileBytes ofText(Path file, String inside) throws IOException {
        boolean packed = FileContent.kind(file) != FileContent.Kind.PLAIN;
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[1 << 16];
        Utf8Check check = new Utf8Check();
        byte[] head = new byte[0];
        InputStream text = FileContent.open(file, inside);
        try (InputStream in = packed ? text : new DigestInputStream(text, digest)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (head.length < HEAD) {
                    head = joined(head, buffer, n);
                }
                check.take(buffer, n);
            }
        }
        String hash = packed ? of(file).sha256() : Sha256.text(digest);
        Charset mark = StandardCharsets.UTF_8;
        int bytes = 0;
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            bytes = 3;
        } else if (starts(head, 0xFE, 0xFF)) {
            mark = StandardCharsets.UTF_16BE;
            bytes = 2;
        } else if (starts(head, 0xFF, 0xFE)) {
            mark = StandardCharsets.UTF_16LE;
            bytes = 2;
        } else {
            mark = sixteenBits(head);
        }
        return new FileBytes(hash, mark, bytes, check.badLine(), check.highControl);
    }

    /** UTF-16 where half of the bytes are zero, all even or all odd ones of Western text. */
    private static Charset sixteenBits(byte[] head) {
        int[] zeros = new int[2];
        for (int i = 0; i < head.length; i++) {
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        }
        if (4 * zeros[1] > head.length && 20 * zeros[0] < head.length) {
            return StandardCharsets.UTF_16LE;
        }
        return 4 * zeros[0] > head.length && 20 * zeros[1] < head.length
                ? StandardCharsets.UTF_16BE
                : StandardCharsets.UTF_8;
    }

    /** Whether the encoding was told by the zeros between letters alone. */
    boolean isUnmarkedUtf16() {
        return markBytes == 0 && !mark.equals(StandardCharsets.UTF_8);
    }

    /** The character set the file is read in if none was declared. */
    Charset found() {
        if (markBytes > 0 || notUtf8Line == 0 || isUnmarkedUtf16()) {
            return mark;
        }
        return highControl ? Charset.forName("windows-1252") : StandardCharsets.ISO_8859_1;
    }

    private static byte[] joined(byte[] head, byte[] more, int n) {
        byte[] out = java.util.Arrays.copyOf(head, head.length + Math.min(HEAD, n));
        System.arraycopy(more, 0, out, head.length, Math.min(HEAD, n));
        return out;
    }

    private static boolean starts(byte[] head, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** Follows the well-formed byte sequences of the Unicode Standard, table 3-7. */
    private static final class Utf8Check {
        private int expected;
        private int low = 0x80;
        private int high = 0xBF;
        private long line = 1;
        private long bad;
        private boolean highControl;

        void take(byte[] bytes, int n) {
            for (int i = 0; i < n; i++) {
                int b = bytes[i] & 0xFF;
                line += b == '\n' ? 1 : 0;
                highControl |= b >= 0x80 && b <= 0x9F;
                if (bad == 0) {
                    step(b);
                }
            }
        }

        private void step(int b) {
            if (expected > 0) {
                if (b < low || b > high) {
                    bad = line;
                }
                low = 0x80;
                high = 0xBF;
                expected--;
            } else if (b >= 0xC2 && b <= 0xDF) {
                expected = 1;
            } else if (b >= 0xE0 && b <= 0xEF) {
                expected = 2;
                low = b == 0xE0 ? 0xA0 : 0x80;
                high = b == 0xED ? 0x9F : 0xBF;
            } else if (b >= 0xF0 && b <= 0xF4) {
                expected = 3;
                low = b == 0xF0 ? 0x90 : 0x80;
                high = b == 0xF4 ? 0x8F : 0xBF;
            } else if (b >= 0x80) {
                bad = line;
            }
        }

        long badLine() {
            return bad == 0 && expected > 0 ? line : bad;
        }
    }
}
