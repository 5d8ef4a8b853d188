package org.overhang.jupyter;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs each snippet on a thread of its own in this virtual machine and keeps its value as an object.
 *
 * <p>A snippet that rests on one declared anew is compiled again, and JShell does not run it again: its variable keeps its
 * value because the class that holds it is exchanged in place ({@link Redefinition}), or, where the virtual machine cannot do
 * that, because the value is carried over to the class that takes its place. What cannot be carried over is named by {@link #lost}.
 */
final class Control extends DirectExecutionControl {
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    /** JShell's class of a snippet, and the letter that counts its replacements. */
    private static final Pattern OUTER = Pattern.compile("(REPL\\.\\$JShell\\$(?:DO_NOT_USE_)?\\d+)[A-Z]*");

    private final Map<String, Class<?>> latest = new HashMap<>();
    private final Set<String> lost = new LinkedHashSet<>();
    private @Nullable String refusedByLoader;
    private boolean ran;
    private boolean renewing;
    private boolean restoring;

    private volatile @Nullable Thread worker;
    private volatile boolean stopping;
    private volatile boolean timedOut;
    private volatile long deadline = Long.MAX_VALUE;
    private volatile @Nullable Console console;
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

    void beginCell(long timeoutNanos, @Nullable Console output) {
        Reserve.take();
        stopping = false;
        timedOut = false;
        deadline = timeoutNanos <= 0 ? Long.MAX_VALUE : System.nanoTime() + timeoutNanos;
        console = output;
    }

    void beginSnippet() {
        result = null;
        thrown = null;
        ran = false;
        refusedByLoader = null;
        lost.clear();
        refuseIfStopped(false);
    }

    /** Whether the snippet's code was called at all; JShell passes over one whose class it could not make or load. */
    boolean ran() {
        return ran;
    }

    /** Why a class of the snippet was not loaded. */
    @Nullable
    String refusedByLoader() {
        return refusedByLoader;
    }

    /** The variables whose values the snippet has cost. */
    Set<String> lost() {
        return lost;
    }

    /** Gives JShell's compiler a class path it has already: it then begins with a fresh compiler, and nothing else changes. */
    void renewing(boolean now) {
        renewing = now;
    }

    @Override
    public void addToClasspath(String path) throws EngineTerminationException, InternalException {
        if (!renewing) {
            super.addToClasspath(path);
        }
    }

    @Override
    public void load(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        try {
            super.load(classes);
        } catch (ClassInstallException e) {
            refusedByLoader = e.getMessage();
            throw e;
        }
        for (ClassBytecodes each : classes) {
            Matcher name = OUTER.matcher(each.name());
            if (name.matches()) {
                Class<?> now = loaded(each.name());
                Class<?> before = latest.put(name.group(1), now);
                if (before != null && before != now) {
                    carry(before, now);
                }
            }
        }
    }

    private Class<?> loaded(String name) throws EngineTerminationException {
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            throw new EngineTerminationException(e.toString());
        }
    }

    /** All or none, as JShell asks for it: the rest is then loaded as new classes. */
    @Override
    public void redefine(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        boolean[] done = new boolean[classes.length];
        List<ClassBytecodes> exchanged = new ArrayList<>();
        for (int i = 0; i < classes.length; i++) {
            done[i] = Redefinition.exchange(loaded(classes[i].name()), classes[i].bytecodes());
            if (!done[i]) {
                throw new ClassInstallException("redefine: " + classes[i].name(), done);
            }
            exchanged.add(classes[i]);
        }
        classesRedefined(exchanged.toArray(ClassBytecodes[]::new));
    }

    private void carry(Class<?> before, Class<?> now) {
        for (Field field : now.getDeclaredFields()) {
            try {
                Field old = before.getDeclaredField(field.getName());
                if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    old.setAccessible(true);
                    field.setAccessible(true);
                    Object value = old.get(null);
                    if (field.getType() == old.getType()
                            || (!field.getType().isPrimitive()
                                    && (value == null || field.getType().isInstance(value)))) {
                        field.set(null, value);
                    } else if (!Objects.equals(value, field.get(null))) {
                        lost.add(field.getName());
                    }
                }
            } catch (NoSuchFieldException e) {
                // A field that was not there has no value to carry.
            } catch (IllegalAccessException e) {
                lost.add(field.getName());
            }
        }
    }

    @Override
    public String invoke(String className, String methodName)
            throws RunException, InternalException, EngineTerminationException {
        try {
            String value = super.invoke(className, methodName);
            ran = true;
            return value;
        } catch (RunException e) {
            ran = true;
            throw e;
        } catch (InternalException e) {
            refusedByLoader = e.getMessage();
            throw e;
        }
    }

    @Nullable
    Object result() {
        return result;
    }

    @Nullable
    Throwable thrown() {
        return thrown;
    }

    /** Runs declarations whose variables keep what their classes were handed, in place of the default that Java sets. */
    void keepingValues(Runnable declarations) {
        restoring = true;
        try {
            declarations.run();
        } finally {
            restoring = false;
        }
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        if (restoring) {
            return "";
        }
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
        Console output = console;
        Thread thread = new Thread(() -> Console.owning(output, task), "cell");
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
            if (output != null) {
                output.flush();
            }
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
                if (output != null) {
                    output.silence();
                }
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
            if (failure instanceof OutOfMemoryError) {
                Reserve.release();
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
