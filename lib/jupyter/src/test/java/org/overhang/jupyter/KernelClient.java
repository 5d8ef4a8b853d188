package org.overhang.jupyter;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** A front end in Java: starts a real kernel process and speaks Jupyter's wire protocol with it, written from its public description. */
final class KernelClient implements AutoCloseable {
    private static final String KEY = "a-key";
    private static final String DELIMITER = "<IDS|MSG>";

    private final ZMQ.Context context = ZMQ.context(1);
    private final ZMQ.Socket shell = context.socket(SocketType.DEALER);
    private final ZMQ.Socket control = context.socket(SocketType.DEALER);
    private final ZMQ.Socket news = context.socket(SocketType.SUB);
    private final Process process;
    private final double secondsToReady;
    private int sent;

    KernelClient(Path folder, List<String> options) throws IOException {
        int[] ports = ports();
        Path file = folder.resolve("connection.json");
        Files.writeString(
                file,
                "{\"transport\": \"tcp\", \"ip\": \"127.0.0.1\", \"signature_scheme\": \"hmac-sha256\", \"key\": \""
                        + KEY
                        + "\", \"shell_port\": " + ports[0] + ", \"control_port\": " + ports[1] + ", \"iopub_port\": "
                        + ports[2] + ", \"stdin_port\": " + ports[3] + ", \"hb_port\": " + ports[4] + "}");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Djava.awt.headless=true"));
        command.addAll(List.of(Redefinition.OPTIONS));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), "org.overhang.jupyter.Kernel", file.toString()));
        long start = System.nanoTime();
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("kernel.log").toFile())
                .start();
        shell.connect("tcp://127.0.0.1:" + ports[0]);
        control.connect("tcp://127.0.0.1:" + ports[1]);
        news.connect("tcp://127.0.0.1:" + ports[2]);
        news.subscribe(new byte[0]);
        JsonObject info = ask(shell, "kernel_info_request", new JsonObject(), "kernel_info_reply", 30_000);
        if (info == null) {
            throw new IOException("The kernel did not answer: " + Files.readString(folder.resolve("kernel.log")));
        }
        secondsToReady = (System.nanoTime() - start) / 1e9;
        awaitNews();
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static int[] ports() throws IOException {
        int[] ports = new int[5];
        List<ServerSocket> open = new ArrayList<>();
        for (int i = 0; i < ports.length; i++) {
            open.add(new ServerSocket(0));
            ports[i] = open.get(i).getLocalPort();
        }
        for (ServerSocket socket : open) {
            socket.close();
        }
        return ports;
    }

    /** A subscription takes effect a moment after it is made; until then what the kernel publishes is lost. */
    private void awaitNews() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            send(shell, "kernel_info_request", new JsonObject());
            receive(shell, 5_000);
            if (receive(news, 200) != null) {
                while (receive(news, 100) != null) {
                    // The rest of the first answers is not wanted.
                }
                return;
            }
        }
        throw new IOException("Nothing was published.");
    }

    double secondsToReady() {
        return secondsToReady;
    }

    Process process() {
        return process;
    }

    /** One message of the protocol. */
    record Message(String type, String parent, JsonObject content) {}

    private String send(ZMQ.Socket socket, String type, JsonObject content) {
        String id = "message-" + ++sent;
        String header = "{\"msg_id\": \"" + id + "\", \"session\": \"test\", \"username\": \"test\", \"date\": "
                + "\"2026-01-01T00:00:00.000000Z\", \"msg_type\": \"" + type + "\", \"version\": \"5.3\"}";
        String body = content.toString();
        socket.sendMore(DELIMITER);
        socket.sendMore(signature(header, "{}", "{}", body));
        socket.sendMore(header);
        socket.sendMore("{}");
        socket.sendMore("{}");
        socket.send(body.getBytes(StandardCharsets.UTF_8));
        return id;
    }

    private static String signature(String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            for (String part : parts) {
                mac.update(part.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Message receive(ZMQ.Socket socket, int milliseconds) {
        socket.setReceiveTimeOut(milliseconds);
        String part = socket.recvStr();
        if (part == null) {
            return null;
        }
        while (!part.equals(DELIMITER)) {
            part = socket.recvStr();
        }
        String signature = socket.recvStr();
        String header = text(socket);
        String parent = text(socket);
        String metadata = text(socket);
        String content = text(socket);
        while (socket.hasReceiveMore()) {
            socket.recv();
        }
        if (!signature.equals(signature(header, parent, metadata, content))) {
            throw new IllegalStateException("A message was not signed with the key.");
        }
        JsonObject from = JsonParser.parseString(parent).getAsJsonObject();
        return new Message(
                JsonParser.parseString(header).getAsJsonObject().get("msg_type").getAsString(),
                from.has("msg_id") ? from.get("msg_id").getAsString() : "",
                JsonParser.parseString(content).getAsJsonObject());
    }

    private static String text(ZMQ.Socket socket) {
        return new String(socket.recv(), StandardCharsets.UTF_8);
    }

    private JsonObject ask(ZMQ.Socket socket, String type, JsonObject content, String answer, int milliseconds) {
        send(socket, type, content);
        return await(socket, milliseconds, message -> message.type().equals(answer));
    }

    private static JsonObject await(ZMQ.Socket socket, int milliseconds, Predicate<Message> wanted) {
        long end = System.nanoTime() + milliseconds * 1_000_000L;
        while (System.nanoTime() < end) {
            Message message = receive(socket, (int) Math.max(1, (end - System.nanoTime()) / 1_000_000L));
            if (message != null && wanted.test(message)) {
                return message.content();
            }
        }
        return null;
    }

    JsonObject ask(String type, Map<String, Object> content) {
        JsonObject body = new com.google.gson.Gson().toJsonTree(content).getAsJsonObject();
        return ask(shell, type, body, type.replace("_request", "_reply"), 30_000);
    }

    JsonObject askControl(String type) {
        return ask(control, type, new JsonObject(), type.replace("_request", "_reply"), 10_000);
    }

    String sendCell(String code, boolean stopOnError) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("silent", false);
        content.addProperty("store_history", true);
        content.add("user_expressions", new JsonObject());
        content.addProperty("allow_stdin", false);
        content.addProperty("stop_on_error", stopOnError);
        return send(shell, "execute_request", content);
    }

    JsonObject awaitReply(String id) {
        return await(
                shell,
                60_000,
                message -> message.type().equals("execute_reply")
                        && message.parent().equals(id));
    }

    /** Runs a cell; each message that it publishes until it is idle goes to {@code taker}. */
    JsonObject execute(String code, Consumer<Message> taker) {
        String id = sendCell(code, false);
        JsonObject reply = awaitReply(id);
        await(news, 60_000, message -> {
            if (!message.parent().equals(id)) {
                return false;
            }
            taker.accept(message);
            return message.type().equals("status")
                    && message.content().get("execution_state").getAsString().equals("idle");
        });
        return reply;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        for (ZMQ.Socket socket : List.of(shell, control, news)) {
            socket.setLinger(0);
            socket.close();
        }
        context.close();
    }
}
