package org.overhang.core;

import java.util.List;
import java.util.Objects;

/**
 * The one exception of the library: what was needed, what was found, what to do.
 *
 * <p>The {@link #reason()} is for programs, the message for people. Where several problems were found at once, all are in
 * the message, one a line, and {@link #reason()} is that of the first.
 */
public final class OverhangException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why the verb refused. */
    private final Reason reason;

    /**
     * An exception with its reason and message.
     *
     * @param reason why the verb refused
     * @param message what was needed, what was found, what to do
     */
    public OverhangException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason);
    }

    /**
     * An exception that passes on another one's cause.
     *
     * @param reason why the verb refused
     * @param message what was needed, what was found, what to do
     * @param cause what failed underneath
     */
    public OverhangException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason);
    }

    /**
     * Why the verb refused.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * The message, one problem an element.
     *
     * @return the lines of the message
     */
    public List<String> lines() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
