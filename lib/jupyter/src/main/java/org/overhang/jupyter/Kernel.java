package org.overhang.jupyter;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.jspecify.annotations.Nullable;

/**
 * The Jupyter door to {@link CellEngine}: {@code java -cp … org.overhang.jupyter.Kernel connection-file}.
 *
 * <p>It answers at once and builds its session meanwhile. It ends when the process that started it ends. The system property
 * {@code overhang.cell.timeout} limits a cell to so many seconds.
 */
public final class Kernel extends BaseKernel {
    /** Cells sent together with one that failed arrive within this time of one another; a person is slower. */
    private static final long TOGETHER_NANOS = 150_000_000L;

    private final CompletableFuture<CellEngine> engine;
    private final Streams streams;
    private final Duration limit = Duration.ofSeconds(Long.getLong("overhang.cell.timeout", 0));
    private long failedAt = Long.MIN_VALUE / 2;

    private Kernel(CompletableFuture<CellEngine> engine, Streams streams) {
        super(
                "overhang",
                "0.1",
                language(),
                List.of(),
                null,
                streams,
                new CommManager(),
                new Renderer(),
                new MagicParser("(?!)", "(?!)", new MagicTranspiler()),
                new MagicsRegistry(),
                false,
                new StringStyler.Builder().build());
        this.engine = engine;
        this.streams = streams;
    }

    private static LanguageInfo language() {
        Map<String, String> facts = Execution.LANGUAGE;
        return new LanguageInfo.Builder(facts.get("name"))
                .version(facts.get("version"))
                .mimetype(facts.get("mimetype"))
                .fileExtension(facts.get("file_extension"))
                .pygments(facts.get("pygments_lexer"))
                .codemirror(facts.get("codemirror_mode"))
                .build();
    }

    /**
     * Runs the kernel until Jupyter shuts it down or goes away.
     *
     * @param arguments the path of Jupyter's connection file
     * @throws Exception if the file cannot be read or a socket cannot be opened
     */
    public static void main(String[] arguments) throws Exception {
        CellEngine.quiet();
        endWithParent();
        CompletableFuture<CellEngine> engine = CompletableFuture.supplyAsync(CellEngine::start);
        start(Files.readString(Path.of(arguments[0])), engine).waitUntilClose();
        System.exit(0);
    }

    static JupyterConnection start(String connectionFile, CompletableFuture<CellEngine> engine)
            throws GeneralSecurityException {
        Kernel kernel = new Kernel(engine, new Streams());
        JupyterConnection connection = new JupyterConnection(KernelConnectionProperties.parse(connectionFile));
        kernel.becomeHandlerForConnection(connection);
        kernel.onStartup();
        connection.connect();
        return connection;
    }

    /** A killed Jupyter cannot shut its kernels down; they would stay for ever. */
    private static void endWithParent() {
        String stated = System.getenv("JPY_PARENT_PID");
        ProcessHandle parent = (stated != null && stated.matches("\\d+")
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

    @Override
    protected synchronized void handleExecuteRequest(
            ShellReplyEnvironment environment, Message<ExecuteRequest> message) {
        commManager.setMessageContext(message);
        ExecuteRequest request = message.getContent();
        environment.setBusyDeferIdle();
        if (System.nanoTime() - failedAt < TOGETHER_NANOS) {
            failedAt = System.nanoTime();
            environment.defer().replyError(ExecuteReply.MESSAGE_TYPE.error(), new Aborted());
            return;
        }
        boolean silent = request.isSilent();
        int count = silent ? executionCount.get() - 1 : executionCount.getAndIncrement();
        if (!silent) {
            environment.publish(new PublishExecuteInput(request.getCode(), count));
        }
        CellOutput output = silent ? new Recorder() : new KernelOutput(environment);
        InputStream typed = streams.attach(environment, request.isStdinEnabled());
        try {
            Bundle value =
                    engine.join().run(request.getCode(), count, output, limit, request.isStdinEnabled() ? typed : null);
            if (value != null && !silent) {
                environment.publish(new PublishExecuteResult(count, KernelOutput.data(value)));
            }
            environment.defer().reply(new ExecuteReply(count, Map.of()));
        } catch (CellError e) {
            fail(environment, request, count, e);
        } catch (RuntimeException e) {
            fail(environment, request, count, new CellError("KernelError", e.toString(), List.of(e.toString()), e));
        } finally {
            streams.detach(environment);
        }
    }

    private void fail(ShellReplyEnvironment environment, ExecuteRequest request, int count, CellError error) {
        String text = Objects.requireNonNullElse(error.getMessage(), "");
        if (!request.isSilent()) {
            environment.publish(new PublishError(error.name(), text, error.lines()));
        }
        ErrorReply reply = new ErrorReply(error.name(), text, error.lines());
        reply.setExecutionCount(count);
        environment.defer().replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
        failedAt = request.shouldStopOnError() ? System.nanoTime() : failedAt;
    }

    /** The answer to a cell that was sent together with one that failed. */
    private static final class Aborted extends ErrorReply {
        Aborted() {
            super("Aborted", "An earlier cell failed.", List.of());
        }
    }

    /** Reaches what jjava keeps for its own package: the field into which a reader types. */
    private static final class Streams extends JupyterIO {
        Streams() {
            super(StandardCharsets.UTF_8);
        }

        InputStream attach(ShellReplyEnvironment environment, boolean enabled) {
            setEnv(environment);
            setJupyterInEnabled(enabled);
            return in;
        }

        void detach(ShellReplyEnvironment environment) {
            retractEnv(environment);
        }
    }

    @Override
    public @Nullable Object evalRaw(String code) {
        throw new UnsupportedOperationException("Cells run through the engine.");
    }

    @Override
    public void interrupt() {
        CellEngine running = engine.getNow(null);
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public @Nullable DisplayData inspect(String code, int at, boolean detail) {
        String text = Assistance.documentation(engine.join(), code, at);
        return text == null ? null : new DisplayData(text);
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        Assistance.Completions found = Assistance.completions(engine.join(), code, at);
        return new ReplacementOptions(found.texts(), found.start(), found.end());
    }

    @Override
    public String isComplete(String code) {
        return switch (Assistance.completeness(engine.join(), code)) {
            case COMPLETE -> IS_COMPLETE_YES;
            case INVALID -> IS_COMPLETE_BAD;
            case INCOMPLETE -> Assistance.indent(code);
        };
    }

    @Override
    public void onShutdown(boolean isRestarting) {
        super.onShutdown(isRestarting);
        engine.join().close();
    }
}
