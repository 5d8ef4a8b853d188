package org.overhang.core;

import java.util.function.LongSupplier;

/** Draws nothing in the first two seconds of a job, and then four times a second. */
final class TimedBar implements Progress.Listener {
    private static final double NANOS = 1e9;
    private static final long AFTER_NANOS = 2_000_000_000L;
    private static final long EVERY_NANOS = 250_000_000L;

    private final Progress.Display display;
    private final LongSupplier nanoTime;
    private boolean open;
    private boolean visible;
    private long opened;
    private long begun;
    private long shown;
    private long before;
    private long totalBefore;

    TimedBar(Progress.Display display, LongSupplier nanoTime) {
        this.display = display;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void at(long done, long total) {
        long now = nanoTime.getAsLong();
        if (!open) {
            open = true;
            opened = now;
            restart(now, 0, 0);
        }
        if (total > 0) {
            // Another count, or the same one from its start: the estimate of what is left begins anew.
            if (done < before || total != totalBefore) {
                restart(now, done, total);
            }
            before = done;
        }
        boolean over = total > 0 && done >= total;
        if (!over && now - opened > AFTER_NANOS && (!visible || now - shown > EVERY_NANOS)) {
            draw(now);
        }
    }

    private void restart(long now, long done, long total) {
        begun = now;
        before = done;
        totalBefore = total;
    }

    private void draw(long now) {
        shown = now;
        visible = true;
        double spent = (now - begun) / NANOS;
        if (before > 0 && before < totalBefore && now - begun > AFTER_NANOS) {
            long left = Math.max(1, Math.round(spent / before * (totalBefore - before)));
            display.show((double) before / totalBefore, left);
        } else {
            display.show(Double.NaN, Math.round((now - opened) / NANOS));
        }
    }

    @Override
    public synchronized void ends() {
        open = false;
        if (visible) {
            visible = false;
            display.end();
        }
    }
}
