package org.overhang.jupyter;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The Jupyter door to {@link CellEngine}: {@code java -cp … org.overhang.jupyter.Kernel connection-file}.
 *
 * <p>It answers at once and builds its session meanwhile. It ends when the process that started it ends. The system property
 * {@code overhang.cell.timeout} limits a cell to so many seconds.
 *
 * <p>Requests are answered one after the other, as they came; what must not wait for a cell (interrupt, shutdown) is answered at
 * once. A request that is not what the protocol says is answered with an error.
 */
public final class Kernel {
    private static final PrintStream LOG = System.err;
    private static final long LONGEST_END = 2_000;
    private static final long NANOS = 1_000_000_000L;
    private static final int PAUSE = 10;

    private final CompletableFuture<CellEngine> engine;
    private final Connection connection;
    private final Channels channels;
    private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>();
    private final History history = new History();
    private final Duration limit = Duration.ofSeconds(Long.getLong("overhang.cell.timeout", 0));
    private int count = 1;
    private volatile @Nullable Message running;
    private volatile @Nullable Inputs inputs;
    private volatile boolean interrupted;
    private volatile boolean ending;
    private @Nullable Failed failed;

    /** The cell that failed last: when its sender sent it, and how long the sender had to wait for the news. */
    private record Failed(
            @Nullable String session, @Nullable Instant sent, long tookNanos, long answered) {}

    private Kernel(Connection connection, CompletableFuture<CellEngine> engine) throws Connection.Unusable {
        this.connection = connection;
        this.engine = engine;
        this.channels = new Channels(connection, this::take);
    }

