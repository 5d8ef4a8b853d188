package org.overhang.jupyter;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The kernel's five sockets. One thread owns four of them, since a socket is one thread's: it hands requests on as they come, also
 * while a cell runs, and sends what other threads leave with it. The heartbeat has a thread of its own.
 *
 * <p>Neither thread lets a message stop it. If one ends nevertheless, the process ends with words: a kernel that seems alive and
 * answers nothing is worse than one that Jupyter starts again.
 */
final class Channels implements AutoCloseable {
    /** Above every cell anybody types, below what would fill the memory; a larger message closes its sender's connection. */
    private static final long MOST_BYTES = 32L << 20;

    private static final int MOST_FRAMES = 64;
    private static final int PAUSE = 1_000;

    /** The channels that requests come in on. */
    enum Name {
        SHELL,
        CONTROL,
        STDIN
    }

    /** Takes a request; called on the thread of the sockets, so it must hand on what takes time. */
    interface Taker {
        void take(Name channel, Message message);
    }

    private record Outgoing(ZMQ.Socket socket, byte[][] frames) {}

    private final Wire wire;
    private final ZMQ.Context context = ZMQ.context(1);
    private final ZMQ.Socket[] incoming = new ZMQ.Socket[Name.values().length];
    private final ZMQ.Socket news;
    private final Pipe bell;
    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();

    Channels(Connection connection, Taker taker) throws Connection.Unusable {
        this.wire = new Wire(connection.key());
        for (Name name : Name.values()) {
            String port = name.toString().toLowerCase(java.util.Locale.ROOT) + "_port";
            incoming[name.ordinal()] = bind(SocketType.ROUTER, connection, port);
        }
        news = bind(SocketType.PUB, connection, "iopub_port");
        ZMQ.Socket heart = bind(SocketType.ROUTER, connection, "hb_port");
        try {
            bell = Pipe.open();
            bell.source().configureBlocking(false);
            bell.sink().configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("channels", () -> serve(taker));
        start("heartbeat", () -> beat(heart));
    }

    /** A slow reader loses nothing: what a cell may print and show is limited before it comes here. */
    private ZMQ.Socket bind(SocketType type, Connection connection, String port) throws Connection.Unusable {
        ZMQ.Socket socket = context.socket(type);
        socket.setMaxMsgSize(MOST_BYTES);
        socket.setSndHWM(0);
        socket.setLinger(PAUSE / 2);
        String address = String.format(connection.address(), connection.ports().get(port));
        try {
            socket.bind(address);
        } catch (ZMQException | IllegalArgumentException e) {
            throw new Connection.Unusable("The kernel cannot listen on " + address + " (" + port + "): "
                    + e.getMessage() + ". Is the port taken?");
        }
        return socket;
    }

    private static void start(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, e) -> Kernel.end("The " + name + " of the kernel failed: " + e));
        thread.start();
    }

    private static void beat(ZMQ.Socket heart) {
        while (true) {
            byte[] frame = heart.recv();
            heart.send(frame, heart.hasReceiveMore() ? ZMQ.SNDMORE : 0);
        }
    }

    private void serve(Taker taker) {
        ZMQ.Poller poller = context.poller(incoming.length + 1);
        for (ZMQ.Socket socket : incoming) {
            poller.register(socket, ZMQ.Poller.POLLIN);
        }
        poller.register(bell.source(), ZMQ.Poller.POLLIN);
        ByteBuffer rung = ByteBuffer.allocate(PAUSE);
        while (true) {
            poller.poll(PAUSE);
            try {
                while (bell.source().read(rung.clear()) > 0) {
                    // Emptied, so that the next ring is heard.
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (Name name : Name.values()) {
                if (poller.pollin(name.ordinal())) {
                    List<byte[]> frames = receive(incoming[name.ordinal()]);
                    Message message = frames == null ? null : wire.read(frames);
                    if (message != null) {
                        taker.take(name, message);
                    }
                }
            }
            for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
                for (int i = 0; i < next.frames().length; i++) {
                    next.socket().send(next.frames()[i], i + 1 < next.frames().length ? ZMQ.SNDMORE : 0);
                }
            }
        }
    }

    private static @Nullable List<byte[]> receive(ZMQ.Socket socket) {
        List<byte[]> frames = new ArrayList<>();
        byte[] frame = socket.recv(ZMQ.DONTWAIT);
        while (frame != null) {
            if (frames.size() < MOST_FRAMES) {
                frames.add(frame);
            }
            frame = socket.hasReceiveMore() ? socket.recv() : null;
        }
        return frames.isEmpty() ? null : frames;
    }

    private void send(ZMQ.Socket socket, byte[][] frames) {
        outgoing.add(new Outgoing(socket, frames));
        try {
            bell.sink().write(ByteBuffer.wrap(new byte[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void reply(Name channel, Message request, String type, JsonObject content) {
        send(incoming[channel.ordinal()], wire.write(request.identities(), type, request.header(), content));
    }

    void publish(String type, @Nullable JsonObject parent, JsonObject content) {
        send(news, wire.write(new byte[][] {type.getBytes(StandardCharsets.US_ASCII)}, type, parent, content));
    }

    /** Waits, not for ever, until everything was handed to the network. */
    @Override
    public void close() {
        try {
            for (int i = 0; i < 20 && !outgoing.isEmpty(); i++) {
                Thread.sleep(PAUSE / 50);
            }
            Thread.sleep(PAUSE / 10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
