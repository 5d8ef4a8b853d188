package org.overhang.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers what is wrong with an input so that all of it is reported at once.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var problems = new Problems();
 * problems.require(share >= 0, Reason.OUT_OF_RANGE, "A share must be at least 0, but it is " + share + ".");
 * problems.require(seed > 0, Reason.OUT_OF_RANGE, "A seed must be positive, but it is " + seed + ".");
 * problems.throwIfAny();
 * }</pre>
 */
public final class Problems {
    private final List<Reason> reasons = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    /** An empty list of problems. */
    public Problems() {}

    /**
     * Adds a problem.
     *
     * @param reason its reason
     * @param message what was needed, what was found, what to do
     */
    public void add(Reason reason, String message) {
        reasons.add(reason);
        messages.add(message);
    }

    /**
     * Adds a problem unless the condition holds; write the condition so that NaN fails it.
     *
     * @param holds the condition
     * @param reason the reason if it does not hold
     * @param message what was needed, what was found, what to do
     */
    public void require(boolean holds, Reason reason, String message) {
        if (!holds) {
            add(reason, message);
        }
    }

    /**
     * Whether nothing is wrong so far.
     *
     * @return true if no problem was added
     */
    public boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Throws one {@link OverhangException} with every problem, the first one's reason leading; does nothing if there is none. */
    public void throwIfAny() {
        if (!messages.isEmpty()) {
            throw new OverhangException(reasons.get(0), String.join("\n", messages));
        }
    }
}
