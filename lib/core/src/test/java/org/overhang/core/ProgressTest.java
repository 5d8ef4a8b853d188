package org.overhang.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Bars by a clock of the test's own, and interrupts that arrive at a known step. */
@ResourceLock("org.overhang.core.Progress")
class ProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private long now;
    private final List<String> drawn = Collections.synchronizedList(new ArrayList<>());

    private final Progress.Display display = new Progress.Display() {
        @Override
        public void show(double fraction, long seconds) {
            drawn.add(Double.isNaN(fraction) ? "working " + seconds : Numbers.percent(fraction, 0) + " " + seconds);
        }

        @Override
        public void end() {
            drawn.add("end");
        }
    };

    @AfterEach
    void nobodyListens() {
        Progress.listen(null);
        assertFalse(Thread.interrupted(), "no test leaves its flag behind");
    }

    private void listen() {
        Progress.listen(Progress.timed(display, () -> now));
    }

    @Test
    void nothingIsShownInTheFirstTwoSeconds() {
        listen();
        Progress.loop(20, i -> now += SECOND / 10);
        assertEquals(List.of(), drawn);
    }

    @Test
    void aLongLoopIsShownFourTimesASecondAndTakenBack() {
        listen();
        Progress.loop(40, i -> now += SECOND / 10);
        assertEquals(List.of("52 % 2", "60 % 2", "68 % 1", "75 % 1", "82 % 1", "90 % 1", "98 % 1", "end"), drawn);
    }

    @Test
    void loopsInsideALoopAreNotCounted() {
        listen();
        Progress.loop(2, i -> Progress.loop(3, j -> now += SECOND));
        assertEquals(List.of("working 3", "50 % 4", "50 % 5", "50 % 6", "end"), drawn);
    }

    @Test
    void tasksOfOtherThreadsAreNotCountedEither() {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        Progress.listen((done, total) -> {
            if (total > 0) {
                heard.add(Long.toString(total));
            }
        });
        Parallel.forEach(8, i -> Parallel.forEach(3, j -> Progress.report(j, 17)));
        assertEquals(Collections.nCopies(9, "8"), heard);
    }

    @Test
    void shortJobsInALongOneAreShownAsOne() {
        listen();
        String made = Progress.during(() -> {
            for (int i = 0; i < 4; i++) {
                Progress.loop(2, j -> now += SECOND / 2);
            }
            return "made";
        });
        assertEquals("made", made);
        assertEquals(List.of("working 3", "working 3", "working 4", "end"), drawn);
    }

    @Test
    void aLoopOfOnesOwnReports() {
        listen();
        for (int i = 1; i <= 5; i++) {
            now += SECOND;
            Progress.report(i, 5);
        }
        assertEquals(List.of("80 % 1", "end"), drawn);
    }

    @Test
    void resultsAreTheSameWhoeverListens() {
        double[] silent = new double[100];
        Parallel.forEach(100, i -> silent[i] = Seed.seed(1).stream(i).normal());
        listen();
        double[] shown = new double[100];
        Parallel.forEach(100, i -> shown[i] = Seed.seed(1).stream(i).normal());
        assertArrayEquals(silent, shown);
    }

    @Test
    void aFailureTakesTheBarBack() {
        listen();
        OverhangException no = new OverhangException(Reason.NOT_CONVERGED, "no");
        assertThrows(
                OverhangException.class,
                () -> Progress.loop(5, i -> {
                    now += 3 * SECOND;
                    if (i == 2) {
                        throw no;
                    }
                }));
        assertEquals("end", drawn.get(drawn.size() - 1));
        drawn.clear();
        Progress.loop(3, i -> now += SECOND / 2);
        assertEquals(List.of(), drawn, "and the next job begins anew");
    }

    @Test
    void anInterruptStopsALoopAtItsStep() {
        AtomicInteger ran = new AtomicInteger();
        CancellationException stopped = assertThrows(
                CancellationException.class,
                () -> Progress.loop(2_000, i -> {
                    if (ran.incrementAndGet() == 312) {
                        Thread.currentThread().interrupt();
                    }
                }));
        assertTrue(Thread.interrupted(), "the thread still knows");
        assertEquals(
                "Stopped on interrupt after 312 of 2,000 steps. Nothing was kept; run it again for a result.",
                stopped.getMessage());
        assertEquals(312, ran.get());
        Progress.loop(3, i -> ran.incrementAndGet());
        assertEquals(315, ran.get(), "the next one runs");
    }

    /** The step that hears of it is a loop inside a task, on a thread that nobody interrupts. */
    @Test
    void anInterruptReachesLoopsInsideTasks() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        Thread caller = new Thread(() -> {
            try {
                Parallel.forEach(4, i -> {
                    running.incrementAndGet();
                    try {
                        begun.countDown();
                        while (interrupted.getCount() > 0) {
                            Thread.onSpinWait();
                        }
                        Parallel.forEach(Integer.MAX_VALUE, j -> {});
                    } finally {
                        running.decrementAndGet();
                    }
                });
            } catch (CancellationException e) {
                thrown.add(e);
            }
        });
        caller.start();
        begun.await();
        caller.interrupt();
        interrupted.countDown();
        caller.join();
        assertEquals(1, thrown.size());
        assertTrue(thrown.get(0).getMessage().startsWith("Stopped on interrupt"));
        assertEquals(0, running.get(), "nothing runs on");
    }

    @Test
    void theBarOfATerminalIsOneLineDrawnOverItself() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TerminalBar bar = new TerminalBar(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        bar.show(Double.NaN, 3);
        bar.show(0.5, 12);
        bar.show(0.9, 2);
        bar.end();
        String[] lines = bytes.toString(StandardCharsets.UTF_8).split("\r", -1);
        assertEquals("working, 3 s", lines[1]);
        assertEquals("[###############---------------] 50 %, about 12 s left", lines[2]);
        assertEquals("[###########################---] 90 %, about 2 s left ", lines[3]);
        assertEquals(" ".repeat(53), lines[4]);
        assertEquals("", lines[5]);
    }

    @Test
    void aProcessWithoutATerminalDrawsNothing() {
        if (TerminalBar.here() == null) {
            Progress.terminal().show(0.5, 1);
            Progress.terminal().end();
        }
    }
}
