package org.overhang.jupyter;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Progress;

/** Takes {@code System.out} and {@code System.err} while a cell runs and hands what is printed on, in order. */
final class Console implements AutoCloseable {
    /** Beyond this a page can no longer show what a cell prints. */
    static final int MOST_CHARACTERS = 1_000_000;

    private static final int LARGE = 8192;
    private static final long PAUSE_NANOS = 100_000_000L;

    private final CellOutput output;
    private final PrintStream oldOut = System.out;
    private final PrintStream oldErr = System.err;
    private final InputStream oldIn = System.in;
    private final Channel out = new Channel("stdout");
    private final Channel err = new Channel("stderr");
    private final Progress.Listener bar = Progress.timed(new Bar(), System::nanoTime);
    private long last = System.nanoTime() - PAUSE_NANOS;
    private int characters;

    Console(CellOutput output, @Nullable InputStream in) {
        this.output = output;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        System.setIn(in == null ? InputStream.nullInputStream() : in);
    }

    /** Hands on what waits; called while a cell is silent, so that its last line does not stay behind. */
    synchronized void flush() {
        out.send(false);
        err.send(false);
    }

    synchronized void display(Bundle value) {
        flush();
        output.display(value);
    }

    Progress.Listener bar() {
        return bar;
    }

    @Override
    public void close() {
        bar.ends();
        System.out.flush();
        System.err.flush();
        System.setOut(oldOut);
        System.setErr(oldErr);
        System.setIn(oldIn);
        synchronized (this) {
            out.send(true);
            err.send(true);
        }
    }

    /** The bar of a cell; what the cell printed before it comes first. */
    private final class Bar implements Progress.Display {
        @Override
        public void show(double fraction, long seconds) {
            flush();
            synchronized (Console.this) {
                output.progress(fraction, seconds);
            }
        }

        @Override
        public void end() {
            synchronized (Console.this) {
                output.progressEnds();
            }
        }
    }

    private final class Channel extends OutputStream {
        private final String name;
        private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

        Channel(String name) {
            this.name = name;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            synchronized (Console.this) {
                (this == out ? err : out).send(false);
                waiting.write(bytes, from, length);
                if (waiting.size() > LARGE) {
                    send(false);
                }
            }
        }

        @Override
        public void flush() {
            synchronized (Console.this) {
                if (System.nanoTime() - last > PAUSE_NANOS) {
                    send(false);
                }
            }
        }

        /** A character of several bytes may have come half; the half waits for the rest unless nothing more can come. */
        private void send(boolean all) {
            byte[] bytes = waiting.toByteArray();
            int length = all ? bytes.length : whole(bytes);
            if (length == 0) {
                return;
            }
            waiting.reset();
            waiting.write(bytes, length, bytes.length - length);
            last = System.nanoTime();
            String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
            if (characters < MOST_CHARACTERS) {
                characters += text.length();
                output.stream(name, characters < MOST_CHARACTERS ? text : text + cut());
            }
        }

        private String cut() {
            return "\n… what this cell printed after its first million characters is not shown\n";
        }
    }

    private static int whole(byte[] bytes) {
        int start = bytes.length - 1;
        while (start >= 0 && bytes.length - start < 4 && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        if (start < 0 || (bytes[start] & 0x80) == 0) {
            return bytes.length;
        }
        int lead = bytes[start] & 0xFF;
        int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return bytes.length - start < needed ? start : bytes.length;
    }
}
