package org.overhang.jupyter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.Callable;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/** Runs each snippet on a thread of its own in this virtual machine and keeps its value as an object. */
final class Control extends DirectExecutionControl {
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private volatile @Nullable Thread worker;
    private volatile boolean stopping;
    private volatile boolean timedOut;
    private volatile long deadline = Long.MAX_VALUE;
    private volatile Runnable whileWaiting = () -> {};
    private @Nullable Object result;
    private @Nullable Throwable thrown;

    /** Stops the running snippet, and those of the same cell that have not begun. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped(String message) {
            super(message);
        }
    }

    ExecutionControlProvider provider() {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "overhang";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return Control.this;
            }
        };
    }

    void beginCell(long timeoutNanos, Runnable eachPause) {
        stopping = false;
        timedOut = false;
        deadline = timeoutNanos <= 0 ? Long.MAX_VALUE : System.nanoTime() + timeoutNanos;
        whileWaiting = eachPause;
    }

    void beginSnippet() {
        result = null;
        thrown = null;
        refuseIfStopped(false);
    }

    @Nullable
    Object result() {
        return result;
    }

    @Nullable
    Throwable thrown() {
        return thrown;
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        try {
            result = onThread(snippet.getDeclaringClass().getClassLoader(), () -> snippet.invoke(null));
            return "";
        } catch (Throwable e) {
            if (e instanceof SPIResolutionException unresolved) {
                throw new ResolutionException(unresolved.id(), unresolved.getStackTrace());
            }
            thrown = e;
            throw Frames.forJShell(e);
        }
    }

    /** Calls on a daemon thread that an interrupt or the cell's deadline stops; a deaf one is left behind. */
    <T> T onThread(@Nullable ClassLoader loader, Callable<T> call) throws Throwable {
        Call<T> task = new Call<>(call);
        Thread thread = new Thread(task, "cell");
        thread.setDaemon(true);
        if (loader != null) {
            thread.setContextClassLoader(loader);
        }
        worker = thread;
        refuseIfStopped(false);
        thread.start();
        long patience = Long.MAX_VALUE;
        while (thread.isAlive()) {
            thread.join(patience == Long.MAX_VALUE ? 20 : 5);
            whileWaiting.run();
            long now = System.nanoTime();
            if (now > deadline && !stopping) {
                timedOut = true;
                stop();
            }
            if (stopping && patience == Long.MAX_VALUE) {
                patience = now + PATIENCE_NANOS;
            }
            if (now > patience) {
                thread.setPriority(Thread.MIN_PRIORITY);
                break;
            }
        }
        worker = null;
        refuseIfStopped(thread.isAlive());
        return task.get();
    }

    private void refuseIfStopped(boolean deaf) {
        if (stopping) {
            String why = timedOut ? "Stopped: the cell took longer than its time limit." : "Interrupted.";
            throw new Stopped(
                    deaf ? why + " The cell did not react and was left running; restart the kernel to end it." : why);
        }
    }

    @Override
    public void stop() {
        stopping = true;
        Thread running = worker;
        if (running != null) {
            running.interrupt();
        }
    }

    private static final class Call<T> implements Runnable {
        private final Callable<T> call;
        private @Nullable T value;
        private @Nullable Throwable failure;

        Call(Callable<T> call) {
            this.call = call;
        }

        @Override
        public void run() {
            try {
                value = call.call();
            } catch (InvocationTargetException e) {
                failure = e.getCause();
            } catch (Throwable e) {
                failure = e;
            }
        }

        @SuppressWarnings("NullAway")
        T get() throws Throwable {
            if (failure != null) {
                throw failure;
            }
            return value;
        }
    }
}
