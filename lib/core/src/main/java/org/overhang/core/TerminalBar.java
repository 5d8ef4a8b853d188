package org.overhang.core;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A bar on one line of a terminal, drawn over itself. */
final class TerminalBar implements Progress.Display {
    private static final int CELLS = 30;

    /** Draws nothing. */
    static final Progress.Display NOWHERE = new Progress.Display() {
        @Override
        public void show(double fraction, long seconds) {}

        @Override
        public void end() {}
    };

    private final PrintStream out;
    private int width;

    TerminalBar(PrintStream out) {
        this.out = out;
    }

    /** A bar on standard error if that is a terminal, else none: nothing of it may reach a file or a pipe. */
    static @Nullable TerminalBar here() {
        boolean off = "off".equals(System.getProperty("overhang.progress"));
        if (off || "dumb".equals(System.getenv("TERM")) || !terminal()) {
            return null;
        }
        FileOutputStream standardError = new FileOutputStream(FileDescriptor.err);
        return new TerminalBar(new PrintStream(standardError, false, StandardCharsets.UTF_8));
    }

    /** Who listens when nobody has said otherwise. */
    static Progress.@Nullable Listener listener() {
        TerminalBar bar = here();
        if (bar == null) {
            return null;
        }
        Progress.Listener listener = Progress.timed(bar, System::nanoTime);
        // Control-C ends the virtual machine in the middle of a job; the shell's prompt then wants a clean line.
        Runtime.getRuntime().addShutdownHook(new Thread(listener::ends, "progress"));
        return listener;
    }

    private static boolean terminal() {
        Path standardError = Path.of("/proc/self/fd/2");
        if (Files.isSymbolicLink(standardError)) {
            try {
                String target = Files.readSymbolicLink(standardError).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
            } catch (IOException e) {
                return false;
            }
        }
        Console console = System.console();
        if (console == null || Runtime.version().feature() < 22) {
            return console != null;
        }
        // From 22 on there is a console without a terminal too, and a method, which 17 lacks, that tells.
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    @Override
    public void show(double fraction, long seconds) {
        StringBuilder line = new StringBuilder("\r");
        if (Double.isNaN(fraction)) {
            line.append("working, ").append(seconds).append(" s");
        } else {
            int full = (int) Math.floor(CELLS * fraction);
            line.append('[')
                    .append("#".repeat(full))
                    .append("-".repeat(CELLS - full))
                    .append("] ");
            line.append(Numbers.percent(fraction, 0))
                    .append(", about ")
                    .append(seconds)
                    .append(" s left");
        }
        int drawn = line.length() - 1;
        line.append(" ".repeat(Math.max(0, width - drawn)));
        width = drawn;
        out.print(line);
        out.flush();
    }

    @Override
    public void end() {
        out.print("\r" + " ".repeat(width) + "\r");
        out.flush();
        width = 0;
    }
}
