package org.overhang.core;

import org.jspecify.annotations.Nullable;

/**
 * How far a long job has come, for whoever shows it; nothing is printed and nothing is kept.
 *
 * <p>{@link Parallel#forEach} reports by itself. A loop of its own reports {@code Progress.report(i + 1, n)}. A terminal or a
 * notebook listens and shows a bar for what takes longer than two seconds; a report never changes a result.
 */
public final class Progress {
    private static volatile @Nullable Listener listener;

    private Progress() {}

    /** Hears how far a job has come; it may be called from several threads at once and must be quick. */
    @FunctionalInterface
    public interface Listener {
        /**
         * So much is done.
         *
         * @param done steps done or begun, at most {@code total}
         * @param total steps in all
         */
        void at(long done, long total);
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
     * Tells how far the job has come; costs next to nothing when nobody listens.
     *
     * @param done steps done, at most {@code total}
     * @param total steps in all
     */
    public static void report(long done, long total) {
        Listener current = listener;
        if (current != null) {
            current.at(done, total);
        }
    }
}
