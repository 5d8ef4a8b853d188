package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
    private static double sum(double[] x) {
        return Parallel.sum(x.length, (from, to) -> {
            double s = 0;
            for (int i = from; i < to; i++) {
                s += x[i];
            }
            return s;
        });
    }

    /** Inside a fork-join pool the work is done by the calling thread alone. */
    private static double alone(double[] x) throws Exception {
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            return one.submit(() -> sum(x)).get();
        } finally {
            one.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 300_001})
    void aloneAndManyGiveTheSameBits(int n) throws Exception {
        Draws draws = Seed.seed(n).stream(0);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = draws.normal() * StrictMath.pow(10, draws.below(20));
        }
        long bits = Double.doubleToRawLongBits(sum(x));
        for (int repeat = 0; repeat < 5; repeat++) {
            assertEquals(bits, Double.doubleToRawLongBits(sum(x)));
        }
        assertEquals(bits, Double.doubleToRawLongBits(alone(x)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1000})
    void everyTaskRunsOnce(int tasks) {
        AtomicIntegerArray ran = new AtomicIntegerArray(tasks);
        Parallel.forEach(tasks, ran::incrementAndGet);
        for (int i = 0; i < tasks; i++) {
            assertEquals(1, ran.get(i));
        }
    }

    @Test
    void blocksCoverEveryRowOnce() {
        AtomicIntegerArray ran = new AtomicIntegerArray(50_000);
        Parallel.forBlocks(50_000, (from, to) -> {
            for (int i = from; i < to; i++) {
                ran.incrementAndGet(i);
            }
        });
        for (int i = 0; i < ran.length(); i++) {
            assertEquals(1, ran.get(i));
        }
    }

    @Test
    void anExceptionReachesTheCallerAsItIs() {
        OverhangException thrown = new OverhangException(Reason.NOT_CONVERGED, "no");
        assertSame(
                thrown,
                assertThrows(
                        OverhangException.class,
                        () -> Parallel.forEach(100, i -> {
                            if (i == 17) {
                                throw thrown;
                            }
                        })));
    }

    /** Two tasks that wait for each other end only if both cores work; what a task calls in turn stays on its thread. */
    @Test
    void theCallerWorksBesideThePool() {
        if (ForkJoinPool.getCommonPoolParallelism() == 0) {
            return;
        }
        for (int repeat = 0; repeat < 200; repeat++) {
            CyclicBarrier both = new CyclicBarrier(2);
            Thread[] inner = new Thread[6];
            Thread[] outer = new Thread[2];
            Parallel.forEach(2, i -> {
                await(both);
                outer[i] = Thread.currentThread();
                Parallel.forEach(3, k -> inner[3 * i + k] = Thread.currentThread());
            });
            assertNotSame(outer[0], outer[1]);
            for (int k = 0; k < inner.length; k++) {
                assertSame(outer[k / 3], inner[k]);
            }
        }
    }

    private static void await(CyclicBarrier both) {
        try {
            both.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("Nobody else came to work.", e);
        }
    }

    @Test
    void anInterruptStopsTheWork() throws Exception {
        boolean[] cancelled = {false};
        boolean[] flag = {false};
        Thread caller = new Thread(() -> {
            try {
                Parallel.forEach(100_000, i -> {
                    long until = System.nanoTime() + 1_000_000;
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                });
            } catch (CancellationException e) {
                cancelled[0] = true;
                flag[0] = Thread.currentThread().isInterrupted();
            }
        });
        caller.start();
        Thread.sleep(50);
        caller.interrupt();
        caller.join(5_000);
        assertTrue(cancelled[0], "stopped within five seconds");
        assertTrue(flag[0], "and the thread still knows that it was interrupted");
    }
}