    /**
     * Runs the kernel until Jupyter shuts it down or goes away.
     *
     * @param arguments the path of Jupyter's connection file
     */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            LOG.println("The kernel needs one argument, the path of Jupyter's connection file.");
            System.exit(2);
        }
        CellEngine.quiet();
        try {
            Connection connection = Connection.read(Path.of(arguments[0]));
            endWithParent();
            Kernel kernel = new Kernel(connection, CompletableFuture.supplyAsync(CellEngine::start));
            Runtime.getRuntime().addShutdownHook(new Thread(kernel::tellOfExit, "exit"));
            Thread worker = new Thread(kernel::work, "shell");
            worker.setUncaughtExceptionHandler((dead, e) -> end("The kernel failed: " + e));
            worker.start();
        } catch (Connection.Unusable e) {
            LOG.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Ends a process that can no longer answer; Jupyter starts another. */
    static void end(String words) {
        Reserve.release();
        LOG.println(words);
        LOG.flush();
        Runtime.getRuntime().halt(1);
    }

    /** A killed Jupyter cannot shut its kernels down; they would stay for ever. */
    private static void endWithParent() {
        String stated = System.getenv("JPY_PARENT_PID");
        ProcessHandle parent = (stated != null && stated.matches("\\d{1,18}")
                        ? ProcessHandle.of(Long.parseLong(stated))
                        : ProcessHandle.current().parent())
                .orElse(null);
        if (parent == null || parent.pid() <= 1) {
            return;
        }
        Thread watch = new Thread(
                () -> {
                    try {
                        while (parent.isAlive()) {
                            Thread.sleep(1_000);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(0);
                },
                "parent");
        watch.setDaemon(true);
        watch.start();
    }

    /** On the thread of the sockets: what cannot wait is done, the rest is put into the queue. */
    private void take(Channels.Name channel, Message message) {
        try {
            switch (message.type()) {
                case "interrupt_request" -> {
                    interrupted = true;
                    CellEngine built = engine.getNow(null);
                    if (built != null) {
                        built.interrupt();
                    }
                    channels.reply(channel, message, "interrupt_reply", ok());
                }
                case "shutdown_request" -> shutDown(channel, message);
                case "input_reply" -> {
                    Inputs open = inputs;
                    if (open != null) {
                        open.answer(message.text("value"));
                    }
                }
                default -> {
                    if (channel == Channels.Name.SHELL) {
                        waiting.add(message);
                    } else if (channel == Channels.Name.CONTROL) {
                        answer(channel, message);
                    }
                }
            }
        } catch (RuntimeException | StackOverflowError e) {
            refuse(channel, message, e);
        }
    }

    private void shutDown(Channels.Name channel, Message message) {
        ending = true;
        JsonObject content = ok();
        content.addProperty("restart", message.flag("restart", false));
        channels.reply(channel, message, "shutdown_reply", content);
        channels.publish("shutdown_reply", message.header(), content);
        Thread last = new Thread(
                () -> {
                    channels.close();
                    Thread hooks = new Thread(() -> System.exit(0), "end");
                    hooks.setDaemon(true);
                    hooks.start();
                    try {
                        Thread.sleep(LONGEST_END);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(0);
                },
                "shutdown");
        last.setDaemon(true);
        last.start();
    }

    /** A cell that calls System.exit would take its kernel away without a word. */
    private void tellOfExit() {
        Message cell = running;
        if (cell == null || ending) {
            return;
        }
        String words = "Cell " + (count - 1)
                + " ended the virtual machine (System.exit?). Jupyter starts another one, without the"
                + " session's values.";
        LOG.println(words);
        CellError error = new CellError("Exit", words, List.of(words), null);
        channels.publish("error", cell.header(), error(error));
        channels.reply(Channels.Name.SHELL, cell, "execute_reply", failure(error, count - 1));
        status(cell, "idle");
        channels.close();
    }

    private void work() {
        status(null, "starting");
        try {
            while (true) {
                answer(Channels.Name.SHELL, waiting.take());
            }
        } catch (InterruptedException e) {
            end("The kernel was interrupted from inside.");
        }
    }

    private void answer(Channels.Name channel, Message message) {
        status(message, "busy");
        try {
            switch (message.type()) {
                case "execute_request" -> execute(message);
                case "kernel_info_request" -> channels.reply(channel, message, "kernel_info_reply", info());
                case "complete_request" -> channels.reply(channel, message, "complete_reply", complete(message));
                case "inspect_request" -> channels.reply(channel, message, "inspect_reply", inspect(message));
                case "is_complete_request" -> channels.reply(channel, message, "is_complete_reply", whole(message));
                case "history_request" -> {
                    JsonObject content = ok();
                    content.add("history", history.of(message));
                    channels.reply(channel, message, "history_reply", content);
                }
                case "connect_request" -> {
                    JsonObject content = ok();
                    connection.ports().forEach(content::addProperty);
                    channels.reply(channel, message, "connect_reply", content);
                }
                case "comm_info_request" -> {
                    JsonObject content = ok();
                    content.add("comms", new JsonObject());
                    channels.reply(channel, message, "comm_info_reply", content);
                }
                case "comm_open" -> {
                    JsonObject content = new JsonObject();
                    content.addProperty("comm_id", message.text("comm_id"));
                    content.add("data", new JsonObject());
                    channels.publish("comm_close", message.header(), content);
                }
                case "comm_msg", "comm_close" -> {
                    // There is no comm that they could mean.
                }
                default -> throw new Message.Unusable("The kernel knows no " + message.type() + ".");
            }
        } catch (OutOfMemoryError e) {
            Reserve.release();
            refuse(channel, message, e);
        } catch (RuntimeException | StackOverflowError e) {
            refuse(channel, message, e);
        } finally {
            status(message, "idle");
        }
    }

    private void refuse(Channels.Name channel, Message message, Throwable e) {
        if (message.type().endsWith("_request")) {
            String words = e instanceof Message.Unusable ? String.valueOf(e.getMessage()) : String.valueOf(e);
            String type = message.type().replaceFirst("_request\\z", "_reply");
            CellError error = new CellError("RequestError", words, List.of(words), e);
            channels.reply(channel, message, type, failure(error, count - 1));
        }
    }

    private void status(@Nullable Message parent, String state) {
        JsonObject content = new JsonObject();
        content.addProperty("execution_state", state);
        channels.publish("status", parent == null ? null : parent.header(), content);
    }

    private static JsonObject ok() {
        JsonObject content = new JsonObject();
        content.addProperty("status", "ok");
        return content;
    }

    private static JsonObject info() {
        JsonObject content = ok();
        content.addProperty("protocol_version", Wire.VERSION);
        content.addProperty("implementation", "overhang");
        content.addProperty("implementation_version", "0.1");
        content.add("language_info", new Gson().toJsonTree(Execution.LANGUAGE));
        content.addProperty("banner", "Java with Overhang imported");
        content.addProperty("debugger", false);
        content.add("help_links", new JsonArray());
        content.add("supported_features", new JsonArray());
        return content;
    }

    private void execute(Message request) {
        String code = request.text("code");
        if (sentWithFailed(request)) {
            JsonObject content =
                    failure(new CellError("Aborted", "An earlier cell failed.", List.of(), null), count - 1);
            content.addProperty("status", "aborted");
            channels.reply(Channels.Name.SHELL, request, "execute_reply", content);
            return;
        }
        boolean silent = request.flag("silent", false);
        boolean stored = !silent && request.flag("store_history", true);
        int number = stored ? count++ : Math.max(1, count - 1);
        CellOutput output = silent
                ? new Recorder()
                : new KernelOutput((type, content) -> channels.publish(type, request.header(), content));
        if (!silent) {
            JsonObject content = new JsonObject();
            content.addProperty("code", code);
            content.addProperty("execution_count", number);
            channels.publish("execute_input", request.header(), content);
        }
        interrupted = false;
        running = request;
        JsonElement shown = JsonNull.INSTANCE;
        try {
            Inputs typed = request.flag("allow_stdin", false) ? new Inputs(() -> ask(request)) : null;
            inputs = typed;
            CellEngine built = built();
            Bundle value = built.run(code, number, output, limit, typed);
            if (value != null && !silent) {
                JsonObject content = KernelOutput.data(value);
                content.remove("transient");
                content.addProperty("execution_count", number);
                channels.publish("execute_result", request.header(), content);
                shown = content.getAsJsonObject("data").get(Bundle.TEXT);
            }
            JsonObject content = ok();
            content.addProperty("execution_count", number);
            content.add("user_expressions", expressions(built, request, number));
            content.add("payload", new JsonArray());
            channels.reply(Channels.Name.SHELL, request, "execute_reply", content);
        } catch (CellError e) {
            fail(request, number, silent, e);
        } catch (RuntimeException e) {
            fail(request, number, silent, new CellError("KernelError", e.toString(), List.of(e.toString()), e));
        } finally {
            inputs = null;
            running = null;
            if (stored) {
                history.add(number, code, shown);
            }
        }
    }

    /** The session, which may still be in the making; an interrupt gives up the cell and not the session. */
    private CellEngine built() {
        while (!engine.isDone()) {
            if (interrupted) {
                throw new CellError(
                        "Interrupted",
                        "Interrupted.",
                        List.of("Interrupted.", "The session was still being built."),
                        null);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return engine.join();
    }

    private void ask(Message request) {
        JsonObject content = new JsonObject();
        content.addProperty("prompt", "");
        content.addProperty("password", false);
        channels.reply(Channels.Name.STDIN, request, "input_request", content);
    }

    private JsonObject expressions(CellEngine built, Message request, int number) {
        JsonObject answers = new JsonObject();
        if (request.content().get("user_expressions") instanceof JsonObject asked) {
            for (Map.Entry<String, JsonElement> each : asked.entrySet()) {
                try {
                    String code = each.getValue().getAsString();
                    Bundle value = built.run(code, number, new Recorder(), limit, null);
                    JsonObject answer = KernelOutput.data(value == null ? Bundle.text("") : value);
                    answer.remove("transient");
                    answer.addProperty("status", "ok");
                    answers.add(each.getKey(), answer);
                } catch (CellError e) {
                    answers.add(each.getKey(), failure(e, number));
                } catch (IllegalStateException | UnsupportedOperationException e) {
                    throw new Message.Unusable("user_expressions are texts, but one is " + each.getValue() + ".");
                }
            }
        }
        return answers;
    }

    private void fail(Message request, int number, boolean silent, CellError error) {
        if (!silent) {
            channels.publish("error", request.header(), error(error));
        }
        if (request.flag("stop_on_error", true)) {
            long now = System.nanoTime();
            failed = new Failed(request.session(), sent(request), now - request.received(), now);
        }
        channels.reply(Channels.Name.SHELL, request, "execute_reply", failure(error, number));
    }

    /**
     * Whether a cell was sent before its sender could know that the one before it failed, as "Run All" does. Both times are the
     * sender's own, so clocks need not agree; without two that differ the order in which they came decides.
     */
    private boolean sentWithFailed(Message request) {
        Failed last = failed;
        if (last == null || !Objects.equals(last.session(), request.session())) {
            return false;
        }
        Instant sent = sent(request);
        if (sent == null || last.sent() == null || sent.equals(last.sent())) {
            return request.received() < last.answered();
        }
        Duration later = Duration.between(last.sent(), sent);
        return later.compareTo(Duration.ofNanos(Math.min(last.tookNanos(), Integer.MAX_VALUE * NANOS))) < 0;
    }

    private static @Nullable Instant sent(Message request) {
        try {
            String date = request.field("date");
            return date == null ? null : java.time.OffsetDateTime.parse(date).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static JsonObject error(CellError error) {
        JsonObject content = new JsonObject();
        content.addProperty("ename", error.name());
        content.addProperty("evalue", Objects.requireNonNullElse(error.getMessage(), ""));
        JsonArray lines = new JsonArray();
        error.lines().forEach(lines::add);
        content.add("traceback", lines);
        return content;
    }

    private static JsonObject failure(CellError error, int number) {
        JsonObject content = error(error);
        content.addProperty("status", "error");
        content.addProperty("execution_count", number);
        content.add("user_expressions", new JsonObject());
        content.add("payload", new JsonArray());
        return content;
    }

    private JsonObject complete(Message request) {
        String code = request.text("code");
        CellEngine built = built();
        Assistance.Completions found = Deep.call(() -> Assistance.completions(built, code, request.cursor(code)));
        JsonObject content = ok();
        content.add("matches", new Gson().toJsonTree(found.texts()));
        content.addProperty("cursor_start", found.start());
        content.addProperty("cursor_end", found.end());
        content.add("metadata", new JsonObject());
        return content;
    }

    private JsonObject inspect(Message request) {
        String code = request.text("code");
        CellEngine built = built();
        String text = Deep.call(() -> Assistance.documentation(built, code, request.cursor(code)));
        JsonObject content = ok();
        JsonObject data = new JsonObject();
        if (text != null) {
            data.addProperty(Bundle.TEXT, text);
        }
        content.addProperty("found", text != null);
        content.add("data", data);
        content.add("metadata", new JsonObject());
        return content;
    }

    private JsonObject whole(Message request) {
        String code = request.text("code");
        CellEngine built = built();
        Assistance.Whole whole = Deep.call(() -> Assistance.completeness(built, code));
        JsonObject content = new JsonObject();
        content.addProperty(
                "status",
                switch (whole) {
                    case COMPLETE -> "complete";
                    case INVALID -> "invalid";
                    case INCOMPLETE -> "incomplete";
                });
        if (whole == Assistance.Whole.INCOMPLETE) {
            content.addProperty("indent", Assistance.indent(code));
        }
        return content;
    }
}
