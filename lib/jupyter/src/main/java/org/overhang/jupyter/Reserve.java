package org.overhang.jupyter;

import org.jspecify.annotations.Nullable;

/** Memory kept back, so that a cell that used up all the rest can still be told so, and the session can let go of it. */
final class Reserve {
    private static final long SHARE = 32;
    private static final long MOST_BYTES = 64L << 20;

    private static volatile byte @Nullable [] kept;

    private Reserve() {}

    static void release() {
        kept = null;
    }

    /** Before a cell; a session that is still full goes on without. */
    static void take() {
        if (kept == null) {
            try {
                kept = new byte[(int) Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE)];
            } catch (OutOfMemoryError e) {
                kept = null;
            }
        }
    }
}
