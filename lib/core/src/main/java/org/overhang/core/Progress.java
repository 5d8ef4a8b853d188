package org.overhang.core;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far a long job has come, for whoever shows it, and whether it is to stop.
 *
 * <p>{@link Parallel#forEach} and {@link #loop} report and stop by themselves; a job of many short ones is wrapped in
 * {@link #during}. What takes longer than two seconds shows a bar: in a notebook, and on a terminal (on standard error, only
 * where that is a terminal; the system property {@code overhang.progress=off} switches it off). A bar never changes a result
 * and is taken back at the end. Interrupting the thread that called stops its job, throws {@link CancellationException} and
 * leaves nothing running.
 *
 * <p>Example:
 *
 * <pre>{@code
 * double[] margin = new double[years];
 * Progress.loop(years, t -> margin[t] = solve(t));
 * Progress.listen((done, total) -> System.out.println(done + " of " + total));
 * }</pre>
 */
public final class Progress {
    private static volatile @Nullable Listener listener = TerminalBar.listener();

    /** What a thread is in the middle of; null for nothing. */
    private static final ThreadLocal<Job> CURRENT = new ThreadLocal<>();

    private Progress() {}

    /** Hears how far a job has come; it may be called from several threads at once and must be quick. */
    @FunctionalInterface
    public interface Listener {
        /**
         * So much is done.
         *
         * @param done steps done or begun, at most {@code total}
         * @param total steps in all; 0 where nobody knows
         */
        void at(long done, long total);

        /** The outermost job is over, whether it came to its end or not. */
        default void ends() {}
    }

    /** Where a bar is drawn. */
    public interface Display {
        /**
         * Draws the bar, or draws it anew.
         *
         * @param fraction share done, NaN where nobody knows
         * @param seconds about how long it will still take, or where nobody knows the share, how long it has taken
         */
        void show(double fraction, long seconds);

        /** Takes the bar back. */
        void end();
    }

    /** One job: who waits for it, and whether its steps are being counted already. */
    private static final class Job {
        private final Thread caller;
        private final AtomicBoolean stop;
        private final boolean counted;

        Job(Thread caller, AtomicBoolean stop, boolean counted) {
            this.caller = caller;
            this.stop = stop;
            this.counted = counted;
        }
    }

    /**
     * Sets who hears reports in this virtual machine.
     *
     * @param next the listener, or null for none
     */
    public static void listen(@Nullable Listener next) {
        listener = next;
    }

    /**
     * A listener that shows a bar once a job has run for two seconds, and then four times a second.
     *
     * @param display where the bar is drawn
     * @param nanoTime a clock, {@code System::nanoTime} but in tests
     * @return the listener
     */
    public static Listener timed(Display display, LongSupplier nanoTime) {
        return new TimedBar(display, nanoTime);
    }

    /**
     * The bar of a terminal, drawn over itself on standard error.
     *
     * @return the bar; one that draws nothing where standard error is no terminal
     */
    public static Display terminal() {
        Display bar = TerminalBar.here();
        return bar == null ? TerminalBar.NOWHERE : bar;
    }

    /**
     * Tells how far the job has come; costs next to nothing when nobody listens. Inside a job that is being counted this
     * says only that it goes on.
     *
     * @param done steps done, at most {@code total}
     * @param total steps in all; 0 where nobody knows
     */
    public static void report(long done, long total) {
        Listener current = listener;
        if (current == null) {
            return;
        }
        Job job = CURRENT.get();
        if (job != null && job.counted) {
            current.at(0, 0);
            return;
        }
        current.at(done, total);
        if (job == null && total > 0 && done >= total) {
            current.ends();
        }
    }

    /**
     * Runs steps 0 to {@code steps - 1} in order on this thread, counting them.
     *
     * @param steps how many
     * @param step what to do with each number
     * @throws CancellationException if the thread is interrupted
     */
    public static void loop(int steps, IntConsumer step) {
        // On the caller's own thread its flag tells of an interrupt: what a thread is in the middle of matters to bars
        // only.
        if (listener == null || counted()) {
            count(steps, step, false);
            return;
        }
        tell(true, 0, steps);
        try {
            inside(Thread.currentThread(), new AtomicBoolean(), () -> count(steps, step, true));
        } finally {
            closing(true);
        }
    }

    private static void count(int steps, IntConsumer step, boolean outer) {
        for (int i = 0; i < steps; i++) {
            stopIfInterrupted(i, steps);
            step.accept(i);
            tell(outer, i + 1L, steps);
        }
    }

    /**
     * Runs a job that consists of many short ones, so that they are shown as one.
     *
     * @param job the job
     * @param <T> what it gives
     * @return what it gives
     */
    public static <T> T during(Supplier<T> job) {
        if (CURRENT.get() != null) {
            return job.get();
        }
        CURRENT.set(new Job(Thread.currentThread(), new AtomicBoolean(), false));
        try {
            report(0, 0);
            return job.get();
        } finally {
            CURRENT.remove();
            closing(true);
        }
    }

    /**
     * Stops here if the thread that called, or the one for which this one works, was interrupted: for loops that neither wait
     * nor use {@link Parallel}.
     *
     * @throws CancellationException if it was
     */
    public static void stopIfInterrupted() {
        stopIfInterrupted(0, 0);
    }

    /** The same, saying how far the job had come. */
    static void stopIfInterrupted(long done, long total) {
        Job job = CURRENT.get();
        boolean stopped = Thread.currentThread().isInterrupted()
                || (job != null && (job.stop.get() || job.caller.isInterrupted()));
        if (stopped) {
            throw stopped(done, total);
        }
        if (job != null) {
            report(0, 0);
        }
    }

    static CancellationException stopped(long done, long total) {
        String far = total > 0 ? " after " + Numbers.fixed(done, 0) + " of " + Numbers.fixed(total, 0) + " steps" : "";
        return new CancellationException(
                "Stopped on interrupt" + far + ". Nothing was kept; run it again for a result.");
    }

    /** Whether this thread works on a step of a job that is being counted. */
    static boolean counted() {
        Job job = CURRENT.get();
        return job != null && job.counted;
    }

    /** Runs steps of a counted job on this thread; what a step counts itself is not shown. */
    static void inside(Thread caller, AtomicBoolean stop, Runnable steps) {
        Job before = CURRENT.get();
        CURRENT.set(new Job(caller, stop, true));
        try {
            steps.run();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** Reports steps of the outermost counted job; of any other, that it goes on. */
    static void tell(boolean outer, long done, long total) {
        Listener current = listener;
        if (current != null) {
            current.at(outer ? done : 0, outer ? total : 0);
        }
    }

    /** Ends the bar unless a job around this one goes on. */
    static void closing(boolean outer) {
        Listener current = listener;
        if (outer && CURRENT.get() == null && current != null) {
            current.ends();
        }
    }
}
