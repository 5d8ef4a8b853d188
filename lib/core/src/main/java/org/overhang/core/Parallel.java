package org.overhang.core;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Numbered tasks on all cores, with an answer that does not depend on how many there are.
 *
 * <p>A task writes only to its own slot, and {@link #sum} adds fixed blocks in a fixed order, so one thread and many give
 * the same bits. Interrupting the calling thread stops the work between tasks and throws {@link CancellationException}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * double[] margin = new double[draws];
 * Parallel.forEach(draws, b -> margin[b] = marginOf(resample(seed.stream(b))));
 * double total = Parallel.sum(n, (from, to) -> sumOfSquares(x, from, to));
 * }</pre>
 */
public final class Parallel {
    private static final int BLOCK = 1 << 14;

    /** Set while a calling thread works on tasks of its own: what these call in turn stays on its thread. */
    private static final ThreadLocal<Boolean> WORKING = new ThreadLocal<>();

    private Parallel() {}

    /** A sum over rows {@code from} (inclusive) to {@code to} (exclusive). */
    @FunctionalInterface
    public interface BlockSum {
        /**
         * Adds up a block of rows in row order.
         *
         * @param from first row
         * @param to row after the last
         * @return the sum
         */
        double over(int from, int to);
    }

    /** Work on rows {@code from} (inclusive) to {@code to} (exclusive). */
    @FunctionalInterface
    public interface Block {
        /**
         * Works on a block of rows.
         *
         * @param from first row
         * @param to row after the last
         */
        void over(int from, int to);
    }

    /**
     * Runs tasks 0 to {@code tasks - 1}, each once, in any order.
     *
     * @param tasks how many
     * @param task what to do with each number; it may write only to slots of its own
     * @throws CancellationException if the calling thread is interrupted
     */
    public static void forEach(int tasks, IntConsumer task) {
        int workers = Math.min(tasks, ForkJoinPool.getCommonPoolParallelism() + 1);
        if (workers <= 1 || ForkJoinTask.inForkJoinPool() || WORKING.get() != null) {
            Progress.loop(tasks, task);
            return;
        }
        boolean outer = !Progress.counted();
        Progress.tell(outer, 0, tasks);
        try {
            share(workers, tasks, task, outer);
        } finally {
            Progress.closing(outer);
        }
    }

    private static void share(int workers, int tasks, IntConsumer task, boolean outer) {
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        // The caller works too, and is never waiting: then only its flag tells of an interrupt.
        Thread caller = Thread.currentThread();
        Runnable steps = () -> {
            for (int i = next.getAndIncrement(); i < tasks && !stop.get(); i = next.getAndIncrement()) {
                if (caller.isInterrupted()) {
                    stop.set(true);
                    return;
                }
                task.accept(i);
                Progress.tell(outer, Math.min(tasks, next.get()), tasks);
            }
        };
        Runnable worker = () -> {
            try {
                Progress.inside(caller, stop, steps);
            } catch (CancellationException e) {
                stop.set(true);
            } catch (RuntimeException | Error e) {
                stop.set(true);
                throw e;
            }
        };
        ForkJoinTask<?>[] others = new ForkJoinTask<?>[workers - 1];
        for (int w = 0; w < others.length; w++) {
            others[w] = ForkJoinPool.commonPool().submit(worker);
        }
        // A caller that only waited would wait beside a free core as soon as the pool had taken the task that it waits
        // for.
        WORKING.set(true);
        try {
            worker.run();
        } catch (RuntimeException | Error e) {
            settle(others);
            throw e;
        } finally {
            WORKING.remove();
        }
        waitFor(others, stop, () -> Progress.stopped(Math.min(tasks, next.get()), tasks));
    }

    private static void waitFor(
            ForkJoinTask<?>[] workers, AtomicBoolean stop, Supplier<CancellationException> stopped) {
        try {
            for (ForkJoinTask<?> worker : workers) {
                worker.get();
            }
            if (stop.get()) {
                throw stopped.get();
            }
        } catch (InterruptedException e) {
            stop.set(true);
            settle(workers);
            Thread.currentThread().interrupt();
            throw stopped.get();
        } catch (ExecutionException e) {
            stop.set(true);
            settle(workers);
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Nothing may still write to the caller's arrays after the caller has its exception. */
    private static void settle(ForkJoinTask<?>[] workers) {
        for (ForkJoinTask<?> worker : workers) {
            worker.quietlyJoin();
        }
    }

    /**
     * Works on rows in blocks of fixed size.
     *
     * @param rows how many rows
     * @param block what to do with each block; it may write only to its own rows
     */
    public static void forBlocks(int rows, Block block) {
        int blocks = blocks(rows);
        forEach(blocks, b -> block.over(b * BLOCK, Math.min(rows, (b + 1) * BLOCK)));
    }

    /**
     * Adds over rows: each fixed block in row order, then the blocks in order.
     *
     * @param rows how many rows
     * @param sum adds up one block
     * @return the sum, the same bits whatever the number of threads
     */
    public static double sum(int rows, BlockSum sum) {
        int blocks = blocks(rows);
        double[] parts = new double[blocks];
        forEach(blocks, b -> parts[b] = sum.over(b * BLOCK, Math.min(rows, (b + 1) * BLOCK)));
        double total = 0;
        for (double part : parts) {
            total += part;
        }
        return total;
    }

    private static int blocks(int rows) {
        return (int) (((long) rows + BLOCK - 1) / BLOCK);
    }
}
