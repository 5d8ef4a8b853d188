package org.overhang.jupyter;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** The door through which the virtual machine lends {@link Redefinition} the right to exchange a class in place. */
public final class Agent {
    private static volatile @Nullable Instrumentation lent;

    private Agent() {}

    /**
     * Called by the virtual machine when the agent is attached.
     *
     * @param arguments not used
     * @param instrumentation the right to exchange classes
     */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        lent = instrumentation;
    }

    static @Nullable Instrumentation lent() {
        return lent;
    }
}
