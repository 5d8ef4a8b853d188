package org.overhang.jupyter;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a cell reads from {@code System.in}: a line that the reader is asked for, each time one is used up. */
final class Inputs extends InputStream {
    private final Runnable asks;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private byte[] line = new byte[0];
    private int at;

    Inputs(Runnable asks) {
        this.asks = asks;
    }

    void answer(String text) {
        answers.add(text + "\n");
    }

    @Override
    public synchronized int read() throws IOException {
        return fill() ? line[at++] & 0xFF : -1;
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, into, from, count);
        at += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return line.length - at;
    }

    private boolean fill() throws IOException {
        if (at == line.length) {
            asks.run();
            try {
                line = answers.take().getBytes(StandardCharsets.UTF_8);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted.");
            }
            at = 0;
        }
        return line.length > 0;
    }
}
