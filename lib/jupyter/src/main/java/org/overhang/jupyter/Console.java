package org.overhang.jupyter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;
import org.overhang.core.Progress;

/**
 * What a cell prints and displays, handed on in order.
 *
 * <p>{@code System.out} and {@code System.err} find the cell by the thread that prints: a thread belongs to the cell in which it
 * was started, so that what an old cell's thread prints never stands under a later cell. The common pool's threads serve every
 * cell and print for the one that runs.
 */
final class Console implements AutoCloseable {
    /** Beyond this a page can no longer show what a cell prints; counted for each of the two streams. */
    static final int MOST_CHARACTERS = 1_000_000;

    private static final String CUT = "\n… what this cell printed after its first million characters is not shown\n";

    static final int MOST_DISPLAYS = 1_000;
    private static final int LARGE = 8192;
    private static final long PAUSE_NANOS = 100_000_000L;

    private static final InheritableThreadLocal<@Nullable Console> OWNER = new InheritableThreadLocal<>();
    private static final PrintStream OUT = new PrintStream(new Router(false), true, StandardCharsets.UTF_8);
    private static final PrintStream ERR = new PrintStream(new Router(true), true, StandardCharsets.UTF_8);
    private static volatile PrintStream plainOut = System.out;
    private static volatile PrintStream plainErr = System.err;
    private static volatile @Nullable Console running;

    private final CellOutput output;
    private final InputStream oldIn = System.in;
    private final Channel out = new Channel("stdout");
    private final Channel err = new Channel("stderr");
    private final Progress.Listener bar = Progress.timed(new Bar(), System::nanoTime);
    private long last = System.nanoTime() - PAUSE_NANOS;
    private int displays;
    private boolean closed;
    private volatile boolean silent;

    Console(CellOutput output, @Nullable InputStream in) {
        this.output = output;
        running = this;
        route();
        System.setIn(in == null ? InputStream.nullInputStream() : in);
    }

    /** For good: a thread that outlives its cell must not find the process's own output, which is a server's log. */
    private static void route() {
        if (System.out != OUT) {
            plainOut = System.out;
            System.setOut(OUT);
        }
        if (System.err != ERR) {
            plainErr = System.err;
            System.setErr(ERR);
        }
    }

    /** Where the calling thread's output belongs; null if no cell runs and none has started the thread. */
    static @Nullable Console here() {
        Console owner = OWNER.get();
        Console now = running;
        return owner == null || (now != null && Thread.currentThread() instanceof ForkJoinWorkerThread) ? now : owner;
    }

    /** Runs a task whose thread, and the threads it starts, print for a cell. */
    static void owning(@Nullable Console cell, Runnable task) {
        OWNER.set(cell);
        task.run();
    }

    /** Hands on what waits; called while a cell is silent, so that its last line does not stay behind. */
    synchronized void flush() {
        out.send(false);
        err.send(false);
    }

    /** From now on nothing more: the cell was given up, and its thread goes on. */
    void silence() {
        silent = true;
    }

    /** Whether one more display can be shown; says so once if not. */
    synchronized boolean takesDisplay() {
        displays++;
        if (displays == MOST_DISPLAYS + 1 && takes()) {
            flush();
            output.stream("stderr", "… what this cell displays after its first 1,000 displays is not shown\n");
        }
        return displays <= MOST_DISPLAYS;
    }

    synchronized void display(Bundle value) {
        if (takes()) {
            flush();
            output.display(value);
        }
    }

    private boolean takes() {
        return !silent && (!closed || output.takesLate());
    }

    Progress.Listener bar() {
        return bar;
    }

    @Override
    public void close() {
        bar.ends();
        System.out.flush();
        System.err.flush();
        System.setIn(oldIn);
        running = null;
        synchronized (this) {
            out.send(true);
            err.send(true);
            closed = true;
        }
    }

    /** Finds the cell of whoever prints, or the process's own output where no cell has to do with it. */
    private static final class Router extends OutputStream {
        private final boolean error;

        Router(boolean error) {
            this.error = error;
        }

        private OutputStream target() {
            Console console = here();
            if (console == null) {
                return error ? plainErr : plainOut;
            }
            return error ? console.err : console.out;
        }

        @Override
        public void write(int b) throws IOException {
            target().write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            target().write(bytes, from, length);
        }

        @Override
        public void flush() throws IOException {
            target().flush();
        }
    }

    /** The bar of a cell; what the cell printed before it comes first. */
    private final class Bar implements Progress.Display {
        @Override
        public void show(double fraction, long seconds) {
            if (here() != Console.this) {
                return;
            }
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
        private int characters;
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
                if (!takes() || characters >= MOST_CHARACTERS) {
                    return;
                }
                (this == out ? err : out).send(false);
                for (int at = from; at < from + length && characters < MOST_CHARACTERS; at += LARGE) {
                    waiting.write(bytes, at, Math.min(LARGE, from + length - at));
                    if (waiting.size() > LARGE) {
                        send(false);
                    }
                }
                if (closed) {
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
            if (takes() && characters < MOST_CHARACTERS) {
                int room = MOST_CHARACTERS - characters;
                characters += text.length();
                output.stream(name, text.length() < room ? text : text.substring(0, room) + CUT);
            }
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
